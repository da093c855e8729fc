/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-line-diff.h"

G_BEGIN_DECLS

/* A line of one of the texts. */
typedef struct {
  const char *text;       /* within the text */
  gsize length;           /* without the end of the line */
  const char *key;        /* what is compared */
  gsize key_length;
  guint id;               /* equal keys have the same one */
  gboolean ignored;       /* nothing in it counts */
} MeireiDiffLine;

/* A text in lines. */
typedef struct {
  char *text;
  GArray *lines;          /* of MeireiDiffLine */
  GStringChunk *keys;     /* (nullable) */
} MeireiDiffText;

/* What is compared with what.  Everything that can take long with lines made
 * for it takes from @budget and does less when there is nothing left. */
typedef struct {
  MeireiDiffText texts[MEIREI_N_DIFF_SIDES];
  int *partners[MEIREI_N_DIFF_SIDES]; /* by line, the line of the other side or -1 */
  gint64 budget;
} MeireiDiffJob;

/* Two lines that stand beside each other although they differ; -1 is none. */
typedef struct {
  int line[MEIREI_N_DIFF_SIDES];
} MeireiDiffPair;

void      meirei_diff_text_init    (MeireiDiffText      *text,
                                    const char          *bytes,
                                    MeireiLineDiffFlags  flags);
void      meirei_diff_text_clear   (MeireiDiffText      *text);
guint     meirei_diff_texts_number (MeireiDiffText      *texts);
void      meirei_diff_job_match    (MeireiDiffJob       *job,
                                    guint                n_ids);
GArray   *meirei_diff_job_pair     (MeireiDiffJob       *job,
                                    const guint         *start,
                                    const guint         *n_lines);
void      meirei_diff_job_words    (MeireiDiffJob       *job,
                                    const MeireiDiffPair *pair,
                                    GArray             **spans);
void      meirei_diff_match        (const guint         *const *ids,
                                    const guint         *n_lines,
                                    guint                n_ids,
                                    int                 **partners,
                                    gint64              *budget);

static inline MeireiDiffLine *
meirei_diff_text_line (MeireiDiffText *text,
                       guint           i)
{
  return &g_array_index (text->lines, MeireiDiffLine, i);
}

G_END_DECLS
