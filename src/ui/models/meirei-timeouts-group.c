/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiTimeoutsGroup:
 *
 * How long a request to a model may be silent.  Loading a model and reading a
 * long prompt can take many minutes, so there is no limit unless a person sets
 * one.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-editing.h"
#include "meirei-number-row.h"
#include "meirei-timeouts-group.h"

/* The members of “limits”, in the order of the rows. */
static const char * const members[] = { "connect_s", "first_token_s", "idle_s" };

struct _MeireiTimeoutsGroup
{
  AdwPreferencesGroup parent_instance;

  MeireiNumberRow *rows[G_N_ELEMENTS (members)];
  MeireiPresetEditor *editor;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiTimeoutsGroup, meirei_timeouts_group, ADW_TYPE_PREFERENCES_GROUP)

static void
update (MeireiTimeoutsGroup *self)
{
  MeireiChatLimits limits;

  meirei_preset_get_limits (meirei_preset_editor_get_preset (self->editor), &limits);
  meirei_number_row_set_value (self->rows[0], limits.connect_ms / 1000.);
  meirei_number_row_set_value (self->rows[1], limits.first_token_ms / 1000.);
  meirei_number_row_set_value (self->rows[2], limits.idle_ms / 1000.);
}

static void
edited_cb (MeireiNumberRow     *row,
           double               value,
           MeireiTimeoutsGroup *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (row == self->rows[i])
      meirei_editing_set_number (GTK_WIDGET (self), self->editor, "limits", members[i], value);
}

static void
meirei_timeouts_group_dispose (GObject *object)
{
  g_clear_object (&MEIREI_TIMEOUTS_GROUP (object)->editor);

  G_OBJECT_CLASS (meirei_timeouts_group_parent_class)->dispose (object);
}

static void
meirei_timeouts_group_class_init (MeireiTimeoutsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_timeouts_group_dispose;
}

static void
add (MeireiTimeoutsGroup *self,
     gsize                position,
     const char          *title,
     const char          *subtitle,
     double               maximum)
{
  const MeireiNumberFormat format = {
    /* Translators: the unit seconds */
    .maximum = maximum, .step = 5., .unit = _("s"),
    /* Translators: in place of a number of seconds; short */
    .zero = _("No limit"),
  };
  GtkWidget *row = meirei_number_row_new (title, subtitle, &format);

  self->rows[position] = MEIREI_NUMBER_ROW (row);
  g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
meirei_timeouts_group_init (MeireiTimeoutsGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Timeouts"));
  add (self, 0, _("Connect"), NULL, 600.);
  add (self, 1, _("First token"), _("Includes loading and prompt reading"), 86400.);
  add (self, 2, _("Idle between tokens"), NULL, 86400.);
}

/**
 * meirei_timeouts_group_new:
 *
 * Returns: (transfer full): a group
 */
GtkWidget *
meirei_timeouts_group_new (void)
{
  return g_object_new (MEIREI_TYPE_TIMEOUTS_GROUP, NULL);
}

/**
 * meirei_timeouts_group_set_editor:
 * @self: a group
 * @editor: the preset to show
 *
 * Shows another model.
 */
void
meirei_timeouts_group_set_editor (MeireiTimeoutsGroup *self,
                                  MeireiPresetEditor  *editor)
{
  g_return_if_fail (MEIREI_IS_TIMEOUTS_GROUP (self));

  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  g_set_object (&self->editor, editor);
  g_signal_connect_object (editor, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
