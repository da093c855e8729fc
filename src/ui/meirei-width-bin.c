/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiWidthBin:
 *
 * The content of a window, which can become as narrow as the window: what
 * would otherwise hold it open (the layout for wide windows) is changed by
 * [class@WidthRules] before the content gets its place.
 */

#include "config.h"

#include "meirei-width-bin.h"

struct _MeireiWidthBin
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (unowned) (nullable) */
  MeireiWidthRules *rules;
};

static GtkBuildableIface *parent_buildable;

static void
meirei_width_bin_add_child (GtkBuildable *buildable,
                            GtkBuilder   *builder,
                            GObject      *child,
                            const char   *type)
{
  MeireiWidthBin *self = MEIREI_WIDTH_BIN (buildable);

  if (!GTK_IS_WIDGET (child))
    {
      parent_buildable->add_child (buildable, builder, child, type);
      return;
    }

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = GTK_WIDGET (child);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = meirei_width_bin_add_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MeireiWidthBin, meirei_width_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static GtkSizeRequestMode
meirei_width_bin_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
meirei_width_bin_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  MeireiWidthBin *self = MEIREI_WIDTH_BIN (widget);

  if (self->child == NULL)
    return;

  gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 0;
}

static void
meirei_width_bin_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  MeireiWidthBin *self = MEIREI_WIDTH_BIN (widget);
  int min_width = 0;
  int min_height = 0;

  if (self->child == NULL)
    return;

  meirei_width_rules_set_width (self->rules, width);

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  width = MAX (width, min_width);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &min_height, NULL, NULL,
                      NULL);
  gtk_widget_allocate (self->child, width, MAX (height, min_height), baseline, NULL);
}

static void
meirei_width_bin_dispose (GObject *object)
{
  MeireiWidthBin *self = MEIREI_WIDTH_BIN (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->rules);

  G_OBJECT_CLASS (meirei_width_bin_parent_class)->dispose (object);
}

static void
meirei_width_bin_class_init (MeireiWidthBinClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_width_bin_dispose;
  widget_class->get_request_mode = meirei_width_bin_get_request_mode;
  widget_class->measure = meirei_width_bin_measure;
  widget_class->size_allocate = meirei_width_bin_size_allocate;
}

static void
meirei_width_bin_init (MeireiWidthBin *self)
{
  self->rules = meirei_width_rules_new ();
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * meirei_width_bin_get_rules:
 * @self: a width bin
 *
 * Returns: (transfer none): the rules that follow its width
 */
MeireiWidthRules *
meirei_width_bin_get_rules (MeireiWidthBin *self)
{
  g_return_val_if_fail (MEIREI_IS_WIDTH_BIN (self), NULL);

  return self->rules;
}
