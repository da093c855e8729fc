/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiHistoryEvent:
 *
 * One entry of an instruction's history: what happened when, and how the
 * status changed.  Immutable.  Events and statuses are stored words, so that
 * events that a newer Meirei wrote are kept as they are.
 */

#include "config.h"

#include "meirei-history-event.h"
#include "meirei-json.h"

struct _MeireiHistoryEvent
{
  GObject parent_instance;

  gint64 at;
  char *event;
  char *from;
  char *to;
  char *note;
};

G_DEFINE_FINAL_TYPE (MeireiHistoryEvent, meirei_history_event, G_TYPE_OBJECT)

static void
meirei_history_event_finalize (GObject *object)
{
  MeireiHistoryEvent *self = MEIREI_HISTORY_EVENT (object);

  g_free (self->event);
  g_free (self->from);
  g_free (self->to);
  g_free (self->note);

  G_OBJECT_CLASS (meirei_history_event_parent_class)->finalize (object);
}

static void
meirei_history_event_class_init (MeireiHistoryEventClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_history_event_finalize;
}

static void
meirei_history_event_init (MeireiHistoryEvent *self)
{
}

/**
 * meirei_history_event_new:
 * @at: when, in microseconds since the epoch
 * @event: what happened, a word such as `approve`
 * @from: the status before
 * @to: the status after
 * @note: (nullable): what a person or the program has to say about it
 *
 * Returns: (transfer full): a new event
 */
MeireiHistoryEvent *
meirei_history_event_new (gint64      at,
                          const char *event,
                          const char *from,
                          const char *to,
                          const char *note)
{
  MeireiHistoryEvent *self = g_object_new (MEIREI_TYPE_HISTORY_EVENT, NULL);

  self->at = at;
  self->event = g_strdup (event);
  self->from = g_strdup (from);
  self->to = g_strdup (to);
  self->note = g_strdup (note != NULL ? note : "");

  return self;
}

/**
 * meirei_history_event_new_from_json:
 * @object: one element of an instruction's `history`
 *
 * Returns: (transfer full): the event; what is missing is empty
 */
MeireiHistoryEvent *
meirei_history_event_new_from_json (JsonObject *object)
{
  return meirei_history_event_new (meirei_json_get_time (object, "at"),
                                   meirei_json_get_string (object, "event", ""),
                                   meirei_json_get_string (object, "from", ""),
                                   meirei_json_get_string (object, "to", ""),
                                   meirei_json_get_string (object, "note", ""));
}

/**
 * meirei_history_event_to_json:
 * @self: an event
 *
 * Returns: (transfer full): the event as the files have it
 */
JsonObject *
meirei_history_event_to_json (MeireiHistoryEvent *self)
{
  JsonObject *object;

  g_return_val_if_fail (MEIREI_IS_HISTORY_EVENT (self), NULL);

  object = json_object_new ();
  meirei_json_set_time (object, "at", self->at);
  json_object_set_string_member (object, "event", self->event);
  json_object_set_string_member (object, "from", self->from);
  json_object_set_string_member (object, "to", self->to);
  json_object_set_string_member (object, "note", self->note);

  return object;
}

/**
 * meirei_history_event_get_at:
 * @self: an event
 *
 * Returns: when it happened, in microseconds since the epoch; 0 if unknown
 */
gint64
meirei_history_event_get_at (MeireiHistoryEvent *self)
{
  g_return_val_if_fail (MEIREI_IS_HISTORY_EVENT (self), 0);

  return self->at;
}

/**
 * meirei_history_event_get_event:
 * @self: an event
 *
 * Returns: what happened, a word
 */
const char *
meirei_history_event_get_event (MeireiHistoryEvent *self)
{
  g_return_val_if_fail (MEIREI_IS_HISTORY_EVENT (self), NULL);

  return self->event;
}

/**
 * meirei_history_event_get_from:
 * @self: an event
 *
 * Returns: the status before
 */
const char *
meirei_history_event_get_from (MeireiHistoryEvent *self)
{
  g_return_val_if_fail (MEIREI_IS_HISTORY_EVENT (self), NULL);

  return self->from;
}

/**
 * meirei_history_event_get_to:
 * @self: an event
 *
 * Returns: the status after
 */
const char *
meirei_history_event_get_to (MeireiHistoryEvent *self)
{
  g_return_val_if_fail (MEIREI_IS_HISTORY_EVENT (self), NULL);

  return self->to;
}

/**
 * meirei_history_event_get_note:
 * @self: an event
 *
 * Returns: the note, possibly empty
 */
const char *
meirei_history_event_get_note (MeireiHistoryEvent *self)
{
  g_return_val_if_fail (MEIREI_IS_HISTORY_EVENT (self), NULL);

  return self->note;
}
