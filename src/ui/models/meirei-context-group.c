/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiContextGroup:
 *
 * With how much context a model is loaded, what other amounts would cost, and
 * whether the prompts of the workspace fit.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-context-chooser.h"
#include "meirei-context-group.h"
#include "meirei-load-dialect.h"
#include "meirei-server.h"

/* Where nobody tells the maximum. */
#define GREATEST_GUESS 131072

/* What is offered for a model that is not loaded. */
#define FIRST_OFFER 4096

struct _MeireiContextGroup
{
  AdwPreferencesGroup parent_instance;

  MeireiContextChooser *chooser;
  AdwActionRow *memory_row;
  GtkLabel *memory_label;
  AdwActionRow *longest_row;
  GtkLabel *longest_label;

  MeireiModel *model;    /* (owned) (nullable) */
  guint preset_maximum;
  guint loaded;          /* the loaded context that was shown last */
  gint64 n_tokens;
  char *title;           /* (nullable): the instruction with the longest prompt */
  gboolean busy;
};

enum {
  RELOAD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiContextGroup, meirei_context_group, ADW_TYPE_PREFERENCES_GROUP)

static MeireiServerKind
get_kind (MeireiContextGroup *self)
{
  g_autoptr(MeireiServer) server = meirei_model_ref_server (self->model);

  return server != NULL ? meirei_server_get_kind (server) : MEIREI_SERVER_KIND_UNKNOWN;
}

static void
update_button (MeireiContextGroup *self)
{
  gboolean can_set = meirei_load_dialect_can_set_context (get_kind (self));
  gboolean loaded = meirei_model_get_state (self->model) == MEIREI_MODEL_STATE_LOADED;
  gboolean differs = meirei_context_group_get_context (self)
                     != meirei_model_get_loaded_context (self->model);

  meirei_context_chooser_set_action (self->chooser, !can_set ? NULL
                                                    : loaded ? _("Reload") : _("Load"),
                                     !self->busy, can_set && differs);
  meirei_context_chooser_set_sensitive (self->chooser, can_set && !self->busy);
}

static void
update_memory (MeireiContextGroup *self)
{
  guint context = meirei_context_group_get_context (self);
  guint64 size = meirei_model_get_size (self->model);
  guint64 estimate = meirei_model_estimate_memory (self->model, context);
  guint64 memory = meirei_model_get_memory (self->model);
  gboolean is_loaded = context == meirei_model_get_loaded_context (self->model) && memory > 0;
  g_autofree char *total = NULL;
  g_autofree char *weights = NULL;
  g_autofree char *cache = NULL;
  g_autofree char *subtitle = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->memory_row), estimate > 0 || is_loaded);
  if (estimate == 0 && !is_loaded)
    return;

  if (is_loaded)
    {
      total = g_format_size (memory);
      subtitle = g_strdup (_("Measured by the server"));
    }
  else
    {
      total = g_format_size (estimate);
      weights = g_format_size (size);
      cache = g_format_size (estimate - size);
      /* Translators: the memory of a model, such as “Weights 4.1 GB + KV cache
       * 1.5 GB” */
      subtitle = g_strdup_printf (_("Weights %s + KV cache %s"), weights, cache);
    }
  gtk_label_set_label (self->memory_label, total);
  adw_action_row_set_subtitle (self->memory_row, subtitle);
}

static void
update_longest (MeireiContextGroup *self)
{
  guint context = meirei_context_group_get_context (self);
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, self->n_tokens);
  g_autofree char *subtitle = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *text = NULL;
  gboolean fits = context == 0 || self->n_tokens < (gint64) context;

  gtk_widget_set_visible (GTK_WIDGET (self->longest_row), self->n_tokens > 0);
  if (self->n_tokens <= 0)
    return;

  escaped = g_markup_escape_text (self->title, -1);
  /* Translators: %s is the title of an instruction */
  subtitle = g_strdup_printf (fits ? _("%s · fits") : _("%s · does not fit"), escaped);
  /* Translators: %s is a number */
  text = g_strdup_printf (_("%s tokens"), number);
  adw_action_row_set_subtitle (self->longest_row, subtitle);
  gtk_label_set_label (self->longest_label, text);
  if (fits)
    gtk_widget_remove_css_class (GTK_WIDGET (self->longest_label), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->longest_label), "error");
}

static void
update_values (MeireiContextGroup *self)
{
  update_button (self);
  update_memory (self);
  update_longest (self);
}

static guint
get_maximum (MeireiContextGroup *self)
{
  guint maximum = meirei_model_get_max_context (self->model);

  if (maximum == 0)
    maximum = self->preset_maximum;
  if (maximum == 0)
    maximum = GREATEST_GUESS;

  return MAX (maximum, meirei_model_get_loaded_context (self->model));
}

static void
update_caption (MeireiContextGroup *self)
{
  g_autofree char *number = g_strdup_printf ("%'u", get_maximum (self));
  g_autofree char *text = NULL;

  if (!meirei_load_dialect_can_set_context (get_kind (self)))
    text = g_strdup (_("Set where the server is started"));
  else if (meirei_model_get_max_context (self->model) > 0 || self->preset_maximum > 0)
    /* Translators: the greatest context of a model, in tokens */
    text = g_strdup_printf (_("Maximum %s"), number);
  else
    text = g_strdup (_("The server does not tell the maximum"));
  meirei_context_chooser_set_caption (self->chooser, text);
}

static void
update (MeireiContextGroup *self)
{
  guint loaded = meirei_model_get_loaded_context (self->model);

  meirei_context_chooser_set_maximum (self->chooser, get_maximum (self));
  update_caption (self);
  /* A choice that is not carried out yet survives what the server tells. */
  if (loaded > 0 && loaded != self->loaded)
    meirei_context_chooser_set_context (self->chooser, loaded);
  self->loaded = loaded;
  update_values (self);
}

static void
reload_cb (MeireiContextGroup *self)
{
  g_signal_emit (self, signals[RELOAD], 0, meirei_context_group_get_context (self));
}

static void
meirei_context_group_dispose (GObject *object)
{
  g_clear_object (&MEIREI_CONTEXT_GROUP (object)->model);

  G_OBJECT_CLASS (meirei_context_group_parent_class)->dispose (object);
}

static void
meirei_context_group_finalize (GObject *object)
{
  g_free (MEIREI_CONTEXT_GROUP (object)->title);

  G_OBJECT_CLASS (meirei_context_group_parent_class)->finalize (object);
}

static void
meirei_context_group_class_init (MeireiContextGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_context_group_dispose;
  object_class->finalize = meirei_context_group_finalize;

  /**
   * MeireiContextGroup::reload:
   * @context: in tokens
   *
   * A person wants the model loaded with that context.
   */
  signals[RELOAD] = g_signal_new ("reload", MEIREI_TYPE_CONTEXT_GROUP, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
add_chooser (MeireiContextGroup *self)
{
  GtkWidget *row = adw_preferences_row_new ();

  self->chooser = MEIREI_CONTEXT_CHOOSER (meirei_context_chooser_new ());
  g_signal_connect_object (self->chooser, "changed", G_CALLBACK (update_values), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (reload_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (self->chooser));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static AdwActionRow *
add_row (MeireiContextGroup  *self,
         const char          *title,
         GtkLabel           **label)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  *label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (*label), "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (*label));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  return ADW_ACTION_ROW (row);
}

static void
meirei_context_group_init (MeireiContextGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Context"));
  add_chooser (self);
  self->memory_row = add_row (self, _("Memory estimate"), &self->memory_label);
  self->longest_row = add_row (self, _("Longest prompt in this workspace"), &self->longest_label);
  adw_action_row_set_subtitle_lines (self->longest_row, 1);
}

/**
 * meirei_context_group_new:
 *
 * Returns: (transfer full): a group
 */
GtkWidget *
meirei_context_group_new (void)
{
  return g_object_new (MEIREI_TYPE_CONTEXT_GROUP, NULL);
}

/**
 * meirei_context_group_set_model:
 * @self: a group
 * @model: a model
 * @preset: its preset
 *
 * Shows another model.
 */
void
meirei_context_group_set_model (MeireiContextGroup *self,
                                MeireiModel        *model,
                                MeireiPreset       *preset)
{
  g_return_if_fail (MEIREI_IS_CONTEXT_GROUP (self));

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  self->preset_maximum = meirei_preset_get_context (preset);
  self->loaded = 0;
  g_signal_connect_object (model, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  meirei_context_chooser_set_maximum (self->chooser, get_maximum (self));
  if (meirei_model_get_loaded_context (model) == 0)
    meirei_context_chooser_set_context (self->chooser, MIN (FIRST_OFFER, get_maximum (self)));
  update (self);
}

/**
 * meirei_context_group_set_busy:
 * @self: a group
 * @busy: whether the model is being loaded or unloaded
 */
void
meirei_context_group_set_busy (MeireiContextGroup *self,
                               gboolean            busy)
{
  g_return_if_fail (MEIREI_IS_CONTEXT_GROUP (self));

  self->busy = busy;
  if (self->model != NULL)
    update_button (self);
}

/**
 * meirei_context_group_set_longest:
 * @self: a group
 * @n_tokens: the longest prompt of the workspace; 0 if there is none
 * @title: (nullable): the title of its instruction
 */
void
meirei_context_group_set_longest (MeireiContextGroup *self,
                                  gint64              n_tokens,
                                  const char         *title)
{
  g_return_if_fail (MEIREI_IS_CONTEXT_GROUP (self));

  self->n_tokens = title != NULL ? n_tokens : 0;
  g_free (self->title);
  self->title = g_strdup (title);
  if (self->model != NULL)
    update_longest (self);
}

/**
 * meirei_context_group_get_context:
 * @self: a group
 *
 * Returns: the context that is set, in tokens
 */
guint
meirei_context_group_get_context (MeireiContextGroup *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT_GROUP (self), 0);

  return meirei_context_chooser_get_context (self->chooser);
}
