/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-batch-schedule.h"

/* Items are letters; what one depends on are letters, too. */
typedef struct {
  const char *depends_on;
  int phase;
} Row;

typedef struct {
  MeireiBatchSchedule *schedule;
  GPtrArray *items;
} Fixture;

static void
set_up (Fixture              *fixture,
        MeireiBatchOrder      order,
        MeireiDependencyRule  rule,
        const Row            *rows,
        guint                 n_rows)
{
  fixture->schedule = meirei_batch_schedule_new (order, rule);
  fixture->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *id = g_strdup_printf ("%c0000000", 'a' + i);
      g_autofree char *feature = g_strdup_printf ("%c", 'a' + i);
      g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
      g_auto(GStrv) depends_on = NULL;
      MeireiBatchItem *item = meirei_batch_item_new (id, feature);

      for (const char *c = rows[i].depends_on; c != NULL && *c != '\0'; c++)
        {
          const char name[] = { *c, '\0' };

          g_strv_builder_add (builder, name);
        }
      depends_on = g_strv_builder_end (builder);
      g_ptr_array_add (fixture->items, item);
      meirei_batch_schedule_add (fixture->schedule, item, rows[i].phase, feature,
                                 (const char * const *) depends_on);
    }
  meirei_batch_schedule_link (fixture->schedule);
}

static void
tear_down (Fixture *fixture)
{
  g_assert_finalize_object (fixture->schedule);
  g_ptr_array_unref (fixture->items);
}

static void
add_names (GString   *text,
           GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    g_string_append (text, meirei_batch_item_get_title (items->pdata[i]));
}

/* Takes everything, one after another; capitals in @failing fail.  Returns the
 * order, what was skipped after “-”, what was left after “!”. */
static char *
run (Fixture    *fixture,
     const char *failing)
{
  GString *order = g_string_new (NULL);
  g_autoptr(GString) skipped = g_string_new (NULL);
  g_autoptr(GString) left = g_string_new (NULL);
  g_autoptr(GPtrArray) rest = NULL;
  MeireiBatchItem *item;

  while ((item = meirei_batch_schedule_take (fixture->schedule)) != NULL)
    {
      gboolean fails = strchr (failing, meirei_batch_item_get_title (item)[0]) != NULL;
      g_autoptr(GPtrArray) others = NULL;

      g_string_append (order, meirei_batch_item_get_title (item));
      meirei_batch_item_settle (item, fails ? MEIREI_BATCH_ITEM_FAILED : MEIREI_BATCH_ITEM_DONE,
                                0.0, NULL, NULL);
      others = meirei_batch_schedule_settle (fixture->schedule, item);
      add_names (skipped, others);
      g_object_unref (item);
    }
  rest = meirei_batch_schedule_take_rest (fixture->schedule);
  add_names (left, rest);
  g_assert_cmpuint (meirei_batch_schedule_get_n_left (fixture->schedule), ==, 0);
  g_string_append_printf (order, "-%s!%s", skipped->str, left->str);

  return g_string_free (order, FALSE);
}

static void
test_orders (void)
{
  static const Row chain[] = { { "b", 3 }, { "c", 1 }, { NULL, 2 }, { NULL, 1 } };
  static const Row circle[] = { { "b", 0 }, { "a", 0 }, { NULL, 0 }, { "a", 0 } };
  static const Row fan[] = { { NULL, 0 }, { "a", 0 }, { "b", 0 }, { "ax", 0 }, { NULL, 0 } };
  const struct {
    MeireiBatchOrder order;
    MeireiDependencyRule rule;
    const Row *rows;
    guint n_rows;
    const char *failing;
    const char *expected;
  } cases[] = {
    { MEIREI_BATCH_ORDER_LIST, MEIREI_DEPENDENCY_RULE_SKIP, chain, 4, "", "abcd-!" },
    { MEIREI_BATCH_ORDER_PHASE, MEIREI_DEPENDENCY_RULE_SKIP, chain, 4, "", "bdca-!" },
    { MEIREI_BATCH_ORDER_DEPENDS, MEIREI_DEPENDENCY_RULE_SKIP, chain, 4, "", "cbad-!" },
    { MEIREI_BATCH_ORDER_DEPENDS, MEIREI_DEPENDENCY_RULE_SKIP, chain, 4, "c", "cd-ba!" },
    { MEIREI_BATCH_ORDER_DEPENDS, MEIREI_DEPENDENCY_RULE_CONTINUE, chain, 4, "c", "cbad-!" },
    { MEIREI_BATCH_ORDER_LIST, MEIREI_DEPENDENCY_RULE_SKIP, chain, 4, "c", "abcd-!" },
    { MEIREI_BATCH_ORDER_DEPENDS, MEIREI_DEPENDENCY_RULE_SKIP, circle, 4, "", "c-!abd" },
    { MEIREI_BATCH_ORDER_DEPENDS, MEIREI_DEPENDENCY_RULE_SKIP, fan, 5, "", "abcde-!" },
    { MEIREI_BATCH_ORDER_DEPENDS, MEIREI_DEPENDENCY_RULE_SKIP, fan, 5, "a", "ae-bdc!" },
    { MEIREI_BATCH_ORDER_DEPENDS, MEIREI_DEPENDENCY_RULE_SKIP, fan, 5, "b", "abde-c!" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      g_autofree char *order = NULL;

      set_up (&fixture, cases[i].order, cases[i].rule, cases[i].rows, cases[i].n_rows);
      order = run (&fixture, cases[i].failing);
      g_assert_cmpstr (order, ==, cases[i].expected);
      tear_down (&fixture);
    }
}

static void
test_put_back (void)
{
  static const Row rows[] = { { NULL, 0 }, { "a", 0 }, { NULL, 0 } };
  Fixture fixture;
  g_autoptr(MeireiBatchItem) first = NULL;
  g_autofree char *order = NULL;

  set_up (&fixture, MEIREI_BATCH_ORDER_DEPENDS, MEIREI_DEPENDENCY_RULE_SKIP, rows, 3);
  first = meirei_batch_schedule_take (fixture.schedule);
  g_assert_cmpuint (meirei_batch_schedule_get_n_left (fixture.schedule), ==, 2);
  meirei_batch_schedule_put_back (fixture.schedule, first);
  meirei_batch_schedule_put_back (fixture.schedule, first);
  g_assert_cmpuint (meirei_batch_schedule_get_n_left (fixture.schedule), ==, 3);
  order = run (&fixture, "");
  g_assert_cmpstr (order, ==, "abc-!");
  tear_down (&fixture);
}

/* What failed and what it held up are tried again. */
static void
test_retry (void)
{
  static const Row rows[] = { { NULL, 0 }, { "a", 0 }, { "b", 0 } };
  Fixture fixture;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  set_up (&fixture, MEIREI_BATCH_ORDER_DEPENDS, MEIREI_DEPENDENCY_RULE_SKIP, rows, 3);
  first = run (&fixture, "a");
  g_assert_cmpstr (first, ==, "a-bc!");
  for (guint i = 0; i < 3; i++)
    {
      meirei_batch_item_reset (fixture.items->pdata[i]);
      meirei_batch_schedule_put_back (fixture.schedule, fixture.items->pdata[i]);
    }
  second = run (&fixture, "");
  g_assert_cmpstr (second, ==, "abc-!");
  tear_down (&fixture);
}

/* A chain longer than a stack is deep, each link named twice and with a
 * dependency outside of the batch. */
static void
test_long_chain (void)
{
  const guint n_items = 200000;
  g_autoptr(MeireiBatchSchedule) schedule =
    meirei_batch_schedule_new (MEIREI_BATCH_ORDER_DEPENDS, MEIREI_DEPENDENCY_RULE_SKIP);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) skipped = NULL;
  g_autoptr(MeireiBatchItem) first = NULL;

  for (guint i = 0; i < n_items; i++)
    {
      g_autofree char *id = g_strdup_printf ("%08x-0000-4000-8000-000000000000", i);
      g_autofree char *before = g_strdup_printf ("%08x-0000-4000-8000-000000000000", i - 1);
      g_autofree char *outside = g_strdup_printf ("%08x-0000-4000-8000-00000000ffff", i);
      const char *depends_on[] = { before, outside, before, NULL };
      MeireiBatchItem *item = meirei_batch_item_new (id, "x");

      g_ptr_array_add (items, item);
      meirei_batch_schedule_add (schedule, item, 0, NULL, depends_on);
    }
  meirei_batch_schedule_link (schedule);

  first = meirei_batch_schedule_take (schedule);
  g_assert_true (first == items->pdata[0]);
  g_assert_null (meirei_batch_schedule_take (schedule));
  meirei_batch_item_settle (first, MEIREI_BATCH_ITEM_FAILED, 0., NULL, NULL);
  skipped = meirei_batch_schedule_settle (schedule, first);
  g_assert_cmpuint (skipped->len, ==, n_items - 1);
  g_assert_cmpuint (meirei_batch_schedule_get_n_left (schedule), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/batch-schedule/long-chain", test_long_chain);
  g_test_add_func ("/batch-schedule/orders", test_orders);
  g_test_add_func ("/batch-schedule/put-back", test_put_back);
  g_test_add_func ("/batch-schedule/retry", test_retry);

  return g_test_run ();
}
