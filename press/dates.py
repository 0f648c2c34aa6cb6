"""The date that an edition carries: never the clock's, so that two builds are the same bytes."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from press.errors import BadSetting, Problem

GIVEN = "SOURCE_DATE_EPOCH"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def edition_time(date: str) -> datetime:
    """Return SOURCE_DATE_EPOCH where it is set, else the essay's date (year, month or day), else 2000.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    if epoch := os.environ.get(GIVEN, ""):
        try:
            return datetime.fromtimestamp(int(epoch), tz=UTC)
        except (ValueError, OverflowError, OSError):
            fact = f"{GIVEN} is `{epoch[:40]}`, which is no number of seconds since 1970."
            raise BadSetting(Problem(fact, "Give it one, or unset it.")) from None
    if not date:
        return EPOCH
    year, month, day = ([int(part) for part in date.split("-")] + [1, 1])[:3]
    return datetime(year, month, day, tzinfo=UTC)


def is_given() -> bool:
    """Tell whether the date is given from outside."""
    return bool(os.environ.get(GIVEN))
