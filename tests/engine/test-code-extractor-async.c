/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-code-extractor.h"

/* A parser that answers after the main loop has gone round once, and that
 * finds an error in whatever has "bad" in it. */

typedef enum {
  BEHAVIOUR_ANSWER,
  BEHAVIOUR_FAIL,
  BEHAVIOUR_HANG,
} Behaviour;

#define FAKE_TYPE_CHECK (fake_check_get_type ())
G_DECLARE_FINAL_TYPE (FakeCheck, fake_check, FAKE, CHECK, GObject)

struct _FakeCheck
{
  GObject parent_instance;

  Behaviour behaviour;
  guint     n_checks;
};

static void fake_check_iface_init (MeireiParseCheckInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeCheck, fake_check, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MEIREI_TYPE_PARSE_CHECK,
                                                      fake_check_iface_init))

static void
fake_check_class_init (FakeCheckClass *klass)
{
}

static void
fake_check_init (FakeCheck *self)
{
}

static gboolean
answer_cb (gpointer user_data)
{
  GTask *task = user_data;
  FakeCheck *self = g_task_get_source_object (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (self->behaviour == BEHAVIOUR_FAIL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "the parser died");
  else
    g_task_return_int (task, GPOINTER_TO_INT (g_task_get_task_data (task)));

  return G_SOURCE_REMOVE;
}

static void
fake_check_async (MeireiParseCheck    *check,
                  const char          *language,
                  const char          *code,
                  gsize                length,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  FakeCheck *self = FAKE_CHECK (check);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_assert_cmpstr (language, ==, "python");
  self->n_checks++;
  g_task_set_task_data (task, GINT_TO_POINTER (g_strstr_len (code, (gssize) length, "bad") == NULL),
                        NULL);
  if (self->behaviour == BEHAVIOUR_HANG)
    g_timeout_add_full (G_PRIORITY_DEFAULT, 20, answer_cb, g_steal_pointer (&task), g_object_unref);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, answer_cb, g_steal_pointer (&task), g_object_unref);
}

static gboolean
fake_check_finish (MeireiParseCheck   *check,
                   GAsyncResult       *result,
                   MeireiParseResult  *parse_result,
                   GError            **error)
{
  GError *local = NULL;
  gssize parses = g_task_propagate_int (G_TASK (result), &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  parse_result->parses = parses != 0;
  parse_result->line = parses ? 0 : 1;

  return TRUE;
}

static void
fake_check_iface_init (MeireiParseCheckInterface *iface)
{
  iface->check_async = fake_check_async;
  iface->check_finish = fake_check_finish;
}

typedef struct {
  MeireiExtraction *extraction;
  GError           *error;
  gboolean          done;
} Outcome;

static void
extract_cb (GObject      *source_object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->extraction = meirei_code_extractor_extract_finish (MEIREI_CODE_EXTRACTOR (source_object),
                                                              result, &outcome->error);
  outcome->done = TRUE;
}

static void
outcome_clear (Outcome *outcome)
{
  g_clear_object (&outcome->extraction);
  g_clear_error (&outcome->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

/* The extractor is dropped right after the start: the task keeps it. */
static void
run (FakeCheck    *check,
     const char   *answer,
     GCancellable *cancellable,
     Outcome      *outcome)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (answer, strlen (answer));
  MeireiCodeExtractor *extractor = meirei_code_extractor_new (NULL, NULL);

  meirei_code_extractor_extract_async (extractor, bytes,
                                       check != NULL ? MEIREI_PARSE_CHECK (check) : NULL,
                                       cancellable, extract_cb, outcome);
  g_object_unref (extractor);
  g_clear_pointer (&bytes, g_bytes_unref);
  g_assert_false (outcome->done);
  while (!outcome->done)
    g_main_context_iteration (NULL, TRUE);
}

#define TWO_BLOCKS "```python\ndef f():\n    bad\n```\nor\n```python\ndef f():\n    good()\n```\n"

static void
test_success (void)
{
  FakeCheck *check = g_object_new (FAKE_TYPE_CHECK, NULL);
  g_auto(Outcome) outcome = { 0 };

  run (check, TWO_BLOCKS, NULL, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpstr (meirei_extraction_get_code (outcome.extraction), ==, "def f():\n    good()\n");
  g_assert_true (meirei_extraction_is_checked (outcome.extraction));
  g_assert_cmpuint (check->n_checks, ==, 2);
  g_assert_finalize_object (check);
}

static void
test_no_check (void)
{
  g_auto(Outcome) outcome = { 0 };

  run (NULL, TWO_BLOCKS, NULL, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpstr (meirei_extraction_get_code (outcome.extraction), ==, "def f():\n    bad\n");
  g_assert_false (meirei_extraction_is_checked (outcome.extraction));
}

static void
test_no_code (void)
{
  FakeCheck *check = g_object_new (FAKE_TYPE_CHECK, NULL);
  g_auto(Outcome) outcome = { 0 };

  run (check, "No.", NULL, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_null (meirei_extraction_get_code (outcome.extraction));
  g_assert_cmpint (meirei_extraction_get_problem (outcome.extraction), ==,
                   MEIREI_EXTRACTION_PROBLEM_PROSE_ONLY);
  g_assert_cmpuint (check->n_checks, ==, 0);
  g_assert_finalize_object (check);
}

static void
test_nothing_parses (void)
{
  FakeCheck *check = g_object_new (FAKE_TYPE_CHECK, NULL);
  g_auto(Outcome) outcome = { 0 };

  run (check, "```python\ndef f():\n    bad\n```\n", NULL, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpint (meirei_extraction_get_problem (outcome.extraction), ==,
                   MEIREI_EXTRACTION_PROBLEM_SYNTAX);
  g_assert_cmpuint (meirei_extraction_get_error_line (outcome.extraction), ==, 1);
  g_assert_nonnull (meirei_extraction_get_code (outcome.extraction));
  g_assert_finalize_object (check);
}

/* A parser that dies costs the check, not the answer. */
static void
test_check_fails (void)
{
  FakeCheck *check = g_object_new (FAKE_TYPE_CHECK, NULL);
  g_auto(Outcome) outcome = { 0 };

  check->behaviour = BEHAVIOUR_FAIL;
  run (check, TWO_BLOCKS, NULL, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_false (meirei_extraction_is_checked (outcome.extraction));
  g_assert_cmpstr (meirei_extraction_get_code (outcome.extraction), ==, "def f():\n    bad\n");
  g_assert_finalize_object (check);
}

static void
test_cancel_before (void)
{
  FakeCheck *check = g_object_new (FAKE_TYPE_CHECK, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { 0 };

  g_cancellable_cancel (cancellable);
  run (check, TWO_BLOCKS, cancellable, &outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (outcome.extraction);
  g_assert_cmpuint (check->n_checks, ==, 0);
  g_assert_finalize_object (check);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_cancel_during (void)
{
  FakeCheck *check = g_object_new (FAKE_TYPE_CHECK, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_auto(Outcome) outcome = { 0 };

  check->behaviour = BEHAVIOUR_HANG;
  g_timeout_add (5, cancel_cb, cancellable);
  run (check, TWO_BLOCKS, cancellable, &outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (outcome.extraction);
  g_assert_finalize_object (check);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/code-extractor-async/success", test_success);
  g_test_add_func ("/code-extractor-async/no-check", test_no_check);
  g_test_add_func ("/code-extractor-async/no-code", test_no_code);
  g_test_add_func ("/code-extractor-async/nothing-parses", test_nothing_parses);
  g_test_add_func ("/code-extractor-async/check-fails", test_check_fails);
  g_test_add_func ("/code-extractor-async/cancel-before", test_cancel_before);
  g_test_add_func ("/code-extractor-async/cancel-during", test_cancel_during);

  return g_test_run ();
}
