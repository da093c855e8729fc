/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-model-lister.h"
#include "meirei-model-listing.h"
#include "meirei-server-query.h"
#include "meirei-slm-error.h"

/* Asking about each model is for Ollama; nobody has more, and the rest is
 * listed all the same. */
#define MAX_QUESTIONS 200

typedef struct {
  /* Input */
  SoupSession              *session; /* (owned) */
  const MeireiModelListing *listing;
  guint                     timeout_ms;

  /* In progress */
  guint                     n_pending;
  MeireiServerReply        *replies[MEIREI_MODEL_LISTING_MAX_PATHS]; /* (owned) (nullable) */
  GError                   *errors[MEIREI_MODEL_LISTING_MAX_PATHS];  /* (owned) (nullable) */

  gboolean                  hidden[MAX_QUESTIONS]; /* of the models, by position */

  /* Output */
  GPtrArray                *models;  /* (owned) (nullable) */
} State;

/* One of several questions asked at the same time. */
typedef struct {
  GTask *task;  /* (owned) */
  guint  index;
} Question;

static void
state_free (State *state)
{
  g_clear_object (&state->session);
  for (guint i = 0; i < MEIREI_MODEL_LISTING_MAX_PATHS; i++)
    {
      g_clear_pointer (&state->replies[i], meirei_server_reply_free);
      g_clear_error (&state->errors[i]);
    }
  g_clear_pointer (&state->models, g_ptr_array_unref);
  g_free (state);
}

static void
question_free (Question *question)
{
  g_object_unref (question->task);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
ask (GTask               *task,
     guint                index,
     const char          *path,
     JsonObject          *body,
     GAsyncReadyCallback  callback)
{
  State *state = g_task_get_task_data (task);
  MeireiServerQuery query = { path, body, state->timeout_ms };
  Question *question = g_new0 (Question, 1);

  question->task = g_object_ref (task);
  question->index = index;
  state->n_pending++;
  meirei_server_query_async (state->session, g_task_get_source_object (task), &query,
                             g_task_get_cancellable (task), callback, question);
}

/* Step 3: everything is there. */
static void
finish_more (GTask *task)
{
  State *state = g_task_get_task_data (task);

  if (--state->n_pending > 0 || g_task_return_error_if_cancelled (task))
    return;

  for (guint i = MIN (state->models->len, MAX_QUESTIONS); i > 0; i--)
    if (state->hidden[i - 1])
      g_ptr_array_remove_index (state->models, i - 1);
  meirei_server_take_models (g_task_get_source_object (task), state->models);
  g_task_return_boolean (task, TRUE);
}

static void
more_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  /* Without it the model is listed with what is known. */
  g_autoptr(MeireiServerReply) reply = meirei_server_query_finish (result, NULL);
  State *state = g_task_get_task_data (question->task);
  MeireiModel *model = g_ptr_array_index (state->models, question->index);

  if (meirei_server_reply_is_ok (reply))
    state->hidden[question->index] = !state->listing->take_more (model, reply->object);
  finish_more (question->task);
}

static void
ask_more (GTask *task)
{
  State *state = g_task_get_task_data (task);
  guint n_questions = MIN (state->models->len, MAX_QUESTIONS);

  state->n_pending = 1;
  for (guint i = 0; state->listing->ask_more != NULL && i < n_questions; i++)
    {
      g_autoptr(JsonObject) body = NULL;
      g_autofree char *path = NULL;

      path = state->listing->ask_more (g_ptr_array_index (state->models, i), &body);
      if (path != NULL)
        ask (task, i, path, body, more_cb);
    }
  finish_more (task);
}

/* A refusal for want of a key says more than that a path is unknown. */
static GError *
choose_error (State      *state,
              const char *secret)
{
  GError *chosen = NULL;

  for (guint i = 0; i < MEIREI_MODEL_LISTING_MAX_PATHS; i++)
    {
      g_autoptr(GError) error = NULL;

      if (state->replies[i] != NULL)
        error = meirei_server_reply_dup_error (state->replies[i], secret);
      else if (state->errors[i] != NULL)
        error = g_error_copy (state->errors[i]);
      else
        continue;

      if (chosen == NULL
          || g_error_matches (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_UNAUTHORIZED))
        {
          g_clear_error (&chosen);
          chosen = g_steal_pointer (&error);
        }
    }

  return chosen;
}

/* Step 2: all lists are there or have failed. */
static void
finish_list (GTask *task)
{
  State *state = g_task_get_task_data (task);
  MeireiServer *server = g_task_get_source_object (task);
  const char *version;

  if (--state->n_pending > 0 || g_task_return_error_if_cancelled (task))
    return;

  state->models = state->listing->parse (state->replies);
  if (state->models == NULL)
    {
      g_task_return_error (task, choose_error (state, meirei_server_get_api_key (server)));
      return;
    }

  version = state->listing->get_version != NULL
            ? state->listing->get_version (state->replies)
            : NULL;
  if (version != NULL)
    meirei_server_set_version (server, version);
  ask_more (task);
}

static void
list_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  State *state = g_task_get_task_data (question->task);
  guint i = question->index;

  state->replies[i] = meirei_server_query_finish (result, &state->errors[i]);
  finish_list (question->task);
}

/**
 * meirei_model_lister_refresh_async:
 * @session: a session of [func@server_query_session_new]
 * @server: the server, whose kind is known
 * @timeout_ms: how long each question may take, or 0 for no limit
 * @cancellable: (nullable): to give up; the server keeps its old list
 * @callback: called when the server's models are up to date
 * @user_data: for @callback
 *
 * Asks the server, in its own language, what models it has, which are loaded
 * and with what context.
 */
void
meirei_model_lister_refresh_async (SoupSession         *session,
                                   MeireiServer        *server,
                                   guint                timeout_ms,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  State *state;

  g_return_if_fail (SOUP_IS_SESSION (session));
  g_return_if_fail (MEIREI_IS_SERVER (server));

  task = g_task_new (server, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_model_lister_refresh_async);

  state = g_new0 (State, 1);
  state->session = g_object_ref (session);
  state->listing = meirei_model_listing_for_kind (meirei_server_get_kind (server));
  state->timeout_ms = timeout_ms;
  state->n_pending = 1;
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);

  for (guint i = 0; i < MEIREI_MODEL_LISTING_MAX_PATHS; i++)
    if (state->listing->paths[i] != NULL)
      ask (task, i, state->listing->paths[i], NULL, list_cb);
  finish_list (task);
}

/**
 * meirei_model_lister_refresh_finish:
 * @server: the server
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if the models are up to date, or %FALSE with a
 *   %MEIREI_SLM_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
meirei_model_lister_refresh_finish (MeireiServer  *server,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, server), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
