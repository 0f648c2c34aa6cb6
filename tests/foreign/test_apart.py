"""What an essay allows by name: on the web as it is, elsewhere a link or nothing; shown to a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from press import pandoc
from press.ast import Node
from press.foreign import for_web, sources_of
from press.machine import find_browser
from tests.foreign.test_gate import html_of, pass_gate

HOST = "example.org"
ALLOWED = (HOST, "media.example.org", "script")
A, B = f"https://{HOST}", "https://media.example.org"
SCRIPT = '<script>if (1 < 2) { document.title = "<b>" }</script>'


def web_of(markdown: str) -> str:
    return pandoc.write_html([for_web(pass_gate(markdown, ALLOWED))])[0]


KINDS = {
    "a picture in a line": (
        f"See ![two & two]({A}/x.png?a=1&b=2) here.",
        f'<a href="{A}/x.png?a=1&amp;b=2">two &amp; two</a>',
        f'<img src="{A}/x.png?a=1&amp;b=2" alt="two &amp; two"/>',
    ),
    "a figure": (
        f'![Its caption]({A}/x.png){{#fig:x alt="Two squares" width=50% height=20}}',
        f'<a href="{A}/x.png">Two squares</a>',
        f'<img src="{A}/x.png" alt="Two squares" style="height:20px;width:50%;"/>',
    ),
    "a picture by hand": (
        f'x <img src="{A}/x.png" alt="y" class="z" title="t"/>',
        f'<a href="{A}/x.png">y</a>',
        f'<img src="{A}/x.png" alt="y" class="z" title="t"/>',
    ),
    "a picture in a block of HTML": (
        f'```{{=html}}\n<figure><img src="{A}/x.png" alt="y"/></figure>\n```',
        f'<a href="{A}/x.png">y</a>',
        f'<img src="{A}/x.png" alt="y"/>',
    ),
    "a film": (
        f'<video controls="controls" title="t" src="{B}/x.mp4" poster="{A}/y.png">\n\n*none*\n\n</video>',
        f'<a href="{B}/x.mp4">t</a>',
        f'<video controls="controls" title="t" src="{B}/x.mp4" poster="{A}/y.png"></video>',
    ),
    "a song of two kinds": (
        f'x <audio aria-label="t"><source src="{B}/x.ogg"/><source src="{B}/x.mp3"/></audio> y',
        f'<a href="{B}/x.ogg">t</a>',
        f'<audio aria-label="t"><source src="{B}/x.ogg"/><source src="{B}/x.mp3"/></audio>',
    ),
}


@pytest.mark.parametrize(("markdown", "link", "medium"), KINDS.values(), ids=KINDS)
def test_a_medium_is_a_link_for_all_and_itself_for_the_web(markdown: str, link: str, medium: str) -> None:
    plain, web = html_of(markdown, ALLOWED), web_of(markdown)
    assert link in plain
    assert medium not in plain
    assert not any(start in plain for start in ("<img", "<audio", "<video", "<source"))
    assert medium in web
    assert link not in web


def test_a_script_is_for_the_web_alone() -> None:
    markdown = f"x `{SCRIPT}`{{=html}} y\n\n{SCRIPT}\n"
    assert "script" not in html_of(markdown, ALLOWED)
    web = web_of(markdown)
    assert f'<span class="remote">{SCRIPT}</span>' in web
    assert f'<div class="remote">\n{SCRIPT}\n</div>' in web


@pytest.mark.parametrize("markdown", [f"[![x]({A}/y.png)]({A})", f"## ![x]({A}/y.png)"])
def test_within_a_link_or_a_heading_stands_the_alternative_alone(markdown: str) -> None:
    plain = html_of(markdown, ALLOWED)
    assert f"{A}/y.png" not in plain
    assert ">x</span>" in plain


@pytest.mark.parametrize(
    "markdown", [f"x ![y]({A}/z.png){{#here}}", f'x <audio id="here" title="y" src="{A}/z"></audio>']
)
def test_a_label_is_there_in_every_edition(markdown: str) -> None:
    for html in (html_of(markdown, ALLOWED), web_of(markdown)):
        assert html.count('id="here"') == 1


def test_what_is_of_the_essay_is_left_alone() -> None:
    markdown = '![x](y.png){alt="z"} and ![](plan.svg){.decorative}'
    assert html_of(markdown, ALLOWED) == web_of(markdown) == html_of(markdown)


def test_a_page_needs_only_the_sources_that_it_names() -> None:
    markdown = (
        f'![x]({A}/y.png)\n\n<video title="t" src="{B}/x" poster="{B}/p"></video>\n\n<script>1</script>\n'
    )
    assert sources_of(pass_gate(markdown, ALLOWED)) == {
        "img-src": (A, B),
        "media-src": (B,),
        "script-src": ("'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='",),
    }
    assert sources_of(pass_gate("plain")) == {}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that no other policy has been set for."""
    page = browser.new_page()
    yield page
    page.close()


def page_of(blocks: list[Node], body: str) -> str:
    """Return a page whose policy is no wider than its blocks ask for."""
    rules = {"default-src": ("'none'",), **sources_of(blocks)}
    policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())
    return f'<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="{policy}"><body>{body}</body>'


@pytest.mark.slow
def test_a_browser_runs_the_script_and_no_other(page: Page) -> None:
    blocks = pass_gate(f"x\n\n{SCRIPT}\n", ALLOWED)
    written = pandoc.write_html([for_web(blocks)])[0]
    page.set_content(page_of(blocks, written))
    assert page.title() == "<b>"
    page.set_content(page_of(blocks, f"{written}<script>document.title = 'other'</script>"))
    assert page.title() == "<b>"


@pytest.mark.slow
def test_a_browser_asks_the_host_and_no_other(page: Page) -> None:
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route("**/*", refuse)
    blocks = pass_gate(
        f'![x]({A}/x.png)\n\n<audio title="y" preload="auto" src="{B}/y.mp3"></audio>\n', ALLOWED
    )
    others = (
        '<img src="https://example.com/z.png"><audio preload="auto" src="https://example.com/z.mp3"></audio>'
    )
    page.set_content(page_of(blocks, pandoc.write_html([for_web(blocks)])[0] + others))
    page.wait_for_timeout(300)
    assert sorted(asked) == [f"{A}/x.png", f"{B}/y.mp3"]
