"""What the essay allows by name: kept for the web page, with what stands in its place elsewhere.

    ![alt](https://…)                     a Span of class `remote`: the picture for the web, then a link
    <audio …></audio>, <video …></video>  the same; `title` or `aria-label` says what it is
    <script>…</script>                    for the web alone

What is for the web is a raw fragment of the format WEB, which pandoc writes in no edition unless `for_web`
makes it HTML. So an edition that knows nothing of all this carries none of it. What is of the class `remote`
is not the same in all editions, and no letter of it is to be counted.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from press.ast import Node, attr, classes, div, each, link, para, raw, rewrite, span, stringify
from press.foreign.rules import EVERYWHERE, SIZES, scheme_of
from press.foreign.tags import RAW, SCRIPT, WEB, Tag, read_tags

MARK = "remote"
PLAYED = ("audio", "video")
CALLS = {"img": "img-src", "audio": "media-src", "source": "media-src", "video": "media-src"}
"""Elements that call a file, with the directive of CSP 3 (6.1) that lets them."""


def set_apart(blocks: list[Node]) -> list[Node]:
    """Mark sounds, films and scripts by hand, and make pictures by hand ones of Markdown.

    What is not from elsewhere, or not closed beside its opening, is left as it is.
    """
    result: list[Node] = _set_apart(blocks) if any(each(blocks, *RAW)) else blocks
    return result


def _set_apart(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _set_apart(value) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    items = [piece for item in tree for piece in (_pieces(item) if _is_html(item) else [_set_apart(item)])]
    return _gathered(items) if len(items) != len(tree) or any(map(_is_html, items)) else items


def _is_html(node: object) -> bool:
    return isinstance(node, dict) and node.get("t") in RAW and node["c"][0] == "html"


def _pieces(node: Node) -> list[Node]:
    """Cut a fragment that calls a file or holds a script at its tags."""
    kind, fragment = node["t"], node["c"][1]
    tags = list(read_tags(fragment))
    is_cut = any(tag.name in CALLS or tag.shape == "script" for tag in tags)
    if not is_cut or any(tag.shape == "broken" for tag in tags):
        return [node]
    cuts = sorted({0, len(fragment), *(at for tag in tags for at in (tag.start, tag.end))})
    pieces = [fragment[start:end] for start, end in pairwise(cuts)]
    return [{"t": kind, "c": ["html", piece]} for piece in pieces if piece.strip()]


def _gathered(nodes: list[Node]) -> list[Node]:
    """Return the nodes of a list with what each remote medium needs in one."""
    out: list[Node] = []
    at = 0
    while at < len(nodes):
        node, tag = nodes[at], _tag(nodes[at])
        at += 1
        if tag is None:
            out.append(node)
        elif tag.shape == "script":
            out.append({"t": node["t"], "c": [WEB, node["c"][1]]})
        elif tag.name == "img" and scheme_of(tag.get("src")):
            out.append(_inline(_picture(tag), node))
        elif tag.name in PLAYED and (end := _end(nodes, at, tag)):
            medium = _medium(tag, nodes[at : end - 1])
            out += [_inline(medium, node)] if medium else nodes[at - 1 : end]
            at = end
        else:
            out.append(node)
    return out


def _tag(node: Node) -> Tag | None:
    return next(read_tags(node["c"][1]), None) if _is_html(node) else None


def _end(nodes: list[Node], at: int, opening: Tag) -> int:
    """Return the place after an element's closing tag, or 0 where it has none in this list."""
    closings = (
        place
        for place, tag in enumerate(map(_tag, nodes[at:]), start=at + 1)
        if tag and tag.shape == "close" and tag.name == opening.name
    )
    return next(closings, 0)


def _inline(inline: Node, place: Node) -> Node:
    return para([inline]) if place["t"] == "RawBlock" else inline


def _picture(tag: Tag) -> Node:
    pairs = [[key, value] for key, value in tag.pairs if key not in ("alt", "class", "id", "src", "title")]
    own = [tag.get("id"), tag.get("class").split(), [*pairs, ["alt", tag.get("alt")]]]
    words = [{"t": "Str", "c": tag.get("alt")}] if tag.get("alt") else []
    return {"t": "Image", "c": [own, words, [tag.get("src"), tag.get("title")]]}


def _medium(tag: Tag, inside: list[Node]) -> Node | None:
    """Return a sound or a film with its link, or None where it has no address."""
    sources = [source for source in map(_tag, inside) if source and source.name == "source"]
    address = next((address for one in (tag, *sources) if scheme_of(address := one.get("src"))), "")
    if not address:
        return None
    fragment = "".join(map(_written, (tag, *sources))) + f"</{tag.name}>"
    words = [{"t": "Str", "c": tag.get("title") or tag.get("aria-label")}]
    return _remote(tag.get("id"), fragment, link(words, address))


def _written(tag: Tag) -> str:
    """Return a tag without its id, which the Span has."""
    end = "/>" if tag.shape == "empty" else ">"
    return f"<{tag.name}{_pairs({key: value for key, value in tag.pairs if key != 'id'})}{end}"


def _pairs(pairs: dict[str, str]) -> str:
    return "".join(f' {key}="{html.escape(value)}"' for key, value in pairs.items())


def _remote(name: str, fragment: str, instead: Node) -> Node:
    web = {"t": "RawInline", "c": [WEB, fragment]}
    return {"t": "Span", "c": [attr(name, MARK), [web, instead]]}


def set_pictures_apart(blocks: list[Node]) -> list[Node]:
    """Set a link in place of each remote picture, and the picture by for the web.

    Within a link or a heading, where no other link can be, its alternative text stands there.
    """
    result: list[Node] = rewrite(blocks, lambda node: _apart(node, linked=False))
    return result


def _apart(node: Node, *, linked: bool) -> list[Node] | None:
    if node["t"] in ("Header", "Link"):
        return [{"t": node["t"], "c": rewrite(node["c"], lambda inner: _apart(inner, linked=True))}]
    if node["t"] != "Image" or not scheme_of(node["c"][2][0]):
        return None
    (name, names, pairs), inlines, (address, title) = node["c"]
    given = dict(pairs)
    alternative = given.get("alt", stringify(inlines))
    told: Node = {"t": "Str", "c": alternative}
    instead = told if linked else link([told], address)
    sizes = "".join(f"{key}:{_measure(given[key])};" for key in sorted(SIZES & set(given)))
    shown = {"src": address, "alt": alternative, "class": " ".join(names), "title": title}
    shown |= {key: value for key, value in pairs if key in EVERYWHERE}
    shown["style"] = sizes + given.get("style", "")
    told_of = {key: value for key, value in shown.items() if value or key == "alt"}
    return [_remote(name, f"<img{_pairs(told_of)}/>", instead)]


def _measure(size: str) -> str:
    return f"{size}px" if size.isdecimal() else size


def for_web(blocks: list[Node]) -> list[Node]:
    """Return the blocks with what is for the web alone in its place, all of it within the class MARK."""

    def show(node: Node) -> list[Node] | None:
        if _is_for_web(node):
            whole = div if node["t"] == "RawBlock" else span
            return [whole([_as_html(node)], MARK)]
        if (
            node["t"] == "Span"
            and MARK in classes(node)
            and node["c"][1][:1]
            and _is_for_web(node["c"][1][0])
        ):
            return [{"t": "Span", "c": [node["c"][0], [_as_html(node["c"][1][0])]]}]
        return None

    result: list[Node] = rewrite(blocks, show)
    return result


def _is_for_web(node: Node) -> bool:
    return node["t"] in RAW and bool(node["c"][0] == WEB)


def _as_html(node: Node) -> Node:
    return raw(node["c"][1], block=node["t"] == "RawBlock")


def sources_of(blocks: list[Node]) -> dict[str, tuple[str, ...]]:
    """Return what a page of these blocks needs in its Content-Security-Policy, by directive.

    They are the hosts of pictures, sounds and films, and each script by its SHA-256 (CSP 3, 2.3.1).
    """
    found: dict[str, dict[str, None]] = {}
    for node in each(blocks, *RAW):
        for tag in read_tags(node["c"][1]) if _is_for_web(node) else ():
            for directive, source in _sources(tag):
                found.setdefault(directive, {})[source] = None
    return {directive: tuple(sources) for directive, sources in found.items()}


def _sources(tag: Tag) -> Iterator[tuple[str, str]]:
    if tag.shape == "script":
        yield "script-src", source_of(tag.code)
    for key in ("src", "poster"):
        host = tag.get(key).removeprefix("https://").partition("/")[0].partition("?")[0].lower()
        if host and tag.name in CALLS:
            yield "img-src" if key == "poster" else CALLS[tag.name], f"https://{host}"


def scripts_of(html_of_parts: Iterable[str]) -> tuple[str, ...]:
    """Return the scripts of finished HTML as a policy names them, letter for letter as a browser reads them.

    What makes HTML of blocks may write `<img/>` within a script in its own way.
    """
    return tuple(source_of(script["code"]) for text in html_of_parts for script in SCRIPT.finditer(text))


def source_of(text: str) -> str:
    """Return the hash by which a policy knows an inline script or style sheet (CSP 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
