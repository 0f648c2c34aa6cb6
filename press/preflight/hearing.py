"""What pikepdf says aside while it reads a damaged file, kept for the findings and off the terminal."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

LIBRARY = "pikepdf"


class Ear(logging.Handler):
    """A handler that keeps the messages."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message, on one line."""
        self.heard.append(" ".join(record.getMessage().split()))


@contextmanager
def listen() -> Iterator[list[str]]:
    """Give a list that fills with what pikepdf logs and warns of; nothing of it goes elsewhere."""
    logger, ear = logging.getLogger(LIBRARY), Ear()
    kept = logger.propagate
    logger.addHandler(ear)
    logger.propagate = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.showwarning = lambda message, *_, **__: ear.heard.append(str(message))
            yield ear.heard
    finally:
        logger.removeHandler(ear)
        logger.propagate = kept
