/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * MeireiCheckKind:
 * @MEIREI_CHECK_TITLE: the title is set
 * @MEIREI_CHECK_FEATURE: the feature name is an identifier
 * @MEIREI_CHECK_SPEC: the specification is not empty
 * @MEIREI_CHECK_FUNCTIONS: every declared function is a signature
 * @MEIREI_CHECK_RAISES: every declared exception is a name
 * @MEIREI_CHECK_TESTS: the acceptance tests are text that can hold tests
 *
 * What is looked at when a sheet is validated.
 */
typedef enum {
  MEIREI_CHECK_TITLE,
  MEIREI_CHECK_FEATURE,
  MEIREI_CHECK_SPEC,
  MEIREI_CHECK_FUNCTIONS,
  MEIREI_CHECK_RAISES,
  MEIREI_CHECK_TESTS,
} MeireiCheckKind;

#define MEIREI_TYPE_CHECK_KIND (meirei_check_kind_get_type ())
GType meirei_check_kind_get_type (void);

#define MEIREI_TYPE_CHECK (meirei_check_get_type ())
G_DECLARE_FINAL_TYPE (MeireiCheck, meirei_check, MEIREI, CHECK, GObject)

MeireiCheck     *meirei_check_new         (MeireiCheckKind  kind,
                                           gboolean         passed,
                                           guint            count,
                                           const char      *problem);
MeireiCheckKind  meirei_check_get_kind    (MeireiCheck     *self);
gboolean         meirei_check_get_passed  (MeireiCheck     *self);
guint            meirei_check_get_count   (MeireiCheck     *self);
const char      *meirei_check_get_problem (MeireiCheck     *self);

G_END_DECLS
