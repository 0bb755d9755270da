"""One person's prose: asks, checks, asks again, and gives the texts or the reason why not.

What a person's texts are is a function of their slot, of the model's answers and of the prose that stands: each field
takes its first attempt that passes all checks. `Writer.wanted` works that function out as far as the answers reach
and says which are missing. So answers may come in any order and for many people at once, and when prose of people
before this one turns up late, working it out once more gives what writing them one after another would have given.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from boses_engine.domain.persona import Slot
from boses_engine.errors import GenerationError
from boses_engine.language.port import Completion, Request
from boses_engine.pipeline.checks import Problem, judge_alone, judge_beside
from boses_engine.pipeline.events import Stage
from boses_engine.pipeline.fields import Field, Guidance, identity_fields, profile_fields, request
from boses_engine.pipeline.likeness import plain
from boses_engine.pipeline.plan import Plan, redraw
from boses_engine.pipeline.standing import Standing
from boses_engine.pipeline.wording import introduction
from boses_engine.randomness import derive_seed

ASKED_AGAIN, REDRAWN = 3, 2  # times a failing field is asked again with its facts, then with other small facts
ROUND = 1 + ASKED_AGAIN + REDRAWN

Texts = dict[str, str]  # by field key


class FieldFailed(GenerationError):
    """A field failed every attempt of its round; `attempts` is where a resumed run goes on."""

    def __init__(self, key: str, reason: str, attempts: int):
        super().__init__(f"{key}: {reason}")
        self.key, self.reason, self.attempts = key, reason, attempts


@dataclass(frozen=True)
class Prose:
    """A person's texts, and the slot with its final small facts."""

    slot: Slot
    identity: Texts
    profile: Texts


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


@dataclass(frozen=True)
class Asked:
    """A field in one attempt, as it is put to the model."""

    stage: Stage
    field: Field
    request: Request


class Writer:
    """Writes one person; `earlier` is the report of a failed sitting, `attempts` where each field goes on then."""

    def __init__(
        self,
        plan: Plan,
        slot: Slot,
        guidance: Guidance,
        attempts: Mapping[str, int] | None = None,
        earlier: Mapping[str, Any] | None = None,
    ):
        self.slot = slot
        self._plan, self._guidance, self._attempts, self._earlier = plan, guidance, attempts or {}, earlier
        self._seed_base = (plan.seed, plan.group.model_dump_json(), slot.index)
        # By field, attempt, what stands before it, and the person once facts were drawn anew.
        self._asked: dict[tuple[str, int, tuple[str, ...], Slot | None], Asked] = {}
        self._redrawn: dict[tuple[Slot, str, int], Slot] = {}
        self._answers: dict[Request, Completion] = {}
        self._problems: dict[Request, Problem | None] = {}
        self._spent = Report()  # what all answers took, used or not
        self.outcome: Prose | FieldFailed | None = None
        self.draft: Texts | None = None  # stage one beside nobody's prose; empty where a field failed
        self.report = Report()
        self.reached: Stage = "identity"

    def receive(self, completion: Completion, seconds: float) -> None:
        """Takes the answer to a request that `wanted` gave; `seconds` is the model's work that it took."""
        self._answers[completion.request] = completion
        self._spent.tokens_read += completion.tokens_read
        self._spent.tokens_written += completion.tokens_written
        self._spent.seconds += seconds

    def wanted_draft(self) -> list[Asked]:
        """Works stage one out beside nobody's prose, for whoever compares the person; gives what has to be asked.

        With nothing missing, `draft` and `report` are set. Its answers are not asked for again by `wanted`.
        """
        self.report, missing = Report(), list[Asked]()
        person = (introduction(self.slot),)
        try:
            _, texts = self._stage("identity", identity_fields, self.slot, person, Standing(), self.report, missing)
            if not missing:
                self.draft, self.reached = texts, "profile"
        except FieldFailed:
            if not missing:
                self.draft = {}
        if not missing:
            self._add_spent(self.report)
        return missing

    def wanted(self, standing: Standing) -> list[Asked]:
        """Works the texts out beside the prose that stands; gives what has to be asked, each time it is missing.

        With nothing missing, `outcome` and `report` are set.
        """
        self.report = report = Report.after(self._earlier) if self._earlier else Report()
        self.outcome = None
        own = Standing(below=standing)
        missing: list[Asked] = []
        person: tuple[str, ...] = (introduction(self.slot),)
        try:
            slot, identity = self._stage("identity", identity_fields, self.slot, person, own, report, missing)
            if missing:
                return missing
            # Stage two reads the life of stage one; more of it came back in every other sentence of a small model.
            self.reached = "profile"
            person += (f" {identity['life_situation']}",)
            slot, profile = self._stage("profile", profile_fields, slot, person, own, report, missing)
            if missing:
                return missing
            self.outcome = Prose(slot, identity, profile)
        except FieldFailed as failed:
            if missing:  # the fields before it may still change what stands
                return missing
            self.outcome = failed
        self._add_spent(report)
        return []

    def _add_spent(self, report: Report) -> None:
        report.tokens_read += self._spent.tokens_read
        report.tokens_written += self._spent.tokens_written
        report.seconds += self._spent.seconds

    def _stage(
        self,
        stage: Stage,
        make: Callable[[Slot, int], list[Field]],
        slot: Slot,
        person: tuple[str, ...],
        own: Standing,
        report: Report,
        missing: list[Asked],
    ) -> tuple[Slot, Texts]:
        """The stage's texts as far as the answers reach; adds them to `own` and what is not answered to `missing`."""
        texts: Texts = {}
        for number, key in enumerate(f.key for f in make(slot, 0)):
            attempt = first = self._attempts.get(key, 0)
            while key not in texts:
                if attempt % ROUND > ASKED_AGAIN:
                    slot = self._redraw(slot, make(slot, 0)[number].facts_key, attempt)
                asked = self._ask(stage, make, slot, number, key, attempt, person)
                problem = self._judge(asked, slot, own)
                if problem is not None:
                    report.checks[problem[0]] += 1
                    report.retries += 1
                    attempt += 1
                    if attempt % ROUND == 0:
                        raise FieldFailed(key, problem[1], attempt)
                    continue
                done = self._answers.get(asked.request)
                if done is None:
                    missing.append(asked)
                    break
                report.fields += 1
                report.first_attempt += attempt == first
                texts[key] = done.text
                own.add(plain(done.text, slot.name))
        return slot, texts

    def _redraw(self, slot: Slot, facts_key: str, attempt: int) -> Slot:
        """The plan's redraw, once: it looks through all people."""
        drawn = (slot, facts_key, attempt)
        if drawn not in self._redrawn:
            self._redrawn[drawn] = redraw(self._plan, slot, facts_key, attempt)
        return self._redrawn[drawn]

    def _ask(
        self,
        stage: Stage,
        make: Callable[[Slot, int], list[Field]],
        slot: Slot,
        number: int,
        key: str,
        attempt: int,
        person: tuple[str, ...],
    ) -> Asked:
        """The field's question; one with facts drawn anew depends on what was drawn anew for the fields before."""
        asked_as = key, attempt, person, slot if attempt % ROUND > ASKED_AGAIN else None
        known = self._asked.get(asked_as)
        if known is None:
            field = make(slot, attempt)[number]
            if attempt % ROUND > 1:
                field = field.without_its_own_words()
            seed = derive_seed(*self._seed_base, key, attempt)
            known = Asked(stage, field, request(field, slot, person, seed, self._guidance))
            self._asked[asked_as] = known
        return known

    def _judge(self, asked: Asked, slot: Slot, own: Standing) -> Problem | None:
        """What is wrong with the answer, None also when there is none yet."""
        done = self._answers.get(asked.request)
        if done is None:
            return None
        if asked.request not in self._problems:
            prompt = " ".join((*done.request.path, done.request.ask))
            self._problems[asked.request] = judge_alone(
                asked.field, done.text, done.finish_reason, slot, prompt, self._guidance, done.least_allowed
            )
        problem = self._problems[asked.request]
        return problem or judge_beside(asked.field, done.text, slot, own, self._guidance)
