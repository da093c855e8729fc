# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
import unittest

from support import look, rules


class LeftoversTest(unittest.TestCase):
    def test_found(self):
        for text, rule, line in (
            ("\x60\x60\x60python\nx = 1\n\x60\x60\x60\n", "markdown", 1),
            ("x = 1\n  \x60\x60\x60\n", "markdown", 2),
            ("x = 1\n~~~~\n", "markdown", 2),
            ("[/PYTHON]\nx = = 1\n", "markdown", 1),
            ("Here is the code:\n\nx = 1\n", "prose", 1),
            ("x = 1\n\nThis function adds two numbers.\n", "prose", 3),
            (" I am happy to help!\n", "prose", 1),
            ("x = 1\n1. Open the file and read it.\n", "prose", 2),
            ("以下はコードです。\nx = 1\n", "prose", 1),
            ("x = 1\n\n説明：この関数は合計を返します\n", "prose", 3),
        ):
            with self.subTest(text):
                self.assertEqual(rules(text), [(rule, line)])

    def test_not_found(self):
        for text in (
            "x = = 1\n",
            "def f(:\n    pass\n",
            '"""\n\x60\x60\x60python\nx\n\x60\x60\x60\n"""\nx = = 1\n',
            "# Here is the code that you wanted\nx = = 1\n",
            "x = 'これは文です。'\ny = = 1\n",
            "for x in range(3) print(x)\n",
            "import os sys json\n",
        ):
            with self.subTest(text):
                self.assertEqual(rules(text), [])


class TruncationTest(unittest.TestCase):
    def cut(self, text):
        return look(text)["cut_off"]

    def test_cut(self):
        for text in (
            "def f(a):\n    return (a +\n",
            "def f(a):\n",
            "def f(a):\n    x = [1,\n         2,\n",
            "x = 1\ny = 'abc\n",
            "def f():\n    '''Text that\n    never\n",
            "class A:\n    def m(self):\n        if self.x\n",
            "def f(a):\n    return a +\n",
            "値 = [\n    '一',\n    '二\n",
            "x = 1\nimport\n",
        ):
            with self.subTest(text):
                self.assertTrue(self.cut(text))

    def test_not_cut(self):
        for text in (
            "x = 1\n",
            "x = = 1\ny = 2\n",
            "x = (1\ny = 2\ndef f():\n    return 1\n",
            "def f():\n    x = foo(1\n    y = 2\n    return y\n",
            "x = 1\ny = = 2\n",
            b"x = '\xed\xa0\x80'\n",
        ):
            with self.subTest(text):
                self.assertFalse(self.cut(text))


if __name__ == "__main__":
    unittest.main()
