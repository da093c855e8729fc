# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Line counts for the languages that Meirei shows but does not score."""

from .counts import BLANK, CODE, COMMENT, DOC

# language: (line comments, block begin, block end, documentation begins)
_C_LIKE = (("//",), "/*", "*/", ("///", "//!", "/**", "/*!"))
_HASH = (("#",), None, None, ())
_SYNTAX = {
    "c": _C_LIKE,
    "cpp": _C_LIKE,
    "javascript": _C_LIKE,
    "typescript": _C_LIKE,
    "go": _C_LIKE,
    "rust": _C_LIKE,
    "java": _C_LIKE,
    "shell": _HASH,
    "sh": _HASH,
    "sql": (("--",), "/*", "*/", ()),
}
_UNKNOWN = ((), None, None, ())


def _starts(text, prefixes):
    return any(text.startswith(prefix) for prefix in prefixes)


def count(source, language):
    """Count the lines of a file by what they begin with."""
    comments, begin, end, docs = _SYNTAX.get(language, _UNKNOWN)
    counts = {CODE: 0, COMMENT: 0, DOC: 0, BLANK: 0}
    inside = None
    for number, line in enumerate(source.lines, 1):
        text = line.strip()
        if inside is not None:
            kind = inside
            if end in text:
                inside = None
        elif not text:
            kind = BLANK
        elif begin is not None and text.startswith(begin):
            kind, inside = _open_block(text, begin, end, docs)
        elif _starts(text, docs):
            kind = DOC
        elif _starts(text, comments) and not (number == 1 and text.startswith("#!")):
            kind = COMMENT
        else:
            kind = CODE
        counts[kind] += 1
    return counts


def _open_block(text, begin, end, docs):
    kind = DOC if _starts(text, docs) and not text.startswith("/**/") else COMMENT
    rest = text[len(begin):]
    if end not in rest:
        return kind, kind
    after = rest[rest.index(end) + len(end):].strip()
    return (CODE if after else kind), None
