"""What captions and references say in languages other than English, by the names of the settings.

Of each prefix the first word is for one thing, the second for several. French parts a colon from its
word; Russian captions have a full stop after the number.
"""

from __future__ import annotations

WORDS: dict[str, dict[str, str | list[str]]] = {
    "de": {
        "figureTitle": "Abbildung",
        "tableTitle": "Tabelle",
        "listingTitle": "Listing",
        "lofTitle": "# Abbildungen",
        "lotTitle": "# Tabellen",
        "lolTitle": "# Listings",
        "figPrefix": ["Abb.", "Abb."],
        "tblPrefix": ["Tab.", "Tab."],
        "lstPrefix": ["Listing", "Listings"],
        "eqnPrefix": ["Gl.", "Gl."],
        "secPrefix": ["Abschnitt", "Abschnitte"],
    },
    "fr": {
        "titleDelim": "\N{NO-BREAK SPACE}:",
        "figureTitle": "Figure",
        "tableTitle": "Tableau",
        "listingTitle": "Listing",
        "lofTitle": "# Table des figures",
        "lotTitle": "# Liste des tableaux",
        "lolTitle": "# Liste des listings",
        "figPrefix": ["fig.", "fig."],
        "tblPrefix": ["tableau", "tableaux"],
        "lstPrefix": ["listing", "listings"],
        "eqnPrefix": ["éq.", "éq."],
        "secPrefix": ["section", "sections"],
    },
    "es": {
        "figureTitle": "Figura",
        "tableTitle": "Tabla",
        "listingTitle": "Listado",
        "lofTitle": "# Índice de figuras",
        "lotTitle": "# Índice de tablas",
        "lolTitle": "# Índice de listados",
        "figPrefix": ["fig.", "figs."],
        "tblPrefix": ["tabla", "tablas"],
        "lstPrefix": ["listado", "listados"],
        "eqnPrefix": ["ec.", "ecs."],
        "secPrefix": ["sección", "secciones"],
    },
    "ru": {
        "titleDelim": ".",
        "figureTitle": "Рис.",
        "tableTitle": "Таблица",
        "listingTitle": "Листинг",
        "lofTitle": "# Список рисунков",
        "lotTitle": "# Список таблиц",
        "lolTitle": "# Список листингов",
        "figPrefix": ["рис.", "рис."],
        "tblPrefix": ["табл.", "табл."],
        "lstPrefix": ["листинг", "листинги"],
        "eqnPrefix": ["формула", "формулы"],
        "secPrefix": ["раздел", "разделы"],
    },
}


def words_of(language: str) -> dict[str, str | list[str]]:
    """Return the settings that a language has of its own, as Markdown; none where they are English."""
    return WORDS.get(language.split("-", maxsplit=1)[0].lower(), {})
