"""Calendars: iCalendar as RFC 5545 has it, only days that are known, and any text as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import GOOD, SITE_NAME, Pages
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from stories import write_story

from generator.build import Build, Settings, build
from generator.date_parsing import parse_date
from generator.edition import Edition
from generator.outputs.calendars import folded
from generator.outputs.calendars import text as escaped

URL = "https://example.org/pages/"
ONCE = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS", "DESCRIPTION", "DTEND", "URL", "SEQUENCE")
STATES = ("CONFIRMED", "TENTATIVE", "CANCELLED")
Lines = list[tuple[str, str, str]]
"""Each with its name, its parameters and its value."""


# --- what a calendar must be ------------------------------------------------------------------


def unfolded(calendar: bytes) -> list[str]:
    """The lines of a calendar (section 3.1)."""
    return calendar.decode().replace("\r\n ", "").split("\r\n")[:-1]


def parts_of(line: str) -> tuple[str, str, str]:
    head, _, value = line.partition(":")
    name, _, parameters = head.partition(";")
    return name, parameters, value


def faults(calendar: bytes) -> Iterator[str]:
    """What RFC 5545 forbids in a calendar."""
    if not calendar.endswith(b"\r\n") or re.search(rb"(?<!\r)\n|\r(?!\n)", calendar):
        yield "line end"
    elif broken := set(line_faults(calendar)):
        yield from broken
    else:
        yield from whole_faults(calendar, [parts_of(line) for line in unfolded(calendar)])


def line_faults(calendar: bytes) -> Iterator[str]:
    for line in calendar.split(b"\r\n"):
        if len(line) > 75:
            yield "long line"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield "cut letter"


def whole_faults(calendar: bytes, lines: Lines) -> Iterator[str]:
    if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", calendar.decode()):
        yield "control character"
    if [line[2] for line in (lines[0], lines[-1])] != ["VCALENDAR", "VCALENDAR"]:
        yield "no calendar"
    for name in ("VERSION", "PRODID"):
        if [line[0] for line in lines].count(name) != 1:
            yield f"no {name}"
    events = list(events_of(lines))
    if not events:
        yield "empty"
    if len({value for one in events for name, _, value in one if name == "UID"}) != len(events):
        yield "UID"
    for one in events:
        yield from event_faults(one)


def events_of(lines: Lines) -> Iterator[Lines]:
    """The lines of each event."""
    event: Lines | None = None
    for name, parameters, value in lines:
        if (name, value) == ("BEGIN", "VEVENT"):
            event = []
        elif (name, value) == ("END", "VEVENT") and event is not None:
            yield event
            event = None
        elif event is not None:
            event.append((name, parameters, value))


def event_faults(event: Lines) -> Iterator[str]:
    names = [name for name, _, _ in event]
    for name in ("UID", "DTSTAMP", "DTSTART"):
        if name not in names:
            yield f"no {name}"
    yield from (f"{name} twice" for name in ONCE if names.count(name) > 1)
    values = {name: (parameters, value) for name, parameters, value in event}
    if values.get("STATUS", ("", "CONFIRMED"))[1] not in STATES:
        yield "STATUS"
    if not re.fullmatch(r"\d{8}T\d{6}Z", values.get("DTSTAMP", ("", ""))[1]):
        yield "DTSTAMP"
    days = [day_of(values[name]) for name in ("DTSTART", "DTEND") if name in values]
    if None in days:
        yield "no such day"
    elif len(days) == 2 and days[0] is not None and days[1] is not None and days[1] <= days[0]:
        yield "ends before it begins"
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        if re.search(r"(?<!\\)(?:\\\\)*(?:[;,]|\\[^\\;,nN])", values.get(name, ("", ""))[1]):
            yield "not escaped"


def day_of(value: tuple[str, str]) -> date | None:
    """A real day, of a value that says it is one."""
    if value[0] != "VALUE=DATE" or not re.fullmatch(r"\d{8}", value[1]):
        return None
    try:
        return date.fromisoformat(f"{value[1][:4]}-{value[1][4:6]}-{value[1][6:]}")
    except ValueError:
        return None


def calendars_of(made: Build) -> dict[str, bytes]:
    return {file.path: file.content for file in made.files if file.path.endswith(".ics")}


@pytest.fixture(scope="module")
def calendars() -> dict[str, bytes]:
    """The good site's calendars at an address of its own."""
    return calendars_of(build(Settings(GOOD, "content", SITE_NAME, site_url=URL)))


@pytest.fixture(params=["whole", "relative"])
def either(request: pytest.FixtureRequest, calendars: dict[str, bytes], built: Build) -> dict[str, bytes]:
    """With the site's address and without."""
    return calendars if request.param == "whole" else calendars_of(built)


def test_the_site_and_each_story_with_days_have_a_calendar(either: dict[str, bytes]) -> None:
    assert set(either) == {"dates.ics", "bridge-closure/dates.ics", "harbour-strike/dates.ics"}
    assert [fault for one in either.values() for fault in faults(one)] == []


PLANTED: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("no such day", lambda c: c.replace(b"DATE:20240506", b"DATE:20240230")),
    ("no such day", lambda c: c.replace(b"DTSTART;VALUE=DATE:20240506", b"DTSTART:20240506")),
    (
        "ends before it begins",
        lambda c: c.replace(b"DTEND;VALUE=DATE:20240507", b"DTEND;VALUE=DATE:20240506"),
    ),
    ("line end", lambda c: c.replace(b"\r\n", b"\n")),
    ("long line", lambda c: c.replace(b"\r\n ", b"")),
    ("cut letter", lambda c: c.replace(b"VERSION:2.0", b"VERSION:2.0\r\nX-A:\xc3\r\n \xa9")),
    ("control character", lambda c: c.replace(b"SUMMARY:", b"SUMMARY:\x07")),
    ("no UID", lambda c: re.sub(rb"UID:.*\r\n", b"", c, count=1)),
    ("UID", lambda c: re.sub(rb"UID:.*(?:\r\n .*)*\r\n", b"UID:a@b\r\n", c)),
    ("DTSTAMP", lambda c: c.replace(b"T000000Z", b"T000000")),
    ("STATUS", lambda c: c.replace(b"STATUS:CANCELLED", b"STATUS:OFF")),
    ("SUMMARY twice", lambda c: c.replace(b"SUMMARY:", b"SUMMARY:a\r\nSUMMARY:", 1)),
    ("not escaped", lambda c: c.replace(b"SUMMARY:", b"SUMMARY:a, b; ", 1)),
    ("no PRODID", lambda c: re.sub(rb"PRODID.*\r\n", b"", c)),
    ("no calendar", lambda c: c.replace(b"END:VCALENDAR\r\n", b"")),
    ("empty", lambda c: re.sub(rb"BEGIN:VEVENT.*END:VEVENT\r\n", b"", c, flags=re.DOTALL)),
)


@pytest.mark.parametrize(("fault", "plant"), PLANTED, ids=[f"{n}-{p[0]}" for n, p in enumerate(PLANTED)])
def test_the_checks_catch(calendars: dict[str, bytes], fault: str, plant: Callable[[bytes], bytes]) -> None:
    good = calendars["harbour-strike/dates.ics"]
    bad = plant(good)
    assert bad != good
    assert fault in set(faults(bad))


# --- what stands in it ------------------------------------------------------------------------


def read(calendar: bytes) -> dict[str, dict[str, object]]:
    """The events as another program reads them, by the beginning of their names."""
    events = Calendar.from_ical(calendar).events
    return {
        str(event["UID"]).partition("@")[0].rpartition(".")[2]: {
            "start": event.DTSTART,
            "end": event.DTEND,
            "state": str(event.get("STATUS", "")),
            "says": str(event.get("DESCRIPTION", "")),
            "title": str(event["SUMMARY"]),
            "sequence": event["SEQUENCE"],
        }
        for event in events
    }


def test_another_program_reads_what_was_meant(calendars: dict[str, bytes]) -> None:
    events = read(calendars["harbour-strike/dates.ics"])
    assert set(events) == {"strike-begins", "meeting", "mediation", "regatta"}
    assert events["strike-begins"]["state"] == "CONFIRMED"
    assert events["mediation"]["state"] == "", "a plan is neither certain nor in doubt"
    assert (events["mediation"]["start"], events["mediation"]["end"]) == (date(2024, 5, 6), date(2024, 5, 7))
    assert (events["regatta"]["start"], events["regatta"]["end"]) == (date(2024, 4, 27), date(2024, 4, 29))
    assert (events["regatta"]["state"], events["regatta"]["sequence"]) == ("CANCELLED", 1)


def test_what_has_no_day_is_left_out_and_counted(calendars: dict[str, bytes]) -> None:
    whole = Calendar.from_ical(calendars["harbour-strike/dates.ics"])
    assert str(whole["X-WR-CALDESC"]).startswith("8 dates are not in this calendar")
    assert len(whole.events) == 4


def test_the_calendar_of_all_counts_what_is_left_out_of_every_story(tmp_path: Path) -> None:
    """Also of one that has no calendar of its own."""
    write_story(tmp_path, SHEET.format(date="2026-03-02", status="planned"))
    write_story(tmp_path, SHEET.format(date="2026-04", status="planned"), slug="rail")
    made = calendars_of(build(Settings(tmp_path, "content")))
    assert sorted(made) == ["dates.ics", "port/dates.ics"]
    assert b"X-WR-CALDESC:1 date is not in this calendar" in made["dates.ics"]
    assert b"X-WR-CALDESC" not in made["port/dates.ics"]


def test_an_event_says_how_it_is_known(calendars: dict[str, bytes], pages: Pages, built: Build) -> None:
    for event in read(calendars["dates.ics"]).values():
        for way in re.findall(r"https://\S+", str(event["says"])):
            page, _, anchor = way.removeprefix(URL).partition("#")
            assert anchor in pages[page].ids
    says = str(read(calendars["harbour-strike/dates.ics"])["strike-begins"]["says"])
    assert says.startswith(
        "The cranes stop at noon.\n\nHow we know: https://example.org/pages/harbour-strike/"
    )
    # Where the site's address is not known, none could be followed.
    assert all(b"URL" not in one and b"http" not in one for one in calendars_of(built).values())


def test_the_calendar_of_all_has_the_events_of_each(calendars: dict[str, bytes]) -> None:
    each = [one for path, one in calendars.items() if "/" in path]
    assert read(calendars["dates.ics"]) == {name: one for part in each for name, one in read(part).items()}
    for one in Calendar.from_ical(calendars["dates.ics"]).events:
        assert re.fullmatch(r"pages\.[a-z-]+\.[a-z0-9-]+@example\.org", str(one["UID"]))


def test_an_event_says_which_story_it_is_of(calendars: dict[str, bytes], edition: Edition) -> None:
    for story in edition.library.stories:
        whole: Any = Calendar.from_ical(calendars[f"{story.slug}/dates.ics"])
        names = {str(name) for event in whole.events for name in event["CATEGORIES"].cats}
        assert names == {story.head.headline}


SHEET = """
dates:
  - id: it
    date: {date}
    title: Talks, again; and again
    status: {status}
    evidence: Crane drivers
"""


def one_event(folder: Path, date: str, status: str = "planned") -> dict[str, object] | None:
    head = "story:\n  headline: The strike\n  standfirst: S.\n  updated: 2026-02-20\n"
    content = write_story(folder, SHEET.format(date=date, status=status), head=head)
    made = build(Settings(content, "content"))
    assert not made.failed
    found = calendars_of(made).get("port/dates.ics")
    assert ("dates.ics" in calendars_of(made)) == (found is not None)
    assert found is None or list(faults(found)) == []
    (page,) = (page for page in made.pages if page.address == "port/")
    assert ("port/dates.ics" in {one.address for one in page.alternates}) == (found is not None)
    return read(found)["it"] if found else None


@pytest.mark.parametrize(
    "day",
    [
        "2026-03",
        "2026",
        "2026-03?",
        "2026-03-02/..",
        "../2026-03-02",
        "2026-03/2026-04",
        "2026-03-02/2026-04",
    ],
)
def test_a_date_without_days_makes_no_event(tmp_path: Path, day: str) -> None:
    assert parse_date(day).days is None
    assert one_event(tmp_path, day) is None


@pytest.mark.parametrize(
    ("day", "status", "state"),
    [
        ("2026-03-02", "planned", ""),
        ("2026-03-02", "postponed", ""),
        ("2026-03-02~", "planned", "TENTATIVE"),
        ("2026-03-02?", "planned", "TENTATIVE"),
        ("2026-03-02%/2026-03-04", "planned", "TENTATIVE"),
        ("2026-02-02", "happened", "CONFIRMED"),
        ("2026-02-02", "ongoing", "CONFIRMED"),
        ("2026-02-02", "unknown", "TENTATIVE"),
        ("2026-02-02~", "cancelled", "CANCELLED"),
    ],
)
def test_how_certain_an_event_is(tmp_path: Path, day: str, status: str, state: str) -> None:
    found = one_event(tmp_path, day, status)
    assert found
    assert found["state"] == state
    assert found["title"] == "Talks, again; and again"
    assert ("about" in str(found["says"]) or "possibly" in str(found["says"])) == bool(
        re.search("[~?%]", day)
    )


def test_what_was_postponed_says_what_it_was_planned_for(tmp_path: Path) -> None:
    found = one_event(tmp_path, "2026-03-09", "postponed\n    previously: 2026-03-02")
    assert found
    assert "Planned before for: 2 March 2026" in str(found["says"])
    found = one_event(tmp_path, "2026-03-09", "planned")
    assert found
    assert "Planned before" not in str(found["says"])


def test_the_name_of_a_calendar_is_text(tmp_path: Path) -> None:
    head = "story:\n  headline: 'Strike; pay, rest \\ more'\n  standfirst: S.\n  updated: 2026-02-20\n"
    content = write_story(tmp_path, SHEET.format(date="2026-03-02", status="planned"), head=head)
    found = calendars_of(build(Settings(content, "content")))["port/dates.ics"]
    assert list(faults(found)) == []
    for key in (b"NAME", b"X-WR-CALNAME"):
        assert b"\r\n" + key + b":Strike\\; pay\\, rest \\\\ more" in found


def test_the_last_day_of_all_has_no_day_after(tmp_path: Path) -> None:
    found = one_event(tmp_path, "9999-12-31")
    assert found
    assert (found["start"], found["end"]) == (date(9999, 12, 31), None)


def test_the_thirtieth_of_february_is_refused_before_it_gets_here(tmp_path: Path) -> None:
    made = build(
        Settings(write_story(tmp_path, SHEET.format(date="2026-02-30", status="planned")), "content")
    )
    assert "bad-date" in {one.code for one in made.diagnostics}
    assert made.files == ()


# --- any text ---------------------------------------------------------------------------------


def back(value: str) -> str:
    """A text from the value of a property."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


@given(st.text(max_size=400))
def test_any_text_comes_back_but_for_control_characters(text: str) -> None:
    lines = folded(f"SUMMARY:{escaped(text)}")
    assert all(len(line) <= 75 for line in lines.split(b"\r\n"))
    (line,) = unfolded(lines)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert back(line.removeprefix("SUMMARY:")) == re.sub("[\x00-\x08\x0b-\x1f\x7f]", "\ufffd", plain)


@given(st.text("aé€😀 ", max_size=300))
def test_no_letter_is_cut_in_two(text: str) -> None:
    for line in folded(text).split(b"\r\n"):
        line.decode()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=200))
def test_another_program_reads_any_text(text: str) -> None:
    lines = [b"BEGIN:VCALENDAR\r\n", b"BEGIN:VEVENT\r\n", folded(f"SUMMARY:{escaped(text)}")]
    made = Calendar.from_ical(b"".join((*lines, b"END:VEVENT\r\n", b"END:VCALENDAR\r\n")))
    (event,) = made.events
    assert str(event["SUMMARY"]) == text
