/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-instruction-model.h"

#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

static MeireiInstructionItem *
make_item (guint        number,
           const char  *title,
           MeireiStatus status,
           int          score,
           gint64       updated_at)
{
  g_autofree char *id = g_strdup_printf ("%08x-0000-4000-8000-000000000000", number);
  MeireiItemFields fields = {
    .id = id,
    .title = title,
    .feature = "feature",
    .phase = (int) (number % 3),
    .status = status,
    .score = score,
    .gate = "",
    .version = "",
    .created_at = number,
    .updated_at = updated_at,
  };

  return meirei_instruction_item_new_from_fields (&fields);
}

/* A list as a workspace has it: three executed ones, one draft, one failed. */
static GListStore *
make_source (void)
{
  static const struct {
    const char *title;
    MeireiStatus status;
    int score;
  } rows[] = {
    { "delta", MEIREI_STATUS_EXECUTED, 95 },
    { "alpha", MEIREI_STATUS_DRAFT, -1 },
    { "charlie", MEIREI_STATUS_EXECUTED, 60 },
    { "bravo", MEIREI_STATUS_FAILED, -1 },
    { "echo", MEIREI_STATUS_EXECUTED, 70 },
  };
  GListStore *store = g_list_store_new (MEIREI_TYPE_INSTRUCTION_ITEM);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(MeireiInstructionItem) item = make_item (i, rows[i].title, rows[i].status,
                                                         rows[i].score, i * MINUTE);

      g_list_store_append (store, item);
    }

  return store;
}

static char *
dup_titles (MeireiInstructionModel *model)
{
  g_autoptr(GString) titles = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    g_string_append_c (titles,
                       meirei_instruction_item_get_title (meirei_instruction_model_peek (model, i))[0]);

  return g_string_free (g_steal_pointer (&titles), FALSE);
}

#define assert_titles(model, expected) G_STMT_START { \
  g_autofree char *titles_ = dup_titles (model); \
  g_assert_cmpstr (titles_, ==, expected); \
} G_STMT_END

static void
test_orders (void)
{
  static const struct {
    MeireiSortKey key;
    const char *expected;
  } orders[] = {
    { MEIREI_SORT_KEY_UPDATED, "ebcad" },
    { MEIREI_SORT_KEY_SCORE, "decba" },
    { MEIREI_SORT_KEY_TITLE, "abcde" },
    { MEIREI_SORT_KEY_PHASE, "bdeac" },
    { MEIREI_SORT_KEY_STATUS, "aecdb" },
    { MEIREI_SORT_KEY_WORST, "cedba" },
    { MEIREI_SORT_KEY_CREATED, "dacbe" },
  };
  g_autoptr(MeireiInstructionModel) model = meirei_instruction_model_new ();
  g_autoptr(GListStore) source = make_source ();

  meirei_instruction_model_set_source (model, G_LIST_MODEL (source));

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      meirei_instruction_model_set_sort_key (model, orders[i].key);
      assert_titles (model, orders[i].expected);

      /* The same order as core's. */
      for (guint j = 1; j < 5; j++)
        g_assert_cmpint (meirei_instruction_sort_compare (
                           meirei_instruction_model_peek (model, j - 1),
                           meirei_instruction_model_peek (model, j), orders[i].key), <, 0);
    }
}

static void
test_filter (void)
{
  g_autoptr(MeireiInstructionModel) model = meirei_instruction_model_new ();
  g_autoptr(GListStore) source = make_source ();
  MeireiInstructionFilter *filter = meirei_instruction_model_get_filter (model);

  meirei_instruction_model_set_source (model, G_LIST_MODEL (source));
  meirei_instruction_filter_set_statuses (filter, MEIREI_STATUS_BIT (MEIREI_STATUS_EXECUTED));
  assert_titles (model, "ecd");
  meirei_instruction_filter_set_phase (filter, 2);
  assert_titles (model, "c");
  g_assert_cmpuint (meirei_instruction_model_get_n_total (model), ==, 5);
  g_assert_cmpuint (meirei_instruction_model_get_n_with_status (model, MEIREI_STATUS_EXECUTED),
                    ==, 3);
  meirei_instruction_filter_clear (filter);
  assert_titles (model, "ebcad");
}

typedef struct {
  guint n_calls;
  guint position;
  guint removed;
  guint added;
} Announced;

static void
announced_cb (Announced *announced,
              guint      position,
              guint      removed,
              guint      added)
{
  announced->n_calls++;
  announced->position = position;
  announced->removed = removed;
  announced->added = added;
}

/* As the store does it: the item changes, then it is announced as replaced. */
static void
change_item (GListStore   *source,
             guint         position,
             MeireiStatus  status,
             gint64        updated_at)
{
  g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (G_LIST_MODEL (source), position);
  g_autoptr(MeireiInstructionItem) other = NULL;

  other = make_item (position, meirei_instruction_item_get_title (item), status, 80, updated_at);
  g_assert_true (meirei_instruction_item_update (item, other));
  g_list_model_items_changed (G_LIST_MODEL (source), position, 1, 1);
}

static void
test_changes (void)
{
  g_autoptr(MeireiInstructionModel) model = meirei_instruction_model_new ();
  g_autoptr(GListStore) source = make_source ();
  Announced announced = { 0 };

  meirei_instruction_model_set_source (model, G_LIST_MODEL (source));
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (announced_cb), &announced);

  /* Two changes are one announcement, of the part that moved. */
  change_item (source, 1, MEIREI_STATUS_VALIDATED, 100 * MINUTE);
  change_item (source, 2, MEIREI_STATUS_ACCEPTED, 99 * MINUTE);
  g_assert_cmpuint (announced.n_calls, ==, 0);
  while (g_main_context_iteration (NULL, FALSE));
  assert_titles (model, "acebd");
  g_assert_cmpuint (announced.n_calls, ==, 1);
  g_assert_cmpuint (announced.position, ==, 0);
  g_assert_cmpuint (announced.removed, ==, 4);
  g_assert_cmpuint (announced.added, ==, 4);
  g_assert_cmpuint (meirei_instruction_model_get_n_with_status (model, MEIREI_STATUS_EXECUTED),
                    ==, 2);

  /* Removed and added. */
  g_list_store_remove (source, 0);
  meirei_instruction_model_flush (model);
  assert_titles (model, "aceb");
  g_list_store_remove_all (source);
  meirei_instruction_model_flush (model);
  assert_titles (model, "");
  g_assert_cmpuint (meirei_instruction_model_get_n_total (model), ==, 0);
  g_assert_cmpuint (g_hash_table_size (meirei_instruction_model_get_phase_counts (model)), ==, 0);
}

static void
test_change_leaves_filter (void)
{
  g_autoptr(MeireiInstructionModel) model = meirei_instruction_model_new ();
  g_autoptr(GListStore) source = make_source ();

  meirei_instruction_model_set_source (model, G_LIST_MODEL (source));
  meirei_instruction_filter_set_statuses (meirei_instruction_model_get_filter (model),
                                          MEIREI_STATUS_BIT (MEIREI_STATUS_EXECUTED));
  change_item (source, 2, MEIREI_STATUS_ACCEPTED, 99 * MINUTE);
  meirei_instruction_model_flush (model);
  assert_titles (model, "ed");
}

static void
test_queries (void)
{
  g_autoptr(MeireiInstructionModel) model = meirei_instruction_model_new ();
  g_autoptr(GListStore) source = make_source ();
  MeireiInstructionItem *charlie;
  guint place = 0;

  meirei_instruction_model_set_source (model, G_LIST_MODEL (source));
  charlie = meirei_instruction_model_peek (model, 2);

  g_assert_cmpuint (meirei_instruction_model_find (model, charlie), ==, 2);
  g_assert_cmpuint (meirei_instruction_model_find (model, NULL), ==, MEIREI_NO_POSITION);
  g_assert_cmpuint (meirei_instruction_model_count_status (model, MEIREI_STATUS_EXECUTED,
                                                           charlie, &place), ==, 3);
  g_assert_cmpuint (place, ==, 2);
  g_assert_cmpuint (meirei_instruction_model_find_next (model, 3, MEIREI_STATUS_EXECUTED), ==, 4);
  g_assert_cmpuint (meirei_instruction_model_find_next (model, 5, MEIREI_STATUS_EXECUTED), ==, 0);
  g_assert_cmpuint (meirei_instruction_model_find_next (model, 0, MEIREI_STATUS_ACCEPTED), ==,
                    MEIREI_NO_POSITION);
  g_assert_null (meirei_instruction_model_peek (model, 5));
}

/* No frame may wait for the list, so each step must stay well below 50 ms;
 * the limit here is wide, because test machines are slow and busy. */
static void
test_fifty_thousand (void)
{
  const guint n_items = 50000;
  g_autoptr(MeireiInstructionModel) model = meirei_instruction_model_new ();
  g_autoptr(GListStore) source = g_list_store_new (MEIREI_TYPE_INSTRUCTION_ITEM);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  MeireiInstructionFilter *filter = meirei_instruction_model_get_filter (model);

  for (guint i = 0; i < n_items; i++)
    {
      g_autofree char *title = g_strdup_printf ("Instruction %u", i * 7919 % n_items);

      g_ptr_array_add (items, make_item (i, title, (MeireiStatus) (i % MEIREI_N_STATUSES),
                                         (int) (i % 101), (gint64) (i * 31337u % n_items)));
    }
  g_list_store_splice (source, 0, 0, items->pdata, items->len);

#define step(name, code) G_STMT_START { \
  gint64 start_ = g_get_monotonic_time (); \
  code; \
  start_ = g_get_monotonic_time () - start_; \
  g_test_message ("%s: %.1f ms", name, (double) start_ / 1000); \
  g_assert_cmpint (start_, <, 2 * G_USEC_PER_SEC); \
} G_STMT_END

  step ("set source", meirei_instruction_model_set_source (model, G_LIST_MODEL (source)));
  step ("filter", meirei_instruction_filter_set_statuses (filter, 1 << 4));
  step ("no filter", meirei_instruction_filter_clear (filter));
  step ("order by score", meirei_instruction_model_set_sort_key (model, MEIREI_SORT_KEY_SCORE));
  step ("order by worst", meirei_instruction_model_set_sort_key (model, MEIREI_SORT_KEY_WORST));
  step ("order by title", meirei_instruction_model_set_sort_key (model, MEIREI_SORT_KEY_TITLE));
  for (guint i = 0; i < 64; i++)
    change_item (source, i * 700, MEIREI_STATUS_EXECUTED, (gint64) (n_items + i));
  step ("64 changes", meirei_instruction_model_flush (model));
#undef step

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, n_items);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/instruction-model/orders", test_orders);
  g_test_add_func ("/ui/instruction-model/filter", test_filter);
  g_test_add_func ("/ui/instruction-model/changes", test_changes);
  g_test_add_func ("/ui/instruction-model/change-leaves-filter", test_change_leaves_filter);
  g_test_add_func ("/ui/instruction-model/queries", test_queries);
  g_test_add_func ("/ui/instruction-model/fifty-thousand", test_fifty_thousand);

  return g_test_run ();
}
