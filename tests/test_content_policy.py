"""The policy, read as browsers read it (Content Security Policy Level 3, 2.2.1 and 6.7.2.8)."""

from generator.content_policy import POLICY

DIRECTIVES = {
    name: frozenset(sources)
    for directive in POLICY.split(";")
    for name, *sources in [directive.strip().lower().split()]
}
OURS = frozenset({"'self'"})
INLINE = frozenset({"'unsafe-inline'"})


def test_each_kind_of_thing_is_ruled_once() -> None:
    assert len(DIRECTIVES) == POLICY.count(";") + 1


def test_what_is_not_named_is_loaded_from_nowhere() -> None:
    assert DIRECTIVES["default-src"] == DIRECTIVES["base-uri"] == {"'none'"}


def test_scripts_and_what_they_fetch_are_files_of_the_site() -> None:
    assert DIRECTIVES["script-src"] == DIRECTIVES["worker-src"] == DIRECTIVES["connect-src"] == OURS


def test_forms_are_sent_nowhere_else() -> None:
    """`default-src` does not reach them."""
    assert DIRECTIVES["form-action"] == OURS


def test_pages_have_their_styles_letters_pictures_and_manifest() -> None:
    assert DIRECTIVES["font-src"] == DIRECTIVES["media-src"] == DIRECTIVES["manifest-src"] == OURS
    assert DIRECTIVES["style-src"] == OURS | INLINE
    assert DIRECTIVES["img-src"] == OURS | {"data:"}
