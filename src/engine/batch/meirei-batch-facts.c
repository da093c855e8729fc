/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What an item's result says of the version that it produced. */

#include "config.h"

#include "meirei-batch-facts.h"
#include "meirei-json.h"

static void
add_attempts (JsonObject *facts,
              JsonArray  *attempts)
{
  guint n_attempts = json_array_get_length (attempts);
  JsonObject *last = n_attempts > 0 ? meirei_json_array_object (attempts, n_attempts - 1) : NULL;
  gint64 tokens = 0;
  double speed = meirei_json_get_double (last, "tokens_per_s", -1.0);
  double ttft = meirei_json_get_double (last, "ttft_s", -1.0);

  for (guint i = 0; i < n_attempts; i++)
    tokens += MAX (meirei_json_get_int (meirei_json_array_object (attempts, i),
                                        "completion_tokens", 0), 0);

  json_object_set_int_member (facts, "attempts", n_attempts);
  json_object_set_int_member (facts, "tokens", tokens);
  if (speed >= 0.0)
    json_object_set_double_member (facts, "tokens_per_second", speed);
  if (ttft >= 0.0)
    json_object_set_double_member (facts, "ttft", ttft);
}

/**
 * meirei_batch_facts_of_version:
 * @version: (nullable): what an item's execution produced
 *
 * Returns: (transfer full): the facts for the item's result: `version`,
 *   `file`, `finish`, `server`, `model`, `attempts`, `tokens` of all attempts,
 *   `tokens_per_second` and `ttft` of the last one, `score`, `deductions`,
 *   `max_tokens`, `gate`, and `syntax_line` if the code does not parse; `cache`
 *   if a stored answer was used; `best_of` if it is the best of several
 */
JsonObject *
meirei_batch_facts_of_version (MeireiVersion *version)
{
  JsonObject *facts = json_object_new ();
  JsonObject *best_of;
  JsonObject *cache;
  JsonObject *report;
  JsonObject *gate;
  JsonObject *syntax;
  gint64 max_tokens;

  if (version == NULL)
    return facts;

  json_object_set_string_member (facts, "version", meirei_version_get_name (version));
  meirei_json_set_string (facts, "file", meirei_version_get_file (version));
  json_object_set_string_member (facts, "finish",
                                 meirei_enum_to_nick (MEIREI_TYPE_FINISH,
                                                      meirei_version_get_finish (version)));
  meirei_json_set_string (facts, "server",
                          meirei_json_get_string (meirei_version_get_section (version, "server"),
                                                  "url", NULL));
  meirei_json_set_string (facts, "model", meirei_version_get_model_id (version));
  if (meirei_version_get_attempts (version) != NULL)
    add_attempts (facts, meirei_version_get_attempts (version));

  cache = meirei_version_get_section (version, "cache");
  if (meirei_json_get_boolean (cache, "hit", FALSE))
    json_object_set_object_member (facts, "cache", json_object_ref (cache));

  best_of = meirei_version_get_section (version, "best_of");
  if (best_of != NULL)
    json_object_set_object_member (facts, "best_of", json_object_ref (best_of));

  report = meirei_version_get_section (version, "report");
  gate = meirei_json_get_object (report, "gate");
  syntax = meirei_json_get_object (report, "syntax");
  max_tokens = meirei_json_get_int (meirei_version_get_section (version, "params"),
                                    "max_tokens", 0);
  if (report != NULL && json_object_has_member (report, "score"))
    json_object_set_member (facts, "score", json_object_dup_member (report, "score"));
  if (meirei_json_get_array (report, "deductions") != NULL)
    json_object_set_int_member (facts, "deductions",
                                json_array_get_length (meirei_json_get_array (report,
                                                                              "deductions")));
  if (syntax != NULL && !meirei_json_get_boolean (syntax, "ok", TRUE))
    json_object_set_int_member (facts, "syntax_line",
                                MAX (meirei_json_get_int (syntax, "line", 0), 1));
  if (max_tokens > 0)
    json_object_set_int_member (facts, "max_tokens", max_tokens);
  if (gate != NULL)
    json_object_set_boolean_member (facts, "gate",
                                    meirei_json_get_boolean (gate, "passed", FALSE));

  return facts;
}

/**
 * meirei_batch_facts_sum_seconds:
 * @version: a version
 *
 * Returns: how long its requests took, in seconds
 */
double
meirei_batch_facts_sum_seconds (MeireiVersion *version)
{
  JsonArray *attempts = meirei_version_get_attempts (version);
  double seconds = 0.0;

  for (guint i = 0; attempts != NULL && i < json_array_get_length (attempts); i++)
    seconds += meirei_json_get_double (meirei_json_array_object (attempts, i),
                                       "duration_s", 0.0);

  return seconds;
}
