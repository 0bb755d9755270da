"""A study as codes: every answer is found again under its label, in CSV and, where the package is there, in SPSS."""

import csv
from pathlib import Path

import pytest
from support.asked import STUDY, generated, study

from boses_engine.domain.persona import Persona
from boses_engine.domain.study import WESTENDORP, Answer
from boses_engine.errors import InputError
from boses_engine.output.coded import variables_of, write_coded
from boses_engine.store import Store
from boses_engine.studies.ask import plan_answers
from boses_engine.studies.file import parse_study
from boses_engine.studies.respondent import Respondent


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Persona], list[Answer]]:
    with Store(tmp_path_factory.mktemp("coded") / "boses.duckdb") as store:
        people = generated(store)
    return people, [each.answer for person in people for each in plan_answers(study(), Respondent(person))]


def check(
    rows: list[dict[str, str]], labels: dict[str, dict[str, str]], asked: tuple[list[Persona], list[Answer]]
) -> None:
    """Every cell is the answer it stands for; "" is missing."""
    people, answers = asked
    by = {(one.persona, one.question, one.repeat): one for one in answers}
    assert [(row["person"], float(row["repeat"])) for row in rows] == [
        (person.id, repeat) for person in people for repeat in (1, 2)
    ]
    sexes = {person.id: person.gender for person in people}
    for row in rows:
        assert labels["sex"][row["sex"]] == sexes[row["person"]]
        for question in study().questions:
            one = by.get((row["person"], question.id, int(float(row["repeat"]))))
            value = None if one is None else one.value
            match question.kind:
                case "open":
                    assert row[question.id] == ("" if one is None or one.no_basis else one.text)
                case "choice":
                    assert labels[question.id].get(row[question.id]) == value
                case "likert":
                    anchor = None if value is None else question.anchors[question.points.index(value)]
                    assert labels[question.id].get(row[question.id]) == anchor
                case "multiple" if value is not None:
                    named = {"named" if option in value else "not named" for option in question.options[:1]}
                    assert {labels[f"{question.id}_1"][row[f"{question.id}_1"]]} == named
                case "ranking" if value is not None:
                    ranks = [int(float(row[f"order_{at}"])) for at in range(1, len(question.options) + 1)]
                    assert sorted(question.options, key=lambda each: ranks[question.options.index(each)]) == value
                case "price" if question.method == "van westendorp" and value is not None:
                    names = [f"{question.id}_{name.replace(' ', '_')}" for name in WESTENDORP]
                    assert [float(row[name]) for name in names] == list(value.values())
                case "number" if value is not None:
                    assert float(row[question.id]) == value


@pytest.mark.slow
def test_coded_csv(asked: tuple[list[Persona], list[Answer]], tmp_path: Path) -> None:
    """Catches a code that means another option, a rank turned round, and a hidden question that has an answer."""
    people, answers = asked
    write_coded(study(), people, answers, tmp_path / "out.csv", "coded")
    with (tmp_path / "out.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    labels: dict[str, dict[str, str]] = {}
    with (tmp_path / "out.labels.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            labels.setdefault(row["variable"], {})[row["code"]] = row["meaning"]
    assert list(labels) == list(rows[0])
    check(rows, labels, asked)


@pytest.mark.slow
def test_sav(asked: tuple[list[Persona], list[Answer]], tmp_path: Path) -> None:
    """Catches labels that SPSS does not show, and what is missing read as a number."""
    pyreadstat = pytest.importorskip("pyreadstat")
    people, answers = asked
    write_coded(study(), people, answers, tmp_path / "out.sav", "sav")
    data, meta = pyreadstat.read_sav(str(tmp_path / "out.sav"), output_format="dict")
    labels = {
        name: {str(code): text for code, text in each.items()} for name, each in meta.variable_value_labels.items()
    }
    rows = [
        {
            name: "" if data[name][at] != data[name][at] or data[name][at] is None else str(data[name][at])
            for name in data
        }
        for at in range(len(data["person"]))
    ]
    check(rows, labels, asked)
    assert meta.column_names_to_labels["adverts"] == "I trust what adverts say."


def test_names_that_spss_does_not_take() -> None:
    """Catches a question called as a word of SPSS, as a column of the person, or as an option of another."""
    text = STUDY.replace("id: look", "id: all").replace("id: wallet", "id: age").replace("id: adverts", "id: apps_1")
    names = [each.name for each in variables_of(parse_study(text))]
    assert len({name.casefold() for name in names}) == len(names)
    assert {"all_q", "age_q"} <= set(names)


def test_without_the_package_it_is_said(
    asked: tuple[list[Persona], list[Answer]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyreadstat", None)
    with pytest.raises(InputError, match="boses-engine\\[spss\\]"):
        write_coded(study(), *asked, tmp_path / "out.sav", "sav")
