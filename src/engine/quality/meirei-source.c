/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-source.h"

/**
 * MeireiSource:
 *
 * One file to be analysed: its bytes, its language, and what its sheet and
 * the extraction say about it.  Immutable.
 */
struct _MeireiSource
{
  GObject parent_instance;

  char              *name;
  GBytes            *bytes;
  char              *language;
  char              *folder;  /* (nullable) */
  MeireiSheetFacts  *facts;   /* (nullable) */
  MeireiSourceFlags  flags;

  MeireiAnalysisSettings *settings;  /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MeireiSource, meirei_source, G_TYPE_OBJECT)

static const struct {
  const char *suffix;
  const char *language;
} languages[] = {
  { ".py", "python" },
  { ".pyi", "python" },
  { ".part", "python" },
  { ".c", "c" },
  { ".h", "c" },
  { ".js", "javascript" },
  { ".mjs", "javascript" },
  { ".go", "go" },
  { ".rs", "rust" },
  { ".sh", "shell" },
  { ".bash", "shell" },
  { ".sql", "sql" },
};

static void
meirei_source_finalize (GObject *object)
{
  MeireiSource *self = MEIREI_SOURCE (object);

  g_free (self->name);
  g_bytes_unref (self->bytes);
  g_free (self->language);
  g_free (self->folder);
  meirei_sheet_facts_free (self->facts);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (meirei_source_parent_class)->finalize (object);
}

static void
meirei_source_class_init (MeireiSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = meirei_source_finalize;
}

static void
meirei_source_init (MeireiSource *self)
{
}

/**
 * meirei_source_guess_language:
 * @name: a file name or path
 *
 * Returns: (nullable): the language that the name's suffix stands for, or
 *   %NULL if the suffix is not known
 */
const char *
meirei_source_guess_language (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (g_str_has_suffix (name, languages[i].suffix))
        return languages[i].language;
    }

  return NULL;
}

/**
 * meirei_source_get_suffix:
 * @language: a language
 *
 * Returns: (nullable): how the names of its files end, or %NULL if the
 *   language is not known
 */
const char *
meirei_source_get_suffix (const char *language)
{
  g_return_val_if_fail (language != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (g_str_equal (languages[i].language, language))
        return languages[i].suffix;
    }

  return NULL;
}

/**
 * meirei_source_new:
 * @name: the file's name for people; appears in diffs
 * @bytes: its contents
 * @language: (nullable): its language; %NULL asks the name and falls back to
 *   Python
 * @folder: (nullable): where the file stands or will stand; modules in this
 *   folder are never "possibly invented"
 * @facts: (nullable): what the sheet says; %NULL if there is no sheet
 * @flags: what the extraction found out
 * @settings: (nullable): what the workspace says about analysis
 *
 * Returns: (transfer full): a new source
 */
MeireiSource *
meirei_source_new (const char             *name,
                   GBytes                 *bytes,
                   const char             *language,
                   const char             *folder,
                   const MeireiSheetFacts *facts,
                   MeireiSourceFlags       flags,
                   MeireiAnalysisSettings *settings)
{
  MeireiSource *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  if (language == NULL || *language == '\0')
    language = meirei_source_guess_language (name);

  self = g_object_new (MEIREI_TYPE_SOURCE, NULL);
  self->name = g_strdup (name);
  self->bytes = g_bytes_ref (bytes);
  self->language = g_strdup (language != NULL ? language : "python");
  self->folder = g_strdup (folder);
  self->facts = facts != NULL ? meirei_sheet_facts_copy (facts) : NULL;
  self->flags = flags;
  self->settings = settings != NULL ? g_object_ref (settings) : NULL;

  return self;
}

/**
 * meirei_source_get_name:
 * @self: a source
 *
 * Returns: the file's name for people
 */
const char *
meirei_source_get_name (MeireiSource *self)
{
  g_return_val_if_fail (MEIREI_IS_SOURCE (self), NULL);

  return self->name;
}

/**
 * meirei_source_get_bytes:
 * @self: a source
 *
 * Returns: (transfer none): the file's contents
 */
GBytes *
meirei_source_get_bytes (MeireiSource *self)
{
  g_return_val_if_fail (MEIREI_IS_SOURCE (self), NULL);

  return self->bytes;
}

/**
 * meirei_source_get_language:
 * @self: a source
 *
 * Returns: the file's language, such as `python`
 */
const char *
meirei_source_get_language (MeireiSource *self)
{
  g_return_val_if_fail (MEIREI_IS_SOURCE (self), NULL);

  return self->language;
}

/**
 * meirei_source_get_folder:
 * @self: a source
 *
 * Returns: (nullable): where the file stands
 */
const char *
meirei_source_get_folder (MeireiSource *self)
{
  g_return_val_if_fail (MEIREI_IS_SOURCE (self), NULL);

  return self->folder;
}

/**
 * meirei_source_get_facts:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): what the sheet says, or %NULL if there
 *   is no sheet
 */
const MeireiSheetFacts *
meirei_source_get_facts (MeireiSource *self)
{
  g_return_val_if_fail (MEIREI_IS_SOURCE (self), NULL);

  return self->facts;
}

/**
 * meirei_source_get_flags:
 * @self: a source
 *
 * Returns: what the extraction found out
 */
MeireiSourceFlags
meirei_source_get_flags (MeireiSource *self)
{
  g_return_val_if_fail (MEIREI_IS_SOURCE (self), MEIREI_SOURCE_COMPLETE);

  return self->flags;
}

/**
 * meirei_source_get_settings:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): what the workspace says about analysis
 */
MeireiAnalysisSettings *
meirei_source_get_settings (MeireiSource *self)
{
  g_return_val_if_fail (MEIREI_IS_SOURCE (self), NULL);

  return self->settings;
}

/**
 * meirei_source_is_python:
 * @self: a source
 *
 * Returns: whether the scoring model is made for the file's language
 */
gboolean
meirei_source_is_python (MeireiSource *self)
{
  g_return_val_if_fail (MEIREI_IS_SOURCE (self), FALSE);

  return g_str_equal (self->language, "python");
}
