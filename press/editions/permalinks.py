"""Permanent links of the web page: headings link to themselves, and beside each paragraph is a link to it.

Those of paragraphs are for the pointer alone: a stop of the Tab key before each of a hundred paragraphs
would put notes and headings out of reach. Their signs are drawn by the style sheet, so that they are
neither copied nor shown by reader views.
"""

from __future__ import annotations

import re

PARAGRAPH = re.compile(r'<p id="(p-[\w-]+)">')
HEADING = re.compile(r'(<h([2-6])[^>]*\bid="([^"]+)"[^>]*>)(?!<a )(.*?)(</h\2>)', re.DOTALL)


def add_permalinks(html: str) -> str:
    """Return HTML with a link at each paragraph that has a name, and in each heading without other links."""
    html = PARAGRAPH.sub(
        r'<p id="\1"><a class="permalink" href="#\1" aria-hidden="true" tabindex="-1"></a>', html
    )
    return HEADING.sub(_link_heading, html)


def _link_heading(found: re.Match[str]) -> str:
    opening, _, name, words, closing = found.groups()
    if "<a " in words:
        return found[0]
    return f'{opening}<a class="permalink" href="#{name}">{words}</a>{closing}'
