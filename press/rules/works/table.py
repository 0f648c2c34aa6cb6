"""What an entry of each type needs, and the names of types and fields.

The types and what they must have are those of the BibLaTeX manual, 2.1.1; a group in parentheses asks for one
of its fields. Where the Chicago Manual of Style (18th edition, chapters 13 and 14) is content with less, less
is asked: unsigned articles, acts, anonymous books and archives are cited by their titles. It wants the
publisher of a book (14.30), which it lets go before 1900 (14.31), and the volume, number or date of an
article (14.70). Dates have a rule of their own.
"""

from __future__ import annotations

import re

Need = tuple[str, ...]

AUTHOR: Need = ("author", "editor", "translator", "organization", "institution")
BOOK_TITLE: Need = ("booktitle", "maintitle")
JOURNAL: Need = ("journaltitle", "journalsubtitle", "shortjournal")
TITLE: Need = ("title", "shorttitle", "maintitle")

NEEDED: dict[str, tuple[Need, ...]] = {
    "article": (TITLE, JOURNAL),
    "book": (AUTHOR, TITLE),
    "bookinbook": (TITLE, BOOK_TITLE),
    "booklet": (TITLE,),
    "collection": (TITLE,),
    "dataset": (AUTHOR, TITLE),
    "inbook": (TITLE, BOOK_TITLE),
    "incollection": (("author", "editor"), TITLE, BOOK_TITLE),
    "inproceedings": (("author",), TITLE, (*BOOK_TITLE, "eventtitle")),
    "inreference": (TITLE, BOOK_TITLE),
    "manual": (TITLE,),
    "misc": ((*TITLE, "howpublished", "note", "author"),),
    "mvbook": (AUTHOR, TITLE),
    "mvcollection": (TITLE,),
    "mvproceedings": (TITLE,),
    "mvreference": (TITLE,),
    "online": (TITLE, ("url", "doi", "eprint")),
    "patent": (("author", "holder"), TITLE, ("number",)),
    "periodical": (TITLE,),
    "proceedings": (TITLE,),
    "reference": (TITLE,),
    "report": (TITLE, ("institution", "publisher", "organization", "author")),
    "suppbook": (("title", "type", "titleaddon"), BOOK_TITLE),
    "suppcollection": (("title", "type", "titleaddon"), BOOK_TITLE),
    "suppperiodical": (("title", "type", "titleaddon"), JOURNAL),
    "thesis": (("author",), TITLE, ("institution", "organization", "publisher")),
    "unpublished": (TITLE,),
}
"""The fields that an entry of each type must have."""

PUBLISHED = {"book", "collection", "incollection", "inbook", "mvbook", "mvcollection"}
FIRST_PUBLISHER = 1900
"""Books before this year are cited by place and year."""

OTHER_TYPES = frozenset(
    re.findall(
        r"\w+",
        """
        artwork audio bibnote commentary image jurisdiction legal legislation letter movie music
        performance review set software standard video xdata split
        """,
    )
)
"""The types of 2.1.3 and the two of 2.1.1 that are no works; nothing is asked of them."""
KNOWN_TYPES = frozenset(NEEDED) | OTHER_TYPES

KNOWN_FIELDS = frozenset(
    re.findall(
        r"\w+",
        """
        abstract addendum address afterword annotation annotator annote archive archiveprefix
        arxivid author authortype bookauthor bookpagination booksubtitle booktitle booktitleaddon
        chapter collaborator commentator copyright crossref date day doi edition editor editora
        editoratype editorb editorbtype editorc editorctype editortype eid entryset entrysubtype
        eprint eprintclass eprinttype eventdate eventtitle eventtitleaddon execute file foreword
        gender groups holder howpublished hyphenation ids indexsorttitle indextitle institution
        introduction isan isbn ismn isrn issn issue issuesubtitle issuetitle issuetitleaddon iswc
        journal journalsubtitle journaltitle journaltitleaddon key keywords label langid
        langidopts language library lccn location mainsubtitle maintitle maintitleaddon month
        nameaddon note number numpages oclc options organization origdate origlanguage
        origlocation origpublisher origtitle owner pages pagetotal pagination part pdf place
        primaryclass publisher pubmed pubstate related relatedoptions relatedstring relatedtype
        reprinttitle review school section sectionname series shelfmark shortauthor shorteditor
        shorthand shorthandintro shortjournal shortseries shorttitle sortkey sortname
        sortshorthand sorttitle sortyear subtitle timestamp title titleaddon translator type url
        urldate urlday urlmonth urlyear usera userb userc userd usere userf venue verba verbb
        verbc version volume volumes xdata xref year yearsuffix split
        """,
    )
)
"""The fields of 2.2.2 to 2.2.5 and those that reference managers keep for themselves."""
