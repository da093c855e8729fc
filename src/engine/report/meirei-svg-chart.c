/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Charts within HTML pages.  Colors are classes of the page's style sheet, so
 * that they follow the reader's light or dark setting. */

#include "config.h"

#include "meirei-markup.h"
#include "meirei-svg-chart.h"

#define WIDTH 640.0

static void
begin_chart (GString    *html,
             const char *title,
             double      height)
{
  g_string_append (html, "<figure>");
  meirei_markup_append_element (html, "figcaption", title);
  g_string_append (html, "<svg role=\"img\" viewBox=\"0 0 640 ");
  g_string_append_printf (html, "%d\"", (int) height);
  meirei_markup_append_attribute (html, "aria-label", title);
  g_string_append_c (html, '>');
}

static void
end_chart (GString *html)
{
  g_string_append (html, "</svg></figure>\n");
}

static void
append_rectangle (GString *html,
                  double   x,
                  double   y,
                  double   width,
                  double   height,
                  guint    color)
{
  g_string_append (html, "<rect rx=\"2\"");
  meirei_markup_append_number (html, "x", x);
  meirei_markup_append_number (html, "y", y);
  meirei_markup_append_number (html, "width", width);
  meirei_markup_append_number (html, "height", height);
  g_string_append_printf (html, " class=\"c%u\"/>", color);
}

static void
append_label (GString    *html,
              double      x,
              double      y,
              const char *anchor,
              const char *css,
              const char *text)
{
  g_string_append (html, "<text");
  meirei_markup_append_number (html, "x", x);
  meirei_markup_append_number (html, "y", y);
  meirei_markup_append_attribute (html, "text-anchor", anchor);
  meirei_markup_append_attribute (html, "class", css);
  g_string_append_c (html, '>');
  meirei_markup_append_text (html, text);
  g_string_append (html, "</text>");
}

static char *
dup_value (const MeireiSvgPart *part)
{
  return part->text != NULL ? g_strdup (part->text) : g_strdup_printf ("%.0f", part->value);
}

static double
find_largest (const MeireiSvgPart *parts,
              guint                n_parts)
{
  double largest = 0.0;

  for (guint i = 0; i < n_parts; i++)
    largest = MAX (largest, parts[i].value);

  return largest;
}

/**
 * meirei_svg_append_segments:
 * @html: where to write
 * @title: what the chart shows
 * @parts: (array length=n_parts): the parts of a whole
 * @n_parts: how many there are
 *
 * Writes one bar of all parts, and what each color means.  Nothing is written
 * if all parts are 0.
 */
void
meirei_svg_append_segments (GString             *html,
                            const char          *title,
                            const MeireiSvgPart *parts,
                            guint                n_parts)
{
  double sum = 0.0, x = 0.0;
  guint n_shown = 0;

  for (guint i = 0; i < n_parts; i++)
    {
      sum += parts[i].value;
      n_shown += parts[i].value > 0.0;
    }
  if (sum <= 0.0)
    return;

  begin_chart (html, title, 60.0);
  for (guint i = 0, shown = 0; i < n_parts; i++)
    {
      double width = WIDTH * parts[i].value / sum;
      double left = WIDTH * shown / n_shown;
      g_autofree char *value = dup_value (&parts[i]);
      g_autofree char *legend = g_strdup_printf ("%s %s", parts[i].label, value);

      if (parts[i].value <= 0.0)
        continue;
      append_rectangle (html, x, 4.0, MAX (width - 1.0, 1.0), 22.0, parts[i].color);
      append_rectangle (html, left, 40.0, 10.0, 10.0, parts[i].color);
      append_label (html, left + 15.0, 49.0, NULL, NULL, legend);
      x += width;
      shown++;
    }
  end_chart (html);
}

/**
 * meirei_svg_append_columns:
 * @html: where to write
 * @title: what the chart shows
 * @parts: (array length=n_parts): the columns
 * @n_parts: how many there are
 *
 * Writes columns side by side, each with its value above and its label below.
 * Nothing is written if all are 0.
 */
void
meirei_svg_append_columns (GString             *html,
                           const char          *title,
                           const MeireiSvgPart *parts,
                           guint                n_parts)
{
  const double top = 20.0, floor = 150.0;
  double largest = find_largest (parts, n_parts);
  double step;

  if (largest <= 0.0)
    return;

  step = WIDTH / n_parts;
  begin_chart (html, title, 175.0);
  for (guint i = 0; i < n_parts; i++)
    {
      double height = (floor - top) * parts[i].value / largest;
      double middle = step * (i + 0.5);
      g_autofree char *value = dup_value (&parts[i]);

      if (parts[i].value > 0.0)
        {
          append_rectangle (html, step * i + 3.0, floor - height, step - 6.0, height,
                            parts[i].color);
          append_label (html, middle, floor - height - 5.0, "middle", NULL, value);
        }
      append_label (html, middle, floor + 17.0, "middle", "dim", parts[i].label);
    }
  g_string_append (html, "<path class=\"axis\" d=\"M0 150.5H640\"/>");
  end_chart (html);
}

/* SVG does not cut texts. */
static char *
dup_short_label (const char *label)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (label, -1) <= 26)
    return g_strdup (label);

  start = g_utf8_substring (label, 0, 25);

  return g_strconcat (start, "…", NULL);
}

/**
 * meirei_svg_append_bars:
 * @html: where to write
 * @title: what the chart shows
 * @parts: (array length=n_parts): the bars
 * @n_parts: how many there are
 *
 * Writes bars below each other, each with its label before and its value after
 * it.  Nothing is written if all are 0.
 */
void
meirei_svg_append_bars (GString             *html,
                        const char          *title,
                        const MeireiSvgPart *parts,
                        guint                n_parts)
{
  const double left = 210.0, right = 70.0, row = 22.0;
  double largest = find_largest (parts, n_parts);

  if (largest <= 0.0)
    return;

  begin_chart (html, title, row * n_parts + 4.0);
  for (guint i = 0; i < n_parts; i++)
    {
      double width = (WIDTH - left - right) * parts[i].value / largest;
      double y = row * i;
      g_autofree char *valid = g_utf8_make_valid (parts[i].label, -1);
      g_autofree char *label = dup_short_label (valid);
      g_autofree char *value = dup_value (&parts[i]);

      append_label (html, left - 8.0, y + 16.0, "end", NULL, label);
      if (parts[i].value > 0.0)
        append_rectangle (html, left, y + 4.0, MAX (width, 1.0), 16.0, parts[i].color);
      append_label (html, left + width + 6.0, y + 16.0, NULL, "dim", value);
    }
  end_chart (html);
}
