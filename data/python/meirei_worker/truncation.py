# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Does a file that does not parse stop in the middle?"""

import io
import re
import tokenize

_STATEMENT = re.compile(
    r"(?:def|class|import|from|if|for|while|return|with|try)\b|@\w|[\w.\[\]]+\s*[-+*/]?=[^=]"
)
_LAYOUT = (tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING)
_MAX_TEXT = 2_000_000


def _open_statement(source):
    """Return the line where a statement begins that the file does not end.

    That is 0 if the last line of the file ends a statement.
    """
    start = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
            if token.type == tokenize.NEWLINE:
                start = 0
            elif not start and token.type not in _LAYOUT:
                start = token.start[0]
    except tokenize.TokenError as error:
        # A text in three quotes that never ends is not a token at all.
        return start or error.args[1][0]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 0
    return 0


def _last_line(source):
    for number in range(len(source.lines), 0, -1):
        if source.lines[number - 1].strip():
            return number
    return 0


def _goes_on(lines):
    """Say whether whole statements follow at the depth of the first line."""
    depth = len(lines[0]) - len(lines[0].lstrip())
    for line in lines[1:]:
        text = line.lstrip()
        if text and len(line) - len(text) <= depth and _STATEMENT.match(text):
            return True
    return False


def _error_is_at_end(source, syntax, last):
    if syntax.line < last:
        return False
    message = syntax.message or ""
    if syntax.line > last or message.startswith(("expected an indented", "unterminated")):
        return True
    return syntax.column > len(source.line(last).rstrip())


def is_cut_off(source, syntax):
    """Say whether the error is that the end is missing."""
    last = _last_line(source)
    if last == 0 or syntax.parsed or len(source.text) > _MAX_TEXT:
        return False
    if (syntax.message or "").startswith("(unicode error)"):
        return False
    start = _open_statement(source)
    if start:
        return syntax.line >= start and not _goes_on(source.lines[start - 1 : last])
    return _error_is_at_end(source, syntax, last)
