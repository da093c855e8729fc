/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `meirei.json`: the project's name, phases, gate, default model and presets. */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-workspace-private.h"

/**
 * _meirei_workspace_read_settings:
 * @self: a workspace
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the content of `meirei.json`
 */
JsonObject *
_meirei_workspace_read_settings (MeireiWorkspace  *self,
                                 GError          **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) local_error = NULL;
  JsonObject *settings;

  bytes = meirei_store_read (self->root, MEIREI_WORKSPACE_FILE, MEIREI_STORE_MAX_JSON, NULL,
                             &local_error);
  if (g_error_matches (local_error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE))
    {
      g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NOT_A_WORKSPACE,
                   "“%s” is not a workspace: it has no " MEIREI_WORKSPACE_FILE
                   "; make one there or choose another folder", self->path);
      return NULL;
    }
  if (bytes == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  settings = meirei_json_parse_object (g_bytes_get_data (bytes, NULL),
                                       (gssize) g_bytes_get_size (bytes), &local_error);
  if (settings == NULL)
    g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_INVALID_DATA,
                 "“%s/" MEIREI_WORKSPACE_FILE "” is damaged: %s; repair it or restore an "
                 "older copy", self->path, local_error->message);

  return settings;
}

/**
 * _meirei_workspace_take_settings:
 * @self: a workspace
 * @settings: (transfer none): settings that are not changed any more
 */
void
_meirei_workspace_take_settings (MeireiWorkspace *self,
                                 JsonObject      *settings)
{
  g_mutex_lock (&self->mutex);
  json_object_ref (settings);
  g_clear_pointer (&self->settings, json_object_unref);
  self->settings = settings;
  g_mutex_unlock (&self->mutex);
}

static JsonObject *
ref_settings (MeireiWorkspace *self)
{
  JsonObject *settings;

  g_mutex_lock (&self->mutex);
  settings = json_object_ref (self->settings);
  g_mutex_unlock (&self->mutex);

  return settings;
}

/* Changed outside: whoever changed it may not have finished yet, and what was
 * good before stays in use until it is good again. */
void
_meirei_workspace_reload_settings (MeireiWorkspace *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) settings = _meirei_workspace_read_settings (self, &error);

  _meirei_workspace_publish_problem (self, MEIREI_WORKSPACE_FILE,
                                     error != NULL ? error->message : NULL);
  if (settings == NULL)
    return;

  _meirei_workspace_take_settings (self, settings);
  _meirei_workspace_publish_settings (self);
}

static int
compare_phases (gconstpointer a,
                gconstpointer b)
{
  return meirei_phase_get_number (*(MeireiPhase **) a)
         - meirei_phase_get_number (*(MeireiPhase **) b);
}

/* On the main context, or while nobody looks yet. */
void
_meirei_workspace_fill_phases (MeireiWorkspace *self)
{
  g_autoptr(JsonObject) settings = ref_settings (self);
  g_autoptr(GPtrArray) phases = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = meirei_json_get_array (settings, "phases");
  guint n_phases = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n_phases; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *path = g_strdup_printf (MEIREI_WORKSPACE_FILE "#phases[%u]", i);
      JsonObject *object = meirei_json_array_object (array, i);
      MeireiPhase *phase = object != NULL ? meirei_phase_new_from_json (object, &error) : NULL;

      if (phase != NULL)
        g_ptr_array_add (phases, phase);
      else
        _meirei_workspace_publish_problem (self, path,
                                           error != NULL ? error->message
                                                         : "A phase must be an object");
    }
  g_ptr_array_sort (phases, compare_phases);
  g_list_store_splice (self->phases, 0, g_list_model_get_n_items (G_LIST_MODEL (self->phases)),
                       phases->pdata, phases->len);
}

/**
 * meirei_workspace_dup_name:
 * @self: a workspace
 *
 * Returns: (transfer full): the project's name; the folder's if it has none
 */
char *
meirei_workspace_dup_name (MeireiWorkspace *self)
{
  g_autoptr(JsonObject) settings = NULL;
  const char *name;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);

  settings = ref_settings (self);
  name = meirei_json_get_string (settings, "name", "");

  return name[0] != '\0' ? g_strdup (name) : g_path_get_basename (self->path);
}

/**
 * meirei_workspace_dup_settings:
 * @self: a workspace
 *
 * Returns: (transfer full): the content of `meirei.json`, not to be changed;
 *   see [method@Workspace.update_settings]
 */
JsonObject *
meirei_workspace_dup_settings (MeireiWorkspace *self)
{
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);

  return ref_settings (self);
}

/**
 * meirei_workspace_list_phases:
 * @self: a workspace
 *
 * Returns: (transfer full): the project's phases by number, a list of
 *   [class@Phase] that stays up to date
 */
GListModel *
meirei_workspace_list_phases (MeireiWorkspace *self)
{
  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), NULL);

  return g_object_ref (G_LIST_MODEL (self->phases));
}

static gboolean
write_settings (MeireiWorkspace  *self,
                JsonObject       *settings,
                GError          **error)
{
  g_autoptr(MeireiStoreGroup) group = meirei_store_group_new ();
  g_autofree char *text = NULL;
  gsize length;

  json_object_set_int_member (settings, "revision",
                              meirei_json_get_int (settings, "revision", 0) + 1);
  text = meirei_json_to_text (settings, &length);

  return meirei_store_group_write (group, self->root, MEIREI_WORKSPACE_FILE, NULL, text,
                                   length, NULL, error)
         && meirei_store_group_run (group, error);
}

/* A parsed object is immutable. */
static JsonObject *
copy_for_change (JsonObject *settings)
{
  JsonObject *copy = json_object_new ();
  g_autoptr(GList) names = json_object_get_members (settings);

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (copy, l->data, json_object_dup_member (settings, l->data));

  return copy;
}

static gboolean
update_settings_locked (MeireiWorkspace     *self,
                        MeireiSettingsFunc   func,
                        gpointer             func_data,
                        GError             **error)
{
  g_autoptr(JsonObject) stored = _meirei_workspace_read_settings (self, error);
  g_autoptr(JsonObject) settings = NULL;

  if (stored == NULL)
    return FALSE;
  settings = copy_for_change (stored);
  if (!func (settings, func_data, error) || !write_settings (self, settings, error))
    return FALSE;

  _meirei_workspace_take_settings (self, settings);
  _meirei_workspace_publish_settings (self);

  return TRUE;
}

/**
 * meirei_workspace_update_settings:
 * @self: a workspace
 * @func: changes the settings; it may replace members, not what is inside them
 * @func_data: its data
 * @error: return location for an error
 *
 * Changes `meirei.json`, as it is stored now.
 *
 * Returns: whether it is stored
 */
gboolean
meirei_workspace_update_settings (MeireiWorkspace     *self,
                                  MeireiSettingsFunc   func,
                                  gpointer             func_data,
                                  GError             **error)
{
  gboolean updated;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  if (!_meirei_workspace_check_writable (self, error)
      || !meirei_store_lock_acquire (self->lock, error))
    return FALSE;
  updated = update_settings_locked (self, func, func_data, error);
  meirei_store_lock_release (self->lock);

  return updated;
}

static gboolean
set_phases (JsonObject  *settings,
            gpointer     user_data,
            GError     **error)
{
  GPtrArray *phases = user_data;
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < phases->len; i++)
    json_array_add_object_element (array, meirei_phase_to_json (phases->pdata[i]));
  json_object_set_array_member (settings, "phases", array);

  return TRUE;
}

/**
 * meirei_workspace_set_phases:
 * @self: a workspace
 * @phases: (element-type MeireiPhase): all phases of the project
 * @error: return location for an error
 *
 * Returns: whether they are stored
 */
gboolean
meirei_workspace_set_phases (MeireiWorkspace  *self,
                             GPtrArray        *phases,
                             GError          **error)
{
  g_return_val_if_fail (phases != NULL, FALSE);

  return meirei_workspace_update_settings (self, set_phases, phases, error);
}

typedef struct {
  MeireiSettingsFunc func;
  gpointer func_data;
  GDestroyNotify func_data_free;
} UpdateArguments;

static void
update_arguments_free (gpointer data)
{
  UpdateArguments *arguments = data;

  if (arguments->func_data_free != NULL)
    arguments->func_data_free (arguments->func_data);
  g_free (arguments);
}

static gpointer
update_settings_call (MeireiWorkspace  *self,
                      gpointer          data,
                      GError          **error)
{
  UpdateArguments *arguments = data;

  return GINT_TO_POINTER (meirei_workspace_update_settings (self, arguments->func,
                                                            arguments->func_data, error));
}

/**
 * meirei_workspace_update_settings_async:
 * @self: a workspace
 * @func: (scope notified): changes the settings, on another thread
 * @func_data: its data
 * @func_data_free: (nullable): frees it
 * @cancellable: (nullable): gives it up if it has not begun yet
 * @callback: called when it is done
 * @user_data: its data
 *
 * Like [method@Workspace.update_settings], without blocking.
 */
void
meirei_workspace_update_settings_async (MeireiWorkspace     *self,
                                        MeireiSettingsFunc   func,
                                        gpointer             func_data,
                                        GDestroyNotify       func_data_free,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  UpdateArguments *arguments;

  g_return_if_fail (MEIREI_IS_WORKSPACE (self));
  g_return_if_fail (func != NULL);

  arguments = g_new (UpdateArguments, 1);
  *arguments = (UpdateArguments) { func, func_data, func_data_free };
  _meirei_workspace_call (self, update_settings_call, arguments, update_arguments_free, NULL,
                          TRUE, meirei_workspace_update_settings_async, cancellable, callback,
                          user_data);
}

/**
 * meirei_workspace_update_settings_finish:
 * @self: a workspace
 * @result: a result
 * @error: return location for an error
 *
 * Returns: whether it is stored
 */
gboolean
meirei_workspace_update_settings_finish (MeireiWorkspace  *self,
                                         GAsyncResult     *result,
                                         GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
