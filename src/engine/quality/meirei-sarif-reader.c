/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-quality-error.h"
#include "meirei-sarif-reader.h"

#define SARIF_VERSION "2.1."
#define MAX_MESSAGE 1000

static int
get_number (JsonObject *object,
            const char *member,
            int         fallback)
{
  return (int) CLAMP (meirei_json_get_int (object, member, fallback), 0, G_MAXINT - 1);
}

static void
read_region (JsonObject          *region,
             MeireiFindingFields *fields)
{
  fields->line = get_number (region, "startLine", 0);
  fields->column = get_number (region, "startColumn", fields->line > 0 ? 1 : 0);
  fields->end_line = get_number (region, "endLine", fields->line);
  fields->end_column = get_number (region, "endColumn", fields->column);
}

/* Finds the description of a result's rule, by its number or its name. */
static JsonObject *
find_rule (JsonObject *driver,
           JsonObject *result,
           const char *id)
{
  JsonArray *rules = meirei_json_get_array (driver, "rules");
  guint length = rules != NULL ? json_array_get_length (rules) : 0;
  gint64 index = meirei_json_get_int (result, "ruleIndex", -1);

  if (index >= 0 && index < length)
    return meirei_json_array_object (rules, (guint) index);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *rule = meirei_json_array_object (rules, i);

      if (g_strcmp0 (meirei_json_get_string (rule, "id", NULL), id) == 0)
        return rule;
    }

  return NULL;
}

static gboolean
has_tag (JsonObject *rule,
         const char *tag)
{
  JsonObject *properties = meirei_json_get_object (rule, "properties");
  g_auto(GStrv) tags = meirei_json_dup_strv (properties, "tags");

  return g_strv_contains ((const char * const *) tags, tag);
}

static MeireiCategory
guess_category (JsonObject     *rule,
                MeireiSeverity  severity)
{
  JsonObject *properties = meirei_json_get_object (rule, "properties");

  if (has_tag (rule, "security")
      || (properties != NULL && json_object_has_member (properties, "security-severity")))
    return MEIREI_CATEGORY_SECURITY;
  if (has_tag (rule, "performance"))
    return MEIREI_CATEGORY_PERFORMANCE;

  return severity == MEIREI_SEVERITY_INFO ? MEIREI_CATEGORY_READABILITY
                                          : MEIREI_CATEGORY_CORRECTNESS;
}

static MeireiSeverity
read_level (JsonObject *rule,
            JsonObject *result)
{
  JsonObject *defaults = meirei_json_get_object (rule, "defaultConfiguration");
  const char *level =
    meirei_json_get_string (result, "level", meirei_json_get_string (defaults, "level", "warning"));

  if (g_str_equal (level, "error"))
    return MEIREI_SEVERITY_ERROR;

  return g_str_equal (level, "warning") ? MEIREI_SEVERITY_WARNING : MEIREI_SEVERITY_INFO;
}

static char *
dup_message (JsonObject *result)
{
  JsonObject *message = meirei_json_get_object (result, "message");
  const char *text = meirei_json_get_string (message, "text", NULL);

  if (text == NULL)
    text = meirei_json_get_string (message, "markdown", "");

  return g_utf8_strlen (text, -1) > MAX_MESSAGE ? g_utf8_substring (text, 0, MAX_MESSAGE)
                                                : g_strdup (text);
}

static void
read_result (MeireiForeignFindings *findings,
             JsonObject            *driver,
             JsonObject            *result)
{
  JsonArray *locations = meirei_json_get_array (result, "locations");
  JsonObject *location = meirei_json_array_object (locations, 0);
  JsonObject *physical = meirei_json_get_object (location, "physicalLocation");
  JsonObject *artifact = meirei_json_get_object (physical, "artifactLocation");
  const char *uri = meirei_json_get_string (artifact, "uri", NULL);
  const char *id = meirei_json_get_string (result, "ruleId", NULL);
  JsonObject *rule = find_rule (driver, result, id);
  MeireiFindingFields fields = { NULL, };
  g_autofree char *message = dup_message (result);
  g_autofree char *path = uri != NULL ? g_uri_unescape_string (uri, NULL) : NULL;

  if (path == NULL)
    return;

  fields.rule = id != NULL ? id : meirei_json_get_string (rule, "id", "unnamed");
  fields.tool = "sarif";
  fields.message = message;
  fields.severity = read_level (rule, result);
  fields.category = guess_category (rule, fields.severity);
  read_region (meirei_json_get_object (physical, "region"), &fields);
  meirei_foreign_findings_add (findings, path, &fields);
}

static void
read_run (MeireiForeignFindings *findings,
          JsonObject            *run)
{
  JsonObject *tool = meirei_json_get_object (run, "tool");
  JsonObject *driver = meirei_json_get_object (tool, "driver");
  JsonArray *results = meirei_json_get_array (run, "results");
  guint length = results != NULL ? json_array_get_length (results) : 0;
  const char *version =
    meirei_json_get_string (driver, "semanticVersion",
                            meirei_json_get_string (driver, "version", NULL));

  g_free (findings->tool);
  findings->tool = g_strdup (meirei_json_get_string (driver, "name", NULL));
  g_free (findings->version);
  findings->version = g_strdup (version);
  findings->utf16 = g_strcmp0 (meirei_json_get_string (run, "columnKind", NULL),
                               "unicodeCodePoints") != 0;
  for (guint i = 0; i < length; i++)
    read_result (findings, driver, meirei_json_array_object (results, i));
}

static JsonObject *
parse (GBytes  *bytes,
       GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr(GError) local_error = NULL;
  JsonObject *root =
    meirei_json_parse_object (data != NULL ? data : "", (gssize) length, &local_error);

  if (root == NULL)
    g_set_error (error, MEIREI_QUALITY_ERROR, MEIREI_QUALITY_ERROR_BAD_OUTPUT,
                 "printed what is not JSON: %s", local_error->message);

  return root;
}

/**
 * meirei_sarif_read:
 * @bytes: a SARIF 2.1.0 document
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its results, or %NULL with
 *   %MEIREI_QUALITY_ERROR_BAD_OUTPUT
 */
MeireiForeignFindings *
meirei_sarif_read (GBytes  *bytes,
                   GError **error)
{
  g_autoptr(JsonObject) root = NULL;
  g_autoptr(MeireiForeignFindings) findings = meirei_foreign_findings_new ();
  const char *version;
  JsonArray *runs;

  g_return_val_if_fail (bytes != NULL, NULL);

  root = parse (bytes, error);
  if (root == NULL)
    return NULL;

  version = meirei_json_get_string (root, "version", "");
  runs = meirei_json_get_array (root, "runs");
  if (!g_str_has_prefix (version, SARIF_VERSION) || runs == NULL)
    {
      g_set_error (error, MEIREI_QUALITY_ERROR, MEIREI_QUALITY_ERROR_BAD_OUTPUT,
                   "printed JSON that is not SARIF 2.1.0 (version “%s”)", version);
      return NULL;
    }

  for (guint i = 0; i < json_array_get_length (runs); i++)
    read_run (findings, meirei_json_array_object (runs, i));

  return g_steal_pointer (&findings);
}

static void
read_diagnostic (MeireiForeignFindings *findings,
                 JsonObject            *object)
{
  JsonObject *range = meirei_json_get_object (object, "range");
  JsonObject *start = meirei_json_get_object (range, "start");
  JsonObject *end = meirei_json_get_object (range, "end");
  const char *file = meirei_json_get_string (object, "file", NULL);
  const char *severity = meirei_json_get_string (object, "severity", "warning");
  MeireiFindingFields fields = { NULL, };

  if (file == NULL)
    return;

  fields.rule = meirei_json_get_string (object, "rule", "syntax");
  fields.tool = "pyright";
  fields.message = meirei_json_get_string (object, "message", "");
  fields.severity = g_str_equal (severity, "error") ? MEIREI_SEVERITY_ERROR
                    : g_str_equal (severity, "warning") ? MEIREI_SEVERITY_WARNING
                    : MEIREI_SEVERITY_INFO;
  fields.category = MEIREI_CATEGORY_CORRECTNESS;
  fields.line = get_number (start, "line", 0) + 1;
  fields.column = get_number (start, "character", 0) + 1;
  fields.end_line = get_number (end, "line", fields.line - 1) + 1;
  fields.end_column = get_number (end, "character", fields.column - 1) + 1;
  meirei_foreign_findings_add (findings, file, &fields);
}

/**
 * meirei_pyright_read:
 * @bytes: what `pyright --outputjson` printed
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its diagnostics, or %NULL with
 *   %MEIREI_QUALITY_ERROR_BAD_OUTPUT
 */
MeireiForeignFindings *
meirei_pyright_read (GBytes  *bytes,
                     GError **error)
{
  g_autoptr(JsonObject) root = NULL;
  g_autoptr(MeireiForeignFindings) findings = meirei_foreign_findings_new ();
  JsonArray *diagnostics;

  g_return_val_if_fail (bytes != NULL, NULL);

  root = parse (bytes, error);
  if (root == NULL)
    return NULL;

  diagnostics = meirei_json_get_array (root, "generalDiagnostics");
  if (diagnostics == NULL)
    {
      g_set_error_literal (error, MEIREI_QUALITY_ERROR, MEIREI_QUALITY_ERROR_BAD_OUTPUT,
                           "printed JSON without “generalDiagnostics”; use pyright --outputjson");
      return NULL;
    }

  findings->tool = g_strdup ("pyright");
  findings->version = g_strdup (meirei_json_get_string (root, "version", NULL));
  findings->utf16 = TRUE;
  for (guint i = 0; i < json_array_get_length (diagnostics); i++)
    read_diagnostic (findings, meirei_json_array_object (diagnostics, i));

  return g_steal_pointer (&findings);
}
