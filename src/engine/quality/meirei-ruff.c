/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-command.h"
#include "meirei-engine-finder.h"
#include "meirei-quality-error.h"
#include "meirei-ruff.h"
#include "meirei-string.h"

/**
 * MeireiRuff:
 *
 * The rule engine: runs `ruff check` on files of one folder, without any
 * configuration of the user and without its suppressing comments.
 */
struct _MeireiRuff
{
  GObject parent_instance;

  char  *path;     /* (nullable) */
  char  *select;   /* the rules, joined by commas */
  char  *version;  /* (nullable) */
  guint  deadline_ms;
};

G_DEFINE_FINAL_TYPE (MeireiRuff, meirei_ruff, G_TYPE_OBJECT)

#define PROGRAM "ruff"

/* Measured: 9 ms for a file with the start, 0.15 ms for each further one.
 * The limit is for a program that hangs, not for a slow machine. */
#define DEADLINE_MS 5000
#define DEADLINE_PER_FILE_MS 10
/* Fixed, so that the score does not depend on the Python that is installed. */
#define TARGET_VERSION "py312"
#define MAX_OUTPUT (64 * 1024 * 1024)
#define MAX_REASON 200

typedef struct {
  /* Input */
  char  *folder;
  char **argv;
  guint  n_files;

  /* In progress */
  guint   n_pending;
  GBytes *output;   /* (nullable) */
  GError *error;    /* (nullable) */
} CheckState;

static void
check_state_free (CheckState *state)
{
  g_free (state->folder);
  g_strfreev (state->argv);
  g_clear_pointer (&state->output, g_bytes_unref);
  g_clear_error (&state->error);
  g_free (state);
}

static void
meirei_ruff_finalize (GObject *object)
{
  MeireiRuff *self = MEIREI_RUFF (object);

  g_free (self->path);
  g_free (self->select);
  g_free (self->version);

  G_OBJECT_CLASS (meirei_ruff_parent_class)->finalize (object);
}

static void
meirei_ruff_class_init (MeireiRuffClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_ruff_finalize;
}

static void
meirei_ruff_init (MeireiRuff *self)
{
  self->deadline_ms = DEADLINE_MS;
}

/**
 * meirei_ruff_find:
 *
 * Looks for the rule engine on the PATH, which in a Flatpak has the one that
 * comes with it, then in the tools folder.
 *
 * Returns: (transfer full) (nullable): the program's path, or %NULL if there
 *   is none
 */
char *
meirei_ruff_find (void)
{
  g_autofree char *on_path = g_find_program_in_path (PROGRAM);
  g_autofree char *tools_dir = NULL;
  g_autofree char *path = NULL;

  if (on_path != NULL)
    return g_steal_pointer (&on_path);

  tools_dir = meirei_engine_finder_dup_tools_dir ();
  path = g_build_filename (tools_dir, "bin", PROGRAM, NULL);

  return g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&path) : NULL;
}

/**
 * meirei_ruff_new:
 * @path: (nullable): the program; %NULL if there is none
 * @rules: the rules to look for
 *
 * Returns: (transfer full): a new rule engine
 */
MeireiRuff *
meirei_ruff_new (const char         *path,
                 const char * const *rules)
{
  MeireiRuff *self;

  g_return_val_if_fail (rules != NULL, NULL);

  self = g_object_new (MEIREI_TYPE_RUFF, NULL);
  self->path = g_strdup (path);
  self->select = g_strjoinv (",", (char **) rules);

  return self;
}

/**
 * meirei_ruff_get_path:
 * @self: a rule engine
 *
 * Returns: (nullable): the program, or %NULL if there is none
 */
const char *
meirei_ruff_get_path (MeireiRuff *self)
{
  g_return_val_if_fail (MEIREI_IS_RUFF (self), NULL);

  return self->path;
}

/**
 * meirei_ruff_get_version:
 * @self: a rule engine
 *
 * Returns: (nullable): the program's version, or %NULL before the first check
 */
const char *
meirei_ruff_get_version (MeireiRuff *self)
{
  g_return_val_if_fail (MEIREI_IS_RUFF (self), NULL);

  return self->version;
}

/**
 * meirei_ruff_set_deadline:
 * @self: a rule engine
 * @milliseconds: how long a check of one file may take
 *
 * Sets after which time the program counts as hanging.
 */
void
meirei_ruff_set_deadline (MeireiRuff *self,
                          guint       milliseconds)
{
  g_return_if_fail (MEIREI_IS_RUFF (self));
  g_return_if_fail (milliseconds > 0);

  self->deadline_ms = milliseconds;
}

static char **
make_argv (MeireiRuff         *self,
           const char * const *names)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  static const char * const fixed[] = {
    "check", "--isolated", "--ignore-noqa", "--no-cache", "--quiet", "--no-respect-gitignore",
    "--output-format", "json-lines", "--target-version", TARGET_VERSION, "--select",
  };

  g_strv_builder_add (builder, self->path);
  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_strv_builder_add (builder, fixed[i]);
  g_strv_builder_add (builder, self->select);

  g_strv_builder_add (builder, "--");
  g_strv_builder_addv (builder, (const char **) names);

  return g_strv_builder_end (builder);
}

static void
finish_op (GTask *task)
{
  CheckState *state = g_task_get_task_data (task);

  if (--state->n_pending > 0)
    return;

  if (state->error != NULL)
    g_task_return_error (task, g_steal_pointer (&state->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&state->output),
                           (GDestroyNotify) g_bytes_unref);
}

static void
take_version (MeireiRuff          *self,
              MeireiCommandResult *outcome)
{
  gsize length;
  const char *data = g_bytes_get_data (outcome->output, &length);
  g_autofree char *text = meirei_utf8_make_valid (data, (gssize) length, NULL);
  g_auto(GStrv) words = g_strsplit_set (g_strstrip (text), " \n", 3);

  /* "ruff 0.9.1" */
  if (outcome->exit_status == 0 && words[0] != NULL && words[1] != NULL
      && g_ascii_isdigit (words[1][0]))
    meirei_set_str (&self->version, words[1]);
}

static void
version_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  MeireiRuff *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiCommandResult) outcome = meirei_command_run_finish (result, &error);

  /* Without a version the check itself says what is wrong. */
  if (outcome != NULL)
    take_version (self, outcome);
  else
    g_debug ("ruff --version: %s", error->message);

  finish_op (task);
}

static GError *
describe_failure (MeireiCommandResult *outcome)
{
  g_autofree char *reason = g_strndup (outcome->messages, MAX_REASON);
  g_autofree char *valid = meirei_utf8_make_valid (g_strstrip (reason), -1, NULL);

  if (outcome->signal != 0)
    return g_error_new (MEIREI_QUALITY_ERROR, MEIREI_QUALITY_ERROR_TOOL_FAILED,
                        "was ended by signal %d", outcome->signal);

  return g_error_new (MEIREI_QUALITY_ERROR, MEIREI_QUALITY_ERROR_TOOL_FAILED,
                      "failed with status %d%s%s", outcome->exit_status,
                      *valid != '\0' ? ": " : "", valid);
}

static void
check_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  CheckState *state = g_task_get_task_data (task);
  g_autoptr(MeireiCommandResult) outcome =
    meirei_command_run_finish (result, &state->error);

  /* 0: nothing found, 1: something found. */
  if (outcome != NULL && (outcome->exit_status == 0 || outcome->exit_status == 1))
    state->output = g_bytes_ref (outcome->output);
  else if (outcome != NULL)
    state->error = describe_failure (outcome);

  finish_op (task);
}

/**
 * meirei_ruff_check_async:
 * @self: a rule engine
 * @folder: the folder of the files; the program is started in it
 * @names: the files' names in the folder
 * @cancellable: (nullable): ends the program
 * @callback: called when the program has ended
 * @user_data: for @callback
 *
 * Checks some files in one run of the program.  The first check also asks for
 * the program's version.
 */
void
meirei_ruff_check_async (MeireiRuff          *self,
                         const char          *folder,
                         const char * const  *names,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  MeireiCommandLimits limits = { 0, MAX_OUTPUT };
  CheckState *state;

  g_return_if_fail (MEIREI_IS_RUFF (self));
  g_return_if_fail (folder != NULL);
  g_return_if_fail (names != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, meirei_ruff_check_async);
  if (self->path == NULL)
    {
      g_task_return_new_error (task, MEIREI_QUALITY_ERROR,
                               MEIREI_QUALITY_ERROR_TOOL_MISSING,
                               "is not installed; run “meirei-cli tools install”");
      return;
    }

  state = g_new0 (CheckState, 1);
  state->folder = g_strdup (folder);
  state->argv = make_argv (self, names);
  state->n_files = g_strv_length ((char **) names);
  state->n_pending = 1;
  g_task_set_task_data (task, state, (GDestroyNotify) check_state_free);
  limits.timeout_ms = self->deadline_ms + state->n_files * DEADLINE_PER_FILE_MS;
  meirei_command_run_async ((const char * const *) state->argv, folder, &limits, cancellable,
                            check_cb, g_object_ref (task));

  if (self->version == NULL)
    {
      const char *argv[] = { self->path, "--version", NULL };

      state->n_pending++;
      meirei_command_run_async (argv, folder, &limits, cancellable,
                                version_cb, g_object_ref (task));
    }
}

/**
 * meirei_ruff_check_finish:
 * @self: a rule engine
 * @result: the result passed to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what the program printed, one JSON
 *   object per line, or %NULL with an error of %MEIREI_QUALITY_ERROR or
 *   %G_IO_ERROR_CANCELLED.  The message goes on after the program's name
 */
GBytes *
meirei_ruff_check_finish (MeireiRuff    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
