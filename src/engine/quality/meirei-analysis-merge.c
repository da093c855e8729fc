/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-analysis-merge.h"
#include "meirei-external-batch.h"
#include "meirei-json.h"
#include "meirei-python-text.h"
#include "meirei-ruff-output.h"
#include "meirei-scorer.h"

#define PYTHON_TOOL "python"
#define RUFF_TOOL "ruff"
#define SETTINGS_NAME "settings"

typedef struct {
  MeireiScoreTable           *table;
  const MeireiAnalysisPieces *pieces;
  MeireiScoreInput            input;
  GPtrArray                  *observations;   /* of MeireiFinding */
  GPtrArray                  *lines;          /* (nullable): of the file */
  GArray                     *tools;          /* of MeireiToolInfo */
  GPtrArray                  *notices;        /* owns what the tools point to */
  char                       *reason;         /* (nullable) */
} Merge;

/* Only files with findings of others have to be cut into lines. */
static GPtrArray *
get_lines (Merge *merge)
{
  g_autofree char *text = NULL;
  gboolean is_utf8;

  if (merge->lines == NULL)
    {
      text = meirei_python_text_decode (meirei_source_get_bytes (merge->pieces->source),
                                        &is_utf8);
      merge->lines = meirei_python_text_split_lines (text);
    }

  return merge->lines;
}

static const char *
keep_notice (Merge *merge,
             char  *notice)
{
  g_ptr_array_add (merge->notices, notice);

  return notice;
}

static int
get_number (JsonObject *object,
            const char *member)
{
  return (int) CLAMP (meirei_json_get_int (object, member, 0), 0, G_MAXINT);
}

static void
read_counts (JsonObject       *answer,
             MeireiLineCounts *counts)
{
  JsonObject *object = meirei_json_get_object (answer, "counts");

  counts->code = get_number (object, "code");
  counts->comment = get_number (object, "comment");
  counts->doc = get_number (object, "doc");
  counts->blank = get_number (object, "blank");
}

static void
read_syntax (JsonObject       *answer,
             MeireiScoreInput *input)
{
  JsonObject *syntax = meirei_json_get_object (answer, "syntax");
  JsonObject *declared = meirei_json_get_object (answer, "declared");

  input->syntax_known = syntax != NULL;
  input->syntax_ok = meirei_json_get_boolean (syntax, "ok", FALSE);
  input->parsed = meirei_json_get_boolean (syntax, "parsed", FALSE);
  input->syntax_line = get_number (syntax, "line");
  input->syntax_column = get_number (syntax, "column");
  input->syntax_message = meirei_json_get_string (syntax, "message", NULL);
  input->cut_off = meirei_json_get_boolean (answer, "cut_off", FALSE);
  input->declared_known = declared != NULL;
  input->declared_total = get_number (declared, "total");
  input->declared_found = get_number (declared, "found");
}

static void
add_worker_findings (JsonObject *answer,
                     const char *version,
                     GPtrArray  *observations)
{
  JsonArray *array = meirei_json_get_array (answer, "findings");
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = meirei_json_array_object (array, i);
      MeireiFindingFields fields = { NULL, };

      fields.rule = meirei_json_get_string (object, "rule", NULL);
      if (fields.rule == NULL)
        continue;

      fields.tool = PYTHON_TOOL;
      fields.tool_version = version;
      fields.severity = MEIREI_SEVERITY_WARNING;
      fields.line = get_number (object, "line");
      fields.column = get_number (object, "column");
      fields.end_line = get_number (object, "end_line");
      fields.end_column = get_number (object, "end_column");
      fields.message = fields.rule;
      fields.argument = meirei_json_get_string (object, "argument", NULL);
      g_ptr_array_add (observations, meirei_finding_new (&fields));
    }
}

static gboolean
span_contains (JsonArray *span,
               int        line,
               int        column)
{
  gint64 place[4];

  if (json_array_get_length (span) != 4)
    return FALSE;

  for (guint i = 0; i < 4; i++)
    place[i] = json_array_get_int_element (span, i);

  return (line > place[0] || (line == place[0] && column >= place[1]))
         && (line < place[2] || (line == place[2] && column < place[3]));
}

/* Whether the finding lies in a call whose command is a constant. */
static gboolean
is_constant_command (JsonObject                *answer,
                     const MeireiFindingFields *fields)
{
  JsonArray *spans = meirei_json_get_array (answer, "shell_constants");
  guint length = spans != NULL ? json_array_get_length (spans) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (spans, i);

      if (JSON_NODE_HOLDS_ARRAY (node)
          && span_contains (json_node_get_array (node), fields->line, fields->column))
        return TRUE;
    }

  return FALSE;
}

static MeireiFinding *
with_variant (Merge         *merge,
              MeireiFinding *finding)
{
  MeireiFindingFields fields = *meirei_finding_get_fields (finding);
  g_autofree char *variant = g_strdup_printf ("%s:constant", fields.rule);
  const MeireiScoreItem *item =
    meirei_score_table_find_rule (merge->table, fields.tool, variant);

  if (item == NULL || !is_constant_command (merge->pieces->answer->object, &fields))
    return g_object_ref (finding);

  fields.item = item->key;

  return meirei_finding_new (&fields);
}

static void
add_ruff_findings (Merge *merge)
{
  GPtrArray *objects = merge->pieces->ruff_objects;

  for (guint i = 0; objects != NULL && i < objects->len; i++)
    {
      g_autoptr(MeireiFinding) finding =
        meirei_ruff_output_to_finding (g_ptr_array_index (objects, i),
                                       merge->pieces->ruff_version,
                                       meirei_source_get_name (merge->pieces->source),
                                       get_lines (merge));

      if (finding != NULL)
        g_ptr_array_add (merge->observations, with_variant (merge, finding));
    }
}

static void
add_tool (Merge      *merge,
          const char *name,
          const char *version,
          const char *notice)
{
  MeireiToolInfo info = { name, version, notice };

  g_array_append_val (merge->tools, info);
}

static void
add_foreign_findings (Merge                 *merge,
                      const char            *tool,
                      MeireiForeignFindings *found)
{
  GPtrArray *raw = g_hash_table_lookup (found->by_name, merge->pieces->name);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; raw != NULL && i < raw->len; i++)
    g_ptr_array_add (findings,
                     meirei_foreign_finding_convert (g_ptr_array_index (raw, i), tool,
                                                     found->version, get_lines (merge),
                                                     found->utf16));
  meirei_foreign_findings_merge (merge->observations, findings);
}

static void
add_external (Merge                 *merge,
              MeireiExternalOutcome *outcome)
{
  const char *tool = meirei_external_tool_get_name (outcome->tool);
  const char *problem = g_hash_table_lookup (outcome->problems, merge->pieces->name);
  const char *version = NULL;
  const char *notice = NULL;

  if (!meirei_external_batch_wants (merge->pieces->source, outcome->tool))
    return;

  for (guint i = 0; i < outcome->found->len; i++)
    {
      MeireiForeignFindings *found = g_ptr_array_index (outcome->found, i);

      version = found->version;
      add_foreign_findings (merge, tool, found);
    }

  if (problem != NULL)
    notice = keep_notice (merge, g_strdup_printf ("%s %s", tool, problem));
  add_tool (merge, tool, version, notice);
}

/* Says who looked and who could not; the first tool that could not look is
 * the reason why there is no score. */
static void
describe_tools (Merge *merge)
{
  const MeireiAnalysisPieces *pieces = merge->pieces;
  const char *error = meirei_json_get_string (pieces->answer->object, "error", NULL);
  const char *python_notice = NULL;
  const char *ruff_notice = NULL;

  if (pieces->answer->problem != NULL)
    python_notice = keep_notice (merge, g_strdup_printf ("The analysis worker %s",
                                                         pieces->answer->problem));
  else if (error != NULL)
    python_notice = keep_notice (merge, g_strdup_printf ("The file %s", error));
  add_tool (merge, PYTHON_TOOL, pieces->python_version, python_notice);

  if (!meirei_source_is_python (pieces->source))
    {
      merge->reason = g_strdup_printf ("%s scores Python only; this file is %s",
                                       meirei_score_table_get_model (merge->table),
                                       meirei_source_get_language (pieces->source));
      return;
    }

  if (pieces->ruff_problem != NULL)
    ruff_notice = keep_notice (merge, g_strdup_printf ("ruff %s", pieces->ruff_problem));
  add_tool (merge, RUFF_TOOL, pieces->ruff_version, ruff_notice);
  merge->reason = g_strdup (python_notice != NULL ? python_notice : ruff_notice);
}

static void
add_settings_problem (Merge *merge)
{
  MeireiAnalysisSettings *settings = meirei_source_get_settings (merge->pieces->source);
  const char *problem =
    settings != NULL ? meirei_analysis_settings_get_problem (settings) : NULL;

  if (problem != NULL)
    add_tool (merge, SETTINGS_NAME, NULL, problem);
}

static void
merge_clear (Merge *merge)
{
  g_ptr_array_unref (merge->observations);
  g_clear_pointer (&merge->lines, g_ptr_array_unref);
  g_array_unref (merge->tools);
  g_ptr_array_unref (merge->notices);
  g_free (merge->reason);
}

/**
 * meirei_analysis_merge:
 * @table: a version of the scoring model
 * @pieces: all that was said about one file
 *
 * Puts the findings of all tools together and lets them be scored.  May be
 * called in any thread.
 *
 * Returns: (transfer full): the report, without a gate
 */
MeireiReport *
meirei_analysis_merge (MeireiScoreTable           *table,
                       const MeireiAnalysisPieces *pieces)
{
  Merge merge = { table, pieces, };
  JsonObject *answer = pieces->answer->object;
  const MeireiSheetFacts *facts = meirei_source_get_facts (pieces->source);
  MeireiReport *report;

  merge.observations = g_ptr_array_new_with_free_func (g_object_unref);
  merge.tools = g_array_new (FALSE, FALSE, sizeof (MeireiToolInfo));
  merge.notices = g_ptr_array_new_with_free_func (g_free);
  describe_tools (&merge);
  read_counts (answer, &merge.input.counts);
  read_syntax (answer, &merge.input);
  add_worker_findings (answer, pieces->python_version, merge.observations);
  add_ruff_findings (&merge);
  add_settings_problem (&merge);
  for (guint i = 0; pieces->external != NULL && i < pieces->external->len; i++)
    add_external (&merge, g_ptr_array_index (pieces->external, i));

  merge.input.language = meirei_source_get_language (pieces->source);
  merge.input.flags = meirei_source_get_flags (pieces->source);
  merge.input.has_docstring_duty = facts != NULL && facts->docstrings;
  merge.input.observations = merge.observations;
  merge.input.unscored_reason = merge.reason;
  merge.input.python_version = pieces->python_version;
  merge.input.tools = (const MeireiToolInfo *) (gpointer) merge.tools->data;
  merge.input.n_tools = merge.tools->len;
  report = meirei_scorer_score (table, &merge.input);
  merge_clear (&merge);

  return report;
}
