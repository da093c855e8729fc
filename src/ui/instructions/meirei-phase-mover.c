/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Moving instructions to a phase, with a message that says what became of it
 * and takes it back. */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-phase-mover.h"
#include "meirei-workspace-phases.h"

#define TOAST_SECONDS 10

typedef struct {
  GtkWidget *widget;  /* (owned): where messages are shown */
  GHashTable *phases; /* (owned): id → the phase before */
  int number;
} Move;

static void
move_free (gpointer data)
{
  Move *move = data;

  g_object_unref (move->widget);
  g_hash_table_unref (move->phases);
  g_free (move);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

static void
show_toast (GtkWidget *widget,
            AdwToast  *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  adw_toast_set_timeout (toast, TOAST_SECONDS);
  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

static char *
dup_message (guint n_moved,
             guint n_failed,
             int   number)
{
  g_autofree char *moved =
    g_strdup_printf (ngettext ("Moved %u instruction to phase %d",
                               "Moved %u instructions to phase %d", n_moved), n_moved, number);
  g_autofree char *failed =
    g_strdup_printf (ngettext ("%u could not be moved", "%u could not be moved", n_failed),
                     n_failed);

  return n_failed > 0 ? g_strdup_printf ("%s, %s", moved, failed) : g_steal_pointer (&moved);
}

typedef struct {
  GtkWidget *widget;
  MeireiWorkspace *workspace;
  GHashTable *phases;
} Undo;

static void
undo_free (gpointer  data,
           GClosure *closure)
{
  Undo *undo = data;

  g_object_unref (undo->widget);
  g_object_unref (undo->workspace);
  g_hash_table_unref (undo->phases);
  g_free (undo);
}

static void
taken_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GtkWidget) widget = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) outcomes =
    meirei_workspace_move_to_phase_finish (MEIREI_WORKSPACE (source), result, &error);

  if (outcomes == NULL)
    meirei_error_presenter_show_toast (widget, error);
}

static gboolean
is_from (gpointer id,
         gpointer phase,
         gpointer wanted)
{
  return phase == wanted;
}

/* Each goes back to where it was. */
static void
undo_cb (AdwToast *toast,
         Undo     *undo)
{
  while (g_hash_table_size (undo->phases) > 0)
    {
      g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
      GHashTableIter iter;
      gpointer id, phase, wanted = NULL;

      g_hash_table_iter_init (&iter, undo->phases);
      while (g_hash_table_iter_next (&iter, &id, &phase))
        {
          if (ids->len == 0)
            wanted = phase;
          if (phase == wanted)
            g_ptr_array_add (ids, g_strdup (id));
        }
      g_hash_table_foreach_remove (undo->phases, is_from, wanted);
      g_ptr_array_add (ids, NULL);
      meirei_workspace_move_to_phase_async (undo->workspace, (const char * const *) ids->pdata,
                                            GPOINTER_TO_INT (wanted), NULL, taken_back_cb,
                                            g_object_ref (undo->widget));
    }
}

static void
offer_undo (AdwToast        *toast,
            Move            *move,
            MeireiWorkspace *workspace)
{
  Undo *undo = g_new (Undo, 1);

  *undo = (Undo) {
    g_object_ref (move->widget), g_object_ref (workspace), g_hash_table_ref (move->phases)
  };
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), undo, undo_free, 0);
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Move) move = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) outcomes = NULL;
  g_autofree char *message = NULL;
  AdwToast *toast;
  guint n_failed = 0;

  outcomes = meirei_workspace_move_to_phase_finish (MEIREI_WORKSPACE (source), result, &error);
  if (outcomes == NULL)
    {
      meirei_error_presenter_show_toast (move->widget, error);
      return;
    }
  for (guint i = 0; i < outcomes->len; i++)
    n_failed += outcomes->pdata[i] != NULL;
  if (n_failed == outcomes->len && n_failed > 0)
    {
      meirei_error_presenter_show_toast (move->widget, outcomes->pdata[0]);
      return;
    }

  message = dup_message (outcomes->len - n_failed, n_failed, move->number);
  toast = adw_toast_new (message);
  offer_undo (toast, move, MEIREI_WORKSPACE (source));
  show_toast (move->widget, toast);
}

/**
 * meirei_phase_mover_move:
 * @widget: a widget in a window, which shows what became of it
 * @workspace: a workspace
 * @ids: (array zero-terminated=1): UUIDs of instructions
 * @number: the phase that they shall belong to
 *
 * Moves instructions to a phase.  Those that belong to it already are left
 * alone.
 */
void
meirei_phase_mover_move (GtkWidget          *widget,
                         MeireiWorkspace    *workspace,
                         const char * const *ids,
                         int                 number)
{
  g_autoptr(GPtrArray) others = g_ptr_array_new ();
  Move *move;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));

  move = g_new (Move, 1);
  *move = (Move) {
    g_object_ref (widget), g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), number
  };
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      MeireiInstructionItem *item = meirei_workspace_get_item (workspace, ids[i]);

      if (item == NULL || meirei_instruction_item_get_phase (item) == number)
        continue;
      g_ptr_array_add (others, (gpointer) ids[i]);
      g_hash_table_insert (move->phases, g_strdup (ids[i]),
                           GINT_TO_POINTER (meirei_instruction_item_get_phase (item)));
    }
  if (others->len == 0)
    {
      move_free (move);
      return;
    }
  g_ptr_array_add (others, NULL);
  meirei_workspace_move_to_phase_async (workspace, (const char * const *) others->pdata, number,
                                        NULL, moved_cb, move);
}
