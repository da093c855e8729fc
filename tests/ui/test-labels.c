/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-labels.h"
#include "ui-test.h"

/* Every value of every enumeration has a word of its own. */
static void
assert_labels (GType        type,
               const char *(*get_label) (int value))
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GEnumClass) enum_class = g_type_class_ref (type);

  for (guint i = 0; i < enum_class->n_values; i++)
    {
      const char *label = get_label (enum_class->values[i].value);

      g_assert_nonnull (label);
      g_assert_cmpstr (label, !=, "");
      g_assert_true (g_hash_table_add (seen, (gpointer) label));
    }
}

#define DEFINE_GETTER(name, Type)                                \
static const char *                                              \
get_##name (int value)                                           \
{                                                                \
  return meirei_##name##_get_label ((Type) value);               \
}

DEFINE_GETTER (status, MeireiStatus)
DEFINE_GETTER (operation, MeireiOperation)
DEFINE_GETTER (finish, MeireiFinish)
DEFINE_GETTER (severity, MeireiSeverity)
DEFINE_GETTER (category, MeireiCategory)
DEFINE_GETTER (decision, MeireiDecision)

static void
test_labels (void)
{
  assert_labels (MEIREI_TYPE_STATUS, get_status);
  assert_labels (MEIREI_TYPE_OPERATION, get_operation);
  assert_labels (MEIREI_TYPE_FINISH, get_finish);
  assert_labels (MEIREI_TYPE_SEVERITY, get_severity);
  assert_labels (MEIREI_TYPE_CATEGORY, get_category);
  assert_labels (MEIREI_TYPE_DECISION, get_decision);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/labels/all", test_labels);

  return g_test_run ();
}
