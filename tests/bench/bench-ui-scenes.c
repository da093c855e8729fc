/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What a reader does in the scenes of bench-ui. */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "bench-ui-scenes.h"
#include "frame-watch.h"
#include "meirei-code-view.h"
#include "meirei-fake-chat.h"
#include "meirei-fake-server.h"
#include "meirei-test-workspace.h"
#include "ui-test.h"

#define N_FILES 100
#define N_LINES 1200
#define N_APPROVED 40
#define KEY_MS 90

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, type);

  return found;
}

/* Whether the list has rows and the first file can be read. */
gboolean
bench_is_usable (MeireiWindow *window)
{
  MeireiReview *review = meirei_instructions_page_get_review (window->instructions_page);

  return window->workspace != NULL && meirei_review_get_item (review) != NULL
         && !meirei_review_is_loading (review);
}

static char *
make_code (guint number)
{
  GString *code = g_string_new (NULL);

  g_string_append_printf (code, "# file_%03u\nimport math\n\n", number);
  for (guint i = 0; i < N_LINES / 6; i++)
    g_string_append_printf (code, "def function_%u(value, other=None):\n"
                            "    \"\"\"Return the value of step %u.\"\"\"\n"
                            "    if value is None or other == %u:\n"
                            "        raise ValueError(f\"bad: {value!r}\")\n"
                            "    return math.sqrt(value * %u + 1)  # 足す\n\n", i, i, i, i);

  return g_string_free (code, FALSE);
}

/* A workspace with files to review and instructions to execute. */
void
bench_make_files (const char *dir)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiWorkspace) workspace = meirei_workspace_create (dir, "Files", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *feature = g_strdup_printf ("file_%03u", i);
      g_autofree char *code = make_code (i);

      g_free (meirei_test_add_executed (workspace, feature, code));
    }
  for (guint i = 0; i < N_APPROVED; i++)
    {
      g_autofree char *feature = g_strdup_printf ("wanted_%03u", i);

      g_free (meirei_test_add_approved (workspace, feature));
    }
  meirei_workspace_apply_changes (workspace);
}

/* Search as you type. */

typedef struct {
  GtkEditable *entry;
  GtkAdjustment *adjustment; /* (nullable): what is scrolled meanwhile */
  const char *text;
  gsize position;
  FrameTime key;
  GArray *answers;
} Typing;

static gboolean
type_cb (gpointer user_data)
{
  Typing *typing = user_data;
  char letter[2] = { typing->text[typing->position++], '\0' };
  int at = -1;

  if (letter[0] == '\0')
    {
      typing->position = 0;
      gtk_editable_set_text (typing->entry, "");
      return G_SOURCE_CONTINUE;
    }

  gtk_editable_insert_text (typing->entry, letter, 1, &at);
  return G_SOURCE_CONTINUE;
}

static void
search_cb (Typing *typing)
{
  typing->key = frame_watch_now ();
}

static void
rows_cb (Typing *typing)
{
  FrameTime now = frame_watch_now ();
  FrameTime taken = { now.wall - typing->key.wall, now.cpu - typing->key.cpu };

  if (typing->key.wall != 0)
    g_array_append_val (typing->answers, taken);
  typing->key.wall = 0;
}

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  GtkAdjustment *adjustment = user_data;
  double top = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  double value = gtk_adjustment_get_value (adjustment) + 60.0;

  gtk_adjustment_set_value (adjustment, value < top ? value : 0.0);

  return G_SOURCE_CONTINUE;
}

/* Types, and scrolls if there is something to scroll, for some seconds. */
static void
type_and_scroll (MeireiWindow *window,
                 const char   *name,
                 const char   *text,
                 GtkWidget    *scrolled,
                 guint         ms)
{
  MeireiInstructionList *list = meirei_instructions_page_get_list (window->instructions_page);
  MeireiInstructionModel *model = meirei_instruction_list_get_model (list);
  Typing typing = { .text = text };
  guint type_id, scroll_id = 0;
  gulong rows_id, search_id;

  typing.entry = GTK_EDITABLE (find (GTK_WIDGET (list), GTK_TYPE_SEARCH_ENTRY));
  typing.answers = g_array_new (FALSE, FALSE, sizeof (FrameTime));
  search_id = g_signal_connect_swapped (typing.entry, "search-changed", G_CALLBACK (search_cb),
                                        &typing);
  rows_id = g_signal_connect_swapped (model, "items-changed", G_CALLBACK (rows_cb), &typing);
  if (scrolled != NULL)
    scroll_id = gtk_widget_add_tick_callback (
                  scrolled, scroll_cb,
                  gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (scrolled)), NULL);
  type_id = g_timeout_add (KEY_MS * 2, type_cb, &typing);
  frame_watch_start (GTK_WIDGET (window));
  ui_test_wait_ms (ms);
  frame_watch_stop (name);
  g_source_remove (type_id);
  if (scroll_id != 0)
    gtk_widget_remove_tick_callback (scrolled, scroll_id);
  g_signal_handler_disconnect (model, rows_id);
  g_signal_handler_disconnect (typing.entry, search_id);
  frame_times_print ("  from search to rows", typing.answers);
  g_array_unref (typing.answers);
  gtk_editable_set_text (typing.entry, "");
  ui_test_wait_ms (300);
}

void
bench_scene_search (MeireiWindow *window)
{
  type_and_scroll (window, "search in 50,000", "batch 12", NULL, 6000);
}

/* From file to file. */

typedef struct {
  MeireiReview *review;
  GtkTextBuffer *buffer;
  const char *previous; /* (nullable): feature */
} Switch;

static gboolean
is_shown_cb (gpointer user_data)
{
  Switch *change = user_data;
  const char *feature = meirei_instruction_item_get_feature (meirei_review_get_item (change->review));
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter (change->buffer, &start);
  end = start;
  gtk_text_iter_forward_chars (&end, 10);
  text = gtk_text_buffer_get_text (change->buffer, &start, &end, FALSE);

  return g_strcmp0 (feature, change->previous) != 0 && g_str_has_prefix (text, "# ")
         && g_str_equal (text + 2, feature);
}

void
bench_scene_files (MeireiWindow *window)
{
  MeireiInstructionsPage *page = window->instructions_page;
  GtkWidget *code = find (GTK_WIDGET (page), MEIREI_TYPE_CODE_VIEW);
  Switch change = { meirei_instructions_page_get_review (page),
                    gtk_text_view_get_buffer (GTK_TEXT_VIEW (code)), NULL };
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (FrameTime));

  meirei_instruction_filter_set_statuses (
    meirei_instruction_model_get_filter (
      meirei_instruction_list_get_model (meirei_instructions_page_get_list (page))),
    1 << MEIREI_STATUS_EXECUTED);
  meirei_instructions_page_open (page, meirei_instruction_item_get_id (
    meirei_instruction_model_peek (
      meirei_instruction_list_get_model (meirei_instructions_page_get_list (page)), 0)));
  ui_test_wait_ms (500);
  frame_watch_start (GTK_WIDGET (window));
  for (guint i = 1; i < N_FILES; i++)
    {
      FrameTime start = frame_watch_now (), end, taken;

      change.previous = meirei_instruction_item_get_feature (meirei_review_get_item (change.review));
      meirei_instruction_list_select_near (meirei_instructions_page_get_list (page), 1);
      if (!ui_test_wait_until (is_shown_cb, &change, 5000))
        g_error ("File %u did not come", i);
      ui_test_wait_frames (code, 1);
      end = frame_watch_now ();
      taken = (FrameTime) { end.wall - start.wall, end.cpu - start.cpu };
      g_array_append_val (times, taken);
      ui_test_wait_ms (60);
    }
  frame_watch_stop ("next file");
  frame_times_print ("next file: from key to frame", times);
}

/* A run that streams. */

static MeireiFakeReply *
answer (MeireiFakeServer        *server,
        const MeireiFakeRequest *request,
        gpointer                 user_data)
{
  MeireiFakeReply *reply;

  if (g_str_equal (request->path, "/v1/models"))
    return meirei_fake_reply_new_json (200, "{\"object\":\"list\",\"data\":[{"
                                       "\"id\":\"m\",\"object\":\"model\"}]}");
  if (!g_str_equal (request->path, "/v1/chat/completions"))
    return meirei_fake_reply_new_json (404, "{}");

  reply = meirei_fake_reply_new_sse ();
  meirei_fake_chat_openai_piece (reply, "```python\n");
  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *line = g_strdup_printf ("value_%u = %u\n", i, i);

      meirei_fake_chat_openai_piece (reply, line);
      meirei_fake_reply_delay (reply, 10);
    }
  meirei_fake_chat_openai_piece (reply, "```\n");
  meirei_fake_chat_openai_finish (reply, "stop");
  meirei_fake_chat_openai_done (reply);

  return reply;
}

static guint16 port;

/* Serves in another process, so that only the client's work is counted; called
 * before anything has threads, which would not survive the fork. */
void
bench_serve (void)
{
  int ports[2];
  MeireiFakeServer *server;

  if (pipe (ports) != 0)
    g_error ("No pipe");
  if (fork () != 0)
    {
      if (read (ports[0], &port, sizeof port) != sizeof port)
        g_error ("The server did not start");
      return;
    }

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  g_main_context_push_thread_default (g_main_context_new ());
  server = meirei_fake_server_new ();
  meirei_fake_server_set_handler (server, answer, NULL);
  port = meirei_fake_server_get_port (server);
  if (write (ports[1], &port, sizeof port) != sizeof port)
    _exit (1);
  g_main_loop_run (g_main_loop_new (g_main_context_get_thread_default (), FALSE));
  _exit (0);
}

static void
start_run (MeireiWindow *window)
{
  g_autoptr(JsonObject) options = json_object_new ();
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_auto(GStrv) ids = NULL;
  g_autoptr(GError) error = NULL;
  GListModel *items = meirei_workspace_get_items (window->workspace);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (items, i);

      if (g_str_has_prefix (meirei_instruction_item_get_feature (item), "wanted"))
        g_strv_builder_add (builder, meirei_instruction_item_get_id (item));
    }
  ids = g_strv_builder_end (builder);
  json_object_set_int_member (options, "parallel", 4);
  json_object_set_boolean_member (options, "no_cache", TRUE);
  json_object_set_string_member (options, "server", url);
  if (meirei_run_center_start (window->center, MEIREI_OPERATION_EXECUTE,
                               (const char * const *) ids, options, TRUE, &error) == NULL)
    g_error ("%s", error->message);
}

static void
watch_run (MeireiWindow *window,
           const char   *name)
{
  frame_watch_start (GTK_WIDGET (window));
  ui_test_wait_ms (4000);
  frame_watch_stop (name);
}

void
bench_scene_run (MeireiWindow *window)
{
  GtkWidget *code = find (GTK_WIDGET (window->instructions_page), MEIREI_TYPE_CODE_VIEW);

  type_and_scroll (window, "typing and scrolling, no run", "file", code, 4000);
  start_run (window);
  ui_test_wait_ms (500);
  type_and_scroll (window, "typing and scrolling in a run", "file", code, 4000);
  adw_view_stack_set_visible_child_name (window->view_stack, "batches");
  ui_test_wait_ms (500);
  watch_run (window, "the run's table");
}
