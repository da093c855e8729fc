# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""A stand-in for llama-server: as much of it as starting and stopping needs.

What it does wrong is set by FAKE_ENGINE, words separated by commas:
  slow        answers 503 for half a second
  die         ends at once with status 3
  die-late    ends half a second after it became ready
  bind        the first start says that the port is taken (a file remembers)
  stubborn    ignores SIGTERM
  mute        lives and says nothing more
  chatty      writes to its log for a second before it listens
"""
import json
import os
import signal
import socket
import sys
import threading
import time

faults = os.environ.get("FAKE_ENGINE", "").split(",")
arguments = dict(zip(sys.argv[1::2], sys.argv[2::2]))
key = os.environ.get("LLAMA_API_KEY", "")
slots = int(arguments["--parallel"])
context = int(arguments["--ctx-size"]) // slots
started = time.monotonic()

print("fake engine", " ".join(sys.argv[1:]), flush=True)
if "die" in faults:
    print("error: failed to load model", flush=True)
    sys.exit(3)
if "bind" in faults:
    marker = os.environ["FAKE_ENGINE_MARKER"]
    if not os.path.exists(marker):
        open(marker, "w").close()
        print("couldn't bind HTTP server socket, port:", arguments["--port"], flush=True)
        sys.exit(1)
if "mute" in faults:
    time.sleep(60)
if "chatty" in faults:
    for number in range(10):
        print("loading", number, flush=True)
        time.sleep(0.1)
if "stubborn" in faults:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if "die-late" in faults:
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()

answers = {
    "/health": {"status": "ok"},
    "/v1/models": {"data": [{"id": arguments["--alias"], "owned_by": "llamacpp",
                             "meta": {"n_ctx_train": 32768, "size": 1000}}]},
    "/props": {"default_generation_settings": {"n_ctx": context}, "total_slots": slots,
               "build_info": "fake"},
}


def serve(connection):
    with connection:
        data = b""
        while b"\r\n\r\n" not in data:
            part = connection.recv(65536)
            if not part:
                return
            data += part
        path = data.split()[1].decode()
        status, body = 200, answers.get(path, {"error": "unknown"})
        if "slow" in faults and time.monotonic() - started < 0.5:
            status, body = 503, {"error": {"message": "Loading model", "code": 503,
                                           "type": "unavailable_error"}}
        elif path != "/health" and f"Bearer {key}".encode() not in data:
            status, body = 401, {"error": {"message": "Invalid API Key", "code": 401}}
        text = json.dumps(body).encode()
        connection.sendall(b"HTTP/1.1 %d X\r\nServer: llama.cpp\r\nConnection: close\r\n"
                           b"Content-Length: %d\r\n\r\n%s" % (status, len(text), text))


server = socket.create_server((arguments["--host"], int(arguments["--port"])))
while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
