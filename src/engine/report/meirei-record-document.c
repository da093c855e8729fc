/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The record that a piece of work is done: how it went, what it cost, what
 * came of it. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-document-words.h"
#include "meirei-instruction-sections.h"
#include "meirei-json.h"
#include "meirei-labels.h"
#include "meirei-project-words.h"
#include "meirei-record-document.h"
#include "meirei-record-problems.h"

typedef struct {
  MeireiDocument *document;
  MeireiScoreTable *table;
  const char *language;
  guint level;              /* of the sections' headings */
} Record;

static void
add_session (Record                  *record,
             MeireiInstructionReport *report)
{
  MeireiInstruction *instruction = report->subject->instruction;
  MeireiSheet *sheet = meirei_instruction_get_sheet (instruction);
  g_autofree char *created = _meirei_words_time (meirei_instruction_get_created_at (instruction));
  g_autofree char *updated = _meirei_words_time (meirei_instruction_get_updated_at (instruction));
  g_autofree char *n_versions = _meirei_words_number (report->versions->len);

  meirei_document_add_heading (record->document, record->level, _("Session"));
  meirei_document_add_code_fact (record->document, _("Instruction"), report->subject->id);
  meirei_document_add_fact (record->document, _("Title"), report->subject->title);
  meirei_document_add_fact (record->document, _("Feature"), meirei_sheet_get_feature (sheet));
  meirei_document_add_fact (record->document, _("Begun"), created);
  meirei_document_add_fact (record->document, _("Last change"), updated);
  meirei_document_add_fact (record->document, _("Versions"), n_versions);
  if (report->subject->version != NULL)
    _meirei_instruction_add_provenance (record->document, report->subject->version);
}

static void
add_problems (Record                  *record,
              MeireiInstructionReport *report)
{
  const char * const headings[] = { _("Problem"), _("What came next") };
  g_autoptr(GPtrArray) problems = _meirei_record_list_problems (report);

  meirei_document_add_heading (record->document, record->level, _("Problems and solutions"));
  if (problems->len == 0)
    {
      meirei_document_add_paragraph (record->document, _("None."));
      return;
    }
  meirei_document_begin_table (record->document, headings, G_N_ELEMENTS (headings), 0);
  for (guint i = 0; i < problems->len; i++)
    {
      const MeireiRecordProblem *problem = problems->pdata[i];

      meirei_document_add_row (record->document, problem->problem,
                               problem->solution != NULL ? problem->solution
                                                         : _("open"), NULL);
    }
}

static void
add_figures (Record                  *record,
             MeireiInstructionReport *report)
{
  MeireiReportSubject *subject = report->subject;
  g_autofree char *tokens = NULL;
  g_autofree char *seconds = NULL;

  if (subject->version == NULL)
    return;

  tokens = _meirei_words_tokens (meirei_report_subject_sum_tokens (subject, "prompt_tokens"),
                                 meirei_report_subject_sum_tokens (subject, "completion_tokens"));
  seconds = _meirei_words_seconds (meirei_report_subject_sum_seconds (subject));
  meirei_document_add_heading (record->document, record->level, _("Figures"));
  meirei_document_add_fact (record->document, _("Tokens"), tokens);
  meirei_document_add_fact (record->document, _("Time of all requests"), seconds);
  _meirei_instruction_add_attempts (record->document, report);
}

static void
add_lines (Record       *record,
           MeireiReport *report)
{
  MeireiLineCounts counts = meirei_report_get_counts (report);
  const char * const headings[] = { _("Lines"), _("Count") };
  const struct {
    const char *name;
    int         count;
  } rows[] = {
    { _("Code"), counts.code },
    { _("Comments"), counts.comment },
    { _("Documentation"), counts.doc },
    { _("Blank"), counts.blank },
    { _("All lines"), counts.code + counts.comment + counts.doc + counts.blank },
  };

  meirei_document_begin_table (record->document, headings, G_N_ELEMENTS (headings), 1 << 1);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *count = _meirei_words_number (rows[i].count);

      meirei_document_add_row (record->document, rows[i].name, count, NULL);
    }
}

static void
add_deductions (Record       *record,
                MeireiReport *report)
{
  const char * const headings[] = { _("Points"), _("Line"), _("Finding"), _("Rule") };
  GPtrArray *findings = meirei_report_get_findings (report);

  if (meirei_report_get_n_deductions (report) == 0)
    return;

  meirei_document_begin_table (record->document, headings, G_N_ELEMENTS (headings),
                               1 << 0 | 1 << 1);
  for (guint i = 0; i < findings->len; i++)
    {
      const MeireiFindingFields *fields = meirei_finding_get_fields (findings->pdata[i]);
      g_autofree char *points = g_strdup_printf ("−%d", fields->points);
      g_autofree char *line = _meirei_words_number (fields->line);
      g_autofree char *rule = g_strdup_printf ("%s %s", fields->tool, fields->rule);
      g_autofree char *message = meirei_score_table_dup_message (record->table,
                                                                 findings->pdata[i],
                                                                 record->language);

      if (fields->points > 0)
        meirei_document_add_row (record->document, points, line, message, rule, NULL);
    }
}

static void
add_quality (Record              *record,
             MeireiReportSubject *subject)
{
  g_autofree char *score = _meirei_words_score (subject->report);
  g_autofree char *gate = _meirei_words_gate (subject->report);

  meirei_document_add_heading (record->document, record->level, _("Quality"));
  if (subject->report == NULL)
    {
      meirei_document_add_paragraph (record->document, _("Not scored"));
      return;
    }
  meirei_document_add_fact (record->document, _("Score"), score);
  meirei_document_add_fact (record->document, _("Reason"),
                            meirei_report_get_unscored_reason (subject->report));
  meirei_document_add_fact (record->document, _("Quality gate"), gate);
  add_lines (record, subject->report);
  add_deductions (record, subject->report);
}

static void
add_phase (Record                   *record,
           const MeireiPhaseFigures *phase)
{
  g_autofree char *name = _meirei_words_phase (phase->phase);
  g_autofree char *accepted = _meirei_words_percent (phase->n_accepted, phase->n_instructions);
  g_autofree char *criterion = _meirei_words_phase_criterion (phase->phase);
  g_autofree char *mean = _meirei_words_mean (phase->mean_score, phase->n_scored);
  g_autofree char *dates = _meirei_words_phase_dates (phase->phase);
  g_autofree char *achieved = _meirei_words_time (phase->achieved_at);

  meirei_document_add_fact (record->document, _("Phase"), name);
  meirei_document_add_fact (record->document, _("Goal"), meirei_phase_get_goal (phase->phase));
  meirei_document_add_fact (record->document, _("Dates"), dates);
  meirei_document_add_fact (record->document, _("State"),
                            _meirei_words_phase_state (phase->state));
  meirei_document_add_fact (record->document, _("Accepted"), accepted);
  meirei_document_add_fact (record->document, _("Achieved when"), criterion);
  meirei_document_add_fact (record->document, _("Achieved"),
                            !phase->achieved ? _("not yet")
                            : *achieved != '\0' ? achieved : _("yes"));
  meirei_document_add_fact (record->document, _("Mean score"), mean);
}

static void
add_instruction (Record                  *record,
                 MeireiInstructionReport *report)
{
  add_session (record, report);
  add_problems (record, report);
  add_figures (record, report);
  add_quality (record, report->subject);
  meirei_document_add_heading (record->document, record->level, _("Test results"));
  _meirei_instruction_add_tests (record->document, report->subject);
  meirei_document_add_heading (record->document, record->level, _("Changes of status"));
  _meirei_instruction_add_history (record->document, report->subject->instruction);
  meirei_document_add_heading (record->document, record->level, _("Generated file"));
  _meirei_instruction_add_file (record->document, report->subject);
}

/**
 * meirei_record_document_instruction:
 * @report: an instruction
 * @phase: (nullable): the figures of its phase
 * @format: %MEIREI_DOCUMENT_FORMAT_MARKDOWN or %MEIREI_DOCUMENT_FORMAT_HTML
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 *
 * Returns: (transfer full): the record of an instruction
 */
char *
meirei_record_document_instruction (MeireiInstructionReport  *report,
                                    const MeireiPhaseFigures *phase,
                                    MeireiDocumentFormat      format,
                                    MeireiScoreTable         *table,
                                    const char               *language)
{
  /* Translators: the title of a document; %s is the title of an instruction. */
  g_autofree char *title = g_strdup_printf (_("Completion record: %s"), report->subject->title);
  g_autoptr(MeireiDocument) document = meirei_document_new (format, title);
  Record record = { document, table, language, 2 };

  meirei_document_add_fact (document, _("Status"),
                            meirei_status_get_label (
                              meirei_instruction_get_status (report->subject->instruction)));
  add_instruction (&record, report);
  if (phase != NULL)
    {
      meirei_document_add_heading (document, 2, _("Phase"));
      add_phase (&record, phase);
    }

  return meirei_document_free_to_text (g_steal_pointer (&document));
}

static void
add_instructions (Record    *record,
                  GPtrArray *reports)
{
  const char * const headings[] = { _("Title"), _("Status"), _("Version"), _("Score"),
                                    _("Quality gate"), _("File") };

  meirei_document_add_heading (record->document, 2, _("Instructions"));
  meirei_document_begin_table (record->document, headings, G_N_ELEMENTS (headings), 1 << 3);
  for (guint i = 0; i < reports->len; i++)
    {
      MeireiInstructionReport *report = reports->pdata[i];
      MeireiReportSubject *subject = report->subject;
      const char *file = subject->version != NULL ? meirei_version_get_file (subject->version)
                                                  : NULL;
      g_autofree char *score = _meirei_words_score (subject->report);
      g_autofree char *gate = _meirei_words_gate (subject->report);

      meirei_document_add_row (record->document, subject->title,
                               meirei_status_get_label (
                                 meirei_instruction_get_status (subject->instruction)),
                               subject->version != NULL
                               ? meirei_version_get_name (subject->version) : "–",
                               score, gate, file != NULL ? file : "–", NULL);
    }
}

/**
 * meirei_record_document_phase:
 * @reports: (element-type MeireiInstructionReport): the phase's instructions
 * @phase: the phase's figures
 * @format: %MEIREI_DOCUMENT_FORMAT_MARKDOWN or %MEIREI_DOCUMENT_FORMAT_HTML
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 *
 * Returns: (transfer full): the record of a phase
 */
char *
meirei_record_document_phase (GPtrArray                *reports,
                              const MeireiPhaseFigures *phase,
                              MeireiDocumentFormat      format,
                              MeireiScoreTable         *table,
                              const char               *language)
{
  g_autofree char *name = _meirei_words_phase (phase->phase);
  g_autofree char *title = g_strdup_printf (_("Completion record: %s"), name);
  g_autoptr(MeireiDocument) document = meirei_document_new (format, title);
  Record record = { document, table, language, 3 };

  add_phase (&record, phase);
  add_instructions (&record, reports);
  for (guint i = 0; i < reports->len; i++)
    {
      MeireiInstructionReport *report = reports->pdata[i];
      g_autofree char *heading = g_strdup_printf ("%u · %s", i + 1, report->subject->title);

      meirei_document_begin_details (document, 2, heading);
      add_instruction (&record, report);
      meirei_document_end_details (document);
    }

  return meirei_document_free_to_text (g_steal_pointer (&document));
}
