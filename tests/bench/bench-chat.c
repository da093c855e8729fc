/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Asks a real server, several times at once, and says how it went.  The API
 * key is taken from MEIREI_API_KEY. */

#include "config.h"

#include <locale.h>

#include "meirei-chat-client.h"
#include "meirei-slm-error.h"

static char *url = NULL;
static char *kind_word = NULL;
static char *model = NULL;
static char *prompt = NULL;
static int parallel = 1;
static int repeat = 1;
static int max_tokens = 200;
static int cancel_ms = 0;
static gboolean native = FALSE;
static gboolean print_text = FALSE;

static const GOptionEntry options[] = {
  { "url", 0, 0, G_OPTION_ARG_STRING, &url, "Where the server is", "URL" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind_word, "What it is", "KIND" },
  { "model", 0, 0, G_OPTION_ARG_STRING, &model, "The model", "ID" },
  { "prompt", 0, 0, G_OPTION_ARG_STRING, &prompt, "What to ask", "TEXT" },
  { "repeat", 0, 0, G_OPTION_ARG_INT, &repeat, "How often the prompt repeats its text", "N" },
  { "parallel", 0, 0, G_OPTION_ARG_INT, &parallel, "How many requests at once", "N" },
  { "max-tokens", 0, 0, G_OPTION_ARG_INT, &max_tokens, "The longest answer", "N" },
  { "cancel", 0, 0, G_OPTION_ARG_INT, &cancel_ms, "Stop after so many milliseconds", "MS" },
  { "native", 0, 0, G_OPTION_ARG_NONE, &native, "Prefer LM Studio's own route", NULL },
  { "text", 0, 0, G_OPTION_ARG_NONE, &print_text, "Print the answers", NULL },
  { NULL }
};

static int n_left;
static gint64 begin_us;

static void
phase_cb (MeireiCompletion *completion,
          GParamSpec       *pspec,
          gpointer          user_data)
{
  g_print ("[%d] %7.3f s  %s %.0f %%\n", GPOINTER_TO_INT (user_data),
           (double) (g_get_monotonic_time () - begin_us) / G_USEC_PER_SEC,
           meirei_enum_to_nick (MEIREI_TYPE_COMPLETION_PHASE,
                                (int) meirei_completion_get_phase (completion)),
           meirei_completion_get_progress (completion) * 100);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(MeireiCompletion) completion = user_data;
  g_autoptr(GError) error = NULL;
  MeireiUsage usage;

  meirei_chat_client_send_finish (MEIREI_CHAT_CLIENT (object), result, &error);
  usage = meirei_completion_get_usage (completion);
  g_print ("%s (%s), warnings %u, model %s, prompt %" G_GINT64_FORMAT " (cached %" G_GINT64_FORMAT
           "), answer %" G_GINT64_FORMAT " tokens, first %.3f s, all %.3f s, %.1f tokens/s%s%s\n",
           meirei_enum_to_nick (MEIREI_TYPE_FINISH, (int) meirei_completion_get_finish (completion)),
           meirei_completion_get_finish_reason (completion),
           meirei_completion_get_warnings (completion),
           meirei_completion_get_reply_model (completion),
           usage.prompt_tokens, usage.cached_tokens,
           meirei_completion_get_n_tokens (completion),
           meirei_completion_get_ttft (completion),
           meirei_completion_get_elapsed (completion),
           meirei_completion_get_tokens_per_second (completion),
           error != NULL ? "\n  " : "", error != NULL ? error->message : "");
  if (print_text)
    g_print ("%s\n", meirei_completion_get_text (completion, NULL));
  n_left--;
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static MeireiChatRequest *
new_request (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(MeireiChatParams) none = meirei_chat_params_new ();
  g_autoptr(MeireiChatParams) cold = meirei_chat_params_with (none, MEIREI_CHAT_PARAM_TEMPERATURE, 0);
  g_autoptr(MeireiChatParams) params = meirei_chat_params_with (cold, MEIREI_CHAT_PARAM_MAX_TOKENS, max_tokens);
  g_autoptr(MeireiChatRequest) request = NULL;
  MeireiChatMessage message;

  for (int i = 0; i < repeat; i++)
    g_string_append_printf (text, "%s ", prompt != NULL ? prompt : "Write a Python function that adds two numbers.");
  message = (MeireiChatMessage) { MEIREI_CHAT_ROLE_USER, text->str };
  request = meirei_chat_request_new (model != NULL ? model : "", &message, 1, params);

  return meirei_chat_request_with_native (request, native);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiServer) server = NULL;
  g_autoptr(MeireiChatClient) client = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  int kind = MEIREI_SERVER_KIND_OPENAI;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || url == NULL
      || (kind_word != NULL && !meirei_enum_from_nick (MEIREI_TYPE_SERVER_KIND, kind_word, &kind)))
    {
      g_printerr ("%s\n", error != NULL ? error->message : "Say where with --url, and a known --kind");
      return 2;
    }

  server = meirei_server_new (url, (MeireiServerKind) kind);
  meirei_server_set_api_key (server, g_getenv ("MEIREI_API_KEY"));
  client = meirei_chat_client_new ();
  begin_us = g_get_monotonic_time ();
  for (n_left = 0; n_left < parallel; n_left++)
    {
      g_autoptr(MeireiChatRequest) request = new_request ();
      MeireiCompletion *completion = meirei_completion_new (server, request, NULL);

      g_signal_connect (completion, "notify::phase", G_CALLBACK (phase_cb), GINT_TO_POINTER (n_left));
      g_signal_connect (completion, "notify::progress", G_CALLBACK (phase_cb), GINT_TO_POINTER (n_left));
      meirei_chat_client_send_async (client, completion, cancellable, sent_cb, completion);
    }
  if (cancel_ms > 0)
    g_timeout_add ((guint) cancel_ms, cancel_cb, cancellable);
  while (n_left > 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  return 0;
}
