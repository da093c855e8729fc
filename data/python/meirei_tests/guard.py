# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Watches what tested code does, from inside of its interpreter.

The walls are the kernel's: name spaces, seccomp, limits.  An audit hook, which
nobody can take out again, says by name what would run into them, and refuses
what no wall stops: looking into the runner's own frames and objects."""

import os
import sys
from _thread import get_ident

MAX_NOTES = 50

NATIVE = ("ctypes", "_ctypes", "cffi", "_cffi_backend", "_xxsubinterpreters", "_interpreters",
           "_testcapi", "_testinternalcapi", "_xxtestfuzz")
PROGRAMS = {
    "mount": "mount", "umount": "mount", "losetup": "mount", "fusermount": "mount",
    "fusermount3": "mount", "unshare": "namespace", "nsenter": "namespace", "bwrap": "namespace",
    "chroot": "namespace", "strace": "ptrace", "ltrace": "ptrace", "gdb": "ptrace",
    "gcore": "ptrace", "sudo": "user", "su": "user", "pkexec": "user", "curl": "network",
    "wget": "network", "ping": "network", "ssh": "network", "scp": "network", "nc": "network",
}
_HELPERS = ("inspect.py",)
_FRAME_NAMES = ("tb_frame", "gi_frame", "cr_frame", "ag_frame", "f_back", "f_locals")
_READABLE = ("/usr/", "/lib", "/bin", "/sbin", "/dev/", "/work", "/tmp", "/proc/self",
             "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/loadavg", "/proc/uptime",
             "/proc/version", "/proc/sys/")
_WRITABLE = ("/work", "/tmp", "/dev/null", "/dev/zero", "/dev/full", "/dev/shm", "/dev/pts",
             "/dev/tty", "/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/self/fd/")
_LOOPBACK = ("127.", "localhost", "::1", "0.0.0.0", "::")


class Refused(PermissionError):
    """The sandbox does not allow it."""

    kind = "system"


def _text_of(value):
    try:
        return value if isinstance(value, str) else os.fsdecode(value)
    except TypeError:
        return ""


class Guard:
    """The audit hook and what it has seen."""

    def __init__(self, report, protected):
        self.report = report
        self.protected = protected
        self.seen = set()
        self.busy = set()
        self.library = tuple({os.path.dirname(os.__file__) + "/", "<frozen "})
        self.readable = _READABLE + (sys.prefix + "/", sys.base_prefix + "/")
        self.joined = os.path.abspath
        self.handlers = {
            "open": self.on_open,
            "import": self.on_import,
            "compile": self.on_compile,
            "code.__new__": self.on_code,
            "object.__getattr__": self.on_attribute,
            "object.__setattr__": self.on_set,
            "sys._getframe": self.on_frame,
            "sys._current_frames": self.on_looking,
            "sys._current_exceptions": self.on_looking,
            "sys.settrace": self.on_tracing,
            "sys.setprofile": self.on_tracing,
            "gc.get_objects": self.on_looking,
            "gc.get_referrers": self.on_looking,
            "gc.get_referents": self.on_looking,
            "os.kill": self.on_kill,
            "os.killpg": self.on_kill,
            "os.listdir": self.on_list,
            "os.scandir": self.on_list,
            "socket.connect": self.on_connect,
            "socket.sendto": self.on_connect,
            "socket.sendmsg": self.on_connect,
            "socket.getaddrinfo": self.on_resolve,
            "socket.gethostbyname": self.on_resolve,
            "socket.gethostbyaddr": self.on_resolve,
        }
        for name in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"):
            self.handlers[name] = self.on_program
        for name in ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.chown",
                     "os.link", "os.symlink", "os.truncate", "os.utime"):
            self.handlers[name] = self.on_change

    def install(self):
        """From here on there is no way back."""
        handlers = self.handlers
        busy = self.busy

        def hook(event, arguments):
            handler = handlers.get(event)
            if handler is None or get_ident() in busy:
                return
            thread = get_ident()
            busy.add(thread)
            try:
                handler(event, arguments)
            finally:
                busy.discard(thread)

        sys.addaudithook(hook)

    def forget(self):
        """Another test begins; what it does is told again."""
        self.seen.clear()

    def note(self, kind, what):
        """Tells the supervisor, once for each thing."""
        what = what[:200]
        if (kind, what) not in self.seen and len(self.seen) < MAX_NOTES:
            self.seen.add((kind, what))
            self.report(kind, what)

    def refuse(self, kind, what):
        """Tells the supervisor and does not let it happen."""
        self.note(kind, what)
        error = Refused(1, "the sandbox refuses %s" % what)
        error.kind = kind
        raise error

    def callers(self):
        """The files of the frames that led here, the nearest first."""
        frame = sys._getframe(4)
        while frame is not None:
            yield frame.f_code.co_filename, frame.f_code.co_name
            frame = frame.f_back

    def is_library(self, path):
        """Whether a frame's file belongs to Python itself."""
        return path.startswith(self.library) and "/dist-packages/" not in path

    def is_asked_by_library(self):
        """Whether Python's own modules want to see a frame, for themselves."""
        for path, name in self.callers():
            helper = path.endswith(_HELPERS) or name in ("walk_stack", "currentframe", "<lambda>")
            if not self.is_library(path):
                return False
            if not helper:
                return True
        return True

    def on_frame(self, _event, _arguments):
        if not self.is_asked_by_library():
            self.refuse("introspection", "looking at the frames of its callers")

    def on_looking(self, event, _arguments):
        if not self.is_asked_by_library():
            self.refuse("introspection", event + "()")

    def on_tracing(self, event, _arguments):
        self.refuse("introspection", event + "()")

    def on_attribute(self, _event, arguments):
        if arguments[1] in _FRAME_NAMES and not self.is_asked_by_library():
            self.refuse("introspection", "reading " + arguments[1])

    def on_set(self, _event, arguments):
        if arguments[1] == "__code__" and id(arguments[0]) in self.protected:
            self.refuse("introspection", "replacing the code of the test machinery")

    def on_import(self, _event, arguments):
        if arguments[0] in NATIVE:
            self.note("native", "import " + arguments[0])
            raise ImportError("the sandbox refuses %s: native code could change the test runner"
                              % arguments[0], name=arguments[0])

    def on_compile(self, _event, arguments):
        path = _text_of(arguments[1] or "")
        if self.is_library(path) and not next(self.callers(), ("", ""))[0].startswith("<frozen"):
            self.refuse("introspection", "code under the name of %s" % path)

    def on_code(self, _event, arguments):
        caller = next(self.callers(), ("", ""))[0]
        if self.is_library(_text_of(arguments[1])) and not self.is_library(caller):
            self.refuse("introspection", "code under the name of %s" % arguments[1])

    def on_open(self, _event, arguments):
        path, mode, flags = (tuple(arguments) + (None, 0))[:3]
        if isinstance(path, int) or path is None:
            return
        path = self.joined(_text_of(path))
        writes = (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        if path.startswith("/proc/") and (path.endswith(("/mem", "/maps", "/environ", "/cmdline"))
                                          or path[6:7].isdigit() and not self.is_own(path)):
            self.refuse("file", "open " + path)
        elif writes and not path.startswith(_WRITABLE):
            self.note("file", "write " + path)
        elif not writes and not path.startswith(self.readable):
            self.note("file", "read " + path)

    @staticmethod
    def is_own(path):
        """Whether a path in /proc is about the process itself."""
        return path.startswith("/proc/%d/" % os.getpid())

    def on_list(self, _event, arguments):
        path = arguments[0] if arguments and arguments[0] is not None else "."
        if isinstance(path, int):
            return
        path = self.joined(_text_of(path))
        if path not in ("/", "/proc") and not (path + "/").startswith(self.readable):
            self.note("file", "list " + path)

    def on_change(self, event, arguments):
        for path in arguments[:2]:
            if isinstance(path, (str, bytes)):
                path = self.joined(_text_of(path))
                if not path.startswith(_WRITABLE):
                    self.note("file", "%s %s" % (event[3:], path))

    def on_program(self, event, arguments):
        """Programs that could only run into a wall."""
        command = arguments[1] if event == "subprocess.Popen" else arguments[0]
        if isinstance(command, (list, tuple)):
            command = command[0] if command else ""
        words = _text_of(command).split()
        name = words[0].rpartition("/")[2] if words else ""
        if name in PROGRAMS:
            self.note(PROGRAMS[name], "running " + " ".join(words)[:80])

    def on_kill(self, event, arguments):
        pid = arguments[0]
        if pid in (-1, 0, 1, os.getppid()) or event == "os.killpg" and pid != os.getpid():
            self.refuse("signal", "%s(%s, %s)" % (event, pid, int(arguments[1])))

    def on_connect(self, _event, arguments):
        address = arguments[1] if len(arguments) > 1 else None
        if isinstance(address, tuple) and len(address) >= 2:
            host = _text_of(address[0])
            if not host.startswith(_LOOPBACK):
                self.note("network", "%s:%s" % (host, address[1]))

    def on_resolve(self, _event, arguments):
        host = _text_of(arguments[0] or "")
        # Of a number, the connection itself tells more.
        if host.strip("0123456789.:") and not host.startswith(_LOOPBACK):
            self.note("network", host)
