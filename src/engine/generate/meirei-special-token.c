/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

#include "config.h"

#include <string.h>

#include "meirei-special-token.h"

#define MAX_TOKEN 64

typedef struct {
  const char         *text;
  gsize               length;
  MeireiSpecialToken  kind;
} Token;

#define TOKEN(text, kind) { text, sizeof (text) - 1, MEIREI_SPECIAL_TOKEN_##kind }

/* In lower case, but compared without regard to case.  What a bar encloses (<|...|>) is told
 * apart by its words below. */
static const Token fixed_tokens[] = {
  TOKEN ("</s>", END),
  TOKEN ("<s>", PLAIN),
  TOKEN ("<bos>", PLAIN),
  TOKEN ("<pad>", PLAIN),
  TOKEN ("<unk>", PLAIN),
  TOKEN ("<eos>", END),
  TOKEN ("<eot>", END),
  TOKEN ("<eod>", END),
  TOKEN ("<endoftext>", END),
  TOKEN ("<end_of_turn>", END),
  TOKEN ("<end_of_text>", END),
  TOKEN ("<turn|>", END),
  TOKEN ("<start_of_turn>user", USER),
  TOKEN ("<start_of_turn>model", ASSISTANT),
  TOKEN ("<start_of_turn>", PLAIN),
  TOKEN ("<file_sep>", END),
  TOKEN ("<filename>", END),
  TOKEN ("<reponame>", END),
  TOKEN ("<gh_stars>", END),
  TOKEN ("<issue_start>", END),
  TOKEN ("<commit_before>", END),
  TOKEN ("<jupyter_start>", END),
  TOKEN ("<jupyter_output>", END),
  TOKEN ("<jupyter_text>", END),
  TOKEN ("<fim_prefix>", PLAIN),
  TOKEN ("<fim_middle>", PLAIN),
  TOKEN ("<fim_suffix>", PLAIN),
  TOKEN ("<fim_pad>", PLAIN),
  TOKEN ("<pre>", PLAIN),
  TOKEN ("<suf>", PLAIN),
  TOKEN ("<mid>", PLAIN),
  TOKEN ("<<sys>>", USER),
  TOKEN ("<</sys>>", PLAIN),
  TOKEN ("[inst]", USER),
  TOKEN ("[/inst]", ASSISTANT),
  TOKEN ("[eos]", END),
  TOKEN ("[bos]", PLAIN),
  TOKEN ("[pad]", PLAIN),
  TOKEN ("<answer>", PLAIN),
  TOKEN ("</answer>", PLAIN),
  TOKEN ("<solution>", PLAIN),
  TOKEN ("</solution>", PLAIN),
  TOKEN ("<response>", PLAIN),
  TOKEN ("</response>", PLAIN),
  TOKEN ("[think]", THINK),
  TOKEN ("[/think]", THINK_END),
  TOKEN ("\xe2\x97\x81think\xe2\x96\xb7", THINK),
  TOKEN ("\xe2\x97\x81/think\xe2\x96\xb7", THINK_END),
  TOKEN ("<|channel>thought", THINK),
  TOKEN ("<channel|>", THINK_END),
  TOKEN ("<unused94>thought", THINK),
  TOKEN ("<unused95>", THINK_END),
};

/* The names between angle brackets that enclose reasoning. */
static const char * const think_names[] = {
  "think", "thinking", "thought", "thoughts", "reasoning", "reason",
  "reflection", "scratchpad", "inner_thoughts", "internal_thoughts",
  "seed:think", "thought_process", "think_process",
};

static gboolean
has_word (const char *text,
          gsize       length,
          const char *word)
{
  gsize n = strlen (word);

  for (gsize i = 0; i + n <= length; i++)
    {
      if (g_ascii_strncasecmp (text + i, word, n) == 0)
        return TRUE;
    }

  return FALSE;
}

static MeireiSpecialToken
match_role (const char *text,
            gsize       length)
{
  if (has_word (text, length, "assistant") || has_word (text, length, "model")
      || has_word (text, length, "chatbot"))
    return MEIREI_SPECIAL_TOKEN_ASSISTANT;
  if (has_word (text, length, "user") || has_word (text, length, "human")
      || has_word (text, length, "system") || has_word (text, length, "tool"))
    return MEIREI_SPECIAL_TOKEN_USER;

  return MEIREI_SPECIAL_TOKEN_PLAIN;
}

/* Length of a role's name (and a line's end or header end is not in it) at
 * @text, as in "<|im_start|>user". */
static gsize
role_length (const char *text,
             gsize       length)
{
  static const char * const roles[] = {
    "assistant", "user", "system", "human", "model", "tool", "developer", "ipython",
  };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      gsize n = strlen (roles[i]);

      if (length >= n && g_ascii_strncasecmp (text, roles[i], n) == 0
          && (length == n || !g_ascii_isalnum (text[n])))
        return n;
    }

  return 0;
}

/* OpenAI's harmony format: <|channel|>analysis<|message|> ... <|end|> */
static MeireiSpecialToken
match_channel (const char *text,
               gsize       length,
               gsize      *token_length)
{
  static const char message[] = "<|message|>";
  gsize n = 0;

  while (n < length && n < 32 && (g_ascii_isalnum (text[n]) || text[n] == ' ' || text[n] == '.'))
    n++;
  *token_length += n;
  if (length - n >= strlen (message) && memcmp (text + n, message, strlen (message)) == 0)
    *token_length += strlen (message);

  return has_word (text, n, "analysis") || has_word (text, n, "commentary")
         ? MEIREI_SPECIAL_TOKEN_THINK
         : MEIREI_SPECIAL_TOKEN_THINK_END;
}

static MeireiSpecialToken
classify_barred (const char *name,
                 gsize       n_name,
                 const char *rest,
                 gsize       n_rest,
                 gsize      *token_length)
{
  gsize n_role;

  if (n_name == strlen ("channel") && memcmp (name, "channel", n_name) == 0)
    return match_channel (rest, n_rest, token_length);
  if (has_word (name, n_name, "start_thinking") || has_word (name, n_name, "begin_of_thought")
      || (n_name == 5 && memcmp (name, "think", 5) == 0))
    return MEIREI_SPECIAL_TOKEN_THINK;
  if (has_word (name, n_name, "end_thinking") || has_word (name, n_name, "end_of_thought")
      || (n_name == 6 && memcmp (name, "/think", 6) == 0))
    return MEIREI_SPECIAL_TOKEN_THINK_END;

  /* "end_header_id", "end_of_role" and the like follow a role's name. */
  if (has_word (name, n_name, "header") || has_word (name, n_name, "role")
      || has_word (name, n_name, "im_start") || (n_name == 5 && memcmp (name, "start", 5) == 0))
    {
      n_role = has_word (name, n_name, "end_") ? 0 : role_length (rest, n_rest);
      *token_length += n_role;
      return n_role > 0 ? match_role (rest, n_role) : MEIREI_SPECIAL_TOKEN_PLAIN;
    }
  if (has_word (name, n_name, "solution") || has_word (name, n_name, "response"))
    return MEIREI_SPECIAL_TOKEN_PLAIN;
  if (has_word (name, n_name, "end") || has_word (name, n_name, "eot")
      || has_word (name, n_name, "eos") || has_word (name, n_name, "eom")
      || has_word (name, n_name, "return") || has_word (name, n_name, "file_sep"))
    return MEIREI_SPECIAL_TOKEN_END;

  return match_role (name, n_name);
}

/* <|name|> and DeepSeek's form with full-width bars. */
static MeireiSpecialToken
match_barred (const char *text,
              gsize       length,
              gsize      *token_length)
{
  static const char wide_bar[] = "\xef\xbd\x9c";
  gboolean wide = length > 4 && memcmp (text + 1, wide_bar, 3) == 0;
  gsize n_bar = wide ? 3 : 1;
  const char *name = text + 1 + n_bar;
  gsize limit = MIN (length, MAX_TOKEN);

  if (!wide && (length < 4 || text[1] != '|'))
    return MEIREI_SPECIAL_TOKEN_NONE;

  for (gsize end = 1 + n_bar; end + n_bar < limit; end++)
    {
      gsize n_name = end - 1 - n_bar;

      if (text[end] == '\n' || text[end] == '<')
        break;
      if (memcmp (text + end, wide ? wide_bar : "|", n_bar) != 0 || text[end + n_bar] != '>')
        continue;
      if (n_name == 0)
        break;
      *token_length = end + n_bar + 1;
      return classify_barred (name, n_name, text + *token_length, length - *token_length,
                              token_length);
    }

  return MEIREI_SPECIAL_TOKEN_NONE;
}

/* <think>, < Think >, </think >, <thinking budget="3"> ... */
static MeireiSpecialToken
match_think_tag (const char *text,
                 gsize       length,
                 gsize      *token_length)
{
  gsize i = 1;
  gsize start;
  gsize n_name;
  gboolean closes;
  gsize limit = MIN (length, 2 * MAX_TOKEN);

  while (i < limit && text[i] == ' ')
    i++;
  closes = i < limit && text[i] == '/';
  if (closes)
    i++;
  while (i < limit && text[i] == ' ')
    i++;
  for (start = i; i < limit && (g_ascii_isalpha (text[i]) || text[i] == '_' || text[i] == ':'); i++)
    ;
  n_name = i - start;
  while (i < limit && text[i] != '>' && text[i] != '<' && text[i] != '/')
    i++;
  if (n_name == 0 || i >= limit || text[i] != '>')
    return MEIREI_SPECIAL_TOKEN_NONE;

  for (guint k = 0; k < G_N_ELEMENTS (think_names); k++)
    {
      if (strlen (think_names[k]) == n_name
          && g_ascii_strncasecmp (text + start, think_names[k], n_name) == 0)
        {
          *token_length = i + 1;
          return closes ? MEIREI_SPECIAL_TOKEN_THINK_END : MEIREI_SPECIAL_TOKEN_THINK;
        }
    }

  return MEIREI_SPECIAL_TOKEN_NONE;
}

/**
 * meirei_special_token_match:
 * @text: (array length=length): text
 * @length: its length in bytes
 * @token_length: (out): the token's length in bytes
 *
 * Says whether @text begins with one of the special tokens of the known chat
 * formats.  The caller decides whether the place is one where such a token
 * can have leaked, and not a string in code about chat formats.
 *
 * Returns: what the token means
 */
MeireiSpecialToken
meirei_special_token_match (const char *text,
                            gsize       length,
                            gsize      *token_length)
{
  MeireiSpecialToken kind = MEIREI_SPECIAL_TOKEN_NONE;

  char second;

  *token_length = 0;
  if (length < 3)
    return kind;
  second = g_ascii_tolower (text[1]);

  for (guint i = 0; i < G_N_ELEMENTS (fixed_tokens); i++)
    {
      const Token *token = &fixed_tokens[i];

      if (text[0] == token->text[0] && second == token->text[1] && length >= token->length
          && g_ascii_strncasecmp (text, token->text, token->length) == 0)
        {
          *token_length = token->length;
          return token->kind;
        }
    }

  if (text[0] == '<')
    kind = match_barred (text, length, token_length);
  if (kind == MEIREI_SPECIAL_TOKEN_NONE && text[0] == '<')
    kind = match_think_tag (text, length, token_length);

  return kind;
}

typedef struct {
  const char         *word;
  MeireiSpecialToken  kind;
  gboolean            bare;    /* counts without "###" in front */
  gboolean            alone;   /* counts without a colon behind */
} Heading;

static const Heading headings[] = {
  { "Instructions", MEIREI_SPECIAL_TOKEN_USER, FALSE, FALSE },
  { "Instruction", MEIREI_SPECIAL_TOKEN_USER, FALSE, TRUE },
  { "Response", MEIREI_SPECIAL_TOKEN_ASSISTANT, FALSE, TRUE },
  { "Human", MEIREI_SPECIAL_TOKEN_USER, TRUE, TRUE },
  { "GPT4 Correct User", MEIREI_SPECIAL_TOKEN_USER, TRUE, FALSE },
  { "GPT4 Correct Assistant", MEIREI_SPECIAL_TOKEN_ASSISTANT, TRUE, FALSE },
  { "User", MEIREI_SPECIAL_TOKEN_USER, TRUE, TRUE },
  { "System", MEIREI_SPECIAL_TOKEN_USER, FALSE, FALSE },
  { "Assistant", MEIREI_SPECIAL_TOKEN_ASSISTANT, TRUE, TRUE },
  { "指示", MEIREI_SPECIAL_TOKEN_USER, FALSE, TRUE },
  { "応答", MEIREI_SPECIAL_TOKEN_ASSISTANT, FALSE, TRUE },
  { "回答", MEIREI_SPECIAL_TOKEN_ASSISTANT, FALSE, TRUE },
  { "ユーザー", MEIREI_SPECIAL_TOKEN_USER, TRUE, FALSE },
  { "アシスタント", MEIREI_SPECIAL_TOKEN_ASSISTANT, TRUE, FALSE },
};

static gsize
match_colon (const char *text,
             gsize       length)
{
  gsize i = 0;

  while (i < length && text[i] == ' ')
    i++;
  if (i < length && text[i] == ':')
    return i + 1;
  if (length - i >= 3 && memcmp (text + i, "：", 3) == 0)
    return i + 3;

  return 0;
}

static gboolean
is_rest_blank (const char *text,
               gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isspace (text[i]) && text[i] != '#' && text[i] != '*')
        return FALSE;
    }

  return TRUE;
}

/**
 * meirei_special_token_match_heading:
 * @text: (array length=length): a line
 * @length: its length in bytes
 * @in_fence: whether the line stands in a fenced block
 * @token_length: (out): how much of the line the heading takes
 *
 * Says whether a line is one of the headings with which instruction formats
 * separate turns in plain text: "### Instruction:", "USER:", "@@ Response".
 * A fenced block knows only the forms with "###" and a colon, because the
 * others may be code.
 *
 * Returns: %MEIREI_SPECIAL_TOKEN_USER, %MEIREI_SPECIAL_TOKEN_ASSISTANT or
 *   %MEIREI_SPECIAL_TOKEN_NONE
 */
MeireiSpecialToken
meirei_special_token_match_heading (const char *text,
                                    gsize       length,
                                    gboolean    in_fence,
                                    gsize      *token_length)
{
  gsize i = 0;
  gboolean marked;

  while (i < length && i < 3 && text[i] == ' ')
    i++;
  marked = length - i >= 3 && (memcmp (text + i, "###", 3) == 0 || memcmp (text + i, "@@ ", 3) == 0);
  while (i < length && (text[i] == '#' || text[i] == '@'))
    i++;
  if (i > 0 && !marked && (text[i - 1] == '#' || text[i - 1] == '@'))
    return MEIREI_SPECIAL_TOKEN_NONE;
  while (marked && i < length && text[i] == ' ')
    i++;

  for (guint k = 0; k < G_N_ELEMENTS (headings); k++)
    {
      gsize n = strlen (headings[k].word);
      gsize n_colon;

      if (length - i < n || g_ascii_strncasecmp (text + i, headings[k].word, n) != 0
          || (!marked && (in_fence || !headings[k].bare || g_ascii_islower (text[i]))))
        continue;

      n_colon = match_colon (text + i + n, length - i - n);
      if (n_colon == 0
          && (!marked || in_fence || !headings[k].alone
              || !is_rest_blank (text + i + n, length - i - n)))
        continue;

      *token_length = i + n + n_colon;
      return headings[k].kind;
    }

  return MEIREI_SPECIAL_TOKEN_NONE;
}
