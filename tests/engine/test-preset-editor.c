/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-execution-options.h"
#include "meirei-json.h"
#include "meirei-longest-prompt.h"
#include "meirei-model-statistics.h"
#include "meirei-preset-editor.h"
#include "meirei-slm-error.h"
#include "meirei-test-workspace.h"
#include "meirei-workspace-versions.h"

typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
  MeireiPresetStore *presets;
  guint n_changed;
  guint n_failed;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->dir = meirei_test_make_dir ();
  f->workspace = meirei_workspace_create (f->dir, "presets", &error);
  g_assert_no_error (error);
  f->presets = meirei_preset_store_new (g_getenv ("MEIREI_DATA_DIR"), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->presets);
  meirei_test_drop_workspace (&f->workspace);
  meirei_test_remove_dir (f->dir);
  g_free (f->dir);
}

static void
changed_cb (Fixture *f)
{
  f->n_changed++;
}

static void
failed_cb (Fixture *f)
{
  f->n_failed++;
}

static MeireiPresetEditor *
new_editor (Fixture    *f,
            const char *model)
{
  MeireiPresetEditor *editor = meirei_preset_editor_new (f->presets, f->workspace, model);

  g_signal_connect_swapped (editor, "changed", G_CALLBACK (changed_cb), f);
  g_signal_connect_swapped (editor, "failed", G_CALLBACK (failed_cb), f);

  return editor;
}

static gboolean
set_number (MeireiPresetEditor  *editor,
            const char          *section,
            const char          *member,
            double               value,
            GError             **error)
{
  g_autoptr(JsonNode) node = json_node_init_double (json_node_alloc (), value);

  return meirei_preset_editor_set (editor, section, member, node, error);
}

static void
wait_saved (MeireiPresetEditor *editor)
{
  while (meirei_preset_editor_is_saving (editor))
    g_main_context_iteration (NULL, TRUE);
}

static double
get_temperature (MeireiPresetEditor *editor)
{
  MeireiPreset *preset = meirei_preset_editor_get_preset (editor);

  return meirei_chat_params_get (meirei_preset_get_params (preset),
                                 MEIREI_CHAT_PARAM_TEMPERATURE, -1.);
}

static JsonObject *
dup_stored (Fixture    *f,
            const char *model)
{
  g_autofree char *text = meirei_test_read_file (f->dir, "meirei.json");
  g_autoptr(JsonObject) root = meirei_json_parse_object (text, -1, NULL);
  JsonObject *stored = meirei_json_get_object (meirei_json_get_object (root, "presets"), model);

  return stored != NULL ? json_object_ref (stored) : NULL;
}

static void
test_save (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(MeireiPresetEditor) editor = new_editor (f, "coder");
  g_autoptr(MeireiPresetEditor) other = new_editor (f, "other");
  g_autoptr(JsonObject) stored = NULL;

  g_assert_cmpfloat (get_temperature (editor), ==, 0.2);
  g_assert_false (meirei_preset_editor_has (editor, "params", NULL));
  /* Many at once, as from a slider: the last one counts. */
  for (int i = 0; i < 50; i++)
    g_assert_true (set_number (editor, "params", "temperature", i / 50., NULL));
  g_assert_cmpfloat (get_temperature (editor), ==, .98);
  g_assert_cmpuint (f->n_changed, >=, 50);
  wait_saved (editor);

  stored = dup_stored (f, "coder");
  g_assert_cmpfloat (meirei_json_get_double (meirei_json_get_object (stored, "params"),
                                             "temperature", -1.), ==, .98);
  g_assert_null (dup_stored (f, "other"));
  g_assert_cmpfloat (get_temperature (other), ==, 0.2);
  g_assert_cmpuint (f->n_failed, ==, 0);
}

static void
test_reset (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(MeireiPresetEditor) editor = new_editor (f, "coder");
  g_autoptr(JsonObject) stored = NULL;

  g_assert_true (set_number (editor, "params", "temperature", 1., NULL));
  g_assert_true (set_number (editor, "params", "top_p", .5, NULL));
  g_assert_true (set_number (editor, "limits", "idle_s", 30., NULL));
  g_assert_true (meirei_preset_editor_has (editor, "params", "top_p"));
  g_assert_true (meirei_preset_editor_set (editor, "params", NULL, NULL, NULL));
  g_assert_false (meirei_preset_editor_has (editor, "params", NULL));
  g_assert_true (meirei_preset_editor_has (editor, "limits", "idle_s"));
  g_assert_cmpfloat (get_temperature (editor), ==, 0.2);
  wait_saved (editor);
  stored = dup_stored (f, "coder");
  g_assert_false (json_object_has_member (stored, "params"));

  /* With nothing left there is no member for the model either. */
  g_assert_true (meirei_preset_editor_set (editor, "limits", "idle_s", NULL, NULL));
  wait_saved (editor);
  g_assert_null (dup_stored (f, "coder"));
}

static void
test_bad (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr(MeireiPresetEditor) editor = new_editor (f, "coder");
  g_autoptr(GError) error = NULL;

  g_assert_false (set_number (editor, "params", "temperature", 7., &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_PARAMETER);
  g_clear_error (&error);
  g_assert_false (set_number (editor, NULL, "repair", 3., &error));
  g_assert_error (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_PARAMETER);
  g_assert_cmpfloat (get_temperature (editor), ==, 0.2);
  g_assert_false (meirei_preset_editor_is_saving (editor));
}

static gboolean
set_by_hand (JsonObject  *settings,
             gpointer     user_data,
             GError     **error)
{
  json_object_set_object_member (settings, "presets",
                                 meirei_json_parse_object (user_data, -1, NULL));

  return TRUE;
}

/* Somebody else writes meirei.json, well or badly. */
static void
test_outside (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(MeireiPresetEditor) editor = new_editor (f, "coder");

  g_assert_true (meirei_workspace_update_settings (f->workspace, set_by_hand,
                                                   (gpointer) "{\"coder\":{\"params\":{\"temperature\":0.75}}}",
                                                   NULL));
  while (f->n_changed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (get_temperature (editor), ==, .75);

  f->n_changed = 0;
  g_assert_true (meirei_workspace_update_settings (f->workspace, set_by_hand,
                                                   (gpointer) "{\"coder\":{\"params\":{\"temperature\":75}}}",
                                                   NULL));
  while (f->n_changed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (get_temperature (editor), ==, .2);
}

/* What a person says for a run comes before what is set for the model. */
static void
test_options (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(MeireiPresetEditor) editor = new_editor (f, "coder");
  g_autoptr(JsonObject) object = meirei_json_parse_object ("{\"repair\":2,\"model\":null}", -1, NULL);
  g_autoptr(MeireiExecutionOptions) options = meirei_execution_options_new (object);
  g_autoptr(MeireiExecutionOptions) both = NULL;
  g_autoptr(JsonNode) fit = json_node_init_string (json_node_alloc (), "reload");

  set_number (editor, NULL, "attempts", 7., NULL);
  set_number (editor, NULL, "repair", 0., NULL);
  set_number (editor, NULL, "parallel", 6., NULL);
  g_assert_true (meirei_preset_editor_set (editor, NULL, "fit", fit, NULL));
  both = meirei_execution_options_with_preset (options, meirei_preset_editor_get_preset (editor));
  g_assert_cmpuint (meirei_execution_options_get_attempts (both), ==, 7);
  g_assert_cmpuint (meirei_execution_options_get_repair (both), ==, 2);
  g_assert_cmpuint (meirei_execution_options_get_parallel (both), ==, 6);
  g_assert_cmpint (meirei_execution_options_get_fit (both), ==, MEIREI_FIT_RELOAD);
  wait_saved (editor);
}

/* Nobody looks any more, and it is saved all the same. */
static void
test_dropped (Fixture       *f,
              gconstpointer  data)
{
  MeireiPresetEditor *editor = meirei_preset_editor_new (f->presets, f->workspace, "coder");
  g_autoptr(JsonObject) stored = NULL;

  set_number (editor, "params", "temperature", .5, NULL);
  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  g_object_unref (editor);
  while (editor != NULL)
    g_main_context_iteration (NULL, TRUE);
  stored = dup_stored (f, "coder");
  g_assert_nonnull (stored);
}

/* Statistics. */

static gboolean
fill_version (MeireiVersion  *version,
              gpointer        user_data,
              GError        **error)
{
  const double *values = user_data;
  g_autoptr(JsonObject) report = json_object_new ();
  JsonObject *gate = json_object_new ();
  g_autoptr(JsonObject) attempt = json_object_new ();

  meirei_version_set_model (version, "coder", NULL, 4096);
  json_object_set_double_member (report, "score", values[0]);
  json_object_set_boolean_member (gate, "passed", values[0] >= 80.);
  json_object_set_object_member (report, "gate", gate);
  meirei_version_set_section (version, "report", report);
  json_object_set_double_member (attempt, "duration_s", values[1]);
  json_object_set_double_member (attempt, "ttft_s", .5);
  json_object_set_double_member (attempt, "tokens_per_s", values[2]);
  json_object_set_int_member (attempt, "completion_tokens", 100);
  meirei_version_add_attempt (version, attempt);

  return TRUE;
}

static void
collected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_statistics (Fixture       *f,
                 gconstpointer  data)
{
  static const double values[][3] = { { 90., 2., 40. }, { 70., 4., 50. }, { 100., 9., 45. } };
  g_autoptr(MeireiModelStatistics) statistics = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *feature = g_strdup_printf ("f%" G_GSIZE_FORMAT, i);
      g_autofree char *id = meirei_test_add_executed (f->workspace, feature, "x = 1\n");
      g_autoptr(MeireiVersion) version = NULL;

      version = meirei_workspace_update_version (f->workspace, id, "v1", fill_version,
                                                 (gpointer) values[i], &error);
      g_assert_no_error (error);
    }
  meirei_workspace_apply_changes (f->workspace);

  meirei_model_statistics_collect_async (f->workspace, "coder", NULL, collected_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  statistics = meirei_model_statistics_collect_finish (f->workspace, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (statistics->n_runs, ==, 3);
  g_assert_cmpuint (statistics->n_passed, ==, 2);
  g_assert_cmpfloat_with_epsilon (statistics->mean_score, 86.67, .01);
  g_assert_cmpfloat (statistics->median_seconds, ==, 4.);
  g_assert_cmpfloat (statistics->median_rate, ==, 45.);
  g_assert_cmpint (statistics->n_tokens, ==, 300);
  g_assert_cmpuint (statistics->rates->len, ==, 3);
  g_assert_true (statistics->is_complete);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add ("/preset-editor/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("save", test_save);
  ADD ("reset", test_reset);
  ADD ("bad", test_bad);
  ADD ("outside", test_outside);
  ADD ("options", test_options);
  ADD ("dropped", test_dropped);
  ADD ("statistics", test_statistics);
#undef ADD

  return g_test_run ();
}
