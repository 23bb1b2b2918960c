"""Templates as Jinja has compiled them, kept for the next build."""

from __future__ import annotations

from hashlib import sha256

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from generator.archive import Archive

FOLDER = "templates"
"""Where they are in the archive."""


class Compiled(BytecodeCache):
    """Jinja asks for a template by a key of its name, and knows by a checksum whether it has been changed."""

    def __init__(self, archive: Archive) -> None:
        self._kept = archive.below(FOLDER)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was compiled from the same text."""
        code = self._kept.load(bucket.key, key_of(bucket))
        if isinstance(code, bytes):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept.keep(bucket.key, key_of(bucket), bucket.bytecode_to_string())


def key_of(bucket: Bucket) -> bytes:
    """What a template was compiled from."""
    return sha256(bucket.checksum.encode()).digest()
