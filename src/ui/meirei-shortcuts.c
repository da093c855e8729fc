/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The keys of the window.  Accelerators and the page of keyboard shortcuts are
 * made from the same table, so that they cannot differ. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-shortcuts.h"

#define SETTING "single-letter-keys"

static const MeireiShortcut shortcuts[] = {
#define SECTION(TITLE) { .section = TITLE },
#define SHORTCUT(SCOPE, TITLE, ACTION, ACCELERATORS) \
  { NULL, MEIREI_SHORTCUT_SCOPE_##SCOPE, TITLE, ACTION, ACCELERATORS },
#include "meirei-shortcuts.defs"
#undef SECTION
#undef SHORTCUT
};

/**
 * meirei_shortcuts_get:
 * @n_shortcuts: (out): how many lines the table has
 *
 * Returns: (transfer none) (array length=n_shortcuts): the table of all keys
 */
const MeireiShortcut *
meirei_shortcuts_get (gsize *n_shortcuts)
{
  *n_shortcuts = G_N_ELEMENTS (shortcuts);

  return shortcuts;
}

/**
 * meirei_shortcuts_set_accels:
 * @application: the application
 *
 * Sets the accelerators that work everywhere.
 */
void
meirei_shortcuts_set_accels (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_auto(GStrv) accels = NULL;

      if (shortcuts[i].section != NULL || shortcuts[i].scope != MEIREI_SHORTCUT_SCOPE_GLOBAL)
        continue;

      accels = g_strsplit (shortcuts[i].accelerators, " ", -1);
      gtk_application_set_accels_for_action (application, shortcuts[i].action,
                                             (const char * const *) accels);
    }
}

static gboolean
is_text_edited (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (focus == NULL)
    return FALSE;

  /* An open popover has its keys for itself. */
  if (gtk_widget_get_native (focus) != GTK_NATIVE (window))
    return TRUE;

  if (GTK_IS_TEXT_VIEW (focus))
    return gtk_text_view_get_editable (GTK_TEXT_VIEW (focus));

  return GTK_IS_EDITABLE (focus) && gtk_editable_get_editable (GTK_EDITABLE (focus));
}

static gboolean
letter_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  const MeireiShortcut *shortcut = user_data;
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  if (is_text_edited (GTK_WINDOW (widget)))
    return GDK_EVENT_PROPAGATE;

  g_action_parse_detailed_name (shortcut->action, &name, &target, NULL);

  return gtk_widget_activate_action_variant (widget, name, target);
}

static void
add_shortcut (GtkShortcutController *controller,
              const MeireiShortcut  *shortcut)
{
  g_auto(GStrv) accels = g_strsplit (shortcut->accelerators, " ", -1);

  for (gsize i = 0; accels[i] != NULL; i++)
    {
      GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string (accels[i]);
      GtkShortcutAction *action = gtk_callback_action_new (letter_cb, (gpointer) shortcut, NULL);

      gtk_shortcut_controller_add_shortcut (controller, gtk_shortcut_new (trigger, action));
    }
}

static gboolean
setting_to_phase (GBinding     *binding,
                  const GValue *from,
                  GValue       *to,
                  gpointer      user_data)
{
  g_value_set_enum (to, g_value_get_boolean (from) ? GTK_PHASE_CAPTURE : GTK_PHASE_NONE);

  return TRUE;
}

/**
 * meirei_shortcuts_add_controllers:
 * @window: a window
 * @settings: an object with the boolean property `single-letter-keys`
 *
 * Lets @window react to the keys that must not be taken from text that is
 * being edited.
 */
void
meirei_shortcuts_add_controllers (GtkWindow *window,
                                  GObject   *settings)
{
  GtkEventController *outside;
  GtkEventController *letters;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (G_IS_OBJECT (settings));

  outside = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (outside, GTK_PHASE_BUBBLE);
  /* A text view that is only read swallows letters, so these come first. */
  letters = gtk_shortcut_controller_new ();
  g_object_bind_property_full (settings, SETTING, letters, "propagation-phase",
                               G_BINDING_SYNC_CREATE, setting_to_phase, NULL, NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      if (shortcuts[i].section != NULL)
        continue;
      if (shortcuts[i].scope == MEIREI_SHORTCUT_SCOPE_OUTSIDE)
        add_shortcut (GTK_SHORTCUT_CONTROLLER (outside), &shortcuts[i]);
      if (shortcuts[i].scope == MEIREI_SHORTCUT_SCOPE_LETTER)
        add_shortcut (GTK_SHORTCUT_CONTROLLER (letters), &shortcuts[i]);
    }

  gtk_widget_add_controller (GTK_WIDGET (window), outside);
  gtk_widget_add_controller (GTK_WIDGET (window), letters);
}

static void
append_group (GString    *xml,
              const char *title,
              gboolean    first)
{
  g_autofree char *markup = g_markup_printf_escaped (
    "<child><object class=\"GtkShortcutsGroup\"><property name=\"title\">%s</property>",
    _(title));

  if (!first)
    g_string_append (xml, "</object></child>");
  g_string_append (xml, markup);
}

static void
append_shortcut (GString              *xml,
                 const MeireiShortcut *shortcut)
{
  g_autofree char *markup = g_markup_printf_escaped (
    "<child><object class=\"GtkShortcutsShortcut\">"
    "<property name=\"title\">%s</property><property name=\"accelerator\">%s</property>"
    "</object></child>", _(shortcut->title), shortcut->accelerators);

  g_string_append (xml, markup);
}

/**
 * meirei_shortcuts_create_overlay:
 *
 * Makes the page of keyboard shortcuts.  GTK can fill it from XML only.
 *
 * Returns: (transfer full): a window for gtk_application_window_set_help_overlay()
 */
GtkShortcutsWindow *
meirei_shortcuts_create_overlay (void)
{
  g_autoptr(GString) xml = g_string_new ("<interface><object class=\"GtkShortcutsWindow\" "
                                         "id=\"overlay\"><property name=\"modal\">1</property>"
                                         "<child><object class=\"GtkShortcutsSection\">"
                                         "<property name=\"section-name\">keys</property>"
                                         "<property name=\"max-height\">14</property>");
  g_autoptr(GtkBuilder) builder = NULL;
  gboolean first = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      if (shortcuts[i].section != NULL)
        {
          append_group (xml, shortcuts[i].section, first);
          first = FALSE;
        }
      else
        append_shortcut (xml, &shortcuts[i]);
    }
  g_string_append (xml, "</object></child></object></child></object></interface>");

  builder = gtk_builder_new_from_string (xml->str, (gssize) xml->len);

  return g_object_ref (GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "overlay")));
}
