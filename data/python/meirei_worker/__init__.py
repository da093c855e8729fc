# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""What needs Python's own parser: syntax, structure, line counts, our checks.

Only the standard library, any Python from 3.9 on.  The files that are looked
at come from a language model: they are parsed and compiled, never run.
"""
