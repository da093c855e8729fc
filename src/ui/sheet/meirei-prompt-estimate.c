/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiPromptEstimate:
 *
 * How much of the loaded context a sheet will take: its prompt is made as for
 * an execution and its tokens are estimated for the model that would write the
 * code.  The prompt itself can be read as well.
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "meirei-execution-plan.h"
#include "meirei-model-choice.h"
#include "meirei-prompt-estimate.h"
#include "meirei-prompt-window.h"
#include "meirei-token-estimator.h"

/* A sheet of the largest size takes some milliseconds, which nobody wants
 * between two letters. */
#define UPDATE_DELAY_MS 250

struct _MeireiPromptEstimate
{
  AdwBin parent_instance;

  GtkLabel *total_label;
  GtkLevelBar *bar;
  GtkLabel *parts_label;
  GtkLabel *room_label;
  AdwActionRow *template_row;
  GtkWidget *prompt_row;

  MeireiContext *context;       /* (owned) (nullable) */
  MeireiWorkspace *workspace;   /* (owned) (nullable) */
  MeireiModelChoice *choice;    /* (owned) (nullable) */
  MeireiPromptTemplate *template; /* (owned) (nullable) */
  MeireiSheet *sheet;           /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned) (nullable): of the template's reading */
  guint update_id;
};

G_DEFINE_FINAL_TYPE (MeireiPromptEstimate, meirei_prompt_estimate, ADW_TYPE_BIN)

static char *
format_number (gint64 number)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

/* A template leaves out the space around a part. */
static double
estimate_part (MeireiPrompt *prompt,
               const char   *part)
{
  g_autofree char *text = part != NULL ? g_strstrip (g_strdup (part)) : NULL;

  return text != NULL && strstr (meirei_prompt_get_user (prompt), text) != NULL
         ? meirei_token_estimate_text (text, MEIREI_VOCABULARY_SMALL) : 0.0;
}

/* What is in the prompt of the sheet itself; the rest is the template's.  Not
 * every template shows the tests to the model. */
static gint64
estimate_sheet (MeireiPrompt *prompt,
                MeireiSheet  *sheet)
{
  const char * const *functions = meirei_sheet_get_functions (sheet);
  double tokens = estimate_part (prompt, meirei_sheet_get_spec (sheet))
                  + estimate_part (prompt, meirei_sheet_get_tests (sheet));

  for (gsize i = 0; functions != NULL && functions[i] != NULL; i++)
    tokens += estimate_part (prompt, functions[i]);

  return (gint64) (tokens + 0.5);
}

/* As an execution would ask, so that it is counted with what was learnt from
 * earlier answers of the model; NULL if nobody can be asked. */
static MeireiContextFit *
make_fit (MeireiPromptEstimate  *self,
          MeireiPrompt         **prompt,
          MeireiModel           *model)
{
  g_autoptr(MeireiServer) server = model != NULL ? meirei_model_ref_server (model) : NULL;
  g_autoptr(MeireiTarget) target = NULL;
  g_autoptr(MeireiPreset) preset = NULL;
  g_autoptr(MeireiExecutionOptions) options = NULL;
  g_autoptr(MeireiChatRequest) request = NULL;

  if (server == NULL)
    return NULL;

  target = meirei_target_new (server, model);
  preset = meirei_execution_plan_find_preset (self->context, self->workspace, target, NULL);
  if (preset == NULL)
    return NULL;
  options = meirei_execution_options_new (NULL);
  request = meirei_execution_plan_make_request (target, preset, self->sheet, options, prompt, NULL);

  return request != NULL
         ? meirei_context_fitter_estimate (meirei_context_get_fitter (self->context), target,
                                           request)
         : NULL;
}

static gint64
estimate_prompt (MeireiPrompt *prompt)
{
  return (gint64) (meirei_token_estimate_text (meirei_prompt_get_system (prompt),
                                               MEIREI_VOCABULARY_SMALL)
                   + meirei_token_estimate_text (meirei_prompt_get_user (prompt),
                                                 MEIREI_VOCABULARY_SMALL) + 0.5);
}

static void
show_numbers (MeireiPromptEstimate *self,
              gint64                prompt,
              gint64                sheet,
              guint                 context)
{
  g_autofree char *prompt_text = format_number (prompt);
  g_autofree char *sheet_text = format_number (MIN (sheet, prompt));
  g_autofree char *template_text = format_number (MAX (prompt - sheet, 0));
  g_autofree char *context_text = format_number (context);
  g_autofree char *room_text = format_number ((gint64) context - prompt);
  g_autofree char *total = NULL;
  g_autofree char *parts = NULL;
  g_autofree char *room = NULL;
  gboolean too_long = context > 0 && prompt >= (gint64) context;

  total = context > 0
          /* Translators: of a prompt and the model's context: “1,254 of 16,000 tokens” */
          ? g_strdup_printf (_("%s of %s tokens"), prompt_text, context_text)
          : g_strdup_printf (ngettext ("%s token", "%s tokens", (gulong) prompt), prompt_text);
  gtk_label_set_label (self->total_label, total);
  /* Translators: parts of a prompt in tokens */
  parts = g_strdup_printf (_("sheet %s + template %s"), sheet_text, template_text);
  gtk_label_set_label (self->parts_label, parts);

  gtk_widget_set_visible (GTK_WIDGET (self->bar), context > 0);
  gtk_level_bar_set_value (self->bar, context > 0 ? MIN ((double) prompt / context, 1.0) : 0.0);
  if (context == 0)
    room = g_strdup (_("no model is loaded"));
  else if (too_long)
    room = g_strdup (_("does not fit"));
  else
    /* Translators: tokens that are left for an answer */
    room = g_strdup_printf (_("room for %s"), room_text);
  gtk_label_set_label (self->room_label, room);
  if (too_long)
    gtk_widget_add_css_class (GTK_WIDGET (self->room_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->room_label), "error");
}

static void
update (MeireiPromptEstimate *self)
{
  MeireiModel *model = self->choice != NULL ? meirei_model_choice_get_model (self->choice) : NULL;
  g_autoptr(MeireiPrompt) prompt = NULL;
  g_autoptr(MeireiContextFit) fit = NULL;
  g_autofree char *version = NULL;

  gtk_widget_set_sensitive (self->prompt_row, self->template != NULL && self->sheet != NULL);
  if (self->template == NULL || self->sheet == NULL)
    return;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->template_row),
                                 meirei_prompt_template_get_name (self->template));
  version = g_strconcat ("v", meirei_prompt_template_get_version (self->template), NULL);
  adw_action_row_set_subtitle (self->template_row, version);
  prompt = meirei_prompt_template_render (self->template, self->sheet);
  fit = make_fit (self, &prompt, model);
  show_numbers (self,
                fit != NULL ? meirei_context_fit_get_prompt_tokens (fit) : estimate_prompt (prompt),
                estimate_sheet (prompt, self->sheet),
                fit != NULL ? meirei_context_fit_get_context (fit) : 0);
}

static gboolean
update_cb (gpointer user_data)
{
  MeireiPromptEstimate *self = user_data;

  self->update_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
queue_update (MeireiPromptEstimate *self)
{
  if (self->update_id == 0)
    self->update_id = g_timeout_add (UPDATE_DELAY_MS, update_cb, self);
}

static void
template_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiPromptTemplate) template =
    meirei_template_store_find_finish (MEIREI_TEMPLATE_STORE (source), result, &error);
  MeireiPromptEstimate *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  g_set_object (&self->template, template);
  if (error != NULL)
    gtk_label_set_label (self->parts_label, error->message);
  update (self);
}

static void
prompt_activated_cb (MeireiPromptEstimate *self)
{
  g_autoptr(MeireiPrompt) prompt = NULL;

  if (self->template == NULL || self->sheet == NULL)
    return;

  prompt = meirei_prompt_template_render (self->template, self->sheet);
  meirei_prompt_window_present (GTK_WIDGET (self), prompt);
}

static void
meirei_prompt_estimate_dispose (GObject *object)
{
  MeireiPromptEstimate *self = MEIREI_PROMPT_ESTIMATE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_object (&self->choice);
  g_clear_object (&self->template);
  g_clear_object (&self->sheet);
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (meirei_prompt_estimate_parent_class)->dispose (object);
}

static void
meirei_prompt_estimate_class_init (MeireiPromptEstimateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_prompt_estimate_dispose;
}

static GtkWidget *
make_caption (float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");

  return label;
}

static GtkWidget *
make_head (MeireiPromptEstimate *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_("Prompt estimate"));

  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "caption-heading");
  gtk_box_append (GTK_BOX (head), title);
  self->total_label = GTK_LABEL (make_caption (1.0f));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->total_label));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->total_label),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);

  return head;
}

static GtkWidget *
make_card (MeireiPromptEstimate *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->bar = GTK_LEVEL_BAR (gtk_level_bar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Part of the context that the prompt takes"), -1);
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->bar));
  self->parts_label = GTK_LABEL (make_caption (0.0f));
  gtk_widget_set_hexpand (GTK_WIDGET (self->parts_label), TRUE);
  self->room_label = GTK_LABEL (make_caption (1.0f));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->parts_label));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->room_label));
  gtk_box_append (GTK_BOX (card), line);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "padded-card");

  return card;
}

static GtkWidget *
make_template_list (MeireiPromptEstimate *self)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->template_row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->template_row), FALSE);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->template_row));

  self->prompt_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->prompt_row), _("Show full prompt"));
  gtk_widget_add_css_class (arrow, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->prompt_row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->prompt_row), TRUE);
  gtk_widget_set_sensitive (self->prompt_row, FALSE);
  g_signal_connect_swapped (self->prompt_row, "activated", G_CALLBACK (prompt_activated_cb), self);
  gtk_list_box_append (GTK_LIST_BOX (list), self->prompt_row);

  return list;
}

static void
meirei_prompt_estimate_init (MeireiPromptEstimate *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_("Template"));

  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), make_card (self));
  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_widget_set_margin_top (title, 6);
  gtk_widget_add_css_class (title, "caption-heading");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), make_template_list (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * meirei_prompt_estimate_new:
 *
 * Returns: (transfer floating): an estimate of nothing yet
 */
GtkWidget *
meirei_prompt_estimate_new (void)
{
  return g_object_new (MEIREI_TYPE_PROMPT_ESTIMATE, NULL);
}

/**
 * meirei_prompt_estimate_set_context:
 * @self: an estimate
 * @context: (nullable): the program's context, with the models
 * @workspace: (nullable): the workspace, which may have a template of its own
 *
 * Sets for whom the prompt is made.
 */
void
meirei_prompt_estimate_set_context (MeireiPromptEstimate *self,
                                    MeireiContext        *context,
                                    MeireiWorkspace      *workspace)
{
  g_return_if_fail (MEIREI_IS_PROMPT_ESTIMATE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->template);
  g_clear_object (&self->choice);
  g_set_object (&self->context, context);
  g_set_object (&self->workspace, workspace);
  if (context == NULL || workspace == NULL)
    return;

  self->choice = meirei_model_choice_new (meirei_context_get_registry (context));
  g_signal_connect_object (self->choice, "notify::model", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  self->cancellable = g_cancellable_new ();
  meirei_execution_plan_find_template_async (context, workspace, self->cancellable, template_cb,
                                             self);
}

/**
 * meirei_prompt_estimate_set_sheet:
 * @self: an estimate
 * @sheet: (nullable): the sheet as it is now
 *
 * Sets what is asked for.  The numbers follow a moment later.
 */
void
meirei_prompt_estimate_set_sheet (MeireiPromptEstimate *self,
                                  MeireiSheet          *sheet)
{
  g_return_if_fail (MEIREI_IS_PROMPT_ESTIMATE (self));

  if (g_set_object (&self->sheet, sheet))
    queue_update (self);
}
