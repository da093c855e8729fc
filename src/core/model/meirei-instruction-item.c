/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiInstructionItem:
 *
 * One row of the list of instructions: only what lists show, sort and filter
 * by, so that 50,000 of them are cheap.  The workspace keeps it up to date, on
 * the main context on which the workspace was opened; each change notifies.
 *
 * `checked` is the reader's selection for an operation on many; it is not stored.
 */

#include "config.h"

#include <string.h>

#include "meirei-instruction-item.h"

struct _MeireiInstructionItem
{
  GObject parent_instance;

  char *id;
  char short_id[9];
  gboolean checked;
  char *title;
  GRefString *feature; /* the short words repeat a lot, so they are shared */
  GRefString *model;
  GRefString *gate;
  GRefString *version;
  char *note;
  char **tags;
  gint64 size;
  gint64 created_at;
  gint64 updated_at;
  gint64 revision;
  int phase;
  int score;
  MeireiStatus status;
  MeireiItemFlags flags;
  guint n_versions;
};

G_DEFINE_FINAL_TYPE (MeireiInstructionItem, meirei_instruction_item, G_TYPE_OBJECT)

typedef enum {
  PROP_ID = 1,
  PROP_SHORT_ID,
  PROP_TITLE,
  PROP_FEATURE,
  PROP_PHASE,
  PROP_STATUS,
  PROP_TAGS,
  PROP_MODEL,
  PROP_SCORE,
  PROP_GATE,
  PROP_FLAGS,
  PROP_VERSION,
  PROP_N_VERSIONS,
  PROP_SIZE,
  PROP_CREATED_AT,
  PROP_UPDATED_AT,
  PROP_NOTE,
  PROP_REVISION,
  PROP_CHECKED,
} MeireiInstructionItemProperty;

#define N_PROPS (PROP_CHECKED + 1)

static GParamSpec *properties[N_PROPS];

GType
meirei_item_flags_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GFlagsValue values[] = {
#define FLAG(name, nick) { MEIREI_ITEM_FLAG_ ## name, "MEIREI_ITEM_FLAG_" #name, nick }
        FLAG (APPROVAL_STALE, "approval-stale"),
        FLAG (VERDICT_STALE, "verdict-stale"),
        FLAG (TRUNCATED, "truncated"),
        FLAG (SECURITY, "security"),
        FLAG (UNKNOWN_IMPORT, "unknown-import"),
        FLAG (LARGE, "large"),
        FLAG (SYNTAX_ERROR, "syntax-error"),
        FLAG (TESTS_PASSED, "tests-passed"),
        FLAG (TESTS_FAILED, "tests-failed"),
#undef FLAG
        { 0, NULL, NULL }
      };
      GType type = g_flags_register_static ("MeireiItemFlags", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

static void
meirei_instruction_item_finalize (GObject *object)
{
  MeireiInstructionItem *self = MEIREI_INSTRUCTION_ITEM (object);

  g_free (self->id);
  g_free (self->title);
  g_clear_pointer (&self->feature, g_ref_string_release);
  g_clear_pointer (&self->model, g_ref_string_release);
  g_clear_pointer (&self->gate, g_ref_string_release);
  g_clear_pointer (&self->version, g_ref_string_release);
  g_free (self->note);
  g_strfreev (self->tags);

  G_OBJECT_CLASS (meirei_instruction_item_parent_class)->finalize (object);
}

static void
meirei_instruction_item_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  MeireiInstructionItem *self = MEIREI_INSTRUCTION_ITEM (object);

  switch ((MeireiInstructionItemProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_SHORT_ID:
      g_value_set_string (value, self->short_id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_FEATURE:
      g_value_set_string (value, self->feature);
      break;
    case PROP_PHASE:
      g_value_set_int (value, self->phase);
      break;
    case PROP_STATUS:
      g_value_set_enum (value, (int) self->status);
      break;
    case PROP_TAGS:
      g_value_set_boxed (value, self->tags);
      break;
    case PROP_MODEL:
      g_value_set_string (value, self->model);
      break;
    case PROP_SCORE:
      g_value_set_int (value, self->score);
      break;
    case PROP_GATE:
      g_value_set_string (value, self->gate);
      break;
    case PROP_FLAGS:
      g_value_set_flags (value, self->flags);
      break;
    case PROP_VERSION:
      g_value_set_string (value, self->version);
      break;
    case PROP_N_VERSIONS:
      g_value_set_uint (value, self->n_versions);
      break;
    case PROP_SIZE:
      g_value_set_int64 (value, self->size);
      break;
    case PROP_CREATED_AT:
      g_value_set_int64 (value, self->created_at);
      break;
    case PROP_UPDATED_AT:
      g_value_set_int64 (value, self->updated_at);
      break;
    case PROP_NOTE:
      g_value_set_string (value, self->note);
      break;
    case PROP_REVISION:
      g_value_set_int64 (value, self->revision);
      break;
    case PROP_CHECKED:
      g_value_set_boolean (value, self->checked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_instruction_item_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  if (prop_id == PROP_CHECKED)
    meirei_instruction_item_set_checked (MEIREI_INSTRUCTION_ITEM (object),
                                         g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
meirei_instruction_item_class_init (MeireiInstructionItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = meirei_instruction_item_finalize;
  object_class->get_property = meirei_instruction_item_get_property;
  object_class->set_property = meirei_instruction_item_set_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_SHORT_ID] = g_param_spec_string ("short-id", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_FEATURE] = g_param_spec_string ("feature", NULL, NULL, NULL, flags);
  properties[PROP_PHASE] = g_param_spec_int ("phase", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, MEIREI_TYPE_STATUS,
                                               MEIREI_STATUS_DRAFT, flags);
  properties[PROP_TAGS] = g_param_spec_boxed ("tags", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);
  properties[PROP_SCORE] = g_param_spec_int ("score", NULL, NULL, -1, 100, -1, flags);
  properties[PROP_GATE] = g_param_spec_string ("gate", NULL, NULL, NULL, flags);
  properties[PROP_FLAGS] = g_param_spec_flags ("flags", NULL, NULL, MEIREI_TYPE_ITEM_FLAGS,
                                               MEIREI_ITEM_FLAG_NONE, flags);
  properties[PROP_VERSION] = g_param_spec_string ("version", NULL, NULL, NULL, flags);
  properties[PROP_N_VERSIONS] = g_param_spec_uint ("n-versions", NULL, NULL, 0, G_MAXUINT, 0,
                                                   flags);
  properties[PROP_SIZE] = g_param_spec_int64 ("size", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CREATED_AT] = g_param_spec_int64 ("created-at", NULL, NULL, G_MININT64,
                                                    G_MAXINT64, 0, flags);
  properties[PROP_UPDATED_AT] = g_param_spec_int64 ("updated-at", NULL, NULL, G_MININT64,
                                                    G_MAXINT64, 0, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);
  properties[PROP_REVISION] = g_param_spec_int64 ("revision", NULL, NULL, 0, G_MAXINT64, 0,
                                                  flags);
  properties[PROP_CHECKED] = g_param_spec_boolean ("checked", NULL, NULL, FALSE,
                                                   flags | G_PARAM_WRITABLE);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_instruction_item_init (MeireiInstructionItem *self)
{
}

static GRefString *
share (const char *text)
{
  return g_ref_string_new_intern (text != NULL ? text : "");
}

/**
 * meirei_instruction_item_new_from_fields:
 * @fields: what to show; everything is copied
 *
 * Returns: (transfer full): a new item
 */
MeireiInstructionItem *
meirei_instruction_item_new_from_fields (const MeireiItemFields *fields)
{
  MeireiInstructionItem *self;

  g_return_val_if_fail (fields != NULL && fields->id != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_INSTRUCTION_ITEM, NULL);
  self->id = g_strdup (fields->id);
  g_strlcpy (self->short_id, fields->id, sizeof self->short_id);
  self->title = g_strdup (fields->title != NULL ? fields->title : "");
  self->feature = share (fields->feature);
  self->phase = fields->phase;
  self->status = fields->status;
  self->tags = fields->tags != NULL ? g_strdupv ((char **) fields->tags) : g_new0 (char *, 1);
  self->model = share (fields->model);
  self->score = CLAMP (fields->score, -1, 100);
  self->gate = share (fields->gate);
  self->flags = fields->flags;
  self->version = share (fields->version);
  self->n_versions = fields->n_versions;
  self->size = fields->size;
  self->created_at = fields->created_at;
  self->updated_at = fields->updated_at;
  self->note = g_strdup (fields->note != NULL ? fields->note : "");
  self->revision = fields->revision;

  return self;
}

/**
 * meirei_instruction_item_copy:
 * @self: an item
 *
 * Returns: (transfer full): another item that shows the same
 */
MeireiInstructionItem *
meirei_instruction_item_copy (MeireiInstructionItem *self)
{
  const MeireiItemFields fields = {
    self->id, self->title, self->feature, self->phase, self->status,
    (const char * const *) self->tags, self->model, self->score, self->gate, self->flags,
    self->version, self->n_versions, self->size, self->created_at, self->updated_at,
    self->note, self->revision,
  };

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), NULL);

  return meirei_instruction_item_new_from_fields (&fields);
}

static void
swap_if_other (MeireiInstructionItem          *self,
               char                          **mine,
               char                          **other,
               MeireiInstructionItemProperty   property)
{
  char *kept = *mine;

  if (g_strcmp0 (*mine, *other) == 0)
    return;

  *mine = *other;
  *other = kept;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

#define TAKE_IF_OTHER(member, property)                                   \
  G_STMT_START {                                                          \
    if (self->member != other->member)                                    \
      {                                                                   \
        self->member = other->member;                                     \
        g_object_notify_by_pspec (G_OBJECT (self), properties[property]); \
      }                                                                   \
  } G_STMT_END

/**
 * meirei_instruction_item_update:
 * @self: an item
 * @other: (transfer none): a newer item of the same instruction, which nobody
 *   uses afterwards: its strings may be exchanged with those of @self
 *
 * Takes over what differs, with one notification for each property.
 *
 * Returns: %TRUE if anything differed
 */
gboolean
meirei_instruction_item_update (MeireiInstructionItem *self,
                                MeireiInstructionItem *other)
{
  gboolean same_tags;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), FALSE);
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (other), FALSE);
  g_return_val_if_fail (strcmp (self->id, other->id) == 0, FALSE);

  same_tags = g_strv_equal ((const char * const *) self->tags,
                            (const char * const *) other->tags);
  if (meirei_instruction_item_equal (self, other))
    return FALSE;

  g_object_freeze_notify (G_OBJECT (self));
  swap_if_other (self, &self->title, &other->title, PROP_TITLE);
  swap_if_other (self, &self->feature, &other->feature, PROP_FEATURE);
  swap_if_other (self, &self->model, &other->model, PROP_MODEL);
  swap_if_other (self, &self->gate, &other->gate, PROP_GATE);
  swap_if_other (self, &self->version, &other->version, PROP_VERSION);
  swap_if_other (self, &self->note, &other->note, PROP_NOTE);
  if (!same_tags)
    {
      char **kept = self->tags;

      self->tags = other->tags;
      other->tags = kept;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAGS]);
    }
  TAKE_IF_OTHER (phase, PROP_PHASE);
  TAKE_IF_OTHER (status, PROP_STATUS);
  TAKE_IF_OTHER (score, PROP_SCORE);
  TAKE_IF_OTHER (flags, PROP_FLAGS);
  TAKE_IF_OTHER (n_versions, PROP_N_VERSIONS);
  TAKE_IF_OTHER (size, PROP_SIZE);
  TAKE_IF_OTHER (created_at, PROP_CREATED_AT);
  TAKE_IF_OTHER (updated_at, PROP_UPDATED_AT);
  TAKE_IF_OTHER (revision, PROP_REVISION);
  g_object_thaw_notify (G_OBJECT (self));

  return TRUE;
}

/**
 * meirei_instruction_item_equal:
 * @self: an item
 * @other: another one
 *
 * Returns: whether both show the same, whatever is checked
 */
gboolean
meirei_instruction_item_equal (MeireiInstructionItem *self,
                               MeireiInstructionItem *other)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), FALSE);
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (other), FALSE);

  return self->revision == other->revision && self->status == other->status
         && self->score == other->score && self->flags == other->flags
         && self->phase == other->phase && self->n_versions == other->n_versions
         && self->size == other->size && self->created_at == other->created_at
         && self->updated_at == other->updated_at
         && strcmp (self->id, other->id) == 0
         && strcmp (self->title, other->title) == 0
         && strcmp (self->feature, other->feature) == 0
         && strcmp (self->model, other->model) == 0
         && strcmp (self->gate, other->gate) == 0
         && strcmp (self->version, other->version) == 0
         && strcmp (self->note, other->note) == 0
         && g_strv_equal ((const char * const *) self->tags,
                          (const char * const *) other->tags);
}

/**
 * meirei_instruction_item_get_id:
 * @self: an item
 *
 * Returns: its UUID
 */
const char *
meirei_instruction_item_get_id (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), NULL);

  return self->id;
}

/**
 * meirei_instruction_item_get_short_id:
 * @self: an item
 *
 * Returns: the first eight characters of its UUID
 */
const char *
meirei_instruction_item_get_short_id (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), NULL);

  return self->short_id;
}

/**
 * meirei_instruction_item_get_title:
 * @self: an item
 *
 * Returns: the title
 */
const char *
meirei_instruction_item_get_title (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), NULL);

  return self->title;
}

/**
 * meirei_instruction_item_get_feature:
 * @self: an item
 *
 * Returns: the feature name
 */
const char *
meirei_instruction_item_get_feature (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), NULL);

  return self->feature;
}

/**
 * meirei_instruction_item_get_phase:
 * @self: an item
 *
 * Returns: the phase
 */
int
meirei_instruction_item_get_phase (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), 0);

  return self->phase;
}

/**
 * meirei_instruction_item_get_status:
 * @self: an item
 *
 * Returns: the status
 */
MeireiStatus
meirei_instruction_item_get_status (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), MEIREI_STATUS_DRAFT);

  return self->status;
}

/**
 * meirei_instruction_item_get_tags:
 * @self: an item
 *
 * Returns: (array zero-terminated=1): the tags
 */
const char * const *
meirei_instruction_item_get_tags (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), NULL);

  return (const char * const *) self->tags;
}

/**
 * meirei_instruction_item_get_model:
 * @self: an item
 *
 * Returns: the model that wrote the latest version; empty if there is none
 */
const char *
meirei_instruction_item_get_model (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), NULL);

  return self->model;
}

/**
 * meirei_instruction_item_get_score:
 * @self: an item
 *
 * Returns: the latest version's score, 0 to 100; -1 if there is none
 */
int
meirei_instruction_item_get_score (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), -1);

  return self->score;
}

/**
 * meirei_instruction_item_get_gate:
 * @self: an item
 *
 * Returns: `passed`, `failed`, or empty if there is no report
 */
const char *
meirei_instruction_item_get_gate (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), NULL);

  return self->gate;
}

/**
 * meirei_instruction_item_get_flags:
 * @self: an item
 *
 * Returns: what to point out
 */
MeireiItemFlags
meirei_instruction_item_get_flags (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), MEIREI_ITEM_FLAG_NONE);

  return self->flags;
}

/**
 * meirei_instruction_item_get_version:
 * @self: an item
 *
 * Returns: the latest version's name; empty if there is none
 */
const char *
meirei_instruction_item_get_version (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), NULL);

  return self->version;
}

/**
 * meirei_instruction_item_get_n_versions:
 * @self: an item
 *
 * Returns: how many versions there are
 */
guint
meirei_instruction_item_get_n_versions (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), 0);

  return self->n_versions;
}

/**
 * meirei_instruction_item_get_size:
 * @self: an item
 *
 * Returns: the size of the latest version's code in bytes
 */
gint64
meirei_instruction_item_get_size (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), 0);

  return self->size;
}

/**
 * meirei_instruction_item_get_created_at:
 * @self: an item
 *
 * Returns: when it was made, in microseconds since the epoch
 */
gint64
meirei_instruction_item_get_created_at (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), 0);

  return self->created_at;
}

/**
 * meirei_instruction_item_get_updated_at:
 * @self: an item
 *
 * Returns: when it last changed, in microseconds since the epoch
 */
gint64
meirei_instruction_item_get_updated_at (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), 0);

  return self->updated_at;
}

/**
 * meirei_instruction_item_get_note:
 * @self: an item
 *
 * Returns: the note of the last event, such as why it failed; possibly empty
 */
const char *
meirei_instruction_item_get_note (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), NULL);

  return self->note;
}

/**
 * meirei_instruction_item_get_revision:
 * @self: an item
 *
 * Returns: how often it has been stored
 */
gint64
meirei_instruction_item_get_revision (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), 0);

  return self->revision;
}

/**
 * meirei_instruction_item_get_checked:
 * @self: an item
 *
 * Returns: whether the reader chose it for an operation on many
 */
gboolean
meirei_instruction_item_get_checked (MeireiInstructionItem *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), FALSE);

  return self->checked;
}

/**
 * meirei_instruction_item_has_tag:
 * @self: an item
 * @tag: a tag
 *
 * Returns: whether it has that tag
 */
gboolean
meirei_instruction_item_has_tag (MeireiInstructionItem *self,
                                 const char            *tag)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self), FALSE);
  g_return_val_if_fail (tag != NULL, FALSE);

  return g_strv_contains ((const char * const *) self->tags, tag);
}

/**
 * meirei_instruction_item_set_checked:
 * @self: an item
 * @checked: whether the reader chose it for an operation on many
 */
void
meirei_instruction_item_set_checked (MeireiInstructionItem *self,
                                     gboolean               checked)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_ITEM (self));

  checked = !!checked;
  if (self->checked == checked)
    return;

  self->checked = checked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKED]);
}
