"""`ask` and `studies …` as they are typed, with the double of the model."""

import io
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from support.asked import GROUP, STUDY, generated
from support.listening import Listening, listening
from support.run_double import double_engine
from support.servers import API

from boses_engine import cli
from boses_engine.language.double import DoubleModel
from boses_engine.store import Store
from boses_engine.studies.respondent import Respondent

pytestmark = pytest.mark.slow


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
    assert {"model_sha256", "people_sha256", "prompts_sha256", "snapshots"} <= report.keys()
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


def test_a_study_by_workers_of_one_s_own(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a study that is not found again in the folder that its workers were given, and other answers."""
    assert boses("ask", "study.yaml", "--workers", "0", "--ranges", "ranges") == 0
    assert "answer them with `work`" in capsys.readouterr().err
    assert not Path("results").exists()
    assert boses("work", "ranges") == 0
    assert "range 0: " in capsys.readouterr().err
    assert boses("ask", "study.yaml", "--workers", "1", "--ranges", "ranges", "--json") == 0
    apart = capsys.readouterr().out
    assert boses("ask", "study.yaml", "--no-resume", "--json") == 0
    assert capsys.readouterr().out == apart


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ask", "none.yaml"), "there is no such file"),
        (("ask", "study.yaml", "--group", "Nobody"), "no group 'Nobody'"),
        (("studies", "show", "nothing"), "no study 'nothing'"),
        (("ask", "bad.yaml"), "bad.yaml, line 2"),
        (("ask", "study.yaml", "--ray", "local"), "give --workers too"),
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


# While a server holds the store


@pytest.fixture
def served(home: Path) -> Iterator[Listening]:
    """A server on the people of `home`."""
    with listening(home) as server:
        yield server


def test_codes_and_scores_are_of_who_is_still_there(home: Path) -> None:
    """Catches an export and a calibration that one deleted person breaks."""
    with Store(home / "boses.duckdb") as store:
        generated(store, GROUP.model_copy(update={"name": "Leaving", "persona_count": 2, "age_min": 40}))
    Path("both.yaml").write_text(STUDY.replace("groups: [Askable]", "groups: [Askable, Leaving]"))
    assert boses("ask", "both.yaml") == 0
    assert boses("groups", "delete", "Leaving") == 0
    assert boses("studies", "export", "Everything", "--format", "coded", "-o", "out.csv") == 0
    assert len(Path("out.csv").read_text().splitlines()) == 1 + 2 * 8
    head = "question,option,market,sex,age,income,share,source,year"
    Path("shares.csv").write_text(f"{head}\nwallet,GCash,PH,,,,60,a survey,2025\n")
    assert boses("calibrate", "Everything", "--against", "shares.csv") == 0


def test_ask_gives_the_bytes_of_a_study_without_a_server(
    home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Catches answers in another order, files that differ, and a study that the pages do not show."""
    shutil.copytree(home, tmp_path / "other")
    assert boses("ask", "study.yaml", "--out", "alone") == 0
    os.environ["BOSES_HOME"] = str(tmp_path / "other")
    with listening(tmp_path / "other") as server:
        assert boses("ask", "study.yaml", "--out", "there") == 0
        said = capsys.readouterr().err
        assert "a server holds the store" in said
        assert "none there yet" in said
        alone, there = ({path.name: path.read_bytes() for path in Path(name).iterdir()} for name in ("alone", "there"))
        assert alone == there
        assert boses("ask", "study.yaml", "--out", "again") == 0
        assert "none there yet" not in capsys.readouterr().err
        assert Path("again/answers.jsonl").read_bytes() == alone["answers.jsonl"]
        with server.client() as client:
            project = client.get(f"{API}/projects").json()["items"][0]["id"]
            (study,) = client.get(f"{API}/projects/{project}/studies").json()["items"]
        assert (study["name"], study["status"], study["seed"]) == ("Everything", "complete", 5)


def test_studies_are_shown_while_a_server_runs(served: Listening, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a command that tells of a busy store, or loses an answer on the way through the socket."""
    assert boses("ask", "study.yaml", "--seed", "6") == 0
    assert boses("ask", "study.yaml", "--seed", "7") == 0
    capsys.readouterr()
    assert boses("studies", "list", "--json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["status"] for row in rows] == ["complete", "complete"]
    one, other = (row["id"] for row in rows)
    assert boses("studies", "show", one, "--question", "adverts", "--json") == 0
    assert len(capsys.readouterr().out.splitlines()) == 16
    assert boses("studies", "compare", one, other, "--json") == 0
    assert capsys.readouterr().out
    assert boses("studies", "export", one, "-o", "all", "--all") == 0
    for name in ("answers.jsonl", "report.html", "study.json"):
        assert (Path("all") / name).read_bytes() == (Path("results/everything-6") / name).read_bytes(), name


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ask", "study.yaml", "--model", "x"), "leave out --model"),
        (("ask", "study.yaml", "--no-resume"), "leave out --no-resume"),
        (("ask", "study.yaml", "--group", "Nobody"), "no group 'Nobody'"),
        (("studies", "show", "nothing"), "no study 'nothing'"),
    ],
)
def test_a_mistake_is_one_line_while_a_server_runs(
    served: Listening, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    """Catches an option that is ignored, and an error of HTTP in place of what is wrong."""
    assert boses(*words) == 2
    err = capsys.readouterr().err.strip().splitlines()[-1]
    assert told in err
    assert err.startswith("boses: ")


# Talking with a person

ASKED = "Hello!\nHow old are you?\n\nWhat do you think of boiled rice?\nWhat worries you?\nWhy?\n"


def talked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], person: str, *options: str
) -> list[dict[str, Any]]:
    """What `chat` prints when all of `ASKED` is typed and stdin ends."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(ASKED))
    assert boses("chat", person, "--json", *options) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_talk_with_and_without_a_server(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Catches a person who says one thing to the owner and another to the server's, an answer to an empty line, and
    somebody who knows what is not in their record."""
    with Store(home / "boses.duckdb") as store:
        people = store.personas()
    tells_worry = (any(said.id == "life:worry" for said in Respondent(each).said) for each in people)
    person = next(each for each, tells in zip(people, tells_worry, strict=True) if tells)
    told = talked(monkeypatch, capsys, person.name)
    assert [each["message"] for each in told] == [line for line in ASKED.splitlines() if line]
    assert str(person.age) in told[1]["text"]
    assert (told[2]["no_basis"], told[2]["grounds"]) == (True, [])
    assert told[3]["grounds"] == ["life:worry"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("What worries you?"))
    assert boses("chat", person.id) == 0
    said = capsys.readouterr()
    assert said.out == f"{told[3]['text']}\n"
    assert person.name in said.err
    with listening(home):
        assert talked(monkeypatch, capsys, person.id[:8]) == told
        assert boses("chat", person.id, "--model", "x") == 2
        assert "leave out --model" in capsys.readouterr().err
    assert boses("chat", "Nobody") == 2
    assert "no persona 'Nobody'" in capsys.readouterr().err
