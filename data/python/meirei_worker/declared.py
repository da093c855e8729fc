# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Is there what the sheet declares, and can it be called as declared?"""

import ast

from . import signatures
from .finding import at_span, first_line_span, of_file
from .placeholders import last_name

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_BLOCKS = ("body", "orelse", "finalbody")


def _members(body):
    """Return what the statements of a body define, also under an if or try."""
    found = {}
    pending = list(reversed(body))
    while pending:
        node = pending.pop()
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            found[node.name] = node
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found[target.id] = node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            if isinstance(node.target, ast.Name):
                found[node.target.id] = node.value
        elif isinstance(node, (ast.If, ast.With, ast.For, ast.While)) or hasattr(node, "handlers"):
            for name in _BLOCKS:
                pending.extend(reversed(getattr(node, name, None) or []))
            for handler in getattr(node, "handlers", ()):
                pending.extend(reversed(handler.body))
    return found


def _method(members, name, seen=()):
    """Find a method in a class or in its parents in the same file."""
    node, method = members.get(name[0]), name[1]
    if not isinstance(node, ast.ClassDef) or name[0] in seen:
        return None
    own = _members(node.body)
    if method in own:
        return own[method]
    for base in node.bases:
        found = _method(members, (last_name(base), method), (*seen, name[0]))
        if found is not None:
            return found
    return None


def _without_self(names, is_method):
    if is_method and names and names[0] in ("self", "cls"):
        return names[1:]
    return names


def _fits(wanted, node, is_method):
    """Say whether a function can be called as its declaration says."""
    if not isinstance(node, (*_FUNCTIONS, ast.Lambda)):
        return True
    actual = signatures.Parameters(node.args)
    static = any(last_name(item) == "staticmethod" for item in getattr(node, "decorator_list", ()))
    has = actual.positional
    if is_method and not static:
        has = has[1:]
    required = max(0, actual.required - (len(actual.positional) - len(has)))
    want = _without_self(wanted.positional, is_method)
    for position, name in enumerate(want):
        if position >= len(has):
            if not (actual.rest or name in actual.keyword_only):
                return False
        elif has[position] != name:
            return False
    if required > len(want) + sum(name in wanted.keyword_only for name in has[len(want):]):
        return False
    for name in wanted.keyword_only:
        if name not in actual.names and not actual.keywords:
            return False
    return all(name in wanted.names for name in actual.required_keywords)


def _check_class(source, declaration, members):
    node = members.get(declaration.name)
    if node is None:
        return of_file("missing-class", declaration.text)
    if isinstance(node, ast.ClassDef) and declaration.bases:
        bases = {last_name(base) for base in node.bases}
        if not set(declaration.bases) <= bases:
            return at_span("other-bases", first_line_span(source, node), declaration.text)
    return None


def _check_function(source, declaration, members):
    if declaration.owner is not None:
        node = _method(members, (declaration.owner, declaration.name))
    else:
        node = members.get(declaration.name)
    if node is None:
        return of_file("missing-function", declaration.text)
    is_method = declaration.owner is not None
    if isinstance(node, ast.ClassDef):
        node, is_method = _members(node.body).get("__init__"), True
    if declaration.parameters is None or node is None:
        return None
    if _fits(declaration.parameters, node, is_method):
        return None
    return at_span("other-parameters", first_line_span(source, node), declaration.text)


def compare(source, index, declarations):
    """Return how many declarations there are and a finding for each not met."""
    members = _members(index.tree.body)
    findings = []
    total = 0
    for text in declarations:
        declaration = signatures.parse(text)
        if declaration is None:
            continue
        total += 1
        check = _check_class if declaration.is_class else _check_function
        finding = check(source, declaration, members)
        if finding is not None:
            findings.append(finding)
    return total, findings
