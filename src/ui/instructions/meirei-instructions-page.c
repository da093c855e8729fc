/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiInstructionsPage:
 *
 * The page “Instructions”: the list, and the open instruction with the bar for
 * decisions.
 */

#include "config.h"

#include "meirei-empty-page.h"
#include "meirei-fold-pane.h"
#include "meirei-instructions-page.h"
#include "meirei-ui-init.h"

struct _MeireiInstructionsPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  MeireiEmptyPage *empty_page;
  MeireiFoldPane *list_pane;
  MeireiInstructionView *view;
};

G_DEFINE_FINAL_TYPE (MeireiInstructionsPage, meirei_instructions_page, ADW_TYPE_BIN)

typedef enum {
  PROP_FOLD_LIST = 1,
  PROP_LIST_PINNED,
  PROP_LIST_SHOWN,
  PROP_LIST_WIDTH,
} MeireiInstructionsPageProperty;

#define N_PROPS (PROP_LIST_WIDTH + 1)
static GParamSpec *properties[N_PROPS];

/* The properties of the list are those of the pane that holds it. */
static const char * const pane_properties[N_PROPS] = {
  [PROP_FOLD_LIST] = "folded",
  [PROP_LIST_PINNED] = "pinned",
  [PROP_LIST_SHOWN] = "show-side",
  [PROP_LIST_WIDTH] = "side-width",
};

static void
pane_notify_cb (MeireiInstructionsPage *self,
                GParamSpec             *pspec)
{
  for (guint i = PROP_FOLD_LIST; i < N_PROPS; i++)
    if (g_str_equal (pane_properties[i], pspec->name))
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
meirei_instructions_page_get_property (GObject    *object,
                                       guint       prop_id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  MeireiInstructionsPage *self = MEIREI_INSTRUCTIONS_PAGE (object);

  g_object_get_property (G_OBJECT (self->list_pane), pane_properties[prop_id], value);
}

static void
meirei_instructions_page_set_property (GObject      *object,
                                       guint         prop_id,
                                       const GValue *value,
                                       GParamSpec   *pspec)
{
  MeireiInstructionsPage *self = MEIREI_INSTRUCTIONS_PAGE (object);

  g_object_set_property (G_OBJECT (self->list_pane), pane_properties[prop_id], value);
}

static void
meirei_instructions_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_INSTRUCTIONS_PAGE);

  G_OBJECT_CLASS (meirei_instructions_page_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * MeireiInstructionsPage:fold-list:
   *
   * Whether the list covers the instruction instead of being beside it.
   */
  properties[PROP_FOLD_LIST] = g_param_spec_boolean ("fold-list", NULL, NULL, FALSE, flags);

  /**
   * MeireiInstructionsPage:list-pinned:
   *
   * Whether the list is beside the instruction when there is room for it.
   */
  properties[PROP_LIST_PINNED] = g_param_spec_boolean ("list-pinned", NULL, NULL, TRUE, flags);

  /**
   * MeireiInstructionsPage:list-shown:
   *
   * Whether the list can be seen.
   */
  properties[PROP_LIST_SHOWN] = g_param_spec_boolean ("list-shown", NULL, NULL, TRUE, flags);

  /**
   * MeireiInstructionsPage:list-width:
   *
   * The width of the list in pixels.
   */
  properties[PROP_LIST_WIDTH] =
    g_param_spec_int ("list-width", NULL, NULL, 1, G_MAXINT, 330, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_instructions_page_class_init (MeireiInstructionsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_instructions_page_dispose;
  object_class->get_property = meirei_instructions_page_get_property;
  object_class->set_property = meirei_instructions_page_set_property;
  install_properties (object_class);

  g_type_ensure (MEIREI_TYPE_EMPTY_PAGE);
  g_type_ensure (MEIREI_TYPE_FOLD_PANE);
  g_type_ensure (MEIREI_TYPE_INSTRUCTION_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/instructions/meirei-instructions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionsPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionsPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MeireiInstructionsPage, view);
}

static void
meirei_instructions_page_init (MeireiInstructionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->list_pane, "notify", G_CALLBACK (pane_notify_cb), self);
}

/**
 * meirei_instructions_page_get_view:
 * @self: an instructions page
 *
 * Returns: (transfer none): the view of the open instruction
 */
MeireiInstructionView *
meirei_instructions_page_get_view (MeireiInstructionsPage *self)
{
  g_return_val_if_fail (MEIREI_IS_INSTRUCTIONS_PAGE (self), NULL);

  return self->view;
}
