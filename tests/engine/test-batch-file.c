/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-batch-error.h"
#include "meirei-batch-export-record.h"
#include "meirei-batch-file-reader.h"
#include "meirei-batch-file-writer.h"
#include "meirei-test-workspace.h"

#define MAX_LINE 4096

static void
test_split (void)
{
  static const struct {
    guint n_requests;
    guint max_lines;
    gsize max_bytes;
    guint n_files;
  } cases[] = {
    { 0, 10, 100000, 0 },
    { 10, 10, 100000, 1 },
    { 11, 10, 100000, 2 },
    { 30, 10, 100000, 3 },
    { 4, 10, 250, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *dir = meirei_test_make_dir ();
      g_autofree char *path = g_build_filename (dir, "要求.jsonl", NULL);
      g_autofree char *first = g_build_filename (dir, "要求-1.jsonl", NULL);
      g_autoptr(MeireiBatchFileWriter) writer =
        meirei_batch_file_writer_new (path, cases[i].max_lines, cases[i].max_bytes);
      g_autoptr(JsonObject) body = json_object_new ();
      g_autoptr(GError) error = NULL;
      g_auto(GStrv) files = NULL;

      json_object_set_string_member (body, "model", "模型");
      for (guint j = 0; j < cases[i].n_requests; j++)
        g_assert_true (meirei_batch_file_writer_add (writer, "a:b", body, &error));
      files = meirei_batch_file_writer_close (writer, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_strv_length (files), ==, cases[i].n_files);
      if (cases[i].n_files > 0)
        g_assert_cmpstr (files[0], ==, cases[i].n_files == 1 ? path : first);
      for (gsize j = 0; files[j] != NULL; j++)
        {
          g_autofree char *text = NULL;
          gsize length;

          g_assert_true (g_file_get_contents (files[j], &text, &length, NULL));
          g_assert_cmpuint (length, <=, cases[i].max_bytes);
          g_assert_true (g_str_has_suffix (text, "}\n"));
        }
      meirei_test_remove_dir (dir);
    }
}

static void
test_too_long (void)
{
  g_autofree char *dir = meirei_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.jsonl", NULL);
  g_autoptr(JsonObject) body = json_object_new ();
  g_autoptr(GError) error = NULL;
  MeireiBatchFileWriter *writer = meirei_batch_file_writer_new (path, 10, 20);

  g_assert_false (meirei_batch_file_writer_add (writer, "a:b", body, &error));
  g_assert_error (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_FILE);
  meirei_batch_file_writer_free (writer);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  meirei_test_remove_dir (dir);
}

#define OK_BODY "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"}}]}"

static void
test_read (void)
{
  static const struct {
    const char *line;
    const char *custom_id;
    gboolean has_body;
    const char *message;   /* a part of it */
  } cases[] = {
    { "{\"custom_id\":\"a\",\"response\":{\"status_code\":200,\"body\":" OK_BODY "}}", "a", TRUE, NULL },
    { "{\"custom_id\":\"a\",\"response\":{\"body\":" OK_BODY "},\"error\":null}\r", "a", TRUE, NULL },
    { "{\"custom_id\":\"a\",\"response\":{\"status_code\":500,\"body\":" OK_BODY "}}", "a", FALSE, "HTTP 500" },
    { "{\"custom_id\":\"a\",\"response\":{\"status_code\":200,\"body\":{}}}", "a", FALSE, "HTTP 200" },
    { "{\"custom_id\":\"a\",\"response\":null,\"error\":{\"code\":\"batch_expired\"}}", "a", FALSE, "batch_expired" },
    { "{\"custom_id\":\"a\",\"response\":{\"status_code\":400,\"body\":{\"object\":\"error\",\"message\":\"long\"}}}", "a", FALSE, "long" },
    { "{\"custom_id\":\"a\",\"error\":{\"message\":\"\x1b[31m\"}}", NULL, FALSE, NULL },
    { "{\"custom_id\":\"a\",\"error\":{\"message\":\"\\u001b[31m\"}}", "a", FALSE, "\\033[31m" },
    { "{\"custom_id\":\"\\u001b\"}", NULL, FALSE, "custom_id" },
    { "{\"custom_id\":7}", NULL, FALSE, "custom_id" },
    { "[]", NULL, FALSE, "not a JSON object" },
    { "\xff", NULL, FALSE, "UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *dir = meirei_test_make_dir ();
      g_autofree char *path = g_build_filename (dir, "a.jsonl", NULL);
      g_autofree char *text = g_strconcat ("\n  \n", cases[i].line, NULL);
      g_autoptr(MeireiBatchFileReader) reader = NULL;
      g_autoptr(MeireiBatchFileLine) line = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_true (g_file_set_contents (path, text, -1, NULL));
      reader = meirei_batch_file_reader_open (path, MAX_LINE, &error);
      g_assert_no_error (error);
      line = meirei_batch_file_reader_next (reader, &error);
      g_assert_nonnull (line);
      g_assert_cmpuint (line->number, ==, 3);
      if (cases[i].message == NULL && !cases[i].has_body)
        g_assert_nonnull (line->message);
      else
        {
          g_assert_cmpstr (line->custom_id, ==, cases[i].custom_id);
          g_assert_cmpint (line->body != NULL, ==, cases[i].has_body);
          if (cases[i].message != NULL)
            g_assert_nonnull (strstr (line->message, cases[i].message));
        }
      g_assert_null (meirei_batch_file_reader_next (reader, &error));
      g_assert_no_error (error);
      meirei_test_remove_dir (dir);
    }
}

/* What is too long is passed over, and the next line is read. */
static void
test_long_line (void)
{
  g_autofree char *dir = meirei_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.jsonl", NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(MeireiBatchFileReader) reader = NULL;
  g_autoptr(MeireiBatchFileLine) first = NULL;
  g_autoptr(MeireiBatchFileLine) second = NULL;

  for (guint i = 0; i < 10 * MAX_LINE; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\n{\"custom_id\":\"a\"}");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  reader = meirei_batch_file_reader_open (path, MAX_LINE, NULL);
  first = meirei_batch_file_reader_next (reader, NULL);
  second = meirei_batch_file_reader_next (reader, NULL);
  g_assert_null (first->custom_id);
  g_assert_nonnull (strstr (first->message, "4096"));
  g_assert_cmpstr (second->custom_id, ==, "a");
  meirei_test_remove_dir (dir);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/batch-file/split", test_split);
  g_test_add_func ("/batch-file/too-long", test_too_long);
  g_test_add_func ("/batch-file/read", test_read);
  g_test_add_func ("/batch-file/long-line", test_long_line);

  return g_test_run ();
}
