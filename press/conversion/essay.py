"""convert(): from a file to the files of an essay, and the list of what was lost."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from press import pandoc, scaffold
from press.ast import Node, rewrite, stringify
from press.conversion import changes, marks, pictures, works
from press.conversion.chapters import Part, find_title, name_of, split
from press.conversion.losses import Losses, take_signs, without_signs
from press.conversion.reading import Text, cited_keys, read
from press.conversion.tidying import tidy
from press.errors import Place, Problem, UnreadableText
from press.scaffold import Wishes

MANUSCRIPT = PurePosixPath("manuscript")
NONE_CITED = "% The works that the essay cites, in BibTeX. The text that was imported brought none.\n"
AROUND = 30  # letters that are shown of where a chapter differs from its text


@dataclass(frozen=True)
class Converted:
    """The files of an essay by their paths in its folder, and what could not be carried over."""

    files: dict[PurePosixPath, bytes]
    losses: tuple[Problem, ...]


def convert(path: Path, folder: Path, wishes: Wishes) -> Converted:
    """Turn a text into an essay for a folder. An empty wish is filled from what the text says of itself.

    Raises UnreadableText when the file cannot be read, or has no words.
    """
    losses = Losses()
    text = read(path, losses)
    language = wishes.language or text.language or scaffold.LANGUAGE
    blocks = tidy(changes.accept_changes(text.blocks, losses), losses)
    gallery = pictures.Gallery(text.picture, language, losses)
    blocks = gallery.hang(blocks)
    blocks, bibliography, style = _cite(text, blocks, language, losses)
    blocks, title = find_title(blocks, text.title, text.authors)
    title = wishes.title or " ".join(title.split()) or path.stem
    if not blocks:
        raise UnreadableText.at(path, None, "has no text.", "Look whether it is the right file.")
    parts = split(marks.turn_british(blocks), title, losses)
    if bibliography and parts[-1].is_bare and len(parts) > 1:
        losses.tell(f"the bibliography under “{parts[-1].title}” is left out; the press makes its own")
        parts.pop()
    made = replace(
        wishes,
        title=title,
        authors=wishes.authors or text.authors,
        language=language,
        style=wishes.style or style,
    )
    chapters, problems = _write(parts, folder, losses)
    files = {
        scaffold.SETTINGS: scaffold.settings_text(made, folder).encode("utf-8"),
        **chapters,
        **gallery.files,
        PurePosixPath("references.bib"): (bibliography or NONE_CITED).encode("utf-8"),
    }
    whole = [Problem(f"{fact}.", place=Place(path)) for fact in losses.whole]
    return Converted(files, (*whole, *problems))


def _cite(text: Text, blocks: list[Node], language: str, losses: Losses) -> tuple[list[Node], str, str]:
    """Return the text with its citations settled, the bibliography and the style."""
    keys, references = works.name_works(text.references)
    bibliography = works.write_works(references) or text.bibliography
    known = list(keys.values())
    if text.bibliography and not known:
        known = [key for key in cited_keys(blocks) if f"{{{key}," in text.bibliography.replace(" ", "")]
        keys = {key: key for key in known}
    blocks, style = works.settle_citations(blocks, keys, known, language, losses)
    return blocks, bibliography, style


def _write(
    parts: Sequence[Part], folder: Path, losses: Losses
) -> tuple[dict[PurePosixPath, bytes], list[Problem]]:
    """Return the chapters' files, and each loss at its line of them."""
    files: dict[PurePosixPath, bytes] = {}
    places: dict[int, Place] = {}
    for number, part in enumerate(parts, start=1):
        name = MANUSCRIPT / name_of(number, part.title)
        written, lines = take_signs(_markdown(part.blocks))
        files[name] = written.encode("utf-8")
        places.update({sign: Place(folder / name, line) for sign, line in lines.items()})
        if near := _differs(part.blocks, written):
            losses.tell(f"{name.name} may not read as the text did, near “{near}”; compare the two")
    problems = [Problem(f"{fact}.", place=places.get(at)) for at, fact in enumerate(losses.facts)]
    return files, problems


def _markdown(blocks: list[Node]) -> str:
    return pandoc.write_markdown(marks.straighten(blocks)).replace(marks.AT, "\\@")


def _differs(blocks: list[Node], written: str) -> str:
    """Read a chapter back and return the words where it is not what it was, or nothing."""
    before, after = (_letters(tree) for tree in (blocks, pandoc.read_markdown(written)[0]))
    if before == after:
        return ""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    at = next(a for tag, a, *_ in matcher.get_opcodes() if tag != "equal")
    return before[max(0, at - AROUND) : at + AROUND]


def _letters(blocks: list[Node]) -> str:
    """Return a tree's letters without what reads otherwise in Markdown: citations, and marks of quotation."""

    def settle(node: Node) -> list[Node] | None:
        if node["t"] == "Cite":
            return []
        if node["t"] == "Quoted":
            mark = {"t": "Str", "c": "'"}
            return [mark, *rewrite(node["c"][1], settle), mark]
        if node["t"] == "Figure":  # whose picture says what it shows, which was no part of the text
            return [*rewrite(node["c"][1][1], settle)]
        return None

    return marks.letters(without_signs(stringify(rewrite(blocks, settle), notes=True)))
