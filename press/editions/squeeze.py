"""Style sheets and scripts with the white and the comments taken out, as they go into the web page."""

from __future__ import annotations

import re

STRING = re.compile(r'("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)')
REMARK = re.compile(r"^\s*//[^\n]*$", re.MULTILINE)
TIGHT = re.compile(r"\s*([{}()\[\]=<>*?:;,&|!])\s*")


def squeeze_style(css: str) -> str:
    """Return a style sheet on one line, its strings as they are.

    Spaces that may mean something stay: those around `:`, `+`, `>` and parentheses.
    """
    pieces = re.split(r"""("[^"\n]*"|'[^'\n]*')""", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).strip())
    for place in range(0, len(pieces), 2):
        pieces[place] = re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", pieces[place])).replace(
            ";}", "}"
        )
    return "".join(pieces)


def squeeze_script(script: str) -> str:
    """Return a script on one line, its strings as they are.

    It must end each statement with a semicolon, have comments on lines of their own alone, and write no
    string in single quotes and no regular expression.
    """
    pieces = STRING.split(REMARK.sub("", script).strip())
    for place in range(0, len(pieces), 2):
        pieces[place] = TIGHT.sub(r"\1", re.sub(r"\s+", " ", pieces[place]))
    return "".join(pieces)
