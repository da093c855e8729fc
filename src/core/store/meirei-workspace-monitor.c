/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Notices what is changed outside.  Watched are the folder of instructions,
 * `meirei.json` and the folder of the folders of versions: watching each of
 * these would cost tens of thousands of watches, so whoever changes a version
 * also touches its folder, which the watch above it reports.  Own changes are
 * reported, too, but their files have the stamps that are known already. */

#include "config.h"

#include <string.h>

#include "meirei-workspace-private.h"

/* A pull or a batch of another process changes many files in a row. */
#define WAIT_MS 150

static gpointer
reread_call (MeireiWorkspace  *self,
             gpointer          data,
             GError          **error)
{
  GHashTable *names = data;
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (strcmp (name, MEIREI_WORKSPACE_FILE) == 0)
      _meirei_workspace_reload_settings (self);
    else
      _meirei_workspace_reread_name (self, name);

  return NULL;
}

static gboolean
look_again_cb (gpointer data)
{
  MeireiWorkspace *self = data;

  g_clear_pointer (&self->monitor_source, g_source_unref);
  _meirei_workspace_call (self, reread_call, g_steal_pointer (&self->monitor_names),
                          (GDestroyNotify) g_hash_table_unref, NULL, TRUE,
                          _meirei_workspace_start_monitors, NULL, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
note_change (MeireiWorkspace *self,
             GFile           *file)
{
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;

  if (name == NULL || name[0] == '.')
    return;

  if (self->monitor_names == NULL)
    self->monitor_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (self->monitor_names, g_steal_pointer (&name));
  if (self->monitor_source != NULL)
    return;

  self->monitor_source = g_timeout_source_new (WAIT_MS);
  g_source_set_name (self->monitor_source, "[meirei] workspace monitor");
  g_source_set_callback (self->monitor_source, look_again_cb, self, NULL);
  g_source_attach (self->monitor_source, self->context);
}

static void
changed_cb (MeireiWorkspace   *self,
            GFile             *file,
            GFile             *other_file,
            GFileMonitorEvent  event)
{
  /* The end of a series of changes says nothing new. */
  if (event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT)
    return;

  note_change (self, file);
  note_change (self, other_file);
}

static GFileMonitor *
watch (MeireiWorkspace *self,
       const char      *path,
       gboolean         is_dir)
{
  g_autofree char *full = g_build_filename (self->path, path, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (full);
  g_autoptr(GError) error = NULL;
  GFileMonitor *monitor;

  monitor = is_dir
            ? g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, &error)
            : g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
  if (monitor == NULL)
    {
      /* Everything else works; refreshing by hand does, too. */
      g_debug ("Cannot watch “%s”: %s", full, error->message);
      return NULL;
    }
  g_signal_connect_object (monitor, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);

  return monitor;
}

/**
 * _meirei_workspace_start_monitors:
 * @self: a workspace, on its main context
 */
void
_meirei_workspace_start_monitors (MeireiWorkspace *self)
{
  self->monitors[0] = watch (self, "data/instructions", TRUE);
  self->monitors[1] = watch (self, "data/versions", TRUE);
  self->monitors[2] = watch (self, MEIREI_WORKSPACE_FILE, FALSE);
}

void
_meirei_workspace_stop_monitors (MeireiWorkspace *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->monitors); i++)
    if (self->monitors[i] != NULL)
      {
        g_file_monitor_cancel (self->monitors[i]);
        g_clear_object (&self->monitors[i]);
      }
  if (self->monitor_source != NULL)
    {
      g_source_destroy (self->monitor_source);
      g_clear_pointer (&self->monitor_source, g_source_unref);
    }
  g_clear_pointer (&self->monitor_names, g_hash_table_unref);
}
