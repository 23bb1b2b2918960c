"""What an editor waits for at the command line: after a build, and with a sentence changed since."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.again import Again
from bench.peers import Builder
from bench.serving import mkdocs, settings

TURNS = 5
STORY = "story-0002"
WHO = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
"""Who commits, for Git."""
COMMANDS: Mapping[str, Callable[[int], Sequence[str]]] = {
    "check": lambda _: ("check",),
    "impact": lambda _: ("impact",),
    "add": lambda turn: ("add", STORY, "claim", f"id=new-{turn}", "text=A word.", "evidence=the winter"),
    "new": lambda turn: ("new", f"begun-{turn}"),
}
"""Each command in some turn, as it is typed after “explainers”."""


def commands(ours: Builder) -> Iterator[str]:
    """What each takes, in lines."""
    project = Again("ours", ours.folder)
    ours.prepare()
    subprocess.run(mkdocs("build", "--quiet"), cwd=ours.folder, env=settings(ours), check=True)
    for words in (("init", "-q"), ("add", "content"), (*WHO, "commit", "-q", "-m", "A site")):
        subprocess.run(["git", *words], cwd=ours.folder, check=True)
    took: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(TURNS + 1):
        for name, words_of in COMMANDS.items():
            project.prepare()
            begin = time.perf_counter()
            done = subprocess.run(
                [Path(sys.executable).with_name("explainers"), *words_of(turn)],
                cwd=ours.folder, env=settings(ours), stdout=subprocess.DEVNULL, check=False,
            )  # fmt: skip
            assert done.returncode == 0, name
            if turn:
                took[name].append(time.perf_counter() - begin)
    for name, seconds in took.items():
        yield f"explainers {name}: {median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f}) s"
