/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiWidthRules:
 *
 * What a window of a certain width shows and how.  One object per window knows
 * all limits; the widgets bind to its properties.
 */

#include "config.h"

#include "meirei-width-rules.h"

struct _MeireiWidthRules
{
  GObject parent_instance;

  int width;
};

G_DEFINE_FINAL_TYPE (MeireiWidthRules, meirei_width_rules, G_TYPE_OBJECT)

typedef enum {
  PROP_BOTTOM_SWITCHER = 1,
  PROP_COMPACT,
  PROP_FOLD_LIST,
  PROP_FOLD_QUALITY,
  PROP_NARROW_SWITCHER,
} MeireiWidthRulesProperty;

#define N_PROPS (PROP_NARROW_SWITCHER + 1)
static GParamSpec *properties[N_PROPS];

/* A rule applies to windows narrower than this, in pixels. */
static const int limits[N_PROPS] = {
  [PROP_BOTTOM_SWITCHER] = 640,
  [PROP_COMPACT] = 1000,
  [PROP_FOLD_LIST] = 860,
  [PROP_FOLD_QUALITY] = 1200,
  [PROP_NARROW_SWITCHER] = 1100,
};

static void
meirei_width_rules_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  MeireiWidthRules *self = MEIREI_WIDTH_RULES (object);

  g_value_set_boolean (value, self->width < limits[prop_id]);
}

static void
meirei_width_rules_class_init (MeireiWidthRulesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = meirei_width_rules_get_property;

  /**
   * MeireiWidthRules:bottom-switcher:
   *
   * Whether the page switcher is at the bottom instead of in the header bar.
   */
  properties[PROP_BOTTOM_SWITCHER] =
    g_param_spec_boolean ("bottom-switcher", NULL, NULL, FALSE, flags);

  /**
   * MeireiWidthRules:compact:
   *
   * Whether labels are short and less important buttons are icons.
   */
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);

  /**
   * MeireiWidthRules:fold-list:
   *
   * Whether the list of instructions is an overlay.
   */
  properties[PROP_FOLD_LIST] = g_param_spec_boolean ("fold-list", NULL, NULL, FALSE, flags);

  /**
   * MeireiWidthRules:fold-quality:
   *
   * Whether the quality panel is an overlay.
   */
  properties[PROP_FOLD_QUALITY] =
    g_param_spec_boolean ("fold-quality", NULL, NULL, FALSE, flags);

  /**
   * MeireiWidthRules:narrow-switcher:
   *
   * Whether the page switcher in the header bar has its icons above the names.
   */
  properties[PROP_NARROW_SWITCHER] =
    g_param_spec_boolean ("narrow-switcher", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_width_rules_init (MeireiWidthRules *self)
{
  self->width = G_MAXINT;
}

/**
 * meirei_width_rules_new:
 *
 * Returns: (transfer full): the rules of a window whose width is not known yet
 */
MeireiWidthRules *
meirei_width_rules_new (void)
{
  return g_object_new (MEIREI_TYPE_WIDTH_RULES, NULL);
}

/**
 * meirei_width_rules_set_width:
 * @self: the rules of a window
 * @width: the width of the window in pixels
 *
 * Applies the rules; only the properties that change are notified.
 */
void
meirei_width_rules_set_width (MeireiWidthRules *self,
                              int               width)
{
  int old = self->width;

  g_return_if_fail (MEIREI_IS_WIDTH_RULES (self));

  if (old == width)
    return;

  self->width = width;
  for (guint i = PROP_BOTTOM_SWITCHER; i < N_PROPS; i++)
    if ((old < limits[i]) != (width < limits[i]))
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}
