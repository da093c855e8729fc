/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Which instruction of a workspace has the longest prompt, and how long it is
 * for a model.  The sheets are compared on another thread by the estimate of
 * their text; only the longest one is made into a prompt. */

#include "config.h"

#include "meirei-execution-plan.h"
#include "meirei-longest-prompt.h"

/* Of a larger workspace those that were changed last are looked at. */
#define MAX_INSTRUCTIONS 5000

typedef struct {
  /* Input */
  MeireiContext *context;
  MeireiWorkspace *workspace;
  MeireiTarget *target;
  GPtrArray *ids;                  /* of char */
  MeireiVocabulary vocabulary;

  /* Output */
  MeireiInstruction *longest;      /* (owned) (nullable) */
  gint64 n_tokens;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->context);
  g_object_unref (search->workspace);
  g_object_unref (search->target);
  g_ptr_array_unref (search->ids);
  g_clear_object (&search->longest);
  g_free (search);
}

static double
estimate_strv (const char * const *texts,
               MeireiVocabulary    vocabulary)
{
  double tokens = 0.;

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    tokens += meirei_token_estimate_text (texts[i], vocabulary) + 1.;

  return tokens;
}

static double
estimate_sheet (MeireiSheet      *sheet,
                MeireiVocabulary  vocabulary)
{
  return meirei_token_estimate_text (meirei_sheet_get_spec (sheet), vocabulary)
         + meirei_token_estimate_text (meirei_sheet_get_tests (sheet), vocabulary)
         + meirei_token_estimate_text (meirei_sheet_get_title (sheet), vocabulary)
         + estimate_strv (meirei_sheet_get_functions (sheet), vocabulary);
}

static void
search_worker (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Search *search = task_data;
  double longest = -1.;

  for (guint i = 0; i < search->ids->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr(MeireiInstruction) instruction =
        meirei_workspace_load_instruction (search->workspace, search->ids->pdata[i], NULL);
      double tokens;

      if (instruction == NULL)
        continue;
      tokens = estimate_sheet (meirei_instruction_get_sheet (instruction), search->vocabulary);
      if (tokens > longest)
        {
          longest = tokens;
          g_set_object (&search->longest, instruction);
        }
    }

  g_task_return_boolean (task, TRUE);
}

static MeireiPreset *
find_preset (Search  *search,
             GError **error)
{
  return meirei_execution_plan_find_preset (search->context, search->workspace, search->target, error);
}

static gboolean
measure (Search                *search,
         MeireiPromptTemplate  *template,
         GError               **error)
{
  MeireiSheet *sheet = meirei_instruction_get_sheet (search->longest);
  g_autoptr(MeireiExecutionOptions) options = meirei_execution_options_new (NULL);
  g_autoptr(MeireiPreset) preset = find_preset (search, error);
  g_autoptr(MeireiPrompt) prompt = meirei_prompt_template_render (template, sheet);
  g_autoptr(MeireiChatRequest) request = NULL;
  g_autoptr(MeireiContextFit) fit = NULL;

  if (preset != NULL)
    request = meirei_execution_plan_make_request (search->target, preset, sheet, options, &prompt,
                                                  error);
  if (request == NULL)
    return FALSE;

  fit = meirei_context_fitter_estimate (meirei_context_get_fitter (search->context),
                                        search->target, request);
  search->n_tokens = meirei_context_fit_get_prompt_tokens (fit);

  return TRUE;
}

static void
template_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  g_autoptr(MeireiPromptTemplate) template =
    meirei_template_store_find_finish (MEIREI_TEMPLATE_STORE (source), result, &error);

  if (template == NULL || !measure (g_task_get_task_data (task), template, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
searched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else if (search->longest == NULL)
    g_task_return_boolean (task, TRUE);
  else
    meirei_execution_plan_find_template_async (search->context, search->workspace,
                                               g_task_get_cancellable (task), template_cb,
                                               g_object_ref (task));
}

static int
compare_updated (gconstpointer a,
                 gconstpointer b)
{
  gint64 first = meirei_instruction_item_get_updated_at (*(MeireiInstructionItem **) a);
  gint64 second = meirei_instruction_item_get_updated_at (*(MeireiInstructionItem **) b);

  return (first < second) - (first > second);
}

static GPtrArray *
list_ids (MeireiWorkspace *workspace)
{
  GListModel *items = meirei_workspace_get_items (workspace);
  g_autoptr(GPtrArray) sorted = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    g_ptr_array_add (sorted, g_list_model_get_item (items, i));
  if (sorted->len > MAX_INSTRUCTIONS)
    g_ptr_array_sort (sorted, compare_updated);
  for (guint i = 0; i < MIN (sorted->len, MAX_INSTRUCTIONS); i++)
    g_ptr_array_add (ids, g_strdup (meirei_instruction_item_get_id (sorted->pdata[i])));

  return ids;
}

/**
 * meirei_longest_prompt_find_async:
 * @context: the program's context
 * @workspace: a workspace
 * @target: the model that would be asked
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Looks for the instruction whose prompt is the longest, by the same estimate
 * that decides whether a request fits.
 */
void
meirei_longest_prompt_find_async (MeireiContext       *context,
                                  MeireiWorkspace     *workspace,
                                  MeireiTarget        *target,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) searching = NULL;
  g_autoptr(MeireiPreset) preset = NULL;
  Search *search;

  g_return_if_fail (MEIREI_IS_CONTEXT (context));
  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (MEIREI_IS_TARGET (target));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_longest_prompt_find_async);

  search = g_new0 (Search, 1);
  search->context = g_object_ref (context);
  search->workspace = g_object_ref (workspace);
  search->target = g_object_ref (target);
  search->ids = list_ids (workspace);
  preset = find_preset (search, NULL);
  search->vocabulary = preset != NULL ? meirei_preset_get_vocabulary (preset)
                                      : MEIREI_VOCABULARY_SMALL;
  g_task_set_task_data (task, search, search_free);

  searching = g_task_new (NULL, cancellable, searched_cb, g_object_ref (task));
  g_task_set_task_data (searching, search, NULL);
  g_task_run_in_thread (searching, search_worker);
}

/**
 * meirei_longest_prompt_find_finish:
 * @result: the result
 * @title: (out) (optional) (nullable): the instruction's title
 * @error: return location for an error
 *
 * Returns: the tokens of the longest prompt; 0 if there are no instructions;
 *   -1 with an error
 */
gint64
meirei_longest_prompt_find_finish (GAsyncResult  *result,
                                   char         **title,
                                   GError       **error)
{
  Search *search;

  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return -1;

  search = g_task_get_task_data (G_TASK (result));
  if (title != NULL)
    *title = search->longest != NULL
             ? g_strdup (meirei_sheet_get_title (meirei_instruction_get_sheet (search->longest)))
             : NULL;

  return search->n_tokens;
}
