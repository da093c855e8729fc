/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Saving the report of a run. */

#include "config.h"

#include "meirei-batch-view-private.h"
#include "meirei-document-saver.h"

/* Asks where, then makes the report and writes it. */
void
_meirei_batch_view_save_report (MeireiBatchView      *self,
                                MeireiDocumentFormat  format)
{
  MeireiDocumentRequest request = { .kind = MEIREI_DOCUMENT_BATCH, .format = format };
  g_autofree char *name = NULL;

  if (self->context == NULL || self->workspace == NULL || self->rows == NULL)
    return;

  request.id = meirei_batch_get_id (meirei_batch_view_get_batch (self));
  name = g_strdup_printf ("run-%s%s", request.id, meirei_document_format_get_ending (format));
  meirei_document_saver_save (GTK_WIDGET (self), self->context, self->workspace, &request, name);
}
