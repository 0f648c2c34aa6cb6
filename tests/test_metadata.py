"""Info and XMP say the same, whatever an essay's settings hold."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
import yaml

from press.metadata import PRESS, READING, RECORD_SCHEMA, about, identifier_of, write_metadata
from press.settings import Settings

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC, PDF, XMP = (
    f"{{{name}}}"
    for name in (
        "http://purl.org/dc/elements/1.1/",
        "http://ns.adobe.com/pdf/1.3/",
        "http://ns.adobe.com/xap/1.0/",
    )
)
FULL = """
title: "Was kostet’s? <Ein> & \\"zwei\\""
subtitle: Ελληνικά
authors: [Ann Author, Жанна Д’Арк]
blurb: |-
  A blurb & more.

  Its second paragraph.
keywords: [one, two & three]
language: de
date: 2026-11-23
"""


def settings(text: str) -> Settings:
    """Return settings as they are, those too that essay.yaml may not have."""
    return Settings.model_validate(yaml.load(text, yaml.BaseLoader))


def written(
    text: str, claims: Any = PRESS, edition: str = "press"
) -> tuple[pikepdf.Pdf, ElementTree.Element]:
    """Write an essay's metadata into an empty PDF, save it, and read it back; the XMP comes as a tree."""
    pdf = pikepdf.new()
    write_metadata(pdf, about(settings(text)), claims, edition)
    out = io.BytesIO()
    pdf.save(out)
    pdf = pikepdf.open(out)
    packet = pdf.Root.Metadata.read_raw_bytes().decode()
    return pdf, ElementTree.fromstring(packet)


def item(tree: ElementTree.Element, key: str) -> str:
    """Return a fact of the XMP; of a list all items."""
    found = tree.find(f".//{key}")
    assert found is not None
    return (
        found.text.strip()
        if found.text and found.text.strip()
        else "|".join(e.text or "" for e in found.iter(f"{RDF}li"))
    )


def test_info_and_xmp_say_the_same() -> None:
    pdf, tree = written(FULL)
    info = pdf.docinfo
    title = 'Was kostet’s? <Ein> & "zwei": Ελληνικά'
    assert str(info.Title) == item(tree, f"{DC}title") == title
    assert str(info.Author) == "Ann Author, Жанна Д’Арк"
    assert item(tree, f"{DC}creator") == "Ann Author|Жанна Д’Арк"
    assert str(info.Subject) == item(tree, f"{DC}description") == "A blurb & more. Its second paragraph."
    assert str(info.Keywords) == item(tree, f"{PDF}Keywords") == "one, two & three"
    assert str(info.Producer) == item(tree, f"{PDF}Producer")
    assert str(info.CreationDate) == str(info.ModDate) == "D:20261123000000Z"
    assert item(tree, f"{XMP}CreateDate") == item(tree, f"{XMP}ModifyDate") == "2026-11-23T00:00:00Z"
    assert info.Trapped == "/False"
    assert item(tree, f"{PDF}Trapped") == "False"
    assert str(pdf.Root.Lang) == item(tree, f"{DC}language") == "de"


def test_the_packet_is_not_packed() -> None:
    pdf, _ = written("title: A")
    assert "/Filter" not in pdf.Root.Metadata
    assert pdf.Root.Metadata.Type == "/Metadata"


def test_what_is_empty_is_left_out() -> None:
    pdf, tree = written("title: A")
    assert {"/Author", "/Subject", "/Keywords"} & set(pdf.docinfo.keys()) == set()
    assert all(tree.find(f".//{DC}{key}") is None for key in ("creator", "description", "subject"))


@pytest.mark.parametrize(
    ("date", "stamp"),
    [("0099", "00990101"), ("0987-06", "09870601"), ("9999-12-31", "99991231"), ("2024-02-29", "20240229")],
)
def test_years_have_four_figures(date: str, stamp: str) -> None:
    pdf, tree = written(f"title: A\ndate: {date}")
    assert str(pdf.docinfo.CreationDate) == f"D:{stamp}000000Z"
    assert re.sub("[^0-9]", "", item(tree, f"{XMP}CreateDate")) == f"{stamp}000000"


def test_the_date_can_be_given_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    pdf, tree = written("title: A\ndate: 2026")
    assert str(pdf.docinfo.CreationDate) == "D:20231114221320Z"
    assert item(tree, f"{XMP}CreateDate") == "2023-11-14T22:13:20Z"


@pytest.mark.parametrize("stray", ["\\a", "\\0", "\\x1b", "\\uFFFE", "\\x7f", "\\e"])
def test_characters_that_xml_cannot_hold_are_left_out(stray: str) -> None:
    pdf, tree = written(f'title: "A{stray}B"\nauthors: ["C{stray}D"]\nkeywords: ["E{stray}F"]')
    assert str(pdf.docinfo.Title) == item(tree, f"{DC}title") == "AB"
    assert str(pdf.docinfo.Author) == item(tree, f"{DC}creator") == "CD"
    assert str(pdf.docinfo.Keywords) == item(tree, f"{PDF}Keywords") == "EF"


def test_line_ends_are_spaces_and_fixed_spaces_stay() -> None:
    pdf, tree = written('title: "Qui\\r\\n  va\\u00a0l\u00e0\\u202f?"')
    assert str(pdf.docinfo.Title) == item(tree, f"{DC}title") == "Qui va\u00a0là\u202f?"


def test_an_essay_without_identifier_has_the_same_one_every_time() -> None:
    one, other = settings("title: A\nauthors: B"), settings("title: A\nauthors: C")
    assert identifier_of(one) == identifier_of(settings("title: A\nauthors: B"))
    assert identifier_of(one) != identifier_of(other)
    assert identifier_of(one).startswith("urn:uuid:")
    assert identifier_of(settings("title: A\nidentifier: doi:10.1/a")) == "doi:10.1/a"


def test_the_files_of_an_essay_are_documents_of_their_own() -> None:
    trees = [written("title: A", edition=name)[1] for name in ("press", "cover", "reading")]
    found = {item(tree, "{http://ns.adobe.com/xap/1.0/mm/}DocumentID") for tree in trees}
    assert len(found) == 3


def test_pdf_2_has_no_info() -> None:
    pdf, tree = written(FULL, READING["ua-2"], "reading")
    assert "/Info" not in pdf.trailer
    assert item(tree, f"{DC}title")
    assert "pdfaExtension" not in ElementTree.tostring(tree, encoding="unicode")


def test_pdf_a_3_explains_the_properties_of_pdf_ua() -> None:
    _, tree = written(FULL, READING["ua-1"], "reading")
    schema = tree.find(".//{http://www.aiim.org/pdfa/ns/schema#}namespaceURI")
    assert schema is not None
    assert schema.text == "http://www.aiim.org/pdfua/ns/id/"


def test_the_edition_s_id_and_record_are_told_and_explained() -> None:
    pdf = pikepdf.new()
    facts = about(settings("title: A"), "0123456789ab", '{"essay":{}}')
    write_metadata(pdf, facts, READING["ua-1"], "reading")
    tree = ElementTree.fromstring(pdf.Root.Metadata.read_raw_bytes().decode())
    assert item(tree, f"{{{RECORD_SCHEMA}}}edition") == "0123456789ab"
    assert item(tree, f"{{{RECORD_SCHEMA}}}record") == '{"essay":{}}'
    assert item(tree, "{http://ns.adobe.com/xap/1.0/mm/}VersionID") == "0123456789ab"
    explained = {found.text for found in tree.iter("{http://www.aiim.org/pdfa/ns/schema#}namespaceURI")}
    assert explained == {RECORD_SCHEMA, "http://www.aiim.org/pdfua/ns/id/"}


def test_what_no_edition_is_made_of_has_no_id() -> None:
    _, tree = written("title: A", READING["ua-1"], "reading")
    assert RECORD_SCHEMA not in {found.tag.partition("}")[0][1:] for found in tree.iter()}
