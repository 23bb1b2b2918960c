"""How a site takes the place of the published one: built in a folder beside it, and put there whole."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from generator.publishing.errors import PublishError
from generator.publishing.staging import Staging, stage
from generator.site_memory import SiteMemory
from generator.site_weight import sizes_in


class WarningCounter(logging.Handler):
    """Counts MkDocs' own warnings: in strict mode one of them keeps the site from being published."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self.count += 1


class Publication:
    """A site on its way to its readers. Before it has begun, and without it, MkDocs writes where it will."""

    def __init__(self) -> None:
        self._staging: Staging | None = None
        self._warnings = WarningCounter()

    def begin(self, config: MkDocsConfig, say: Callable[[str], None]) -> None:
        """Send MkDocs to a fresh folder beside the site."""
        self._warnings = WarningCounter()
        logging.getLogger("mkdocs").addHandler(self._warnings)
        with told_plainly():
            self._staging = stage(Path(config.site_dir), say)
        config.site_dir = str(self._staging.folder)

    @property
    def target(self) -> Path | None:
        """Where the site is to stand; nothing where it is built there."""
        return self._staging.target if self._staging else None

    def open(self, but: str) -> None:
        """Let readers see what is finished, but for a folder that is still written into."""
        if self._staging and but:
            with told_plainly():
                self._staging.open(but=but)

    def publish(self, config: MkDocsConfig, site: SiteMemory | None) -> Path | None:
        """Put the site in its place, which is told; nothing where MkDocs is strict and has warned."""
        if self._staging is None:
            return Path(config.site_dir)
        if config.strict and self._warnings.count:
            return None
        with told_plainly():
            self._staging.publish(site.aside if site else None)
        if site:
            site.remember()
        return self._staging.target

    def sizes(self, published: Path) -> Mapping[str, int]:
        """How many bytes each file of the published site has."""
        return self._staging.sizes if self._staging else sizes_in(published)

    def explained(self, error: Exception) -> str:
        """What to tell of a disk that cannot be written to; nothing where it is not to blame."""
        told = self._staging.explained(error) if self._staging else None
        return f"{told.message}. {told.hint}" if told else ""

    def end(self) -> None:
        """Discard what was not published, and stop counting."""
        logging.getLogger("mkdocs").removeHandler(self._warnings)
        if self._staging is not None:
            self._staging.discard()
            self._staging = None


@contextmanager
def told_plainly() -> Iterator[None]:
    """What keeps a site from being published, as MkDocs tells it."""
    try:
        yield
    except PublishError as error:
        raise PluginError(f"{error.message}. {error.hint}") from None
