# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Messages between the supervisor and what it supervises.

Texts with their lengths before them: nothing to interpret, whoever wrote it."""

import os

MAX_MESSAGE = 48 * 1024


class Bad(Exception):
    """Not a message."""


def pack(fields):
    """The bytes of a list of texts."""
    parts = []
    for field in fields:
        data = str(field).encode("utf-8", "replace")
        parts.append(b"%d:%s," % (len(data), data))
    return b"".join(parts)


def unpack(data):
    """The texts of some bytes."""
    fields = []
    at = 0
    while at < len(data):
        colon = data.find(b":", at, at + 9)
        digits = data[at:colon] if colon > 0 else b""
        if not digits.isdigit():
            raise Bad
        end = colon + 1 + int(digits)
        if data[end:end + 1] != b",":
            raise Bad
        fields.append(data[colon + 1:end].decode("utf-8", "replace"))
        at = end + 1
    return fields


def read_exactly(descriptor, length):
    """So many bytes and no more: what follows is not for everybody."""
    parts = []
    while length > 0:
        part = os.read(descriptor, length)
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
