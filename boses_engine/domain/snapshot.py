"""Cultural snapshots: what the consumers of a market talk about, as signals with their counts."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal, get_args

from pydantic import Field, SerializerFunctionWrapHandler, field_serializer, field_validator, model_serializer

from boses_engine.domain.value import Value

SNAPSHOT_FORMAT = 3  # what is built; files of formats 1 and 2 are read too
ANY_CATEGORY = ""
OTHER_CATEGORIES = ("hotel", "chat app")  # what talk is about and no brand of the grounding tables is

# The countries with brands, platforms, names, talk and habits of their own.
Market = Literal["PH", "ID", "VN"]
MARKETS: tuple[Market, ...] = get_args(Market)
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


class _Grown(Value):
    """A value that has got fields since format 1: without a value they are not written, so that older files stay."""

    newer: ClassVar[frozenset[str]] = frozenset()

    @model_serializer(mode="wrap")
    def _without_empty(self, write: SerializerFunctionWrapHandler) -> dict[str, object]:
        written: dict[str, object] = write(self)
        return {key: value for key, value in written.items() if key not in self.newer or value not in (None, (), [])}


Direction = Literal["bad", "good", "both"]  # a complaint, praise, or either


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


class Ratio(Value):
    """How many times as common something is here as there, with its 95 % interval (of the log risk ratio)."""

    ratio: float = Field(ge=0)
    low: float = Field(ge=0)
    high: float = Field(ge=0)


class Lift(Ratio):
    """How many times as common the signal is in the complaints (or praise) of a brand as in those of its rivals."""

    significant: bool  # at a false discovery rate of 5 % among all brands of all signals of the market


class Mention(_Grown):
    """A brand or platform named in the rows of a signal, with how those rows stand to it."""

    newer = frozenset({"lift"})

    name: str
    positive: int = Field(ge=0)
    neutral: int = Field(ge=0)
    negative: int = Field(ge=0)
    lift: Lift | None = None  # None where too few rows have stars


class Trend(Ratio):
    """How many times as common the signal is in the later half of each source's dated rows as in the earlier."""

    rows: int = Field(gt=0)  # dated rows that hold it


class Amounts(Value):
    """Sums of the market's money that rows of a signal name: the 10th, 50th and 90th percentile."""

    rows: int = Field(gt=0)
    low: int = Field(gt=0)
    middle: int = Field(gt=0)
    high: int = Field(gt=0)


class Origin(Value):
    """How many of a signal's rows a source gave."""

    path: str
    rows: int = Field(gt=0)


class Wordings(Value):
    """The same thing as it happens to one person: whole sentences without figures.

    `good` and `bad` are by the category of brand that they can happen with, `{brand}` stands for the make; what is
    under `ANY_CATEGORY` goes with each. `{they}`, `{them}`, `{their}` stand for the person. Those of snapshots of
    format 1 and of themes that were discovered are notes of at most eight words: `good` and `bad` read on after "With
    Shopee, …", `habits` after "In the morning she …", `prices` after "She …".
    """

    good: dict[str, tuple[str, ...]] = {}
    bad: dict[str, tuple[str, ...]] = {}
    habits: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()

    @field_validator("good", "bad", mode="before")
    @classmethod
    def _of_any_category(cls, told: object) -> object:
        return {ANY_CATEGORY: told} if isinstance(told, list | tuple) and told else told or {}

    @field_serializer("good", "bad")
    def _as_given(self, told: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]] | tuple[str, ...]:
        return told.get(ANY_CATEGORY, ()) if set(told) <= {ANY_CATEGORY} else told

    def happened(self, good: bool, category: str) -> tuple[str, ...]:
        """What can have happened with a brand of the category, good or bad."""
        told = self.good if good else self.bad
        return (*told.get(category, ()), *told.get(ANY_CATEGORY, ()))

    def by_use(self) -> dict[str, tuple[str, ...]]:
        """All texts by what they are for: "good", "bad", "habits", "prices"."""
        sides = {"good": self.good, "bad": self.bad}
        listed = {use: tuple(text for texts in told.values() for text in texts) for use, told in sides.items()}
        return {**listed, "habits": self.habits, "prices": self.prices}


class Signal(_Grown):
    """One thing that consumers of a market talk about in one kind of source."""

    newer = frozenset({"direction", "trend", "amounts", "origins"})

    id: str  # "ID/app store/shipping-cost"
    market: Market
    source_kind: SourceKind
    theme: str  # "shipping-cost"
    part_of_life: PartOfLife
    categories: tuple[str, ...]  # that its rows are about: of the grounding tables' brands, or `OTHER_CATEGORIES`
    statement: str  # one English sentence, without figures
    wordings: Wordings
    rows: int = Field(gt=0)
    share: Share | None  # None where no source with weight holds it
    rating: Rating | None
    period: Period | None
    terms: tuple[LocalTerm, ...]
    mentions: tuple[Mention, ...]  # most named first
    direction: Direction | None = None  # none before format 3
    trend: Trend | None = None  # None where too few rows have dates, or all within half a year
    amounts: Amounts | None = None
    origins: tuple[Origin, ...] = ()  # most rows first; none before format 3


class SourceFile(_Grown):
    """One file that a snapshot was built from."""

    newer = frozenset({"about"})

    path: str  # relative to the input folder
    sha256: str
    kind: SourceKind
    platform: str  # "Shopee", empty where unknown
    licence: str
    weighs: bool  # False: balanced or hand-picked, so its shares say nothing
    about: tuple[str, ...] = ()  # the brand categories that its rows are about, where somebody said so
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


def as_market(country_code: str) -> Market | None:
    """The market that a country is; None where it is none of them."""
    return next((market for market in MARKETS if market == country_code), None)
