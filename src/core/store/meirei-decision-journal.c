/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* `data/decisions.jsonl`: every verdict in the order in which they were given,
 * only ever appended to.  A line is a verdict of a group, or says that a group
 * is undone, or that the storing or the undoing of a group has been finished:
 *
 *   {"at": …, "group": 3, "begin": true, "id": …, "version": …, "verdict": …,
 *    "previous_verdict": …}
 *   {"at": …, "undo": 3}
 *   {"at": …, "done": 3}
 *
 * The first two are on the disk before anything is changed, so that after a
 * crash it can be completed.  The first line of a group says so; lines of
 * other processes may be between those of a large one. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "meirei-decision-journal.h"
#include "meirei-json.h"
#include "meirei-store-file.h"
#include "meirei-store-step.h"
#include "meirei-workspace-error.h"

#define JOURNAL "decisions.jsonl"

/* Hundreds of thousands of verdicts. */
#define MAX_JOURNAL (256 * 1024 * 1024)

void
meirei_decision_group_free (MeireiDecisionGroup *group)
{
  g_ptr_array_unref (group->lines);
  g_free (group);
}

static MeireiDecisionGroup *
group_new (gint64 number)
{
  MeireiDecisionGroup *group = g_new0 (MeireiDecisionGroup, 1);

  group->number = number;
  group->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  return group;
}

/* One line, which a crash may have left torn, or a person made unreadable. */
static JsonObject *
parse_line (const char *line,
            gsize       length)
{
  return length > 0 ? meirei_json_parse_object (line, (gssize) length, NULL) : NULL;
}

static gboolean
read_journal (MeireiStoreDir  *dir,
              GBytes         **bytes,
              GError         **error)
{
  g_autoptr(GError) local_error = NULL;

  *bytes = meirei_store_read (dir, JOURNAL, MAX_JOURNAL, NULL, &local_error);
  if (*bytes != NULL)
    return TRUE;
  if (g_error_matches (local_error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NO_FILE))
    {
      *bytes = g_bytes_new_static ("", 0);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* Goes through the lines from the last to the first until @func has enough. */
typedef gboolean (*LineFunc) (JsonObject *line,
                              gpointer    data);

static void
foreach_line_backwards (GBytes   *bytes,
                        LineFunc  func,
                        gpointer  data)
{
  gsize end;
  const char *text = g_bytes_get_data (bytes, &end);

  while (end > 0)
    {
      const char *previous;
      gsize start;
      g_autoptr(JsonObject) line = NULL;

      if (text[end - 1] == '\n')
        {
          end--;
          continue;
        }
      previous = memrchr (text, '\n', end);
      start = previous != NULL ? (gsize) (previous - text) + 1 : 0;
      line = parse_line (text + start, end - start);
      if (line != NULL && !func (line, data))
        return;
      end = start;
    }
}

typedef struct {
  MeireiDecisionGroup *group; /* (nullable) */
  GHashTable *undone;         /* (nullable): numbers of groups */
} Search;

/* With the line that begins the group, it is complete. */
static gboolean
collect_line (MeireiDecisionGroup *group,
              JsonObject          *line)
{
  if (meirei_json_get_int (line, "group", 0) != group->number)
    return TRUE;
  g_ptr_array_add (group->lines, json_object_ref (line));

  return !meirei_json_get_boolean (line, "begin", FALSE);
}

static gboolean
collect_undoable (JsonObject *line,
                  gpointer    data)
{
  Search *search = data;
  gint64 undone = meirei_json_get_int (line, "undo", 0);
  gint64 number = meirei_json_get_int (line, "group", 0);

  if (undone > 0)
    g_hash_table_add (search->undone, g_memdup2 (&undone, sizeof undone));
  if (number > 0 && search->group == NULL && !g_hash_table_contains (search->undone, &number))
    search->group = group_new (number);

  return search->group == NULL || collect_line (search->group, line);
}

/**
 * meirei_decision_journal_read_undoable:
 * @dir: the folder `data`
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the last group that has not been undone, or
 *   %NULL, with %MEIREI_WORKSPACE_ERROR_NOTHING_TO_UNDO if there is none
 */
MeireiDecisionGroup *
meirei_decision_journal_read_undoable (MeireiStoreDir  *dir,
                                       GError         **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GHashTable) undone = NULL;
  Search search = { NULL, NULL };

  if (!read_journal (dir, &bytes, error))
    return NULL;

  undone = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  search.undone = undone;
  foreach_line_backwards (bytes, collect_undoable, &search);
  if (search.group == NULL)
    g_set_error (error, MEIREI_WORKSPACE_ERROR, MEIREI_WORKSPACE_ERROR_NOTHING_TO_UNDO,
                 "There is no verdict left to undo");

  return search.group;
}

static gboolean
collect_last (JsonObject *line,
              gpointer    data)
{
  Search *search = data;

  if (search->group == NULL)
    {
      gint64 undone = meirei_json_get_int (line, "undo", 0);
      gint64 number = meirei_json_get_int (line, "group", 0);

      if (undone <= 0 && number <= 0)
        return FALSE;
      search->group = group_new (MAX (undone, number));
      search->group->undo = undone > 0;
    }

  return collect_line (search->group, line);
}

/**
 * meirei_decision_journal_read_interrupted:
 * @dir: the folder `data`
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the group whose storing or undoing was
 *   interrupted; %NULL without an error if the last one was finished
 */
MeireiDecisionGroup *
meirei_decision_journal_read_interrupted (MeireiStoreDir  *dir,
                                   GError         **error)
{
  g_autoptr(GBytes) bytes = NULL;
  Search search = { NULL, NULL };

  if (!read_journal (dir, &bytes, error))
    return NULL;
  foreach_line_backwards (bytes, collect_last, &search);

  return search.group;
}

static gboolean
collect_number (JsonObject *line,
                gpointer    data)
{
  gint64 *number = data;

  *number = meirei_json_get_int (line, "group", 0);

  return *number <= 0 || !meirei_json_get_boolean (line, "begin", FALSE);
}

static gboolean
write_text (int         fd,
            const char *text,
            gsize       length)
{
  while (length > 0)
    {
      gssize n_written = write (fd, text, length);

      if (n_written < 0 && errno == EINTR)
        continue;
      if (n_written < 0)
        return FALSE;
      text += n_written;
      length -= (gsize) n_written;
    }

  return TRUE;
}

static gboolean
write_and_sync (MeireiStoreDir *dir,
                int             fd,
                GString        *text,
                gboolean        sync)
{
  if (!write_text (fd, text->str, text->len))
    return FALSE;
  if (!sync)
    return TRUE;
  meirei_store_step (MEIREI_STORE_STEP_SYNC, dir, JOURNAL);

  return fdatasync (fd) == 0;
}

/* A line that a crash left without an end must not swallow the next one, and
 * one that cannot be written entirely is taken back. */
static gboolean
append_text (MeireiStoreDir  *dir,
             GString         *text,
             GBytes          *present,
             gboolean         sync,
             GError         **error)
{
  gsize size;
  const char *before = g_bytes_get_data (present, &size);
  gboolean written;
  int fd;

  if (size > 0 && before[size - 1] != '\n')
    g_string_prepend_c (text, '\n');

  meirei_store_step (MEIREI_STORE_STEP_APPEND, dir, JOURNAL);
  fd = openat (meirei_store_dir_get_fd (dir), JOURNAL,
               O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      meirei_store_dir_set_errno (dir, JOURNAL, "write", errno, error);
      return FALSE;
    }

  written = write_and_sync (dir, fd, text, sync);
  if (!written)
    {
      meirei_store_dir_set_errno (dir, JOURNAL, "write", errno, error);
      if (ftruncate (fd, (off_t) size) != 0)
        g_debug ("Cannot shorten " JOURNAL ": %s", g_strerror (errno));
    }
  close (fd);

  return written;
}

/**
 * meirei_decision_journal_append:
 * @dir: the folder `data`
 * @lines: (element-type JsonObject): verdicts of one group; they get its number
 * @number: (inout): the group's number; 0 to begin a new one
 * @error: return location for an error
 *
 * Returns: whether they are on the disk
 */
gboolean
meirei_decision_journal_append (MeireiStoreDir  *dir,
                                GPtrArray       *lines,
                                gint64          *number,
                                GError         **error)
{
  g_autoptr(GBytes) present = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean begin = *number == 0;

  if (!read_journal (dir, &present, error))
    return FALSE;
  if (begin)
    {
      foreach_line_backwards (present, collect_number, number);
      (*number)++;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *line = NULL;

      json_object_set_int_member (lines->pdata[i], "group", *number);
      if (begin && i == 0)
        json_object_set_boolean_member (lines->pdata[i], "begin", TRUE);
      line = meirei_json_to_line (lines->pdata[i], NULL);
      g_string_append (text, line);
    }

  return append_text (dir, text, present, TRUE, error);
}

static gboolean
append_mark (MeireiStoreDir  *dir,
             const char      *member,
             gint64           number,
             gboolean         sync,
             GError         **error)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(GBytes) present = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *line = NULL;

  if (!read_journal (dir, &present, error))
    return FALSE;
  meirei_json_set_time (object, "at", g_get_real_time ());
  json_object_set_int_member (object, member, number);
  line = meirei_json_to_line (object, NULL);
  g_string_append (text, line);

  return append_text (dir, text, present, sync, error);
}

/**
 * meirei_decision_journal_append_undo:
 * @dir: the folder `data`
 * @number: the number of the group that is going to be undone
 * @error: return location for an error
 *
 * Returns: whether it is on the disk
 */
gboolean
meirei_decision_journal_append_undo (MeireiStoreDir  *dir,
                                     gint64           number,
                                     GError         **error)
{
  return append_mark (dir, "undo", number, TRUE, error);
}

/**
 * meirei_decision_journal_append_done:
 * @dir: the folder `data`
 * @number: the number of the group that is stored or undone now
 *
 * Without this mark, which need not reach the disk soon, the next start looks
 * whether there is something to complete.
 */
void
meirei_decision_journal_append_done (MeireiStoreDir *dir,
                                     gint64          number)
{
  g_autoptr(GError) error = NULL;

  if (!append_mark (dir, "done", number, FALSE, &error))
    g_debug ("%s", error->message);
}
