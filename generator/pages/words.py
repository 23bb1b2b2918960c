"""The order in which pages show kinds of parties; what each is called, the catalogue says."""

from __future__ import annotations

PARTY_KINDS = ("state", "person", "organisation", "alliance", "other")
"""As in the catalogue's group `party_kinds`; `other` are those whose kind nobody stated."""
