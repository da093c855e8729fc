# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Correct solutions of the sample instructions, one function per feature.

Only for the test that the sample's own tests are right: what they accept has
to be correct, and what is correct they have to accept.
"""

SOLUTIONS = {
    'add': '''
def add(a, b):
    return a + b
''',
    'find_max': '''
def find_max(numbers):
    return max(numbers, default=None)
''',
    'is_prime': '''
def is_prime(n):
    return n > 1 and all(n % i for i in range(2, int(n ** 0.5) + 1))
''',
    'factorial': '''
def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result
''',
    'word_count': '''
def word_count(text):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts
''',
    'reverse_string': '''
def reverse_string(s):
    return s[::-1]
''',
    'fizzbuzz': '''
def fizzbuzz(n):
    return [('Fizz' if i % 3 == 0 else '') + ('Buzz' if i % 5 == 0 else '')
            or str(i) for i in range(1, n + 1)]
''',
    'to_fahrenheit': '''
def to_fahrenheit(celsius):
    return celsius * 9 / 5 + 32
''',
    'unique': '''
def unique(items):
    return list(dict.fromkeys(items))
''',
    'safe_divide': '''
def safe_divide(a, b):
    if b == 0:
        raise ValueError('division by zero')
    return a / b
''',
    'summarize': '''
def summarize(results):
    ok = sum(1 for result in results if result)
    return f'{ok} ok, {len(results) - ok} failed'
''',
    'batch_processor': '''
import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


class InstructionNotFoundError(Exception):
    """An ID that is not there."""


class InvalidOperationError(Exception):
    """An operation that is not there."""


class BatchProcessingError(Exception):
    """Why one item failed."""


class BatchProcessor:
    def __init__(self, instructions, operations, workers=4):
        self.instructions = instructions
        self.operations = operations
        self.workers = workers

    def run(self, operation, ids, mode='parallel'):
        unknown = [i for i in ids if i not in self.instructions]
        if operation not in self.operations:
            raise InvalidOperationError(operation)
        if unknown:
            raise InstructionNotFoundError(', '.join(unknown))
        start = time.monotonic()
        details = self._run_all(self.operations[operation], ids, mode)
        failed = sum(1 for detail in details if detail['error'])
        return {'success': len(details) - failed, 'failed': failed,
                'details': details, 'total_time': time.monotonic() - start}

    def _run_all(self, handler, ids, mode):
        if mode == 'sequential':
            return [self._run_one(handler, i) for i in ids]
        if mode == 'async':
            return asyncio.run(self._run_async(handler, ids))
        with ThreadPoolExecutor(self.workers) as pool:
            return list(pool.map(lambda i: self._run_one(handler, i), ids))

    async def _run_async(self, handler, ids):
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(self.workers) as pool:
            return list(await asyncio.gather(*(
                loop.run_in_executor(pool, self._run_one, handler, i)
                for i in ids)))

    def _run_one(self, handler, id_):
        try:
            result = handler(self.instructions[id_])
        except Exception as error:
            return {'id': id_, 'result': None,
                    'error': BatchProcessingError(f'{id_}: {error}')}
        return {'id': id_, 'result': result, 'error': None}
''',
}
