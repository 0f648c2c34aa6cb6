"""Names as CSL has them, and as Zotero and BibTeX want them written."""

from __future__ import annotations

import pytest

from press.citing.names import bibtex_name, full_name, is_organisation, name_of, turned_name

PEOPLE = [
    ("en", "Moshe Lewin", "Lewin, Moshe"),
    ("en", "E. H. Carr", "Carr, E. H."),
    ("ru", "Лев Давидович Троцкий", "Троцкий, Лев Давидович"),
    ("en", "Vincent van Gogh", "van Gogh, Vincent"),
    ("en", "Walter de la Mare", "de la Mare, Walter"),
    ("nl", "Frans de Waal", "de Waal, Frans"),
    ("en", "Robert De Niro", "De Niro, Robert"),
    ("en", "W. E. B. Du Bois", "Du Bois, W. E. B."),
    ("en", "Abu Hamid al-Ghazali", "al-Ghazali, Abu Hamid"),
    ("en", "Jean d’Alembert", "d’Alembert, Jean"),
    ("de", "Alexander von Humboldt", "Humboldt, Alexander von"),
    ("de", "Ursula von der Leyen", "Leyen, Ursula von der"),
    ("fr", "Simone de Beauvoir", "Beauvoir, Simone de"),
    ("fr", "Jean de La Fontaine", "La Fontaine, Jean de"),
    ("es", "Miguel de Cervantes", "Cervantes, Miguel de"),
    ("pt", "Eça de Queirós", "Queirós, Eça de"),
    ("es", "José Ortega y Gasset", "Ortega y Gasset, José"),
    ("en", "bell hooks", "hooks, bell"),
    ("en", "Lev Trotsky", "Trotsky, Lev"),
]
TURNED = [
    ("García Márquez, Gabriel", "Gabriel García Márquez"),
    ("Humboldt, Alexander von", "Alexander von Humboldt"),
    ("van Gogh, Vincent", "Vincent van Gogh"),
    ("al-Ghazali, Abu Hamid", "Abu Hamid al-Ghazali"),
]
WHOLE = [
    ("en", "Anonymous", False),
    ("en", "Le Corbusier", False),
    ("en", "von Hayek", False),
    ("zh", "毛泽东", False),
    ("en", "毛 泽东", False),
    ("hu", "Nagy Imre", False),
    ("vi", "Trường Chinh", False),
    ("en", "Committee,", True),
    ("en", "The Essay Press", True),
    ("en", "Left Opposition Study Group", True),
    ("en", "Friends of the Earth", True),
    ("en", "Marx & Engels", True),
    ("de", "Verein für Sozialgeschichte", True),
    ("fr", "Parti communiste français", True),
    ("ru", "Институт марксизма-ленинизма", True),
]


@pytest.mark.parametrize(("language", "spoken", "listed"), PEOPLE)
def test_a_name_is_cut_before_the_family_s(language: str, spoken: str, listed: str) -> None:
    name = name_of(spoken, language)
    assert full_name(name) == spoken
    assert turned_name(name) == listed


@pytest.mark.parametrize(("listed", "spoken"), TURNED)
def test_a_name_may_be_written_family_first(listed: str, spoken: str) -> None:
    name = name_of(listed, "en")
    assert turned_name(name) == listed
    assert full_name(name) == spoken


@pytest.mark.parametrize(("language", "name", "organisation"), WHOLE)
def test_what_cannot_be_cut_is_literal(language: str, name: str, organisation: bool) -> None:
    found = name_of(name, language)
    assert found == {"literal": name}
    assert full_name(found) == turned_name(found) == name
    assert bibtex_name(found) == f"{{{name}}}"
    assert is_organisation(found) is organisation


@pytest.mark.parametrize(
    "name", ["Martin Luther King Jr.", "Martin Luther King, Jr.", "King, Martin Luther, Jr."]
)
def test_a_suffix_is_no_family_name(name: str) -> None:
    found = name_of(name, "en")
    assert found == {"family": "King", "given": "Martin Luther", "suffix": "Jr."}
    assert full_name(found) == "Martin Luther King Jr."
    assert bibtex_name(found) == "King, Jr., Martin Luther"


def test_particles_drop_or_stay_as_csl_tells_them_apart() -> None:
    assert name_of("Alexander von Humboldt", "de")["dropping-particle"] == "von"
    assert name_of("John von Neumann", "en")["non-dropping-particle"] == "von"
    assert name_of("Neumann, John von", "en")["dropping-particle"] == "von"
    assert name_of("Abu Hamid al-Ghazali", "en")["non-dropping-particle"] == "al-"


def test_bibtex_does_not_find_particles_or_people_within_a_part() -> None:
    assert bibtex_name(name_of("José Ortega y Gasset", "es")) == "{Ortega y Gasset}, José"
    assert bibtex_name(name_of("Smith, John, of London", "en")) == "Smith, {John, of London}"
    assert bibtex_name(name_of("Smith, Ann and Bob", "en")) == "Smith, {Ann and Bob}"
