/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-score-table-private.h"

static gboolean
group_contains (JsonArray  *group,
                const char *item)
{
  for (guint i = 0; i < json_array_get_length (group); i++)
    {
      if (g_strcmp0 (json_array_get_string_element (group, i), item) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * meirei_score_table_is_same_place:
 * @self: a table
 * @first_item: a row's name
 * @second_item: another row's name, or the same
 *
 * Returns: whether findings of both rows at one place have the same cause, so
 *   that only the dearer one counts
 */
gboolean
meirei_score_table_is_same_place (MeireiScoreTable *self,
                                  const char       *first_item,
                                  const char       *second_item)
{
  JsonArray *groups;
  guint length;

  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), FALSE);

  groups = meirei_json_get_array (_meirei_score_table_get_root (self), "same_place");
  length = groups != NULL ? json_array_get_length (groups) : 0;
  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (groups, i);

      if (JSON_NODE_HOLDS_ARRAY (node)
          && group_contains (json_node_get_array (node), first_item)
          && group_contains (json_node_get_array (node), second_item))
        return TRUE;
    }

  return FALSE;
}

/**
 * meirei_score_table_dup_rules:
 * @self: a table
 * @tool: a tool's name
 *
 * Returns: (transfer full): the rules that the table wants from the tool,
 *   sorted, without variants
 */
char **
meirei_score_table_dup_rules (MeireiScoreTable *self,
                              const char       *tool)
{
  g_autoptr(GHashTable) names = NULL;
  g_autoptr(GList) sorted = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), NULL);
  g_return_val_if_fail (tool != NULL, NULL);

  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < meirei_score_table_get_n_items (self); i++)
    {
      const char *key = meirei_score_table_get_item (self, i)->key;
      JsonObject *rules =
        meirei_json_get_object (_meirei_score_table_get_row (self, key), "rules");
      g_auto(GStrv) strv = meirei_json_dup_strv (rules, tool);

      for (gsize j = 0; strv[j] != NULL; j++)
        g_hash_table_add (names, g_strndup (strv[j], strcspn (strv[j], ":")));
    }

  sorted = g_list_sort (g_hash_table_get_keys (names), (GCompareFunc) strcmp);
  for (GList *l = sorted; l != NULL; l = l->next)
    g_strv_builder_add (builder, l->data);

  return g_strv_builder_end (builder);
}
