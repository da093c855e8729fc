# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""What is installed in an interpreter or virtual environment of the user."""

import functools
import glob
import os

_SUFFIXES = (".py", ".so", ".pyd", ".abi3.so")


def _module_name(entry):
    name = entry.split(".")[0]
    if entry == name or entry.endswith(_SUFFIXES):
        return name if name.isidentifier() else None
    return None


@functools.lru_cache(maxsize=8)
def modules(folder):
    """Return the top-level modules of a site folder or an environment."""
    folders = [folder]
    for pattern in (
        "lib/python3*/site-packages",
        "lib64/python3*/site-packages",
        "lib/python3/dist-packages",
        "lib/python3*/dist-packages",
        "Lib/site-packages",
    ):
        folders += glob.glob(os.path.join(glob.escape(folder), pattern))
    names = set()
    for place in folders:
        try:
            entries = os.listdir(place)
        except OSError:
            continue
        names.update(filter(None, map(_module_name, entries)))
    return frozenset(names)
