/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "meirei-enums.h"
#include "meirei-golden.h"
#include "meirei-lifecycle.h"
#include "meirei-provenance-check.h"
#include "meirei-test-workspace.h"

#define ADD       "18c7598c-de2e-5abd-baeb-f026d6be3f4f"
#define FACTORIAL "ed64f9b7-764e-561c-bf7d-524a95c43ecb"
#define SUMMARIZE "b20acd82-1ee9-560d-9712-2409e930dca8"

static MeireiScoreTable *table;

typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
  MeireiProvenanceCheck *check;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = meirei_golden_copy_folder ("documents/workspace");
  fixture->workspace = meirei_workspace_open (fixture->dir, NULL, &error);
  g_assert_no_error (error);
  fixture->check = meirei_provenance_check_new (fixture->workspace, g_getenv ("MEIREI_DATA_DIR"),
                                                table, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->check);
  meirei_test_drop_workspace (&fixture->workspace);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static guint
count_links (GPtrArray       *links,
             MeireiLinkState  state)
{
  guint count = 0;

  for (guint i = 0; i < links->len; i++)
    count += meirei_link_get_state (links->pdata[i]) == state;

  return count;
}

/* The broken links' kinds, in their order. */
static char *
describe_broken (GPtrArray *links)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < links->len; i++)
    if (meirei_link_is_broken (links->pdata[i]))
      {
        g_assert_nonnull (meirei_link_get_message (links->pdata[i]));
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "",
                                meirei_enum_to_nick (MEIREI_TYPE_LINK_KIND,
                                                     (int) meirei_link_get_kind (links->pdata[i])),
                                meirei_enum_to_nick (MEIREI_TYPE_LINK_STATE,
                                                     (int) meirei_link_get_state (links->pdata[i])));
      }

  return g_string_free (text, FALSE);
}

static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  GListModel *items = meirei_workspace_get_items (fixture->workspace);

  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 12);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (items, i);
      g_autoptr(GPtrArray) links =
        meirei_provenance_check_run (fixture->check, meirei_instruction_item_get_id (item));
      g_autofree char *broken = describe_broken (links);

      g_assert_cmpstr (broken, ==, "");
      g_assert_cmpuint (count_links (links, MEIREI_LINK_MATCHES), >=, 6);
    }
}

typedef struct {
  const char *id;
  const char *path;
  const char *from;    /* NULL removes the file */
  const char *to;
  const char *broken;
} Change;

static const Change changes[] = {
  { ADD, "data/generated_code/add_18c7598c_20261122_191545.py", "def ", "def  ",
    "file differs, tests differs, verdict differs" },
  { ADD, "data/generated_code/add_18c7598c_20261122_191545.py", NULL, NULL,
    "file missing, tests differs, verdict differs" },
  { ADD, "data/versions/18c7598c/v1.raw.txt", "def", "ded", "answer differs" },
  { ADD, "data/versions/18c7598c/v1.raw.txt", NULL, NULL, "answer missing" },
  { ADD, "data/versions/18c7598c/v1.json", "\"prompt_sha256\" : \"2", "\"prompt_sha256\" : \"3",
    "prompt differs" },
  { ADD, "data/versions/18c7598c/v1.json", "\"table\" : \"f", "\"table\" : \"e",
    "report differs" },
  { ADD, "data/versions/18c7598c/v1.json", "\"tests_sha256\" : \"", "\"tests_sha256\" : \"0",
    "tests differs" },
  { ADD, "data/versions/18c7598c/v1.json", NULL, NULL, "record missing" },
  { ADD, "data/instructions/" ADD ".json", "the sum of", "the difference of",
    "approval differs, sheet differs" },
  { ADD, "data/batches/20261122_191545_0750.jsonl", "{\"id\":\"18c7598c", "{\"id\":\"08c7598c",
    "batch differs" },
  { SUMMARIZE, "data/instructions/9ea46229-d0bf-49ca-907a-352aac7c7339.json", NULL, NULL,
    "dependency missing" },
};

static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  const Change *change = data;
  g_autofree char *path = g_build_filename (fixture->dir, change->path, NULL);
  g_autoptr(GPtrArray) links = NULL;
  g_autofree char *broken = NULL;
  g_autofree char *text = NULL;
  char *place;

  text = meirei_test_read_file (fixture->dir, change->path);
  g_assert_nonnull (text);
  if (change->from != NULL)
    {
      g_autofree char *changed = NULL;

      place = strstr (text, change->from);
      g_assert_nonnull (place);
      changed = g_strdup_printf ("%.*s%s%s", (int) (place - text), text, change->to,
                                 place + strlen (change->from));
      meirei_test_write_file (fixture->dir, change->path, changed);
    }
  else
    g_assert_cmpint (g_unlink (path), ==, 0);

  links = meirei_provenance_check_run (fixture->check, change->id);
  broken = describe_broken (links);
  g_assert_cmpstr (broken, ==, change->broken);
}

/* Editing a sheet again is no forgery. */
static gboolean
edit (MeireiInstruction  *instruction,
      gpointer            data,
      GError            **error)
{
  g_autoptr(JsonNode) value = json_node_init_string (json_node_alloc (), "Return the product.");
  g_autoptr(MeireiSheet) sheet =
    meirei_sheet_with_member (meirei_instruction_get_sheet (instruction), "spec", value, error);

  return sheet != NULL && meirei_lifecycle_edit (instruction, sheet, error);
}

static void
test_edited (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_update_instruction (fixture->workspace, FACTORIAL, -1, edit, NULL, &error);
  g_autoptr(GPtrArray) links = NULL;
  g_autofree char *broken = NULL;

  g_assert_no_error (error);
  links = meirei_provenance_check_run (fixture->check, FACTORIAL);
  broken = describe_broken (links);
  g_assert_cmpstr (broken, ==, "");
  g_assert_cmpuint (count_links (links, MEIREI_LINK_STALE), ==, 3);
  /* Two prompts cannot be made again, and one run was not recorded. */
  g_assert_cmpuint (count_links (links, MEIREI_LINK_UNCHECKED), ==, 3);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  const char * const ids[] = { ADD, "00000000-0000-0000-0000-000000000000", NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) links = NULL;
  g_autofree char *broken = NULL;
  g_autoptr(GError) error = NULL;

  meirei_provenance_check_run_async (fixture->check, ids, NULL, ran_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  links = meirei_provenance_check_run_finish (fixture->check, result, &error);
  g_assert_no_error (error);
  broken = describe_broken (links);
  g_assert_cmpstr (broken, ==, "record missing");
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *path = NULL;
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  path = g_build_filename (g_getenv ("MEIREI_DATA_DIR"), "quality", "1.0.json", NULL);
  table = meirei_score_table_load (path, NULL);
  g_assert_nonnull (table);

  g_test_add ("/provenance-check/whole", Fixture, NULL, set_up, test_whole, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *name = g_strdup_printf ("/provenance-check/changed/%" G_GSIZE_FORMAT, i);

      g_test_add (name, Fixture, &changes[i], set_up, test_changed, tear_down);
    }
  g_test_add ("/provenance-check/edited", Fixture, NULL, set_up, test_edited, tear_down);
  g_test_add ("/provenance-check/async", Fixture, NULL, set_up, test_async, tear_down);

  status = g_test_run ();
  g_object_unref (table);

  return status;
}
