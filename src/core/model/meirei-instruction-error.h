/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MeireiInstructionError:
 * @MEIREI_INSTRUCTION_ERROR_NOT_FOUND: no instruction has that id
 * @MEIREI_INSTRUCTION_ERROR_AMBIGUOUS: several instructions' ids start so
 * @MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION: the instruction's status does
 *   not allow the operation; the message names the status and what is legal
 * @MEIREI_INSTRUCTION_ERROR_INVALID_SHEET: the sheet does not pass validation
 * @MEIREI_INSTRUCTION_ERROR_INVALID_DATA: JSON that is not an instruction
 * @MEIREI_INSTRUCTION_ERROR_NEWER_SCHEMA: written by a newer Meirei
 *
 * What can be wrong with an instruction or with what is asked of it.
 */
typedef enum {
  MEIREI_INSTRUCTION_ERROR_NOT_FOUND,
  MEIREI_INSTRUCTION_ERROR_AMBIGUOUS,
  MEIREI_INSTRUCTION_ERROR_INVALID_OPERATION,
  MEIREI_INSTRUCTION_ERROR_INVALID_SHEET,
  MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
  MEIREI_INSTRUCTION_ERROR_NEWER_SCHEMA,
} MeireiInstructionError;

#define MEIREI_INSTRUCTION_ERROR (meirei_instruction_error_quark ())
GQuark meirei_instruction_error_quark (void);

G_END_DECLS
