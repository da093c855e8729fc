/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-sheet-facts.h"

G_DEFINE_BOXED_TYPE (MeireiSheetFacts, meirei_sheet_facts,
                     meirei_sheet_facts_copy, meirei_sheet_facts_free)

static char **
copy_strings (const char * const *strings)
{
  return strings != NULL ? g_strdupv ((char **) strings) : g_new0 (char *, 1);
}

/**
 * meirei_sheet_facts_new:
 * @functions: (nullable): declared functions, methods and classes, such as
 *   `run (items, workers=4)`, `Runner.stop ()` or `class Problem(Exception)`
 * @raises: (nullable): names of declared exceptions
 * @modules_allowed: (nullable): third-party modules that may be imported, by
 *   import name or by the name of their distribution
 * @modules_beside: (nullable): modules that will stand beside the file
 * @docstrings: whether public functions and classes need a docstring
 *
 * Returns: (transfer full): a copy of all that
 */
MeireiSheetFacts *
meirei_sheet_facts_new (const char * const *functions,
                        const char * const *raises,
                        const char * const *modules_allowed,
                        const char * const *modules_beside,
                        gboolean            docstrings)
{
  MeireiSheetFacts *self = g_new0 (MeireiSheetFacts, 1);

  self->functions = copy_strings (functions);
  self->raises = copy_strings (raises);
  self->modules_allowed = copy_strings (modules_allowed);
  self->modules_beside = copy_strings (modules_beside);
  self->docstrings = docstrings;

  return self;
}

/**
 * meirei_sheet_facts_copy:
 * @self: facts
 *
 * Returns: (transfer full): a copy
 */
MeireiSheetFacts *
meirei_sheet_facts_copy (const MeireiSheetFacts *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return meirei_sheet_facts_new ((const char * const *) self->functions,
                                 (const char * const *) self->raises,
                                 (const char * const *) self->modules_allowed,
                                 (const char * const *) self->modules_beside,
                                 self->docstrings);
}

/**
 * meirei_sheet_facts_free:
 * @self: (nullable): facts
 *
 * Frees them.
 */
void
meirei_sheet_facts_free (MeireiSheetFacts *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->functions);
  g_strfreev (self->raises);
  g_strfreev (self->modules_allowed);
  g_strfreev (self->modules_beside);
  g_free (self);
}
