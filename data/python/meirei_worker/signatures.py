# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Reading what a sheet declares: functions, methods and classes."""

import ast
import re

_CLASS = re.compile(r"class\s+(\w+)\s*(?:\((.*)\))?\s*:?\s*$", re.DOTALL)
_FUNCTION = re.compile(r"(?:async\s+)?(?:def\s+)?([\w.]+)\s*(\(.*)?$", re.DOTALL)


class Parameters:
    """The names that can be passed, and what else a function takes."""

    __slots__ = ("positional", "required", "keyword_only", "required_keywords", "rest", "keywords")

    def __init__(self, args):
        """Describe the arguments node of a function."""
        self.positional = [item.arg for item in [*getattr(args, "posonlyargs", []), *args.args]]
        self.required = len(self.positional) - len(args.defaults)
        self.keyword_only = [item.arg for item in args.kwonlyargs]
        self.required_keywords = [
            name
            for name, default in zip(self.keyword_only, args.kw_defaults)
            if default is None
        ]
        self.rest = args.vararg is not None
        self.keywords = args.kwarg is not None

    @property
    def names(self):
        """All names in the order in which they stand."""
        return self.positional + self.keyword_only


class Declaration:
    """One line of the sheet.

    The parameters are None where the sheet leaves them open.
    """

    __slots__ = ("text", "name", "owner", "is_class", "bases", "parameters")

    def __init__(self, text, name, owner=None, parameters=None, bases=None):
        self.text = text
        self.name = name
        self.owner = owner
        self.parameters = parameters
        self.is_class = bases is not None
        self.bases = bases or []


def _parse_parameters(text):
    """Parse "(a, b=1) -> int"; return nothing where it says nothing."""
    depth = 0
    for position, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if depth == 0:
            inside, rest = text[1:position], text[position + 1 :]
            break
    else:
        return None
    inside = inside.strip().rstrip(",")
    if inside in ("...", "…"):
        return None
    rest = rest.strip().rstrip(":")
    for suffix in (rest, ""):
        try:
            tree = ast.parse(f"def f({inside}){suffix}: pass")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        return Parameters(tree.body[0].args)
    return None


def parse(text):
    """Read one declaration; return nothing if it is not one."""
    text = " ".join(text.split())
    match = _CLASS.match(text)
    if match:
        bases = [part.strip().split(".")[-1] for part in (match.group(2) or "").split(",")]
        bases = [base.split("[")[0] for base in bases if base and "=" not in base]
        return Declaration(text, match.group(1), bases=bases)
    match = _FUNCTION.match(text.rstrip(":").strip())
    if not match or not match.group(1).replace(".", "a").isidentifier():
        return None
    parts = match.group(1).split(".")
    parameters = _parse_parameters(match.group(2)) if match.group(2) else None
    owner = parts[-2] if len(parts) > 1 else None
    return Declaration(text, parts[-1], owner, parameters)
