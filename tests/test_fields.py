"""Single values: what each kind of field takes, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.fields import (
    LINE,
    MAX_LINE,
    MAX_PROSE,
    PROSE,
    as_day,
    as_flag,
    as_id,
    as_reference,
    as_target,
    as_url,
    one_line,
    text_only,
)
from generator.kinds import RefusedError, Single, as_list


def refusal(field: Callable[[object], object], value: object) -> str:
    """The code of a refusal, and its words."""
    with pytest.raises(RefusedError) as refused:
        field(value)
    assert refused.value.hint
    return f"{refused.value.code}: {refused.value.message}"


def test_texts_lose_the_space_around_them_and_nothing_else() -> None:
    assert text_only(" NO \n") == "NO"
    assert text_only("12:30:45") == "12:30:45"
    assert one_line(" a  b ") == "a  b"


@pytest.mark.parametrize("value", [None, "", " ", "\u00a0"])
def test_nothing_is_no_text(value: object) -> None:
    told = refusal(text_only, value)
    assert told.startswith(("empty-value: Nothing stands", "empty-value: There is nothing"))


@pytest.mark.parametrize("separator", ["\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_one_line_is_one_line(separator: str) -> None:
    assert refusal(one_line, f"a{separator}b").startswith("line-break")


@pytest.mark.parametrize(("kind", "most"), [(LINE, MAX_LINE), (PROSE, MAX_PROSE)])
def test_a_text_may_be_as_long_as_its_limit(kind: Single, most: int) -> None:
    assert kind.read(f" {'x' * most}\n") == "x" * most
    with pytest.raises(RefusedError, match=f"has {most + 1:,} characters; the limit is {most:,}"):
        kind.read("x" * (most + 1))


def test_what_has_no_shape_is_no_text_beside_what_has() -> None:
    assert refusal(text_only, "\u200b \u3164\ufe0f").startswith("empty-value")
    assert text_only("\u200bé") == "\u200bé"


def test_braces_in_a_refused_value_stay_as_they_are() -> None:
    assert "“{0} {hint}”" in refusal(as_reference, "{0} {hint}")


def test_ids_and_references() -> None:
    assert as_id("dock-union") == "dock-union"
    assert as_reference("port/dock-union") == "port/dock-union"
    assert refusal(as_id, "Dock Union").startswith("bad-id")
    assert refusal(as_id, "7").startswith("bad-id")
    for bad in ("a/b/c", "/a", "a/", "A", "party:a"):
        assert refusal(as_reference, bad).startswith("bad-reference")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/a?b=c&d=%20#e",
        "HTTPS://Example.org:8443/",
        "https://bücher.example/é",
        "https://8.8.8.8/",
        "https://1.example.org/",
    ],
)
def test_web_addresses(url: str) -> None:
    assert as_url(f" {url} ") == url


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org", "//example.org", "ftp://example.org", "javascript:alert(1)", "https:example.org", "https://",
        "https:///a", "https://host", "https://localhost/", "https://localhost./", "https://app.localhost/",
        "https://printer.local", "https://db.internal", "http://127.0.0.1", "http://127.1", "http://2130706433",
        "http://0x7f000001", "http://0x7f.1", "http://010.0.0.1", "http://１２７.０.０.１", "http://127。0。0。1",
        "http://10.0.0.1", "http://169.254.169.254/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::1",
        "https://example.org:0/", "https://example.org:99999/", "https://a@example.org", "https://a:b@example.org",
        "https://exa mple.org", "https://example.org/<b>", 'https://example.org/"', "https:\\\\example.org",
    ],
)  # fmt: skip
def test_addresses_that_lead_no_reader_anywhere(url: str) -> None:
    assert refusal(as_url, url).partition(":")[0] in ("bad-url", "empty-value")


def test_targets_are_ids_or_web_addresses() -> None:
    assert as_target("port/pay") == "port/pay"
    assert as_target("https://example.org/") == "https://example.org/"
    assert refusal(as_target, "javascript:alert(1)").startswith("bad-url")
    assert refusal(as_target, "//example.org").startswith("bad-url")
    assert refusal(as_target, "www.example.org/page").startswith("bad-url")
    assert refusal(as_target, "A Page").startswith("bad-reference")


def test_one_value_counts_as_a_list_of_one() -> None:
    assert as_list("a") == ("a",)
    assert as_list(["a", "b"]) == ("a", "b")
    assert as_list(None) == ()


def test_flags_are_words() -> None:
    assert [as_flag(word) for word in ("true", "Yes", "false", "NO")] == [True, True, False, False]
    assert refusal(as_flag, "maybe").startswith("bad-flag")


def test_a_day_is_one_day_without_doubt() -> None:
    assert str(as_day("2026-02-20")) == "2026-02-20"
    for bad in ("2026-02", "2026-02-20~", "2026-02-20?", "2026-02-20/2026-02-21"):
        assert refusal(as_day, bad).startswith("day-expected")
