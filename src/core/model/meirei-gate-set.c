/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <gio/gio.h>

#include "meirei-gate-set.h"
#include "meirei-json.h"

/**
 * MeireiGateSet:
 *
 * The quality gates of a workspace, by name, and the one in use.  There is
 * always one named `default`.
 */
struct _MeireiGateSet
{
  GObject parent_instance;

  GPtrArray *gates;    /* of MeireiGate */
  char      *current;
};

G_DEFINE_FINAL_TYPE (MeireiGateSet, meirei_gate_set, G_TYPE_OBJECT)

static void
meirei_gate_set_finalize (GObject *object)
{
  MeireiGateSet *self = MEIREI_GATE_SET (object);

  g_ptr_array_unref (self->gates);
  g_free (self->current);

  G_OBJECT_CLASS (meirei_gate_set_parent_class)->finalize (object);
}

static void
meirei_gate_set_class_init (MeireiGateSetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_gate_set_finalize;
}

static void
meirei_gate_set_init (MeireiGateSet *self)
{
  self->gates = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->gates, meirei_gate_new_default ());
  self->current = g_strdup (MEIREI_GATE_DEFAULT_NAME);
}

/**
 * meirei_gate_set_new:
 *
 * Returns: (transfer full): a set with the default gate only
 */
MeireiGateSet *
meirei_gate_set_new (void)
{
  return g_object_new (MEIREI_TYPE_GATE_SET, NULL);
}

/**
 * meirei_gate_set_new_from_json:
 * @settings: (nullable): the settings of a workspace: `gates`, a list of
 *   gates, and `gate`, the name of the one in use or that gate itself
 * @error: return location for an error
 *
 * A gate that cannot be understood is an error: a set without it would let
 * through what it was meant to hold.
 *
 * Returns: (transfer full) (nullable): the set, or %NULL with
 *   %G_IO_ERROR_INVALID_DATA
 */
MeireiGateSet *
meirei_gate_set_new_from_json (JsonObject  *settings,
                               GError     **error)
{
  g_autoptr(MeireiGateSet) self = meirei_gate_set_new ();
  JsonArray *gates = meirei_json_get_array (settings, "gates");
  JsonObject *only = meirei_json_get_object (settings, "gate");
  const char *current =
    meirei_json_get_string (only != NULL ? only : settings, only != NULL ? "name" : "gate",
                            MEIREI_GATE_DEFAULT_NAME);
  guint length = gates != NULL ? json_array_get_length (gates) : 0;

  for (guint i = 0; i < length; i++)
    {
      g_autoptr(MeireiGate) gate =
        meirei_gate_new_from_json (meirei_json_array_object (gates, i), error);

      if (gate == NULL)
        return NULL;
      meirei_gate_set_put (self, gate);
    }

  if (only != NULL)
    {
      g_autoptr(MeireiGate) gate = meirei_gate_new_from_json (only, error);

      if (gate == NULL)
        return NULL;
      meirei_gate_set_put (self, gate);
    }

  if (!meirei_gate_set_set_current (self, current))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "The workspace uses the quality gate “%s”, but has none of that name; "
                   "add it to “gates” or name another one", current);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * meirei_gate_set_add_to_json:
 * @self: a set
 * @settings: the settings of a workspace
 *
 * Writes `gate` and `gates`.
 */
void
meirei_gate_set_add_to_json (MeireiGateSet *self,
                             JsonObject    *settings)
{
  JsonArray *gates;

  g_return_if_fail (MEIREI_IS_GATE_SET (self));
  g_return_if_fail (settings != NULL);

  gates = json_array_new ();
  for (guint i = 0; i < self->gates->len; i++)
    json_array_add_object_element (gates,
                                   meirei_gate_to_json (g_ptr_array_index (self->gates, i)));
  json_object_set_string_member (settings, "gate", self->current);
  json_object_set_array_member (settings, "gates", gates);
}

/**
 * meirei_gate_set_get_n_gates:
 * @self: a set
 *
 * Returns: how many gates it has
 */
guint
meirei_gate_set_get_n_gates (MeireiGateSet *self)
{
  g_return_val_if_fail (MEIREI_IS_GATE_SET (self), 0);

  return self->gates->len;
}

/**
 * meirei_gate_set_get_gate:
 * @self: a set
 * @index_: a position
 *
 * Returns: (transfer none): the gate at this position
 */
MeireiGate *
meirei_gate_set_get_gate (MeireiGateSet *self,
                          guint          index_)
{
  g_return_val_if_fail (MEIREI_IS_GATE_SET (self), NULL);
  g_return_val_if_fail (index_ < self->gates->len, NULL);

  return g_ptr_array_index (self->gates, index_);
}

static int
find_position (MeireiGateSet *self,
               const char    *name)
{
  for (guint i = 0; i < self->gates->len; i++)
    {
      if (g_strcmp0 (meirei_gate_get_name (g_ptr_array_index (self->gates, i)), name) == 0)
        return (int) i;
    }

  return -1;
}

/**
 * meirei_gate_set_find:
 * @self: a set
 * @name: a gate's name
 *
 * Returns: (transfer none) (nullable): the gate, or %NULL if there is none
 */
MeireiGate *
meirei_gate_set_find (MeireiGateSet *self,
                      const char    *name)
{
  int position;

  g_return_val_if_fail (MEIREI_IS_GATE_SET (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  position = find_position (self, name);

  return position >= 0 ? g_ptr_array_index (self->gates, position) : NULL;
}

/**
 * meirei_gate_set_get_current:
 * @self: a set
 *
 * Returns: (transfer none): the gate in use
 */
MeireiGate *
meirei_gate_set_get_current (MeireiGateSet *self)
{
  g_return_val_if_fail (MEIREI_IS_GATE_SET (self), NULL);

  return meirei_gate_set_find (self, self->current);
}

/**
 * meirei_gate_set_set_current:
 * @self: a set
 * @name: a gate's name
 *
 * Returns: %FALSE if there is no such gate; then nothing changes
 */
gboolean
meirei_gate_set_set_current (MeireiGateSet *self,
                             const char    *name)
{
  g_return_val_if_fail (MEIREI_IS_GATE_SET (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (find_position (self, name) < 0)
    return FALSE;

  g_free (self->current);
  self->current = g_strdup (name);

  return TRUE;
}

/**
 * meirei_gate_set_put:
 * @self: a set
 * @gate: a gate
 *
 * Adds a gate, or replaces the one of the same name.
 */
void
meirei_gate_set_put (MeireiGateSet *self,
                     MeireiGate    *gate)
{
  int position;

  g_return_if_fail (MEIREI_IS_GATE_SET (self));
  g_return_if_fail (MEIREI_IS_GATE (gate));

  position = find_position (self, meirei_gate_get_name (gate));
  if (position >= 0)
    {
      g_object_unref (g_ptr_array_index (self->gates, position));
      self->gates->pdata[position] = g_object_ref (gate);
    }
  else
    g_ptr_array_add (self->gates, g_object_ref (gate));
}

/**
 * meirei_gate_set_remove:
 * @self: a set
 * @name: a gate's name
 *
 * Removes a gate; if it was in use, the default one takes its place.
 *
 * Returns: %FALSE if there is no such gate or if it is the default one, which
 *   can be changed but not removed
 */
gboolean
meirei_gate_set_remove (MeireiGateSet *self,
                        const char    *name)
{
  int position;

  g_return_val_if_fail (MEIREI_IS_GATE_SET (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  position = find_position (self, name);
  if (position < 0 || g_str_equal (name, MEIREI_GATE_DEFAULT_NAME))
    return FALSE;

  g_ptr_array_remove_index (self->gates, (guint) position);
  if (find_position (self, self->current) < 0)
    meirei_gate_set_set_current (self, MEIREI_GATE_DEFAULT_NAME);

  return TRUE;
}
