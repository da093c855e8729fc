# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
import unittest

from meirei_worker import signatures
from support import look


def missing(text, *functions):
    answer = look(text, functions=list(functions))
    names = ("missing-function", "missing-class", "other-parameters", "other-bases")
    return [f["rule"] for f in answer["findings"] if f["rule"] in names], answer["declared"]


class DeclaredTest(unittest.TestCase):
    def test_met(self):
        for text, declaration in (
            ("def f(a, b): return a", "f(a, b)"),
            ("def f(a, b): return a", "f"),
            ("def f(a, b): return a", "f(…)"),
            ("def f(a, b): return a", "f(...)"),
            ("def f(a: int, b: str = '') -> int: return a", "def f(a: int, b: str) -> int:"),
            ("async def f(a): return a", "async def f(a)"),
            ("def f(a, *, b=1): return a", "f(a, b=1)"),
            ("def f(a, b=1, c=2): return a", "f(a, b=1)"),
            ("def f(a, *rest): return a", "f(a, b)"),
            ("def f(a, **more): return a", "f(a, *, b)"),
            ("class A:\n  def m(self, x): return x", "A.m(x)"),
            ("class A:\n  def m(self, x): return x", "A.m(self, x)"),
            ("class A:\n  @staticmethod\n  def m(x): return x", "A.m(x)"),
            ("class A:\n  @classmethod\n  def m(cls, x): return x", "A.m(x)"),
            ("class B:\n  def m(self): return 1\nclass A(B): pass", "A.m()"),
            ("class A(ValueError): pass", "class A(ValueError)"),
            ("class A(errors.Problem): pass", "class A(Problem)"),
            ("class A(B): x = 1", "class A:"),
            ("class A:\n  def __init__(self, x): self.x = x", "A(x)"),
            ("f = lambda a: a", "f(a)"),
            ("f = partial(g)", "f(a)"),
            ("if x:\n  def f(a): return a\nelse:\n  def f(a): return 1", "f(a)"),
            ("try:\n  from m import x\nexcept ImportError:\n  def f(): return 1", "f()"),
            ("def 計算(値): return 値", "計算(値)"),
        ):
            with self.subTest(declaration=declaration, text=text):
                self.assertEqual(missing(text, declaration), ([], {"total": 1, "found": 1}))

    def test_not_met(self):
        for text, declaration, rule in (
            ("def g(a): return a", "f(a)", "missing-function"),
            ("class A:\n  def f(self): return 1", "f()", "missing-function"),
            ("def m(self): return 1", "A.m()", "missing-function"),
            ("class A:\n  x = 1", "A.m()", "missing-function"),
            ("def f(a): return a", "class F", "missing-class"),
            ("class A(KeyError): pass", "class A(ValueError)", "other-bases"),
            ("def f(a): return a", "f(a, b)", "other-parameters"),
            ("def f(a, b): return a", "f(a)", "other-parameters"),
            ("def f(x): return x", "f(a)", "other-parameters"),
            ("def f(a, *, b): return a", "f(a)", "other-parameters"),
            ("class A:\n  def m(self): return 1", "A.m(x)", "other-parameters"),
            ("class A:\n  def __init__(self): self.x = 1", "A(x)", "other-parameters"),
            ("def 計算(数): return 数", "計算(値)", "other-parameters"),
        ):
            with self.subTest(declaration=declaration, text=text):
                self.assertEqual(missing(text, declaration), ([rule], {"total": 1, "found": 0}))

    def test_two(self):
        rules, declared = missing("def f(a): return a", "f(a)", "g()", "", "not a declaration!")
        self.assertEqual(rules, ["missing-function"])
        self.assertEqual(declared, {"total": 2, "found": 1})

    def test_not_compared_without_tree(self):
        answer = look("def f(:\n", functions=["f()"])
        self.assertIsNone(answer["declared"])
        self.assertEqual([f["rule"] for f in answer["findings"]], [])

    def test_parse(self):
        declaration = signatures.parse("run_batch(items, handler, workers=4) -> dict[str, int]")
        self.assertEqual(declaration.name, "run_batch")
        self.assertEqual(declaration.parameters.names, ["items", "handler", "workers"])
        self.assertEqual(declaration.parameters.required, 2)
        for text in ("", "1f(x)", "f(x", "a b(c)", "f-g()"):
            with self.subTest(text):
                parsed = signatures.parse(text)
                self.assertTrue(parsed is None or parsed.parameters is None)


class RaisesTest(unittest.TestCase):
    def found(self, text, *names):
        answer = look(text, raises=list(names))
        return [f["argument"] for f in answer["findings"] if f["rule"] == "never-raised"]

    def test_raised(self):
        for text, name in (
            ("def f():\n  raise ValueError('x')\n", "ValueError"),
            ("def f():\n  raise errors.Problem\n", "Problem"),
            ("def f():\n  e = Problem()\n  raise e\n", "mod.Problem"),
            ("def f(a, b): return a / b\n", "ZeroDivisionError"),
            ("def f(a): return a['x']\n", "KeyError"),
            ("def f(a):\n  with open(a) as g: return g.read()\n", "FileNotFoundError"),
            ("def f(a):\n  assert a\n", "AssertionError"),
            ("class 例外(Exception): pass\ndef f(): raise 例外('だめ')\n", "例外"),
        ):
            with self.subTest(text):
                self.assertEqual(self.found(text, name), [])

    def test_never(self):
        for text, name in (
            ("def f():\n  return 1\n", "ValueError"),
            ("class Problem(Exception): pass\n", "Problem"),
            ("try:\n  x = 1\nexcept ValueError:\n  x = 2\n", "ValueError"),
            ("def f(a): return a + 1\n", "ZeroDivisionError"),
        ):
            with self.subTest(text):
                self.assertEqual(self.found(text, name), [name])


if __name__ == "__main__":
    unittest.main()
