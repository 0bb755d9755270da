"""Workers as actors of Ray: the same people, with actors killed and a machine removed; skipped where Ray, an extra, is
not installed."""

import random
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest
from support.asked import GROUP
from support.ray_nodes import actors, environment, free_port, node, remove, two_machines
from support.ray_run import run
from support.work_double import refusing, slowly

from boses_engine.engine import Engine
from boses_engine.errors import GenerationError
from boses_engine.language.double import DoubleModel
from boses_engine.pipeline.events import RangesAnswered
from boses_engine.settings import Settings
from boses_engine.workers.jobs import Writing
from boses_engine.workers.ray_actors import RayActors
from boses_engine.workers.task import lay_out

pytestmark = [pytest.mark.slow, pytest.mark.races]
PEOPLE = 32
HEAD = ("--head", "--include-dashboard=false")


@pytest.fixture(autouse=True)
def _with_ray() -> None:
    if find_spec("ray") is None:  # not imported here: what the executor switches off has to be set before
        pytest.skip("the extra ray is not installed")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return run(tmp_path_factory.mktemp("alone") / "home", PEOPLE, None)


def kill_one(rng: random.Random) -> bool:
    """Kills the process of an actor, wherever it is."""
    there = sorted(actors(psutil.Process()), key=lambda each: each.pid)
    if there:
        rng.choice(there).kill()
    return bool(there)


def test_actors_make_the_same_people_though_some_are_killed(alone: bytes, tmp_path: Path) -> None:
    """Catches an answer lost or changed on its way through Ray, and a range that goes with its actor."""
    killed, rng = 0, random.Random(3)

    def told(event: RangesAnswered) -> None:
        nonlocal killed
        if event.workers == 2 and killed < 3:
            killed += kill_one(rng)

    assert run(tmp_path / "home", PEOPLE, RayActors(2, slowly), told) == alone
    assert killed


def test_a_machine_that_leaves_takes_nothing_with_it(alone: bytes, tmp_path: Path) -> None:
    """Catches ranges that wait for actors whose machine is gone and that find no room on the other; and what Ray says
    of dead actors among what the command says."""
    (token := tmp_path / "token").write_text("0" * 64)
    (home := tmp_path / "home").mkdir()
    around, port = environment(token), free_port()
    with (
        two_machines("boses") as (one, other),
        node(
            one, around, tmp_path / "one.log", "--head", f"--port={port}", "--num-cpus=2", "--include-dashboard=false"
        ),
        node(other, around, tmp_path / "other.log", f"--address={one.address}:{port}", "--num-cpus=2") as leaving,
    ):
        command = [sys.executable, "-m", "support.ray_run", str(home), str(PEOPLE), "4", f"{one.address}:{port}"]
        made = subprocess.Popen([*one.there, *command], env=around, stdout=subprocess.PIPE, text=True)
        assert made.stdout is not None
        left = False
        for line in made.stdout:
            done, of, alive, _ = map(int, line.split())
            if alive == 4 and done >= of / 4 and not left:
                assert actors(leaving)
                remove(leaving)
                left = True
        assert made.wait() == 0
        assert left
    assert (home / "personas.jsonl").read_bytes() == alone


def test_an_actor_that_cannot_begin_is_told_of(tmp_path: Path) -> None:
    """Catches a run that waits for ever for actors that have no model."""
    settings = Settings.from_env({"BOSES_HOME": str(tmp_path / "home"), "BOSES_MODELS": str(tmp_path / "models")})
    with Engine(settings, model=DoubleModel(), avatars=False) as engine:
        plan = engine.plan(GROUP, seed=4)
    job = Writing(group=plan.group, seed=plan.seed, slots=plan.slots)
    laid = lay_out(tmp_path / "ranges", job, "double", "0" * 64, workers=1)
    with pytest.raises(GenerationError, match="no model here"):
        list(RayActors(1, refusing).run(laid))
