/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The form in which texts are searched: upper and lower case, full and half
 * width, composed and decomposed characters are the same. */

#include "config.h"

#include "meirei-search-text.h"

/* Kana and kanji that have no other form; most of a Japanese text. */
static gboolean
is_own_folding (gunichar c)
{
  return (c >= 0x3041 && c <= 0x3098) || (c >= 0x309d && c <= 0x309e)
         || (c >= 0x30a1 && c <= 0x30fe) || (c >= 0x4e00 && c <= 0x9fff)
         || (c >= 0x3001 && c <= 0x3002);
}

/* Normalising is slow, and nearly no text needs it. */
static char *
fold_simply (const char *text)
{
  g_autoptr(GString) folded = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if ((guchar) *p < 0x80)
      g_string_append_c (folded, g_ascii_tolower (*p));
    else if (is_own_folding (g_utf8_get_char (p)))
      g_string_append_len (folded, p, g_utf8_next_char (p) - p);
    else
      return NULL;

  return g_string_free (g_steal_pointer (&folded), FALSE);
}

/**
 * meirei_search_text_fold:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): the form in which it is searched
 */
char *
meirei_search_text_fold (const char *text)
{
  char *folded = fold_simply (text);
  g_autofree char *normal = NULL;

  if (folded != NULL)
    return folded;
  normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

/**
 * meirei_search_text_make:
 * @instruction: an instruction
 *
 * Returns: (transfer full): everything of it that can be found
 */
char *
meirei_search_text_make (MeireiInstruction *instruction)
{
  MeireiSheet *sheet = meirei_instruction_get_sheet (instruction);
  g_autofree char *text = NULL;

  text = g_strjoin ("\n", meirei_sheet_get_title (sheet), meirei_sheet_get_feature (sheet),
                    meirei_instruction_get_id (instruction), meirei_sheet_get_spec (sheet), "\n",
                    NULL);

  return meirei_search_text_fold (text);
}
