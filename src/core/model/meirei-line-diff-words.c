/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Within a change: which lines belong together, and which of their words
 * differ. */

#include "config.h"

#include <string.h>

#include "meirei-line-diff-private.h"

/* What is longer is one word. */
#define MAX_WORDS 400
/* Old lines times new lines; above, lines are paired by their place. */
#define MAX_PAIRS 4096
/* The share of words that two lines have in common when one became the
 * other. */
#define MIN_SIMILARITY .3

typedef struct {
  guint start;
  guint end;
  guint hash;
  gboolean space;
  gboolean says;    /* is more than punctuation */
} Word;

static gboolean
is_word_char (gunichar c)
{
  return c == '_' || (g_unichar_isalnum (c) && !g_unichar_iswide (c));
}

/* Identifiers and numbers, runs of spaces, single other characters. */
static GArray *
split_words (const MeireiDiffLine *line)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *end = line->text + line->length;
  const char *p = line->text;

  while (p < end)
    {
      const char *start = p;
      gunichar c = g_utf8_get_char (p);
      Word word = { .space = g_unichar_isspace (c), .says = c == '_' || g_unichar_isalnum (c) };
      gboolean is_word = is_word_char (c);

      p = g_utf8_next_char (p);
      while (p < end && (is_word || word.space)
             && (is_word ? is_word_char (g_utf8_get_char (p))
                         : g_unichar_isspace (g_utf8_get_char (p))))
        p = g_utf8_next_char (p);
      if (words->len == MAX_WORDS - 1)
        p = end;

      word.start = (guint) (start - line->text);
      word.end = (guint) (p - line->text);
      for (const char *q = start; q < p; q++)
        word.hash = word.hash * 33 + (guchar) *q;
      g_array_append_val (words, word);
    }

  return words;
}

static GArray *
get_words (MeireiDiffJob  *job,
           MeireiDiffSide  side,
           int             line)
{
  MeireiDiffLine *found = meirei_diff_text_line (&job->texts[side], (guint) line);

  job->budget -= (gint64) MIN (found->length, 16 * MAX_WORDS);

  return split_words (found);
}

static int
compare_guints (gconstpointer a,
                gconstpointer b)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  return (first > second) - (first < second);
}

/* Brackets and quotes are everywhere; they make no two lines similar. */
static GArray *
sort_hashes (MeireiDiffJob  *job,
             MeireiDiffSide  side,
             int             line)
{
  g_autoptr(GArray) words = get_words (job, side, line);
  GArray *hashes = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < words->len; i++)
    if (g_array_index (words, Word, i).says)
      g_array_append_val (hashes, g_array_index (words, Word, i).hash);
  g_array_sort (hashes, compare_guints);

  return hashes;
}

static double
get_similarity (MeireiDiffJob *job,
                GArray        *a,
                GArray        *b)
{
  guint i = 0;
  guint j = 0;
  guint n_common = 0;

  job->budget -= a->len + b->len;
  while (i < a->len && j < b->len)
    {
      guint first = g_array_index (a, guint, i);
      guint second = g_array_index (b, guint, j);

      n_common += first == second;
      i += first <= second;
      j += second <= first;
    }

  return a->len + b->len > 0 ? 2. * n_common / (a->len + b->len) : 0.;
}

static void
add_pair (GArray *pairs,
          int     old_line,
          int     new_line)
{
  MeireiDiffPair pair = { { old_line, new_line } };

  g_array_append_val (pairs, pair);
}

/* @table has one row for each old line and one more, with the best sum of
 * similarities from there to the end. */
static void
fill_table (MeireiDiffJob *job,
            const guint   *start,
            const guint   *n_lines,
            float         *similarities,
            float         *table)
{
  g_autoptr(GPtrArray) news = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  guint width = n_lines[1] + 1;

  for (guint j = 0; j < n_lines[1]; j++)
    g_ptr_array_add (news, sort_hashes (job, MEIREI_DIFF_NEW, (int) (start[1] + j)));

  for (guint i = n_lines[0]; i-- > 0;)
    {
      g_autoptr(GArray) hashes = sort_hashes (job, MEIREI_DIFF_OLD, (int) (start[0] + i));

      for (guint j = n_lines[1]; j-- > 0;)
        {
          double similarity = get_similarity (job, hashes, news->pdata[j]);
          float best = MAX (table[(i + 1) * width + j], table[i * width + j + 1]);

          similarities[i * width + j] = (float) similarity;
          if (similarity >= MIN_SIMILARITY)
            best = MAX (best, table[(i + 1) * width + j + 1] + (float) similarity);
          table[i * width + j] = best;
        }
    }
}

/* Lines without a partner fill up the rows between those with one. */
static void
add_lonely (GArray      *pairs,
            const guint *from,
            const guint *to)
{
  guint n_rows = MAX (to[0] - from[0], to[1] - from[1]);

  for (guint i = 0; i < n_rows; i++)
    add_pair (pairs, from[0] + i < to[0] ? (int) (from[0] + i) : -1,
              from[1] + i < to[1] ? (int) (from[1] + i) : -1);
}

static void
pair_similar (MeireiDiffJob *job,
              const guint   *start,
              const guint   *n_lines,
              GArray        *pairs)
{
  guint width = n_lines[1] + 1;
  g_autofree float *table = g_new0 (float, (n_lines[0] + 1) * width);
  g_autofree float *similarities = g_new0 (float, (n_lines[0] + 1) * width);
  guint from[2] = { start[0], start[1] };
  guint end[2] = { start[0] + n_lines[0], start[1] + n_lines[1] };
  guint i = 0;
  guint j = 0;

  fill_table (job, start, n_lines, similarities, table);
  while (i < n_lines[0] && j < n_lines[1])
    {
      float here = table[i * width + j];

      if (here == table[(i + 1) * width + j])
        i++;
      else if (here == table[i * width + j + 1])
        j++;
      else
        {
          guint to[2] = { start[0] + i++, start[1] + j++ };

          add_lonely (pairs, from, to);
          add_pair (pairs, (int) to[0], (int) to[1]);
          from[0] = to[0] + 1;
          from[1] = to[1] + 1;
        }
    }
  add_lonely (pairs, from, end);
}

/* Returns: (element-type MeireiDiffPair): the rows of a change */
GArray *
meirei_diff_job_pair (MeireiDiffJob *job,
                      const guint   *start,
                      const guint   *n_lines)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (MeireiDiffPair));
  guint end[2] = { start[0] + n_lines[0], start[1] + n_lines[1] };

  if (n_lines[0] > 0 && n_lines[1] > 0 && n_lines[0] <= MAX_PAIRS / n_lines[1]
      && job->budget > 0)
    pair_similar (job, start, n_lines, pairs);
  else
    add_lonely (pairs, start, end);

  return pairs;
}

/* Marks the words that are not in the longest common subsequence of the
 * middles of both lines. */
static void
mark_words (MeireiDiffJob *job,
            GArray       **words,
            const guint   *start,
            const guint   *end,
            gboolean     **marks)
{
  guint height = end[0] - start[0];
  guint width = end[1] - start[1];
  g_autofree guint16 *table = g_new0 (guint16, (height + 1) * (width + 1));
  guint i = 0;
  guint j = 0;

  job->budget -= (gint64) height * width;
#define CELL(row, column) table[(row) * (width + 1) + (column)]
#define HASH(side, place) g_array_index (words[side], Word, start[side] + (place)).hash
  for (guint row = height; row-- > 0;)
    for (guint column = width; column-- > 0;)
      CELL (row, column) = HASH (0, row) == HASH (1, column)
                           ? CELL (row + 1, column + 1) + 1
                           : MAX (CELL (row + 1, column), CELL (row, column + 1));

  while (i < height || j < width)
    if (i < height && j < width && HASH (0, i) == HASH (1, j))
      i++, j++;
    else if (j == width || (i < height && CELL (i + 1, j) >= CELL (i, j + 1)))
      marks[0][start[0] + i++] = TRUE;
    else
      marks[1][start[1] + j++] = TRUE;
#undef HASH
#undef CELL
}

static gboolean
is_marked (GArray         *words,
           const gboolean *marks,
           guint           i)
{
  if (marks[i] || !g_array_index (words, Word, i).space)
    return marks[i];

  /* A space between two changed words is changed. */
  return i > 0 && i + 1 < words->len && marks[i - 1] && marks[i + 1];
}

static void
add_spans (GArray         *words,
           const gboolean *marks,
           GArray         *spans)
{
  gboolean open = FALSE;

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);
      gboolean marked = is_marked (words, marks, i);

      if (marked && open)
        g_array_index (spans, MeireiDiffSpan, spans->len - 1).end = word->end;
      else if (marked)
        {
          MeireiDiffSpan span = { word->start, word->end };

          g_array_append_val (spans, span);
        }
      open = marked;
    }
}

static gboolean
is_similar (MeireiDiffJob        *job,
            const MeireiDiffPair *pair)
{
  g_autoptr(GArray) before = sort_hashes (job, MEIREI_DIFF_OLD, pair->line[0]);
  g_autoptr(GArray) after = sort_hashes (job, MEIREI_DIFF_NEW, pair->line[1]);

  return get_similarity (job, before, after) >= MIN_SIMILARITY;
}

/* Adds the parts of both lines that differ to @spans; nothing if the lines
 * have too little in common. */
void
meirei_diff_job_words (MeireiDiffJob        *job,
                       const MeireiDiffPair *pair,
                       GArray              **spans)
{
  GArray *words[2] = { NULL, NULL };
  gboolean *marks[2];
  guint start[2] = { 0, 0 };
  guint end[2];

  if (job->budget <= 0 || !is_similar (job, pair))
    return;

  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      words[side] = get_words (job, side, pair->line[side]);
      end[side] = words[side]->len;
      marks[side] = g_new0 (gboolean, end[side] + 1);
    }
#define HASH(side, place) g_array_index (words[side], Word, place).hash
  while (start[0] < end[0] && start[1] < end[1] && HASH (0, start[0]) == HASH (1, start[1]))
    start[0]++, start[1]++;
  while (start[0] < end[0] && start[1] < end[1] && HASH (0, end[0] - 1) == HASH (1, end[1] - 1))
    end[0]--, end[1]--;
#undef HASH

  mark_words (job, words, start, end, marks);
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      add_spans (words[side], marks[side], spans[side]);
      g_array_unref (words[side]);
      g_free (marks[side]);
    }
}
