#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""What the documents name has to be there."""

import json
import pathlib
import re
import unittest

import tap

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / name for name in ("README.md", "HACKING.md", "CHANGELOG.md",
                                      "src/DESIGN.md", "flatpak/README.md")]
DOCUMENTS += sorted((ROOT / "docs").glob("*.md"))


def anchors(path):
    titles = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in titles}


class Documents(unittest.TestCase):

    def test_links_lead_somewhere(self):
        for document in DOCUMENTS:
            for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
                if "://" in link:
                    continue
                name, _, anchor = link.partition("#")
                target = document.parent / name if name else document
                with self.subTest(document=document.name, link=link):
                    self.assertTrue(target.exists())
                    if anchor:
                        self.assertIn(anchor, anchors(target))

    def test_named_files_exist(self):
        """In HACKING.md, files of the sources by their path or by their name."""
        names = {path.name for folder in ("src", "tests", "data", "po")
                 for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts}
        text = (ROOT / "HACKING.md").read_text()
        for word in re.findall(r"`([\w./-]+\.(?:c|h|py|json|build|ui|defs|xml|po|md))`", text):
            with self.subTest(word=word):
                self.assertTrue((ROOT / word).exists() or word == "meirei.json"
                                or ("/" not in word and word in names))

    def test_scoring_is_the_table(self):
        table = json.loads((ROOT / "data/quality/1.0.json").read_text())
        text = (ROOT / "docs/scoring.md").read_text()
        for category in table["categories"]:
            row = f"| {category['title']['en']} {category['title']['ja']} | {category['cap']} |"
            self.assertIn(row, text)
        for item in table["items"]:
            cost = f"−{item['points']}" if item["points"] else "information"
            if item.get("cap"):
                cost += f" ({item['cap']})"
            row = f" {item['title']['en']} | {cost} | {item.get('limit', '')} | "
            with self.subTest(item=item["key"]):
                self.assertIn(row, text)


if __name__ == "__main__":
    tap.main()
