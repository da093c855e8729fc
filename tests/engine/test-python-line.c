/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-python-line.h"

typedef struct {
  const char       *text;
  MeireiPythonKind  kind;
  const char       *name;
} Row;

#define ROW(text, kind) { text, MEIREI_PYTHON_KIND_##kind, NULL }
#define NAMED(text, kind, name) { text, MEIREI_PYTHON_KIND_##kind, name }

static const Row rows[] = {
  ROW ("", BLANK),
  ROW ("   \t", BLANK),
  ROW ("# a comment, isn't it?", COMMENT),

  NAMED ("def add(a, b):", DEFINITION, "add"),
  NAMED ("async def add(a, b):", DEFINITION, "add"),
  NAMED ("def add(a: int = 1, *, b: \"str\" = 'x') -> dict[str, int]:", DEFINITION, "add"),
  NAMED ("def f(a, /, b): return a", DEFINITION, "f"),
  NAMED ("def add(", DEFINITION, "add"),
  NAMED ("class Stack:", DEFINITION, "Stack"),
  NAMED ("class Stack(Base, metaclass=Meta):", DEFINITION, "Stack"),
  NAMED ("def 挨拶(名前):", DEFINITION, "挨拶"),
  ROW ("@property", DEFINITION),
  ROW ("@app.route('/', methods=['GET'])", DEFINITION),
  ROW ("import os, sys", IMPORT),
  ROW ("import numpy as np", IMPORT),
  ROW ("from math import *", IMPORT),
  ROW ("from . import x", IMPORT),
  ROW ("from ..a.b import (", IMPORT),

  NAMED ("x = 1", STATEMENT, "x"),
  NAMED ("a, b = b, a % b", STATEMENT, "a"),
  NAMED ("x += 1", STATEMENT, "x"),
  NAMED ("x: int = 5", STATEMENT, "x"),
  NAMED ("self.x[1] = {'a': 1}", STATEMENT, "self"),
  NAMED ("s = r'\\d+' f'{x!r}'", STATEMENT, "s"),
  NAMED ("y = [i for i in x if not i is None]", STATEMENT, "y"),
  NAMED ("f = lambda x: x if x else -1", STATEMENT, "f"),
  NAMED ("n = 0x1f + 1_000 + 1e-5 + 3j + .5", STATEMENT, "n"),
  ROW ("if x == 1 and y != 2:", STATEMENT),
  ROW ("elif n:", STATEMENT),
  ROW ("else:", STATEMENT),
  ROW ("for i in range(3): print(i)", STATEMENT),
  ROW ("while (n := f()) > 1:", STATEMENT),
  ROW ("with open(p) as f, open(q) as g:", STATEMENT),
  ROW ("try:", STATEMENT),
  ROW ("except (A, B) as error:", STATEMENT),
  ROW ("match command.split():", STATEMENT),
  ROW ("return a if b else c", STATEMENT),
  ROW ("raise ValueError('no') from None", STATEMENT),
  ROW ("pass", STATEMENT),
  ROW ("pass  # nothing to do here", STATEMENT),
  ROW ("yield from x", STATEMENT),
  ROW ("\"\"\"A docstring.\"\"\"", STATEMENT),
  ROW ("print(add(1, 2))", CALL),
  ROW ("print \"Python 2\"", EXPRESSION),
  ROW ("items.sort(key=lambda x: x[0])", CALL),
  ROW ("await main()", CALL),
  ROW ("x", EXPRESSION),
  ROW ("[1, 2, 3]", EXPRESSION),
  ROW ("Output: 42", EXPRESSION),
  ROW ("Input: n = 5", EXPRESSION),
  ROW ("使用例", EXPRESSION),

  ROW (">>> add(1, 2)", PROMPT),
  ROW (">>>", PROMPT),
  ROW ("In [12]: x = 1", PROMPT),
  ROW ("pip install numpy", SHELL),
  ROW ("!pip install numpy", SHELL),
  ROW ("%matplotlib inline", SHELL),
  ROW ("%%time", SHELL),
  ROW ("$ python add.py", SHELL),
  ROW ("python -m unittest test_add.py", SHELL),

  ROW ("This function adds two numbers.", OTHER),
  ROW ("Note that it's simple.", OTHER),
  ROW ("Done.", OTHER),
  ROW ("Sure!", OTHER),
  ROW ("For example, f(2) returns 4.", OTHER),
  ROW ("for example", OTHER),
  ROW ("if you want to use it", OTHER),
  ROW ("with this you can go on", OTHER),
  ROW ("import the module", OTHER),
  ROW ("from the list", OTHER),
  ROW ("class names are short", OTHER),
  ROW ("pass it on", OTHER),
  ROW ("and so on", OTHER),
  ROW ("is it right?", OTHER),
  ROW ("1. First step", OTHER),
  ROW ("- first item", OTHER),
  ROW ("* `x`: the number", OTHER),
  ROW ("| a | b |", OTHER),
  ROW ("> quoted", OTHER),
  ROW ("```", OTHER),
  ROW ("出力：42", OTHER),
  ROW ("この関数は、和を返します。", OTHER),
  ROW ("[/PYTHON]", OTHER),
  ROW ("const x = 1;", OTHER),
  ROW ("function add(a, b) {", OTHER),
  ROW ("int main() {", OTHER),
  ROW ("public class A {", OTHER),
  ROW ("if (x) {", OTHER),
  ROW ("SELECT a FROM b;", OTHER),
  ROW ("</think>", OTHER),
  ROW ("x ==", OTHER),
};

static void
test_kinds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MeireiPythonState state = { 0 };
      MeireiPythonLine line;
      g_autofree char *name = NULL;

      g_test_message ("%s", rows[i].text);
      meirei_python_line_read (rows[i].text, strlen (rows[i].text), &state, &line, NULL, NULL);
      g_assert_cmpint (line.kind, ==, rows[i].kind);
      name = line.name != NULL ? g_strndup (line.name, line.name_length) : NULL;
      g_assert_cmpstr (name, ==, rows[i].name);
    }
}

/* What an earlier line leaves open decides what the next one is. */
static void
test_continued (void)
{
  static const struct {
    const char       *first;
    const char       *second;
    MeireiPythonKind  kind;
    gboolean          open;
  } pairs[] = {
    { "x = [1,", "This is not prose", MEIREI_PYTHON_KIND_CONTINUED, TRUE },
    { "x = [1,", "2]", MEIREI_PYTHON_KIND_CONTINUED, FALSE },
    { "x = '''", "This is text.", MEIREI_PYTHON_KIND_CONTINUED, TRUE },
    { "x = '''", "end.''' + y", MEIREI_PYTHON_KIND_CONTINUED, FALSE },
    { "x = \"\"\"it's", ">>> f()", MEIREI_PYTHON_KIND_CONTINUED, TRUE },
    { "x = 1 + \\", "2", MEIREI_PYTHON_KIND_CONTINUED, FALSE },
    { "x = 'a\\", "b'", MEIREI_PYTHON_KIND_CONTINUED, FALSE },
    { "x = '\\''", "y = 1", MEIREI_PYTHON_KIND_STATEMENT, FALSE },
    { "x = ')('", "y = 1", MEIREI_PYTHON_KIND_STATEMENT, FALSE },
    { "x = 1  # (", "y = 1", MEIREI_PYTHON_KIND_STATEMENT, FALSE },
    { "print(add(1, 2)", "def f():", MEIREI_PYTHON_KIND_DEFINITION, FALSE },
    { "It's (open", "y", MEIREI_PYTHON_KIND_EXPRESSION, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      MeireiPythonState state = { 0 };
      MeireiPythonLine line;

      g_test_message ("%s / %s", pairs[i].first, pairs[i].second);
      meirei_python_line_read (pairs[i].first, strlen (pairs[i].first), &state, &line, NULL, NULL);
      meirei_python_line_read (pairs[i].second, strlen (pairs[i].second), &state, &line, NULL, NULL);
      g_assert_cmpint (line.kind, ==, pairs[i].kind);
      g_assert_cmpint (meirei_python_state_is_open (&state), ==, pairs[i].open);
    }
}

static void
add_name_cb (const char *name,
             gsize       length,
             gpointer    user_data)
{
  g_string_append_len (user_data, name, (gssize) length);
  g_string_append_c (user_data, ' ');
}

static void
test_names (void)
{
  static const char text[] = "    return [f(x.y) for x in self.items if x not in 'none']  # z";
  MeireiPythonState state = { 0 };
  MeireiPythonLine line;
  g_autoptr(GString) names = g_string_new (NULL);

  meirei_python_line_read (text, strlen (text), &state, &line, add_name_cb, names);
  g_assert_cmpstr (names->str, ==, "f x y x self items x ");
  g_assert_cmpuint (line.indent, ==, 4);
  g_assert_false (line.opens_block);

  meirei_python_line_read ("\tif x:", 6, &state, &line, NULL, NULL);
  g_assert_cmpuint (line.indent, ==, 8);
  g_assert_true (line.opens_block);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/python-line/kinds", test_kinds);
  g_test_add_func ("/python-line/continued", test_continued);
  g_test_add_func ("/python-line/names", test_names);

  return g_test_run ();
}
