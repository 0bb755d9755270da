"""What a theme has to be known by, wherever it comes from: the codebook, or words found for a discovered one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from boses_engine.domain.snapshot import Direction, Market, PartOfLife, SourceKind, Wordings

if TYPE_CHECKING:
    from boses_engine.snapshots.codebook.theme import Theme

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


@dataclass(frozen=True)
class WordedTheme:
    """A theme that was discovered in the rows and that none of the codebook names, once words were found for it.

    The fields are those of the codebook's `Theme`; `categories` are empty for one that can be about any.
    """

    theme: str
    part_of_life: PartOfLife
    about: str
    wordings: Mapping[Market, Wordings]
    terms: Mapping[Market, Glossed]
    polarity: Direction
    categories: tuple[str, ...] = ()
    general: bool = False
    sources: tuple[SourceKind, ...] = get_args(SourceKind)
    bases: Mapping[str, Basis] = field(default_factory=dict[str, Basis])


KnownTheme: TypeAlias = "Theme | WordedTheme"
