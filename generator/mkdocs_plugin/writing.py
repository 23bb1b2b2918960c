"""Pages that stand in no navigation: written part by part, on all processors.

MkDocs would hold every page of a site in memory and print one after the other. Most pages lie outside the
navigation and differ only in what stands between the same pieces of the theme, so they are made here: from
the view to the file, with what the search, the site map and the check of links need to know of each. What an
earlier build made of a part is taken from the archive, where it would be the same. Of
plugins, only those are asked that MkDocs asks once for the whole site; where another one wants to see
each page, or `fast_theme: false` is set, MkDocs makes all pages.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from functools import lru_cache, partial
from hashlib import sha256
from typing import cast

from msgspec.structs import replace

from generator import memory, theme_shell
from generator.frozen import Frozen
from generator.mkdocs_plugin.pages import PageOutside, Theme, page_outside, whole_page
from generator.mkdocs_plugin.parts import (
    Made,
    MadePart,
    Overview,
    PartWords,
    Texts,
    Written,
    WrittenPart,
    entries_of,
    names_of,
)
from generator.mkdocs_plugin.standing import Keys, Standing
from generator.outputs.cards import Card, card_of
from generator.outputs.printed import PrintedPage, print_page
from generator.outputs.search import Words
from generator.packed import Packed
from generator.parallel import in_turn
from generator.press import Press, stub_of
from generator.rendering import Renderer
from generator.site_check import PageGroup, PageLinks, content_facts, group_of, page_facts
from generator.site_folder import SiteFolder, Stamp, Stamps, digest_of
from generator.theme_shell import Encoded, MakeContext, Place, in_bytes
from generator.views import FactList, PageView

MANY = 8
"""Fewer stories are written by one process."""
SMALLER = 8
"""So many times as long as any other part does a story take."""
SELDOM = 500_000
"""After how many new objects garbage is looked for: little has to wait for it, as no part and no page holds
itself."""


class Writer:
    """Writes pages into the folder that MkDocs builds into.

    `in_nav` names the stories whose overviews are in the navigation: MkDocs writes these. `own` are the paths
    of files that an editor put in the place of ours; `base_path` is where the site stands on its host. What
    is made is `kept`, for `circumstances` in which all goes that is set. The search is `told` so of parts.
    """

    def __init__(
        self,
        press: Press,
        renderer: Renderer,
        theme: Theme,
        in_nav: Set[str],
        folder: SiteFolder,
        own: Set[str],
        base_path: str,
        kept: memory.Memory,
        standing: Standing,
        told: Callable[[str], Words],
        circumstances: bytes,
    ) -> None:
        self._press, self._renderer, self._theme = press, renderer, theme
        self._in_nav, self._folder, self._own, self._base_path = in_nav, folder, own, base_path
        self._memory, self._archive, self._circumstances = kept, kept.archive, circumstances
        self._standing, self._told = standing, told
        self._shell = cast(theme_shell.ShellTemplate, theme.environment.get_template(theme_shell.TEMPLATE))
        self._frames: dict[Place, tuple[PageGroup, bytes]] = {}
        self._stand: dict[str, bool] = {}
        self._ready: dict[str, tuple[PartWords, WrittenPart]] = {}
        self._has_told = False
        self._in_head = lru_cache(maxsize=64)(content_facts)

    def words(self) -> Iterator[tuple[PartWords, WrittenPart | None]]:
        """What stands on the pages of all parts, in a lasting order, and the files of those that were made.

        With the words, a search can be made while other parts are. Where it has heard all that is likely,
        files are put into their places at once.
        """
        with seldom_collected():
            parts = self._press.parts
            # Of some it is known that they do not hold. They are made while a helper looks at the others.
            changed = [part for part in parts if self._stand.get(part) is False]
            self._ready = {} if self._is_much(changed) else {part: self._make(part) for part in changed}
            self._stand = self._held(self._standing.others() | self._standing.stories()) | self._stand
            much = self._is_much(part for part in parts if not self._stands(part))
            yield from in_turn(self.words_of, parts, 0 if much else len(parts) + 1)

    def likely(self) -> Iterator[Words | None]:
        """What the search will most likely be told of all parts, in order; None where that is not known.

        Stories' pages are taken to be as they are kept, before it is known. Nothing is printed for it yet.
        """
        stories = self._press.desk.edition.library.story_parties
        told = {slug: made.told for slug in stories if (made := self._made_before(slug))}
        # Stories come before all other parts.
        new = [part for part in self._press.parts if part in stories and part not in told]
        others = [part for part in self._press.parts if part not in stories]
        if not self._is_much(new):
            self._stand |= dict.fromkeys(new, False)
            yield from (told.get(part) or self._told(part) for part in self._press.parts[: -len(others)])
            self._stand = self._held(self._standing.others()) | self._stand
            if not self._is_much(part for part in others if not self._stands(part)):
                for part in others:
                    made = self._made_before(part) if self._stands(part) else None
                    yield made.told if made else self._told(part)
                self._has_told = True
                return
        yield None

    def _is_much(self, parts: Iterable[str]) -> bool:
        """Whether it takes long to make some parts, so that helpers should do it."""
        stories = self._press.desk.edition.library.story_parties
        return sum(1 if part in stories else 1 / SMALLER for part in parts) >= MANY

    def _made_before(self, part: str) -> MadePart | None:
        """A part as it is kept, made from the same files."""
        made = self._archive.load(names_of(part)[0], self._key_of(part))
        return made if isinstance(made, MadePart) else None

    def _held(self, keys: Keys) -> dict[str, bool]:
        """Whether parts are kept as they would be made, by the keys for which they hold."""
        return {part: key == self._key_of(part) for part, key in keys.items()}

    def _stands(self, part: str) -> bool:
        """The same of one."""
        if part not in self._stand:
            self._stand |= self._held({part: self._standing.key(part)})
        return self._stand[part]

    def files(self, written: Iterable[WrittenPart | None]) -> list[WrittenPart]:
        """The files of all parts: of those that are not written yet, as they were kept."""
        parts = zip(self._press.parts, written, strict=True)
        # What comes now needs the room.
        self._press.watch.forget()
        with seldom_collected():
            return [known or self.files_of(part) for part, known in parts]

    def site_words(self) -> tuple[PartWords, Stamps]:
        """The pages of the site itself, all of them in the navigation; their pictures are in their places."""
        press, stamps = self._press, Stamping(self._folder, self._own)
        pictures = {file.path: file.content for file in press.pictures(press.site_pages)}
        for path, content in pictures.items():
            stamps.put(path, digest_of(content), partial(bytes, content))
        shown = tuple(overview(view, press, self._renderer, pictures) for view in press.site_pages)
        return PartWords(shown, (), Words(entries_of(press.site_pages))), stamps.found

    def words_of(self, part: str) -> tuple[PartWords, WrittenPart | None]:
        """What stands on the pages of a part. Where it is not kept as it would be, it is made and written."""
        self._memory.save(part)
        if part in self._ready:
            return self._ready.pop(part)
        made = self._made_before(part) if self._stands(part) else None
        if made is None:
            return self._make(part)
        return made.words, self._kept(part, made) if self._has_told else None

    def files_of(self, part: str) -> WrittenPart:
        """The files of a part that is kept, which stand in their places then."""
        made = self._made_before(part)
        return (self._kept(part, made) if made else None) or self._make(part)[1]

    def _kept(self, part: str, made: MadePart) -> WrittenPart | None:
        """The same of a part as it was made before; None where its texts are gone."""
        return self._put(made, lambda: self._archive.load(names_of(part)[1], self._key_of(part)))

    def _put(self, made: MadePart, load: Callable[[], object]) -> WrittenPart | None:
        """A part that was made before, into its files; None where its texts are gone."""
        texts: list[Texts] = []

        def known() -> Texts:
            if not texts:
                found = load()
                if not isinstance(found, Texts):
                    raise LookupError
                texts.append(found)
            return texts[0]

        def page(number: int) -> bytes:
            return self._shell.put_together(made.pages[number].place, known().pages[number])

        def file(number: int) -> bytes:
            return known().files[number]

        for one in made.pages:
            self._know(one.place, one.written.file)
        stamps = Stamping(self._folder, self._own)
        try:
            for number, one in enumerate(made.pages):
                digest = digest_of(one.digest, self._frames[one.place][1])
                stamps.put(one.written.file, digest, partial(page, number))
            for number, (path, digest) in enumerate(made.files):
                stamps.put(path, digest, partial(file, number))
        except LookupError:
            return None
        frames = tuple(self._frames[place][0] for place in dict.fromkeys(one.place for one in made.pages))
        return WrittenPart(made.group, frames, stamps.found)

    def _make(self, part: str) -> tuple[PartWords, WrittenPart]:
        """A part from its views, kept for the next build where all of its pages stand in known frames."""
        press, watched = self._press.watched()
        shown, views = self._views(part, press)
        files = (*press.files_of(part), *press.pictures((*shown, *views)))
        paths, stamps = {file.path for file in files}, Stamping(self._folder, self._own)
        overviews = tuple(overview(view, press, self._renderer, paths) for view in shown)
        pages = [self._make_page(view, press, paths, stamps) for view in views]
        known = tuple((file.path, digest_of(file.content)) for file in files)
        for file, (path, digest) in zip(files, known, strict=True):
            stamps.put(path, digest, partial(bytes, file.content))
        group = group_of(((page.written.file, page.facts) for page in pages), self._base_path)
        words = PartWords(
            overviews, tuple(page.written for page in pages), Words(entries_of((*shown, *views)))
        )
        framed, trace = [page.framed for page in pages if page.framed], self._press.watch.end(watched)
        if trace and len(framed) == len(pages):
            key, (name, name_of_texts) = self._key_of(part), names_of(part)
            texts = Texts(tuple(one.content for one in framed), tuple(file.content for file in files))
            self._archive.keep(name_of_texts, key, texts)
            made = tuple(one.made for one in framed)
            kept = MadePart(overviews, made, words.told, known, Packed(group), trace)
            self._archive.keep(name, key, kept)
            self._stand[part] = True
        return words, WrittenPart(Packed(group.within([one.frame for one in framed])), (), stamps.found)

    def _make_page(self, view: PageView, press: Press, beside: Set[str], stamps: Stamping) -> NewPage:
        """A page from its view, written."""
        printed = PrintedPage(view, *print_page(view, self._renderer))
        card = card_of(view, press.desk.site_name, press.desk.say, beside)
        page = page_outside(printed, card, self._theme.config)
        told, context = told_of(view, page), self._context_of(printed, card)
        found = self._shell.content(page, self._theme.navigation, context)
        if found is None:
            html = self._shell.finish(None, context)
            stamps.put(told.file, digest_of(html), partial(bytes, html))
            return NewPage(told, page_facts(html))
        place, content = found
        inside = in_bytes(content)
        html = self._shell.finish((place, inside), context)
        frame, around = self._know(place, told.file)
        made = Made(told, place, digest_of(*inside.values()))
        stamps.put(told.file, digest_of(made.digest, around), partial(bytes, html))
        return NewPage(told, self._facts(inside), Framed(made, inside, frame))

    def _facts(self, inside: Encoded) -> PageLinks | None:
        """What stands on a page; what its head names stands in the heads of others, too, and is read once."""
        own, head = content_facts(theme_shell.inside(inside)), self._in_head(inside[theme_shell.ALTERNATES])
        return own.with_head(head) if own and head else None

    def _context_of(self, printed: PrintedPage, card: Card) -> MakeContext:
        """What the theme is given for a page, where it is to print all of it."""
        return lambda: self._theme.context(whole_page(printed, card, self._theme.config))

    def _views(self, part: str, press: Press) -> tuple[Sequence[PageView], Sequence[PageView]]:
        """The pages of a part: those in the navigation, and all others."""
        if part not in self._in_nav:
            return (), press.pages_of(part)
        story = press.desk.edition.library.story(part)
        overviews = press.story_overviews(story)
        return overviews, press.story_entries(story, overviews)

    def _key_of(self, part: str) -> bytes:
        """All that a part is made from, but for what is looked up in other parts."""
        record = self._press.desk.edition.library.records.get(part)
        digest = sha256(self._circumstances + (record.key if record else b"") + bytes([part in self._in_nav]))
        return digest.digest()

    def _know(self, place: Place, file: str) -> tuple[PageGroup, bytes]:
        """What the theme prints around the pages of a place, as it is read around one of them; its digest."""
        if not self._shell.has(place):
            stub = stub_of(file.removesuffix("index.html"), "stub")
            printed = PrintedPage(stub, *print_page(stub, self._renderer))
            card = card_of(stub, self._press.desk.site_name, self._press.desk.say, ())
            page = page_outside(printed, card, self._theme.config)
            self._shell.content(page, self._theme.navigation, self._context_of(printed, card))
        if place not in self._frames:
            frame = self._shell.frame(place)
            group = group_of([(file, page_facts(frame))], self._base_path)
            self._frames[place] = group, digest_of(frame)
        return self._frames[place]


class Framed(Frozen):
    """What stands on a page in a frame that is known, and how the frame was read."""

    made: Made
    content: Encoded
    frame: PageGroup


class NewPage(Frozen):
    """A page that has just been made."""

    written: Written
    facts: PageLinks | None
    framed: Framed | None = None


class Stamping:
    """Puts files into a folder, but for an editor's `own`, and remembers their stamps."""

    def __init__(self, folder: SiteFolder, own: Set[str]) -> None:
        self._folder, self._own = folder, own
        self.found: dict[str, Stamp] = {}

    def put(self, name: str, digest: bytes, make: Callable[[], bytes]) -> None:
        """A file as an earlier build made it where it is the same, else as it is made now."""
        if name not in self._own:
            self.found[name] = self._folder.put(name, digest, make)


def told_of(view: PageView, page: PageOutside) -> Written:
    """What the rest of a build needs to know of a page."""
    return Written(file=f"{view.address}index.html", address=page.canonical_url, updated=page.update_date)


def overview(view: PageView, press: Press, renderer: Renderer, pictures: Collection[str]) -> Overview:
    """A page in the navigation. Once it is printed, only the titles of its sections are needed."""
    body, alternates = print_page(view, renderer)
    titles = tuple(replace(section, view=FactList(())) for section in view.sections)
    printed = PrintedPage(replace(view, sections=titles), body, alternates)
    return Overview(printed, card_of(view, press.desk.site_name, press.desk.say, pictures))


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage less often: nearly all of it goes by itself, and looking takes a sixth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*before)
