/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Saving the report of the open instruction. */

#include "config.h"

#include "meirei-document-saver.h"
#include "meirei-instructions-page-private.h"

/* The parameter is a format, or `record` for the record that it is done. */
void
_meirei_instructions_page_save_report_action (GSimpleAction *action,
                                              GVariant      *parameter,
                                              gpointer       user_data)
{
  MeireiInstructionsPage *self = user_data;
  MeireiInstructionItem *item = meirei_review_get_item (self->review);
  const char *word = g_variant_get_string (parameter, NULL);
  MeireiDocumentRequest request = {
    .kind = MEIREI_DOCUMENT_INSTRUCTION,
    .format = MEIREI_DOCUMENT_FORMAT_MARKDOWN,
    .version = meirei_review_get_version_name (self->review),
  };
  g_autofree char *name = NULL;
  int format;

  if (item == NULL || self->workspace == NULL || self->center == NULL)
    return;

  if (g_str_equal (word, "record"))
    request.kind = MEIREI_DOCUMENT_INSTRUCTION_RECORD;
  else if (meirei_enum_from_nick (MEIREI_TYPE_DOCUMENT_FORMAT, word, &format))
    request.format = (MeireiDocumentFormat) format;
  request.id = meirei_instruction_item_get_id (item);
  name = g_strdup_printf ("%s_%.8s%s%s", meirei_instruction_item_get_feature (item), request.id,
                          request.kind == MEIREI_DOCUMENT_INSTRUCTION ? "" : "_record",
                          meirei_document_format_get_ending (request.format));
  meirei_document_saver_save (GTK_WIDGET (self->view), meirei_run_center_get_context (self->center),
                              self->workspace, &request, name);
}
