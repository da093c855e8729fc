/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiReview:
 *
 * The instruction and the version that the reader looks at.  The tabs, the
 * quality panel and the decision bar of a window share one and follow its
 * properties.
 *
 * `item` and `version-name` say what is wanted and change at once;
 * `instruction` and `version` are what has been read and follow a little
 * later, both together.  While one thing is being read, only the last wish is
 * remembered, so that holding a key down does not queue work.  What is shown
 * is read again when it changes in the workspace.
 */

#include "config.h"

#include "meirei-review.h"
#include "meirei-string.h"

struct _MeireiReview
{
  GObject parent_instance;

  MeireiWorkspace *workspace;     /* (owned) (nullable) */
  MeireiInstructionItem *item;    /* (owned) (nullable) */
  char *version_name;             /* (owned) (nullable): the latest if unset */

  MeireiInstruction *instruction; /* (owned) (nullable) */
  MeireiVersion *version;         /* (owned) (nullable) */
  GError *error;                  /* (owned) (nullable) */
  char *seen_sha256;              /* (owned) (nullable): of the code that is shown */
  MeireiLineComments *comments;   /* (owned): on lines of the code */

  GSignalGroup *workspace_signals;
  GCancellable *load;             /* (owned) (nullable): of what is being read */
  gboolean load_again;
};

G_DEFINE_FINAL_TYPE (MeireiReview, meirei_review, G_TYPE_OBJECT)

typedef enum {
  PROP_ERROR = 1,
  PROP_INSTRUCTION,
  PROP_ITEM,
  PROP_LOADING,
  PROP_VERSION,
  PROP_VERSION_NAME,
  PROP_WORKSPACE,
} MeireiReviewProperty;

#define N_PROPS (PROP_WORKSPACE + 1)
static GParamSpec *properties[N_PROPS];

/* One thing that is being read. */
typedef struct {
  MeireiReview *self;             /* (owned) */
  GCancellable *cancellable;      /* (owned) */
  char *version_name;             /* (owned) (nullable) */
  MeireiInstruction *instruction; /* (owned) (nullable) */
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->self);
  g_object_unref (load->cancellable);
  g_free (load->version_name);
  g_clear_object (&load->instruction);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static void
publish (MeireiReview      *self,
         MeireiInstruction *instruction,
         MeireiVersion     *version,
         const GError      *error)
{
  GObject *object = G_OBJECT (self);
  gboolean had_error = self->error != NULL;

  g_object_freeze_notify (object);
  if (g_set_object (&self->instruction, instruction))
    g_object_notify_by_pspec (object, properties[PROP_INSTRUCTION]);
  if (g_set_object (&self->version, version))
    g_object_notify_by_pspec (object, properties[PROP_VERSION]);
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  if (had_error || error != NULL)
    g_object_notify_by_pspec (object, properties[PROP_ERROR]);
  g_object_thaw_notify (object);
}

static void start_load (MeireiReview *self);

static void
finish_load (Load              *load,
             MeireiInstruction *instruction,
             MeireiVersion     *version,
             const GError      *error)
{
  MeireiReview *self = load->self;

  g_clear_object (&self->load);
  if (self->load_again)
    {
      self->load_again = FALSE;
      start_load (self);
    }
  else if (!g_cancellable_is_cancelled (load->cancellable))
    publish (self, instruction, version, error);

  if (self->load == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
version_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Load) load = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiVersion) version = NULL;

  version = meirei_workspace_load_version_finish (MEIREI_WORKSPACE (source), result, &error);
  finish_load (load, load->instruction, version, error);
}

static void
instruction_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(Load) load = user_data;
  g_autoptr(GError) error = NULL;
  const char *version_name;

  load->instruction = meirei_workspace_load_instruction_finish (MEIREI_WORKSPACE (source), result,
                                                                &error);
  if (load->instruction == NULL || load->self->load_again)
    {
      finish_load (load, NULL, NULL, error);
      return;
    }

  version_name = load->version_name != NULL ? load->version_name
                 : meirei_instruction_get_latest_version (load->instruction);
  if (version_name == NULL || *version_name == '\0')
    {
      finish_load (load, load->instruction, NULL, NULL);
      return;
    }

  meirei_workspace_load_version_async (MEIREI_WORKSPACE (source),
                                       meirei_instruction_get_id (load->instruction),
                                       version_name, load->cancellable, version_cb, load);
  g_steal_pointer (&load);
}

static void
start_load (MeireiReview *self)
{
  Load *load;

  if (self->load != NULL)
    {
      self->load_again = TRUE;
      g_cancellable_cancel (self->load);
      return;
    }

  if (self->item == NULL || self->workspace == NULL)
    {
      publish (self, NULL, NULL, NULL);
      return;
    }

  self->load = g_cancellable_new ();
  load = g_new0 (Load, 1);
  load->self = g_object_ref (self);
  load->cancellable = g_object_ref (self->load);
  load->version_name = g_strdup (self->version_name);
  meirei_workspace_load_instruction_async (self->workspace,
                                           meirei_instruction_item_get_id (self->item),
                                           self->load, instruction_cb, load);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
meirei_review_dispose (GObject *object)
{
  MeireiReview *self = MEIREI_REVIEW (object);

  g_clear_object (&self->workspace_signals);
  g_clear_object (&self->item);
  g_clear_object (&self->instruction);
  g_clear_object (&self->version);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (meirei_review_parent_class)->dispose (object);
}

static void
meirei_review_finalize (GObject *object)
{
  MeireiReview *self = MEIREI_REVIEW (object);

  g_assert (self->load == NULL);
  g_free (self->version_name);
  g_free (self->seen_sha256);
  g_clear_object (&self->comments);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (meirei_review_parent_class)->finalize (object);
}

static void
meirei_review_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  MeireiReview *self = MEIREI_REVIEW (object);

  switch ((MeireiReviewProperty) prop_id)
    {
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_INSTRUCTION:
      g_value_set_object (value, self->instruction);
      break;
    case PROP_ITEM:
      g_value_set_object (value, self->item);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, meirei_review_is_loading (self));
      break;
    case PROP_VERSION:
      g_value_set_object (value, self->version);
      break;
    case PROP_VERSION_NAME:
      g_value_set_string (value, self->version_name);
      break;
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_review_class_init (MeireiReviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = meirei_review_dispose;
  object_class->finalize = meirei_review_finalize;
  object_class->get_property = meirei_review_get_property;

  /**
   * MeireiReview:error:
   *
   * Why the last reading failed.
   */
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);

  /**
   * MeireiReview:instruction:
   *
   * The instruction as it was read.
   */
  properties[PROP_INSTRUCTION] =
    g_param_spec_object ("instruction", NULL, NULL, MEIREI_TYPE_INSTRUCTION, flags);

  /**
   * MeireiReview:item:
   *
   * The instruction that is wanted, as the list has it.
   */
  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, MEIREI_TYPE_INSTRUCTION_ITEM, flags);

  /**
   * MeireiReview:loading:
   *
   * Whether something is being read.
   */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);

  /**
   * MeireiReview:version:
   *
   * The version as it was read; unset if the instruction has none.
   */
  properties[PROP_VERSION] =
    g_param_spec_object ("version", NULL, NULL, MEIREI_TYPE_VERSION, flags);

  /**
   * MeireiReview:version-name:
   *
   * The version that is wanted; unset for the latest, also when there comes
   * a newer one.
   */
  properties[PROP_VERSION_NAME] =
    g_param_spec_string ("version-name", NULL, NULL, NULL, flags);

  /**
   * MeireiReview:workspace:
   *
   * The workspace.
   */
  properties[PROP_WORKSPACE] =
    g_param_spec_object ("workspace", NULL, NULL, MEIREI_TYPE_WORKSPACE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
instruction_changed_cb (MeireiReview *self,
                        const char   *id)
{
  if (self->item != NULL && g_strcmp0 (meirei_instruction_item_get_id (self->item), id) == 0)
    start_load (self);
}

static void
meirei_review_init (MeireiReview *self)
{
  self->comments = meirei_line_comments_new ();
  self->workspace_signals = g_signal_group_new (MEIREI_TYPE_WORKSPACE);
  g_signal_group_connect_object (self->workspace_signals, "instruction-changed",
                                 G_CALLBACK (instruction_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * meirei_review_new:
 *
 * Returns: (transfer full): a review of nothing
 */
MeireiReview *
meirei_review_new (void)
{
  return g_object_new (MEIREI_TYPE_REVIEW, NULL);
}

/**
 * meirei_review_get_workspace:
 * @self: a review
 *
 * Returns: (transfer none) (nullable): the workspace
 */
MeireiWorkspace *
meirei_review_get_workspace (MeireiReview *self)
{
  g_return_val_if_fail (MEIREI_IS_REVIEW (self), NULL);

  return self->workspace;
}

/**
 * meirei_review_set_workspace:
 * @self: a review
 * @workspace: (nullable): a workspace
 *
 * Sets the workspace; nothing of it is looked at yet.
 */
void
meirei_review_set_workspace (MeireiReview    *self,
                             MeireiWorkspace *workspace)
{
  g_return_if_fail (MEIREI_IS_REVIEW (self));

  if (self->workspace == workspace)
    return;

  meirei_review_set_item (self, NULL);
  g_set_object (&self->workspace, workspace);
  g_signal_group_set_target (self->workspace_signals, workspace);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKSPACE]);
}

/**
 * meirei_review_get_item:
 * @self: a review
 *
 * Returns: (transfer none) (nullable): the instruction that is wanted
 */
MeireiInstructionItem *
meirei_review_get_item (MeireiReview *self)
{
  g_return_val_if_fail (MEIREI_IS_REVIEW (self), NULL);

  return self->item;
}

/**
 * meirei_review_set_item:
 * @self: a review
 * @item: (nullable): an instruction of the workspace
 *
 * Looks at the latest version of an instruction.
 */
void
meirei_review_set_item (MeireiReview          *self,
                        MeireiInstructionItem *item)
{
  g_return_if_fail (MEIREI_IS_REVIEW (self));
  g_return_if_fail (item == NULL || MEIREI_IS_INSTRUCTION_ITEM (item));

  if (!g_set_object (&self->item, item))
    return;

  meirei_review_set_seen_sha256 (self, NULL);
  meirei_line_comments_load (self->comments, NULL, FALSE);

  g_object_freeze_notify (G_OBJECT (self));
  if (self->version_name != NULL)
    {
      g_clear_pointer (&self->version_name, g_free);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERSION_NAME]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
  g_object_thaw_notify (G_OBJECT (self));

  start_load (self);
}

/**
 * meirei_review_get_version_name:
 * @self: a review
 *
 * Returns: (transfer none) (nullable): the version that is wanted, %NULL for
 *   the latest
 */
const char *
meirei_review_get_version_name (MeireiReview *self)
{
  g_return_val_if_fail (MEIREI_IS_REVIEW (self), NULL);

  return self->version_name;
}

/**
 * meirei_review_set_version_name:
 * @self: a review
 * @version_name: (nullable): such as `v2`, %NULL for the latest
 *
 * Looks at another version of the same instruction.
 */
void
meirei_review_set_version_name (MeireiReview *self,
                                const char   *version_name)
{
  g_return_if_fail (MEIREI_IS_REVIEW (self));

  if (!meirei_set_str (&self->version_name, version_name))
    return;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERSION_NAME]);
  start_load (self);
}

/**
 * meirei_review_reload:
 * @self: a review
 *
 * Reads the instruction and the version again.
 */
void
meirei_review_reload (MeireiReview *self)
{
  g_return_if_fail (MEIREI_IS_REVIEW (self));

  start_load (self);
}

/**
 * meirei_review_is_loading:
 * @self: a review
 *
 * Returns: whether something is being read
 */
gboolean
meirei_review_is_loading (MeireiReview *self)
{
  g_return_val_if_fail (MEIREI_IS_REVIEW (self), FALSE);

  return self->load != NULL;
}

/**
 * meirei_review_get_error:
 * @self: a review
 *
 * Returns: (transfer none) (nullable): why the last reading failed
 */
const GError *
meirei_review_get_error (MeireiReview *self)
{
  g_return_val_if_fail (MEIREI_IS_REVIEW (self), NULL);

  return self->error;
}

/**
 * meirei_review_get_instruction:
 * @self: a review
 *
 * Returns: (transfer none) (nullable): the instruction as it was read; for a
 *   moment it may still be the one before [property@Review:item]
 */
MeireiInstruction *
meirei_review_get_instruction (MeireiReview *self)
{
  g_return_val_if_fail (MEIREI_IS_REVIEW (self), NULL);

  return self->instruction;
}

/**
 * meirei_review_get_version:
 * @self: a review
 *
 * Returns: (transfer none) (nullable): the version as it was read
 */
MeireiVersion *
meirei_review_get_version (MeireiReview *self)
{
  g_return_val_if_fail (MEIREI_IS_REVIEW (self), NULL);

  return self->version;
}

/**
 * meirei_review_get_seen_sha256:
 * @self: a review
 *
 * Returns: (transfer none) (nullable): the hash of the code that the reader
 *   looks at; %NULL if it is the one that was recorded
 */
const char *
meirei_review_get_seen_sha256 (MeireiReview *self)
{
  g_return_val_if_fail (MEIREI_IS_REVIEW (self), NULL);

  return self->seen_sha256;
}

/**
 * meirei_review_set_seen_sha256:
 * @self: a review
 * @sha256: (nullable): the hash of the code that is shown
 *
 * Says what the reader looks at, if the file is not as it was recorded; a
 * decision is bound to it.
 */
void
meirei_review_set_seen_sha256 (MeireiReview *self,
                               const char   *sha256)
{
  g_return_if_fail (MEIREI_IS_REVIEW (self));

  meirei_set_str (&self->seen_sha256, sha256);
}

/**
 * meirei_review_get_comments:
 * @self: a review
 *
 * Returns: (transfer none): the comments on lines of the version that is
 *   shown; those that go with the next decision
 */
MeireiLineComments *
meirei_review_get_comments (MeireiReview *self)
{
  g_return_val_if_fail (MEIREI_IS_REVIEW (self), NULL);

  return self->comments;
}
