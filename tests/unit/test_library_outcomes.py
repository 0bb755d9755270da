"""The file of a study's outcomes: three forms of one content, and one clear message for whatever is wrong."""

import json
from pathlib import Path

import pytest

from boses_engine.domain.library import Measure
from boses_engine.errors import InputError
from boses_engine.library.outcomes import read_outcomes

ROWS = [
    {"name": "recall", "value": 3.5, "low": 1, "high": 5, "better": "higher"},
    {"name": "drop-out", "value": 0.1, "low": 0, "high": 1, "better": "lower"},
]
YAML = (
    "- {name: recall, value: 3.5, low: 1, high: 5, better: higher}\n"
    "- {name: drop-out, value: 0.1, low: 0, high: 1, better: lower}\n"
)
CSV = "name,value,low,high,better\nrecall, 3.5,1,5,higher\ndrop-out,0.1,0,1,lower\n"


@pytest.mark.parametrize(("name", "text"), [("o.yaml", YAML), ("o.csv", CSV), ("o.json", json.dumps(ROWS))])
def test_three_forms(tmp_path: Path, name: str, text: str) -> None:
    """Catches a form whose numbers stay texts, or that loses a row."""
    (tmp_path / name).write_text(text)
    assert read_outcomes(tmp_path / name) == tuple(Measure.model_validate(row) for row in ROWS)


def test_which_way_is_better() -> None:
    """Catches a low drop-out counting as a bad outcome."""
    recall, left = (Measure.model_validate(row) for row in ROWS)
    assert recall.good == pytest.approx(0.625)
    assert left.good == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (YAML.replace("3.5", "9"), "line 1, measure 1: value 9 is outside 1 to 5"),
        (YAML.replace("high: 5", "high: 1"), "measure 1: low 1 is not below high 1"),
        (YAML.replace("lower", "less"), "line 2, measure 2, better: Input should be 'higher' or 'lower'"),
        (YAML.replace("value: 0.1, ", ""), "measure 2: value is missing; a measure needs name, value"),
        (YAML.replace("value: 0.1", "value: .nan"), "measure 2, value: "),
        (YAML.replace("drop-out", "recall"), "measure 2: 'recall' is the name of an earlier measure"),
        (YAML.replace("low: 0", "low: 0, weight: 2"), "measure 2, weight: 'weight' is not a field of a measure"),
        ("", "is empty"),
        ("name: recall\n", "line 1: must be a list of measures, not a block of fields"),
        ("- recall\n", "line 1, measure 1: must be fields with values, not 'recall'"),
        ("[", "is not valid YAML"),
        ("- &a {name: x}\n- *a\n", "line 1: an anchor (&a) cannot be used"),
        ("- !!python/object:os.system {}\n", "line 1: a tag (!!python/object:os.system) cannot be used"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    """Catches a traceback, or a message that does not say which measure."""
    file = tmp_path / "o.yaml"
    file.write_text(text)
    with pytest.raises(InputError) as caught:
        read_outcomes(file)
    assert str(file) in str(caught.value)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 300_000], ids=["no text", "too big"])
def test_files_that_are_none(tmp_path: Path, content: bytes) -> None:
    """Catches a UnicodeDecodeError, or a gigabyte read."""
    (tmp_path / "o.csv").write_bytes(content)
    with pytest.raises(InputError, match=r"o\.csv"):
        read_outcomes(tmp_path / "o.csv")
    with pytest.raises(InputError, match="there is no such file"):
        read_outcomes(tmp_path / "none.csv")
    with pytest.raises(InputError, match="is a directory"):
        read_outcomes(tmp_path)
