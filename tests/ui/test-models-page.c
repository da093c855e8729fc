/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-fake-server.h"
#include "meirei-json.h"
#include "meirei-models-page.h"
#include "meirei-number-row.h"
#include "ui-test.h"
#include "ui-workspace.h"

#define LIMIT_MS 5000

typedef struct {
  UiWorkspace *workspace;
  MeireiFakeServer *fake;
  MeireiContext *context;
  MeireiModelChoice *choice;
  MeireiRunCenter *center;
  GtkWidget *page;
  GtkWidget *window;
  guint loaded;      /* context; 0: not loaded */
  guint n_loads;
  guint n_chats;
  gboolean hangs;
  guint refusal;     /* status of every chat; 0 for an answer */
  const char *answers;  /* the model that answers */
  const char *key;      /* (nullable): that it wants */
} Fixture;

static MeireiFakeReply *
list_models (Fixture *f)
{
  g_autofree char *instance = f->loaded > 0
    ? g_strdup_printf ("{\"id\":\"coder\",\"config\":{\"context_length\":%u,\"parallel\":4}}", f->loaded)
    : g_strdup ("");
  g_autofree char *body = g_strdup_printf (
    "{\"models\":[{\"type\":\"llm\",\"key\":\"coder\",\"display_name\":\"Coder 7B\","
    "\"quantization\":{\"name\":\"Q4_K_M\"},\"size_bytes\":4100000000,\"params_string\":\"7B\","
    "\"loaded_instances\":[%s],\"max_context_length\":16384},"
    "{\"type\":\"llm\",\"key\":\"other\",\"loaded_instances\":[],\"max_context_length\":8192}]}",
    instance);

  return meirei_fake_reply_new_json (200, body);
}

static MeireiFakeReply *
load_model (Fixture                 *f,
            const MeireiFakeRequest *request)
{
  g_autoptr(JsonObject) body = meirei_json_parse_object (request->body, -1, NULL);
  g_autofree char *answer = NULL;

  f->n_loads++;
  f->loaded = (guint) meirei_json_get_int (body, "context_length", 4096);
  answer = g_strdup_printf ("{\"instance_id\":\"coder\",\"status\":\"loaded\","
                            "\"load_config\":{\"context_length\":%u}}", f->loaded);

  return meirei_fake_reply_new_json (200, answer);
}

static MeireiFakeReply *
answer_chat (Fixture *f)
{
  MeireiFakeReply *reply = meirei_fake_reply_new_sse ();
  g_autofree char *text = g_strdup_printf (
    "data: {\"model\":\"%s\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"def add\"},"
    "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", f->answers);

  meirei_fake_reply_send (reply, text, -1);

  return reply;
}

static MeireiFakeReply *
answer_cb (MeireiFakeServer        *server,
           const MeireiFakeRequest *request,
           gpointer                 user_data)
{
  Fixture *f = user_data;
  const char *authorization = g_hash_table_lookup (request->headers, "authorization");

  if (f->key != NULL && g_strcmp0 (authorization, f->key) != 0)
    return meirei_fake_reply_new_json (401, "{\"error\":{\"code\":\"invalid_api_key\","
                                            "\"message\":\"An LM Studio API token is required\"}}");
  if (g_str_equal (request->path, "/api/v1/models"))
    return list_models (f);
  if (g_str_equal (request->path, "/api/v1/models/load"))
    return load_model (f, request);
  if (g_str_equal (request->path, "/api/v1/models/unload"))
    {
      f->loaded = 0;
      return meirei_fake_reply_new_json (200, "{\"instance_id\":\"coder\"}");
    }
  if (g_str_equal (request->path, "/v1/chat/completions"))
    f->n_chats++;
  if (g_str_equal (request->path, "/v1/chat/completions") && f->refusal != 0)
    return meirei_fake_reply_new_json (f->refusal, "{\"error\":{\"message\":\"boom\"}}");
  if (g_str_equal (request->path, "/v1/chat/completions") && f->hangs)
    {
      MeireiFakeReply *reply = meirei_fake_reply_new_sse ();

      meirei_fake_reply_hang (reply);
      return reply;
    }
  if (g_str_equal (request->path, "/v1/chat/completions"))
    return answer_chat (f);

  return meirei_fake_reply_new_json (200, "{\"error\":\"Unexpected endpoint or method.\"}");
}

/* What a window does with widgets is found by what they say. */
static GtkWidget *
find (GtkWidget  *widget,
      GType       type,
      const char *property,
      const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget))
    {
      g_autofree char *value = NULL;

      g_object_get (widget, property, &value, NULL);
      if (value != NULL && strstr (value, text) != NULL)
        return widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, property, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
find_label (Fixture    *f,
            const char *text)
{
  return find (f->page, GTK_TYPE_LABEL, "label", text);
}

static GtkWidget *
find_button (Fixture    *f,
             const char *text)
{
  return find (f->page, GTK_TYPE_BUTTON, "label", text);
}

static GtkWidget *
find_row (Fixture    *f,
          const char *title)
{
  return find (f->page, ADW_TYPE_ACTION_ROW, "title", title);
}

typedef struct {
  Fixture *f;
  const char *text;
} Wish;

static gboolean
has_label (gpointer user_data)
{
  const Wish *wish = user_data;

  return find_label (wish->f, wish->text) != NULL;
}

static void
wait_label (Fixture    *f,
            const char *text)
{
  Wish wish = { f, text };

  if (!ui_test_wait_until (has_label, &wish, LIMIT_MS))
    g_error ("“%s” does not appear", text);
}

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(gboolean *) user_data =
    meirei_server_registry_refresh_finish (MEIREI_SERVER_REGISTRY (source), result, NULL);
}

static gboolean
is_set (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/* With @data another name of this machine, which does not say so. */
static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *elsewhere = NULL;
  gboolean refreshed = FALSE;

  f->loaded = 4096;
  f->answers = "coder";
  f->workspace = ui_workspace_new ();
  f->fake = meirei_fake_server_new ();
  meirei_fake_server_set_handler (f->fake, answer_cb, f);
  elsewhere = g_strdup_printf ("http://0.0.0.0:%u", meirei_fake_server_get_port (f->fake));
  g_setenv ("MEIREI_SERVERS", data != NULL ? elsewhere : meirei_fake_server_get_url (f->fake),
            TRUE);
  f->key = data;
  f->context = meirei_context_new (&error);
  g_assert_no_error (error);
  f->choice = meirei_model_choice_new (meirei_context_get_registry (f->context));
  meirei_server_registry_refresh_async (meirei_context_get_registry (f->context), NULL,
                                        refreshed_cb, &refreshed);
  g_assert_true (ui_test_wait_until (is_set, &refreshed, LIMIT_MS));

  f->center = meirei_run_center_new (f->context, f->workspace->workspace);
  f->page = g_object_new (MEIREI_TYPE_MODELS_PAGE, NULL);
  meirei_models_page_set_context (MEIREI_MODELS_PAGE (f->page), f->context, f->choice);
  meirei_models_page_set_workspace (MEIREI_MODELS_PAGE (f->page), f->workspace->workspace, f->center);
  f->window = ui_test_show (f->page, 1360, 1400);
  wait_label (f, data != NULL ? "API key needed" : "Context length");
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  ui_test_close (f->window);
  ui_test_wait_ms (20);
  g_clear_object (&f->center);
  g_assert_finalize_object (f->choice);
  g_clear_object (&f->context);
  meirei_fake_server_stop (f->fake);
  g_clear_object (&f->fake);
  ui_workspace_free (f->workspace);
}

/* Servers with their models; the one that executes is shown. */
static void
test_list (Fixture       *f,
           gconstpointer  data)
{
  g_assert_nonnull (find_label (f, "LM Studio"));
  g_assert_nonnull (find_label (f, "Connected"));
  g_assert_nonnull (find_label (f, "GB · loaded · 4"));
  g_assert_nonnull (find_label (f, "other"));
  g_assert_nonnull (find (f->page, ADW_TYPE_BUTTON_CONTENT, "label", "Used for Execution"));
  g_assert_nonnull (find (f->page, ADW_TYPE_BUTTON_CONTENT, "label", "Unload"));
  wait_label (f, "fits");
  g_assert_nonnull (find_label (f, "No runs with this model yet"));
}

static double
get_stored (Fixture    *f,
            const char *member)
{
  g_autoptr(JsonObject) settings = meirei_workspace_dup_settings (f->workspace->workspace);
  JsonObject *preset = meirei_json_get_object (meirei_json_get_object (settings, "presets"),
                                               "coder");

  return meirei_json_get_double (meirei_json_get_object (preset, "params"), member, -1.);
}

static gboolean
is_stored (gpointer user_data)
{
  return get_stored (user_data, "top_k") == 17. && get_stored (user_data, "seed") == 42.;
}

static gboolean
is_reset (gpointer user_data)
{
  return get_stored (user_data, "top_k") == -1. && get_stored (user_data, "seed") == -1.;
}

static void
test_values (Fixture       *f,
             gconstpointer  data)
{
  MeireiNumberRow *top_k = MEIREI_NUMBER_ROW (find_row (f, "Top k"));
  MeireiNumberRow *seed = MEIREI_NUMBER_ROW (find_row (f, "Fixed seed"));
  GtkWidget *seed_switch = NULL;

  g_assert_cmpfloat (meirei_number_row_get_value (top_k), ==, 40.);
  g_assert_null (find_button (f, "Reset to defaults"));
  gtk_editable_set_text (GTK_EDITABLE (meirei_number_row_get_spin (top_k)), "17");
  gtk_spin_button_update (meirei_number_row_get_spin (top_k));
  seed_switch = find (GTK_WIDGET (seed), GTK_TYPE_SWITCH, "css-name", "switch");
  gtk_switch_set_active (GTK_SWITCH (seed_switch), TRUE);
  g_assert_true (ui_test_wait_until (is_stored, f, LIMIT_MS));

  ui_test_wait_frames (f->window, 2);
  g_signal_emit_by_name (find_button (f, "Reset to defaults"), "clicked");
  g_assert_true (ui_test_wait_until (is_reset, f, LIMIT_MS));
  g_assert_cmpfloat (meirei_number_row_get_value (top_k), ==, 40.);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (seed_switch)));
}

/* Zero is a word; separators and units are no mistakes. */
static void
test_number_text (Fixture       *f,
                  gconstpointer  data)
{
  MeireiNumberRow *row = MEIREI_NUMBER_ROW (find_row (f, "First token"));
  GtkSpinButton *spin = meirei_number_row_get_spin (row);

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "No limit");
  gtk_editable_set_text (GTK_EDITABLE (spin), "1,200 s");
  gtk_spin_button_update (spin);
  g_assert_cmpfloat (meirei_number_row_get_value (row), ==, 1200.);
  gtk_editable_set_text (GTK_EDITABLE (spin), "soon");
  gtk_spin_button_update (spin);
  g_assert_cmpfloat (meirei_number_row_get_value (row), ==, 1200.);
  gtk_editable_set_text (GTK_EDITABLE (spin), "No limit");
  gtk_spin_button_update (spin);
  g_assert_cmpfloat (meirei_number_row_get_value (row), ==, 0.);
}

static gboolean
is_loaded (gpointer user_data)
{
  Fixture *f = user_data;

  return f->n_loads == 1 && find_label (f, "GB · loaded · 8") != NULL;
}

static void
test_reload (Fixture       *f,
             gconstpointer  data)
{
  GtkWidget *button = find_button (f, "Reload");
  GtkWidget *spin = find (f->page, GTK_TYPE_SPIN_BUTTON, "text", "4096");

  g_assert_false (gtk_widget_has_css_class (button, "suggested-action"));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 8192.);
  g_assert_true (gtk_widget_has_css_class (button, "suggested-action"));
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (ui_test_wait_until (is_loaded, f, LIMIT_MS));
  g_assert_cmpuint (f->loaded, ==, 8192);
  ui_test_wait_ms (50);
  g_assert_false (gtk_widget_has_css_class (find_button (f, "Reload"), "suggested-action"));
  g_assert_cmpuint (f->n_loads, ==, 1);
}

static gboolean
is_unloaded (gpointer user_data)
{
  return find_label (user_data, "Not loaded") != NULL;
}

static void
test_unload (Fixture       *f,
             gconstpointer  data)
{
  GtkWidget *content = find (f->page, ADW_TYPE_BUTTON_CONTENT, "label", "Unload");

  g_signal_emit_by_name (gtk_widget_get_ancestor (content, GTK_TYPE_BUTTON), "clicked");
  g_assert_true (ui_test_wait_until (is_unloaded, f, LIMIT_MS));
  g_assert_cmpuint (f->loaded, ==, 0);
  g_assert_nonnull (find (f->page, ADW_TYPE_BUTTON_CONTENT, "label", "Load"));
}

static void
test_test (Fixture       *f,
           gconstpointer  data)
{
  g_signal_emit_by_name (find_button (f, "Test"), "clicked");
  wait_label (f, "Answered in");

  f->answers = "another-3b";
  g_signal_emit_by_name (find_button (f, "Test"), "clicked");
  wait_label (f, "Another model answered: another-3b");

  f->refusal = 500;
  g_signal_emit_by_name (find_button (f, "Test"), "clicked");
  wait_label (f, "boom");
  g_assert_nonnull (find_label (f, "The server reported an error"));
}

static gboolean
is_stopped (gpointer user_data)
{
  Fixture *f = user_data;

  return find_button (f, "Test") != NULL && meirei_fake_server_get_n_open (f->fake) == 0;
}

/* The connection is closed, so that the server stops too. */
static void
test_stop (Fixture       *f,
           gconstpointer  data)
{
  f->hangs = TRUE;
  g_signal_emit_by_name (find_button (f, "Test"), "clicked");
  wait_label (f, "The model reads the prompt");
  g_signal_emit_by_name (find_button (f, "Stop"), "clicked");
  g_assert_true (ui_test_wait_until (is_stopped, f, LIMIT_MS));
  g_assert_null (find_label (f, "The model reads the prompt"));
}

static AdwMessageDialog *
find_dialog (const char *heading)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data)
        && strstr (adw_message_dialog_get_heading (l->data), heading) != NULL)
      return l->data;

  return NULL;
}

static gboolean
is_running (gpointer user_data)
{
  Fixture *f = user_data;

  return f->n_chats > 0;
}

static gboolean
is_idle (gpointer user_data)
{
  Fixture *f = user_data;

  return g_list_model_get_n_items (meirei_run_center_get_runners (f->center)) == 0;
}

/* Who would interrupt a batch is asked first. */
static void
test_ask (Fixture       *f,
          gconstpointer  data)
{
  const char *ids[] = { f->workspace->approved, NULL };
  AdwMessageDialog *dialog;

  f->hangs = TRUE;
  meirei_run_center_start (f->center, MEIREI_OPERATION_EXECUTE, ids, NULL, FALSE, NULL);
  g_assert_true (ui_test_wait_until (is_running, f, LIMIT_MS));

  g_signal_emit_by_name (find_button (f, "Reload"), "clicked");
  dialog = find_dialog ("Interrupt");
  g_assert_nonnull (dialog);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (dialog), "1 request is running"));
  adw_message_dialog_response (dialog, "cancel");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_cmpuint (f->n_loads, ==, 0);

  meirei_run_center_cancel_all (f->center);
  g_assert_true (ui_test_wait_until (is_idle, f, LIMIT_MS));
}

static gboolean
is_asked (gpointer user_data)
{
  return find_dialog ("Without Encryption") != NULL;
}

static void
close_dialogs (void)
{
  AdwMessageDialog *dialog;

  while ((dialog = find_dialog ("")) != NULL)
    gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The key goes over an open connection only after a question. */
static void
test_plain_key (Fixture       *f,
                gconstpointer  data)
{
  GtkWidget *row = find (f->page, ADW_TYPE_PASSWORD_ENTRY_ROW, "title", "New key");

  gtk_editable_set_text (GTK_EDITABLE (row), "sk-1");
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  g_assert_true (ui_test_wait_until (is_asked, f, LIMIT_MS));
  for (guint i = 0; i < meirei_fake_server_get_n_requests (f->fake); i++)
    g_assert_null (g_hash_table_lookup (meirei_fake_server_get_request (f->fake, i)->headers,
                                        "authorization"));

  adw_message_dialog_response (find_dialog ("Without Encryption"), "cancel");
  close_dialogs ();
  g_assert_nonnull (find_label (f, "API key needed"));
}

/* Closed while something goes on. */
static void
test_close (Fixture       *f,
            gconstpointer  data)
{
  f->hangs = TRUE;
  g_signal_emit_by_name (find_button (f, "Test"), "clicked");
  wait_label (f, "The model reads the prompt");
}

int
main (int    argc,
      char **argv)
{
  /* No test writes to the keyring of whoever runs it. */
  g_setenv ("MEIREI_NO_KEYRING", "1", TRUE);
  ui_test_init (&argc, &argv);

#define ADD(path, func) g_test_add ("/ui/models-page/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("list", test_list);
  ADD ("values", test_values);
  ADD ("number-text", test_number_text);
  ADD ("reload", test_reload);
  ADD ("unload", test_unload);
  ADD ("test", test_test);
  ADD ("stop", test_stop);
  ADD ("ask", test_ask);
  g_test_add ("/ui/models-page/plain-key", Fixture, "Bearer sk-1", set_up, test_plain_key,
              tear_down);
  ADD ("close", test_close);
#undef ADD

  return g_test_run ();
}
