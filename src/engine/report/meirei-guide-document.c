/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* What to do next, for whoever goes on with the project. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "meirei-document-words.h"
#include "meirei-document.h"
#include "meirei-json.h"
#include "meirei-labels.h"
#include "meirei-project-report.h"
#include "meirei-project-words.h"

#define MAX_STEPS 30
/* Ids on one line of commands. */
#define MAX_NAMED 10

static void
add_state (MeireiDocument      *document,
           MeireiProjectReport *self)
{
  MeireiProjectFigures *figures = self->figures;
  const MeireiPhaseFigures *current = meirei_project_figures_get_current_phase (figures);
  g_autofree char *at = _meirei_words_time (self->at);
  g_autofree char *accepted =
    _meirei_words_percent (meirei_project_figures_get_count (figures, MEIREI_STATUS_ACCEPTED),
                           meirei_project_figures_get_n_instructions (figures));

  meirei_document_add_heading (document, 2, _("Where the project is"));
  meirei_document_add_fact (document, _("Last change"), at);
  meirei_document_add_fact (document, _("Accepted"), accepted);
  if (current != NULL)
    {
      g_autofree char *phase = _meirei_words_phase (current->phase);
      g_autofree char *criterion = _meirei_words_phase_criterion (current->phase);
      g_autofree char *of_phase = _meirei_words_percent (current->n_accepted,
                                                         current->n_instructions);

      meirei_document_add_fact (document, _("Current phase"), phase);
      meirei_document_add_fact (document, _("Goal"), meirei_phase_get_goal (current->phase));
      meirei_document_add_fact (document, _("Accepted in this phase"), of_phase);
      meirei_document_add_fact (document, _("Achieved when"), criterion);
    }
  if (self->batches->len > 0)
    {
      MeireiBatch *batch = self->batches->pdata[0];
      g_autofree char *last =
        g_strdup_printf ("%s · %s · %s", meirei_batch_get_id (batch),
                         meirei_operation_get_label (meirei_batch_get_operation (batch)),
                         meirei_batch_state_get_label (meirei_batch_get_state (batch)));

      meirei_document_add_fact (document, _("Last batch"), last);
    }
}

static char *
describe_entry (const MeireiFiguresEntry *entry)
{
  g_autofree char *at = _meirei_words_time (entry->at);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%.8s · ", entry->id);
  g_string_append_printf (text, _("Phase %d"), entry->phase);
  if (entry->score >= 0)
    {
      g_string_append (text, " · ");
      /* Translators: the score of a file. */
      g_string_append_printf (text, _("Score %d of 100"), entry->score);
    }
  if (*at != '\0')
    g_string_append_printf (text, " · %s", at);
  if (entry->note != NULL && *entry->note != '\0')
    g_string_append_printf (text, " · %s", entry->note);

  return g_string_free (text, FALSE);
}

static void
add_more (MeireiDocument *document,
          guint           n_shown,
          guint           n_all)
{
  g_autofree char *text = NULL;

  if (n_all <= n_shown)
    return;

  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more",
                                       n_all - n_shown), n_all - n_shown);
  meirei_document_add_item (document, NULL, text);
}

static void
add_decisions (MeireiDocument      *document,
               MeireiProjectReport *self)
{
  gboolean any = FALSE;

  meirei_document_add_heading (document, 2, _("Open decisions"));
  for (guint i = 0; i < MEIREI_NEED_FAILED; i++)
    {
      guint n_entries;
      const MeireiFiguresEntry *entries =
        meirei_project_figures_get_needs (self->figures, (MeireiNeed) i, &n_entries);

      if (n_entries == 0)
        continue;
      any = TRUE;
      meirei_document_add_heading (document, 3, _meirei_words_need ((MeireiNeed) i));
      for (guint j = 0; j < n_entries; j++)
        {
          g_autofree char *text = describe_entry (&entries[j]);

          meirei_document_add_item (document, entries[j].title, text);
        }
      add_more (document, n_entries,
                meirei_project_figures_count_need (self->figures, (MeireiNeed) i));
    }
  if (!any)
    meirei_document_add_paragraph (document, _("None."));
}

static void
add_failures (MeireiDocument      *document,
              MeireiProjectReport *self)
{
  guint n_causes, n_entries;
  const MeireiFailureCause *causes = meirei_project_figures_get_causes (self->figures, &n_causes);
  const MeireiFiguresEntry *entries =
    meirei_project_figures_get_needs (self->figures, MEIREI_NEED_FAILED, &n_entries);

  meirei_document_add_heading (document, 2, _("Failures and their causes"));
  if (n_causes == 0 && n_entries == 0)
    {
      meirei_document_add_paragraph (document, _("None."));
      return;
    }
  for (guint i = 0; i < n_causes; i++)
    {
      g_autofree char *count =
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u instruction", "%u instructions",
                                      causes[i].n_instructions), causes[i].n_instructions);

      meirei_document_add_item (document, count, *causes[i].cause != '\0'
                                                 ? causes[i].cause : _("No reason is known"));
    }
  for (guint i = 0; i < n_entries; i++)
    {
      g_autofree char *text = describe_entry (&entries[i]);

      meirei_document_add_item (document, entries[i].title, text);
    }
  add_more (document, n_entries, meirei_project_figures_count_need (self->figures,
                                                                    MEIREI_NEED_FAILED));
}

static const char *
get_advice (const MeireiNextStep *step)
{
  switch (step->status)
    {
    case MEIREI_STATUS_DRAFT:
      return _("complete the sheet and approve it");
    case MEIREI_STATUS_VALIDATED:
      return _("approve it");
    case MEIREI_STATUS_APPROVED:
      return _("execute it");
    case MEIREI_STATUS_EXECUTING:
      return _("wait for the model");
    case MEIREI_STATUS_EXECUTED:
      return _("review it, then accept or reject it");
    case MEIREI_STATUS_REJECTED:
      return _("correct the sheet, or execute it again");
    case MEIREI_STATUS_FAILED:
      return _("remove the cause, then execute it again");
    case MEIREI_STATUS_ACCEPTED:
    default:
      return "";
    }
}

static char *
describe_step (const MeireiNextStep *step)
{
  GString *text = g_string_new (NULL);
  g_autofree char *waits = g_strjoinv (", ", step->waits_for);

  g_string_append_printf (text, "%.8s · ", step->id);
  g_string_append_printf (text, _("Phase %d"), step->phase);
  g_string_append_printf (text, " · %s · %s", meirei_status_get_label (step->status),
                          get_advice (step));
  if (*waits != '\0')
    {
      g_string_append (text, " · ");
      /* Translators: the titles of other instructions. */
      g_string_append_printf (text, _("first: %s"), waits);
    }
  if (step->in_cycle)
    g_string_append_printf (text, " · %s", _("they wait for each other: correct “depends on”"));
  /* Why something failed is told above. */
  if (step->status == MEIREI_STATUS_REJECTED && step->note != NULL
      && *step->note != '\0')
    g_string_append_printf (text, " · “%s”", step->note);

  return g_string_free (text, FALSE);
}

static void
add_steps (MeireiDocument      *document,
           MeireiProjectReport *self)
{
  meirei_document_add_heading (document, 2, _("What comes next"));
  if (self->steps->len == 0)
    meirei_document_add_paragraph (document, _("Everything is accepted."));
  for (guint i = 0; i < MIN (self->steps->len, MAX_STEPS); i++)
    {
      const MeireiNextStep *step = self->steps->pdata[i];
      g_autofree char *title = g_strdup_printf ("%u · %s", i + 1, step->title);
      g_autofree char *text = describe_step (step);

      meirei_document_add_item (document, title, text);
    }
  add_more (document, MAX_STEPS, self->steps->len);
}

/* One line per verb, for what can be done at once. */
static void
append_command (GString             *commands,
                MeireiProjectReport *self,
                const char          *verb)
{
  guint n_named = 0;

  for (guint i = 0; i < self->steps->len && n_named < MAX_NAMED; i++)
    {
      const MeireiNextStep *step = self->steps->pdata[i];

      if (step->status == MEIREI_STATUS_EXECUTING || meirei_next_step_is_blocked (step)
          || !g_str_equal (meirei_next_step_get_operation (step), verb))
        continue;
      /* One instruction is looked at at a time. */
      if (n_named > 0 && g_str_equal (verb, "show"))
        g_string_append (commands, "\nmeirei-cli show");
      if (n_named++ == 0)
        g_string_append_printf (commands, "meirei-cli %s",
                                g_str_equal (verb, "execute") ? "batch execute" : verb);
      g_string_append_printf (commands, " %.8s", step->id);
    }
  if (n_named > 0)
    g_string_append_c (commands, '\n');
}

static void
add_commands (MeireiDocument      *document,
              MeireiProjectReport *self)
{
  g_autoptr(GString) commands = g_string_new (NULL);

  if (self->batches->len > 0)
    {
      MeireiBatch *batch = self->batches->pdata[0];
      MeireiBatchState state = meirei_batch_get_state (batch);

      if (state == MEIREI_BATCH_STATE_INTERRUPTED || state == MEIREI_BATCH_STATE_CANCELLED)
        g_string_append_printf (commands, "meirei-cli batch resume %s\n",
                                meirei_batch_get_id (batch));
    }
  append_command (commands, self, "show");
  append_command (commands, self, "approve");
  append_command (commands, self, "execute");
  g_string_append (commands, "meirei-cli verify\nmeirei-cli dashboard --write\n"
                   "meirei-cli guide --write\n");

  meirei_document_add_heading (document, 2, _("Commands"));
  meirei_document_add_code (document, "sh", commands->str, NULL);
}

/**
 * meirei_project_report_guide:
 * @self: what a document tells about a project
 * @format: %MEIREI_DOCUMENT_FORMAT_MARKDOWN or %MEIREI_DOCUMENT_FORMAT_HTML
 *
 * Returns: (transfer full): a document for people, with places in Markdown for
 *   what a person adds
 */
char *
meirei_project_report_guide (MeireiProjectReport  *self,
                             MeireiDocumentFormat  format)
{
  g_autoptr(MeireiDocument) document = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  /* Translators: the title of a document; %s is a project's name. */
  title = g_strdup_printf (_("%s – guide for the next session"), self->project);
  document = meirei_document_new (format, title);
  meirei_document_add_place (document, "intro");
  add_state (document, self);
  add_decisions (document, self);
  add_failures (document, self);
  add_steps (document, self);
  add_commands (document, self);
  meirei_document_add_place (document, "notes");

  return meirei_document_free_to_text (g_steal_pointer (&document));
}
