/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiModelHead:
 *
 * The head of the page about one model: what it is, its state, loading it, and
 * making it the one that executes.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-load-dialect.h"
#include "meirei-model-head.h"
#include "meirei-page-head.h"
#include "meirei-server-labels.h"

struct _MeireiModelHead
{
  AdwBin parent_instance;

  MeireiPageHead *head;
  GtkButton *load_button;
  AdwButtonContent *load_content;
  GtkButton *use_button;
  AdwButtonContent *use_content;

  MeireiModel *model;           /* (owned) (nullable) */
  MeireiModelLoading *loading;  /* (owned) (nullable) */
  MeireiModelChoice *choice;    /* (owned) (nullable) */
};

enum {
  LOAD_CLICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiModelHead, meirei_model_head, ADW_TYPE_BIN)

static char *
dup_caption (MeireiModelHead *self)
{
  g_autoptr(MeireiServer) server = meirei_model_ref_server (self->model);
  g_autoptr(GString) text = g_string_new (NULL);
  const char *version = server != NULL ? meirei_server_get_version (server) : NULL;
  const char *parts[] = { meirei_model_get_quantization (self->model),
                          meirei_model_get_params (self->model) };

  g_string_append (text, server != NULL ? meirei_server_get_label (server) : "");
  if (version != NULL)
    g_string_append_printf (text, " %s", version);
  if (parts[0] != NULL)
    g_string_append_printf (text, " · %s", parts[0]);
  if (parts[1] != NULL)
    /* Translators: %s is a number such as “6.7B”; first the separator */
    g_string_append_printf (text, _(" · %s parameters"), parts[1]);
  if (meirei_model_get_size (self->model) > 0)
    {
      g_autofree char *size = g_format_size (meirei_model_get_size (self->model));

      g_string_append_printf (text, " · %s", size);
    }
  if (meirei_model_get_gpu_memory (self->model) > 0)
    {
      g_autofree char *memory = g_format_size (meirei_model_get_gpu_memory (self->model));

      /* Translators: %s is an amount of memory; first the separator */
      g_string_append_printf (text, _(" · %s GPU memory"), memory);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
update_state (MeireiModelHead *self)
{
  MeireiModelState state = meirei_model_get_state (self->model);
  gboolean loading = meirei_model_loading_is_busy (self->loading);
  gboolean busy = loading || state == MEIREI_MODEL_STATE_LOADING;
  const char *word;

  switch (state)
    {
    case MEIREI_MODEL_STATE_LOADED:
      word = _("Loaded");
      break;
    case MEIREI_MODEL_STATE_LOADING:
      word = _("Loading…");
      break;
    case MEIREI_MODEL_STATE_NOT_LOADED:
      word = _("Not loaded");
      break;
    case MEIREI_MODEL_STATE_UNKNOWN:
    default:
      word = _("Available");
      break;
    }
  if (loading)
    word = _("Working…");
  meirei_page_head_set_state (self->head, word,
                              busy ? MEIREI_TONE_ACCENT
                              : state == MEIREI_MODEL_STATE_LOADED ? MEIREI_TONE_SUCCESS
                                                                   : MEIREI_TONE_NEUTRAL);
  meirei_page_head_set_busy (self->head, busy);
}

static void
update_buttons (MeireiModelHead *self)
{
  g_autoptr(MeireiServer) server = meirei_model_ref_server (self->model);
  MeireiServerKind kind = server != NULL ? meirei_server_get_kind (server)
                                         : MEIREI_SERVER_KIND_UNKNOWN;
  gboolean loaded = meirei_model_get_state (self->model) == MEIREI_MODEL_STATE_LOADED;
  gboolean loading = meirei_model_loading_is_busy (self->loading);
  gboolean used = self->choice != NULL
                  && meirei_model_choice_get_model (self->choice) == self->model;

  gtk_widget_set_visible (GTK_WIDGET (self->load_button), meirei_load_dialect_can_load (kind));
  adw_button_content_set_label (self->load_content, loading ? _("Stop")
                                                    : loaded ? _("Unload") : _("Load"));
  adw_button_content_set_icon_name (self->load_content,
                                    loading ? "process-stop-symbolic"
                                    : loaded ? "media-eject-symbolic"
                                             : "media-playback-start-symbolic");
  adw_button_content_set_label (self->use_content, used ? _("Used for Execution")
                                                        : _("Use for Execution"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->use_button), !used && server != NULL);
}

static void
use_cb (MeireiModelHead *self)
{
  g_autoptr(MeireiServer) server = meirei_model_ref_server (self->model);

  if (server != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.use-model", "(ss)",
                                meirei_server_get_url (server), meirei_model_get_id (self->model));
}

static void
load_cb (MeireiModelHead *self)
{
  g_signal_emit (self, signals[LOAD_CLICKED], 0);
}

static void
meirei_model_head_dispose (GObject *object)
{
  MeireiModelHead *self = MEIREI_MODEL_HEAD (object);

  g_clear_object (&self->model);
  g_clear_object (&self->loading);
  g_clear_object (&self->choice);

  G_OBJECT_CLASS (meirei_model_head_parent_class)->dispose (object);
}

static void
meirei_model_head_class_init (MeireiModelHeadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_model_head_dispose;

  /**
   * MeireiModelHead::load-clicked:
   *
   * The model shall be loaded or unloaded, or that shall be stopped.
   */
  signals[LOAD_CLICKED] = g_signal_new ("load-clicked", MEIREI_TYPE_MODEL_HEAD,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkButton *
add_button (MeireiModelHead   *self,
            AdwButtonContent **content,
            GCallback          callback)
{
  GtkWidget *button = gtk_button_new ();

  *content = ADW_BUTTON_CONTENT (adw_button_content_new ());
  gtk_button_set_child (GTK_BUTTON (button), GTK_WIDGET (*content));
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  meirei_page_head_add_button (self->head, button);

  return GTK_BUTTON (button);
}

static void
meirei_model_head_init (MeireiModelHead *self)
{
  self->head = MEIREI_PAGE_HEAD (meirei_page_head_new ("meirei-chip-symbolic"));
  self->load_button = add_button (self, &self->load_content, G_CALLBACK (load_cb));
  gtk_widget_add_css_class (GTK_WIDGET (self->load_button), "flat");
  self->use_button = add_button (self, &self->use_content, G_CALLBACK (use_cb));
  adw_button_content_set_icon_name (self->use_content, "object-select-symbolic");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->head));
}

/**
 * meirei_model_head_new:
 *
 * Returns: (transfer full): a head without a model
 */
GtkWidget *
meirei_model_head_new (void)
{
  return g_object_new (MEIREI_TYPE_MODEL_HEAD, NULL);
}

/**
 * meirei_model_head_set_model:
 * @self: a head
 * @model: a model
 * @loading: what loads it
 * @choice: (nullable): which model executes
 *
 * Shows another model; see [method@ModelHead.update].
 */
void
meirei_model_head_set_model (MeireiModelHead    *self,
                             MeireiModel        *model,
                             MeireiModelLoading *loading,
                             MeireiModelChoice  *choice)
{
  g_return_if_fail (MEIREI_IS_MODEL_HEAD (self));

  g_set_object (&self->model, model);
  g_set_object (&self->loading, loading);
  g_set_object (&self->choice, choice);
  meirei_model_head_update (self);
}

/**
 * meirei_model_head_update:
 * @self: a head
 *
 * Shows what has changed.
 */
void
meirei_model_head_update (MeireiModelHead *self)
{
  g_autofree char *title = NULL;
  g_autofree char *caption = NULL;

  g_return_if_fail (MEIREI_IS_MODEL_HEAD (self));

  title = meirei_model_dup_label (self->model);
  caption = dup_caption (self);
  meirei_page_head_set_title (self->head, title, caption);
  update_state (self);
  update_buttons (self);
}
