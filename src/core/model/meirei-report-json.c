/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-report.h"

static JsonObject *
write_categories (const MeireiReportFields *fields)
{
  JsonObject *object = json_object_new ();

  for (int i = 0; i < MEIREI_N_CATEGORIES; i++)
    {
      JsonObject *category;

      if (fields->categories[i].cap <= 0)
        continue;

      category = json_object_new ();
      json_object_set_int_member (category, "cap", fields->categories[i].cap);
      json_object_set_int_member (category, "lost", fields->categories[i].lost);
      json_object_set_object_member (object,
                                     meirei_enum_to_nick (MEIREI_TYPE_CATEGORY, i),
                                     category);
    }

  return object;
}

static JsonArray *
write_limits (const MeireiReportFields *fields)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < fields->n_limits; i++)
    {
      JsonObject *limit = json_object_new ();

      json_object_set_string_member (limit, "item", fields->limits[i].item);
      json_object_set_int_member (limit, "limit", fields->limits[i].limit);
      json_array_add_object_element (array, limit);
    }

  return array;
}

static JsonArray *
write_findings (GPtrArray *findings,
                guint      from,
                guint      to)
{
  JsonArray *array = json_array_new ();

  for (guint i = from; i < to; i++)
    json_array_add_object_element (array,
                                   meirei_finding_to_json (g_ptr_array_index (findings, i)));

  return array;
}

static JsonObject *
write_counts (const MeireiLineCounts *counts)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "code", counts->code);
  json_object_set_int_member (object, "comment", counts->comment);
  json_object_set_int_member (object, "doc", counts->doc);
  json_object_set_int_member (object, "blank", counts->blank);

  return object;
}

static JsonObject *
write_syntax (const MeireiReportFields *fields)
{
  JsonObject *object = json_object_new ();

  if (fields->syntax_known)
    json_object_set_boolean_member (object, "ok", fields->syntax_ok);
  else
    json_object_set_null_member (object, "ok");
  json_object_set_int_member (object, "line", fields->syntax_line);
  meirei_json_set_string (object, "message", fields->syntax_message);

  return object;
}

static JsonObject *
write_declared (const MeireiReportFields *fields)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "total", fields->declared_total);
  if (fields->declared_known)
    json_object_set_int_member (object, "found", fields->declared_found);
  else
    json_object_set_null_member (object, "found");

  return object;
}

static JsonObject *
write_tools (const MeireiReportFields *fields)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < fields->n_tools; i++)
    {
      JsonObject *tool = json_object_new ();

      meirei_json_set_string (tool, "version", fields->tools[i].version);
      meirei_json_set_string (tool, "notice", fields->tools[i].notice);
      json_object_set_object_member (object, fields->tools[i].name, tool);
    }

  return object;
}

/**
 * meirei_report_to_json:
 * @self: a report
 *
 * Writes the report as it stands in a version's file.  `deductions` holds the
 * findings that cost points, worst first; `information` the others.  Without
 * a score, `score` is `null` and `reason` says why.
 *
 * Returns: (transfer full): the report
 */
JsonObject *
meirei_report_to_json (MeireiReport *self)
{
  const MeireiReportFields *fields;
  JsonObject *object;
  guint n_deductions;

  g_return_val_if_fail (MEIREI_IS_REPORT (self), NULL);

  fields = meirei_report_get_fields (self);
  n_deductions = meirei_report_get_n_deductions (self);
  object = json_object_new ();
  meirei_json_set_string (object, "model", fields->model);
  meirei_json_set_string (object, "table", fields->table_sha256);
  meirei_json_set_string (object, "language", fields->language);
  if (fields->scored)
    json_object_set_int_member (object, "score", fields->score);
  else
    json_object_set_null_member (object, "score");
  meirei_json_set_string (object, "reason", fields->unscored_reason);
  json_object_set_object_member (object, "categories", write_categories (fields));
  json_object_set_array_member (object, "limits", write_limits (fields));
  json_object_set_array_member (object, "deductions",
                                write_findings (fields->findings, 0, n_deductions));
  json_object_set_array_member (object, "information",
                                write_findings (fields->findings, n_deductions,
                                                fields->findings->len));
  json_object_set_object_member (object, "counts", write_counts (&fields->counts));
  json_object_set_object_member (object, "syntax", write_syntax (fields));
  json_object_set_object_member (object, "declared", write_declared (fields));
  if (fields->gate != NULL)
    json_object_set_object_member (object, "gate",
                                   meirei_gate_result_to_json (fields->gate));
  else
    json_object_set_null_member (object, "gate");
  json_object_set_object_member (object, "tools", write_tools (fields));

  return object;
}

static int
get_number (JsonObject *object,
            const char *member)
{
  return (int) CLAMP (meirei_json_get_int (object, member, 0), 0, G_MAXINT);
}

static void
read_categories (JsonObject         *object,
                 MeireiReportFields *fields)
{
  for (int i = 0; i < MEIREI_N_CATEGORIES; i++)
    {
      const char *name = meirei_enum_to_nick (MEIREI_TYPE_CATEGORY, i);
      JsonObject *category = meirei_json_get_object (object, name);

      fields->categories[i].cap = get_number (category, "cap");
      fields->categories[i].lost = MIN (get_number (category, "lost"),
                                        fields->categories[i].cap);
    }
}

static GArray *
read_limits (JsonArray *array)
{
  guint length = array != NULL ? json_array_get_length (array) : 0;
  GArray *limits = g_array_new (FALSE, FALSE, sizeof (MeireiScoreLimit));

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = meirei_json_array_object (array, i);
      MeireiScoreLimit limit = {
        meirei_json_get_string (object, "item", NULL),
        get_number (object, "limit"),
      };

      if (limit.item != NULL)
        g_array_append_val (limits, limit);
    }

  return limits;
}

static void
read_findings (JsonArray *array,
               GPtrArray *findings)
{
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      MeireiFinding *finding =
        meirei_finding_new_from_json (meirei_json_array_object (array, i));

      if (finding != NULL)
        g_ptr_array_add (findings, finding);
    }
}

static GArray *
read_tools (JsonObject *object)
{
  GArray *tools = g_array_new (FALSE, FALSE, sizeof (MeireiToolInfo));
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return tools;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonObject *tool = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      MeireiToolInfo info = {
        name,
        meirei_json_get_string (tool, "version", NULL),
        meirei_json_get_string (tool, "notice", NULL),
      };

      g_array_append_val (tools, info);
    }

  return tools;
}

static void
read_syntax (JsonObject         *object,
             MeireiReportFields *fields)
{
  JsonNode *ok = object != NULL ? json_object_get_member (object, "ok") : NULL;

  fields->syntax_known = ok != NULL && json_node_get_value_type (ok) == G_TYPE_BOOLEAN;
  fields->syntax_ok = meirei_json_get_boolean (object, "ok", FALSE);
  fields->syntax_line = get_number (object, "line");
  fields->syntax_message = meirei_json_get_string (object, "message", NULL);
}

static void
read_numbers (JsonObject         *object,
              MeireiReportFields *fields)
{
  JsonObject *counts = meirei_json_get_object (object, "counts");
  JsonObject *declared = meirei_json_get_object (object, "declared");
  gint64 score = meirei_json_get_int (object, "score", -1);

  fields->scored = score >= 0;
  fields->score = (int) CLAMP (score, 0, 100);
  fields->counts.code = get_number (counts, "code");
  fields->counts.comment = get_number (counts, "comment");
  fields->counts.doc = get_number (counts, "doc");
  fields->counts.blank = get_number (counts, "blank");
  fields->declared_known = meirei_json_get_int (declared, "found", -1) >= 0;
  fields->declared_total = get_number (declared, "total");
  fields->declared_found = get_number (declared, "found");
}

/**
 * meirei_report_new_from_json:
 * @object: (nullable): what [method@Meirei.Report.to_json] wrote, or anything
 *
 * Reads what can be read and leaves out what cannot.
 *
 * Returns: (transfer full) (nullable): the report, or %NULL if @object names
 *   no scoring model
 */
MeireiReport *
meirei_report_new_from_json (JsonObject *object)
{
  MeireiReportFields fields = { NULL, };
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(MeireiGateResult) gate = NULL;
  g_autoptr(GArray) limits = NULL;
  g_autoptr(GArray) tools = NULL;

  fields.model = meirei_json_get_string (object, "model", NULL);
  if (fields.model == NULL)
    return NULL;

  fields.table_sha256 = meirei_json_get_string (object, "table", NULL);
  fields.language = meirei_json_get_string (object, "language", NULL);
  fields.unscored_reason = meirei_json_get_string (object, "reason", NULL);
  read_numbers (object, &fields);
  read_categories (meirei_json_get_object (object, "categories"), &fields);
  read_syntax (meirei_json_get_object (object, "syntax"), &fields);

  limits = read_limits (meirei_json_get_array (object, "limits"));
  fields.limits = (const MeireiScoreLimit *) (gpointer) limits->data;
  fields.n_limits = limits->len;
  read_findings (meirei_json_get_array (object, "deductions"), findings);
  read_findings (meirei_json_get_array (object, "information"), findings);
  fields.findings = findings;
  tools = read_tools (meirei_json_get_object (object, "tools"));
  fields.tools = (const MeireiToolInfo *) (gpointer) tools->data;
  fields.n_tools = tools->len;
  gate = meirei_gate_result_new_from_json (meirei_json_get_object (object, "gate"));
  fields.gate = gate;

  return meirei_report_new (&fields);
}
