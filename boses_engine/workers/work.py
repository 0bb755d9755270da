"""One worker: takes ranges that nobody works on, answers them, and writes each as a part.

A range is taken by making its claim, a file that only one can make and that is touched as the work goes on. What a dead
worker held is taken over once its claim has not been touched for a while; should it be alive after all, both write the
same part.
"""

import contextlib
import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from boses_engine.errors import GenerationError, InputError
from boses_engine.files import replacing
from boses_engine.language.port import Completion, LanguageModel
from boses_engine.workers.part import part_of, write_part
from boses_engine.workers.recorded import RecordingModel
from boses_engine.workers.task import Range, Task, ranges, read_task, unanswered

ABANDONED_S = 600  # without a touch
_TOUCHED_S = 2.0


def work(
    folder: Path, open_model: Callable[[], LanguageModel], *, first: int = 0, owner: int | None = None
) -> Iterator[Range]:
    """Answers ranges of a folder until each has a part or somebody at work on it, from number `first` on; gives each as
    its part is written. The model is opened for the first of them.

    :raises InputError: the folder holds no ranges, or they are of another engine or another model.
    :raises ModelError: the model cannot be opened.
    :raises GenerationError: the process `owner`, which started this one, was killed.
    """
    found = ranges(folder)
    start = first % len(found)
    model: LanguageModel | None = None
    try:
        for one in unanswered([*found[start:], *found[:start]]):
            if not _take(one):
                continue
            try:
                task = read_task(one)
                model = model or open_model()
                write_part(one.part, answer(task, model, partial(_touch, one, owner)))
            finally:
                one.claim.unlink(missing_ok=True)
            yield one
    finally:
        if model is not None:
            model.close()


def count_done(found: Sequence[Range]) -> int:
    """How many people, or reasons, of some ranges are done, those of ranges at work among them."""
    done = 0
    for one in found:
        if one.part.exists():
            done += one.size
            continue
        with contextlib.suppress(OSError, ValueError, IndexError):
            done += int(one.claim.read_text().split()[-1])
    return done


def is_free(one: Range) -> bool:
    """Whether nobody works on a range, or whoever did has given no sign of life for long."""
    silent = _silent_s(one)
    return silent is None or silent >= ABANDONED_S


def holder(one: Range) -> str:
    """Who works on a range, "host/process"; empty where nobody does, or was killed before it had said so."""
    with contextlib.suppress(OSError, IndexError):
        return one.claim.read_text().split()[0]
    return ""


def worker_name(process: int) -> str:
    """What a process of this machine is called in claims."""
    return f"{platform.node()}/{process}"


def _take(one: Range) -> bool:
    """Whether the range is this worker's now."""
    silent = _silent_s(one)
    if silent is not None:
        if silent < ABANDONED_S:
            return False
        abandoned = one.claim.with_suffix(f".{os.getpid()}.abandoned")
        with contextlib.suppress(FileNotFoundError):  # another one was faster
            os.rename(one.claim, abandoned)
            abandoned.unlink()
    try:
        with one.claim.open("x") as claim:
            claim.write(f"{worker_name(os.getpid())} 0")
    except FileExistsError:
        return False
    if one.part.exists():  # by whoever held it until a moment ago
        one.claim.unlink(missing_ok=True)
        return False
    return True


def _silent_s(one: Range) -> float | None:
    """Seconds since whoever holds a range gave a sign of life; None where nobody does."""
    try:
        return time.time() - one.claim.stat().st_mtime
    except FileNotFoundError:
        return None


def answer(task: Task, model: LanguageModel, touch: Callable[[int], None] = lambda done: None) -> bytes:
    """The part of a task: all that the model says as the job is done.

    `touch` is called now and then with how many people, or reasons, are done.

    :raises InputError: the task is of another model.
    """
    if (task.model, task.model_sha256) != (model.name, model.sha256):
        raise InputError(
            f"the ranges are of model {task.model} ({task.model_sha256[:12]}), this worker has {model.name} "
            f"({model.sha256[:12]}): pull the same files here, or name the model with --model."
        )
    done, touched = 0, 0.0

    def answered(_: Completion) -> None:
        nonlocal touched
        if time.monotonic() - touched > _TOUCHED_S:
            touched = time.monotonic()
            touch(done)

    recording = RecordingModel(model, answered)
    for _ in task.job.put(recording):
        done += 1
    return part_of(recording.answers)


def _touch(one: Range, owner: int | None, done: int) -> None:
    """Says that somebody is at work on a range still, and how much of it is done."""
    if owner is not None and os.getppid() != owner:
        raise GenerationError("whoever started this worker has ended.")
    with contextlib.suppress(OSError), replacing(one.claim) as path:  # a folder may be away for a moment
        path.write_text(f"{worker_name(os.getpid())} {done}")
