# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
import unittest

from support import look


def counts(text, **request):
    found = look(text, **request)["counts"]
    return found["code"], found["comment"], found["doc"], found["blank"]


class CountsTest(unittest.TestCase):
    def test_python(self):
        for text, expected in (
            ("", (0, 0, 0, 0)),
            ("\n\n", (0, 0, 0, 2)),
            ("x = 1  # note\n", (1, 0, 0, 0)),
            ("# 注釈\n\nx = 1\n", (1, 1, 0, 1)),
            ('"""一行。"""\n', (0, 0, 1, 0)),
            ('"""One.\n\nTwo.\n"""\nx = 1\n', (1, 0, 4, 0)),
            ("def f():\n    '''Text.\n    # not a comment\n    '''\n    return 1\n", (2, 0, 3, 0)),
            ("x = '''a\n\n# no comment\n'''\n", (4, 0, 0, 0)),
            ("def f(): 'doc'\n", (1, 0, 0, 0)),
            ("class A:\n    'doc'\n\n    x = 1\n", (2, 0, 1, 1)),
            ("x = f'''{1}\n# a\n'''\n", (3, 0, 0, 0)),
            ("x = 1\r\n# a\r\r\n", (1, 1, 0, 1)),
        ):
            with self.subTest(text):
                self.assertEqual(counts(text), expected)

    def test_sum_is_all_lines(self):
        text = '"""D."""\n\nimport os\n# c\n\n\ndef f(a):\n    """D\n\n    e"""\n    return """x\n\n"""\n'
        self.assertEqual(sum(counts(text)), len(text.split("\n")) - 1)

    def test_broken(self):
        text = '"""Doc\n\n"""\n# c\n\nx = = 1\ny = """a\n# b\n"""\n'
        self.assertEqual(counts(text), (4, 1, 3, 1))

    def test_never_closed(self):
        self.assertEqual(counts('x = 1\n"""abc\n\n'), (2, 0, 0, 1))

    def test_other_languages(self):
        for language, text, expected in (
            ("c", "/** doc\n * more */\n/* c */\n// c\n\nint x; // c\n", (1, 2, 2, 1)),
            ("rust", "/// doc\n//! doc\n// c\nfn main() {}\n", (1, 1, 2, 0)),
            ("javascript", "/* a */ let x = 1;\n/*\n\n*/\n", (1, 3, 0, 0)),
            ("shell", "#!/bin/sh\n# c\n\necho 1\n", (2, 1, 0, 1)),
            ("sql", "-- 注釈\nSELECT 1;\n", (1, 1, 0, 0)),
            ("go", "// c\npackage x\n", (1, 1, 0, 0)),
            ("cobol", "* c\n\nx\n", (2, 0, 0, 1)),
        ):
            with self.subTest(language):
                self.assertEqual(counts(text, language=language), expected)


if __name__ == "__main__":
    unittest.main()
