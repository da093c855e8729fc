/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "ui-findings.h"

/**
 * ui_findings_new:
 *
 * Returns: (transfer full) (element-type MeireiFinding): an empty list
 */
GPtrArray *
ui_findings_new (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ui_findings_add:
 * @findings: (element-type MeireiFinding): a list
 * @line: the line, from 1
 * @severity: the severity
 * @points: the points
 * @message: the message
 *
 * Adds a finding that concerns a whole line.
 */
void
ui_findings_add (GPtrArray      *findings,
                 int             line,
                 MeireiSeverity  severity,
                 int             points,
                 const char     *message)
{
  const MeireiFindingFields fields = {
    .rule = "T1",
    .tool = "test",
    .category = MEIREI_CATEGORY_CORRECTNESS,
    .severity = severity,
    .points = points,
    .line = line,
    .message = message,
  };

  g_ptr_array_add (findings, meirei_finding_new (&fields));
}
