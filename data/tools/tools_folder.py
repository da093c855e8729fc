# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""The private tools folder: what is in it, and how it changes.

  tools.json           what is installed; written last, so it is always true
  bin/NAME             starts a program of lib/
  lib/NAME-XXXXXXXX/   a program with the libraries it was built for
  models/NAME.gguf     a model

Everything is made in a staging folder beside these and put into place by
renaming, so that a crash leaves either the old state or the new one.
"""

import contextlib
import datetime
import fcntl
import hashlib
import json
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path

SCHEMA = 1
STAGING_PREFIX = '.staging-'


class InstallError(Exception):
    """One line for the user: what happened, the value, what to do."""


def say(text):
    """Write a progress line."""
    print(f'tools: {text}', file=sys.stderr, flush=True)


def user_folder(variable, fallback):
    """Return Meirei's folder below an XDG base folder."""
    base = os.environ.get(variable, '')
    # The specification says that a relative path is to be ignored.
    root = Path(base) if os.path.isabs(base) else Path.home() / fallback
    return root / 'meirei'


def tools_path():
    """Return the path of the tools folder, which may not exist yet."""
    named = os.environ.get('MEIREI_TOOLS_DIR')
    if named:
        return Path(named).absolute()
    return user_folder('XDG_DATA_HOME', '.local/share') / 'tools'


def cache_path():
    """Return the folder of downloads, which may not exist yet."""
    return user_folder('XDG_CACHE_HOME', '.cache') / 'tools'


def make_folder(path, what, variable):
    """Create a folder and check that it can be written to."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=path).close()
    except OSError as error:
        raise InstallError(
            f'cannot write to the {what} {path}: {error.strerror}; make it '
            f'writable, or set {variable} to another folder') from error


def check_space(path, needed_mb, variable):
    """Refuse to start what would fill the disk."""
    free_mb = shutil.disk_usage(path).free // 1_000_000
    if free_mb < needed_mb:
        raise InstallError(
            f'not enough disk space in {path}: {free_mb} MB free, '
            f'{needed_mb} MB needed; free some, or set {variable} to a '
            'folder on another disk')


def hash_file(path, algorithm='sha256'):
    """Return the binary digest of a file."""
    with open(path, 'rb') as file:
        return hashlib.file_digest(file, algorithm).digest()


def describe_file(root, path):
    """Return path, size and SHA-256 of a file below `root`."""
    return {'path': str(path.relative_to(root)),
            'sha256': hash_file(path).hex(), 'size': path.stat().st_size}


def sync_file(path):
    """Wait until a file is on the disk."""
    with open(path, 'rb') as file:
        os.fsync(file.fileno())


@contextlib.contextmanager
def locked(folder):
    """Hold the folder's lock; wait for another installation if there is one."""
    with open(folder / '.lock', 'w', encoding='utf-8') as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f'another installation is using {folder}, waiting for it')
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class ToolsFolder:
    """The tools folder and its list, tools.json."""

    def __init__(self, path):
        self.path = path
        self.list_path = path / 'tools.json'
        self.entries = {}
        self.mutex = threading.Lock()
        self.read()

    def read(self):
        """Read tools.json; a missing or unreadable one is an empty one."""
        self.entries = {}
        try:
            data = json.loads(self.list_path.read_text(encoding='utf-8'))
            if data['schema'] == SCHEMA:
                self.entries = {e['name']: e for e in data['tools']}
        except (OSError, ValueError, KeyError, TypeError):
            pass

    def find_damage(self, name):
        """Return why a tool is not usable, or None if it is."""
        entry = self.entries.get(name)
        if entry is None:
            return 'not installed'
        for file in filter(None, (entry, entry.get('program'))):
            path = self.path / file['path']
            try:
                size = path.stat().st_size
            except OSError as error:
                return f'{path}: {error.strerror}'
            if size != file['size']:
                return f'{path} has {size} bytes, {file["size"]} expected'
        return None

    def describe(self, names):
        """Return the state of the named tools as a document."""
        tools = []
        for name in names:
            entry, damage = self.entries.get(name), self.find_damage(name)
            state = 'missing' if entry is None else 'damaged'
            tools.append({
                'name': name,
                'state': state if damage else 'installed',
                'reason': damage,
                'version': entry and entry['version'],
                'path': entry and str(self.path / entry['path']),
                'installed_at': entry and entry['installed_at']})
        complete = all(t['state'] == 'installed' for t in tools)
        return {'schema': SCHEMA, 'folder': str(self.path),
                'complete': complete, 'tools': tools}

    @contextlib.contextmanager
    def staging(self):
        """Give a folder on the same disk; it is removed afterwards."""
        self.sweep()
        with tempfile.TemporaryDirectory(dir=self.path,
                                         prefix=STAGING_PREFIX) as name:
            yield Path(name)
        self.sweep()

    def sweep(self):
        """Remove what no list names.  Call with the lock held only."""
        used = {Path(entry['program']['path']).parts[1]
                for entry in self.entries.values() if 'program' in entry}
        trees = [p for p in self.path.glob('lib/*') if p.name not in used]
        for path in [*self.path.glob(STAGING_PREFIX + '*'), *trees]:
            shutil.rmtree(path, ignore_errors=True)

    def publish(self, staged, entry, files):
        """Move files of a staging folder into place, and record the tool."""
        now = datetime.datetime.now().astimezone()
        with self.mutex:
            for relative in files:
                target = self.path / relative
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(staged / relative, target)
            self.entries[entry['name']] = {
                **entry, 'installed_at': now.isoformat(timespec='seconds')}
            self.write()

    def write(self):
        """Write tools.json so that it is never half written."""
        tools = [self.entries[name] for name in sorted(self.entries)]
        text = json.dumps({'schema': SCHEMA, 'tools': tools}, indent=2,
                          ensure_ascii=False)
        temporary = self.list_path.with_suffix('.json.new')
        temporary.write_text(text + '\n', encoding='utf-8')
        sync_file(temporary)
        os.replace(temporary, self.list_path)
