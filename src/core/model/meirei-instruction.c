/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiInstruction:
 *
 * One instruction (命令書): its sheet and its life so far.  It changes only
 * through the rules of `meirei-lifecycle.h` and becomes permanent only through
 * the workspace.  Not thread-safe: one thread at a time uses an object; hand
 * copies to others.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "meirei-instruction-error.h"
#include "meirei-instruction-private.h"
#include "meirei-json.h"
#include "meirei-string.h"

struct _MeireiInstruction
{
  GObject parent_instance;

  char *id;
  char short_id[9];
  gint64 revision;
  MeireiSheet *sheet;
  MeireiStatus status;
  gint64 created_at;
  gint64 updated_at;
  gint64 approved_at;      /* 0: not approved */
  char *approved_sha256;   /* (nullable) */
  GPtrArray *versions;     /* (element-type utf8), ends in NULL */
  GPtrArray *history;      /* (element-type MeireiHistoryEvent) */
  JsonObject *execution;   /* (nullable) who is executing it, see the store */
  JsonObject *unknown;     /* (nullable) members that this version does not know */
};

G_DEFINE_FINAL_TYPE (MeireiInstruction, meirei_instruction, G_TYPE_OBJECT)

static const char * const own_members[] = {
  "schema", "id", "revision", "status", "created_at", "updated_at", "approval",
  "versions", "history", "execution", NULL
};

static void
meirei_instruction_finalize (GObject *object)
{
  MeireiInstruction *self = MEIREI_INSTRUCTION (object);

  g_free (self->id);
  g_clear_object (&self->sheet);
  g_free (self->approved_sha256);
  g_ptr_array_unref (self->versions);
  g_ptr_array_unref (self->history);
  g_clear_pointer (&self->execution, json_object_unref);
  g_clear_pointer (&self->unknown, json_object_unref);

  G_OBJECT_CLASS (meirei_instruction_parent_class)->finalize (object);
}

static void
meirei_instruction_class_init (MeireiInstructionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_instruction_finalize;
}

static void
meirei_instruction_init (MeireiInstruction *self)
{
  self->versions = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->versions, NULL);
  self->history = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
set_id (MeireiInstruction *self,
        const char        *id)
{
  self->id = g_strdup (id);
  g_strlcpy (self->short_id, id, sizeof self->short_id);
}

/**
 * meirei_instruction_new:
 * @sheet: its sheet
 *
 * Returns: (transfer full): a new draft with a new random id
 */
MeireiInstruction *
meirei_instruction_new (MeireiSheet *sheet)
{
  g_autofree char *id = g_uuid_string_random ();

  return meirei_instruction_new_with_id (id, sheet);
}

/**
 * meirei_instruction_new_with_id:
 * @id: a UUID
 * @sheet: its sheet
 *
 * Makes a draft that has an id already, such as one that is imported.
 *
 * Returns: (transfer full): a new draft
 */
MeireiInstruction *
meirei_instruction_new_with_id (const char  *id,
                                MeireiSheet *sheet)
{
  MeireiInstruction *self;

  g_return_val_if_fail (g_uuid_string_is_valid (id), NULL);
  g_return_val_if_fail (MEIREI_IS_SHEET (sheet), NULL);

  self = g_object_new (MEIREI_TYPE_INSTRUCTION, NULL);
  set_id (self, id);
  self->sheet = g_object_ref (sheet);
  self->created_at = g_get_real_time ();
  _meirei_instruction_move (self, MEIREI_STATUS_DRAFT, "create", NULL);

  return self;
}

static gboolean
check_header (JsonObject  *object,
              int         *status,
              GError     **error)
{
  const char *id = meirei_json_get_string (object, "id", NULL);
  const char *word = meirei_json_get_string (object, "status", "draft");
  gint64 schema = meirei_json_get_int (object, "schema", MEIREI_INSTRUCTION_SCHEMA);

  if (schema > MEIREI_INSTRUCTION_SCHEMA)
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NEWER_SCHEMA,
                   "The file has schema %" G_GINT64_FORMAT ", this version of Meirei knows "
                   "schemas up to %d; use a newer Meirei", schema, MEIREI_INSTRUCTION_SCHEMA);
      return FALSE;
    }

  if (id == NULL || !g_uuid_string_is_valid (id))
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                   "“id” must be a UUID, but is %s%s%s",
                   id != NULL ? "“" : "", id != NULL ? id : "missing", id != NULL ? "”" : "");
      return FALSE;
    }

  if (!meirei_enum_from_nick (MEIREI_TYPE_STATUS, word, status))
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                   "“status” is “%s”, which is not the name of a status", word);
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_version_name (const char *text)
{
  if (text[0] != 'v' || text[1] < '1' || text[1] > '9' || strlen (text) > 9)
    return FALSE;

  for (const char *p = text + 1; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      return FALSE;

  return TRUE;
}

static gboolean
read_versions (MeireiInstruction  *self,
               JsonObject         *object,
               GError            **error)
{
  g_auto(GStrv) versions = meirei_json_dup_strv (object, "versions");

  for (gsize i = 0; versions[i] != NULL; i++)
    {
      if (!is_version_name (versions[i]))
        {
          g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                       "“versions” holds “%s”; a version is named v1, v2, …", versions[i]);
          return FALSE;
        }
      _meirei_instruction_add_version (self, versions[i]);
    }

  return TRUE;
}

static void
read_history (MeireiInstruction *self,
              JsonObject        *object)
{
  JsonArray *events = meirei_json_get_array (object, "history");
  guint n_events = events != NULL ? json_array_get_length (events) : 0;

  for (guint i = 0; i < n_events; i++)
    {
      JsonObject *event = meirei_json_array_object (events, i);

      if (event != NULL)
        g_ptr_array_add (self->history, meirei_history_event_new_from_json (event));
    }
}

/* What this version does not know is kept, so that nothing is lost when an
 * older Meirei opens a workspace. */
static void
keep_unknown_members (MeireiInstruction *self,
                      JsonObject        *object)
{
  g_autoptr(GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;

      if (g_strv_contains (own_members, name) || meirei_sheet_is_member (name))
        continue;
      if (self->unknown == NULL)
        self->unknown = json_object_new ();
      json_object_set_member (self->unknown, name, json_object_dup_member (object, name));
    }
}

/**
 * meirei_instruction_new_from_json:
 * @object: an instruction as the files have it
 * @error: return location for an error
 *
 * Reads an instruction.  Members of the file that are not known are kept and
 * written again.
 *
 * Returns: (transfer full) (nullable): the instruction, or %NULL with
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_DATA or
 *   %MEIREI_INSTRUCTION_ERROR_NEWER_SCHEMA
 */
MeireiInstruction *
meirei_instruction_new_from_json (JsonObject  *object,
                                  GError     **error)
{
  g_autoptr(MeireiInstruction) self = NULL;
  g_autoptr(MeireiSheet) sheet = NULL;
  JsonObject *approval, *execution;
  int status = MEIREI_STATUS_DRAFT;

  g_return_val_if_fail (object != NULL, NULL);

  if (!check_header (object, &status, error))
    return NULL;
  sheet = meirei_sheet_new_from_json (object, error);
  if (sheet == NULL)
    return NULL;

  self = g_object_new (MEIREI_TYPE_INSTRUCTION, NULL);
  set_id (self, meirei_json_get_string (object, "id", NULL));
  self->sheet = g_steal_pointer (&sheet);
  self->status = (MeireiStatus) status;
  self->revision = meirei_json_get_int (object, "revision", 0);
  self->created_at = meirei_json_get_time (object, "created_at");
  self->updated_at = meirei_json_get_time (object, "updated_at");
  approval = meirei_json_get_object (object, "approval");
  if (approval != NULL)
    _meirei_instruction_set_approval (self, meirei_json_get_time (approval, "at"),
                                      meirei_json_get_string (approval, "content_sha256", ""));
  if (!read_versions (self, object, error))
    return NULL;
  read_history (self, object);
  execution = meirei_json_get_object (object, "execution");
  if (execution != NULL)
    self->execution = json_object_ref (execution);
  keep_unknown_members (self, object);

  return g_steal_pointer (&self);
}

static JsonArray *
history_to_json (MeireiInstruction *self)
{
  JsonArray *array = json_array_sized_new (self->history->len);

  for (guint i = 0; i < self->history->len; i++)
    json_array_add_object_element (array,
                                   meirei_history_event_to_json (self->history->pdata[i]));

  return array;
}

static void
add_approval (MeireiInstruction *self,
              JsonObject        *object)
{
  JsonObject *approval;

  if (self->approved_sha256 == NULL)
    {
      json_object_set_null_member (object, "approval");
      return;
    }

  approval = json_object_new ();
  meirei_json_set_time (approval, "at", self->approved_at);
  json_object_set_string_member (approval, "content_sha256", self->approved_sha256);
  json_object_set_object_member (object, "approval", approval);
}

static void
add_unknown_members (MeireiInstruction *self,
                     JsonObject        *object)
{
  g_autoptr(GList) names = NULL;

  if (self->unknown == NULL)
    return;

  names = json_object_get_members (self->unknown);
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (object, l->data,
                            json_object_dup_member (self->unknown, l->data));
}

/**
 * meirei_instruction_to_json:
 * @self: an instruction
 *
 * Returns: (transfer full): the instruction as the files have it
 */
JsonObject *
meirei_instruction_to_json (MeireiInstruction *self)
{
  JsonObject *object;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), NULL);

  object = json_object_new ();
  json_object_set_int_member (object, "schema", MEIREI_INSTRUCTION_SCHEMA);
  json_object_set_string_member (object, "id", self->id);
  json_object_set_int_member (object, "revision", self->revision);
  meirei_sheet_add_to_json (self->sheet, object);
  json_object_set_string_member (object, "status",
                                 meirei_enum_to_nick (MEIREI_TYPE_STATUS, self->status));
  meirei_json_set_time (object, "created_at", self->created_at);
  meirei_json_set_time (object, "updated_at", self->updated_at);
  add_approval (self, object);
  meirei_json_set_strv (object, "versions",
                        (const char * const *) self->versions->pdata);
  json_object_set_array_member (object, "history", history_to_json (self));
  if (self->execution != NULL)
    json_object_set_object_member (object, "execution", json_object_ref (self->execution));
  add_unknown_members (self, object);

  return object;
}

/**
 * meirei_instruction_copy:
 * @self: an instruction
 *
 * Returns: (transfer full): an equal instruction that shares nothing mutable
 */
MeireiInstruction *
meirei_instruction_copy (MeireiInstruction *self)
{
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GError) error = NULL;
  MeireiInstruction *copy;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), NULL);

  object = meirei_instruction_to_json (self);
  copy = meirei_instruction_new_from_json (object, &error);
  g_assert_no_error (error);

  return copy;
}

/**
 * meirei_instruction_get_id:
 * @self: an instruction
 *
 * Returns: its UUID
 */
const char *
meirei_instruction_get_id (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), NULL);

  return self->id;
}

/**
 * meirei_instruction_get_short_id:
 * @self: an instruction
 *
 * Returns: the first eight characters of its UUID, as in file names
 */
const char *
meirei_instruction_get_short_id (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), NULL);

  return self->short_id;
}

/**
 * meirei_instruction_get_revision:
 * @self: an instruction
 *
 * Returns: how often it has been stored; 0 if never
 */
gint64
meirei_instruction_get_revision (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), 0);

  return self->revision;
}

/**
 * meirei_instruction_set_revision:
 * @self: an instruction
 * @revision: the stored revision
 *
 * For the store alone.
 */
void
meirei_instruction_set_revision (MeireiInstruction *self,
                                 gint64             revision)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION (self));

  self->revision = revision;
}

/**
 * meirei_instruction_get_sheet:
 * @self: an instruction
 *
 * Returns: (transfer none): its sheet
 */
MeireiSheet *
meirei_instruction_get_sheet (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), NULL);

  return self->sheet;
}

/**
 * meirei_instruction_get_status:
 * @self: an instruction
 *
 * Returns: where it is in its life
 */
MeireiStatus
meirei_instruction_get_status (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), MEIREI_STATUS_DRAFT);

  return self->status;
}

/**
 * meirei_instruction_get_created_at:
 * @self: an instruction
 *
 * Returns: when it was made, in microseconds since the epoch
 */
gint64
meirei_instruction_get_created_at (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), 0);

  return self->created_at;
}

/**
 * meirei_instruction_get_updated_at:
 * @self: an instruction
 *
 * Returns: when it last changed, in microseconds since the epoch
 */
gint64
meirei_instruction_get_updated_at (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), 0);

  return self->updated_at;
}

/**
 * meirei_instruction_is_approved:
 * @self: an instruction
 *
 * Returns: whether there is an approval, and it is for the sheet as it is now
 */
gboolean
meirei_instruction_is_approved (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), FALSE);

  return self->approved_sha256 != NULL
         && strcmp (self->approved_sha256,
                    meirei_sheet_get_content_sha256 (self->sheet)) == 0;
}

/**
 * meirei_instruction_is_approval_stale:
 * @self: an instruction
 *
 * Returns: whether there is an approval, but for another content of the sheet
 */
gboolean
meirei_instruction_is_approval_stale (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), FALSE);

  return self->approved_sha256 != NULL && !meirei_instruction_is_approved (self);
}

/**
 * meirei_instruction_get_approved_at:
 * @self: an instruction
 *
 * Returns: when it was approved, in microseconds since the epoch; 0 if never
 */
gint64
meirei_instruction_get_approved_at (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), 0);

  return self->approved_at;
}

/**
 * meirei_instruction_get_approved_sha256:
 * @self: an instruction
 *
 * Returns: (nullable): the hash of the sheet's content that was approved
 */
const char *
meirei_instruction_get_approved_sha256 (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), NULL);

  return self->approved_sha256;
}

/**
 * meirei_instruction_get_versions:
 * @self: an instruction
 *
 * Returns: (array zero-terminated=1) (transfer none): its versions' names, oldest first
 */
const char * const *
meirei_instruction_get_versions (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), NULL);

  return (const char * const *) self->versions->pdata;
}

/**
 * meirei_instruction_get_latest_version:
 * @self: an instruction
 *
 * Returns: (nullable): the newest version's name, or %NULL if there is none
 */
const char *
meirei_instruction_get_latest_version (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), NULL);

  return self->versions->len > 1
         ? self->versions->pdata[self->versions->len - 2]
         : NULL;
}

/**
 * meirei_instruction_dup_next_version:
 * @self: an instruction
 *
 * Returns: (transfer full): the name of the version after the highest one
 */
char *
meirei_instruction_dup_next_version (MeireiInstruction *self)
{
  int highest = 0;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), NULL);

  for (guint i = 0; i + 1 < self->versions->len; i++)
    highest = MAX (highest, atoi ((const char *) self->versions->pdata[i] + 1));

  return g_strdup_printf ("v%d", highest + 1);
}

/**
 * meirei_instruction_get_history:
 * @self: an instruction
 *
 * Returns: (transfer none) (element-type MeireiHistoryEvent): what happened, oldest first
 */
GPtrArray *
meirei_instruction_get_history (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), NULL);

  return self->history;
}

/**
 * meirei_instruction_get_execution:
 * @self: an instruction
 *
 * Who is executing the instruction: `version`, and the process in a form that
 * tells whether it still lives.
 *
 * Returns: (transfer none) (nullable): the note, or %NULL if nobody is
 */
JsonObject *
meirei_instruction_get_execution (MeireiInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION (self), NULL);

  return self->execution;
}

void
_meirei_instruction_set_sheet (MeireiInstruction *self,
                               MeireiSheet       *sheet)
{
  g_set_object (&self->sheet, sheet);
}

void
_meirei_instruction_set_approval (MeireiInstruction *self,
                                  gint64             at,
                                  const char        *content_sha256)
{
  self->approved_at = at;
  meirei_set_str (&self->approved_sha256, content_sha256);
}

void
_meirei_instruction_add_version (MeireiInstruction *self,
                                 const char        *version)
{
  if (g_strv_contains ((const char * const *) self->versions->pdata, version))
    return;

  g_ptr_array_insert (self->versions, (int) self->versions->len - 1, g_strdup (version));
}

/* Makes one of the versions the current one. */
void
_meirei_instruction_put_last (MeireiInstruction *self,
                              const char        *version)
{
  for (guint i = 0; i + 1 < self->versions->len; i++)
    if (g_str_equal (self->versions->pdata[i], version))
      {
        char *name = g_ptr_array_steal_index (self->versions, i);

        g_ptr_array_insert (self->versions, (int) self->versions->len - 1, name);
        return;
      }
}

void
_meirei_instruction_set_execution (MeireiInstruction *self,
                                   JsonObject        *execution)
{
  g_clear_pointer (&self->execution, json_object_unref);
  if (execution != NULL)
    self->execution = json_object_ref (execution);
}

/* Every change goes through here, so that none is missing in the history. */
void
_meirei_instruction_move (MeireiInstruction *self,
                          MeireiStatus       status,
                          const char        *event,
                          const char        *note)
{
  gint64 now = g_get_real_time ();

  g_ptr_array_add (self->history,
                   meirei_history_event_new (now, event,
                                             meirei_enum_to_nick (MEIREI_TYPE_STATUS, self->status),
                                             meirei_enum_to_nick (MEIREI_TYPE_STATUS, status),
                                             note));
  self->status = status;
  self->updated_at = now;
}
