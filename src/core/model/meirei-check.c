/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiCheck:
 *
 * The outcome of one check of a sheet's validation.  Immutable.
 */

#include "config.h"

#include "meirei-check.h"

struct _MeireiCheck
{
  GObject parent_instance;

  MeireiCheckKind kind;
  gboolean passed;
  guint count;
  char *problem; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiCheck, meirei_check, G_TYPE_OBJECT)

GType
meirei_check_kind_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_CHECK_TITLE, "MEIREI_CHECK_TITLE", "title" },
        { MEIREI_CHECK_FEATURE, "MEIREI_CHECK_FEATURE", "feature" },
        { MEIREI_CHECK_SPEC, "MEIREI_CHECK_SPEC", "spec" },
        { MEIREI_CHECK_FUNCTIONS, "MEIREI_CHECK_FUNCTIONS", "functions" },
        { MEIREI_CHECK_RAISES, "MEIREI_CHECK_RAISES", "raises" },
        { MEIREI_CHECK_TESTS, "MEIREI_CHECK_TESTS", "tests" },
        { 0, NULL, NULL }
      };
      GType type = g_enum_register_static ("MeireiCheckKind", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

static void
meirei_check_finalize (GObject *object)
{
  MeireiCheck *self = MEIREI_CHECK (object);

  g_free (self->problem);

  G_OBJECT_CLASS (meirei_check_parent_class)->finalize (object);
}

static void
meirei_check_class_init (MeireiCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_check_finalize;
}

static void
meirei_check_init (MeireiCheck *self)
{
}

/**
 * meirei_check_new:
 * @kind: what was looked at
 * @passed: whether it is in order
 * @count: how many things were looked at, such as declared functions
 * @problem: (nullable): what is wrong, in English, if it did not pass
 *
 * Returns: (transfer full): a new check
 */
MeireiCheck *
meirei_check_new (MeireiCheckKind  kind,
                  gboolean         passed,
                  guint            count,
                  const char      *problem)
{
  MeireiCheck *self = g_object_new (MEIREI_TYPE_CHECK, NULL);

  self->kind = kind;
  self->passed = passed;
  self->count = count;
  self->problem = g_strdup (problem);

  return self;
}

/**
 * meirei_check_get_kind:
 * @self: a check
 *
 * Returns: what was looked at
 */
MeireiCheckKind
meirei_check_get_kind (MeireiCheck *self)
{
  g_return_val_if_fail (MEIREI_IS_CHECK (self), MEIREI_CHECK_TITLE);

  return self->kind;
}

/**
 * meirei_check_get_passed:
 * @self: a check
 *
 * Returns: whether it is in order
 */
gboolean
meirei_check_get_passed (MeireiCheck *self)
{
  g_return_val_if_fail (MEIREI_IS_CHECK (self), FALSE);

  return self->passed;
}

/**
 * meirei_check_get_count:
 * @self: a check
 *
 * Returns: how many things were looked at
 */
guint
meirei_check_get_count (MeireiCheck *self)
{
  g_return_val_if_fail (MEIREI_IS_CHECK (self), 0);

  return self->count;
}

/**
 * meirei_check_get_problem:
 * @self: a check
 *
 * Returns: (nullable): what is wrong, or %NULL if the check passed
 */
const char *
meirei_check_get_problem (MeireiCheck *self)
{
  g_return_val_if_fail (MEIREI_IS_CHECK (self), NULL);

  return self->problem;
}
