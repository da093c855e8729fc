# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Runs something and says how it went: (outcome, cause, message, traceback)."""

import errno
import os
import sys
import types

import guard
import rewrite

MAX_MESSAGE = 2000
MAX_TRACEBACK = 8000

_PROCESS_ERRORS = ("can't start new thread",)


class Verdict(tuple):
    """An outcome, and not something that a test happened to return."""


class Untested(Exception):
    """The test was not really run."""


class Skipped(BaseException):
    """The test says that it does not apply."""


def call(function, *arguments, **named):
    """Calls a function, also one that has to be awaited."""
    value = function(*arguments, **named)
    if not isinstance(value, types.CoroutineType):
        return value
    import asyncio
    result = asyncio.run(value)
    try:
        value.send(None)
    except RuntimeError:
        # One that has run to its end cannot be used again.
        return result
    except BaseException:  # noqa: BLE001 - it ran now, and not when it should have
        pass
    raise Untested("the code replaced asyncio.run(), so that the test did not run")


def _shorten(text, limit):
    if len(text) <= limit:
        return text
    return text[:limit // 2] + "\n[…]\n" + text[-limit // 2:]


def _say(error):
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - a tested class may not even say what it is
        text = ""
    name = type(error).__name__
    return "%s: %s" % (name, text) if text else name


def _chain(error):
    seen = []
    while error is not None and error not in seen and len(seen) < 10:
        seen.append(error)
        error = error.__cause__ or error.__context__
    return seen


class Maker:
    """Makes outcomes; knows where the tested code and its tests lie."""

    def __init__(self, folder):
        self.folder = folder + "/"
        self.skips = [Skipped]

    def traceback_of(self, error):
        """The traceback without the runner's own frames."""
        import traceback
        own = []
        for frame, line in traceback.walk_tb(error.__traceback__):
            path = frame.f_code.co_filename
            if path.startswith(self.folder) or own and "/unittest/" not in path:
                own.append((frame, line))
        summary = traceback.StackSummary.extract(own[-30:] if len(own) > 40 else own)
        lines = ["Traceback (most recent call last):\n"] if own else []
        lines += [line.replace("@left := @honest(", "").replace(self.folder, "")
                  for line in summary.format()]
        if isinstance(error, SyntaxError):
            lines += traceback.format_exception_only(type(error), error)
        else:
            lines.append(_say(error) + "\n")
        return _shorten("".join(lines).replace(self.folder, ""), MAX_TRACEBACK)

    def judge(self, error):
        """(outcome, cause, message) of an exception."""
        if isinstance(error, tuple(self.skips)):
            return "not_run", "skipped", "skipped: %s" % error
        if isinstance(error, SystemExit):
            return "error", "exit", "called sys.exit(%s) before the test was finished" % (
                "" if error.code is None else repr(error.code))
        if isinstance(error, (rewrite.Dishonest, Untested)):
            return "error", "tampered", str(error)
        if isinstance(error, AssertionError):
            return "failed", "assertion", str(error) or "the assertion does not hold"
        if isinstance(error, MemoryError):
            return "refused", "memory", "needed more memory than the sandbox gives"
        for part in _chain(error):
            if isinstance(part, guard.Refused):
                return "refused", str(part.kind), str(part.strerror or part)
            if (isinstance(part, BlockingIOError) and part.errno == errno.EAGAIN
                    or isinstance(part, RuntimeError) and str(part) in _PROCESS_ERRORS):
                return "refused", "processes", "wanted more processes than the sandbox gives"
            if isinstance(part, OSError) and part.errno in (errno.EFBIG, errno.ENOSPC):
                return "refused", "disk", "wrote more than the sandbox takes"
            if isinstance(part, OSError) and part.errno == errno.EMFILE:
                return "refused", "files", "opened more files than the sandbox gives"
        if isinstance(error, SyntaxError):
            return "error", "compile", "line %s: %s" % (error.lineno or 0, error.msg)
        if isinstance(error, OSError):
            return "error", "system", _say(error)
        return "error", "exception", _say(error)

    def of(self, run):
        """Runs it; whatever is raised becomes an outcome."""
        try:
            value = run()
            return value if type(value) is Verdict else ("passed", "", "", "")
        except BaseException as error:  # noqa: BLE001 - that is what a runner is for
            return self.of_error(error)

    def of_error(self, error):
        """The outcome of an exception that was caught."""
        try:
            outcome, cause, message = self.judge(error)
            text = "" if outcome == "not_run" else self.traceback_of(error)
        except BaseException as second:  # noqa: BLE001 - no memory, no stack, or malice
            return "error", "exception", "%s, while saying that %s was raised" % (
                type(second).__name__, type(error).__name__), ""
        return outcome, cause, _shorten(message, MAX_MESSAGE), text

    def of_unittest(self, unittest, kind, method):
        """One method with everything around it: fixtures of class and module."""
        caught = []
        maker = self

        class Result(unittest.TestResult):
            def addError(self, test, error):
                caught.append(maker.of_error(error[1]))

            def addFailure(self, test, error):
                caught.append(maker.of_error(error[1]))

            def addSkip(self, test, reason):
                caught.append(("not_run", "skipped", "skipped: %s" % reason, ""))

            def addUnexpectedSuccess(self, test):
                caught.append(("failed", "assertion", "was expected to fail and passed", ""))

            def addSubTest(self, test, subtest, error):
                if error is not None:
                    outcome, cause, message, text = maker.of_error(error[1])
                    label = subtest._subDescription()
                    caught.append((outcome, cause, "%s %s" % (label, message), text))

        result = Result()
        unittest.TestSuite([kind(method)]).run(result)
        if result.testsRun == 0 and not caught:
            return Verdict(("error", "missing", "the method %s did not run" % method, ""))
        worst = [one for one in caught if one[0] != "not_run"] or caught
        return Verdict(worst[0] if worst else ("passed", "", "", ""))


def interpreter():
    """The name and version of the Python that runs this."""
    return "Python %d.%d.%d" % sys.version_info[:3] if os.name == "posix" else "Python"
