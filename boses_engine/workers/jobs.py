"""What workers do with a model: write people of a plan, or put the reasons of a study's answers into words."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Slot
from boses_engine.language.port import LanguageModel
from boses_engine.pipeline.likeness import plain
from boses_engine.pipeline.prior_texts import PriorTexts
from boses_engine.pipeline.questions import OpenQuestions, write_all
from boses_engine.pipeline.writer import Writer
from boses_engine.studies.wording import Reasons, word_each


class Writing(BaseModel):
    """People of a plan who are to be written, as far as that can be told without those before them."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    writes: ClassVar = True  # takes the model that writes people
    most: ClassVar = 64  # in a range

    group: Group
    seed: int
    slots: Sequence[Slot]

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.slots)

    def cut(self, start: int, end: int) -> Self:
        """The people from one number up to another."""
        return self.model_copy(update={"slots": self.slots[start:end]})

    def put(self, model: LanguageModel) -> Iterator[None]:
        """Puts the questions of all to a model, side by side; gives a beat for each person that is done."""
        prior, questions = PriorTexts(), OpenQuestions(model)
        try:
            writers = (Writer(self.group, self.seed, slot) for slot in self.slots)
            for event in write_all(writers, questions, prior):
                if isinstance(event, Writer):
                    assert event.outcome is not None
                    told = event.outcome
                    for text in (*told.identity.values(), *told.profile.values()):
                        prior.add(plain(text, told.slot.name))
                    yield
        finally:
            questions.close()


class Wording(BaseModel):
    """Reasons of a study's answers that are to be worded, numbered from `first` on."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    writes: ClassVar = False
    most: ClassVar = 512

    seed: int
    reasons: tuple[Reasons, ...]
    first: int = 0

    @property
    def size(self) -> int:
        """How many reasons."""
        return len(self.reasons)

    def cut(self, start: int, end: int) -> Self:
        """The reasons from one number up to another."""
        return self.model_copy(update={"reasons": self.reasons[start:end], "first": self.first + start})

    def put(self, model: LanguageModel) -> Iterator[None]:
        """Puts all reasons to a model, side by side; gives a beat for each that is done."""
        for _ in word_each(dict(enumerate(self.reasons, self.first)), model, self.seed):
            yield


Job = Writing | Wording
