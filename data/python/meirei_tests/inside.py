# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""The process in which the tested code runs, and its tests.

It is believed only as far as the supervisor can check: it knows a token of
its own, never the secret of the report."""

import builtins
import os
import sys
import types

import guard
import outcome
import rewrite
import wire

# Bound before the tested code can put others in their places.
_write, _read, _fork, _wait, _leave = os.write, os.read, os.fork, os.waitpid, os._exit
_exec, _isinstance, _list, _dict = exec, isinstance, list, dict


class Talk:
    """What is said to the supervisor."""

    def __init__(self, descriptor, token):
        self.descriptor = descriptor
        self.token = token

    def say(self, *fields):
        data = wire.pack((self.token,) + fields)
        _write(self.descriptor, data[:wire.MAX_MESSAGE])

    def listen(self):
        return wire.unpack(_read(self.descriptor, wire.MAX_MESSAGE))


def _snapshot():
    """What the tested code must leave alone for its tests to mean anything."""
    kept = [(builtins, _dict(vars(builtins)))]
    for name in ("unittest.case", "unittest.suite", "unittest.result", "unittest.loader",
                 "pytest"):
        module = sys.modules.get(name)
        if module is None:
            continue
        kept.append((module, _dict(vars(module))))
        kept.extend((value, _dict(vars(value))) for value in vars(module).values()
                    if _isinstance(value, type) and value.__module__ == module.__name__)
    return kept


# Set by Python itself, or by whoever likes to.
_FREE = ("_", "__build_class__", "help", "exit", "quit", "copyright", "credits", "license")


def _find_change(kept):
    for owner, members in kept:
        now = vars(owner)
        for name, value in members.items():
            if now.get(name, _find_change) is not value and name not in _FREE:
                return "%s.%s" % (getattr(owner, "__name__", "?"), name)
    return None


def _code_objects(code, found):
    found[code.co_name, code.co_firstlineno] = code
    for constant in code.co_consts:
        if _isinstance(constant, types.CodeType):
            _code_objects(constant, found)


class Inside:
    """Imports the code, executes the tests' text, runs one test after another."""

    def __init__(self, request, plan, talk):
        self.request = request
        self.plan = plan
        self.talk = talk
        self.outcomes = outcome.Maker(request["folder"])
        self.space = None
        self.kept = []
        self.tests = {}

    # --- The tested code -------------------------------------------------

    def prepare(self):
        """Everything of ours that tested code could disturb is there before it."""
        if "unittest" in self.request["tests"]:
            import unittest  # noqa: F401 - it has to be there before the tested code
        # What was printed before the end shall be seen, however it comes.
        sys.stdout.reconfigure(line_buffering=True)
        self.add_installed_modules()
        self.shim = self.load_shim()
        for name in guard.NATIVE + self.request["own_modules"]:
            sys.modules.pop(name, None)
        sys.modules["__main__"] = types.ModuleType("__main__")
        self.kept = _snapshot()
        protected = {id(value) for _owner, members in self.kept for value in members.values()
                     if _isinstance(value, types.FunctionType)}
        self.guard = guard.Guard(lambda kind, what: self.talk.say("refused", kind, what),
                                 protected)
        self.guard.install()

    @staticmethod
    def add_installed_modules():
        """What the system's packages brought; nobody's home is looked at."""
        for path in ("/usr/local/lib/python%d.%d/dist-packages" % sys.version_info[:2],
                     "/usr/lib/python3/dist-packages",
                     "%s/lib/python%d.%d/site-packages" % ((sys.prefix,) + sys.version_info[:2])):
            if os.path.isdir(path) and path not in sys.path:
                sys.path.append(path)

    def load_shim(self):
        """What understands pytest's words, if the tests use any."""
        if "pytest" not in self.request["tests"] and not self.plan.wants_fixtures:
            return None
        shim = self.request["load"]("pytest_shim", self.request["source:pytest_shim"])
        self.outcomes.skips.append(shim.Skipped)
        sys.modules["pytest"] = shim
        return shim

    def import_code(self):
        """The code as a module that the tests can import by its feature's name."""
        name, path = self.request["module"], self.request["code_path"]
        module = types.ModuleType(name)
        module.__file__ = path
        for alias in self.find_names(name):
            sys.modules[alias] = module
        with open(path, "wb") as file:
            file.write(self.request["code"])
        code = compile(self.request["code"], path, "exec", dont_inherit=True)
        _exec(code, module.__dict__)
        return module

    def find_names(self, name):
        """Names under which tests may import the code: the feature's, and any
        that belongs to nothing else.  A module of Python keeps its name unless
        the tests mean the code by it."""
        known = getattr(sys, "stdlib_module_names", frozenset(sys.builtin_module_names))
        for one in self.plan.imports - known - {name, "pytest"}:
            import importlib.util
            try:
                if importlib.util.find_spec(one) is None:
                    yield one
            except (ImportError, ValueError):
                yield one
        if name not in known or name in self.plan.imports:
            yield name

    def make_space(self, module):
        """The name space of the tests: with the code's names, as if it stood above."""
        space = {name: value for name, value in vars(module).items()
                 if not (name.startswith("__") and name.endswith("__"))}
        space["__name__"] = self.request["tests_module"]
        space["__file__"] = self.request["tests_path"]
        space["__builtins__"] = builtins
        space[rewrite.EXPLAIN] = rewrite.explain
        space[rewrite.HONEST] = rewrite.make_honest(module.__name__)
        holder = types.ModuleType(self.request["tests_module"])
        holder.__dict__.update(space)
        sys.modules[self.request["tests_module"]] = holder
        self.space = holder.__dict__

    def check_untouched(self):
        """Says so if the machinery is not what it was."""
        change = _find_change(self.kept)
        if change is not None:
            self.talk.say("tampered", change)
            return False
        return True

    # --- The tests' text ---------------------------------------------------

    def run_steps(self, skipped):
        """Executes the text statement by statement."""
        for index, step in enumerate(self.plan.steps):
            if index in skipped:
                continue
            if step.is_case:
                self.guard.forget()
                self.talk.say("begin", "s%d" % index)
            result = self.outcomes.of(lambda code=step.code: _exec(code, self.space))
            self.flush()
            if step.is_case:
                if self.check_untouched():
                    self.talk.say("result", "s%d" % index, *result)
                # What is printed from now on belongs to the next one.
                self.talk.listen()
            elif result[0] != "passed":
                self.talk.say("broken", step.line, *result)
                return False
        return True

    @staticmethod
    def flush():
        """Output must not come after the result that it belongs to."""
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:  # noqa: BLE001 - the tested code may have put anything there
                pass

    # --- Functions and methods -----------------------------------------------

    def find_tests(self):
        """What the text defined: (name, line, callable that runs it)."""
        own = self.request["tests_module"]
        for name, value in _list(self.space.items()):
            if getattr(value, "__module__", None) != own:
                continue
            if _isinstance(value, type):
                self.add_class(name, value)
            elif callable(value) and name.startswith("test"):
                self.add_function(name, value)
            elif name == "check" and any(test.kind == "check" for test in self.plan.expected):
                self.add_check(value)

    def add(self, name, line, run, plain=None):
        """One test; @plain is the function whose code has to be the text's."""
        self.tests[name] = (line, run, plain)

    def add_function(self, name, function):
        if name not in {test.name for test in self.plan.expected}:
            if name in self.plan.plain:
                return
        line = getattr(getattr(function, "__code__", None), "co_firstlineno", 0)
        plain = function if name in self.plan.plain else None
        for label, run in self.variants(name, function):
            self.add(label, line, run, plain)

    def add_check(self, function):
        name = self.request["entry_point"]
        self.add("check", function.__code__.co_firstlineno,
                 lambda: function(self.space[name]),
                 function if "check" in self.plan.plain else None)

    def add_class(self, name, kind):
        unittest = sys.modules.get("unittest")
        if unittest is not None and issubclass(kind, unittest.TestCase):
            for method in unittest.TestLoader().getTestCaseNames(kind):
                function = getattr(kind, method)
                self.add("%s.%s" % (name, method), self.line_of(function),
                         lambda method=method: self.outcomes.of_unittest(unittest, kind, method),
                         function if "%s.%s" % (name, method) in self.plan.plain else None)
        elif name.startswith("Test"):
            for method in dir(kind):
                if method.startswith("test") and callable(getattr(kind, method)):
                    self.add_method(name, kind, method)

    def add_method(self, name, kind, method):
        function = getattr(kind, method)
        label = "%s.%s" % (name, method)

        def bind():
            holder = kind()
            set_up = getattr(holder, "setup_method", None)
            if set_up is not None:
                set_up(*[method] * (set_up.__code__.co_argcount > 1))
            return getattr(holder, method)

        plain = function if label in self.plan.plain else None
        for variant, run in self.variants(label, function, bind):
            self.add(variant, self.line_of(function), run, plain)

    @staticmethod
    def line_of(function):
        code = getattr(function, "__code__", None)
        return code.co_firstlineno if code is not None else 0

    def variants(self, name, function, bind=None):
        """A parametrised test is several, with pytest's names."""
        if self.shim is not None:
            return self.shim.variants(name, function, bind, self.space)
        return [(name, lambda: outcome.call(bind() if bind is not None else function))]

    def is_replaced(self, function):
        """Whether a test's code is no longer what the text says."""
        if function is None:
            return False
        code = getattr(function, "__code__", None)
        return code is None or self.request["codes"].get(
            (code.co_name, code.co_firstlineno)) is not code

    def announce(self):
        for name, (line, _run, _plain) in self.tests.items():
            self.talk.say("test", name, line)
        self.talk.say("ready")

    def serve(self):
        """Runs the tests that the supervisor names, each in a process of its own."""
        while True:
            fields = self.talk.listen()
            if len(fields) != 3 or fields[0] != "run":
                return
            child = self.fork()
            if child is None:
                self.talk.say("result", fields[1], "refused", "processes",
                              "there is no room for another process", "")
                self.talk.say("ended", fields[1], 0)
                continue
            if child == 0:
                self.run_test(fields[1], fields[2])
                _leave(0)
            self.talk.say("started", fields[1], child)
            _pid, status = _wait(child, 0)
            self.talk.say("ended", fields[1], status)

    @staticmethod
    def fork():
        """Makes room first if what an earlier test left, ended, is in the way."""
        try:
            return _fork()
        except OSError:
            pass
        try:
            while _wait(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            pass
        try:
            return _fork()
        except OSError:
            return None

    def run_test(self, name, token):
        os.setpgid(0, 0)
        self.request["limit_processor"]()
        self.talk.token = token
        self.guard.forget()
        _line, run, plain = self.tests[name]
        if self.is_replaced(plain):
            self.talk.say("tampered", "the test %s" % name)
            return
        result = self.outcomes.of(run)
        self.flush()
        if self.check_untouched():
            self.talk.say("result", name, *result)

    # --- Everything --------------------------------------------------------------

    def run(self, skipped):
        self.prepare()
        module = None

        def load():
            nonlocal module
            module = self.import_code()

        result = self.outcomes.of(load)
        self.flush()
        if result[0] != "passed":
            self.talk.say("unimportable", *result)
            return
        if not self.check_untouched():
            return
        self.make_space(module)
        self.talk.say("imported")
        if not self.run_steps(skipped):
            return
        self.outcomes.of(self.find_tests)
        if self.check_untouched():
            self.announce()
            self.serve()


def main(request, plan, descriptor, token, skipped):
    """Never returns: what follows is the supervisor's code."""
    try:
        codes = {}
        for step in plan.steps:
            _code_objects(step.code, codes)
        request["codes"] = codes
        Inside(request, plan, Talk(descriptor, token)).run(skipped)
    finally:
        _leave(0)
