"""Writes Word documents with what pandoc's own writer cannot make: fields, changes, comments."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STYLES = {
    "Title": "Title",
    "Author": "Author",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Quote": "Quote",
    "Caption": "caption",
    "TOC1": "toc 1",
}


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(*runs: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph; a run that is no XML is plain text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def field(instruction: str, shown: str) -> str:
    """Return a field with what it shows."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def citation(item: dict[str, object], shown: str, locator: str = "", program: str = "ZOTERO_ITEM ") -> str:
    """Return a citation as Zotero writes it, or with an empty `program` as Mendeley does."""
    cited = {"id": item["id"], "uris": [f"http://zotero.org/{item['id']}"], "itemData": item}
    if locator:
        cited |= {"locator": locator, "label": "page"}
    value = {"citationID": "c", "properties": {"formattedCitation": shown}, "citationItems": [cited]}
    return field(f" ADDIN {program}CSL_CITATION {json.dumps(value)}", shown)


def endnote(author: str, year: str, title: str, shown: str) -> str:
    """Return a citation as EndNote writes it."""
    xml = (
        f"<EndNote><Cite><Author>{author}</Author><Year>{year}</Year><RecNum>8</RecNum><record>"
        '<rec-number>8</rec-number><ref-type name="Book">6</ref-type>'
        f"<contributors><authors><author>{author}, Ann</author></authors></contributors>"
        f"<titles><title>{title}</title></titles><dates><year>{year}</year></dates></record></Cite></EndNote>"
    )
    return field(f" ADDIN EN.CITE {xml}", shown)


def note(number: int) -> str:
    """Return the mark of a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def picture(relation: str, describes: str = "", width: int = 2_000_000) -> str:
    """Return a picture in a run, its width in English metric units, 914,400 to the inch."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{width}"/>'
        f'<wp:docPr id="1" name="P" descr="{escape(describes)}"/>'
        "<a:graphic><a:graphicData>"
        f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def table(*rows: tuple[str, ...], head: bool = True) -> str:
    """Return a table, whose first row is its head or not."""
    out = ""
    for index, row in enumerate(rows):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if head and not index else ""
        out += f"<w:tr>{mark}{''.join(f'<w:tc>{para(cell)}</w:tc>' for cell in row)}</w:tr>"
    grid = "<w:gridCol/>" * len(rows[0])
    look = '<w:tblLook w:firstRow="1"/>' if head else '<w:tblLook w:firstRow="0"/>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{out}</w:tbl>"


def png(width: int = 60, height: int = 40) -> bytes:
    """Return a grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x99" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def document(
    *body: str,
    notes: tuple[str, ...] = (),
    comments: tuple[str, ...] = (),
    pictures: dict[str, bytes] | None = None,
    language: str = "en-GB",
    title: str = "",
) -> bytes:
    """Return a .docx. Notes are paragraphs, numbered from 1; pictures have the relations rId100, rId101 …"""
    names = list(pictures or {})
    relations = {
        "rId1": ("styles", "styles.xml"),
        "rId2": ("footnotes", "footnotes.xml"),
        "rId3": ("comments", "comments.xml"),
        **{f"rId{100 + index}": ("image", f"media/{name}") for index, name in enumerate(names)},
    }
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    default = f'<w:rPrDefault><w:rPr><w:lang w:val="{language}"/></w:rPr></w:rPrDefault>'
    default = f"<w:docDefaults>{default}</w:docDefaults>"
    footnotes = "".join(f'<w:footnote w:id="{at}">{text}</w:footnote>' for at, text in enumerate(notes, 1))
    remarks = "".join(
        f'<w:comment w:id="{at}" w:author="Ed" w:date="2026-01-01T00:00:00Z">{text}</w:comment>'
        for at, text in enumerate(comments)
    )
    relate = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/></Types>',
        "_rels/.rels": f'{relate}<Relationship Id="r" Type="{OFFICE}/officeDocument"'
        ' Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>{default}{styles}</w:styles>",
        "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{footnotes}</w:footnotes>",
        "word/comments.xml": f"<w:comments {NAMESPACES}>{remarks}</w:comments>",
        "word/_rels/document.xml.rels": relate
        + "".join(
            f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
            for key, (kind, target) in relations.items()
        )
        + "</Relationships>",
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>",
        **{f"word/media/{name}": data for name, data in (pictures or {}).items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
