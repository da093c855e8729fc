/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiModelsPage:
 *
 * The page “Models” of the window: the servers with their models, and the one
 * that is chosen; side by side, or one at a time where there is little room.
 */

#include "config.h"

#include "meirei-model-view.h"
#include "meirei-models-page.h"
#include "meirei-server-list.h"
#include "meirei-server-view.h"
#include "meirei-ui-init.h"

struct _MeireiModelsPage
{
  AdwBin parent_instance;

  GtkPaned *paned;
  MeireiServerList *list;
  GtkBox *detail_box;
  GtkButton *back_button;
  GtkStack *stack;
  MeireiModelView *model_view;
  MeireiServerView *server_view;

  MeireiContext *context;     /* (owned) (nullable) */
  MeireiModelChoice *choice;  /* (owned) (nullable) */
  guint update_id;
  gboolean is_chosen;         /* a person chose what is shown */
  gboolean narrow;
  gboolean detail;            /* where it is narrow: not the list */
};

G_DEFINE_FINAL_TYPE (MeireiModelsPage, meirei_models_page, ADW_TYPE_BIN)

typedef enum {
  PROP_NARROW = 1,
} MeireiModelsPageProperty;

#define N_PROPS (PROP_NARROW + 1)
static GParamSpec *properties[N_PROPS];

static void
update_panes (MeireiModelsPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->list), !self->narrow || !self->detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_box), !self->narrow || self->detail);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), self->narrow);
}

static void
back_cb (MeireiModelsPage *self)
{
  self->detail = FALSE;
  /* So that the same row can be chosen again. */
  meirei_server_list_select (self->list, NULL);
  update_panes (self);
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static MeireiServerRegistry *
get_registry (MeireiModelsPage *self)
{
  return meirei_context_get_registry (self->context);
}

static void
show_item (MeireiModelsPage *self,
           GObject          *item)
{
  if (MEIREI_IS_MODEL (item))
    {
      meirei_model_view_set_model (self->model_view, MEIREI_MODEL (item));
      gtk_stack_set_visible_child_name (self->stack, "model");
    }
  else if (item != NULL)
    {
      meirei_server_view_set_server (self->server_view, get_registry (self),
                                     MEIREI_SERVER (item));
      gtk_stack_set_visible_child_name (self->stack, "server");
    }
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

/* The model that executes, else the first server. */
static void
choose_something (MeireiModelsPage *self)
{
  GListModel *servers = meirei_server_registry_get_servers (get_registry (self));
  MeireiModel *model = self->choice != NULL ? meirei_model_choice_get_model (self->choice) : NULL;
  g_autoptr(GObject) first = NULL;

  if (model != NULL && meirei_server_list_select (self->list, model))
    {
      show_item (self, G_OBJECT (model));
      return;
    }

  first = g_list_model_get_item (servers, 0);
  meirei_server_list_select (self->list, first);
  show_item (self, first);
}

static void
selected_cb (MeireiModelsPage *self)
{
  g_autoptr(GObject) item = meirei_server_list_get_selected (self->list);

  if (item == NULL)
    return;

  self->is_chosen = TRUE;
  self->detail = TRUE;
  show_item (self, item);
  update_panes (self);
}

/* What is shown may have gone, or what executes may have come. */
static gboolean
update_cb (gpointer user_data)
{
  MeireiModelsPage *self = user_data;
  g_autoptr(GObject) item = meirei_server_list_get_selected (self->list);
  const char *shown = gtk_stack_get_visible_child_name (self->stack);

  self->update_id = 0;
  if (self->narrow && !self->detail)
    return G_SOURCE_REMOVE;
  if (item == NULL && g_strcmp0 (shown, "model") == 0
      && meirei_server_list_select (self->list,
                                    meirei_model_view_get_model (self->model_view)))
    return G_SOURCE_REMOVE;
  if (item == NULL)
    {
      self->is_chosen = FALSE;
      choose_something (self);
    }

  return G_SOURCE_REMOVE;
}

static void
queue_update (MeireiModelsPage *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static void
choice_cb (MeireiModelsPage *self)
{
  /* A person who looks at something is not taken elsewhere. */
  if (!self->is_chosen || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    choose_something (self);
}

static void
replaced_cb (MeireiModelsPage *self,
             MeireiModel      *model)
{
  if (meirei_server_list_select (self->list, model))
    show_item (self, G_OBJECT (model));
}

static void
meirei_models_page_dispose (GObject *object)
{
  MeireiModelsPage *self = MEIREI_MODELS_PAGE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_object (&self->context);
  g_clear_object (&self->choice);
  /* The bin would let go of a child that the template has let go of before. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_MODELS_PAGE);

  G_OBJECT_CLASS (meirei_models_page_parent_class)->dispose (object);
}

static void
meirei_models_page_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((MeireiModelsPageProperty) prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, MEIREI_MODELS_PAGE (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_models_page_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  MeireiModelsPage *self = MEIREI_MODELS_PAGE (object);

  switch ((MeireiModelsPageProperty) prop_id)
    {
    case PROP_NARROW:
      if (self->narrow != g_value_get_boolean (value))
        {
          self->narrow = g_value_get_boolean (value);
          self->detail = TRUE;
          update_panes (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_models_page_class_init (MeireiModelsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_models_page_dispose;
  object_class->get_property = meirei_models_page_get_property;
  object_class->set_property = meirei_models_page_set_property;

  /**
   * MeireiModelsPage:narrow:
   *
   * Whether there is room for either the list or what is chosen in it.
   */
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (MEIREI_TYPE_MODEL_VIEW);
  g_type_ensure (MEIREI_TYPE_SERVER_LIST);
  g_type_ensure (MEIREI_TYPE_SERVER_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/models/meirei-models-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiModelsPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiModelsPage, detail_box);
  gtk_widget_class_bind_template_child (widget_class, MeireiModelsPage, list);
  gtk_widget_class_bind_template_child (widget_class, MeireiModelsPage, model_view);
  gtk_widget_class_bind_template_child (widget_class, MeireiModelsPage, paned);
  gtk_widget_class_bind_template_child (widget_class, MeireiModelsPage, server_view);
  gtk_widget_class_bind_template_child (widget_class, MeireiModelsPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, replaced_cb);
}

static void
meirei_models_page_init (MeireiModelsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * meirei_models_page_set_context:
 * @self: a models page
 * @context: the program's context
 * @choice: (nullable): which model executes
 *
 * Shows servers and their models.
 */
void
meirei_models_page_set_context (MeireiModelsPage  *self,
                                MeireiContext     *context,
                                MeireiModelChoice *choice)
{
  g_return_if_fail (MEIREI_IS_MODELS_PAGE (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  g_set_object (&self->choice, choice);
  meirei_model_view_set_context (self->model_view, context, choice);
  meirei_server_list_set_registry (self->list, get_registry (self));
  g_signal_connect_object (meirei_server_registry_get_servers (get_registry (self)),
                           "items-changed", G_CALLBACK (queue_update), self, G_CONNECT_SWAPPED);
  if (choice != NULL)
    g_signal_connect_object (choice, "notify::model", G_CALLBACK (choice_cb), self,
                             G_CONNECT_SWAPPED);
  choose_something (self);
}

/**
 * meirei_models_page_set_workspace:
 * @self: a models page
 * @workspace: (nullable): the open workspace
 * @center: (nullable): what runs in it
 *
 * Says where the values of a model are kept, and of what the statistics are.
 */
void
meirei_models_page_set_workspace (MeireiModelsPage *self,
                                  MeireiWorkspace  *workspace,
                                  MeireiRunCenter  *center)
{
  g_return_if_fail (MEIREI_IS_MODELS_PAGE (self));

  meirei_model_view_set_workspace (self->model_view, workspace, center);
}
