/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <adwaita.h>

#include "meirei-labels.h"
#include "meirei-status-icon.h"

/**
 * MeireiStatusIcon:
 *
 * The icon of an instruction's status, in the status's colour.  Executing is
 * a spinner, or a still icon for those who switched animations off.  The
 * status word is the tooltip and what a screen reader says.
 */
struct _MeireiStatusIcon
{
  GtkWidget parent_instance;

  GtkWidget *image;     /* (unowned) */
  GtkWidget *spinner;   /* (unowned) (nullable): made when first needed */
  gulong settings_handler;

  MeireiStatus status;
};

typedef enum {
  PROP_STATUS = 1,
} MeireiStatusIconProperty;

static GParamSpec *properties[PROP_STATUS + 1];

G_DEFINE_FINAL_TYPE (MeireiStatusIcon, meirei_status_icon, GTK_TYPE_WIDGET)

static void update_icon (MeireiStatusIcon *self);

/* Only while executing: a list has many of these widgets. */
static void
watch_animation_setting (MeireiStatusIcon *self,
                         gboolean          watch)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self));

  if (!watch)
    {
      g_clear_signal_handler (&self->settings_handler, settings);
      return;
    }

  if (self->settings_handler == 0)
    self->settings_handler =
      g_signal_connect_object (settings, "notify::gtk-enable-animations",
                               G_CALLBACK (update_icon), self, G_CONNECT_SWAPPED);
}

static void
update_spinner (MeireiStatusIcon *self,
                gboolean          spin)
{
  if (spin && self->spinner == NULL)
    {
      self->spinner = g_object_new (GTK_TYPE_SPINNER,
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                    NULL);
      gtk_widget_set_parent (self->spinner, GTK_WIDGET (self));
    }

  if (self->spinner != NULL)
    {
      gtk_widget_set_visible (self->spinner, spin);
      gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), spin);
    }

  gtk_widget_set_visible (self->image, !spin);
}

static void
update_icon (MeireiStatusIcon *self)
{
  const char *label = meirei_status_get_label (self->status);
  gboolean executing = self->status == MEIREI_STATUS_EXECUTING;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image),
                                meirei_status_get_icon_name (self->status));
  watch_animation_setting (self, executing);
  update_spinner (self, executing && adw_get_enable_animations (GTK_WIDGET (self)));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/* Setting a tooltip's text asks the display server where the pointer is, and a
 * list sets 200 icons at once; so the text is only given when it is wanted. */
static gboolean
meirei_status_icon_query_tooltip (GtkWidget  *widget,
                                  int         x,
                                  int         y,
                                  gboolean    keyboard_mode,
                                  GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, meirei_status_get_label (MEIREI_STATUS_ICON (widget)->status));

  return TRUE;
}

static void
meirei_status_icon_dispose (GObject *object)
{
  MeireiStatusIcon *self = MEIREI_STATUS_ICON (object);

  watch_animation_setting (self, FALSE);
  g_clear_pointer (&self->spinner, gtk_widget_unparent);
  g_clear_pointer (&self->image, gtk_widget_unparent);

  G_OBJECT_CLASS (meirei_status_icon_parent_class)->dispose (object);
}

static void
meirei_status_icon_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  MeireiStatusIcon *self = MEIREI_STATUS_ICON (object);

  switch ((MeireiStatusIconProperty) prop_id)
    {
    case PROP_STATUS:
      g_value_set_enum (value, self->status);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_status_icon_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  MeireiStatusIcon *self = MEIREI_STATUS_ICON (object);

  switch ((MeireiStatusIconProperty) prop_id)
    {
    case PROP_STATUS:
      meirei_status_icon_set_status (self, (MeireiStatus) g_value_get_enum (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_status_icon_class_init (MeireiStatusIconClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_status_icon_dispose;
  object_class->get_property = meirei_status_icon_get_property;
  object_class->set_property = meirei_status_icon_set_property;
  widget_class->query_tooltip = meirei_status_icon_query_tooltip;

  /**
   * MeireiStatusIcon:status:
   *
   * The status that is shown.
   */
  properties[PROP_STATUS] =
    g_param_spec_enum ("status", NULL, NULL,
                       MEIREI_TYPE_STATUS, MEIREI_STATUS_DRAFT,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "statusicon");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
meirei_status_icon_init (MeireiStatusIcon *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->image = g_object_new (GTK_TYPE_IMAGE,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              NULL);
  gtk_widget_set_parent (self->image, widget);
  gtk_widget_set_halign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_add_css_class (widget, meirei_enum_to_nick (MEIREI_TYPE_STATUS, self->status));

  update_icon (self);
}

/**
 * meirei_status_icon_new:
 *
 * Returns: (transfer floating): the icon of a draft
 */
GtkWidget *
meirei_status_icon_new (void)
{
  return g_object_new (MEIREI_TYPE_STATUS_ICON, NULL);
}

/**
 * meirei_status_icon_get_status:
 * @self: an icon
 *
 * Returns: the status that is shown
 */
MeireiStatus
meirei_status_icon_get_status (MeireiStatusIcon *self)
{
  g_return_val_if_fail (MEIREI_IS_STATUS_ICON (self), MEIREI_STATUS_DRAFT);

  return self->status;
}

/**
 * meirei_status_icon_set_status:
 * @self: an icon
 * @status: a status
 *
 * Shows the icon of @status.
 */
void
meirei_status_icon_set_status (MeireiStatusIcon *self,
                               MeireiStatus      status)
{
  g_return_if_fail (MEIREI_IS_STATUS_ICON (self));

  if (self->status == status)
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self),
                               meirei_enum_to_nick (MEIREI_TYPE_STATUS, self->status));
  gtk_widget_add_css_class (GTK_WIDGET (self),
                            meirei_enum_to_nick (MEIREI_TYPE_STATUS, status));

  self->status = status;
  update_icon (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}
