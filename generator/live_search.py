"""What the theme's search is told while somebody writes: gathered story by story, after the pages.

Builds keep what they told theirs in the same place: it is the same, and the next build begins with it.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any

from generator.archive import Archive
from generator.folders import PARTIES
from generator.frozen import Frozen
from generator.live_answers import Part, answer
from generator.memory import ALWAYS
from generator.outputs.search import SearchEntry, Words, for_theme, of_theme, page_at
from generator.press import Press
from generator.views import PageView

INDEX = "search/search_index.json"
BREATH = 0.01
"""Seconds of rest between two stories, in which pages can be shown."""
PATIENCE = 1.5
"""Seconds that whoever asks waits for stories that have just been saved."""
SITE = ""
"""The pages of the site itself that its navigation has."""
KEPT = "told"
"""What was gathered is called in the archive."""


class Told(Frozen):
    """The entries of each part, in the order of a site, gathered from stories whose files came to these keys.

    `beside` is what they are made from beside stories. `pages` is the number of pages that indexes of a big
    site were made for, if they were.
    """

    beside: bytes
    stories: Mapping[str, bytes]
    found: Mapping[str, Words]
    pages: int = 0


class Found(Part):
    """The entries of a part: whoever opens a page of a small site asks for those of all."""

    @cached_property
    def documents(self) -> str:
        """What the theme's index says of them."""
        return ",".join(as_json(for_theme(entry)) for entry in self.entries.open())

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The pages that they are on."""
        return frozenset(page_at(entry.location) for entry in self.entries.open())


class LiveSearch:
    """The search's entries of each part, made anew for what was saved. `entries` tells those of a page.

    All of them are kept, so that next time only those are made that were saved in the meantime.
    """

    def __init__(self, entries: Callable[[PageView], Sequence[SearchEntry]], kept: Archive) -> None:
        self._entries, self._kept, self._is_kept = entries, kept, False
        self._changed = threading.Condition()
        self.calm = threading.Event()
        """Cleared while somebody waits for a page."""
        self.calm.set()
        self._press: Press | None = None
        self._pages = 0
        self._found: dict[str, Found] = {}
        self._wanted: list[str] = []
        threading.Thread(target=self._keep_gathering, daemon=True).start()

    def follow(self, press: Press, edited: Iterable[str] | None = None) -> None:
        """Make entries anew: of stories that were saved, or of all; at first, of those that are not kept."""
        with self._changed:
            if self._press is None and edited is None:
                edited = self._remembered(press)
            self._press = press
            known = {SITE, *press.parts}
            again = known if edited is None or SITE in edited else {SITE, *edited, *parties_in(press, edited)}
            self._found = {part: found for part, found in self._found.items() if part in known - again}
            # What was saved comes first, what all share last.
            self._wanted = [part for part in (*press.parts, SITE) if part not in self._found]
            self._wanted.sort(key=lambda part: (part == SITE, part not in (edited or ())))
            self._changed.notify_all()

    @property
    def is_gathering(self) -> bool:
        """Whether some entries are still to be made, or to be kept."""
        with self._changed:
            return bool(self._wanted) or not self._is_kept

    def _remembered(self, press: Press) -> set[str] | None:
        """Take what was kept; the stories that were saved since, or None where all is to be made."""
        told, now = kept_in(self._kept), keys_of(press)
        if told is None or told.beside != key_of(press) or told.stories.keys() - now.keys():
            return None
        self._found = {part: Found(entries) for part, entries in told.found.items()}
        self._pages = told.pages
        return {slug for slug, key in now.items() if told.stories.get(slug) != key}

    def index(self, theirs: bytes) -> bytes:
        """The whole index: all of ours, and of `theirs`, which MkDocs made, what is on other pages."""
        press, ours, _ = self._settled()
        if press is None:
            return theirs
        index: dict[str, Any] = json.loads(theirs)
        others = map(as_json, others_of(index.pop("docs"), press, ours))
        documents = ",".join(filter(None, (*others, *(found.documents for found in ours))))
        values = {**{name: as_json(value) for name, value in index.items()}, "docs": f"[{documents}]"}
        return f"{{{','.join(f'{as_json(name)}:{value}' for name, value in values.items())}}}".encode()

    def answer(self, query: str, theirs: bytes) -> bytes:
        """What the dialog of a large site is told: of all of ours, and of what `theirs` has beside.

        That there is nothing is said once all is gathered, and not before.
        """
        while True:
            press, ours, is_all = self._settled()
            others = others_of(json.loads(theirs)["docs"], press, ours) if press else ()
            found = answer(query, (*ours, Part(Words(map(of_theme, others)))))
            if found["items"] or is_all or not query.strip():
                return as_json(found).encode()

    def _settled(self) -> tuple[Press | None, list[Found], bool]:
        """What is known of all parts, once what was just saved is known, if that does not take long.

        The last says whether nothing is missing.
        """
        with self._changed:
            is_all = self._changed.wait_for(lambda: not self._wanted, PATIENCE)
            return self._press, [*self._found.values()], is_all

    def _keep_gathering(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._wanted))
                press, part = self._press, self._wanted[0]
            assert press is not None
            views = press.pages_of(part) if part else press.site_pages
            found: list[SearchEntry] = []
            for view in views:
                found += self._entries(view)
                self.calm.wait()
            with self._changed:
                if press is self._press and part in self._wanted:
                    self._found[part] = Found(Words(found))
                    self._wanted.remove(part)
                    self._changed.notify_all()
                is_whole = not self._wanted and press is self._press
                told = dict(self._found) if is_whole and not self._is_kept else None
            if told is not None:
                # Once is enough: what is saved later is made anew the next time.
                keep(self._kept, press, {part: found.entries for part, found in told.items()}, self._pages)
                self._is_kept = True
            time.sleep(BREATH)


def keep(kept: Archive, press: Press, found: Mapping[str, Words], pages: int = 0) -> None:
    """Keep the entries of all parts for the next start: those that a build has made, too."""
    in_order = {part: found[part] for part in (*press.parts, SITE)}
    kept.keep(KEPT, ALWAYS, Told(key_of(press), keys_of(press), in_order, pages))


def kept_in(kept: Archive) -> Told | None:
    """The entries that were kept, of whatever stories."""
    told = kept.load(KEPT, ALWAYS)
    return told if isinstance(told, Told) else None


def others_of(
    documents: Sequence[Mapping[str, str]], press: Press, ours: Iterable[Found]
) -> Sequence[Mapping[str, str]]:
    """What the theme's index has of an editor's own pages."""
    if not documents:
        return ()
    pages = set(map(page_at, press.desk.edition.addresses.by_key.values()))
    pages.update(*(found.addresses for found in ours))
    return [one for one in documents if page_at(one["location"]) not in pages]


def as_json(value: object) -> str:
    """A value as the theme reads it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def keys_of(press: Press) -> dict[str, bytes]:
    """What the files of each story come to."""
    return {slug: record.key for slug, record in press.desk.edition.library.records.items()}


def key_of(press: Press) -> bytes:
    """What entries are made from beside stories."""
    words = f"{press.desk.say.language}\0{press.desk.edition.library.shared}"
    return sha256(words.encode("utf-8", "replace")).digest()


def parties_in(press: Press, stories: Iterable[str]) -> Iterator[str]:
    """The parts of the parties that take part in some stories."""
    for slug in stories:
        for name in press.desk.edition.library.story_parties.get(slug, ()):
            yield f"{PARTIES}/{name}"
