# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
import unittest

from support import look, of_rule


class EndlessTest(unittest.TestCase):
    def test_found(self):
        for body in (
            "while True:\n    x = 1\n",
            "while 1:\n    pass\n",
            "while not False:\n    f()\n",
            "while True:\n    for i in a:\n        break\n",
            "while True:\n    def g():\n        return 1\n",
            "while True:\n    処理()\n",
            "while True:\n    try:\n        f()\n    except ValueError:\n        pass\n",
        ):
            with self.subTest(body):
                self.assertEqual(of_rule(body, "endless-loop"), [1])

    def test_not_found(self):
        for body in (
            "while x:\n    pass\n",
            "while 0:\n    pass\n",
            "while True:\n    if a: break\n",
            "def f():\n    while True:\n        for i in a:\n            return 1\n",
            "def f():\n    while True:\n        yield 1\n",
            "async def f():\n    while True:\n        await g()\n",
            "while True:\n    raise ValueError\n",
            "while True:\n    sys.exit()\n",
            "try:\n    while True:\n        a.pop()\nexcept IndexError:\n    pass\n",
            "while True:\n    for i in a:\n        pass\n    else:\n        break\n",
            "async def f():\n    while True:\n        async for x in y:\n            pass\n",
        ):
            with self.subTest(body):
                self.assertEqual(of_rule(body, "endless-loop"), [])


    def test_interrupted_by_hand(self):
        text = "try:\n    while True:\n        pass\nexcept KeyboardInterrupt:\n    pass\n"
        self.assertEqual(of_rule(text, "endless-loop"), [2])


class ConcatenationTest(unittest.TestCase):
    RULE = "string-concatenation"

    def test_found(self):
        for text, line in (
            ("s = ''\nfor c in d:\n    s += c\n", 3),
            ("def f(d, s):\n    for c in d:\n        s += c + ', '\n    return s\n", 3),
            ("文 = ''\nfor 字 in 列:\n    文 += 字 + '、'\n", 3),
            ("s = ''\nwhile x:\n    s += f'{x}'\n", 3),
            ("s = ''\nfor a in b:\n    for c in a:\n        s += str(c)\n", 4),
            ("s = ''\nfor c in d:\n    s = s + c + ','\n", 3),
        ):
            with self.subTest(text):
                self.assertEqual(of_rule(text, self.RULE), [line])

    def test_not_found(self):
        for text in (
            "s = ''\ns += 'a'\n",
            "n = 0\nfor c in d:\n    n += 1\n",
            "n = 0\nfor c in d:\n    n += c\n",
            "for c in d:\n    s = 'a'\n    if c: s += 'b'\n",
            "a = []\nfor c in d:\n    a += [c]\n",
            "for c in d:\n    self.s -= 1\n",
        ):
            with self.subTest(text):
                self.assertEqual(of_rule(text, self.RULE), [])


class MembershipTest(unittest.TestCase):
    RULE = "list-membership"

    def test_found(self):
        for text, line in (
            ("for x in d:\n    if x in [1, 2, 3, 4]:\n        f()\n", 2),
            ("seen = []\nfor x in d:\n    if x not in seen:\n        seen.append(x)\n", 3),
            ("def f(d):\n    a = list(d)\n    return [x for x in d if x in a]\n", 3),
            ("見た = []\nfor 値 in 列:\n    if 値 in 見た:\n        f()\n", 3),
            ("def f(a: list, d):\n    for x in d:\n        if x in a: g()\n", 3),
            ("def f(a: List[int], d):\n    while d:\n        if d in a: g()\n", 3),
            ("BAD = ['a', 'b', 'c', 'd']\ndef f(w):\n    return sum(x in BAD for x in w)\n", 3),
        ):
            with self.subTest(text):
                self.assertEqual(of_rule(text, self.RULE), [line])

    def test_not_found(self):
        for text in (
            "if x in [1, 2, 3, 4]:\n    f()\n",
            "for x in d:\n    if x in [1, 2, 3]:\n        f()\n",
            "for x in d:\n    if x in (1, 2, 3, 4):\n        f()\n",
            "for x in d:\n    if x in [a, b, c, e]:\n        f()\n",
            "seen = set()\nfor x in d:\n    if x in seen: f()\n",
            "a = [1, 2]\nfor x in d:\n    if x in a: f()\n",
            "a = list(d)\nfor x in a:\n    if x in a: f()\n",
            "def f(a, d):\n    for x in d:\n        if x in a: g()\n",
            "a = []\na = set()\nfor x in d:\n    if x in a: f()\n",
        ):
            with self.subTest(text):
                self.assertEqual(of_rule(text, self.RULE), [])


class PositionTest(unittest.TestCase):
    def test_characters_not_bytes(self):
        text = "列 = []\nfor 値 in 元: 結果 = 値 in 列\n"
        finding = look(text)["findings"][0]
        self.assertEqual((finding["line"], finding["column"]), (2, 18))
        self.assertEqual((finding["end_line"], finding["end_column"]), (2, 24))


if __name__ == "__main__":
    unittest.main()
