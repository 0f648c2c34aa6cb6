"""The few words of the slip, by language; in English where a language has none."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "errata": "Errata",
        "page": "page {}",
        "line": "line {}",
        "note": "n. {}",
        "for": "for",
        "read": "read",
        "add": "after this, add",
        "omit": "omit",
        "more": "And {} more, in the chapter of errata.",
    },
    "de": {
        "errata": "Berichtigungen",
        "page": "Seite {}",
        "line": "Zeile {}",
        "note": "Anm. {}",
        "for": "statt",
        "read": "lies",
        "add": "danach ist einzufügen",
        "omit": "zu streichen ist",
        "more": "Und {} weitere, im Kapitel der Berichtigungen.",
    },
    "fr": {
        "errata": "Errata",
        "page": "page {}",
        "line": "ligne {}",
        "note": "n. {}",
        "for": "au lieu de",
        "read": "lire",
        "add": "ajouter ensuite",
        "omit": "supprimer",
        "more": "Et {} autres, dans le chapitre des errata.",
    },
    "es": {
        "errata": "Fe de erratas",
        "page": "pág. {}",
        "line": "lín. {}",
        "note": "n. {}",
        "for": "donde dice",
        "read": "debe decir",
        "add": "añádase después",
        "omit": "suprímase",
        "more": "Y {} más, en el capítulo de erratas.",
    },
    "ru": {
        "errata": "Опечатки",
        "page": "с. {}",
        "line": "строка {}",
        "note": "прим. {}",
        "for": "напечатано",
        "read": "следует читать",
        "add": "далее добавить",
        "omit": "исключить",
        "more": "И ещё {}, в главе опечаток.",
    },
}


def words_of(language: str) -> Mapping[str, str]:
    """Return the slip's words for a BCP 47 tag."""
    return WORDS.get(language.partition("-")[0].lower(), WORDS["en"])
