/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How a change on any thread reaches the lists: it is noted under the mutex,
 * and one idle callback of the main context brings everything that has been
 * noted by then into the lists. */

#include "config.h"

#include "meirei-workspace-private.h"

static void
unref_if_object (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
}

void
_meirei_workspace_init_pending (MeireiWorkspace *self)
{
  self->pending_items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                               unref_if_object);
  self->pending_problems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static gboolean
apply_changes_cb (gpointer data)
{
  g_autoptr(MeireiWorkspace) self = g_weak_ref_get (data);

  if (self != NULL)
    meirei_workspace_apply_changes (self);

  return G_SOURCE_REMOVE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* With the mutex held.  The source must not keep the workspace alive. */
static void
schedule_apply (MeireiWorkspace *self)
{
  GWeakRef *weak;

  if (self->pending_source != NULL)
    return;

  self->pending_source = g_idle_source_new ();
  g_source_set_priority (self->pending_source, G_PRIORITY_DEFAULT_IDLE);
  g_source_set_name (self->pending_source, "[meirei] workspace changes");
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  g_source_set_callback (self->pending_source, apply_changes_cb, weak, weak_ref_free);
  g_source_attach (self->pending_source, self->context);
}

static void
forget_sorted_ids (MeireiWorkspace *self)
{
  g_clear_pointer (&self->sorted_ids, g_ptr_array_unref);
}

static gboolean
nothing_cb (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/**
 * _meirei_workspace_release:
 * @self: (transfer full): a workspace
 *
 * Gives a reference back on the workspace's main context, so that no other
 * thread ever drops the last one.
 */
void
_meirei_workspace_release (MeireiWorkspace *self)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, nothing_cb, self, g_object_unref);
  g_source_attach (source, self->context);
}

/**
 * _meirei_workspace_publish:
 * @self: a workspace
 * @row: (transfer full): what is known about an instruction now
 */
void
_meirei_workspace_publish (MeireiWorkspace *self,
                           MeireiStoreRow  *row)
{
  g_autofree char *file = g_strdup_printf ("data/instructions/%s.json", row->id);

  if (self->index != NULL)
    meirei_store_index_put (self->index, meirei_store_row_copy (row));
  g_clear_pointer (&row->text, g_free);
  g_clear_pointer (&row->runs, g_ptr_array_unref);

  g_mutex_lock (&self->mutex);
  if (!g_hash_table_contains (self->rows, row->id))
    forget_sorted_ids (self);
  g_hash_table_insert (self->pending_items, g_strdup (row->id), g_steal_pointer (&row->item));
  g_hash_table_insert (self->pending_problems, g_steal_pointer (&file), NULL);
  g_hash_table_replace (self->rows, row->id, row);
  schedule_apply (self);
  g_mutex_unlock (&self->mutex);
}

void
_meirei_workspace_publish_removed (MeireiWorkspace *self,
                                   const char      *id)
{
  g_autofree char *kept_id = g_strdup (id);

  g_mutex_lock (&self->mutex);
  if (g_hash_table_remove (self->rows, id))
    {
      forget_sorted_ids (self);
      if (self->index != NULL)
        meirei_store_index_remove (self->index, kept_id);
      g_hash_table_insert (self->pending_items, g_steal_pointer (&kept_id), NULL);
      schedule_apply (self);
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * _meirei_workspace_publish_problem:
 * @self: a workspace
 * @path: a file's path, relative to the workspace
 * @reason: (nullable): why it cannot be used; %NULL if it is in order now
 */
void
_meirei_workspace_publish_problem (MeireiWorkspace *self,
                                   const char      *path,
                                   const char      *reason)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_insert (self->pending_problems, g_strdup (path), g_strdup (reason));
  schedule_apply (self);
  g_mutex_unlock (&self->mutex);
}

void
_meirei_workspace_publish_settings (MeireiWorkspace *self)
{
  g_mutex_lock (&self->mutex);
  self->pending_settings = TRUE;
  schedule_apply (self);
  g_mutex_unlock (&self->mutex);
}

static guint
find_problem (MeireiWorkspace *self,
              const char      *path)
{
  guint n_problems = g_list_model_get_n_items (G_LIST_MODEL (self->problems));

  for (guint i = 0; i < n_problems; i++)
    {
      g_autoptr(MeireiStoreProblem) problem =
        g_list_model_get_item (G_LIST_MODEL (self->problems), i);

      if (g_str_equal (meirei_store_problem_get_path (problem), path))
        return i;
    }

  return n_problems;
}

static void
apply_problems (MeireiWorkspace *self,
                GHashTable      *changes)
{
  GHashTableIter iter;
  gpointer path, reason;

  g_hash_table_iter_init (&iter, changes);
  while (g_hash_table_iter_next (&iter, &path, &reason))
    {
      guint n_problems = g_list_model_get_n_items (G_LIST_MODEL (self->problems));
      guint position = n_problems > 0 ? find_problem (self, path) : 0;
      g_autoptr(MeireiStoreProblem) problem =
        reason != NULL ? meirei_store_problem_new (path, reason) : NULL;

      if (position < n_problems || problem != NULL)
        g_list_store_splice (self->problems, position, position < n_problems,
                             (gpointer *) &problem, problem != NULL);
    }
}

/**
 * meirei_workspace_apply_changes:
 * @self: a workspace
 *
 * Brings all changes that have been made so far into the lists and emits the
 * signals, without waiting for the main loop.  To be called only on the main
 * context on which the workspace was opened; programs with a running main loop
 * need not call it.
 */
void
meirei_workspace_apply_changes (MeireiWorkspace *self)
{
  g_autoptr(GHashTable) items = NULL;
  g_autoptr(GHashTable) problems = NULL;
  gboolean settings;
  GHashTableIter iter;
  gpointer id;

  g_return_if_fail (MEIREI_IS_WORKSPACE (self));

  g_mutex_lock (&self->mutex);
  items = g_steal_pointer (&self->pending_items);
  problems = g_steal_pointer (&self->pending_problems);
  _meirei_workspace_init_pending (self);
  settings = self->pending_settings;
  self->pending_settings = FALSE;
  if (self->pending_source != NULL)
    {
      g_source_destroy (self->pending_source);
      g_clear_pointer (&self->pending_source, g_source_unref);
    }
  g_mutex_unlock (&self->mutex);

  apply_problems (self, problems);
  meirei_item_list_apply (self->items, items);
  if (settings)
    {
      _meirei_workspace_fill_phases (self);
      _meirei_workspace_emit_settings_changed (self);
    }

  g_hash_table_iter_init (&iter, items);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    _meirei_workspace_emit_instruction_changed (self, id);
}
