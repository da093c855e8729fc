/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "meirei-ring-gauge.h"
#include "meirei-score-ring.h"
#include "meirei-string.h"

#define MINIMUM_DIAMETER_WITH_TEXT 40
#define MINIMUM_DIAMETER_OF_LARGE_TEXT 64

/**
 * MeireiScoreRing:
 *
 * A ring that is filled as far as the score goes, with the score in its
 * middle.  From 40 px on the number is inside; smaller rings are paint only
 * and belong beside a number.
 */
struct _MeireiScoreRing
{
  GtkWidget parent_instance;

  GtkWidget *gauge;             /* (unowned) */
  GtkWidget *box;               /* (unowned) */
  GtkWidget *value_label;       /* (unowned) */
  GtkWidget *caption_label;     /* (unowned) */

  double score;
  int diameter;
  char *unit;                   /* (owned) (nullable) */
  char *caption;                /* (owned) (nullable) */
  char *detail;                 /* (owned) (nullable) */
  MeireiTone tone;
  gboolean tone_set;
};

typedef enum {
  PROP_SCORE = 1,
  PROP_DIAMETER,
  PROP_UNIT,
  PROP_CAPTION,
} MeireiScoreRingProperty;

static GParamSpec *properties[PROP_CAPTION + 1];

G_DEFINE_FINAL_TYPE (MeireiScoreRing, meirei_score_ring, GTK_TYPE_WIDGET)

static gboolean
has_score (MeireiScoreRing *self)
{
  return self->score >= 0.;
}

static char *
dup_spoken_value (MeireiScoreRing *self)
{
  g_autofree char *number = meirei_score_format (self->score, 0);
  g_autofree char *value = NULL;

  if (!has_score (self))
    value = g_strdup (meirei_score_band_get_label (MEIREI_SCORE_BAND_NONE));
  else if (self->unit != NULL)
    value = g_strconcat (number, self->unit, NULL);
  else
    /* Translators: what a screen reader says for a score, “95 of 100” */
    value = g_strdup_printf (_("%s of 100"), number);

  if (self->detail == NULL || self->detail[0] == '\0')
    return g_steal_pointer (&value);

  /* Translators: a score and what it means: “95 of 100, quality gate passed” */
  return g_strdup_printf (C_("spoken score", "%s, %s"), value, self->detail);
}

static void
update_gauge (MeireiScoreRing *self)
{
  MeireiTone tone = self->tone;

  if (!self->tone_set)
    tone = meirei_score_band_get_tone (meirei_score_get_band (self->score));

  meirei_ring_gauge_set_fraction (MEIREI_RING_GAUGE (self->gauge),
                                  MAX (self->score, 0.) / 100., tone);
}

static void
update_text (MeireiScoreRing *self)
{
  g_autofree char *number = meirei_score_format (self->score, 0);
  g_autofree char *text = NULL;
  g_autofree char *spoken = dup_spoken_value (self);

  text = g_strconcat (number, has_score (self) && self->unit != NULL ? self->unit : "", NULL);
  gtk_label_set_label (GTK_LABEL (self->value_label), text);
  gtk_label_set_label (GTK_LABEL (self->caption_label),
                       self->caption != NULL ? self->caption : "");
  gtk_widget_set_visible (self->caption_label,
                          self->caption != NULL && has_score (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, MAX (self->score, 0.),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, spoken,
                                  -1);
}

static void
update_size_class (MeireiScoreRing *self)
{
  gtk_widget_set_visible (self->box, self->diameter >= MINIMUM_DIAMETER_WITH_TEXT);

  if (self->diameter >= MINIMUM_DIAMETER_OF_LARGE_TEXT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "large");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "large");
}

/* Of the longest text there can be, so that rings side by side are equal. */
static double
get_text_diagonal (MeireiScoreRing *self)
{
  g_autofree char *longest = g_strconcat ("100", self->unit, NULL);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (self->value_label, longest);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_widget_measure (self->box, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);

  return hypot (width, height);
}

static void
meirei_score_ring_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  MeireiScoreRing *self = MEIREI_SCORE_RING (widget);
  int size = self->diameter;

  /* Enlarged text makes the ring grow instead of spilling over it. */
  if (gtk_widget_get_visible (self->box))
    {
      double text = get_text_diagonal (self);
      double line_width = meirei_ring_gauge_get_line_width (text);

      size = MAX (size, (int) ceil (text + 2. * line_width));
    }

  *minimum = *natural = size;
}

static void
meirei_score_ring_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  MeireiScoreRing *self = MEIREI_SCORE_RING (widget);
  GtkRequisition text;
  GtkAllocation child;

  gtk_widget_size_allocate (self->gauge, &(GtkAllocation) { 0, 0, width, height }, -1);

  if (!gtk_widget_get_visible (self->box))
    return;

  gtk_widget_get_preferred_size (self->box, NULL, &text);
  child.width = text.width;
  child.height = text.height;
  child.x = (width - text.width) / 2;
  child.y = (height - text.height) / 2;
  gtk_widget_size_allocate (self->box, &child, -1);
}

static void
meirei_score_ring_dispose (GObject *object)
{
  MeireiScoreRing *self = MEIREI_SCORE_RING (object);

  g_clear_pointer (&self->gauge, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (meirei_score_ring_parent_class)->dispose (object);
}

static void
meirei_score_ring_finalize (GObject *object)
{
  MeireiScoreRing *self = MEIREI_SCORE_RING (object);

  g_free (self->unit);
  g_free (self->caption);
  g_free (self->detail);

  G_OBJECT_CLASS (meirei_score_ring_parent_class)->finalize (object);
}

static void
meirei_score_ring_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  MeireiScoreRing *self = MEIREI_SCORE_RING (object);

  switch ((MeireiScoreRingProperty) prop_id)
    {
    case PROP_SCORE:
      g_value_set_double (value, self->score);
      break;

    case PROP_DIAMETER:
      g_value_set_int (value, self->diameter);
      break;

    case PROP_UNIT:
      g_value_set_string (value, self->unit);
      break;

    case PROP_CAPTION:
      g_value_set_string (value, self->caption);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_score_ring_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  MeireiScoreRing *self = MEIREI_SCORE_RING (object);

  switch ((MeireiScoreRingProperty) prop_id)
    {
    case PROP_SCORE:
      meirei_score_ring_set_score (self, g_value_get_double (value));
      break;

    case PROP_DIAMETER:
      meirei_score_ring_set_diameter (self, g_value_get_int (value));
      break;

    case PROP_UNIT:
      meirei_score_ring_set_unit (self, g_value_get_string (value));
      break;

    case PROP_CAPTION:
      meirei_score_ring_set_caption (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * MeireiScoreRing:score:
   *
   * Points or per cent from 0 to 100, or %MEIREI_SCORE_NONE.
   */
  properties[PROP_SCORE] =
    g_param_spec_double ("score", NULL, NULL, MEIREI_SCORE_NONE, 100., MEIREI_SCORE_NONE, flags);

  /**
   * MeireiScoreRing:diameter:
   *
   * The outer diameter in pixels; more if enlarged text needs it.
   */
  properties[PROP_DIAMETER] =
    g_param_spec_int ("diameter", NULL, NULL, 12, 512, MEIREI_SCORE_RING_LARGE, flags);

  /**
   * MeireiScoreRing:unit:
   *
   * Text directly after the number, such as “%”.
   */
  properties[PROP_UNIT] = g_param_spec_string ("unit", NULL, NULL, NULL, flags);

  /**
   * MeireiScoreRing:caption:
   *
   * Small text below the number, such as “/100”.
   */
  properties[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
meirei_score_ring_class_init (MeireiScoreRingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = meirei_score_ring_dispose;
  object_class->finalize = meirei_score_ring_finalize;
  object_class->get_property = meirei_score_ring_get_property;
  object_class->set_property = meirei_score_ring_set_property;

  widget_class->measure = meirei_score_ring_measure;
  widget_class->size_allocate = meirei_score_ring_size_allocate;

  install_properties (object_class);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
  gtk_widget_class_set_css_name (widget_class, "scorering");
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "numeric");

  return label;
}

static void
meirei_score_ring_init (MeireiScoreRing *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->score = MEIREI_SCORE_NONE;
  self->diameter = MEIREI_SCORE_RING_LARGE;

  self->gauge = meirei_ring_gauge_new ();
  gtk_widget_set_parent (self->gauge, widget);

  self->value_label = new_label ("value");
  self->caption_label = new_label ("unit");
  self->box = g_object_new (GTK_TYPE_BOX,
                            "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                            "orientation", GTK_ORIENTATION_VERTICAL,
                            NULL);
  gtk_box_append (GTK_BOX (self->box), self->value_label);
  gtk_box_append (GTK_BOX (self->box), self->caption_label);
  gtk_widget_set_parent (self->box, widget);
  gtk_widget_set_halign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);

  update_size_class (self);
  update_text (self);
}

/**
 * meirei_score_ring_new:
 *
 * Returns: (transfer floating): a ring of 88 px without a score
 */
GtkWidget *
meirei_score_ring_new (void)
{
  return g_object_new (MEIREI_TYPE_SCORE_RING, NULL);
}

/**
 * meirei_score_ring_get_score:
 * @self: a ring
 *
 * Returns: the score, or %MEIREI_SCORE_NONE
 */
double
meirei_score_ring_get_score (MeireiScoreRing *self)
{
  g_return_val_if_fail (MEIREI_IS_SCORE_RING (self), MEIREI_SCORE_NONE);

  return self->score;
}

/**
 * meirei_score_ring_set_score:
 * @self: a ring
 * @score: points or per cent from 0 to 100, or %MEIREI_SCORE_NONE
 *
 * Sets the number at once and sweeps the arc to it.
 */
void
meirei_score_ring_set_score (MeireiScoreRing *self,
                             double           score)
{
  g_return_if_fail (MEIREI_IS_SCORE_RING (self));
  g_return_if_fail (score <= 100.);

  if (score < 0.)
    score = MEIREI_SCORE_NONE;

  if (self->score == score)
    return;

  self->score = score;
  update_text (self);
  update_gauge (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCORE]);
}

/**
 * meirei_score_ring_set_diameter:
 * @self: a ring
 * @diameter: in pixels, for instance %MEIREI_SCORE_RING_LARGE
 *
 * Sets the outer diameter.  Below 40 px there is no number inside.
 */
void
meirei_score_ring_set_diameter (MeireiScoreRing *self,
                                int              diameter)
{
  g_return_if_fail (MEIREI_IS_SCORE_RING (self));
  g_return_if_fail (diameter >= 12);

  if (self->diameter == diameter)
    return;

  self->diameter = diameter;
  update_size_class (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIAMETER]);
}

/**
 * meirei_score_ring_set_unit:
 * @self: a ring
 * @unit: (nullable): text directly after the number, such as “%”
 *
 * Without a unit a screen reader says “… of 100”.
 */
void
meirei_score_ring_set_unit (MeireiScoreRing *self,
                            const char      *unit)
{
  g_return_if_fail (MEIREI_IS_SCORE_RING (self));

  if (!meirei_set_str (&self->unit, unit))
    return;

  update_text (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNIT]);
}

/**
 * meirei_score_ring_set_caption:
 * @self: a ring
 * @caption: (nullable): small text below the number, such as “/100”
 *
 * Sets the text below the number; hidden while there is no score.
 */
void
meirei_score_ring_set_caption (MeireiScoreRing *self,
                               const char      *caption)
{
  g_return_if_fail (MEIREI_IS_SCORE_RING (self));

  if (!meirei_set_str (&self->caption, caption))
    return;

  update_text (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTION]);
}

/**
 * meirei_score_ring_set_detail:
 * @self: a ring
 * @detail: (nullable): such as “quality gate passed”, translated
 *
 * Sets what a screen reader adds to the value.
 */
void
meirei_score_ring_set_detail (MeireiScoreRing *self,
                              const char      *detail)
{
  g_return_if_fail (MEIREI_IS_SCORE_RING (self));

  if (meirei_set_str (&self->detail, detail))
    update_text (self);
}

/**
 * meirei_score_ring_set_tone:
 * @self: a ring
 * @tone: the colour
 *
 * Replaces the colour of the score's band, for rings that show something
 * else, such as the progress of a phase.
 */
void
meirei_score_ring_set_tone (MeireiScoreRing *self,
                            MeireiTone       tone)
{
  g_return_if_fail (MEIREI_IS_SCORE_RING (self));

  self->tone = tone;
  self->tone_set = TRUE;
  update_gauge (self);
}

/**
 * meirei_score_ring_unset_tone:
 * @self: a ring
 *
 * Goes back to the colour of the score's band.
 */
void
meirei_score_ring_unset_tone (MeireiScoreRing *self)
{
  g_return_if_fail (MEIREI_IS_SCORE_RING (self));

  self->tone_set = FALSE;
  update_gauge (self);
}

/**
 * meirei_score_ring_set_busy:
 * @self: a ring
 * @busy: whether the score is being computed
 *
 * Lets the ring pulse and tells assistive technologies.
 */
void
meirei_score_ring_set_busy (MeireiScoreRing *self,
                            gboolean         busy)
{
  g_return_if_fail (MEIREI_IS_SCORE_RING (self));

  meirei_ring_gauge_set_busy (MEIREI_RING_GAUGE (self->gauge), busy);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self),
                               GTK_ACCESSIBLE_STATE_BUSY, !!busy,
                               -1);
}
