"""One piece of work for many things, on all processors: what comes out is the same as on one."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Generic, TypeVar

if sys.platform != "win32":
    import resource

Thing = TypeVar("Thing")
Result = TypeVar("Result")

MANY = 300
"""For fewer things, starting a second process takes longer than it saves."""
MOST = 4
"""The most processes."""
GROWN = 64_000
"""Kilobytes by which a helper grows before another one goes on: what it let go of is not given back."""


def mapped(work: Callable[[Thing], Result], things: Sequence[Thing], many: int = MANY) -> list[Result]:
    """`work` of each thing, in their order. Results must be picklable; an error of `work` is raised here."""
    shares = processors() if len(things) >= many else 1
    if shares < 2:
        return [work(thing) for thing in things]
    results: dict[int, Result] = {}
    helpers = Helpers(work, things)
    try:
        for number in range(shares):
            helpers.start(range(number, len(things), shares))
        while helpers.running:
            for share, found in helpers.heard():
                if found is None:
                    # It failed or was stopped: done again here, an error is raised where it can be seen.
                    found = [work(things[index]) for index in share]
                results.update(zip(share, found, strict=False))
                if left := share[len(found) :]:
                    helpers.start(left)
    finally:
        helpers.stop()
    return [results[index] for index in range(len(things))]


class Helpers(Generic[Thing, Result]):
    """Processes that were forked from this one: they have everything in memory, only results travel.

    This process itself does nothing meanwhile: what it would let go of were lost to all that comes after.
    """

    def __init__(self, work: Callable[[Thing], Result], things: Sequence[Thing]) -> None:
        self._work, self._things = work, things
        self._context = get_context("fork")
        self.running: dict[Connection, tuple[ForkProcess, range]] = {}

    def start(self, share: range) -> None:
        """Have one work on these things."""
        here, there = self._context.Pipe(duplex=False)
        helper = self._context.Process(target=self._help, args=(there, share), daemon=True)
        helper.start()
        there.close()
        self.running[here] = helper, share

    def _help(self, connection: Connection, share: range) -> None:
        """A helper's part, or as much of it as it has room for."""
        results, room = list[Result](), size() + GROWN
        try:
            for index in share:
                results.append(self._work(self._things[index]))
                if size() > room:
                    break
        except Exception:  # The parent meets the same error when it does this share itself.
            return
        connection.send(results)

    def heard(self) -> Iterator[tuple[range, list[Result] | None]]:
        """What those have found that have ended, in their order; nothing of one that failed."""
        for here in wait([*self.running]):
            assert isinstance(here, Connection)
            helper, share = self.running.pop(here)
            found: list[Result] | None = None
            with suppress(EOFError):
                found = here.recv()
            helper.join()
            yield share, found

    def stop(self) -> None:
        """After an error nobody works on, in a folder that may be gone by then."""
        for helper, _ in self.running.values():
            helper.terminate()
            helper.join()


def size() -> int:
    """The kilobytes that this process had at most; macOS counts bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


def processors() -> int:
    """How many processes to use: one where forking is not to be had, or not safe beside threads."""
    if "fork" not in get_all_start_methods() or threading.active_count() > 1:
        return 1
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(count, MOST)
