/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "meirei-engine-log.h"
#include "meirei-string.h"

/* With its predecessor the log takes at most twice as much, plus what is
 * written between two looks at it. */
#define MAX_BYTES (1024 * 1024)
#define TAIL_BYTES (16 * 1024)
#define TAIL_LINES 3

/**
 * meirei_engine_log_dup_path:
 *
 * Returns: (transfer full): where the built-in engine's output is kept
 */
char *
meirei_engine_log_dup_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "meirei", "engine.log", NULL);
}

/**
 * meirei_engine_log_trim:
 *
 * Keeps the log from growing without end.  A program may be writing to it, so
 * the file itself stays: its content is moved to `engine.log.1` and it starts
 * again from nothing.
 */
void
meirei_engine_log_trim (void)
{
  g_autofree char *path = meirei_engine_log_dup_path ();
  g_autofree char *old_path = g_strconcat (path, ".1", NULL);
  g_autofree char *content = NULL;
  gsize length;
  GStatBuf info;

  if (g_stat (path, &info) != 0 || info.st_size <= MAX_BYTES)
    return;

  /* Losing the old log is no reason to let the new one grow. */
  if (g_file_get_contents (path, &content, &length, NULL))
    {
      gsize skip = length > MAX_BYTES ? length - MAX_BYTES : 0;

      g_file_set_contents_full (old_path, content + skip, (gssize) (length - skip),
                                G_FILE_SET_CONTENTS_NONE, 0600, NULL);
    }
  if (truncate (path, 0) != 0)
    g_debug ("Could not trim %s: %s", path, g_strerror (errno));
}

/**
 * meirei_engine_log_get_size:
 *
 * Returns: how large the log is now, 0 if there is none
 */
goffset
meirei_engine_log_get_size (void)
{
  g_autofree char *path = meirei_engine_log_dup_path ();
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : 0;
}

/**
 * meirei_engine_log_open:
 * @start: (out) (optional): where in the file the new output will begin
 * @error: return location for an error
 *
 * Opens the log for a program that writes to it.
 *
 * Returns: a file descriptor, or -1 with an error of %G_FILE_ERROR
 */
int
meirei_engine_log_open (goffset  *start,
                        GError  **error)
{
  g_autofree char *path = meirei_engine_log_dup_path ();
  g_autofree char *dir = g_path_get_dirname (path);
  int fd;

  meirei_engine_log_trim ();
  fd = g_mkdir_with_parents (dir, 0700) == 0
       ? g_open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)
       : -1;
  if (fd < 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (saved_errno),
                   "The engine's log %s cannot be written: %s",
                   path, g_strerror (saved_errno));
      return -1;
    }

  if (start != NULL)
    *start = lseek (fd, 0, SEEK_END);

  return fd;
}

/**
 * meirei_engine_log_dup_tail:
 * @start: where in the log the program's output began
 *
 * Returns: (transfer full): the last lines that a program wrote, joined to one,
 *   for an error message; empty if there are none
 */
char *
meirei_engine_log_dup_tail (goffset start)
{
  g_autofree char *path = meirei_engine_log_dup_path ();
  g_autofree char *content = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  gsize length;
  guint n_lines;
  gsize skip;

  if (!g_file_get_contents (path, &content, &length, NULL))
    return g_strdup ("");

  skip = start > 0 && (gsize) start <= length ? (gsize) start : 0;
  if (length - skip > TAIL_BYTES)
    skip = length - TAIL_BYTES;
  text = meirei_utf8_make_valid (content + skip, (gssize) (length - skip), NULL);
  lines = g_strsplit (g_strstrip (text), "\n", -1);
  n_lines = g_strv_length (lines);

  return g_strjoinv (" / ", lines + (n_lines > TAIL_LINES ? n_lines - TAIL_LINES : 0));
}
