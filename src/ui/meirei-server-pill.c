/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiServerPill:
 *
 * The button in the header bar that says which model executes and how its
 * server is.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-dot.h"
#include "meirei-server-labels.h"
#include "meirei-server-pill.h"
#include "meirei-server-popover.h"
#include "meirei-string.h"
#include "meirei-ui-init.h"

struct _MeireiServerPill
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  MeireiDot *dot;
  GtkLabel *label;
  MeireiServerPopover *popover;

  GListModel *servers;         /* (owned) (nullable), of MeireiServer */
  MeireiModel *model;          /* (owned) (nullable) */
  GSignalGroup *model_signals;
  GSignalGroup *server_signals;
  char *fallback;              /* (owned) (nullable): what executes without a server */
  gboolean starts;             /* whether a click starts the fallback */
  gboolean compact;
  gboolean generating;
};

G_DEFINE_FINAL_TYPE (MeireiServerPill, meirei_server_pill, ADW_TYPE_BIN)

typedef enum {
  PROP_COMPACT = 1,
} MeireiServerPillProperty;

#define N_PROPS (PROP_COMPACT + 1)
static GParamSpec *properties[N_PROPS];

/* The size of a model, such as “6.7b”, tells more than the start of its name. */
static char *
dup_short_model_name (const char *name)
{
  g_auto(GStrv) parts = g_strsplit_set (name, "-:_/ ", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      gsize length = strlen (parts[i]);

      if (length > 1 && g_ascii_isdigit (parts[i][0])
          && g_ascii_tolower (parts[i][length - 1]) == 'b')
        return g_strdup (parts[i]);
    }

  return g_utf8_strlen (name, -1) > 12 ? g_utf8_substring (name, 0, 12) : g_strdup (name);
}

static char *
dup_context_text (guint    context,
                  gboolean compact)
{
  g_autofree char *size = NULL;

  if (context >= 1024)
    size = g_strdup_printf ("%uK", context / 1024);
  else
    size = g_strdup_printf ("%u", context);

  if (compact)
    return g_steal_pointer (&size);

  /* Translators: how many tokens a model can read, such as “16K ctx” */
  return g_strdup_printf (_("%s ctx"), size);
}

static char *
dup_text (MeireiServerPill *self)
{
  g_autofree char *name = NULL;
  guint context;

  if (self->model == NULL && self->fallback != NULL)
    return g_strdup (self->fallback);
  if (self->model == NULL)
    return g_strdup (self->compact ? _("No server") : _("No model server"));

  name = self->compact ? dup_short_model_name (meirei_model_get_display_name (self->model))
                       : g_strdup (meirei_model_get_display_name (self->model));
  if (self->generating && !self->compact)
    /* Translators: %s is the name of a model */
    return g_strdup_printf (_("%s · generating"), name);

  context = meirei_model_get_loaded_context (self->model);
  if (context > 0)
    {
      g_autofree char *context_text = dup_context_text (context, self->compact);

      return g_strdup_printf ("%s · %s", name, context_text);
    }

  return g_steal_pointer (&name);
}

/* What waits to be started is started by the click that shows it. */
static void
shown_cb (MeireiServerPill *self)
{
  if (self->model == NULL && self->fallback != NULL && self->starts)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.start-engine", NULL);
}

static const char *
get_state_label (MeireiServerPill  *self,
                 MeireiServerState  state)
{
  if (self->generating)
    return _("Generating");
  if (self->model == NULL && self->fallback != NULL)
    return self->starts ? _("A click starts the built-in engine") : _("Built-in engine");

  return meirei_server_state_get_label (state);
}

static void
update (MeireiServerPill *self)
{
  g_autoptr(MeireiServer) server = self->model != NULL ? meirei_model_ref_server (self->model)
                                                       : NULL;
  MeireiServerState state = server != NULL ? meirei_server_get_state (server)
                                           : MEIREI_SERVER_STATE_NOT_RUNNING;
  g_autofree char *text = dup_text (self);
  g_autofree char *accessible = NULL;

  meirei_dot_set_tone (self->dot, self->generating ? MEIREI_TONE_ACCENT
                                                   : meirei_server_state_get_tone (state));
  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), get_state_label (self, state));

  /* Translators: the button in the header bar: %s is a model's name and
   * context, then the state of its server */
  accessible = g_strdup_printf (_("Model server: %s, %s"), text, get_state_label (self, state));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, accessible, -1);
}

static void
meirei_server_pill_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  MeireiServerPill *self = MEIREI_SERVER_PILL (object);

  switch ((MeireiServerPillProperty) prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_server_pill_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  MeireiServerPill *self = MEIREI_SERVER_PILL (object);

  switch ((MeireiServerPillProperty) prop_id)
    {
    case PROP_COMPACT:
      if (self->compact != g_value_get_boolean (value))
        {
          self->compact = g_value_get_boolean (value);
          /* A short name is not shortened any further. */
          gtk_label_set_ellipsize (self->label, self->compact ? PANGO_ELLIPSIZE_NONE
                                                              : PANGO_ELLIPSIZE_MIDDLE);
          update (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_server_pill_dispose (GObject *object)
{
  MeireiServerPill *self = MEIREI_SERVER_PILL (object);

  g_clear_object (&self->servers);
  g_clear_object (&self->model);
  g_clear_object (&self->model_signals);
  g_clear_object (&self->server_signals);
  /* The bin would let go of a child that the template has let go of before. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_SERVER_PILL);

  G_OBJECT_CLASS (meirei_server_pill_parent_class)->dispose (object);
}

static void
meirei_server_pill_finalize (GObject *object)
{
  g_free (MEIREI_SERVER_PILL (object)->fallback);

  G_OBJECT_CLASS (meirei_server_pill_parent_class)->finalize (object);
}

static void
meirei_server_pill_class_init (MeireiServerPillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_server_pill_dispose;
  object_class->finalize = meirei_server_pill_finalize;
  object_class->get_property = meirei_server_pill_get_property;
  object_class->set_property = meirei_server_pill_set_property;

  /**
   * MeireiServerPill:compact:
   *
   * Whether the name of the model is shortened.
   */
  properties[PROP_COMPACT] =
    g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (MEIREI_TYPE_DOT);
  g_type_ensure (MEIREI_TYPE_SERVER_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/meirei-server-pill.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiServerPill, button);
  gtk_widget_class_bind_template_child (widget_class, MeireiServerPill, dot);
  gtk_widget_class_bind_template_child (widget_class, MeireiServerPill, label);
  gtk_widget_class_bind_template_child (widget_class, MeireiServerPill, popover);
}

static void
meirei_server_pill_init (MeireiServerPill *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->model_signals = g_signal_group_new (MEIREI_TYPE_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "notify", G_CALLBACK (update), self);
  self->server_signals = g_signal_group_new (MEIREI_TYPE_SERVER);
  g_signal_group_connect_swapped (self->server_signals, "notify::state", G_CALLBACK (update),
                                  self);
  g_signal_connect_object (self->popover, "show", G_CALLBACK (shown_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/**
 * meirei_server_pill_set_servers:
 * @self: a server pill
 * @servers: (nullable): the known servers, of [class@Server]
 *
 * Sets what the popover offers.
 */
void
meirei_server_pill_set_servers (MeireiServerPill *self,
                                GListModel       *servers)
{
  g_return_if_fail (MEIREI_IS_SERVER_PILL (self));

  if (g_set_object (&self->servers, servers))
    meirei_server_popover_set_servers (self->popover, servers);
}

/**
 * meirei_server_pill_set_model:
 * @self: a server pill
 * @model: (nullable): the model that executes, or %NULL if there is none
 *
 * Sets the model that the pill shows.
 */
void
meirei_server_pill_set_model (MeireiServerPill *self,
                              MeireiModel      *model)
{
  g_autoptr(MeireiServer) server = NULL;

  g_return_if_fail (MEIREI_IS_SERVER_PILL (self));

  if (!g_set_object (&self->model, model))
    return;

  server = model != NULL ? meirei_model_ref_server (model) : NULL;
  g_signal_group_set_target (self->model_signals, model);
  g_signal_group_set_target (self->server_signals, server);
  meirei_server_popover_set_model (self->popover, model);
  update (self);
}

/**
 * meirei_server_pill_set_generating:
 * @self: a server pill
 * @generating: whether the model is writing now
 *
 * Sets whether the pill shows activity.
 */
void
meirei_server_pill_set_generating (MeireiServerPill *self,
                                   gboolean          generating)
{
  g_return_if_fail (MEIREI_IS_SERVER_PILL (self));

  if (self->generating == !!generating)
    return;

  self->generating = !!generating;
  update (self);
}

/**
 * meirei_server_pill_set_fallback:
 * @self: a server pill
 * @fallback: (nullable): what executes when no server is connected, such as
 *   the built-in engine and its state, or %NULL for nothing
 * @starts: whether a click starts it
 *
 * Sets what the pill shows without a model.
 */
void
meirei_server_pill_set_fallback (MeireiServerPill *self,
                                 const char       *fallback,
                                 gboolean          starts)
{
  g_return_if_fail (MEIREI_IS_SERVER_PILL (self));

  meirei_set_str (&self->fallback, fallback);
  self->starts = starts;
  update (self);
}

/**
 * meirei_server_pill_get_text:
 * @self: a server pill
 *
 * Returns: the text that the pill shows
 */
const char *
meirei_server_pill_get_text (MeireiServerPill *self)
{
  g_return_val_if_fail (MEIREI_IS_SERVER_PILL (self), NULL);

  return gtk_label_get_label (self->label);
}
