/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-batch-lane.h"

typedef struct {
  const char *name;
  MeireiModelState state;
  guint limit;
  guint n_free;         /* at first */
  guint n_free_later;   /* beside the first request, when it is being answered */
} Row;

static const Row rows[] = {
  { "loaded", MEIREI_MODEL_STATE_LOADED, 4, 4, 3 },
  { "not-loaded", MEIREI_MODEL_STATE_NOT_LOADED, 4, 1, 3 },
  { "not-loaded-one", MEIREI_MODEL_STATE_NOT_LOADED, 1, 1, 0 },
  { "unknown", MEIREI_MODEL_STATE_UNKNOWN, 3, 3, 2 },
};

static MeireiBatchLane *
make_lane (const Row *row)
{
  g_autoptr(MeireiServer) server = meirei_server_new ("http://127.0.0.1:1",
                                                      MEIREI_SERVER_KIND_OLLAMA);
  g_autoptr(MeireiModel) model = meirei_model_new ("coder");
  g_autoptr(MeireiTarget) target = NULL;

  meirei_model_set_state (model, row->state);
  target = meirei_target_new (server, model);

  return meirei_batch_lane_new_for_target (target, row->limit);
}

/* The request that has the model loaded goes alone. */
static void
test_cold (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(MeireiBatchLane) lane = make_lane (row);

  g_assert_cmpuint (meirei_batch_lane_get_n_free (lane), ==, row->n_free);
  meirei_batch_lane_enter (lane);
  g_assert_cmpuint (meirei_batch_lane_get_n_free (lane), ==, row->n_free - 1);

  /* Nothing has come yet. */
  meirei_batch_lane_observe (lane, 1, 0);
  g_assert_cmpuint (meirei_batch_lane_get_n_free (lane), ==, row->n_free - 1);

  meirei_batch_lane_observe (lane, 2, 7);
  g_assert_cmpuint (meirei_batch_lane_get_n_free (lane), ==, row->n_free_later);
}

/* A short answer may be there before anybody looks. */
static void
test_short_answer (void)
{
  g_autoptr(MeireiBatchLane) lane = make_lane (&rows[1]);

  meirei_batch_lane_enter (lane);
  meirei_batch_lane_count (lane, 3);
  meirei_batch_lane_leave (lane);
  g_assert_cmpuint (meirei_batch_lane_get_n_free (lane), ==, 4);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/batch-lane/cold/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_cold);
    }
  g_test_add_func ("/batch-lane/short-answer", test_short_answer);

  return g_test_run ();
}
