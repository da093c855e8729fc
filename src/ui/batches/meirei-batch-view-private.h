/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-banner.h"
#include "meirei-batch-progress.h"
#include "meirei-batch-view.h"
#include "meirei-document-format.h"

G_BEGIN_DECLS

#define MEIREI_N_BATCH_FILTERS (MEIREI_N_BATCH_GROUPS + 1)
extern const int _meirei_batch_filter_groups[MEIREI_N_BATCH_FILTERS];

struct _MeireiBatchView
{
  AdwBin parent_instance;

  AdwButtonContent *retry_content;
  GtkBox *box;
  GtkBox *filters;
  GtkButton *cancel_button;
  GtkButton *pause_button;
  GtkButton *resume_button;
  GtkButton *retry_button;
  GtkButton *review_button;
  GtkLabel *caption;
  GtkLabel *failed_label;
  GtkLabel *success_label;
  GtkLabel *time_label;
  GtkLabel *title;
  GtkSearchEntry *search_entry;
  GtkStack *table_stack;
  MeireiBanner *banner;
  MeireiBatchProgress *progress;
  MeireiBatchTable *table;

  GtkToggleButton *filter_buttons[MEIREI_N_BATCH_FILTERS];
  GtkLabel *filter_labels[MEIREI_N_BATCH_FILTERS];

  MeireiWorkspace *workspace;  /* (owned) (nullable) */
  MeireiContext *context;      /* (owned) (nullable) */
  MeireiRunCenter *center;     /* (owned) (nullable) */
  MeireiBatchRows *rows;       /* (owned) (nullable): of the batch */
  MeireiBatchRunner *runner;   /* (owned) (nullable): what runs the batch now */
  guint refresh_id;
};

void   _meirei_batch_view_install_actions (GtkWidgetClass  *widget_class);
void   _meirei_batch_view_update_actions  (MeireiBatchView *self);
void   _meirei_batch_view_emit_open       (MeireiBatchView *self,
                                           const char      *id,
                                           gboolean         sheet);
void   _meirei_batch_view_emit_review     (MeireiBatchView *self);
void   _meirei_batch_view_remedy          (MeireiBatchView *self,
                                           MeireiBatchItem *item);
void   _meirei_batch_view_save_report     (MeireiBatchView *self,
                                           MeireiDocumentFormat
                                                            format);
double _meirei_batch_view_get_elapsed     (MeireiBatchView *self);
void   _meirei_batch_view_show            (MeireiBatchView *self);

G_END_DECLS
