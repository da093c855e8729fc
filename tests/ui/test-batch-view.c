/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-batch-view.h"
#include "meirei-fake-chat.h"
#include "meirei-fake-server.h"
#include "meirei-json.h"
#include "meirei-test-workspace.h"
#include "ui-batch.h"
#include "ui-test.h"

#define OVERFLOW "{\"state\": \"failed\", \"seconds\": 0.3, \"model\": \"m\", \"error\": {" \
                 "\"type\": \"BatchProcessingError\", \"code\": \"context_overflow\", " \
                 "\"message\": \"too long\", \"needed_tokens\": 5312, \"available_tokens\": 4096}}"
#define CUT "{\"state\": \"failed\", \"seconds\": 72.9, \"finish\": \"truncated\", " \
            "\"tokens\": 2048, \"max_tokens\": 2048, \"attempts\": 3, \"error\": {" \
            "\"code\": \"incomplete_answer\", \"message\": \"cut\"}}"
#define TIMED_OUT "{\"state\": \"failed\", \"error\": {\"code\": \"timed_out\", " \
                  "\"message\": \"no first token within 60 s\"}}"
#define REFUSED "{\"state\": \"failed\", \"finish\": \"refused\", \"error\": {" \
                "\"code\": \"incomplete_answer\", \"message\": \"prose\"}}"
#define DONE "{\"state\": \"done\", \"seconds\": 39.9, \"score\": 95, \"deductions\": 1, " \
             "\"tokens\": 1152, \"tokens_per_second\": 28.9, \"attempts\": 2, \"model\": \"m\"}"

/* Looking for widgets. */

static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static gboolean
has_text (GtkWidget  *widget,
          const char *text)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();

  collect (widget, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (labels->pdata[i])
        && strstr (gtk_label_get_text (labels->pdata[i]), text) != NULL)
      return TRUE;

  return FALSE;
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *text)
{
  g_autoptr(GPtrArray) buttons = g_ptr_array_new ();

  collect (widget, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_get_mapped (buttons->pdata[i]) && has_text (buttons->pdata[i], text))
      return buttons->pdata[i];

  return NULL;
}

static void
click (GtkWidget  *widget,
       const char *text)
{
  GtkWidget *button = find_button (widget, text);

  g_test_message ("click %s", text);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  if (GTK_IS_TOGGLE_BUTTON (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  else
    g_signal_emit_by_name (button, "clicked");
  ui_test_wait_frames (widget, 2);
}

static MeireiBatchView *
show_batch (MeireiBatch  *batch,
            int           width,
            GtkWidget   **window)
{
  MeireiBatchView *view = g_object_new (MEIREI_TYPE_BATCH_VIEW, NULL);

  *window = ui_test_show (GTK_WIDGET (view), width, 800);
  meirei_batch_view_set_batch (view, batch);
  ui_test_wait_frames (*window, 4);

  return view;
}

static MeireiBatch *
make_recorded (void)
{
  MeireiBatch *batch = ui_batch_new (MEIREI_OPERATION_EXECUTE, 8);

  ui_batch_settle (batch, 0, DONE);
  ui_batch_settle (batch, 2, OVERFLOW);
  ui_batch_settle (batch, 3, CUT);
  ui_batch_settle (batch, 4, TIMED_OUT);
  ui_batch_settle (batch, 5, REFUSED);
  ui_batch_settle (batch, 6, "{\"state\": \"cancelled\"}");
  meirei_batch_set_state (batch, MEIREI_BATCH_STATE_INTERRUPTED);

  return batch;
}

static void
test_counts_and_filters (void)
{
  g_autoptr(MeireiBatch) batch = make_recorded ();
  GtkWidget *window;
  MeireiBatchView *view = show_batch (batch, 1068, &window);
  GListModel *rows = G_LIST_MODEL (meirei_batch_view_get_rows (view));

  g_assert_nonnull (find_button (window, "All 8"));
  g_assert_nonnull (find_button (window, "In flight 0"));
  g_assert_nonnull (find_button (window, "Failed 4"));
  g_assert_nonnull (find_button (window, "Done 1"));
  g_assert_nonnull (find_button (window, "Waiting 3"));
  g_assert_true (has_text (window, "of 8"));
  g_assert_true (has_text (window, "62 %"));
  g_assert_true (has_text (window, "1 deduction"));
  g_assert_true (has_text (window, "1152") || has_text (window, "1,152"));
  /* Nothing is estimated while nothing runs. */
  g_assert_false (has_text (window, "left  ·"));
  g_assert_true (has_text (window, "interrupted"));

  click (window, "Failed 4");
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 4);
  click (window, "Done 1");
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 1);
  click (window, "In flight 0");
  g_assert_true (has_text (window, "No matches"));
  click (window, "Show all items");
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 8);

  g_assert_null (gtk_test_accessible_check_property (GTK_ACCESSIBLE (find_button (window,
                                                                                  "Failed 4")),
                                                     GTK_ACCESSIBLE_PROPERTY_LABEL, "Failed 4"));
  ui_test_close (window);
}

static guint
get_first (MeireiBatchView *view)
{
  g_autoptr(MeireiBatchRow) row =
    g_list_model_get_item (G_LIST_MODEL (meirei_batch_view_get_rows (view)), 0);

  return meirei_batch_row_get_position (row);
}

static void
test_header_sorts (void)
{
  g_autoptr(MeireiBatch) batch = make_recorded ();
  GtkWidget *window;
  MeireiBatchView *view = show_batch (batch, 1068, &window);
  GtkColumnView *columns = meirei_batch_table_get_view (meirei_batch_view_get_table (view));
  g_autoptr(GtkColumnViewColumn) instruction =
    g_list_model_get_item (gtk_column_view_get_columns (columns), 1);
  g_autoptr(GtkColumnViewColumn) score =
    g_list_model_get_item (gtk_column_view_get_columns (columns), 7);

  g_assert_cmpuint (get_first (view), ==, 2);
  gtk_column_view_sort_by_column (columns, instruction, GTK_SORT_DESCENDING);
  g_assert_cmpuint (get_first (view), ==, 7);
  gtk_column_view_sort_by_column (columns, score, GTK_SORT_DESCENDING);
  g_assert_cmpuint (get_first (view), ==, 0);
  gtk_column_view_sort_by_column (columns, NULL, GTK_SORT_ASCENDING);
  g_assert_cmpuint (get_first (view), ==, 2);
  ui_test_close (window);
}

/* Every failure says the cause, the numbers, and one thing to do. */
static void
test_failures (void)
{
  static const struct {
    guint position;
    const char *heading;
    const char *numbers;
    const char *button;
    const char *second;
  } failures[] = {
    { 2, "The prompt does not fit the context", "4096", "Reload with 8192", NULL },
    { 3, "Output cut off at max tokens (2048)", "2048 tokens", "Raise limit to 4096", NULL },
    { 4, "The model took too long", "60 s", "Try again", "Timeouts…" },
    { 5, "There is no code in the answer", "prose", "Open attempt", NULL },
  };
  g_autoptr(MeireiBatch) batch = make_recorded ();
  GtkWidget *window;
  MeireiBatchView *view = show_batch (batch, 1068, &window);

  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u",
                                             failures[i].position);
      MeireiBatchRow *row = meirei_batch_rows_find (meirei_batch_view_get_rows (view), id);

      g_test_message ("%s", failures[i].heading);
      g_assert_true (has_text (window, failures[i].heading));
      g_assert_null (find_button (window, failures[i].button));
      meirei_batch_row_set_expanded (row, TRUE);
      ui_test_wait_frames (window, 3);
      g_assert_nonnull (find_button (window, failures[i].button));
      g_assert_true (has_text (window, failures[i].numbers));
      if (failures[i].second != NULL)
        g_assert_nonnull (find_button (window, failures[i].second));
      meirei_batch_row_set_expanded (row, FALSE);
      ui_test_wait_frames (window, 3);
      g_assert_null (find_button (window, failures[i].button));
    }
  ui_test_close (window);
}

static gboolean
shows (MeireiBatchView *view,
       const char      *column)
{
  return meirei_batch_table_shows_column (meirei_batch_view_get_table (view), column);
}

static void
test_narrow (void)
{
  g_autoptr(MeireiBatch) batch = make_recorded ();
  GtkWidget *window;
  MeireiBatchView *view = show_batch (batch, 1068, &window);

  g_assert_true (shows (view, "model") && shows (view, "rate") && shows (view, "attempt"));
  ui_test_close (window);

  view = show_batch (batch, 600, &window);
  ui_test_wait_ms (50);
  g_assert_false (shows (view, "model") || shows (view, "rate") || shows (view, "attempt"));
  g_assert_true (shows (view, "instruction") && shows (view, "time") && shows (view, "message"));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (view)), <=, 600);
  ui_test_close (window);
}

static void
test_many_rows (void)
{
  g_autoptr(MeireiBatch) batch = ui_batch_new (MEIREI_OPERATION_EXECUTE, 10000);
  g_autoptr(GPtrArray) labels = g_ptr_array_new ();
  GtkWidget *window;
  gint64 started_at = ui_batch_get_cpu_time ();
  MeireiBatchView *view = show_batch (batch, 1068, &window);
  double shown_ms = (double) (ui_batch_get_cpu_time () - started_at) / 1000.0;
  double worst_ms = 0.0;

  collect (GTK_WIDGET (meirei_batch_view_get_table (view)), GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < 20; i++)
    {
      double ms;

      for (guint j = 0; j < 8; j++)
        {
          ui_batch_settle (batch, i * 8 + j, DONE);
          ui_batch_set_state (batch, i * 8 + j + 8, MEIREI_BATCH_ITEM_RUNNING);
        }
      started_at = ui_batch_get_cpu_time ();
      meirei_batch_view_refresh (view);
      ms = (double) (ui_batch_get_cpu_time () - started_at) / 1000.0;
      worst_ms = MAX (worst_ms, ms);
      ui_test_wait_frames (window, 1);
    }
  g_test_message ("10,000 rows: shown in %.0f ms, %u labels, worst refresh %.1f ms", shown_ms,
                  labels->len, worst_ms);
  /* Only what can be seen, and some more, has widgets. */
  g_assert_cmpuint (labels->len, <, 3000);
  g_assert_true (has_text (window, "Item 160"));
  ui_test_close (window);
}

/* With a server. */

typedef struct {
  char *dir;
  MeireiFakeServer *server;
  MeireiContext *context;
  MeireiWorkspace *workspace;
  MeireiRunCenter *center;
  MeireiBatch *batch; /* (owned) */
  MeireiBatchView *view;
  GtkWidget *window;
  gboolean generous; /* the server answers everything well */
} Fixture;

static MeireiFakeReply *
answer (MeireiFakeServer        *server,
        const MeireiFakeRequest *request,
        gpointer                 user_data)
{
  Fixture *fixture = user_data;
  MeireiFakeReply *reply;

  if (g_str_equal (request->method, "GET") && g_str_equal (request->path, "/v1/models"))
    return meirei_fake_reply_new_json (200, "{\"object\":\"list\",\"data\":[{"
                                       "\"id\":\"m\",\"object\":\"model\"}]}");
  if (!g_str_equal (request->path, "/v1/chat/completions"))
    return meirei_fake_reply_new_json (404, "{}");
  if (!fixture->generous && strstr (request->body, "hanging") != NULL)
    {
      reply = meirei_fake_reply_new_sse ();
      meirei_fake_chat_openai_piece (reply, "def ");
      meirei_fake_reply_hang (reply);
      return reply;
    }

  return meirei_fake_chat_new_openai ("```python\nx = 1\n```\n",
                                      !fixture->generous && strstr (request->body, "cut_off") != NULL
                                      ? "length" : "stop", 0);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = meirei_test_make_dir ();
  fixture->server = meirei_fake_server_new ();
  meirei_fake_server_set_handler (fixture->server, answer, fixture);
  g_setenv ("MEIREI_SERVERS", meirei_fake_server_get_url (fixture->server), TRUE);
  fixture->context = meirei_context_new (&error);
  g_assert_no_error (error);
  fixture->workspace = meirei_workspace_create (fixture->dir, "Runs", &error);
  g_assert_no_error (error);
  fixture->center = meirei_run_center_new (fixture->context, fixture->workspace);
  fixture->view = g_object_new (MEIREI_TYPE_BATCH_VIEW, NULL);
  fixture->window = ui_test_show (GTK_WIDGET (fixture->view), 1068, 800);
  meirei_batch_view_set_sources (fixture->view, fixture->workspace, fixture->context,
                                 fixture->center);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  meirei_batch_view_set_sources (fixture->view, NULL, NULL, NULL);
  ui_test_close (fixture->window);
  g_clear_object (&fixture->batch);
  g_clear_object (&fixture->center);
  meirei_test_drop_workspace (&fixture->workspace);
  g_clear_object (&fixture->context);
  meirei_fake_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static void
start (Fixture *fixture)
{
  static const char * const features[] = { "first", "hanging", "cut_off", "second" };
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;
  g_autoptr(GError) error = NULL;
  MeireiBatchRunner *runner;

  for (gsize i = 0; i < G_N_ELEMENTS (features); i++)
    {
      g_autofree char *id = meirei_test_add_approved (fixture->workspace, features[i]);

      g_strv_builder_add (builder, id);
    }
  ids = g_strv_builder_end (builder);
  runner = meirei_run_center_start (fixture->center, MEIREI_OPERATION_EXECUTE,
                                    (const char * const *) ids, NULL, TRUE, &error);
  g_assert_no_error (error);
  fixture->batch = g_object_ref (meirei_batch_runner_get_batch (runner));
  meirei_batch_view_set_batch (fixture->view, fixture->batch);
}

static guint
count (Fixture          *fixture,
       MeireiBatchGroup  group)
{
  return meirei_batch_rows_count (meirei_batch_view_get_rows (fixture->view), group);
}

static gboolean
is_stuck (gpointer user_data)
{
  Fixture *fixture = user_data;

  return count (fixture, MEIREI_BATCH_GROUP_DONE) == 2
         && count (fixture, MEIREI_BATCH_GROUP_FAILED) == 1
         && count (fixture, MEIREI_BATCH_GROUP_IN_FLIGHT) == 1;
}

static gboolean
is_over (gpointer user_data)
{
  Fixture *fixture = user_data;

  return meirei_run_center_find_runner (fixture->center, fixture->batch) == NULL;
}

static gboolean
is_all_done (gpointer user_data)
{
  return is_over (user_data) && count (user_data, MEIREI_BATCH_GROUP_DONE) == 4;
}

static GtkWindow *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }

  return NULL;
}

static void
test_run (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWindow *dialog;

  start (fixture);
  g_assert_true (ui_test_wait_until (is_stuck, fixture, 20000));
  ui_test_wait_ms (600);
  g_assert_nonnull (find_button (fixture->window, "In flight 1"));
  g_assert_nonnull (find_button (fixture->window, "Retry failed (1)"));
  g_assert_true (has_text (fixture->window, "Streaming"));
  g_assert_true (has_text (fixture->window, "Output cut off"));
  g_assert_true (has_text (fixture->window, "m on "));
  g_assert_true (has_text (fixture->window, "75 %"));

  /* Pause and resume need no dialog. */
  click (fixture->window, "Pause");
  g_assert_cmpint (meirei_batch_get_state (fixture->batch), ==, MEIREI_BATCH_STATE_PAUSED);
  g_assert_null (find_button (fixture->window, "Pause"));
  click (fixture->window, "Resume");
  g_assert_cmpint (meirei_batch_get_state (fixture->batch), ==, MEIREI_BATCH_STATE_RUNNING);

  /* Cancelling asks, for a request is in flight. */
  click (fixture->window, "Cancel");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  gtk_window_destroy (dialog);
  g_assert_false (is_over (fixture));
  click (fixture->window, "Cancel");
  dialog = find_dialog ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "stop");
  gtk_window_destroy (dialog);
  g_assert_true (ui_test_wait_until (is_over, fixture, 10000));
  ui_test_wait_ms (300);
  g_assert_nonnull (find_button (fixture->window, "Not run 1"));
  g_assert_null (find_button (fixture->window, "Cancel"));

  /* What failed and what was stopped goes on in the same run. */
  fixture->generous = TRUE;
  click (fixture->window, "Retry failed (1)");
  g_assert_true (ui_test_wait_until (is_over, fixture, 10000));
  if (!is_all_done (fixture))
    {
      ui_test_wait_ms (300);
      click (fixture->window, "Resume");
    }
  g_assert_true (ui_test_wait_until (is_all_done, fixture, 10000));
  ui_test_wait_ms (300);
  g_assert_nonnull (find_button (fixture->window, "Done 4"));
  g_assert_true (gtk_widget_is_sensitive (find_button (fixture->window, "Review results")));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/batch-view/counts-and-filters", test_counts_and_filters);
  g_test_add_func ("/ui/batch-view/header-sorts", test_header_sorts);
  g_test_add_func ("/ui/batch-view/failures", test_failures);
  g_test_add_func ("/ui/batch-view/narrow", test_narrow);
  g_test_add_func ("/ui/batch-view/many-rows", test_many_rows);
  g_test_add ("/ui/batch-view/run", Fixture, NULL, set_up, test_run, tear_down);

  return g_test_run ();
}
