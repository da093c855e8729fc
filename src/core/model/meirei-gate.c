/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <gio/gio.h>

#include "meirei-gate.h"
#include "meirei-json.h"

/**
 * MeireiGate:
 *
 * A quality gate: a name and conditions that a report passes or does not.
 * The gate is separate from the score and never decides anything by itself.
 * Immutable.
 */
struct _MeireiGate
{
  GObject parent_instance;

  char   *name;
  GArray *conditions;  /* of MeireiGateCondition, one per key */
};

G_DEFINE_FINAL_TYPE (MeireiGate, meirei_gate, G_TYPE_OBJECT)

static const MeireiGateCondition default_conditions[] = {
  { MEIREI_GATE_KEY_SCORE, 80 },
  { MEIREI_GATE_KEY_SYNTAX_ERRORS, 0 },
  { MEIREI_GATE_KEY_TRUNCATED, 0 },
  { MEIREI_GATE_KEY_SECURITY_POINTS, 5 },
  { MEIREI_GATE_KEY_INVENTED_MODULES, 0 },
  { MEIREI_GATE_KEY_MISSING_DECLARATIONS, 0 },
  { MEIREI_GATE_KEY_FAILED_TESTS, 0 },
};

static void
meirei_gate_finalize (GObject *object)
{
  MeireiGate *self = MEIREI_GATE (object);

  g_free (self->name);
  g_array_unref (self->conditions);

  G_OBJECT_CLASS (meirei_gate_parent_class)->finalize (object);
}

static void
meirei_gate_class_init (MeireiGateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_gate_finalize;
}

static void
meirei_gate_init (MeireiGate *self)
{
  self->conditions = g_array_new (FALSE, FALSE, sizeof (MeireiGateCondition));
}

/**
 * meirei_gate_new:
 * @name: what people call it
 * @conditions: (array length=n_conditions): the conditions
 * @n_conditions: how many there are
 *
 * Returns: (transfer full): a new gate
 */
MeireiGate *
meirei_gate_new (const char                *name,
                 const MeireiGateCondition *conditions,
                 guint                      n_conditions)
{
  MeireiGate *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (conditions != NULL || n_conditions == 0, NULL);

  self = g_object_new (MEIREI_TYPE_GATE, NULL);
  self->name = g_strdup (name);
  if (n_conditions > 0)
    g_array_append_vals (self->conditions, conditions, n_conditions);

  return self;
}

/**
 * meirei_gate_new_default:
 *
 * Makes the gate that a workspace has when it names none: score at least 80,
 * compiles, not cut off, no security finding of 6 points or more, no possibly
 * invented module, every declared function there, acceptance tests passed or
 * absent.
 *
 * Returns: (transfer full): the gate named `default`
 */
MeireiGate *
meirei_gate_new_default (void)
{
  return meirei_gate_new ("default", default_conditions,
                          G_N_ELEMENTS (default_conditions));
}

static gboolean
read_condition (JsonObject           *object,
                MeireiGateCondition  *condition,
                GError              **error)
{
  const char *word = meirei_json_get_string (object, "key", NULL);
  gint64 limit = meirei_json_get_int (object, "limit", -1);
  int key;

  if (!meirei_enum_from_nick (MEIREI_TYPE_GATE_KEY, word, &key))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "“%s” is not a condition of a quality gate; use score, syntax_errors, "
                   "truncated, security_points, invented_modules, missing_declarations, "
                   "failed_tests or error_findings",
                   word != NULL ? word : "");
      return FALSE;
    }

  if (limit < 0 || limit > G_MAXINT)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "The condition “%s” needs a limit from 0 on", word);
      return FALSE;
    }

  condition->key = (MeireiGateKey) key;
  condition->limit = (int) limit;

  return TRUE;
}

/**
 * meirei_gate_new_from_json:
 * @object: (nullable): an object with `name` and `conditions`, each with
 *   `key` and `limit`
 * @error: return location for an error
 *
 * A gate that cannot be understood is an error and not a weaker gate.
 *
 * Returns: (transfer full) (nullable): the gate, or %NULL with
 *   %G_IO_ERROR_INVALID_DATA
 */
MeireiGate *
meirei_gate_new_from_json (JsonObject  *object,
                           GError     **error)
{
  const char *name = meirei_json_get_string (object, "name", NULL);
  JsonArray *conditions = meirei_json_get_array (object, "conditions");
  g_autoptr(MeireiGate) self = NULL;

  if (name == NULL || *name == '\0' || conditions == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "A quality gate needs a name and a list of conditions");
      return NULL;
    }

  self = meirei_gate_new (name, NULL, 0);
  for (guint i = 0; i < json_array_get_length (conditions); i++)
    {
      MeireiGateCondition condition;

      if (!read_condition (meirei_json_array_object (conditions, i), &condition, error))
        {
          g_prefix_error (error, "Quality gate “%s”: ", name);
          return NULL;
        }
      g_array_append_val (self->conditions, condition);
    }

  return g_steal_pointer (&self);
}

/**
 * meirei_gate_to_json:
 * @self: a gate
 *
 * Returns: (transfer full): the gate as it stands in `meirei.json`
 */
JsonObject *
meirei_gate_to_json (MeireiGate *self)
{
  JsonObject *object;
  JsonArray *conditions;

  g_return_val_if_fail (MEIREI_IS_GATE (self), NULL);

  object = json_object_new ();
  conditions = json_array_new ();
  json_object_set_string_member (object, "name", self->name);
  for (guint i = 0; i < self->conditions->len; i++)
    {
      const MeireiGateCondition *condition =
        &g_array_index (self->conditions, MeireiGateCondition, i);
      JsonObject *element = json_object_new ();

      json_object_set_string_member (element, "key",
                                     meirei_enum_to_nick (MEIREI_TYPE_GATE_KEY,
                                                          (int) condition->key));
      json_object_set_int_member (element, "limit", condition->limit);
      json_array_add_object_element (conditions, element);
    }
  json_object_set_array_member (object, "conditions", conditions);

  return object;
}

/**
 * meirei_gate_get_name:
 * @self: a gate
 *
 * Returns: what people call it
 */
const char *
meirei_gate_get_name (MeireiGate *self)
{
  g_return_val_if_fail (MEIREI_IS_GATE (self), NULL);

  return self->name;
}

/**
 * meirei_gate_get_conditions:
 * @self: a gate
 * @n_conditions: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_conditions): the conditions, owned
 *   by @self
 */
const MeireiGateCondition *
meirei_gate_get_conditions (MeireiGate *self,
                            guint      *n_conditions)
{
  g_return_val_if_fail (MEIREI_IS_GATE (self), NULL);
  g_return_val_if_fail (n_conditions != NULL, NULL);

  *n_conditions = self->conditions->len;

  return (const MeireiGateCondition *) (gpointer) self->conditions->data;
}

static int
count_item (MeireiReport *report,
            const char   *item)
{
  GPtrArray *findings = meirei_report_get_findings (report);
  int count = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      MeireiFinding *finding = g_ptr_array_index (findings, i);

      if (meirei_finding_get_suppressed (finding) == NULL
          && g_strcmp0 (meirei_finding_get_item (finding), item) == 0)
        count++;
    }

  return count;
}

static int
count_errors (MeireiReport *report)
{
  GPtrArray *findings = meirei_report_get_findings (report);
  int count = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      MeireiFinding *finding = g_ptr_array_index (findings, i);

      if (meirei_finding_get_suppressed (finding) == NULL
          && meirei_finding_get_severity (finding) == MEIREI_SEVERITY_ERROR)
        count++;
    }

  return count;
}

static int
find_worst_security (MeireiReport *report)
{
  GPtrArray *findings = meirei_report_get_findings (report);
  int worst = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      MeireiFinding *finding = g_ptr_array_index (findings, i);

      if (meirei_finding_get_category (finding) == MEIREI_CATEGORY_SECURITY
          && meirei_finding_get_suppressed (finding) == NULL)
        worst = MAX (worst, meirei_finding_get_points (finding));
    }

  return worst;
}

/* What could not be looked at has no value: a missing tool never passes. */
static gboolean
measure (MeireiReport  *report,
         MeireiGateKey  key,
         int            failed_tests,
         int           *value)
{
  const MeireiReportFields *fields = meirei_report_get_fields (report);
  gboolean parsed = fields->syntax_known && fields->syntax_ok;

  switch (key)
    {
    case MEIREI_GATE_KEY_SCORE:
      *value = fields->score;
      return fields->scored;

    case MEIREI_GATE_KEY_SYNTAX_ERRORS:
      *value = fields->syntax_ok ? 0 : 1;
      return fields->syntax_known;

    case MEIREI_GATE_KEY_TRUNCATED:
      *value = count_item (report, MEIREI_ITEM_TRUNCATED);
      return fields->syntax_known || *value > 0;

    case MEIREI_GATE_KEY_SECURITY_POINTS:
      *value = find_worst_security (report);
      return fields->scored && parsed;

    case MEIREI_GATE_KEY_INVENTED_MODULES:
      *value = count_item (report, MEIREI_ITEM_INVENTED_MODULE);
      return parsed;

    case MEIREI_GATE_KEY_MISSING_DECLARATIONS:
      *value = count_item (report, MEIREI_ITEM_MISSING_DECLARATION);
      return parsed;

    case MEIREI_GATE_KEY_FAILED_TESTS:
      *value = MAX (0, failed_tests);
      return failed_tests != MEIREI_TESTS_NOT_RUN;

    case MEIREI_GATE_KEY_ERROR_FINDINGS:
      *value = count_errors (report);
      return fields->scored;

    default:
      return FALSE;
    }
}

/**
 * meirei_gate_evaluate:
 * @self: a gate
 * @report: the report to judge
 * @failed_tests: how many acceptance tests did not pass; 0 also if there are
 *   none; %MEIREI_TESTS_NOT_RUN if there are some that did not run
 *
 * Suppressed findings do not count.  A value that is not known, because a
 * tool is missing or the file does not compile, does not pass.
 *
 * Returns: (transfer full): the outcome of every condition
 */
MeireiGateResult *
meirei_gate_evaluate (MeireiGate   *self,
                      MeireiReport *report,
                      int           failed_tests)
{
  g_autoptr(GArray) checks = NULL;

  g_return_val_if_fail (MEIREI_IS_GATE (self), NULL);
  g_return_val_if_fail (MEIREI_IS_REPORT (report), NULL);

  checks = g_array_new (FALSE, FALSE, sizeof (MeireiGateCheck));
  for (guint i = 0; i < self->conditions->len; i++)
    {
      MeireiGateCondition condition =
        g_array_index (self->conditions, MeireiGateCondition, i);
      MeireiGateCheck check = { condition.key, FALSE, FALSE, 0, condition.limit };

      check.known = measure (report, check.key, failed_tests, &check.value);
      if (check.key == MEIREI_GATE_KEY_SCORE)
        check.passed = check.known && check.value >= check.limit;
      else
        check.passed = check.known && check.value <= check.limit;
      g_array_append_val (checks, check);
    }

  return meirei_gate_result_new (self->name,
                                 (const MeireiGateCheck *) (gpointer) checks->data,
                                 checks->len);
}
