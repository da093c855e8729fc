# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""The report as JSON."""

from _json import encode_basestring_ascii as _quote

OUTCOMES = ("passed", "failed", "error", "timeout", "refused", "not_run")
MAX_TEXT = 16 * 1024


def _text(value):
    return value[:MAX_TEXT] or None


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


def _case(case):
    outcome, cause, message, traceback = (tuple(case.result) + ("",) * 4)[:4]
    if outcome not in OUTCOMES:
        outcome, cause, message = "error", "runner", "the test runner said something unknown"
    return {
        "name": case.name,
        "line": case.line,
        "outcome": outcome,
        "cause": _text(cause),
        "seconds": round(case.seconds, 6),
        "message": _text(message),
        "traceback": _text(traceback.rstrip()),
        "output": _text(case.output.decode("utf-8", "replace")),
    }


def make(supervisor, secret, interpreter):
    """The document, one line, with the secret that makes it valid."""
    document = {
        "secret": secret,
        "obstacle": "none",
        "interpreter": interpreter,
        "cases": [_case(case) for case in sorted(supervisor.cases.values(),
                                                 key=lambda case: case.line)
                  if supervisor.is_wanted(case)],
        "refused": [{"kind": kind, "what": what, "test": entry[0] or None, "count": entry[1]}
                    for (kind, what), entry in supervisor.refusals.items()],
    }
    return (_write(document) + "\n").encode("ascii", "replace")
