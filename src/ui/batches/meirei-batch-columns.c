/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The columns of the table of a run. */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "meirei-batch-columns.h"
#include "meirei-batch-message-cell.h"
#include "meirei-batch-state-cell.h"
#include "meirei-batch-table.h"
#include "meirei-batch-words.h"
#include "meirei-json.h"
#include "meirei-score-badge.h"

#define NOTHING "–"
#define ID_LENGTH 8

/* Labels. */

static GtkWidget *
make_figure (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1.0);
  gtk_widget_add_css_class (label, "numeric");

  return label;
}

static void
show_figure (GtkWidget *cell,
             char      *text)
{
  gtk_label_set_label (GTK_LABEL (cell), text);
  g_free (text);
}

/* Setting a tooltip asks the display server where the pointer is, for each cell
 * that is bound; so the text is only looked for when it is wanted. */
static gboolean
query_tooltip_cb (GtkLabel   *label,
                  int         x,
                  int         y,
                  gboolean    keyboard_mode,
                  GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_label (label));

  return TRUE;
}

/**
 * meirei_batch_columns_add_tooltip:
 * @label: a label of a cell
 *
 * Shows the whole text as a tooltip where it is cut off.
 */
void
meirei_batch_columns_add_tooltip (GtkWidget *label)
{
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

/* A line, and captions that an expanded failure has. */
static GtkWidget *
make_text (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0.0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      meirei_batch_columns_add_tooltip (label);
      if (i > 0)
        {
          gtk_widget_add_css_class (label, "caption");
          gtk_widget_add_css_class (label, "dim-label");
          gtk_widget_add_css_class (label, "numeric");
          gtk_widget_set_visible (label, FALSE);
        }
      gtk_box_append (GTK_BOX (box), label);
    }

  return box;
}

static GtkWidget *
make_model (void)
{
  GtkWidget *box = make_text ();
  GtkWidget *label = gtk_widget_get_first_child (box);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "model");

  return box;
}

static void
show_text (GtkWidget  *cell,
           const char *text,
           char       *captions)
{
  GtkWidget *label = gtk_widget_get_first_child (cell);
  GtkWidget *caption = gtk_widget_get_next_sibling (label);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_label_set_label (GTK_LABEL (caption), captions);
  gtk_widget_set_visible (caption, captions != NULL);
  g_free (captions);
}

/* What the columns show. */

static void
show_state (GtkWidget      *cell,
            MeireiBatchRow *row,
            gpointer        table)
{
  meirei_batch_state_cell_set_row (MEIREI_BATCH_STATE_CELL (cell), row);
}

static void
show_instruction (GtkWidget      *cell,
                  MeireiBatchRow *row,
                  gpointer        table)
{
  MeireiBatchItem *item = meirei_batch_row_get_item (row);
  MeireiWorkspace *workspace = meirei_batch_table_get_workspace (table);
  const char *id = meirei_batch_item_get_id (item);
  MeireiInstructionItem *instruction =
    workspace != NULL ? meirei_workspace_get_item (workspace, id) : NULL;
  char *caption = NULL;

  if (meirei_batch_row_get_expanded (row))
    caption = g_strdup_printf ("%s%s%.*s",
                               instruction != NULL
                               ? meirei_instruction_item_get_feature (instruction) : "",
                               instruction != NULL ? " · " : "", ID_LENGTH, id);
  show_text (cell, meirei_batch_item_get_title (item), caption);
}

/* An expanded failure says what the model's context is. */
static char *
dup_context (MeireiBatchRow *row,
             gpointer        table)
{
  MeireiServerRegistry *registry = meirei_batch_table_get_registry (table);
  const char *id = meirei_batch_row_get_model (row);
  g_autoptr(GPtrArray) targets = NULL;
  g_autofree char *loaded = NULL;
  g_autofree char *maximum = NULL;
  MeireiModel *model;

  if (registry == NULL || id == NULL)
    return NULL;

  targets = meirei_server_registry_list_targets (registry, id);
  if (targets->len == 0)
    return NULL;

  model = meirei_target_get_model (targets->pdata[0]);
  if (meirei_model_get_loaded_context (model) == 0)
    return NULL;

  loaded = meirei_batch_words_dup_number (meirei_model_get_loaded_context (model));
  maximum = meirei_batch_words_dup_number (meirei_model_get_max_context (model));
  if (meirei_model_get_max_context (model) == 0)
    return g_strdup_printf (_("Loaded context %s"), loaded);

  /* Translators: two numbers of tokens, one below the other */
  return g_strdup_printf (_("Loaded context %s\nMaximum %s"), loaded, maximum);
}

static void
show_model (GtkWidget      *cell,
            MeireiBatchRow *row,
            gpointer        table)
{
  const char *model = meirei_batch_row_get_model (row);

  show_text (cell, model != NULL ? model : NOTHING,
             meirei_batch_row_get_expanded (row) ? dup_context (row, table) : NULL);
}

static void
show_attempt (GtkWidget      *cell,
              MeireiBatchRow *row,
              gpointer        table)
{
  guint attempt = meirei_batch_row_get_attempt (row);

  show_figure (cell, attempt > 0 ? g_strdup_printf ("%u", attempt) : g_strdup (NOTHING));
}

static void
show_tokens (GtkWidget      *cell,
             MeireiBatchRow *row,
             gpointer        table)
{
  gint64 tokens = meirei_batch_row_get_tokens (row);

  show_figure (cell, tokens >= 0 ? meirei_batch_words_dup_number (tokens) : g_strdup (NOTHING));
}

static void
show_rate (GtkWidget      *cell,
           MeireiBatchRow *row,
           gpointer        table)
{
  double rate = meirei_batch_row_get_rate (row);

  show_figure (cell, rate >= 0.0 ? g_strdup_printf ("%.1f", rate) : g_strdup (NOTHING));
}

static void
show_time (GtkWidget      *cell,
           MeireiBatchRow *row,
           gpointer        table)
{
  double seconds = meirei_batch_row_get_seconds (row);

  show_figure (cell, seconds >= 0.0 ? meirei_batch_words_dup_duration (seconds)
                                    : g_strdup (NOTHING));
}

static GtkWidget *
make_score (void)
{
  GtkWidget *badge = meirei_score_badge_new ();

  gtk_widget_set_halign (badge, GTK_ALIGN_CENTER);

  return badge;
}

static void
show_score (GtkWidget      *cell,
            MeireiBatchRow *row,
            gpointer        table)
{
  int score = meirei_batch_row_get_score (row);

  meirei_score_badge_set_score (MEIREI_SCORE_BADGE (cell), score >= 0 ? score : MEIREI_SCORE_NONE);
}

static void
show_message (GtkWidget      *cell,
              MeireiBatchRow *row,
              gpointer        table)
{
  meirei_batch_message_cell_set_row (MEIREI_BATCH_MESSAGE_CELL (cell), row,
                                     meirei_batch_table_get_registry (table));
}

/* How the columns order the rows. */

static int
compare_numbers (double a,
                 double b)
{
  return a < b ? -1 : a > b;
}

static int
compare_states (MeireiBatchRow *a,
                MeireiBatchRow *b)
{
  return (int) meirei_batch_row_get_group (a) - (int) meirei_batch_row_get_group (b);
}

static int
compare_titles (MeireiBatchRow *a,
                MeireiBatchRow *b)
{
  return g_utf8_collate (meirei_batch_item_get_title (meirei_batch_row_get_item (a)),
                         meirei_batch_item_get_title (meirei_batch_row_get_item (b)));
}

static int
compare_models (MeireiBatchRow *a,
                MeireiBatchRow *b)
{
  return g_strcmp0 (meirei_batch_row_get_model (a), meirei_batch_row_get_model (b));
}

static int
compare_attempts (MeireiBatchRow *a,
                  MeireiBatchRow *b)
{
  return compare_numbers (meirei_batch_row_get_attempt (a), meirei_batch_row_get_attempt (b));
}

static int
compare_tokens (MeireiBatchRow *a,
                MeireiBatchRow *b)
{
  return compare_numbers ((double) meirei_batch_row_get_tokens (a),
                          (double) meirei_batch_row_get_tokens (b));
}

static int
compare_rates (MeireiBatchRow *a,
               MeireiBatchRow *b)
{
  return compare_numbers (meirei_batch_row_get_rate (a), meirei_batch_row_get_rate (b));
}

static int
compare_times (MeireiBatchRow *a,
               MeireiBatchRow *b)
{
  return compare_numbers (meirei_batch_row_get_seconds (a), meirei_batch_row_get_seconds (b));
}

static int
compare_scores (MeireiBatchRow *a,
                MeireiBatchRow *b)
{
  return meirei_batch_row_get_score (a) - meirei_batch_row_get_score (b);
}

static int
compare_messages (MeireiBatchRow *a,
                  MeireiBatchRow *b)
{
  g_autofree char *first = meirei_batch_row_dup_message (a);
  g_autofree char *second = meirei_batch_row_dup_message (b);

  return strcmp (first, second);
}

static const MeireiBatchColumn columns[] = {
  { "state", "", "", 58, FALSE, 0, meirei_batch_state_cell_new, show_state, compare_states },
  { "instruction", N_("Instruction"), NULL, 150, FALSE, 0, make_text, show_instruction,
    compare_titles },
  { "model", N_("Model"), "deepseek-coder-6.7b", 0, FALSE, 3, make_model, show_model,
    compare_models },
  { "attempt", N_("Attempt"), "10", 0, TRUE, 2, make_figure, show_attempt, compare_attempts },
  { "tokens", N_("Tokens"), "100,000", 0, TRUE, 0, make_figure, show_tokens, compare_tokens },
  { "rate", N_("tok/s"), "1000.0", 0, TRUE, 1, make_figure, show_rate, compare_rates },
  { "time", N_("Time"), "10 m 59 s", 0, TRUE, 0, make_figure, show_time, compare_times },
  { "score", N_("Score"), "100", 0, FALSE, 0, make_score, show_score, compare_scores },
  { "message", N_("Message"), NULL, 150, FALSE, 0, meirei_batch_message_cell_new, show_message,
    compare_messages },
};

/**
 * meirei_batch_columns_get:
 * @n_columns: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_columns): the columns in their order
 */
const MeireiBatchColumn *
meirei_batch_columns_get (gsize *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);

  return columns;
}
