# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""The limits of the tested processes, and their end."""

import fcntl
import os
import resource
import signal
import time

# A copy may share more; that is then counted for each.
MAX_SHARED = 32 * 1024 * 1024
KEEP_OUTPUT = 16 * 1024
INTERVAL = 0.1
# A larger one is a disk that belongs to others, too.
MAX_PLACE = 1 << 30
_PAGE = resource.getpagesize()
_PR_SET_DUMPABLE = 4


def hide():
    """Nobody of the same user may look into this process from now on."""
    try:
        import _ctypes
        address = _ctypes.dlsym(_ctypes.dlopen(None, 2), "prctl")
        _ctypes.call_function(address, (_PR_SET_DUMPABLE, 0, 0, 0, 0))
    except (ImportError, AttributeError, OSError):
        pass


def _limit(what, soft, hard=None):
    resource.setrlimit(what, (soft, soft if hard is None else hard))


def enter(limits, output, kept, folder):
    """Makes the current process one that can do no harm."""
    os.setsid()
    nothing = os.open("/dev/null", os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.closerange(3, kept)
    os.closerange(kept + 1, 4096)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    megabyte = 1024 * 1024
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, limits["memory_mb"] * megabyte)
    _limit(resource.RLIMIT_FSIZE, limits["file_mb"] * megabyte)
    _limit(resource.RLIMIT_NOFILE, limits["open_files"])
    _limit(resource.RLIMIT_CPU, limits["total_s"] + 1, limits["total_s"] + 2)
    _limit(resource.RLIMIT_NPROC, limits["processes"])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    os.chdir(folder)


def limit_processor(seconds):
    """For one test; its process has used nothing yet."""
    _limit(resource.RLIMIT_CPU, seconds + 1, seconds + 2)


class Watch:
    """Reads what the tested code prints, and how much it uses."""

    def __init__(self, limits):
        self.limits = limits
        self.output = -1
        self.kept = bytearray()
        self.printed = 0
        self.looked = 0.0

    def start(self, output):
        self.output = output
        fcntl.fcntl(output, fcntl.F_SETFL, fcntl.fcntl(output, fcntl.F_GETFL) | os.O_NONBLOCK)
        self.kept = bytearray()
        self.printed = 0

    def stop(self):
        self.drain()
        self.close_output()

    def close_output(self):
        if self.output >= 0:
            os.close(self.output)
        self.output = -1

    def read_output(self):
        """Says whether there may come more."""
        try:
            data = os.read(self.output, 65536)
        except BlockingIOError:
            return True
        self.printed += len(data)
        self.kept += data[:max(0, KEEP_OUTPUT - len(self.kept))]
        return bool(data)

    def drain(self):
        for _ in range(64):
            before = self.printed
            if self.output < 0 or not self.read_output() or self.printed == before:
                return

    def take_output(self):
        """What was printed since the last time."""
        kept, more = bytes(self.kept), self.printed - len(self.kept)
        self.kept = bytearray()
        self.printed = 0
        if more > 0:
            kept += b"\n[%d bytes more]" % more
        return kept

    def find_excess(self):
        """The limit that is exceeded, or None."""
        if self.printed > self.limits["output_kb"] * 1024:
            return "output"
        now = time.monotonic()
        if now - self.looked < INTERVAL:
            return None
        self.looked = now
        if self.measure_memory() > self.limits["memory_mb"] * 1024 * 1024:
            return "memory"
        if self.count_files() > self.limits["files"]:
            return "files"
        return None

    @staticmethod
    def count_files():
        """The files on what can be written to; each such place is small."""
        total = 0
        for path in ("/work", "/tmp", "/dev/shm"):
            try:
                disk = os.statvfs(path)
            except OSError:
                continue
            if disk.f_blocks * disk.f_frsize <= MAX_PLACE:
                total += disk.f_files - disk.f_ffree
        return total

    @staticmethod
    def others():
        """The processes of the sandbox, without this one."""
        own = os.getpid()
        return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != own]

    @staticmethod
    def measure_process(pid):
        """Bytes of a process that are no file's; forks share some of them."""
        try:
            with open("/proc/%d/statm" % pid, "rb") as file:
                fields = file.read().split()
            return max(0, int(fields[1]) - int(fields[2])) * _PAGE
        except (OSError, IndexError, ValueError):
            return 0

    def measure_memory(self):
        """Bytes that all processes have together, roughly: what the smallest
        has is counted once, for the others began as its copies."""
        sizes = sorted(self.measure_process(pid) for pid in self.others())
        shared = min(sizes[0], MAX_SHARED) if sizes else 0
        return sum(size - shared for size in sizes) + shared

    @staticmethod
    def wait_for(pid):
        """How a child ended; None if it does not end."""
        for _ in range(100):
            try:
                found, status = os.waitpid(pid, os.WNOHANG)
            except ChildProcessError:
                return None
            if found:
                return status
            time.sleep(0.005)
        return None

    @staticmethod
    def reap():
        """Collects children that have ended; says whether there are others."""
        while True:
            try:
                pid, _status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return False
            if pid == 0:
                return True

    def end_all(self, child):
        """Kills until nobody is left, also what forks as fast as it can."""
        for _ in range(2000):
            if os.getpid() == 1:
                try:
                    os.kill(-1, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            else:
                self.end_descendants(child)
            if not self.reap():
                return
            time.sleep(0.001)

    @staticmethod
    def parents():
        """The parent of every process that can be seen."""
        found = {}
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    with open("/proc/%s/stat" % name, "rb") as file:
                        found[int(name)] = int(file.read().rsplit(b")", 1)[1].split()[1])
                except (OSError, IndexError, ValueError):
                    continue
        return found

    def end_descendants(self, child):
        """For a sandbox whose first process is another."""
        parents = self.parents()
        doomed = {child}
        while True:
            more = {pid for pid, parent in parents.items() if parent in doomed} - doomed
            if not more:
                break
            doomed |= more
        for pid in doomed - {0, 1, os.getpid()}:
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass

    def end_strangers(self, child):
        """Ends what a test left behind: processes without a parent; and if
        there is no room for others any more, also the child's children.  Says
        whether there was no room."""
        own = os.getpid()
        parents = self.parents()
        crowded = len(parents) > self.limits["processes"] // 2
        for pid, parent in parents.items():
            if pid in (own, child) or not (parent == own or crowded and parent == child):
                continue
            try:
                os.kill(pid, signal.SIGKILL)
                if parent == own:
                    os.waitpid(pid, 0)
            except OSError:
                pass
        return len(parents) >= self.limits["processes"]
