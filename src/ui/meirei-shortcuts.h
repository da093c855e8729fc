/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MeireiShortcutScope:
 * @MEIREI_SHORTCUT_SCOPE_GLOBAL: works everywhere in the window
 * @MEIREI_SHORTCUT_SCOPE_OUTSIDE: works unless the focused widget wants the key
 * @MEIREI_SHORTCUT_SCOPE_LETTER: works unless text is edited; can be switched off
 * @MEIREI_SHORTCUT_SCOPE_WIDGET: handled by a widget itself
 *
 * Where a key works.
 */
typedef enum {
  MEIREI_SHORTCUT_SCOPE_GLOBAL,
  MEIREI_SHORTCUT_SCOPE_OUTSIDE,
  MEIREI_SHORTCUT_SCOPE_LETTER,
  MEIREI_SHORTCUT_SCOPE_WIDGET,
} MeireiShortcutScope;

/**
 * MeireiShortcut:
 * @section: (nullable): title of a group that begins here; then all else is unset
 * @scope: where the key works
 * @title: what it does, to be translated
 * @action: the detailed action, empty for %MEIREI_SHORTCUT_SCOPE_WIDGET
 * @accelerators: accelerators, separated by spaces
 *
 * One line of `meirei-shortcuts.defs`.
 */
typedef struct {
  const char          *section;
  MeireiShortcutScope  scope;
  const char          *title;
  const char          *action;
  const char          *accelerators;
} MeireiShortcut;

const MeireiShortcut *meirei_shortcuts_get             (gsize          *n_shortcuts);
void                  meirei_shortcuts_set_accels      (GtkApplication *application);
void                  meirei_shortcuts_add_controllers (GtkWindow      *window,
                                                        GObject        *settings);
GtkShortcutsWindow   *meirei_shortcuts_create_overlay  (void);

G_END_DECLS
