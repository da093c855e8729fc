/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiStoreProblem:
 *
 * A file of the workspace that cannot be used, and why.  It is left as it is.
 * Immutable.
 */

#include "config.h"

#include "meirei-store-problem.h"

struct _MeireiStoreProblem
{
  GObject parent_instance;

  char *path;
  char *reason;
};

G_DEFINE_FINAL_TYPE (MeireiStoreProblem, meirei_store_problem, G_TYPE_OBJECT)

typedef enum {
  PROP_PATH = 1,
  PROP_REASON,
} MeireiStoreProblemProperty;

#define N_PROPS (PROP_REASON + 1)

static GParamSpec *properties[N_PROPS];

static void
meirei_store_problem_finalize (GObject *object)
{
  MeireiStoreProblem *self = MEIREI_STORE_PROBLEM (object);

  g_free (self->path);
  g_free (self->reason);

  G_OBJECT_CLASS (meirei_store_problem_parent_class)->finalize (object);
}

static void
meirei_store_problem_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  MeireiStoreProblem *self = MEIREI_STORE_PROBLEM (object);

  switch ((MeireiStoreProblemProperty) prop_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_store_problem_class_init (MeireiStoreProblemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = meirei_store_problem_finalize;
  object_class->get_property = meirei_store_problem_get_property;

  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_store_problem_init (MeireiStoreProblem *self)
{
}

/**
 * meirei_store_problem_new:
 * @path: the file's path, relative to the workspace
 * @reason: why it cannot be used, in one English sentence
 *
 * Returns: (transfer full): a new problem
 */
MeireiStoreProblem *
meirei_store_problem_new (const char *path,
                          const char *reason)
{
  MeireiStoreProblem *self;

  g_return_val_if_fail (path != NULL && reason != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_STORE_PROBLEM, NULL);
  self->path = g_strdup (path);
  self->reason = g_strdup (reason);

  return self;
}

/**
 * meirei_store_problem_get_path:
 * @self: a problem
 *
 * Returns: the file's path, relative to the workspace
 */
const char *
meirei_store_problem_get_path (MeireiStoreProblem *self)
{
  g_return_val_if_fail (MEIREI_IS_STORE_PROBLEM (self), NULL);

  return self->path;
}

/**
 * meirei_store_problem_get_reason:
 * @self: a problem
 *
 * Returns: why it cannot be used
 */
const char *
meirei_store_problem_get_reason (MeireiStoreProblem *self)
{
  g_return_val_if_fail (MEIREI_IS_STORE_PROBLEM (self), NULL);

  return self->reason;
}
