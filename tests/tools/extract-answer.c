/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <stdio.h>

#include <gio/gunixinputstream.h>

#include "meirei-enums.h"
#include "meirei-json.h"
#include "python-checker.h"

/* Reads objects {"id", "response", "functions"} from standard input, one a
 * line, and prints what the extractor makes of each as one line of JSON.
 * With --pure no parser is asked.  A manual tool: never part of a test run. */

static void
print_extraction (const char       *id,
                  MeireiExtraction *extraction,
                  gint64            usec)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autofree char *left_out = meirei_extraction_dup_left_out (extraction);
  g_auto(GStrv) marks = meirei_extraction_dup_mark_nicks (extraction);
  g_autofree char *line = NULL;

  meirei_json_set_string (object, "id", id);
  meirei_json_set_string (object, "problem",
                          meirei_enum_to_nick (MEIREI_TYPE_EXTRACTION_PROBLEM,
                                               (int) meirei_extraction_get_problem (extraction)));
  meirei_json_set_strv (object, "marks", (const char * const *) marks);
  meirei_json_set_string (object, "language", meirei_extraction_get_language (extraction));
  json_object_set_int_member (object, "blocks", meirei_extraction_get_n_blocks (extraction));
  json_object_set_int_member (object, "error_line", meirei_extraction_get_error_line (extraction));
  json_object_set_int_member (object, "usec", usec);
  meirei_json_set_string (object, "code", meirei_extraction_get_code (extraction));
  meirei_json_set_string (object, "left_out", left_out);

  line = meirei_json_to_line (object, NULL);
  fputs (line, stdout);
}

int
main (int   argc,
      char *argv[])
{
  gboolean pure = argc > 1 && g_str_equal (argv[1], "--pure");
  g_autoptr(PythonChecker) checker = pure ? NULL : python_checker_new ();
  g_autoptr(GInputStream) stdin_stream = g_unix_input_stream_new (0, FALSE);
  g_autoptr(GDataInputStream) input = g_data_input_stream_new (stdin_stream);
  char *text;

  while ((text = g_data_input_stream_read_line (input, NULL, NULL, NULL)) != NULL)
    {
      g_autofree char *line = text;
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonObject) object = meirei_json_parse_object (line, -1, &error);
      g_autoptr(MeireiCodeExtractor) extractor = NULL;
      g_autoptr(MeireiExtraction) extraction = NULL;
      g_auto(GStrv) functions = NULL;
      gint64 start;

      g_assert_no_error (error);
      functions = meirei_json_dup_strv (object, "functions");
      extractor = meirei_code_extractor_new (meirei_json_get_string (object, "language", NULL),
                                             (const char * const *) functions);
      start = g_get_monotonic_time ();
      extraction = meirei_code_extractor_extract_with (extractor,
                                                       meirei_json_get_string (object, "response", ""), -1,
                                                       pure ? NULL : python_checker_parse, checker);
      print_extraction (meirei_json_get_string (object, "id", ""), extraction,
                        g_get_monotonic_time () - start);
    }

  return 0;
}
