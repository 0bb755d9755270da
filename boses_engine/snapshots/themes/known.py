"""What a theme has to be known by, wherever it comes from: the codebook, or words found for a discovered one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args

from boses_engine.domain.snapshot import Direction, Market, PartOfLife, SourceKind, Wordings

Glossed = tuple[tuple[str, str], ...]  # local terms, each with its gloss
OF_NOTHING = "none"  # in place of a category: signals that are about no kind of brand


@dataclass(frozen=True)
class Basis:
    """What a signal must be about, and which way it must point, for a habit or a price to rest on it."""

    categories: tuple[str, ...] = ()  # one of them, or `OF_NOTHING`; empty for a wording that goes with any
    side: Literal["good", "bad"] | None = None  # praise or a complaint; None for either

    def bears(self, categories: Iterable[str], direction: Direction) -> bool:
        """Whether a signal about these categories, of this direction, is one to rest on."""
        fits = not self.categories or not set(self.categories).isdisjoint(tuple(categories) or (OF_NOTHING,))
        return fits and (self.side is None or direction in (self.side, "both"))


class KnownTheme(Protocol):
    """One thing that consumers talk about, with the words by which it is told in each market."""

    @property
    def theme(self) -> str:
        """Its slug, "shipping-cost"."""
        ...

    @property
    def part_of_life(self) -> PartOfLife:
        """The part of life it belongs to."""
        ...

    @property
    def categories(self) -> tuple[str, ...]:
        """What it can be about, brand categories of the grounding tables for the most part; empty for any."""
        ...

    @property
    def about(self) -> str:
        """What people say of it, to be read after "complain about", "praise" or "talk about"."""
        ...

    @property
    def wordings(self) -> Mapping[Market, Wordings]:
        """By market, the same thing as it happens to one person; none where it says too little to be told of one."""
        ...

    @property
    def bases(self) -> Mapping[str, Basis]:
        """What each habit and price of the wordings can rest on; one that is not named goes with any signal."""
        ...

    @property
    def terms(self) -> Mapping[Market, Glossed]:
        """By market, lower case, as people write them."""
        ...

    @property
    def polarity(self) -> Direction:
        """Whether it is told as a complaint, as praise, or as either."""
        ...

    @property
    def general(self) -> bool:
        """Whether it only says how somebody feels, and not about what."""
        ...

    @property
    def sources(self) -> tuple[SourceKind, ...]:
        """The kinds of source in which its words mean it; it is counted in no others."""
        ...


@dataclass(frozen=True)
class WordedTheme:
    """A theme that was discovered in the rows and that no known one names, once words were found for it."""

    theme: str
    part_of_life: PartOfLife
    about: str
    wordings: Mapping[Market, Wordings]
    terms: Mapping[Market, Glossed]
    polarity: Direction
    categories: tuple[str, ...] = field(default=())
    general: bool = False
    sources: tuple[SourceKind, ...] = get_args(SourceKind)
    bases: Mapping[str, Basis] = field(default_factory=dict[str, Basis])
