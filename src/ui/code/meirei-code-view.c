/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-code-scheme.h"
#include "meirei-code-view-private.h"
#include "meirei-even-lines.h"
#include "meirei-finding-gutter.h"
#include "meirei-line-jump.h"
#include "meirei-string.h"

/**
 * MeireiCodeView:
 *
 * Generated code, for reading: highlighted, numbered, with the findings of a
 * report in the gutter, under the text and behind the lines.  It makes its
 * own buffer, which must not be replaced.  Size, streaming and comments are in
 * meirei-code-view-modes.c.
 */

typedef enum {
  PROP_STREAMING = 1,
  PROP_ZOOM,
} MeireiCodeViewProperty;

static GParamSpec *properties[PROP_ZOOM + 1];

enum {
  FINDING_REACHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiCodeView, meirei_code_view, GTK_SOURCE_TYPE_VIEW)

static GtkTextBuffer *
get_buffer (MeireiCodeView *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
}

static void
scroll_to_origin (MeireiCodeView *self)
{
  GtkAdjustment *horizontal = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self));
  GtkAdjustment *vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));

  meirei_line_jump_stop (self->jump);

  if (horizontal != NULL)
    gtk_adjustment_set_value (horizontal, 0.);
  if (vertical != NULL)
    gtk_adjustment_set_value (vertical, 0.);
}

static void
meirei_code_view_snapshot_layer (GtkTextView      *view,
                                 GtkTextViewLayer  layer,
                                 GtkSnapshot      *snapshot)
{
  GTK_TEXT_VIEW_CLASS (meirei_code_view_parent_class)->snapshot_layer (view, layer, snapshot);

  _meirei_code_view_snapshot_layer (view, layer, snapshot);
}

static void
gutter_activated_cb (MeireiCodeView *self,
                     GtkTextIter    *iter)
{
  int line = gtk_text_iter_get_line (iter) + 1;
  const MeireiFindingLine *found = meirei_finding_index_find (self->index, line);

  if (found == NULL)
    return;

  meirei_code_view_jump_to_line (self, line);
  g_signal_emit (self, signals[FINDING_REACHED], 0, found->findings[0]);
}

static void
meirei_code_view_dispose (GObject *object)
{
  MeireiCodeView *self = MEIREI_CODE_VIEW (object);

  g_clear_object (&self->index);
  g_clear_object (&self->jump);
  g_clear_object (&self->comments);

  G_OBJECT_CLASS (meirei_code_view_parent_class)->dispose (object);
}

static void
meirei_code_view_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  MeireiCodeView *self = MEIREI_CODE_VIEW (object);

  switch ((MeireiCodeViewProperty) prop_id)
    {
    case PROP_STREAMING:
      g_value_set_boolean (value, self->streaming);
      break;

    case PROP_ZOOM:
      g_value_set_int (value, self->zoom);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_code_view_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  MeireiCodeView *self = MEIREI_CODE_VIEW (object);

  switch ((MeireiCodeViewProperty) prop_id)
    {
    case PROP_STREAMING:
      meirei_code_view_set_streaming (self, g_value_get_boolean (value));
      break;

    case PROP_ZOOM:
      meirei_code_view_set_zoom (self, g_value_get_int (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_code_view_class_init (MeireiCodeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkTextViewClass *text_view_class = GTK_TEXT_VIEW_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = meirei_code_view_dispose;
  object_class->get_property = meirei_code_view_get_property;
  object_class->set_property = meirei_code_view_set_property;

  widget_class->query_tooltip = _meirei_code_view_query_tooltip;

  text_view_class->snapshot_layer = meirei_code_view_snapshot_layer;

  /**
   * MeireiCodeView:streaming:
   *
   * Whether a model is writing; shows a block at the end of the text.
   */
  properties[PROP_STREAMING] = g_param_spec_boolean ("streaming", NULL, NULL, FALSE, flags);

  /**
   * MeireiCodeView:zoom:
   *
   * The size of the code in steps; 0 is normal.
   */
  properties[PROP_ZOOM] =
    g_param_spec_int ("zoom", NULL, NULL,
                      MEIREI_CODE_ZOOM_MINIMUM, MEIREI_CODE_ZOOM_MAXIMUM, 0, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * MeireiCodeView::finding-reached:
   * @finding: the finding
   *
   * The reader moved to a finding, by key or by its icon.
   */
  signals[FINDING_REACHED] =
    g_signal_new ("finding-reached", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, MEIREI_TYPE_FINDING);

  _meirei_code_view_install_actions (widget_class);
}

static void
init_focus (MeireiCodeView *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (_meirei_code_view_update_current_line), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (_meirei_code_view_update_current_line), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
init_gutter (MeireiCodeView *self)
{
  GtkSourceGutter *gutter;
  GtkSourceGutterRenderer *renderer;

  gutter = gtk_source_view_get_gutter (GTK_SOURCE_VIEW (self), GTK_TEXT_WINDOW_LEFT);
  renderer = meirei_finding_gutter_new (self->index);
  gtk_source_gutter_insert (gutter, renderer, GTK_SOURCE_VIEW_GUTTER_POSITION_MARKS);
  g_signal_connect_object (renderer, "activate",
                           G_CALLBACK (gutter_activated_cb), self, G_CONNECT_SWAPPED);
}

static void
meirei_code_view_init (MeireiCodeView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = get_buffer (self);
  g_autofree char *size_class = _meirei_code_view_dup_size_class (0);

  self->index = meirei_finding_index_new ();
  self->jump = meirei_line_jump_new (view);
  g_signal_connect_object (self->index, "changed",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);

  meirei_even_lines_watch (buffer);
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (GTK_SOURCE_BUFFER (buffer), FALSE);
  meirei_code_scheme_follow (GTK_SOURCE_BUFFER (buffer));

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_monospace (view, TRUE);
  gtk_text_view_set_pixels_above_lines (view, 1);
  gtk_text_view_set_top_margin (view, 3);
  gtk_text_view_set_bottom_margin (view, 24);
  gtk_text_view_set_left_margin (view, 4);
  gtk_source_view_set_show_line_numbers (GTK_SOURCE_VIEW (self), TRUE);
  gtk_source_view_set_tab_width (GTK_SOURCE_VIEW (self), 4);

  init_gutter (self);
  init_focus (self);
  _meirei_code_view_add_scroll_zoom (self);

  gtk_widget_add_css_class (GTK_WIDGET (self), "code");
  gtk_widget_add_css_class (GTK_WIDGET (self), size_class);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Generated code"),
                                  GTK_ACCESSIBLE_PROPERTY_READ_ONLY, TRUE,
                                  -1);
}

/**
 * meirei_code_view_new:
 *
 * Returns: (transfer floating): an empty view
 */
GtkWidget *
meirei_code_view_new (void)
{
  return g_object_new (MEIREI_TYPE_CODE_VIEW, NULL);
}

/**
 * meirei_code_view_set_text:
 * @self: a view
 * @text: (array length=length): the code
 * @length: its length in bytes, or -1 if it ends in a NUL
 * @language_id: (nullable): a language of GtkSourceView, such as `python3`
 *
 * Shows other code from its beginning, without findings.  What is not UTF-8
 * in @text shows as U+FFFD.
 */
void
meirei_code_view_set_text (MeireiCodeView *self,
                           const char     *text,
                           gssize          length,
                           const char     *language_id)
{
  GtkTextBuffer *buffer;
  g_autofree char *valid = NULL;
  GtkTextIter start;

  g_return_if_fail (MEIREI_IS_CODE_VIEW (self));
  g_return_if_fail (text != NULL);

  /* The copy also ends in a NUL: GTK 4.8 passes the text on to assistive
   * technologies without its length. */
  valid = meirei_utf8_make_valid (text, length, NULL);

  meirei_code_view_set_findings (self, NULL);
  meirei_code_view_set_language (self, language_id);

  buffer = get_buffer (self);
  gtk_text_buffer_set_text (buffer, valid, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  scroll_to_origin (self);
}

/**
 * meirei_code_view_set_language:
 * @self: a view
 * @language_id: (nullable): a language of GtkSourceView, such as `python3`
 *
 * Sets how the code is highlighted; an unknown language is plain text.
 */
void
meirei_code_view_set_language (MeireiCodeView *self,
                               const char     *language_id)
{
  GtkSourceLanguage *language = NULL;

  g_return_if_fail (MEIREI_IS_CODE_VIEW (self));

  if (language_id != NULL)
    language = gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (),
                                                         language_id);

  gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (get_buffer (self)), language);
}

/**
 * meirei_code_view_set_findings:
 * @self: a view
 * @findings: (element-type MeireiFinding) (nullable): in any order
 *
 * Shows the findings of a report of this code.
 */
void
meirei_code_view_set_findings (MeireiCodeView *self,
                               GPtrArray      *findings)
{
  g_return_if_fail (MEIREI_IS_CODE_VIEW (self));

  meirei_finding_index_set_findings (self->index, findings);
}

/**
 * meirei_code_view_set_table:
 * @self: a view
 * @table: (nullable): the scoring table, which has the translations
 *
 * Sets where the messages of the findings are looked up; without it they stay
 * English.
 */
void
meirei_code_view_set_table (MeireiCodeView   *self,
                            MeireiScoreTable *table)
{
  g_return_if_fail (MEIREI_IS_CODE_VIEW (self));

  meirei_finding_index_set_table (self->index, table);
}

/**
 * meirei_code_view_get_index:
 * @self: a view
 *
 * Returns: (transfer none): the findings by line
 */
MeireiFindingIndex *
meirei_code_view_get_index (MeireiCodeView *self)
{
  g_return_val_if_fail (MEIREI_IS_CODE_VIEW (self), NULL);

  return self->index;
}

/**
 * meirei_code_view_get_line:
 * @self: a view
 *
 * Returns: the line of the cursor, from 1
 */
int
meirei_code_view_get_line (MeireiCodeView *self)
{
  GtkTextIter iter;

  g_return_val_if_fail (MEIREI_IS_CODE_VIEW (self), 1);

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &iter,
                                    gtk_text_buffer_get_insert (get_buffer (self)));

  return gtk_text_iter_get_line (&iter) + 1;
}

/**
 * meirei_code_view_jump_to_line:
 * @self: a view
 * @line: a line, from 1; one that does not exist stands for the last one
 *
 * Moves the cursor to @line and scrolls it into sight, with some lines around
 * it.
 */
void
meirei_code_view_jump_to_line (MeireiCodeView *self,
                               int             line)
{
  GtkTextBuffer *buffer;
  GtkTextIter iter;

  g_return_if_fail (MEIREI_IS_CODE_VIEW (self));

  buffer = get_buffer (self);
  gtk_text_buffer_get_iter_at_line (buffer, &iter, MAX (line, 1) - 1);
  gtk_text_iter_set_line_offset (&iter, 0);
  gtk_text_buffer_place_cursor (buffer, &iter);
  meirei_line_jump_start (self->jump, gtk_text_iter_get_line (&iter) + 1);
}

/**
 * meirei_code_view_next_finding:
 * @self: a view
 * @backward: whether to look towards the start
 *
 * Moves to the next line with findings, from the last one to the first one.
 *
 * Returns: (transfer none) (nullable): the dearest finding of that line, or
 *   %NULL if there are no findings
 */
MeireiFinding *
meirei_code_view_next_finding (MeireiCodeView *self,
                               gboolean        backward)
{
  const MeireiFindingLine *line;
  MeireiFinding *finding;

  g_return_val_if_fail (MEIREI_IS_CODE_VIEW (self), NULL);

  line = meirei_finding_index_find_next (self->index, meirei_code_view_get_line (self), backward);
  if (line == NULL)
    return NULL;

  finding = line->findings[0];
  meirei_code_view_jump_to_line (self, line->line);
  g_signal_emit (self, signals[FINDING_REACHED], 0, finding);

  return finding;
}
