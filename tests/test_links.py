"""Links in running text: whose a name is, where it becomes a link, and backlinks as their inverse."""

from __future__ import annotations

from pathlib import Path

import pytest
from stories import codes, edition_of, library_of, places, write_story

from generator.edition import Edition
from generator.gathering import read_library
from generator.links import (
    CONTEXT,
    TextLink,
    backlinks,
    leads_nowhere,
    link_text,
    name_owners,
    story_names,
    unknown_references,
)

PARTIES = "parties: [{id: union, name: Dock Union, aliases: [DU]}, {id: board, name: Harbour Board}]\n"


def linked(content: Path) -> list[list[tuple[str, str]]]:
    """The words and targets of the links of each block of the article."""
    edition = edition_of(content)
    (story,) = edition.library.stories
    pairs = zip(story.article.blocks, edition.article_links[story.slug], strict=True)
    return [[(block.text[link.start : link.end], link.key) for link in links] for block, links in pairs]


def sheet_text(text: str, content: Path) -> list[tuple[str, str]]:
    """A text of a sheet as stretches."""
    library = library_of(content)
    story = library.story("port")
    names, _ = story_names(story, library)
    found = link_text(text, story, library, names)
    return list(found.stretches())


def test_a_name_is_a_link_at_its_first_mention_in_each_section(tmp_path: Path) -> None:
    body = "The Dock Union (DU) met.\n\nThe DU struck.\n\n## Later\n\nDU's chair spoke to the Dock Union.\n"
    assert linked(write_story(tmp_path, PARTIES, body)) == [
        [("Dock Union", "parties/union")],
        [],
        [],
        [("DU", "parties/union")],
    ]


def test_no_name_is_a_link_in_a_link_in_code_or_in_a_heading(tmp_path: Path) -> None:
    body = (
        "## The Dock Union\n\n[Dock Union](https://example.org) and `Dock Union` and *Dock Union*.\n\n"
        "    Harbour Board\n\nThe **Harbour** Board.\n"
    )
    assert linked(write_story(tmp_path, PARTIES, body)) == [[], [("Dock Union", "parties/union")], []]


def test_an_explicit_link_leads_to_anything_and_counts_as_a_mention(tmp_path: Path) -> None:
    sheet = PARTIES + "demands: [{id: pay, by: union, text: More pay.}]\n"
    body = "## [[union|They]] strike\n\n[[union]] wants [[pay|more]] in [[port]], says the Dock Union.\n"
    assert linked(write_story(tmp_path, sheet, body)) == [
        [("They", "parties/union")],
        [("Dock Union", "parties/union"), ("more", "port/pay"), ("The port strike", "port")],
    ]


def test_an_explicit_link_to_nothing_is_named_at_its_place(tmp_path: Path) -> None:
    library = library_of(write_story(tmp_path, PARTIES, "The [[unoin]] met.\n"))
    (problem,) = unknown_references(library.story("port"), library)
    assert places([problem]) == ["article.md:6:7 unknown-id"]
    assert problem.hint == "Did you mean “union”?"


def test_a_text_of_a_sheet_links_each_thing_once(tmp_path: Path) -> None:
    content = write_story(tmp_path, PARTIES)
    assert sheet_text("The DU asks [[board|them]]; the Harbour Board tells DU [[nothing]].", content) == [
        ("The ", ""),
        ("DU", "parties/union"),
        (" asks ", ""),
        ("them", "parties/board"),
        ("; the Harbour Board tells DU nothing.", ""),
    ]


SHARED = (
    "parties: [{id: union, name: Dock Union, aliases: [DU]}, {id: club, name: Diving Club, aliases: [%s]}]\n"
)


def names_of(content: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """The codes of what is wrong with a story's names, and the links of a text that says them."""
    library = library_of(content)
    _, problems = story_names(library.story("port"), library)
    text = "DU and Dock Union and Diving Club"
    return codes(problems), [pair for pair in sheet_text(text, content) if pair[1]]


def test_a_name_of_two_parties_is_an_error_at_the_second_and_leads_nowhere(tmp_path: Path) -> None:
    content = write_story(tmp_path, SHARED % "DU")
    assert names_of(content) == (
        ["shared-name"],
        [("Dock Union", "parties/union"), ("Diving Club", "parties/club")],
    )
    library = library_of(content)
    _, (problem,) = story_names(library.story("port"), library)
    assert (problem.span.text, problem.span.column) == ("DU", 97)
    assert [span.column for _, span in problem.related] == [51]
    assert "names: {DU: union}" in problem.hint


def test_the_story_says_which_party_a_shared_name_means(tmp_path: Path) -> None:
    head = "story: {headline: H, standfirst: S., updated: 2026-02-20, names: {DU: club}}\n"
    assert names_of(write_story(tmp_path, SHARED % "DU", head=head)) == (
        [],
        [("DU", "parties/club"), ("Dock Union", "parties/union")],
    )


@pytest.mark.parametrize(("one", "other"), [("Cleo's", "Cleo’s"), ("The Club", "the Club"), ("A-B", "A–B")])
def test_spellings_that_readers_cannot_tell_apart_are_one_name(one: str, other: str, tmp_path: Path) -> None:
    sheet = f'parties: [{{id: a, name: "{one}"}}, {{id: b, name: "{other}"}}]\n'
    library = library_of(write_story(tmp_path, sheet))
    assert codes(story_names(library.story("port"), library)[1]) == ["shared-name"]
    head = f'story: {{headline: H, standfirst: S., updated: 2026-02-20, names: {{"{other}": a}}}}\n'
    content = write_story(tmp_path, sheet, head=head)
    assert [key for _, key in sheet_text(f"So {one} and {other}", content) if key] == ["parties/a"]


def test_a_plural_is_not_the_name_of_another(tmp_path: Path) -> None:
    sheet = "parties: [{id: a, name: Veldmarker}, {id: b, name: Veldmarkers}]\n"
    content = write_story(tmp_path, sheet)
    assert [pair for pair in sheet_text("A Veldmarker of Veldmarkers", content) if pair[1]] == [
        ("Veldmarker", "parties/a"),
        ("Veldmarkers", "parties/b"),
    ]


def test_only_parties_of_the_story_are_found(tmp_path: Path) -> None:
    write_story(tmp_path, "parties: [{id: crane, name: Crane}]\n", slug="crane")
    assert sheet_text("The Crane.", write_story(tmp_path, PARTIES)) == [("The Crane.", "")]


BODY = "First. Then the Dock Union met the Harbour Board; it was late. At last [[pay]] came.\n"
LINKED = PARTIES + "demands: [{id: pay, by: union, text: The Harbour Board shall pay the Dock Union.}]\n"


def links_of(edition: Edition) -> set[tuple[str, str]]:
    return {(link.origin, link.target) for found in edition.links.values() for link in found}


def test_a_backlink_shows_the_sentence_it_comes_from(tmp_path: Path) -> None:
    edition = edition_of(write_story(tmp_path, LINKED, BODY))
    link, text = edition.backlinks["parties/union"]
    assert link.in_sentence() == (
        "Then the ",
        "Dock Union",
        " met the Harbour Board; it was late.",
    )
    assert (text.origin, text.in_sentence()[0]) == ("port/pay", "The Harbour Board shall pay the ")
    assert [link.words for link in edition.backlinks["port/pay"]] == [
        "The Harbour Board shall pay the Dock Union."
    ]


def test_backlinks_are_the_exact_inverse_of_links(tmp_path: Path) -> None:
    edition = edition_of(write_story(tmp_path, LINKED, BODY))
    back = {(link.origin, target) for target, found in backlinks(edition.links).items() for link in found}
    assert (
        back
        == links_of(edition)
        == {
            ("port/article", "parties/union"),
            ("port/article", "parties/board"),
            ("port/article", "port/pay"),
            ("port/pay", "parties/board"),
            ("port/pay", "parties/union"),
        }
    )


def test_a_long_sentence_is_cut_between_words(tmp_path: Path) -> None:
    body = "Here " + "and there " * 40 + "the Dock Union met " + "now and then " * 40 + "again.\n"
    (link,) = edition_of(write_story(tmp_path, PARTIES, body)).backlinks["parties/union"]
    before, _, after = link.in_sentence()
    assert before.startswith("… ")
    assert after.endswith("…")
    assert max(len(before), len(after)) <= 170
    assert {*before.split(), *after.split()} <= {
        "…",
        "and",
        "there",
        "the",
        "met",
        "now",
        "then",
        "then…",
        "and…",
        "now…",
    }


def told(content: Path, reference: str, kinds: frozenset[str] = frozenset()) -> list[tuple[str, str, str]]:
    """What is said of a reference in the first story that leads to nothing."""
    library, _ = read_library(content, "content")
    (story,) = [one for one in library.stories if one.slug == "port"]
    found = (
        leads_nowhere(reference, story.sheet.head.span(), "port", library, kinds) if story.sheet.head else ()
    )
    return [(one.code, one.message, one.hint) for one in found]


MANY = f"{PARTIES}demands: [{{id: pay, by: union, text: More pay.}}, {{id: rest, by: union, text: Rest.}}]\n"


def test_an_id_that_nothing_has_is_told_with_what_could_be_meant(tmp_path: Path) -> None:
    write_story(tmp_path, "claims: [{id: damage, text: A crane was damaged.}]\n", slug="crane")
    content = write_story(tmp_path, MANY)
    instead = "Add an entry with this id, or write one of these: "
    unknown = "Nothing has the id “quux”"
    assert told(content, "quux") == [("unknown-id", unknown, f"{instead}union, board, article, pay, rest.")]
    demands = frozenset({"demand"})
    assert told(content, "quux", demands) == [("unknown-id", unknown, f"{instead}pay, rest.")]
    nothing = frozenset({"event"})
    assert told(content, "quux", nothing) == [("unknown-id", unknown, "Add an entry with this id.")]
    assert [hint for _, _, hint in told(content, "payy")] == ["Did you mean “pay”?"]
    assert [hint for _, _, hint in told(content, "payy", nothing)] == ["Add an entry with this id."]
    assert [hint for _, _, hint in told(content, "crain")] == ["Did you mean “crane”?"]
    # What another story has can be named by its whole key alone.
    assert [hint for _, _, hint in told(content, "damages")] == [
        f"{instead}union, board, article, pay, rest."
    ]


def test_of_many_ids_the_first_are_named(tmp_path: Path) -> None:
    parties = ", ".join(f"{{id: {name * 3}, name: {name.upper() * 3}}}" for name in "abcdefgh")
    ((_, _, hint),) = told(write_story(tmp_path, f"parties: [{parties}]\n"), "quux")
    assert hint.endswith("these: aaa, bbb, ccc, ddd, eee, fff, ggg, hhh, ….")
    ((_, _, hint),) = told(write_story(tmp_path, f"parties: [{parties.rpartition(', {')[0]}]\n"), "quux")
    assert hint.endswith("these: aaa, bbb, ccc, ddd, eee, fff, ggg, article.")


def test_a_draft_is_not_said_to_be_missing(tmp_path: Path) -> None:
    sheet = (
        PARTIES + "demands: [{id: pay, by: union, txt: x}, {id: rest, by: union, text: R., draft: true}]\n"
    )
    content = write_story(tmp_path, sheet)
    assert [code for code, _, _ in told(content, "rest")] == ["draft-reference"]


def test_where_an_id_cannot_be_read_only_slips_are_told(tmp_path: Path) -> None:
    content = write_story(tmp_path, PARTIES + "demands: [{id: ?, by: union, text: More pay.}]\n")
    assert told(content, "quux") == []
    assert [code for code, _, _ in told(content, "unoin")] == ["unknown-id"]


@pytest.mark.parametrize(
    ("sheet", "place", "message", "hint", "first"),
    [
        (
            "parties:\n  - {id: a, name: Club, aliases: [CC, DU]}\n  - {id: b, name: DU}\n",
            "7:19 DU",
            "Both “a” and “b” are called “DU”; a link could not tell which is meant",
            (
                "Under “story”, say which is meant: add the line “names: {DU: a}” below “headline: The port "
                "strike”, with 2 spaces before it. Or delete the name at one of the two."
            ),
            ("“a” has it here", "6:39 DU"),
        ),
        (
            "parties:\n  - {id: a, name: The Club}\n  - {id: b, name: B, aliases: [x, the Club]}\n",
            "7:35 the Club",
            "Both “a” and “b” are called “the Club”; a link could not tell which is meant",
            (
                "Under “story”, say which is meant: add the line “names: {the Club: a}” below “headline: The "
                "port strike”, with 2 spaces before it. Or delete the name at one of the two."
            ),
            ("“a” has it here", "6:19 The Club"),
        ),
    ],
    ids=["an alias and a name", "two spellings"],
)
def test_what_is_told_of_a_shared_name(
    sheet: str, place: str, message: str, hint: str, first: tuple[str, str], tmp_path: Path
) -> None:
    library = library_of(write_story(tmp_path, sheet))
    _, (one,) = story_names(library.story("port"), library)
    assert f"{one.span.line}:{one.span.column} {one.span.text}" == place
    assert (one.code, one.message, one.hint, one.severity) == ("shared-name", message, hint, "error")
    ((words, span),) = one.related
    assert (words, f"{span.line}:{span.column} {span.text}") == first


def test_where_the_head_cannot_be_read_a_shared_name_is_told_without_its_place(tmp_path: Path) -> None:
    library, _ = read_library(write_story(tmp_path, SHARED % "DU", head="story: []\n"), "content")
    _, (one,) = story_names(library.story("port"), library)
    assert one.hint.startswith("Under “story”, say which is meant: write “names: {DU: union}”. Or delete")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("nmaes: {DU: union}", ["unknown-key"]),
        ("names: {DU: union}\n  updatd: 2031-02-20", ["unknown-key"]),
        ("names: {Dock Union: union}\n  updatd: 2031-02-20", ["unknown-key", "shared-name"]),
    ],
)
def test_who_may_have_said_it_under_a_wrong_key_is_told_of_no_shared_name(
    line: str, found: list[str], tmp_path: Path
) -> None:
    head = f"story:\n  headline: A\n  standfirst: B.\n  updated: 2031-02-20\n  {line}\n"
    library, problems = read_library(write_story(tmp_path, SHARED % "DU", head=head), "content")
    told = [*codes(problems), *codes(story_names(library.story("port"), library)[1])]
    assert told == found


def test_owners_of_a_name_are_known_by_any_spelling(tmp_path: Path) -> None:
    library = library_of(write_story(tmp_path, SHARED % "the DU"))
    owners = name_owners(library.story("port"), library)
    assert {party: spelling for party, (_, spelling) in owners.of("The DU").items()} == {"club": "the DU"}
    assert (owners.form("The DU"), owners.form("A DU"), owners.of("Crane")) == ("the DU", "A DU", {})


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a" * CONTEXT, "b" * CONTEXT, ("a" * CONTEXT, "b" * CONTEXT)),
        (
            "x " + "a" * (CONTEXT - 1),
            "b" * (CONTEXT - 1) + " x",
            ("… " + "a" * (CONTEXT - 1), "b" * (CONTEXT - 1) + "…"),
        ),
        ("x y " + "a b " * 40, " c d" * 41, ("… b " + "a b " * 39, " c d" * 39 + " c…")),
        ("前" * (CONTEXT + 9), "后" * (CONTEXT + 9), ("…" + "前" * CONTEXT, "后" * CONTEXT + "…")),
    ],
    ids=["short enough", "one more", "many words", "no spaces"],
)
def test_a_backlink_shows_so_much_and_no_more(before: str, after: str, shown: tuple[str, str]) -> None:
    link = TextLink("o", "t", f"{before}WORDS{after}", len(before), len(before) + 5)
    assert link.in_sentence() == (shown[0], "WORDS", shown[1])


def test_a_reference_in_a_text_has_its_own_words_or_the_title_and_blanks_go(tmp_path: Path) -> None:
    content = write_story(tmp_path, PARTIES)
    assert sheet_text("[[ union | they ]][[union]] DU [[ nobody ]]", content) == [
        ("they", "parties/union"),
        ("Dock Union", "parties/union"),
        (" DU nobody", ""),
    ]
    assert sheet_text("Dock Union", content) == [("Dock Union", "parties/union")]
    assert sheet_text("", content) == []
