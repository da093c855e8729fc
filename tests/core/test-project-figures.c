/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* The figures of a project, against what a person adds up. */

#include "config.h"

#include "meirei-figures-builder.h"
#include "meirei-json.h"

/* Noon of a day of September 2025 (UTC). */
#define NOON(day) (G_GINT64_CONSTANT (1756728000) * G_USEC_PER_SEC \
                   + ((day) - 1) * G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

#define TODAY 6

typedef struct {
  const char *id;
  int phase;
  MeireiStatus status;
  int score;
  int day;           /* of its last change */
  MeireiItemFlags flags;
  const char *note;
} Row;

static MeireiFiguresBuilder *
builder_new (void)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  return meirei_figures_builder_new (NOON (TODAY), utc, 80);
}

static void
add_row (MeireiFiguresBuilder *builder,
         const Row            *row)
{
  const MeireiItemFields fields = {
    .id = row->id, .title = row->id, .phase = row->phase, .status = row->status,
    .score = row->score, .flags = row->flags, .updated_at = NOON (row->day), .note = row->note,
  };

  meirei_figures_builder_add_instruction (builder, &fields, NULL, 0);
}

static void
add_phase (MeireiFiguresBuilder *builder,
           const char           *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = meirei_json_parse_object (text, -1, NULL);
  g_autoptr(MeireiPhase) phase = meirei_phase_new_from_json (object, &error);

  g_assert_no_error (error);
  meirei_figures_builder_add_phase (builder, phase);
}

static void
test_empty (void)
{
  g_autoptr(MeireiFiguresBuilder) builder = builder_new ();
  g_autoptr(MeireiProjectFigures) figures = meirei_figures_builder_end (builder);
  const MeireiModelFigures *all = meirei_project_figures_get_all_models (figures);
  g_autoptr(JsonObject) object = meirei_project_figures_to_json (figures);
  guint n;

  g_assert_cmpuint (meirei_project_figures_get_n_instructions (figures), ==, 0);
  meirei_project_figures_get_phases (figures, &n);
  g_assert_cmpuint (n, ==, 0);
  meirei_project_figures_get_days (figures, &n);
  g_assert_cmpuint (n, ==, 0);
  meirei_project_figures_get_models (figures, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_null (meirei_project_figures_get_current_phase (figures));
  g_assert_cmpfloat (meirei_project_figures_get_mean_score (figures), ==, 0.);
  g_assert_cmpuint (all->n_runs, ==, 0);
  g_assert_cmpfloat (all->median_seconds, ==, -1.);
  g_assert_true (json_object_get_null_member (meirei_json_get_object (object, "scores"), "mean"));
}

/* 100 belongs to the last bin, the gate's score is at the gate. */
static void
test_scores (void)
{
  static const Row rows[] = {
    { "a", 0, MEIREI_STATUS_EXECUTED, 100, 1, 0, NULL },
    { "b", 0, MEIREI_STATUS_EXECUTED, 80, 1, 0, NULL },
    { "c", 0, MEIREI_STATUS_EXECUTED, 79, 1, 0, NULL },
    { "d", 1, MEIREI_STATUS_EXECUTED, 0, 1, 0, NULL },
    { "e", 1, MEIREI_STATUS_DRAFT, -1, 1, 0, NULL },
  };
  g_autoptr(MeireiFiguresBuilder) builder = builder_new ();
  g_autoptr(MeireiProjectFigures) figures = NULL;
  const MeireiPhaseFigures *phases;
  const guint *bins;
  guint n;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    add_row (builder, &rows[i]);
  figures = meirei_figures_builder_end (builder);
  bins = meirei_project_figures_get_bins (figures);
  g_assert_cmpuint (bins[0], ==, 1);
  g_assert_cmpuint (bins[15], ==, 1);
  g_assert_cmpuint (bins[16], ==, 1);
  g_assert_cmpuint (bins[19], ==, 1);
  g_assert_cmpuint (meirei_project_figures_get_n_scored (figures), ==, 4);
  g_assert_cmpuint (meirei_project_figures_get_n_at_gate (figures), ==, 2);
  g_assert_cmpfloat (meirei_project_figures_get_mean_score (figures), ==, 64.75);
  g_assert_cmpuint (meirei_project_figures_get_count (figures, MEIREI_STATUS_EXECUTED), ==, 4);
  phases = meirei_project_figures_get_phases (figures, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_false (phases[1].defined);
  g_assert_cmpuint (phases[1].n_instructions, ==, 2);
  g_assert_cmpuint (phases[1].n_scored, ==, 1);
  g_assert_cmpfloat (phases[0].mean_score, ==, 259. / 3.);
}

/* The six cards of the design. */
static void
test_phases (void)
{
  static const struct {
    const char *phase;
    guint n_instructions;
    guint n_accepted;
    MeireiPhaseState state;
    int days_left;
    gboolean current;
    int achieved_day; /* 0: not achieved */
  } cases[] = {
    { "{\"number\": 0, \"end\": \"2025-07-18\"}", 2, 2, MEIREI_PHASE_STATE_COMPLETE, -50,
      FALSE, 2 },
    { "{\"number\": 1, \"criterion\": \"by-hand\", \"achieved_at\": \"2025-09-03T12:00:00Z\"}",
      1, 1, MEIREI_PHASE_STATE_COMPLETE, 0, FALSE, 3 },
    { "{\"number\": 2, \"end\": \"2025-08-15\", \"criterion\": \"n-accepted\","
      " \"n_required\": 2}", 5, 3, MEIREI_PHASE_STATE_ACHIEVED, -22, FALSE, 2 },
    { "{\"number\": 3, \"start\": \"2025-08-16\", \"end\": \"2025-08-29\"}", 3, 2,
      MEIREI_PHASE_STATE_LATE, -8, FALSE, 0 },
    { "{\"number\": 4, \"start\": \"2025-08-30\", \"end\": \"2025-09-12\"}", 4, 1,
      MEIREI_PHASE_STATE_OPEN, 6, TRUE, 0 },
    { "{\"number\": 5, \"start\": \"2025-09-13\"}", 2, 0, MEIREI_PHASE_STATE_PLANNED, 0,
      FALSE, 0 },
    { "{\"number\": 6, \"criterion\": \"by-hand\"}", 1, 1, MEIREI_PHASE_STATE_OPEN, 0,
      FALSE, 0 },
    { "{\"number\": 7}", 0, 0, MEIREI_PHASE_STATE_PLANNED, 0, FALSE, 0 },
    { "{\"number\": 8, \"end\": \"2025-09-06\"}", 1, 0, MEIREI_PHASE_STATE_OPEN, 0, FALSE, 0 },
    { "{\"number\": 9, \"end\": \"2025-09-05\"}", 1, 0, MEIREI_PHASE_STATE_LATE, -1, FALSE, 0 },
  };
  g_autoptr(MeireiFiguresBuilder) builder = builder_new ();
  g_autoptr(MeireiProjectFigures) figures = NULL;
  const MeireiPhaseFigures *phases;
  guint n;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    add_phase (builder, cases[i].phase);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < cases[i].n_instructions; j++)
      add_row (builder, &(Row) { "a", (int) i,
                                 j < cases[i].n_accepted ? MEIREI_STATUS_ACCEPTED
                                                         : MEIREI_STATUS_DRAFT,
                                 -1, (int) j + 1, 0, NULL });
  figures = meirei_figures_builder_end (builder);
  phases = meirei_project_figures_get_phases (figures, &n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (cases));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].phase);
      g_assert_cmpint (phases[i].state, ==, cases[i].state);
      g_assert_cmpint (phases[i].days_left, ==, cases[i].days_left);
      g_assert_cmpint (phases[i].current, ==, cases[i].current);
      g_assert_cmpint (phases[i].achieved, ==, cases[i].achieved_day != 0);
      g_assert_cmpint (phases[i].achieved_at, ==,
                       cases[i].achieved_day != 0 ? NOON (cases[i].achieved_day) : 0);
    }
  g_assert_true (meirei_project_figures_get_current_phase (figures) == &phases[4]);
}

/* Without dates, the first with something left is the current one. */
static void
test_current_without_dates (void)
{
  g_autoptr(MeireiFiguresBuilder) builder = builder_new ();
  g_autoptr(MeireiProjectFigures) figures = NULL;

  add_phase (builder, "{\"number\": 1}");
  add_row (builder, &(Row) { "a", 2, MEIREI_STATUS_ACCEPTED, -1, 1, 0, NULL });
  add_row (builder, &(Row) { "b", 3, MEIREI_STATUS_DRAFT, -1, 1, 0, NULL });
  add_row (builder, &(Row) { "c", 4, MEIREI_STATUS_DRAFT, -1, 1, 0, NULL });
  figures = meirei_figures_builder_end (builder);
  g_assert_cmpint (meirei_phase_get_number (
                     meirei_project_figures_get_current_phase (figures)->phase), ==, 3);
}

static void
add_runs (MeireiFiguresBuilder *builder)
{
  static const MeireiRunFigures runs[] = {
    { "v1", "big", NOON (1), MEIREI_FINISH_COMPLETE, 70, -1, MEIREI_DECISION_REJECTED,
      NOON (2), 10., 1., 90, 9., 0 },
    { "v2", "big", NOON (1), MEIREI_FINISH_COMPLETE, 90, 0, MEIREI_DECISION_ACCEPTED,
      NOON (6), 30., 2., 300, 21., 2 },
    { "v3", "big", NOON (5), MEIREI_FINISH_COMPLETE, 95, 1, MEIREI_DECISION_NONE,
      0, 20., -1., 10, 0., 0 },
    { "v4", "small", NOON (6), MEIREI_FINISH_COMPLETE, 60, -1, MEIREI_DECISION_NONE,
      0, 4., 0.5, 100, 2., 0 },
    { "v5", "small", NOON (6), MEIREI_FINISH_TRUNCATED, -1, -1, MEIREI_DECISION_NONE,
      0, -1., -1., 0, 0., 0 },
    { "v6", "big", NOON (-2), MEIREI_FINISH_COMPLETE, 100, -1, MEIREI_DECISION_NONE,
      0, 40., 3., 0, 0., 0 },
  };
  const MeireiRunFigures *pointers[G_N_ELEMENTS (runs)];
  const MeireiItemFields fields = { .id = "a", .status = MEIREI_STATUS_EXECUTED, .score = 60 };

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    pointers[i] = &runs[i];
  meirei_figures_builder_add_instruction (builder, &fields, pointers, G_N_ELEMENTS (runs));
}

static void
test_models (void)
{
  g_autoptr(MeireiFiguresBuilder) builder = builder_new ();
  g_autoptr(MeireiProjectFigures) figures = NULL;
  const MeireiModelFigures *models, *all;
  guint n;

  add_runs (builder);
  figures = meirei_figures_builder_end (builder);
  models = meirei_project_figures_get_models (figures, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (models[0].model, ==, "big");
  g_assert_cmpuint (models[0].n_runs, ==, 4);
  g_assert_cmpuint (models[0].n_scored, ==, 4);
  /* 90 and 100; 95 has a failed test. */
  g_assert_cmpuint (models[0].n_passed, ==, 2);
  g_assert_cmpfloat (models[0].mean_score, ==, 88.75);
  g_assert_cmpfloat (models[0].median_seconds, ==, 25.);
  g_assert_cmpfloat (models[0].first_token, ==, 2.);
  g_assert_cmpfloat (models[0].tokens_per_second, ==, 400. / 30.);
  g_assert_cmpuint (models[0].n_repairs, ==, 2);
  g_assert_cmpstr (models[1].model, ==, "small");
  g_assert_cmpuint (models[1].n_runs, ==, 2);
  g_assert_cmpuint (models[1].n_scored, ==, 1);
  g_assert_cmpfloat (models[1].median_seconds, ==, 4.);

  all = meirei_project_figures_get_all_models (figures);
  g_assert_null (all->model);
  g_assert_cmpuint (all->n_runs, ==, 6);
  g_assert_cmpfloat (all->mean_score, ==, 83.);
  g_assert_cmpfloat (all->median_seconds, ==, 20.);
  g_assert_cmpfloat (all->tokens_per_second, ==, 500. / 32.);
}

static void
test_days (void)
{
  g_autoptr(MeireiFiguresBuilder) builder = builder_new ();
  g_autoptr(MeireiProjectFigures) figures = NULL;
  const MeireiProjectThroughput *week;
  const MeireiDayFigures *days;
  GDate first;
  guint n;

  add_runs (builder);
  figures = meirei_figures_builder_end (builder);
  days = meirei_project_figures_get_days (figures, &n);
  g_assert_cmpuint (n, ==, 4);
  g_date_clear (&first, 1);
  g_date_set_dmy (&first, 29, G_DATE_AUGUST, 2025);
  g_assert_cmpuint (days[0].day, ==, g_date_get_julian (&first));
  g_assert_cmpfloat (days[0].week_mean, ==, 100.);
  /* The 1st: 70 and 90 of the day, 100 of three days before. */
  g_assert_cmpfloat (days[1].mean, ==, 80.);
  g_assert_cmpuint (days[1].n_scored, ==, 2);
  g_assert_cmpfloat (days[1].week_mean, ==, 260. / 3.);
  /* The 5th: the 29th of August is seven days ago. */
  g_assert_cmpfloat (days[2].week_mean, ==, 255. / 3.);
  g_assert_cmpfloat (days[3].mean, ==, 60.);
  g_assert_cmpfloat (days[3].week_mean, ==, 315. / 4.);

  week = meirei_project_figures_get_throughput (figures);
  g_assert_cmpuint (week->n_runs, ==, 5);
  g_assert_cmpuint (week->n_accepted, ==, 1);
  g_assert_cmpuint (week->n_rejected, ==, 1);
  g_assert_cmpint (week->n_tokens, ==, 500);
  g_assert_cmpfloat (week->seconds, ==, 64.);
}

static void
test_needs (void)
{
  static const Row rows[] = {
    { "b", 0, MEIREI_STATUS_EXECUTED, 90, 3, 0, "v1" },
    { "a", 0, MEIREI_STATUS_EXECUTED, 90, 3, 0, "v1" },
    { "c", 0, MEIREI_STATUS_EXECUTED, 90, 2, 0, "v1" },
    { "d", 0, MEIREI_STATUS_APPROVED, -1, 2, MEIREI_ITEM_FLAG_APPROVAL_STALE, "" },
    { "e", 0, MEIREI_STATUS_ACCEPTED, 90, 2, MEIREI_ITEM_FLAG_VERDICT_STALE, "" },
    { "f", 0, MEIREI_STATUS_FAILED, -1, 2, 0, "v2: no first token within 60 s" },
    { "g", 0, MEIREI_STATUS_FAILED, -1, 1, 0, "v1: no first token within 60 s\nmore" },
    { "h", 0, MEIREI_STATUS_FAILED, -1, 1, 0, "the context is full" },
  };
  g_autoptr(MeireiFiguresBuilder) builder = builder_new ();
  g_autoptr(MeireiProjectFigures) figures = NULL;
  const MeireiFiguresEntry *needs;
  const MeireiFailureCause *causes;
  guint n;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    add_row (builder, &rows[i]);
  figures = meirei_figures_builder_end (builder);
  needs = meirei_project_figures_get_needs (figures, MEIREI_NEED_REVIEW, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (needs[0].id, ==, "c");
  g_assert_cmpstr (needs[1].id, ==, "a");
  g_assert_cmpstr (needs[2].id, ==, "b");
  g_assert_cmpuint (meirei_project_figures_count_need (figures, MEIREI_NEED_STALE_APPROVAL),
                    ==, 1);
  g_assert_cmpuint (meirei_project_figures_count_need (figures, MEIREI_NEED_STALE_VERDICT), ==, 1);
  g_assert_cmpuint (meirei_project_figures_count_need (figures, MEIREI_NEED_FAILED), ==, 3);
  causes = meirei_project_figures_get_causes (figures, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (causes[0].cause, ==, "no first token within 60 s");
  g_assert_cmpuint (causes[0].n_instructions, ==, 2);
}

/* Whatever comes in which order, the longest waiting are kept. */
static void
test_many_needs (void)
{
  g_autoptr(MeireiFiguresBuilder) builder = builder_new ();
  g_autoptr(MeireiProjectFigures) figures = NULL;
  const MeireiFiguresEntry *needs;
  guint n;

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("%02d", i * 37 % 100);

      add_row (builder, &(Row) { id, 0, MEIREI_STATUS_EXECUTED, -1, i * 37 % 100, 0, "" });
    }
  figures = meirei_figures_builder_end (builder);
  needs = meirei_project_figures_get_needs (figures, MEIREI_NEED_REVIEW, &n);
  g_assert_cmpuint (n, ==, MEIREI_FIGURES_MAX_ENTRIES);
  g_assert_cmpuint (meirei_project_figures_count_need (figures, MEIREI_NEED_REVIEW), ==, 100);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (needs[i].at, ==, NOON ((int) i));
}

static void
test_activity (void)
{
  static const int days[] = { 3, 1, 5, 2, 4 };
  g_autoptr(MeireiFiguresBuilder) builder = builder_new ();
  g_autoptr(MeireiProjectFigures) figures = NULL;
  const MeireiItemFields fields = { .id = "a", .title = "Add", .score = -1 };
  const MeireiFiguresEntry *entries;
  guint n;

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr(MeireiHistoryEvent) event =
        meirei_history_event_new (NOON (days[i]), "approve", "validated", "approved", "ok");

      meirei_figures_builder_add_event (builder, &fields, event, 3);
    }
  figures = meirei_figures_builder_end (builder);
  entries = meirei_project_figures_get_activity (figures, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (entries[0].at, ==, NOON (5));
  g_assert_cmpint (entries[2].at, ==, NOON (3));
  g_assert_cmpstr (entries[0].event, ==, "approve");
  g_assert_cmpstr (entries[0].note, ==, "ok");
}

/* Records that say too little, or nonsense. */
static void
test_run (void)
{
  static const struct {
    const char *version;
    gboolean is_run;
    int score;
    int n_failed_tests;
    double seconds;
    double first_token;
    gint64 n_tokens;
    double write_seconds;
    guint n_repairs;
  } cases[] = {
    { "{}", FALSE, -1, -1, -1., -1., 0, 0., 0 },
    { "{\"version\": \"v1\"}", FALSE, -1, -1, -1., -1., 0, 0., 0 },
    { "{\"version\": \"v1\", \"finish\": \"complete\", \"report\": {\"score\": 1000}}", TRUE,
      100, -1, -1., -1., 0, 0., 0 },
    { "{\"version\": \"v1\", \"finish\": \"complete\", \"tests\":"
      " {\"obstacle\": \"none\", \"cases\": [{\"outcome\": \"passed\"}]},"
      " \"attempts\": [{\"finish\": \"broken\", \"duration_s\": 2}, 7,"
      " {\"finish\": \"complete\", \"duration_s\": 5, \"ttft_s\": 1, \"completion_tokens\": 8},"
      " {\"finish\": \"complete\", \"duration_s\": 3, \"ttft_s\": 9, \"completion_tokens\": 4,"
      " \"tokens_per_s\": 4}]}", TRUE, -1, 0, 10., 1., 12, 5., 1 },
    { "{\"version\": \"v1\", \"finish\": \"complete\", \"tests\":"
      " {\"obstacle\": \"none\", \"cases\": []},"
      " \"attempts\": [{\"duration_s\": -4, \"ttft_s\": 1e300, \"completion_tokens\": -7}]}",
      TRUE, -1, -1, -1., -1., 0, 0., 0 },
    { "{\"version\": \"v1\", \"finish\": \"complete\", \"tests\": {\"obstacle\": \"none\", \"cases\":"
      " [{\"outcome\": \"error\"}, {\"outcome\": \"timeout\"}, {\"outcome\": \"passed\"}]}}", TRUE,
      -1, 2, -1., -1., 0, 0., 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonObject) object = meirei_json_parse_object (cases[i].version, -1, NULL);
      MeireiRunFigures run;

      g_test_message ("%s", cases[i].version);
      g_assert_cmpint (meirei_run_figures_read (&run, object), ==, cases[i].is_run);
      g_assert_cmpint (run.score, ==, cases[i].score);
      g_assert_cmpint (run.n_failed_tests, ==, cases[i].n_failed_tests);
      g_assert_cmpfloat (run.seconds, ==, cases[i].seconds);
      g_assert_cmpfloat (run.first_token, ==, cases[i].first_token);
      g_assert_cmpint (run.n_tokens, ==, cases[i].n_tokens);
      g_assert_cmpfloat (run.write_seconds, ==, cases[i].write_seconds);
      g_assert_cmpuint (run.n_repairs, ==, cases[i].n_repairs);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/project-figures/empty", test_empty);
  g_test_add_func ("/project-figures/scores", test_scores);
  g_test_add_func ("/project-figures/phases", test_phases);
  g_test_add_func ("/project-figures/current-without-dates", test_current_without_dates);
  g_test_add_func ("/project-figures/models", test_models);
  g_test_add_func ("/project-figures/days", test_days);
  g_test_add_func ("/project-figures/needs", test_needs);
  g_test_add_func ("/project-figures/many-needs", test_many_needs);
  g_test_add_func ("/project-figures/activity", test_activity);
  g_test_add_func ("/project-figures/run", test_run);

  return g_test_run ();
}
