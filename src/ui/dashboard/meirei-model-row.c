/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-model-row.h"

/**
 * MeireiModelRow:
 *
 * A row of the table of models; `changed` tells its cells that it has other
 * figures.
 */

struct _MeireiModelRow
{
  GObject parent_instance;

  MeireiProjectFigures *figures;   /* (owned): has @model */
  const MeireiModelFigures *model;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiModelRow, meirei_model_row, G_TYPE_OBJECT)

static void
meirei_model_row_finalize (GObject *object)
{
  g_clear_object (&MEIREI_MODEL_ROW (object)->figures);

  G_OBJECT_CLASS (meirei_model_row_parent_class)->finalize (object);
}

static void
meirei_model_row_class_init (MeireiModelRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_model_row_finalize;

  /**
   * MeireiModelRow::changed:
   * @self: a row
   *
   * It has other figures.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MEIREI_TYPE_MODEL_ROW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_model_row_init (MeireiModelRow *self)
{
}

/**
 * meirei_model_row_new:
 * @figures: the figures of a project
 * @model: those of one of its models, or of all
 *
 * Returns: (transfer full): a new row
 */
MeireiModelRow *
meirei_model_row_new (MeireiProjectFigures     *figures,
                      const MeireiModelFigures *model)
{
  MeireiModelRow *self = g_object_new (MEIREI_TYPE_MODEL_ROW, NULL);

  self->figures = g_object_ref (figures);
  self->model = model;

  return self;
}

/**
 * meirei_model_row_get_figures:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
const MeireiModelFigures *
meirei_model_row_get_figures (MeireiModelRow *self)
{
  g_return_val_if_fail (MEIREI_IS_MODEL_ROW (self), NULL);

  return self->model;
}

/**
 * meirei_model_row_set_figures:
 * @self: a row
 * @figures: the figures of a project
 * @model: those of one of its models, or of all
 */
void
meirei_model_row_set_figures (MeireiModelRow           *self,
                              MeireiProjectFigures     *figures,
                              const MeireiModelFigures *model)
{
  g_return_if_fail (MEIREI_IS_MODEL_ROW (self));

  g_set_object (&self->figures, figures);
  self->model = model;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
