#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Batches as a script sees them: servers that fail, die and come back, order,
rules, limits of the machine.  Usage: test_batch.py MEIREI_CLI DATA_DIR
"""

import hashlib
import json
import os
import signal
import subprocess
import time

import batch_case
import imitation
from imitation import GOOD


class Failures(batch_case.BatchCase):
    def test_one_failure_does_not_stop_the_rest(self):
        """The server really fails for one of them."""
        def behave(server, title, number):
            return {"status": 500, "text": "out of order"} if title == "題 1" else GOOD

        self.server.behave = behave
        ids = self.make(4)
        result = self.json("batch", "execute", *ids, "--attempts", "1", status=1)
        self.assertEqual((result["success"], result["failed"]), (3, 1))
        self.assertEqual(self.states(result)["題 1"], "failed")
        error = [entry["error"] for entry in result["details"] if entry["error"]]
        self.assertEqual([one["type"] for one in error], ["BatchProcessingError"])
        self.assertIn("out of order", error[0]["message"])

    def test_cut_answer_of_a_living_server_is_its_own_failure(self):
        self.server.behave = lambda server, title, number: {"text": GOOD, "cut": 2}
        (one,) = self.make(1)
        result = self.json("batch", "execute", one, status=1)
        self.assertEqual((result["failed"], len(self.server.asked)), (1, 1))

    def test_busy_server_loses_no_item(self):
        """A server that refuses the third request at once gets fewer."""
        def behave(server, title, number):
            if server.in_flight > 2:
                return {"status": 429, "text": "too many"}
            return {"text": GOOD, "delay": 0.02}

        self.server.behave = behave
        self.make(12)
        result = self.json("batch", "execute", "--all", "--attempts", "1")
        self.assertEqual((result["success"], result["failed"]), (12, 0))

    def test_large_and_odd_answers(self):
        """10 MB of comment, bytes that are no UTF-8: stored, told, nothing breaks."""
        large = "```python\n" + "# 詰 padding padding padding padding padding padding\n" * 180000 \
                + "def answer():\n    return 42\n```\n"
        odd = (b'data: {"choices":[{"index":0,"delta":{"content":"```python\\ndef answer():\\n'
               b'    return \'\xff\xfe\xc3\'\\n```\\n"},"finish_reason":null}]}\n\n'
               b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'
               b'data: [DONE]\n\n')

        def behave(server, title, number):
            if title == "題 0":
                return {"text": large, "piece": 65536}
            return {"raw": odd, "text": ""} if title == "題 1" else GOOD

        self.server.behave = behave
        ids = self.make(4)
        done = subprocess.run(self.command("--json", "--quiet", "batch", "execute", "--all",
                                           "--repair", "0"),
                              env=self.environment, capture_output=True, text=True, timeout=90)
        result = json.loads(done.stdout)
        states = self.states(result)
        self.assertEqual((states["題 2"], states["題 3"]), ("done", "done"))
        self.assertEqual(result["success"] + result["failed"], 4)
        raw = self.workspace / "data/versions" / ids[0][:8] / "v1.raw.txt"
        if states["題 0"] == "done":
            self.assertEqual(raw.read_text(), large)
        code = [entry for entry in result["details"] if entry["id"] == ids[1]][0]
        if code["ok"]:
            (self.workspace / "data/generated_code" / code["file"]).read_text("utf-8")


class Servers(batch_case.BatchCase):
    behave = staticmethod(lambda server, title, number: {"text": GOOD, "delay": 0.03})

    def test_work_is_shared(self):
        other = self.serve(behave=self.behave)
        self.make(16)
        result = self.json("batch", "execute", "--all", "--server", self.server.url,
                           "--server", other.url + "=1", "--parallel", "3")
        self.assertEqual(result["success"], 16)
        self.assertEqual(len(self.server.asked) + len(other.asked), 16)
        self.assertEqual(other.most_in_flight, 1)
        self.assertLessEqual(self.server.most_in_flight, 3)
        self.assertGreaterEqual(len(other.asked), 2)
        named = [entry["server"] for entry in result["details"]]
        self.assertEqual(named.count(other.url), len(other.asked))
        self.assertEqual({entry["model"] for entry in result["details"]}, {"test-model"})

    def test_dead_server_loses_its_items_to_the_other(self):
        other = self.serve(behave=lambda server, title, number: {"text": GOOD, "delay": 0.3,
                                                                 "pause": 0.05})
        self.make(12)
        process = self.start("--json", "--quiet", "batch", "execute", "--all", "--attempts", "1",
                             "--server", self.server.url, "--server", other.url,
                             "--parallel", "2")
        while len(other.asked) < 2:
            time.sleep(0.01)
        time.sleep(0.1)
        other.kill()
        out, err = process.communicate(timeout=60)
        result = json.loads(out)
        self.assertEqual((result["success"], result["failed"]), (12, 0), err)
        self.assertEqual({entry["server"] for entry in result["details"]}, {self.server.url})

    def test_all_gone_pauses_until_one_is_back(self):
        self.server.behave = lambda server, title, number: {"text": GOOD, "delay": 0.05,
                                                            "pause": 0.02}
        port = self.server.server_address[1]
        self.make(12)
        process = self.start("--json", "batch", "execute", "--all", "--attempts", "1",
                             "--parallel", "2", "--server", self.server.url)
        while len(self.server.asked) < 5:
            time.sleep(0.005)
        self.server.kill()
        time.sleep(0.8)
        self.assertIsNone(process.poll(), "it did not wait")
        back = self.serve(port=port)
        out, err = process.communicate(timeout=60)
        result = json.loads(out)
        self.assertEqual((result["success"], result["failed"]), (12, 0), err)
        self.assertLessEqual(len(self.server.asked) + len(back.asked), 12 + 2)
        self.assertRegex(err, "Paused: No server answers: .+")
        self.assertIn("Going on", err)
        self.assertEqual(result["statistics"]["success"], 12)
        self.assertEqual([one["name"] for one in result["statistics"]["servers"]], [back.url])

    def test_none_from_the_beginning(self):
        self.make(2)
        self.server.kill()
        self.run_cli("batch", "execute", "--all", "--attempts", "1",
                     "--server", self.server.url, status=3)

    def test_one_of_two_is_missing_at_first(self):
        gone = self.serve()
        gone.kill()
        self.make(4)
        result = self.json("batch", "execute", "--all", "--server", self.server.url,
                           "--server", gone.url)
        self.assertEqual(result["success"], 4)

    def test_slots_are_the_limit_of_auto(self):
        slow = self.serve(slots=3, behave=self.behave)
        self.make(9)
        self.assertEqual(self.json("batch", "execute", "--all", "--server", slow.url)["success"], 9)
        self.assertEqual(slow.most_in_flight, 3)

    def test_sequential_is_one_at_a_time_on_any_number_of_servers(self):
        other = self.serve(behave=self.behave)
        both = []
        self.server.behave = other.behave = lambda server, title, number: (
            both.append(self.server.in_flight + other.in_flight), GOOD)[1]
        self.make(6)
        self.json("batch", "execute", "--all", "--sequential", "--server", self.server.url,
                  "--server", other.url)
        self.assertEqual(max(both), 1)


class Order(batch_case.BatchCase):
    def order(self):
        return [title for _, title in self.server.asked]

    def test_orders(self):
        ids = self.make(4, phase=lambda number: 3 - number,
                        depends_on=lambda number: ["f3"] if number == 0 else [])
        for order, expected in [("list", [0, 1, 2, 3]), ("phase", [3, 2, 1, 0]),
                                ("depends", [1, 2, 3, 0])]:
            with self.subTest(order=order):
                self.server.asked.clear()
                self.run_cli("--quiet", "batch", "execute", *ids, "--sequential", "--no-cache",
                             "--order", order)
                self.assertEqual(self.order(), [f"題 {number}" for number in expected])

    def test_rules(self):
        """1 depends on 0, which fails; 2 on 1; 3 is free."""
        self.server.behave = lambda server, title, number: (
            {"status": 500} if title == "題 0" else GOOD)
        ids = self.make(4, depends_on=lambda number: [f"f{number - 1}"] if number in (1, 2) else [])
        for rule, expected in [("skip", ["failed", "skipped", "skipped", "done"]),
                               ("stop", ["failed", "skipped", "skipped", "skipped"]),
                               ("continue", ["failed", "done", "done", "done"])]:
            with self.subTest(rule=rule):
                result = self.json("batch", "execute", *ids, "--sequential", "--attempts", "1",
                                   "--no-cache", "--on-dependency-failure", rule, status=1)
                states = self.states(result)
                self.assertEqual([states[f"題 {number}"] for number in range(4)], expected)
                skipped = [entry for entry in result["details"] if entry["state"] == "skipped"]
                self.assertTrue(all(entry["error"]["code"] == "dependency_failed"
                                    for entry in skipped))

    def test_says_what_it_waits_for(self):
        """Also where no terminal is."""
        self.server.behave = lambda server, title, number: {"text": GOOD, "delay": 6}
        ids = self.make(1)
        done = self.run_cli("execute", *ids)
        self.assertRegex(done.stderr, "(?m)^0 of 1 · 題 0 reading-prompt$")

    def test_circle(self):
        ids = self.make(3, depends_on=lambda number: [f"f{1 - number}"] if number < 2 else [])
        result = self.json("batch", "execute", *ids, status=1)
        states = self.states(result)
        self.assertEqual([states[f"題 {number}"] for number in range(3)],
                         ["skipped", "skipped", "done"])

    def test_wrong_words(self):
        self.make(1)
        for arguments in [("--order", "x"), ("--on-dependency-failure", "x"), ("--below", "101"),
                          ("--rule", "x"), ("--server", "http://127.0.0.1:1=x")]:
            done = self.run_cli("batch", "execute", "--all", *arguments, status=2)
            self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)


class Archive(batch_case.BatchCase):
    def test_cancelled_and_resumed(self):
        self.server.behave = lambda server, title, number: {"text": GOOD, "delay": 0.1}
        self.make(8)
        process = self.start("--json", "--quiet", "batch", "execute", "--all", "--parallel", "2")
        while len(self.server.asked) < 3:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        result = json.loads(process.communicate(timeout=30)[0])
        self.assertEqual(result["state"], "cancelled")
        shown = self.json("batch", "show", result["batch"])
        self.assertEqual([shown[key] for key in ("success", "failed", "cancelled", "waiting")],
                         [result[key] for key in ("success", "failed", "cancelled", "waiting")])
        self.server.behave = lambda server, title, number: GOOD
        again = self.json("batch", "resume")
        self.assertEqual((again["success"], again["failed"], again["state"]), (8, 0, "finished"))

    def test_list_and_search(self):
        self.make(2)
        first = self.json("batch", "execute", "--all")["batch"]
        second = self.json("batch", "analyze", "--all")["batch"]
        found = self.json("batch", "list")["batches"]
        self.assertEqual({entry["batch"] for entry in found}, {first, second})
        for text, expected in [("analyze", {second}), ("題 1", {first, second}),
                               (first, {first}), ("nothing", set())]:
            found = self.json("batch", "list", "--search", text)["batches"]
            self.assertEqual({entry["batch"] for entry in found}, expected, text)

    def test_damaged_journal(self):
        """A torn line, the same line twice, records of a later version, a clock
        that went back: the counts are right and it can go on."""
        def behave(server, title, number):
            return {"status": 500} if title == "題 2" and number == 1 else GOOD

        self.server.behave = behave
        self.make(3)
        batch = self.json("batch", "execute", "--all", "--attempts", "1", status=1)["batch"]
        path = self.workspace / "data/batches" / (batch + ".jsonl")
        lines = path.read_bytes().split(b"\n")
        item = next(line for line in lines if b'"type":"item"' in line and b'"ok":true' in line)
        later = b'{"type":"from-the-future","at":"1999-01-01T00:00:00+00:00","items":7}'
        path.write_bytes(b"\n".join(lines[:-1] + [item, later, b"[]", b"17", b"\xff\xfe{",
                                                  item[:30]]))
        shown = self.json("batch", "show", batch)
        self.assertEqual((shown["success"], shown["failed"]), (2, 1))
        again = self.json("batch", "retry", batch)
        self.assertEqual((again["success"], again["failed"]), (3, 0))
        self.assertEqual(self.json("batch", "show", batch)["success"], 3)

    def test_two_processes(self):
        """The same batch cannot be run twice at once; another one can."""
        self.server.behave = lambda server, title, number: {"text": GOOD, "delay": 0.2}
        ids = self.make(6)
        process = self.start("--json", "--quiet", "batch", "execute", *ids[:3], "--parallel", "1")
        while not self.server.asked:
            time.sleep(0.005)
        (name,) = [path.stem for path in (self.workspace / "data/batches").glob("*.jsonl")]
        done = self.run_cli("batch", "resume", name, status=4)
        self.assertIn("another process", done.stderr)
        other = self.json("batch", "execute", *ids[3:])
        self.assertEqual(other["success"], 3)
        result = json.loads(process.communicate(timeout=30)[0])
        self.assertEqual((result["success"], result["failed"]), (3, 0))
        self.assertEqual(len(self.server.asked), 6)

    def test_read_only_workspace(self):
        """Nothing is asked of a model whose answer could not be stored."""
        self.make(1)
        who = {}
        if os.geteuid() == 0:  # root may write anywhere
            who = {"user": 65534, "group": 65534, "extra_groups": []}
            for path in [self.home, *(self.home.glob("[a-z]*"))]:
                os.chown(path, 65534, 65534)
        folders = [self.workspace, *(path for path in self.workspace.rglob("*") if path.is_dir())]
        for folder in folders:
            folder.chmod(0o555)
        try:
            done = subprocess.run(self.command("batch", "execute", "--all"), capture_output=True,
                                  env=self.environment, text=True, timeout=30, **who)
        except PermissionError as error:
            self.skipTest(f"another user cannot run it: {error}")
        finally:
            for folder in folders:
                folder.chmod(0o755)
        if "Permission denied" in done.stderr and str(self.workspace) not in done.stderr:
            self.skipTest(f"another user cannot read the program's data: {done.stderr.strip()}")
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        self.assertEqual(self.server.asked, [])

class DiskFull(batch_case.BatchCase):
    def test_full(self):
        """Nothing that is stored is lost, and it goes on when there is room."""
        if os.geteuid() != 0:
            self.skipTest("only root can mount a small file system")
        self.workspace.mkdir(parents=True)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs",
                           str(self.workspace)], capture_output=True).returncode != 0:
            self.skipTest("a small file system cannot be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", str(self.workspace)])
        self.make(12)
        text = "```python\ndef answer():\n    return 42\n\n\n" + "".join(
            f"NAME_{number} = {number * number}\n" for number in range(3000)) + "```\n"
        self.server.behave = lambda server, title, number: {"text": text, "piece": 4096}
        done = subprocess.run(self.command("--json", "--quiet", "batch", "execute", "--all",
                                           "--parallel", "2", "--repair", "0"),
                              env=self.environment, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        self.assertNotIn(-done.returncode, (signal.SIGSEGV, signal.SIGABRT), done.stderr)
        asked = len(self.server.asked)
        self.assertLessEqual(asked, 12)
        stored = {short for short, _ in self.complete_versions()}
        self.assertLess(len(stored), 12)
        subprocess.run(["mount", "-o", "remount,size=16m", str(self.workspace)], check=True)
        result = self.json("batch", "resume")
        self.assertEqual((result["success"], result["failed"]), (12, 0))
        self.assertEqual(len(self.complete_versions()), 12)
        print(f"\nfull after {len(stored)} of 12 ({asked} requests), then all 12", flush=True)


class Operations(batch_case.BatchCase):
    TESTS = "def test_answer():\n    assert answer() == 42\n"

    def test_rule_by_score(self):
        def behave(server, title, number):
            return "```python\nimport logging\n\n\ndef answer():\n    return 42\n```\n" \
                if title == "題 1" else GOOD

        self.server.behave = behave
        self.make(3)
        scores = {entry["id"]: entry.get("score")
                  for entry in self.json("batch", "execute", "--all")["details"]}
        if None in scores.values():
            self.skipTest("needs ruff")
        limit = max(scores.values())
        result = self.json("batch", "accept", "--all", "--rule", f"score>={limit}")
        states = self.states(result)
        self.assertEqual([states[f"題 {number}"] for number in range(3)],
                         ["done", "skipped", "done"])
        verdicts = [record["verdict"] for _, record in self.complete_versions()
                    if record.get("verdict")]
        self.assertEqual([verdict["rule"] for verdict in verdicts], [f"score>={limit}"] * 2)
        self.server.behave = lambda server, title, number: GOOD
        below = self.json("batch", "execute", "--below", limit)
        self.assertEqual([entry["ok"] for entry in below["details"]], [True])
        rejected = self.json("reject", "--all", "--rule", "score>=100")
        self.assertEqual(rejected["success"] + rejected["skipped"], 1)

    def test_gate_and_tests(self):
        self.make(2, tests=lambda number: self.TESTS if number == 0 else "")
        self.json("batch", "execute", "--all")
        tested = self.json("batch", "test", "--all", status=None)
        states = self.states(tested)
        self.assertEqual(states["題 1"], "skipped", tested)
        if states["題 0"] != "done":
            self.skipTest("no sandbox: " + json.dumps(tested["details"]))
        result = self.json("batch", "accept", "--all", "--rule", "gate-and-tests")
        states = self.states(result)
        self.assertEqual(states["題 1"], "skipped")
        self.assertIn(states["題 0"], ("done", "skipped"))

    def test_analyze(self):
        self.make(3)
        self.json("batch", "execute", "--all")
        result = self.json("batch", "analyze", "--all")
        self.assertEqual((result["success"], result["failed"]), (3, 0))


class Repair(batch_case.BatchCase):
    """The first answer does not compile; of the second one Python does not take all."""

    behave = staticmethod(lambda server, title, number: (
        "```python\ndef answer(:\n    return 42\n```\n" if number == 1 else
        "```python\ndef answer():\n    return 42\n\n\nThat is the answer you want!\n```\n"))

    def test_what_is_kept_of_attempts_is_what_the_record_says(self):
        number, = self.make(1)
        self.run_cli("execute", "--all", "--repair", "2")
        self.run_cli("verify")
        folder = self.workspace / "data/versions" / number[:8]
        attempts = json.loads((folder / "v1.json").read_text())["attempts"]
        self.assertGreater(len(attempts), 1)
        for attempt in attempts:
            path = folder / f"v1.attempt{attempt['number']}.code.txt"
            self.assertEqual(hashlib.sha256(path.read_bytes()).hexdigest(),
                             attempt["code_sha256"])


if __name__ == "__main__":
    batch_case.main()
