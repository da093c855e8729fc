# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""What is asked about one file."""

class Request:
    """The file and what its sheet says about it."""

    __slots__ = (
        "path",
        "text",
        "syntax_only",
        "language",
        "folder",
        "site",
        "has_sheet",
        "beside",
        "functions",
        "raises",
        "allowed",
    )

    def __init__(self, values):
        """Read a request; what has a wrong type counts as absent."""
        self.path = _text(values, "path")
        text = values.get("text")
        self.text = text if isinstance(text, str) else None
        self.syntax_only = values.get("syntax_only") is True
        self.language = _text(values, "language") or "python"
        self.folder = _text(values, "folder")
        self.site = _text(values, "site")
        self.has_sheet = values.get("has_sheet") is True
        self.beside = frozenset(_texts(values, "beside"))
        self.functions = _texts(values, "functions")
        self.raises = _texts(values, "raises")
        self.allowed = _texts(values, "allowed")


def _text(values, name):
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _texts(values, name):
    value = values.get(name)
    if not isinstance(value, list):
        return ()
    return tuple(item for item in value if isinstance(item, str))
