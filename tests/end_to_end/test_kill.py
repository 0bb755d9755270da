"""kill -9 at moments of all stages of `generate`: started again until it is done, it gives the bytes of a quiet run.

The run stands still where it is killed (`support.moments`), so each kill falls where it is meant to.
"""

import json
import shutil
import signal
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from support import run_double
from support.forked import Forked
from support.moments import GUARD_S, Watch

from boses_engine.domain.persona import Persona
from boses_engine.store import Store

pytestmark = [pytest.mark.slow, pytest.mark.races]

PEOPLE, SEED = 4, 3
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
# Each life of a store and its results goes through these kills: the stage, the moment, and at which time of this
# sitting. After each the next sitting goes on from where the one before was.
LIVES = (
    (
        ("start", "opening", 1),
        ("start", "os.link boses.duckdb", 1),  # the store is made, but not in its place
        ("start", "commit start_run", 1),
        ("identity", "answering", 4),
        ("identity", "answered identity", 6),
        ("profile", "commit save_persona", 1),
        ("profile", "stored", 2),
        ("profile", "answered profile", 5),
        ("end", "commit finish_run", 1),
        ("writing", "os.rename personas.jsonl", 1),
        ("writing", "os.rename run.json", 1),
        ("end", "ended", 1),
        ("writing", "os.rename personas.parquet", 1),  # beside whole files of before
    ),
    (
        ("start", "taken", 1),
        ("start", "opened", 1),
        ("start", "start", 1),
        ("start", "commit save_matches", 1),
        ("identity", "answered identity", 2),
        ("profile", "answering", 12),
        ("profile", "stored", 1),
        ("identity", "answered identity", 10),  # of the second person of the sitting
        ("profile", "commit save_persona", 2),
        ("end", "finished", 1),
        ("writing", "os.rename personas.parquet", 1),
        ("writing", "os.rename gallery.html", 1),
        ("writing", "os.remove run.json", 1),
    ),
)
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

    def start(self) -> tuple[Forked, Watch]:
        """The same command every time."""
        said = self.folder / "stderr.txt"
        return Forked.watched(run_double.main, self.group, self.out, SEED, said=said, BOSES_HOME=self.home)

    def complete(self) -> None:
        """A run that nobody disturbs."""
        process, watch = self.start()
        watch.let_go()
        assert process.wait(GUARD_S) == 0, (self.folder / "stderr.txt").read_text()


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A run that nobody disturbs."""
    folder = tmp_path_factory.mktemp("quiet")
    group = folder / "group.yaml"
    group.write_text(GROUP)
    place = Place(folder, group)
    place.complete()
    return place


def test_kills_in_every_stage_change_nothing(quiet: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches people lost, doubled or half written, prose that depends on where a run was taken up, torn files."""
    killed = Counter[str]()
    for life, kills in enumerate(LIVES):
        place = Place(tmp_path / str(life), quiet.group)
        place.folder.mkdir()
        stored = 0
        for stage, moment, number in kills:
            process, watch = place.start()
            watch.until(moment, number)
            process.kill()
            assert process.wait() == -signal.SIGKILL
            killed[stage] += 1
            stored += watch.count("stored")
            assert _check_store(place, quiet) == stored, (stage, moment)
            _check_files(place, quiet)
        place.complete()
        assert _check_store(place, quiet) == PEOPLE
        assert (place.out / "personas.jsonl").read_bytes() == (quiet.out / "personas.jsonl").read_bytes()
        assert (place.out / "personas.parquet").read_bytes() == (quiet.out / "personas.parquet").read_bytes()
        assert _report(place) == _report(quiet), "the report does not add up over the sittings"
    with capsys.disabled():
        shown = ", ".join(f"{number} in {stage}" for stage, number in sorted(killed.items()))
        print(f"\n{killed.total()} kills: {shown}; {PEOPLE} people each time, all byte for byte as undisturbed")


def _check_store(place: Place, quiet: Place) -> int:
    """The people stored so far are the first of the quiet run, unchanged; gives their number.

    Looks at a copy: opening the store itself would mend what the next start has to mend.
    """
    if not (place.home / "boses.duckdb").exists():
        return 0
    copy = place.folder / "copy"
    shutil.copytree(place.home, copy)
    try:
        with Store(copy / "boses.duckdb") as store:
            groups = store.groups()
            if not groups or groups[0].run_id is None:
                return 0
            assert len(groups) == 1
            people = store.finished(groups[0].run_id)
            assert [person.id for person in store.personas()] == [person.id for person, _ in people.values()]
    finally:
        shutil.rmtree(copy)
    records = [person.model_dump_json() for person, _ in people.values()]
    assert list(people) == list(range(len(people))), "people are lost or out of turn"
    assert records == (quiet.out / "personas.jsonl").read_text().splitlines()[: len(records)]
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
    """Catches a comparison with nothing: everybody is there once, every record valid."""
    lines = (quiet.out / "personas.jsonl").read_text().splitlines()
    people = [Persona.model_validate_json(line) for line in lines]
    assert len({person.id for person in people}) == len({person.name for person in people}) == PEOPLE
    assert {path.name for path in quiet.out.iterdir()} == FILES
