"""Cultural snapshots: what the consumers of a market talk about, as signals with their counts."""

from datetime import date
from typing import Literal

from pydantic import Field

from boses_engine.domain.value import Value

SNAPSHOT_FORMAT = 1

Market = Literal["PH", "ID", "VN"]
SourceKind = Literal["marketplace", "app store", "reddit", "service", "mixed"]
PartOfLife = Literal[
    "delivery",
    "payment",
    "price",
    "quality",
    "trust",
    "service",
    "app",
    "identity",
    "food",
    "beauty",
    "phones",
    "fashion",
    "money",
]


class Share(Value):
    """A part of a whole with its 95 % Wilson interval; `share`, `low` and `high` are 0..1."""

    rows: int = Field(ge=0)
    of: int = Field(gt=0)  # rows of the same kind of source that carry weight for shares
    share: float = Field(ge=0, le=1)
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)


class Rating(Value):
    """Stars 1..5 of the rows that have them: mean and standard deviation."""

    rows: int = Field(gt=0)
    mean: float = Field(ge=1, le=5)
    sd: float = Field(ge=0)


class Period(Value):
    """The dates of the rows that have one."""

    first: date
    last: date


class LocalTerm(Value):
    """A single word or short phrase of the market, what it means, and the rows that hold it."""

    term: str
    gloss: str
    rows: int = Field(gt=0)


class Mention(Value):
    """A brand or platform named in the rows of a signal, with how those rows stand to it."""

    name: str
    positive: int = Field(ge=0)
    neutral: int = Field(ge=0)
    negative: int = Field(ge=0)


class Wordings(Value):
    """The same thing as it happens to one person: notes of at most eight words, never with a figure.

    `good` and `bad` read on after "With Shopee, …", `habits` after "In the morning Siti …", `prices` after "Siti …,
    most of all when"; `{they}`, `{them}`, `{their}` stand for the person.
    """

    good: tuple[str, ...]
    bad: tuple[str, ...]
    habits: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()


class Signal(Value):
    """One thing that consumers of a market talk about in one kind of source."""

    id: str  # "ID/app store/shipping-cost"
    market: Market
    source_kind: SourceKind
    theme: str  # "shipping-cost"
    part_of_life: PartOfLife
    categories: tuple[str, ...]  # brand categories it can be about, as in the grounding tables
    statement: str  # one English sentence, without figures
    wordings: Wordings
    rows: int = Field(gt=0)
    share: Share | None  # None where no source with weight holds it
    rating: Rating | None
    period: Period | None
    terms: tuple[LocalTerm, ...]
    mentions: tuple[Mention, ...]  # most named first


class SourceFile(Value):
    """One file that a snapshot was built from."""

    path: str  # relative to the input folder
    sha256: str
    kind: SourceKind
    platform: str  # "Shopee", empty where unknown
    licence: str
    weighs: bool  # False: balanced or hand-picked, so its shares say nothing
    rows_read: int = Field(ge=0)
    rows_kept: int = Field(ge=0)
    set_aside: dict[str, int]  # reason → rows


class BuiltFrom(Value):
    """How a snapshot came about; equal inputs, builder and model give equal bytes."""

    sources: tuple[SourceFile, ...]
    steps: dict[str, int]  # rows after each step, in order: "read", "readable", "own language", ...
    builder_version: str
    model: str
    model_sha256: str


class Snapshot(Value):
    """All signals of a market; `version` is "<date of the newest row>-<first 12 hex digits of the content's hash>"."""

    format: int = SNAPSHOT_FORMAT
    market: Market
    version: str
    built_from: BuiltFrom
    signals: tuple[Signal, ...]
