/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-improvement.h"
#include "meirei-quality-document.h"
#include "meirei-quality-words.h"

#define STYLE                                                                               "body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"   "table{border-collapse:collapse;margin:1em 0}"                                            "td,th{border:1px solid #8886;padding:.2em .7em;text-align:left}"                         ".n{text-align:right}.bad{color:#c01c28}.good{color:#26a269}"                             "pre{background:#8882;padding:.7em;overflow:auto}"                                        "@media(prefers-color-scheme:dark){body{background:#1e1e1e;color:#ddd}"                   ".bad{color:#ff7b72}.good{color:#8ff0a4}}"

/* All text comes from files, models and tools: none of it is markup. */
static void
append_element (GString    *html,
                const char *tag,
                const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (html, "<%s>%s</%s>", tag, escaped, tag);
}

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
  append_element (html, "h3", score);
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
  append_element (html, "caption", title);
  checks = meirei_gate_result_get_checks (gate, &n_checks);
  for (guint i = 0; i < n_checks; i++)
    {
      g_autofree char *words = _meirei_quality_check_words (&checks[i]);

      g_string_append (html, "<tr>");
      append_element (html, "td", _meirei_quality_gate_key_words (checks[i].key));
      append_element (html, "td", words);
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
      append_element (html, "td", name);
      g_string_append_printf (html, "<td class=\"n\">%s%d / %d</td>",
                              score.lost > 0 ? "−" : "", score.lost, score.cap);
      append_element (html, "td", band);
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
      append_element (html, "td", message);
      append_element (html, "td", source);
      append_element (html, "td", fields->suppressed != NULL ? fields->suppressed : "");
      g_string_append (html, "</tr>\n");
      if (fields->fix != NULL)
        {
          g_string_append (html, "<tr><td colspan=\"5\">");
          append_element (html, "pre", fields->fix);
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

  append_element (html, "h3", _("Improvement points"));
  g_string_append (html, "<ol>");
  for (guint i = 0; i < list->len; i++)
    {
      const MeireiImprovement *improvement = g_ptr_array_index (list, i);

      g_string_append_printf (html, "<li><b>−%d</b> ", improvement->points);
      append_element (html, "b", improvement->title);
      append_element (html, "p", improvement->why);
      append_element (html, "p", improvement->fix);
      g_string_append (html, "</li>\n");
    }
  g_string_append (html, "</ol>\n");
}

static void
append_tools (GString      *html,
              MeireiReport *report)
{
  guint n_tools;
  const MeireiToolInfo *tools = meirei_report_get_tools (report, &n_tools);

  g_string_append (html, "<ul>");
  for (guint i = 0; i < n_tools; i++)
    {
      g_autofree char *text =
        g_strdup_printf ("%s %s %s", tools[i].name,
                         tools[i].version != NULL ? tools[i].version : "",
                         tools[i].notice != NULL ? tools[i].notice : "");

      append_element (html, "li", g_strchomp (text));
    }
  g_string_append (html, "</ul>\n");
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
  GString *html = g_string_new ("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">\n");

  append_element (html, "title", _("Quality report"));
  g_string_append (html, "<style>" STYLE "</style></head>\n<body>\n");
  append_element (html, "h1", _("Quality report"));
  append_element (html, "p", meirei_score_table_get_model (table));
  for (guint i = 0; i < files->len; i++)
    {
      const MeireiReportedFile *file = g_ptr_array_index (files, i);

      append_element (html, "h2", file->path);
      append_score (html, file->report);
      append_gate (html, meirei_report_get_gate (file->report));
      append_categories (html, table, language, file->report);
      append_findings (html, table, language, file->report);
      append_improvements (html, table, language, file->report);
      append_tools (html, file->report);
    }
  g_string_append (html, "</body></html>\n");

  return g_string_free (html, FALSE);
}
