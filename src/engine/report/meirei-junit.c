/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* JUnit's XML, as Jenkins and GitLab read it: a suite per instruction, a case
 * per thing that can pass or fail. */

#include "config.h"

#include "meirei-junit.h"
#include "meirei-markup.h"

typedef struct {
  guint  n[MEIREI_JUNIT_SKIPPED + 1];
  double seconds;
} Counts;

struct _MeireiJunit
{
  char    *name;
  Counts   total;
  GString *suites;      /* the suites that are finished */

  char    *suite_name;  /* (nullable) the suite that is being written */
  char    *class_name;
  gint64   started_at;
  Counts   counts;
  GString *properties;
  GString *cases;
};

/**
 * meirei_junit_new:
 * @name: what the document is about
 *
 * Returns: (transfer full): a document without suites
 */
MeireiJunit *
meirei_junit_new (const char *name)
{
  MeireiJunit *self = g_new0 (MeireiJunit, 1);

  self->name = g_strdup (name);
  self->suites = g_string_new (NULL);
  self->properties = g_string_new (NULL);
  self->cases = g_string_new (NULL);

  return self;
}

static void
append_counts (GString      *xml,
               const Counts *counts)
{
  guint n_tests = 0;

  for (guint i = 0; i < G_N_ELEMENTS (counts->n); i++)
    n_tests += counts->n[i];
  g_string_append_printf (xml, " tests=\"%u\" failures=\"%u\" errors=\"%u\" skipped=\"%u\"",
                          n_tests, counts->n[MEIREI_JUNIT_FAILED], counts->n[MEIREI_JUNIT_ERROR],
                          counts->n[MEIREI_JUNIT_SKIPPED]);
  meirei_markup_append_number (xml, "time", counts->seconds);
}

/* JUnit's times have no zone; UTC is what its readers expect. */
static char *
dup_timestamp (gint64 usec)
{
  g_autoptr(GDateTime) time = usec > 0 ? g_date_time_new_from_unix_utc (usec / G_USEC_PER_SEC)
                                       : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : NULL;
}

static void
end_suite (MeireiJunit *self)
{
  g_autofree char *timestamp = dup_timestamp (self->started_at);

  if (self->suite_name == NULL)
    return;

  g_string_append (self->suites, "  <testsuite");
  meirei_markup_append_attribute (self->suites, "name", self->suite_name);
  append_counts (self->suites, &self->counts);
  meirei_markup_append_attribute (self->suites, "timestamp", timestamp);
  g_string_append (self->suites, ">\n");
  if (self->properties->len > 0)
    g_string_append_printf (self->suites, "    <properties>\n%s    </properties>\n",
                            self->properties->str);
  g_string_append_printf (self->suites, "%s  </testsuite>\n", self->cases->str);

  for (guint i = 0; i < G_N_ELEMENTS (self->counts.n); i++)
    self->total.n[i] += self->counts.n[i];
  self->total.seconds += self->counts.seconds;
  self->counts = (Counts) { 0 };
  g_string_truncate (self->properties, 0);
  g_string_truncate (self->cases, 0);
  g_clear_pointer (&self->suite_name, g_free);
  g_clear_pointer (&self->class_name, g_free);
}

/**
 * meirei_junit_begin_suite:
 * @self: a document
 * @name: the suite's name
 * @class_name: the class of its cases
 * @started_at: when it began, in microseconds since the epoch; 0 if unknown
 *
 * Begins a suite; the one before is finished.
 */
void
meirei_junit_begin_suite (MeireiJunit *self,
                          const char  *name,
                          const char  *class_name,
                          gint64       started_at)
{
  end_suite (self);
  self->suite_name = g_strdup (name);
  self->class_name = g_strdup (class_name);
  self->started_at = started_at;
}

/**
 * meirei_junit_add_property:
 * @self: a document with a suite
 * @name: the property's name
 * @value: (nullable): its value; nothing is added for %NULL
 */
void
meirei_junit_add_property (MeireiJunit *self,
                           const char  *name,
                           const char  *value)
{
  if (value == NULL)
    return;

  g_string_append (self->properties, "      <property");
  meirei_markup_append_attribute (self->properties, "name", name);
  meirei_markup_append_attribute (self->properties, "value", value);
  g_string_append (self->properties, "/>\n");
}

/**
 * meirei_junit_add_case:
 * @self: a document with a suite
 * @test: a test case
 */
void
meirei_junit_add_case (MeireiJunit           *self,
                       const MeireiJunitCase *test)
{
  static const char * const elements[] = { NULL, "failure", "error", "skipped" };
  const char *element = elements[test->outcome];

  self->counts.n[test->outcome]++;
  self->counts.seconds += test->seconds;

  g_string_append (self->cases, "    <testcase");
  meirei_markup_append_attribute (self->cases, "classname", self->class_name);
  meirei_markup_append_attribute (self->cases, "name", test->name);
  meirei_markup_append_number (self->cases, "time", test->seconds);
  if (element == NULL)
    {
      g_string_append (self->cases, "/>\n");
      return;
    }

  g_string_append_printf (self->cases, ">\n      <%s", element);
  if (test->outcome != MEIREI_JUNIT_SKIPPED)
    meirei_markup_append_attribute (self->cases, "type", test->type);
  meirei_markup_append_attribute (self->cases, "message", test->message);
  if (test->text != NULL && test->outcome != MEIREI_JUNIT_SKIPPED)
    {
      g_string_append_c (self->cases, '>');
      meirei_markup_append_text (self->cases, test->text);
      g_string_append_printf (self->cases, "</%s>\n    </testcase>\n", element);
    }
  else
    g_string_append (self->cases, "/>\n    </testcase>\n");
}

/**
 * meirei_junit_free_to_text:
 * @self: (transfer full): a document
 *
 * Returns: (transfer full): its XML
 */
char *
meirei_junit_free_to_text (MeireiJunit *self)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");

  end_suite (self);
  meirei_markup_append_attribute (xml, "name", self->name);
  append_counts (xml, &self->total);
  g_string_append_printf (xml, ">\n%s</testsuites>\n", self->suites->str);

  g_string_free (self->suites, TRUE);
  g_string_free (self->properties, TRUE);
  g_string_free (self->cases, TRUE);
  g_free (self->name);
  g_free (self);

  return g_string_free (xml, FALSE);
}
