/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-json.h"
#include "meirei-test-limits.h"

typedef struct {
  const char *member;
  gsize       offset;
  int         usual;
  int         least;
  int         most;
} Limit;

/* A workspace may come from a stranger, so it cannot ask for everything. */
static const Limit all_limits[] = {
  { "case_s", G_STRUCT_OFFSET (MeireiTestLimits, case_s), 10, 1, 600 },
  { "total_s", G_STRUCT_OFFSET (MeireiTestLimits, total_s), 60, 1, 3600 },
  { "memory_mb", G_STRUCT_OFFSET (MeireiTestLimits, memory_mb), 1024, 128, 16384 },
  { "disk_mb", G_STRUCT_OFFSET (MeireiTestLimits, disk_mb), 64, 1, 1024 },
  { "file_mb", G_STRUCT_OFFSET (MeireiTestLimits, file_mb), 16, 1, 1024 },
  { "files", G_STRUCT_OFFSET (MeireiTestLimits, files), 4096, 16, 65536 },
  { "open_files", G_STRUCT_OFFSET (MeireiTestLimits, open_files), 64, 32, 1024 },
  { "processes", G_STRUCT_OFFSET (MeireiTestLimits, processes), 64, 16, 256 },
  { "output_kb", G_STRUCT_OFFSET (MeireiTestLimits, output_kb), 1024, 1, 65536 },
};

/**
 * meirei_test_limits_init:
 * @self: (out caller-allocates): limits
 *
 * Sets the usual limits.
 */
void
meirei_test_limits_init (MeireiTestLimits *self)
{
  meirei_test_limits_init_from_json (self, NULL);
}

/**
 * meirei_test_limits_init_from_json:
 * @self: (out caller-allocates): limits
 * @object: (nullable): the `test_limits` of a workspace's settings or of a
 *   report; what is missing is as usual, what is out of range is brought in
 */
void
meirei_test_limits_init_from_json (MeireiTestLimits *self,
                                   JsonObject       *object)
{
  g_return_if_fail (self != NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (all_limits); i++)
    {
      gint64 value = meirei_json_get_int (object, all_limits[i].member, all_limits[i].usual);

      G_STRUCT_MEMBER (int, self, all_limits[i].offset) =
        (int) CLAMP (value, all_limits[i].least, all_limits[i].most);
    }
}

/**
 * meirei_test_limits_to_json:
 * @self: limits
 *
 * Returns: (transfer full): the limits as they stand in a report
 */
JsonObject *
meirei_test_limits_to_json (const MeireiTestLimits *self)
{
  JsonObject *object = json_object_new ();

  g_return_val_if_fail (self != NULL, object);

  for (gsize i = 0; i < G_N_ELEMENTS (all_limits); i++)
    json_object_set_int_member (object, all_limits[i].member,
                                G_STRUCT_MEMBER (int, self, all_limits[i].offset));

  return object;
}
