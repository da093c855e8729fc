# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Imitations of model servers: their listings, loading, streams and errors, as
they look over HTTP.  Composed from the servers' documentation and sources, not
recorded.  Each runs on a free loopback port and keeps a log of what was asked.

Run as a program it starts some of them for a look at the window and prints
their addresses: fake_servers.py [KIND…]
"""

import http.server
import json
import sys
import threading
import time

ANSWER = "Here it is:\n\n```python\ndef answer():\n    return 42\n```\n"


def error(message, status, kind="invalid_request_error", **more):
    return status, {"error": {"message": message, "type": kind, "code": status, **more}}


def count_tokens(messages):
    """As a small vocabulary would: English about 0.3 a character."""
    return sum(len(message["content"]) for message in messages) * 3 // 10 + 20


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    @property
    def fake(self):
        return self.server.fake

    def send_document(self, status, document):
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in self.fake.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def handle_any(self, method):
        length = int(self.headers.get("Content-Length") or 0)
        text = self.rfile.read(length) if length else b""
        body = json.loads(text) if text else None
        path = self.path.split("?")[0]
        with self.fake.lock:
            self.fake.log.append((method, self.path, body))
        if self.fake.key and path not in self.fake.open_paths:
            if self.headers.get("Authorization") != "Bearer " + self.fake.key:
                self.send_document(*self.fake.refuse())
                return
        reply = self.fake.answer(method, path, self.path, body)
        if callable(reply):
            self.close_connection = True
            try:
                reply(self)
            except OSError:
                with self.fake.lock:
                    self.fake.closed += 1
        else:
            self.send_document(*reply)

    def do_GET(self):
        self.handle_any("GET")

    def do_POST(self):
        self.handle_any("POST")

    def start_stream(self, content_type):
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Connection", "close")
        self.end_headers()

    def line(self, document, prefix="data: ", end="\n\n"):
        text = document if isinstance(document, str) else json.dumps(document)
        self.wfile.write((prefix + text + end).encode())
        self.wfile.flush()


class Fake:
    """An OpenAI-compatible server of which nothing else is known."""

    kind = "openai"
    headers = {}
    open_paths = ()
    owner = "tests"
    model = "test-model"
    context = 0

    def __init__(self, key=None):
        self.key = key
        self.log = []
        self.closed = 0
        self.lock = threading.Lock()
        self.text = ANSWER
        self.finish = "stop"
        self.delay = 0
        self.reply_model = None
        self.refusals = []      # answers that come before the good ones
        self.httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.httpd.daemon_threads = True
        self.httpd.fake = self
        self.url = "http://127.0.0.1:%d" % self.httpd.server_address[1]
        self.thread = threading.Thread(target=self.httpd.serve_forever, daemon=True,
                                       kwargs={"poll_interval": 0.02})
        self.thread.start()

    def close(self):
        self.httpd.shutdown()
        self.httpd.server_close()

    def refuse(self):
        return error("Invalid API Key", 401, "authentication_error")

    def unknown(self, method, path):
        return error("no such path", 404, "not_found_error")

    def requests(self, part):
        with self.lock:
            return [entry for entry in self.log if part in entry[1]]

    def chats(self):
        return [body for method, path, body in self.requests("chat") if method == "POST"]

    def answer(self, method, path, full_path, body):
        if path == "/v1/models":
            return 200, {"object": "list", "data": self.list()}
        if path == "/v1/chat/completions":
            return self.chat(body)
        return self.unknown(method, path)

    def list(self):
        return [{"id": self.model, "object": "model", "owned_by": self.owner}]

    def overflow(self, needed):
        return error("This model's maximum context length is %d tokens" % self.context, 400)

    def check(self, body):
        """None, or the refusal of a request."""
        needed = count_tokens(body["messages"])
        if self.context and needed > self.context:
            return self.overflow(needed)
        return None

    def chat(self, body):
        with self.lock:
            if self.refusals:
                return self.refusals.pop(0)
        return self.check(body) or (lambda handler: self.stream(handler, body))

    def pieces(self):
        return [self.text[start:start + 12] for start in range(0, len(self.text), 12)]

    def stream(self, handler, body):
        handler.start_stream("text/event-stream")
        base = {"id": "c1", "object": "chat.completion.chunk", "created": 1,
                "model": self.reply_model or body["model"]}
        for piece in self.pieces():
            handler.line({**base, "choices": [{"index": 0, "delta": {"content": piece},
                                               "finish_reason": None}]})
            time.sleep(self.delay)
        if self.finish is None:
            return
        handler.line({**base, "choices": [{"index": 0, "delta": {}, "finish_reason": self.finish}]})
        handler.line({**base, "choices": [], "usage": {
            "prompt_tokens": count_tokens(body["messages"]), "completion_tokens": len(self.pieces()),
            "total_tokens": count_tokens(body["messages"]) + len(self.pieces())}})
        handler.line("[DONE]")


class LmStudio(Fake):
    """0.4: the API that can load models.  An unknown path is 200 with an error."""

    kind = "lmstudio"
    owner = "organization_owner"

    def __init__(self, key=None, context=4096, allowed=None):
        super().__init__(key)
        self.loaded = [context] if context else []
        self.allowed = allowed  # more than this is not given, whatever is asked

    @property
    def context(self):
        return self.loaded[0] if self.loaded else 0

    def refuse(self):
        return 401, {"error": {"type": "invalid_request", "code": "invalid_api_key",
                               "message": "An LM Studio API token is required"}}

    def unknown(self, method, path):
        return 200, {"error": "Unexpected endpoint or method. (%s %s)" % (method, path)}

    def list_v1(self):
        return {"models": [
            {"type": "llm", "publisher": "example-org", "key": "example-org/coder-7b",
             "display_name": "Coder 7B", "architecture": "qwen2",
             "quantization": {"name": "Q4_K_M", "bits_per_weight": 4}, "size_bytes": 4683000000,
             "params_string": "7B", "max_context_length": 32768, "format": "gguf",
             "loaded_instances": [
                 {"id": "example-org/coder-7b" + (":%d" % (i + 1) if i else ""),
                  "config": {"context_length": context, "parallel": 4}}
                 for i, context in enumerate(self.loaded)],
             "capabilities": {"vision": False, "trained_for_tool_use": True}},
            {"type": "llm", "publisher": "x", "key": "starcoder2-7b", "display_name": "starcoder2-7b",
             "quantization": None, "size_bytes": 4400000000, "params_string": None,
             "loaded_instances": [], "max_context_length": 16384, "format": None},
            {"type": "embedding", "publisher": "x", "key": "text-embedding-x", "display_name": "X",
             "quantization": None, "size_bytes": 270000000, "params_string": None,
             "loaded_instances": [], "max_context_length": 2048, "format": "gguf"}]}

    def list(self):
        return [{"id": "example-org/coder-7b", "object": "model", "owned_by": self.owner}]

    def overflow(self, needed):
        return 400, {"error": "Trying to keep the first %d tokens when context the overflows. "
                              "However, the model is loaded with context length of only %d tokens"
                              % (needed, self.context)}

    def answer(self, method, path, full_path, body):
        if path == "/api/v1/models":
            return 200, self.list_v1()
        if path == "/api/v1/models/load":
            time.sleep(self.delay)
            given = min(body.get("context_length") or 4096, self.allowed or 10 ** 9)
            self.loaded.append(given)
            return 200, {"type": "llm", "instance_id": body["model"], "load_time_seconds": 0.1,
                         "status": "loaded", "load_config": {"context_length": given}}
        if path == "/api/v1/models/unload":
            if not self.loaded:
                return error("no such instance", 404)
            self.loaded.pop(0)
            return 200, {"instance_id": body["instance_id"]}
        return super().answer(method, path, full_path, body)

    def check(self, body):
        if not self.loaded:
            return 400, {"error": {"message": "No models loaded. Please load a model in the developer"
                                   " page or use the 'lms load' command.",
                                   "type": "invalid_request_error", "param": "model", "code": None}}
        return super().check(body)


class LmStudio03(LmStudio):
    """0.3: states and contexts can be read, nothing can be loaded."""

    def answer(self, method, path, full_path, body):
        if path == "/api/v0/models":
            return 200, {"object": "list", "data": [
                {"id": "coder-7b", "object": "model", "type": "llm", "publisher": "x", "arch": "qwen2",
                 "compatibility_type": "gguf", "quantization": "Q4_K_M", "state": "loaded",
                 "max_context_length": 32768, "loaded_context_length": 8192},
                {"id": "other-7b", "object": "model", "type": "llm", "publisher": "x", "arch": "llama",
                 "compatibility_type": "gguf", "quantization": "Q5_K_M", "state": "not-loaded",
                 "max_context_length": 16384},
                {"id": "embed", "object": "model", "type": "embeddings", "state": "not-loaded",
                 "max_context_length": 2048}]}
        if path.startswith("/api/"):
            return self.unknown(method, path)
        return super().answer(method, path, full_path, body)


class Ollama(Fake):
    kind = "ollama"
    owner = "library"
    model = "coder:7b"

    def __init__(self, key=None, context=4096):
        super().__init__(key)
        self.context = context
        self.contexts = []      # of each request

    def answer(self, method, path, full_path, body):
        if path == "/api/version":
            return 200, {"version": "0.33.0"}
        if path == "/api/tags":
            return 200, {"models": [
                {"name": "coder:7b", "model": "coder:7b", "size": 4700000000, "digest": "d1",
                 "details": {"format": "gguf", "family": "qwen2", "parameter_size": "7.6B",
                             "quantization_level": "Q4_K_M"}},
                {"name": "small:1b", "model": "small:1b", "size": 1300000000, "digest": "d2",
                 "details": {"format": "gguf", "family": "llama", "parameter_size": "1.2B",
                             "quantization_level": "Q8_0"}}]}
        if path == "/api/ps":
            return 200, {"models": [] if not self.context else [
                {"name": "coder:7b", "model": "coder:7b", "size": 5600000000, "size_vram": 5600000000,
                 "digest": "d1", "expires_at": "2030-01-01T00:00:00Z",
                 "context_length": self.context}]}
        if path == "/api/show":
            return 200, {"details": {"format": "gguf"}, "parameters": "temperature 0.7",
                         "model_info": {"general.architecture": "qwen2",
                                        "qwen2.context_length": 32768,
                                        "qwen2.block_count": 28, "qwen2.attention.head_count": 28,
                                        "qwen2.attention.head_count_kv": 4,
                                        "qwen2.embedding_length": 3584},
                         "capabilities": ["completion"]}
        if path == "/api/chat":
            return self.native(body)
        return super().answer(method, path, full_path, body)

    def unknown(self, method, path):
        return 404, b"404 page not found"

    def native(self, body):
        context = (body.get("options") or {}).get("num_ctx")
        if not body["messages"]:
            self.context = 0 if body.get("keep_alive") == 0 else context or self.context or 4096
            return 200, {"model": body["model"], "done": True,
                         "done_reason": "load" if self.context else "unload"}
        self.contexts.append(context)
        self.context = context or self.context
        needed = count_tokens(body["messages"])
        if needed > self.context:
            inner = {"error": {"code": 400, "type": "exceed_context_size_error",
                               "message": "request (%d tokens) exceeds the available context size "
                                          "(%d tokens), try increasing it" % (needed, self.context),
                               "n_prompt_tokens": needed, "n_ctx": self.context}}
            return 400, {"error": json.dumps(inner)}
        return lambda handler: self.stream_native(handler, body)

    def stream_native(self, handler, body):
        handler.start_stream("application/x-ndjson")
        for piece in self.pieces():
            handler.line({"model": body["model"], "message": {"role": "assistant", "content": piece},
                          "done": False}, "", "\n")
            time.sleep(self.delay)
        handler.line({"model": body["model"], "message": {"role": "assistant", "content": ""},
                      "done": True, "done_reason": self.finish, "load_duration": 20000000,
                      "prompt_eval_count": count_tokens(body["messages"]),
                      "prompt_eval_duration": 1000000, "eval_count": len(self.pieces()),
                      "eval_duration": 1000000}, "", "\n")


class LlamaServer(Fake):
    kind = "llama-server"
    owner = "llamacpp"
    headers = {"Server": "llama.cpp"}
    open_paths = ("/health", "/v1/health", "/models", "/v1/models", "/")
    context = 4096

    def list(self):
        return [{"id": "coder-7b", "object": "model", "owned_by": "llamacpp",
                 "meta": {"vocab_type": 1, "n_vocab": 32000, "n_ctx_train": 16384, "n_embd": 4096,
                          "n_params": 6700000000, "size": 4100000000, "n_ctx": 16384}}]

    def overflow(self, needed):
        return 400, {"error": {"code": 400, "type": "exceed_context_size_error",
                               "message": "request (%d tokens) exceeds the available context size "
                                          "(%d tokens), try increasing it" % (needed, self.context),
                               "n_prompt_tokens": needed, "n_ctx": self.context}}

    def answer(self, method, path, full_path, body):
        if path == "/health":
            return 200, {"status": "ok"}
        if path == "/props":
            return 200, {"default_generation_settings": {"n_ctx": self.context}, "total_slots": 2,
                         "model_path": "/models/coder-7b-Q4_K_M.gguf", "build_info": "b9999-abc"}
        if path == "/models":
            path = "/v1/models"
        return super().answer(method, path, full_path, body)


class Router(Fake):
    kind = "llama-router"
    owner = "llamacpp"
    headers = {"Server": "llama.cpp"}

    def __init__(self, key=None):
        super().__init__(key)
        self.states = {"coder-7b": "loaded", "small-1b": "unloaded"}

    def answer(self, method, path, full_path, body):
        if path == "/health":
            return 200, {"status": "ok"}
        if path == "/props":
            if "model=" in full_path:
                return 200, {"default_generation_settings": {"n_ctx": 8192}, "total_slots": 4,
                             "model_path": "/models/coder-7b.gguf", "build_info": "b9999-abc"}
            return 200, {"role": "router", "max_instances": 4, "models_autoload": True,
                         "default_generation_settings": {"n_ctx": 0}}
        if path in ("/models", "/v1/models"):
            return 200, {"object": "list", "data": [
                {"id": name, "object": "model", "owned_by": "llamacpp", "status": {"value": state}}
                for name, state in self.states.items()]}
        if path == "/models/load":
            if self.states.get(body["model"]) == "loaded":
                return error("model is already running", 400)
            self.states[body["model"]] = "loading"
            threading.Timer(0.3, self.states.update, [{body["model"]: "loaded"}]).start()
            return 200, {"success": True}
        if path == "/models/unload":
            self.states[body["model"]] = "unloaded"
            return 200, {"success": True}
        return super().answer(method, path, full_path, body)


class Vllm(Fake):
    kind = "vllm"
    owner = "vllm"
    context = 8192

    def list(self):
        return [{"id": "org/coder-7b", "object": "model", "created": 1, "owned_by": self.owner,
                 "root": "org/coder-7b", "parent": None, "max_model_len": self.context,
                 "permission": []}]

    def answer(self, method, path, full_path, body):
        if path == "/version":
            return 200, {"version": "0.11.0"}
        if path == "/tokenize":
            count = count_tokens(body.get("messages") or [{"content": body.get("prompt", "")}])
            return 200, {"count": count, "max_model_len": self.context, "tokens": []}
        return super().answer(method, path, full_path, body)

    def check(self, body):
        needed = count_tokens(body["messages"])
        if needed + body["max_tokens"] > self.context:
            return error("You passed %d input tokens and requested %d output tokens. However, the "
                         "model's context length is only %d tokens" %
                         (needed, body["max_tokens"], self.context), 400, "BadRequestError",
                         param="input_tokens")
        return None


class Sglang(Vllm):
    kind = "sglang"
    owner = "sglang"

    def answer(self, method, path, full_path, body):
        if path == "/version":
            return self.unknown(method, path)
        if path in ("/get_model_info", "/server_info"):
            return 200, {"model_path": "org/coder-7b", "is_generation": True,
                         "context_length": self.context, "max_running_requests": 16}
        return super().answer(method, path, full_path, body)


class LiteLlm(Fake):
    kind = "litellm"
    owner = "openai"
    headers = {"x-litellm-version": "1.80.0"}

    def answer(self, method, path, full_path, body):
        if path == "/health/liveliness":
            return 200, b'"I\'m alive!"'
        if path in ("/model/info", "/v1/model/info"):
            return 200, {"data": [{"model_name": "test-model", "litellm_params": {"model": "ollama/x"},
                                   "model_info": {"id": "1", "mode": "chat", "max_tokens": 4096,
                                                  "max_input_tokens": 12288}}]}
        if path == "/health":
            raise AssertionError("/health of LiteLLM asks every model")
        return super().answer(method, path, full_path, body)


KINDS = {"generic": Fake, "lmstudio": LmStudio, "lmstudio-0.3": LmStudio03, "ollama": Ollama,
         "llama-server": LlamaServer, "router": Router, "vllm": Vllm, "sglang": Sglang,
         "litellm": LiteLlm}


def main():
    fakes = [KINDS[name]() for name in sys.argv[1:] or ["lmstudio", "ollama", "vllm"]]
    for fake in fakes:
        fake.delay = 0.02
    print(",".join(fake.url for fake in fakes), flush=True)
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
