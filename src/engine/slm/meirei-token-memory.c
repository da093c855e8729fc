/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "meirei-json.h"
#include "meirei-token-memory.h"

/* Far more than the estimator remembers. */
#define MAX_FILE_SIZE (1024 * 1024)

/**
 * MeireiTokenMemory:
 *
 * Keeps what a [class@TokenEstimator] learned about models in a file of the
 * user's cache folder, so that the next start knows it, too.
 *
 * Changes are written on a thread, several together; what is not written yet
 * when the program ends is written then.  The file is replaced as a whole, and
 * what another program learned about other models meanwhile stays.
 */
struct _MeireiTokenMemory
{
  GObject               parent_instance;

  MeireiTokenEstimator *estimator;  /* (owned) */
  char                 *path;
  gboolean              is_saving;
  gboolean              is_dirty;   /* something is not written yet */
};

/* What goes to the thread. */
typedef struct {
  char       *path;
  JsonObject *models;
} Snapshot;

G_DEFINE_FINAL_TYPE (MeireiTokenMemory, meirei_token_memory, G_TYPE_OBJECT)

static void
snapshot_free (Snapshot *snapshot)
{
  g_free (snapshot->path);
  json_object_unref (snapshot->models);
  g_free (snapshot);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Snapshot, snapshot_free)

static JsonObject *
read_models (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) root = NULL;
  GStatBuf info;
  gsize length;

  /* A cache that is damaged is as good as none. */
  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > MAX_FILE_SIZE
      || !g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  root = meirei_json_parse_object (text, (gssize) length, NULL);
  if (meirei_json_get_object (root, "models") == NULL)
    return NULL;

  return json_object_ref (meirei_json_get_object (root, "models"));
}

/* Ours are the newest; of the others as many as there is room for. */
static JsonObject *
merge (JsonObject *stored,
       JsonObject *ours)
{
  g_autoptr(GList) old_names = stored != NULL ? json_object_get_members (stored) : NULL;
  g_autoptr(GList) names = json_object_get_members (ours);
  guint n_left = MEIREI_TOKEN_ESTIMATOR_MAX_MODELS
                 - MIN (g_list_length (names), MEIREI_TOKEN_ESTIMATOR_MAX_MODELS);
  JsonObject *merged = json_object_new ();

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (merged, l->data, json_object_dup_member (ours, l->data));
  for (GList *l = old_names; l != NULL && n_left > 0; l = l->next)
    if (!json_object_has_member (merged, l->data))
      {
        json_object_set_member (merged, l->data, json_object_dup_member (stored, l->data));
        n_left--;
      }

  return merged;
}

static gboolean
save (Snapshot  *snapshot,
      GError   **error)
{
  g_autofree char *dir = g_path_get_dirname (snapshot->path);
  g_autoptr(JsonObject) stored = read_models (snapshot->path);
  g_autoptr(JsonObject) root = json_object_new ();
  g_autofree char *text = NULL;
  gsize length;

  json_object_set_int_member (root, "schema", 1);
  json_object_set_object_member (root, "models", merge (stored, snapshot->models));
  text = meirei_json_to_text (root, &length);
  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
                   "Could not make the folder %s: %s", dir, g_strerror (errno));
      return FALSE;
    }

  return g_file_set_contents_full (snapshot->path, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static Snapshot *
take_snapshot (MeireiTokenMemory *self)
{
  Snapshot *snapshot = g_new0 (Snapshot, 1);

  snapshot->path = g_strdup (self->path);
  snapshot->models = meirei_token_estimator_to_json (self->estimator);
  self->is_dirty = FALSE;

  return snapshot;
}

static void
meirei_token_memory_dispose (GObject *object)
{
  MeireiTokenMemory *self = MEIREI_TOKEN_MEMORY (object);
  g_autoptr(GError) error = NULL;

  if (self->estimator != NULL && !meirei_token_memory_flush (self, &error))
    g_debug ("What was learned about tokens is not kept: %s", error->message);
  g_clear_object (&self->estimator);

  G_OBJECT_CLASS (meirei_token_memory_parent_class)->dispose (object);
}

static void
meirei_token_memory_finalize (GObject *object)
{
  MeireiTokenMemory *self = MEIREI_TOKEN_MEMORY (object);

  g_free (self->path);

  G_OBJECT_CLASS (meirei_token_memory_parent_class)->finalize (object);
}

static void
meirei_token_memory_class_init (MeireiTokenMemoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_token_memory_dispose;
  object_class->finalize = meirei_token_memory_finalize;
}

static void
meirei_token_memory_init (MeireiTokenMemory *self)
{
}

/**
 * meirei_token_memory_dup_default_path:
 *
 * Returns: (transfer full): the file in the user's cache folder
 */
char *
meirei_token_memory_dup_default_path (void)
{
  return g_build_filename (g_get_user_cache_dir (), "meirei", "token-counts.json", NULL);
}

/**
 * meirei_token_memory_new:
 * @estimator: who learns
 * @path: the file
 *
 * Reads the file, if there is a good one, and teaches @estimator.
 *
 * Returns: (transfer full): a new memory
 */
MeireiTokenMemory *
meirei_token_memory_new (MeireiTokenEstimator *estimator,
                         const char           *path)
{
  MeireiTokenMemory *self;
  g_autoptr(JsonObject) models = NULL;

  g_return_val_if_fail (MEIREI_IS_TOKEN_ESTIMATOR (estimator), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_TOKEN_MEMORY, NULL);
  self->estimator = g_object_ref (estimator);
  self->path = g_strdup (path);
  models = read_models (path);
  if (models != NULL)
    meirei_token_estimator_restore (estimator, models);

  return self;
}

static void
save_worker (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (save (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void start_saving (MeireiTokenMemory *self);

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  MeireiTokenMemory *self = MEIREI_TOKEN_MEMORY (source);
  g_autoptr(GError) error = NULL;

  self->is_saving = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_debug ("What was learned about tokens is not kept: %s", error->message);
  if (self->is_dirty)
    start_saving (self);
}

static void
start_saving (MeireiTokenMemory *self)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, saved_cb, NULL);

  self->is_saving = TRUE;
  g_task_set_source_tag (task, start_saving);
  g_task_set_task_data (task, take_snapshot (self), (GDestroyNotify) snapshot_free);
  g_task_run_in_thread (task, save_worker);
}

/**
 * meirei_token_memory_changed:
 * @self: a memory
 *
 * Says that the estimator has learned something.  Never blocks.
 */
void
meirei_token_memory_changed (MeireiTokenMemory *self)
{
  g_return_if_fail (MEIREI_IS_TOKEN_MEMORY (self));

  self->is_dirty = TRUE;
  if (!self->is_saving)
    start_saving (self);
}

/**
 * meirei_token_memory_flush:
 * @self: a memory
 * @error: return location for an error
 *
 * Writes what is not written yet.  Blocks.
 *
 * Returns: whether everything is in the file
 */
gboolean
meirei_token_memory_flush (MeireiTokenMemory  *self,
                           GError            **error)
{
  g_autoptr(Snapshot) snapshot = NULL;

  g_return_val_if_fail (MEIREI_IS_TOKEN_MEMORY (self), FALSE);

  if (!self->is_dirty && !self->is_saving)
    return TRUE;
  snapshot = take_snapshot (self);

  return save (snapshot, error);
}
