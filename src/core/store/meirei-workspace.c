/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiWorkspace:
 *
 * The folder that holds a project's instructions and what became of them.  The
 * JSON files are the truth; the lists show them and follow every change, from
 * this program or from outside.
 *
 * All functions are thread-safe, except those that return lists: these belong
 * to the main context on which the workspace was opened and change only there.
 * The plain functions block for the disk; the asynchronous ones work on the
 * workspace's own threads.
 */

#include "config.h"

#include <string.h>

#include "meirei-workspace-private.h"

G_DEFINE_FINAL_TYPE (MeireiWorkspace, meirei_workspace, G_TYPE_OBJECT)

typedef enum {
  PROP_DIR = 1,
  PROP_NAME,
  PROP_READ_ONLY,
  PROP_ITEMS,
} MeireiWorkspaceProperty;

#define N_PROPS (PROP_ITEMS + 1)

enum {
  SIGNAL_INSTRUCTION_CHANGED,
  SIGNAL_SETTINGS_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
execution_free (gpointer data)
{
  MeireiRunningExecution *execution = data;

  g_free (execution->version);
  g_clear_pointer (&execution->part, meirei_part_writer_unref);
  g_free (execution);
}

static void
meirei_workspace_dispose (GObject *object)
{
  MeireiWorkspace *self = MEIREI_WORKSPACE (object);

  _meirei_workspace_stop_monitors (self);
  if (self->pending_source != NULL)
    {
      g_source_destroy (self->pending_source);
      g_clear_pointer (&self->pending_source, g_source_unref);
    }
  g_hash_table_remove_all (self->executions);
  g_clear_pointer (&self->writer, meirei_store_thread_stop);
  if (self->readers != NULL)
    g_thread_pool_free (g_steal_pointer (&self->readers), FALSE, TRUE);
  g_clear_pointer (&self->index, meirei_store_index_close);

  G_OBJECT_CLASS (meirei_workspace_parent_class)->dispose (object);
}

static void
meirei_workspace_finalize (GObject *object)
{
  MeireiWorkspace *self = MEIREI_WORKSPACE (object);

  g_clear_pointer (&self->owner, meirei_store_owner_free);
  g_clear_pointer (&self->lock, meirei_store_lock_free);
  g_clear_pointer (&self->versions, meirei_store_dir_unref);
  g_clear_pointer (&self->code, meirei_store_dir_unref);
  g_clear_pointer (&self->instructions, meirei_store_dir_unref);
  g_clear_pointer (&self->data, meirei_store_dir_unref);
  g_clear_pointer (&self->root, meirei_store_dir_unref);
  g_clear_object (&self->items);
  g_clear_object (&self->problems);
  g_clear_object (&self->phases);
  g_clear_pointer (&self->settings, json_object_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->sorted_ids, g_ptr_array_unref);
  g_clear_pointer (&self->executions, g_hash_table_unref);
  g_clear_pointer (&self->pending_items, g_hash_table_unref);
  g_clear_pointer (&self->pending_problems, g_hash_table_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->mutex);
  g_free (self->read_only_reason);
  g_free (self->path);

  G_OBJECT_CLASS (meirei_workspace_parent_class)->finalize (object);
}

static void
meirei_workspace_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  MeireiWorkspace *self = MEIREI_WORKSPACE (object);

  switch ((MeireiWorkspaceProperty) prop_id)
    {
    case PROP_DIR:
      g_value_set_string (value, self->path);
      break;
    case PROP_NAME:
      g_value_take_string (value, meirei_workspace_dup_name (self));
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, meirei_workspace_is_read_only (self));
      break;
    case PROP_ITEMS:
      g_value_set_object (value, self->items);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_workspace_class_init (MeireiWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = meirei_workspace_dispose;
  object_class->finalize = meirei_workspace_finalize;
  object_class->get_property = meirei_workspace_get_property;

  properties[PROP_DIR] = g_param_spec_string ("dir", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  properties[PROP_ITEMS] = g_param_spec_object ("items", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * MeireiWorkspace::instruction-changed:
   * @self: a workspace
   * @id: the UUID of an instruction
   *
   * An instruction, or its latest version, was added, changed or removed, from
   * here or from outside.  Emitted on the workspace's main context, after the
   * list is up to date.
   */
  signals[SIGNAL_INSTRUCTION_CHANGED] =
    g_signal_new ("instruction-changed", MEIREI_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * MeireiWorkspace::settings-changed:
   * @self: a workspace
   *
   * The name, the phases or another setting changed.  Emitted on the
   * workspace's main context.
   */
  signals[SIGNAL_SETTINGS_CHANGED] =
    g_signal_new ("settings-changed", MEIREI_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_workspace_init (MeireiWorkspace *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->items = meirei_item_list_new ();
  self->problems = g_list_store_new (MEIREI_TYPE_STORE_PROBLEM);
  self->phases = g_list_store_new (MEIREI_TYPE_PHASE);
  self->settings = json_object_new ();
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                      (GDestroyNotify) meirei_store_row_free);
  self->executions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, execution_free);
  _meirei_workspace_init_pending (self);
  g_mutex_init (&self->mutex);
  g_queue_init (&self->jobs);
}

/**
 * meirei_workspace_find_dir:
 * @start: a folder
 *
 * Looks for a workspace in a folder and those above it.
 *
 * Returns: (transfer full) (nullable): the path of the folder with a
 *   `meirei.json`, or %NULL if there is none
 */
char *
meirei_workspace_find_dir (const char *start)
{
  g_autofree char *dir = NULL;

  g_return_val_if_fail (start != NULL, NULL);

  dir = g_canonicalize_filename (start, NULL);
  while (TRUE)
    {
      g_autofree char *file = g_build_filename (dir, MEIREI_WORKSPACE_FILE, NULL);
      char *parent;

      if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&dir);

      parent = g_path_get_dirname (dir);
      if (strcmp (parent, dir) == 0)
        {
          g_free (parent);
          return NULL;
        }
      g_free (dir);
      dir = parent;
    }
}

/**
 * meirei_workspace_get_dir:
 * @self: a workspace
 *
 * Returns: the absolute path of its folder
 */
const char *
meirei_workspace_get_dir (MeireiWorkspace *self)
{
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);

  return self->path;
}

/**
 * meirei_workspace_is_read_only:
 * @self: a workspace
 *
 * Returns: whether nothing can be changed in it
 */
gboolean
meirei_workspace_is_read_only (MeireiWorkspace *self)
{
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), TRUE);

  return self->read_only_reason != NULL;
}

/**
 * meirei_workspace_get_read_only_reason:
 * @self: a workspace
 *
 * Returns: (nullable): why nothing can be changed in it, in one English
 *   sentence; %NULL if it can be changed
 */
const char *
meirei_workspace_get_read_only_reason (MeireiWorkspace *self)
{
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);

  return self->read_only_reason;
}

gboolean
_meirei_workspace_check_writable (MeireiWorkspace  *self,
                                  GError          **error)
{
  if (self->read_only_reason == NULL)
    return TRUE;

  g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_READ_ONLY,
               "The workspace “%s” cannot be changed: %s", self->path, self->read_only_reason);

  return FALSE;
}

/**
 * meirei_workspace_get_items:
 * @self: a workspace
 *
 * Returns: (transfer none): its instructions, a list of [class@InstructionItem]
 */
GListModel *
meirei_workspace_get_items (MeireiWorkspace *self)
{
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);

  return G_LIST_MODEL (self->items);
}

/**
 * meirei_workspace_get_item:
 * @self: a workspace
 * @id: a UUID
 *
 * Returns: (transfer none) (nullable): what the list shows of that instruction
 */
MeireiInstructionItem *
meirei_workspace_get_item (MeireiWorkspace *self,
                           const char      *id)
{
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return meirei_item_list_lookup (self->items, id);
}

/**
 * meirei_workspace_list_problems:
 * @self: a workspace
 *
 * Returns: (transfer full): the files that cannot be used, a list of
 *   [class@StoreProblem] that stays up to date
 */
GListModel *
meirei_workspace_list_problems (MeireiWorkspace *self)
{
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);

  return g_object_ref (G_LIST_MODEL (self->problems));
}

MeireiRunningExecution *
_meirei_workspace_ref_execution (MeireiWorkspace *self,
                                 const char      *id)
{
  MeireiRunningExecution *copy = NULL;
  MeireiRunningExecution *execution;

  g_mutex_lock (&self->mutex);
  execution = g_hash_table_lookup (self->executions, id);
  if (execution != NULL)
    {
      copy = g_new0 (MeireiRunningExecution, 1);
      copy->version = g_strdup (execution->version);
      copy->part = meirei_part_writer_ref (execution->part);
    }
  g_mutex_unlock (&self->mutex);

  return copy;
}

void
_meirei_workspace_add_execution (MeireiWorkspace  *self,
                                 const char       *id,
                                 const char       *version,
                                 MeireiPartWriter *part)
{
  MeireiRunningExecution *execution = g_new0 (MeireiRunningExecution, 1);

  execution->version = g_strdup (version);
  execution->part = meirei_part_writer_ref (part);

  g_mutex_lock (&self->mutex);
  g_hash_table_insert (self->executions, g_strdup (id), execution);
  g_mutex_unlock (&self->mutex);
}

void
_meirei_workspace_remove_execution (MeireiWorkspace *self,
                                    const char      *id)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->executions, id);
  g_mutex_unlock (&self->mutex);
}

void
_meirei_workspace_free_execution (MeireiRunningExecution *execution)
{
  execution_free (execution);
}

void
_meirei_workspace_emit_instruction_changed (MeireiWorkspace *self,
                                            const char      *id)
{
  g_signal_emit (self, signals[SIGNAL_INSTRUCTION_CHANGED], 0, id);
}

void
_meirei_workspace_emit_settings_changed (MeireiWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  g_signal_emit (self, signals[SIGNAL_SETTINGS_CHANGED], 0);
}
