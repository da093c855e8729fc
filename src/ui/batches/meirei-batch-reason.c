/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Why so many requests are in flight, in the user's language.  The engine says
 * it in English, one sentence for each server. */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "meirei-batch-reason.h"

/* Each gives %NULL if the words are others than those it knows. */

static char *
dup_slots (const char *reason)
{
  guint limit = 0;
  guint slots = 0;
  int end = 0;

  if (g_str_equal (reason, "auto 1: the server has one slot"))
    return g_strdup (_("the server answers one request at a time"));
  if (sscanf (reason, "auto %u: the server has %u slots%n", &limit, &slots, &end) == 2 && end > 0)
    /* Translators: why so many requests are in flight at once */
    return g_strdup_printf (ngettext ("the server has %u slot", "the server has %u slots", slots),
                            slots);
  if (sscanf (reason, "auto %u: the server does not tell how many slots it has%n", &limit,
              &end) == 1 && end > 0)
    return g_strdup (_("the server does not tell how many it can answer at once"));
  if (sscanf (reason, "auto %u: the server refused %u at once%n", &limit, &slots, &end) == 2
      && end > 0)
    /* Translators: why no more requests are in flight at once */
    return g_strdup_printf (_("the server refused %u at once"), slots);

  return NULL;
}

static char *
dup_measured (const char *reason)
{
  guint limit = 0;
  guint other = 0;
  double before = 0.0;
  double after = 0.0;
  int end = 0;

  if (sscanf (reason, "auto %u: trying it; with %u it is %lf tok/s%n", &limit, &other, &before,
              &end) == 3 && end > 0)
    /* Translators: a number of requests at once is being tried */
    return g_strdup_printf (_("trying it; with %u it is %.0f tok/s"), other, before);
  if (sscanf (reason, "auto %u: throughput rose from %lf to %lf tok/s (with %u before)%n", &limit,
              &before, &after, &other, &end) == 4 && end > 0)
    /* Translators: why so many requests are in flight at once */
    return g_strdup_printf (_("throughput rose from %.0f to %.0f tok/s; with %u before"), before,
                            after, other);
  if (sscanf (reason, "auto %u: throughput fell from %lf to %lf tok/s with %u%n", &limit, &before,
              &after, &other, &end) == 4 && end > 0)
    /* Translators: why no more requests are in flight at once */
    return g_strdup_printf (_("throughput fell from %.0f to %.0f tok/s with %u"), before, after,
                            other);
  if (sscanf (reason, "auto %u: with %u throughput is %lf instead of %lf tok/s%n", &limit, &other,
              &after, &before, &end) == 4 && end > 0)
    /* Translators: why no more requests are in flight at once */
    return g_strdup_printf (_("with %u it is %.0f instead of %.0f tok/s, too little to gain"),
                            other, after, before);

  return NULL;
}

/**
 * meirei_batch_reason_dup_text:
 * @reason: (nullable): what meirei_batch_runner_get_parallel_reason() gave
 *
 * Returns: (transfer full) (nullable): the same in the user's language, or as it
 *   is where it says something unknown
 */
char *
meirei_batch_reason_dup_text (const char *reason)
{
  char *text;

  if (reason == NULL)
    return NULL;

  text = dup_slots (reason);
  if (text == NULL)
    text = dup_measured (reason);

  return text != NULL ? text : g_strdup (reason);
}
