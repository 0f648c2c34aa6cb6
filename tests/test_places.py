from __future__ import annotations

from pathlib import Path

import pytest

from press.errors import Place
from press.model import Source
from press.places import Places

ONE = Source(
    Path("01.md"),
    """# The *claim* {#sec:claim}

Stalin, so the "story" runs, drove the Left out [@cohen1977, page 3], and
then carried out ([its own](https://example.org/a_(b)) programme).^[A note on *Deutscher's* fine book,
see [@deutscher1959].] They wanted industry---built quickly.[^two]

<!-- not a line about anybody at all -->
See @tbl:years for the whole of the chronology, and &eacute;migr&eacute; papers afterwards.

![A plan of the whole mill of @fig:mill in *ink*](mill.svg){#fig:plan}

[^two]: The second note names the office in Berlin.

The refrain of the book comes again here.
""",
)
TWO = Source(Path("02.md"), "# End\n\nThe refrain of the book comes again here.\n\nNothing else whatever.\n")

FOUND = [
    ("Stalin, so the “story” runs, drove", ONE, 3),
    ("THE “STORY” RUNS, DROVE THE", ONE, 3),
    ("Left out, and then carried out (its own", ONE, 3),
    ("out its own programme).1 They wanted indus-", ONE, 4),
    ("try—built quickly.2", ONE, 5),
    ("try\u2014built quickly", ONE, 5),
    ("1. A note on Deutscher’s \ufb01ne book", ONE, 4),
    ("2. The second note names the of\ufb01ce in Berlin", ONE, 12),
    ("Figure 2: A plan of the whole mill of fig. 1 in ink", ONE, 10),
    ("See Table 4 for the whole of the chrono-", ONE, 8),
    ("chronology, and émigré papers", ONE, 8),
    ("Cohen 1977, 3; Nothing else whatever.", TWO, 5),
]


@pytest.mark.parametrize(("words", "source", "line"), FOUND, ids=[words for words, _, _ in FOUND])
def test_words_from_paper_are_found_in_their_line(words: str, source: Source, line: int) -> None:
    assert Places([ONE, TWO]).find(words) == Place(source.path, line)


@pytest.mark.parametrize(
    "words", ["", "the", "not a line about anybody", "https example org", "Deutscher 1959"]
)
def test_what_no_reader_sees_or_is_too_short_is_not_found(words: str) -> None:
    assert Places([ONE, TWO]).find(words) is None


def test_what_stands_twice_is_found_in_order() -> None:
    places = Places([ONE, TWO])
    refrain = "The refrain of the book comes again here."
    assert places.find("Stalin, so the story runs") == Place(ONE.path, 3)
    assert places.find(refrain) == Place(ONE.path, 14)
    assert places.find("Nothing else whatever") == Place(TWO.path, 5)
    assert places.find("Stalin, so the story runs") == Place(ONE.path, 3)


def test_after_a_match_the_search_goes_on_from_there() -> None:
    places = Places([ONE, TWO])
    assert places.find("End The refrain of the book") == Place(TWO.path, 1)
    assert places.find("The refrain of the book comes again here.") == Place(TWO.path, 3)


def test_all_the_words_can_be_asked_for() -> None:
    places = Places([ONE, TWO])
    assert places.find("Cohen, Bukharin, 12. Nothing else whatever", whole=True) is None
    assert places.find("Nothing else whatever", whole=True) == Place(TWO.path, 5)


def test_a_picture_is_found_by_either_of_its_names() -> None:
    places = Places([ONE, Source(Path("02.md"), "# End\n\n![A](a%20b.svg)\n\n![A](<ü c.svg>)\n")])
    found = [places.find_picture(name) for name in ("mill.svg", "a b.svg", "ü c.svg", "d.svg")]
    assert found == [Place(ONE.path, 10), Place(Path("02.md"), 3), Place(Path("02.md"), 5), None]


def test_no_chapters_no_place() -> None:
    assert Places([]).find("Stalin, so the story runs") is None


def test_lines_of_the_real_essay_are_found() -> None:
    folder = Path(__file__).parent.parent / "manuscript"
    chapters = [Source.read(path) for path in sorted(folder.glob("*.md"))]
    where = {
        "and is chased off the farm; soon afterwards Napo-": ("01-the-claim.md", 5),
        "leon announces that the windmill will be built": ("01-the-claim.md", 5),
        "Cohen, Bukharin. 123. What would have to be true": ("01-the-claim.md", 11),
    }
    for words, (name, line) in where.items():
        assert Places(chapters).find(words) == Place(folder / name, line)
