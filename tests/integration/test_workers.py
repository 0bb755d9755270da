"""People by several workers: the same as by one process, with workers killed, parts damaged and begun anew."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from support.work_double import kill_one, processes

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Persona
from boses_engine.engine import Engine
from boses_engine.errors import GenerationError, InputError
from boses_engine.language.double import DoubleModel
from boses_engine.pipeline.events import RangesAnswered, RunFinished
from boses_engine.pipeline.plan import Plan
from boses_engine.pipeline.run import generate
from boses_engine.settings import Settings
from boses_engine.workers.jobs import Writing
from boses_engine.workers.part import read_part
from boses_engine.workers.processes import Processes
from boses_engine.workers.ray_actors import cores_each
from boses_engine.workers.recorded import RecordedModel
from boses_engine.workers.task import Range, lay_out, read_task, unanswered
from boses_engine.workers.work import holder, work, worker_name

GROUP = Group(
    name="Apart",
    age_min=20,
    age_max=50,
    gender="All",
    location="Jakarta, Indonesia",
    income_level="Middle",
    occupation="any",
    persona_count=24,
)


def made(
    home: Path, executor: Processes | None = None, *, people: int = 24, kills: int = 0, most_in_a_row: int = 0
) -> list[Persona]:
    """The group's people, while so many workers are killed at random, but not too many without a part in between."""
    settings = Settings.from_env({"BOSES_HOME": str(home), "BOSES_MODELS": str(home.parent / "models")})
    rng = random.Random(7)
    killed = in_a_row = parts = 0
    with Engine(settings, model=DoubleModel(), avatars=False) as engine:
        plan = engine.plan(GROUP.model_copy(update={"persona_count": people}), seed=4)
        for event in engine.make_people(plan, reuse=None, executor=executor):
            if isinstance(event, RunFinished):
                assert killed == kills
                return list(event.personas)
            if isinstance(event, RangesAnswered) and killed < kills:
                before, parts = parts, len(list((home / "ranges").glob("*/part-*")))
                in_a_row = in_a_row if parts == before else 0
                if in_a_row < most_in_a_row and kill_one(home, rng):
                    killed, in_a_row = killed + 1, in_a_row + 1
    raise AssertionError


def job_of(plan: Plan) -> Writing:
    """What workers do for a plan."""
    return Writing(group=plan.group, seed=plan.seed, slots=plan.slots)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> list[Persona]:
    return made(tmp_path_factory.mktemp("alone") / "home")


@pytest.mark.parametrize("count", [1, 3])
def test_workers_make_the_same_people(alone: list[Persona], tmp_path: Path, count: int) -> None:
    """Catches an answer that depends on who gave it, and ranges that are left behind."""
    assert made(tmp_path / "home", processes(count)) == alone
    assert not list((tmp_path / "home" / "ranges").iterdir())


@pytest.mark.slow
@pytest.mark.races
def test_fifty_kills_lose_double_and_change_nobody(tmp_path: Path) -> None:
    """Catches a range that stays with a dead worker, and half a part."""
    apart = made(tmp_path / "home", processes(4, delay_s=0.1), people=32, kills=50, most_in_a_row=8)
    assert apart == made(tmp_path / "alone" / "home", people=32)


def test_a_run_goes_on_with_the_parts_that_are_there(alone: list[Persona], tmp_path: Path) -> None:
    """Catches parts that are asked for again after the run was left, and ones that a second worker answers too."""
    settings = Settings.from_env({"BOSES_HOME": str(tmp_path / "home"), "BOSES_MODELS": str(tmp_path / "models")})
    with Engine(settings, model=DoubleModel(), avatars=False) as engine:
        plan = engine.plan(GROUP, seed=4)
        laid = lay_out(tmp_path / "ranges", job_of(plan), "double", "0" * 64, workers=3)
        answered = [next(work(tmp_path / "ranges", DoubleModel, first=at)) for at in (2, 0, 2)]
        assert [one.number for one in answered] == [2, 0, 3]
        before = {one.part: one.part.stat().st_mtime_ns for one in answered}
        assert len(list(work(tmp_path / "ranges", DoubleModel))) == len(laid) - 3
        assert not list(unanswered(laid))
        assert all(path.stat().st_mtime_ns == at for path, at in before.items())
        assert not list((tmp_path / "ranges").glob("*.claim"))
        recorded = RecordedModel("double", "0" * 64, DoubleModel)
        recorded.take(laid)
        events = list(generate(plan, recorded, engine.store))
        assert isinstance(events[-1], RunFinished)
        assert list(events[-1].personas) == alone
        given = sum(len(read_part(one.part)) for one in laid)
        assert recorded.asked < given / 10  # what repeats a text of another range is asked again


def test_who_works_on_a_range_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches two workers on one range, and a range that nobody takes over from a worker that is gone."""
    laid = laid_out(tmp_path)
    laid[0].claim.write_text("elsewhere/12 1")
    assert [one.number for one in work(tmp_path, DoubleModel)] == [one.number for one in laid[1:]]
    old = laid[0].claim.stat().st_mtime - 3600
    os.utime(laid[0].claim, (old, old))
    assert [one.number for one in work(tmp_path, DoubleModel)] == [0]


def test_a_claim_without_a_name_is_freed(tmp_path: Path) -> None:
    """Catches a range that waits ten minutes for a worker who was killed as it took it."""
    laid = laid_out(tmp_path)
    laid[0].claim.touch()
    list(processes(1).run(laid))
    assert not list(unanswered(laid))


def test_a_worker_ends_with_whoever_started_it(tmp_path: Path) -> None:
    """Catches workers that go on, and hold their ranges, after a `kill -9` of their command or server."""
    laid = laid_out(tmp_path)
    with pytest.raises(GenerationError, match="has ended"):
        list(work(tmp_path, DoubleModel, owner=os.getpid()))  # which is not what started this process
    assert not laid[0].claim.exists()
    assert list(unanswered(laid)) == laid


def test_what_workers_of_this_machine_held_is_free_once_they_are_gone(tmp_path: Path) -> None:
    """Catches a command that waits ten minutes for workers who were killed with the command before it."""
    laid = laid_out(tmp_path)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    laid[0].claim.write_text(f"{worker_name(gone.pid)} 1")
    list(processes(1).run(laid))
    assert not list(unanswered(laid))


def test_whoever_leaves_frees_what_their_workers_held(tmp_path: Path) -> None:
    """Catches a run that is stopped and taken up again, and waits for workers that are gone."""
    laid = laid_out(tmp_path)
    for _ in processes(2, delay_s=0.2).run(laid):
        if any(holder(one) for one in laid):
            break
    else:
        raise AssertionError("nobody was at work")
    assert not any(holder(one) for one in laid)


def test_a_worker_refuses_what_is_not_for_it(tmp_path: Path) -> None:
    """Catches answers of another model, of another engine, and a damaged file taken for one."""
    laid = laid_out(tmp_path)
    other = DoubleModel()
    other.name = "another"
    with pytest.raises(InputError, match="are of model double"):
        list(work(tmp_path, lambda: other))
    text = laid[0].file.read_text()
    laid[0].file.write_text(text.replace('"engine":"', '"engine":"9.'))
    with pytest.raises(InputError, match="is of engine 9"):
        read_task(laid[0])
    laid[0].file.write_text(text[:-20])
    with pytest.raises(InputError, match="is damaged"):
        read_task(laid[0])
    laid[0].part.write_bytes(b"PAR1 and no more")
    with pytest.raises(InputError, match="is damaged: delete it"):
        read_part(laid[0].part)
    with pytest.raises(InputError, match="holds no ranges"):
        list(work(tmp_path / "nowhere", DoubleModel))


def test_a_plan_that_is_laid_out_stays(tmp_path: Path) -> None:
    """Catches parts that are lost when more workers come, and a folder that holds two plans."""
    laid = laid_out(tmp_path)
    assert laid_out(tmp_path, workers=6) == laid
    with pytest.raises(InputError, match="ranges of another plan"):
        laid_out(tmp_path, seed=5)


@pytest.mark.parametrize(
    ("machines", "workers", "cores"),
    [([16], 4, 4), ([2, 2], 4, 1), ([3, 3], 1, 3), ([2, 14], 2, 7), ([8, 4], 3, 4), ([1], 4, 1), ([], 2, 1)],
)
def test_actors_have_cores_that_some_machine_has(machines: list[int], workers: int, cores: int) -> None:
    """Catches an actor that is to have more cores than any machine, and waits for ever."""
    assert cores_each(machines, workers) == cores


@pytest.mark.parametrize(
    ("code", "told"),
    [("raise SystemExit('no model here')", "no model here"), ("import os; os.abort()", "SIGABRT")],
)
def test_workers_that_cannot_work_are_told_of_once(tmp_path: Path, code: str, told: str) -> None:
    """Catches a run that starts dying workers for ever, or does not say why they die."""
    laid = laid_out(tmp_path)
    dying = Processes(2, lambda folder, first: [sys.executable, "-c", code])
    with pytest.raises(GenerationError, match=told):
        list(dying.run(laid))


def laid_out(folder: Path, *, seed: int = 4, workers: int = 1) -> list[Range]:
    """The ranges of a small plan."""
    settings = Settings.from_env({"BOSES_HOME": str(folder / "home"), "BOSES_MODELS": str(folder / "models")})
    with Engine(settings, model=DoubleModel(), avatars=False) as engine:
        plan = engine.plan(GROUP.model_copy(update={"persona_count": 6}), seed=seed)
    return lay_out(folder, job_of(plan), "double", "0" * 64, workers=workers)
