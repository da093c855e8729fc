/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-document-error.h"
#include "meirei-kept-places.h"

#define PLACE(name, text) "<!-- meirei:keep " name " -->\n" text "<!-- meirei:end -->"

#define DOCUMENT "# New\n\n" PLACE ("intro", "") "\n\nText\n\n" PLACE ("notes", "") "\n"

static void
test_append (void)
{
  g_autoptr(GString) markdown = g_string_new (NULL);

  meirei_kept_places_append (markdown, "notes");
  g_assert_cmpstr (markdown->str, ==, PLACE ("notes", "") "\n\n");
}

static void
test_merge (void)
{
  static const char * const rows[][2] = {
    { "", DOCUMENT },
    { DOCUMENT, DOCUMENT },
    { "old\n" PLACE ("notes", "a\n\n- b\n") "\nold\n",
      "# New\n\n" PLACE ("intro", "") "\n\nText\n\n" PLACE ("notes", "a\n\n- b\n") "\n" },
    /* Each place is used once; more of a name, and other names, come last. */
    { PLACE ("notes", "1\n") "\n" PLACE ("notes", "2\n") "\n" PLACE ("own", "3") PLACE ("none", ""),
      "# New\n\n" PLACE ("intro", "") "\n\nText\n\n" PLACE ("notes", "1\n") "\n\n"
      PLACE ("notes", "2\n") "\n\n" PLACE ("own", "3") "\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = meirei_kept_places_merge (DOCUMENT, rows[i][0], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, rows[i][1]);
    }
}

static void
test_damaged (void)
{
  static const char * const rows[] = {
    "# Somebody's own document\n",
    "<!-- meirei:keep notes -->\nno end\n",
    "<!-- meirei:end -->\n",
    "<!-- meirei:keep notes",
    "<!-- meirei:keep notes --> <!-- meirei:end -->",
    "<!-- meirei:keep notes\n --><!-- meirei:end -->",
    "<!-- meirei:keep a -->\n<!-- meirei:keep b -->\n<!-- meirei:end -->\n",
    PLACE ("a", "") "<!-- meirei:end -->",
    "<!-- meirei:end -->" PLACE ("a", ""),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = meirei_kept_places_merge (DOCUMENT, rows[i], &error);

      g_assert_null (text);
      g_assert_error (error, MEIREI_DOCUMENT_ERROR, MEIREI_DOCUMENT_ERROR_MARKS);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/kept-places/append", test_append);
  g_test_add_func ("/kept-places/merge", test_merge);
  g_test_add_func ("/kept-places/damaged", test_damaged);

  return g_test_run ();
}
