/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_SHEET (meirei_sheet_get_type ())
G_DECLARE_FINAL_TYPE (MeireiSheet, meirei_sheet, MEIREI, SHEET, GObject)

/* Longer specifications and tests than this are refused: no small model's
 * context holds them, and a file of that size is a mistake. */
#define MEIREI_SHEET_MAX_TEXT (1024 * 1024)
#define MEIREI_SHEET_MAX_PHASE 999

MeireiSheet        *meirei_sheet_new_from_json      (JsonObject   *object,
                                                     GError      **error);
MeireiSheet        *meirei_sheet_with_member        (MeireiSheet  *self,
                                                     const char   *member,
                                                     JsonNode     *value,
                                                     GError      **error);
void                meirei_sheet_add_to_json        (MeireiSheet  *self,
                                                     JsonObject   *object);
gboolean            meirei_sheet_is_member          (const char   *member);
gboolean            meirei_sheet_equal              (MeireiSheet  *self,
                                                     MeireiSheet  *other);

const char         *meirei_sheet_get_title          (MeireiSheet  *self);
const char         *meirei_sheet_get_feature        (MeireiSheet  *self);
int                 meirei_sheet_get_phase          (MeireiSheet  *self);
const char         *meirei_sheet_get_language       (MeireiSheet  *self);
const char * const *meirei_sheet_get_tags           (MeireiSheet  *self);
const char         *meirei_sheet_get_spec           (MeireiSheet  *self);
const char * const *meirei_sheet_get_functions      (MeireiSheet  *self);
const char         *meirei_sheet_get_tests          (MeireiSheet  *self);
const char * const *meirei_sheet_get_raises         (MeireiSheet  *self);
const char * const *meirei_sheet_get_modules_allowed (MeireiSheet *self);
gboolean            meirei_sheet_get_docstrings     (MeireiSheet  *self);
const char * const *meirei_sheet_get_depends_on     (MeireiSheet  *self);
const char         *meirei_sheet_get_model          (MeireiSheet  *self);
JsonObject         *meirei_sheet_get_params         (MeireiSheet  *self);
const char         *meirei_sheet_get_content_sha256 (MeireiSheet  *self);

GPtrArray          *meirei_sheet_check              (MeireiSheet  *self);

G_END_DECLS
