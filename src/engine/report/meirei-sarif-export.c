/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-quality-document.h"
#include "meirei-sarif-export.h"

/**
 * MeireiSarifExport:
 *
 * Writes quality reports as one SARIF 2.1.0 document, for editors and CI
 * services.  One run; the rules are those of the findings; our points are
 * properties.
 */
struct _MeireiSarifExport
{
  GObject parent_instance;

  MeireiScoreTable *table;
  char             *language;   /* (nullable) */
  JsonArray        *rules;
  GHashTable       *positions;  /* rule to position + 1 in @rules */
  JsonArray        *results;
  JsonArray        *artifacts;
  JsonArray        *notifications;
};

G_DEFINE_FINAL_TYPE (MeireiSarifExport, meirei_sarif_export, G_TYPE_OBJECT)

#define SCHEMA_URI "https://json.schemastore.org/sarif-2.1.0.json"
#define SARIF_VERSION "2.1.0"

static void
meirei_sarif_export_finalize (GObject *object)
{
  MeireiSarifExport *self = MEIREI_SARIF_EXPORT (object);

  g_object_unref (self->table);
  g_free (self->language);
  json_array_unref (self->rules);
  g_hash_table_unref (self->positions);
  json_array_unref (self->results);
  json_array_unref (self->artifacts);
  json_array_unref (self->notifications);

  G_OBJECT_CLASS (meirei_sarif_export_parent_class)->finalize (object);
}

static void
meirei_sarif_export_class_init (MeireiSarifExportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_sarif_export_finalize;
}

static void
meirei_sarif_export_init (MeireiSarifExport *self)
{
  self->rules = json_array_new ();
  self->positions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->results = json_array_new ();
  self->artifacts = json_array_new ();
  self->notifications = json_array_new ();
}

/**
 * meirei_sarif_export_new:
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of the texts
 *
 * Returns: (transfer full): a new, empty document
 */
MeireiSarifExport *
meirei_sarif_export_new (MeireiScoreTable *table,
                         const char       *language)
{
  MeireiSarifExport *self;

  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (table), NULL);

  self = g_object_new (MEIREI_TYPE_SARIF_EXPORT, NULL);
  self->table = g_object_ref (table);
  self->language = g_strdup (language);

  return self;
}

static const char *
to_level (MeireiSeverity severity)
{
  switch (severity)
    {
    case MEIREI_SEVERITY_ERROR:
      return "error";

    case MEIREI_SEVERITY_WARNING:
      return "warning";

    case MEIREI_SEVERITY_INFO:
    default:
      return "note";
    }
}

/* SARIF wraps every text in an object. */
static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  JsonObject *message;

  if (text == NULL)
    return;

  message = json_object_new ();
  json_object_set_string_member (message, "text", text);
  json_object_set_object_member (object, member, message);
}

static void
set_table_text (MeireiSarifExport *self,
                JsonObject        *object,
                const char        *member,
                const char        *item,
                const char        *kind)
{
  g_autofree char *text =
    item != NULL ? meirei_score_table_dup_text (self->table, item, kind, self->language) : NULL;

  set_text (object, member, text);
}

static JsonObject *
make_rule (MeireiSarifExport         *self,
           const MeireiFindingFields *fields)
{
  JsonObject *rule = json_object_new ();
  JsonObject *configuration = json_object_new ();
  JsonObject *properties = json_object_new ();
  const char *category = meirei_enum_to_nick (MEIREI_TYPE_CATEGORY, (int) fields->category);
  const MeireiScoreItem *item = meirei_score_table_find_item (self->table, fields->item);
  const char *tags[] = { category, NULL };

  json_object_set_string_member (rule, "id", fields->rule);
  if (fields->item != NULL)
    json_object_set_string_member (rule, "name", fields->item);
  set_table_text (self, rule, "shortDescription", fields->item, "title");
  set_table_text (self, rule, "fullDescription", fields->item, "why");
  set_table_text (self, rule, "help", fields->item, "fix");
  json_object_set_string_member (configuration, "level", to_level (fields->severity));
  json_object_set_object_member (rule, "defaultConfiguration", configuration);
  meirei_json_set_strv (properties, "tags", tags);
  json_object_set_string_member (properties, "tool", fields->tool);
  if (item != NULL)
    json_object_set_int_member (properties, "points", item->points);
  json_object_set_object_member (rule, "properties", properties);

  return rule;
}

static guint
find_or_add_rule (MeireiSarifExport         *self,
                  const MeireiFindingFields *fields)
{
  g_autofree char *key = g_strdup_printf ("%s:%s", fields->tool, fields->rule);
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, key));

  if (position == 0)
    {
      json_array_add_object_element (self->rules, make_rule (self, fields));
      position = json_array_get_length (self->rules);
      g_hash_table_insert (self->positions, g_steal_pointer (&key), GUINT_TO_POINTER (position));
    }

  return position - 1;
}

static JsonObject *
make_region (const MeireiFindingFields *fields)
{
  JsonObject *region = json_object_new ();

  json_object_set_int_member (region, "startLine", fields->line);
  if (fields->column > 0)
    json_object_set_int_member (region, "startColumn", fields->column);
  if (fields->end_line >= fields->line)
    json_object_set_int_member (region, "endLine", fields->end_line);
  if (fields->end_column > 0
      && (fields->end_line > fields->line || fields->end_column >= fields->column))
    json_object_set_int_member (region, "endColumn", fields->end_column);

  return region;
}

static JsonObject *
make_artifact_location (const char *uri,
                        guint       index)
{
  JsonObject *location = json_object_new ();

  json_object_set_string_member (location, "uri", uri);
  json_object_set_int_member (location, "index", index);

  return location;
}

static JsonArray *
make_locations (const char                *uri,
                guint                      index,
                const MeireiFindingFields *fields)
{
  JsonArray *locations = json_array_new ();
  JsonObject *location = json_object_new ();
  JsonObject *physical = json_object_new ();

  json_object_set_object_member (physical, "artifactLocation",
                                 make_artifact_location (uri, index));
  if (fields->line > 0)
    json_object_set_object_member (physical, "region", make_region (fields));
  json_object_set_object_member (location, "physicalLocation", physical);
  json_array_add_object_element (locations, location);

  return locations;
}

static JsonArray *
make_suppressions (const char *reason)
{
  JsonArray *suppressions = json_array_new ();
  JsonObject *suppression = json_object_new ();

  json_object_set_string_member (suppression, "kind", "external");
  json_object_set_string_member (suppression, "justification", reason);
  json_array_add_object_element (suppressions, suppression);

  return suppressions;
}

static JsonObject *
make_result (MeireiSarifExport *self,
             const char        *uri,
             guint              index,
             MeireiFinding     *finding)
{
  const MeireiFindingFields *fields = meirei_finding_get_fields (finding);
  g_autofree char *message =
    meirei_score_table_dup_message (self->table, finding, self->language);
  JsonObject *result = json_object_new ();
  JsonObject *properties = json_object_new ();

  json_object_set_string_member (result, "ruleId", fields->rule);
  json_object_set_int_member (result, "ruleIndex", find_or_add_rule (self, fields));
  json_object_set_string_member (result, "level", to_level (fields->severity));
  set_text (result, "message", message);
  json_object_set_array_member (result, "locations", make_locations (uri, index, fields));
  if (fields->suppressed != NULL)
    json_object_set_array_member (result, "suppressions",
                                  make_suppressions (fields->suppressed));
  json_object_set_int_member (properties, "points", fields->points);
  json_object_set_string_member (properties, "category",
                                 meirei_enum_to_nick (MEIREI_TYPE_CATEGORY,
                                                      (int) fields->category));
  json_object_set_string_member (properties, "tool", fields->tool);
  if (fields->fix != NULL)
    json_object_set_string_member (properties, "fix", fields->fix);
  json_object_set_object_member (result, "properties", properties);

  return result;
}

static void
add_notices (MeireiSarifExport *self,
             const char        *uri,
             guint              index,
             MeireiReport      *report)
{
  guint n_tools;
  const MeireiToolInfo *tools = meirei_report_get_tools (report, &n_tools);

  for (guint i = 0; i < n_tools; i++)
    {
      MeireiFindingFields fields = { NULL, };
      JsonObject *notification;

      if (tools[i].notice == NULL)
        continue;

      notification = json_object_new ();
      json_object_set_string_member (notification, "level", "error");
      set_text (notification, "message", tools[i].notice);
      json_object_set_array_member (notification, "locations",
                                    make_locations (uri, index, &fields));
      json_array_add_object_element (self->notifications, notification);
    }
}

static void
add_artifact (MeireiSarifExport *self,
              const char        *uri,
              MeireiReport      *report)
{
  const MeireiReportFields *fields = meirei_report_get_fields (report);
  JsonObject *artifact = json_object_new ();
  JsonObject *location = json_object_new ();
  JsonObject *properties = json_object_new ();

  json_object_set_string_member (location, "uri", uri);
  json_object_set_object_member (artifact, "location", location);
  meirei_json_set_string (properties, "model", fields->model);
  meirei_json_set_string (properties, "table", fields->table_sha256);
  if (fields->scored)
    json_object_set_int_member (properties, "score", fields->score);
  else
    json_object_set_null_member (properties, "score");
  if (fields->gate != NULL)
    json_object_set_object_member (properties, "gate",
                                   meirei_gate_result_to_json (fields->gate));
  json_object_set_object_member (artifact, "properties", properties);
  json_array_add_object_element (self->artifacts, artifact);
}

/**
 * meirei_sarif_export_add:
 * @self: a document
 * @path: the file's path, best relative to the project
 * @report: its report
 *
 * Adds the findings of a file.
 */
void
meirei_sarif_export_add (MeireiSarifExport *self,
                         const char        *path,
                         MeireiReport      *report)
{
  g_autofree char *uri = NULL;
  GPtrArray *findings;
  guint index;

  g_return_if_fail (MEIREI_IS_SARIF_EXPORT (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (MEIREI_IS_REPORT (report));

  uri = g_path_is_absolute (path)
        ? g_filename_to_uri (path, NULL, NULL)
        : g_uri_escape_string (path, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);
  index = json_array_get_length (self->artifacts);
  add_artifact (self, uri, report);
  findings = meirei_report_get_findings (report);
  for (guint i = 0; i < findings->len; i++)
    json_array_add_object_element (self->results,
                                   make_result (self, uri, index,
                                                g_ptr_array_index (findings, i)));
  add_notices (self, uri, index, report);
}

static JsonObject *
make_tool (MeireiSarifExport *self)
{
  JsonObject *tool = json_object_new ();
  JsonObject *driver = json_object_new ();

  json_object_set_string_member (driver, "name", "Meirei");
  json_object_set_string_member (driver, "version", PACKAGE_VERSION);
  json_object_set_string_member (driver, "semanticVersion", PACKAGE_VERSION);
  json_object_set_array_member (driver, "rules", json_array_ref (self->rules));
  json_object_set_object_member (tool, "driver", driver);

  return tool;
}

static JsonArray *
make_invocations (MeireiSarifExport *self)
{
  JsonArray *invocations = json_array_new ();
  JsonObject *invocation = json_object_new ();

  json_object_set_boolean_member (invocation, "executionSuccessful",
                                  json_array_get_length (self->notifications) == 0);
  json_object_set_array_member (invocation, "toolExecutionNotifications",
                                json_array_ref (self->notifications));
  json_array_add_object_element (invocations, invocation);

  return invocations;
}

/**
 * meirei_sarif_export_to_json:
 * @self: a document
 *
 * Returns: (transfer full): the SARIF document.  Columns count characters;
 *   what a tool could not do is a notification of the run
 */
JsonObject *
meirei_sarif_export_to_json (MeireiSarifExport *self)
{
  JsonObject *root;
  JsonObject *run;
  JsonArray *runs;

  g_return_val_if_fail (MEIREI_IS_SARIF_EXPORT (self), NULL);

  root = json_object_new ();
  run = json_object_new ();
  runs = json_array_new ();
  json_object_set_object_member (run, "tool", make_tool (self));
  json_object_set_array_member (run, "invocations", make_invocations (self));
  json_object_set_array_member (run, "artifacts", json_array_ref (self->artifacts));
  json_object_set_string_member (run, "columnKind", "unicodeCodePoints");
  json_object_set_array_member (run, "results", json_array_ref (self->results));
  json_array_add_object_element (runs, run);
  json_object_set_string_member (root, "$schema", SCHEMA_URI);
  json_object_set_string_member (root, "version", SARIF_VERSION);
  json_object_set_array_member (root, "runs", runs);

  return root;
}

/**
 * meirei_quality_document_sarif:
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 * @files: (element-type MeireiReportedFile): the files
 *
 * Returns: (transfer full): a SARIF document about all files
 */
char *
meirei_quality_document_sarif (MeireiScoreTable *table,
                               const char       *language,
                               GPtrArray        *files)
{
  g_autoptr(MeireiSarifExport) sarif = meirei_sarif_export_new (table, language);
  g_autoptr(JsonObject) root = NULL;

  for (guint i = 0; i < files->len; i++)
    {
      const MeireiReportedFile *file = g_ptr_array_index (files, i);

      meirei_sarif_export_add (sarif, file->path, file->report);
    }
  root = meirei_sarif_export_to_json (sarif);

  return meirei_json_to_text (root, NULL);
}
