/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "meirei-builtin-engine-private.h"
#include "meirei-engine-finder.h"
#include "meirei-engine-log.h"
#include "meirei-engine-process.h"
#include "meirei-slm-error.h"

/* The part of MeireiBuiltinEngine that has a process of its own. */

/* A port that was free may be taken before the engine gets it. */
#define MAX_TRIES 3
/* Several slots share the work of reading the weights; of a large model even
 * one slot's memory is a question. */
#define SLOTS 4
#define LARGE_MODEL_BYTES (G_GINT64_CONSTANT (1) << 30)
#define LARGE_MODEL_SLOTS 1

static GError *
make_exit_error (MeireiBuiltinEngine *self,
                 GSubprocess         *process)
{
  g_autofree char *tail = meirei_engine_log_dup_tail (self->log_start);
  g_autofree char *log_path = meirei_engine_log_dup_path ();
  g_autofree char *how = g_subprocess_get_if_signaled (process)
                         ? g_strdup_printf ("signal %d", g_subprocess_get_term_sig (process))
                         : g_strdup_printf ("status %d", g_subprocess_get_exit_status (process));

  return g_error_new (MEIREI_SLM_ERROR,
                      _meirei_builtin_engine_is_coming_up (self)
                      ? MEIREI_SLM_ERROR_LOAD_FAILED
                      : MEIREI_SLM_ERROR_CRASHED,
                      "The built-in engine ended by itself with %s%s%s; its log is %s",
                      how, *tail != '\0' ? ": " : "", tail, log_path);
}

static gboolean
is_port_taken (MeireiBuiltinEngine *self)
{
  g_autofree char *tail = meirei_engine_log_dup_tail (self->log_start);

  return strstr (tail, "bind") != NULL || strstr (tail, "in use") != NULL;
}

static void
handle_exit (MeireiBuiltinEngine *self,
             GSubprocess         *process)
{
  g_autoptr(GError) error = NULL;
  gboolean detached = self->detached;

  /* A wrapper may have left the real program behind. */
  if (self->state != NULL)
    kill (-self->state->pid, SIGKILL);

  if (self->phase == MEIREI_ENGINE_PHASE_STOPPING)
    {
      _meirei_builtin_engine_stopped (self);
      return;
    }

  error = make_exit_error (self, process);
  if (_meirei_builtin_engine_is_coming_up (self)
      && self->n_tries < MAX_TRIES && is_port_taken (self))
    {
      _meirei_builtin_engine_forget (self);
      g_clear_error (&error);
      if (_meirei_builtin_engine_spawn (self, detached, &error))
        return;
    }

  _meirei_builtin_engine_fail (self, g_steal_pointer (&error));
}

static void
exited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GWeakRef *weak_ref = user_data;
  GSubprocess *process = G_SUBPROCESS (object);
  g_autoptr(MeireiBuiltinEngine) self = g_weak_ref_get (weak_ref);

  g_weak_ref_clear (weak_ref);
  g_free (weak_ref);
  /* Without a cancellable waiting cannot fail. */
  g_subprocess_wait_finish (process, result, NULL);

  if (self != NULL && self->process == process)
    handle_exit (self, process);
}

static gboolean
save_state (MeireiBuiltinEngine  *self,
            GError              **error)
{
  if (!self->detached || meirei_engine_state_save (self->state, error))
    return TRUE;

  g_subprocess_force_exit (self->process);

  return FALSE;
}

static guint
choose_slots (const char *model_path)
{
  GStatBuf info;

  return g_stat (model_path, &info) == 0 && info.st_size > LARGE_MODEL_BYTES
         ? LARGE_MODEL_SLOTS
         : SLOTS;
}

static gboolean
spawn_command (MeireiBuiltinEngine        *self,
               const MeireiEngineCommand  *command,
               GError                    **error)
{
  GWeakRef *weak_ref;

  self->process = meirei_engine_process_spawn (command, &self->log_start, error);
  if (self->process == NULL)
    return FALSE;

  self->detached = command->detached;
  self->state = meirei_engine_state_new (atoi (g_subprocess_get_identifier (self->process)),
                                         command->port, command->api_key);
  self->state->model_path = g_strdup (command->model_path);
  self->state->context = command->context;
  self->state->slots = command->slots;
  if (!save_state (self, error))
    return FALSE;

  weak_ref = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak_ref, self);
  g_subprocess_wait_async (self->process, NULL, exited_cb, weak_ref);
  _meirei_builtin_engine_connect (self);

  return TRUE;
}

/* Starts a process of our own. */
gboolean
_meirei_builtin_engine_spawn (MeireiBuiltinEngine  *self,
                              gboolean              detached,
                              GError              **error)
{
  g_autofree char *program = meirei_engine_finder_dup_program (error);
  g_autofree char *model_path = NULL;
  g_autofree char *alias = NULL;
  g_autofree char *api_key = meirei_engine_process_make_key ();
  MeireiEngineCommand command = { .api_key = api_key, .detached = detached };

  if (program == NULL)
    return FALSE;

  model_path = self->model_path != NULL ? g_strdup (self->model_path)
                                        : meirei_engine_finder_dup_model (error);
  if (model_path == NULL)
    return FALSE;

  self->n_tries++;
  alias = meirei_engine_finder_dup_alias (model_path);
  command.program = program;
  command.model_path = model_path;
  command.alias = alias;
  command.context = self->context;
  command.slots = choose_slots (model_path);
  command.port = meirei_engine_process_find_port (error);

  return command.port > 0 && spawn_command (self, &command, error);
}
