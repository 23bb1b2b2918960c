"""Work on several processes gives what work on one gives."""

import multiprocessing
import os
import signal
import time
from itertools import count

import pytest

from generator import parallel


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine with more than one processor."""
    monkeypatch.setattr(parallel, "processors", lambda: 3)


JOINING = pytest.mark.parametrize("joining", [False, True])


@JOINING
@pytest.mark.parametrize("number", [0, 1, 2, 3, 7, 100])
def test_results_are_those_of_one_process_in_order(number: int, joining: bool, two_processors: None) -> None:
    things = [f"{index} " * index for index in range(number)]
    assert parallel.mapped(str.upper, things, many=0, joining=joining) == [thing.upper() for thing in things]


@JOINING
def test_other_processes_do_a_part(joining: bool, two_processors: None) -> None:
    """Each waits for the others."""
    together = multiprocessing.get_context("fork").Barrier(3)

    def work(thing: int) -> int:
        together.wait(20)
        return os.getpid()

    done_by = set(parallel.mapped(work, range(6), many=0, joining=joining))
    assert len(done_by) == 3
    assert (os.getpid() in done_by) == joining


def test_a_result_is_there_before_the_next_thing_is_done(two_processors: None) -> None:
    """Two helpers have one thing each."""
    fork = multiprocessing.get_context("fork")
    told, both = fork.Event(), fork.Barrier(2)

    def work(thing: int) -> int:
        both.wait(20)
        return thing if thing == 0 or told.wait(20) else -1

    results = parallel.in_turn(work, range(2), many=0)
    assert next(results) == 0
    told.set()
    assert [*results] == [1]


def test_few_things_start_no_process() -> None:
    assert set(parallel.mapped(lambda _: os.getpid(), range(6))) == {os.getpid()}


@JOINING
@pytest.mark.parametrize("bad", range(5))
def test_an_error_is_raised_here(bad: int, joining: bool, two_processors: None) -> None:
    def work(thing: int) -> int:
        if thing == bad:
            raise ValueError(thing)
        return thing

    with pytest.raises(ValueError, match=str(bad)):
        parallel.mapped(work, range(5), many=0, joining=joining)
    assert multiprocessing.active_children() == []


@JOINING
def test_a_helper_that_is_killed_is_made_up_for(joining: bool, two_processors: None) -> None:
    parent = os.getpid()

    def work(thing: int) -> int:
        if os.getpid() != parent:
            os._exit(9)
        return thing

    assert parallel.mapped(work, range(5), many=0, joining=joining) == list(range(5))


def test_what_a_helper_told_before_it_was_killed_is_not_done_again(two_processors: None) -> None:
    parent, begun = os.getpid(), count()

    def work(thing: int) -> int:
        if os.getpid() != parent and next(begun):
            os._exit(9)
        return os.getpid()

    assert 1 <= len({*parallel.mapped(work, range(9), many=0)} - {parent}) <= 3


def test_after_an_error_nobody_works_on(two_processors: None) -> None:
    """Else a helper would write into a folder that was just deleted, and bring it back."""

    def work(thing: int) -> int:
        if thing == 0:
            raise OSError("the disk is full")
        time.sleep(60)
        return thing

    with pytest.raises(OSError, match="full"):
        parallel.mapped(work, range(5), many=0)
    assert multiprocessing.active_children() == []


def test_a_helper_that_has_grown_makes_way_for_another(
    two_processors: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = count(step=parallel.GROWN + 1)
    monkeypatch.setattr(parallel, "size", lambda: next(sizes))

    def work(thing: int) -> tuple[int, int]:
        return thing, os.getpid()

    found = parallel.mapped(work, range(9), many=0)
    assert [thing for thing, _ in found] == [*range(9)]
    assert len({process for _, process in found}) == 9


def test_a_helper_tells_more_than_a_pipe_holds_before_anybody_listens(two_processors: None) -> None:
    """It goes on with its work as far as there is room, and waits then."""
    results = parallel.in_turn(bytes, [100_000] * 30, many=0)
    time.sleep(0.2)
    assert [*map(len, results)] == [100_000] * 30


def test_a_helper_works_beside_until_it_is_asked(two_processors: None) -> None:
    fork = multiprocessing.get_context("fork")
    both = fork.Barrier(2)

    def work() -> int:
        both.wait(20)
        return os.getpid()

    (result,) = parallel.beside(work)
    both.wait(20)
    assert result() == result() != os.getpid()
    assert multiprocessing.active_children() == []


def test_one_helper_does_one_thing_after_the_other_and_tells_of_each(two_processors: None) -> None:
    fork = multiprocessing.get_context("fork")
    is_heard = fork.Event()

    def second() -> tuple[int, bool]:
        return os.getpid(), is_heard.wait(20)

    results = parallel.beside(lambda: (os.getpid(), True), second)
    first = results[0]()
    is_heard.set()
    assert first == results[1]() == results[0]()
    assert multiprocessing.active_children() == []


def test_without_a_helper_work_is_done_once_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "processors", lambda: 1)
    begun = count()
    (result,) = parallel.beside(lambda: (os.getpid(), next(begun)))
    assert next(begun) == 0
    assert result() == result() == (os.getpid(), 1)


def test_what_a_helper_beside_could_not_do_is_done_here(two_processors: None) -> None:
    parent = os.getpid()
    (result,) = parallel.beside(lambda: os.getpid() == parent or os._exit(9))
    assert result() is True

    def work() -> int:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        parallel.beside(work)[0]()
    assert multiprocessing.active_children() == []


def test_who_interrupts_a_build_interrupts_no_helper(two_processors: None) -> None:
    """All of them are told, and only the build answers."""

    def work(_thing: int) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return os.getpid()

    assert os.getpid() not in parallel.mapped(work, range(9), many=0)
