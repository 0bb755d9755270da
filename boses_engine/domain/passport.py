"""How a person was made: what is kept of it beside the record, and the passport that is told from that."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Rewording
from boses_engine.domain.report import Behind
from boses_engine.domain.value import Value

SYNTHETIC = "A synthetic person: the facts were drawn by code, the words are a language model's. Nobody real is meant."
IMPORTED = (
    "A person from a file, which says what is told here: this engine neither drew the facts nor wrote the words, and "
    "cannot tell whether somebody real is meant."
)
SOURCE_TYPE = "trainedAlgorithmicMedia"  # of IPTC's digital source types: what a trained model has made
PROVES = (
    "`personas replay` draws the person again from group, seed and snapshot, asks the same model the questions whose "
    "answers were taken, and compares the record byte for byte. It does not show that the answers before those were "
    "rightly turned down, which depends on the people before; generating the group again does."
)


class Taken(Value):
    """The answer that a field's text is: which attempt it was, from 1, and the SHA-256 of the question."""

    field: str
    attempt: int = Field(ge=1)
    question_sha256: str


class Decoding(Value):
    """How answers were decoded: temperature of each attempt, and how the model was opened, as it says so itself."""

    temperatures: tuple[float, ...]
    top_k: int
    min_p: float
    parallel: int
    replayable: bool
    model: Mapping[str, int | str | bool | None]


class Written(Value):
    """What is kept of the writing of a person when they are stored.

    `standing` is how many people's texts stood before theirs, `slot_sha256` of their facts as planned, as JSON.
    """

    slot_sha256: str
    standing: int
    taken: tuple[Taken, ...]
    decoding: Decoding


class Reworded(Value):
    """What a person was told anew with; without a `field` all of their texts were."""

    field: str | None
    seed: int
    model: str
    model_sha256: str


class Origin(Value):
    """The run that made a person, with what is kept of their making; `written` is null for people from before it was.

    `library` is the state of the library, where the run reused somebody; `checks` says how often each one fired.
    """

    id: str
    slot: int
    project: str
    group: Group
    library: str | None
    retries: int
    checks: Mapping[str, int]
    written: Written | None


class Making(Value):
    """All that the store knows of how a person was made.

    `records` are texts as they were written, oldest first: the run's, and one for each time that the person was told
    anew, which `rewordings` has what is known of. `origin` is null where they came without it.
    """

    records: tuple[str, ...] = Field(min_length=1)
    rewordings: tuple[Reworded | None, ...]
    origin: Origin | None
    reused_by: tuple[str, ...]  # runs


class ModelFile(Value):
    """A model file, or an adapter, by its content."""

    name: str
    sha256: str


class PassportField(Value):
    """Where a text comes from: the model in which attempt, its notes as they stand, a rewording, or a file.

    `attempt` and `question_sha256` are null where the notes stand, and where they are not known.
    """

    field: str
    worded_by: Literal["model", "notes", "rewording", "file"]
    attempt: int | None
    question_sha256: str | None


class Cited(Value):
    """What a claim rests on: an evidence id and, where it is known here, what stands behind it."""

    about: str  # brands, habits, prices
    id: str
    behind: Behind | None


class PaintedWith(Value):
    """What a portrait was painted with."""

    model: str
    model_sha256: str
    seed: int
    prompt: str


class Order(Value):
    """A person's place in their group, from 0, and how many people's texts stood before theirs; null: not known."""

    slot: int
    of: int
    standing: int | None


class Checks(Value):
    """The checks that every answer taken has passed, and how often each turned another one down."""

    passed: tuple[str, ...]
    fired: Mapping[str, int]
    retries: int


class Passport(Value):
    """How a person was made. What is null is not known: it was not kept, or lies on another machine."""

    synthetic: Literal[True] | None = True  # of who came in a file it is not known
    id: str
    name: str
    statement: str = SYNTHETIC
    imported: bool = False  # came in a file, which is all that is known of their making
    schema_version: int
    engine_version: str
    record_sha256: str  # of the record as the store has it
    run_id: str | None
    group: Group | None
    seed: int
    order: Order | None
    plan_sha256: str | None
    model: ModelFile
    merged_from: tuple[ModelFile, ...]  # where the manifest knows it: base and adapter
    decoding: Decoding | None
    snapshot: str | None
    fields: tuple[PassportField, ...]
    checks: Checks | None
    evidence: tuple[Cited, ...]
    reused_by: tuple[str, ...]  # runs
    rewritten: tuple[Rewording, ...]
    portrait: PaintedWith | None
    replay: str = PROVES


class Replay(Value):
    """What came of making a person again: `differs` names the parts that are not the same bytes.

    `asked` is how many questions were put to the model; `unasked` are fields of a rewording that could not be made
    again, whose words were taken over as they are; `notes` say why.
    """

    id: str
    name: str
    asked: int
    differs: tuple[str, ...]
    unasked: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether all that was made again is the same."""
        return not self.differs
