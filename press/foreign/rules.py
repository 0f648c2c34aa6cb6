"""What HTML by hand and attributes in Markdown may hold. Everything is judged by what is allowed.

The elements and attributes are those of the HTML standard (https://html.spec.whatwg.org) that set text and
do nothing: none fetches, runs, asks, frames or leaves its place. EPUB 3.3 knows all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from press.ast import Node, attr_of, each
from press.foreign.tags import Tag
from press.model import CONTROL

Fault = tuple[str, str]
"""What is wrong, and the remedy."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SCRIPT = "script"
"""The name under `allow:` that lets scripts into the web page."""

ELEMENTS = _words(
    """
    a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del details
    dfn div dl dt em figcaption figure footer header hr i ins kbd li mark ol p pre q rp rt ruby s samp section
    small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
    """
)
MEDIA = frozenset({"audio", "img", "source", "video"})
"""Elements that call a file: the web page alone may have one, from a host that is allowed."""

EVERYWHERE = _words("class dir epub:type id lang role style title translate xml:lang")
ATTRIBUTES: dict[str, frozenset[str]] = {
    element: _words(names)
    for element, names in {
        "a": "href hreflang rel target",
        "audio": "controls loop muted preload src",
        "blockquote": "cite",
        "col": "span",
        "colgroup": "span",
        "data": "value",
        "del": "cite datetime",
        "details": "open",
        "img": "alt height src width",
        "ins": "cite datetime",
        "li": "value",
        "ol": "reversed start type",
        "q": "cite",
        "script": "type",
        "source": "src type",
        "td": "colspan headers rowspan",
        "th": "abbr colspan headers rowspan scope",
        "time": "datetime",
        "video": "controls height loop muted poster preload src width",
    }.items()
}
OWN = {
    "Image": frozenset({"alt", "height", "width"}),
    "Link": frozenset({"hreflang", "rel", "target"}),
}
"""Attributes that Markdown may give to a kind of node, beside those of every one."""
SIZES = frozenset({"height", "width"})
SIZE = re.compile(r"[\w.%\s\\+-]*")
ACTING = _words(
    """
    action archive background cite classid code codebase data download form formaction href http-equiv is
    longdesc manifest ping popovertarget poster profile src srcdoc srcset usemap xmlns
    """
)
"""Attributes that Markdown may not write; one that HTML does not know is none of its business."""

LINKS = _words("ftp http https mailto tel urn")
"""Schemes that a link may have, of those that IANA has registered."""
ON_THE_WEB = re.compile(r"https?://[^\s/?#:]+(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
REMOTE = re.compile(r"https://([A-Za-z0-9.-]+)(?:[/?][^\s\\\"'<>]*)?", re.ASCII)

PROPERTIES = re.compile(
    r"(?:background|background-color|border(?:-\w+)*|break-(?:after|before|inside)|caption-side|clear|color|column-\w+|columns"
    r"|direction|display|empty-cells|float|font(?:-\w+)*|height|hyphens|letter-spacing|line-height"
    r"|list-style(?:-position|-type)?|margin(?:-\w+)*|max-(?:height|width)|min-(?:height|width)|opacity|orphans"
    r"|padding(?:-\w+)*|page-break-(?:after|before|inside)|quotes|ruby-\w+|tab-size|table-layout|text-\w+(?:-\w+)*"
    r"|unicode-bidi|vertical-align|white-space|widows|width|word-(?:break|spacing)|writing-mode)",
    re.ASCII,
)
VALUE = re.compile(r"(?:(?!/\*)[\w\s#%.,()!+*/'\"«»‹›„“”‘’-])*")
HUGE = re.compile(r"(?<![\w#.])\d{5,}|(?<![\w#.])\d[\d.]*[eE][+-]?\d")
"""A number of five figures or with an exponent: what is as large, no page holds, and no engine counts."""
SPANS = _words("colspan rowspan span")
SPAN = re.compile(r"\d{1,3}", re.ASCII)
FUNCTION = re.compile(r"([\w-]*)\(")
FUNCTIONS = _words("calc clamp hsl hsla hwb lab lch max min oklab oklch rgb rgba var")

TEXTS = ("Code", "CodeBlock", "Math", "Str")
"""Nodes that hold text."""

NAMES = {"img": "image", "source": "film or sound"}
LEAVE_OUT = "Leave it out; README.md says what HTML by hand may hold."
PICTURE = "Save it as a file of the manuscript, and write ![its caption](its file)."
REMEDIES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "Write the heading in Markdown: ## Its words."),
    **dict.fromkeys(
        ("embed", "frame", "iframe", "object"), "Link to what it shows: [its name](its address)."
    ),
    **dict.fromkeys(("picture", "svg", "canvas"), PICTURE),
    **dict.fromkeys(("big", "center", "font", "strike", "tt"), "Write it in Markdown, or with style="),
    "math": "Write the formula in TeX: $…$.",
    "script": "Leave it out, or write `allow: script` in essay.yaml for the web page.",
    "style": "Write the rules in templates/web/essay.css and its like.",
}


def tag_faults(tag: Tag, allow: Collection[str]) -> Iterator[Fault]:
    """Yield what no edition may carry of a tag. One that is known but not well written is not foreign."""
    name, known = tag.name, ELEMENTS | MEDIA
    if tag.shape == SCRIPT and SCRIPT in allow:
        known |= {SCRIPT}
    if name not in known:
        is_half = name == SCRIPT and SCRIPT in allow
        yield ("a script is not whole.", "Write <script>…</script>.") if is_half else _element_fault(name)
    elif tag.shape != "close":
        for key, value in tag.pairs:
            yield from _pair_faults(name, key, value, allow)


def node_faults(node: Node, allow: Collection[str]) -> Iterator[tuple[str, str, Fault]]:
    """Yield what no edition may carry of a node of Markdown, each with the attribute's name and value.

    The name is empty where it is the address of a link or an image.
    """
    kind = node["t"]
    for key, value in attr_of(node)[2]:
        if stray := find_control(value):
            yield "", stray, _control_fault(stray)
        if key == "style":
            yield from ((key, value, fault) for fault in style_faults(value))
        elif key in SIZES and (not SIZE.fullmatch(value) or HUGE.search(value)):
            yield key, value, (f"{key}={value} is no measure.", "Write one with its unit: 50% or 6cm.")
        elif key not in EVERYWHERE | SIZES | OWN.get(kind, frozenset()) and _acts(key):
            yield key, value, _attribute_fault(key)
    if kind == "Link" and (fault := link_fault(node["c"][2][0])):
        yield "", node["c"][2][0], fault
    if kind == "Image" and (fault := source_fault("image", node["c"][2][0], allow)):
        yield "", node["c"][2][0], fault


def text_faults(blocks: list[Node]) -> Iterator[tuple[str, Fault]]:
    """Yield the characters of a text that no edition can hold, once each."""
    texts = (node["c"] if node["t"] == "Str" else node["c"][1] for node in each(blocks, *TEXTS))
    for stray in dict.fromkeys(filter(None, map(find_control, texts))):
        yield stray, _control_fault(stray)


def find_control(text: str) -> str:
    """Return the first character of a text that no edition can hold, or an empty string."""
    stray = None if text.isprintable() else CONTROL.search(text)
    return stray[0] if stray else ""


def _control_fault(stray: str) -> Fault:
    return f"the control character U+{ord(stray):04X} reaches no edition.", "Leave it out."


def _element_fault(name: str) -> Fault:
    if not name or name in "!?":
        return "a declaration, an instruction or a loose < is no HTML for an essay.", "Write &lt; for a <."
    remedy = REMEDIES.get(name.lower(), LEAVE_OUT)
    if name.lower() in ELEMENTS | MEDIA:
        remedy = f"Write it in small letters: <{name.lower()}>."
    return f"the element <{name}> reaches no edition.", remedy


def _pair_faults(element: str, key: str, value: str, allow: Collection[str]) -> Iterator[Fault]:
    if key not in EVERYWHERE | ATTRIBUTES.get(element, frozenset()) and not key.startswith(
        ("aria-", "data-")
    ):
        yield _attribute_fault(key)
    elif key == "style":
        yield from style_faults(value)
    elif key in SPANS and not SPAN.fullmatch(value):
        yield f"{key}={value} is no number from 0 to 999.", "Write a smaller one."
    else:
        fault = link_fault(value) if key in ("cite", "href") else None
        if key in ("poster", "src"):
            fault = source_fault(NAMES.get(element, element), value, allow)
        yield from [fault] if fault else []


def _attribute_fault(key: str) -> Fault:
    return f"the attribute {key}= reaches no edition.", LEAVE_OUT


def _acts(key: str) -> bool:
    """Tell whether an attribute of Markdown is one that fetches or runs something, in HTML or in XML."""
    small = key.lower()
    return small.startswith("on") or ":" in small or small in ACTING


def style_faults(style: str) -> Iterator[Fault]:
    """Yield the declarations that fetch something, hide what they do, or lift a text out of its place."""
    for declaration in filter(None, (part.strip() for part in style.split(";"))):
        name, colon, value = declaration.partition(":")
        is_known = (
            colon
            and not HUGE.search(value)
            and PROPERTIES.fullmatch(name.strip().lower())
            and VALUE.fullmatch(value)
        )
        if not is_known or not {word.lower() for word in FUNCTION.findall(value)} <= FUNCTIONS | {""}:
            remedy = "Leave it out; a style by hand sets type, colours, spaces and borders."
            yield f"the style `{declaration}` reaches no edition.", remedy


def scheme_of(address: str) -> str:
    """Return an address's scheme as a browser reads it, `//` for a host without one, or an empty string."""
    seen = "".join(letter for letter in address if unicodedata.category(letter)[0] not in "CZ")
    seen = seen.replace("\\", "/").lower()
    head = re.match(r"//|[^/?#]*?:", seen)
    return head[0].removesuffix(":") or ":" if head else ""


def link_fault(address: str) -> Fault | None:
    """Return what is wrong with where a link leads."""
    scheme = scheme_of(address)
    if not scheme or (scheme in LINKS and (not scheme.startswith("http") or ON_THE_WEB.match(address))):
        return None
    shown = "".join(letter for letter in address if letter.isprintable())[:60]
    remedy = "Link to https://…, to mailto:…, or to a label: (#…)."
    return f"a link to {shown} reaches no edition.", remedy


def source_fault(what: str, address: str, allow: Collection[str]) -> Fault | None:
    """Return what is wrong with where a picture, a sound or a film is from, unless from a file."""
    if not scheme_of(address) or is_allowed(address, allow):
        return None
    shown = "".join(letter for letter in address if letter.isprintable())[:60]
    remote = REMOTE.fullmatch(address)
    remedy = "Link to it: [its name](its address)"
    if what == "image":
        remedy = "Save it in the manuscript folder, and write its name here"
    if remote and "." in remote[1]:
        remedy += f", or write `allow: {remote[1].lower()}` in essay.yaml for the web page"
    return f"the {what} {shown} is from outside the essay.", f"{remedy}."


def is_allowed(address: str, allow: Collection[str]) -> bool:
    """Tell whether an address is at a host that the essay allows."""
    remote = REMOTE.fullmatch(address)
    return remote is not None and remote[1].lower() in allow
