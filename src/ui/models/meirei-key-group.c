/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiKeyGroup:
 *
 * The API key of a server.  It is never shown again; before it goes over a
 * connection that others can read, a person is asked.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-error-presenter.h"
#include "meirei-key-group.h"

struct _MeireiKeyGroup
{
  AdwPreferencesGroup parent_instance;

  AdwPasswordEntryRow *key_row;

  MeireiServerRegistry *registry;  /* (owned) (nullable) */
  MeireiServer *server;            /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiKeyGroup, meirei_key_group, ADW_TYPE_PREFERENCES_GROUP)

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(MeireiKeyGroup) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MeireiServer) server =
    meirei_server_registry_probe_finish (MEIREI_SERVER_REGISTRY (source), result, &error);

  if (server == NULL)
    meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
}

static void
consent_cb (AdwMessageDialog *dialog,
            const char       *response,
            MeireiKeyGroup *self)
{
  g_autoptr(GError) error = NULL;
  MeireiServer *server = g_object_get_data (G_OBJECT (dialog), "server");

  if (!g_str_equal (response, "send"))
    return;

  if (!meirei_server_registry_allow_plain_key (self->registry, server, &error))
    meirei_error_presenter_show_toast (GTK_WIDGET (self), error);
  else
    meirei_server_registry_probe_async (self->registry, meirei_server_get_url (server), NULL,
                                        probed_cb, g_object_ref (self));
}

/* Others on the network could read the key. */
static void
ask_for_consent (MeireiKeyGroup *self,
                 MeireiServer     *server)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (root != NULL ? GTK_WINDOW (root) : NULL,
                                              _("Send the Key Without Encryption?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: %s is the address of a server */
                                  _("The connection to %s is not encrypted: others in the network "
                                    "can read the API key. Use an address with https if the "
                                    "server has one."),
                                  meirei_server_get_url (server));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "send", _("_Send Anyway"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "send",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_object_set_data_full (G_OBJECT (dialog), "server", g_object_ref (server), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (consent_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_not_kept (MeireiKeyGroup *self,
               const GError   *error)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (root != NULL ? GTK_WINDOW (root) : NULL,
                                              _("The Key Is Kept Until Meirei Ends Only"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: %s is the reason, in English */
                                  _("The keyring of this computer cannot be used: %s. Unlock or "
                                    "install one, then enter the key again."), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct {
  MeireiKeyGroup *self;  /* (owned) */
  MeireiServer *server;    /* (owned) */
} Saving;

static void
key_set_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr(MeireiKeyGroup) self = saving->self;
  g_autoptr(MeireiServer) server = saving->server;
  g_autoptr(GError) error = NULL;

  if (!meirei_server_registry_set_key_finish (MEIREI_SERVER_REGISTRY (source), result, &error))
    show_not_kept (self, error);
  /* The window may have been closed meanwhile. */
  if (self->registry != NULL && meirei_server_registry_needs_consent (self->registry, server))
    ask_for_consent (self, server);
}

static void
key_cb (MeireiKeyGroup *self)
{
  g_autofree char *key = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->key_row)));
  Saving *saving = g_new0 (Saving, 1);

  saving->self = g_object_ref (self);
  saving->server = g_object_ref (self->server);
  gtk_editable_set_text (GTK_EDITABLE (self->key_row), "");
  meirei_server_registry_set_key_async (self->registry, self->server, g_strstrip (key), NULL,
                                        key_set_cb, saving);
}

static void
meirei_key_group_dispose (GObject *object)
{
  MeireiKeyGroup *self = MEIREI_KEY_GROUP (object);

  g_clear_object (&self->registry);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (meirei_key_group_parent_class)->dispose (object);
}

static void
meirei_key_group_class_init (MeireiKeyGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = meirei_key_group_dispose;
}

static void
meirei_key_group_init (MeireiKeyGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  adw_preferences_group_set_title (group, _("API key"));
  adw_preferences_group_set_description (group,
                                         _("Kept in the keyring of this computer. Most local "
                                           "servers need none; an empty one forgets the key."));
  self->key_row = ADW_PASSWORD_ENTRY_ROW (adw_password_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row), _("New key"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->key_row), TRUE);
  g_signal_connect_object (self->key_row, "apply", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->key_row));
}

/**
 * meirei_key_group_new:
 *
 * Returns: (transfer full): a group without a server
 */
GtkWidget *
meirei_key_group_new (void)
{
  return g_object_new (MEIREI_TYPE_KEY_GROUP, NULL);
}

/**
 * meirei_key_group_set_server:
 * @self: a group
 * @registry: the servers
 * @server: one of them
 *
 * Says whose key it is; asks if there is one that waits to be sent.
 */
void
meirei_key_group_set_server (MeireiKeyGroup       *self,
                             MeireiServerRegistry *registry,
                             MeireiServer         *server)
{
  g_return_if_fail (MEIREI_IS_KEY_GROUP (self));

  g_set_object (&self->registry, registry);
  g_set_object (&self->server, server);
  gtk_editable_set_text (GTK_EDITABLE (self->key_row), "");
  if (meirei_server_registry_needs_consent (registry, server))
    ask_for_consent (self, server);
}
