/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-execution-label.h"

static char *
dup_request_label (MeireiCompletion *completion)
{
  double progress = meirei_completion_get_progress (completion);
  double elapsed = meirei_completion_get_elapsed (completion);
  int percent = (int) (progress * 100.0);

  switch (meirei_completion_get_phase (completion))
    {
    case MEIREI_COMPLETION_PHASE_QUEUED:
      return g_strdup (_("Waiting for its turn"));
    case MEIREI_COMPLETION_PHASE_CONNECTING:
      return g_strdup_printf (_("Waiting for the server · %.1f s"), elapsed);
    case MEIREI_COMPLETION_PHASE_LOADING:
      return progress >= 0.0
             /* Translators: the server loads its model, in percent. */
             ? g_strdup_printf (_("Loading the model %d %% · %.1f s"), percent, elapsed)
             : g_strdup_printf (_("Loading the model · %.1f s"), elapsed);
    case MEIREI_COMPLETION_PHASE_READING_PROMPT:
      return progress >= 0.0
             ? g_strdup_printf (_("Reading the prompt %d %% · %.1f s"), percent, elapsed)
             : g_strdup_printf (_("Reading the prompt · %.1f s"), elapsed);
    case MEIREI_COMPLETION_PHASE_GENERATING:
    case MEIREI_COMPLETION_PHASE_FINISHED:
    default:
      return NULL;
    }
}

static char *
dup_repair_label (MeireiExecution  *execution,
                  MeireiCompletion *completion)
{
  g_autofree char *phase = completion != NULL ? dup_request_label (completion) : NULL;
  g_autofree char *round = g_strdup_printf ("%u", meirei_execution_get_attempt (execution) - 1);

  /* Translators: %s is the number of the round. */
  if (phase == NULL)
    return g_strdup_printf (_("Repairing the code, round %s"), round);

  /* Translators: the number of the round, and what the request waits for. */
  return g_strdup_printf (_("Repairing the code, round %s · %s"), round, phase);
}

/**
 * meirei_execution_dup_phase_label:
 * @execution: what runs
 *
 * Returns: (transfer full) (nullable): what it is waiting for, or %NULL while
 *   the answer arrives
 */
char *
meirei_execution_dup_phase_label (MeireiExecution *execution)
{
  MeireiCompletion *completion;

  g_return_val_if_fail (MEIREI_IS_EXECUTION (execution), NULL);

  completion = meirei_execution_get_completion (execution);
  switch (meirei_execution_get_stage (execution))
    {
    case MEIREI_EXECUTION_STAGE_SAVING:
      return g_strdup (_("Storing the answer"));
    case MEIREI_EXECUTION_STAGE_ANALYSING:
      return g_strdup (_("Analysing the code"));
    case MEIREI_EXECUTION_STAGE_TESTING:
      return g_strdup (_("Running the tests"));
    case MEIREI_EXECUTION_STAGE_REPAIRING:
      return dup_repair_label (execution, completion);
    case MEIREI_EXECUTION_STAGE_PREPARING:
    case MEIREI_EXECUTION_STAGE_REQUESTING:
    case MEIREI_EXECUTION_STAGE_FINISHED:
    default:
      return completion != NULL ? dup_request_label (completion)
                                : g_strdup (_("Preparing the request"));
    }
}

/**
 * meirei_completion_get_limit:
 * @completion: an answer
 *
 * Returns: the most tokens it may have, or 0 if that is not limited
 */
gint64
meirei_completion_get_limit (MeireiCompletion *completion)
{
  MeireiChatRequest *request;

  g_return_val_if_fail (MEIREI_IS_COMPLETION (completion), 0);

  request = meirei_completion_get_request (completion);

  return MAX (meirei_chat_params_get_int (meirei_chat_request_get_params (request),
                                          MEIREI_CHAT_PARAM_MAX_TOKENS, 0), 0);
}
