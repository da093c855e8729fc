/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-code-extractor.h"
#include "meirei-code-language.h"
#include "meirei-declared-names.h"
#include "meirei-extraction-search.h"

/**
 * MeireiCodeExtractor:
 *
 * Gets the code out of a chatty answer.
 *
 * Without a parser it takes the blocks that belong together as they are.
 * With one it tries its candidates in the order of preference, and only when
 * none of them parses it leaves lines out, which is always marked.
 *
 * An extractor does not change and may be shared between threads.
 */
struct _MeireiCodeExtractor
{
  GObject parent_instance;

  char  *language;     /* (owned) */
  char **functions;    /* (owned) */
  char **declared;     /* (owned) the names in them */
};

typedef enum {
  PROP_LANGUAGE = 1,
  PROP_FUNCTIONS,
} MeireiCodeExtractorProperty;

static GParamSpec *properties[PROP_FUNCTIONS + 1];

G_DEFINE_FINAL_TYPE (MeireiCodeExtractor, meirei_code_extractor, G_TYPE_OBJECT)

static void
meirei_code_extractor_constructed (GObject *object)
{
  MeireiCodeExtractor *self = MEIREI_CODE_EXTRACTOR (object);
  const char *known;

  G_OBJECT_CLASS (meirei_code_extractor_parent_class)->constructed (object);

  if (self->language == NULL || *self->language == '\0')
    {
      g_free (self->language);
      self->language = g_strdup ("python");
    }
  known = meirei_code_language_find (self->language, strlen (self->language));
  if (known != NULL)
    {
      g_free (self->language);
      self->language = g_strdup (known);
    }
  self->declared = meirei_declared_names_from_signatures ((const char * const *) self->functions);
}

static void
meirei_code_extractor_finalize (GObject *object)
{
  MeireiCodeExtractor *self = MEIREI_CODE_EXTRACTOR (object);

  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->functions, g_strfreev);
  g_clear_pointer (&self->declared, g_strfreev);

  G_OBJECT_CLASS (meirei_code_extractor_parent_class)->finalize (object);
}

static void
meirei_code_extractor_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  MeireiCodeExtractor *self = MEIREI_CODE_EXTRACTOR (object);

  switch ((MeireiCodeExtractorProperty) prop_id)
    {
    case PROP_LANGUAGE:
      g_value_set_string (value, self->language);
      break;
    case PROP_FUNCTIONS:
      g_value_set_boxed (value, self->functions);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_code_extractor_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  MeireiCodeExtractor *self = MEIREI_CODE_EXTRACTOR (object);

  switch ((MeireiCodeExtractorProperty) prop_id)
    {
    case PROP_LANGUAGE:
      self->language = g_value_dup_string (value);
      break;
    case PROP_FUNCTIONS:
      self->functions = g_value_dup_boxed (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_code_extractor_class_init (MeireiCodeExtractorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = meirei_code_extractor_constructed;
  object_class->finalize = meirei_code_extractor_finalize;
  object_class->get_property = meirei_code_extractor_get_property;
  object_class->set_property = meirei_code_extractor_set_property;

  /**
   * MeireiCodeExtractor:language:
   *
   * The language that the instruction asks for, "python" by default.
   */
  properties[PROP_LANGUAGE] =
    g_param_spec_string ("language", NULL, NULL, "python",
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * MeireiCodeExtractor:functions:
   *
   * The functions and classes that the instruction declares, as it has them.
   * Blocks that define them are preferred.
   */
  properties[PROP_FUNCTIONS] =
    g_param_spec_boxed ("functions", NULL, NULL, G_TYPE_STRV,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_code_extractor_init (MeireiCodeExtractor *self)
{
}

/**
 * meirei_code_extractor_new:
 * @language: (nullable): the language that is wanted, or %NULL for Python
 * @functions: (nullable) (array zero-terminated=1): declared functions and
 *   classes, as in "add(a, b)" or "class Stack"
 *
 * Returns: (transfer full): an extractor for the answers to one instruction
 */
MeireiCodeExtractor *
meirei_code_extractor_new (const char         *language,
                           const char * const *functions)
{
  return g_object_new (MEIREI_TYPE_CODE_EXTRACTOR,
                       "language", language,
                       "functions", functions,
                       NULL);
}

static MeireiExtractionSearch *
start_search (MeireiCodeExtractor *self,
              GBytes              *answer)
{
  return meirei_extraction_search_new (answer, self->language,
                                       (const char * const *) self->declared);
}

/**
 * meirei_code_extractor_extract:
 * @self: an extractor
 * @answer: (array length=length): a model's whole answer
 * @length: its length in bytes, below 4 GiB, or -1 if it ends in a NUL
 *
 * Gets the code without asking a parser, in linear time.
 *
 * Returns: (transfer full): what was found
 */
MeireiExtraction *
meirei_code_extractor_extract (MeireiCodeExtractor *self,
                               const char          *answer,
                               gssize               length)
{
  return meirei_code_extractor_extract_with (self, answer, length, NULL, NULL);
}

/**
 * meirei_code_extractor_extract_with:
 * @self: an extractor
 * @answer: (array length=length): a model's whole answer
 * @length: its length in bytes, below 4 GiB, or -1 if it ends in a NUL
 * @parse_func: (nullable) (scope call): a parser
 * @user_data: data for @parse_func
 *
 * Gets the code, and asks a parser which candidate parses.
 *
 * Returns: (transfer full): what was found
 */
MeireiExtraction *
meirei_code_extractor_extract_with (MeireiCodeExtractor *self,
                                    const char          *answer,
                                    gssize               length,
                                    MeireiParseFunc      parse_func,
                                    gpointer             user_data)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(MeireiExtractionSearch) search = NULL;
  const char *code;
  gsize code_length;

  g_return_val_if_fail (MEIREI_IS_CODE_EXTRACTOR (self), NULL);
  g_return_val_if_fail (answer != NULL || length == 0, NULL);

  bytes = g_bytes_new (answer, length < 0 ? strlen (answer) : (gsize) length);
  search = start_search (self, bytes);

  while (parse_func != NULL
         && (code = meirei_extraction_search_next (search, &code_length)) != NULL)
    {
      MeireiParseResult result = { FALSE, 0 };

      if (!parse_func (code, code_length, &result, user_data))
        break;
      meirei_extraction_search_tell (search, &result);
    }

  return meirei_extraction_search_end (search);
}

typedef struct {
  /* Input */
  GBytes                 *answer;    /* (owned) */
  MeireiParseCheck       *check;     /* (owned) (nullable) */

  /* In progress */
  MeireiExtractionSearch *search;    /* (owned) (nullable) */
} ExtractData;

static void
extract_data_free (ExtractData *data)
{
  g_clear_pointer (&data->answer, g_bytes_unref);
  g_clear_object (&data->check);
  g_clear_pointer (&data->search, meirei_extraction_search_free);
  g_free (data);
}

static void ask_next (GTask *task);

static void
search_worker (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  GBytes *answer = task_data;

  g_task_return_pointer (task, start_search (source_object, answer),
                         (GDestroyNotify) meirei_extraction_search_free);
}

static void
search_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ExtractData *data = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  data->search = g_task_propagate_pointer (G_TASK (result), &error);
  if (data->search == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  ask_next (g_steal_pointer (&task));
}

static void
check_cb (GObject      *source_object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ExtractData *data = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  MeireiParseResult parse_result = { FALSE, 0 };

  if (meirei_parse_check_check_finish (data->check, result, &parse_result, &error))
    {
      meirei_extraction_search_tell (data->search, &parse_result);
      ask_next (g_steal_pointer (&task));
      return;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* A dead parser must not cost the answer: what has been found stands, and
   * meirei_extraction_is_checked() tells. */
  g_debug ("Could not check whether the code parses: %s", error->message);
  g_task_return_pointer (task, meirei_extraction_search_end (data->search), g_object_unref);
}

static void
ask_next (GTask *task)
{
  g_autoptr(GTask) owned = task;
  ExtractData *data = g_task_get_task_data (task);
  MeireiCodeExtractor *self = g_task_get_source_object (task);
  const char *code = NULL;
  gsize length;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (data->check != NULL)
    code = meirei_extraction_search_next (data->search, &length);
  if (code == NULL)
    {
      g_task_return_pointer (task, meirei_extraction_search_end (data->search), g_object_unref);
      return;
    }

  meirei_parse_check_check_async (data->check, self->language, code, length,
                                  g_task_get_cancellable (task), check_cb,
                                  g_steal_pointer (&owned));
}

/**
 * meirei_code_extractor_extract_async:
 * @self: an extractor
 * @answer: a model's whole answer, below 4 GiB
 * @check: (nullable): a parser
 * @cancellable: (nullable): ends the search
 * @callback: called when the code has been found
 * @user_data: data for @callback
 *
 * Gets the code without holding up the main loop, and asks a parser which
 * candidate parses.
 */
void
meirei_code_extractor_extract_async (MeireiCodeExtractor *self,
                                     GBytes              *answer,
                                     MeireiParseCheck    *check,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) worker = NULL;
  ExtractData *data;

  g_return_if_fail (MEIREI_IS_CODE_EXTRACTOR (self));
  g_return_if_fail (answer != NULL);
  g_return_if_fail (check == NULL || MEIREI_IS_PARSE_CHECK (check));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_code_extractor_extract_async);

  data = g_new0 (ExtractData, 1);
  data->answer = g_bytes_ref (answer);
  data->check = check != NULL ? g_object_ref (check) : NULL;
  g_task_set_task_data (task, data, (GDestroyNotify) extract_data_free);

  worker = g_task_new (self, cancellable, search_cb, g_steal_pointer (&task));
  g_task_set_source_tag (worker, meirei_code_extractor_extract_async);
  g_task_set_task_data (worker, g_bytes_ref (answer), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (worker, search_worker);
}

/**
 * meirei_code_extractor_extract_finish:
 * @self: an extractor
 * @result: the result given to the callback
 * @error: %G_IO_ERROR_CANCELLED; there is no other, because an answer without
 *   code is a result, and a parser that fails only leaves it unchecked
 *
 * Returns: (transfer full): what was found, or %NULL
 */
MeireiExtraction *
meirei_code_extractor_extract_finish (MeireiCodeExtractor  *self,
                                      GAsyncResult         *result,
                                      GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
