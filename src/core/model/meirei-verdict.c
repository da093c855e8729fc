/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiVerdict:
 *
 * What a person decided about a version, bound to the SHA-256 of the file that
 * was looked at.  Immutable.
 */

#include "config.h"

#include "meirei-json.h"
#include "meirei-verdict.h"

struct _MeireiVerdict
{
  GObject parent_instance;

  MeireiDecision decision;
  gint64 at;
  char *note;
  JsonArray *comments; /* of objects with line and text */
  char *file_sha256;
  char *rule;          /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiVerdict, meirei_verdict, G_TYPE_OBJECT)

static void
meirei_verdict_finalize (GObject *object)
{
  MeireiVerdict *self = MEIREI_VERDICT (object);

  g_free (self->note);
  g_clear_pointer (&self->comments, json_array_unref);
  g_free (self->file_sha256);
  g_free (self->rule);

  G_OBJECT_CLASS (meirei_verdict_parent_class)->finalize (object);
}

static void
meirei_verdict_class_init (MeireiVerdictClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_verdict_finalize;
}

static void
meirei_verdict_init (MeireiVerdict *self)
{
}

/**
 * meirei_verdict_new:
 * @decision: accepted or rejected
 * @at: when, in microseconds since the epoch
 * @note: (nullable): the person's note
 * @comments: (nullable): comments on lines, objects with `line` and `text`
 * @file_sha256: the hash of the file that was looked at
 *
 * Returns: (transfer full): a new verdict
 */
MeireiVerdict *
meirei_verdict_new (MeireiDecision  decision,
                    gint64          at,
                    const char     *note,
                    JsonArray      *comments,
                    const char     *file_sha256)
{
  MeireiVerdict *self = g_object_new (MEIREI_TYPE_VERDICT, NULL);

  self->decision = decision;
  self->at = at;
  self->note = g_strdup (note != NULL ? note : "");
  self->comments = comments != NULL ? json_array_ref (comments) : json_array_new ();
  self->file_sha256 = g_strdup (file_sha256 != NULL ? file_sha256 : "");

  return self;
}

/**
 * meirei_verdict_new_by_rule:
 * @decision: accepted or rejected
 * @at: when, in microseconds since the epoch
 * @note: (nullable): the person's note
 * @file_sha256: the hash of the file
 * @rule: the rule by which it was decided
 *
 * Returns: (transfer full): a new verdict of a version that nobody looked at
 */
MeireiVerdict *
meirei_verdict_new_by_rule (MeireiDecision  decision,
                            gint64          at,
                            const char     *note,
                            const char     *file_sha256,
                            const char     *rule)
{
  MeireiVerdict *self = meirei_verdict_new (decision, at, note, NULL, file_sha256);

  self->rule = g_strdup (rule);

  return self;
}

/**
 * meirei_verdict_new_from_json:
 * @object: (nullable): a version's `verdict`
 *
 * Returns: (transfer full) (nullable): the verdict, or %NULL if there is none
 */
MeireiVerdict *
meirei_verdict_new_from_json (JsonObject *object)
{
  int decision = MEIREI_DECISION_NONE;
  MeireiVerdict *self;

  if (!meirei_enum_from_nick (MEIREI_TYPE_DECISION,
                              meirei_json_get_string (object, "decision", NULL), &decision)
      || decision == MEIREI_DECISION_NONE)
    return NULL;

  self = meirei_verdict_new ((MeireiDecision) decision,
                             meirei_json_get_time (object, "at"),
                             meirei_json_get_string (object, "note", ""),
                             meirei_json_get_array (object, "comments"),
                             meirei_json_get_string (object, "file_sha256", ""));
  self->rule = g_strdup (meirei_json_get_string (object, "rule", NULL));

  return self;
}

/**
 * meirei_verdict_to_json:
 * @self: a verdict
 *
 * Returns: (transfer full): the verdict as the files have it
 */
JsonObject *
meirei_verdict_to_json (MeireiVerdict *self)
{
  JsonObject *object;

  g_return_val_if_fail (MEIREI_IS_VERDICT (self), NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "decision",
                                 meirei_enum_to_nick (MEIREI_TYPE_DECISION, self->decision));
  meirei_json_set_time (object, "at", self->at);
  json_object_set_string_member (object, "note", self->note);
  json_object_set_array_member (object, "comments", json_array_ref (self->comments));
  json_object_set_string_member (object, "file_sha256", self->file_sha256);
  if (self->rule != NULL)
    json_object_set_string_member (object, "rule", self->rule);

  return object;
}

/**
 * meirei_verdict_get_decision:
 * @self: a verdict
 *
 * Returns: accepted or rejected
 */
MeireiDecision
meirei_verdict_get_decision (MeireiVerdict *self)
{
  g_return_val_if_fail (MEIREI_IS_VERDICT (self), MEIREI_DECISION_NONE);

  return self->decision;
}

/**
 * meirei_verdict_get_at:
 * @self: a verdict
 *
 * Returns: when it was given, in microseconds since the epoch
 */
gint64
meirei_verdict_get_at (MeireiVerdict *self)
{
  g_return_val_if_fail (MEIREI_IS_VERDICT (self), 0);

  return self->at;
}

/**
 * meirei_verdict_get_note:
 * @self: a verdict
 *
 * Returns: the person's note, possibly empty
 */
const char *
meirei_verdict_get_note (MeireiVerdict *self)
{
  g_return_val_if_fail (MEIREI_IS_VERDICT (self), NULL);

  return self->note;
}

/**
 * meirei_verdict_get_comments:
 * @self: a verdict
 *
 * Returns: (transfer none): the comments, objects with `line` and `text`
 */
JsonArray *
meirei_verdict_get_comments (MeireiVerdict *self)
{
  g_return_val_if_fail (MEIREI_IS_VERDICT (self), NULL);

  return self->comments;
}

/**
 * meirei_verdict_get_file_sha256:
 * @self: a verdict
 *
 * Returns: the hash of the file that was looked at
 */
const char *
meirei_verdict_get_file_sha256 (MeireiVerdict *self)
{
  g_return_val_if_fail (MEIREI_IS_VERDICT (self), NULL);

  return self->file_sha256;
}

/**
 * meirei_verdict_get_rule:
 * @self: a verdict
 *
 * Returns: (nullable): the rule by which it was decided; %NULL if a person
 *   looked at the version
 */
const char *
meirei_verdict_get_rule (MeireiVerdict *self)
{
  g_return_val_if_fail (MEIREI_IS_VERDICT (self), NULL);

  return self->rule;
}
