/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The figures of a workspace, with the index, with one that is behind, and
 * without. */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "meirei-json.h"
#include "meirei-test-workspace.h"
#include "meirei-workspace-figures.h"

typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = meirei_test_make_dir ();
  fixture->workspace = meirei_workspace_create (fixture->dir, "Trial", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  meirei_test_drop_workspace (&fixture->workspace);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static void
remove_index (void)
{
  g_autofree char *dir = g_build_filename (g_get_user_cache_dir (), "meirei", NULL);
  g_autoptr(GDir) stream = g_dir_open (dir, 0, NULL);
  const char *name;

  while (stream != NULL && (name = g_dir_read_name (stream)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
}

static void
reopen (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  fixture->workspace = meirei_workspace_open (fixture->dir, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
set_score (MeireiVersion  *version,
           gpointer        score,
           GError        **error)
{
  g_autoptr(JsonObject) report = json_object_new ();
  g_autoptr(JsonObject) attempt = json_object_new ();

  json_object_set_int_member (report, "score", GPOINTER_TO_INT (score));
  meirei_version_set_section (version, "report", report);
  meirei_version_set_model (version, "qwen", NULL, 0);
  json_object_set_double_member (attempt, "duration_s", 2.);
  json_object_set_int_member (attempt, "completion_tokens", 10);
  if (json_array_get_length (meirei_version_get_attempts (version)) == 0)
    meirei_version_add_attempt (version, attempt);

  return TRUE;
}

static void
score (Fixture    *fixture,
       const char *id,
       const char *version,
       int         points)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiVersion) updated =
    meirei_workspace_update_version (fixture->workspace, id, version, set_score,
                                     GINT_TO_POINTER (points), &error);

  g_assert_no_error (error);
}

static void
decide (Fixture        *fixture,
        const char     *id,
        MeireiDecision  decision)
{
  g_autoptr(GError) error = NULL;

  meirei_workspace_decide (fixture->workspace, id, NULL, decision, "", NULL, &error);
  g_assert_no_error (error);
}

static MeireiProjectFigures *
compute (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  MeireiProjectFigures *figures =
    meirei_project_figures_compute (fixture->workspace, g_get_real_time (), NULL, &error);

  g_assert_no_error (error);

  return figures;
}

static char *
to_text (MeireiProjectFigures *figures)
{
  g_autoptr(JsonObject) object = meirei_project_figures_to_json (figures);

  json_object_remove_member (object, "at");

  return meirei_json_to_text (object, NULL);
}

/* One draft, one rejected version followed by an accepted one, one to review. */
static char *
fill (Fixture *fixture)
{
  g_autofree char *draft = meirei_test_add_instruction (fixture->workspace, "Draft", "draft");
  g_autofree char *second = meirei_test_add_executed (fixture->workspace, "second", "b = 1\n");
  char *first = meirei_test_add_executed (fixture->workspace, "first", "a = 1\n");

  score (fixture, first, "v1", 50);
  decide (fixture, first, MEIREI_DECISION_REJECTED);
  meirei_test_execute (fixture->workspace, first, "a = 2\n");
  score (fixture, first, "v2", 90);
  decide (fixture, first, MEIREI_DECISION_ACCEPTED);
  score (fixture, second, "v1", 70);

  return first;
}

static void
check (MeireiProjectFigures *figures)
{
  const MeireiModelFigures *models;
  const MeireiPhaseFigures *phases;
  const MeireiFiguresEntry *entries;
  guint n;

  g_assert_cmpuint (meirei_project_figures_get_n_instructions (figures), ==, 3);
  g_assert_cmpuint (meirei_project_figures_get_n_scored (figures), ==, 2);
  g_assert_cmpfloat (meirei_project_figures_get_mean_score (figures), ==, 80.);
  g_assert_cmpuint (meirei_project_figures_count_need (figures, MEIREI_NEED_REVIEW), ==, 1);
  models = meirei_project_figures_get_models (figures, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (models[0].model, ==, "qwen");
  g_assert_cmpuint (models[0].n_runs, ==, 3);
  g_assert_cmpuint (models[0].n_passed, ==, 1);
  g_assert_cmpfloat (models[0].mean_score, ==, 70.);
  g_assert_cmpfloat (models[0].tokens_per_second, ==, 5.);
  phases = meirei_project_figures_get_phases (figures, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (phases[0].n_accepted, ==, 1);
  /* Draft: created; the others: created, validated, approved, executing, executed
   * …; what counts is that the latest is first. */
  entries = meirei_project_figures_get_activity (figures, &n);
  g_assert_cmpuint (n, >, 3);
  for (guint i = 1; i < n; i++)
    g_assert_cmpint (entries[i - 1].at, >=, entries[i].at);
  g_assert_cmpstr (entries[0].event, ==, "accept");
  g_assert_cmpstr (entries[0].title, ==, "first");
}

static void
test_index (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *id = fill (fixture);
  g_autoptr(MeireiProjectFigures) figures = compute (fixture);

  check (figures);
}

/* The index that is made anew has only latest versions; the others are read
 * from their files, once. */
static void
test_new_index (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *id = fill (fixture);
  g_autofree char *path = NULL;
  g_autoptr(MeireiProjectFigures) figures = NULL;
  g_autoptr(MeireiProjectFigures) again = NULL;

  meirei_test_drop_workspace (&fixture->workspace);
  remove_index ();
  reopen (fixture);
  figures = compute (fixture);
  check (figures);

  path = g_strdup_printf ("%s/data/versions/%.8s/v1.json", fixture->dir, id);
  g_assert_cmpint (g_unlink (path), ==, 0);
  again = compute (fixture);
  check (again);
}

/* What the index says and what the files say is the same. */
static void
test_without_index (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *id = fill (fixture);
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "meirei", NULL);
  g_autoptr(MeireiProjectFigures) with = compute (fixture);
  g_autoptr(MeireiProjectFigures) without = NULL;
  g_autofree char *with_text = to_text (with);
  g_autofree char *without_text = NULL;

  meirei_test_drop_workspace (&fixture->workspace);
  remove_index ();
  g_rmdir (cache);
  g_assert_true (g_file_set_contents (cache, "", 0, NULL));
  reopen (fixture);
  without = compute (fixture);
  check (without);
  without_text = to_text (without);
  g_assert_cmpstr (with_text, ==, without_text);
  meirei_test_drop_workspace (&fixture->workspace);
  g_assert_cmpint (g_unlink (cache), ==, 0);
  reopen (fixture);
}

/* An older version that is analysed again, a verdict that is taken back and
 * an instruction that is deleted. */
static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *id = fill (fixture);
  g_autoptr(MeireiProjectFigures) figures = NULL;
  g_autoptr(MeireiProjectFigures) fewer = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) undone = NULL;
  const MeireiModelFigures *all;

  score (fixture, id, "v1", 85);
  undone = meirei_workspace_undo_decision (fixture->workspace, &error);
  g_assert_no_error (error);
  figures = compute (fixture);
  all = meirei_project_figures_get_all_models (figures);
  g_assert_cmpuint (all->n_passed, ==, 2);
  g_assert_cmpuint (meirei_project_figures_get_throughput (figures)->n_accepted, ==, 0);
  g_assert_cmpuint (meirei_project_figures_get_throughput (figures)->n_rejected, ==, 1);

  meirei_workspace_delete_instruction (fixture->workspace, id, &error);
  g_assert_no_error (error);
  fewer = compute (fixture);
  g_assert_cmpuint (meirei_project_figures_get_n_instructions (fewer), ==, 2);
  g_assert_cmpuint (meirei_project_figures_get_all_models (fewer)->n_runs, ==, 1);
}

static gboolean
set_settings (JsonObject  *settings,
              gpointer     data,
              GError     **error)
{
  g_autoptr(JsonObject) given = meirei_json_parse_object (data, -1, NULL);

  json_object_set_member (settings, "phases", json_object_dup_member (given, "phases"));

  return TRUE;
}

/* Phases that cannot be read are left out; the others count. */
static void
test_phases (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *id = fill (fixture);
  g_autoptr(MeireiProjectFigures) figures = NULL;
  g_autoptr(GError) error = NULL;
  const MeireiPhaseFigures *phases;
  guint n;

  meirei_workspace_update_settings (fixture->workspace, set_settings,
                                    (gpointer) "{\"phases\": [7, {\"number\": -1},"
                                    " {\"number\": 1, \"name\": \"Core\","
                                    " \"criterion\": \"n-accepted\", \"n_required\": 1}]}",
                                    &error);
  g_assert_no_error (error);
  figures = compute (fixture);
  phases = meirei_project_figures_get_phases (figures, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (meirei_phase_get_name (phases[0].phase), ==, "Core");
  g_assert_true (phases[0].achieved);
  g_assert_cmpint (g_get_real_time () - phases[0].achieved_at, <, 60 * G_USEC_PER_SEC);
  g_assert_cmpint (phases[0].state, ==, MEIREI_PHASE_STATE_ACHIEVED);
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **finished = user_data;

  *finished = g_object_ref (result);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *id = fill (fixture);

  for (int cancelled = 0; cancelled < 2; cancelled++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(MeireiProjectFigures) figures = NULL;
      g_autoptr(GError) error = NULL;

      meirei_project_figures_compute_async (fixture->workspace, g_get_real_time (), cancellable,
                                            finished_cb, &result);
      if (cancelled)
        g_cancellable_cancel (cancellable);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      figures = meirei_project_figures_compute_finish (fixture->workspace, result, &error);
      if (cancelled)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          g_assert_null (figures);
        }
      else
        check (figures);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) \
  g_test_add ("/workspace-figures/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("index", test_index);
  ADD ("new-index", test_new_index);
  ADD ("without-index", test_without_index);
  ADD ("changes", test_changes);
  ADD ("phases", test_phases);
  ADD ("async", test_async);
#undef ADD

  return g_test_run ();
}
