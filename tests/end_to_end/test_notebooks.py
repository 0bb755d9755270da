"""The notebooks of `examples`, run from the first cell to the last: none may go stale."""

from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["segment_to_dataframe", "study_in_two_markets", "your_own_snapshot"])
def test_a_notebook_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a call that was renamed; and outputs that were committed, which nobody would know to be of today."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BOSES_MODELS", str(tmp_path / "models"))  # a fresh clone has no weights
    monkeypatch.setenv("PYTHONPATH", str(EXAMPLES.parent))
    notebook = nbformat.read(EXAMPLES / f"{name}.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    client = nbclient.NotebookClient(
        notebook, timeout=None, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()  # raises where a cell does
    assert not (tmp_path / "home").exists(), "notebooks keep to a store of their own"


def test_every_notebook_is_run() -> None:
    assert sorted(path.stem for path in EXAMPLES.glob("*.ipynb")) == [
        "segment_to_dataframe",
        "study_in_two_markets",
        "your_own_snapshot",
    ]
