/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-server-record.h"

/**
 * meirei_server_record_new:
 * @url: a normalized address
 * @name: (nullable): the user's own name for it
 *
 * Returns: (transfer full): the record
 */
MeireiServerRecord *
meirei_server_record_new (const char *url,
                          const char *name)
{
  MeireiServerRecord *self = g_new0 (MeireiServerRecord, 1);

  self->url = g_strdup (url);
  self->name = g_strdup (name);

  return self;
}

/**
 * meirei_server_record_free:
 * @self: (nullable): a record
 */
void
meirei_server_record_free (MeireiServerRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->url);
  g_free (self->name);
  g_free (self);
}
