/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-cli.h"
#include "meirei-instruction-filter.h"
#include "meirei-instruction-sort.h"
#include "meirei-json.h"

static gboolean
make_filter (MeireiWorkspace          *workspace,
             int                       status,
             int                       phase,
             const char               *search,
             MeireiInstructionFilter **filter,
             GError                  **error)
{
  g_autoptr(MeireiInstructionFilter) made = meirei_instruction_filter_new ();

  if (status >= 0)
    meirei_instruction_filter_set_statuses (made, MEIREI_STATUS_BIT (status));
  if (phase >= 0)
    meirei_instruction_filter_set_phase (made, phase);
  if (search != NULL)
    {
      g_autoptr(GHashTable) found = meirei_workspace_search (workspace, search, NULL, error);

      if (found == NULL)
        return FALSE;
      meirei_instruction_filter_set_found (made, found);
    }

  *filter = g_steal_pointer (&made);

  return TRUE;
}

/* The elements of an array are compared by their addresses. */
static int
compare_elements (gconstpointer a,
                  gconstpointer b,
                  gpointer      sort_key)
{
  return meirei_instruction_sort_func (*(MeireiInstructionItem * const *) a,
                                       *(MeireiInstructionItem * const *) b, sort_key);
}

static GPtrArray *
collect (MeireiWorkspace         *workspace,
         MeireiInstructionFilter *filter,
         MeireiSortKey            key)
{
  GListModel *model = meirei_workspace_get_items (workspace);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (model, i);

      if (meirei_instruction_filter_match (filter, item))
        g_ptr_array_add (items, g_steal_pointer (&item));
    }
  g_ptr_array_sort_with_data (items, compare_elements, GINT_TO_POINTER (key));

  return items;
}

static void
print_items (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      MeireiInstructionItem *item = items->pdata[i];
      double score = meirei_instruction_item_get_score (item);
      g_autofree char *score_text = score >= 0 ? g_strdup_printf ("%g", score) : g_strdup ("–");
      g_autofree char *title = meirei_cli_make_harmless (
        g_strdup (meirei_instruction_item_get_title (item)), "");
      g_autofree char *feature = meirei_cli_make_harmless (
        g_strdup (meirei_instruction_item_get_feature (item)), "");

      g_print ("%s  %-9s  phase %d  %4s  %s (%s)%s\n",
               meirei_instruction_item_get_short_id (item),
               meirei_enum_to_nick (MEIREI_TYPE_STATUS, meirei_instruction_item_get_status (item)),
               meirei_instruction_item_get_phase (item), score_text,
               title, feature,
               meirei_instruction_item_get_flags (item) & MEIREI_ITEM_FLAG_APPROVAL_STALE
               ? " · approval stale" : "");
    }
}

static void
print_document (MeireiWorkspace *workspace,
                GPtrArray       *items)
{
  g_autoptr(JsonObject) document = json_object_new ();
  JsonArray *instructions = json_array_sized_new (items->len);
  JsonArray *problems = json_array_new ();
  GListModel *model = meirei_workspace_list_problems (workspace);

  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (instructions, meirei_instruction_item_to_json (items->pdata[i]));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(MeireiStoreProblem) problem = g_list_model_get_item (model, i);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "path", meirei_store_problem_get_path (problem));
      json_object_set_string_member (entry, "reason", meirei_store_problem_get_reason (problem));
      json_array_add_object_element (problems, entry);
    }
  json_object_set_array_member (document, "instructions", instructions);
  json_object_set_array_member (document, "problems", problems);
  meirei_cli_print_json (document);
}

static void
print_problems (MeireiWorkspace *workspace)
{
  GListModel *model = meirei_workspace_list_problems (workspace);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(MeireiStoreProblem) problem = g_list_model_get_item (model, i);

      g_printerr ("meirei-cli: set aside %s: %s\n", meirei_store_problem_get_path (problem),
                  meirei_store_problem_get_reason (problem));
    }
}

/**
 * meirei_cli_list:
 *
 * `list [--status S] [--phase N] [--search TEXT] [--sort KEY]`.
 */
gboolean
meirei_cli_list (MeireiCli  *cli,
                 int         argc,
                 char      **argv,
                 int        *status,
                 GError    **error)
{
  g_autofree char *status_word = NULL;
  g_autofree char *search = NULL;
  g_autofree char *sort = NULL;
  int phase = -1;
  int key = MEIREI_SORT_KEY_PHASE;
  int wanted = -1;
  const GOptionEntry entries[] = {
    { "status", 0, 0, G_OPTION_ARG_STRING, &status_word, "Only those of a status", "STATUS" },
    { "phase", 0, 0, G_OPTION_ARG_INT, &phase, "Only those of a phase", "N" },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, "Only those with a text", "TEXT" },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &sort,
      "updated, score, title, phase (default), status, worst or created", "KEY" },
    { NULL }
  };
  MeireiWorkspace *workspace;
  g_autoptr(MeireiInstructionFilter) filter = NULL;
  g_autoptr(GPtrArray) items = NULL;

  if (!meirei_cli_parse (cli, "list", entries, &argc, &argv, error))
    return FALSE;
  if (sort != NULL && !meirei_enum_from_nick (MEIREI_TYPE_SORT_KEY, sort, &key))
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "There is no order “%s”; there are updated, score, title, phase, status, "
                   "worst and created", sort);
      return FALSE;
    }
  if (status_word != NULL && !meirei_enum_from_nick (MEIREI_TYPE_STATUS, status_word, &wanted))
    {
      g_set_error (error, MEIREI_CLI_ERROR, MEIREI_CLI_ERROR_USAGE,
                   "There is no status “%s”; there are draft, validated, approved, "
                   "executing, executed, accepted, rejected and failed", status_word);
      return FALSE;
    }
  workspace = meirei_cli_get_workspace (cli, error);
  if (workspace == NULL
      || !make_filter (workspace, wanted, phase, search, &filter, error))
    return FALSE;

  items = collect (workspace, filter, (MeireiSortKey) key);
  if (cli->json)
    print_document (workspace, items);
  else
    {
      print_items (items);
      print_problems (workspace);
    }

  return TRUE;
}
