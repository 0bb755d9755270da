"""`parse-prompt` as a user or a program meets it, with the double in the model's place."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from boses_engine import cli, engine
from boses_engine.groups.file import load_group
from boses_engine.language.double import DoubleModel

SEED = (
    "Young professional women in Ho Chi Minh City, early 30s, working in finance or marketing, "
    "middle to upper-middle income"
)


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    status: int
    out: str
    err: str


@pytest.fixture
def boses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Runs a command in this process, in an empty folder, with an empty data folder and the double for a model."""
    loaded: list[DoubleModel] = []

    def model(self: engine.Engine) -> DoubleModel:
        loaded.append(DoubleModel())
        return loaded[-1]

    monkeypatch.setattr(engine.Engine, "language_model", model)
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "home"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    def run(*words: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["boses", *map(str, words)])
        capsys.readouterr()
        loaded.clear()
        status = 0
        try:
            cli.main()
        except SystemExit as end:
            status = -1 if isinstance(end.code, str) else end.code or 0
        assert len(loaded) <= 1, "the model was loaded more than once"
        captured = capsys.readouterr()
        return Ended(status, captured.out, captured.err)

    return run


def test_the_fields_as_json(boses: Callable[..., Ended], tmp_path: Path) -> None:
    ended = boses("parse-prompt", SEED, "--json")
    assert (ended.status, ended.err) == (0, "")
    record = json.loads(ended.out)
    assert record["location"] == "Ho Chi Minh City, Vietnam"
    assert (record["age_min"], record["age_max"], record["gender"]) == (28, 35, "Female")
    assert set(record) == {
        *("name", "age_min", "age_max", "gender", "location", "income_level", "occupation", "persona_count"),
        *("assumed", "notes"),
    }
    assert not (tmp_path / "home").exists(), "it created something in the store"


def test_the_fields_as_a_table(boses: Callable[..., Ended]) -> None:
    ended = boses("parse-prompt", "Nurses in Manila or Cebu City, 25-40")
    assert ended.status == 0
    assert "Manila, Philippines" in ended.out
    assert "the brief names no number" in ended.out
    assert "Cebu City, Philippines would be a group of its own" in ended.err


def test_the_file_is_one_that_generate_takes(boses: Callable[..., Ended]) -> None:
    """Catches a value that YAML reads otherwise: a title that is a number, a colon, a comment's text on two lines."""
    ended = boses("parse-prompt", SEED, "-o", "group.yaml")
    assert ended.status == 0
    group = load_group(Path("group.yaml"))
    assert group.occupation == "Finance or marketing professional"
    assert "# assumed: " in Path("group.yaml").read_text(encoding="utf-8")
    planned = boses("plan", "group.yaml", "--json")
    assert planned.status == 0
    assert len(planned.out.splitlines()) == 5


def test_a_file_that_is_there_is_kept(boses: Callable[..., Ended]) -> None:
    Path("group.yaml").write_text("mine")
    ended = boses("parse-prompt", SEED, "-o", "group.yaml")
    assert ended.status == 2
    assert Path("group.yaml").read_text() == "mine"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("",),
        ("The price of rice in Manila",),
        ("a" * 100_000,),
        ("\x00\x01\x02",),
        ("ジャカルタの若い女性",),
        ("nurses in Rome", "--batch", "x.txt"),
        ("--batch", "nowhere.txt"),
        ("--batch", "."),
        ("nurses in Rome", "-o", "no/such/folder.yaml"),
    ],
)
def test_what_cannot_be_read_is_one_line(boses: Callable[..., Ended], words: tuple[str, ...]) -> None:
    ended = boses("parse-prompt", *words)
    assert ended.status == 2
    assert ended.out == ""
    assert len(ended.err.splitlines()) == 1
    assert ended.err.startswith("boses: ")
    assert len(ended.err) < 400


def test_a_batch_gives_a_line_for_a_line(boses: Callable[..., Ended]) -> None:
    """A bad brief is an object with `error`, in its place; the status stays 0."""
    lines = [
        b"Nurses in Rome, 30-40",
        b"",
        b"\xff\xfe\x00 binary",
        b"Bakers in Vienna",
        b"x" * 200_000,
        "Sinh viên đại học tại Đà Nẵng, 18-22 tuổi".encode(),
    ]
    Path("briefs.txt").write_bytes(b"\n".join(lines) + b"\n")
    ended = boses("parse-prompt", "--batch", "briefs.txt")
    assert (ended.status, ended.err) == (0, "")
    records = [json.loads(line) for line in ended.out.splitlines()]
    assert [record.get("error") for record in records] == [None, "empty", "not text", None, "too long", None]
    assert [record.get("location") for record in records[::3]] == ["Rome, Italy", "Vienna, Austria"]
    assert records[5]["occupation"] == "Sinh viên đại học"


def test_an_empty_batch_gives_nothing(boses: Callable[..., Ended]) -> None:
    Path("briefs.txt").write_bytes(b"")
    assert boses("parse-prompt", "--batch", "briefs.txt") == Ended(0, "", "")
