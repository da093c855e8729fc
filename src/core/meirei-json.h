/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading: json-glib's own getters log criticals when a member is missing or
 * has another type.  What comes from a file or a server may be anything, so
 * these check the type and fall back. */
const char  *meirei_json_get_string   (JsonObject  *object,
                                       const char  *member,
                                       const char  *fallback);
gint64       meirei_json_get_int      (JsonObject  *object,
                                       const char  *member,
                                       gint64       fallback);
double       meirei_json_get_double   (JsonObject  *object,
                                       const char  *member,
                                       double       fallback);
gboolean     meirei_json_get_boolean  (JsonObject  *object,
                                       const char  *member,
                                       gboolean     fallback);
JsonObject  *meirei_json_get_object   (JsonObject  *object,
                                       const char  *member);
JsonArray   *meirei_json_get_array    (JsonObject  *object,
                                       const char  *member);
char       **meirei_json_dup_strv     (JsonObject  *object,
                                       const char  *member);
gint64       meirei_json_get_time     (JsonObject  *object,
                                       const char  *member);
JsonObject  *meirei_json_array_object (JsonArray   *array,
                                       guint        index_);

/* Writing. */
void         meirei_json_set_strv     (JsonObject         *object,
                                       const char         *member,
                                       const char * const *strv);
void         meirei_json_set_string   (JsonObject         *object,
                                       const char         *member,
                                       const char         *value);
void         meirei_json_set_time     (JsonObject         *object,
                                       const char         *member,
                                       gint64              usec);

JsonNode    *meirei_json_parse        (const char         *data,
                                       gssize              length,
                                       GError            **error);
JsonObject  *meirei_json_parse_object (const char         *data,
                                       gssize              length,
                                       GError            **error);
char        *meirei_json_to_text      (JsonObject         *object,
                                       gsize              *length);
char        *meirei_json_to_line      (JsonObject         *object,
                                       gsize              *length);

G_END_DECLS
