"""The references to a PDF's pages, listed once.

pydyf 0.13 lists them all anew whenever it is asked for one, and WeasyPrint 70 asks for each tag and link: of
a book of a thousand pages that is half the time of its writing. This leans on `pydyf.PDF.page_references`,
hence a test that names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf

EACH = 3
"""Entries of /Kids for a page: its object's number, its generation, and R."""


@contextmanager
def listing_pages_once() -> Iterator[None]:
    """List a PDF's pages meanwhile only when there are more of them than before."""
    listed = pydyf.PDF.page_references

    def list_once(pdf: Any) -> tuple[bytes, ...]:
        known: tuple[bytes, ...] = getattr(pdf, "press_references", ())
        if EACH * len(known) != len(pdf.pages["Kids"]):
            known = pdf.press_references = listed.fget(pdf)
        return known

    pydyf.PDF.page_references = property(list_once)
    try:
        yield
    finally:
        pydyf.PDF.page_references = listed
