/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiFilterDropDown:
 *
 * A drop-down to filter the list by one value, with the number of instructions
 * beside each.  The first choice, with the value -1, lets all through.
 */

#include "config.h"

#include "meirei-filter-drop-down.h"
#include "meirei-labels.h"
#include "meirei-status-icon.h"

#define ANY -1

struct _MeireiFilterDropDown
{
  AdwBin parent_instance;

  GtkDropDown *drop_down;
  GListStore *choices; /* of MeireiFilterChoice */
  gboolean compact;
  gboolean show_statuses;
};

G_DEFINE_FINAL_TYPE (MeireiFilterDropDown, meirei_filter_drop_down, ADW_TYPE_BIN)

typedef enum {
  PROP_COMPACT = 1,
  PROP_SHOW_STATUSES,
  PROP_VALUE,
} MeireiFilterDropDownProperty;

#define N_PROPS (PROP_VALUE + 1)
static GParamSpec *properties[N_PROPS];

static GtkWidget *
make_label (gboolean dim)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), dim ? 1 : 0);
  if (dim)
    {
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
    }
  else
    gtk_widget_set_hexpand (label, TRUE);

  return label;
}

static void
show_count (GtkWidget          *label,
            MeireiFilterChoice *choice)
{
  g_autofree char *text = g_strdup_printf ("%'u", meirei_filter_choice_get_count (choice));

  gtk_label_set_label (GTK_LABEL (label), text);
}

static void
count_cb (MeireiFilterChoice *choice,
          GParamSpec         *pspec,
          GtkWidget          *label)
{
  show_count (label, choice);
}

/* The button. */

static void
button_setup_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *list_item,
                 MeireiFilterDropDown     *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = make_label (FALSE);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
  gtk_box_append (GTK_BOX (box), label);
  if (self->show_statuses)
    gtk_box_append (GTK_BOX (box), make_label (TRUE));
  gtk_list_item_set_child (list_item, box);
}

static void
button_bind_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *list_item,
                MeireiFilterDropDown     *self)
{
  MeireiFilterChoice *choice = gtk_list_item_get_item (list_item);
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *count = gtk_widget_get_next_sibling (label);

  gtk_label_set_label (GTK_LABEL (label),
                       self->compact ? meirei_filter_choice_get_short_label (choice)
                                     : meirei_filter_choice_get_label (choice));
  if (count == NULL)
    return;

  show_count (count, choice);
  g_signal_connect_object (choice, "notify::count", G_CALLBACK (count_cb), count, 0);
}

static void
button_unbind_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *list_item,
                  MeireiFilterDropDown     *self)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *count = gtk_widget_get_next_sibling (label);

  if (count != NULL)
    g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), count_cb, count);
}

/* The list. */

static void
row_setup_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              MeireiFilterDropDown     *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  if (self->show_statuses)
    {
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("view-list-symbolic"));
      gtk_box_append (GTK_BOX (box), meirei_status_icon_new ());
    }
  gtk_box_append (GTK_BOX (box), make_label (FALSE));
  gtk_box_append (GTK_BOX (box), make_label (TRUE));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_item_set_child (list_item, box);
}

static void
show_check (MeireiFilterDropDown *self,
            GParamSpec           *pspec,
            GtkListItem          *list_item)
{
  GtkWidget *check = gtk_widget_get_last_child (gtk_list_item_get_child (list_item));

  gtk_widget_set_opacity (check, gtk_list_item_get_item (list_item)
                                 == gtk_drop_down_get_selected_item (self->drop_down) ? 1 : 0);
}

static void
selected_item_cb (GtkDropDown *drop_down,
                  GParamSpec  *pspec,
                  GtkListItem *list_item)
{
  show_check (MEIREI_FILTER_DROP_DOWN (gtk_widget_get_parent (GTK_WIDGET (drop_down))), pspec,
              list_item);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *list_item,
             MeireiFilterDropDown     *self)
{
  MeireiFilterChoice *choice = gtk_list_item_get_item (list_item);
  GtkWidget *child = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  int value = meirei_filter_choice_get_value (choice);

  if (self->show_statuses)
    {
      gtk_widget_set_visible (child, value == ANY);
      child = gtk_widget_get_next_sibling (child);
      gtk_widget_set_visible (child, value != ANY);
      if (value != ANY)
        meirei_status_icon_set_status (MEIREI_STATUS_ICON (child), (MeireiStatus) value);
      child = gtk_widget_get_next_sibling (child);
    }

  gtk_label_set_label (GTK_LABEL (child), meirei_filter_choice_get_label (choice));
  child = gtk_widget_get_next_sibling (child);
  show_count (child, choice);
  g_signal_connect_object (choice, "notify::count", G_CALLBACK (count_cb), child, 0);
  show_check (self, NULL, list_item);
  g_signal_connect_object (self->drop_down, "notify::selected-item",
                           G_CALLBACK (selected_item_cb), list_item, 0);
}

static void
row_unbind_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item,
               MeireiFilterDropDown     *self)
{
  GtkWidget *check = gtk_widget_get_last_child (gtk_list_item_get_child (list_item));
  GtkWidget *count = gtk_widget_get_prev_sibling (check);

  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), count_cb, count);
  g_signal_handlers_disconnect_by_func (self->drop_down, selected_item_cb, list_item);
}

static GtkListItemFactory *
make_factory (MeireiFilterDropDown *self,
              GCallback             setup,
              GCallback             bind,
              GCallback             unbind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", setup, self);
  g_signal_connect (factory, "bind", bind, self);
  g_signal_connect (factory, "unbind", unbind, self);

  return factory;
}

static void
selected_cb (MeireiFilterDropDown *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

/* Only the button knows the short names, and it takes them when bound. */
static void
update_button (MeireiFilterDropDown *self)
{
  g_autoptr(GtkListItemFactory) factory = make_factory (self, G_CALLBACK (button_setup_cb),
                                                        G_CALLBACK (button_bind_cb),
                                                        G_CALLBACK (button_unbind_cb));
  g_autoptr(GtkListItemFactory) list_factory = make_factory (self, G_CALLBACK (row_setup_cb),
                                                             G_CALLBACK (row_bind_cb),
                                                             G_CALLBACK (row_unbind_cb));

  gtk_drop_down_set_factory (self->drop_down, factory);
  gtk_drop_down_set_list_factory (self->drop_down, list_factory);
}

static void
meirei_filter_drop_down_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  MeireiFilterDropDown *self = MEIREI_FILTER_DROP_DOWN (object);

  switch ((MeireiFilterDropDownProperty) prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    case PROP_SHOW_STATUSES:
      g_value_set_boolean (value, self->show_statuses);
      break;
    case PROP_VALUE:
      g_value_set_int (value, meirei_filter_drop_down_get_value (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_filter_drop_down_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  MeireiFilterDropDown *self = MEIREI_FILTER_DROP_DOWN (object);

  switch ((MeireiFilterDropDownProperty) prop_id)
    {
    case PROP_COMPACT:
      if (self->compact != g_value_get_boolean (value))
        {
          self->compact = g_value_get_boolean (value);
          update_button (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    case PROP_SHOW_STATUSES:
      self->show_statuses = g_value_get_boolean (value);
      break;
    case PROP_VALUE:
      meirei_filter_drop_down_set_value (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_filter_drop_down_constructed (GObject *object)
{
  G_OBJECT_CLASS (meirei_filter_drop_down_parent_class)->constructed (object);

  update_button (MEIREI_FILTER_DROP_DOWN (object));
}

static void
meirei_filter_drop_down_dispose (GObject *object)
{
  MeireiFilterDropDown *self = MEIREI_FILTER_DROP_DOWN (object);

  g_clear_object (&self->choices);

  G_OBJECT_CLASS (meirei_filter_drop_down_parent_class)->dispose (object);
}

static void
meirei_filter_drop_down_class_init (MeireiFilterDropDownClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = meirei_filter_drop_down_constructed;
  object_class->dispose = meirei_filter_drop_down_dispose;
  object_class->get_property = meirei_filter_drop_down_get_property;
  object_class->set_property = meirei_filter_drop_down_set_property;

  /**
   * MeireiFilterDropDown:compact:
   *
   * Whether the button shows short names.
   */
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);

  /**
   * MeireiFilterDropDown:show-statuses:
   *
   * Whether the values are statuses, shown with icons.
   */
  properties[PROP_SHOW_STATUSES] =
    g_param_spec_boolean ("show-statuses", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * MeireiFilterDropDown:value:
   *
   * The chosen value; -1 for all.
   */
  properties[PROP_VALUE] = g_param_spec_int ("value", NULL, NULL, ANY, G_MAXINT, ANY, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_filter_drop_down_init (MeireiFilterDropDown *self)
{
  self->choices = g_list_store_new (MEIREI_TYPE_FILTER_CHOICE);
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (self->choices));
  gtk_widget_add_css_class (GTK_WIDGET (self->drop_down), "calm");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->drop_down));

  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self);
}

/**
 * meirei_filter_drop_down_add_choice:
 * @self: a filter drop-down
 * @value: a value, or -1 for all, which comes first
 * @label: its name
 * @short_label: (nullable): its name where there is little room
 *
 * Appends a choice.
 */
void
meirei_filter_drop_down_add_choice (MeireiFilterDropDown *self,
                                    int                   value,
                                    const char           *label,
                                    const char           *short_label)
{
  g_autoptr(MeireiFilterChoice) choice = NULL;

  g_return_if_fail (MEIREI_IS_FILTER_DROP_DOWN (self));

  choice = meirei_filter_choice_new (value, label, short_label);
  g_list_store_append (self->choices, choice);
}

/**
 * meirei_filter_drop_down_clear:
 * @self: a filter drop-down
 *
 * Removes all choices but the first.
 */
void
meirei_filter_drop_down_clear (MeireiFilterDropDown *self)
{
  guint n_choices;

  g_return_if_fail (MEIREI_IS_FILTER_DROP_DOWN (self));

  n_choices = g_list_model_get_n_items (G_LIST_MODEL (self->choices));
  if (n_choices > 1)
    g_list_store_splice (self->choices, 1, n_choices - 1, NULL, 0);
}

/**
 * meirei_filter_drop_down_find:
 * @self: a filter drop-down
 * @value: a value
 *
 * Returns: (transfer none) (nullable): its choice
 */
MeireiFilterChoice *
meirei_filter_drop_down_find (MeireiFilterDropDown *self,
                              int                   value)
{
  g_return_val_if_fail (MEIREI_IS_FILTER_DROP_DOWN (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->choices)); i++)
    {
      g_autoptr(MeireiFilterChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices),
                                                                    i);

      /* The list keeps it. */
      if (meirei_filter_choice_get_value (choice) == value)
        return choice;
    }

  return NULL;
}

/**
 * meirei_filter_drop_down_get_value:
 * @self: a filter drop-down
 *
 * Returns: the chosen value, or -1 for all
 */
int
meirei_filter_drop_down_get_value (MeireiFilterDropDown *self)
{
  MeireiFilterChoice *choice;

  g_return_val_if_fail (MEIREI_IS_FILTER_DROP_DOWN (self), ANY);

  choice = gtk_drop_down_get_selected_item (self->drop_down);

  return choice != NULL ? meirei_filter_choice_get_value (choice) : ANY;
}

/**
 * meirei_filter_drop_down_set_value:
 * @self: a filter drop-down
 * @value: a value, or -1 for all
 *
 * Chooses a value; one that is not there chooses all.
 */
void
meirei_filter_drop_down_set_value (MeireiFilterDropDown *self,
                                   int                   value)
{
  MeireiFilterChoice *choice;
  guint position = 0;

  g_return_if_fail (MEIREI_IS_FILTER_DROP_DOWN (self));

  choice = meirei_filter_drop_down_find (self, value);
  if (choice != NULL)
    g_list_store_find (self->choices, choice, &position);
  gtk_drop_down_set_selected (self->drop_down, position);
}

/**
 * meirei_filter_drop_down_set_label:
 * @self: a filter drop-down
 * @label: what it filters by
 *
 * Sets the tooltip and what a screen reader calls the drop-down.
 */
void
meirei_filter_drop_down_set_label (MeireiFilterDropDown *self,
                                   const char           *label)
{
  g_return_if_fail (MEIREI_IS_FILTER_DROP_DOWN (self));

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop_down), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
