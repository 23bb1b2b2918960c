"""What one hostile case may take: five seconds of the processor, a minute of waiting, and 512 MB of memory.

The system enforces them: what takes more ends in an error where it stands, and what does not listen even
then, such as a loop in C, is killed with the whole process by a signal that nobody takes. Only time of the
processor is judged, which other programs on the machine do not lengthen; the minute ends what would wait
for ever. All of them are counted from the block's start: a bound on the whole process's time would have to
be set by a clock that the system counts differently, and a process that had worked long was killed too soon.
"""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

SECONDS = 5.0
PATIENCE = 60.0
MEMORY = 512 * 2**20
"""Bytes that a case may add to what the process of the tests holds already."""


class LimitError(Exception):
    """Something took longer than it may."""


def stop(number: int, _frame: FrameType | None) -> NoReturn:
    raise LimitError(signal.Signals(number).name)


def held() -> int:
    """Bytes that this process holds, as the system counts them; 0 where it does not say."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()
    except OSError:
        return 0


@contextmanager
def limited(seconds: float = SECONDS, patience: float = PATIENCE, memory: int = MEMORY) -> Iterator[None]:
    """Let nothing in this block take more."""
    before = [signal.signal(number, stop) for number in (signal.SIGPROF, signal.SIGALRM)]
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (held() + memory, hard))
    signal.setitimer(signal.ITIMER_VIRTUAL, 2 * seconds + 1)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, patience)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
        for number, handler in zip((signal.SIGPROF, signal.SIGALRM), before, strict=True):
            signal.signal(number, handler)
