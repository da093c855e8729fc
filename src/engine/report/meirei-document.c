/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* A document for people, written block by block, as Markdown or as an HTML
 * page: what it says is decided once for both. */

#include "config.h"

#include "meirei-document-private.h"
#include "meirei-markdown.h"
#include "meirei-markup.h"

/**
 * meirei_document_new:
 * @format: %MEIREI_DOCUMENT_FORMAT_MARKDOWN or %MEIREI_DOCUMENT_FORMAT_HTML
 * @title: its title
 *
 * Returns: (transfer full): a document with nothing but its title
 */
MeireiDocument *
meirei_document_new (MeireiDocumentFormat  format,
                     const char           *title)
{
  MeireiDocument *self;

  g_return_val_if_fail (format == MEIREI_DOCUMENT_FORMAT_MARKDOWN
                        || format == MEIREI_DOCUMENT_FORMAT_HTML, NULL);

  self = g_new0 (MeireiDocument, 1);
  self->text = g_string_new (NULL);
  self->html = format == MEIREI_DOCUMENT_FORMAT_HTML;
  if (self->html)
    meirei_markup_begin_page (self->text, title);
  else
    meirei_markdown_append_heading (self->text, 1, title);

  return self;
}

/* Ends what is open if something else follows.  Returns whether @block has to
 * be begun. */
gboolean
_meirei_document_switch (MeireiDocument      *self,
                         MeireiDocumentBlock  block)
{
  static const char * const ends[] = { "", "</dl>\n", "</ul>\n", "</tbody></table>\n" };

  if (self->block == block)
    return FALSE;

  if (self->html)
    g_string_append (self->text, ends[self->block]);
  else if (self->block != MEIREI_BLOCK_NONE)
    g_string_append_c (self->text, '\n');
  self->block = block;

  return TRUE;
}

/**
 * meirei_document_free:
 * @self: (transfer full): a document
 */
void
meirei_document_free (MeireiDocument *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * meirei_document_free_to_text:
 * @self: (transfer full): a document
 *
 * Returns: (transfer full): its text
 */
char *
meirei_document_free_to_text (MeireiDocument *self)
{
  char *text;

  _meirei_document_switch (self, MEIREI_BLOCK_NONE);
  if (self->html)
    meirei_markup_end_page (self->text);
  /* One line feed at the end is enough for every reader. */
  else if (g_str_has_suffix (self->text->str, "\n\n"))
    g_string_truncate (self->text, self->text->len - 1);
  text = g_strdup (self->text->str);
  meirei_document_free (self);

  return text;
}

/**
 * meirei_document_add_heading:
 * @self: a document
 * @level: 2 to 6; its title has 1
 * @text: the heading
 */
void
meirei_document_add_heading (MeireiDocument *self,
                             guint           level,
                             const char     *text)
{
  char tag[] = "h2";

  _meirei_document_switch (self, MEIREI_BLOCK_NONE);
  if (!self->html)
    {
      meirei_markdown_append_heading (self->text, level, text);
      return;
    }

  tag[1] = (char) ('0' + level);
  meirei_markup_append_element (self->text, tag, text);
  g_string_append_c (self->text, '\n');
}

/**
 * meirei_document_add_paragraph:
 * @self: a document
 * @text: (nullable): text; nothing is added if there is none
 */
void
meirei_document_add_paragraph (MeireiDocument *self,
                               const char     *text)
{
  if (text == NULL || *text == '\0')
    return;

  _meirei_document_switch (self, MEIREI_BLOCK_NONE);
  if (self->html)
    {
      meirei_markup_append_element (self->text, "p", text);
      g_string_append_c (self->text, '\n');
    }
  else
    {
      meirei_markdown_append_text (self->text, text);
      g_string_append (self->text, "\n\n");
    }
}

/**
 * meirei_document_add_item:
 * @self: a document
 * @name: (nullable): what the item is about
 * @text: (nullable): what it says
 *
 * Adds an item of a list.
 */
void
meirei_document_add_item (MeireiDocument *self,
                          const char     *name,
                          const char     *text)
{
  gboolean begins = _meirei_document_switch (self, MEIREI_BLOCK_ITEMS);

  if (self->html)
    {
      g_string_append (self->text, begins ? "<ul>\n<li>" : "<li>");
      if (name != NULL)
        meirei_markup_append_element (self->text, "b", name);
      g_string_append (self->text, name != NULL && text != NULL ? ": " : "");
      meirei_markup_append_text (self->text, text);
      g_string_append (self->text, "</li>\n");
      return;
    }

  g_string_append (self->text, name != NULL ? "- **" : "- ");
  meirei_markdown_append_text (self->text, name);
  g_string_append (self->text, name != NULL ? "**" : "");
  g_string_append (self->text, name != NULL && text != NULL ? ": " : "");
  meirei_markdown_append_text (self->text, text);
  g_string_append_c (self->text, '\n');
}

/**
 * meirei_document_add_fact:
 * @self: a document
 * @name: what is told
 * @value: (nullable): its value; nothing is added if there is none
 */
void
meirei_document_add_fact (MeireiDocument *self,
                          const char     *name,
                          const char     *value)
{
  if (value == NULL || *value == '\0')
    return;

  if (_meirei_document_switch (self, MEIREI_BLOCK_FACTS) && self->html)
    g_string_append (self->text, "<dl>");
  if (self->html)
    meirei_markup_append_fact (self->text, name, value);
  else
    meirei_markdown_append_fact (self->text, name, value);
}

/**
 * meirei_document_add_code_fact:
 * @self: a document
 * @name: what is told
 * @value: (nullable): its value, such as a file's name or a hash; nothing is
 *   added if there is none
 */
void
meirei_document_add_code_fact (MeireiDocument *self,
                               const char     *name,
                               const char     *value)
{
  if (value == NULL || *value == '\0')
    return;

  if (_meirei_document_switch (self, MEIREI_BLOCK_FACTS) && self->html)
    g_string_append (self->text, "<dl>");
  if (self->html)
    {
      meirei_markup_append_element (self->text, "dt", name);
      g_string_append (self->text, "<dd>");
      meirei_markup_append_element (self->text, "code", value);
      g_string_append (self->text, "</dd>");
    }
  else
    {
      g_string_append (self->text, "- **");
      meirei_markdown_append_text (self->text, name);
      g_string_append (self->text, ":** ");
      meirei_markdown_append_code (self->text, value);
      g_string_append_c (self->text, '\n');
    }
}

/**
 * meirei_document_begin_table:
 * @self: a document
 * @headings: (array length=n_headings): the columns' headings
 * @n_headings: how many there are
 * @numbers: the columns of numbers, as bits
 *
 * Begins a table; it ends with the next block that is no row.
 */
void
meirei_document_begin_table (MeireiDocument     *self,
                             const char * const *headings,
                             guint               n_headings,
                             guint               numbers)
{
  _meirei_document_switch (self, MEIREI_BLOCK_NONE);
  _meirei_document_switch (self, MEIREI_BLOCK_TABLE);
  self->numbers = numbers;
  if (self->html)
    {
      meirei_markup_begin_table (self->text, headings, n_headings, numbers);
      return;
    }

  g_string_append_c (self->text, '|');
  for (guint i = 0; i < n_headings; i++)
    meirei_markdown_append_cell (self->text, headings[i]);
  g_string_append (self->text, "\n|");
  for (guint i = 0; i < n_headings; i++)
    g_string_append (self->text, (numbers & 1u << i) != 0 ? "---:|" : "---|");
  g_string_append_c (self->text, '\n');
}

/**
 * meirei_document_add_row:
 * @self: a document with a table
 * @...: the cells' texts, then %NULL
 */
void
meirei_document_add_row (MeireiDocument *self,
                         ...)
{
  va_list cells;
  const char *cell;
  guint column = 0;

  g_return_if_fail (self->block == MEIREI_BLOCK_TABLE);

  g_string_append (self->text, self->html ? "<tr>" : "|");
  va_start (cells, self);
  for (; (cell = va_arg (cells, const char *)) != NULL; column++)
    {
      if (self->html)
        meirei_markup_append_cell (self->text, (self->numbers & 1u << column) != 0 ? "n" : NULL,
                                   cell);
      else
        meirei_markdown_append_cell (self->text, cell);
    }
  va_end (cells);
  g_string_append (self->text, self->html ? "</tr>\n" : "\n");
}
