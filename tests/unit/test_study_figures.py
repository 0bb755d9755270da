"""How figures of studies are written."""

import pytest

from boses_engine.studies.figures import written


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (0.256, "share", "26 %"),
        (-0.001, "share", "0 %"),
        (-1e-9, "mean", "0.00"),
        (-0.004, "score", "0.00"),
        (-0.4, "amount", "0"),
        (1234567.4, "amount", "1,234,567"),
        (-0.25, "score", "-0.25"),
    ],
)
def test_a_figure_is_written_by_its_kind(value: float, kind: str, text: str) -> None:
    """Catches "-0 %" for a difference that is nothing, and an amount with decimals."""
    assert written(value, kind) == text
