/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Items, their list, its filter and its orders. */

#include "config.h"

#include <string.h>

#include "meirei-instruction-filter.h"
#include "meirei-instruction-sort.h"
#include "meirei-item-list.h"
#include "meirei-json.h"

/* A version whose tests ran and ended as in cases. */
#define TESTS(cases) \
  "{\"tests\": {\"obstacle\": \"none\", \"cases\": [" cases "]}}"

static MeireiInstruction *
instruction_new (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = meirei_json_parse_object (
    "{\"id\": \"9ea46229-d0bf-49ca-907a-352aac7c7339\", \"title\": \"足し算\","
    " \"feature\": \"add\", \"phase\": 3, \"tags\": [\"core\", \"速い\"], \"status\": \"accepted\","
    " \"versions\": [\"v1\", \"v2\"], \"revision\": 9, \"updated_at\": \"2025-09-06T16:12:03Z\","
    " \"history\": [{\"event\": \"complete\", \"note\": \"v2: 良い\"}]}", -1, &error);

  g_assert_no_error (error);

  return meirei_instruction_new_from_json (object, NULL);
}

static MeireiInstructionItem *
item_of_version (const char *version,
                 gboolean    file_changed)
{
  g_autoptr(MeireiInstruction) instruction = instruction_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = NULL;

  if (version != NULL)
    object = meirei_json_parse_object (version, -1, &error);
  g_assert_no_error (error);

  return meirei_instruction_item_new (instruction, object, file_changed);
}

static void
test_fields (void)
{
  g_autoptr(MeireiInstructionItem) item = item_of_version (
    "{\"model\": {\"id\": \"qwen\"}, \"size\": 70000, \"finish\": \"complete\","
    " \"report\": {\"score\": 95, \"gate\": {\"passed\": true}, \"deductions\": ["
    "{\"rule\": \"F401\", \"category\": \"dependencies\", \"points\": 5}]}}", FALSE);

  g_assert_cmpstr (meirei_instruction_item_get_short_id (item), ==, "9ea46229");
  g_assert_cmpstr (meirei_instruction_item_get_title (item), ==, "足し算");
  g_assert_cmpint (meirei_instruction_item_get_phase (item), ==, 3);
  g_assert_cmpint (meirei_instruction_item_get_status (item), ==, MEIREI_STATUS_ACCEPTED);
  g_assert_true (meirei_instruction_item_has_tag (item, "速い"));
  g_assert_false (meirei_instruction_item_has_tag (item, "slow"));
  g_assert_cmpstr (meirei_instruction_item_get_model (item), ==, "qwen");
  g_assert_cmpint (meirei_instruction_item_get_score (item), ==, 95);
  g_assert_cmpstr (meirei_instruction_item_get_gate (item), ==, "passed");
  g_assert_cmpstr (meirei_instruction_item_get_version (item), ==, "v2");
  g_assert_cmpuint (meirei_instruction_item_get_n_versions (item), ==, 2);
  g_assert_cmpstr (meirei_instruction_item_get_note (item), ==, "v2: 良い");
  g_assert_cmpint (meirei_instruction_item_get_revision (item), ==, 9);
  g_assert_cmpint (meirei_instruction_item_get_flags (item), ==, MEIREI_ITEM_FLAG_LARGE);
}

static void
test_flags (void)
{
  static const struct {
    const char *version;
    gboolean file_changed;
    MeireiItemFlags flags;
  } rows[] = {
    { NULL, FALSE, MEIREI_ITEM_FLAG_NONE },
    { "{}", TRUE, MEIREI_ITEM_FLAG_NONE },
    { "{\"report\": 5, \"tests\": [], \"model\": \"x\"}", FALSE, MEIREI_ITEM_FLAG_NONE },
    { "{\"finish\": \"truncated\"}", FALSE, MEIREI_ITEM_FLAG_TRUNCATED },
    { "{\"report\": {\"deductions\": [5, {\"category\": \"security\"}]}}", FALSE,
      MEIREI_ITEM_FLAG_SECURITY },
    { "{\"report\": {\"deductions\": [{\"item\": \"invented-module\"}]}}", FALSE,
      MEIREI_ITEM_FLAG_UNKNOWN_IMPORT },
    { "{\"report\": {\"syntax\": {\"ok\": false}}}", FALSE, MEIREI_ITEM_FLAG_SYNTAX_ERROR },
    { "{\"report\": {\"syntax\": {\"ok\": null}}}", FALSE, MEIREI_ITEM_FLAG_NONE },
    { "{\"verdict\": {\"decision\": \"accepted\"}}", TRUE, MEIREI_ITEM_FLAG_VERDICT_STALE },
    { "{\"verdict\": {\"decision\": \"accepted\"}}", FALSE, MEIREI_ITEM_FLAG_NONE },
    { "{\"verdict\": {\"decision\": \"accepted\"}, \"sheet_sha256\": \"other\"}", FALSE,
      MEIREI_ITEM_FLAG_VERDICT_STALE },
    { TESTS ("{\"outcome\": \"passed\"}"), FALSE, MEIREI_ITEM_FLAG_TESTS_PASSED },
    { TESTS ("{\"outcome\": \"passed\"}, {\"outcome\": \"failed\"}"), FALSE,
      MEIREI_ITEM_FLAG_TESTS_FAILED },
    { TESTS ("{\"outcome\": \"passed\"}, {\"outcome\": \"error\"}"), FALSE,
      MEIREI_ITEM_FLAG_TESTS_FAILED },
    { TESTS (""), FALSE, MEIREI_ITEM_FLAG_NONE },
    { "{\"tests\": {\"obstacle\": \"no_sandbox\"}}", FALSE, MEIREI_ITEM_FLAG_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(MeireiInstructionItem) item = item_of_version (rows[i].version,
                                                               rows[i].file_changed);

      g_test_message ("%s", rows[i].version != NULL ? rows[i].version : "none");
      g_assert_cmpint (meirei_instruction_item_get_flags (item), ==, rows[i].flags);
      g_assert_cmpint (meirei_instruction_item_get_score (item), ==, -1);
    }
}

static MeireiInstructionItem *
item_new (const char      *id,
          const char      *title,
          MeireiStatus     status,
          int              score,
          MeireiItemFlags  flags,
          gint64           updated_at)
{
  static const char * const tags[] = { "core", NULL };
  MeireiItemFields fields = {
    .id = id, .title = title, .feature = "f", .phase = score / 10 + 1, .status = status,
    .tags = score >= 0 ? tags : NULL, .model = score >= 0 ? "qwen" : NULL, .score = score,
    .gate = score >= 80 ? "passed" : score >= 0 ? "failed" : NULL, .flags = flags,
    .created_at = updated_at, .updated_at = updated_at,
  };

  return meirei_instruction_item_new_from_fields (&fields);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          GString    *names)
{
  g_string_append_printf (names, "%s ", pspec->name);
}

static void
test_update (void)
{
  g_autoptr(MeireiInstructionItem) item = item_new ("id1", "A", MEIREI_STATUS_DRAFT, 95, 0, 1);
  g_autoptr(MeireiInstructionItem) same = item_new ("id1", "A", MEIREI_STATUS_DRAFT, 95, 0, 1);
  g_autoptr(MeireiInstructionItem) other = item_new ("id1", "B", MEIREI_STATUS_FAILED, 95, 0, 1);
  g_autoptr(GString) names = g_string_new (NULL);

  g_signal_connect (item, "notify", G_CALLBACK (count_cb), names);
  meirei_instruction_item_set_checked (item, TRUE);
  meirei_instruction_item_set_checked (item, TRUE);
  g_assert_cmpstr (names->str, ==, "checked ");
  g_string_truncate (names, 0);

  g_assert_false (meirei_instruction_item_update (item, same));
  g_assert_cmpstr (names->str, ==, "");
  g_assert_true (meirei_instruction_item_update (item, other));
  g_assert_nonnull (strstr (names->str, "title "));
  g_assert_nonnull (strstr (names->str, "status "));
  g_assert_cmpuint (names->len, ==, strlen ("title status "));
  g_assert_cmpstr (meirei_instruction_item_get_title (item), ==, "B");
  g_assert_true (meirei_instruction_item_get_checked (item));
}

static void
test_properties (void)
{
  g_autoptr(MeireiInstructionItem) item = item_of_version ("{\"model\": {\"id\": \"m\"}}", FALSE);
  guint n_properties;
  g_autofree GParamSpec **properties =
    g_object_class_list_properties (G_OBJECT_GET_CLASS (item), &n_properties);
  g_autoptr(JsonObject) object = meirei_instruction_item_to_json (item);

  for (guint i = 0; i < n_properties; i++)
    {
      g_auto(GValue) value = G_VALUE_INIT;

      g_value_init (&value, properties[i]->value_type);
      g_object_get_property (G_OBJECT (item), properties[i]->name, &value);
    }
  g_assert_cmpstr (meirei_json_get_string (object, "status", NULL), ==, "accepted");
  g_assert_true (JSON_NODE_HOLDS_NULL (json_object_get_member (object, "score")));
}

static void
test_filter (void)
{
  g_autoptr(MeireiInstructionFilter) filter = meirei_instruction_filter_new ();
  g_autoptr(MeireiInstructionItem) good = item_new ("id1", "A", MEIREI_STATUS_EXECUTED, 95, 0, 1);
  g_autoptr(MeireiInstructionItem) none = item_new ("id2", "B", MEIREI_STATUS_DRAFT, -1, 0, 2);
  g_autoptr(GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);
  G_GNUC_UNUSED g_autoptr(GString) signals = g_string_new (NULL);

#define ASSERT_MATCH(expected_good, expected_none)                                         \
  G_STMT_START {                                                                           \
    g_assert_cmpint (meirei_instruction_filter_match (filter, good), ==, expected_good);   \
    g_assert_cmpint (meirei_instruction_filter_match (filter, none), ==, expected_none);   \
    meirei_instruction_filter_clear (filter);                                              \
    g_assert_true (meirei_instruction_filter_is_empty (filter));                           \
  } G_STMT_END

  ASSERT_MATCH (TRUE, TRUE);
  meirei_instruction_filter_set_statuses (filter, MEIREI_STATUS_BIT (MEIREI_STATUS_DRAFT)
                                                  | MEIREI_STATUS_BIT (MEIREI_STATUS_FAILED));
  ASSERT_MATCH (FALSE, TRUE);
  meirei_instruction_filter_set_phase (filter, 10);
  ASSERT_MATCH (TRUE, FALSE);
  meirei_instruction_filter_set_tag (filter, "core");
  ASSERT_MATCH (TRUE, FALSE);
  meirei_instruction_filter_set_model (filter, "llama");
  ASSERT_MATCH (FALSE, FALSE);
  meirei_instruction_filter_set_score_range (filter, 0, 100);
  ASSERT_MATCH (TRUE, FALSE);
  meirei_instruction_filter_set_score_range (filter, -1, 80);
  ASSERT_MATCH (FALSE, TRUE);
  g_hash_table_add (found, (gpointer) "id2");
  meirei_instruction_filter_set_found (filter, found);
  ASSERT_MATCH (FALSE, TRUE);
#undef ASSERT_MATCH
}

static void
append_cb (MeireiInstructionFilter *filter,
           guint                   *n_signals)
{
  (*n_signals)++;
}

static void
test_filter_changed (void)
{
  g_autoptr(MeireiInstructionFilter) filter = meirei_instruction_filter_new ();
  guint n_signals = 0;

  g_signal_connect (filter, "changed", G_CALLBACK (append_cb), &n_signals);
  meirei_instruction_filter_set_phase (filter, 2);
  meirei_instruction_filter_set_phase (filter, 2);
  meirei_instruction_filter_set_tag (filter, NULL);
  g_assert_cmpuint (n_signals, ==, 1);
  meirei_instruction_filter_clear (filter);
  meirei_instruction_filter_clear (filter);
  g_assert_cmpuint (n_signals, ==, 2);
}

static char *
sort (GPtrArray     *items,
      MeireiSortKey  key)
{
  g_autoptr(GListStore) store = g_list_store_new (MEIREI_TYPE_INSTRUCTION_ITEM);
  GString *order = g_string_new (NULL);

  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  g_list_store_sort (store, meirei_instruction_sort_func, GINT_TO_POINTER (key));
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_string_append (order, meirei_instruction_item_get_id (item));
    }

  return g_string_free (order, FALSE);
}

static void
test_sort (void)
{
  static const struct {
    MeireiSortKey key;
    const char *order;
  } rows[] = {
    { MEIREI_SORT_KEY_UPDATED, "edcba" },
    { MEIREI_SORT_KEY_CREATED, "abcde" },
    { MEIREI_SORT_KEY_SCORE, "adcbe" },
    { MEIREI_SORT_KEY_TITLE, "edcba" },
    { MEIREI_SORT_KEY_PHASE, "ebcda" },
    { MEIREI_SORT_KEY_STATUS, "edcba" },
    /* c: security; b: gate failed; d: failed with a higher score; a: good; e: nothing yet */
    { MEIREI_SORT_KEY_WORST, "cbdae" },
  };
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, item_new ("a", "5", MEIREI_STATUS_FAILED, 95, 0, 1));
  g_ptr_array_add (items, item_new ("b", "4", MEIREI_STATUS_EXECUTED, 50, 0, 2));
  g_ptr_array_add (items, item_new ("c", "3", MEIREI_STATUS_EXECUTED, 60,
                                    MEIREI_ITEM_FLAG_SECURITY, 3));
  g_ptr_array_add (items, item_new ("d", "2", MEIREI_STATUS_EXECUTED, 70, 0, 4));
  g_ptr_array_add (items, item_new ("e", "1", MEIREI_STATUS_DRAFT, -1, 0, 5));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *order = sort (items, rows[i].key);

      g_test_message ("key %d", rows[i].key);
      g_assert_cmpstr (order, ==, rows[i].order);
    }
}

static void
note_items_cb (GListModel *model,
               guint       position,
               guint       removed,
               guint       added,
               GString    *log)
{
  g_string_append_printf (log, "%u-%u+%u ", position, removed, added);
}

static void
apply (MeireiItemList *list,
       const char     *id,
       const char     *title,
       GHashTable     *changes)
{
  g_hash_table_insert (changes, (gpointer) id,
                       title != NULL
                       ? item_new (id, title, MEIREI_STATUS_DRAFT, -1, 0, id[0]) : NULL);
}

static char *
list_titles (MeireiItemList *list)
{
  GString *titles = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append (titles, meirei_instruction_item_get_title (item));
      g_assert_true (meirei_item_list_lookup (list, meirei_instruction_item_get_id (item))
                     == item);
    }

  return g_string_free (titles, FALSE);
}

static void
unref_if_any (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
}

static GHashTable *
changes_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, unref_if_any);
}

static void
test_list (void)
{
  g_autoptr(MeireiItemList) list = meirei_item_list_new ();
  g_autoptr(GHashTable) added = changes_new ();
  g_autoptr(GHashTable) mixed = changes_new ();
  g_autoptr(GString) log = g_string_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  MeireiInstructionItem *kept;

  g_signal_connect (list, "items-changed", G_CALLBACK (note_items_cb), log);
  apply (list, "b", "B", added);
  apply (list, "a", "A", added);
  apply (list, "c", "C", added);
  apply (list, "d", "D", added);
  meirei_item_list_apply (list, added);
  first = list_titles (list);
  g_assert_cmpstr (first, ==, "ABCD");
  g_assert_cmpstr (log->str, ==, "0-0+4 ");

  kept = meirei_item_list_lookup (list, "d");
  g_string_truncate (log, 0);
  apply (list, "a", NULL, mixed);
  apply (list, "c", NULL, mixed);
  apply (list, "d", "X", mixed);
  apply (list, "e", "E", mixed);
  apply (list, "zz", NULL, mixed);
  meirei_item_list_apply (list, mixed);
  second = list_titles (list);
  g_assert_cmpstr (second, ==, "BXE");
  g_assert_cmpstr (log->str, ==, "3-1+1 0-3+1 2-0+1 ");
  g_assert_true (meirei_item_list_lookup (list, "d") == kept);
  g_assert_null (meirei_item_list_lookup (list, "a"));
}

/* Many scattered changes are one announcement. */
static void
test_list_many (void)
{
  g_autoptr(MeireiItemList) list = meirei_item_list_new ();
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) added = changes_new ();
  g_autoptr(GHashTable) changed = changes_new ();
  g_autoptr(GString) log = g_string_new (NULL);

  for (guint i = 0; i < 1000; i++)
    {
      g_ptr_array_add (ids, g_strdup_printf ("%04u", i));
      g_hash_table_insert (added, ids->pdata[i],
                           item_new (ids->pdata[i], "A", MEIREI_STATUS_DRAFT, -1, 0, i));
      if (i % 3 == 0)
        g_hash_table_insert (changed, ids->pdata[i],
                             item_new (ids->pdata[i], "B", MEIREI_STATUS_DRAFT, -1, 0, i));
    }
  meirei_item_list_apply (list, added);
  g_signal_connect (list, "items-changed", G_CALLBACK (note_items_cb), log);
  meirei_item_list_apply (list, changed);
  g_assert_cmpstr (log->str, ==, "0-1000+1000 ");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/instruction-item/fields", test_fields);
  g_test_add_func ("/core/instruction-item/flags", test_flags);
  g_test_add_func ("/core/instruction-item/update", test_update);
  g_test_add_func ("/core/instruction-item/properties", test_properties);
  g_test_add_func ("/core/instruction-item/filter", test_filter);
  g_test_add_func ("/core/instruction-item/filter-changed", test_filter_changed);
  g_test_add_func ("/core/instruction-item/sort", test_sort);
  g_test_add_func ("/core/instruction-item/list", test_list);
  g_test_add_func ("/core/instruction-item/list-many", test_list_many);

  return g_test_run ();
}
