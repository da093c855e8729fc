/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* make-workspace DIR N: fills a new workspace with N instructions, half of
 * them executed and analysed, for looking at it with many. */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-workspace.h"
#include "meirei-version.h"

static const char * const titles[] = {
  "Batch processor", "足し算の関数", "Parse a date", "単語を数える", "Retry with back-off",
  "CSV を読み込む", "Prime numbers", "文字列の検索", "Merge two sorted lists", "設定ファイルの検証",
};

static const char * const features[] = {
  "batch_processor", "add_numbers", "parse_date", "word_count", "retry_backoff",
  "read_csv", "is_prime", "find_text", "merge_sorted", "check_config",
};

static const char specification[] =
  "Write a function that does what the title says. It takes one argument and returns one "
  "value. Invalid input raises ValueError with a message that names the value and the limit. "
  "The function must be pure: no global state, no printing, no network access. Large inputs of "
  "up to a million elements must be handled in less than a second. この関数は純粋でなければ"
  "ならない。入力が正しくない場合は ValueError を送出し、値と上限をメッセージに含める。"
  "百万個の要素を一秒以内に処理できること。標準ライブラリだけを使う。";

static const char code[] =
  "def run(value):\n    \"\"\"Do it.\"\"\"\n    if value is None:\n"
  "        raise ValueError(\"value is None\")\n    return value\n";

static MeireiInstruction *
make_instruction (guint number)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(MeireiSheet) sheet = NULL;
  g_autofree char *title = g_strdup_printf ("%s %u", titles[number % 10], number);
  g_autofree char *spec = g_strdup_printf ("%s\nNumber %u.", specification, number);
  const char *tags[] = { number % 3 == 0 ? "core" : "extra", NULL };
  const char *functions[] = { "run(value)", NULL };

  json_object_set_string_member (object, "title", title);
  json_object_set_string_member (object, "feature", features[number % 10]);
  json_object_set_int_member (object, "phase", number % 6);
  json_object_set_string_member (object, "spec", spec);
  json_object_set_string_member (object, "tests", "def test_run():\n    assert run(1) == 1\n");
  meirei_json_set_strv (object, "tags", tags);
  meirei_json_set_strv (object, "functions", functions);
  sheet = meirei_sheet_new_from_json (object, NULL);

  return meirei_instruction_new (sheet);
}

static JsonObject *
make_report (guint number)
{
  static const char * const categories[] = {
    "structure", "correctness", "dependencies", "error_handling", "readability", "security",
    "performance",
  };
  JsonObject *report = json_object_new ();
  JsonObject *gate = json_object_new ();
  JsonObject *losses = json_object_new ();
  JsonArray *deductions = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      JsonObject *category = json_object_new ();

      json_object_set_int_member (category, "cap", 40);
      json_object_set_int_member (category, "lost", number % 7 == i ? 5 : 0);
      json_object_set_object_member (losses, categories[i], category);
    }
  for (guint i = 0; i < number % 4; i++)
    {
      JsonObject *deduction = json_object_new ();

      json_object_set_string_member (deduction, "rule", "F401");
      json_object_set_string_member (deduction, "item", "unused-import");
      json_object_set_string_member (deduction, "category",
                                     categories[(number + i) % G_N_ELEMENTS (categories)]);
      json_object_set_int_member (deduction, "points", 5);
      json_object_set_int_member (deduction, "line", i + 1);
      json_object_set_string_member (deduction, "message", "“logging” is imported but unused");
      json_array_add_object_element (deductions, deduction);
    }
  json_object_set_boolean_member (gate, "passed", number % 5 != 0);
  json_object_set_string_member (report, "model", "quality/1.0");
  json_object_set_int_member (report, "score", 100 - (number * 7) % 50);
  json_object_set_object_member (report, "categories", losses);
  json_object_set_array_member (report, "deductions", deductions);
  json_object_set_object_member (report, "gate", gate);

  return report;
}

static void
write_file (const char *path,
            const char *text,
            gsize       length)
{
  g_autoptr(GError) error = NULL;

  if (!g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0666,
                                 &error))
    g_error ("%s", error->message);
}

static void
write_object (const char *path,
              JsonObject *object)
{
  g_autofree char *text = NULL;
  gsize length;

  text = meirei_json_to_text (object, &length);
  write_file (path, text, length);
}

static void
add_version (const char        *dir,
             MeireiInstruction *instruction,
             guint              number)
{
  g_autoptr(MeireiVersion) version =
    meirei_version_new (meirei_instruction_get_id (instruction), "v1");
  g_autoptr(JsonObject) report = make_report (number);
  g_autoptr(JsonObject) execution = json_object_new ();
  g_autoptr(JsonObject) object = NULL;
  const char *short_id = meirei_instruction_get_short_id (instruction);
  g_autofree char *file = g_strdup_printf ("%s_%s_20260101_120000.py", features[number % 10],
                                           short_id);
  g_autofree char *code_path = g_build_filename (dir, "data", "generated_code", file, NULL);
  g_autofree char *version_dir = g_build_filename (dir, "data", "versions", short_id, NULL);
  g_autofree char *record_path = g_build_filename (version_dir, "v1.json", NULL);
  g_autofree char *raw_path = g_build_filename (version_dir, "v1.raw.txt", NULL);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, code, -1);

  g_mkdir_with_parents (version_dir, 0777);
  meirei_lifecycle_approve (instruction, NULL, NULL);
  meirei_lifecycle_begin_execution (instruction, "v1", execution, NULL);
  meirei_lifecycle_finish_execution (instruction, "v1", MEIREI_FINISH_COMPLETE, NULL);
  meirei_version_set_finish (version, MEIREI_FINISH_COMPLETE);
  meirei_version_set_file (version, file, sha256, (gint64) strlen (code));
  meirei_version_set_raw_sha256 (version, sha256);
  meirei_version_set_model (version, number % 2 ? "qwen2.5-coder-7b" : "minimind2-small", NULL,
                            8192);
  meirei_version_set_section (version, "report", report);
  meirei_version_set_revision (version, 1);
  object = meirei_version_to_json (version);
  write_object (record_path, object);
  write_file (raw_path, code, strlen (code));
  write_file (code_path, code, strlen (code));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(MeireiWorkspace) workspace = NULL;
  g_autoptr(GError) error = NULL;
  guint n_instructions;

  if (argc != 3)
    {
      g_printerr ("Usage: make-workspace DIR N\n");
      return 2;
    }
  workspace = meirei_workspace_create (argv[1], NULL, &error);
  if (workspace == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 4;
    }
  n_instructions = (guint) strtoul (argv[2], NULL, 10);
  for (guint i = 0; i < n_instructions; i++)
    {
      g_autoptr(MeireiInstruction) instruction = make_instruction (i);
      g_autofree char *name = g_strdup_printf ("%s.json", meirei_instruction_get_id (instruction));
      g_autofree char *path = g_build_filename (argv[1], "data", "instructions", name, NULL);
      g_autoptr(JsonObject) object = NULL;

      if (i % 2 == 0)
        add_version (argv[1], instruction, i);
      meirei_instruction_set_revision (instruction, 1);
      object = meirei_instruction_to_json (instruction);
      write_object (path, object);
    }

  return 0;
}
