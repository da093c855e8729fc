/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The filters and the order of the list of instructions. */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "meirei-instruction-list-private.h"
#include "meirei-labels.h"

void
_meirei_instruction_list_status_cb (MeireiInstructionList *self)
{
  int status = meirei_filter_drop_down_get_value (self->status_drop_down);

  meirei_instruction_filter_set_statuses (meirei_instruction_model_get_filter (self->model),
                                          status < 0 ? 0 : MEIREI_STATUS_BIT (status));
  _meirei_instruction_list_show_selected (self);
  g_object_notify (G_OBJECT (self), "status");
}

void
_meirei_instruction_list_phase_cb (MeireiInstructionList *self)
{
  if (self->updating_phases)
    return;

  meirei_instruction_filter_set_phase (meirei_instruction_model_get_filter (self->model),
                                       meirei_filter_drop_down_get_value (self->phase_drop_down));
  _meirei_instruction_list_show_selected (self);
  g_object_notify (G_OBJECT (self), "phase");
}

/* “4 · Batch processing” */
char *
_meirei_instruction_list_dup_phase_label (MeireiInstructionList *self,
                                          int                    number)
{
  guint n_phases = self->phases != NULL ? g_list_model_get_n_items (self->phases) : 0;

  for (guint i = 0; i < n_phases; i++)
    {
      g_autoptr(MeireiPhase) phase = g_list_model_get_item (self->phases, i);

      if (meirei_phase_get_number (phase) == number && *meirei_phase_get_name (phase) != '\0')
        return g_strdup_printf ("%d · %s", number, meirei_phase_get_name (phase));
    }

  /* Translators: %d is the number of a phase of the project */
  return g_strdup_printf (_("Phase %d"), number);
}

int
_meirei_instruction_list_compare_phases (gconstpointer a,
                                         gconstpointer b)
{
  return GPOINTER_TO_INT (a) - GPOINTER_TO_INT (b);
}

static void
update_phases (MeireiInstructionList *self)
{
  GHashTable *counts = meirei_instruction_model_get_phase_counts (self->model);
  g_autoptr(GList) phases = g_list_sort (g_hash_table_get_keys (counts), _meirei_instruction_list_compare_phases);
  int value = meirei_instruction_filter_get_phase (
    meirei_instruction_model_get_filter (self->model));

  self->updating_phases = TRUE;
  meirei_filter_drop_down_clear (self->phase_drop_down);
  for (GList *link = phases; link != NULL; link = link->next)
    {
      int phase = GPOINTER_TO_INT (link->data);
      g_autofree char *label = _meirei_instruction_list_dup_phase_label (self, phase);
      g_autofree char *short_label = g_strdup_printf (_("Phase %d"), phase);

      meirei_filter_drop_down_add_choice (self->phase_drop_down, phase, label, short_label);
      meirei_filter_choice_set_count (meirei_filter_drop_down_find (self->phase_drop_down, phase),
                                      GPOINTER_TO_UINT (g_hash_table_lookup (counts,
                                                                             link->data)));
    }
  meirei_filter_drop_down_set_value (self->phase_drop_down, value);
  self->updating_phases = FALSE;

  /* The phase that was chosen may have no instruction any more. */
  _meirei_instruction_list_phase_cb (self);
}

void
_meirei_instruction_list_counts_changed_cb (MeireiInstructionList *self)
{
  guint total = meirei_instruction_model_get_n_total (self->model);

  meirei_filter_choice_set_count (meirei_filter_drop_down_find (self->status_drop_down, -1),
                                  total);
  meirei_filter_choice_set_count (meirei_filter_drop_down_find (self->phase_drop_down, -1),
                                  total);
  for (int status = 0; status < (int) MEIREI_N_STATUSES; status++)
    meirei_filter_choice_set_count (meirei_filter_drop_down_find (self->status_drop_down, status),
                                    meirei_instruction_model_get_n_with_status (
                                      self->model, (MeireiStatus) status));

  update_phases (self);
  _meirei_instruction_list_drop_gone_checks (self);
}

void
_meirei_instruction_list_add_statuses (MeireiInstructionList *self)
{
  meirei_filter_drop_down_add_choice (self->status_drop_down, -1, _("All statuses"),
                                      /* Translators: all statuses, where there is little room */
                                      C_("statuses", "All"));
  for (int status = 0; status < (int) MEIREI_N_STATUSES; status++)
    meirei_filter_drop_down_add_choice (self->status_drop_down, status,
                                        meirei_status_get_label ((MeireiStatus) status), NULL);
  meirei_filter_drop_down_set_label (self->status_drop_down, _("Filter by status"));

  meirei_filter_drop_down_add_choice (self->phase_drop_down, -1, _("All phases"),
                                      /* Translators: all phases, where there is little room */
                                      _("Phases"));
  meirei_filter_drop_down_set_label (self->phase_drop_down, _("Filter by phase"));
}

static void
append_choice (GMenu      *menu,
               const char *label,
               const char *action,
               const char *target)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (NULL, NULL);
  g_auto(GStrv) parts = g_strsplit (label, "_", -1);
  /* In a menu an underline would mark a mnemonic. */
  g_autofree char *escaped = g_strjoinv ("__", parts);

  g_menu_item_set_label (item, escaped);
  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
append_orders (GMenu *menu)
{
  static const struct {
    const char *label;
    const char *nick;
  } orders[] = {
    { N_("Last changed first"), "updated" },
    { N_("Worst first"), "worst" },
    { N_("Best score first"), "score" },
    { N_("Title"), "title" },
    { N_("Phase"), "phase" },
    { N_("Status"), "status" },
    { N_("First created first"), "created" },
  };
  g_autoptr(GMenu) section = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    append_choice (section, _(orders[i].label), "list.sort-key", orders[i].nick);
  g_menu_append_section (menu, _("Order"), G_MENU_MODEL (section));
}

static void
append_scores (GMenu *menu)
{
  g_autoptr(GMenu) submenu = g_menu_new ();

  append_choice (submenu, _("All scores"), "list.score-filter", "");
  append_choice (submenu, _("90 and above"), "list.score-filter", "90-100");
  append_choice (submenu, _("75 to 89"), "list.score-filter", "75-89");
  append_choice (submenu, _("60 to 74"), "list.score-filter", "60-74");
  append_choice (submenu, _("Below 60"), "list.score-filter", "0-59");
  g_menu_append_submenu (menu, _("Score"), G_MENU_MODEL (submenu));
}

static void
append_flags (GMenu *menu)
{
  static const struct {
    const char *label;
    const char *nick;
  } flags[] = {
    { N_("Approval out of date"), "approval-stale" },
    { N_("Verdict out of date"), "verdict-stale" },
    { N_("Answer cut off"), "truncated" },
    { N_("Does not compile"), "syntax-error" },
    { N_("Tests failed"), "tests-failed" },
    { N_("Security findings"), "security" },
    { N_("Unknown import"), "unknown-import" },
  };
  g_autoptr(GMenu) submenu = g_menu_new ();

  append_choice (submenu, _("Everything"), "list.flag-filter", "");
  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    append_choice (submenu, _(flags[i].label), "list.flag-filter", flags[i].nick);
  g_menu_append_submenu (menu, _("Pointed out"), G_MENU_MODEL (submenu));
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (*(const char * const *) a, *(const char * const *) b);
}

/* The words of all instructions, such as their tags, in order. */
static void
append_words (GMenu      *menu,
              const char *title,
              const char *all,
              const char *action,
              GHashTable *words)
{
  g_autoptr(GMenu) submenu = g_menu_new ();
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    g_ptr_array_add (sorted, word);
  if (sorted->len == 0)
    return;

  g_ptr_array_sort (sorted, compare_words);
  append_choice (submenu, all, action, "");
  for (guint i = 0; i < sorted->len; i++)
    append_choice (submenu, sorted->pdata[i], action, sorted->pdata[i]);
  g_menu_append_submenu (menu, title, G_MENU_MODEL (submenu));
}

static void
collect_words (MeireiInstructionList *self,
               GHashTable            *models,
               GHashTable            *tags)
{
  GListModel *items = self->workspace != NULL ? meirei_workspace_get_items (self->workspace) : NULL;
  guint n_items = items != NULL ? g_list_model_get_n_items (items) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(MeireiInstructionItem) item = g_list_model_get_item (items, i);
      const char *model = meirei_instruction_item_get_model (item);
      const char * const *item_tags = meirei_instruction_item_get_tags (item);

      if (*model != '\0' && !g_hash_table_contains (models, model))
        g_hash_table_add (models, g_strdup (model));
      for (gsize j = 0; item_tags[j] != NULL; j++)
        if (!g_hash_table_contains (tags, item_tags[j]))
          g_hash_table_add (tags, g_strdup (item_tags[j]));
    }
}

/* Called when the menu is about to be shown. */
void
_meirei_instruction_list_create_menu (GtkMenuButton *button,
                                      gpointer       user_data)
{
  MeireiInstructionList *self = user_data;
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) section = g_menu_new ();
  g_autoptr(GMenu) clear_section = g_menu_new ();
  g_autoptr(GHashTable) models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  collect_words (self, models, tags);
  append_orders (menu);
  append_scores (section);
  append_flags (section);
  append_words (section, _("Model"), _("All models"), "list.model-filter", models);
  append_words (section, _("Tag"), _("All tags"), "list.tag-filter", tags);
  g_menu_append_section (menu, _("Filters"), G_MENU_MODEL (section));
  g_menu_append (clear_section, _("_Clear filters"), "list.clear-filters");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (clear_section));

  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* Takes all filters away, also what is being searched for. */
void
_meirei_instruction_list_clear_filters (MeireiInstructionList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  meirei_instruction_filter_clear (meirei_instruction_model_get_filter (self->model));
  gtk_revealer_set_reveal_child (self->run_revealer, FALSE);
  meirei_filter_drop_down_set_value (self->status_drop_down, -1);
  meirei_filter_drop_down_set_value (self->phase_drop_down, -1);
  g_object_notify (G_OBJECT (self), "flag-filter");
  g_object_notify (G_OBJECT (self), "model-filter");
  g_object_notify (G_OBJECT (self), "score-filter");
  g_object_notify (G_OBJECT (self), "tag-filter");
}

/* “75-89”; empty for all. */
char *
_meirei_instruction_list_dup_score_filter (MeireiInstructionList *self)
{
  double lowest, highest;

  meirei_instruction_filter_get_score_range (meirei_instruction_model_get_filter (self->model),
                                             &lowest, &highest);
  if (lowest < 0)
    return g_strdup ("");

  return g_strdup_printf ("%.0f-%.0f", lowest, highest);
}

void
_meirei_instruction_list_set_score_filter (MeireiInstructionList *self,
                                           const char            *range)
{
  int lowest = -1, highest = 100;

  /* Anything else than a range is no filter. */
  if (range != NULL && sscanf (range, "%d-%d", &lowest, &highest) != 2)
    lowest = -1, highest = 100;

  meirei_instruction_filter_set_score_range (meirei_instruction_model_get_filter (self->model),
                                             lowest, highest);
}

/**
 * meirei_instruction_list_show_run:
 * @self: an instruction list
 * @title: what the run is called
 * @ids: (element-type utf8): the set of the ids of its instructions
 *
 * Shows those instructions of a run that await review, until the filters are
 * taken away.  More of them come while the run goes on.
 */
void
meirei_instruction_list_show_run (MeireiInstructionList *self,
                                  const char            *title,
                                  GHashTable            *ids)
{
  g_return_if_fail (MEIREI_IS_INSTRUCTION_LIST (self));

  _meirei_instruction_list_clear_filters (self);
  meirei_instruction_filter_set_only (meirei_instruction_model_get_filter (self->model), ids);
  meirei_filter_drop_down_set_value (self->status_drop_down, MEIREI_STATUS_EXECUTED);
  gtk_label_set_label (self->run_label, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->run_label), title);
  gtk_revealer_set_reveal_child (self->run_revealer, TRUE);
  if (meirei_instruction_list_get_selected (self) == NULL)
    gtk_single_selection_set_selected (self->selection, 0);
  _meirei_instruction_list_show_selected (self);
}

/* “approval-stale”; empty for all. */
char *
_meirei_instruction_list_dup_flag_filter (MeireiInstructionList *self)
{
  MeireiItemFlags flags =
    meirei_instruction_filter_get_flags (meirei_instruction_model_get_filter (self->model));
  g_autoptr(GFlagsClass) flags_class = g_type_class_ref (MEIREI_TYPE_ITEM_FLAGS);
  GFlagsValue *value = g_flags_get_first_value (flags_class, flags);

  return g_strdup (flags != MEIREI_ITEM_FLAG_NONE && value != NULL ? value->value_nick : "");
}

void
_meirei_instruction_list_set_flag_filter (MeireiInstructionList *self,
                                          const char            *nick)
{
  g_autoptr(GFlagsClass) flags_class = g_type_class_ref (MEIREI_TYPE_ITEM_FLAGS);
  GFlagsValue *value = nick != NULL ? g_flags_get_value_by_nick (flags_class, nick) : NULL;

  meirei_instruction_filter_set_flags (meirei_instruction_model_get_filter (self->model),
                                       value != NULL ? (MeireiItemFlags) value->value
                                                     : MEIREI_ITEM_FLAG_NONE);
}

/**
 * meirei_instruction_list_show_only:
 * @self: a list
 * @filters: a dictionary of filters to set: `status` and `phase` (int32), `model`,
 *   `score` such as `75-89`, `flag` and `sort` (strings); all others are cleared
 *
 * Shows the instructions behind a number.
 */
void
meirei_instruction_list_show_only (MeireiInstructionList *self,
                                   GVariant              *filters)
{
  const char *word;
  int number;

  g_return_if_fail (MEIREI_IS_INSTRUCTION_LIST (self));
  g_return_if_fail (g_variant_is_of_type (filters, G_VARIANT_TYPE_VARDICT));

  _meirei_instruction_list_clear_filters (self);
  if (g_variant_lookup (filters, "status", "i", &number))
    g_object_set (self, "status", number, NULL);
  if (g_variant_lookup (filters, "phase", "i", &number))
    g_object_set (self, "phase", number, NULL);
  if (g_variant_lookup (filters, "model", "&s", &word))
    g_object_set (self, "model-filter", word, NULL);
  if (g_variant_lookup (filters, "score", "&s", &word))
    g_object_set (self, "score-filter", word, NULL);
  if (g_variant_lookup (filters, "flag", "&s", &word))
    g_object_set (self, "flag-filter", word, NULL);
  if (g_variant_lookup (filters, "sort", "&s", &word)
      && meirei_enum_from_nick (MEIREI_TYPE_SORT_KEY, word, &number))
    g_object_set (self, "sort-key", number, NULL);
  meirei_instruction_model_flush (self->model);
}
