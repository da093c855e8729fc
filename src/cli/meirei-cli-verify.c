/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `verify [ID…]`: looks again at every hash and link of the provenance. */

#include "config.h"

#include "meirei-cli.h"
#include "meirei-enums.h"
#include "meirei-provenance-check.h"

static char **
list_all (MeireiWorkspace *workspace)
{
  GListModel *items = meirei_workspace_get_items (workspace);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (items, i);

      g_strv_builder_add (builder, meirei_instruction_item_get_id (item));
    }

  return g_strv_builder_end (builder);
}

static char **
find_named (MeireiWorkspace  *workspace,
            int               argc,
            char            **argv,
            GError          **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (int i = 1; i < argc; i++)
    {
      g_autofree char *id = meirei_workspace_find_id (workspace, argv[i], error);

      if (id == NULL)
        return NULL;
      g_strv_builder_add (builder, id);
    }

  return g_strv_builder_end (builder);
}

static void
print_link (MeireiLink *link)
{
  g_print ("%.8s %-3s %-10s %-9s %s\n", meirei_link_get_instruction (link),
           meirei_link_get_version (link) != NULL ? meirei_link_get_version (link) : "",
           meirei_enum_to_nick (MEIREI_TYPE_LINK_KIND, (int) meirei_link_get_kind (link)),
           meirei_enum_to_nick (MEIREI_TYPE_LINK_STATE, (int) meirei_link_get_state (link)),
           meirei_link_get_message (link) != NULL ? meirei_link_get_message (link) : "");
}

/* Counts by state, and the links; on a terminal only those that do not simply
 * hold. */
static void
print_links (MeireiCli *cli,
             GPtrArray *links,
             guint      n_instructions)
{
  guint counts[MEIREI_LINK_MISSING + 1] = { 0 };
  g_autoptr(JsonObject) document = json_object_new ();
  JsonArray *details = json_array_new ();

  for (guint i = 0; i < links->len; i++)
    {
      MeireiLinkState state = meirei_link_get_state (links->pdata[i]);

      counts[state]++;
      json_array_add_object_element (details, meirei_link_to_json (links->pdata[i]));
      if (!cli->json && state != MEIREI_LINK_MATCHES
          && (!cli->quiet || meirei_link_is_broken (links->pdata[i])))
        print_link (links->pdata[i]);
    }

  json_object_set_int_member (document, "instructions", n_instructions);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    json_object_set_int_member (document, meirei_enum_to_nick (MEIREI_TYPE_LINK_STATE, (int) i),
                                counts[i]);
  json_object_set_array_member (document, "links", details);
  if (cli->json)
    meirei_cli_print_json (document);
  else
    g_print ("%u instructions: %u links match, %u stale, %u unchecked, %u differ, %u missing\n",
             n_instructions, counts[MEIREI_LINK_MATCHES], counts[MEIREI_LINK_STALE],
             counts[MEIREI_LINK_UNCHECKED], counts[MEIREI_LINK_DIFFERS],
             counts[MEIREI_LINK_MISSING]);
}

/**
 * meirei_cli_verify:
 *
 * `verify [ID…]`.
 */
gboolean
meirei_cli_verify (MeireiCli  *cli,
                   int         argc,
                   char      **argv,
                   int        *status,
                   GError    **error)
{
  MeireiContext *context;
  MeireiWorkspace *workspace;
  g_auto(GStrv) ids = NULL;
  g_autoptr(MeireiProvenanceCheck) check = NULL;
  g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func (g_object_unref);

  if (!meirei_cli_parse (cli, "verify [ID…]", NULL, &argc, &argv, error))
    return FALSE;
  context = meirei_cli_get_context (cli, error);
  workspace = context != NULL ? meirei_cli_get_workspace (cli, error) : NULL;
  if (workspace == NULL)
    return FALSE;
  ids = argc > 1 ? find_named (workspace, argc, argv, error) : list_all (workspace);
  if (ids == NULL)
    return FALSE;

  check = meirei_provenance_check_new (workspace, meirei_context_get_data_dir (context),
                                       meirei_analyser_get_table (
                                         meirei_context_get_analyser (context)),
                                       meirei_context_get_presets (context));
  for (gsize i = 0; ids[i] != NULL; i++)
    g_ptr_array_extend_and_steal (links, meirei_provenance_check_run (check, ids[i]));
  print_links (cli, links, g_strv_length (ids));
  for (guint i = 0; i < links->len; i++)
    if (meirei_link_is_broken (links->pdata[i]))
      *status = MEIREI_EXIT_FAILED;

  return TRUE;
}
