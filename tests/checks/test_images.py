"""Pictures that will not print as they look are named, with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.checks.images import MARK, SCHEME, find_coarse, find_greyed
from press.cover import MARK as MARK_ON_THE_SHELF
from press.design import make_design
from press.document import compose
from press.editions import EDITIONS, Work
from press.layout import SCHEME as SCHEME_OF_THE_LAYOUT
from press.manuscript import load
from press.model import Artifact, Finding
from press.templating import Templates
from tests.prepress.essays import FADE, HUES, packed, write_essay

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" {}/></svg>'
CALL = '# Pictures\n\n![A](a.png){alt="Seen" width=40mm}\n'


def test_pictures_are_known_by_the_layout_s_own_names() -> None:
    assert SCHEME == SCHEME_OF_THE_LAYOUT
    assert SCHEME + MARK == MARK_ON_THE_SHELF


def look(essay: Path, edition: str = "pdf") -> dict[str, list[Finding]]:
    """Print an essay, and return what is said of its pictures."""
    manuscript = load(essay)
    document = compose(manuscript)
    design = make_design(manuscript.settings, essay)
    artifacts = EDITIONS[edition](Work(document, design, Templates(essay)))
    return {
        "coarse": list(find_coarse(manuscript, document, artifacts)),
        "greyed": list(find_greyed(manuscript, document, artifacts)),
    }


def grey(width: int, height: int = 100) -> bytes:
    return packed(FADE.resize((width, height)))


def line_art(width: int) -> bytes:
    return packed(FADE.resize((width, 100)).point(lambda level: 255 * (level > 128)).convert("1"))


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["pdf", "booklet"])
def test_a_coarse_picture_is_named_with_line_resolution_and_remedy(edition: str, tmp_path: Path) -> None:
    essay = write_essay(tmp_path / "essay", {"manuscript/a.png": grey(400), "manuscript/03-a.md": CALL})
    (found,) = look(essay, edition)["coarse"]
    said = str(found)
    assert said.startswith("warning: ")
    assert "03-a.md:3: the image a.png is printed 40 mm wide at 254 pixels to the inch" in said
    assert "Take an original 473 pixels wide, or print it no wider than 33 mm." in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "coarse"),
    [
        (grey(474, 120), False),
        (grey(468, 120), True),
        (line_art(946), False),
        (line_art(930), True),
        (grey(16, 16), False),
    ],
    ids=["tones, fine", "tones, coarse", "lines, fine", "lines, coarse", "a ground"],
)
def test_what_the_press_wants_is_the_bar(data: bytes, coarse: bool, tmp_path: Path) -> None:
    essay = write_essay(tmp_path / "essay", {"manuscript/a.png": data, "manuscript/03-a.md": CALL})
    assert bool(look(essay)["coarse"]) == coarse


@pytest.mark.slow
def test_of_a_picture_that_comes_twice_the_larger_is_named(tmp_path: Path) -> None:
    twice = CALL + '\n![A](a.png){alt="Seen" width=80mm}\n'
    essay = write_essay(tmp_path / "essay", {"manuscript/a.png": grey(400), "manuscript/03-a.md": twice})
    (found,) = look(essay)["coarse"]
    assert "03-a.md:5: the image a.png is printed 80 mm wide at 127" in str(found)


@pytest.mark.slow
def test_the_publisher_s_mark_is_looked_at_too(tmp_path: Path) -> None:
    files = {"mark.png": packed(HUES)}
    essay = write_essay(
        tmp_path / "essay", files, publisher="A Press", publisher_mark="mark.png", ink="black"
    )
    found = look(essay)
    (coarse,) = found["coarse"]
    assert "essay.yaml:7: the image mark.png is printed" in str(coarse)
    greyed = [str(finding) for finding in found["greyed"]]
    assert any("essay.yaml:7: the image mark.png is in colour" in said for said in greyed)


@pytest.mark.parametrize(
    ("ink", "picture", "said"),
    [
        ("black", packed(HUES), "is in colour and prints as greys: the pamphlet is printed in black alone"),
        (
            "spot",
            packed(HUES),
            "printed in black and Accent. See that it reads well in greys, draw in the accent",
        ),
        ("process", packed(HUES), ""),
        ("black", packed(FADE), ""),
        ("black", packed(FADE.convert("RGB"), "JPEG"), ""),
    ],
    ids=["black", "spot", "process", "grey", "grey JPEG"],
)
def test_a_photograph_in_colour_that_prints_grey_is_named(
    ink: str, picture: bytes, said: str, tmp_path: Path
) -> None:
    name = "a.jpg" if picture.startswith(b"\xff\xd8") else "a.png"
    files: dict[str, bytes | str] = {
        f"manuscript/{name}": picture,
        "manuscript/03-a.md": CALL.replace("a.png", name),
    }
    found = greyed(write_essay(tmp_path / "essay", files, ink=ink), name)
    assert (said in found and f"03-a.md:3: the image {name} " in found) if said else not found


@pytest.mark.parametrize(
    ("ink", "paint", "lost"),
    [
        ("spot", 'fill="#003399"', "#003399"),
        ("spot", 'style="stroke: rgb(0, 51, 153); fill: none"', "rgb(0, 51, 153)"),
        ("spot", 'fill="green" stroke="#c8281e"', "green"),
        ("spot", 'fill="#c8281e" stroke="#e4938e"', ""),
        ("spot", 'fill="url(#a)" stroke="currentColor" color="#888"', ""),
        ("black", 'fill="#c8281e"', "#c8281e"),
        ("process", 'fill="#003399"', ""),
    ],
)
def test_a_drawing_s_colours_without_an_ink_are_named(
    ink: str, paint: str, lost: str, tmp_path: Path
) -> None:
    files = {"manuscript/a.svg": DRAWN.format(paint), "manuscript/03-a.md": CALL.replace("a.png", "a.svg")}
    found = greyed(write_essay(tmp_path / "essay", files, ink=ink), "a.svg")
    assert (f"the image a.svg has colours ({lost}) that print as greys" in found) if lost else not found


def greyed(essay: Path, name: str) -> str:
    """Return what is said of a picture's colours, without printing it."""
    manuscript = load(essay)
    artifact = Artifact("press", "a-press.pdf", "application/pdf", b"", 4)
    found = find_greyed(manuscript, compose(manuscript), [artifact])
    return "".join(str(finding) for finding in found if f"image {name} " in str(finding))


def test_an_essay_that_is_not_printed_is_not_looked_at(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"manuscript/a.png": packed(HUES), "manuscript/03-a.md": CALL}
    manuscript = load(write_essay(tmp_path / "essay", files))
    document = compose(manuscript)
    assert list(find_greyed(manuscript, document, [])) == []
    assert list(find_coarse(manuscript, document, [])) == []
