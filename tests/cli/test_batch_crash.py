#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""A batch that is killed again and again, compared with its server's own account.

With MEIREI_TEST_KILLS=50 it is the long one: 200 instructions and 50 kills.
Usage: test_batch_crash.py MEIREI_CLI DATA_DIR
"""

import hashlib
import os
import random
import signal
import subprocess
import time

import batch_case
import imitation

KILLS = int(os.environ.get("MEIREI_TEST_KILLS", "12"))
ITEMS = 200 if KILLS >= 50 else 5 * KILLS
SEED = int(os.environ.get("MEIREI_TEST_SEED", "20250906"))
PARALLEL = 4


class Crash(batch_case.BatchCase):
    def setUp(self):
        self.behave = imitation.random_answers(SEED)
        super().setUp()

    def run_and_kill(self, generator, arguments):
        """Returns the time of the kill, or None if the batch was faster."""
        process = subprocess.Popen(self.command("--quiet", *arguments), env=self.environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wanted = len(self.server.asked) + generator.randint(1, 7)
        deadline = time.monotonic() + 20
        while (len(self.server.asked) < wanted and process.poll() is None
               and time.monotonic() < deadline):
            time.sleep(0.001)
        time.sleep(generator.uniform(0, 0.06))
        process.send_signal(signal.SIGKILL)
        process.wait()
        return time.monotonic() if process.returncode == -signal.SIGKILL else None

    def check_after_kill(self, batch):
        """What is shown is what is stored; nothing is left executing."""
        shown = self.json("batch", "show", batch)
        entries = self.journal(batch)
        done = {entry["id"] for entry in entries
                if entry["type"] == "item" and entry["result"]["ok"]}
        self.assertEqual(shown["success"], len(done))
        self.assertEqual(shown["success"] + shown["failed"] + shown["waiting"], ITEMS)
        statuses = [item["status"] for item in self.json("list")["instructions"]]
        self.assertNotIn("executing", statuses)
        stored = {short for short, _ in self.complete_versions()}
        self.assertTrue({one[:8] for one in done} <= stored, "the journal is ahead of the files")
        return stored

    def test_kills(self):
        generator = random.Random(SEED)
        ids = self.make(ITEMS)
        titles = {one[:8]: f"題 {number}" for number, one in enumerate(ids)}
        arguments = ["batch", "execute", "--all", "--parallel", PARALLEL]
        batch = None
        kills, most_repeated, repeats_beyond = 0, 0, 0
        unstored = []  # how old an answer was that was not on the disk at a kill
        began = time.monotonic()
        pending = None  # (asked so far, time of the kill, what was stored) of the last kill
        rounds = 0

        def look_at_repeats():
            nonlocal most_repeated, repeats_beyond
            before, killed_at, stored = pending
            earlier = {title for _, title in self.server.asked[:before]}
            later = {title for _, title in self.server.asked[before:]}
            stored_titles = {titles[short] for short in stored}
            self.assertFalse(later & stored_titles, "what was stored was asked for again")
            repeated = earlier & later
            answered = {title: at for at, title in self.server.answered if at < killed_at}
            unstored.extend(killed_at - answered[title] for title in repeated & set(answered))
            most_repeated = max(most_repeated, len(repeated))
            repeats_beyond += len(repeated) > PARALLEL

        while kills < KILLS and rounds < 4 * KILLS:
            rounds += 1
            killed_at = self.run_and_kill(generator, arguments)
            names = sorted(path.stem for path in (self.workspace / "data/batches").glob("*.jsonl")
                           ) if (self.workspace / "data/batches").exists() else []
            if not names:
                continue  # it was killed before it could begin
            batch = names[0]
            self.assertEqual(names, [batch])
            arguments = ["batch", "resume", batch]
            if killed_at is None:
                break
            kills += 1
            if pending is not None:
                look_at_repeats()
            stored = self.check_after_kill(batch)
            pending = (len(self.server.asked), killed_at, stored)

        result = self.json("batch", "resume", batch)
        look_at_repeats()
        self.assertEqual((result["success"], result["failed"], result["waiting"]), (ITEMS, 0, 0))
        shown = self.json("batch", "show", batch)
        self.assertEqual(shown["success"], ITEMS)
        self.assertEqual(self.journal(batch)[-1]["success"], ITEMS)
        versions = self.complete_versions()
        self.assertEqual(len(versions), ITEMS, "an answer is stored twice or not at all")
        for short, record in versions:
            code = self.workspace / "data/generated_code" / record["file"]
            self.assertEqual(hashlib.sha256(code.read_bytes()).hexdigest(), record["file_sha256"])
            raw = self.workspace / "data/versions" / short / (record["version"] + ".raw.txt")
            self.assertEqual(raw.read_text(), imitation.GOOD)
            self.assertEqual(record["batch"], batch)
        asked = len(self.server.asked)
        # What it takes to bring an answer to a busy disk.
        self.assertLess(max(unstored, default=0), 2.0, "an answer was kept in memory")
        self.assertLessEqual(asked - ITEMS, kills * PARALLEL)
        torn = sum(entry["type"] == "torn" for entry in self.journal(batch))
        print(f"\n{kills} kills, {ITEMS} instructions, {PARALLEL} in flight: {asked} requests "
              f"({asked - ITEMS} repeated, at most {most_repeated} after one kill, "
              f"{repeats_beyond} kills with more than {PARALLEL}), {len(self.server.answered)} "
              f"answers sent to their end, {len(versions)} stored, 0 lost; {len(unstored)} answers, "
              f"at most {1000 * max(unstored, default=0):.0f} ms old, were not on the disk at a "
              f"kill; {torn} torn lines, "
              f"{time.monotonic() - began:.1f} s", flush=True)


if __name__ == "__main__":
    batch_case.main()
