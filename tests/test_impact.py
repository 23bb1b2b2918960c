"""What an edit does to the site, told before it is published."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from bench.maker import make_content
from conftest import GOOD, at_length
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator import parallel
from generator.archive import Archive
from generator.build import Settings, build
from generator.cli import main
from generator.impact import FactChange as Changed
from generator.impact import Impact, as_markdown, as_text, compare, inactive
from generator.memory import Memory
from generator.press import Press
from generator.rendering import Renderer, find_templates
from generator.snapshots import Snapshot, Stated, snapshot
from generator.views import PageView

Printed = pytest.CaptureFixture[str]
SHEET = "content/harbour-strike/facts.yaml"
EVENT = "\ndates:\n  - id: added-now\n    date: 2024-03-03\n    title: Something "


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good site, committed."""
    shutil.copytree(GOOD, tmp_path / "content")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commit(here: Path) -> None:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    for words in (("add", "."), (*who, "commit", "-q", "--allow-empty", "-m", "A site")):
        subprocess.run(["git", *words], cwd=here, check=True)


def edit(here: Path, before: str, after: str) -> None:
    path = here / SHEET
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")


def told(capsys: Printed, *more: str) -> str:
    assert main(["impact", *more]) == 0
    return capsys.readouterr().out


def test_nothing_is_different_without_an_edit(here: Path, capsys: Printed) -> None:
    assert told(capsys) == "Nothing that readers see is different.\n"


def test_a_comment_moves_lines_and_changes_no_page(here: Path, capsys: Printed) -> None:
    path = here / SHEET
    path.write_text("# A note to ourselves.\n\n" + path.read_text("utf-8"), "utf-8")
    assert told(capsys) == "Nothing that readers see is different.\n"


def test_a_changed_word_is_told_with_its_pages_and_a_draft_of_the_log(here: Path, capsys: Printed) -> None:
    text = (here / SHEET).read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("    text: "))
    edit(here, line + "\n", line + " Or more.\n")
    out = told(capsys)
    assert "Facts: 1 changed; " in out
    assert "  − " in out
    assert " Or more." in out
    assert "changed page: /harbour-strike/ — " in out
    assert "    kind: correction" in out
    assert out.count("    was: ") == out.count("    now: ") == 1


def test_an_entry_that_is_gone_and_one_that_is_new(here: Path, capsys: Printed) -> None:
    """A new event is a new fact; without it again it is gone."""
    edit(here, "\ndates:\n", f"{EVENT}new\n")
    assert "new event harbour-strike/added-now" in told(capsys)
    commit(here)
    assert told(capsys).startswith("Nothing")
    assert "gone" not in told(capsys, "--since", "HEAD~1")
    edit(here, "  - id: added-now\n    date: 2024-03-03\n    title: Something new\n", "")
    assert "gone event harbour-strike/added-now" in told(capsys)


def test_a_date_that_is_mended_is_a_fact_that_changed(here: Path, capsys: Printed) -> None:
    before = "    date: 2024-04-12\n    title: The meeting of 12 April\n"
    edit(here, before, before.replace("date: 2024-04-12", "date: 2024-04-13"))
    out = told(capsys)
    assert "changed event harbour-strike/meeting" in out
    assert "2024-04-12" in out
    assert "2024-04-13" in out
    assert out.count("    was: ") == 1


def test_a_new_headline_is_one_change(here: Path, capsys: Printed) -> None:
    edit(here, "headline: The harbour strike", "headline: A harbour on strike")
    out = told(capsys)
    assert out.startswith("Facts: 1 changed; ")
    assert "\nchanged story harbour-strike\n  − The harbour strike" in out
    assert "    now: 'A harbour on strike" in out


def test_a_partys_new_name_is_one_change_and_what_names_it_is_none(here: Path, capsys: Printed) -> None:
    path = here / "content/parties.yaml"
    path.write_text(path.read_text("utf-8").replace("name: Coast League", "name: Coastal League"), "utf-8")
    out = told(capsys)
    assert out.startswith("Facts: 1 changed; ")
    assert "changed party harbour-strike/coast-league\n  − Coast League\n  + Coastal League\n" in out
    assert "    was: 'Coast League'\n    now: 'Coastal League'\n    about: coast-league\n" in out
    assert "changed page: /harbour-strike/reactions/" in out


def test_a_party_that_takes_part_is_new_and_one_that_does_no_longer_is_gone(
    here: Path, capsys: Printed
) -> None:
    edit(here, "\nparties:\n", "\nparties:\n  - {id: pilots, name: Harbour Pilots}\n")
    assert "new party harbour-strike/pilots\n  + Harbour Pilots\n" in told(capsys)
    commit(here)
    edit(here, "  - {id: pilots, name: Harbour Pilots}\n", "")
    assert "gone party harbour-strike/pilots\n  − Harbour Pilots\n" in told(capsys)


def test_a_party_under_another_id_has_moved(here: Path, capsys: Printed) -> None:
    for path in (here / "content").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("coast-league", "league-of-coasts"), "utf-8")
    out = told(capsys)
    assert "moved party harbour-strike/league-of-coasts, before coast-league" in out
    assert " changed" not in out.partition(";")[0]


def test_an_entry_under_another_id_has_moved(here: Path, capsys: Printed) -> None:
    """Nothing is corrected by that, but links from elsewhere break."""
    for path in (here / "content").glob("*/*"):
        path.write_text(path.read_text("utf-8").replace("eleven-hours", "eleven-in-all"), "utf-8")
    out = told(capsys)
    assert "moved demand harbour-strike/eleven-in-all, before eleven-hours" in out
    assert "links from elsewhere to the old one lead nowhere" in out
    assert " new" not in out.partition("\n")[0]
    assert "For the log" not in out


def test_what_is_new_or_gone_is_drafted_for_the_log_once_an_entry(here: Path, capsys: Printed) -> None:
    edit(here, "\ndates:\n", "\ndates:\n  - id: added-now\n    date: 2024-03-03\n    title: Something new\n")
    assert (
        "    kind: new\n    text: …\n    now: 'Something new (2024-03-03, happened)'\n    about: added-now"
        in told(capsys)
    )
    main(["new", "ferry-talks"])
    sheet = Path("content/ferry-talks/facts.yaml")
    sheet.write_text(
        sheet.read_text("utf-8").replace("\n# dates:", "\ndates:").replace("\n#  ", "\n "), "utf-8"
    )
    capsys.readouterr()
    said = told(capsys)
    assert "The first fact" in said
    assert "first-fact" not in said.partition("For the log")[2], "in a new story all is new"


def test_a_comment_holds_the_draft_and_fits_into_one(here: Path, capsys: Printed) -> None:
    edit(
        here,
        "\ndates:\n",
        "\ndates:\n  - id: added-now\n    date: 2024-03-03\n    title: Something ``` new\n",
    )
    out = told(capsys, "--format", "markdown")
    assert out.count("```yaml\n") == 1
    fence = next(one for one in MarkdownIt("commonmark").parse(out) if one.type == "fence")
    assert "about: added-now" in fence.content
    said = [Stated("s", f"e{n}", "claim", "words " * 40, (), "verified") for n in range(2_000)]
    many = Impact(tuple(Changed("s", None, one) for one in said), ())
    comment = "\n".join(as_markdown(many))
    assert len(comment) < 65_536
    assert re.search(r"… and \d+ more", comment)


def test_a_copy_without_earlier_commits_says_how_to_get_them(here: Path, capsys: Printed) -> None:
    commit(here)
    subprocess.run(["git", "clone", "-q", "--depth=1", here.as_uri(), "copy"], cwd=here, check=True)
    assert main(["impact", "--since=HEAD^1", "--content=copy/content"]) == 1
    assert "git fetch --unshallow" in capsys.readouterr().err


@pytest.mark.parametrize("commit", ["nothing", "--output=written", "HEAD~9"])
def test_a_commit_that_is_none(here: Path, capsys: Printed, commit: str) -> None:
    assert main(["impact", f"--since={commit}"]) == 1
    assert f"Git knows no commit “{commit}”." in capsys.readouterr().err
    assert not (here / "written").exists()


def test_without_an_earlier_state_it_is_said_why(here: Path, capsys: Printed) -> None:
    new = here / "another"
    shutil.copytree(here / "content", new)
    assert main(["impact", "--content", "another"]) == 1
    assert "“another” is not part of “HEAD”: all in it is new." in capsys.readouterr().err
    shutil.rmtree(here / ".git")
    assert main(["impact"]) == 1
    assert "is in no git repository" in capsys.readouterr().err
    subprocess.run(["git", "init", "-q"], cwd=here, check=True)
    assert main(["impact"]) == 1
    assert "Nothing was committed yet" in capsys.readouterr().err


WITHOUT_DATE = "\ndates:\n  - id: added-now\n"


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_beside_mistakes_it_is_said_what_can_be_read(here: Path, capsys: Printed, form: str) -> None:
    edit(here, "\ndates:\n", WITHOUT_DATE)
    edit(here, "The cranes stop at noon.", "The cranes stop at dawn.")
    assert main(["impact", "--format", form]) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.startswith(
        "The content has mistakes: 2 errors. “explainers check” shows them, and until"
    )
    assert "As far as it can be read: facts: 1 changed" in printed.out
    assert "The cranes stop at dawn" in printed.out
    assert "page:" not in printed.out
    assert "updates" not in printed.out


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        (SHEET, "\ndates:\n", WITHOUT_DATE),
        (SHEET, "\ndates:\n", "\ndatse:\n"),
        (SHEET, "\ndates:\n", "\ndates:\n  - {id: a\n"),
        (SHEET, "\ndates:\n", "\n\tdates:\n"),
        (SHEET, "story:\n", "stroy:\n"),
        (SHEET, "headline: ", "headlin: "),
        (SHEET, "evidence: ", "evidence: zzz "),
        ("content/harbour-strike/article.md", "published: ", "publisht: "),
        ("content/parties.yaml", "parties:\n", "partys:\n"),
    ],
)
def test_what_a_mistake_hides_is_neither_gone_nor_another(
    here: Path, capsys: Printed, file: str, before: str, after: str
) -> None:
    text = (here / file).read_text("utf-8")
    assert before in text
    (here / file).write_text(text.replace(before, after, 1), "utf-8")
    assert main(["impact"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("The content has mistakes: ")
    assert out.endswith("\n\nNo fact that can be read is different.\n")
    commit(here)
    (here / file).write_text(text, "utf-8")
    out = told(capsys)
    assert out.startswith("What it is compared with has mistakes: ")
    assert out.endswith(
        " Which pages are different, cannot be told.\n\nNo fact that can be read is different.\n"
    )


@at_length(settings())
@given(st.text(max_size=60))
def test_a_comment_calls_nobody_and_holds_no_link(text: str) -> None:
    """Whatever a pull request writes into its content, the comment about it is text."""
    shown = f"- + {inactive(text)}"
    tokens = [token for block in MarkdownIt("commonmark").parse(shown) for token in block.children or ()]
    assert {token.type for token in tokens} <= {"text", "text_special"}
    assert not any(part[:1].isalnum() for part in shown.split("@")[1:])


@pytest.mark.parametrize("words", ["&#64;octocat", "&commat;octocat", "&lt;b&gt; & &amp;", "$\\href{x}{y}$"])
def test_what_stands_for_a_sign_stays_what_it_is(words: str) -> None:
    """Else a sign could come back that is taken away when it stands there itself."""
    (block,) = (one for one in MarkdownIt("commonmark").parse(f"- + {inactive(words)}") if one.children)
    assert "".join(token.content for token in block.children or ()) == words


def test_hostile_words_stay_in_their_line() -> None:
    one = Stated("s", "e", "claim", "a\n  about: b '", (), "verified")
    other = Stated("s", "e", "claim", "c", (), "verified")
    impact = Impact((Changed("s", one, other),), ())
    assert "    was: 'a about: b '''" in list(as_text(impact))
    assert all("\n  about" not in line for line in as_markdown(impact))


def test_a_commit_with_a_link_to_anywhere_is_not_written_out(here: Path, capsys: Printed) -> None:
    (here / "content/anywhere").symlink_to("/etc")
    commit(here)
    (here / "content/anywhere").unlink()
    assert main(["impact"]) == 1
    assert "The commit holds links" in capsys.readouterr().err


def test_what_a_site_weighs_itself_is_no_mistake_here(here: Path, capsys: Printed) -> None:
    (here / "content/own.js").write_text("1", "utf-8")
    assert main(["impact"]) == 1
    (here / "mkdocs.yml").write_text("docs_dir: content\nextra_javascript: [own.js]\n", "utf-8")
    capsys.readouterr()
    assert main(["impact"]) == 0
    assert "Nothing that readers see is different." in capsys.readouterr().out


def seen(content: Path, memory: Memory, before: Snapshot | None = None) -> Snapshot:
    return snapshot(build(Settings(content, "content"), memory), Renderer(find_templates()), before)


def test_what_is_made_from_the_same_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is told stays the same: the pages of a story, and those that speak of it."""
    monkeypatch.setattr(parallel, "processors", lambda: 1)
    make_content(tmp_path, 160, 1)
    memory = Memory(Archive(None))
    before = seen(tmp_path, memory)
    sheet = tmp_path / "story-0002/facts.yaml"
    sheet.write_text(
        re.sub(r"(text: \w+) wants", r"\1 now wants", sheet.read_text("utf-8"), count=1), "utf-8"
    )
    made, pages_of = list[str](), Press.pages_of

    def noted(press: Press, part: str) -> tuple[PageView, ...]:
        made.append(part)
        return pages_of(press, part)

    monkeypatch.setattr(Press, "pages_of", noted)
    after = seen(tmp_path, memory, before)
    assert "story-0002" in made
    assert {"story-0001", "story-0003"}.isdisjoint(made)
    assert compare(before, after) == compare(before, seen(tmp_path, memory))
    assert any(address.startswith("parties/") for _, address, _ in compare(before, after).pages)
