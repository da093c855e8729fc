/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiPrompt:
 *
 * What a model is asked, exactly, and the template it was made from.
 * Immutable.
 */

#include "config.h"

#include <string.h>

#include "meirei-prompt.h"

struct _MeireiPrompt
{
  GObject parent_instance;

  char *system;
  char *user;
  char *template_name;
  char *template_version;
  char *sha256;
};

G_DEFINE_FINAL_TYPE (MeireiPrompt, meirei_prompt, G_TYPE_OBJECT)

static void
meirei_prompt_finalize (GObject *object)
{
  MeireiPrompt *self = MEIREI_PROMPT (object);

  g_free (self->system);
  g_free (self->user);
  g_free (self->template_name);
  g_free (self->template_version);
  g_free (self->sha256);

  G_OBJECT_CLASS (meirei_prompt_parent_class)->finalize (object);
}

static void
meirei_prompt_class_init (MeireiPromptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_prompt_finalize;
}

static void
meirei_prompt_init (MeireiPrompt *self)
{
}

/* Both messages with their closing NULs, so that no other pair of texts has
 * the same bytes. */
static char *
hash_messages (const char *system,
               const char *user)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) system, (gssize) strlen (system) + 1);
  g_checksum_update (checksum, (const guchar *) user, (gssize) strlen (user) + 1);

  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * meirei_prompt_new:
 * @system: the system message
 * @user: the user's message
 * @template_name: the template it was made from
 * @template_version: that template's version
 *
 * Returns: (transfer full): a new prompt
 */
MeireiPrompt *
meirei_prompt_new (const char *system,
                   const char *user,
                   const char *template_name,
                   const char *template_version)
{
  MeireiPrompt *self = g_object_new (MEIREI_TYPE_PROMPT, NULL);

  self->system = g_strdup (system);
  self->user = g_strdup (user);
  self->template_name = g_strdup (template_name);
  self->template_version = g_strdup (template_version);
  self->sha256 = hash_messages (system, user);

  return self;
}

/**
 * meirei_prompt_with_base:
 * @self: a prompt
 * @base: (nullable): what the model is told first, such as its preset's
 *   system prompt
 *
 * The template's rules stay, after @base: without them the answer would have
 * any form.
 *
 * Returns: (transfer full): the prompt with a system message that begins with
 *   @base; the same one if @base is %NULL or empty
 */
MeireiPrompt *
meirei_prompt_with_base (MeireiPrompt *self,
                         const char   *base)
{
  g_autofree char *system = NULL;

  g_return_val_if_fail (MEIREI_IS_PROMPT (self), NULL);

  if (base == NULL || base[0] == '\0')
    return g_object_ref (self);

  system = g_strconcat (base, "\n\n", self->system, NULL);

  return meirei_prompt_new (system, self->user, self->template_name, self->template_version);
}

/**
 * meirei_prompt_get_system:
 * @self: a prompt
 *
 * Returns: the system message
 */
const char *
meirei_prompt_get_system (MeireiPrompt *self)
{
  g_return_val_if_fail (MEIREI_IS_PROMPT (self), NULL);

  return self->system;
}

/**
 * meirei_prompt_get_user:
 * @self: a prompt
 *
 * Returns: the user's message
 */
const char *
meirei_prompt_get_user (MeireiPrompt *self)
{
  g_return_val_if_fail (MEIREI_IS_PROMPT (self), NULL);

  return self->user;
}

/**
 * meirei_prompt_get_template_name:
 * @self: a prompt
 *
 * Returns: the name of the template it was made from
 */
const char *
meirei_prompt_get_template_name (MeireiPrompt *self)
{
  g_return_val_if_fail (MEIREI_IS_PROMPT (self), NULL);

  return self->template_name;
}

/**
 * meirei_prompt_get_template_version:
 * @self: a prompt
 *
 * Returns: the version of the template it was made from
 */
const char *
meirei_prompt_get_template_version (MeireiPrompt *self)
{
  g_return_val_if_fail (MEIREI_IS_PROMPT (self), NULL);

  return self->template_version;
}

/**
 * meirei_prompt_get_sha256:
 * @self: a prompt
 *
 * Returns: the SHA-256 of the system message, a NUL, the user's message and a
 *   NUL
 */
const char *
meirei_prompt_get_sha256 (MeireiPrompt *self)
{
  g_return_val_if_fail (MEIREI_IS_PROMPT (self), NULL);

  return self->sha256;
}
