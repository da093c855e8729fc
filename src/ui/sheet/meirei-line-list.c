/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiLineList:
 *
 * A boxed list of lines that can be edited, added and removed.  Lines that are
 * blank do not count.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-line-list.h"

struct _MeireiLineList
{
  AdwBin parent_instance;

  GtkListBox *list;
  char *line_title;   /* (nullable) what a line is */
  gboolean filling;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef enum {
  PROP_LINE_TITLE = 1,
} MeireiLineListProperty;

#define N_PROPS (PROP_LINE_TITLE + 1)
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (MeireiLineList, meirei_line_list, ADW_TYPE_BIN)

static void
emit_changed (MeireiLineList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->list),
                          gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL);
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
get_row (GtkWidget *inside)
{
  return gtk_widget_get_ancestor (inside, GTK_TYPE_LIST_BOX_ROW);
}

static void
remove_cb (MeireiLineList *self,
           GtkWidget      *button)
{
  GtkWidget *row = get_row (button);
  GtkWidget *neighbour = gtk_widget_get_next_sibling (row);

  if (neighbour == NULL)
    neighbour = gtk_widget_get_prev_sibling (row);
  if (neighbour != NULL)
    gtk_widget_grab_focus (neighbour);
  gtk_list_box_remove (self->list, row);
  emit_changed (self);
}

static GtkWidget *
add_row (MeireiLineList *self,
         const char     *text)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), self->line_title);
  gtk_widget_add_css_class (row, "code-line");
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_widget_set_tooltip_text (button, _("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Remove"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (emit_changed), self);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (meirei_line_list_add), self);
  gtk_list_box_append (self->list, row);

  return row;
}

static void
meirei_line_list_finalize (GObject *object)
{
  MeireiLineList *self = MEIREI_LINE_LIST (object);

  g_free (self->line_title);

  G_OBJECT_CLASS (meirei_line_list_parent_class)->finalize (object);
}

static void
meirei_line_list_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  MeireiLineList *self = MEIREI_LINE_LIST (object);

  switch ((MeireiLineListProperty) prop_id)
    {
    case PROP_LINE_TITLE:
      g_value_set_string (value, self->line_title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_line_list_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  MeireiLineList *self = MEIREI_LINE_LIST (object);

  switch ((MeireiLineListProperty) prop_id)
    {
    case PROP_LINE_TITLE:
      g_free (self->line_title);
      self->line_title = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_line_list_class_init (MeireiLineListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_line_list_finalize;
  object_class->get_property = meirei_line_list_get_property;
  object_class->set_property = meirei_line_list_set_property;

  /**
   * MeireiLineList:line-title:
   *
   * What a line is, such as “Exception”; to be set before there are lines.
   */
  properties[PROP_LINE_TITLE] =
    g_param_spec_string ("line-title", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * MeireiLineList::changed:
   * @self: a line list
   *
   * Somebody edited, added or removed a line.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_line_list_init (MeireiLineList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/**
 * meirei_line_list_new:
 *
 * Returns: (transfer full): an empty list
 */
GtkWidget *
meirei_line_list_new (void)
{
  return g_object_new (MEIREI_TYPE_LINE_LIST, NULL);
}

/**
 * meirei_line_list_dup_lines:
 * @self: a line list
 *
 * Returns: (transfer full) (array zero-terminated=1): the lines that are not
 *   blank, without blanks around them
 */
char **
meirei_line_list_dup_lines (MeireiLineList *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (MEIREI_IS_LINE_LIST (self), NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));
       row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      g_autofree char *line = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

      if (*line != '\0')
        g_strv_builder_add (builder, line);
    }

  return g_strv_builder_end (builder);
}

/**
 * meirei_line_list_set_lines:
 * @self: a line list
 * @lines: (array zero-terminated=1): lines
 *
 * Replaces all lines; this is not announced as a change.
 */
void
meirei_line_list_set_lines (MeireiLineList     *self,
                            const char * const *lines)
{
  GtkWidget *row;

  g_return_if_fail (MEIREI_IS_LINE_LIST (self));

  self->filling = TRUE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (gsize i = 0; lines[i] != NULL; i++)
    add_row (self, lines[i]);
  emit_changed (self);
  self->filling = FALSE;
}

/**
 * meirei_line_list_add:
 * @self: a line list
 *
 * Adds a blank line at the end and puts the focus there.
 */
void
meirei_line_list_add (MeireiLineList *self)
{
  g_return_if_fail (MEIREI_IS_LINE_LIST (self));

  gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
  gtk_widget_grab_focus (add_row (self, ""));
}
