/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <math.h>
#include <string.h>

#include "meirei-json.h"
#include "meirei-time.h"

/* Deeper documents are refused before json-glib recurses into them. */
#define MAX_DEPTH 200

static JsonNode *
get_value (JsonObject *object,
           const char *member)
{
  JsonNode *node;

  if (object == NULL)
    return NULL;

  node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

/**
 * meirei_json_get_string:
 * @object: (nullable): a JSON object
 * @member: the member's name
 * @fallback: (nullable): what to return when there is no such string
 *
 * Returns: (nullable): the string, owned by @object, or @fallback
 */
const char *
meirei_json_get_string (JsonObject *object,
                        const char *member,
                        const char *fallback)
{
  JsonNode *node = get_value (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node)
         : fallback;
}

/**
 * meirei_json_get_int:
 * @object: (nullable): a JSON object
 * @member: the member's name
 * @fallback: what to return when there is no such number
 *
 * A floating-point number is rounded towards zero; one that does not fit
 * gives @fallback.
 *
 * Returns: the number, or @fallback
 */
gint64
meirei_json_get_int (JsonObject *object,
                     const char *member,
                     gint64      fallback)
{
  JsonNode *node = get_value (object, member);
  double value;

  if (node == NULL)
    return fallback;

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);

  if (json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return fallback;

  value = json_node_get_double (node);

  return isfinite (value) && fabs (value) < 9e18 ? (gint64) value : fallback;
}

/**
 * meirei_json_get_double:
 * @object: (nullable): a JSON object
 * @member: the member's name
 * @fallback: what to return when there is no such number
 *
 * A number too large for a double, such as 1e999, is none: it would become
 * “inf”, which no JSON may have, in whatever is written with it.
 *
 * Returns: the number, which is finite, or @fallback
 */
double
meirei_json_get_double (JsonObject *object,
                        const char *member,
                        double      fallback)
{
  JsonNode *node = get_value (object, member);

  if (node == NULL)
    return fallback;

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return (double) json_node_get_int (node);

  return json_node_get_value_type (node) == G_TYPE_DOUBLE
         && isfinite (json_node_get_double (node))
         ? json_node_get_double (node)
         : fallback;
}

/**
 * meirei_json_get_boolean:
 * @object: (nullable): a JSON object
 * @member: the member's name
 * @fallback: what to return when there is no such boolean
 *
 * Returns: the boolean, or @fallback
 */
gboolean
meirei_json_get_boolean (JsonObject *object,
                         const char *member,
                         gboolean    fallback)
{
  JsonNode *node = get_value (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         ? json_node_get_boolean (node)
         : fallback;
}

/**
 * meirei_json_get_object:
 * @object: (nullable): a JSON object
 * @member: the member's name
 *
 * Returns: (transfer none) (nullable): the object, or %NULL if there is none
 */
JsonObject *
meirei_json_get_object (JsonObject *object,
                        const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
         ? json_node_get_object (node)
         : NULL;
}

/**
 * meirei_json_get_array:
 * @object: (nullable): a JSON object
 * @member: the member's name
 *
 * Returns: (transfer none) (nullable): the array, or %NULL if there is none
 */
JsonArray *
meirei_json_get_array (JsonObject *object,
                       const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node)
         ? json_node_get_array (node)
         : NULL;
}

/**
 * meirei_json_dup_strv:
 * @object: (nullable): a JSON object
 * @member: the member's name
 *
 * Reads an array of strings; elements of another type are left out.
 *
 * Returns: (transfer full): the strings, possibly none
 */
char **
meirei_json_dup_strv (JsonObject *object,
                      const char *member)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = meirei_json_get_array (object, member);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node)
          && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }

  return g_strv_builder_end (builder);
}

/**
 * meirei_json_get_time:
 * @object: (nullable): a JSON object
 * @member: the member's name
 *
 * Returns: microseconds since the epoch, or 0 if there is no such time
 */
gint64
meirei_json_get_time (JsonObject *object,
                      const char *member)
{
  return meirei_time_parse (meirei_json_get_string (object, member, NULL));
}

/**
 * meirei_json_array_object:
 * @array: (nullable): a JSON array
 * @index_: the element's position
 *
 * Returns: (transfer none) (nullable): the element if it is an object
 */
JsonObject *
meirei_json_array_object (JsonArray *array,
                          guint      index_)
{
  JsonNode *node;

  if (array == NULL || index_ >= json_array_get_length (array))
    return NULL;

  node = json_array_get_element (array, index_);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * meirei_json_set_strv:
 * @object: a JSON object
 * @member: the member's name
 * @strv: (nullable): the strings; %NULL writes an empty array
 */
void
meirei_json_set_strv (JsonObject         *object,
                      const char         *member,
                      const char * const *strv)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; strv != NULL && strv[i] != NULL; i++)
    json_array_add_string_element (array, strv[i]);

  json_object_set_array_member (object, member, array);
}

/**
 * meirei_json_set_string:
 * @object: a JSON object
 * @member: the member's name
 * @value: (nullable): the string; %NULL writes `null`
 */
void
meirei_json_set_string (JsonObject *object,
                        const char *member,
                        const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
  else
    json_object_set_null_member (object, member);
}

/**
 * meirei_json_set_time:
 * @object: a JSON object
 * @member: the member's name
 * @usec: microseconds since the epoch; 0 writes `null`
 */
void
meirei_json_set_time (JsonObject *object,
                      const char *member,
                      gint64      usec)
{
  g_autofree char *text = usec != 0 ? meirei_time_format (usec) : NULL;

  meirei_json_set_string (object, member, text);
}

/* json-glib's parser recurses; a document of nothing but brackets must not
 * exhaust the stack. */
static gboolean
check_depth (const char  *data,
             gsize        length,
             GError     **error)
{
  gboolean in_string = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = data[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        in_string = TRUE;
      else if (c == '[' || c == '{')
        {
          if (++depth > MAX_DEPTH)
            {
              g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE,
                           "JSON is nested more than %d levels deep", MAX_DEPTH);
              return FALSE;
            }
        }
      else if (c == ']' || c == '}')
        depth--;
    }

  return TRUE;
}

/**
 * meirei_json_parse:
 * @data: (array length=length): JSON text
 * @length: its length in bytes, or -1 if it ends in a NUL
 * @error: return location for an error
 *
 * Parses a document in UTF-8, of any type.  A byte order mark at the start is
 * skipped.
 *
 * Returns: (transfer full) (nullable): the document, immutable, or %NULL with
 *   an error of the domain %JSON_PARSER_ERROR
 */
JsonNode *
meirei_json_parse (const char  *data,
                   gssize       length,
                   GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  gsize n_bytes;

  g_return_val_if_fail (data != NULL, NULL);

  n_bytes = length < 0 ? strlen (data) : (gsize) length;
  if (n_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      n_bytes -= 3;
    }

  if (!g_utf8_validate_len (data, n_bytes, NULL))
    {
      g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA,
                           "The text is not valid UTF-8");
      return NULL;
    }

  if (!check_depth (data, n_bytes, error)
      || !json_parser_load_from_data (parser, data, (gssize) n_bytes, error))
    return NULL;

  root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE,
                         "The document is empty");

  return root;
}

/**
 * meirei_json_parse_object:
 * @data: (array length=length): JSON text
 * @length: its length in bytes, or -1 if it ends in a NUL
 * @error: return location for an error
 *
 * Like [func@json_parse], for a document that must be one JSON object.
 *
 * Returns: (transfer full) (nullable): the object, or %NULL with an error of
 *   the domain %JSON_PARSER_ERROR
 */
JsonObject *
meirei_json_parse_object (const char  *data,
                          gssize       length,
                          GError     **error)
{
  g_autoptr(JsonNode) root = meirei_json_parse (data, length, error);

  if (root == NULL)
    return NULL;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE,
                           "The document is not a JSON object");
      return NULL;
    }

  return json_node_dup_object (root);
}

static char *
generate (JsonObject *object,
          gboolean    pretty,
          gsize      *length)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  GString *text;

  json_node_set_object (root, object);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, pretty);
  json_generator_set_indent (generator, 2);

  text = g_string_new (NULL);
  json_generator_to_gstring (generator, text);
  g_string_append_c (text, '\n');
  if (length != NULL)
    *length = text->len;

  return g_string_free (text, FALSE);
}

/**
 * meirei_json_to_text:
 * @object: a JSON object
 * @length: (out) (optional): the text's length in bytes
 *
 * Writes a document as the workspace's files have it: UTF-8, indented by two
 * spaces, members in the order in which they were set, a newline at the end.
 *
 * Returns: (transfer full): the text
 */
char *
meirei_json_to_text (JsonObject *object,
                     gsize      *length)
{
  g_return_val_if_fail (object != NULL, NULL);

  return generate (object, TRUE, length);
}

/**
 * meirei_json_to_line:
 * @object: a JSON object
 * @length: (out) (optional): the text's length in bytes
 *
 * Writes a document as one line of a JSON Lines file, with its newline.
 *
 * Returns: (transfer full): the line
 */
char *
meirei_json_to_line (JsonObject *object,
                     gsize      *length)
{
  g_return_val_if_fail (object != NULL, NULL);

  return generate (object, FALSE, length);
}
