/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-reported-file.h"

/**
 * meirei_reported_file_new:
 * @path: the file's path, or the id of an instruction
 * @report: its report
 *
 * Returns: (transfer full): both together
 */
MeireiReportedFile *
meirei_reported_file_new (const char   *path,
                          MeireiReport *report)
{
  MeireiReportedFile *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (MEIREI_IS_REPORT (report), NULL);

  self = g_new0 (MeireiReportedFile, 1);
  self->path = g_strdup (path);
  self->report = g_object_ref (report);

  return self;
}

/**
 * meirei_reported_file_free:
 * @self: (nullable): a reported file
 *
 * Frees it.
 */
void
meirei_reported_file_free (MeireiReportedFile *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_object_unref (self->report);
  g_free (self);
}
