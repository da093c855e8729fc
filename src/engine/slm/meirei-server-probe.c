/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-lmstudio-greeting.h"
#include "meirei-model-lister.h"
#include "meirei-server-evidence.h"
#include "meirei-server-probe.h"
#include "meirei-server-query.h"
#include "meirei-server-url.h"
#include "meirei-slm-error.h"

/* What the second round of questions gets, however long the first took. */
#define MIN_ROUND_MS 300
/* Listing asks about every model; a server that got so far may take longer. */
#define LISTING_FACTOR 3

typedef struct {
  /* Input */
  SoupSession          *session;    /* (owned) */
  guint                 timeout_ms;

  /* In progress */
  gint64                deadline;   /* of the monotonic clock */
  guint                 n_pending;
  MeireiServerEvidence  evidence;
  MeireiServerState     old_state;
  char                 *old_message; /* (owned) (nullable) */
  char                 *message;     /* (owned) (nullable): why nothing answers */
} State;

typedef struct {
  GTask            *task;  /* (owned) */
  MeireiServerClue  clue;
} Question;

static void
state_free (State *state)
{
  g_clear_object (&state->session);
  meirei_server_evidence_clear (&state->evidence);
  g_free (state->old_message);
  g_free (state->message);
  g_free (state);
}

static void
question_free (Question *question)
{
  g_object_unref (question->task);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* Ends the probe with what was found out. */
static void
conclude (GTask             *task,
          MeireiServerState  server_state,
          const char        *message)
{
  MeireiServer *server = g_task_get_source_object (task);

  if (server_state != MEIREI_SERVER_STATE_CONNECTED)
    {
      g_autoptr(GPtrArray) none = g_ptr_array_new ();

      meirei_server_take_models (server, none);
    }
  meirei_server_set_state (server, server_state, message);
  g_task_return_boolean (task, TRUE);
}

/* A probe that was cancelled leaves no trace. */
static gboolean
stop_if_cancelled (GTask *task)
{
  State *state = g_task_get_task_data (task);

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return FALSE;

  meirei_server_set_state (g_task_get_source_object (task),
                           state->old_state, state->old_message);

  return g_task_return_error_if_cancelled (task);
}

/* What answers is not what it was taken for. */
static void
forget_kind (MeireiServer *server)
{
  if (meirei_server_get_kind (server) != MEIREI_SERVER_KIND_BUILTIN)
    meirei_server_set_kind (server, MEIREI_SERVER_KIND_UNKNOWN);
}

static MeireiServerState
get_state_for_error (const GError *error)
{
  if (error->domain != MEIREI_SLM_ERROR)
    return MEIREI_SERVER_STATE_ERROR;

  if (error->code == MEIREI_SLM_ERROR_UNREACHABLE)
    return MEIREI_SERVER_STATE_NOT_RUNNING;
  if (error->code == MEIREI_SLM_ERROR_UNAUTHORIZED)
    return MEIREI_SERVER_STATE_NEEDS_KEY;
  if (error->code == MEIREI_SLM_ERROR_LOADING)
    return MEIREI_SERVER_STATE_LOADING;

  return MEIREI_SERVER_STATE_ERROR;
}

/* Step 4, only if nothing listens: LM Studio may run with its server off. */
static void
greeting_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (meirei_lmstudio_greeting_finish (result, &error))
    conclude (task, MEIREI_SERVER_STATE_NOT_RUNNING,
              "LM Studio is running, but its local server is off; start it in the "
              "Developer tab or with “lms server start”");
  else if (!stop_if_cancelled (task))
    conclude (task, MEIREI_SERVER_STATE_NOT_RUNNING, state->message);
}

static void
conclude_unreachable (GTask      *task,
                      const char *message)
{
  State *state = g_task_get_task_data (task);
  MeireiServer *server = g_task_get_source_object (task);

  if (meirei_server_get_kind (server) != MEIREI_SERVER_KIND_LMSTUDIO
      || !meirei_server_url_is_loopback (meirei_server_get_url (server)))
    {
      conclude (task, MEIREI_SERVER_STATE_NOT_RUNNING, message);
      return;
    }

  state->message = g_strdup (message);
  meirei_lmstudio_greeting_async (state->session, NULL, 0, g_task_get_cancellable (task),
                                  greeting_cb, g_object_ref (task));
}

static void
conclude_error (GTask        *task,
                const GError *error)
{
  MeireiServerState state = get_state_for_error (error);

  if (g_error_matches (error, MEIREI_SLM_ERROR, MEIREI_SLM_ERROR_BAD_RESPONSE))
    forget_kind (g_task_get_source_object (task));
  if (state == MEIREI_SERVER_STATE_NOT_RUNNING)
    conclude_unreachable (task, error->message);
  else
    conclude (task, state, error->message);
}

/* Step 3: the models are listed. */
static void
list_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (meirei_model_lister_refresh_finish (MEIREI_SERVER (object), result, &error))
    conclude (task, MEIREI_SERVER_STATE_CONNECTED, NULL);
  else if (!stop_if_cancelled (task))
    conclude_error (task, error);
}

/* Step 2: all clues are there. */
static void
finish_clues (GTask *task)
{
  State *state = g_task_get_task_data (task);
  MeireiServer *server = g_task_get_source_object (task);
  MeireiServerKind kind;

  if (--state->n_pending > 0 || stop_if_cancelled (task))
    return;

  kind = meirei_server_evidence_decide (&state->evidence);
  if (kind == MEIREI_SERVER_KIND_UNKNOWN)
    {
      g_autofree char *message =
        g_strdup_printf ("What listens at %s is not a model server",
                         meirei_server_get_url (server));

      forget_kind (server);
      conclude (task, MEIREI_SERVER_STATE_ERROR, message);
      return;
    }

  /* Meirei's own server is one of llama.cpp; it stays what it is. */
  if (meirei_server_get_kind (server) != MEIREI_SERVER_KIND_BUILTIN)
    meirei_server_set_kind (server, kind);
  if (meirei_server_evidence_is_refused (&state->evidence))
    {
      conclude (task, MEIREI_SERVER_STATE_NEEDS_KEY,
                meirei_server_get_api_key (server) != NULL
                ? "The server refuses the API key; give it another one"
                : "The server wants an API key");
      return;
    }

  meirei_model_lister_refresh_async (state->session, server,
                                     state->timeout_ms * LISTING_FACTOR,
                                     g_task_get_cancellable (task),
                                     list_cb, g_object_ref (task));
}

static void
clue_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  State *state = g_task_get_task_data (question->task);

  /* A clue that fails is no clue. */
  state->evidence.replies[question->clue] = meirei_server_query_finish (result, NULL);
  finish_clues (question->task);
}

static void
ask (GTask               *task,
     MeireiServerClue     clue,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  State *state = g_task_get_task_data (task);
  gint64 left_ms = (state->deadline - g_get_monotonic_time ()) / 1000;
  MeireiServerQuery query = {
    .path = meirei_server_clue_get_path (clue),
    .timeout_ms = (guint) MAX (left_ms, MIN_ROUND_MS),
  };

  meirei_server_query_async (state->session, g_task_get_source_object (task), &query,
                             g_task_get_cancellable (task), callback, user_data);
}

/* Step 1: something answers, or nothing does. */
static void
first_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  State *state = g_task_get_task_data (task);
  MeireiServerReply *reply = meirei_server_query_finish (result, &error);

  if (stop_if_cancelled (task))
    {
      meirei_server_reply_free (reply);
      return;
    }

  if (reply == NULL)
    {
      conclude_error (task, error);
      return;
    }

  state->evidence.replies[MEIREI_SERVER_CLUE_OPENAI] = reply;
  state->n_pending = 1;
  if (reply->status == SOUP_STATUS_SERVICE_UNAVAILABLE && reply->is_llama)
    {
      meirei_server_set_kind (MEIREI_SERVER (object), MEIREI_SERVER_KIND_LLAMA_SERVER);
      conclude (task, MEIREI_SERVER_STATE_LOADING, "The server is loading its model");
      return;
    }

  for (MeireiServerClue clue = 0; clue < MEIREI_N_SERVER_CLUES; clue++)
    if (meirei_server_evidence_needs_clue (&state->evidence, clue))
      {
        Question *question = g_new0 (Question, 1);

        question->task = g_object_ref (task);
        question->clue = clue;
        state->n_pending++;
        ask (task, clue, clue_cb, question);
      }
  finish_clues (task);
}

/**
 * meirei_server_probe_async:
 * @session: a session of [func@server_query_session_new]
 * @server: the server; its kind may be a guess
 * @timeout_ms: how long finding out what it is may take
 * @cancellable: (nullable): to give up; the server's state stays what it was
 * @callback: called when the server's properties are up to date
 * @user_data: for @callback
 *
 * Finds out what listens at a server's address, what models it has and what
 * state they are in.  Everything that is found out is in the server
 * afterwards, also that nothing listens there.  What answers without being a
 * model server becomes %MEIREI_SERVER_STATE_ERROR of an unknown kind.
 */
void
meirei_server_probe_async (SoupSession         *session,
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
  g_return_if_fail (timeout_ms > 0);

  task = g_task_new (server, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_server_probe_async);

  state = g_new0 (State, 1);
  state->session = g_object_ref (session);
  state->timeout_ms = timeout_ms;
  state->deadline = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  state->old_state = meirei_server_get_state (server);
  state->old_message = g_strdup (meirei_server_get_message (server));
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);

  /* What is connected stays so while it is asked again. */
  if (state->old_state != MEIREI_SERVER_STATE_CONNECTED)
    meirei_server_set_state (server, MEIREI_SERVER_STATE_LOOKING, NULL);
  ask (task, MEIREI_SERVER_CLUE_OPENAI, first_cb, g_object_ref (task));
}

/**
 * meirei_server_probe_finish:
 * @server: the server
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %TRUE if the server's properties are up to date, whatever they say;
 *   %FALSE with %G_IO_ERROR_CANCELLED
 */
gboolean
meirei_server_probe_finish (MeireiServer  *server,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, server), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
