/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "meirei-instructions-page.h"
#include "meirei-shortcuts.h"
#include "meirei-window.h"
#include "ui-test.h"

static MeireiWindow *
make_window (AdwApplication *app)
{
  g_autoptr(MeireiSettings) settings = meirei_settings_new ();

  return meirei_window_new (GTK_APPLICATION (app), settings, NULL, NULL);
}

static AdwApplication *
make_app (void)
{
  AdwApplication *app = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_autoptr(GError) error = NULL;

  g_application_register (G_APPLICATION (app), NULL, &error);
  g_assert_no_error (error);

  return app;
}

/* Every accelerator is one, and means one thing only. */
static void
test_accelerators (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const MeireiShortcut *shortcuts;
  gsize n_shortcuts;

  shortcuts = meirei_shortcuts_get (&n_shortcuts);
  for (gsize i = 0; i < n_shortcuts; i++)
    {
      g_auto(GStrv) accels = NULL;

      if (shortcuts[i].section != NULL)
        continue;

      accels = g_strsplit (shortcuts[i].accelerators, " ", -1);
      g_assert_cmpuint (g_strv_length (accels), >, 0);
      for (gsize j = 0; accels[j] != NULL; j++)
        {
          guint key;
          GdkModifierType modifiers;

          g_assert_true (gtk_accelerator_parse (accels[j], &key, &modifiers));
          if (shortcuts[i].scope == MEIREI_SHORTCUT_SCOPE_LETTER)
            g_assert_cmpuint (modifiers, ==, 0);
          if (!g_hash_table_add (seen, gtk_accelerator_name (key, modifiers)))
            g_error ("%s is there twice", accels[j]);
        }
    }
}

static gboolean
has_class_action (GtkWidget  *widget,
                  const char *name)
{
  GType owner;
  const char *action;
  const GVariantType *parameter_type;
  const char *property;

  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (widget), i, &owner,
                                                   &action, &parameter_type, &property); i++)
    if (g_str_equal (action, name))
      return TRUE;

  return FALSE;
}

static GtkWidget *
find_page (GtkWidget *widget)
{
  GtkWidget *found = MEIREI_IS_INSTRUCTIONS_PAGE (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_page (child);

  return found;
}

/* Every action of the table is one that exists. */
static void
test_actions (void)
{
  AdwApplication *app = ADW_APPLICATION (g_application_get_default ());
  MeireiWindow *window = make_window (app);
  MeireiInstructionsPage *page = MEIREI_INSTRUCTIONS_PAGE (find_page (GTK_WIDGET (window)));
  GActionGroup *of_page = meirei_instructions_page_get_actions (page);
  const MeireiShortcut *shortcuts;
  gsize n_shortcuts;

  shortcuts = meirei_shortcuts_get (&n_shortcuts);
  for (gsize i = 0; i < n_shortcuts; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr(GVariant) target = NULL;
      g_autoptr(GError) error = NULL;
      gboolean exists;

      if (shortcuts[i].section != NULL || *shortcuts[i].action == '\0')
        continue;

      g_action_parse_detailed_name (shortcuts[i].action, &name, &target, &error);
      g_assert_no_error (error);
      /* Those of the application are made by the program itself. */
      if (g_str_has_prefix (name, "app."))
        continue;

      exists = has_class_action (GTK_WIDGET (window), name);
      if (g_str_has_prefix (name, "win."))
        exists |= g_action_group_has_action (G_ACTION_GROUP (window), name + strlen ("win."));
      if (g_str_has_prefix (name, "instruction."))
        exists |= g_action_group_has_action (of_page, name + strlen ("instruction."));
      if (!exists)
        g_error ("There is no action %s", name);
    }
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_test_wait_ms (50);
  g_assert_null (window);
}

static void
collect_shortcuts (GtkWidget  *widget,
                   GHashTable *found)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      char *accelerator = NULL;

      g_object_get (widget, "accelerator", &accelerator, NULL);
      g_hash_table_add (found, accelerator);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_shortcuts (child, found);
}

/* The page of keyboard shortcuts shows every line of the table. */
static void
test_overlay (void)
{
  g_autoptr(GtkShortcutsWindow) overlay = meirei_shortcuts_create_overlay ();
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const MeireiShortcut *shortcuts;
  gsize n_shortcuts;

  collect_shortcuts (GTK_WIDGET (overlay), found);
  shortcuts = meirei_shortcuts_get (&n_shortcuts);
  for (gsize i = 0; i < n_shortcuts; i++)
    if (shortcuts[i].section == NULL && !g_hash_table_contains (found, shortcuts[i].accelerators))
      g_error ("%s is not shown", shortcuts[i].accelerators);

  gtk_window_destroy (GTK_WINDOW (overlay));
}

/* The accelerators that GTK knows are those of the table. */
static void
test_application (void)
{
  /* Registering starts it up, which makes the table of accelerators. */
  AdwApplication *app = ADW_APPLICATION (g_application_get_default ());
  const MeireiShortcut *shortcuts;
  gsize n_shortcuts;

  meirei_shortcuts_set_accels (GTK_APPLICATION (app));
  shortcuts = meirei_shortcuts_get (&n_shortcuts);
  for (gsize i = 0; i < n_shortcuts; i++)
    {
      g_auto(GStrv) accels = NULL;

      if (shortcuts[i].section != NULL || shortcuts[i].scope != MEIREI_SHORTCUT_SCOPE_GLOBAL)
        continue;

      accels = gtk_application_get_accels_for_action (GTK_APPLICATION (app), shortcuts[i].action);
      g_assert_cmpuint (g_strv_length (accels), >, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AdwApplication) app = NULL;

  ui_test_init (&argc, &argv);
  app = make_app ();

  g_test_add_func ("/ui/shortcuts/accelerators", test_accelerators);
  g_test_add_func ("/ui/shortcuts/actions", test_actions);
  g_test_add_func ("/ui/shortcuts/overlay", test_overlay);
  g_test_add_func ("/ui/shortcuts/application", test_application);

  return g_test_run ();
}
