"""The floor: what pandoc and WeasyPrint take for an essay without a press around them.

python -m bench.floor save ESSAY FOLDER    the HTML and CSS that the press hands to WeasyPrint for it
python -m bench.floor run ESSAY FOLDER     pandoc with citeproc; WeasyPrint, imported, over that HTML, once

Saving asks the press for its pages with a WeasyPrint that keeps what it is given and lays out next to
nothing, so it knows nothing of the press's inside and takes no time. The pieces are joined into one
document, as a WeasyPrint alone would have them, each beginning on a new page as it does in the pamphlet.
"""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
PART = re.compile(r"<body[^>]*>\s*(<(\w+)[^>]*>)", re.DOTALL)
NAMED = re.compile(r'\sid="([^"]+)"')
NEW_PAGE = "body > * { break-before: page }"
SHELF = "press:"


def save(essay: Path, folder: Path) -> None:
    """Save the HTML, the style sheets and the resources of an essay's pamphlet."""
    import weasyprint  # noqa: PLC0415  a run is to count what it takes to import

    pages: dict[str, None] = {}
    styles: dict[str, None] = {}
    resources: dict[str, tuple[bytes, str]] = {}

    class Html(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint has no type hints
        def __init__(self, *given: Any, string: str = "", url_fetcher: Any = None, **more: Any) -> None:
            pages[string] = None
            resources.update(url_fetcher.resources)
            super().__init__(*given, string=shorten(string), url_fetcher=url_fetcher, **more)

    class Css(weasyprint.CSS):  # type: ignore[misc]  # as above
        def __init__(self, *given: Any, string: str = "", **more: Any) -> None:
            styles[string] = None
            super().__init__(*given, string=string, **more)

    weasyprint.HTML, weasyprint.CSS = Html, Css
    from press.pipeline import read  # noqa: PLC0415  it is to take the two above
    from press.progress import Progress  # noqa: PLC0415

    _ = read(essay, Progress(quiet=True)).work().pamphlet.pages
    whole = [sheet for sheet in styles if ":first { counter-reset" not in sheet]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "floor.pickle").write_bytes(pickle.dumps((join(list(pages)), whole, resources)))


def shorten(html: str) -> str:
    """Return a document with nothing in its body's first element but the places that it names."""
    first = PART.search(html)
    opening, element = (first[1], first[2]) if first else ("<div>", "div")
    names = set(NAMED.findall(html)) - set(NAMED.findall(opening))
    places = "".join(f'<span id="{name}">.</span>' for name in sorted(names))
    inside = f"<body>{opening}<p>{places}</p></{element}></body>"
    return BODY.sub(lambda _: inside, html)


def join(pages: list[str]) -> str:
    """Return several HTML documents as one, with the head of the first."""
    bodies = "".join(found[1] for page in pages if (found := BODY.search(page)))
    return BODY.sub(lambda _: f"<body>{bodies}</body>", pages[0])


def run(essay: Path, folder: Path, tell: Callable[[str], None] = lambda _: None) -> None:
    """Read and cite with pandoc, lay out and write with WeasyPrint, each once; `tell` hears what is done."""
    from bench.peers import cite  # noqa: PLC0415

    subprocess.run([*cite(essay), "-t", "html5"], check=True, capture_output=True)
    tell("pandoc")
    import weasyprint  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    tell("imports")
    html, styles, resources = pickle.loads((folder / "floor.pickle").read_bytes())

    class Shelf(URLFetcher):  # type: ignore[misc]  # as above
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002
            data, media_type = resources[url]
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    given = {"url_fetcher": Shelf(), "base_url": SHELF}
    fonts = FontConfiguration()
    profiles: dict[str, Any] = {}
    sheets = [
        weasyprint.CSS(string=sheet, font_config=fonts, color_profiles=profiles, **given)
        for sheet in [*styles, NEW_PAGE]
    ]
    pages = weasyprint.HTML(string=html, **given).render(
        stylesheets=sheets, font_config=fonts, color_profiles=profiles
    )
    tell("layout")
    pages.write_pdf(folder / "floor.pdf")
    tell("writing")


if __name__ == "__main__":
    {"save": save, "run": run}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
