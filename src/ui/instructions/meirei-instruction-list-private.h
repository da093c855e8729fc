/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-filter-drop-down.h"
#include "meirei-instruction-list.h"
#include "meirei-instruction-row.h"

G_BEGIN_DECLS

struct _MeireiInstructionList
{
  AdwBin parent_instance;

  AdwSplitButton *execute_button;
  GtkLabel *check_label;
  GtkListView *list_view;
  GtkMenuButton *sort_button;
  GtkLabel *run_label;
  GtkRevealer *check_bar;
  GtkRevealer *run_revealer;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  MeireiFilterDropDown *phase_drop_down;
  MeireiFilterDropDown *status_drop_down;

  MeireiWorkspace *workspace;    /* (owned) (nullable) */
  GListModel *phases;            /* (owned) (nullable), of MeireiPhase */
  MeireiInstructionModel *model;
  GtkSingleSelection *selection;
  GCancellable *search;          /* (owned) (nullable): of the search under way */
  GHashTable *rows;              /* set of the rows that there are, borrowed */
  GHashTable *checked;           /* set of items, owned */
  guint last_position;           /* of the row that was selected last */
  guint n_checked;               /* as it was notified last */
  guint time_id;
  guint focus_id;
  GtkWidget *focus_before;    /* (weak) (nullable): when the focus was asked for */
  char *execution_mode;
  gboolean compact;
  gboolean checkable;
  gboolean updating_phases;
};

void  _meirei_instruction_list_show_selected       (MeireiInstructionList *self);

/* Filters and order. */
void  _meirei_instruction_list_add_statuses        (MeireiInstructionList *self);
void  _meirei_instruction_list_clear_filters       (MeireiInstructionList *self);
void  _meirei_instruction_list_counts_changed_cb   (MeireiInstructionList *self);
void  _meirei_instruction_list_create_menu         (GtkMenuButton         *button,
                                                    gpointer               user_data);
char *_meirei_instruction_list_dup_flag_filter     (MeireiInstructionList *self);
int   _meirei_instruction_list_compare_phases      (gconstpointer          a,
                                                    gconstpointer          b);
char *_meirei_instruction_list_dup_phase_label     (MeireiInstructionList *self,
                                                    int                    number);
char *_meirei_instruction_list_dup_score_filter    (MeireiInstructionList *self);
void  _meirei_instruction_list_phase_cb            (MeireiInstructionList *self);
void  _meirei_instruction_list_set_flag_filter     (MeireiInstructionList *self,
                                                    const char            *nick);
void  _meirei_instruction_list_set_score_filter    (MeireiInstructionList *self,
                                                    const char            *range);
void  _meirei_instruction_list_status_cb           (MeireiInstructionList *self);

/* The context menu, and dragging. */
void  _meirei_instruction_list_init_menu           (MeireiInstructionList *self);
void  _meirei_instruction_list_install_menu        (GtkWidgetClass        *widget_class);

/* Checked rows. */
MeireiInstructionItem *
      _meirei_instruction_list_get_item_at         (MeireiInstructionList *self,
                                                    double                 x,
                                                    double                 y);
void  _meirei_instruction_list_drop_gone_checks    (MeireiInstructionList *self);
void  _meirei_instruction_list_init_checks         (MeireiInstructionList *self);
void  _meirei_instruction_list_unwatch_item        (MeireiInstructionList *self,
                                                    MeireiInstructionItem *item);
void  _meirei_instruction_list_watch_item          (MeireiInstructionList *self,
                                                    MeireiInstructionItem *item);

G_END_DECLS
