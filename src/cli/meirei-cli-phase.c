/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `phase`: the phases of the project and what belongs to them. */

#include "config.h"

#include <string.h>

#include "meirei-cli.h"
#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-workspace-figures.h"
#include "meirei-workspace-phases.h"

typedef struct {
  char *name;
  char *goal;
  char *start;
  char *end;
  char *criterion;
  char *achieved;
  int n_required;
  int number;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->name);
  g_free (arguments->goal);
  g_free (arguments->start);
  g_free (arguments->end);
  g_free (arguments->criterion);
  g_free (arguments->achieved);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
parse_number (const char  *text,
              int         *number,
              GError     **error)
{
  gint64 value;

  if (text != NULL
      && g_ascii_string_to_signed (text, 10, 0, MEIREI_SHEET_MAX_PHASE, &value, NULL))
    {
      *number = (int) value;
      return TRUE;
    }

  g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
               "“%s” is not the number of a phase; use 0 to %d", text != NULL ? text : "",
               MEIREI_SHEET_MAX_PHASE);

  return FALSE;
}

static void
print_phase (const MeireiPhaseFigures *figures)
{
  const char *start = meirei_phase_get_start (figures->phase);
  const char *end = meirei_phase_get_end (figures->phase);

  g_print ("%d  %-8s  %u of %u accepted  %s%s%s%s%s\n",
           meirei_phase_get_number (figures->phase),
           meirei_enum_to_nick (MEIREI_TYPE_PHASE_STATE, (int) figures->state),
           figures->n_accepted, figures->n_instructions,
           meirei_phase_get_name (figures->phase),
           start != NULL || end != NULL ? "  " : "", start != NULL ? start : "",
           start != NULL || end != NULL ? "–" : "", end != NULL ? end : "");
}

static gboolean
list_phases (MeireiCli        *cli,
             MeireiWorkspace  *workspace,
             GError          **error)
{
  g_autoptr(MeireiProjectFigures) figures = NULL;
  g_autoptr(JsonObject) all = NULL;
  g_autoptr(JsonObject) document = json_object_new ();
  const MeireiPhaseFigures *phases;
  guint n_phases;

  figures = meirei_project_figures_compute (workspace, g_get_real_time (), NULL, error);
  if (figures == NULL)
    return FALSE;
  if (cli->json)
    {
      all = meirei_project_figures_to_json (figures);
      json_object_set_member (document, "phases", json_object_dup_member (all, "phases"));
      meirei_cli_print_json (document);
      return TRUE;
    }
  phases = meirei_project_figures_get_phases (figures, &n_phases);
  for (guint i = 0; i < n_phases; i++)
    print_phase (&phases[i]);

  return TRUE;
}

/* An empty text takes a date away; “now” and “no” are about the moment. */
static void
apply_arguments (JsonObject      *object,
                 const Arguments *arguments)
{
  if (arguments->number >= 0)
    json_object_set_int_member (object, "number", arguments->number);
  if (arguments->name != NULL)
    json_object_set_string_member (object, "name", arguments->name);
  if (arguments->goal != NULL)
    json_object_set_string_member (object, "goal", arguments->goal);
  if (arguments->start != NULL)
    json_object_set_string_member (object, "start", arguments->start);
  if (arguments->end != NULL)
    json_object_set_string_member (object, "end", arguments->end);
  if (arguments->criterion != NULL)
    json_object_set_string_member (object, "criterion", arguments->criterion);
  if (arguments->n_required >= 0)
    json_object_set_int_member (object, "n_required", arguments->n_required);
  if (g_strcmp0 (arguments->achieved, "now") == 0)
    meirei_json_set_time (object, "achieved_at", g_get_real_time ());
  else if (g_strcmp0 (arguments->achieved, "no") == 0)
    json_object_set_null_member (object, "achieved_at");
}

static gboolean
put_phase (MeireiCli        *cli,
           MeireiWorkspace  *workspace,
           int               number,
           const Arguments  *arguments,
           GError          **error)
{
  g_autoptr(MeireiPhase) stored = meirei_workspace_find_phase (workspace, number);
  g_autoptr(MeireiPhase) phase = NULL;
  g_autoptr(JsonObject) object = NULL;
  gboolean add = arguments->number < 0 && stored == NULL;

  if (stored == NULL)
    stored = meirei_phase_new (number, NULL);
  object = meirei_phase_to_json (stored);
  apply_arguments (object, arguments);
  phase = meirei_phase_new_from_json (object, error);
  if (phase == NULL
      || !meirei_workspace_put_phase (workspace, add ? MEIREI_PHASE_NEW : number, phase, error))
    return FALSE;

  if (cli->json)
    {
      g_autoptr(JsonObject) document = meirei_phase_to_json (phase);

      meirei_cli_print_json (document);
    }
  else
    meirei_cli_print_note (cli, "phase %d %s", meirei_phase_get_number (phase),
                           meirei_phase_get_name (phase));

  return TRUE;
}

static gboolean
check_new (MeireiWorkspace  *workspace,
           int               number,
           GError          **error)
{
  g_autoptr(MeireiPhase) phase = meirei_workspace_find_phase (workspace, number);

  if (phase == NULL)
    return TRUE;
  g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_PHASE_EXISTS,
               "There is a phase %d already; change it with “phase edit %d”", number, number);

  return FALSE;
}

static char **
find_ids (MeireiWorkspace  *workspace,
          char            **texts,
          GError          **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; texts[i] != NULL; i++)
    {
      char *id = meirei_workspace_find_id (workspace, texts[i], error);

      if (id == NULL)
        return NULL;
      g_ptr_array_add (ids, id);
    }
  g_ptr_array_add (ids, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

static JsonObject *
outcome_to_json (const char   *id,
                 const GError *problem)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_boolean_member (object, "ok", problem == NULL);
  meirei_json_set_string (object, "error", problem != NULL ? problem->message : NULL);

  return object;
}

static gboolean
move_instructions (MeireiCli        *cli,
                   MeireiWorkspace  *workspace,
                   int               number,
                   char            **texts,
                   int              *status,
                   GError          **error)
{
  g_auto(GStrv) ids = find_ids (workspace, texts, error);
  g_autoptr(JsonObject) document = json_object_new ();
  g_autoptr(GPtrArray) outcomes = NULL;
  JsonArray *details = json_array_new ();
  guint n_failed = 0;

  json_object_set_array_member (document, "details", details);
  if (ids == NULL)
    return FALSE;
  outcomes = meirei_workspace_move_to_phase (workspace, (const char * const *) ids, number,
                                             error);
  if (outcomes == NULL)
    return FALSE;
  for (guint i = 0; i < outcomes->len; i++)
    {
      const GError *problem = outcomes->pdata[i];

      json_array_add_object_element (details, outcome_to_json (ids[i], problem));
      if (problem == NULL)
        continue;
      n_failed++;
      g_printerr ("meirei-cli: %s\n", problem->message);
    }
  *status = n_failed > 0 ? MEIREI_EXIT_FAILED : MEIREI_EXIT_OK;
  if (cli->json)
    meirei_cli_print_json (document);
  else
    meirei_cli_print_note (cli, "%u moved to phase %d, %u failed", outcomes->len - n_failed,
                           number, n_failed);

  return TRUE;
}

static gboolean
run_action (MeireiCli        *cli,
            const char       *action,
            int               argc,
            char            **argv,
            const Arguments  *arguments,
            int              *status,
            GError          **error)
{
  MeireiWorkspace *workspace;
  gboolean list = strcmp (action, "list") == 0;
  int number = -1;

  if (!list && !parse_number (argc > 2 ? argv[2] : NULL, &number, error))
    return FALSE;
  workspace = meirei_cli_get_workspace (cli, error);
  if (workspace == NULL)
    return FALSE;

  if (list)
    return list_phases (cli, workspace, error);
  if (strcmp (action, "add") == 0)
    return check_new (workspace, number, error)
           && put_phase (cli, workspace, number, arguments, error);
  if (strcmp (action, "edit") == 0)
    return put_phase (cli, workspace, number, arguments, error);
  if (strcmp (action, "remove") == 0)
    return meirei_workspace_remove_phase (workspace, number, error);

  return move_instructions (cli, workspace, number, argv + 3, status, error);
}

/**
 * meirei_cli_phase:
 *
 * `phase list`, `phase add|edit N [--name …]…`, `phase move N ID…`,
 * `phase remove N`.
 */
gboolean
meirei_cli_phase (MeireiCli  *cli,
                  int         argc,
                  char      **argv,
                  int        *status,
                  GError    **error)
{
  static const char * const actions[] = { "list", "add", "edit", "move", "remove", NULL };
  g_auto(Arguments) arguments = { .n_required = -1, .number = -1 };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &arguments.name, "Its name", "NAME" },
    { "goal", 0, 0, G_OPTION_ARG_STRING, &arguments.goal, "What it shall reach", "TEXT" },
    { "start", 0, 0, G_OPTION_ARG_STRING, &arguments.start, "Its first day; empty: none",
      "YYYY-MM-DD" },
    { "end", 0, 0, G_OPTION_ARG_STRING, &arguments.end, "Its last day; empty: none",
      "YYYY-MM-DD" },
    { "criterion", 0, 0, G_OPTION_ARG_STRING, &arguments.criterion,
      "When it is achieved: all-accepted, n-accepted or by-hand", "WORD" },
    { "required", 0, 0, G_OPTION_ARG_INT, &arguments.n_required,
      "How many accepted instructions n-accepted asks for", "N" },
    { "achieved", 0, 0, G_OPTION_ARG_STRING, &arguments.achieved,
      "Say that it is achieved now, or take that back", "now|no" },
    { "number", 0, 0, G_OPTION_ARG_INT, &arguments.number,
      "Its new number; its instructions follow", "N" },
    { NULL }
  };
  gboolean known;

  if (!meirei_cli_parse (cli, "phase list|add|edit|move|remove [N] [ID…]", entries, &argc, &argv,
                         error))
    return FALSE;
  known = argc > 1 && g_strv_contains (actions, argv[1]);
  if (!known
      || (strcmp (argv[1], "move") == 0 ? argc < 4
                                        : argc != (strcmp (argv[1], "list") == 0 ? 2 : 3)))
    {
      g_set_error_literal (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                           "Say what to do: phase list, phase add N, phase edit N, "
                           "phase move N ID…, phase remove N");
      return FALSE;
    }
  if (arguments.achieved != NULL && strcmp (arguments.achieved, "now") != 0
      && strcmp (arguments.achieved, "no") != 0)
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "--achieved is “now” or “no”, not “%s”", arguments.achieved);
      return FALSE;
    }

  return run_action (cli, argv[1], argc, argv, &arguments, status, error);
}
