/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What the version's record says of an execution. */

#include "config.h"

#include "meirei-execution-private.h"
#include "meirei-json.h"
#include "meirei-repair.h"

/* On the workspace's thread, while the execution waits for it. */
gboolean
_meirei_execution_fill_draft (MeireiVersion      *version,
                              MeireiInstruction  *instruction,
                              gpointer            user_data,
                              GError            **error)
{
  MeireiExecution *self = user_data;
  MeireiServer *server = meirei_target_get_server (self->target);
  MeireiModel *model = meirei_target_get_model (self->target);
  MeireiPrompt *prompt = meirei_attempt_get_prompt (self->attempt);
  MeireiChatRequest *request = meirei_attempt_get_request (self->attempt);
  g_autoptr(JsonObject) params =
    meirei_chat_params_to_json (meirei_chat_request_get_params (request));

  meirei_version_set_server (version,
                             meirei_enum_to_nick (MEIREI_TYPE_SERVER_KIND,
                                                  (int) meirei_server_get_kind (server)),
                             meirei_server_get_url (server), meirei_server_get_version (server));
  meirei_version_set_model (version, meirei_model_get_id (model),
                            meirei_model_get_quantization (model),
                            meirei_chat_request_get_context (request));
  meirei_version_set_params (version, params);
  meirei_version_set_sheet_sha256 (version,
                                   meirei_sheet_get_content_sha256 (
                                     meirei_instruction_get_sheet (instruction)));
  meirei_version_set_prompt (version, meirei_prompt_get_sha256 (prompt),
                             meirei_prompt_get_template_name (prompt),
                             meirei_prompt_get_template_version (prompt));
  if (self->batch_id != NULL)
    meirei_version_set_batch (version, self->batch_id);
  if (self->plan->base != NULL)
    meirei_version_set_section (version, "base", self->plan->base);
  if (self->asked != NULL)
    meirei_version_set_section (version, "batch_file", self->asked);
  if (self->hit != NULL)
    meirei_version_set_section (version, "cache", self->hit);

  return TRUE;
}

/* @attempt: whose answer becomes the version's. */
void
_meirei_execution_fill_version (MeireiExecution *self,
                                MeireiVersion   *version,
                                MeireiAttempt   *attempt)
{
  gboolean several = self->attempts->len > 1;

  for (guint i = 0; i < self->attempts->len; i++)
    {
      g_autoptr(JsonObject) record = meirei_attempt_to_json (self->attempts->pdata[i], several);

      meirei_version_add_attempt (version, record);
    }
  meirei_version_set_finish (version, meirei_attempt_get_finish (attempt));
  if (meirei_attempt_get_extraction (attempt) != NULL)
    {
      g_autoptr(JsonObject) extraction = meirei_attempt_describe_extraction (attempt);

      meirei_version_set_section (version, "extraction", extraction);
    }
  if (meirei_attempt_get_report (attempt) != NULL)
    {
      g_autoptr(JsonObject) report = meirei_report_to_json (meirei_attempt_get_report (attempt));

      meirei_version_set_section (version, "report", report);
    }
  if (meirei_attempt_get_tests (attempt) != NULL)
    meirei_version_set_section (version, "tests", meirei_attempt_get_tests (attempt));
  if (several)
    {
      g_autoptr(JsonObject) repair = meirei_repair_describe (self->attempts, attempt);

      meirei_version_set_section (version, "repair", repair);
    }
}
