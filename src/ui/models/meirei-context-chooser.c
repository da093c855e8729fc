/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiContextChooser:
 *
 * How many tokens of context: a number, a slider with marks at the doublings,
 * and a button that carries it out.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "meirei-context-chooser.h"
#include "meirei-number-row.h"

#define MINIMUM 512.
#define GREATEST 131072.
#define LEAST_MARK 2048u
#define SPIN_STEP 1024.
#define MAX_MARKS 5

/* The slider's values are rounded to this. */
#define GRAIN 256.

struct _MeireiContextChooser
{
  AdwBin parent_instance;

  GtkLabel *caption;
  GtkSpinButton *spin;
  GtkButton *button;
  GtkScale *scale;
  guint maximum;
  gboolean filling;
};

enum {
  CHANGED,
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiContextChooser, meirei_context_chooser, ADW_TYPE_BIN)

static void
spin_cb (MeireiContextChooser *self)
{
  if (self->filling)
    return;

  meirei_context_chooser_set_context (self, meirei_context_chooser_get_context (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
scale_cb (MeireiContextChooser *self)
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
  g_signal_emit (self, signals[CHANGED], 0);
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
clicked_cb (MeireiContextChooser *self)
{
  gtk_spin_button_update (self->spin);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
meirei_context_chooser_class_init (MeireiContextChooserClass *klass)
{
  /**
   * MeireiContextChooser::changed:
   *
   * A person set another number.
   */
  signals[CHANGED] = g_signal_new ("changed", MEIREI_TYPE_CONTEXT_CHOOSER, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MeireiContextChooser::chosen:
   *
   * The number shall be carried out.
   */
  signals[CHOSEN] = g_signal_new ("chosen", MEIREI_TYPE_CONTEXT_CHOOSER, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_texts (MeireiContextChooser *self)
{
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

  return texts;
}

static void
make_spin (MeireiContextChooser *self)
{
  self->spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (MINIMUM, GREATEST, SPIN_STEP));
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
}

static void
meirei_context_chooser_init (MeireiContextChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (head), make_texts (self));
  make_spin (self);
  self->button = GTK_BUTTON (gtk_button_new_with_label (""));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->spin));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->button));

  self->scale = GTK_SCALE (gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 9., 17., .25));
  gtk_scale_set_draw_value (self->scale, FALSE);
  meirei_widget_ignore_wheel (GTK_WIDGET (self->scale));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Context length"), -1);
  g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (scale_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (box, "context-length");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->scale));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * meirei_context_chooser_new:
 *
 * Returns: (transfer full): a chooser
 */
GtkWidget *
meirei_context_chooser_new (void)
{
  return g_object_new (MEIREI_TYPE_CONTEXT_CHOOSER, NULL);
}

/**
 * meirei_context_chooser_get_context:
 * @self: a chooser
 *
 * Returns: the number that is set
 */
guint
meirei_context_chooser_get_context (MeireiContextChooser *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT_CHOOSER (self), 0);

  return (guint) gtk_spin_button_get_value_as_int (self->spin);
}

/**
 * meirei_context_chooser_set_context:
 * @self: a chooser
 * @context: in tokens
 *
 * Sets the number; that is not announced.
 */
void
meirei_context_chooser_set_context (MeireiContextChooser *self,
                                    guint                 context)
{
  g_return_if_fail (MEIREI_IS_CONTEXT_CHOOSER (self));

  self->filling = TRUE;
  gtk_spin_button_set_value (self->spin, context);
  gtk_range_set_value (GTK_RANGE (self->scale), log2 (MAX (context, MINIMUM)));
  self->filling = FALSE;
}

/* At the doublings, or only some of them where there are many. */
static void
update_marks (MeireiContextChooser *self,
              guint                 maximum)
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
      g_autofree char *text = mark > 65536 ? g_strdup_printf ("%'uK", mark / 1024)
                                           : g_strdup_printf ("%'u", mark);

      if (mark <= maximum && (n_doublings - i) % step == 0)
        gtk_scale_add_mark (self->scale, log2 (mark), GTK_POS_BOTTOM, text);
    }
}

/**
 * meirei_context_chooser_set_maximum:
 * @self: a chooser
 * @maximum: the most that can be chosen; at least 512 is
 */
void
meirei_context_chooser_set_maximum (MeireiContextChooser *self,
                                    guint                 maximum)
{
  g_return_if_fail (MEIREI_IS_CONTEXT_CHOOSER (self));

  maximum = MAX (maximum, (guint) MINIMUM);
  if (self->maximum == maximum)
    return;

  self->maximum = maximum;
  self->filling = TRUE;
  gtk_spin_button_set_range (self->spin, MINIMUM, maximum);
  gtk_range_set_range (GTK_RANGE (self->scale), log2 (MIN (LEAST_MARK, maximum / 2)),
                       log2 (maximum));
  self->filling = FALSE;
  update_marks (self, maximum);
}

/**
 * meirei_context_chooser_set_caption:
 * @self: a chooser
 * @caption: what is to be said about the number
 */
void
meirei_context_chooser_set_caption (MeireiContextChooser *self,
                                    const char           *caption)
{
  g_return_if_fail (MEIREI_IS_CONTEXT_CHOOSER (self));

  gtk_label_set_label (self->caption, caption);
}

/**
 * meirei_context_chooser_set_sensitive:
 * @self: a chooser
 * @sensitive: whether a person can set another number
 */
void
meirei_context_chooser_set_sensitive (MeireiContextChooser *self,
                                      gboolean              sensitive)
{
  g_return_if_fail (MEIREI_IS_CONTEXT_CHOOSER (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->spin), sensitive);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scale), sensitive);
}

/**
 * meirei_context_chooser_set_action:
 * @self: a chooser
 * @label: (nullable): what the button does; %NULL to hide it
 * @sensitive: whether it can be pressed
 * @suggested: whether it is what a person wants to do next
 */
void
meirei_context_chooser_set_action (MeireiContextChooser *self,
                                   const char           *label,
                                   gboolean              sensitive,
                                   gboolean              suggested)
{
  g_return_if_fail (MEIREI_IS_CONTEXT_CHOOSER (self));

  gtk_button_set_label (self->button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), sensitive);
  if (suggested)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "suggested-action");
}
