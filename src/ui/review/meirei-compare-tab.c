/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiCompareTab:
 *
 * Two versions of the instruction, which can be chosen: a bar that names them,
 * a bar for the changes, and the code.  Where there is little room, both are
 * in one text.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-compare-tab.h"
#include "meirei-compare-view.h"
#include "meirei-tone.h"
#include "meirei-version-label.h"

/* Below this two columns of code cannot be read. */
#define MIN_WIDTH_FOR_SIDES 1000

typedef enum {
  OPTION_ONLY_CHANGES,
  OPTION_IGNORE_COMMENTS,
  OPTION_IGNORE_SPACE,
} Option;

#define N_OPTIONS (OPTION_IGNORE_SPACE + 1)

struct _MeireiCompareTab
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkDropDown *drop_downs[MEIREI_N_DIFF_SIDES];
  GtkLabel *captions[MEIREI_N_DIFF_SIDES];
  GtkLabel *changes_label;
  GtkLabel *counts[MEIREI_N_DIFF_SIDES];
  GtkCheckButton *options[N_OPTIONS];
  GtkGrid *change_bar;
  GtkWidget *option_box;
  GtkLabel *current_label;
  MeireiCompareView *view;

  MeireiComparePair *pair;  /* (owned) (nullable) */
  gboolean selecting;       /* the drop-downs are being set, not used */
  gboolean narrow;
  guint narrow_id;
};

G_DEFINE_FINAL_TYPE (MeireiCompareTab, meirei_compare_tab, ADW_TYPE_BIN)

/* The bar for the changes. */

static void
show_counts (MeireiCompareTab *self)
{
  MeireiLineDiff *diff = meirei_compare_pair_get_diff (self->pair);
  const char *problem = meirei_compare_pair_get_problem (self->pair);
  guint n_changes = 0;
  g_autofree char *removed = NULL;
  g_autofree char *added = NULL;
  g_autofree char *text = NULL;

  gtk_label_set_label (self->changes_label, problem != NULL ? problem : "");
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    gtk_label_set_label (self->counts[side], "");
  if (diff == NULL)
    return;

  meirei_line_diff_get_changes (diff, &n_changes);
  text = n_changes == 0 ? g_strdup (_("No differences"))
         : g_strdup_printf (ngettext ("%u change", "%u changes", n_changes), n_changes);
  added = g_strdup_printf ("+%u", meirei_line_diff_get_n_changed (diff, MEIREI_DIFF_NEW));
  removed = g_strdup_printf ("−%u", meirei_line_diff_get_n_changed (diff, MEIREI_DIFF_OLD));
  gtk_label_set_label (self->changes_label, text);
  gtk_label_set_label (self->counts[MEIREI_DIFF_NEW], n_changes > 0 ? added : "");
  gtk_label_set_label (self->counts[MEIREI_DIFF_OLD], n_changes > 0 ? removed : "");
}

static void
current_cb (MeireiCompareTab *self)
{
  guint n_changes;
  guint current = meirei_compare_view_get_current (self->view, &n_changes);
  g_autofree char *text = NULL;

  if (current > 0)
    /* Translators: which of how many changes the reader is at */
    text = g_strdup_printf (_("change %u of %u"), current, n_changes);
  gtk_label_set_label (self->current_label, text != NULL ? text : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.next-change", n_changes > 0);
}

static void
option_cb (MeireiCompareTab *self)
{
  MeireiLineDiffFlags flags = MEIREI_LINE_DIFF_DEFAULT;

  if (gtk_check_button_get_active (self->options[OPTION_IGNORE_COMMENTS]))
    flags |= MEIREI_LINE_DIFF_IGNORE_COMMENTS;
  if (gtk_check_button_get_active (self->options[OPTION_IGNORE_SPACE]))
    flags |= MEIREI_LINE_DIFF_IGNORE_SPACE;
  meirei_compare_pair_set_flags (self->pair, flags);
  meirei_compare_pair_set_form (self->pair, self->narrow,
                                gtk_check_button_get_active (self->options[OPTION_ONLY_CHANGES]));
}

static void
next_change_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  meirei_compare_tab_next_change (MEIREI_COMPARE_TAB (widget), g_variant_get_boolean (parameter));
}

static void
swap_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  meirei_compare_pair_swap (MEIREI_COMPARE_TAB (widget)->pair);
}

/* The bar for the versions. */

static char *
dup_caption (MeireiVersion *version,
             int            n_lines)
{
  g_autoptr(GDateTime) utc = NULL;
  g_autoptr(GDateTime) local = NULL;
  g_autofree char *time = NULL;
  g_autofree char *lines = NULL;

  utc = g_date_time_new_from_unix_utc (meirei_version_get_created_at (version) / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  /* Translators: a day and a time without the year, for strftime() */
  time = local != NULL ? g_date_time_format (local, _("%-d %b %H:%M")) : g_strdup ("");
  if (n_lines < 0)
    return g_steal_pointer (&time);

  lines = g_strdup_printf (ngettext ("%d line", "%d lines", (gulong) n_lines), n_lines);

  return g_strdup_printf ("%s · %s", time, lines);
}

static void
show_captions (MeireiCompareTab *self)
{
  MeireiLineDiff *diff = meirei_compare_pair_get_diff (self->pair);

  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      MeireiVersion *version = meirei_compare_pair_get_version (self->pair, side);
      int n_lines = diff != NULL ? (int) meirei_line_diff_get_n_lines (diff, side) : -1;
      g_autofree char *text = version != NULL ? dup_caption (version, n_lines) : NULL;

      gtk_label_set_label (self->captions[side], text != NULL ? text : "");
      gtk_widget_set_visible (GTK_WIDGET (self->captions[side]), !self->narrow);
    }
}

static void
compared_cb (MeireiCompareTab *self)
{
  show_captions (self);
  show_counts (self);
  current_cb (self);
}

static void
selected_cb (MeireiCompareTab *self,
             GParamSpec       *pspec,
             GtkDropDown      *drop_down)
{
  if (!self->selecting)
    meirei_compare_pair_set_version (self->pair, drop_down == self->drop_downs[MEIREI_DIFF_OLD]
                                                 ? MEIREI_DIFF_OLD : MEIREI_DIFF_NEW,
                                     gtk_drop_down_get_selected_item (drop_down));
}

/* The drop-downs select something by themselves now, one before the other
 * knows the new list; versions_cb() ends this. */
static void
list_changing_cb (MeireiCompareTab *self)
{
  self->selecting = TRUE;
}

static void
versions_cb (MeireiCompareTab *self)
{
  MeireiVersionList *list = meirei_compare_pair_get_versions (self->pair);

  self->selecting = TRUE;
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      MeireiVersion *version = meirei_compare_pair_get_version (self->pair, side);
      guint position;

      if (version != NULL
          && meirei_version_list_find (list, meirei_version_get_name (version), &position) != NULL)
        gtk_drop_down_set_selected (self->drop_downs[side], position);
    }
  self->selecting = FALSE;
  gtk_stack_set_visible_child_name (self->stack,
                                    meirei_compare_pair_get_version (self->pair, MEIREI_DIFF_NEW)
                                    != NULL ? "compare" : "empty");
  compared_cb (self);
}

/* Width. */

static gboolean
narrow_cb (gpointer user_data)
{
  MeireiCompareTab *self = user_data;
  GtkLayoutManager *manager = gtk_widget_get_layout_manager (GTK_WIDGET (self->change_bar));
  GtkLayoutChild *child = gtk_layout_manager_get_layout_child (manager, self->option_box);

  self->narrow_id = 0;
  g_object_set (child, "column", self->narrow ? 0 : 1, "row", self->narrow ? 1 : 0,
                "column-span", self->narrow ? 3 : 1, NULL);
  show_captions (self);
  option_cb (self);

  return G_SOURCE_REMOVE;
}

static void
measure_child (GtkWidget      *widget,
               GtkOrientation  orientation,
               int             for_size,
               int            *minimum,
               int            *natural,
               int            *minimum_baseline,
               int            *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size,
                      minimum, natural, minimum_baseline, natural_baseline);
}

static void
allocate_child (GtkWidget *widget,
                int        width,
                int        height,
                int        baseline)
{
  MeireiCompareTab *self = MEIREI_COMPARE_TAB (widget);
  gboolean narrow = width < MIN_WIDTH_FOR_SIDES;

  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);

  /* Nothing may change its size while sizes are given. */
  if (narrow != self->narrow && self->narrow_id == 0)
    self->narrow_id = g_idle_add (narrow_cb, self);
  self->narrow = narrow;
}

static void
map_cb (MeireiCompareTab *self)
{
  meirei_compare_pair_set_active (self->pair, TRUE);
}

static void
unmap_cb (MeireiCompareTab *self)
{
  meirei_compare_pair_set_active (self->pair, FALSE);
}

static void
meirei_compare_tab_dispose (GObject *object)
{
  MeireiCompareTab *self = MEIREI_COMPARE_TAB (object);

  g_clear_handle_id (&self->narrow_id, g_source_remove);
  self->selecting = TRUE;
  g_signal_handlers_disconnect_by_func (self, unmap_cb, NULL);
  g_clear_object (&self->pair);

  G_OBJECT_CLASS (meirei_compare_tab_parent_class)->dispose (object);
}

static void
meirei_compare_tab_class_init (MeireiCompareTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_compare_tab_dispose;
  gtk_widget_class_install_action (widget_class, "compare.next-change", "b", next_change_action);
  gtk_widget_class_install_action (widget_class, "compare.swap", NULL, swap_action);
}

static GtkWidget *
make_button (const char *icon,
             const char *tooltip,
             const char *action,
             GVariant   *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

static GtkWidget *
make_version (MeireiCompareTab *self,
              guint             side)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);
  GtkWidget *caption = gtk_label_new (NULL);
  g_autoptr(GtkListItemFactory) factory = meirei_version_label_factory_new ();

  self->drop_downs[side] = GTK_DROP_DOWN (drop_down);
  self->captions[side] = GTK_LABEL (caption);
  gtk_drop_down_set_factory (self->drop_downs[side], factory);
  gtk_widget_add_css_class (drop_down, "calm");
  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  side == MEIREI_DIFF_OLD ? _("First version")
                                                          : _("Second version"), -1);
  g_signal_connect_swapped (drop_down, "notify::selected-item", G_CALLBACK (selected_cb), self);
  gtk_label_set_ellipsize (self->captions[side], PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->captions[side], 0.f);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (caption, "numeric");
  gtk_widget_set_hexpand (caption, TRUE);
  gtk_box_append (GTK_BOX (box), drop_down);
  gtk_box_append (GTK_BOX (box), caption);
  if (side == MEIREI_DIFF_OLD)
    {
      GtkWidget *swap = make_button ("object-flip-horizontal-symbolic", _("Swap the Versions"),
                                     "compare.swap", NULL);

      gtk_widget_add_css_class (swap, "flat");
      gtk_box_append (GTK_BOX (box), swap);
    }

  return box;
}

static GtkWidget *
make_version_bar (MeireiCompareTab *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (bar), TRUE);
  gtk_widget_add_css_class (bar, "code-bar");
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    gtk_box_append (GTK_BOX (bar), make_version (self, side));

  return bar;
}

static GtkWidget *
make_summary (MeireiCompareTab *self)
{
  static const MeireiTone tones[] = { MEIREI_TONE_ERROR, MEIREI_TONE_SUCCESS };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->changes_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->changes_label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->changes_label), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->changes_label));
  for (guint i = MEIREI_N_DIFF_SIDES; i-- > 0;)
    {
      GtkWidget *label = gtk_label_new (NULL);

      self->counts[i] = GTK_LABEL (label);
      meirei_tone_set_css_class (label, tones[i]);
      gtk_widget_add_css_class (label, "heading");
      gtk_widget_add_css_class (label, "numeric");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_hexpand (box, TRUE);

  return box;
}

static GtkWidget *
make_options (MeireiCompareTab *self)
{
  static const char * const names[] = {
    N_("Only changes"), N_("Ignore comments"), N_("Ignore white space"),
  };

  self->option_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  for (guint i = 0; i < N_OPTIONS; i++)
    {
      GtkWidget *option = gtk_check_button_new_with_label (_(names[i]));

      self->options[i] = GTK_CHECK_BUTTON (option);
      g_signal_connect_swapped (option, "toggled", G_CALLBACK (option_cb), self);
      gtk_box_append (GTK_BOX (self->option_box), option);
    }

  return self->option_box;
}

static GtkWidget *
make_navigation (MeireiCompareTab *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->current_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->current_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->current_label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->current_label), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->current_label));
  gtk_widget_add_css_class (buttons, "linked");
  gtk_box_append (GTK_BOX (buttons),
                  make_button ("go-up-symbolic", _("Previous Change (Shift+F4)"),
                               "compare.next-change", g_variant_new_boolean (TRUE)));
  gtk_box_append (GTK_BOX (buttons),
                  make_button ("go-down-symbolic", _("Next Change (F4)"),
                               "compare.next-change", g_variant_new_boolean (FALSE)));
  gtk_box_append (GTK_BOX (box), buttons);

  return box;
}

static GtkWidget *
make_change_bar (MeireiCompareTab *self)
{
  GtkWidget *bar = gtk_grid_new ();

  self->change_bar = GTK_GRID (bar);
  gtk_grid_set_column_spacing (self->change_bar, 18);
  gtk_grid_set_row_spacing (self->change_bar, 6);
  gtk_widget_add_css_class (bar, "code-bar");
  gtk_grid_attach (self->change_bar, make_summary (self), 0, 0, 1, 1);
  gtk_grid_attach (self->change_bar, make_options (self), 1, 0, 1, 1);
  gtk_grid_attach (self->change_bar, make_navigation (self), 2, 0, 1, 1);

  return bar;
}

static void
meirei_compare_tab_init (MeireiCompareTab *self)
{
  GtkWidget *empty = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "meirei-compare-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("Only One Version"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                   _("There is something to compare after the next execution."));
  gtk_widget_add_css_class (empty, "compact");

  self->selecting = TRUE;
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, empty, "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  gtk_widget_set_layout_manager (GTK_WIDGET (self),
                                 gtk_custom_layout_new (NULL, measure_child, allocate_child));
}

/**
 * meirei_compare_tab_new:
 * @pair: what is compared
 *
 * Returns: (transfer floating): a tab that follows @pair
 */
GtkWidget *
meirei_compare_tab_new (MeireiComparePair *pair)
{
  MeireiCompareTab *self = g_object_new (MEIREI_TYPE_COMPARE_TAB, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GListModel *versions =
    meirei_version_list_get_model (meirei_compare_pair_get_versions (pair));
  GtkWidget *view = meirei_compare_view_new (pair);

  self->pair = g_object_ref (pair);
  self->view = MEIREI_COMPARE_VIEW (view);
  gtk_box_append (GTK_BOX (box), make_version_bar (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_change_bar (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), view);
  gtk_stack_add_named (self->stack, box, "compare");

  /* Before the drop-downs. */
  g_signal_connect_object (versions, "items-changed", G_CALLBACK (list_changing_cb), self,
                           G_CONNECT_SWAPPED);
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    gtk_drop_down_set_model (self->drop_downs[side], versions);
  g_signal_connect_object (view, "current-changed", G_CALLBACK (current_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pair, "compared", G_CALLBACK (compared_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (pair, "versions-changed", G_CALLBACK (versions_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (unmap_cb), NULL);
  versions_cb (self);

  return GTK_WIDGET (self);
}

/**
 * meirei_compare_tab_next_change:
 * @self: a compare tab
 * @backward: whether to look towards the start
 *
 * Goes to the next change.
 */
void
meirei_compare_tab_next_change (MeireiCompareTab *self,
                                gboolean          backward)
{
  g_return_if_fail (MEIREI_IS_COMPARE_TAB (self));

  meirei_compare_view_next_change (self->view, backward);
}

/**
 * meirei_compare_tab_focus:
 * @self: a compare tab
 *
 * Gives the new code the focus.
 *
 * Returns: %FALSE if nothing is compared
 */
gboolean
meirei_compare_tab_focus (MeireiCompareTab *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPARE_TAB (self), FALSE);

  return g_str_equal (gtk_stack_get_visible_child_name (self->stack), "compare")
         && meirei_compare_view_focus (self->view);
}
