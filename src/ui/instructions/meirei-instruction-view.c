/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiInstructionView:
 *
 * The open instruction: its tabs, and the quality panel beside them.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-check.h"
#include "meirei-chip.h"
#include "meirei-code-tab.h"
#include "meirei-compare-panel.h"
#include "meirei-compare-tab.h"
#include "meirei-fold-pane.h"
#include "meirei-history-tab.h"
#include "meirei-instruction-view.h"
#include "meirei-quality-panel.h"
#include "meirei-score-ring.h"
#include "meirei-sheet-panel.h"
#include "meirei-sheet-tab.h"
#include "meirei-tests-tab.h"
#include "meirei-ui-init.h"

struct _MeireiInstructionView
{
  AdwBin parent_instance;

  MeireiFoldPane *quality_pane;
  GtkNotebook *notebook;
  AdwBin *sheet_slot;
  AdwBin *compare_slot;
  AdwBin *tests_slot;
  AdwBin *history_slot;
  AdwBin *code_slot;
  AdwBin *quality_slot;
  MeireiCodeTab *code_tab;
  MeireiQualityPanel *quality_panel;
  MeireiComparePair *pair;  /* (owned) (nullable) */
  MeireiCompareTab *compare_tab;
  MeireiTestsTab *tests_tab;
  MeireiComparePanel *compare_panel;
  MeireiSheetPanel *sheet_panel;
  MeireiHistoryTab *history_tab;
  GtkStack *side_stack;
  GtkLabel *sheet_count;
  GtkLabel *code_count;
  GtkLabel *compare_count;
  GtkLabel *tests_count;
  GtkLabel *history_count;
  GtkToggleButton *quality_button;
  MeireiChip *status_chip;
  MeireiChip *phase_chip;
  MeireiScoreRing *mini_ring;
  GtkLabel *mini_score;
  GtkBox *mini_box;

  MeireiReview *review; /* (owned) (nullable) */
  GSignalGroup *item_signals;
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (MeireiInstructionView, meirei_instruction_view, ADW_TYPE_BIN)

typedef enum {
  PROP_COMPACT = 1,
  PROP_FOLD_QUALITY,
  PROP_QUALITY_PINNED,
  PROP_QUALITY_SHOWN,
  PROP_QUALITY_WIDTH,
  PROP_TAB,
} MeireiInstructionViewProperty;

#define N_PROPS (PROP_TAB + 1)
static GParamSpec *properties[N_PROPS];

/* The sheet and a comparison have panels of their own. */
static void
update_side (MeireiInstructionView *self)
{
  MeireiInstructionTab tab = meirei_instruction_view_get_tab (self);
  gboolean comparing = tab == MEIREI_INSTRUCTION_TAB_COMPARE
                       && meirei_compare_pair_get_version (self->pair, MEIREI_DIFF_NEW) != NULL;

  gtk_stack_set_visible_child_name (self->side_stack, comparing ? "compare"
                                    : tab == MEIREI_INSTRUCTION_TAB_SHEET ? "sheet" : "quality");
}

static void
page_cb (MeireiInstructionView *self)
{
  if (self->pair != NULL)
    update_side (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAB]);
}

/* The properties of the quality panel are those of the pane that holds it. */
static const char * const pane_properties[N_PROPS] = {
  [PROP_FOLD_QUALITY] = "folded",
  [PROP_QUALITY_PINNED] = "pinned",
  [PROP_QUALITY_SHOWN] = "show-side",
  [PROP_QUALITY_WIDTH] = "side-width",
};

static void
pane_notify_cb (MeireiInstructionView *self,
                GParamSpec            *pspec)
{
  for (guint i = PROP_FOLD_QUALITY; i <= PROP_QUALITY_WIDTH; i++)
    if (g_str_equal (pane_properties[i], pspec->name))
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
update_chips (MeireiInstructionView *self)
{
  MeireiInstructionItem *item = self->review != NULL ? meirei_review_get_item (self->review)
                                                     : NULL;
  g_autofree char *phase = NULL;
  g_autofree char *score = NULL;
  int points;

  gtk_widget_set_visible (GTK_WIDGET (self->status_chip), item != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->phase_chip), item != NULL && !self->compact);
  if (item == NULL)
    return;

  meirei_chip_set_status (self->status_chip, meirei_instruction_item_get_status (item));
  /* Translators: %d is the number of a phase of the project */
  phase = g_strdup_printf (_("Phase %d"), meirei_instruction_item_get_phase (item));
  meirei_chip_set_label (self->phase_chip, phase);

  points = meirei_instruction_item_get_score (item);
  score = meirei_score_format (points >= 0 ? points : MEIREI_SCORE_NONE, 0);
  meirei_score_ring_set_score (self->mini_ring, points >= 0 ? points : MEIREI_SCORE_NONE);
  gtk_label_set_label (self->mini_score, score);
}

static void
finding_activated_cb (MeireiInstructionView *self,
                      MeireiFinding         *finding)
{
  meirei_instruction_view_set_tab (self, MEIREI_INSTRUCTION_TAB_CODE);
  meirei_code_tab_show_finding (self->code_tab, finding);
}

static void
edit_tests_cb (MeireiInstructionView *self)
{
  meirei_instruction_view_set_tab (self, MEIREI_INSTRUCTION_TAB_SHEET);
}

static guint
count_tests (MeireiSheet *sheet)
{
  g_autoptr(GPtrArray) checks = meirei_sheet_check (sheet);

  for (guint i = 0; i < checks->len; i++)
    if (meirei_check_get_kind (checks->pdata[i]) == MEIREI_CHECK_TESTS)
      return meirei_check_get_count (checks->pdata[i]);

  return 0;
}

static void
instruction_cb (MeireiInstructionView *self)
{
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);
  guint n_tests = instruction != NULL
                  ? count_tests (meirei_instruction_get_sheet (instruction)) : 0;
  guint n_events = instruction != NULL ? meirei_instruction_get_history (instruction)->len : 0;

  meirei_instruction_view_set_tab_count (self, MEIREI_INSTRUCTION_TAB_TESTS, n_tests);
  meirei_instruction_view_set_tab_count (self, MEIREI_INSTRUCTION_TAB_HISTORY, n_events);
  /* The panel of the sheet cannot be chosen while it has none. */
  update_side (self);
}

static void
add_other_tabs (MeireiInstructionView *self,
                MeireiVersionList     *versions)
{
  GtkWidget *tests = meirei_tests_tab_new (self->review);

  g_signal_connect_object (tests, "edit-requested", G_CALLBACK (edit_tests_cb), self,
                           G_CONNECT_SWAPPED);
  self->tests_tab = MEIREI_TESTS_TAB (tests);
  adw_bin_set_child (self->tests_slot, tests);
  adw_bin_set_child (self->compare_slot, GTK_WIDGET (self->compare_tab));
  self->history_tab = MEIREI_HISTORY_TAB (meirei_history_tab_new (self->review, versions));
  adw_bin_set_child (self->history_slot, GTK_WIDGET (self->history_tab));
  g_signal_connect_object (self->review, "notify::instruction", G_CALLBACK (instruction_cb), self,
                           G_CONNECT_SWAPPED);
  instruction_cb (self);
}

/* What is in the tabs and beside them. */
static void
add_content (MeireiInstructionView *self)
{
  g_autoptr(MeireiVersionList) versions = meirei_version_list_new (self->review);
  GtkWidget *panel = meirei_quality_panel_new ();
  GtkWidget *compare;
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *sheet_tab = meirei_sheet_tab_new (self->review);
  GtkWidget *sheet_panel = meirei_sheet_panel_new (self->review);

  self->sheet_panel = MEIREI_SHEET_PANEL (sheet_panel);
  g_signal_connect_object (sheet_tab, "sheet-changed",
                           G_CALLBACK (meirei_sheet_panel_set_sheet), sheet_panel,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->sheet_slot, sheet_tab);
  self->code_tab = MEIREI_CODE_TAB (meirei_code_tab_new (self->review, versions));
  adw_bin_set_child (self->code_slot, GTK_WIDGET (self->code_tab));
  self->quality_panel = MEIREI_QUALITY_PANEL (panel);
  meirei_quality_panel_set_review (self->quality_panel, self->review, versions);
  g_signal_connect_object (panel, "finding-activated", G_CALLBACK (finding_activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->pair = meirei_compare_pair_new (self->review, versions);
  self->compare_tab = MEIREI_COMPARE_TAB (meirei_compare_tab_new (self->pair));
  compare = meirei_compare_panel_new (self->pair);
  self->compare_panel = MEIREI_COMPARE_PANEL (compare);
  self->side_stack = GTK_STACK (stack);
  gtk_stack_add_named (self->side_stack, panel, "quality");
  gtk_stack_add_named (self->side_stack, compare, "compare");
  gtk_stack_add_named (self->side_stack, sheet_panel, "sheet");
  g_signal_connect_object (self->pair, "versions-changed", G_CALLBACK (update_side), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->quality_slot, stack);
  add_other_tabs (self, versions);
}

static void
item_cb (MeireiInstructionView *self)
{
  g_signal_group_set_target (self->item_signals, meirei_review_get_item (self->review));
  update_chips (self);
}

/* A folded panel leaves its result on the button. */
static void
folded_cb (MeireiInstructionView *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->mini_box),
                          meirei_fold_pane_get_folded (self->quality_pane));
}

static void
meirei_instruction_view_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  MeireiInstructionView *self = MEIREI_INSTRUCTION_VIEW (object);

  switch ((MeireiInstructionViewProperty) prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    case PROP_FOLD_QUALITY:
    case PROP_QUALITY_PINNED:
    case PROP_QUALITY_SHOWN:
    case PROP_QUALITY_WIDTH:
      g_object_get_property (G_OBJECT (self->quality_pane), pane_properties[prop_id], value);
      break;
    case PROP_TAB:
      g_value_set_int (value, (int) meirei_instruction_view_get_tab (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_instruction_view_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  MeireiInstructionView *self = MEIREI_INSTRUCTION_VIEW (object);

  switch ((MeireiInstructionViewProperty) prop_id)
    {
    case PROP_COMPACT:
      if (self->compact != g_value_get_boolean (value))
        {
          self->compact = g_value_get_boolean (value);
          if (self->code_tab != NULL)
            meirei_code_tab_set_compact (self->code_tab, self->compact);
          update_chips (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    case PROP_FOLD_QUALITY:
    case PROP_QUALITY_PINNED:
    case PROP_QUALITY_SHOWN:
    case PROP_QUALITY_WIDTH:
      g_object_set_property (G_OBJECT (self->quality_pane), pane_properties[prop_id], value);
      break;
    case PROP_TAB:
      meirei_instruction_view_set_tab (self, (MeireiInstructionTab) g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_instruction_view_dispose (GObject *object)
{
  MeireiInstructionView *self = MEIREI_INSTRUCTION_VIEW (object);

  g_clear_object (&self->item_signals);
  g_clear_object (&self->pair);
  g_clear_object (&self->review);
  /* The bin would let go of a child that the template has let go of before. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_INSTRUCTION_VIEW);

  G_OBJECT_CLASS (meirei_instruction_view_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * MeireiInstructionView:compact:
   *
   * Whether there is little room.
   */
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);

  /**
   * MeireiInstructionView:fold-quality:
   *
   * Whether the quality panel covers the tabs instead of being beside them.
   */
  properties[PROP_FOLD_QUALITY] =
    g_param_spec_boolean ("fold-quality", NULL, NULL, FALSE, flags);

  /**
   * MeireiInstructionView:quality-pinned:
   *
   * Whether the quality panel is beside the tabs when there is room for it.
   */
  properties[PROP_QUALITY_PINNED] =
    g_param_spec_boolean ("quality-pinned", NULL, NULL, TRUE, flags);

  /**
   * MeireiInstructionView:quality-shown:
   *
   * Whether the quality panel can be seen.
   */
  properties[PROP_QUALITY_SHOWN] =
    g_param_spec_boolean ("quality-shown", NULL, NULL, TRUE, flags);

  /**
   * MeireiInstructionView:quality-width:
   *
   * The width of the quality panel in pixels.
   */
  properties[PROP_QUALITY_WIDTH] =
    g_param_spec_int ("quality-width", NULL, NULL, 1, G_MAXINT, 320, flags);

  /**
   * MeireiInstructionView:tab:
   *
   * The tab that is open, a %MeireiInstructionTab.
   */
  properties[PROP_TAB] = g_param_spec_int ("tab", NULL, NULL, 0, MEIREI_N_INSTRUCTION_TABS - 1,
                                           MEIREI_INSTRUCTION_TAB_SHEET, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_instruction_view_class_init (MeireiInstructionViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_instruction_view_dispose;
  object_class->get_property = meirei_instruction_view_get_property;
  object_class->set_property = meirei_instruction_view_set_property;
  install_properties (object_class);

  g_type_ensure (MEIREI_TYPE_CHIP);
  g_type_ensure (MEIREI_TYPE_FOLD_PANE);
  g_type_ensure (MEIREI_TYPE_SCORE_RING);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/instructions/meirei-instruction-view.ui");
  gtk_widget_class_bind_template_callback (widget_class, page_cb);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, code_count);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, compare_count);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, history_count);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, mini_box);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, mini_ring);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, mini_score);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, code_slot);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, notebook);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, quality_slot);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, phase_chip);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, quality_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, quality_pane);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, sheet_count);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, sheet_slot);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, compare_slot);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, tests_slot);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, history_slot);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, status_chip);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionView, tests_count);
}

/* GTK knows the names of tabs only if they are plain labels. */
static void
name_tabs (MeireiInstructionView *self)
{
  for (int i = 0; i < gtk_notebook_get_n_pages (self->notebook); i++)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (self->notebook, i);
      GtkWidget *tab = gtk_notebook_get_tab_label (self->notebook, page);
      GtkWidget *name = gtk_widget_get_first_child (tab);

      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (tab)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      gtk_label_get_label (GTK_LABEL (name)), -1);
    }
}

static void
meirei_instruction_view_init (MeireiInstructionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_tabs (self);
  g_signal_connect_swapped (self->quality_pane, "notify", G_CALLBACK (pane_notify_cb), self);
  g_signal_connect_swapped (self->quality_pane, "notify::folded", G_CALLBACK (folded_cb), self);
  self->item_signals = g_signal_group_new (MEIREI_TYPE_INSTRUCTION_ITEM);
  g_signal_group_connect_swapped (self->item_signals, "notify", G_CALLBACK (update_chips), self);
  update_chips (self);
}

/**
 * meirei_instruction_view_get_tab:
 * @self: an instruction view
 *
 * Returns: the tab that is open
 */
MeireiInstructionTab
meirei_instruction_view_get_tab (MeireiInstructionView *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_VIEW (self), MEIREI_INSTRUCTION_TAB_SHEET);

  return (MeireiInstructionTab) MAX (gtk_notebook_get_current_page (self->notebook), 0);
}

/**
 * meirei_instruction_view_set_tab:
 * @self: an instruction view
 * @tab: a tab
 *
 * Opens a tab.
 */
void
meirei_instruction_view_set_tab (MeireiInstructionView *self,
                                 MeireiInstructionTab   tab)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_VIEW (self));

  gtk_notebook_set_current_page (self->notebook, (int) tab);
}

/**
 * meirei_instruction_view_set_tab_count:
 * @self: an instruction view
 * @tab: a tab
 * @count: how many things are in it; 0 shows no number
 *
 * Sets the number beside the name of a tab.
 */
void
meirei_instruction_view_set_tab_count (MeireiInstructionView *self,
                                       MeireiInstructionTab   tab,
                                       guint                  count)
{
  GtkLabel *labels[] = {
    self->sheet_count, self->code_count, self->compare_count, self->tests_count,
    self->history_count,
  };
  g_autofree char *text = g_strdup_printf ("%u", count);

  g_return_if_fail (MEIREI_IS_INSTRUCTION_VIEW (self));
  g_return_if_fail (tab < MEIREI_N_INSTRUCTION_TABS);

  gtk_label_set_label (labels[tab], text);
  gtk_widget_set_visible (GTK_WIDGET (labels[tab]), count > 0);
}

/**
 * meirei_instruction_view_focus_tab:
 * @self: an instruction view
 *
 * Puts the focus into the open tab.
 */
void
meirei_instruction_view_focus_tab (MeireiInstructionView *self)
{
  GtkWidget *page;

  g_return_if_fail (MEIREI_IS_INSTRUCTION_VIEW (self));

  if (meirei_instruction_view_get_tab (self) == MEIREI_INSTRUCTION_TAB_CODE
      && meirei_code_tab_focus (self->code_tab))
    return;
  if (meirei_instruction_view_get_tab (self) == MEIREI_INSTRUCTION_TAB_COMPARE
      && meirei_compare_tab_focus (self->compare_tab))
    return;

  page = gtk_notebook_get_nth_page (self->notebook,
                                    gtk_notebook_get_current_page (self->notebook));
  if (page != NULL)
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/**
 * meirei_instruction_view_get_content:
 * @self: an instruction view
 *
 * Returns: (transfer none): the tabs
 */
GtkWidget *
meirei_instruction_view_get_content (MeireiInstructionView *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_VIEW (self), NULL);

  return GTK_WIDGET (self->notebook);
}

/**
 * meirei_instruction_view_get_side:
 * @self: an instruction view
 *
 * Returns: (transfer none) (nullable): the quality panel
 */
GtkWidget *
meirei_instruction_view_get_side (MeireiInstructionView *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_VIEW (self), NULL);

  return meirei_fold_pane_get_side (self->quality_pane);
}

/**
 * meirei_instruction_view_get_review:
 * @self: an instruction view
 *
 * Returns: (transfer none) (nullable): what the reader looks at
 */
MeireiReview *
meirei_instruction_view_get_review (MeireiInstructionView *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_VIEW (self), NULL);

  return self->review;
}

/**
 * meirei_instruction_view_set_review:
 * @self: an instruction view
 * @review: what the reader looks at
 *
 * Sets what the tabs and the quality panel follow; to be called once.
 */
void
meirei_instruction_view_set_review (MeireiInstructionView *self,
                                    MeireiReview          *review)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_VIEW (self));
  g_return_if_fail (MEIREI_IS_REVIEW (review));
  g_return_if_fail (self->review == NULL);

  self->review = g_object_ref (review);
  g_signal_connect_object (review, "notify::item", G_CALLBACK (item_cb), self,
                           G_CONNECT_SWAPPED);
  add_content (self);
  item_cb (self);
}

/**
 * meirei_instruction_view_get_pair:
 * @self: an instruction view
 *
 * Returns: (transfer none) (nullable): the versions that are compared; %NULL
 *   without a review
 */
MeireiComparePair *
meirei_instruction_view_get_pair (MeireiInstructionView *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_VIEW (self), NULL);

  return self->pair;
}

/**
 * meirei_instruction_view_next_mark:
 * @self: an instruction view
 * @backward: whether to look towards the start
 *
 * Goes to the next change of a comparison, or to the next finding in the code.
 */
void
meirei_instruction_view_next_mark (MeireiInstructionView *self,
                                   gboolean               backward)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_VIEW (self));

  if (meirei_instruction_view_get_tab (self) == MEIREI_INSTRUCTION_TAB_COMPARE)
    meirei_compare_tab_next_change (self->compare_tab, backward);
  else if (meirei_instruction_view_get_tab (self) == MEIREI_INSTRUCTION_TAB_CODE)
    meirei_code_tab_next_finding (self->code_tab, backward);
}

/**
 * meirei_instruction_view_comment:
 * @self: an instruction view
 *
 * Lets the reader write a comment on the line of the code where the cursor is.
 */
void
meirei_instruction_view_comment (MeireiInstructionView *self)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_VIEW (self));

  meirei_instruction_view_set_tab (self, MEIREI_INSTRUCTION_TAB_CODE);
  meirei_code_tab_comment (self->code_tab);
}

/**
 * meirei_instruction_view_find:
 * @self: an instruction view
 * @backward: whether to look towards the start
 *
 * Lets the reader find text in the code, or goes to the next match.
 */
void
meirei_instruction_view_find (MeireiInstructionView *self,
                              gboolean               backward)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_VIEW (self));

  meirei_instruction_view_set_tab (self, MEIREI_INSTRUCTION_TAB_CODE);
  meirei_code_tab_find (self->code_tab, backward);
}

/**
 * meirei_instruction_view_set_run_center:
 * @self: an instruction view with a review
 * @center: (nullable): what runs in the workspace
 *
 * Lets the view follow executions.
 */
void
meirei_instruction_view_set_run_center (MeireiInstructionView *self,
                                        MeireiRunCenter       *center)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_VIEW (self));

  meirei_code_tab_set_run_center (self->code_tab, center);
  meirei_quality_panel_set_run_center (self->quality_panel, center);
  if (center != NULL)
    {
      MeireiContext *context = meirei_run_center_get_context (center);
      MeireiAnalyser *analyser = meirei_context_get_analyser (context);

      meirei_sheet_panel_set_context (self->sheet_panel, context);
      meirei_history_tab_set_context (self->history_tab, context);
      meirei_compare_panel_set_table (self->compare_panel, meirei_analyser_get_table (analyser));
      meirei_tests_tab_set_runner (self->tests_tab, meirei_context_get_test_runner (context));
    }
}
