"""A study's answers by several workers: the same as by one process, with workers killed and a study taken up again."""

import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from support.asked import generated, study
from support.work_double import kill_one, processes

from boses_engine.domain.study import Answer
from boses_engine.engine import Engine
from boses_engine.errors import InputError
from boses_engine.language.double import DoubleModel
from boses_engine.language.port import Request
from boses_engine.pipeline.events import RangesAnswered
from boses_engine.settings import Settings
from boses_engine.store import Store
from boses_engine.studies.events import Answered, StudyFinished
from boses_engine.workers.executor import Executor
from boses_engine.workers.task import Range, ranges, read_task, unanswered
from boses_engine.workers.work import work


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with people, to be copied."""
    home = tmp_path_factory.mktemp("people") / "home"
    home.mkdir()
    with Store(home / "boses.duckdb") as store:
        generated(store)
    return home


@pytest.fixture(scope="module")
def alone(people: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Answer, ...]:
    home = shutil.copytree(people, tmp_path_factory.mktemp("alone") / "home")
    with opened(home) as engine:
        *_, last = engine.ask(study())
    assert isinstance(last, StudyFinished)
    assert not all(answer.worded_by_code for answer in last.answers)
    return last.answers


class Nobody:
    """An executor that finds all answered."""

    workers = 1

    def run(self, laid: Sequence[Range]) -> Iterator[RangesAnswered]:
        """Refuses to have anything answered."""
        assert not list(unanswered(laid))
        return iter(())


def opened(home: Path, model: DoubleModel | None = None) -> Engine:
    """An engine on a data folder."""
    settings = Settings.from_env({"BOSES_HOME": str(home), "BOSES_MODELS": str(home.parent / "models")})
    return Engine(settings, model=model or DoubleModel(), avatars=False)


def asked(home: Path, executor: Executor, killing: random.Random | None = None) -> tuple[Answer, ...]:
    """The study's answers; a worker is killed where told to. The model of the command itself is not asked."""

    def refused(request: Request, text: str) -> str:
        raise AssertionError(request.key)

    killed = 0
    with opened(home, DoubleModel(spoil=refused)) as engine:
        for event in engine.ask(study(), executor=executor):
            if isinstance(event, RangesAnswered) and killing and killed < 2:
                killed += kill_one(home, killing)
            if isinstance(event, StudyFinished):
                assert killing is None or killed
                return event.answers
    raise AssertionError


def test_workers_word_the_same_answers(people: Path, alone: tuple[Answer, ...], tmp_path: Path) -> None:
    """Catches words that depend on who found them, and reasons that no worker is given."""
    home = shutil.copytree(people, tmp_path / "home")
    assert asked(home, processes(2)) == alone
    assert not list((home / "ranges").iterdir())


@pytest.mark.slow
@pytest.mark.races
def test_a_killed_worker_takes_no_answer_with_it(people: Path, alone: tuple[Answer, ...], tmp_path: Path) -> None:
    """Catches a range that stays with a dead worker, and half a part."""
    home = shutil.copytree(people, tmp_path / "home")
    assert asked(home, processes(2, delay_s=0.05), random.Random(2)) == alone


def test_a_study_is_taken_up_where_its_words_are(people: Path, alone: tuple[Answer, ...], tmp_path: Path) -> None:
    """Catches parts that no longer fit once some answers are stored, and ones that are asked for again."""
    home = shutil.copytree(people, tmp_path / "home")
    with opened(home) as engine:
        events = engine.ask(study(), executor=processes(2))
        stored = 0
        for event in events:
            stored += isinstance(event, Answered) and not event.answer.worded_by_code
            if stored == 5:
                break
        events.close()  # type: ignore[attr-defined]
    assert asked(home, Nobody()) == alone


def test_a_study_is_laid_out_for_other_workers(people: Path, alone: tuple[Answer, ...], tmp_path: Path) -> None:
    """Catches a folder that workers elsewhere cannot work on, or that the study does not find its words in."""
    home, folder = shutil.copytree(people, tmp_path / "home"), tmp_path / "ranges"
    with opened(home) as engine:
        laid = engine.lay_out_study(study(), folder)
        assert not read_task(laid[0]).job.writes
        assert len(list(engine.work(folder))) == len(laid)
        with pytest.raises(InputError, match="ranges of another plan"):
            list(engine.ask(study().model_copy(update={"seed": 6}), executor=processes(1), ranges=folder))
    with opened(home, DoubleModel(spoil=lambda request, text: "Not this.")) as engine:
        *_, last = engine.ask(study(), executor=Nobody(), ranges=folder)
    assert isinstance(last, StudyFinished)
    assert last.answers == alone
    assert len(ranges(folder)) == len(laid)
    assert not list(work(folder, DoubleModel))
