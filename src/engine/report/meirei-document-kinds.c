/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* From a request to the text of a document: each kind reads its data and has
 * its formats. */

#include "config.h"

#include "meirei-batch-report.h"
#include "meirei-document-kinds.h"
#include "meirei-instruction-report.h"
#include "meirei-project-report.h"
#include "meirei-record-document.h"
#include "meirei-workspace-figures.h"

/* More instructions than this in one document are none that somebody reads. */
#define MAX_RECORDED 500

static char *
refuse_format (MeireiDocumentFormat   format,
               const char            *formats,
               GError               **error)
{
  g_set_error (error, MEIREI_DOCUMENT_ERROR, MEIREI_DOCUMENT_ERROR_FORMAT,
               "This document is not written as %s; use %s",
               meirei_enum_to_nick (MEIREI_TYPE_DOCUMENT_FORMAT, (int) format), formats);

  return NULL;
}

static char *
make_batch (const MeireiDocumentSource   *source,
            const MeireiDocumentRequest  *request,
            GError                      **error)
{
  g_autoptr(MeireiBatchReport) report =
    meirei_batch_report_load (source->workspace, request->id, source->table, source->language,
                              error);

  if (report == NULL)
    return NULL;

  switch (request->format)
    {
    case MEIREI_DOCUMENT_FORMAT_JSON:
      return meirei_batch_report_json (report);
    case MEIREI_DOCUMENT_FORMAT_MARKDOWN:
    case MEIREI_DOCUMENT_FORMAT_HTML:
      return meirei_batch_report_document (report, request->format, source->table,
                                           source->language);
    case MEIREI_DOCUMENT_FORMAT_JUNIT:
      return meirei_batch_report_junit (report, source->table, source->language);
    case MEIREI_DOCUMENT_FORMAT_SARIF:
      return meirei_batch_report_sarif (report, source->table, source->language);
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
make_instruction (const MeireiDocumentSource   *source,
                  const MeireiDocumentRequest  *request,
                  GError                      **error)
{
  g_autoptr(MeireiInstructionReport) report =
    meirei_instruction_report_load (source->workspace, request->id, request->version, error);

  if (report == NULL)
    return NULL;

  switch (request->format)
    {
    case MEIREI_DOCUMENT_FORMAT_JSON:
      return meirei_instruction_report_json (report);
    case MEIREI_DOCUMENT_FORMAT_MARKDOWN:
    case MEIREI_DOCUMENT_FORMAT_HTML:
      return meirei_instruction_report_document (report, request->format, source->table,
                                                 source->language);
    case MEIREI_DOCUMENT_FORMAT_SARIF:
      return meirei_instruction_report_sarif (report, source->table, source->language);
    case MEIREI_DOCUMENT_FORMAT_JUNIT:
      return meirei_instruction_report_junit (report, source->table, source->language);
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Time is told for the moment of the last change. */
static MeireiProjectFigures *
compute_figures (const MeireiDocumentSource  *source,
                 GError                     **error)
{
  gint64 at = 0;

  for (guint i = 0; i < source->items->len; i++)
    at = MAX (at, meirei_instruction_item_get_updated_at (source->items->pdata[i]));

  return meirei_project_figures_compute (source->workspace, at, NULL, error);
}

static const MeireiPhaseFigures *
find_phase (MeireiProjectFigures *figures,
            int                   number)
{
  guint n_phases;
  const MeireiPhaseFigures *phases = meirei_project_figures_get_phases (figures, &n_phases);

  for (guint i = 0; i < n_phases; i++)
    if (meirei_phase_get_number (phases[i].phase) == number)
      return &phases[i];

  return NULL;
}

static gboolean
is_for_people (MeireiDocumentFormat format)
{
  return format == MEIREI_DOCUMENT_FORMAT_MARKDOWN || format == MEIREI_DOCUMENT_FORMAT_HTML;
}

static char *
make_instruction_record (const MeireiDocumentSource   *source,
                         const MeireiDocumentRequest  *request,
                         GError                      **error)
{
  g_autoptr(MeireiInstructionReport) report = NULL;
  g_autoptr(MeireiProjectFigures) figures = NULL;
  MeireiSheet *sheet;

  if (!is_for_people (request->format))
    return refuse_format (request->format, "markdown or html", error);

  report = meirei_instruction_report_load (source->workspace, request->id, request->version, error);
  figures = report != NULL ? compute_figures (source, error) : NULL;
  if (figures == NULL)
    return NULL;

  sheet = meirei_instruction_get_sheet (report->subject->instruction);

  return meirei_record_document_instruction (report,
                                             find_phase (figures, meirei_sheet_get_phase (sheet)),
                                             request->format, source->table, source->language);
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  MeireiInstructionItem *first = *(MeireiInstructionItem * const *) a;
  MeireiInstructionItem *second = *(MeireiInstructionItem * const *) b;
  gint64 first_at = meirei_instruction_item_get_created_at (first);
  gint64 second_at = meirei_instruction_item_get_created_at (second);

  if (first_at != second_at)
    return first_at < second_at ? -1 : 1;

  return g_strcmp0 (meirei_instruction_item_get_id (first),
                    meirei_instruction_item_get_id (second));
}

static GPtrArray *
load_phase (const MeireiDocumentSource *source,
            int                         phase)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  GPtrArray *reports =
    g_ptr_array_new_with_free_func ((GDestroyNotify) meirei_instruction_report_free);

  for (guint i = 0; i < source->items->len; i++)
    if (meirei_instruction_item_get_phase (source->items->pdata[i]) == phase)
      g_ptr_array_add (items, source->items->pdata[i]);
  g_ptr_array_sort (items, compare_items);
  for (guint i = 0; i < MIN (items->len, MAX_RECORDED); i++)
    {
      /* One that was deleted meanwhile is not recorded. */
      MeireiInstructionReport *report =
        meirei_instruction_report_load (source->workspace,
                                        meirei_instruction_item_get_id (items->pdata[i]), NULL,
                                        NULL);

      if (report != NULL)
        g_ptr_array_add (reports, report);
    }

  return reports;
}

static char *
make_phase_record (const MeireiDocumentSource   *source,
                   const MeireiDocumentRequest  *request,
                   GError                      **error)
{
  g_autoptr(MeireiProjectFigures) figures = NULL;
  g_autoptr(GPtrArray) reports = NULL;
  const MeireiPhaseFigures *phase;

  if (!is_for_people (request->format))
    return refuse_format (request->format, "markdown or html", error);

  figures = compute_figures (source, error);
  if (figures == NULL)
    return NULL;
  phase = find_phase (figures, request->phase);
  if (phase == NULL)
    {
      g_set_error (error, MEIREI_DOCUMENT_ERROR, MEIREI_DOCUMENT_ERROR_NO_PHASE,
                   "There is no phase %d; “phase list” shows those there are", request->phase);
      return NULL;
    }
  reports = load_phase (source, request->phase);

  return meirei_record_document_phase (reports, phase, request->format, source->table,
                                       source->language);
}

static char *
make_project (const MeireiDocumentSource   *source,
              const MeireiDocumentRequest  *request,
              GError                      **error)
{
  g_autoptr(MeireiProjectReport) report = NULL;

  if (!is_for_people (request->format) && request->format != MEIREI_DOCUMENT_FORMAT_JSON)
    return refuse_format (request->format, "json, markdown or html", error);

  report = meirei_project_report_load (source->workspace, source->items, error);
  if (report == NULL)
    return NULL;

  if (request->format == MEIREI_DOCUMENT_FORMAT_JSON)
    return meirei_project_report_json (report);

  return request->kind == MEIREI_DOCUMENT_GUIDE
         ? meirei_project_report_guide (report, request->format)
         : meirei_project_report_dashboard (report, request->format);
}

/* Reads what a document needs and writes it. */
char *
_meirei_document_make (const MeireiDocumentSource   *source,
                       const MeireiDocumentRequest  *request,
                       GError                      **error)
{
  switch (request->kind)
    {
    case MEIREI_DOCUMENT_BATCH:
      return make_batch (source, request, error);
    case MEIREI_DOCUMENT_INSTRUCTION:
      return make_instruction (source, request, error);
    case MEIREI_DOCUMENT_INSTRUCTION_RECORD:
      return make_instruction_record (source, request, error);
    case MEIREI_DOCUMENT_PHASE_RECORD:
      return make_phase_record (source, request, error);
    case MEIREI_DOCUMENT_DASHBOARD:
    case MEIREI_DOCUMENT_GUIDE:
      return make_project (source, request, error);
    default:
      g_return_val_if_reached (NULL);
    }
}
