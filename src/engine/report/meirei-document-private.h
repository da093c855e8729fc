/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-document.h"

G_BEGIN_DECLS

typedef enum {
  MEIREI_BLOCK_NONE,
  MEIREI_BLOCK_FACTS,
  MEIREI_BLOCK_ITEMS,
  MEIREI_BLOCK_TABLE,
} MeireiDocumentBlock;

struct _MeireiDocument
{
  GString             *text;
  gboolean             html;
  MeireiDocumentBlock  block;    /* what is open */
  guint                numbers;  /* the table's columns of numbers, as bits */
};

gboolean _meirei_document_switch (MeireiDocument      *self,
                                  MeireiDocumentBlock  block);

G_END_DECLS
