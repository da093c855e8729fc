/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MeireiSheetFacts:
 * @functions: declared functions, methods and classes
 * @raises: names of declared exceptions
 * @modules_allowed: third-party modules or distributions that may be imported
 * @modules_beside: modules that will stand beside the file
 * @docstrings: whether public functions and classes need a docstring
 *
 * What a sheet says that the score depends on.  Immutable.
 */
typedef struct {
  char     **functions;
  char     **raises;
  char     **modules_allowed;
  char     **modules_beside;
  gboolean   docstrings;
} MeireiSheetFacts;

#define MEIREI_TYPE_SHEET_FACTS (meirei_sheet_facts_get_type ())

GType             meirei_sheet_facts_get_type (void);
MeireiSheetFacts *meirei_sheet_facts_new      (const char * const *functions,
                                               const char * const *raises,
                                               const char * const *modules_allowed,
                                               const char * const *modules_beside,
                                               gboolean            docstrings);
MeireiSheetFacts *meirei_sheet_facts_copy     (const MeireiSheetFacts *self);
void              meirei_sheet_facts_free     (MeireiSheetFacts   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiSheetFacts, meirei_sheet_facts_free)

G_END_DECLS
