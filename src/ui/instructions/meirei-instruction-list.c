/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiInstructionList:
 *
 * The instructions of a workspace: search, filters, order, the rows, and what
 * can be done with the checked ones.  The selected row is the open instruction;
 * checked rows are independent of it, see meirei-instruction-list-checks.c.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-instruction-list-private.h"
#include "meirei-string.h"
#include "meirei-ui-init.h"

/* How often the rows say again how long ago something happened. */
#define TIME_INTERVAL_S 30

G_DEFINE_FINAL_TYPE (MeireiInstructionList, meirei_instruction_list, ADW_TYPE_BIN)

typedef enum {
  PROP_COMPACT = 1,
  PROP_EXECUTION_MODE,
  PROP_FLAG_FILTER,
  PROP_MODEL_FILTER,
  PROP_N_CHECKED,
  PROP_PHASE,
  PROP_SCORE_FILTER,
  PROP_SELECTED,
  PROP_SORT_KEY,
  PROP_STATUS,
  PROP_TAG_FILTER,
} MeireiInstructionListProperty;

#define N_PROPS (PROP_TAG_FILTER + 1)
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_stack (MeireiInstructionList *self)
{
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0;

  gtk_stack_set_visible_child_name (self->stack, has_rows ? "list" : "no-matches");
}

/* Scrolls to the selected row. */
void
_meirei_instruction_list_show_selected (MeireiInstructionList *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u",
                                position);
}

/* Search */

static void
searched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(MeireiInstructionList) self = user_data;
  g_autoptr(GHashTable) found = NULL;
  g_autoptr(GError) error = NULL;

  found = meirei_workspace_search_finish (MEIREI_WORKSPACE (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->search);
  if (found == NULL)
    {
      g_warning ("Search: %s", error->message);
      return;
    }

  meirei_instruction_filter_set_found (meirei_instruction_model_get_filter (self->model), found);
  _meirei_instruction_list_show_selected (self);
}

static void
search_changed_cb (MeireiInstructionList *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);

  if (*text == '\0' || self->workspace == NULL)
    {
      meirei_instruction_filter_set_found (meirei_instruction_model_get_filter (self->model),
                                           NULL);
      _meirei_instruction_list_show_selected (self);
      return;
    }

  self->search = g_cancellable_new ();
  meirei_workspace_search_async (self->workspace, text, self->search, searched_cb,
                                 g_object_ref (self));
}

static void
stop_search_cb (MeireiInstructionList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  meirei_instruction_list_focus_rows (self);
}

static void
search_activate_cb (MeireiInstructionList *self)
{
  if (meirei_instruction_list_get_selected (self) == NULL)
    gtk_single_selection_set_selected (self->selection, 0);
  meirei_instruction_list_focus_rows (self);
}

/* Rows */

static void
row_destroy_cb (MeireiInstructionList *self,
                GtkWidget             *row)
{
  g_hash_table_remove (self->rows, row);
}

static void
row_setup_cb (MeireiInstructionList *self,
              GtkListItem           *list_item)
{
  GtkWidget *row = meirei_instruction_row_new ();

  meirei_instruction_row_set_compact (MEIREI_INSTRUCTION_ROW (row), self->compact);
  meirei_instruction_row_set_checkable (MEIREI_INSTRUCTION_ROW (row), self->checkable);
  gtk_list_item_set_child (list_item, row);
  g_hash_table_add (self->rows, row);
  g_signal_connect_object (row, "destroy", G_CALLBACK (row_destroy_cb), self, G_CONNECT_SWAPPED);
}

static void
row_bind_cb (MeireiInstructionList *self,
             GtkListItem           *list_item)
{
  MeireiInstructionItem *item = gtk_list_item_get_item (list_item);

  meirei_instruction_row_set_item (MEIREI_INSTRUCTION_ROW (gtk_list_item_get_child (list_item)),
                                   item);
  _meirei_instruction_list_watch_item (self, item);
}

static void
row_unbind_cb (MeireiInstructionList *self,
               GtkListItem           *list_item)
{
  _meirei_instruction_list_unwatch_item (self, gtk_list_item_get_item (list_item));
  meirei_instruction_row_set_item (MEIREI_INSTRUCTION_ROW (gtk_list_item_get_child (list_item)),
                                   NULL);
}

static void
set_up_rows (MeireiInstructionList *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (row_setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (row_bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (row_unbind_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
}

static gboolean
time_cb (gpointer user_data)
{
  MeireiInstructionList *self = user_data;
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    meirei_instruction_row_update_time (row);

  return G_SOURCE_CONTINUE;
}

static void
selected_cb (MeireiInstructionList *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (position != GTK_INVALID_LIST_POSITION)
    self->last_position = position;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
activate_cb (MeireiInstructionList *self)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

/* Whether the reader went somewhere else in the meantime: to another page, or
 * to a text, whose letters must not become commands. */
static gboolean
has_left (MeireiInstructionList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return !gtk_widget_get_mapped (GTK_WIDGET (self))
         || (focus != NULL && focus != self->focus_before
             && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

static gboolean
focus_cb (gpointer user_data)
{
  MeireiInstructionList *self = user_data;
  MeireiInstructionItem *selected = meirei_instruction_list_get_selected (self);
  gboolean left = has_left (self);
  GHashTableIter iter;
  gpointer row;

  self->focus_id = 0;
  g_clear_weak_pointer (&self->focus_before);
  if (left)
    return G_SOURCE_REMOVE;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (selected != NULL && meirei_instruction_row_get_item (row) == selected)
      {
        gtk_widget_grab_focus (gtk_widget_get_parent (row));
        return G_SOURCE_REMOVE;
      }

  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));

  return G_SOURCE_REMOVE;
}

static void
set_compact (MeireiInstructionList *self,
             gboolean               compact)
{
  GHashTableIter iter;
  gpointer row;

  if (self->compact == compact)
    return;

  self->compact = compact;
  g_object_set (self->status_drop_down, "compact", compact, NULL);
  g_object_set (self->phase_drop_down, "compact", compact, NULL);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    meirei_instruction_row_set_compact (row, compact);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
meirei_instruction_list_dispose (GObject *object)
{
  MeireiInstructionList *self = MEIREI_INSTRUCTION_LIST (object);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_handle_id (&self->time_id, g_source_remove);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_weak_pointer (&self->focus_before);
  g_clear_object (&self->phases);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_INSTRUCTION_LIST);

  G_OBJECT_CLASS (meirei_instruction_list_parent_class)->dispose (object);
}

static void
meirei_instruction_list_finalize (GObject *object)
{
  MeireiInstructionList *self = MEIREI_INSTRUCTION_LIST (object);

  g_free (self->execution_mode);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_hash_table_unref (self->checked);
  g_hash_table_unref (self->rows);

  G_OBJECT_CLASS (meirei_instruction_list_parent_class)->finalize (object);
}

/* An action's state cannot be without a value. */
static const char *
show_word (const char *word)
{
  return word != NULL ? word : "";
}

static void
meirei_instruction_list_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  MeireiInstructionList *self = MEIREI_INSTRUCTION_LIST (object);
  MeireiInstructionFilter *filter = meirei_instruction_model_get_filter (self->model);

  switch ((MeireiInstructionListProperty) prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    case PROP_EXECUTION_MODE:
      g_value_set_string (value, self->execution_mode);
      break;
    case PROP_FLAG_FILTER:
      g_value_take_string (value, _meirei_instruction_list_dup_flag_filter (self));
      break;
    case PROP_MODEL_FILTER:
      g_value_set_string (value, show_word (meirei_instruction_filter_get_model (filter)));
      break;
    case PROP_N_CHECKED:
      g_value_set_uint (value, self->n_checked);
      break;
    case PROP_PHASE:
      g_value_set_int (value, meirei_instruction_filter_get_phase (filter));
      break;
    case PROP_SCORE_FILTER:
      g_value_take_string (value, _meirei_instruction_list_dup_score_filter (self));
      break;
    case PROP_SELECTED:
      g_value_set_object (value, meirei_instruction_list_get_selected (self));
      break;
    case PROP_SORT_KEY:
      g_value_set_enum (value, (int) meirei_instruction_model_get_sort_key (self->model));
      break;
    case PROP_STATUS:
      g_value_set_int (value, meirei_filter_drop_down_get_value (self->status_drop_down));
      break;
    case PROP_TAG_FILTER:
      g_value_set_string (value, show_word (meirei_instruction_filter_get_tag (filter)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* The filter has no empty words: they stand for no filter. */
static const char *
get_word (const GValue *value)
{
  const char *word = g_value_get_string (value);

  return word != NULL && *word != '\0' ? word : NULL;
}

static void
meirei_instruction_list_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  MeireiInstructionList *self = MEIREI_INSTRUCTION_LIST (object);
  MeireiInstructionFilter *filter = meirei_instruction_model_get_filter (self->model);

  switch ((MeireiInstructionListProperty) prop_id)
    {
    case PROP_COMPACT:
      set_compact (self, g_value_get_boolean (value));
      break;
    case PROP_EXECUTION_MODE:
      if (meirei_set_str (&self->execution_mode, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_FLAG_FILTER:
      _meirei_instruction_list_set_flag_filter (self, g_value_get_string (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_MODEL_FILTER:
      meirei_instruction_filter_set_model (filter, get_word (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_PHASE:
      meirei_instruction_filter_set_phase (filter, g_value_get_int (value));
      meirei_filter_drop_down_set_value (self->phase_drop_down, g_value_get_int (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SCORE_FILTER:
      _meirei_instruction_list_set_score_filter (self, g_value_get_string (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SORT_KEY:
      meirei_instruction_model_set_sort_key (self->model,
                                             (MeireiSortKey) g_value_get_enum (value));
      _meirei_instruction_list_show_selected (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_STATUS:
      meirei_filter_drop_down_set_value (self->status_drop_down, g_value_get_int (value));
      break;
    case PROP_TAG_FILTER:
      meirei_instruction_filter_set_tag (filter, get_word (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_N_CHECKED:
    case PROP_SELECTED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
clear_filters_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  _meirei_instruction_list_clear_filters (MEIREI_INSTRUCTION_LIST (widget));
}

static void
clear_checked_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  meirei_instruction_list_clear_checked (MEIREI_INSTRUCTION_LIST (widget));
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * MeireiInstructionList:compact:
   *
   * Whether there is little room, so that names are short.
   */
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);

  /**
   * MeireiInstructionList:execution-mode:
   *
   * How several instructions are executed: `parallel` or `sequential`.
   */
  properties[PROP_EXECUTION_MODE] =
    g_param_spec_string ("execution-mode", NULL, NULL, "parallel", flags);

  /**
   * MeireiInstructionList:flag-filter:
   *
   * What is pointed out about those that are shown, a word of
   * [flags@ItemFlags]; empty for all.
   */
  properties[PROP_FLAG_FILTER] = g_param_spec_string ("flag-filter", NULL, NULL, "", flags);

  /**
   * MeireiInstructionList:model-filter:
   *
   * The model whose code is shown; empty for all.
   */
  properties[PROP_MODEL_FILTER] = g_param_spec_string ("model-filter", NULL, NULL, "", flags);

  /**
   * MeireiInstructionList:n-checked:
   *
   * How many instructions are checked.
   */
  properties[PROP_N_CHECKED] =
    g_param_spec_uint ("n-checked", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * MeireiInstructionList:phase:
   *
   * The phase that is shown; -1 for all.
   */
  properties[PROP_PHASE] = g_param_spec_int ("phase", NULL, NULL, -1, G_MAXINT, -1, flags);

  /**
   * MeireiInstructionList:score-filter:
   *
   * The range of scores that is shown, such as `75-89`; empty for all.
   */
  properties[PROP_SCORE_FILTER] = g_param_spec_string ("score-filter", NULL, NULL, "", flags);

  /**
   * MeireiInstructionList:selected:
   *
   * The instruction of the selected row.
   */
  properties[PROP_SELECTED] =
    g_param_spec_object ("selected", NULL, NULL, MEIREI_TYPE_INSTRUCTION_ITEM,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * MeireiInstructionList:sort-key:
   *
   * The order of the rows.
   */
  properties[PROP_SORT_KEY] = g_param_spec_enum ("sort-key", NULL, NULL, MEIREI_TYPE_SORT_KEY,
                                                 MEIREI_SORT_KEY_UPDATED, flags);

  /**
   * MeireiInstructionList:status:
   *
   * The status that is shown; -1 for all.
   */
  properties[PROP_STATUS] =
    g_param_spec_int ("status", NULL, NULL, -1, MEIREI_N_STATUSES - 1, -1, flags);

  /**
   * MeireiInstructionList:tag-filter:
   *
   * The tag whose instructions are shown; empty for all.
   */
  properties[PROP_TAG_FILTER] = g_param_spec_string ("tag-filter", NULL, NULL, "", flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "list.clear-checked", NULL,
                                   clear_checked_action);
  _meirei_instruction_list_install_menu (widget_class);
  gtk_widget_class_install_action (widget_class, "list.clear-filters", NULL,
                                   clear_filters_action);
  gtk_widget_class_install_property_action (widget_class, "list.execution-mode",
                                            "execution-mode");
  gtk_widget_class_install_property_action (widget_class, "list.flag-filter", "flag-filter");
  gtk_widget_class_install_property_action (widget_class, "list.model-filter", "model-filter");
  gtk_widget_class_install_property_action (widget_class, "list.score-filter", "score-filter");
  gtk_widget_class_install_property_action (widget_class, "list.sort-key", "sort-key");
  gtk_widget_class_install_property_action (widget_class, "list.tag-filter", "tag-filter");
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (MEIREI_TYPE_FILTER_DROP_DOWN);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/instructions/meirei-instruction-list.ui");
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "phase_cb",
                                                G_CALLBACK (_meirei_instruction_list_phase_cb));
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "status_cb",
                                                G_CALLBACK (_meirei_instruction_list_status_cb));
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionList, check_bar);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionList, check_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionList, execute_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionList, list_view);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionList, phase_drop_down);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionList, run_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionList, run_revealer);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionList, search_entry);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionList, sort_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionList, stack);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionList, status_drop_down);
}

static void
meirei_instruction_list_class_init (MeireiInstructionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_instruction_list_dispose;
  object_class->finalize = meirei_instruction_list_finalize;
  object_class->get_property = meirei_instruction_list_get_property;
  object_class->set_property = meirei_instruction_list_set_property;
  install_properties (object_class);

  /**
   * MeireiInstructionList::opened:
   * @self: a list
   *
   * The reader wants to look at the selected instruction: Enter or a double
   * click.
   */
  signals[SIGNAL_OPENED] = g_signal_new ("opened", MEIREI_TYPE_INSTRUCTION_LIST,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);

  bind_template (widget_class);
  install_actions (widget_class);
}

/* The menu of a split button has a tooltip, but no name. */
static void
name_execute_menu (MeireiInstructionList *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->execute_button));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_MENU_BUTTON (child))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      adw_split_button_get_dropdown_tooltip (self->execute_button),
                                      -1);
}

static void
meirei_instruction_list_init (MeireiInstructionList *self)
{
  self->execution_mode = g_strdup ("parallel");
  self->model = meirei_instruction_model_new ();
  self->rows = g_hash_table_new (NULL, NULL);
  self->checked = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);

  gtk_widget_init_template (GTK_WIDGET (self));

  name_execute_menu (self);
  _meirei_instruction_list_add_statuses (self);
  set_up_rows (self);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  gtk_menu_button_set_create_popup_func (self->sort_button,
                                         _meirei_instruction_list_create_menu, self, NULL);

  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->model, "counts-changed",
                           G_CALLBACK (_meirei_instruction_list_counts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  _meirei_instruction_list_init_checks (self);
  _meirei_instruction_list_init_menu (self);
  self->time_id = g_timeout_add_seconds (TIME_INTERVAL_S, time_cb, self);
}

/**
 * meirei_instruction_list_set_workspace:
 * @self: a list
 * @workspace: (nullable): a workspace
 *
 * Shows the instructions of @workspace.
 */
void
meirei_instruction_list_set_workspace (MeireiInstructionList *self,
                                       MeireiWorkspace       *workspace)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_LIST (self));

  if (self->workspace == workspace)
    return;

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  meirei_instruction_list_clear_checked (self);
  _meirei_instruction_list_clear_filters (self);

  g_set_object (&self->workspace, workspace);
  g_clear_object (&self->phases);
  if (workspace != NULL)
    self->phases = meirei_workspace_list_phases (workspace);
  meirei_instruction_model_set_source (self->model, workspace != NULL
                                       ? meirei_workspace_get_items (workspace) : NULL);
  update_stack (self);
}

/**
 * meirei_instruction_list_get_model:
 * @self: a list
 *
 * Returns: (transfer none): the rows as they can be seen
 */
MeireiInstructionModel *
meirei_instruction_list_get_model (MeireiInstructionList *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_LIST (self), NULL);

  return self->model;
}

/**
 * meirei_instruction_list_get_selected:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the instruction of the selected row
 */
MeireiInstructionItem *
meirei_instruction_list_get_selected (MeireiInstructionList *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_LIST (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}

/**
 * meirei_instruction_list_select:
 * @self: a list
 * @item: (nullable): an instruction
 *
 * Selects the row of @item and scrolls to it.  The focus goes with it if it is
 * on a row.
 *
 * Returns: %FALSE if the filters hide it
 */
gboolean
meirei_instruction_list_select (MeireiInstructionList *self,
                                MeireiInstructionItem *item)
{
  guint position;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_LIST (self), FALSE);

  position = meirei_instruction_model_find (self->model, item);
  if (position == MEIREI_NO_POSITION)
    return FALSE;

  gtk_single_selection_set_selected (self->selection, position);
  _meirei_instruction_list_show_selected (self);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->list_view)) != NULL)
    meirei_instruction_list_focus_rows (self);

  return TRUE;
}

/**
 * meirei_instruction_list_select_near:
 * @self: a list
 * @offset: how many rows further down, or up if less than 0; %G_MAXINT and
 *   -%G_MAXINT stand for the last and the first row
 *
 * Selects another row, the outermost one if there are not enough.
 */
void
meirei_instruction_list_select_near (MeireiInstructionList *self,
                                     int                    offset)
{
  gint64 n_rows;
  gint64 position;

  g_return_if_fail (MEIREI_IS_INSTRUCTION_LIST (self));

  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  if (n_rows == 0)
    return;

  /* When the selected row has gone, its successor is in its place. */
  position = gtk_single_selection_get_selected (self->selection);
  if (position == GTK_INVALID_LIST_POSITION)
    position = (gint64) self->last_position - (offset > 0 ? 1 : 0);
  position = CLAMP (position + offset, 0, n_rows - 1);

  meirei_instruction_list_select (self, meirei_instruction_model_peek (self->model,
                                                                       (guint) position));
}

/**
 * meirei_instruction_list_focus_search:
 * @self: a list
 *
 * Puts the focus into the search entry.
 */
void
meirei_instruction_list_focus_search (MeireiInstructionList *self)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_LIST (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * meirei_instruction_list_focus_rows:
 * @self: a list
 *
 * Puts the focus on the selected row.  The row may be made only for the next
 * frame, so this happens a little later.
 */
void
meirei_instruction_list_focus_rows (MeireiInstructionList *self)
{
  GtkRoot *root;

  g_return_if_fail (MEIREI_IS_INSTRUCTION_LIST (self));

  if (self->focus_id != 0)
    return;

  root = gtk_widget_get_root (GTK_WIDGET (self));
  g_set_weak_pointer (&self->focus_before, root != NULL ? gtk_root_get_focus (root) : NULL);
  self->focus_id = g_idle_add (focus_cb, self);
}
