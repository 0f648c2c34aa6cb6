"""What a finished PDF says of itself: Info and XMP, the same facts in both, and the standards it claims.

XMP is ISO 16684-1; where a fact goes is ISO 32000-2, 14.3.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

import pikepdf

from press.dates import edition_time
from press.settings import Settings
from press.terms import words_for

PRODUCER = "The Essay Press (WeasyPrint, pikepdf)"
NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 9562: names that are addresses
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold (XML 1.0, 2.2), or that nobody can read."""
RECORD_SCHEMA = f"{uuid.uuid5(NAMESPACE, 'The Essay Press: record').urn}#"
"""The namespace of the two properties that tell what an edition is made from."""
PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "press": RECORD_SCHEMA,
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
EXTENSION = """
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""PDF/A-3 wants a schema for each property that XMP does not know (ISO 19005-3, 6.6.2.3)."""
SCHEMA = """<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>{title}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>
</rdf:li>
"""
PROPERTY = """<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{name}</pdfaProperty:name>
<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>{what}</pdfaProperty:description>
</rdf:li>
"""
SCHEMAS = {
    "pdfuaid": (
        "PDF/UA identification schema",
        {"part": ("Integer", "Part of PDF/UA that the file conforms to")},
    ),
    "press": (
        "What the edition is made from",
        {
            "edition": ("Text", "The ID of the edition, a hash of its inputs"),
            "record": ("Text", "Short hashes of its inputs and the versions of its components, as JSON"),
        },
    ),
}
"""What is to be said of properties, by prefix: a title, and for each its type and what it is."""

Claims = Mapping[str, str]
READING: Mapping[str, Claims] = {
    "ua-1": {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"},
    "ua-2": {"pdfaid:part": "4", "pdfaid:rev": "2020", "pdfuaid:part": "2", "pdfuaid:rev": "2024"},
}
"""The standards of the reading PDF, by `pdf_standard`."""
PRESS: Claims = {"pdfxid:GTS_PDFXVersion": "PDF/X-4", "pdf:Trapped": "False"}


@dataclass(frozen=True)
class About:
    """The essay as a catalogue lists it; `time` is that of the edition, never the clock's."""

    title: str
    authors: tuple[str, ...]
    subject: str
    keywords: tuple[str, ...]
    language: str
    time: datetime
    identifier: str
    edition: str = ""
    record: str = ""


def about(settings: Settings, edition: str = "", record: str = "") -> About:
    """Return what an essay's settings say, each fact on one line.

    `edition` is the edition's ID, `record` what it is made from, where they are known.
    """
    colon = words_for(settings.language, settings.terms)["colon"]
    title = f"{settings.title}{colon} {settings.subtitle}" if settings.subtitle else settings.title
    return About(
        _plain(title),
        tuple(map(_plain, settings.authors)),
        _plain(settings.blurb),
        tuple(map(_plain, settings.keywords)),
        settings.language,
        edition_time(settings.date),
        _plain(identifier_of(settings)),
        edition,
        record,
    )


def _plain(text: str) -> str:
    """Return a text without control characters and line ends, so that Info and XMP can say the same."""
    return UNFIT.sub("", re.sub(r"[ \t\r\n\f\v]+", " ", text)).strip()


def identifier_of(settings: Settings) -> str:
    """Return the essay's own identifier, or a UUID made from title and authors, the same every time."""
    if settings.identifier:
        return settings.identifier
    words = (settings.title, *settings.authors, settings.edition, settings.language)
    named = (settings.edition_name,) if settings.edition_name else ()
    return uuid.uuid5(NAMESPACE, "|".join((*words, *named))).urn


def write_metadata(pdf: pikepdf.Pdf, about: About, claims: Claims, edition: str) -> None:
    """Give a PDF its Info and its XMP; `edition` tells the essay's several files apart.

    PDF 2.0 has Info no more (ISO 32000-2, 14.3.3; PDF/A-4, 6.1.3, forbids it).
    """
    packet = _packet(about, claims, edition)
    stream = pikepdf.Stream(pdf, packet.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    pdf.Root.Metadata = pdf.make_indirect(stream)
    pdf.Root.Lang = pikepdf.String(about.language)
    if claims.get("pdfaid:part") == "4":
        if "/Info" in pdf.trailer:
            del pdf.trailer.Info
        return
    when = f"D:{re.sub('[^0-9]', '', _moment(about))}Z"
    facts = {
        "/Title": about.title,
        "/Author": ", ".join(about.authors),
        "/Subject": about.subject,
        "/Keywords": ", ".join(about.keywords),
        "/Producer": PRODUCER,
        "/CreationDate": when,
        "/ModDate": when,
    }
    info = pikepdf.Dictionary({key: pikepdf.String(value) for key, value in facts.items() if value})
    if "pdf:Trapped" in claims:
        info.Trapped = pikepdf.Name(f"/{claims['pdf:Trapped']}")
    pdf.trailer.Info = pdf.make_indirect(info)


def document_id(about: About, edition: str) -> str:
    """Return what tells one of an essay's PDFs from the others, the same every time."""
    return uuid.uuid5(NAMESPACE, f"{about.identifier}|{edition}").urn


def _packet(about: About, claims: Claims, edition: str) -> str:
    when = f"{_moment(about)}Z"
    plain = {
        "pdf:Producer": PRODUCER,
        "pdf:Keywords": ", ".join(about.keywords),
        "xmp:CreateDate": when,
        "xmp:ModifyDate": when,
        "xmp:MetadataDate": when,
        "xmpMM:DocumentID": document_id(about, edition),
        "xmpMM:RenditionClass": "default",
        "xmpMM:VersionID": about.edition or "1",
        "press:edition": about.edition,
        "press:record": about.record,
        **claims,
    }
    names = "".join(f" xmlns:{prefix}={quoteattr(name)}" for prefix, name in PREFIXES.items())
    facts = "".join(f"<{key}>{escape(value)}</{key}>\n" for key, value in plain.items() if value)
    facts += _listed("dc:title", "Alt", [about.title], ' xml:lang="x-default"')
    facts += _listed("dc:description", "Alt", [about.subject], ' xml:lang="x-default"')
    facts += _listed("dc:creator", "Seq", about.authors)
    facts += _listed("dc:language", "Bag", [about.language])
    facts += _listed("dc:subject", "Bag", about.keywords)
    facts += _listed("dc:identifier", "", [about.identifier])
    extension = _extension(about) if claims.get("pdfuaid:part") == "1" else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about=""{names}>\n{facts}</rdf:Description>{extension}\n'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _extension(about: About) -> str:
    """Explain the properties that are there."""
    schemas = "".join(
        SCHEMA.format(
            title=title,
            uri=PREFIXES[prefix],
            prefix=prefix,
            properties="".join(
                PROPERTY.format(name=name, kind=kind, what=what) for name, (kind, what) in properties.items()
            ),
        )
        for prefix, (title, properties) in SCHEMAS.items()
        if prefix != "press" or about.edition
    )
    return EXTENSION.format(schemas=schemas)


def _moment(about: About) -> str:
    """Return the edition's time in UTC to the second; strftime would write years before 1000 too short."""
    return about.time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")


def _listed(key: str, kind: str, values: list[str] | tuple[str, ...], attribute: str = "") -> str:
    """Write a fact that XMP keeps in a list; nothing for an empty one."""
    if not any(values):
        return ""
    if not kind:
        return f"<{key}>{escape(values[0])}</{key}>\n"
    items = "".join(f"<rdf:li{attribute}>{escape(value)}</rdf:li>" for value in values)
    return f"<{key}><rdf:{kind}>{items}</rdf:{kind}></{key}>\n"
