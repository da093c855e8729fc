/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-server-record.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_SERVER_CONFIG (meirei_server_config_get_type ())
G_DECLARE_FINAL_TYPE (MeireiServerConfig, meirei_server_config, MEIREI, SERVER_CONFIG, GObject)

MeireiServerConfig *meirei_server_config_new           (void);

GPtrArray          *meirei_server_config_get_records   (MeireiServerConfig  *self);
MeireiServerRecord *meirei_server_config_find          (MeireiServerConfig  *self,
                                                        const char          *url);
void                meirei_server_config_add           (MeireiServerConfig  *self,
                                                        const char          *url,
                                                        const char          *name);
gboolean            meirei_server_config_remove        (MeireiServerConfig  *self,
                                                        const char          *url);
gboolean            meirei_server_config_get_discovers (MeireiServerConfig  *self);
void                meirei_server_config_set_discovers (MeireiServerConfig  *self,
                                                        gboolean             discovers);
const char         *meirei_server_config_get_default_server (MeireiServerConfig *self);
const char         *meirei_server_config_get_default_model  (MeireiServerConfig *self);
void                meirei_server_config_set_default   (MeireiServerConfig  *self,
                                                        const char          *server,
                                                        const char          *model);

gboolean            meirei_server_config_load          (MeireiServerConfig  *self,
                                                        GError             **error);
gboolean            meirei_server_config_save          (MeireiServerConfig  *self,
                                                        GError             **error);

G_END_DECLS
