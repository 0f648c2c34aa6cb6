"""Several editions of one essay: what each says otherwise, laid over what the essay says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from press.errors import BadSetting, Place, Problem, UnknownSetting, did_you_mean
from press.yamlfile import Lines, line_of

EDITIONS = "editions"
OF_ONE_ALONE = ("identifier", "isbn")
"""Settings that name one edition and no other: ISBN is given anew to each (ISBN Users' Manual, 5.1)."""

Tree = dict[str, Any]


def merge(path: Path, tree: Tree, lines: Lines, name: str, slug: str) -> tuple[Tree, Lines]:
    """Return the settings of an edition as if the whole essay had them, with their lines.

    Groups, such as `fonts:`, are laid over one another setting by setting. The files are named after the
    essay's and the edition, unless it says otherwise. Raises UnknownSetting when there is no such edition,
    and BadSetting for one that has editions of its own.
    """
    editions = tree.get(EDITIONS) or {}
    if name not in editions:
        place = Place(path, line_of((EDITIONS,), lines))
        remedy = did_you_mean(name, editions, among=f"There are: {', '.join(editions) or 'none'}.")
        raise UnknownSetting(Problem(f"there is no edition `{name}`.", remedy, place))
    own = editions[name] or {}
    if EDITIONS in own:
        place = Place(path, line_of((EDITIONS, name, EDITIONS), lines))
        fact = "an edition has no editions of its own."
        raise BadSetting(Problem(fact, "Put it beside the others.", place))
    base = {key: value for key, value in tree.items() if key not in {EDITIONS, *OF_ONE_ALONE}}
    merged = {**base, "slug": f"{slug}-{name}", **own}
    for key, value in own.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            merged[key] = {**base[key], **value}
    over = {key[2:]: line for key, line in lines.items() if key[:2] == (EDITIONS, name) and key[2:]}
    return merged, {**lines, **over}
