/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-preset-store.h"
#include "meirei-slm-error.h"

/**
 * MeireiPresetStore:
 *
 * The presets that come with the program, in `presets.json` of its data folder.
 * The first one that matches a model's id is laid over the default one.
 */
struct _MeireiPresetStore
{
  GObject       parent_instance;

  MeireiPreset *fallback; /* (owned) */
  GPtrArray    *presets;  /* (owned), of MeireiPreset: laid over the default */
};

G_DEFINE_FINAL_TYPE (MeireiPresetStore, meirei_preset_store, G_TYPE_OBJECT)

static void
meirei_preset_store_finalize (GObject *object)
{
  MeireiPresetStore *self = MEIREI_PRESET_STORE (object);

  g_clear_object (&self->fallback);
  g_ptr_array_unref (self->presets);

  G_OBJECT_CLASS (meirei_preset_store_parent_class)->finalize (object);
}

static void
meirei_preset_store_class_init (MeireiPresetStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_preset_store_finalize;
}

static void
meirei_preset_store_init (MeireiPresetStore *self)
{
  self->presets = g_ptr_array_new_with_free_func (g_object_unref);
}

/* The default's parameters and limits, where a preset has none of its own. */
static JsonObject *
merge (JsonObject *fallback,
       JsonObject *object)
{
  static const char * const members[] = { "params", "limits" };
  JsonObject *result = json_object_new ();
  g_autoptr(GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (result, l->data, json_object_dup_member (object, l->data));

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonObject *both = json_object_new ();
      JsonObject *parts[] = { meirei_json_get_object (fallback, members[i]),
                              meirei_json_get_object (object, members[i]) };

      for (gsize j = 0; j < G_N_ELEMENTS (parts); j++)
        {
          g_autoptr(GList) inner = parts[j] != NULL ? json_object_get_members (parts[j]) : NULL;

          for (GList *l = inner; l != NULL; l = l->next)
            json_object_set_member (both, l->data, json_object_dup_member (parts[j], l->data));
        }
      json_object_set_object_member (result, members[i], both);
    }

  return result;
}

static gboolean
read_presets (MeireiPresetStore  *self,
              JsonObject         *root,
              GError            **error)
{
  JsonObject *fallback = meirei_json_get_object (root, "default");
  JsonArray *presets = meirei_json_get_array (root, "presets");
  guint length = presets != NULL ? json_array_get_length (presets) : 0;

  if (fallback == NULL)
    {
      g_set_error_literal (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_PARAMETER,
                           "there is no “default”");
      return FALSE;
    }

  self->fallback = meirei_preset_new_from_json (fallback, error);
  if (self->fallback == NULL)
    return FALSE;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = meirei_json_array_object (presets, i);
      g_autoptr(JsonObject) merged = NULL;
      MeireiPreset *preset;

      if (object == NULL)
        continue;

      merged = merge (fallback, object);
      preset = meirei_preset_new_from_json (merged, error);
      if (preset == NULL)
        return FALSE;
      g_ptr_array_add (self->presets, preset);
    }

  return TRUE;
}

/**
 * meirei_preset_store_new:
 * @data_dir: the program's data folder
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the presets, or %NULL with an error if
 *   the installation is damaged
 */
MeireiPresetStore *
meirei_preset_store_new (const char  *data_dir,
                         GError     **error)
{
  g_autoptr(MeireiPresetStore) self = g_object_new (MEIREI_TYPE_PRESET_STORE, NULL);
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  g_autoptr(JsonObject) root = NULL;
  gsize length;

  g_return_val_if_fail (data_dir != NULL, NULL);

  path = g_build_filename (data_dir, "presets.json", NULL);
  if (!g_file_get_contents (path, &content, &length, error))
    return NULL;

  root = meirei_json_parse_object (content, (gssize) length, error);
  if (root == NULL || !read_presets (self, root, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * meirei_preset_store_lookup:
 * @self: the presets
 * @model_id: what a server calls the model
 * @overrides: (nullable): what a workspace wants different, by model id
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the preset for the model, or %NULL with
 *   %MEIREI_SLM_ERROR_BAD_PARAMETER if the override has a bad value
 */
MeireiPreset *
meirei_preset_store_lookup (MeireiPresetStore  *self,
                            const char         *model_id,
                            JsonObject         *overrides,
                            GError            **error)
{
  MeireiPreset *preset;
  MeireiPreset *result;

  g_return_val_if_fail (MEIREI_IS_PRESET_STORE (self), NULL);
  g_return_val_if_fail (model_id != NULL, NULL);

  preset = self->fallback;
  for (guint i = 0; i < self->presets->len; i++)
    if (meirei_preset_matches (g_ptr_array_index (self->presets, i), model_id))
      {
        preset = g_ptr_array_index (self->presets, i);
        break;
      }

  result = meirei_preset_overlay (preset, meirei_json_get_object (overrides, model_id), error);
  if (result == NULL)
    g_prefix_error (error, "The workspace's preset for %s: ", model_id);

  return result;
}
