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
 * `{{functions}}`, `{{raises}}` and `{{modules}}` stand for the sheet's content; what is put in
 * is not looked at again, so that a specification cannot use placeholders.
 * `repair` and `change` are the messages of later rounds, with `{{code}}`,
 * `{{error}}` and `{{comments}}`.
 */

#include "config.h"

#include <string.h>

#include "meirei-json.h"
#include "meirei-prompt-template.h"

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

/* What placeholders and conditions can ask for. */
typedef struct {
  const char *name;
  const char *value;
} Value;

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

static MeireiPromptTemplate *
load (const char  *path,
      GError     **error)
{
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) object = NULL;
  MeireiPromptTemplate *template = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;

  object = meirei_json_parse_object (text, (gssize) length, error);
  if (object != NULL)
    template = meirei_prompt_template_new_from_json (object, error);
  if (template == NULL)
    g_prefix_error (error, "%s: ", path);

  return template;
}

/**
 * meirei_prompt_template_find:
 * @data_dir: the program's data folder
 * @workspace_dir: (nullable): a workspace, whose folder `templates` goes first
 * @name: the template's name
 * @error: return location for an error
 *
 * Reads a template.  Blocks.
 *
 * Returns: (transfer full) (nullable): the template, or %NULL with an error
 */
MeireiPromptTemplate *
meirei_prompt_template_find (const char  *data_dir,
                             const char  *workspace_dir,
                             const char  *name,
                             GError     **error)
{
  const char *dirs[] = { workspace_dir, data_dir };
  g_autofree char *file = g_strconcat (name, ".json", NULL);

  g_return_val_if_fail (data_dir != NULL && name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (dirs); i++)
    {
      g_autofree char *path = NULL;

      if (dirs[i] == NULL || strchr (name, '/') != NULL)
        continue;
      path = g_build_filename (dirs[i], "templates", file, NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return load (path, error);
    }

  g_set_error (error, MEIREI_TEMPLATE_ERROR, MEIREI_TEMPLATE_ERROR_NOT_FOUND,
               "There is no prompt template “%s”, neither in the workspace's folder “templates” "
               "nor in %s/templates", name, data_dir);

  return NULL;
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
 * Returns: how many bytes it adds to a sheet at most, placeholders included
 */
gsize
meirei_prompt_template_get_overhead (MeireiPromptTemplate *self)
{
  gsize overhead;

  g_return_val_if_fail (MEIREI_IS_PROMPT_TEMPLATE (self), 0);

  overhead = strlen (self->system);
  for (guint i = 0; i < self->parts->len; i++)
    overhead += strlen (((Part *) self->parts->pdata[i])->text);

  return overhead;
}

static const char *
find_value (const Value *values,
            const char  *name,
            gsize        length)
{
  for (; values->name != NULL; values++)
    if (strlen (values->name) == length && strncmp (values->name, name, length) == 0)
      return values->value;

  return NULL;
}

/* Goes through @text once and never looks at what it put in. */
static void
expand (GString     *out,
        const char  *text,
        const Value *values)
{
  const char *open;

  while ((open = strstr (text, "{{")) != NULL)
    {
      const char *close = strstr (open, "}}");
      const char *value = close != NULL
                          ? find_value (values, open + 2, (gsize) (close - open - 2)) : NULL;

      if (value == NULL)
        {
          g_string_append_len (out, text, open + 2 - text);
          text = open + 2;
          continue;
        }
      g_string_append_len (out, text, open - text);
      g_string_append (out, value);
      text = close + 2;
    }
  g_string_append (out, text);
}

static char *
make_list (const char * const *entries)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; entries[i] != NULL; i++)
    g_string_append_printf (text, "%s- `%s`", i > 0 ? "\n" : "", entries[i]);

  return g_string_free (text, FALSE);
}

/* A class, or a method of one, is no function that can be written alone. */
static gboolean
is_one_function (const char * const *functions)
{
  const char *bracket;

  if (functions[0] == NULL || functions[1] != NULL || g_str_has_prefix (functions[0], "class "))
    return FALSE;
  bracket = strchr (functions[0], '(');

  return bracket != NULL && memchr (functions[0], '.', (gsize) (bracket - functions[0])) == NULL;
}

/* "add(a, b)" as "def add(a, b):".  Very small models then keep the name: with
 * the default model 46 of 55 answers define the function, without 24. */
static char *
make_declaration (const char *function)
{
  g_autofree char *text = g_strstrip (g_strdup (function != NULL ? function : ""));
  gboolean has_def = g_str_has_prefix (text, "def ") || g_str_has_prefix (text, "async def ");

  return g_strconcat (has_def ? "" : "def ", text, g_str_has_suffix (text, ":") ? NULL : ":", NULL);
}

static gboolean
applies (const Part  *part,
         MeireiSheet *sheet)
{
  const char * const *functions = meirei_sheet_get_functions (sheet);

  if (part->when == NULL)
    return TRUE;
  if (g_str_equal (part->when, "one_function"))
    return is_one_function (functions);
  if (g_str_equal (part->when, "functions"))
    return functions[0] != NULL && !is_one_function (functions);
  if (g_str_equal (part->when, "no_function"))
    return functions[0] == NULL;
  if (g_str_equal (part->when, "raises"))
    return meirei_sheet_get_raises (sheet)[0] != NULL;
  if (g_str_equal (part->when, "modules"))
    return meirei_sheet_get_modules_allowed (sheet)[0] != NULL;

  return g_str_equal (part->when, "docstrings") && meirei_sheet_get_docstrings (sheet);
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
  const char * const *functions = meirei_sheet_get_functions (sheet);
  g_autofree char *declaration = make_declaration (functions[0]);
  g_autofree char *function_list = make_list (functions);
  g_autofree char *raises_list = make_list (meirei_sheet_get_raises (sheet));
  g_autofree char *modules_list = make_list (meirei_sheet_get_modules_allowed (sheet));
  const Value values[] = {
    { "title", meirei_sheet_get_title (sheet) },
    { "feature", meirei_sheet_get_feature (sheet) },
    { "spec", meirei_sheet_get_spec (sheet) },
    { "function", functions[0] != NULL ? functions[0] : "" },
    { "declaration", declaration },
    { "functions", function_list },
    { "raises", raises_list },
    { "modules", modules_list },
    { NULL, NULL }
  };
  g_autoptr(GString) system = g_string_new (NULL);
  g_autoptr(GString) user = g_string_new (NULL);

  g_return_val_if_fail (MEIREI_IS_PROMPT_TEMPLATE (self), NULL);
  g_return_val_if_fail (MEIREI_IS_SHEET (sheet), NULL);

  expand (system, self->system, values);
  for (guint i = 0; i < self->parts->len; i++)
    if (applies (self->parts->pdata[i], sheet))
      expand (user, ((Part *) self->parts->pdata[i])->text, values);

  return meirei_prompt_new (system->str, g_strstrip (user->str), self->name, self->version);
}

static char *
render_round (const char *text,
              const char *code,
              const char *name,
              const char *value)
{
  const Value values[] = { { "code", code }, { name, value }, { NULL, NULL } };
  GString *out = g_string_new (NULL);

  expand (out, text, values);

  return g_string_free (out, FALSE);
}

/**
 * meirei_prompt_template_render_repair:
 * @self: a template
 * @code: code that is wrong
 * @error_text: what is wrong with it, such as a failed test's output
 *
 * Returns: (transfer full): the message that asks for a correction
 */
char *
meirei_prompt_template_render_repair (MeireiPromptTemplate *self,
                                      const char           *code,
                                      const char           *error_text)
{
  g_return_val_if_fail (MEIREI_IS_PROMPT_TEMPLATE (self), NULL);

  return render_round (self->repair, code, "error", error_text);
}

/**
 * meirei_prompt_template_render_change:
 * @self: a template
 * @code: code that was rejected
 * @comments: what should change
 *
 * Returns: (transfer full): the message that asks for another version
 */
char *
meirei_prompt_template_render_change (MeireiPromptTemplate *self,
                                      const char           *code,
                                      const char           *comments)
{
  g_return_val_if_fail (MEIREI_IS_PROMPT_TEMPLATE (self), NULL);

  return render_round (self->change, code, "comments", comments);
}
