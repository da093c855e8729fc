/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiLiveBar:
 *
 * What an execution is doing: its phase in words, or tokens, rate, time to the
 * first token and elapsed time, four times a second; a progress bar; Follow
 * and Stop.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-execution-label.h"
#include "meirei-key-hint.h"
#include "meirei-live-bar.h"

#define REFRESH_MS 250

struct _MeireiLiveBar
{
  AdwBin parent_instance;

  GtkProgressBar *progress;
  GtkLabel *label;
  GtkToggleButton *follow_button;
  GtkButton *stop_button;

  MeireiExecution *execution;  /* (owned) (nullable) */
  gboolean follow;
  guint source_id;
};

typedef enum {
  PROP_FOLLOW = 1,
} MeireiLiveBarProperty;

static GParamSpec *properties[PROP_FOLLOW + 1];

G_DEFINE_FINAL_TYPE (MeireiLiveBar, meirei_live_bar, ADW_TYPE_BIN)

static char *
dup_figures (MeireiCompletion *completion)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT,
                                             meirei_completion_get_n_tokens (completion));

  /* Translators: tokens so far, tokens per second, time to the first
   * token, elapsed time. */
  return g_strdup_printf (_("<b>%s</b> tokens · <b>%.0f</b> tok/s · "
                            "first token <b>%.1f s</b> · <b>%.1f s</b>"),
                          number,
                          MAX (meirei_completion_get_tokens_per_second (completion), 0.0),
                          MAX (meirei_completion_get_ttft (completion), 0.0),
                          meirei_completion_get_elapsed (completion));
}

static double
get_fraction (MeireiCompletion *completion)
{
  gint64 limit = meirei_completion_get_limit (completion);

  if (limit == 0)
    return 0.0;

  return CLAMP ((double) meirei_completion_get_n_tokens (completion) / (double) limit, 0.0, 1.0);
}

static void
refresh (MeireiLiveBar *self)
{
  MeireiCompletion *completion = self->execution != NULL
                                 ? meirei_execution_get_completion (self->execution) : NULL;
  g_autofree char *phase = NULL;
  g_autofree char *text = NULL;

  if (self->execution == NULL)
    return;

  phase = meirei_execution_dup_phase_label (self->execution);
  text = phase != NULL ? g_markup_escape_text (phase, -1) : dup_figures (completion);
  gtk_label_set_markup (self->label, text);
  gtk_progress_bar_set_fraction (self->progress,
                                 completion != NULL ? get_fraction (completion) : 0.0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stop_button),
                            meirei_execution_needs_server (self->execution)
                            || meirei_execution_get_stage (self->execution)
                               == MEIREI_EXECUTION_STAGE_TESTING);
}

static gboolean
refresh_cb (gpointer user_data)
{
  refresh (user_data);

  return G_SOURCE_CONTINUE;
}

static void
stop_cb (MeireiLiveBar *self)
{
  if (self->execution != NULL)
    meirei_execution_stop (self->execution);
}

static void
meirei_live_bar_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  MeireiLiveBar *self = MEIREI_LIVE_BAR (object);

  switch ((MeireiLiveBarProperty) prop_id)
    {
    case PROP_FOLLOW:
      g_value_set_boolean (value, self->follow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_live_bar_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  MeireiLiveBar *self = MEIREI_LIVE_BAR (object);

  switch ((MeireiLiveBarProperty) prop_id)
    {
    case PROP_FOLLOW:
      if (self->follow == g_value_get_boolean (value))
        return;
      self->follow = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, properties[PROP_FOLLOW]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_live_bar_dispose (GObject *object)
{
  MeireiLiveBar *self = MEIREI_LIVE_BAR (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_object (&self->execution);

  G_OBJECT_CLASS (meirei_live_bar_parent_class)->dispose (object);
}

static void
meirei_live_bar_class_init (MeireiLiveBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_live_bar_dispose;
  object_class->get_property = meirei_live_bar_get_property;
  object_class->set_property = meirei_live_bar_set_property;

  /**
   * MeireiLiveBar:follow:
   *
   * Whether the text scrolls with what arrives.
   */
  properties[PROP_FOLLOW] = g_param_spec_boolean ("follow", NULL, NULL, TRUE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static GtkWidget *
make_labelled (GtkWidget  *button,
               const char *icon,
               const char *text,
               const char *key)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
  if (key != NULL)
    gtk_box_append (GTK_BOX (box), meirei_key_hint_new (key));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

static void
meirei_live_bar_init (MeireiLiveBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->follow = TRUE;
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->progress), "osd");
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0.0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  self->follow_button = GTK_TOGGLE_BUTTON (make_labelled (gtk_toggle_button_new (),
                                                          "go-bottom-symbolic", _("Follow"), NULL));
  self->stop_button = GTK_BUTTON (make_labelled (gtk_button_new (), "media-playback-stop-symbolic",
                                                 _("Stop"), "Escape"));
  g_object_bind_property (self, "follow", self->follow_button, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_swapped (self->stop_button, "clicked", G_CALLBACK (stop_cb), self);

  gtk_widget_add_css_class (row, "live-bar");
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->follow_button));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->stop_button));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (box), row);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * meirei_live_bar_set_execution:
 * @self: a live bar
 * @execution: (nullable): what to show; %NULL hides the bar
 */
void
meirei_live_bar_set_execution (MeireiLiveBar   *self,
                               MeireiExecution *execution)
{
  g_return_if_fail (MEIREI_IS_LIVE_BAR (self));

  g_set_object (&self->execution, execution);
  g_clear_handle_id (&self->source_id, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self), execution != NULL);
  if (execution == NULL)
    return;

  self->source_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
  refresh (self);
}
