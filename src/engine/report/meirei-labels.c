/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-labels.h"

/* The words of the core's enumerations in the user's language, in one place,
 * so that a status is called the same in the list, in filters and in what a
 * screen reader says. */

static const char * const status_labels[] = {
  /* Translators: what became of an instruction sheet */
  [MEIREI_STATUS_DRAFT]     = NC_("status", "Draft"),
  [MEIREI_STATUS_VALIDATED] = NC_("status", "Validated"),
  [MEIREI_STATUS_APPROVED]  = NC_("status", "Approved"),
  [MEIREI_STATUS_EXECUTING] = NC_("status", "Executing"),
  [MEIREI_STATUS_EXECUTED]  = NC_("status", "Executed"),
  [MEIREI_STATUS_ACCEPTED]  = NC_("status", "Accepted"),
  [MEIREI_STATUS_REJECTED]  = NC_("status", "Rejected"),
  [MEIREI_STATUS_FAILED]    = NC_("status", "Failed"),
};

static const char * const status_icons[] = {
  [MEIREI_STATUS_DRAFT]     = "meirei-draft-symbolic",
  [MEIREI_STATUS_VALIDATED] = "meirei-validated-symbolic",
  [MEIREI_STATUS_APPROVED]  = "meirei-approved-symbolic",
  [MEIREI_STATUS_EXECUTING] = "meirei-executing-symbolic",
  [MEIREI_STATUS_EXECUTED]  = "meirei-review-symbolic",
  [MEIREI_STATUS_ACCEPTED]  = "meirei-accepted-symbolic",
  [MEIREI_STATUS_REJECTED]  = "meirei-rejected-symbolic",
  [MEIREI_STATUS_FAILED]    = "meirei-failed-symbolic",
};

static const char * const operation_labels[] = {
  /* Translators: what can be done with an instruction sheet */
  [MEIREI_OPERATION_EDIT]     = NC_("operation", "Edit"),
  [MEIREI_OPERATION_VALIDATE] = NC_("operation", "Validate"),
  [MEIREI_OPERATION_APPROVE]  = NC_("operation", "Approve"),
  [MEIREI_OPERATION_EXECUTE]  = NC_("operation", "Execute"),
  [MEIREI_OPERATION_ACCEPT]   = NC_("operation", "Accept"),
  [MEIREI_OPERATION_REJECT]   = NC_("operation", "Reject"),
  [MEIREI_OPERATION_ANALYZE]  = NC_("operation", "Analyse"),
  [MEIREI_OPERATION_TEST]     = NC_("operation", "Test"),
  [MEIREI_OPERATION_DELETE]   = NC_("operation", "Delete"),
};

static const char * const finish_labels[] = {
  /* Translators: how the answer of a language model ended */
  [MEIREI_FINISH_COMPLETE]  = NC_("finish", "Complete"),
  [MEIREI_FINISH_TRUNCATED] = NC_("finish", "Cut off"),
  [MEIREI_FINISH_EMPTY]     = NC_("finish", "Empty"),
  [MEIREI_FINISH_REFUSED]   = NC_("finish", "Refused"),
  [MEIREI_FINISH_BROKEN]    = NC_("finish", "Connection broken"),
  [MEIREI_FINISH_STOPPED]   = NC_("finish", "Stopped"),
  [MEIREI_FINISH_REPEATING] = NC_("finish", "Repeats itself"),
};

static const char * const severity_labels[] = {
  /* Translators: how grave a finding in generated code is */
  [MEIREI_SEVERITY_INFO]    = NC_("severity", "Information"),
  [MEIREI_SEVERITY_WARNING] = NC_("severity", "Warning"),
  [MEIREI_SEVERITY_ERROR]   = NC_("severity", "Error"),
};

static const char * const category_labels[] = {
  /* Translators: the categories of a quality report */
  [MEIREI_CATEGORY_STRUCTURE]      = NC_("category", "Structure"),
  [MEIREI_CATEGORY_CORRECTNESS]    = NC_("category", "Correctness"),
  [MEIREI_CATEGORY_DEPENDENCIES]   = NC_("category", "Dependencies"),
  [MEIREI_CATEGORY_ERROR_HANDLING] = NC_("category", "Error handling"),
  [MEIREI_CATEGORY_READABILITY]    = NC_("category", "Readability"),
  [MEIREI_CATEGORY_SECURITY]       = NC_("category", "Security"),
  [MEIREI_CATEGORY_PERFORMANCE]    = NC_("category", "Performance"),
};

static const char * const decision_labels[] = {
  /* Translators: what a person decided about a version */
  [MEIREI_DECISION_NONE]     = NC_("decision", "Not decided"),
  [MEIREI_DECISION_ACCEPTED] = NC_("decision", "Accepted"),
  [MEIREI_DECISION_REJECTED] = NC_("decision", "Rejected"),
};

static const char * const item_state_labels[] = {
  [MEIREI_BATCH_ITEM_WAITING]   = NC_("item of a batch", "Waiting"),
  [MEIREI_BATCH_ITEM_QUEUED]    = NC_("item of a batch", "Queued"),
  [MEIREI_BATCH_ITEM_RUNNING]   = NC_("item of a batch", "Running"),
  [MEIREI_BATCH_ITEM_DONE]      = NC_("item of a batch", "Done"),
  [MEIREI_BATCH_ITEM_FAILED]    = NC_("item of a batch", "Failed"),
  [MEIREI_BATCH_ITEM_SKIPPED]   = NC_("item of a batch", "Skipped"),
  [MEIREI_BATCH_ITEM_CANCELLED] = NC_("item of a batch", "Cancelled"),
};

static const char * const batch_state_labels[] = {
  /* Translators: how far a batch is */
  [MEIREI_BATCH_STATE_NEW]         = NC_("batch", "Not begun"),
  [MEIREI_BATCH_STATE_RUNNING]     = NC_("batch", "Running"),
  [MEIREI_BATCH_STATE_PAUSED]      = NC_("batch", "Paused"),
  [MEIREI_BATCH_STATE_INTERRUPTED] = NC_("batch", "Interrupted"),
  [MEIREI_BATCH_STATE_CANCELLED]   = NC_("batch", "Cancelled"),
  [MEIREI_BATCH_STATE_FINISHED]    = NC_("batch", "Finished"),
};

static const char * const test_outcome_labels[] = {
  /* Translators: how an acceptance test ended */
  [MEIREI_TEST_OUTCOME_PASSED]  = NC_("test", "Passed"),
  [MEIREI_TEST_OUTCOME_FAILED]  = NC_("test", "Failed"),
  [MEIREI_TEST_OUTCOME_ERROR]   = NC_("test", "Error"),
  [MEIREI_TEST_OUTCOME_TIMEOUT] = NC_("test", "Took too long"),
  [MEIREI_TEST_OUTCOME_REFUSED] = NC_("test", "Stopped by the sandbox"),
  [MEIREI_TEST_OUTCOME_NOT_RUN] = NC_("test", "Not run"),
};

#define RETURN_LABEL(labels, context, value)                           \
  g_return_val_if_fail ((gsize) (value) < G_N_ELEMENTS (labels), NULL); \
  g_return_val_if_fail (labels[value] != NULL, NULL);                   \
  return g_dpgettext2 (GETTEXT_PACKAGE, context, labels[value])

/**
 * meirei_status_get_label:
 * @status: a status
 *
 * Returns: its word in the user's language
 */
const char *
meirei_status_get_label (MeireiStatus status)
{
  RETURN_LABEL (status_labels, "status", status);
}

/**
 * meirei_status_get_icon_name:
 * @status: a status
 *
 * Returns: the name of its symbolic icon
 */
const char *
meirei_status_get_icon_name (MeireiStatus status)
{
  g_return_val_if_fail ((gsize) status < G_N_ELEMENTS (status_icons), NULL);

  return status_icons[status];
}

/**
 * meirei_operation_get_label:
 * @operation: an operation
 *
 * Returns: its word in the user's language
 */
const char *
meirei_operation_get_label (MeireiOperation operation)
{
  RETURN_LABEL (operation_labels, "operation", operation);
}

/**
 * meirei_finish_get_label:
 * @finish: how an answer ended
 *
 * Returns: its word in the user's language
 */
const char *
meirei_finish_get_label (MeireiFinish finish)
{
  RETURN_LABEL (finish_labels, "finish", finish);
}

/**
 * meirei_severity_get_label:
 * @severity: a severity
 *
 * Returns: its word in the user's language
 */
const char *
meirei_severity_get_label (MeireiSeverity severity)
{
  RETURN_LABEL (severity_labels, "severity", severity);
}

/**
 * meirei_category_get_label:
 * @category: a category
 *
 * Returns: its word in the user's language
 */
const char *
meirei_category_get_label (MeireiCategory category)
{
  RETURN_LABEL (category_labels, "category", category);
}

/**
 * meirei_decision_get_label:
 * @decision: a decision
 *
 * Returns: its word in the user's language
 */
const char *
meirei_decision_get_label (MeireiDecision decision)
{
  RETURN_LABEL (decision_labels, "decision", decision);
}

/**
 * meirei_batch_item_state_get_label:
 * @state: how far an item of a batch is
 *
 * Returns: its word in the user's language
 */
const char *
meirei_batch_item_state_get_label (MeireiBatchItemState state)
{
  RETURN_LABEL (item_state_labels, "item of a batch", state);
}

/**
 * meirei_batch_state_get_label:
 * @state: how far a batch is
 *
 * Returns: its word in the user's language
 */
const char *
meirei_batch_state_get_label (MeireiBatchState state)
{
  RETURN_LABEL (batch_state_labels, "batch", state);
}

/**
 * meirei_event_get_label:
 * @event: the word of an event of an instruction's history
 *
 * Returns: its name, translated; @event itself if it is not known
 */
const char *
meirei_event_get_label (const char *event)
{
  static const struct {
    const char *event;
    const char *label;
  } labels[] = {
    { "create", NC_("event", "Created") },
    { "edit", NC_("event", "Edited") },
    { "validate", NC_("event", "Validated") },
    { "approve", NC_("event", "Approved") },
    { "execute", NC_("event", "Execution started") },
    { "complete", NC_("event", "Answer complete") },
    { "fail", NC_("event", "Execution failed") },
    { "accept", NC_("event", "Accepted") },
    { "reject", NC_("event", "Rejected") },
    { "undo", NC_("event", "Decision undone") },
    { "choose", NC_("event", "Best version chosen") },
  };
  int finish;

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i].event, event) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "event", labels[i].label);

  if (meirei_enum_from_nick (MEIREI_TYPE_FINISH, event, &finish))
    return meirei_finish_get_label ((MeireiFinish) finish);

  return event;
}

/**
 * meirei_test_outcome_get_label:
 * @outcome: how an acceptance test ended
 *
 * Returns: its word in the user's language
 */
const char *
meirei_test_outcome_get_label (MeireiTestOutcome outcome)
{
  RETURN_LABEL (test_outcome_labels, "test", outcome);
}
