/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MeireiFakeSplit:
 * @MEIREI_FAKE_SPLIT_NONE: each piece in one write
 * @MEIREI_FAKE_SPLIT_BYTES: one byte per write
 * @MEIREI_FAKE_SPLIT_RANDOM: 1 to 40 bytes per write
 *
 * How a reply is cut up on its way.
 */
typedef enum {
  MEIREI_FAKE_SPLIT_NONE,
  MEIREI_FAKE_SPLIT_BYTES,
  MEIREI_FAKE_SPLIT_RANDOM,
} MeireiFakeSplit;

typedef enum {
  MEIREI_FAKE_STEP_BYTES,
  MEIREI_FAKE_STEP_DELAY,
  MEIREI_FAKE_STEP_CUT,
  MEIREI_FAKE_STEP_RESET,
  MEIREI_FAKE_STEP_HANG,
} MeireiFakeStepType;

typedef struct {
  MeireiFakeStepType  type;
  GBytes             *bytes;     /* (owned) (nullable) */
  guint               delay_ms;
} MeireiFakeStep;

/* The script of one answer.  Make one, add what shall happen in order, give it
 * to a MeireiFakeServer. */
typedef struct _MeireiFakeReply MeireiFakeReply;

MeireiFakeReply *meirei_fake_reply_new       (guint             status,
                                              const char       *content_type,
                                              const char       *body);
MeireiFakeReply *meirei_fake_reply_new_json  (guint             status,
                                              const char       *body);
MeireiFakeReply *meirei_fake_reply_new_sse   (void);
MeireiFakeReply *meirei_fake_reply_new_ndjson (void);
MeireiFakeReply *meirei_fake_reply_new_raw   (const char       *bytes,
                                              gssize            length);
MeireiFakeReply *meirei_fake_reply_ref       (MeireiFakeReply  *self);
void             meirei_fake_reply_unref     (MeireiFakeReply  *self);

void             meirei_fake_reply_header    (MeireiFakeReply  *self,
                                              const char       *name,
                                              const char       *value);
void             meirei_fake_reply_wait_head (MeireiFakeReply  *self,
                                              guint             delay_ms);
void             meirei_fake_reply_send      (MeireiFakeReply  *self,
                                              const char       *bytes,
                                              gssize            length);
void             meirei_fake_reply_delay     (MeireiFakeReply  *self,
                                              guint             delay_ms);
void             meirei_fake_reply_cut       (MeireiFakeReply  *self);
void             meirei_fake_reply_reset     (MeireiFakeReply  *self);
void             meirei_fake_reply_hang      (MeireiFakeReply  *self);
void             meirei_fake_reply_split     (MeireiFakeReply  *self,
                                              MeireiFakeSplit   split,
                                              guint32           seed);

/* For MeireiFakeServer: the script as it goes over the wire. */
GArray          *meirei_fake_reply_compile   (MeireiFakeReply  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeireiFakeReply, meirei_fake_reply_unref)

G_END_DECLS
