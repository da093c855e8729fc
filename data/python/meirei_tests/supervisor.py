# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Supervises the tested code from a process in which none of it ever runs.

It is the first process of the sandbox: nothing in there can end it, stop it or
look into it.  The secret that makes its report valid lies unread in a pipe
until every other process has ended."""

import _socket
import os
import resource
import select
import signal
import sys
import time

import outcome
import plan
import report
import rewrite
import watch
import wire

REPORT = 3
SECRET_LENGTH = 64
MAX_MESSAGES = 5000
MAX_CASES = 2000


class Case:
    """A test and what is known about it."""

    def __init__(self, key, name, line):
        self.key, self.name, self.line = key, name, line
        self.result = None
        self.seconds = 0.0
        self.output = b""

    def settle(self, *result):
        """The first result stands."""
        if self.result is None:
            self.result = result


class Supervisor:
    """Starts the tested code, hears it out, ends it."""

    def __init__(self, request):
        self.request = request
        self.limits = {name: int(value) for name, value in
                       (pair.split("=") for pair in request["limits"].split())}
        self.deadline = time.monotonic() + self.limits["total_s"]
        self.cases = {}
        self.refusals = {}
        self.skipped = set()
        self.plan = None
        self.current = None
        self.began = 0.0
        self.child = 0
        self.runner = 0
        self.failure = None
        self.refused_last = ""
        self.watch = watch.Watch(self.limits)

        request["limit_processor"] = lambda: watch.limit_processor(self.limits["case_s"])
        self.find_paths()

    def find_paths(self):
        """Where the code and its tests lie in the sandbox."""
        request = self.request
        folder = request["folder"] or "/tmp/meirei-%d" % os.getpid()
        os.makedirs(folder, exist_ok=True)
        request["folder"] = folder
        request["tests_module"] = "test_" + request["module"]
        request["code_path"] = "%s/%s.py" % (folder, request["module"])
        request["tests_path"] = "%s/%s.py" % (folder, request["tests_module"])
        with open(request["tests_path"], "w", encoding="utf-8") as file:
            file.write(request["tests"])

    # --- Results ---------------------------------------------------------------

    def add_case(self, key, name, line):
        if len(self.cases) < MAX_CASES and key not in self.cases:
            self.cases[key] = Case(key, name[:200], line)

    def settle_rest(self, *result):
        for case in self.cases.values():
            case.settle(*result)

    def refuse(self, kind, what):
        if len(self.refusals) < 200 or (kind, what) in self.refusals:
            entry = self.refusals.setdefault((kind, what), [
                self.current.name if self.current is not None else "", 0])
            entry[1] += 1
        self.refused_last = kind

    def begin(self, case):
        self.refused_last = ""
        self.current = case
        self.began = time.monotonic()

    def finish(self, *result):
        """The current case is over."""
        case = self.current
        if case is not None:
            self.watch.drain()
            output = self.watch.take_output()
            if case.result is None:
                case.settle(*self.blame(result))
                case.seconds = time.monotonic() - self.began
                case.output = output
        self.current = None

    def blame(self, result):
        """An error of the system right after a refusal comes from it."""
        if result[:2] == ("error", "system") and self.refused_last:
            return ("refused", self.refused_last, result[2], result[3])
        return result

    # --- One process with the tested code ------------------------------------------

    def start(self):
        """Forks; the child never comes back."""
        ours, theirs = _socket.socketpair(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)
        token = os.urandom(16).hex()
        output, out_end = os.pipe()
        child = os.fork()
        if child == 0:
            ours.close()
            descriptor = theirs.detach()
            watch.enter(self.limits, out_end, descriptor, self.request["folder"])
            import inside
            inside.main(self.request, self.plan, descriptor, token, self.skipped)
        theirs.close()
        os.close(out_end)
        self.child = child
        self.token = self.runner_token = token
        self.socket = ours
        self.messages = 0
        self.watch.start(output)

    def stop(self):
        """Ends every process but this one, and waits until they are gone."""
        self.watch.end_all(self.child)
        self.watch.stop()
        self.socket.close()
        self.child = 0

    def next_message(self, until):
        """A list of texts; None when the process ended or its time is over."""
        poll = select.poll()
        poll.register(self.socket.fileno(), select.POLLIN)
        if self.watch.output >= 0:
            poll.register(self.watch.output, select.POLLIN)
        while True:
            wait = min(until, self.deadline) - time.monotonic()
            if wait <= 0:
                return self.give_up("time")
            ready = dict(poll.poll(min(wait, 0.1) * 1000))
            if self.watch.output in ready and not self.watch.read_output():
                poll.unregister(self.watch.output)
                self.watch.close_output()
            excess = self.watch.find_excess()
            if excess is not None:
                return self.give_up(excess)
            if self.socket.fileno() in ready:
                data = self.socket.recv(wire.MAX_MESSAGE)
                return self.read_message(data) if data else self.give_up("end")

    def give_up(self, why):
        self.failure = why

    def read_message(self, data):
        self.messages += 1
        try:
            fields = wire.unpack(data)
        except wire.Bad:
            fields = []
        if self.messages > MAX_MESSAGES or not fields or fields[0] not in (
                self.token, self.runner_token):
            return self.give_up("forged")
        return fields[1:]

    # --- Why there is no result -----------------------------------------------------

    def describe_failure(self):
        """The result of what was going on when it could not go on."""
        limits = self.limits
        over = time.monotonic() >= self.deadline
        status = self.watch.wait_for(self.child) if self.failure == "end" else None
        self.stop()
        if self.failure == "time":
            if over:
                return ("timeout", "time", "all tests together took longer than %d s"
                        % limits["total_s"], "")
            return "timeout", "time", "took longer than %d s" % limits["case_s"], ""
        if self.failure == "forged":
            return ("error", "forged", "the code wrote a report of its own to the test runner", "")
        if self.failure == "memory":
            self.refuse("memory", "more than %d MiB" % limits["memory_mb"])
            return ("refused", "memory", "needed more than %d MiB of memory"
                    % limits["memory_mb"], "")
        if self.failure == "output":
            return ("refused", "output", "printed more than %d KiB" % limits["output_kb"], "")
        if self.failure == "files":
            self.refuse("file", "more than %d files" % limits["files"])
            return "refused", "files", "made more than %d files" % limits["files"], ""
        return self.describe_status(status)

    def describe_status(self, status):
        """What the way in which a process ended says."""
        if status is not None and os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            if number == signal.SIGXCPU:
                return ("timeout", "time", "used more than %d s of processor time"
                        % self.limits["case_s"], "")
            name = signal.Signals(number).name if number in list(signal.Signals) else "signal"
            return ("error", "signal", "the program was ended by %s (signal %d) before the test "
                    "was finished" % (name, number), "")
        code = os.WEXITSTATUS(status) if status is not None else 0
        return ("error", "exit", "the code ended the program with exit status %d before the "
                "test was finished" % code, "")

    # --- The way of one process -------------------------------------------------------

    def hear(self, seconds):
        """The next message that means something here."""
        while True:
            message = self.next_message(time.monotonic() + seconds)
            if message is not None and message[:1] == ["refused"] and len(message) == 3:
                self.refuse(message[1], message[2])
                continue
            return message

    def run_once(self):
        """From the start of a process to its end; says whether to try again."""
        self.failure = None
        self.start()
        seconds = self.limits["case_s"]
        message = self.hear(seconds)
        if message is None or message[0] != "imported":
            self.fail_import(message)
            return False
        while True:
            message = self.hear(seconds)
            kind = message[0] if message else ""
            if kind == "begin" and message[1] in self.cases:
                self.begin(self.cases[message[1]])
            elif kind == "result" and self.current is not None and len(message) == 6:
                self.clean_up()
                self.finish(*message[2:])
                self.socket.send(wire.pack(("go",)))
            elif kind == "test" and len(message) == 3 and message[2].isdigit():
                self.found.append((message[1], int(message[2])))
            elif kind == "ready":
                self.add_found()
                return self.run_tests()
            else:
                return self.fail_step(message)

    def fail_import(self, message):
        """None of the tests could even begin."""
        if message is None:
            result = self.describe_failure()
            result = result[:2] + ("while the code was imported: " + result[2], result[3])
        elif message[0] == "unimportable" and len(message) == 5:
            result = message[1:]
            cause = "compile" if result[1] == "compile" else (
                "import" if result[1] in ("exception", "assertion") else result[1])
            state = "error" if result[0] in ("failed", "not_run", "passed") else result[0]
            state, cause = self.blame((state, cause, "", ""))[:2]
            result = (state, cause, "the code cannot be imported: " + result[2], result[3])
            self.stop()
        else:
            result = self.describe_tampering(message)
            self.stop()
        self.add_expected()
        self.settle_rest(*result)

    def add_expected(self):
        """All tests that the text promises, for they share a fate."""
        for test in self.plan.expected:
            if not any(case.name.split("[")[0] == test.name for case in self.cases.values()):
                self.add_case("t" + test.name, test.name, test.line)

    @staticmethod
    def describe_tampering(message):
        what = message[1] if message[:1] == ["tampered"] and len(message) == 2 else "the runner"
        return "error", "tampered", "the code replaced %s, so that its tests mean nothing" % what, ""

    def fail_step(self, message):
        """The tests' text could not be executed to its end."""
        if message is not None and message[0] == "broken" and len(message) == 6:
            self.stop()
            state = "error" if message[2] in ("failed", "not_run") else message[2]
            self.add_expected()
            self.settle_rest(state, message[3], "line %s of the tests: %s"
                             % (message[1], message[4]), message[5])
            return False
        result = (self.describe_failure() if message is None
                  else self.describe_tampering(message))
        case = self.current
        if case is None or message is not None:
            self.finish(*result)
            if self.child:
                self.stop()
            self.add_expected()
            self.settle_rest(*result)
            return False
        self.finish(*result)
        self.skipped.add(int(case.key[1:]))
        return True

    def add_found(self):
        """Adds what only running the text could show, and misses what is gone."""
        names = {name.split("[")[0] for name, _line in self.found}
        for test in self.plan.expected:
            if test.name not in names:
                self.add_case("t" + test.name, test.name, test.line)
                self.cases["t" + test.name].settle(
                    "error", "missing", "the test is no longer there: something removed it", "")
        lines = {test.name: test.line for test in self.plan.expected}
        for name, line in self.found:
            self.add_case("t" + name, name, lines.get(name.split("[")[0], line))

    # --- Functions and methods -----------------------------------------------------------

    def is_wanted(self, case):
        """Whether a test was asked for, by its name or by all of its variants'."""
        only = self.request["only"]
        return not only or only in (case.name, case.name.split("[")[0])

    def run_tests(self):
        for case in list(self.cases.values()):
            waits = case.result is None and case.key[0] == "t" and self.is_wanted(case)
            if waits and not self.run_test(case):
                return True
        self.stop()
        return False

    def run_test(self, case):
        """Says whether the process is still good for the next one."""
        self.begin(case)
        self.runner_token = self.token
        self.token = os.urandom(16).hex()
        result, runner, status = None, 0, None
        try:
            self.socket.send(wire.pack(("run", case.name, self.token)))
        except OSError:
            self.failure = "end"
            self.finish(*self.describe_failure())
            return False
        until = time.monotonic() + self.limits["case_s"]
        while status is None:
            message = self.hear(until - time.monotonic())
            if message is None:
                return self.fail_test(runner)
            if message[0] == "started" and message[2:3] and message[2].isdigit():
                runner = int(message[2])
            elif message[0] == "result" and len(message) == 6 and result is None:
                result = message[2:]
            elif message[0] == "tampered" and result is None:
                result = self.describe_tampering(message)
            elif message[0] == "ended" and message[2:3] and message[2].isdigit():
                status = int(message[2])
            else:
                self.failure = "forged"
                return self.fail_test(runner)
        if result is None or result[0] == "passed" and status != 0:
            result = self.describe_status(status)
        self.clean_up()
        self.finish(*result)
        self.token = self.runner_token
        return True

    def clean_up(self):
        """Ends what the current test left behind."""
        if self.watch.end_strangers(self.child):
            self.refuse("process", "more than %d processes" % self.limits["processes"])

    def fail_test(self, _runner):
        self.finish(*self.describe_failure())
        return False

    # --- Everything --------------------------------------------------------------------------

    def make_plan(self):
        path = self.request["tests_path"]
        try:
            self.plan = plan.make(self.request["tests"])
            for step in self.plan.steps:
                step.code = rewrite.compile_step(step.node, path, self.plan.flags)
                step.node = None
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self.add_case("p", "tests", getattr(error, "lineno", 0) or 0)
            self.settle_rest("error", "compile", "the tests are not Python: %s"
                             % getattr(error, "msg", error), "")
            return False
        for index, step in enumerate(self.plan.steps):
            if step.is_case:
                self.add_case("s%d" % index, step.name, step.line)
        for test in self.plan.expected:
            if test.kind == "check":
                self.add_case("t" + test.name, test.name, test.line)
        return True

    def run(self):
        if not self.make_plan():
            return
        again = True
        while again and time.monotonic() < self.deadline:
            self.found = []
            again = self.run_once()
        if not self.cases and not self.plan.expected:
            self.add_case("p", "tests", 0)
            self.settle_rest("error", "missing", "the tests hold no test: write assertions or "
                             "functions whose names begin with “test”", "")
        self.add_expected()
        last = next((case.result for case in self.cases.values()
                     if case.result and case.result[0] not in ("passed", "failed")), None)
        if time.monotonic() >= self.deadline:
            self.settle_rest("not_run", "time", "not run: all tests together took longer than "
                             "%d s" % self.limits["total_s"], "")
        self.settle_rest("not_run", "unreached", "never reached%s"
                         % (": " + last[2] if last else ""), "")


def main(request):
    """Writes the report and ends the sandbox."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN)
    watch.hide()
    if os.getuid() == 0 or os.geteuid() == 0:
        sys.exit("the supervisor runs untrusted code and must not be root")
    supervisor = Supervisor(request)
    supervisor.run()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    secret = wire.read_exactly(0, SECRET_LENGTH).decode("ascii")
    document = report.make(supervisor, secret, outcome.interpreter())
    view = memoryview(document)
    while view:
        view = view[os.write(REPORT, view):]
    os._exit(0)
