# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
import unittest

from support import look


class SyntaxTest(unittest.TestCase):
    def test_good(self):
        for text in ("x = 1\n", "", "名前 = '値'\n", b"\xef\xbb\xbfx = 1\n",
                     b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", "x = 1\r\ny = 2\rz = 3\n",
                     "x = '\\ud800'\n", "x = 9 ** 9 ** 9\n"):
            with self.subTest(text):
                self.assertTrue(look(text)["syntax"]["ok"])

    def test_bad(self):
        for text, line, part in (
            ("x = 1\ndef f(:\n    pass\n", 2, "invalid syntax"),
            ("あ = 1\nい = = 2\n", 2, "invalid syntax"),
            ("x = 1\0\n", 0, "null"),
            (b"x = '\xed\xa0\x80'\n", 1, "utf-8"),
            ("x = 1\n".encode("utf-16"), 0, "null"),
            ("# coding: nonsense\nx = 1\n", 0, "unknown encoding"),
            ("if 1:\n\tx = 1\n        y = 2\n", 3, "inconsistent"),
            ("x = " + "(" * 10_000 + "1" + ")" * 10_000, 1, "too many nested"),
        ):
            with self.subTest(part):
                syntax = look(text)["syntax"]
                self.assertFalse(syntax["ok"])
                self.assertFalse(syntax["parsed"])
                self.assertEqual(syntax["line"], line)
                self.assertIn(part, syntax["message"])

    def test_found_after_parsing(self):
        for text, message in (("return 5\n", "'return' outside function"),
                              ("break\n", "'break' outside loop")):
            with self.subTest(text):
                syntax = look(text)["syntax"]
                self.assertFalse(syntax["ok"])
                self.assertTrue(syntax["parsed"])
                self.assertEqual(syntax["message"], message)

    def test_too_deep(self):
        for text in ("x = " + "-" * 100_000 + "1\n", "x = a" + ".b" * 100_000 + "\n",
                     "x = " + "1+" * 20_000 + "1\n"):
            with self.subTest(text[:8]):
                syntax = look(text)["syntax"]
                self.assertFalse(syntax["ok"])
                self.assertIn("nested too deeply", syntax["message"])

    def test_large(self):
        for text in ("x = '" + "a" * 1_000_000 + "'\n", "x = 1\n" * 20_000,
                     "x = [" + ",".join(map(str, range(20_000))) + "]\n"):
            with self.subTest(len(text)):
                self.assertTrue(look(text)["syntax"]["ok"])


if __name__ == "__main__":
    unittest.main()
