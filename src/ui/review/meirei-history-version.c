/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* How a version came to be: every request to the model, what was asked, the
 * whole answer, the record, and a way back to it. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-history-row.h"
#include "meirei-history-version.h"
#include "meirei-json.h"
#include "meirei-text-row.h"
#include "meirei-version-label.h"
#include "meirei-version-prompt.h"

/* Where the text of a row comes from. */
typedef struct {
  MeireiWorkspace *workspace;
  MeireiInstruction *instruction;
  MeireiVersion *version;
  MeireiContext *context;   /* (nullable) */
  guint attempt;            /* from 1; 0 is none */
} Origin;

static Origin *
origin_new (MeireiReview  *review,
            MeireiContext *context,
            MeireiVersion *version,
            guint          attempt)
{
  Origin *origin = g_new0 (Origin, 1);

  origin->workspace = g_object_ref (meirei_review_get_workspace (review));
  origin->instruction = g_object_ref (meirei_review_get_instruction (review));
  origin->version = g_object_ref (version);
  g_set_object (&origin->context, context);
  origin->attempt = attempt;

  return origin;
}

static void
origin_free (gpointer  data,
             GClosure *closure)
{
  Origin *origin = data;

  g_object_unref (origin->workspace);
  g_object_unref (origin->instruction);
  g_object_unref (origin->version);
  g_clear_object (&origin->context);
  g_free (origin);
}

/* The answer. */

static void
raw_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(MeireiTextRow) row = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = meirei_workspace_read_raw_finish (MEIREI_WORKSPACE (source), result,
                                                              NULL, &error);

  if (bytes != NULL)
    meirei_text_row_set_text (row, g_bytes_get_data (bytes, NULL),
                              (gssize) g_bytes_get_size (bytes));
  else
    meirei_text_row_set_note (row, error->message);
}

static void
load_raw_cb (MeireiTextRow *row,
             Origin        *origin)
{
  meirei_workspace_read_raw_async (origin->workspace,
                                   meirei_version_get_instruction_id (origin->version),
                                   meirei_version_get_name (origin->version), NULL, raw_cb,
                                   g_object_ref (row));
}

/* The answer of one of several attempts. */

static void
attempt_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(MeireiTextRow) row = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, &error))
    meirei_text_row_set_text (row, text, (gssize) length);
  else
    meirei_text_row_set_note (row, error->message);
}

static void
load_attempt_cb (MeireiTextRow *row,
                 Origin        *origin)
{
  g_autofree char *short_id = g_strndup (meirei_version_get_instruction_id (origin->version), 8);
  g_autofree char *name = g_strdup_printf ("%s.attempt%u.txt",
                                           meirei_version_get_name (origin->version),
                                           origin->attempt);
  g_autoptr(GFile) file = g_file_new_build_filename (meirei_workspace_get_dir (origin->workspace),
                                                     "data", "versions", short_id, name, NULL);

  g_file_load_contents_async (file, NULL, attempt_cb, g_object_ref (row));
}

/* The prompt. */

static void
prompt_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(MeireiTextRow) row = user_data;
  g_autoptr(GError) error = NULL;
  gboolean exact = FALSE;
  g_autoptr(MeireiPrompt) prompt = meirei_version_prompt_make_finish (result, &exact, &error);
  g_autofree char *text = NULL;

  if (prompt == NULL)
    {
      meirei_text_row_set_note (row, error->message);
      return;
    }

  text = g_strdup_printf ("[system]\n%s\n\n[user]\n%s", meirei_prompt_get_system (prompt),
                          meirei_prompt_get_user (prompt));
  meirei_text_row_set_text (row, text, -1);
  meirei_text_row_set_note (row, exact ? _("Exactly what the model was asked: the SHA-256 is the "
                                           "recorded one.")
                                       : _("The sheet, the template or the preset has changed "
                                           "since: this is what the model would be asked now."));
}

static void
load_prompt_cb (MeireiTextRow *row,
                Origin        *origin)
{
  if (origin->context != NULL)
    meirei_version_prompt_make_async (origin->context, origin->workspace, origin->instruction,
                                      origin->version, NULL, prompt_cb, g_object_ref (row));
}

static GtkWidget *
make_text_row (const char *title,
               const char *subtitle,
               GCallback   load,
               Origin     *origin)
{
  GtkWidget *row = meirei_text_row_new (title, subtitle);

  g_signal_connect_data (row, "load", load, origin, origin_free, 0);

  return row;
}

/* Attempts. */

static char *
dup_attempt_text (JsonObject *attempt)
{
  JsonObject *error = meirei_json_get_object (attempt, "error");
  g_autofree char *n_tokens = g_strdup_printf ("%'" G_GINT64_FORMAT,
                                               meirei_json_get_int (attempt, "completion_tokens", 0));

  /* Translators: of one answer: tokens, seconds, tokens per second, and the
   * reason why the server says it ended */
  return g_strdup_printf (_("%s tokens in %.1f s · %.1f tok/s · %s"), n_tokens,
                          meirei_json_get_double (attempt, "duration_s", 0.0),
                          meirei_json_get_double (attempt, "tokens_per_s", 0.0),
                          error != NULL
                          ? meirei_json_get_string (error, "message", "–")
                          : meirei_json_get_string (attempt, "finish_reason", "–"));
}

/* Of several attempts, each one's answer is kept beside the version. */
static GtkWidget *
make_attempt_row (MeireiReview  *review,
                  MeireiVersion *version,
                  JsonObject    *attempt,
                  guint          number)
{
  gboolean repair = g_strcmp0 (meirei_json_get_string (attempt, "kind", NULL), "repair") == 0;
  gboolean kept = meirei_json_get_string (attempt, "raw_sha256", NULL) != NULL;
  /* Translators: %u is the number of a request to the model */
  g_autofree char *title = repair ? g_strdup_printf (_("Attempt %u: repair"), number)
                                  : g_strdup_printf (_("Attempt %u"), number);
  g_autofree char *subtitle = dup_attempt_text (attempt);
  GtkWidget *time = meirei_history_time_label_new (meirei_json_get_time (attempt, "started_at"));
  GtkWidget *row;

  if (kept)
    {
      row = make_text_row (title, subtitle, G_CALLBACK (load_attempt_cb),
                           origin_new (review, NULL, version, number));
      adw_expander_row_add_action (ADW_EXPANDER_ROW (row), time);
    }
  else
    {
      row = meirei_history_row_new (title, subtitle);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), time);
    }

  return row;
}

/* What can be done with the whole version. */

static void
copy_cb (GtkWidget *button)
{
  MeireiVersion *version = g_object_get_data (G_OBJECT (button), "version");
  g_autoptr(JsonObject) record = meirei_version_to_json (version);
  g_autofree char *text = meirei_json_to_text (record, NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), text);
}

static GtkWidget *
make_button (const char *icon,
             const char *tooltip,
             const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

static void
add_buttons (AdwExpanderRow *row,
             MeireiReview   *review,
             MeireiVersion  *version)
{
  MeireiInstruction *instruction = meirei_review_get_instruction (review);
  GtkWidget *copy = make_button ("edit-copy-symbolic", _("Copy Provenance as JSON"),
                                 _("Copy provenance as JSON"));
  GtkWidget *restore;

  g_object_set_data_full (G_OBJECT (copy), "version", g_object_ref (version), g_object_unref);
  g_signal_connect (copy, "clicked", G_CALLBACK (copy_cb), NULL);
  adw_expander_row_add_action (row, copy);
  if (g_strcmp0 (meirei_instruction_get_latest_version (instruction),
                 meirei_version_get_name (version)) == 0
      || meirei_version_get_finish (version) != MEIREI_FINISH_COMPLETE)
    return;

  restore = make_button ("edit-undo-symbolic", _("Make the Old Code the Newest Version"),
                         _("Make the old code the newest version"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (restore), "s",
                                    meirei_version_get_name (version));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (restore), "instruction.restore");
  adw_expander_row_add_action (row, restore);
}

/* What a person said about it. */
static void
add_verdict (AdwExpanderRow *row,
             MeireiVersion  *version)
{
  g_autoptr(MeireiVerdict) verdict = meirei_version_dup_verdict (version);
  JsonArray *comments = verdict != NULL ? meirei_verdict_get_comments (verdict) : NULL;

  for (guint i = 0; comments != NULL && i < json_array_get_length (comments); i++)
    {
      JsonObject *comment = meirei_json_array_object (comments, i);
      g_autofree char *title = g_strdup_printf (_("Comment on line %d"),
                                                (int) meirei_json_get_int (comment, "line", 0));

      adw_expander_row_add_row (row, meirei_history_row_new (
                                       title, meirei_json_get_string (comment, "text", "")));
    }
}

/**
 * meirei_history_version_row_new:
 * @review: what is reviewed
 * @context: (nullable): what the whole program shares; without it, prompts
 *   are not shown
 * @version: one of its versions
 *
 * Returns: (transfer floating): a row that opens
 */
GtkWidget *
meirei_history_version_row_new (MeireiReview  *review,
                                MeireiContext *context,
                                MeireiVersion *version)
{
  GtkWidget *widget = adw_expander_row_new ();
  AdwExpanderRow *row = ADW_EXPANDER_ROW (widget);
  JsonArray *attempts = meirei_version_get_attempts (version);
  JsonObject *restored = meirei_version_get_section (version, "restored");
  g_autofree char *title = meirei_version_dup_label (version);
  g_autofree char *subtitle = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (restored != NULL)
    {
      /* Translators: %s is a version such as v2 */
      subtitle = g_strdup_printf (_("the code of %s"),
                                  meirei_json_get_string (restored, "from", "–"));
      adw_expander_row_set_subtitle (row, subtitle);
    }
  add_buttons (row, review, version);
  adw_expander_row_add_action (row, meirei_history_time_label_new (
                                      meirei_version_get_created_at (version)));
  for (guint i = 0; attempts != NULL && i < json_array_get_length (attempts); i++)
    adw_expander_row_add_row (row, make_attempt_row (review, version,
                                                     meirei_json_array_object (attempts, i),
                                                     i + 1));
  add_verdict (row, version);
  if (context != NULL)
    adw_expander_row_add_row (row, make_text_row (_("Prompt"), NULL, G_CALLBACK (load_prompt_cb),
                                                  origin_new (review, context, version, 0)));
  adw_expander_row_add_row (row, make_text_row (_("Raw answer"), NULL, G_CALLBACK (load_raw_cb),
                                                origin_new (review, NULL, version, 0)));

  return widget;
}
