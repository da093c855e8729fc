/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiCompletion:
 *
 * One request to a model and what has come of it so far.  Make one, give it to
 * meirei_chat_client_send_async() and watch it.
 *
 * The text grows at its end only, with one exception that
 * meirei_completion_get_epoch() tells.  What has arrived stays when the request
 * fails or is stopped.
 */

#include "config.h"

#include "meirei-completion-private.h"

typedef enum {
  PROP_SERVER = 1,
  PROP_REQUEST,
  PROP_PHASE,
  PROP_PROGRESS,
  PROP_FINISH,
} MeireiCompletionProperty;

#define N_PROPS (PROP_FINISH + 1)

static GParamSpec *properties[N_PROPS];

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiCompletion, meirei_completion, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (MeireiCompletionPhase, meirei_completion_phase,
  G_DEFINE_ENUM_VALUE (MEIREI_COMPLETION_PHASE_QUEUED, "queued"),
  G_DEFINE_ENUM_VALUE (MEIREI_COMPLETION_PHASE_CONNECTING, "connecting"),
  G_DEFINE_ENUM_VALUE (MEIREI_COMPLETION_PHASE_LOADING, "loading"),
  G_DEFINE_ENUM_VALUE (MEIREI_COMPLETION_PHASE_READING_PROMPT, "reading-prompt"),
  G_DEFINE_ENUM_VALUE (MEIREI_COMPLETION_PHASE_GENERATING, "generating"),
  G_DEFINE_ENUM_VALUE (MEIREI_COMPLETION_PHASE_FINISHED, "finished"))

static void
meirei_completion_dispose (GObject *object)
{
  MeireiCompletion *self = MEIREI_COMPLETION (object);

  g_clear_object (&self->server);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (meirei_completion_parent_class)->dispose (object);
}

static void
meirei_completion_finalize (GObject *object)
{
  MeireiCompletion *self = MEIREI_COMPLETION (object);

  g_string_free (self->text, TRUE);
  g_string_free (self->reasoning, TRUE);
  g_string_free (self->raw, TRUE);
  g_free (self->finish_reason);
  g_free (self->reply_model);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (meirei_completion_parent_class)->finalize (object);
}

static void
meirei_completion_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  MeireiCompletion *self = MEIREI_COMPLETION (object);

  switch ((MeireiCompletionProperty) prop_id)
    {
    case PROP_SERVER:
      g_value_set_object (value, self->server);
      break;
    case PROP_REQUEST:
      g_value_set_object (value, self->request);
      break;
    case PROP_PHASE:
      g_value_set_enum (value, (int) self->phase);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_FINISH:
      g_value_set_enum (value, (int) self->finish);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
meirei_completion_class_init (MeireiCompletionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = meirei_completion_dispose;
  object_class->finalize = meirei_completion_finalize;
  object_class->get_property = meirei_completion_get_property;

  /**
   * MeireiCompletion:server:
   *
   * Whom it asks.
   */
  properties[PROP_SERVER] =
    g_param_spec_object ("server", NULL, NULL, MEIREI_TYPE_SERVER, flags);

  /**
   * MeireiCompletion:request:
   *
   * What it asks.
   */
  properties[PROP_REQUEST] =
    g_param_spec_object ("request", NULL, NULL, MEIREI_TYPE_CHAT_REQUEST, flags);

  /**
   * MeireiCompletion:phase:
   *
   * What it is waiting for.
   */
  properties[PROP_PHASE] =
    g_param_spec_enum ("phase", NULL, NULL, MEIREI_TYPE_COMPLETION_PHASE,
                       MEIREI_COMPLETION_PHASE_QUEUED, flags);

  /**
   * MeireiCompletion:progress:
   *
   * How far the phase is, from 0 to 1, or -1 if the server does not tell.
   */
  properties[PROP_PROGRESS] =
    g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, flags);

  /**
   * MeireiCompletion:finish:
   *
   * How it ended; means something only in the phase
   * %MEIREI_COMPLETION_PHASE_FINISHED.
   */
  properties[PROP_FINISH] =
    g_param_spec_enum ("finish", NULL, NULL, MEIREI_TYPE_FINISH,
                       MEIREI_FINISH_BROKEN, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * MeireiCompletion::changed:
   * @self: the completion
   *
   * Text, reasoning or numbers have changed.  Emitted once for all that
   * arrived together, which with a quick server is still thousands of times a
   * second: what is expensive must be put off to the next frame.
   */
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_completion_init (MeireiCompletion *self)
{
  self->phase = MEIREI_COMPLETION_PHASE_QUEUED;
  self->progress = -1;
  self->finish = MEIREI_FINISH_BROKEN;
  self->usage = MEIREI_USAGE_UNKNOWN;
  self->server_speed = -1;
  self->load_seconds = -1;
  self->text = g_string_new (NULL);
  self->reasoning = g_string_new (NULL);
  self->raw = g_string_new (NULL);
}

/**
 * meirei_completion_new:
 * @server: whom to ask
 * @request: what to ask
 * @limits: (nullable): how long to wait and how much to take, or %NULL for
 *   %MEIREI_CHAT_LIMITS_DEFAULT
 *
 * Returns: (transfer full): a new completion, which is not sent yet
 */
MeireiCompletion *
meirei_completion_new (MeireiServer           *server,
                       MeireiChatRequest      *request,
                       const MeireiChatLimits *limits)
{
  MeireiCompletion *self;

  g_return_val_if_fail (MEIREI_IS_SERVER (server), NULL);
  g_return_val_if_fail (MEIREI_IS_CHAT_REQUEST (request), NULL);

  self = g_object_new (MEIREI_TYPE_COMPLETION, NULL);
  self->server = g_object_ref (server);
  self->request = g_object_ref (request);
  self->limits = limits != NULL ? *limits : MEIREI_CHAT_LIMITS_DEFAULT;

  return self;
}

void
_meirei_completion_begin_try (MeireiCompletion *self)
{
  if (self->n_tries++ == 0)
    self->start_us = g_get_monotonic_time ();
  _meirei_completion_set_phase (self, MEIREI_COMPLETION_PHASE_CONNECTING, -1);
}

void
_meirei_completion_set_phase (MeireiCompletion      *self,
                              MeireiCompletionPhase  phase,
                              double                 progress)
{
  gboolean phase_changed = self->phase != phase;
  gboolean progress_changed = self->progress < progress || self->progress > progress;

  self->phase = phase;
  self->progress = progress;

  g_object_freeze_notify (G_OBJECT (self));
  if (phase_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
  if (progress_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
note_piece (MeireiCompletion *self)
{
  self->n_pieces++;
  self->last_us = g_get_monotonic_time ();
  if (self->first_us == 0)
    {
      self->first_us = self->last_us;
      _meirei_completion_set_phase (self, MEIREI_COMPLETION_PHASE_GENERATING, -1);
    }
}

void
_meirei_completion_add_content (MeireiCompletion  *self,
                                MeireiThinkFilter *filter,
                                const char        *piece,
                                gsize              length)
{
  note_piece (self);
  g_string_append_len (self->raw, piece, (gssize) length);
  if (meirei_think_filter_push (filter, piece, length, self->text, self->reasoning))
    self->epoch++;
}

void
_meirei_completion_add_reasoning (MeireiCompletion *self,
                                  const char       *piece,
                                  gsize             length)
{
  note_piece (self);
  g_string_append_len (self->reasoning, piece, (gssize) length);
}

void
_meirei_completion_flush (MeireiCompletion  *self,
                          MeireiThinkFilter *filter)
{
  if (meirei_think_filter_end (filter, self->text, self->reasoning))
    self->epoch++;
}

void
_meirei_completion_changed (MeireiCompletion *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
_meirei_completion_finish (MeireiCompletion *self,
                           MeireiFinish      finish,
                           const GError     *error)
{
  g_return_if_fail (self->phase != MEIREI_COMPLETION_PHASE_FINISHED);

  self->end_us = g_get_monotonic_time ();
  self->error = error != NULL ? g_error_copy (error) : NULL;
  self->finish = finish;

  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FINISH]);
  _meirei_completion_set_phase (self, MEIREI_COMPLETION_PHASE_FINISHED, -1);
  g_object_thaw_notify (G_OBJECT (self));
  _meirei_completion_changed (self);
}

/**
 * meirei_completion_hint_phase:
 * @self: a completion
 * @phase: %MEIREI_COMPLETION_PHASE_LOADING or
 *   %MEIREI_COMPLETION_PHASE_READING_PROMPT
 * @progress: how far it is, 0 to 1, or -1
 *
 * Tells what somebody else found out about a silent server, for instance by
 * asking it for the state of its models.  Ignored unless the request has been
 * sent and nothing has arrived yet.
 */
void
meirei_completion_hint_phase (MeireiCompletion      *self,
                              MeireiCompletionPhase  phase,
                              double                 progress)
{
  g_return_if_fail (MEIREI_IS_COMPLETION (self));
  g_return_if_fail (phase == MEIREI_COMPLETION_PHASE_LOADING
                    || phase == MEIREI_COMPLETION_PHASE_READING_PROMPT);

  if (self->phase == MEIREI_COMPLETION_PHASE_LOADING
      || self->phase == MEIREI_COMPLETION_PHASE_READING_PROMPT)
    _meirei_completion_set_phase (self, phase, progress < 0 ? -1 : MIN (progress, 1.0));
}
