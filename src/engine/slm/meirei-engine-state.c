/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/pidfd.h>
#include <unistd.h>

#include "meirei-engine-state.h"
#include "meirei-json.h"

#define STATE_NAME "engine.json"
#define KEY_NAME "engine.key"
#define LOCK_NAME "engine.lock"
#define SCHEMA 1
/* The 22nd field of /proc/PID/stat; the second is skipped, because it may
 * contain spaces. */
#define START_TIME_FIELD (22 - 3)

static char *
dup_path (const char *name)
{
  return g_build_filename (g_get_user_state_dir (), "meirei", name, NULL);
}

static gboolean
make_dir (GError **error)
{
  g_autofree char *dir = dup_path (NULL);

  if (g_mkdir_with_parents (dir, 0700) == 0)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
               "The folder %s cannot be made: %s", dir, g_strerror (errno));

  return FALSE;
}

/* 0 if there is no such process. */
static guint64
read_start_ticks (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *content = NULL;
  g_auto(GStrv) fields = NULL;
  const char *behind_name;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    return 0;

  behind_name = strrchr (content, ')');
  if (behind_name == NULL)
    return 0;

  fields = g_strsplit (behind_name + 1 + strspn (behind_name + 1, " "), " ", -1);
  /* A zombie is dead, it only has not been mourned yet. */
  if (g_strv_length (fields) <= START_TIME_FIELD || g_str_equal (fields[0], "Z"))
    return 0;

  return g_ascii_strtoull (fields[START_TIME_FIELD], NULL, 10);
}

static char *
read_boot_id (void)
{
  char *content = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &content, NULL, NULL))
    return g_strdup ("unknown");

  return g_strstrip (content);
}

/**
 * meirei_engine_state_new:
 * @pid: a process that was just started
 * @port: its port
 * @api_key: its key
 *
 * Returns: (transfer full): what identifies the process
 */
MeireiEngineState *
meirei_engine_state_new (int         pid,
                         int         port,
                         const char *api_key)
{
  MeireiEngineState *self = g_new0 (MeireiEngineState, 1);

  self->pid = pid;
  self->start_ticks = read_start_ticks (pid);
  self->boot_id = read_boot_id ();
  self->port = port;
  self->api_key = g_strdup (api_key);
  self->started_at = g_get_real_time ();

  return self;
}

/**
 * meirei_engine_state_free:
 * @self: (nullable): a state
 */
void
meirei_engine_state_free (MeireiEngineState *self)
{
  if (self == NULL)
    return;

  if (self->api_key != NULL)
    explicit_bzero (self->api_key, strlen (self->api_key));
  g_free (self->api_key);
  g_free (self->boot_id);
  g_free (self->model_path);
  g_free (self);
}

static MeireiEngineState *
parse (JsonObject *object)
{
  MeireiEngineState *self = g_new0 (MeireiEngineState, 1);

  self->pid = (int) CLAMP (meirei_json_get_int (object, "pid", 0), 0, G_MAXINT);
  self->start_ticks = (guint64) MAX (meirei_json_get_int (object, "start_ticks", 0), 0);
  self->boot_id = g_strdup (meirei_json_get_string (object, "boot_id", ""));
  self->port = (int) CLAMP (meirei_json_get_int (object, "port", 0), 0, G_MAXUINT16);
  self->model_path = g_strdup (meirei_json_get_string (object, "model", NULL));
  self->context = (guint) CLAMP (meirei_json_get_int (object, "context", 0), 0, G_MAXINT);
  self->slots = (guint) CLAMP (meirei_json_get_int (object, "slots", 0), 0, G_MAXUINT16);
  self->started_at = meirei_json_get_time (object, "started_at");

  return self;
}

/**
 * meirei_engine_state_load:
 *
 * Returns: (transfer full) (nullable): what was saved last, which says nothing
 *   about whether the process still lives; %NULL if there is nothing or it is
 *   damaged
 */
MeireiEngineState *
meirei_engine_state_load (void)
{
  g_autofree char *path = dup_path (STATE_NAME);
  g_autofree char *key_path = dup_path (KEY_NAME);
  g_autofree char *content = NULL;
  g_autofree char *api_key = NULL;
  g_autoptr(JsonObject) object = NULL;
  MeireiEngineState *self;

  if (!g_file_get_contents (path, &content, NULL, NULL)
      || !g_file_get_contents (key_path, &api_key, NULL, NULL))
    return NULL;

  object = meirei_json_parse_object (content, -1, NULL);
  if (object == NULL || meirei_json_get_int (object, "schema", 0) != SCHEMA)
    return NULL;

  self = parse (object);
  self->api_key = g_strstrip (g_steal_pointer (&api_key));

  return self;
}

/**
 * meirei_engine_state_save:
 * @self: a state
 * @error: return location for an error
 *
 * Writes the state for later programs, the key into a file of its own that
 * only the user can read.
 *
 * Returns: %TRUE on success
 */
gboolean
meirei_engine_state_save (const MeireiEngineState  *self,
                          GError                  **error)
{
  g_autofree char *path = dup_path (STATE_NAME);
  g_autofree char *key_path = dup_path (KEY_NAME);
  g_autoptr(JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_int_member (object, "schema", SCHEMA);
  json_object_set_int_member (object, "pid", self->pid);
  json_object_set_int_member (object, "start_ticks", (gint64) self->start_ticks);
  json_object_set_string_member (object, "boot_id", self->boot_id);
  json_object_set_int_member (object, "port", self->port);
  meirei_json_set_string (object, "model", self->model_path);
  json_object_set_int_member (object, "context", self->context);
  json_object_set_int_member (object, "slots", self->slots);
  meirei_json_set_time (object, "started_at", self->started_at);
  text = meirei_json_to_text (object, NULL);

  return make_dir (error)
         && g_file_set_contents_full (key_path, self->api_key, -1,
                                      G_FILE_SET_CONTENTS_CONSISTENT, 0600, error)
         && g_file_set_contents_full (path, text, -1,
                                      G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * meirei_engine_state_remove:
 *
 * Forgets what was saved.
 */
void
meirei_engine_state_remove (void)
{
  g_autofree char *path = dup_path (STATE_NAME);
  g_autofree char *key_path = dup_path (KEY_NAME);

  g_unlink (path);
  g_unlink (key_path);
}

/**
 * meirei_engine_state_is_alive:
 * @self: a state
 *
 * Returns: %TRUE if the process lives and is the one that was started
 */
gboolean
meirei_engine_state_is_alive (const MeireiEngineState *self)
{
  g_autofree char *boot_id = read_boot_id ();

  return self->pid > 1
         && self->start_ticks > 0
         && g_strcmp0 (self->boot_id, boot_id) == 0
         && read_start_ticks (self->pid) == self->start_ticks;
}

/**
 * meirei_engine_state_signal:
 * @self: a state
 * @signal_number: what to send, such as `SIGTERM`
 *
 * Sends a signal to the process and to no other one: the process is pinned
 * before it is looked at, so that its number cannot change hands in between.
 *
 * Returns: %TRUE if the process was alive and got the signal
 */
gboolean
meirei_engine_state_signal (const MeireiEngineState *self,
                            int                      signal_number)
{
  int fd;
  gboolean sent;

  if (self->pid <= 1)
    return FALSE;

  fd = pidfd_open (self->pid, 0);
  /* Old kernels and some sandboxes cannot pin a process. */
  if (fd < 0)
    return errno != ESRCH
           && meirei_engine_state_is_alive (self)
           && kill (self->pid, signal_number) == 0;

  sent = meirei_engine_state_is_alive (self)
         && pidfd_send_signal (fd, signal_number, NULL, 0) == 0;
  close (fd);

  return sent;
}

/**
 * meirei_engine_state_lock:
 * @error: return location for an error
 *
 * Makes sure that two programs do not start or stop an engine at the same
 * time.  Closing the descriptor, also by dying, ends it.
 *
 * Returns: a file descriptor to close, or -1 with %G_IO_ERROR_BUSY if another
 *   program has it, or another error
 */
int
meirei_engine_state_lock (GError **error)
{
  g_autofree char *path = dup_path (LOCK_NAME);
  int fd;

  if (!make_dir (error))
    return -1;

  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;

  if (fd >= 0 && errno == EWOULDBLOCK)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                         "Another Meirei is just starting or stopping the built-in "
                         "engine; try again in a moment");
  else
    g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
                 "%s cannot be locked: %s", path, g_strerror (errno));
  if (fd >= 0)
    close (fd);

  return -1;
}
