/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Puts a stand-in for llama-server and a model into a new folder, and the user's
 * folders with them.  Call it before anything reads the environment. */
char *meirei_fake_engine_install   (void);
void  meirei_fake_engine_uninstall (const char *folder);

G_END_DECLS
