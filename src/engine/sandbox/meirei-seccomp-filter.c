/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* A filter of system calls, written as the kernel reads it: the calls that
 * tested code has no use for and through which kernels have been broken. */

#include "config.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "meirei-seccomp-filter.h"

#if defined (__x86_64__)
#define NATIVE_ARCH AUDIT_ARCH_X86_64
#elif defined (__aarch64__)
#define NATIVE_ARCH AUDIT_ARCH_AARCH64
#elif defined (__riscv) && __riscv_xlen == 64
#define NATIVE_ARCH AUDIT_ARCH_RISCV64
#elif defined (__i386__)
#define NATIVE_ARCH AUDIT_ARCH_I386
#elif defined (__arm__)
#define NATIVE_ARCH AUDIT_ARCH_ARM
#endif

#define X32_BIT 0x40000000u
#define NEW_SPACES (CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC \
                    | CLONE_NEWUTS | CLONE_NEWCGROUP)

/* The lower half of an argument. */
#define ARGUMENT(index) ((guint32) (offsetof (struct seccomp_data, args) + 8 * (index) \
                                    + (G_BYTE_ORDER == G_BIG_ENDIAN ? 4 : 0)))

static const int denied[] = {
  /* Other processes. */
  SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp,
#ifdef SYS_pidfd_getfd
  SYS_pidfd_getfd,
#endif
#ifdef SYS_process_madvise
  SYS_process_madvise,
#endif
  /* Mounts and name spaces. */
  SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_setns, SYS_unshare,
#ifdef SYS_fsopen
  SYS_fsopen, SYS_fsmount, SYS_fsconfig, SYS_fspick, SYS_move_mount, SYS_open_tree,
#endif
#ifdef SYS_mount_setattr
  SYS_mount_setattr,
#endif
  SYS_open_by_handle_at, SYS_name_to_handle_at,
  /* The machine. */
  SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct, SYS_quotactl, SYS_syslog,
  SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime,
  SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load,
#ifdef SYS_kexec_file_load
  SYS_kexec_file_load,
#endif
#ifdef SYS_iopl
  SYS_iopl, SYS_ioperm,
#endif
  /* Large and young parts of the kernel. */
  SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_keyctl, SYS_add_key, SYS_request_key,
  SYS_personality,
#ifdef SYS_io_uring_setup
  SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register,
#endif
  /* Memory that nobody counts. */
  SYS_memfd_create,
#ifdef SYS_memfd_secret
  SYS_memfd_secret,
#endif
#ifdef SYS_shmget
  SYS_shmget,
#endif
};

static void
add (GByteArray *program,
     guint16     code,
     guint8      if_true,
     guint8      if_false,
     guint32     value)
{
  struct sock_filter instruction = { code, if_true, if_false, value };

  g_byte_array_append (program, (const guint8 *) &instruction, sizeof instruction);
}

static void
load (GByteArray *program,
      guint32     offset)
{
  add (program, BPF_LD | BPF_W | BPF_ABS, 0, 0, offset);
}

static void
end_with (GByteArray *program,
          guint32     action)
{
  add (program, BPF_RET | BPF_K, 0, 0, action);
}

/* If the accumulator is @value, the answer is @error. */
static void
deny_if (GByteArray *program,
         guint32     value,
         int         error)
{
  add (program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, value);
  end_with (program, SECCOMP_RET_ERRNO | (guint32) error);
}

static void
add_clone (GByteArray *program)
{
  /* Its flags are behind a pointer that a filter cannot follow; without it
   * the C library takes clone(). */
#ifdef SYS_clone3
  deny_if (program, SYS_clone3, ENOSYS);
#endif
  add (program, BPF_JMP | BPF_JEQ | BPF_K, 0, 4, SYS_clone);
  load (program, ARGUMENT (0));
  add (program, BPF_JMP | BPF_JSET | BPF_K, 0, 1, NEW_SPACES);
  end_with (program, SECCOMP_RET_ERRNO | EPERM);
  end_with (program, SECCOMP_RET_ALLOW);
}

/* The network name space keeps IP in; other families are not all so kept. */
static void
add_socket (GByteArray *program)
{
  add (program, BPF_JMP | BPF_JEQ | BPF_K, 0, 6, SYS_socket);
  load (program, ARGUMENT (0));
  add (program, BPF_JMP | BPF_JEQ | BPF_K, 3, 0, AF_UNIX);
  add (program, BPF_JMP | BPF_JEQ | BPF_K, 2, 0, AF_INET);
  add (program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, AF_INET6);
  end_with (program, SECCOMP_RET_ERRNO | EAFNOSUPPORT);
  end_with (program, SECCOMP_RET_ALLOW);
}

/* Typing into the terminal that Meirei was started from. */
static void
add_ioctl (GByteArray *program)
{
  add (program, BPF_JMP | BPF_JEQ | BPF_K, 0, 6, SYS_ioctl);
  load (program, ARGUMENT (1));
  deny_if (program, TIOCSTI, EPERM);
  deny_if (program, TIOCLINUX, EPERM);
  end_with (program, SECCOMP_RET_ALLOW);
}

/**
 * meirei_seccomp_filter_new:
 *
 * Writes the filter for the machine's own system calls.  Those of another
 * architecture end the process: their numbers mean other calls.
 *
 * Returns: (transfer full) (nullable): an array of `struct sock_filter`, or
 *   %NULL on an architecture that this function does not know
 */
GBytes *
meirei_seccomp_filter_new (void)
{
#ifdef NATIVE_ARCH
  GByteArray *program = g_byte_array_new ();

  load (program, offsetof (struct seccomp_data, arch));
  add (program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, NATIVE_ARCH);
  end_with (program, SECCOMP_RET_KILL_PROCESS);
  load (program, offsetof (struct seccomp_data, nr));
#ifdef __x86_64__
  add (program, BPF_JMP | BPF_JGE | BPF_K, 0, 1, X32_BIT);
  end_with (program, SECCOMP_RET_ERRNO | ENOSYS);
#endif
  for (gsize i = 0; i < G_N_ELEMENTS (denied); i++)
    deny_if (program, (guint32) denied[i], EPERM);
  add_clone (program);
  add_socket (program);
  add_ioctl (program);
  end_with (program, SECCOMP_RET_ALLOW);

  return g_byte_array_free_to_bytes (program);
#else
  return NULL;
#endif
}
