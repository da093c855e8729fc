/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What people read about acceptance tests. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-test-words.h"

typedef struct {
  const char *word;
  const char *label;
} Word;

static const char * const outcome_icons[MEIREI_N_TEST_OUTCOMES] = {
  [MEIREI_TEST_OUTCOME_PASSED]  = "meirei-accepted-symbolic",
  [MEIREI_TEST_OUTCOME_FAILED]  = "meirei-rejected-symbolic",
  [MEIREI_TEST_OUTCOME_ERROR]   = "meirei-failed-symbolic",
  [MEIREI_TEST_OUTCOME_TIMEOUT] = "alarm-symbolic",
  [MEIREI_TEST_OUTCOME_REFUSED] = "action-unavailable-symbolic",
  [MEIREI_TEST_OUTCOME_NOT_RUN] = "meirei-draft-symbolic",
};

static const MeireiTone outcome_tones[MEIREI_N_TEST_OUTCOMES] = {
  [MEIREI_TEST_OUTCOME_PASSED]  = MEIREI_TONE_SUCCESS,
  [MEIREI_TEST_OUTCOME_FAILED]  = MEIREI_TONE_ERROR,
  [MEIREI_TEST_OUTCOME_ERROR]   = MEIREI_TONE_ERROR,
  [MEIREI_TEST_OUTCOME_TIMEOUT] = MEIREI_TONE_WARNING,
  [MEIREI_TEST_OUTCOME_REFUSED] = MEIREI_TONE_WARNING,
  [MEIREI_TEST_OUTCOME_NOT_RUN] = MEIREI_TONE_NEUTRAL,
};

static const Word causes[] = {
  { "exception", NC_("test cause", "Raised an exception") },
  { "import", NC_("test cause", "The code cannot be imported") },
  { "compile", NC_("test cause", "Not Python") },
  { "exit", NC_("test cause", "Ended the program early") },
  { "signal", NC_("test cause", "The program was killed") },
  { "time", NC_("test cause", "Took too long") },
  { "memory", NC_("test cause", "Needed too much memory") },
  { "output", NC_("test cause", "Printed too much") },
  { "processes", NC_("test cause", "Started too many processes") },
  { "files", NC_("test cause", "Made too many files") },
  { "disk", NC_("test cause", "Wrote too much") },
  { "forged", NC_("test cause", "Faked a report") },
  { "tampered", NC_("test cause", "Changed its tests or their runner") },
  { "missing", NC_("test cause", "The test is gone") },
  { "skipped", NC_("test cause", "Skipped by the sheet") },
  { "unreached", NC_("test cause", "Never reached") },
  { "runner", NC_("test cause", "The test runner failed") },
  { "network", NC_("test cause", "Wanted the network") },
  { "file", NC_("test cause", "Wanted a file outside of the sandbox") },
  { "introspection", NC_("test cause", "Looked into its runner") },
  { "native", NC_("test cause", "Wanted native code") },
};

static const Word refusals[] = {
  { "network", NC_("refused by the sandbox", "Network") },
  { "file", NC_("refused by the sandbox", "File") },
  { "process", NC_("refused by the sandbox", "Processes") },
  { "ptrace", NC_("refused by the sandbox", "Debugging") },
  { "mount", NC_("refused by the sandbox", "Mounting") },
  { "namespace", NC_("refused by the sandbox", "Name space") },
  { "user", NC_("refused by the sandbox", "Another user") },
  { "memory", NC_("refused by the sandbox", "Memory") },
  { "signal", NC_("refused by the sandbox", "Signal") },
  { "introspection", NC_("refused by the sandbox", "Looking into the runner") },
  { "native", NC_("refused by the sandbox", "Native code") },
};

static const char *
find_label (const Word *words,
            gsize       n_words,
            const char *context,
            const char *word)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].word, word) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, context, words[i].label);

  return NULL;
}

/**
 * meirei_test_outcome_get_icon_name:
 * @outcome: an outcome
 *
 * Returns: its icon
 */
const char *
meirei_test_outcome_get_icon_name (MeireiTestOutcome outcome)
{
  g_return_val_if_fail ((guint) outcome < MEIREI_N_TEST_OUTCOMES, NULL);

  return outcome_icons[outcome];
}

/**
 * meirei_test_outcome_get_tone:
 * @outcome: an outcome
 *
 * Returns: its colour
 */
MeireiTone
meirei_test_outcome_get_tone (MeireiTestOutcome outcome)
{
  g_return_val_if_fail ((guint) outcome < MEIREI_N_TEST_OUTCOMES, MEIREI_TONE_NEUTRAL);

  return outcome_tones[outcome];
}

/**
 * meirei_test_cause_get_label:
 * @cause: (nullable): the cause of a test's outcome
 *
 * Returns: (nullable): what it means, or %NULL if its message says enough
 */
const char *
meirei_test_cause_get_label (const char *cause)
{
  return find_label (causes, G_N_ELEMENTS (causes), "test cause", cause);
}

/**
 * meirei_test_refusal_get_label:
 * @kind: the kind of a refusal
 *
 * Returns: its word in the user's language
 */
const char *
meirei_test_refusal_get_label (const char *kind)
{
  const char *label = find_label (refusals, G_N_ELEMENTS (refusals), "refused by the sandbox",
                                  kind);

  return label != NULL ? label : kind;
}

/**
 * meirei_test_obstacle_dup_text:
 * @report: a report
 *
 * Returns: (transfer full) (nullable): why nothing ran and what to do, or
 *   %NULL if the tests ran
 */
char *
meirei_test_obstacle_dup_text (MeireiTestReport *report)
{
  switch (meirei_test_report_get_fields (report)->obstacle)
    {
    case MEIREI_TEST_OBSTACLE_NO_TESTS:
      return g_strdup (_("The sheet has no tests."));
    case MEIREI_TEST_OBSTACLE_NO_CODE:
      return g_strdup (_("The tests were not run: this version has no code."));
    case MEIREI_TEST_OBSTACLE_LANGUAGE:
      return g_strdup (_("The tests were not run: only Python can be tested."));
    case MEIREI_TEST_OBSTACLE_NO_SANDBOX:
      return g_strdup (_("The tests were not run: there is nothing to make a sandbox with. "
                         "Install the package bubblewrap."));
    case MEIREI_TEST_OBSTACLE_SANDBOX_REFUSED:
      return g_strdup (_("The tests were not run: the system does not allow a sandbox. Allow "
                         "user name spaces, and do not run Meirei as root."));
    case MEIREI_TEST_OBSTACLE_NO_PYTHON:
      return g_strdup (_("The tests were not run: there is no /usr/bin/python3. Install the "
                         "package python3."));
    case MEIREI_TEST_OBSTACLE_NONE:
    default:
      return NULL;
    }
}
