/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiThinkFilter:
 *
 * Separates a model's reasoning, written between tags at the start of its
 * answer, from the answer itself.  The pieces may be cut anywhere, inside a tag
 * too.  Some chat templates write the opening tag into the prompt: then only
 * the closing one appears, and everything before it was reasoning.
 */

#include "config.h"

#include <string.h>

#include "meirei-think-filter.h"

typedef struct {
  const char *open;
  const char *close;
} Tag;

static const Tag tags[] = {
  { "<think>", "</think>" },
  { "<thinking>", "</thinking>" },
  { "<seed:think>", "</seed:think>" },
  { "[THINK]", "[/THINK]" },
};

/* The only one that templates are known to open themselves. */
static const char * const lone_close = "</think>";

typedef enum {
  STATE_START,     /* nothing but white space so far */
  STATE_THINKING,
  STATE_ANSWER,
} State;

struct _MeireiThinkFilter
{
  GString    *held;         /* (owned): may be the start of a tag */
  State       state;
  const Tag  *tag;          /* (nullable): the one that is open */
  gboolean    seen_tag;     /* once closed, a closing tag is text */
};

/**
 * meirei_think_filter_new:
 *
 * Returns: (transfer full): a new filter
 */
MeireiThinkFilter *
meirei_think_filter_new (void)
{
  MeireiThinkFilter *self = g_new0 (MeireiThinkFilter, 1);

  self->held = g_string_new (NULL);

  return self;
}

/**
 * meirei_think_filter_free:
 * @self: (transfer full): a filter
 */
void
meirei_think_filter_free (MeireiThinkFilter *self)
{
  g_string_free (self->held, TRUE);
  g_free (self);
}

/* How many bytes at the end of @text may be the start of @word. */
static gsize
partial_length (const char *text,
                gsize       length,
                const char *word)
{
  gsize n = MIN (strlen (word) - 1, length);

  while (n > 0 && memcmp (text + length - n, word, n) != 0)
    n--;

  return n;
}

static void
move (GString *held,
      gsize    n_bytes,
      GString *target)
{
  if (target != NULL)
    g_string_append_len (target, held->str, (gssize) n_bytes);
  g_string_erase (held, 0, (gssize) n_bytes);
}

/* Returns whether there is something left to do. */
static gboolean
step_start (MeireiThinkFilter *self)
{
  const char *p = self->held->str;
  gboolean may_be_tag = FALSE;
  gsize n;

  while (g_ascii_isspace (*p))
    p++;
  n = strlen (p);
  if (n == 0)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      if (g_str_has_prefix (p, tags[i].open))
        {
          self->state = STATE_THINKING;
          self->tag = &tags[i];
          self->seen_tag = TRUE;
          move (self->held, (gsize) (p - self->held->str) + strlen (tags[i].open), NULL);
          return TRUE;
        }
      may_be_tag = may_be_tag || strncmp (tags[i].open, p, n) == 0;
    }

  if (may_be_tag)
    return FALSE;

  /* The empty lines after the reasoning do not belong to the answer. */
  if (self->seen_tag)
    move (self->held, (gsize) (p - self->held->str), NULL);
  self->state = STATE_ANSWER;

  return TRUE;
}

static gboolean
step_thinking (MeireiThinkFilter *self,
               GString           *reasoning)
{
  const char *close = strstr (self->held->str, self->tag->close);

  if (close == NULL)
    {
      gsize kept = partial_length (self->held->str, self->held->len, self->tag->close);

      move (self->held, self->held->len - kept, reasoning);
      return FALSE;
    }

  move (self->held, (gsize) (close - self->held->str), reasoning);
  move (self->held, strlen (self->tag->close), NULL);
  self->state = STATE_START;

  return TRUE;
}

static gboolean
is_in_fence (const char *text)
{
  gboolean inside = FALSE;

  for (const char *p = strstr (text, "```"); p != NULL; p = strstr (p + 3, "```"))
    inside = !inside;

  return inside;
}

/* A closing tag without an opening one ends the reasoning only where such a
 * tag stands; in a string, a sentence or a block of code it is text. */
static gboolean
is_lone_close (const char *before,
               gsize       n_before,
               const char *after,
               gboolean    at_end,
               const char *answer)
{
  gboolean starts_line = n_before > 0 ? before[n_before - 1] == '\n'
                                      : *answer == '\0' || g_str_has_suffix (answer, "\n");
  gboolean ends_line = *after == '\n' || *after == '\r' || (*after == '\0' && at_end);
  g_autofree char *all = NULL;

  if (!ends_line && !(starts_line && g_ascii_isspace (*after)))
    return FALSE;

  all = g_strdup_printf ("%s%.*s", answer, (int) n_before, before);

  return !is_in_fence (all);
}

/* Returns whether what was given out as the answer was reasoning. */
static gboolean
step_answer (MeireiThinkFilter *self,
             gboolean           at_end,
             GString           *answer,
             GString           *reasoning)
{
  const char *close;
  gsize n_before;

  if (self->seen_tag)
    {
      move (self->held, self->held->len, answer);
      return FALSE;
    }

  while ((close = strstr (self->held->str, lone_close)) != NULL)
    {
      const char *after = close + strlen (lone_close);

      n_before = (gsize) (close - self->held->str);
      if (*after == '\0' && !at_end)
        {
          move (self->held, n_before, answer);
          return FALSE;
        }
      if (is_lone_close (self->held->str, n_before, after, at_end, answer->str))
        {
          g_string_append_len (reasoning, answer->str, (gssize) answer->len);
          g_string_truncate (answer, 0);
          move (self->held, n_before, reasoning);
          move (self->held, strlen (lone_close), NULL);
          self->seen_tag = TRUE;
          self->state = STATE_START;
          return TRUE;
        }
      move (self->held, n_before + strlen (lone_close), answer);
    }

  n_before = partial_length (self->held->str, self->held->len, lone_close);
  move (self->held, self->held->len - n_before, answer);

  return FALSE;
}

static gboolean
run (MeireiThinkFilter *self,
     gboolean           at_end,
     GString           *answer,
     GString           *reasoning)
{
  gboolean restarted = FALSE;
  gboolean more = TRUE;

  while (more)
    switch (self->state)
      {
      case STATE_START:
        more = step_start (self);
        break;
      case STATE_THINKING:
        more = step_thinking (self, reasoning);
        break;
      case STATE_ANSWER:
      default:
        more = step_answer (self, at_end, answer, reasoning);
        restarted = restarted || more;
        break;
      }

  return restarted;
}

/**
 * meirei_think_filter_push:
 * @self: a filter
 * @piece: (array length=length): what the model wrote next, without NUL
 * @length: its length in bytes
 * @answer: the answer so far, to which the filter adds
 * @reasoning: the reasoning so far, to which the filter adds
 *
 * Returns: %TRUE if it turned out that all of @answer had been reasoning: it
 *   has been moved to @reasoning and the answer starts again
 */
gboolean
meirei_think_filter_push (MeireiThinkFilter *self,
                          const char        *piece,
                          gsize              length,
                          GString           *answer,
                          GString           *reasoning)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (answer != NULL && reasoning != NULL, FALSE);

  /* Nearly every piece of nearly every answer. */
  if (self->state == STATE_ANSWER && self->held->len == 0
      && (self->seen_tag || memchr (piece, '<', length) == NULL))
    {
      g_string_append_len (answer, piece, (gssize) length);
      return FALSE;
    }

  g_string_append_len (self->held, piece, (gssize) length);

  return run (self, FALSE, answer, reasoning);
}

/**
 * meirei_think_filter_end:
 * @self: a filter
 * @answer: the answer so far, to which the filter adds
 * @reasoning: the reasoning so far, to which the filter adds
 *
 * Gives out what was held back because it could have become a tag.
 *
 * Returns: %TRUE if all of @answer had been reasoning
 */
gboolean
meirei_think_filter_end (MeireiThinkFilter *self,
                         GString           *answer,
                         GString           *reasoning)
{
  gboolean restarted;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (answer != NULL && reasoning != NULL, FALSE);

  restarted = run (self, TRUE, answer, reasoning);
  move (self->held, self->held->len,
        self->state == STATE_THINKING ? reasoning : answer);

  return restarted;
}
