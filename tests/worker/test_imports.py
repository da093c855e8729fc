# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
import os
import tempfile
import unittest

from support import look


def modules(text, **request):
    names = ("invented-module", "module-not-allowed", "third-party-module")
    return [(f["rule"], f["argument"]) for f in look(text, **request)["findings"] if f["rule"] in names]


class ImportsTest(unittest.TestCase):
    def test_standard(self):
        text = "import os.path, json\nfrom __future__ import annotations\nimport tomllib, distutils\n"
        self.assertEqual(modules(text), [])

    def test_relative(self):
        self.assertEqual(modules("from . import a\nfrom .b import c\nfrom .. import d\n"), [])

    def test_invented(self):
        self.assertEqual(modules("import fastjsonx.core\nfrom fastjsonx import a\n"),
                         [("invented-module", "fastjsonx")])
        self.assertEqual(modules("import 偽物\n"), [("invented-module", "偽物")])

    def test_known(self):
        self.assertEqual(modules("import requests\n"), [("third-party-module", "requests")])
        self.assertEqual(modules("import requests\n", has_sheet=True),
                         [("module-not-allowed", "requests")])

    def test_allowed_by_module_or_distribution(self):
        for allowed in ("yaml", "PyYAML", "pyyaml>=6", "py-yaml[x]"):
            expected = "third-party-module" if allowed != "py-yaml[x]" else "module-not-allowed"
            with self.subTest(allowed):
                self.assertEqual(modules("import yaml\n", has_sheet=True, allowed=[allowed]),
                                 [(expected, "yaml")])

    def test_allowed_although_unknown(self):
        self.assertEqual(modules("import ours.deep\n", has_sheet=True, allowed=["ours"]),
                         [("third-party-module", "ours")])

    def test_guarded(self):
        text = "try:\n    import fastjsonx\nexcept ImportError:\n    fastjsonx = None\n"
        self.assertEqual(modules(text), [("third-party-module", "fastjsonx")])
        self.assertEqual(modules(text + "import fastjsonx\n"), [("invented-module", "fastjsonx")])

    def test_beside(self):
        self.assertEqual(modules("import helper\n", beside=["helper"]), [])
        with tempfile.TemporaryDirectory() as folder:
            open(os.path.join(folder, "helper.py"), "w").close()
            os.mkdir(os.path.join(folder, "pack"))
            self.assertEqual(modules("import helper, pack.x, nothere\n", folder=folder),
                             [("invented-module", "nothere")])

    def test_environment(self):
        with tempfile.TemporaryDirectory() as folder:
            site = os.path.join(folder, "lib", "python3.12", "site-packages")
            os.makedirs(os.path.join(site, "rarelib"))
            open(os.path.join(site, "single.py"), "w").close()
            self.assertEqual(
                modules("import rarelib, single, other\n", site=folder),
                [("invented-module", "other"), ("third-party-module", "rarelib"),
                 ("third-party-module", "single")])


if __name__ == "__main__":
    unittest.main()
