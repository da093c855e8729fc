/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * MeireiExternalFormat:
 * @MEIREI_EXTERNAL_FORMAT_SARIF: SARIF 2.1.0 on standard output
 * @MEIREI_EXTERNAL_FORMAT_PYRIGHT: what `pyright --outputjson` prints
 *
 * What an external analyser prints.
 */
typedef enum {
  MEIREI_EXTERNAL_FORMAT_SARIF,
  MEIREI_EXTERNAL_FORMAT_PYRIGHT,
} MeireiExternalFormat;

#define MEIREI_TYPE_EXTERNAL_FORMAT (meirei_external_format_get_type ())
GType meirei_external_format_get_type (void);

/* In the command: replaced by the path of one file, or by the paths of all. */
#define MEIREI_EXTERNAL_FILE "{file}"
#define MEIREI_EXTERNAL_FILES "{files}"

#define MEIREI_TYPE_EXTERNAL_TOOL (meirei_external_tool_get_type ())

G_DECLARE_FINAL_TYPE (MeireiExternalTool, meirei_external_tool, MEIREI, EXTERNAL_TOOL, GObject)

MeireiExternalTool   *meirei_external_tool_new           (const char             *name,
                                                          const char * const     *command,
                                                          MeireiExternalFormat    format,
                                                          const char * const     *languages,
                                                          guint                   timeout_s);
gboolean              meirei_external_tool_equal         (MeireiExternalTool     *self,
                                                          MeireiExternalTool     *other);
MeireiExternalTool   *meirei_external_tool_new_from_json (JsonObject             *object,
                                                          GError                **error);
JsonObject           *meirei_external_tool_to_json       (MeireiExternalTool     *self);
const char           *meirei_external_tool_get_name      (MeireiExternalTool     *self);
const char * const   *meirei_external_tool_get_command   (MeireiExternalTool     *self);
MeireiExternalFormat  meirei_external_tool_get_format    (MeireiExternalTool     *self);
guint                 meirei_external_tool_get_timeout   (MeireiExternalTool     *self);
gboolean              meirei_external_tool_takes_all     (MeireiExternalTool     *self);
gboolean              meirei_external_tool_handles       (MeireiExternalTool     *self,
                                                          const char             *language);
const char * const   *meirei_external_tool_get_languages (MeireiExternalTool     *self);

G_END_DECLS
