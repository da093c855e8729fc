/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-analysis-settings.h"
#include "meirei-json.h"

/**
 * MeireiAnalysisSettings:
 *
 * What a workspace says about analysis: modules that every file may import,
 * an environment whose modules are known, external analysers, and the quality
 * gates.  Immutable.
 *
 * What cannot be understood is kept as a problem, which every report names: a
 * mistake in the settings must not pass for a check that was made.
 */
struct _MeireiAnalysisSettings
{
  GObject parent_instance;

  char          **modules_allowed;
  char           *environment;  /* (nullable) */
  GPtrArray      *tools;        /* of MeireiExternalTool */
  MeireiGateSet  *gates;        /* (nullable): they cannot be understood */
  char           *problem;      /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiAnalysisSettings, meirei_analysis_settings, G_TYPE_OBJECT)

static void
meirei_analysis_settings_finalize (GObject *object)
{
  MeireiAnalysisSettings *self = MEIREI_ANALYSIS_SETTINGS (object);

  g_strfreev (self->modules_allowed);
  g_free (self->environment);
  g_ptr_array_unref (self->tools);
  g_clear_object (&self->gates);
  g_free (self->problem);

  G_OBJECT_CLASS (meirei_analysis_settings_parent_class)->finalize (object);
}

static void
meirei_analysis_settings_class_init (MeireiAnalysisSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_analysis_settings_finalize;
}

static void
meirei_analysis_settings_init (MeireiAnalysisSettings *self)
{
  self->tools = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
note_problem (MeireiAnalysisSettings *self,
              const GError           *error)
{
  if (self->problem == NULL)
    self->problem = g_strdup_printf ("The workspace's settings: %s", error->message);
}

/**
 * meirei_analysis_settings_new:
 * @settings: (nullable): the settings of a workspace: `modules_allowed`,
 *   `environment`, `analysers`, `gate` and `gates`
 *
 * Returns: (transfer full): the settings
 */
MeireiAnalysisSettings *
meirei_analysis_settings_new (JsonObject *settings)
{
  MeireiAnalysisSettings *self = g_object_new (MEIREI_TYPE_ANALYSIS_SETTINGS, NULL);
  JsonArray *tools = meirei_json_get_array (settings, "analysers");
  guint length = tools != NULL ? json_array_get_length (tools) : 0;
  g_autoptr(GError) error = NULL;

  self->modules_allowed = meirei_json_dup_strv (settings, "modules_allowed");
  self->environment = g_strdup (meirei_json_get_string (settings, "environment", NULL));
  self->gates = meirei_gate_set_new_from_json (settings, &error);
  if (self->gates == NULL)
    note_problem (self, error);

  for (guint i = 0; i < length; i++)
    {
      g_autoptr(GError) tool_error = NULL;
      MeireiExternalTool *tool =
        meirei_external_tool_new_from_json (meirei_json_array_object (tools, i), &tool_error);

      if (tool != NULL)
        g_ptr_array_add (self->tools, tool);
      else
        note_problem (self, tool_error);
    }

  return self;
}

/**
 * meirei_analysis_settings_get_modules_allowed:
 * @self: settings
 *
 * Returns: third-party modules that every file may import
 */
const char * const *
meirei_analysis_settings_get_modules_allowed (MeireiAnalysisSettings *self)
{
  g_return_val_if_fail (MEIREI_IS_ANALYSIS_SETTINGS (self), NULL);

  return (const char * const *) self->modules_allowed;
}

/**
 * meirei_analysis_settings_get_environment:
 * @self: settings
 *
 * Returns: (nullable): a virtual environment, the prefix of a Python or a
 *   folder of installed modules; these modules are known
 */
const char *
meirei_analysis_settings_get_environment (MeireiAnalysisSettings *self)
{
  g_return_val_if_fail (MEIREI_IS_ANALYSIS_SETTINGS (self), NULL);

  return self->environment;
}

/**
 * meirei_analysis_settings_get_tools:
 * @self: settings
 *
 * Returns: (transfer none) (element-type MeireiExternalTool): the external
 *   analysers
 */
GPtrArray *
meirei_analysis_settings_get_tools (MeireiAnalysisSettings *self)
{
  g_return_val_if_fail (MEIREI_IS_ANALYSIS_SETTINGS (self), NULL);

  return self->tools;
}

/**
 * meirei_analysis_settings_get_gates:
 * @self: settings
 *
 * Returns: (transfer none) (nullable): the quality gates, or %NULL if they
 *   cannot be understood
 */
MeireiGateSet *
meirei_analysis_settings_get_gates (MeireiAnalysisSettings *self)
{
  g_return_val_if_fail (MEIREI_IS_ANALYSIS_SETTINGS (self), NULL);

  return self->gates;
}

/**
 * meirei_analysis_settings_get_problem:
 * @self: settings
 *
 * Returns: (nullable): the first thing that cannot be understood, in one
 *   English sentence
 */
const char *
meirei_analysis_settings_get_problem (MeireiAnalysisSettings *self)
{
  g_return_val_if_fail (MEIREI_IS_ANALYSIS_SETTINGS (self), NULL);

  return self->problem;
}

/**
 * meirei_analysis_settings_judge:
 * @self: settings
 * @report: a report
 * @failed_tests: as for [method@Meirei.Gate.evaluate]
 *
 * Lets the workspace's gate judge.  A gate that cannot be understood is not
 * passed.
 *
 * Returns: (transfer full): the report with the gate's outcome
 */
MeireiReport *
meirei_analysis_settings_judge (MeireiAnalysisSettings *self,
                                MeireiReport           *report,
                                int                     failed_tests)
{
  g_autoptr(MeireiGateResult) result = NULL;

  g_return_val_if_fail (MEIREI_IS_ANALYSIS_SETTINGS (self), NULL);
  g_return_val_if_fail (MEIREI_IS_REPORT (report), NULL);

  if (self->gates != NULL)
    result = meirei_gate_evaluate (meirei_gate_set_get_current (self->gates), report,
                                   failed_tests);
  else
    result = meirei_gate_result_new (MEIREI_GATE_DEFAULT_NAME, NULL, 0);

  return meirei_report_with_gate (report, result);
}
