/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiPresetEditor:
 *
 * Changes what a workspace wants different of one model's preset: the member
 * with the model's key in `presets` of `meirei.json`.  A change takes effect at
 * once and is saved at once; changes that come while the file is being written
 * are saved together afterwards.
 */

#include "config.h"

#include "meirei-json.h"
#include "meirei-preset-editor.h"

struct _MeireiPresetEditor
{
  GObject parent_instance;

  MeireiPresetStore *presets;  /* (owned) */
  MeireiWorkspace *workspace;  /* (owned) (nullable) */
  char *model_key;
  JsonObject *overrides;       /* (owned): never changed, only replaced */
  MeireiPreset *preset;        /* (owned): with the overrides */
  gboolean saving;
  gboolean dirty;
};

enum {
  CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiPresetEditor, meirei_preset_editor, G_TYPE_OBJECT)

/* What is saved, for another thread. */
typedef struct {
  char *model_key;
  JsonObject *overrides;  /* (owned) */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_free (saving->model_key);
  json_object_unref (saving->overrides);
  g_free (saving);
}

static void
meirei_preset_editor_dispose (GObject *object)
{
  MeireiPresetEditor *self = MEIREI_PRESET_EDITOR (object);

  g_clear_object (&self->presets);
  g_clear_object (&self->workspace);
  g_clear_object (&self->preset);

  G_OBJECT_CLASS (meirei_preset_editor_parent_class)->dispose (object);
}

static void
meirei_preset_editor_finalize (GObject *object)
{
  MeireiPresetEditor *self = MEIREI_PRESET_EDITOR (object);

  g_free (self->model_key);
  g_clear_pointer (&self->overrides, json_object_unref);

  G_OBJECT_CLASS (meirei_preset_editor_parent_class)->finalize (object);
}

static void
meirei_preset_editor_class_init (MeireiPresetEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_preset_editor_dispose;
  object_class->finalize = meirei_preset_editor_finalize;

  /**
   * MeireiPresetEditor::changed:
   *
   * The preset has other values, by this editor or by somebody else.
   */
  signals[CHANGED] = g_signal_new ("changed", MEIREI_TYPE_PRESET_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MeireiPresetEditor::failed:
   * @error: why
   *
   * A change could not be saved; it is in use until the program ends.
   */
  signals[FAILED] = g_signal_new ("failed", MEIREI_TYPE_PRESET_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
meirei_preset_editor_init (MeireiPresetEditor *self)
{
  self->overrides = json_object_new ();
}

static JsonObject *
copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  g_autoptr(GList) names = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (copy, l->data, json_object_dup_member (object, l->data));

  return copy;
}

static MeireiPreset *
look_up (MeireiPresetEditor  *self,
         JsonObject          *overrides,
         GError             **error)
{
  g_autoptr(JsonObject) all = json_object_new ();

  json_object_set_object_member (all, self->model_key, json_object_ref (overrides));

  return meirei_preset_store_lookup (self->presets, self->model_key, all, error);
}

/* Takes what is stored; what a person wrote there by hand may be wrong, and is
 * then as good as missing. */
static void
read_stored (MeireiPresetEditor *self)
{
  g_autoptr(JsonObject) settings = NULL;
  JsonObject *stored = NULL;
  MeireiPreset *preset;

  if (self->workspace != NULL)
    {
      settings = meirei_workspace_dup_settings (self->workspace);
      stored = meirei_json_get_object (meirei_json_get_object (settings, "presets"),
                                       self->model_key);
    }

  json_object_unref (self->overrides);
  self->overrides = stored != NULL ? json_object_ref (stored) : json_object_new ();
  preset = look_up (self, self->overrides, NULL);
  if (preset == NULL)
    {
      json_object_unref (self->overrides);
      self->overrides = json_object_new ();
      preset = look_up (self, self->overrides, NULL);
    }

  g_clear_object (&self->preset);
  self->preset = preset;
}

static void
settings_cb (MeireiPresetEditor *self)
{
  if (self->saving || self->dirty)
    return;

  read_stored (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* On another thread. */
static gboolean
store_overrides (JsonObject  *settings,
                 gpointer     user_data,
                 GError     **error)
{
  Saving *saving = user_data;
  JsonObject *presets = copy_object (meirei_json_get_object (settings, "presets"));

  if (json_object_get_size (saving->overrides) > 0)
    json_object_set_object_member (presets, saving->model_key,
                                   json_object_ref (saving->overrides));
  else
    json_object_remove_member (presets, saving->model_key);
  json_object_set_object_member (settings, "presets", presets);

  return TRUE;
}

static void save (MeireiPresetEditor *self);

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(MeireiPresetEditor) self = user_data;
  g_autoptr(GError) error = NULL;

  self->saving = FALSE;
  if (!meirei_workspace_update_settings_finish (MEIREI_WORKSPACE (source), result, &error))
    g_signal_emit (self, signals[FAILED], 0, error);
  if (self->dirty)
    save (self);
}

static void
save (MeireiPresetEditor *self)
{
  Saving *saving;

  if (self->workspace == NULL)
    return;
  if (self->saving)
    {
      self->dirty = TRUE;
      return;
    }

  self->dirty = FALSE;
  self->saving = TRUE;
  saving = g_new0 (Saving, 1);
  saving->model_key = g_strdup (self->model_key);
  saving->overrides = json_object_ref (self->overrides);
  /* It goes on when nobody looks at the model any more. */
  meirei_workspace_update_settings_async (self->workspace, store_overrides, saving, saving_free,
                                          NULL, saved_cb, g_object_ref (self));
}

/**
 * meirei_preset_editor_new:
 * @presets: the presets that come with the program
 * @workspace: (nullable): where the changes are kept; without one they are in
 *   effect as long as the editor
 * @model_key: the key of the model, see [method@Model.get_key]
 *
 * Returns: (transfer full): an editor
 */
MeireiPresetEditor *
meirei_preset_editor_new (MeireiPresetStore *presets,
                          MeireiWorkspace   *workspace,
                          const char        *model_key)
{
  MeireiPresetEditor *self;

  g_return_val_if_fail (MEIREI_IS_PRESET_STORE (presets), NULL);
  g_return_val_if_fail (workspace == NULL || MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (model_key != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_PRESET_EDITOR, NULL);
  self->presets = g_object_ref (presets);
  self->model_key = g_strdup (model_key);
  g_set_object (&self->workspace, workspace);
  if (workspace != NULL)
    g_signal_connect_object (workspace, "settings-changed", G_CALLBACK (settings_cb), self,
                             G_CONNECT_SWAPPED);
  read_stored (self);

  return self;
}

/**
 * meirei_preset_editor_get_model:
 * @self: an editor
 *
 * Returns: the key of the model
 */
const char *
meirei_preset_editor_get_model (MeireiPresetEditor *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET_EDITOR (self), NULL);

  return self->model_key;
}

/**
 * meirei_preset_editor_get_preset:
 * @self: an editor
 *
 * Returns: (transfer none): the preset with the changes
 */
MeireiPreset *
meirei_preset_editor_get_preset (MeireiPresetEditor *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET_EDITOR (self), NULL);

  return self->preset;
}

/**
 * meirei_preset_editor_has:
 * @self: an editor
 * @section: (nullable): `params`, `limits` or %NULL for the preset itself
 * @member: (nullable): a member of the section; %NULL for any
 *
 * Returns: whether the workspace wants something different there
 */
gboolean
meirei_preset_editor_has (MeireiPresetEditor *self,
                          const char         *section,
                          const char         *member)
{
  JsonObject *object;

  g_return_val_if_fail (MEIREI_IS_PRESET_EDITOR (self), FALSE);

  object = section != NULL ? meirei_json_get_object (self->overrides, section) : self->overrides;
  if (object == NULL)
    return FALSE;

  return member != NULL ? json_object_has_member (object, member)
                        : json_object_get_size (object) > 0;
}

static void
set_member (JsonObject *object,
            const char *member,
            JsonNode   *value)
{
  if (value != NULL)
    json_object_set_member (object, member, json_node_copy (value));
  else
    json_object_remove_member (object, member);
}

static JsonObject *
make_overrides (MeireiPresetEditor *self,
                const char         *section,
                const char         *member,
                JsonNode           *value)
{
  JsonObject *overrides = copy_object (self->overrides);
  JsonObject *inner;

  if (section == NULL)
    {
      set_member (overrides, member, value);
      return overrides;
    }

  inner = copy_object (member != NULL ? meirei_json_get_object (overrides, section) : NULL);
  if (member != NULL)
    set_member (inner, member, value);
  if (json_object_get_size (inner) > 0)
    json_object_set_object_member (overrides, section, inner);
  else
    {
      json_object_remove_member (overrides, section);
      json_object_unref (inner);
    }

  return overrides;
}

/**
 * meirei_preset_editor_set:
 * @self: an editor
 * @section: (nullable): `params`, `limits` or %NULL for the preset itself
 * @member: (nullable): which value; %NULL for all of the section
 * @value: (nullable) (transfer none): the value, or %NULL for the one that
 *   comes with the program
 * @error: return location for an error
 *
 * Changes a value and saves it.
 *
 * Returns: %FALSE with %MEIREI_SLM_ERROR_BAD_PARAMETER if the value is none;
 *   nothing is changed then
 */
gboolean
meirei_preset_editor_set (MeireiPresetEditor  *self,
                          const char          *section,
                          const char          *member,
                          JsonNode            *value,
                          GError             **error)
{
  g_autoptr(JsonObject) overrides = NULL;
  MeireiPreset *preset;

  g_return_val_if_fail (MEIREI_IS_PRESET_EDITOR (self), FALSE);
  g_return_val_if_fail (section != NULL || member != NULL, FALSE);
  g_return_val_if_fail (member != NULL || value == NULL, FALSE);

  overrides = make_overrides (self, section, member, value);
  preset = look_up (self, overrides, error);
  if (preset == NULL)
    return FALSE;

  json_object_unref (self->overrides);
  self->overrides = g_steal_pointer (&overrides);
  g_object_unref (self->preset);
  self->preset = preset;
  save (self);
  g_signal_emit (self, signals[CHANGED], 0);

  return TRUE;
}

/**
 * meirei_preset_editor_is_saving:
 * @self: an editor
 *
 * Returns: whether a change is on its way to the disk
 */
gboolean
meirei_preset_editor_is_saving (MeireiPresetEditor *self)
{
  g_return_val_if_fail (MEIREI_IS_PRESET_EDITOR (self), FALSE);

  return self->saving || self->dirty;
}
