"""What the people of a household may earn and receive.

Own pay comes from the band of what the person does (`own`), that of the others from what people of the place earn,
nearer to the person's own the nearer their trades (`earnings`); some households receive money from relatives
elsewhere (`remittances`). Many households are drawn at once, of which `draw` takes one.
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from boses_engine.domain.persona import PARENTS_HOME, Gender, Household
from boses_engine.grounding.income.cash_aid import CASH_AID, cash_aid, draw_cash_aid
from boses_engine.grounding.income.earnings import draw_earnings, draw_pension_beside
from boses_engine.grounding.income.maternity_leave import on_leave, paid_on_leave
from boses_engine.grounding.income.own import draw_own, thinned, with_longer_weeks
from boses_engine.grounding.income.remittances import SENT_LEAST, draw_received, spouse_sends, spread_sent, still_sent
from boses_engine.grounding.income.state_pay import draw_on_scale, not_under_the_law, on_scale, paid_by_scale
from boses_engine.grounding.income.terms import CLASS_TELLS, Terms, kin_of
from boses_engine.grounding.people.students import LODGING_UNTIL
from boses_engine.grounding.places.countries import country, figure_of, table
from boses_engine.grounding.work.employers import draw_workplaces, state_posts
from boses_engine.grounding.work.fit import is_farm
from boses_engine.grounding.work.pay import (
    SOCIAL_PENSIONER,
    least_pension,
    least_pension_alone,
    level_of_pay,
    money_of,
    pay_band,
    social_pension,
    studies_beside_work,
    wage_level,
)
from boses_engine.grounding.work.retired import pension_by_schooling
from boses_engine.grounding.work.schooling import serves_the_state
from boses_engine.grounding.work.tables import Job

_SENT_MOST, _SENT_MOST_FARMS = 0.3, 0.45  # at most, over own pay: what is sent to who works (estimate)
_STUDENTS_MOST, _PUPILS_MOST = 0.8, 0.3  # of usual pay, what a student and a pupil have (estimates)
_STUDENTS_MOST_RICH = 0.4  # the same of students where incomes are high, with what parents pay for rooms (estimate)
# Outside rich countries, how many times as much land and ponds who farms and is asked for as well-off has at most: the
# bands are those of all, most of whom have less than a hectare (estimate after FAO, farms by size).
_LAND, _MORE_LAND = ("61", "6221"), 3.0
OWN_PENSION = "pension"  # as records name what people at work have of one beside their pay

# Of students who work for few hours: what their people give them over others, and how many hours of a part-timer they
# have, from and to; the same of who has full hours at other work (estimates).
_KEPT_BESIDE, _HOURS_BESIDE, _HOURS_SECOND = 0.6, (0.4, 0.85), (0.25, 0.6)
_PUPILS_UNDER = 0.05  # the ratio to mean earnings under which a student is a pupil of a school
# Of students with parents at home: how far what they have follows the parents' pay over the usual of two, in logs, the
# least and the most that it does, and what it is at least over the middle of such money (estimates).
_POCKET_FOLLOWS, _POCKET_ENDS, _POCKET_LEAST = 0.5, (0.75, 1.8), 0.55
_LODGERS_OWN = 2.2  # what students in lodgings have over those at home: they pay for room and meals (estimate)
# Outside rich countries, over usual pay: what students in lodgings have at least, for a bed and meals, and what those
# at home have at most where their parents earn as others do (estimates; Samarinda 2026: 1.2 to 2.5 million in lodgings,
# 0.4 to 1.2 at home).
_LODGERS_LEAST, _POCKET_MOST = 0.27, 0.34
# Where widows have a part of the husband's pension: over the mean of women's, theirs and what other women have in their
# own right; the divorced have no such part (estimates after DREES, Les retraités et les retraites 2024: own pensions of
# women 0.62 of men's, 0.75 with those of survivors).
_OF_WIDOWS, _OF_OTHER_WOMEN = 1.05, 0.9
# Over usual pay, what comes from elsewhere to who lives alone without work, and to a home where nobody has any; less
# where incomes are high and there are benefits (estimates).
_SENT_ALONE, _SENT_IN_BENEFIT, _BENEFIT_OF_PARENTS = 0.5, 0.2, 0.35
# Over usual pay, the benefit and what is paid of the rent of the unemployed alone where even the poorest have some,
# from and to (estimate after the basic incomes of Germany, Belgium, France, Spain and Britain, 2025).
_BASIC_INCOME = (0.32, 0.42)
_SENT_FOR_ALL = {"studying": 0.82, "keeping house": 0.55, "looking for work": 0.55}
# Of students who live on their own money: by how much more than the least at most, and what older ones have at least
# over usual pay (estimates after Eurostudent 8).
_BESIDE_GRANTS, _GROWN_STUDENTS = 0.5, 0.4
_PARENTS = 1.6  # over usual pay, what the parents of a student in lodgings have: two earn in most homes (estimate)
# How much rarer where the person's spouse has pay, and where both have, but on farms (estimates).
_SENT_TO_COUPLES, _SENT_TO_WORKING_COUPLES = 0.1, 0.3
# Whom their family keeps, where none of it is at home; a student's household is the parents', with what they have.
_FAMILY = ("studying", "retired")
# Who takes in a student whose parents are elsewhere, and keeps one at home; what parents send there over usual pay
# (estimate).
_TAKE_IN = frozenset(("aunt", "uncle", "grandmother"))
_KEEPERS, _SENT_TO_KIN = _TAKE_IN | {"mother", "father"}, 0.2
_SENT_TO_STUDENTS = 0.4  # of homes that get money from afar, those of students with both parents at home (estimate)
# Of a head's food, from how much a head on nobody at home is poor enough for a social pension (estimate).
_NOT_INDIGENT = 2.5
# Where no job is asked for by its name: pay over so many times the mean of the country counts by so much of its log,
# for hardly anybody meets a head of a large firm (estimate); officers of ships and aircraft are paid as abroad.
_A_FORTUNE, _OVER_A_FORTUNE, _PAID_IN_DOLLARS = 12.0, 0.35, "315"
_SENT_BESIDE = 0.5  # how much rarer that is where somebody at home has usual pay (estimate)


@dataclass(frozen=True, slots=True)
class Tries:
    """Households drawn: own pay of shape (n,), what each of the others brings of shape (n, others), and of shape (n,)
    the sum of both, how many are without pay of whom some is expected, at which of the job's workplaces the person is,
    whether that pays by one scale everywhere, and whether the person is there part-time."""

    own: npt.NDArray[np.float64]
    others: npt.NDArray[np.float64]
    totals: npt.NDArray[np.float64]
    idle: npt.NDArray[np.int64]
    at: npt.NDArray[np.int64]
    national: npt.NDArray[np.bool_]
    part_time: npt.NDArray[np.bool_]

    @property
    def aid(self) -> npt.NDArray[np.float64]:
        """What the state pays each household, shape (n,)."""
        return self.others[:, -2]


def others_of(home: Household, job: Job) -> list[str]:
    """Whose money counts beside the person's own: those at home who may earn, the person's pension beside pay, the
    state, what comes from elsewhere."""
    if _kept_from_afar(home, job):
        return [*home.members, OWN_PENSION, CASH_AID, PARENTS_HOME]
    alone = set(home.members) <= {"roommate"}
    sent = "family" if job.status in _FAMILY and alone else "relatives elsewhere"
    return [*home.members, OWN_PENSION, CASH_AID, sent]


def _paid_beside(
    rng: np.random.Generator,
    n: int,
    terms: Terms,
    work: Job,
    age: int,
    gender: Gender | None,
    hours_of: tuple[float, float],
) -> npt.NDArray[np.float64]:
    """What students and those at work earn by the part-time work that they have beside, shape (n,); for parts of a
    part-timer's hours between two."""
    place, code = terms.place, terms.place.country_code
    workplaces = work.workplaces or (work.workplace,)
    there = draw_workplaces(rng, n, workplaces, code, work.isco08, place.region, place.city, title=work.known_as)
    band = pay_band(code, work).moved(level_of_pay(place, work))
    hours = rng.uniform(*hours_of, n)
    return hours * draw_own(rng, n, band, place, work, age, 0.0, there, gender).pay


def _students_most(terms: Terms) -> float:
    """Over usual pay, what a student has at most."""
    return _STUDENTS_MOST_RICH if terms.income_group == "high" else _STUDENTS_MOST


def _basic_income(rng: np.random.Generator, n: int, terms: Terms, home: Household) -> npt.NDArray[np.float64]:
    """What a state pays the unemployed where nobody at home has money, shape (n,): the more, the more live on it; 0
    where even the unemployed may have nothing."""
    code, seeks = terms.place.country_code, terms.job.status == "looking for work"
    if not seeks or terms.income_group != "high" or money_of(code, "status:looking for work").p10 <= 0:
        return np.zeros(n)
    return terms.usual * math.sqrt(home.size) * rng.uniform(*_BASIC_INCOME, n)


def _kept_from_afar(home: Household, job: Job) -> bool:
    """Whether somebody studies away from parents, who pay for it."""
    single = home.marital_status == "single"
    return job.status == "studying" and single and _KEEPERS.isdisjoint(home.members)


def _own_of_students(rng: np.random.Generator, n: int, terms: Terms, age: int) -> npt.NDArray[np.float64] | None:
    """What students of Low have who live on their own money, shape (n,): where the state pays all who study, and past
    the age of lodgings where incomes are high; None for those whose parents' home counts."""
    grown = _GROWN_STUDENTS * terms.usual if age >= LODGING_UNTIL and terms.income_group == "high" else 0.0
    least = max(student_grant(terms.place.country_code), grown)
    return least * (1 + _BESIDE_GRANTS * rng.random(n)) if terms.of_low and least else None


@cache
def student_grant(code: str) -> float:
    """What the state grants and lends a month to all who study and have left home; 0 where it does not."""
    return {row["code"]: float(row["monthly"]) for row in table("income/student_grants.csv")}.get(code, 0.0)


def _pocket_money(
    rng: np.random.Generator, own: npt.NDArray[np.float64], parents: npt.NDArray[np.float64], terms: Terms
) -> npt.NDArray[np.float64]:
    """What students have whose parents are at home, shape (n,): more where these earn more, and seldom next to
    nothing."""
    richer = (np.maximum(parents, 1.0) / (_PARENTS * terms.usual)) ** _POCKET_FOLLOWS
    least = _POCKET_LEAST * terms.band.p50 * (1 + 0.4 * rng.random(len(own)))
    found: npt.NDArray[np.float64] = np.maximum(own, least) * np.clip(richer, *_POCKET_ENDS)
    most: float | npt.NDArray[np.float64] = (
        _PUPILS_MOST if terms.job.pay_ratio < _PUPILS_UNDER else _students_most(terms)
    )
    if terms.income_group != "high":
        most = np.minimum(most, _POCKET_MOST * np.maximum(richer, 1.0))
    return np.minimum(found, most * terms.usual * (1 - 0.3 * rng.random(len(own))))


def draw_tries(
    rng: np.random.Generator,
    n: int,
    terms: Terms,
    home: Household,
    age: int,
    schooled: float,
    education: str | None,
    gender: Gender | None,
    chances: npt.NDArray[np.float64],
    without: bool,
) -> Tries:
    """So many households drawn as they may be in all classes; those at home stand as in `others_of`, and have pay with
    these `chances`, shape (members,)."""
    place, job, members = terms.place, terms.job, home.members
    code, status, usual = place.country_code, job.status, terms.usual
    workplaces = job.workplaces or (job.workplace,)
    posts = state_posts(code, job.isco08, age) if serves_the_state(job, education, code, age) else 0.0
    there = draw_workplaces(rng, n, workplaces, code, job.isco08, place.region, place.city, posts, job.known_as)
    scales = on_scale(code, job, workplaces, education, place.region, place.city)
    there = paid_by_scale(there, scales) if scales else there
    band = pension_by_schooling(code, job.title, education) if status == "retired" else None
    schooled = 0.0 if band else schooled
    drawn = draw_own(rng, n, band or terms.band, place, job, age, schooled, there, gender, education, terms.standing)
    if status == "working" and set(members) <= {"roommate"}:
        drawn = with_longer_weeks(rng, drawn, place, job)
    own = drawn.pay
    if scales:
        level = 1.0 if terms.income_group == "high" else wage_level(place)
        own = draw_on_scale(rng, own, there, scales, age, education, drawn.hours, level)
    if status == "working":
        own = not_under_the_law(own, there, scales, code, job, workplaces)
        if job.match == "category" and not job.isco08.startswith(_PAID_IN_DOLLARS):
            own = thinned(own, _A_FORTUNE * country(code).mean_earnings_monthly, _OVER_A_FORTUNE)
    if terms.of_high and terms.income_group != "high" and job.employment == "own" and job.isco08.startswith(_LAND):
        own = own * _MORE_LAND ** rng.random(n)
    if status == "retired" and gender == "Female" and figure_of(code, "work", "survivors' pension"):
        part = _OF_WIDOWS if home.marital_status == "widowed" else _OF_OTHER_WOMEN
        own = np.maximum(part * own, np.minimum(own, least_pension(code)))
    if status == "retired" and not members:
        own = np.maximum(own, least_pension_alone(code))
    if on_leave(terms, home, gender):
        own = own * paid_on_leave(rng, n, code)
    if job.beside and status == "working":
        own = own + _paid_beside(rng, n, terms, job.beside, age, gender, _HOURS_SECOND)
    allowed = status == "studying" and not studies_beside_work(code, job)  # what parents give and small jobs bring
    if allowed and set(members) <= {"roommate"}:
        least = 0.0 if terms.income_group == "high" else _LODGERS_LEAST * usual * (1 + 0.5 * rng.random(n))
        own = np.maximum(_LODGERS_OWN * own, least)
        own = np.minimum(own, _students_most(terms) * usual * (1 - 0.3 * rng.random(n)))
    others = np.empty((n, len(members) + 3))
    brought, pension, aid, sent = others[:, :-3], others[:, -3], others[:, -2], others[:, -1]
    idle = np.zeros(n, dtype=np.int64)
    if members:
        brought[:], idle = draw_earnings(rng, n, terms, home, age, own, there.national, education, chances, without)
        if social := social_pension(code):
            income = (own + brought.sum(axis=1)) / home.size
            well_off = (income > _NOT_INDIGENT * terms.food).reshape(n, 1)
            brought[:] = np.where(well_off & (brought == social), 0.0, brought)
            if SOCIAL_PENSIONER not in (job.title, job.like):
                own = np.where(well_off[:, 0] & (own == social), 0.0, own)
    sent[:] = draw_received(rng, n, terms, home, gender)
    spouse = kin_of(members).spouse
    # Whose spouse earns is seldom sent money as well, nor much.
    if spouse is not None and status != "retired" and not job.is_kept_from_away:
        usual_of_couples = _SENT_TO_WORKING_COUPLES if status == "working" else _SENT_TO_COUPLES
        couples = figure_of(code, "work", "sent to couples", usual_of_couples)
        small = is_farm(job.isco08) & (own < usual)  # on farms that pay well it is as elsewhere
        kept = rng.random(n) < np.where(small, 1.0, couples)
        paid = brought[:, spouse]
        sent[:] = np.where(paid > 0, np.minimum(sent * kept, _SENT_MOST * (own + paid)), sent)
    if status == "working" and not spouse_sends(home, gender, job):
        sent *= still_sent(rng, own, brought, usual)
    if status == "studying" and not _KEEPERS.isdisjoint(members):
        if {"mother", "father"} <= set(members):  # seldom anybody else pays
            sent *= rng.random(n) < _SENT_TO_STUDENTS
        elif not _TAKE_IN.isdisjoint(members):  # parents elsewhere help
            np.maximum(sent, _SENT_TO_KIN * usual * spread_sent(rng, n), out=sent)
        at_home = [at for at, each in enumerate(members) if each in _KEEPERS]
        if allowed:
            own = _pocket_money(rng, own, brought[:, at_home].sum(axis=1), terms)
    if status == "retired" and members and not job.on_remittances:
        provided = brought.max(axis=1) >= usual
        sent[:] = np.where(provided, sent * (rng.random(n) < _SENT_BESIDE), sent) * still_sent(rng, own, brought, usual)
    if status == "working" and not spouse_sends(home, gender, job):
        np.minimum(sent, (_SENT_MOST_FARMS if is_farm(job.isco08) else _SENT_MOST) * own, out=sent)
        sent[sent < SENT_LEAST * usual] = 0.0
    if _kept_from_afar(home, job):  # theirs is what their parents have
        # The students' own is a part of it, and what is left is what counts beside it.
        most = figure_of(code, "work", "lodgers' part of parents' money")
        poorer = figure_of(code, "work", "lodgers of the poorest")
        parents = _PARENTS * math.exp(terms.class_tells) * usual * spread_sent(rng, n)
        if terms.income_group != "high" and allowed:  # whose parents have more than the middle class is sent more
            middle = _PARENTS * math.exp(CLASS_TELLS["Middle"]) * usual
            richer = np.maximum(parents / middle, 1.0) ** _POCKET_FOLLOWS
            own = own * np.minimum(richer, _POCKET_ENDS[1]) * np.clip(parents / middle, poorer, 1.0)
        own = np.minimum(own, most * parents * (1 - 0.3 * rng.random(n))) if allowed else own
        theirs = _own_of_students(rng, n, terms, age)
        sent[:] = np.maximum(parents - own, 0.0) if theirs is None else 0.0
        own = own if theirs is None else theirs
    elif not members and status in ("keeping house", "looking for work"):  # somebody pays for them
        alone = _SENT_IN_BENEFIT if status == "looking for work" and terms.income_group == "high" else _SENT_ALONE
        basic = _basic_income(rng, n, terms, home)
        own = np.maximum(own, basic)
        sent[:] = np.where(basic > 0, 0.0, np.maximum(sent, alone * usual * spread_sent(rng, n)))
    elif status not in ("working", "retired"):  # nor can those at home live without anybody's money
        none = ~brought.any(axis=1)
        family = _BENEFIT_OF_PARENTS if terms.income_group == "high" else _SENT_FOR_ALL[status]
        basic = _basic_income(rng, n, terms, home)
        basic = np.where(none, basic, 0.0)
        own = np.maximum(own, basic)
        sent[:] = np.where(none & (basic <= 0), np.maximum(sent, family * usual * spread_sent(rng, n)), sent)
    if job.beside and allowed:
        own = _KEPT_BESIDE * own + _paid_beside(rng, n, terms, job.beside, age, gender, _HOURS_BESIDE)
    pension[:] = draw_pension_beside(rng, n, terms, age, gender) if status == "working" else 0.0
    aid[:] = 0.0
    if cash_aid(code, home.children):
        most = np.maximum(own, brought.max(axis=1, initial=0.0))
        couple = own + (brought[:, spouse] if spouse is not None else 0.0)
        totals = own + brought.sum(axis=1) + sent
        aid[:] = draw_cash_aid(rng, place, home, totals, most, couple, surely=job.on_cash_aid)
    return Tries(own, others, own + others.sum(axis=1), idle, there.at, there.national, drawn.part_time)
