/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiRawAnswer:
 *
 * The whole answer of the model, before the code was taken out of it.  It is
 * read only when somebody asks for it.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-raw-answer.h"
#include "meirei-workspace-versions.h"

/* More than this of an answer is no help on the screen. */
#define MAX_SHOWN (256 * 1024)

struct _MeireiRawAnswer
{
  AdwBin parent_instance;

  GtkTextView *view;
  MeireiWorkspace *workspace;
  MeireiVersion *version;
  gboolean loaded;
};

G_DEFINE_FINAL_TYPE (MeireiRawAnswer, meirei_raw_answer, ADW_TYPE_BIN)

static void
set_text (MeireiRawAnswer *self,
          const char      *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text, -1);
}

static void
raw_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(MeireiRawAnswer) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean unchanged = TRUE;
  g_autoptr(GBytes) bytes = meirei_workspace_read_raw_finish (MEIREI_WORKSPACE (source), result,
                                                              &unchanged, &error);
  g_autofree char *text = NULL;
  g_autofree char *cut = NULL;
  gsize size;

  if (bytes == NULL)
    {
      self->loaded = FALSE;
      set_text (self, error->message);
      return;
    }

  size = g_bytes_get_size (bytes);
  text = g_utf8_make_valid (g_bytes_get_data (bytes, NULL), (gssize) MIN (size, MAX_SHOWN));
  if (size > MAX_SHOWN)
    {
      g_autofree char *shown = g_strdup_printf ("%'d", MAX_SHOWN);
      g_autofree char *all = g_strdup_printf ("%'" G_GSIZE_FORMAT, size);
      /* Translators: how much of a long text is shown, in bytes */
      g_autofree char *note = g_strdup_printf (_("… the first %s of %s bytes"), shown, all);

      cut = g_strconcat (text, "\n", note, NULL);
    }
  set_text (self, cut != NULL ? cut : text);
}

static void
meirei_raw_answer_dispose (GObject *object)
{
  MeireiRawAnswer *self = MEIREI_RAW_ANSWER (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->version);

  G_OBJECT_CLASS (meirei_raw_answer_parent_class)->dispose (object);
}

static void
meirei_raw_answer_class_init (MeireiRawAnswerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_raw_answer_dispose;
}

static void
meirei_raw_answer_init (MeireiRawAnswer *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_editable (self->view, FALSE);
  gtk_text_view_set_monospace (self->view, TRUE);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (self->view, 12);
  gtk_text_view_set_right_margin (self->view, 12);
  gtk_text_view_set_top_margin (self->view, 9);
  gtk_text_view_set_bottom_margin (self->view, 9);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "text-card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Raw answer"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 240);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * meirei_raw_answer_new:
 * @workspace: the workspace
 * @version: a version
 *
 * Returns: (transfer full): the place for its answer, still empty
 */
GtkWidget *
meirei_raw_answer_new (MeireiWorkspace *workspace,
                       MeireiVersion   *version)
{
  MeireiRawAnswer *self = g_object_new (MEIREI_TYPE_RAW_ANSWER, NULL);

  self->workspace = g_object_ref (workspace);
  self->version = g_object_ref (version);

  return GTK_WIDGET (self);
}

/**
 * meirei_raw_answer_load:
 * @self: a raw answer
 *
 * Reads and shows the answer, the first time.
 */
void
meirei_raw_answer_load (MeireiRawAnswer *self)
{
  g_return_if_fail (MEIREI_IS_RAW_ANSWER (self));

  if (self->loaded)
    return;

  self->loaded = TRUE;
  meirei_workspace_read_raw_async (self->workspace,
                                   meirei_version_get_instruction_id (self->version),
                                   meirei_version_get_name (self->version), NULL, raw_cb,
                                   g_object_ref (self));
}
