/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-external-tool.h"

G_BEGIN_DECLS

#define MEIREI_TYPE_TOOL_TRUST (meirei_tool_trust_get_type ())

G_DECLARE_FINAL_TYPE (MeireiToolTrust, meirei_tool_trust, MEIREI, TOOL_TRUST, GObject)

MeireiToolTrust *meirei_tool_trust_new    (const char          *path);
gboolean         meirei_tool_trust_allows (MeireiToolTrust     *self,
                                           MeireiExternalTool  *tool);
gboolean         meirei_tool_trust_allow  (MeireiToolTrust     *self,
                                           MeireiExternalTool  *tool,
                                           GError             **error);

G_END_DECLS
