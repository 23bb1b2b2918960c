"""`python -m tests.bench`: builds in turns, A B A B, each in a process of its own, and what they took."""

from __future__ import annotations

import argparse
import os
import platform
import pstats
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

# Tests import one another from their own folder; run as a module, nobody has put it on the path.
sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.maker import make_content
from bench.others import others
from bench.peers import Builder, Run, bytes_in, pages_in, prepare, run
from generator.build import summary_lines

TARGET, AT = 0.5, 1_000
PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "markdown-it-py", "Jinja2", "pydantic", "selectolax")
LINES = 40


def main() -> int:
    """Race, or profile our build."""
    wanted = options()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        make_content(folder / "content", wanted.pages, wanted.seed)
        ours, stock, made = prepare(folder, folder / "content", wanted.whole_nav)
        print("; ".join(summary_lines(made)))
        print(machine(), flush=True)
        if wanted.profile:
            profile(ours, folder / "profile")
        elif wanted.peers:
            race((ours, stock, *others(folder, made.pages, stock)), wanted.pairs)
        else:
            race((ours, stock), wanted.pairs)
    finally:
        shutil.rmtree(folder)
    return 0


def options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--pages", type=int, default=AT, help="how many pages the site has (%(default)s)")
    parser.add_argument("--pairs", type=int, default=5, help="how often each builder builds (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="chooses the stories (%(default)s)")
    parser.add_argument("--whole-nav", action="store_true", help="give MkDocs all stories' overviews")
    parser.add_argument(
        "--peers", action="store_true", help="race the other builders that are installed, too"
    )
    parser.add_argument("--profile", action="store_true", help="say where our build spends its time instead")
    return parser.parse_args()


def machine() -> str:
    """What the builds run on."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"{platform.python_implementation()} {platform.python_version()}; {packages}"
    )


def race(builders: Sequence[Builder], pairs: int) -> None:
    """Build in turns and say what it took. The first turn warms the disk's cache and is not counted."""
    runs: dict[str, list[Run]] = {builder.name: [] for builder in builders}
    for turn in range(pairs + 1):
        for builder in builders:
            one = run(builder)
            if turn:
                runs[builder.name].append(one)
                print(f"{turn}/{pairs} {builder.name}: {one.wall:.2f} s", flush=True)
    for line in report(builders, runs):
        print(line)


def report(builders: Sequence[Builder], runs: dict[str, list[Run]]) -> list[str]:
    """The results as a Markdown table, and the ratios of our build to the others."""
    lines = [
        "",
        "| builder | wall s: median (range) | processor s | memory MB | pages | site MB |",
        "|---|---|---|---|---|---|",
        *(row(builder, runs[builder.name]) for builder in builders),
        "",
    ]
    first = runs[builders[0].name]
    for builder in builders[1:]:
        lines.append(ratio(f"wall, to {builder.name}", first, runs[builder.name], lambda one: one.wall))
        lines.append(
            ratio(f"processor, to {builder.name}", first, runs[builder.name], lambda one: one.processor)
        )
    return [*lines, f"The target is a ratio of {TARGET} of wall time to {builders[1].name} at {AT:,} pages."]


def row(builder: Builder, runs: Sequence[Run]) -> str:
    """A builder's line."""
    memory = max(one.memory for one in runs) / 1e6
    cells = (
        builder.name,
        spread([one.wall for one in runs]),
        spread([one.processor for one in runs]),
        f"{memory:.0f}",
        f"{pages_in(builder):,}",
        f"{bytes_in(builder) / 1e6:.1f}",
    )
    return f"| {' | '.join(cells)} |"


def ratio(what: str, ours: Sequence[Run], stock: Sequence[Run], value: Callable[[Run], float]) -> str:
    """Our time in parts of the other's, pair by pair."""
    return f"Ratio, {what}: {spread([value(a) / value(b) for a, b in zip(ours, stock, strict=True)])}"


def spread(values: Sequence[float]) -> str:
    """The median, the least and the most."""
    return f"{median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def profile(builder: Builder, path: Path) -> None:
    """Build once under the profiler, which makes small functions look slower than they are."""
    run(builder, "-m", "cProfile", "-o", str(path))
    for order in ("cumulative", "tottime"):
        pstats.Stats(str(path), stream=sys.stdout).sort_stats(order).print_stats(LINES)


if __name__ == "__main__":
    sys.exit(main())
