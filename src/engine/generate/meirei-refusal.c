/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-refusal.h"

#define MAX_BYTES 600

/* What a refusal says, after typographic apostrophes have been made plain.
 * An apology alone is none: models also apologise for an earlier mistake. */
static const char * const phrases[] = {
  "i can't assist", "i can't help", "i can't provide", "i can't fulfill", "i can't comply",
  "i can't write", "i can't generate", "i can't create", "i can't do that", "i can't answer",
  "i cannot assist", "i cannot help", "i cannot provide", "i cannot fulfill", "i cannot comply",
  "i cannot write", "i cannot generate", "i cannot create", "i cannot do that",
  "i cannot answer", "cannot assist with", "cannot help with", "can't assist with",
  "can't help with", "i am unable to", "i'm unable to", "i'm not able to", "i am not able to",
  "i must decline", "i won't be able", "i will not provide", "i refuse", "against my guidelines",
  "as an ai language model, i can", "as an ai, i can", "beyond my capabilities",
  "not related to computer science", "not related to programming",
  "can only answer", "can only assist",
  "申し訳ありませんが", "申し訳ございませんが", "お答えできません", "お手伝いできません",
  "対応できません", "提供できません", "提供することはできません", "お応えできません",
  "ご要望にはお応え", "できかねます", "回答できません", "作成することはできません",
  "抱歉", "对不起", "无法提供", "无法回答",
};

/**
 * meirei_refusal_found:
 * @lines: the lines of an answer that holds no code
 *
 * Says whether the model declined.  Only the beginning is looked at.
 *
 * Returns: %TRUE if it reads like a refusal
 */
gboolean
meirei_refusal_found (MeireiAnswerLines *lines)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->lines->len && text->len < MAX_BYTES; i++)
    {
      MeireiAnswerLine *line = meirei_answer_lines_get (lines, i);

      if (line->part != MEIREI_PART_PROSE)
        continue;
      g_string_append_len (text, line->text, MIN (line->length, MAX_BYTES));
      g_string_append_c (text, ' ');
    }
  g_string_replace (text, "’", "'", 0);
  g_string_ascii_down (text);

  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      if (strstr (text->str, phrases[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}
