/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Finds out what is in the workspace: looks at every file's stamp and reads
 * only what is not known yet, on all processors. */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "meirei-workspace-private.h"

typedef struct {
  MeireiWorkspace *workspace;
  GCancellable *cancellable;
  GPtrArray *ids; /* (element-type utf8): to be read */
  int next;       /* atomic: the position of the next one */
} ReadState;

static char *
parse_file_name (const char *name)
{
  g_autofree char *id = NULL;

  if (strlen (name) != 36 + 5 || !g_str_has_suffix (name, ".json"))
    return NULL;
  id = g_strndup (name, 36);

  return g_uuid_string_is_valid (id) ? g_steal_pointer (&id) : NULL;
}

static void
read_one (MeireiWorkspace *self,
          const char      *id)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_strdup_printf ("data/instructions/%s.json", id);
  MeireiStoreRow *row = _meirei_workspace_read_row (self, id, &error);

  if (row != NULL)
    _meirei_workspace_publish (self, row);
  else
    {
      _meirei_workspace_publish_removed (self, id);
      _meirei_workspace_publish_problem (self, path, error->message);
    }
}

static gpointer
read_thread (gpointer data)
{
  ReadState *state = data;

  while (!g_cancellable_is_cancelled (state->cancellable))
    {
      int position = g_atomic_int_add (&state->next, 1);

      if (position >= (int) state->ids->len)
        break;
      read_one (state->workspace, state->ids->pdata[position]);
    }

  return NULL;
}

static void
read_all (MeireiWorkspace *self,
          GPtrArray       *ids,
          GCancellable    *cancellable)
{
  ReadState state = { self, cancellable, ids, 0 };
  guint n_threads = MIN (g_get_num_processors (), ids->len / 16);
  g_autoptr(GPtrArray) threads = g_ptr_array_new ();

  for (guint i = 1; i < MIN (n_threads, 8); i++)
    g_ptr_array_add (threads, g_thread_new ("meirei-scan", read_thread, &state));
  read_thread (&state);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (threads->pdata[i]);
}

static gboolean
is_row_current (MeireiWorkspace *self,
                MeireiStoreRow  *row)
{
  g_autofree char *name = g_strconcat (row->id, ".json", NULL);
  MeireiFileStamp stamp;

  meirei_store_stat (self->instructions, name, &stamp);
  if (!meirei_file_stamp_equal (&stamp, &row->stamp))
    return FALSE;
  if (row->version_path != NULL)
    {
      meirei_store_stat (self->versions, row->version_path, &stamp);
      if (!meirei_file_stamp_equal (&stamp, &row->version_stamp))
        return FALSE;
    }
  if (row->code_file == NULL)
    return TRUE;
  meirei_store_stat (self->code, row->code_file, &stamp);

  return meirei_file_stamp_equal (&stamp, &row->code_stamp);
}

static gboolean
is_known (MeireiWorkspace *self,
          const char      *id)
{
  g_autoptr(MeireiStoreRow) files = NULL;
  MeireiStoreRow *row;

  /* The disk may be slow, so it is not asked with the mutex held. */
  g_mutex_lock (&self->mutex);
  row = g_hash_table_lookup (self->rows, id);
  if (row != NULL)
    files = meirei_store_row_copy_files (row);
  g_mutex_unlock (&self->mutex);

  return files != NULL && is_row_current (self, files);
}

/* Writers publish what they wrote while they have the lock.  Whoever reads
 * beside them must have it, too, or could publish something older after it. */
static gboolean
lock_out_writers (MeireiWorkspace  *self,
                  GError          **error)
{
  return self->lock == NULL || meirei_store_lock_acquire (self->lock, error);
}

static void
let_in_writers (MeireiWorkspace *self)
{
  if (self->lock != NULL)
    meirei_store_lock_release (self->lock);
}

static void
publish_stray_file (MeireiWorkspace *self,
                    const char      *name)
{
  g_autofree char *path = NULL;

  if (name[0] == '.' || !g_str_has_suffix (name, ".json"))
    return;
  path = g_strconcat ("data/instructions/", name, NULL);
  _meirei_workspace_publish_problem (self, path,
                                     "The file is not named after an instruction's id; "
                                     "it may be a copy that another program made");
}

static void
reread_stray_file (MeireiWorkspace *self,
                   const char      *name)
{
  MeireiFileStamp stamp;
  g_autofree char *path = g_strconcat ("data/instructions/", name, NULL);

  if (meirei_store_stat (self->instructions, name, &stamp))
    publish_stray_file (self, name);
  else
    _meirei_workspace_publish_problem (self, path, NULL);
}

/* What a writer that crashed never gave its name.  The writers are locked out,
 * so it is nobody's any more. */
static gboolean
remove_leftover (MeireiWorkspace *self,
                 const char      *name)
{
  if (self->lock == NULL || name[0] != '.' || !g_str_has_suffix (name, ".json.tmp"))
    return FALSE;
  unlinkat (meirei_store_dir_get_fd (self->instructions), name, 0);

  return TRUE;
}

static GPtrArray *
find_ids (MeireiWorkspace  *self,
          GError          **error)
{
  g_autoptr(GPtrArray) names = NULL;
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  if (self->instructions == NULL)
    return ids;
  names = meirei_store_dir_list_names (self->instructions, error);
  if (names == NULL)
    {
      g_ptr_array_unref (ids);
      return NULL;
    }

  for (guint i = 0; i < names->len; i++)
    {
      char *id = parse_file_name (names->pdata[i]);

      if (id != NULL)
        g_ptr_array_add (ids, id);
      else if (!remove_leftover (self, names->pdata[i]))
        publish_stray_file (self, names->pdata[i]);
    }

  return ids;
}

static void
reread_locked (MeireiWorkspace *self,
               const char      *id)
{
  g_autofree char *path = g_strdup_printf ("data/instructions/%s.json", id);
  g_autofree char *name = g_strconcat (id, ".json", NULL);
  MeireiFileStamp stamp;

  if (is_known (self, id))
    return;

  if (meirei_store_stat (self->instructions, name, &stamp))
    read_one (self, id);
  else
    {
      _meirei_workspace_publish_removed (self, id);
      _meirei_workspace_publish_problem (self, path, NULL);
    }
}

static void
publish_missing (MeireiWorkspace *self,
                 GPtrArray       *ids)
{
  g_autoptr(GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (present, ids->pdata[i]);

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (present, id))
      g_ptr_array_add (missing, g_strdup (id));
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; i < missing->len; i++)
    reread_locked (self, missing->pdata[i]);
}

/* What the index has and the files have not. */
static void
forget_indexed (MeireiWorkspace *self,
                GHashTable      *indexed)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, indexed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    meirei_store_index_remove (self->index, id);
}

/* Nobody looks at the workspace yet, so what the index has can go straight
 * into the list. */
static void
adopt_row (MeireiWorkspace *self,
           MeireiStoreRow  *row,
           GPtrArray       *items)
{
  g_ptr_array_add (items, g_steal_pointer (&row->item));
  g_hash_table_replace (self->rows, row->id, row);
}

static gboolean
adopt_indexed (MeireiWorkspace *self,
               GHashTable      *indexed,
               const char      *id,
               GPtrArray       *items)
{
  MeireiStoreRow *row = g_hash_table_lookup (indexed, id);

  if (row == NULL)
    return FALSE;
  g_hash_table_steal (indexed, id);
  if (is_row_current (self, row))
    {
      adopt_row (self, row, items);
      return TRUE;
    }
  meirei_store_row_free (row);

  return FALSE;
}

/* What is not as the index has it has to be read. */
static GPtrArray *
adopt_all (MeireiWorkspace *self,
           GPtrArray       *ids,
           GHashTable      *indexed)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *unknown = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    if (!adopt_indexed (self, indexed, ids->pdata[i], items))
      g_ptr_array_add (unknown, ids->pdata[i]);
  meirei_item_list_fill (self->items, items);
  forget_indexed (self, indexed);

  return unknown;
}

static GPtrArray *
find_unknown (MeireiWorkspace *self,
              GPtrArray       *ids)
{
  GPtrArray *unknown = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    if (!is_known (self, ids->pdata[i]))
      g_ptr_array_add (unknown, ids->pdata[i]);

  return unknown;
}

/**
 * _meirei_workspace_scan:
 * @self: a workspace
 * @indexed: (nullable) (element-type utf8 MeireiStoreRow): when the workspace is
 *   being opened, what the index has; it is used up
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Brings what is known about the workspace up to date with its files.
 *
 * Returns: whether the folder could be listed
 */
gboolean
_meirei_workspace_scan (MeireiWorkspace  *self,
                        GHashTable       *indexed,
                        GCancellable     *cancellable,
                        GError          **error)
{
  g_autoptr(GPtrArray) ids = NULL;
  g_autoptr(GPtrArray) unknown = NULL;

  if (!lock_out_writers (self, error))
    return FALSE;
  ids = find_ids (self, error);
  if (ids != NULL)
    {
      unknown = indexed != NULL ? adopt_all (self, ids, indexed) : find_unknown (self, ids);
      read_all (self, unknown, cancellable);
      publish_missing (self, ids);
    }
  let_in_writers (self);

  return ids != NULL && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * _meirei_workspace_reread:
 * @self: a workspace
 * @id: a UUID
 *
 * Looks again at an instruction that may have changed outside.
 */
void
_meirei_workspace_reread (MeireiWorkspace *self,
                          const char      *id)
{
  g_autoptr(GError) error = NULL;

  if (is_known (self, id))
    return;

  if (!lock_out_writers (self, &error))
    {
      g_debug ("Cannot look at %s: %s", id, error->message);
      return;
    }
  reread_locked (self, id);
  let_in_writers (self);
}

static GPtrArray *
find_ids_of_folder (MeireiWorkspace *self,
                    const char      *name)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (g_str_has_prefix (id, name))
      g_ptr_array_add (ids, g_strdup (id));
  g_mutex_unlock (&self->mutex);

  return ids;
}

/**
 * _meirei_workspace_reread_name:
 * @self: a workspace
 * @name: a name in the folder of instructions or of the folders of versions
 *
 * Looks again at what may have changed outside.
 */
void
_meirei_workspace_reread_name (MeireiWorkspace *self,
                               const char      *name)
{
  g_autofree char *id = parse_file_name (name);
  g_autoptr(GPtrArray) ids = NULL;

  if (id != NULL)
    {
      _meirei_workspace_reread (self, id);
      return;
    }
  if (g_str_has_suffix (name, ".json"))
    {
      reread_stray_file (self, name);
      return;
    }

  ids = find_ids_of_folder (self, name);
  for (guint i = 0; i < ids->len; i++)
    _meirei_workspace_reread (self, ids->pdata[i]);
}

/**
 * meirei_workspace_refresh:
 * @self: a workspace
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Looks at all files again.  Changes made outside are noticed by themselves
 * where the system reports them; network shares may not.
 *
 * Returns: whether the folder could be read
 */
gboolean
meirei_workspace_refresh (MeireiWorkspace  *self,
                          GCancellable     *cancellable,
                          GError          **error)
{
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), FALSE);

  _meirei_workspace_reload_settings (self);
  if (!_meirei_workspace_scan (self, NULL, cancellable, error))
    return FALSE;

  return meirei_workspace_is_read_only (self)
         || meirei_workspace_recover (self, NULL, error);
}

static gpointer
refresh_call (MeireiWorkspace  *self,
              gpointer          arguments,
              GError          **error)
{
  return GINT_TO_POINTER (meirei_workspace_refresh (self, arguments, error));
}

static void
clear_cancellable (gpointer cancellable)
{
  if (cancellable != NULL)
    g_object_unref (cancellable);
}

/**
 * meirei_workspace_refresh_async:
 * @self: a workspace
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.refresh], without blocking.
 */
void
meirei_workspace_refresh_async (MeireiWorkspace     *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE (self));

  _meirei_workspace_call (self, refresh_call,
                          cancellable != NULL ? g_object_ref (cancellable) : NULL,
                          clear_cancellable, NULL, TRUE, meirei_workspace_refresh_async,
                          cancellable, callback, user_data);
}

/**
 * meirei_workspace_refresh_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: whether the folder could be read
 */
gboolean
meirei_workspace_refresh_finish (MeireiWorkspace  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
