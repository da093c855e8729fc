/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include "meirei-context.h"
#include "meirei-workspace.h"

G_BEGIN_DECLS

/**
 * MeireiExit:
 * @MEIREI_EXIT_OK: all good
 * @MEIREI_EXIT_FAILED: some items failed, or a gate or a test did not pass
 * @MEIREI_EXIT_USAGE: wrong usage
 * @MEIREI_EXIT_NO_SERVER: no server or model could be reached
 * @MEIREI_EXIT_WORKSPACE: a problem with the workspace
 *
 * The exit status; scripts rely on it.
 */
typedef enum {
  MEIREI_EXIT_OK = 0,
  MEIREI_EXIT_FAILED = 1,
  MEIREI_EXIT_USAGE = 2,
  MEIREI_EXIT_NO_SERVER = 3,
  MEIREI_EXIT_WORKSPACE = 4,
} MeireiExit;

#define MEIREI_CLI_ERROR (meirei_cli_error_quark ())
GQuark meirei_cli_error_quark (void);

/* Wrong usage that GOption does not see; %MEIREI_EXIT_USAGE. */
#define MEIREI_CLI_ERROR_USAGE 0

/**
 * MeireiCli:
 * @workspace_dir: (nullable): the folder that `--workspace` named
 * @json: one JSON document on standard output and nothing else
 * @quiet: no progress
 * @context: (nullable): made when a verb first needs it
 * @workspace: (nullable): opened when a verb first needs it
 *
 * What every verb of one call shares.
 */
typedef struct {
  char *workspace_dir;
  gboolean json;
  gboolean quiet;
  MeireiContext *context;
  MeireiWorkspace *workspace;
} MeireiCli;

/**
 * MeireiCliVerb:
 * @name: the word on the command line
 * @arguments: its arguments, for the usage line
 * @summary: what it does, one line
 * @run: does it; @argv ends in %NULL and begins with the verb.  Returns %FALSE
 *   with an error, or %TRUE with the status in @status
 *
 * One verb of the command line.
 */
typedef struct {
  const char *name;
  const char *arguments;
  const char *summary;
  gboolean  (*run)      (MeireiCli  *cli,
                         int         argc,
                         char      **argv,
                         int        *status,
                         GError    **error);
} MeireiCliVerb;

gboolean         meirei_cli_parse          (MeireiCli            *cli,
                                            const char           *verb,
                                            const GOptionEntry   *entries,
                                            int                  *argc,
                                            char               ***argv,
                                            GError              **error);
MeireiContext   *meirei_cli_get_context    (MeireiCli            *cli,
                                            GError              **error);
MeireiWorkspace *meirei_cli_get_workspace  (MeireiCli            *cli,
                                            GError              **error);
char            *meirei_cli_make_harmless  (char                 *text,
                                            const char           *kept);
void             meirei_cli_print_json     (JsonObject           *object);
void             meirei_cli_print_note     (MeireiCli            *cli,
                                            const char           *format,
                                            ...) G_GNUC_PRINTF (2, 3);

#define MEIREI_DECLARE_CLI_VERB(name)                    \
  gboolean meirei_cli_##name (MeireiCli  *cli,           \
                              int         argc,          \
                              char      **argv,          \
                              int        *status,        \
                              GError    **error);

MEIREI_DECLARE_CLI_VERB (accept)
MEIREI_DECLARE_CLI_VERB (analyze)
MEIREI_DECLARE_CLI_VERB (approve)
MEIREI_DECLARE_CLI_VERB (batch)
MEIREI_DECLARE_CLI_VERB (dashboard)
MEIREI_DECLARE_CLI_VERB (diff)
MEIREI_DECLARE_CLI_VERB (edit)
MEIREI_DECLARE_CLI_VERB (engine)
MEIREI_DECLARE_CLI_VERB (execute)
MEIREI_DECLARE_CLI_VERB (export)
MEIREI_DECLARE_CLI_VERB (guide)
MEIREI_DECLARE_CLI_VERB (history)
MEIREI_DECLARE_CLI_VERB (import)
MEIREI_DECLARE_CLI_VERB (init)
MEIREI_DECLARE_CLI_VERB (list)
MEIREI_DECLARE_CLI_VERB (load)
MEIREI_DECLARE_CLI_VERB (models)
MEIREI_DECLARE_CLI_VERB (new)
MEIREI_DECLARE_CLI_VERB (phase)
MEIREI_DECLARE_CLI_VERB (reject)
MEIREI_DECLARE_CLI_VERB (repeat)
MEIREI_DECLARE_CLI_VERB (report)
MEIREI_DECLARE_CLI_VERB (servers)
MEIREI_DECLARE_CLI_VERB (show)
MEIREI_DECLARE_CLI_VERB (target)
MEIREI_DECLARE_CLI_VERB (test)
MEIREI_DECLARE_CLI_VERB (tools)
MEIREI_DECLARE_CLI_VERB (undo)
MEIREI_DECLARE_CLI_VERB (unload)
MEIREI_DECLARE_CLI_VERB (validate)
MEIREI_DECLARE_CLI_VERB (verify)

G_END_DECLS
