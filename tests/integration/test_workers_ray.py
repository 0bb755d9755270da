"""Workers as actors of Ray: the same people, with actors killed; skipped where Ray, an extra, is not installed."""

import os
import random
import signal
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest
from support.asked import GROUP
from support.work_double import refusing, slowly

from boses_engine.engine import Engine
from boses_engine.errors import GenerationError
from boses_engine.language.double import DoubleModel
from boses_engine.pipeline.events import RangesAnswered, RunFinished
from boses_engine.settings import Settings
from boses_engine.workers.jobs import Writing
from boses_engine.workers.ray_actors import RayActors
from boses_engine.workers.task import lay_out

pytestmark = [pytest.mark.slow, pytest.mark.races]
PEOPLE = 16


@pytest.fixture(autouse=True)
def _with_ray() -> None:
    if find_spec("ray") is None:  # not imported here: what the executor switches off has to be set before
        pytest.skip("the extra ray is not installed")


def made(home: Path, executor: RayActors | None, killing: random.Random | None = None) -> list[object]:
    """The group's people; actors are killed at random where told to."""
    settings = Settings.from_env({"BOSES_HOME": str(home), "BOSES_MODELS": str(home.parent / "models")})
    killed = 0
    with Engine(settings, model=DoubleModel(), avatars=False) as engine:
        plan = engine.plan(GROUP.model_copy(update={"persona_count": PEOPLE}), seed=4)
        for event in engine.make_people(plan, reuse=None, executor=executor):
            if isinstance(event, RunFinished):
                assert killing is None or killed
                return list(event.personas)
            if isinstance(event, RangesAnswered) and killing and killed < 3:
                killed += kill_one(killing)
    raise AssertionError


def kill_one(rng: random.Random) -> bool:
    """Kills the process of an actor."""
    actors = [
        each.pid for each in psutil.Process().children(recursive=True) if "ray::_Worker" in " ".join(each.cmdline())
    ]
    if actors:
        os.kill(rng.choice(sorted(actors)), signal.SIGKILL)
    return bool(actors)


def test_actors_make_the_same_people_though_some_are_killed(tmp_path: Path) -> None:
    """Catches an answer lost or changed on its way through Ray, and a range that goes with its actor."""
    alone = made(tmp_path / "alone" / "home", None)
    assert made(tmp_path / "apart" / "home", RayActors(2, slowly), random.Random(3)) == alone


def test_an_actor_that_cannot_begin_is_told_of(tmp_path: Path) -> None:
    """Catches a run that waits for ever for actors that have no model."""
    settings = Settings.from_env({"BOSES_HOME": str(tmp_path / "home"), "BOSES_MODELS": str(tmp_path / "models")})
    with Engine(settings, model=DoubleModel(), avatars=False) as engine:
        plan = engine.plan(GROUP, seed=4)
    job = Writing(group=plan.group, seed=plan.seed, slots=plan.slots)
    laid = lay_out(tmp_path / "ranges", job, "double", "0" * 64, workers=1)
    with pytest.raises(GenerationError, match="no model here"):
        list(RayActors(1, refusing).run(laid))
