/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiBatchTally:
 *
 * The sums of those items of a batch that one model wrote, or that one server
 * served.
 */

#include "config.h"

#include "meirei-batch-tally.h"

struct _MeireiBatchTally
{
  GObject parent_instance;

  char *name;
  MeireiBatchShare sum;
};

typedef enum {
  PROP_NAME = 1,
  PROP_N_DONE,
  PROP_N_FAILED,
  PROP_TOKENS,
} MeireiBatchTallyProperty;

static GParamSpec *properties[PROP_TOKENS + 1];

G_DEFINE_FINAL_TYPE (MeireiBatchTally, meirei_batch_tally, G_TYPE_OBJECT)

static void
meirei_batch_tally_finalize (GObject *object)
{
  MeireiBatchTally *self = MEIREI_BATCH_TALLY (object);

  g_free (self->name);

  G_OBJECT_CLASS (meirei_batch_tally_parent_class)->finalize (object);
}

static void
meirei_batch_tally_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  MeireiBatchTally *self = MEIREI_BATCH_TALLY (object);

  switch ((MeireiBatchTallyProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_N_DONE:
      g_value_set_uint (value, self->sum.n_done);
      break;
    case PROP_N_FAILED:
      g_value_set_uint (value, self->sum.n_failed);
      break;
    case PROP_TOKENS:
      g_value_set_int64 (value, self->sum.tokens);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_batch_tally_class_init (MeireiBatchTallyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = meirei_batch_tally_finalize;
  object_class->get_property = meirei_batch_tally_get_property;

  /* Each is as its getter. */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_FAILED] = g_param_spec_uint ("n-failed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOKENS] = g_param_spec_int64 ("tokens", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_batch_tally_init (MeireiBatchTally *self)
{
}

/**
 * meirei_batch_tally_new:
 * @name: the model's id or the server's address
 *
 * Returns: (transfer full): a new tally of nothing
 */
MeireiBatchTally *
meirei_batch_tally_new (const char *name)
{
  MeireiBatchTally *self = g_object_new (MEIREI_TYPE_BATCH_TALLY, NULL);

  self->name = g_strdup (name);

  return self;
}

static void
add (MeireiBatchTally       *self,
     const MeireiBatchShare *share,
     int                     sign)
{
  self->sum.n_done += (guint) sign * share->n_done;
  self->sum.n_failed += (guint) sign * share->n_failed;
  self->sum.tokens += sign * share->tokens;
  self->sum.seconds += sign * share->seconds;
  self->sum.generating += sign * share->generating;
  self->sum.ttft += sign * share->ttft;
  self->sum.n_ttft += (guint) sign * share->n_ttft;

  for (guint i = PROP_N_DONE; i <= PROP_TOKENS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/**
 * meirei_batch_tally_add:
 * @self: a tally
 * @share: what to add
 */
void
meirei_batch_tally_add (MeireiBatchTally       *self,
                        const MeireiBatchShare *share)
{
  g_return_if_fail (MEIREI_IS_BATCH_TALLY (self));

  add (self, share, 1);
}

/**
 * meirei_batch_tally_subtract:
 * @self: a tally
 * @share: what was added and does not count any more
 */
void
meirei_batch_tally_subtract (MeireiBatchTally       *self,
                             const MeireiBatchShare *share)
{
  g_return_if_fail (MEIREI_IS_BATCH_TALLY (self));

  add (self, share, -1);
}

/**
 * meirei_batch_tally_get_name:
 * @self: a tally
 *
 * Returns: the model's id or the server's address
 */
const char *
meirei_batch_tally_get_name (MeireiBatchTally *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_TALLY (self), NULL);

  return self->name;
}

/**
 * meirei_batch_tally_get_n_done:
 * @self: a tally
 *
 * Returns: how many items are done well
 */
guint
meirei_batch_tally_get_n_done (MeireiBatchTally *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_TALLY (self), 0);

  return self->sum.n_done;
}

/**
 * meirei_batch_tally_get_n_failed:
 * @self: a tally
 *
 * Returns: how many items failed
 */
guint
meirei_batch_tally_get_n_failed (MeireiBatchTally *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_TALLY (self), 0);

  return self->sum.n_failed;
}

/**
 * meirei_batch_tally_get_tokens:
 * @self: a tally
 *
 * Returns: how many tokens the answers have
 */
gint64
meirei_batch_tally_get_tokens (MeireiBatchTally *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_TALLY (self), 0);

  return self->sum.tokens;
}

/**
 * meirei_batch_tally_get_mean_seconds:
 * @self: a tally
 *
 * Returns: how long an item took on the average, in seconds; -1 without items
 */
double
meirei_batch_tally_get_mean_seconds (MeireiBatchTally *self)
{
  guint n_items;

  g_return_val_if_fail (MEIREI_IS_BATCH_TALLY (self), -1.0);

  n_items = self->sum.n_done + self->sum.n_failed;

  return n_items > 0 ? self->sum.seconds / n_items : -1.0;
}

/**
 * meirei_batch_tally_get_tokens_per_second:
 * @self: a tally
 *
 * Returns: how fast one answer arrived on the average, in tokens per second;
 *   -1 if that is not known
 */
double
meirei_batch_tally_get_tokens_per_second (MeireiBatchTally *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_TALLY (self), -1.0);

  return self->sum.generating > 0.0 ? (double) self->sum.tokens / self->sum.generating : -1.0;
}

/**
 * meirei_batch_tally_get_mean_ttft:
 * @self: a tally
 *
 * Returns: the seconds to the first token on the average; -1 if there was none
 */
double
meirei_batch_tally_get_mean_ttft (MeireiBatchTally *self)
{
  g_return_val_if_fail (MEIREI_IS_BATCH_TALLY (self), -1.0);

  return self->sum.n_ttft > 0 ? self->sum.ttft / self->sum.n_ttft : -1.0;
}

/**
 * meirei_batch_tally_to_json:
 * @self: a tally
 *
 * Returns: (transfer full): `name`, `success`, `failed`, `tokens`, and where
 *   they are known `mean_seconds`, `tokens_per_second` and `mean_ttft`
 */
JsonObject *
meirei_batch_tally_to_json (MeireiBatchTally *self)
{
  JsonObject *object;
  double speed;
  double ttft;

  g_return_val_if_fail (MEIREI_IS_BATCH_TALLY (self), NULL);

  object = json_object_new ();
  speed = meirei_batch_tally_get_tokens_per_second (self);
  ttft = meirei_batch_tally_get_mean_ttft (self);
  json_object_set_string_member (object, "name", self->name);
  json_object_set_int_member (object, "success", self->sum.n_done);
  json_object_set_int_member (object, "failed", self->sum.n_failed);
  json_object_set_int_member (object, "tokens", self->sum.tokens);
  if (self->sum.n_done + self->sum.n_failed > 0)
    json_object_set_double_member (object, "mean_seconds",
                                   meirei_batch_tally_get_mean_seconds (self));
  if (speed >= 0.0)
    json_object_set_double_member (object, "tokens_per_second", speed);
  if (ttft >= 0.0)
    json_object_set_double_member (object, "mean_ttft", ttft);

  return object;
}
