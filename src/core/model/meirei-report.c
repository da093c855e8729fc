/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-report.h"

/**
 * MeireiReport:
 *
 * The quality report of one file: score, what was lost in each category,
 * findings, line counts, syntax, declared functions, the gate's outcome and
 * the tools that looked.
 *
 * Reports are immutable and may be shared between threads.
 */
struct _MeireiReport
{
  GObject parent_instance;

  MeireiReportFields fields;  /* its strings, arrays and objects are owned */
  guint              n_deductions;
};

G_DEFINE_FINAL_TYPE (MeireiReport, meirei_report, G_TYPE_OBJECT)

static const char *
intern (const char *text)
{
  return text != NULL ? g_ref_string_new_intern (text) : NULL;
}

static void
release (const char *text)
{
  if (text != NULL)
    g_ref_string_release ((char *) text);
}

static void
meirei_report_finalize (GObject *object)
{
  MeireiReport *self = MEIREI_REPORT (object);
  MeireiReportFields *fields = &self->fields;

  release (fields->model);
  release (fields->table_sha256);
  release (fields->language);
  g_free ((char *) fields->unscored_reason);
  for (guint i = 0; i < fields->n_limits; i++)
    release (fields->limits[i].item);
  g_free ((gpointer) fields->limits);
  g_ptr_array_unref (fields->findings);
  g_free ((char *) fields->syntax_message);
  for (guint i = 0; i < fields->n_tools; i++)
    {
      release (fields->tools[i].name);
      release (fields->tools[i].version);
      g_free ((char *) fields->tools[i].notice);
    }
  g_free ((gpointer) fields->tools);
  g_clear_object (&fields->gate);

  G_OBJECT_CLASS (meirei_report_parent_class)->finalize (object);
}

static void
meirei_report_class_init (MeireiReportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_report_finalize;
}

static void
meirei_report_init (MeireiReport *self)
{
}

static MeireiScoreLimit *
copy_limits (const MeireiScoreLimit *limits,
             guint                   n_limits)
{
  MeireiScoreLimit *copy = g_new (MeireiScoreLimit, n_limits);

  for (guint i = 0; i < n_limits; i++)
    {
      copy[i].item = intern (limits[i].item);
      copy[i].limit = limits[i].limit;
    }

  return copy;
}

static MeireiToolInfo *
copy_tools (const MeireiToolInfo *tools,
            guint                 n_tools)
{
  MeireiToolInfo *copy = g_new (MeireiToolInfo, n_tools);

  for (guint i = 0; i < n_tools; i++)
    {
      copy[i].name = intern (tools[i].name);
      copy[i].version = intern (tools[i].version);
      copy[i].notice = g_strdup (tools[i].notice);
    }

  return copy;
}

static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  MeireiFinding *first = *(MeireiFinding **) a;
  MeireiFinding *second = *(MeireiFinding **) b;

  return meirei_finding_compare (first, second);
}

static GPtrArray *
copy_findings (GPtrArray *findings)
{
  guint length = findings != NULL ? findings->len : 0;
  GPtrArray *copy = g_ptr_array_new_full (length, g_object_unref);

  for (guint i = 0; i < length; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (findings, i)));
  g_ptr_array_sort (copy, compare_findings);

  return copy;
}

/**
 * meirei_report_new:
 * @fields: what the report says; copied.  The findings may come in any order
 *
 * Returns: (transfer full): a new report
 */
MeireiReport *
meirei_report_new (const MeireiReportFields *fields)
{
  MeireiReport *self;

  g_return_val_if_fail (fields != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_REPORT, NULL);
  self->fields = *fields;
  self->fields.model = intern (fields->model);
  self->fields.table_sha256 = intern (fields->table_sha256);
  self->fields.language = intern (fields->language);
  self->fields.score = fields->scored ? CLAMP (fields->score, 0, 100) : 0;
  self->fields.unscored_reason = g_strdup (fields->unscored_reason);
  self->fields.limits = copy_limits (fields->limits, fields->n_limits);
  self->fields.findings = copy_findings (fields->findings);
  self->fields.syntax_message = g_strdup (fields->syntax_message);
  self->fields.tools = copy_tools (fields->tools, fields->n_tools);
  self->fields.gate = fields->gate != NULL ? g_object_ref (fields->gate) : NULL;

  while (self->n_deductions < self->fields.findings->len
         && meirei_finding_get_points (g_ptr_array_index (self->fields.findings,
                                                          self->n_deductions)) > 0)
    self->n_deductions++;

  return self;
}

/**
 * meirei_report_with_gate:
 * @self: a report
 * @gate: (nullable): a gate's outcome
 *
 * Returns: (transfer full): the same report with another outcome
 */
MeireiReport *
meirei_report_with_gate (MeireiReport     *self,
                         MeireiGateResult *gate)
{
  MeireiReportFields fields;

  g_return_val_if_fail (MEIREI_IS_REPORT (self), NULL);
  g_return_val_if_fail (gate == NULL || MEIREI_IS_GATE_RESULT (gate), NULL);

  fields = self->fields;
  fields.gate = gate;

  return meirei_report_new (&fields);
}

/**
 * meirei_report_get_fields:
 * @self: a report
 *
 * Returns: (transfer none): all that the report says, owned by @self
 */
const MeireiReportFields *
meirei_report_get_fields (MeireiReport *self)
{
  g_return_val_if_fail (MEIREI_IS_REPORT (self), NULL);

  return &self->fields;
}

/**
 * meirei_report_is_scored:
 * @self: a report
 *
 * Returns: %FALSE if the language is not scored or a tool that the score
 *   needs could not look at the file
 */
gboolean
meirei_report_is_scored (MeireiReport *self)
{
  g_return_val_if_fail (MEIREI_IS_REPORT (self), FALSE);

  return self->fields.scored;
}

/**
 * meirei_report_get_score:
 * @self: a report
 *
 * Returns: the score from 0 to 100, or -1 if there is none
 */
int
meirei_report_get_score (MeireiReport *self)
{
  g_return_val_if_fail (MEIREI_IS_REPORT (self), -1);

  return self->fields.scored ? self->fields.score : -1;
}

/**
 * meirei_report_get_unscored_reason:
 * @self: a report
 *
 * Returns: (nullable): why there is no score, in one English sentence
 */
const char *
meirei_report_get_unscored_reason (MeireiReport *self)
{
  g_return_val_if_fail (MEIREI_IS_REPORT (self), NULL);

  return self->fields.unscored_reason;
}

/**
 * meirei_report_get_category:
 * @self: a report
 * @category: a category
 *
 * Returns: what the category cost and could cost; the cap is 0 if the report
 *   has no score
 */
MeireiCategoryScore
meirei_report_get_category (MeireiReport   *self,
                            MeireiCategory  category)
{
  MeireiCategoryScore none = { 0, 0 };

  g_return_val_if_fail (MEIREI_IS_REPORT (self), none);
  g_return_val_if_fail ((guint) category < MEIREI_N_CATEGORIES, none);

  return self->fields.categories[category];
}

/**
 * meirei_report_get_counts:
 * @self: a report
 *
 * Returns: the file's lines by kind
 */
MeireiLineCounts
meirei_report_get_counts (MeireiReport *self)
{
  MeireiLineCounts none = { 0, 0, 0, 0 };

  g_return_val_if_fail (MEIREI_IS_REPORT (self), none);

  return self->fields.counts;
}

/**
 * meirei_report_get_findings:
 * @self: a report
 *
 * Returns: (transfer none) (element-type MeireiFinding): all findings, the
 *   dearest first; the ones that cost nothing stand at the end.  Owned by
 *   @self; do not change it
 */
GPtrArray *
meirei_report_get_findings (MeireiReport *self)
{
  g_return_val_if_fail (MEIREI_IS_REPORT (self), NULL);

  return self->fields.findings;
}

/**
 * meirei_report_get_n_deductions:
 * @self: a report
 *
 * Returns: how many of the findings, counted from the first, cost points
 */
guint
meirei_report_get_n_deductions (MeireiReport *self)
{
  g_return_val_if_fail (MEIREI_IS_REPORT (self), 0);

  return self->n_deductions;
}

/**
 * meirei_report_get_tools:
 * @self: a report
 * @n_tools: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_tools): the tools that looked at
 *   the file or should have, owned by @self
 */
const MeireiToolInfo *
meirei_report_get_tools (MeireiReport *self,
                         guint        *n_tools)
{
  g_return_val_if_fail (MEIREI_IS_REPORT (self), NULL);
  g_return_val_if_fail (n_tools != NULL, NULL);

  *n_tools = self->fields.n_tools;

  return self->fields.tools;
}

/**
 * meirei_report_get_gate:
 * @self: a report
 *
 * Returns: (transfer none) (nullable): what the gate said, or %NULL if none
 *   was asked
 */
MeireiGateResult *
meirei_report_get_gate (MeireiReport *self)
{
  g_return_val_if_fail (MEIREI_IS_REPORT (self), NULL);

  return self->fields.gate;
}
