"""Passports and replays over the doubles: fifty people of five groups, some told as noted, reused, or told anew."""

import base64
import io
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

import duckdb
import numpy as np
import pytest
from PIL import Image
from support.listening import listening
from support.run_double import double_engine
from support.sample_snapshots import sample_snapshot
from support.samples import SAMPLE_GROUP, sample_persona
from support.servers import API, generated, new_group, served_app

from boses_engine import cli
from boses_engine.avatars.picture import as_png
from boses_engine.domain.group import Group
from boses_engine.domain.library import Rules
from boses_engine.domain.passport import SOURCE_TYPE, Written
from boses_engine.domain.report import Effort
from boses_engine.engine import Engine
from boses_engine.errors import ModelError, NotFoundError
from boses_engine.exports.export import export
from boses_engine.language.constraint import Pattern
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Request, Sampling
from boses_engine.library.encoder import DoubleEncoder
from boses_engine.library.library import Library
from boses_engine.output.thumbnails import data_uri
from boses_engine.pipeline.checks import CHECKS
from boses_engine.pipeline.run import generate
from boses_engine.settings import Settings
from boses_engine.store import Store
from boses_engine.store.connection import open_database
from boses_engine.store.migrations import MIGRATIONS

pytestmark = pytest.mark.slow
SEED = 3
GROUPS = [
    Group(
        name=name,
        age_min=20,
        age_max=55,
        gender="All",
        location=place,
        income_level=level,
        occupation=work,
        persona_count=10,
    )
    for name, place, level, work in (
        ("Manila", "Manila, Philippines", "Middle", "Office worker"),
        ("Jakarta", "Jakarta, Indonesia", "Low", "Driver"),
        ("Hanoi", "Hanoi, Vietnam", "Middle", "Teacher"),
        ("Munich", "Munich, Germany", "High", "Engineer"),
        ("Manila again", "Manila, Philippines", "Middle", "Office worker"),
    )
]

SNAPSHOTS = {"Philippines": sample_snapshot("PH"), "Indonesia": sample_snapshot("ID")}  # of Vietnam the one in use


def moody(request: Request, text: str) -> str:
    """Answers of which a third have words of their own that do no harm, some no stop, and some fields never pass."""
    if request.key.startswith("4/") and request.key.endswith("wants"):
        return "Nobody knows."
    if request.seed % 7 == 0:
        return text[:-1]
    return f"{text[:-1]} too{text[-1]}" if request.seed % 3 == 0 else text


class Mood:
    """What the double makes of its answers, to be changed between calls."""

    def __init__(self) -> None:
        self.spoil = moody
        self.model = DoubleModel(spoil=lambda request, text: self.spoil(request, text))


def opened(home: Path, mood: Mood) -> Engine:
    return double_engine(mood.model)(Settings.from_env({"BOSES_HOME": str(home)}))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the fifty; of the last group some are reused, and two people were told anew since."""
    home, mood = tmp_path_factory.mktemp("made") / "home", Mood()
    with opened(home, mood) as engine:
        for group in GROUPS:
            snapshot = SNAPSHOTS.get(group.location.rpartition(", ")[2])
            place = home / "library.index"
            library = Library(engine.store, DoubleEncoder(), place, Rules(), "default", tolerance=9.0, floor=-1.0)
            seed = SEED + (group.name == "Manila again")
            plan = engine.plan(group, seed=seed, snapshot=snapshot)
            if plan.snapshot is not None:
                engine.store.save_snapshot(plan.snapshot)
            list(generate(plan, mood.model, engine.store, library=library))
        mood.spoil = lambda request, text: text.replace(".", "!", 1)
        for name in ("Hanoi", "Jakarta"):
            engine.rewrite(engine.store.personas(name)[0].id, seed=5)
        engine.rewrite(engine.store.personas("Hanoi")[0].id, field="day", seed=6)
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """A copy of the data folder to change."""
    return Path(shutil.copytree(made, tmp_path / "home"))


class Both(Mood):
    """A model that words people as at first, and anew where it is asked to: by the seed of the question alone."""

    def __init__(self, store: Store):
        super().__init__()
        first = {each.question_sha256 for key in everybody(store) for each in written(store, key).taken}
        self.spoil = lambda request, text: (
            moody(request, text) if request.sha256 in first else text.replace(".", "!", 1)
        )


def everybody(store: Store) -> list[str]:
    return [person.id for person in store.personas()]


def written(store: Store, key: str) -> Written:
    origin = store.making(key).origin
    assert origin is not None
    assert origin.written is not None
    return origin.written


@pytest.fixture
def engine(home: Path) -> Iterator[Engine]:
    with Store(home / "boses.duckdb") as store:
        mood = Both(store)
    with opened(home, mood) as engine:
        yield engine


def change(engine: Engine, sql: str, *values: object) -> None:
    with engine.store.transaction() as connection:
        connection.execute(sql, list(values))


def edit(engine: Engine, key: str, old: str, new: str) -> None:
    """Changes a record as somebody would who means to deceive."""
    ((record,),) = engine.store.rows("SELECT record FROM personas WHERE id = ?", [key])
    assert old in record
    change(engine, "UPDATE personas SET record = ? WHERE id = ?", record.replace(old, new, 1), key)


# The proof: fifty people


def test_fifty_people_replayed(engine: Engine) -> None:
    """Catches a part of the making that is not kept: somebody comes out otherwise, or a passport has gaps."""
    slots = [person for group in GROUPS for person in engine.store.personas(group.name)]
    assert len(slots) == 50
    people = {person.id: person for person in slots}
    assert sum(len(engine.passport(key).reused_by) for key in people) == 50 - len(people) > 0
    assert len({person.location.country_code for person in slots}) == 4
    fired = attempts = noted = 0
    for person in people.values():
        passport = engine.passport(person.id)
        known = passport.model_dump()
        assert {name for name, value in known.items() if value is None} <= {"snapshot", "portrait"}
        assert passport.checks is not None
        fired += sum(passport.checks.fired.values())
        attempts += sum((field.attempt or 1) > 1 for field in passport.fields)
        noted += sum(field.worded_by == "notes" for field in passport.fields)
        reworded = {each.field for each in person.provenance.rewritten}
        for field in passport.fields:
            by = "notes" if field.field in person.provenance.worded_by_code else "model"
            assert field.worded_by == ("rewording" if by == "model" and field.field in reworded else by)
            assert (field.attempt is None) == (field.question_sha256 is None) == (field.worded_by != "model")
        found = engine.replay(person.id)
        assert (found.differs, found.unasked, found.notes) == ((), (), ())
        assert found.asked == len(written(engine.store, person.id).taken)
    assert min(fired, attempts, noted) > 5
    assert sum(bool(person.provenance.rewritten) for person in people.values()) == 2


def test_what_a_passport_says(engine: Engine) -> None:
    """Catches a hash or a place of another person, and evidence without what stands behind it."""
    person = engine.store.personas("Jakarta")[3]
    passport, plan = engine.passport(person.id), engine.plan(GROUPS[1], seed=SEED, snapshot=sample_snapshot("ID"))
    assert (passport.synthetic, passport.id, passport.name) == (True, person.id, plan.slots[3].name)
    assert (passport.group, passport.seed, passport.engine_version) == (
        GROUPS[1],
        SEED,
        person.provenance.engine_version,
    )
    assert passport.order is not None
    assert passport.order.model_dump() == {"slot": 3, "of": 10, "standing": 3}
    assert passport.decoding is not None
    assert (passport.decoding.parallel, passport.decoding.replayable) == (4, True)
    assert passport.decoding.temperatures == (0.2, 0.5, 0.8)
    assert passport.checks is not None
    assert passport.checks.passed == (*CHECKS, "repeated")
    assert passport.snapshot == sample_snapshot("ID").version
    talk = [cited for cited in passport.evidence if cited.id.startswith("snapshot:")]
    assert talk
    assert all(cited.behind and cited.behind.statement for cited in talk)
    assert len({engine.passport(each.id).plan_sha256 for each in engine.store.personas("Jakarta")}) == 10


def test_whoever_is_reused_has_the_passport_of_who_made_them(engine: Engine) -> None:
    """Catches the later run's seed, place or group in the passport, and a making that goes with its group."""
    reused = next(person for person in engine.store.personas("Manila again") if person.source == "library")
    before = engine.passport(reused.id)
    assert before.group == GROUPS[0] or before.group == GROUPS[4]
    later = engine.store.group("Manila again").run_id
    assert before.reused_by == (later,) != (before.run_id,)
    own = [person for person in engine.store.personas("Manila again") if person.source == "generated"]
    (first, *_), many = own, 10 - len(own)
    order = engine.passport(first.id).order
    assert order is not None
    assert order.standing == many + 0
    engine.store.delete_group("Manila")
    assert engine.passport(reused.id) == before
    assert engine.replay(reused.id).agrees
    engine.store.delete_group("Manila again")
    assert {row[0] for row in engine.store.rows("SELECT persona_id FROM makings")} == set(everybody(engine.store))


# What is not the same is found


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"gender":"Female"', '"gender":"Male"', "gender"),
        ('"backstory":"', '"backstory":"Long ago. ', "backstory"),
        ('"seed":3', '"seed":4', None),
        ('"quote":"', '"quote": "', "the record's bytes"),
    ],
)
def test_a_changed_record_is_found(engine: Engine, old: str, new: str, where: str | None) -> None:
    """Catches a replay that says yes to whatever it is shown."""
    person = next(each for each in engine.store.personas("Munich") if each.gender == "Female")
    assert engine.replay(person.id).agrees
    edit(engine, person.id, old, new)
    found = engine.replay(person.id)
    assert not found.agrees
    if where is None:  # another plan altogether
        assert "plan" in found.differs
        assert "name" in found.differs
    else:
        assert found.differs == (where,)


def test_a_changed_record_is_found_after_a_rewording(engine: Engine) -> None:
    """Catches a text edited in the record that took the place of the run's, or in one that was kept."""
    person = engine.store.personas("Hanoi")[0]
    edit(engine, person.id, '"day":"', '"day":"Now ')
    assert engine.replay(person.id).differs == ("digital_habits.day",)
    edit(engine, person.id, '"day":"Now ', '"day":"')
    assert engine.replay(person.id).agrees
    change(engine, 'UPDATE earlier_records SET record = replace(record, \'"fears":"\', \'"fears":"Now \')')
    assert "identity.fears" in engine.replay(person.id).differs


def test_other_answers_and_other_questions_are_found(home: Path, engine: Engine) -> None:
    """Catches a model that words people otherwise, and a question that is no longer the one that was asked."""
    person = engine.store.personas("Munich")[1]
    taken = written(engine.store, person.id).taken
    engine.close()
    mood = Mood()
    mood.spoil = lambda request, text: "Quite other words." if request.key.endswith("/fears") else moody(request, text)
    with opened(home, mood) as other:
        assert other.replay(person.id).differs == ("identity.fears",)
        text = taken[0].question_sha256
        change(other, "UPDATE makings SET written = replace(written, ?, ?)", text, "0" * 64)
        mood.spoil = moody
        assert other.replay(person.id).differs == (f"question of {taken[0].field}",)


def test_the_model_that_wrote_is_missing(engine: Engine) -> None:
    """Catches a replay by whatever model is there, which says that the record was changed."""
    person = engine.store.personas("Munich")[1]
    edit(engine, person.id, '"model_sha256":"000', '"model_sha256":"abc')
    with pytest.raises(ModelError, match=r"written by double with the SHA-256 abc0+, which is not here .*--model"):
        engine.replay(person.id)


def test_a_rewording_by_another_model_is_taken_over(engine: Engine) -> None:
    """Catches words called false because another model, or one that was not kept, gave them."""
    person = engine.store.personas("Jakarta")[0]
    change(engine, "UPDATE earlier_records SET how = replace(how, '\"000', '\"abc')")
    found = engine.replay(person.id)
    assert found.agrees
    assert set(found.unasked) == {each.field for each in person.provenance.rewritten}
    assert found.notes[0].startswith("told anew by double with the SHA-256 abc0")
    change(engine, "UPDATE earlier_records SET how = NULL")
    assert engine.replay(person.id).notes == ("told anew by a model that was not kept, so those words were taken over",)
    edit(engine, person.id, '"quote":"', '"quote":"Oh. ')
    assert engine.replay(person.id).differs == ("quote",)


# People from before, and from elsewhere


def test_people_from_before_passports(engine: Engine) -> None:
    """Catches a passport that makes up what was not kept, and old people who cannot be replayed though they could."""
    change(engine, "UPDATE makings SET written = NULL, decoding = NULL")
    for person in engine.store.personas("Munich"):
        passport = engine.passport(person.id)
        assert (passport.plan_sha256, passport.decoding) == (None, None)
        assert {field.attempt for field in passport.fields} == {None}
        assert passport.order is not None
        assert passport.order.standing is None
        found = engine.replay(person.id)
        assert found.agrees
        assert found.notes == ("which attempts were taken was not kept, so each was asked in turn",)


def test_a_store_from_before_passports(tmp_path: Path) -> None:
    """Catches old people without their group, and a reuse or a second run taken for what made somebody."""
    path = tmp_path / "boses.duckdb"
    old = open_database(path, MIGRATIONS[:9])
    place = "'2026-01-01', NULL"
    old.execute(
        f"INSERT INTO groups VALUES ('g-1', 'default', 'a', ?, 'complete', {place})", [SAMPLE_GROUP.model_dump_json()]
    )
    for number, run in ((1, "r-1"), (2, "r-2"), (3, "r-3")):
        old.execute(f"INSERT INTO runs VALUES (?, 'g-1', {number}, 'complete', '{{}}', NULL, {place})", [run])
    people = [sample_persona(0), sample_persona(1)]
    for person in people:
        record = person.model_dump_json()
        values = [person.id, person.schema_version, person.name, 30, "Male", "x", "PH", "x", "x", "generated", record]
        old.execute("INSERT INTO personas VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '2026-01-01')", values)
    effort = json.dumps(Effort(retries=2).as_dict())
    for run, slot, person in (
        ("r-1", 0, people[0]),
        ("r-2", 1, people[0]),
        ("r-2", 2, people[1]),
        ("r-3", 0, people[1]),
    ):
        old.execute("INSERT INTO memberships VALUES (?, ?, 'g-1', ?, ?)", [run, slot, person.id, effort])
    old.execute("INSERT INTO matches VALUES ('r-2', 'state', 1, 'e'), ('r-3', 'other', 0, 'e')")
    old.execute("INSERT INTO reuses VALUES ('r-2', 1, ?, 2, 0.5, 0.5)", [people[0].id])
    old.execute("INSERT INTO earlier_records VALUES (?, 1, 'x', '2026-01-01')", [people[1].id])
    old.close()
    with Store(path) as store:
        first, second = (store.making(person.id) for person in people)
        assert first.origin is not None
        assert second.origin is not None
        assert (first.origin.id, first.origin.slot, first.origin.library) == ("r-1", 0, None)
        assert (second.origin.id, second.origin.slot, second.origin.library) == ("r-2", 2, "state")
        assert (first.origin.group, first.origin.retries, first.origin.written) == (SAMPLE_GROUP, 2, None)
        assert (first.reused_by, second.reused_by) == (("r-2",), ())
        assert (first.rewordings, second.rewordings) == ((), (None,))


def test_people_who_came_in_a_library_file(engine: Engine, tmp_path: Path) -> None:
    """Catches a making that stays behind, and a file of an older engine that is refused."""
    file, older = tmp_path / "people.parquet", tmp_path / "older.parquet"
    engine.store.export_library(file)
    everyone = engine.store.personas()
    passports = {person.id: engine.passport(person.id) for person in everyone}
    mood = Both(engine.store)
    with opened(tmp_path / "other", mood) as other:
        assert other.store.import_library(file).refused == ()
        assert everybody(other.store)
        for person in everyone:
            passport = other.passport(person.id)
            here = {"reused_by": (), "evidence": passport.evidence}
            assert passport == passports[person.id].model_copy(update=here)
        (indonesian, *_) = (person for person in everyone if person.location.country_code == "ID")
        with pytest.raises(NotFoundError, match=sample_snapshot("ID").version):
            other.replay(indonesian.id)
        for snapshot in SNAPSHOTS.values():
            other.store.save_snapshot(snapshot)
        for person in everyone:
            found = other.replay(person.id)
            assert found.agrees
            assert set(found.unasked) == {each.field for each in person.provenance.rewritten}
    shorten(file, older)
    with opened(tmp_path / "third", mood) as third:
        assert third.store.import_library(older).added == len(everyone)
        passport = third.passport(everyone[0].id)
        assert (passport.run_id, passport.group, passport.order, passport.checks) == (None, None, None, None)
        with pytest.raises(NotFoundError, match="not known which group .* Export it again"):
            third.replay(everyone[0].id)


def shorten(file: Path, older: Path) -> None:
    """A library file as an engine without passports wrote it."""
    from boses_engine.store.library_files import _row_sha256

    with duckdb.connect() as db:
        db.execute(f"CREATE TABLE library AS SELECT * EXCLUDE (origin) FROM read_parquet('{file}')")
        for row in db.execute("SELECT * FROM library").fetchall():
            db.execute("UPDATE library SET row_sha256 = ? WHERE persona_id = ?", [_row_sha256(list(row[:-1])), row[0]])
        db.execute(f"COPY library TO '{older}' (FORMAT parquet)")


# By command, by the API, and in files


def boses(engine: type[Engine], *words: str) -> int:
    """Runs a command in this process; gives its exit status."""
    with patch("boses_engine.engine.Engine", engine), patch.object(sys, "argv", ["boses", *words]):
        try:
            cli.main()
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 1
    return 0


def test_by_command(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a replay that says no and ends as if it had said yes, and a passport a server does not tell."""
    monkeypatch.setenv("BOSES_HOME", str(home))
    with Store(home / "boses.duckdb") as store:
        person, mood = store.personas("Munich")[2], Both(store)
    kind = double_engine(mood.model)
    assert boses(kind, "personas", "passport", person.id) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{person.name} ({person.id})\nA synthetic person")
    assert "unknown" not in told
    assert boses(kind, "personas", "passport", person.name, "--json") == 0
    passport = capsys.readouterr().out
    assert json.loads(passport)["id"] == person.id
    assert boses(kind, "personas", "replay", person.id) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{person.name} ({person.id}): the same bytes, ")
    with listening(home, model=mood.model):
        assert boses(kind, "personas", "passport", person.id[:9], "--json") == 0
        assert capsys.readouterr().out == passport
        assert boses(kind, "personas", "replay", person.name) == 0
        assert capsys.readouterr().out == said
        assert boses(kind, "personas", "replay", person.id, "--model", "x") == 2
        assert boses(kind, "personas", "replay", "Nobody") == 2
    with Store(home / "boses.duckdb") as store, store.transaction() as connection:
        connection.execute('UPDATE personas SET record = replace(record, \'"quote":"\', \'"quote":"Oh. \')')
        connection.execute("UPDATE makings SET written = NULL, decoding = NULL")
    capsys.readouterr()
    assert boses(kind, "personas", "replay", person.id) == 1
    assert "not the same" in (out := capsys.readouterr().out)
    assert "\n  differs: quote\n" in out
    assert boses(kind, "personas", "passport", person.id) == 0
    assert "the model, attempt unknown" in (out := capsys.readouterr().out)
    assert "plan          unknown" in out


def test_by_the_api(tmp_path: Path) -> None:
    """Catches a passport of nobody, and a group of another project that is given away."""
    with served_app(tmp_path / "home", model=DoubleModel()) as app:
        path = new_group(app.client)
        generated(app.client, path)
        person = app.client.get(f"{path}/personas").json()["items"][0]
        answer = app.client.get(f"{path}/personas/{person['id']}/passport")
        assert answer.status_code == 200, answer.text
        assert answer.json() == json.loads(app.engine.passport(person["id"]).model_dump_json())
        assert answer.json()["group"]["name"]
        assert app.client.get(f"{path}/personas/p-none/passport").status_code == 404
        with app.engine.store.transaction() as connection:
            connection.execute("UPDATE makings SET project = 'another'")
        assert app.client.get(f"{path}/personas/{person['id']}/passport").json()["group"] is None
        page = app.client.get(f"{path}/export", params={"format": "html"}).text
        assert '<meta name="synthetic" content="yes' in page
        assert f'content="{SOURCE_TYPE}"' in page
        assert path.startswith(API)


def test_pictures_say_that_they_are_generated() -> None:
    """Catches a portrait, or its copy in a page, that is taken for a photograph of somebody."""
    for side in (64, 400):  # a page has the larger one as a smaller WebP
        png = as_png(np.zeros((side, side, 3), np.uint8), {"AI-generated": "yes"})
        for picture in (png, base64.b64decode((data_uri(png) or "").partition(",")[2])):
            with Image.open(io.BytesIO(picture)) as read:
                xmp = read.info["xmp"]
                (told,) = ElementTree.fromstring(xmp)[0]
                assert told.attrib["{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"].endswith(
                    SOURCE_TYPE
                )


def test_parquet_says_that_it_is_synthetic(engine: Engine, tmp_path: Path) -> None:
    """Catches a table that is taken for a survey of real people once it has left its folder."""
    people = engine.store.personas("Manila again")
    export(people, tmp_path / "people.parquet", "parquet")
    engine.store.export_library(tmp_path / "library.parquet")
    export([], tmp_path / "nobody.parquet", "parquet")
    for name in ("people", "library", "nobody"):
        with duckdb.connect() as db:
            rows = db.execute(f"SELECT key, value FROM parquet_kv_metadata('{tmp_path / name}.parquet')").fetchall()
        told = {key.decode(): value.decode() for key, value in rows}
        assert told["synthetic"].startswith("yes")
        assert told["digital_source_type"] == SOURCE_TYPE
        if name == "people":
            made = {json.dumps(each, sort_keys=True) for each in json.loads(told["made_by"])}
            plain = {"worded_by_code", "rewritten"}
            assert made == {json.dumps(each.provenance.model_dump(exclude=plain), sort_keys=True) for each in people}


def test_a_question_is_known_by_what_decides_its_answer() -> None:
    """Catches a hash that leaves something out, or that differs by whose question it is."""
    plain = Request("1/a", ("s", "t"), "a", Pattern("a"), 1)
    other: list[dict[str, Any]] = [{"path": ("st",)}, {"ask": "b"}, {"constraint": Pattern("b")}, {"constraint": None}]
    other += [{"seed": 2}, {"max_tokens": 9}, {"avoid": ("x",)}, {"sampling": Sampling(temperature=0.1)}]
    assert len({plain.sha256, *(replace(plain, **each).sha256 for each in other)}) == len(other) + 1
    assert replace(plain, key="2/a", priority=4).sha256 == plain.sha256
