/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiCodeTab:
 *
 * What the model wrote: the code of the version that is reviewed with its
 * findings, or, while the instruction is executed, the text as it arrives.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-banner.h"
#include "meirei-code-file.h"
#include "meirei-code-map.h"
#include "meirei-code-stream.h"
#include "meirei-code-tab.h"
#include "meirei-code-view.h"
#include "meirei-comment-editor.h"
#include "meirei-find-bar.h"
#include "meirei-live-bar.h"
#include "meirei-report.h"
#include "meirei-ui-init.h"
#include "meirei-version-label.h"

struct _MeireiCodeTab
{
  AdwBin parent_instance;

  GtkLabel *file_label;
  GtkDropDown *version_drop_down;
  GtkButton *copy_button;
  GtkButton *open_button;
  MeireiBanner *banner;
  GtkWidget *keep_button;
  MeireiFindBar *find_bar;
  MeireiLiveBar *live_bar;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  MeireiCodeView *code_view;
  MeireiCodeMap *code_map;

  MeireiCommentEditor *comment_editor;  /* (nullable) */

  MeireiReview *review;
  MeireiVersionList *versions;
  MeireiRunCenter *center;        /* (nullable) */
  gulong center_id;
  MeireiCodeFile *file;           /* (owned) (nullable): that is shown */
  gboolean selecting;             /* the drop-down is being set, not used */

  MeireiCodeStream *stream;       /* (nullable) of the execution that is followed */
};

G_DEFINE_FINAL_TYPE (MeireiCodeTab, meirei_code_tab, ADW_TYPE_BIN)

static void
copy_cb (MeireiCodeTab *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->code_view));
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
open_cb (MeireiCodeTab *self)
{
  const char *path = self->file != NULL ? meirei_code_file_get_path (self->file) : NULL;
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL;

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
}

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

static const char *
guess_language_id (MeireiInstruction *instruction)
{
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

  meirei_code_view_set_text (self->code_view, text, -1,
                             guess_language_id (meirei_review_get_instruction (self->review)));
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

static void
reload_cb (MeireiCodeTab *self)
{
  meirei_banner_set_revealed (self->banner, FALSE);
  if (self->file != NULL)
    meirei_code_file_load (self->file);
}

static void
keep_cb (MeireiCodeTab *self)
{
  meirei_banner_set_revealed (self->banner, FALSE);
}

static void
drop_file (MeireiCodeTab *self)
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

static void
select_version (MeireiCodeTab *self)
{
  guint position = GTK_INVALID_LIST_POSITION;
  MeireiVersion *version = meirei_review_get_version (self->review);

  self->selecting = TRUE;
  if (version != NULL
      && meirei_version_list_find (self->versions, meirei_version_get_name (version),
                                   &position) != NULL)
    gtk_drop_down_set_selected (self->version_drop_down, position);
  gtk_widget_set_visible (GTK_WIDGET (self->version_drop_down),
                          position != GTK_INVALID_LIST_POSITION);
  self->selecting = FALSE;
}

static void
version_selected_cb (MeireiCodeTab *self)
{
  MeireiVersion *version = gtk_drop_down_get_selected_item (self->version_drop_down);
  MeireiVersion *shown = meirei_review_get_version (self->review);

  /* The drop-down also selects by itself, when the list changes. */
  if (self->selecting || version == NULL || shown == NULL
      || g_str_equal (meirei_version_get_name (version), meirei_version_get_name (shown)))
    return;

  /* Who looks at the latest version wants to see a newer one too. */
  meirei_review_set_version_name (self->review,
                                  gtk_drop_down_get_selected (self->version_drop_down) == 0
                                  ? NULL : meirei_version_get_name (version));
}

static void
version_cb (MeireiCodeTab *self)
{
  MeireiVersion *version = meirei_review_get_version (self->review);
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);
  const char *file = version != NULL ? meirei_version_get_file (version) : NULL;

  select_version (self);
  if (self->stream != NULL)
    return;

  if (file != NULL && instruction != NULL && is_open (self, version))
    {
      if (meirei_code_file_get_text (self->file) != NULL)
        {
          show_findings (self, version);
          meirei_review_set_seen_sha256 (self->review, meirei_code_file_get_sha256 (self->file));
        }
      return;
    }

  drop_file (self);
  meirei_find_bar_close (self->find_bar);
  meirei_banner_set_revealed (self->banner, FALSE);
  if (file == NULL || instruction == NULL)
    show_no_code (self);
  else
    open_file (self, version);
}

/* A running execution. */

static MeireiExecution *
get_execution (MeireiCodeTab *self)
{
  return self->stream != NULL ? meirei_code_stream_get_execution (self->stream) : NULL;
}

static void
stream_file_cb (MeireiCodeTab *self)
{
  g_autofree char *file = meirei_code_stream_dup_file (self->stream);

  if (file != NULL)
    gtk_label_set_label (self->file_label, file);
}

static void
unfollow (MeireiCodeTab *self)
{
  if (self->stream == NULL)
    return;

  meirei_code_stream_stop (self->stream);
  g_clear_object (&self->stream);
  gtk_widget_set_sensitive (GTK_WIDGET (self->version_drop_down), TRUE);
}

static void
follow (MeireiCodeTab   *self,
        MeireiExecution *execution)
{
  if (get_execution (self) == execution)
    return;

  unfollow (self);
  if (execution == NULL)
    {
      version_cb (self);
      return;
    }

  drop_file (self);
  meirei_banner_set_revealed (self->banner, FALSE);
  meirei_code_view_set_text (self->code_view, "", 0,
                             guess_language_id (meirei_review_get_instruction (self->review)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->version_drop_down), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_button), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->open_button), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "code");
  self->stream = meirei_code_stream_new (self->code_view, self->live_bar, execution);
  g_signal_connect_object (self->stream, "file-changed", G_CALLBACK (stream_file_cb), self,
                           G_CONNECT_SWAPPED);
  stream_file_cb (self);
}

static void
update_execution (MeireiCodeTab *self)
{
  MeireiInstructionItem *item = meirei_review_get_item (self->review);

  follow (self, self->center != NULL && item != NULL
                ? meirei_run_center_find_execution (self->center,
                                                    meirei_instruction_item_get_id (item))
                : NULL);
}

static void
item_cb (MeireiCodeTab *self)
{
  meirei_review_set_seen_sha256 (self->review, NULL);
  update_execution (self);
}

static void
meirei_code_tab_dispose (GObject *object)
{
  MeireiCodeTab *self = MEIREI_CODE_TAB (object);

  unfollow (self);
  drop_file (self);
  if (self->center != NULL)
    g_clear_signal_handler (&self->center_id, self->center);
  g_clear_object (&self->center);
  g_clear_object (&self->versions);
  g_clear_object (&self->review);
  if (self->comment_editor != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->comment_editor));
  self->comment_editor = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_CODE_TAB);

  G_OBJECT_CLASS (meirei_code_tab_parent_class)->dispose (object);
}

static void
meirei_code_tab_class_init (MeireiCodeTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_code_tab_dispose;

  g_type_ensure (MEIREI_TYPE_BANNER);
  g_type_ensure (MEIREI_TYPE_CODE_MAP);
  g_type_ensure (MEIREI_TYPE_CODE_VIEW);
  g_type_ensure (MEIREI_TYPE_FIND_BAR);
  g_type_ensure (MEIREI_TYPE_LIVE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/review/meirei-code-tab.ui");
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, banner);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, code_map);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, code_view);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, copy_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, empty_page);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, file_label);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, find_bar);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, live_bar);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, open_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, stack);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, version_drop_down);
}

static void
meirei_code_tab_init (MeireiCodeTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  meirei_code_map_set_view (self->code_map, self->code_view);
  meirei_find_bar_set_view (self->find_bar, self->code_view);
  self->keep_button = gtk_button_new_with_mnemonic (_("_Keep"));
  gtk_widget_set_tooltip_text (self->keep_button, _("Keep What Is Shown"));
  gtk_widget_set_valign (self->keep_button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->keep_button, "clicked", G_CALLBACK (keep_cb), self);
  gtk_widget_insert_after (self->keep_button,
                           gtk_widget_get_parent (meirei_banner_get_button (self->banner)),
                           meirei_banner_get_button (self->banner));
}

/**
 * meirei_code_tab_new:
 * @review: what is reviewed
 * @versions: its versions
 *
 * Returns: (transfer full): a tab that follows @review
 */
GtkWidget *
meirei_code_tab_new (MeireiReview      *review,
                     MeireiVersionList *versions)
{
  MeireiCodeTab *self = g_object_new (MEIREI_TYPE_CODE_TAB, NULL);
  g_autoptr(GtkListItemFactory) factory = meirei_version_label_factory_new ();

  self->review = g_object_ref (review);
  self->versions = g_object_ref (versions);
  self->comment_editor = meirei_comment_editor_new (self->code_view, GTK_WIDGET (self),
                                                    meirei_review_get_comments (review));
  gtk_drop_down_set_factory (self->version_drop_down, factory);
  gtk_drop_down_set_model (self->version_drop_down, meirei_version_list_get_model (versions));
  g_signal_connect_object (self->version_drop_down, "notify::selected",
                           G_CALLBACK (version_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (meirei_version_list_get_model (versions), "items-changed",
                           G_CALLBACK (select_version), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (review, "notify::item", G_CALLBACK (item_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (review, "notify::version", G_CALLBACK (version_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (review, "notify::instruction", G_CALLBACK (version_cb), self,
                           G_CONNECT_SWAPPED);
  version_cb (self);

  return GTK_WIDGET (self);
}

/**
 * meirei_code_tab_set_run_center:
 * @self: a code tab
 * @center: (nullable): what runs
 *
 * Lets the tab follow executions.
 */
void
meirei_code_tab_set_run_center (MeireiCodeTab   *self,
                                MeireiRunCenter *center)
{
  g_return_if_fail (MEIREI_IS_CODE_TAB (self));

  if (self->center != NULL)
    g_clear_signal_handler (&self->center_id, self->center);
  g_set_object (&self->center, center);
  if (center != NULL)
    self->center_id = g_signal_connect_object (center, "execution-changed",
                                               G_CALLBACK (update_execution), self,
                                               G_CONNECT_SWAPPED);
  meirei_code_view_set_table (self->code_view, center != NULL
                                               ? meirei_analyser_get_table (
                                                   meirei_context_get_analyser (
                                                     meirei_run_center_get_context (center)))
                                               : NULL);
  update_execution (self);
}

/**
 * meirei_code_tab_show_finding:
 * @self: a code tab
 * @finding: a finding
 *
 * Goes to the finding's line and gives the code the focus.
 */
void
meirei_code_tab_show_finding (MeireiCodeTab *self,
                              MeireiFinding *finding)
{
  g_return_if_fail (MEIREI_IS_CODE_TAB (self));

  if (meirei_finding_get_line (finding) > 0)
    meirei_code_view_jump_to_line (self->code_view, meirei_finding_get_line (finding));
  gtk_widget_grab_focus (GTK_WIDGET (self->code_view));
}

/**
 * meirei_code_tab_next_finding:
 * @self: a code tab
 * @backward: whether to look towards the start
 *
 * Goes to the next line with findings.
 */
void
meirei_code_tab_next_finding (MeireiCodeTab *self,
                              gboolean       backward)
{
  g_return_if_fail (MEIREI_IS_CODE_TAB (self));

  meirei_code_view_next_finding (self->code_view, backward);
}

/**
 * meirei_code_tab_comment:
 * @self: a code tab
 *
 * Lets the reader write a comment on the line where the cursor is.
 */
void
meirei_code_tab_comment (MeireiCodeTab *self)
{
  g_return_if_fail (MEIREI_IS_CODE_TAB (self));

  if (self->stream == NULL)
    meirei_comment_editor_open (self->comment_editor,
                                meirei_code_view_get_line (self->code_view));
}

/**
 * meirei_code_tab_focus:
 * @self: a code tab
 *
 * Gives the code the focus.
 *
 * Returns: %FALSE if there is no code
 */
gboolean
meirei_code_tab_focus (MeireiCodeTab *self)
{
  g_return_val_if_fail (MEIREI_IS_CODE_TAB (self), FALSE);

  return g_str_equal (gtk_stack_get_visible_child_name (self->stack), "code")
         && gtk_widget_grab_focus (GTK_WIDGET (self->code_view));
}

/**
 * meirei_code_tab_find:
 * @self: a code tab
 * @backward: whether to look towards the start
 *
 * Lets the reader find text, or goes to the next match.
 */
void
meirei_code_tab_find (MeireiCodeTab *self,
                      gboolean       backward)
{
  g_return_if_fail (MEIREI_IS_CODE_TAB (self));

  meirei_find_bar_find (self->find_bar, backward);
}
