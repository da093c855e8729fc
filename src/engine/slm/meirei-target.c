/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiTarget:
 *
 * Where a request goes: a model on a server.  Immutable.
 */

#include "config.h"

#include "meirei-target.h"

struct _MeireiTarget
{
  GObject parent_instance;

  MeireiServer *server;
  MeireiModel *model;
};

G_DEFINE_FINAL_TYPE (MeireiTarget, meirei_target, G_TYPE_OBJECT)

static void
meirei_target_dispose (GObject *object)
{
  MeireiTarget *self = MEIREI_TARGET (object);

  g_clear_object (&self->server);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (meirei_target_parent_class)->dispose (object);
}

static void
meirei_target_class_init (MeireiTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_target_dispose;
}

static void
meirei_target_init (MeireiTarget *self)
{
}

/**
 * meirei_target_new:
 * @server: a server
 * @model: one of its models
 *
 * Returns: (transfer full): a new target
 */
MeireiTarget *
meirei_target_new (MeireiServer *server,
                   MeireiModel  *model)
{
  MeireiTarget *self;

  g_return_val_if_fail (MEIREI_IS_SERVER (server), NULL);
  g_return_val_if_fail (MEIREI_IS_MODEL (model), NULL);

  self = g_object_new (MEIREI_TYPE_TARGET, NULL);
  self->server = g_object_ref (server);
  self->model = g_object_ref (model);

  return self;
}

/**
 * meirei_target_get_server:
 * @self: a target
 *
 * Returns: (transfer none): the server
 */
MeireiServer *
meirei_target_get_server (MeireiTarget *self)
{
  g_return_val_if_fail (MEIREI_IS_TARGET (self), NULL);

  return self->server;
}

/**
 * meirei_target_get_model:
 * @self: a target
 *
 * Returns: (transfer none): the model
 */
MeireiModel *
meirei_target_get_model (MeireiTarget *self)
{
  g_return_val_if_fail (MEIREI_IS_TARGET (self), NULL);

  return self->model;
}

/**
 * meirei_target_get_slots:
 * @self: a target
 *
 * Returns: how many requests it serves at once, at least 1;
 *   %MEIREI_TARGET_DEFAULT_SLOTS if the server does not say
 */
guint
meirei_target_get_slots (MeireiTarget *self)
{
  guint slots;

  g_return_val_if_fail (MEIREI_IS_TARGET (self), 1);

  slots = meirei_model_get_slots (self->model);

  return slots > 0 ? slots : MEIREI_TARGET_DEFAULT_SLOTS;
}
