/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* From the rows of a model to its preset. */

#include "config.h"

#include <math.h>

#include "meirei-editing.h"
#include "meirei-error-presenter.h"

/* A slider's 0.2 is not to be stored as 0.20000000000000001. */
#define PRECISION 1e6

/**
 * meirei_editing_set_node:
 * @widget: where to show an error
 * @editor: the preset
 * @section: (nullable): see [method@PresetEditor.set]
 * @member: (nullable): see [method@PresetEditor.set]
 * @node: (transfer full) (nullable): the value, or %NULL for the default
 *
 * Sets a value; what is wrong with it is shown.
 */
void
meirei_editing_set_node (GtkWidget          *widget,
                         MeireiPresetEditor *editor,
                         const char         *section,
                         const char         *member,
                         JsonNode           *node)
{
  g_autoptr(JsonNode) value = node;
  g_autoptr(GError) error = NULL;

  if (!meirei_preset_editor_set (editor, section, member, value, &error))
    meirei_error_presenter_show_toast (widget, error);
}

/**
 * meirei_editing_set_number:
 * @widget: where to show an error
 * @editor: the preset
 * @section: (nullable): see [method@PresetEditor.set]
 * @member: see [method@PresetEditor.set]
 * @value: a number; a whole one is stored as such
 *
 * Sets a number.
 */
void
meirei_editing_set_number (GtkWidget          *widget,
                           MeireiPresetEditor *editor,
                           const char         *section,
                           const char         *member,
                           double              value)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  double rounded = round (value * PRECISION) / PRECISION;

  if (fabs (rounded - round (rounded)) < 1. / PRECISION && fabs (rounded) < 1e15)
    json_node_set_int (node, (gint64) llround (rounded));
  else
    json_node_set_double (node, rounded);
  meirei_editing_set_node (widget, editor, section, member, node);
}
