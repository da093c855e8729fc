/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-improvement.h"
#include "meirei-markup.h"
#include "meirei-quality-document.h"
#include "meirei-quality-sections.h"
#include "meirei-quality-words.h"

static void
append_score (GString      *html,
              MeireiReport *report)
{
  g_autofree char *score = NULL;
  const char *reason = meirei_report_get_unscored_reason (report);

  if (meirei_report_is_scored (report))
    /* Translators: the score of a file. */
    score = g_strdup_printf (_("Score %d of 100"), meirei_report_get_score (report));
  else
    score = g_strdup_printf ("%s: %s", _("Not scored"), reason != NULL ? reason : "");
  meirei_markup_append_element (html, "h3", score);
}

static void
append_gate (GString          *html,
             MeireiGateResult *gate)
{
  const MeireiGateCheck *checks;
  guint n_checks;
  g_autofree char *title = NULL;

  if (gate == NULL)
    return;

  /* Translators: the heading of a table with the conditions of the gate named %s. */
  title = g_strdup_printf (_("Quality gate “%s”"), meirei_gate_result_get_name (gate));
  g_string_append (html, "<table>");
  meirei_markup_append_element (html, "caption", title);
  checks = meirei_gate_result_get_checks (gate, &n_checks);
  for (guint i = 0; i < n_checks; i++)
    {
      g_autofree char *words = _meirei_quality_check_words (&checks[i]);

      g_string_append (html, "<tr>");
      meirei_markup_append_element (html, "td", _meirei_quality_gate_key_words (checks[i].key));
      meirei_markup_append_element (html, "td", words);
      g_string_append_printf (html, "<td class=\"%s\">%s</td></tr>\n",
                              checks[i].passed ? "good" : "bad", checks[i].passed ? "✓" : "✗");
    }
  g_string_append (html, "</table>\n");
}

static void
append_categories (GString          *html,
                   MeireiScoreTable *table,
                   const char       *language,
                   MeireiReport     *report)
{
  if (!meirei_report_is_scored (report))
    return;

  g_string_append (html, "<table>");
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
      g_string_append (html, "<tr>");
      meirei_markup_append_element (html, "td", name);
      g_string_append_printf (html, "<td class=\"n\">%s%d / %d</td>",
                              score.lost > 0 ? "−" : "", score.lost, score.cap);
      meirei_markup_append_element (html, "td", band);
      g_string_append (html, "</tr>\n");
    }
  g_string_append (html, "</table>\n");
}

static void
append_findings (GString          *html,
                 MeireiScoreTable *table,
                 const char       *language,
                 MeireiReport     *report)
{
  GPtrArray *findings = meirei_report_get_findings (report);

  if (findings->len > 0)
    g_string_append (html, "<table>");
  for (guint i = 0; i < findings->len; i++)
    {
      const MeireiFindingFields *fields =
        meirei_finding_get_fields (g_ptr_array_index (findings, i));
      g_autofree char *message =
        meirei_score_table_dup_message (table, g_ptr_array_index (findings, i), language);
      g_autofree char *source = g_strdup_printf ("%s %s", fields->tool, fields->rule);

      g_string_append_printf (html, "<tr><td class=\"n\">%s%d</td><td class=\"n\">%d</td>",
                              fields->points > 0 ? "−" : "", fields->points, fields->line);
      meirei_markup_append_element (html, "td", message);
      meirei_markup_append_element (html, "td", source);
      meirei_markup_append_element (html, "td", fields->suppressed);
      g_string_append (html, "</tr>\n");
      if (fields->fix != NULL)
        {
          g_string_append (html, "<tr><td colspan=\"5\">");
          meirei_markup_append_element (html, "pre", fields->fix);
          g_string_append (html, "</td></tr>\n");
        }
    }
  if (findings->len > 0)
    g_string_append (html, "</table>\n");
}

static void
append_improvements (GString          *html,
                     MeireiScoreTable *table,
                     const char       *language,
                     MeireiReport     *report)
{
  g_autoptr(GPtrArray) list = meirei_improvement_list (table, report, language);

  if (list->len == 0)
    return;

  meirei_markup_append_element (html, "h3", _("Improvement points"));
  g_string_append (html, "<ol>");
  for (guint i = 0; i < list->len; i++)
    {
      const MeireiImprovement *improvement = g_ptr_array_index (list, i);

      g_string_append_printf (html, "<li><b>−%d</b> ", improvement->points);
      meirei_markup_append_element (html, "b", improvement->title);
      meirei_markup_append_element (html, "p", improvement->why);
      meirei_markup_append_element (html, "p", improvement->fix);
      g_string_append (html, "</li>\n");
    }
  g_string_append (html, "</ol>\n");
}

static void
append_tools (GString      *html,
              MeireiReport *report)
{
  MeireiLineCounts counts = meirei_report_get_counts (report);
  g_autofree char *lines = NULL;
  guint n_tools;
  const MeireiToolInfo *tools = meirei_report_get_tools (report, &n_tools);

  /* Translators: how many lines of a file are code, comments, documentation and empty. */
  lines = g_strdup_printf (_("%d lines of code, %d comment, %d documentation, %d blank."),
                           counts.code, counts.comment, counts.doc, counts.blank);
  meirei_markup_append_element (html, "p", lines);
  g_string_append (html, "<ul>");
  for (guint i = 0; i < n_tools; i++)
    {
      g_autofree char *text =
        g_strdup_printf ("%s %s %s", tools[i].name,
                         tools[i].version != NULL ? tools[i].version : "",
                         tools[i].notice != NULL ? tools[i].notice : "");

      meirei_markup_append_element (html, "li", g_strchomp (text));
    }
  g_string_append (html, "</ul>\n");
}

/* What a page says about one report. */
void
_meirei_quality_html_append (GString          *html,
                             MeireiScoreTable *table,
                             const char       *language,
                             MeireiReport     *report)
{
  append_score (html, report);
  append_gate (html, meirei_report_get_gate (report));
  append_categories (html, table, language, report);
  append_findings (html, table, language, report);
  append_improvements (html, table, language, report);
  append_tools (html, report);
}

/**
 * meirei_quality_document_html:
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 * @files: (element-type MeireiReportedFile): the files
 *
 * Returns: (transfer full): one page about all files, without scripts and
 *   without anything to fetch
 */
char *
meirei_quality_document_html (MeireiScoreTable *table,
                              const char       *language,
                              GPtrArray        *files)
{
  GString *html = g_string_new (NULL);

  meirei_markup_begin_page (html, _("Quality report"));
  meirei_markup_append_element (html, "p", meirei_score_table_get_model (table));
  for (guint i = 0; i < files->len; i++)
    {
      const MeireiReportedFile *file = g_ptr_array_index (files, i);

      meirei_markup_append_element (html, "h2", file->path);
      _meirei_quality_html_append (html, table, language, file->report);
    }
  meirei_markup_end_page (html);

  return g_string_free (html, FALSE);
}
