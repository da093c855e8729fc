/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiProvenanceList:
 *
 * Where a version comes from: model, parameters, tokens, hashes.  The values
 * can be selected; a button copies the whole record as JSON.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-json.h"
#include "meirei-provenance-list.h"
#include "meirei-repeatability.h"

struct _MeireiProvenanceList
{
  AdwBin parent_instance;

  AdwExpanderRow *expander;
  GtkGrid *grid;
  GtkButton *copy_button;
  MeireiVersion *version;   /* (owned) (nullable) */
  int n_rows;
};

G_DEFINE_FINAL_TYPE (MeireiProvenanceList, meirei_provenance_list, ADW_TYPE_BIN)

static void
copy_cb (MeireiProvenanceList *self)
{
  g_autoptr(JsonObject) record = NULL;
  g_autofree char *text = NULL;

  if (self->version == NULL)
    return;

  record = meirei_version_to_json (self->version);
  text = meirei_json_to_text (record, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
add_row (MeireiProvenanceList *self,
         const char           *name,
         const char           *value,
         gboolean              monospace)
{
  GtkWidget *name_label = gtk_label_new (name);
  GtkWidget *value_label = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (name_label), 0.0);
  gtk_widget_add_css_class (name_label, "dim-label");
  gtk_widget_add_css_class (name_label, "caption");
  gtk_label_set_xalign (GTK_LABEL (value_label), 1.0);
  gtk_label_set_ellipsize (GTK_LABEL (value_label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_selectable (GTK_LABEL (value_label), TRUE);
  gtk_widget_set_tooltip_text (value_label, value);
  gtk_widget_set_hexpand (value_label, TRUE);
  gtk_widget_add_css_class (value_label, "caption");
  gtk_widget_add_css_class (value_label, monospace ? "monospace" : "numeric");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value_label),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, name_label, NULL, -1);
  gtk_grid_attach (self->grid, name_label, 0, self->n_rows, 1, 1);
  gtk_grid_attach (self->grid, value_label, 1, self->n_rows, 1, 1);
  self->n_rows++;
}

static void
add_sampling (MeireiProvenanceList *self,
              JsonObject           *params)
{
  g_autofree char *sampling = NULL;
  g_autofree char *seed = NULL;

  sampling = g_strdup_printf ("%.2g · %.2g", meirei_json_get_double (params, "temperature", 0.0),
                              meirei_json_get_double (params, "top_p", 1.0));
  add_row (self, _("Temperature · top p"), sampling, FALSE);
  if (params != NULL && json_object_has_member (params, "seed"))
    {
      seed = g_strdup_printf ("%" G_GINT64_FORMAT, meirei_json_get_int (params, "seed", 0));
      add_row (self, _("Seed"), seed, FALSE);
    }
}

static void
add_attempts (MeireiProvenanceList *self,
              JsonArray            *attempts)
{
  g_autofree char *tokens = NULL;
  g_autofree char *number = NULL;
  g_autofree char *count = NULL;
  gint64 n_tokens = 0;
  double seconds = 0.0;
  guint n_attempts = attempts != NULL ? json_array_get_length (attempts) : 0;

  for (guint i = 0; i < n_attempts; i++)
    {
      JsonObject *attempt = meirei_json_array_object (attempts, i);

      n_tokens += meirei_json_get_int (attempt, "completion_tokens", 0);
      seconds += meirei_json_get_double (attempt, "duration_s", 0.0);
    }

  /* Translators: tokens of an answer and how long it took, “1,204 in 27.5 s”. */
  number = g_strdup_printf ("%'" G_GINT64_FORMAT, n_tokens);
  tokens = g_strdup_printf (_("%s in %.1f s"), number, seconds);
  count = g_strdup_printf ("%u", n_attempts);
  add_row (self, _("Tokens"), tokens, FALSE);
  add_row (self, _("Attempts"), count, FALSE);
}

static void
fill (MeireiProvenanceList *self)
{
  JsonObject *model = meirei_version_get_section (self->version, "model");
  JsonObject *template = meirei_version_get_section (self->version, "template");
  JsonObject *server = meirei_version_get_section (self->version, "server");
  g_autoptr(JsonObject) record = meirei_version_to_json (self->version);
  gint64 context = meirei_json_get_int (model, "context", 0);
  g_autofree char *context_text = g_strdup_printf ("%'" G_GINT64_FORMAT, context);
  g_autofree char *template_text = NULL;
  g_autofree char *repeats = meirei_repeatability_describe (self->version);

  add_row (self, _("Model"), meirei_json_get_string (model, "id", "–"), FALSE);
  add_row (self, _("Server"), meirei_json_get_string (server, "url", "–"), FALSE);
  add_sampling (self, meirei_version_get_params (self->version));
  add_row (self, _("Context"), context > 0 ? context_text : "–", FALSE);
  add_attempts (self, meirei_version_get_attempts (self->version));
  template_text = g_strdup_printf ("%s %s", meirei_json_get_string (template, "name", "–"),
                                   meirei_json_get_string (template, "version", ""));
  add_row (self, _("Template"), template_text, FALSE);
  /* Translators: nobody has tried whether a model gives the same answer again. */
  add_row (self, _("Repeatability"), *repeats != '\0' ? repeats : _("not tried"), FALSE);
  add_row (self, _("Prompt SHA-256"), meirei_json_get_string (record, "prompt_sha256", "–"), TRUE);
  add_row (self, _("File SHA-256"), meirei_json_get_string (record, "file_sha256", "–"), TRUE);
}

static void
meirei_provenance_list_dispose (GObject *object)
{
  MeireiProvenanceList *self = MEIREI_PROVENANCE_LIST (object);

  g_clear_object (&self->version);

  G_OBJECT_CLASS (meirei_provenance_list_parent_class)->dispose (object);
}

static void
meirei_provenance_list_class_init (MeireiProvenanceListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_provenance_list_dispose;
}

static void
meirei_provenance_list_init (MeireiProvenanceList *self)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  self->expander = ADW_EXPANDER_ROW (adw_expander_row_new ());
  self->grid = GTK_GRID (grid);
  self->copy_button = GTK_BUTTON (button);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expander), _("Provenance"));
  gtk_widget_set_tooltip_text (button, _("Copy as JSON"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Copy provenance as JSON"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (copy_cb), self);
  adw_expander_row_add_action (self->expander, button);

  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_widget_set_margin_top (grid, 9);
  gtk_widget_set_margin_bottom (grid, 9);
  gtk_widget_set_margin_start (grid, 12);
  gtk_widget_set_margin_end (grid, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), grid);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_expander_row_add_row (self->expander, row);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->expander));
  adw_bin_set_child (ADW_BIN (self), list);
}

/**
 * meirei_provenance_list_new:
 *
 * Returns: (transfer full): a list of no version
 */
GtkWidget *
meirei_provenance_list_new (void)
{
  return g_object_new (MEIREI_TYPE_PROVENANCE_LIST, NULL);
}

/**
 * meirei_provenance_list_set_version:
 * @self: a provenance list
 * @version: (nullable): the version; %NULL hides the list
 */
void
meirei_provenance_list_set_version (MeireiProvenanceList *self,
                                    MeireiVersion        *version)
{
  g_return_if_fail (MEIREI_IS_PROVENANCE_LIST (self));

  g_set_object (&self->version, version);
  while (self->n_rows > 0)
    gtk_grid_remove_row (self->grid, --self->n_rows);
  gtk_widget_set_visible (GTK_WIDGET (self), version != NULL);
  if (version != NULL)
    fill (self);
}
