"""Work on several processes gives what work on one gives."""

import multiprocessing
import os
import time

import pytest

from generator import parallel


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine with more than one processor."""
    monkeypatch.setattr(parallel, "processors", lambda: 3)


@pytest.mark.parametrize("number", [0, 1, 2, 3, 7, 100])
def test_results_are_those_of_one_process_in_order(number: int, two_processors: None) -> None:
    things = [f"{index} " * index for index in range(number)]
    assert parallel.mapped(str.upper, things, many=0) == [thing.upper() for thing in things]


def test_other_processes_do_a_part(two_processors: None) -> None:
    assert len(set(parallel.mapped(lambda _: os.getpid(), range(6), many=0))) == 3


def test_few_things_start_no_process() -> None:
    assert set(parallel.mapped(lambda _: os.getpid(), range(6))) == {os.getpid()}


def test_a_later_work_goes_on_with_what_an_earlier_one_found(two_processors: None) -> None:
    found: dict[int, int] = {}

    def first(thing: int) -> int:
        found[thing] = os.getpid()
        return thing * 10

    stages = parallel.in_stages((first, lambda thing: found[thing] == os.getpid()), range(7), many=0)
    assert next(stages) == [0, 10, 20, 30, 40, 50, 60]
    assert next(stages) == [True] * 7
    assert next(stages, None) is None


def test_a_helper_that_is_killed_between_two_works_is_made_up_for(two_processors: None) -> None:
    parent = os.getpid()

    def second(thing: int) -> int:
        if os.getpid() != parent:
            os._exit(9)
        return -thing

    stages = parallel.in_stages((str, second), range(5), many=0)
    assert [*stages] == [["0", "1", "2", "3", "4"], [0, -1, -2, -3, -4]]


@pytest.mark.parametrize("bad", range(5))
def test_an_error_is_raised_here(bad: int, two_processors: None) -> None:
    def work(thing: int) -> int:
        if thing == bad:
            raise ValueError(thing)
        return thing

    with pytest.raises(ValueError, match=str(bad)):
        parallel.mapped(work, range(5), many=0)


def test_a_helper_that_is_killed_is_made_up_for(two_processors: None) -> None:
    parent = os.getpid()

    def work(thing: int) -> int:
        if os.getpid() != parent:
            os._exit(9)
        return thing

    assert parallel.mapped(work, range(5), many=0) == list(range(5))


def test_after_an_error_nobody_works_on(two_processors: None) -> None:
    """Else a helper would write into a folder that was just deleted, and bring it back."""
    parent = os.getpid()

    def work(thing: int) -> int:
        if os.getpid() == parent:
            raise OSError("the disk is full")
        time.sleep(60)
        return thing

    with pytest.raises(OSError, match="full"):
        parallel.mapped(work, range(5), many=0)
    assert multiprocessing.active_children() == []
