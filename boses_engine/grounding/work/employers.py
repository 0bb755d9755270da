"""What kinds of employer pay: a public hospital twice what a private one does, a state school by its scale.

Of somebody with a job the workplace is drawn first and the pay as those who work there have it, so that the income
class that a group asks for decides on both. A row of employers.csv says what is paid over the middle of the job and how
far it spreads, by how much pay grows from the first year to the last, what the least is over the legal minimum (a
corner shop pays by what it earns, a chain what the law asks), and how many of a job work there for one who does at any
other place: few teach at private schools. Each is looked up by itself: a row may know just one. The market of a row is
a country, several joined by "|", "any", or a first-level division; its jobs ISCO-08 codes, the beginnings of such, or
for shares titles ("title:pathologist").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from boses_engine.grounding.isco08 import groups_of
from boses_engine.grounding.places.countries import country, figure_of, table
from boses_engine.grounding.work.industries import industry_times

_STATE = (
    *("public", "state", "government", "local government", "federal"),
    *("city police", "traffic unit", "ward police", "city hall", "civil registry", "tax office", "regional revenue"),
    *("social security", "customs", "land registry", "business permits", "immigration", "national ministry"),
    *("provincial government", "a seaport", "an airport", "a border post", "regency office", "ministry office"),
    *("provincial department", "provincial health", "rural health", "city department", "People's Committee"),
    "commune People's Committee",
    *("town hall", "social welfare", "city health", "public health office", "transport licensing", "land office"),
    *(
        "local civil registry",
        "population and civil registry",
        "ward People's Committee",
        "labour inspectorate",
        "food safety",
        "city planning",
        "regional planning",
        "district office",
        "religious affairs office",
        "family planning office",
        "transport office",
    ),
)
_OF_FIRMS = (
    *("state-owned", "state enterprise", "customs brokerage", "immigration consultancy", "land office by the road"),
    *("public relations", "public affairs", "airport taxi"),
    *("public market", "public plaza", "public park", "public water point"),
)  # whose words sound of the state: firms, and where anybody sells or waits
_OF_GOVERNMENT = re.compile(r"\b(?:government|provincial|district|regional|municipal|city|state) hospital\b")
_GOVERNMENT_SCHOOL = re.compile(r"\bgovernment (?=(?:\w+ ){0,2}school\b)")
Figure = Literal["factor", "growth", "minimum", "share"]
_FIGURES = get_args(Figure)


@dataclass(frozen=True)
class Employer:
    """A row: figures that it does not know are None."""

    words: str  # of the workplace
    factor: float | None  # what those of a job who work there earn, over the middle of all who do it
    spread: float  # standard deviation of the logarithm of it
    growth: float | None  # by which the logarithm of pay grows over a working life
    minimum: float | None  # the least that is paid, over the legal minimum
    share: float | None  # how many of a job work there, for one at a place of which nothing is known

    @property
    def national(self) -> bool:
        """Whether it pays by one scale everywhere, as governments do, whatever the place's wages are."""
        return is_of_state(self.words)


def is_of_state(workplace: str) -> bool:
    """Whether a workplace is an office of the state: a firm that it owns pays as firms do."""
    workplace = _as_public(workplace)
    plain = re.sub(r"^(an?|the) ", "", workplace)
    return (workplace.startswith(_STATE) or plain.startswith(_STATE)) and not plain.startswith(_OF_FIRMS)


@dataclass(frozen=True, slots=True)
class Workplaces:
    """Workplaces drawn, shape (n,): which of those that there are, and what is known of pay there.

    The factor is 1 and the spread not a number where nothing is known of the employer, the growth not a number where
    it is the trade's; `national` is whether the pay is the same everywhere, `minimum` what part of the legal minimum
    is paid at least.
    """

    at: npt.NDArray[np.int64]
    factor: npt.NDArray[np.float64]
    spread: npt.NDArray[np.float64]
    growth: npt.NDArray[np.float64]
    national: npt.NDArray[np.bool_]
    minimum: npt.NDArray[np.float64]


def draw_workplaces(
    rng: np.random.Generator,
    n: int,
    workplaces: Sequence[str],
    code: str,
    isco08: str,
    region: str | None = None,
    town: str | None = None,
    of_state: float = 1.0,
    title: str = "",
) -> Workplaces:
    """So many workplaces out of those of a job in a country, as often as people of the job are there; offices of the
    state `of_state` times as often, if there are others: 0 for who does not have what these ask."""
    reached, figures = _known(code, isco08, tuple(workplaces), region, town, of_state, _with_rows(title))
    at = np.minimum(reached.searchsorted(rng.random(n), side="right"), len(reached) - 1)
    factor, spread, growth, national, minimum = figures[:, at]
    return Workplaces(at, factor, spread, growth, national > 0, minimum)


@lru_cache(maxsize=1024)
def _known(
    code: str,
    isco08: str,
    workplaces: tuple[str, ...],
    region: str | None,
    town: str | None,
    of_state: float,
    title: str,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The share of people reached with each workplace, and the figures of each, shape (figures, workplaces)."""
    shares = np.array(workplace_shares(code, isco08, workplaces, region, town, title))
    times = np.array([of_state if is_of_state(each) else 1.0 for each in workplaces])
    shares = shares * times if (shares * times).any() else shares
    figures = np.array([_figures(code, isco08, each) for each in workplaces])
    return np.cumsum(shares) / shares.sum(), figures.T.copy()


@cache
def state_posts(code: str, isco08: str, age: int) -> float:
    """What a post of the state weighs beside other workplaces for an age, in years, over all ages who do such work
    there: where those with a diploma wait for years, the young are with others."""
    rows = [row for row in table("work/state_posts.csv") if code in row["markets"].split("|")]
    there = [row for row in rows if isco08.startswith(tuple(row["isco08"].split("|"))) and age >= int(row["age_from"])]
    return float(max(there, key=lambda row: int(row["age_from"]))["times"]) if there else 1.0


def workplace_shares(
    code: str, isco08: str, workplaces: tuple[str, ...], region: str | None, town: str | None = None, title: str = ""
) -> tuple[float, ...]:
    """How many of a job work at each, for one at a place of which nothing is known; alike where hardly anybody works at
    any of them."""
    return _shares_in(code, isco08, workplaces, region, town, _with_rows(title))


@lru_cache(maxsize=1 << 13)
def _shares_in(
    code: str, isco08: str, workplaces: tuple[str, ...], region: str | None, town: str | None, title: str
) -> tuple[float, ...]:
    """The same of a title that has shares of its own, or of none."""
    shares = usual_shares(code, isco08, workplaces, region, title)
    times = [industry_times(each, code, region, town, isco08) for each in workplaces]
    there = [share * often for share, often in zip(shares, times, strict=True)]
    return tuple(next((each for each in (there, shares) if any(each)), [1.0] * len(shares)))


def usual_shares(
    code: str, isco08: str, workplaces: tuple[str, ...], region: str | None, title: str = ""
) -> tuple[float, ...]:
    """How many of a job work at each, for one at a place of which nothing is known, whatever stands in their town."""
    return _usual_shares(code, isco08, workplaces, _with_rows(region), _with_rows(title))


@lru_cache(maxsize=1 << 13)
def _usual_shares(code: str, isco08: str, workplaces: tuple[str, ...], region: str, title: str) -> tuple[float, ...]:
    """The same of a division and a title that have shares of their own, or of none."""
    found = [find_employer(code, isco08, each, "share", region, title=title) for each in workplaces]
    return tuple(1.0 if each is None or each.share is None else each.share for each in found)


def _with_rows(name: str | None) -> str:
    """The name of a division or a title if it has rows of its own; what the many others have is known without it."""
    return name if name and name in _named_in_rows() else ""


@cache
def _named_in_rows() -> frozenset[str]:
    """The markets, divisions and titles that have rows."""
    markets, groups = zip(*_employers(), strict=True)
    return frozenset((*markets, *(group.removeprefix("title:") for group in groups)))


@cache
def keeps_minimum(code: str) -> bool:
    """Whether small employers of a country too pay the legal minimum."""
    there = country(code)
    by_law = there.income_group == "high" or there.group == "eastern europe"
    return by_law or bool(figure_of(code, "work", "small employers keep the minimum"))


@cache
def paid_at_least(code: str, isco08: str, workplace: str) -> float:
    """The least that a kind of employer pays, over the legal minimum of a full-time month: 1 where the law is kept, as
    in rich countries and the east of Europe, but for work that is mostly part-time there."""
    found = find_employer(code, isco08, workplace, "minimum", everywhere=not keeps_minimum(code))
    return 1.0 if found is None or found.minimum is None else found.minimum


@cache
def _figures(code: str, isco08: str, workplace: str) -> tuple[float, ...]:
    """Factor, spread, growth, whether national, and the least over the legal minimum."""
    pays, grows = find_employer(code, isco08, workplace), find_employer(code, isco08, workplace, "growth")
    factor, spread = (pays.factor or 1.0, pays.spread) if pays else (1.0, np.nan)
    growth = np.nan if grows is None or grows.growth is None else grows.growth
    return factor, spread, growth, float(bool(pays and pays.national)), paid_at_least(code, isco08, workplace)


@lru_cache(maxsize=1 << 13)
def find_employer(
    code: str,
    isco08: str,
    workplace: str,
    figure: Figure = "factor",
    region: str | None = None,
    everywhere: bool = True,
    title: str = "",
) -> Employer | None:
    """The row that knows a figure of a kind of employer for a job: of the division before the country and (where
    `everywhere`) any, of the job's own title and code before wider ones and none."""
    known, names = _employers(), dict.fromkeys((workplace, _as_public(workplace)))
    for market in (*filter(None, (region,)), code, *(("any",) if everywhere else ())):
        for group in (f"title:{title}", *groups_of(isco08), ""):
            for name in names:
                for each in known.get((market, group), ()):
                    if each.words in name and getattr(each, figure) is not None:
                        return each
    return None


def _as_public(workplace: str) -> str:
    """ "a provincial hospital" and "a government school" as the public ones that they are."""
    return _GOVERNMENT_SCHOOL.sub("public ", _OF_GOVERNMENT.sub("public hospital", workplace))


@cache
def _employers() -> dict[tuple[str, str], tuple[Employer, ...]]:
    """By market and ISCO-08 code, its beginning or nothing, the most particular words first."""
    found: dict[tuple[str, str], list[Employer]] = {}
    for row in table("work/employers.csv"):
        factor, growth, minimum, share = (float(row[name]) if row[name] else None for name in _FIGURES)
        each = Employer(row["workplace"], factor, float(row["spread"] or "nan"), growth, minimum, share)
        for market in row["market"].split("|"):
            for group in row["isco08"].split("|"):
                found.setdefault((market, group), []).append(each)
    return {key: tuple(sorted(rows, key=lambda each: -len(each.words))) for key, rows in found.items()}
