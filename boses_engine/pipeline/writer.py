"""One person's prose: asks, checks, asks again, and gives a persona or the reason why not.

A person is a generator that yields batches of requests and is sent their completions, so that the same code serves
a model that answers one request at a time and one that decodes many people side by side.
"""

from collections import Counter
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from boses_engine.domain.persona import Slot
from boses_engine.errors import GenerationError
from boses_engine.language.port import Completion, Request
from boses_engine.pipeline.checks import Context, judge, plain
from boses_engine.pipeline.fields import GROUP_TEXT, Field, Guidance, identity_fields, profile_fields, request
from boses_engine.pipeline.plan import Plan, redraw
from boses_engine.pipeline.wording import introduction
from boses_engine.randomness import derive_seed

ASKED_AGAIN, REDRAWN = 3, 2  # times a failing field is asked again with its facts, then with other small facts
ROUND = 1 + ASKED_AGAIN + REDRAWN

Batch = dict[str, Request]  # field key → request
Answers = Mapping[str, Completion]  # the same keys
Prose = tuple[Slot, dict[str, str]]  # the slot with its final small facts, the texts by field key


class FieldFailed(GenerationError):
    """A field failed every attempt of its round; `attempts` is where a resumed run goes on."""

    def __init__(self, key: str, reason: str, attempts: int):
        super().__init__(f"{key}: {reason}")
        self.key, self.reason, self.attempts = key, reason, attempts


@dataclass
class Report:
    """What writing one person took. Counts; times are of the model's work."""

    fields: int = 0
    first_attempt: int = 0  # fields that passed at once
    retries: int = 0
    checks: Counter[str] = field(default_factory=Counter)  # check → how often it fired
    tokens_read: int = 0
    tokens_written: int = 0
    seconds: float = 0.0

    @classmethod
    def after(cls, earlier: Mapping[str, Any]) -> "Report":
        """A report that goes on from a failed sitting: what it took counts, its passed fields are asked again."""
        taken = {name: earlier[name] for name in ("retries", "tokens_read", "tokens_written", "seconds")}
        return cls(checks=Counter(earlier["checks"]), **taken)

    def as_dict(self) -> dict[str, object]:
        """Plain values, for the store."""
        return {**vars(self), "checks": dict(sorted(self.checks.items()))}


def write_stage(
    plan: Plan,
    slot: Slot,
    make: Callable[[Slot, int], list[Field]],
    person: str,
    standing: list[str],
    attempts: Mapping[str, int],
    guidance: Guidance,
    report: Report,
) -> Generator[Batch, Answers, Prose]:
    """Writes all fields of one stage; returns the slot with its final small facts and the texts by key.

    `standing` is the prose no text may repeat; the stage's own is added to it.

    :raises FieldFailed: a field failed its whole round.
    """
    seed_base = (plan.seed, plan.group.model_dump_json(), slot.index)
    keys = [f.key for f in make(slot, 0)]
    attempt = {key: attempts.get(key, 0) for key in keys}
    first = dict(attempt)
    texts: dict[str, str] = {}
    while len(texts) < len(keys):
        open_fields: dict[str, Field] = {}
        for key in keys:
            if key not in texts:
                if attempt[key] % ROUND > ASKED_AGAIN:
                    slot = redraw(plan, slot, _by_key(make(slot, 0), key).facts_key, attempt[key])
                open_fields[key] = _by_key(make(slot, attempt[key]), key)
        batch = {
            key: request(f, slot, person, derive_seed(*seed_base, key, attempt[key]), guidance)
            for key, f in open_fields.items()
        }
        answers = yield batch
        for key, f in open_fields.items():
            done = answers[key]
            report.tokens_read += done.tokens_read
            report.tokens_written += done.tokens_written
            report.seconds += done.seconds
            context = Context(f"{GROUP_TEXT} {person} {batch[key].ask}", standing)
            problem = judge(f, done.text, done.finish_reason, slot, context, guidance, done.least_allowed)
            if problem is None:
                report.fields += 1
                report.first_attempt += attempt[key] == first[key]
                texts[key] = done.text
                standing.append(plain(done.text))
                continue
            report.checks[problem[0]] += 1
            report.retries += 1
            attempt[key] += 1
            if attempt[key] % ROUND == 0:
                raise FieldFailed(key, problem[1], attempt[key])
    return slot, texts


def write_identity(
    plan: Plan, slot: Slot, standing: list[str], attempts: Mapping[str, int], guidance: Guidance, report: Report
) -> Generator[Batch, Answers, Prose]:
    """Stage one."""
    return (
        yield from write_stage(plan, slot, identity_fields, introduction(slot), standing, attempts, guidance, report)
    )


def write_profile(
    plan: Plan,
    slot: Slot,
    identity: Mapping[str, str],
    standing: list[str],
    attempts: Mapping[str, int],
    guidance: Guidance,
    report: Report,
) -> Generator[Batch, Answers, Prose]:
    """Stage two: the model reads the life of stage one before every question.

    More of it (wants, fears) came back in every other sentence of a small model.
    """
    person = f"{introduction(slot)} {identity['life_situation']}"
    return (yield from write_stage(plan, slot, profile_fields, person, standing, attempts, guidance, report))


def _by_key(fields: list[Field], key: str) -> Field:
    return next(f for f in fields if f.key == key)
