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

#include "meirei-code-tab-private.h"
#include "meirei-ui-init.h"
#include "meirei-version-label.h"

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
  select_version (self);
  if (self->stream == NULL)
    _meirei_code_tab_show_version (self);
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

  _meirei_code_tab_drop_file (self);
  meirei_banner_set_revealed (self->banner, FALSE);
  meirei_code_view_set_text (self->code_view, "", 0, _meirei_code_tab_get_language_id (self));
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
  _meirei_code_tab_drop_file (self);
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
  gtk_widget_class_bind_template_callback_full (widget_class, "reload_cb",
                                                G_CALLBACK (_meirei_code_tab_reload_file));
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
  g_signal_connect_swapped (self->keep_button, "clicked", G_CALLBACK (_meirei_code_tab_keep_file), self);
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
 * meirei_code_tab_set_compact:
 * @self: a code tab
 * @compact: whether there is little room
 *
 * Gives the room of the map to the code.
 */
void
meirei_code_tab_set_compact (MeireiCodeTab *self,
                             gboolean       compact)
{
  g_return_if_fail (MEIREI_IS_CODE_TAB (self));

  gtk_widget_set_visible (GTK_WIDGET (self->code_map), !compact);
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
