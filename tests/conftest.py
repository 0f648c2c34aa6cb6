"""What the tests share: fast ones first, and the real essay printed once for all of them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reading import ROOT, Editions, Page, print_editions, read_pdf


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write expected outputs anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)


@pytest.fixture(scope="session")
def print_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], Editions]:
    """Print an essay under a name, once for all the workers of a run."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def printer(name: str, essay: Path) -> Editions:
        out = shared / f"editions-{name}"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if (out / "said").exists():
                return Editions(out)
            return print_editions(essay, out)

    return printer


@pytest.fixture(scope="session")
def editions(print_once: Callable[[str, Path], Editions]) -> Editions:
    """The real essay's editions."""
    return print_once("essay", ROOT)


@pytest.fixture(scope="session")
def pages(editions: Editions) -> list[Page]:
    """The pages of the real essay's pamphlet."""
    return read_pdf(editions.pdf)
