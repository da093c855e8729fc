# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""What a sheet's tests consist of, found out before anything of them runs.

Code that is tested may delete or replace tests; what has to be reported is
therefore taken from the text alone."""

import __future__
import ast

NAME_LENGTH = 120


class Step:
    """One statement of the tests' module."""

    def __init__(self, node, is_case, name):
        self.node = node
        self.is_case = is_case
        self.name = name
        self.line = node.lineno
        self.code = None


class Expected:
    """A test function or method that has to turn up."""

    def __init__(self, name, line, kind):
        self.name = name
        self.line = line
        self.kind = kind


class Plan:
    """The statements in their order, and the functions that are tests."""

    def __init__(self):
        self.steps = []
        self.expected = []
        # Names of functions without decorators: their code must stay theirs.
        self.plain = {}
        # Whether a test function takes what somebody else has to make.
        self.wants_fixtures = False
        # The modules that the tests import, without their submodules.
        self.imports = set()
        # What `from __future__ import …` asks the compiler for.
        self.flags = 0


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES = _FUNCTIONS + (ast.ClassDef, ast.Lambda)


def _has_assert(node):
    """Whether running the statement itself, not what it defines, asserts."""
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, ast.Assert):
            return True
        stack.extend(child for child in ast.iter_child_nodes(part)
                     if not isinstance(child, _SCOPES))
    return False


def _call_of(node, names):
    return (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Name) and node.value.func.id in names)


def _is_main_guard(node):
    if not (isinstance(node, ast.If) and isinstance(node.test, ast.Compare)):
        return False
    parts = [node.test.left] + node.test.comparators
    return any(isinstance(part, ast.Name) and part.id == "__name__" for part in parts)


def _starts_runner(node):
    """`unittest.main()` and `pytest.main()` would look for tests elsewhere."""
    return any(isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute)
               and part.func.attr == "main" and isinstance(part.func.value, ast.Name)
               and part.func.value.id in ("unittest", "pytest") for part in ast.walk(node))


def _name_of(node, text):
    lines = (ast.get_source_segment(text, node) or "").strip().split("\n")
    name = " ".join(lines[0].split())
    if len(lines) > 1 or len(name) > NAME_LENGTH:
        name = name[:NAME_LENGTH - 1] + "…"
    return name


def _is_test_class(node):
    bases = [base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
             for base in node.bases]
    return any(base.endswith("TestCase") for base in bases) or node.name.startswith("Test")


def _is_check(node, called):
    """HumanEval's `check(candidate)`, if nobody calls it."""
    return (node.name == "check" and node.name not in called
            and len(node.args.args) == 1 and not node.args.vararg)


def _note_function(plan, node, called):
    if node.name.startswith("test"):
        # One that is called by the text itself needs no second run, unless
        # it takes nothing: then a call is only somebody's habit.
        if node.name in called and (node.args.args or node.args.kwonlyargs):
            return
        plan.wants_fixtures |= bool(node.args.args)
        plan.expected.append(Expected(node.name, node.lineno, "function"))
    elif _is_check(node, called):
        plan.expected.append(Expected(node.name, node.lineno, "check"))
    if not node.decorator_list:
        plan.plain[node.name] = node.lineno


def _note_class(plan, node):
    if not _is_test_class(node):
        return
    for child in node.body:
        if isinstance(child, _FUNCTIONS) and child.name.startswith("test"):
            name = node.name + "." + child.name
            plan.expected.append(Expected(name, child.lineno, "method"))
            if not child.decorator_list:
                plan.plain[name] = child.lineno


def _called_names(body):
    return {node.value.func.id for node in body
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Name)}


def _add_body(plan, body, text):
    called = _called_names(body)
    defined = {node.name for node in body if isinstance(node, _FUNCTIONS)}
    for node in body:
        if isinstance(node, _FUNCTIONS):
            _note_function(plan, node, called)
        elif isinstance(node, ast.ClassDef):
            _note_class(plan, node)
        runs = not isinstance(node, _SCOPES) and (
            _has_assert(node) or _call_of(node, defined) and not _starts_runner(node))
        # A test without parameters runs once, by its own name.
        if runs and _call_of(node, {test.name for test in plan.expected}):
            continue
        plan.steps.append(Step(node, runs, _name_of(node, text) if runs else ""))


def _imports_of(tree):
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def make(text):
    """The plan of a text; raises what the parser raises."""
    text = text.lstrip("\ufeff")
    tree = ast.parse(text)
    guards = [node for node in tree.body if _is_main_guard(node)]
    body = [node for node in tree.body if node not in guards]
    plan = Plan()
    _add_body(plan, body, text)
    if not plan.expected and not any(step.is_case for step in plan.steps):
        # The tests of a script stand behind its guard.
        plan = Plan()
        for guard in guards:
            body.extend(node for node in guard.body if not _starts_runner(node))
        _add_body(plan, body, text)
    plan.imports = _imports_of(tree)
    for node in body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                feature = getattr(__future__, alias.name, None)
                plan.flags |= feature.compiler_flag if feature is not None else 0
    return plan
