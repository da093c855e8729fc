/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiInstructionRow:
 *
 * One instruction in the list: check box, status, title, what it is and when
 * it changed, score.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-instruction-row.h"
#include "meirei-labels.h"
#include "meirei-relative-time.h"
#include "meirei-score-badge.h"
#include "meirei-status-icon.h"
#include "meirei-ui-init.h"

struct _MeireiInstructionRow
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkCheckButton *check_button; /* (nullable): made when first needed; a list has 200 rows */
  MeireiStatusIcon *status_icon;
  GtkLabel *title_label;
  GtkLabel *caption_label;
  MeireiScoreBadge *score_badge;

  MeireiInstructionItem *item; /* (owned) (nullable) */
  GSignalGroup *item_signals;
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (MeireiInstructionRow, meirei_instruction_row, ADW_TYPE_BIN)

static void
toggled_cb (MeireiInstructionRow *self)
{
  if (self->item != NULL)
    meirei_instruction_item_set_checked (self->item,
                                         gtk_check_button_get_active (self->check_button));
}

static void
make_check_button (MeireiInstructionRow *self)
{
  GtkWidget *button = gtk_check_button_new ();

  self->check_button = GTK_CHECK_BUTTON (button);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_end (button, 6);
  gtk_widget_set_focusable (button, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Check this instruction"), -1);
  if (self->item != NULL)
    gtk_check_button_set_active (self->check_button,
                                 meirei_instruction_item_get_checked (self->item));
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_revealer_set_child (self->revealer, button);
}

static char *
dup_time_text (MeireiInstructionRow *self,
               gboolean              in_full)
{
  gint64 at = meirei_instruction_item_get_updated_at (self->item);

  if (meirei_instruction_item_get_status (self->item) == MEIREI_STATUS_EXECUTING)
    /* Translators: in place of a time: the model is writing */
    return g_strdup (_("running"));

  return in_full ? meirei_relative_time_format_long (at, g_get_real_time ())
                 : meirei_relative_time_format_short (at, g_get_real_time ());
}

static void
update_label (MeireiInstructionRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *label = NULL;

  if (parent == NULL || self->item == NULL)
    return;

  /* The list's own widget around the row has the focus, and no name yet. */
  label = meirei_instruction_row_dup_label (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update (MeireiInstructionRow *self)
{
  int score;

  if (self->item == NULL)
    return;

  score = meirei_instruction_item_get_score (self->item);
  meirei_status_icon_set_status (self->status_icon,
                                 meirei_instruction_item_get_status (self->item));
  gtk_label_set_label (self->title_label, meirei_instruction_item_get_title (self->item));
  meirei_score_badge_set_score (self->score_badge, score >= 0 ? score : MEIREI_SCORE_NONE);
  if (self->check_button != NULL)
    gtk_check_button_set_active (self->check_button,
                                 meirei_instruction_item_get_checked (self->item));
  meirei_instruction_row_update_time (self);
}

static void
meirei_instruction_row_dispose (GObject *object)
{
  MeireiInstructionRow *self = MEIREI_INSTRUCTION_ROW (object);

  g_clear_object (&self->item);
  g_clear_object (&self->item_signals);
  self->check_button = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_INSTRUCTION_ROW);

  G_OBJECT_CLASS (meirei_instruction_row_parent_class)->dispose (object);
}

static void
meirei_instruction_row_class_init (MeireiInstructionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_instruction_row_dispose;

  g_type_ensure (MEIREI_TYPE_SCORE_BADGE);
  g_type_ensure (MEIREI_TYPE_STATUS_ICON);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/instructions/meirei-instruction-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionRow, caption_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionRow, score_badge);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionRow, status_icon);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionRow, title_label);
}

static void
meirei_instruction_row_init (MeireiInstructionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->item_signals = g_signal_group_new (MEIREI_TYPE_INSTRUCTION_ITEM);
  g_signal_group_connect_swapped (self->item_signals, "notify", G_CALLBACK (update), self);
}

/**
 * meirei_instruction_row_new:
 *
 * Returns: (transfer floating): a row without an instruction
 */
GtkWidget *
meirei_instruction_row_new (void)
{
  return g_object_new (MEIREI_TYPE_INSTRUCTION_ROW, NULL);
}

/**
 * meirei_instruction_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the instruction
 */
MeireiInstructionItem *
meirei_instruction_row_get_item (MeireiInstructionRow *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ROW (self), NULL);

  return self->item;
}

/**
 * meirei_instruction_row_set_item:
 * @self: a row
 * @item: (nullable): an instruction
 *
 * Sets the instruction that the row shows and follows.
 */
void
meirei_instruction_row_set_item (MeireiInstructionRow  *self,
                                 MeireiInstructionItem *item)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_ROW (self));

  if (!g_set_object (&self->item, item))
    return;

  g_signal_group_set_target (self->item_signals, item);
  update (self);
}

/**
 * meirei_instruction_row_set_checkable:
 * @self: a row
 * @checkable: whether the check box is shown
 *
 * Shows or hides the check box.
 */
void
meirei_instruction_row_set_checkable (MeireiInstructionRow *self,
                                      gboolean              checkable)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_ROW (self));

  if (checkable && self->check_button == NULL)
    make_check_button (self);
  gtk_revealer_set_reveal_child (self->revealer, checkable);
}

/**
 * meirei_instruction_row_set_compact:
 * @self: a row
 * @compact: whether there is little room
 *
 * Leaves the id out of the second line.
 */
void
meirei_instruction_row_set_compact (MeireiInstructionRow *self,
                                    gboolean              compact)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_ROW (self));

  if (self->compact == !!compact)
    return;

  self->compact = !!compact;
  meirei_instruction_row_update_time (self);
}

/**
 * meirei_instruction_row_update_time:
 * @self: a row
 *
 * Says again how long ago the instruction changed.
 */
void
meirei_instruction_row_update_time (MeireiInstructionRow *self)
{
  g_autofree char *time = NULL;
  g_autofree char *caption = NULL;
  const char *feature, *separator;

  g_return_if_fail (MEIREI_IS_INSTRUCTION_ROW (self));

  if (self->item == NULL)
    return;

  time = dup_time_text (self, FALSE);
  /* A sheet that was just made has no feature name yet. */
  feature = meirei_instruction_item_get_feature (self->item);
  separator = *feature != '\0' ? " · " : "";
  if (self->compact)
    caption = g_strconcat (feature, separator, time, NULL);
  else
    caption = g_strconcat (feature, separator, meirei_instruction_item_get_short_id (self->item),
                           " · ", time, NULL);
  gtk_label_set_label (self->caption_label, caption);
  update_label (self);
}

/**
 * meirei_instruction_row_dup_label:
 * @self: a row with an instruction
 *
 * Returns: (transfer full): all that the row says, for a screen reader
 */
char *
meirei_instruction_row_dup_label (MeireiInstructionRow *self)
{
  g_autofree char *time = NULL;
  g_autofree char *score = NULL;
  g_autofree char *status = NULL;
  const char *word;

  g_return_val_if_fail (MEIREI_IS_INSTRUCTION_ROW (self), NULL);
  g_return_val_if_fail (self->item != NULL, NULL);

  time = dup_time_text (self, TRUE);
  word = meirei_status_get_label (meirei_instruction_item_get_status (self->item));
  status = g_utf8_strdown (word, -1);
  if (meirei_instruction_item_get_score (self->item) >= 0)
    /* Translators: %d is a quality score out of 100 */
    score = g_strdup_printf (_("score %d"), meirei_instruction_item_get_score (self->item));
  else
    score = g_strdup (_("no score"));

  /* Translators: an instruction as a screen reader says it: title, status,
   * score, feature name, when it changed */
  return g_strdup_printf (_("%s, %s, %s, %s, %s"),
                          meirei_instruction_item_get_title (self->item), status, score,
                          meirei_instruction_item_get_feature (self->item), time);
}
