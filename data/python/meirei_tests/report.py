# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""The report as JSON."""

from _json import encode_basestring_ascii as _quote

OUTCOMES = ("passed", "failed", "error", "timeout", "refused", "not_run")
MAX_TEXT = 16 * 1024
# Of all tracebacks and outputs together: the report becomes part of a record.
MAX_TEXTS = 512 * 1024
MAX_SHORT = 300


class _Texts:
    """Gives room to texts while there is some."""

    def __init__(self):
        self.left = MAX_TEXTS

    def keep(self, value, least=0):
        text = value[:max(least, min(MAX_TEXT, self.left))]
        self.left -= len(text)
        return text or None


def _write(value):
    """JSON; the standard module for it takes longer to load than most tests."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return _quote(value)
    if isinstance(value, dict):
        return "{%s}" % ",".join("%s:%s" % (_quote(key), _write(one))
                                 for key, one in value.items())
    if isinstance(value, list):
        return "[%s]" % ",".join(map(_write, value))
    return repr(value)


def _case(case, texts):
    outcome, cause, message, traceback = (tuple(case.result) + ("",) * 4)[:4]
    if outcome not in OUTCOMES:
        outcome, cause, message = "error", "runner", "the test runner said something unknown"
    return {
        "name": case.name,
        "line": case.line,
        "outcome": outcome,
        "cause": texts.keep(cause, 20),
        "seconds": round(case.seconds, 6),
        "message": texts.keep(message, MAX_SHORT),
        "traceback": texts.keep(traceback.rstrip()),
        "output": texts.keep(case.output.decode("utf-8", "replace")),
    }


def make(supervisor, secret, interpreter):
    """The document, one line, with the secret that makes it valid."""
    texts = _Texts()
    document = {
        "secret": secret,
        "obstacle": "none",
        "interpreter": interpreter,
        "cases": [_case(case, texts) for case in sorted(supervisor.cases.values(),
                                                 key=lambda case: case.line)
                  if supervisor.is_wanted(case)],
        "refused": [{"kind": kind, "what": what, "test": entry[0] or None, "count": entry[1]}
                    for (kind, what), entry in supervisor.refusals.items()],
    }
    return (_write(document) + "\n").encode("ascii", "replace")
