/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The ways in which people write tests. */

#include "config.h"

#include <string.h>

#include "meirei-test-sandbox.h"

#define ADD "def add(a, b):\n    return a + b\n"
#define WRONG "def add(a, b):\n    return a - b\n"

typedef struct {
  const char *name;
  const char *code;
  const char *tests;
  const char *outcomes;  /* with causes, in the order of the lines */
} Row;

static MeireiTestRunner *
make_runner (void)
{
  g_autoptr(MeireiSandbox) sandbox = meirei_sandbox_new ();

  return meirei_test_runner_new (g_getenv ("MEIREI_DATA_DIR"), sandbox);
}

static const Row styles[] = {
  { "assert", ADD, "assert add(1, 2) == 3\nassert add(1, 2) == 4\n", "passed failed/assertion" },
  { "assert-error", ADD, "assert add(1, 2) == 3\nassert add(1) == 4\nassert add(0, 0) == 0\n",
    "passed error/exception passed" },
  { "loop", ADD, "for i in range(3):\n    assert add(i, i) == 2 * i\n", "passed" },
  { "state", ADD, "x = add(1, 1)\nx += 1\nassert x == 3\n", "passed" },
  { "setup-fails", ADD, "assert add(1, 1) == 2\ny = 1 / 0\nassert y\n", "passed error/exception" },
  { "functions", ADD, "def test_a():\n    assert add(1, 1) == 2\ndef test_b():\n"
    "    assert add(1, 1) == 3\ndef test_c():\n    raise KeyError('x')\n",
    "passed failed/assertion error/exception" },
  { "functions-called", ADD, "def test_a():\n    assert add(1, 1) == 2\ntest_a()\n", "passed" },
  { "async", ADD, "async def test_a():\n    assert add(1, 1) == 2\n", "passed" },
  { "unittest", ADD, "import unittest\nclass T(unittest.TestCase):\n"
    "    def setUp(self):\n        self.one = 1\n"
    "    def test_a(self):\n        self.assertEqual(add(self.one, 1), 2)\n"
    "    def test_b(self):\n        self.assertEqual(add(self.one, 1), 3)\n"
    "    def test_c(self):\n        raise ValueError\n"
    "    @unittest.skip('later')\n    def test_d(self):\n        pass\n"
    "if __name__ == '__main__':\n    unittest.main()\n",
    "passed failed/assertion error/exception not_run/skipped" },
  { "subtest", ADD, "import unittest\nclass T(unittest.TestCase):\n    def test_a(self):\n"
    "        for i in range(3):\n            with self.subTest(i=i):\n"
    "                self.assertEqual(add(i, 1), 2)\n", "failed/assertion" },
  { "pytest", ADD, "import pytest\n@pytest.mark.parametrize('a,b', [(1, 2), (2, 2)])\n"
    "def test_a(a, b):\n    assert add(a, b) == 3\n"
    "def test_r():\n    with pytest.raises(TypeError):\n        add(1, 'x')\n"
    "def test_n():\n    with pytest.raises(TypeError):\n        add(1, 1)\n"
    "@pytest.fixture\ndef two():\n    yield 2\n"
    "def test_f(two, tmp_path):\n    assert add(two, 0) == pytest.approx(2)\n"
    "@pytest.mark.skip(reason='later')\ndef test_s():\n    assert False\n",
    "passed failed/assertion passed failed/assertion passed not_run/skipped" },
  { "fixtures", "import logging\ndef add(a, b):\n    print('adding')\n"
    "    logging.getLogger('add').warning('sum of %d', a)\n    return a + b\n",
    "def test_log(caplog, capsys, monkeypatch):\n    with caplog.at_level(logging.WARNING):\n"
    "        assert add(1, 2) == 3\n    assert caplog.messages == ['sum of 1']\n"
    "    assert 'WARNING' in caplog.text\n    assert capsys.readouterr().out == 'adding\\n'\n"
    "    monkeypatch.setenv('X', '1')\n"
    "def test_no_such(nothing):\n    pass\n", "passed error/exception" },
  { "class", ADD, "class TestAdd:\n    def test_a(self):\n        assert add(1, 1) == 2\n",
    "passed" },
  { "check", ADD, "METADATA = {}\ndef check(candidate):\n    assert candidate(1, 2) == 3\n",
    "passed" },
  { "check-called", WRONG, "def check(candidate):\n    assert candidate(1, 2) == 3\n"
    "check(add)\n", "failed/assertion" },
  { "import-feature", ADD, "from feature import add as plus\nassert plus(1, 2) == 3\n", "passed" },
  { "import-other", ADD, "from solution import add as plus\nassert plus(1, 2) == 3\n", "passed" },
  { "main-guard", ADD, "if __name__ == '__main__':\n    assert add(1, 2) == 3\n", "passed" },
  { "no-tests", ADD, "# Nothing here\n", "error/missing" },
  { "bad-tests", ADD, "assert add(1, 2 == 3\n", "error/compile" },
  { "bad-code", "def add(a, b:\n", "assert add(1, 2) == 3\ndef test_x():\n    pass\n",
    "error/compile error/compile" },
  { "no-import", "import no_such_module_xyz\n", "assert add(1, 2) == 3\n", "error/import" },
  { "wrong", WRONG, "assert add(1, 2) == 3\n", "failed/assertion" },
};

static void
test_styles (void)
{
  g_autoptr(MeireiTestRunner) runner = make_runner ();

  if (!meirei_test_has_sandbox ())
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autoptr(MeireiTestReport) report =
        meirei_test_sandbox_run (runner, "add(a, b)", styles[i].code, styles[i].tests, NULL);
      g_autofree char *outcomes = meirei_test_outcomes (report);

      g_test_message ("%s", styles[i].name);
      g_assert_cmpstr (outcomes, ==, styles[i].outcomes);
      g_assert_cmpint (meirei_test_report_get_fields (report)->sandbox, !=,
                       MEIREI_SANDBOX_KIND_NONE);
    }
}

static void
test_what_a_case_says (void)
{
  g_autoptr(MeireiTestRunner) runner = make_runner ();
  g_autoptr(MeireiTestReport) report = NULL;
  g_autoptr(MeireiTestReport) again = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autofree char *failures = NULL;
  const MeireiTestCase *test;

  if (!meirei_test_has_sandbox ())
    return;

  report = meirei_test_sandbox_run (runner, "add(a, b)", "def add(a, b):\n    print('足す')\n"
                                    "    return a - b\n",
                                    "x = 1\n\nassert add(1, 2) == 3, 'sum'\n", NULL);
  g_assert_cmpuint (meirei_test_report_get_n_cases (report), ==, 1);
  test = meirei_test_report_get_case (report, 0);
  g_assert_cmpint (test->line, ==, 3);
  g_assert_cmpstr (test->name, ==, "assert add(1, 2) == 3, 'sum'");
  g_assert_cmpstr (test->message, ==, "sum\n-1 == 3 is not true");
  g_assert_cmpstr (test->output, ==, "足す\n");
  g_assert_nonnull (strstr (test->traceback, "line 3"));
  g_assert_cmpint (meirei_test_report_get_gate_value (report), ==, 1);
  g_assert_false (meirei_test_report_has_passed (report));

  object = meirei_test_report_to_json (report);
  again = meirei_test_report_new_from_json (object);
  g_assert_cmpstr (meirei_test_report_get_case (again, 0)->message, ==, test->message);
  g_assert_cmpstr (meirei_test_report_get_fields (again)->interpreter, ==,
                   meirei_test_report_get_fields (report)->interpreter);
  failures = meirei_test_report_dup_failures (report, 60);
  g_assert_cmpuint (strlen (failures), <=, 60);
  g_assert_true (g_str_has_prefix (failures, "assert add(1, 2) == 3, 'sum': failed: sum"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/test-styles/styles", test_styles);
  g_test_add_func ("/test-styles/what-a-case-says", test_what_a_case_says);

  return g_test_run ();
}
