"""Enormous manuscripts: what is too much is told with its limit and its place, and what is not is printed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

import build
from press import errors, limits
from tests.attacks.essays import BIB, CHAPTER, YAML, Spoil, add, make_essay, put

OTHER = "manuscript/03-big.md"
EMENDED = (
    "---\nsource: cohen1973\ntaken_from: a\ncompared_with_print: true\npassages:\n  - id: i\n    page: 1\n    emendations:\n"
    + "".join(
        f"      - {{transcript: {a}, reading: {b * 10}, reason: c}}\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "---\n\n## i\n\na\n"
)
TOO_MUCH: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "a chapter of 10 MB": (put(OTHER, "word " * 2_000_000), ("03-big.md: has 10.0 MB; the press takes 2 MB", "shorter")),
    "chapters of 10 MB": (
        lambda essay: [put(f"manuscript/1{n}.md", "word " * 380_000)(essay) for n in range(6)],
        ("manuscript: the chapters have 11.4 MB; the press takes 8 MB", "several essays"),
    ),
    "chapters of 10 MB of an edition in another language": (
        lambda essay: [
            add(YAML, "editions:\n  de:\n    manuscript: manuscript-de\n")(essay),
            *(put(f"manuscript-de/1{n}.md", "word " * 380_000)(essay) for n in range(6)),
        ],
        ("manuscript-de: the chapters have 11.4 MB",),
    ),
    "settings of 1 MB": (add(YAML, f"note: {'a ' * 500_000}\n"), ("essay.yaml: has 1.0 MB", "takes 0.256 MB")),
    "a bibliography of 21 MB": (add(BIB, "% a\n" * 5_300_000), ("references.bib: has 21.2 MB; the press takes 20 MB",)),
    "a picture of 65 MB": (put("manuscript/a.png", b"\0" * 65_000_000), ("a.png: has 65.0 MB; the press takes 64 MB",)),
    "a word of 40,000 letters": (add(CHAPTER, f"\n{'abcde' * 8000}\n"), ("02-answer.md:5:1: a word of 40,000 letters", "5,000")),
    "300 levels of quotation": (
        add(CHAPTER, f"\n{'> ' * 20}a\n\nA.\n\n{'> ' * 300}a\n\nB.\n"), ("02-answer.md:9: ", "more than 80 levels"),
    ),
    "300 levels of lists": (
        add(CHAPTER, "\n" + "".join(f"{'  ' * 2 * level}- a\n" for level in range(300)) + "\nA.\n"),
        ("02-answer.md:83: ", "more than 80 levels"),
    ),
    "100 levels of divisions": (
        add(CHAPTER, "\n" + "::: a\n" * 100 + "A\n" + ":::\n" * 100), ("02-answer.md:85: ", "more than 80 levels"),
    ),
    "300 levels of emphasis": (add(CHAPTER, f"\nA\n{'**_' * 100}a{'_**' * 100}\n"), ("02-answer.md:6: ", "more than 80 levels")),
    "emendations of emendations": (
        put("manuscript/transcripts/cohen1973.md", EMENDED), ("cohen1973.md:", "emends over 1,000 places", "Emend slips"),
    ),
    "a table of 5,001 rows": (
        add(CHAPTER, "\n| a |\n|---|\n| b |\n\nA.\n\n| a | b |\n|---|---|\n" + "| c | d |\n" * 5001 + "\nB.\n"),
        ("02-answer.md:11: a table of 5,001 rows; at most 5,000", "several tables"),
    ),
    "5,001 rows by hand": (
        add(CHAPTER, "\n<table>\n" + "<tr><td>a</td></tr>\n" * 5001 + "</table>\n"), ("02-answer.md:5006:1: this chapter has 5,001 rows of tables by hand",),
    ),
    "5,001 notes": (add(CHAPTER, "\nA word.^[A note.]\n" * 5001), ("02-answer.md:10005:8: this chapter has 5,001 notes; at most 5,000", "Split")),
    "6,000 notes by name": (
        add(CHAPTER, "\nA[^a]\n" * 6000 + "\n[^a]: B\n"), ("02-answer.md:10005:2: this chapter has 6,000 notes", "Split the chapter"),
    ),
    "brackets that are never closed": (
        add(CHAPTER, "\nA [.\n\n" + "a [b\n" * 1000), ("02-answer.md:7:3: more than 12 square brackets are open at once", "\\["),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_too_much_is_told_at_once(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    essay = make_essay(tmp_path)
    spoil, says = TOO_MUCH[name]
    spoil(essay)
    assert build.main(["check", "--manuscript", "--quiet", "--essay", str(essay)]) == errors.TooMuch.exit_code
    said = capsys.readouterr().err
    for words in says:
        assert words in said


def test_brackets_that_are_closed_or_in_code_are_none_too_many(tmp_path: Path) -> None:
    essay = make_essay(tmp_path)
    add(
        CHAPTER,
        f"\n{'[a](http://b.c) ' * 50}\n\n`{'[' * 20}`\n\n```\n{'[' * 20}\n```\n\n{'a [b' * 2}\n",
    )(essay)
    assert build.main(["check", "--manuscript", "--quiet", "--essay", str(essay)]) in (0, 1)


@pytest.mark.slow
def test_as_many_notes_and_rows_as_may_be_are_read(tmp_path: Path) -> None:
    essay = make_essay(tmp_path)
    add(CHAPTER, "\n" + "A word.[^a] " * 5000 + "\n\n[^a]: A note.\n")(essay)
    add(CHAPTER, "\n| a |\n|---|\n" + "| b |\n" * 5000 + "\n: A table {#tbl:a}\n")(essay)
    assert build.main(["check", "--manuscript", "--quiet", "--essay", str(essay)]) == 0


def test_a_program_that_takes_too_long_is_stopped_and_named_with_the_chapter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CHAPTER_SECONDS", 1)
    essay = make_essay(tmp_path)
    add(CHAPTER, "\n" + "\"'[*@a " * 9 + "\n")(essay)
    started = time.monotonic()
    code = build.main(["check", "--manuscript", "--quiet", "--essay", str(essay)])
    assert code == errors.ProgramTooSlow.exit_code
    assert time.monotonic() - started < 20
    said = capsys.readouterr().err
    assert "02-answer.md: pandoc did not end within 1 seconds and was stopped. Look for brackets" in said


def test_a_judge_that_takes_too_long_is_stopped_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from press.checks import ebook, nu, verapdf  # noqa: PLC0415

    for module in (ebook, nu, verapdf):
        monkeypatch.setattr(module, "SECONDS", 0.01)
    path = tmp_path / "a.html"
    path.touch()
    calls: dict[str, Callable[[], object]] = {
        "EPUBCheck": lambda: ebook.validate(path),
        "the Nu HTML checker": lambda: nu.validate([path]),
        "veraPDF": lambda: verapdf.validate([path], ["PDF/UA-1"]),
    }
    for name, call in calls.items():
        with pytest.raises(
            errors.ProgramTooSlow, match=rf"^a\.html: {name} did not end within 0\.01 seconds"
        ):
            call()


def test_a_program_that_wants_too_much_memory_is_stopped_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from press import pandoc  # noqa: PLC0415

    monkeypatch.setattr(pandoc, "RUNTIME", ("+RTS", "-M8m", "-RTS"))
    essay = make_essay(tmp_path)
    add(CHAPTER, "\n" + "*word* [a](b) " * 20_000 + "\n")(essay)
    code = build.main(["check", "--manuscript", "--quiet", "--essay", str(essay)])
    assert code == errors.TooMuch.exit_code
    assert "02-answer.md: pandoc wants more than the 3 GB of memory" in capsys.readouterr().err


@pytest.mark.slow
def test_a_bibliography_of_20_000_works_is_read(tmp_path: Path) -> None:
    essay = make_essay(tmp_path)
    entry = (
        "@book{{key{0},\n  author = {{Surname, Name}},\n  title = {{Title {0}}},\n  date = {{1990}},\n}}\n"
    )
    add(BIB, "".join(entry.format(number) for number in range(20_000)))(essay)
    assert build.main(["check", "--manuscript", "--quiet", "--essay", str(essay)]) == 0


ODD = """
שלום עולם، مرحبا بالعالم. 世界你好。こんにちは。สวัสดีชาวโลก. 😀 👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 e\u0301\u0302\u0303 zero\u200bwidth\u200d\u200c\u2060\u00ad.

[שלום [English]{lang=en} עולם]{lang=he dir=rtl} \u202babc\u202c \u2067abc\u2069

""" + "文" * 6000 + "\n\n" + "e" + "\u0301" * 200 + "\n"  # fmt: skip


@pytest.mark.slow
def test_all_the_world_s_letters_reach_the_screens_and_paper_tells_which_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    essay = make_essay(tmp_path)
    add(CHAPTER, ODD)(essay)
    assert build.main(["html", "--quiet", "--essay", str(essay)]) == 0
    html = (essay / "out" / "minimal.html").read_text(encoding="utf-8")
    for words in (
        "שלום עולם",
        "世界你好",
        "👩‍👩‍👧",
        "e\u0301\u0302\u0303",
        "zero\u200bwidth",
        'dir="rtl"',
        "文" * 50,
    ):
        assert words in html
    capsys.readouterr()
    assert build.main(["pdf", "--quiet", "--essay", str(essay)]) == errors.FailedCheck.exit_code
    assert "02-answer.md:" in capsys.readouterr().err
