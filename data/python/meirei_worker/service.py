# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""The conversation: one JSON line per group of files, one answer per file."""

import gc
import json
import sys

from . import limits
from .analyse import analyse
from .known_modules import KnownModules
from .request import Request


class _Lazy:
    """Loads the list of known modules when the first file needs it."""

    def __init__(self, path):
        self.path = path
        self.value = None

    def __call__(self):
        if self.value is None:
            self.value = KnownModules.load(self.path)
        return self.value


def answer_file(request, known):
    """Look at one file; whatever goes wrong is an answer, too."""
    try:
        if request.text is None:
            with open(request.path, "rb") as file:
                data = file.read()
        else:
            data = request.text.encode("utf-8", "surrogateescape")
        return analyse(data, request, known)
    except MemoryError:
        return {"error": f"needs more than {limits.MEMORY >> 20} MiB of memory"}
    except RecursionError:
        return {"error": "is nested too deeply to be looked at"}
    except OSError as error:
        return {"error": f"could not be read: {error.strerror}"}
    except Exception as error:  # one file must not end the service
        return {"error": f"{type(error).__name__}: {error}"[:300]}


def _write(output, answer):
    output.write(json.dumps(answer, separators=(",", ":")) + "\n")
    output.flush()


def serve(lines, output, known):
    """Answer requests until the input ends."""
    for line in lines:
        if not line.strip():
            continue
        group = json.loads(line)
        for number, values in enumerate(group["files"]):
            limits.limit_next_file()
            answer = answer_file(Request(values), known)
            answer["id"] = group["id"]
            answer["index"] = number
            _write(output, answer)
            if limits.has_grown():
                # The caller starts a new process for what is left.
                return
        gc.collect()


def main(arguments):
    """Run the service.  The argument is the path of the known modules."""
    limits.limit_memory()
    # Trees have no cycles: collecting after each group is enough.
    gc.disable()
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    _write(sys.stdout, {"ready": True, "python": ".".join(map(str, sys.version_info[:3]))})
    serve(sys.stdin, sys.stdout, _Lazy(arguments[0] if arguments else ""))
    return 0
