/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiSheetTab:
 *
 * What is asked for, to be edited.  It saves by itself a moment after the last
 * change, when the focus leaves and when another instruction is opened.  Only
 * the members that were edited here are stored, so that a change from outside
 * to another one is kept; a change to the same one is a conflict, which the
 * reader solves.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-banner.h"
#include "meirei-lifecycle.h"
#include "meirei-sheet-fields.h"
#include "meirei-sheet-merge.h"
#include "meirei-sheet-tab.h"
#include "meirei-ui-init.h"

#define SAVE_DELAY_MS 700

struct _MeireiSheetTab
{
  AdwBin parent_instance;

  MeireiBanner *banner;
  GtkScrolledWindow *scroller;
  MeireiSheetFields *fields;
  GtkLabel *state_label;

  MeireiReview *review;
  MeireiWorkspace *workspace;   /* (nullable) of the sheet that is shown */
  char *id;                     /* (nullable) of the sheet that is shown */
  gint64 revision;              /* of @base */
  MeireiSheet *base;            /* (nullable) as it is stored */
  guint save_id;
  gboolean edited;              /* there are changes that nobody stores yet */
  guint n_saving;               /* of this sheet, on their way */
  gboolean conflict;
};

/* One sheet on its way to the disk. */
typedef struct {
  MeireiSheetTab *self;         /* (owned) (nullable) */
  char *id;
  MeireiSheet *base;
  MeireiSheet *mine;
} Save;

G_DEFINE_FINAL_TYPE (MeireiSheetTab, meirei_sheet_tab, ADW_TYPE_BIN)

enum { SHEET_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
save_free (gpointer data)
{
  Save *save = data;

  g_clear_object (&save->self);
  g_free (save->id);
  g_object_unref (save->base);
  g_object_unref (save->mine);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static Save *
save_new (MeireiSheetTab *self,
          MeireiSheet    *mine)
{
  Save *save = g_new0 (Save, 1);

  save->id = g_strdup (self->id);
  save->base = g_object_ref (self->base);
  save->mine = g_object_ref (mine);

  return save;
}

/* Runs on the workspace's thread, on the instruction as it is stored. */
static gboolean
edit_cb (MeireiInstruction  *instruction,
         gpointer            user_data,
         GError            **error)
{
  Save *save = user_data;
  g_autoptr(MeireiSheet) merged =
    meirei_sheet_merge (save->base, save->mine, meirei_instruction_get_sheet (instruction), error);

  return merged != NULL && meirei_lifecycle_edit (instruction, merged, error);
}

static void
tell_sheet (MeireiSheetTab *self)
{
  g_autoptr(MeireiSheet) sheet = meirei_sheet_fields_dup_sheet (self->fields, self->base, NULL);

  if (sheet != NULL)
    g_signal_emit (self, signals[SHEET_CHANGED], 0, sheet);
}

static void
show_problem (MeireiSheetTab *self,
              MeireiSeverity  level,
              const char     *title,
              const char     *button)
{
  meirei_banner_set_level (self->banner, level);
  meirei_banner_set_button_label (self->banner, button);
  meirei_banner_set_title (self->banner, title);
  meirei_banner_set_revealed (self->banner, TRUE);
}

static void
show_conflict (MeireiSheetTab *self)
{
  self->conflict = TRUE;
  gtk_label_set_label (self->state_label, _("Not saved"));
  show_problem (self, MEIREI_SEVERITY_WARNING, _("Someone else changed this sheet"), _("_Reload"));
}

static void
show_save_error (MeireiSheetTab *self,
                 const GError   *error)
{
  self->edited = TRUE;
  gtk_label_set_label (self->state_label, _("Not saved"));
  show_problem (self, MEIREI_SEVERITY_ERROR, error->message, _("Try _Again"));
}

/* Who may edit, and why not. */
static void
update_editable (MeireiSheetTab    *self,
                 MeireiInstruction *instruction)
{
  gboolean read_only = meirei_workspace_is_read_only (self->workspace);
  gboolean executing = meirei_instruction_get_status (instruction) == MEIREI_STATUS_EXECUTING;

  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), !read_only && !executing);
  if (self->conflict || self->edited)
    return;

  if (read_only)
    show_problem (self, MEIREI_SEVERITY_INFO,
                  meirei_workspace_get_read_only_reason (self->workspace), NULL);
  else if (executing)
    show_problem (self, MEIREI_SEVERITY_INFO,
                  _("The sheet is being executed; it can be edited when that is over"), NULL);
  else
    meirei_banner_set_revealed (self->banner, FALSE);
}

/* Takes over what is stored now, without touching what is being typed.  While
 * it differs in the field with the focus, the old base stays. */
static void
adopt (MeireiSheetTab    *self,
       MeireiInstruction *instruction)
{
  MeireiSheet *theirs = meirei_instruction_get_sheet (instruction);
  g_autoptr(MeireiSheet) mine = NULL;
  g_autoptr(MeireiSheet) merged = NULL;

  if (meirei_instruction_get_revision (instruction) < self->revision)
    return;

  mine = meirei_sheet_fields_dup_sheet (self->fields, self->base, NULL);
  if (mine != NULL && self->edited)
    merged = meirei_sheet_merge (self->base, mine, theirs, NULL);
  else if (mine != NULL)
    merged = g_object_ref (theirs);

  if (merged == NULL)
    show_conflict (self);
  else if (meirei_sheet_fields_update (self->fields, merged))
    {
      g_set_object (&self->base, theirs);
      self->revision = meirei_instruction_get_revision (instruction);
      tell_sheet (self);
    }
}

static void
show_saved (MeireiSheetTab *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%H:%M");
  g_autofree char *text = g_strdup_printf (_("Saved %s"), time);

  if (!self->edited)
    gtk_label_set_label (self->state_label, text);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Save) save = user_data;
  MeireiSheetTab *self = save->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_update_instruction_finish (MEIREI_WORKSPACE (source), result, &error);
  MeireiInstruction *newest;

  if (self->id == NULL || !g_str_equal (save->id, self->id))
    {
      if (error != NULL)
        show_problem (self, MEIREI_SEVERITY_ERROR, error->message, NULL);
      return;
    }

  self->n_saving -= MIN (self->n_saving, 1);
  if (error != NULL)
    {
      g_set_object (&self->base, save->base);
      if (g_error_matches (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_CONFLICT))
        show_conflict (self);
      else
        show_save_error (self, error);
    }
  if (self->conflict || error != NULL || self->n_saving > 0)
    return;

  meirei_banner_set_revealed (self->banner, FALSE);
  show_saved (self);
  adopt (self, instruction);
  newest = meirei_review_get_instruction (self->review);
  if (newest != NULL && g_str_equal (meirei_instruction_get_id (newest), self->id))
    adopt (self, newest);
}

/* The only one who can be waited for is the last one: whoever closes the
 * window expects that what was typed is stored. */
static void
save_now (MeireiSheetTab *self)
{
  g_autoptr(MeireiSheet) mine = meirei_sheet_fields_dup_sheet (self->fields, self->base, NULL);
  g_autoptr(Save) save = mine != NULL ? save_new (self, mine) : NULL;
  g_autoptr(MeireiInstruction) stored = NULL;
  g_autoptr(GError) error = NULL;

  if (save == NULL)
    return;

  stored = meirei_workspace_update_instruction (self->workspace, save->id, -1, edit_cb, save,
                                                &error);
  if (stored == NULL)
    g_warning ("The sheet %s was not saved: %s", save->id, error->message);
}

static gboolean
save_timeout_cb (gpointer user_data)
{
  MeireiSheetTab *self = user_data;

  self->save_id = 0;
  meirei_sheet_tab_save (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (MeireiSheetTab *self)
{
  if (self->base == NULL)
    return;

  self->edited = TRUE;
  tell_sheet (self);
  if (self->conflict)
    return;

  gtk_label_set_label (self->state_label, _("Saving…"));
  g_clear_handle_id (&self->save_id, g_source_remove);
  self->save_id = g_timeout_add (SAVE_DELAY_MS, save_timeout_cb, self);
}

static void
show_instruction (MeireiSheetTab    *self,
                  MeireiInstruction *instruction)
{
  g_autoptr(GListModel) phases = NULL;

  g_clear_handle_id (&self->save_id, g_source_remove);
  self->edited = FALSE;
  self->n_saving = 0;
  self->conflict = FALSE;
  g_clear_object (&self->base);
  g_clear_pointer (&self->id, g_free);
  gtk_label_set_label (self->state_label, "");
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), instruction != NULL);
  meirei_banner_set_revealed (self->banner, FALSE);
  if (instruction == NULL)
    return;

  g_set_object (&self->workspace, meirei_review_get_workspace (self->review));
  self->id = g_strdup (meirei_instruction_get_id (instruction));
  self->base = g_object_ref (meirei_instruction_get_sheet (instruction));
  self->revision = meirei_instruction_get_revision (instruction);
  phases = meirei_workspace_list_phases (self->workspace);
  meirei_sheet_fields_show (self->fields, self->base, self->id, phases);
  tell_sheet (self);
  update_editable (self, instruction);
}

static void
instruction_cb (MeireiSheetTab *self)
{
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);

  if (instruction == NULL || self->id == NULL
      || !g_str_equal (self->id, meirei_instruction_get_id (instruction)))
    {
      meirei_sheet_tab_save (self);
      show_instruction (self, instruction);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0.0);
      return;
    }

  if (self->n_saving == 0 && !self->conflict)
    adopt (self, instruction);
  update_editable (self, instruction);
}

static void
reloaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(MeireiSheetTab) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction_finish (MEIREI_WORKSPACE (source), result, &error);

  if (instruction == NULL)
    show_problem (self, MEIREI_SEVERITY_ERROR, error->message, _("_Reload"));
  else if (g_strcmp0 (self->id, meirei_instruction_get_id (instruction)) == 0)
    show_instruction (self, instruction);
}

static void
banner_cb (MeireiSheetTab *self)
{
  if (self->conflict)
    meirei_workspace_load_instruction_async (self->workspace, self->id, NULL, reloaded_cb,
                                             g_object_ref (self));
  else
    meirei_sheet_tab_save (self);
}

/* What could not be taken over while the focus was in the way. */
static void
leave_cb (MeireiSheetTab *self)
{
  meirei_sheet_tab_save (self);
  if (self->id != NULL)
    instruction_cb (self);
}

/* The workspace changes one after the other: what is saved is validated. */
static gboolean
save_and_validate_cb (GtkWidget *widget,
                      GVariant  *args,
                      gpointer   user_data)
{
  meirei_sheet_tab_save (MEIREI_SHEET_TAB (widget));

  return gtk_widget_activate_action (widget, "instruction.validate", NULL);
}

/* Captured, because a text would take the key for the end of a line. */
static void
add_shortcuts (MeireiSheetTab *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutAction *action = gtk_callback_action_new (save_and_validate_cb, NULL, NULL);
  GtkShortcutTrigger *trigger =
    gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                                 gtk_keyval_trigger_new (GDK_KEY_KP_Enter, GDK_CONTROL_MASK));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger, action));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
meirei_sheet_tab_dispose (GObject *object)
{
  MeireiSheetTab *self = MEIREI_SHEET_TAB (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->edited && !self->conflict && self->base != NULL)
    save_now (self);
  self->edited = FALSE;
  g_clear_object (&self->base);
  g_clear_object (&self->workspace);
  g_clear_object (&self->review);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_SHEET_TAB);

  G_OBJECT_CLASS (meirei_sheet_tab_parent_class)->dispose (object);
}

static void
meirei_sheet_tab_finalize (GObject *object)
{
  MeireiSheetTab *self = MEIREI_SHEET_TAB (object);

  g_free (self->id);

  G_OBJECT_CLASS (meirei_sheet_tab_parent_class)->finalize (object);
}

static void
meirei_sheet_tab_class_init (MeireiSheetTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_sheet_tab_dispose;
  G_OBJECT_CLASS (klass)->finalize = meirei_sheet_tab_finalize;

  /**
   * MeireiSheetTab::sheet-changed:
   * @self: the tab
   * @sheet: the sheet as it is on the screen
   *
   * Emitted when another sheet is shown and while one is being edited.
   */
  signals[SHEET_CHANGED] = g_signal_new ("sheet-changed", MEIREI_TYPE_SHEET_TAB, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, MEIREI_TYPE_SHEET);

  g_type_ensure (MEIREI_TYPE_BANNER);
  g_type_ensure (MEIREI_TYPE_SHEET_FIELDS);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/sheet/meirei-sheet-tab.ui");
  gtk_widget_class_bind_template_callback (widget_class, banner_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetTab, banner);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetTab, fields);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetTab, scroller);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetTab, state_label);
}

static void
meirei_sheet_tab_init (MeireiSheetTab *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  add_shortcuts (self);
}

/**
 * meirei_sheet_tab_new:
 * @review: what is reviewed
 *
 * Returns: (transfer full): a tab that edits the sheet of @review
 */
GtkWidget *
meirei_sheet_tab_new (MeireiReview *review)
{
  MeireiSheetTab *self = g_object_new (MEIREI_TYPE_SHEET_TAB, NULL);

  self->review = g_object_ref (review);
  g_signal_connect_object (review, "notify::item", G_CALLBACK (meirei_sheet_tab_save), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (review, "notify::instruction", G_CALLBACK (instruction_cb), self,
                           G_CONNECT_SWAPPED);
  instruction_cb (self);

  return GTK_WIDGET (self);
}

/**
 * meirei_sheet_tab_save:
 * @self: a sheet tab
 *
 * Saves what was edited now instead of a moment later.
 */
void
meirei_sheet_tab_save (MeireiSheetTab *self)
{
  g_autoptr(MeireiSheet) mine = NULL;
  g_autoptr(GError) error = NULL;
  Save *save;

  g_return_if_fail (MEIREI_IS_SHEET_TAB (self));

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (!self->edited || self->conflict || self->base == NULL)
    return;

  mine = meirei_sheet_fields_dup_sheet (self->fields, self->base, &error);
  if (mine == NULL)
    {
      show_save_error (self, error);
      return;
    }

  self->edited = FALSE;
  self->n_saving++;
  save = save_new (self, mine);
  save->self = g_object_ref (self);
  /* Two owners: who changes the sheet, and who hears how it went. */
  meirei_workspace_update_instruction_async (self->workspace, self->id, -1, edit_cb,
                                             save_new (self, mine), save_free, NULL, saved_cb,
                                             save);
  /* The workspace stores in this order: what comes next is made from this. */
  g_set_object (&self->base, mine);
}
