/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-block-cue.h"

#define MAX_LINES 4
#define MAX_BYTES 400

/* "corrected" may stand in a sentence with "alternative"; the first list is
 * asked first. */
static const char * const better_words[] = {
  "correct", "fixed", "updated", "revised", "complete", "final", "full code", "entire code",
  "putting it all together", "putting everything together", "improved", "optimized", "optimised",
  "more efficient", "better",
  "修正", "訂正", "完全な", "最終", "改善", "全体の", "まとめると", "正しい", "完成", "効率",
};

static const char * const other_words[] = {
  "alternativ", "another way", "another approach", "other way", "another option", "or you can",
  "you can also", "you could also", "one-liner", "example usage", "simplified", "bonus", "test",
  "incorrect", "wrong", "original",
  "別の", "もう一つ", "他の方法", "代わりに", "あるいは", "使用例", "テスト",
};

static gboolean
contains_any (const char         *text,
              const char * const *words,
              gsize               n_words)
{
  for (gsize i = 0; i < n_words; i++)
    {
      if (strstr (text, words[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_marked (const char *text)
{
  return strstr (text, "incorrect") == NULL
         && contains_any (text, better_words, G_N_ELEMENTS (better_words));
}

/* The last lines of text directly before a block, in lower case. */
static char *
collect_text (MeireiAnswerLines *lines,
              MeireiCodeBlock   *block)
{
  GString *text = g_string_new (NULL);
  guint n_lines = 0;

  for (guint i = block->first; i > 0 && n_lines < MAX_LINES && text->len < MAX_BYTES; i--)
    {
      MeireiAnswerLine *line = meirei_answer_lines_get (lines, i - 1);

      if (line->part == MEIREI_PART_FENCE && i < block->first)
        break;
      if (line->part != MEIREI_PART_PROSE || meirei_answer_line_is_blank (line))
        continue;
      g_string_prepend_len (text, line->text, MIN (line->length, MAX_BYTES));
      n_lines++;
    }
  g_string_ascii_down (text);

  return g_string_free (text, FALSE);
}

/**
 * meirei_block_cue_read:
 * @lines: the answer's lines
 * @block: a block of code
 *
 * Looks at what the model says before a block that defines something again.
 *
 * Returns: 1 if it announces a better or whole version, -1 if it announces an
 *   alternative or an example, else 0
 */
int
meirei_block_cue_read (MeireiAnswerLines *lines,
                       MeireiCodeBlock   *block)
{
  g_autofree char *text = collect_text (lines, block);

  if (is_marked (text))
    return 1;

  return contains_any (text, other_words, G_N_ELEMENTS (other_words)) ? -1 : 0;
}
