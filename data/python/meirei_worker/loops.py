# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Loops that never end, and work in loops that grows with its square."""

import ast

from .finding import at_span, first_line_span

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_EXITS = (ast.Return, ast.Raise, ast.Yield, ast.YieldFrom, ast.Await)
# Each raises SystemExit or ends the process.
_EXIT_CALLS = {"exit", "_exit", "quit", "abort", "execv", "execve"}
_MAX_LITERALS = 3


def _is_true_constant(test):
    negated = False
    while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, negated = test.operand, not negated
    return isinstance(test, ast.Constant) and bool(test.value) != negated


def _has_exit(loop):
    """Look for a way out in a loop's own body."""
    pending = [(statement, True) for statement in loop.body]
    while pending:
        node, own = pending.pop()
        if isinstance(node, _FUNCTIONS):
            continue
        if isinstance(node, _EXITS) or (own and isinstance(node, ast.Break)):
            return True
        if isinstance(node, (ast.AsyncFor, ast.AsyncWith)):
            return True
        if isinstance(node, ast.Call) and _called_name(node) in _EXIT_CALLS:
            return True
        if isinstance(node, _LOOPS):
            pending.extend((item, False) for item in node.body)
            # A break in the else of an inner loop leaves the outer one.
            pending.extend((item, own) for item in node.orelse)
            continue
        pending.extend((child, own) for child in ast.iter_child_nodes(node))
    return False


def _called_name(call):
    return getattr(call.func, "attr", None) or getattr(call.func, "id", None)


def find_endless(source, index):
    """Yield a finding for every loop on a constant without a way out.

    A loop in the body of a try ends with the exception that is waited for.
    """
    for node, place in index.whiles:
        if place.left_by_error or not _is_true_constant(node.test):
            continue
        if not _has_exit(node):
            yield at_span("endless-loop", first_line_span(source, node))


def _is_text(node):
    """Say whether an expression is evidently a string."""
    while isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        if _is_text(node.right):
            return True
        node = node.left
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name):
            return node.func.id in ("str", "repr", "chr", "format")
        if isinstance(node.func, ast.Attribute):
            return node.func.attr in ("join", "format") and _is_text(node.func.value)
    return False


def _is_bound_to_text(scope, name):
    values = scope.assigned.get(name, ())
    known = [value for value in values if value is not None]
    return bool(known) and all(_is_text(value) for value in known)


def _starts_anew(scope, name, loop):
    """Say whether a name gets a new value in every round of a loop."""
    last = loop.end_lineno or loop.lineno
    return any(
        value is not None and loop.lineno < value.lineno <= last
        for value in scope.assigned.get(name, ())
    )


def find_concatenation(source, index):
    """Yield a finding where a string grows piece by piece in a loop."""
    for node, place in index.additions:
        if not place.loops or not isinstance(node.op, ast.Add):
            continue
        if not isinstance(node.target, ast.Name):
            continue
        name = node.target.id
        scope = place.scope
        if not (_is_text(node.value) or _is_bound_to_text(scope, name)):
            continue
        if not _starts_anew(scope, name, place.loops[-1]):
            yield at_span("string-concatenation", source.span(node), name)
    yield from _find_long_form(source, index)


def _find_long_form(source, index):
    """Find "text = text + piece", which is the same thing."""
    for node, place in index.assignments:
        value = node.value
        if not place.loops or not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        target = node.targets[0]
        if not isinstance(target, ast.Name) or not isinstance(value, ast.BinOp):
            continue
        first = value
        while isinstance(first, ast.BinOp) and isinstance(first.op, ast.Add):
            first = first.left
        if isinstance(first, ast.Name) and first.id == target.id and _is_text(value):
            yield at_span("string-concatenation", source.span(node), target.id)


def _is_list(node):
    if isinstance(node, (ast.List, ast.ListComp)):
        return True
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("list", "sorted")
    )


def _is_small(node):
    return isinstance(node, ast.List) and 0 < len(node.elts) <= _MAX_LITERALS


def _is_large_literal(node):
    return len(node.elts) > _MAX_LITERALS and all(
        isinstance(item, (ast.Constant, ast.UnaryOp)) for item in node.elts
    )


def _is_list_annotation(node):
    if isinstance(node, ast.Subscript):
        node = node.value
    return getattr(node, "attr", getattr(node, "id", None)) in ("list", "List")


def _names_list(scope, name):
    """Say whether all that a name is bound to are lists worth a set."""
    owner = scope.lookup(name)
    if owner is None:
        return False
    values = owner.assigned.get(name, ())
    known = [value for value in values if value is not None]
    if known:
        if len(known) == 1 and _is_small(known[0]):
            return False
        return len(known) == len(values) and all(_is_list(value) for value in known)
    return _is_list_annotation(owner.annotated.get(name))


def _iterated_names(loops):
    names = set()
    for loop in loops:
        iterables = [loop.iter] if hasattr(loop, "iter") else []
        iterables += [generator.iter for generator in getattr(loop, "generators", ())]
        names.update(node.id for node in iterables if isinstance(node, ast.Name))
    return names


def find_membership(source, index):
    """Yield a finding where a loop looks for something in a list."""
    for node, place in index.comparisons:
        if not place.loops:
            continue
        for operator, container in zip(node.ops, node.comparators):
            if not isinstance(operator, (ast.In, ast.NotIn)):
                continue
            if isinstance(container, ast.List):
                if _is_large_literal(container):
                    yield at_span("list-membership", source.span(node))
            elif isinstance(container, ast.Name) and _names_list(place.scope, container.id):
                if container.id not in _iterated_names(place.loops):
                    yield at_span("list-membership", source.span(node), container.id)
