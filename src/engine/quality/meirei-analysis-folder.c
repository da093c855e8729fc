/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "meirei-analysis-folder.h"
#include "meirei-python-text.h"
#include "meirei-ruff-batch.h"
#include "meirei-source.h"

#define TEMPLATE "meirei-analysis-XXXXXX"
#define PROBE_TEXT "X = 1\n"

static gboolean
write_file (MeireiAnalysisFolder  *self,
            const char            *name,
            const char            *data,
            gsize                  length,
            GError               **error)
{
  g_autofree char *path = g_build_filename (self->path, name, NULL);

  /* Nothing here has to survive a crash. */
  return g_file_set_contents_full (path, data, (gssize) length,
                                   G_FILE_SET_CONTENTS_NONE, 0600, error);
}

/* External analysers choose their rules by the name's end. */
static const char *
get_suffix (const char *language)
{
  const char *suffix = meirei_source_get_suffix (language);

  return suffix != NULL ? suffix : ".txt";
}

static gboolean
add_source (MeireiAnalysisFolder  *self,
            MeireiSource          *source,
            GError               **error)
{
  GBytes *bytes = meirei_source_get_bytes (source);
  const char *suffix = get_suffix (meirei_source_get_language (source));
  char *name = g_strdup_printf ("f%06u%s", self->names->len, suffix);
  char *raw_name = g_strdup_printf ("f%06u.raw", self->raw_names->len);
  g_autofree char *text = NULL;
  gboolean is_utf8;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_ptr_array_add (self->names, name);
  g_ptr_array_add (self->raw_names, raw_name);
  text = meirei_python_text_decode (bytes, &is_utf8);
  if (is_utf8)
    {
      g_free (raw_name);
      self->raw_names->pdata[self->raw_names->len - 1] = g_strdup (name);
      return write_file (self, name, data != NULL ? data : "", length, error);
    }

  /* The rule engine reads UTF-8 only. */
  return write_file (self, raw_name, data, length, error)
         && write_file (self, name, text, strlen (text), error);
}

/**
 * meirei_analysis_folder_new:
 * @sources: (element-type MeireiSource): the files
 * @error: return location for an error
 *
 * Writes the files into a new folder below the system's temporary one.  Call
 * it in a thread.
 *
 * Returns: (transfer full) (nullable): the folder, or %NULL with an error of
 *   %G_FILE_ERROR
 */
MeireiAnalysisFolder *
meirei_analysis_folder_new (GPtrArray  *sources,
                            GError    **error)
{
  g_autoptr(MeireiAnalysisFolder) self = g_new0 (MeireiAnalysisFolder, 1);

  g_return_val_if_fail (sources != NULL, NULL);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->raw_names = g_ptr_array_new_with_free_func (g_free);
  self->path = g_dir_make_tmp (TEMPLATE, error);
  if (self->path == NULL
      || !write_file (self, MEIREI_RUFF_PROBE, PROBE_TEXT, strlen (PROBE_TEXT), error))
    return NULL;

  for (guint i = 0; i < sources->len; i++)
    {
      if (!add_source (self, g_ptr_array_index (sources, i), error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

static void
remove_file (MeireiAnalysisFolder *self,
             const char           *name)
{
  g_autofree char *path = g_build_filename (self->path, name, NULL);

  g_unlink (path);
}

/**
 * meirei_analysis_folder_free:
 * @self: (nullable): a folder
 *
 * Removes the folder.  Call it in a thread.
 */
void
meirei_analysis_folder_free (MeireiAnalysisFolder *self)
{
  if (self == NULL)
    return;

  if (self->path != NULL)
    {
      remove_file (self, MEIREI_RUFF_PROBE);
      for (guint i = 0; i < self->names->len; i++)
        {
          const char *raw_name = g_ptr_array_index (self->raw_names, i);

          remove_file (self, g_ptr_array_index (self->names, i));
          if (g_strcmp0 (raw_name, g_ptr_array_index (self->names, i)) != 0)
            remove_file (self, raw_name);
        }
      g_rmdir (self->path);
    }
  g_free (self->path);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->raw_names);
  g_free (self);
}
