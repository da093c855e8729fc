/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-cli.h"
#include "meirei-document-maker.h"

G_BEGIN_DECLS

gboolean             meirei_cli_parse_format   (MeireiCli             *cli,
                                                const char            *word,
                                                MeireiDocumentFormat  *format,
                                                GError               **error);
MeireiDocumentMaker *meirei_cli_new_maker      (MeireiCli             *cli,
                                                GError               **error);
gboolean             meirei_cli_write_document (const char            *path,
                                                GBytes                *document,
                                                GError               **error);

G_END_DECLS
