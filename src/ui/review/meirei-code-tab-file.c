/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The file of a stored version in the code tab: its text, its findings, and
 * what to do when somebody else changes it. */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-code-tab-private.h"
#include "meirei-report.h"

/* What is shown when there is no code. */

static void
show_empty (MeireiCodeTab *self,
            const char    *title,
            const char    *description)
{
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_no_code (MeireiCodeTab *self)
{
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);
  MeireiVersion *version = meirei_review_get_version (self->review);

  gtk_label_set_label (self->file_label, "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_button), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->open_button), FALSE);
  if (instruction == NULL)
    show_empty (self, "", NULL);
  else if (version != NULL)
    show_empty (self, _("No Code"), _("There was no code in the model’s answer."));
  else if (meirei_instruction_is_approved (instruction))
    show_empty (self, _("Not Executed Yet"), _("Press E to let the model write the code."));
  else
    show_empty (self, _("Not Executed Yet"),
                _("Approve the sheet first (P), then execute it (E)."));
}

/* A stored version. */

/* Returns: the language of GtkSourceView for the code of the instruction */
const char *
_meirei_code_tab_get_language_id (MeireiCodeTab *self)
{
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);
  const char *language = instruction != NULL
                         ? meirei_sheet_get_language (meirei_instruction_get_sheet (instruction))
                         : "python";

  return g_str_equal (language, "python") ? "python3" : language;
}

static void
show_findings (MeireiCodeTab *self,
               MeireiVersion *version)
{
  JsonObject *section = meirei_version_get_section (version, "report");
  g_autoptr(MeireiReport) report = section != NULL ? meirei_report_new_from_json (section) : NULL;

  meirei_code_view_set_findings (self->code_view, report != NULL
                                                  ? meirei_report_get_findings (report) : NULL);
}

/* Says so if the text is not what was recorded, and what that means for a
 * decision. */
static void
show_changed (MeireiCodeTab *self,
              MeireiVersion *version)
{
  g_autoptr(MeireiVerdict) verdict = meirei_version_dup_verdict (version);
  gboolean stale = verdict != NULL
                   && g_strcmp0 (meirei_verdict_get_file_sha256 (verdict),
                                 meirei_code_file_get_sha256 (self->file)) != 0;

  meirei_banner_set_title (self->banner,
                           stale ? _("The file was changed outside Meirei after the decision, "
                                     "which does not hold for this code")
                                 : _("The file was changed outside Meirei"));
  meirei_banner_set_button_label (self->banner, NULL);
  gtk_widget_set_visible (self->keep_button, FALSE);
  meirei_banner_set_revealed (self->banner, !meirei_code_file_get_unchanged (self->file));
}

static void
loaded_cb (MeireiCodeTab *self)
{
  MeireiVersion *version = meirei_review_get_version (self->review);
  const char *text = meirei_code_file_get_text (self->file);

  if (text == NULL || version == NULL)
    {
      show_empty (self, _("Could Not Read the Code"), meirei_code_file_get_problem (self->file));
      return;
    }

  meirei_code_view_set_text (self->code_view, text, -1, _meirei_code_tab_get_language_id (self));
  show_findings (self, version);
  show_changed (self, version);
  meirei_review_set_seen_sha256 (self->review, meirei_code_file_get_sha256 (self->file));
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_button), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->open_button), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "code");
}

/* What is shown stays until the reader decides; a decision is bound to it. */
static void
changed_cb (MeireiCodeTab *self)
{
  meirei_banner_set_title (self->banner, _("The file was just changed outside Meirei"));
  meirei_banner_set_button_label (self->banner, _("_Reload"));
  gtk_widget_set_visible (self->keep_button, TRUE);
  meirei_banner_set_revealed (self->banner, TRUE);
}

/* Shows what is in the file now. */
void
_meirei_code_tab_reload_file (MeireiCodeTab *self)
{
  meirei_banner_set_revealed (self->banner, FALSE);
  if (self->file != NULL)
    meirei_code_file_load (self->file);
}

/* Goes on with what is shown. */
void
_meirei_code_tab_keep_file (MeireiCodeTab *self)
{
  meirei_banner_set_revealed (self->banner, FALSE);
}

/* Forgets the file, for something else to be shown. */
void
_meirei_code_tab_drop_file (MeireiCodeTab *self)
{
  if (self->file != NULL)
    g_signal_handlers_disconnect_by_data (self->file, self);
  g_clear_object (&self->file);
}

static void
open_file (MeireiCodeTab *self,
           MeireiVersion *version)
{
  self->file = meirei_code_file_new (meirei_review_get_workspace (self->review), version);
  gtk_label_set_label (self->file_label, meirei_version_get_file (version));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->file_label),
                               meirei_code_file_get_path (self->file));
  g_signal_connect_object (self->file, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->file, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  meirei_code_file_load (self->file);
}

/* A record that was read again, with another report or a verdict: the reader
 * stays where they are. */
static gboolean
is_open (MeireiCodeTab *self,
         MeireiVersion *version)
{
  g_autofree char *path = NULL;

  if (self->file == NULL)
    return FALSE;

  path = meirei_workspace_dup_code_path (meirei_review_get_workspace (self->review), version);

  return g_strcmp0 (path, meirei_code_file_get_path (self->file)) == 0;
}

/* Shows the version that is reviewed, or why there is no code. */
void
_meirei_code_tab_show_version (MeireiCodeTab *self)
{
  MeireiVersion *version = meirei_review_get_version (self->review);
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);
  gboolean has_file = version != NULL && instruction != NULL
                      && meirei_version_get_file (version) != NULL;

  if (has_file && is_open (self, version))
    {
      if (meirei_code_file_get_text (self->file) != NULL)
        {
          show_findings (self, version);
          meirei_review_set_seen_sha256 (self->review, meirei_code_file_get_sha256 (self->file));
        }
      return;
    }

  _meirei_code_tab_drop_file (self);
  meirei_find_bar_close (self->find_bar);
  meirei_banner_set_revealed (self->banner, FALSE);
  if (has_file)
    open_file (self, version);
  else
    show_no_code (self);
}
