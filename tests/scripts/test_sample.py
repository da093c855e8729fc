#!/usr/bin/python3 -I
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""The sample instructions: their tests accept what is right and nothing else."""

import json
import re
import sys
import unittest
import uuid
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import tap
from reference_solutions import SOLUTIONS

SAMPLE = HERE.parents[1] / 'data' / 'sample'
SHEETS = [json.loads(path.read_text(encoding='utf-8'))
          for path in sorted(SAMPLE.glob('[0-9]*.json'))]
WORKSPACE = json.loads((SAMPLE / 'meirei.json').read_text(encoding='utf-8'))
BATCH_ID = '9ea46229-d0bf-49ca-907a-352aac7c7339'


def run_tests(sheet, code):
    """The names of the tests that code does not pass."""
    namespace = {}
    failed = []
    exec(code, namespace)
    known = set(namespace)
    exec(sheet['tests'], namespace)
    names = [name for name in namespace
             if name.startswith('test_') and name not in known]
    assert names, 'no tests'
    for name in names:
        try:
            namespace[name]()
        except Exception:
            failed.append(name)
    return failed


def empty_solution(sheet):
    """What declares everything and does nothing."""
    lines = []
    for signature in sheet['functions']:
        if signature.startswith('class '):
            lines.append(f'{signature}:\n    def __init__(self, *args, **more):'
                         '\n        pass\n')
        elif '.' not in signature:
            lines.append(f'def {signature}:\n    pass\n')
    if any('.' in signature for signature in sheet['functions']):
        lines.append('BatchProcessor.run = lambda self, *args, **more: {}\n')
    return '\n'.join(lines)


class Sample(unittest.TestCase):
    """Each sheet by itself, and all together."""

    def test_right_solutions_pass(self):
        for sheet in SHEETS:
            with self.subTest(sheet['feature']):
                self.assertEqual(run_tests(sheet, SOLUTIONS[sheet['feature']]), [])

    def test_empty_solutions_fail(self):
        for sheet in SHEETS:
            with self.subTest(sheet['feature']):
                self.assertTrue(run_tests(sheet, empty_solution(sheet)))

    def test_solutions_of_others_fail(self):
        """A test that any function passes would test nothing."""
        for sheet in SHEETS:
            if len(sheet['functions']) > 1:
                continue
            name = re.match(r'\w+', sheet['functions'][0]).group()
            code = f'def {name}(*args):\n    return args[0]\n'
            with self.subTest(sheet['feature']):
                self.assertTrue(run_tests(sheet, code))

    def test_declared_signatures(self):
        """The references define what the sheets declare."""
        for sheet in SHEETS:
            namespace = {}
            exec(SOLUTIONS[sheet['feature']], namespace)
            for signature in sheet['functions']:
                name = re.sub(r'^class ', '', signature)
                name = re.match(r'\w+', name).group()
                with self.subTest(sheet['feature'], name=name):
                    self.assertIn(name, namespace)

    def test_ids_and_status(self):
        ids = [sheet['id'] for sheet in SHEETS]
        self.assertEqual(len(set(ids)), len(ids))
        self.assertIn(BATCH_ID, ids)
        for sheet in SHEETS:
            self.assertEqual(str(uuid.UUID(sheet['id'])), sheet['id'])
            self.assertEqual(sheet['status'], 'draft')
            self.assertEqual(sheet['versions'], [])

    def test_phases(self):
        phases = {phase['number'] for phase in WORKSPACE['phases']}
        self.assertEqual(phases, set(range(6)))
        self.assertEqual({sheet['phase'] for sheet in SHEETS}, phases)

    def test_languages_of_people(self):
        japanese = [sheet for sheet in SHEETS
                    if re.search(r'[\u3040-\u30ff\u4e00-\u9fff]', sheet['spec'])]
        self.assertGreaterEqual(len(japanese), 3)
        self.assertLess(len(japanese), len(SHEETS))


if __name__ == '__main__':
    tap.main()
