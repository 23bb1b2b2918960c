"""Templates as Jinja has compiled them, kept for the next build.

Those that came with this program or the theme are kept where Python keeps its own compiled code: so the first
build of a project has them, too. Those of a site are kept with what else was made of it.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache, __version__
from jinja2.bccache import Bucket

from generator import templating
from generator.archive import Archive
from generator.rendering import find_templates

FOLDER = "templates"
"""Where they are in an archive."""
OURS = "code."
"""How the names of those begin that lie where code lies."""
ENDING = ".pyc"
"""They are compiled code, and no part of the code that they lie beside."""
COMPILER = sha256(f"{__version__} {sys.version}".encode() + Path(templating.__file__).read_bytes()).digest()
"""What compiles."""


class Compiled(BytecodeCache):
    """Jinja asks for a template by a key of its name, and knows by a checksum whether it has been changed.

    Nothing is kept where `archive` keeps nothing.
    """

    def __init__(self, archive: Archive, code: Path | None = None) -> None:
        self._of_site = archive.below(FOLDER)
        self._of_code = beside_code(code) if archive.is_open else None

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What a template is kept as."""
        key = super().get_cache_key(name, filename)
        return f"{OURS}{key}" if self._of_code and lies_with_code(filename or "") else key

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was compiled from the same text."""
        code = self._place(bucket).load(bucket.key + ENDING, key_of(bucket))
        if isinstance(code, bytes):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._place(bucket).keep(bucket.key + ENDING, key_of(bucket), bucket.bytecode_to_string())

    def _place(self, bucket: Bucket) -> Archive:
        """Where it is kept."""
        return self._of_code if self._of_code and bucket.key.startswith(OURS) else self._of_site


def key_of(bucket: Bucket) -> bytes:
    """What a template was compiled from, and by what."""
    return sha256(COMPILER + bucket.checksum.encode()).digest()


def beside_code(code: Path | None = None) -> Archive | None:
    """Where Python keeps what it has compiled of this package; None where it may not, or cannot."""
    folder = code or Path(cache_from_source(__file__)).parent
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    return Archive(folder).below(FOLDER)


def lies_with_code(path: str) -> bool:
    """Whether a template came with this program or what it uses, and not with a site."""
    return any(Path(path).is_relative_to(folder) for folder in (sys.prefix, find_templates()))
