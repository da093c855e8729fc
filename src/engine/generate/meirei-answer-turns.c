/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-answer-turns.h"
#include "meirei-special-token.h"

static const char quotes[] = "'\"`";

/* One pass over the lines that takes out what is not the answer: reasoning,
 * leaked tokens and their like.  A line may fall into several pieces, so the
 * pass writes a new list of lines. */
typedef struct {
  /* Input */
  GArray   *lines;          /* (owned) the lines as they were */
  guint     last_content;   /* offset behind the answer's last visible byte */
  guint     last_double;    /* the last line with a triple quote of each kind */
  guint     last_single;

  /* In progress */
  guint     index;
  gboolean  in_reasoning;
  gboolean  in_channel;     /* the reasoning ends with the turn */
  gboolean  had_reasoning;
  gboolean  in_fence;
  gboolean  has_content;    /* the current turn has visible text */
  char      triple;         /* the quote of an open triple-quoted string, or 0 */

  /* Output */
  GArray   *out;            /* (unowned) (element-type MeireiAnswerLine) */
  GArray   *turns;          /* (owned) (element-type MeireiAnswerTurn) */
} Reader;

static void
push_piece (Reader                 *reader,
            const MeireiAnswerLine *line,
            gsize                   start,
            gsize                   end,
            MeireiPart              part)
{
  MeireiAnswerLine piece = *line;

  meirei_answer_line_skip (&piece, start);
  piece.length = (guint32) (end - start);
  piece.part = part;
  g_array_append_val (reader->out, piece);

  if (part == MEIREI_PART_PROSE && !meirei_answer_line_is_blank (&piece))
    reader->has_content = TRUE;
}

static MeireiAnswerTurn *
get_turn (Reader *reader)
{
  return &g_array_index (reader->turns, MeireiAnswerTurn, reader->turns->len - 1);
}

/* A turn without content is taken over instead of ended, so that a leading
 * "<|assistant|>" makes no turn of its own. */
static void
start_turn (Reader   *reader,
            gboolean  user,
            gboolean  ended)
{
  MeireiAnswerTurn *turn = get_turn (reader);
  MeireiAnswerTurn next = { reader->out->len, reader->out->len, user, FALSE };

  if (!reader->has_content)
    {
      turn->user = user;
      return;
    }

  turn->end = reader->out->len;
  turn->ended = ended;
  g_array_append_val (reader->turns, next);
  reader->has_content = FALSE;
  reader->in_fence = FALSE;
  reader->triple = 0;
}

static void
mark_as_reasoning (Reader *reader)
{
  for (guint i = get_turn (reader)->first; i < reader->out->len; i++)
    {
      MeireiAnswerLine *line = &g_array_index (reader->out, MeireiAnswerLine, i);

      if (line->part == MEIREI_PART_PROSE)
        line->part = MEIREI_PART_REASONING;
    }
  reader->in_fence = FALSE;
  reader->triple = 0;
  reader->has_content = FALSE;
  reader->had_reasoning = TRUE;
}

/* The opening tag may be missing because the chat template had put it into
 * the prompt.  Then everything up to the closing tag is reasoning, unless
 * nothing follows it. */
static void
close_reasoning (Reader *reader,
                 gsize   offset)
{
  if (!reader->in_reasoning && !reader->had_reasoning && offset < reader->last_content)
    mark_as_reasoning (reader);
  reader->in_reasoning = FALSE;
  reader->in_channel = FALSE;
}

static void
apply_token (Reader             *reader,
             MeireiSpecialToken  kind,
             gboolean            channel,
             gsize               end_offset)
{
  switch (kind)
    {
    case MEIREI_SPECIAL_TOKEN_END:
      start_turn (reader, FALSE, TRUE);
      break;
    case MEIREI_SPECIAL_TOKEN_USER:
      start_turn (reader, TRUE, FALSE);
      break;
    case MEIREI_SPECIAL_TOKEN_ASSISTANT:
      /* A second heading of the model's own turn separates nothing. */
      if (get_turn (reader)->user)
        start_turn (reader, FALSE, FALSE);
      break;
    case MEIREI_SPECIAL_TOKEN_THINK:
      reader->in_reasoning = TRUE;
      reader->had_reasoning = TRUE;
      reader->in_channel = channel;
      break;
    case MEIREI_SPECIAL_TOKEN_THINK_END:
      close_reasoning (reader, end_offset);
      break;
    case MEIREI_SPECIAL_TOKEN_NONE:
    case MEIREI_SPECIAL_TOKEN_PLAIN:
    default:
      break;
    }
}

/* Reasoning is marked where it is set off from the text; a tag in the middle
 * of a line is being talked about. */
static gboolean
is_think_tag_at_edge (Reader                 *reader,
                      const MeireiAnswerLine *line,
                      gsize                   start,
                      gsize                   end,
                      MeireiSpecialToken      kind)
{
  MeireiAnswerLine rest = *line;
  gboolean at_start = start <= meirei_answer_line_get_indent (line);

  meirei_answer_line_skip (&rest, end);
  if (kind == MEIREI_SPECIAL_TOKEN_THINK)
    return at_start && !reader->in_fence;

  return at_start || meirei_answer_line_is_blank (&rest);
}

static gboolean
is_event (Reader                 *reader,
          const MeireiAnswerLine *line,
          gsize                   start,
          gsize                   end,
          MeireiSpecialToken      kind)
{
  if (kind == MEIREI_SPECIAL_TOKEN_NONE)
    return FALSE;

  if (reader->in_reasoning)
    return kind == MEIREI_SPECIAL_TOKEN_THINK_END
           || (reader->in_channel && kind == MEIREI_SPECIAL_TOKEN_END);

  if (kind == MEIREI_SPECIAL_TOKEN_THINK || kind == MEIREI_SPECIAL_TOKEN_THINK_END)
    return is_think_tag_at_edge (reader, line, start, end, kind);

  return TRUE;
}

/* Whether the string that opens at a triple quote closes anywhere later. */
static gboolean
closes_later (Reader                 *reader,
              const MeireiAnswerLine *line,
              gsize                   start,
              char                    quote)
{
  char delimiter[] = { quote, quote, quote };

  return (quote == '"' ? reader->last_double : reader->last_single) > reader->index
         || memmem (line->text + start, line->length - start, delimiter, 3) != NULL;
}

/* Steps over the triple-quoted string that begins at @start, if one does.
 * Returns where the search goes on. */
static gsize
skip_triple (Reader                 *reader,
             const MeireiAnswerLine *line,
             gsize                   start)
{
  const char *p = line->text + start;
  gsize n_rest = line->length - start;
  const char *end;

  if (n_rest < 3 || (*p != '"' && *p != '\'') || p[1] != *p || p[2] != *p)
    return start;
  end = memmem (p + 3, n_rest - 3, p, 3);
  if (end != NULL)
    return (gsize) (end - line->text) + 3;

  return closes_later (reader, line, start + 3, *p) ? line->length : start + 3;
}

/* Finds the first token of @line at or behind *@start that is not inside
 * quotes.  Quotes count only when they are closed on the same line, because
 * of apostrophes; @last has the last place of each kind. */
static MeireiSpecialToken
find_token (Reader                  *reader,
            const MeireiAnswerLine  *line,
            const char             **last,
            gsize                   *start,
            gsize                   *token_length)
{
  char quote = 0;

  for (gsize i = *start; i < line->length; i++)
    {
      const char *p;
      const char *which;
      MeireiSpecialToken kind;

      if (quote == 0 && !reader->in_reasoning)
        i = skip_triple (reader, line, i);
      if (i >= line->length)
        break;

      p = line->text + i;
      which = *p != '\0' ? strchr (quotes, *p) : NULL;
      if (which != NULL && !reader->in_reasoning)
        {
          if (quote == *p)
            quote = 0;
          else if (quote == 0 && p < last[which - quotes])
            quote = *p;
        }
      if (quote != 0 || (*p != '<' && *p != '[' && *p != '\xe2'))
        continue;

      kind = meirei_special_token_match (p, line->length - i, token_length);
      if (is_event (reader, line, i, i + *token_length, kind))
        {
          *start = i;
          return kind;
        }
    }

  return MEIREI_SPECIAL_TOKEN_NONE;
}

static void
track_strings (Reader                 *reader,
               const MeireiAnswerLine *line)
{
  for (gsize i = 0; i + 3 <= line->length; i++)
    {
      char c = line->text[i];

      if ((c != '"' && c != '\'') || line->text[i + 1] != c || line->text[i + 2] != c)
        continue;
      if (reader->triple == 0 && closes_later (reader, line, i + 3, c))
        reader->triple = c;
      else if (reader->triple == c)
        reader->triple = 0;
      i += 2;
    }
}

/* Only roughly: the fences are read properly once the reasoning, which may
 * hold half of one, is out of the way. */
static void
track_fence (Reader                 *reader,
             const MeireiAnswerLine *line)
{
  MeireiAnswerLine rest = *line;

  meirei_answer_line_skip (&rest, meirei_answer_line_get_indent (line));
  if (!meirei_answer_line_has_prefix (&rest, "```")
      && !meirei_answer_line_has_prefix (&rest, "~~~"))
    {
      track_strings (reader, line);
      return;
    }

  if (!reader->in_fence)
    reader->in_fence = TRUE;
  else if (meirei_answer_line_equals (&rest, "```") || meirei_answer_line_equals (&rest, "~~~"))
    reader->in_fence = FALSE;
  if (rest.text == line->text)
    reader->triple = 0;
}

/* Takes the tokens out of a line, which keeps what follows the last one. */
static void
read_tokens (Reader           *reader,
             MeireiAnswerLine *line,
             gsize             start)
{
  const char *last[G_N_ELEMENTS (quotes) - 1];
  MeireiSpecialToken kind;
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (last); i++)
    last[i] = memrchr (line->text, quotes[i], line->length);

  while ((kind = find_token (reader, line, last, &start, &length)) != MEIREI_SPECIAL_TOKEN_NONE)
    {
      MeireiPart part = reader->in_reasoning ? MEIREI_PART_REASONING : MEIREI_PART_PROSE;
      gboolean channel = memmem (line->text + start, length, "channel", 7) != NULL;

      line->marks |= MEIREI_EXTRACTION_MARK_TOKENS_REMOVED;
      if (start > meirei_answer_line_get_indent (line))
        push_piece (reader, line, 0, start, part);
      push_piece (reader, line, start, start + length, MEIREI_PART_TOKEN);
      meirei_answer_line_skip (line, start + length);
      apply_token (reader, kind, channel, line->offset);
      start = 0;
    }
}

/* Where a line stops being part of a triple-quoted string. */
static gsize
find_string_end (Reader                 *reader,
                 const MeireiAnswerLine *line)
{
  char delimiter[] = { reader->triple, reader->triple, reader->triple };
  const char *end;

  if (reader->triple == 0)
    return 0;
  end = memmem (line->text, line->length, delimiter, 3);

  return end != NULL ? (gsize) (end - line->text) + 3 : line->length;
}

static void
read_line (Reader           *reader,
           MeireiAnswerLine  line)
{
  MeireiSpecialToken kind = MEIREI_SPECIAL_TOKEN_NONE;
  guint n_before = reader->out->len;
  gsize length;

  if (!reader->in_reasoning && reader->triple == 0)
    kind = meirei_special_token_match_heading (line.text, line.length, reader->in_fence, &length);
  if (kind != MEIREI_SPECIAL_TOKEN_NONE)
    {
      apply_token (reader, kind, FALSE, 0);
      push_piece (reader, &line, 0, length, MEIREI_PART_TOKEN);
      meirei_answer_line_skip (&line, length);
    }

  read_tokens (reader, &line, find_string_end (reader, &line));
  if (reader->out->len > n_before && meirei_answer_line_is_blank (&line))
    return;

  push_piece (reader, &line, 0, line.length,
              reader->in_reasoning ? MEIREI_PART_REASONING : MEIREI_PART_PROSE);
  if (!reader->in_reasoning)
    track_fence (reader, &line);
}

static void
prepare (Reader *reader)
{
  for (guint i = 0; i < reader->lines->len; i++)
    {
      MeireiAnswerLine *line = &g_array_index (reader->lines, MeireiAnswerLine, i);

      if (!meirei_answer_line_is_blank (line))
        reader->last_content = line->offset + line->length;
      if (memmem (line->text, line->length, "\"\"\"", 3) != NULL)
        reader->last_double = i;
      if (memmem (line->text, line->length, "'''", 3) != NULL)
        reader->last_single = i;
    }
}

/**
 * meirei_answer_turns_read:
 * @lines: an answer's lines, which are rewritten: pieces of reasoning and
 *   special tokens get their part
 * @reasoning_open: (out): whether the answer ends inside reasoning
 *
 * Divides an answer into turns.
 *
 * Returns: (transfer full) (element-type MeireiAnswerTurn): at least one turn
 */
GArray *
meirei_answer_turns_read (MeireiAnswerLines *lines,
                          gboolean          *reasoning_open)
{
  Reader reader = { .lines = lines->lines };
  MeireiAnswerTurn first = { 0 };

  lines->lines = g_array_sized_new (FALSE, FALSE, sizeof (MeireiAnswerLine), reader.lines->len + 1);
  reader.out = lines->lines;
  reader.turns = g_array_new (FALSE, FALSE, sizeof (MeireiAnswerTurn));
  g_array_append_val (reader.turns, first);
  prepare (&reader);

  for (reader.index = 0; reader.index < reader.lines->len; reader.index++)
    read_line (&reader, g_array_index (reader.lines, MeireiAnswerLine, reader.index));

  get_turn (&reader)->end = reader.out->len;
  *reasoning_open = reader.in_reasoning;
  g_array_unref (reader.lines);

  return reader.turns;
}
