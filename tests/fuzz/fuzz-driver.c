/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Runs a fuzz target over its corpus without libFuzzer, so that every build
 * checks what was once found: each file whole, cut short, and damaged. */

#include "config.h"

#include "fuzz.h"

#define N_DAMAGES 200

static void
run_damaged (const char *content,
             gsize       length,
             GRand      *rand)
{
  g_autofree guint8 *copy = g_memdup2 (content, length + 1);

  for (guint i = 0; i < N_DAMAGES && length > 0; i++)
    {
      gsize position = (gsize) g_rand_int_range (rand, 0, (gint32) length);
      guint8 kept = copy[position];

      copy[position] = (guint8) g_rand_int_range (rand, 0, 256);
      LLVMFuzzerTestOneInput (copy, length);
      if (i % 4 != 0)
        copy[position] = kept;
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GDir) folder = NULL;
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  const char *name;
  guint n_files = 0;

  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, NULL);
  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autofree char *content = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      for (gsize n = 0; n <= length; n += 1 + length / 100)
        LLVMFuzzerTestOneInput ((const guint8 *) content, n);
      LLVMFuzzerTestOneInput ((const guint8 *) content, length);
      run_damaged (content, length, rand);
      n_files++;
    }
  g_assert_cmpuint (n_files, >, 0);

  return 0;
}
