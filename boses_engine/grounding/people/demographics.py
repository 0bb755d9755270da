"""Draws of single facts about a person, given where they live and what is known of them already.

Education and household income are tied by a Gaussian copula: a person's rank in education, among people of their age
and gender, and the household's rank in income have the correlation `education_income`. Over classes of 40, 40 and
20 % of people the table of attainment is met as it stands. The model as a whole: docs/people.md.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import Gender, WorkStatus
from boses_engine.errors import GroupError
from boses_engine.grounding.drawing import Weighted, pick
from boses_engine.grounding.people.peoples import of_women
from boses_engine.grounding.places.countries import country, figure_of, table, urban_share

PRIMARY, LOWER, UPPER, VOCATIONAL, BACHELOR, MASTER = range(6)
EDUCATION_LEVELS = (
    "primary school",
    "lower secondary school",
    "upper secondary school",
    "vocational diploma",
    "bachelor's degree",
    "master's degree",
)
NO_SCHOOLING = "no schooling"  # of those whom tables of the levels count with primary school
SCHOOLING = (NO_SCHOOLING, *EDUCATION_LEVELS)
# Of those whom tables of the levels count with a master's degree: physicians and lawyers where their course follows a
# first degree, and who has a doctorate.
BEYOND_MASTERS = PROFESSIONAL, DOCTORATE = "professional degree", "doctorate"
RECORDED = (*SCHOOLING, *BEYOND_MASTERS)  # all that a person's record may say
DEGREES = RECORDED[RECORDED.index("bachelor's degree") :]
LEFT_EARLY = (NO_SCHOOLING, *EDUCATION_LEVELS[:UPPER])  # of those who did not finish upper secondary school
_EARLIEST_AGE = (0, 14, 17, 19, 22, 24)  # years at which each level can first be completed
# Correlation of the ranks in education and in household income where the country has none of its own (estimate; a year
# of school pays 8-10 % in most markets, Psacharopoulos and Patrinos 2018, which with the spreads of both gives 0.4 to
# 0.5).
_EDUCATION_INCOME = 0.45
# By how many standard deviations those who live in town stand above others of the same income where the country has no
# figure of its own (estimate: urban and rural attainment of the young, PSA FLEMMS 2019, BPS Susenas 2024, MICS Viet Nam
# 2020-21).
EDUCATION_TOWN = 0.4
# What part of the shift of a place the most schooled of it lack: schools to the end of childhood are what places have
# more or fewer of, and of degrees every place has some (estimate: over the nation Jakarta stands higher by about 0.6
# standard deviations in years of school, and by 0.36 in who finished any higher schooling, BPS Susenas 2023).
_LESS_AT_THE_TOP = 0.5
# By how many standard deviations who never went to school is rarer in town than in the countryside, beside what else
# differs: schools came to towns first (estimate after DHS, women and men without schooling by residence).
_NEVER_IN_TOWN = 0.5
# By what part of the standard deviations by which more left early who never went to school is commoner (estimate: work
# that asks for none is done by the children of the poor, most of whom went to school for some years).
_NEVER_WHERE_MANY_LEFT = 0.6
# Correlation of the rank among those of a job with that among all people (estimate).
_WITHIN_A_JOB = 0.35
# The same, among those who own what they work at, with the rank of the household's income: what tells a large shop from
# a small one is its owner's (estimate).
_AMONG_OWNERS = 0.3
_NORMAL = NormalDist()
_GRADUATED = 40  # years at which most who study have their last degree
_FEW_GO_ON = 0.3  # for one who left with lower secondary school, where upper secondary leads on to university alone
_LEVEL_BEFORE = (PRIMARY, PRIMARY, LOWER, UPPER, UPPER, BACHELOR)
# Years of birth, first and last, of those for whom lower secondary school was a school of its own: the gimnazjum of
# Poland, 1999 to 2019. Who left at this level before or after them has finished primary school, of eight years.
_LOWER_WAS_APART = {"PL": (1986, 2002)}
# In the last, open band of the tables each year of age holds this much of the year before (estimate, life tables).
_SURVIVAL_FROM_80 = 0.88


def draw_age(
    u: float, code: str, gender: Gender | None, age_min: int, age_max: int, over: tuple[float, ...] = ()
) -> int:
    """The age in years at quantile `u` of the country's people of that gender between the ages given, inclusive;
    `over` is how common those who are meant are at each age from 0 to 100, everybody where it is empty.

    Monotone in `u`, so that stratified quantiles in [0, 1) give stratified ages. People are spread evenly over
    the years of a band. Source: UN World Population Prospects 2019, medium projection for 2025.

    :raises GroupError: the range is empty or holds nobody.
    """
    return _ages(code, gender, age_min, age_max, over).at(u)


@cache
def _ages(code: str, gender: Gender | None, age_min: int, age_max: int, over: tuple[float, ...]) -> Weighted[int]:
    people = age_weights(code, gender) * np.array(over) if over else age_weights(code, gender)
    weights = people[max(age_min, 0) : age_max + 1]
    if age_min > age_max or weights.sum() <= 0:
        raise GroupError(f"nobody is between {age_min} and {age_max} years old: give age_min and age_max within 0-100")
    return Weighted.of(zip(range(max(age_min, 0), age_max + 1), weights.tolist(), strict=False))


@cache
def age_weights(code: str, gender: Gender | None) -> npt.NDArray[np.float64]:
    """People of each age from 0 to 100: shape (101,), in thousands, relative where the source says estimate."""
    known = country(code).code
    weights = np.zeros(101)
    for row in _age_rows().get(known, ()):
        if gender is None or row["gender"] == gender:
            for band, people in row.items():
                if "-" in band:
                    first, last = (int(part) for part in band.split("-"))
                    decay = _SURVIVAL_FROM_80 if first == 80 else 1.0
                    share = decay ** np.arange(last - first + 1)
                    weights[first : last + 1] += float(people) * share / share.sum()
    weights.flags.writeable = False
    return weights


@cache
def _age_rows() -> dict[str, tuple[dict[str, str], ...]]:
    rows: dict[str, tuple[dict[str, str], ...]] = {}
    for row in table("people/age_sex.csv"):
        rows[row["code"]] = (*rows.get(row["code"], ()), row)
    return rows


@dataclass(frozen=True)
class _Attainment:
    gender: str
    age_from: int
    age_to: int
    shares: tuple[float, ...]  # by level, summing to 1


@cache
def _attainment() -> dict[str, tuple[_Attainment, ...]]:
    """Highest level completed by country code, or by income group for countries without figures of their own."""
    cohorts: dict[str, tuple[_Attainment, ...]] = {}
    columns = ("primary", "lower_secondary", "upper_secondary", "vocational", "bachelor", "master")
    for row in table("people/education.csv"):
        cohort = _Attainment(
            gender=row["gender"],
            age_from=int(row["age_from"]),
            age_to=int(row["age_to"]),
            shares=tuple(float(row[column]) / 100 for column in columns),
        )
        cohorts[row["key"]] = (*cohorts.get(row["key"], ()), cohort)
    return cohorts


def draw_education_rank(
    rng: np.random.Generator,
    income_quantile: float,
    urban: bool | None = None,
    code: str = "",
    places: Sequence[str | None] = (),
    of_people: float | None = None,
    gender: str = "",
    age: int = 0,
) -> float:
    """A rank in education, in (0, 1) among people of the same age and gender, given the household's income quantile.

    Who lives in town stands higher, where the country's urban share is known: over all its people ranks stay even. So
    does who lives where schooling is longer, by the first of their `places` that is known: Hanoi before the Mekong.
    Those of a people stand `of_people` standard deviations above the country's wherever they live.
    """
    income = _NORMAL.inv_cdf(_inside(income_quantile))
    own, tie = float(rng.standard_normal()), education_income(code)
    rank, town = tie * income + math.sqrt(1 - tie**2) * own, urban_share(code)
    town = town or figure_of(code, "people", "lives in town")
    if urban is not None and town:
        above = figure_of(code, "people", "schooling in town", EDUCATION_TOWN)
        rank = (rank + above * (urban - town)) / math.sqrt(1 + above**2 * town * (1 - town))
    if of_people is not None:
        return _NORMAL.cdf(rank + of_people)
    return _NORMAL.cdf(moved_by_place(rank, schooled_there(code, tuple(places), gender, age)))


@cache
def education_income(code: str) -> float:
    """The correlation, 0..1, of the ranks in education and in household income among the people of a country."""
    return figure_of(code, "people", "schooling with income", _EDUCATION_INCOME)


def moved_by_place(standing: float, there: float) -> float:
    """By how many standard deviations who stands so far over others of a place stands over the country's people, where
    those of the place stand `there` over them: the least schooled by all of it, the most schooled by a part."""
    return standing + there * (1 - _LESS_AT_THE_TOP * _NORMAL.cdf(standing))


def schooled_there(code: str, places: tuple[str | None, ...], gender: str = "", age: int = 0) -> float:
    """By how many standard deviations people of a place stand above the country's, of the same income, age and sex."""
    known = _places_of_schooling(code)
    shift, women = next((known[place] for place in places if place in known), (0.0, 0.0))
    return shift + of_women(women, gender, age)


@cache
def _places_of_schooling(code: str) -> dict[str, tuple[float, float]]:
    """By place of a country the shift of all and what women of 45 and over have beside it."""
    rows = [row for row in table("people/education_places.csv") if row["code"] == code]
    figures = ((row["places"], (float(row["shift"]), float(row["women"] or 0))) for row in rows)
    return {place: both for places, both in figures for place in places.split("|")}


def attained(code: str, gender: Gender, age: int, rank: float) -> str:
    """Which of `SCHOOLING` stands at `rank`, in [0, 1], of a country's people of that age and gender, lowest first."""
    if rank < never_at_school(code, gender, age):
        return NO_SCHOOLING
    step = int(np.searchsorted(np.cumsum(attainment(code, gender, age)), rank, side="right"))
    return EDUCATION_LEVELS[min(step, MASTER)]


def rank_among(code: str, gender: Gender, age: int, rank: float, least: str, most: str) -> float:
    """The rank among a country's people of an age of who stands at `rank` among those of a schooling between two; the
    same rank where nobody of the age has that."""
    low, high = level_of(least), level_of(most)
    reached = np.concatenate(([0.0], np.cumsum(attainment(code, gender, age))))
    first, last = float(reached[low]), float(reached[high + 1])
    return first + rank * (last - first) if last > first else rank


def only_between(shares: npt.NDArray[np.float64], least: str, most: str) -> npt.NDArray[np.float64] | None:
    """The shares of the six levels with those between two alone; None where nobody has these."""
    levels = np.arange(len(shares))
    inside = (level_of(least) <= levels) & (levels <= level_of(most))
    found: npt.NDArray[np.float64] = shares * inside
    return found if found.sum() > 0 else None


def as_counted(education: str) -> str:
    """What tables of the levels count a schooling with: a master's degree for what is beyond it."""
    return EDUCATION_LEVELS[MASTER] if education in BEYOND_MASTERS else education


def level_of(education: str) -> int:
    """The place among `EDUCATION_LEVELS` of one of `RECORDED`: who never went to school stands with primary school, who
    has more than a master's degree with that.

    :raises ValueError: it is neither.
    """
    return PRIMARY if education == NO_SCHOOLING else EDUCATION_LEVELS.index(as_counted(education))


@cache
def standing_in_schooling(code: str, gender: Gender, age: int, education: str, urban: bool) -> float:
    """By how many standard deviations of schooling who has it stands over people of the same sex and age, in town over
    those of towns: at the middle of the ranks of those who have the same."""
    shares, level = attainment(code, gender, age), level_of(education)
    under, same = float(shares[:level].sum()), float(shares[level])
    if level == PRIMARY and (never := never_at_school(code, gender, age)):
        under, same = (0.0, never) if education == NO_SCHOOLING else (never, same - never)
    town = urban_share(code) or figure_of(code, "people", "lives in town")
    shift = figure_of(code, "people", "schooling in town", EDUCATION_TOWN) * (urban - town) if town else 0.0
    return _NORMAL.inv_cdf(_inside(under + same / 2)) - shift


@cache
def never_at_school(code: str, gender: Gender, age: int) -> float:
    """The share, 0..1, of a country's people of an age who have no schooling; 0 where hardly anybody is known to."""
    bands = _never_at_school().get(key_of_never(code), {}).get(gender, {})
    reached = [years for years in bands if years <= max(age, 13)]
    return bands[max(reached)] * float(attainment(code, gender, age)[PRIMARY]) if reached else 0.0


def key_of_never(code: str) -> str:
    """Whose rows of never_at_school.csv hold for a country: its own; those of its income group, where nothing is known
    of its schooling."""
    there = country(code)
    return there.code if there.code in _never_at_school() or there.code in _attainment() else there.income_group


def never_among(code: str, gender: Gender, age: int, left: float, urban: bool | None = None) -> float:
    """The share, 0..1, without schooling of people of an age of whom `left`, 0..1, have primary school at most: in work
    or at a place where few have left so early fewer of these never went, by as many standard deviations, and where many
    have more of them, by a part of that; and fewer in town, where it is known who lives there, as far as the country's
    people live outside."""
    everybody, never = float(attainment(code, gender, age)[PRIMARY]), never_at_school(code, gender, age)
    if not never or left <= 0:
        return 0.0
    shift = _NORMAL.inv_cdf(_inside(left)) - _NORMAL.inv_cdf(_inside(everybody))
    shift = min(shift, _NEVER_WHERE_MANY_LEFT * shift)
    town = urban_share(code) or figure_of(code, "people", "lives in town")
    if urban is not None and town:
        shift -= _NEVER_IN_TOWN * (urban - town)
    return min(_NORMAL.cdf(_NORMAL.inv_cdf(_inside(never)) + shift), left)


def _inside(share: float) -> float:
    """A share within those that have a place on the normal curve."""
    return min(max(share, 1e-6), 1 - 1e-6)


@cache
def _never_at_school() -> dict[str, dict[str, dict[int, float]]]:
    """By country or income group, sex and least age in years: how many of those with primary school at most have none,
    0..1."""
    found: dict[str, dict[str, dict[int, float]]] = {}
    for row in table("people/never_at_school.csv"):
        bands = {int(name.removeprefix("from_")): float(row[name]) / 100 for name in row if name.startswith("from_")}
        for key in row["key"].split("|"):
            for gender in row["gender"].split("|"):
                found.setdefault(key, {})[gender] = bands
    return found


@cache
def has_long_degrees(code: str) -> bool:
    """Whether most who studied in a country have a degree of five years, as in Poland or Austria: what is a bachelor's
    degree elsewhere is a master's there."""
    both = [attainment(code, gender, _GRADUATED) for gender in ("Female", "Male")]
    return sum(float(shares[MASTER] - shares[BACHELOR]) for shares in both) > 0


@cache
def leaves_at_lower(code: str) -> bool:
    """Whether lower secondary school ends with the certificate that employers ask for, as Form 4 does in Tanzania: few
    go on to upper secondary school, all but those who study."""
    both = [attainment(code, gender, _GRADUATED) for gender in ("Female", "Male")]
    return sum(float(shares[UPPER] - _FEW_GO_ON * shares[LOWER]) for shares in both) < 0


def draw_education(
    rng: np.random.Generator,
    code: str,
    gender: Gender,
    age: int,
    minimum: str | None,
    maximum: str | None,
    work_status: WorkStatus,
    before: str | None = None,
    at_work: npt.NDArray[np.float64] | None = None,
    urban: bool | None = None,
    owners_income: float | None = None,
) -> str:
    """The highest level completed, one of `SCHOOLING`, within what an occupation asks for and allows.

    `before` is one of them drawn already: it stands where the bounds allow it. `at_work` are the shares of the six
    levels among those who do the job: where they are known they are drawn from instead, whatever the bounds, by those
    who keep house at the rank that `before` has, so that what they learned goes with the household's income as for
    others, and near that rank by those at work, by owners near `owners_income`, the household's income quantile; of
    those at the lowest level some have no schooling, fewer in town.
    Age comes before `minimum`: who is too young for it gets the highest level that is possible. Those who study have
    completed the level below: at 18 and over upper secondary school, unless `minimum` is a degree.

    :raises ValueError: `minimum`, `maximum` or `before` is none of them.
    """
    possible = max(level for level in range(6) if _EARLIEST_AGE[level] <= age)
    lowest = min(EDUCATION_LEVELS.index(minimum) if minimum else PRIMARY, possible)
    highest = max(min(EDUCATION_LEVELS.index(maximum) if maximum else MASTER, possible), lowest)
    open_to = EDUCATION_LEVELS[lowest : highest + 1]
    if work_status == "studying":
        completed = PRIMARY if age < 15 else LOWER if age < 18 else UPPER
        return EDUCATION_LEVELS[min(max(completed, lowest), highest)]
    if at_work is not None and (shares := at_work[: possible + 1]).sum() > 0:
        if before is None:
            rank = float(rng.random())
            return _at_rank(shares / shares.sum(), rank, code, gender, age, urban)
        rank = _rank_within(rng, attainment(code, gender, age), before, never_at_school(code, gender, age))
        if work_status != "keeping house":  # most of what tells people apart is the same within a job
            tie, rank = (_WITHIN_A_JOB, rank) if owners_income is None else (_AMONG_OWNERS, owners_income)
            own = math.sqrt(1 - tie**2) * float(rng.standard_normal())
            rank = _NORMAL.cdf(tie * _NORMAL.inv_cdf(_inside(rank)) + own)
        return _at_rank(shares / shares.sum(), rank, code, gender, age, urban)
    if before and lowest <= level_of(before) <= highest:
        return before
    known = attainment(code, gender, age)[lowest : highest + 1]
    drawn = pick(rng, open_to, known.tolist()) if known.sum() > 0 else open_to[0]
    never = never_at_school(code, gender, age) if drawn == EDUCATION_LEVELS[PRIMARY] else 0.0
    return NO_SCHOOLING if never and rng.random() * float(known[PRIMARY]) < never else drawn


def as_called(level: str, code: str, born: int) -> str:
    """A level as those born in a year have it: primary school where no lower secondary school was apart from it."""
    first, last = _LOWER_WAS_APART.get(code.upper(), (born, born))
    return level if first <= born <= last or level != EDUCATION_LEVELS[LOWER] else EDUCATION_LEVELS[PRIMARY]


def _rank_within(rng: np.random.Generator, shares: npt.NDArray[np.float64], level: str, never: float) -> float:
    """A rank in (0, 1) of one who stands at one of `SCHOOLING`, among people with these shares of the six levels of
    whom `never`, 0..1, have no schooling."""
    if level == NO_SCHOOLING:
        return never * float(rng.random())
    at = level_of(level)
    first = never if at == PRIMARY else float(shares[:at].sum())
    return first + (float(shares[: at + 1].sum()) - first) * float(rng.random())


def _at_rank(
    shares: npt.NDArray[np.float64], rank: float, code: str, gender: Gender, age: int, urban: bool | None = None
) -> str:
    """Which of `SCHOOLING` stands at a rank, 0..1, among people of an age with these shares of the levels."""
    if rank < never_among(code, gender, age, float(shares[PRIMARY]), urban):
        return NO_SCHOOLING
    return EDUCATION_LEVELS[min(int(np.searchsorted(np.cumsum(shares), rank, side="right")), len(shares) - 1)]


@cache
def attainment(code: str, gender: Gender, age: int) -> npt.NDArray[np.float64]:
    """Shares of the six levels at an age; whoever is still too young for a level stands at the one before it."""
    where = country(code)
    return attainment_under(where.code if where.code in _attainment() else where.income_group, gender, age)


@cache
def attainment_under(key: str, gender: Gender, age: int) -> npt.NDArray[np.float64]:
    """The same under a key of the table: a country's code, or an income group, usual for its countries."""
    cohort = next(c for c in _attainment()[key] if c.gender == gender and c.age_from <= max(age, 13) <= c.age_to)
    shares = np.array(cohort.shares)
    for level in (MASTER, BACHELOR, VOCATIONAL, UPPER, LOWER):
        if age < _EARLIEST_AGE[level]:
            shares[_LEVEL_BEFORE[level]] += shares[level]
            shares[level] = 0.0
    shares /= shares.sum()
    shares.flags.writeable = False
    return shares
