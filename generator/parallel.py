"""One piece of work for many things, on all processors: what comes out is the same as on one."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

MANY = 300
"""For fewer things, starting a second process takes longer than it saves."""
MOST = 4
"""The most processes."""


def mapped(work: Callable[[Thing], Result], things: Sequence[Thing], many: int = MANY) -> list[Result]:
    """`work` of each thing, in their order. Results must be picklable; an error of `work` is raised here."""
    (results,) = in_stages([work], things, many)
    return results


def in_stages(
    works: Sequence[Callable[[Thing], Any]], things: Sequence[Thing], many: int = MANY
) -> Iterator[list[Any]]:
    """The results of one work after the other, each of all things in their order.

    A thing's works are done by one process, so that a later one can go on with what an earlier one found;
    after an error there, the later one is asked where the earlier one was not.
    """
    shares = processors() if len(things) >= many else 1
    if shares < 2:
        for work in works:
            yield [work(thing) for thing in things]
        return
    context = get_context("fork")
    helpers = []
    for share in range(1, shares):
        here, there = context.Pipe(duplex=False)
        # A forked process has everything in memory already: only its results travel.
        helper = context.Process(target=send_share, args=(there, works, things[share::shares]), daemon=True)
        helper.start()
        there.close()
        helpers.append((helper, here))
    try:
        for work in works:
            results = [[work(thing) for thing in things[::shares]]]
            for share, (_, here) in enumerate(helpers, start=1):
                try:
                    results.append(here.recv())
                except EOFError:
                    # It failed or was stopped: done again here, an error is raised where it can be seen.
                    results.append([work(thing) for thing in things[share::shares]])
            yield [results[index % shares][index // shares] for index in range(len(things))]
    finally:
        # After an error nobody works on, in a folder that may be gone by then.
        for helper, _ in helpers:
            helper.terminate()
            helper.join()


def send_share(
    connection: Connection, works: Sequence[Callable[[Thing], Any]], things: Sequence[Thing]
) -> None:
    """A helper's part."""
    for work in works:
        try:
            results = [work(thing) for thing in things]
        except Exception:  # The parent meets the same error when it does this share itself.
            return
        connection.send(results)


def processors() -> int:
    """How many processes to use: one where forking is not to be had, or not safe beside threads."""
    if "fork" not in get_all_start_methods() or threading.active_count() > 1:
        return 1
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(count, MOST)
