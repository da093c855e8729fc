/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-answer-rate.h"

/* How far back a rate looks. */
#define WINDOW_S 1.

/* Half of the samples go when there are this many. */
#define MAX_SAMPLES 480

static GArray *
get_samples (MeireiCompletion *completion)
{
  static const char key[] = "meirei-answer-rate";
  GArray *samples = g_object_get_data (G_OBJECT (completion), key);

  if (samples == NULL)
    {
      samples = g_array_new (FALSE, TRUE, sizeof (MeireiRateSample));
      g_object_set_data_full (G_OBJECT (completion), key, samples,
                              (GDestroyNotify) g_array_unref);
    }

  return samples;
}

static double
get_rate (GArray *samples,
          double  elapsed,
          gint64  n_tokens)
{
  for (guint i = samples->len; i-- > 0;)
    {
      const MeireiRateSample *sample = &g_array_index (samples, MeireiRateSample, i);

      if (elapsed - sample->elapsed >= WINDOW_S || i == 0)
        return elapsed > sample->elapsed
               ? (double) MAX (n_tokens - sample->n_tokens, 0) / (elapsed - sample->elapsed) : 0.;
    }

  return 0.;
}

/* A long answer is shown as well by every second sample. */
static void
thin_out (GArray *samples)
{
  for (guint i = 0; i < samples->len / 2; i++)
    g_array_index (samples, MeireiRateSample, i) =
      g_array_index (samples, MeireiRateSample, 2 * i);
  g_array_set_size (samples, samples->len / 2);
}

/**
 * meirei_answer_rate_sample:
 * @completion: an answer that is arriving
 * @n_samples: (out): how many there are
 *
 * Notes how far the answer is now.  The notes stay with @completion, so that
 * who looks at something else meanwhile finds them again.
 *
 * Returns: (transfer none) (array length=n_samples): all notes, the oldest first
 */
const MeireiRateSample *
meirei_answer_rate_sample (MeireiCompletion *completion,
                          guint            *n_samples)
{
  GArray *samples;
  MeireiRateSample sample;

  g_return_val_if_fail (MEIREI_IS_COMPLETION (completion), NULL);

  samples = get_samples (completion);
  if (samples->len >= MAX_SAMPLES)
    thin_out (samples);

  sample.elapsed = MAX (meirei_completion_get_elapsed (completion), 0.);
  sample.n_tokens = MAX (meirei_completion_get_n_tokens (completion), 0);
  sample.rate = get_rate (samples, sample.elapsed, sample.n_tokens);
  if (samples->len == 0
      || (!meirei_completion_is_finished (completion)
          && sample.elapsed > g_array_index (samples, MeireiRateSample,
                                             samples->len - 1).elapsed))
    g_array_append_val (samples, sample);

  *n_samples = samples->len;

  return (const MeireiRateSample *) (gpointer) samples->data;
}
