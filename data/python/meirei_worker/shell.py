# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Which commands that go through a shell are constants."""

import ast

_COMMAND_KEYWORDS = ("args", "cmd", "command")


def _is_constant(node):
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.JoinedStr):
        return all(isinstance(part, ast.Constant) for part in node.values)
    if isinstance(node, (ast.List, ast.Tuple)):
        return all(_is_constant(item) for item in node.elts)
    if isinstance(node, ast.BinOp):
        # Two constants side by side; deeper sums are rare enough to be left.
        return isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant)
    return False


def constant_commands(source, index):
    """Return the spans of all calls whose command cannot change.

    The rule engine finds the shells; this tells a fixed command from one that
    is put together at run time.
    """
    spans = []
    for node, _ in index.calls:
        command = node.args[0] if node.args else None
        if command is None:
            for keyword in node.keywords:
                if keyword.arg in _COMMAND_KEYWORDS:
                    command = keyword.value
        if command is not None and _is_constant(command) and _may_start_shell(node):
            spans.append(source.span(node))
    return spans


def _may_start_shell(node):
    name = getattr(node.func, "attr", None) or getattr(node.func, "id", None) or ""
    if any(keyword.arg == "shell" for keyword in node.keywords):
        return True
    return name in ("system", "popen", "popen2", "popen3", "popen4", "getoutput",
                    "getstatusoutput")
