"""What is wrong with the finished HTML of a site, as a browser would read it.

Each page is parsed once into `PageLinks`, the little that other pages need to know of it; then its
links are resolved. Nothing here knows how the site was made.

| code | the fault |
|---|---|
| `broken-link` | an address inside the site where no file is, or that leaves the site |
| `broken-anchor` | the part after `#` is nowhere on the page it leads to |
| `duplicate-id` | one id at two places of a page: links reach the first only |
| `bad-scheme` | `javascript:`, `//host` and other addresses that are no plain link |
| `third-party` | the browser would ask another site for something |
| `event-attribute` | `onclick` and the like: code in an attribute |
| `missing-alt` | an image that says nothing to those who cannot see it |
| `empty-link` | a link without words |
| `meta-refresh` | a page that moves the reader on by itself |
| `base-address` | `<base>`, which changes what all links of the page mean |
| `hidden-page` | a page inside an attribute (`srcdoc`), which nothing here could check |
| `tangled-page` | nested deeper, or with longer tags, than a browser keeps: not read any further |
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache, partial
from html import unescape
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.mistakes import help_address
from generator.parallel import mapped
from generator.source import SourceFile


@dataclass(frozen=True, order=True)
class Finding:
    """One fault at one place: `file` is relative to the site, `line` is counted from 1."""

    file: str
    line: int
    code: str
    message: str
    hint: str


class Fault(NamedTuple):
    """A fault whose line is not known yet, only the attribute that it was met in."""

    code: str
    message: str
    hint: str
    attribute: str = ""
    value: str = ""
    nth: int = 0


class Link(NamedTuple):
    """An address inside the site, as far as it can be read without knowing the page it is on."""

    written: str
    attribute: str
    rooted: bool
    """It begins with `/`."""
    ups: int
    """How many folders it climbs."""
    path: str
    """The file below that, decoded; a folder ends in `/`; empty for the folder climbed to."""
    same_page: bool
    fragment: str


@dataclass(frozen=True)
class PageLinks:
    """What a page offers to links, where its own links lead, and what is wrong within it alone."""

    anchors: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Site:
    """What resolving needs to know: all files, the folder on the host, and each page's anchors."""

    files: frozenset[str]
    base_path: str
    anchors_of: Callable[[str], frozenset[str]]

    @cached_property
    def by_small_letters(self) -> dict[str, str]:
        """The files by their names in lower case."""
        return {name.lower(): name for name in sorted(self.files)}


def check_site(folder: Path, *, base_path: str = "/", only: Collection[str] | None = None) -> list[Finding]:
    """Everything wrong with the pages and style sheets below `folder`, by file and line.

    `base_path` is where the site stands on its host ("/explainers/"). `only` names the files to
    report on, such as "a/index.html"; of the others only the anchors that links need are read.
    """
    files = frozenset(_files(folder))
    reported = files if only is None else files & set(only)

    pages = sorted(name for name in reported if _is_page(name))
    known = dict(zip(pages, mapped(partial(_read_page, folder), pages), strict=True))

    @cache
    def facts(page: str) -> PageLinks:
        return known[page] if page in known else _read_page(folder, page)

    site = Site(files, f"/{base_path.strip('/')}/".replace("//", "/"), lambda page: facts(page).anchors)
    findings: set[Finding] = set()
    for name in reported:
        if _is_page(name):
            faults = [*facts(name).faults, *resolve(name, facts(name), site)]
            if faults:
                findings.update(_located(name, (folder / name).read_bytes(), faults))
        elif name.endswith(".css"):
            findings.update(_style_sheet(name, (folder / name).read_bytes()))
    return sorted(findings)


def _read_page(folder: Path, page: str) -> PageLinks:
    return page_facts((folder / page).read_bytes())


def _files(folder: Path, below: str = "") -> Iterator[str]:
    """The files under a folder, with forward slashes; linked folders are not entered."""
    waiting = [below]
    while waiting:
        below = waiting.pop()
        with os.scandir(folder / below) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{below}{entry.name}/")
                elif entry.is_file():
                    yield below + entry.name


def _is_page(name: str) -> bool:
    return name.endswith((".html", ".htm"))


# --- one page ---------------------------------------------------------------------------------


def page_facts(html: bytes) -> PageLinks:
    """Read one page: its anchors, its distinct links into the site, and its own faults."""
    text = _decoded(html)
    if _is_tangled(text):
        return PageLinks(faults=(_TANGLED,))
    lower = text.encode("utf-8", "replace").lower()
    trees = _trees(text, b"<noscript" in lower)
    everything = _CODE.search(lower) is not None
    found = dict.fromkeys(chain.from_iterable(_in_tree(root, everything) for root in _roots(trees)))
    ids = [node.attributes["id"] or "" for node in trees[0].css("[id]")]
    names = [node.attributes["name"] or "" for node in trees[0].css("a[name]")]
    faults = [one for one in found if isinstance(one, Fault)]
    return PageLinks(
        frozenset(ids + names),
        tuple(one for one in found if isinstance(one, Link)),
        tuple(chain(faults, _repeated(ids))),
    )


def _decoded(html: bytes) -> str:
    """The text of a page: UTF-8, unless a byte-order mark says otherwise."""
    if html.startswith((b"\xff\xfe", b"\xfe\xff")):
        return html.decode("utf-16", "replace")
    return html.decode("utf-8-sig", "replace")


def _trees(text: str, both: bool) -> list[LexborHTMLParser]:
    """The page as browsers with scripts read it, and as those without do where that differs."""
    trees = [LexborHTMLParser(text, scripting=True)]
    if both:
        trees.append(LexborHTMLParser(text))
    return trees


def _roots(trees: Iterable[LexborHTMLParser]) -> Iterator[LexborNode]:
    """The documents, and the insides of `<template>`, which no walk through a document enters."""
    for tree in trees:
        if tree.root is not None:
            yield tree.root
        waiting = tree.template_fragments()
        while waiting:
            fragment = waiting.pop()
            yield fragment
            waiting += fragment.template_fragments()


def _repeated(ids: Iterable[str]) -> Iterator[Fault]:
    for name, times in Counter(ids).items():
        if times > 1 and name:
            yield Fault(
                "duplicate-id",
                f"The id “{_shown(name)}” stands {times} times on this page",
                "Links reach the first one only: give the others ids of their own.",
                "id",
                name,
                1,
            )


# A page whose tags nest without end costs the parser the square of its length; browsers stop
# keeping the nesting at 512. These close by themselves or cannot hold anything:
_FLAT = frozenset(
    [
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"),
        *("track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "rp", "rt", "colgroup", "thead"),
        *("tbody", "tfoot", "tr", "td", "th", "circle", "ellipse", "line", "path", "polygon", "polyline"),
        *("rect", "stop", "use"),
    ]
)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_DEEPEST = 512
_FEW_TAGS = 2_000
_LONG_TAG = 20_000
_MOST_WORDS = 4_000
_TANGLED = Fault(
    "tangled-page",
    "This page is nested deeper, or has a longer tag, than browsers keep, so it was not read",
    "Simplify what the page is made from: lists in lists or quotations in quotations without end.",
)
_SEPARATORS = str.maketrans("/\"'=", "    ")


def _is_tangled(text: str) -> bool:
    if text.count("<") > _FEW_TAGS and _depth_passes(text):
        return True
    return _has_long_stretch(text) and any(map(_is_overlong, text.split(">")))


def _has_long_stretch(text: str) -> bool:
    """Whether more than `_LONG_TAG` characters stand between one `>` and the next."""
    start = 0
    while start + _LONG_TAG < len(text):
        start = text.rfind(">", start, start + _LONG_TAG + 1) + 1
        if not start:
            return True
    return False


def _depth_passes(text: str) -> bool:
    """Whether more elements than browsers nest stand open at once."""
    is_open: defaultdict[str, int] = defaultdict(int)
    depth = 0
    for closing, name in _TAG.findall(text):
        if name in _FLAT:
            continue
        if not closing:
            is_open[name] += 1
            depth += 1
        elif is_open[name]:
            is_open[name] -= 1
            depth -= 1
        if depth > _DEEPEST:
            return True
    return False


def _is_overlong(tag: str) -> bool:
    """Whether what stands before a `>` could be a tag with thousands of attributes."""
    start = _TAG.search(tag) if len(tag) > _LONG_TAG else None
    if not start:
        return False
    return len(_WRITTEN.sub(" one ", tag[start.start() :]).translate(_SEPARATORS).split()) > _MOST_WORDS


# --- one element ------------------------------------------------------------------------------

_LOADING_RELS = frozenset(
    [
        *("stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "manifest"),
        *("apple-touch-startup-image", "preload", "modulepreload", "prefetch", "prerender", "preconnect"),
        "dns-prefetch",
    ]
)
_EVENT = re.compile(r"on[a-z]+")
_REFRESH = re.compile(r"[\s\d.;,]*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)

_Found = Iterator[Fault | Link]


class _Use(StrEnum):
    """What a browser does with an address."""

    FOLLOWED = "by the reader, or by nobody"
    LOADED = "by itself"
    FRAMED = "by itself, and it runs as a page"


# It begins with plain letters, so that looking for it goes through a page at a stride.
_CODE = re.compile(rb"on(?<=[\s\"'/]on)[a-z]+\s*(?:[=>/]|\s[a-z-]+\s*[=>])")


def _in_tree(root: LexborNode, everything: bool) -> _Found:
    """Every element that anything could be wrong with.

    The parser finds those with an address or a duty of their own. Only code in attributes can stand
    anywhere: where the text looks as if there were any, `everything` is read.
    """
    for node in root.traverse() if everything else root.css(_TELLING):
        tag = node.tag or ""
        attributes = {name: value or "" for name, value in node.attributes.items()}
        yield from _in_attributes(tag, attributes)
        if tag in _ELEMENTS:
            yield from _ELEMENTS[tag](node, attributes)


def _in_attributes(tag: str, attributes: dict[str, str]) -> _Found:
    for name, value in attributes.items():
        if name in _USES:
            if use := _USES[name](tag, attributes):
                yield from _judged(use, value, name)
        elif name in _ATTRIBUTES:
            yield from _ATTRIBUTES[name](value)
        elif name.startswith("on") and _EVENT.fullmatch(name):
            yield _event(name, value)


def _use_of_href(tag: str, attributes: dict[str, str]) -> _Use | None:
    if tag in ("a", "area"):
        # Material's share button, which does nothing until the theme's script takes it over.
        inert = attributes.get("href") == "javascript:void(0)" and "data-md-component" in attributes
        return None if inert else _Use.FOLLOWED
    if tag == "link" and _LOADING_RELS.isdisjoint(attributes.get("rel", "").lower().split()):
        return _Use.FOLLOWED
    return None if tag == "base" else _Use.LOADED


def _use_of_src(tag: str, _attributes: dict[str, str]) -> _Use:
    return _Use.FRAMED if tag in ("iframe", "frame", "object", "embed") else _Use.LOADED


_USES: dict[str, Callable[[str, dict[str, str]], _Use | None]] = {
    **dict.fromkeys(("href", "xlink:href"), _use_of_href),
    **dict.fromkeys(("src", "data", "action", "formaction", "poster", "background"), _use_of_src),
}


def _in_srcset(value: str) -> _Found:
    """The addresses of a `srcset`, split as the HTML standard does (4.8.4.2.1)."""
    expected = True
    for word in value.split():
        rest = word if expected else word.partition(",")[2]
        expected = expected or "," in word
        if address := rest.strip(","):
            yield from _judged(_Use.LOADED, address, "srcset")
            expected = rest.endswith(",")


def _in_ping(value: str) -> _Found:
    return chain.from_iterable(_judged(_Use.LOADED, address, "ping") for address in value.split())


def _in_style(value: str) -> _Found:
    if "(" in value or "@" in value:
        for _, fault in _asked_by_style(value):
            yield fault._replace(attribute="style", value=value)


def _in_srcdoc(value: str) -> _Found:
    yield Fault(
        "hidden-page",
        "This page carries another one inside a “srcdoc” attribute, which nothing here can check",
        "Make it a page of its own and link to it.",
        "srcdoc",
        value,
    )


_ATTRIBUTES: dict[str, Callable[[str], _Found]] = {
    "srcset": _in_srcset,
    "imagesrcset": _in_srcset,
    "ping": _in_ping,
    "style": _in_style,
    "srcdoc": _in_srcdoc,
}


def _event(name: str, value: str) -> Fault:
    return Fault(
        "event-attribute",
        f"The attribute “{name}” makes a part of this page run code",
        "Take it off. If no one put it there on purpose, look at where its text came from.",
        name,
        value,
    )


def _image(node: LexborNode, attributes: dict[str, str]) -> _Found:
    """An `<img>`, or an `<input>` or `<area>` that is one to the reader."""
    if node.tag == "input" and attributes.get("type", "").lower() != "image":
        return
    if node.tag == "area" and "href" not in attributes:
        return
    if "alt" not in attributes:
        name = "href" if node.tag == "area" else "src"
        yield Fault(
            "missing-alt",
            f"The image “{_shown(attributes.get(name, ''))}” has no words for those who cannot see it",
            'Say in its alternative text what it shows; leave that empty (alt="") if it only decorates.',
            name,
            attributes.get(name, ""),
        )


_NAMES = ("aria-label", "aria-labelledby", "title", "alt")


def _anchor(node: LexborNode, attributes: dict[str, str]) -> _Found:
    if "href" not in attributes or node.text_lexbor().strip():
        return
    named = [node, *node.css("img[alt], [aria-label], [aria-labelledby], [title]")]
    if not any((part.attributes.get(name) or "").strip() for part in named for name in _NAMES):
        yield Fault(
            "empty-link",
            f"The link to “{_shown(attributes['href'])}” has no words, so nobody can tell where it leads",
            "Give it a text, or an “aria-label” if it is a picture.",
            "href",
            attributes["href"],
        )


def _meta(_node: LexborNode, attributes: dict[str, str]) -> _Found:
    if attributes.get("http-equiv", "").strip().lower() != "refresh":
        return
    content = attributes.get("content", "")
    yield Fault(
        "meta-refresh",
        "This page moves its reader on by itself",
        "Let readers go when they want to: show a link instead.",
        "content",
        content,
    )
    target = _REFRESH.match(content)
    if target and target[1]:
        yield from _judged(_Use.LOADED, target[1], "content")


def _base(_node: LexborNode, attributes: dict[str, str]) -> _Found:
    if "href" in attributes:
        yield Fault(
            "base-address",
            "The “base” element of this page changes where every one of its links leads",
            "Remove it: the pages of a site link to each other without it.",
            "href",
            attributes["href"],
        )


def _style(node: LexborNode, _attributes: dict[str, str]) -> _Found:
    return _in_style(node.text_lexbor())


_ELEMENTS: dict[str, Callable[[LexborNode, dict[str, str]], _Found]] = {
    "a": _anchor,
    "area": _image,
    "base": _base,
    "img": _image,
    "input": _image,
    "meta": _meta,
    "style": _style,
}


_TELLING = f":is({','.join([*_ELEMENTS, *(f'[{name}]' for name in (*_USES, *_ATTRIBUTES))])})".replace(
    ":href", "\\:href"
)


# --- one address ------------------------------------------------------------------------------

# What browsers drop from an address before they read it (WHATWG URL, 4.4).
_EDGES = "".join(map(chr, range(0x21)))
_LINE_BREAKS = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_WITH_HOST = re.compile(r"https?://[^/?#\\]", re.IGNORECASE)
_MEDIA = ("image/", "audio/", "video/", "font/")
_CACHED_LENGTH = 2_000


def _judged(use: _Use, written: str, attribute: str) -> tuple[Fault | Link, ...]:
    """What an address is: a link into the site, a fault, or (nothing) an address that may stand."""
    if len(written) > _CACHED_LENGTH:
        return _judge(use, written, attribute)
    return _judge_once(use, written, attribute)


def _judge(use: _Use, written: str, attribute: str) -> tuple[Fault | Link, ...]:
    plain = written.strip(_EDGES).translate(_LINE_BREAKS)
    scheme = _SCHEME.match(plain)
    hostwards = plain[:2].replace("\\", "/") == "//"
    if not scheme and not hostwards:
        return (_link(written, attribute, plain),)
    name = scheme[1].lower() if scheme else ""
    if hostwards or _WITH_HOST.match(plain):
        if use is not _Use.FOLLOWED:
            return (_third_party(written, attribute),)
        return (_bad_scheme(written, attribute),) if hostwards else ()
    if name in ("mailto", "tel") and use is _Use.FOLLOWED:
        return ()
    if name == "data" and use is _Use.LOADED and plain[5:].lower().startswith(_MEDIA):
        return ()
    return (_bad_scheme(written, attribute),)


_judge_once = lru_cache(maxsize=1 << 14)(_judge)


def _third_party(written: str, attribute: str) -> Fault:
    return Fault(
        "third-party",
        f"This page asks another site for “{_shown(written)}”",
        "Readers are not to be seen by anyone else: keep a copy in this site and use its address here.",
        attribute,
        written,
    )


def _bad_scheme(written: str, attribute: str) -> Fault:
    return Fault(
        "bad-scheme",
        f"“{_shown(written)}” is not an address that a page may use here",
        "Write it out in full, beginning with https:// (a link may also begin with mailto: or tel:).",
        attribute,
        written,
    )


def _link(written: str, attribute: str, plain: str) -> Link:
    """Read an address without a scheme; `.`, `..` and `%2e` are steps, as in browsers."""
    before, _, fragment = plain.partition("#")
    path = before.partition("?")[0].replace("\\", "/")
    rooted = path.startswith("/")
    *folders, last = path.removeprefix("/").split("/")
    ups, kept, step = 0, list[str](), ""
    for segment in (*folders, last or "."):
        step = segment.lower().replace("%2e", ".")
        if step == ".." and kept:
            kept.pop()
        elif step == "..":
            ups += 1
        elif step != ".":
            kept.append(unquote(segment))
    below = "/".join(kept) + ("/" if kept and step in (".", "..") else "")
    return Link(written, attribute, rooted, ups, below, not path, fragment.partition(":~:")[0])


# --- style sheets -----------------------------------------------------------------------------

_CSS = re.compile(
    r"""/\*.*?(?:\*/|\Z)
    | (?P<text>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)
    | (?P<name>@?(?:[-\w]|\\[^\n])+\(?)
    | [;{}]""",
    re.DOTALL | re.VERBOSE,
)
_BARE = re.compile(r"""\s*([^"')\s][^)]*)?""")
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(\n)|(.))")
_LOADING_WORDS = frozenset(("url(", "src(", "image-set(", "-webkit-image-set(", "@import"))


def _asked_by_style(css: str) -> Iterator[tuple[int, Fault]]:
    """Where a style sheet asks other sites for something, read as CSS Syntax 3 does."""
    loading, position = False, 0
    while token := _CSS.search(css, position):
        start, position = token.span()
        word = _unescaped(token["name"] or "").lower()
        address = _unescaped(token["text"][1:].strip("\"'")) if token["text"] and loading else ""
        if word in ("url(", "src(") and (bare := _BARE.match(css, position)):
            address, position = _unescaped(bare[1] or ""), bare.end()
        loading = (loading or word in _LOADING_WORDS) and token[0] not in (";", "{", "}")
        for fault in _judged(_Use.LOADED, address, ""):
            if isinstance(fault, Fault):
                yield start, fault


def _unescaped(css: str) -> str:
    return _CSS_ESCAPE.sub(_escaped_character, css) if "\\" in css else css


def _escaped_character(escape: re.Match[str]) -> str:
    if not escape[1]:
        return escape[3] or ""
    code = int(escape[1], 16)
    return chr(code) if code <= sys.maxunicode else "\N{REPLACEMENT CHARACTER}"


def _style_sheet(name: str, css: bytes) -> Iterator[Finding]:
    source = SourceFile(name, _with_line_feeds(_decoded(css)))
    for offset, fault in _asked_by_style(source.text):
        message = fault.message.replace("This page", "This style sheet")
        yield Finding(name, source.position(offset)[0], fault.code, message, fault.hint)


# --- the whole site ---------------------------------------------------------------------------


def resolve(page: str, facts: PageLinks, site: Site) -> Iterator[Fault]:
    """The links of one page that lead nowhere: to no file, out of the site, or to no anchor."""
    folders = page.split("/")[:-1]
    for link in facts.links:
        name = page if link.same_page else _meant(folders, link, site.base_path)
        if name is None:
            yield _leaves(link, site)
        elif (target := _there(name, site.files)) is None:
            yield _broken(link, name, site)
        elif _misses(link.fragment, target, site):
            yield _unanchored(link, target)


def _meant(folders: list[str], link: Link, base_path: str) -> str | None:
    """The file that a link means, there or not; None when it is outside of the site."""
    if link.rooted:
        path = f"/{link.path}"
        if link.ups or not f"{path}/".startswith(base_path):
            return None
        name = path[len(base_path) :]
    elif link.ups > len(folders):
        return None
    else:
        name = "/".join((*folders[: len(folders) - link.ups], link.path))
    return f"{name}index.html" if not name or name.endswith("/") else name


def _there(name: str, files: frozenset[str]) -> str | None:
    """The file itself, or the index page of the folder by that name, to which hosts lead on."""
    return next((one for one in (name, f"{name}/index.html") if one in files), None)


def _misses(fragment: str, target: str, site: Site) -> bool:
    """Whether a page lacks what `#fragment` asks for (HTML, 7.4.6.4: as written, then decoded)."""
    if not fragment or fragment.lower() == "top" or not _is_page(target):
        return False
    return {fragment, unquote(fragment)}.isdisjoint(site.anchors_of(target))


def _leaves(link: Link, site: Site) -> Fault:
    return Fault(
        "broken-link",
        f"“{_shown(link.written)}” leads out of the site",
        f"The site begins at “{site.base_path}”: correct the address, or write it out with https:// "
        "if it means another site.",
        link.attribute,
        link.written,
    )


def _broken(link: Link, name: str, site: Site) -> Fault:
    known = site.by_small_letters
    other = known.get(name.lower()) or known.get(f"{name}/index.html".lower())
    return Fault(
        "broken-link",
        f"“{_shown(link.written)}” leads to nothing: this site has no “{_shown(name)}”",
        f"The address is spelled with other capitals: there is “{_shown(other)}”."
        if other
        else "Correct the address, or add what is missing.",
        link.attribute,
        link.written,
    )


def _unanchored(link: Link, target: str) -> Fault:
    return Fault(
        "broken-anchor",
        f"“{_shown(link.written)}” leads to a place that is not on “{_shown(target)}”",
        f"Nothing there has the id “{_shown(link.fragment)}”: correct what stands after the #, "
        "or link to the page as a whole.",
        link.attribute,
        link.written,
    )


# --- where it stands --------------------------------------------------------------------------

_WRITTEN = re.compile(r"""(?<=[\s"'/])([^\s"'<>/=]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>][^\s>]*)""")


def _located(page: str, html: bytes, faults: Iterable[Fault]) -> Iterator[Finding]:
    """The faults with their lines; the parser does not know them, so the attributes are looked up."""
    source = SourceFile(page, _with_line_feeds(_decoded(html)))
    faults = list(faults)
    places: dict[tuple[str, str], list[int]] = {(fault.attribute, fault.value): [] for fault in faults}
    for written in _WRITTEN.finditer(source.text):
        name, value = written[1].lower(), _unquoted(written[2])
        for key in {(name, value), (name, unescape(value))} & places.keys():
            places[key].append(written.start())
    for fault in faults:
        offsets = places[fault.attribute, fault.value] or [0]
        line, _ = source.position(offsets[min(fault.nth, len(offsets) - 1)])
        yield Finding(page, line, fault.code, fault.message, fault.hint)


def _unquoted(value: str) -> str:
    return value[1:-1] if value[0] in "\"'" else value


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _shown(text: str) -> str:
    """A word from a page as a message may show it: short, and nothing that acts on a terminal."""
    visible = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:100]
    )
    return visible if len(text) <= len(visible) else f"{visible}…"


def finding_lines(findings: Sequence[Finding], site: str = "") -> Iterator[str]:
    """Each mistake once, at its first place; the same one often stands on every page.

    `site` is the address of the site, for that of its help; empty where it is not known.
    """
    places: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        places.setdefault((finding.code, finding.message, finding.hint), []).append(finding)
    for (code, message, hint), found in places.items():
        more = f" (and at {len(found) - 1} more places)" if len(found) > 1 else ""
        place, help_ = f"{found[0].file}:{found[0].line}", f"{site}{help_address(code)}"
        yield f"{place}: [{code}] {message}{more}. {hint} More: {help_}"
