#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""The man pages and the completions know every verb and option that the program has.

Usage: test_words.py MEIREI_CLI DATA_DIR
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

CLI = sys.argv[1] if len(sys.argv) > 1 else "meirei-cli"
DATA = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ".")
PAGES = [DATA / "meirei-cli.1", DATA / "meirei.1"]
BASH = DATA / "completions" / "meirei-cli.bash"
COMPLETIONS = [BASH, DATA / "completions" / "_meirei-cli", DATA / "completions" / "meirei-cli.fish"]


def output(*arguments):
    return subprocess.run([CLI, *arguments], check=True, text=True, stdout=subprocess.PIPE).stdout


def verbs():
    return re.findall(r"^  ([a-z]+) +\S", output("--help"), re.MULTILINE)


def options(*words):
    return re.findall(r"^  (?:-\w, )?(--[a-z-]+)", output(*words, "--help"), re.MULTILINE)


def every_call():
    """The verbs with their options; `batch` has several lists."""
    for verb in verbs():
        yield verb, options(verb)
    for word in ("list", "export", "import"):
        yield "batch", options("batch", word)


def complete(line):
    """What bash offers for a line, of which the last word is unfinished."""
    words = " ".join(f"'{word}'" for word in line.split(" "))
    script = (f"source '{BASH}'; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
              "_meirei_cli; printf '%s\\n' \"${COMPREPLY[@]}\"")
    run = subprocess.run(["bash", "--norc", "-c", script], check=True, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return run.stdout.split(), run.stderr


class ManPages(unittest.TestCase):

    def test_every_verb_has_a_section(self):
        text = PAGES[0].read_text()
        self.assertEqual(re.findall(r"^\.Ss ([a-z]+)", text, re.MULTILINE), verbs())

    def test_every_option_is_there(self):
        text = PAGES[0].read_text()
        for verb, names in every_call():
            for name in names:
                with self.subTest(verb=verb, option=name):
                    self.assertRegex(text, rf"Fl -{re.escape(name[2:])}\b(?!-)")

    def test_no_option_is_made_up(self):
        known = {name for _, names in every_call() for name in names} | {"--version"}
        for name in re.findall(r"Fl -([a-z][a-z-]+)", PAGES[0].read_text()):
            self.assertIn("--" + name, known)

    @unittest.skipUnless(shutil.which("man"), "there is no man")
    def test_man_has_no_warnings(self):
        for page in PAGES:
            run = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page],
                                 check=True, text=True, env=os.environ | {"LC_ALL": "C.UTF-8"},
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            self.assertEqual(run.stderr, "")

    @unittest.skipUnless(shutil.which("mandoc"), "there is no mandoc")
    def test_mandoc_has_no_warnings(self):
        run = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", *PAGES], check=False,
                             text=True, stdout=subprocess.PIPE)
        self.assertEqual(run.stdout, "")


class Completions(unittest.TestCase):

    def test_every_verb_is_in_all(self):
        for path in COMPLETIONS:
            text = path.read_text()
            for verb in verbs():
                with self.subTest(shell=path.name, verb=verb):
                    self.assertRegex(text, rf"(?<![\w-]){verb}(?![\w-])")

    def test_every_option_is_in_all(self):
        for path in COMPLETIONS:
            text = path.read_text()
            for verb, names in every_call():
                for name in names:
                    with self.subTest(shell=path.name, verb=verb, option=name):
                        word = f"-l {name[2:]}" if path.suffix == ".fish" else name
                        self.assertRegex(text, rf"(?<![\w-]){re.escape(word)}(?![\w-])")

    def test_bash_completes(self):
        for line, expected in (
                ("meirei-cli ba", ["batch"]),
                ("meirei-cli -w /tmp da", ["dashboard"]),
                ("meirei-cli list --status dr", ["draft"]),
                ("meirei-cli list --status = dr", ["draft"]),
                ("meirei-cli batch exec", ["execute"]),
                ("meirei-cli execute --all-", ["--all-servers"]),
                ("meirei-cli report --format j", ["json", "junit"]),
                ("meirei-cli engine sta", ["start", "status"])):
            with self.subTest(line=line):
                self.assertEqual(complete(line), (expected, ""))

    def test_bash_offers_every_verb(self):
        self.assertEqual(complete("meirei-cli "), (verbs(), ""))

    def test_bash_offers_each_verb_its_options(self):
        for verb, names in every_call():
            with self.subTest(verb=verb):
                offered, _ = complete(f"meirei-cli {verb} --")
                self.assertLessEqual(set(names), set(offered))

    def test_other_shells_can_read_theirs(self):
        for shell, path in (("zsh", COMPLETIONS[1]), ("fish", COMPLETIONS[2])):
            if shutil.which(shell):
                run = subprocess.run([shell, "-n", path], check=False, text=True,
                                     stderr=subprocess.PIPE)
                self.assertEqual((run.returncode, run.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
