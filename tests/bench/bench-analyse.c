/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "meirei-quality-fixture.h"
#include "meirei-ruff.h"

/* How long reports take: one file after the other with a warm worker, and a
 * thousand at once, beside the rule engine alone on the same files. */

#define N_FILES 1000
#define N_SINGLE 60
#define TARGET_GROUP_MS 1500
#define TARGET_SINGLE_MS 15

/* About fifty lines as a model writes them, no two files alike. */
static char *
make_text (guint number)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
    "\"\"\"注文 %u を集計する。\"\"\"\n\nimport json\n%sfrom dataclasses import dataclass\n"
    "from pathlib import Path\n\nLIMIT_%u = %u\n\n\n"
    "@dataclass\nclass Order%u:\n    \"\"\"One order.\"\"\"\n\n    name: str\n"
    "    amount: int\n    price: float = 0.0\n\n    def total(self):\n"
    "        return self.amount * self.price\n\n\n",
    number, number % 3 == 0 ? "import logging\n" : "", number, number * 7, number);
  g_string_append_printf (text,
    "def load_orders_%u(path):\n    \"\"\"Read orders from JSON lines.\"\"\"\n    orders = []\n"
    "    with Path(path).open(encoding=\"utf-8\") as handle:\n        for line in handle:\n"
    "            line = line.strip()\n            if not line:\n                continue\n"
    "            values = json.loads(line)\n            orders.append(Order%u(**values))\n"
    "    return orders\n\n\n", number, number);
  g_string_append_printf (text,
    "def summarise_%u(orders):\n    totals = {}\n    for order in orders:\n"
    "        if order.amount > LIMIT_%u:\n            raise ValueError(f\"too many: {order}\")\n"
    "        totals[order.name] = totals.get(order.name, 0) + order.total()\n"
    "    text = \"\"\n    for name, value in sorted(totals.items()):\n"
    "        %s\n    return text\n\n\n"
    "if __name__ == \"__main__\":\n    # 例\n    print(summarise_%u(load_orders_%u(\"orders.jsonl\")))\n",
    number, number,
    number % 5 == 0 ? "text += name + \": \" + str(value) + \"\\n\"" : "text = f\"{name}: {value}\"",
    number, number);

  return g_string_free (text, FALSE);
}

static GPtrArray *
make_sources (guint first,
              guint count)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = first; i < first + count; i++)
    {
      g_autofree char *text = make_text (i);

      g_ptr_array_add (sources, meirei_quality_fixture_source (text, -1, NULL));
    }

  return sources;
}

static double
measure_ms (MeireiAnalyser *analyser,
            GPtrArray      *sources)
{
  gint64 started = g_get_monotonic_time ();
  g_autoptr(GPtrArray) reports = meirei_quality_fixture_analyse (analyser, sources);

  g_assert_true (meirei_report_is_scored (g_ptr_array_index (reports, 0)));

  return (double) (g_get_monotonic_time () - started) / 1000.0;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
measure_ruff_alone_ms (const char *ruff,
                       guint       count)
{
  g_autofree char *folder = g_dir_make_tmp ("meirei-bench-XXXXXX", NULL);
  const char *argv[] = { ruff, "check", "--isolated", "--no-cache", "--quiet", "--select", "ALL",
                         "--output-format", "json-lines", folder, NULL };
  g_autofree char *quoted = g_shell_quote (folder);
  g_autofree char *cleanup = g_strdup_printf ("rm -r %s", quoted);
  g_autoptr(GError) error = NULL;
  gint64 started;
  double elapsed;

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *text = make_text (i);
      g_autofree char *path = g_strdup_printf ("%s/f%04u.py", folder, i);

      g_assert_true (g_file_set_contents (path, text, -1, NULL));
    }

  started = g_get_monotonic_time ();
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  elapsed = (double) (g_get_monotonic_time () - started) / 1000.0;
  g_assert_cmpint (system (cleanup), ==, 0);

  return elapsed;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *ruff = meirei_ruff_find ();
  g_autoptr(MeireiAnalyser) analyser = NULL;
  g_autoptr(GPtrArray) all = NULL;
  double single[N_SINGLE];
  double cold;
  double group;

  if (ruff == NULL)
    {
      g_print ("ruff is not installed: nothing measured\n");
      return 77;
    }

  analyser = meirei_quality_fixture_new (ruff);
  for (guint i = 0; i < N_SINGLE; i++)
    {
      g_autoptr(GPtrArray) sources = make_sources (i, 1);

      single[i] = measure_ms (analyser, sources);
    }
  cold = single[0];
  qsort (single, N_SINGLE, sizeof (double), compare_doubles);

  all = make_sources (0, N_FILES);
  group = measure_ms (analyser, all);
  group = MIN (group, measure_ms (analyser, all));

  g_print ("one file, tools cold            %8.1f ms\n", cold);
  g_print ("one file, median of %d          %8.1f ms   (to reach: %d)\n", N_SINGLE,
           single[N_SINGLE / 2], TARGET_SINGLE_MS);
  g_print ("one file, 95th percentile       %8.1f ms\n", single[N_SINGLE * 95 / 100]);
  g_print ("%d files at once              %8.1f ms   (to reach: %d)\n", N_FILES, group,
           TARGET_GROUP_MS);
  g_print ("ruff alone, 1 file              %8.1f ms\n", measure_ruff_alone_ms (ruff, 1));
  g_print ("ruff alone, %d files          %8.1f ms\n", N_FILES,
           measure_ruff_alone_ms (ruff, N_FILES));

  return single[N_SINGLE / 2] <= TARGET_SINGLE_MS && group <= TARGET_GROUP_MS
         ? EXIT_SUCCESS
         : EXIT_FAILURE;
}
