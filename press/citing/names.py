"""People's names as CSL has them: family and given name, particles, or one literal whole.

The parts, and which particle drops, are those of the CSL 1.0.2 specification, under "Name Particles".
What cannot be known stays literal: a name printed as it is written is never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Name = dict[str, str]

PARTICLES = frozenset(
    (
        *("von", "vom", "zu", "zum", "zur", "van", "der", "den", "des", "ten", "ter", "te", "'t", "’t", "de"),
        *(
            "du",
            "del",
            "della",
            "delle",
            "dei",
            "degli",
            "di",
            "da",
            "do",
            "dos",
            "das",
            "dalla",
            "la",
            "las",
        ),
        *("le", "les", "los", "lo", "d'", "d’", "af", "av", "al", "el", "bin", "bint", "ibn", "ben"),
    )
)
CAPITALS = {"Da", "De", "Del", "Della", "Der", "Des", "Di", "Dos", "Du", "La", "Le", "Van", "Von"}
"""Particles that belong to the family name when they are written large: Du Bois, De Sica."""
JOINTS = {"y", "e", "i"}
"""They bind two family names: Ortega y Gasset, Eça e Melo, Puig i Cadafalch."""
DROPPED = {
    "ca": {"de", "d'", "d’"},
    "de": {"von", "vom", "zu", "zum", "zur"},
    "es": {"de", "del"},
    "fr": {"de", "d'", "d’"},
    "pt": {"da", "das", "de", "do", "dos"},
}
"""Particles that a language leaves out before a bare family name: Humboldt, but van Gogh and de Gaulle."""
ATTACHED = re.compile(r"((?:al|el|ad|an|ar|as|at|az|ash)[-‐‑]|d['’])(?=\w)")
SUFFIX = re.compile(r"(.+?),? ((?:Jr|Sr)\.?|II|III|IV)")
FAMILY_FIRST = {"hu", "ja", "ko", "vi", "zh"}
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of Thai and its neighbours, Chinese, Japanese, Korean."""
ARTICLE = re.compile(r"(?:The|Die|Der|Das|Le|La|Les|El|Los|Las) |L['’]")
ORGANISATION = re.compile(
    r"^The |[&\d]|\b(and|of|for|und|für|et|pour|и|для)\b|(?i:\b("
    r"academy|archive|archives|association|bureau|centre|center|collective|commission|committee|council|"
    r"editors|federation|foundation|group|institute|international|league|library|ministry|museum|network|"
    r"office|organi[sz]ation|party|press|society|trust|union|university|workshop|"
    r"akademie|archiv|bibliothek|bund|gesellschaft|gewerkschaft|gruppe|institut|kollektiv|komitee|partei|"
    r"redaktion|stiftung|universität|verband|verein|verlag|werkstatt|"
    r"académie|association|bibliothèque|collectif|comité|fédération|fondation|groupe|ligue|parti|société|"
    r"syndicat|université|asociación|biblioteca|colectivo|editorial|federación|fundación|grupo|partido|"
    r"sindicato|sociedad|universidad|"
    r"академия|архив|библиотека|группа|издательство|институт|коллектив|комитет|общество|партия|редакция|"
    r"союз|университет|фонд)\b)"
)
"""What tells an organisation: an article, figures, an "and", or what it calls itself."""


def name_of(text: str, language: str) -> Name:
    """Split a name, written `Given Family` or `Family, Given`; the language is the essay's.

    A single word, an organisation and a name of a language or script that puts the family first are literal.
    """
    base = language.split("-", maxsplit=1)[0].lower()
    tail = SUFFIX.fullmatch(text)
    rest = tail[1] if tail else text
    family, comma, given = (part.strip() for part in rest.partition(","))
    if comma and family and given:
        name = _turned(family.split(), given.split())
    elif _is_whole(rest, base):
        return {"literal": text}
    else:
        name = _straight(rest.split(), DROPPED.get(base, set()))
    return name | ({"suffix": tail[2]} if tail else {})


def is_organisation(name: Name) -> bool:
    """Tell whether a name is an organisation's, as far as that shows."""
    return bool(ORGANISATION.search(name.get("literal", "")))


def full_name(name: Name) -> str:
    """Return a name in the order in which it is spoken."""
    given = [name.get("given", ""), _particles(name) + name.get("family", ""), name.get("suffix", "")]
    return name.get("literal") or " ".join(part for part in given if part)


def turned_name(name: Name) -> str:
    """Return `Family, Given`, with a particle that is dropped after the given name."""
    if "literal" in name:
        return name["literal"]
    stays = _particles({"family": name["family"], **_only(name, "non-dropping-particle")})
    given = [name["given"], name.get("dropping-particle", ""), name.get("suffix", "")]
    return f"{stays}{name['family']}, {' '.join(part for part in given if part)}"


def bibtex_name(name: Name) -> str:
    """Return `von Last, Jr, First`, braced where BibTeX would cut it elsewhere (btxdoc, section 4)."""
    if "literal" in name:
        return f"{{{name['literal']}}}"
    parts = (_particles(name) + _braced(name["family"]), name.get("suffix", ""), _braced(name["given"]))
    return ", ".join(part for part in parts if part)


def _braced(part: str) -> str:
    """Return a part of a name in braces where BibTeX would cut it in two, or find particles in it."""
    words = part.split()
    several = "," in part or "and" in map(str.lower, words)
    return f"{{{part}}}" if several or any(word[0].islower() for word in words[:-1]) else part


def _only(name: Name, *keys: str) -> Name:
    return {key: name[key] for key in keys if key in name}


def _particles(name: Name) -> str:
    """Return the particles with the space that follows all but d’ and al-."""
    words = [name.get("dropping-particle", ""), name.get("non-dropping-particle", "")]
    return "".join(word if word[-1] in "'’-‐‑" else f"{word} " for word in words if word)


def _is_whole(text: str, base: str) -> bool:
    words = text.split()
    return (
        len(words) == 1
        or base in FAMILY_FIRST
        or bool(UNSPACED.search(text) or ARTICLE.match(text) or ORGANISATION.search(text))
        or (
            any(word[0].isupper() for word in words)
            and any(word.islower() and word not in PARTICLES | JOINTS for word in words[1:])
        )
        or not PARTICLES.isdisjoint((words[0], words[-1]))
    )


def _turned(family: Sequence[str], given: Sequence[str]) -> Name:
    """Read `Family, Given`: a particle before the family name stays, one after the given name drops."""
    stays, falls = 0, len(given)
    while stays < len(family) - 1 and family[stays] in PARTICLES:
        stays += 1
    while falls > 1 and given[falls - 1] in PARTICLES:
        falls -= 1
    parts = {
        "dropping-particle": " ".join(given[falls:]),
        "non-dropping-particle": " ".join(family[:stays]),
    }
    return _name(" ".join(given[:falls]), parts, " ".join(family[stays:]))


def _straight(words: Sequence[str], dropped: set[str]) -> Name:
    """Read `Given Family`: the family name is the last word, or begins with a particle or before a joint."""
    start = next((place for place, word in enumerate(words[1:-1], start=1) if word in PARTICLES), None)
    if start is None:
        joint = next((place for place, word in enumerate(words[:-1]) if place > 1 and word in JOINTS), None)
        start = joint - 1 if joint else len(words) - 1
        while start > 1 and words[start - 1] in CAPITALS:
            start -= 1
    end = start
    while end < len(words) - 1 and words[end] in PARTICLES:
        end += 1
    particle, family = " ".join(words[start:end]), " ".join(words[end:])
    falls = bool(particle) and words[start] in dropped
    parts = {"dropping-particle" if falls else "non-dropping-particle": particle}
    if not particle and (found := ATTACHED.match(family)):
        family = family[found.end() :]
        parts = {"dropping-particle" if found[1] in dropped else "non-dropping-particle": found[1]}
    return _name(" ".join(words[:start]), parts, family)


def _name(given: str, particles: Name, family: str) -> Name:
    return {"family": family, "given": given} | {key: value for key, value in particles.items() if value}
