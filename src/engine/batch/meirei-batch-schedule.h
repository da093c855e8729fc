/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch-item.h"

G_BEGIN_DECLS

/**
 * MeireiBatchOrder:
 * @MEIREI_BATCH_ORDER_DEPENDS: as listed, but each instruction after those of
 *   the batch that it depends on
 * @MEIREI_BATCH_ORDER_LIST: exactly as listed
 * @MEIREI_BATCH_ORDER_PHASE: by phase, in a phase as listed
 *
 * In which order the items of a batch begin.
 */
typedef enum {
  MEIREI_BATCH_ORDER_DEPENDS,
  MEIREI_BATCH_ORDER_LIST,
  MEIREI_BATCH_ORDER_PHASE,
} MeireiBatchOrder;

#define MEIREI_TYPE_BATCH_ORDER (meirei_batch_order_get_type ())
GType meirei_batch_order_get_type (void);

/**
 * MeireiDependencyRule:
 * @MEIREI_DEPENDENCY_RULE_SKIP: what depends on it is skipped, and what depends
 *   on that
 * @MEIREI_DEPENDENCY_RULE_STOP: nothing more begins
 * @MEIREI_DEPENDENCY_RULE_CONTINUE: it makes no difference
 *
 * What happens when something that others depend on fails.
 */
typedef enum {
  MEIREI_DEPENDENCY_RULE_SKIP,
  MEIREI_DEPENDENCY_RULE_STOP,
  MEIREI_DEPENDENCY_RULE_CONTINUE,
} MeireiDependencyRule;

#define MEIREI_TYPE_DEPENDENCY_RULE (meirei_dependency_rule_get_type ())
GType meirei_dependency_rule_get_type (void);

#define MEIREI_TYPE_BATCH_SCHEDULE (meirei_batch_schedule_get_type ())
G_DECLARE_FINAL_TYPE (MeireiBatchSchedule, meirei_batch_schedule, MEIREI, BATCH_SCHEDULE, GObject)

MeireiBatchSchedule  *meirei_batch_schedule_new        (MeireiBatchOrder      order,
                                                        MeireiDependencyRule  rule);
MeireiBatchOrder      meirei_batch_schedule_get_order  (MeireiBatchSchedule  *self);
MeireiDependencyRule  meirei_batch_schedule_get_rule   (MeireiBatchSchedule  *self);
void                  meirei_batch_schedule_add        (MeireiBatchSchedule  *self,
                                                        MeireiBatchItem      *item,
                                                        int                   phase,
                                                        const char           *feature,
                                                        const char * const   *depends_on);
void                  meirei_batch_schedule_link       (MeireiBatchSchedule  *self);
MeireiBatchItem      *meirei_batch_schedule_take       (MeireiBatchSchedule  *self);
void                  meirei_batch_schedule_put_back   (MeireiBatchSchedule  *self,
                                                        MeireiBatchItem      *item);
GPtrArray            *meirei_batch_schedule_settle     (MeireiBatchSchedule  *self,
                                                        MeireiBatchItem      *item);
GPtrArray            *meirei_batch_schedule_take_rest  (MeireiBatchSchedule  *self);
gboolean              meirei_batch_schedule_is_stuck   (MeireiBatchSchedule  *self);
guint                 meirei_batch_schedule_get_n_left (MeireiBatchSchedule  *self);

G_END_DECLS
