"""What a run will take: measured on its own people, for about a minute, and carried over to all of them."""

import time
from dataclasses import dataclass, replace

from boses_engine.language.port import LanguageModel
from boses_engine.pipeline.events import FieldAnswered
from boses_engine.pipeline.fields import identity_fields, profile_fields
from boses_engine.pipeline.plan import Plan
from boses_engine.pipeline.prior_texts import PriorTexts
from boses_engine.pipeline.questions import OpenQuestions, write_all
from boses_engine.pipeline.writer import Writer

MEASURED_S = 60.0
_KNOWN = 200  # people, at least, whose notes are counted: those of ten thousand take half a minute
BYTES_EACH, PORTRAIT_BYTES = 30_000, 50_000  # of a person's files and rows, and of the portrait; measured


@dataclass(frozen=True)
class Estimate:
    """What a run of so many people will take here, without loading models and without portraits."""

    people: int
    fields: int
    tokens: int  # to write
    seconds: float
    megabytes: float
    measured_s: float  # of which the figures are

    def of(self, people: int) -> "Estimate":
        """The same for so many people of the segment."""
        times = people / self.people
        fields, tokens = round(self.fields * times), round(self.tokens * times)
        return replace(
            self,
            people=people,
            fields=fields,
            tokens=tokens,
            seconds=self.seconds * times,
            megabytes=self.megabytes * times,
        )

    def seconds_with(self, workers: int) -> float:
        """What so many workers would take, each as fast as what was measured."""
        return self.seconds / workers


def estimate(plan: Plan, model: LanguageModel, *, seconds: float = MEASURED_S, portraits: bool = False) -> Estimate:
    """Puts questions of a plan to the model for so long, of people all over the plan; nothing is kept.

    What a person takes goes by the words of their notes: those that were answered, over those of all, of many people
    as of some evenly among them.
    """
    people = len(plan.slots)
    known = plan.slots[:: max(1, people // max(_KNOWN, 2 * model.parallel))]
    fields = {slot.index: (*identity_fields(slot), *profile_fields(slot)) for slot in known}
    words = {(slot, str(each.key)): len(each.as_noted.split()) for slot, own in fields.items() for each in own}
    step = max(1, len(known) // (2 * model.parallel))
    writers = (Writer(plan.group, plan.seed, slot) for slot in known[::step])
    questions = OpenQuestions(model)
    began, done, tokens, answered = time.perf_counter(), 0.0, 0, set[tuple[int, str]]()
    try:
        for event in write_all(writers, questions, PriorTexts()):
            if isinstance(event, FieldAnswered):
                answered.add((event.slot, str(event.key)))
                tokens += event.tokens_written
                done = time.perf_counter() - began
                if done >= seconds:
                    break
    finally:
        questions.close()
    each = people / len(known)
    times = each * sum(words.values()) / max(1, sum(words[one] for one in answered))
    size = megabytes_of(people, portraits=portraits)
    return Estimate(people, round(each * len(words)), round(tokens * times), done * times, size, done)


def megabytes_of(people: int, *, portraits: bool) -> float:
    """What so many people and their files take on disk."""
    return people * (BYTES_EACH + portraits * PORTRAIT_BYTES) / 1e6
