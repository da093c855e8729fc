/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiComparePair:
 *
 * Two versions of an instruction, and what differs between them.  The code is
 * read in the background and compared in a thread, and only while somebody
 * looks.  Emits [signal@ComparePair::versions-changed] when there are other
 * versions and [signal@ComparePair::compared] when there is another result.
 */

#include "config.h"

#include "meirei-compare-pair.h"
#include "meirei-comparison.h"
#include "meirei-json.h"
#include "meirei-string.h"

struct _MeireiComparePair
{
  GObject parent_instance;

  MeireiReview *review;
  MeireiVersionList *list;
  MeireiVersion *versions[MEIREI_N_DIFF_SIDES];   /* (owned) (nullable) */
  char *codes[MEIREI_N_DIFF_SIDES];               /* (owned) (nullable) once read */
  GCancellable *readings[MEIREI_N_DIFF_SIDES];    /* (owned) (nullable) */
  GCancellable *comparing;                        /* (owned) (nullable) */
  MeireiLineDiff *diff;                           /* (owned) (nullable) */
  MeireiDiffLayout *layouts[MEIREI_N_DIFF_FORMS];  /* (owned) (nullable) */
  char *problem;                                  /* (owned) (nullable) */
  MeireiLineDiffFlags flags;
  guint n_versions;
  gboolean unified;
  gboolean only_changes;
  gboolean active;
};

enum {
  COMPARED,
  VERSIONS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One side being read. */
typedef struct {
  MeireiComparePair *self;
  GCancellable *cancellable;
  MeireiDiffSide side;
} Reading;

G_DEFINE_FINAL_TYPE (MeireiComparePair, meirei_compare_pair, G_TYPE_OBJECT)

static void
clear_result (MeireiComparePair *self)
{
  g_cancellable_cancel (self->comparing);
  g_clear_object (&self->comparing);
  g_clear_object (&self->diff);
  for (guint i = 0; i < G_N_ELEMENTS (self->layouts); i++)
    g_clear_object (&self->layouts[i]);
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  MeireiComparePair *self = MEIREI_COMPARE_PAIR (source);

  if (!meirei_comparison_run_finish (result, &self->diff, self->layouts))
    return;

  g_clear_object (&self->comparing);
  g_signal_emit (self, signals[COMPARED], 0);
}

/* @again: with the lines that have been compared already */
static void
compare (MeireiComparePair *self,
         gboolean           again)
{
  const MeireiComparison comparison = {
    .codes = { self->codes[MEIREI_DIFF_OLD], self->codes[MEIREI_DIFF_NEW] },
    .flags = self->flags,
    .unified = self->unified,
    .only_changes = self->only_changes,
    .diff = again ? self->diff : NULL,
  };

  if (self->codes[0] == NULL || self->codes[1] == NULL)
    return;

  g_cancellable_cancel (self->comparing);
  g_clear_object (&self->comparing);
  self->comparing = g_cancellable_new ();
  meirei_comparison_run_async (G_OBJECT (self), &comparison, self->comparing, compared_cb, NULL);
}

static void
code_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;
  g_autoptr(MeireiComparePair) self = reading->self;
  g_autoptr(GCancellable) cancellable = reading->cancellable;
  MeireiDiffSide side = reading->side;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) code = meirei_workspace_read_code_finish (MEIREI_WORKSPACE (source), result,
                                                              NULL, &error);

  g_free (reading);
  if (self->readings[side] != cancellable)
    return;

  g_clear_object (&self->readings[side]);
  if (code == NULL)
    {
      meirei_set_str (&self->problem, error->message);
      g_signal_emit (self, signals[COMPARED], 0);
      return;
    }

  self->codes[side] = meirei_utf8_make_valid (g_bytes_get_data (code, NULL),
                                              (gssize) g_bytes_get_size (code), NULL);
  compare (self, FALSE);
}

static void
read_side (MeireiComparePair *self,
           MeireiDiffSide     side)
{
  MeireiVersion *version = self->versions[side];
  Reading *reading;

  if (!self->active || version == NULL || self->codes[side] != NULL
      || self->readings[side] != NULL)
    return;

  if (meirei_version_get_file (version) == NULL)
    {
      self->codes[side] = g_strdup ("");
      compare (self, FALSE);
      return;
    }

  self->readings[side] = g_cancellable_new ();
  reading = g_new0 (Reading, 1);
  reading->self = g_object_ref (self);
  reading->cancellable = g_object_ref (self->readings[side]);
  reading->side = side;
  meirei_workspace_read_code_async (meirei_review_get_workspace (self->review),
                                    meirei_version_get_instruction_id (version),
                                    meirei_version_get_name (version), self->readings[side],
                                    code_cb, reading);
}

static void
choose (MeireiComparePair *self,
        MeireiDiffSide     side,
        MeireiVersion     *version)
{
  g_cancellable_cancel (self->readings[side]);
  g_clear_object (&self->readings[side]);
  g_clear_pointer (&self->codes[side], g_free);
  g_clear_pointer (&self->problem, g_free);
  g_set_object (&self->versions[side], version);
  clear_result (self);
  read_side (self, side);
}

/* Records that were read again are still the versions that were chosen. */
static gboolean
keep_choice (MeireiComparePair *self)
{
  MeireiVersion *found[MEIREI_N_DIFF_SIDES];
  guint n_versions = g_list_model_get_n_items (meirei_version_list_get_model (self->list));

  if (n_versions != self->n_versions)
    return FALSE;

  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      MeireiVersion *version = self->versions[side];

      found[side] = version != NULL
                    ? meirei_version_list_find (self->list, meirei_version_get_name (version), NULL)
                    : NULL;
      if (found[side] == NULL
          || g_strcmp0 (meirei_version_get_file_sha256 (found[side]),
                        meirei_version_get_file_sha256 (version)) != 0
          || !g_str_equal (meirei_version_get_instruction_id (found[side]),
                           meirei_version_get_instruction_id (version)))
        return FALSE;
    }
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    g_set_object (&self->versions[side], found[side]);

  return TRUE;
}

/* What a model was asked to change. */
static MeireiVersion *
dup_base (MeireiComparePair *self,
          MeireiVersion     *version)
{
  const char *name = meirei_json_get_string (meirei_version_get_section (version, "base"),
                                             "version", NULL);
  MeireiVersion *base = name != NULL ? meirei_version_list_find (self->list, name, NULL) : NULL;

  return base != NULL && base != version ? g_object_ref (base) : NULL;
}

/* The version that is reviewed against the one before it. */
static void
list_cb (MeireiComparePair *self)
{
  GListModel *model = meirei_version_list_get_model (self->list);
  guint n_versions = g_list_model_get_n_items (model);
  guint position = 0;
  g_autoptr(MeireiVersion) before = NULL;
  g_autoptr(MeireiVersion) after = NULL;

  if (keep_choice (self))
    {
      g_signal_emit (self, signals[VERSIONS_CHANGED], 0);
      return;
    }

  self->n_versions = n_versions;
  meirei_version_list_find (self->list, meirei_review_get_version_name (self->review), &position);
  if (position + 1 >= n_versions)
    position = 0;
  if (n_versions > 1)
    {
      after = g_list_model_get_item (model, position);
      before = dup_base (self, after);
      if (before == NULL)
        before = g_list_model_get_item (model, position + 1);
    }
  choose (self, MEIREI_DIFF_OLD, before);
  choose (self, MEIREI_DIFF_NEW, after);
  g_signal_emit (self, signals[VERSIONS_CHANGED], 0);
}

static void
meirei_compare_pair_dispose (GObject *object)
{
  MeireiComparePair *self = MEIREI_COMPARE_PAIR (object);

  self->active = FALSE;
  clear_result (self);
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    {
      g_cancellable_cancel (self->readings[side]);
      g_clear_object (&self->readings[side]);
      g_clear_object (&self->versions[side]);
      g_clear_pointer (&self->codes[side], g_free);
    }
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->list);
  g_clear_object (&self->review);

  G_OBJECT_CLASS (meirei_compare_pair_parent_class)->dispose (object);
}

static void
meirei_compare_pair_class_init (MeireiComparePairClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_compare_pair_dispose;

  /**
   * MeireiComparePair::compared:
   * @self: the pair
   */
  signals[COMPARED] =
    g_signal_new ("compared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MeireiComparePair::versions-changed:
   * @self: the pair
   */
  signals[VERSIONS_CHANGED] =
    g_signal_new ("versions-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_compare_pair_init (MeireiComparePair *self)
{
}

/**
 * meirei_compare_pair_new:
 * @review: what is reviewed
 * @versions: its versions
 *
 * Returns: (transfer full): a pair that follows @versions
 */
MeireiComparePair *
meirei_compare_pair_new (MeireiReview      *review,
                         MeireiVersionList *versions)
{
  MeireiComparePair *self = g_object_new (MEIREI_TYPE_COMPARE_PAIR, NULL);

  self->review = g_object_ref (review);
  self->list = g_object_ref (versions);
  g_signal_connect_object (meirei_version_list_get_model (versions), "items-changed",
                           G_CALLBACK (list_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  list_cb (self);

  return self;
}

/**
 * meirei_compare_pair_get_review:
 * @self: a pair
 *
 * Returns: (transfer none): what is reviewed
 */
MeireiReview *
meirei_compare_pair_get_review (MeireiComparePair *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPARE_PAIR (self), NULL);

  return self->review;
}

/**
 * meirei_compare_pair_get_versions:
 * @self: a pair
 *
 * Returns: (transfer none): the versions that can be compared
 */
MeireiVersionList *
meirei_compare_pair_get_versions (MeireiComparePair *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPARE_PAIR (self), NULL);

  return self->list;
}

/**
 * meirei_compare_pair_set_active:
 * @self: a pair
 * @active: whether somebody looks
 *
 * Nothing is read and compared while nobody looks.
 */
void
meirei_compare_pair_set_active (MeireiComparePair *self,
                                gboolean           active)
{
  g_return_if_fail (MEIREI_IS_COMPARE_PAIR (self));

  self->active = !!active;
  for (guint side = 0; side < MEIREI_N_DIFF_SIDES; side++)
    read_side (self, (MeireiDiffSide) side);
}

/**
 * meirei_compare_pair_get_version:
 * @self: a pair
 * @side: a side
 *
 * Returns: (transfer none) (nullable): the version on that side
 */
MeireiVersion *
meirei_compare_pair_get_version (MeireiComparePair *self,
                                 MeireiDiffSide     side)
{
  g_return_val_if_fail (MEIREI_IS_COMPARE_PAIR (self), NULL);
  g_return_val_if_fail (side < MEIREI_N_DIFF_SIDES, NULL);

  return self->versions[side];
}

/**
 * meirei_compare_pair_set_version:
 * @self: a pair
 * @side: a side
 * @version: (nullable): the version for that side
 */
void
meirei_compare_pair_set_version (MeireiComparePair *self,
                                 MeireiDiffSide     side,
                                 MeireiVersion     *version)
{
  g_return_if_fail (MEIREI_IS_COMPARE_PAIR (self));
  g_return_if_fail (side < MEIREI_N_DIFF_SIDES);

  if (self->versions[side] == version)
    return;

  choose (self, side, version);
  g_signal_emit (self, signals[VERSIONS_CHANGED], 0);
}

/**
 * meirei_compare_pair_swap:
 * @self: a pair
 *
 * Makes the old version the new one.
 */
void
meirei_compare_pair_swap (MeireiComparePair *self)
{
  g_autoptr(MeireiVersion) before = NULL;
  g_autoptr(MeireiVersion) after = NULL;

  g_return_if_fail (MEIREI_IS_COMPARE_PAIR (self));

  if (self->versions[0] == NULL || self->versions[1] == NULL)
    return;

  before = g_object_ref (self->versions[MEIREI_DIFF_OLD]);
  after = g_object_ref (self->versions[MEIREI_DIFF_NEW]);
  choose (self, MEIREI_DIFF_OLD, after);
  choose (self, MEIREI_DIFF_NEW, before);
  g_signal_emit (self, signals[VERSIONS_CHANGED], 0);
}

/**
 * meirei_compare_pair_set_flags:
 * @self: a pair
 * @flags: what does not count
 */
void
meirei_compare_pair_set_flags (MeireiComparePair   *self,
                               MeireiLineDiffFlags  flags)
{
  g_return_if_fail (MEIREI_IS_COMPARE_PAIR (self));

  if (self->flags == flags)
    return;

  self->flags = flags;
  compare (self, FALSE);
}

/**
 * meirei_compare_pair_set_form:
 * @self: a pair
 * @unified: whether both texts are shown in one
 * @only_changes: whether what is unchanged is folded
 */
void
meirei_compare_pair_set_form (MeireiComparePair *self,
                              gboolean           unified,
                              gboolean           only_changes)
{
  g_return_if_fail (MEIREI_IS_COMPARE_PAIR (self));

  if (self->unified == unified && self->only_changes == only_changes)
    return;

  self->unified = unified;
  self->only_changes = only_changes;
  compare (self, self->comparing == NULL);
}

/**
 * meirei_compare_pair_get_diff:
 * @self: a pair
 *
 * Returns: (transfer none) (nullable): the comparison, once it is there
 */
MeireiLineDiff *
meirei_compare_pair_get_diff (MeireiComparePair *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPARE_PAIR (self), NULL);

  return self->diff;
}

/**
 * meirei_compare_pair_get_layout:
 * @self: a pair
 * @form: what to show
 *
 * Returns: (transfer none) (nullable): the lines, if they have been asked for
 */
MeireiDiffLayout *
meirei_compare_pair_get_layout (MeireiComparePair *self,
                                MeireiDiffForm     form)
{
  g_return_val_if_fail (MEIREI_IS_COMPARE_PAIR (self), NULL);

  return self->layouts[form];
}

/**
 * meirei_compare_pair_get_problem:
 * @self: a pair
 *
 * Returns: (transfer none) (nullable): why there is no comparison
 */
const char *
meirei_compare_pair_get_problem (MeireiComparePair *self)
{
  g_return_val_if_fail (MEIREI_IS_COMPARE_PAIR (self), NULL);

  return self->problem;
}
