/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How a model fared in a workspace, from the records of its versions. */

#include "config.h"

#include "meirei-json.h"
#include "meirei-model-statistics.h"
#include "meirei-workspace-versions.h"

/* More records are not read: nobody waits minutes for a mean. */
#define MAX_INSTRUCTIONS 2000

/* What one version tells. */
typedef struct {
  gint64 created_at;
  double rate;
} Run;

typedef struct {
  char *model_id;
  GPtrArray *ids;          /* of char: instructions whose latest version is the model's */
  gboolean is_complete;
} Input;

typedef struct {
  MeireiModelStatistics *statistics;
  GArray *seconds;         /* of double */
  GArray *rates;           /* of double */
  GArray *first_tokens;    /* of double */
  GArray *runs;            /* of Run */
  double score_sum;
  guint n_attempts;
} Sums;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_free (input->model_id);
  g_ptr_array_unref (input->ids);
  g_free (input);
}

/**
 * meirei_model_statistics_free:
 * @self: (transfer full): statistics
 */
void
meirei_model_statistics_free (MeireiModelStatistics *self)
{
  g_array_unref (self->rates);
  g_free (self);
}

static void
add_positive (GArray *values,
              double  value)
{
  if (value > 0.)
    g_array_append_val (values, value);
}

static double
add_attempts (Sums      *sums,
              JsonArray *attempts)
{
  guint length = attempts != NULL ? json_array_get_length (attempts) : 0;
  double seconds = 0.;
  double rate = -1.;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *attempt = meirei_json_array_object (attempts, i);

      seconds += MAX (0., meirei_json_get_double (attempt, "duration_s", 0.));
      sums->statistics->n_tokens += MAX (0, meirei_json_get_int (attempt, "completion_tokens", 0));
      add_positive (sums->first_tokens, meirei_json_get_double (attempt, "ttft_s", -1.));
      rate = meirei_json_get_double (attempt, "tokens_per_s", -1.);
      add_positive (sums->rates, rate);
    }
  sums->n_attempts += length;
  add_positive (sums->seconds, seconds);

  return rate;
}

static void
add_version (Sums          *sums,
             MeireiVersion *version)
{
  MeireiModelStatistics *statistics = sums->statistics;
  JsonObject *report = meirei_version_get_section (version, "report");
  double score = meirei_json_get_double (report, "score", -1.);
  Run run = { meirei_version_get_created_at (version), -1. };

  statistics->n_runs++;
  run.rate = add_attempts (sums, meirei_version_get_attempts (version));
  if (run.rate > 0.)
    g_array_append_val (sums->runs, run);
  if (score < 0.)
    return;

  statistics->n_scored++;
  sums->score_sum += score;
  if (meirei_json_get_boolean (meirei_json_get_object (report, "gate"), "passed", FALSE))
    statistics->n_passed++;
}

static void
add_instruction (Sums            *sums,
                 MeireiWorkspace *workspace,
                 const char      *id,
                 const char      *model_id)
{
  g_autoptr(MeireiInstruction) instruction = meirei_workspace_load_instruction (workspace, id,
                                                                                NULL);
  const char * const *versions;

  if (instruction == NULL)
    return;

  versions = meirei_instruction_get_versions (instruction);
  for (gsize i = 0; versions != NULL && versions[i] != NULL; i++)
    {
      /* One that cannot be read is listed among the workspace's problems. */
      g_autoptr(MeireiVersion) version = meirei_workspace_load_version (workspace, id,
                                                                        versions[i], NULL);

      if (version != NULL && g_strcmp0 (meirei_version_get_model_id (version), model_id) == 0)
        add_version (sums, version);
    }
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
get_median (GArray *values)
{
  g_array_sort (values, compare_doubles);
  if (values->len == 0)
    return -1.;
  if (values->len % 2 == 1)
    return g_array_index (values, double, values->len / 2);

  return (g_array_index (values, double, values->len / 2 - 1)
          + g_array_index (values, double, values->len / 2)) / 2.;
}

static int
compare_runs (gconstpointer a,
              gconstpointer b)
{
  gint64 first = ((const Run *) a)->created_at;
  gint64 second = ((const Run *) b)->created_at;

  return (first > second) - (first < second);
}

static void
finish_sums (Sums *sums)
{
  MeireiModelStatistics *statistics = sums->statistics;
  guint skip;

  statistics->mean_score = statistics->n_scored > 0 ? sums->score_sum / statistics->n_scored : -1.;
  statistics->mean_attempts = statistics->n_runs > 0
                              ? (double) sums->n_attempts / statistics->n_runs : -1.;
  statistics->median_seconds = get_median (sums->seconds);
  statistics->median_rate = get_median (sums->rates);
  statistics->median_first_token = get_median (sums->first_tokens);

  g_array_sort (sums->runs, compare_runs);
  skip = sums->runs->len - MIN (sums->runs->len, MEIREI_MODEL_STATISTICS_MAX_RATES);
  for (guint i = skip; i < sums->runs->len; i++)
    g_array_append_val (statistics->rates, g_array_index (sums->runs, Run, i).rate);
}

static void
collect_worker (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Input *input = task_data;
  g_autoptr(GArray) seconds = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) rates = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) first_tokens = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  Sums sums = { g_new0 (MeireiModelStatistics, 1), seconds, rates, first_tokens, runs, 0., 0 };

  sums.statistics->rates = g_array_new (FALSE, FALSE, sizeof (double));
  sums.statistics->is_complete = input->is_complete;
  for (guint i = 0; i < input->ids->len && !g_cancellable_is_cancelled (cancellable); i++)
    add_instruction (&sums, source, input->ids->pdata[i], input->model_id);
  finish_sums (&sums);

  g_task_return_pointer (task, sums.statistics, (GDestroyNotify) meirei_model_statistics_free);
}

static Input *
make_input (MeireiWorkspace *workspace,
            const char      *model_id)
{
  GListModel *items = meirei_workspace_get_items (workspace);
  guint n_items = g_list_model_get_n_items (items);
  Input *input = g_new0 (Input, 1);

  input->model_id = g_strdup (model_id);
  input->ids = g_ptr_array_new_with_free_func (g_free);
  input->is_complete = TRUE;
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (items, i);

      if (meirei_instruction_item_get_n_versions (item) == 0)
        continue;
      /* An older version may be another model's, but to look at all of them
       * would take long in a large workspace. */
      if (n_items > MAX_INSTRUCTIONS
          && g_strcmp0 (meirei_instruction_item_get_model (item), model_id) != 0)
        continue;
      if (input->ids->len == MAX_INSTRUCTIONS)
        {
          input->is_complete = FALSE;
          break;
        }
      g_ptr_array_add (input->ids, g_strdup (meirei_instruction_item_get_id (item)));
    }

  return input;
}

/**
 * meirei_model_statistics_collect_async:
 * @workspace: a workspace
 * @model_id: what the server calls the model
 * @cancellable: (nullable): to give up
 * @callback: called with the statistics
 * @user_data: for @callback
 *
 * Adds up what the versions of the workspace tell about a model.  The records
 * are read on another thread.
 */
void
meirei_model_statistics_collect_async (MeireiWorkspace     *workspace,
                                       const char          *model_id,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (model_id != NULL);

  task = g_task_new (workspace, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_model_statistics_collect_async);
  g_task_set_task_data (task, make_input (workspace, model_id), input_free);
  g_task_run_in_thread (task, collect_worker);
}

/**
 * meirei_model_statistics_collect_finish:
 * @workspace: the workspace
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the statistics, or %NULL with
 *   %G_IO_ERROR_CANCELLED
 */
MeireiModelStatistics *
meirei_model_statistics_collect_finish (MeireiWorkspace  *workspace,
                                        GAsyncResult     *result,
                                        GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
