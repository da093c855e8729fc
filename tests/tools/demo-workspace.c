/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* demo-workspace DIR [COUNT]: makes a workspace whose instructions are in all
 * states of their life, for screenshots and measurements.  It needs no model:
 * what a model would have answered is part of this file. */

#include "config.h"

#include <stdlib.h>

#include "meirei-json.h"
#include "meirei-lifecycle.h"
#include "meirei-workspace-phases.h"
#include "meirei-workspace-decisions.h"
#include "meirei-workspace-execution.h"

typedef struct {
  const char *title;
  const char *feature;
  int phase;
  MeireiStatus status;
  int score;
  int minutes; /* ago */
} Demo;

static const Demo demos[] = {
  { "Batch processor with retry", "batch_processor", 4, MEIREI_STATUS_EXECUTED, 95, 2 },
  { "Prompt template renderer", "prompt_renderer", 4, MEIREI_STATUS_EXECUTED, 88, 9 },
  { "Checkpoint writer", "checkpoint_store", 4, MEIREI_STATUS_APPROVED, -1, 14 },
  { "Retry policy with jitter", "retry_policy", 4, MEIREI_STATUS_VALIDATED, -1, 21 },
  { "CSV import with schema check", "csv_importer", 5, MEIREI_STATUS_DRAFT, -1, 26 },
  { "Dependency graph sorter", "task_graph", 4, MEIREI_STATUS_FAILED, -1, 38 },
  { "JSON line logger", "line_logger", 3, MEIREI_STATUS_ACCEPTED, 100, 60 },
  { "Progress feed over WebSocket", "progress_feed", 3, MEIREI_STATUS_REJECTED, 54, 70 },
  { "TOML config loader", "config_loader", 2, MEIREI_STATUS_ACCEPTED, 92, 125 },
  { "Result aggregator", "aggregator", 3, MEIREI_STATUS_EXECUTED, 79, 130 },
  { "Worker pool", "worker_pool", 3, MEIREI_STATUS_ACCEPTED, 90, 190 },
  { "重複ファイルの検出", "dup_finder", 2, MEIREI_STATUS_EXECUTED, 67, 200 },
  { "Path sanitiser", "path_sanitiser", 1, MEIREI_STATUS_ACCEPTED, 97, 245 },
};

static const char code[] =
  "# 命令書 ／ フェーズ4：バッチ処理\n"
  "import json\n"
  "import logging\n"
  "import time\n"
  "from concurrent.futures import ThreadPoolExecutor, as_completed\n"
  "from dataclasses import dataclass\n"
  "from pathlib import Path\n"
  "\n"
  "# 再試行の上限と、待ち時間の基準値（秒）\n"
  "MAX_RETRIES = 3\n"
  "BACKOFF_BASE = 0.5\n"
  "\n"
  "\n"
  "@dataclass(frozen=True)\n"
  "class BatchResult:\n"
  "    \"\"\"1件分の処理結果。\"\"\"\n"
  "    item_id: str\n"
  "    ok: bool\n"
  "    value: object = None\n"
  "    error: str | None = None\n"
  "    attempts: int = 1\n"
  "\n"
  "\n"
  "def load_items(path: Path) -> list[dict]:\n"
  "    # 入力は UTF-8 の JSON Lines とする\n"
  "    with path.open(encoding=\"utf-8\") as handle:\n"
  "        return [json.loads(row) for row in handle if row.strip()]\n"
  "\n"
  "\n"
  "def process_item(item: dict, handler) -> BatchResult:\n"
  "    key = item[\"id\"]\n"
  "    for attempt in range(1, MAX_RETRIES + 1):\n"
  "        try:\n"
  "            value = handler(item)\n"
  "            return BatchResult(key, True, value, None, attempt)\n"
  "        except (ValueError, OSError) as exc:\n"
  "            # 最後の試行なら失敗として記録する\n"
  "            if attempt == MAX_RETRIES:\n"
  "                reason = f\"{type(exc).__name__}: {exc}\"\n"
  "                return BatchResult(key, False, None, reason, attempt)\n"
  "            # 指数バックオフで待ってから再試行する\n"
  "            time.sleep(BACKOFF_BASE * 2 ** (attempt - 1))\n"
  "\n"
  "\n"
  "def run_batch(items, handler, workers=4) -> list[BatchResult]:\n"
  "    with ThreadPoolExecutor(max_workers=workers) as pool:\n"
  "        futures = [pool.submit(process_item, item, handler) for item in items]\n"
  "        return [future.result() for future in as_completed(futures)]\n";

static MeireiInstruction *
make_instruction (const Demo *demo,
                  const char *suffix)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(MeireiSheet) sheet = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *title = g_strconcat (demo->title, suffix, NULL);

  json_object_set_string_member (object, "title", title);
  json_object_set_string_member (object, "feature", demo->feature);
  json_object_set_int_member (object, "phase", demo->phase);
  json_object_set_string_member (object, "spec",
                                 "JSON Lines のファイルを読み込み、各項目に handler を適用する。\n"
                                 "Blank lines are skipped; errors name the line.");
  meirei_json_set_strv (object, "functions",
                        (const char * const []) { "load_items(path: Path) -> list[dict]", NULL });
  json_object_set_string_member (object, "tests", "def test_empty():\n    assert True\n");
  sheet = meirei_sheet_new_from_json (object, &error);
  if (sheet == NULL)
    g_error ("%s", error->message);

  return meirei_instruction_new (sheet);
}

static gboolean
prepare (MeireiInstruction  *instruction,
         gpointer            user_data,
         GError            **error)
{
  MeireiStatus status = (MeireiStatus) GPOINTER_TO_INT (user_data);

  if (status == MEIREI_STATUS_DRAFT)
    return TRUE;
  if (!meirei_lifecycle_validate (instruction, error))
    return FALSE;

  return status == MEIREI_STATUS_VALIDATED || meirei_lifecycle_approve (instruction, NULL, error);
}

static gboolean
describe (MeireiVersion      *version,
          MeireiInstruction  *instruction,
          gpointer            user_data,
          GError            **error)
{
  meirei_version_set_server (version, "lmstudio", "http://localhost:1234", "0.3.23");
  meirei_version_set_model (version, "deepseek-coder-6.7b-instruct", "Q4_K_M", 16384);

  return TRUE;
}

static JsonObject *
make_report (int score)
{
  g_autofree char *text = g_strdup_printf (
    "{\"model\": \"quality/1.0\", \"language\": \"python\", \"score\": %d, \"categories\": {"
    " \"structure\": {\"cap\": 60, \"lost\": 0}, \"correctness\": {\"cap\": 40, \"lost\": %d},"
    " \"dependencies\": {\"cap\": 25, \"lost\": 5}, \"error_handling\": {\"cap\": 15, \"lost\": 0},"
    " \"readability\": {\"cap\": 12, \"lost\": 0}, \"security\": {\"cap\": 40, \"lost\": 0},"
    " \"performance\": {\"cap\": 6, \"lost\": 0}},"
    " \"gate\": {\"name\": \"default\", \"passed\": %s, \"conditions\": ["
    "  {\"key\": \"score\", \"passed\": %s, \"value\": %d, \"limit\": 80},"
    "  {\"key\": \"syntax_errors\", \"passed\": true, \"value\": 0, \"limit\": 0}]},"
    " \"counts\": {\"code\": 36, \"comment\": 5, \"doc\": 1, \"blank\": 10},"
    " \"syntax\": {\"ok\": true}, \"declared\": {\"total\": 1, \"found\": 1},"
    " \"deductions\": [{\"rule\": \"F401\", \"item\": \"unused-import\", \"tool\": \"ruff\","
    " \"category\": \"dependencies\", \"severity\": \"warning\", \"points\": 5, \"line\": 3,"
    " \"column\": 8, \"end_line\": 3, \"end_column\": 15,"
    " \"message\": \"“logging” is imported but never used\"}], \"information\": [],"
    " \"tools\": {\"ruff\": {\"version\": \"0.4\"}}}",
    score, MAX (95 - score, 0), score >= 80 ? "true" : "false", score >= 80 ? "true" : "false",
    score);

  return meirei_json_parse_object (text, -1, NULL);
}

static gboolean
add_report (MeireiVersion  *version,
            gpointer        user_data,
            GError        **error)
{
  g_autoptr(JsonObject) report = make_report (GPOINTER_TO_INT (user_data));

  meirei_version_set_section (version, "report", report);

  return TRUE;
}

static gboolean
run (MeireiWorkspace  *workspace,
     const char       *id,
     const Demo       *demo,
     GError          **error)
{
  g_autoptr(MeireiVersion) version = NULL;
  g_autoptr(MeireiVersion) stored = NULL;
  g_autoptr(MeireiInstruction) instruction = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static (code, sizeof code - 1);
  gboolean complete = demo->status != MEIREI_STATUS_FAILED;

  version = meirei_workspace_begin_execution (workspace, id, -1, describe, NULL, error);
  if (version == NULL)
    return FALSE;

  meirei_version_set_finish (version, complete ? MEIREI_FINISH_COMPLETE : MEIREI_FINISH_BROKEN);
  meirei_workspace_append_part (workspace, id, code, sizeof code - 1);
  instruction = meirei_workspace_commit_execution (workspace, id, version,
                                                   complete ? bytes : NULL, bytes,
                                                   complete ? NULL : "No first token within 60 s",
                                                   error);
  if (instruction == NULL || !complete)
    return instruction != NULL;

  stored = meirei_workspace_update_version (workspace, id,
                                            meirei_instruction_get_latest_version (instruction),
                                            add_report, GINT_TO_POINTER (demo->score), error);
  if (stored == NULL || demo->status == MEIREI_STATUS_EXECUTED)
    return stored != NULL;

  return meirei_workspace_decide (workspace, id, NULL,
                                  demo->status == MEIREI_STATUS_ACCEPTED
                                    ? MEIREI_DECISION_ACCEPTED : MEIREI_DECISION_REJECTED,
                                  NULL, NULL, error);
}

/* The files say when an instruction changed; a demo has a past. */
static void
age (const char *dir,
     const char *id,
     int         minutes)
{
  g_autofree char *name = g_strconcat (id, ".json", NULL);
  g_autofree char *path = g_build_filename (dir, "data", "instructions", name, NULL);
  g_autofree char *text = NULL;
  g_autofree char *pretty = NULL;
  g_autoptr(JsonObject) object = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return;
  object = meirei_json_parse_object (text, (gssize) length, NULL);
  meirei_json_set_time (object, "updated_at",
                        g_get_real_time () - minutes * G_TIME_SPAN_MINUTE);
  pretty = meirei_json_to_text (object, NULL);
  g_file_set_contents (path, pretty, -1, NULL);
}

static gboolean
add_phases (MeireiWorkspace  *workspace,
            GError          **error)
{
  static const char * const names[] = {
    "Setup and base", "Core modules", "Instruction store", "Execution engine", "Batch processing",
    "Reports and docs",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(MeireiPhase) phase = meirei_phase_new ((int) i, names[i]);

      if (!meirei_workspace_put_phase (workspace, MEIREI_PHASE_NEW, phase, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
fill (MeireiWorkspace  *workspace,
      guint             count,
      GError          **error)
{
  g_autoptr(GPtrArray) instructions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) outcomes = NULL;

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *suffix = i < G_N_ELEMENTS (demos) ? g_strdup ("")
                                                         : g_strdup_printf (" %u", i);

      g_ptr_array_add (instructions, make_instruction (&demos[i % G_N_ELEMENTS (demos)], suffix));
    }
  outcomes = meirei_workspace_add_instructions (workspace, instructions, error);
  if (outcomes == NULL)
    return FALSE;

  /* Only the first ones have lived; thousands of versions would take minutes. */
  for (guint i = 0; i < MIN (count, G_N_ELEMENTS (demos)); i++)
    {
      const char *id = meirei_instruction_get_id (instructions->pdata[i]);
      g_autoptr(MeireiInstruction) prepared = NULL;

      prepared = meirei_workspace_update_instruction (workspace, id, -1, prepare,
                                                      GINT_TO_POINTER ((int) demos[i].status),
                                                      error);
      if (prepared == NULL
          || (demos[i].status > MEIREI_STATUS_APPROVED && !run (workspace, id, &demos[i], error)))
        return FALSE;
      age (meirei_workspace_get_dir (workspace), id, demos[i].minutes);
    }

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(MeireiWorkspace) workspace = NULL;
  g_autoptr(GError) error = NULL;
  guint count = argc > 2 ? (guint) atoi (argv[2]) : G_N_ELEMENTS (demos);

  if (argc < 2)
    {
      g_printerr ("Usage: demo-workspace DIR [COUNT]\n");
      return 2;
    }

  workspace = meirei_workspace_create (argv[1], "slm-batch-tools", &error);
  if (workspace == NULL || !add_phases (workspace, &error) || !fill (workspace, count, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  return 0;
}
