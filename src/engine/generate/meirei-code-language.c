/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-code-language.h"

/* The first name of a line is the one that Meirei uses. */
static const char * const languages[][16] = {
  { "python", "py", "python3", "py3", "python2", "py2", "pycon", "ipython", "ipython3",
    "pyodide", "pythonrepl", "python-repl", "sage", "pyi", NULL },
  { "bash", "sh", "shell", "zsh", "console", "shell-session", "shellsession", "terminal",
    "shellscript", "cmd", "powershell", "ps1", "bat", "batch", NULL },
  { "text", "txt", "plaintext", "plain", "output", "none", "log", "stdout", "result", NULL },
  { "markdown", "md", "mdx", NULL },
  { "javascript", "js", "jsx", "mjs", "node", "nodejs", NULL },
  { "typescript", "ts", "tsx", NULL },
  { "c", "h", NULL },
  { "cpp", "c++", "cc", "cxx", "hpp", NULL },
  { "csharp", "c#", "cs", NULL },
  { "go", "golang", NULL },
  { "rust", "rs", NULL },
  { "sql", "sqlite", "postgresql", "mysql", NULL },
  { "css", "scss", "sass", "less", NULL },
  { "html", "xml", "svg", NULL },
  { "json", "jsonc", "json5", "jsonl", NULL },
  { "yaml", "yml", NULL },
  { "latex", "tex", "math", NULL },
  { "vb", "vbnet", "vba", NULL },
  { "dockerfile", "docker", NULL },
  { "makefile", "make", NULL },
  { "assembly", "asm", "nasm", NULL },
  { "ruby", "rb", NULL },
  { "java", NULL }, { "kotlin", "kt", NULL }, { "swift", NULL }, { "php", NULL },
  { "perl", "pl", NULL }, { "lua", NULL }, { "r", NULL }, { "scala", NULL }, { "dart", NULL },
  { "haskell", "hs", NULL }, { "julia", "jl", NULL }, { "matlab", "octave", NULL },
  { "toml", NULL }, { "ini", NULL }, { "csv", NULL }, { "diff", "patch", NULL },
  { "mermaid", NULL }, { "graphql", NULL }, { "proto", "protobuf", NULL }, { "cmake", NULL },
  { "pseudocode", "pseudo", NULL }, { "regex", NULL }, { "http", NULL }, { "nix", NULL },
};

/**
 * meirei_code_language_find:
 * @word: (array length=length): the name of a language as people write it
 * @length: its length in bytes
 *
 * Returns: (nullable): the one name that Meirei uses for this language, or
 *   %NULL if the word names none
 */
const char *
meirei_code_language_find (const char *word,
                           gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      for (guint k = 0; languages[i][k] != NULL; k++)
        {
          if (strlen (languages[i][k]) == length
              && g_ascii_strncasecmp (languages[i][k], word, length) == 0)
            return languages[i][0];
        }
    }

  return NULL;
}

static gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || strchr ("+#-_./", c) != NULL;
}

/* What a file is written in, by the ending of its name. */
static const char *
find_by_file_name (const char *word,
                   gsize       length)
{
  const char *dot = memrchr (word, '.', length);

  if (dot == NULL || dot == word)
    return NULL;

  return meirei_code_language_find (dot + 1, length - (gsize) (dot + 1 - word));
}

/**
 * meirei_code_language_from_info:
 * @info: (array length=length): what stands behind an opening fence
 * @length: its length in bytes
 * @word_end: (out): where the word that may name the language ends
 *
 * Finds the language in "python", "Python 3", "{.python .numberLines}",
 * "python:main.py", "main.py" and the like.
 *
 * Returns: (nullable): the language's name, or %NULL if there is none
 */
const char *
meirei_code_language_from_info (const char *info,
                                gsize       length,
                                gsize      *word_end)
{
  gsize start = 0;
  gsize end;
  const char *language;

  while (start < length && strchr (" \t{[(.*:`\"", info[start]) != NULL && info[start] != '\0')
    start++;
  for (end = start; end < length && info[end] != '\0' && is_word_char (info[end]); end++)
    ;
  while (end > start && strchr (".-/_", info[end - 1]) != NULL)
    end--;

  *word_end = end;
  if (end == start)
    return NULL;

  language = meirei_code_language_find (info + start, end - start);

  return language != NULL ? language : find_by_file_name (info + start, end - start);
}
