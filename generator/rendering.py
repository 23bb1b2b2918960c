"""A page view printed as HTML by the project's own templates.

Everything that content says is escaped; a template that asks for what its view does not carry
fails at once. The HTML has no empty line and no indentation, so that it may also stand inside
Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from html import escape
from pathlib import Path

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    UndefinedError,
)

from generator.catalogue import Catalogue
from generator.templating import Html, Views
from generator.views import Alternate, Link, PageView, Piece, Section, StoryBar, Tag, When
from generator.ways import HERE, Here

GAPS = re.compile(r"\n\s+")
OWN_WAY = ' dir="auto"'
"""What keeps an element's words apart from those around it, whichever way either are written: like `<bdi>`,
without an element more (HTML, 15.3.6)."""

known = lru_cache(maxsize=10_000)(escape)
"""Text as HTML: names come again on page after page."""


class Renderer:
    """Prints page views with the templates of a folder, which are compiled once."""

    def __init__(
        self, templates: Path, say: Catalogue | None = None, compiled: BytecodeCache | None = None
    ) -> None:
        environment = make_environment(templates, say or Catalogue(), compiled)
        self._page = environment.get_template("page.html")
        self._head = environment.get_template("head.html")
        self._bar = environment.get_template("bar.html")
        self._alternates = environment.get_template("alternates.html")
        self._parts = {
            file.stem: environment.get_template(f"parts/{file.name}")
            for file in sorted((templates / "parts").glob("*.html"))
        }
        # The head and the sections of a page are asked for one after the other.
        self._here = lru_cache(maxsize=4)(Here)
        self._linked = lru_cache(maxsize=64)(self._link_alternates)
        self._barred = lru_cache(maxsize=64)(self._print_bar)

    @property
    def parts(self) -> frozenset[str]:
        """The names that a section's `part` may have."""
        return frozenset(self._parts)

    def body(self, page: PageView) -> str:
        """A page's content area: its head, then each section under a heading."""
        return self.joined(page, self.head(page), [self.section(page, section) for section in page.sections])

    def joined(self, page: PageView, head: str, sections: Sequence[str]) -> str:
        """A page from its head and its sections, already printed."""
        parts = zip(page.sections, map(Html, sections), strict=True)
        data = Html(page.linked_data)
        return filled(self._page, head=Html(head), sections=parts, linked_data=data).strip()

    def head(self, page: PageView) -> str:
        """The top of a page: the way around its story, the title and what stands below it."""
        bar = self.bar(page.bar, page.address) if page.bar else Html()
        HERE.set(self._here(page.address))
        return closed_up(filled(self._head, page=page, bar=bar))

    def bar(self, bar: StoryBar, address: str) -> Html:
        """The way around a story: the same from all pages that lie side by side, if it leads into none."""
        into = [link.address.startswith(address) for link in (bar.story, *bar.links)]
        return self._barred(bar, address if any(into) else beside(address))

    def _print_bar(self, bar: StoryBar, address: str) -> Html:
        """The same, as it is made."""
        HERE.set(self._here(address))
        return Html(filled(self._bar, bar=bar, address=address).strip())

    def section(self, page: PageView, section: Section) -> str:
        """What stands below a section's heading. A part without a template is a KeyError."""
        HERE.set(self._here(page.address))
        html = closed_up(filled(self._parts[section.part], view=section.view, here=page.address))
        return f'{html}\n<p class="ex-more">{link(section.more)}</p>' if section.more else html

    def alternates(self, page: PageView) -> Html:
        """What a page's head says of the files that have its story in another form."""
        return self._linked(page.alternates, "../" * page.address.count("/"))

    def _link_alternates(self, alternates: Sequence[Alternate], root: str) -> Html:
        """The same for all pages of a story that lie as deep."""
        HERE.set(self._here(""))
        return Html(filled(self._alternates, alternates=alternates, root=root).strip())


def beside(address: str) -> str:
    """The address of no page, in the folder that a page's own lies in."""
    return f"{address.rstrip('/').rpartition('/')[0]}/-/"


def filled(template: Template, **views: object) -> str:
    """What a template prints. It fails where it asks for what its view lacks, or gives a macro too little."""
    try:
        return template.render(**views)
    except (AttributeError, TypeError) as error:
        raise UndefinedError(str(error)) from error


def make_environment(templates: Path, say: Catalogue, compiled: BytecodeCache | None = None) -> Environment:
    """Jinja for our own templates: everything escaped, nothing undefined."""
    environment = Views(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )
    # These stand hundreds of times on a page; as macros they would take most of its time.
    environment.globals["say"] = lru_cache(maxsize=10_000, typed=True)(partial(say_html, say))
    environment.filters.update(
        as_typed=as_typed, href=href, link=link, name=name, rich=rich, tag=tag, when=when
    )
    environment.filters["links"] = partial(links, escape(say("lists.comma")))
    environment.globals["ui"] = environment.get_template("macros.html").module
    return environment


def href(to: str) -> Html:
    """An address, as the links of the page say it."""
    return Html(HERE.get().way(to))


def say_html(say: Catalogue, key: str, /, **values: object) -> Html:
    """Words of the interface as HTML: values that are HTML stay so, everything else is escaped."""
    pattern = escape(say.pattern(key, values), quote=False).replace('"', "&quot;")
    return Html(pattern.format_map({name: value_html(say, key, value) for name, value in values.items()}))


def value_html(say: Catalogue, key: str, value: object) -> str:
    """A value between words of the interface."""
    return str(value) if hasattr(value, "__html__") else escape(say.shown(key, value))


def as_typed(text: str) -> Html:
    """Text for `<pre>`: ends of lines are references, which stay when HTML is closed up."""
    return Html(escape(text).replace("\n", "&#10;"))


def name(text: str) -> Html:
    """A name from the content, whose direction stays its own."""
    return Html(f"<bdi>{known(text)}</bdi>")


def link(to: Link, style: str = "") -> Html:
    """A link under its name; the name alone where it has no address, or would lead to its own page."""
    if to.address:
        return Html(HERE.get().link(to.address, known(to.label), class_of(style) + OWN_WAY))
    return Html(f"<span{class_of(style)}{OWN_WAY}>{known(to.label)}</span>") if style else name(to.label)


def class_of(style: str) -> str:
    """The attribute that names a style of ours."""
    return f' class="{style}"' if style else ""


def links(comma: str, many: Iterable[Link]) -> Html:
    """Links in a row."""
    return Html(comma.join(map(link, many)))


def rich(pieces: Iterable[Piece]) -> Html:
    """Running text with its links."""
    return Html("".join(map(stretch, pieces)))


def stretch(piece: Piece) -> str:
    """A piece of running text."""
    words = known(piece.text)
    return HERE.get().link(piece.address, words, "") if piece.address else words


@lru_cache(maxsize=10_000)
def when(date: When) -> Html:
    """A date in words, and for machines where it is one date."""
    if date.iso:
        return Html(f'<time datetime="{escape(date.iso)}">{escape(date.words)}</time>')
    return Html(f'<span class="ex-when">{escape(date.words)}</span>')


@lru_cache(maxsize=10_000)
def tag(one: Tag) -> Html:
    """A word with its colour and shape."""
    return Html(f'<span class="ex-tag" data-tone="{escape(one.name)}">{escape(one.word)}</span>')


def find_templates() -> Path:
    """The folder of templates: inside the package where it was installed, beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def closed_up(html: str) -> str:
    """HTML without empty lines and without indentation: either would end it inside Markdown."""
    return GAPS.sub("\n", html).strip()


def template_mistake(error: TemplateError) -> str:
    """A mistake in a template, with its place where Jinja knows it."""
    if isinstance(error, TemplateSyntaxError):
        return f"{Path(error.filename or error.name or '').name}, line {error.lineno}: {error.message}"
    return error.message or type(error).__name__
