/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Comments on lines: a draft for each version, kept with the state of the
 * window until there is a verdict, which has them from then on. */

#include "config.h"

#include "meirei-instructions-page-private.h"
#include "meirei-json.h"

#define STATE_GROUP_COMMENTS "Comments"

static char *
dup_key (MeireiVersion *version)
{
  return g_strdup_printf ("%s.%s", meirei_version_get_instruction_id (version),
                          meirei_version_get_name (version));
}

static JsonArray *
dup_draft (MeireiInstructionsPage *self,
           MeireiVersion          *version)
{
  g_autofree char *key = dup_key (version);
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (self->state == NULL)
    return NULL;

  /* A draft that cannot be read is none; the file is the user's own. */
  text = meirei_workspace_state_dup_string (self->state, STATE_GROUP_COMMENTS, key);
  node = text != NULL && *text != '\0' ? json_from_string (text, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_dup_array (node) : NULL;
}

static void
version_cb (MeireiInstructionsPage *self)
{
  MeireiVersion *version = meirei_review_get_version (self->review);
  g_autoptr(MeireiVerdict) verdict = version != NULL ? meirei_version_dup_verdict (version) : NULL;
  MeireiLineComments *comments = meirei_review_get_comments (self->review);
  g_autoptr(JsonArray) draft = NULL;

  if (version == NULL)
    {
      meirei_line_comments_load (comments, NULL, FALSE);
      return;
    }
  if (verdict != NULL)
    {
      meirei_line_comments_load (comments, meirei_verdict_get_comments (verdict), FALSE);
      return;
    }

  draft = dup_draft (self, version);
  meirei_line_comments_load (comments, draft, meirei_version_get_file (version) != NULL);
}

static void
edited_cb (MeireiInstructionsPage *self)
{
  MeireiVersion *version = meirei_review_get_version (self->review);
  MeireiLineComments *comments = meirei_review_get_comments (self->review);
  g_autoptr(JsonArray) array = meirei_line_comments_to_json (comments);
  g_autoptr(JsonNode) node = json_node_init_array (json_node_alloc (), array);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autofree char *key = version != NULL ? dup_key (version) : NULL;

  if (key != NULL && self->state != NULL)
    meirei_workspace_state_set_string (self->state, STATE_GROUP_COMMENTS, key,
                                       json_array_get_length (array) > 0 ? text : NULL);
}

/* Forgets the draft of a version that has a verdict now. */
void
_meirei_instructions_page_drop_comments (MeireiInstructionsPage *self,
                                         const char             *id,
                                         const char             *version)
{
  g_autofree char *key = g_strdup_printf ("%s.%s", id, version);

  if (self->state != NULL)
    meirei_workspace_state_set_string (self->state, STATE_GROUP_COMMENTS, key, NULL);
}

void
_meirei_instructions_page_comment_action (GSimpleAction *action,
                                          GVariant      *parameter,
                                          gpointer       user_data)
{
  meirei_instruction_view_comment (MEIREI_INSTRUCTIONS_PAGE (user_data)->view);
}

/* Lets the comments follow the version that is shown. */
void
_meirei_instructions_page_add_comments (MeireiInstructionsPage *self)
{
  g_signal_connect_object (self->review, "notify::version", G_CALLBACK (version_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (meirei_review_get_comments (self->review), "edited",
                           G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
}
