/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiSheet:
 *
 * What a person writes for the model: title, feature name, specification,
 * declared functions, acceptance tests.  Immutable, so that it can be handed
 * to threads and compared; editing makes another sheet.
 */

#include "config.h"

#include <string.h>

#include "meirei-check.h"
#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-sheet.h"
#include "meirei-string.h"

struct _MeireiSheet
{
  GObject parent_instance;

  char *title;
  char *feature;
  int phase;
  char *language;
  char **tags;
  char *spec;
  char **functions;
  char *tests;
  char **raises;
  char **modules_allowed;
  gboolean docstrings;
  char **depends_on;
  char *model; /* (nullable) */
  JsonObject *params;
  char *content_sha256;
};

G_DEFINE_FINAL_TYPE (MeireiSheet, meirei_sheet, G_TYPE_OBJECT)

typedef enum {
  MEMBER_STRING,
  MEMBER_NULLABLE_STRING,
  MEMBER_STRV,
  MEMBER_INT,
  MEMBER_BOOLEAN,
  MEMBER_OBJECT,
} MemberType;

/* The sheet's members in the order of the files.  @content: belongs to what
 * is approved, that is, to what the model is asked and what decides; moving an
 * instruction to another phase or choosing a model does not undo an approval. */
static const struct {
  const char *name;
  MemberType type;
  gboolean content;
  gsize offset;
} members[] = {
  { "title", MEMBER_STRING, TRUE, G_STRUCT_OFFSET (MeireiSheet, title) },
  { "feature", MEMBER_STRING, TRUE, G_STRUCT_OFFSET (MeireiSheet, feature) },
  { "phase", MEMBER_INT, FALSE, G_STRUCT_OFFSET (MeireiSheet, phase) },
  { "language", MEMBER_STRING, TRUE, G_STRUCT_OFFSET (MeireiSheet, language) },
  { "tags", MEMBER_STRV, FALSE, G_STRUCT_OFFSET (MeireiSheet, tags) },
  { "spec", MEMBER_STRING, TRUE, G_STRUCT_OFFSET (MeireiSheet, spec) },
  { "functions", MEMBER_STRV, TRUE, G_STRUCT_OFFSET (MeireiSheet, functions) },
  { "tests", MEMBER_STRING, TRUE, G_STRUCT_OFFSET (MeireiSheet, tests) },
  { "raises", MEMBER_STRV, TRUE, G_STRUCT_OFFSET (MeireiSheet, raises) },
  { "modules_allowed", MEMBER_STRV, TRUE, G_STRUCT_OFFSET (MeireiSheet, modules_allowed) },
  { "docstrings", MEMBER_BOOLEAN, TRUE, G_STRUCT_OFFSET (MeireiSheet, docstrings) },
  { "depends_on", MEMBER_STRV, FALSE, G_STRUCT_OFFSET (MeireiSheet, depends_on) },
  { "model", MEMBER_NULLABLE_STRING, FALSE, G_STRUCT_OFFSET (MeireiSheet, model) },
  { "params", MEMBER_OBJECT, FALSE, G_STRUCT_OFFSET (MeireiSheet, params) },
};

#define MEMBER_FIELD(self, i, type) (*(type *) G_STRUCT_MEMBER_P (self, members[i].offset))

static void
meirei_sheet_finalize (GObject *object)
{
  MeireiSheet *self = MEIREI_SHEET (object);

  g_free (self->title);
  g_free (self->feature);
  g_free (self->language);
  g_strfreev (self->tags);
  g_free (self->spec);
  g_strfreev (self->functions);
  g_free (self->tests);
  g_strfreev (self->raises);
  g_strfreev (self->modules_allowed);
  g_strfreev (self->depends_on);
  g_free (self->model);
  g_clear_pointer (&self->params, json_object_unref);
  g_free (self->content_sha256);

  G_OBJECT_CLASS (meirei_sheet_parent_class)->finalize (object);
}

static void
meirei_sheet_class_init (MeireiSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_sheet_finalize;
}

static void
meirei_sheet_init (MeireiSheet *self)
{
}

static gboolean
node_is_strv (JsonNode *node)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) != G_TYPE_STRING)
      return FALSE;

  return TRUE;
}

static gboolean
node_has_type (JsonNode   *node,
               MemberType  type)
{
  switch (type)
    {
    case MEMBER_STRING:
      return json_node_get_value_type (node) == G_TYPE_STRING;
    case MEMBER_NULLABLE_STRING:
      return JSON_NODE_HOLDS_NULL (node) || json_node_get_value_type (node) == G_TYPE_STRING;
    case MEMBER_STRV:
      return node_is_strv (node);
    case MEMBER_INT:
      return json_node_get_value_type (node) == G_TYPE_INT64
             && json_node_get_int (node) >= 0
             && json_node_get_int (node) <= MEIREI_SHEET_MAX_PHASE;
    case MEMBER_BOOLEAN:
      return json_node_get_value_type (node) == G_TYPE_BOOLEAN;
    case MEMBER_OBJECT:
      return JSON_NODE_HOLDS_OBJECT (node);
    default:
      g_assert_not_reached ();
    }
}

static const char *
describe_type (MemberType type)
{
  switch (type)
    {
    case MEMBER_STRING:
      return "a string";
    case MEMBER_NULLABLE_STRING:
      return "a string or null";
    case MEMBER_STRV:
      return "an array of strings";
    case MEMBER_INT:
      return "a whole number from 0 to 999";
    case MEMBER_BOOLEAN:
      return "true or false";
    case MEMBER_OBJECT:
      return "an object";
    default:
      g_assert_not_reached ();
    }
}

static gboolean
check_members (JsonObject  *object,
               GError     **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *node = json_object_get_member (object, members[i].name);
      const char *text;

      if (node == NULL)
        continue;

      if (!node_has_type (node, members[i].type))
        {
          g_set_error (error, MEIREI_INSTRUCTION_ERROR,
                       MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                       "“%s” must be %s", members[i].name, describe_type (members[i].type));
          return FALSE;
        }

      text = meirei_json_get_string (object, members[i].name, NULL);
      if (text != NULL && strlen (text) > MEIREI_SHEET_MAX_TEXT)
        {
          g_set_error (error, MEIREI_INSTRUCTION_ERROR,
                       MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                       "“%s” has %" G_GSIZE_FORMAT " bytes, the limit is %d; shorten it",
                       members[i].name, strlen (text), MEIREI_SHEET_MAX_TEXT);
          return FALSE;
        }
    }

  return TRUE;
}

static void
add_members (MeireiSheet *self,
             JsonObject  *object,
             gboolean     only_content)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *name = members[i].name;

      if (only_content && !members[i].content)
        continue;

      switch (members[i].type)
        {
        case MEMBER_STRING:
        case MEMBER_NULLABLE_STRING:
          meirei_json_set_string (object, name, MEMBER_FIELD (self, i, char *));
          break;
        case MEMBER_STRV:
          meirei_json_set_strv (object, name,
                                (const char * const *) MEMBER_FIELD (self, i, char **));
          break;
        case MEMBER_INT:
          json_object_set_int_member (object, name, MEMBER_FIELD (self, i, int));
          break;
        case MEMBER_BOOLEAN:
          json_object_set_boolean_member (object, name, MEMBER_FIELD (self, i, gboolean));
          break;
        case MEMBER_OBJECT:
          json_object_set_object_member (object, name,
                                         json_object_ref (MEMBER_FIELD (self, i, JsonObject *)));
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

/**
 * meirei_sheet_new_from_json:
 * @object: a JSON object with the members of a sheet; missing ones get their
 *   defaults, others are not looked at
 * @error: return location for an error
 *
 * Reads a sheet.  A sheet that can be read may still be incomplete, see
 * [method@Sheet.check].
 *
 * Returns: (transfer full) (nullable): the sheet, or %NULL with
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_DATA if a member has the wrong type
 */
MeireiSheet *
meirei_sheet_new_from_json (JsonObject  *object,
                            GError     **error)
{
  g_autoptr(MeireiSheet) self = NULL;
  g_autoptr(JsonObject) content = json_object_new ();
  g_autofree char *line = NULL;
  JsonObject *params;

  g_return_val_if_fail (object != NULL, NULL);

  if (!check_members (object, error))
    return NULL;

  self = g_object_new (MEIREI_TYPE_SHEET, NULL);
  self->title = g_strdup (meirei_json_get_string (object, "title", ""));
  self->feature = g_strdup (meirei_json_get_string (object, "feature", ""));
  self->phase = (int) meirei_json_get_int (object, "phase", 0);
  self->language = g_strdup (meirei_json_get_string (object, "language", "python"));
  self->tags = meirei_json_dup_strv (object, "tags");
  self->spec = g_strdup (meirei_json_get_string (object, "spec", ""));
  self->functions = meirei_json_dup_strv (object, "functions");
  self->tests = g_strdup (meirei_json_get_string (object, "tests", ""));
  self->raises = meirei_json_dup_strv (object, "raises");
  self->modules_allowed = meirei_json_dup_strv (object, "modules_allowed");
  self->docstrings = meirei_json_get_boolean (object, "docstrings", FALSE);
  self->depends_on = meirei_json_dup_strv (object, "depends_on");
  self->model = g_strdup (meirei_json_get_string (object, "model", NULL));
  params = meirei_json_get_object (object, "params");
  self->params = params != NULL ? json_object_ref (params) : json_object_new ();

  add_members (self, content, TRUE);
  line = meirei_json_to_line (content, NULL);
  self->content_sha256 = meirei_sha256 (line, -1);

  return g_steal_pointer (&self);
}

/**
 * meirei_sheet_with_member:
 * @self: a sheet
 * @member: the name of one of the sheet's JSON members
 * @value: its new value
 * @error: return location for an error
 *
 * Makes a sheet that differs from @self in one member.  This is the only way
 * to edit, for the window and the command line alike.
 *
 * Returns: (transfer full) (nullable): the new sheet, or %NULL with
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_DATA if there is no such member or the
 *   value has the wrong type
 */
MeireiSheet *
meirei_sheet_with_member (MeireiSheet  *self,
                          const char   *member,
                          JsonNode     *value,
                          GError      **error)
{
  g_autoptr(JsonObject) object = json_object_new ();

  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);
  g_return_val_if_fail (member != NULL && value != NULL, NULL);

  if (!meirei_sheet_is_member (member))
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR,
                   MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                   "A sheet has no member “%s”", member);
      return NULL;
    }

  meirei_sheet_add_to_json (self, object);
  json_object_set_member (object, member, json_node_copy (value));

  return meirei_sheet_new_from_json (object, error);
}

/**
 * meirei_sheet_add_to_json:
 * @self: a sheet
 * @object: the object to add the members to, in the files' order
 */
void
meirei_sheet_add_to_json (MeireiSheet *self,
                          JsonObject  *object)
{
  g_return_if_fail (MEIREI_IS_SHEET (self));
  g_return_if_fail (object != NULL);

  add_members (self, object, FALSE);
}

/**
 * meirei_sheet_is_member:
 * @member: a name
 *
 * Returns: whether a sheet has a JSON member of that name
 */
gboolean
meirei_sheet_is_member (const char *member)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_strcmp0 (members[i].name, member) == 0)
      return TRUE;

  return FALSE;
}

/**
 * meirei_sheet_equal:
 * @self: a sheet
 * @other: another sheet
 *
 * Returns: whether both have the same members, also those outside the content
 */
gboolean
meirei_sheet_equal (MeireiSheet *self,
                    MeireiSheet *other)
{
  g_autoptr(JsonObject) mine = json_object_new ();
  g_autoptr(JsonObject) theirs = json_object_new ();
  g_autofree char *my_text = NULL;
  g_autofree char *their_text = NULL;

  g_return_val_if_fail (MEIREI_IS_SHEET (self), FALSE);
  g_return_val_if_fail (MEIREI_IS_SHEET (other), FALSE);

  meirei_sheet_add_to_json (self, mine);
  meirei_sheet_add_to_json (other, theirs);
  my_text = meirei_json_to_line (mine, NULL);
  their_text = meirei_json_to_line (theirs, NULL);

  return strcmp (my_text, their_text) == 0;
}

/**
 * meirei_sheet_get_title:
 * @self: a sheet
 *
 * Returns: the title for people
 */
const char *
meirei_sheet_get_title (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  return self->title;
}

/**
 * meirei_sheet_get_feature:
 * @self: a sheet
 *
 * Returns: the feature name, the stem of the generated file's name
 */
const char *
meirei_sheet_get_feature (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  return self->feature;
}

/**
 * meirei_sheet_get_phase:
 * @self: a sheet
 *
 * Returns: the number of the project's phase
 */
int
meirei_sheet_get_phase (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), 0);

  return self->phase;
}

/**
 * meirei_sheet_get_language:
 * @self: a sheet
 *
 * Returns: the programming language, `python` unless the sheet says otherwise
 */
const char *
meirei_sheet_get_language (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  return self->language;
}

/**
 * meirei_sheet_get_tags:
 * @self: a sheet
 *
 * Returns: (array zero-terminated=1): free words for filtering
 */
const char * const *
meirei_sheet_get_tags (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  return (const char * const *) self->tags;
}

/**
 * meirei_sheet_get_spec:
 * @self: a sheet
 *
 * Returns: the specification: what the model is asked to write
 */
const char *
meirei_sheet_get_spec (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  return self->spec;
}

/**
 * meirei_sheet_get_functions:
 * @self: a sheet
 *
 * Returns: (array zero-terminated=1): signatures the code must declare
 */
const char * const *
meirei_sheet_get_functions (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  return (const char * const *) self->functions;
}

/**
 * meirei_sheet_get_tests:
 * @self: a sheet
 *
 * Returns: the acceptance tests, source code or the empty string
 */
const char *
meirei_sheet_get_tests (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  return self->tests;
}

/**
 * meirei_sheet_get_raises:
 * @self: a sheet
 *
 * Returns: (array zero-terminated=1): exceptions the code must raise
 */
const char * const *
meirei_sheet_get_raises (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  return (const char * const *) self->raises;
}

/**
 * meirei_sheet_get_modules_allowed:
 * @self: a sheet
 *
 * Returns: (array zero-terminated=1): third-party modules that may be imported
 */
const char * const *
meirei_sheet_get_modules_allowed (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  return (const char * const *) self->modules_allowed;
}

/**
 * meirei_sheet_get_docstrings:
 * @self: a sheet
 *
 * Returns: whether every function shall have a docstring
 */
gboolean
meirei_sheet_get_docstrings (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), FALSE);

  return self->docstrings;
}

/**
 * meirei_sheet_get_depends_on:
 * @self: a sheet
 *
 * Returns: (array zero-terminated=1): ids of instructions that come first
 */
const char * const *
meirei_sheet_get_depends_on (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  return (const char * const *) self->depends_on;
}

/**
 * meirei_sheet_get_model:
 * @self: a sheet
 *
 * Returns: (nullable): the model to use, or %NULL for the workspace's
 */
const char *
meirei_sheet_get_model (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  return self->model;
}

/**
 * meirei_sheet_get_params:
 * @self: a sheet
 *
 * Returns: (transfer none): request parameters that override the preset's
 */
JsonObject *
meirei_sheet_get_params (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  return self->params;
}

/**
 * meirei_sheet_get_content_sha256:
 * @self: a sheet
 *
 * Returns: the SHA-256 of what an approval is bound to: the members
 *   that decide what the model is asked and what counts as right
 */
const char *
meirei_sheet_get_content_sha256 (MeireiSheet *self)
{
  g_return_val_if_fail (MEIREI_IS_SHEET (self), NULL);

  return self->content_sha256;
}
