/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiPromptTemplate:
 *
 * How a sheet becomes a prompt.  A template is a JSON file with `name`,
 * `version`, `system`, and `user`, a list of parts, each a `text` and
 * optionally the condition `when` it is used: `one_function` (and no class),
 * `functions` (otherwise), `no_function`, `raises`, `modules`, `docstrings`.  In
 * texts, `{{title}}`, `{{feature}}`, `{{spec}}`, `{{function}}`,
 * `{{declaration}}` (the function as Python has it, "def add(a, b):"),
 * `{{functions}}`, `{{raises}}` and `{{modules}}` stand for the sheet's
 * content; what is put in is not looked at again, so that a specification
 * cannot use placeholders.
 * `repair` and `change` are the messages of later rounds, which also know
 * `{{code}}` and `{{error}}` or `{{comments}}`.
 */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-prompt-template.h"
#include "meirei-prompt-values.h"

#define MAX_ERROR_TEXT 1500

G_DEFINE_QUARK (meirei-template-error-quark, meirei_template_error)

typedef struct {
  char *when; /* (nullable) */
  char *text;
} Part;

struct _MeireiPromptTemplate
{
  GObject parent_instance;

  char *name;
  char *version;
  char *system;
  GPtrArray *parts;  /* of Part */
  char *repair;
  char *change;
};

G_DEFINE_FINAL_TYPE (MeireiPromptTemplate, meirei_prompt_template, G_TYPE_OBJECT)

static void
part_free (Part *part)
{
  g_free (part->when);
  g_free (part->text);
  g_free (part);
}

static void
meirei_prompt_template_finalize (GObject *object)
{
  MeireiPromptTemplate *self = MEIREI_PROMPT_TEMPLATE (object);

  g_free (self->name);
  g_free (self->version);
  g_free (self->system);
  g_ptr_array_unref (self->parts);
  g_free (self->repair);
  g_free (self->change);

  G_OBJECT_CLASS (meirei_prompt_template_parent_class)->finalize (object);
}

static void
meirei_prompt_template_class_init (MeireiPromptTemplateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_prompt_template_finalize;
}

static void
meirei_prompt_template_init (MeireiPromptTemplate *self)
{
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
}

static gboolean
read_parts (MeireiPromptTemplate  *self,
            JsonArray             *array,
            GError               **error)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = meirei_json_array_object (array, i);
      const char *text = meirei_json_get_string (object, "text", NULL);
      Part *part;

      if (text == NULL)
        {
          g_set_error (error, MEIREI_TEMPLATE_ERROR, MEIREI_TEMPLATE_ERROR_INVALID,
                       "Part %u of the template “%s” has no “text”", i + 1, self->name);
          return FALSE;
        }
      part = g_new0 (Part, 1);
      part->when = g_strdup (meirei_json_get_string (object, "when", NULL));
      part->text = g_strdup (text);
      g_ptr_array_add (self->parts, part);
    }

  return TRUE;
}

static gboolean
check (MeireiPromptTemplate  *self,
       GError               **error)
{
  gsize overhead = meirei_prompt_template_get_overhead (self);

  if (self->system[0] == '\0' || self->parts->len == 0)
    {
      g_set_error (error, MEIREI_TEMPLATE_ERROR, MEIREI_TEMPLATE_ERROR_INVALID,
                   "The template “%s” has no “%s”; without it a model uses its own",
                   self->name, self->system[0] == '\0' ? "system" : "user");
      return FALSE;
    }
  if (overhead > MEIREI_PROMPT_TEMPLATE_MAX_OVERHEAD)
    {
      g_set_error (error, MEIREI_TEMPLATE_ERROR, MEIREI_TEMPLATE_ERROR_TOO_LONG,
                   "The template “%s” adds %" G_GSIZE_FORMAT " bytes to a sheet, the limit is %d; "
                   "shorten it", self->name, overhead, MEIREI_PROMPT_TEMPLATE_MAX_OVERHEAD);
      return FALSE;
    }

  return TRUE;
}

/**
 * meirei_prompt_template_new_from_json:
 * @object: a template's file
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the template, or %NULL with
 *   %MEIREI_TEMPLATE_ERROR_INVALID or %MEIREI_TEMPLATE_ERROR_TOO_LONG
 */
MeireiPromptTemplate *
meirei_prompt_template_new_from_json (JsonObject  *object,
                                      GError     **error)
{
  g_autoptr(MeireiPromptTemplate) self = g_object_new (MEIREI_TYPE_PROMPT_TEMPLATE, NULL);

  g_return_val_if_fail (object != NULL, NULL);

  self->name = g_strdup (meirei_json_get_string (object, "name", ""));
  self->version = g_strdup (meirei_json_get_string (object, "version", "1"));
  self->system = g_strdup (meirei_json_get_string (object, "system", ""));
  self->repair = g_strdup (meirei_json_get_string (object, "repair", "{{code}}\n\n{{error}}\n"));
  self->change = g_strdup (meirei_json_get_string (object, "change", "{{code}}\n\n{{comments}}\n"));
  if (!read_parts (self, meirei_json_get_array (object, "user"), error) || !check (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * meirei_prompt_template_get_name:
 * @self: a template
 *
 * Returns: its name
 */
const char *
meirei_prompt_template_get_name (MeireiPromptTemplate *self)
{
  g_return_val_if_fail (MEIREI_IS_PROMPT_TEMPLATE (self), NULL);

  return self->name;
}

/**
 * meirei_prompt_template_get_version:
 * @self: a template
 *
 * Returns: its version
 */
const char *
meirei_prompt_template_get_version (MeireiPromptTemplate *self)
{
  g_return_val_if_fail (MEIREI_IS_PROMPT_TEMPLATE (self), NULL);

  return self->version;
}

/**
 * meirei_prompt_template_get_overhead:
 * @self: a template
 *
 * Returns: how many bytes the longest of its messages adds to a sheet at most,
 *   placeholders included
 */
gsize
meirei_prompt_template_get_overhead (MeireiPromptTemplate *self)
{
  gsize user = 0;

  g_return_val_if_fail (MEIREI_IS_PROMPT_TEMPLATE (self), 0);

  for (guint i = 0; i < self->parts->len; i++)
    user += strlen (((Part *) self->parts->pdata[i])->text);

  return strlen (self->system) + MAX (user, MAX (strlen (self->repair), strlen (self->change)));
}

static MeireiPrompt *
render (MeireiPromptTemplate *self,
        MeireiPromptValues   *values,
        const char           *text)
{
  g_autoptr(GString) system = g_string_new (NULL);
  g_autoptr(GString) user = g_string_new (NULL);

  meirei_prompt_values_expand (values, self->system, system);
  if (text != NULL)
    meirei_prompt_values_expand (values, text, user);

  for (guint i = 0; text == NULL && i < self->parts->len; i++)
    {
      const Part *part = self->parts->pdata[i];

      if (meirei_prompt_values_apply (values, part->when))
        meirei_prompt_values_expand (values, part->text, user);
    }

  return meirei_prompt_new (system->str, g_strstrip (user->str), self->name, self->version);
}

/**
 * meirei_prompt_template_render:
 * @self: a template
 * @sheet: a sheet
 *
 * Returns: (transfer full): the prompt for @sheet
 */
MeireiPrompt *
meirei_prompt_template_render (MeireiPromptTemplate *self,
                               MeireiSheet          *sheet)
{
  g_autoptr(MeireiPromptValues) values = NULL;

  g_return_val_if_fail (MEIREI_IS_PROMPT_TEMPLATE (self), NULL);
  g_return_val_if_fail (MEIREI_IS_SHEET (sheet), NULL);

  values = meirei_prompt_values_new (sheet);

  return render (self, values, NULL);
}

/* A traceback says what matters at its end. */
static char *
shorten (const char *text)
{
  gsize length = strlen (text);
  const char *start = text + length - MIN (length, MAX_ERROR_TEXT);

  if (start == text)
    return g_strdup (text);
  while ((*(const guchar *) start & 0xc0) == 0x80)
    start++;

  return g_strconcat ("…", start, NULL);
}

/**
 * meirei_prompt_template_render_repair:
 * @self: a template
 * @sheet: the sheet that the code was written for
 * @code: code that is wrong
 * @error_text: what is wrong with it, such as a failed test's output; only
 *   the last 1.5 kB are used
 *
 * Makes the prompt of a repair round.  It stands for itself: what was said
 * before is not sent again, because a small model's context is short.
 *
 * Returns: (transfer full): the prompt that asks for a correction
 */
MeireiPrompt *
meirei_prompt_template_render_repair (MeireiPromptTemplate *self,
                                      MeireiSheet          *sheet,
                                      const char           *code,
                                      const char           *error_text)
{
  g_autoptr(MeireiPromptValues) values = NULL;
  g_autofree char *error = NULL;

  g_return_val_if_fail (MEIREI_IS_PROMPT_TEMPLATE (self), NULL);
  g_return_val_if_fail (MEIREI_IS_SHEET (sheet), NULL);
  g_return_val_if_fail (code != NULL && error_text != NULL, NULL);

  error = shorten (error_text);
  values = meirei_prompt_values_new (sheet);
  meirei_prompt_values_set (values, "code", code);
  meirei_prompt_values_set (values, "error", error);

  return render (self, values, self->repair);
}

/**
 * meirei_prompt_template_render_change:
 * @self: a template
 * @sheet: the sheet that the code was written for
 * @code: code that was rejected
 * @comments: what should change
 *
 * Makes the prompt that asks for another version after a rejection.
 *
 * Returns: (transfer full): the prompt
 */
MeireiPrompt *
meirei_prompt_template_render_change (MeireiPromptTemplate *self,
                                      MeireiSheet          *sheet,
                                      const char           *code,
                                      const char           *comments)
{
  g_autoptr(MeireiPromptValues) values = NULL;

  g_return_val_if_fail (MEIREI_IS_PROMPT_TEMPLATE (self), NULL);
  g_return_val_if_fail (MEIREI_IS_SHEET (sheet), NULL);
  g_return_val_if_fail (code != NULL && comments != NULL, NULL);

  values = meirei_prompt_values_new (sheet);
  meirei_prompt_values_set (values, "code", code);
  meirei_prompt_values_set (values, "comments", comments);

  return render (self, values, self->change);
}
