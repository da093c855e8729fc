/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "meirei-enums.h"
#include "meirei-external-tool.h"
#include "meirei-json.h"

/**
 * MeireiExternalTool:
 *
 * A program of the user that looks at code, as a workspace configures it: its
 * command, what it prints, for which languages, and how long it may take.
 * Immutable.
 */
struct _MeireiExternalTool
{
  GObject parent_instance;

  char                  *name;
  char                 **command;
  MeireiExternalFormat   format;
  char                 **languages;
  guint                  timeout_s;
};

G_DEFINE_FINAL_TYPE (MeireiExternalTool, meirei_external_tool, G_TYPE_OBJECT)

#define DEFAULT_TIMEOUT 60
#define MAX_TIMEOUT 3600

GType
meirei_external_format_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_EXTERNAL_FORMAT_SARIF, "MEIREI_EXTERNAL_FORMAT_SARIF", "sarif" },
        { MEIREI_EXTERNAL_FORMAT_PYRIGHT, "MEIREI_EXTERNAL_FORMAT_PYRIGHT", "pyright" },
        { 0, NULL, NULL },
      };
      GType type = g_enum_register_static ("MeireiExternalFormat", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

static void
meirei_external_tool_finalize (GObject *object)
{
  MeireiExternalTool *self = MEIREI_EXTERNAL_TOOL (object);

  g_free (self->name);
  g_strfreev (self->command);
  g_strfreev (self->languages);

  G_OBJECT_CLASS (meirei_external_tool_parent_class)->finalize (object);
}

static void
meirei_external_tool_class_init (MeireiExternalToolClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_external_tool_finalize;
}

static void
meirei_external_tool_init (MeireiExternalTool *self)
{
}

/**
 * meirei_external_tool_new:
 * @name: what people call it
 * @command: the program and its arguments, one of them with `{file}` or equal
 *   to `{files}`
 * @format: what it prints
 * @languages: the languages that it looks at
 * @timeout_s: how long one run may take, in seconds
 *
 * Returns: (transfer full): a new tool
 */
MeireiExternalTool *
meirei_external_tool_new (const char           *name,
                          const char * const   *command,
                          MeireiExternalFormat  format,
                          const char * const   *languages,
                          guint                 timeout_s)
{
  MeireiExternalTool *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (command != NULL && command[0] != NULL, NULL);
  g_return_val_if_fail (languages != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_EXTERNAL_TOOL, NULL);
  self->name = g_strdup (name);
  self->command = g_strdupv ((char **) command);
  self->format = format;
  self->languages = g_strdupv ((char **) languages);
  self->timeout_s = CLAMP (timeout_s, 1, MAX_TIMEOUT);

  return self;
}

static gboolean
has_placeholder (char **command)
{
  for (gsize i = 1; command[0] != NULL && command[i] != NULL; i++)
    {
      if (g_str_equal (command[i], MEIREI_EXTERNAL_FILES)
          || strstr (command[i], MEIREI_EXTERNAL_FILE) != NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * meirei_external_tool_new_from_json:
 * @object: (nullable): an object with `name`, `command`, `format`,
 *   `languages` and `timeout`
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the tool, or %NULL with
 *   %G_IO_ERROR_INVALID_DATA
 */
MeireiExternalTool *
meirei_external_tool_new_from_json (JsonObject  *object,
                                    GError     **error)
{
  static const char * const python[] = { "python", NULL };
  const char *name = meirei_json_get_string (object, "name", NULL);
  g_auto(GStrv) command = meirei_json_dup_strv (object, "command");
  g_auto(GStrv) languages = meirei_json_dup_strv (object, "languages");
  gint64 timeout = meirei_json_get_int (object, "timeout", DEFAULT_TIMEOUT);
  int format;

  if (name == NULL || *name == '\0' || !has_placeholder (command))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "The external analyser “%s” needs a name and a command with %s or %s in it",
                   name != NULL ? name : "", MEIREI_EXTERNAL_FILE, MEIREI_EXTERNAL_FILES);
      return NULL;
    }

  if (!meirei_enum_from_nick (MEIREI_TYPE_EXTERNAL_FORMAT,
                              meirei_json_get_string (object, "format", "sarif"), &format))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "The external analyser “%s” has an unknown format; use sarif or pyright", name);
      return NULL;
    }

  return meirei_external_tool_new (name, (const char * const *) command,
                                   (MeireiExternalFormat) format,
                                   languages[0] != NULL ? (const char * const *) languages
                                                        : python,
                                   (guint) CLAMP (timeout, 1, MAX_TIMEOUT));
}

/**
 * meirei_external_tool_to_json:
 * @self: a tool
 *
 * Returns: (transfer full): the tool as it stands in a workspace's settings
 */
JsonObject *
meirei_external_tool_to_json (MeireiExternalTool *self)
{
  JsonObject *object;

  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (self), NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "name", self->name);
  meirei_json_set_strv (object, "command", (const char * const *) self->command);
  json_object_set_string_member (object, "format",
                                 meirei_enum_to_nick (MEIREI_TYPE_EXTERNAL_FORMAT,
                                                      (int) self->format));
  meirei_json_set_strv (object, "languages", (const char * const *) self->languages);
  json_object_set_int_member (object, "timeout", self->timeout_s);

  return object;
}

/**
 * meirei_external_tool_equal:
 * @self: a tool
 * @other: another tool
 *
 * Returns: whether both are the same in every respect, so that one run serves
 *   the files of both
 */
gboolean
meirei_external_tool_equal (MeireiExternalTool *self,
                            MeireiExternalTool *other)
{
  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (self), FALSE);
  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (other), FALSE);

  return g_str_equal (self->name, other->name)
         && g_strv_equal ((const char * const *) self->command,
                          (const char * const *) other->command)
         && g_strv_equal ((const char * const *) self->languages,
                          (const char * const *) other->languages)
         && self->format == other->format && self->timeout_s == other->timeout_s;
}

/**
 * meirei_external_tool_get_name:
 * @self: a tool
 *
 * Returns: what people call it
 */
const char *
meirei_external_tool_get_name (MeireiExternalTool *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (self), NULL);

  return self->name;
}

/**
 * meirei_external_tool_get_command:
 * @self: a tool
 *
 * Returns: the program and its arguments, with placeholders
 */
const char * const *
meirei_external_tool_get_command (MeireiExternalTool *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (self), NULL);

  return (const char * const *) self->command;
}

/**
 * meirei_external_tool_get_format:
 * @self: a tool
 *
 * Returns: what it prints
 */
MeireiExternalFormat
meirei_external_tool_get_format (MeireiExternalTool *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (self), MEIREI_EXTERNAL_FORMAT_SARIF);

  return self->format;
}

/**
 * meirei_external_tool_get_languages:
 * @self: a tool
 *
 * Returns: the languages that it looks at
 */
const char * const *
meirei_external_tool_get_languages (MeireiExternalTool *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (self), NULL);

  return (const char * const *) self->languages;
}

/**
 * meirei_external_tool_get_timeout:
 * @self: a tool
 *
 * Returns: how long one run may take, in seconds
 */
guint
meirei_external_tool_get_timeout (MeireiExternalTool *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (self), 0);

  return self->timeout_s;
}

/**
 * meirei_external_tool_takes_all:
 * @self: a tool
 *
 * Returns: whether one run looks at many files
 */
gboolean
meirei_external_tool_takes_all (MeireiExternalTool *self)
{
  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (self), FALSE);

  return g_strv_contains ((const char * const *) self->command, MEIREI_EXTERNAL_FILES);
}

/**
 * meirei_external_tool_handles:
 * @self: a tool
 * @language: a language
 *
 * Returns: whether it looks at files in this language
 */
gboolean
meirei_external_tool_handles (MeireiExternalTool *self,
                              const char         *language)
{
  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (self), FALSE);
  g_return_val_if_fail (language != NULL, FALSE);

  return g_strv_contains ((const char * const *) self->languages, language);
}
