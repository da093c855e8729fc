/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-enums.h"

/* The nicks are the words of the JSON files and of the command line. */
#define DEFINE_ENUM_TYPE(TypeName, type_name, ...)                           \
GType                                                                        \
type_name##_get_type (void)                                                  \
{                                                                            \
  static gsize type_once = 0;                                                \
                                                                             \
  if (g_once_init_enter (&type_once))                                        \
    {                                                                        \
      static const GEnumValue values[] = { __VA_ARGS__, { 0, NULL, NULL } }; \
      GType type = g_enum_register_static (#TypeName, values);               \
                                                                             \
      g_once_init_leave (&type_once, type);                                  \
    }                                                                        \
                                                                             \
  return type_once;                                                          \
}

#define VALUE(name, nick) { name, #name, nick }

DEFINE_ENUM_TYPE (MeireiStatus, meirei_status,
                  VALUE (MEIREI_STATUS_DRAFT, "draft"),
                  VALUE (MEIREI_STATUS_VALIDATED, "validated"),
                  VALUE (MEIREI_STATUS_APPROVED, "approved"),
                  VALUE (MEIREI_STATUS_EXECUTING, "executing"),
                  VALUE (MEIREI_STATUS_EXECUTED, "executed"),
                  VALUE (MEIREI_STATUS_ACCEPTED, "accepted"),
                  VALUE (MEIREI_STATUS_REJECTED, "rejected"),
                  VALUE (MEIREI_STATUS_FAILED, "failed"))

DEFINE_ENUM_TYPE (MeireiOperation, meirei_operation,
                  VALUE (MEIREI_OPERATION_EDIT, "edit"),
                  VALUE (MEIREI_OPERATION_VALIDATE, "validate"),
                  VALUE (MEIREI_OPERATION_APPROVE, "approve"),
                  VALUE (MEIREI_OPERATION_EXECUTE, "execute"),
                  VALUE (MEIREI_OPERATION_ACCEPT, "accept"),
                  VALUE (MEIREI_OPERATION_REJECT, "reject"),
                  VALUE (MEIREI_OPERATION_ANALYZE, "analyze"),
                  VALUE (MEIREI_OPERATION_TEST, "test"),
                  VALUE (MEIREI_OPERATION_DELETE, "delete"))

DEFINE_ENUM_TYPE (MeireiFinish, meirei_finish,
                  VALUE (MEIREI_FINISH_COMPLETE, "complete"),
                  VALUE (MEIREI_FINISH_TRUNCATED, "truncated"),
                  VALUE (MEIREI_FINISH_EMPTY, "empty"),
                  VALUE (MEIREI_FINISH_REFUSED, "refused"),
                  VALUE (MEIREI_FINISH_BROKEN, "broken"),
                  VALUE (MEIREI_FINISH_STOPPED, "stopped"),
                  VALUE (MEIREI_FINISH_REPEATING, "repeating"))

DEFINE_ENUM_TYPE (MeireiSeverity, meirei_severity,
                  VALUE (MEIREI_SEVERITY_INFO, "info"),
                  VALUE (MEIREI_SEVERITY_WARNING, "warning"),
                  VALUE (MEIREI_SEVERITY_ERROR, "error"))

DEFINE_ENUM_TYPE (MeireiCategory, meirei_category,
                  VALUE (MEIREI_CATEGORY_STRUCTURE, "structure"),
                  VALUE (MEIREI_CATEGORY_CORRECTNESS, "correctness"),
                  VALUE (MEIREI_CATEGORY_DEPENDENCIES, "dependencies"),
                  VALUE (MEIREI_CATEGORY_ERROR_HANDLING, "error_handling"),
                  VALUE (MEIREI_CATEGORY_READABILITY, "readability"),
                  VALUE (MEIREI_CATEGORY_SECURITY, "security"),
                  VALUE (MEIREI_CATEGORY_PERFORMANCE, "performance"))

DEFINE_ENUM_TYPE (MeireiDecision, meirei_decision,
                  VALUE (MEIREI_DECISION_NONE, "none"),
                  VALUE (MEIREI_DECISION_ACCEPTED, "accepted"),
                  VALUE (MEIREI_DECISION_REJECTED, "rejected"))

DEFINE_ENUM_TYPE (MeireiGateKey, meirei_gate_key,
                  VALUE (MEIREI_GATE_KEY_SCORE, "score"),
                  VALUE (MEIREI_GATE_KEY_SYNTAX_ERRORS, "syntax_errors"),
                  VALUE (MEIREI_GATE_KEY_TRUNCATED, "truncated"),
                  VALUE (MEIREI_GATE_KEY_SECURITY_POINTS, "security_points"),
                  VALUE (MEIREI_GATE_KEY_INVENTED_MODULES, "invented_modules"),
                  VALUE (MEIREI_GATE_KEY_MISSING_DECLARATIONS, "missing_declarations"),
                  VALUE (MEIREI_GATE_KEY_FAILED_TESTS, "failed_tests"),
                  VALUE (MEIREI_GATE_KEY_ERROR_FINDINGS, "error_findings"))

DEFINE_ENUM_TYPE (MeireiTestOutcome, meirei_test_outcome,
                  VALUE (MEIREI_TEST_OUTCOME_PASSED, "passed"),
                  VALUE (MEIREI_TEST_OUTCOME_FAILED, "failed"),
                  VALUE (MEIREI_TEST_OUTCOME_ERROR, "error"),
                  VALUE (MEIREI_TEST_OUTCOME_TIMEOUT, "timeout"),
                  VALUE (MEIREI_TEST_OUTCOME_REFUSED, "refused"),
                  VALUE (MEIREI_TEST_OUTCOME_NOT_RUN, "not_run"))

DEFINE_ENUM_TYPE (MeireiTestObstacle, meirei_test_obstacle,
                  VALUE (MEIREI_TEST_OBSTACLE_NONE, "none"),
                  VALUE (MEIREI_TEST_OBSTACLE_NO_TESTS, "no_tests"),
                  VALUE (MEIREI_TEST_OBSTACLE_NO_CODE, "no_code"),
                  VALUE (MEIREI_TEST_OBSTACLE_LANGUAGE, "language"),
                  VALUE (MEIREI_TEST_OBSTACLE_NO_SANDBOX, "no_sandbox"),
                  VALUE (MEIREI_TEST_OBSTACLE_SANDBOX_REFUSED, "sandbox_refused"),
                  VALUE (MEIREI_TEST_OBSTACLE_NO_PYTHON, "no_python"))

DEFINE_ENUM_TYPE (MeireiSandboxKind, meirei_sandbox_kind,
                  VALUE (MEIREI_SANDBOX_KIND_NONE, "none"),
                  VALUE (MEIREI_SANDBOX_KIND_BUBBLEWRAP, "bubblewrap"),
                  VALUE (MEIREI_SANDBOX_KIND_FLATPAK, "flatpak"))

/**
 * meirei_enum_to_nick:
 * @type: a registered enumeration
 * @value: one of its values
 *
 * Returns: (nullable): the value's word in files and on the command line, or
 *   %NULL if @type has no such value
 */
const char *
meirei_enum_to_nick (GType type,
                     int   value)
{
  GEnumClass *enum_class = g_type_class_ref (type);
  GEnumValue *found = g_enum_get_value (enum_class, value);
  const char *nick = found != NULL ? found->value_nick : NULL;

  g_type_class_unref (enum_class);

  return nick;
}

/**
 * meirei_enum_from_nick:
 * @type: a registered enumeration
 * @nick: (nullable): a word
 * @value: (out): the value that @nick names; untouched when there is none
 *
 * Returns: %TRUE if @nick is one of the enumeration's words
 */
gboolean
meirei_enum_from_nick (GType       type,
                       const char *nick,
                       int        *value)
{
  GEnumClass *enum_class = g_type_class_ref (type);
  GEnumValue *found = nick != NULL ? g_enum_get_value_by_nick (enum_class, nick) : NULL;

  if (found != NULL)
    *value = found->value;
  g_type_class_unref (enum_class);

  return found != NULL;
}
