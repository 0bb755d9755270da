"""What schooling those who do a job have, by country, age and place, and what law and trade ask for."""

from dataclasses import dataclass
from functools import cache
from itertools import product
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import Gender
from boses_engine.grounding.isco08 import groups_of
from boses_engine.grounding.people.demographics import (
    BACHELOR,
    EDUCATION_LEVELS,
    LOWER,
    MASTER,
    UPPER,
    age_weights,
    attainment,
    attainment_under,
    has_long_degrees,
    leaves_at_lower,
    level_of,
    schooled_there,
)
from boses_engine.grounding.people.peoples import schooling_of_people
from boses_engine.grounding.places.countries import country, figure_of, table
from boses_engine.grounding.work.earners import HALF_AT_WORK, wives_at_work
from boses_engine.grounding.work.fit import is_farm, levels_there
from boses_engine.grounding.work.tables import Job, table_keys, tables, title_keys

# How common each level is among those who keep house, over people of their age and sex, where half of the wives do
# (estimate: women outside the labour force, ILOSTAT education by status); where nearly all do they are like all others.
_KEEPING_HOUSE = np.array([1.25, 1.2, 1.0, 1.0, 0.5, 0.3])
# And in towns over the country, in full up to an age in years and less from there until another: most of the
# young have gone on to secondary school (estimate after MICS Viet Nam 2020-21, BPS Susenas 2024 and PSA FLEMMS 2019,
# urban women of 20 to 34).
_YOUNG_TO, _YOUNG_UNTIL, _YOUNG_IN_TOWN = 36, 54, (0.4, 0.9)
# Where nearly all people live in town the nation's schooling is that of towns: of those who keep house there, what part
# is in town (estimate after UN World Urbanization Prospects, countries of these groups where incomes are not low).
_OF_TOWNS = ("latin america", "west asia and north africa", "western", "eastern europe")
_IN_TOWN = 0.8
# The same of those at work, whose work tells of their schooling too: by how many standard deviations fewer of the
# young left after primary school, and how many over the country's left after lower secondary school; and how far the
# first where the nation's schooling is that of towns (estimates).
_YOUNG_AT_WORK_IN_TOWN, _YOUNG_AT_LOWER_IN_TOWN, _WHERE_MOST_ARE_IN_TOWN = 0.4, 0.85, 0.5
# By how many standard deviations who does a job in the countryside stands under those of the country, where incomes are
# not high, in work that asks for less than upper secondary school (estimate after schooling by occupation in town and
# country, PLFS 2023-24 and labour force surveys of the three markets).
_IN_COUNTRYSIDE = -0.1
# How much less so for each standard deviation of schooling by which the place stands under the country (estimate).
_LEFT_EARLY = 2.0
# How far what people of a place have over the country's holds within a job: the rest goes by the work (estimate); on
# farms and boats it holds in full, for the work is of all places and asks for no school.
_THERE_IN_A_JOB = 0.65
# The same on farms and boats of towns that stand above the country by their offices (estimate).
_ABOVE_ON_FARMS_OF_TOWNS = 0.4
# By how many standard deviations at most those of a job who left after primary school are more common among the young
# than among all people of their age, in countries where not more of these than so many did (estimate after BPS Sakernas
# 2024 and MICS: what asks for no school is done by those who left early, but few do so any more).
_YOUNG_LEFT, _FEW_LEFT = 0.45, 0.3
_NORMAL = NormalDist()
# The power of how far a country's graduates have a master's more often than the middling country's that holds within a
# job (estimate after the schooling of professions in censuses of Canada and Australia, 2021).
_MASTERS_IN_A_JOB = 0.5
# Whose people stay at school for about as long as those of the world's rows: the schooling of an income group, at the
# ages of a country of it.
_MIDDLING, _MIDDLING_AGES = "upper middle", "CO"
# Years: of most people at work, of most farmers, who are the older by ten years and more (estimates; PSA and BPS
# agricultural censuses: half of holders are past 50), and of most who are retired.
_AT_WORK, _FARMERS, _RETIRED = range(25, 61), range(38, 71), range(58, 79)
NOW = 2026  # birth year = NOW - age
_MASTER_FROM = 27  # years: who works before that has not yet gone back for a master's, unless the job asks for one
# How common each level above what a title usually takes, and each below what it asks for, is over its share in the kind
# of work, and over that in a whole major or sub-major group, whose jobs differ more among themselves (estimates; by
# ILOSTAT education by occupation one in five has more schooling than asked for, and fewer have less).
_OUTSIDE, _OUTSIDE_IN_A_GROUP = 0.4, 0.25
# The same of who left after primary school, below lower secondary school, in a group of work so large that this share
# of it or more did: most of its titles ask for a little more (estimate after the schooling of such groups, ILOSTAT).
_OUTSIDE_OF_MANY, _MANY_LEFT_IN_A_GROUP = 0.6, 0.25
_OVER_IN_A_MAJOR_GROUP = 0.5  # the same of levels above in a major group, few of whose titles take these (estimate)
_NOWHERE = 0.7  # the same of levels that no title of the kind takes: those above and the next below (estimate)
# In rich countries managers and professionals of business have often risen in the trade: how common there is a
# level below those that a title usually takes, over its kind of work (estimate after the educational attainment of
# workers by occupation of the Bureau of Labor Statistics, 2023).
_RISEN, _OUTSIDE_RISEN = ("1", "24"), 0.75
_HARDLY = 0.03  # share of the usual levels in a kind of work of which the title is no part: dais among midwives
_DEGREE = EDUCATION_LEVELS.index("bachelor's degree")
_DIPLOMA, _FEW_DIPLOMAS = _DEGREE - 1, 0.35  # for one who left after upper secondary school (estimate)
# The same, at least, where apprenticeships are diplomas: there most who work with their hands have one; and what part
# of all in a kind of work these then are at least (estimates).
_MANY_DIPLOMAS, _GOOD_PART = 0.8, 0.2
_TECHNICIANS = "3"  # the major group of ISCO-08
_MANY_LEFT = 0.4  # share of adults who left after primary school, from which they do what asks for a little more
# The work for which one is licensed, posted or writes: nobody in it never went to school.
_READS = ("11", "12", "13", "2", "3", "4", "54", "831", "832", "833", "8344")
_HARDLY_LEFT = 0.1  # share of a kind of work who left after primary school, under which hardly anybody did (estimate)


def schooling(
    job: Job,
    code: str,
    gender: Gender,
    age: int,
    urban: bool = False,
    region: str | None = None,
    city: str | None = None,
) -> npt.NDArray[np.float64] | None:
    """Shares of the six levels of schooling among those who do a job; None where none are known.

    They lie around what the job usually asks for and takes, none below what law or trade ask. Those of each age stand
    to the others of their job as the people of that age do to all adults: the young have stayed at school for longer.
    Where people of the place left school earlier or later than the country's, so did those of a job that asks for less
    than upper secondary school. Who keeps house has less than others of the age and sex; in town few of the young left
    early, the fewer the younger, but where most of the place did. Those of a people stand where it does.
    """
    of_people = schooling_of_people(job.title, code, gender, age)
    there = of_place = schooled_there(code, (city, region), gender, age) if of_people is None else 0.0
    if there and job.status != "keeping house" and _is_known_there(job, region):
        there -= schooled_there(code, (region,), gender, age)  # the division's own shares tell this already
    if job.status == "keeping house":
        less = figure_of(code, "people", "less schooling of who keeps house", 1.0)
        shares = attainment(code, gender, age) * _KEEPING_HOUSE ** (less * wives_at_work(code) / HALF_AT_WORK)
        if urban:  # more of them where most have left early
            fewer = _youth(age) * _as_in_town(there) * figure_of(code, "people", "few at home left early in town", 1.0)
            left = np.maximum(_YOUNG_IN_TOWN, shares[:2] ** 1.5) ** fewer
            left = _of_the_nation(left) if _is_of_towns(code) else left
            shares[UPPER] += float(shares[:2] @ np.maximum(1 - left, 0.0))  # they stay to the end of school, no longer
            shares[:2] *= left
        lowest, most = levels_there(job, code)
        shares[:lowest] *= _OUTSIDE  # a shop online
        if most < _DEGREE:  # a savings circle, the family's farm
            shares[most + 1 :] *= _OUTSIDE
        least = lowest if job.implies == "spouse" else 0
        if shares[least:].sum() > 0:  # wives of the army and the police have left as late as these took their husbands
            shares[:least] = 0.0
        scaled: npt.NDArray[np.float64] = shares / shares.sum()
        return scaled if of_people is None else _of_there(scaled, of_people)
    known = _at_work(job, code, gender, region)
    if known is None:
        return None
    usual = _adults(code, gender, _ages_of(job))
    weights: npt.NDArray[np.float64] = known * attainment(code, gender, age) / usual
    if urban and weights.sum() > 0:
        weights = _at_work_in_town(weights / weights.sum(), _youth(age) * _as_in_town(of_place), code)
    if there and levels_there(job, code)[0] < UPPER and weights.sum() > 0:
        weights = _of_there(weights / weights.sum(), there * _how_far(job, there, urban))
    if not urban and _is_less_schooled_in_countryside(job, code) and weights.sum() > 0:
        weights = _of_there(weights / weights.sum(), _IN_COUNTRYSIDE)
    if not any((code.upper(), key) in _schooling() for key in title_keys(job)):  # whose own shares tell this already
        at_primary = float(attainment(code, gender, age)[0])
        if of_place < 0 < at_primary < 1:
            at_primary = _NORMAL.cdf(_NORMAL.inv_cdf(at_primary) - of_place)
        weights = _few_left_early(weights, at_primary, _youth(age))
    if of_people is not None and levels_there(job, code)[0] < UPPER and weights.sum() > 0:
        weights = _of_there(weights / weights.sum(), of_people * (1.0 if is_farm(job.isco08) else _THERE_IN_A_JOB))
    asked = _asked_by_law(job, code, NOW - age)
    if age < _MASTER_FROM and asked.least < len(EDUCATION_LEVELS) - 1:
        weights[-2:] = weights[-2] + weights[-1], 0.0
    if weights[asked.least :].sum() > 0:
        weights[: asked.least] = 0.0
    if age < asked.degree_from and asked.least < _DEGREE:
        weights[_DEGREE - 1 :] = weights[_DEGREE - 1 :].sum(), 0.0, 0.0
    return weights / weights.sum() if weights.sum() > 0 else known


def _how_far(job: Job, there: float, urban: bool) -> float:
    """How far what people of a place have over the country's holds within a job."""
    if not is_farm(job.isco08):
        return _THERE_IN_A_JOB
    return _ABOVE_ON_FARMS_OF_TOWNS if urban and there > 0 else 1.0


def _is_less_schooled_in_countryside(job: Job, code: str) -> bool:
    """Whether those who do a job in the countryside left school earlier than those who do it in town: farmers are
    there, and what asks for a certificate asks for it everywhere."""
    at_work = job.status == "working" and not is_farm(job.isco08)
    return at_work and levels_there(job, code)[0] < UPPER and country(code).income_group != "high"


def _at_work_in_town(shares: npt.NDArray[np.float64], young: float, code: str) -> npt.NDArray[np.float64]:
    """Shares of the levels among those of a job as far as few of the young of towns left school early."""
    left = float(shares[0])
    if not young or not 0 < left < 1:
        return shares
    fewer = _YOUNG_AT_WORK_IN_TOWN * (_WHERE_MOST_ARE_IN_TOWN if _is_of_towns(code) else 1.0)
    in_town = shares.copy()
    in_town[0] = _NORMAL.cdf(_NORMAL.inv_cdf(left) - fewer * young)
    in_town[1] *= _YOUNG_AT_LOWER_IN_TOWN**young
    in_town[1:] *= (1 - in_town[0]) / in_town[1:].sum()
    return in_town


def _is_known_there(job: Job, region: str | None) -> bool:
    """Whether the division has shares of its own of those who do the job."""
    return any((region, key) in _schooling() for key in (*title_keys(job), *table_keys(job)))


def _as_in_town(there: float) -> float:
    """How far few of the young left school early in a town whose people stand that far from the country's."""
    return min(max(1 + _LEFT_EARLY * there, 0.0), 1.0)


def _of_there(shares: npt.NDArray[np.float64], there: float) -> npt.NDArray[np.float64]:
    """Shares of the levels among people who stand that many standard deviations above those whose shares they were;
    where they stand above them no more have a diploma or a degree, by which they would do other work."""
    cuts = [_NORMAL.cdf(_NORMAL.inv_cdf(min(max(cut, 1e-9), 1 - 1e-9)) - there) for cut in np.cumsum(shares)[:-1]]
    moved: npt.NDArray[np.float64] = np.diff(cuts, prepend=0.0, append=1.0) * (shares > 0)
    if there > 0 and moved[: UPPER + 1].sum() > 0:
        moved[: UPPER + 1] *= shares[: UPPER + 1].sum() / moved[: UPPER + 1].sum()
        moved[UPPER + 1 :] = shares[UPPER + 1 :]
    there_shares: npt.NDArray[np.float64] = moved / moved.sum()
    return there_shares


def _few_left_early(weights: npt.NDArray[np.float64], of_age: float, youth: float) -> npt.NDArray[np.float64]:
    """Weights of the levels of which the lowest is not much more common than the `of_age` of all people of that age;
    who would be of it has the next."""
    total = weights.sum()
    if not 0 < of_age <= _FEW_LEFT or not total:
        return weights
    most = _NORMAL.cdf(_NORMAL.inv_cdf(of_age) + _YOUNG_LEFT)
    over = youth * max(float(weights[0] - most * total), 0.0)
    moved = weights.copy()
    moved[:2] += (-over, over)
    return moved


def _is_of_towns(code: str) -> bool:
    """Whether nearly all people of a country live in town."""
    there = country(code)
    return there.group in _OF_TOWNS and there.income_group in ("upper middle", "high")


def _of_the_nation(town: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """What is so much rarer in town than in a country of which half live there, over the nation's share where most
    do."""
    over_rest = town / (2 - town)
    rarer: npt.NDArray[np.float64] = over_rest / (_IN_TOWN * over_rest + 1 - _IN_TOWN)
    return rarer


def _youth(age: int) -> float:
    """How far the schooling of the young in towns is that of somebody of an age: 1 for the young, 0 for the old."""
    return min(max((_YOUNG_UNTIL - age) / (_YOUNG_UNTIL - _YOUNG_TO), 0.0), 1.0)


def _ages_of(job: Job) -> range:
    """The ages of most who do a job, or have done it."""
    if job.status == "retired":
        return _RETIRED
    return _FARMERS if is_farm(job.isco08) else _AT_WORK


@cache
def _adults(code: str, gender: Gender, ages: range = _AT_WORK) -> npt.NDArray[np.float64]:
    """Shares of the levels among a country's adults of a sex and of the ages, at least a hundredth each."""
    return _of_ages(code, gender, ages, np.array([attainment(code, gender, age) for age in ages]))


@cache
def _middling_adults(gender: Gender, ages: range) -> npt.NDArray[np.float64]:
    """The same of the middling country, of which the world's rows are."""
    shares = np.array([attainment_under(_MIDDLING, gender, age) for age in ages])
    return _of_ages(_MIDDLING_AGES, gender, ages, shares)


def _of_ages(code: str, gender: Gender, ages: range, shares: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The mean of shares by age and level over a country's people of the ages, at least a hundredth each."""
    people = age_weights(code, gender)[ages.start : ages.stop]
    found: npt.NDArray[np.float64] = np.maximum(people @ shares / people.sum(), 0.01)
    return found


@cache
def _at_work(job: Job, code: str, gender: Gender, region: str | None = None) -> npt.NDArray[np.float64] | None:
    """Shares among those of a job: the division's or the market's own, or the world's as far as its people stay at
    school for longer than those of the middling country that these are of; all bent to what the job usually takes.

    None where hardly any of those of the kind have what the job takes: it is no part of that kind. What law asks may be
    above it, and then counts as taken: pharmacists of five years, for a title of bachelors. But work that asks for no
    degree is not licensed where that is further above it than by one level: dais are no nurses.
    """
    lowest, usual = levels_there(job, code)
    if job.levels[0] == LOWER and _many_left(code):
        lowest = 0
    least = _asked_by_law(job, code).least
    for market in (*filter(None, (region,)), code.upper(), "any"):
        for key in (*title_keys(job), *table_keys(job)):
            if (shares := _schooling().get((market, key))) is not None:
                if market == "any":
                    ages = _ages_of(job) if job.status == "retired" else _AT_WORK
                    shares = _as_far_as(shares, _adults(code, gender, ages), _middling_adults(gender, ages), code)
                highest = _highest_there(usual, shares, market != "any" and _trades_give_diplomas(key, shares))
                bent = shares if key.startswith("title:") else shares * _bend(job, key, code, shares, (lowest, highest))
                most = max(highest, least) if usual >= _DEGREE or least == usual + 1 else highest
                is_part = bent[lowest : most + 1].sum() > _HARDLY * shares[least:].sum()
                return bent / bent.sum() if is_part else None
    return None


def _as_far_as(
    shares: npt.NDArray[np.float64], adults: npt.NDArray[np.float64], middling: npt.NDArray[np.float64], code: str
) -> npt.NDArray[np.float64]:
    """The world's shares as far as a country's adults stay at school for longer than those of the middling country; who
    left with either certificate of secondary school alike, where employers ask for the lower.

    Where far more graduates go on to a master's than there, they do so for all kinds of work: most of those of
    professionals went on there too.
    """
    scaled: npt.NDArray[np.float64] = shares * adults / middling
    going_on = float(adults[MASTER] / middling[MASTER] / (adults[BACHELOR] / middling[BACHELOR]))
    if going_on > 1 and not has_long_degrees(code):
        of_degrees = scaled[BACHELOR] + scaled[MASTER]
        scaled[MASTER] *= going_on ** (_MASTERS_IN_A_JOB - 1)
        scaled[BACHELOR:] *= of_degrees / max(scaled[BACHELOR] + scaled[MASTER], 1e-9)
    if leaves_at_lower(code):
        left = slice(LOWER, UPPER + 1)
        scaled[left] = shares[left].sum() / middling[left].sum() * adults[left]
    return scaled


def _bend(
    job: Job, key: str, code: str, shares: npt.NDArray[np.float64], levels: tuple[int, int]
) -> npt.NDArray[np.float64]:
    """By level, how common it is in a job, over its share in the kind of work under a key; the job usually takes what
    is between the `levels`.

    Other levels are rarer than in its kind of work, the further off the rarer; less so where no title of the kind takes
    them, which then have the share of it among themselves. In rich countries many have risen to work of managers and in
    offices of business; of large groups of work of which many left after primary school these do what asks for a little
    more. Where few have a diploma for one who left after upper secondary school in that work, these do
    what asks for one elsewhere. Nobody has less than law asks.
    """
    lowest, highest = levels
    isco08 = key.rpartition(":")[2]
    taken, outside = _taken(isco08), _OUTSIDE if len(isco08) > 2 else _OUTSIDE_IN_A_GROUP
    above = _OVER_IN_A_MAJOR_GROUP if len(isco08) == 1 else outside
    risen = job.isco08.startswith(_RISEN) and country(code).income_group == "high"
    below = _OUTSIDE_RISEN if risen else outside
    if lowest == job.levels[0] == LOWER and len(isco08) <= 2 and shares[0] >= _MANY_LEFT_IN_A_GROUP * shares.sum():
        below = _OUTSIDE_OF_MANY
    bent = np.ones(len(EDUCATION_LEVELS))
    for level in range(lowest):
        between = max(lowest - level - 1, len(taken & set(range(level, lowest))))
        bent[level] = below**between if between else max(_NOWHERE, below)
    for level in range(highest + 1, len(bent)):
        between = len(taken & set(range(highest + 1, level + 1)))
        bent[level] = above**between if between else _NOWHERE
    if lowest == _DIPLOMA and shares[_DIPLOMA] < _FEW_DIPLOMAS * shares[UPPER]:
        bent[lowest - 1] = _NOWHERE
    bent[: _asked_by_law(job, code).least] = 0.0
    return bent


def _highest_there(usual: int, shares: npt.NDArray[np.float64], trades_give_diplomas: bool) -> int:
    """The highest level that a job takes in a kind of work with these shares, if it is the `usual` one elsewhere.

    Where hardly anybody of the kind stopped after primary school, what is done by those who left early elsewhere is
    done by those who have finished school. Where a trade is learnt for a diploma, so is work that asks for no more than
    that school.
    """
    if usual == LOWER and shares[0] < _HARDLY_LEFT * shares.sum():
        usual = UPPER
    return _DIPLOMA if usual == UPPER and trades_give_diplomas else usual


@cache
def _many_left(code: str) -> bool:
    """Whether so many of a country's adults left after primary school that they do what asks for a little more."""
    return float(_adults(code, "Female")[0] + _adults(code, "Male")[0]) / 2 >= _MANY_LEFT


def reads(job: Job) -> bool:
    """Whether nobody who does a job never went to school: it asks a licence, or to write."""
    return job.status == "working" and job.isco08.startswith(_READS)


def _trades_give_diplomas(key: str, shares: npt.NDArray[np.float64]) -> bool:
    """Whether a country's shares in the kind of work under a key are those of one where apprenticeships are diplomas:
    nearly as many have one as left after upper secondary school, and they are a good part of all. Where few stayed at
    school for that long at all the first alone says nothing, nor do the diplomas of technicians, who have them
    everywhere."""
    if key.rpartition(":")[2].startswith(_TECHNICIANS):
        return False
    return bool(shares[_DIPLOMA] >= max(_MANY_DIPLOMAS * shares[UPPER], _GOOD_PART * shares.sum()))


@cache
def _taken(isco08: str) -> frozenset[int]:
    """The levels that some title under an ISCO-08 code usually takes."""
    jobs = [row.job for row in tables().all_rows if row.job.isco08.startswith(isco08)]
    return frozenset(level for job in jobs for level in range(job.levels[0], job.levels[1] + 1) if job.isco08)


def least_schooling(job: Job, code: str, age: int) -> str:
    """The level of schooling, one of `EDUCATION_LEVELS`, that somebody at work has at least: what the work usually
    takes, and what law or trade ask of it in the country."""
    return EDUCATION_LEVELS[max(levels_there(job, code)[0], _asked_by_law(job, code, NOW - age).least)]


@dataclass(frozen=True)
class _Asked:
    """The least level that law or trade ask of a job, and the age in years from which somebody with a degree does it
    where the training is longer than a degree usually is."""

    least: int = 0
    degree_from: int = 0


@cache
def _asked_by_law(job: Job, code: str, born: int = 0) -> _Asked:
    """What law or trade ask in a country of people born in a year, at least of anybody for 0: of the title, else of the
    nearest ISCO-08 code; a master's degree of whoever has work that usually nobody has without, but where the country
    has a row of its own for the title."""
    if job.education_min == EDUCATION_LEVELS[-1] and (code.upper(), job.title) not in _required():
        return _Asked(EDUCATION_LEVELS.index(job.education_min))
    for key in (job.title, *groups_of(job.isco08)):
        for market in (code.upper(), "any"):
            for since, asked in _required().get((market, key), ()):
                if born >= since:
                    return asked
    return _Asked()


@cache
def serves_the_state(job: Job, education: str | None, code: str, age: int) -> bool:
    """Whether somebody of that schooling has what offices of the state ask of such work, "state:" and the beginning of
    its ISCO-08 code in the table."""
    for since, asked in _required().get((code.upper(), f"state:{job.isco08[:1]}"), ()):
        if NOW - age >= since:
            return education is None or level_of(education) >= asked.least
    return True


@cache
def _required() -> dict[tuple[str, str], list[tuple[int, _Asked]]]:
    """By market and key: the years of birth from which something is asked, the latest first."""
    found: dict[tuple[str, str], list[tuple[int, _Asked]]] = {}
    for row in table("work/required.csv"):
        asked = _Asked(EDUCATION_LEVELS.index(row["least"]), int(row["degree_from"] or 0))
        for market in row["markets"].split("|"):
            found.setdefault((market, row["key"]), []).append((int(row["born_from"] or 0), asked))
    return {key: sorted(rows, key=lambda each: -each[0]) for key, rows in found.items()}


@cache
def _schooling() -> dict[tuple[str, str], npt.NDArray[np.float64]]:
    columns = ("primary", "lower_secondary", "upper_secondary", "vocational", "bachelor", "master")
    found: dict[tuple[str, str], npt.NDArray[np.float64]] = {}
    for row in table("work/schooling.csv"):
        kind, colon, names = row["key"].rpartition(":")  # "title:paint shop owner|camera shop owner"
        shares = np.array([float(row[column]) for column in columns])
        for market, name in product(row["market"].split("|"), names.split("|")):
            found[market, f"{kind}{colon}{name}"] = shares
    return found
