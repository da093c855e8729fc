/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-batch-report.h"
#include "meirei-json.h"

/* What the batch's own result does not say about an item. */
static void
add_subject (JsonObject          *detail,
             MeireiReportSubject *subject)
{
  static const char * const sections[] = { "model", "server", "params", "template", "tests",
                                           "repeatability", "verdict" };
  MeireiSheet *sheet;

  json_object_set_string_member (detail, "title", subject->title);
  meirei_json_set_string (detail, "problem", subject->problem);
  if (subject->instruction != NULL)
    {
      sheet = meirei_instruction_get_sheet (subject->instruction);
      json_object_set_string_member (detail, "feature", meirei_sheet_get_feature (sheet));
      json_object_set_int_member (detail, "phase", meirei_sheet_get_phase (sheet));
      json_object_set_string_member (detail, "status",
                                     meirei_enum_to_nick (MEIREI_TYPE_STATUS,
                                       (int) meirei_instruction_get_status (subject->instruction)));
    }
  if (subject->version == NULL)
    return;

  meirei_json_set_string (detail, "file_sha256", meirei_version_get_file_sha256 (subject->version));
  json_object_set_int_member (detail, "size", meirei_version_get_size (subject->version));
  if (meirei_version_get_attempts (subject->version) != NULL)
    json_object_set_array_member (detail, "attempt_records",
                                  json_array_ref (meirei_version_get_attempts (subject->version)));
  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      JsonObject *section = meirei_version_get_section (subject->version, sections[i]);

      if (section != NULL)
        json_object_set_object_member (detail, sections[i], json_object_ref (section));
    }
  if (subject->report != NULL)
    json_object_set_object_member (detail, "report", meirei_report_to_json (subject->report));
}

static JsonObject *
make_scores (MeireiBatchReport *self)
{
  JsonObject *scores = json_object_new ();
  JsonArray *bins = json_array_new ();

  json_object_set_int_member (scores, "count", self->n_scored);
  if (self->n_scored > 0)
    {
      json_object_set_double_member (scores, "mean", self->mean_score);
      json_object_set_int_member (scores, "lowest", self->lowest_score);
      json_object_set_int_member (scores, "highest", self->highest_score);
    }
  for (guint i = 0; i < MEIREI_N_SCORE_BINS; i++)
    json_array_add_int_element (bins, self->bins[i]);
  json_object_set_array_member (scores, "histogram", bins);

  return scores;
}

static JsonObject *
make_summary (MeireiBatchReport *self)
{
  JsonObject *summary = json_object_new ();
  JsonArray *rules = json_array_new ();

  json_object_set_object_member (summary, "scores", make_scores (self));
  json_object_set_int_member (summary, "gates", self->n_gates);
  json_object_set_int_member (summary, "gates_passed", self->n_gates_passed);
  json_object_set_int_member (summary, "prompt_tokens", self->prompt_tokens);
  json_object_set_int_member (summary, "completion_tokens", self->completion_tokens);
  json_object_set_double_member (summary, "request_seconds", self->request_seconds);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const MeireiRuleCount *count = self->rules->pdata[i];
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "rule", count->rule);
      json_object_set_string_member (entry, "tool", count->tool);
      json_object_set_string_member (entry, "title", count->title);
      json_object_set_int_member (entry, "count", count->count);
      json_object_set_int_member (entry, "points", count->points);
      json_array_add_object_element (rules, entry);
    }
  json_object_set_array_member (summary, "rules", rules);

  return summary;
}

/**
 * meirei_batch_report_json:
 * @self: what a document tells about a batch
 *
 * The batch's result as `batch show --json` prints it, with what is stored
 * about each item's instruction and version, and a summary.
 *
 * Returns: (transfer full): the document
 */
char *
meirei_batch_report_json (MeireiBatchReport *self)
{
  g_autoptr(JsonObject) document = NULL;
  JsonArray *details;

  g_return_val_if_fail (self != NULL, NULL);

  document = meirei_batch_to_result (self->batch);
  json_object_set_string_member (document, "project", self->project);
  meirei_json_set_time (document, "created_at", meirei_batch_get_created_at (self->batch));
  json_object_set_object_member (document, "options",
                                 json_object_ref (meirei_batch_get_options (self->batch)));
  json_object_set_object_member (document, "summary", make_summary (self));
  details = meirei_json_get_array (document, "details");
  for (guint i = 0; i < self->entries->len; i++)
    {
      const MeireiBatchReportEntry *entry = self->entries->pdata[i];

      add_subject (json_array_get_object_element (details, i), entry->subject);
    }

  return meirei_json_to_text (document, NULL);
}
