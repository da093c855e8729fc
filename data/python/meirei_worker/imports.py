# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Imported modules: standard, beside the file, third-party or invented."""

import ast
import os

from . import installed
from .finding import at_span
from .stdlib_names import NAMES

_BESIDE_SUFFIXES = ("", ".py", ".pyi")


def _imported(index):
    """Yield (top-level name, node, whether an ImportError is handled)."""
    for node, place in index.imports:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")[0], node, place.guarded
        elif not node.level and node.module:
            yield node.module.split(".")[0], node, place.guarded


def _stands_beside(name, request):
    if name in request.beside:
        return True
    if not request.folder:
        return False
    path = os.path.join(request.folder, name)
    return any(os.path.exists(path + suffix) for suffix in _BESIDE_SUFFIXES)


def _classify(name, guarded, request, known):
    """Return the rule that an import falls under, or nothing."""
    if name in NAMES or name.startswith("_") or _stands_beside(name, request):
        return None
    allowed = known.modules_of(request.allowed)
    if name in allowed:
        return "third-party-module"
    exists = name in known or (request.site and name in installed.modules(request.site))
    if not exists:
        # A file that copes with its absence does not rely on it.
        return "third-party-module" if guarded else "invented-module"
    if request.has_sheet and not guarded:
        return "module-not-allowed"
    return "third-party-module"


def find(source, index, request, known):
    """Yield one finding for every module that is not standard."""
    first = {}
    for name, node, guarded in _imported(index):
        place = (node.lineno, node.col_offset)
        if name not in first or place < first[name][0]:
            guarded = guarded and (name not in first or first[name][2])
            first[name] = (place, node, guarded)
        elif not guarded:
            first[name] = (*first[name][:2], False)
    for name, (_, node, guarded) in first.items():
        rule = _classify(name, guarded, request, known)
        if rule is not None:
            yield at_span(rule, source.span(node), name)
