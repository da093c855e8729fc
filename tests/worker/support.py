# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Helpers of the worker's tests."""

from meirei_worker.analyse import analyse
from meirei_worker.known_modules import KnownModules
from meirei_worker.request import Request

KNOWN = KnownModules({"requests": ["requests"], "PyYAML": ["yaml"], "beautifulsoup4": ["bs4"]})


def look(text, **request):
    """Return the answer for a text."""
    data = text if isinstance(text, bytes) else text.encode()
    return analyse(data, Request(request), lambda: KNOWN)


def rules(text, **request):
    """Return (rule, line) of every finding."""
    return [(item["rule"], item["line"]) for item in look(text, **request)["findings"]]


def of_rule(text, rule, **request):
    """Return the lines on which a rule applies."""
    return [line for name, line in rules(text, **request) if name == rule]
