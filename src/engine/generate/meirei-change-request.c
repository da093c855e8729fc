/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The prompt that asks for a changed version: the code of an earlier one, what
 * a person wrote about its lines and what they want different. */

#include "config.h"

#include "meirei-change-request.h"
#include "meirei-instruction-error.h"
#include "meirei-json.h"
#include "meirei-workspace-versions.h"

/* A line of code is quoted so that the model finds it; it cannot count. */
#define MAX_QUOTE 120
#define FALLBACK_TEXT "Write it better."

typedef struct {
  /* Input */
  MeireiWorkspace *workspace;
  MeireiInstruction *instruction;
  MeireiPromptTemplate *template;
  char *note;
  /* In progress */
  MeireiVersion *version; /* (nullable) */
  /* Output */
  JsonObject *base;       /* (nullable) */
} State;

static void
state_free (State *state)
{
  g_object_unref (state->workspace);
  g_object_unref (state->instruction);
  g_object_unref (state->template);
  g_free (state->note);
  g_clear_object (&state->version);
  g_clear_pointer (&state->base, json_object_unref);
  g_free (state);
}

static JsonArray *
get_comments (MeireiVerdict *verdict)
{
  return verdict != NULL ? meirei_verdict_get_comments (verdict) : NULL;
}

static void
append_point (GString    *text,
              const char *point)
{
  g_autofree char *stripped = g_strstrip (g_strdup (point != NULL ? point : ""));

  if (stripped[0] != '\0')
    g_string_append_printf (text, "- %s\n", stripped);
}

static void
append_comment (GString    *text,
                JsonObject *comment,
                char      **lines,
                guint       n_lines)
{
  gint64 number = meirei_json_get_int (comment, "line", 0);
  g_autofree char *quote = NULL;
  g_autofree char *point = NULL;
  const char *words = meirei_json_get_string (comment, "text", "");

  if (words[0] == '\0')
    return;
  if (number >= 1 && number <= n_lines)
    {
      const char *line = g_strstrip (lines[number - 1]);

      quote = g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), MAX_QUOTE));
    }
  if (quote != NULL && quote[0] != '\0')
    point = g_strdup_printf ("`%s`: %s", quote, words);
  append_point (text, point != NULL ? point : words);
}

/**
 * meirei_change_request_dup_text:
 * @base: the version that is to be changed; its verdict has the comments
 * @code: its code
 * @note: what should change, in the person's words; may be empty
 *
 * Returns: (transfer full): what to tell the model, one point per line, never
 *   empty
 */
char *
meirei_change_request_dup_text (MeireiVersion *base,
                                const char    *code,
                                const char    *note)
{
  g_autoptr(MeireiVerdict) verdict = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  JsonArray *comments;

  g_return_val_if_fail (MEIREI_IS_VERSION (base), NULL);
  g_return_val_if_fail (code != NULL && note != NULL, NULL);

  verdict = meirei_version_dup_verdict (base);
  comments = get_comments (verdict);
  lines = g_strsplit (code, "\n", -1);
  append_point (text, note);
  if (verdict != NULL && g_strcmp0 (meirei_verdict_get_note (verdict), note) != 0)
    append_point (text, meirei_verdict_get_note (verdict));
  for (guint i = 0; comments != NULL && i < json_array_get_length (comments); i++)
    append_comment (text, meirei_json_array_object (comments, i), lines, g_strv_length (lines));

  if (text->len == 0)
    append_point (text, FALLBACK_TEXT);

  return g_strchomp (g_string_free (g_steal_pointer (&text), FALSE));
}

static JsonObject *
describe_base (State *state)
{
  g_autoptr(MeireiVerdict) verdict = meirei_version_dup_verdict (state->version);
  JsonArray *comments = get_comments (verdict);
  JsonObject *base = json_object_new ();

  json_object_set_string_member (base, "version", meirei_version_get_name (state->version));
  json_object_set_string_member (base, "note", state->note);
  json_object_set_int_member (base, "comments",
                              comments != NULL ? json_array_get_length (comments) : 0);
  meirei_json_set_string (base, "file_sha256", meirei_version_get_file_sha256 (state->version));

  return base;
}

static void
code_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GBytes) bytes = meirei_workspace_read_code_finish (MEIREI_WORKSPACE (source), result,
                                                               NULL, &error);
  g_autofree char *code = NULL;
  g_autofree char *text = NULL;

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  code = g_utf8_make_valid (g_bytes_get_size (bytes) > 0 ? g_bytes_get_data (bytes, NULL) : "",
                            (gssize) g_bytes_get_size (bytes));
  text = meirei_change_request_dup_text (state->version, code, state->note);
  state->base = describe_base (state);
  g_task_return_pointer (task,
                         meirei_prompt_template_render_change (
                           state->template, meirei_instruction_get_sheet (state->instruction),
                           g_strchomp (code), text),
                         g_object_unref);
}

static void
version_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  State *state = g_task_get_task_data (task);
  GError *error = NULL;

  state->version = meirei_workspace_load_version_finish (MEIREI_WORKSPACE (source), result,
                                                         &error);
  if (state->version == NULL)
    g_task_return_error (task, error);
  else
    meirei_workspace_read_code_async (state->workspace,
                                      meirei_version_get_instruction_id (state->version),
                                      meirei_version_get_name (state->version),
                                      g_task_get_cancellable (task), code_cb,
                                      g_object_ref (task));
}

/**
 * meirei_change_request_make_async:
 * @workspace: where the instruction is
 * @instruction: the instruction
 * @template: how to ask
 * @base_version: the name of the version that is to be changed
 * @note: what should change, in the person's words; may be empty
 * @cancellable: (nullable): to give up
 * @callback: called when the prompt is made
 * @user_data: for @callback
 *
 * Reads the version with its comments and makes the prompt.
 */
void
meirei_change_request_make_async (MeireiWorkspace      *workspace,
                                  MeireiInstruction    *instruction,
                                  MeireiPromptTemplate *template,
                                  const char           *base_version,
                                  const char           *note,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  State *state;

  g_return_if_fail (MEIREI_IS_WORKSPACE (workspace));
  g_return_if_fail (base_version != NULL && note != NULL);

  task = g_task_new (workspace, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_change_request_make_async);
  state = g_new0 (State, 1);
  state->workspace = g_object_ref (workspace);
  state->instruction = g_object_ref (instruction);
  state->template = g_object_ref (template);
  state->note = g_strdup (note);
  g_task_set_task_data (task, state, (GDestroyNotify) state_free);
  if (!g_strv_contains (meirei_instruction_get_versions (instruction), base_version))
    {
      g_task_return_new_error (task, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND,
                               "%s has no version “%s” to change",
                               meirei_instruction_get_short_id (instruction), base_version);
      return;
    }
  meirei_workspace_load_version_async (workspace, meirei_instruction_get_id (instruction),
                                       base_version, cancellable, version_cb,
                                       g_steal_pointer (&task));
}

/**
 * meirei_change_request_make_finish:
 * @result: the result
 * @base: (out) (optional) (transfer full): what the new version's record says of its base
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the prompt, or %NULL with an error if
 *   the version or its code cannot be read
 */
MeireiPrompt *
meirei_change_request_make_finish (GAsyncResult  *result,
                                   JsonObject   **base,
                                   GError       **error)
{
  State *state;
  MeireiPrompt *prompt;

  g_return_val_if_fail (g_async_result_is_tagged (result, meirei_change_request_make_async), NULL);

  state = g_task_get_task_data (G_TASK (result));
  prompt = g_task_propagate_pointer (G_TASK (result), error);
  if (prompt != NULL && base != NULL)
    *base = g_steal_pointer (&state->base);

  return prompt;
}
