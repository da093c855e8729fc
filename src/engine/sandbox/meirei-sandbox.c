/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "meirei-sandbox.h"
#include "meirei-seccomp-filter.h"

/**
 * MeireiSandbox:
 *
 * Starts Python where it can do no harm: without a network, with a read-only
 * system and nothing of the user's, as a user who owns nothing, with processes
 * of its own and a filter of system calls.
 */

#define SECCOMP_FD 4
#define NOBODY 65534
#define SYSTEM_PYTHON "/usr/bin/python3"

struct _MeireiSandbox
{
  GObject parent_instance;

  MeireiSandboxKind  kind;
  char              *program;  /* (nullable) */
  char              *python;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiSandbox, meirei_sandbox, G_TYPE_OBJECT)

static void
meirei_sandbox_finalize (GObject *object)
{
  MeireiSandbox *self = MEIREI_SANDBOX (object);

  g_free (self->program);
  g_free (self->python);

  G_OBJECT_CLASS (meirei_sandbox_parent_class)->finalize (object);
}

static void
meirei_sandbox_class_init (MeireiSandboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_sandbox_finalize;
}

static void
meirei_sandbox_init (MeireiSandbox *self)
{
}

/**
 * meirei_sandbox_new_for_programs:
 * @kind: what @program is
 * @program: (nullable): bubblewrap or `flatpak-spawn`
 * @python: (nullable): the Python to run, as the sandbox sees it
 *
 * Returns: (transfer full): a sandbox of other programs than the usual ones
 */
MeireiSandbox *
meirei_sandbox_new_for_programs (MeireiSandboxKind  kind,
                                 const char        *program,
                                 const char        *python)
{
  MeireiSandbox *self = g_object_new (MEIREI_TYPE_SANDBOX, NULL);

  self->kind = program != NULL ? kind : MEIREI_SANDBOX_KIND_NONE;
  self->program = g_strdup (program);
  self->python = g_strdup (python);

  return self;
}

/**
 * meirei_sandbox_new:
 *
 * Looks for what can make a sandbox here: inside of Flatpak its portal,
 * elsewhere bubblewrap.
 *
 * Returns: (transfer full): the sandbox
 */
MeireiSandbox *
meirei_sandbox_new (void)
{
  gboolean is_flatpak = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
  g_autofree char *program = g_find_program_in_path (is_flatpak ? "flatpak-spawn" : "bwrap");
  const char *python = g_file_test (SYSTEM_PYTHON, G_FILE_TEST_IS_EXECUTABLE) ? SYSTEM_PYTHON
                                                                              : NULL;

  return meirei_sandbox_new_for_programs (is_flatpak ? MEIREI_SANDBOX_KIND_FLATPAK
                                                     : MEIREI_SANDBOX_KIND_BUBBLEWRAP,
                                          program, python);
}

/**
 * meirei_sandbox_get_kind:
 * @self: a sandbox
 *
 * Returns: what it is made with
 */
MeireiSandboxKind
meirei_sandbox_get_kind (MeireiSandbox *self)
{
  g_return_val_if_fail (MEIREI_IS_SANDBOX (self), MEIREI_SANDBOX_KIND_NONE);

  return self->kind;
}

/**
 * meirei_sandbox_get_folder:
 * @self: a sandbox
 *
 * Returns: the writable folder in the sandbox; empty if it has to be made
 */
const char *
meirei_sandbox_get_folder (MeireiSandbox *self)
{
  g_return_val_if_fail (MEIREI_IS_SANDBOX (self), "");

  return self->kind == MEIREI_SANDBOX_KIND_BUBBLEWRAP ? "/work" : "";
}

/**
 * meirei_sandbox_get_obstacle:
 * @self: a sandbox
 * @reason: (out): what is missing and what to do, in one English sentence
 *
 * Whether the system will allow it shows only when it is started.
 *
 * Returns: why no sandbox can be started, as far as is known
 */
MeireiTestObstacle
meirei_sandbox_get_obstacle (MeireiSandbox  *self,
                             const char    **reason)
{
  g_return_val_if_fail (MEIREI_IS_SANDBOX (self), MEIREI_TEST_OBSTACLE_NO_SANDBOX);
  g_return_val_if_fail (reason != NULL, MEIREI_TEST_OBSTACLE_NO_SANDBOX);

  *reason = NULL;
  if (self->kind == MEIREI_SANDBOX_KIND_NONE)
    {
      *reason = "The tests were not run: there is no bubblewrap (bwrap) to make a sandbox with; "
                "install Debian's package bubblewrap";
      return MEIREI_TEST_OBSTACLE_NO_SANDBOX;
    }
  if (self->python == NULL)
    {
      *reason = "The tests were not run: there is no " SYSTEM_PYTHON
                "; install Debian's package python3";
      return MEIREI_TEST_OBSTACLE_NO_PYTHON;
    }

  return MEIREI_TEST_OBSTACLE_NONE;
}

/* Between fork and exec: only calls that are safe there.
 *
 * A limit on processes does not bind root, whoever root looks like in a name
 * space; so root becomes somebody else first, or there is no test.  Only in a
 * Flatpak it has to stay: the portal is asked over a bus that knows one user,
 * and it is the portal that makes the sandbox. */
static void
set_up_child (gpointer user_data)
{
  MeireiSandbox *self = user_data;
  const struct rlimit no_core = { 0, 0 };
  int adjustment = open ("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

  /* If the machine runs out of memory, this is what it can do without. */
  if (adjustment >= 0)
    {
      if (write (adjustment, "1000", 4) < 0)
        errno = 0;
      close (adjustment);
    }
  setpgid (0, 0);
  setrlimit (RLIMIT_CORE, &no_core);
  if (self->kind == MEIREI_SANDBOX_KIND_BUBBLEWRAP && geteuid () == 0
      && (setgroups (0, NULL) != 0 || setresgid (NOBODY, NOBODY, NOBODY) != 0
          || setresuid (NOBODY, NOBODY, NOBODY) != 0))
    _exit (126);
  /* After the change of user, which takes it back. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
add_arguments (GPtrArray          *argv,
               const char * const *arguments)
{
  for (gsize i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, g_strdup (arguments[i]));
}

/* A folder of the root may be a link into /usr or one of its own. */
static void
add_system_folder (GPtrArray  *argv,
                   const char *path)
{
  g_autofree char *target = g_file_read_link (path, NULL);

  if (target != NULL)
    add_arguments (argv, (const char * const []) { "--symlink", target, path, NULL });
  else if (g_file_test (path, G_FILE_TEST_IS_DIR))
    add_arguments (argv, (const char * const []) { "--ro-bind", path, path, NULL });
}

static void
add_bubblewrap (GPtrArray              *argv,
                const MeireiTestLimits *limits)
{
  static const char * const walls[] = {
    "--unshare-all", "--uid", "65534", "--gid", "65534", "--hostname", "sandbox",
    "--die-with-parent", "--new-session", "--as-pid-1", "--cap-drop", "ALL", "--clearenv",
    "--setenv", "HOME", "/work", "--setenv", "PATH", "/usr/bin:/bin",
    "--setenv", "LANG", "C.UTF-8", "--setenv", "MALLOC_ARENA_MAX", "2",
    "--ro-bind", "/usr", "/usr", NULL,
  };
  static const char * const folders[] = { "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32" };
  g_autofree char *size = g_strdup_printf ("%" G_GINT64_FORMAT,
                                           (gint64) limits->disk_mb * 1024 * 1024);

  add_arguments (argv, walls);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    add_system_folder (argv, folders[i]);
  add_arguments (argv, (const char * const []) {
    "--proc", "/proc", "--dev", "/dev", "--size", size, "--tmpfs", "/dev/shm",
    "--remount-ro", "/dev", "--size", size, "--tmpfs", "/tmp", "--size", size, "--tmpfs", "/work",
    "--remount-ro", "/", "--chdir", "/work", "--seccomp", G_STRINGIFY (SECCOMP_FD), "--", NULL });
}

static void
add_flatpak (GPtrArray *argv)
{
  add_arguments (argv, (const char * const []) {
    "--sandbox", "--no-network", "--watch-bus", "--clear-env", "--env=LANG=C.UTF-8",
    "--env=PATH=/usr/bin:/bin", "--env=MALLOC_ARENA_MAX=2", "--directory=/tmp",
    "--forward-fd=" G_STRINGIFY (MEIREI_SANDBOX_REPORT_FD), NULL });
}

static int
open_filter (GError **error)
{
  g_autoptr(GBytes) filter = meirei_seccomp_filter_new ();
  gsize size = 0;
  const char *data = filter != NULL ? g_bytes_get_data (filter, &size) : NULL;
  int fd = data != NULL ? memfd_create ("meirei-seccomp", MFD_CLOEXEC) : -1;

  if (data == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           "there is no filter of system calls for this processor");
      return -1;
    }
  if (fd < 0 || write (fd, data, size) != (gssize) size || lseek (fd, 0, SEEK_SET) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   "the filter of system calls cannot be handed over: %s", g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return -1;
    }

  return fd;
}

/**
 * meirei_sandbox_spawn_python:
 * @self: a sandbox
 * @script: what Python is to run
 * @limits: what may be used
 * @report_fd: (transfer full): a descriptor that becomes number
 *   %MEIREI_SANDBOX_REPORT_FD in the sandbox
 * @error: return location for an error
 *
 * Starts a sandbox with pipes for standard input and errors.  It ends with the
 * thread that started it.
 *
 * Returns: (transfer full) (nullable): the process, or %NULL with an error
 */
GSubprocess *
meirei_sandbox_spawn_python (MeireiSandbox           *self,
                             const char              *script,
                             const MeireiTestLimits  *limits,
                             int                      report_fd,
                             GError                 **error)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (MEIREI_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (script != NULL && limits != NULL && report_fd >= 0, NULL);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE
                                        | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                        | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_take_fd (launcher, report_fd, MEIREI_SANDBOX_REPORT_FD);
  g_subprocess_launcher_set_child_setup (launcher, set_up_child, self, NULL);
  g_subprocess_launcher_set_cwd (launcher, "/");
  g_ptr_array_add (argv, g_strdup (self->program));
  if (self->kind == MEIREI_SANDBOX_KIND_BUBBLEWRAP)
    {
      int filter = open_filter (error);

      if (filter < 0)
        return NULL;
      g_subprocess_launcher_take_fd (launcher, filter, SECCOMP_FD);
      add_bubblewrap (argv, limits);
    }
  else
    {
      add_flatpak (argv);
    }
  add_arguments (argv, (const char * const []) { self->python, "-I", "-S", "-B", "-X", "utf8",
                                                 "-c", script, NULL });
  g_ptr_array_add (argv, NULL);

  return g_subprocess_launcher_spawnv (launcher, (const char * const *) argv->pdata, error);
}
