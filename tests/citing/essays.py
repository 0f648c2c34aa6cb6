"""Essays that are awkward to cite, by name."""

from __future__ import annotations

from typing import Any

from press.settings import Settings

HOSTILE = 'A & B % _ # $ {x} ~ ^ \\ </script><!-- <script>alert(1)</script> ]]> "q" 50% \u2028é\u2029'

ESSAYS: dict[str, dict[str, Any]] = {
    "bare": {"title": "Nobody"},
    "anonymous": {
        "title": "In for a Penny",
        "subtitle": "Did Stalin Take the Left Opposition’s Plan?",
        "authors": "Anonymous",
        "publisher": "The Essay Press",
        "date": "2026",
        "edition": "First edition",
    },
    "german": {
        "title": "Wer, wen? Die „Neue Ökonomische Politik“: ein Versuch",
        "authors": ["Alexander von Humboldt", "Ursula Müller", "Gruppe Arbeiterpolitik", "X. Weiß"],
        "editor": "Ann Ed",
        "translator": "Bo Trans",
        "language": "de",
        "date": "2026-11",
        "edition": "2. Auflage",
        "place": "Köln",
        "publisher": "Verlag & Söhne",
        "isbn": "978-0-306-40615-7",
        "identifier": "https://doi.org/10.5281/zenodo.123",
        "web": "https://example.org/versuch/",
        "blurb": "Ein Satz.\n\nNoch einer.",
        "keywords": ["NÖP", "Planung"],
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "slug": "versuch",
    },
    "french": {
        "title": "Qui va là\u202f?",
        "subtitle": "un essai",
        "authors": "Simone de Beauvoir",
        "language": "fr",
        "date": "2026-01-05",
        "edition": "Deuxième édition",
        "publisher": "Minuit",
    },
    "russian": {
        "title": "Что делать?",
        "subtitle": "Наболевшие вопросы",
        "authors": "В. И. Ленин",
        "language": "ru",
        "date": "1902-03",
        "edition": "2-е издание",
        "publisher": "Dietz",
        "place": "Штутгарт",
    },
    "chinese": {"title": "矛盾论", "authors": ["毛泽东"], "language": "zh-Hans", "date": "1937-08"},
    "quoted": {
        "title": "‘Socialism in One Country’: What Was It?",
        "authors": ["Martin Luther King Jr.", "José Ortega y Gasset", "van Gogh, Vincent"],
        "short_title": "‘Socialism’",
        "date": "2026-12-31",
        "web": "example.org/essays/quoted",
    },
    "hostile": {
        "title": HOSTILE,
        "authors": [HOSTILE, 'O\\"Neil, <b>John & {Co}</b> 5%'],
        "editor": HOSTILE,
        "publisher": HOSTILE,
        "place": HOSTILE,
        "edition": HOSTILE,
        "blurb": HOSTILE,
        "keywords": [HOSTILE],
        "identifier": HOSTILE,
        "licence_url": "https://example.org/x_y?a=1&b=%20~%7B",
        "web": "https://example.org/x_y?a=1&b=%20{#c~d",
        "date": "2026",
    },
    "unbalanced": {"title": "}un{balanced -- A B", "authors": "x {y", "publisher": "P%_{"},
    "stray": {"title": "A\x00B\ufffe\n C", "authors": ["\x0bAnn\x85Author", " ", ""], "web": "http://["},
}


def essay(name: str) -> Settings:
    """Return the settings of an essay by its name here."""
    return Settings.model_validate(ESSAYS[name])
