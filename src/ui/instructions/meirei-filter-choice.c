/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiFilterChoice:
 *
 * One line of a filter's drop-down: a value, its name, and how many
 * instructions have it.
 */

#include "config.h"

#include "meirei-filter-choice.h"
#include "meirei-string.h"

struct _MeireiFilterChoice
{
  GObject parent_instance;

  int value;
  char *label;
  char *short_label;
  guint count;
};

G_DEFINE_FINAL_TYPE (MeireiFilterChoice, meirei_filter_choice, G_TYPE_OBJECT)

typedef enum {
  PROP_COUNT = 1,
  PROP_LABEL,
} MeireiFilterChoiceProperty;

#define N_PROPS (PROP_LABEL + 1)
static GParamSpec *properties[N_PROPS];

static void
meirei_filter_choice_finalize (GObject *object)
{
  MeireiFilterChoice *self = MEIREI_FILTER_CHOICE (object);

  g_free (self->label);
  g_free (self->short_label);

  G_OBJECT_CLASS (meirei_filter_choice_parent_class)->finalize (object);
}

static void
meirei_filter_choice_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  MeireiFilterChoice *self = MEIREI_FILTER_CHOICE (object);

  switch ((MeireiFilterChoiceProperty) prop_id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_filter_choice_class_init (MeireiFilterChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = meirei_filter_choice_finalize;
  object_class->get_property = meirei_filter_choice_get_property;

  /**
   * MeireiFilterChoice:count:
   *
   * How many instructions have the value.
   */
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, flags);

  /**
   * MeireiFilterChoice:label:
   *
   * The name of the value.
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_filter_choice_init (MeireiFilterChoice *self)
{
}

/**
 * meirei_filter_choice_new:
 * @value: the value to filter by
 * @label: its name
 * @short_label: (nullable): its name where there is little room
 *
 * Returns: (transfer full): a choice that no instruction has
 */
MeireiFilterChoice *
meirei_filter_choice_new (int         value,
                          const char *label,
                          const char *short_label)
{
  MeireiFilterChoice *self = g_object_new (MEIREI_TYPE_FILTER_CHOICE, NULL);

  self->value = value;
  self->label = g_strdup (label);
  self->short_label = g_strdup (short_label != NULL ? short_label : label);

  return self;
}

/**
 * meirei_filter_choice_get_value:
 * @self: a choice
 *
 * Returns: the value to filter by
 */
int
meirei_filter_choice_get_value (MeireiFilterChoice *self)
{
  g_return_val_if_fail (MEIREI_IS_FILTER_CHOICE (self), 0);

  return self->value;
}

/**
 * meirei_filter_choice_get_label:
 * @self: a choice
 *
 * Returns: the name of the value
 */
const char *
meirei_filter_choice_get_label (MeireiFilterChoice *self)
{
  g_return_val_if_fail (MEIREI_IS_FILTER_CHOICE (self), NULL);

  return self->label;
}

/**
 * meirei_filter_choice_get_short_label:
 * @self: a choice
 *
 * Returns: the name of the value where there is little room
 */
const char *
meirei_filter_choice_get_short_label (MeireiFilterChoice *self)
{
  g_return_val_if_fail (MEIREI_IS_FILTER_CHOICE (self), NULL);

  return self->short_label;
}

/**
 * meirei_filter_choice_set_label:
 * @self: a choice
 * @label: the name of the value
 *
 * Sets the name.
 */
void
meirei_filter_choice_set_label (MeireiFilterChoice *self,
                                const char         *label)
{
  g_return_if_fail (MEIREI_IS_FILTER_CHOICE (self));

  if (meirei_set_str (&self->label, label))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

/**
 * meirei_filter_choice_get_count:
 * @self: a choice
 *
 * Returns: how many instructions have the value
 */
guint
meirei_filter_choice_get_count (MeireiFilterChoice *self)
{
  g_return_val_if_fail (MEIREI_IS_FILTER_CHOICE (self), 0);

  return self->count;
}

/**
 * meirei_filter_choice_set_count:
 * @self: a choice
 * @count: how many instructions have the value
 *
 * Sets the number.
 */
void
meirei_filter_choice_set_count (MeireiFilterChoice *self,
                                guint               count)
{
  g_return_if_fail (MEIREI_IS_FILTER_CHOICE (self));

  if (self->count == count)
    return;

  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}
