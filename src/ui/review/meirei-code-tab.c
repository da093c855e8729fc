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
#include "meirei-code-map.h"
#include "meirei-code-stream.h"
#include "meirei-code-tab.h"
#include "meirei-code-view.h"
#include "meirei-comment-editor.h"
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
  GCancellable *reading;          /* (nullable) */
  char *path;                     /* (nullable) of the file that is shown */
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
  g_autofree char *uri = self->path != NULL ? g_filename_to_uri (self->path, NULL, NULL) : NULL;

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

static void
code_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(MeireiCodeTab) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean unchanged = TRUE;
  g_autoptr(GBytes) code = meirei_workspace_read_code_finish (MEIREI_WORKSPACE (source), result,
                                                              &unchanged, &error);
  MeireiVersion *version;
  g_autofree char *text = NULL;
  g_autofree char *sha256 = NULL;
  gsize length;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->reading);
  version = meirei_review_get_version (self->review);
  if (code == NULL || version == NULL)
    {
      show_empty (self, _("Could Not Read the Code"), error != NULL ? error->message : NULL);
      return;
    }

  text = g_utf8_make_valid (g_bytes_get_data (code, &length), (gssize) g_bytes_get_size (code));
  meirei_code_view_set_text (self->code_view, text, -1,
                             guess_language_id (meirei_review_get_instruction (self->review)));
  show_findings (self, version);
  meirei_banner_set_title (self->banner, _("The file was changed outside Meirei"));
  meirei_banner_set_revealed (self->banner, !unchanged);
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, code);
  meirei_review_set_seen_sha256 (self->review, sha256);
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_button), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->open_button), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "code");
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

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->path, g_free);
  select_version (self);
  if (self->stream != NULL)
    return;

  meirei_banner_set_revealed (self->banner, FALSE);
  if (file == NULL || instruction == NULL)
    {
      show_no_code (self);
      return;
    }

  self->path = meirei_workspace_dup_code_path (meirei_review_get_workspace (self->review), version);
  gtk_label_set_label (self->file_label, file);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->file_label), self->path);
  self->reading = g_cancellable_new ();
  meirei_workspace_read_code_async (meirei_review_get_workspace (self->review),
                                    meirei_instruction_get_id (instruction),
                                    meirei_version_get_name (version), self->reading, code_cb,
                                    g_object_ref (self));
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

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
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
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
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
meirei_code_tab_finalize (GObject *object)
{
  MeireiCodeTab *self = MEIREI_CODE_TAB (object);

  g_free (self->path);

  G_OBJECT_CLASS (meirei_code_tab_parent_class)->finalize (object);
}

static void
meirei_code_tab_class_init (MeireiCodeTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_code_tab_dispose;
  G_OBJECT_CLASS (klass)->finalize = meirei_code_tab_finalize;

  g_type_ensure (MEIREI_TYPE_BANNER);
  g_type_ensure (MEIREI_TYPE_CODE_MAP);
  g_type_ensure (MEIREI_TYPE_CODE_VIEW);
  g_type_ensure (MEIREI_TYPE_LIVE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/review/meirei-code-tab.ui");
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, banner);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, code_map);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, code_view);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, copy_button);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, empty_page);
  gtk_widget_class_bind_template_child (widget_class, MeireiCodeTab, file_label);
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
