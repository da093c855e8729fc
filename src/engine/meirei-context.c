/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiContext:
 *
 * What the whole program shares: where its data is, the servers, the client
 * that talks to them, the analyser.  The window or the command line tool makes
 * one and hands it down; there are no other singletons.
 */

#include "config.h"

#include "meirei-context.h"
#include "meirei-paths.h"
#include "meirei-ruff.h"
#include "meirei-token-memory.h"
#include "meirei-worker-parse-check.h"

struct _MeireiContext
{
  GObject parent_instance;

  char *data_dir;
  MeireiAnalyser *analyser;
  MeireiChatClient *chat_client;
  MeireiServerRegistry *registry;
  MeireiPresetStore *presets;
  MeireiContextFitter *fitter;
  MeireiContextPool *pool;
  MeireiTestRunner *test_runner;
  MeireiTemplateStore *templates;
  MeireiParseCheck *parse_check;
};

G_DEFINE_FINAL_TYPE (MeireiContext, meirei_context, G_TYPE_OBJECT)

static void
meirei_context_dispose (GObject *object)
{
  MeireiContext *self = MEIREI_CONTEXT (object);

  g_clear_object (&self->analyser);
  g_clear_object (&self->chat_client);
  g_clear_object (&self->fitter);
  g_clear_object (&self->parse_check);
  g_clear_object (&self->pool);
  g_clear_object (&self->presets);
  g_clear_object (&self->registry);
  g_clear_object (&self->test_runner);
  g_clear_object (&self->templates);

  G_OBJECT_CLASS (meirei_context_parent_class)->dispose (object);
}

static void
meirei_context_finalize (GObject *object)
{
  MeireiContext *self = MEIREI_CONTEXT (object);

  g_free (self->data_dir);

  G_OBJECT_CLASS (meirei_context_parent_class)->finalize (object);
}

static void
meirei_context_class_init (MeireiContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = meirei_context_dispose;
  object_class->finalize = meirei_context_finalize;
}

static void
meirei_context_init (MeireiContext *self)
{
}

static MeireiParseCheck *
make_parse_check (MeireiContext *self)
{
  g_autoptr(MeireiAnalysisWorker) worker =
    meirei_analysis_worker_copy (meirei_analyser_get_worker (self->analyser));

  return MEIREI_PARSE_CHECK (meirei_worker_parse_check_new (worker));
}

/**
 * meirei_context_new:
 * @error: return location for an error
 *
 * Makes the context.  It starts no process and asks no server; that happens
 * when something is needed for the first time.
 *
 * Returns: (transfer full) (nullable): the context, or %NULL with an error if
 *   the program's own data files are missing or damaged
 */
MeireiContext *
meirei_context_new (GError **error)
{
  g_autoptr(MeireiContext) self = g_object_new (MEIREI_TYPE_CONTEXT, NULL);
  g_autoptr(GError) local_error = NULL;
  g_autoptr(MeireiSandbox) sandbox = NULL;
  g_autofree char *ruff_path = NULL;
  g_autofree char *token_path = meirei_token_memory_dup_default_path ();

  self->data_dir = meirei_paths_dup_data_dir ();
  ruff_path = meirei_ruff_find ();
  self->analyser = meirei_analyser_new (self->data_dir, ruff_path, error);
  if (self->analyser == NULL)
    return NULL;

  self->presets = meirei_preset_store_new (self->data_dir, error);
  if (self->presets == NULL)
    return NULL;

  self->chat_client = meirei_chat_client_new ();
  self->registry = meirei_server_registry_new ();
  self->fitter = meirei_context_fitter_new (self->registry, self->presets);
  meirei_context_fitter_set_memory (self->fitter, token_path);
  self->pool = meirei_context_pool_new ();
  sandbox = meirei_sandbox_new ();
  self->test_runner = meirei_test_runner_new (self->data_dir, sandbox);
  self->templates = meirei_template_store_new (self->data_dir);
  self->parse_check = make_parse_check (self);
  /* A damaged list of remembered servers must not keep the program from
   * starting: the servers of this machine are found without it. */
  if (!meirei_server_registry_load (self->registry, &local_error))
    g_warning ("%s", local_error->message);

  return g_steal_pointer (&self);
}

/**
 * meirei_context_get_data_dir:
 * @self: a context
 *
 * Returns: the folder of the program's data files
 */
const char *
meirei_context_get_data_dir (MeireiContext *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT (self), NULL);

  return self->data_dir;
}

/**
 * meirei_context_get_analyser:
 * @self: a context
 *
 * Returns: (transfer none): what writes quality reports
 */
MeireiAnalyser *
meirei_context_get_analyser (MeireiContext *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT (self), NULL);

  return self->analyser;
}

/**
 * meirei_context_get_chat_client:
 * @self: a context
 *
 * Returns: (transfer none): what sends requests
 */
MeireiChatClient *
meirei_context_get_chat_client (MeireiContext *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT (self), NULL);

  return self->chat_client;
}

/**
 * meirei_context_get_registry:
 * @self: a context
 *
 * Returns: (transfer none): the servers
 */
MeireiServerRegistry *
meirei_context_get_registry (MeireiContext *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT (self), NULL);

  return self->registry;
}

/**
 * meirei_context_get_presets:
 * @self: a context
 *
 * Returns: (transfer none): how models are best used
 */
MeireiPresetStore *
meirei_context_get_presets (MeireiContext *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT (self), NULL);

  return self->presets;
}

/**
 * meirei_context_get_fitter:
 * @self: a context
 *
 * Returns: (transfer none): what makes requests fit the loaded context
 */
MeireiContextFitter *
meirei_context_get_fitter (MeireiContext *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT (self), NULL);

  return self->fitter;
}

/**
 * meirei_context_get_pool:
 * @self: a context
 *
 * Returns: (transfer none): who may send while others share the context
 */
MeireiContextPool *
meirei_context_get_pool (MeireiContext *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT (self), NULL);

  return self->pool;
}

/**
 * meirei_context_get_test_runner:
 * @self: a context
 *
 * Returns: (transfer none): what runs acceptance tests
 */
MeireiTestRunner *
meirei_context_get_test_runner (MeireiContext *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT (self), NULL);

  return self->test_runner;
}

/**
 * meirei_context_get_templates:
 * @self: a context
 *
 * Returns: (transfer none): the prompt templates
 */
MeireiTemplateStore *
meirei_context_get_templates (MeireiContext *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT (self), NULL);

  return self->templates;
}

/**
 * meirei_context_get_parse_check:
 * @self: a context
 *
 * Returns: (transfer none): what says whether code parses
 */
MeireiParseCheck *
meirei_context_get_parse_check (MeireiContext *self)
{
  g_return_val_if_fail (MEIREI_IS_CONTEXT (self), NULL);

  return self->parse_check;
}
