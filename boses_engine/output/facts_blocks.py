"""The form in which a place's figures are shown: blocks of facts with their sources, and shares out of the tables."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender
from boses_engine.grounding.market import bends
from boses_engine.grounding.people import demographics
from boses_engine.grounding.places import countries

GENDERS: tuple[Gender, ...] = ("Female", "Male")
LEVELS: tuple[IncomeLevel, ...] = ("Low", "Middle", "High")


@dataclass(frozen=True)
class Source:
    """Where figures come from; an `estimate` is the project's own, whatever it was guided by."""

    text: str
    year: str
    estimate: bool


@dataclass(frozen=True)
class Fact:
    """One line of a block: `share` in 0..1 where it is one, else None; `text` is the figure as printed."""

    label: str
    text: str
    share: float | None = None


@dataclass(frozen=True)
class Block:
    """One kind of knowledge; `scope` is the place that the figures are of, which may be larger than the place asked."""

    key: str
    title: str
    scope: str
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]  # those of most rows first
    note: str = ""

    @property
    def estimate(self) -> bool:
        """Whether every figure rests on an estimate."""
        return bool(self.sources) and all(source.estimate for source in self.sources)


def education_shares(code: str, genders: Sequence[Gender], ages: range) -> dict[str, float]:
    """Shares of the highest level completed by the people of those ages, and of those without schooling."""
    totals = np.zeros(len(demographics.SCHOOLING))
    for gender in genders:
        people = demographics.age_weights(code, gender)
        for age in ages:
            never = demographics.never_at_school(code, gender, age)
            totals += people[age] * schooling_shares(demographics.attainment(code, gender, age), never)
    return dict(zip(demographics.SCHOOLING, (totals / totals.sum()).tolist(), strict=True))


def schooling_shares(levels: npt.NDArray[np.float64], never: float) -> npt.NDArray[np.float64]:
    """Shares of `SCHOOLING` from those of the six levels, where a share `never` of all has none."""
    found: npt.NDArray[np.float64] = np.concatenate(((never, levels[0] - never), levels[1:]))
    return found


def education_rows(code: str) -> list[dict[str, str]]:
    """The country's rows of education.csv, or those of its income group where it has none, and those of
    never_at_school.csv that hold for it."""
    rows = countries.table("people/education.csv")
    own = [row for row in rows if row["key"] == code]
    never = demographics.key_of_never(code)
    return [
        *(own or [row for row in rows if row["key"] == countries.country(code).income_group]),
        *(row for row in countries.table("people/never_at_school.csv") if never in row["key"].split("|")),
    ]


def age_shares(code: str, genders: Sequence[Gender], bands: Sequence[tuple[int, int]]) -> list[float]:
    """Shares of bands of years, ends included, among the people in any of them."""
    weights = sum((demographics.age_weights(code, gender) for gender in genders), np.zeros(101))
    people = [float(weights[first : last + 1].sum()) for first, last in bands]
    return [each / sum(people) for each in people]


def normalised(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights scaled to sum to 1."""
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


def sources_of(rows: Iterable[Mapping[str, str]]) -> tuple[Source, ...]:
    """The different sources of table rows, those of most rows first; an estimate says so in its text."""
    counted = Counter((row["source"], row["year"]) for row in rows)
    return tuple(
        Source(text, year, "estimate" in text.lower() or text.startswith("own "))
        for (text, year), _ in counted.most_common()
    )


def percent(share: float) -> str:
    """A share as printed, with one decimal."""
    return f"{100 * share:.1f} %"


def share_facts(shares: Iterable[tuple[str, float]]) -> tuple[Fact, ...]:
    """Facts of pairs of label and share."""
    return tuple(Fact(label, percent(share), share) for label, share in shares)


def market_rows(name: str, code: str) -> list[dict[str, str]]:
    """The rows of a table by market: the country's own, those of rich countries, or those of any."""
    rich = countries.country(code).income_group == "high"
    wanted = (code, bends.RICH_MARKET if rich else code, bends.ANY_MARKET)
    rows = countries.table(name)
    return next(found for market in wanted if (found := [row for row in rows if row["market"] == market]))


def market(market: str, code: str) -> str:
    """The place that rows of a market are of, in words."""
    known = {bends.ANY_MARKET: "the world", bends.RICH_MARKET: "countries of high income"}
    return known.get(market, countries.country(code).name)


def of_country(name: str, code: str) -> list[dict[str, str]]:
    """The rows of a table with a country's code."""
    return [row for row in countries.table(name) if row["code"] == code]
