"""`library …` and what `generate` says about reuse, as a user or a program meets them."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from boses_engine import cli
from boses_engine.engine import Engine
from boses_engine.language.double import DoubleModel
from boses_engine.library.encoder import DoubleEncoder
from boses_engine.library.library import Library

pytestmark = pytest.mark.slow
GROUP = """name: Jakarta students
age_min: 18
age_max: 24
gender: Female
location: Jakarta, Indonesia
income_level: Middle
occupation: University student
persona_count: 5
"""
OUTCOMES = "name,value,low,high,better\nrecall,4,1,5,higher\n"


class Ended(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str

    def rows(self) -> list[dict[str, Any]]:
        """The JSON objects on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def boses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Runs a command in this process, with the doubles and an empty store, in a folder with a group file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "home"))
    (tmp_path / "group.yaml").write_text(GROUP)
    (tmp_path / "outcomes.csv").write_text(OUTCOMES)

    class DoubleEngine(Engine):
        def __init__(self, *args: Any, **kwargs: Any):
            doubles = {"model": DoubleModel(), "encoder": DoubleEncoder()}
            super().__init__(*args, **kwargs | doubles)

    monkeypatch.setattr("boses_engine.engine.Engine", DoubleEngine)
    defaults = Library.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "tolerance", 9.0)
    monkeypatch.setitem(defaults, "floor", -1.0)

    def run(*words: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["boses", *map(str, words)])
        capsys.readouterr()
        status = 0
        try:
            cli.main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        captured = capsys.readouterr()
        return Ended(status, captured.out, captured.err)

    return run


def generated(boses: Callable[..., Ended], seed: int, *options: object) -> tuple[Ended, dict[str, Any], str]:
    """A run with its run.json and its gallery."""
    out = Path(f"out-{seed}")
    ended = boses("generate", "group.yaml", "--seed", seed, "--out", out, "--no-avatars", *options)
    assert ended.status == 0, ended.err
    return ended, json.loads((out / "run.json").read_text()), (out / "gallery.html").read_text()


def test_three_runs_of_a_group(boses: Callable[..., Ended]) -> None:
    """Catches a reuse that the user is not shown, in one of the three places."""
    _, first, page = generated(boses, 1)
    assert first["library"]["reused"] == []
    assert " study</span>" not in page
    for seed, study in ((2, "2nd"), (3, "3rd")):
        ended, report, page = generated(boses, seed)
        reused = report["library"]["reused"]
        assert 1 <= len(reused) <= 2  # 40 % of five
        assert f"{study} study" in {f"{each['study']}{'nd' if each['study'] == 2 else 'rd'} study" for each in reused}
        for each in reused:
            assert f"{each['name']}, " in ended.err
        assert f"(from the library, {study} study)" in ended.err
        assert f">{study} study</span>" in page
        lines = [json.loads(line) for line in Path(f"out-{seed}/personas.jsonl").read_text().splitlines()]
        assert {line["id"] for line in lines if line["source"] == "library"} == {each["id"] for each in reused}
        assert len(report["library"]["state"]) == 16


def test_reuse_is_the_users_choice(boses: Callable[..., Ended]) -> None:
    """Catches an option that does not reach the run."""
    generated(boses, 1)
    _, report, _ = generated(boses, 2, "--no-reuse")
    assert report["library"] is None
    _, report, _ = generated(boses, 3, "--max-reuse", 0)
    assert report["library"]["reused"] == []
    _, report, _ = generated(boses, 4, "--max-reuse", 1, "--library-scope", "project")
    assert len(report["library"]["reused"]) >= 3
    for words in (("--max-reuse", "1.1"), ("--max-reuse", "-0.1"), ("--library-scope", "world")):
        ended = boses("generate", "group.yaml", "--seed", 5, *words)
        assert ended.status == 2
        assert words[0] in ended.err


def test_looking_into_the_library(boses: Callable[..., Ended]) -> None:
    """Catches tables and JSON that tell different things, or a search by anything but the text."""
    assert boses("library", "list", "--json").out == ""
    assert "the library is empty" in boses("library", "list").err
    generated(boses, 1)
    rows = boses("library", "list", "--json").rows()
    assert len(rows) == 5
    assert {row["studies"] for row in rows} == {1}
    table = boses("library", "list").out
    assert all(row["id"] in table for row in rows)
    (shown,) = boses("library", "show", rows[0]["id"], "--json").rows()
    assert shown["persona"]["id"] == rows[0]["id"]
    assert [study["kind"] for study in shown["record"]] == ["run"]
    assert "Jakarta students" in boses("library", "show", rows[0]["name"]).out
    told = " ".join(shown["persona"]["identity"].values())
    found = boses("library", "search", told, "--count", 2, "--json").rows()
    assert [row["id"] for row in found][0] == rows[0]["id"]
    assert found[0]["similarity"] > found[1]["similarity"]
    (stats,) = boses("library", "stats", "--json").rows()
    assert stats == {
        "people": 5,
        "retired": 0,
        "by_country": {"ID": 5},
        "by_studies": {"1": 5},
        "with_outcomes": 0,
        "mean_outcome": None,
    }
    assert "people:" in boses("library", "stats").out


def test_recording_and_retiring(boses: Callable[..., Ended]) -> None:
    """Catches a record that is not seen afterwards, or half of one that was refused."""
    generated(boses, 1)
    first, second, *_ = (row["id"] for row in boses("library", "list", "--json").rows())
    ended = boses("library", "record", first, second, "--study", "Spring", "--outcome", "outcomes.csv", "--json")
    assert {(row["id"], row["studies"], row["outcome"]) for row in ended.rows()} == {
        (first, 2, 0.75),
        (second, 2, 0.75),
    }
    assert "recall 4 of 1..5" in boses("library", "show", first).out
    assert boses("library", "record", first, "--study", "Spring").status == 2
    Path("outcomes.csv").write_text(OUTCOMES.replace("4,", "7,"))
    ended = boses("library", "record", first, "--study", "Summer", "--outcome", "outcomes.csv")
    assert (ended.status, ended.out) == (2, "")
    assert "value 7 is outside 1 to 5" in ended.err
    assert boses("library", "record", "nobody", "--study", "Summer").status == 2
    (row,) = boses("library", "retire", first, "--json").rows()
    assert row["retired"]
    assert [row["id"] for row in boses("library", "list", "--json").rows()][-1] == first
    for seed in (2, 3, 4):
        _, report, _ = generated(boses, seed, "--max-reuse", 1)
        assert first not in {each["id"] for each in report["library"]["reused"]}


def test_to_another_machine(boses: Callable[..., Ended], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches people who cannot be reused where they were taken in."""
    generated(boses, 1)
    (row,) = boses("library", "export", "people.parquet", "--json").rows()
    assert row == {"file": "people.parquet", "people": 5}
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "elsewhere"))
    (row,) = boses("library", "import", "people.parquet", "--json").rows()
    assert row == {"added": 5, "doubles": 0, "studies": 5, "refused": []}
    assert "5 were here already" in boses("library", "import", "people.parquet").err
    _, report, page = generated(boses, 2)
    assert report["library"]["reused"]
    assert ">2nd study</span>" in page
    Path("people.parquet").write_bytes(b"PAR1")
    ended = boses("library", "import", "people.parquet")
    assert (ended.status, "export it again" in ended.err) == (2, True)


def test_without_an_embedding_model(
    boses: Callable[..., Ended], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Catches a run that fails, or that reuses nobody without a word, for want of a model that it can do without."""
    (tmp_path / "models").mkdir()
    monkeypatch.setenv("BOSES_MODELS", str(tmp_path / "models"))

    class WithoutEncoder(Engine):
        def __init__(self, *args: Any, **kwargs: Any):
            super().__init__(*args, **kwargs | {"model": DoubleModel()})

    monkeypatch.setattr("boses_engine.engine.Engine", WithoutEncoder)
    ended, report, _ = generated(boses, 1)
    notes = [line for line in ended.err.splitlines() if "reused" in line]
    assert len(notes) == 1
    assert notes[0].startswith("note: nobody of the library is reused: the embedding model all-MiniLM-L6-v2 is missing")
    assert "models pull all-MiniLM-L6-v2" in notes[0]
    assert report["library"] is None
    assert "nobody of the library" not in generated(boses, 2, "--no-reuse")[0].err
    assert len(boses("library", "list", "--json").rows()) == 10
    ended = boses("library", "search", "anybody")
    assert (ended.status, "models pull" in ended.err) == (2, True)
    monkeypatch.setenv("BOSES_EMBEDDING", str(tmp_path / "none"))
    ended = boses("generate", "group.yaml", "--seed", 9)
    assert ended.status == 2
