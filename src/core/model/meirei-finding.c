/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-finding.h"
#include "meirei-json.h"

/**
 * MeireiFinding:
 *
 * One observation of an analyser: rule, place, message, and what it costs.
 *
 * Findings are immutable and may be shared between threads.  To change one,
 * copy its fields, change the copy and make a new finding of it.
 */
struct _MeireiFinding
{
  GObject parent_instance;

  MeireiFindingFields fields;  /* its strings are owned */
};

G_DEFINE_FINAL_TYPE (MeireiFinding, meirei_finding, G_TYPE_OBJECT)

typedef enum {
  PROP_RULE = 1,
  PROP_TOOL,
  PROP_CATEGORY,
  PROP_SEVERITY,
  PROP_POINTS,
  PROP_LINE,
  PROP_MESSAGE,
  PROP_ARGUMENT,
} MeireiFindingProperty;

static GParamSpec *properties[PROP_ARGUMENT + 1];

/* Thousands of findings share a handful of rule and tool names. */
static const char *
intern (const char *text)
{
  return text != NULL ? g_ref_string_new_intern (text) : NULL;
}

static void
clear_interned (const char **text)
{
  char *owned = (char *) *text;

  *text = NULL;
  g_clear_pointer (&owned, g_ref_string_release);
}

static void
meirei_finding_finalize (GObject *object)
{
  MeireiFinding *self = MEIREI_FINDING (object);

  clear_interned (&self->fields.rule);
  clear_interned (&self->fields.item);
  clear_interned (&self->fields.tool);
  clear_interned (&self->fields.tool_version);
  g_free ((char *) self->fields.message);
  g_free ((char *) self->fields.argument);
  g_free ((char *) self->fields.fix);
  g_free ((char *) self->fields.suppressed);

  G_OBJECT_CLASS (meirei_finding_parent_class)->finalize (object);
}

static void
meirei_finding_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  MeireiFinding *self = MEIREI_FINDING (object);

  switch ((MeireiFindingProperty) property_id)
    {
    case PROP_RULE:
      g_value_set_string (value, self->fields.rule);
      break;

    case PROP_TOOL:
      g_value_set_string (value, self->fields.tool);
      break;

    case PROP_CATEGORY:
      g_value_set_enum (value, (int) self->fields.category);
      break;

    case PROP_SEVERITY:
      g_value_set_enum (value, (int) self->fields.severity);
      break;

    case PROP_POINTS:
      g_value_set_int (value, self->fields.points);
      break;

    case PROP_LINE:
      g_value_set_int (value, self->fields.line);
      break;

    case PROP_MESSAGE:
      g_value_set_string (value, self->fields.message);
      break;

    case PROP_ARGUMENT:
      g_value_set_string (value, self->fields.argument);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
install_string (MeireiFindingProperty  property,
                const char            *name)
{
  properties[property] =
    g_param_spec_string (name, NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_int (MeireiFindingProperty  property,
             const char            *name)
{
  properties[property] =
    g_param_spec_int (name, NULL, NULL, 0, G_MAXINT, 0,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
meirei_finding_class_init (MeireiFindingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_finding_finalize;
  object_class->get_property = meirei_finding_get_property;

  install_string (PROP_RULE, "rule");
  install_string (PROP_TOOL, "tool");
  properties[PROP_CATEGORY] =
    g_param_spec_enum ("category", NULL, NULL,
                       MEIREI_TYPE_CATEGORY, MEIREI_CATEGORY_STRUCTURE,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEVERITY] =
    g_param_spec_enum ("severity", NULL, NULL,
                       MEIREI_TYPE_SEVERITY, MEIREI_SEVERITY_INFO,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  install_int (PROP_POINTS, "points");
  install_int (PROP_LINE, "line");
  install_string (PROP_MESSAGE, "message");
  install_string (PROP_ARGUMENT, "argument");

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_finding_init (MeireiFinding *self)
{
}

/**
 * meirei_finding_new:
 * @fields: what the finding says; copied.  The rule, the tool and the message
 *   are required; numbers below 0 count as 0
 *
 * Returns: (transfer full): a new finding
 */
MeireiFinding *
meirei_finding_new (const MeireiFindingFields *fields)
{
  MeireiFinding *self;

  g_return_val_if_fail (fields != NULL, NULL);
  g_return_val_if_fail (fields->rule != NULL, NULL);
  g_return_val_if_fail (fields->tool != NULL, NULL);
  g_return_val_if_fail (fields->message != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_FINDING, NULL);
  self->fields = *fields;
  self->fields.rule = intern (fields->rule);
  self->fields.item = intern (fields->item);
  self->fields.tool = intern (fields->tool);
  self->fields.tool_version = intern (fields->tool_version);
  self->fields.points = MAX (0, fields->points);
  self->fields.line = MAX (0, fields->line);
  self->fields.column = MAX (0, fields->column);
  self->fields.end_line = MAX (0, fields->end_line);
  self->fields.end_column = MAX (0, fields->end_column);
  self->fields.message = g_strdup (fields->message);
  self->fields.argument = g_strdup (fields->argument);
  self->fields.fix = g_strdup (fields->fix);
  self->fields.suppressed = g_strdup (fields->suppressed);

  return self;
}

static int
get_number (JsonObject *object,
            const char *member)
{
  return (int) CLAMP (meirei_json_get_int (object, member, 0), 0, G_MAXINT);
}

/**
 * meirei_finding_new_from_json:
 * @object: (nullable): what [method@Meirei.Finding.to_json] wrote, or anything
 *
 * Returns: (transfer full) (nullable): the finding, or %NULL if @object names
 *   no rule, no tool, no message or an unknown category
 */
MeireiFinding *
meirei_finding_new_from_json (JsonObject *object)
{
  MeireiFindingFields fields = { NULL, };
  int category;
  int severity = MEIREI_SEVERITY_WARNING;

  fields.rule = meirei_json_get_string (object, "rule", NULL);
  fields.tool = meirei_json_get_string (object, "tool", NULL);
  fields.message = meirei_json_get_string (object, "message", NULL);
  if (fields.rule == NULL || fields.tool == NULL || fields.message == NULL
      || !meirei_enum_from_nick (MEIREI_TYPE_CATEGORY,
                                 meirei_json_get_string (object, "category", NULL),
                                 &category))
    return NULL;

  meirei_enum_from_nick (MEIREI_TYPE_SEVERITY,
                         meirei_json_get_string (object, "severity", NULL), &severity);
  fields.item = meirei_json_get_string (object, "item", NULL);
  fields.tool_version = meirei_json_get_string (object, "tool_version", NULL);
  fields.category = (MeireiCategory) category;
  fields.severity = (MeireiSeverity) severity;
  fields.points = get_number (object, "points");
  fields.line = get_number (object, "line");
  fields.column = get_number (object, "column");
  fields.end_line = get_number (object, "end_line");
  fields.end_column = get_number (object, "end_column");
  fields.argument = meirei_json_get_string (object, "argument", NULL);
  fields.fix = meirei_json_get_string (object, "fix", NULL);
  fields.suppressed = meirei_json_get_string (object, "suppressed", NULL);

  return meirei_finding_new (&fields);
}

static void
set_optional (JsonObject *object,
              const char *member,
              const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
}

/**
 * meirei_finding_to_json:
 * @self: a finding
 *
 * Optional members that have no value are left out.
 *
 * Returns: (transfer full): the finding as it stands in a version's file
 */
JsonObject *
meirei_finding_to_json (MeireiFinding *self)
{
  const MeireiFindingFields *fields;
  JsonObject *object;

  g_return_val_if_fail (MEIREI_IS_FINDING (self), NULL);

  fields = &self->fields;
  object = json_object_new ();
  json_object_set_string_member (object, "rule", fields->rule);
  set_optional (object, "item", fields->item);
  json_object_set_string_member (object, "tool", fields->tool);
  set_optional (object, "tool_version", fields->tool_version);
  json_object_set_string_member (object, "category",
                                 meirei_enum_to_nick (MEIREI_TYPE_CATEGORY,
                                                      (int) fields->category));
  json_object_set_string_member (object, "severity",
                                 meirei_enum_to_nick (MEIREI_TYPE_SEVERITY,
                                                      (int) fields->severity));
  json_object_set_int_member (object, "points", fields->points);
  json_object_set_int_member (object, "line", fields->line);
  json_object_set_int_member (object, "column", fields->column);
  json_object_set_int_member (object, "end_line", fields->end_line);
  json_object_set_int_member (object, "end_column", fields->end_column);
  json_object_set_string_member (object, "message", fields->message);
  set_optional (object, "argument", fields->argument);
  set_optional (object, "fix", fields->fix);
  set_optional (object, "suppressed", fields->suppressed);

  return object;
}

/**
 * meirei_finding_get_fields:
 * @self: a finding
 *
 * Returns: (transfer none): all that the finding says, owned by @self
 */
const MeireiFindingFields *
meirei_finding_get_fields (MeireiFinding *self)
{
  g_return_val_if_fail (MEIREI_IS_FINDING (self), NULL);

  return &self->fields;
}

#define DEFINE_GETTER(type, member, fallback)          \
type                                                   \
meirei_finding_get_##member (MeireiFinding *self)      \
{                                                      \
  g_return_val_if_fail (MEIREI_IS_FINDING (self), fallback); \
                                                       \
  return self->fields.member;                          \
}

/* Each returns the member of [struct@Meirei.FindingFields] of its name. */
DEFINE_GETTER (const char *, rule, NULL)
DEFINE_GETTER (const char *, item, NULL)
DEFINE_GETTER (const char *, tool, NULL)
DEFINE_GETTER (const char *, tool_version, NULL)
DEFINE_GETTER (MeireiCategory, category, MEIREI_CATEGORY_STRUCTURE)
DEFINE_GETTER (MeireiSeverity, severity, MEIREI_SEVERITY_INFO)
DEFINE_GETTER (int, points, 0)
DEFINE_GETTER (int, line, 0)
DEFINE_GETTER (int, column, 0)
DEFINE_GETTER (int, end_line, 0)
DEFINE_GETTER (int, end_column, 0)
DEFINE_GETTER (const char *, message, NULL)
DEFINE_GETTER (const char *, argument, NULL)
DEFINE_GETTER (const char *, fix, NULL)
DEFINE_GETTER (const char *, suppressed, NULL)

/**
 * meirei_finding_compare:
 * @a: a finding
 * @b: another finding
 *
 * Orders findings for people: the dearest first, then the gravest, then by
 * place and rule.
 *
 * Returns: below 0, 0 or above 0 like `strcmp()`
 */
int
meirei_finding_compare (MeireiFinding *a,
                        MeireiFinding *b)
{
  const MeireiFindingFields *first = &a->fields;
  const MeireiFindingFields *second = &b->fields;

  if (first->points != second->points)
    return first->points > second->points ? -1 : 1;
  if (first->severity != second->severity)
    return first->severity > second->severity ? -1 : 1;
  if (first->line != second->line)
    return first->line < second->line ? -1 : 1;
  if (first->column != second->column)
    return first->column < second->column ? -1 : 1;

  return g_strcmp0 (first->rule, second->rule);
}
