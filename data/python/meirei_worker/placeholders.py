# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Functions and classes whose body does nothing yet."""

import ast
import builtins

from .finding import at_span, first_line_span

_EXEMPT_DECORATORS = {
    "abstractmethod",
    "abstractproperty",
    "abstractclassmethod",
    "abstractstaticmethod",
    "overload",
}
_EXCEPTION_SUFFIXES = ("Error", "Exception", "Warning", "Exit", "Interrupt")


def last_name(node):
    """Return the last part of a dotted name, through calls and subscripts."""
    while isinstance(node, (ast.Call, ast.Subscript)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return getattr(node, "attr", None) or getattr(node, "id", None) or ""


def _is_empty_statement(node):
    if isinstance(node, ast.Pass):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return node.value.value is Ellipsis or isinstance(node.value.value, str)
    if isinstance(node, ast.Raise) and node.exc is not None:
        return last_name(node.exc) == "NotImplementedError"
    return False


def is_placeholder(node):
    """Say whether a body only passes, documents or refuses."""
    return all(_is_empty_statement(statement) for statement in node.body)


def _is_exempt_function(node):
    return any(last_name(item) in _EXEMPT_DECORATORS for item in node.decorator_list)


def exception_classes(index):
    """Return the names of the file's classes that are exceptions."""
    bases = {node.name: [last_name(base) for base in node.bases] for node, _ in index.classes}
    known = set()
    changed = True
    while changed:
        changed = False
        for name, parents in bases.items():
            if name not in known and any(_is_exception(p, known) for p in parents):
                known.add(name)
                changed = True
    return known


def _is_exception(name, known):
    if name in known or name.endswith(_EXCEPTION_SUFFIXES):
        return True
    kind = getattr(builtins, name, None)
    return isinstance(kind, type) and issubclass(kind, BaseException)


def _overridden(index):
    """Return (class, method) pairs that a class of the file overrides."""
    methods = {}
    parents = {}
    for node, _ in index.classes:
        methods[node.name] = {
            item.name
            for item in node.body
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef))
        }
        parents[node.name] = [last_name(base) for base in node.bases]
    pairs = set()
    for name, direct in parents.items():
        pending, seen = list(direct), set()
        while pending:
            parent = pending.pop()
            if parent in seen:
                continue
            seen.add(parent)
            pairs.update((parent, method) for method in methods[name])
            pending.extend(parents.get(parent, ()))
    return pairs


def _is_protocol(node):
    return any(last_name(base) == "Protocol" for base in node.bases)


def find(source, index):
    """Yield a finding for every body that is a placeholder."""
    overridden = _overridden(index)
    for node, place in index.functions:
        owner = place.scope.node
        if not is_placeholder(node) or _is_exempt_function(node):
            continue
        name = node.name
        if isinstance(owner, ast.ClassDef):
            if _is_protocol(owner) or (owner.name, node.name) in overridden:
                continue
            name = f"{owner.name}.{node.name}"
        yield at_span("placeholder-body", first_line_span(source, node), name)

    exceptions = exception_classes(index)
    for node, _ in index.classes:
        if is_placeholder(node) and not _is_complete_class(node, exceptions):
            yield at_span("placeholder-body", first_line_span(source, node), node.name)


def _is_complete_class(node, exceptions):
    """Say whether a class has its content although its body is empty."""
    if node.name in exceptions or node.decorator_list or node.keywords:
        return True
    return any(last_name(base) != "object" for base in node.bases)
