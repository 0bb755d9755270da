"""kill -9 at random moments of `generate`: started again until it is done, it gives the bytes of a quiet run."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from boses_engine.domain.persona import Persona
from boses_engine.store import Store

pytestmark = pytest.mark.slow

TESTS = Path(__file__).resolve().parent.parent
PEOPLE, SEED, DELAY_S = 10, 3, 0.003
GROUP = f"""\
name: Shop assistants
age_min: 18
age_max: 45
gender: All
location: Jakarta, Indonesia
income_level: Middle
occupation: Shop assistant
persona_count: {PEOPLE}
"""
LIVES = 4  # stores that are filled from nothing, each through this many kills:
KILLS = {"start": 1, "identity": 12, "profile": 11, "writing": 3}
PATIENCE_S = 60
FILES = {"personas.jsonl", "personas.parquet", "gallery.html", "run.json"}


@dataclass(frozen=True)
class Place:
    """Where one store and its results lie."""

    folder: Path
    group: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def start(self, trace: Path) -> "subprocess.Popen[bytes]":
        """The same command every time; only the trace goes to another file."""
        command = [sys.executable, "-m", "support.run_double", str(self.group), str(self.out), str(SEED)]
        return subprocess.Popen(
            [*command, "--delay", str(DELAY_S), "--trace", str(trace)],
            env=os.environ | {"BOSES_HOME": str(self.home), "PYTHONPATH": str(TESTS)},
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "stderr.txt").open("wb"),
        )

    def complete(self) -> None:
        trace = self.folder / "last.trace"
        status = self.start(trace).wait(timeout=PATIENCE_S)
        assert status == 0, (self.folder / "stderr.txt").read_text()


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A run that nobody disturbs."""
    folder = tmp_path_factory.mktemp("quiet")
    group = folder / "group.yaml"
    group.write_text(GROUP)
    place = Place(folder, group)
    place.complete()
    return place


def test_a_hundred_kills_change_nothing(quiet: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches people lost, doubled or half written, prose that depends on where a run was taken up, torn files."""
    places = [Place(tmp_path / str(life), quiet.group) for life in range(LIVES)]
    for place in places:
        place.folder.mkdir()
    with ThreadPoolExecutor(max_workers=2) as threads:  # mostly the start-up time of the children
        lives = [threads.submit(_live, place, quiet, random.Random(life)) for life, place in enumerate(places)]
        killed = sum((life.result() for life in lives), Counter[str]())
    with capsys.disabled():
        shown = ", ".join(f"{number} in {stage}" for stage, number in sorted(killed.items()))
        print(f"\n{killed.total()} kills: {shown}; {LIVES} runs of {PEOPLE} people, all byte for byte as undisturbed")
    assert killed.total() >= 100
    assert killed["identity"] >= 30
    assert killed["profile"] >= 30
    assert killed["writing"] >= 5


def _live(place: Place, quiet: Place, rng: random.Random) -> Counter[str]:
    """One store from nothing to the finished folder; gives how often it was killed in each stage."""
    killed: Counter[str] = Counter()
    stored = 0
    early = [stage for stage in ("identity", "profile") for _ in range(KILLS[stage])]
    rng.shuffle(early)
    for target in ["start"] * KILLS["start"] + early + ["writing"] * KILLS["writing"]:
        trace = place.folder / f"{killed.total()}.trace"
        stage = _kill(place.start(trace), trace, target, rng)
        if stage is None:
            continue
        killed[stage] += 1
        stored = _check_store(place, quiet, at_least=stored)
        _check_files(place, quiet)
        assert trace.exists() or stage == "start"
        assert stored >= sum(" stored " in line for line in _lines(trace)), "a person that was told of is lost"
    place.complete()
    assert _check_store(place, quiet, at_least=stored) == PEOPLE
    assert (place.out / "personas.jsonl").read_bytes() == (quiet.out / "personas.jsonl").read_bytes()
    assert (place.out / "personas.parquet").read_bytes() == (quiet.out / "personas.parquet").read_bytes()
    assert _report(place) == _report(quiet), "the report does not add up over the sittings"
    return killed


def _kill(child: "subprocess.Popen[bytes]", trace: Path, target: str, rng: random.Random) -> str | None:
    """Kills in the stage `target`, or in the writing of the files if that comes first; gives the stage it died in.

    None: it was done before.
    """
    wanted = rng.randint(1, 8) if rng.random() < 0.8 else rng.randint(9, 14)  # lines of that stage; a person has ~9
    until = time.monotonic() + PATIENCE_S
    if target == "start":
        time.sleep(rng.uniform(0.3, 1.2))
    while target != "start" and child.poll() is None:
        lines = _lines(trace)
        in_stage = sum(_stage(line) == target for line in lines)
        if in_stage >= (1 if target == "writing" else wanted) or any(_stage(line) == "writing" for line in lines):
            break
        assert time.monotonic() < until, f"no end after {lines[-1:]}"
        time.sleep(0.002)
    writing = any(_stage(line) == "writing" for line in _lines(trace))
    time.sleep(rng.uniform(0, 0.12 if writing else 2 * DELAY_S))
    child.kill()
    if child.wait() != -9:
        return None
    lines = _lines(trace)
    return _stage(lines[-1]) if lines else "start"


def _lines(trace: Path) -> list[str]:
    return trace.read_text().splitlines() if trace.exists() else []


def _stage(line: str) -> str:
    """The stage a run is in after a line of its trace."""
    slot, stage, key = line.split()
    if slot == "-":
        return {"start": "identity"}.get(stage, "writing")
    return {("identity", "."): "profile", ("stored", key): "identity"}.get((stage, key), stage)


def _check_store(place: Place, quiet: Place, at_least: int) -> int:
    """The people stored so far are the first of the quiet run, unchanged; gives their number.

    Looks at a copy: opening the store itself would mend what the next start has to mend.
    """
    if not (place.home / "boses.duckdb").exists():
        assert at_least == 0
        return 0
    copy = place.folder / "copy"
    shutil.copytree(place.home, copy)
    try:
        with Store(copy / "boses.duckdb") as store:
            groups = store.groups()
            if not groups or groups[0].run_id is None:
                assert at_least == 0
                return 0
            assert len(groups) == 1
            people = store.finished(groups[0].run_id)
            assert store.failures(groups[0].run_id) == {}
            assert [person.id for person in store.personas()] == [person.id for person, _ in people.values()]
    finally:
        shutil.rmtree(copy)
    records = [person.model_dump_json() for person, _ in people.values()]
    assert list(people) == list(range(len(people))), "people are lost or out of turn"
    assert records == (quiet.out / "personas.jsonl").read_text().splitlines()[: len(records)]
    assert len(records) >= at_least, "people that were stored are gone"
    return len(records)


def _check_files(place: Place, quiet: Place) -> None:
    """Each file is whole or not there; run.json stands for all of them."""
    there = {path.name for path in place.out.glob("[!.]*")}
    assert there <= FILES
    if "run.json" in there:
        assert there == FILES
        assert json.loads((place.out / "run.json").read_text())["status"] == "complete"
    for name in there & {"personas.jsonl", "personas.parquet"}:
        assert (place.out / name).read_bytes() == (quiet.out / name).read_bytes()
    if "gallery.html" in there:
        assert (place.out / "gallery.html").read_text().rstrip().endswith("</html>")


def _report(place: Place) -> dict[str, object]:
    report: dict[str, object] = json.loads((place.out / "run.json").read_text())
    tokens = report["tokens"]
    assert isinstance(tokens, dict)
    return report | {"timings": None, "tokens": {"read": tokens["read"], "written": tokens["written"]}}


def test_the_quiet_run_is_whole(quiet: Place) -> None:
    """What all others are compared with: everybody once, every record valid."""
    lines = (quiet.out / "personas.jsonl").read_text().splitlines()
    people = [Persona.model_validate_json(line) for line in lines]
    assert len({person.id for person in people}) == len({person.name for person in people}) == PEOPLE
    assert {path.name for path in quiet.out.iterdir()} == FILES
