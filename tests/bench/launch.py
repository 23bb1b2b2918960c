"""Runs a command and tells what it took: `launch.py FILE COMMAND...` writes three numbers into a file.

It is a process of its own and small: Linux counts the memory of who starts a process as that process's, too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    """Seconds of the clock and of the processor, and the kernel's unit of memory; its code is handed on."""
    told, *command = sys.argv[1:]
    begin = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    Path(told).write_text(f"{wall} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss}", "utf-8")
    sys.exit(process.returncode)


if __name__ == "__main__":
    main()
