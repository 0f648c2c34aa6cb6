"""Spelling, by the Hunspell of the system and the essay's own list of words.

Hunspell is what editors and office suites check with, and every system has its dictionaries; the libraries
for Python bring none, or old ones. It is asked for by `spelling: true`, and has to be there then.
"""

from __future__ import annotations

import difflib
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from press.errors import MissingLibrary, Problem
from press.limits import Patience, run
from press.machine import Need, remedy_for
from press.model import Source
from press.rules.rule import Hit, Rule, Subject
from press.rules.type.passages import Passage, read_passages

RULES: tuple[Rule, ...] = (
    Rule(
        "word-unknown",
        "warning",
        "A word that neither the dictionary of its language has nor manuscript/words.txt. It is asked for by "
        "`spelling: true`. A name is told when it is written once, and another much like it more often.",
        "It may be misspelled.",
        "Mend it, or add it to manuscript/words.txt, a word on each line.",
    ),
)

LIST = "words.txt"
PIECE = r"[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w@])"
WORD = re.compile(rf"(?<![\w@#/\\.'’-]){PIECE}|(?<=[-–—'’]){PIECE}")
OPENING = re.compile(r"(?:[.!?:…]['’”\"»)\]]*\s+|\s[–—]\s)[\s'‘“\"«„(\[¿¡]*$")
"""What stands before the first word of a sentence."""
GENITIVE = re.compile(r"['’](?:s|S)?$")
PATIENCE = 60
"""Seconds for one call of Hunspell; an essay of 20,000 words takes about one."""
MOST_SUGGESTED = 100
SUGGESTIONS = 3
ALIKE = 0.8

USUAL = {"en": "en_GB", "de": "de_DE", "fr": "fr", "ru": "ru_RU", "es": "es_ES", "it": "it_IT", "nl": "nl"}
"""The dictionary of a language without a country."""
PACKAGES = {
    "en_GB": ("hunspell-en-gb", "hunspell-en-GB", "hunspell-en_gb"),
    "en_US": ("hunspell-en-us", "hunspell-en-US", "hunspell-en_us"),
    "de_DE": ("hunspell-de-de", "hunspell-de", "hunspell-de"),
    "fr": ("hunspell-fr", "hunspell-fr", "hunspell-fr"),
    "ru_RU": ("hunspell-ru", "hunspell-ru", "hunspell-ru"),
}
"""The package of a dictionary on Debian, on Fedora and on Arch, where it is not `hunspell-` and its name."""


@dataclass
class Word:
    """A word of the essay as it is written, in one language, and where it stands."""

    text: str
    language: str
    places: list[tuple[Passage, int]] = field(default_factory=list)
    inside: int = 0
    """How often it stands within a sentence."""


def look(subject: Subject) -> Iterator[Hit]:
    """Yield words that no dictionary has. Raises MissingLibrary without Hunspell or the dictionary."""
    manuscript = subject.manuscript
    settings = manuscript.settings
    if not settings.spelling:
        return
    own = _read_list(manuscript.folder / LIST)
    passages = [
        passage for source in manuscript.chapters for passage in read_passages(source, settings.language)
    ]
    words = _collect(passages)
    there = _dictionaries()
    for language in dict.fromkeys((settings.language, *(word.language for word in words))):
        dictionary = _choose(language, there)
        if dictionary is None and language == settings.language:
            raise _missing(language)
        asked = [word for word in words if word.language == language and not _is_own(word.text, own)]
        if dictionary:
            yield from _find(asked, words, dictionary)


def _find(asked: Sequence[Word], words: Sequence[Word], dictionary: str) -> Iterator[Hit]:
    unknown = _unknown({_plain(word.text) for word in asked}, dictionary)
    wrong = [word for word in asked if _plain(word.text) in unknown]
    told = [word for word in wrong if not _is_name(word) or _is_odd(word, words)]
    suggested = _suggest([_as_within(word) for word in told][:MOST_SUGGESTED], dictionary)
    for word in told:
        names = _like(word, words) if word.text[0].isupper() else []
        near = names or suggested.get(_as_within(word), [])
        count = f" ({len(word.places)} places)" if len(word.places) > 1 else ""
        fact = f"“{word.text}” is not in the dictionary{count}."
        passage, at = word.places[0]
        remedy = f"Did you mean {' or '.join(near)}? If not, add it to manuscript/{LIST}." if near else ""
        yield Hit("word-unknown", passage.place(at), fact, passage.around(at, at + len(word.text)), remedy)


# ---- Words ---------------------------------------------------------------------------------------


def _collect(passages: Iterable[Passage]) -> list[Word]:
    """Return the words of the essay; words in capitals, single letters and block quotations are left out."""
    words: dict[tuple[str, str], Word] = {}
    for passage in passages:
        if passage.quoted:
            continue
        for match in WORD.finditer(passage.text):
            text = GENITIVE.sub("", match[0])
            if len(text) < 2 or text.isupper():  # noqa: PLR2004
                continue
            key = passage.language_at(match.start()), text
            word = words.setdefault(key, Word(text, key[0]))
            word.places.append((passage, match.start()))
            word.inside += not _begins(passage.text, match.start())
    return list(words.values())


def _as_within(word: Word) -> str:
    """Return a word as it is within a sentence."""
    plain = _plain(word.text)
    return plain if word.inside or word.language.lower().startswith("de") else plain[0].lower() + plain[1:]


def _begins(text: str, at: int) -> bool:
    """Tell the first word of a sentence, which has a capital whatever it is."""
    return not text[:at].strip() or bool(OPENING.search(text[max(0, at - 12) : at]))


def _plain(word: str) -> str:
    return word.replace("’", "'")


def _is_name(word: Word) -> bool:
    """Tell a name: a capital within a sentence. German writes every noun so, and its nouns are asked for."""
    return word.text[0].isupper() and word.inside > 0 and not word.language.lower().startswith("de")


def _is_odd(word: Word, words: Sequence[Word]) -> bool:
    """Tell a name written once that is much like one written more often."""
    return len(word.places) == 1 and bool(_like(word, words))


def _like(word: Word, words: Sequence[Word]) -> list[str]:
    usual = [other.text for other in words if len(other.places) > 1 and other.text[0] == word.text[0]]
    near = difflib.get_close_matches(word.text, usual, n=1, cutoff=ALIKE)
    return [text for text in near if not text.startswith(word.text) and not word.text.startswith(text)]


def _read_list(path: Path) -> set[str]:
    """Read the essay's own words; what follows # is a remark. Raises NotUtf8."""
    if not path.is_file():
        return set()
    lines = Source.read(path).text.splitlines()
    return {_plain(text) for line in lines if (text := line.partition("#")[0].strip())}


def _is_own(word: str, own: set[str]) -> bool:
    plain = _plain(word)
    return plain in own or plain[0].lower() + plain[1:] in own


# ---- Hunspell ------------------------------------------------------------------------------------


def _call(arguments: list[str], text: str = "") -> subprocess.CompletedProcess[str]:
    """Run Hunspell. Raises MissingLibrary when it is not there, ProgramTooSlow when it does not end."""
    program = shutil.which("hunspell")
    if program is None:
        raise _missing("")
    command = [program, "-i", "utf-8", *arguments]
    patience = Patience("Hunspell", PATIENCE, remedy="Run it again, or set `spelling: false`.")
    return run(command, text, patience)


def _dictionaries() -> dict[str, str]:
    """Return the paths of the dictionaries there are, by name: en_GB."""
    said = _call(["-D"]).stderr
    paths = [line.strip() for line in said.splitlines() if "/" in line or "\\" in line]
    return {Path(path).name.removesuffix(".aff"): path for path in paths if Path(f"{path}.dic").is_file()}


def _choose(language: str, there: dict[str, str]) -> str | None:
    """Return the name of a language's dictionary, None where there is none."""
    base, _, country = language.partition("-")
    wanted = [f"{base}_{country.upper()}", language.replace("-", "_")] if country else []
    if not (country and base == "en"):  # British and American spelling are not to be taken for each other
        wanted += [USUAL.get(base, base), base, f"{base}_{base.upper()}"]
    return next((name for name in wanted if name in there), None)


def _unknown(words: set[str], dictionary: str) -> set[str]:
    """Return the words that a dictionary does not have."""
    said = _call(["-d", dictionary, "-l"], "\n".join(sorted(words)) + "\n").stdout
    return set(said.split("\n")) & words


def _suggest(words: list[str], dictionary: str) -> dict[str, list[str]]:
    """Return what a dictionary has instead of words, the likeliest first."""
    said = _call(["-d", dictionary, "-a"], "".join(f"^{word}\n" for word in words)).stdout
    found: dict[str, list[str]] = {}
    for line in said.splitlines():
        if match := re.match(r"& (\S+) \d+ \d+: (.*)", line):
            found[match[1]] = match[2].split(", ")[:SUGGESTIONS]
    return found


def _missing(language: str) -> MissingLibrary:
    """Return the error for what is missing, with the command that installs it."""
    needs = [Need("Hunspell", ("hunspell",) * 4, lambda: False)]
    fact = "`spelling: true` needs Hunspell, which this machine lacks."
    if language:
        base, _, rest = language.partition("-")
        name = f"{base}_{rest}" if rest else USUAL.get(base, base)
        debian = f"hunspell-{language.lower()}"
        packages = PACKAGES.get(name) or (debian, f"hunspell-{language}", f"hunspell-{base}")
        needs = [Need(f"the dictionary {name}", (*packages, ""), lambda: False)]
        fact = f"`spelling: true` needs Hunspell's dictionary of {language}, which this machine lacks."
    return MissingLibrary(Problem(fact, remedy_for(needs)))
