/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiRepeatWatch:
 *
 * Notices when a model has fallen into a loop: the end of its text is the same
 * piece over and over.  Small models do that until the context is full.
 *
 * Code repeats itself lawfully too, as in tables of zeros and rulers, so only
 * long runs count: 2,000 bytes, and six times for pieces that are long
 * themselves.  Repetitions that count upwards are not noticed.
 */

#include "config.h"

#include "meirei-repeat-watch.h"

#define WINDOW 10000
#define MIN_RUN 2000
#define MIN_TIMES 6

/* Looking costs some microseconds; a few more bytes of a loop cost nothing. */
#define CHECK_EVERY 512

struct _MeireiRepeatWatch
{
  guint16 *border;      /* (owned): see find_run() */
  gsize    next_check;
  gsize    unit;
  gsize    total;
};

/**
 * meirei_repeat_watch_new:
 *
 * Returns: (transfer full): a new watch
 */
MeireiRepeatWatch *
meirei_repeat_watch_new (void)
{
  MeireiRepeatWatch *self = g_new0 (MeireiRepeatWatch, 1);

  self->next_check = MIN_RUN;

  return self;
}

/**
 * meirei_repeat_watch_free:
 * @self: (transfer full): a watch
 */
void
meirei_repeat_watch_free (MeireiRepeatWatch *self)
{
  g_free (self->border);
  g_free (self);
}

/* Reads the window backwards from its end.  border[i] is the length of the
 * longest proper prefix of the first i + 1 bytes that is a suffix of them too;
 * i + 1 - border[i] is then their smallest period. */
static gboolean
find_run (MeireiRepeatWatch *self,
          const char        *end,
          gsize              length)
{
  guint16 *border = self->border;
  gsize matched = 0;

#define BYTE(i) (end[-1 - (gssize) (i)])
  border[0] = 0;
  for (gsize i = 1; i < length; i++)
    {
      gsize period;

      while (matched > 0 && BYTE (i) != BYTE (matched))
        matched = border[matched - 1];
      if (BYTE (i) == BYTE (matched))
        matched++;
      border[i] = (guint16) matched;

      period = i + 1 - matched;
      if (i + 1 >= MAX (MIN_RUN, period * MIN_TIMES))
        {
          self->unit = period;
          self->total = i + 1;
          return TRUE;
        }
    }
#undef BYTE

  return FALSE;
}

/**
 * meirei_repeat_watch_check:
 * @self: a watch
 * @text: (array length=length): everything written so far
 * @length: its length in bytes; it must not shrink between calls
 *
 * May be called after every piece; it looks only now and then.
 *
 * Returns: %TRUE if the end of @text is a loop
 */
gboolean
meirei_repeat_watch_check (MeireiRepeatWatch *self,
                           const char        *text,
                           gsize              length)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (length < self->next_check)
    return FALSE;

  self->next_check = length + CHECK_EVERY;
  if (self->border == NULL)
    self->border = g_new (guint16, WINDOW);

  return find_run (self, text + length, MIN (length, WINDOW));
}

/**
 * meirei_repeat_watch_get_unit:
 * @self: a watch that noticed a loop
 *
 * Returns: the length of the piece that is repeated, in bytes
 */
gsize
meirei_repeat_watch_get_unit (MeireiRepeatWatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->unit;
}

/**
 * meirei_repeat_watch_get_total:
 * @self: a watch that noticed a loop
 *
 * Returns: how long the whole run was when it was noticed, in bytes
 */
gsize
meirei_repeat_watch_get_total (MeireiRepeatWatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->total;
}
