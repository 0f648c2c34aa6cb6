"""Essays of an odd make: each is printed whole, and the validators have nothing to say."""

from __future__ import annotations

from pathlib import Path

import pytest

import build

pytestmark = pytest.mark.slow
NOTES = """# Head^[In a heading]

> Quote^[One]
>
> > Inner^[Two]

- item^[Three]
- item

Term
:   Definition^[Four]

| a      | b |
|--------|---|
| x^[In] | y |

: Caption^[c] {#tbl:x}

| line^[Five]
| verse

H~2~O, `code` and [small]{.smallcaps}^[Six]

***

$$\\sum_i x_i$$
"""
ESSAYS = {
    "a word": ("", "Word.\n"),
    "one paragraph without a heading, glued": ("binding: perfect\nink: black\n", "And so on, " * 900 + "\n"),
    "notes everywhere": ("pdf_standard: ua-2\nchapters_start: recto\n", NOTES),
}


@pytest.mark.parametrize("name", ESSAYS)
def test_it_passes_every_check(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings, chapter = ESSAYS[name]
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript" / "essay.yaml").write_text(f"title: Odd\n{settings}", encoding="utf-8")
    (tmp_path / "manuscript" / "01-odd.md").write_text(chapter, encoding="utf-8")
    (tmp_path / "references.bib").touch()
    assert build.main(["check", "--quiet", "--essay", str(tmp_path)]) == 0, capsys.readouterr().err
