/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiSettings:
 *
 * The user's settings as typed properties.  This is the only place that knows
 * the keys of the settings schema.  What belongs to one workspace (filters,
 * widths of panes) is in [class@WorkspaceState] instead.
 */

#include "config.h"

#include "meirei-settings.h"

#define KEY_COLOR_SCHEME "color-scheme"
#define KEY_EXECUTION_MODE "execution-mode"
#define KEY_RECENT_WORKSPACES "recent-workspaces"
#define KEY_NOTIFICATIONS "notifications"
#define KEY_REOPEN_WORKSPACE "reopen-workspace"
#define KEY_SINGLE_LETTER_KEYS "single-letter-keys"

#define WINDOW_STATE "window-state"
#define KEY_WIDTH "width"
#define KEY_HEIGHT "height"
#define KEY_MAXIMIZED "maximized"

#define MODE_PARALLEL "parallel"
#define MODE_SEQUENTIAL "sequential"

#define MAX_RECENT 10

struct _MeireiSettings
{
  GObject parent_instance;

  GSettings *settings;
  GSettings *window_state;
};

G_DEFINE_FINAL_TYPE (MeireiSettings, meirei_settings, G_TYPE_OBJECT)

typedef enum {
  PROP_COLOR_SCHEME = 1,
  PROP_PARALLEL,
  PROP_RECENT_WORKSPACES,
  PROP_NOTIFICATIONS,
  PROP_REOPEN_WORKSPACE,
  PROP_SINGLE_LETTER_KEYS,
} MeireiSettingsProperty;

#define N_PROPS (PROP_SINGLE_LETTER_KEYS + 1)
static GParamSpec *properties[N_PROPS];

static void
changed_cb (MeireiSettings *self,
            const char     *key)
{
  static const struct {
    const char *key;
    MeireiSettingsProperty property;
  } map[] = {
    { KEY_COLOR_SCHEME, PROP_COLOR_SCHEME },
    { KEY_EXECUTION_MODE, PROP_PARALLEL },
    { KEY_RECENT_WORKSPACES, PROP_RECENT_WORKSPACES },
    { KEY_NOTIFICATIONS, PROP_NOTIFICATIONS },
    { KEY_REOPEN_WORKSPACE, PROP_REOPEN_WORKSPACE },
    { KEY_SINGLE_LETTER_KEYS, PROP_SINGLE_LETTER_KEYS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (map); i++)
    if (g_str_equal (map[i].key, key))
      g_object_notify_by_pspec (G_OBJECT (self), properties[map[i].property]);
}

static void
meirei_settings_dispose (GObject *object)
{
  MeireiSettings *self = MEIREI_SETTINGS (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->window_state);

  G_OBJECT_CLASS (meirei_settings_parent_class)->dispose (object);
}

static void
meirei_settings_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  MeireiSettings *self = MEIREI_SETTINGS (object);

  switch ((MeireiSettingsProperty) prop_id)
    {
    case PROP_COLOR_SCHEME:
      g_value_take_string (value, meirei_settings_dup_color_scheme (self));
      break;
    case PROP_PARALLEL:
      g_value_set_boolean (value, meirei_settings_get_parallel (self));
      break;
    case PROP_RECENT_WORKSPACES:
      g_value_take_boxed (value, meirei_settings_dup_recent_workspaces (self));
      break;
    case PROP_NOTIFICATIONS:
      g_value_set_boolean (value, meirei_settings_get_notifications (self));
      break;
    case PROP_REOPEN_WORKSPACE:
      g_value_set_boolean (value, meirei_settings_get_reopen_workspace (self));
      break;
    case PROP_SINGLE_LETTER_KEYS:
      g_value_set_boolean (value, meirei_settings_get_single_letter_keys (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_settings_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  MeireiSettings *self = MEIREI_SETTINGS (object);

  switch ((MeireiSettingsProperty) prop_id)
    {
    case PROP_COLOR_SCHEME:
      g_settings_set_string (self->settings, KEY_COLOR_SCHEME, g_value_get_string (value));
      break;
    case PROP_PARALLEL:
      g_settings_set_string (self->settings, KEY_EXECUTION_MODE,
                             g_value_get_boolean (value) ? MODE_PARALLEL : MODE_SEQUENTIAL);
      break;
    case PROP_NOTIFICATIONS:
      g_settings_set_boolean (self->settings, KEY_NOTIFICATIONS, g_value_get_boolean (value));
      break;
    case PROP_REOPEN_WORKSPACE:
      g_settings_set_boolean (self->settings, KEY_REOPEN_WORKSPACE, g_value_get_boolean (value));
      break;
    case PROP_SINGLE_LETTER_KEYS:
      g_settings_set_boolean (self->settings, KEY_SINGLE_LETTER_KEYS,
                              g_value_get_boolean (value));
      break;
    case PROP_RECENT_WORKSPACES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
meirei_settings_class_init (MeireiSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GParamFlags read_write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = meirei_settings_dispose;
  object_class->get_property = meirei_settings_get_property;
  object_class->set_property = meirei_settings_set_property;

  /**
   * MeireiSettings:color-scheme:
   *
   * `default`, `light` or `dark`.
   */
  properties[PROP_COLOR_SCHEME] =
    g_param_spec_string ("color-scheme", NULL, NULL, "default", read_write);

  /**
   * MeireiSettings:parallel:
   *
   * Whether several instructions are executed at the same time.
   */
  properties[PROP_PARALLEL] = g_param_spec_boolean ("parallel", NULL, NULL, TRUE, read_write);

  /**
   * MeireiSettings:recent-workspaces:
   *
   * The folders of the workspaces that were opened last, latest first.
   */
  properties[PROP_RECENT_WORKSPACES] =
    g_param_spec_boxed ("recent-workspaces", NULL, NULL, G_TYPE_STRV, read_only);

  /**
   * MeireiSettings:notifications:
   *
   * Whether the end of a run is notified while another window is in front.
   */
  properties[PROP_NOTIFICATIONS] =
    g_param_spec_boolean ("notifications", NULL, NULL, TRUE, read_write);

  /**
   * MeireiSettings:reopen-workspace:
   *
   * Whether a start without a folder opens the last workspace.
   */
  properties[PROP_REOPEN_WORKSPACE] =
    g_param_spec_boolean ("reopen-workspace", NULL, NULL, TRUE, read_write);

  /**
   * MeireiSettings:single-letter-keys:
   *
   * Whether keys without Ctrl do something while no text is edited.
   */
  properties[PROP_SINGLE_LETTER_KEYS] =
    g_param_spec_boolean ("single-letter-keys", NULL, NULL, TRUE, read_write);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
meirei_settings_init (MeireiSettings *self)
{
  self->settings = g_settings_new (SETTINGS_ID);
  self->window_state = g_settings_get_child (self->settings, WINDOW_STATE);

  g_signal_connect_object (self->settings, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * meirei_settings_new:
 *
 * Returns: (transfer full): the user's settings
 */
MeireiSettings *
meirei_settings_new (void)
{
  return g_object_new (MEIREI_TYPE_SETTINGS, NULL);
}

/**
 * meirei_settings_dup_color_scheme:
 * @self: the settings
 *
 * Returns: (transfer full): `default`, `light` or `dark`
 */
char *
meirei_settings_dup_color_scheme (MeireiSettings *self)
{
  g_return_val_if_fail (MEIREI_IS_SETTINGS (self), NULL);

  return g_settings_get_string (self->settings, KEY_COLOR_SCHEME);
}

/**
 * meirei_settings_get_parallel:
 * @self: the settings
 *
 * Returns: whether several instructions are executed at the same time
 */
gboolean
meirei_settings_get_parallel (MeireiSettings *self)
{
  g_autofree char *mode = NULL;

  g_return_val_if_fail (MEIREI_IS_SETTINGS (self), TRUE);

  mode = g_settings_get_string (self->settings, KEY_EXECUTION_MODE);

  return g_str_equal (mode, MODE_PARALLEL);
}

/**
 * meirei_settings_get_notifications:
 * @self: the settings
 *
 * Returns: whether the end of a run is notified while another window is in front
 */
gboolean
meirei_settings_get_notifications (MeireiSettings *self)
{
  g_return_val_if_fail (MEIREI_IS_SETTINGS (self), FALSE);

  return g_settings_get_boolean (self->settings, KEY_NOTIFICATIONS);
}

/**
 * meirei_settings_get_reopen_workspace:
 * @self: the settings
 *
 * Returns: whether a start without a folder opens the last workspace
 */
gboolean
meirei_settings_get_reopen_workspace (MeireiSettings *self)
{
  g_return_val_if_fail (MEIREI_IS_SETTINGS (self), FALSE);

  return g_settings_get_boolean (self->settings, KEY_REOPEN_WORKSPACE);
}

/**
 * meirei_settings_get_single_letter_keys:
 * @self: the settings
 *
 * Returns: whether keys without Ctrl do something while no text is edited
 */
gboolean
meirei_settings_get_single_letter_keys (MeireiSettings *self)
{
  g_return_val_if_fail (MEIREI_IS_SETTINGS (self), FALSE);

  return g_settings_get_boolean (self->settings, KEY_SINGLE_LETTER_KEYS);
}

/**
 * meirei_settings_dup_recent_workspaces:
 * @self: the settings
 *
 * Returns: (transfer full): the folders of the workspaces that were opened
 *   last, latest first; they may have been removed since
 */
char **
meirei_settings_dup_recent_workspaces (MeireiSettings *self)
{
  g_return_val_if_fail (MEIREI_IS_SETTINGS (self), NULL);

  return g_settings_get_strv (self->settings, KEY_RECENT_WORKSPACES);
}

/* Writes the list with @path first, or without it. */
static void
update_recent (MeireiSettings *self,
               const char     *path,
               gboolean        keep)
{
  g_auto(GStrv) old = meirei_settings_dup_recent_workspaces (self);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) recent = NULL;
  guint count = 0;

  if (keep)
    {
      g_strv_builder_add (builder, path);
      count++;
    }

  for (gsize i = 0; old[i] != NULL && count < MAX_RECENT; i++)
    if (!g_str_equal (old[i], path))
      {
        g_strv_builder_add (builder, old[i]);
        count++;
      }

  recent = g_strv_builder_end (builder);
  if (!g_strv_equal ((const char * const *) old, (const char * const *) recent))
    g_settings_set_strv (self->settings, KEY_RECENT_WORKSPACES, (const char * const *) recent);
}

/**
 * meirei_settings_add_recent_workspace:
 * @self: the settings
 * @path: the folder of a workspace that has been opened
 *
 * Puts @path at the top of the recent workspaces.
 */
void
meirei_settings_add_recent_workspace (MeireiSettings *self,
                                      const char     *path)
{
  g_return_if_fail (MEIREI_IS_SETTINGS (self));
  g_return_if_fail (path != NULL);

  update_recent (self, path, TRUE);
}

/**
 * meirei_settings_remove_recent_workspace:
 * @self: the settings
 * @path: a folder
 *
 * Forgets a workspace that cannot be opened any more.
 */
void
meirei_settings_remove_recent_workspace (MeireiSettings *self,
                                         const char     *path)
{
  g_return_if_fail (MEIREI_IS_SETTINGS (self));
  g_return_if_fail (path != NULL);

  update_recent (self, path, FALSE);
}

/**
 * meirei_settings_restore_window:
 * @self: the settings
 * @window: a window that is not shown yet
 *
 * Gives @window the size that the last window had.
 */
void
meirei_settings_restore_window (MeireiSettings *self,
                                GtkWindow      *window)
{
  g_return_if_fail (MEIREI_IS_SETTINGS (self));
  g_return_if_fail (GTK_IS_WINDOW (window));

  gtk_window_set_default_size (window,
                               g_settings_get_int (self->window_state, KEY_WIDTH),
                               g_settings_get_int (self->window_state, KEY_HEIGHT));
  if (g_settings_get_boolean (self->window_state, KEY_MAXIMIZED))
    gtk_window_maximize (window);
}

/**
 * meirei_settings_save_window:
 * @self: the settings
 * @window: a window that is about to close
 *
 * Remembers the size of @window.
 */
void
meirei_settings_save_window (MeireiSettings *self,
                             GtkWindow      *window)
{
  int width = 0;
  int height = 0;

  g_return_if_fail (MEIREI_IS_SETTINGS (self));
  g_return_if_fail (GTK_IS_WINDOW (window));

  /* GTK keeps the size before maximizing here. */
  gtk_window_get_default_size (window, &width, &height);
  if (width > 0 && height > 0)
    {
      g_settings_set_int (self->window_state, KEY_WIDTH, MAX (width, 360));
      g_settings_set_int (self->window_state, KEY_HEIGHT, MAX (height, 360));
    }
  g_settings_set_boolean (self->window_state, KEY_MAXIMIZED, gtk_window_is_maximized (window));
}
