/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-server.h"

/* The part of MeireiServer that keeps the list of its models. */

/* The list keeps the reference. */
static MeireiModel *
find_by_id (MeireiServer *self,
            const char   *id)
{
  GListModel *models = meirei_server_get_models (self);
  guint n_models = g_list_model_get_n_items (models);

  for (guint i = 0; i < n_models; i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);

      if (g_strcmp0 (meirei_model_get_id (model), id) == 0)
        return model;
    }

  return NULL;
}

static gboolean
is_same_list (GListModel *models,
              GPtrArray  *merged)
{
  if (g_list_model_get_n_items (models) != merged->len)
    return FALSE;

  for (guint i = 0; i < merged->len; i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);

      if (model != g_ptr_array_index (merged, i))
        return FALSE;
    }

  return TRUE;
}

/**
 * meirei_server_take_models:
 * @self: a server
 * @models: (element-type MeireiModel): what the server lists now
 *
 * Replaces the list.  A model that was listed before keeps its object and
 * gets the new values, so that selections and bindings survive.  An id that is
 * listed twice counts once.
 */
void
meirei_server_take_models (MeireiServer *self,
                           GPtrArray    *models)
{
  g_autoptr(GPtrArray) merged = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  GListModel *list;

  g_return_if_fail (MEIREI_IS_SERVER (self));
  g_return_if_fail (models != NULL);

  for (guint i = 0; i < models->len; i++)
    {
      MeireiModel *model = g_ptr_array_index (models, i);
      MeireiModel *known;

      if (!g_hash_table_add (ids, (gpointer) meirei_model_get_id (model)))
        continue;

      known = find_by_id (self, meirei_model_get_id (model));
      if (known != NULL)
        meirei_model_assign (known, model);
      else
        known = model;
      _meirei_model_set_server (known, self);
      g_ptr_array_add (merged, g_object_ref (known));
    }

  list = meirei_server_get_models (self);
  if (!is_same_list (list, merged))
    g_list_store_splice (G_LIST_STORE (list), 0, g_list_model_get_n_items (list),
                         merged->pdata, merged->len);
}

/**
 * meirei_server_find_model:
 * @self: a server
 * @name: an id or a key
 *
 * Of several instances of one key the first is taken.
 *
 * Returns: (transfer none) (nullable): the model, or %NULL if the server does
 *   not list it
 */
MeireiModel *
meirei_server_find_model (MeireiServer *self,
                          const char   *name)
{
  MeireiModel *found;
  GListModel *models;
  guint n_models;

  g_return_val_if_fail (MEIREI_IS_SERVER (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  found = find_by_id (self, name);
  models = meirei_server_get_models (self);
  n_models = g_list_model_get_n_items (models);
  for (guint i = 0; found == NULL && i < n_models; i++)
    {
      g_autoptr(MeireiModel) model = g_list_model_get_item (models, i);

      if (g_strcmp0 (meirei_model_get_key (model), name) == 0)
        found = model;
    }

  return found;
}
