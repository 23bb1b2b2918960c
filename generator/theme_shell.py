"""The theme's page around our own, rendered once for many pages instead of once for each.

What the theme prints around pages from which its own links look the same differs only in a few
values: title, description, address, links to other forms, tags for sharing, contents and the page itself.
So the theme renders one of them with marks in these places, and the others are put together from the
pieces. Pages
that the navigation holds, and all where `fast_theme: false` is set, are rendered by the theme as usual.

This leans on how Material prints a table of contents. The first pages put together are compared with
the theme's own rendering; when one differs, the theme renders everything.
`tests/test_theme_shell.py` compares every page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from typing import Any, Protocol

from markupsafe import Markup, escape

TEMPLATE = "explainers-shell"
"""The name of the template that pages ask for to be put together."""

BLANK = "explainers-blank"
"""The name of the template of pages that are made when they are asked for."""
BLANK_PAGE = "<!doctype html>"

COMPARED = 3
"""How many pages are compared with the theme's own rendering."""

ITEM = "partials/toc-item.html"
# One list of contents, with the one marked entry that it was rendered with.
LIST = re.compile(
    r'(data-md-component="toc"[^>]*>\s*)<li\b(?:(?!</?ul\b).)*?exshell-anchor.*?</li>(\s*</ul>)', re.DOTALL
)
OF_A_PAGE = ("title", "meta", "canonical_url", "edit_url", "content", "toc")
"""What a page has of its own that the theme prints, or prints a line less without."""
SHARE = "partials/share.html"
# All that it prints, from its first line to its last.
SHARED = re.compile(r'<meta property="og:title".*?<meta name="twitter:card"[^>]*>', re.DOTALL)
MARK = re.compile(
    r"(exshell-[a-z]+-(?:raw|text)|<h1 exshell-content>|exshell-toc|exshell-share|exshell-anchor)"
)


BODY = "<h1 exshell-content>"
"""The mark of what a page says."""
ALTERNATES = "exshell-alternates-raw"
"""The mark of a page's other forms: the same for many pages."""
MARKS = ("exshell-", BODY)
"""What marks begin with."""
WORDS = ("title", "headline", "description")
"""Of what stands at marks, what is printed as text."""

Place = tuple[int, str]
"""How deep a page lies, and the folder that it shares with pages that the theme links to."""
Content = dict[str, str]
"""What stands at each mark on one page."""
Encoded = dict[str, bytes]
"""The same as a file holds it."""
MakeContext = Callable[[], MutableMapping[str, Any]]
"""Makes what the theme's templates are given for a page."""

ASSETS = ("assets/", "search/")
"""Folders that the theme's own links lead to."""


class Template(Protocol):
    """What MkDocs asks of a template."""

    def render(self, context: Any, /) -> str: ...


class Environment(Protocol):
    """What is asked of the theme's environment."""

    def get_template(self, name: str) -> Template: ...


class Mark(str):
    """A mark that says whether it was printed as it is or escaped."""

    __slots__ = ()

    def __new__(cls, name: str) -> Mark:
        return super().__new__(cls, f"exshell-{name}-raw")

    def __html__(self) -> Markup:
        return Markup(self.replace("-raw", "-text"))


class MarkedEntry:
    """An entry of a table of contents with marks instead of words."""

    title, id, level, children, url = "exshell-entry", "exshell-anchor", 2, (), "#exshell-anchor"


class ShellEnvironment:
    """The theme's environment, with one template more."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._shell = ShellTemplate(environment)

    def get_template(self, name: str, *more: Any, **options: Any) -> Template:
        """A template of the theme, the one that puts pages together, or the one that leaves them blank."""
        if name == BLANK:
            return BlankTemplate()
        return self._shell if name == TEMPLATE else self._environment.get_template(name, *more, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._environment, name)


class BlankTemplate:
    """Prints next to nothing: MkDocs is to write a file."""

    def render(self, _context: Any) -> str:
        """Next to nothing."""
        return BLANK_PAGE


class ShellTemplate:
    """Puts pages together from what the theme printed once for all of their depth and surroundings."""

    def __init__(self, environment: Environment) -> None:
        self._theme = environment.get_template("main.html")
        self._item = environment.get_template(ITEM)
        self._share = environment.get_template(SHARE)
        self._entries: dict[tuple[str, str], str] = {}
        self._shells: dict[Place, list[tuple[str, bytes]] | None] = {}
        self._linked: frozenset[str] | None = None
        self._to_compare = COMPARED
        self._trusted = True

    def render(self, context: MutableMapping[str, Any]) -> str:
        """A page in the theme."""
        found = self.content(context["page"], context["nav"], lambda: context)
        return self.finish(found and (found[0], in_bytes(found[1])), lambda: context).decode()

    def content(self, page: Any, nav: Any, context: MakeContext) -> tuple[Place, Content] | None:
        """Where a page stands, and what differs on it; None where the theme is to render the page itself.

        Its context is asked for only where the theme has to render it, or a shell.
        """
        if not self._trusted or not page.toc:
            return None
        place = self._place(page.url, nav)
        if not self.has(place):
            self._shells[place] = self._make_shell(context())
        if self._shells[place] is None:
            return None
        values = self._values(page)
        values["exshell-share"] = self._share.render({"page": page})
        return place, values

    def has(self, place: Place) -> bool:
        """Whether it is known what the theme prints around pages of a place."""
        return place in self._shells

    def finish(self, found: tuple[Place, Encoded] | None, context: MakeContext) -> bytes:
        """The page of which that is the content."""
        if found is None:
            return encoded(self._theme.render(context()))
        html = self.put_together(*found)
        return self._compared(html, context()) if self._to_compare else html

    def put_together(self, place: Place, content: Encoded) -> bytes:
        """A page from its content; what stands around it has to be known."""
        shell = self._shells[place] or ()
        return b"".join([content.get(mark, piece) for mark, piece in shell])

    def frame(self, place: Place) -> bytes:
        """What stands around the pages of a place."""
        shell = self._shells[place] or ()
        return b"".join([piece for mark, piece in shell if not mark.startswith(MARKS)])

    def _compared(self, html: bytes, context: MutableMapping[str, Any]) -> bytes:
        """The page; where the theme's own rendering differs, that, and from then on nothing else."""
        own = encoded(self._theme.render(context))
        self._to_compare -= 1
        self._trusted = self._trusted and squeezed(own) == squeezed(html)
        return html if self._trusted else own

    def _place(self, url: str, nav: Any) -> Place:
        """What the theme's links depend on: how deep a page lies, and the folder it shares with them."""
        if self._linked is None:
            pages = [page.url for page in nav.pages]
            self._linked = frozenset(above for url in (*pages, *ASSETS) for above in folders_of(url))
        shared = [folder for folder in folders_of(url.rstrip("/")) if folder in self._linked]
        return url.count("/"), max(shared, key=len, default="")

    def _make_shell(self, context: MutableMapping[str, Any]) -> list[tuple[str, bytes]] | None:
        """What the theme prints around the pages of a folder, cut at the marks; None where a mark is lost.

        Each piece stands beside what a file holds of it.
        """
        page = context["page"]
        kept = {name: getattr(page, name) for name in OF_A_PAGE}
        page.title = Mark("title")
        page.meta = {**kept["meta"], "title": Mark("headline"), "description": Mark("description")}
        page.meta["alternates"] = Mark("alternates")
        page.canonical_url = kept["canonical_url"] and Mark("address")
        page.edit_url = None
        page.content = BODY
        page.toc = [MarkedEntry()]
        try:
            html = self._theme.render(context)
        finally:
            for name, value in kept.items():
                setattr(page, name, value)
        html = SHARED.sub("exshell-share", LIST.sub(r"\1exshell-toc\2", html))
        pieces = MARK.split(html)
        whole = {BODY, "exshell-toc", "exshell-headline-text"} <= set(pieces)
        return [(one, encoded(one)) for one in pieces] if whole and "exshell-entry" not in html else None

    def _values(self, page: Any) -> dict[str, str]:
        """What stands in the places of the marks on one page."""
        words = {
            "title": page.title,
            "headline": page.meta["title"],
            "description": page.meta["description"],
            "alternates": page.meta["alternates"],
            "address": page.canonical_url or "",
        }
        values = {f"exshell-{name}-raw": text for name, text in words.items()}
        values |= {f"exshell-{name}-text": str(escape(text)) for name, text in words.items()}
        values[BODY] = page.content
        values["exshell-anchor"] = next(iter(page.toc)).id
        values["exshell-toc"] = "".join(self._entry(entry) for entry in page.toc)
        return values

    def _entry(self, entry: Any) -> str:
        """One line of a table of contents, as the theme prints it."""
        key = (entry.id, entry.title)
        if key not in self._entries:
            self._entries[key] = self._item.render({"toc_item": entry}).strip()
        return self._entries[key]


def folders_of(url: str) -> list[str]:
    """The folders that an address lies in, from the widest to the closest."""
    return [url[:index] for index, letter in enumerate(url) if letter == "/"]


def encoded(html: str) -> bytes:
    """HTML as a file holds it."""
    return html.encode("utf-8", "xmlcharrefreplace")


def in_bytes(content: Content) -> Encoded:
    """Content as a file holds it."""
    return {mark: encoded(html) for mark, html in content.items()}


def squeezed(html: bytes) -> list[bytes]:
    """HTML without the white space between tags, which may differ, word by word."""
    return html.replace(b"><", b"> <").split()


def inside(content: Encoded) -> bytes:
    """What a page has of its own as HTML, for who looks for mistakes in it, but what `ALTERNATES` holds."""
    words = (b'<i title="%b"></i>' % content[f"exshell-{name}-text"] for name in WORDS)
    parts = ("exshell-title-raw", "exshell-share", "exshell-toc", BODY)
    return b"\n".join((*words, *(content[part] for part in parts)))
