"""What can go wrong, a class for each cause, each with its own exit code.

A message always names the place, the fact and what to do about it:

    manuscript/03-lewin.md:41: [@lewin1947] is not in references.bib. Did you mean lewin1974?
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Self

from press.problems import Place, Problem, did_you_mean, shown

__all__ = ["Place", "PressError", "Problem", "did_you_mean", "shown"]
"""What every room takes from here, beside the errors themselves."""


class PressError(Exception):
    """A cause that stops the build; `problems` lists every place where it was found."""

    exit_code: ClassVar[int] = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[Self], tuple[Problem, ...]]:
        """Let an error go from one process to another with its problems."""
        return type(self), self.problems

    @classmethod
    def at(cls, path: Path, line: int | None, fact: str, remedy: str = "") -> Self:
        """Make the error for one place."""
        return cls(Problem(fact, remedy, Place(path, line)))


class NoManuscript(PressError):
    """There is no manuscript/ folder."""

    exit_code = 10


class NoChapters(PressError):
    """The manuscript has no chapters."""

    exit_code = 11


class BrokenSettings(PressError):
    """essay.yaml is missing or is not YAML."""

    exit_code = 12


class UnknownSetting(PressError):
    """essay.yaml has a setting that does not exist."""

    exit_code = 13


class BadSetting(PressError):
    """A required setting is missing, or a value is of the wrong kind."""

    exit_code = 14


class NotUtf8(PressError):
    """A text file is not plain text in UTF-8."""

    exit_code = 15


class BrokenBibliography(PressError):
    """references.bib is missing or has a syntax error."""

    exit_code = 16


class DuplicateKey(PressError):
    """Two entries of references.bib have the same key."""

    exit_code = 17


class UnknownCitation(PressError):
    """A chapter cites a key that references.bib does not have."""

    exit_code = 18


class UnknownStyle(PressError):
    """The citation style does not exist or cannot be read."""

    exit_code = 19


class DanglingReference(PressError):
    """A cross-reference points to a label that does not exist."""

    exit_code = 20


class DuplicateLabel(PressError):
    """Two things have the same label."""

    exit_code = 21


class MissingImage(PressError):
    """An image file does not exist in the manuscript."""

    exit_code = 22


class UnreadableImage(PressError):
    """An image file exists but is not an image of a known kind."""

    exit_code = 23


class BrokenTemplate(PressError):
    """A template has a syntax error or is missing."""

    exit_code = 24


class UndefinedInTemplate(PressError):
    """A template uses a variable that does not exist."""

    exit_code = 25


class MissingFont(PressError):
    """A typeface is not installed, or a font file is missing or broken."""

    exit_code = 26


class NotWritable(PressError):
    """The output folder cannot be written to."""

    exit_code = 27


class DiskFull(PressError):
    """There was no room to write an edition."""

    exit_code = 28


class MissingLibrary(PressError):
    """A program or shared library that the press needs is not installed."""

    exit_code = 29


class PandocFailed(PressError):
    """Pandoc stopped with an error of its own."""

    exit_code = 30


class NotesAstray(PressError):
    """A footnote was lost, or stands before its reference."""

    exit_code = 31


class FailedCheck(PressError):
    """A check found an error in the manuscript or in a finished edition."""

    exit_code = 1


class BrokenMarkup(PressError):
    """HTML or a formula written by hand in a chapter is not well-formed."""

    exit_code = 33


class UnreadableTags(PressError):
    """The structure of the laid-out pages is not as the press expects it."""

    exit_code = 34


class MissingAlternative(PressError):
    """An image has no text for readers who do not see it, or only its caption over again."""

    exit_code = 35


class UnusableProfile(PressError):
    """The printer's profile is missing, cannot be read, or is not for CMYK printing."""

    exit_code = 36


class ForeignContent(PressError):
    """A chapter or references.bib brings a script, content from elsewhere or HTML that no edition carries."""

    exit_code = 37


class FileInTheWay(PressError):
    """A new file would take the place of one that is there."""

    exit_code = 38


class UnreadableText(PressError):
    """A text that is to be imported cannot be read."""

    exit_code = 39


class InputChanged(PressError):
    """A file of the essay was changed or removed while the editions were made."""

    exit_code = 45


class UnreadableFile(PressError):
    """A file of the essay is there but cannot be read."""

    exit_code = 46


class NoSuchVersion(PressError):
    """What is to be compared is neither a folder nor a version that git knows."""

    exit_code = 47


class AddressTaken(PressError):
    """The page of `serve` has no address: its port is in use, or its host is not this machine's."""

    exit_code = 48


class OutsideEssay(PressError):
    """A file of the essay is not in its folder: a path or a link leads out of it."""

    exit_code = 50


class UntrustedTemplate(PressError):
    """The essay brings templates or scripts of its own, which nobody has said to trust."""

    exit_code = 51


class ProgramTooSlow(PressError):
    """A program that the press calls took longer than it may."""

    exit_code = 52


class TooMuch(PressError):
    """A file, a picture or a structure is larger or deeper than the press takes."""

    exit_code = 53
