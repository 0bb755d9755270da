"""`ask` and `studies …` as they are typed, with the double of the model."""

import json
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from support.asked import GROUP, STUDY, generated
from support.run_double import double_engine

from boses_engine import cli
from boses_engine.language.double import DoubleModel
from boses_engine.store import Store


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with people, and a study beside it; the current folder is its parent."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    with Store(tmp_path / "home" / "boses.duckdb") as store:
        generated(store)
    Path("study.yaml").write_text(STUDY)
    return tmp_path / "home"


def boses(*words: str) -> int:
    """Runs a command in this process; gives its exit status."""
    with (
        patch("boses_engine.engine.Engine", double_engine(DoubleModel())),
        patch.object(sys, "argv", ["boses", *words]),
    ):
        try:
            cli.main()
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 1
    return 0


def test_a_study_from_file_to_report(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a command that does not find what another has left."""
    assert boses("ask", "study.yaml", "--json") == 0
    said = capsys.readouterr()
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert "open results/everything-5/report.html" in said.err
    folder = Path("results/everything-5")
    assert {path.name for path in folder.iterdir()} == {
        "answers.jsonl",
        "answers.parquet",
        "report.html",
        "study.json",
    }
    assert [json.loads(line) for line in (folder / "answers.jsonl").read_text().splitlines()] == answers
    report = json.loads((folder / "study.json").read_text())
    assert report["model"] == "double"
    assert report["answers"] == len(answers)
    page = (folder / "report.html").read_text()
    assert "These people do not exist" in page
    assert "http" not in page.replace('lang="en"', "")

    assert boses("ask", "study.yaml", "--seed", "6", "--group", "Askable", "--out", "second") == 0
    capsys.readouterr()
    assert boses("studies", "list", "--json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["status"] for row in rows] == ["complete", "complete"]
    assert boses("studies", "show", rows[0]["id"]) == 0
    assert "strongly disagree" in capsys.readouterr().out
    assert boses("studies", "show", rows[0]["id"], "--question", "adverts") == 0
    assert "ad_scepticism" in capsys.readouterr().out
    assert boses("studies", "compare", rows[0]["id"], rows[1]["id"], "--json") == 0
    assert all("sure" in json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert boses("studies", "export", rows[0]["id"], "-o", "out.csv", "--format", "csv") == 0
    assert len(Path("out.csv").read_text().splitlines()) > len(answers) / 2
    assert boses("studies", "export", rows[0]["id"], "-o", "again", "--all") == 0
    assert (Path("again") / "report.html").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ask", "none.yaml"), "there is no such file"),
        (("ask", "study.yaml", "--group", "Nobody"), "no group 'Nobody'"),
        (("studies", "show", "nothing"), "no study 'nothing'"),
        (("ask", "bad.yaml"), "bad.yaml, line 2"),
    ],
)
def test_a_mistake_is_one_line(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    Path("bad.yaml").write_text("name: a\nquestion: b\n")
    assert boses(*words) == 2
    err = capsys.readouterr().err.strip()
    assert told in err
    assert "Traceback" not in err
    assert "\n" not in err


def test_asking_again_asks_nothing_unless_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert boses("ask", "study.yaml") == 0
    assert "none there yet" in capsys.readouterr().err
    before = Path("results/everything-5/answers.jsonl").read_bytes()
    assert boses("ask", "study.yaml") == 0
    assert "none there yet" not in capsys.readouterr().err
    assert boses("ask", "study.yaml", "--no-resume") == 0
    assert "none there yet" in capsys.readouterr().err
    assert Path("results/everything-5/answers.jsonl").read_bytes() == before


def test_the_people_of_a_group_file_are_made_first(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a group file that is made anew each time, that is looked for elsewhere than beside the study, and a
    report that shows ids for groups."""
    Path("studies").mkdir()
    group = GROUP.model_copy(update={"name": "From a file", "location": "Vietnam", "persona_count": 3})
    Path("studies/group.yaml").write_text(json.dumps(group.model_dump()))
    Path("studies/study.yaml").write_text(
        STUDY.replace("groups: [Askable]", "files: [group.yaml]\n  groups: [Askable]")
    )
    assert boses("ask", "studies/study.yaml", "--out", "out") == 0
    assert "its 3 people are generated first" in capsys.readouterr().err
    page = Path("out/report.html").read_text()
    assert ">From a file<" in page
    answers = Path("out/answers.jsonl").read_bytes()
    assert len({json.loads(line)["persona"] for line in answers.splitlines()}) == 3 + GROUP.persona_count
    assert boses("ask", "studies/study.yaml", "--out", "again", "--group", "studies/group.yaml") == 0
    assert "generated first" not in capsys.readouterr().err
    assert len({json.loads(line)["persona"] for line in Path("again/answers.jsonl").read_text().splitlines()}) == 3
    assert boses("ask", "studies/study.yaml", "--group", "none.yaml") == 2
    assert "none.yaml" in capsys.readouterr().err


def test_two_models(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a second model that is asked where it can change nothing, and one that is not where it can."""
    assert boses("ask", "study.yaml", "--model", "a", "--model", "b", "--out", "out") == 0
    assert "nobody is asked twice" in capsys.readouterr().err
    assert "second_model" not in json.loads(Path("out/study.json").read_text())
    assert boses("ask", "study.yaml", "--model", "a", "--model", "b", "--by", "similarity", "--out", "out") == 0
    assert "note: adverts: the words of" in capsys.readouterr().err
    report = json.loads(Path("out/study.json").read_text())
    assert report["second_model"] == "double"
    assert report["disagreements"] == []
    assert boses("ask", "study.yaml", "--model", "a", "--model", "b", "--model", "c") == 2
    assert "more than twice" in capsys.readouterr().err


def test_calibrate_and_codes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches scores that are not said to be circular, people the table is not of, and codes without labels."""
    question = '{id: account, kind: choice, text: "Do you have a bank account?", options: ["Yes", "No"]}'
    Path("money.yaml").write_text(f"name: Money\npeople: {{groups: [Askable]}}\nquestions:\n  - {question}\n")
    assert boses("ask", "money.yaml", "--out", "out") == 0
    capsys.readouterr()
    assert boses("calibrate", "Money", "--against", "findex_2025") == 0
    said = capsys.readouterr().out
    assert "facts alone" in said
    assert "circular:" in said
    assert "left out, not asked in the study: mobile_money" in said
    assert boses("calibrate", "Money", "--against", "findex_2025", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {group["market"] for group in told["groups"]} == {"PH"}
    assert {one["way"] for one in told["summary"]} >= {"record", "facts alone", "coin"}
    assert boses("calibrate", "Money", "--against", "none.csv") == 2
    assert "none.csv: there is no such file" in capsys.readouterr().err
    head = "question,option,market,sex,age,income,share,source,year"
    Path("vn.csv").write_text(f"{head}\naccount,Yes,VN,,,,70,A survey,2024\n")
    assert boses("calibrate", "Money", "--against", "vn.csv") == 2
    assert "nobody in Money" in capsys.readouterr().err
    assert boses("studies", "export", "Money", "-o", "codes.csv", "--format", "coded") == 0
    assert "account,Do you have a bank account?,1,Yes" in Path("codes.labels.csv").read_text()
