/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiCliProgress:
 *
 * The progress of a batch on standard error: a plain line for every item that
 * is settled and, on a terminal, a live line below with the counts and what the
 * running items are doing.
 */

#include "config.h"

#include <stdio.h>
#include <unistd.h>

#include "meirei-cli-progress.h"
#include "meirei-cli.h"
#include "meirei-execution.h"
#include "meirei-json.h"

#define REFRESH_MS 250

/* Off a terminal: after how long it is said what is waited for; each time twice
 * as long as before. */
#define WAIT_SECONDS 5
#define MAX_WAIT_SECONDS 320

struct _MeireiCliProgress
{
  GObject parent_instance;

  MeireiBatch *batch;
  guint source_id;
  guint n_settled;
  guint wait_seconds;
  gboolean live;
  gboolean waiting;   /* nothing goes on, and that was said */
};

G_DEFINE_FINAL_TYPE (MeireiCliProgress, meirei_cli_progress, G_TYPE_OBJECT)

static void
clear_live_line (MeireiCliProgress *self)
{
  if (self->live)
    fputs ("\r\033[K", stderr);
}

static void
print_settled (MeireiCliProgress *self,
               MeireiBatchItem   *item)
{
  GListModel *items = meirei_batch_get_items (self->batch);
  JsonObject *result = meirei_batch_item_get_result (item);
  JsonObject *error = meirei_json_get_object (result, "error");
  JsonObject *best_of = meirei_json_get_object (result, "best_of");
  JsonObject *cache = meirei_json_get_object (result, "cache");
  const char *file = meirei_json_get_string (result, "file", NULL);
  g_autoptr(GString) line = g_string_new (NULL);

  self->n_settled++;
  g_string_append_printf (line, "[%u/%u] %s %s", self->n_settled,
                          g_list_model_get_n_items (items),
                          meirei_json_get_string (result, "state", ""),
                          meirei_batch_item_get_title (item));
  if (meirei_json_get_double (result, "score", -1.0) >= 0.0)
    g_string_append_printf (line, " · score %g", meirei_json_get_double (result, "score", 0.0));
  g_string_append_printf (line, " · %.1f s", meirei_batch_item_get_seconds (item));
  if (file != NULL)
    g_string_append_printf (line, " · %s", file);
  if (best_of != NULL)
    g_string_append_printf (line, " · %s is the best of %" G_GINT64_FORMAT,
                            meirei_json_get_string (result, "version", ""),
                            meirei_json_get_int (best_of, "of", 0));
  if (cache != NULL)
    g_string_append_printf (line, " · the stored answer of %.8s %s (--no-cache asks again)",
                            meirei_json_get_string (cache, "instruction", ""),
                            meirei_json_get_string (cache, "version", ""));
  if (error != NULL)
    g_string_append_printf (line, " · %s: %s", meirei_json_get_string (error, "type", ""),
                            meirei_json_get_string (error, "message", ""));

  clear_live_line (self);
  fprintf (stderr, "%s\n", meirei_cli_make_harmless (g_strdelimit (line->str, "\n\r", ' '), ""));
}

static void
state_cb (MeireiBatchItem   *item,
          GParamSpec        *pspec,
          MeireiCliProgress *self)
{
  if (meirei_batch_item_is_settled (item))
    print_settled (self, item);
}

/* Why nothing goes on, and that it does again. */
static void
message_cb (MeireiBatch       *batch,
            GParamSpec        *pspec,
            MeireiCliProgress *self)
{
  const char *message = meirei_batch_get_message (batch);

  if (message == NULL && !self->waiting)
    return;

  self->waiting = message != NULL;
  clear_live_line (self);
  fprintf (stderr, "%s%s\n", message != NULL ? "Paused: " : "Going on",
           message != NULL ? message : "");
}

static void
append_running (GString         *line,
                MeireiBatchItem *item)
{
  GObject *job = meirei_batch_item_get_job (item);
  MeireiExecutionStage stage;
  MeireiCompletion *completion;

  if (job == NULL || !MEIREI_IS_EXECUTION (job))
    return;

  completion = meirei_execution_get_completion (MEIREI_EXECUTION (job));
  stage = meirei_execution_get_stage (MEIREI_EXECUTION (job));
  g_string_append_printf (line, " · %s", meirei_batch_item_get_title (item));
  if (stage > MEIREI_EXECUTION_STAGE_SAVING && stage < MEIREI_EXECUTION_STAGE_FINISHED)
    g_string_append_printf (line, " %s",
                            meirei_enum_to_nick (MEIREI_TYPE_EXECUTION_STAGE, (int) stage));
  else if (completion != NULL)
    g_string_append_printf (line, " %s",
                            meirei_enum_to_nick (MEIREI_TYPE_COMPLETION_PHASE,
                                                 (int) meirei_completion_get_phase (completion)));
  if (completion != NULL && meirei_completion_get_n_tokens (completion) > 0)
    g_string_append_printf (line, " %" G_GINT64_FORMAT, meirei_completion_get_n_tokens (completion));
}

/* What goes on, in one line. */
static GString *
describe (MeireiCliProgress *self)
{
  GListModel *items = meirei_batch_get_items (self->batch);
  g_autoptr(GString) line = g_string_new (NULL);

  g_string_append_printf (line, "%u of %u", self->n_settled, g_list_model_get_n_items (items));
  for (guint i = 0; i < g_list_model_get_n_items (items) && line->len < 200; i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);

      if (meirei_batch_item_is_busy (item))
        append_running (line, item);
    }
  meirei_cli_make_harmless (line->str, "");

  return g_steal_pointer (&line);
}

static gboolean
refresh_cb (gpointer user_data)
{
  g_autoptr(GString) line = describe (user_data);

  fprintf (stderr, "\r\033[K%.*s", (int) (g_utf8_offset_to_pointer (line->str,
                                          MIN (g_utf8_strlen (line->str, -1), 78))
                                          - line->str), line->str);
  fflush (stderr);

  return G_SOURCE_CONTINUE;
}

/* A log says as well that the program is alive and what it waits for. */
static gboolean
wait_cb (gpointer user_data)
{
  MeireiCliProgress *self = user_data;
  g_autoptr(GString) line = describe (self);

  fprintf (stderr, "%s\n", line->str);
  fflush (stderr);
  self->wait_seconds = MIN (self->wait_seconds * 2, MAX_WAIT_SECONDS);
  self->source_id = g_timeout_add_seconds (self->wait_seconds, wait_cb, self);

  return G_SOURCE_REMOVE;
}

static void
meirei_cli_progress_dispose (GObject *object)
{
  MeireiCliProgress *self = MEIREI_CLI_PROGRESS (object);

  meirei_cli_progress_end (self);
  g_clear_object (&self->batch);

  G_OBJECT_CLASS (meirei_cli_progress_parent_class)->dispose (object);
}

static void
meirei_cli_progress_class_init (MeireiCliProgressClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_cli_progress_dispose;
}

static void
meirei_cli_progress_init (MeireiCliProgress *self)
{
}

/**
 * meirei_cli_progress_new:
 * @batch: a batch that is about to run
 *
 * Returns: (transfer full): the progress of @batch, shown until
 *   [method@CliProgress.end]
 */
MeireiCliProgress *
meirei_cli_progress_new (MeireiBatch *batch)
{
  MeireiCliProgress *self = g_object_new (MEIREI_TYPE_CLI_PROGRESS, NULL);
  GListModel *items = meirei_batch_get_items (batch);

  self->batch = g_object_ref (batch);
  self->live = isatty (STDERR_FILENO);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiBatchItem) item = g_list_model_get_item (items, i);

      if (meirei_batch_item_is_settled (item))
        self->n_settled++;
      g_signal_connect_object (item, "notify::state", G_CALLBACK (state_cb), self, 0);
    }
  g_signal_connect_object (batch, "notify::message", G_CALLBACK (message_cb), self, 0);
  if (self->live)
    self->source_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
  else
    {
      self->wait_seconds = WAIT_SECONDS;
      self->source_id = g_timeout_add_seconds (self->wait_seconds, wait_cb, self);
    }

  return self;
}

/**
 * meirei_cli_progress_end:
 * @self: a progress
 *
 * Takes the live line away.
 */
void
meirei_cli_progress_end (MeireiCliProgress *self)
{
  g_return_if_fail (MEIREI_IS_CLI_PROGRESS (self));

  if (self->source_id != 0)
    clear_live_line (self);
  g_clear_handle_id (&self->source_id, g_source_remove);
}
