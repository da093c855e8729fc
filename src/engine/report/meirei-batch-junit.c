/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-batch-report.h"
#include "meirei-json.h"
#include "meirei-junit.h"
#include "meirei-labels.h"

static void
add_operation (MeireiJunit     *junit,
               MeireiBatch     *batch,
               MeireiBatchItem *item)
{
  JsonObject *error = meirei_json_get_object (meirei_batch_item_get_result (item), "error");
  MeireiBatchItemState state = meirei_batch_item_get_state (item);
  MeireiJunitCase test = {
    .name = meirei_batch_get_operation_name (batch),
    .seconds = meirei_batch_item_get_seconds (item),
    .type = meirei_json_get_string (error, "type", NULL),
    .message = meirei_json_get_string (error, "message", NULL),
    .text = meirei_json_get_string (error, "code", NULL),
  };

  if (state == MEIREI_BATCH_ITEM_FAILED)
    test.outcome = MEIREI_JUNIT_ERROR;
  else if (state != MEIREI_BATCH_ITEM_DONE)
    {
      test.outcome = MEIREI_JUNIT_SKIPPED;
      if (test.message == NULL)
        test.message = meirei_batch_item_state_get_label (state);
    }
  meirei_junit_add_case (junit, &test);
}

static gint64
get_start (MeireiReportSubject *subject,
           MeireiBatch         *batch)
{
  return subject->version != NULL ? meirei_version_get_created_at (subject->version)
                                  : meirei_batch_get_created_at (batch);
}

/**
 * meirei_batch_report_junit:
 * @self: what a document tells about a batch
 * @table: the scoring table, for its texts
 * @language: (nullable): the language or locale of its texts
 *
 * Returns: (transfer full): JUnit's XML with a suite per item
 */
char *
meirei_batch_report_junit (MeireiBatchReport *self,
                           MeireiScoreTable  *table,
                           const char        *language)
{
  MeireiJunit *junit;
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  name = g_strdup_printf ("%s %s", meirei_batch_get_operation_name (self->batch),
                          meirei_batch_get_id (self->batch));
  junit = meirei_junit_new (name);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const MeireiBatchReportEntry *entry = self->entries->pdata[i];
      MeireiReportSubject *subject = entry->subject;
      const char *feature = subject->instruction != NULL
        ? meirei_sheet_get_feature (meirei_instruction_get_sheet (subject->instruction))
        : subject->id;

      meirei_junit_begin_suite (junit, subject->title, feature,
                                get_start (subject, self->batch));
      add_operation (junit, self->batch, entry->item);
      meirei_junit_add_version (junit, subject, table, language);
    }

  return meirei_junit_free_to_text (junit);
}
