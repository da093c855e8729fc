/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiServerView:
 *
 * One server: what it is, what is wrong and what to do, its API key, and
 * removing it from the list.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-key-group.h"
#include "meirei-page-head.h"
#include "meirei-server-labels.h"
#include "meirei-server-view.h"

struct _MeireiServerView
{
  AdwBin parent_instance;

  MeireiPageHead *head;
  GtkButton *test_button;
  GtkButton *start_button;
  GtkButton *stop_button;
  GtkButton *remove_button;
  GtkLabel *message_label;
  GtkLabel *advice_label;
  AdwPreferencesGroup *facts_group;
  AdwActionRow *kind_row;
  AdwActionRow *models_row;
  AdwActionRow *file_row;
  MeireiKeyGroup *key_group;

  MeireiServerRegistry *registry;  /* (owned) (nullable) */
  MeireiServer *server;            /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiServerView, meirei_server_view, ADW_TYPE_BIN)

/* What a person can do about the state. */
static const char *
get_advice (MeireiServer *server)
{
  switch (meirei_server_get_state (server))
    {
    case MEIREI_SERVER_STATE_NEEDS_KEY:
      return _("Enter the API key below.");
    case MEIREI_SERVER_STATE_LOADING:
      return _("The server is loading its model. It is asked again by itself.");
    case MEIREI_SERVER_STATE_ERROR:
      return _("Check the address and what the server itself reports, then look again.");
    case MEIREI_SERVER_STATE_NOT_RUNNING:
      break;
    case MEIREI_SERVER_STATE_UNKNOWN:
    case MEIREI_SERVER_STATE_LOOKING:
    case MEIREI_SERVER_STATE_CONNECTED:
    default:
      return NULL;
    }

  switch (meirei_server_get_kind (server))
    {
    case MEIREI_SERVER_KIND_LMSTUDIO:
      return _("In LM Studio, open Developer and switch the server on, or run "
               "“lms server start”.");
    case MEIREI_SERVER_KIND_OLLAMA:
      return _("Start Ollama, or run “ollama serve”.");
    case MEIREI_SERVER_KIND_LLAMA_SERVER:
    case MEIREI_SERVER_KIND_LLAMA_ROUTER:
      return _("Start it with “llama-server -m MODEL.gguf”.");
    case MEIREI_SERVER_KIND_BUILTIN:
      return _("It starts by itself when it is needed.");
    case MEIREI_SERVER_KIND_UNKNOWN:
    case MEIREI_SERVER_KIND_OPENAI:
    case MEIREI_SERVER_KIND_VLLM:
    case MEIREI_SERVER_KIND_SGLANG:
    case MEIREI_SERVER_KIND_LITELLM:
    default:
      return _("Start the server, then look again.");
    }
}

static void
update_facts (MeireiServerView *self)
{
  const char *version = meirei_server_get_version (self->server);
  guint n_models = g_list_model_get_n_items (meirei_server_get_models (self->server));
  g_autofree char *kind = NULL;
  g_autofree char *number = g_strdup_printf ("%u", n_models);
  g_autofree char *path = NULL;

  kind = g_markup_printf_escaped ("%s%s%s",
                                  meirei_server_kind_get_label (meirei_server_get_kind (self->server)),
                                  version != NULL ? " " : "", version != NULL ? version : "");
  adw_action_row_set_subtitle (self->kind_row, kind);
  adw_action_row_set_subtitle (self->models_row, number);
  if (meirei_server_get_kind (self->server) == MEIREI_SERVER_KIND_BUILTIN)
    path = meirei_builtin_engine_dup_model_path (meirei_server_registry_get_engine (self->registry));
  gtk_widget_set_visible (GTK_WIDGET (self->file_row), path != NULL);
  if (path != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (path, -1);

      adw_action_row_set_subtitle (self->file_row, escaped);
    }
}

static void
update_buttons (MeireiServerView *self)
{
  MeireiServerOrigin origin = meirei_server_registry_get_origin (self->registry, self->server);
  gboolean builtin = origin == MEIREI_SERVER_ORIGIN_BUILTIN;
  gboolean stopped = meirei_server_is_engine (self->server);

  gtk_widget_set_visible (GTK_WIDGET (self->test_button), !builtin);
  gtk_widget_set_visible (GTK_WIDGET (self->start_button), builtin && stopped);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), builtin && !stopped);
  gtk_widget_set_visible (GTK_WIDGET (self->remove_button),
                          origin == MEIREI_SERVER_ORIGIN_ADDED);
  gtk_widget_set_visible (GTK_WIDGET (self->key_group), !builtin);
}

static void
update (MeireiServerView *self)
{
  MeireiServerState state = meirei_server_get_state (self->server);
  const char *message = state != MEIREI_SERVER_STATE_CONNECTED
                        ? meirei_server_get_message (self->server) : NULL;
  const char *advice = get_advice (self->server);

  meirei_page_head_set_title (self->head, meirei_server_get_label (self->server),
                              meirei_server_is_engine (self->server)
                              ? _("Part of Meirei") : meirei_server_get_url (self->server));
  meirei_page_head_set_state (self->head, meirei_server_get_state_word (self->server),
                              meirei_server_state_get_tone (state));
  meirei_page_head_set_busy (self->head, state == MEIREI_SERVER_STATE_LOOKING);
  gtk_label_set_label (self->message_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), message != NULL);
  gtk_label_set_label (self->advice_label, advice != NULL ? advice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->advice_label), advice != NULL);
  update_facts (self);
  update_buttons (self);
}

/* Buttons. */

static void
look_cb (MeireiServerView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.test-server", "s",
                              meirei_server_get_url (self->server));
}

static void
remove_cb (MeireiServerView *self)
{
  g_autoptr(MeireiServer) server = g_object_ref (self->server);
  g_autoptr(GError) error = NULL;

  if (!meirei_server_registry_remove (self->registry, server, &error))
    meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
}

static void
stopped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(MeireiServerView) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!meirei_builtin_engine_stop_finish (MEIREI_BUILTIN_ENGINE (source), result, &error))
    meirei_error_presenter_show_dialog (GTK_WIDGET (self),
                                        _("The Built-in Engine Could Not Be Stopped"), error);
}

static void
stop_cb (MeireiServerView *self)
{
  meirei_builtin_engine_stop_async (meirei_server_registry_get_engine (self->registry), NULL,
                                    stopped_cb, g_object_ref (self));
}

static void
meirei_server_view_dispose (GObject *object)
{
  MeireiServerView *self = MEIREI_SERVER_VIEW (object);

  g_clear_object (&self->registry);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (meirei_server_view_parent_class)->dispose (object);
}

static void
meirei_server_view_class_init (MeireiServerViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_server_view_dispose;
}

static GtkButton *
add_button (MeireiServerView *self,
            const char       *label,
            const char       *action_name,
            GCallback         callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (action_name != NULL)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  else
    g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  meirei_page_head_add_button (self->head, button);

  return GTK_BUTTON (button);
}

static AdwActionRow *
add_fact (AdwPreferencesGroup *group,
          const char          *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_preferences_group_add (group, row);

  return ADW_ACTION_ROW (row);
}

static GtkLabel *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return GTK_LABEL (label);
}

static GtkWidget *
make_body (MeireiServerView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *clamp = adw_clamp_new ();

  self->message_label = make_label (NULL);
  self->advice_label = make_label ("dim-label");
  self->facts_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->kind_row = add_fact (self->facts_group, _("Program"));
  self->models_row = add_fact (self->facts_group, _("Models"));
  self->file_row = add_fact (self->facts_group, _("Model file"));
  self->key_group = MEIREI_KEY_GROUP (meirei_key_group_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message_label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->advice_label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->facts_group));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->key_group));
  gtk_widget_add_css_class (box, "model-columns");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);

  return clamp;
}

static void
meirei_server_view_init (MeireiServerView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->head = MEIREI_PAGE_HEAD (meirei_page_head_new ("network-server-symbolic"));
  self->remove_button = add_button (self, _("Remove"), NULL, G_CALLBACK (remove_cb));
  self->test_button = add_button (self, _("Look Again"), NULL, G_CALLBACK (look_cb));
  self->stop_button = add_button (self, _("Stop"), NULL, G_CALLBACK (stop_cb));
  self->start_button = add_button (self, _("Start"), "win.start-engine", NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_body (self));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->head));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * meirei_server_view_new:
 *
 * Returns: (transfer full): a view without a server
 */
GtkWidget *
meirei_server_view_new (void)
{
  return g_object_new (MEIREI_TYPE_SERVER_VIEW, NULL);
}

/**
 * meirei_server_view_set_server:
 * @self: a view
 * @registry: the servers
 * @server: one of them
 *
 * Shows another server.
 */
void
meirei_server_view_set_server (MeireiServerView     *self,
                               MeireiServerRegistry *registry,
                               MeireiServer         *server)
{
  g_return_if_fail (MEIREI_IS_SERVER_VIEW (self));

  if (self->server == server)
    return;

  if (self->server != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->server, self);
      g_signal_handlers_disconnect_by_data (meirei_server_get_models (self->server), self);
    }
  g_set_object (&self->registry, registry);
  g_set_object (&self->server, server);
  meirei_key_group_set_server (self->key_group, registry, server);
  g_signal_connect_object (server, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (meirei_server_get_models (server), "items-changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
