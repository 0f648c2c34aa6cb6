"""The evidence as a table for people, as CSV for spreadsheets and as JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from press.colours import BOLD, GREEN, QUIET, RED, YELLOW, paint
from press.errors import shown
from press.evidence import Emendation, Evidence, Proof

SIGNS = {"compared": ("●", GREEN), "transcript": ("○", YELLOW), "unverified": ("×", RED)}
WORDS = {"compared": "compared with print", "transcript": "transcript only", "unverified": "not verified"}
COLUMNS = (
    *(
        "number",
        "source",
        "cited_page",
        "printed_page",
        "status",
        "words",
        "kind",
        "file",
        "line",
        "paragraph",
    ),
    *("text", "transcript", "taken_from", "before", "after", "emendations"),
)
FORMULA = ("=", "+", "-", "@", "\t")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection)."""
WIDTH, NARROWEST, LEAST = 120, 60, 24
"""Columns: where no terminal tells its own, of the narrowest one, and of a quotation's words."""
EDGES = 11  # columns taken by the number, the sign and the gaps

Row = dict[str, Any]


def list_quotations(evidence: Evidence, pages: Mapping[int, str]) -> list[Row]:
    """Return a row for each quotation, numbered from 1; `pages` are the printed ones, as far as known."""
    return [
        _row(number, proof, pages.get(number, "")) for number, proof in enumerate(evidence.proofs, start=1)
    ]


def _row(number: int, proof: Proof, page: str) -> Row:
    quotation, match = proof.quotation, proof.match
    values = (
        *(number, proof.key, proof.page, page, proof.status, proof.words, quotation.kind),
        *(quotation.place.path.as_posix(), quotation.place.line, quotation.paragraph, quotation.text),
        match.passage.id if match else "",
        match.passage.taken_from if match else "",
        match.before if match else "",
        match.after if match else "",
        [_emendation(one) for one in match.emendations] if match else [],
    )
    return dict(zip(COLUMNS, values, strict=True))


def _emendation(one: Emendation) -> dict[str, str]:
    return {"transcript": one.transcript, "reading": one.reading, "reason": one.reason}


def _read_for(one: Mapping[str, str]) -> str:
    return f"{one['transcript']} → {one['reading']} ({one['reason']})"


def tell_table(rows: Sequence[Row], *, colour: bool = False, width: int = 0) -> str:
    """Return the quotations source by source, and how many words of each are quoted."""
    width = max(width or shutil.get_terminal_size((WIDTH, 0)).columns, NARROWEST)
    facts = {row["number"]: (row["cited_page"] or "no page", _where(row)) for row in rows}
    columns = tuple(max((len(fact[at]) for fact in facts.values()), default=0) for at in (0, 1))
    room = max(width - sum(columns) - EDGES, LEAST)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["source"], []).append(row)
    blocks = []
    for source, group in groups.items():
        asked = (
            f"{_count(len(group), 'passage')}, {_count(sum(row['words'] for row in group), 'word')} quoted"
        )
        lines = [f"{paint(source or 'without a source', BOLD, colour)}  {paint(asked, QUIET, colour)}"]
        for row in group:
            sign, ink = SIGNS[row["status"]]
            told = "  ".join(map(str.ljust, facts[row["number"]], columns)).rstrip()
            text = _shorten(shown(" ".join(row["text"].split())), room).ljust(room)
            before = f"{row['number']:>4} {paint(sign, ink, colour)} {text}"
            lines += [f"{before}  {paint(told, QUIET, colour)}"]
            lines += [paint(f"       {_read_for(one)}", QUIET, colour) for one in row["emendations"]]
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, _sum(rows, colour)]) + "\n"


def _where(row: Row) -> str:
    """Return the printed page, or the line of the manuscript where that is not known."""
    return f"p. {row['printed_page']}" if row["printed_page"] else f"{row['file']}:{row['line']}"


def _sum(rows: Sequence[Row], colour: bool) -> str:
    counts = [
        f"{paint(sign, ink, colour)} {sum(row['status'] == status for row in rows)} {WORDS[status]}"
        for status, (sign, ink) in SIGNS.items()
    ]
    return f"{_count(len(rows), 'quotation')}: {', '.join(counts)}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _shorten(text: str, room: int) -> str:
    """Return a text that fits: its first words and its last ones."""
    if len(text) <= room:
        return text
    tail = room // 3
    return f"{text[: room - tail - 3].rstrip()} … {text[-tail:].lstrip()}"


def tell_csv(rows: Sequence[Row]) -> str:
    """Return the quotations as CSV (RFC 4180), a line of names first; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list):
        value = "; ".join(map(_read_for, value))
    text = " ".join(str(value if value is not None else "").split(" ")).replace("\r", " ").replace("\n", " ")
    text = shown(text)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def tell_json(rows: Sequence[Row]) -> str:
    """Return the quotations as JSON: what is known of each, and the sums."""
    sources: dict[str, dict[str, int]] = {}
    for row in rows:
        sums = sources.setdefault(row["source"], {"passages": 0, "words": 0})
        sums["passages"] += 1
        sums["words"] += row["words"]
    counts = {status: sum(row["status"] == status for row in rows) for status in SIGNS}
    whole = {"quotations": list(rows), "sources": sources, "status": counts}
    return shown(json.dumps(whole, indent=2, ensure_ascii=False)) + "\n"


FORMS: dict[str, Callable[[Sequence[Row]], str]] = {"csv": tell_csv, "json": tell_json}
