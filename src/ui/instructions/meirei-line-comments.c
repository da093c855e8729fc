/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/**
 * MeireiLineComments:
 *
 * What a person says about lines of the code that is shown: a draft until
 * there is a verdict, and the verdict's comments afterwards.  Emits
 * [signal@LineComments::changed] whenever there are others, and
 * [signal@LineComments::edited] when a person wrote one.
 */

#include "config.h"

#include "meirei-json.h"
#include "meirei-line-comments.h"

/* What is shown and sent to a model is bounded. */
#define MAX_COMMENTS 1000
#define MAX_LENGTH 4000

struct _MeireiLineComments
{
  GObject parent_instance;

  GTree *texts;       /* (element-type int utf8) */
  gboolean editable;
};

enum {
  CHANGED,
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MeireiLineComments, meirei_line_comments, G_TYPE_OBJECT)

static int
compare_lines (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  return GPOINTER_TO_INT (a) - GPOINTER_TO_INT (b);
}

static void
meirei_line_comments_finalize (GObject *object)
{
  g_tree_unref (MEIREI_LINE_COMMENTS (object)->texts);

  G_OBJECT_CLASS (meirei_line_comments_parent_class)->finalize (object);
}

static void
meirei_line_comments_class_init (MeireiLineCommentsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = meirei_line_comments_finalize;

  /**
   * MeireiLineComments::changed:
   * @self: the comments
   */
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MeireiLineComments::edited:
   * @self: the comments
   */
  signals[EDITED] =
    g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
meirei_line_comments_init (MeireiLineComments *self)
{
  self->texts = g_tree_new_full (compare_lines, NULL, NULL, g_free);
}

/**
 * meirei_line_comments_new:
 *
 * Returns: (transfer full): no comments
 */
MeireiLineComments *
meirei_line_comments_new (void)
{
  return g_object_new (MEIREI_TYPE_LINE_COMMENTS, NULL);
}

static char *
dup_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  char *cut = g_utf8_strlen (valid, -1) > MAX_LENGTH ? g_utf8_substring (valid, 0, MAX_LENGTH)
                                                     : g_steal_pointer (&valid);

  return g_strstrip (cut);
}

/**
 * meirei_line_comments_load:
 * @self: comments
 * @array: (nullable): objects with `line` and `text`; what is none is left out
 * @editable: whether a person can write some
 *
 * Replaces all comments.
 */
void
meirei_line_comments_load (MeireiLineComments *self,
                           JsonArray          *array,
                           gboolean            editable)
{
  guint length = array != NULL ? json_array_get_length (array) : 0;

  g_return_if_fail (MEIREI_IS_LINE_COMMENTS (self));

  g_tree_remove_all (self->texts);
  for (guint i = 0; i < MIN (length, MAX_COMMENTS); i++)
    {
      JsonObject *comment = meirei_json_array_object (array, i);
      gint64 line = comment != NULL ? meirei_json_get_int (comment, "line", 0) : 0;
      g_autofree char *text = comment != NULL
                              ? dup_text (meirei_json_get_string (comment, "text", "")) : NULL;

      if (line > 0 && line <= G_MAXINT && *text != '\0')
        g_tree_replace (self->texts, GINT_TO_POINTER ((int) line), g_steal_pointer (&text));
    }
  self->editable = editable;
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
add_comment (gpointer key,
             gpointer value,
             gpointer user_data)
{
  JsonObject *comment = json_object_new ();

  json_object_set_int_member (comment, "line", GPOINTER_TO_INT (key));
  json_object_set_string_member (comment, "text", value);
  json_array_add_object_element (user_data, comment);

  return FALSE;
}

/**
 * meirei_line_comments_to_json:
 * @self: comments
 *
 * Returns: (transfer full): objects with `line` and `text`, from the top
 */
JsonArray *
meirei_line_comments_to_json (MeireiLineComments *self)
{
  JsonArray *array = json_array_new ();

  g_return_val_if_fail (MEIREI_IS_LINE_COMMENTS (self), array);

  g_tree_foreach (self->texts, add_comment, array);

  return array;
}

/**
 * meirei_line_comments_get_editable:
 * @self: comments
 *
 * Returns: whether a person can write some
 */
gboolean
meirei_line_comments_get_editable (MeireiLineComments *self)
{
  g_return_val_if_fail (MEIREI_IS_LINE_COMMENTS (self), FALSE);

  return self->editable;
}

/**
 * meirei_line_comments_get_count:
 * @self: comments
 *
 * Returns: how many there are
 */
guint
meirei_line_comments_get_count (MeireiLineComments *self)
{
  g_return_val_if_fail (MEIREI_IS_LINE_COMMENTS (self), 0);

  return (guint) g_tree_nnodes (self->texts);
}

/**
 * meirei_line_comments_get:
 * @self: comments
 * @line: a line, from 1
 *
 * Returns: (transfer none) (nullable): the comment on that line
 */
const char *
meirei_line_comments_get (MeireiLineComments *self,
                          int                 line)
{
  g_return_val_if_fail (MEIREI_IS_LINE_COMMENTS (self), NULL);

  return g_tree_lookup (self->texts, GINT_TO_POINTER (line));
}

/**
 * meirei_line_comments_edit:
 * @self: comments that can be edited
 * @line: a line, from 1
 * @text: (nullable): what to say about it; nothing removes the comment
 */
void
meirei_line_comments_edit (MeireiLineComments *self,
                           int                 line,
                           const char         *text)
{
  g_autofree char *stripped = NULL;

  g_return_if_fail (MEIREI_IS_LINE_COMMENTS (self));
  g_return_if_fail (line > 0);

  if (!self->editable)
    return;

  stripped = dup_text (text != NULL ? text : "");
  if (g_strcmp0 (stripped, g_tree_lookup (self->texts, GINT_TO_POINTER (line))) == 0
      || (*stripped == '\0' && g_tree_lookup (self->texts, GINT_TO_POINTER (line)) == NULL))
    return;

  if (*stripped == '\0')
    g_tree_remove (self->texts, GINT_TO_POINTER (line));
  else if (meirei_line_comments_get_count (self) < MAX_COMMENTS
           || meirei_line_comments_get (self, line) != NULL)
    g_tree_replace (self->texts, GINT_TO_POINTER (line), g_steal_pointer (&stripped));
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[EDITED], 0);
}
