/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <json-glib/json-glib.h>

#include "meirei-prompt.h"
#include "meirei-sheet.h"

G_BEGIN_DECLS

/* A small model's context is short: what a template adds to the sheet may not
 * have more bytes than this. */
#define MEIREI_PROMPT_TEMPLATE_MAX_OVERHEAD 2048

/**
 * MeireiTemplateError:
 * @MEIREI_TEMPLATE_ERROR_NOT_FOUND: there is no such template
 * @MEIREI_TEMPLATE_ERROR_INVALID: the file is not a template
 * @MEIREI_TEMPLATE_ERROR_TOO_LONG: the template adds too much to the sheet
 *
 * What can be wrong with a prompt template.
 */
typedef enum {
  MEIREI_TEMPLATE_ERROR_NOT_FOUND,
  MEIREI_TEMPLATE_ERROR_INVALID,
  MEIREI_TEMPLATE_ERROR_TOO_LONG,
} MeireiTemplateError;

#define MEIREI_TEMPLATE_ERROR (meirei_template_error_quark ())
GQuark meirei_template_error_quark (void);

#define MEIREI_TYPE_PROMPT_TEMPLATE (meirei_prompt_template_get_type ())
G_DECLARE_FINAL_TYPE (MeireiPromptTemplate, meirei_prompt_template, MEIREI, PROMPT_TEMPLATE, GObject)

MeireiPromptTemplate *meirei_prompt_template_new_from_json (JsonObject            *object,
                                                            GError               **error);
MeireiPromptTemplate *meirei_prompt_template_load          (const char            *path,
                                                            GError               **error);
char                 *meirei_prompt_template_find_path     (const char            *data_dir,
                                                            const char            *workspace_dir,
                                                            const char            *name,
                                                            GError               **error);
MeireiPromptTemplate *meirei_prompt_template_find          (const char            *data_dir,
                                                            const char            *workspace_dir,
                                                            const char            *name,
                                                            GError               **error);
const char           *meirei_prompt_template_get_name      (MeireiPromptTemplate  *self);
const char           *meirei_prompt_template_get_version   (MeireiPromptTemplate  *self);
gsize                 meirei_prompt_template_get_overhead  (MeireiPromptTemplate  *self);
MeireiPrompt         *meirei_prompt_template_render        (MeireiPromptTemplate  *self,
                                                            MeireiSheet           *sheet);
MeireiPrompt         *meirei_prompt_template_render_repair (MeireiPromptTemplate  *self,
                                                            MeireiSheet           *sheet,
                                                            const char            *code,
                                                            const char            *error_text);
MeireiPrompt         *meirei_prompt_template_render_change (MeireiPromptTemplate  *self,
                                                            MeireiSheet           *sheet,
                                                            const char            *code,
                                                            const char            *comments);

G_END_DECLS
