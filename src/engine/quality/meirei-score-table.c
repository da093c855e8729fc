/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-score-table-private.h"
#include "meirei-string.h"

/**
 * MeireiScoreTable:
 *
 * A version of the scoring model, read from its data file: which rule costs
 * how much, caps, limits, and the texts that explain each row.
 *
 * Immutable, may be used by several threads.
 */
struct _MeireiScoreTable
{
  GObject parent_instance;

  JsonObject *root;
  char       *sha256;
  int         caps[MEIREI_N_CATEGORIES];
  GArray     *items;    /* of MeireiScoreItem; strings are owned by the root */
  GPtrArray  *rows;     /* of JsonObject, owned by the root */
  GHashTable *by_key;   /* row's name to position + 1 */
  GHashTable *by_rule;  /* "tool:rule" and, for texts, "rule" to position + 1 */
};

G_DEFINE_FINAL_TYPE (MeireiScoreTable, meirei_score_table, G_TYPE_OBJECT)

static void
meirei_score_table_finalize (GObject *object)
{
  MeireiScoreTable *self = MEIREI_SCORE_TABLE (object);

  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_rule);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->items);
  g_clear_pointer (&self->root, json_object_unref);
  g_free (self->sha256);

  G_OBJECT_CLASS (meirei_score_table_parent_class)->finalize (object);
}

static void
meirei_score_table_class_init (MeireiScoreTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_score_table_finalize;
}

static void
meirei_score_table_init (MeireiScoreTable *self)
{
  self->items = g_array_new (FALSE, FALSE, sizeof (MeireiScoreItem));
  self->rows = g_ptr_array_new ();
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_rule = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static gboolean
read_categories (MeireiScoreTable *self)
{
  JsonArray *array = meirei_json_get_array (self->root, "categories");
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = meirei_json_array_object (array, i);
      int category;

      if (!meirei_enum_from_nick (MEIREI_TYPE_CATEGORY,
                                  meirei_json_get_string (object, "key", NULL), &category))
        return FALSE;
      self->caps[category] = (int) CLAMP (meirei_json_get_int (object, "cap", 0), 0, 100);
    }

  for (int i = 0; i < MEIREI_N_CATEGORIES; i++)
    {
      if (self->caps[i] == 0)
        return FALSE;
    }

  return TRUE;
}

static void
read_rules (MeireiScoreTable *self,
            JsonObject       *row,
            guint             position)
{
  JsonObject *rules = meirei_json_get_object (row, "rules");
  g_autoptr(GList) tools = rules != NULL ? json_object_get_members (rules) : NULL;

  for (GList *l = tools; l != NULL; l = l->next)
    {
      g_auto(GStrv) names = meirei_json_dup_strv (rules, l->data);

      for (gsize i = 0; names[i] != NULL; i++)
        {
          const char *colon = strchr (names[i], ':');
          gsize length = colon != NULL ? (gsize) (colon - names[i]) : strlen (names[i]);
          g_autofree char *plain = g_strndup (names[i], length);

          g_hash_table_insert (self->by_rule,
                               g_strdup_printf ("%s:%s", (char *) l->data, names[i]),
                               GUINT_TO_POINTER (position + 1));
          if (!g_hash_table_contains (self->by_rule, plain))
            g_hash_table_insert (self->by_rule, g_steal_pointer (&plain),
                                 GUINT_TO_POINTER (position + 1));
        }
    }
}

static gboolean
read_item (MeireiScoreTable *self,
           JsonObject       *row)
{
  MeireiScoreItem item = { meirei_json_get_string (row, "key", NULL), };
  int category;
  int severity;

  if (item.key == NULL
      || !meirei_enum_from_nick (MEIREI_TYPE_CATEGORY,
                                 meirei_json_get_string (row, "category", NULL), &category)
      || !meirei_enum_from_nick (MEIREI_TYPE_SEVERITY,
                                 meirei_json_get_string (row, "severity", NULL), &severity))
    return FALSE;

  item.category = (MeireiCategory) category;
  item.severity = (MeireiSeverity) severity;
  item.points = (int) CLAMP (meirei_json_get_int (row, "points", -1), -1, 100);
  item.cap = (int) CLAMP (meirei_json_get_int (row, "cap", -1), -1, 100);
  item.limit = (int) CLAMP (meirei_json_get_int (row, "limit", -1), -1, 100);
  item.once_per_argument =
    g_strcmp0 (meirei_json_get_string (row, "once", NULL), "argument") == 0;
  item.only_if_asked = meirei_json_get_boolean (row, "only_if_asked", FALSE);
  item.instead_of = meirei_json_get_string (row, "instead_of", NULL);
  if (item.points < 0)
    return FALSE;

  read_rules (self, row, self->items->len);
  g_array_append_val (self->items, item);
  g_ptr_array_add (self->rows, row);
  g_hash_table_insert (self->by_key, (gpointer) item.key,
                       GUINT_TO_POINTER (self->items->len));

  return TRUE;
}

static gboolean
read_table (MeireiScoreTable *self)
{
  JsonArray *items = meirei_json_get_array (self->root, "items");

  if (meirei_json_get_string (self->root, "model", NULL) == NULL || items == NULL
      || !read_categories (self))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      if (!read_item (self, meirei_json_array_object (items, i)))
        return FALSE;
    }

  return self->items->len > 0;
}

/**
 * meirei_score_table_load:
 * @path: the data file of a version, such as `…/quality/1.0.json`
 * @error: return location for an error
 *
 * Reads a small file; call it when the program starts.
 *
 * Returns: (transfer full) (nullable): the table, or %NULL with an error if
 *   the file cannot be read or is not a complete table
 */
MeireiScoreTable *
meirei_score_table_load (const char  *path,
                         GError     **error)
{
  g_autoptr(MeireiScoreTable) self = g_object_new (MEIREI_TYPE_SCORE_TABLE, NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_get_contents (path, &contents, &length, error))
    {
      g_prefix_error (error, "The scoring table cannot be read; install Meirei again: ");
      return NULL;
    }

  self->sha256 = meirei_sha256 (contents, (gssize) length);
  self->root = meirei_json_parse_object (contents, (gssize) length, error);
  if (self->root == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }

  if (!read_table (self))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "%s is not a complete scoring table; install Meirei again", path);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* Private: the texts live in the other half of this type. */
JsonObject *
_meirei_score_table_get_root (MeireiScoreTable *self)
{
  return self->root;
}

static guint
find_position (MeireiScoreTable *self,
               const char       *rule_or_item)
{
  gpointer position = g_hash_table_lookup (self->by_key, rule_or_item);

  if (position == NULL)
    position = g_hash_table_lookup (self->by_rule, rule_or_item);

  return GPOINTER_TO_UINT (position);
}

JsonObject *
_meirei_score_table_get_row (MeireiScoreTable *self,
                             const char       *rule_or_item)
{
  guint position = find_position (self, rule_or_item);

  return position > 0 ? g_ptr_array_index (self->rows, position - 1) : NULL;
}

/**
 * meirei_score_table_get_model:
 * @self: a table
 *
 * Returns: the version of the scoring model, such as `quality/1.0`
 */
const char *
meirei_score_table_get_model (MeireiScoreTable *self)
{
  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), NULL);

  return meirei_json_get_string (self->root, "model", "");
}

/**
 * meirei_score_table_get_sha256:
 * @self: a table
 *
 * Returns: the hash of the data file, in lower-case hexadecimal digits
 */
const char *
meirei_score_table_get_sha256 (MeireiScoreTable *self)
{
  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), NULL);

  return self->sha256;
}

/**
 * meirei_score_table_get_cap:
 * @self: a table
 * @category: a category
 *
 * Returns: the most points that the category can cost
 */
int
meirei_score_table_get_cap (MeireiScoreTable *self,
                            MeireiCategory    category)
{
  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), 0);
  g_return_val_if_fail ((guint) category < MEIREI_N_CATEGORIES, 0);

  return self->caps[category];
}

/**
 * meirei_score_table_get_n_items:
 * @self: a table
 *
 * Returns: how many rows it has
 */
guint
meirei_score_table_get_n_items (MeireiScoreTable *self)
{
  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), 0);

  return self->items->len;
}

/**
 * meirei_score_table_get_item:
 * @self: a table
 * @index_: a position
 *
 * Returns: (transfer none): the row at this position, owned by @self
 */
const MeireiScoreItem *
meirei_score_table_get_item (MeireiScoreTable *self,
                             guint             index_)
{
  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), NULL);
  g_return_val_if_fail (index_ < self->items->len, NULL);

  return &g_array_index (self->items, MeireiScoreItem, index_);
}

/**
 * meirei_score_table_find_item:
 * @self: a table
 * @key: (nullable): a row's name
 *
 * Returns: (transfer none) (nullable): the row, or %NULL if there is none
 */
const MeireiScoreItem *
meirei_score_table_find_item (MeireiScoreTable *self,
                              const char       *key)
{
  guint position;

  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), NULL);

  if (key == NULL)
    return NULL;

  position = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, key));

  return position > 0 ? meirei_score_table_get_item (self, position - 1) : NULL;
}

/**
 * meirei_score_table_find_rule:
 * @self: a table
 * @tool: who found it: `ruff` or `python`
 * @rule: the rule, with its variant if it has one, such as `S602:constant`
 *
 * Returns: (transfer none) (nullable): the row that pays for the rule, or
 *   %NULL if the table does not know it
 */
const MeireiScoreItem *
meirei_score_table_find_rule (MeireiScoreTable *self,
                              const char       *tool,
                              const char       *rule)
{
  g_autofree char *key = NULL;
  guint position;

  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), NULL);
  g_return_val_if_fail (tool != NULL, NULL);
  g_return_val_if_fail (rule != NULL, NULL);

  key = g_strdup_printf ("%s:%s", tool, rule);
  position = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_rule, key));

  return position > 0 ? meirei_score_table_get_item (self, position - 1) : NULL;
}
