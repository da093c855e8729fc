/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <gio/gio.h>

#include "meirei-batch-error.h"
#include "meirei-error-presenter.h"
#include "meirei-instruction-error.h"
#include "meirei-slm-error.h"
#include "meirei-slm-failure.h"
#include "meirei-workspace-error.h"

/* Every code has a sentence of its own; what is not known has one too. */
static void
test_every_code (void)
{
  const struct {
    GQuark domain;
    int last;
  } domains[] = {
    { MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NEWER_SCHEMA },
    { MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_FAILED },
    { MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_SERVER },
    { MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_INCOMPLETE },
  };
  g_autoptr(GError) unknown = g_error_new_literal (G_MARKUP_ERROR, 0, "unknown");
  g_autofree char *unknown_sentence = meirei_error_presenter_dup_sentence (unknown);

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 0; code <= domains[i].last; code++)
      {
        g_autoptr(GError) error = g_error_new_literal (domains[i].domain, code, "technical");
        g_autofree char *sentence = meirei_error_presenter_dup_sentence (error);

        g_test_message ("%s %d: %s", g_quark_to_string (domains[i].domain), code, sentence);
        g_assert_cmpstr (sentence, !=, unknown_sentence);
        g_assert_false (g_str_has_suffix (sentence, "."));
      }

  g_assert_cmpstr (unknown_sentence, ==, "Something went wrong");
  g_assert_null (meirei_error_presenter_dup_advice (unknown));
}

static void
test_advice (void)
{
  g_autoptr(GError) error = g_error_new_literal (MEIREI_WORKSPACE_ERROR,
                                                 MEIREI_WORKSPACE_ERROR_NO_SPACE, "full");
  g_autofree char *advice = meirei_error_presenter_dup_advice (error);

  g_assert_cmpstr (advice, ==, "Nothing was changed. Make room, then try again.");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/error-presenter/every-code", test_every_code);
  g_test_add_func ("/ui/error-presenter/advice", test_advice);

  return g_test_run ();
}
