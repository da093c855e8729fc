/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-finish-rules.h"

typedef struct {
  const char              *name;
  MeireiFinishFacts        facts;
  MeireiFinish             finish;
  MeireiCompletionWarning  warnings;
} Case;

#define COUNTS(prompt, completion) .usage = { prompt, completion, -1, -1 }
#define OK .has_answer = TRUE, .saw_end = TRUE

static const Case cases[] = {
  { "stop", { "stop", OK, COUNTS (31, 2), .max_tokens = 100 }, MEIREI_FINISH_COMPLETE, 0 },
  { "stop-no-usage", { "stop", OK, COUNTS (-1, -1), .max_tokens = 100 }, MEIREI_FINISH_COMPLETE, 0 },
  { "eos", { "eos_token", OK, COUNTS (-1, -1) }, MEIREI_FINISH_COMPLETE, 0 },
  { "two-below-limit", { "stop", OK, COUNTS (31, 98), .max_tokens = 100 }, MEIREI_FINISH_COMPLETE, 0 },
  { "one-below-limit", { "stop", OK, COUNTS (31, 99), .max_tokens = 100 }, MEIREI_FINISH_TRUNCATED, MEIREI_COMPLETION_WARNING_TOKEN_LIMIT },
  { "at-limit", { "stop", OK, COUNTS (31, 100), .max_tokens = 100 }, MEIREI_FINISH_TRUNCATED, MEIREI_COMPLETION_WARNING_TOKEN_LIMIT },
  { "context-full", { "stop", OK, COUNTS (4000, 95), .context = 4096 }, MEIREI_FINISH_TRUNCATED, MEIREI_COMPLETION_WARNING_CONTEXT_FULL },
  { "context-not-full", { "stop", OK, COUNTS (4000, 94), .context = 4096 }, MEIREI_FINISH_COMPLETE, 0 },
  { "length", { "length", OK, COUNTS (-1, -1) }, MEIREI_FINISH_TRUNCATED, 0 },
  { "length-at-limit", { "length", OK, COUNTS (31, 100), .max_tokens = 100 }, MEIREI_FINISH_TRUNCATED, MEIREI_COMPLETION_WARNING_TOKEN_LIMIT },
  { "length-below-limit", { "length", OK, COUNTS (31, 50), .max_tokens = 100 }, MEIREI_FINISH_TRUNCATED, MEIREI_COMPLETION_WARNING_CONTEXT_FULL },
  { "length-without-answer", { "length", .has_reasoning = TRUE, COUNTS (-1, -1) }, MEIREI_FINISH_TRUNCATED, 0 },
  { "empty", { "stop", .saw_end = TRUE, COUNTS (31, 0) }, MEIREI_FINISH_EMPTY, 0 },
  { "empty-long-prompt", { "stop", .saw_end = TRUE, COUNTS (-1, -1), .context = 4096, .prompt_estimate = 3500 }, MEIREI_FINISH_EMPTY, MEIREI_COMPLETION_WARNING_PROMPT_TOO_LONG },
  { "only-reasoning", { "stop", .saw_end = TRUE, .has_reasoning = TRUE, COUNTS (31, 40) }, MEIREI_FINISH_EMPTY, 0 },
  { "nothing-but-end", { NULL, .saw_end = TRUE, COUNTS (-1, -1) }, MEIREI_FINISH_EMPTY, 0 },
  { "text-but-no-reason", { NULL, OK, COUNTS (-1, -1) }, MEIREI_FINISH_BROKEN, 0 },
  { "reasoning-but-no-reason", { NULL, .has_reasoning = TRUE, .saw_end = TRUE, COUNTS (-1, -1) }, MEIREI_FINISH_BROKEN, 0 },
  { "no-end", { NULL, COUNTS (-1, -1) }, MEIREI_FINISH_BROKEN, 0 },
  { "refused", { "content_filter", OK, COUNTS (-1, -1) }, MEIREI_FINISH_REFUSED, 0 },
  { "unknown-reason", { "whatever", OK, COUNTS (-1, -1) }, MEIREI_FINISH_BROKEN, 0 },
  { "prompt-cut", { "stop", OK, COUNTS (2050, 9), .context = 4096, .prompt_estimate = 5900 }, MEIREI_FINISH_COMPLETE, MEIREI_COMPLETION_WARNING_PROMPT_CUT },
  { "prompt-cut-to-half", { "stop", OK, COUNTS (2049, 9), .context = 4096, .prompt_estimate = 2800 }, MEIREI_FINISH_COMPLETE, MEIREI_COMPLETION_WARNING_PROMPT_CUT },
  { "prompt-as-estimated", { "stop", OK, COUNTS (2050, 9), .context = 4096, .prompt_estimate = 2200 }, MEIREI_FINISH_COMPLETE, 0 },
  { "same-model", { "stop", OK, COUNTS (3, 9), .asked_model = "Org/Coder-7B", .reply_model = "coder-7b:latest" }, MEIREI_FINISH_COMPLETE, 0 },
  { "same-model-instance", { "stop", OK, COUNTS (3, 9), .asked_model = "org/coder-7b:2", .reply_model = "org/coder-7b" }, MEIREI_FINISH_COMPLETE, 0 },
  { "same-model-file", { "stop", OK, COUNTS (3, 9), .asked_model = "coder-7b", .reply_model = "/m/Coder-7B-Q4_K_M.gguf" }, MEIREI_FINISH_COMPLETE, 0 },
  { "other-model", { "stop", OK, COUNTS (3, 9), .asked_model = "coder-7b", .reply_model = "writer-7b" }, MEIREI_FINISH_COMPLETE, MEIREI_COMPLETION_WARNING_OTHER_MODEL },
  { "other-model-at-limit", { "stop", OK, COUNTS (3, 99), .max_tokens = 100, .asked_model = "a", .reply_model = "b" }, MEIREI_FINISH_TRUNCATED, MEIREI_COMPLETION_WARNING_OTHER_MODEL | MEIREI_COMPLETION_WARNING_TOKEN_LIMIT },
  { "prompt-shorter-but-fits", { "stop", OK, COUNTS (500, 9), .context = 4096, .prompt_estimate = 1000 }, MEIREI_FINISH_COMPLETE, 0 },
};

static void
test_case (gconstpointer data)
{
  const Case *sample = data;
  MeireiCompletionWarning warnings;

  g_assert_cmpint (meirei_finish_classify (&sample->facts, &warnings), ==, sample->finish);
  g_assert_cmpint (warnings, ==, sample->warnings);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/finish-rules/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
