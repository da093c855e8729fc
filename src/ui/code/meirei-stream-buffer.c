/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-settling.h"
#include "meirei-stream-buffer.h"
#include "meirei-string.h"

#define INTERVAL_MS 50

/* What a text view lays out and highlights within a frame. */
#define MAXIMUM_INSERTION (32 * 1024)

/* Positions are doubles, and GTK rounds some of them. */
#define EPSILON 1.

#define N_IDLE_FRAMES 30

/**
 * MeireiStreamBuffer:
 *
 * Brings the text that a model writes into a text view.
 *
 * However many pieces arrive, there is one source in the main loop, and it
 * inserts what has come together at most every 50 ms.  While it follows, the
 * view stays at the end; scrolling up switches that off and reaching the end
 * switches it on.  The view must be in a scrolled window for that.
 */
struct _MeireiStreamBuffer
{
  GObject parent_instance;

  GtkTextView *view;            /* (owned) */
  GtkAdjustment *adjustment;    /* (owned) (nullable) */
  GString *pending;             /* (owned): bytes, possibly cut within a character */
  guint source_id;
  guint tick_id;
  guint n_idle_frames;
  MeireiSettling settling;
  double last_value;
  gboolean did_fit;
  gboolean scrolling;
  gboolean follow;
};

typedef enum {
  PROP_FOLLOW = 1,
  PROP_VIEW,
} MeireiStreamBufferProperty;

static GParamSpec *properties[PROP_VIEW + 1];

G_DEFINE_FINAL_TYPE (MeireiStreamBuffer, meirei_stream_buffer, G_TYPE_OBJECT)

static void
set_follow (MeireiStreamBuffer *self,
            gboolean            follow)
{
  if (self->follow == follow)
    return;

  self->follow = follow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW]);
}

static double
get_end (MeireiStreamBuffer *self)
{
  return gtk_adjustment_get_upper (self->adjustment) -
         gtk_adjustment_get_page_size (self->adjustment);
}

/* A text view learns the height of new text bit by bit, so that the end moves
 * for some frames after each insertion.  gtk_text_view_scroll_to_mark() would
 * start an animation each time, and answering each change of the adjustment
 * would answer the changes that the answer causes. */
static gboolean
follow_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  MeireiStreamBuffer *self = MEIREI_STREAM_BUFFER (user_data);
  double end = get_end (self);

  if (gtk_adjustment_get_value (self->adjustment) < end - EPSILON)
    {
      self->n_idle_frames = 0;

      if (meirei_settling_is_due (&self->settling, end, gdk_frame_clock_get_frame_time (clock)))
        {
          self->scrolling = TRUE;
          gtk_adjustment_set_value (self->adjustment, end);
          self->scrolling = FALSE;
        }
    }

  if (self->follow && self->n_idle_frames++ < N_IDLE_FRAMES)
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;

  return G_SOURCE_REMOVE;
}

static void
stop_following (MeireiStreamBuffer *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick_id);
  self->tick_id = 0;
}

static void
keep_following (MeireiStreamBuffer *self)
{
  self->n_idle_frames = 0;

  if (self->follow && self->adjustment != NULL && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), follow_cb, self, NULL);
}

static void
adjustment_changed_cb (MeireiStreamBuffer *self)
{
  gboolean fits = get_end (self) < EPSILON;

  /* A text that fits again is a new text. */
  if (fits && !self->did_fit)
    set_follow (self, TRUE);

  self->did_fit = fits;
  keep_following (self);
}

static void
value_changed_cb (MeireiStreamBuffer *self)
{
  double value = gtk_adjustment_get_value (self->adjustment);
  double last_value = self->last_value;

  self->last_value = value;
  if (self->scrolling)
    return;

  if (value >= get_end (self) - EPSILON)
    {
      set_follow (self, TRUE);
    }
  else if (value < last_value - EPSILON)
    {
      set_follow (self, FALSE);
      stop_following (self);
    }
}

static void
view_adjustment_cb (MeireiStreamBuffer *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  stop_following (self);
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);

  g_set_object (&self->adjustment, adjustment);
  if (adjustment == NULL)
    return;

  self->last_value = gtk_adjustment_get_value (adjustment);
  self->did_fit = get_end (self) < EPSILON;
  g_signal_connect_object (adjustment, "changed",
                           G_CALLBACK (adjustment_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed",
                           G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
}

/* The longest start of what waits that ends with a whole character. */
static gsize
get_insertable_length (MeireiStreamBuffer *self,
                       gsize               limit)
{
  gsize length = MIN (self->pending->len, limit);
  const char *text = self->pending->str;
  const char *last;
  gunichar character;

  if (length == 0)
    return 0;

  last = g_utf8_find_prev_char (text, text + length);
  if (last == NULL)
    return length;

  /* -2 is a character whose end may still come, -1 one that is none. */
  character = g_utf8_get_char_validated (last, (gssize) (text + length - last));

  return character == (gunichar) -2 ? (gsize) (last - text) : length;
}

static void
insert_pending (MeireiStreamBuffer *self,
                gsize               length)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *text = NULL;
  GtkTextIter end;

  if (length == 0)
    return;

  /* The copy also ends in a NUL: GTK 4.8 passes the text on to assistive
   * technologies without its length. */
  text = meirei_utf8_make_valid (self->pending->str, (gssize) length, NULL);
  g_string_erase (self->pending, 0, (gssize) length);

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text, -1);
  keep_following (self);
}

static gboolean
insert_cb (gpointer user_data)
{
  MeireiStreamBuffer *self = MEIREI_STREAM_BUFFER (user_data);
  gsize length = get_insertable_length (self, MAXIMUM_INSERTION);

  /* One more turn without text before the source goes: a source that comes
   * and goes with every token would be one source per token after all. */
  if (length == 0)
    {
      self->source_id = 0;
      return G_SOURCE_REMOVE;
    }

  insert_pending (self, length);

  return G_SOURCE_CONTINUE;
}

static void
meirei_stream_buffer_constructed (GObject *object)
{
  MeireiStreamBuffer *self = MEIREI_STREAM_BUFFER (object);

  G_OBJECT_CLASS (meirei_stream_buffer_parent_class)->constructed (object);

  g_assert (self->view != NULL);
  g_signal_connect_object (self->view, "notify::vadjustment",
                           G_CALLBACK (view_adjustment_cb), self, G_CONNECT_SWAPPED);
  view_adjustment_cb (self);
}

static void
meirei_stream_buffer_dispose (GObject *object)
{
  MeireiStreamBuffer *self = MEIREI_STREAM_BUFFER (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  stop_following (self);
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_clear_object (&self->adjustment);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (meirei_stream_buffer_parent_class)->dispose (object);
}

static void
meirei_stream_buffer_finalize (GObject *object)
{
  MeireiStreamBuffer *self = MEIREI_STREAM_BUFFER (object);

  g_string_free (self->pending, TRUE);

  G_OBJECT_CLASS (meirei_stream_buffer_parent_class)->finalize (object);
}

static void
meirei_stream_buffer_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  MeireiStreamBuffer *self = MEIREI_STREAM_BUFFER (object);

  switch ((MeireiStreamBufferProperty) prop_id)
    {
    case PROP_FOLLOW:
      g_value_set_boolean (value, self->follow);
      break;

    case PROP_VIEW:
      g_value_set_object (value, self->view);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_stream_buffer_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  MeireiStreamBuffer *self = MEIREI_STREAM_BUFFER (object);

  switch ((MeireiStreamBufferProperty) prop_id)
    {
    case PROP_FOLLOW:
      meirei_stream_buffer_set_follow (self, g_value_get_boolean (value));
      break;

    case PROP_VIEW:
      self->view = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_stream_buffer_class_init (MeireiStreamBufferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = meirei_stream_buffer_constructed;
  object_class->dispose = meirei_stream_buffer_dispose;
  object_class->finalize = meirei_stream_buffer_finalize;
  object_class->get_property = meirei_stream_buffer_get_property;
  object_class->set_property = meirei_stream_buffer_set_property;

  /**
   * MeireiStreamBuffer:follow:
   *
   * Whether the view stays at the end of the text.
   */
  properties[PROP_FOLLOW] =
    g_param_spec_boolean ("follow", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * MeireiStreamBuffer:view:
   *
   * The view whose buffer gets the text.
   */
  properties[PROP_VIEW] =
    g_param_spec_object ("view", NULL, NULL,
                         GTK_TYPE_TEXT_VIEW,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_stream_buffer_init (MeireiStreamBuffer *self)
{
  self->pending = g_string_new (NULL);
  self->follow = TRUE;
}

/**
 * meirei_stream_buffer_new:
 * @view: the view whose buffer gets the text
 *
 * Returns: (transfer full): a stream that follows
 */
MeireiStreamBuffer *
meirei_stream_buffer_new (GtkTextView *view)
{
  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  return g_object_new (MEIREI_TYPE_STREAM_BUFFER, "view", view, NULL);
}

/**
 * meirei_stream_buffer_append:
 * @self: a stream
 * @text: (array length=length): what came
 * @length: its length in bytes, or -1 if it ends in a NUL
 *
 * Takes text; it shows within 50 ms.  A character may be divided between two
 * calls.  What is not UTF-8 shows as U+FFFD.
 */
void
meirei_stream_buffer_append (MeireiStreamBuffer *self,
                             const char         *text,
                             gssize              length)
{
  g_return_if_fail (MEIREI_IS_STREAM_BUFFER (self));
  g_return_if_fail (text != NULL || length == 0);

  if (length == 0)
    return;

  g_string_append_len (self->pending, text, length);

  if (self->source_id == 0)
    self->source_id = g_timeout_add (INTERVAL_MS, insert_cb, self);
}

/**
 * meirei_stream_buffer_flush:
 * @self: a stream
 *
 * Inserts everything that waits at once, also a character that is not
 * complete; for the end of a stream.
 */
void
meirei_stream_buffer_flush (MeireiStreamBuffer *self)
{
  g_return_if_fail (MEIREI_IS_STREAM_BUFFER (self));

  g_clear_handle_id (&self->source_id, g_source_remove);
  insert_pending (self, self->pending->len);
}

/**
 * meirei_stream_buffer_reset:
 * @self: a stream
 *
 * Empties the buffer, forgets what waits and follows again; for the next
 * attempt.
 */
void
meirei_stream_buffer_reset (MeireiStreamBuffer *self)
{
  g_return_if_fail (MEIREI_IS_STREAM_BUFFER (self));

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_string_truncate (self->pending, 0);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), "", 0);
  meirei_stream_buffer_set_follow (self, TRUE);
}

/**
 * meirei_stream_buffer_get_follow:
 * @self: a stream
 *
 * Returns: whether the view stays at the end of the text
 */
gboolean
meirei_stream_buffer_get_follow (MeireiStreamBuffer *self)
{
  g_return_val_if_fail (MEIREI_IS_STREAM_BUFFER (self), FALSE);

  return self->follow;
}

/**
 * meirei_stream_buffer_set_follow:
 * @self: a stream
 * @follow: whether the view stays at the end of the text
 *
 * Sets whether the view follows the text; if so, goes to the end now.
 */
void
meirei_stream_buffer_set_follow (MeireiStreamBuffer *self,
                                 gboolean            follow)
{
  g_return_if_fail (MEIREI_IS_STREAM_BUFFER (self));

  set_follow (self, !!follow);
  if (follow)
    keep_following (self);
  else
    stop_following (self);
}

/**
 * meirei_stream_buffer_get_pending:
 * @self: a stream
 *
 * Returns: how many bytes wait to be inserted
 */
gsize
meirei_stream_buffer_get_pending (MeireiStreamBuffer *self)
{
  g_return_val_if_fail (MEIREI_IS_STREAM_BUFFER (self), 0);

  return self->pending->len;
}
