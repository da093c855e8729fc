# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""One observation: rule, place, and the name that it is about."""

MAX_ARGUMENT = 200


def at_span(rule, span, argument=None):
    """Make a finding at (line, column, end line, end column)."""
    line, column, end_line, end_column = span
    finding = {
        "rule": rule,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }
    if argument is not None:
        finding["argument"] = shorten(argument)
    return finding


def at_line(rule, source, line, argument=None):
    """Make a finding on the text of a whole line."""
    text = source.line(line)
    start = len(text) - len(text.lstrip()) + 1
    return at_span(rule, (line, start, line, max(start, len(text.rstrip()) + 1)), argument)


def of_file(rule, argument=None):
    """Make a finding that concerns the whole file."""
    return at_span(rule, (0, 0, 0, 0), argument)


def first_line_span(source, node):
    """Return the span of the first line of a statement."""
    line, column, end_line, end_column = source.span(node)
    if end_line > line:
        end_line, end_column = line, len(source.line(line)) + 1
    return line, column, end_line, end_column


def shorten(text):
    """Keep what a person would read; replace what JSON cannot carry."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= MAX_ARGUMENT else text[: MAX_ARGUMENT - 1] + "…"
