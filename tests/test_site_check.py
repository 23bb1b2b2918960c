"""Each fault planted in a small site and caught; its harmless twin let pass."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import at_length
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import parallel, site_check
from generator.mistakes import help_address
from generator.site_check import (
    Finding,
    PageLinks,
    Readings,
    Site,
    check_site,
    content_facts,
    finding_lines,
    group_of,
    page_facts,
    resolve,
)
from generator.site_check import addresses as site_addresses
from generator.site_check import tangles as site_tangles
from generator.site_check.findings import Use

ELSEWHERE = "https://elsewhere.example"
# One pixel, so that no test depends on a file for an image.
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site without faults: two pages, a style sheet and a picture."""
    write(tmp_path, "index.html", '<h1 id="top-story">Home</h1><a href="party/">Party</a>')
    write(tmp_path, "party/index.html", '<h1 id="party">Party</h1><a name="old">x</a><a href="../">Home</a>')
    write(tmp_path, "assets/main.css", "body { color: black }")
    write(tmp_path, "assets/Map.png", "")
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def codes(site: Path, html: str, *, page: str = "story/index.html", base_path: str = "/") -> list[str]:
    """The faults of the site once a page with this HTML is added."""
    write(site, page, html)
    return [finding.code for finding in check_site(site, base_path=base_path)]


def test_a_good_site_has_no_findings(site: Path) -> None:
    assert check_site(site) == []


FAULTY = {
    "broken-link": [
        '<a href="nowhere/">x</a>',
        '<a href="../party/index.htm">x</a>',
        '<a href="../assets/">x</a>',
        '<a href="../../party/">x</a>',
        '<a href="/nowhere/">x</a>',
        '<a href="/../party/">x</a>',
        '<a href="../PARTY/">x</a>',
        '<a href="..\\nowhere">x</a>',
        '<a href="../par%2574y/">x</a>',
        '<a href="%2e%2e/%2e%2e/party/">x</a>',
        '<img alt="" src="../assets/map.png">',
        '<img alt="" src="?" srcset="../assets/Map.png 1x, ../assets/gone.png 2x">',
        '<img alt="" srcset="../assets/Map.png 1x,../assets/gone.png">',
        '<video poster="gone.png"></video>',
        '<form action="gone"></form>',
        "<button formaction='gone'>x</button>",
        '<object data="gone.svg"></object>',
        '<link rel="stylesheet" href="gone.css">',
        '<link rel="next" href="gone/">',
        "<template><a href=gone>x</a></template>",
        "<template><template><a href=gone>x</a></template></template>",
        '<noscript><img alt="" src="gone.png"></noscript>',
        '<svg><use xlink:href="gone.svg#i"/></svg>',
    ],
    "broken-anchor": [
        '<a href="#gone">x</a>',
        '<a href="../party/#gone">x</a>',
        '<a href="../#Top-story">x</a>',
        '<a href="../party/?q=1#gone">x</a>',
        '<a href="../party/#gone:~:text=words">x</a>',
        '<svg><use href="#gone"/></svg>',
    ],
    "duplicate-id": ['<p id="a"></p><p id="a"></p>', '<p id="a"></p><svg><g id="a"/></svg>'],
    "bad-scheme": [
        '<a href="javascript:alert(1)">x</a>',
        '<a href="javascript:void(0)">x</a>',
        '<a href="javascript:alert(1)" data-md-component="share">x</a>',
        '<a href="JavaScript&#58;alert(1)">x</a>',
        '<a href="java&#9;script:alert(1)">x</a>',
        '<a href="java&NewLine;script:alert(1)">x</a>',
        '<a href="&#1; &#31;javascript:alert(1)">x</a>',
        '<a href="vbscript:x">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<a href="file:///etc/hosts">x</a>',
        '<a href="ftp://elsewhere.example/">x</a>',
        '<a href="//elsewhere.example/">x</a>',
        '<a href="/\\elsewhere.example/">x</a>',
        '<a href="\\\\elsewhere.example/">x</a>',
        '<a href="https:elsewhere">x</a>',
        '<a href="https:///elsewhere.example">x</a>',
        '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
        '<iframe src="data:text/html,x"></iframe>',
        '<iframe src="data:image/svg+xml,x"></iframe>',
        '<frameset><frame src="data:image/svg+xml,x"></frameset>',
        '<object data="data:image/svg+xml,x"></object>',
        '<embed src="data:image/svg+xml,x">',
        '<script src="data:text/javascript,x"></script>',
        '<form action="javascript:x"></form>',
        '<area href="javascript:x" alt="x">',
    ],
    "third-party": [
        f'<img alt="" src="{ELSEWHERE}/a.png">',
        '<img alt="" src="//elsewhere.example/a.png">',
        '<img alt="" src="\\\\elsewhere.example/a.png">',
        '<img alt="" src="ht&#10;tps://elsewhere.example/a.png">',
        f'<img alt="" srcset="../assets/Map.png 1x, {ELSEWHERE}/a.png 2x">',
        f'<img alt="" srcset="../assets/Map.png 1x,{ELSEWHERE}/a.png">',
        f'<picture><source srcset="{ELSEWHERE}/a.png"><img alt="" src="{PIXEL}"></picture>',
        f'<script src="{ELSEWHERE}/a.js"></script>',
        f'<iframe src="{ELSEWHERE}/"></iframe>',
        f'<audio src="{ELSEWHERE}/a.ogg"></audio>',
        f'<video><track src="{ELSEWHERE}/a.vtt"></video>',
        f'<video poster="{ELSEWHERE}/a.png"></video>',
        f'<embed src="{ELSEWHERE}/a">',
        f'<object data="{ELSEWHERE}/a"></object>',
        f'<link rel="stylesheet" href="{ELSEWHERE}/a.css">',
        f'<link rel="alternate StyleSheet" href="{ELSEWHERE}/a.css">',
        f'<link rel="preconnect" href="{ELSEWHERE}">',
        f'<link rel="dns-prefetch" href="{ELSEWHERE}">',
        f'<link rel="shortcut icon" href="{ELSEWHERE}/a.ico">',
        f'<link rel="manifest" href="{ELSEWHERE}/a.json">',
        f'<link rel="preload" as="image" imagesrcset="{ELSEWHERE}/a.png 2x">',
        f'<a href="../" ping="{ELSEWHERE}/">x</a>',
        f'<form action="{ELSEWHERE}/"></form>',
        f'<svg><use href="{ELSEWHERE}/a.svg#i"/></svg>',
        f'<svg><image xlink:href="{ELSEWHERE}/a.png"/></svg>',
        f'<svg><filter><feImage href="{ELSEWHERE}/a.png"/></filter></svg>',
        f'<p style="background: url({ELSEWHERE}/a.png)">x</p>',
        "<p style=\"background: URL( '//elsewhere.example/a.png' )\">x</p>",
        f'<p style="background: u\\72l({ELSEWHERE}/a.png)">x</p>',
        "<p style='background: url(\"\\68ttps://elsewhere.example/a.png\")'>x</p>",
        f'<p style=\'background: image-set("a.png" 1x, "{ELSEWHERE}/a.png" 2x)\'>x</p>',
        f'<style>@import "{ELSEWHERE}/a.css";</style>',
        f"<style>@\\69mport url({ELSEWHERE}/a.css);</style>",
        f"<style>a::before{{content:'/*'}} b{{background:url({ELSEWHERE}/a)}} c{{content:'*/'}}</style>",
        f"<svg><style>@import '{ELSEWHERE}/a.css'</style></svg>",
        f'<body background="{ELSEWHERE}/a.png">x</body>',
        f'<noscript><p title="</noscript><img alt src={ELSEWHERE}/a>"></p></noscript>',
        f'<p><noscript><img alt="" src="{ELSEWHERE}/a.png"></noscript><frameset></frameset>',
        f'<template><noscript><img alt="" src="{ELSEWHERE}/a.png"></noscript></template>',
        f'<b ping="{ELSEWHERE}/">x</b>',
        f'<b imagesrcset="{ELSEWHERE}/a.png 2x">x</b>',
    ],
    "script-in-text": [
        "<article><p><script>x()</script></p></article>",
        "<article><script src='../assets/Map.png'></script></article>",
        '<article><script type="module">x()</script></article>',
        '<article><svg><script type="text/json">x()</script></svg></article>',
        '<div role="main"><b><script type="application/json;x">x()</script></b></div>',
    ],
    "event-attribute": [
        '<p onclick="x()">x</p>',
        "<svg/onload=x()></svg>",
        "<p ONMOUSEOVER>x</p>",
        "<p onclick a b>x</p>",
        '<img alt="" src="?"onerror=x()>',
        "<template><p onclick=x()>x</p></template>",
        '<noscript><p title="</noscript><b onclick=x()>">x</p></noscript>',
    ],
    "missing-alt": [
        '<img src="../assets/Map.png">',
        '<input type="IMAGE" src="../assets/Map.png">',
        '<input type="image">',
        '<img class="map">',
        '<img id="map">',
    ],
    "empty-link": [
        '<a href="../"></a>',
        '<a href="../"> &nbsp;\n<svg><path d=""/></svg></a>',
        '<a href="../" title=" "><img alt="" src="../assets/Map.png"></a>',
        '<a href="../" target="_blank"></a>',
    ],
    "meta-refresh": [
        '<meta http-equiv="Refresh" content="0; url=../">',
        "<meta http-equiv=refresh content=5>",
    ],
    "base-address": ['<base href="/">', f'<base href="{ELSEWHERE}/">'],
    "hidden-page": ['<iframe srcdoc="&lt;p>x"></iframe>'],
    "tangled-page": [
        "<div>" * 3000,
        "<div></i>" * 3000,
        f"<p {' '.join(f'a{number}=1' for number in range(5000))}>",
        f"<p {'/'.join(f'a{number}' for number in range(5000))}>",
    ],
}
FAULTS = [(code, html) for code, examples in FAULTY.items() for html in examples]


@pytest.mark.parametrize(("code", "html"), FAULTS)
def test_a_planted_fault_is_the_one_finding(site: Path, code: str, html: str) -> None:
    assert codes(site, html) == [code]


HARMLESS = [
    '<article><script type="application/ld+json">{}</script><script type=" Application/JSON ">{}</script>',
    "<body><script>x()</script><article>x</article><script src='../assets/Map.png'></script>",
    '<a href="../party/">x</a><a href="../party">x</a><a href="../party/index.html">x</a>',
    '<a href="">x</a><a href=".">x</a><a href="./">x</a><a href="..">x</a><a href="?q=/gone/">x</a>',
    '<a href="/">x</a><a href="/party/?q#party">x</a><a href="%70arty/../../%70arty/">x</a>',
    '<a href="..\\party\\">x</a><a href="%2e%2E/party/">x</a><a href=" ../par\nty/ ">x</a>',
    '<a href="#">x</a><a href="#top">x</a><a href="#TOP">x</a><a href="../party/#:~:text=words">x</a>',
    '<a href="../party/#party">x</a><a href="../party/#old">x</a><a href="../party/#party:~:text=a">x</a>',
    '<p id="ö ä"></p><a href="#ö ä">x</a><a href="#%C3%B6%20%C3%A4">x</a>',
    '<p id="100%25"></p><a href="#100%25">x</a><a href="#100%2525">x</a>',
    '<a href="../assets/Map.png#xywh=1,2">x</a>',
    f'<a href="{ELSEWHERE}/a">x</a><a href="HTTP://elsewhere.example">x</a>',
    f'<map><area href="{ELSEWHERE}/a" alt="A"></map><svg><a xlink:href="{ELSEWHERE}/a">x</a></svg>',
    '<a href="mailto:desk@elsewhere.example">x</a><a href="tel:+1">x</a>',
    f'<link rel="canonical" href="{ELSEWHERE}/"><link rel="alternate license" href="{ELSEWHERE}/feed">',
    f'<meta property="og:image" content="{ELSEWHERE}/a.png"><meta http-equiv="X" content="0;url=gone">',
    f'<img alt="" src="{PIXEL}"><img alt srcset="{PIXEL} 1x, ../assets/Map.png 2x">',
    '<p style="color: red; background: url(data:image/svg+xml;utf8,%3Csvg/%3E)">x</p>',
    f"<style>a {{ content: '{ELSEWHERE}' }} /* url({ELSEWHERE}) */ b {{ background: url(a.png) }}</style>",
    '<p id="A"></p><p id="a"></p><p id=""></p><i id=""></i><template><b id="a"></b></template>',
    '<p id></p><i id></i><a href>x</a><a href target="_blank">x</a>',
    '<p data-onclick="x" on-x="y" on="z" title="onclick=x()">onclick="x()"</p>',
    '<img src="../assets/Map.png" alt><img src="../assets/Map.png" alt="A map"><input type="text">',
    '<a href="../" aria-label="Home"></a><a href="../" title="Home"></a><a id="here"></a>',
    '<a href="../"><img alt="Home" src="../assets/Map.png"></a><a href="../"><i aria-label="Home"></i></a>',
    '<a href="../"><svg><title>Home</title></svg></a><map><area></map>',
    '<a href="javascript:void(0)" data-md-component="search-share" title="Share"></a>',
    '<pre>&lt;a href="gone"&gt;</pre><!-- <a href="gone">x</a> --><script>"<a href=gone>"</script>',
    "<ul>" + "<li><p>x" * 3000 + "</ul>",
    "<div>" * 200 + "</div>" * 200 + "<div><b>x</b></div>" * 3000,
    f'<img alt="" src="data:image/png;base64,{"abc/def=" * 6000}">',
]


@pytest.mark.parametrize("html", HARMLESS)
def test_what_is_right_passes(site: Path, html: str) -> None:
    assert codes(site, html) == []


def test_a_refresh_may_not_lead_astray_either(site: Path) -> None:
    html = f"<meta http-equiv=refresh content=\"0; URL='{ELSEWHERE}'\">"
    assert codes(site, html) == ["meta-refresh", "third-party"]


def test_no_message_gives_orders_to_a_build_service(site: Path) -> None:
    write(site, "index.html", "<a href='##[add-mask]e'>x</a>")
    assert "##[" not in "".join(finding_lines(check_site(site)))


def test_a_finding_says_where_and_what(site: Path) -> None:
    write(site, "story/index.html", '<!doctype html>\n<p>gone/</p>\n<p><a\n href="gone/?a=1&amp;b=2">x</a>')
    (finding,) = check_site(site)
    assert (finding.file, finding.line, finding.code) == ("story/index.html", 4, "broken-link")
    assert "“gone/?a=1&b=2”" in finding.message
    assert "“story/gone/index.html”" in finding.message


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ('<img src="../assets/Map.png">', "../assets/Map.png"),
        ('<area shape="rect" coords="0,0,1,1" href="../index.html">', "../index.html"),
    ],
)
def test_an_image_without_words_is_named_by_its_file(site: Path, html: str, named: str) -> None:
    write(site, "story/index.html", f"<!doctype html>\n<p>x</p>\n{html}")
    found = [one for one in check_site(site) if one.code == "missing-alt"]
    assert [one.line for one in found] == [3]
    assert f"The image “{named}” has no words" in found[0].message


FLAT = """\
area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup rp rt colgroup
thead tbody tfoot tr td th circle ellipse line path polygon polyline rect stop use
"""


@pytest.mark.parametrize("tag", FLAT.split())
def test_what_closes_by_itself_nests_in_nothing(site: Path, tag: str) -> None:
    assert "tangled-page" not in codes(site, f"<{tag}>" * 2_100)
    assert "tangled-page" in codes(site, "<b>" * 2_100)


def test_line_ends_of_all_kinds_count_once(site: Path) -> None:
    (site / "index.html").write_bytes(b"<p>\r\n\r<p>\n<a href='a\r\nb'>x</a>")
    assert [finding.line for finding in check_site(site)] == [4]


def test_the_second_of_two_ids_is_pointed_at(site: Path) -> None:
    write(site, "index.html", "<p id=a>\n<p id='b'>\n<p ID=\"a\">")
    (finding,) = check_site(site)
    assert (finding.line, finding.code) == (3, "duplicate-id")


def test_a_fault_that_a_page_repeats_is_told_once(site: Path) -> None:
    assert codes(site, '<a href="gone">x</a>' * 3) == ["broken-link"]


def test_other_capitals_are_recognised(site: Path) -> None:
    write(site, "index.html", '<a href="Party/">x</a><img alt="" src="assets/map.png">')
    party, picture = check_site(site)
    assert "“party/index.html”" in party.hint
    assert "“assets/Map.png”" in picture.hint


@pytest.mark.parametrize(
    "html",
    [
        '<a href="{0}">x</a>',
        '<a href="../{0}/../../..">x</a>',
        '<a href="#{0}">x</a>',
        '<a href="x:{0}">x</a>',
        '<a href="{0}/"></a>',
        '<a href="//{0}">x</a>',
        '<img alt="" src="https://{0}">',
        '<img src="{0}">',
        '<p id="{0}"></p><p id="{0}"></p>',
        '<p onclick="{0}"></p>',
    ],
)
def test_a_message_cannot_act_on_a_terminal(site: Path, html: str) -> None:
    write(site, "index.html", html.format(f"\x1b[31m{'x' * 5000}"))
    findings = check_site(site)
    assert findings
    for finding in findings:
        assert (finding.message + finding.hint).isprintable()
        assert len(finding.message) < 400
        assert len(finding.hint) < 600


@pytest.mark.parametrize("base_path", ["/news/", "news", "/news"])
def test_absolute_links_stay_below_the_base_path(site: Path, base_path: str) -> None:
    good = '<a href="/news/party/">x</a><a href="/news/">x</a><a href="/news">x</a><a href="../party/">x</a>'
    assert codes(site, good, base_path=base_path) == []
    for href in ("/", "/party/", "/newspaper/", "/news/../party/", "/news/gone/"):
        assert codes(site, f'<a href="{href}">x</a>', base_path=base_path) == ["broken-link"], href


def test_style_sheets_are_read_too(site: Path) -> None:
    write(site, "assets/main.css", f"a {{}}\n\nb {{ background: url({ELSEWHERE}/a.png) }}\n")
    (finding,) = check_site(site)
    assert (finding.file, finding.line, finding.code) == ("assets/main.css", 3, "third-party")
    assert finding.message.startswith("This style sheet asks")


def test_only_some_files_can_be_reported_on(site: Path) -> None:
    write(site, "a.html", '<a href="party/#party">x</a><a href="party/#gone">x</a>')
    write(site, "b.html", '<a href="gone">x</a>')
    assert [finding.file for finding in check_site(site)] == ["a.html", "b.html"]
    assert [finding.code for finding in check_site(site, only=["a.html", "no.html"])] == ["broken-anchor"]


def test_findings_come_in_one_order(site: Path) -> None:
    for name in ("z.html", "b/index.html", "a.html"):
        write(site, name, '<a href="gone">\n</a><img src="gone"><p id=a><p id=a>')
    findings = check_site(site)
    assert findings == sorted(findings)
    assert len(findings) == 15


def test_a_page_can_be_read_and_resolved_on_its_own() -> None:
    facts = page_facts(b'<p id="a"></p><a href="../b/#c">x</a><a href="../b/#d">x</a><a href="#a">x</a>')
    assert facts.anchors == {"a"}
    pages = {"a/index.html": facts.anchors, "b/index.html": frozenset("c")}
    site = Site(frozenset(pages), "/", pages.__getitem__)
    assert [fault.value for fault in resolve("a/index.html", facts, site)] == ["../b/#d"]


def test_the_byte_order_mark_decides_as_in_browsers(site: Path) -> None:
    for encoding in ("utf-16", "utf-8-sig"):
        (site / "index.html").write_bytes("\n<p onclick=x()>".encode(encoding))
        assert [(one.line, one.code) for one in check_site(site)] == [(2, "event-attribute")]


def test_links_in_the_file_system_do_no_harm(site: Path) -> None:
    (site / "loop").symlink_to(site, target_is_directory=True)
    (site / "dangling.html").symlink_to(site / "gone.html")
    assert check_site(site) == []


def test_a_page_of_ten_megabytes_is_read(site: Path) -> None:
    paragraph = f"<p>{'words ' * 100}</p>"
    assert codes(site, f"{paragraph * 16_500}<a href=gone>x</a>") == ["broken-link"]


PIECES = st.sampled_from(
    (
        *(
            b"<a href=",
            b"<img src=",
            b"<p id=",
            b'"',
            b"'",
            b">",
            b"</a>",
            b"<svg>",
            b"<style>",
            b"url(",
            b"@import",
        ),
        *(b"javascript:", b"//", b"\\", b"\x00", b"\xff", b"&#", b"%", b"..", b"#", b"?", b"<template>"),
        *(
            b" srcset=",
            b"<meta http-equiv=refresh content=",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"<!--",
            b"x",
            b" ",
        ),
        *(b"<noscript>", b"\n", b"\\d800 ", b"\\ffffff", b"[", b"]:", b"https:"),
    )
)


@at_length(settings())
@given(st.one_of(st.binary(), st.lists(PIECES, max_size=30).map(b"".join)))
def test_no_page_makes_it_fail(tmp_path_factory: pytest.TempPathFactory, html: bytes) -> None:
    folder = tmp_path_factory.mktemp("site")
    for name in ("index.html", "main.css"):
        (folder / name).write_bytes(html)
    for finding in check_site(folder):
        assert isinstance(finding, Finding)
        assert 1 <= finding.line <= html.count(b"\n") + html.count(b"\r") + 1 or b"\xff\xfe" in html[:2]


@given(
    st.lists(
        st.sampled_from(["../", "a/", "b-1_", ".", "/", "#", "?", ":", "%2e", "é", "\\", " "]), max_size=7
    )
)
def test_what_nearly_all_links_say_is_read_as_any_address_is(pieces: list[str]) -> None:
    written = "".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        plain = site_addresses.judged(Use.FOLLOWED, written, "href")
        patch.setattr(site_addresses, "_PLAIN", re.compile("(?!)"))
        site_addresses._judge_link_once.cache_clear()
        assert site_addresses.judged(Use.FOLLOWED, written, "href") == plain
    site_addresses._judge_link_once.cache_clear()


@given(st.lists(st.sampled_from(["a", "b", "..", ".", "a/..", "%2e%2e/a"]), min_size=1, max_size=5))
def test_a_relative_link_resolves_as_folders_do(steps: list[str]) -> None:
    here = ["x", "y"]
    expected: list[str] | None = here.copy()
    for step in "/".join(steps).replace("%2e", ".").split("/"):
        if step == "..":
            expected = expected[:-1] if expected else None
        elif step != "." and expected is not None:
            expected.append(step)
        if expected is None:
            return
    assert expected is not None
    page = "/".join([*here, "index.html"])
    target = "/".join([*expected, "index.html"])
    facts = page_facts(f'<a href="{"/".join(steps)}/">x</a>'.encode())
    for files in ({page, target}, {page}):
        site = Site(frozenset(files), "/", lambda name: frozenset())
        assert (list(resolve(page, facts, site)) == []) == (target in files)


def found(site: Path, html: str) -> list[Finding]:
    """What is wrong once a page with this HTML is added."""
    write(site, "story/index.html", html)
    return check_site(site)


@pytest.mark.parametrize(
    ("html", "code", "line"),
    [
        ("<article>\n<p>A\n<script>show()</script></article>", "script-in-text", 3),
        ("<article>\n<script></script></article>", "script-in-text", 2),
        ('<article>\n\n<script src="../assets/main.css"></script></article>', "script-in-text", 3),
        ("<h1>A</h1>\n" + "<div>\n" * 3_000, "tangled-page", 514),
        ("<p>\n<p " + " ".join(f"a{number}=1" for number in range(6_000)) + ">", "tangled-page", 2),
    ],
    ids=["script", "empty script", "script of a file", "deep", "long"],
)
def test_what_stands_in_no_attribute_is_told_at_its_own_line(
    site: Path, html: str, code: str, line: int
) -> None:
    assert [(one.code, one.line) for one in found(site, html)] == [(code, line)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("../partie/", "../party/"),
        ("../party/indx.html", "../party/index.html"),
        ("../assets/main.cs", "../assets/main.css"),
    ],
)
def test_a_link_to_nothing_is_offered_what_stands_there(site: Path, written: str, meant: str) -> None:
    (one,) = found(site, f'<a href="{written}">A</a>')
    assert (one.code, one.hint) == ("broken-link", f"Did you mean “{meant}”?")


def test_a_link_that_is_like_none_is_offered_nothing(site: Path) -> None:
    (one,) = found(site, '<a href="../quay/crane/">A</a>')
    assert one.hint.startswith("Write the address of a page that is there")


@pytest.mark.parametrize(
    ("address", "end"),
    [
        ("a/crane.png?size=2", "as “crane.png”, then write that name in place of the address."),
        ("crane", "write its name here."),
    ],
)
def test_a_copy_is_named_as_the_file_was(site: Path, address: str, end: str) -> None:
    (one,) = found(site, f'<img alt="" src="https://example.org/{address}">')
    assert one.code == "third-party"
    assert one.hint.endswith(end)


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('<img src="../assets/Map.png">', '<img src="../assets/Map.png" alt="…">'),
        ('<img class="wide" src="../assets/Map.png">', '<img src="../assets/Map.png" … alt="…">'),
        ("<img>", '<img alt="…">'),
        (
            '<a href="javascript:x">More</a>',
            'No address stands behind it: keep the words alone, so that <a href="',
        ),
        ('<a href="ftp://elsewhere.example/">A</a>', "Write the whole address"),
        ('<form action="javascript:x"></form>', "or delete “action=…”"),
        (
            '<p onclick="x">A</p>',
            'If you wrote this yourself, delete onclick="x", the part in quotes too. If',
        ),
        (
            '<iframe title="Map" srcdoc="x"></iframe>',
            "where that page has an address of its own. If not",
        ),
    ],
)
def test_a_part_of_a_page_is_shown_as_it_then_reads(site: Path, html: str, told: str) -> None:
    (one,) = found(site, html)
    assert told in one.hint


FOLDERS = st.sampled_from(["a/", "b/", "b/c/", "gone/"])
LINKS = st.tuples(FOLDERS, st.sampled_from(["", "#one", "#two", "#frame", "#top"])).map("".join)
IDS = st.lists(st.sampled_from(["one", "two", "frame"]), max_size=2)
PAGE = st.tuples(IDS, st.lists(LINKS, max_size=3), st.integers(0, 1))


@at_length(settings(max_examples=60, deadline=None))
@given(pages=st.tuples(PAGE, PAGE, PAGE), around=LINKS)
def test_pages_that_were_read_in_groups_have_the_faults_of_pages_read_alone(
    tmp_path_factory: pytest.TempPathFactory,
    pages: tuple[tuple[list[str], list[str], int], ...],
    around: str,
) -> None:
    """Their contents were read apart from the frame that the theme prints around all of them."""
    folder = tmp_path_factory.mktemp("site")
    frame = f'<nav id="frame"><a href="/{around}">x</a></nav>'
    facts: dict[int, list[tuple[str, str]]] = {0: [], 1: []}
    for name, (ids, links, group) in zip(("a/", "b/", "b/c/"), pages, strict=True):
        content = "".join(f'<p id="{one}">x</p>' for one in ids)
        content += "".join(f'<a href="/{one}">x</a>' for one in links)
        write(folder, f"{name}index.html", f"<!doctype html><html><body>{frame}{content}</body></html>")
        facts[group].append((f"{name}index.html", content))
    frames = [group_of([("a/index.html", page_facts(frame.encode()))], "/")]
    groups = [
        group_of([(name, content_facts(content.encode())) for name, content in some], "/").within(frames)
        for some in facts.values()
    ]
    assert check_site(folder, groups=groups) == check_site(folder)


@pytest.mark.parametrize(
    ("html", "place", "message", "hint"),
    [
        (
            '<a href="../par/#x">x</a>',
            "3 broken-link",
            "“../par/#x” leads to nothing: this site has no “par/index.html”",
            "Did you mean “../party/#x”?",
        ),
        (
            '<a href="../Party/">x</a>',
            "3 broken-link",
            "“../Party/” leads to nothing: this site has no “Party/index.html”",
            "The address is spelled with other capitals: there is “party/index.html”.",
        ),
        (
            '<a href="../../party/">x</a>',
            "3 broken-link",
            "“../../party/” leads out of the site",
            (
                "The site begins at “/”: correct the address, or write it out with https:// if it means "
                "another site."
            ),
        ),
        (
            '<a href="../party/#gone">x</a>',
            "3 broken-anchor",
            "“../party/#gone” leads to a place that is not on “party/index.html”",
            (
                "Nothing there has the id “gone”: correct what stands after the #, or link to the page as "
                "a whole."
            ),
        ),
        (
            '<p id="a">x</p><i id="a">y</i>',
            "3 duplicate-id",
            "The id “a” stands 2 times on this page",
            "Links reach the first one only: give the others ids of their own.",
        ),
        (
            '<a href="java&#9;script:x">x</a>',
            "3 bad-scheme",
            "“java�script:x” is not an address that a page may use here",
            (
                "No address stands behind it: keep the words alone, so that <a "
                'href="java�script:x">words</a> becomes “words”.'
            ),
        ),
        (
            '<img alt="" src="https://elsewhere.example/a.png?b=c">',
            "3 third-party",
            "This page asks another site for “https://elsewhere.example/a.png?b=c”",
            (
                "That site would learn of every reader. First save a copy in the folder of this page, as "
                "“a.png”, then write that name in place of the address."
            ),
        ),
        (
            '<img alt="" srcset="../assets/Map.png 1x, https://elsewhere.example/b 2x">',
            "3 third-party",
            "This page asks another site for “https://elsewhere.example/b”",
            (
                "That site would learn of every reader. First save a copy in the folder of this page, then "
                "write its name here."
            ),
        ),
        (
            '<a href="../" ping="https://elsewhere.example/p">x</a>',
            "3 third-party",
            "This page asks another site for “https://elsewhere.example/p”",
            (
                "That site would learn of every reader. First save a copy in the folder of this page, then "
                "write its name here."
            ),
        ),
        (
            '<style>\na {}\n@import "https://elsewhere.example/a.css";</style>',
            "3 third-party",
            "This page asks another site for “https://elsewhere.example/a.css”",
            (
                "That site would learn of every reader. First save a copy in the folder of this page, as "
                "“a.css”, then write that name in place of the address."
            ),
        ),
        (
            '<p style="a: url(https://elsewhere.example/c.gif)">x</p>',
            "3 third-party",
            "This page asks another site for “https://elsewhere.example/c.gif”",
            (
                "That site would learn of every reader. First save a copy in the folder of this page, as "
                "“c.gif”, then write that name in place of the address."
            ),
        ),
        (
            "<article><script>z()\ny()</script></article>",
            "3 script-in-text",
            "A program (script) stands in the text of this page",
            (
                "If you wrote this yourself, delete all from “<script” to “</script>”. If not, show this "
                "to whoever keeps the site's templates. They can name its file under “extra_javascript” in "
                "mkdocs.yml, or set “content_policy: false” there where pages embed others."
            ),
        ),
        (
            '<p onclick="x()">x</p>',
            "3 event-attribute",
            "“onclick=…” makes a part of this page run a program",
            (
                'If you wrote this yourself, delete onclick="x()", the part in quotes too. If not, show '
                "this to whoever keeps the site's templates."
            ),
        ),
        (
            '<img src="../assets/Map.png">',
            "3 missing-alt",
            "The image “../assets/Map.png” has no words for those who cannot see it",
            (
                'Write what it shows into its alt, so: <img src="../assets/Map.png" alt="…">. If it only '
                'decorates, write alt="".'
            ),
        ),
        (
            '<a href="../"></a>',
            "3 empty-link",
            "The link to “../” has no words, so nobody can tell where it leads",
            (
                'Write them between “>” and “</a>”: <a href="../">words</a>. A picture in a link has them '
                'in alt="…".'
            ),
        ),
        (
            '<meta http-equiv="Refresh" content="0; url=../">',
            "3 meta-refresh",
            "This page moves its reader on by itself",
            (
                "If you wrote this yourself, delete all from “<meta” to “>”; no link need stand there. If "
                "not, show this to whoever keeps the site's templates."
            ),
        ),
        (
            '<base href="/">',
            "3 base-address",
            "“<base …>” changes where every link of this page leads",
            (
                "If you wrote this yourself, delete all from “<base” to “>”: the pages of a site link to "
                "each other without it. If not, show this to whoever keeps the site's templates."
            ),
        ),
        (
            '<iframe srcdoc="&lt;p>x"></iframe>',
            "3 hidden-page",
            "A whole page stands inside this one, in “srcdoc=…”, where nothing can check it",
            (
                "If you wrote this yourself, delete all from “<iframe” to “</iframe>”, or put a link "
                "there, where that page has an address of its own. If not, show this to whoever keeps the "
                "site's templates."
            ),
        ),
        (
            '<a href="a&amp;b/">x</a>',
            "3 broken-link",
            "“a&b/” leads to nothing: this site has no “story/a&b/index.html”",
            "Write the address of a page that is there, or keep the words alone, without the link.",
        ),
        (
            '<img alt="" srcset="gone.png 2x">',
            "3 broken-link",
            "“gone.png” leads to nothing: this site has no “story/gone.png”",
            "Write the address of a page that is there, or keep the words alone, without the link.",
        ),
    ],
)
def test_what_is_told_of_a_fault(site: Path, html: str, place: str, message: str, hint: str) -> None:
    (one,) = found(site, f"<!doctype html>\n<p>/ ../ x() ../assets/Map.png</p>\n{html}")
    assert (f"{one.line} {one.code}", one.message, one.hint) == (place, message, hint)


def test_a_mistake_of_many_pages_is_told_once_with_its_help(site: Path) -> None:
    for name in ("a.html", "b.html", "c.html"):
        write(site, name, "<p>\n<a href='gone/'>x</a>")
    write(site, "d.html", "<a href='/gone'>x</a>")
    told = list(finding_lines(check_site(site), "https://example.org/"))
    hint = "Write the address of a page that is there, or keep the words alone, without the link."
    help_ = f"https://example.org/{help_address('broken-link')}"
    assert told == [
        (
            "a.html:2: [broken-link] “gone/” leads to nothing: this site has no “gone/index.html” "
            f"(and at 2 more places). {hint} More: {help_}"
        ),
        f"d.html:1: [broken-link] “/gone” leads to nothing: this site has no “gone”. {hint} More: {help_}",
    ]
    assert next(finding_lines(check_site(site))).endswith(f" More: {help_address('broken-link')}")


@pytest.mark.parametrize(
    "css",
    [
        f'@import "{ELSEWHERE}/a.css";',
        f"@IMPORT url({ELSEWHERE}/a.css);",
        f"a {{ b: url( {ELSEWHERE}/a.css) }}",
        f"a {{ b: URL( '{ELSEWHERE}/a.css' ) }}",
        f"a {{ b: src('{ELSEWHERE}/a.css') }}",
        f"a {{ b: -webkit-image-set('{ELSEWHERE}/a.css' 1x) }}",
        f"a {{ b: image-set(\n'{ELSEWHERE}/a.css' 1x) }}",
        f"a {{ b: \\url({ELSEWHERE}/a.css) }}",
        f"a {{ b: ur\\6c ({ELSEWHERE}/a.css) }}",
        f"/* url(x) */ a {{ b: url({ELSEWHERE}\\2f a.css) }}",
        f"a {{ b: '{{' url({ELSEWHERE}/a.css) }}",
        f"a {{ b: url(x.png), url({ELSEWHERE}/a.css) }}",
        f'a {{ b: "\\"" url({ELSEWHERE}/a.css) }}',
    ],
)
def test_a_style_sheet_asks_nobody_else(site: Path, css: str) -> None:
    write(site, "assets/main.css", f"a {{}}\r\n{css}\n")
    (one,) = check_site(site)
    assert (one.code, one.line) == ("third-party", 3 if "\n" in css else 2)
    assert one.message == f"This style sheet asks another site for “{ELSEWHERE}/a.css”"


@pytest.mark.parametrize(
    "css",
    [
        f"/* url({ELSEWHERE}/a.css)",
        f"/* @import '{ELSEWHERE}/a.css' */ a {{ content: '{ELSEWHERE}/a.css' }}",
        f"a {{ b: url(x.png); content: '{ELSEWHERE}/a.css' }}",
        f"@import 'a.css'; a {{ content: '{ELSEWHERE}/a.css' }}",
        f"a {{ b: image-set('x.png' 1x) }} b::before {{ content: '{ELSEWHERE}/a.css' }}",
        f"a {{ curl: x; content: '{ELSEWHERE}' }}",
        "a { b: url() } c { d: url('') }",
        "a { b: '\\110000 \\d800 \\",
    ],
)
def test_a_style_sheet_may_name_others(site: Path, css: str) -> None:
    write(site, "assets/main.css", css)
    assert check_site(site) == []


def test_a_page_says_what_others_need_to_know_of_it() -> None:
    facts = page_facts(
        b'<p id="a"></p><a name="b" href="/x/../c/d.html?q#e">x</a><a href="../../f/">x</a><a '
        b'href="#g:~:text=h">x</a><a href="i%20j">x</a><a href="./..">x</a><a href="k/.">x</a>'
    )
    assert facts.anchors == {"a", "b"}
    assert [tuple(link)[2:] for link in facts.links] == [
        (True, 0, "c/d.html", False, "e"),
        (False, 2, "f/", False, ""),
        (False, 0, "", True, "g"),
        (False, 0, "i j", False, ""),
        (False, 1, "", False, ""),
        (False, 0, "k/", False, ""),
    ]
    assert facts.faults == ()


@pytest.mark.parametrize(
    "html",
    [
        *("</article><p>", "</article><table>", "<article>", "<i id=_end></i>", "<!--"),
        "<div>" * 3_000,
    ],
)
def test_what_does_not_keep_to_its_place_is_not_read_alone(html: str) -> None:
    assert content_facts(html.encode()) is None


ASKED = (
    *("action", "background", "data", "formaction", "href", "imagesrcset", "ping", "poster", "src", "srcset"),
    "xlink:href",
)


@pytest.mark.parametrize(
    ("attribute", "code"),
    [
        *((f"{name}={ELSEWHERE}/", "third-party") for name in ASKED),
        (f"style=a:url({ELSEWHERE}/)", "third-party"),
        ("srcdoc", "hidden-page"),
        ("onclick", "event-attribute"),
    ],
)
def test_whatever_an_attribute_asks_for_is_seen_on_any_element(attribute: str, code: str) -> None:
    assert [fault.code for fault in page_facts(f"<b {attribute}>x</b>".encode()).faults] == [code]


TAGS = st.sampled_from(
    (
        *("<a>", "<a b>", "<a<b>", "<ab>", "</a>", "</a<b>", "</ab>", "</b >", "</a/b>", "<p>", "</p>"),
        *("<", "/"),
    )
)


@at_length(settings(max_examples=200, deadline=None))
@given(pieces=st.lists(TAGS, min_size=1, max_size=8), times=st.integers(500, 530))
def test_what_need_not_be_counted_is_not_deep(pieces: list[str], times: int) -> None:
    text = ("".join(pieces) * times + "<p></p>" * 1_000).encode()
    found = site_tangles.tangle(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_tangles, "_could_be_deep", lambda _text: True)
        assert site_tangles.tangle(text) == found


@pytest.mark.parametrize(
    "pieces", [b"<a></ab>", b"<ab></a>", b"<a<b></a>", b"<b<a></a></b>", b"<b><<a></a/b>"]
)
def test_what_is_not_closed_by_its_own_name_stays_open(pieces: bytes) -> None:
    assert site_tangles.tangle(pieces * 500 + b"<p></p>" * 1_000) is None
    assert site_tangles.tangle(pieces * 513 + b"<p></p>" * 1_000) is not None


def test_a_name_without_an_end_is_looked_at_once() -> None:
    assert site_tangles.tangle(b"<a" * 1_000_000) is None


def test_what_stands_inside_of_others_that_are_whole_counts_too() -> None:
    whole = b"<a><b c>d<i/></i><i><u></u></i></b></a>" * 3_000
    assert site_tangles.tangle(b"<div>" * 508 + whole) is None
    assert site_tangles.tangle(b"<div>" * 509 + whole) is not None


def test_what_keeps_to_its_place_is_read_alone() -> None:
    facts = content_facts(b"<p id=a><a href=b/>x</a><script>x()</script>")
    assert facts is not None
    assert facts.anchors == {"a"}
    assert [link.path for link in facts.links] == ["b/"]
    assert [fault.code for fault in facts.faults] == ["script-in-text"]


def test_what_is_read_alone_of_a_head_belongs_to_its_page() -> None:
    page, head = (
        content_facts(b"<p id=a><a href=b/>x</a>"),
        content_facts(b"<link href=c.atom rel=alternate>"),
    )
    assert page is not None
    assert head is not None
    whole = page.with_head(head)
    assert whole is not None
    assert whole.anchors == {"a"}
    assert [link.path for link in whole.links] == ["b/", "c.atom"]
    faulty = content_facts(b"<link href=//c rel=alternate>")
    assert faulty is not None
    assert [fault.code for fault in (page.with_head(faulty) or page).faults] == ["bad-scheme"]
    # An id of the head may stand on the page as well, which only who reads both as one sees.
    offering = content_facts(b"<link id=a>")
    assert offering is not None
    assert page.with_head(offering) is None


def test_a_group_offers_and_wants_what_its_pages_do() -> None:
    one = content_facts(b"<p id=a></p><a href='#a'>x</a><a href='../b/#c'>x</a><a href='../d.png#e'>x</a>")
    two = content_facts(
        b"<p id=c></p><a href='../a/#gone'>x</a><a href='../a/#top'>x</a><a href='/f/#g%20h'>x</a>"
    )
    group = group_of([("a/index.html", one), ("b/index.html", two)], "/")
    assert group.anchors == {"a/index.html": {"a"}, "b/index.html": {"c"}}
    assert group.files == {"d.png", "f/index.html"}
    assert group.places == {"a/index.html": {"gone"}, "f/index.html": {"g h"}}
    assert group.sound
    assert not group_of([("a/index.html", one), ("b/index.html", None)], "/").sound
    assert not group_of([("a/index.html", content_facts(b"<base href=x>"))], "/").sound
    away = group_of([("index.html", content_facts(b"<a href='../x'>x</a>"))], "/")
    assert not away.sound
    frame = group_of([("x/index.html", page_facts(b"<nav id=c></nav><a href='/y/'>x</a>"))], "/")
    within = group.within([frame, frame])
    assert within.files - group.files == {"y/index.html"}
    assert not within.sound
    other = group_of([("x/index.html", page_facts(b"<nav id=n></nav>"))], "/")
    assert group.within([other]).sound
    assert not group.within([other, away]).sound


def test_a_page_that_was_read_but_is_not_there_is_missed(site: Path) -> None:
    group = group_of([("gone/index.html", page_facts(b"<p id=a>"))], "/")
    write(site, "story/index.html", "<a href=../gone/>x</a>")
    story = group_of([("story/index.html", page_facts(b"<a href=../gone/>x</a>"))], "/")
    assert [one.code for one in check_site(site, groups=[group, story])] == ["broken-link"]
    write(site, "gone/index.html", "<p id=a>")
    assert check_site(site, groups=[group, story]) == []


STYLES = st.sampled_from(["", "a { b: url(x.png) }", f"a {{ b: url({ELSEWHERE}/a.css) }}"])
CONTENT = st.tuples(PAGE, PAGE, PAGE, STYLES)


@at_length(settings(max_examples=60, deadline=None))
@given(before=CONTENT, after=CONTENT, kept=st.lists(st.booleans(), min_size=4, max_size=4))
def test_what_was_read_of_an_earlier_site_changes_no_finding(
    tmp_path_factory: pytest.TempPathFactory,
    before: tuple[tuple[list[str], list[str], int], ...],
    after: tuple[tuple[list[str], list[str], int], ...],
    kept: list[bool],
) -> None:
    """Of the later site some files are as they were, or have only changed places."""
    folder, readings = tmp_path_factory.mktemp("site"), Readings()
    for content in (
        before,
        [old if same else new for old, new, same in zip(before, after, kept, strict=True)],
    ):
        *pages, css = content
        write(folder, "assets/main.css", str(css))
        for name, (ids, links, _) in zip(("a/", "b/", "b/c/"), pages, strict=True):
            html = "".join(f'<p id="{one}">x</p>' for one in ids)
            write(folder, f"{name}index.html", html + "".join(f'<a href="/{one}">x</a>' for one in links))
        assert check_site(folder, readings=readings) == check_site(folder)
        readings = Readings(readings.now)


def test_what_is_as_it_was_is_not_read_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(html: bytes) -> PageLinks:
        read.append("page")
        return page_facts(html)

    def noted_style(name: str, _css: bytes) -> Iterator[Finding]:
        read.append(name)
        return iter(())

    # What a helper does is not seen here.
    monkeypatch.setattr(parallel, "processors", lambda: 1)
    monkeypatch.setattr(site_check, "page_facts", noted)
    monkeypatch.setattr(site_check, "style_sheet", noted_style)
    first = Readings()
    assert check_site(site, readings=first) == []
    assert sorted(read) == ["assets/main.css", "page", "page"]
    read.clear()
    write(site, "party/index.html", '<h1 id="party">Party</h1><a href="../">At home</a>')
    second = Readings(first.now)
    assert check_site(site, readings=second) == []
    assert read == ["page"]
    assert len(second.now) == len(first.now) == 3
    assert second.now != first.now
