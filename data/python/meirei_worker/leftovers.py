# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Markdown and prose that stayed in a file which therefore does not parse."""

import ast
import re
import warnings

from .finding import at_line

_FENCE = re.compile(r"^\s{0,12}(\x60{3,}|~{3,})[^\x60]*$")
# What chat templates put around an answer.
_TAG = re.compile(r"^\s*(?:\[/?[A-Z]{2,}\]|<\|[^|<>]*\|>|</?(?:s|think|code|answer|python)>)\s*$")
_LIST_ITEM = re.compile(r"^(?:[-*•]|\d{1,2}[.)])\s+\S")
_EMPHASIS = re.compile(r"\*\*[^*]+\*\*|\x60[^\x60]+\x60")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_JAPANESE_STOP = re.compile(r"[。、！？：]|(?:です|ます|ください|でした|ました)\W*$")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*[,;:.!?]?$")
_CODE_START = re.compile(
    r"^(?:@|import\b|from\b|def\b|class\b|return\b|if\b|elif\b|else\b|for\b|while\b|try\b|"
    r"except\b|finally\b|with\b|async\b|await\b|raise\b|print\b|assert\b|del\b|pass\b|"
    r"global\b|nonlocal\b|lambda\b|match\b|case\b|\w+\s*[=(\[.])"
)


# Prose stands at the beginning or between the parts of a short answer.
_MAX_LINES = 20_000


def _parses(line):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(line)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _is_prose(line):
    """Say whether a line at top level reads like a sentence, not like code."""
    text = line.strip()
    if not text or text[0] in "#\"'" or len(text) > 2000:
        return False
    if _JAPANESE.search(text):
        return bool(_JAPANESE_STOP.search(text)) and not _parses(text)
    if _LIST_ITEM.match(text) and not _parses(text):
        return len(text.split()) >= 3
    if _EMPHASIS.search(text) and not _parses(text):
        return True
    words = text.split()
    if len(words) < 3 or (_CODE_START.match(text) and not text.endswith((".", ":", "!"))):
        return False
    plain = sum(bool(_WORD.match(word)) for word in words)
    return plain >= max(3, 0.7 * len(words)) and not _parses(text)


def _outside_text(source):
    """Yield the numbered lines that are not inside a triple-quoted text."""
    quote = None
    for number, line in enumerate(source.lines[:_MAX_LINES], 1):
        if quote is not None:
            if line.count(quote) % 2 == 1:
                quote = None
            continue
        stripped = line.strip()
        if not stripped.startswith("#"):
            for mark in ('"""', "'''"):
                if line.count(mark) % 2 == 1:
                    quote = mark
                    break
        yield number, line


def find(source):
    """Return the first line of Markdown or prose as a finding, or nothing."""
    first = True
    for number, line in _outside_text(source):
        if _FENCE.match(line) or _TAG.match(line):
            return at_line("markdown", source, number)
        if (first or line[:1].strip()) and _is_prose(line):
            return at_line("prose", source, number)
        first = first and not line.strip()
    return None
