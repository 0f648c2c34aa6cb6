"""Rules on figures, tables, formulas and listings, and on the labels by which they are referred to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.ast import Node, attributes, classes, each, identifier, stringify
from press.errors import Place
from press.model import KEY_END, Source
from press.rules.rule import Hit, Rule
from press.rules.structure.text import first_words, fold, place_of
from press.rules.tree import Chapter

RULES: tuple[Rule, ...] = (
    Rule(
        "label-unused",
        "warning",
        "A figure, table, formula or listing with a label to which nothing in the essay refers.",
        "The reader does not know when to look at it, nor what for.",
        "Refer to it where it is spoken of: `@fig:label`; or take its label away.",
    ),
    Rule(
        "reference-typed",
        "warning",
        "The number of a figure or table typed by hand: “see Table 3”.",
        "It does not move when another one is put before it, and on screens it is no link.",
        "Label what is meant, `{#tbl:label}`, and write `@tbl:label`.",
    ),
    Rule(
        "figure-without-caption",
        "warning",
        "A figure without a caption, while others have one.",
        "It has no number, is not in the list of figures, and cannot be referred to.",
        'Write its caption in the brackets: `![The caption](file.svg){alt="…"}`.',
    ),
    Rule(
        "table-without-caption",
        "warning",
        "A table without a caption, while others have one.",
        "It has no number, is not in the list of tables, and cannot be referred to.",
        "Write the caption below the table, after a colon: `: The caption`.",
    ),
    Rule(
        "caption-duplicate",
        "warning",
        "Two figures or two tables with the same caption.",
        "In a list of them the reader cannot tell them apart; perhaps one was copied and not changed.",
        "Give one of them other words.",
    ),
    Rule(
        "table-without-header",
        "warning",
        "A table whose columns have no headings.",
        "The reader must guess what the columns hold, and one who hears the table has nothing to go by.",
        "Give the table a first row with a heading for each column.",
    ),
    Rule(
        "table-ragged",
        "warning",
        "A row of a table with more or fewer cells than its columns.",
        "Cells too many are lost, and those that are missing are left empty, without a word.",
        "Give every row as many `|` as the line below the headings has.",
    ),
)

KINDS = ("fig:", "tbl:", "eq:", "lst:")
TYPED = {
    "de": r"(?:Abbildung|Abb\.|Tabelle|Tab\.)",
    "en": r"(?:Figure|Fig\.|Table)",
    "fr": r"(?:[Ff]igure|[Ff]ig\.|[Tt]ableau)",
    "ru": r"(?:[Рр]исун(?:ок|ке|ка)|[Рр]ис\.|[Тт]аблиц[аеуы]|[Тт]абл\.)",
}
OTHERS = r"(?!\d|[.,]\d|['’]s?\b|\s+(?:of|in|from|by|des?|der|von|bei|aus|du|d['’]|chez|из|у|в)\b)"
"""What does not follow the number of one's own figure: whose it is."""
DELIMITERS = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
BAR = re.compile(r"(?<!\\)\|")
HEAD, CAPTION = 3, 1


def look(chapters: Sequence[Chapter], language: str) -> Iterator[Hit]:
    """Yield what is wrong with the figures and tables of the essay."""
    yield from _unused(chapters)
    yield from _captions(chapters)
    labels = {identifier(node) for chapter in chapters for node in chapter.labelled()}
    typed = TYPED.get(language.split("-", maxsplit=1)[0].lower())
    for chapter in chapters:
        source = chapter.source
        for table in chapter.nodes["Table"]:
            if not table["c"][HEAD][1]:
                fact = f"the table that begins “{first_words(table['c'][4])}” has no headings."
                place = place_of(source, table["c"][4])
                yield Hit("table-without-header", place, fact, first_words(table["c"][4]))
        yield from _ragged(source)
        if typed and any(label.startswith(("fig:", "tbl:")) for label in labels):
            yield from _typed(source, typed)


def _unused(chapters: Sequence[Chapter]) -> Iterator[Hit]:
    called: set[str] = set()
    families: dict[str, set[str]] = {}
    for chapter in chapters:
        for cite in chapter.nodes["Cite"]:
            keys = (citation["citationId"] for citation in cite["c"][0])
            called |= {key[:1].lower() + key[1:] for key in keys}
        called |= {link["c"][2][0][1:] for link in chapter.nodes["Link"] if link["c"][2][0][:1] == "#"}
        for outer in chapter.nodes["Div"]:
            if identifier(outer).startswith("fig:"):
                family = {identifier(node) for node in [outer, *each(outer["c"][1])]}
                families |= dict.fromkeys(family - {""}, family)
    for chapter in chapters:
        source = chapter.source
        for name in dict.fromkeys(_labels(chapter)):
            if name not in called and not families.get(name, set()) & called:
                remedy = f"Refer to it where it is spoken of, @{name}, or take its label away."
                yield Hit(
                    "label-unused", _label_place(source, name), f"nothing refers to {name}.", name, remedy
                )


def _labels(chapter: Chapter) -> Iterator[str]:
    """Yield the labels of a chapter; those of formulas stand behind them and are in no attribute."""
    yield from (name for node in chapter.labelled() if (name := identifier(node)).startswith(KINDS))
    yield from (found[1] for found in re.finditer(r"\{#((?:eq|tbl|lst):[\w:.-]*\w)", chapter.source.prose))


def _label_place(source: Source, name: str) -> Place:
    found = re.search(rf"(?<=[{{ \"'])#?{re.escape(name)}{KEY_END}", source.prose)
    return source.place_at(found.start()) if found else Place(source.path)


def _captions(chapters: Sequence[Chapter]) -> Iterator[Hit]:
    figures, tables = (
        [(chapter.source, node) for chapter in chapters for node in chapter.nodes[kind]]
        for kind in ("Figure", "Table")
    )
    yield from _twice(figures, "figure")
    yield from _twice(tables, "table")
    captioned = [stringify(node["c"][CAPTION][1]).strip() for _, node in tables]
    for (source, node), caption in zip(tables, captioned, strict=True):
        if not caption and any(captioned):
            fact = f"the table that begins “{first_words(node['c'][HEAD:])}” has no caption."
            yield Hit(
                "table-without-caption",
                place_of(source, node["c"][HEAD:]),
                fact,
                first_words(node["c"][HEAD:]),
            )
    for chapter in chapters if figures else ():
        source = chapter.source
        for block in chapter.nodes["Para"]:
            if [inline["t"] for inline in block["c"]] == ["Image"] and _is_figure(block["c"][0]):
                name = block["c"][0]["c"][2][0]
                found = re.search(rf"!\[[^\]]*\]\(\s*<?{re.escape(name)}", source.prose)
                place = source.place_at(found.start()) if found else Place(source.path)
                yield Hit("figure-without-caption", place, f"the figure {name} has no caption.", name)


def _is_figure(image: Node) -> bool:
    return "decorative" not in classes(image) and attributes(image).get("role") not in (
        "presentation",
        "none",
    )


def _twice(nodes: Sequence[tuple[Source, Node]], what: str) -> Iterator[Hit]:
    seen: dict[str, Source] = {}
    for source, node in nodes:
        words = stringify(node["c"][CAPTION][1]).strip()
        letters = fold(words)
        if letters in seen:
            found = list(re.finditer(re.escape(words.split()[0]) + r"[^\n]*", source.prose))
            same = [one for one in found if letters in fold(one[0])]
            place = source.place_at(same[-1].start()) if same else Place(source.path)
            yield Hit("caption-duplicate", place, f"another {what} has the caption “{words}”.", words)
        elif letters:
            seen[letters] = source


def _ragged(source: Source) -> Iterator[Hit]:
    """Yield rows of pipe tables that have more or fewer cells than the line below the headings."""
    lines = source.prose.split("\n")
    at, width = 0, 0
    for index, line in enumerate(lines):
        if DELIMITERS.match(line) and "|" in line and index and "|" in lines[index - 1] and not width:
            width = _cells(line)
            rows = [(at - len(lines[index - 1]) - 1, lines[index - 1])]
        elif width and "|" in line:
            rows = [(at, line)]
        else:
            width, rows = 0, []
        for start, row in rows:
            if _cells(row) != width:
                count = _cells(row)
                fact = f"a row has {count} cell{'s' * (count > 1)}, and its table {width} columns."
                yield Hit("table-ragged", source.place_at(start), fact, row.strip())
        at += len(line) + 1


def _cells(line: str) -> int:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if re.search(r"(?<!\\)\|$", inner) else inner
    return len(BAR.findall(inner)) + 1


def _typed(source: Source, words: str) -> Iterator[Hit]:
    for found in re.finditer(rf"(?<![\w“\"‘'«„]){words}[ \u00a0]\d{{1,2}}{OTHERS}", source.prose):
        line = source.prose[source.prose.rfind("\n", 0, found.start()) + 1 : found.start()]
        if not line.lstrip().startswith((">", "|")) and line.rfind("[") <= line.rfind("]"):
            yield Hit(
                "reference-typed", source.place_at(found.start()), f"“{found[0]}” is typed by hand.", found[0]
            )
