/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "meirei-document-words.h"
#include "meirei-instruction-sections.h"
#include "meirei-json.h"
#include "meirei-labels.h"
#include "meirei-repeatability.h"

static char *
dup_finish (const char *nick)
{
  int finish;

  if (!meirei_enum_from_nick (MEIREI_TYPE_FINISH, nick, &finish))
    return g_strdup (nick != NULL ? nick : "–");

  return g_strdup (meirei_finish_get_label ((MeireiFinish) finish));
}

static char *
dup_decimal (JsonObject *object,
             const char *member)
{
  double value = meirei_json_get_double (object, member, -1.0);

  return value >= 0.0 ? g_strdup_printf ("%.1f", value) : g_strdup ("–");
}

static char *
dup_count (JsonObject *object,
           const char *member)
{
  gint64 value = meirei_json_get_int (object, member, -1);

  return value >= 0 ? _meirei_words_number (value) : g_strdup ("–");
}

static void
add_attempt (MeireiDocument *document,
             MeireiVersion  *version,
             JsonObject     *attempt)
{
  g_autofree char *started = _meirei_words_time (meirei_json_get_time (attempt, "started_at"));
  g_autofree char *wait = dup_decimal (attempt, "ttft_s");
  g_autofree char *seconds = dup_decimal (attempt, "duration_s");
  g_autofree char *prompt = dup_count (attempt, "prompt_tokens");
  g_autofree char *completion = dup_count (attempt, "completion_tokens");
  g_autofree char *speed = dup_decimal (attempt, "tokens_per_s");
  g_autofree char *finish = dup_finish (meirei_json_get_string (attempt, "finish", NULL));
  const char *message = meirei_json_get_string (meirei_json_get_object (attempt, "error"),
                                                "message", "");

  meirei_document_add_row (document, meirei_version_get_name (version), started, wait, seconds,
                           prompt, completion, speed, finish, message, NULL);
}

/* Every request to the model, of all versions. */
void
_meirei_instruction_add_attempts (MeireiDocument          *document,
                                  MeireiInstructionReport *report)
{
  const char * const headings[] = {
    _("Version"), _("Begun"), _("First token (s)"), _("Time (s)"), _("Tokens in"),
    _("Tokens out"), _("Tokens/s"), _("Finish"), _("Error"),
  };

  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings),
                               1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6);
  for (guint i = 0; i < report->versions->len; i++)
    {
      MeireiVersion *version = report->versions->pdata[i];
      JsonArray *attempts = meirei_version_get_attempts (version);

      for (guint j = 0; attempts != NULL && j < json_array_get_length (attempts); j++)
        add_attempt (document, version, meirei_json_array_object (attempts, j));
    }
}

/* What became of each version. */
void
_meirei_instruction_add_versions (MeireiDocument          *document,
                                  MeireiInstructionReport *report)
{
  const char * const headings[] = { _("Version"), _("Begun"), _("Model"), _("Finish"), _("Score"),
                                    _("Quality gate"), _("Verdict") };

  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings), 1 << 4);
  for (guint i = 0; i < report->versions->len; i++)
    {
      MeireiVersion *version = report->versions->pdata[i];
      JsonObject *section = meirei_version_get_section (version, "report");
      g_autoptr(MeireiReport) quality =
        section != NULL ? meirei_report_new_from_json (section) : NULL;
      g_autoptr(MeireiVerdict) verdict = meirei_version_dup_verdict (version);
      g_autofree char *created = _meirei_words_time (meirei_version_get_created_at (version));
      g_autofree char *model = _meirei_words_model (version);
      g_autofree char *score = _meirei_words_score (quality);
      g_autofree char *gate = _meirei_words_gate (quality);

      meirei_document_add_row (document, meirei_version_get_name (version), created, model,
                               meirei_finish_get_label (meirei_version_get_finish (version)),
                               score, gate,
                               verdict != NULL
                               ? meirei_decision_get_label (meirei_verdict_get_decision (verdict))
                               : "–", NULL);
    }
}

static char *
dup_status (const char *nick)
{
  int status;

  if (!meirei_enum_from_nick (MEIREI_TYPE_STATUS, nick, &status))
    return g_strdup (nick != NULL && *nick != '\0' ? nick : "–");

  return g_strdup (meirei_status_get_label ((MeireiStatus) status));
}

/* Every change of status, and when. */
void
_meirei_instruction_add_history (MeireiDocument    *document,
                                 MeireiInstruction *instruction)
{
  const char * const headings[] = { _("Time"), _("Event"), _("From"), _("To"), _("Note") };
  GPtrArray *history = meirei_instruction_get_history (instruction);

  meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings), 0);
  for (guint i = 0; i < history->len; i++)
    {
      MeireiHistoryEvent *event = history->pdata[i];
      g_autofree char *at = _meirei_words_time (meirei_history_event_get_at (event));
      g_autofree char *from = dup_status (meirei_history_event_get_from (event));
      g_autofree char *to = dup_status (meirei_history_event_get_to (event));
      const char *note = meirei_history_event_get_note (event);

      meirei_document_add_row (document, at,
                               meirei_event_get_label (meirei_history_event_get_event (event)),
                               from, to, note != NULL ? note : "", NULL);
    }
}

/* What was asked of whom. */
void
_meirei_instruction_add_provenance (MeireiDocument *document,
                                    MeireiVersion  *version)
{
  g_autoptr(JsonObject) record = meirei_version_to_json (version);
  JsonObject *server = meirei_json_get_object (record, "server");
  JsonObject *template = meirei_json_get_object (record, "template");
  JsonObject *model = meirei_json_get_object (record, "model");
  g_autofree char *model_words = _meirei_words_model (version);
  g_autofree char *params = _meirei_words_params (version);
  g_autofree char *repeats = meirei_repeatability_describe (version);
  g_autofree char *context = dup_count (model, "context");
  g_autofree char *server_words =
    g_strdup_printf ("%s %s (%s)", meirei_json_get_string (server, "kind", "–"),
                     meirei_json_get_string (server, "version", ""),
                     meirei_json_get_string (server, "url", "–"));
  g_autofree char *template_words =
    g_strdup_printf ("%s %s", meirei_json_get_string (template, "name", "–"),
                     meirei_json_get_string (template, "version", ""));

  meirei_document_add_fact (document, _("Model"), model_words);
  meirei_document_add_fact (document, _("Server"), server_words);
  meirei_document_add_fact (document, _("Context"), context);
  meirei_document_add_fact (document, _("Parameters"), params);
  meirei_document_add_fact (document, _("Template"), template_words);
  meirei_document_add_fact (document, _("Batch"), meirei_version_get_batch (version));
  meirei_document_add_fact (document, _("Repeatability"), repeats);
  meirei_document_add_code_fact (document, _("Sheet SHA-256"),
                                 meirei_version_get_sheet_sha256 (version));
  meirei_document_add_code_fact (document, _("Prompt SHA-256"),
                                 meirei_json_get_string (record, "prompt_sha256", NULL));
  meirei_document_add_code_fact (document, _("Answer SHA-256"),
                                 meirei_version_get_raw_sha256 (version));
  meirei_document_add_code_fact (document, _("File SHA-256"),
                                 meirei_version_get_file_sha256 (version));
}

/* What the acceptance tests said, or why they did not run. */
void
_meirei_instruction_add_tests (MeireiDocument      *document,
                               MeireiReportSubject *subject)
{
  const char * const headings[] = { _("Test"), _("Line"), _("Result"), _("Time (s)"),
                                    _("What happened") };
  const MeireiTestReportFields *fields;
  g_autofree char *at = NULL;

  if (subject->tests == NULL)
    {
      meirei_document_add_paragraph (document, _("The tests have not been run."));
      return;
    }

  fields = meirei_test_report_get_fields (subject->tests);
  at = _meirei_words_time (fields->ran_at);
  meirei_document_add_fact (document, _("Time"), at);
  meirei_document_add_fact (document, _("Sandbox"),
                            meirei_enum_to_nick (MEIREI_TYPE_SANDBOX_KIND, (int) fields->sandbox));
  meirei_document_add_fact (document, _("Interpreter"), fields->interpreter);
  meirei_document_add_fact (document, _("Reason"), fields->reason);
  if (fields->n_cases > 0)
    meirei_document_begin_table (document, headings, G_N_ELEMENTS (headings), 1 << 1 | 1 << 3);
  for (guint i = 0; i < fields->n_cases; i++)
    {
      const MeireiTestCase *test = &fields->cases[i];
      g_autofree char *line = _meirei_words_number (test->line);
      g_autofree char *seconds = g_strdup_printf ("%.2f", test->seconds);

      meirei_document_add_row (document, test->name, line,
                               meirei_test_outcome_get_label (test->outcome), seconds,
                               test->message != NULL ? test->message : "", NULL);
    }
}

static char *
dup_encoding (GBytes *code)
{
  gsize length;
  const char *text = g_bytes_get_data (code, &length);
  const char *ends = memchr (text, '\r', length) != NULL ? "CRLF" : "LF";

  if (!g_utf8_validate_len (text, length, NULL))
    /* Translators: the encoding of a file that is not UTF-8. */
    return g_strdup (_("not UTF-8"));

  return g_strdup_printf ("UTF-8, %s", ends);
}

/* The generated file. */
void
_meirei_instruction_add_file (MeireiDocument      *document,
                              MeireiReportSubject *subject)
{
  g_autofree char *size = NULL;
  g_autofree char *encoding = NULL;

  if (subject->version == NULL || meirei_version_get_file (subject->version) == NULL)
    {
      meirei_document_add_paragraph (document, _("There is no file."));
      return;
    }

  meirei_document_add_code_fact (document, _("File"), meirei_version_get_file (subject->version));
  if (subject->code != NULL)
    {
      size = _meirei_words_size ((gint64) g_bytes_get_size (subject->code));
      encoding = dup_encoding (subject->code);
      meirei_document_add_fact (document, _("Size"), size);
      meirei_document_add_fact (document, _("Encoding"), encoding);
      meirei_document_add_fact (document, _("As it was written"),
                                subject->code_unchanged ? _("yes")
                                                        : _("no, someone changed it"));
    }
  meirei_document_add_fact (document, _("Problem"), subject->problem);
}
