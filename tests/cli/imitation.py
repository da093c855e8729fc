# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""An imitation of an OpenAI-compatible model server, for tests of batches.

It keeps its own account of what was asked and what was answered to the end,
with which the program's account can be compared.
"""

import http.server
import json
import random
import re
import socket
import threading
import time

GOOD = "Here is the code:\n\n```python\ndef answer():\n    return 42\n```\n"


class Server(http.server.ThreadingHTTPServer):
    """`behave(server, title, number)` returns how to answer a request: a text,
    or a dictionary with `text`, `finish`, `status`, `delay` (before the first
    byte), `pause` (between the pieces), `cut` (pieces until the connection is
    closed), `raw` (bytes that go out as they are)."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port=0, behave=None, model="test-model", slots=0):
        super().__init__(("127.0.0.1", port), Handler)
        self.lock = threading.Lock()
        self.behave = behave or (lambda server, title, number: GOOD)
        self.model = model
        self.slots = slots
        self.asked = []          # (time, title) of every request
        self.answered = []       # (time, title) of every answer sent to its end
        self.open = set()        # sockets
        self.in_flight = 0
        self.most_in_flight = 0
        self.thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    @property
    def url(self):
        return "http://127.0.0.1:%d" % self.server_address[1]

    def handle_error(self, request, client_address):
        pass

    def count(self, title):
        with self.lock:
            return sum(asked == title for _, asked in self.asked)

    def kill(self):
        """Ends as a process that dies: all connections break off."""
        self.shutdown()
        self.server_close()
        with self.lock:
            sockets = list(self.open)
        for one in sockets:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 0
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def setup(self):
        super().setup()
        with self.server.lock:
            self.server.open.add(self.connection)

    def finish(self):
        with self.server.lock:
            self.server.open.discard(self.connection)
        try:
            super().finish()
        except OSError:
            pass

    def send_json(self, document, status=200):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/v1/models":
            meta = {"n_ctx_train": 32768} if self.server.slots else None
            self.send_json({"object": "list", "data": [
                {"id": self.server.model, "object": "model", "meta": meta,
                 "owned_by": "llamacpp" if self.server.slots else "tests"}]})
        elif path == "/props" and self.server.slots:
            self.send_json({"default_generation_settings": {"n_ctx": 8192},
                            "total_slots": self.server.slots, "build_info": "imitation"})
        else:
            self.send_json({"error": {"message": "no such path", "code": 404}}, 404)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/v1/chat/completions":
            self.send_json({"error": {"message": "no such path", "code": 404}}, 404)
            return
        text = "\n".join(message["content"] for message in body["messages"])
        found = re.search(r"題 (\d+)\b", text)
        title = found.group(0) if found else text[:40]
        with self.server.lock:
            self.server.asked.append((time.monotonic(), title))
            number = sum(asked == title for _, asked in self.server.asked)
            self.server.in_flight += 1
            self.server.most_in_flight = max(self.server.most_in_flight, self.server.in_flight)
        try:
            self.answer(title, self.server.behave(self.server, title, number))
        except OSError:
            pass
        finally:
            self.close_connection = True
            with self.server.lock:
                self.server.in_flight -= 1

    def answer(self, title, how):
        if not isinstance(how, dict):
            how = {"text": how}
        time.sleep(how.get("delay", 0))
        if "status" in how:
            self.send_json({"error": {"message": how.get("text", "no"), "code": how["status"]}},
                           how["status"])
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        if "raw" in how:
            self.wfile.write(how["raw"])
            return
        size = how.get("piece", 16)
        text = how["text"]
        for position, start in enumerate(range(0, len(text), size)):
            if how.get("cut") == position:
                return
            self.chunk({"content": text[start:start + size]})
            if how.get("pause"):
                time.sleep(how["pause"])
        finish = how.get("finish", "stop")
        if finish:
            self.chunk({}, finish)
            self.wfile.write(b"data: [DONE]\n\n")
        # Until the client is gone or has read it, it is not sent.
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(10)
        if self.connection.recv(1) == b"":
            with self.server.lock:
                self.server.answered.append((time.monotonic(), title))

    def chunk(self, delta, finish=None):
        self.wfile.write(b"data: " + json.dumps({
            "model": self.server.model,
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}).encode() + b"\n\n")


def random_answers(seed, shortest=0.01, longest=0.12):
    """Answers of random duration, the same for the same seed."""
    generator = random.Random(seed)
    lock = threading.Lock()

    def behave(server, title, number):
        with lock:
            return {"text": GOOD, "delay": generator.uniform(shortest, longest),
                    "pause": generator.uniform(0, longest / 8)}

    return behave
