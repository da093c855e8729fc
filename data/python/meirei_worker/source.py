# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""The text of a file, its lines, and positions in characters."""

import codecs
import io
import re
import tokenize

_NEWLINE = re.compile(r"\r\n|\r|\n")


def decode(data):
    """Decode as Python would; what it cannot decode becomes U+FFFD."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except (SyntaxError, UnicodeError):
        encoding = "utf-8"
    if encoding == "utf-8" and data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding, "replace")
    except (LookupError, UnicodeError):
        return data.decode("latin-1")


class Source:
    """Text and lines of one file.  Lines count from 1 as in the parser."""

    def __init__(self, data):
        self.data = data
        self.text = decode(data)
        self.lines = _NEWLINE.split(self.text)
        if self.lines and not self.lines[-1]:
            self.lines.pop()

    def line(self, number):
        """Return a line, or nothing beyond the end."""
        if 0 < number <= len(self.lines):
            return self.lines[number - 1]
        return ""

    def column(self, number, offset):
        """Turn the parser's offset in UTF-8 bytes into a column from 1."""
        line = self.line(number)
        if line.isascii():
            return offset + 1
        return len(line.encode("utf-8", "replace")[:offset].decode("utf-8", "ignore")) + 1

    def span(self, node):
        """Return line, column, end line and end column of a node."""
        end_line = node.end_lineno or node.lineno
        end_offset = node.end_col_offset
        if end_offset is None:
            end_offset = node.col_offset
        return (
            node.lineno,
            self.column(node.lineno, node.col_offset),
            end_line,
            self.column(end_line, end_offset),
        )
