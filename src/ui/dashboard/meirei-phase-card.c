/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "meirei-figure-link.h"
#include "meirei-labels.h"
#include "meirei-phase-card.h"
#include "meirei-phase-words.h"
#include "meirei-score-ring.h"

/**
 * MeireiPhaseCard:
 *
 * A phase on the dashboard: how much of it is accepted, how it is doing, its
 * name and dates.  Its menu leads to its instructions by status and to
 * changing it.  Instructions can be dropped on it.
 */

#define MAX_CHARS 10

struct _MeireiPhaseCard
{
  GtkFlowBoxChild parent_instance;

  GtkWidget *ring;
  GtkWidget *title;
  GtkWidget *count;
  GtkWidget *state;
  GtkWidget *name;
  GtkWidget *dates;
  GtkWidget *menu_button;
  int number;
  gboolean defined;
  gboolean by_hand;  /* a person said that it is achieved */
  guint counts[MEIREI_N_STATUSES];
  const char *state_class;
};

enum {
  SIGNAL_DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiPhaseCard, meirei_phase_card, GTK_TYPE_FLOW_BOX_CHILD)

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       user_data)
{
  MeireiPhaseCard *self = user_data;

  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, g_value_get_boxed (value));

  return TRUE;
}

static void
append_status (MeireiPhaseCard *self,
               GMenu           *menu,
               MeireiStatus     status)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (NULL, NULL);
  g_autoptr(GVariant) target = meirei_figure_target_new_status (self->number, (int) status);
  /* Translators: a status and how many instructions have it: “Draft (3)” */
  g_autofree char *label = g_strdup_printf (_("%s (%u)"), meirei_status_get_label (status),
                                            self->counts[status]);

  g_menu_item_set_label (item, label);
  g_menu_item_set_action_and_target_value (item, "win.show-instructions", target);
  g_menu_append_item (menu, item);
}

static void
append_action (MeireiPhaseCard *self,
               GMenu           *menu,
               const char      *label,
               const char      *action)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "i", self->number);
  g_menu_append_item (menu, item);
}

static gboolean
is_empty (MeireiPhaseCard *self)
{
  for (int i = 0; i < MEIREI_N_STATUSES; i++)
    if (self->counts[i] > 0)
      return FALSE;

  return TRUE;
}

/* Made when it is about to be shown, so that its numbers are those of the
 * moment. */
static void
create_menu (GtkMenuButton *button,
             gpointer       user_data)
{
  MeireiPhaseCard *self = user_data;
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) statuses = g_menu_new ();
  g_autoptr(GMenu) changes = g_menu_new ();

  for (int i = 0; i < MEIREI_N_STATUSES; i++)
    if (self->counts[i] > 0)
      append_status (self, statuses, (MeireiStatus) i);
  append_action (self, changes, self->defined ? _("_Edit…") : _("_Name…"), "dashboard.edit-phase");
  if (self->by_hand)
    append_action (self, changes, _("Mark as _Not Achieved"), "dashboard.unachieve-phase");
  else
    append_action (self, changes, _("Mark as _Achieved"), "dashboard.achieve-phase");
  if (self->defined && is_empty (self))
    append_action (self, changes, _("_Delete"), "dashboard.delete-phase");
  g_menu_append_section (menu, _("Instructions"), G_MENU_MODEL (statuses));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (changes));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
popup (MeireiPhaseCard *self)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu_button));
}

static gboolean
popup_shortcut (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   user_data)
{
  popup (MEIREI_PHASE_CARD (widget));

  return TRUE;
}

static void
meirei_phase_card_class_init (MeireiPhaseCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /**
   * MeireiPhaseCard::dropped:
   * @self: a card
   * @ids: the ids of instructions that were dropped on it
   *
   * The reader wants them to belong to this phase.
   */
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped", MEIREI_TYPE_PHASE_CARD, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, popup_shortcut, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, popup_shortcut, NULL);
}

static GtkWidget *
append_label (GtkWidget  *box,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  /* Six cards find room side by side in a window of usual width. */
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static GtkWidget *
make_texts (MeireiPhaseCard *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->title = append_label (texts, "heading");
  self->count = append_label (texts, "caption");
  self->state = append_label (texts, "caption-heading");
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);

  return texts;
}

static void
add_menu (MeireiPhaseCard *self,
          GtkWidget       *overlay)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->menu_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu_button), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu_button), create_menu, self,
                                         NULL);
  gtk_widget_add_css_class (self->menu_button, "flat");
  gtk_widget_add_css_class (self->menu_button, "phase-menu");
  gtk_widget_set_halign (self->menu_button, GTK_ALIGN_END);
  gtk_widget_set_valign (self->menu_button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->menu_button, _("Phase Menu"));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->menu_button);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (popup), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
meirei_phase_card_init (MeireiPhaseCard *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_STRV, GDK_ACTION_MOVE);

  self->state_class = "dim-label";
  self->ring = meirei_score_ring_new ();
  meirei_score_ring_set_diameter (MEIREI_SCORE_RING (self->ring), MEIREI_SCORE_RING_SMALL);
  meirei_score_ring_set_unit (MEIREI_SCORE_RING (self->ring), "%");
  gtk_widget_set_valign (self->ring, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (top), self->ring);
  gtk_box_append (GTK_BOX (top), make_texts (self));
  add_menu (self, overlay);
  gtk_widget_set_margin_bottom (top, 6);
  gtk_box_append (GTK_BOX (card), top);
  self->name = append_label (card, NULL);
  self->dates = append_label (card, "caption");
  gtk_widget_add_css_class (self->dates, "dim-label");
  gtk_widget_add_css_class (self->dates, "numeric");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), card);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (self), overlay);

  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "activatable");
  gtk_widget_add_css_class (GTK_WIDGET (self), "phase-card");
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

/**
 * meirei_phase_card_new:
 *
 * Returns: (transfer floating): an empty card
 */
GtkWidget *
meirei_phase_card_new (void)
{
  return g_object_new (MEIREI_TYPE_PHASE_CARD, NULL);
}

/**
 * meirei_phase_card_get_number:
 * @self: a card
 *
 * Returns: the number of the phase that it shows
 */
int
meirei_phase_card_get_number (MeireiPhaseCard *self)
{
  g_return_val_if_fail (MEIREI_IS_PHASE_CARD (self), 0);

  return self->number;
}

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
update_ring (MeireiPhaseCard          *self,
             const MeireiPhaseFigures *figures)
{
  double share = figures->n_instructions > 0
                 ? 100. * figures->n_accepted / figures->n_instructions : 0.;

  /* All of them, not nearly all: 99.6 % is not 100 %. */
  if (figures->n_accepted < figures->n_instructions)
    share = MIN (round (share), 99.);
  if (figures->n_instructions == 0 && figures->achieved)
    share = 100.;
  meirei_score_ring_set_score (MEIREI_SCORE_RING (self->ring), share);
  meirei_score_ring_set_tone (MEIREI_SCORE_RING (self->ring), meirei_phase_get_tone (figures));
}

/* “Phase 3, 31 of 38 accepted, 7 open · 8 days late, Execution engine, 16 – 29 Aug” */
static void
update_spoken (MeireiPhaseCard          *self,
               const MeireiPhaseFigures *figures)
{
  const char *texts[] = {
    gtk_label_get_label (GTK_LABEL (self->title)), gtk_label_get_label (GTK_LABEL (self->count)),
    gtk_label_get_label (GTK_LABEL (self->state)), gtk_label_get_label (GTK_LABEL (self->name)),
    gtk_label_get_label (GTK_LABEL (self->dates)),
    figures->current ? _("current phase") : "",
  };
  g_autoptr(GString) spoken = g_string_new (NULL);
  g_autofree char *menu = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (*texts[i] != '\0')
      g_string_append_printf (spoken, "%s%s", spoken->len > 0 ? ", " : "", texts[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken->str, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->ring), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  texts[0], -1);
  /* Translators: the name of a menu; %s is “Phase 3” */
  menu = g_strdup_printf (_("Menu of %s"), texts[0]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
}

/**
 * meirei_phase_card_set_figures:
 * @self: a card
 * @figures: the figures of the phase that it shall show
 * @now: the present time, in microseconds since the epoch
 */
void
meirei_phase_card_set_figures (MeireiPhaseCard          *self,
                               const MeireiPhaseFigures *figures,
                               gint64                    now)
{
  g_autofree char *title = meirei_phase_dup_title (figures->phase);
  /* Translators: how many instructions of a phase are accepted: “31 of 38” */
  g_autofree char *count = g_strdup_printf (_("%u of %u"), figures->n_accepted,
                                            figures->n_instructions);
  g_autofree char *state = meirei_phase_dup_state (figures);
  g_autofree char *dates = meirei_phase_dup_dates (figures->phase, now);
  g_autofree char *tooltip = meirei_phase_dup_tooltip (figures);

  g_return_if_fail (MEIREI_IS_PHASE_CARD (self));

  self->number = meirei_phase_get_number (figures->phase);
  self->defined = figures->defined;
  self->by_hand = meirei_phase_get_achieved_at (figures->phase) != 0;
  memcpy (self->counts, figures->counts, sizeof self->counts);
  update_ring (self, figures);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->count), count);
  gtk_label_set_label (GTK_LABEL (self->state), state);
  gtk_widget_remove_css_class (self->state, self->state_class);
  self->state_class = meirei_phase_get_css_class (figures);
  gtk_widget_add_css_class (self->state, self->state_class);
  gtk_label_set_label (GTK_LABEL (self->name), meirei_phase_get_name (figures->phase));
  gtk_label_set_label (GTK_LABEL (self->dates), dates);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  set_class (GTK_WIDGET (self), "current", figures->current);
  update_spoken (self, figures);
}
