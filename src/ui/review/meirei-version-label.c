/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* A version in one line: “v3 · deepseek-coder 6.7B · 95”. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-json.h"
#include "meirei-labels.h"
#include "meirei-version-label.h"

/* One of several samples. */
static void
append_rank (GString    *text,
             JsonObject *best_of)
{
  g_autofree char *rank = NULL;
  g_autofree char *of = NULL;

  if (best_of == NULL)
    return;

  rank = g_strdup_printf ("%" G_GINT64_FORMAT, meirei_json_get_int (best_of, "rank", 0));
  of = g_strdup_printf ("%" G_GINT64_FORMAT, meirei_json_get_int (best_of, "of", 0));
  g_string_append (text, " · ");
  /* Translators: the place of a version among several that were made to choose
   * the best one: its rank, and how many there are. */
  g_string_append_printf (text, _("rank %s of %s"), rank, of);
}

/**
 * meirei_version_dup_label:
 * @version: a version
 *
 * Returns: (transfer full): its name, its model, its score or how its answer
 *   ended, and its rank if it is one of several samples
 */
char *
meirei_version_dup_label (MeireiVersion *version)
{
  JsonObject *report = meirei_version_get_section (version, "report");
  const char *model = meirei_version_get_model_id (version);
  MeireiFinish finish = meirei_version_get_finish (version);
  GString *text = g_string_new (meirei_version_get_name (version));

  if (model != NULL)
    g_string_append_printf (text, " · %s", model);
  if (finish != MEIREI_FINISH_COMPLETE)
    g_string_append_printf (text, " · %s", meirei_finish_get_label (finish));
  else if (report != NULL && meirei_json_get_int (report, "score", -1) >= 0)
    g_string_append_printf (text, " · %" G_GINT64_FORMAT, meirei_json_get_int (report, "score", 0));

  append_rank (text, meirei_version_get_section (version, "best_of"));

  return g_string_free (text, FALSE);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  g_autofree char *text = meirei_version_dup_label (gtk_list_item_get_item (list_item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (list_item)), text);
}

/**
 * meirei_version_label_factory_new:
 *
 * Returns: (transfer full): a factory of rows for [class@Version]
 */
GtkListItemFactory *
meirei_version_label_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);

  return factory;
}
