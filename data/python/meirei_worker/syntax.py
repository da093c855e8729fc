# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Does it compile?  The parser's own word, whatever the file does to it."""

import ast
import warnings

# The parser reports a full stack as a lack of memory.
TOO_DEEP = "too large or nested too deeply for Python's compiler"
_FAILURES = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)


class Syntax:
    """The outcome of compiling one file."""

    __slots__ = ("ok", "line", "column", "message", "tree")

    def __init__(self, ok, line=0, column=0, message=None):
        self.ok = ok
        self.line = max(0, line or 0)
        self.column = max(0, column or 0)
        self.message = message
        self.tree = None

    @property
    def parsed(self):
        """Whether there is a tree to look at, compiled or not."""
        return self.tree is not None


def _compile(data, flags):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(data, "<file>", "exec", flags, dont_inherit=True)


def _refused(error):
    if isinstance(error, SyntaxError):
        return Syntax(False, error.lineno, error.offset, str(error.msg))
    if isinstance(error, (RecursionError, MemoryError)):
        return Syntax(False, message=TOO_DEEP)
    return Syntax(False, message=str(error))


def _parse(data):
    try:
        return _compile(data, ast.PyCF_ONLY_AST)
    except _FAILURES:
        return None


def check(data):
    """Compile the bytes of a file and keep its tree.

    Some errors are found only after parsing, such as a return outside of a
    function.  Then there is a tree although the file does not compile.
    """
    try:
        _compile(data, 0)
    except _FAILURES as error:
        result = _refused(error)
        if isinstance(error, SyntaxError):
            result.tree = _parse(data)
        return result
    result = Syntax(True)
    result.tree = _compile(data, ast.PyCF_ONLY_AST)
    return result
