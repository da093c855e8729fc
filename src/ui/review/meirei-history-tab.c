/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiHistoryTab:
 *
 * What happened to the instruction, the newest first, and how each of its
 * versions came to be.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-history-row.h"
#include "meirei-history-tab.h"
#include "meirei-history-version.h"
#include "meirei-labels.h"

/* A sheet that is edited for weeks has thousands of events. */
#define MAX_EVENTS 200

struct _MeireiHistoryTab
{
  AdwBin parent_instance;

  GtkLabel *versions_label;
  GtkListBox *versions_box;
  GtkListBox *events_box;
  GtkLabel *older_label;
  MeireiReview *review;
  MeireiVersionList *versions;
  MeireiContext *context;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiHistoryTab, meirei_history_tab, ADW_TYPE_BIN)

static const char *
get_status_label (const char *nick)
{
  int status;

  if (nick == NULL || !meirei_enum_from_nick (MEIREI_TYPE_STATUS, nick, &status))
    return nick;

  return meirei_status_get_label ((MeireiStatus) status);
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static GtkWidget *
make_event_row (MeireiHistoryEvent *event)
{
  const char *from = get_status_label (meirei_history_event_get_from (event));
  const char *to = get_status_label (meirei_history_event_get_to (event));
  const char *note = meirei_history_event_get_note (event);
  g_autoptr(GString) subtitle = g_string_new (NULL);
  GtkWidget *row;

  if (from != NULL && to != NULL && !g_str_equal (from, to))
    g_string_append_printf (subtitle, "%s → %s", from, to);
  if (note != NULL && *note != '\0')
    g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", note);

  row = meirei_history_row_new (meirei_event_get_label (meirei_history_event_get_event (event)),
                                subtitle->str);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             meirei_history_time_label_new (meirei_history_event_get_at (event)));

  return row;
}

static void
instruction_cb (MeireiHistoryTab *self)
{
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);
  GPtrArray *events = instruction != NULL ? meirei_instruction_get_history (instruction) : NULL;
  guint n_events = events != NULL ? events->len : 0;
  guint n_shown = MIN (n_events, MAX_EVENTS);
  g_autofree char *older = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), instruction != NULL);
  clear_list (self->events_box);
  for (guint i = 0; i < n_shown; i++)
    gtk_list_box_append (self->events_box, make_event_row (events->pdata[n_events - 1 - i]));

  gtk_widget_set_visible (GTK_WIDGET (self->events_box), n_shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->older_label), n_events > n_shown || n_events == 0);
  /* Translators: events that are not shown in the history */
  older = n_events == 0 ? g_strdup (_("Nothing has happened yet"))
                        : g_strdup_printf (ngettext ("%u older event", "%u older events",
                                                     n_events - n_shown), n_events - n_shown);
  gtk_label_set_label (self->older_label, older);
}

static void
versions_cb (MeireiHistoryTab *self)
{
  GListModel *model = meirei_version_list_get_model (self->versions);
  guint n_versions = g_list_model_get_n_items (model);

  clear_list (self->versions_box);
  if (meirei_review_get_instruction (self->review) == NULL)
    n_versions = 0;
  for (guint i = 0; i < n_versions; i++)
    {
      g_autoptr(MeireiVersion) version = g_list_model_get_item (model, i);

      gtk_list_box_append (self->versions_box, meirei_history_version_row_new (self->review, self->context,
                                                           version));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->versions_box), n_versions > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->versions_label), n_versions > 0);
}

static void
meirei_history_tab_dispose (GObject *object)
{
  MeireiHistoryTab *self = MEIREI_HISTORY_TAB (object);

  g_clear_object (&self->context);
  g_clear_object (&self->versions);
  g_clear_object (&self->review);

  G_OBJECT_CLASS (meirei_history_tab_parent_class)->dispose (object);
}

static void
meirei_history_tab_class_init (MeireiHistoryTabClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_history_tab_dispose;
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_margin_top (label, 6);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static GtkListBox *
add_list (GtkWidget *box)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_box_append (GTK_BOX (box), list);

  return GTK_LIST_BOX (list);
}

static void
meirei_history_tab_init (MeireiHistoryTab *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  self->versions_label = add_label (box, _("Versions"), "heading");
  self->versions_box = add_list (box);
  add_label (box, _("Events"), "heading");
  self->events_box = add_list (box);
  self->older_label = add_label (box, "", "dim-label");

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * meirei_history_tab_new:
 * @review: what is reviewed
 * @versions: its versions
 *
 * Returns: (transfer full): a tab that follows @review
 */
GtkWidget *
meirei_history_tab_new (MeireiReview      *review,
                        MeireiVersionList *versions)
{
  MeireiHistoryTab *self = g_object_new (MEIREI_TYPE_HISTORY_TAB, NULL);

  self->review = g_object_ref (review);
  self->versions = g_object_ref (versions);
  g_signal_connect_object (review, "notify::instruction", G_CALLBACK (instruction_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (meirei_version_list_get_model (versions), "items-changed",
                           G_CALLBACK (versions_cb), self, G_CONNECT_SWAPPED);
  instruction_cb (self);
  versions_cb (self);

  return GTK_WIDGET (self);
}

/**
 * meirei_history_tab_set_context:
 * @self: a history tab
 * @context: (nullable): what the whole program shares; makes prompts again
 */
void
meirei_history_tab_set_context (MeireiHistoryTab *self,
                                MeireiContext    *context)
{
  g_return_if_fail (MEIREI_IS_HISTORY_TAB (self));

  if (g_set_object (&self->context, context))
    versions_cb (self);
}
