"""The reference as the essay's own style has it."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from press.citing import entry_of, format_reference
from press.errors import Place
from press.settings import Settings
from press.styles import find_style
from tests.citing.essays import ESSAYS, essay

KINDS = ["chicago", "apa", "mla", "mhra", "gost", "ieee", "agora", "american-anthropological-association"]
"""Notes, author and date, numbers; without a bibliography; with parts on lines of their own."""
INLINE = {"root", "em", "strong", "a", "span", "sup", "sub"}


def reference(settings: Settings, style: str) -> Element:
    """Return a reference as a tree."""
    html = format_reference(
        entry_of(settings), find_style(style, Path(), Place(Path("essay.yaml"))), settings.language
    )
    tree: Element = fromstring(f"<root>{html}</root>")
    return tree


def words(tree: Element) -> str:
    return "".join(tree.itertext())


EXPECTED = [
    (
        "anonymous",
        "chicago",
        "Anonymous. In for a Penny: Did Stalin Take the Left Opposition’s Plan? The Essay Press, 2026.",
    ),
    (
        "german",
        "chicago",
        "Humboldt, Alexander von, Ursula Müller, Gruppe Arbeiterpolitik, und X. Weiß. Wer, wen? Die „Neue "
        "Ökonomische Politik“: ein Versuch. 2. Aufl. Herausgegeben von Ann Ed. Übersetzt von Bo Trans. "
        "Verlag & Söhne, 2026. https://doi.org/10.5281/zenodo.123.",
    ),
    ("french", "apa", "Beauvoir, S. de. (2026). Qui va là\u202f? un essai (2ᵉ éd.). Minuit."),
    ("russian", "mla", "Ленин, В. И. Что делать? Наболевшие вопросы. 2-я изд., Dietz, 1902."),
    ("chinese", "harvard", "毛泽东 (1937) 矛盾论."),
    (
        "anonymous",
        "ieee",
        "Anonymous, In for a Penny: Did Stalin Take the Left Opposition’s Plan? The Essay Press, 2026.",
    ),
    ("french", "agora", "Simone de Beauvoir, Qui va là\u202f? un essai, 2ᵉ éd., Minuit 2026."),
    (
        "anonymous",
        "american-anthropological-association",
        "Anonymous 2026 In for a Penny: Did Stalin Take the Left Opposition’s Plan? The Essay Press.",
    ),
    ("bare", "chicago", "Nobody. n.d."),
    ("bare", "macromolecular-reaction-engineering", "Nobody"),
]


@pytest.mark.parametrize(("name", "style", "expected"), EXPECTED)
def test_a_reference_is_as_the_style_and_the_language_have_it(name: str, style: str, expected: str) -> None:
    assert words(reference(essay(name), style)) == expected


@pytest.mark.slow
@pytest.mark.parametrize("style", KINDS)
def test_every_essay_has_a_reference_of_one_line(style: str) -> None:
    for name in ESSAYS:
        tree = reference(essay(name), style)
        assert {element.tag for element in tree.iter()} <= INLINE
        assert not any(
            element.get("href", "").startswith("#") or "id" in element.attrib for element in tree.iter()
        )
        assert words(tree) == words(tree).strip() != ""
        assert "  " not in words(tree)


def test_the_title_is_set_as_a_book_s_and_the_address_is_a_link() -> None:
    tree = reference(essay("quoted"), "chicago")
    (title,), (link,) = tree.findall("em"), tree.findall("a")
    assert "".join(title.itertext()) == "‘Socialism in One Country’: What Was It?"
    assert link.get("href") == link.text == "https://example.org/essays/quoted"
