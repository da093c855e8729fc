/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The words and colours for the state of a server and of a model. */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "meirei-server-labels.h"

/**
 * meirei_server_is_engine:
 * @server: a server
 *
 * Returns: whether it is the built-in engine, which does not run now
 */
gboolean
meirei_server_is_engine (MeireiServer *server)
{
  return g_str_equal (meirei_server_get_url (server), MEIREI_BUILTIN_ENGINE_URL);
}

/**
 * meirei_server_get_label:
 * @server: a server
 *
 * Returns: its name in the user's language
 */
const char *
meirei_server_get_label (MeireiServer *server)
{
  MeireiServerKind kind = meirei_server_get_kind (server);

  if (kind == MEIREI_SERVER_KIND_BUILTIN)
    return _("Built-in engine");
  /* The protocol's name is not the name of a program. */
  if (g_strcmp0 (meirei_server_get_name (server), meirei_server_kind_get_name (kind)) == 0)
    return meirei_server_kind_get_label (kind);

  return meirei_server_get_name (server);
}

/**
 * meirei_server_kind_get_label:
 * @kind: a kind of server
 *
 * Returns: the name of the program, or what is known about it
 */
const char *
meirei_server_kind_get_label (MeireiServerKind kind)
{
  if (kind == MEIREI_SERVER_KIND_OPENAI)
    return _("OpenAI-compatible");
  if (kind == MEIREI_SERVER_KIND_UNKNOWN)
    return _("Model server");

  return meirei_server_kind_get_name (kind);
}

/**
 * meirei_model_dup_label:
 * @model: a model
 *
 * Returns: (transfer full): its name; of several instances also which one it is
 */
char *
meirei_model_dup_label (MeireiModel *model)
{
  const char *name = meirei_model_get_display_name (model);
  const char *id = meirei_model_get_id (model);
  const char *key = meirei_model_get_key (model);

  if (key != NULL && strlen (id) > strlen (key) && g_str_has_prefix (id, key)
      && id[strlen (key)] == ':' && !g_str_equal (name, id))
    return g_strdup_printf ("%s %s", name, id + strlen (key));

  return g_strdup (name);
}

/**
 * meirei_server_state_get_label:
 * @state: the state of a server
 *
 * Returns: the translated words for @state
 */
const char *
meirei_server_state_get_label (MeireiServerState state)
{
  switch (state)
    {
    case MEIREI_SERVER_STATE_LOOKING:
      return _("Looking…");
    case MEIREI_SERVER_STATE_CONNECTED:
      return _("Connected");
    case MEIREI_SERVER_STATE_NEEDS_KEY:
      return _("API key needed");
    case MEIREI_SERVER_STATE_LOADING:
      return _("Loading…");
    case MEIREI_SERVER_STATE_NOT_RUNNING:
      return _("Not running");
    case MEIREI_SERVER_STATE_ERROR:
      return _("Error");
    case MEIREI_SERVER_STATE_UNKNOWN:
    default:
      return _("Not asked yet");
    }
}

/**
 * meirei_server_get_state_word:
 * @server: a server
 *
 * Returns: the translated words for its state; the built-in engine is not
 *   missing but waits to be started
 */
const char *
meirei_server_get_state_word (MeireiServer *server)
{
  MeireiServerState state = meirei_server_get_state (server);

  if (meirei_server_is_engine (server)
      && (state == MEIREI_SERVER_STATE_UNKNOWN || state == MEIREI_SERVER_STATE_NOT_RUNNING))
    return _("Not started");

  return meirei_server_state_get_label (state);
}

/**
 * meirei_server_state_get_tone:
 * @state: the state of a server
 *
 * A server that is not running is neutral: that is no fault.
 *
 * Returns: the colour for @state
 */
MeireiTone
meirei_server_state_get_tone (MeireiServerState state)
{
  switch (state)
    {
    case MEIREI_SERVER_STATE_CONNECTED:
      return MEIREI_TONE_SUCCESS;
    case MEIREI_SERVER_STATE_LOADING:
    case MEIREI_SERVER_STATE_NEEDS_KEY:
    case MEIREI_SERVER_STATE_ERROR:
      return MEIREI_TONE_WARNING;
    case MEIREI_SERVER_STATE_UNKNOWN:
    case MEIREI_SERVER_STATE_LOOKING:
    case MEIREI_SERVER_STATE_NOT_RUNNING:
    default:
      return MEIREI_TONE_NEUTRAL;
    }
}

/**
 * meirei_model_state_get_label:
 * @state: the state of a model
 *
 * Returns: the translated words for @state, in lower case
 */
const char *
meirei_model_state_get_label (MeireiModelState state)
{
  switch (state)
    {
    case MEIREI_MODEL_STATE_LOADED:
      return _("loaded");
    case MEIREI_MODEL_STATE_LOADING:
      return _("loading…");
    case MEIREI_MODEL_STATE_NOT_LOADED:
      return _("loads on first use");
    case MEIREI_MODEL_STATE_UNKNOWN:
    default:
      return _("available");
    }
}
