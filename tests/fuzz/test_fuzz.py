"""What nobody would think of: no input ends in a traceback or hangs. `make fuzz` tries for longer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.inputs import inputs
from tests.fuzz.trial import PLACES, attempt

SAMPLES = sorted((Path(__file__).parent / "samples").iterdir())
FEW = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
@pytest.mark.parametrize("kind", PLACES)
def test_no_input_ends_in_a_traceback(kind: str) -> None:
    @FEW
    @given(st.data())
    def trial(data: st.DataObject) -> None:
        attempt(kind, data.draw(inputs(kind)))

    trial()


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_what_was_found_once_stays_mended(sample: Path) -> None:
    """A sample's name begins with the kind of file that it is; `.pdf.` and the like name an edition."""
    kind, _, rest = sample.name.partition("-")
    editions = [name for name in ("pdf", "epub", "html") if f".{name}." in rest]
    attempt(kind, sample.read_bytes().decode("utf-8", "surrogatepass"), editions)
