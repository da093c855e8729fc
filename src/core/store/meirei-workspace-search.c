/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Full text search in titles, feature names, ids and specifications. */

#include "config.h"

#include <string.h>

#include "meirei-search-text.h"
#include "meirei-workspace-private.h"

/**
 * _meirei_workspace_list_ids:
 * @self: a workspace
 *
 * Returns: (transfer full) (element-type utf8): the ids of all instructions
 */
GPtrArray *
_meirei_workspace_list_ids (MeireiWorkspace *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, g_strdup (id));
  g_mutex_unlock (&self->mutex);

  return ids;
}

/* Without an index every file has to be read. */
static GHashTable *
search_files (MeireiWorkspace  *self,
              const char       *folded,
              GCancellable     *cancellable,
              GError          **error)
{
  g_autoptr(GPtrArray) ids = _meirei_workspace_list_ids (self);
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(MeireiStoreRow) row = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      /* One that cannot be read is not found; it is listed as a problem. */
      row = _meirei_workspace_read_row (self, ids->pdata[i], NULL);
      if (row != NULL && strstr (row->text, folded) != NULL)
        g_hash_table_add (found, g_steal_pointer (&ids->pdata[i]));
    }

  return g_steal_pointer (&found);
}

/**
 * meirei_workspace_search:
 * @self: a workspace
 * @text: what to look for, a part of a title, a feature name, an id or a
 *   specification; upper and lower case, full and half width are the same
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the ids of the instructions
 *   that have it, a set
 */
GHashTable *
meirei_workspace_search (MeireiWorkspace  *self,
                         const char       *text,
                         GCancellable     *cancellable,
                         GError          **error)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  folded = meirei_search_text_fold (text);
  if (meirei_store_index_is_usable (self->index))
    {
      g_autoptr(GError) local_error = NULL;
      GHashTable *found = meirei_store_index_search (self->index, folded, cancellable,
                                                     &local_error);

      if (found != NULL)
        return found;
      g_debug ("%s", local_error->message);
    }

  return search_files (self, folded, cancellable, error);
}

typedef struct {
  char *text;
  GCancellable *cancellable; /* (nullable) */
} SearchArguments;

static void
search_arguments_free (gpointer data)
{
  SearchArguments *arguments = data;

  g_free (arguments->text);
  g_clear_object (&arguments->cancellable);
  g_free (arguments);
}

static gpointer
search_call (MeireiWorkspace  *self,
             gpointer          data,
             GError          **error)
{
  SearchArguments *arguments = data;

  return meirei_workspace_search (self, arguments->text, arguments->cancellable, error);
}

/**
 * meirei_workspace_search_async:
 * @self: a workspace
 * @text: what to look for
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.search], without blocking.
 */
void
meirei_workspace_search_async (MeireiWorkspace     *self,
                               const char          *text,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  SearchArguments *arguments;

  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (text != NULL);

  arguments = g_new (SearchArguments, 1);
  arguments->text = g_strdup (text);
  arguments->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  _meirei_workspace_call (self, search_call, arguments, search_arguments_free,
                          (GDestroyNotify) g_hash_table_unref, FALSE,
                          meirei_workspace_search_async, cancellable, callback, user_data);
}

/**
 * meirei_workspace_search_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the ids of the instructions
 *   that have it, a set
 */
GHashTable *
meirei_workspace_search_finish (MeireiWorkspace  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
