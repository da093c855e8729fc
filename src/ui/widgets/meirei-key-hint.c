/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-key-hint.h"
#include "meirei-string.h"

/**
 * MeireiKeyHint:
 *
 * A small key cap inside a button: the key that does the same.  Screen
 * readers skip it; the button tells its key shortcut itself.
 */
struct _MeireiKeyHint
{
  GtkWidget parent_instance;

  GtkWidget *label;     /* (unowned) */

  char *accelerator;    /* (owned) (nullable) */
};

typedef enum {
  PROP_ACCELERATOR = 1,
} MeireiKeyHintProperty;

static GParamSpec *properties[PROP_ACCELERATOR + 1];

G_DEFINE_FINAL_TYPE (MeireiKeyHint, meirei_key_hint, GTK_TYPE_WIDGET)

static char *
dup_key_text (const char *accelerator)
{
  guint key;
  GdkModifierType modifiers;

  if (accelerator == NULL || !gtk_accelerator_parse (accelerator, &key, &modifiers))
    return g_strdup ("");

  /* GTK says “Escape”, which is too long for a key cap. */
  if (key == GDK_KEY_Escape && modifiers == 0)
    /* Translators: what is printed on the Escape key */
    return g_strdup (_("Esc"));

  return gtk_accelerator_get_label (key, modifiers);
}

static void
meirei_key_hint_dispose (GObject *object)
{
  MeireiKeyHint *self = MEIREI_KEY_HINT (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (meirei_key_hint_parent_class)->dispose (object);
}

static void
meirei_key_hint_finalize (GObject *object)
{
  MeireiKeyHint *self = MEIREI_KEY_HINT (object);

  g_free (self->accelerator);

  G_OBJECT_CLASS (meirei_key_hint_parent_class)->finalize (object);
}

static void
meirei_key_hint_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  MeireiKeyHint *self = MEIREI_KEY_HINT (object);

  switch ((MeireiKeyHintProperty) prop_id)
    {
    case PROP_ACCELERATOR:
      g_value_set_string (value, self->accelerator);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_key_hint_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  MeireiKeyHint *self = MEIREI_KEY_HINT (object);

  switch ((MeireiKeyHintProperty) prop_id)
    {
    case PROP_ACCELERATOR:
      meirei_key_hint_set_accelerator (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_key_hint_class_init (MeireiKeyHintClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_key_hint_dispose;
  object_class->finalize = meirei_key_hint_finalize;
  object_class->get_property = meirei_key_hint_get_property;
  object_class->set_property = meirei_key_hint_set_property;

  /**
   * MeireiKeyHint:accelerator:
   *
   * A key in the notation of gtk_accelerator_parse(): `a`, `<Control>e`,
   * `Escape`.
   */
  properties[PROP_ACCELERATOR] =
    g_param_spec_string ("accelerator", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "keyhint");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
meirei_key_hint_init (MeireiKeyHint *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->label = g_object_new (GTK_TYPE_LABEL,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              NULL);
  gtk_widget_set_parent (self->label, widget);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (widget, "keyhint");
}

/**
 * meirei_key_hint_new:
 * @accelerator: (nullable): a key in the notation of gtk_accelerator_parse()
 *
 * Returns: (transfer floating): a key cap
 */
GtkWidget *
meirei_key_hint_new (const char *accelerator)
{
  return g_object_new (MEIREI_TYPE_KEY_HINT, "accelerator", accelerator, NULL);
}

/**
 * meirei_key_hint_get_accelerator:
 * @self: a key cap
 *
 * Returns: (nullable): the key
 */
const char *
meirei_key_hint_get_accelerator (MeireiKeyHint *self)
{
  g_return_val_if_fail (MEIREI_IS_KEY_HINT (self), NULL);

  return self->accelerator;
}

/**
 * meirei_key_hint_set_accelerator:
 * @self: a key cap
 * @accelerator: (nullable): a key in the notation of gtk_accelerator_parse()
 *
 * Sets the key; an unknown key shows an empty cap.
 */
void
meirei_key_hint_set_accelerator (MeireiKeyHint *self,
                                 const char    *accelerator)
{
  g_autofree char *text = NULL;

  g_return_if_fail (MEIREI_IS_KEY_HINT (self));

  if (!meirei_set_str (&self->accelerator, accelerator))
    return;

  text = dup_key_text (accelerator);
  gtk_label_set_label (GTK_LABEL (self->label), text);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCELERATOR]);
}
