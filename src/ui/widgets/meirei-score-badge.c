/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-score-badge.h"

/**
 * MeireiScoreBadge:
 *
 * A score, a deduction or a difference of scores in a small pill whose colour
 * repeats what the number says.  Cheap enough for every row of a long list.
 */
struct _MeireiScoreBadge
{
  GtkWidget parent_instance;

  GtkWidget *label;     /* (unowned) */

  double score;
  guint digits;
  gboolean shows_points;
  const char *css_class;        /* (unowned), static */
};

typedef enum {
  PROP_SCORE = 1,
  PROP_DIGITS,
} MeireiScoreBadgeProperty;

static GParamSpec *properties[PROP_DIGITS + 1];

G_DEFINE_FINAL_TYPE (MeireiScoreBadge, meirei_score_badge, GTK_TYPE_WIDGET)

static void
show_text (MeireiScoreBadge *self,
           const char       *text,
           const char       *spoken,
           const char       *css_class)
{
  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);

  if (g_strcmp0 (css_class, self->css_class) == 0)
    return;

  if (self->css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  self->css_class = css_class;
}

static void
show_score (MeireiScoreBadge *self)
{
  MeireiScoreBand band = meirei_score_get_band (self->score);
  g_autofree char *text = meirei_score_format (self->score, self->digits);
  g_autofree char *spoken = NULL;

  if (band == MEIREI_SCORE_BAND_NONE)
    spoken = g_strdup (meirei_score_band_get_label (band));
  else
    /* Translators: what a screen reader says for a score, “score 95” */
    spoken = g_strdup_printf (_("score %s"), text);

  self->shows_points = FALSE;
  show_text (self, text, spoken, meirei_score_band_get_css_class (band));
}

static void
meirei_score_badge_dispose (GObject *object)
{
  MeireiScoreBadge *self = MEIREI_SCORE_BADGE (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (meirei_score_badge_parent_class)->dispose (object);
}

static void
meirei_score_badge_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  MeireiScoreBadge *self = MEIREI_SCORE_BADGE (object);

  switch ((MeireiScoreBadgeProperty) prop_id)
    {
    case PROP_SCORE:
      g_value_set_double (value, self->score);
      break;

    case PROP_DIGITS:
      g_value_set_uint (value, self->digits);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_score_badge_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  MeireiScoreBadge *self = MEIREI_SCORE_BADGE (object);

  switch ((MeireiScoreBadgeProperty) prop_id)
    {
    case PROP_SCORE:
      meirei_score_badge_set_score (self, g_value_get_double (value));
      break;

    case PROP_DIGITS:
      meirei_score_badge_set_digits (self, g_value_get_uint (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_score_badge_class_init (MeireiScoreBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_score_badge_dispose;
  object_class->get_property = meirei_score_badge_get_property;
  object_class->set_property = meirei_score_badge_set_property;

  /**
   * MeireiScoreBadge:score:
   *
   * Points from 0 to 100, or %MEIREI_SCORE_NONE, which shows “–”.
   */
  properties[PROP_SCORE] =
    g_param_spec_double ("score", NULL, NULL,
                         MEIREI_SCORE_NONE, 100., MEIREI_SCORE_NONE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * MeireiScoreBadge:digits:
   *
   * Digits after the decimal point of the score; 1 for means.
   */
  properties[PROP_DIGITS] =
    g_param_spec_uint ("digits", NULL, NULL,
                       0, 3, 0,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_class_set_css_name (widget_class, "scorebadge");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
meirei_score_badge_init (MeireiScoreBadge *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->score = MEIREI_SCORE_NONE;
  self->label = g_object_new (GTK_TYPE_LABEL,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              NULL);
  gtk_widget_set_parent (self->label, widget);

  gtk_widget_set_halign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (widget, "score");
  gtk_widget_add_css_class (widget, "numeric");

  show_score (self);
}

/**
 * meirei_score_badge_new:
 *
 * Returns: (transfer floating): a badge without a score
 */
GtkWidget *
meirei_score_badge_new (void)
{
  return g_object_new (MEIREI_TYPE_SCORE_BADGE, NULL);
}

/**
 * meirei_score_badge_get_score:
 * @self: a badge
 *
 * Returns: the score, or %MEIREI_SCORE_NONE
 */
double
meirei_score_badge_get_score (MeireiScoreBadge *self)
{
  g_return_val_if_fail (MEIREI_IS_SCORE_BADGE (self), MEIREI_SCORE_NONE);

  return self->score;
}

/**
 * meirei_score_badge_set_score:
 * @self: a badge
 * @score: points from 0 to 100, or %MEIREI_SCORE_NONE
 *
 * Shows a score in the colour of its band.
 */
void
meirei_score_badge_set_score (MeireiScoreBadge *self,
                              double            score)
{
  g_return_if_fail (MEIREI_IS_SCORE_BADGE (self));
  g_return_if_fail (score <= 100.);

  if (score < 0.)
    score = MEIREI_SCORE_NONE;

  if (self->score == score && !self->shows_points)
    return;

  self->score = score;
  show_score (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCORE]);
}

/**
 * meirei_score_badge_get_digits:
 * @self: a badge
 *
 * Returns: the number of digits after the decimal point
 */
guint
meirei_score_badge_get_digits (MeireiScoreBadge *self)
{
  g_return_val_if_fail (MEIREI_IS_SCORE_BADGE (self), 0);

  return self->digits;
}

/**
 * meirei_score_badge_set_digits:
 * @self: a badge
 * @digits: from 0 to 3
 *
 * Sets how many digits of a score are shown after the decimal point.
 */
void
meirei_score_badge_set_digits (MeireiScoreBadge *self,
                               guint             digits)
{
  g_return_if_fail (MEIREI_IS_SCORE_BADGE (self));
  g_return_if_fail (digits <= 3);

  if (self->digits == digits)
    return;

  self->digits = digits;
  if (!self->shows_points)
    show_score (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIGITS]);
}

/**
 * meirei_score_badge_set_points:
 * @self: a badge
 * @points: points won or lost
 * @band: the colour
 *
 * Shows points with their sign instead of a score, for deductions.
 */
void
meirei_score_badge_set_points (MeireiScoreBadge *self,
                               int               points,
                               MeireiScoreBand   band)
{
  g_autofree char *text = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (MEIREI_IS_SCORE_BADGE (self));

  text = meirei_format_points (points);
  spoken = g_strdup_printf (
    /* Translators: what a screen reader says for points with a sign, “−5 points” */
    ngettext ("%s point", "%s points", (gulong) ABS (points)), text);
  self->shows_points = TRUE;

  /* A 0 is a result and gets its pill; “no score” has none. */
  show_text (self, text, spoken,
             band == MEIREI_SCORE_BAND_NONE ? "neutral"
                                            : meirei_score_band_get_css_class (band));
}

/**
 * meirei_score_badge_set_delta:
 * @self: a badge
 * @delta: new score minus old score
 *
 * Shows a difference: green if it is better, red if worse, grey for 0.
 */
void
meirei_score_badge_set_delta (MeireiScoreBadge *self,
                              int               delta)
{
  MeireiScoreBand band = MEIREI_SCORE_BAND_NONE;

  if (delta > 0)
    band = MEIREI_SCORE_BAND_HIGH;
  else if (delta < 0)
    band = MEIREI_SCORE_BAND_LOW;

  meirei_score_badge_set_points (self, delta, band);
}

/**
 * meirei_score_badge_get_text:
 * @self: a badge
 *
 * Returns: what the badge shows
 */
const char *
meirei_score_badge_get_text (MeireiScoreBadge *self)
{
  g_return_val_if_fail (MEIREI_IS_SCORE_BADGE (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->label));
}

/**
 * meirei_format_points:
 * @points: points won or lost
 *
 * Returns: (transfer full): “+7”, “0” or “−5”, with a real minus sign
 */
char *
meirei_format_points (int points)
{
  if (points < 0)
    return g_strdup_printf ("−%d", -points);

  return g_strdup_printf (points > 0 ? "+%d" : "%d", points);
}
