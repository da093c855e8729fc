# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
import json
import os
import subprocess
import sys
import tempfile
import unittest

WORKER = os.environ["MEIREI_WORKER"]
KNOWN = os.environ["MEIREI_KNOWN_MODULES"]


class Process:
    """A running worker."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", WORKER, KNOWN],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        self.ready = self.read()

    def read(self):
        line = self.process.stdout.readline()
        return json.loads(line) if line else None

    def ask(self, number, *files):
        self.process.stdin.write(json.dumps({"id": number, "files": files}) + "\n")
        self.process.stdin.flush()

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(10)


class ServiceTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.worker = Process()

    def tearDown(self):
        self.worker.close()
        self.folder.cleanup()

    def write(self, name, data):
        path = os.path.join(self.folder.name, name)
        with open(path, "wb") as file:
            file.write(data)
        return {"path": path}

    def test_ready(self):
        self.assertTrue(self.worker.ready["ready"])
        self.assertEqual(self.worker.ready["python"], ".".join(map(str, sys.version_info[:3])))

    def test_text_and_syntax_only(self):
        self.worker.ask(1, {"text": "x = 1\n", "syntax_only": True},
                        {"text": "def f(:\n", "syntax_only": True})
        first, second = self.worker.read(), self.worker.read()
        self.assertTrue(first["syntax"]["ok"])
        self.assertNotIn("counts", first)
        self.assertEqual((second["syntax"]["ok"], second["syntax"]["line"]), (False, 1))

    def test_several_files(self):
        files = [self.write("あ %d.py" % i, b"import numpy\n") for i in range(3)]
        self.worker.ask(7, *files)
        self.worker.ask(8, self.write("b.py", b"def f(:\n"))
        answers = [self.worker.read() for _ in range(4)]
        self.assertEqual([(a["id"], a["index"]) for a in answers],
                         [(7, 0), (7, 1), (7, 2), (8, 0)])
        self.assertEqual(answers[0]["findings"][0]["rule"], "third-party-module")
        self.assertFalse(answers[3]["syntax"]["ok"])

    def test_missing_file(self):
        self.worker.ask(1, {"path": "/nowhere/x.py"}, self.write("x.py", b"x = 1\n"))
        self.assertIn("could not be read", self.worker.read()["error"])
        self.assertTrue(self.worker.read()["syntax"]["ok"])

    def test_too_much_memory(self):
        self.worker.ask(1, self.write("x.py", b"x = [" + b"a.b(c)," * 800_000 + b"]\n"))
        answer = self.worker.read()
        self.assertTrue("error" in answer or not answer["syntax"]["ok"])

    def test_end_of_input(self):
        self.assertEqual(self.worker.close(), 0)


if __name__ == "__main__":
    unittest.main()
