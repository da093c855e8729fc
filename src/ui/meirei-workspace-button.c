/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiWorkspaceButton:
 *
 * The name and the folder of the open workspace, with a menu to open another.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-ui-init.h"
#include "meirei-workspace-button.h"

struct _MeireiWorkspaceButton
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkLabel *name_label;
  GtkLabel *path_label;
  GMenu *recent_menu;

  char *dir;     /* (nullable): of the open workspace */
  char **recent; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiWorkspaceButton, meirei_workspace_button, ADW_TYPE_BIN)

static void
append_recent (MeireiWorkspaceButton *self,
               const char            *dir)
{
  g_autofree char *base = g_filename_display_basename (dir);
  g_auto(GStrv) parts = g_strsplit (base, "_", -1);
  /* In a menu an underline would mark a mnemonic. */
  g_autofree char *label = g_strjoinv ("__", parts);
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.open-recent", "s", dir);
  g_menu_append_item (self->recent_menu, item);
}

static void
update_menu (MeireiWorkspaceButton *self)
{
  g_menu_remove_all (self->recent_menu);

  for (gsize i = 0; self->recent != NULL && self->recent[i] != NULL; i++)
    if (g_strcmp0 (self->recent[i], self->dir) != 0)
      append_recent (self, self->recent[i]);
}

static void
meirei_workspace_button_dispose (GObject *object)
{
  /* The bin would let go of a child that the template has let go of before. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_WORKSPACE_BUTTON);

  G_OBJECT_CLASS (meirei_workspace_button_parent_class)->dispose (object);
}

static void
meirei_workspace_button_finalize (GObject *object)
{
  MeireiWorkspaceButton *self = MEIREI_WORKSPACE_BUTTON (object);

  g_free (self->dir);
  g_strfreev (self->recent);

  G_OBJECT_CLASS (meirei_workspace_button_parent_class)->finalize (object);
}

static void
meirei_workspace_button_class_init (MeireiWorkspaceButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_workspace_button_dispose;
  object_class->finalize = meirei_workspace_button_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/meirei-workspace-button.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiWorkspaceButton, button);
  gtk_widget_class_bind_template_child (widget_class, MeireiWorkspaceButton, name_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiWorkspaceButton, path_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiWorkspaceButton, recent_menu);
}

static void
meirei_workspace_button_init (MeireiWorkspaceButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  meirei_workspace_button_set_workspace (self, NULL, NULL);
}

/**
 * meirei_workspace_button_set_workspace:
 * @self: a workspace button
 * @name: (nullable): the name of the workspace, or %NULL if none is open
 * @dir: (nullable) (type filename): its folder
 *
 * Sets what the button shows.
 */
void
meirei_workspace_button_set_workspace (MeireiWorkspaceButton *self,
                                       const char            *name,
                                       const char            *dir)
{
  g_autofree char *path = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (MEIREI_IS_WORKSPACE_BUTTON (self));

  g_free (self->dir);
  self->dir = g_strdup (dir);
  path = dir != NULL ? meirei_dup_display_path (dir) : NULL;

  gtk_label_set_label (self->name_label, name != NULL ? name : _("No workspace"));
  gtk_label_set_label (self->path_label, path != NULL ? path : "");
  gtk_widget_set_visible (GTK_WIDGET (self->path_label), path != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button),
                               path != NULL ? path : _("Open a workspace"));
  /* Translators: %s is the name of the open workspace */
  label = name != NULL ? g_strdup_printf (_("Workspace: %s"), name) : g_strdup (_("No workspace"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  update_menu (self);
}

/**
 * meirei_workspace_button_set_recent:
 * @self: a workspace button
 * @dirs: (array zero-terminated=1) (element-type filename): folders, latest first
 *
 * Sets the workspaces that the menu offers; the open one is left out.
 */
void
meirei_workspace_button_set_recent (MeireiWorkspaceButton *self,
                                    const char * const    *dirs)
{
  g_return_if_fail (MEIREI_IS_WORKSPACE_BUTTON (self));

  g_strfreev (self->recent);
  self->recent = g_strdupv ((char **) dirs);
  update_menu (self);
}

/**
 * meirei_dup_display_path:
 * @path: (type filename): a path
 *
 * Shortens the user's home folder to “~”, for showing a path.
 *
 * Returns: (transfer full): text to show, never a path to open
 */
char *
meirei_dup_display_path (const char *path)
{
  const char *home = g_get_home_dir ();
  g_autofree char *display = NULL;
  gsize length = strlen (home);

  g_return_val_if_fail (path != NULL, NULL);

  display = g_filename_display_name (path);
  if (length > 1 && g_str_has_prefix (display, home)
      && (display[length] == '/' || display[length] == '\0'))
    return g_strconcat ("~", display + length, NULL);

  return g_steal_pointer (&display);
}
