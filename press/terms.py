"""The press's own words and the quotation marks, by language."""

from __future__ import annotations

from collections.abc import Mapping

from press.ast import Node, rewrite
from press.phrases import PHRASES

OWN: dict[str, dict[str, str]] = {
    "en": {
        "colon": ":",
        "semicolon": ";",
        "contents": "Contents",
        "bibliography": "Bibliography",
        "notes": "Notes",
        "cover": "Cover",
        "title_page": "Title page",
        "imprint": "Imprint",
        "text": "Text",
        "edited_by": "Edited by",
        "translated_by": "Translated by",
        "set_in": "Set in",
        "edition": "Edition",
        "and": "and",
        "back_to_text": "Back to the text",
        "cited_in": "Cited in",
        "cited_on_page": "Cited on p.",
        "cited_on_pages": "Cited on pp.",
        "note": "Note",
        "skip": "Skip to the text",
        "page": "Page",
        "cite_this": "Cite this",
        "copy": "Copy",
        "copied": "Copied",
        "reference": "Reference",
        "landmarks": "Landmarks",
        "pages": "Pages",
        "access_text": "The text can be read by eye, by ear or by touch, in any size.",
        "access_pictures": "Every picture is described in words.",
        "access_bare": "Some pictures are not described in words.",
        "access_formulas": "Formulas are written in MathML.",
        "access_tables": "Some tables have no header cells.",
        "access_notes": "Each note leads back to where it is called.",
        "access_pages": "The pages of the printed edition are marked and listed.",
        "access_moving": "Some pictures move.",
        "access_claim": "That it meets the standard was found by programs alone.",
        "appearance": "Appearance",
        "automatic": "Auto",
        "light": "Light",
        "dark": "Dark",
        "minutes": "min read",
    },
    "de": {
        "colon": ":",
        "semicolon": ";",
        "contents": "Inhalt",
        "bibliography": "Literatur",
        "notes": "Anmerkungen",
        "cover": "Umschlag",
        "title_page": "Titelseite",
        "imprint": "Impressum",
        "text": "Text",
        "edited_by": "Herausgegeben von",
        "translated_by": "Übersetzt von",
        "set_in": "Gesetzt aus",
        "edition": "Ausgabe",
        "and": "und",
        "back_to_text": "Zurück zum Text",
        "cited_in": "Zitiert in",
        "cited_on_page": "Zitiert auf S.",
        "cited_on_pages": "Zitiert auf S.",
        "note": "Anmerkung",
        "skip": "Zum Text",
        "page": "Seite",
        "cite_this": "Zitieren",
        "copy": "Kopieren",
        "copied": "Kopiert",
        "reference": "Literaturangabe",
        "landmarks": "Orientierungspunkte",
        "pages": "Seiten",
        "access_text": "Der Text lässt sich mit den Augen, Ohren oder Fingern lesen, in jeder Größe.",
        "access_pictures": "Jedes Bild ist in Worten beschrieben.",
        "access_bare": "Einige Bilder sind nicht in Worten beschrieben.",
        "access_formulas": "Formeln stehen in MathML.",
        "access_tables": "Einige Tabellen haben keine Kopfzellen.",
        "access_notes": "Jede Anmerkung führt dorthin zurück, wo auf sie verwiesen wird.",
        "access_pages": "Die Seiten der gedruckten Ausgabe sind bezeichnet und aufgelistet.",
        "access_moving": "Einige Bilder bewegen sich.",
        "access_claim": "Dass die Norm erfüllt ist, haben allein Programme festgestellt.",
        "appearance": "Darstellung",
        "automatic": "Auto",
        "light": "Hell",
        "dark": "Dunkel",
        "minutes": "Min. Lesezeit",
    },
    "fr": {
        "colon": "\u00a0:",
        "semicolon": "\u202f;",
        "contents": "Table",
        "bibliography": "Bibliographie",
        "notes": "Notes",
        "cover": "Couverture",
        "title_page": "Page de titre",
        "imprint": "Mentions légales",
        "text": "Texte",
        "edited_by": "Édité par",
        "translated_by": "Traduit par",
        "set_in": "Composé en",
        "edition": "Édition",
        "and": "et",
        "back_to_text": "Retour au texte",
        "cited_in": "Cité dans",
        "cited_on_page": "Cité p.",
        "cited_on_pages": "Cité p.",
        "note": "Note",
        "skip": "Aller au texte",
        "page": "Page",
        "cite_this": "Citer ce texte",
        "copy": "Copier",
        "copied": "Copié",
        "reference": "Référence",
        "landmarks": "Points de repère",
        "pages": "Pages",
        "access_text": "Le texte se lit par la vue, l’ouïe ou le toucher, à toute taille.",
        "access_pictures": "Chaque image est décrite par des mots.",
        "access_bare": "Certaines images ne sont pas décrites.",
        "access_formulas": "Les formules sont en MathML.",
        "access_tables": "Certains tableaux n’ont pas de cellules d’en-tête.",
        "access_notes": "Chaque note ramène à son appel.",
        "access_pages": "Les pages de l’édition imprimée sont marquées et répertoriées.",
        "access_moving": "Certaines images sont animées.",
        "access_claim": "La conformité à la norme n’a été constatée que par des programmes.",
        "appearance": "Apparence",
        "automatic": "Auto",
        "light": "Clair",
        "dark": "Sombre",
        "minutes": "min de lecture",
    },
    "es": {
        "colon": ":",
        "semicolon": ";",
        "contents": "Índice",
        "bibliography": "Bibliografía",
        "notes": "Notas",
        "cover": "Cubierta",
        "title_page": "Portada",
        "imprint": "Créditos",
        "text": "Texto",
        "edited_by": "Edición de",
        "translated_by": "Traducción de",
        "set_in": "Compuesto en",
        "edition": "Edición",
        "and": "y",
        "back_to_text": "Volver al texto",
        "cited_in": "Citado en",
        "cited_on_page": "Citado en la p.",
        "cited_on_pages": "Citado en las pp.",
        "note": "Nota",
        "skip": "Ir al texto",
        "page": "Página",
        "cite_this": "Citar este texto",
        "copy": "Copiar",
        "copied": "Copiado",
        "reference": "Referencia",
        "landmarks": "Puntos de referencia",
        "pages": "Páginas",
        "access_text": "El texto puede leerse con la vista, el oído o el tacto, a cualquier tamaño.",
        "access_pictures": "Cada imagen está descrita con palabras.",
        "access_bare": "Algunas imágenes no están descritas con palabras.",
        "access_formulas": "Las fórmulas están en MathML.",
        "access_tables": "Algunas tablas no tienen celdas de encabezado.",
        "access_notes": "Cada nota lleva de vuelta a su llamada.",
        "access_pages": "Las páginas de la edición impresa están marcadas y listadas.",
        "access_moving": "Algunas imágenes se mueven.",
        "access_claim": "La conformidad con la norma la han comprobado solo programas.",
        "appearance": "Apariencia",
        "automatic": "Auto",
        "light": "Claro",
        "dark": "Oscuro",
        "minutes": "min de lectura",
    },
    "ru": {
        "colon": ":",
        "semicolon": ";",
        "contents": "Содержание",
        "bibliography": "Библиография",
        "notes": "Примечания",
        "cover": "Обложка",
        "title_page": "Титульный лист",
        "imprint": "Выходные данные",
        "text": "Текст",
        "edited_by": "Под редакцией",
        "translated_by": "Перевод",
        "set_in": "Набрано шрифтами",
        "edition": "Издание",
        "and": "и",
        "back_to_text": "Назад к тексту",
        "cited_in": "Цитируется в",
        "cited_on_page": "Цитируется на с.",
        "cited_on_pages": "Цитируется на с.",
        "note": "Примечание",
        "skip": "К тексту",
        "page": "Страница",
        "cite_this": "Как цитировать",
        "copy": "Скопировать",
        "copied": "Скопировано",
        "reference": "Библиографическая ссылка",
        "landmarks": "Ориентиры",
        "pages": "Страницы",
        "access_text": "Текст можно читать глазами, на слух или на ощупь, в любом размере.",
        "access_pictures": "Каждый рисунок описан словами.",
        "access_bare": "Некоторые рисунки не описаны словами.",
        "access_formulas": "Формулы набраны в MathML.",
        "access_tables": "В некоторых таблицах нет ячеек-заголовков.",
        "access_notes": "Каждое примечание ведёт назад к месту ссылки.",
        "access_pages": "Страницы печатного издания отмечены и перечислены.",
        "access_moving": "Некоторые рисунки движутся.",
        "access_claim": "Соответствие стандарту установлено только программами.",
        "appearance": "Оформление",
        "automatic": "Авто",
        "light": "Светлое",
        "dark": "Тёмное",
        "minutes": "мин. чтения",
    },
}

WORDS = {language: words | PHRASES[language] for language, words in OWN.items()}

QUOTES: dict[str, str] = {
    "en": "“”‘’",
    "en-GB": "‘’“”",
    "de": "„“‚‘",
    "de-CH": "«»‹›",
    "fr": "«»“”",
    "es": "«»“”",
    "it": "«»“”",
    "ru": "«»„“",
    "uk": "«»„“",
    "pl": "„”«»",
    "cs": "„“‚‘",
    "nl": "‘’“”",
    "sv": "””’’",
    "fi": "””’’",
    "da": "»«›‹",
}
"""Outer opening and closing mark, then the inner pair (CLDR 46; British book usage for en-GB)."""

NARROW = "\u202f"
SPACED = {"fr": NARROW}
"""Languages that set a space inside their outer marks."""


def words_for(language: str, own: Mapping[str, str]) -> dict[str, str]:
    """Return the press's words in a language (English where there is none), the essay's own on top."""
    return {**WORDS["en"], **WORDS.get(language.split("-", maxsplit=1)[0], {}), **own}


def marks_for(language: str) -> tuple[str, str, str, str]:
    """Return the quotation marks of a language: outer pair, inner pair, with their spaces."""
    base = language.split("-", maxsplit=1)[0]
    marks = QUOTES.get(language) or QUOTES.get(base) or QUOTES["en"]
    gap = SPACED.get(base, "")
    return marks[0] + gap, gap + marks[1], marks[2], marks[3]


def localise_quotes(blocks: list[Node], language: str) -> list[Node]:
    """Replace pandoc's Quoted nodes by the language's marks.

    A double quotation is an outer one unless it stands inside another; a single one the reverse.
    """
    outer_open, outer_close, inner_open, inner_close = marks_for(language)

    def set_marks(node: Node) -> list[Node] | None:
        if node["t"] != "Quoted":
            return None
        kind, inlines = node["c"]
        pair = (outer_open, outer_close) if kind["t"] == "DoubleQuote" else (inner_open, inner_close)
        inside: list[Node] = rewrite(inlines, set_marks)
        return [{"t": "Str", "c": pair[0]}, *inside, {"t": "Str", "c": pair[1]}]

    result: list[Node] = rewrite(blocks, set_marks)
    return result
