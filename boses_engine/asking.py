"""`Engine.ask`: a study put to people of the engine's store."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from boses_engine.domain.study import By, StudyDesign

if TYPE_CHECKING:
    from boses_engine.engine import Engine
    from boses_engine.studies.events import StudyEvent


def ask(engine: "Engine", study: StudyDesign, *, by: By = "record", resume: bool = True) -> "Iterator[StudyEvent]":
    """Puts a study's questions to its people, yielding events; the last is `StudyFinished`.

    Every answer is stored before its event. Calling again goes on where the last call stopped; without `resume` all is
    asked anew. `by` is how points of scales are found, see `studies.ask`. Without an embedding model the sentences that
    speak of a question are found by their words alone.

    :raises StudyError: nobody is to be asked; NotFoundError: no such group or person.
    :raises ModelError: the weights are missing or damaged.
    """
    from boses_engine.studies.ask import ask as ask_people
    from boses_engine.studies.people import choose_people

    people = choose_people(study.people, engine.store)
    encoder = None if engine.check_embedding() is not None else engine._embedding_model.open()
    with contextlib.closing(engine.language_model()) as model:
        yield from ask_people(study, people, model, engine.store, encoder=encoder, by=by, resume=resume)
