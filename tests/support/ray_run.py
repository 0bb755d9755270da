"""People made by actors of Ray, as a program of its own, which may run on another network than the test's.

`python -m support.ray_run HOME PEOPLE WORKERS ADDRESS` writes a line to stdout whenever the actors get on,
"DONE OF ALIVE BEGUN_AGAIN", and at the end the people to HOME/personas.jsonl. The address is that of a cluster.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from boses_engine.engine import Engine
from boses_engine.language.double import DoubleModel
from boses_engine.pipeline.events import RangesAnswered, RunFinished
from boses_engine.settings import Settings
from boses_engine.workers.executor import Executor
from boses_engine.workers.ray_actors import RayActors
from support.asked import GROUP
from support.work_double import slowly


def run(
    home: Path, people: int, executor: Executor | None, told: Callable[[RangesAnswered], None] = lambda event: None
) -> bytes:
    """The lines of so many people, made by an executor or in this process."""
    settings = Settings.from_env({"BOSES_HOME": str(home), "BOSES_MODELS": str(home.parent / "models")})
    with Engine(settings, model=DoubleModel(), avatars=False) as engine:
        plan = engine.plan(GROUP.model_copy(update={"persona_count": people}), seed=4)
        for event in engine.make_people(plan, reuse=None, executor=executor):
            if isinstance(event, RangesAnswered):
                told(event)
            if isinstance(event, RunFinished):
                return "".join(f"{person.model_dump_json()}\n" for person in event.personas).encode()
    raise AssertionError


def main(home: str, people: str, workers: str, address: str) -> None:
    """Makes the people and writes them."""

    def told(event: RangesAnswered) -> None:
        print(event.done, event.of, event.workers, event.restarts, flush=True)

    made = run(Path(home), int(people), RayActors(int(workers), slowly, address), told)
    Path(home, "personas.jsonl").write_bytes(made)


if __name__ == "__main__":
    main(*sys.argv[1:])
