"""`python -m tests.bench`: how long builds take, in turns, each in a process of its own."""

from __future__ import annotations

import argparse
import os
import platform
import pstats
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

# Tests import one another from their own folder; run as a module, nobody has put it on the path.
sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.again import Again, edited
from bench.asking import asking
from bench.commands import commands
from bench.maker import make_content
from bench.others import others
from bench.peers import Builder, Run, bytes_in, pages_in, prepare, run
from bench.serving import serving
from bench.stages import stages
from generator.build import summary_lines

SIZES = (100, 1_000, 10_000)
PACKAGES = (
    "mkdocs", "mkdocs-material", "Markdown", "markdown-it-py", "Jinja2", "msgspec", "selectolax",
    "pagefind_bin", "hugo", "zensical",
)  # fmt: skip
REPORTS: Mapping[str, Callable[[Builder], Iterator[str]]] = {
    "serving": serving,
    "asking": asking,
    "commands": commands,
}
"""What is said of our build instead of a race, by the option that asks for it."""
LINES = 40


def main() -> int:
    """Measure each size that is asked for."""
    wanted = options()
    # Wherever somebody builds, Python keeps its own form of what it imports.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print(machine(), flush=True)
    for pages in wanted.pages:
        folder = Path(tempfile.mkdtemp(prefix="bench-"))
        try:
            measure(folder, pages, wanted)
        finally:
            shutil.rmtree(folder)
    return 0


def options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--pages", type=int, nargs="+", default=SIZES, help="how many pages the sites have (100 1000 10000)"
    )
    parser.add_argument("--turns", type=int, default=5, help="how often each builder builds (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="chooses the stories (%(default)s)")
    parser.add_argument("--whole-nav", action="store_true", help="give MkDocs all stories' overviews")
    parser.add_argument("--peers", action="store_true", help="race the other builders that are installed")
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME", help="of these only some")
    parser.add_argument("--stages", action="store_true", help="say what each stage takes, in one process")
    parser.add_argument("--serving", action="store_true", help="say what somebody who writes waits for")
    parser.add_argument("--asking", action="store_true", help="say what a first search fetches")
    parser.add_argument("--commands", action="store_true", help="say what commands take, after a build")
    parser.add_argument("--profile", action="store_true", help="say where our build spends its time")
    return parser.parse_args()


def measure(folder: Path, pages: int, wanted: argparse.Namespace) -> None:
    """One size, in a folder of its own."""
    make_content(folder / "content", pages, wanted.seed)
    if wanted.stages:
        print(f"\n{pages:,} pages: processor seconds of each stage, with helpers, nothing kept\n")
        for name, seconds in stages(folder / "content"):
            print(f"{seconds:8.2f}  {name}", flush=True)
        return
    ours, stock, made = prepare(folder, folder / "content", wanted.whole_nav)
    print(f"\n{pages:,} pages: {'; '.join(summary_lines(made))}", flush=True)
    for name, lines in REPORTS.items():
        if getattr(wanted, name):
            for line in lines(ours):
                print(line, flush=True)
            return
    if wanted.profile:
        profile(ours, folder / "profile")
        return
    rivals: Sequence[Builder] = [Again("ours, after one edit", edited(ours, folder / "again"))]
    if wanted.peers:
        rivals = [stock, *others(folder, made.pages, stock)]
        rivals = [one for one in rivals if not wanted.only or one.name in wanted.only]
    del made
    race((ours, *rivals), wanted.turns)


def machine() -> str:
    """What the builds run on."""
    packages = ", ".join(f"{name} {found}" for name in PACKAGES if (found := version_of(name)))
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"{platform.python_implementation()} {platform.python_version()}; {packages}"
    )


def version_of(name: str) -> str:
    """The version of a package; empty where it is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def race(builders: Sequence[Builder], turns: int) -> None:
    """Build in turns and say what it took. The first turn warms the disk's cache and is not counted."""
    runs: dict[str, list[Run]] = {builder.name: [] for builder in builders}
    for turn in range(turns + 1):
        for builder in builders:
            one = run(builder)
            if turn:
                runs[builder.name].append(one)
                print(f"{turn}/{turns} {builder.name}: {one.wall:.2f} s", flush=True)
    for line in report(builders, runs):
        print(line, flush=True)


def report(builders: Sequence[Builder], runs: dict[str, list[Run]]) -> Iterator[str]:
    """The results as a Markdown table, and the ratios of our build to the others."""
    yield ""
    yield "| builder | wall s: median (range) | processor s | memory MB | pages | ms a page | site MB |"
    yield "|---|---|---|---|---|---|---|"
    for builder in builders:
        yield row(builder, runs[builder.name])
    yield ""
    first, *rivals = builders
    for rival in rivals:
        pair = (rival, first) if isinstance(rival, Again) else (first, rival)
        for what, value in (("wall", wall_of), ("processor", processor_of)):
            one, other = (runs[builder.name] for builder in pair)
            yield f"Ratio, {what}, {pair[0].name} to {pair[1].name}: {ratio(one, other, value)}"


def wall_of(one: Run) -> float:
    """Seconds of the clock."""
    return one.wall


def processor_of(one: Run) -> float:
    """Seconds of all processors."""
    return one.processor


def row(builder: Builder, runs: Sequence[Run]) -> str:
    """A builder's line."""
    memory, pages = max(one.memory for one in runs) / 1e6, pages_in(builder)
    cells = (
        builder.name,
        spread([one.wall for one in runs]),
        spread([one.processor for one in runs]),
        f"{memory:.0f}",
        f"{pages:,}",
        f"{1000 * median(one.processor for one in runs) / pages:.2f}",
        f"{bytes_in(builder) / 1e6:.1f}",
    )
    return f"| {' | '.join(cells)} |"


def ratio(some: Sequence[Run], others: Sequence[Run], value: Callable[[Run], float]) -> str:
    """One time in parts of another, turn by turn."""
    return spread([value(a) / value(b) for a, b in zip(some, others, strict=True)])


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
