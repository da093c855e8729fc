/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gstdio.h>

#include "meirei-fake-engine.h"

static void
write_script (const char *folder)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "support",
                                                   "fake-llama-server.py", NULL);
  g_autofree char *bin = g_build_filename (folder, "bin", NULL);
  g_autofree char *path = g_build_filename (bin, "llama-server", NULL);
  g_autofree char *search_path = g_strconcat (bin, ":", g_getenv ("PATH"), NULL);
  g_autofree char *script =
    g_strdup_printf ("#!/bin/sh\nexec /usr/bin/python3 -ISE '%s' \"$@\"\n", source);
  g_autoptr(GError) error = NULL;

  g_mkdir_with_parents (bin, 0700);
  g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, &error);
  g_assert_no_error (error);
  g_setenv ("PATH", search_path, TRUE);
}

static void
write_model (const char *tools)
{
  g_autofree char *models = g_build_filename (tools, "models", NULL);
  g_autofree char *model = g_build_filename (models, "tiny-Q8_0.gguf", NULL);
  g_autoptr(GError) error = NULL;

  g_mkdir_with_parents (models, 0700);
  g_file_set_contents (model, "GGUF", -1, &error);
  g_assert_no_error (error);
}

char *
meirei_fake_engine_install (void)
{
  char *folder = g_dir_make_tmp ("meirei-engine-XXXXXX", NULL);
  g_autofree char *state = g_build_filename (folder, "state", NULL);
  g_autofree char *config = g_build_filename (folder, "config", NULL);
  g_autofree char *tools = g_build_filename (folder, "tools", NULL);
  g_autofree char *marker = g_build_filename (folder, "bound-once", NULL);

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_setenv ("MEIREI_TOOLS_DIR", tools, TRUE);
  g_setenv ("FAKE_ENGINE_MARKER", marker, TRUE);
  write_script (folder);
  write_model (tools);

  return folder;
}

void
meirei_fake_engine_uninstall (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);

      meirei_fake_engine_uninstall (child);
    }
  g_remove (folder);
}
