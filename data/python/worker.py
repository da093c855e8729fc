# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Start of the analysis worker: answers JSON lines until its input ends."""

import os
import sys

# Isolated mode keeps the folder of the script off the path, and with it
# whatever else may lie there; only our own folder is wanted.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from meirei_worker import service

if __name__ == "__main__":
    sys.exit(service.main(sys.argv[1:]))
