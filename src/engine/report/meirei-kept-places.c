/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The places of a Markdown document that belong to people: what they wrote
 * between two marks stays when the document is written again. */

#include "config.h"

#include <string.h>

#include "meirei-document-error.h"
#include "meirei-kept-places.h"

#define BEGIN "<!-- meirei:keep "
#define END   "<!-- meirei:end -->"

typedef struct {
  char *name;
  char *text;  /* with its line feeds */
  gboolean used;
} Place;

static void
place_free (Place *place)
{
  g_free (place->name);
  g_free (place->text);
  g_free (place);
}

static GPtrArray *
refuse (GPtrArray  *places,
        GError    **error)
{
  g_ptr_array_unref (places);
  g_set_error_literal (error, MEIREI_DOCUMENT_ERROR, MEIREI_DOCUMENT_ERROR_MARKS,
                       "The marks “" BEGIN "… -->” and “" END "” in the existing document are not "
                       "in pairs; repair them, so that nothing you wrote is lost");

  return NULL;
}

static Place *
read_place (const char  *begin,
            const char **rest)
{
  const char *name = begin + strlen (BEGIN);
  const char *close = strstr (name, " -->");
  const char *line_end = strchr (name, '\n');
  const char *end = line_end != NULL ? strstr (line_end, END) : NULL;
  const char *next = line_end != NULL ? strstr (line_end, BEGIN) : NULL;
  Place *place;

  if (close == NULL || line_end == NULL || close > line_end || end == NULL
      || (next != NULL && next < end))
    return NULL;

  place = g_new0 (Place, 1);
  place->name = g_strndup (name, (gsize) (close - name));
  place->text = g_strndup (line_end + 1, (gsize) (end - line_end - 1));
  *rest = end + strlen (END);

  return place;
}

static GPtrArray *
read_places (const char  *existing,
             GError     **error)
{
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
  const char *rest = existing;
  const char *begin;

  while ((begin = strstr (rest, BEGIN)) != NULL)
    {
      const char *stray = strstr (rest, END);
      Place *place = stray != NULL && stray < begin ? NULL : read_place (begin, &rest);

      if (place == NULL)
        return refuse (places, error);
      g_ptr_array_add (places, place);
    }
  if (strstr (rest, END) != NULL)
    return refuse (places, error);

  return places;
}

static Place *
find_place (GPtrArray  *places,
            const char *name)
{
  for (guint i = 0; i < places->len; i++)
    {
      Place *place = places->pdata[i];

      if (!place->used && g_str_equal (place->name, name))
        return place;
    }

  return NULL;
}

static void
append_place (GString    *text,
              const char *name,
              const char *content)
{
  g_string_append_printf (text, BEGIN "%s -->\n%s" END, name, content);
}

/**
 * meirei_kept_places_append:
 * @markdown: where to write, at the start of a line
 * @name: the place's name, without blanks
 *
 * Writes an empty place.
 */
void
meirei_kept_places_append (GString    *markdown,
                           const char *name)
{
  append_place (markdown, name, "");
  g_string_append (markdown, "\n\n");
}

/**
 * meirei_kept_places_merge:
 * @document: a new document with empty places
 * @existing: what it replaces
 * @error: return location for an error
 *
 * Puts what people wrote in the places of the existing document into those of
 * the same name of the new one.  A place that the new one does not have comes
 * at its end.
 *
 * Returns: (transfer full) (nullable): the new document, or %NULL with
 *   %MEIREI_DOCUMENT_ERROR_MARKS if the existing one's marks are not in pairs,
 *   and if it has none: then somebody else wrote it
 */
char *
meirei_kept_places_merge (const char  *document,
                          const char  *existing,
                          GError     **error)
{
  g_autoptr(GPtrArray) places = read_places (existing, error);
  GString *text;
  const char *rest = document;
  const char *begin;

  if (places == NULL)
    return NULL;
  if (places->len == 0 && *existing != '\0')
    {
      g_set_error_literal (error, MEIREI_DOCUMENT_ERROR, MEIREI_DOCUMENT_ERROR_MARKS,
                           "There is a document of this name that Meirei did not write; move it "
                           "away, or put “" BEGIN "notes -->” and “" END "” around what is to "
                           "stay");
      return NULL;
    }

  text = g_string_new (NULL);
  while ((begin = strstr (rest, BEGIN)) != NULL)
    {
      Place *empty;
      Place *place;

      g_string_append_len (text, rest, begin - rest);
      empty = read_place (begin, &rest);
      if (empty == NULL)
        {
          g_string_append (text, BEGIN);
          rest = begin + strlen (BEGIN);
          continue;
        }
      place = find_place (places, empty->name);
      append_place (text, empty->name, place != NULL ? place->text : empty->text);
      if (place != NULL)
        place->used = TRUE;
      place_free (empty);
    }
  g_string_append (text, rest);
  for (guint i = 0; i < places->len; i++)
    {
      Place *place = places->pdata[i];

      if (place->used || *place->text == '\0')
        continue;
      g_string_append_c (text, '\n');
      append_place (text, place->name, place->text);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}
