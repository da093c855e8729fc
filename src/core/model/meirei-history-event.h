/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_HISTORY_EVENT (meirei_history_event_get_type ())
G_DECLARE_FINAL_TYPE (MeireiHistoryEvent, meirei_history_event, MEIREI, HISTORY_EVENT, GObject)

MeireiHistoryEvent *meirei_history_event_new           (gint64               at,
                                                        const char          *event,
                                                        const char          *from,
                                                        const char          *to,
                                                        const char          *note);
MeireiHistoryEvent *meirei_history_event_new_from_json (JsonObject          *object);
JsonObject         *meirei_history_event_to_json       (MeireiHistoryEvent  *self);
gint64              meirei_history_event_get_at        (MeireiHistoryEvent  *self);
const char         *meirei_history_event_get_event     (MeireiHistoryEvent  *self);
const char         *meirei_history_event_get_from      (MeireiHistoryEvent  *self);
const char         *meirei_history_event_get_to        (MeireiHistoryEvent  *self);
const char         *meirei_history_event_get_note      (MeireiHistoryEvent  *self);

G_END_DECLS
