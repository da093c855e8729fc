/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The documents about a stored workspace against stored ones.  The answers in
 * it are a small model's, not ours.  The program runs once per language. */

#include "config.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "meirei-batch-error.h"
#include "meirei-document-maker.h"
#include "meirei-golden.h"
#include "meirei-instruction-error.h"
#include "meirei-labels.h"
#include "meirei-lifecycle.h"
#include "meirei-paths.h"
#include "meirei-test-workspace.h"

#define BATCH "20261122_191545_0750"
#define FACTORIAL "ed64f9b7-764e-561c-bf7d-524a95c43ecb"

static MeireiScoreTable *table;
static const char *language;

typedef struct {
  char *dir;
  MeireiWorkspace *workspace;
  MeireiDocumentMaker *maker;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = meirei_golden_copy_folder ("documents/workspace");
  fixture->workspace = meirei_workspace_open (fixture->dir, NULL, &error);
  g_assert_no_error (error);
  fixture->maker = meirei_document_maker_new (fixture->workspace, table, language);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  /* A thread may still be about to let it go. */
  g_object_unref (fixture->maker);
  meirei_test_drop_workspace (&fixture->workspace);
  meirei_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static char *
make_text (Fixture                     *fixture,
           const MeireiDocumentRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) document = meirei_document_maker_make (fixture->maker, request, &error);

  g_assert_no_error (error);

  return g_strndup (g_bytes_get_data (document, NULL), g_bytes_get_size (document));
}

static void
compare (Fixture                     *fixture,
         const MeireiDocumentRequest *request,
         const char                  *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) document = meirei_document_maker_make (fixture->maker, request, &error);
  g_autofree char *file =
    g_strdup_printf ("documents/expected/%s.%s%s", name, language,
                     meirei_document_format_get_ending (request->format));

  g_assert_no_error (error);
  meirei_golden_compare (file, document);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* A new state without a word would be seen only when it happens. */
static void
test_labels (void)
{
  for (int i = 0; i < MEIREI_N_BATCH_ITEM_STATES; i++)
    g_assert_nonnull (meirei_batch_item_state_get_label ((MeireiBatchItemState) i));
  for (int i = 0; i <= MEIREI_BATCH_STATE_FINISHED; i++)
    g_assert_nonnull (meirei_batch_state_get_label ((MeireiBatchState) i));
  for (int i = 0; i < MEIREI_N_STATUSES; i++)
    g_assert_nonnull (meirei_status_get_label ((MeireiStatus) i));
  for (int i = 0; i < MEIREI_N_TEST_OUTCOMES; i++)
    g_assert_nonnull (meirei_test_outcome_get_label ((MeireiTestOutcome) i));
  for (int i = 0; i <= MEIREI_FINISH_REPEATING; i++)
    g_assert_nonnull (meirei_finish_get_label ((MeireiFinish) i));
  for (int i = 0; i <= MEIREI_OPERATION_DELETE; i++)
    g_assert_nonnull (meirei_operation_get_label ((MeireiOperation) i));
}

static void
test_batch (Fixture       *fixture,
            gconstpointer  data)
{
  for (int format = 0; format <= MEIREI_DOCUMENT_FORMAT_JUNIT; format++)
    {
      MeireiDocumentRequest request = { MEIREI_DOCUMENT_BATCH, (MeireiDocumentFormat) format, BATCH,
                                        NULL, 0 };

      compare (fixture, &request, "batch");
    }
}

/* A version that was rejected with a comment, and one that replaced it. */
static void
test_instruction (Fixture       *fixture,
                  gconstpointer  data)
{
  for (int format = 0; format <= MEIREI_DOCUMENT_FORMAT_JUNIT; format++)
    {
      MeireiDocumentRequest request = { MEIREI_DOCUMENT_INSTRUCTION,
                                        (MeireiDocumentFormat) format, FACTORIAL, "v1", 0 };

      compare (fixture, &request, "instruction");
    }
}

static void
test_records (Fixture       *fixture,
              gconstpointer  data)
{
  MeireiDocumentRequest request = { MEIREI_DOCUMENT_INSTRUCTION_RECORD,
                                    MEIREI_DOCUMENT_FORMAT_MARKDOWN, FACTORIAL, NULL, 0 };

  compare (fixture, &request, "record");
  request.kind = MEIREI_DOCUMENT_PHASE_RECORD;
  request.phase = 1;
  compare (fixture, &request, "phase-record");
  request.format = MEIREI_DOCUMENT_FORMAT_HTML;
  compare (fixture, &request, "phase-record");
}

static void
test_project (Fixture       *fixture,
              gconstpointer  data)
{
  static const MeireiDocumentFormat formats[] = {
    MEIREI_DOCUMENT_FORMAT_JSON, MEIREI_DOCUMENT_FORMAT_MARKDOWN, MEIREI_DOCUMENT_FORMAT_HTML,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      MeireiDocumentRequest request = { MEIREI_DOCUMENT_DASHBOARD, formats[i], NULL, NULL, 0 };

      compare (fixture, &request, "dashboard");
      request.kind = MEIREI_DOCUMENT_GUIDE;
      if (formats[i] != MEIREI_DOCUMENT_FORMAT_JSON)
        compare (fixture, &request, "guide");
    }
}

/* What a person wrote in the file stays; a file that a person wrote is not
 * replaced. */
static void
test_written (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *path = meirei_document_maker_write (fixture->maker, MEIREI_DOCUMENT_GUIDE,
                                                       &error);
  g_autofree char *again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *place = NULL;
  g_auto(GStrv) parts = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (path, "/NEXT_SESSION_GUIDE.md"));
  text = meirei_test_read_file (fixture->dir, "NEXT_SESSION_GUIDE.md");
  parts = g_strsplit (text, "<!-- meirei:keep notes -->\n", 2);
  g_assert_nonnull (parts[1]);
  g_free (text);
  text = g_strconcat (parts[0], "<!-- meirei:keep notes -->\n覚え書き <b>\n", parts[1], NULL);
  meirei_test_write_file (fixture->dir, "NEXT_SESSION_GUIDE.md", text);

  meirei_document_maker_write_async (fixture->maker, MEIREI_DOCUMENT_GUIDE, NULL, made_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  again = meirei_document_maker_write_finish (fixture->maker, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, path);
  merged = meirei_test_read_file (fixture->dir, "NEXT_SESSION_GUIDE.md");
  g_assert_cmpstr (merged, ==, text);

  meirei_test_write_file (fixture->dir, "PROJECT_DASHBOARD.md", "# Mine\n");
  place = meirei_document_maker_write (fixture->maker, MEIREI_DOCUMENT_DASHBOARD, &error);
  g_assert_null (place);
  g_assert_error (error, MEIREI_DOCUMENT_ERROR, MEIREI_DOCUMENT_ERROR_MARKS);
  g_free (merged);
  merged = meirei_test_read_file (fixture->dir, "PROJECT_DASHBOARD.md");
  g_assert_cmpstr (merged, ==, "# Mine\n");
}

static const char *
describe (const GError *error)
{
  if (g_error_matches (error, MEIREI_DOCUMENT_ERROR, MEIREI_DOCUMENT_ERROR_FORMAT))
    return "format";
  if (g_error_matches (error, MEIREI_DOCUMENT_ERROR, MEIREI_DOCUMENT_ERROR_NO_VERSION))
    return "no version";
  if (g_error_matches (error, MEIREI_DOCUMENT_ERROR, MEIREI_DOCUMENT_ERROR_NO_PHASE))
    return "no phase";
  if (g_error_matches (error, MEIREI_BATCH_ERROR, MEIREI_BATCH_ERROR_NOT_FOUND))
    return "no batch";
  if (g_error_matches (error, MEIREI_INSTRUCTION_ERROR, MEIREI_INSTRUCTION_ERROR_NOT_FOUND))
    return "no instruction";

  return error->message;
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct {
    MeireiDocumentRequest request;
    const char           *code;
  } rows[] = {
    { { MEIREI_DOCUMENT_BATCH, MEIREI_DOCUMENT_FORMAT_JSON, "none", NULL, 0 }, "no batch" },
    { { MEIREI_DOCUMENT_INSTRUCTION, MEIREI_DOCUMENT_FORMAT_JSON, FACTORIAL, "v9", 0 },
      "no version" },
    { { MEIREI_DOCUMENT_INSTRUCTION, MEIREI_DOCUMENT_FORMAT_HTML,
        "00000000-0000-0000-0000-000000000000", NULL, 0 }, "no instruction" },
    { { MEIREI_DOCUMENT_PHASE_RECORD, MEIREI_DOCUMENT_FORMAT_MARKDOWN, NULL, NULL, 77 },
      "no phase" },
    { { MEIREI_DOCUMENT_PHASE_RECORD, MEIREI_DOCUMENT_FORMAT_JSON, NULL, NULL, 1 }, "format" },
    { { MEIREI_DOCUMENT_INSTRUCTION_RECORD, MEIREI_DOCUMENT_FORMAT_SARIF, FACTORIAL, NULL, 0 },
      "format" },
    { { MEIREI_DOCUMENT_GUIDE, MEIREI_DOCUMENT_FORMAT_JUNIT, NULL, NULL, 0 }, "format" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) document = meirei_document_maker_make (fixture->maker, &rows[i].request,
                                                               &error);

      g_assert_null (document);
      g_assert_nonnull (error);
      g_assert_cmpstr (describe (error), ==, rows[i].code);
    }
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  MeireiDocumentRequest request = { MEIREI_DOCUMENT_BATCH, MEIREI_DOCUMENT_FORMAT_MARKDOWN, NULL,
                                    NULL, 0 };
  g_autofree char *text = make_text (fixture, &request);

  for (int cancel = 0; cancel < 2; cancel++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GBytes) document = NULL;
      g_autoptr(GError) error = NULL;

      if (cancel)
        g_cancellable_cancel (cancellable);
      meirei_document_maker_make_async (fixture->maker, &request, cancellable, made_cb, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      document = meirei_document_maker_make_finish (fixture->maker, result, &error);
      if (cancel)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (document, NULL), g_bytes_get_size (document), text,
                       strlen (text));
    }
}

/* A journal whose words want to be markup. */
static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  static const char journal[] =
    "{\"type\":\"batch\",\"schema\":1,\"id\":\"x\",\"operation\":\"execute\",\"items\":"
    "[{\"id\":\"a\\\"><img src=x>\",\"title\":\"</title><script>alert(1)</script>| `b`\\n# c\"}]}\n"
    "{\"type\":\"item\",\"id\":\"a\\\"><img src=x>\",\"result\":{\"state\":\"failed\",\"ok\":false,"
    "\"seconds\":1e300,\"error\":{\"type\":\"<b>\",\"message\":\"]]>\\u0001<!-- [l](http://x)\"}}}\n";
  MeireiDocumentRequest request = { MEIREI_DOCUMENT_BATCH, MEIREI_DOCUMENT_FORMAT_HTML, "x", NULL,
                                    0 };
  g_autofree char *html = NULL;
  g_autofree char *markdown = NULL;
  g_autofree char *xml = NULL;

  meirei_test_write_file (fixture->dir, "data/batches/x.jsonl", journal);
  html = make_text (fixture, &request);
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "<img"));
  g_assert_null (strstr (html, "<!-- "));
  g_assert_nonnull (strstr (html, "&lt;script&gt;"));

  request.format = MEIREI_DOCUMENT_FORMAT_MARKDOWN;
  markdown = make_text (fixture, &request);
  g_assert_null (strstr (markdown, "<script"));
  g_assert_null (strstr (markdown, "\n# c"));
  g_assert_null (strstr (markdown, "](http:"));
  g_assert_nonnull (strstr (markdown, "\\| \\`b\\` \\# c"));

  request.format = MEIREI_DOCUMENT_FORMAT_JUNIT;
  xml = make_text (fixture, &request);
  g_assert_null (strstr (xml, "<script"));
  g_assert_null (strchr (xml, '\001'));
  g_assert_null (strstr (xml, "&#x1;"));
  g_assert_null (strstr (xml, "]]>"));
}

#define EVIL "</title></code><script>alert(1)</script> | `x` ```\n# evil\n- [l](http://x) ![i](y) <!-- "

static gboolean
make_evil (MeireiInstruction  *instruction,
           gpointer            data,
           GError            **error)
{
  static const char * const members[] = { "title", "spec", "tests" };
  g_autoptr(MeireiSheet) sheet = g_object_ref (meirei_instruction_get_sheet (instruction));

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (),
                                                        i == 0 ? "a " EVIL : EVIL);
      MeireiSheet *next = meirei_sheet_with_member (sheet, members[i], node, error);

      g_assert_nonnull (next);
      g_object_unref (sheet);
      sheet = next;
    }

  return meirei_lifecycle_edit (instruction, sheet, error);
}

/* What is left of Markdown when its blocks of code are taken out. */
static char *
drop_fences (const char *markdown)
{
  g_auto(GStrv) lines = g_strsplit (markdown, "\n", -1);
  GString *text = g_string_new (NULL);
  gsize fence = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      gsize ticks = strspn (lines[i], "`");

      if (fence == 0 && ticks >= 3)
        fence = ticks;
      else if (fence > 0 && ticks >= fence && lines[i][ticks] == '\0')
        fence = 0;
      else if (fence == 0)
        g_string_append_printf (text, "%s\n", lines[i]);
    }
  g_assert_cmpuint (fence, ==, 0);

  return g_string_free (text, FALSE);
}

/* A sheet and code that want to be markup, in every kind of document. */
static void
test_hostile_sheet (Fixture       *fixture,
                    gconstpointer  data)
{
  static const MeireiDocumentKind kinds[] = {
    MEIREI_DOCUMENT_INSTRUCTION, MEIREI_DOCUMENT_INSTRUCTION_RECORD, MEIREI_DOCUMENT_PHASE_RECORD,
    MEIREI_DOCUMENT_DASHBOARD, MEIREI_DOCUMENT_GUIDE,
  };
  g_autofree char *id = meirei_test_add_executed (fixture->workspace, "evil",
                                                  "x =  EVIL \n");
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiInstruction) instruction =
    meirei_workspace_update_instruction (fixture->workspace, id, -1, make_evil, NULL, &error);

  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      MeireiDocumentRequest request = { kinds[i], MEIREI_DOCUMENT_FORMAT_HTML, id, NULL, 1 };
      g_autofree char *html = make_text (fixture, &request);
      g_autofree char *markdown = NULL;
      g_autofree char *prose = NULL;

      g_assert_nonnull (strstr (html, "&lt;script&gt;"));
      g_assert_null (strstr (html, "<script"));
      g_assert_null (strstr (html, "<!-- "));
      request.format = MEIREI_DOCUMENT_FORMAT_MARKDOWN;
      markdown = make_text (fixture, &request);
      prose = drop_fences (markdown);
      g_assert_nonnull (strstr (prose, "&lt;script&gt;"));
      g_assert_null (strstr (prose, "<script"));
      g_assert_null (strstr (prose, "\n# evil"));
      g_assert_null (strstr (prose, "[l]("));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *path = NULL;
  g_autofree char *locale_dir = NULL;
  int status;

  g_setenv ("TZ", "Asia/Tokyo", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  meirei_paths_init ();
  locale_dir = meirei_paths_dup_locale_dir ();
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  language = g_getenv ("LANGUAGE") != NULL ? g_getenv ("LANGUAGE") : "en";
  path = g_build_filename (g_getenv ("MEIREI_DATA_DIR"), "quality", "1.0.json", NULL);
  table = meirei_score_table_load (path, NULL);
  g_assert_nonnull (table);

  g_test_add_func ("/documents/labels", test_labels);
  g_test_add ("/documents/batch", Fixture, NULL, set_up, test_batch, tear_down);
  g_test_add ("/documents/instruction", Fixture, NULL, set_up, test_instruction, tear_down);
  g_test_add ("/documents/records", Fixture, NULL, set_up, test_records, tear_down);
  g_test_add ("/documents/project", Fixture, NULL, set_up, test_project, tear_down);
  g_test_add ("/documents/written", Fixture, NULL, set_up, test_written, tear_down);
  g_test_add ("/documents/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/documents/async", Fixture, NULL, set_up, test_async, tear_down);
  g_test_add ("/documents/hostile-sheet", Fixture, NULL, set_up, test_hostile_sheet, tear_down);
  g_test_add ("/documents/hostile", Fixture, NULL, set_up, test_hostile, tear_down);

  status = g_test_run ();
  g_object_unref (table);

  return status;
}
