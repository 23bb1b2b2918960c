"""Where the links of a page lead, among all the files of its site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from generator.diagnostics import did_you_mean
from generator.site_check.findings import Fault, Link, PageGroup, PageLinks, Site, is_page
from generator.site_check.places import shown


def group_of(pages: Iterable[tuple[str, PageLinks | None]], base_path: str) -> PageGroup:
    """What pages offer and want together, by their names; of some of them nothing may be known."""
    anchors: dict[str, frozenset[str]] = {}
    wanted: dict[str, set[str]] = {}
    sound = True
    for name, facts in pages:
        anchors[name] = facts.anchors if facts else frozenset()
        inside = facts is not None and _adds_aims(wanted, name, facts.links, base_path)
        sound = sound and inside and facts is not None and not facts.faults
    places = {
        name: frozenset(some.difference(anchors.get(name, ()))) for name, some in wanted.items() if some
    }
    return PageGroup(
        anchors,
        frozenset(wanted.keys() - anchors.keys()),
        {name: missing for name, missing in places.items() if missing},
        sound,
    )


def _adds_aims(wanted: dict[str, set[str]], page: str, links: Iterable[Link], base_path: str) -> bool:
    """Note what the links of a page lead to: files, with anchors in them. Whether all lead into the site."""
    folders, inside = _folders(page), True
    for link in links:
        name = page if link.same_page else _meant(folders, link, base_path)
        if name is None:
            inside = False
            continue
        anchors = wanted.get(name)
        if anchors is None:
            anchors = wanted[name] = set()
        fragment = link.fragment
        if fragment and is_page(name) and fragment.lower() != "top":
            anchors.add(unquote(fragment) if "%" in fragment else fragment)
    return inside


def resolve(page: str, facts: PageLinks, site: Site) -> Iterator[Fault]:
    """The links of one page that lead nowhere: to no file, out of the site, or to no anchor."""
    folders = _folders(page)
    for link in facts.links:
        name = page if link.same_page else _meant(folders, link, site.base_path)
        if name is None:
            yield _leaves(link, site)
        elif (target := _there(name, site.files)) is None:
            yield _broken(link, name, site)
        elif _misses(link.fragment, target, site):
            yield _unanchored(link, target)


def _folders(page: str) -> list[str]:
    """The folders that a page stands in, the nearest first, as its links climb them; the last is the site."""
    names = page.split("/")[:-1]
    return ["".join(f"{name}/" for name in names[:depth]) for depth in range(len(names), -1, -1)]


def _meant(folders: list[str], link: Link, base_path: str) -> str | None:
    """The file that a link means, there or not; None when it is outside of the site."""
    if link.rooted:
        path = f"/{link.path}"
        if link.ups or not f"{path}/".startswith(base_path):
            return None
        name = path[len(base_path) :]
    elif link.ups >= len(folders):
        return None
    else:
        name = folders[link.ups] + link.path
    return f"{name}index.html" if not name or name.endswith("/") else name


def _there(name: str, files: frozenset[str]) -> str | None:
    """The file itself, or the index page of the folder by that name, to which hosts lead on."""
    return next((one for one in (name, f"{name}/index.html") if one in files), None)


def _misses(fragment: str, target: str, site: Site) -> bool:
    """Whether a page lacks what `#fragment` asks for (HTML, 7.4.6.4: as written, then decoded)."""
    if not fragment or fragment.lower() == "top" or not is_page(target):
        return False
    return {fragment, unquote(fragment)}.isdisjoint(site.anchors_of(target))


def _split(name: str) -> tuple[str, str]:
    """The folder that a page or file stands in, and its name there; of an index page, its folder's."""
    folder, _, last = name.removesuffix("/index.html").rpartition("/")
    return folder, last


def _leaves(link: Link, site: Site) -> Fault:
    return Fault(
        "broken-link",
        f"“{shown(link.written)}” leads out of the site",
        f"The site begins at “{site.base_path}”: correct the address, or write it out with https:// "
        "if it means another site.",
        link.attribute,
        link.written,
    )


def _broken(link: Link, name: str, site: Site) -> Fault:
    known = site.by_small_letters
    other = known.get(name.lower()) or known.get(f"{name}/index.html".lower())
    near = "" if other else _nearest(link.written, name, site)
    return Fault(
        "broken-link",
        f"“{shown(link.written)}” leads to nothing: this site has no “{shown(name)}”",
        f"The address is spelled with other capitals: there is “{shown(other)}”."
        if other
        else near or "Write the address of a page that is there, or keep the words alone, without the link.",
        link.attribute,
        link.written,
    )


def _nearest(written: str, name: str, site: Site) -> str:
    """The address that was most likely meant: what stands beside the file that is not there."""
    folder, last = _split(name)
    near = re.search("“(.*)”", did_you_mean(last, site.by_folder.get(folder, ())))
    return f"Did you mean “{shown(written.replace(last, near[1]))}”?" if near and last in written else ""


def _unanchored(link: Link, target: str) -> Fault:
    return Fault(
        "broken-anchor",
        f"“{shown(link.written)}” leads to a place that is not on “{shown(target)}”",
        f"Nothing there has the id “{shown(link.fragment)}”: correct what stands after the #, "
        "or link to the page as a whole.",
        link.attribute,
        link.written,
    )
