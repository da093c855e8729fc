/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-gate.h"

G_BEGIN_DECLS

#define MEIREI_GATE_DEFAULT_NAME "default"

#define MEIREI_TYPE_GATE_SET (meirei_gate_set_get_type ())

G_DECLARE_FINAL_TYPE (MeireiGateSet, meirei_gate_set, MEIREI, GATE_SET, GObject)

MeireiGateSet *meirei_gate_set_new           (void);
MeireiGateSet *meirei_gate_set_new_from_json (JsonObject     *settings,
                                              GError        **error);
void           meirei_gate_set_add_to_json   (MeireiGateSet  *self,
                                              JsonObject     *settings);
guint          meirei_gate_set_get_n_gates   (MeireiGateSet  *self);
MeireiGate    *meirei_gate_set_get_gate      (MeireiGateSet  *self,
                                              guint           index_);
MeireiGate    *meirei_gate_set_find          (MeireiGateSet  *self,
                                              const char     *name);
MeireiGate    *meirei_gate_set_get_current   (MeireiGateSet  *self);
gboolean       meirei_gate_set_set_current   (MeireiGateSet  *self,
                                              const char     *name);
void           meirei_gate_set_put           (MeireiGateSet  *self,
                                              MeireiGate     *gate);
gboolean       meirei_gate_set_remove        (MeireiGateSet  *self,
                                              const char     *name);

G_END_DECLS
