/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-gate-result.h"
#include "meirei-json.h"

/**
 * MeireiGateResult:
 *
 * What a quality gate said about one report: every condition with its value
 * and its limit.  Immutable; stored with the report that it judged.
 */
struct _MeireiGateResult
{
  GObject parent_instance;

  char   *name;
  GArray *checks;  /* of MeireiGateCheck */
};

G_DEFINE_FINAL_TYPE (MeireiGateResult, meirei_gate_result, G_TYPE_OBJECT)

static void
meirei_gate_result_finalize (GObject *object)
{
  MeireiGateResult *self = MEIREI_GATE_RESULT (object);

  g_free (self->name);
  g_array_unref (self->checks);

  G_OBJECT_CLASS (meirei_gate_result_parent_class)->finalize (object);
}

static void
meirei_gate_result_class_init (MeireiGateResultClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_gate_result_finalize;
}

static void
meirei_gate_result_init (MeireiGateResult *self)
{
  self->checks = g_array_new (FALSE, FALSE, sizeof (MeireiGateCheck));
}

/**
 * meirei_gate_result_new:
 * @name: the gate's name
 * @checks: (array length=n_checks): the outcome of each condition
 * @n_checks: how many there are
 *
 * Returns: (transfer full): a new result
 */
MeireiGateResult *
meirei_gate_result_new (const char            *name,
                        const MeireiGateCheck *checks,
                        guint                  n_checks)
{
  MeireiGateResult *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (checks != NULL || n_checks == 0, NULL);

  self = g_object_new (MEIREI_TYPE_GATE_RESULT, NULL);
  self->name = g_strdup (name);
  if (n_checks > 0)
    g_array_append_vals (self->checks, checks, n_checks);

  return self;
}

static gboolean
read_check (JsonObject      *object,
            MeireiGateCheck *check)
{
  int key;

  if (!meirei_enum_from_nick (MEIREI_TYPE_GATE_KEY,
                              meirei_json_get_string (object, "key", NULL), &key))
    return FALSE;

  check->key = (MeireiGateKey) key;
  check->passed = meirei_json_get_boolean (object, "passed", FALSE);
  check->value = (int) CLAMP (meirei_json_get_int (object, "value", -1), -1, G_MAXINT);
  check->known = check->value >= 0;
  check->value = MAX (0, check->value);
  check->limit = (int) CLAMP (meirei_json_get_int (object, "limit", 0), 0, G_MAXINT);

  return TRUE;
}

/**
 * meirei_gate_result_new_from_json:
 * @object: (nullable): what [method@Meirei.GateResult.to_json] wrote, or
 *   anything
 *
 * Conditions whose key this version does not know are left out.
 *
 * Returns: (transfer full) (nullable): the result, or %NULL if @object names
 *   no gate
 */
MeireiGateResult *
meirei_gate_result_new_from_json (JsonObject *object)
{
  const char *name = meirei_json_get_string (object, "name", NULL);
  JsonArray *conditions = meirei_json_get_array (object, "conditions");
  guint n_conditions = conditions != NULL ? json_array_get_length (conditions) : 0;
  MeireiGateResult *self;

  if (name == NULL)
    return NULL;

  self = meirei_gate_result_new (name, NULL, 0);
  for (guint i = 0; i < n_conditions; i++)
    {
      MeireiGateCheck check;

      if (read_check (meirei_json_array_object (conditions, i), &check))
        g_array_append_val (self->checks, check);
    }

  return self;
}

/**
 * meirei_gate_result_to_json:
 * @self: a result
 *
 * Returns: (transfer full): the result as it stands in a report; an unknown
 *   value is `null`
 */
JsonObject *
meirei_gate_result_to_json (MeireiGateResult *self)
{
  JsonObject *object;
  JsonArray *conditions;

  g_return_val_if_fail (MEIREI_IS_GATE_RESULT (self), NULL);

  object = json_object_new ();
  conditions = json_array_new ();
  json_object_set_string_member (object, "name", self->name);
  json_object_set_boolean_member (object, "passed", meirei_gate_result_get_passed (self));
  for (guint i = 0; i < self->checks->len; i++)
    {
      const MeireiGateCheck *check = &g_array_index (self->checks, MeireiGateCheck, i);
      JsonObject *condition = json_object_new ();

      json_object_set_string_member (condition, "key",
                                     meirei_enum_to_nick (MEIREI_TYPE_GATE_KEY,
                                                          (int) check->key));
      json_object_set_boolean_member (condition, "passed", check->passed);
      if (check->known)
        json_object_set_int_member (condition, "value", check->value);
      else
        json_object_set_null_member (condition, "value");
      json_object_set_int_member (condition, "limit", check->limit);
      json_array_add_object_element (conditions, condition);
    }
  json_object_set_array_member (object, "conditions", conditions);

  return object;
}

/**
 * meirei_gate_result_get_name:
 * @self: a result
 *
 * Returns: the name of the gate that judged
 */
const char *
meirei_gate_result_get_name (MeireiGateResult *self)
{
  g_return_val_if_fail (MEIREI_IS_GATE_RESULT (self), NULL);

  return self->name;
}

/**
 * meirei_gate_result_get_passed:
 * @self: a result
 *
 * Returns: %TRUE if every condition holds; where nothing was checked, nothing
 *   has passed
 */
gboolean
meirei_gate_result_get_passed (MeireiGateResult *self)
{
  g_return_val_if_fail (MEIREI_IS_GATE_RESULT (self), FALSE);

  for (guint i = 0; i < self->checks->len; i++)
    {
      if (!g_array_index (self->checks, MeireiGateCheck, i).passed)
        return FALSE;
    }

  return self->checks->len > 0;
}

/**
 * meirei_gate_result_get_checks:
 * @self: a result
 * @n_checks: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_checks): the conditions in the
 *   order of the gate, owned by @self
 */
const MeireiGateCheck *
meirei_gate_result_get_checks (MeireiGateResult *self,
                               guint            *n_checks)
{
  g_return_val_if_fail (MEIREI_IS_GATE_RESULT (self), NULL);
  g_return_val_if_fail (n_checks != NULL, NULL);

  *n_checks = self->checks->len;

  return (const MeireiGateCheck *) (gpointer) self->checks->data;
}
