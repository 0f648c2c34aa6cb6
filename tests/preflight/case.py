"""What a rule is tried on: a file that breaks it, and nearly the same one that does not."""

from __future__ import annotations

from dataclasses import dataclass

from press.preflight import Expected
from tests.preflight.sample import Change


@dataclass(frozen=True)
class Case:
    """A bad file, a near miss, and what must be said of the bad one: its page and the number measured.

    `also` are the other rules that the near miss breaks.
    """

    bad: Change
    near: Change
    says: tuple[str, ...]
    expected: Expected | None = None
    near_expected: Expected | None = None
    also: tuple[str, ...] = ()
