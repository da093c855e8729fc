/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiVersionList:
 *
 * All versions of the instruction that is reviewed, the newest first.  They
 * are read in the background whenever the instruction is another one; the list
 * changes once, when all are there.
 */

#include "config.h"

#include "meirei-version-list.h"

struct _MeireiVersionList
{
  GObject parent_instance;

  MeireiReview *review;
  GListStore *store;         /* of MeireiVersion */
  GCancellable *cancellable; /* (nullable) of what is being read */
  GPtrArray *arriving;       /* (nullable) of MeireiVersion, by position */
  guint n_pending;
};

/* One version on its way; void once its cancellable is not the current one. */
typedef struct {
  MeireiVersionList *self;
  GCancellable *cancellable;
  guint position;
} Reading;

G_DEFINE_FINAL_TYPE (MeireiVersionList, meirei_version_list, G_TYPE_OBJECT)

static void
unref_if_set (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
}

static void
show_arrived (MeireiVersionList *self)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  for (guint i = self->arriving->len; i > 0; i--)
    if (self->arriving->pdata[i - 1] != NULL)
      g_ptr_array_add (found, self->arriving->pdata[i - 1]);
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       found->pdata, found->len);
  g_clear_pointer (&self->arriving, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
}

static void
version_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Reading *reading = user_data;
  g_autoptr(MeireiVersionList) self = reading->self;
  g_autoptr(GCancellable) cancellable = reading->cancellable;
  guint position = reading->position;
  /* A record that cannot be read is in the workspace's list of problems. */
  MeireiVersion *version = meirei_workspace_load_version_finish (MEIREI_WORKSPACE (source), result,
                                                                 NULL);

  g_free (reading);
  if (cancellable != self->cancellable)
    {
      g_clear_object (&version);
      return;
    }

  self->arriving->pdata[position] = version;
  if (--self->n_pending == 0)
    show_arrived (self);
}

static void
start_reading (MeireiVersionList *self,
               const char        *id,
               const char        *name,
               guint              position)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->self = g_object_ref (self);
  reading->cancellable = g_object_ref (self->cancellable);
  reading->position = position;
  meirei_workspace_load_version_async (meirei_review_get_workspace (self->review), id, name,
                                       self->cancellable, version_cb, reading);
}

static void
instruction_cb (MeireiVersionList *self)
{
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);
  const char * const *names;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (instruction == NULL || meirei_instruction_get_latest_version (instruction) == NULL)
    {
      g_list_store_remove_all (self->store);
      return;
    }

  names = meirei_instruction_get_versions (instruction);
  self->n_pending = g_strv_length ((char **) names);
  g_clear_pointer (&self->arriving, g_ptr_array_unref);
  self->arriving = g_ptr_array_new_with_free_func (unref_if_set);
  g_ptr_array_set_size (self->arriving, (int) self->n_pending);
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; names[i] != NULL; i++)
    start_reading (self, meirei_instruction_get_id (instruction), names[i], i);
}

static void
meirei_version_list_dispose (GObject *object)
{
  MeireiVersionList *self = MEIREI_VERSION_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->review);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (meirei_version_list_parent_class)->dispose (object);
}

static void
meirei_version_list_finalize (GObject *object)
{
  MeireiVersionList *self = MEIREI_VERSION_LIST (object);

  g_clear_pointer (&self->arriving, g_ptr_array_unref);

  G_OBJECT_CLASS (meirei_version_list_parent_class)->finalize (object);
}

static void
meirei_version_list_class_init (MeireiVersionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_version_list_dispose;
  object_class->finalize = meirei_version_list_finalize;
}

static void
meirei_version_list_init (MeireiVersionList *self)
{
  self->store = g_list_store_new (MEIREI_TYPE_VERSION);
}

/**
 * meirei_version_list_new:
 * @review: what is reviewed
 *
 * Returns: (transfer full): the versions of the instruction in @review
 */
MeireiVersionList *
meirei_version_list_new (MeireiReview *review)
{
  MeireiVersionList *self = g_object_new (MEIREI_TYPE_VERSION_LIST, NULL);

  self->review = g_object_ref (review);
  g_signal_connect_object (review, "notify::instruction", G_CALLBACK (instruction_cb), self,
                           G_CONNECT_SWAPPED);
  instruction_cb (self);

  return self;
}

/**
 * meirei_version_list_get_model:
 * @self: a list of versions
 *
 * Returns: (transfer none): a list of [class@Version], the newest first
 */
GListModel *
meirei_version_list_get_model (MeireiVersionList *self)
{
  g_return_val_if_fail (MEIREI_IS_VERSION_LIST (self), NULL);

  return G_LIST_MODEL (self->store);
}

/**
 * meirei_version_list_find:
 * @self: a list of versions
 * @name: (nullable): a version's name
 * @position: (out) (optional): its place in the list
 *
 * Returns: (transfer none) (nullable): the version, or %NULL if it is not there
 */
MeireiVersion *
meirei_version_list_find (MeireiVersionList *self,
                          const char        *name,
                          guint             *position)
{
  GListModel *model;

  g_return_val_if_fail (MEIREI_IS_VERSION_LIST (self), NULL);

  model = G_LIST_MODEL (self->store);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(MeireiVersion) version = g_list_model_get_item (model, i);

      if (g_strcmp0 (meirei_version_get_name (version), name) != 0)
        continue;
      if (position != NULL)
        *position = i;
      return version; /* the list keeps it */
    }

  return NULL;
}

/**
 * meirei_version_list_get_previous:
 * @self: a list of versions
 * @name: (nullable): a version's name
 *
 * Returns: (transfer none) (nullable): the version before it, or %NULL
 */
MeireiVersion *
meirei_version_list_get_previous (MeireiVersionList *self,
                                  const char        *name)
{
  g_autoptr(MeireiVersion) previous = NULL;
  guint position = 0;

  if (meirei_version_list_find (self, name, &position) == NULL)
    return NULL;

  previous = g_list_model_get_item (G_LIST_MODEL (self->store), position + 1);

  return previous; /* the list keeps it */
}
