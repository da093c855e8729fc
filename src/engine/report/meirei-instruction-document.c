/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* An instruction with one of its versions, for people. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-document-words.h"
#include "meirei-instruction-sections.h"
#include "meirei-json.h"
#include "meirei-labels.h"

static void
add_facts (MeireiDocument          *document,
           MeireiInstructionReport *self)
{
  MeireiInstruction *instruction = self->subject->instruction;
  MeireiSheet *sheet = meirei_instruction_get_sheet (instruction);
  MeireiVersion *version = self->subject->version;
  g_autofree char *phase = _meirei_words_number (meirei_sheet_get_phase (sheet));
  g_autofree char *tags = g_strjoinv (", ", (char **) meirei_sheet_get_tags (sheet));
  g_autofree char *updated = _meirei_words_time (meirei_instruction_get_updated_at (instruction));
  g_autofree char *score = _meirei_words_score (self->subject->report);
  g_autofree char *gate = _meirei_words_gate (self->subject->report);

  meirei_document_add_code_fact (document, _("Instruction"), self->subject->id);
  meirei_document_add_fact (document, _("Feature"), meirei_sheet_get_feature (sheet));
  meirei_document_add_fact (document, _("Phase"), phase);
  meirei_document_add_fact (document, _("Tags"), tags);
  meirei_document_add_fact (document, _("Status"),
                            meirei_status_get_label (meirei_instruction_get_status (instruction)));
  meirei_document_add_fact (document, _("Changed"), updated);
  if (version == NULL)
    return;

  meirei_document_add_fact (document, _("Version"), meirei_version_get_name (version));
  meirei_document_add_fact (document, _("Finish"),
                            meirei_finish_get_label (meirei_version_get_finish (version)));
  meirei_document_add_fact (document, _("Score"), score);
  meirei_document_add_fact (document, _("Quality gate"), gate);
}

static void
add_names (MeireiDocument     *document,
           const char         *title,
           const char * const *names)
{
  g_autofree char *list = g_strjoinv (", ", (char **) names);

  meirei_document_add_fact (document, title, list);
}

static void
add_sheet (MeireiDocument *document,
           MeireiSheet    *sheet)
{
  g_autofree char *functions = g_strjoinv ("\n", (char **) meirei_sheet_get_functions (sheet));
  const char *language = meirei_sheet_get_language (sheet);

  meirei_document_add_heading (document, 2, _("Instruction sheet"));
  meirei_document_add_code (document, "text", meirei_sheet_get_spec (sheet), NULL);
  if (*functions != '\0')
    meirei_document_add_heading (document, 3, _("Functions"));
  meirei_document_add_code (document, language, functions, NULL);
  if (*meirei_sheet_get_tests (sheet) != '\0')
    meirei_document_add_heading (document, 3, _("Acceptance tests"));
  meirei_document_add_code (document, language, meirei_sheet_get_tests (sheet), NULL);
  add_names (document, _("Exceptions"), meirei_sheet_get_raises (sheet));
  add_names (document, _("Modules allowed"), meirei_sheet_get_modules_allowed (sheet));
  add_names (document, _("Depends on"), meirei_sheet_get_depends_on (sheet));
}

static void
add_category_chart (MeireiDocument   *document,
                    MeireiScoreTable *table,
                    const char       *language,
                    MeireiReport     *report)
{
  MeireiSvgPart parts[MEIREI_N_CATEGORIES] = { { NULL } };
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < MEIREI_N_CATEGORIES; i++)
    {
      MeireiCategoryScore score = meirei_report_get_category (report, (MeireiCategory) i);

      g_ptr_array_add (texts, meirei_score_table_dup_category (table, (MeireiCategory) i,
                                                               language));
      parts[i].label = g_ptr_array_index (texts, texts->len - 1);
      parts[i].value = score.lost;
      parts[i].color = score.lost * 2 > score.cap ? 1 : 2;
    }
  meirei_document_add_bars (document, _("Points lost by category"), parts, MEIREI_N_CATEGORIES);
}

static void
add_score_chart (MeireiDocument          *document,
                 MeireiInstructionReport *self)
{
  g_autofree MeireiSvgPart *parts = g_new0 (MeireiSvgPart, self->versions->len);
  guint n_parts = 0;

  for (guint i = 0; i < self->versions->len; i++)
    {
      JsonObject *section = meirei_version_get_section (self->versions->pdata[i], "report");
      double score = meirei_json_get_double (section, "score", -1.0);

      if (score >= 0.0)
        parts[n_parts++] = (MeireiSvgPart) {
          meirei_version_get_name (self->versions->pdata[i]), score, NULL, 4
        };
    }
  if (n_parts > 1)
    meirei_document_add_columns (document, _("Score of each version"), parts, n_parts);
}

static GPtrArray *
list_notes (MeireiReportSubject *subject,
            MeireiScoreTable    *table,
            const char          *language)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_code_note_free);
  GPtrArray *findings = subject->report != NULL ? meirei_report_get_findings (subject->report)
                                                : NULL;
  g_autoptr(MeireiVerdict) verdict = meirei_version_dup_verdict (subject->version);
  JsonArray *comments = verdict != NULL ? meirei_verdict_get_comments (verdict) : NULL;

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const MeireiFindingFields *fields = meirei_finding_get_fields (findings->pdata[i]);
      g_autofree char *message = meirei_score_table_dup_message (table, findings->pdata[i],
                                                                 language);

      if (fields->suppressed == NULL)
        g_ptr_array_add (notes, meirei_code_note_new (fields->line, g_strdup_printf (
          "%s%d · %s (%s %s)", fields->points > 0 ? "−" : "", fields->points, message,
          fields->tool, fields->rule)));
    }
  for (guint i = 0; comments != NULL && i < json_array_get_length (comments); i++)
    {
      JsonObject *comment = meirei_json_array_object (comments, i);
      gint64 line = meirei_json_get_int (comment, "line", 0);
      char *text = g_strdup_printf ("%s: %s", _("Comment"),
                                    meirei_json_get_string (comment, "text", ""));

      g_ptr_array_add (notes, meirei_code_note_new ((int) CLAMP (line, 0, G_MAXINT), text));
    }
  g_ptr_array_sort (notes, meirei_code_note_compare);

  return notes;
}

static void
add_code (MeireiDocument      *document,
          MeireiReportSubject *subject,
          MeireiScoreTable    *table,
          const char          *language)
{
  g_autoptr(GPtrArray) notes = NULL;
  g_autofree char *code = NULL;

  meirei_document_add_heading (document, 2, _("Code"));
  _meirei_instruction_add_file (document, subject);
  if (subject->code == NULL)
    return;

  notes = list_notes (subject, table, language);
  code = g_utf8_make_valid (g_bytes_get_data (subject->code, NULL),
                            (gssize) g_bytes_get_size (subject->code));
  meirei_document_add_code (document,
                            meirei_sheet_get_language (
                              meirei_instruction_get_sheet (subject->instruction)),
                            code, notes);
}

static void
add_verdict (MeireiDocument *document,
             MeireiVersion  *version)
{
  g_autoptr(MeireiVerdict) verdict = meirei_version_dup_verdict (version);
  JsonArray *comments;
  g_autofree char *at = NULL;

  if (verdict == NULL)
    return;

  at = _meirei_words_time (meirei_verdict_get_at (verdict));
  meirei_document_add_heading (document, 2, _("Verdict"));
  meirei_document_add_fact (document, _("Verdict"),
                            meirei_decision_get_label (meirei_verdict_get_decision (verdict)));
  meirei_document_add_fact (document, _("Time"), at);
  meirei_document_add_fact (document, _("Note"), meirei_verdict_get_note (verdict));
  comments = meirei_verdict_get_comments (verdict);
  for (guint i = 0; comments != NULL && i < json_array_get_length (comments); i++)
    {
      JsonObject *comment = meirei_json_array_object (comments, i);
      /* Translators: the number of a line of code. */
      g_autofree char *line = g_strdup_printf (_("Line %d"),
                                               (int) meirei_json_get_int (comment, "line", 0));

      meirei_document_add_item (document, line, meirei_json_get_string (comment, "text", ""));
    }
}

static void
add_version (MeireiDocument          *document,
             MeireiInstructionReport *self,
             MeireiScoreTable        *table,
             const char              *language)
{
  MeireiReportSubject *subject = self->subject;

  if (subject->report != NULL)
    {
      meirei_document_add_heading (document, 2, _("Quality"));
      add_category_chart (document, table, language, subject->report);
      meirei_document_add_quality (document, 3, table, language, subject->report);
    }
  if (subject->tests != NULL)
    {
      meirei_document_add_heading (document, 2, _("Test results"));
      _meirei_instruction_add_tests (document, subject);
    }
  add_code (document, subject, table, language);
  add_verdict (document, subject->version);
  meirei_document_add_heading (document, 2, _("Provenance"));
  _meirei_instruction_add_provenance (document, subject->version);
  meirei_document_add_heading (document, 2, _("Attempts"));
  _meirei_instruction_add_attempts (document, self);
  meirei_document_add_heading (document, 2, _("Versions"));
  add_score_chart (document, self);
  _meirei_instruction_add_versions (document, self);
}

/**
 * meirei_instruction_report_document:
 * @self: what a document tells about an instruction
 * @format: %MEIREI_DOCUMENT_FORMAT_MARKDOWN or %MEIREI_DOCUMENT_FORMAT_HTML
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 *
 * Returns: (transfer full): a document for people
 */
char *
meirei_instruction_report_document (MeireiInstructionReport *self,
                                    MeireiDocumentFormat     format,
                                    MeireiScoreTable        *table,
                                    const char              *language)
{
  g_autoptr(MeireiDocument) document = meirei_document_new (format, self->subject->title);

  add_facts (document, self);
  add_sheet (document, meirei_instruction_get_sheet (self->subject->instruction));
  if (self->subject->version != NULL)
    add_version (document, self, table, language);
  meirei_document_add_heading (document, 2, _("History"));
  _meirei_instruction_add_history (document, self->subject->instruction);

  return meirei_document_free_to_text (g_steal_pointer (&document));
}
