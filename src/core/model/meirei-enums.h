/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MeireiStatus:
 * @MEIREI_STATUS_DRAFT: being written; may be incomplete
 * @MEIREI_STATUS_VALIDATED: the sheet has been checked and is well formed
 * @MEIREI_STATUS_APPROVED: a person allowed its execution
 * @MEIREI_STATUS_EXECUTING: a model is writing the code
 * @MEIREI_STATUS_EXECUTED: there is a complete version that awaits review
 * @MEIREI_STATUS_ACCEPTED: a person accepted the latest version
 * @MEIREI_STATUS_REJECTED: a person rejected the latest version
 * @MEIREI_STATUS_FAILED: the last execution gave no complete version
 *
 * Where an instruction is in its life.
 */
typedef enum {
  MEIREI_STATUS_DRAFT,
  MEIREI_STATUS_VALIDATED,
  MEIREI_STATUS_APPROVED,
  MEIREI_STATUS_EXECUTING,
  MEIREI_STATUS_EXECUTED,
  MEIREI_STATUS_ACCEPTED,
  MEIREI_STATUS_REJECTED,
  MEIREI_STATUS_FAILED,
} MeireiStatus;

#define MEIREI_N_STATUSES (MEIREI_STATUS_FAILED + 1)
#define MEIREI_TYPE_STATUS (meirei_status_get_type ())
GType meirei_status_get_type (void);

/**
 * MeireiOperation:
 * @MEIREI_OPERATION_EDIT: change the sheet
 * @MEIREI_OPERATION_VALIDATE: check the sheet
 * @MEIREI_OPERATION_APPROVE: allow execution
 * @MEIREI_OPERATION_EXECUTE: let a model write the code
 * @MEIREI_OPERATION_ACCEPT: accept the latest version
 * @MEIREI_OPERATION_REJECT: reject the latest version
 * @MEIREI_OPERATION_ANALYZE: recompute the latest version's report
 * @MEIREI_OPERATION_TEST: run the acceptance tests on the latest version
 * @MEIREI_OPERATION_DELETE: remove the instruction
 *
 * What can be done with an instruction.
 */
typedef enum {
  MEIREI_OPERATION_EDIT,
  MEIREI_OPERATION_VALIDATE,
  MEIREI_OPERATION_APPROVE,
  MEIREI_OPERATION_EXECUTE,
  MEIREI_OPERATION_ACCEPT,
  MEIREI_OPERATION_REJECT,
  MEIREI_OPERATION_ANALYZE,
  MEIREI_OPERATION_TEST,
  MEIREI_OPERATION_DELETE,
} MeireiOperation;

#define MEIREI_TYPE_OPERATION (meirei_operation_get_type ())
GType meirei_operation_get_type (void);

/**
 * MeireiFinish:
 * @MEIREI_FINISH_COMPLETE: the server said that the answer is finished
 * @MEIREI_FINISH_TRUNCATED: cut off by the token limit or the context
 * @MEIREI_FINISH_EMPTY: finished without any text
 * @MEIREI_FINISH_REFUSED: a content filter or the model itself refused
 * @MEIREI_FINISH_BROKEN: the stream ended without saying that it is finished
 * @MEIREI_FINISH_STOPPED: the user stopped it
 * @MEIREI_FINISH_REPEATING: the model repeated itself and was cut off
 *
 * How an answer ended.  Only a complete one may become a version that can be
 * executed, reviewed and accepted.
 */
typedef enum {
  MEIREI_FINISH_COMPLETE,
  MEIREI_FINISH_TRUNCATED,
  MEIREI_FINISH_EMPTY,
  MEIREI_FINISH_REFUSED,
  MEIREI_FINISH_BROKEN,
  MEIREI_FINISH_STOPPED,
  MEIREI_FINISH_REPEATING,
} MeireiFinish;

#define MEIREI_TYPE_FINISH (meirei_finish_get_type ())
GType meirei_finish_get_type (void);

/**
 * MeireiSeverity:
 * @MEIREI_SEVERITY_INFO: worth knowing, costs nothing
 * @MEIREI_SEVERITY_WARNING: a weakness
 * @MEIREI_SEVERITY_ERROR: a fault
 *
 * How grave a finding is.
 */
typedef enum {
  MEIREI_SEVERITY_INFO,
  MEIREI_SEVERITY_WARNING,
  MEIREI_SEVERITY_ERROR,
} MeireiSeverity;

#define MEIREI_TYPE_SEVERITY (meirei_severity_get_type ())
GType meirei_severity_get_type (void);

/**
 * MeireiCategory:
 * @MEIREI_CATEGORY_STRUCTURE: does it compile, is it whole
 * @MEIREI_CATEGORY_CORRECTNESS: will it do what it says
 * @MEIREI_CATEGORY_DEPENDENCIES: imports
 * @MEIREI_CATEGORY_ERROR_HANDLING: exceptions and resources
 * @MEIREI_CATEGORY_READABILITY: complexity and documentation
 * @MEIREI_CATEGORY_SECURITY: known dangerous calls
 * @MEIREI_CATEGORY_PERFORMANCE: wasteful constructions
 *
 * The categories of the scoring model, in the order in which they are shown.
 */
typedef enum {
  MEIREI_CATEGORY_STRUCTURE,
  MEIREI_CATEGORY_CORRECTNESS,
  MEIREI_CATEGORY_DEPENDENCIES,
  MEIREI_CATEGORY_ERROR_HANDLING,
  MEIREI_CATEGORY_READABILITY,
  MEIREI_CATEGORY_SECURITY,
  MEIREI_CATEGORY_PERFORMANCE,
} MeireiCategory;

#define MEIREI_N_CATEGORIES (MEIREI_CATEGORY_PERFORMANCE + 1)
#define MEIREI_TYPE_CATEGORY (meirei_category_get_type ())
GType meirei_category_get_type (void);

/**
 * MeireiDecision:
 * @MEIREI_DECISION_NONE: not decided yet
 * @MEIREI_DECISION_ACCEPTED: accepted
 * @MEIREI_DECISION_REJECTED: rejected
 *
 * What a person decided about a version.
 */
typedef enum {
  MEIREI_DECISION_NONE,
  MEIREI_DECISION_ACCEPTED,
  MEIREI_DECISION_REJECTED,
} MeireiDecision;

#define MEIREI_TYPE_DECISION (meirei_decision_get_type ())
GType meirei_decision_get_type (void);

/**
 * MeireiGateKey:
 * @MEIREI_GATE_KEY_SCORE: the score, at least the limit
 * @MEIREI_GATE_KEY_SYNTAX_ERRORS: 1 if the file does not compile
 * @MEIREI_GATE_KEY_TRUNCATED: 1 if the file is cut off
 * @MEIREI_GATE_KEY_SECURITY_POINTS: points of the worst security finding
 * @MEIREI_GATE_KEY_INVENTED_MODULES: imported modules that may not exist
 * @MEIREI_GATE_KEY_MISSING_DECLARATIONS: declared functions, methods and
 *   classes that are missing or have other parameters
 * @MEIREI_GATE_KEY_FAILED_TESTS: acceptance tests that did not pass
 * @MEIREI_GATE_KEY_ERROR_FINDINGS: findings of severity error
 *
 * What a condition of a quality gate measures.  Only the score has to reach
 * its limit; every other value must not exceed it.
 */
typedef enum {
  MEIREI_GATE_KEY_SCORE,
  MEIREI_GATE_KEY_SYNTAX_ERRORS,
  MEIREI_GATE_KEY_TRUNCATED,
  MEIREI_GATE_KEY_SECURITY_POINTS,
  MEIREI_GATE_KEY_INVENTED_MODULES,
  MEIREI_GATE_KEY_MISSING_DECLARATIONS,
  MEIREI_GATE_KEY_FAILED_TESTS,
  MEIREI_GATE_KEY_ERROR_FINDINGS,
} MeireiGateKey;

#define MEIREI_N_GATE_KEYS (MEIREI_GATE_KEY_ERROR_FINDINGS + 1)
#define MEIREI_TYPE_GATE_KEY (meirei_gate_key_get_type ())
GType meirei_gate_key_get_type (void);

/**
 * MeireiTestOutcome:
 * @MEIREI_TEST_OUTCOME_PASSED: the runner itself saw it pass
 * @MEIREI_TEST_OUTCOME_FAILED: an assertion did not hold
 * @MEIREI_TEST_OUTCOME_ERROR: something else went wrong: an exception, an
 *   early end of the program, a faked report
 * @MEIREI_TEST_OUTCOME_TIMEOUT: it took longer than its limit
 * @MEIREI_TEST_OUTCOME_REFUSED: the sandbox stopped it: a forbidden action or
 *   a limit other than time
 * @MEIREI_TEST_OUTCOME_NOT_RUN: skipped, or never reached
 *
 * How one acceptance test ended.
 */
typedef enum {
  MEIREI_TEST_OUTCOME_PASSED,
  MEIREI_TEST_OUTCOME_FAILED,
  MEIREI_TEST_OUTCOME_ERROR,
  MEIREI_TEST_OUTCOME_TIMEOUT,
  MEIREI_TEST_OUTCOME_REFUSED,
  MEIREI_TEST_OUTCOME_NOT_RUN,
} MeireiTestOutcome;

#define MEIREI_N_TEST_OUTCOMES (MEIREI_TEST_OUTCOME_NOT_RUN + 1)
#define MEIREI_TYPE_TEST_OUTCOME (meirei_test_outcome_get_type ())
GType meirei_test_outcome_get_type (void);

/**
 * MeireiTestObstacle:
 * @MEIREI_TEST_OBSTACLE_NONE: the tests ran
 * @MEIREI_TEST_OBSTACLE_NO_TESTS: the sheet has none
 * @MEIREI_TEST_OBSTACLE_NO_CODE: there is no code to test
 * @MEIREI_TEST_OBSTACLE_LANGUAGE: the sheet's language is not Python
 * @MEIREI_TEST_OBSTACLE_NO_SANDBOX: there is no program that makes a sandbox
 * @MEIREI_TEST_OBSTACLE_SANDBOX_REFUSED: the system does not let us make one
 * @MEIREI_TEST_OBSTACLE_NO_PYTHON: the system's Python is missing
 *
 * Why acceptance tests did not run at all.
 */
typedef enum {
  MEIREI_TEST_OBSTACLE_NONE,
  MEIREI_TEST_OBSTACLE_NO_TESTS,
  MEIREI_TEST_OBSTACLE_NO_CODE,
  MEIREI_TEST_OBSTACLE_LANGUAGE,
  MEIREI_TEST_OBSTACLE_NO_SANDBOX,
  MEIREI_TEST_OBSTACLE_SANDBOX_REFUSED,
  MEIREI_TEST_OBSTACLE_NO_PYTHON,
} MeireiTestObstacle;

#define MEIREI_TYPE_TEST_OBSTACLE (meirei_test_obstacle_get_type ())
GType meirei_test_obstacle_get_type (void);

/**
 * MeireiSandboxKind:
 * @MEIREI_SANDBOX_KIND_NONE: none can be made
 * @MEIREI_SANDBOX_KIND_BUBBLEWRAP: bubblewrap
 * @MEIREI_SANDBOX_KIND_FLATPAK: a sandbox of the Flatpak portal
 *
 * What keeps untrusted code in.
 */
typedef enum {
  MEIREI_SANDBOX_KIND_NONE,
  MEIREI_SANDBOX_KIND_BUBBLEWRAP,
  MEIREI_SANDBOX_KIND_FLATPAK,
} MeireiSandboxKind;

#define MEIREI_TYPE_SANDBOX_KIND (meirei_sandbox_kind_get_type ())
GType meirei_sandbox_kind_get_type (void);

const char *meirei_enum_to_nick   (GType       type,
                                   int         value);
gboolean    meirei_enum_from_nick (GType       type,
                                   const char *nick,
                                   int        *value);

G_END_DECLS
