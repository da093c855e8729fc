#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""The stored HTML pages in a browser: no message on the console, nothing
fetched.  And the stored XML, JSON and Markdown documents are well formed.
"""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

import tap

DOCUMENTS = pathlib.Path(__file__).parent.parent / "fixtures/documents/expected"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")

CONTROL = """<!DOCTYPE html><meta charset="utf-8"><title>x</title>
<img src="http://127.0.0.1:9/picture.png"><script>console.error("a message")</script>"""


def look(pages):
    """Opens pages; returns the console's messages and what was fetched."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        log = pathlib.Path(folder) / "net.json"
        messages = ""
        fetched = set()
        for page in pages:
            done = subprocess.run(
                [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
                 "--disable-background-networking", "--disable-component-update",
                 "--user-data-dir=" + folder, "--enable-logging=stderr", "--log-net-log=%s" % log,
                 page.as_uri()], capture_output=True, text=True, timeout=120)
            assert "</html>" in done.stdout, done.stderr
            messages += "".join(line + "\n" for line in done.stderr.splitlines()
                                if "CONSOLE" in line)
            # A file of a browser that was stopped early has no end.
            fetched |= set(re.findall(r'"url":"((?:https?|ftp|wss?)://[^"]*)"', log.read_text()))
        return messages, {url for url in fetched if "127.0.0.1" in url or not is_own(url)}


def is_own(url):
    """What the browser fetches for itself, whatever it shows."""
    return any(name in url for name in ("google", "gstatic", "gvt1", "chromium"))


@unittest.skipUnless(BROWSER, "needs chromium")
class Pages(unittest.TestCase):
    def test_a_bad_page_is_noticed(self):
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder) / "control.html"
            page.write_text(CONTROL)
            messages, fetched = look([page])
        self.assertIn("a message", messages)
        self.assertEqual(fetched, {"http://127.0.0.1:9/picture.png"})

    def test_pages_are_silent_and_fetch_nothing(self):
        pages = sorted(DOCUMENTS.glob("*.html"))
        self.assertGreaterEqual(len(pages), 8)
        self.assertEqual(look(pages), ("", set()))


class Documents(unittest.TestCase):
    def test_xml(self):
        for path in sorted(DOCUMENTS.glob("*.xml")):
            with self.subTest(path=path.name):
                root = xml.etree.ElementTree.parse(path).getroot()
                cases = root.findall("testsuite/testcase")
                self.assertEqual(int(root.get("tests")), len(cases))
                for element, attribute in [("failure", "failures"), ("error", "errors"),
                                           ("skipped", "skipped")]:
                    self.assertEqual(int(root.get(attribute)),
                                     sum(case.find(element) is not None for case in cases))
                for suite in root.findall("testsuite"):
                    self.assertEqual(int(suite.get("tests")), len(suite.findall("testcase")))

    def test_json(self):
        paths = sorted(DOCUMENTS.glob("*.json")) + sorted(DOCUMENTS.glob("*.sarif"))
        self.assertGreaterEqual(len(paths), 8)
        for path in paths:
            with self.subTest(path=path.name):
                json.loads(path.read_text())

    def test_tables(self):
        """Every row of a Markdown table has as many cells as its heading."""
        for path in sorted(DOCUMENTS.glob("*.md")):
            width = 0
            for line in path.read_text().splitlines():
                cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
                if width and cells:
                    self.assertEqual(cells, width, "%s: %s" % (path.name, line))
                width = cells


if __name__ == "__main__":
    tap.main()
