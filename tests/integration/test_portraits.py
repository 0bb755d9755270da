"""Portraits in a run and afterwards, with the double: order, retries, interruption, files, and the commands."""

import csv
import hashlib
import io
import json
import re
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from PIL import Image
from support.checkpoint_files import bare_folder
from support.checkpoints import write_folder
from support.forked import Forked
from support.moments import GUARD_S, Announce, Watch
from support.run_double import double_engine, run_double
from support.run_double import main as run_double_main
from support.samples import SAMPLE_GROUP, sample_persona

from boses_engine import cli
from boses_engine.avatars.double import DoublePainter
from boses_engine.avatars.port import Offer, Painter, Prompt
from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona
from boses_engine.domain.portrait import Painted, Portrait
from boses_engine.domain.report import Effort
from boses_engine.errors import ModelError, NotFoundError, PaintingError
from boses_engine.exports.export import export
from boses_engine.language.double import DoubleModel
from boses_engine.pipeline.events import (
    Event,
    FieldAnswered,
    PersonaDone,
    PortraitDone,
    PortraitFailed,
    PortraitsStarted,
    RunFinished,
)
from boses_engine.pipeline.plan import make_plan
from boses_engine.pipeline.portrait import seeds_of
from boses_engine.pipeline.run import generate
from boses_engine.settings import Settings
from boses_engine.store import Store
from boses_engine.store.connection import open_database
from boses_engine.store.migrations import MIGRATIONS
from boses_engine.weights.digest import files_of, sha256_of

pytestmark = pytest.mark.slow
GROUP = """\
name: Shop assistants
age_min: 18
age_max: 45
gender: All
location: Jakarta, Indonesia
income_level: Middle
occupation: Shop assistant
persona_count: 3
"""
CHUNKS = {"XML:com.adobe.xmp", "AI-generated", "Software", "Person", "Model", "Model SHA-256", "Seed", "Prompt"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "group.yaml").write_text(GROUP)
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BOSES_THREADS", "1")
    return tmp_path / "home"


@dataclass(frozen=True)
class Result:
    """What `generate` left in its folder."""

    status: int
    folder: Path
    painter: DoublePainter
    asked: int  # questions to the text model
    err: str

    @property
    def people(self) -> list[Persona]:
        lines = (self.folder / "personas.jsonl").read_text().splitlines()
        return [Persona.model_validate_json(line) for line in lines]

    @property
    def run(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "run.json").read_text())
        return found


class CountingModel(DoubleModel):
    asked = 0

    def submit(self, request: Any) -> None:
        self.asked += 1
        super().submit(request)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """`generate` of the three people with the doubles."""

    def go(
        *options: str, painter: DoublePainter | None = None, out: str = "out", announce: Announce | None = None
    ) -> Result:
        painter, model = painter or DoublePainter(), CountingModel()
        capsys.readouterr()
        status = run_double(Path("group.yaml"), Path(out), 3, *options, model=model, painter=painter, announce=announce)
        return Result(status, Path(out), painter, model.asked, capsys.readouterr().err)

    return go


def chunks(path: Path) -> dict[str, str]:
    with Image.open(path) as image:
        image.load()
        return dict(image.text)  # type: ignore[attr-defined]


def failing(*seeds: int) -> DoublePainter:
    def spoil(prompt: Prompt, seed: int) -> None:
        if seed in seeds:
            raise PaintingError("double gave an empty picture")

    return DoublePainter(spoil=spoil)


# A run


def test_everybody_has_a_portrait_that_says_what_made_it(run: Callable[..., Result]) -> None:
    done = run()
    assert done.status == 0
    assert done.run["portraits"] == {
        "count": 3,
        "models": [{"name": "double", "sha256": "0" * 64}],
        "seconds": done.run["portraits"]["seconds"],
        "failed": {},
    }
    for person in done.people:
        assert person.avatar == f"avatars/{person.id}.png"
        said = chunks(done.folder / person.avatar)
        assert set(said) == CHUNKS
        assert said["AI-generated"].startswith("yes")
        assert (said["Person"], said["Model"], said["Model SHA-256"]) == (person.id, "double", "0" * 64)
        assert int(said["Seed"]) == seeds_of(person)[0]
        assert said["Prompt"].startswith("flat illustration portrait of a")
        assert not set(re.findall(r"\w+", person.name)) & set(re.findall(r"\w+", said["Prompt"]))
    page = (done.folder / "gallery.html").read_text()
    assert len(set(re.findall(r'<img class="face portrait" src="(data:image/png;base64,[^"]+)"', page))) == 3
    assert "AI-generated by double (000000000000)" in page
    assert "http" not in re.sub(r"http://www\.w3\.org/\S+", "", page)


def test_portraits_come_after_all_text(run: Callable[..., Result]) -> None:
    told: list[object] = []
    run(announce=lambda moment, *_: told.append(moment))
    order = [moment for moment in told if moment in ("stored", "painting", "painted", "finished")]
    assert order == ["stored"] * 3 + ["painting"] + ["painted"] * 3 + ["finished"]


def test_two_homes_give_the_same_bytes(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    one = run(out="one")
    monkeypatch.setenv("BOSES_HOME", str(Path("elsewhere").absolute()))
    other = run(out="two")
    for person in one.people:
        assert (one.folder / str(person.avatar)).read_bytes() == (other.folder / str(person.avatar)).read_bytes()
    assert (one.folder / "personas.jsonl").read_bytes() == (other.folder / "personas.jsonl").read_bytes()


def test_one_that_fails_once_is_painted_with_the_next_seed(run: Callable[..., Result]) -> None:
    person = run("--no-avatars").people[1]
    done = run(painter=failing(seeds_of(person)[0]))
    assert int(chunks(done.folder / f"avatars/{person.id}.png")["Seed"]) == seeds_of(person)[1]
    assert done.run["portraits"]["count"] == 3


def test_one_that_fails_three_times_is_left_out_and_tried_again_later(run: Callable[..., Result]) -> None:
    """The group is complete all the same, with a warning; catches a run that never ends or a broken picture."""
    person = run("--no-avatars").people[1]
    done = run(painter=failing(*seeds_of(person)))
    assert (done.status, done.run["status"]) == (0, "complete")
    assert "warning: without a portrait: person 2 (double gave an empty picture)" in done.err
    assert [each.avatar is None for each in done.people] == [False, True, False]
    assert [seed for _, seed in done.painter.painted if seed in seeds_of(person)] == list(seeds_of(person))
    assert done.run["portraits"]["failed"] == {"1": "double gave an empty picture"}
    assert not (done.folder / f"avatars/{person.id}.png").exists()
    again = run()
    assert [seed for _, seed in again.painter.painted] == [seeds_of(person)[0]]
    assert all(each.avatar for each in again.people)


def test_no_avatars_and_then_avatars(run: Callable[..., Result]) -> None:
    """The same people: nothing is asked of the text model again, and a third run paints nothing."""
    without = run("--no-avatars")
    assert (without.painter.painted, without.run["portraits"]["count"]) == ([], 0)
    assert not (without.folder / "avatars").exists()
    painted = run()
    assert (len(painted.painter.painted), painted.asked) == (3, 0)
    assert [each.id for each in painted.people] == [each.id for each in without.people]
    third = run()
    assert (third.painter.painted, third.asked) == ([], 0)
    assert third.run["portraits"]["count"] == 3


def test_another_painter_that_is_named_paints_everybody_anew(run: Callable[..., Result]) -> None:
    """One style for a gallery: no mixture of two models' portraits."""
    run()
    other = DoublePainter()
    other.name, other.sha256, other.style = "other", "1" * 64, "photograph"
    done = run(painter=other)
    assert len(other.painted) == 3
    assert done.run["portraits"]["models"] == [{"name": "other", "sha256": "1" * 64}]
    assert {chunks(path)["Model"] for path in (done.folder / "avatars").iterdir()} == {"other"}
    assert "Negative prompt" in chunks(next((done.folder / "avatars").iterdir()))


def test_portraits_of_others_leave_the_folder(run: Callable[..., Result]) -> None:
    (Path("out") / "avatars").mkdir(parents=True)
    (Path("out") / "avatars" / "p-000000000000.png").write_bytes(b"old")
    (Path("out") / "avatars" / "mine.png").write_bytes(b"kept")
    done = run()
    assert sorted(path.name for path in (done.folder / "avatars").iterdir()) == sorted(
        ["mine.png", *(f"{each.id}.png" for each in done.people)]
    )


# Interruption, below the commands


def events(store: Store, offer: Offer | None, model: DoubleModel | None = None) -> Iterator[Event]:
    group = Group.model_validate(
        {
            "name": "Run",
            "age_min": 20,
            "age_max": 60,
            "gender": "All",
            "location": "Philippines",
            "income_level": "Middle",
            "occupation": "office worker",
            "persona_count": 3,
        }
    )
    yield from generate(make_plan(group, 1), model or DoubleModel(), store, portraits=offer)


def offer(painter: Painter, replaces: bool = False) -> Offer:
    return Offer(painter.name, painter.sha256, painter.style, lambda: painter, replaces=replaces)


def status(store: Store) -> str:
    return store.groups()[0].generation_status


def test_complete_waits_for_the_portraits(home: Path) -> None:
    with Store(home / "s.duckdb") as store:
        for event in events(store, offer(DoublePainter())):
            if isinstance(event, PersonaDone | PortraitsStarted | PortraitDone):
                assert status(store) == "generating"
        assert status(store) == "complete"


@pytest.mark.parametrize("portraits", [0, 1, 2])
def test_a_run_that_was_stopped_between_text_and_portraits_goes_on(portraits: int, home: Path) -> None:
    """After so many portraits: no text is asked for again, and nobody is painted twice."""
    with Store(home / "s.duckdb") as store:
        broken = events(store, offer(DoublePainter()))
        done = 0
        for event in broken:
            done += isinstance(event, PortraitDone)
            if isinstance(event, PortraitsStarted | PortraitDone) and done == portraits:
                break
        broken.close()  # type: ignore[attr-defined]
        assert status(store) == "generating"
        painter = DoublePainter()
        told = list(events(store, offer(painter)))
        assert not [event for event in told if isinstance(event, FieldAnswered)]
        assert len(painter.painted) == 3 - portraits
        last = told[-1]
        assert isinstance(last, RunFinished)
        assert (last.status, status(store)) == ("complete", "complete")
        assert all(person.avatar for person in last.personas)
        assert [person.avatar for person in store.personas()] == [person.avatar for person in last.personas]


def test_a_model_that_cannot_be_loaded_costs_only_the_portraits(home: Path) -> None:
    """After an hour of text the people must be kept, written out and complete."""

    def broken() -> Painter:
        raise ModelError("the model cannot be loaded")

    with Store(home / "s.duckdb") as store:
        told = list(events(store, Offer("bad", "2" * 64, "photograph", broken)))
        assert [event.reason for event in told if isinstance(event, PortraitFailed)] == [
            "the model cannot be loaded"
        ] * 3
        assert status(store) == "complete"


def test_a_default_painter_leaves_the_portraits_that_are_there(home: Path) -> None:
    with Store(home / "s.duckdb") as store:
        list(events(store, offer(DoublePainter())))
        other = DoublePainter()
        other.sha256 = "9" * 64
        list(events(store, offer(other)))
        assert other.painted == []


@pytest.mark.races
def test_kill_9_among_the_portraits(tmp_path: Path) -> None:
    """Catches a portrait that is lost, painted twice, or another one because others were there already: it is killed
    before the first, after it, and with a third about to be kept."""

    def start(name: str) -> tuple[Forked, Watch]:
        words = ["group.yaml", f"{name}-out", 3, "--paint"]
        return Forked.watched(run_double_main, *words, said=tmp_path / "stderr.txt", BOSES_HOME=tmp_path / name)

    def complete(name: str) -> None:
        process, watch = start(name)
        watch.let_go()
        assert process.wait(GUARD_S) == 0

    complete("quiet")
    kept = 0
    for moment, number, new in (("paint", 1, 0), ("painted", 1, 1), ("commit save_portrait", 2, 1)):
        process, watch = start("killed")
        assert watch.until("painting") == f"painting {3 - kept}"
        watch.until(moment, number)
        process.kill()
        assert process.wait() == -signal.SIGKILL
        kept += new
        assert watch.count("painted") == new
        assert watch.count("stored") == (3 if moment == "paint" else 0), "text is asked for again"
    complete("killed")
    for one in (path for path in Path("quiet-out").rglob("*") if path.suffix in (".png", ".jsonl", ".parquet")):
        assert (Path("killed-out") / one.relative_to("quiet-out")).read_bytes() == one.read_bytes()


# The store


def portrait(person: Persona, seed: int = 1, model: str = "m") -> Portrait:
    return Portrait(person.id, Painted(model, "a" * 64, seed, "portrait of a woman"), 0.5, bytes([137, 80, seed]))


def test_a_portrait_takes_the_place_of_the_one_before(home: Path) -> None:
    person = sample_persona(0)
    with Store(home / "s.duckdb") as store:
        with pytest.raises(NotFoundError, match=person.id):
            store.save_portrait(portrait(person))
        store.start_run("r-1", store.add_group(SAMPLE_GROUP), {})
        store.save_persona("r-1", 0, person, Effort())
        assert (store.persona(person.id).avatar, store.portrait_png(person.id)) == (None, None)
        store.save_portrait(portrait(person))
        store.save_portrait(portrait(person, seed=8, model="other"))
        assert store.portrait_png(person.id) == bytes([137, 80, 8])
        assert store.painted("r-1") == {person.id: (Painted("other", "a" * 64, 8, "portrait of a woman"), 0.5)}
        assert store.persona(person.id).avatar == f"avatars/{person.id}.png"
        store.delete_group(SAMPLE_GROUP.name)
        assert store.portrait_png(person.id) is None


def test_a_store_of_version_2_is_brought_up_to_date(home: Path) -> None:
    """With its people, whose records have no looks; they are read, exported and painted."""
    home.mkdir()
    path = home / "s.duckdb"
    record = sample_persona(0).model_dump(mode="json") | {"schema_version": 2}
    del record["appearance"]
    connection = open_database(path, MIGRATIONS[:2])
    facts = "2, 'x', 29, 'Female', 'Manila', 'PH', 'clerk', 'Middle', 'generated'"
    connection.execute(f"INSERT INTO personas VALUES (?, {facts}, ?, now())", [record["id"], json.dumps(record)])
    connection.close()
    with Store(path) as store:
        assert store.schema_version == MIGRATIONS[-1].version
        (person,) = store.personas()
        assert (person.schema_version, person.appearance, person.avatar) == (2, None, None)
        text = io.BytesIO()
        export(store.personas(), text, "csv")
        header, row = csv.reader(io.StringIO(text.getvalue().decode()))
        assert len(header) == len(row)
        assert dict(zip(header, row, strict=True))["appearance.skin"] == ""
        assert dict(zip(header, row, strict=True))["quote"] == person.quote
        export(store.personas(), home / "people.parquet", "parquet")


# The commands


@pytest.fixture
def boses(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command with the double of the text model; the image model is as named, or the double."""

    def go(*words: object, painter: DoublePainter | None = None) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["boses", *map(str, words)])
        capsys.readouterr()
        ended = 0
        with patch("boses_engine.engine.Engine", double_engine(DoubleModel(), painter=painter, portraits=True)):
            try:
                cli.main()
            except SystemExit as end:
                ended = end.code if isinstance(end.code, int) else 0
        captured = capsys.readouterr()
        return ended, captured.out, captured.err

    return go


def test_without_an_image_model_there_is_one_note(
    boses: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / "manifest.toml").write_text("model = []\n")
    monkeypatch.setenv("BOSES_MODELS", str(models))
    ended, _, err = boses("generate", "group.yaml", "--out", "out")
    assert ended == 0
    assert err.count("no image model is there, so the people get no portraits") == 1
    assert boses("generate", "group.yaml", "--out", "out", "--no-avatars")[2].count("image model") == 0
    refused, _, err = boses("avatars", "render", "Shop assistants")
    assert (refused, err.count("\n")) == (2, 1)
    assert "--avatar-model" in err


@pytest.mark.parametrize("kind", ["missing", "pickle", "inpainting", "LoRA"])
def test_a_bad_image_model_is_told_in_one_line_before_anything_is_done(
    kind: str, boses: Callable[..., tuple[int, str, str]], home: Path
) -> None:
    path = Path("bad").absolute()
    if kind == "pickle":
        path = path.with_suffix(".ckpt")
        path.write_bytes(b"\x80\x04")
    elif kind == "inpainting":
        bare_folder(path, "SD 1")
        config = path / "unet/config.json"
        config.write_text(config.read_text().replace('"in_channels": 4', '"in_channels": 9'))
    elif kind == "LoRA":
        path = path.with_suffix(".safetensors")
        head = b'{"x.lora_A.weight": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}}'
        path.write_bytes(len(head).to_bytes(8, "little") + head + b"\0\0")
    ended, out, err = boses("generate", "group.yaml", "--avatar-model", path)
    assert (ended, out, err.count("\n")) == (2, "", 1), err
    assert err.startswith("boses: ")
    assert str(path) in err
    assert not (home / "boses.duckdb").exists()


def test_no_avatars_with_a_model_is_refused(boses: Callable[..., tuple[int, str, str]]) -> None:
    ended, _, err = boses("generate", "group.yaml", "--no-avatars", "--avatar-model", "x")
    assert (ended, err) == (
        2,
        "boses: --avatar-model chooses who paints, --no-avatars that nobody does: give one of them.\n",
    )


def test_render_with_a_checkpoint(
    run: Callable[..., Result], boses: Callable[..., tuple[int, str, str]], home: Path
) -> None:
    """A group's portraits are painted anew by a real, small checkpoint, and its results are brought up to date."""
    before = run()
    write_folder(Path("tiny"), "mini")
    ended, out, err = boses(
        "avatars", "render", "Shop assistants", "--avatar-model", "./tiny", "--out", "out", "--json"
    )
    assert ended == 0, err
    assert [json.loads(line)["id"] for line in out.splitlines()] == [person.id for person in before.people]
    sha256 = sha256_of(Path("tiny"), Settings(home, home / "m", threads=1))
    for person in before.people:
        said = chunks(Path("out") / str(person.avatar))
        assert (said["Model"], said["Model SHA-256"]) == ("tiny", sha256)
    assert json.loads(Path("out/run.json").read_text())["portraits"]["models"] == [{"name": "tiny", "sha256": sha256}]
    assert "AI-generated by tiny" in Path("out/gallery.html").read_text()
    assert {path.name for path in Path("out").iterdir()} == {
        *("avatars", "gallery.html", "personas.jsonl", "personas.parquet", "run.json")
    }


def test_render_single_people(run: Callable[..., Result], boses: Callable[..., tuple[int, str, str]]) -> None:
    first, second, _ = run("--no-avatars").people
    painter = DoublePainter()
    ended, _, err = boses("avatars", "render", first.id, second.name, first.name, "--out", "some", painter=painter)
    assert ended == 0, err
    assert [seed for _, seed in painter.painted] == [seeds_of(first)[0], seeds_of(second)[0]]
    assert sorted(path.name for path in Path("some/avatars").iterdir()) == sorted(
        [f"{first.id}.png", f"{second.id}.png"]
    )


def test_render_says_who_is_not_there_and_what_failed(
    run: Callable[..., Result], boses: Callable[..., tuple[int, str, str]]
) -> None:
    person = run("--no-avatars").people[0]
    ended, _, err = boses("avatars", "render", "Nobody", painter=DoublePainter())
    assert ended == 2
    assert "Nobody" in err
    ended, _, err = boses("avatars", "render", person.id, painter=failing(*seeds_of(person)))
    assert ended == 4
    assert f"without a portrait: {person.name}: double gave an empty picture" in err


# Hashes of folders


def test_a_folder_is_hashed_as_sha256sum_lists_it(tmp_path: Path) -> None:
    """Texts about it and hidden files do not count, one changed byte does."""
    folder = tmp_path / "m"
    (folder / "unet").mkdir(parents=True)
    (folder / "unet" / "w.safetensors").write_bytes(b"w")
    (folder / "model_index.json").write_bytes(b"{}")
    settings = Settings(tmp_path / "home", tmp_path / "models", threads=1)
    found = sha256_of(folder, settings)
    lines = ((b"{}", "model_index.json"), (b"w", "unet/w.safetensors"))
    listed = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for content, name in lines)
    assert found == hashlib.sha256(listed.encode()).hexdigest()
    (folder / "README.md").write_text("about it")
    (folder / ".hidden").write_text("x")
    assert sha256_of(folder, settings) == found
    assert [path.name for path in files_of(folder)] == ["model_index.json", "w.safetensors"]
    (folder / "unet" / "w.safetensors").write_bytes(b"v")
    assert sha256_of(folder, settings, remembered=False) != found
