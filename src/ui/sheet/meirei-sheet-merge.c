/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Two people may edit the same sheet, one of them in a text editor. */

#include "config.h"

#include "meirei-sheet-merge.h"
#include "meirei-workspace-error.h"

/**
 * meirei_sheet_merge:
 * @base: the sheet that @mine was made from
 * @mine: the sheet as it was edited here
 * @theirs: the sheet as it is stored now
 * @error: return location for an error
 *
 * Brings the members that were edited here into the sheet that is stored.
 *
 * Returns: (transfer full) (nullable): the sheet with the changes of both, or
 *   %NULL with %MEIREI_WORKSPACE_ERROR_CONFLICT if both changed the same member
 *   in different ways
 */
MeireiSheet *
meirei_sheet_merge (MeireiSheet  *base,
                    MeireiSheet  *mine,
                    MeireiSheet  *theirs,
                    GError      **error)
{
  g_autoptr(JsonObject) before = json_object_new ();
  g_autoptr(JsonObject) edited = json_object_new ();
  g_autoptr(JsonObject) merged = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  g_return_val_if_fail (MEIREI_IS_SHEET (base), NULL);
  g_return_val_if_fail (MEIREI_IS_SHEET (mine), NULL);
  g_return_val_if_fail (MEIREI_IS_SHEET (theirs), NULL);

  meirei_sheet_add_to_json (base, before);
  meirei_sheet_add_to_json (mine, edited);
  meirei_sheet_add_to_json (theirs, merged);

  json_object_iter_init (&iter, edited);
  while (json_object_iter_next (&iter, &member, &value))
    {
      JsonNode *old = json_object_get_member (before, member);
      JsonNode *stored = json_object_get_member (merged, member);

      if (json_node_equal (value, old) || json_node_equal (value, stored))
        continue;

      if (!json_node_equal (stored, old))
        {
          g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_CONFLICT,
                       "“%s” was changed here and elsewhere; read the sheet again and repeat "
                       "the change", member);
          return NULL;
        }

      json_object_set_member (merged, member, json_node_copy (value));
    }

  return meirei_sheet_new_from_json (merged, error);
}
