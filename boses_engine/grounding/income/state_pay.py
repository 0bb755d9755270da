"""What the state pays: by the post and by the years in it, hardly by anything else. Of rich countries posts have rows
whose scales are known.

A row of state_pay.csv says for a market (a town: "GB:London", a division, a country, else its income group) what a kind
of post (codes or a title of the tables) pays at the start and at the end of a service ("3450:25" where its last step is
reached after so many years, "+3450" where each step is the same sum, not a part of the last), at which workplaces (any
where it says none), from what schooling on, how far allowances spread it, and how many of those new in it are on
contracts, with what part of the scale ("0.6:0.3" where no one is
on one after that part of a service). Sums of income groups are ratios to mean earnings. Honoraria are rows whose
workplace, which no office of the state is, says whose.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from boses_engine.grounding.income.own import TRAINEE
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS, level_of
from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.work.asked_titles import rank_shift
from boses_engine.grounding.work.employers import Workplaces, is_of_state
from boses_engine.grounding.work.pay import has_rank, in_order, national_minimum
from boses_engine.grounding.work.sectors import sector_of
from boses_engine.grounding.work.tables import Job

# Years at which a service starts, by level of schooling, until which it lasts, and by how many years people come later
# to it in the mean and at most (estimates).
_STARTS, _ENDS, _LATER, _LATER_MOST = (20, 20, 20, 22, 24, 25), 60, 2.5, 8
_HONORARY = 0.6  # posts under this ratio to mean earnings are no career: conscripts, cadets, councils of villages
_HONORARIA, _BY_LAW = "01", 0.8  # major groups with honoraria; what part of the minimum who keeps the law pays
_ENTERPRISES = ("state-owned company", "state-owned bank", "central bank")  # have pay of their own
_APPOINTED = "civil servant", "PNS"  # in titles of who is on no contract
# How many of the newest are on contracts, over the share, and until what part of a service any are (estimates).
_ON_CONTRACT_MORE, _ON_CONTRACT_UNTIL = 1.6, 0.5


@dataclass(frozen=True)
class Scale:
    """A row for one who has the schooling: a month in local money."""

    start: float
    end: float
    years: float | None  # until the last step; a whole service where none is said
    spread: float  # standard deviation of the logarithm
    contract: float  # share of people
    contract_until: float  # part of a service after which none are on any
    contract_pay: float  # over the first step
    equal_sums: bool  # whether each step adds the same sum, not the same part


@dataclass(frozen=True)
class _Line:
    posts: tuple[str, ...]  # ISCO-08 codes or their beginnings, or titles
    workplace: str
    schooling: int
    scale: Scale


@lru_cache(maxsize=4096)
def on_scale(
    code: str,
    job: Job,
    workplaces: tuple[str, ...],
    education: str | None,
    region: str | None = None,
    town: str | None = None,
) -> tuple[Scale | None, ...] | None:
    """The scale at each of the workplaces, that of the town or division before the country's; None where the job is on
    none of them."""
    shift, honorary = rank_shift(job.title), job.employment == "casual"
    ordinary = TRAINEE < shift <= 0 and (honorary or job.pay_ratio >= _HONORARY)
    named = any(job.title in line.posts for line in _lines(code))
    known = ordinary or named or has_rank(job.title)
    if job.employment == "own" or job.status != "working" or not known or not _lines(code):
        return None
    level = level_of(education) if education else job.levels[0]
    there, lines = _rows().get(f"{code}:{town}") or _rows().get(region or "", ()), _lines(code)
    found = tuple(_find(there, job, level, at, honorary) or _find(lines, job, level, at, honorary) for at in workplaces)
    if not named:
        found = tuple(
            _in_rank(code, job, each, at, education, region, town) for each, at in zip(found, workplaces, strict=True)
        )
    if job.title.startswith(_APPOINTED):
        found = tuple(each and replace(each, contract=0.0) for each in found)
    return found if any(found) else None


def _in_rank(
    code: str, job: Job, scale: Scale | None, at: str, education: str | None, region: str | None, town: str | None
) -> Scale | None:
    """The scale at a workplace of a job that has none of its own there, in order with those of the ranks below it."""
    theirs = list[Scale]()

    def of(other: Job) -> float:
        (known,) = on_scale(code, other, (at,), education, region, town) or (None,)
        theirs.extend([known] if known else [])
        return known.start if known else 0.0

    start = in_order(job, scale.start if scale else 0.0, of)
    like = scale or next(iter(theirs), None)
    if not like or not start:  # what is paid at most so much as another is told no scale by it
        return scale
    return replace(like, start=start, end=like.end * start / like.start)


def paid_by_scale(there: Workplaces, scales: tuple[Scale | None, ...]) -> Workplaces:
    """The same, those on a scale as paid alike everywhere."""
    known = np.array([each is not None for each in scales])
    return replace(there, national=there.national | known[there.at])


def draw_on_scale(
    rng: np.random.Generator,
    pay: npt.NDArray[np.float64],
    there: Workplaces,
    scales: tuple[Scale | None, ...],
    age: int,
    education: str | None,
    hours: npt.NDArray[np.float64],
    level: float = 1.0,
) -> npt.NDArray[np.float64]:
    """Pay, of those on a scale by it, for the part of full hours that they have; towns pay those on contracts by the
    `level` of wages there."""
    n = len(pay)
    starts = _STARTS[level_of(education)] if education else _STARTS[2]
    served = np.maximum(age - starts - np.minimum(rng.exponential(_LATER, n), _LATER_MOST), 0.0)
    noise, hired = rng.standard_normal(n), rng.random(n)
    found = pay.copy()
    for at, scale in enumerate(scales):
        if scale is None:
            continue
        service = np.minimum(served / (_ENDS - starts), 1.0)
        years = np.minimum(served / scale.years, 1.0) if scale.years else service
        steps = scale.start * (scale.end / scale.start) ** years
        if scale.equal_sums:
            steps = scale.start + (scale.end - scale.start) * years
        contract = hired < scale.contract * _ON_CONTRACT_MORE * (1 - service / scale.contract_until)
        steps = np.where(contract, level * scale.contract_pay * scale.start, steps)
        steps = steps * hours * np.exp(scale.spread * np.clip(noise, -2.0, 2.0))
        found = np.where(there.at == at, steps, found)
    return found


def not_under_the_law(
    pay: npt.NDArray[np.float64],
    there: Workplaces,
    scales: tuple[Scale | None, ...] | None,
    code: str,
    job: Job,
    workplaces: tuple[str, ...],
) -> npt.NDArray[np.float64]:
    """Pay, none from the state outside rich countries under the legal minimum of the whole country, but for honoraria:
    posts of councils and barracks, those whose scale starts under it, and employers known to pay less."""
    least = national_minimum(code)
    if not least or job.employment != "wage" or job.isco08[:1] in _HONORARIA or country(code).income_group == "high":
        return pay
    bound = _bound(workplaces)
    if scales:
        bound = bound & np.array([each is None or each.start >= least for each in scales])
    return np.where(bound[there.at] & (there.minimum >= _BY_LAW), np.maximum(pay, least), pay)


@lru_cache(maxsize=4096)
def _bound(workplaces: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    return np.array([_of_state(each) for each in workplaces])


@cache
def _of_state(workplace: str) -> bool:
    enterprise = any(words in workplace for words in _ENTERPRISES)
    return not enterprise and (is_of_state(workplace) or sector_of(workplace) == "public")


def _find(lines: Sequence[_Line], job: Job, level: int, workplace: str, honorary: bool) -> Scale | None:
    """Of the rows of the post that of its title, else the one of the longest code and words, and of these the one of
    the highest schooling that the person has; of who has an `honorary` post the rows of its place alone."""
    if _of_state(workplace) == honorary:
        return None
    fits = [
        ((length, len(line.workplace), -abs(line.schooling - level) - 9 * (line.schooling > level)), line.scale)
        for line in lines
        if line.workplace in workplace
        and (line.workplace or not honorary)
        and (length := max((len(post) for post in line.posts if _means(post, job)), default=0))
    ]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _means(post: str, job: Job) -> bool:
    return post == job.title or job.isco08.startswith(post)


@cache
def _lines(code: str) -> tuple[_Line, ...]:
    """The rows of a country, else of its income group; none where incomes are high."""
    if own := _rows().get(code.upper()):
        return own
    mean, least = country(code).mean_earnings_monthly, national_minimum(code)
    return tuple(
        replace(
            line,
            scale=replace(line.scale, start=max(line.scale.start * mean, least), end=max(line.scale.end * mean, least)),
        )
        for line in _rows().get(country(code).income_group, ())
    )


@cache
def _rows() -> dict[str, tuple[_Line, ...]]:
    """By market."""
    found: dict[str, list[_Line]] = {}
    for row in table("income/state_pay.csv"):
        end, _, years = row["end"].partition(":")
        start, spread = float(row["start"]), float(row["spread"])
        share, _, until = row["contract"].partition(":")
        contract = float(share or 0), float(until or _ON_CONTRACT_UNTIL), float(row["contract_pay"] or 1)
        equal_sums = end.startswith("+")
        scale = Scale(start, float(end), float(years) if years else None, spread, *contract, equal_sums)
        level = EDUCATION_LEVELS.index(row["schooling"]) if row["schooling"] else 0
        line = _Line(tuple(row["isco08"].split("|")), row["workplace"], level, scale)
        found.setdefault(row["market"], []).append(line)
    return {market: tuple(lines) for market, lines in found.items()}
