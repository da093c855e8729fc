# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
import unittest

from support import look, of_rule

RULE = "placeholder-body"


class PlaceholderTest(unittest.TestCase):
    def test_found(self):
        for text, lines in (
            ("def f():\n    pass\n", [1]),
            ("def f(): ...\n", [1]),
            ("async def f():\n    '''Text.'''\n", [1]),
            ("def 関数():\n    '''説明'''\n    pass\n", [1]),
            ("def f():\n    raise NotImplementedError\n", [1]),
            ("def f():\n    raise NotImplementedError('later')\n", [1]),
            ("class A:\n    def m(self):\n        pass\n    def n(self): return 1\n", [2]),
            ("class A:\n    pass\n", [1]),
            ("class A(object):\n    'Text.'\n", [1]),
            ("def f():\n    def g():\n        pass\n    return g\n", [2]),
        ):
            with self.subTest(text):
                self.assertEqual(of_rule(text, RULE), lines)

    def test_not_found(self):
        for text in (
            "def f():\n    return None\n",
            "def f():\n    'Text.'\n    return 1\n",
            "def f():\n    raise ValueError\n",
            "from abc import ABC, abstractmethod\nclass A(ABC):\n    @abstractmethod\n    def m(self): ...\n",
            "import abc\nclass A:\n    @abc.abstractmethod\n    def m(self):\n        raise NotImplementedError\n",
            "from typing import Protocol\nclass P(Protocol):\n    def m(self) -> int: ...\n",
            "class P(Protocol[T]):\n    def m(self): ...\n",
            "from typing import overload\n@overload\ndef f(a: int): ...\n@overload\ndef f(a: str): ...\ndef f(a): return a\n",
            "class MyError(Exception):\n    pass\n",
            "class Base(Exception): pass\nclass Problem(Base):\n    '''x'''\n",
            "class 例外(ValueError):\n    pass\n",
            "class Point(NamedTuple):\n    pass\n",
            "class A:\n    def m(self):\n        raise NotImplementedError\n"
            "class B(A):\n    def m(self):\n        return 1\n",
        ):
            with self.subTest(text):
                self.assertEqual(of_rule(text, RULE), [])

    def test_names_the_method(self):
        finding = look("class A:\n    x = 1\n    def m(self): pass\n")["findings"][0]
        self.assertEqual(finding["argument"], "A.m")
        self.assertEqual((finding["column"], finding["end_line"]), (5, 3))


if __name__ == "__main__":
    unittest.main()
