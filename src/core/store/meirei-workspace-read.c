/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Reading instructions and versions, with everything in them checked: the
 * files may come from anywhere. */

#include "config.h"

#include <string.h>

#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-search-text.h"
#include "meirei-workspace-private.h"

gboolean
_meirei_workspace_is_version_name (const char *text)
{
  if (text == NULL || text[0] != 'v' || text[1] < '1' || text[1] > '9' || strlen (text) > 9)
    return FALSE;

  for (const char *p = text + 1; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      return FALSE;

  return TRUE;
}

/* What is not a UUID could lead anywhere as a part of a path. */
gboolean
_meirei_workspace_check_id (MeireiWorkspace  *self,
                            const char       *id,
                            GError          **error)
{
  if (id != NULL && g_uuid_string_is_valid (id))
    return TRUE;

  g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND,
               "There is no instruction “%s” in “%s”; give the id of one that exists",
               id != NULL ? id : "", self->path);

  return FALSE;
}

static JsonObject *
read_object (MeireiStoreDir   *dir,
             const char       *name,
             MeireiFileStamp  *stamp,
             GError          **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) local_error = NULL;
  JsonObject *object;

  bytes = meirei_store_read (dir, name, MEIREI_STORE_MAX_JSON, stamp, error);
  if (bytes == NULL)
    return NULL;

  object = g_bytes_get_size (bytes) > 0
           ? meirei_json_parse_object (g_bytes_get_data (bytes, NULL),
                                       (gssize) g_bytes_get_size (bytes), &local_error)
           : NULL;
  if (object == NULL)
    g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_INVALID_DATA,
                 "“%s/%s” is damaged: %s; repair it or restore an older copy",
                 meirei_store_dir_get_path (dir), name,
                 local_error != NULL ? local_error->message : "it is empty");

  return object;
}

static MeireiInstruction *
parse_instruction (MeireiWorkspace  *self,
                   const char       *id,
                   JsonObject       *object,
                   GError          **error)
{
  g_autoptr(MeireiInstruction) instruction = NULL;

  instruction = meirei_instruction_new_from_json (object, error);
  if (instruction == NULL)
    {
      g_prefix_error (error, "“data/instructions/%s.json”: ", id);
      return NULL;
    }
  if (strcmp (meirei_instruction_get_id (instruction), id) != 0)
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_INVALID_DATA,
                   "“data/instructions/%s.json” holds the instruction %s; a file is named "
                   "after the id in it", id, meirei_instruction_get_id (instruction));
      return NULL;
    }

  return g_steal_pointer (&instruction);
}

/**
 * _meirei_workspace_read_instruction:
 * @self: a workspace
 * @id: a UUID
 * @stamp: (out) (optional): the stamp of its file
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the instruction as it is stored now
 */
MeireiInstruction *
_meirei_workspace_read_instruction (MeireiWorkspace  *self,
                                    const char       *id,
                                    MeireiFileStamp  *stamp,
                                    GError          **error)
{
  g_autofree char *name = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GError) local_error = NULL;

  if (!_meirei_workspace_check_id (self, id, error))
    return NULL;

  name = g_strconcat (id, ".json", NULL);
  if (self->instructions != NULL)
    object = read_object (self->instructions, name, stamp, &local_error);
  if (object != NULL)
    return parse_instruction (self, id, object, error);

  if (self->instructions == NULL
      || g_error_matches (local_error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE))
    g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND,
                 "There is no instruction %s in “%s”; it may have been deleted", id, self->path);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

/* Versions are in a folder named after the first eight characters of the id.
 * Among 50,000 random ids two that begin alike are to be expected; the later
 * one's folder is named after the whole id. */
static JsonObject *
read_version_in (MeireiWorkspace  *self,
                 const char       *id,
                 const char       *dir_name,
                 const char       *version,
                 MeireiFileStamp  *stamp,
                 GError          **error)
{
  g_autoptr(MeireiStoreDir) dir = NULL;
  g_autofree char *name = g_strconcat (version, ".json", NULL);
  JsonObject *object;

  dir = meirei_store_dir_open_child (self->versions, dir_name, FALSE, error);
  object = dir != NULL ? read_object (dir, name, stamp, error) : NULL;
  if (object == NULL)
    return NULL;

  if (strcmp (meirei_json_get_string (object, "instruction", ""), id) == 0
      && strcmp (meirei_json_get_string (object, "version", ""), version) == 0)
    return object;

  g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE,
               "“%s/%s” belongs to another instruction or version",
               meirei_store_dir_get_path (dir), name);
  json_object_unref (object);

  return NULL;
}

/**
 * _meirei_workspace_read_version:
 * @self: a workspace
 * @id: a UUID
 * @version: a version's name
 * @path: (out) (optional): its file within `data/versions`
 * @stamp: (out) (optional): its stamp
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the version's record as it is stored now
 */
JsonObject *
_meirei_workspace_read_version (MeireiWorkspace  *self,
                                const char       *id,
                                const char       *version,
                                char            **path,
                                MeireiFileStamp  *stamp,
                                GError          **error)
{
  g_autoptr(GError) first_error = NULL;
  char short_id[9];
  JsonObject *object = NULL;
  const char *dir_name = short_id;

  if (!_meirei_workspace_check_id (self, id, error))
    return NULL;
  if (!_meirei_workspace_is_version_name (version) || self->versions == NULL)
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE,
                   "The instruction %s has no version “%s”", id, version != NULL ? version : "");
      return NULL;
    }

  g_strlcpy (short_id, id, sizeof short_id);
  object = read_version_in (self, id, short_id, version, stamp, &first_error);
  if (object == NULL
      && g_error_matches (first_error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE))
    {
      dir_name = id;
      object = read_version_in (self, id, id, version, stamp, NULL);
    }
  if (object == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&first_error));
      return NULL;
    }
  if (path != NULL)
    *path = g_strdup_printf ("%s/%s.json", dir_name, version);

  return object;
}

static gboolean
holds_other_instruction (MeireiStoreDir *dir,
                         const char     *id)
{
  g_autoptr(GPtrArray) names = meirei_store_dir_list_names (dir, NULL);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autoptr(JsonObject) object = NULL;
      const char *owner;

      if (!g_str_has_suffix (names->pdata[i], ".json"))
        continue;
      /* A damaged record says nothing about whose folder it is. */
      object = read_object (dir, names->pdata[i], NULL, NULL);
      owner = meirei_json_get_string (object, "instruction", NULL);
      if (owner != NULL)
        return strcmp (owner, id) != 0;
    }

  return FALSE;
}

/**
 * _meirei_workspace_open_version_dir:
 * @self: a workspace
 * @id: a UUID
 * @create: whether to make the folder
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the folder of the instruction's versions
 */
MeireiStoreDir *
_meirei_workspace_open_version_dir (MeireiWorkspace  *self,
                                    const char       *id,
                                    gboolean          create,
                                    GError          **error)
{
  g_autoptr(MeireiStoreDir) dir = NULL;
  char short_id[9];

  if (!_meirei_workspace_check_id (self, id, error))
    return NULL;

  dir = meirei_store_dir_open_child (self->versions, id, FALSE, NULL);
  if (dir != NULL)
    return g_steal_pointer (&dir);

  g_strlcpy (short_id, id, sizeof short_id);
  dir = meirei_store_dir_open_child (self->versions, short_id, create, error);
  if (dir == NULL || !holds_other_instruction (dir, id))
    return g_steal_pointer (&dir);

  return meirei_store_dir_open_child (self->versions, id, create, error);
}

/**
 * _meirei_workspace_hash_file:
 * @dir: (nullable): a folder
 * @name: (nullable): a file in it
 * @size: (out) (optional): its size in bytes
 *
 * Returns: (transfer full) (nullable): the SHA-256 of its content, or %NULL if
 *   it cannot be read
 */
char *
_meirei_workspace_hash_file (MeireiStoreDir *dir,
                             const char     *name,
                             gint64         *size)
{
  g_autoptr(GBytes) bytes = NULL;

  if (dir == NULL || !meirei_store_is_plain_name (name))
    return NULL;
  bytes = meirei_store_read (dir, name, MEIREI_WORKSPACE_MAX_CODE, NULL, NULL);
  if (bytes == NULL)
    return NULL;
  if (size != NULL)
    *size = (gint64) g_bytes_get_size (bytes);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

/* A verdict is bound to the file that was looked at. */
static gboolean
has_code_changed (MeireiWorkspace *self,
                  MeireiStoreRow  *row,
                  JsonObject      *version)
{
  JsonObject *verdict = meirei_json_get_object (version, "verdict");
  const char *file = meirei_json_get_string (version, "file", NULL);
  g_autofree char *sha256 = NULL;

  if (verdict == NULL || !meirei_store_is_plain_name (file))
    return FALSE;

  row->code_file = g_strdup (file);
  if (!meirei_store_stat (self->code, file, &row->code_stamp))
    return TRUE;
  sha256 = _meirei_workspace_hash_file (self->code, file, NULL);

  return g_strcmp0 (sha256, meirei_json_get_string (verdict, "file_sha256", "")) != 0;
}

/**
 * _meirei_workspace_make_row:
 * @self: a workspace
 * @instruction: an instruction
 * @stamp: the stamp of its file
 *
 * Reads the instruction's latest version and gathers what the lists show.  A
 * version that cannot be read becomes a problem, not an error.
 *
 * Returns: (transfer full): the row
 */
MeireiStoreRow *
_meirei_workspace_make_row (MeireiWorkspace   *self,
                            MeireiInstruction *instruction,
                            MeireiFileStamp   *stamp)
{
  const char *id = meirei_instruction_get_id (instruction);
  const char *latest = meirei_instruction_get_latest_version (instruction);
  MeireiStoreRow *row = meirei_store_row_new (id);
  g_autoptr(JsonObject) version = NULL;

  row->status = meirei_instruction_get_status (instruction);
  row->stamp = *stamp;
  if (latest != NULL)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *path = NULL;

      version = _meirei_workspace_read_version (self, id, latest, &row->version_path,
                                                &row->version_stamp, &error);
      path = g_strdup_printf ("data/versions/%s/%s.json",
                              meirei_instruction_get_short_id (instruction), latest);
      if (error != NULL)
        row->version_path = g_strdup_printf ("%s/%s.json",
                                             meirei_instruction_get_short_id (instruction),
                                             latest);
      _meirei_workspace_publish_problem (self, path, error != NULL ? error->message : NULL);
    }
  row->item = meirei_instruction_item_new (instruction, version,
                                           version != NULL
                                           && has_code_changed (self, row, version));
  row->text = meirei_search_text_make (instruction);
  if (version != NULL)
    meirei_store_row_add_run (row, version);

  return row;
}

/**
 * _meirei_workspace_read_row:
 * @self: a workspace
 * @id: a UUID
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what the lists show of an instruction,
 *   read from its files
 */
MeireiStoreRow *
_meirei_workspace_read_row (MeireiWorkspace  *self,
                            const char       *id,
                            GError          **error)
{
  g_autoptr(MeireiInstruction) instruction = NULL;
  MeireiFileStamp stamp;

  instruction = _meirei_workspace_read_instruction (self, id, &stamp, error);

  return instruction != NULL ? _meirei_workspace_make_row (self, instruction, &stamp) : NULL;
}
