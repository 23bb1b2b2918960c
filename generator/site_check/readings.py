"""What files of a site come to, remembered from one build to the next."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from msgspec import Struct, field

from generator.site_check.findings import PageGroup

DIGEST = 16
"""Bytes that tell files apart."""


class Readings(Struct):
    """What files come to by their names and contents: before, and now, so that none need be read twice.

    A page is a group of its own; a style sheet is an empty one, where nothing is wrong with it.
    """

    before: Mapping[bytes, PageGroup] = field(default_factory=dict)
    now: dict[bytes, PageGroup] = field(default_factory=dict)


def digest_of(name: str, content: bytes) -> bytes:
    """What tells a file from all others."""
    digest = blake2b(f"{name}\0".encode("utf-8", "surrogateescape"), digest_size=DIGEST)
    digest.update(content)
    return digest.digest()
