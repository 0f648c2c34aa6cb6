"""Attacks that are built: an essay full of them, whose editions hold no secret, call nobody, run nothing."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Dialog, sync_playwright

import build
from press.machine import find_browser
from tests.attacks.essays import BIB, SECRET, SVG, YAML, add, drawing, make_essay, put

pytestmark = pytest.mark.slow

FRONT = """---
bibliography: ../secret.bib
csl: ../secret.csl
citation-style: ../secret.csl
filters: [../secret.lua, evil.lua]
lua-filter: evil.lua
template: ../secret.html
resource-path: [/, ..]
metadata-files: [../secret.yaml]
defaults: ../secret.yaml
include-before-body: ../secret.txt
header-includes: |
  ```{=html}
  <script>pwned = 1</script>
  ```
---

"""
TEXT = """# Reads what it should not

!include ../secret.md

{!../secret.txt!}

{% include "../secret.txt" %} and {{ 7 * 7 }} and {{ settings.__class__.__mro__ }} stay as they are.

\\input{../secret.txt}

\\include{../secret}

\\usepackage{../secret}

\\lstinputlisting{../secret.txt}

```{.python include="../secret.txt" file="../secret.txt"}
<script>pwned = 2</script>
```

::: {.include}
../secret.md
:::

$$\\text{</math><script>pwned=4</script>}$$

Cited [@evil, p. 3] and [a link](http://127.0.0.1:PORT/link "=cmd()"), once more `{{ 7 * 7 }}`.

![The plan](figures/plan.svg){alt="A black disc" data-src="http://127.0.0.1:PORT/data" include="../secret"}

![A name](<figures/-a 'b\" ünï.svg>){alt="Nothing"}

> =1+1 and so on [@cohen1973, p. 1]

- [x] done
- [ ] not yet
"""
SETTINGS = """
subtitle: "<script>pwned = 5</script>{{ 7 * 7 }}"
editor: "{% include '../secret.txt' %}"
publisher: "\\"><img src=x onerror=pwned=6>"
place: "</title><script>pwned=7</script>"
rights: "]]><script>pwned=8</script>"
blurb: "=HYPERLINK(1) <a href='javascript:pwned=9'>x</a>"
keywords: ["</dc:subject><script>pwned=10</script>", "\\\\input{../secret.txt}"]
note: "<meta http-equiv='refresh' content='0;url=http://127.0.0.1:PORT/note'>"
terms:
  contents: "<img src='http://127.0.0.1:PORT/term'>"
register: true
"""
EVIL = """
@book{evil,
  title = {\\input{../secret.txt} \\include{../secret} \\write18{touch pwned} {{ 7 * 7 }}},
  subtitle = {<script>pwned=11</script>},
  author = {{\\openin\\x=../secret.txt}},
  date = {2000},
  note = {\\immediate\\write18{touch pwned}},
  abstract = {LONG},
}
"""
LUA = "function Pandoc(doc) io.open('pwned', 'w'):close() os.execute('touch pwned') end\n"
LONG_NAME = "a" * 252 + ".md"
"""A name of 255 bytes, the most that a file system takes."""


def make_attack(folder: Path, port: int) -> Path:
    """Return an essay with every attack that is no fault."""
    essay = make_essay(folder)
    put("manuscript/03-evil.md", FRONT + TEXT.replace("PORT", str(port)))(essay)
    put("manuscript/-rf 'a' \"b\" $(touch pwned) ünï 文.md", "# A name\n\nOf signs.\n")(essay)
    put(f"manuscript/{LONG_NAME}", "Words without a heading.\n")(essay)
    put("manuscript/figures/-a 'b\" ünï.svg", f"{SVG}<rect width='9' height='9'/></svg>")(essay)
    for file in ("evil.lua", "manuscript/evil.lua", "manuscript/filters.lua", ".pandoc/defaults.yaml"):
        put(file, LUA)(essay)
    put("templates/web/essay.css", "p { color: #111 } /* {{ 7 * 7 }} */")(essay)
    add(YAML, SETTINGS.replace("PORT", str(port)))(essay)
    add(BIB, EVIL.replace("LONG", "x " * 200_000))(essay)
    return essay


@contextmanager
def canary() -> Iterator[tuple[int, list[str]]]:
    """Run a server that notes what is asked of it."""
    asked: list[str] = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SECRET.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


def unpack(path: Path) -> Iterator[bytes]:
    """Yield what a finished file holds, with all its streams unpacked."""
    data = path.read_bytes()
    yield data
    if path.suffix == ".epub":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            yield from (book.read(name) for name in book.namelist())
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            for thing in pdf.objects:
                is_stream = isinstance(thing, pikepdf.Stream)
                yield thing.read_raw_bytes() if is_stream else thing.unparse(resolved=True)
                if is_stream and thing.get("/Subtype") != "/Image":
                    yield thing.read_bytes()


LOOK = """() => ({
  pwned: typeof pwned,
  found: [...document.querySelectorAll("*")].flatMap(element => [
    ...(/^(base|embed|form|frame|iframe|input|object)$/i.test(element.localName)
        && element.name != "scheme"
        ? [element.outerHTML.slice(0, 99)] : []),
    ...[...element.attributes].filter(({name}) => /^on/i.test(name)).map(({name}) => name),
    ...[...element.attributes].map(({value}) => value)
      .filter(value => /^\\s*(javascript|file|data:text)/i.test(value)),
    ...(element.localName == "meta" && element.httpEquiv == "refresh" ? ["refresh"] : []),
  ])})"""


def browse(browser: Browser, pages: list[Path]) -> list[str]:
    """Return everything that pages ask for, say or hold that they should not."""
    page = browser.new_page()
    asked: list[str] = []
    found: list[str] = []

    def refuse(dialog: Dialog) -> None:
        found.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.on("request", lambda request: asked.append(request.url))
    for path in pages:
        page.goto(path.as_uri())
        page.wait_for_timeout(300)
        seen = page.evaluate(LOOK)
        found += seen["found"] + ([] if seen["pwned"] == "undefined" else [f"ran in {path.name}"])
        assert page.url == path.as_uri()
    page.close()
    return found + [address for address in asked if not address.startswith(("file:", "data:"))]


def test_what_is_built_holds_no_secret_calls_nobody_and_runs_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with canary() as (port, asked):
        essay = make_attack(tmp_path, port)
        monkeypatch.chdir(essay)
        assert build.main(["--quiet"]) == 0, capsys.readouterr().err
        out, said = capsys.readouterr()
        assert SECRET not in out + said
        files = [path for path in (essay / "out").iterdir() if path.is_file()]
        assert {path.suffix for path in files} >= {".pdf", ".epub", ".html"}
        for path in files:
            for piece in unpack(path):
                assert SECRET.encode() not in piece, path
                assert b"root:x:0:0" not in piece, path
        assert not list(tmp_path.rglob("pwned"))

        html = (essay / "out" / "minimal.html").read_text(encoding="utf-8")
        assert html.count("{{ 7 * 7 }}") >= 4
        assert "{% include" in html
        assert "☑\u00a0done" in html
        assert "☐\u00a0not" in html
        with zipfile.ZipFile(essay / "out" / "minimal.epub") as book:
            book.extractall(tmp_path / "book")
        chapters = sorted((tmp_path / "book").rglob("*.xhtml"))
        assert len(chapters) > 6
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
            assert browse(browser, [essay / "out" / "minimal.html", *chapters]) == []
            browser.close()
        assert asked == []

    assert build.main(["evidence", "--manuscript", "--format", "csv", "--quiet"]) == 0
    table = capsys.readouterr().out
    assert "'=1+1" in table
    assert ",=1+1" not in table


def test_a_drawing_that_cannot_be_drawn_is_told_where_it_is_called(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    essay = make_essay(tmp_path)
    drawing('<text rotate="a">b</text>')(essay)
    assert build.main(["pdf", "--quiet", "--essay", str(essay)]) == 0
    said = capsys.readouterr().err
    assert "01-claim.md:6: the picture figures/plan.svg cannot be drawn" in said
