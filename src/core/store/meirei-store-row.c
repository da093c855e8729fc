/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-store-row.h"

MeireiStoreRow *
meirei_store_row_new (const char *id)
{
  MeireiStoreRow *row = g_new0 (MeireiStoreRow, 1);

  row->id = g_strdup (id);

  return row;
}

void
meirei_store_row_free (MeireiStoreRow *row)
{
  g_clear_object (&row->item);
  g_free (row->id);
  g_free (row->text);
  g_clear_pointer (&row->runs, g_ptr_array_unref);
  g_free (row->version_path);
  g_free (row->code_file);
  g_free (row);
}

/* Which files a row comes from, without what it shows. */
MeireiStoreRow *
meirei_store_row_copy_files (MeireiStoreRow *row)
{
  MeireiStoreRow *copy = meirei_store_row_new (row->id);

  copy->status = row->status;
  copy->stamp = row->stamp;
  copy->version_path = g_strdup (row->version_path);
  copy->version_stamp = row->version_stamp;
  copy->code_file = g_strdup (row->code_file);
  copy->code_stamp = row->code_stamp;

  return copy;
}

/* All of it; the item is another one, so that another thread may have it. */
MeireiStoreRow *
meirei_store_row_copy (MeireiStoreRow *row)
{
  MeireiStoreRow *copy = meirei_store_row_copy_files (row);

  if (row->item != NULL)
    copy->item = meirei_instruction_item_copy (row->item);
  copy->text = g_strdup (row->text);
  if (row->runs != NULL)
    copy->runs = g_ptr_array_ref (row->runs);

  return copy;
}

/* Keeps the figures of a version's record, if it is finished. */
void
meirei_store_row_add_run (MeireiStoreRow *row,
                          JsonObject     *version)
{
  MeireiRunFigures run;

  if (!meirei_run_figures_read (&run, version))
    return;
  if (row->runs == NULL)
    row->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_run_figures_free);
  g_ptr_array_add (row->runs, meirei_run_figures_copy (&run));
}

static gboolean
has_run (MeireiStoreRow *row,
         const char     *version)
{
  for (guint i = 0; row->runs != NULL && i < row->runs->len; i++)
    if (strcmp (((MeireiRunFigures *) row->runs->pdata[i])->version, version) == 0)
      return TRUE;

  return FALSE;
}

/* Takes over the figures of versions that only an older row of the same
 * instruction has, which has not been indexed yet. */
void
meirei_store_row_keep_runs (MeireiStoreRow *row,
                            MeireiStoreRow *older)
{
  GPtrArray *runs;

  if (older == NULL || older->runs == NULL)
    return;

  /* The array may be shared. */
  runs = g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_run_figures_free);
  for (guint i = 0; row->runs != NULL && i < row->runs->len; i++)
    g_ptr_array_add (runs, meirei_run_figures_copy (row->runs->pdata[i]));
  for (guint i = 0; i < older->runs->len; i++)
    {
      const MeireiRunFigures *run = older->runs->pdata[i];

      if (!has_run (row, run->version))
        g_ptr_array_add (runs, meirei_run_figures_copy (run));
    }
  g_clear_pointer (&row->runs, g_ptr_array_unref);
  row->runs = runs;
}
