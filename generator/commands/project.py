"""What `mkdocs.yml` says of a content folder, for the commands that do not go through MkDocs."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import field

from generator.archive import open_archive
from generator.catalogue import ENGLISH, LANGUAGE, Catalogue
from generator.diagnostics import Diagnostic
from generator.frozen import Frozen
from generator.gathering import read_library
from generator.library import Library
from generator.memory import Memory
from generator.rendering import find_templates
from generator.reports import as_text
from generator.settings_file import read_settings, setting_mistakes, with_inherited
from generator.severities import Severities, read_severities

NAMES = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml")


class Project(Frozen):
    """The settings that a command shares with the site, and the `files` they stand in.

    `problems` is what is wrong with them. `site_url` is an address of the web with a slash at its end. It,
    the name and the description are empty where `mkdocs.yml` does not say them. `scripts` are the programs
    that it names as the site's own.
    """

    site_name: str = ""
    site_description: str = ""
    site_url: str = ""
    language: str = ENGLISH
    severities: Severities = field(default_factory=dict)
    scripts: frozenset[str] = frozenset()
    problems: tuple[Diagnostic, ...] = ()
    files: tuple[Path, ...] = ()


def project_of(content: Path) -> Project:
    """The settings of the `mkdocs.yml` whose content this is, beside the folder or where the command runs."""
    for folder in dict.fromkeys((content.resolve().parent, Path.cwd())):
        for path in (folder / name for name in NAMES):
            settings = read_settings(path)
            if holds(folder, settings, content):
                severities, problems = read_severities(plugin_options(settings).get("rules"))
                return Project(
                    said(settings, "site_name"),
                    said(settings, "site_description"),
                    address(settings),
                    language(settings),
                    severities,
                    scripts(settings),
                    setting_mistakes(problems, path),
                    tuple(with_inherited(path)),
                )
    return Project()


def memory_of(content: Path) -> Memory:
    """What builds have kept of a content folder."""
    return Memory(open_archive(content.resolve().parent, find_templates()))


def library_of(content: Path) -> Library:
    """What a content folder holds; what a build has kept and is still the same is not read again."""
    say = Catalogue(project_of(content).language)
    return read_library(content, content.as_posix(), say, memory_of(content))[0]


def holds(folder: Path, settings: Mapping[str, Any], content: Path) -> bool:
    """Whether settings are those of a content folder."""
    try:
        return (folder / str(settings.get("docs_dir", "docs"))).resolve() == content.resolve()
    except (OSError, ValueError, RuntimeError):  # No folder can be called so.
        return False


def said(settings: Mapping[str, Any], key: str) -> str:
    """A setting of one line; empty where it is not there."""
    return str(settings.get(key) or "")


def address(settings: Mapping[str, Any]) -> str:
    """Where the site is published; empty for what is no address of the web, which MkDocs itself tells."""
    url = said(settings, "site_url").rstrip("/")
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{url}/" if parts.scheme in {"http", "https"} and parts.hostname else ""


def language(settings: Mapping[str, Any]) -> str:
    """That of the theme, which may be a name alone; English where it says none."""
    theme = settings.get("theme")
    told = said(theme, "language") if isinstance(theme, dict) else ""
    return told if LANGUAGE.fullmatch(told) else ENGLISH


def scripts(settings: Mapping[str, Any]) -> frozenset[str]:
    """The paths of the site's own programs, in the content folder."""
    named = settings.get("extra_javascript")
    entries = named if isinstance(named, list) else []
    return frozenset(said(one, "path") if isinstance(one, dict) else str(one) for one in entries)


def plugin_options(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """What stands below `explainers` among the plugins, which are a list or a mapping."""
    plugins = settings.get("plugins")
    entries = plugins if isinstance(plugins, list) else [plugins]
    found = (entry["explainers"] for entry in entries if isinstance(entry, dict) and "explainers" in entry)
    options = next(found, None)
    return options if isinstance(options, dict) else {}


def refused(project: Project) -> bool:
    """Say what is wrong with the settings, if anything is."""
    if project.problems:
        print(as_text(project.problems, colour=sys.stderr.isatty(), site=project.site_url), file=sys.stderr)
    return bool(project.problems)
