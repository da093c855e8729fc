# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Runs a module's unittest cases and reports them as TAP for meson."""

import sys
import unittest


class TapResult(unittest.TestResult):
    """Prints one TAP line per test, and what failed as diagnostics."""

    failed_run = 0

    def start(self, count):
        print(f'1..{count}', flush=True)

    def report(self, word, test, comment=''):
        # pylint: disable-next=protected-access
        name = f'{type(test).__name__}.{test._testMethodName}'
        print(f'{word} {self.testsRun} {name}{comment}', flush=True)

    def addSuccess(self, test):
        self.report('ok', test)

    def addSkip(self, test, reason):
        self.report('ok', test, f' # SKIP {reason}')

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.report('not ok', test)
        for line in self.failures[-1][1].splitlines():
            print(f'# {line}', flush=True)

    def addError(self, test, err):
        super().addError(test, err)
        self.report('not ok', test)
        for line in self.errors[-1][1].splitlines():
            print(f'# {line}', flush=True)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is None:
            return
        # A test is reported once, however many of its parts fail.
        if self.failed_run != self.testsRun:
            self.report('not ok', test)
        self.failed_run = self.testsRun
        where = self.failures if issubclass(err[0], test.failureException) else self.errors
        for line in [str(subtest), *where[-1][1].splitlines()]:
            print(f'# {line}', flush=True)


def main():
    """Run the tests of the main module; exit 1 if one fails."""
    suite = unittest.defaultTestLoader.loadTestsFromModule(
        sys.modules['__main__'])
    result = TapResult()
    result.start(suite.countTestCases())
    suite.run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
