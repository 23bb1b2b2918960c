"""The content as it is now, for somebody who writes: read again after each save.

The open page comes first: the reading of the whole waits a moment for it. While the content has a mistake,
what pages are made with stays as it was.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct, field

from generator.archive import Archive
from generator.build import Build
from generator.live_search import SITE, LiveSearch
from generator.outputs.search import SearchEntry
from generator.press import Press
from generator.views import PageView

PATIENCE = 25.0
"""Seconds after which who waits for something new is told that there is nothing, and asks again."""
QUIET = 0.02
"""Seconds without a further event after which a file counts as saved: editors write in several steps. What a
page would be is found out meanwhile, and shown then."""
PAUSE = 0.3
"""Seconds for which the reading of the site waits, so that the open page comes first."""
A_MOMENT, TRIES = 0.05, 20

Look = Callable[[str], Build | None]
"""Reads a story alone, by its name."""


class State(Struct):
    """What is known of the content. `edited` names the stories that were saved since it was read.

    `version` is a new one after each edit and each reading, `shell` after each change around the pages. By
    the time `quiet`, what was edited last counts as saved. While only some stories have been read at all,
    `look` reads one more: that is shown while the version is still the one `looked` at.
    """

    build: Build
    good: Press | None
    version: int = 1
    shell: int = 1
    edited: set[str] = field(default_factory=set)
    quiet: float = 0.0
    asked: bool = False
    rebuilding: bool = False
    closed: bool = False
    look: Look | None = None
    looked: int = 0


class Following:
    """Knows the content, and what the search is told of it; `changed` tells when something is new.

    `read` reads the content, `entries` makes a view into what the search is told of it; `around` says what
    stands around the pages, and `rebuild` has that made again.
    """

    def __init__(
        self,
        content: Path,
        read: Callable[[], Build],
        entries: Callable[[PageView], Sequence[SearchEntry]],
        around: Callable[[Press], object],
        rebuild: Callable[[], None],
        kept: Archive,
    ) -> None:
        self.content, self.read, self.around, self.rebuild = content, read, around, rebuild
        self.changed = threading.Condition()
        self.state: State | None = None
        self.search = LiveSearch(entries, kept)
        self._proving = 0

    def begin(self, build: Build, look: Look | None = None) -> None:
        """Start from a site as it was just read and shown in its theme.

        With a `look` only some of it has been: all is read then, as if it had been edited.
        """
        with self.changed:
            old = self.state
            good = build.press or (old.good if old else None)
            self.state = State(build, good, edited={SITE} if look else set(), look=look)
            if old:
                self.state.version, self.state.shell = old.version + 1, old.shell + 1
                self.state.edited |= old.edited
                self.state.quiet = old.quiet
                self.state.rebuilding = old.rebuilding
            self.state.looked = self.state.version
            self.changed.notify_all()
        if good and not look:
            self.search.follow(good)

    @property
    def press(self) -> Press | None:
        """What pages are made with."""
        return self.state.good if self.state else None

    def pause(self) -> None:
        """Leave everything to the server below, until there is a new beginning."""
        with self.changed:
            if self.state:
                self.state.good = None
                self.state.edited.clear()

    def saved(self, names: Iterable[str]) -> None:
        """Somebody saved files of these stories; an empty name stands for what all of them share."""
        with self.changed:
            if self.state:
                self.state.edited.update(names)
                self.state.quiet = time.monotonic() + QUIET
                self.state.version += 1
                self.changed.notify_all()

    def go_on(self) -> None:
        """Read on as files are saved."""
        threading.Thread(target=self._keep_reading, daemon=True).start()

    def close(self) -> None:
        """Stop reading."""
        with self.changed:
            if self.state:
                self.state.closed = True
            self.changed.notify_all()

    def _keep_reading(self) -> None:
        """Read the site again after each edit; the open page comes first, unless somebody waits."""
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.now.closed or self.now.edited)
                self.changed.wait_for(lambda: self.now.closed or self.now.asked, PAUSE)
                self.changed.wait_for(lambda: self.now.closed or not self._proving, PATIENCE)
                while not self.now.closed and (left := self.now.quiet - time.monotonic()) > 0:
                    self.changed.wait(left)
                if self.now.closed:
                    return
                edited, version = set(self.now.edited), self.now.version
            # What the search is told can wait for that.
            self.search.calm.clear()
            try:
                build = self.read()
            except OSError:
                # A folder went away while it was read: what is there now is read next.
                time.sleep(A_MOMENT)
                continue
            finally:
                self.search.calm.set()
            if build.press:
                build.press.prepare()
            with self.changed:
                state = self.now
                if state.version != version:
                    continue
                before = state.good and self.around(state.good)
                state.build, state.good = build, build.press or state.good
                state.edited -= edited
                state.asked, state.look = False, None
                state.rebuilding = not state.good or before != self.around(state.good)
                state.version += 1
                self.changed.notify_all()
            if state.good:
                self.search.follow(state.good, edited)
            if state.rebuilding:
                try:
                    self._rebuild()
                finally:
                    with self.changed:
                        self.now.rebuilding = False
                        self.changed.notify_all()

    def _rebuild(self) -> None:
        """Have what stands around the pages made again, also while files come and go."""
        for _ in range(TRIES):
            with suppress(OSError):
                return self.rebuild()
            time.sleep(A_MOMENT)
        return self.rebuild()

    @property
    def now(self) -> State:
        """What is known, once there was a beginning."""
        assert self.state is not None
        return self.state

    @contextmanager
    def first(self) -> Iterator[None]:
        """Whatever else is to be done waits for this."""
        with self.changed:
            self._proving += 1
        self.search.calm.clear()
        try:
            yield
        finally:
            with self.changed:
                self._proving -= 1
                self.changed.notify_all()
            self.search.calm.set()

    def is_behind(self, state: State) -> bool:
        """Whether more has happened before what was edited counted as saved."""
        with self.changed:
            left = max(self.now.quiet - time.monotonic(), 0)
            return self.changed.wait_for(lambda: self.now.version != state.version, left)
