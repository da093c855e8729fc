#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""meirei-cli with the real llama-server and the real small model, if they are
in the tools folder (MEIREI_TOOLS_DIR, else the user's): what an imitation
cannot prove.

Usage: test_real_servers.py MEIREI_CLI DATA_DIR
"""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request
import warnings

CLI = sys.argv[1] if len(sys.argv) > 1 else "meirei-cli"
DATA = sys.argv[2] if len(sys.argv) > 2 else ""
TOOLS = pathlib.Path(os.environ.get("MEIREI_TOOLS_DIR")
                     or os.path.join(os.environ.get("XDG_DATA_HOME")
                                     or os.path.expanduser("~/.local/share"), "meirei", "tools"))
PROGRAM = TOOLS / "bin" / "llama-server"
MODEL = next(iter(sorted((TOOLS / "models").glob("*.gguf"))), None)
KEY = "sk-real-0123456789"
# It writes about it at length.
LONG_TASK = ("Write a long story with many chapters about a lighthouse keeper, his dog, his boat and "
             "the sea. Do not stop early. Describe everything in detail.\n")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, *arguments, key=None):
        self.port = free_port()
        self.url = "http://127.0.0.1:%d" % self.port
        self.key = key
        command = [str(PROGRAM), "-m", str(MODEL), "--host", "127.0.0.1", "--port", str(self.port),
                   "-t", "1", "--no-webui", *map(str, arguments)]
        if key:
            command += ["--api-key", key]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def get(self, path):
        request = urllib.request.Request(self.url + path)
        if self.key:
            request.add_header("Authorization", "Bearer " + self.key)
        with urllib.request.urlopen(request, timeout=5) as answer:
            return json.load(answer)

    def wait(self):
        for _ in range(400):
            try:
                if self.get("/health").get("status") == "ok":
                    return self
            except (OSError, urllib.error.HTTPError):
                pass
            time.sleep(0.05)
        raise AssertionError("llama-server did not start")

    def busy(self):
        return sum(slot["is_processing"] for slot in self.get("/slots"))

    def stop(self):
        self.process.kill()
        self.process.wait()


def wait_for(condition, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


@unittest.skipUnless(PROGRAM.exists() and MODEL, "there is no llama-server in the tools folder")
class Real(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="meirei real "))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        self.environment = dict(os.environ, HOME=str(self.home), XDG_CONFIG_HOME=str(self.home / "c"),
                                XDG_CACHE_HOME=str(self.home / "k"), XDG_STATE_HOME=str(self.home / "s"),
                                XDG_DATA_HOME=str(self.home / "d"), XDG_RUNTIME_DIR=str(self.home),
                                MEIREI_TOOLS_DIR=str(self.home / "none"), LC_ALL="C.UTF-8",
                                MEIREI_NO_KEYRING="1",
                                PATH="/usr/bin:/bin", MEIREI_DATA_DIR=DATA)
        self.environment.pop("MEIREI_API_KEY", None)
        warnings.simplefilter("ignore", ResourceWarning)

    def start(self, *arguments, **kwargs):
        server = Server(*arguments, **kwargs)
        self.addCleanup(server.stop)
        self.environment["MEIREI_SERVERS"] = server.url
        return server

    def command(self, *arguments):
        return [CLI, "-w", str(self.home / "w"), *map(str, arguments)]

    def run_cli(self, *arguments, status=0, stdin=None):
        done = subprocess.run(self.command(*arguments), env=self.environment, input=stdin,
                              capture_output=True, text=True, timeout=90)
        if status is not None:
            self.assertEqual(done.returncode, status, done.stderr + done.stdout)
        return done

    def json(self, *arguments, status=0):
        return json.loads(self.run_cli("--json", *arguments, status=status).stdout)

    def make(self, count=1, spec="Return the sum of a and b.\n"):
        if not (self.home / "w").exists():
            self.run_cli("init", self.home / "w")
        ids = [json.loads(self.run_cli("--json", "new", "--title", f"T{i}", "--feature", f"f{i}",
                                       "--spec", "-", "--function", "add(a, b)",
                                       stdin=spec).stdout)["id"] for i in range(count)]
        self.run_cli("approve", "--all")
        return ids

    def status(self, instruction):
        return self.json("show", instruction)["status"]

    def test_listing(self):
        self.start("-c", 2048, "-np", 2).wait()
        server = self.json("models")["servers"][0]
        self.assertEqual((server["kind"], server["state"]), ("llama-server", "connected"))
        model = server["models"][0]
        self.assertEqual(model["state"], "loaded")
        self.assertEqual(model["slots"], 2)
        self.assertIn(model["loaded_context"], (1024, 2048))  # a build divides it or shares it
        self.assertGreater(model["max_context"], 2048)
        self.assertEqual(model["quantization"], "Q8_0")
        self.assertGreater(model["size"], 10 ** 7)

    def test_key(self):
        self.start("-c", 1024, key=KEY).wait()
        self.assertEqual(self.json("models", status=3)["servers"][0]["state"], "needs-key")
        self.environment["MEIREI_API_KEY"] = "wrong"
        self.assertEqual(self.json("models", status=3)["servers"][0]["state"], "needs-key")
        self.environment["MEIREI_API_KEY"] = KEY
        self.assertEqual(self.json("models")["servers"][0]["state"], "connected")

    def test_while_loading(self):
        """503 until the model is loaded: waited for, not an error."""
        ids = self.make()
        server = self.start("-c", 2048)
        # Until its port is open nobody can know that there will be a server.
        self.assertTrue(wait_for(lambda: not socket.socket().connect_ex(("127.0.0.1", server.port))))
        done = self.json("execute", ids[0], "--max-tokens", 300, "--seed", 7, status=None)
        self.assertIn("details", done)
        self.assertEqual(done["details"][0]["attempts"] >= 1, True)

    def test_stop_frees_the_slot(self):
        server = self.start("-c", 8192, "-np", 1).wait()
        ids = self.make(spec=LONG_TASK)
        process = subprocess.Popen(self.command("execute", ids[0], "--max-tokens", 6000,
                                                "--repair", 0),
                                   env=self.environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        self.addCleanup(process.kill)
        self.assertTrue(wait_for(lambda: server.busy() == 1), "nothing was generated")
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        self.assertTrue(wait_for(lambda: server.busy() == 0, 5), "the slot is still in use")
        self.assertLess(time.monotonic() - began, 3)
        process.wait(timeout=15)
        self.assertNotIn(self.status(ids[0]), ("executed", "executing"))

    def test_killed_in_the_middle(self):
        server = self.start("-c", 8192, "-np", 1).wait()
        ids = self.make(spec=LONG_TASK)
        process = subprocess.Popen(self.command("--json", "execute", ids[0], "--max-tokens", 6000,
                                                "--attempts", 1, "--repair", 0),
                                   env=self.environment, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(process.kill)
        part = self.home / "w" / "data" / "generated_code"
        self.assertTrue(wait_for(lambda: any(path.stat().st_size for path in part.glob("*.part"))
                                 or server.busy() == 1))
        server.stop()
        # A batch without a server waits for one to come back.
        self.assertTrue(wait_for(lambda: self.status(ids[0]) != "executing"))
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        self.assertIn(self.status(ids[0]), ("failed", "approved"))

    def test_context_full(self):
        """The limit of the answer is set so that it never overflows; what is
        cut there is not taken for whole."""
        self.start("-c", 512, "-np", 1).wait()
        ids = self.make(spec=LONG_TASK)
        self.run_cli("execute", ids[0], "--max-tokens", 6000, "--fit", "cut", "--repair", 0,
                     status=None)
        self.assertNotEqual(self.status(ids[0]), "executing")
        for path in (self.home / "w" / "data" / "versions").rglob("v1.json"):
            attempt = json.loads(path.read_text())["attempts"][0]
            self.assertLessEqual(attempt["prompt_tokens"] + attempt["completion_tokens"], 512)
            if attempt["finish"] != "complete":
                self.assertEqual(self.status(ids[0]), "failed")

    def test_two_servers(self):
        first = self.start("-c", 2048, "-np", 1).wait()
        second = self.start("-c", 2048, "-np", 1).wait()
        self.environment["MEIREI_SERVERS"] = first.url + "," + second.url
        ids = self.make(2)
        processes = [subprocess.Popen(self.command("--json", "execute", ids[i], "--server", server.url,
                                                   "--max-tokens", 200, "--repair", 0),
                                      env=self.environment, stdout=subprocess.PIPE,
                                      stderr=subprocess.DEVNULL, text=True)
                     for i, server in enumerate([first, second])]
        for process in processes:
            json.loads(process.communicate(timeout=60)[0])
        urls = {json.loads(path.read_text())["server"]["url"]
                for path in (self.home / "w" / "data" / "versions").rglob("v1.json")}
        self.assertEqual(urls, {first.url, second.url})


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v"] + sys.argv[3:], exit=False)
    sys.exit(1 if program.result.failures or program.result.errors else 0)
