"""Every format of people, loaded by the package it is for; where that is not installed the reader's rules are tried."""

import csv
import io
import json
import keyword
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.samples import sample_persona

from boses_engine.domain.persona import Persona
from boses_engine.errors import InputError
from boses_engine.exports.codebook import render_codebook
from boses_engine.exports.columns import BRAND_COLUMNS, COLUMNS
from boses_engine.exports.edsl import INSTRUCTION, traits_of
from boses_engine.exports.export import EXPORT_FORMATS, FORMS, export
from boses_engine.exports.nemotron import NEMOTRON, RECORD
from boses_engine.exports.prompt import system_prompt
from boses_engine.exports.sav import Labelled, write_labelled
from boses_engine.server.examples import PERSON

# What R's parser and SPSS keep for themselves.
R_WORDS = "if else repeat while function for next break true false null inf nan na in".split()
SPSS_WORDS = "all and by eq ge gt le lt ne not or to with".split()
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1")


@pytest.fixture
def people() -> list[Persona]:
    """Somebody whom the engine wrote, and three of the samples, two of them of one name."""
    twin = sample_persona(0).model_copy(update={"id": "p-00000000twin"})
    return [Persona.model_validate(PERSON), sample_persona(0), sample_persona(2), twin]


def content(people: list[Persona], format: str, **given: Any) -> bytes:
    export(people, stream := io.BytesIO(), format, **given)
    return stream.getvalue()


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


# Names and meanings


def test_names_that_r_and_spss_take() -> None:
    """Catches a column that a program renames, or takes for another."""
    for columns in (COLUMNS, BRAND_COLUMNS):
        names = [column.name for column in columns]
        assert len({name.casefold() for name in names}) == len(names)
        for name in names:
            assert re.fullmatch("[a-z][a-z0-9_]{0,62}[a-z0-9]", name)
            assert name not in (*R_WORDS, *SPSS_WORDS)
            assert not keyword.iskeyword(name)


def test_the_codebook_has_every_field_of_a_record() -> None:
    """Catches a new field of the record that no column tells of."""
    from boses_engine.exports.records import dotted_columns

    told = {column.field for column in COLUMNS}
    apart = {"avatar", "provenance.rewritten", "brand_relationships"}  # the path of a file, seeds; a table of its own
    assert set(dotted_columns(Persona)) - told == apart
    assert told - {""} <= set(dotted_columns(Persona))
    text = render_codebook()
    for column in (*COLUMNS, *BRAND_COLUMNS):
        assert f"| {column.name} | {column.field} |" in text
        assert column.source
        assert column.label
        assert column.scale in ("name", "text", "nominal") or column.unit or column.codes or column.name == "position"


# Tables


def test_flat_in_pandas(people: list[Persona]) -> None:
    """Catches a mark of the encoding in the first name, numbers that are texts, a fact in another's column."""
    pandas = pytest.importorskip("pandas")
    table = pandas.read_csv(io.BytesIO(content(people, "flat")))
    assert list(table.columns) == [column.name for column in COLUMNS]
    assert table.age.tolist() == [person.age for person in people]
    assert table.household_income.sum() == sum(person.income.household_monthly for person in people)
    assert table.marital_status[1] == people[1].household.marital_status
    assert table.lives_with[1] == "husband | son | mother-in-law"
    assert (table.child_ages[2], table.children[2]) == ("11 | 8", 2)
    assert table.other_income[0] == " | ".join(f"{each.who}: {each.monthly}" for each in people[0].income.others)
    assert table.looks_skin[0] == PERSON["appearance"]["skin"]
    assert table.looks_skin.isna().tolist() == [False, True, True, True]


def test_brands_are_a_row_each(people: list[Persona]) -> None:
    rows = rows_of(content(people, "brands"))
    told = [(person.id, each.brand, each.story) for person in people for each in person.brand_relationships]
    assert [(row["person"], row["brand"], row["story"]) for row in rows] == told
    assert [row["position"] for row in rows[: len(people[0].brand_relationships)]][0] == "1"


def test_excel(people: list[Persona]) -> None:
    """Catches a workbook that Excel mends, sheets that lack people, numbers that are texts."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(content(people, "xlsx")))
    assert book.sheetnames == ["people", "brands", "codebook"]
    heading, *rows = book["people"].iter_rows(values_only=True)
    assert [row[heading.index("age")] for row in rows] == [person.age for person in people]
    assert book["brands"].max_row == 1 + sum(len(person.brand_relationships) for person in people)
    assert book["codebook"].max_row == 1 + len(COLUMNS) + len(BRAND_COLUMNS)


def test_excel_takes_any_text() -> None:
    """Catches a control character, which no workbook may hold, and a cell longer than Excel keeps."""
    openpyxl = pytest.importorskip("openpyxl")
    person = sample_persona().model_copy(update={"quote": "a\x00b\x1f", "backstory": "x" * 40_000})
    book = openpyxl.load_workbook(io.BytesIO(content([person], "xlsx")))
    row = dict(zip(*book["people"].iter_rows(values_only=True), strict=True))
    assert (row["quote"], len(row["backstory"])) == ("a b ", 32_767)


@pytest.mark.parametrize("format", ["csv", "flat", "brands", "xlsx"])
@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str, format: str) -> None:
    """Catches text of a model or a group file that a spreadsheet works out."""
    brand = sample_persona().brand_relationships[0].model_copy(update={"story": text})
    person = sample_persona().model_copy(update={"quote": text, "brand_relationships": (brand,)})
    data = content([person], format)
    name = "story" if format == "brands" else "quote"
    if format == "xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        heading, cells = openpyxl.load_workbook(io.BytesIO(data))["people"].iter_rows()
        cell = next(cell for head, cell in zip(heading, cells, strict=True) if head.value == name)
        assert (cell.value, cell.data_type) == (f"'{text}", "s")
    else:
        (row,) = rows_of(data)
        assert row[name] == f"'{text}"


def test_spss(people: list[Persona], tmp_path: Path) -> None:
    """Catches codes that mean another word, labels that are lost, an age that is a text."""
    pyreadstat = pytest.importorskip("pyreadstat")
    (tmp_path / "people.sav").write_bytes(content(people, "sav"))
    data, meta = pyreadstat.read_sav(str(tmp_path / "people.sav"), output_format="dict")
    for name, of in (("gender", "gender"), ("income_level", "income.level"), ("work_status", "work.status")):
        meanings = meta.variable_value_labels[name]
        values = [person.model_dump() for person in people]
        for step in of.split("."):
            values = [value[step] for value in values]
        assert [meanings[code] for code in data[name]] == values
    assert list(data["age"]) == [person.age for person in people]
    assert list(data["backstory"]) == [person.backstory for person in people]
    assert meta.column_names_to_labels["household_income"] == (
        "Income of the household; of a student in lodgings, of the parents' home (local money a month)"
    )
    assert (meta.variable_measure["income_level"], meta.variable_measure["age"]) == ("ordinal", "scale")


def test_spss_of_any_number_of_people(people: list[Persona], monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a file put together of tables that is another than the package writes of all people at once."""
    pytest.importorskip("pyreadstat")
    many = [person.model_copy(update={"quote": person.quote * n}) for n in range(3) for person in people]
    dated = slice(92, 109)  # day and time of the file
    for count in (0, 1, 4, 8, 11):
        made = []
        for at_once in (100, 4):
            monkeypatch.setattr("boses_engine.exports.sav._AT_ONCE", at_once)
            made.append(bytearray(content(many[:count], "sav")))
        monkeypatch.setattr("boses_engine.exports.sav._joined", at_once_by_the_package)
        made.append(bytearray(content(many[:count], "sav")))
        monkeypatch.undo()
        for each in made:
            each[dated] = bytes(17)
        assert made[0] == made[1] == made[2], f"{count} people"


def at_once_by_the_package(
    part: Path, columns: list[Labelled], widest: list[Any], rows: Iterator[list[Any]], count: int
) -> Iterator[bytes]:
    write_labelled(part, "Synthetic people", columns, list(rows))
    yield part.read_bytes()


# Agents


def test_edsl_lines(people: list[Persona]) -> None:
    """Catches what EDSL's reader refuses: no header, a trait that is called name or is no name of Python."""
    header, *agents = map(json.loads, content(people, "edsl").splitlines())
    assert (header["edsl_class_name"], header["instruction"]) == ("AgentList", INSTRUCTION)
    assert [agent["traits"] for agent in agents] == [traits_of(person) for person in people]
    assert len({agent["name"] for agent in agents}) == len(people)
    for agent in agents:
        assert set(agent["traits"]) <= set(header["codebook"])
        assert all(key.isidentifier() and key != "name" for key in agent["traits"])


def test_edsl_reads_them(people: list[Persona], tmp_path: Path) -> None:
    edsl = pytest.importorskip("edsl", reason="EDSL's packages do not go beside ours: docs/exports.md")
    (tmp_path / "people.jsonl").write_bytes(content(people, "edsl"))
    agents = edsl.AgentList.from_jsonl(tmp_path / "people.jsonl")
    assert [agent.traits["age"] for agent in agents] == [person.age for person in people]
    assert agents[0].instruction == INSTRUCTION
    assert "Age (years): 20" in agents[0].prompt().text


def test_tinytroupe_reads_them(people: list[Persona], tmp_path: Path) -> None:
    """By the rules of its reader (agent/tiny_person.py, utils/json.py): its package is not on the index.

    Catches two agents of a name, of which the second is refused; a "type" further down, which it takes for an object of
    its own; and what its short biography needs.
    """
    export(people, tmp_path / "agents", "tinytroupe")
    files = sorted((tmp_path / "agents").iterdir())
    assert all(file.name.endswith(".agent.json") for file in files)
    read = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    assert {each["type"] for each in read} == {"TinyPerson"}
    personas = [each["persona"] for each in read]
    assert sorted(each["name"] for each in personas) == sorted(
        [people[0].name, people[1].name, people[2].name, f"{people[1].name} (p-00000000twin)"]
    )

    def no_type(value: Any) -> None:
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            no_type(each)
        assert not isinstance(value, dict) or "type" not in value

    for each in personas:
        no_type(each)
        assert each["age"] in [person.age for person in people]
        assert all((each["nationality"], each["residence"], each["occupation"]["title"]))
        assert set(each["personality"]["big_five"]) == set(
            "openness conscientiousness extraversion agreeableness neuroticism".split()
        )


def test_prompts(people: list[Persona]) -> None:
    """Catches a prompt that leaves out who somebody is, and a message that chat models do not take."""
    for person, line in zip(people, content(people, "prompt").splitlines(), strict=True):
        told = json.loads(line)
        assert told["messages"] == [{"role": "system", "content": system_prompt(person)}]
        for part in (person.name, person.work.title, person.identity.wants, person.brand_relationships[0].story):
            assert part in told["messages"][0]["content"]
        assert "\n\n\n" not in told["messages"][0]["content"]


# Data sets


def test_huggingface_reads_them(people: list[Persona], tmp_path: Path) -> None:
    """Catches features that do not fit the files, a portrait that is bytes and no image, a card that is not read."""
    datasets = pytest.importorskip("datasets")
    from PIL import Image

    Image.new("RGB", (4, 4), "red").save(png := io.BytesIO(), "PNG")
    folder = tmp_path / "people"
    export(people, folder, "huggingface", portrait_of=lambda key: png.getvalue() if key == people[1].id else None)
    data = datasets.load_dataset(str(folder), split="train", cache_dir=str(tmp_path / "cache"))
    assert isinstance(data.features["portrait"], datasets.Image)
    assert data.features["age"].dtype == "int64"
    assert [row["portrait"] and row["portrait"].getpixel((0, 0)) for row in data] == [None, (255, 0, 0), None, None]
    assert data.remove_columns("portrait").to_list() == [json.loads(person.model_dump_json()) for person in people]
    card = (folder / "README.md").read_text()
    assert "4 synthetic people of Indonesia, Philippines" in card
    assert {"## Licence", "## Limits"} <= set(card.splitlines())
    assert (folder / "codebook.md").read_text() == render_codebook()


def test_nemotron(people: list[Persona], tmp_path: Path) -> None:
    """Catches a column that Nemotron-Personas does not have, or that is made up where we know nothing."""
    import duckdb

    path = tmp_path / "people.parquet"
    assert export(people, path, "nemotron") == 4
    found = duckdb.execute(f"SELECT * FROM '{path}'")
    names = [column[0] for column in found.description]
    assert names == [*NEMOTRON, RECORD]
    assert len(NEMOTRON) == 22 + 1  # and the uuid
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    assert {row["sports_persona"] for row in rows} == {row["zipcode"] for row in rows} == {None}
    assert [row["marital_status"] for row in rows][:3] == ["never_married", "married_present", "separated"]
    assert rows[1]["bachelors_field"] == "accountancy"
    assert [row[RECORD] for row in rows] == [json.loads(person.model_dump_json()) for person in people]


# Files, folders and streams


def test_the_codebook_and_the_brands_are_beside(people: list[Persona], tmp_path: Path) -> None:
    export(people, tmp_path / "people.csv", "flat", beside=True)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "people.brands.csv",
        "people.codebook.md",
        "people.csv",
    ]
    assert (tmp_path / "people.brands.csv").read_bytes() == content(people, "brands")
    assert (tmp_path / "people.csv").read_bytes() == content(people, "flat")


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_people_are_written_as_they_come(format: str, people: list[Persona], monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a format that asks for the number of people, or for somebody twice; and nobody is a valid file."""
    assert export(iter(people), io.BytesIO(), format) == 4
    assert export(iter(()), stream := io.BytesIO(), format) == 0
    assert bool(stream.getvalue()) == (FORMS[format].media_type != "application/x-ndjson" or format == "edsl")  # type: ignore[index]


@pytest.mark.parametrize("format", ["tinytroupe", "huggingface"])
def test_folders(format: str, people: list[Persona], tmp_path: Path) -> None:
    """Catches a folder that is written over, half a folder, and a ZIP of other files than the folder."""
    folder = tmp_path / "made"
    export(people, folder, format)
    files = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    for target in (tmp_path / "made.zip", io.BytesIO()):
        export(people, target, format)
        with zipfile.ZipFile(target) as packed:
            assert {name: packed.read(name) for name in packed.namelist()} == files
    with pytest.raises(InputError, match="is there already"):
        export(people, folder, format)
    with pytest.raises(InputError, match="cannot write the folder"):
        export(people, tmp_path / "absent" / "made", format)
    with pytest.raises(AttributeError):
        export([*people, "nobody"], tmp_path / "half", format)  # type: ignore[list-item]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["made", "made.zip"]
