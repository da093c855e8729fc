#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Batch files: what is exported, and what an engine's answers to it become."""

import json

import batch_case


def completion(text, finish="stop", tokens=20, **message):
    return {"id": "c", "object": "chat.completion", "model": "m",
            "choices": [{"index": 0, "finish_reason": finish,
                         "message": {"role": "assistant", "content": text, **message}}],
            "usage": {"prompt_tokens": 10, "completion_tokens": tokens,
                      "total_tokens": 10 + tokens}}


def good(custom_id, text="```python\ndef answer():\n    return 42\n```\n", **arguments):
    return {"id": "r", "custom_id": custom_id, "error": None,
            "response": {"status_code": 200, "request_id": "q",
                         "body": completion(text, **arguments)}}


def bad(custom_id, message="the prompt is too long"):
    return {"id": "r", "custom_id": custom_id, "error": None,
            "response": {"status_code": 400, "body": {"error": {"message": message}}}}


class BatchFile(batch_case.BatchCase):
    def export(self, *arguments):
        self.file = self.home / "requests.jsonl"
        done = self.json("batch", "export", "--to", self.file, "--model", "m",
                         *(arguments or ["--all"]))
        self.requests = [json.loads(line) for line in self.file.read_text().splitlines()]
        return done

    def custom(self, id):
        found = [r["custom_id"] for r in self.requests if r["custom_id"].endswith(id)]
        self.assertEqual(len(found), 1)
        return found[0]

    def take(self, *lines, name="results.jsonl", status=0):
        path = self.home / name
        path.write_bytes(b"".join(line if isinstance(line, bytes)
                                  else json.dumps(line).encode() + b"\n" for line in lines))
        return self.json("batch", "import", path, status=status)

    def status(self, id):
        return self.json("show", id)["status"]

    def test_export(self):
        ids = self.make(3)
        done = self.export("--max-tokens", "77", "--seed", "5", ids[0], ids[2])
        self.assertEqual(done["requests"], 2)
        self.assertEqual(done["files"], [str(self.file)])
        for request in self.requests:
            self.assertEqual((request["method"], request["url"]),
                             ("POST", "/v1/chat/completions"))
            body = request["body"]
            self.assertEqual((body["model"], body["max_tokens"], body["seed"]), ("m", 77, 5))
            self.assertFalse({"stream", "stream_options"} & set(body))
            self.assertEqual([m["role"] for m in body["messages"]], ["system", "user"])
        # Somebody else answers it.
        self.run_cli("batch", "resume", done["batch"], status=2)

    def test_import(self):
        ids = self.make(4)
        batch = self.export()["batch"]
        lines = [good(self.custom(id)) for id in ids]
        summary = self.take(*reversed(lines), lines[0], status=0)
        self.assertEqual((summary["imported"], summary["duplicates"]), (4, 1))
        self.assertEqual(self.status(ids[0]), "executed")
        self.assertEqual(len(self.complete_versions()), 4)
        before = self.journal(batch)
        again = self.take(*lines)
        self.assertEqual((again["imported"], again["unchanged"]), (0, 4))
        self.assertEqual(self.journal(batch), before)
        self.assertEqual(len(self.complete_versions()), 4)
        self.assertEqual(self.json("batch", "show", batch)["state"], "finished")

    def test_outcomes(self):
        ids = self.make(6)
        self.export()
        cut, refused, thinking, none, late, lost = ids
        summary = self.take(
            bad(self.custom(late)),
            good(self.custom(cut), finish="length"),
            good(self.custom(refused), text="I'm sorry, but I can't help with that."),
            good(self.custom(thinking), reasoning_content="let me think"),
            bad(self.custom(none), "no\x1b[31m"),
            good(self.custom(late)), status=1)
        self.assertEqual((summary["imported"], summary["failed"], summary["missing"]), (2, 3, 1))
        self.assertNotIn("\x1b", json.dumps(summary))
        self.assertEqual([self.status(id) for id in ids],
                         ["failed", "failed", "executed", "approved", "executed", "approved"])
        # What had failed there can still be answered.
        self.assertEqual(self.take(good(self.custom(none)), good(self.custom(lost)))["imported"], 2)

    def test_hostile(self):
        ids = self.make(1)
        self.export()
        summary = self.take(
            b"\xff\xfe\n", b"[" * 100000 + b"\n", b"{}\n", b"\n", b"null\n",
            {"custom_id": "../../x:" + ids[0]}, {"custom_id": "nobody"},
            b'{"custom_id":"' + b"x" * (33 << 20) + b'"}\n',
            {"custom_id": self.custom(ids[0]), "response": 7, "error": "bang"}, status=1)
        self.assertEqual((summary["damaged"], summary["unknown"], summary["failed"]), (5, 2, 1))
        self.assertEqual(self.status(ids[0]), "approved")

    def test_bounded(self):
        self.make(1)
        self.export()
        summary = self.take(*[{"custom_id": "nobody"}] * 300, status=1)
        self.assertEqual(summary["unknown"], 300)
        self.assertEqual(len(summary["problems"]), 50)
        self.assertEqual(summary["problems_left_out"], 250)

    def test_stale(self):
        ids = self.make(2)
        self.export()
        self.run_cli("edit", ids[0], "--set", "spec=Something else.")
        self.run_cli("--quiet", "approve", ids[0])
        self.run_cli("--quiet", "execute", ids[1])
        summary = self.take(*[good(self.custom(id)) for id in ids], status=1)
        self.assertEqual((summary["stale"], summary["imported"]), (2, 0))
        self.assertEqual(self.status(ids[0]), "approved")


if __name__ == "__main__":
    batch_case.main()
