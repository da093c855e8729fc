/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The instructions that the figures name: what needs a person, and what
 * happened last. */

#include "config.h"

#include <string.h>

#include "meirei-figures-builder-private.h"

static void
init_entry (MeireiFiguresEntry     *entry,
            const MeireiItemFields *fields,
            gint64                  at,
            const char             *event,
            const char             *note)
{
  *entry = (MeireiFiguresEntry) {
    .id = g_strdup (fields->id),
    .title = g_strdup (fields->title != NULL ? fields->title : ""),
    .phase = fields->phase,
    .status = fields->status,
    .score = fields->score,
    .at = at,
    .event = g_strdup (event),
    .note = g_strdup (note != NULL ? note : ""),
  };
}

/* Two of the same time are in the order of their ids, so that the outcome does
 * not depend on the order in which they are added. */
static int
compare_entries (const MeireiFiguresEntry *entry,
                 gint64                    at,
                 const char               *id)
{
  if (entry->at != at)
    return entry->at < at ? -1 : 1;

  return strcmp (entry->id, id);
}

static void
add_need (MeireiFiguresBuilder   *self,
          MeireiNeed              need,
          const MeireiItemFields *fields)
{
  GArray *entries = self->figures->needs[need];
  MeireiFiguresEntry entry;
  guint position = entries->len;

  self->figures->n_needs[need]++;
  while (position > 0
         && compare_entries (&g_array_index (entries, MeireiFiguresEntry, position - 1),
                             fields->updated_at, fields->id) > 0)
    position--;
  if (position >= MEIREI_FIGURES_MAX_ENTRIES)
    return;
  if (entries->len == MEIREI_FIGURES_MAX_ENTRIES)
    g_array_set_size (entries, MEIREI_FIGURES_MAX_ENTRIES - 1);
  init_entry (&entry, fields, fields->updated_at, "", fields->note);
  g_array_insert_val (entries, position, entry);
}

/* “v3: no first token within 60 s” and “v1: …” have the same cause. */
static char *
dup_cause (const char *note)
{
  const char *text = note != NULL ? note : "";
  gsize length;

  if (text[0] == 'v' && g_ascii_isdigit (text[1]))
    {
      const char *rest = text + 1 + strspn (text + 1, "0123456789");

      if (g_str_has_prefix (rest, ": "))
        text = rest + 2;
    }
  length = strcspn (text, "\n");

  return g_strndup (text, length);
}

static void
add_cause (MeireiFiguresBuilder *self,
           const char           *note)
{
  char *cause = dup_cause (note);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->causes, cause));

  g_hash_table_replace (self->causes, cause, GUINT_TO_POINTER (n + 1));
}

/* What an instruction needs a person for. */
void
_meirei_figures_builder_add_needs (MeireiFiguresBuilder   *self,
                                   const MeireiItemFields *fields)
{
  if (fields->status == MEIREI_STATUS_EXECUTED)
    add_need (self, MEIREI_NEED_REVIEW, fields);
  if (fields->flags & MEIREI_ITEM_FLAG_APPROVAL_STALE)
    add_need (self, MEIREI_NEED_STALE_APPROVAL, fields);
  if (fields->flags & MEIREI_ITEM_FLAG_VERDICT_STALE)
    add_need (self, MEIREI_NEED_STALE_VERDICT, fields);
  if (fields->status == MEIREI_STATUS_FAILED)
    {
      add_need (self, MEIREI_NEED_FAILED, fields);
      add_cause (self, fields->note);
    }
}

/**
 * meirei_figures_builder_add_event:
 * @self: a builder
 * @fields: what lists show of an instruction
 * @event: what happened to it
 * @n_events: how many events to keep, the latest ones
 */
void
meirei_figures_builder_add_event (MeireiFiguresBuilder   *self,
                                  const MeireiItemFields *fields,
                                  MeireiHistoryEvent     *event,
                                  guint                   n_events)
{
  GArray *entries = self->figures->activity;
  gint64 at = meirei_history_event_get_at (event);
  MeireiFiguresEntry entry;
  guint position = entries->len;

  while (position > 0
         && compare_entries (&g_array_index (entries, MeireiFiguresEntry, position - 1), at,
                             fields->id) < 0)
    position--;
  if (position >= n_events)
    return;
  if (entries->len >= n_events)
    g_array_set_size (entries, n_events - 1);
  init_entry (&entry, fields, at, meirei_history_event_get_event (event),
              meirei_history_event_get_note (event));
  g_array_insert_val (entries, position, entry);
}
