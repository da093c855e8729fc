/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <gio/gio.h>

#include "meirei-json.h"
#include "meirei-string.h"
#include "meirei-tool-trust.h"

/**
 * MeireiToolTrust:
 *
 * Which external analysers this user lets run.
 *
 * A workspace may come from somebody else, and its settings name commands.
 * None of them runs before the user has allowed exactly this command; the
 * permission is kept in the user's own configuration, never in the workspace.
 */
struct _MeireiToolTrust
{
  GObject parent_instance;

  char       *path;
  GHashTable *allowed;  /* of the tools' hashes */
};

G_DEFINE_FINAL_TYPE (MeireiToolTrust, meirei_tool_trust, G_TYPE_OBJECT)

static void
meirei_tool_trust_finalize (GObject *object)
{
  MeireiToolTrust *self = MEIREI_TOOL_TRUST (object);

  g_free (self->path);
  g_hash_table_unref (self->allowed);

  G_OBJECT_CLASS (meirei_tool_trust_parent_class)->finalize (object);
}

static void
meirei_tool_trust_class_init (MeireiToolTrustClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_tool_trust_finalize;
}

static void
meirei_tool_trust_init (MeireiToolTrust *self)
{
  self->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
load (MeireiToolTrust *self)
{
  g_autofree char *contents = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_auto(GStrv) hashes = NULL;
  gsize length;

  /* No file, or one that cannot be read, allows nothing. */
  if (!g_file_get_contents (self->path, &contents, &length, NULL))
    return;

  object = meirei_json_parse_object (contents, (gssize) length, NULL);
  hashes = meirei_json_dup_strv (object, "allowed");
  for (gsize i = 0; hashes[i] != NULL; i++)
    g_hash_table_add (self->allowed, g_strdup (hashes[i]));
}

/**
 * meirei_tool_trust_new:
 * @path: (nullable): the file with the permissions; %NULL for the user's
 *
 * Returns: (transfer full): the permissions
 */
MeireiToolTrust *
meirei_tool_trust_new (const char *path)
{
  MeireiToolTrust *self = g_object_new (MEIREI_TYPE_TOOL_TRUST, NULL);

  self->path = path != NULL
               ? g_strdup (path)
               : g_build_filename (g_get_user_config_dir (), "meirei", "analysers.json", NULL);
  load (self);

  return self;
}

/* Any change of the command is another tool. */
static char *
hash_tool (MeireiExternalTool *tool)
{
  g_autoptr(JsonObject) object = meirei_external_tool_to_json (tool);
  gsize length;
  g_autofree char *text = meirei_json_to_line (object, &length);

  return meirei_sha256 (text, (gssize) length);
}

/**
 * meirei_tool_trust_allows:
 * @self: permissions
 * @tool: an external analyser
 *
 * Returns: whether the user lets it run
 */
gboolean
meirei_tool_trust_allows (MeireiToolTrust    *self,
                          MeireiExternalTool *tool)
{
  g_autofree char *hash = NULL;

  g_return_val_if_fail (MEIREI_IS_TOOL_TRUST (self), FALSE);
  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (tool), FALSE);

  hash = hash_tool (tool);

  return g_hash_table_contains (self->allowed, hash);
}

static gboolean
save (MeireiToolTrust  *self,
      GError          **error)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(GList) hashes =
    g_list_sort (g_hash_table_get_keys (self->allowed), (GCompareFunc) g_strcmp0);
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *text = NULL;
  JsonArray *array = json_array_new ();
  gsize length;

  for (GList *l = hashes; l != NULL; l = l->next)
    json_array_add_string_element (array, l->data);
  json_object_set_array_member (object, "allowed", array);
  text = meirei_json_to_text (object, &length);
  g_mkdir_with_parents (folder, 0700);

  return g_file_set_contents_full (self->path, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * meirei_tool_trust_allow:
 * @self: permissions
 * @tool: an external analyser
 * @error: return location for an error
 *
 * Lets a tool run from now on.  Writes a small file.
 *
 * Returns: %FALSE with an error of %G_FILE_ERROR if the permission cannot be
 *   stored; it holds for this object all the same
 */
gboolean
meirei_tool_trust_allow (MeireiToolTrust     *self,
                         MeireiExternalTool  *tool,
                         GError             **error)
{
  g_return_val_if_fail (MEIREI_IS_TOOL_TRUST (self), FALSE);
  g_return_val_if_fail (MEIREI_IS_EXTERNAL_TOOL (tool), FALSE);

  if (!g_hash_table_add (self->allowed, hash_tool (tool)))
    return TRUE;

  return save (self, error);
}
