/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What is done with one instruction's code, in a thread: its place is looked up
 * in the versions' records, and noted there as `delivered`. */

#include "config.h"

#include <string.h>

#include "meirei-delivery-file.h"
#include "meirei-delivery-private.h"
#include "meirei-json.h"
#include "meirei-string.h"
#include "meirei-workspace-versions.h"

#define SECTION "delivered"
#define MAX_SUBJECT 60

static gboolean
set_delivered (MeireiVersion  *version,
               gpointer        user_data,
               GError        **error)
{
  meirei_version_set_section (version, SECTION, user_data);

  return TRUE;
}

static gboolean
record (MeireiWorkspace  *workspace,
        MeireiDelivery   *delivery,
        JsonObject       *section,
        GError          **error)
{
  g_autoptr(MeireiVersion) version =
    meirei_workspace_update_version (workspace, delivery->id, delivery->version, set_delivered,
                                     section, error);

  return version != NULL;
}

/* One line without anything that git or a terminal could take for its own. */
static char *
dup_line (const char *text,
          glong       max_length)
{
  g_autofree char *valid = meirei_utf8_make_valid (text != NULL ? text : "", -1, NULL);
  g_autoptr(GString) line = g_string_new (NULL);
  glong length = 0;

  for (const char *p = valid; *p != '\0' && length < max_length; p = g_utf8_next_char (p), length++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_isprint (c) ? c : ' ');
    }

  return g_strstrip (g_string_free (g_steal_pointer (&line), FALSE));
}

static void
describe (MeireiDelivery    *delivery,
          MeireiInstruction *instruction,
          MeireiVersion     *version)
{
  g_autoptr(JsonObject) json = meirei_version_to_json (version);
  g_autofree char *title =
    dup_line (meirei_sheet_get_title (meirei_instruction_get_sheet (instruction)), MAX_SUBJECT);
  g_autofree char *model = dup_line (meirei_version_get_model_id (version), 200);
  g_autofree char *prompt = dup_line (meirei_json_get_string (json, "prompt_sha256", ""), 64);

  delivery->subject = g_strdup_printf ("Accept %s: %s", delivery->name, title);
  delivery->trailers = g_strdup_printf ("Meirei-Instruction: %s\n"
                                        "Meirei-Version: %s\n"
                                        "Meirei-Model: %s\n"
                                        "Meirei-Prompt-SHA256: %s",
                                        delivery->id, delivery->version,
                                        *model != '\0' ? model : "unknown",
                                        *prompt != '\0' ? prompt : "unknown");
}

/* What was written to this path for this instruction, in any version. */
static GHashTable *
collect_ours (MeireiWorkspace   *workspace,
              MeireiInstruction *instruction,
              const char        *path)
{
  GHashTable *ours = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char * const *versions = meirei_instruction_get_versions (instruction);

  for (gsize i = 0; versions != NULL && versions[i] != NULL; i++)
    {
      g_autoptr(MeireiVersion) version =
        meirei_workspace_load_version (workspace, meirei_instruction_get_id (instruction),
                                       versions[i], NULL);
      JsonObject *section = version != NULL ? meirei_version_get_section (version, SECTION) : NULL;

      if (section != NULL && g_str_equal (meirei_json_get_string (section, "path", ""), path))
        g_hash_table_add (ours, g_strdup (meirei_json_get_string (section, "sha256", "")));
    }

  return ours;
}

/* The code as it was accepted, and nothing else. */
static GBytes *
read_accepted (MeireiWorkspace  *workspace,
               const char       *id,
               MeireiVersion    *version,
               char            **sha256,
               GError          **error)
{
  g_autoptr(MeireiVerdict) verdict = meirei_version_dup_verdict (version);
  g_autoptr(GBytes) code = NULL;
  gconstpointer data;
  gsize length;

  if (verdict == NULL || meirei_verdict_get_decision (verdict) != MEIREI_DECISION_ACCEPTED)
    {
      g_set_error (error, MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_FAILED,
                   "%s is not accepted any more, so its code was not copied",
                   meirei_version_get_name (version));
      return NULL;
    }
  code = meirei_workspace_read_code (workspace, id, meirei_version_get_name (version), NULL,
                                     error);
  if (code == NULL)
    return NULL;

  data = g_bytes_get_data (code, &length);
  *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, length);
  if (g_strcmp0 (*sha256, meirei_verdict_get_file_sha256 (verdict)) != 0)
    {
      g_set_error (error, MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_FAILED,
                   "The code of %s was changed after it was accepted, so it was not copied; undo "
                   "the verdict and look at it again", meirei_version_get_name (version));
      return NULL;
    }

  return g_steal_pointer (&code);
}

static gboolean
check_target (const MeireiDeliveryTarget  *target,
              GError                     **error)
{
  g_autofree char *dir = NULL;

  if (meirei_delivery_target_is_allowed (target))
    return TRUE;

  dir = meirei_delivery_target_dup_dir (target);
  g_set_error (error, MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_NOT_ALLOWED,
               "The workspace wants accepted code to go to “%s”%s, which you have not chosen on "
               "this computer; look at it, then choose it with “meirei-cli target FOLDER”", dir,
               target->commit ? " and be committed" : "");

  return FALSE;
}

static gboolean
place (MeireiWorkspace             *workspace,
       const MeireiDeliveryTarget  *target,
       MeireiDelivery              *delivery,
       GError                     **error)
{
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction (workspace, delivery->id, error);
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(GBytes) code = NULL;
  g_autoptr(GHashTable) ours = NULL;
  g_autoptr(JsonObject) section = json_object_new ();
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;
  g_autofree char *dir = meirei_delivery_target_dup_dir (target);
  const char *feature;

  if (instruction == NULL || !check_target (target, error))
    return FALSE;
  delivery->version = g_strdup (meirei_instruction_get_latest_version (instruction));
  version = meirei_workspace_load_version (workspace, delivery->id, delivery->version, error);
  if (version == NULL)
    return FALSE;
  code = read_accepted (workspace, delivery->id, version, &sha256, error);
  if (code == NULL)
    return FALSE;
  feature = meirei_sheet_get_feature (meirei_instruction_get_sheet (instruction));
  if (!meirei_is_identifier (feature))
    {
      g_set_error (error, MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_UNSAFE,
                   "The feature name “%s” is not an identifier, so nothing was copied", feature);
      return FALSE;
    }

  delivery->name = g_strconcat (feature, ".py", NULL);
  path = g_build_filename (target->folder, delivery->name, NULL);
  ours = collect_ours (workspace, instruction, path);
  if (!meirei_delivery_file_place (target, delivery->name, code, ours, error))
    return FALSE;

  delivery->path = g_build_filename (dir, delivery->name, NULL);
  describe (delivery, instruction, version);
  json_object_set_string_member (section, "path", path);
  json_object_set_string_member (section, "sha256", sha256);
  json_object_set_null_member (section, "commit");

  return record (workspace, delivery, section, error);
}

/**
 * _meirei_delivery_place:
 * @workspace: a workspace
 * @target: where its accepted code goes
 * @delivery: whose; takes the outcome
 *
 * Puts the latest version's accepted code there.  Blocks.
 */
void
_meirei_delivery_place (MeireiWorkspace             *workspace,
                        const MeireiDeliveryTarget  *target,
                        MeireiDelivery              *delivery)
{
  place (workspace, target, delivery, &delivery->error);
}

static gboolean
withdraw_file (const MeireiDeliveryTarget  *target,
               MeireiDelivery              *delivery,
               const char                  *path,
               const char                  *sha256,
               GError                     **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *feature = g_str_has_suffix (name, ".py")
                             ? g_strndup (name, strlen (name) - strlen (".py")) : g_strdup ("");
  g_autofree char *expected = target != NULL ? g_build_filename (target->folder, name, NULL) : NULL;
  g_autofree char *dir = NULL;

  /* A record may say anything. */
  if (g_strcmp0 (path, expected) != 0 || !meirei_is_identifier (feature))
    {
      g_set_error (error, MEIREI_DELIVERY_ERROR, MEIREI_DELIVERY_ERROR_FOREIGN_FILE,
                   "The copy “%s” was left there, because accepted code goes elsewhere now; remove "
                   "it by hand", path);
      return FALSE;
    }
  if (!check_target (target, error)
      || !meirei_delivery_file_remove (target, name, sha256, error))
    return FALSE;
  dir = meirei_delivery_target_dup_dir (target);
  delivery->path = g_build_filename (dir, name, NULL);

  return TRUE;
}

/**
 * _meirei_delivery_withdraw:
 * @workspace: a workspace
 * @target: (nullable): where its accepted code goes
 * @delivery: whose; takes the outcome
 *
 * Removes the copy of the latest version's code if its verdict was taken back
 * and the copy is what was put there.  Blocks.
 */
void
_meirei_delivery_withdraw (MeireiWorkspace             *workspace,
                           const MeireiDeliveryTarget  *target,
                           MeireiDelivery              *delivery)
{
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction (workspace, delivery->id, &delivery->error);
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(MeireiVerdict) verdict = NULL;
  JsonObject *section;

  if (instruction == NULL)
    return;
  delivery->version = g_strdup (meirei_instruction_get_latest_version (instruction));
  version = meirei_workspace_load_version (workspace, delivery->id, delivery->version,
                                           &delivery->error);
  if (version == NULL)
    return;
  section = meirei_version_get_section (version, SECTION);
  verdict = meirei_version_dup_verdict (version);
  if (section == NULL
      || (verdict != NULL && meirei_verdict_get_decision (verdict) == MEIREI_DECISION_ACCEPTED))
    return;

  delivery->commit = g_strdup (meirei_json_get_string (section, "commit", NULL));
  if (withdraw_file (target, delivery, meirei_json_get_string (section, "path", ""),
                     meirei_json_get_string (section, "sha256", ""), &delivery->error))
    record (workspace, delivery, NULL, &delivery->error);
}

static gboolean
set_commit (MeireiVersion  *version,
            gpointer        user_data,
            GError        **error)
{
  JsonObject *section = meirei_version_get_section (version, SECTION);

  if (section != NULL)
    json_object_set_string_member (section, "commit", user_data);

  return TRUE;
}

/**
 * _meirei_delivery_record_commit:
 * @workspace: a workspace
 * @delivery: one that was committed
 * @error: return location for an error
 *
 * Notes the commit in the version's record.  Blocks.
 *
 * Returns: whether it is noted
 */
gboolean
_meirei_delivery_record_commit (MeireiWorkspace  *workspace,
                                MeireiDelivery   *delivery,
                                GError          **error)
{
  g_autoptr(MeireiVersion) version =
    meirei_workspace_update_version (workspace, delivery->id, delivery->version, set_commit,
                                     delivery->commit, error);

  return version != NULL;
}
