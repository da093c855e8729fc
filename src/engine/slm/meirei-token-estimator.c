/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <math.h>

#include "meirei-json.h"
#include "meirei-token-estimator.h"

/* What a chat template puts around each message. */
#define TOKENS_PER_MESSAGE 8

/* So many finished replies are remembered for each model. */
#define N_SAMPLES 20
/* One lucky reply does not make the estimate much smaller. */
#define MIN_FACTOR 0.8
/* Beyond this, the server counted something else. */
#define MAX_FACTOR 3.0
/* A few replies do not show the whole spread. */
#define FEW_SAMPLES 5
#define FEW_MARGIN 1.05

/**
 * MeireiTokenEstimator:
 *
 * Guesses how many tokens a prompt has where the server cannot be asked.
 *
 * The usual rule, a quarter of the characters, is off by a factor of two to
 * seven for Japanese; this one adds up coefficients per kind of character that
 * were fitted to Japanese and English texts and program code in several
 * languages.  As long as nothing is known about a model a margin is added; the
 * counts that come back with its replies then take the margin's place.
 */
struct _MeireiTokenEstimator
{
  GObject     parent_instance;

  GHashTable *calibrations; /* server and model → Calibration */
  guint64     n_heard;
};

typedef struct {
  double ratios[N_SAMPLES]; /* actual to estimated, a ring */
  guint  n_ratios;
  guint  next;
  guint64 heard;            /* the larger the later */
} Calibration;

typedef enum {
  CLASS_LETTER,
  CLASS_DIGIT,
  CLASS_SPACE,
  CLASS_NEWLINE,
  CLASS_PUNCTUATION,
  CLASS_KANA,
  CLASS_HAN,
  CLASS_JAPANESE_PUNCTUATION,
  CLASS_OTHER,
} CharacterClass;

#define N_CLASSES (CLASS_OTHER + 1)

static const double coefficients[2][N_CLASSES] = {
  [MEIREI_VOCABULARY_SMALL] = {
    0.218, 1.456, 0.011, 1.943, 0.799, 1.992, 1.095, 1.492, 0.626,
  },
  [MEIREI_VOCABULARY_LARGE] = {
    0.190, 1.763, 0.023, 1.136, 0.524, 0.495, 0.973, 1.071, 0.722,
  },
};

/* Covers the 95th percentile of the samples the coefficients come from. */
static const double margins[2] = {
  [MEIREI_VOCABULARY_SMALL] = 1.15,
  [MEIREI_VOCABULARY_LARGE] = 1.25,
};

G_DEFINE_ENUM_TYPE (MeireiVocabulary, meirei_vocabulary,
  G_DEFINE_ENUM_VALUE (MEIREI_VOCABULARY_SMALL, "small"),
  G_DEFINE_ENUM_VALUE (MEIREI_VOCABULARY_LARGE, "large"))

G_DEFINE_FINAL_TYPE (MeireiTokenEstimator, meirei_token_estimator, G_TYPE_OBJECT)

static void
meirei_token_estimator_finalize (GObject *object)
{
  MeireiTokenEstimator *self = MEIREI_TOKEN_ESTIMATOR (object);

  g_hash_table_unref (self->calibrations);

  G_OBJECT_CLASS (meirei_token_estimator_parent_class)->finalize (object);
}

static void
meirei_token_estimator_class_init (MeireiTokenEstimatorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_token_estimator_finalize;
}

static void
meirei_token_estimator_init (MeireiTokenEstimator *self)
{
  self->calibrations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static CharacterClass
classify_ascii (gunichar c)
{
  if (g_ascii_isalpha ((char) c))
    return CLASS_LETTER;
  if (g_ascii_isdigit ((char) c))
    return CLASS_DIGIT;
  if (c == '\n')
    return CLASS_NEWLINE;
  if (c == ' ' || c == '\t' || c == '\r')
    return CLASS_SPACE;

  return CLASS_PUNCTUATION;
}

static CharacterClass
classify (gunichar c)
{
  if (c < 0x80)
    return classify_ascii (c);
  /* Hiragana, katakana, and katakana of half width. */
  if ((c >= 0x3040 && c <= 0x30ff) || (c >= 0x31f0 && c <= 0x31ff)
      || (c >= 0xff66 && c <= 0xff9f))
    return CLASS_KANA;
  if ((c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff)
      || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff))
    return CLASS_HAN;
  if ((c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xffef))
    return CLASS_JAPANESE_PUNCTUATION;

  return CLASS_OTHER;
}

/**
 * meirei_token_estimate_text:
 * @text: a text in UTF-8
 * @vocabulary: how finely the model cuts
 *
 * Returns: how many tokens the text probably has, without any margin
 */
double
meirei_token_estimate_text (const char       *text,
                            MeireiVocabulary  vocabulary)
{
  guint counts[N_CLASSES] = { 0, };
  double tokens = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    counts[classify (g_utf8_get_char (p))]++;
  for (guint i = 0; i < N_CLASSES; i++)
    tokens += counts[i] * coefficients[vocabulary][i];

  return tokens;
}

/**
 * meirei_token_estimator_new:
 *
 * Returns: (transfer full): an estimator that has not learned anything
 */
MeireiTokenEstimator *
meirei_token_estimator_new (void)
{
  return g_object_new (MEIREI_TYPE_TOKEN_ESTIMATOR, NULL);
}

static char *
make_key (const char        *server_url,
          MeireiChatRequest *request)
{
  return g_strconcat (server_url, "\n", meirei_chat_request_get_model (request), NULL);
}

/* Without margin and without what was learned. */
static double
estimate_raw (MeireiChatRequest *request,
              MeireiVocabulary   vocabulary,
              guint              overhead)
{
  guint n_messages = meirei_chat_request_get_n_messages (request);
  double tokens = overhead;

  for (guint i = 0; i < n_messages; i++)
    tokens += TOKENS_PER_MESSAGE
              + meirei_token_estimate_text (meirei_chat_request_get_message (request, i)->content,
                                            vocabulary);

  return tokens;
}

static double
get_factor (const Calibration *calibration,
            MeireiVocabulary   vocabulary)
{
  double factor = MIN_FACTOR;

  if (calibration == NULL)
    return margins[vocabulary];

  for (guint i = 0; i < calibration->n_ratios; i++)
    factor = MAX (factor, calibration->ratios[i]);

  return calibration->n_ratios < FEW_SAMPLES ? factor * FEW_MARGIN : factor;
}

/**
 * meirei_token_estimator_estimate:
 * @self: an estimator
 * @server_url: the server's address
 * @request: the request, whose model counts
 * @vocabulary: how finely the model cuts
 * @overhead: tokens that the model's template adds to a conversation
 *
 * Returns: how many tokens the prompt has at most, most probably
 */
gint64
meirei_token_estimator_estimate (MeireiTokenEstimator *self,
                                 const char           *server_url,
                                 MeireiChatRequest    *request,
                                 MeireiVocabulary      vocabulary,
                                 guint                 overhead)
{
  g_autofree char *key = NULL;
  double factor;

  g_return_val_if_fail (MEIREI_IS_TOKEN_ESTIMATOR (self), 0);

  key = make_key (server_url, request);
  factor = get_factor (g_hash_table_lookup (self->calibrations, key), vocabulary);

  return (gint64) ceil (estimate_raw (request, vocabulary, overhead) * factor);
}

static void
forget_oldest (MeireiTokenEstimator *self)
{
  GHashTableIter iter;
  gpointer key, value;
  gpointer oldest = NULL;
  guint64 heard = G_MAXUINT64;

  g_hash_table_iter_init (&iter, self->calibrations);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (((Calibration *) value)->heard < heard)
      {
        heard = ((Calibration *) value)->heard;
        oldest = key;
      }
  g_hash_table_remove (self->calibrations, oldest);
}

static void
add_ratio (MeireiTokenEstimator *self,
           const char           *key,
           double                ratio)
{
  Calibration *calibration = g_hash_table_lookup (self->calibrations, key);

  if (calibration == NULL)
    {
      if (g_hash_table_size (self->calibrations) >= MEIREI_TOKEN_ESTIMATOR_MAX_MODELS)
        forget_oldest (self);
      calibration = g_new0 (Calibration, 1);
      g_hash_table_insert (self->calibrations, g_strdup (key), calibration);
    }

  calibration->ratios[calibration->next] = ratio;
  calibration->next = (calibration->next + 1) % N_SAMPLES;
  calibration->n_ratios = MIN (calibration->n_ratios + 1, N_SAMPLES);
  calibration->heard = ++self->n_heard;
}

/**
 * meirei_token_estimator_to_json:
 * @self: an estimator
 *
 * Returns: (transfer full): what it learned: for each server and model the
 *   ratios of counted to estimated tokens, oldest first
 */
JsonObject *
meirei_token_estimator_to_json (MeireiTokenEstimator *self)
{
  JsonObject *models = json_object_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_return_val_if_fail (MEIREI_IS_TOKEN_ESTIMATOR (self), NULL);

  g_hash_table_iter_init (&iter, self->calibrations);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Calibration *calibration = value;
      guint first = calibration->n_ratios < N_SAMPLES ? 0 : calibration->next;
      JsonArray *ratios = json_array_new ();

      for (guint i = 0; i < calibration->n_ratios; i++)
        json_array_add_double_element (ratios, calibration->ratios[(first + i) % N_SAMPLES]);
      json_object_set_array_member (models, key, ratios);
    }

  return models;
}

/**
 * meirei_token_estimator_restore:
 * @self: an estimator
 * @models: what [method@TokenEstimator.to_json] gave, or anything else
 *
 * Learns what an earlier one did.  What cannot be is left out.
 */
void
meirei_token_estimator_restore (MeireiTokenEstimator *self,
                                JsonObject           *models)
{
  g_autoptr(GList) names = NULL;
  guint n_models = 0;

  g_return_if_fail (MEIREI_IS_TOKEN_ESTIMATOR (self));
  g_return_if_fail (models != NULL);

  names = json_object_get_members (models);
  for (GList *l = names; l != NULL && n_models < MEIREI_TOKEN_ESTIMATOR_MAX_MODELS; l = l->next)
    {
      JsonArray *ratios = meirei_json_get_array (models, l->data);
      guint length = ratios != NULL ? MIN (json_array_get_length (ratios), N_SAMPLES) : 0;

      n_models += length > 0;
      for (guint i = 0; i < length; i++)
        {
          JsonNode *node = json_array_get_element (ratios, i);
          double ratio = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : 0;

          if (ratio > 0 && ratio <= MAX_FACTOR)
            add_ratio (self, l->data, ratio);
        }
    }
}

/**
 * meirei_token_estimator_learn:
 * @self: an estimator
 * @server_url: the server's address
 * @request: a request that was answered completely
 * @vocabulary: as for the estimate
 * @overhead: as for the estimate
 * @actual: how many tokens the server counted in the prompt
 *
 * Compares the estimate with the truth, so that the next one is better.  Not
 * for prompts that the server cut.
 *
 * Returns: whether there was something to learn
 */
gboolean
meirei_token_estimator_learn (MeireiTokenEstimator *self,
                              const char           *server_url,
                              MeireiChatRequest    *request,
                              MeireiVocabulary      vocabulary,
                              guint                 overhead,
                              gint64                actual)
{
  g_autofree char *key = NULL;
  double ratio;

  g_return_val_if_fail (MEIREI_IS_TOKEN_ESTIMATOR (self), FALSE);

  ratio = (double) actual / MAX (estimate_raw (request, vocabulary, overhead), 1);
  if (actual <= 0 || ratio > MAX_FACTOR)
    return FALSE;

  key = make_key (server_url, request);
  add_ratio (self, key, ratio);

  return TRUE;
}
