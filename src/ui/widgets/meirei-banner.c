/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-banner.h"
#include "meirei-string.h"
#include "meirei-tone.h"
#include "meirei-ui-init.h"

/**
 * MeireiBanner:
 *
 * A bar below the header bar that tells what is wrong with the whole window
 * and offers one thing to do about it.  AdwBanner needs libadwaita 1.3.
 */
struct _MeireiBanner
{
  GtkWidget parent_instance;

  GtkWidget *bar;       /* (unowned), from the template like the next ones */
  GtkWidget *button;
  GtkWidget *icon;
  GtkWidget *revealer;
  GtkWidget *title;

  MeireiSeverity level;
};

typedef enum {
  PROP_BUTTON_LABEL = 1,
  PROP_LEVEL,
  PROP_REVEALED,
  PROP_TITLE,
} MeireiBannerProperty;

static GParamSpec *properties[PROP_TITLE + 1];

enum {
  BUTTON_CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct {
  const char *icon_name;
  MeireiTone tone;
} levels[] = {
  [MEIREI_SEVERITY_INFO]    = { "dialog-information-symbolic", MEIREI_TONE_ACCENT },
  [MEIREI_SEVERITY_WARNING] = { "dialog-warning-symbolic", MEIREI_TONE_WARNING },
  [MEIREI_SEVERITY_ERROR]   = { "dialog-error-symbolic", MEIREI_TONE_ERROR },
};

G_DEFINE_FINAL_TYPE (MeireiBanner, meirei_banner, GTK_TYPE_WIDGET)

static void
show_level (MeireiBanner *self)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), levels[self->level].icon_name);
  meirei_tone_set_css_class (self->bar, levels[self->level].tone);
}

static void
button_clicked_cb (MeireiBanner *self)
{
  g_signal_emit (self, signals[BUTTON_CLICKED], 0);
}

static void
meirei_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_BANNER);

  G_OBJECT_CLASS (meirei_banner_parent_class)->dispose (object);
}

static void
meirei_banner_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  MeireiBanner *self = MEIREI_BANNER (object);

  switch ((MeireiBannerProperty) prop_id)
    {
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, meirei_banner_get_button_label (self));
      break;

    case PROP_LEVEL:
      g_value_set_enum (value, self->level);
      break;

    case PROP_REVEALED:
      g_value_set_boolean (value, meirei_banner_get_revealed (self));
      break;

    case PROP_TITLE:
      g_value_set_string (value, meirei_banner_get_title (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_banner_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  MeireiBanner *self = MEIREI_BANNER (object);

  switch ((MeireiBannerProperty) prop_id)
    {
    case PROP_BUTTON_LABEL:
      meirei_banner_set_button_label (self, g_value_get_string (value));
      break;

    case PROP_LEVEL:
      meirei_banner_set_level (self, (MeireiSeverity) g_value_get_enum (value));
      break;

    case PROP_REVEALED:
      meirei_banner_set_revealed (self, g_value_get_boolean (value));
      break;

    case PROP_TITLE:
      meirei_banner_set_title (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * MeireiBanner:button-label:
   *
   * The label of the button; without one there is no button.
   */
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);

  /**
   * MeireiBanner:level:
   *
   * How grave the matter is; sets the icon and the tint.
   */
  properties[PROP_LEVEL] =
    g_param_spec_enum ("level", NULL, NULL, MEIREI_TYPE_SEVERITY, MEIREI_SEVERITY_INFO, flags);

  /**
   * MeireiBanner:revealed:
   *
   * Whether the banner is shown.
   */
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, flags);

  /**
   * MeireiBanner:title:
   *
   * What happened, in a sentence.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_banner_class_init (MeireiBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_banner_dispose;
  object_class->get_property = meirei_banner_get_property;
  object_class->set_property = meirei_banner_set_property;

  install_properties (object_class);

  /**
   * MeireiBanner::button-clicked:
   *
   * The button was activated.
   */
  signals[BUTTON_CLICKED] =
    g_signal_new ("button-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               MEIREI_RESOURCE_PATH "/meirei-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiBanner, bar);
  gtk_widget_class_bind_template_child (widget_class, MeireiBanner, button);
  gtk_widget_class_bind_template_child (widget_class, MeireiBanner, icon);
  gtk_widget_class_bind_template_child (widget_class, MeireiBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, MeireiBanner, title);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_css_name (widget_class, "meireibanner");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
meirei_banner_init (MeireiBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  show_level (self);
}

/**
 * meirei_banner_new:
 *
 * Returns: (transfer floating): a hidden banner
 */
GtkWidget *
meirei_banner_new (void)
{
  return g_object_new (MEIREI_TYPE_BANNER, NULL);
}

/**
 * meirei_banner_get_title:
 * @self: a banner
 *
 * Returns: what happened
 */
const char *
meirei_banner_get_title (MeireiBanner *self)
{
  g_return_val_if_fail (MEIREI_IS_BANNER (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->title));
}

/**
 * meirei_banner_set_title:
 * @self: a banner
 * @title: (nullable): what happened, in a sentence, without markup
 *
 * Sets the text.
 */
void
meirei_banner_set_title (MeireiBanner *self,
                         const char   *title)
{
  g_return_if_fail (MEIREI_IS_BANNER (self));

  if (title == NULL)
    title = "";

  if (g_strcmp0 (meirei_banner_get_title (self), title) == 0)
    return;

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * meirei_banner_get_button_label:
 * @self: a banner
 *
 * Returns: (nullable): the label of the button, or %NULL if there is none
 */
const char *
meirei_banner_get_button_label (MeireiBanner *self)
{
  g_return_val_if_fail (MEIREI_IS_BANNER (self), NULL);

  return gtk_button_get_label (GTK_BUTTON (self->button));
}

/**
 * meirei_banner_set_button_label:
 * @self: a banner
 * @label: (nullable): a label with mnemonic, or %NULL for no button
 *
 * Sets the label of the button.
 */
void
meirei_banner_set_button_label (MeireiBanner *self,
                                const char   *label)
{
  g_return_if_fail (MEIREI_IS_BANNER (self));

  if (g_strcmp0 (meirei_banner_get_button_label (self), label) == 0)
    return;

  gtk_button_set_label (GTK_BUTTON (self->button), label);
  gtk_button_set_use_underline (GTK_BUTTON (self->button), TRUE);
  gtk_widget_set_visible (self->button, label != NULL);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUTTON_LABEL]);
}

/**
 * meirei_banner_get_level:
 * @self: a banner
 *
 * Returns: how grave the matter is
 */
MeireiSeverity
meirei_banner_get_level (MeireiBanner *self)
{
  g_return_val_if_fail (MEIREI_IS_BANNER (self), MEIREI_SEVERITY_INFO);

  return self->level;
}

/**
 * meirei_banner_set_level:
 * @self: a banner
 * @level: how grave the matter is
 *
 * Sets the icon and the tint.
 */
void
meirei_banner_set_level (MeireiBanner   *self,
                         MeireiSeverity  level)
{
  g_return_if_fail (MEIREI_IS_BANNER (self));
  g_return_if_fail ((gsize) level < G_N_ELEMENTS (levels));

  if (self->level == level)
    return;

  self->level = level;
  show_level (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
}

/**
 * meirei_banner_get_revealed:
 * @self: a banner
 *
 * Returns: whether the banner is shown
 */
gboolean
meirei_banner_get_revealed (MeireiBanner *self)
{
  g_return_val_if_fail (MEIREI_IS_BANNER (self), FALSE);

  return gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer));
}

/**
 * meirei_banner_set_revealed:
 * @self: a banner
 * @revealed: whether the banner is shown
 *
 * Slides the banner in or out.
 */
void
meirei_banner_set_revealed (MeireiBanner *self,
                            gboolean      revealed)
{
  g_return_if_fail (MEIREI_IS_BANNER (self));

  revealed = !!revealed;
  if (meirei_banner_get_revealed (self) == revealed)
    return;

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), revealed);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}

/**
 * meirei_banner_get_button:
 * @self: a banner
 *
 * The button, to give it an action with gtk_actionable_set_action_name().
 *
 * Returns: (transfer none): the button
 */
GtkWidget *
meirei_banner_get_button (MeireiBanner *self)
{
  g_return_val_if_fail (MEIREI_IS_BANNER (self), NULL);

  return self->button;
}
