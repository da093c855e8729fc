/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiWorkspaceState:
 *
 * How the window was left for one workspace: widths of panes, filters, order,
 * the open instruction, notes that have not been used yet.  It is kept in the
 * user's state folder and not in the workspace, which others share.
 */

#include "config.h"

#include "meirei-workspace-state.h"

#define GROUP_WINDOW "Window"
#define SAVE_DELAY_MS 500

struct _MeireiWorkspaceState
{
  GObject parent_instance;

  GFile *file;
  GKeyFile *values;
  GPtrArray *bindings;
  guint save_id;
};

G_DEFINE_FINAL_TYPE (MeireiWorkspaceState, meirei_workspace_state, G_TYPE_OBJECT)

typedef struct {
  GObject *object; /* (weak) */
  gulong handler;
  char *key;
  MeireiWorkspaceState *self; /* (unowned): owns this */
} Binding;

static void
binding_free (gpointer data)
{
  Binding *binding = data;

  if (binding->object != NULL)
    {
      g_signal_handler_disconnect (binding->object, binding->handler);
      g_clear_weak_pointer (&binding->object);
    }
  g_free (binding->key);
  g_free (binding);
}

static gboolean
save_cb (gpointer user_data)
{
  MeireiWorkspaceState *self = user_data;

  self->save_id = 0;
  meirei_workspace_state_save_async (self, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
queue_save (MeireiWorkspaceState *self)
{
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_DELAY_MS, save_cb, self);
}

static void
meirei_workspace_state_dispose (GObject *object)
{
  MeireiWorkspaceState *self = MEIREI_WORKSPACE_STATE (object);

  meirei_workspace_state_unbind (self);
  g_clear_handle_id (&self->save_id, g_source_remove);

  G_OBJECT_CLASS (meirei_workspace_state_parent_class)->dispose (object);
}

static void
meirei_workspace_state_finalize (GObject *object)
{
  MeireiWorkspaceState *self = MEIREI_WORKSPACE_STATE (object);

  g_clear_object (&self->file);
  g_key_file_unref (self->values);
  g_ptr_array_unref (self->bindings);

  G_OBJECT_CLASS (meirei_workspace_state_parent_class)->finalize (object);
}

static void
meirei_workspace_state_class_init (MeireiWorkspaceStateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_workspace_state_dispose;
  object_class->finalize = meirei_workspace_state_finalize;
}

static void
meirei_workspace_state_init (MeireiWorkspaceState *self)
{
  self->values = g_key_file_new ();
  self->bindings = g_ptr_array_new_with_free_func (binding_free);
}

/**
 * meirei_workspace_state_new:
 * @dir: (type filename): the folder of a workspace
 *
 * Returns: (transfer full): its state, not loaded yet
 */
MeireiWorkspaceState *
meirei_workspace_state_new (const char *dir)
{
  MeireiWorkspaceState *self = g_object_new (MEIREI_TYPE_WORKSPACE_STATE, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, dir, -1);
  g_autofree char *name = NULL;

  /* Long enough to be unique, short enough to read. */
  hash[16] = '\0';
  name = g_strconcat (hash, ".ini", NULL);
  self->file = g_file_new_build_filename (g_get_user_state_dir (), "meirei", "workspaces", name,
                                          NULL);
  g_key_file_set_string (self->values, "Workspace", "Folder", dir);

  return self;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiWorkspaceState *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (!g_file_load_contents_finish (G_FILE (source), result, &contents, &length, NULL, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (!g_key_file_load_from_data (self->values, contents, length, G_KEY_FILE_NONE, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * meirei_workspace_state_load_async:
 * @self: a state
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is loaded
 * @user_data: its data
 *
 * Reads the state.  That there is none is no error.
 */
void
meirei_workspace_state_load_async (MeireiWorkspaceState *self,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data)
{
  GTask *task;

  g_return_if_fail (MEIREI_IS_WORKSPACE_STATE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_workspace_state_load_async);
  g_file_load_contents_async (self->file, cancellable, loaded_cb, task);
}

/**
 * meirei_workspace_state_load_finish:
 * @self: a state
 * @result: a result
 * @error: return location for an error
 *
 * Returns: %FALSE if there is a state that cannot be read
 */
gboolean
meirei_workspace_state_load_finish (MeireiWorkspaceState  *self,
                                    GAsyncResult          *result,
                                    GError               **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
property_cb (GObject    *object,
             GParamSpec *pspec,
             Binding    *binding)
{
  g_auto(GValue) value = G_VALUE_INIT;
  g_auto(GValue) text = G_VALUE_INIT;
  g_autofree char *as_text = NULL;

  g_object_get_property (object, pspec->name, &value);
  if (G_VALUE_HOLDS_ENUM (&value))
    as_text = g_strdup_printf ("%d", g_value_get_enum (&value));
  else
    {
      g_value_init (&text, G_TYPE_STRING);
      g_value_transform (&value, &text);
      as_text = g_value_dup_string (&text);
    }

  meirei_workspace_state_set_string (binding->self, GROUP_WINDOW, binding->key, as_text);
}

/* Whatever is in the file, the property gets a valid value or none. */
static void
restore_property (GObject    *object,
                  GParamSpec *pspec,
                  const char *text)
{
  g_auto(GValue) value = G_VALUE_INIT;
  GType type = G_TYPE_FUNDAMENTAL (pspec->value_type);

  g_value_init (&value, pspec->value_type);
  if (type == G_TYPE_BOOLEAN)
    g_value_set_boolean (&value, g_str_equal (text, "TRUE"));
  else if (type == G_TYPE_INT)
    g_value_set_int (&value, (int) CLAMP (g_ascii_strtoll (text, NULL, 10), G_MININT, G_MAXINT));
  else if (type == G_TYPE_ENUM)
    g_value_set_enum (&value, (int) CLAMP (g_ascii_strtoll (text, NULL, 10), 0, G_MAXINT));
  else if (type == G_TYPE_STRING)
    g_value_set_string (&value, text);
  else
    g_return_if_reached ();

  g_param_value_validate (pspec, &value);
  g_object_set_property (object, pspec->name, &value);
}

/**
 * meirei_workspace_state_bind:
 * @self: a state that is loaded
 * @key: a name for the value
 * @object: an object
 * @property: its property, a boolean, a number, a string or an enumeration
 *
 * Sets the property to what it was, and remembers it whenever it changes, until
 * meirei_workspace_state_unbind() or the end of the object.
 */
void
meirei_workspace_state_bind (MeireiWorkspaceState *self,
                             const char           *key,
                             GObject              *object,
                             const char           *property)
{
  GParamSpec *pspec;
  g_autofree char *text = NULL;
  g_autofree char *signal = NULL;
  Binding *binding;

  g_return_if_fail (MEIREI_IS_WORKSPACE_STATE (self));
  g_return_if_fail (G_IS_OBJECT (object));

  pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (object), property);
  g_return_if_fail (pspec != NULL);

  text = meirei_workspace_state_dup_string (self, GROUP_WINDOW, key);
  if (text != NULL)
    restore_property (object, pspec, text);

  binding = g_new0 (Binding, 1);
  binding->self = self;
  binding->key = g_strdup (key);
  g_set_weak_pointer (&binding->object, object);
  signal = g_strconcat ("notify::", property, NULL);
  binding->handler = g_signal_connect (object, signal, G_CALLBACK (property_cb), binding);
  g_ptr_array_add (self->bindings, binding);
}

/**
 * meirei_workspace_state_unbind:
 * @self: a state
 *
 * Lets go of all properties, because the window shows something else now.
 */
void
meirei_workspace_state_unbind (MeireiWorkspaceState *self)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE_STATE (self));

  g_ptr_array_set_size (self->bindings, 0);
}

/**
 * meirei_workspace_state_dup_string:
 * @self: a state
 * @group: a group of values
 * @key: a name
 *
 * Returns: (transfer full) (nullable): what was remembered
 */
char *
meirei_workspace_state_dup_string (MeireiWorkspaceState *self,
                                   const char           *group,
                                   const char           *key)
{
  g_return_val_if_fail (MEIREI_IS_WORKSPACE_STATE (self), NULL);

  /* A value that is missing is no error. */
  return g_key_file_get_string (self->values, group, key, NULL);
}

/**
 * meirei_workspace_state_set_string:
 * @self: a state
 * @group: a group of values
 * @key: a name
 * @value: (nullable): what to remember; %NULL or empty to forget
 *
 * Remembers a value; it is saved a little later.
 */
void
meirei_workspace_state_set_string (MeireiWorkspaceState *self,
                                   const char           *group,
                                   const char           *key,
                                   const char           *value)
{
  g_autofree char *old = NULL;

  g_return_if_fail (MEIREI_IS_WORKSPACE_STATE (self));

  old = g_key_file_get_string (self->values, group, key, NULL);
  if (value != NULL && *value == '\0')
    value = NULL;
  if (g_strcmp0 (old, value) == 0)
    return;

  if (value != NULL)
    g_key_file_set_string (self->values, group, key, value);
  else
    g_key_file_remove_key (self->values, group, key, NULL);
  queue_save (self);
}

typedef struct {
  GFile *file;
  char *data;
  gsize length;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->file);
  g_free (save->data);
  g_free (save);
}

static void
save_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Save *save = task_data;
  g_autoptr(GFile) folder = g_file_get_parent (save->file);
  g_autoptr(GError) error = NULL;

  /* That it exists already is the usual case; else writing fails and says so. */
  g_file_make_directory_with_parents (folder, cancellable, NULL);
  if (g_file_replace_contents (save->file, save->data, save->length, NULL, FALSE,
                               G_FILE_CREATE_PRIVATE, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * meirei_workspace_state_save_async:
 * @self: a state
 * @callback: (nullable): called when it is saved
 * @user_data: its data
 *
 * Writes the state at once.
 */
void
meirei_workspace_state_save_async (MeireiWorkspaceState *self,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  Save *save;

  g_return_if_fail (MEIREI_IS_WORKSPACE_STATE (self));

  g_clear_handle_id (&self->save_id, g_source_remove);
  save = g_new0 (Save, 1);
  save->file = g_object_ref (self->file);
  save->data = g_key_file_to_data (self->values, &save->length, NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, meirei_workspace_state_save_async);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_worker);
}

/**
 * meirei_workspace_state_save_finish:
 * @self: a state
 * @result: a result
 * @error: return location for an error
 *
 * Returns: whether the state is saved
 */
gboolean
meirei_workspace_state_save_finish (MeireiWorkspaceState  *self,
                                    GAsyncResult          *result,
                                    GError               **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
