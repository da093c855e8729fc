/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiChatWatchdog:
 *
 * Cancels an operation when one of its limits of time is over, and remembers
 * which.
 */

#include "config.h"

#include "meirei-chat-watchdog.h"

#define N_EXPIRIES (MEIREI_CHAT_EXPIRY_END + 1)

typedef struct {
  MeireiChatWatchdog *dog;
  MeireiChatExpiry    expiry;
  guint               limit_ms;
  GSource            *source;  /* (owned) (nullable) */
} Timer;

struct _MeireiChatWatchdog
{
  GMainContext     *context;      /* (owned) */
  GCancellable     *cancellable;  /* (owned) */
  Timer             timers[N_EXPIRIES];
  gint64            fed_us;
  MeireiChatExpiry  expiry;
};

/**
 * meirei_chat_watchdog_new:
 * @context: (nullable): where its timers run
 * @cancellable: what to cancel
 *
 * Returns: (transfer full): a new watchdog
 */
MeireiChatWatchdog *
meirei_chat_watchdog_new (GMainContext *context,
                          GCancellable *cancellable)
{
  MeireiChatWatchdog *self = g_new0 (MeireiChatWatchdog, 1);

  self->context = g_main_context_ref (context != NULL ? context : g_main_context_default ());
  self->cancellable = g_object_ref (cancellable);

  return self;
}

/**
 * meirei_chat_watchdog_free:
 * @self: (transfer full): a watchdog
 */
void
meirei_chat_watchdog_free (MeireiChatWatchdog *self)
{
  for (guint i = 0; i < N_EXPIRIES; i++)
    meirei_chat_watchdog_disarm (self, (MeireiChatExpiry) i);
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
  g_free (self);
}

static gboolean expired_cb (gpointer user_data);

static void
start (Timer *timer,
       guint  interval_ms)
{
  timer->source = g_timeout_source_new (interval_ms);
  g_source_set_callback (timer->source, expired_cb, timer, NULL);
  g_source_attach (timer->source, timer->dog->context);
}

static void
stop (Timer *timer)
{
  if (timer->source != NULL)
    {
      g_source_destroy (timer->source);
      g_clear_pointer (&timer->source, g_source_unref);
    }
}

static gboolean
expired_cb (gpointer user_data)
{
  Timer *timer = user_data;
  MeireiChatWatchdog *self = timer->dog;

  stop (timer);

  if (timer->expiry == MEIREI_CHAT_EXPIRY_IDLE)
    {
      gint64 silent_ms = (g_get_monotonic_time () - self->fed_us) / 1000;

      /* Feeding only takes a note: there may be 100,000 pieces a second. */
      if (silent_ms < timer->limit_ms)
        {
          start (timer, timer->limit_ms - (guint) silent_ms);
          return G_SOURCE_REMOVE;
        }
    }

  self->expiry = timer->expiry;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

/**
 * meirei_chat_watchdog_arm:
 * @self: a watchdog
 * @expiry: which limit
 * @limit_ms: how long it may take from now on; 0 is for ever
 */
void
meirei_chat_watchdog_arm (MeireiChatWatchdog *self,
                          MeireiChatExpiry    expiry,
                          guint               limit_ms)
{
  Timer *timer = &self->timers[expiry];

  meirei_chat_watchdog_disarm (self, expiry);
  if (limit_ms == 0)
    return;

  timer->dog = self;
  timer->expiry = expiry;
  timer->limit_ms = limit_ms;
  if (expiry == MEIREI_CHAT_EXPIRY_IDLE)
    meirei_chat_watchdog_feed (self);
  start (timer, limit_ms);
}

/**
 * meirei_chat_watchdog_disarm:
 * @self: a watchdog
 * @expiry: which limit no longer applies
 */
void
meirei_chat_watchdog_disarm (MeireiChatWatchdog *self,
                             MeireiChatExpiry    expiry)
{
  stop (&self->timers[expiry]);
}

/**
 * meirei_chat_watchdog_feed:
 * @self: a watchdog
 *
 * Says that the server is not silent.
 */
void
meirei_chat_watchdog_feed (MeireiChatWatchdog *self)
{
  self->fed_us = g_get_monotonic_time ();
}

/**
 * meirei_chat_watchdog_get_expiry:
 * @self: a watchdog
 *
 * Returns: the limit for which it cancelled, if it did
 */
MeireiChatExpiry
meirei_chat_watchdog_get_expiry (MeireiChatWatchdog *self)
{
  return self->expiry;
}
