/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  gboolean *removed;  /* by line of the old text */
  gboolean *added;    /* by line of the new text */
  guint n_old;
  guint n_new;
  guint n_removed;
  guint n_added;
} MeireiLineDiff;

MeireiLineDiff *meirei_line_diff_new  (const char     *old_text,
                                       const char     *new_text);
void            meirei_line_diff_free (MeireiLineDiff *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiLineDiff, meirei_line_diff_free)

G_END_DECLS
