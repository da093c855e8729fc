/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-batch-export-record.h"
#include "meirei-batch-file-reader.h"
#include "meirei-batch-import.h"
#include "meirei-batch-recorder.h"

G_BEGIN_DECLS

/* What became of a line. */
typedef enum {
  MEIREI_IMPORT_IMPORTED,
  MEIREI_IMPORT_FAILED,
  MEIREI_IMPORT_UNCHANGED,
  MEIREI_IMPORT_DUPLICATE,
  MEIREI_IMPORT_UNKNOWN,
  MEIREI_IMPORT_DAMAGED,
  MEIREI_IMPORT_STALE,
  MEIREI_IMPORT_MISSING,
  MEIREI_N_IMPORTS,
} MeireiImportOutcome;

/* A batch to which answers came. */
typedef struct {
  MeireiBatchExportRecord *record;
  MeireiBatchRecorder *recorder;  /* (nullable) until there is something to write */
  GHashTable *seen;               /* ids of this run, with their outcome */
} MeireiImportBatch;

typedef struct {
  /* Input */
  MeireiContext *context;
  MeireiWorkspace *workspace;
  char **paths;
  /* In progress */
  guint n_opened;                 /* of the paths */
  MeireiBatchFileReader *reader;  /* (nullable) of the last of them */
  gboolean reading;
  gboolean ended;
  guint n_running;
  GHashTable *batches;            /* of MeireiImportBatch, by id */
  GHashTable *unknown;            /* ids of batches that are not there */
  /* Output */
  guint64 n_lines;
  guint64 counts[MEIREI_N_IMPORTS];
  JsonArray *problems;
  GError *error;                  /* (nullable) */
} MeireiImport;

/* meirei-batch-import.c */
void _meirei_import_count      (MeireiImport        *self,
                                MeireiImportOutcome  outcome,
                                guint64              line,
                                const char          *id,
                                const char          *message);
void _meirei_import_settle     (MeireiImport        *self,
                                MeireiImportBatch   *batch,
                                MeireiBatchItem     *item,
                                const GError        *error,
                                JsonObject          *facts);
void _meirei_import_pump       (GTask               *task);

/* meirei-batch-import-line.c */
void _meirei_import_take_line  (GTask               *task,
                                MeireiBatchFileLine *line);

G_END_DECLS
