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
#include <math.h>

#include "meirei-context-group.h"
#include "meirei-load-dialect.h"
#include "meirei-number-row.h"
#include "meirei-server.h"

#define MINIMUM 512.
#define LEAST_MARK 2048
#define GREATEST_GUESS 131072
#define SPIN_STEP 1024.
#define MAX_MARKS 5

/* The slider's values are rounded to this. */
#define GRAIN 256.

struct _MeireiContextGroup
{
  AdwPreferencesGroup parent_instance;

  GtkLabel *caption;
  GtkSpinButton *spin;
  GtkButton *reload_button;
  GtkScale *scale;
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
  gboolean filling;
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
set_spin (MeireiContextGroup *self,
          double              value)
{
  self->filling = TRUE;
  gtk_spin_button_set_value (self->spin, value);
  gtk_range_set_value (GTK_RANGE (self->scale), log2 (MAX (value, MINIMUM)));
  self->filling = FALSE;
}

static void
update_button (MeireiContextGroup *self)
{
  MeireiServerKind kind = get_kind (self);
  gboolean can_set = meirei_load_dialect_can_set_context (kind);
  gboolean loaded = meirei_model_get_state (self->model) == MEIREI_MODEL_STATE_LOADED;
  gboolean differs = meirei_context_group_get_context (self)
                     != meirei_model_get_loaded_context (self->model);

  gtk_button_set_label (self->reload_button, loaded ? _("Reload") : _("Load"));
  gtk_widget_set_visible (GTK_WIDGET (self->reload_button), can_set);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reload_button), !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->spin), can_set && !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scale), can_set && !self->busy);
  if (can_set && differs)
    gtk_widget_add_css_class (GTK_WIDGET (self->reload_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->reload_button), "suggested-action");
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

  return MAX (maximum, MAX (meirei_model_get_loaded_context (self->model), (guint) MINIMUM));
}

static void
update_marks (MeireiContextGroup *self,
              guint               maximum)
{
  guint n_doublings = 0;
  guint step;

  gtk_scale_clear_marks (self->scale);
  for (guint mark = LEAST_MARK; mark <= maximum / 2; mark *= 2)
    n_doublings++;
  step = 1 + n_doublings / MAX_MARKS;
  for (guint i = 0; i <= n_doublings; i++)
    {
      guint mark = LEAST_MARK << i;
      g_autofree char *text = mark > 65536 && mark % 1024 == 0
                              ? g_strdup_printf ("%'uK", mark / 1024)
                              : g_strdup_printf ("%'u", mark);

      if (mark <= maximum && (n_doublings - i) % step == 0)
        gtk_scale_add_mark (self->scale, log2 (mark), GTK_POS_BOTTOM, text);
    }
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
  gtk_label_set_label (self->caption, text);
}

static void
update (MeireiContextGroup *self)
{
  guint maximum = get_maximum (self);
  guint loaded = meirei_model_get_loaded_context (self->model);

  self->filling = TRUE;
  gtk_spin_button_set_range (self->spin, MINIMUM, maximum);
  gtk_range_set_range (GTK_RANGE (self->scale), log2 (MIN (LEAST_MARK, maximum / 2)),
                       log2 (maximum));
  self->filling = FALSE;
  update_marks (self, maximum);
  update_caption (self);
  /* A choice that is not carried out yet survives what the server tells. */
  if (loaded > 0 && loaded != self->loaded)
    set_spin (self, loaded);
  self->loaded = loaded;
  update_values (self);
}

static void
spin_cb (MeireiContextGroup *self)
{
  if (self->filling)
    return;

  set_spin (self, gtk_spin_button_get_value (self->spin));
  update_values (self);
}

static void
scale_cb (MeireiContextGroup *self)
{
  double value;
  double maximum;

  if (self->filling)
    return;

  value = exp2 (gtk_range_get_value (GTK_RANGE (self->scale)));
  gtk_spin_button_get_range (self->spin, NULL, &maximum);
  value = value > maximum - GRAIN / 2. ? maximum : round (value / GRAIN) * GRAIN;
  self->filling = TRUE;
  gtk_spin_button_set_value (self->spin, value);
  self->filling = FALSE;
  update_values (self);
}

static gboolean
output_cb (GtkSpinButton *spin,
           gpointer       user_data)
{
  g_autofree char *text = g_strdup_printf ("%'.0f", gtk_spin_button_get_value (spin));

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (spin)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);

  return TRUE;
}

static int
input_cb (GtkSpinButton *spin,
          double        *value,
          gpointer       user_data)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  g_autoptr(GString) digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);
  if (digits->len == 0)
    return GTK_INPUT_ERROR;
  *value = g_ascii_strtod (digits->str, NULL);

  return TRUE;
}

static void
reload_cb (MeireiContextGroup *self)
{
  gtk_spin_button_update (self->spin);
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

static GtkWidget *
make_head (MeireiContextGroup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (_("Context length"));

  self->caption = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (GTK_LABEL (title), 0.f);
  gtk_label_set_xalign (self->caption, 0.f);
  gtk_label_set_wrap (self->caption, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dim-label");
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->caption));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);

  self->spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (MINIMUM, GREATEST_GUESS,
                                                                SPIN_STEP));
  /* Separators of thousands are no digits. */
  gtk_spin_button_set_numeric (self->spin, FALSE);
  /* What is no number changes nothing. */
  gtk_spin_button_set_update_policy (self->spin, GTK_UPDATE_IF_VALID);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->spin), 7);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->spin), 7);
  gtk_widget_set_valign (GTK_WIDGET (self->spin), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->spin), "numeric");
  meirei_widget_ignore_wheel (GTK_WIDGET (self->spin));
  g_signal_connect_object (self->spin, "output", G_CALLBACK (output_cb), self, 0);
  g_signal_connect_object (self->spin, "input", G_CALLBACK (input_cb), self, 0);
  g_signal_connect_object (self->spin, "value-changed", G_CALLBACK (spin_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Context length"), -1);

  self->reload_button = GTK_BUTTON (gtk_button_new_with_label (_("Reload")));
  gtk_widget_set_valign (GTK_WIDGET (self->reload_button), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->reload_button, "clicked", G_CALLBACK (reload_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spin));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reload_button));

  return box;
}

static void
add_length (MeireiContextGroup *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->scale = GTK_SCALE (gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 9., 17., .25));
  gtk_scale_set_draw_value (self->scale, FALSE);
  meirei_widget_ignore_wheel (GTK_WIDGET (self->scale));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Context length"), -1);
  g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (scale_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (box, "context-length");
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->scale));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
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
  add_length (self);
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
  if (meirei_model_get_loaded_context (model) == 0)
    {
      gtk_spin_button_set_range (self->spin, MINIMUM, get_maximum (self));
      set_spin (self, MIN (4096, get_maximum (self)));
    }
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

  return (guint) gtk_spin_button_get_value_as_int (self->spin);
}
