/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-score-table-private.h"

#define FALLBACK_LANGUAGE "en"
#define PLACEHOLDER "{arg}"

/* The part of a locale's name that the data file uses. */
static char *
dup_language (const char *locale)
{
  if (locale == NULL || *locale == '\0')
    return g_strdup (FALLBACK_LANGUAGE);

  return g_strndup (locale, strcspn (locale, "_.@-"));
}

static const char *
translate (JsonObject *texts,
           const char *locale)
{
  g_autofree char *language = dup_language (locale);
  const char *fallback = meirei_json_get_string (texts, FALLBACK_LANGUAGE, NULL);

  return meirei_json_get_string (texts, language, fallback);
}

/**
 * meirei_score_table_dup_text:
 * @self: a table
 * @rule_or_item: a rule or the name of a row
 * @kind: `title`, `message`, `why` or `fix`
 * @language: (nullable): a language or locale, such as `ja_JP.UTF-8`; without
 *   a text in it, the English one is taken
 *
 * A message has the placeholder `{arg}` where the finding's argument stands;
 * [method@Meirei.ScoreTable.dup_message] fills it.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL if the table has
 *   no such row
 */
char *
meirei_score_table_dup_text (MeireiScoreTable *self,
                             const char       *rule_or_item,
                             const char       *kind,
                             const char       *language)
{
  JsonObject *row;

  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), NULL);
  g_return_val_if_fail (rule_or_item != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  row = _meirei_score_table_get_row (self, rule_or_item);

  return g_strdup (translate (meirei_json_get_object (row, kind), language));
}

static char *
fill (const char *text,
      const char *argument)
{
  g_auto(GStrv) parts = g_strsplit (text, PLACEHOLDER, -1);

  return g_strjoinv (argument, parts);
}

/**
 * meirei_score_table_dup_message:
 * @self: a table
 * @finding: a finding
 * @language: (nullable): a language or locale
 *
 * Returns: (transfer full): what the finding says, in one sentence; the
 *   finding's own message if the table has no row for it
 */
char *
meirei_score_table_dup_message (MeireiScoreTable *self,
                                MeireiFinding    *finding,
                                const char       *language)
{
  const MeireiFindingFields *fields;
  JsonObject *row;
  const char *text;

  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), NULL);
  g_return_val_if_fail (MEIREI_IS_FINDING (finding), NULL);

  fields = meirei_finding_get_fields (finding);
  row = fields->item != NULL ? _meirei_score_table_get_row (self, fields->item) : NULL;
  text = translate (meirei_json_get_object (meirei_json_get_object (row, "rule_messages"),
                                            fields->rule), language);
  if (text == NULL)
    text = translate (meirei_json_get_object (row, "message"), language);
  if (text == NULL)
    return g_strdup (fields->message);

  if (strstr (text, PLACEHOLDER) == NULL)
    return g_strdup (text);

  if (fields->argument == NULL)
    return g_strdup (translate (meirei_json_get_object (row, "title"), language));

  return fill (text, fields->argument);
}

static char *
dup_title_of (JsonArray  *array,
              const char *key,
              const char *language)
{
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *object = meirei_json_array_object (array, i);

      if (g_strcmp0 (meirei_json_get_string (object, "key", NULL), key) == 0)
        return g_strdup (translate (meirei_json_get_object (object, "title"), language));
    }

  return NULL;
}

/**
 * meirei_score_table_dup_category:
 * @self: a table
 * @category: a category
 * @language: (nullable): a language or locale
 *
 * Returns: (transfer full) (nullable): the category's name for people
 */
char *
meirei_score_table_dup_category (MeireiScoreTable *self,
                                 MeireiCategory    category,
                                 const char       *language)
{
  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), NULL);

  return dup_title_of (meirei_json_get_array (_meirei_score_table_get_root (self), "categories"),
                       meirei_enum_to_nick (MEIREI_TYPE_CATEGORY, (int) category), language);
}

/**
 * meirei_score_table_get_band:
 * @self: a table
 * @lost: points that a category lost
 * @cap: the most that it could lose, above 0
 *
 * Says in one word how a category stands, by what is left of its cap.
 *
 * Returns: (nullable): the band: `excellent`, `good`, `fair` or `poor`
 */
const char *
meirei_score_table_get_band (MeireiScoreTable *self,
                             int               lost,
                             int               cap)
{
  JsonArray *bands;
  guint length;

  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), NULL);
  g_return_val_if_fail (cap > 0, NULL);

  bands = meirei_json_get_array (_meirei_score_table_get_root (self), "bands");
  length = bands != NULL ? json_array_get_length (bands) : 0;
  for (guint i = 0; i < length; i++)
    {
      JsonObject *band = meirei_json_array_object (bands, i);

      if ((cap - lost) * 100 >= (int) meirei_json_get_int (band, "least", 101) * cap)
        return meirei_json_get_string (band, "key", NULL);
    }

  return NULL;
}

/**
 * meirei_score_table_dup_band:
 * @self: a table
 * @band: (nullable): a band
 * @language: (nullable): a language or locale
 *
 * Returns: (transfer full) (nullable): the band's name for people
 */
char *
meirei_score_table_dup_band (MeireiScoreTable *self,
                             const char       *band,
                             const char       *language)
{
  g_return_val_if_fail (MEIREI_IS_SCORE_TABLE (self), NULL);

  return dup_title_of (meirei_json_get_array (_meirei_score_table_get_root (self), "bands"),
                       band, language);
}
