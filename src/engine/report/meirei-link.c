/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiLink:
 *
 * One link of a version's provenance that was looked at: what was recorded,
 * what is there, and whether they agree.  It does not change.
 */

#include "config.h"

#include "meirei-enums.h"
#include "meirei-json.h"
#include "meirei-link.h"

struct _MeireiLink
{
  GObject parent_instance;

  MeireiLinkKind kind;
  MeireiLinkState state;
  char *instruction_id;
  char *version;   /* (nullable) */
  char *expected;  /* (nullable) */
  char *actual;    /* (nullable) */
  char *message;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiLink, meirei_link, G_TYPE_OBJECT)

GType
meirei_link_kind_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_LINK_APPROVAL, "MEIREI_LINK_APPROVAL", "approval" },
        { MEIREI_LINK_SHEET, "MEIREI_LINK_SHEET", "sheet" },
        { MEIREI_LINK_PROMPT, "MEIREI_LINK_PROMPT", "prompt" },
        { MEIREI_LINK_ANSWER, "MEIREI_LINK_ANSWER", "answer" },
        { MEIREI_LINK_ATTEMPT, "MEIREI_LINK_ATTEMPT", "attempt" },
        { MEIREI_LINK_FILE, "MEIREI_LINK_FILE", "file" },
        { MEIREI_LINK_REPORT, "MEIREI_LINK_REPORT", "report" },
        { MEIREI_LINK_TESTS, "MEIREI_LINK_TESTS", "tests" },
        { MEIREI_LINK_VERDICT, "MEIREI_LINK_VERDICT", "verdict" },
        { MEIREI_LINK_RECORD, "MEIREI_LINK_RECORD", "record" },
        { MEIREI_LINK_BATCH, "MEIREI_LINK_BATCH", "batch" },
        { MEIREI_LINK_DEPENDENCY, "MEIREI_LINK_DEPENDENCY", "dependency" },
        { 0, NULL, NULL }
      };
      GType type = g_enum_register_static ("MeireiLinkKind", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

GType
meirei_link_state_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_LINK_MATCHES, "MEIREI_LINK_MATCHES", "matches" },
        { MEIREI_LINK_STALE, "MEIREI_LINK_STALE", "stale" },
        { MEIREI_LINK_UNCHECKED, "MEIREI_LINK_UNCHECKED", "unchecked" },
        { MEIREI_LINK_DIFFERS, "MEIREI_LINK_DIFFERS", "differs" },
        { MEIREI_LINK_MISSING, "MEIREI_LINK_MISSING", "missing" },
        { 0, NULL, NULL }
      };
      GType type = g_enum_register_static ("MeireiLinkState", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

static void
meirei_link_finalize (GObject *object)
{
  MeireiLink *self = MEIREI_LINK (object);

  g_free (self->instruction_id);
  g_free (self->version);
  g_free (self->expected);
  g_free (self->actual);
  g_free (self->message);

  G_OBJECT_CLASS (meirei_link_parent_class)->finalize (object);
}

static void
meirei_link_class_init (MeireiLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_link_finalize;
}

static void
meirei_link_init (MeireiLink *self)
{
}

/**
 * meirei_link_new:
 * @kind: what was looked at
 * @state: whether it holds
 * @instruction_id: the instruction's UUID
 * @version: (nullable): the version's name
 * @expected: (nullable): what was recorded
 * @actual: (nullable): what is there
 * @message: (nullable): what is wrong, in one English sentence
 *
 * Returns: (transfer full): a new link
 */
MeireiLink *
meirei_link_new (MeireiLinkKind   kind,
                 MeireiLinkState  state,
                 const char      *instruction_id,
                 const char      *version,
                 const char      *expected,
                 const char      *actual,
                 const char      *message)
{
  MeireiLink *self = g_object_new (MEIREI_TYPE_LINK, NULL);

  self->kind = kind;
  self->state = state;
  self->instruction_id = g_strdup (instruction_id);
  self->version = g_strdup (version);
  self->expected = g_strdup (expected);
  self->actual = g_strdup (actual);
  self->message = g_strdup (message);

  return self;
}

/**
 * meirei_link_get_kind:
 * @self: a link
 *
 * Returns: what was looked at
 */
MeireiLinkKind
meirei_link_get_kind (MeireiLink *self)
{
  g_return_val_if_fail (MEIREI_IS_LINK (self), MEIREI_LINK_RECORD);

  return self->kind;
}

/**
 * meirei_link_get_state:
 * @self: a link
 *
 * Returns: whether it holds
 */
MeireiLinkState
meirei_link_get_state (MeireiLink *self)
{
  g_return_val_if_fail (MEIREI_IS_LINK (self), MEIREI_LINK_UNCHECKED);

  return self->state;
}

/**
 * meirei_link_is_broken:
 * @self: a link
 *
 * Returns: whether it does not hold although it should
 */
gboolean
meirei_link_is_broken (MeireiLink *self)
{
  g_return_val_if_fail (MEIREI_IS_LINK (self), FALSE);

  return self->state == MEIREI_LINK_DIFFERS || self->state == MEIREI_LINK_MISSING;
}

/**
 * meirei_link_get_instruction:
 * @self: a link
 *
 * Returns: the instruction's UUID
 */
const char *
meirei_link_get_instruction (MeireiLink *self)
{
  g_return_val_if_fail (MEIREI_IS_LINK (self), NULL);

  return self->instruction_id;
}

/**
 * meirei_link_get_version:
 * @self: a link
 *
 * Returns: (nullable): the version's name; %NULL if it is about the instruction
 */
const char *
meirei_link_get_version (MeireiLink *self)
{
  g_return_val_if_fail (MEIREI_IS_LINK (self), NULL);

  return self->version;
}

/**
 * meirei_link_get_message:
 * @self: a link
 *
 * Returns: (nullable): what is wrong, in one English sentence
 */
const char *
meirei_link_get_message (MeireiLink *self)
{
  g_return_val_if_fail (MEIREI_IS_LINK (self), NULL);

  return self->message;
}

/**
 * meirei_link_to_json:
 * @self: a link
 *
 * Returns: (transfer full): `{"id", "version", "link", "state", "recorded",
 *   "found", "message"}`
 */
JsonObject *
meirei_link_to_json (MeireiLink *self)
{
  JsonObject *object;

  g_return_val_if_fail (MEIREI_IS_LINK (self), NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "id", self->instruction_id);
  meirei_json_set_string (object, "version", self->version);
  json_object_set_string_member (object, "link",
                                 meirei_enum_to_nick (MEIREI_TYPE_LINK_KIND, (int) self->kind));
  json_object_set_string_member (object, "state",
                                 meirei_enum_to_nick (MEIREI_TYPE_LINK_STATE, (int) self->state));
  meirei_json_set_string (object, "recorded", self->expected);
  meirei_json_set_string (object, "found", self->actual);
  meirei_json_set_string (object, "message", self->message);

  return object;
}
