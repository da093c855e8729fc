/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiOpenInstruction:
 *
 * The instruction that the window shows, read from the workspace: its sheet,
 * its versions, and of one version the code and the report.  Everything is
 * read asynchronously; opening another one, or the same again, cancels what is
 * under way, so that a held arrow key does not queue.
 *
 * The tabs and the quality panel look at one of these and listen to
 * [signal@OpenInstruction::changed].
 */

#include "config.h"

#include "meirei-open-instruction.h"
#include "meirei-workspace-versions.h"

struct _MeireiOpenInstruction
{
  GObject parent_instance;

  MeireiWorkspace *workspace;      /* (nullable) */
  char *id;                        /* (nullable) */
  char *wanted_version;            /* (nullable) NULL is the latest */
  GCancellable *cancellable;       /* (nullable) of what is under way */

  MeireiInstruction *instruction;  /* (nullable) */
  GListStore *versions;            /* of MeireiVersion, the newest first */
  MeireiVersion *version;          /* (nullable) */
  GBytes *code;                    /* (nullable) */
  gboolean code_changed;
  MeireiReport *report;            /* (nullable) */
  GError *error;                   /* (nullable) */
  gulong changed_id;
  guint n_pending;                 /* versions that are being read */
  GPtrArray *arriving;             /* (nullable) of MeireiVersion, by position */
};

/* One reading; it is void once its cancellable is not the current one. */
typedef struct {
  MeireiOpenInstruction *self;
  GCancellable *cancellable;
  guint position;
} Reading;

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiOpenInstruction, meirei_open_instruction, G_TYPE_OBJECT)

static Reading *
reading_new (MeireiOpenInstruction *self,
             guint                  position)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->self = g_object_ref (self);
  reading->cancellable = g_object_ref (self->cancellable);
  reading->position = position;

  return reading;
}

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->self);
  g_object_unref (reading->cancellable);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static gboolean
is_void (Reading *reading)
{
  return reading->cancellable != reading->self->cancellable;
}

static void
emit_changed (MeireiOpenInstruction *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
finish (MeireiOpenInstruction *self,
        GError                *error)
{
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  self->error = error;
  emit_changed (self);
}

static void
clear_version (MeireiOpenInstruction *self)
{
  g_clear_object (&self->version);
  g_clear_object (&self->report);
  g_clear_pointer (&self->code, g_bytes_unref);
  self->code_changed = FALSE;
}

/* 3. The code. */

static void
code_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Reading) reading = user_data;
  MeireiOpenInstruction *self = reading->self;
  gboolean unchanged = TRUE;
  GError *error = NULL;
  GBytes *code = meirei_workspace_read_code_finish (MEIREI_WORKSPACE (source), result, &unchanged,
                                                    &error);

  if (is_void (reading))
    {
      g_clear_pointer (&code, g_bytes_unref);
      g_clear_error (&error);
      return;
    }

  self->code = code;
  self->code_changed = code != NULL && !unchanged;
  finish (self, error);
}

static void
show_version (MeireiOpenInstruction *self,
              MeireiVersion         *version)
{
  JsonObject *report;

  clear_version (self);
  if (version == NULL)
    {
      finish (self, NULL);
      return;
    }

  self->version = g_object_ref (version);
  report = meirei_version_get_section (version, "report");
  if (report != NULL)
    self->report = meirei_report_new_from_json (report);
  if (meirei_version_get_file (version) == NULL)
    {
      finish (self, NULL);
      return;
    }

  meirei_workspace_read_code_async (self->workspace, self->id, meirei_version_get_name (version),
                                    self->cancellable, code_cb, reading_new (self, 0));
}

/* 2. The versions. */

static MeireiVersion *
find_wanted (MeireiOpenInstruction *self)
{
  GListModel *versions = G_LIST_MODEL (self->versions);
  g_autoptr(MeireiVersion) newest = g_list_model_get_item (versions, 0);

  for (guint i = 0; self->wanted_version != NULL && i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr(MeireiVersion) version = g_list_model_get_item (versions, i);

      if (g_str_equal (meirei_version_get_name (version), self->wanted_version))
        return version; /* the list keeps it */
    }

  return newest; /* the list keeps it */
}

static void
versions_arrived (MeireiOpenInstruction *self)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  for (guint i = self->arriving->len; i > 0; i--)
    if (self->arriving->pdata[i - 1] != NULL)
      g_ptr_array_add (found, self->arriving->pdata[i - 1]);
  g_list_store_splice (self->versions, 0, g_list_model_get_n_items (G_LIST_MODEL (self->versions)),
                       found->pdata, found->len);
  g_clear_pointer (&self->arriving, g_ptr_array_unref);
  show_version (self, find_wanted (self));
}

static void
version_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Reading) reading = user_data;
  MeireiOpenInstruction *self = reading->self;
  g_autoptr(MeireiVersion) version =
    meirei_workspace_load_version_finish (MEIREI_WORKSPACE (source), result, NULL);

  if (is_void (reading))
    return;

  /* A record that cannot be read is in the workspace's list of problems. */
  self->arriving->pdata[reading->position] = g_steal_pointer (&version);
  if (--self->n_pending == 0)
    versions_arrived (self);
}

static void
unref_if_set (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
}

static void
read_versions (MeireiOpenInstruction *self)
{
  const char * const *names = meirei_instruction_get_versions (self->instruction);
  guint n_names = g_strv_length ((char **) names);

  g_clear_pointer (&self->arriving, g_ptr_array_unref);
  self->arriving = g_ptr_array_new_with_free_func (unref_if_set);
  g_ptr_array_set_size (self->arriving, (int) n_names);
  self->n_pending = n_names;
  if (n_names == 0)
    {
      versions_arrived (self);
      return;
    }

  for (guint i = 0; i < n_names; i++)
    meirei_workspace_load_version_async (self->workspace, self->id, names[i], self->cancellable,
                                         version_cb, reading_new (self, i));
}

/* 1. The instruction. */

static void
instruction_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(Reading) reading = user_data;
  MeireiOpenInstruction *self = reading->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_load_instruction_finish (MEIREI_WORKSPACE (source), result, &error);

  if (is_void (reading))
    return;

  if (instruction == NULL)
    {
      finish (self, g_steal_pointer (&error));
      return;
    }

  g_set_object (&self->instruction, instruction);
  read_versions (self);
}

static void
read_all (MeireiOpenInstruction *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->workspace == NULL || self->id == NULL)
    {
      emit_changed (self);
      return;
    }

  self->cancellable = g_cancellable_new ();
  meirei_workspace_load_instruction_async (self->workspace, self->id, self->cancellable,
                                           instruction_cb, reading_new (self, 0));
}

static void
instruction_changed_cb (MeireiWorkspace       *workspace,
                        const char            *id,
                        MeireiOpenInstruction *self)
{
  if (g_strcmp0 (id, self->id) == 0)
    read_all (self);
}

static void
meirei_open_instruction_dispose (GObject *object)
{
  MeireiOpenInstruction *self = MEIREI_OPEN_INSTRUCTION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->workspace != NULL)
    g_clear_signal_handler (&self->changed_id, self->workspace);
  clear_version (self);
  g_clear_object (&self->instruction);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (meirei_open_instruction_parent_class)->dispose (object);
}

static void
meirei_open_instruction_finalize (GObject *object)
{
  MeireiOpenInstruction *self = MEIREI_OPEN_INSTRUCTION (object);

  g_free (self->id);
  g_free (self->wanted_version);
  g_clear_error (&self->error);
  g_clear_pointer (&self->arriving, g_ptr_array_unref);
  g_object_unref (self->versions);

  G_OBJECT_CLASS (meirei_open_instruction_parent_class)->finalize (object);
}

static void
meirei_open_instruction_class_init (MeireiOpenInstructionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_open_instruction_dispose;
  object_class->finalize = meirei_open_instruction_finalize;

  /**
   * MeireiOpenInstruction::changed:
   * @self: the open instruction
   *
   * Something of it is another one now: the instruction, the versions, the
   * version, its code or report.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_open_instruction_init (MeireiOpenInstruction *self)
{
  self->versions = g_list_store_new (MEIREI_TYPE_VERSION);
}

/**
 * meirei_open_instruction_new:
 *
 * Returns: (transfer full): an object that shows nothing yet
 */
MeireiOpenInstruction *
meirei_open_instruction_new (void)
{
  return g_object_new (MEIREI_TYPE_OPEN_INSTRUCTION, NULL);
}

/**
 * meirei_open_instruction_open:
 * @self: an open instruction
 * @workspace: (nullable): a workspace
 * @id: (nullable): an instruction's UUID; %NULL shows none
 *
 * Opens another instruction, with its latest version.
 */
void
meirei_open_instruction_open (MeireiOpenInstruction *self,
                              MeireiWorkspace       *workspace,
                              const char            *id)
{
  g_return_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self));

  if (self->workspace == workspace && g_strcmp0 (self->id, id) == 0)
    return;

  if (self->workspace != workspace)
    {
      if (self->workspace != NULL)
        g_clear_signal_handler (&self->changed_id, self->workspace);
      g_set_object (&self->workspace, workspace);
      if (workspace != NULL)
        self->changed_id = g_signal_connect_object (workspace, "instruction-changed",
                                                    G_CALLBACK (instruction_changed_cb), self, 0);
    }

  g_free (self->id);
  self->id = g_strdup (id);
  g_clear_pointer (&self->wanted_version, g_free);
  g_clear_error (&self->error);
  g_clear_object (&self->instruction);
  g_list_store_remove_all (self->versions);
  clear_version (self);
  read_all (self);
}

/**
 * meirei_open_instruction_reload:
 * @self: an open instruction
 *
 * Reads everything again.  What is shown stays until it is there.
 */
void
meirei_open_instruction_reload (MeireiOpenInstruction *self)
{
  g_return_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self));

  read_all (self);
}

/**
 * meirei_open_instruction_choose_version:
 * @self: an open instruction
 * @name: (nullable): the name of one of its versions; %NULL is the latest,
 *   also when a newer one comes
 */
void
meirei_open_instruction_choose_version (MeireiOpenInstruction *self,
                                        const char            *name)
{
  g_return_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self));

  if (self->version != NULL && g_strcmp0 (name, meirei_version_get_name (self->version)) == 0)
    return;

  g_free (self->wanted_version);
  self->wanted_version = g_strdup (name);
  read_all (self);
}

/**
 * meirei_open_instruction_get_workspace:
 * @self: an open instruction
 *
 * Returns: (transfer none) (nullable): its workspace
 */
MeireiWorkspace *
meirei_open_instruction_get_workspace (MeireiOpenInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self), NULL);

  return self->workspace;
}

/**
 * meirei_open_instruction_get_id:
 * @self: an open instruction
 *
 * Returns: (nullable): its UUID, or %NULL if none is open
 */
const char *
meirei_open_instruction_get_id (MeireiOpenInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self), NULL);

  return self->id;
}

/**
 * meirei_open_instruction_get_instruction:
 * @self: an open instruction
 *
 * Returns: (transfer none) (nullable): the instruction, or %NULL while it is
 *   not there
 */
MeireiInstruction *
meirei_open_instruction_get_instruction (MeireiOpenInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self), NULL);

  return self->instruction;
}

/**
 * meirei_open_instruction_get_versions:
 * @self: an open instruction
 *
 * Returns: (transfer none): a list of [class@Version], the newest first
 */
GListModel *
meirei_open_instruction_get_versions (MeireiOpenInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self), NULL);

  return G_LIST_MODEL (self->versions);
}

/**
 * meirei_open_instruction_get_version:
 * @self: an open instruction
 *
 * Returns: (transfer none) (nullable): the version that is shown
 */
MeireiVersion *
meirei_open_instruction_get_version (MeireiOpenInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self), NULL);

  return self->version;
}

/**
 * meirei_open_instruction_get_previous:
 * @self: an open instruction
 *
 * Returns: (transfer none) (nullable): the version before the one that is shown
 */
MeireiVersion *
meirei_open_instruction_get_previous (MeireiOpenInstruction *self)
{
  GListModel *versions;
  gboolean found = FALSE;

  g_return_val_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self), NULL);

  versions = G_LIST_MODEL (self->versions);
  for (guint i = 0; i < g_list_model_get_n_items (versions); i++)
    {
      g_autoptr(MeireiVersion) version = g_list_model_get_item (versions, i);

      if (found)
        return version; /* the list keeps it */
      found = self->version != NULL
              && g_str_equal (meirei_version_get_name (version),
                              meirei_version_get_name (self->version));
    }

  return NULL;
}

/**
 * meirei_open_instruction_get_code:
 * @self: an open instruction
 *
 * Returns: (transfer none) (nullable): the version's code
 */
GBytes *
meirei_open_instruction_get_code (MeireiOpenInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self), NULL);

  return self->code;
}

/**
 * meirei_open_instruction_is_code_changed:
 * @self: an open instruction
 *
 * Returns: whether the file was changed outside Meirei since it was written
 */
gboolean
meirei_open_instruction_is_code_changed (MeireiOpenInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self), FALSE);

  return self->code_changed;
}

/**
 * meirei_open_instruction_get_report:
 * @self: an open instruction
 *
 * Returns: (transfer none) (nullable): the version's quality report
 */
MeireiReport *
meirei_open_instruction_get_report (MeireiOpenInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self), NULL);

  return self->report;
}

/**
 * meirei_open_instruction_get_error:
 * @self: an open instruction
 *
 * Returns: (nullable): why something could not be read
 */
const GError *
meirei_open_instruction_get_error (MeireiOpenInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self), NULL);

  return self->error;
}

/**
 * meirei_open_instruction_is_loading:
 * @self: an open instruction
 *
 * Returns: whether something is being read
 */
gboolean
meirei_open_instruction_is_loading (MeireiOpenInstruction *self)
{
  g_return_val_if_fail (MEIREI_IS_OPEN_INSTRUCTION (self), FALSE);

  return self->cancellable != NULL;
}
