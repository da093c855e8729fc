#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""meirei-cli as a script sees it: documents, files, exit statuses.

The server is an imitation of the smallest OpenAI-compatible one, in this
process, on a free loopback port.  Usage: test_cli.py MEIREI_CLI DATA_DIR
"""

import hashlib
import http.server
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import xml.etree.ElementTree

CLI = sys.argv[1] if len(sys.argv) > 1 else "meirei-cli"
DATA = sys.argv[2] if len(sys.argv) > 2 else ""

GOOD = "Here is the code:\n\n```python\ndef answer():\n    return 42\n```\n"
UNUSED_IMPORT = "```python\nimport logging\n\n\ndef answer():\n    return 42\n```\n"


class Handler(http.server.BaseHTTPRequestHandler):
    """What the test's server does is in its attributes."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def send_json(self, document, status=200):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/v1/models":
            self.send_json({"object": "list", "data": [
                {"id": "test-model", "object": "model", "owned_by": "tests"}]})
        else:
            self.send_json({"error": {"message": "no such path", "code": 404}}, 404)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/v1/chat/completions":
            self.send_json({"error": {"message": "no such path", "code": 404}}, 404)
            return
        with self.server.lock:
            self.server.prompts.append(body["messages"][-1]["content"])
            self.server.bodies.append(body)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            self.stream()
        except OSError:
            pass
        self.close_connection = True

    def chunk(self, delta, finish=None):
        self.wfile.write(b"data: " + json.dumps({
            "model": "test-model",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}).encode() + b"\n\n")
        self.wfile.flush()

    def stream(self):
        with self.server.lock:
            text = self.server.answers.pop(0) if self.server.answers else self.server.answer
        for start in range(0, len(text), 16):
            self.chunk({"content": text[start:start + 16]})
            time.sleep(self.server.delay)
        if self.server.finish:
            self.chunk({}, self.server.finish)
            self.wfile.write(b"data: [DONE]\n\n")


class Case(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="meirei cli "))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        self.workspace = self.home / "作業 場"
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.lock = threading.Lock()
        self.server.prompts = []
        self.server.bodies = []
        self.server.answer = GOOD
        self.server.answers = []
        self.server.finish = "stop"
        self.server.delay = 0
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.environment = dict(os.environ, HOME=str(self.home), XDG_CONFIG_HOME=str(self.home / "c"),
                                XDG_CACHE_HOME=str(self.home / "k"), XDG_STATE_HOME=str(self.home / "s"),
                                XDG_RUNTIME_DIR=str(self.home), LC_ALL="C.UTF-8",
                                MEIREI_DATA_DIR=DATA, MEIREI_SERVERS=self.url)
        self.environment.pop("MEIREI_API_KEY", None)

    def command(self, *arguments):
        return [CLI, "-w", str(self.workspace), *map(str, arguments)]

    def run_cli(self, *arguments, status=0, stdin=None):
        done = subprocess.run(self.command(*arguments), env=self.environment, input=stdin,
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, status, done.stderr)
        return done

    def json(self, *arguments, status=0):
        return json.loads(self.run_cli("--json", *arguments, status=status).stdout)

    def make(self, count, approve=True):
        subprocess.run([CLI, "init", str(self.workspace)], env=self.environment, check=True,
                       capture_output=True)
        ids = []
        for number in range(count):
            done = self.run_cli("--json", "new", "--title", f"題 {number}", "--feature",
                                f"f{number}", "--spec", "-", "--function", "answer()",
                                stdin="Return 42.\n")
            ids.append(json.loads(done.stdout)["id"])
        if approve and ids:
            self.run_cli("approve", "--all")
        return ids


class Local(Case):
    def test_usage(self):
        for arguments, status in [(["fly"], 2), (["new"], 2), (["list", "--status", "x"], 2),
                                  (["list"], 4), (["show", "abcd"], 4)]:
            done = self.run_cli(*arguments, status=status)
            self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)

    def test_life(self):
        (one,) = self.make(1, approve=False)
        self.assertEqual(self.json("list")["instructions"][0]["status"], "draft")
        self.run_cli("validate", one)
        failed = self.json("validate", one, status=1)
        self.assertEqual(failed["details"][0]["error"]["type"], "InvalidOperationError")
        self.assertIn("validated", failed["details"][0]["error"]["message"])
        self.run_cli("approve", one[:4])
        self.run_cli("edit", one, "--set", "spec=Return 43.")
        self.assertEqual(self.json("show", one)["status"], "draft")
        self.run_cli("edit", one, "--set", "phase=7", "--set", 'tags=["a","日本"]')
        self.assertEqual(self.json("show", one)["phase"], 7)
        events = [event["event"] for event in self.json("history", one)["history"]]
        self.assertEqual(events, ["create", "validate", "approve", "edit", "edit"])

    def test_unknown_ids_all_at_once(self):
        (one,) = self.make(1)
        done = self.run_cli("execute", "aaaa-no", one, "bbbb-no", status=2)
        self.assertIn("aaaa-no", done.stderr)
        self.assertIn("bbbb-no", done.stderr)
        self.assertEqual(self.server.prompts, [])

    def test_control_characters(self):
        self.make(0)
        self.run_cli("new", "--title", "a\nb\x1b[31m\u009bc", "--feature", "f")
        done = self.run_cli("list")
        self.assertEqual(len(done.stdout.splitlines()), 1)
        self.assertNotRegex(done.stdout, "[\x1b\u009b]")
        self.assertIn("a?b?[31m??c", done.stdout)
        self.assertEqual(self.json("list")["instructions"][0]["title"], "a\nb\x1b[31m\u009bc")

    def test_full_output(self):
        self.make(2)
        for arguments in [("list",), ("list", "--json"), ("dashboard",)]:
            with self.subTest(arguments=arguments), open("/dev/full", "w") as full:
                done = subprocess.run(self.command(*arguments), env=self.environment, stdout=full,
                                      stderr=subprocess.PIPE, text=True, timeout=60)
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_pipes(self):
        self.make(2)
        pipe = self.home / "pipe.jsonl"
        os.mkfifo(pipe)
        export = subprocess.Popen(self.command("export", "--to", pipe), env=self.environment)
        self.assertEqual(len(pipe.read_text().splitlines()), 2)
        self.assertEqual(export.wait(60), 0)
        self.assertTrue(pipe.is_fifo())

    def test_endless_import(self):
        self.make(0)
        done = self.run_cli("import", "/dev/zero", status=1)
        self.assertIn("limit", done.stderr)

    def test_sample(self):
        subprocess.run([CLI, "init", str(self.workspace), "--sample"], env=self.environment,
                       check=True, capture_output=True)
        ids = [item["id"] for item in self.json("list")["instructions"]]
        self.assertIn("9ea46229-d0bf-49ca-907a-352aac7c7339", ids)
        self.assertEqual(self.json("validate", "--all")["failed"], 0)


class Phases(Case):
    def test_phases(self):
        one, two = self.make(2)
        self.run_cli("phase", "add", "3", "--name", "土台", "--start", "2025-09-01",
                     "--end", "2025-09-12", "--criterion", "n-accepted", "--required", "1")
        done = self.run_cli("phase", "add", "3", status=4)
        self.assertIn("phase edit 3", done.stderr)
        self.run_cli("phase", "edit", "3", "--end", "2025-02-30", status=1)
        self.run_cli("phase", "edit", "3", "--end", "")
        moved = self.json("phase", "move", "3", one[:8])
        self.assertEqual(moved["details"], [{"id": one, "ok": True, "error": None}])
        phases = {phase["number"]: phase for phase in self.json("phase", "list")["phases"]}
        self.assertEqual(sorted(phases), [0, 3])
        self.assertFalse(phases[0]["defined"])
        self.assertEqual(phases[3]["name"], "土台")
        self.assertIsNone(phases[3]["end"])
        self.assertEqual(phases[3]["instructions"], 1)
        # Moving is no change of what a model is asked.
        self.assertEqual(phases[3]["counts"]["approved"], 1)

        self.run_cli("phase", "remove", "3", status=4)
        self.run_cli("phase", "edit", "3", "--number", "7", "--achieved", "now")
        phases = {phase["number"]: phase for phase in self.json("phase", "list")["phases"]}
        self.assertEqual(sorted(phases), [0, 7])
        self.assertEqual(phases[7]["instructions"], 1)
        self.assertEqual(phases[7]["state"], "achieved")
        self.run_cli("phase", "move", "0", one, two)
        self.run_cli("phase", "remove", "7")
        self.run_cli("phase", "remove", "7", status=4)

    def test_usage(self):
        self.make(0)
        for arguments in (["phase"], ["phase", "fly"], ["phase", "add"], ["phase", "add", "1000"],
                          ["phase", "add", "x"], ["phase", "move", "1"],
                          ["phase", "edit", "1", "--achieved", "perhaps"]):
            done = self.run_cli(*arguments, status=2)
            self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)


class Execute(Case):
    def test_batch_document_agrees_with_files(self):
        ids = self.make(5)
        result = self.json("batch", "execute", "--all", "--parallel", "4")
        self.assertEqual((result["success"], result["failed"]), (5, 0))
        self.assertEqual({entry["id"] for entry in result["details"]}, set(ids))
        for entry in result["details"]:
            path = self.workspace / "data/generated_code" / entry["file"]
            self.assertRegex(entry["file"], r"^f\d_[0-9a-f]{8}_\d{8}_\d{6}\.py$")
            record = json.loads((self.workspace / "data/versions" / entry["id"][:8]
                                 / "v1.json").read_text())
            self.assertEqual(record["file_sha256"], hashlib.sha256(path.read_bytes()).hexdigest())
            self.assertEqual(record["report"]["score"], entry["score"])
            raw = path.parent.parent / "versions" / entry["id"][:8] / "v1.raw.txt"
            self.assertEqual(raw.read_text(), GOOD)
            self.assertEqual(path.read_text(), "def answer():\n    return 42\n")
        journal = (self.workspace / "data/batches" / (result["batch"] + ".jsonl")).read_text()
        self.assertEqual(json.loads(journal.splitlines()[-1])["success"], 5)

    def test_verdict_and_undo(self):
        (one,) = self.make(1)
        self.run_cli("execute", one)
        self.run_cli("reject", one, "--note", "なぜ", "--comment", "2:why 42?")
        record = self.json("show", one)["version_records"][0]
        self.assertEqual(record["verdict"]["decision"], "rejected")
        self.assertEqual(record["verdict"]["comments"], [{"line": 2, "text": "why 42?"}])
        self.run_cli("undo")
        self.assertEqual(self.json("show", one)["status"], "executed")
        self.run_cli("accept", one)
        self.run_cli("execute", one, status=1)

    def test_incomplete_is_never_executed(self):
        for finish, word in [("length", "truncated"), (None, "broken")]:
            with self.subTest(finish=finish):
                self.server.finish = finish
                shutil.rmtree(self.workspace, ignore_errors=True)
                (one,) = self.make(1)
                result = self.json("execute", one, status=1)
                self.assertEqual(result["details"][0]["error"]["type"], "BatchProcessingError")
                shown = self.json("show", one)
                self.assertEqual(shown["status"], "failed")
                self.assertEqual(shown["version_records"][0]["finish"], word)
                self.assertTrue(shown["version_records"][0]["file"].endswith(".py.part"))

    def test_one_failure_does_not_stop_the_rest(self):
        ids = self.make(3)
        self.run_cli("edit", ids[1], "--set", "spec=Other.")
        result = self.json("execute", *ids, status=1)
        self.assertEqual((result["success"], result["failed"]), (2, 1))

    def test_no_server(self):
        (one,) = self.make(1)
        self.server.shutdown()
        self.server.server_close()
        self.run_cli("execute", one, "--server", self.url, "--attempts", "1", status=3)

    def test_kill(self):
        """After kill -9 nothing is left executing, and what was whole is there."""
        self.make(12)
        self.server.delay = 0.02
        process = subprocess.Popen(self.command("batch", "execute", "--all", "--parallel", "4"),
                                   env=self.environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while len(self.server.prompts) < 7 and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        asked = len(self.server.prompts)
        self.server.delay = 0
        items = self.json("list")["instructions"]
        self.assertNotIn("executing", [item["status"] for item in items])
        whole = sum(item["status"] == "executed" for item in items)
        self.assertGreaterEqual(whole, asked - 4)
        result = self.json("batch", "resume")
        self.assertEqual((result["success"], result["failed"]), (12, 0))
        self.assertLessEqual(len(self.server.prompts), 12 + 4)


class Again(Case):
    """What is asked more than once, or not again."""

    BROKEN = "```python\ndef answer(:\n    return 42\n```\n"
    OTHER = "```python\ndef other():\n    return 42\n```\n"

    def show(self, one):
        return self.json("show", one)

    def test_cache(self):
        (one,) = self.make(1)
        self.run_cli("execute", one)
        done = self.run_cli("execute", one)
        self.assertEqual(len(self.server.prompts), 1)
        self.assertIn("--no-cache", done.stderr)
        record = self.show(one)["version_records"][-1]
        self.assertEqual((record["cache"]["hit"], record["cache"]["version"]), (True, "v1"))
        result = self.json("execute", one)
        self.assertTrue(result["details"][0]["cache"]["hit"])
        self.run_cli("execute", one, "--no-cache")
        self.assertEqual(len(self.server.prompts), 2)

    def test_repair(self):
        (one,) = self.make(1)
        self.server.answers = [self.BROKEN, GOOD]
        result = self.json("execute", one)
        self.assertEqual(result["details"][0]["attempts"], 2)
        (record,) = self.show(one)["version_records"]
        self.assertEqual(record["repair"]["chosen"], 2)
        self.assertIn("SyntaxError", self.server.prompts[1])

    def test_killed_in_repair(self):
        """The first whole answer is safe before the second is asked for."""
        (one,) = self.make(1)
        self.server.answers = [self.BROKEN, GOOD * 40]
        self.server.delay = 0.05
        process = subprocess.Popen(self.command("execute", one), env=self.environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while len(self.server.prompts) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        shown = self.show(one)
        self.assertEqual((shown["status"], shown["versions"]), ("executed", ["v1"]))
        record = shown["version_records"][0]
        self.assertEqual(record["finish"], "complete")
        code = self.workspace / "data" / "generated_code" / record["file"]
        self.assertIn("def answer(:", code.read_text())

    def test_best_of(self):
        one, two = self.make(2)
        self.server.answers = [self.BROKEN, self.OTHER, GOOD, GOOD]
        result = self.json("execute", one, "--best-of", "4", "--repair", "0")
        self.assertEqual(len({body["seed"] for body in self.server.bodies}), 4)
        detail = result["details"][0]
        self.assertTrue(detail["ok"])
        self.assertEqual((detail["version"], detail["best_of"]["rank"], detail["best_of"]["of"]),
                         ("v3", 1, 4))
        shown = self.show(one)
        self.assertEqual(shown["status"], "executed")
        self.assertEqual(shown["versions"], ["v1", "v2", "v4", "v3"])
        ranks = {record["version"]: record["best_of"]["rank"]
                 for record in shown["version_records"]}
        self.assertEqual(sorted(ranks.values()), [1, 2, 3, 4])
        self.assertEqual((ranks["v3"], ranks["v4"]), (1, 2))
        agreement = {record["version"]: record["best_of"]["agreement"]
                     for record in shown["version_records"]}
        self.assertEqual((agreement["v3"], agreement["v4"], agreement["v1"]), (2, 2, 1))
        # The next one is a version more.
        self.server.answers = [self.OTHER]
        self.run_cli("execute", one, "--no-cache")
        self.assertEqual(self.show(one)["versions"][-1], "v5")
        self.run_cli("execute", two, "--best-of", "17", status=2)

    def test_several_models(self):
        (one,) = self.make(1)
        result = self.json("execute", one, "--models", "no-such-model,test-model")
        self.assertEqual(result["details"][0]["version"], "v1")
        self.assertEqual({body["model"] for body in self.server.bodies}, {"test-model"})

    def test_best_of_last_fails(self):
        (one,) = self.make(1)
        self.server.answers = [GOOD, "I cannot do that."]
        self.json("execute", one, "--best-of", "2")
        shown = self.show(one)
        self.assertEqual((shown["status"], shown["versions"][-1]), ("executed", "v1"))


class Analyse(Case):
    def test_unused_import_costs_five(self):
        if shutil.which("ruff") is None and not os.environ.get("MEIREI_TOOLS_DIR"):
            self.skipTest("needs ruff")
        self.server.answer = UNUSED_IMPORT
        (one,) = self.make(1)
        self.run_cli("execute", one)
        report = self.json("show", one)["version_records"][0]["report"]
        self.assertEqual(report["score"], 95)
        self.assertEqual([entry["points"] for entry in report["deductions"]], [5])


class Test(Case):
    def execute_with(self, tests):
        (one,) = self.make(1, approve=False)
        self.run_cli("edit", one, "--set", "tests=" + tests)
        self.run_cli("approve", one)
        self.run_cli("execute", one, "--repair", "0")
        return one

    def record(self, one):
        return json.loads((self.workspace / "data/versions" / one[:8] / "v1.json").read_text())

    def test_outcome_is_stored_and_judged(self):
        one = self.execute_with("assert answer() == 42\n")
        document = json.loads(subprocess.run(self.command("--json", "test", one),
                                             env=self.environment, capture_output=True,
                                             text=True, timeout=60).stdout)
        tests = document["results"][0]["tests"]
        if tests["obstacle"] in ("no_sandbox", "sandbox_refused"):
            self.skipTest(tests["reason"])
        self.assertTrue(document["ok"])
        self.assertEqual(tests["counts"]["passed"], 1)
        self.assertEqual(self.record(one)["tests"], tests)
        self.run_cli("edit", one, "--set", "tests=assert answer() == 43\n")
        document = self.json("test", one, status=1)
        self.assertEqual(document["results"][0]["tests"]["cases"][0]["outcome"], "failed")
        record = self.record(one)
        self.assertFalse(record["report"]["gate"]["passed"])
        self.assertIn({"key": "failed_tests", "passed": False, "value": 1, "limit": 0},
                      record["report"]["gate"]["conditions"])
        self.run_cli("test", one, "--version", "v9", status=1)

    def test_without_a_sandbox_nothing_runs(self):
        one = self.execute_with("assert answer() == 42\n")
        self.environment["PATH"] = "/nowhere"
        document = self.json("test", "--all", status=1)
        tests = document["results"][0]["tests"]
        self.assertEqual((tests["obstacle"], tests["cases"]), ("no_sandbox", []))
        self.assertIn("bubblewrap", tests["reason"])
        gate = self.record(one)["report"]["gate"]["conditions"]
        self.assertIn({"key": "failed_tests", "passed": False, "value": None, "limit": 0}, gate)

    def test_no_tests_are_no_failure(self):
        (one,) = self.make(1)
        self.run_cli("test", "--all", status=1)
        self.run_cli("execute", one)
        self.assertTrue(self.json("test", one)["ok"])


class Documents(Case):
    def execute(self, count):
        ids = self.make(count)
        return ids, self.json("batch", "execute", "--all")["batch"]

    def test_reports(self):
        ids, batch = self.execute(3)
        junit = xml.etree.ElementTree.fromstring(
            self.run_cli("report", batch, "--format", "junit").stdout)
        self.assertEqual(len(junit.findall("testsuite")), 3)
        self.assertEqual(int(junit.get("tests")), len(junit.findall(".//testcase")))
        document = self.json("report", batch)
        self.assertEqual({entry["id"] for entry in document["details"]}, set(ids))
        self.assertEqual(document["success"], 3)
        page = self.home / "page.html"
        self.run_cli("report", ids[0][:8], "--format", "html", "--to", page)
        self.assertIn("return", page.read_text())
        sarif = json.loads(self.run_cli("report", ids[0], "--format", "sarif").stdout)
        self.assertEqual(sarif["version"], "2.1.0")
        self.assertIn("# ", self.run_cli("report", ids[0], "--record").stdout)
        self.assertIn("# ", self.run_cli("report", "--phase", "0", "--record").stdout)
        for arguments in [("report",), ("report", "nothing"), ("report", "--phase", "0"),
                          ("report", batch, "--format", "pdf"), ("dashboard", "x")]:
            self.run_cli(*arguments, status=2)

    def test_dashboard_and_guide(self):
        self.execute(2)
        for verb, name in [("dashboard", "PROJECT_DASHBOARD.md"), ("guide", "NEXT_SESSION_GUIDE.md")]:
            path = self.workspace / name
            printed = self.run_cli(verb).stdout
            self.assertFalse(path.exists())
            self.assertEqual(self.run_cli(verb, "--write").stdout.strip(), str(path))
            self.assertEqual(path.read_text(), printed)
            noted = printed.replace("<!-- meirei:keep notes -->\n",
                                    "<!-- meirei:keep notes -->\nわたしのメモ\n")
            path.write_text(noted)
            self.run_cli(verb, "--write")
            self.assertEqual(path.read_text(), noted)
            path.write_text("mine\n")
            self.run_cli(verb, "--write", status=1)
            self.assertEqual(path.read_text(), "mine\n")

    def test_diff(self):
        (one,) = self.make(1)
        self.run_cli("diff", one, "v1", status=2)
        self.run_cli("execute", one)
        self.run_cli("diff", one, status=2)
        self.server.answer = GOOD.replace("42", "43")
        self.run_cli("execute", one, "--no-cache")
        self.assertIn("-    return 42\n+    return 43\n", self.run_cli("diff", one).stdout)
        self.assertIn("+    return 42\n", self.run_cli("diff", one, "v2", "v1").stdout)
        document = self.json("diff", one, "v1")
        self.assertEqual((document["removed"], document["added"]), (1, 1))
        self.run_cli("diff", one, "v1", "v7", status=4)

    def test_verify(self):
        ids, _ = self.execute(2)
        whole = self.json("verify")
        self.assertEqual((whole["differs"], whole["missing"]), (0, 0))
        (path,) = (self.workspace / "data/generated_code").glob("*%s*.py" % ids[0][:8])
        path.write_text(path.read_text() + "# more\n")
        done = self.run_cli("verify", status=1)
        self.assertRegex(done.stdout, ids[0][:8] + r" v1 +file +differs")
        self.run_cli("verify", ids[1])

    def test_repaired(self):
        """Every attempt was kept, and the first request is the one to repeat."""
        (one,) = self.make(1)
        bad = GOOD.replace("return", "retur n")
        self.server.answers = [bad]
        self.run_cli("execute", one)
        self.assertEqual(self.json("show", one)["version_records"][0]["repair"]["rounds"], 1)
        self.run_cli("verify", one)
        self.server.answers = [bad, bad]
        self.assertEqual(self.json("repeat", one, "--times", "2", "--strict")["state"], "repeats")
        kept = self.workspace / "data/versions" / one[:8] / "v1.attempt1.txt"
        kept.write_text("something else")
        self.assertRegex(self.run_cli("verify", one, status=1).stdout, " attempt +differs")
        kept.unlink()
        self.assertRegex(self.run_cli("verify", one, status=1).stdout, " attempt +missing")

    def test_repeat(self):
        (one,) = self.make(1)
        self.run_cli("repeat", one, status=1)
        self.run_cli("execute", one, "--seed", "7")
        record = self.json("repeat", one, "--times", "4", "--strict")
        self.assertEqual((record["state"], record["same_answer"], record["seed"]), ("repeats", 4, 7))
        self.assertEqual(self.server.bodies[0], self.server.bodies[4])
        self.server.answers = [GOOD, GOOD.replace("Here", "There"), GOOD.replace("42", "43")]
        record = self.json("repeat", one, "--times", "3", "--strict", status=1)
        self.assertEqual([(run["same_answer"], run["same_code"]) for run in record["runs"]],
                         [(True, True), (False, True), (False, False)])
        stored = self.json("show", one)["version_records"]
        self.assertEqual(len(stored), 1)
        self.assertEqual(stored[0]["repeatability"]["state"], "differs")
        self.assertEqual(stored[0]["repeatability"]["distinct_answers"], 3)
        self.run_cli("edit", one, "--set", "spec=Return 43.")
        asked = len(self.server.prompts)
        self.run_cli("repeat", one, status=1)
        self.assertEqual(len(self.server.prompts), asked)


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v"], exit=False)
    ran = program.result.testsRun
    bad = len(program.result.failures) + len(program.result.errors)
    sys.exit(1 if bad or not ran else 0)
