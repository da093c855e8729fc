/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-score-bill.h"

typedef struct {
  MeireiScoreTable *table;
  GPtrArray        *findings;  /* of MeireiFinding, with item */
  int              *points;    /* what each finding costs, beside findings */
  int              *spent;     /* per row of the table */
  gboolean         *present;   /* per row of the table */
} Bill;

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const MeireiFindingFields *first = meirei_finding_get_fields (*(MeireiFinding **) a);
  const MeireiFindingFields *second = meirei_finding_get_fields (*(MeireiFinding **) b);

  if (first->line != second->line)
    return first->line < second->line ? -1 : 1;
  if (first->column != second->column)
    return first->column < second->column ? -1 : 1;
  if (g_strcmp0 (first->rule, second->rule) != 0)
    return g_strcmp0 (first->rule, second->rule);

  return g_strcmp0 (first->argument, second->argument);
}

static gboolean
is_before (int line_a,
           int column_a,
           int line_b,
           int column_b)
{
  return line_a < line_b || (line_a == line_b && column_a < column_b);
}

static gboolean
overlap (const MeireiFindingFields *a,
         const MeireiFindingFields *b)
{
  return !is_before (a->end_line, a->end_column, b->line, b->column + 1)
         && !is_before (b->end_line, b->end_column, a->line, a->column + 1);
}

/* Says whether @a at its place is outdone by another finding with the same
 * cause; of two equals the first one counts. */
static gboolean
is_outdone (Bill  *bill,
            guint  index)
{
  const MeireiFindingFields *self =
    meirei_finding_get_fields (g_ptr_array_index (bill->findings, index));

  for (guint i = 0; i < bill->findings->len; i++)
    {
      const MeireiFindingFields *other =
        meirei_finding_get_fields (g_ptr_array_index (bill->findings, i));

      if (i == index || other->item == NULL || other->suppressed != NULL
          || other->category != self->category || !overlap (self, other)
          || bill->points[i] < bill->points[index]
          || (bill->points[i] == bill->points[index] && i > index))
        continue;

      if (g_strcmp0 (self->rule, other->rule) != 0
          && meirei_score_table_is_same_place (bill->table, self->item, other->item))
        return TRUE;
    }

  return FALSE;
}

static void
price_findings (Bill *bill)
{
  g_autofree int *full = g_new0 (int, bill->findings->len + 1);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < bill->findings->len; i++)
    {
      const MeireiFindingFields *fields =
        meirei_finding_get_fields (g_ptr_array_index (bill->findings, i));
      const MeireiScoreItem *item = meirei_score_table_find_item (bill->table, fields->item);

      if (item == NULL || fields->suppressed != NULL)
        continue;

      if (item->once_per_argument && fields->argument != NULL
          && !g_hash_table_add (seen, g_strdup_printf ("%s %s", item->key, fields->argument)))
        continue;

      full[i] = item->points;
    }

  memcpy (bill->points, full, sizeof (int) * bill->findings->len);
  for (guint i = 0; i < bill->findings->len; i++)
    {
      if (full[i] > 0 && is_outdone (bill, i))
        full[i] = 0;
    }
  memcpy (bill->points, full, sizeof (int) * bill->findings->len);
}

static void
apply_rule_caps (Bill *bill)
{
  const MeireiScoreItem *first = meirei_score_table_get_item (bill->table, 0);

  for (guint i = 0; i < bill->findings->len; i++)
    {
      const MeireiFindingFields *fields =
        meirei_finding_get_fields (g_ptr_array_index (bill->findings, i));
      const MeireiScoreItem *item = meirei_score_table_find_item (bill->table, fields->item);
      gsize row;

      if (item == NULL || fields->suppressed != NULL)
        continue;

      row = (gsize) (item - first);
      bill->present[row] = TRUE;
      if (item->cap >= 0)
        bill->points[i] = MIN (bill->points[i], item->cap - bill->spent[row]);
      bill->spent[row] += bill->points[i];
    }
}

static int
sum_categories (Bill                *bill,
                MeireiCategoryScore *categories)
{
  int total = 100;

  for (int i = 0; i < MEIREI_N_CATEGORIES; i++)
    {
      categories[i].cap = meirei_score_table_get_cap (bill->table, (MeireiCategory) i);
      categories[i].lost = 0;
    }

  for (guint i = 0; i < meirei_score_table_get_n_items (bill->table); i++)
    {
      const MeireiScoreItem *item = meirei_score_table_get_item (bill->table, i);
      MeireiCategoryScore *category = &categories[item->category];

      category->lost = MIN (category->cap, category->lost + bill->spent[i]);
    }

  for (int i = 0; i < MEIREI_N_CATEGORIES; i++)
    total -= categories[i].lost;

  return MAX (0, total);
}

static int
apply_limits (Bill   *bill,
              int     total,
              GArray *limits)
{
  int limited = total;

  for (guint i = 0; i < meirei_score_table_get_n_items (bill->table); i++)
    {
      const MeireiScoreItem *item = meirei_score_table_get_item (bill->table, i);
      MeireiScoreLimit limit = { item->key, item->limit };

      if (!bill->present[i] || item->limit < 0 || item->limit >= total)
        continue;

      g_array_append_val (limits, limit);
      limited = MIN (limited, item->limit);
    }

  return limited;
}

/* Puts points and our own message on the findings. */
static GPtrArray *
write_bill (Bill *bill)
{
  GPtrArray *findings = g_ptr_array_new_full (bill->findings->len, g_object_unref);

  for (guint i = 0; i < bill->findings->len; i++)
    {
      MeireiFinding *finding = g_ptr_array_index (bill->findings, i);
      MeireiFindingFields fields = *meirei_finding_get_fields (finding);
      g_autofree char *message = meirei_score_table_dup_message (bill->table, finding, "en");

      fields.points = bill->points[i];
      fields.message = message;
      g_ptr_array_add (findings, meirei_finding_new (&fields));
    }

  return findings;
}

/**
 * meirei_score_bill_settle:
 * @table: a version of the scoring model
 * @findings: (element-type MeireiFinding): findings whose item is set; sorted
 *   by this function
 * @fields: everything else of the report; points, categories, limits and
 *   score are filled in
 *
 * Charges each finding, applies the caps of rules and categories and the
 * limits on the total.
 *
 * Returns: (transfer full): the report
 */
MeireiReport *
meirei_score_bill_settle (MeireiScoreTable   *table,
                          GPtrArray          *findings,
                          MeireiReportFields *fields)
{
  Bill bill = { table, findings, };
  g_autofree int *points = g_new0 (int, findings->len + 1);
  g_autofree int *spent = g_new0 (int, meirei_score_table_get_n_items (table));
  g_autofree gboolean *present = g_new0 (gboolean, meirei_score_table_get_n_items (table));
  g_autoptr(GArray) limits = g_array_new (FALSE, FALSE, sizeof (MeireiScoreLimit));
  g_autoptr(GPtrArray) charged = NULL;

  bill.points = points;
  bill.spent = spent;
  bill.present = present;
  g_ptr_array_sort (findings, compare_places);
  price_findings (&bill);
  apply_rule_caps (&bill);

  fields->model = meirei_score_table_get_model (table);
  fields->table_sha256 = meirei_score_table_get_sha256 (table);
  charged = write_bill (&bill);
  fields->findings = charged;
  fields->limits = NULL;
  fields->n_limits = 0;
  if (fields->scored)
    {
      fields->score = apply_limits (&bill, sum_categories (&bill, fields->categories), limits);
      fields->limits = (const MeireiScoreLimit *) (gpointer) limits->data;
      fields->n_limits = limits->len;
    }

  return meirei_report_new (fields);
}
