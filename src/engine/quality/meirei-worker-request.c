/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-worker-request.h"

static void
add_strings (JsonArray          *array,
             const char * const *strings)
{
  for (gsize i = 0; strings != NULL && strings[i] != NULL; i++)
    json_array_add_string_element (array, strings[i]);
}

static void
set_optional (JsonObject *object,
              const char *member,
              const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
}

/**
 * meirei_worker_request_new:
 * @source: a file
 * @path: where its bytes are
 *
 * Returns: (transfer full): what to ask the worker about the file
 */
JsonObject *
meirei_worker_request_new (MeireiSource *source,
                           const char   *path)
{
  MeireiAnalysisSettings *settings;
  const MeireiSheetFacts *facts;
  JsonArray *allowed;
  JsonObject *request;

  g_return_val_if_fail (MEIREI_IS_SOURCE (source), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  settings = meirei_source_get_settings (source);
  facts = meirei_source_get_facts (source);
  request = json_object_new ();
  json_object_set_string_member (request, "path", path);
  json_object_set_string_member (request, "language", meirei_source_get_language (source));
  set_optional (request, "folder", meirei_source_get_folder (source));
  json_object_set_boolean_member (request, "has_sheet", facts != NULL);

  allowed = json_array_new ();
  if (settings != NULL)
    {
      set_optional (request, "site", meirei_analysis_settings_get_environment (settings));
      add_strings (allowed, meirei_analysis_settings_get_modules_allowed (settings));
    }
  if (facts != NULL)
    {
      add_strings (allowed, (const char * const *) facts->modules_allowed);
      meirei_json_set_strv (request, "functions", (const char * const *) facts->functions);
      meirei_json_set_strv (request, "raises", (const char * const *) facts->raises);
      meirei_json_set_strv (request, "beside", (const char * const *) facts->modules_beside);
    }
  json_object_set_array_member (request, "allowed", allowed);

  return request;
}
