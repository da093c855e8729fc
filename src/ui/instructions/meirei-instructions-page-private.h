/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-fold-pane.h"
#include "meirei-instructions-page.h"

G_BEGIN_DECLS

struct _MeireiInstructionsPage
{
  AdwBin parent_instance;

  AdwToastOverlay *toast_overlay; /* above the bar for decisions */
  GtkStack *stack;
  GtkSpinner *spinner;
  MeireiDecisionBar *decision_bar;
  MeireiEmptyPage *empty_page;
  MeireiFoldPane *list_pane;
  MeireiInstructionList *list;
  MeireiInstructionView *view;

  MeireiReview *review;
  MeireiWorkspace *workspace;       /* (owned) (nullable) */
  MeireiWorkspaceState *state;      /* (owned) (nullable) */
  GSimpleActionGroup *actions;
  MeireiRunCenter *center;          /* (owned) (nullable) */
  AdwToast *undo_toast;             /* (owned) (nullable): of the last decision */
  guint spinner_id;
  GtkButton *restore_button;        /* of the bar for decisions */
  AdwButtonContent *restore_content;
  char *regenerating;               /* (nullable): the instruction's UUID */
  gboolean compact;
  gboolean fold_list;               /* there is no room for it */
  gboolean setting_note;
};

void   _meirei_instructions_page_add_actions    (MeireiInstructionsPage *self);
void   _meirei_instructions_page_update_actions (MeireiInstructionsPage *self);
void   _meirei_instructions_page_add_bulk_actions
                                                (MeireiInstructionsPage *self);
void   _meirei_instructions_page_deliver        (MeireiInstructionsPage *self,
                                                 MeireiWorkspace        *workspace,
                                                 const char * const     *ids);
void   _meirei_instructions_page_offer_undo     (MeireiInstructionsPage *self,
                                                 const char             *text);
void   _meirei_instructions_page_add_toast      (MeireiInstructionsPage *self,
                                                 AdwToast               *toast);
char **_meirei_instructions_page_dup_open       (MeireiInstructionsPage *self);
char **_meirei_instructions_page_dup_targets    (MeireiInstructionsPage *self);
void   _meirei_instructions_page_analyze_action (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_accept_action  (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_reject_action  (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_execute_action (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_execute_open_action
                                                (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_execute_batch_action
                                                (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_stop_action    (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_undo_action    (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_add_compare    (MeireiInstructionsPage *self);
void   _meirei_instructions_page_update_compare (MeireiInstructionsPage *self);
void   _meirei_instructions_page_restore_action (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_save_report_action
                                                (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_find_action    (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_next_mark_action
                                                (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_add_comments   (MeireiInstructionsPage *self);
void   _meirei_instructions_page_drop_comments  (MeireiInstructionsPage *self,
                                                 const char             *id,
                                                 const char             *version);
void   _meirei_instructions_page_comment_action (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_regenerate_action
                                                (GSimpleAction          *action,
                                                 GVariant               *parameter,
                                                 gpointer                user_data);
void   _meirei_instructions_page_show_regenerated
                                                (MeireiInstructionsPage *self,
                                                 const char             *id,
                                                 gboolean                succeeded);

G_END_DECLS
