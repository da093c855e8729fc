# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Are the exceptions that the sheet declares ever raised?"""

import ast

from .finding import of_file
from .placeholders import last_name

_FILE_ERRORS = {
    "OSError",
    "IOError",
    "FileNotFoundError",
    "PermissionError",
    "IsADirectoryError",
    "FileExistsError",
}


def _implied(index):
    """Return the exceptions that the language raises by itself here."""
    names = set()
    if index.divisions:
        names |= {"ZeroDivisionError", "ArithmeticError"}
    if index.subscripts:
        names |= {"KeyError", "IndexError", "LookupError"}
    for node, _ in index.calls:
        called = last_name(node.func)
        if called in ("open", "read_text", "write_text", "read_bytes", "write_bytes", "unlink"):
            names |= _FILE_ERRORS
        elif called == "next":
            names.add("StopIteration")
        elif called == "divmod":
            names.add("ZeroDivisionError")
        elif called in ("loads", "load"):
            names.add("JSONDecodeError")
        elif called == "exit":
            names.add("SystemExit")
    return names


def _raised(index):
    names = {last_name(node.exc) for node in index.raises if node.exc is not None}
    # "error = Problem(); raise error" and helpers that build the exception.
    names |= {last_name(node.func) for node, _ in index.calls}
    if any(isinstance(node, ast.Assert) for node in ast.walk(index.tree)):
        names.add("AssertionError")
    return names


def find(index, declared):
    """Yield a finding for every declared exception that is never raised."""
    if not declared:
        return
    raised = _raised(index) | _implied(index)
    for text in declared:
        name = text.strip().split("(")[0].split(".")[-1].strip()
        if name and name not in raised:
            yield of_file("never-raised", name)
