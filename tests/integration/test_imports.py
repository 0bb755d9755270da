"""People from files: our own exports come back as the same people, and tables from elsewhere with a mapping."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from support.asked import GROUP, generated, study

from boses_engine.domain.persona import Persona
from boses_engine.domain.report import Effort
from boses_engine.errors import InputError, NotFoundError, StoreError
from boses_engine.exports.export import FORMS, export
from boses_engine.exports.incoming import read_mapping, read_people
from boses_engine.exports.nemotron import NEMOTRON
from boses_engine.server.examples import PERSON
from boses_engine.store import Store
from boses_engine.store.tables import write_table
from boses_engine.studies.ask import plan_answers
from boses_engine.studies.respondent import Respondent

# Somebody as a survey of another house has them; the mapping says what is what.
HEADING = "Nr,Alter,m/w,Ort,Beruf,Netto,Haushalt,Stand,Schule,Stil,Marken"
ROW = (
    "7,44,w,Leipzig,Nurse,2300,3900,verheiratet,vocational training,perfectionist,"
    '"[{""brand"": ""Edeka"", ""category"": ""grocery"", ""attitude"": ""loyal"", ""story"": ""She shops there."",'
    ' ""notes"": [""She shops there.""], ""evidence"": ""invented""},'
    ' {""brand"": ""Lidl"", ""category"": ""grocery"", ""attitude"": ""indifferent"", ""story"": ""It is near."",'
    ' ""notes"": [""It is near.""], ""evidence"": ""invented""},'
    ' {""brand"": ""Aldi"", ""category"": ""grocery"", ""attitude"": ""sceptical"", ""story"": ""It was full."",'
    ' ""notes"": [""It was full.""], ""evidence"": ""invented""}]"'
)
MAPPING = """\
columns:
  age: Alter
  gender: m/w
  city: Ort
  occupation: Beruf
  personal_income: Netto
  household_income: Haushalt
  marital_status: Stand
  education: Schule
  decision_style: Stil
  brand_relationships: Marken
values:
  gender: {m: Male, w: Female}
  marital_status: {verheiratet: married, ledig: single}
constants:
  name: Somebody of Leipzig
  country: Germany
  country_code: DE
  currency: EUR
  income_level: Middle
  work_status: working
  religion: none
  mother_tongue: German
  household_size: 3
  openness: 50
  conscientiousness: 50
  extraversion: 50
  agreeableness: 50
  neuroticism: 50
  price_consciousness: 50
  brand_trust: 50
  novelty_seeking: 50
  ad_scepticism: 50
  social_reliance: 50
  price_level: medium
  hours_online: 3.5
"""


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> list[Persona]:
    with Store(tmp_path_factory.mktemp("made") / "boses.duckdb") as store:
        return generated(store)


def as_imported(person: Persona) -> Persona:
    return person.model_copy(update={"source": "imported", "avatar": None})


def foreign(tmp_path: Path, *, row: str = ROW, mapping: str = MAPPING) -> list[Persona]:
    (tmp_path / "survey.csv").write_text(f"{HEADING}\n{row}\n")
    (tmp_path / "mapping.yaml").write_text(mapping)
    return list(read_people(tmp_path / "survey.csv", read_mapping(tmp_path / "mapping.yaml")))


@pytest.mark.slow
@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet", "flat", "edsl", "nemotron"])
def test_there_and_back(format: str, people: list[Persona], tmp_path: Path) -> None:
    """Catches a fact, a text or a note that a format loses, or that comes back as another type."""
    path = tmp_path / f"people{FORMS[format].ending}"  # type: ignore[index]
    shown = [person.model_copy(update={"avatar": f"avatars/{person.id}.png"}) for person in people]
    export(shown, path, format, beside=True)
    assert list(read_people(path)) == list(map(as_imported, people))


@pytest.mark.slow
def test_a_text_like_a_formula_comes_back(people: list[Persona], tmp_path: Path) -> None:
    person = people[0].model_copy(update={"quote": "=1+1", "backstory": "-5 degrees, it was."})
    for format in ("csv", "flat"):
        export([person], tmp_path / "people.csv", format, beside=True)
        assert list(read_people(tmp_path / "people.csv")) == [as_imported(person)]


@pytest.mark.slow
def test_they_join_the_library(people: list[Persona], tmp_path: Path) -> None:
    """Catches people who are there twice, one who is written over, and people of half a file."""
    path = tmp_path / "people.jsonl"
    export(people, path)
    with Store(tmp_path / "other.duckdb") as store:
        merged = store.import_people(read_people(path), "market")
        assert (merged.added, merged.doubles, merged.refused) == (len(people), 0, ())
        assert [person for person, _, _ in store.members("market")] == sorted(
            map(as_imported, people), key=lambda person: person.id
        )
        assert store.import_people(read_people(path), "market").doubles == len(people)
        changed = people[0].model_copy(update={"quote": "Another word."})
        export([changed], path)
        merged = store.import_people(read_people(path), "market")
        assert merged.refused == (f"{changed.id}: another record stands here under this id",)
        assert store.persona(people[0].id).quote == people[0].quote
    lines = [person.model_dump_json() for person in people[:3]]
    path.write_text("\n".join([*lines[:2], lines[2].replace('"age":', '"age":-')]).replace('"age":-', '"age":"x",'))
    with Store(tmp_path / "third.duckdb") as store:
        with pytest.raises(InputError):
            store.import_people(read_people(path), "market")
        assert store.personas() == []
        assert store.count_members() == 0


@pytest.mark.slow
def test_whoever_a_run_makes_is_of_the_run(people: list[Persona], tmp_path: Path) -> None:
    """Catches a run that fails since the very same person came in a file before, and a making that is not kept."""
    export(people[:1], tmp_path / "people.jsonl")
    with Store(tmp_path / "boses.duckdb") as store:
        store.import_people(read_people(tmp_path / "people.jsonl"), "default")
        store.start_run("r-1", store.add_group(GROUP, "default"), {})
        store.save_persona("r-1", 0, people[0], Effort())
        assert store.persona(people[0].id).source == "generated"
        assert store.making(people[0].id).origin is not None
        store.export_library(tmp_path / "library.parquet")  # which checks the member's hash
        other = people[0].model_copy(update={"id": people[1].id})
        store.import_people([other], "default")
        with pytest.raises(StoreError, match="another record"):
            store.save_persona("r-1", 1, people[1], Effort())
    with Store(tmp_path / "other.duckdb") as store:
        assert store.import_library(tmp_path / "library.parquet").added == 1


def test_numbers_that_no_store_keeps(tmp_path: Path) -> None:
    """Catches a record after which the store cannot be read, or the formats cannot be written."""
    for block, name, value, said in (
        ("digital_habits", "hours_online", float("nan"), "nan is not within 0 to 24 hours"),
        ("income", "household_monthly", 10**30, "1e[+]30 is not within"),
        ("household", "children", [10**12], "1e[+]12 is not within 0 to 120 years"),
        ("provenance", "seed", 2**64, "1.84467e[+]19 is not within"),
    ):
        record = PERSON | {block: PERSON[block] | {name: value}}
        (tmp_path / "people.jsonl").write_text(json.dumps(record))
        with pytest.raises(InputError, match=f"line 1, field {block}.{name}: {said}"):
            list(read_people(tmp_path / "people.jsonl"))


def test_a_table_from_elsewhere(tmp_path: Path) -> None:
    """Catches a mapping that is not followed, and somebody whom no question can be put to."""
    (person,) = foreign(tmp_path)
    assert (person.source, person.age, person.gender) == ("imported", 44, "Female")
    assert (person.household.marital_status, person.work.title) == ("married", "Nurse")
    assert (person.location.city, person.location.country_code, person.location.region) == ("Leipzig", "DE", None)
    assert person.income.household_text == "3900 EUR"
    assert [each.brand for each in person.brand_relationships] == ["Edeka", "Lidl", "Aldi"]
    assert foreign(tmp_path) == [person], "the id follows from the row"
    answers = plan_answers(study(), Respondent(person))
    hidden = {"why"}  # a question that only some are asked
    assert {each.answer.question for each in answers} | hidden == {question.id for question in study().questions}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",44,", ",forty,", r"survey\.csv, row 1, column Alter: .*'forty'"),
        (",44,", ",,", r"row 1, column Alter: is missing or empty"),
        (",w,", ",x,", r"row 1, column m/w: .*'x'"),
        ("Leipzig", "", r"row 1, column Ort: is missing or empty"),
        ("perfectionist", "whimsical", r"row 1, column Stil: .*'whimsical'"),
        ('""attitude"": ""loyal""', '""attitude"": ""fond""', r"row 1, column Marken: .*'fond'"),
        ('""story"": ""It is near."",', '""story"": """",', r"row 1, column Marken: a brand has no story"),
        ("44", "44\x07", r"row 1, column Alter: "),
    ],
)
def test_a_row_that_does_not_fit(old: str, new: str, said: str, tmp_path: Path) -> None:
    """Catches a message without the row, or with our name of the column where the file has another."""
    assert old in ROW
    with pytest.raises(InputError, match=said):
        foreign(tmp_path, row=ROW.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("DE", "Germany", r"row 1, column country_code: is no ISO 3166-1 code"),
        ("price_level: medium", "", r"row 1, column price_level: is missing or empty"),
        ("openness: 50", "openness: 5", r"row 1, column openness: .*20.*'5'"),
        ("  brand_relationships: Marken\n", "", r"row 1, column brand_relationships: has 0 brands; give 3 to 6"),
        ("  age: Alter", "  years: Alter", r"mapping\.yaml, line 2, columns, years: years is not a column of ours"),
        ("constants:", "constant:", r"is not a field of a mapping; write constants"),
    ],
)
def test_a_mapping_that_does_not_fit(old: str, new: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        foreign(tmp_path, mapping=MAPPING.replace(old, new, 1))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("people.jsonl", b"{}\n", r"people\.jsonl, line 1, column name: is missing or empty"),
        ("people.jsonl", b"{\n", r"line 1: is no JSON"),
        ("people.jsonl", b"[]\n", r"line 1: is no JSON object"),
        ("people.jsonl", b'{"location": {}, "schema_version": 99}', r"line 1, field schema_version: 99 is none"),
        ("people.jsonl", b'{"location": {}, "schema_version": 7}', r"line 1, field [a-z_.]+: is missing or empty"),
        ("people.csv", "näme\n".encode("latin-1"), r"people\.csv is not UTF-8 text"),
        ("people.csv", b'name\n"half\n', r"cannot be read as CSV"),
        ("people.parquet", b"PAR1", r"people\.parquet is no whole Parquet file"),
        ("people.docx", b"", r"ends in none of"),
    ],
)
def test_files_that_are_none(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=said):
        list(read_people(tmp_path / name))
    with pytest.raises(NotFoundError):
        list(read_people(tmp_path / f"other {name}"))


@pytest.mark.slow
def test_a_record_of_another_house(people: list[Persona], tmp_path: Path) -> None:
    """Catches a path as an id, a portrait that lies elsewhere, and a name that turns a terminal's line."""
    for change, said in (
        ({"id": "../../x"}, "is no id of a person"),
        ({"name": "A\u202eB"}, "has the control character"),
    ):
        record = people[0].model_dump(mode="json") | change
        (tmp_path / "people.jsonl").write_text(json.dumps(record))
        with pytest.raises(InputError, match=f"line 1: .*{said}"):
            list(read_people(tmp_path / "people.jsonl"))


def test_nemotron_of_nvidia_is_told_what_it_lacks(tmp_path: Path) -> None:
    """Their rows have no name, income or brands: they are refused by the column that a mapping should give."""
    row: dict[str, Any] = dict.fromkeys(NEMOTRON, "x") | {"age": 30, "sex": "Female"}
    with (tmp_path / "theirs.parquet").open("wb") as file:
        columns = {name: "BIGINT" if name == "age" else "VARCHAR" for name in NEMOTRON}
        write_table([json.dumps(row)], columns, file)
    with pytest.raises(InputError, match=r"theirs\.parquet, row 1, column name: is missing or empty"):
        list(read_people(tmp_path / "theirs.parquet"))


@pytest.mark.slow
def test_brands_beside_without_a_column(people: list[Persona], tmp_path: Path) -> None:
    export(people[:1], tmp_path / "people.csv", "flat", beside=True)
    rows = list(csv.reader(io.StringIO((tmp_path / "people.brands.csv").read_text("utf-8-sig"))))
    rows[0][rows[0].index("attitude")] = "feeling"
    with (tmp_path / "people.brands.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(InputError, match=r"people\.brands\.csv, row 1: has no column attitude"):
        list(read_people(tmp_path / "people.csv"))
