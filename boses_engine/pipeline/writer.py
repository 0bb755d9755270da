"""One person's prose: asks, checks, asks again, and tells the notes as they stand where the model's words fail.

What a person's texts are is a function of their slot, of the model's answers and of the prose that stands: each field
takes its first attempt that passes all checks, else its notes. `Writer.wanted` works that function out as far as the
answers reach and says which are missing. So answers may come in any order and for many people at once, and when prose
of people before this one turns up late, working it out once more gives what writing them one after another would have
given.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from boses_engine.domain.group import Group
from boses_engine.domain.passport import Taken
from boses_engine.domain.persona import Slot
from boses_engine.domain.report import Effort
from boses_engine.language.port import Completion, Request
from boses_engine.pipeline.checks import Problem, judge_alone, repeated
from boses_engine.pipeline.events import Stage
from boses_engine.pipeline.fields import TEMPERATURES, Field, identity_fields, profile_fields, request
from boses_engine.pipeline.likeness import alike, plain
from boses_engine.pipeline.prior_texts import PriorTexts
from boses_engine.randomness import derive_seed

ATTEMPTS = len(TEMPERATURES)

Texts = dict[str, str]  # by field key


@dataclass(frozen=True)
class Prose:
    """A person's texts, the keys of those that are the notes as they stand, and the answers that the others are."""

    slot: Slot
    identity: Texts
    profile: Texts
    as_noted: tuple[str, ...]
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A field in one attempt, counted from 0, as it is put to the model."""

    stage: Stage
    field: Field
    attempt: int
    request: Request

    @property
    def taken(self) -> Taken:
        """What is kept of it where its answer becomes the text."""
        return Taken(field=self.field.key, attempt=self.attempt + 1, question_sha256=self.request.sha256)


@dataclass
class _Told:
    """A stage as far as it is told: texts, the keys of those that are notes as they stand, the answers of the rest."""

    texts: Texts
    noted: list[str]
    taken: list[Asked]


def put(field: Field, slot: Slot, group: Group, seed: int, attempt: int) -> Request:
    """The question that a run puts to the model for a field; attempts are counted from 0."""
    return request(field, slot, derive_seed(seed, group.model_dump_json(), slot.index, field.key, attempt), attempt)


class Writer:
    """Writes one person."""

    def __init__(self, group: Group, seed: int, slot: Slot):
        self.slot = slot
        self._group, self._seed = group, seed
        self._stages: dict[Stage, list[Field]] = {"identity": identity_fields(slot), "profile": profile_fields(slot)}
        self._asked: dict[tuple[str, int], Asked] = {}  # by field and attempt
        self._answers: dict[Request, Completion] = {}
        self._alone: dict[Request, Problem | None] = {}
        self._said: dict[Request, str] = {}  # answers as they are compared
        self._beside: dict[Request, tuple[int, Problem | None]] = {}  # after how much of `_prior`
        self._prior = PriorTexts()
        self._spent = Effort()  # what all answers took, used or not
        self.outcome: Prose | None = None
        self.draft: Texts | None = None  # stage one beside nobody's prose
        self.effort = Effort()
        self.reached: Stage = "identity"

    def receive(self, completion: Completion, seconds: float) -> None:
        """Takes the answer to a request that `wanted` gave; `seconds` is the model's work that it took."""
        self._answers[completion.request] = completion
        read, written = completion.tokens_read, completion.tokens_written
        self._spent += Effort(tokens_read=read, tokens_written=written, seconds=seconds)

    def wanted_draft(self) -> list[Asked]:
        """Works stage one out beside nobody's prose, for whoever compares the person; gives what has to be asked.

        With nothing missing, `draft` and `report` are set. Its answers are not asked for again by `wanted`.
        """
        self.effort, missing = Effort(), list[Asked]()
        told = self._stage("identity", [], PriorTexts(), missing)
        if not missing:
            self.draft, self.reached = told.texts, "profile"
            self.effort += self._spent
        return missing

    def wanted(self, prior: PriorTexts) -> list[Asked]:
        """Works the texts out beside the prose that stands; gives what has to be asked, each time it is missing.

        With nothing missing, `outcome` and `report` are set.
        """
        self.effort, self.outcome = Effort(), None
        own, missing = list[str](), list[Asked]()
        identity = self._stage("identity", own, prior, missing)
        if missing:
            return missing
        self.reached = "profile"
        profile = self._stage("profile", own, prior, missing)
        if not missing:
            noted, taken = (*identity.noted, *profile.noted), (*identity.taken, *profile.taken)
            self.outcome = Prose(self.slot, identity.texts, profile.texts, noted, tuple(asked.taken for asked in taken))
            self.effort += self._spent
        return missing

    def _stage(self, stage: Stage, own: list[str], prior: PriorTexts, missing: list[Asked]) -> _Told:
        """The stage's texts as far as the answers reach; they are added to `own`, what is not answered to `missing`."""
        told = _Told(Texts(), [], [])
        for each in self._stages[stage]:
            text: str | None = None
            for attempt in range(ATTEMPTS if each.is_asked else 0):
                asked = self._ask(stage, each, attempt)
                done = self._answers.get(asked.request)
                if done is None:
                    missing.append(asked)
                    break
                problem = self._judge(asked, done, own, prior)
                if problem is None:
                    self.effort.first_attempt += attempt == 0
                    text = done.text
                    told.taken.append(asked)
                    break
                self.effort.checks[problem[0]] += 1
                self.effort.retries += attempt + 1 < ATTEMPTS
            else:
                text = each.as_noted
                told.noted.append(each.key)
                self.effort.as_noted += 1
            if text is not None:
                self.effort.fields += 1
                told.texts[each.key] = text
                own.append(plain(text, self.slot.name))
        return told

    def _ask(self, stage: Stage, each: Field, attempt: int) -> Asked:
        key = each.key, attempt
        if key not in self._asked:
            self._asked[key] = Asked(stage, each, attempt, put(each, self.slot, self._group, self._seed, attempt))
        return self._asked[key]

    def _judge(self, asked: Asked, done: Completion, own: Sequence[str], prior: PriorTexts) -> Problem | None:
        """What is wrong with an answer, by itself, beside the person's own texts, and beside those that stand.

        Each answer is judged again and again, so of what stands only that is looked at which has come since.
        """
        request = asked.request
        if request not in self._alone:
            self._alone[request] = judge_alone(asked.field, done.text, done.finish_reason, self.slot)
            self._said[request] = plain(done.text, self.slot.name)
        said = self._said[request]
        if (
            problem := self._alone[request] or repeated(next((text for text in own if alike(said, text)), None))
        ) is not None:
            return problem
        if prior is not self._prior:
            self._prior = prior
            self._beside.clear()
        seen, problem = self._beside.get(request, (0, None))
        if problem is None and seen < len(prior):
            problem = repeated(prior.like(said, seen))
            self._beside[request] = len(prior), problem
        return problem
