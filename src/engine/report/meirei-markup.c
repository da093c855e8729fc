/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* HTML and XML by hand.  All text comes from files, models, people and
 * servers: none of it is markup. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "meirei-document-text.h"
#include "meirei-markup.h"

/* The page says itself that it fetches nothing and runs nothing. */
#define POLICY "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'"

static const char style[] =
  ":root{color-scheme:light dark;--fg:#1f1f24;--bg:#fff;--dim:#5e5c64;--line:#8884;"
  "--soft:#8881;--good:#1b7f4b;--bad:#b3151f;--warn:#8a5a00;--blue:#1a5fb4;--violet:#6f2f9f;"
  "--c0:#2a9d5c;--c1:#d0342c;--c2:#c98a00;--c3:#8a8a92;--c4:#3584e4}"
  "@media(prefers-color-scheme:dark){:root{--fg:#e6e6ea;--bg:#1d1d20;--dim:#a8a7ad;"
  "--good:#7fdca4;--bad:#ff8f87;--warn:#f8d06a;--blue:#99c1f1;--violet:#d6a8f5;"
  "--c0:#57c98a;--c1:#f0716a;--c2:#e5b454;--c3:#8a8a92;--c4:#78aeed}}"
  "body{font:16px/1.5 system-ui,'Noto Sans CJK JP',sans-serif;color:var(--fg);"
  "background:var(--bg);max-width:62em;margin:2em auto;padding:0 1em;overflow-wrap:break-word}"
  "h1,h2,h3{line-height:1.25}h2{margin-top:2em;border-bottom:1px solid var(--line)}"
  "table{border-collapse:collapse;margin:1em 0;width:100%}"
  "caption{text-align:left;font-weight:bold;padding:.3em 0}"
  "td,th{border-bottom:1px solid var(--line);padding:.25em .6em;text-align:left;"
  "vertical-align:top}"
  "th{white-space:nowrap}"
  ".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
  ".bad{color:var(--bad)}.good{color:var(--good)}.warn{color:var(--warn)}.dim{color:var(--dim)}"
  "dl{display:grid;grid-template-columns:max-content 1fr;gap:.15em 1.2em;margin:1em 0}"
  "dt{color:var(--dim)}dd{margin:0}"
  "pre,code{font:13px/1.5 ui-monospace,'Noto Sans Mono CJK JP',monospace}"
  "pre{background:var(--soft);padding:.7em;overflow:auto;overflow-wrap:normal}"
  "figure{margin:1em 0}figcaption{color:var(--dim);font-size:.9em}"
  "svg{display:block;width:100%;height:auto;margin:.3em 0;max-width:44em}"
  "svg text{font:12px system-ui,sans-serif;fill:var(--fg)}svg .dim{fill:var(--dim)}"
  ".c0{fill:var(--c0)}.c1{fill:var(--c1)}.c2{fill:var(--c2)}.c3{fill:var(--c3)}"
  ".c4{fill:var(--c4)}.axis{stroke:var(--line)}"
  ".code{background:var(--soft);overflow:auto;padding:.5em 0;overflow-wrap:normal}"
  ".code .l{white-space:pre;padding-right:1em}.code .l::before{content:attr(data-n);"
  "display:inline-block;width:4em;margin-right:1em;text-align:right;color:var(--dim)}"
  ".code .hit{background:#e5a50a33}.code .note{white-space:normal;margin:0 1em .3em 5em;"
  "padding-left:.6em;border-left:3px solid var(--c2);font:14px system-ui,sans-serif}"
  ".k{color:var(--violet);font-weight:bold}.s{color:var(--good)}.o{color:var(--dim);"
  "font-style:italic}.d{color:var(--blue)}"
  "@media print{body{max-width:none;margin:0}h2{break-after:avoid}tr,svg{break-inside:avoid}}";

/**
 * meirei_markup_append_text:
 * @markup: where to write
 * @text: (nullable): any text
 *
 * Writes text so that nothing in it is taken for markup, neither by HTML nor by
 * XML 1.0.
 */
void
meirei_markup_append_text (GString    *markup,
                           const char *text)
{
  g_autofree char *clean = meirei_document_text_clean (text, -1);
  g_autofree char *escaped = g_markup_escape_text (clean, -1);

  g_string_append (markup, escaped);
}

/**
 * meirei_markup_append_element:
 * @markup: where to write
 * @tag: the element's name, without attributes
 * @text: (nullable): its content
 */
void
meirei_markup_append_element (GString    *markup,
                              const char *tag,
                              const char *text)
{
  g_string_append_printf (markup, "<%s>", tag);
  meirei_markup_append_text (markup, text);
  g_string_append_printf (markup, "</%s>", tag);
}

/**
 * meirei_markup_append_attribute:
 * @markup: where to write, within a start tag
 * @name: the attribute's name
 * @value: (nullable): its value; nothing is written for %NULL
 *
 * Writes an attribute with a space before it.  Lines stay lines.
 */
void
meirei_markup_append_attribute (GString    *markup,
                                const char *name,
                                const char *value)
{
  g_autofree char *clean = NULL;
  g_autofree char *escaped = NULL;

  if (value == NULL)
    return;

  clean = meirei_document_text_clean (value, -1);
  escaped = g_markup_escape_text (clean, -1);
  g_string_append_printf (markup, " %s=\"", name);
  for (const char *p = escaped; *p != '\0'; p++)
    {
      /* XML would turn them into spaces. */
      if (*p == '\n' || *p == '\t')
        g_string_append (markup, *p == '\n' ? "&#10;" : "&#9;");
      else
        g_string_append_c (markup, *p);
    }
  g_string_append_c (markup, '"');
}

/**
 * meirei_markup_append_number:
 * @markup: where to write, within a start tag
 * @name: the attribute's name
 * @value: a number, written with a point in every language
 */
void
meirei_markup_append_number (GString    *markup,
                             const char *name,
                             double      value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.3f", value);
  /* 12.500 and 12.000 are shorter as 12.5 and 12. */
  for (gsize end = strlen (text); end > 0 && (text[end - 1] == '0' || text[end - 1] == '.'); end--)
    {
      gboolean point = text[end - 1] == '.';

      text[end - 1] = '\0';
      if (point)
        break;
    }
  g_string_append_printf (markup, " %s=\"%s\"", name, text);
}

/**
 * meirei_markup_begin_table:
 * @markup: where to write
 * @headings: (array length=n_headings): the columns' headings
 * @n_headings: how many there are
 * @numbers: the columns of numbers, as bits
 *
 * Begins a table of HTML with its headings.
 */
void
meirei_markup_begin_table (GString            *markup,
                           const char * const *headings,
                           guint               n_headings,
                           guint               numbers)
{
  g_string_append (markup, "<table><thead><tr>");
  for (guint i = 0; i < n_headings; i++)
    {
      g_string_append (markup, (numbers & 1u << i) != 0 ? "<th class=\"n\">" : "<th>");
      meirei_markup_append_text (markup, headings[i]);
      g_string_append (markup, "</th>");
    }
  g_string_append (markup, "</tr></thead><tbody>\n");
}

/**
 * meirei_markup_append_cell:
 * @markup: where to write, within a row
 * @css: (nullable): the cell's class, such as `n` for numbers
 * @text: (nullable): its content
 */
void
meirei_markup_append_cell (GString    *markup,
                           const char *css,
                           const char *text)
{
  g_string_append (markup, "<td");
  meirei_markup_append_attribute (markup, "class", css);
  g_string_append_c (markup, '>');
  meirei_markup_append_text (markup, text);
  g_string_append (markup, "</td>");
}

/**
 * meirei_markup_append_fact:
 * @markup: where to write, within a list of descriptions
 * @name: what is told
 * @value: (nullable): its value; nothing is written if there is none
 */
void
meirei_markup_append_fact (GString    *markup,
                           const char *name,
                           const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  meirei_markup_append_element (markup, "dt", name);
  meirei_markup_append_element (markup, "dd", value);
}

/**
 * meirei_markup_begin_page:
 * @markup: where to write
 * @title: the page's title, which becomes its first heading, too
 *
 * Begins an HTML page that needs nothing but itself: no script, nothing to
 * fetch.
 */
void
meirei_markup_begin_page (GString    *markup,
                          const char *title)
{
  g_string_append (markup, "<!DOCTYPE html>\n<html");
  /* Translators: the code of the language of the translations, such as “ja”. */
  meirei_markup_append_attribute (markup, "lang", C_("language of the documents", "en"));
  g_string_append (markup, ">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"" POLICY "\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width\">\n"
                   /* Without one, a browser would ask the server for an icon. */
                   "<link rel=\"icon\" href=\"data:,\">\n");
  meirei_markup_append_element (markup, "title", title);
  g_string_append_printf (markup, "\n<style>%s</style>\n</head>\n<body>\n", style);
  meirei_markup_append_element (markup, "h1", title);
  g_string_append_c (markup, '\n');
}

/**
 * meirei_markup_end_page:
 * @markup: where to write
 */
void
meirei_markup_end_page (GString *markup)
{
  g_string_append (markup, "</body>\n</html>\n");
}
