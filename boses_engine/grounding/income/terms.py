"""What the money of households goes by: the place, the job and who is at home."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Gender
from boses_engine.grounding.places.countries import country
from boses_engine.grounding.places.resolve import Place
from boses_engine.grounding.work.earners import WOMEN
from boses_engine.grounding.work.pay import (
    Band,
    families_least,
    food_line,
    had_state_post,
    level_of_pay,
    minimum_wage,
    pay_at_work,
    pay_band,
    pension_of,
    wage_level,
)
from boses_engine.grounding.work.tables import Job
from boses_engine.grounding.work.tuition import affordable

# How often the others at home work part-time where incomes are high, women and men, over men and women (estimate after
# ILOSTAT: part-time work).
_PART_TIME_WOMEN, _PART_TIME_MEN = 2.0, 0.5
_MOTHERS_INFORMAL = 1.5  # how much oftener mothers of grown people have a small trade or day work (estimate)
_PEERS = ("husband", "wife", "brother-in-law", "sister-in-law", "cousin")  # and brothers and sisters
# What a sideline of a woman at home brings over a living, in the middle, with its spread, least and most: a
# stall, laundry, selling (estimate: 3,000 to 6,000 pesos a month in General Santos).
_SIDELINE, SIDELINE_SPREAD, SIDELINE_ENDS = 0.38, 0.42, (0.18, 0.85)
# The same of odd jobs of a man (estimate).
_ODD_JOBS, _ODD_JOBS_SPREAD, _ODD_JOBS_ENDS = 0.7, 0.3, (0.38, 1.05)
# The legal minimum over usual pay, where none is known, and at most: some are far above what most people have.
_MINIMUM_USUAL, _MINIMUM_MOST = 0.8, 1.5
_MEN = ("husband", "father", "father-in-law", "son-in-law", "brother-in-law", "uncle", "nephew")  # and brothers
OLD = ("mother", "father", "mother-in-law", "father-in-law")
IDLE_HUSBAND = 2  # for how many others without pay a husband, father or brother without any stands
# How near the pay of those at home is to the person's, in logs, and a spouse's (estimates).
_ALIKE, _ALIKE_SPOUSE = 0.45, 0.85
# Over usual pay, for wages: of men, women and husbands, who work full weeks more often than men who are single
# (estimate after ILO Global Wage Report 2024).
_MEN_PAID, _WOMEN_PAID, _HUSBANDS_PAID = 1.06, 0.93, 1.14
# Standard deviation of log pay between people alike and between spouses; from how many of it on what is beyond gets
# thinner, and how thin (estimates).
_SPREAD, _SPREAD_SPOUSES, _APART, _THIN = 0.4, 0.4, 1.28, 0.45
# By how much, in logs, the class tells of what men bring home to who has no work, where incomes are not high: the
# father or husband is the main earner, and a class is not reached by sending mothers out to work (estimates).
CLASS_TELLS: dict[IncomeLevel, float] = {"Low": -0.15, "Middle": 0.35, "High": 0.9}
# By how many standard deviations the pensions of a class are above others, and in logs what a wife who keeps house has
# of her own (estimate after pensions by fifths of income: OECD, Pensions at a Glance 2023).
_STANDING: dict[IncomeLevel, float] = {"Low": -0.35, "Middle": 0.05, "High": 1.0}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the money of all households of people with a job in a place, and of a class, goes by.

    `usual` is what people at work have there, `legal` the least of it for who works by the law.
    """

    place: Place
    job: Job
    food: float  # for a head
    level: float  # of wages, over the nation's
    band: Band
    usual: float
    legal: float
    income_group: str
    class_tells: float  # in logs, of what men bring home to who has no work
    standing: float  # of who has no work by the class, over others
    of_low: bool  # whether the class is Low
    of_high: bool  # and whether it is High


@dataclass(frozen=True, slots=True)
class Kin:
    """What goes by relation of the members of a home, shape (members,)."""

    paid: npt.NDArray[np.float64]  # over usual pay
    women: npt.NDArray[np.bool_]
    part_time: npt.NDArray[np.float64]  # how often, over men
    aside: npt.NDArray[np.float64]  # what a sideline or odd jobs bring over a living: middle, log spread, ends
    aside_spread: npt.NDArray[np.float64]
    aside_least: npt.NDArray[np.float64]
    aside_most: npt.NDArray[np.float64]
    alike: npt.NDArray[np.float64]  # how near pay is to the person's
    spread: npt.NDArray[np.float64]  # of log pay
    idle: npt.NDArray[np.int64]  # for how many without pay each stands
    peers: npt.NDArray[np.bool_]  # of the person's generation
    spouse: int | None  # where among them
    tills: npt.NDArray[np.bool_]  # whether they till the land in a farmer's home
    mothers: npt.NDArray[np.float64]  # how often, over others, they have small work once the person is grown


@lru_cache(maxsize=4096)
def terms_of(place: Place, job: Job, level: IncomeLevel, gender: Gender | None) -> Terms:
    """What the money of homes goes by in which somebody of a sex has a job in a place; a month in local money."""
    code, moved = place.country_code, wage_level(place)
    pensions = pension_of(code, gender, had_state_post(job)) if job.status == "retired" else 1.0
    usual = pay_at_work(code) * moved
    legal = max(minimum_wage(place, ""), families_least(code))
    return Terms(
        place,
        replace(job, workplaces=affordable(job, level, code)),
        food_line(place),
        moved,
        pay_band(code, job).moved(pensions * level_of_pay(place, job)),
        usual,
        min(legal or _MINIMUM_USUAL * usual, _MINIMUM_MOST * usual),
        country(code).income_group,
        0.0 if job.status in ("working", "retired") or country(code).income_group == "high" else CLASS_TELLS[level],
        _STANDING[level],
        level == "Low",
        level == "High",
    )


@lru_cache(maxsize=4096)
def kin_of(members: tuple[str, ...]) -> Kin:
    """What goes by relation of those at home beside the person, in their order."""
    women = np.array([relation in WOMEN for relation in members], dtype=bool)
    spouses = np.array([relation in ("husband", "wife") for relation in members], dtype=bool)
    men = [relation in _MEN or relation.endswith("brother") for relation in members]
    grown = [relation in ("son", "daughter") for relation in members]
    idle = [IDLE_HUSBAND if man or child else 1 for man, child in zip(men, grown, strict=True)]
    peers = [each in _PEERS or each.endswith(("brother", "sister")) for each in members]
    return Kin(
        np.array(
            [_HUSBANDS_PAID if each == "husband" else _WOMEN_PAID if each in WOMEN else _MEN_PAID for each in members]
        ),
        women,
        np.where(women, _PART_TIME_WOMEN, _PART_TIME_MEN),
        np.where(women, _SIDELINE, _ODD_JOBS),
        np.where(women, SIDELINE_SPREAD, _ODD_JOBS_SPREAD),
        np.where(women, *np.array([SIDELINE_ENDS, _ODD_JOBS_ENDS])[:, :1]),
        np.where(women, *np.array([SIDELINE_ENDS, _ODD_JOBS_ENDS])[:, 1:]),
        np.where(spouses, _ALIKE_SPOUSE, _ALIKE),
        np.where(spouses, _SPREAD_SPOUSES, _SPREAD),
        np.array(idle, dtype=np.int64),
        np.array(peers, dtype=bool),
        next((at for at, relation in enumerate(members) if relation in ("husband", "wife")), None),
        np.array([each in ("husband", "wife") or each in OLD for each in members], dtype=bool),
        np.array([_MOTHERS_INFORMAL if each in ("mother", "mother-in-law") else 1.0 for each in members]),
    )


def thinned(z: npt.NDArray[np.float64], most: float = _APART) -> npt.NDArray[np.float64]:
    """Standard normal numbers, those beyond `most` nearer to it: a hard end would be where many are."""
    far = np.abs(z)
    thinned: npt.NDArray[np.float64] = np.where(far > most, np.sign(z) * (most + _THIN * (far - most)), z)
    return thinned
