/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-improvement.h"
#include "meirei-markdown.h"
#include "meirei-quality-document.h"
#include "meirei-quality-sections.h"
#include "meirei-quality-words.h"

static void
append_score (GString      *text,
              MeireiReport *report)
{
  if (meirei_report_is_scored (report))
    /* Translators: the score of a file. */
    g_string_append_printf (text, _("**Score %d of 100**"), meirei_report_get_score (report));
  else
    {
      const char *reason = meirei_report_get_unscored_reason (report);

      g_string_append_printf (text, "**%s**", _("Not scored"));
      if (reason != NULL)
        {
          g_string_append (text, ": ");
          meirei_markdown_append_text (text, reason);
        }
    }
  g_string_append (text, "\n\n");
}

static void
append_gate (GString          *text,
             MeireiGateResult *gate)
{
  const MeireiGateCheck *checks;
  guint n_checks;
  g_autofree char *title = NULL;

  if (gate == NULL)
    return;

  g_string_append (text, meirei_gate_result_get_passed (gate) ? "✅ " : "❌ ");
  /* Translators: the heading of a table with the conditions of the gate named %s. */
  title = g_strdup_printf (_("Quality gate “%s”"), meirei_gate_result_get_name (gate));
  meirei_markdown_append_text (text, title);
  g_string_append_printf (text, "\n\n| %s | %s | |\n|---|---|---|\n", _("Condition"), _("Value"));
  checks = meirei_gate_result_get_checks (gate, &n_checks);
  for (guint i = 0; i < n_checks; i++)
    {
      g_autofree char *words = _meirei_quality_check_words (&checks[i]);

      g_string_append_printf (text, "| %s | %s | %s |\n",
                              _meirei_quality_gate_key_words (checks[i].key), words,
                              checks[i].passed ? "✅" : "❌");
    }
  g_string_append_c (text, '\n');
}

static void
append_categories (GString          *text,
                   MeireiScoreTable *table,
                   const char       *language,
                   MeireiReport     *report)
{
  if (!meirei_report_is_scored (report))
    return;

  g_string_append_printf (text, "| %s | %s | %s |\n|---|---:|---|\n", _("Category"), _("Points"),
                          _("Band"));
  for (int i = 0; i < MEIREI_N_CATEGORIES; i++)
    {
      MeireiCategoryScore score = meirei_report_get_category (report, (MeireiCategory) i);
      g_autofree char *name =
        meirei_score_table_dup_category (table, (MeireiCategory) i, language);
      g_autofree char *band = NULL;

      if (score.cap == 0)
        continue;

      band = meirei_score_table_dup_band (table,
                                          meirei_score_table_get_band (table, score.lost,
                                                                       score.cap), language);
      g_string_append_printf (text, "| %s | %s%d / %d | %s |\n", name,
                              score.lost > 0 ? "−" : "", score.lost, score.cap, band);
    }
  g_string_append_c (text, '\n');
}

static void
append_improvements (GString          *text,
                     guint             level,
                     MeireiScoreTable *table,
                     const char       *language,
                     MeireiReport     *report)
{
  g_autoptr(GPtrArray) list = meirei_improvement_list (table, report, language);

  if (list->len > 0)
    meirei_markdown_append_heading (text, level, _("Improvement points"));
  for (guint i = 0; i < list->len; i++)
    {
      const MeireiImprovement *improvement = g_ptr_array_index (list, i);

      g_string_append_printf (text, "%u. **−%d** ", i + 1, improvement->points);
      meirei_markdown_append_text (text, improvement->message);
      if (improvement->count > 1)
        g_string_append_printf (text, " (× %d)", improvement->count);
      if (improvement->line > 0)
        /* Translators: the number of a line of code. */
        g_string_append_printf (text, _(", line %d"), improvement->line);
      g_string_append (text, "  \n   ");
      meirei_markdown_append_text (text, improvement->fix);
      g_string_append_c (text, '\n');
    }
  if (list->len > 0)
    g_string_append_c (text, '\n');
}

static void
append_tools (GString      *text,
              MeireiReport *report)
{
  MeireiLineCounts counts = meirei_report_get_counts (report);
  guint n_tools;
  const MeireiToolInfo *tools = meirei_report_get_tools (report, &n_tools);

  /* Translators: how many lines of a file are code, comments, documentation and empty. */
  g_string_append_printf (text, _("%d lines of code, %d comment, %d documentation, %d blank."),
                          counts.code, counts.comment, counts.doc, counts.blank);
  g_string_append_c (text, ' ');
  for (guint i = 0; i < n_tools; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      meirei_markdown_append_text (text, tools[i].name);
      if (tools[i].version != NULL)
        {
          g_string_append_c (text, ' ');
          meirei_markdown_append_text (text, tools[i].version);
        }
    }
  g_string_append (text, ".\n\n");
  for (guint i = 0; i < n_tools; i++)
    {
      if (tools[i].notice == NULL)
        continue;

      g_string_append (text, "> ⚠ ");
      meirei_markdown_append_text (text, tools[i].notice);
      g_string_append (text, "\n\n");
    }
}

/* What a document says about one report; @level is that of its headings. */
void
_meirei_quality_markdown_append (GString          *text,
                                 guint             level,
                                 MeireiScoreTable *table,
                                 const char       *language,
                                 MeireiReport     *report)
{
  append_score (text, report);
  append_gate (text, meirei_report_get_gate (report));
  append_categories (text, table, language, report);
  append_improvements (text, level, table, language, report);
  append_tools (text, report);
}

/**
 * meirei_quality_document_markdown:
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 * @files: (element-type MeireiReportedFile): the files
 *
 * Returns: (transfer full): a document in Markdown about all files
 */
char *
meirei_quality_document_markdown (MeireiScoreTable *table,
                                  const char       *language,
                                  GPtrArray        *files)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "# %s\n\n%s\n\n", _("Quality report"),
                          meirei_score_table_get_model (table));
  for (guint i = 0; i < files->len; i++)
    {
      const MeireiReportedFile *file = g_ptr_array_index (files, i);

      meirei_markdown_append_heading (text, 2, file->path);
      _meirei_quality_markdown_append (text, 3, table, language, file->report);
    }

  return g_string_free (text, FALSE);
}
