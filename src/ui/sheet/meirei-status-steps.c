/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiStatusSteps:
 *
 * How far an instruction is in its life: the steps it has taken, with the time
 * of each, the one where it is, and what comes next.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-labels.h"
#include "meirei-relative-time.h"
#include "meirei-status-icon.h"
#include "meirei-status-steps.h"

struct _MeireiStatusSteps
{
  AdwBin parent_instance;

  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (MeireiStatusSteps, meirei_status_steps, ADW_TYPE_BIN)

/* When the instruction came to @status the last time, or 0. */
static gint64
find_time (MeireiInstruction *instruction,
           MeireiStatus       status)
{
  GPtrArray *events = meirei_instruction_get_history (instruction);
  const char *nick = meirei_enum_to_nick (MEIREI_TYPE_STATUS, (int) status);

  for (guint i = events->len; i > 0; i--)
    {
      MeireiHistoryEvent *event = events->pdata[i - 1];

      if (g_strcmp0 (meirei_history_event_get_to (event), nick) == 0
          && g_strcmp0 (meirei_history_event_get_from (event), nick) != 0)
        return meirei_history_event_get_at (event);
    }

  return status == MEIREI_STATUS_DRAFT ? meirei_instruction_get_created_at (instruction) : 0;
}

static void
add_step (MeireiStatusSteps *self,
          MeireiStatus       status,
          const char        *text,
          gint64             at,
          gboolean           current)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = meirei_status_icon_new ();
  GtkWidget *label = gtk_label_new (text);

  meirei_status_icon_set_status (MEIREI_STATUS_ICON (icon), status);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  if (current)
    gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), label);

  if (at > 0)
    {
      g_autofree char *short_time = meirei_relative_time_format_short (at, g_get_real_time ());
      g_autofree char *long_time = meirei_relative_time_format_long (at, g_get_real_time ());
      GtkWidget *time = gtk_label_new (short_time);

      gtk_widget_set_tooltip_text (time, long_time);
      gtk_widget_add_css_class (time, "caption");
      gtk_widget_add_css_class (time, "dim-label");
      gtk_widget_add_css_class (time, "numeric");
      gtk_box_append (GTK_BOX (row), time);
    }
  else
    gtk_widget_add_css_class (row, "dim-label");

  gtk_box_append (self->box, row);
}

static void
add_steps (MeireiStatusSteps *self,
           MeireiInstruction *instruction)
{
  static const MeireiStatus before[] = {
    MEIREI_STATUS_DRAFT, MEIREI_STATUS_VALIDATED, MEIREI_STATUS_APPROVED,
  };
  MeireiStatus status = meirei_instruction_get_status (instruction);
  const char *version = meirei_instruction_get_latest_version (instruction);
  gboolean decided = status == MEIREI_STATUS_ACCEPTED || status == MEIREI_STATUS_REJECTED;
  MeireiStatus run = status == MEIREI_STATUS_EXECUTING || status == MEIREI_STATUS_FAILED
                     ? status : MEIREI_STATUS_EXECUTED;
  gboolean ran = status >= MEIREI_STATUS_EXECUTING;
  g_autofree char *run_text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (before); i++)
    add_step (self, before[i], meirei_status_get_label (before[i]),
              status >= before[i] ? find_time (instruction, before[i]) : 0, status == before[i]);

  run_text = ran && version != NULL
             ? g_strdup_printf ("%s · %s", meirei_status_get_label (run), version)
             : g_strdup (meirei_status_get_label (run));
  add_step (self, run, run_text, ran ? find_time (instruction, run) : 0, ran && !decided);

  if (decided)
    add_step (self, status, meirei_status_get_label (status), find_time (instruction, status),
              TRUE);
  else
    /* Translators: the last step of an instruction that is still to be decided */
    add_step (self, MEIREI_STATUS_DRAFT, _("Accepted or rejected"), 0, FALSE);
}

static void
meirei_status_steps_class_init (MeireiStatusStepsClass *klass)
{
}

static void
meirei_status_steps_init (MeireiStatusSteps *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "padded-card");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

/**
 * meirei_status_steps_new:
 *
 * Returns: (transfer floating): steps of no instruction
 */
GtkWidget *
meirei_status_steps_new (void)
{
  return g_object_new (MEIREI_TYPE_STATUS_STEPS, NULL);
}

/**
 * meirei_status_steps_set_instruction:
 * @self: steps
 * @instruction: (nullable): an instruction
 *
 * Shows the steps of @instruction.
 */
void
meirei_status_steps_set_instruction (MeireiStatusSteps *self,
                                     MeireiInstruction *instruction)
{
  GtkWidget *row;

  g_return_if_fail (MEIREI_IS_STATUS_STEPS (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, row);
  if (instruction != NULL)
    add_steps (self, instruction);
}
