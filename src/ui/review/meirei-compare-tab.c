/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiCompareTab:
 *
 * Two versions side by side, the older one first, with the lines marked that
 * only one of them has.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-code-view.h"
#include "meirei-compare-tab.h"
#include "meirei-line-diff.h"
#include "meirei-tone.h"
#include "meirei-version-label.h"

#define N_SIDES 2

typedef struct {
  GtkDropDown *drop_down;
  MeireiCodeView *view;
  GtkTextTag *tag;
  char *text;             /* (nullable) the code, once it is there */
  GCancellable *reading;  /* (nullable) */
} Side;

struct _MeireiCompareTab
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkLabel *changes_label;
  Side sides[N_SIDES];
  MeireiReview *review;
  MeireiVersionList *versions;
  gboolean selecting;     /* the drop-downs are being set, not used */
};

typedef struct {
  MeireiCompareTab *self; /* (owned) */
  GCancellable *reading;  /* (owned) */
  guint side;
} Reading;

G_DEFINE_FINAL_TYPE (MeireiCompareTab, meirei_compare_tab, ADW_TYPE_BIN)

static void
mark_lines (Side           *side,
            MeireiLineDiff *diff,
            MeireiDiffSide  diff_side)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (side->view));
  GtkTextIter start, end;
  guint n_rows;
  const MeireiDiffRow *rows = meirei_line_diff_get_rows (diff, &n_rows);

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, side->tag, &start, &end);
  for (guint i = 0; i < n_rows; i++)
    {
      if (!rows[i].changed[diff_side])
        continue;
      gtk_text_buffer_get_iter_at_line (buffer, &start, rows[i].line[diff_side]);
      end = start;
      gtk_text_iter_forward_line (&end);
      gtk_text_buffer_apply_tag (buffer, side->tag, &start, &end);
    }
}

static void
update_colors (MeireiCompareTab *self)
{
  static const MeireiTone tones[N_SIDES] = { MEIREI_TONE_ERROR, MEIREI_TONE_SUCCESS };

  for (guint i = 0; i < N_SIDES; i++)
    {
      GdkRGBA color;

      meirei_tone_get_line_color (tones[i], GTK_WIDGET (self), &color);
      g_object_set (self->sides[i].tag, "paragraph-background-rgba", &color, NULL);
    }
}

/* The colours are never the only sign: the number of lines is said too. */
static void
show_changes (MeireiCompareTab *self)
{
  g_autoptr(MeireiLineDiff) diff = NULL;
  g_autofree char *text = NULL;
  guint n_removed;
  guint n_added;

  if (self->sides[0].text == NULL || self->sides[1].text == NULL)
    return;

  diff = meirei_line_diff_new (self->sides[0].text, self->sides[1].text,
                               MEIREI_LINE_DIFF_DEFAULT);
  update_colors (self);
  for (guint i = 0; i < N_SIDES; i++)
    mark_lines (&self->sides[i], diff, (MeireiDiffSide) i);
  n_removed = meirei_line_diff_get_n_changed (diff, MEIREI_DIFF_OLD);
  n_added = meirei_line_diff_get_n_changed (diff, MEIREI_DIFF_NEW);
  if (n_removed + n_added == 0)
    text = g_strdup (_("No differences"));
  else
    /* Translators: lines that only the first or the second version has */
    text = g_strdup_printf (_("−%u lines · +%u lines"), n_removed, n_added);
  gtk_label_set_label (self->changes_label, text);
}

static void
show_code (MeireiCompareTab *self,
           guint             side,
           const char       *text)
{
  g_free (self->sides[side].text);
  self->sides[side].text = g_strdup (text);
  meirei_code_view_set_text (self->sides[side].view, text, -1, "python3");
  show_changes (self);
}

static void
code_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;
  g_autoptr(MeireiCompareTab) self = reading->self;
  g_autoptr(GCancellable) cancellable = reading->reading;
  guint side = reading->side;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) code = meirei_workspace_read_code_finish (MEIREI_WORKSPACE (source), result,
                                                              NULL, &error);
  g_autofree char *text = NULL;

  g_free (reading);
  if (self->sides[side].reading != cancellable)
    return;

  g_clear_object (&self->sides[side].reading);
  if (code == NULL)
    {
      meirei_code_view_set_text (self->sides[side].view, "", 0, NULL);
      gtk_label_set_label (self->changes_label, error->message);
      return;
    }

  text = g_utf8_make_valid (g_bytes_get_data (code, NULL), (gssize) g_bytes_get_size (code));
  show_code (self, side, text);
}

static void
read_side (MeireiCompareTab *self,
           guint             i)
{
  Side *side = &self->sides[i];
  MeireiVersion *version = gtk_drop_down_get_selected_item (side->drop_down);
  Reading *reading;

  g_cancellable_cancel (side->reading);
  g_clear_object (&side->reading);
  g_clear_pointer (&side->text, g_free);
  if (version == NULL)
    return;

  if (meirei_version_get_file (version) == NULL)
    {
      show_code (self, i, "");
      return;
    }

  side->reading = g_cancellable_new ();
  reading = g_new0 (Reading, 1);
  reading->self = g_object_ref (self);
  reading->reading = g_object_ref (side->reading);
  reading->side = i;
  meirei_workspace_read_code_async (meirei_review_get_workspace (self->review),
                                    meirei_version_get_instruction_id (version),
                                    meirei_version_get_name (version), side->reading, code_cb,
                                    reading);
}

static void
selected_cb (MeireiCompareTab *self,
             GParamSpec       *pspec,
             GtkDropDown      *drop_down)
{
  if (!self->selecting)
    read_side (self, drop_down == self->sides[0].drop_down ? 0 : 1);
}

/* The newest version against the one before it. */
static void
versions_cb (MeireiCompareTab *self)
{
  guint n_versions = g_list_model_get_n_items (meirei_version_list_get_model (self->versions));

  gtk_stack_set_visible_child_name (self->stack, n_versions > 1 ? "compare" : "empty");
  gtk_label_set_label (self->changes_label, "");
  self->selecting = TRUE;
  if (n_versions > 1)
    {
      gtk_drop_down_set_selected (self->sides[0].drop_down, 1);
      gtk_drop_down_set_selected (self->sides[1].drop_down, 0);
    }
  self->selecting = FALSE;
  for (guint i = 0; i < N_SIDES && n_versions > 1; i++)
    read_side (self, i);
}

static void
meirei_compare_tab_dispose (GObject *object)
{
  MeireiCompareTab *self = MEIREI_COMPARE_TAB (object);

  for (guint i = 0; i < N_SIDES; i++)
    {
      g_cancellable_cancel (self->sides[i].reading);
      g_clear_object (&self->sides[i].reading);
      g_clear_pointer (&self->sides[i].text, g_free);
    }
  g_clear_object (&self->versions);
  g_clear_object (&self->review);

  G_OBJECT_CLASS (meirei_compare_tab_parent_class)->dispose (object);
}

static void
meirei_compare_tab_class_init (MeireiCompareTabClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_compare_tab_dispose;
}

static GtkWidget *
make_side (MeireiCompareTab *self,
           guint             i)
{
  Side *side = &self->sides[i];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);
  g_autoptr(GtkListItemFactory) factory = meirei_version_label_factory_new ();

  side->drop_down = GTK_DROP_DOWN (drop_down);
  gtk_drop_down_set_factory (side->drop_down, factory);
  gtk_widget_add_css_class (drop_down, "calm");
  gtk_widget_set_halign (drop_down, GTK_ALIGN_START);
  gtk_widget_set_margin_start (drop_down, 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  i == 0 ? _("First version") : _("Second version"), -1);
  g_signal_connect_object (drop_down, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);

  side->view = MEIREI_CODE_VIEW (meirei_code_view_new ());
  side->tag = gtk_text_buffer_create_tag (gtk_text_view_get_buffer (GTK_TEXT_VIEW (side->view)),
                                          NULL, NULL);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (side->view),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, drop_down, NULL, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (side->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), drop_down);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), scroller);

  return box;
}

static GtkWidget *
make_compare_page (MeireiCompareTab *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new ("");

  self->changes_label = GTK_LABEL (label);
  gtk_label_set_xalign (self->changes_label, 0.0);
  gtk_label_set_wrap (self->changes_label, TRUE);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_top (label, 9);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");

  gtk_box_set_homogeneous (GTK_BOX (sides), TRUE);
  for (guint i = 0; i < N_SIDES; i++)
    gtk_box_append (GTK_BOX (sides), make_side (self, i));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), sides);

  return box;
}

static void
meirei_compare_tab_init (MeireiCompareTab *self)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "meirei-compare-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Only One Version"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _("There is something to compare after the next execution."));
  gtk_widget_add_css_class (page, "compact");

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, page, "empty");
  gtk_stack_add_named (self->stack, make_compare_page (self), "compare");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_colors), self, G_CONNECT_SWAPPED);
}

/**
 * meirei_compare_tab_new:
 * @review: what is reviewed
 * @versions: its versions
 *
 * Returns: (transfer full): a tab that follows @versions
 */
GtkWidget *
meirei_compare_tab_new (MeireiReview      *review,
                        MeireiVersionList *versions)
{
  MeireiCompareTab *self = g_object_new (MEIREI_TYPE_COMPARE_TAB, NULL);
  GListModel *model = meirei_version_list_get_model (versions);

  self->review = g_object_ref (review);
  self->versions = g_object_ref (versions);
  self->selecting = TRUE;
  for (guint i = 0; i < N_SIDES; i++)
    gtk_drop_down_set_model (self->sides[i].drop_down, model);
  /* After the drop-downs, which select something by themselves. */
  g_signal_connect_object (model, "items-changed", G_CALLBACK (versions_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  versions_cb (self);

  return GTK_WIDGET (self);
}
