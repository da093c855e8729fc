/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <unistd.h>

#include "meirei-engine-log.h"
#include "meirei-engine-process.h"

#define KEY_BYTES 24
#define MAX_THREADS 8
/* The server keeps old prompts in memory, by default up to 8 GiB of them. */
#define PROMPT_CACHE_MIB "256"

typedef struct {
  pid_t    parent;
  gboolean detached;
} ChildSetup;

/**
 * meirei_engine_process_find_port:
 * @error: return location for an error
 *
 * Returns: a port of 127.0.0.1 that nobody listens on at the moment, or -1
 */
int
meirei_engine_process_find_port (GError **error)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) given = NULL;
  int port;

  if (!g_socket_listener_add_address (listener, wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &given, error))
    return -1;

  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (given));
  g_socket_listener_close (listener);

  return port;
}

/**
 * meirei_engine_process_make_key:
 *
 * Returns: (transfer full): a new random key in hexadecimal
 */
char *
meirei_engine_process_make_key (void)
{
  guint8 bytes[KEY_BYTES];
  GString *key = g_string_sized_new (2 * KEY_BYTES);
  gsize filled = 0;

  while (filled < KEY_BYTES)
    {
      gssize n = getrandom (bytes + filled, KEY_BYTES - filled, 0);

      if (n > 0)
        filled += (gsize) n;
    }
  for (gsize i = 0; i < KEY_BYTES; i++)
    g_string_append_printf (key, "%02x", bytes[i]);

  return g_string_free (key, FALSE);
}

/**
 * meirei_engine_process_get_threads:
 * @n_processors: how many processors the machine has
 *
 * The threads wait for each other after every layer, so that one that does not
 * get its processor stops all: some processors are left to the rest of the
 * machine, on two of them all but one.
 *
 * Returns: how many threads the engine should use
 */
guint
meirei_engine_process_get_threads (guint n_processors)
{
  if (n_processors <= 2)
    return 1;

  return CLAMP (n_processors / 2, 2, MAX_THREADS);
}

/* Runs in the child between fork and exec: system calls only. */
static void
child_setup_cb (gpointer user_data)
{
  const ChildSetup *setup = user_data;

  if (setup->detached)
    {
      setsid ();
      return;
    }

  /* Ctrl+C in the terminal is for us; we stop the engine ourselves. */
  setpgid (0, 0);
  /* Bound to the thread that forks, which therefore has to be one that lives
   * as long as the program: the main thread. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  /* The parent may have died before. */
  if (getppid () != setup->parent)
    _exit (1);
}

/* What the user set for their own llama-server is not meant for ours. */
static char **
make_environment (const MeireiEngineCommand *command)
{
  char **environment = g_get_environ ();
  g_auto(GStrv) names = g_listenv ();

  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], "LLAMA_"))
      environment = g_environ_unsetenv (environment, names[i]);

  /* Not an argument: those everybody can read.  Settings that older builds do
   * not know are given like this as well, since they only ignore them here. */
  environment = g_environ_setenv (environment, "LLAMA_API_KEY", command->api_key, TRUE);
  environment = g_environ_setenv (environment, "LLAMA_ARG_CACHE_RAM", PROMPT_CACHE_MIB, TRUE);

  return g_environ_setenv (environment, "LLAMA_ARG_OFFLINE", "1", TRUE);
}

static char **
make_arguments (const MeireiEngineCommand *command)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *model = g_canonicalize_filename (command->model_path, NULL);
  g_autofree char *port = g_strdup_printf ("%d", command->port);
  g_autofree char *slots = g_strdup_printf ("%u", command->slots);
  /* The server divides it among the slots. */
  g_autofree char *context = g_strdup_printf ("%u", command->context * command->slots);
  g_autofree char *threads =
    g_strdup_printf ("%u", meirei_engine_process_get_threads (g_get_num_processors ()));

  g_strv_builder_add_many (builder, command->program,
                           "--model", model,
                           "--alias", command->alias,
                           "--host", "127.0.0.1",
                           "--port", port,
                           "--ctx-size", context,
                           "--parallel", slots,
                           "--threads", threads,
                           NULL);

  return g_strv_builder_end (builder);
}

/**
 * meirei_engine_process_spawn:
 * @command: how to start it
 * @log_start: (out): where in the log its output begins
 * @error: return location for an error
 *
 * Starts an engine.  Unless it is detached, it dies with the thread that calls
 * this, however that ends: call it in the main thread.
 *
 * Returns: (transfer full) (nullable): the process, or %NULL with an error
 */
GSubprocess *
meirei_engine_process_spawn (const MeireiEngineCommand  *command,
                             goffset                    *log_start,
                             GError                    **error)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_auto(GStrv) arguments = make_arguments (command);
  g_auto(GStrv) environment = make_environment (command);
  ChildSetup setup = { getpid (), command->detached };
  int log_fd = meirei_engine_log_open (log_start, error);

  if (log_fd < 0)
    return NULL;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_subprocess_launcher_take_stdout_fd (launcher, log_fd);
  g_subprocess_launcher_set_environ (launcher, environment);
  g_subprocess_launcher_set_child_setup (launcher, child_setup_cb, &setup, NULL);

  return g_subprocess_launcher_spawnv (launcher, (const char * const *) arguments, error);
}
