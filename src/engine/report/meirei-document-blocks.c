/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The blocks of a document that others write: code, reports, charts. */

#include "config.h"

#include "meirei-code-html.h"
#include "meirei-document-private.h"
#include "meirei-kept-places.h"
#include "meirei-markdown.h"
#include "meirei-markup.h"
#include "meirei-quality-sections.h"

/**
 * meirei_document_add_place:
 * @self: a document
 * @name: the place's name, without blanks
 *
 * Adds a place for what a person writes, see meirei_kept_places_merge(); a page
 * has none.
 */
void
meirei_document_add_place (MeireiDocument *self,
                           const char     *name)
{
  _meirei_document_switch (self, MEIREI_BLOCK_NONE);
  if (!self->html)
    meirei_kept_places_append (self->text, name);
}

/**
 * meirei_document_add_code:
 * @self: a document
 * @language: (nullable): the language's name, such as `python`
 * @text: (nullable): code; nothing is added if there is none
 * @notes: (nullable) (element-type MeireiCodeNote): what there is to say about
 *   its lines, by line; only a page has room for it
 */
void
meirei_document_add_code (MeireiDocument *self,
                          const char     *language,
                          const char     *text,
                          GPtrArray      *notes)
{
  if (text == NULL || *text == '\0')
    return;

  _meirei_document_switch (self, MEIREI_BLOCK_NONE);
  if (self->html)
    meirei_code_html_append (self->text, text, language, notes);
  else
    meirei_markdown_append_fence (self->text, language != NULL ? language : "", text);
}

/**
 * meirei_document_add_quality:
 * @self: a document
 * @level: the level of headings
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 * @report: a quality report
 */
void
meirei_document_add_quality (MeireiDocument   *self,
                             guint             level,
                             MeireiScoreTable *table,
                             const char       *language,
                             MeireiReport     *report)
{
  _meirei_document_switch (self, MEIREI_BLOCK_NONE);
  if (self->html)
    _meirei_quality_html_append (self->text, table, language, report);
  else
    _meirei_quality_markdown_append (self->text, level, table, language, report);
}

/**
 * meirei_document_begin_details:
 * @self: a document
 * @level: the level of the heading, for Markdown
 * @title: what the details are about
 *
 * Begins a part that is folded away where that is possible.
 */
void
meirei_document_begin_details (MeireiDocument *self,
                               guint           level,
                               const char     *title)
{
  _meirei_document_switch (self, MEIREI_BLOCK_NONE);
  if (!self->html)
    {
      meirei_markdown_append_heading (self->text, level, title);
      return;
    }

  g_string_append (self->text, "<details>");
  meirei_markup_append_element (self->text, "summary", title);
  g_string_append_c (self->text, '\n');
}

/**
 * meirei_document_end_details:
 * @self: a document with details
 */
void
meirei_document_end_details (MeireiDocument *self)
{
  _meirei_document_switch (self, MEIREI_BLOCK_NONE);
  if (self->html)
    g_string_append (self->text, "</details>\n");
}

/**
 * meirei_document_add_segments:
 * @self: a document
 * @title: what the chart shows
 * @parts: (array length=n_parts): the parts of a whole
 * @n_parts: how many there are
 */
void
meirei_document_add_segments (MeireiDocument      *self,
                              const char          *title,
                              const MeireiSvgPart *parts,
                              guint                n_parts)
{
  _meirei_document_switch (self, MEIREI_BLOCK_NONE);
  if (self->html)
    meirei_svg_append_segments (self->text, title, parts, n_parts);
}

/**
 * meirei_document_add_columns:
 * @self: a document
 * @title: what the chart shows
 * @parts: (array length=n_parts): the columns
 * @n_parts: how many there are
 */
void
meirei_document_add_columns (MeireiDocument      *self,
                             const char          *title,
                             const MeireiSvgPart *parts,
                             guint                n_parts)
{
  _meirei_document_switch (self, MEIREI_BLOCK_NONE);
  if (self->html)
    meirei_svg_append_columns (self->text, title, parts, n_parts);
}

/**
 * meirei_document_add_bars:
 * @self: a document
 * @title: what the chart shows
 * @parts: (array length=n_parts): the bars
 * @n_parts: how many there are
 */
void
meirei_document_add_bars (MeireiDocument      *self,
                          const char          *title,
                          const MeireiSvgPart *parts,
                          guint                n_parts)
{
  _meirei_document_switch (self, MEIREI_BLOCK_NONE);
  if (self->html)
    meirei_svg_append_bars (self->text, title, parts, n_parts);
}
