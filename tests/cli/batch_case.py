# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""What the tests of batches share: a workspace, meirei-cli, its files."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import imitation

CLI = sys.argv[1] if len(sys.argv) > 1 else "meirei-cli"
DATA = sys.argv[2] if len(sys.argv) > 2 else ""


class BatchCase(unittest.TestCase):
    behave = None

    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="meirei batch "))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        self.workspace = self.home / "作業 場"
        self.server = self.serve(behave=self.behave)
        self.environment = dict(
            os.environ, HOME=str(self.home), XDG_CONFIG_HOME=str(self.home / "c"),
            XDG_CACHE_HOME=str(self.home / "k"), XDG_STATE_HOME=str(self.home / "s"),
            XDG_RUNTIME_DIR=str(self.home), LC_ALL="C.UTF-8", MEIREI_DATA_DIR=DATA,
            MEIREI_SERVERS=self.server.url)
        self.environment.pop("MEIREI_API_KEY", None)

    def serve(self, **arguments):
        server = imitation.Server(**arguments)
        self.addCleanup(server.kill)
        return server

    def command(self, *arguments):
        return [CLI, "-w", str(self.workspace), *map(str, arguments)]

    def run_cli(self, *arguments, status=0, timeout=60):
        done = subprocess.run(self.command(*arguments), env=self.environment,
                              capture_output=True, text=True, timeout=timeout)
        if status is not None:
            self.assertEqual(done.returncode, status, done.stderr)
        return done

    def json(self, *arguments, status=0):
        return json.loads(self.run_cli("--json", "--quiet", *arguments, status=status).stdout)

    def start(self, *arguments):
        return subprocess.Popen(self.command(*arguments), env=self.environment,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def make(self, count, **members):
        """A workspace with approved instructions; members are texts or functions
        of the number.  Returns the ids in their order."""
        subprocess.run([CLI, "init", str(self.workspace)], env=self.environment, check=True,
                       capture_output=True)
        path = self.home / "sheets.jsonl"
        with path.open("w") as file:
            for number in range(count):
                sheet = {"title": f"題 {number}", "feature": f"f{number}", "spec": f"題 {number}",
                         "functions": ["answer()"]}
                for name, value in members.items():
                    sheet[name] = value(number) if callable(value) else value
                file.write(json.dumps(sheet) + "\n")
        self.run_cli("import", path)
        self.run_cli("--quiet", "approve", "--all")
        ids = {item["title"]: item["id"] for item in self.json("list")["instructions"]}
        return [ids[f"題 {number}"] for number in range(count)]

    def states(self, result):
        titles = {item["id"]: item["title"] for item in self.json("list")["instructions"]}
        return {titles[entry["id"]]: entry["state"] for entry in result["details"]}

    def journal(self, batch):
        path = self.workspace / "data/batches" / (batch + ".jsonl")
        entries = []
        for line in path.read_text(errors="replace").splitlines():
            try:
                entries.append(json.loads(line))
            except ValueError:
                entries.append({"type": "torn"})
        return entries

    def complete_versions(self):
        """(id8, version) of every complete version that is stored with its code."""
        found = []
        for path in (self.workspace / "data/versions").glob("*/v*.json"):
            record = json.loads(path.read_text())
            if record.get("finish") == "complete":
                found.append((path.parent.name, record))
        return found


def main():
    program = unittest.main(module="__main__", argv=[sys.argv[0], "-v", *sys.argv[3:]], exit=False)
    bad = len(program.result.failures) + len(program.result.errors)
    sys.exit(1 if bad or not program.result.testsRun else 0)
