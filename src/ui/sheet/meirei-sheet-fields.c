/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiSheetFields:
 *
 * The members of a sheet that people edit, one field for each.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "meirei-json.h"
#include "meirei-line-list.h"
#include "meirei-phase.h"
#include "meirei-sheet-fields.h"
#include "meirei-text-card.h"
#include "meirei-ui-init.h"

struct _MeireiSheetFields
{
  AdwBin parent_instance;

  AdwEntryRow *title_row;
  AdwEntryRow *feature_row;
  GtkDropDown *phase_drop_down;
  AdwActionRow *id_row;
  GtkLabel *spec_count;
  MeireiTextCard *spec_card;
  MeireiLineList *functions_list;
  MeireiTextCard *tests_card;
  MeireiLineList *raises_list;
  GtkSwitch *docstrings_switch;

  GArray *phases;     /* of int, by position in the drop-down */
  gboolean filling;   /* the fields are being set, not used */
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiSheetFields, meirei_sheet_fields, ADW_TYPE_BIN)

#define FIELD(member) G_STRUCT_OFFSET (MeireiSheetFields, member)

/* The members that have a field; the others stay as they are. */
static const struct {
  const char *member;
  gsize offset;
} fields[] = {
  { "title", FIELD (title_row) },
  { "feature", FIELD (feature_row) },
  { "phase", FIELD (phase_drop_down) },
  { "spec", FIELD (spec_card) },
  { "functions", FIELD (functions_list) },
  { "tests", FIELD (tests_card) },
  { "raises", FIELD (raises_list) },
  { "docstrings", FIELD (docstrings_switch) },
};

static GtkWidget *
get_field (MeireiSheetFields *self,
           gsize              i)
{
  return *(GtkWidget **) G_STRUCT_MEMBER_P (self, fields[i].offset);
}

static void
changed_cb (MeireiSheetFields *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
count_cb (MeireiSheetFields *self)
{
  int count = gtk_text_buffer_get_char_count (meirei_text_card_get_buffer (self->spec_card));
  g_autofree char *text = g_strdup_printf (ngettext ("%'d character", "%'d characters",
                                                     (gulong) count), count);

  gtk_label_set_label (self->spec_count, text);
}

static void
copy_id_cb (MeireiSheetFields *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          adw_action_row_get_subtitle (self->id_row));
}

/* A number that is no phase of the project (any more) can be kept. */
static void
fill_phases (MeireiSheetFields *self,
             GListModel        *phases,
             int                number)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  gboolean found = FALSE;

  g_array_set_size (self->phases, 0);
  for (guint i = 0; i < g_list_model_get_n_items (phases); i++)
    {
      g_autoptr(MeireiPhase) phase = g_list_model_get_item (phases, i);
      int value = meirei_phase_get_number (phase);

      found |= value == number;
      g_array_append_val (self->phases, value);
      gtk_string_list_take (names, g_strdup_printf ("%d · %s", value,
                                                    meirei_phase_get_name (phase)));
    }
  if (!found)
    {
      g_array_append_val (self->phases, number);
      /* Translators: %d is the number of a phase of the project */
      gtk_string_list_take (names, g_strdup_printf (_("Phase %d"), number));
    }
  gtk_drop_down_set_model (self->phase_drop_down, G_LIST_MODEL (names));
}

static void
select_phase (MeireiSheetFields *self,
              int                number)
{
  for (guint i = 0; i < self->phases->len; i++)
    if (g_array_index (self->phases, int, i) == number)
      gtk_drop_down_set_selected (self->phase_drop_down, i);
}

/* What one instruction had in the field must not come back in another. */
static void
set_entry (GtkEditable *entry,
           const char  *text)
{
  if (g_str_equal (gtk_editable_get_text (entry), text))
    return;

  gtk_editable_set_enable_undo (entry, FALSE);
  gtk_editable_set_text (entry, text);
  gtk_editable_set_enable_undo (entry, TRUE);
}

static void
set_value (MeireiSheetFields *self,
           GtkWidget         *field,
           JsonObject        *object,
           const char        *member)
{
  g_auto(GStrv) lines = NULL;

  if (GTK_IS_EDITABLE (field))
    set_entry (GTK_EDITABLE (field), meirei_json_get_string (object, member, ""));
  else if (MEIREI_IS_TEXT_CARD (field))
    meirei_text_card_set_text (MEIREI_TEXT_CARD (field),
                               meirei_json_get_string (object, member, ""));
  else if (GTK_IS_SWITCH (field))
    gtk_switch_set_active (GTK_SWITCH (field), meirei_json_get_boolean (object, member, FALSE));
  else if (GTK_IS_DROP_DOWN (field))
    select_phase (self, (int) meirei_json_get_int (object, member, 0));
  else
    {
      lines = meirei_json_dup_strv (object, member);
      meirei_line_list_set_lines (MEIREI_LINE_LIST (field), (const char * const *) lines);
    }
}

static void
get_value (MeireiSheetFields *self,
           GtkWidget         *field,
           JsonObject        *object,
           const char        *member)
{
  guint selected = gtk_drop_down_get_selected (self->phase_drop_down);
  g_auto(GStrv) lines = NULL;
  g_autofree char *text = NULL;

  if (GTK_IS_EDITABLE (field))
    meirei_json_set_string (object, member, gtk_editable_get_text (GTK_EDITABLE (field)));
  else if (MEIREI_IS_TEXT_CARD (field))
    {
      text = meirei_text_card_dup_text (MEIREI_TEXT_CARD (field));
      meirei_json_set_string (object, member, text);
    }
  else if (GTK_IS_SWITCH (field))
    json_object_set_boolean_member (object, member, gtk_switch_get_active (GTK_SWITCH (field)));
  else if (MEIREI_IS_LINE_LIST (field))
    {
      lines = meirei_line_list_dup_lines (MEIREI_LINE_LIST (field));
      meirei_json_set_strv (object, member, (const char * const *) lines);
    }
  else if (selected < self->phases->len)
    json_object_set_int_member (object, member, g_array_index (self->phases, int, selected));
}

static gboolean
has_focus (GtkWidget *field)
{
  GtkRoot *root = gtk_widget_get_root (field);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == field || gtk_widget_is_ancestor (focus, field));
}

static void
meirei_sheet_fields_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MEIREI_TYPE_SHEET_FIELDS);

  G_OBJECT_CLASS (meirei_sheet_fields_parent_class)->dispose (object);
}

static void
meirei_sheet_fields_finalize (GObject *object)
{
  MeireiSheetFields *self = MEIREI_SHEET_FIELDS (object);

  g_array_unref (self->phases);

  G_OBJECT_CLASS (meirei_sheet_fields_parent_class)->finalize (object);
}

static void
meirei_sheet_fields_class_init (MeireiSheetFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = meirei_sheet_fields_dispose;
  G_OBJECT_CLASS (klass)->finalize = meirei_sheet_fields_finalize;

  /**
   * MeireiSheetFields::changed:
   * @self: sheet fields
   *
   * Somebody edited a field.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (MEIREI_TYPE_LINE_LIST);
  g_type_ensure (MEIREI_TYPE_TEXT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, MEIREI_RESOURCE_PATH
                                               "/sheet/meirei-sheet-fields.ui");
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_id_cb);
  gtk_widget_class_bind_template_callback (widget_class, meirei_line_list_add);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetFields, docstrings_switch);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetFields, feature_row);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetFields, functions_list);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetFields, id_row);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetFields, phase_drop_down);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetFields, raises_list);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetFields, spec_card);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetFields, spec_count);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetFields, tests_card);
  gtk_widget_class_bind_template_child (widget_class, MeireiSheetFields, title_row);
}

static void
meirei_sheet_fields_init (MeireiSheetFields *self)
{
  self->phases = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (meirei_text_card_get_buffer (self->spec_card), "changed",
                           G_CALLBACK (count_cb), self, G_CONNECT_SWAPPED);
}

/**
 * meirei_sheet_fields_new:
 *
 * Returns: (transfer full): empty fields
 */
GtkWidget *
meirei_sheet_fields_new (void)
{
  return g_object_new (MEIREI_TYPE_SHEET_FIELDS, NULL);
}

/**
 * meirei_sheet_fields_show:
 * @self: sheet fields
 * @sheet: a sheet
 * @id: its instruction's UUID
 * @phases: the project's phases, a list of [class@Phase]
 *
 * Shows another sheet; this is not announced as a change.
 */
void
meirei_sheet_fields_show (MeireiSheetFields *self,
                          MeireiSheet       *sheet,
                          const char        *id,
                          GListModel        *phases)
{
  g_autoptr(JsonObject) object = json_object_new ();

  g_return_if_fail (MEIREI_IS_SHEET_FIELDS (self));
  g_return_if_fail (MEIREI_IS_SHEET (sheet));

  self->filling = TRUE;
  meirei_sheet_add_to_json (sheet, object);
  fill_phases (self, phases, meirei_sheet_get_phase (sheet));
  adw_action_row_set_subtitle (self->id_row, id);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    set_value (self, get_field (self, i), object, fields[i].member);
  count_cb (self);
  self->filling = FALSE;
}

/**
 * meirei_sheet_fields_update:
 * @self: sheet fields
 * @sheet: the same sheet as it is now
 *
 * Changes the fields that show something else, unless the focus is in one of
 * them: nobody’s text may change while it is typed.
 *
 * Returns: whether everything is shown now; if not, nothing was changed
 */
gboolean
meirei_sheet_fields_update (MeireiSheetFields *self,
                            MeireiSheet       *sheet)
{
  g_autoptr(JsonObject) wanted = json_object_new ();
  g_autoptr(JsonObject) shown = json_object_new ();
  gboolean differs[G_N_ELEMENTS (fields)];

  g_return_val_if_fail (MEIREI_IS_SHEET_FIELDS (self), FALSE);
  g_return_val_if_fail (MEIREI_IS_SHEET (sheet), FALSE);

  meirei_sheet_add_to_json (sheet, wanted);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      JsonNode *value;

      get_value (self, get_field (self, i), shown, fields[i].member);
      value = json_object_get_member (shown, fields[i].member);
      differs[i] = value == NULL
                   || !json_node_equal (value, json_object_get_member (wanted, fields[i].member));
      if (differs[i] && has_focus (get_field (self, i)))
        return FALSE;
    }

  self->filling = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (differs[i])
      set_value (self, get_field (self, i), wanted, fields[i].member);
  self->filling = FALSE;

  return TRUE;
}

/**
 * meirei_sheet_fields_dup_sheet:
 * @self: sheet fields
 * @base: the sheet with the members that have no field
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the sheet as the fields have it, or
 *   %NULL with %MEIREI_INSTRUCTION_ERROR_INVALID_DATA if a text is too long
 */
MeireiSheet *
meirei_sheet_fields_dup_sheet (MeireiSheetFields  *self,
                               MeireiSheet        *base,
                               GError            **error)
{
  g_autoptr(JsonObject) object = json_object_new ();

  g_return_val_if_fail (MEIREI_IS_SHEET_FIELDS (self), NULL);
  g_return_val_if_fail (MEIREI_IS_SHEET (base), NULL);

  meirei_sheet_add_to_json (base, object);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    get_value (self, get_field (self, i), object, fields[i].member);

  return meirei_sheet_new_from_json (object, error);
}
