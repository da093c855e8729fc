/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiCodeStream:
 *
 * Brings the answer of an execution into a code view while it arrives.  A
 * repair round is another answer: the view starts anew.  Emits
 * [signal@CodeStream::file-changed] when the name of the file is known.
 */

#include "config.h"

#include "meirei-code-stream.h"
#include "meirei-stream-buffer.h"

struct _MeireiCodeStream
{
  GObject parent_instance;

  MeireiCodeView *view;           /* (owned) (nullable) */
  MeireiLiveBar *live_bar;        /* (owned) (nullable) */
  MeireiExecution *execution;     /* (owned) (nullable) */
  MeireiCompletion *completion;   /* (owned) (nullable) */
  MeireiStreamBuffer *stream;     /* (owned) (nullable) */
  gsize n_streamed;
  guint epoch;
};

enum {
  FILE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiCodeStream, meirei_code_stream, G_TYPE_OBJECT)

static void
start_over (MeireiCodeStream *self)
{
  self->n_streamed = 0;
  meirei_stream_buffer_reset (self->stream);
}

static void
changed_cb (MeireiCodeStream *self)
{
  gsize length;
  const char *text = meirei_completion_get_text (self->completion, &length);
  guint epoch = meirei_completion_get_epoch (self->completion);

  if (epoch != self->epoch || length < self->n_streamed)
    start_over (self);
  self->epoch = epoch;
  if (length > self->n_streamed)
    meirei_stream_buffer_append (self->stream, text + self->n_streamed,
                                 (gssize) (length - self->n_streamed));
  self->n_streamed = length;
}

static void
completion_cb (MeireiCodeStream *self)
{
  MeireiCompletion *completion = meirei_execution_get_completion (self->execution);

  g_signal_emit (self, signals[FILE_CHANGED], 0);
  if (completion == NULL || completion == self->completion)
    return;

  if (self->completion != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->completion, self);
      start_over (self);
    }
  g_set_object (&self->completion, completion);
  self->epoch = meirei_completion_get_epoch (completion);
  g_signal_connect_object (completion, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);
}

static void
meirei_code_stream_dispose (GObject *object)
{
  meirei_code_stream_stop (MEIREI_CODE_STREAM (object));

  G_OBJECT_CLASS (meirei_code_stream_parent_class)->dispose (object);
}

static void
meirei_code_stream_class_init (MeireiCodeStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_code_stream_dispose;

  /**
   * MeireiCodeStream::file-changed:
   * @self: the stream
   */
  signals[FILE_CHANGED] =
    g_signal_new ("file-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_code_stream_init (MeireiCodeStream *self)
{
}

/**
 * meirei_code_stream_new:
 * @view: where the text goes
 * @live_bar: says how it goes, and whether the view follows
 * @execution: what runs
 *
 * Returns: (transfer full): a stream that runs until it is stopped
 */
MeireiCodeStream *
meirei_code_stream_new (MeireiCodeView  *view,
                        MeireiLiveBar   *live_bar,
                        MeireiExecution *execution)
{
  MeireiCodeStream *self;

  g_return_val_if_fail (MEIREI_IS_CODE_VIEW (view), NULL);
  g_return_val_if_fail (MEIREI_IS_LIVE_BAR (live_bar), NULL);
  g_return_val_if_fail (MEIREI_IS_EXECUTION (execution), NULL);

  self = g_object_new (MEIREI_TYPE_CODE_STREAM, NULL);
  self->view = g_object_ref (view);
  self->live_bar = g_object_ref (live_bar);
  self->execution = g_object_ref (execution);

  meirei_code_view_set_streaming (view, TRUE);
  self->stream = meirei_stream_buffer_new (GTK_TEXT_VIEW (view));
  meirei_stream_buffer_reset (self->stream);
  g_object_bind_property (self->stream, "follow", live_bar, "follow",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  meirei_live_bar_set_execution (live_bar, execution);
  g_signal_connect_object (execution, "notify::completion", G_CALLBACK (completion_cb), self,
                           G_CONNECT_SWAPPED);
  completion_cb (self);

  return self;
}

/**
 * meirei_code_stream_get_execution:
 * @self: a stream
 *
 * Returns: (transfer none) (nullable): what it follows; %NULL once stopped
 */
MeireiExecution *
meirei_code_stream_get_execution (MeireiCodeStream *self)
{
  g_return_val_if_fail (MEIREI_IS_CODE_STREAM (self), NULL);

  return self->execution;
}

/**
 * meirei_code_stream_dup_file:
 * @self: a stream
 *
 * Returns: (transfer full) (nullable): the file that is being written
 */
char *
meirei_code_stream_dup_file (MeireiCodeStream *self)
{
  MeireiVersion *version;

  g_return_val_if_fail (MEIREI_IS_CODE_STREAM (self), NULL);

  version = self->execution != NULL ? meirei_execution_get_version (self->execution) : NULL;

  return version != NULL ? g_strdup (meirei_version_get_file (version)) : NULL;
}

/**
 * meirei_code_stream_stop:
 * @self: a stream
 *
 * Shows what has arrived and lets go of the view.
 */
void
meirei_code_stream_stop (MeireiCodeStream *self)
{
  g_return_if_fail (MEIREI_IS_CODE_STREAM (self));

  if (self->execution == NULL)
    return;

  if (self->completion != NULL)
    g_signal_handlers_disconnect_by_data (self->completion, self);
  g_signal_handlers_disconnect_by_data (self->execution, self);
  meirei_stream_buffer_flush (self->stream);
  meirei_live_bar_set_execution (self->live_bar, NULL);
  meirei_code_view_set_streaming (self->view, FALSE);
  g_clear_object (&self->stream);
  g_clear_object (&self->completion);
  g_clear_object (&self->execution);
  g_clear_object (&self->live_bar);
  g_clear_object (&self->view);
}
