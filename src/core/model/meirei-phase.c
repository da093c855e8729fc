/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiPhase:
 *
 * A numbered stage of the project, with a name, a goal, dates and a criterion
 * for its completion.  Immutable; editing makes another one.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "meirei-enums.h"
#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-phase.h"
#include "meirei-sheet.h"

struct _MeireiPhase
{
  GObject parent_instance;

  int number;
  char *name;
  char *goal;
  char *start; /* (nullable) an ISO date */
  char *end;   /* (nullable) an ISO date */
  MeireiPhaseCriterion criterion;
  guint n_required;
  gint64 achieved_at; /* 0: not yet */
};

G_DEFINE_FINAL_TYPE (MeireiPhase, meirei_phase, G_TYPE_OBJECT)

GType
meirei_phase_criterion_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_PHASE_CRITERION_ALL_ACCEPTED, "MEIREI_PHASE_CRITERION_ALL_ACCEPTED",
          "all-accepted" },
        { MEIREI_PHASE_CRITERION_N_ACCEPTED, "MEIREI_PHASE_CRITERION_N_ACCEPTED",
          "n-accepted" },
        { MEIREI_PHASE_CRITERION_BY_HAND, "MEIREI_PHASE_CRITERION_BY_HAND", "by-hand" },
        { 0, NULL, NULL }
      };
      GType type = g_enum_register_static ("MeireiPhaseCriterion", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

static void
meirei_phase_finalize (GObject *object)
{
  MeireiPhase *self = MEIREI_PHASE (object);

  g_free (self->name);
  g_free (self->goal);
  g_free (self->start);
  g_free (self->end);

  G_OBJECT_CLASS (meirei_phase_parent_class)->finalize (object);
}

static void
meirei_phase_class_init (MeireiPhaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_phase_finalize;
}

static void
meirei_phase_init (MeireiPhase *self)
{
}

/**
 * meirei_phase_new:
 * @number: its number, 0 to %MEIREI_SHEET_MAX_PHASE
 * @name: (nullable): its name for people
 *
 * Returns: (transfer full): a new phase without goal and dates, achieved when
 *   all its instructions are accepted
 */
MeireiPhase *
meirei_phase_new (int         number,
                  const char *name)
{
  MeireiPhase *self;

  g_return_val_if_fail (number >= 0 && number <= MEIREI_SHEET_MAX_PHASE, NULL);

  self = g_object_new (MEIREI_TYPE_PHASE, NULL);
  self->number = number;
  self->name = g_strdup (name != NULL ? name : "");
  self->goal = g_strdup ("");

  return self;
}

static gboolean
read_number (JsonObject  *object,
             int         *number,
             GError     **error)
{
  gint64 value = meirei_json_get_int (object, "number", -1);

  if (value < 0 || value > MEIREI_SHEET_MAX_PHASE)
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                   "A phase's “number” must be a whole number from 0 to %d",
                   MEIREI_SHEET_MAX_PHASE);
      return FALSE;
    }
  *number = (int) value;

  return TRUE;
}

static gboolean
read_date (JsonObject  *object,
           const char  *member,
           char       **date,
           GError     **error)
{
  const char *text = meirei_json_get_string (object, member, NULL);
  GDate parsed;

  if (text == NULL || text[0] == '\0')
    return TRUE;

  g_date_clear (&parsed, 1);
  if (strlen (text) == 10 && text[4] == '-' && text[7] == '-')
    {
      int year = atoi (text), month = atoi (text + 5), day = atoi (text + 8);

      if (year > 0 && month > 0 && day > 0
          && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
        {
          *date = g_strdup (text);
          return TRUE;
        }
    }

  g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
               "A phase's “%s” is “%s”; write a date as 2025-09-06 or null", member, text);

  return FALSE;
}

static gboolean
read_criterion (JsonObject            *object,
                MeireiPhaseCriterion  *criterion,
                GError               **error)
{
  const char *word = meirei_json_get_string (object, "criterion", "all-accepted");
  int value = MEIREI_PHASE_CRITERION_ALL_ACCEPTED;

  if (!meirei_enum_from_nick (MEIREI_TYPE_PHASE_CRITERION, word, &value))
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                   "A phase's “criterion” is “%s”; use all-accepted, n-accepted or by-hand",
                   word);
      return FALSE;
    }
  *criterion = (MeireiPhaseCriterion) value;

  return TRUE;
}

/**
 * meirei_phase_new_from_json:
 * @object: a phase as `meirei.json` has it: `number`, `name`, `goal`, `start`,
 *   `end`, `criterion`, `n_required`, `achieved_at`; only `number` is needed
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the phase, or %NULL with
 *   %MEIREI_INSTRUCTION_ERROR_INVALID_DATA
 */
MeireiPhase *
meirei_phase_new_from_json (JsonObject  *object,
                            GError     **error)
{
  g_autoptr(MeireiPhase) self = NULL;

  g_return_val_if_fail (object != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_PHASE, NULL);
  if (!read_number (object, &self->number, error)
      || !read_date (object, "start", &self->start, error)
      || !read_date (object, "end", &self->end, error)
      || !read_criterion (object, &self->criterion, error))
    return NULL;

  self->name = g_strdup (meirei_json_get_string (object, "name", ""));
  self->goal = g_strdup (meirei_json_get_string (object, "goal", ""));
  self->n_required = (guint) CLAMP (meirei_json_get_int (object, "n_required", 0), 0, G_MAXINT);
  self->achieved_at = meirei_json_get_time (object, "achieved_at");

  return g_steal_pointer (&self);
}

/**
 * meirei_phase_with_member:
 * @self: a phase
 * @member: the name of one of its JSON members
 * @value: its new value
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a phase that differs in that member, or
 *   %NULL with %MEIREI_INSTRUCTION_ERROR_INVALID_DATA
 */
MeireiPhase *
meirei_phase_with_member (MeireiPhase  *self,
                          const char   *member,
                          JsonNode     *value,
                          GError      **error)
{
  g_autoptr(JsonObject) object = NULL;

  g_return_val_if_fail (MEIREI_IS_PHASE (self), NULL);
  g_return_val_if_fail (member != NULL && value != NULL, NULL);

  object = meirei_phase_to_json (self);
  if (!json_object_has_member (object, member))
    {
      g_set_error (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_INVALID_DATA,
                   "A phase has no member “%s”", member);
      return NULL;
    }
  json_object_set_member (object, member, json_node_copy (value));

  return meirei_phase_new_from_json (object, error);
}

/**
 * meirei_phase_to_json:
 * @self: a phase
 *
 * Returns: (transfer full): the phase as `meirei.json` has it
 */
JsonObject *
meirei_phase_to_json (MeireiPhase *self)
{
  JsonObject *object;

  g_return_val_if_fail (MEIREI_IS_PHASE (self), NULL);

  object = json_object_new ();
  json_object_set_int_member (object, "number", self->number);
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "goal", self->goal);
  meirei_json_set_string (object, "start", self->start);
  meirei_json_set_string (object, "end", self->end);
  json_object_set_string_member (object, "criterion",
                                 meirei_enum_to_nick (MEIREI_TYPE_PHASE_CRITERION,
                                                      (int) self->criterion));
  json_object_set_int_member (object, "n_required", self->n_required);
  meirei_json_set_time (object, "achieved_at", self->achieved_at);

  return object;
}

/**
 * meirei_phase_get_number:
 * @self: a phase
 *
 * Returns: its number
 */
int
meirei_phase_get_number (MeireiPhase *self)
{
  g_return_val_if_fail (MEIREI_IS_PHASE (self), 0);

  return self->number;
}

/**
 * meirei_phase_get_name:
 * @self: a phase
 *
 * Returns: its name for people, possibly empty
 */
const char *
meirei_phase_get_name (MeireiPhase *self)
{
  g_return_val_if_fail (MEIREI_IS_PHASE (self), NULL);

  return self->name;
}

/**
 * meirei_phase_get_goal:
 * @self: a phase
 *
 * Returns: what it shall reach, possibly empty
 */
const char *
meirei_phase_get_goal (MeireiPhase *self)
{
  g_return_val_if_fail (MEIREI_IS_PHASE (self), NULL);

  return self->goal;
}

/**
 * meirei_phase_get_start:
 * @self: a phase
 *
 * Returns: (nullable): the planned first day as an ISO date
 */
const char *
meirei_phase_get_start (MeireiPhase *self)
{
  g_return_val_if_fail (MEIREI_IS_PHASE (self), NULL);

  return self->start;
}

/**
 * meirei_phase_get_end:
 * @self: a phase
 *
 * Returns: (nullable): the planned last day as an ISO date
 */
const char *
meirei_phase_get_end (MeireiPhase *self)
{
  g_return_val_if_fail (MEIREI_IS_PHASE (self), NULL);

  return self->end;
}

/**
 * meirei_phase_get_criterion:
 * @self: a phase
 *
 * Returns: when it is achieved
 */
MeireiPhaseCriterion
meirei_phase_get_criterion (MeireiPhase *self)
{
  g_return_val_if_fail (MEIREI_IS_PHASE (self), MEIREI_PHASE_CRITERION_BY_HAND);

  return self->criterion;
}

/**
 * meirei_phase_get_n_required:
 * @self: a phase
 *
 * Returns: how many accepted instructions %MEIREI_PHASE_CRITERION_N_ACCEPTED asks for
 */
guint
meirei_phase_get_n_required (MeireiPhase *self)
{
  g_return_val_if_fail (MEIREI_IS_PHASE (self), 0);

  return self->n_required;
}

/**
 * meirei_phase_get_achieved_at:
 * @self: a phase
 *
 * Returns: when a person marked it as achieved, in microseconds since the
 *   epoch; 0 if nobody did
 */
gint64
meirei_phase_get_achieved_at (MeireiPhase *self)
{
  g_return_val_if_fail (MEIREI_IS_PHASE (self), 0);

  return self->achieved_at;
}

/**
 * meirei_phase_is_achieved:
 * @self: a phase
 * @n_accepted: how many of its instructions are accepted
 * @n_instructions: how many it has
 *
 * Returns: whether its criterion is met; a phase without instructions is not,
 *   unless a person says so
 */
gboolean
meirei_phase_is_achieved (MeireiPhase *self,
                          guint        n_accepted,
                          guint        n_instructions)
{
  g_return_val_if_fail (MEIREI_IS_PHASE (self), FALSE);

  if (self->achieved_at != 0)
    return TRUE;

  switch (self->criterion)
    {
    case MEIREI_PHASE_CRITERION_ALL_ACCEPTED:
      return n_instructions > 0 && n_accepted >= n_instructions;
    case MEIREI_PHASE_CRITERION_N_ACCEPTED:
      return self->n_required > 0 && n_accepted >= self->n_required;
    case MEIREI_PHASE_CRITERION_BY_HAND:
      return FALSE;
    default:
      g_return_val_if_reached (FALSE);
    }
}
