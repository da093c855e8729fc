# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Given to the sandbox's Python as its command: takes the other modules, which
need not be a file that everybody can read, and the request from a pipe."""

import builtins
import os
import sys
import types

ORDER = ("wire", "rewrite", "guard", "outcome", "plan", "watch", "report", "inside", "supervisor")


def take(length):
    parts = []
    while length > 0:
        part = os.read(0, length)
        if not part:
            sys.exit("the request ended early")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def split(data):
    fields = []
    at = 0
    while at < len(data):
        colon = data.index(b":", at)
        end = colon + 1 + int(data[at:colon])
        fields.append(data[colon + 1:end])
        at = end + 1
    # The code stays what it is: it may begin with a mark, or be in no UTF-8.
    return {key.decode("ascii"): value if key == b"code" else value.decode("utf-8", "replace")
            for key, value in zip(fields[::2], fields[1::2])}


def load(name, text):
    module = types.ModuleType(name)
    # Names of their own: whoever replaces len() does not replace ours.
    module.__dict__["__builtins__"] = dict(vars(builtins))
    sys.modules[name] = module
    exec(compile(text, "<meirei>/%s.py" % name, "exec"), module.__dict__)
    return module


request = split(take(int(take(10))))
for name in ORDER:
    load(name, request.pop("source:" + name))
request["own_modules"] = ORDER + ("pytest_shim",)
request["load"] = load
sys.modules["supervisor"].main(request)
