/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What the page of runs says, in words. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-batch-failure.h"
#include "meirei-batch-words.h"
#include "meirei-json.h"
#include "meirei-labels.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)

/**
 * meirei_batch_words_dup_number:
 * @number: a count
 *
 * Returns: (transfer full): the number with the thousands apart, such as “5,312”
 */
char *
meirei_batch_words_dup_number (gint64 number)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

/**
 * meirei_batch_words_dup_duration:
 * @seconds: how long
 *
 * Returns: (transfer full): such as “10.8 s”, “4 m 31 s” or “1 h 02 m”
 */
char *
meirei_batch_words_dup_duration (double seconds)
{
  int whole = (int) CLAMP (seconds + 0.5, 0.0, G_MAXINT / 2);

  if (seconds < MINUTE)
    /* Translators: a duration in seconds */
    return g_strdup_printf (_("%.1f s"), MAX (seconds, 0.0));
  if (whole < HOUR)
    /* Translators: a duration in minutes and seconds */
    return g_strdup_printf (_("%d m %d s"), whole / MINUTE, whole % MINUTE);

  /* Translators: a duration in hours and minutes */
  return g_strdup_printf (_("%d h %02d m"), whole / HOUR, whole % HOUR / MINUTE);
}

/**
 * meirei_batch_words_dup_rough:
 * @seconds: how long
 *
 * Returns: (transfer full): like meirei_batch_words_dup_duration(), in whole
 *   seconds, for what is only estimated
 */
char *
meirei_batch_words_dup_rough (double seconds)
{
  if (seconds >= MINUTE - 0.5)
    return meirei_batch_words_dup_duration (MAX (seconds, MINUTE));

  /* Translators: a duration in whole seconds */
  return g_strdup_printf (_("%d s"), (int) (MAX (seconds, 0.0) + 0.5));
}

/**
 * meirei_batch_words_dup_clock:
 * @at: a time in microseconds since the epoch
 *
 * Returns: (transfer full): the local time of the day with seconds
 */
char *
meirei_batch_words_dup_clock (gint64 at)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);

  return then != NULL ? g_date_time_format (then, "%H:%M:%S") : g_strdup ("–");
}

static int
count_days (GDateTime *then,
            GDateTime *now)
{
  GDate from, to;

  g_date_set_dmy (&from, (GDateDay) g_date_time_get_day_of_month (then),
                  (GDateMonth) g_date_time_get_month (then),
                  (GDateYear) g_date_time_get_year (then));
  g_date_set_dmy (&to, (GDateDay) g_date_time_get_day_of_month (now),
                  (GDateMonth) g_date_time_get_month (now),
                  (GDateYear) g_date_time_get_year (now));

  return g_date_days_between (&from, &to);
}

/**
 * meirei_batch_words_dup_when:
 * @at: a time in microseconds since the epoch
 * @now: the present time in microseconds since the epoch
 *
 * Returns: (transfer full): such as “today 16:35”, “yesterday 17:02” or
 *   “3 Sep 11:31”
 */
char *
meirei_batch_words_dup_when (gint64 at,
                             gint64 now)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);
  g_autoptr(GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  int n_days;

  if (then == NULL || today == NULL)
    return g_strdup ("–");

  n_days = count_days (then, today);
  if (n_days == 0)
    /* Translators: a time of today as g_date_time_format() makes it */
    return g_date_time_format (then, _("today %H:%M"));
  if (n_days == 1)
    /* Translators: a time of yesterday as g_date_time_format() makes it */
    return g_date_time_format (then, _("yesterday %H:%M"));
  if (g_date_time_get_year (then) == g_date_time_get_year (today))
    /* Translators: a time of this year as g_date_time_format() makes it */
    return g_date_time_format (then, _("%-d %b %H:%M"));

  /* Translators: a time of another year as g_date_time_format() makes it */
  return g_date_time_format (then, _("%-d %b %Y %H:%M"));
}

/* Which instructions these are: of one phase, of several; or the title of the
 * only one. */
static char *
dup_scope (MeireiBatch     *batch,
           MeireiWorkspace *workspace)
{
  GListModel *items = meirei_batch_get_items (batch);
  guint n_items = g_list_model_get_n_items (items);
  int lowest = G_MAXINT;
  int highest = -1;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);
      MeireiInstructionItem *instruction =
        workspace != NULL
        ? meirei_workspace_get_item (workspace, meirei_batch_item_get_id (item)) : NULL;

      if (n_items == 1)
        return g_strdup (meirei_batch_item_get_title (item));
      if (instruction == NULL)
        continue;
      lowest = MIN (lowest, meirei_instruction_item_get_phase (instruction));
      highest = MAX (highest, meirei_instruction_item_get_phase (instruction));
    }

  if (highest < 0)
    /* Translators: what a run is about: instructions that are gone since */
    return g_strdup_printf (ngettext ("%u instruction", "%u instructions", n_items), n_items);
  if (lowest == highest)
    return g_strdup_printf (_("Phase %d"), lowest);

  /* Translators: what a run is about: the first and the last phase */
  return g_strdup_printf (_("Phases %d–%d"), lowest, highest);
}

/**
 * meirei_batch_words_dup_title:
 * @batch: a run
 * @workspace: (nullable): where its instructions are
 *
 * Returns: (transfer full): such as “Phase 4 · Execute · parallel”
 */
char *
meirei_batch_words_dup_title (MeireiBatch     *batch,
                              MeireiWorkspace *workspace)
{
  MeireiOperation operation = meirei_batch_get_operation (batch);
  g_autofree char *scope = dup_scope (batch, workspace);
  GListModel *items = meirei_batch_get_items (batch);
  gboolean sequential = meirei_json_get_int (meirei_batch_get_options (batch), "parallel", 0) == 1;

  if (operation != MEIREI_OPERATION_EXECUTE || g_list_model_get_n_items (items) == 1)
    /* Translators: what a run is about, and its operation */
    return g_strdup_printf (_("%s · %s"), scope, meirei_operation_get_label (operation));

  /* Translators: what a run is about, its operation, how */
  return g_strdup_printf (_("%s · %s · %s"), scope, meirei_operation_get_label (operation),
                          sequential ? C_("how a run goes", "one by one")
                                     : C_("how a run goes", "parallel"));
}

/**
 * meirei_batch_words_dup_counts:
 * @batch: a run
 *
 * Returns: (transfer full): such as “33 ok · 4 failed” or “stopped at 21 of 40”
 */
char *
meirei_batch_words_dup_counts (MeireiBatch *batch)
{
  guint n_done = meirei_batch_count (batch, MEIREI_BATCH_ITEM_DONE);
  guint n_failed = meirei_batch_count (batch, MEIREI_BATCH_ITEM_FAILED);
  guint n_items = g_list_model_get_n_items (meirei_batch_get_items (batch));

  if (meirei_batch_get_state (batch) == MEIREI_BATCH_STATE_CANCELLED)
    /* Translators: how many items of a cancelled run were done, of how many */
    return g_strdup_printf (_("stopped at %u of %u"), n_done + n_failed, n_items);
  if (meirei_batch_get_state (batch) == MEIREI_BATCH_STATE_INTERRUPTED)
    /* Translators: how many items of a run were done when the program ended */
    return g_strdup_printf (_("interrupted at %u of %u"), n_done + n_failed, n_items);
  if (n_failed > 0)
    /* Translators: how many items of a run are done and failed */
    return g_strdup_printf (_("%u ok · %u failed"), n_done, n_failed);

  /* Translators: how many items of a run are done */
  return g_strdup_printf (_("%u ok"), n_done);
}

/**
 * meirei_batch_words_get_state:
 * @state: how far a run is
 *
 * Returns: its word in the user's language
 */
const char *
meirei_batch_words_get_state (MeireiBatchState state)
{
  switch (state)
    {
    case MEIREI_BATCH_STATE_NEW:
      return C_("run", "Starting");
    case MEIREI_BATCH_STATE_RUNNING:
      return C_("run", "Running");
    case MEIREI_BATCH_STATE_PAUSED:
      return C_("run", "Paused");
    case MEIREI_BATCH_STATE_INTERRUPTED:
      return C_("run", "Interrupted");
    case MEIREI_BATCH_STATE_CANCELLED:
      return C_("run", "Cancelled");
    case MEIREI_BATCH_STATE_FINISHED:
      return C_("run", "Finished");
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * meirei_batch_words_get_item_state:
 * @state: how far an item of a run is
 *
 * Returns: its word in the user's language
 */
const char *
meirei_batch_words_get_item_state (MeireiBatchItemState state)
{
  switch (state)
    {
    case MEIREI_BATCH_ITEM_WAITING:
      return C_("item of a batch", "Waiting");
    case MEIREI_BATCH_ITEM_QUEUED:
    case MEIREI_BATCH_ITEM_RUNNING:
      return C_("item of a batch", "Running");
    case MEIREI_BATCH_ITEM_DONE:
      return C_("item of a batch", "Done");
    case MEIREI_BATCH_ITEM_FAILED:
      return C_("item of a batch", "Failed");
    case MEIREI_BATCH_ITEM_SKIPPED:
      return C_("item of a batch", "Skipped");
    case MEIREI_BATCH_ITEM_CANCELLED:
      return C_("item of a batch", "Cancelled");
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
dup_with_percent (const char *text,
                  double      progress)
{
  return progress >= 0.0 ? g_strdup_printf ("%s · %d %%", text, (int) (progress * 100.0))
                         : g_strdup (text);
}

static char *
dup_phase (MeireiBatchItem *item)
{
  double progress = meirei_batch_item_get_progress (item);
  guint attempt = meirei_batch_item_get_attempt (item);

  switch (meirei_batch_item_get_phase (item))
    {
    case MEIREI_COMPLETION_PHASE_QUEUED:
      return g_strdup (_("Waiting for its turn"));
    case MEIREI_COMPLETION_PHASE_CONNECTING:
      return g_strdup (_("Waiting for the server"));
    case MEIREI_COMPLETION_PHASE_LOADING:
      return dup_with_percent (_("Loading the model"), progress);
    case MEIREI_COMPLETION_PHASE_READING_PROMPT:
      return progress >= 0.0 ? dup_with_percent (_("Reading the prompt"), progress)
                             : g_strdup (_("Waiting for the first token"));
    case MEIREI_COMPLETION_PHASE_GENERATING:
    case MEIREI_COMPLETION_PHASE_FINISHED:
    default:
      return attempt > 1
             /* Translators: the model is writing; %u is the number of the attempt */
             ? g_strdup_printf (_("Streaming · attempt %u"), attempt)
             : g_strdup (_("Streaming"));
    }
}

/**
 * meirei_batch_words_dup_progress:
 * @item: an item that is in work
 *
 * Returns: (transfer full): what is being done with it
 */
char *
meirei_batch_words_dup_progress (MeireiBatchItem *item)
{
  if (meirei_batch_item_get_job (item) == NULL)
    return g_strdup (meirei_batch_words_get_item_state (meirei_batch_item_get_state (item)));

  switch (meirei_batch_item_get_stage (item))
    {
    case MEIREI_EXECUTION_STAGE_REQUESTING:
    case MEIREI_EXECUTION_STAGE_REPAIRING:
      return dup_phase (item);
    case MEIREI_EXECUTION_STAGE_SAVING:
      return g_strdup (_("Storing the answer"));
    case MEIREI_EXECUTION_STAGE_ANALYSING:
    case MEIREI_EXECUTION_STAGE_FINISHED:
      return g_strdup (_("Analysing the code"));
    case MEIREI_EXECUTION_STAGE_TESTING:
      return g_strdup (_("Running the tests"));
    case MEIREI_EXECUTION_STAGE_PREPARING:
    default:
      return g_strdup (_("Preparing the request"));
    }
}

/**
 * meirei_batch_words_dup_outcome:
 * @item: an item that is not in work
 *
 * Returns: (transfer full): how it ended, or what it waits for
 */
char *
meirei_batch_words_dup_outcome (MeireiBatchItem *item)
{
  JsonObject *result = meirei_batch_item_get_result (item);
  MeireiBatchItemState state = meirei_batch_item_get_state (item);
  gint64 n_deductions = meirei_json_get_int (result, "deductions", -1);
  gint64 syntax_line = meirei_json_get_int (result, "syntax_line", 0);
  g_autoptr(MeireiBatchFailure) failure = NULL;

  if (state == MEIREI_BATCH_ITEM_FAILED)
    {
      failure = meirei_batch_failure_new (item, NULL);
      return g_strdup (failure->heading);
    }
  if (state != MEIREI_BATCH_ITEM_DONE)
    return g_strdup (meirei_batch_words_get_item_state (state));
  if (syntax_line > 0)
    /* Translators: %u is the number of a line of generated code */
    return g_strdup_printf (_("Syntax error, line %u"), (guint) MIN (syntax_line, G_MAXUINT));
  if (n_deductions < 0)
    return g_strdup ("");
  if (n_deductions == 0)
    return g_strdup (_("No deductions"));

  /* Translators: %u is how many deductions the quality report has */
  return g_strdup_printf (ngettext ("%u deduction", "%u deductions", (gulong) n_deductions),
                          (guint) MIN (n_deductions, G_MAXUINT));
}
