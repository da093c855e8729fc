#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""meirei-cli with imitations of every kind of model server: what it tells about
them, loading and unloading, prompts that do not fit, keys that nobody may see.

Usage: test_servers.py MEIREI_CLI DATA_DIR
"""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import fake_servers as fakes  # noqa: E402

CLI = sys.argv[1] if len(sys.argv) > 1 else "meirei-cli"
DATA = sys.argv[2] if len(sys.argv) > 2 else ""
KEY = "sk-secret-0123456789abcdef"


class Case(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="meirei servers "))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        self.workspace = self.home / "w"
        self.environment = dict(os.environ, HOME=str(self.home), XDG_CONFIG_HOME=str(self.home / "c"),
                                XDG_CACHE_HOME=str(self.home / "k"), XDG_STATE_HOME=str(self.home / "s"),
                                XDG_DATA_HOME=str(self.home / "d"), XDG_RUNTIME_DIR=str(self.home),
                                MEIREI_TOOLS_DIR=str(self.home / "none"), LC_ALL="C.UTF-8",
                                MEIREI_NO_KEYRING="1",
                                PATH="/usr/bin:/bin", MEIREI_DATA_DIR=DATA)
        for name in list(self.environment):
            if name.startswith("MEIREI_API_KEY") or name == "DBUS_SESSION_BUS_ADDRESS":
                del self.environment[name]

    def start(self, kind, *args, **kwargs):
        fake = fakes.KINDS[kind](*args, **kwargs)
        self.addCleanup(fake.close)
        self.environment["MEIREI_SERVERS"] = fake.url
        return fake

    def run_cli(self, *arguments, status=0, stdin=None):
        done = subprocess.run([CLI, "-w", str(self.workspace), *map(str, arguments)],
                              env=self.environment, input=stdin, capture_output=True, text=True,
                              timeout=60)
        self.assertEqual(done.returncode, status, done.stderr + done.stdout)
        return done

    def json(self, *arguments, status=0):
        return json.loads(self.run_cli("--json", *arguments, status=status).stdout)

    def server(self, verb="models", status=0):
        return self.json(verb, status=status)["servers"][0]

    def make(self, spec="Return 42.\n", count=1):
        if not self.workspace.exists():
            subprocess.run([CLI, "init", str(self.workspace)], env=self.environment, check=True,
                           capture_output=True)
        ids = [json.loads(self.run_cli("--json", "new", "--title", f"T{i}", "--feature", f"f{i}",
                                       "--spec", "-", "--function", "answer()",
                                       stdin=f"{spec}This is number {i}.\n").stdout)["id"]
               for i in range(count)]
        self.run_cli("approve", "--all")
        return ids

    def execute(self, *arguments, status=0):
        return self.json("execute", "--all", *arguments, status=status)


def model(name, state, loaded, maximum, slots, quantization, size):
    return {"id": name, "state": state, "loaded_context": loaded, "max_context": maximum,
            "slots": slots, "quantization": quantization, "size": size}


LISTINGS = {
    "lmstudio": ("lmstudio", [
        model("example-org/coder-7b", "loaded", 4096, 32768, 4, "Q4_K_M", 4683000000),
        model("starcoder2-7b", "not-loaded", None, 16384, None, None, 4400000000)]),
    "lmstudio-0.3": ("lmstudio", [
        model("coder-7b", "loaded", 8192, 32768, 1, "Q4_K_M", None),
        model("other-7b", "not-loaded", None, 16384, 1, "Q5_K_M", None)]),
    "ollama": ("ollama", [
        model("coder:7b", "loaded", 4096, 32768, 1, "Q4_K_M", 4700000000),
        model("small:1b", "not-loaded", None, 32768, 1, "Q8_0", 1300000000)]),
    "llama-server": ("llama-server", [
        model("coder-7b", "loaded", 4096, 16384, 2, "Q4_K_M", 4100000000)]),
    "router": ("llama-router", [
        model("coder-7b", "loaded", 8192, None, 4, None, None),
        model("small-1b", "not-loaded", None, None, None, None, None)]),
    "vllm": ("vllm", [model("org/coder-7b", "loaded", 8192, 8192, None, None, None)]),
    "sglang": ("sglang", [model("org/coder-7b", "loaded", 8192, 8192, 16, None, None)]),
    "litellm": ("litellm", [model("test-model", "unknown", None, 12288, None, None, None)]),
    "generic": ("openai", [model("test-model", "unknown", None, None, None, None, None)]),
}


class Listing(Case):
    def test_models(self):
        for name, (kind, expected) in LISTINGS.items():
            with self.subTest(name):
                self.start(name)
                server = self.server()
                self.assertEqual(server["kind"], kind)
                self.assertEqual(server["state"], "connected")
                found = [{key: entry[key] for key in expected[0]} for entry in server["models"]]
                self.assertEqual(found, expected)

    def test_lmstudio_instances(self):
        fake = self.start("lmstudio")
        fake.loaded = [4096, 16384]
        found = [(entry["id"], entry["loaded_context"]) for entry in self.server()["models"]]
        self.assertEqual(found[:2], [("example-org/coder-7b", 4096), ("example-org/coder-7b:2", 16384)])

    def test_key_needed(self):
        for name in ["generic", "lmstudio", "vllm"]:
            with self.subTest(name):
                fake = self.start(name, key=KEY)
                server = self.server(status=3)
                self.assertEqual(server["state"], "needs-key")
                self.environment["MEIREI_API_KEY"] = "wrong"
                self.assertEqual(self.server(status=3)["state"], "needs-key")
                self.environment["MEIREI_API_KEY"] = KEY
                self.assertEqual(self.server()["state"], "connected")
                del self.environment["MEIREI_API_KEY"]
                self.assertTrue(fake.log)

    def test_open_listing_with_key(self):
        """llama-server lists its models to anybody, and refuses everything else."""
        self.start("llama-server", key=KEY)
        self.assertEqual(self.server(status=3)["state"], "needs-key")
        self.environment["MEIREI_API_KEY"] = KEY
        self.assertEqual(self.server()["models"][0]["loaded_context"], 4096)

    def test_not_running(self):
        with contextlib.closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.environment["MEIREI_SERVERS"] = "http://127.0.0.1:%d" % free.getsockname()[1]
            self.assertEqual(self.server(status=3)["state"], "not-running")

    def test_unknown_address(self):
        done = self.run_cli("models", "--server", "ftp://x", status=2)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1)


class Loading(Case):
    def test_lmstudio(self):
        fake = self.start("lmstudio")
        done = self.json("load", "example-org/coder-7b", "--context", 16384)
        self.assertEqual(done["loaded_context"], 16384)
        self.assertEqual(fake.loaded, [16384])
        # What is loaded already is not loaded twice.
        self.json("load", "example-org/coder-7b", "--context", 16384)
        self.assertEqual(len(fake.requests("/load")), 1)
        self.assertEqual(self.json("unload", "example-org/coder-7b")["state"], "not-loaded")
        self.assertEqual(fake.loaded, [])

    def test_lmstudio_gives_less(self):
        self.start("lmstudio", allowed=8192)
        done = self.run_cli("--json", "load", "example-org/coder-7b", "--context", 16384, status=1)
        self.assertEqual(json.loads(done.stdout)["loaded_context"], 8192)
        self.assertIn("8192", done.stderr)
        self.assertIn("16384", done.stderr)

    def test_ollama(self):
        fake = self.start("ollama")
        self.assertEqual(self.json("load", "coder:7b", "--context", 8192)["loaded_context"], 8192)
        self.assertEqual(self.json("unload", "coder:7b")["state"], "not-loaded")
        self.assertEqual(fake.context, 0)

    def test_router(self):
        fake = self.start("router")
        self.assertEqual(self.json("load", "small-1b")["state"], "loaded")
        self.assertEqual(fake.states["small-1b"], "loaded")
        self.assertEqual(self.json("unload", "small-1b")["state"], "not-loaded")

    def test_cannot(self):
        for name, number in [("vllm", "--max-model-len 16384"), ("llama-server", "--ctx-size 16384")]:
            with self.subTest(name):
                fake = self.start(name)
                done = self.run_cli("load", fake.list()[0]["id"], "--context", 16384, status=1)
                self.assertIn(number, done.stderr)

    def test_unknown_model(self):
        self.start("lmstudio")
        self.assertIn("nobody", self.run_cli("load", "nobody", status=3).stderr)


LONG = "日本語の仕様です。" * 420 + "\n"


class Fit(Case):
    def detail(self, document):
        return document["details"][0]

    def test_refused_at_once(self):
        fake = self.start("lmstudio")
        self.make(LONG)
        chats = len(fake.chats())
        detail = self.detail(self.execute(status=1))
        self.assertFalse(detail["ok"])
        self.assertEqual(len(fake.chats()), chats, "nothing is sent")
        self.assertIn("4096", detail["error"]["message"].replace(",", ""))
        self.assertRegex(detail["error"]["message"], r"[5-9][,.]?\d{3}")
        self.assertIn("load", detail["error"]["message"])
        self.assertLess(detail["seconds"], 0.1)

    def test_reload_once(self):
        fake = self.start("lmstudio")
        self.make(LONG)
        self.execute("--fit", "reload")
        self.assertEqual(len(fake.requests("/models/load")), 1)
        self.assertEqual(len(fake.loaded), 1)
        self.assertGreaterEqual(fake.loaded[0], 8192)
        self.assertEqual(len(fake.chats()), 1)

    def test_reload_gives_less(self):
        fake = self.start("lmstudio", allowed=5000)
        self.make(LONG)
        detail = self.detail(self.execute("--fit", "reload", status=1))
        self.assertEqual(len(fake.requests("/models/load")), 1, "never twice")
        self.assertEqual(len(fake.chats()), 0)
        self.assertIn("5000", detail["error"]["message"].replace(",", ""))

    def test_reload_for_many(self):
        fake = self.start("lmstudio")
        self.make(LONG, count=4)
        self.execute("--fit", "reload", "--parallel", 4)
        self.assertEqual(len(fake.requests("/models/load")), 1)
        self.assertEqual(len(fake.chats()), 4)

    def test_max_tokens_are_clamped(self):
        for name in ["vllm", "sglang"]:
            with self.subTest(name):
                fake = self.start(name)
                self.workspace = self.home / name
                self.make()
                self.execute("--max-tokens", 100000, "--fit", "cut")
                sent = fake.chats()[0]
                self.assertLess(sent["max_tokens"], fake.context)
                self.assertGreater(sent["max_tokens"], fake.context // 2)

    def test_ollama_keeps_its_context(self):
        fake = self.start("ollama")
        self.make(count=3)
        self.execute()
        bodies = [body for method, path, body in fake.requests("/api/chat") if body["messages"]]
        self.assertEqual(len(bodies), 3)
        self.assertEqual({body["options"]["num_ctx"] for body in bodies}, {4096})
        for body in bodies:
            self.assertIs(body["truncate"], False)
            self.assertIs(body["shift"], False)
            self.assertGreater(body["options"]["num_predict"], 0)

    def test_router_loads_once(self):
        fake = self.start("router")
        fake.states = {"coder-7b": "unloaded"}
        self.make(count=3)
        self.execute("--parallel", 3)
        self.assertLessEqual(len(fake.requests("/models/load")), 1)
        self.assertEqual(len(fake.chats()), 3)


class Answers(Case):
    def version(self, instruction):
        return self.json("show", instruction)

    def test_never_executed_when_not_whole(self):
        for finish, text in [(None, fakes.ANSWER), ("length", fakes.ANSWER), ("stop", ""),
                             ("stop", "x = 1\n" * 4000)]:
            with self.subTest((finish, text[:10])):
                fake = self.start("generic")
                self.workspace = self.home / ("w%d" % time.monotonic_ns())
                fake.finish = finish
                fake.text = text
                ids = self.make()
                self.execute(status=1)
                self.assertEqual(self.json("show", ids[0])["status"], "failed")

    def test_busy_then_good(self):
        fake = self.start("generic")
        fake.refusals = [fakes.error("busy", 503), fakes.error("slow down", 429)]
        self.make()
        self.execute()
        self.assertEqual(len(fake.chats()), 3)

    def test_no_model_loaded(self):
        """One that can be loaded is loaded first; else the person is told."""
        fake = self.start("lmstudio", context=0)
        self.make()
        self.execute()
        self.assertEqual((len(fake.requests("/models/load")), len(fake.chats())), (1, 1))

    def test_no_model_to_load(self):
        fake = self.start("generic")
        fake.check = lambda body: fakes.LmStudio.check(fake, body)
        fake.loaded = []
        self.make()
        message = self.execute(status=1)["details"][0]["error"]["message"]
        self.assertIn("No models loaded", message)

    def test_other_model_is_recorded(self):
        fake = self.start("generic")
        fake.reply_model = "somebody-else-3b"
        ids = self.make()
        self.execute()
        path = next((self.workspace / "data" / "versions").rglob("v1.json"))
        attempt = json.loads(path.read_text())["attempts"][0]
        self.assertEqual(attempt["reply_model"], "somebody-else-3b")
        self.assertIs(attempt["other_model"], True)
        self.assertTrue(ids)

    def test_choosing(self):
        """By run, by instruction, by batch."""
        first = self.start("generic")
        second = self.start("vllm")
        self.environment["MEIREI_SERVERS"] = first.url + "," + second.url
        ids = self.make(count=3)
        self.json("execute", ids[0], "--server", second.url)
        self.assertEqual((len(first.chats()), len(second.chats())), (0, 1))
        self.run_cli("edit", ids[1], "--set", "model=test-model")
        self.json("execute", ids[1])
        self.assertEqual((len(first.chats()), len(second.chats())), (1, 1))
        self.json("batch", "execute", ids[2], "--model", "org/coder-7b")
        self.assertEqual((len(first.chats()), len(second.chats())), (1, 2))


class Warming(Case):
    def test_one_before_many(self):
        """A server that loads on demand makes several instances if several
        requests come first."""
        fake = self.start("lmstudio", context=0)
        running = []
        most_before_loaded = []

        def check(body):
            with fake.lock:
                running.append(1)
                if not fake.loaded:
                    most_before_loaded.append(len(running))
            time.sleep(0.2)
            with fake.lock:
                if not fake.loaded:
                    fake.loaded = [8192]
                running.pop()
            return None

        fake.check = check
        self.make(count=4)
        self.execute("--parallel", 4)
        self.assertLessEqual(max(most_before_loaded, default=0), 1)
        self.assertEqual(len(fake.loaded), 1)


class Crowded(fakes.LmStudio):
    """All slots share one context: with more than one request it is full, and
    all of them end."""

    def __init__(self):
        super().__init__()
        self.running = 0
        self.most = []

    def stream(self, handler, body):
        with self.lock:
            self.running += 1
            self.most.append(self.running)
        handler.start_stream("text/event-stream")
        handler.line({"model": body["model"], "choices": [{"index": 0, "delta": {"content": "de"}}]})
        time.sleep(0.3)
        with self.lock:
            crowded = self.running > 1 or getattr(self, "full", False)
            self.full = self.running > 1
            self.running -= 1
        if crowded:
            handler.line({"error": {"message": "Context size has been exceeded."},
                          "message": "Context size has been exceeded."})
        else:
            handler.line({"model": body["model"], "choices": [
                {"index": 0, "delta": {"content": fakes.ANSWER}, "finish_reason": "stop"}]})
            handler.line("[DONE]")


class Crowding(Case):
    def test_one_after_another(self):
        fake = Crowded()
        self.addCleanup(fake.close)
        self.environment["MEIREI_SERVERS"] = fake.url
        self.make(count=4)
        document = self.json("batch", "execute", "--all", "--max-tokens", 100, "--repair", 0)
        self.assertEqual(document["success"], 4)
        self.assertGreater(max(fake.most), 1)
        self.assertEqual(fake.most[-4:], [1, 1, 1, 1])


class Secrets(Case):
    def everything(self, outputs):
        for path in self.home.rglob("*"):
            if path.is_file():
                outputs.append(path.read_bytes().decode("utf-8", "replace"))
        return outputs

    def test_nobody_sees_the_key(self):
        fake = self.start("vllm", key=KEY)
        self.environment["MEIREI_API_KEY"] = KEY
        self.environment["G_MESSAGES_DEBUG"] = "all"
        ids = self.make(count=2)
        outputs = []
        for arguments in [["--json", "models"], ["--json", "servers"], ["models"],
                          ["--json", "execute", ids[0]], ["--json", "show", ids[0]],
                          ["report", ids[0], "--format", "json"]]:
            done = self.run_cli(*arguments)
            outputs += [done.stdout, done.stderr]
        fake.refusals = [fakes.error("The key " + KEY + " is not good here", 400)] * 9
        done = self.run_cli("--json", "execute", ids[1], status=1)
        outputs += [done.stdout, done.stderr]
        self.assertIn("not good here", done.stdout)
        for text in self.everything(outputs):
            self.assertNotIn(KEY, text)

    def test_plain_http_elsewhere(self):
        """Not loopback and not encrypted: the general key does not go there."""
        fake = self.start("generic", key=KEY)
        # Leads to this machine, but does not say so.
        self.environment["MEIREI_SERVERS"] = fake.url.replace("127.0.0.1", "0.0.0.0")
        self.environment["MEIREI_API_KEY"] = KEY
        server = self.server(status=3)
        self.assertEqual(server["state"], "needs-key")
        self.assertIn("not encrypted", server["message"])
        self.assertIn("MEIREI_API_KEY_0_0_0_0", server["message"])
        # A variable for this host is a permission.
        del self.environment["MEIREI_API_KEY"]
        self.environment["MEIREI_API_KEY_0_0_0_0"] = KEY
        self.assertEqual(self.server()["state"], "connected")


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], "-v"] + sys.argv[3:], exit=False)
    ran = program.result.testsRun
    bad = len(program.result.failures) + len(program.result.errors)
    sys.exit(1 if bad or not ran else 0)
