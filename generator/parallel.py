"""One piece of work for many things, on all processors: what comes out is the same as on one."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Generic, TypeVar

from msgspec import Struct, field

if sys.platform != "win32":
    import fcntl
    import resource

Thing = TypeVar("Thing")
Result = TypeVar("Result")

MANY = 300
"""For fewer things, starting a second process takes longer than it saves."""
MOST = 4
"""The most processes."""
MOST_SHARES, NUMBER = 1000, 4
"""Things make so many shares at most, and a share's number has so many bytes: a pipe holds them all."""
ROOM = 1 << 20
"""Bytes that a helper can tell before anybody listens; no system gives more without being asked first."""
GROWN = 64_000
"""Kilobytes by which a helper grows before another one goes on: what it let go of is not given back."""


def mapped(
    work: Callable[[Thing], Result], things: Sequence[Thing], many: int = MANY, *, joining: bool = False
) -> list[Result]:
    """`work` of each thing, in their order. Results must be picklable; an error of `work` is raised here."""
    return [*in_turn(work, things, many, joining=joining)]


def in_turn(
    work: Callable[[Thing], Result], things: Sequence[Thing], many: int = MANY, *, joining: bool = False
) -> Iterator[Result]:
    """The same one by one, each as soon as it is there and all before it. Helpers begin at once.

    With `joining` this process is one of those that work.
    """
    shares = processors() if len(things) >= many else 1
    if shares < 2:
        return map(work, things)
    helpers = Helpers(work, things)
    for _ in range(shares - joining):
        helpers.start()
    return found_by(helpers, work, things, joining)


def found_by(
    helpers: Helpers[Thing, Result], work: Callable[[Thing], Result], things: Sequence[Thing], joining: bool
) -> Iterator[Result]:
    """What helpers find, in the order of things."""
    results: dict[int, Result] = {}
    turn = 0
    try:
        while joining and (share := helpers.share()):
            results.update({index: work(things[index]) for index in share})
        while helpers.running:
            for report in helpers.heard():
                results.update(report.found)
                if report.failed is not None:
                    # Done again here, an error is raised where it can be seen.
                    results[report.failed] = work(things[report.failed])
                if report.is_full:
                    helpers.start()
            while turn in results:
                yield results.pop(turn)
                turn += 1
    finally:
        helpers.stop()
    for index in range(turn, len(things)):
        # Here nobody did what a helper had taken that was stopped from outside.
        yield results[index] if index in results else work(things[index])


def beside(*works: Callable[[], Result]) -> tuple[Callable[[], Result], ...]:
    """Have a helper do some things from now on, one after the other.

    Who calls one of what is returned waits for that thing. Results must be picklable; where there is no
    helper, or it failed, a thing is done when it is asked for.
    """
    if processors() < 2:
        return tuple(map(cache, works))
    helpers, found, unasked = Helpers(lambda work: work(), works), dict[int, Result](), {*range(len(works))}
    helpers.start()

    def result(index: int) -> Result:
        if index in unasked:
            unasked.remove(index)
            while index not in found and helpers.running:
                for report in helpers.heard():
                    found.update(report.found)
            if not unasked:
                helpers.stop()
        if index not in found:
            found[index] = works[index]()
        return found[index]

    return tuple(partial(result, index) for index in range(len(works)))


class Report(Struct, Generic[Result]):
    """What a helper has found by the numbers of things; what failed, and whether it has no more room."""

    found: dict[int, Result] = field(default_factory=dict)
    failed: int | None = None
    is_full: bool = False


class Helpers(Generic[Thing, Result]):
    """Processes that were forked from this one: they have everything in memory, only results travel.

    Each takes a few things at a time out of a pipe, so that all end at about the same time. This process
    itself mostly does nothing meanwhile: what it would let go of were lost to all that comes after.
    """

    def __init__(self, work: Callable[[Thing], Result], things: Sequence[Thing]) -> None:
        self._work, self._things = work, things
        self._shares = min(len(things), MOST_SHARES)
        self._waiting, begin = os.pipe()
        os.write(begin, b"".join(share.to_bytes(NUMBER) for share in range(self._shares)))
        os.close(begin)
        self._context = get_context("fork")
        self.running: dict[Connection, ForkProcess] = {}

    def start(self) -> None:
        """Have one more work."""
        here, there = self._context.Pipe(duplex=False)
        widen(there.fileno())
        helper = self._context.Process(target=self._help, args=(there,), daemon=True)
        helper.start()
        there.close()
        self.running[here] = helper

    def share(self) -> Sequence[int]:
        """The numbers of the things that are to be done next; nobody else gets them."""
        number = os.read(self._waiting, NUMBER)
        return range(int.from_bytes(number), len(self._things), self._shares) if number else ()

    def _help(self, connection: Connection) -> None:
        """A helper's part: as much as it has room for, up to what fails."""
        # Who interrupts all processes at once is answered by the one that was asked to work.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        report, room = Report[Result](), size() + GROWN
        while not report.is_full and report.failed is None and (share := self.share()):
            report = Report()
            for index in share:
                try:
                    report.found[index] = self._work(self._things[index])
                except Exception:  # The parent meets the same error when it does this one itself.
                    report.failed = index
                    break
            report.is_full = size() > room
            connection.send(report)

    def heard(self) -> Iterator[Report[Result]]:
        """What they tell meanwhile, share by share; no more of one that has ended or was stopped."""
        for here in wait([*self.running]):
            assert isinstance(here, Connection)
            try:
                yield here.recv()
            except (EOFError, OSError):
                self.running.pop(here).join()

    def stop(self) -> None:
        """After an error nobody works on, in a folder that may be gone by then."""
        os.close(self._waiting)
        for helper in self.running.values():
            helper.terminate()
            helper.join()


def widen(pipe: int) -> None:
    """Let a pipe hold more than the system gives it: who fills it need not wait until somebody listens."""
    with suppress(AttributeError, OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, ROOM)


def size() -> int:
    """The kilobytes that this process had at most; macOS counts bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


def processors() -> int:
    """How many processes to use: one where forking is not to be had, or not safe beside threads."""
    if "fork" not in get_all_start_methods() or threading.active_count() > 1:
        return 1
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(count, MOST)
