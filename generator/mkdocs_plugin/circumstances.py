"""What a site's settings come to: where it stands, its language, and all that its pages depend on."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig

from generator.outputs.fonts import Fonts


def is_reloading() -> bool:
    """Whether `mkdocs serve` follows changes, as far as its command line says so."""
    context = click.get_current_context(silent=True)
    return bool(context and context.params.get("livereload"))


def base_path(config: MkDocsConfig) -> str:
    """Where the site stands on its host."""
    return "/" + config.site_url.split("://", 1)[-1].partition("/")[2] if config.site_url else "/"


def circumstances(config: MkDocsConfig) -> bytes:
    """All that pages depend on beside content and code: what is set, and a site's own files for it."""
    # The navigation is made of the content, and a frame around pages of which the digest is known.
    apart = {"nav", "plugins", "site_dir", "theme"}
    said = {name: value for name, value in config.items() if name not in apart}
    plugins = {name: getattr(plugin, "config", None) for name, plugin in config.plugins.items()}
    told = (said, dict(config.theme), plugins)
    digest = sha256(repr(plain(told)).encode())
    own = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    font = config.plugins["explainers"].config.share_font if "explainers" in config.plugins else None
    # A site's own programs have a say in it, too.
    hooks = (getattr(plugin, "__file__", None) for plugin in config.plugins.values())
    places = (*own, *(Path(one) for one in (font, *hooks) if one))
    for path in sorted(path for place in places for path in files_of(place)):
        digest.update(f"\0{path}\0".encode("utf-8", "surrogateescape") + path.read_bytes())
    return digest.digest()


def files_of(place: Path) -> Iterator[Path]:
    """A file, or those of a folder."""
    if place.is_file():
        yield place
    for folder, folders, names in os.walk(place):
        folders.sort()
        yield from (Path(folder, name) for name in names)


def plain(value: object) -> object:
    """A setting as words alone: of other objects, what they are."""
    if isinstance(value, Mapping):
        return sorted((str(name), plain(inner)) for name, inner in value.items())
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value if isinstance(value, str | int | float | None) else type(value).__name__


def language(config: MkDocsConfig) -> str:
    """The language of the interface."""
    return str(config.theme.get("language") or "en")


def fonts(own: str | None) -> Fonts:
    """Those of share pictures: the site's own, and fonts that come with MkDocs, for another theme of its."""
    # Another builder may stand in for the module, but Material brings the package.
    folder = Path(str(distribution("mkdocs").locate_file("mkdocs/themes/readthedocs/css/fonts")))
    return Fonts(folder / "Roboto-Slab-Bold.woff", folder / "lato-normal.woff", Path(own) if own else None)


def can_put_together(config: MkDocsConfig) -> bool:
    """Whether pages can share what the theme prints: buttons to edit a page differ on each."""
    features = config.theme.get("features") or ()
    return config.theme.name == "material" and not any(str(f).startswith("content.action") for f in features)


def shown_path(path: Path, config: MkDocsConfig) -> str:
    """A path as people know it: from the folder of mkdocs.yml where that is possible."""
    with suppress(ValueError):
        return path.relative_to(Path(config.config_file_path).resolve().parent).as_posix()
    return path.as_posix()
