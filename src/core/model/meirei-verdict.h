/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-enums.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_VERDICT (meirei_verdict_get_type ())
G_DECLARE_FINAL_TYPE (MeireiVerdict, meirei_verdict, MEIREI, VERDICT, GObject)

MeireiVerdict  *meirei_verdict_new              (MeireiDecision   decision,
                                                 gint64           at,
                                                 const char      *note,
                                                 JsonArray       *comments,
                                                 const char      *file_sha256);
MeireiVerdict  *meirei_verdict_new_by_rule      (MeireiDecision   decision,
                                                 gint64           at,
                                                 const char      *note,
                                                 const char      *file_sha256,
                                                 const char      *rule);
MeireiVerdict  *meirei_verdict_new_from_json    (JsonObject      *object);
JsonObject     *meirei_verdict_to_json          (MeireiVerdict   *self);
MeireiDecision  meirei_verdict_get_decision     (MeireiVerdict   *self);
gint64          meirei_verdict_get_at           (MeireiVerdict   *self);
const char     *meirei_verdict_get_note         (MeireiVerdict   *self);
JsonArray      *meirei_verdict_get_comments     (MeireiVerdict   *self);
const char     *meirei_verdict_get_file_sha256  (MeireiVerdict   *self);
const char     *meirei_verdict_get_rule         (MeireiVerdict   *self);

G_END_DECLS
