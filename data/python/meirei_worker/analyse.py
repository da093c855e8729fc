# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""All that the worker has to say about one file."""

from . import (
    counts,
    counts_other,
    declared,
    imports,
    leftovers,
    loops,
    placeholders,
    raises,
    secrets,
    shell,
    syntax,
    truncation,
)
from .finding import shorten
from .index import Index
from .source import Source

MAX_FINDINGS = 500


def _describe(result):
    return {
        "ok": result.ok,
        "parsed": result.parsed,
        "line": result.line,
        "column": result.column,
        "message": shorten(result.message) if result.message else None,
    }


def _place(finding):
    return finding["line"], finding["column"], finding["rule"]


def _look_at_tree(answer, source, tree, request, known):
    index = Index(tree)
    answer["counts"] = counts.of_tree(source, index)
    total, findings = declared.compare(source, index, request.functions)
    answer["declared"] = {"total": total, "found": total - len(findings)}
    findings += placeholders.find(source, index)
    findings += loops.find_endless(source, index)
    findings += loops.find_concatenation(source, index)
    findings += loops.find_membership(source, index)
    findings += raises.find(index, request.raises)
    findings += imports.find(source, index, request, known())
    findings += secrets.find(source, index)
    answer["findings"] = sorted(findings, key=_place)[:MAX_FINDINGS]
    answer["shell_constants"] = shell.constant_commands(source, index)


def _look_at_text(answer, source, result):
    answer["counts"] = counts.of_text(source)
    answer["declared"] = None
    answer["findings"] = []
    leftover = leftovers.find(source)
    if leftover is not None:
        answer["findings"].append(leftover)
    answer["cut_off"] = truncation.is_cut_off(source, result)


def analyse(data, request, known):
    """Look at the bytes of a file and return the answer as JSON values."""
    if request.syntax_only:
        return {"syntax": _describe(syntax.check(data))}
    source = Source(data)
    if request.language != "python":
        return {"counts": counts_other.count(source, request.language)}
    result = syntax.check(data)
    answer = {"syntax": _describe(result), "cut_off": False}
    if not result.parsed:
        _look_at_text(answer, source, result)
        return answer
    try:
        _look_at_tree(answer, source, result.tree, request, known)
    except (MemoryError, RecursionError):
        # What the parser said still holds.
        answer["error"] = "is too large or nested too deeply for the checks"
        answer["counts"] = counts.of_text(source)
    return answer
