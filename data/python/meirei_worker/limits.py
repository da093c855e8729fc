# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Bounds on memory and processor time, so that one file cannot hold the rest."""

import resource

MEMORY = 1024 * 1024 * 1024
SECONDS_PER_FILE = 8
# A process that has grown this much is replaced after its answer.
RECYCLE = 160 * 1024 * 1024


def _set_soft(kind, value):
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, hard))


def limit_memory():
    """Make an allocation beyond the limit a MemoryError."""
    _set_soft(resource.RLIMIT_AS, MEMORY)
    _set_soft(resource.RLIMIT_CORE, 0)


def limit_next_file():
    """Let the kernel end this process if the next file takes too long.

    The limit counts the whole life of the process, so it moves along.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime
    _set_soft(resource.RLIMIT_CPU, int(used) + 1 + SECONDS_PER_FILE)


def has_grown():
    """Say whether the process should be replaced."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return peak > RECYCLE
