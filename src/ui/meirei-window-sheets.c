/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* New instructions: written, imported, dropped on the window; and exported. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-file-chooser.h"
#include "meirei-json.h"
#include "meirei-sheet-exchange.h"
#include "meirei-window-private.h"
#include "meirei-workspace-maker.h"

/* What is typed next replaces the title that a draft begins with. */
static gboolean
focus_title_cb (gpointer user_data)
{
  MeireiWindow *self = user_data;
  GtkWidget *focus;

  /* From where the focus is, it would only go on to the next entry. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  meirei_instruction_view_focus_tab (meirei_instructions_page_get_view (self->instructions_page));
  focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (GTK_IS_TEXT (focus))
    gtk_editable_select_region (GTK_EDITABLE (focus), 0, -1);

  return G_SOURCE_REMOVE;
}

/* The sheet is read a moment after it was opened; until then there is nothing
 * to focus. */
static void
sheet_read_cb (MeireiWindow *self,
               GParamSpec   *pspec,
               MeireiReview *review)
{
  MeireiInstruction *instruction = meirei_review_get_instruction (review);

  if (instruction == NULL)
    return;

  g_signal_handlers_disconnect_by_func (review, sheet_read_cb, self);
  if (g_strcmp0 (meirei_instruction_get_id (instruction), self->new_id) == 0)
    g_idle_add_full (G_PRIORITY_LOW, focus_title_cb, g_object_ref (self), g_object_unref);
}

static void
open_sheet (MeireiWindow *self,
            const char   *id)
{
  MeireiInstructionView *view = meirei_instructions_page_get_view (self->instructions_page);
  MeireiReview *review = meirei_instructions_page_get_review (self->instructions_page);

  adw_view_stack_set_visible_child_name (self->view_stack, "instructions");
  if (!meirei_instructions_page_open (self->instructions_page, id))
    return;

  meirei_instruction_view_set_tab (view, MEIREI_INSTRUCTION_TAB_SHEET);
  g_signal_handlers_disconnect_by_func (review, sheet_read_cb, self);
  g_signal_connect_object (review, "notify::instruction", G_CALLBACK (sheet_read_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(MeireiWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) outcomes = NULL;
  const GError *failure = NULL;

  outcomes = meirei_workspace_add_instructions_finish (MEIREI_WORKSPACE (source), result, &error);
  failure = outcomes != NULL ? outcomes->pdata[0] : error;
  if (failure != NULL)
    meirei_error_presenter_show_toast (GTK_WIDGET (self->view_stack), failure);
  else if (self->workspace == MEIREI_WORKSPACE (source) && self->new_id != NULL)
    open_sheet (self, self->new_id);
}

/* Adds a draft to the open workspace. */
static void
add_draft (MeireiWindow *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(MeireiSheet) sheet = NULL;
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(GPtrArray) instructions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;
  int phase = 0;

  /* A filter for a phase says what the person is working on. */
  g_object_get (meirei_instructions_page_get_list (self->instructions_page), "phase", &phase,
                NULL);
  json_object_set_string_member (object, "title", _("New instruction"));
  json_object_set_int_member (object, "phase", MAX (phase, 0));

  sheet = meirei_sheet_new_from_json (object, &error);
  if (sheet == NULL)
    {
      meirei_error_presenter_show_toast (GTK_WIDGET (self->view_stack), error);
      return;
    }

  instruction = meirei_instruction_new (sheet);
  g_free (self->new_id);
  self->new_id = g_strdup (meirei_instruction_get_id (instruction));
  g_ptr_array_add (instructions, g_steal_pointer (&instruction));
  meirei_workspace_add_instructions_async (self->workspace, instructions, NULL, added_cb,
                                           g_object_ref (self));
}

/* Continues what was asked for before there was a workspace. */
void
_meirei_window_continue_new (MeireiWindow *self)
{
  if (self->workspace == NULL)
    return;

  if (self->new_when_open)
    {
      self->new_when_open = FALSE;
      add_draft (self);
    }

  if (self->import_when_open != NULL)
    {
      g_auto(GStrv) paths = g_steal_pointer (&self->import_when_open);

      meirei_window_import (self, (const char * const *) paths);
    }
}

static void
make_default_workspace (MeireiWindow *self)
{
  g_autofree char *dir = meirei_workspace_maker_dup_default_dir ("my-workspace");

  _meirei_window_make_workspace (self, dir, FALSE);
}

/* Makes a draft, and a workspace for it if none is open. */
void
_meirei_window_new_instruction (MeireiWindow *self)
{
  if (self->workspace != NULL)
    {
      add_draft (self);
      return;
    }

  self->new_when_open = TRUE;
  make_default_workspace (self);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(MeireiWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) ids = NULL;
  g_autoptr(GString) text = NULL;
  guint n_skipped = 0, n_added;

  ids = meirei_sheet_exchange_import_finish (MEIREI_WORKSPACE (source), result, &n_skipped,
                                             &error);
  if (ids == NULL)
    {
      meirei_error_presenter_show_dialog (GTK_WIDGET (self), _("Nothing Was Imported"), error);
      return;
    }

  n_added = g_strv_length (ids);
  text = g_string_new (NULL);
  /* Translators: %u is a number of instructions */
  g_string_append_printf (text, ngettext ("Imported %u instruction", "Imported %u instructions",
                                          n_added), n_added);
  if (n_skipped > 0)
    /* Translators: goes after “Imported 3 instructions” */
    g_string_append_printf (text, _(", skipped %u that are there already"), n_skipped);
  meirei_window_add_toast (self, adw_toast_new (text->str));

  if (n_added > 0 && self->workspace == MEIREI_WORKSPACE (source))
    {
      adw_view_stack_set_visible_child_name (self->view_stack, "instructions");
      meirei_instructions_page_open (self->instructions_page, ids[0]);
    }
}

/**
 * meirei_window_import:
 * @self: a window
 * @paths: (array zero-terminated=1) (element-type filename): files with
 *   instructions
 *
 * Adds instructions to the open workspace; if none is open, to a new one
 * among the user's documents.
 */
void
meirei_window_import (MeireiWindow       *self,
                      const char * const *paths)
{
  g_return_if_fail (MEIREI_IS_WINDOW (self));
  g_return_if_fail (paths != NULL);

  if (self->workspace != NULL)
    {
      meirei_sheet_exchange_import_async (self->workspace, paths, NULL, imported_cb,
                                          g_object_ref (self));
      return;
    }

  g_strfreev (self->import_when_open);
  self->import_when_open = g_strdupv ((char **) paths);
  if (self->opening == NULL)
    make_default_workspace (self);
}

static char **
dup_paths (GListModel *files)
{
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file) != NULL)
        g_strv_builder_add (paths, g_file_peek_path (file));
    }

  return g_strv_builder_end (paths);
}

static void
import_chosen_cb (GListModel *files,
                  gpointer    user_data)
{
  g_auto(GStrv) paths = dup_paths (files);

  meirei_window_import (user_data, (const char * const *) paths);
}

/* Lets the user choose what to import. */
void
_meirei_window_choose_import (MeireiWindow *self)
{
  meirei_file_chooser_open_sheets (GTK_WINDOW (self), import_chosen_cb, self);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(MeireiWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (meirei_sheet_exchange_export_finish (MEIREI_WORKSPACE (source), result, &error))
    meirei_window_add_toast (self, adw_toast_new (_("Exported")));
  else
    meirei_error_presenter_show_dialog (GTK_WIDGET (self), _("Nothing Was Exported"), error);
}

/* The checked instructions, or all that can be seen. */
static char **
dup_exported_ids (MeireiWindow *self)
{
  MeireiInstructionList *list = meirei_instructions_page_get_list (self->instructions_page);
  MeireiInstructionModel *model = meirei_instruction_list_get_model (list);
  g_autoptr(GStrvBuilder) ids = NULL;

  if (meirei_instruction_list_has_checked (list))
    return meirei_instruction_list_dup_checked (list);

  ids = g_strv_builder_new ();
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    g_strv_builder_add (ids, meirei_instruction_item_get_id (
                               meirei_instruction_model_peek (model, i)));

  return g_strv_builder_end (ids);
}

static void
export_chosen_cb (GListModel *files,
                  gpointer    user_data)
{
  MeireiWindow *self = user_data;
  g_auto(GStrv) paths = dup_paths (files);
  g_auto(GStrv) ids = NULL;

  if (self->workspace == NULL || paths[0] == NULL)
    return;

  ids = dup_exported_ids (self);
  meirei_sheet_exchange_export_async (self->workspace, (const char * const *) ids, paths[0], NULL,
                                      exported_cb, g_object_ref (self));
}

/* Lets the user choose where to export the checked instructions, or all that
 * can be seen. */
void
_meirei_window_choose_export (MeireiWindow *self)
{
  meirei_file_chooser_save (GTK_WINDOW (self), _("Export Instructions"),
                            _("instructions.jsonl"), export_chosen_cb, self);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         MeireiWindow  *self)
{
  g_autoptr(GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) paths = NULL;

  for (GSList *link = files; link != NULL; link = link->next)
    if (g_file_peek_path (link->data) != NULL)
      g_strv_builder_add (builder, g_file_peek_path (link->data));
  paths = g_strv_builder_end (builder);
  if (paths[0] == NULL)
    return FALSE;

  if (g_file_test (paths[0], G_FILE_TEST_IS_DIR))
    meirei_window_open_workspace (self, paths[0]);
  else
    meirei_window_import (self, (const char * const *) paths);

  return TRUE;
}

/* Lets the window take files that are dropped on it. */
void
_meirei_window_accept_drops (MeireiWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
