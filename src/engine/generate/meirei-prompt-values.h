/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-sheet.h"

G_BEGIN_DECLS

/**
 * MeireiPromptValues:
 *
 * What the placeholders and conditions of a template can ask for.
 */
typedef struct _MeireiPromptValues MeireiPromptValues;

MeireiPromptValues *meirei_prompt_values_new    (MeireiSheet         *sheet);
void                meirei_prompt_values_free   (MeireiPromptValues  *self);
void                meirei_prompt_values_set    (MeireiPromptValues  *self,
                                                 const char          *name,
                                                 const char          *value);
gboolean            meirei_prompt_values_apply  (MeireiPromptValues  *self,
                                                 const char          *when);
void                meirei_prompt_values_expand (MeireiPromptValues  *self,
                                                 const char          *text,
                                                 GString             *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiPromptValues, meirei_prompt_values_free)

G_END_DECLS
