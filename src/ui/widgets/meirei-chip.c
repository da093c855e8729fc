/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-chip.h"
#include "meirei-labels.h"
#include "meirei-status-icon.h"

/**
 * MeireiChip:
 *
 * A word in a pill: the status and the phase of an instruction, the state of
 * a server, the number in a tab.  A small widget, such as a #MeireiStatusIcon
 * or a #MeireiDot, can stand before the word.
 */
struct _MeireiChip
{
  GtkWidget parent_instance;

  GtkWidget *lead;      /* (unowned) (nullable) */
  GtkWidget *label;     /* (unowned) */

  MeireiTone tone;
};

typedef enum {
  PROP_LABEL = 1,
  PROP_TONE,
  PROP_LEAD,
} MeireiChipProperty;

static GParamSpec *properties[PROP_LEAD + 1];

G_DEFINE_FINAL_TYPE (MeireiChip, meirei_chip, GTK_TYPE_WIDGET)

static void
meirei_chip_dispose (GObject *object)
{
  MeireiChip *self = MEIREI_CHIP (object);

  g_clear_pointer (&self->lead, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (meirei_chip_parent_class)->dispose (object);
}

static void
meirei_chip_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  MeireiChip *self = MEIREI_CHIP (object);

  switch ((MeireiChipProperty) prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, meirei_chip_get_label (self));
      break;

    case PROP_TONE:
      g_value_set_enum (value, self->tone);
      break;

    case PROP_LEAD:
      g_value_set_object (value, self->lead);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_chip_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  MeireiChip *self = MEIREI_CHIP (object);

  switch ((MeireiChipProperty) prop_id)
    {
    case PROP_LABEL:
      meirei_chip_set_label (self, g_value_get_string (value));
      break;

    case PROP_TONE:
      meirei_chip_set_tone (self, (MeireiTone) g_value_get_enum (value));
      break;

    case PROP_LEAD:
      meirei_chip_set_lead (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_chip_class_init (MeireiChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = meirei_chip_dispose;
  object_class->get_property = meirei_chip_get_property;
  object_class->set_property = meirei_chip_set_property;

  /**
   * MeireiChip:label:
   *
   * The word.
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", flags);

  /**
   * MeireiChip:tone:
   *
   * The tint.
   */
  properties[PROP_TONE] =
    g_param_spec_enum ("tone", NULL, NULL, MEIREI_TYPE_TONE, MEIREI_TONE_NEUTRAL, flags);

  /**
   * MeireiChip:lead:
   *
   * A small widget before the word.
   */
  properties[PROP_LEAD] = g_param_spec_object ("lead", NULL, NULL, GTK_TYPE_WIDGET, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_class_set_css_name (widget_class, "chip");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
meirei_chip_init (MeireiChip *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->label = g_object_new (GTK_TYPE_LABEL,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              "hexpand", TRUE,
                              NULL);
  gtk_widget_set_parent (self->label, widget);
  gtk_widget_set_hexpand (widget, FALSE);

  gtk_widget_set_halign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (widget, "chip");
  gtk_widget_add_css_class (widget, "numeric");
  meirei_tone_set_css_class (widget, self->tone);
}

/**
 * meirei_chip_new:
 * @label: (nullable): the word
 *
 * Returns: (transfer floating): a grey chip
 */
GtkWidget *
meirei_chip_new (const char *label)
{
  return g_object_new (MEIREI_TYPE_CHIP, "label", label, NULL);
}

/**
 * meirei_chip_get_label:
 * @self: a chip
 *
 * Returns: the word
 */
const char *
meirei_chip_get_label (MeireiChip *self)
{
  g_return_val_if_fail (MEIREI_IS_CHIP (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->label));
}

/**
 * meirei_chip_set_label:
 * @self: a chip
 * @label: (nullable): the word
 *
 * Sets the word.
 */
void
meirei_chip_set_label (MeireiChip *self,
                       const char *label)
{
  g_return_if_fail (MEIREI_IS_CHIP (self));

  if (label == NULL)
    label = "";

  if (g_strcmp0 (meirei_chip_get_label (self), label) == 0)
    return;

  gtk_label_set_label (GTK_LABEL (self->label), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

/**
 * meirei_chip_get_tone:
 * @self: a chip
 *
 * Returns: the tint
 */
MeireiTone
meirei_chip_get_tone (MeireiChip *self)
{
  g_return_val_if_fail (MEIREI_IS_CHIP (self), MEIREI_TONE_NEUTRAL);

  return self->tone;
}

/**
 * meirei_chip_set_tone:
 * @self: a chip
 * @tone: the tint
 *
 * Sets the tint.
 */
void
meirei_chip_set_tone (MeireiChip *self,
                      MeireiTone  tone)
{
  g_return_if_fail (MEIREI_IS_CHIP (self));

  if (self->tone == tone)
    return;

  self->tone = tone;
  meirei_tone_set_css_class (GTK_WIDGET (self), tone);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TONE]);
}

/**
 * meirei_chip_get_lead:
 * @self: a chip
 *
 * Returns: (transfer none) (nullable): the widget before the word
 */
GtkWidget *
meirei_chip_get_lead (MeireiChip *self)
{
  g_return_val_if_fail (MEIREI_IS_CHIP (self), NULL);

  return self->lead;
}

/**
 * meirei_chip_set_lead:
 * @self: a chip
 * @lead: (nullable): a small widget
 *
 * Sets the widget before the word.  It repeats the word and is therefore
 * hidden from screen readers.
 */
void
meirei_chip_set_lead (MeireiChip *self,
                      GtkWidget  *lead)
{
  g_return_if_fail (MEIREI_IS_CHIP (self));
  g_return_if_fail (lead == NULL || gtk_widget_get_parent (lead) == NULL);

  if (self->lead == lead)
    return;

  g_clear_pointer (&self->lead, gtk_widget_unparent);
  self->lead = lead;

  if (lead != NULL)
    {
      gtk_widget_insert_before (lead, GTK_WIDGET (self), self->label);
      gtk_accessible_update_state (GTK_ACCESSIBLE (lead),
                                   GTK_ACCESSIBLE_STATE_HIDDEN, TRUE,
                                   -1);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEAD]);
}

/**
 * meirei_chip_set_status:
 * @self: a chip
 * @status: a status
 *
 * Shows the icon and the word of @status.
 */
void
meirei_chip_set_status (MeireiChip   *self,
                        MeireiStatus  status)
{
  g_return_if_fail (MEIREI_IS_CHIP (self));

  if (!MEIREI_IS_STATUS_ICON (self->lead))
    meirei_chip_set_lead (self, meirei_status_icon_new ());

  meirei_status_icon_set_status (MEIREI_STATUS_ICON (self->lead), status);
  meirei_chip_set_label (self, meirei_status_get_label (status));
}
