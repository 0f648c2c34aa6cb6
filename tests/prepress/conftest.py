"""Pamphlets of an essay with pictures of every kind, each made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from press.model import Artifact
from tests.prepress.essays import illustrated, print_pamphlet

Printer = Callable[..., "Printed"]


class Printed(dict[str, Artifact]):
    """A pamphlet's files by their edition's name, also in a folder, and the essay they are of."""

    def __init__(self, essay: Path) -> None:
        super().__init__(print_pamphlet(essay))
        self.essay, self.folder = essay, essay / "made"
        self.folder.mkdir()
        for artifact in self.values():
            (self.folder / artifact.name).write_bytes(artifact.data)

    def path(self, edition: str) -> Path:
        """Return where an edition lies."""
        return self.folder / self[edition].name


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    """Print the illustrated essay with some settings, once."""
    made: dict[tuple[tuple[str, object], ...], Printed] = {}

    def printer(**settings: object) -> Printed:
        key = tuple(sorted(settings.items()))
        if key not in made:
            made[key] = Printed(illustrated(tmp_path_factory.mktemp("essay") / "essay", **settings))
        return made[key]

    return printer
