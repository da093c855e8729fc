# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""The part of pytest that small tests use, for machines without it: raises,
approx, mark, fixture, skip, fail, and the fixtures that everybody knows."""

import contextlib
import inspect
import io
import itertools
import logging
import os
import re
import shutil
import sys
import tempfile
import warnings as _warnings
from pathlib import Path

import outcome

__version__ = "0 (Meirei)"
_call = outcome.call
_Verdict = outcome.Verdict


class Skipped(outcome.Skipped):
    """pytest.skip()."""


class Failed(AssertionError):
    """pytest.fail()."""


skip_exception = Skipped


def skip(reason="", *, msg=None, allow_module_level=False):
    raise Skipped(msg or reason or "no reason given")


def fail(reason="", pytrace=True, *, msg=None):
    raise Failed(msg or reason or "pytest.fail() was called")


def xfail(reason=""):
    raise Skipped("expected to fail: %s" % reason)


skip.Exception = Skipped
fail.Exception = Failed


def importorskip(name, minversion=None, reason=None):
    try:
        __import__(name)
    except ImportError:
        raise Skipped(reason or "there is no module %s" % name) from None
    return sys.modules[name]


class _ExceptionInfo:
    """What pytest.raises() gives."""

    value = type = tb = None

    @property
    def typename(self):
        return self.type.__name__

    def match(self, pattern):
        _match(pattern, self.value)
        return True

    def __str__(self):
        return repr(self.value)


def _match(pattern, error):
    if not re.search(pattern, str(error)):
        raise Failed("%r does not match what was raised: %r" % (
            getattr(pattern, "pattern", pattern), str(error)))


class _Raises:
    def __init__(self, expected, match):
        self.expected, self.pattern = expected, match
        self.info = _ExceptionInfo()

    def __enter__(self):
        return self.info

    def __exit__(self, kind, error, trace):
        if kind is None:
            names = self.expected if isinstance(self.expected, tuple) else (self.expected,)
            raise Failed("did not raise %s" % " or ".join(one.__name__ for one in names))
        self.info.type, self.info.value, self.info.tb = kind, error, trace
        if not issubclass(kind, self.expected):
            return False
        if self.pattern is not None:
            _match(self.pattern, error)
        return True


def raises(expected, *arguments, match=None, **named):
    context = _Raises(expected, match)
    if not arguments:
        return context
    with context:
        arguments[0](*arguments[1:], **named)
    return context.info


class _Warns(_warnings.catch_warnings):
    def __init__(self, expected, match):
        super().__init__(record=True)
        self.expected, self.pattern = expected, match

    def __enter__(self):
        self.list = super().__enter__()
        _warnings.simplefilter("always")
        return self.list

    def __exit__(self, *error):
        super().__exit__(*error)
        if error[0] is None and not any(
                issubclass(one.category, self.expected)
                and (self.pattern is None or re.search(self.pattern, str(one.message)))
                for one in self.list):
            raise Failed("there was no such warning")


def warns(expected=Warning, *, match=None):
    return _Warns(expected, match)


class approx:
    """A number, or several, that need not be exact."""

    def __init__(self, expected, rel=None, abs=None, nan_ok=False):
        self.expected, self.rel, self.abs, self.nan_ok = expected, rel, abs, nan_ok

    def close(self, actual, expected):
        if not isinstance(expected, (int, float, complex)) or isinstance(expected, bool):
            return actual == expected
        if actual == expected:
            return True
        if expected != expected or actual != actual:
            return self.nan_ok and expected != expected and actual != actual
        if abs(expected) == float("inf") or abs(actual) == float("inf"):
            return False
        absolute = 1e-12 if self.abs is None else self.abs
        relative = (0 if self.abs is not None else 1e-6) if self.rel is None else self.rel
        return abs(actual - expected) <= max(absolute, relative * abs(expected))

    def __eq__(self, actual):
        expected = self.expected
        try:
            if isinstance(expected, dict):
                return (set(actual) == set(expected)
                        and all(self.close(actual[key], expected[key]) for key in expected))
            if isinstance(expected, (list, tuple)):
                return len(actual) == len(expected) and all(map(self.close, actual, expected))
            return bool(self.close(actual, expected))
        except TypeError:
            return False

    __hash__ = None

    def __repr__(self):
        return "approx(%r)" % (self.expected,)


class _Mark:
    def __init__(self, name, arguments, named):
        self.name, self.args, self.kwargs = name, arguments, named

    def __call__(self, *arguments, **named):
        if len(arguments) == 1 and not named and callable(arguments[0]):
            target = arguments[0]
            target.pytestmark = list(getattr(target, "pytestmark", [])) + [self]
            return target
        return _Mark(self.name, arguments, named)


class _Marks:
    def __getattr__(self, name):
        return _Mark(name, (), {})


mark = _Marks()


class _Parameters:
    def __init__(self, values, marks, name):
        self.values, self.marks, self.name = values, marks, name


def param(*values, marks=(), id=None):
    return _Parameters(values, marks if isinstance(marks, (list, tuple)) else [marks], id)


def fixture(function=None, *, scope="function", params=None, autouse=False, ids=None, name=None):
    def decorate(target):
        target.meirei_fixture = (name or target.__name__, params, autouse)
        return target

    return decorate(function) if function is not None else decorate


class _MonkeyPatch:
    """The fixture `monkeypatch`."""

    _nothing = object()

    def __init__(self):
        self.undoing = []

    def setattr(self, target, name, value=_nothing, raising=True):
        if isinstance(target, str):
            value = name
            module, _dot, name = target.rpartition(".")
            __import__(module)
            target = sys.modules[module]
        old = getattr(target, name, self._nothing)
        if old is self._nothing and raising:
            raise AttributeError(name)
        self.undoing.append(lambda: setattr(target, name, old) if old is not self._nothing
                            else delattr(target, name))
        setattr(target, name, value)

    def delattr(self, target, name, raising=True):
        if hasattr(target, name) or raising:
            old = getattr(target, name)
            self.undoing.append(lambda: setattr(target, name, old))
            delattr(target, name)

    def setitem(self, mapping, name, value):
        old = mapping.get(name, self._nothing)
        self.undoing.append(lambda: mapping.__setitem__(name, old) if old is not self._nothing
                            else mapping.pop(name, None))
        mapping[name] = value

    def delitem(self, mapping, name, raising=True):
        if name in mapping or raising:
            old = mapping.pop(name)
            self.undoing.append(lambda: mapping.__setitem__(name, old))

    def setenv(self, name, value, prepend=None):
        self.setitem(os.environ, name, str(value))

    def delenv(self, name, raising=True):
        self.delitem(os.environ, name, raising)

    def syspath_prepend(self, path):
        old = list(sys.path)
        self.undoing.append(lambda: sys.path.__setitem__(slice(None), old))
        sys.path.insert(0, str(path))

    def chdir(self, path):
        old = os.getcwd()
        self.undoing.append(lambda: os.chdir(old))
        os.chdir(path)

    @contextlib.contextmanager
    def context(self):
        inner = _MonkeyPatch()
        try:
            yield inner
        finally:
            inner.undo()

    def undo(self):
        while self.undoing:
            self.undoing.pop()()


MonkeyPatch = _MonkeyPatch


class _Capture:
    """The fixture `capsys`."""

    def __init__(self):
        self.streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = io.StringIO(), io.StringIO()

    def readouterr(self):
        texts = sys.stdout.getvalue(), sys.stderr.getvalue()
        for stream in (sys.stdout, sys.stderr):
            stream.seek(0)
            stream.truncate()
        return _Texts(*texts)

    def close(self):
        texts = self.readouterr()
        sys.stdout, sys.stderr = self.streams
        sys.stdout.write(texts.out)
        sys.stderr.write(texts.err)


class _CapLog(logging.Handler):
    """The fixture `caplog`."""

    def __init__(self):
        super().__init__(0)
        self.records = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s:%(lineno)d %(message)s"))
        logging.getLogger().addHandler(self)
        self.levels = {}

    def emit(self, record):
        record.message = record.getMessage()
        self.records.append(record)

    messages = property(lambda self: [record.message for record in self.records])
    text = property(lambda self: "".join(self.format(one) + "\n" for one in self.records))
    record_tuples = property(lambda self: [(one.name, one.levelno, one.message)
                                           for one in self.records])
    handler = property(lambda self: self)

    def clear(self):
        self.records.clear()

    def set_level(self, level, logger=None):
        target = logging.getLogger(logger)
        self.levels.setdefault(target, target.level)
        target.setLevel(level)

    @contextlib.contextmanager
    def at_level(self, level, logger=None):
        target = logging.getLogger(logger)
        before = target.level
        target.setLevel(level)
        try:
            yield
        finally:
            target.setLevel(before)

    def end(self):
        logging.getLogger().removeHandler(self)
        for target, level in self.levels.items():
            target.setLevel(level)


class _Texts(tuple):
    def __new__(cls, out, err):
        return super().__new__(cls, (out, err))

    out = property(lambda self: self[0])
    err = property(lambda self: self[1])


class _Request:
    def __init__(self, param):
        self.param = param


def _fixtures_of(space):
    return {value.meirei_fixture[0]: value for value in list(space.values())
            if isinstance(getattr(value, "meirei_fixture", None), tuple)}


class _Setting:
    """The fixtures of one test."""

    def __init__(self, space, given, holder):
        self.fixtures, self.given, self.holder = _fixtures_of(space), dict(given), holder
        self.made = {}
        self.stack = contextlib.ExitStack()

    def get(self, name):
        if name in self.given:
            return self.given[name]
        if name not in self.made:
            self.made[name] = self.make(name)
        return self.made[name]

    def make(self, name):
        function = self.fixtures.get(name)
        if function is None:
            return self.make_known(name)
        arguments = {one: self.get(one) for one in _names_of(function) if one != "self"}
        value = function(**arguments)
        if inspect.isgenerator(value):
            generator = value
            value = next(generator)
            self.stack.callback(next, generator, None)
        return value

    def make_known(self, name):
        if name in ("tmp_path", "tmpdir"):
            folder = tempfile.mkdtemp()
            self.stack.callback(shutil.rmtree, folder, True)
            return Path(folder)
        if name == "monkeypatch":
            patch = _MonkeyPatch()
            self.stack.callback(patch.undo)
            return patch
        if name in ("capsys", "capfd"):
            capture = _Capture()
            self.stack.callback(capture.close)
            return capture
        if name == "caplog":
            capture = _CapLog()
            self.stack.callback(capture.end)
            return capture
        if name == "request":
            return _Request(self.given.get("request.param"))
        raise LookupError("there is no fixture “%s”; the tests run without pytest" % name)


def _names_of(function):
    return [name for name, one in inspect.signature(function).parameters.items()
            if one.default is one.empty and one.kind in (one.POSITIONAL_OR_KEYWORD,
                                                         one.KEYWORD_ONLY)]


def _sets_of(one):
    """The (label, values, marks) of one parametrize mark."""
    names, values = (list(one.args) + [one.kwargs.get("argnames"),
                                       one.kwargs.get("argvalues")])[:2]
    ids = one.kwargs.get("ids")
    if isinstance(names, str):
        names = [name.strip() for name in names.split(",") if name.strip()]
    for index, value in enumerate(values):
        marks, label = [], None
        if isinstance(value, _Parameters):
            marks, label = value.marks, value.name
            value = value.values
        elif len(names) == 1:
            value = (value,)
        if label is None and ids is not None:
            label = ids(value[0]) if callable(ids) else ids[index]
        if label is None:
            label = "-".join(str(part) if isinstance(part, (int, float, str, bool, type(None)))
                             else name + str(index) for name, part in zip(names, value))
        yield str(label), dict(zip(names, value)), marks


def _check_marks(marks):
    for one in marks:
        if one.name == "skip":
            skip(one.kwargs.get("reason", one.args[0] if one.args else ""))
        if one.name == "skipif" and one.args and one.args[0]:
            skip(one.kwargs.get("reason", ""))


def _run(function, bind, space, given, marks):
    _check_marks(marks)
    target = bind() if bind is not None else function
    setting = _Setting(space, given, None)
    expected = next((one for one in marks if one.name == "xfail"), None)
    with setting.stack:
        for name, one in setting.fixtures.items():
            if one.meirei_fixture[2]:
                setting.get(name)
        named = {name: setting.get(name) for name in _names_of(target)}
        try:
            _call(target, **named)
        except Exception as error:  # noqa: BLE001 - any failure was foretold
            if expected is None:
                raise
            return _Verdict(("passed", "", "", ""))
        if expected is not None and expected.kwargs.get("strict"):
            raise Failed("was expected to fail and passed")
    return None


def variants(name, function, bind, space):
    """A parametrised test is several: pairs of name and what runs it."""
    marks = list(getattr(function, "pytestmark", []))
    groups = [list(_sets_of(one)) for one in reversed(marks) if one.name == "parametrize"]
    fixtures = _fixtures_of(space)
    for wanted in _names_of(function):
        one = fixtures.get(wanted)
        if one is not None and one.meirei_fixture[1]:
            groups.append([(str(value), {"request.param": value}, [])
                           for value in one.meirei_fixture[1]])
    found = []
    for chosen in itertools.product(*groups):
        given, own = {}, list(marks)
        for _label, values, more in chosen:
            given.update(values)
            own.extend(more)
        label = "%s[%s]" % (name, "-".join(one[0] for one in chosen)) if chosen else name
        while label in {one[0] for one in found}:
            label += "'"
        found.append((label, lambda given=given, own=own:
                      _run(function, bind, space, given, own)))
    return found
