/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Numbers that lead to the instructions behind them. */

#include "config.h"

#include "meirei-figure-link.h"

#define ACTION "win.show-instructions"
#define ANY -1

static GVariant *
end_target (GVariantDict *dict)
{
  return g_variant_ref_sink (g_variant_dict_end (dict));
}

/**
 * meirei_figure_target_new_all:
 *
 * Returns: (transfer full): all instructions
 */
GVariant *
meirei_figure_target_new_all (void)
{
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  return end_target (&dict);
}

/**
 * meirei_figure_target_new_status:
 * @phase: a phase, or -1 for all
 * @status: a status, or -1 for all
 *
 * Returns: (transfer full): the instructions of a phase that have a status
 */
GVariant *
meirei_figure_target_new_status (int phase,
                                 int status)
{
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  if (phase != ANY)
    g_variant_dict_insert (&dict, "phase", "i", phase);
  if (status != ANY)
    g_variant_dict_insert (&dict, "status", "i", status);

  return end_target (&dict);
}

/**
 * meirei_figure_target_new_phase:
 * @phase: a phase
 *
 * Returns: (transfer full): the instructions of a phase
 */
GVariant *
meirei_figure_target_new_phase (int phase)
{
  return meirei_figure_target_new_status (phase, ANY);
}

/**
 * meirei_figure_target_new_word:
 * @key: `model`, `score`, `flag`, `sort`, `id` or `run`
 * @word: its value
 *
 * Returns: (transfer full): the instructions with that property, or the run
 */
GVariant *
meirei_figure_target_new_word (const char *key,
                               const char *word)
{
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, key, "s", word);

  return end_target (&dict);
}

/**
 * meirei_figure_link_markup:
 * @text: a text, which is escaped
 * @target: (transfer full): the instructions behind it
 *
 * Returns: (transfer full): markup of a link
 */
char *
meirei_figure_link_markup (const char *text,
                           GVariant   *target)
{
  g_autoptr(GVariant) owned = target;
  g_autofree char *uri = g_variant_print (owned, TRUE);

  return g_markup_printf_escaped ("<a href=\"%s\">%s</a>", uri, text);
}

/**
 * meirei_figure_target_show:
 * @widget: a widget in a window
 * @target: (nullable): the instructions to show; nothing happens without
 *
 * Shows the instructions behind a number.
 */
void
meirei_figure_target_show (GtkWidget *widget,
                           GVariant  *target)
{
  if (target != NULL)
    gtk_widget_activate_action_variant (widget, ACTION, target);
}

static gboolean
activate_link_cb (GtkLabel   *label,
                  const char *uri,
                  gpointer    user_data)
{
  g_autoptr(GVariant) target = g_variant_parse (G_VARIANT_TYPE_VARDICT, uri, NULL, NULL, NULL);

  meirei_figure_target_show (GTK_WIDGET (label), target);

  /* Nothing of this is an address that a browser could open. */
  return TRUE;
}

/**
 * meirei_figure_link_set_up:
 * @label: a label whose markup has links of this kind
 */
void
meirei_figure_link_set_up (GtkLabel *label)
{
  gtk_widget_add_css_class (GTK_WIDGET (label), "figures");
  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), NULL);
}
