/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiServerList:
 *
 * All servers, each with its models below it, and whether servers of this
 * machine are looked for.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-server-list.h"
#include "meirei-server-row.h"

struct _MeireiServerList
{
  AdwBin parent_instance;

  GtkListView *view;
  GtkSingleSelection *selection;
  GtkSwitch *discover_switch;

  MeireiServerRegistry *registry;  /* (owned) (nullable) */
  gboolean filling;
};

enum {
  SELECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiServerList, meirei_server_list, ADW_TYPE_BIN)

/* The tree. */

static GListModel *
create_children (gpointer item,
                 gpointer user_data)
{
  return MEIREI_IS_SERVER (item) ? g_object_ref (meirei_server_get_models (item)) : NULL;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, meirei_server_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  g_autoptr(GObject) item = gtk_tree_list_row_get_item (row);

  meirei_server_row_set_item (MEIREI_SERVER_ROW (gtk_list_item_get_child (list_item)), item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  meirei_server_row_set_item (MEIREI_SERVER_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
selected_cb (MeireiServerList *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SELECTED], 0);
}

/* The switch. */

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(MeireiServerList) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!meirei_server_registry_refresh_finish (MEIREI_SERVER_REGISTRY (source), result, &error))
    meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
}

static void
discover_cb (MeireiServerList *self)
{
  gboolean discovers = gtk_switch_get_active (self->discover_switch);
  g_autoptr(GError) error = NULL;

  if (self->registry == NULL || discovers == meirei_server_registry_get_discovers (self->registry))
    return;

  if (!meirei_server_registry_set_discovers (self->registry, discovers, &error))
    meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
  if (discovers)
    meirei_server_registry_refresh_async (self->registry, NULL, refreshed_cb, g_object_ref (self));
}

static void
meirei_server_list_dispose (GObject *object)
{
  MeireiServerList *self = MEIREI_SERVER_LIST (object);

  g_clear_object (&self->registry);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (meirei_server_list_parent_class)->dispose (object);
}

static void
meirei_server_list_class_init (MeireiServerListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_server_list_dispose;

  /**
   * MeireiServerList::selected:
   *
   * A person chose another row; see [method@ServerList.get_selected].
   */
  signals[SELECTED] = g_signal_new ("selected", MEIREI_TYPE_SERVER_LIST, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_button (const char *icon_name,
             const char *action_name,
             const char *tooltip,
             const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);

  return button;
}

static GtkWidget *
make_head (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *title = gtk_label_new (_("Servers"));

  gtk_label_set_xalign (GTK_LABEL (title), 0.f);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (box, "pane-head");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), make_button ("view-refresh-symbolic", "win.find-servers",
                                              _("Look Again (F5)"),
                                              _("Look for servers again")));
  gtk_box_append (GTK_BOX (box), make_button ("list-add-symbolic", "win.add-server",
                                              _("Add a Server…"), _("Add a server")));

  return box;
}

static GtkWidget *
make_list (MeireiServerList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                           self, G_CONNECT_SWAPPED);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (
                                                   g_object_ref (self->selection)), factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "navigation-sidebar");
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "server-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Servers and models"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

static GtkWidget *
make_foot (MeireiServerList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_("Find local servers automatically"));

  self->discover_switch = GTK_SWITCH (gtk_switch_new ());
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_valign (GTK_WIDGET (self->discover_switch), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->discover_switch),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find local servers automatically"), -1);
  g_signal_connect_object (self->discover_switch, "notify::active", G_CALLBACK (discover_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (box, "pane-foot");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->discover_switch));

  return box;
}

static void
meirei_server_list_init (MeireiServerList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_head ());
  gtk_box_append (GTK_BOX (box), make_list (self));
  gtk_box_append (GTK_BOX (box), make_foot (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * meirei_server_list_new:
 *
 * Returns: (transfer full): a list without servers
 */
GtkWidget *
meirei_server_list_new (void)
{
  return g_object_new (MEIREI_TYPE_SERVER_LIST, NULL);
}

/**
 * meirei_server_list_set_registry:
 * @self: a list
 * @registry: the servers
 *
 * Shows the servers.
 */
void
meirei_server_list_set_registry (MeireiServerList     *self,
                                 MeireiServerRegistry *registry)
{
  g_autoptr(GtkTreeListModel) tree = NULL;

  g_return_if_fail (MEIREI_IS_SERVER_LIST (self));
  g_return_if_fail (self->registry == NULL);

  self->registry = g_object_ref (registry);
  tree = gtk_tree_list_model_new (g_object_ref (meirei_server_registry_get_servers (registry)),
                                  FALSE, TRUE, create_children, NULL, NULL);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (tree));
  gtk_switch_set_active (self->discover_switch, meirei_server_registry_get_discovers (registry));
}

/**
 * meirei_server_list_get_selected:
 * @self: a list
 *
 * Returns: (transfer full) (nullable): the [class@Server] or [class@Model] that
 *   is chosen
 */
GObject *
meirei_server_list_get_selected (MeireiServerList *self)
{
  GtkTreeListRow *row;

  g_return_val_if_fail (MEIREI_IS_SERVER_LIST (self), NULL);

  row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

/**
 * meirei_server_list_select:
 * @self: a list
 * @item: (type GObject) (nullable): a server or a model of the list
 *
 * Chooses a row; that is not announced.
 *
 * Returns: whether the list has it
 */
gboolean
meirei_server_list_select (MeireiServerList *self,
                           gpointer          item)
{
  GListModel *model;
  guint found = GTK_INVALID_LIST_POSITION;

  g_return_val_if_fail (MEIREI_IS_SERVER_LIST (self), FALSE);

  model = gtk_single_selection_get_model (self->selection);
  for (guint i = 0; model != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkTreeListRow) row = g_list_model_get_item (model, i);
      g_autoptr(GObject) candidate = gtk_tree_list_row_get_item (row);

      if (candidate == item)
        found = i;
    }

  self->filling = TRUE;
  gtk_single_selection_set_selected (self->selection, found);
  self->filling = FALSE;

  return found != GTK_INVALID_LIST_POSITION;
}
