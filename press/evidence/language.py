"""What the evidence knows of languages: English, German, French and Russian."""

from __future__ import annotations

import re
from collections.abc import Iterable

TURNING = {
    "en": """not no never nor neither none nothing nobody cannot hardly scarcely barely but unless except
        however although though yet without""",
    "de": """nicht nichts kein keine keinen keinem keiner keines nie niemals niemand weder kaum aber sondern
        jedoch doch außer ausser obwohl obgleich allerdings ohne""",
    "fr": """ne pas jamais aucun aucune rien ni mais sauf sinon cependant toutefois pourtant néanmoins quoique
        sans non""",
    "ru": "не нет ни но никогда никто ничего однако кроме хотя без нельзя едва",
}
"""Words that turn the sense of what stands before or after them."""

CONTRACTED = {"en": re.compile(r"\w+n't"), "fr": re.compile(r"n'\w+")}
"""The same within another word: `didn't`, `n'est`."""

COMMON = {
    "en": "the of and to in a is that was for with as by had were which from not their this are",
    "de": "der die das und ist nicht von zu den mit dem des ein eine sich auf für war als auch",
    "fr": "le la les et des est une du que qui dans pas pour sur avec au ne par plus il",
    "ru": "и в не на что с как по но из к от он его для это же было бы у",
}
"""Words so frequent that a few of them tell a language."""

DECLARED = re.compile(
    r"emphas[ei]s (?:is |are )?(?:added|mine|ours|supplied|my own)|(?:my|our|added) (?:emphas[ei]s|italics)"
    r"|italics (?:are )?(?:added|mine|ours|my own|supplied)|underlin\w+ (?:added|mine)"
    r"|Herv(?:orhebung(?:en)?|\.) (?:von|hinzugefügt|nicht im Original|d(?:er|es|\.) ?Verf|durch|\w\. ?\w\.)"
    r"|(?:meine|eigene) Hervorhebung|kursiv (?:von mir|durch)"
    r"|je souligne|nous soulignons|c.est (?:moi|nous) qui soulign|soulign\w+ par (?:moi|nous|l.aut)"
    r"|(?:mes|nos) italiques|italiques? (?:ajouté|de l.auteur|de moi|sont de moi)"
    r"|курсив (?:мой|наш|автора|добавлен)|(?:выделен|подч[её]ркнут)\w* (?:мной|нами|мною|автором)",
    re.IGNORECASE,
)
"""Words by which an essayist says that the emphasis is his own."""

REMOVED = re.compile(
    r"(?:emphas[ei]s|italics) (?:removed|omitted)|without (?:the )?(?:emphas[ei]s|italics)"
    r"|Herv(?:orhebung(?:en)?|\.) (?:getilgt|entfernt|weggelassen)|italiques? (?:supprimé|omis)"
    r"|курсив (?:снят|опущен|убран)",
    re.IGNORECASE,
)
"""Words by which he says that he took the author's away."""

CONTRAST = """but however although though yet unless except aber jedoch doch sondern allerdings obwohl
    mais cependant toutefois pourtant néanmoins но однако хотя"""
CONTRASTING = frozenset(CONTRAST.split())
"""Those that turn the sense of the sentence before them when they begin one."""

JOINING = frozenset({"and", "or", "if", "und", "oder", "wenn", "et", "ou", "si", "и", "или", "если"})

_TURNING = {language: frozenset(words.split()) for language, words in TURNING.items()}
_COMMON = {language: frozenset(words.split()) for language, words in COMMON.items()}
FEWEST_COMMON = 3
NEVER_LATIN = re.compile(r"[\u0370-\u03ff\u0400-\u04ff\u0590-\u06ff\u0900-\u0dff\u3040-\u30ff\u4e00-\u9fff]")


def primary(tag: str) -> str:
    """Return the language of a BCP 47 tag, without script and region."""
    return tag.partition("-")[0].lower()


def turns(word: str, language: str) -> bool:
    """Tell whether a word, in small letters, turns the sense."""
    contracted = CONTRACTED.get(language)
    return word in _TURNING.get(language, ()) or bool(contracted and contracted.fullmatch(word))


def guess(words: Iterable[str]) -> str:
    """Return the language that most of the common words among these are of, or an empty string."""
    words = [word.casefold() for word in words]
    counts = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    best, second = sorted(counts, key=lambda language: -counts[language])[:2]
    enough = counts[best] >= FEWEST_COMMON and counts[best] > 2 * counts[second]
    return best if enough else ""


def same_script(one: str, other: str) -> bool:
    """Tell whether two texts are both in Latin letters, or both mostly not."""
    return _is_foreign(one) == _is_foreign(other)


def _is_foreign(text: str) -> bool:
    return len(NEVER_LATIN.findall(text[:2000])) * 2 > sum(map(str.isalpha, text[:2000]))


def turning_word(text: str, language: str) -> str:
    """Return the first word of a text that turns the sense, or an empty string."""
    words = (word.casefold().replace("’", "'") for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text))
    return next((word for word in words if turns(word, language)), "")


def emphasis_is_declared(text: str) -> bool:
    """Tell whether a text says that the emphasis is not the author's."""
    return bool(DECLARED.search(text))


def emphasis_is_removed(text: str) -> bool:
    """Tell whether a text says that the author's emphasis was taken away."""
    return bool(REMOVED.search(text))
