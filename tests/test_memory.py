"""What earlier builds made is used again only where it would be made the same: random edits say so."""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.maker import make_content
from conftest import GOOD, PLAINLY, Project, at_length, files_in, make_project, run
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import pagefind
from generator.archive import Archive, open_archive
from generator.build import Build, Settings, build
from generator.editor_schema import write_schemas
from generator.memory import Memory, key_of
from generator.outputs.files import OutputFile
from generator.press import Press
from generator.rendering import find_templates
from generator.tracing import Lookups, Shelf, Trace, holds, traced
from generator.views import PageView

Edit = Callable[[Path, random.Random], None]


# --- random edits ---------------------------------------------------------------------------


def some_file(content: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(path for path in content.rglob("*") if path.is_file()))


def change_lines(path: Path, change: Callable[[list[str]], object]) -> None:
    lines = path.read_text("utf-8").split("\n")
    change(lines)
    path.write_text("\n".join(lines), "utf-8")


def change_a_word(content: Path, chance: random.Random) -> None:
    """Most of such edits are fine: an editor's most usual ones."""
    path = some_file(content, chance)
    text = path.read_text("utf-8")
    words = list(re.finditer(r"(?<=\s)[A-Za-z]{4,}(?=[\s.,])", text))
    if words:
        word = chance.choice(words)
        path.write_text(f"{text[: word.start()]}{word[0][::-1]}{text[word.end() :]}", "utf-8")


def take_a_word_of_another_line(content: Path, chance: random.Random) -> None:
    """Stances, days, ids and names get into places where other ones stood."""
    path = chance.choice(sorted(content.rglob("*.yaml")))

    def change(lines: list[str]) -> None:
        keyed = [index for index, line in enumerate(lines) if re.search(r"\w: \S", line)]
        one = chance.choice(keyed)
        key = lines[one].partition(": ")[0].split()[-1]
        like = [index for index in keyed if lines[index].partition(": ")[0].split()[-1] == key]
        lines[one] = f"{lines[one].partition(': ')[0]}: {lines[chance.choice(like)].partition(': ')[2]}"

    change_lines(path, change)


def leave_an_entry_out(content: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(content.rglob("*.yaml")))

    def change(lines: list[str]) -> None:
        starts = [index for index, line in enumerate(lines) if line.startswith("  - ")]
        if starts:
            start = chance.choice(starts)
            end = next(
                (i for i in range(start + 1, len(lines)) if not lines[i].startswith("    ")), len(lines)
            )
            del lines[start:end]

    change_lines(path, change)


def link_to_another_story(content: Path, chance: random.Random) -> None:
    slugs = sorted(path.parent.name for path in content.glob("*/facts.yaml"))
    sheet = content / chance.choice(slugs) / "facts.yaml"
    target = chance.choice(slugs)
    ids = re.findall(r"^  - id: ([\w-]+)", (content / target / "facts.yaml").read_text("utf-8"), re.MULTILINE)
    change_lines(sheet, lambda lines: lines.extend(added(lines, f"{target}/{chance.choice(ids or ['x'])}")))


def added(lines: list[str], target: str) -> list[str]:
    entry = [f"  - to: {target}", "    reason: It bears on this one", ""]
    return entry if "see_also:" in lines[-20:] else ["see_also:", *entry]


def rename_a_party(content: Path, chance: random.Random) -> None:
    shared = content / "parties.yaml"
    if shared.is_file():
        text = shared.read_text("utf-8")
        names = re.findall(r"name: (.+)", text)
        if names:
            name = chance.choice(names)
            shared.write_text(text.replace(f"name: {name}", f"name: {name} of Old", 1), "utf-8")


def move_a_story(content: Path, chance: random.Random) -> None:
    folder = chance.choice(sorted(path.parent for path in content.glob("*/facts.yaml")))
    folder.rename(content / f"moved-{chance.randrange(100)}-{folder.name}")


def copy_a_story(content: Path, chance: random.Random) -> None:
    folder = chance.choice(sorted(path.parent for path in content.glob("*/facts.yaml")))
    shutil.copytree(folder, content / f"copy-{chance.randrange(100)}", dirs_exist_ok=True)


def delete_a_story(content: Path, chance: random.Random) -> None:
    stories = sorted(path.parent for path in content.glob("*/facts.yaml"))
    if len(stories) > 1:
        shutil.rmtree(chance.choice(stories))


EDITS: tuple[Edit, ...] = (
    *[change_a_word] * 4,
    *[take_a_word_of_another_line] * 4,
    leave_an_entry_out,
    *[link_to_another_story] * 2,
    rename_a_party,
    move_a_story,
    copy_a_story,
    delete_a_story,
)


# --- what is kept is what would be made ------------------------------------------------------


def made(content: Path, memory: Memory | None = None, *, late: bool = False) -> Build:
    told = Settings(content, "content", "The Merrow Pages", site_url="https://example.org/")
    return build(told, memory, late=late)


Part = tuple[Trace | None, bytes, tuple[PageView, ...], tuple[OutputFile, ...]]


def part_of(press: Press, name: str) -> Part:
    """A part as it is made under watch."""
    watching, watched = press.watched()
    views, files = watching.pages_of(name), tuple(watching.files_of(name))
    record = press.desk.edition.library.records.get(name)
    return press.watch.end(watched), record.key if record else b"", views, files


def compare(content: Path, memory: Memory, kept: dict[str, Part]) -> int:
    """Hold a build with memory to one without; how many parts could be used again."""
    fresh, late = made(content), made(content, memory, late=True)
    late = late.judged(late.rest()) if late.rest else late
    assert (late.diagnostics, late.failed) == (fresh.diagnostics, fresh.failed)
    again = made(content, memory)
    assert again.diagnostics == fresh.diagnostics
    assert again.totals == fresh.totals
    if fresh.press is None or again.press is None:
        assert fresh.press is None
        assert again.press is None
        return 0
    used = 0
    assert again.press.parts == fresh.press.parts
    assert again.press.site_pages == fresh.press.site_pages
    for name in fresh.press.parts:
        views, files = fresh.press.pages_of(name), tuple(fresh.press.files_of(name))
        trace, key, old_views, old_files = kept.get(name, (None, b"", (), ()))
        record = again.press.desk.edition.library.records.get(name)
        if trace and key == (record.key if record else b"") and again.press.watch.holds(trace):
            assert old_views == views, name
            assert old_files == files, name
            used += 1
        kept[name] = part_of(again.press, name)
        assert kept[name][0] is not None, name
        assert kept[name][2] == views, name
    return used


@at_length(settings(max_examples=12))
@given(chance=st.randoms(use_true_random=False))
def test_after_any_edits_what_is_kept_is_what_would_be_made(chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = Path(shutil.copytree(GOOD, Path(folder, "content")))
        archive = Path(folder, "archive")
        archive.mkdir()
        kept: dict[str, Part] = {}
        memory = Memory(Archive(archive))
        compare(content, memory, kept)
        assert compare(content, memory, kept) == len(kept)
        for _ in range(5):
            before = Path(shutil.copytree(content, Path(folder, "before"), dirs_exist_ok=True))
            chance.choice(EDITS)(content, chance)
            memory.save_all()
            if chance.random() < 0.3:
                memory = Memory(Archive(archive))
            compare(content, memory, kept)
            if made(content).failed:
                # The next edits are of a site without a mistake again.
                shutil.rmtree(content)
                before.rename(content)


def test_an_edit_of_one_story_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    make_content(tmp_path, 150, 1)
    memory = Memory(Archive(None))
    press = made(tmp_path, memory).press
    assert press
    traces = {name: part_of(press, name)[0] for name in press.parts}
    path = tmp_path / "story-0002/facts.yaml"
    path.write_text(
        re.sub(r"text: (\w+) wants", r"text: Now \1 wants", path.read_text("utf-8"), count=1), "utf-8"
    )
    press = made(tmp_path, memory).press
    assert press
    stale = {name for name, trace in traces.items() if trace and not press.watch.holds(trace)}
    assert stale
    assert all(name.startswith("parties/") for name in stale - {"story-0002"})
    records = press.desk.edition.library.records
    assert [slug for slug, record in records.items() if not record.kept] == ["story-0002"]


def test_what_programs_are_told_of_a_story_leaves_it_as_it_is(tmp_path: Path) -> None:
    """Schemas for editors are written beside fact sheets after the first build."""
    make_content(tmp_path, 150, 1)
    memory = Memory(Archive(None))
    press = made(tmp_path, memory).press
    assert press
    write_schemas(press.desk.edition.library, tmp_path)
    assert [*tmp_path.glob("*/.schema.json")]
    again = made(tmp_path, memory).press
    assert again
    assert all(record.kept for record in again.desk.edition.library.records.values())


# --- the site --------------------------------------------------------------------------------


def site_after(folder: Path, **variables: str) -> dict[str, bytes]:
    done = run("mkdocs", "build", "--strict", cwd=folder, **PLAINLY, **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "DeprecationWarning" not in done.stdout + done.stderr
    return files_in(folder / "site")


SITE_EDITS = [
    ("harbour-strike/facts.yaml", "The cranes stop at noon.", "The cranes stop at dawn."),
    ("harbour-strike/facts.yaml", "  headline: ", "  headline: Once more, "),
    ("bridge-closure/facts.yaml", "  standfirst: ", "  standfirst: Now, "),
    ("parties.yaml", "name: ", "name: The old "),
    ("../mkdocs.yml", "site_name: The Merrow Pages", "site_name: The Other Pages"),
]


def test_a_rebuilt_site_is_that_of_a_build_from_nothing(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "project")
    cache = tmp_path / "cache"
    assert site_after(folder, XDG_CACHE_HOME=str(cache)) == site_after(folder, XDG_CACHE_HOME=str(cache))
    assert list(cache.glob("explainers/*/*/*.made"))
    for number, (name, before, after) in enumerate(SITE_EDITS):
        path = folder / "content" / name
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), "utf-8")
        warm = site_after(folder, XDG_CACHE_HOME=str(cache))
        cold = site_after(folder, XDG_CACHE_HOME=str(tmp_path / f"none-{number}"))
        assert set(warm) == set(cold)
        assert [name for name in cold if warm[name] != cold[name]] == []


def test_a_search_that_was_foretold_is_that_of_a_build_from_nothing(tmp_path: Path) -> None:
    """Of one edited story, of so many that helpers make them, and where all pages of parties have changed."""
    if pagefind.program() is None:
        pytest.skip("Pagefind is not installed: run `make search`")
    make_content(tmp_path / "stories", 500, 1)
    folder = make_project(tmp_path / "project", tmp_path / "stories")
    cache, sheets = {"XDG_CACHE_HOME": str(tmp_path / "cache")}, sorted(folder.glob("content/*/facts.yaml"))
    assert len(sheets) == 10
    assert "search/explainers.json" in site_after(folder, **cache)
    wants, name = re.compile(r"text: (\w+) wants"), re.compile(r"name: (\w+)")
    for number, (paths, before, after) in enumerate(
        [
            (sheets[4:5], wants, r"text: Now \1 wants"),
            (sheets[1:], wants, r"text: Now \1 wants"),
            ([folder / "content/parties.yaml"], name, r"name: New \1"),
        ]
    ):
        for path in paths:
            path.write_text(before.sub(after, path.read_text("utf-8")), "utf-8")
        warm = site_after(folder, **cache)
        cold = site_after(folder, XDG_CACHE_HOME=str(tmp_path / f"none-{number}"))
        assert set(warm) == set(cold)
        assert [name for name in cold if warm[name] != cold[name]] == []


def test_what_is_damaged_or_gone_is_made_again(project: Project, tmp_path: Path) -> None:
    folder = make_project(tmp_path / "project")
    cache = tmp_path / "cache"
    whole = site_after(folder, XDG_CACHE_HOME=str(cache))
    kept = sorted(path for path in cache.rglob("*") if path.is_file())
    assert len(kept) > 3
    for number, path in enumerate(kept):
        content = path.read_bytes()
        middle = len(content) // 2
        damaged = content[:middle], content[:middle] + b"?" + content[middle + 1 :], b"", b"no pickle"
        path.write_bytes(damaged[number % len(damaged)])
    assert site_after(folder, XDG_CACHE_HOME=str(cache)) == whole
    shutil.rmtree(cache)
    assert site_after(folder, XDG_CACHE_HOME=str(cache)) == whole
    shutil.rmtree(cache)
    cache.write_bytes(b"a file in the way")
    assert site_after(folder, XDG_CACHE_HOME=str(cache)) == whole


def test_nothing_is_kept_where_that_is_not_wanted(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "project")
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("- explainers", "- explainers: {cache: false}"), "utf-8"
    )
    site_after(folder, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert not (tmp_path / "cache").exists()


# --- the pieces ------------------------------------------------------------------------------


def test_lookups_remember_every_key_that_was_asked_for() -> None:
    behind = {"a": 1, "b": 2, "c": 3}
    shelf = Shelf("letters", behind, lambda value: value)
    lookups: Lookups[str, int] = Lookups(behind)
    assert (lookups["a"], lookups.get("x"), lookups.get("y", 0), "b" in lookups, "z" in lookups) == (
        1, None, 0, True, False,
    )  # fmt: skip
    assert (lookups["a"], lookups.get("x", 5), "z" in lookups, "a" in lookups) == (1, 5, False, True)
    assert lookups.asked == {"a", "b", "x", "y", "z"}
    trace = traced([shelf], {"letters": lookups})
    assert trace
    assert holds(trace, [shelf])
    for change in ({"a": 7}, {"x": 1}, {"z": 1}):
        assert not holds(trace, [Shelf("letters", behind | change, lambda value: value)])
    assert holds(trace, [Shelf("letters", behind | {"c": 7, "d": 8}, lambda value: value)])


@pytest.mark.parametrize("look", [list, len, dict.items, dict.values, dict.keys])
def test_who_goes_through_everything_has_asked_for_everything(look: Callable[[object], object]) -> None:
    lookups: Lookups[str, int] = Lookups({"a": 1})
    getattr(lookups, look.__name__)() if look.__name__ in ("items", "values", "keys") else look(lookups)
    assert traced([Shelf("letters", {"a": 1}, lambda value: value)], {"letters": lookups}) is None


def test_a_key_says_names_and_words_of_a_story_and_nothing_else(good_copy: Path) -> None:
    folder = good_copy / "harbour-strike"
    key = key_of(folder, "content", "en")
    assert key == key_of(folder, "content", "en")
    assert key != key_of(folder, "content", "de")
    (folder / "picture.jpg").write_bytes(b"1")
    named = key_of(folder, "content", "en")
    assert named != key
    (folder / "picture.jpg").write_bytes(b"2")
    (folder / ".notes.yaml").write_text("A program's own.", "utf-8")
    assert key_of(folder, "content", "en") == named
    (folder / "minutes.txt").write_text("Other words.", "utf-8")
    assert key_of(folder, "content", "en") != named
    (folder / "odd.txt").symlink_to(folder / "minutes.txt")
    assert key_of(folder, "content", "en") != key_of(folder, "content", "en")


def test_an_archive_gives_back_what_was_kept_for_this_key_alone(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.keep("one", b"k" * 32, {"a": (1, "ö")})
    assert archive.load("one", b"k" * 32) == {"a": (1, "ö")}
    assert archive.load("one", b"l" * 32) is None
    assert archive.load("two", b"k" * 32) is None
    archive.keep("two", b"k" * 32, 2)
    archive.forget_all_but({"two"})
    assert archive.load("one", b"k" * 32) is None
    assert archive.load("two", b"k" * 32) == 2
    assert Archive(None).load("one", b"k" * 32) is None


def test_an_archive_belongs_to_one_state_of_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    templates = Path(shutil.copytree(find_templates(), tmp_path / "templates"))
    open_archive(tmp_path, templates).keep("one", b"k" * 32, 1)
    assert open_archive(tmp_path, templates).load("one", b"k" * 32) == 1
    assert open_archive(tmp_path / "other", templates).load("one", b"k" * 32) is None
    page = templates / "page.html"
    page.write_text(page.read_text("utf-8") + " ", "utf-8")
    assert open_archive(tmp_path, templates).load("one", b"k" * 32) is None
    assert len(list((tmp_path / "cache/explainers").glob("*/*"))) == 2
