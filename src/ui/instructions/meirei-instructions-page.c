/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiInstructionsPage:
 *
 * The page “Instructions”: the list, and the open instruction with the bar for
 * decisions.  What can be done with instructions is in
 * meirei-instructions-page-actions.c and meirei-instructions-page-decide.c.
 */

#include "config.h"

#include "meirei-instructions-page-private.h"
#include "meirei-ui-init.h"

/* Below this a workspace opens too fast for a spinner to be seen. */
#define SPINNER_DELAY_MS 300

/* With less room the list takes less of it. */
#define COMPACT_LIST_WIDTH 292

#define STATE_GROUP_REVIEW "Review"
#define STATE_GROUP_NOTES "Notes"
#define STATE_OPEN "Open"

G_DEFINE_FINAL_TYPE (MeireiInstructionsPage, meirei_instructions_page, ADW_TYPE_BIN)

typedef enum {
  PROP_COMPACT = 1,
  PROP_FOLD_LIST,
  PROP_LIST_PINNED,
  PROP_LIST_SHOWN,
  PROP_LIST_WIDTH,
} MeireiInstructionsPageProperty;

#define N_PROPS (PROP_LIST_WIDTH + 1)
static GParamSpec *properties[N_PROPS];

/* Some properties of the page are those of the pane that holds the list. */
static const char * const pane_properties[N_PROPS] = {
  [PROP_LIST_PINNED] = "pinned",
  [PROP_LIST_SHOWN] = "show-side",
  [PROP_LIST_WIDTH] = "side-width",
};

static void
pane_notify_cb (MeireiInstructionsPage *self,
                GParamSpec             *pspec)
{
  for (guint i = PROP_LIST_PINNED; i < N_PROPS; i++)
    if (g_str_equal (pane_properties[i], pspec->name))
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
update_place (MeireiInstructionsPage *self)
{
  guint place = 0;
  guint n_awaiting;

  n_awaiting =
    meirei_instruction_model_count_status (meirei_instruction_list_get_model (self->list),
                                           MEIREI_STATUS_EXECUTED,
                                           meirei_review_get_item (self->review), &place);
  meirei_decision_bar_set_place (self->decision_bar, place, n_awaiting);
}

static void
update_stack (MeireiInstructionsPage *self)
{
  MeireiInstructionModel *model = meirei_instruction_list_get_model (self->list);
  gboolean has_items = meirei_instruction_model_get_n_total (model) > 0;

  gtk_stack_set_visible_child_name (self->stack, has_items ? "content" : "empty");
}

static void
counts_changed_cb (MeireiInstructionsPage *self)
{
  update_stack (self);
  update_place (self);
  _meirei_instructions_page_update_actions (self);
}

/* A note that has not been used yet is kept for its instruction. */
static void
note_cb (MeireiInstructionsPage *self)
{
  MeireiInstructionItem *item = meirei_review_get_item (self->review);

  if (self->state != NULL && item != NULL && !self->setting_note)
    meirei_workspace_state_set_string (self->state, STATE_GROUP_NOTES,
                                       meirei_instruction_item_get_id (item),
                                       meirei_decision_bar_get_note (self->decision_bar));
}

static void
show_note (MeireiInstructionsPage *self,
           MeireiInstructionItem  *item)
{
  g_autofree char *note = NULL;

  if (self->state != NULL && item != NULL)
    note = meirei_workspace_state_dup_string (self->state, STATE_GROUP_NOTES,
                                              meirei_instruction_item_get_id (item));
  self->setting_note = TRUE;
  meirei_decision_bar_set_note (self->decision_bar, note);
  self->setting_note = FALSE;
}

static void
selected_cb (MeireiInstructionsPage *self)
{
  MeireiInstructionItem *item = meirei_instruction_list_get_selected (self->list);

  /* An instruction that the filters hide stays open until another is chosen. */
  if (item == NULL || item == meirei_review_get_item (self->review))
    return;

  meirei_review_set_item (self->review, item);
  meirei_decision_bar_set_item (self->decision_bar, item);
  show_note (self, item);
  update_place (self);
  _meirei_instructions_page_update_actions (self);

  if (self->state != NULL)
    meirei_workspace_state_set_string (self->state, STATE_GROUP_REVIEW, STATE_OPEN,
                                       meirei_instruction_item_get_id (item));
}

static void
opened_cb (MeireiInstructionsPage *self)
{
  if (meirei_fold_pane_get_folded (self->list_pane))
    meirei_fold_pane_set_show_side (self->list_pane, FALSE);

  meirei_instruction_view_set_tab (self->view, MEIREI_INSTRUCTION_TAB_CODE);
  meirei_instruction_view_focus_tab (self->view);
}

/* On a row no key decides anything by accident, as Space would on a button. */
static void
note_finished_cb (MeireiInstructionsPage *self)
{
  if (meirei_fold_pane_get_show_side (self->list_pane))
    meirei_instruction_list_focus_rows (self->list);
  else
    meirei_instruction_view_focus_tab (self->view);
}

static gboolean
spinner_cb (gpointer user_data)
{
  MeireiInstructionsPage *self = user_data;

  self->spinner_id = 0;
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "opening");

  return G_SOURCE_REMOVE;
}

static void
bind_state (MeireiInstructionsPage *self)
{
  static const struct {
    const char *key;
    const char *property;
  } of_list[] = {
    { "Order", "sort-key" },
    { "Status", "status" },
    { "Phase", "phase" },
    { "Model", "model-filter" },
    { "Score", "score-filter" },
    { "Tag", "tag-filter" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (of_list); i++)
    meirei_workspace_state_bind (self->state, of_list[i].key, G_OBJECT (self->list),
                                 of_list[i].property);
  meirei_workspace_state_bind (self->state, "ListWidth", G_OBJECT (self), "list-width");
  meirei_workspace_state_bind (self->state, "ShowList", G_OBJECT (self), "list-pinned");
  meirei_workspace_state_bind (self->state, "QualityWidth", G_OBJECT (self->view),
                               "quality-width");
  meirei_workspace_state_bind (self->state, "ShowQuality", G_OBJECT (self->view),
                               "quality-pinned");
  meirei_workspace_state_bind (self->state, "Tab", G_OBJECT (self->view), "tab");
}

/* The instruction that was open last, else the first that awaits review. */
static void
open_first (MeireiInstructionsPage *self)
{
  MeireiInstructionModel *model = meirei_instruction_list_get_model (self->list);
  g_autofree char *id = NULL;
  guint position;

  if (self->state != NULL)
    id = meirei_workspace_state_dup_string (self->state, STATE_GROUP_REVIEW, STATE_OPEN);
  if (id != NULL && meirei_instructions_page_open (self, id))
    return;

  position = meirei_instruction_model_find_next (model, 0, MEIREI_STATUS_EXECUTED);
  /* Who opens a workspace with something to review wants to read code. */
  if (position != MEIREI_NO_POSITION)
    meirei_instruction_view_set_tab (self->view, MEIREI_INSTRUCTION_TAB_CODE);
  else
    position = 0;
  meirei_instruction_list_select (self->list, meirei_instruction_model_peek (model, position));
}

static void
meirei_instructions_page_get_property (GObject    *object,
                                       guint       prop_id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  MeireiInstructionsPage *self = MEIREI_INSTRUCTIONS_PAGE (object);

  switch ((MeireiInstructionsPageProperty) prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    case PROP_FOLD_LIST:
      g_value_set_boolean (value, meirei_fold_pane_get_folded (self->list_pane));
      break;
    case PROP_LIST_PINNED:
    case PROP_LIST_SHOWN:
    case PROP_LIST_WIDTH:
      g_object_get_property (G_OBJECT (self->list_pane), pane_properties[prop_id], value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_instructions_page_set_property (GObject      *object,
                                       guint         prop_id,
                                       const GValue *value,
                                       GParamSpec   *pspec)
{
  MeireiInstructionsPage *self = MEIREI_INSTRUCTIONS_PAGE (object);

  switch ((MeireiInstructionsPageProperty) prop_id)
    {
    case PROP_COMPACT:
      self->compact = g_value_get_boolean (value);
      g_object_set (self->list, "compact", self->compact, NULL);
      g_object_set (self->view, "compact", self->compact, NULL);
      g_object_set (self->list_pane, "max-side-width",
                    self->compact ? COMPACT_LIST_WIDTH : G_MAXINT, NULL);
      g_object_set (self->decision_bar, "compact", self->compact, NULL);
      _meirei_instructions_page_update_compare (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_FOLD_LIST:
      if (self->fold_list == g_value_get_boolean (value))
        return;
      self->fold_list = g_value_get_boolean (value);
      _meirei_instructions_page_update_compare (self);
      break;
    case PROP_LIST_PINNED:
    case PROP_LIST_SHOWN:
    case PROP_LIST_WIDTH:
      g_object_set_property (G_OBJECT (self->list_pane), pane_properties[prop_id], value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_instructions_page_dispose (GObject *object)
{
  MeireiInstructionsPage *self = MEIREI_INSTRUCTIONS_PAGE (object);

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  if (self->review != NULL)
    meirei_review_set_workspace (self->review, NULL);
  g_clear_object (&self->review);
  g_clear_object (&self->actions);
  g_clear_object (&self->undo_toast);
  g_clear_pointer (&self->regenerating, g_free);
  g_clear_object (&self->center);
  g_clear_object (&self->state);
  g_clear_object (&self->workspace);
  /* The bin would let go of a child that the template has let go of before. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_INSTRUCTIONS_PAGE);

  G_OBJECT_CLASS (meirei_instructions_page_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * MeireiInstructionsPage:compact:
   *
   * Whether there is little room, so that names are short.
   */
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);

  /**
   * MeireiInstructionsPage:fold-list:
   *
   * Whether the list covers the instruction instead of being beside it.
   */
  properties[PROP_FOLD_LIST] = g_param_spec_boolean ("fold-list", NULL, NULL, FALSE, flags);

  /**
   * MeireiInstructionsPage:list-pinned:
   *
   * Whether the list is beside the instruction when there is room for it.
   */
  properties[PROP_LIST_PINNED] = g_param_spec_boolean ("list-pinned", NULL, NULL, TRUE, flags);

  /**
   * MeireiInstructionsPage:list-shown:
   *
   * Whether the list can be seen.
   */
  properties[PROP_LIST_SHOWN] = g_param_spec_boolean ("list-shown", NULL, NULL, TRUE, flags);

  /**
   * MeireiInstructionsPage:list-width:
   *
   * The width of the list in pixels.
   */
  properties[PROP_LIST_WIDTH] =
    g_param_spec_int ("list-width", NULL, NULL, 1, G_MAXINT, 330, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_instructions_page_class_init (MeireiInstructionsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_instructions_page_dispose;
  object_class->get_property = meirei_instructions_page_get_property;
  object_class->set_property = meirei_instructions_page_set_property;
  install_properties (object_class);

  g_type_ensure (MEIREI_TYPE_DECISION_BAR);
  g_type_ensure (MEIREI_TYPE_EMPTY_PAGE);
  g_type_ensure (MEIREI_TYPE_FOLD_PANE);
  g_type_ensure (MEIREI_TYPE_INSTRUCTION_LIST);
  g_type_ensure (MEIREI_TYPE_INSTRUCTION_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/instructions/meirei-instructions-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, note_finished_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionsPage, decision_bar);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionsPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionsPage, list);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionsPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionsPage, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionsPage, view);
}

static void
meirei_instructions_page_init (MeireiInstructionsPage *self)
{
  MeireiInstructionModel *model;

  self->review = meirei_review_new ();
  self->actions = g_simple_action_group_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  _meirei_instructions_page_add_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "instruction",
                                  G_ACTION_GROUP (self->actions));

  meirei_instruction_view_set_review (self->view, self->review);
  _meirei_instructions_page_add_compare (self);
  _meirei_instructions_page_add_comments (self);
  g_signal_connect_swapped (self->list_pane, "notify", G_CALLBACK (pane_notify_cb), self);
  g_signal_connect_swapped (self->decision_bar, "notify::note", G_CALLBACK (note_cb), self);
  g_signal_connect_object (self->review, "notify::version",
                           G_CALLBACK (_meirei_instructions_page_update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->review, "notify::instruction",
                           G_CALLBACK (_meirei_instructions_page_update_actions), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_object (self->list, "notify::n-checked",
                           G_CALLBACK (_meirei_instructions_page_update_actions), self,
                           G_CONNECT_SWAPPED);

  model = meirei_instruction_list_get_model (self->list);
  g_signal_connect_object (model, "counts-changed", G_CALLBACK (counts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (update_place), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * meirei_instructions_page_set_workspace:
 * @self: an instructions page
 * @workspace: (nullable): a workspace
 * @state: (nullable): how the window was left for it, loaded
 *
 * Shows the instructions of @workspace.
 */
void
meirei_instructions_page_set_workspace (MeireiInstructionsPage *self,
                                        MeireiWorkspace        *workspace,
                                        MeireiWorkspaceState   *state)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTIONS_PAGE (self));

  meirei_instructions_page_set_opening (self, FALSE);
  meirei_review_set_workspace (self->review, workspace);
  meirei_decision_bar_set_item (self->decision_bar, NULL);
  g_clear_object (&self->state);
  show_note (self, NULL);

  g_set_object (&self->workspace, workspace);
  meirei_instruction_list_set_workspace (self->list, workspace);
  g_set_object (&self->state, state);
  if (state != NULL)
    bind_state (self);

  counts_changed_cb (self);
  open_first (self);
  if (workspace != NULL)
    meirei_instruction_list_focus_rows (self->list);
}

/**
 * meirei_instructions_page_set_opening:
 * @self: an instructions page
 * @opening: whether a workspace is being opened
 *
 * Shows a spinner if that takes long.
 */
void
meirei_instructions_page_set_opening (MeireiInstructionsPage *self,
                                      gboolean                opening)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTIONS_PAGE (self));

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_spinner_stop (self->spinner);
  if (opening)
    self->spinner_id = g_timeout_add (SPINNER_DELAY_MS, spinner_cb, self);
  else
    update_stack (self);
}

/**
 * meirei_instructions_page_open:
 * @self: an instructions page
 * @id: the UUID of an instruction
 *
 * Opens an instruction; filters that hide it are cleared.
 *
 * Returns: %FALSE if there is no such instruction
 */
gboolean
meirei_instructions_page_open (MeireiInstructionsPage *self,
                               const char             *id)
{
  MeireiInstructionItem *item;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTIONS_PAGE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (self->workspace == NULL)
    return FALSE;

  /* It may have been added a moment ago. */
  meirei_workspace_apply_changes (self->workspace);
  item = meirei_workspace_get_item (self->workspace, id);
  if (item == NULL)
    return FALSE;

  meirei_instruction_model_flush (meirei_instruction_list_get_model (self->list));
  if (meirei_instruction_list_select (self->list, item))
    return TRUE;

  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.clear-filters", NULL);

  return meirei_instruction_list_select (self->list, item);
}

/**
 * meirei_instructions_page_get_review:
 * @self: an instructions page
 *
 * Returns: (transfer none): what the reader looks at
 */
MeireiReview *
meirei_instructions_page_get_review (MeireiInstructionsPage *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTIONS_PAGE (self), NULL);

  return self->review;
}

/**
 * meirei_instructions_page_get_list:
 * @self: an instructions page
 *
 * Returns: (transfer none): the list of instructions
 */
MeireiInstructionList *
meirei_instructions_page_get_list (MeireiInstructionsPage *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTIONS_PAGE (self), NULL);

  return self->list;
}

/**
 * meirei_instructions_page_get_view:
 * @self: an instructions page
 *
 * Returns: (transfer none): the view of the open instruction
 */
MeireiInstructionView *
meirei_instructions_page_get_view (MeireiInstructionsPage *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTIONS_PAGE (self), NULL);

  return self->view;
}

/**
 * meirei_instructions_page_get_decision_bar:
 * @self: an instructions page
 *
 * Returns: (transfer none): the bar for decisions
 */
MeireiDecisionBar *
meirei_instructions_page_get_decision_bar (MeireiInstructionsPage *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTIONS_PAGE (self), NULL);

  return self->decision_bar;
}

/**
 * meirei_instructions_page_get_empty_page:
 * @self: an instructions page
 *
 * Returns: (transfer none): what is shown when there are no instructions
 */
MeireiEmptyPage *
meirei_instructions_page_get_empty_page (MeireiInstructionsPage *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTIONS_PAGE (self), NULL);

  return self->empty_page;
}

/**
 * meirei_instructions_page_get_actions:
 * @self: an instructions page
 *
 * What can be done with the open and the checked instructions, for the group
 * `instruction` of the window.
 *
 * Returns: (transfer none): the actions
 */
GActionGroup *
meirei_instructions_page_get_actions (MeireiInstructionsPage *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTIONS_PAGE (self), NULL);

  return G_ACTION_GROUP (self->actions);
}
