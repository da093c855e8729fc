/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiTextCard:
 *
 * Text of many lines in a card, which grows with it up to a limit.
 */

#include "config.h"

#include <gtksourceview/gtksource.h>

#include "meirei-code-scheme.h"
#include "meirei-text-card.h"

#define MIN_HEIGHT 96
#define MAX_HEIGHT 340
#define ROW_HEIGHT 18
#define ROW_COLUMNS 76

struct _MeireiTextCard
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkSourceView *view;
  GtkSourceBuffer *buffer;
  char *label;       /* (nullable) */
  gboolean code;
  gboolean filling;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef enum {
  PROP_CODE = 1,
  PROP_LABEL,
} MeireiTextCardProperty;

#define N_PROPS (PROP_LABEL + 1)
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (MeireiTextCard, meirei_text_card, ADW_TYPE_BIN)

/* How many rows prose takes at the usual width, wide letters counted twice. */
static int
estimate_rows (const char *text)
{
  int n_rows = 1;
  int n_columns = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      n_columns += g_unichar_iswide (c) ? 2 : 1;
      if (c == '\n' || n_columns > ROW_COLUMNS)
        {
          n_rows++;
          n_columns = 0;
        }
    }

  return n_rows;
}

/* The view knows the height of its text only after it was shown once. */
static void
update_height (MeireiTextCard *self)
{
  g_autofree char *text = self->code ? NULL : meirei_text_card_dup_text (self);
  int n_rows = self->code ? gtk_text_buffer_get_line_count (GTK_TEXT_BUFFER (self->buffer))
                          : estimate_rows (text);

  gtk_scrolled_window_set_min_content_height (self->scroller,
                                              CLAMP (n_rows * ROW_HEIGHT + 24, MIN_HEIGHT,
                                                     MAX_HEIGHT));
}

static void
changed_cb (MeireiTextCard *self)
{
  update_height (self);
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* In code a tab indents; in prose it goes to the next field. */
static void
set_code (MeireiTextCard *self,
          gboolean        code)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();

  self->code = code;
  gtk_text_view_set_monospace (view, code);
  gtk_text_view_set_accepts_tab (view, code);
  gtk_text_view_set_wrap_mode (view, code ? GTK_WRAP_NONE : GTK_WRAP_WORD_CHAR);
  gtk_source_buffer_set_highlight_syntax (self->buffer, code);
  gtk_source_buffer_set_language (self->buffer, code
                                  ? gtk_source_language_manager_get_language (manager, "python3")
                                  : NULL);
  gtk_source_view_set_auto_indent (self->view, code);
  gtk_source_view_set_insert_spaces_instead_of_tabs (self->view, code);
  gtk_source_view_set_tab_width (self->view, 4);
}

static void
meirei_text_card_finalize (GObject *object)
{
  MeireiTextCard *self = MEIREI_TEXT_CARD (object);

  g_free (self->label);

  G_OBJECT_CLASS (meirei_text_card_parent_class)->finalize (object);
}

static void
meirei_text_card_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  MeireiTextCard *self = MEIREI_TEXT_CARD (object);

  switch ((MeireiTextCardProperty) prop_id)
    {
    case PROP_CODE:
      g_value_set_boolean (value, self->code);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_text_card_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  MeireiTextCard *self = MEIREI_TEXT_CARD (object);

  switch ((MeireiTextCardProperty) prop_id)
    {
    case PROP_CODE:
      set_code (self, g_value_get_boolean (value));
      break;
    case PROP_LABEL:
      g_free (self->label);
      self->label = g_value_dup_string (value);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      self->label, -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_text_card_class_init (MeireiTextCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = meirei_text_card_finalize;
  object_class->get_property = meirei_text_card_get_property;
  object_class->set_property = meirei_text_card_set_property;

  /**
   * MeireiTextCard:code:
   *
   * Whether the text is Python code.
   */
  properties[PROP_CODE] = g_param_spec_boolean ("code", NULL, NULL, FALSE, flags);

  /**
   * MeireiTextCard:label:
   *
   * What the text is, for screen readers.
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * MeireiTextCard::changed:
   * @self: a text card
   *
   * Somebody edited the text.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_text_card_init (MeireiTextCard *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkTextView *view;

  self->buffer = gtk_source_buffer_new (NULL);
  self->view = GTK_SOURCE_VIEW (gtk_source_view_new_with_buffer (self->buffer));
  g_object_unref (self->buffer); /* the view keeps it */
  meirei_code_scheme_follow (self->buffer);
  gtk_source_buffer_set_highlight_matching_brackets (self->buffer, FALSE);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);

  view = GTK_TEXT_VIEW (self->view);
  gtk_text_view_set_left_margin (view, 12);
  gtk_text_view_set_right_margin (view, 12);
  gtk_text_view_set_top_margin (view, 10);
  gtk_text_view_set_bottom_margin (view, 10);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "text-card");
  set_code (self, FALSE);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), MIN_HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (scroller, "card");
  self->scroller = GTK_SCROLLED_WINDOW (scroller);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * meirei_text_card_new:
 *
 * Returns: (transfer full): a card without text
 */
GtkWidget *
meirei_text_card_new (void)
{
  return g_object_new (MEIREI_TYPE_TEXT_CARD, NULL);
}

/**
 * meirei_text_card_dup_text:
 * @self: a text card
 *
 * Returns: (transfer full): the text
 */
char *
meirei_text_card_dup_text (MeireiTextCard *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (MEIREI_IS_TEXT_CARD (self), NULL);

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);

  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);
}

/**
 * meirei_text_card_set_text:
 * @self: a text card
 * @text: the text
 *
 * Replaces the text; this is not announced as a change and cannot be undone.
 */
void
meirei_text_card_set_text (MeireiTextCard *self,
                           const char     *text)
{
  GtkTextIter start;

  g_return_if_fail (MEIREI_IS_TEXT_CARD (self));

  self->filling = TRUE;
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), text, -1);
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self->buffer), &start);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffer), &start);
  self->filling = FALSE;
}

/**
 * meirei_text_card_get_buffer:
 * @self: a text card
 *
 * Returns: (transfer none): what holds the text
 */
GtkTextBuffer *
meirei_text_card_get_buffer (MeireiTextCard *self)
{
  g_return_val_if_fail (MEIREI_IS_TEXT_CARD (self), NULL);

  return GTK_TEXT_BUFFER (self->buffer);
}
