#!/usr/bin/python3 -I
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Tests of the script run, and of what it calls to show results.

A copy of run is called in a folder of its own with small stand-ins for apt,
meson, ninja and the programs that they would make.  Each writes its name and
arguments to a log.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
sys.path.insert(0, str(HERE))

import tap

# What run may use of the machine; sudo is not among it.
MACHINE = ('bash', 'cat', 'cut', 'dirname', 'env', 'flock', 'getent', 'grep',
           'locale', 'mkdir', 'mktemp', 'readlink', 'rm', 'sh', 'tail', 'touch')

LOG = 'echo "{name} $*" >> "$LOG"\n'
STAND_INS = {
    'id': 'echo "${FAKE_UID:-1000}"',
    'dpkg-query': 'cat "$ROOT/installed"',
    'apt-get': 'exit ${FAKE_APT:-0}',
    'sudo': '"$@"',
    'meson': '''
case "$1" in
  setup)
    [ "$2" != --reconfigure ] || shift
    mkdir -p "$2/meson-info" "$2/meson-logs"
    touch "$2/build.ninja"
    printf '"source": "%s"' "$3" > "$2/meson-info/meson-info.json" ;;
  test)
    [ ! -f "$ROOT/junit" ] || cp "$ROOT/junit" "$3/meson-logs/testlog.junit.xml"
    [ ! -f "$ROOT/json" ] || cp "$ROOT/json" "$3/meson-logs/testlog.json"
    exit ${FAKE_TESTS:-0} ;;
esac''',
    'ninja': '''
case "$*" in
  *-n) [ ! -f "$ROOT/built" ] || echo 'ninja: no work to do.' ;;
  *) [ -z "$FAKE_NINJA" ] || { echo 'broken.c: error'; exit 1; }
     touch "$ROOT/built" ;;
esac''',
}
PROGRAMS = {
    'data/tools/install-tools': '[ -z "$FAKE_TOOLS" ]',
    '_build/data/tools/has-display': '[ -n "$DISPLAY" ]',
    '_build/src/ui/meirei': '',
    '_build/src/cli/meirei-cli': '''
case "$*" in
  *" init "*) mkdir -p "$3" && touch "$3/meirei.json" ;;
  *batch*) cat "$ROOT/result.json"; exit ${FAKE_BATCH:-0} ;;
esac''',
}
RESULT = {'success': 1, 'failed': 1, 'total_time': 2.25, 'details': [
    {'id': '11112222-aaaa', 'ok': True, 'error': None, 'seconds': 1.0},
    {'id': '33334444-bbbb', 'ok': False, 'seconds': 1.25,
     'error': {'type': 'BatchProcessingError', 'message': 'cut at 900 tokens'}}]}


def write_program(path, name, body):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('#!/bin/sh\n' + LOG.format(name=name) + body + '\n')
    path.chmod(0o755)


class Case(unittest.TestCase):
    """A copy of run in a folder whose path has spaces."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix='meirei run ')
        self.addCleanup(holder.cleanup)
        self.root = Path(holder.name)
        self.source = self.root / 'the source'
        self.sample = self.root / 'data/meirei/sample-workspace'
        machine = self.root / 'bin'
        machine.mkdir()
        for name in MACHINE:
            (machine / name).symlink_to(shutil.which(name, path='/usr/bin:/bin'))
        (machine / 'cp').symlink_to('/bin/cp')
        for name, body in STAND_INS.items():
            write_program(machine / name, name, body)
        for path, body in PROGRAMS.items():
            write_program(self.source / path, Path(path).name, body)
        self.copy_sources(machine)
        (self.root / 'result.json').write_text(json.dumps(RESULT))
        (self.root / 'junit').write_text('<testsuites/>')
        (self.root / 'json').write_text('')
        self.environment = {
            'PATH': str(machine), 'HOME': str(self.root), 'ROOT': str(self.root),
            'LOG': str(self.root / 'log'),
            'XDG_DATA_HOME': str(self.root / 'data')}
        self.set_installed(self.list_packages())

    def copy_sources(self, machine):
        """Copy run, without the search path that it prefers."""
        text = (SOURCE / 'run').read_text()
        usual = 'export PATH=/usr/local/bin:/usr/bin:/bin:$PATH\n'
        self.assertEqual(text.count(usual), 1)
        (self.source / 'run').write_text(
            text.replace(usual, f'export PATH="{machine}"\n'))
        (self.source / 'run').chmod(0o755)
        for path in ('data/tools/show-batch', 'tests/scripts/count-tests'):
            (self.source / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(SOURCE / path, self.source / path)

    def list_packages(self):
        """Return all packages that run knows."""
        lines = (SOURCE / 'run').read_text().splitlines()
        groups = [line.strip().strip("'").split('|') for line in lines
                  if line.startswith("  '") and line.count('|') == 2]
        self.assertGreater(len(groups), 5)
        return [package for group in groups for package in group[2].split()]

    def set_installed(self, packages):
        (self.root / 'installed').write_text(
            ''.join(f'installed {package}\n' for package in packages))

    def remove_packages(self, *absent):
        left = [p for p in self.list_packages() if p not in absent]
        self.set_installed(left)

    def call(self, *arguments, status=0, **environment):
        """Call run from another folder; return output, messages and log."""
        (self.root / 'log').write_text('')
        result = subprocess.run(
            [self.source / 'run', *arguments], cwd='/', check=False,
            env={**self.environment, **environment}, text=True,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        self.assertEqual(result.returncode, status,
                         result.stdout + result.stderr)
        log = (self.root / 'log').read_text().splitlines()
        return result.stdout, result.stderr, log


class Packages(Case):
    """Installing what is missing."""

    def list_installs(self, log):
        return [line for line in log
                if line.startswith('apt-get') and ' install ' in line]

    def test_nothing_missing(self):
        _, _, log = self.call()
        self.assertEqual([l for l in log if l.startswith(('apt', 'sudo'))], [])

    def test_one_call_for_all(self):
        self.remove_packages('gcc', 'meson', 'python3')
        _, messages, log = self.call(FAKE_UID='0')
        self.assertIn('3 Debian packages are missing', messages)
        self.assertIn('gcc meson (compiler and build system)', messages)
        installs = self.list_installs(log)
        self.assertEqual(len(installs), 1)
        self.assertTrue(installs[0].endswith(' gcc meson python3'))
        self.assertFalse([l for l in log if l.startswith('sudo')])

    def test_removed_package_is_missing(self):
        packages = self.list_packages()
        packages.remove('gcc')
        self.set_installed(packages)
        with open(self.root / 'installed', 'a', encoding='utf-8') as file:
            file.write('config-files gcc\n')
        _, _, log = self.call(FAKE_UID='0')
        self.assertTrue(self.list_installs(log)[0].endswith(' gcc'))

    def test_sudo(self):
        self.remove_packages('gcc')
        _, _, log = self.call()
        self.assertEqual(len([l for l in log if l.startswith('sudo')]), 1)
        self.assertEqual(len(self.list_installs(log)), 1)

    def test_neither_root_nor_sudo(self):
        (self.root / 'bin/sudo').unlink()
        self.remove_packages('gcc', 'gettext')
        _, messages, log = self.call(status=1)
        self.assertIn('you are not root and there is no sudo', messages)
        self.assertIn('apt-get install --no-install-recommends gcc gettext',
                      messages)
        self.assertEqual(self.list_installs(log), [])

    def test_apt_fails(self):
        self.remove_packages('gcc')
        _, messages, log = self.call(status=1, FAKE_UID='0', FAKE_APT='100')
        self.assertIn('apt-get could not install', messages)
        self.assertFalse([l for l in log if l.startswith('ninja')])

    def test_tests_need_more(self):
        self.remove_packages('xvfb')
        self.assertEqual(self.list_installs(self.call()[2]), [])
        self.assertTrue(self.list_installs(self.call('test')[2]))

    def test_npm_only_until_the_model_is_there(self):
        self.remove_packages('npm')
        self.assertEqual(self.list_installs(self.call()[2]), [])
        installs = self.list_installs(self.call(FAKE_TOOLS='missing')[2])
        self.assertTrue(installs[0].endswith(' npm'))

    def test_any_npm_will_do(self):
        self.remove_packages('npm')
        write_program(self.root / 'bin/npm', 'npm', '')
        log = self.call(FAKE_TOOLS='missing')[2]
        self.assertEqual(self.list_installs(log), [])


class Build(Case):
    """Configuring and building."""

    def test_build_once(self):
        log = self.call()[2]
        self.assertTrue([l for l in log if l.startswith('meson setup')])
        _, messages, log = self.call()
        self.assertFalse([l for l in log if l.startswith('meson')])
        self.assertEqual(len([l for l in log if l.startswith('ninja')]), 1)
        self.assertNotIn('building', messages)

    def test_copied_build_folder(self):
        self.call()
        info = self.source / '_build/meson-info/meson-info.json'
        info.write_text('"source": "/elsewhere"')
        log = self.call()[2]
        self.assertTrue([l for l in log if l.startswith('meson setup')])

    def test_configure_again_after_packages(self):
        self.call()
        self.remove_packages('appstream')
        log = self.call('test')[2]
        setups = [l for l in log if l.startswith('meson setup')]
        self.assertEqual(len(setups), 1)
        self.assertIn(' --reconfigure ', setups[0])

    def test_broken_build(self):
        _, messages, log = self.call(status=1, FAKE_NINJA='broken')
        self.assertIn('broken.c: error', messages)
        self.assertIn('the build failed', messages)
        self.assertFalse([l for l in log if l.startswith('meirei')])

    def test_folder_that_cannot_be_written(self):
        shutil.rmtree(self.source / '_build')
        (self.source / '_build').write_text('')
        _, messages, _ = self.call(status=1)
        self.assertIn(f'cannot write to {self.source}/_build', messages)


class Start(Case):
    """Starting the program."""

    def test_window(self):
        _, _, log = self.call(DISPLAY=':0')
        self.assertEqual(log[-1], f'meirei {self.sample}')
        self.assertTrue((self.sample / 'meirei.json').exists())
        log = self.call(DISPLAY=':0')[2]
        self.assertFalse([l for l in log if ' init ' in l])

    def test_terminal(self):
        output, messages, log = self.call()
        calls = [l for l in log if l.startswith('meirei-cli')]
        self.assertEqual(calls, [
            f'meirei-cli --quiet init {self.sample} --sample',
            f'meirei-cli -w {self.sample} --quiet approve --all',
            f'meirei-cli -w {self.sample} --json batch execute --all'])
        self.assertIn('no display', messages)
        self.assertIn('success: 1, failed: 1, total time: 2.2 s', output)

    def test_utf8_everywhere(self):
        for name, value in (('LC_ALL', 'C'), ('LANG', 'C'), ('LANG', '')):
            write_program(self.source / '_build/src/cli/meirei-cli',
                          'meirei-cli', 'locale charmap')
            output, _, _ = self.call('list', **{name: value})
            self.assertEqual(output, 'UTF-8\n')

    def test_terminal_where_some_failed(self):
        output, _, _ = self.call(FAKE_BATCH='1')
        self.assertIn('cut at 900 tokens', output)

    def test_terminal_where_all_failed(self):
        result = {**RESULT, 'success': 0}
        (self.root / 'result.json').write_text(json.dumps(result))
        self.call(status=1, FAKE_BATCH='1')

    def test_terminal_without_a_server(self):
        self.call(status=3, FAKE_BATCH='3')

    def test_arguments(self):
        for first in ((), ('--',)):
            log = self.call(*first, 'list', 'a b', '--json')[2]
            self.assertEqual(log[-1], 'meirei-cli list a b --json')
            log = self.call(*first, 'a b', DISPLAY=':0')[2]
            self.assertEqual(log[-1], 'meirei a b')
        log = self.call('--', 'test')[2]
        self.assertEqual(log[-1], 'meirei-cli test')

    def test_without_tools(self):
        _, messages, log = self.call(DISPLAY=':0', FAKE_TOOLS='missing')
        self.assertIn('going on without all tools', messages)
        self.assertTrue(log[-1].startswith('meirei '))

    def test_help(self):
        for word in ('help', '--help', '-h'):
            output, _, log = self.call(word)
            self.assertIn('usage: ./run', output)
            self.assertEqual(log, [])


class Tests(Case):
    """./run test and its closing line."""

    def check_line(self, expected, cases, status, programs=(), **environment):
        """Expect a closing line for cases of a program "p" and results."""
        (self.root / 'junit').write_text(
            f'<testsuites><testsuite name="m.p">{cases}</testsuite></testsuites>')
        (self.root / 'json').write_text(''.join(
            json.dumps({'name': name, 'result': result}) + '\n'
            for name, result in programs))
        output, _, log = self.call('test', '--suite', 'core', status=status,
                                   **environment)
        self.assertEqual(output.splitlines()[-1], expected)
        call = next(l for l in log if l.startswith('meson test'))
        self.assertTrue(call.endswith(' --suite core'))

    def test_closing_line(self):
        case = '<testcase name="a">{}</testcase>'
        good, skipped = case.format(''), case.format('<skipped/>')
        bad, crash = case.format('<failure/>'), case.format('<error/>')
        self.check_line('2 passed, 0 failed, 1 skipped', good + skipped + good, 0)
        self.check_line('1 passed, 2 failed, 0 skipped', good + bad + crash, 1,
                        FAKE_TESTS='1')
        self.check_line('1 passed, 1 failed, 0 skipped', good, 1,
                        FAKE_TESTS='1')
        self.check_line('0 passed, 1 failed, 0 skipped', bad, 1)

    def test_silent_programs(self):
        good, bad = '<testcase name="a"/>', '<testcase name="q"><failure/></testcase>'
        self.check_line('1 passed, 1 failed, 0 skipped', good, 2,
                        [('p', 'ERROR'), ('q', 'OK')], FAKE_TESTS='2')
        self.check_line('1 passed, 2 failed, 0 skipped', good + bad, 3,
                        [('p', 'FAIL'), ('q', 'FAIL'), ('r', 'TIMEOUT'),
                         ('s', 'SKIP')], FAKE_TESTS='3')

    def test_old_results_do_not_count(self):
        self.check_line('1 passed, 0 failed, 0 skipped', '<testcase/>', 0,
                        [('p', 'OK')])
        (self.root / 'junit').unlink()
        (self.root / 'json').unlink()
        output, _, _ = self.call('test', status=1, FAKE_TESTS='1')
        self.assertEqual(output.splitlines()[-1], '0 passed, 1 failed, 0 skipped')

    def test_tools_are_needed(self):
        _, messages, log = self.call('test', status=1, FAKE_TOOLS='missing')
        self.assertIn('the tests need the tools folder', messages)
        self.assertFalse([l for l in log if l.startswith('meson test')])


class ShowBatch(Case):
    """What the terminal shows of a result."""

    def show(self, result):
        path = self.root / 'shown.json'
        path.write_text(result)
        return subprocess.run(
            [SOURCE / 'data/tools/show-batch', self.root / 'w', path],
            check=False, capture_output=True, text=True)

    def write(self, path, **document):
        path = self.root / 'w/data' / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document), encoding='utf-8')

    def test_items(self):
        self.write('instructions/11112222-aaaa.json', title='足し算',
                   versions=['v1', 'v2'])
        self.write('versions/11112222/v2.json', file='add_1.py',
                   report={'score': 95})
        shown = self.show(json.dumps(RESULT))
        self.assertEqual(shown.returncode, 0, shown.stderr)
        lines = shown.stdout.splitlines()
        self.assertEqual(lines[0].split(), ['ok', '1.0', 's', '足し算',
                                            '(score', '95)'])
        self.assertEqual(lines[1].strip(),
                         f'{self.root}/w/data/generated_code/add_1.py')
        self.assertIn('33334444-bbbb: cut at 900 tokens', lines[2])

    def test_no_document(self):
        for text in ('', '[]', '{}', '{"details": 1}'):
            shown = self.show(text)
            self.assertEqual(shown.returncode, 1, text)
            self.assertNotIn('Traceback', shown.stderr)


if __name__ == '__main__':
    tap.main()
