# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Programs from Debian's unstable suite, run from a private folder.

apt does the work with a state and a cache of its own, so no root is needed
and the system is not touched.  It takes the mirror and the network settings
(proxies, …) of the machine, and trusts only the keys of Debian's archive: the
signature covers the package lists, and these hold the SHA-256 of each package.

A program brings the C library that it was built for and is started through
that library's own loader, so that it runs on an older system too.
"""

import errno
import os
import re
import shutil
import subprocess
from pathlib import Path

from tools_folder import InstallError, describe_file, hash_file, say

SUITE = 'sid'
KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'

# Needed by the packages' installation scripts and downloaders, never by the
# programs: taken as installed, which saves a third of the download.
ASSUMED_PACKAGES = ('debconf', 'wget')

# Settings of the machine that would change what is downloaded, or where to.
FOREIGN_SETTINGS = ('CompressionTypes', 'GzipIndexes', 'IndexTargets',
                    'Languages', 'PDiffs', 'cdrom')

CONFIGURATION = '''\
Acquire::Retries "2";
Acquire::http::Timeout "30";
Acquire::https::Timeout "30";
{acquire}
Acquire::Languages "none";
Acquire::PDiffs "false";
APT::Architecture "{architecture}";
APT::Architectures {{ "{architecture}"; }};
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Dir::Cache "{area}/cache";
Dir::State "{area}/state";
Dir::State::status "{area}/status";
Dir::Etc::sourcelist "{area}/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
'''

WRAPPER = '''\
#!/bin/sh
# Starts {program} with the libraries it was built for.
self=$0
[ ! -L "$self" ] || self=$(readlink -f "$self")
root=${{self%/*}}/../{tree}
exec "$root/{loader}" --inhibit-cache --library-path {libraries} \\
  "$root/{program}" "$@"
'''

# What apt says, and what it means to the user.
FAILURES = (
    (r'resolv|connect|timed out|unreachable|Network|Connection',
     'the package mirror cannot be reached; check the network, then try again'),
    (r'No space left', 'the disk is full; free some space, then try again'),
    (r'signature|NO_PUBKEY|not signed|GPG|gpgv',
     'the signature of the package lists is not valid; update the package '
     'debian-archive-keyring, then try again'),
    (r'404|Release file', 'the package mirror does not carry the suite ' + SUITE),
)


def run(command, **keywords):
    """Run a command with untranslated messages and keep what it says."""
    environment = {**os.environ, 'LC_ALL': 'C', **keywords.pop('env', {})}
    try:
        return subprocess.run(command, env=environment, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True,
                              errors='replace', check=False, **keywords)
    except OSError as error:
        raise InstallError(f'cannot run {command[0]}: {error.strerror}; '
                           'install it, then try again') from error
    except subprocess.TimeoutExpired as error:
        raise InstallError(f'{command[0]} did not end within {error.timeout} s; '
                           'try again when the machine is less busy') from error


def explain(output):
    """Return a sentence about apt's failure, with apt's own words."""
    lines = [line for line in output.splitlines() if line[:2] in ('E:', 'W:')]
    detail = lines[0][2:].strip() if lines else output.strip()[-200:]
    for pattern, meaning in FAILURES:
        if re.search(pattern, '\n'.join(lines)):
            return f'{meaning} (apt: {detail})'
    return f'apt failed: {detail}'


class Package:
    """A package of the archive, as its signed list describes it."""

    def __init__(self, record):
        fields = dict(re.findall(r'^([A-Za-z0-9-]+): (.*)$', record, re.M))
        self.name, self.version = fields['Package'], fields['Version']
        self.sha256, self.size = fields['SHA256'], int(fields['Size'])
        # apt's own way to name a downloaded file.
        version = self.version.replace(':', '%3a')
        self.file_name = f'{self.name}_{version}_{fields["Architecture"]}.deb'

    def describe(self):
        return {'name': self.name, 'version': self.version,
                'sha256': self.sha256}


class DebianArchive:
    """A private view of Debian's unstable suite."""

    def __init__(self, area):
        self.area = area
        self.archives = area / 'cache' / 'archives'

    def apt(self, *command):
        """Run an apt program on the private view."""
        return run(command, env={'APT_CONFIG': str(self.area / 'apt.conf')})

    def open(self):
        """Write the configuration and fetch the package lists."""
        if not Path(KEYRING).exists():
            raise InstallError(f'{KEYRING} is missing; install the package '
                               'debian-archive-keyring, then try again')
        # The sources and the proxies of a machine may hold passwords.
        self.area.mkdir(mode=0o700, exist_ok=True)
        for folder in ('cache/archives/partial', 'state/lists/partial'):
            (self.area / folder).mkdir(parents=True, exist_ok=True)
        self.write_configuration()
        failure = 'this machine has no Debian package sources'
        for mirror in self.list_mirrors():
            failure = self.update(mirror)
            if failure is None:
                return
        raise InstallError(failure)

    def write_configuration(self):
        architecture = run(['dpkg', '--print-architecture']).stdout.strip()
        settings = run(['apt-config', 'dump', 'Acquire']).stdout.splitlines()
        acquire = [line for line in settings if line.startswith('Acquire::')
                   and line.split('::')[1].split(' ')[0] not in FOREIGN_SETTINGS]
        assumed = [f'Package: {name}\nStatus: install ok installed\n'
                   f'Architecture: {architecture}\nVersion: 9999\n'
                   'Maintainer: -\nDescription: assumed\n'
                   for name in ASSUMED_PACKAGES]
        (self.area / 'status').write_text('\n'.join(assumed), encoding='utf-8')
        (self.area / 'apt.conf').write_text(
            CONFIGURATION.format(acquire='\n'.join(acquire), area=self.area,
                                 architecture=architecture), encoding='utf-8')

    def list_mirrors(self):
        """Return the machine's mirrors, the likeliest first."""
        uris = run(['apt-get', 'update', '--print-uris']).stdout
        mirrors = re.findall(r"^'(\S+?)/?/dists/\S+/InRelease'", uris, re.M)
        # The security archive has no unstable suite.  A wrong guess costs a
        # request only: nothing is taken that Debian's keys do not sign.
        mirrors = [m for m in dict.fromkeys(mirrors) if 'security' not in m]
        return sorted(mirrors, key=lambda m: 'debian' not in m)[:4]

    def update(self, mirror):
        """Fetch the lists from a mirror; return what failed, or None."""
        sources = self.area / 'sources.list'
        sources.write_text(f'deb [target=Packages signed-by={KEYRING}] '
                           f'{mirror} {SUITE} main\n', encoding='utf-8')
        result = self.apt('apt-get', 'update', '--error-on=any')
        return explain(result.stderr) if result.returncode else None

    def resolve(self, name):
        """Return a package and all that it depends on."""
        result = self.apt('apt-get', 'install', '--simulate', name)
        found = re.findall(r'^Inst (\S+) \((\S+) ', result.stdout, re.M)
        if result.returncode or not found:
            raise InstallError(explain(result.stderr))
        exact = [f'{package}={version}' for package, version in found]
        result = self.apt('apt-cache', 'show', *exact)
        records = re.split(r'\n\n+', result.stdout.strip())
        packages = [Package(r) for r in records if r.startswith('Package: ')]
        if len(packages) != len(found):
            raise InstallError(
                f'the package lists describe {len(packages)} of the '
                f'{len(found)} packages of {name}; try again')
        return packages

    def is_good(self, package):
        """Tell whether a package was downloaded as the signed list says."""
        path = self.archives / package.file_name
        return path.exists() and hash_file(path).hex() == package.sha256

    def download(self, packages):
        """Fetch the packages that are not in the cache, and verify all."""
        wanted = [p for p in packages if not self.is_good(p)]
        if wanted:
            for package in wanted:
                # apt would take a file of the right size for the right file.
                (self.archives / package.file_name).unlink(missing_ok=True)
            say(f'fetching {len(wanted)} Debian packages, '
                f'{sum(p.size for p in wanted) / 1e6:.1f} MB')
            result = self.apt('apt-get', 'install', '--yes', '--download-only',
                              *(f'{p.name}={p.version}' for p in wanted))
            if result.returncode:
                raise InstallError(explain(result.stderr))
        for package in wanted:
            if not self.is_good(package):
                raise InstallError(
                    f'{package.file_name} has not the SHA-256 '
                    f'{package.sha256} of the signed list; try again')

    def close(self):
        """Remove the lists (60 MB); the packages stay for the next time."""
        shutil.rmtree(self.area / 'state', ignore_errors=True)
        for path in (self.area / 'cache').glob('*.bin'):
            path.unlink()


def unpack(archive, packages, tree):
    """Unpack packages into a folder, without what only people read."""
    tree.mkdir(parents=True)
    for package in packages:
        path = archive.archives / package.file_name
        result = run(['dpkg-deb', '-x', str(path), str(tree)])
        if 'No space left' in result.stderr:
            raise OSError(errno.ENOSPC, 'No space left on device', str(tree))
        if result.returncode:
            raise InstallError(f'cannot unpack {package.file_name}: '
                               f'{result.stderr.strip()[-200:]}')
    shutil.rmtree(tree / 'usr/share', ignore_errors=True)
    for gconv in tree.glob('usr/lib/*/gconv'):
        shutil.rmtree(gconv)


def find_loader(tree):
    """Return the dynamic loader of an unpacked C library."""
    for loader in sorted(tree.glob('usr/lib/*/ld-linux*.so.*')):
        return loader
    raise InstallError('the C library of the suite has no loader where it is '
                       'expected (usr/lib/*/ld-linux*.so.*); report this')


def link_backends(libraries):
    """Show llama.cpp its processor back ends.

    It looks for them in the folder of the running program, which is the
    loader's when a program is started through the loader.
    """
    for backend in libraries.glob('ggml/backends*/*.so'):
        (libraries / backend.name).symlink_to(backend.relative_to(libraries))


def write_wrapper(path, tree, program):
    """Write the script that starts a program of `tree`."""
    loader = find_loader(tree)
    libraries = loader.parent
    link_backends(libraries)
    # Private libraries of a program are one level deeper.
    folders = [libraries, *sorted({p.parent for p in libraries.glob('*/lib*.so')})]
    listed = ':'.join(f'"$root/{f.relative_to(tree)}"' for f in folders)
    path.parent.mkdir(exist_ok=True)
    path.write_text(WRAPPER.format(
        program=program, tree=f'lib/{tree.name}', libraries=listed,
        loader=loader.relative_to(tree)), encoding='utf-8')
    path.chmod(0o755)


def ask_version(wrapper):
    """Run a program and return the version that it prints."""
    result = run([str(wrapper), '--version'], timeout=60)
    match = re.search(r'\d+(\.\d+)+', result.stdout + result.stderr)
    if result.returncode or not match:
        words = (result.stderr or result.stdout).strip()[-200:]
        raise InstallError(
            f'{wrapper.name} does not start on this machine '
            f'(status {result.returncode}): {words}')
    return match[0]


def build_program(archive, name, package, staged):
    """Make a program in the staging folder.

    Returns its entry for tools.json and the files to publish.
    """
    packages = archive.resolve(package)
    archive.download(packages)
    program = f'usr/bin/{name}'
    source = next(p for p in packages if p.name == package)
    tree = staged / 'lib' / f'{name}-{source.sha256[:8]}{os.urandom(2).hex()}'
    unpack(archive, packages, tree)
    wrapper = staged / 'bin' / name
    write_wrapper(wrapper, tree, program)
    version = ask_version(wrapper)
    say(f'{name} {version} runs')
    entry = {'name': name, 'kind': 'program', 'version': version,
             **describe_file(staged, wrapper),
             'program': describe_file(staged, tree / program),
             'source': f'Debian {SUITE}, package {package} {source.version}',
             'packages': [p.describe() for p in packages]}
    return entry, [tree.relative_to(staged), wrapper.relative_to(staged)]
