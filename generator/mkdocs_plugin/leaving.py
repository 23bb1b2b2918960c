"""The end of a build: what it holds is left to the system as a whole.

Python takes all values apart before it ends, one by one: a third of a second with 10,000 pages, in which
somebody waits for nothing. It leaves alone what somebody still seems to hold.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
from contextlib import suppress

_HELD: list[object] = []
"""What the last build holds."""


def leave(held: object) -> None:
    """Do not take this apart at the end of the process; of several, the last."""
    if not _HELD:
        atexit.register(_hold)
    _HELD[:] = [held]


def _hold() -> None:
    gc.freeze()
    with suppress(AttributeError):  # another Python than CPython
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(_HELD))
