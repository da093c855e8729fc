/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-batch-rows.h"
#include "ui-batch.h"
#include "ui-test.h"

/* A copy that knows the list only by its signal. */
typedef struct {
  GPtrArray *rows;
  guint n_signals;
} Mirror;

static void
mirror_cb (GListModel *model,
           guint       position,
           guint       removed,
           guint       added,
           Mirror     *mirror)
{
  mirror->n_signals++;
  for (guint i = 0; i < removed; i++)
    g_ptr_array_remove_index (mirror->rows, position);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror->rows, (int) (position + i),
                        g_list_model_get_item (model, position + i));
}

static Mirror *
mirror_new (MeireiBatchRows *rows)
{
  Mirror *mirror = g_new0 (Mirror, 1);

  mirror->rows = g_ptr_array_new_with_free_func (g_object_unref);
  mirror_cb (G_LIST_MODEL (rows), 0, 0, g_list_model_get_n_items (G_LIST_MODEL (rows)), mirror);
  g_signal_connect (rows, "items-changed", G_CALLBACK (mirror_cb), mirror);

  return mirror;
}

static void
mirror_check (Mirror          *mirror,
              MeireiBatchRows *rows)
{
  g_assert_cmpuint (mirror->rows->len, ==, g_list_model_get_n_items (G_LIST_MODEL (rows)));
  for (guint i = 0; i < mirror->rows->len; i++)
    {
      g_autoptr(MeireiBatchRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);

      g_assert_true (mirror->rows->pdata[i] == row);
    }
}

static void
mirror_free (Mirror          *mirror,
             MeireiBatchRows *rows)
{
  mirror_check (mirror, rows);
  g_signal_handlers_disconnect_by_data (rows, mirror);
  g_ptr_array_unref (mirror->rows);
  g_free (mirror);
}

static char *
describe (MeireiBatchRows *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr(MeireiBatchRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);

      g_string_append_printf (text, "%s%u", i > 0 ? " " : "", meirei_batch_row_get_position (row));
    }

  return g_string_free (text, FALSE);
}

static void
assert_rows (MeireiBatchRows *rows,
             const char      *expected)
{
  g_autofree char *found = describe (rows);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_order (void)
{
  g_autoptr(MeireiBatch) batch = ui_batch_new (MEIREI_OPERATION_EXECUTE, 6);
  g_autoptr(MeireiBatchRows) rows = meirei_batch_rows_new (batch);
  Mirror *mirror = mirror_new (rows);

  assert_rows (rows, "0 1 2 3 4 5");
  ui_batch_set_state (batch, 4, MEIREI_BATCH_ITEM_RUNNING);
  ui_batch_settle (batch, 3, "{\"state\": \"done\", \"score\": 80}");
  ui_batch_settle (batch, 5, "{\"state\": \"failed\"}");
  ui_batch_set_state (batch, 1, MEIREI_BATCH_ITEM_RUNNING);

  /* Nothing moves between two updates; the counts are true at once. */
  assert_rows (rows, "0 1 2 3 4 5");
  g_assert_cmpuint (meirei_batch_rows_count (rows, MEIREI_BATCH_GROUP_IN_FLIGHT), ==, 2);
  g_assert_cmpuint (meirei_batch_rows_count (rows, MEIREI_BATCH_GROUP_FAILED), ==, 1);
  g_assert_cmpuint (meirei_batch_rows_count (rows, MEIREI_BATCH_GROUP_DONE), ==, 1);
  g_assert_cmpuint (meirei_batch_rows_count (rows, MEIREI_BATCH_GROUP_WAITING), ==, 2);
  meirei_batch_rows_update (rows);
  assert_rows (rows, "1 4 5 3 0 2");
  mirror_check (mirror, rows);

  /* What runs and stays where it is makes no noise. */
  mirror->n_signals = 0;
  meirei_batch_rows_update (rows);
  g_assert_cmpuint (mirror->n_signals, ==, 0);

  ui_batch_settle (batch, 1, "{\"state\": \"failed\"}");
  ui_batch_settle (batch, 4, "{\"state\": \"cancelled\"}");
  meirei_batch_rows_update (rows);
  assert_rows (rows, "1 5 3 0 2 4");
  meirei_batch_item_reset (meirei_batch_find_item (batch, UI_BATCH_ID (1)));
  meirei_batch_rows_update (rows);
  assert_rows (rows, "5 3 0 1 2 4");
  mirror_free (mirror, rows);
}

static void
test_filter (void)
{
  g_autoptr(MeireiBatch) batch = ui_batch_new (MEIREI_OPERATION_EXECUTE, 8);
  g_autoptr(MeireiBatchRows) rows = meirei_batch_rows_new (batch);
  Mirror *mirror = mirror_new (rows);

  ui_batch_settle (batch, 2, "{\"state\": \"failed\"}");
  ui_batch_settle (batch, 6, "{\"state\": \"done\"}");
  meirei_batch_rows_update (rows);
  meirei_batch_rows_set_group (rows, MEIREI_BATCH_GROUP_FAILED);
  assert_rows (rows, "2");

  /* What comes to belong appears, what ceases to goes. */
  ui_batch_settle (batch, 7, "{\"state\": \"failed\"}");
  ui_batch_set_state (batch, 2, MEIREI_BATCH_ITEM_RUNNING);
  meirei_batch_rows_update (rows);
  assert_rows (rows, "7");
  g_assert_cmpuint (meirei_batch_rows_get_n_total (rows), ==, 8);

  meirei_batch_rows_set_group (rows, MEIREI_BATCH_GROUP_ALL);
  meirei_batch_rows_set_search (rows, "命令 3");
  assert_rows (rows, "3");
  meirei_batch_rows_set_search (rows, "ITEM 5");
  assert_rows (rows, "5");
  meirei_batch_rows_set_search (rows, UI_BATCH_ID (6));
  assert_rows (rows, "6");
  meirei_batch_rows_set_search (rows, "nothing");
  assert_rows (rows, "");
  meirei_batch_rows_set_search (rows, NULL);
  assert_rows (rows, "2 7 6 0 1 3 4 5");
  mirror_free (mirror, rows);
}

static int
compare_scores (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  return meirei_batch_row_get_score ((MeireiBatchRow *) a)
         - meirei_batch_row_get_score ((MeireiBatchRow *) b);
}

static void
test_sorter (void)
{
  g_autoptr(MeireiBatch) batch = ui_batch_new (MEIREI_OPERATION_EXECUTE, 4);
  g_autoptr(MeireiBatchRows) rows = meirei_batch_rows_new (batch);
  g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_scores, NULL, NULL));
  Mirror *mirror = mirror_new (rows);

  ui_batch_settle (batch, 0, "{\"state\": \"done\", \"score\": 90}");
  ui_batch_settle (batch, 1, "{\"state\": \"done\", \"score\": 20}");
  ui_batch_settle (batch, 2, "{\"state\": \"failed\", \"score\": 50}");
  meirei_batch_rows_update (rows);
  assert_rows (rows, "2 0 1 3");
  meirei_batch_rows_set_sorter (rows, sorter);
  assert_rows (rows, "3 1 2 0");

  /* The order holds while the run goes on. */
  ui_batch_settle (batch, 3, "{\"state\": \"done\", \"score\": 60}");
  meirei_batch_rows_update (rows);
  assert_rows (rows, "1 2 3 0");
  meirei_batch_rows_set_sorter (rows, NULL);
  assert_rows (rows, "2 0 1 3");
  mirror_free (mirror, rows);
}

/* Any sequence of changes leaves the order that sorting would give. */
static void
test_random (void)
{
  static const char * const ends[] = {
    "{\"state\": \"done\"}", "{\"state\": \"failed\"}", "{\"state\": \"cancelled\"}",
  };
  g_autoptr(MeireiBatch) batch = ui_batch_new (MEIREI_OPERATION_EXECUTE, 60);
  g_autoptr(MeireiBatchRows) rows = meirei_batch_rows_new (batch);
  Mirror *mirror = mirror_new (rows);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr(MeireiBatchRows) fresh = NULL;
      g_autofree char *expected = NULL;

      for (int i = 0; i < g_test_rand_int_range (0, 12); i++)
        {
          guint position = (guint) g_test_rand_int_range (0, 60);

          if (g_test_rand_bit ())
            ui_batch_set_state (batch, position, MEIREI_BATCH_ITEM_RUNNING);
          else
            ui_batch_settle (batch, position, ends[g_test_rand_int_range (0, 3)]);
        }
      meirei_batch_rows_update (rows);
      mirror_check (mirror, rows);
      fresh = meirei_batch_rows_new (batch);
      expected = describe (fresh);
      assert_rows (rows, expected);
    }
  mirror_free (mirror, rows);
}

static void
test_many (void)
{
  g_autoptr(MeireiBatch) batch = ui_batch_new (MEIREI_OPERATION_EXECUTE, 10000);
  gint64 started_at = ui_batch_get_cpu_time ();
  g_autoptr(MeireiBatchRows) rows = meirei_batch_rows_new (batch);
  double made_ms = (double) (ui_batch_get_cpu_time () - started_at) / 1000.0;
  double worst_ms = 0.0;

  for (guint i = 0; i < 100; i++)
    {
      double ms;

      for (guint j = 0; j < 8; j++)
        {
          guint position = i * 8 + j;

          ui_batch_set_state (batch, position + 8, MEIREI_BATCH_ITEM_RUNNING);
          ui_batch_settle (batch, position, j == 0 ? "{\"state\": \"failed\"}"
                                                   : "{\"state\": \"done\"}");
        }
      started_at = ui_batch_get_cpu_time ();
      meirei_batch_rows_update (rows);
      ms = (double) (ui_batch_get_cpu_time () - started_at) / 1000.0;
      worst_ms = MAX (worst_ms, ms);
    }

  g_test_message ("10,000 rows made in %.1f ms, worst update %.2f ms", made_ms, worst_ms);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, 10000);
  g_assert_cmpuint (meirei_batch_rows_count (rows, MEIREI_BATCH_GROUP_FAILED), ==, 100);
  g_assert_cmpfloat (worst_ms, <, 50.0);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/batch-rows/order", test_order);
  g_test_add_func ("/ui/batch-rows/filter", test_filter);
  g_test_add_func ("/ui/batch-rows/sorter", test_sorter);
  g_test_add_func ("/ui/batch-rows/random", test_random);
  g_test_add_func ("/ui/batch-rows/many", test_many);

  return g_test_run ();
}
