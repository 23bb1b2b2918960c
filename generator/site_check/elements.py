"""What an element asks of a browser, and what it owes its readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from selectolax.lexbor import LexborNode, create_tag

from generator.site_check.addresses import followed, judged
from generator.site_check.findings import Fault, Found, Link, Use, mended_by_keepers
from generator.site_check.places import shown
from generator.site_check.styles import asked_by_style

_LOADING_RELS = frozenset(
    [
        *("stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "manifest"),
        *("apple-touch-startup-image", "preload", "modulepreload", "prefetch", "prerender", "preconnect"),
        "dns-prefetch",
    ]
)

_EVENT = re.compile(r"on[a-z]+")

_REFRESH = re.compile(r"[\s\d.;,]*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)

# Attributes that ask for nothing and lead nowhere, whatever they say; most elements have no others. One that
# is not named here costs time and nothing else.
_PLAIN = frozenset(
    [
        *("aria-current", "aria-hidden", "aria-label", "class", "colspan", "content", "cx", "cy", "d"),
        *("data-close", "data-copied", "data-copy", "data-note", "data-search-exclude", "data-shape"),
        *("data-state", "data-tone", "datetime", "dir", "focusable", "height", "hidden", "lang", "popover"),
        *("popovertarget", "popovertargetaction", "preserveAspectRatio", "property", "r", "rel", "reversed"),
        *("role", "rx", "scope", "tabindex", "text-anchor", "title", "type", "value", "viewBox", "width"),
        *("x", "x1", "x2", "y", "y1", "y2"),
    ]
)

# Most elements with others are links with no more than these, or have an id and no more.
_OF_LINKS = _PLAIN | {"href", "id"}
_OF_PLACES = _PLAIN | {"id"}


class Document(NamedTuple):
    """What stands in a document; `names` are those of its links, `tags` those of its telling elements."""

    found: list[Fault | Link]
    ids: list[str]
    names: list[str]
    tags: set[str]


def read(root: LexborNode) -> Document:
    """Look into every element that has something to say: `root` and all below it."""
    found, ids, names, tags = list[Fault | Link](), list[str](), list[str](), set[str]()
    addresses, all_plain = dict[str, None](), _PLAIN.issuperset
    for node in root.traverse():
        written, kind = node.attributes, node.tag_id
        if all_plain(written) and kind not in _TELLING:
            continue
        if "id" in written:
            ids.append(written["id"] or "")
        if kind == _ANCHOR and "href" in written and _OF_LINKS.issuperset(written):
            address = written["href"] or ""
            addresses[address] = None
            if not node.text_lexbor().strip():
                found += _unnamed(node, address)
        elif kind in _TELLING or not _OF_PLACES.issuperset(written):
            tag, attributes = node.tag or "", {name: value or "" for name, value in written.items()}
            tags.add(tag)
            if tag == "a" and "name" in attributes:
                names.append(attributes["name"])
            found += _in_element(node, tag, attributes)
    found += chain.from_iterable(map(followed, addresses))
    return Document(found, ids, names, tags)


def _in_element(node: LexborNode, tag: str, attributes: dict[str, str]) -> list[Fault | Link]:
    """What an element asks of a browser, and what it owes its readers."""
    found: list[Fault | Link] = []
    for name, value in attributes.items():
        if name in _USES:
            if use := _USES[name](tag, attributes):
                found += judged(use, value, name)
        elif name in _ATTRIBUTES:
            found += _ATTRIBUTES[name](value)
        elif name.startswith("on") and _EVENT.fullmatch(name):
            found.append(_event(name, value))
    if tag in _ELEMENTS:
        found += _ELEMENTS[tag](node, attributes)
    return found


def _use_of_href(tag: str, attributes: dict[str, str]) -> Use | None:
    if tag in ("a", "area"):
        # Material's share button, which does nothing until the theme's script takes it over.
        inert = attributes.get("href") == "javascript:void(0)" and "data-md-component" in attributes
        return None if inert else Use.FOLLOWED
    if tag == "link" and _LOADING_RELS.isdisjoint(attributes.get("rel", "").lower().split()):
        return Use.FOLLOWED
    return None if tag == "base" else Use.LOADED


def _use_of_src(tag: str, _attributes: dict[str, str]) -> Use:
    return Use.FRAMED if tag in ("iframe", "frame", "object", "embed") else Use.LOADED


_USES: dict[str, Callable[[str, dict[str, str]], Use | None]] = {
    **dict.fromkeys(("href", "xlink:href"), _use_of_href),
    **dict.fromkeys(("src", "data", "action", "formaction", "poster", "background"), _use_of_src),
}


def _in_srcset(value: str) -> Found:
    """The addresses of a `srcset`, split as the HTML standard does (4.8.4.2.1)."""
    expected = True
    for word in value.split():
        rest = word if expected else word.partition(",")[2]
        expected = expected or "," in word
        if address := rest.strip(","):
            yield from judged(Use.LOADED, address, "srcset")
            expected = rest.endswith(",")


def _in_ping(value: str) -> Found:
    return chain.from_iterable(judged(Use.LOADED, address, "ping") for address in value.split())


def _in_style(value: str) -> Found:
    if "(" in value or "@" in value:
        for _, fault in asked_by_style(value):
            yield fault._replace(attribute="style", value=value)


def _in_srcdoc(value: str) -> Found:
    yield Fault(
        "hidden-page",
        "A whole page stands inside this one, in “srcdoc=…”, where nothing can check it",
        mended_by_keepers(
            "delete all from “<iframe” to “</iframe>”, or put a link there, where that page has an "
            "address of its own."
        ),
        "srcdoc",
        value,
    )


_ATTRIBUTES: dict[str, Callable[[str], Found]] = {
    "srcset": _in_srcset,
    "imagesrcset": _in_srcset,
    "ping": _in_ping,
    "style": _in_style,
    "srcdoc": _in_srcdoc,
}


def _event(name: str, value: str) -> Fault:
    return Fault(
        "event-attribute",
        f"“{name}=…” makes a part of this page run a program",
        mended_by_keepers(f'delete {name}="{shown(value)}", the part in quotes too.'),
        name,
        value,
    )


def _image(node: LexborNode, attributes: dict[str, str]) -> Found:
    """An `<img>`, or an `<input>` or `<area>` that is one to the reader."""
    if node.tag == "input" and attributes.get("type", "").lower() != "image":
        return
    if node.tag == "area" and "href" not in attributes:
        return
    if "alt" not in attributes:
        name = "href" if node.tag == "area" else "src"
        yield Fault(
            "missing-alt",
            f"The image “{shown(attributes.get(name, ''))}” has no words for those who cannot see it",
            f"Write what it shows into its alt, so: {_described(node.tag or '', name, attributes)}. If "
            'it only decorates, write alt="".',
            name,
            attributes.get(name, ""),
        )


def _described(tag: str, name: str, attributes: dict[str, str]) -> str:
    """The tag of an image as it then reads."""
    address = f' {name}="{shown(attributes[name])}"' if name in attributes else ""
    more = " …" if attributes.keys() - {name} else ""
    return f'<{tag}{address}{more} alt="…">'


_NAMES = ("aria-label", "aria-labelledby", "title", "alt")


def _anchor(node: LexborNode, attributes: Mapping[str, str | None]) -> Iterable[Fault]:
    wordless = "href" in attributes and not node.text_lexbor().strip()
    return _unnamed(node, attributes["href"] or "") if wordless else ()


def _unnamed(node: LexborNode, address: str) -> Iterator[Fault]:
    named = [node, *node.css("img[alt], [aria-label], [aria-labelledby], [title]")]
    if not any((part.attributes.get(name) or "").strip() for part in named for name in _NAMES):
        yield Fault(
            "empty-link",
            f"The link to “{shown(address)}” has no words, so nobody can tell where it leads",
            f"Write them between “>” and “</a>”: {_named_link(address)}. A picture in a link "
            'has them in alt="…".',
            "href",
            address,
        )


def _named_link(address: str) -> str:
    """A link with words."""
    return f'<a href="{shown(address)}">words</a>'


def _meta(_node: LexborNode, attributes: dict[str, str]) -> Found:
    if attributes.get("http-equiv", "").strip().lower() != "refresh":
        return
    content = attributes.get("content", "")
    yield Fault(
        "meta-refresh",
        "This page moves its reader on by itself",
        mended_by_keepers("delete all from “<meta” to “>”; no link need stand there."),
        "content",
        content,
    )
    target = _REFRESH.match(content)
    if target and target[1]:
        yield from judged(Use.LOADED, target[1], "content")


def _base(_node: LexborNode, attributes: dict[str, str]) -> Found:
    if "href" in attributes:
        yield Fault(
            "base-address",
            "“<base …>” changes where every link of this page leads",
            mended_by_keepers(
                "delete all from “<base” to “>”: the pages of a site link to each other without it."
            ),
            "href",
            attributes["href"],
        )


def _style(node: LexborNode, _attributes: dict[str, str]) -> Found:
    return _in_style(node.text_lexbor())


_DATA = re.compile(r"application/(?:[a-z]+\+)?json", re.IGNORECASE)


def _script(node: LexborNode, attributes: dict[str, str]) -> Found:
    """A program in what a page says: the theme's stand around it. Data are no program."""
    if _DATA.fullmatch(attributes.get("type", "").strip()) or not _is_told(node):
        return
    code = node.text_lexbor()
    yield Fault(
        "script-in-text",
        "A program (script) stands in the text of this page",
        f"{mended_by_keepers('delete all from “<script” to “</script>”.')} They can name its file "
        "under “extra_javascript” in mkdocs.yml, or set “content_policy: false” there where pages embed "
        "others.",
        "src" if "src" in attributes else "",
        attributes.get("src", code.strip().partition("\n")[0] or "<script"),
    )


def _is_told(node: LexborNode) -> bool:
    """Whether an element stands in what a page says, and not around it."""
    above = node.parent
    while above is not None and above.tag != "article" and above.attributes.get("role") != "main":
        above = above.parent
    return above is not None


_ELEMENTS: dict[str, Callable[[LexborNode, dict[str, str]], Iterable[Fault | Link]]] = {
    "a": _anchor,
    "area": _image,
    "base": _base,
    "img": _image,
    "input": _image,
    "meta": _meta,
    "script": _script,
    "style": _style,
}

# Who says something without an attribute that does; what stands in the last three has to be looked for
# elsewhere.
_TELLING = frozenset(
    create_tag(tag).tag_id for tag in ("img", "input", "script", "style", "frameset", "noscript", "template")
)

_ANCHOR = create_tag("a").tag_id
