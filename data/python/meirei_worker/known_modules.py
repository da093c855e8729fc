# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""The shipped list of well-known distributions and their import names."""

import json
import re


def normalize(name):
    """Write a distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


class KnownModules:
    """Top-level import names, and which distribution brings which."""

    def __init__(self, distributions):
        self.modules = {}
        self.distributions = {}
        for distribution, names in distributions.items():
            self.distributions[normalize(distribution)] = tuple(names)
            for name in names:
                self.modules.setdefault(name, distribution)

    @classmethod
    def load(cls, path):
        """Read the list; a missing or broken file is an empty list."""
        try:
            with open(path, encoding="utf-8") as file:
                distributions = json.load(file)["distributions"]
            return cls({str(key): list(value) for key, value in distributions.items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls({})

    def __contains__(self, module):
        return module in self.modules

    def modules_of(self, allowed):
        """Return the import names that an allow list permits.

        People write either the distribution or the module.
        """
        names = set()
        for entry in allowed:
            plain = re.split(r"[\s<>=!~;\[]", entry.strip(), maxsplit=1)[0]
            names.add(plain.split(".")[0])
            names.update(self.distributions.get(normalize(plain), ()))
        return names
