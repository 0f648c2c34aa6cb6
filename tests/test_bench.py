"""The yardsticks themselves: invented essays, costs, bars, and the setting of any PDF."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from statistics import fmean, pstdev

import pytest

from bench.essay import KEY, count_words, is_whole, split_sentences, write_essay
from bench.floor import join, shorten
from bench.meter import Cost, FailedRun, run
from bench.race import CONTESTANTS, FLOOR, GREEDY, Result, compare, prepare
from bench.setting import Row, measure, paragraphs, tell
from bench.stages import SPEND, STAGES, spend
from bench.tables import table, tell_bars, tell_stages
from press.geometry import TEXT, make_page
from press.manuscript import load
from press.typography.sheets import read_pdf
from tests.reading import ROOT, Editions

WORDS = 23_000


@pytest.fixture(scope="module")
def essay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("essay")
    write_essay(folder, WORDS, "fonts: {text: eb-garamond}")
    return folder


def texts(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((folder / "manuscript").glob("*.md"))]


def test_an_essay_has_the_words_asked_for(essay: Path) -> None:
    assert sum(map(count_words, texts(essay))) == pytest.approx(WORDS, abs=1000)


def test_the_same_length_is_the_same_essay(essay: Path, tmp_path: Path) -> None:
    write_essay(tmp_path, WORDS, "fonts: {text: eb-garamond}")
    for path in (path for path in essay.rglob("*") if path.is_file()):
        assert (tmp_path / path.relative_to(essay)).read_bytes() == path.read_bytes()


def test_an_essay_is_read_with_its_settings(essay: Path) -> None:
    manuscript = load(essay)
    assert manuscript.settings.fonts.text == "eb-garamond"
    assert len(manuscript.chapters) > 20


def test_what_is_cited_is_listed_and_what_is_referred_to_is_labelled(essay: Path) -> None:
    whole = "\n".join(texts(essay))
    entries = re.findall(
        r"^@\w+\{(\w+),", (essay / "references.bib").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(entries) == len(set(entries))
    assert set(KEY.findall(re.sub(r"\S+@\S+\.\w+", "", whole))) <= set(entries)
    labels = re.findall(r"(?<=\{#)[\w:-]+", whole)
    assert len(labels) == len(set(labels))
    assert set(re.findall(r"@((?:sec|tbl|fig):[\w-]+)", whole)) <= set(labels)


def test_proportions_stay(essay: Path) -> None:
    rounds = [texts(essay)[:10], texts(essay)[10:20]]
    for sign in (r"\[\^\w+\]:", r"^> ", r"\[@", r"^## ", r"^\|", "!\\["):
        first, second = (len(re.findall(sign, "\n".join(one), re.MULTILINE)) for one in rounds)
        assert first == second > 0


def test_sentences_are_cut_at_their_ends_and_nowhere_within() -> None:
    text = 'He said "No. Never." She (who knew) went.[^a] Mr Fenn paid [@a, p. 3]. It *was. Truly* so.'
    cut = split_sentences(text)
    assert " ".join(cut) == text
    assert all(map(is_whole, cut))
    assert len(cut) == 4


def test_a_command_is_measured() -> None:
    cost = run([sys.executable, "-c", "x = bytearray(60_000_000); sum(range(10**6))"], Path())
    assert 0 < cost.processor < 10
    assert cost.clock > 0
    assert cost.memory > 60


def test_a_command_that_fails_is_told_with_its_words() -> None:
    with pytest.raises(FailedRun, match="for no reason"):
        run([sys.executable, "-c", "raise SystemExit('for no reason')"], Path())


def test_of_two_rounds_the_lesser_counts() -> None:
    assert Cost(1.0, 4.0, 90.0).least(Cost(2.0, 3.0, 80.0)) == Cost(1.0, 3.0, 80.0)


def results(floor: Cost, greedy: Cost, pages: int) -> list[Result]:
    costs = {FLOOR: floor, GREEDY: greedy}
    return [
        Result(one, costs[one.name], pages) if one.name in costs else Result(one, None, why_not="not here")
        for one in CONTESTANTS
    ]


def test_bars_are_ratios_and_growth_is_by_the_page() -> None:
    races = {
        10_000: results(Cost(2.0, 2.0, 100.0), Cost(2.2, 2.0, 110.0), 50),
        100_000: results(Cost(20.0, 20.0, 200.0), Cost(40.0, 40.0, 300.0), 500),
    }
    bars = {bar.name: bar for bar in compare(races)}
    assert bars["10,000 words: press PDF, greedy, to the floor"].value == pytest.approx(1.1)
    assert bars["100,000 words: memory, greedy, to the floor"].value == pytest.approx(1.5)
    assert bars["10,000 words: press PDF, total fit, to the floor"].value is None
    growth = [bar.value for name, bar in bars.items() if "a page" in name]
    assert growth == [pytest.approx(1.0), pytest.approx(2.0), None]
    assert "| 1.50 × |  | **no** |" in tell_bars(list(bars.values()))


def test_a_table_is_markdown() -> None:
    assert table(["", "s"], [["a", "1"]]) == "|  | s |\n| --- | --: |\n| a | 1 |\n"


def test_the_floor_lays_out_one_document_with_every_place() -> None:
    pages = [
        '<html><body><div id="a"><p id="b">B</p></div></body></html>',
        "<html><body><p>C</p></body></html>",
    ]
    assert join(pages) == '<html><body><div id="a"><p id="b">B</p></div><p>C</p></body></html>'
    assert shorten(pages[0]) == '<html><body><div id="a"><p><span id="b">.</span></p></div></body></html>'


def row(x1: float, space: float = 0.25, page: int = 0, **more: bool) -> Row:
    given = {"hyphenated": False, "indented": False, "justified": x1 > 390} | more
    return Row(page, 0.0, x1, 10.0, 8, space, **given)


def test_a_setting_is_told_of_its_rows() -> None:
    rows = [
        row(400, 0.2, indented=True),
        row(400, 0.3, hyphenated=True),
        row(30),
        row(400, 0.5, indented=True, hyphenated=True),
        row(400, 0.2, page=1),
    ]
    told = tell(rows)
    assert [len(paragraph) for paragraph in paragraphs(rows)] == [3, 2]
    assert told.mean == pytest.approx(0.3)
    assert (told.lines, told.loose) == (4, 25.0)
    assert (told.hyphenated, told.ladder, told.page_ends, told.last_lines) == (50.0, 1, 1, 1)
    assert (told.runts, told.widows, told.orphans) == (1, 1, 1)


@pytest.mark.slow
def test_a_setting_read_from_glyphs_is_that_which_the_report_reads_from_tags(editions: Editions) -> None:
    setting = measure(editions.pdf)
    reading = read_pdf(editions.pdf.read_bytes(), make_page("A5"))
    body = [
        line
        for line in reading.text
        if line.role == "body" and abs(line.size - TEXT) < 0.3 and line.justified and len(line.words) > 1
    ]
    spaces = [fmean(line.spaces) for line in body]
    # Lines beside a drop cap are not seen for body text without tags.
    assert 0.9 * len(body) < setting.lines <= 1.02 * len(body)
    assert setting.mean == pytest.approx(fmean(spaces), abs=0.004)
    assert setting.deviation == pytest.approx(pstdev(spaces), abs=0.004)
    assert setting.tightest == pytest.approx(min(spaces), abs=0.02)


@pytest.mark.slow
def test_press_and_floor_tell_where_their_seconds_go(tmp_path: Path) -> None:
    prepare(tmp_path, 500)
    run([sys.executable, "-m", "bench.floor", "save", "greedy", "."], tmp_path, {"PYTHONPATH": str(ROOT)})
    found = {500: {who: spend(who, "greedy", tmp_path) for who in SPEND}}
    spent = found[500]
    assert set(spent["press"]) == set(STAGES)
    assert set(spent["floor"]) < set(STAGES)
    assert all(seconds >= 0 for who in spent.values() for seconds in who.values())
    assert spent["press"]["layout"] > 0.1 < spent["floor"]["layout"]
    told = tell_stages(found)
    assert f"| **all outputs** | {sum(spent['press'].values()):.2f} |" in told
