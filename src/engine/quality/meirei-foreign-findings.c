/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-foreign-findings.h"

#define MAX_PER_FILE 500

/* The names under which other tools know the rules of our table.  Bandit's
 * B123 is the rule engine's S123 and needs no row. */
static const struct {
  const char *foreign;
  const char *own;
} aliases[] = {
  { "C0115", "D101" },
  { "C0116", "D103" },
  { "E0102", "F811" },
  { "E0104", "F706" },
  { "E0601", "F823" },
  { "E0602", "F821" },
  { "R0912", "PLR0912" },
  { "R0915", "PLR0915" },
  { "R1732", "SIM115" },
  { "W0102", "B006" },
  { "W0122", "S102" },
  { "W0123", "S307" },
  { "W0404", "F811" },
  { "W0611", "F401" },
  { "W0612", "F841" },
  { "W0640", "B023" },
  { "W0702", "E722" },
  { "W0703", "BLE001" },
  { "W0718", "BLE001" },
  { "reportMissingImports", "invented-module" },
  { "reportRedeclaration", "F811" },
  { "reportUndefinedVariable", "F821" },
  { "reportUnusedImport", "F401" },
  { "reportUnusedVariable", "F841" },
};

/**
 * meirei_foreign_findings_new:
 *
 * Returns: (transfer full): nothing found yet
 */
MeireiForeignFindings *
meirei_foreign_findings_new (void)
{
  MeireiForeignFindings *self = g_new0 (MeireiForeignFindings, 1);

  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);

  return self;
}

/**
 * meirei_foreign_findings_free:
 * @self: (nullable): findings
 *
 * Frees them.
 */
void
meirei_foreign_findings_free (MeireiForeignFindings *self)
{
  if (self == NULL)
    return;

  g_free (self->tool);
  g_free (self->version);
  g_hash_table_unref (self->by_name);
  g_free (self);
}

/**
 * meirei_foreign_findings_add:
 * @self: findings
 * @uri: the address or path of the file
 * @fields: what was found
 *
 * Adds a finding to the file of that name, up to a bound.
 */
void
meirei_foreign_findings_add (MeireiForeignFindings     *self,
                             const char                *uri,
                             const MeireiFindingFields *fields)
{
  g_autofree char *name = NULL;
  GPtrArray *findings;

  g_return_if_fail (self != NULL);
  g_return_if_fail (uri != NULL);

  name = g_path_get_basename (uri);
  findings = g_hash_table_lookup (self->by_name, name);
  if (findings == NULL)
    {
      findings = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->by_name, g_steal_pointer (&name), findings);
    }
  if (findings->len < MAX_PER_FILE)
    g_ptr_array_add (findings, meirei_finding_new (fields));
}

/* Columns from 1; characters outside the basic plane take two units. */
static int
to_characters (GPtrArray *lines,
               int        line,
               int        column)
{
  const char *text;
  int units = 1;
  int characters = 1;

  if (line < 1 || (guint) line > lines->len || column <= 1)
    return column;

  for (text = g_ptr_array_index (lines, line - 1); *text != '\0' && units < column;
       text = g_utf8_next_char (text))
    {
      units += g_utf8_get_char (text) > 0xffff ? 2 : 1;
      characters++;
    }

  return characters + MAX (0, column - units);
}

/**
 * meirei_foreign_finding_convert:
 * @finding: a finding as its tool wrote it
 * @tool: the tool's name in the workspace
 * @version: (nullable): its version
 * @lines: (element-type utf8): the file's lines
 * @utf16: whether columns count UTF-16 units
 *
 * Returns: (transfer full): the finding for a report
 */
MeireiFinding *
meirei_foreign_finding_convert (MeireiFinding *finding,
                                const char    *tool,
                                const char    *version,
                                GPtrArray     *lines,
                                gboolean       utf16)
{
  MeireiFindingFields fields;

  g_return_val_if_fail (MEIREI_IS_FINDING (finding), NULL);
  g_return_val_if_fail (tool != NULL, NULL);
  g_return_val_if_fail (lines != NULL, NULL);

  fields = *meirei_finding_get_fields (finding);
  fields.tool = tool;
  fields.tool_version = version;
  if (utf16)
    {
      fields.column = to_characters (lines, fields.line, fields.column);
      fields.end_column = to_characters (lines, fields.end_line, fields.end_column);
    }

  return meirei_finding_new (&fields);
}

/**
 * meirei_foreign_rule_to_own:
 * @rule: a rule of any tool
 *
 * Returns: the rule of our table that says the same, else @rule itself
 */
const char *
meirei_foreign_rule_to_own (const char *rule)
{
  g_return_val_if_fail (rule != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
    {
      if (g_str_equal (rule, aliases[i].foreign))
        return aliases[i].own;
    }

  return rule;
}

static gboolean
is_same_rule (const char *known,
              const char *foreign)
{
  const char *own = meirei_foreign_rule_to_own (known);
  const char *name = meirei_foreign_rule_to_own (foreign);

  if (g_str_equal (own, name))
    return TRUE;

  return *name == 'B' && strlen (name) == 4 && *own == 'S' && g_str_equal (own + 1, name + 1);
}

static gboolean
is_known (GPtrArray                 *findings,
          const MeireiFindingFields *foreign)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const MeireiFindingFields *own =
        meirei_finding_get_fields (g_ptr_array_index (findings, i));

      if (own->line == foreign->line && is_same_rule (own->rule, foreign->rule))
        return TRUE;
    }

  return FALSE;
}

/**
 * meirei_foreign_findings_merge:
 * @findings: (element-type MeireiFinding): what is known already; gets what is
 *   new
 * @foreign: (element-type MeireiFinding): what another tool found
 *
 * Adds findings, except those that say the same about the same line.
 */
void
meirei_foreign_findings_merge (GPtrArray *findings,
                               GPtrArray *foreign)
{
  g_return_if_fail (findings != NULL);
  g_return_if_fail (foreign != NULL);

  for (guint i = 0; i < foreign->len; i++)
    {
      MeireiFinding *finding = g_ptr_array_index (foreign, i);

      if (!is_known (findings, meirei_finding_get_fields (finding)))
        g_ptr_array_add (findings, g_object_ref (finding));
    }
}
