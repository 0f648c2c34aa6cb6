"""Pamphlets of an essay with pictures of every kind, each made once."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from press.model import Artifact
from tests.prepress.essays import illustrated, print_pamphlet

Printer = Callable[..., "Printed"]


class Printed(dict[str, Artifact]):
    """A pamphlet's files by their edition's name, also in a folder, and the essay they are of."""

    def __init__(self, essay: Path, made: dict[str, Artifact]) -> None:
        super().__init__(made)
        self.essay, self.folder = essay, essay / "made"

    def path(self, edition: str) -> Path:
        """Return where an edition lies."""
        return self.folder / self[edition].name


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    """Print the illustrated essay with some settings, once for all the workers of a run."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def printer(**settings: object) -> Printed:
        name = "-".join(["illustrated", *(f"{settings[key]}" for key in sorted(settings))])
        essay, kept = shared / name, shared / f"{name}.pickle"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                printed = Printed(essay, print_pamphlet(illustrated(essay, **settings)))
                printed.folder.mkdir()
                for artifact in printed.values():
                    (printed.folder / artifact.name).write_bytes(artifact.data)
                kept.write_bytes(pickle.dumps(dict(printed)))
        return Printed(essay, pickle.loads(kept.read_bytes()))

    return printer
