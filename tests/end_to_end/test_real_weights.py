"""The main job with the default weights: the command as a user runs it, in a network namespace without a network."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.forked import PATHS
from support.moments import GUARD_S, Watch, watching
from support.offline import isolated

from boses_engine.domain.passport import Replay
from boses_engine.domain.persona import Persona
from boses_engine.engine import Engine
from boses_engine.groups.file import load_group
from boses_engine.pipeline.constraints import violations
from boses_engine.settings import Settings
from boses_engine.weights.find import find_model
from boses_engine.weights.manifest import load_manifest

pytestmark = pytest.mark.weights

GROUP = """
name: Young professionals
age_min: 28
age_max: 35
gender: Female
location: Ho Chi Minh City, Vietnam
income_level: High
occupation: Finance or marketing professional
persona_count: 2
"""
SEED = 11


def _generate(group: Path, out: Path, *more: str) -> list[str]:
    return ["generate", str(group), "--out", str(out), "--seed", str(SEED), *more]


def _command(words: list[str]) -> list[str]:
    return [*isolated(), sys.executable, "-m", "boses_engine", *words]


def _watched(words: list[str], env: dict[str, str]) -> tuple["subprocess.Popen[bytes]", Watch]:
    """The command, standing still at each of its moments."""
    with watching() as (watch, end):
        process = subprocess.Popen(
            [*isolated(), sys.executable, "-m", "support.moments", str(end.fileno()), *words],
            env=env | {"PYTHONPATH": PATHS},
            pass_fds=[end.fileno()],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return process, watch


def _environment(home: Path) -> dict[str, str]:
    return os.environ | {"BOSES_HOME": str(home)}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The group's file, and the folder of what was made of it."""
    folder = tmp_path_factory.mktemp("generated")
    group, out = folder / "group.yaml", folder / "out"
    group.write_text(GROUP)
    done = subprocess.run(
        _command(_generate(group, out)), env=_environment(folder / "home"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "", "data on stdout was not asked for"
    return group, out


def test_people_fit_their_group(generated: tuple[Path, Path]) -> None:
    """Catches people outside their group, alike, or written by another model than the default one."""
    path, out = generated
    group = load_group(path)
    plan = Engine().plan(group, seed=SEED)
    people = [Persona.model_validate_json(line) for line in (out / "personas.jsonl").read_text().splitlines()]
    assert len(people) == group.persona_count
    writer = find_model(None, "writer", Settings.from_env()).hashed(Settings.from_env())
    for person in people:
        assert violations(person, plan) == []
        assert (person.provenance.model, person.provenance.model_sha256) == ("boses-writer", writer.sha256)
        assert person.cultural_context != "grounding only"
        assert all(story.brand in story.story for story in person.brand_relationships)
    assert len({person.name for person in people}) == len({person.backstory for person in people}) == len(people)


def test_outputs_are_whole(generated: tuple[Path, Path]) -> None:
    """Catches a report that was not counted, people who are not on the page, and a page that fetches from elsewhere."""
    _, out = generated
    report = json.loads((out / "run.json").read_text())
    assert report["status"] == "complete"
    assert report["tokens"]["written"] > 10 * report["fields"]
    people = [json.loads(line) for line in (out / "personas.jsonl").read_text().splitlines()]
    assert report["fields"] == sum(10 + len(person["brand_relationships"]) for person in people)
    assert report["worded_by_code"] == sum(len(person["provenance"]["worded_by_code"]) for person in people)
    assert report["worded_by_code"] < 0.8 * report["fields"], "the model words hardly anything"  # of few people
    page = (out / "gallery.html").read_text()
    assert all(person["name"] in page for person in people)
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in page


def test_killed_and_with_any_number_of_answers_at_once_it_gives_the_same_bytes(
    generated: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Catches prose that depends on what the model's cache held, on its company in the batch or on who was finished
    first, and a person that was kept half written: each person is made with another number of answers at once.
    Kills in the other stages are tests/end_to_end/test_kill.py's, without weights."""
    path, out = generated
    assert json.loads((out / "run.json").read_text())["replayable"], "not promised here: compare with --deterministic"
    env = _environment(tmp_path / "home")
    process, watch = _watched(_generate(path, tmp_path / "out", "--parallel", "8"), env)
    watch.until("stored")  # the other is being written by then
    process.kill()
    assert process.wait(GUARD_S) == -signal.SIGKILL
    assert watch.count("stored") == 1, watch.heard
    words = _generate(path, tmp_path / "out", "--parallel", "3")
    last = subprocess.run(_command(words), env=env, check=True, capture_output=True, text=True)
    assert "1 of 2 people were finished before" in last.stderr
    assert json.loads((tmp_path / "out" / "run.json").read_text())["parallel"] == 3
    assert (tmp_path / "out" / "personas.jsonl").read_bytes() == (out / "personas.jsonl").read_bytes()
    with capsys.disabled():
        print("\nkilled with the default weights, 8 and 3 answers at once: the same bytes")


def test_a_person_is_replayed(generated: tuple[Path, Path]) -> None:
    """Catches a record that group, seed, snapshot and model file do not give again, byte for byte."""
    group, out = generated
    assert json.loads((out / "run.json").read_text())["replayable"], "not promised here: replay with --deterministic"
    person = Persona.model_validate_json((out / "personas.jsonl").read_text().splitlines()[0])
    words = ["personas", "replay", person.id, "--json"]
    done = subprocess.run(
        _command(words), env=_environment(group.parent / "home"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    found = Replay.model_validate_json(done.stdout)
    assert (found.id, found.differs, found.unasked) == (person.id, (), ())
    assert found.asked > 0, "nothing was asked: the bytes prove nothing about the model"


def test_default_model_is_intact() -> None:
    """Catches a default model whose file is not the one that the manifest promises."""
    settings = Settings.from_env()
    weights = find_model(None, "language", settings)
    entry = next(entry for entry in load_manifest(settings) if entry.name == weights.name)
    assert weights.hashed(settings).sha256 == entry.sha256
