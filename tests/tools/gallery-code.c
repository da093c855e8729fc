/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "gallery.h"
#include "meirei-code-map.h"
#include "meirei-code-view.h"
#include "meirei-stream-buffer.h"

static const char code[] =
  "# 命令書 9ea46229 ／ フェーズ4：バッチ処理\n"
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
  "    raise AssertionError(\"unreachable\")\n"
  "\n"
  "\n"
  "def run_batch(items, handler, workers=4, on_progress=None):\n"
  "    \"\"\"入力と同じ順序で結果を返す。\"\"\"\n"
  "    exec(handler)\n"
  "    results = {}\n"
  "    with ThreadPoolExecutor(max_workers=min(workers, len(items))) as pool:\n"
  "        futures = {pool.submit(process_item, item, handler): item for item in items}\n"
  "        for future in as_completed(futures):\n"
  "            results[futures[future][\"id\"]] = future.result()\n"
  "            if on_progress:\n"
  "                on_progress(len(results), len(items))\n"
  "    return [results[item[\"id\"]] for item in items]\n";

static GPtrArray *
create_findings (gboolean japanese)
{
  const MeireiFindingFields fields[] = {
    { .rule = "F401", .tool = "ruff", .category = MEIREI_CATEGORY_DEPENDENCIES,
      .severity = MEIREI_SEVERITY_WARNING, .points = 5,
      .line = 3, .column = 8, .end_line = 3, .end_column = 15,
      .message = japanese ? "「logging」をインポートしていますが、使っていません"
                          : "“logging” is imported but never used" },
    { .rule = "C901", .tool = "ruff", .category = MEIREI_CATEGORY_READABILITY,
      .severity = MEIREI_SEVERITY_INFO, .points = 0,
      .line = 30, .column = 5, .end_line = 30, .end_column = 17,
      .message = "Complexity 6, the limit is 10" },
    { .rule = "S102", .tool = "ruff", .category = MEIREI_CATEGORY_SECURITY,
      .severity = MEIREI_SEVERITY_ERROR, .points = 10,
      .line = 48, .column = 5, .end_line = 48, .end_column = 9,
      .message = "Use of “exec”" },
    { .rule = "X1", .tool = "worker", .category = MEIREI_CATEGORY_STRUCTURE,
      .severity = MEIREI_SEVERITY_WARNING, .points = 2,
      .line = 48, .message = "The value of the call is not used" },
    { .rule = "X2", .tool = "worker", .category = MEIREI_CATEGORY_STRUCTURE,
      .severity = MEIREI_SEVERITY_WARNING, .points = 2,
      .line = 51, .column = 9,
      .message = "A rather long message at the end of a long line that has little space" },
  };
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    g_ptr_array_add (findings, meirei_finding_new (&fields[i]));

  return findings;
}

static GtkWidget *
create_pane (GtkWidget *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), meirei_code_map_new (MEIREI_CODE_VIEW (view)));

  return box;
}

GtkWidget *
gallery_create_code_page (gboolean japanese)
{
  GtkWidget *view = meirei_code_view_new ();
  g_autoptr(GPtrArray) findings = create_findings (japanese);

  meirei_code_view_set_text (MEIREI_CODE_VIEW (view), code, -1, "python3");
  meirei_code_view_set_findings (MEIREI_CODE_VIEW (view), findings);

  return create_pane (view);
}

static gboolean
stream_cb (gpointer user_data)
{
  MeireiStreamBuffer *stream = MEIREI_STREAM_BUFFER (user_data);
  gsize position = GPOINTER_TO_SIZE (g_object_get_data (user_data, "position"));
  gsize length = MIN (7, sizeof code - 1 - position);

  meirei_stream_buffer_append (stream, code + position, (gssize) length);
  position = (position + length) % (sizeof code - 1);
  g_object_set_data (user_data, "position", GSIZE_TO_POINTER (position));

  return G_SOURCE_CONTINUE;
}

static void
stop_stream (gpointer user_data)
{
  g_source_remove (GPOINTER_TO_UINT (user_data));
}

GtkWidget *
gallery_create_stream_page (gboolean japanese)
{
  GtkWidget *view = meirei_code_view_new ();
  GtkWidget *pane = create_pane (view);
  GtkWidget *follow = gtk_toggle_button_new_with_label (japanese ? "追従" : "Follow");
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  MeireiStreamBuffer *stream = meirei_stream_buffer_new (GTK_TEXT_VIEW (view));
  guint source_id = g_timeout_add (15, stream_cb, stream);

  meirei_code_view_set_language (MEIREI_CODE_VIEW (view), "python3");
  meirei_code_view_set_streaming (MEIREI_CODE_VIEW (view), TRUE);
  g_object_bind_property (stream, "follow", follow, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_set_data_full (G_OBJECT (page), "source", GUINT_TO_POINTER (source_id), stop_stream);
  g_object_set_data_full (G_OBJECT (page), "stream", stream, g_object_unref);

  gtk_widget_set_halign (follow, GTK_ALIGN_END);
  gtk_widget_set_vexpand (pane, TRUE);
  gtk_box_append (GTK_BOX (page), follow);
  gtk_box_append (GTK_BOX (page), pane);

  return page;
}
