/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How the documents write times, numbers and what a version's record says, the
 * same in all formats. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-document-words.h"
#include "meirei-json.h"

/* Empty for 0, which means “not yet”. */
char *
_meirei_words_time (gint64 usec)
{
  g_autoptr(GDateTime) time =
    usec > 0 ? g_date_time_new_from_unix_local (usec / G_USEC_PER_SEC) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S %:z") : g_strdup ("");
}

char *
_meirei_words_seconds (double seconds)
{
  /* Translators: a number of seconds. */
  return g_strdup_printf (_("%.1f s"), seconds);
}

char *
_meirei_words_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

char *
_meirei_words_size (gint64 bytes)
{
  g_autofree char *number = _meirei_words_number (bytes);

  /* Translators: the size of a file; %s is a number. */
  return g_strdup_printf (_("%s bytes"), number);
}

/* “3 of 4 (75 %)”; without a percentage if there is no whole. */
char *
_meirei_words_percent (guint part,
                       guint whole)
{
  if (whole == 0)
    return g_strdup ("–");

  /* Translators: a number of things, of how many, and the same in percent. */
  return g_strdup_printf (_("%u of %u (%.0f %%)"), part, whole, 100.0 * part / whole);
}

char *
_meirei_words_tokens (gint64 prompt,
                      gint64 completion)
{
  g_autofree char *in = _meirei_words_number (prompt);
  g_autofree char *out = _meirei_words_number (completion);

  /* Translators: the tokens of a model's prompts and answers; %s are numbers. */
  return g_strdup_printf (_("%s in, %s out"), in, out);
}

char *
_meirei_words_score (MeireiReport *report)
{
  if (report == NULL || !meirei_report_is_scored (report))
    return g_strdup ("–");

  return g_strdup_printf ("%d", meirei_report_get_score (report));
}

char *
_meirei_words_gate (MeireiReport *report)
{
  MeireiGateResult *gate = report != NULL ? meirei_report_get_gate (report) : NULL;

  if (gate == NULL)
    return g_strdup ("–");

  return g_strdup (meirei_gate_result_get_passed (gate)
                   ? C_("quality gate", "Passed") : C_("quality gate", "Not passed"));
}

/* “3 / 4”, passed of all. */
char *
_meirei_words_tests (MeireiTestReport *tests)
{
  if (tests == NULL || !meirei_test_report_has_run (tests))
    return g_strdup ("–");

  return g_strdup_printf ("%u / %u", meirei_test_report_count (tests, MEIREI_TEST_OUTCOME_PASSED),
                          meirei_test_report_get_n_cases (tests));
}

char *
_meirei_words_model (MeireiVersion *version)
{
  JsonObject *model = version != NULL ? meirei_version_get_section (version, "model") : NULL;
  const char *id = meirei_json_get_string (model, "id", NULL);
  const char *quantization = meirei_json_get_string (model, "quantization", NULL);

  if (id == NULL)
    return g_strdup ("–");

  return quantization != NULL ? g_strdup_printf ("%s (%s)", id, quantization) : g_strdup (id);
}

static char *
dup_value (JsonNode *node)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      return g_strdup (g_ascii_formatd (text, sizeof text, "%.6g", json_node_get_double (node)));
    }

  return json_to_string (node, FALSE);
}

/* “temperature 0.2, seed 7”, in the order of the record. */
char *
_meirei_words_params (MeireiVersion *version)
{
  JsonObject *params = version != NULL ? meirei_version_get_params (version) : NULL;
  GString *words = g_string_new (NULL);
  g_autoptr(GList) names = params != NULL ? json_object_get_members (params) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *value = dup_value (json_object_get_member (params, l->data));

      g_string_append_printf (words, "%s%s %s", words->len > 0 ? ", " : "", (const char *) l->data,
                              value);
    }

  return g_string_free (words, FALSE);
}
