/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiCodeFile:
 *
 * The file of a version: its text, read in the background, and whether it is
 * what was recorded.  Emits [signal@CodeFile::loaded] when the text is there
 * or cannot be had, and [signal@CodeFile::changed] when somebody else changed
 * the file afterwards.
 */

#include "config.h"

#include "meirei-code-file.h"
#include "meirei-string.h"

/* An editor writes in several steps. */
#define CHECK_DELAY_MS 300

struct _MeireiCodeFile
{
  GObject parent_instance;

  MeireiWorkspace *workspace;
  MeireiVersion *version;
  char *path;
  char *text;                 /* (nullable) */
  char *sha256;               /* (nullable): of the text */
  char *problem;              /* (nullable) */
  gboolean unchanged;
  GCancellable *cancellable;  /* of everything that is read */
  GFileMonitor *monitor;      /* (nullable) */
  guint check_id;
};

enum {
  CHANGED,
  LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiCodeFile, meirei_code_file, G_TYPE_OBJECT)

static void
read_code (MeireiCodeFile      *self,
           GAsyncReadyCallback  callback)
{
  meirei_workspace_read_code_async (self->workspace,
                                    meirei_version_get_instruction_id (self->version),
                                    meirei_version_get_name (self->version), self->cancellable,
                                    callback, g_object_ref (self));
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(MeireiCodeFile) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) code = meirei_workspace_read_code_finish (MEIREI_WORKSPACE (source), result,
                                                              NULL, &error);
  g_autofree char *sha256 = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* A file that is gone is changed too. */
  sha256 = code != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, code) : NULL;
  if (g_strcmp0 (sha256, self->sha256) != 0)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
check_cb (gpointer user_data)
{
  MeireiCodeFile *self = user_data;

  self->check_id = 0;
  read_code (self, checked_cb);

  return G_SOURCE_REMOVE;
}

static void
monitor_cb (MeireiCodeFile *self)
{
  if (self->check_id == 0)
    self->check_id = g_timeout_add (CHECK_DELAY_MS, check_cb, self);
}

/* Without a monitor, as on some network drives, the next look at the version
 * finds out. */
static void
watch (MeireiCodeFile *self)
{
  g_autoptr(GFile) file = g_file_new_for_path (self->path);

  if (self->monitor != NULL)
    return;

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (monitor_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(MeireiCodeFile) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean unchanged = TRUE;
  g_autoptr(GBytes) code = meirei_workspace_read_code_finish (MEIREI_WORKSPACE (source), result,
                                                              &unchanged, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->sha256, g_free);
  meirei_set_str (&self->problem, error != NULL ? error->message : NULL);
  self->unchanged = unchanged;
  if (code != NULL)
    {
      self->text = meirei_utf8_make_valid (g_bytes_get_data (code, NULL),
                                           (gssize) g_bytes_get_size (code), NULL);
      self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, code);
    }
  watch (self);
  g_signal_emit (self, signals[LOADED], 0);
}

static void
meirei_code_file_dispose (GObject *object)
{
  MeireiCodeFile *self = MEIREI_CODE_FILE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->check_id, g_source_remove);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->version);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (meirei_code_file_parent_class)->dispose (object);
}

static void
meirei_code_file_finalize (GObject *object)
{
  MeireiCodeFile *self = MEIREI_CODE_FILE (object);

  g_free (self->path);
  g_free (self->text);
  g_free (self->sha256);
  g_free (self->problem);

  G_OBJECT_CLASS (meirei_code_file_parent_class)->finalize (object);
}

static void
meirei_code_file_class_init (MeireiCodeFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_code_file_dispose;
  object_class->finalize = meirei_code_file_finalize;

  /**
   * MeireiCodeFile::changed:
   * @self: the file
   */
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MeireiCodeFile::loaded:
   * @self: the file
   */
  signals[LOADED] =
    g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_code_file_init (MeireiCodeFile *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * meirei_code_file_new:
 * @workspace: where the version is stored
 * @version: a version with a file
 *
 * Returns: (transfer full): the file, not read yet
 */
MeireiCodeFile *
meirei_code_file_new (MeireiWorkspace *workspace,
                      MeireiVersion   *version)
{
  MeireiCodeFile *self;

  g_return_val_if_fail (MEIREI_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (MEIREI_IS_VERSION (version), NULL);

  self = g_object_new (MEIREI_TYPE_CODE_FILE, NULL);
  self->workspace = g_object_ref (workspace);
  self->version = g_object_ref (version);
  self->path = meirei_workspace_dup_code_path (workspace, version);

  return self;
}

/**
 * meirei_code_file_load:
 * @self: a file
 *
 * Reads the text, also again.
 */
void
meirei_code_file_load (MeireiCodeFile *self)
{
  g_return_if_fail (MEIREI_IS_CODE_FILE (self));

  read_code (self, loaded_cb);
}

/**
 * meirei_code_file_get_path:
 * @self: a file
 *
 * Returns: its path
 */
const char *
meirei_code_file_get_path (MeireiCodeFile *self)
{
  g_return_val_if_fail (MEIREI_IS_CODE_FILE (self), NULL);

  return self->path;
}

/**
 * meirei_code_file_get_text:
 * @self: a file
 *
 * Returns: (nullable): its text, valid UTF-8
 */
const char *
meirei_code_file_get_text (MeireiCodeFile *self)
{
  g_return_val_if_fail (MEIREI_IS_CODE_FILE (self), NULL);

  return self->text;
}

/**
 * meirei_code_file_get_sha256:
 * @self: a file
 *
 * Returns: (nullable): the hash of what was read
 */
const char *
meirei_code_file_get_sha256 (MeireiCodeFile *self)
{
  g_return_val_if_fail (MEIREI_IS_CODE_FILE (self), NULL);

  return self->sha256;
}

/**
 * meirei_code_file_get_unchanged:
 * @self: a file
 *
 * Returns: whether it was what the version's record says, when it was read
 */
gboolean
meirei_code_file_get_unchanged (MeireiCodeFile *self)
{
  g_return_val_if_fail (MEIREI_IS_CODE_FILE (self), TRUE);

  return self->unchanged;
}

/**
 * meirei_code_file_get_problem:
 * @self: a file
 *
 * Returns: (nullable): why it could not be read
 */
const char *
meirei_code_file_get_problem (MeireiCodeFile *self)
{
  g_return_val_if_fail (MEIREI_IS_CODE_FILE (self), NULL);

  return self->problem;
}
