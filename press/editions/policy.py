"""The web page's Content-Security-Policy: no network, and no script or style sheet but its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from press.foreign import source_of

OWN: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "img-src": ("data:",),
    "font-src": ("data:",),
    "style-src": ("'unsafe-inline'",),
    "style-src-attr": ("'unsafe-inline'",),
    "base-uri": ("'none'",),
    "form-action": ("'none'",),
}
"""Pandoc writes the widths of columns and pictures into style attributes. `style-src` is for browsers that
do not tell attributes from elements (Firefox before 108, Safari before 15.4)."""


def make_policy(
    scripts: Iterable[str], styles: Iterable[str], more: Mapping[str, Iterable[str]] | None = None
) -> str:
    """Return the policy for a page with these scripts and style sheets, letter for letter as it has them.

    Blocks of JSON count as scripts: browsers let them be, but not the Nu HTML checker. `more` is what else
    its contents may have, by directive, such as hosts in `frame-src`.
    """
    rules = {name: [*sources] for name, sources in OWN.items()}
    rules["script-src"] = [source_of(script) for script in scripts]
    rules["style-src-elem"] = [source_of(style) for style in styles]
    for name, sources in (more or {}).items():
        rules.setdefault(name, []).extend(sources)
    return "; ".join(f"{name} {' '.join(dict.fromkeys(sources))}" for name, sources in rules.items())
