/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiSheetPanel:
 *
 * Beside the sheet: whether it is complete, how much of the model's context it
 * will take, and how far the instruction is.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-check-list.h"
#include "meirei-prompt-estimate.h"
#include "meirei-sheet-panel.h"
#include "meirei-status-steps.h"

struct _MeireiSheetPanel
{
  AdwBin parent_instance;

  MeireiCheckList *checks;
  GtkLabel *passed_label;
  MeireiPromptEstimate *estimate;
  MeireiStatusSteps *steps;

  MeireiReview *review;   /* (owned) */
  MeireiContext *context; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiSheetPanel, meirei_sheet_panel, ADW_TYPE_BIN)

static void
instruction_cb (MeireiSheetPanel *self)
{
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);

  gtk_widget_set_visible (GTK_WIDGET (self), instruction != NULL);
  meirei_status_steps_set_instruction (self->steps, instruction);
}

static void
workspace_cb (MeireiSheetPanel *self)
{
  meirei_prompt_estimate_set_context (self->estimate, self->context,
                                      meirei_review_get_workspace (self->review));
}

static void
meirei_sheet_panel_dispose (GObject *object)
{
  MeireiSheetPanel *self = MEIREI_SHEET_PANEL (object);

  g_clear_object (&self->review);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (meirei_sheet_panel_parent_class)->dispose (object);
}

static void
meirei_sheet_panel_class_init (MeireiSheetPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_sheet_panel_dispose;
}

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption-heading");

  return label;
}

static void
add_validation (MeireiSheetPanel *self,
                GtkBox           *box)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->passed_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->passed_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->passed_label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->passed_label), "numeric");
  gtk_box_append (GTK_BOX (head), make_heading (_("Validation")));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->passed_label));
  gtk_box_append (box, head);
  self->checks = MEIREI_CHECK_LIST (meirei_check_list_new ());
  gtk_box_append (box, GTK_WIDGET (self->checks));
}

static void
meirei_sheet_panel_init (MeireiSheetPanel *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *heading;

  add_validation (self, box);
  self->estimate = MEIREI_PROMPT_ESTIMATE (meirei_prompt_estimate_new ());
  gtk_widget_set_margin_top (GTK_WIDGET (self->estimate), 6);
  gtk_box_append (box, GTK_WIDGET (self->estimate));
  heading = make_heading (_("Status"));
  gtk_widget_set_margin_top (heading, 6);
  gtk_box_append (box, heading);
  self->steps = MEIREI_STATUS_STEPS (meirei_status_steps_new ());
  gtk_box_append (box, GTK_WIDGET (self->steps));

  gtk_widget_set_margin_top (GTK_WIDGET (box), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (box), 12);
  gtk_widget_set_margin_start (GTK_WIDGET (box), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (box), 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (box));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * meirei_sheet_panel_new:
 * @review: what is open
 *
 * Returns: (transfer floating): the panel
 */
GtkWidget *
meirei_sheet_panel_new (MeireiReview *review)
{
  MeireiSheetPanel *self;

  g_return_val_if_fail (MEIREI_IS_REVIEW (review), NULL);

  self = g_object_new (MEIREI_TYPE_SHEET_PANEL, NULL);
  self->review = g_object_ref (review);
  g_signal_connect_object (review, "notify::instruction", G_CALLBACK (instruction_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (review, "notify::workspace", G_CALLBACK (workspace_cb), self,
                           G_CONNECT_SWAPPED);
  instruction_cb (self);

  return GTK_WIDGET (self);
}

/**
 * meirei_sheet_panel_set_context:
 * @self: the panel
 * @context: (nullable): the program's context, with the models
 *
 * Lets the panel know who would execute the sheet.
 */
void
meirei_sheet_panel_set_context (MeireiSheetPanel *self,
                                MeireiContext    *context)
{
  g_return_if_fail (MEIREI_IS_SHEET_PANEL (self));

  g_set_object (&self->context, context);
  workspace_cb (self);
}

/**
 * meirei_sheet_panel_set_sheet:
 * @self: the panel
 * @sheet: (nullable): the sheet as it is on the screen, saved or not
 *
 * Lets the panel follow what is being edited.
 */
void
meirei_sheet_panel_set_sheet (MeireiSheetPanel *self,
                              MeireiSheet      *sheet)
{
  g_autofree char *text = NULL;

  g_return_if_fail (MEIREI_IS_SHEET_PANEL (self));

  meirei_prompt_estimate_set_sheet (self->estimate, sheet);
  if (sheet == NULL)
    return;

  meirei_check_list_set_sheet (self->checks, sheet);
  /* Translators: how many of the checks of a sheet passed, “5 of 6 passed” */
  text = g_strdup_printf (_("%u of %u passed"),
                          meirei_check_list_get_n_checks (self->checks)
                          - meirei_check_list_get_n_failed (self->checks),
                          meirei_check_list_get_n_checks (self->checks));
  gtk_label_set_label (self->passed_label, text);
}
