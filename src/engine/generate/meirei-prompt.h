/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MEIREI_TYPE_PROMPT (meirei_prompt_get_type ())
G_DECLARE_FINAL_TYPE (MeireiPrompt, meirei_prompt, MEIREI, PROMPT, GObject)

MeireiPrompt *meirei_prompt_new                  (const char    *system,
                                                  const char    *user,
                                                  const char    *template_name,
                                                  const char    *template_version);
MeireiPrompt *meirei_prompt_with_base            (MeireiPrompt  *self,
                                                  const char    *base);
const char   *meirei_prompt_get_system           (MeireiPrompt  *self);
const char   *meirei_prompt_get_user             (MeireiPrompt  *self);
const char   *meirei_prompt_get_template_name    (MeireiPrompt  *self);
const char   *meirei_prompt_get_template_version (MeireiPrompt  *self);
const char   *meirei_prompt_get_sha256           (MeireiPrompt  *self);

G_END_DECLS
