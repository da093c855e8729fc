/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-answer-reading.h"
#include "meirei-code-trim.h"
#include "meirei-extraction-builder.h"
#include "meirei-extraction-search.h"

/* A model's slip is found within a few steps; the limits are for answers that
 * are made of slips, and for very long ones. */
#define MAX_STEPS 40
#define MAX_TRIMMED_DRAFTS 3
#define MAX_TRIM_BYTES (4 * 1024 * 1024)

struct _MeireiExtractionSearch
{
  /* Input */
  GBytes              *answer;     /* (owned) */
  char                *language;   /* (owned) */
  char               **declared;   /* (owned) */

  /* In progress */
  MeireiAnswerReading  reading;
  GArray              *errors;     /* (owned) (element-type guint) per draft */
  guint                index;      /* of the draft being tried */
  MeireiCodeDraft     *trimmed;    /* (owned) (nullable) */
  guint                n_steps;
  gsize                n_bytes;
  guint                error_line;
  gboolean             again_at_end;
  gboolean             trimming;
  gboolean             over;
  char                *text;       /* (owned) (nullable) what is being tried */

  /* Output */
  MeireiCodeDraft     *chosen;     /* (unowned) (nullable) */
  gboolean             parses;
  gboolean             checked;
};

/* Like g_utf8_validate(), but NUL is a character like others. */
static gboolean
is_valid (const char *data,
          gsize       length)
{
  const char *end = data + length;

  while (data < end && !g_utf8_validate_len (data, (gsize) (end - data), &data))
    {
      if (*data != '\0')
        return FALSE;
      data++;
    }

  return TRUE;
}

/**
 * meirei_extraction_search_new:
 * @answer: a model's whole answer
 * @language: the language that is wanted
 * @declared: (nullable) (array zero-terminated=1): names that the code has to
 *   define
 *
 * Takes an answer apart and finds the candidates.
 *
 * Returns: (transfer full): the search
 */
MeireiExtractionSearch *
meirei_extraction_search_new (GBytes             *answer,
                              const char         *language,
                              const char * const *declared)
{
  MeireiExtractionSearch *self = g_new0 (MeireiExtractionSearch, 1);
  gsize length = g_bytes_get_size (answer);
  const char *data = length > 0 ? g_bytes_get_data (answer, NULL) : "";

  self->language = g_strdup (language);
  self->declared = g_strdupv ((char **) declared);
  self->errors = g_array_new (FALSE, TRUE, sizeof (guint));

  if (is_valid (data, length))
    self->answer = g_bytes_ref (answer);
  else
    {
      char *valid = g_utf8_make_valid (data, (gssize) length);

      self->answer = g_bytes_new_take (valid, strlen (valid));
      data = g_bytes_get_data (self->answer, &length);
    }

  meirei_answer_reading_init (&self->reading, data, length, language,
                              (const char * const *) self->declared);
  g_array_set_size (self->errors, self->reading.drafts->len);

  return self;
}

/**
 * meirei_extraction_search_free:
 * @self: (transfer full): a search
 *
 * Frees the search.
 */
void
meirei_extraction_search_free (MeireiExtractionSearch *self)
{
  g_clear_pointer (&self->trimmed, meirei_code_draft_free);
  meirei_answer_reading_clear (&self->reading);
  g_array_unref (self->errors);
  g_bytes_unref (self->answer);
  g_strfreev (self->declared);
  g_free (self->language);
  g_free (self->text);
  g_free (self);
}

static MeireiCodeDraft *
get_draft (MeireiExtractionSearch *self,
           guint                   index_)
{
  return g_ptr_array_index (self->reading.drafts, index_);
}

/* A candidate that lacks a declared function is no better for parsing. */
static gboolean
is_equal_choice (MeireiExtractionSearch *self,
                 guint                   index_)
{
  const char * const *declared = (const char * const *) self->declared;
  MeireiCodeDraft *first = get_draft (self, 0);
  MeireiCodeDraft *draft = get_draft (self, index_);

  return meirei_code_draft_count (draft, declared) == meirei_code_draft_count (first, declared)
         && (g_hash_table_size (draft->defines) > 0) == (g_hash_table_size (first->defines) > 0);
}

static void
start_trimming (MeireiExtractionSearch *self,
                guint                   index_)
{
  g_clear_pointer (&self->trimmed, meirei_code_draft_free);
  self->trimming = TRUE;
  self->index = index_;
  self->n_steps = 0;
  self->again_at_end = FALSE;

  if (index_ >= MIN (self->reading.drafts->len, MAX_TRIMMED_DRAFTS)
      || self->n_bytes > MAX_TRIM_BYTES)
    {
      self->over = TRUE;
      return;
    }
  self->trimmed = meirei_code_draft_copy (get_draft (self, index_));
  self->error_line = g_array_index (self->errors, guint, index_);
}

/* Goes on until something is worth a question. */
static MeireiCodeDraft *
find_next (MeireiExtractionSearch *self)
{
  while (!self->over && !self->trimming)
    {
      if (self->index >= self->reading.drafts->len)
        start_trimming (self, 0);
      else if (self->index == 0 || is_equal_choice (self, self->index))
        return get_draft (self, self->index);
      else
        self->index++;
    }

  while (!self->over)
    {
      gboolean at_end = self->error_line == 0 || self->error_line >= self->trimmed->lines->len;

      if (self->n_steps++ < MAX_STEPS && self->n_bytes <= MAX_TRIM_BYTES
          && meirei_code_trim_step (self->trimmed, self->error_line, self->again_at_end))
        {
          self->again_at_end = at_end;
          return self->trimmed;
        }
      start_trimming (self, self->index + 1);
    }

  return NULL;
}

/**
 * meirei_extraction_search_next:
 * @self: a search
 * @length: (out): the length of the code in bytes
 *
 * Asks for the next piece of code that ought to be parsed. The answer is to be
 * given with meirei_extraction_search_tell(); whoever cannot answer
 * simply ends the search.
 *
 * Returns: (nullable): code, owned by @self and valid until the next call, or
 *   %NULL when the search is over
 */
const char *
meirei_extraction_search_next (MeireiExtractionSearch *self,
                               gsize                  *length)
{
  MeireiCodeDraft *draft = find_next (self);

  g_clear_pointer (&self->text, g_free);
  *length = 0;
  if (draft == NULL)
    return NULL;

  self->text = meirei_code_draft_to_text (draft, length);
  self->n_bytes += *length;

  return self->text;
}

/**
 * meirei_extraction_search_tell:
 * @self: a search
 * @result: whether the last piece of code parses
 *
 * Tells the search what a parser says.
 */
void
meirei_extraction_search_tell (MeireiExtractionSearch  *self,
                               const MeireiParseResult *result)
{
  self->checked = TRUE;

  if (!self->trimming)
    {
      g_array_index (self->errors, guint, self->index) = result->line;
      if (result->parses)
        {
          self->chosen = get_draft (self, self->index);
          self->over = self->parses = TRUE;
        }
      else
        self->index++;
      return;
    }

  self->error_line = result->line;
  if (!result->parses)
    return;

  if (meirei_code_trim_is_acceptable (self->trimmed, get_draft (self, self->index),
                                      (const char * const *) self->declared))
    {
      self->chosen = self->trimmed;
      self->over = self->parses = TRUE;
    }
  else
    start_trimming (self, self->index + 1);
}

/**
 * meirei_extraction_search_end:
 * @self: a search
 *
 * Makes the result out of what has been found so far: the first candidate
 * that parses, else the best one as it is.
 *
 * Returns: (transfer full): the extraction
 */
MeireiExtraction *
meirei_extraction_search_end (MeireiExtractionSearch *self)
{
  MeireiExtractionBuilder builder = {
    .answer = self->answer,
    .language = self->language,
    .reading = &self->reading,
    .checked = self->checked,
    .parses = self->parses,
  };

  builder.draft = self->chosen;
  if (builder.draft == NULL && self->reading.drafts->len > 0)
    {
      builder.draft = get_draft (self, 0);
      builder.error_line = g_array_index (self->errors, guint, 0);
    }

  return meirei_extraction_builder_build (&builder);
}
