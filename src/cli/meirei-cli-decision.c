/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `accept` and `reject`, one version at a time with the reader's note and
 * comments, and `undo`. */

#include "config.h"

#include <stdlib.h>

#include "meirei-batch-error.h"
#include "meirei-batch-plan.h"
#include "meirei-batch-rule.h"
#include "meirei-cli-run.h"
#include "meirei-cli-wait.h"
#include "meirei-cli.h"
#include "meirei-delivery.h"
#include "meirei-json.h"
#include "meirei-workspace-decisions.h"

typedef struct {
  char **comments;
  char *note;
  char *rule;
  char *status;
  int phase;
  gboolean all;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_strfreev (arguments->comments);
  g_free (arguments->note);
  g_free (arguments->rule);
  g_free (arguments->status);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static JsonArray *
parse_comments (char   **comments,
                GError **error)
{
  g_autoptr(JsonArray) array = json_array_new ();

  for (gsize i = 0; comments != NULL && comments[i] != NULL; i++)
    {
      char *end = NULL;
      gint64 line = g_ascii_strtoll (comments[i], &end, 10);
      JsonObject *comment;

      if (end == comments[i] || *end != ':' || line < 1 || end[1] == '\0')
        {
          g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                       "“%s” is not a comment; write --comment LINE:TEXT with a line from 1",
                       comments[i]);
          return NULL;
        }
      comment = json_object_new ();
      json_object_set_int_member (comment, "line", line);
      json_object_set_string_member (comment, "text", end + 1);
      json_array_add_object_element (array, comment);
    }

  return g_steal_pointer (&array);
}

/* Says where the code went or what did not work; the verdicts stand. */
static void
finish_delivery (MeireiCli       *cli,
                 MeireiWorkspace *workspace,
                 GAsyncResult    *result,
                 const char      *text,
                 int             *status)
{
  g_autoptr(GPtrArray) deliveries = meirei_delivery_finish (workspace, result, NULL);

  for (guint i = 0; deliveries != NULL && i < deliveries->len; i++)
    {
      const MeireiDelivery *delivery = deliveries->pdata[i];

      if (delivery->path != NULL)
        meirei_cli_print_note (cli, "%s %s%s%s", text, delivery->path,
                               delivery->commit != NULL ? ", commit " : "",
                               delivery->commit != NULL ? delivery->commit : "");
      if (delivery->error != NULL)
        {
          g_printerr ("meirei-cli: %s\n", delivery->error->message);
          *status = MEIREI_EXIT_FAILED;
        }
    }
}

static void
deliver (MeireiCli       *cli,
         MeireiWorkspace *workspace,
         const char      *id,
         int             *status)
{
  const char * const ids[] = { id, NULL };
  g_autoptr(GAsyncResult) result = NULL;

  meirei_delivery_run_async (workspace, ids, meirei_cli_wait_cb, &result);
  meirei_cli_wait (&result);
  finish_delivery (cli, workspace, result, "copied to", status);
}

static void
withdraw (MeireiCli        *cli,
          MeireiWorkspace  *workspace,
          char            **ids,
          int              *status)
{
  g_autoptr(GAsyncResult) result = NULL;

  meirei_delivery_withdraw_async (workspace, (const char * const *) ids, meirei_cli_wait_cb,
                                  &result);
  meirei_cli_wait (&result);
  finish_delivery (cli, workspace, result, "removed", status);
}

/* A verdict with comments is about one file. */
static gboolean
decide_one (MeireiCli        *cli,
            const char       *text,
            MeireiDecision    decision,
            const Arguments  *arguments,
            int              *status,
            GError          **error)
{
  MeireiWorkspace *workspace = meirei_cli_get_workspace (cli, error);
  g_autoptr(JsonArray) comments = NULL;
  g_autoptr(JsonObject) document = json_object_new ();
  g_autofree char *id = NULL;

  if (workspace == NULL)
    return FALSE;
  comments = parse_comments (arguments->comments, error);
  if (comments == NULL)
    return FALSE;
  id = meirei_workspace_find_id (workspace, text, error);
  if (id == NULL
      || !meirei_workspace_decide (workspace, id, NULL, decision, arguments->note, comments,
                                   error))
    return FALSE;

  json_object_set_string_member (document, "id", id);
  json_object_set_string_member (document, "decision",
                                 meirei_enum_to_nick (MEIREI_TYPE_DECISION, decision));
  if (cli->json)
    meirei_cli_print_json (document);
  else
    meirei_cli_print_note (cli, "%s %s", meirei_enum_to_nick (MEIREI_TYPE_DECISION, decision), id);
  if (decision == MEIREI_DECISION_ACCEPTED)
    deliver (cli, workspace, id, status);

  return TRUE;
}

static gboolean
decide (MeireiCli       *cli,
        const char      *operation,
        MeireiDecision   decision,
        int              argc,
        char           **argv,
        int             *status,
        GError         **error)
{
  g_auto(Arguments) arguments = { .phase = -1 };
  g_autofree char *usage = g_strdup_printf ("%s ID…", operation);
  const GOptionEntry entries[] = {
    { "note", 0, 0, G_OPTION_ARG_STRING, &arguments.note, "Why", "TEXT" },
    { "comment", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.comments,
      "A comment on a line (one ID only)", "LINE:TEXT" },
    { "rule", 0, 0, G_OPTION_ARG_STRING, &arguments.rule,
      "By a rule instead of a person: gate-and-tests or score>=N", "RULE" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &arguments.all, "All that await review", NULL },
    { "status", 0, 0, G_OPTION_ARG_STRING, &arguments.status, "Those of a status", "STATUS" },
    { "phase", 0, 0, G_OPTION_ARG_INT, &arguments.phase, "Those of a phase", "N" },
    { NULL }
  };
  MeireiSelection selection;
  g_autoptr(JsonObject) options = json_object_new ();

  if (!meirei_cli_parse (cli, usage, entries, &argc, &argv, error))
    return FALSE;

  if (arguments.comments != NULL && argc == 2)
    return decide_one (cli, argv[1], decision, &arguments, status, error);
  if (arguments.comments != NULL)
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Comments are about one file: name exactly one ID with --comment");
      return FALSE;
    }

  selection = (MeireiSelection) { (const char * const *) argv + 1, arguments.all,
                                  arguments.status, arguments.phase, 0 };
  if (arguments.rule != NULL && !meirei_batch_rule_parse (arguments.rule, NULL, error))
    return FALSE;
  if (arguments.rule != NULL)
    json_object_set_string_member (options, "rule", arguments.rule);
  if (arguments.note != NULL)
    json_object_set_string_member (options, "note", arguments.note);

  return meirei_cli_run_operation (cli, operation, &selection, options, FALSE, status, error);
}

/**
 * meirei_cli_accept:
 *
 * `accept ID… [--note T]` – accept the latest versions.
 */
gboolean
meirei_cli_accept (MeireiCli  *cli,
                   int         argc,
                   char      **argv,
                   int        *status,
                   GError    **error)
{
  return decide (cli, "accept", MEIREI_DECISION_ACCEPTED, argc, argv, status, error);
}

/**
 * meirei_cli_reject:
 *
 * `reject ID… [--note T] [--comment LINE:TEXT]…` – reject the latest versions.
 */
gboolean
meirei_cli_reject (MeireiCli  *cli,
                   int         argc,
                   char      **argv,
                   int        *status,
                   GError    **error)
{
  return decide (cli, "reject", MEIREI_DECISION_REJECTED, argc, argv, status, error);
}

/**
 * meirei_cli_undo:
 *
 * `undo` – take the last verdict back, or all of the last bulk verdict.
 */
gboolean
meirei_cli_undo (MeireiCli  *cli,
                 int         argc,
                 char      **argv,
                 int        *status,
                 GError    **error)
{
  MeireiWorkspace *workspace;
  g_auto(GStrv) ids = NULL;

  if (!meirei_cli_parse (cli, "undo", NULL, &argc, &argv, error))
    return FALSE;
  workspace = meirei_cli_get_workspace (cli, error);
  if (workspace == NULL)
    return FALSE;
  ids = meirei_workspace_undo_decision (workspace, error);
  if (ids == NULL)
    return FALSE;

  if (cli->json)
    {
      g_autoptr(JsonObject) document = json_object_new ();

      meirei_json_set_strv (document, "undone", (const char * const *) ids);
      meirei_cli_print_json (document);
    }
  else
    for (gsize i = 0; ids[i] != NULL; i++)
      g_print ("%s\n", ids[i]);
  withdraw (cli, workspace, ids, status);

  return TRUE;
}
