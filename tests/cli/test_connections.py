#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Whom the programs talk to, as strace sees it: the servers that were named,
nobody else, and no look-up of names.

Usage: test_connections.py MEIREI_CLI DATA_DIR [MEIREI]
With the window's program, which needs a display, only that is tried.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest

from batch_case import CLI, BatchCase

WINDOW = sys.argv[3] if len(sys.argv) > 3 else None
STRACE = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg"]
CODE = "```python\ndef answer():\n    return 42\n```\n"


def can_trace():
    """There may be no strace, or it may not be allowed to trace."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run([*STRACE, "true"], check=False, stderr=subprocess.DEVNULL).returncode == 0


def addresses(trace):
    """The (address, port) of everything that was sent over the Internet's protocols."""
    found = set()
    for line in trace.splitlines():
        if "sa_family=AF_INET" in line:
            port = re.search(r"sin6?_port=htons\((\d+)\)", line)
            address = re.search(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"', line)
            found.add((address[1] or address[2], int(port[1])))
    return found


@unittest.skipUnless(can_trace(), "there is no strace, or it may not trace")
class Connections(BatchCase):
    behave = staticmethod(lambda server, title, number: CODE)

    def setUp(self):
        super().setUp()
        self.trace = self.home / "trace"
        self.named = {("127.0.0.1", self.server.server_address[1])}
        self.environment["MEIREI_NO_KEYRING"] = "1"

    def trace_cli(self, *arguments):
        subprocess.run([*STRACE, "-o", self.trace, *self.command(*arguments)], check=False,
                       env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                       timeout=60)
        return addresses(self.trace.read_text())

    @unittest.skipIf(WINDOW, "the window's turn")
    def test_only_the_named_server_is_asked(self):
        self.make(2, tests="def test_answer():\n    assert answer() == 42\n")
        # The trace is worth something only if it shows what happens.
        self.assertEqual(self.trace_cli("batch", "execute", "--all"), self.named)
        self.assertEqual(len(self.server.answered), 2)
        self.assertEqual(self.trace_cli("servers"), self.named)
        self.assertEqual(self.trace_cli("models"), self.named)

    @unittest.skipIf(WINDOW, "the window's turn")
    def test_what_needs_no_model_asks_nobody(self):
        number, = self.make(1, tests="def test_answer():\n    assert answer() == 42\n")
        self.run_cli("execute", "--all")
        for arguments in (("list",), ("show", number), ("history", number), ("test", number),
                          ("analyze", number), ("report", number, "--format", "html"),
                          ("dashboard", "--format", "html"), ("guide",), ("verify",),
                          ("tools", "status"), ("accept", number), ("undo",)):
            with self.subTest(arguments=arguments):
                self.assertEqual(self.trace_cli(*arguments), set())

    @unittest.skipIf(WINDOW, "the window's turn")
    def test_the_search_for_servers_stays_on_this_machine(self):
        subprocess.run([CLI, "init", str(self.workspace)], env=self.environment, check=True,
                       stdout=subprocess.PIPE)
        del self.environment["MEIREI_SERVERS"]
        found = self.trace_cli("servers")
        self.assertIn(("127.0.0.1", 1234), found)
        self.assertEqual({address for address, _ in found} - {"127.0.0.1", "::1"}, set())

    @unittest.skipUnless(WINDOW, "without the window")
    def test_the_window_asks_only_the_named_server(self):
        self.make(1)
        self.environment["GSETTINGS_BACKEND"] = "memory"
        with subprocess.Popen([*STRACE, "-o", self.trace, WINDOW, str(self.workspace)],
                              env=self.environment, start_new_session=True,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as window:
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline and window.poll() is None \
                    and not addresses(self.read_trace()):
                time.sleep(0.1)
            # What else a start does, it does in its first moments.
            time.sleep(2)
            alive = window.poll() is None
            os.killpg(window.pid, signal.SIGKILL)
        self.assertTrue(alive)
        self.assertEqual(addresses(self.read_trace()), self.named)

    def read_trace(self):
        return self.trace.read_text() if self.trace.exists() else ""


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
