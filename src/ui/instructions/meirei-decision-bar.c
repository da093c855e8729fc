/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiDecisionBar:
 *
 * The bar below the open instruction: where the reader is, a note, and the
 * buttons for decisions.  What the buttons do are the actions `instruction.*`
 * of the page.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-decision-bar.h"
#include "meirei-key-hint.h"
#include "meirei-labels.h"
#include "meirei-relative-time.h"
#include "meirei-ui-init.h"

struct _MeireiDecisionBar
{
  AdwBin parent_instance;

  GtkBox *extra_box;
  GtkBox *spacer;
  GtkButton *accept_button;
  GtkButton *approve_button;
  GtkButton *execute_button;
  GtkButton *regenerate_button;
  GtkButton *reject_button;
  GtkEntry *note_entry;
  GtkEntry *popover_entry;
  GtkEntryBuffer *note_buffer;
  GtkLabel *accept_label;
  GtkLabel *caption_label;
  GtkLabel *title_label;
  GtkMenuButton *note_button;
  GtkStack *regenerate_stack;

  MeireiInstructionItem *item; /* (owned) (nullable) */
  GSignalGroup *item_signals;
  guint place;
  guint n_awaiting;
  guint attempt;
  guint n_attempts;
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (MeireiDecisionBar, meirei_decision_bar, ADW_TYPE_BIN)

typedef enum {
  PROP_COMPACT = 1,
  PROP_NOTE,
} MeireiDecisionBarProperty;

#define N_PROPS (PROP_NOTE + 1)
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_NOTE_FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_caption (MeireiDecisionBar *self)
{
  MeireiStatus status = meirei_instruction_item_get_status (self->item);
  g_autofree char *time = NULL;

  if (status == MEIREI_STATUS_EXECUTED && self->place > 0)
    /* Translators: %1$u is the place of the open instruction among the %2$u
     * that wait for a review */
    return g_strdup_printf (_("%1$u of %2$u awaiting review"), self->place, self->n_awaiting);

  if (status == MEIREI_STATUS_EXECUTING && self->n_attempts > 1)
    /* Translators: how often the model has been asked, and how often at most */
    return g_strdup_printf (_("Executing · attempt %1$u of %2$u"), self->attempt,
                            self->n_attempts);
  if (status == MEIREI_STATUS_EXECUTING)
    return g_strdup (meirei_status_get_label (status));

  time = meirei_relative_time_format_long (meirei_instruction_item_get_updated_at (self->item),
                                           g_get_real_time ());

  return g_strdup_printf ("%s · %s", meirei_status_get_label (status), time);
}

/* Before there is code to decide on, the way there. */
static void
update_buttons (MeireiDecisionBar *self)
{
  MeireiStatus status = self->item != NULL ? meirei_instruction_item_get_status (self->item)
                                           : MEIREI_STATUS_EXECUTED;
  gboolean stale = self->item != NULL
                   && (meirei_instruction_item_get_flags (self->item)
                       & MEIREI_ITEM_FLAG_APPROVAL_STALE) != 0;
  gboolean approve = status == MEIREI_STATUS_DRAFT || status == MEIREI_STATUS_VALIDATED
                     || (status == MEIREI_STATUS_APPROVED && stale);
  gboolean execute = !approve
                     && (status == MEIREI_STATUS_APPROVED || status == MEIREI_STATUS_FAILED);

  gtk_widget_set_visible (GTK_WIDGET (self->approve_button), approve);
  gtk_widget_set_visible (GTK_WIDGET (self->execute_button), execute);
  gtk_widget_set_visible (GTK_WIDGET (self->regenerate_button),
                          !approve && status != MEIREI_STATUS_APPROVED);
  gtk_widget_set_visible (GTK_WIDGET (self->reject_button), !approve && !execute);
  gtk_widget_set_visible (GTK_WIDGET (self->accept_button), !approve && !execute);
}

static void
update (MeireiDecisionBar *self)
{
  g_autofree char *caption = NULL;

  update_buttons (self);
  if (self->item == NULL)
    {
      gtk_label_set_label (self->title_label, "");
      gtk_label_set_label (self->caption_label, "");
      return;
    }

  caption = dup_caption (self);
  gtk_label_set_label (self->title_label, meirei_instruction_item_get_title (self->item));
  gtk_label_set_label (self->caption_label, caption);
}

static void
set_compact (MeireiDecisionBar *self,
             gboolean           compact)
{
  if (self->compact == compact)
    return;

  self->compact = compact;
  gtk_widget_set_visible (GTK_WIDGET (self->note_entry), !compact);
  gtk_widget_set_visible (GTK_WIDGET (self->spacer), compact);
  gtk_widget_set_visible (GTK_WIDGET (self->note_button), compact);
  gtk_stack_set_visible_child_name (self->regenerate_stack, compact ? "icon" : "wide");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

/* Enter in the note leaves it, so that the keys for decisions work again. */
static void
note_activate_cb (MeireiDecisionBar *self)
{
  gtk_menu_button_popdown (self->note_button);
  g_signal_emit (self, signals[SIGNAL_NOTE_FINISHED], 0);
}

static void
note_changed_cb (MeireiDecisionBar *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTE]);
}

static void
meirei_decision_bar_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  MeireiDecisionBar *self = MEIREI_DECISION_BAR (object);

  switch ((MeireiDecisionBarProperty) prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    case PROP_NOTE:
      g_value_set_string (value, meirei_decision_bar_get_note (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_decision_bar_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  MeireiDecisionBar *self = MEIREI_DECISION_BAR (object);

  switch ((MeireiDecisionBarProperty) prop_id)
    {
    case PROP_COMPACT:
      set_compact (self, g_value_get_boolean (value));
      break;
    case PROP_NOTE:
      meirei_decision_bar_set_note (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_decision_bar_dispose (GObject *object)
{
  MeireiDecisionBar *self = MEIREI_DECISION_BAR (object);

  g_clear_object (&self->item_signals);
  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_DECISION_BAR);

  G_OBJECT_CLASS (meirei_decision_bar_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (MEIREI_TYPE_KEY_HINT);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/instructions/meirei-decision-bar.ui");
  gtk_widget_class_bind_template_callback (widget_class, note_activate_cb);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, accept_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, accept_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, approve_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, caption_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, execute_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, extra_box);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, note_buffer);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, note_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, note_entry);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, popover_entry);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, regenerate_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, regenerate_stack);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, reject_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, spacer);
  gtk_widget_class_bind_template_child (widget_class, MeireiDecisionBar, title_label);
}

static void
meirei_decision_bar_class_init (MeireiDecisionBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = meirei_decision_bar_dispose;
  object_class->get_property = meirei_decision_bar_get_property;
  object_class->set_property = meirei_decision_bar_set_property;

  /**
   * MeireiDecisionBar:compact:
   *
   * Whether the note and “Regenerate…” are icons.
   */
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);

  /**
   * MeireiDecisionBar:note:
   *
   * What the reader wrote.
   */
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * MeireiDecisionBar::note-finished:
   * @self: a decision bar
   *
   * The reader pressed Enter in the note.
   */
  signals[SIGNAL_NOTE_FINISHED] =
    g_signal_new ("note-finished", MEIREI_TYPE_DECISION_BAR, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
meirei_decision_bar_init (MeireiDecisionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->item_signals = g_signal_group_new (MEIREI_TYPE_INSTRUCTION_ITEM);
  g_signal_group_connect_swapped (self->item_signals, "notify", G_CALLBACK (update), self);
  g_signal_connect_object (self->note_buffer, "notify::text", G_CALLBACK (note_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * meirei_decision_bar_set_item:
 * @self: a decision bar
 * @item: (nullable): the open instruction
 *
 * Sets the instruction whose title and state the bar shows.
 */
void
meirei_decision_bar_set_item (MeireiDecisionBar     *self,
                              MeireiInstructionItem *item)
{
  g_return_if_fail (MEIREI_IS_DECISION_BAR (self));

  if (!g_set_object (&self->item, item))
    return;

  self->attempt = self->n_attempts = 0;
  g_signal_group_set_target (self->item_signals, item);
  update (self);
}

/**
 * meirei_decision_bar_set_place:
 * @self: a decision bar
 * @place: the place of the open instruction among those that wait for a
 *   review, from 1; 0 if it does not
 * @n_awaiting: how many wait
 *
 * Sets what the bar says about what is left to do.
 */
void
meirei_decision_bar_set_place (MeireiDecisionBar *self,
                               guint              place,
                               guint              n_awaiting)
{
  g_return_if_fail (MEIREI_IS_DECISION_BAR (self));

  self->place = place;
  self->n_awaiting = n_awaiting;
  update (self);
}

/**
 * meirei_decision_bar_set_attempt:
 * @self: a decision bar
 * @attempt: which attempt it is, from 1
 * @n_attempts: how many are allowed
 *
 * Sets what the bar says about an instruction that is being executed.
 */
void
meirei_decision_bar_set_attempt (MeireiDecisionBar *self,
                                 guint              attempt,
                                 guint              n_attempts)
{
  g_return_if_fail (MEIREI_IS_DECISION_BAR (self));

  self->attempt = attempt;
  self->n_attempts = n_attempts;
  update (self);
}

/**
 * meirei_decision_bar_get_note:
 * @self: a decision bar
 *
 * Returns: what the reader wrote, possibly empty
 */
const char *
meirei_decision_bar_get_note (MeireiDecisionBar *self)
{
  g_return_val_if_fail (MEIREI_IS_DECISION_BAR (self), NULL);

  return gtk_entry_buffer_get_text (self->note_buffer);
}

/**
 * meirei_decision_bar_set_note:
 * @self: a decision bar
 * @note: (nullable): a note
 *
 * Sets the text of the note.
 */
void
meirei_decision_bar_set_note (MeireiDecisionBar *self,
                              const char        *note)
{
  g_return_if_fail (MEIREI_IS_DECISION_BAR (self));

  gtk_entry_buffer_set_text (self->note_buffer, note != NULL ? note : "", -1);
}

/**
 * meirei_decision_bar_focus_note:
 * @self: a decision bar
 *
 * Puts the focus into the note.
 */
void
meirei_decision_bar_focus_note (MeireiDecisionBar *self)
{
  g_return_if_fail (MEIREI_IS_DECISION_BAR (self));

  if (self->compact)
    {
      gtk_menu_button_popup (self->note_button);
      gtk_widget_grab_focus (GTK_WIDGET (self->popover_entry));
    }
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->note_entry));
}

/**
 * meirei_decision_bar_get_extra_box:
 * @self: a decision bar
 *
 * Returns: (transfer none): a hidden box before “Reject”, for more buttons
 */
GtkBox *
meirei_decision_bar_get_extra_box (MeireiDecisionBar *self)
{
  g_return_val_if_fail (MEIREI_IS_DECISION_BAR (self), NULL);

  return self->extra_box;
}

/**
 * meirei_decision_bar_set_accept_label:
 * @self: a decision bar
 * @label: (nullable): such as “Accept v3”, %NULL for “Accept”
 *
 * Sets the text of the button that accepts.
 */
void
meirei_decision_bar_set_accept_label (MeireiDecisionBar *self,
                                      const char        *label)
{
  g_return_if_fail (MEIREI_IS_DECISION_BAR (self));

  if (label == NULL)
    label = _("Accept");
  gtk_label_set_label (self->accept_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->accept_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
