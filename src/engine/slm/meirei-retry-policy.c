/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* When a request that brought nothing is sent again, and after what pause. */

#include "config.h"

#include <libsoup/soup.h>

#include "meirei-retry-policy.h"

#define MAX_PAUSE_MS (60 * 1000)

/* A server that wants to be left alone for longer has its reasons; then it is
 * for the user to decide. */
#define MAX_RETRY_AFTER_MS (120 * 1000)

/**
 * meirei_retry_parse_after:
 * @value: (nullable): the value of a Retry-After header
 * @now_us: the current time in microseconds since the epoch
 *
 * Returns: the pause in milliseconds that @value asks for, as seconds or as a
 *   date, or 0 if it is none
 */
gint64
meirei_retry_parse_after (const char *value,
                          gint64      now_us)
{
  g_autoptr(GDateTime) date = NULL;
  double seconds;
  char *end;

  if (value == NULL)
    return 0;

  seconds = g_ascii_strtod (value, &end);
  if (end != value && *end == '\0')
    return seconds > 0 && seconds < 1e9 ? (gint64) (seconds * 1000.0) : 0;

  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return 0;

  return MAX (0, g_date_time_to_unix (date) * 1000 - now_us / 1000);
}

static gboolean
is_retryable_status (guint status)
{
  return status == 408 || status == 429 || status == 502 || status == 503 || status == 504;
}

/* Several clients that were refused together must not come back together. */
static gint64
back_off (const MeireiChatLimits *limits,
          guint                   n_tries)
{
  double pause = (double) limits->backoff_ms * (double) (1u << CLAMP (n_tries, 1, 17)) / 2;

  return (gint64) (MIN (pause, MAX_PAUSE_MS) * g_random_double_range (0.75, 1.25));
}

/**
 * meirei_retry_decide:
 * @failure: why the last try brought nothing
 * @is_refused: whether the connection was refused
 * @n_tries: how often it was tried, without the tries that found a server
 *   loading
 * @limits: how often and how quickly to try
 * @pause_ms: (out): how long to wait before the next try
 *
 * Sends again only what is sure not to be worked on: refused connections and
 * the statuses 408, 429, 502, 503 and 504.  A server that is loading its model
 * is asked for as long as it takes.
 *
 * Returns: %TRUE if the request is to be sent again
 */
gboolean
meirei_retry_decide (MeireiSlmFailure       *failure,
                     gboolean                is_refused,
                     guint                   n_tries,
                     const MeireiChatLimits *limits,
                     gint64                 *pause_ms)
{
  guint status;
  gint64 wanted;

  g_return_val_if_fail (MEIREI_IS_SLM_FAILURE (failure), FALSE);
  g_return_val_if_fail (limits != NULL && pause_ms != NULL, FALSE);

  status = meirei_slm_failure_get_http_status (failure);
  wanted = meirei_slm_failure_get_retry_after_ms (failure);
  if (wanted > MAX_RETRY_AFTER_MS)
    return FALSE;

  if (status == 503 && meirei_slm_failure_get_code (failure) == MEIREI_SLM_ERROR_LOADING)
    {
      *pause_ms = MAX (wanted, limits->loading_ms);
      return TRUE;
    }

  if (n_tries >= limits->max_tries || !(is_refused || is_retryable_status (status)))
    return FALSE;

  *pause_ms = MAX (wanted, back_off (limits, n_tries));

  return TRUE;
}
