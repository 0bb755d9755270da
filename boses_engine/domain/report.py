"""What a run and a study tell of themselves when they have ended: files, store and pages all have this one value."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict

from boses_engine.domain.library import Rules
from boses_engine.domain.study import By, StudyDesign


class _Part(BaseModel):
    """Immutable; what another version of the engine reported besides is passed over."""

    model_config = ConfigDict(frozen=True)


@dataclass
class Effort:
    """What it took to write a person, or several. Counts; times are of the model's work."""

    fields: int = 0
    first_attempt: int = 0  # fields that passed at once
    as_noted: int = 0  # fields that no attempt passed
    retries: int = 0
    checks: Counter[str] = field(default_factory=Counter)  # check → how often it fired
    tokens_read: int = 0
    tokens_written: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """What `as_dict` gave, of an older engine too."""
        known = {each.name: stored[each.name] for each in fields(cls) if each.name in stored}
        return cls(**known | {"checks": Counter(stored.get("checks", {}))})

    def __add__(self, other: "Effort") -> "Effort":
        return Effort(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def as_dict(self) -> dict[str, object]:
        """Plain values, for the store."""
        return {**vars(self), "checks": dict(sorted(self.checks.items()))}


class Timings(_Part):
    """Seconds: since the run was last taken up, and of the model's work over all sittings."""

    this_sitting_s: float
    model_s: float


class Tokens(_Part):
    """Tokens over all sittings; the speed is null where the model took no time."""

    read: int
    written: int
    written_per_s: float | None


class ReusedPerson(_Part):
    """Whom of the library the run reused, and which study of theirs it is."""

    slot: int
    id: str
    name: str
    study: int
    similarity: float
    distance: float


class LibraryUse(_Part):
    """The state of the library that the run was matched against, and whom it reused."""

    state: str
    eligible: int
    encoder: str
    reused: tuple[ReusedPerson, ...]


class Behind(_Part):
    """What stands behind an evidence id, in words: the statement, and the figure with its source."""

    statement: str
    figure: str  # "1,204 of 9,310 app-store reviews"


class SegmentReport(_Part):
    """What is known of the segment: the share of women that was drawn, and of such households in the class, 0..1; what
    the class is there, in words, empty in reports of an older engine."""

    women: float
    women_basis: str
    women_source: str
    in_class: float
    income_class: str = ""
    notes: tuple[str, ...]


class PaintedBy(_Part):
    """An image model."""

    name: str
    sha256: str


class PortraitsReport(_Part):
    """How many portraits there are, by which models, in how many seconds; why the others failed, by slot."""

    count: int
    models: tuple[PaintedBy, ...]
    seconds: float
    failed: dict[str, str] = {}


class Diversity(_Part):
    """How different the texts of a group are, see `pipeline.diversity`."""

    distinct_1: float
    distinct_2: float
    nearest_neighbour_similarity: float  # 0..1
    near_duplicate_pairs: int


class DiversityReport(_Part):
    """The figures of a group's prose, beside those of the notes it was told from; `people` had a part in them."""

    people: int = 0  # unknown in reports of an older engine
    with_the_models_words: Diversity
    bare_facts: Diversity


class RunReport(_Part):
    """What made the people, what it took, which checks fired and what claims rest on, over all sittings.

    What an older engine did not report is null or empty, and what it alone reported is left out.
    """

    run_id: str
    status: Literal["complete", "failed"]
    seed: int
    model: str
    model_sha256: str
    snapshot: str | None = None  # its version
    engine_version: str = ""
    schema_version: int | None = None
    reuse: Rules | None = None
    replayable: bool | None = None
    parallel: int | None = None
    timings: Timings | None = None
    tokens: Tokens | None = None
    fields: int | None = None
    first_attempt_rate: float | None = None
    retries: int | None = None
    worded_by_code: int | None = None
    library: LibraryUse | None = None
    checks: dict[str, int] = {}
    evidence: dict[str, dict[str, int]] = {}  # what claims are about → what kind of thing they rest on → how many
    cited: dict[str, Behind] = {}  # by evidence id
    segment: SegmentReport | None = None
    portraits: PortraitsReport | None = None
    diversity: DiversityReport | None = None


class StudyMadeWith(_Part):
    """All beside a study itself that decides its answers."""

    seed: int
    people: int
    people_sha256: str  # of their records
    model: str
    model_sha256: str
    prompts_sha256: str  # of what the model is told to do
    embedding_model: str | None
    by: By
    snapshots: tuple[str, ...]  # versions
    engine_version: str


class StudyReport(StudyMadeWith):
    """What study.json holds: what the answers were made with, and how many rest on what."""

    study_id: str
    study: StudyDesign
    answers: int
    no_basis: int  # of the first repeat, like the next one
    worded_by_model: int
    first_repeat: int
    second_model: str | None = None  # with which the words were compared, and where those read otherwise
    disagreements: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Plain values; a second model only where there is one."""
        return self.model_dump(mode="json", exclude=set() if self.second_model else {"second_model", "disagreements"})
