"""The main job with the default weights: the command as a user runs it, in a network namespace without a network."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.offline import isolated

from boses_engine.domain.persona import Persona
from boses_engine.engine import Engine
from boses_engine.groups.file import load_group
from boses_engine.pipeline.constraints import violations
from boses_engine.settings import Settings
from boses_engine.weights.find import find_model
from boses_engine.weights.manifest import load_manifest

pytestmark = pytest.mark.weights

GROUPS = {
    "jakarta": ("Jakarta, Indonesia", "All", 18, 24, "Middle", "University student"),
    "manila": ("Manila, Philippines", "All", 30, 55, "Low", "Jeepney driver or market vendor"),
    "hcmc": ("Ho Chi Minh City, Vietnam", "Female", 28, 35, "High", "Finance or marketing professional"),
    "lagos": ("Lagos, Nigeria", "Male", 25, 60, "Middle", "Small business owner"),
}
SEED = 11


def _write_group(folder: Path, key: str) -> Path:
    location, gender, age_min, age_max, income, occupation = GROUPS[key]
    path = folder / f"{key}.yaml"
    path.write_text(
        f'name: "{key} test"\nage_min: {age_min}\nage_max: {age_max}\ngender: {gender}\nlocation: "{location}"\n'
        f"income_level: {income}\noccupation: {occupation}\npersona_count: 2\n"
    )
    return path


def _command(group: Path, out: Path, *more: str) -> list[str]:
    python = [sys.executable, "-m", "boses_engine", "generate", str(group), "--out", str(out), "--seed", str(SEED)]
    return [*isolated(), *python, *more]


def _environment(home: Path) -> dict[str, str]:
    return os.environ | {"BOSES_HOME": str(home)}


@pytest.fixture(scope="module", params=list(GROUPS))
def generated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Path]:
    folder = tmp_path_factory.mktemp(request.param)
    group = _write_group(folder, request.param)
    out = folder / "out"
    done = subprocess.run(
        _command(group, out), env=_environment(folder / "home"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "", "data on stdout was not asked for"
    return request.param, group, out


def test_people_fit_their_group(generated: tuple[str, Path, Path]) -> None:
    key, path, out = generated
    group = load_group(path)
    plan = Engine().plan(group, seed=SEED)
    people = [Persona.model_validate_json(line) for line in (out / "personas.jsonl").read_text().splitlines()]
    assert len(people) == 2
    for person in people:
        assert violations(person, plan) == []
        assert person.provenance.model == "qwen2.5-coder-1.5b-instruct"
        assert person.provenance.model_sha256.startswith("d1544da6e668")
        assert (person.cultural_context == "grounding only") == (key == "lagos")
        assert {story.brand for story in person.brand_relationships if story.brand in story.story} == {
            story.brand for story in person.brand_relationships
        }
    assert people[0].name != people[1].name
    assert people[0].backstory != people[1].backstory


def test_outputs_are_whole(generated: tuple[str, Path, Path]) -> None:
    _, _, out = generated
    report = json.loads((out / "run.json").read_text())
    assert report["status"] == "complete"
    assert report["tokens"]["written"] > 500
    assert report["fields"] == sum(
        11 + len(json.loads(line)["brand_relationships"]) for line in (out / "personas.jsonl").read_text().splitlines()
    )
    page = (out / "gallery.html").read_text()
    for line in (out / "personas.jsonl").read_text().splitlines():
        assert json.loads(line)["name"] in page
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in page


@pytest.mark.parametrize("generated", ["jakarta"], indirect=True)  # each group costs a minute: one is enough
def test_killed_and_started_again_gives_the_same_bytes(
    generated: tuple[str, Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Catches prose that depends on what the model's cache held, or a person that was kept half written."""
    _, path, out = generated
    command, env = _command(path, tmp_path / "out"), _environment(tmp_path / "home")
    rng = random.Random(SEED)
    kills = 0
    for _ in range(2):
        child = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(6, 22))
        if child.poll() is None:
            child.send_signal(signal.SIGKILL)
            kills += 1
        child.wait()
    subprocess.run(command, env=env, check=True, capture_output=True)
    assert (tmp_path / "out" / "personas.jsonl").read_bytes() == (out / "personas.jsonl").read_bytes()
    with capsys.disabled():
        print(f"\nkilled {kills} times with the default weights: the same bytes")


@pytest.mark.parametrize("parallel", [1, 3, 8])
@pytest.mark.parametrize("generated", ["jakarta"], indirect=True)
def test_any_number_of_answers_at_once_gives_the_same_bytes(
    generated: tuple[str, Path, Path], parallel: int, tmp_path: Path
) -> None:
    """Catches logits that move with their company in the batch, and prose that depends on who was finished first."""
    _, path, out = generated
    assert json.loads((out / "run.json").read_text())["replayable"], "not promised here: compare with --deterministic"
    command = _command(path, tmp_path / "out", "--parallel", str(parallel))
    subprocess.run(command, env=_environment(tmp_path / "home"), check=True, capture_output=True)
    assert json.loads((tmp_path / "out" / "run.json").read_text())["parallel"] == parallel
    assert (tmp_path / "out" / "personas.jsonl").read_bytes() == (out / "personas.jsonl").read_bytes()


def test_default_model_is_intact() -> None:
    settings = Settings.from_env()
    weights = find_model(None, "language", settings)
    entry = next(entry for entry in load_manifest(settings) if entry.name == weights.name)
    assert weights.hashed(settings).sha256 == entry.sha256
