# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Lines of code, comment, documentation and nothing, each line once."""

import ast

CODE, COMMENT, DOC, BLANK = "code", "comment", "doc", "blank"
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def docstring(node):
    """Return the expression that documents a module, class or function."""
    body = getattr(node, "body", None)
    if not body or not isinstance(node, _DOCUMENTED):
        return None
    first = body[0]
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        return first.value
    return None


def _mark(kinds, node, kind):
    for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
        kinds[line] = kind


def of_tree(source, index):
    """Count the lines of a file that could be parsed."""
    inside = {}
    for node in index.strings:
        _mark(inside, node, CODE)
    owners = [index.tree]
    owners += [node for node, _ in index.functions]
    owners += [node for node, _ in index.classes]
    for owner in owners:
        documentation = docstring(owner)
        if documentation is None:
            continue
        _mark(inside, documentation, DOC)
        if _shares_line(source, documentation):
            inside[documentation.lineno] = CODE
    return _count(source, inside)


def _shares_line(source, documentation):
    """Say whether code stands before the text, as in "def f(): 'text'"."""
    before = source.line(documentation.lineno).encode("utf-8", "replace")
    return bool(before[: documentation.col_offset].strip())


def of_text(source):
    """Count the lines of a file that could not be parsed, as far as it goes."""
    inside = {}
    quote, start, kind = None, 0, CODE
    for number, line in enumerate(source.lines, 1):
        if quote is None:
            quote, kind = _opens_text(line)
            if quote is not None:
                start = number
                continue
        elif quote in line:
            for inner in range(start, number + 1):
                inside[inner] = kind
            quote = None
    # A text that never ends holds the rest of the file: count it as code.
    return _count(source, inside)


def _opens_text(line):
    """Return the quotes of a text that begins but does not end on a line."""
    stripped = line.strip()
    if stripped.startswith("#"):
        return None, CODE
    for quote in ('"""', "'''"):
        if stripped.count(quote) % 2 == 1:
            starts = stripped.lstrip("rRuUbBfF").startswith(quote)
            return quote, DOC if starts else CODE
    return None, CODE


def _count(source, inside):
    counts = {CODE: 0, COMMENT: 0, DOC: 0, BLANK: 0}
    for number, line in enumerate(source.lines, 1):
        kind = inside.get(number)
        if kind is None:
            stripped = line.strip()
            if not stripped:
                kind = BLANK
            else:
                kind = COMMENT if stripped[0] == "#" else CODE
        counts[kind] += 1
    return counts
