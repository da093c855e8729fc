/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiTestsTab:
 *
 * The acceptance tests of the sheet, to be read.  They are code that somebody
 * wrote for code that a model wrote; this version has no sandbox to run either
 * in, and says so instead of showing a result.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-banner.h"
#include "meirei-code-view.h"
#include "meirei-tests-tab.h"

struct _MeireiTestsTab
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *empty_page;
  MeireiCodeView *code_view;
  MeireiReview *review;
  char *shown;      /* (nullable) */
};

enum {
  EDIT_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiTestsTab, meirei_tests_tab, ADW_TYPE_BIN)

static void
edit_cb (MeireiTestsTab *self)
{
  g_signal_emit (self, signals[EDIT_REQUESTED], 0);
}

/* The place in the text stays, unless the text is another one. */
static void
instruction_cb (MeireiTestsTab *self)
{
  MeireiInstruction *instruction = meirei_review_get_instruction (self->review);
  const char *tests = instruction != NULL
                      ? meirei_sheet_get_tests (meirei_instruction_get_sheet (instruction)) : "";
  g_autofree char *stripped = g_strstrip (g_strdup (tests));

  gtk_widget_set_visible (GTK_WIDGET (self->stack), instruction != NULL);
  gtk_stack_set_visible_child_name (self->stack, *stripped != '\0' ? "tests" : "empty");
  if (g_strcmp0 (self->shown, tests) == 0)
    return;

  g_free (self->shown);
  self->shown = g_strdup (tests);
  meirei_code_view_set_text (self->code_view, tests, -1, "python3");
}

static void
meirei_tests_tab_dispose (GObject *object)
{
  MeireiTestsTab *self = MEIREI_TESTS_TAB (object);

  g_clear_object (&self->review);

  G_OBJECT_CLASS (meirei_tests_tab_parent_class)->dispose (object);
}

static void
meirei_tests_tab_finalize (GObject *object)
{
  MeireiTestsTab *self = MEIREI_TESTS_TAB (object);

  g_free (self->shown);

  G_OBJECT_CLASS (meirei_tests_tab_parent_class)->finalize (object);
}

static void
meirei_tests_tab_class_init (MeireiTestsTabClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_tests_tab_dispose;
  G_OBJECT_CLASS (klass)->finalize = meirei_tests_tab_finalize;

  /**
   * MeireiTestsTab::edit-requested:
   * @self: a tests tab
   *
   * Somebody wants to write tests.
   */
  signals[EDIT_REQUESTED] =
    g_signal_new ("edit-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_tests_page (MeireiTestsTab *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *banner = meirei_banner_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  meirei_banner_set_level (MEIREI_BANNER (banner), MEIREI_SEVERITY_INFO);
  meirei_banner_set_title (MEIREI_BANNER (banner),
                           _("These tests have not been run: they may only run in a sandbox, "
                             "which this version does not have"));
  meirei_banner_set_button_label (MEIREI_BANNER (banner), _("_Edit"));
  g_signal_connect_swapped (banner, "button-clicked", G_CALLBACK (edit_cb), self);
  meirei_banner_set_revealed (MEIREI_BANNER (banner), TRUE);

  self->code_view = MEIREI_CODE_VIEW (meirei_code_view_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->code_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Acceptance tests"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->code_view));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), banner);
  gtk_box_append (GTK_BOX (box), scroller);

  return box;
}

static void
meirei_tests_tab_init (MeireiTestsTab *self)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Add Tests"));

  self->stack = GTK_STACK (stack);
  self->empty_page = ADW_STATUS_PAGE (page);
  adw_status_page_set_icon_name (self->empty_page, "meirei-validated-symbolic");
  adw_status_page_set_title (self->empty_page, _("This Sheet Has No Tests"));
  adw_status_page_set_description (self->empty_page,
                                   _("Acceptance tests tell the model what counts as right."));
  gtk_widget_add_css_class (page, "compact");
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (edit_cb), self);
  adw_status_page_set_child (self->empty_page, button);

  gtk_stack_add_named (self->stack, page, "empty");
  gtk_stack_add_named (self->stack, make_tests_page (self), "tests");
  adw_bin_set_child (ADW_BIN (self), stack);
}

/**
 * meirei_tests_tab_new:
 * @review: what is reviewed
 *
 * Returns: (transfer full): a tab that follows @review
 */
GtkWidget *
meirei_tests_tab_new (MeireiReview *review)
{
  MeireiTestsTab *self = g_object_new (MEIREI_TYPE_TESTS_TAB, NULL);

  self->review = g_object_ref (review);
  g_signal_connect_object (review, "notify::instruction", G_CALLBACK (instruction_cb), self,
                           G_CONNECT_SWAPPED);
  instruction_cb (self);

  return GTK_WIDGET (self);
}
