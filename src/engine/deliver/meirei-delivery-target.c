/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Where accepted code goes: the member `accepted` of `meirei.json`, with
 * `folder` and `commit`.
 *
 * A workspace may come from a stranger, who could name any folder of this
 * person, or one whose git hooks are programs.  So a target counts only after
 * this person chose exactly it for exactly this workspace; what was chosen is
 * remembered outside the workspace. */

#include "config.h"

#include <string.h>

#include "meirei-delivery-target.h"
#include "meirei-delivery.h"
#include "meirei-json.h"
#include "meirei-string.h"

#define MAX_REMEMBERED 1000

/**
 * meirei_delivery_target_free:
 * @self: (nullable): a target
 *
 * Frees it.
 */
void
meirei_delivery_target_free (MeireiDeliveryTarget *self)
{
  if (self == NULL)
    return;

  g_free (self->workspace_dir);
  g_free (self->folder);
  g_free (self);
}

static MeireiDeliveryTarget *
target_new (MeireiWorkspace *workspace,
            const char      *folder,
            gboolean         commit)
{
  MeireiDeliveryTarget *self = g_new0 (MeireiDeliveryTarget, 1);

  self->workspace_dir = g_canonicalize_filename (meirei_workspace_get_dir (workspace), NULL);
  self->folder = g_strdup (folder);
  self->commit = commit;

  return self;
}

/**
 * meirei_delivery_target_read:
 * @workspace: a workspace
 *
 * Returns: (transfer full) (nullable): where its accepted code should go, or
 *   %NULL if it stays where it is
 */
MeireiDeliveryTarget *
meirei_delivery_target_read (MeireiWorkspace *workspace)
{
  g_autoptr(JsonObject) settings = NULL;
  JsonObject *accepted;
  const char *folder;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);

  settings = meirei_workspace_dup_settings (workspace);
  accepted = meirei_json_get_object (settings, "accepted");
  folder = accepted != NULL ? meirei_json_get_string (accepted, "folder", "") : "";

  return *folder != '\0'
         ? target_new (workspace, folder, meirei_json_get_boolean (accepted, "commit", FALSE))
         : NULL;
}

/**
 * meirei_delivery_target_dup_dir:
 * @self: a target
 *
 * Returns: (transfer full): its absolute path
 */
char *
meirei_delivery_target_dup_dir (const MeireiDeliveryTarget *self)
{
  return g_canonicalize_filename (self->folder, self->workspace_dir);
}

static char *
hash_target (const MeireiDeliveryTarget *self)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%d", self->workspace_dir, self->folder,
                                           self->commit != FALSE);

  return meirei_sha256 (text, -1);
}

static char *
dup_memory_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "meirei", "targets.json", NULL);
}

static char **
read_memory (void)
{
  g_autofree char *path = dup_memory_path ();
  g_autofree char *contents = NULL;
  g_autoptr(JsonObject) object = NULL;
  gsize length;

  /* No file, or one that cannot be read, allows nothing. */
  if (g_file_get_contents (path, &contents, &length, NULL))
    object = meirei_json_parse_object (contents, (gssize) length, NULL);

  return object != NULL ? meirei_json_dup_strv (object, "allowed") : g_new0 (char *, 1);
}

/**
 * meirei_delivery_target_is_allowed:
 * @self: a target
 *
 * Returns: whether the user chose exactly this for this workspace
 */
gboolean
meirei_delivery_target_is_allowed (const MeireiDeliveryTarget *self)
{
  g_autofree char *hash = hash_target (self);
  g_auto(GStrv) allowed = read_memory ();

  return g_strv_contains ((const char * const *) allowed, hash);
}

static gboolean
allow (const MeireiDeliveryTarget  *self,
       GError                     **error)
{
  g_autofree char *hash = hash_target (self);
  g_auto(GStrv) allowed = read_memory ();
  g_autofree char *path = dup_memory_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();
  guint n_allowed = g_strv_length (allowed);
  gsize length;

  /* The oldest go first. */
  for (guint i = n_allowed >= MAX_REMEMBERED ? n_allowed - MAX_REMEMBERED + 1 : 0;
       i < n_allowed; i++)
    if (!g_str_equal (allowed[i], hash))
      json_array_add_string_element (array, allowed[i]);
  json_array_add_string_element (array, hash);
  json_object_set_array_member (object, "allowed", array);
  text = meirei_json_to_text (object, &length);
  g_mkdir_with_parents (folder, 0700);

  return g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error);
}

/* The folders that belong to programs are no place for code. */
static gboolean
check_folder (const MeireiDeliveryTarget  *self,
              GError                     **error)
{
  g_autofree char *dir = meirei_delivery_target_dup_dir (self);
  g_autofree char *data = g_build_filename (self->workspace_dir, "data", NULL);
  g_auto(GStrv) parts = g_strsplit (dir, G_DIR_SEPARATOR_S, -1);
  gsize length = strlen (data);

  if (g_strv_contains ((const char * const *) parts, ".git")
      || (strncmp (dir, data, length) == 0 && (dir[length] == '\0' || dir[length] == '/')))
    {
      g_set_error (error, MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_BAD_FOLDER,
                   "Accepted code cannot go to “%s”, which belongs to Meirei or to git; choose "
                   "another folder", dir);
      return FALSE;
    }
  if (!g_utf8_validate (self->folder, -1, NULL) || !g_file_test (dir, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_BAD_FOLDER,
                   "“%s” is not a folder; make it first, or choose another one", dir);
      return FALSE;
    }

  return TRUE;
}

static gboolean
change_settings (JsonObject  *settings,
                 gpointer     user_data,
                 GError     **error)
{
  const MeireiDeliveryTarget *target = user_data;
  JsonObject *accepted;

  if (target->folder == NULL)
    {
      json_object_remove_member (settings, "accepted");
      return TRUE;
    }

  accepted = json_object_new ();
  json_object_set_string_member (accepted, "folder", target->folder);
  json_object_set_boolean_member (accepted, "commit", target->commit);
  json_object_set_object_member (settings, "accepted", accepted);

  return TRUE;
}

/**
 * meirei_delivery_target_store:
 * @workspace: a workspace
 * @folder: (nullable): an existing folder, absolute or relative to the
 *   workspace; %NULL to leave accepted code where it is
 * @commit: whether to commit each file with git
 * @error: return location for an error
 *
 * Stores where accepted code goes, and that the user chose it.  Blocks.
 *
 * Returns: whether it is stored, else %FALSE with
 *   %MEIREI_DELIVERY_ERROR_BAD_FOLDER or an error of the workspace
 */
gboolean
meirei_delivery_target_store (MeireiWorkspace  *workspace,
                              const char       *folder,
                              gboolean          commit,
                              GError          **error)
{
  g_autoptr(MeireiDeliveryTarget) target = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), FALSE);

  target = target_new (workspace, folder, commit);
  if (folder != NULL && (!check_folder (target, error) || !allow (target, error)))
    return FALSE;

  return meirei_workspace_update_settings (workspace, change_settings, target, error);
}

static void
store_worker (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  MeireiDeliveryTarget *target = task_data;
  GError *error = NULL;

  if (meirei_delivery_target_store (source, target->folder, target->commit, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * meirei_delivery_target_store_async:
 * @workspace: a workspace
 * @folder: (nullable): as for [func@Meirei.delivery_target_store]
 * @commit: whether to commit each file with git
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Like [func@Meirei.delivery_target_store], without blocking.
 */
void
meirei_delivery_target_store_async (MeireiWorkspace     *workspace,
                                    const char          *folder,
                                    gboolean             commit,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));

  task = g_task_new (workspace, NULL, callback, user_data);
  g_task_set_source_tag (task, meirei_delivery_target_store_async);
  g_task_set_task_data (task, target_new (workspace, folder, commit),
                        (GDestroyNotify) meirei_delivery_target_free);
  g_task_run_in_thread (task, store_worker);
}

/**
 * meirei_delivery_target_store_finish:
 * @workspace: the workspace
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it is stored
 */
gboolean
meirei_delivery_target_store_finish (MeireiWorkspace  *workspace,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
