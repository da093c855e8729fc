/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-next-step.h"
#include "meirei-test-workspace.h"

typedef struct {
  const char   *feature;
  int           phase;
  MeireiStatus  status;
  const char   *depends_on;  /* the feature of another */
} Sheet;

/* In the order of their making.  “b” and “c” wait for each other. */
static const Sheet sheets[] = {
  { "late",    2, MEIREI_STATUS_DRAFT,    NULL },
  { "needy",   1, MEIREI_STATUS_DRAFT,    "late" },
  { "b",       0, MEIREI_STATUS_DRAFT,    "c" },
  { "c",       0, MEIREI_STATUS_DRAFT,    "b" },
  { "plain",   1, MEIREI_STATUS_APPROVED, NULL },
  { "written", 1, MEIREI_STATUS_EXECUTED, NULL },
  { "after",   1, MEIREI_STATUS_DRAFT,    "done" },
  { "done",    1, MEIREI_STATUS_ACCEPTED, NULL },
  { "lost",    3, MEIREI_STATUS_DRAFT,    "nowhere" },
};

typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
  char *ids[G_N_ELEMENTS (sheets)];
  GPtrArray *items;
} Fixture;

static MeireiInstruction *
make_instruction (const char *id,
                  const Sheet *sheet)
{
  g_autoptr(MeireiSheet) plain = meirei_test_sheet_new (sheet->feature, sheet->feature);
  g_autoptr(JsonNode) phase = json_node_init_int (json_node_alloc (), sheet->phase);
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr(JsonArray) ids = json_array_new ();
  g_autoptr(MeireiSheet) with_phase = NULL;
  g_autoptr(MeireiSheet) with_ids = NULL;
  g_autoptr(GError) error = NULL;

  if (sheet->depends_on != NULL)
    {
      /* Ids are made from the features. */
      g_autofree char *other = g_strdup_printf ("%08x-0000-4000-8000-000000000000",
                                                g_str_hash (sheet->depends_on));

      json_array_add_string_element (ids, other);
    }
  json_node_set_array (node, ids);
  with_phase = meirei_sheet_with_member (plain, "phase", phase, &error);
  g_assert_no_error (error);
  with_ids = meirei_sheet_with_member (with_phase, "depends_on", node, &error);
  g_assert_no_error (error);

  return meirei_instruction_new_with_id (id, with_ids);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = meirei_test_make_dir ();
  fixture->workspace = meirei_workspace_create (fixture->dir, "w", &error);
  g_assert_no_error (error);
  fixture->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autoptr(MeireiInstruction) instruction = NULL;
      MeireiItemFields fields = {
        .title = sheets[i].feature, .feature = sheets[i].feature, .phase = sheets[i].phase,
        .status = sheets[i].status, .score = -1, .created_at = (gint64) i + 1,
      };

      fixture->ids[i] = g_strdup_printf ("%08x-0000-4000-8000-000000000000",
                                         g_str_hash (sheets[i].feature));
      fields.id = fixture->ids[i];
      instruction = make_instruction (fixture->ids[i], &sheets[i]);
      meirei_workspace_add_instruction (fixture->workspace, instruction, &error);
      g_assert_no_error (error);
      g_ptr_array_add (fixture->items, meirei_instruction_item_new_from_fields (&fields));
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++)
    g_free (fixture->ids[i]);
  g_ptr_array_unref (fixture->items);
  meirei_test_drop_workspace (&fixture->workspace);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct {
    const char *title;
    const char *operation;
    const char *waits_for;   /* NULL: for nothing */
    gboolean    in_cycle;
  } expected[] = {
    { "plain",   "execute", NULL,   FALSE },
    { "written", "show",    NULL,   FALSE },
    { "after",   "approve", NULL,   FALSE },
    { "late",    "approve", NULL,   FALSE },
    { "lost",    "approve", "?",    FALSE },
    { "needy",   "approve", "late", FALSE },
    { "b",       "approve", "c",    TRUE },
    { "c",       "approve", "b",    TRUE },
  };
  g_autoptr(GPtrArray) steps = meirei_next_step_list (fixture->workspace, fixture->items);

  g_assert_cmpuint (steps->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < steps->len; i++)
    {
      const MeireiNextStep *step = steps->pdata[i];

      g_assert_cmpstr (step->title, ==, expected[i].title);
      g_assert_cmpstr (meirei_next_step_get_operation (step), ==, expected[i].operation);
      g_assert_cmpint (step->in_cycle, ==, expected[i].in_cycle);
      g_assert_cmpint (meirei_next_step_is_blocked (step), ==, expected[i].waits_for != NULL);
      if (expected[i].waits_for != NULL && *expected[i].waits_for != '?')
        g_assert_cmpstr (step->waits_for[0], ==, expected[i].waits_for);
    }
}

static void
test_json (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) steps = meirei_next_step_list (fixture->workspace, fixture->items);
  g_autoptr(JsonObject) object = meirei_next_step_to_json (steps->pdata[5]);

  g_assert_cmpstr (meirei_json_get_string (object, "operation", NULL), ==, "approve");
  g_assert_cmpstr (json_array_get_string_element (meirei_json_get_array (object, "waits_for"), 0),
                   ==, "late");
  g_assert_true (json_object_get_null_member (object, "score"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/next-step/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/next-step/json", Fixture, NULL, set_up, test_json, tear_down);

  return g_test_run ();
}
