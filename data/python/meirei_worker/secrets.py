# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Keys, tokens and passwords that are written into the code."""

import ast
import re

from .finding import at_span

_NAME = re.compile(
    r"(?:^|_)(?:api_?key|access_?key|secret(?:_?key)?|private_?key|auth_?key|encryption_?key|"
    r"signing_?key|client_?secret|(?:access|auth|api|bearer|refresh|bot|session)?_?token|"
    r"password|passwd|passphrase|credentials?|app_?key|webhook_?secret)$",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_VALUE = re.compile(
    r"^(?:sk-[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|AKIA[0-9A-Z]{12,}|xox[abprs]-[\w-]{10,}|"
    r"AIza[\w-]{30,}|glpat-[\w-]{16,}|eyJ[\w-]{10,}\.[\w-]{10,}\..*|"
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*)$",
    re.DOTALL,
)
# What documentation writes where the reader shall put a secret, and words
# that name one without being one.
_SUBSTITUTE = re.compile(
    r"^(?:|<.*>|\{.*\}|\$\{?\w+\}?|x{3,}|\*+|\.{3}|…|none|null|test|dummy|"
    r".*(?:your|example|placeholder|change[-_ ]?me|replace|insert|here|todo|ここ|あなた).*)$",
    re.IGNORECASE | re.DOTALL,
)


def _names_secret(name):
    return bool(name) and bool(_NAME.search(_CAMEL.sub("_", name)))


def _is_secret_value(text):
    if _VALUE.match(text):
        return True
    if len(text) < 4 or " " in text or "\n" in text or _SUBSTITUTE.match(text):
        return False
    # "token" = "token" and header or variable names are labels.
    return not _names_secret(text.replace("-", "_"))


def _name_of(target):
    if isinstance(target, ast.Subscript):
        key = target.slice
        key = getattr(key, "value", key) if not isinstance(key, ast.Constant) else key.value
        return key if isinstance(key, str) else None
    return getattr(target, "attr", None) or getattr(target, "id", None)


def _pairs(index):
    """Yield (name, value) wherever the code gives a name to a value."""
    for node, _ in index.assignments:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            yield _name_of(target), node.value
    for node, _ in index.calls:
        for keyword in node.keywords:
            yield keyword.arg, keyword.value
    for node in index.dicts:
        for key, value in zip(node.keys, node.values):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value.replace("-", "_"), value
    for node, _ in index.functions:
        positional = [*getattr(node.args, "posonlyargs", []), *node.args.args]
        for argument, value in zip(reversed(positional), reversed(node.args.defaults)):
            yield argument.arg, value
        for argument, value in zip(node.args.kwonlyargs, node.args.kw_defaults):
            yield argument.arg, value


def find(source, index):
    """Yield a finding for every constant that looks like a secret."""
    seen = set()
    for name, value in _pairs(index):
        if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
            continue
        if not (_VALUE.match(value.value) or _names_secret(name)):
            continue
        place = (value.lineno, value.col_offset)
        if place not in seen and _is_secret_value(value.value):
            seen.add(place)
            yield at_span("hard-coded-secret", source.span(value), name)
