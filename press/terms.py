"""The press's own words and the quotation marks, by language."""

from __future__ import annotations

from collections.abc import Mapping

from press.ast import Node, rewrite

WORDS: dict[str, dict[str, str]] = {
    "en": {
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
        "and": "and",
        "back_to_text": "Back to the text",
        "cited_in": "Cited in",
        "note": "Note",
        "table_notes": "Notes to the table",
        "skip": "Skip to the text",
        "page": "Page",
        "first_published": "Published",
        "cite_this": "Cite this",
        "copy": "Copy",
        "copied": "Copied",
        "reference": "Reference",
    },
    "de": {
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
        "and": "und",
        "back_to_text": "Zurück zum Text",
        "cited_in": "Zitiert in",
        "note": "Anmerkung",
        "table_notes": "Anmerkungen zur Tabelle",
        "skip": "Zum Text",
        "page": "Seite",
        "first_published": "Erschienen",
        "cite_this": "Zitieren",
        "copy": "Kopieren",
        "copied": "Kopiert",
        "reference": "Literaturangabe",
    },
    "fr": {
        "contents": "Table",
        "bibliography": "Bibliographie",
        "notes": "Notes",
        "cover": "Couverture",
        "title_page": "Page de titre",
        "imprint": "Achevé",
        "text": "Texte",
        "edited_by": "Édité par",
        "translated_by": "Traduit par",
        "set_in": "Composé en",
        "and": "et",
        "back_to_text": "Retour au texte",
        "cited_in": "Cité dans",
        "note": "Note",
        "table_notes": "Notes du tableau",
        "skip": "Aller au texte",
        "page": "Page",
        "first_published": "Publié",
        "cite_this": "Citer ce texte",
        "copy": "Copier",
        "copied": "Copié",
        "reference": "Référence",
    },
    "es": {
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
        "and": "y",
        "back_to_text": "Volver al texto",
        "cited_in": "Citado en",
        "note": "Nota",
        "table_notes": "Notas de la tabla",
        "skip": "Ir al texto",
        "page": "Página",
        "first_published": "Publicado",
        "cite_this": "Citar este texto",
        "copy": "Copiar",
        "copied": "Copiado",
        "reference": "Referencia",
    },
    "ru": {
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
        "and": "и",
        "back_to_text": "Назад к тексту",
        "cited_in": "Цитируется в",
        "note": "Примечание",
        "table_notes": "Примечания к таблице",
        "skip": "К тексту",
        "page": "Страница",
        "first_published": "Опубликовано",
        "cite_this": "Как цитировать",
        "copy": "Скопировать",
        "copied": "Скопировано",
        "reference": "Библиографическая ссылка",
    },
}

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
