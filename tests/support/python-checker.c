/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "python-checker.h"

#define PYTHON "/usr/bin/python3"

struct _PythonChecker
{
  GSubprocess      *process;
  GOutputStream    *input;
  GDataInputStream *output;
};

/* Reads "LENGTH\n" and as many bytes, answers "0" if they parse, else the
 * line of the error, or "-1" where there is none. */
static const char script[] =
  "import sys, warnings\n"
  "warnings.simplefilter('ignore')\n"
  "while True:\n"
  "    head = sys.stdin.buffer.readline()\n"
  "    if not head:\n"
  "        break\n"
  "    code = sys.stdin.buffer.read(int(head))\n"
  "    line = 0\n"
  "    try:\n"
  "        compile(code, 'answer.py', 'exec', dont_inherit=True)\n"
  "    except SyntaxError as error:\n"
  "        line = error.lineno or -1\n"
  "    except (ValueError, RecursionError, MemoryError):\n"
  "        line = -1\n"
  "    print(line, flush=True)\n";

/* Returns NULL where there is no Python. */
PythonChecker *
python_checker_new (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = NULL;
  PythonChecker *self;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                              | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &error, PYTHON, "-I", "-S", "-c", script, NULL);
  if (process == NULL)
    {
      g_test_message ("%s", error->message);
      return NULL;
    }

  self = g_new0 (PythonChecker, 1);
  self->process = g_steal_pointer (&process);
  self->input = g_subprocess_get_stdin_pipe (self->process);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));

  return self;
}

void
python_checker_free (PythonChecker *self)
{
  g_output_stream_close (self->input, NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->output);
  g_clear_object (&self->process);
  g_free (self);
}

gboolean
python_checker_parse (const char        *code,
                      gsize              length,
                      MeireiParseResult *result,
                      gpointer           checker)
{
  PythonChecker *self = checker;
  g_autoptr(GError) error = NULL;
  g_autofree char *head = g_strdup_printf ("%" G_GSIZE_FORMAT "\n", length);
  g_autofree char *line = NULL;
  int number;

  g_output_stream_write_all (self->input, head, strlen (head), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (self->input, code, length, NULL, NULL, &error);
  g_assert_no_error (error);
  line = g_data_input_stream_read_line (self->output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);

  number = atoi (line);
  result->parses = number == 0;
  result->line = (guint) MAX (number, 0);

  return TRUE;
}
