/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include "meirei-document-format.h"

GType
meirei_document_format_get_type (void)
{
  static gsize type_once = 0;

  if (g_once_init_enter (&type_once))
    {
      static const GEnumValue values[] = {
        { MEIREI_DOCUMENT_FORMAT_JSON, "MEIREI_DOCUMENT_FORMAT_JSON", "json" },
        { MEIREI_DOCUMENT_FORMAT_MARKDOWN, "MEIREI_DOCUMENT_FORMAT_MARKDOWN", "markdown" },
        { MEIREI_DOCUMENT_FORMAT_HTML, "MEIREI_DOCUMENT_FORMAT_HTML", "html" },
        { MEIREI_DOCUMENT_FORMAT_SARIF, "MEIREI_DOCUMENT_FORMAT_SARIF", "sarif" },
        { MEIREI_DOCUMENT_FORMAT_JUNIT, "MEIREI_DOCUMENT_FORMAT_JUNIT", "junit" },
        { 0, NULL, NULL }
      };
      GType type = g_enum_register_static ("MeireiDocumentFormat", values);

      g_once_init_leave (&type_once, type);
    }

  return type_once;
}

/**
 * meirei_document_format_get_ending:
 * @format: a format
 *
 * Returns: the ending of a file's name, with its point
 */
const char *
meirei_document_format_get_ending (MeireiDocumentFormat format)
{
  static const char * const endings[] = { ".json", ".md", ".html", ".sarif", ".xml" };

  g_return_val_if_fail ((gsize) format < G_N_ELEMENTS (endings), NULL);

  return endings[format];
}
