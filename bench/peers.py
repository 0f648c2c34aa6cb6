"""Typst and XeLaTeX over the same chapters, on a page of the same trim, measure, size, leading and face.

python -m bench.peers typst ESSAY FOLDER       pandoc with citeproc, then Typst
python -m bench.peers xelatex ESSAY FOLDER     pandoc with citeproc, then XeLaTeX with microtype, twice

`save` lays the faces and the pictures out for them beforehand. Cross-references stay as pandoc leaves them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from press.geometry import LINE, TEXT

HERE = Path(__file__).parent
POINT = 0.75  # pt to a px
NOTE = 0.8  # size of a note to that of the text
FACES = {"text": "", "text-italic": "-italic", "text-bold": "-bold", "text-bold-italic": "-bold-italic"}

MISSING = {
    "typst": "not installed: .venv/bin/pip install typst",
    "xelatex": "not installed: apt-get install --no-install-recommends texlive-xetex texlive-latex-extra",
}
"""What is said of a peer that is not here."""


def is_here(peer: str) -> bool:
    """Tell whether a peer can be run."""
    return bool(shutil.which(peer) or (peer == "typst" and find_spec("typst")))


def version(peer: str) -> str:
    """Return what a peer says of its version."""
    if peer == "typst" and find_spec("typst"):
        from importlib.metadata import version as version_of  # noqa: PLC0415

        return f"Typst {version_of('typst')}"
    said = subprocess.run([peer, "--version"], check=True, capture_output=True, text=True).stdout
    return said.splitlines()[0]


def cite(essay: Path) -> list[str]:
    """Return the command by which pandoc reads an essay's chapters and runs citeproc over them."""
    import pypandoc  # noqa: PLC0415

    chapters = sorted((essay / "manuscript").glob("*.md"))
    style = (essay / "manuscript" / "style.csl").resolve()
    arguments = ["--citeproc", f"--bibliography={essay / 'references.bib'}", f"--csl={style}", "--wrap=none"]
    path = f"--resource-path={essay / 'manuscript'}"
    return [pypandoc.get_pandoc_path(), "-f", "markdown", *arguments, path, *map(str, chapters)]


def save(essay: Path, folder: Path) -> None:
    """Write the citation style, the text faces as static fonts, and the pictures as PDF, for the peers."""
    from press.design import make_design  # noqa: PLC0415
    from press.fonts import instance  # noqa: PLC0415
    from press.manuscript import load  # noqa: PLC0415

    manuscript = load(essay)
    (essay / "manuscript" / "style.csl").write_bytes(manuscript.style.read_bytes())
    design = make_design(manuscript.settings, essay)
    fonts = folder / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    cuts = design.cuts()
    for use, suffix in FACES.items():
        (fonts / f"text{suffix}.ttf").write_bytes(instance(cuts[use]))
    for picture in (essay / "manuscript").rglob("*.svg"):
        _to_pdf(picture)
    page = design.page
    lengths = {"width": page.width, "height": page.height, "inner": page.inner, "outer": page.outer}
    lengths |= {"top": page.top, "bottom": page.bottom, "block": page.height - page.top - page.bottom}
    sizes = {"size": TEXT, "leading": LINE, "small": NOTE * TEXT, "smallleading": NOTE * LINE}
    values = {name: f"{length * POINT:.4f}" for name, length in (lengths | sizes).items()}
    values |= {"fonts": str(fonts.resolve()), "family": design.text.name}
    for template in ("xelatex.tex", "page.typ"):
        text = (HERE / template).read_text(encoding="utf-8")
        for name, value in values.items():
            text = text.replace(f"${name}$", value)
        (folder / template).write_text(text, encoding="utf-8")


def _to_pdf(picture: Path) -> None:
    """Write a drawing as a PDF beside it, on a page of its size."""
    import weasyprint  # noqa: PLC0415

    html = (
        f'<style>@page {{ size: 600px 400px; margin: 0 }} img {{ width: 100% }}</style><img src="{picture}">'
    )
    weasyprint.HTML(string=html, base_url=str(picture)).write_pdf(picture.with_suffix(".pdf"))


def typst(essay: Path, folder: Path) -> None:
    """Set an essay with Typst."""
    source = folder / "essay.typ"
    command = [*cite(essay), "-t", "typst", f"--template={folder / 'page.typ'}", "-o", str(source)]
    subprocess.run(command, check=True, capture_output=True)
    (folder / "figures").exists() or shutil.copytree(essay / "manuscript" / "figures", folder / "figures")
    if find_spec("typst"):
        import typst as engine  # noqa: PLC0415

        engine.compile(source, output=folder / "typst.pdf", font_paths=[folder / "fonts"])
    else:
        fonts = f"--font-path={folder / 'fonts'}"
        subprocess.run(["typst", "compile", fonts, source, folder / "typst.pdf"], check=True)


def xelatex(essay: Path, folder: Path) -> None:
    """Set an essay with XeLaTeX, twice, since the first time it does not know its contents."""
    source = folder / "xelatex-essay.tex"
    command = [*cite(essay), "-t", "latex", "--top-level-division=chapter"]
    subprocess.run(
        [*command, f"--template={folder / 'xelatex.tex'}", "-o", str(source)], check=True, capture_output=True
    )
    text = (
        source.read_text(encoding="utf-8")
        .replace("\\includesvg", "\\includegraphics")
        .replace(".svg}", ".pdf}")
    )
    source.write_text(text, encoding="utf-8")
    (folder / "figures").exists() or shutil.copytree(essay / "manuscript" / "figures", folder / "figures")
    for _ in range(2):
        subprocess.run(
            ["xelatex", "-interaction=batchmode", source.name], cwd=folder, check=True, capture_output=True
        )


if __name__ == "__main__":
    {"typst": typst, "xelatex": xelatex}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
