"""What a segment is before its people are drawn: who is meant, how rare they are, and what each is drawn from first."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import and_

import numpy as np

from boses_engine.domain.group import Group, IncomeLevel
from boses_engine.domain.persona import PART_TIME, PARTNERS, Gender, Household, Income, MaritalStatus
from boses_engine.domain.report import SegmentReport
from boses_engine.grounding.drawing import Weighted, pick
from boses_engine.grounding.income.class_ends import tell_class
from boses_engine.grounding.income.classes import national_quantile
from boses_engine.grounding.income.draw import Drawn, draw_income
from boses_engine.grounding.income.maternity_leave import on_leave
from boses_engine.grounding.income.terms import terms_of
from boses_engine.grounding.names.customs import REFERENCE_YEAR
from boses_engine.grounding.people import demographics
from boses_engine.grounding.people.apart import AT_HOME, TOGETHER, Apart, apart, is_in_quarters
from boses_engine.grounding.people.families import NEVER_SHARED
from boses_engine.grounding.people.households import draw_household
from boses_engine.grounding.people.kin import BRINGS_UP_FROM
from boses_engine.grounding.people.newcomers import FOREIGNERS, NOBODY_CAME, newcomers
from boses_engine.grounding.people.norms import A_MINOR, AGE_OF_MARRIAGE_LEAST
from boses_engine.grounding.people.peoples import schooling_of
from boses_engine.grounding.people.rooms import homes_shared
from boses_engine.grounding.people.students import (
    LODGING_FROM,
    LODGING_UNTIL,
    draw_lodging,
    draw_with_kin,
    students_over_people,
)
from boses_engine.grounding.people.tongues import share_of_people
from boses_engine.grounding.people.unions import members_apart
from boses_engine.grounding.phrases.family import said_of_children
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.phrases.taken_like import Nearest
from boses_engine.grounding.places.countries import country, religions
from boses_engine.grounding.places.resolve import (
    Place,
    Resolved,
    draw_urban,
    has_villages,
    in_the_country,
    of_the_division,
    place_at,
    resolve,
)
from boses_engine.grounding.work.ages import ages_at_work
from boses_engine.grounding.work.asked import Asked
from boses_engine.grounding.work.fit import FARM_IN_TOWN, Standing, is_farm
from boses_engine.grounding.work.occupations import draw_job, usual_ages, usual_from
from boses_engine.grounding.work.regions import title_weight
from boses_engine.grounding.work.tables import SCHOOL, Job, Wish, tables
from boses_engine.grounding.work.who import Sexes, least_schooling, reads, schooling, sexes_of
from boses_engine.randomness import generator

RARE = 0.1  # a segment that fewer of its like belong to is said to be rare
_HOMES, _ROUNDS = 3, 3  # households tried for each person, and how often where none stands in the class
_FITS = 0.3  # the share of its households in a class from which a title is not rarer there (estimate)
_JOBS, _MISFIT = 6, 0.02  # jobs tried for who may have any, until that share of such households is in the class
# The chance of being in the class from which homes come alike, and those of the retired: grown children do not stay at
# home for it (estimates: with whom people live differs less between classes than how many of them earn).
_ALIKE, _RETIRED_ALIKE = 0.02, 0.01
_RETIRED_LEAST = 0.7  # over that, of homes that are hardly ever in the class: money sent by children brings them there
# Homes of mothers of a child so young that leave is paid, over others with their work (estimate after OECD Family
# Database LMF1.2: a fifth of mothers with a child under three work in Czechia, Slovakia and Hungary).
_AT_WORK_IN_LEAVE = 0.08
# With what power of the chance of being in the class homes come: the whole of it would marry off young men of Low and
# leave waiters of Low alone, for what the others at home earn is known less well than with whom people live (estimate).
_CLASS_TELLS = 0.5
# Where incomes are high: of those at work in homes of Low, whose home comes as often as it is in the class, whoever is
# in it: one wage makes a home poor there, two seldom do (estimate after DWP, Households Below Average Income 2023/24).
_ONE_WAGE_POORER = 0.4
_ELDERS = frozenset(("mother", "father", "grandmother", "grandfather", "aunt", "uncle"))
# Of those who are said to live in lodgings beside their work: how many of the married left their families elsewhere,
# and how many of them have a room to themselves; the wives mostly rent it with their husbands. Rooms are for the single
# first: who would be married there or bring children is drawn once more (estimates).
_IN_LODGINGS: dict[Gender, Apart] = {
    "Male": Apart(share=0.8, lodges=True, alone=0.4),
    "Female": Apart(share=0.3, lodges=True, alone=0.4),
}
# Outside rich countries: of those at work in offices who would live outside town, how many live in town (estimate), and
# what is done in offices: by the beginnings of ISCO-08 codes, and kinds of work.
_DESKS_IN_TOWN = 0.65
_DESKS = ("121", "122", "133", "24", "25", "261", "262", "264", "331", "332", "333", "334", "335", "41", "42", "43")
_DESK_KINDS = frozenset(
    ("office worker", "IT professional", "finance professional", "marketing professional", "legal professional")
)
_OF_A_UNIVERSITY = "university student"  # the category of the titles of those who study there
_YOUNG_UNTIL = 30  # years until which it does not tell whether they live with their people, outside rich countries
# ISCO-08: whose shop or land is mostly where their people live; nor does who works on their own in the country live
# there among strangers.
_ROOTED = ("5221", "61", "63")
_FEW = 4  # titles, whose weights tell how much of the work a place has
_YOUTH = (28, 30)  # years, until which a title keeps the words of youth that words.csv has under them
_NEW_AT = 25  # years of somebody who is paid like the new (estimate)
# Whom a nuclear family has at home, and how many homes are drawn until one is as was asked for.
_OF_THE_COUPLE = frozenset(("husband", "wife", "partner", "co-wife", "second wife", "son", "daughter", "roommate"))
_TRIES_OF_KIN = 12
_TRIES_OF_ROOMS = 5  # in which no elders live
_SPOUSE_AWAY = Apart(1.0)  # of all of them
# Who is at home of those who are said to live with a grown child, of so many years, or with the family of one.
_GROWN = 20
_WITH_GROWN_CHILD = {
    **{"child": frozenset(("daughter", "son")), "daughter": frozenset(("daughter",)), "son": frozenset(("son",))},
    **{"daughter's family": frozenset(("son-in-law",)), "son's family": frozenset(("daughter-in-law",))},
}
_OF_TWO = ("a couple", "newly wed")  # homes of a couple by themselves
_INFANT = 1  # years up to which a child is of those who have married of late
_CHILDREN = frozenset(("son", "daughter"))
_ONE_EARNS = 1e-4  # how much rarer a home of one wage is where both were said to earn
_TRIED = 48  # people whose households tell how common a segment is


@dataclass(frozen=True)
class Segment:
    """What is known of a segment before its people are drawn.

    `women` is the share that is drawn, and what it rests on; `in_class` the share, 0..1, of households like these that
    stands in the income class; `income_class` what that class is there; `notes` what a user should know.
    """

    women: Sexes
    in_class: float
    income_class: str
    notes: tuple[str, ...]

    @property
    def report(self) -> SegmentReport:
        """What a run's report says of it."""
        return SegmentReport(
            women=round(self.women.women, 3),
            women_basis=self.women.basis,
            women_source=self.women.source,
            in_class=round(self.in_class, 3),
            income_class=self.income_class,
            notes=self.notes,
        )


@dataclass(frozen=True)
class Basis:
    """What is drawn of a person first, and all else from: who, where, what they do, with whom, on what money."""

    age: int
    place: Place
    urban: bool
    job: Job
    education: str
    home: Household
    income: Income
    chance: float  # that a household like theirs is in the class
    part_time: bool = False
    migrates: bool = False  # whether their people are where they came from
    over: float = 0.0  # by how many levels their schooling is over that of those who do the same

    @property
    def title(self) -> str:
        """What they are called by what they do: part-timers say so, for their pay is for few hours; no word of youth
        stays with those who are past it, nor what a parent does for a child of an age that none of theirs has."""
        title, said = self.job.title, said_of_children(self.job.title)
        if " and " in title and not any(said.least <= child <= said.most for child in self.home.children):
            title = title if said == A_MINOR else title.partition(" and ")[0]
        for until in (each for each in _YOUTH if self.age > each):
            title = " ".join(word for word in title.split() if word not in tables().words[f"until {until}"])
        if self.job.beside:
            return f"{self.job.beside.title} and {title}"
        told = self.part_time and PART_TIME not in title
        return f"{PART_TIME} {title}" if told else title


def draw_basis(
    group: Group,
    asked: Asked,
    where: Resolved,
    gender: Gender,
    axis: dict[str, float],
    rng: np.random.Generator,
    titles: Counter[str],
) -> Basis:
    """What all else of a person is drawn from; `axis` has the quantiles of age, income, place and marital state,
    `titles` what others
    do."""
    code, level = where.country_code, group.income_level
    least, over = _age_from(group, asked, gender, code), ages_at_work(asked, code)
    age = demographics.draw_age(axis["age"], code, gender, least, group.age_max, over)
    place = place_at_work(axis["place"], asked, where)
    urban = draw_urban(rng, where, place)
    if urban and asked.in_villages:
        urban = not has_villages(place)
    elif urban and place.region not in where.divisions and _on_farms(asked) and has_villages(place):
        urban = bool(rng.random() < FARM_IN_TOWN)  # their land is not in the streets
    elif not urban and not asked.in_villages and country(code).income_group != "high" and _at_desks(asked):
        urban = bool(rng.random() < _DESKS_IN_TOWN)  # offices stand in the streets
    rank = national_quantile(axis["income"], place, level)
    # Of a small town that was asked for, some live in its streets and some around it.
    in_town = None if not urban and place.urban is None and place.region not in where.divisions else urban
    of_people, places = schooling_of(asked.people, code, gender, age), (place.city, place.region)
    schooling_rank = demographics.draw_education_rank(rng, rank, in_town, code, places, of_people, gender, age)
    if asked.schooled:
        schooling_rank = demographics.rank_among(code, gender, age, schooling_rank, *asked.schooled)
    schooled = demographics.attained(code, gender, age, schooling_rank)
    standing = Standing(schooled, rank, urban, place.region, place.city)
    lodges = draw_lodging(rng, code, age, "studying", place.city)  # whatever the income
    away = lodges, draw_with_kin(rng, code)
    if asked.lodging is not None:  # "students living in hostels", "students living with their parents"
        away = asked.lodging and LODGING_FROM <= age < LODGING_UNTIL, False
    tried: list[Basis] = []
    for _ in range(_JOBS if any(len(wish.rows) != 1 for wish in asked.wishes) else 1):
        tried.append(_at_work(group, asked, place, gender, age, axis, standing, away, rng, titles))
        # Of one kind of work, a title is the rarer in a class the rarer its households are there.
        if tried[-1].chance < min(_MISFIT, _alike(tried[-1].job)):
            titles = titles + Counter([tried[-1].job.title])  # else work of which nobody can be comes first again
        elif not asked.is_named or rng.random() < tried[-1].chance / _FITS:
            return tried[-1]
    return max(tried, key=lambda each: each.chance)


def place_at_work(share: float, asked: Asked, where: Resolved) -> Place:
    """One of the places, by the people who may do what was asked for there: that which they reach at a share, 0..1."""
    if len(where.places) == 1:
        return where.places[0]
    if not asked.people and not all(wish.rows for wish in asked.wishes) and not _at_universities(asked.wishes):
        return place_at(share, where)
    return _at_their_work(asked.wishes, where, asked.people).at(share)


def _at_universities(wishes: tuple[Wish, ...]) -> bool:
    """Whether all that was asked for are students of universities."""
    asked = {wish.category for wish in wishes if not wish.rows} | {row.job.category for w in wishes for row in w.rows}
    return asked == {_OF_A_UNIVERSITY}


@lru_cache(maxsize=64)
def _at_their_work(wishes: tuple[Wish, ...], where: Resolved, people_asked: str = "") -> Weighted[Place]:
    """The places, each as often as people live there, on farms those outside its town, of a people those who are of it,
    and the work is there: coffee in the hills and boats at the coast, and students where they study. Of many titles it
    counts only whether the place has any of them, but for those of factories, which stand in belts."""
    rows = [row for wish in wishes for row in wish.rows]
    farms = bool(rows) and all(_is_of_the_land(row.job) for row in rows)
    people = where.of_the_land if farms else where.people
    work = {
        place: sum(title_weight(row, place.country_code, place.region, place.city) for row in rows) for place in people
    }
    if not all(wish.rows for wish in wishes):
        work = dict.fromkeys(people, 1.0)
    elif len(rows) > _FEW and {row.job.category.casefold() for row in rows} != {"factory worker"}:
        work = {place: float(weight > 0) for place, weight in work.items()}
    if _at_universities(wishes):
        work = {place: weight * students_over_people(place.country_code, place.city) for place, weight in work.items()}
    if people_asked:
        theirs = {
            place: share_of_people(people_asked, place.country_code, place.region, *where.parts(place))
            for place in people
        }
        people = {place: number * theirs[place] for place, number in people.items()} if any(theirs.values()) else people
    found = {place: number * work[place] for place, number in people.items()}
    return Weighted.of((found if sum(found.values()) > 0 else people).items())


def where_they_work(asked: Asked, where: Resolved) -> Resolved:
    """Where they live by what they do: who farms or fishes, or is asked for in villages, outside the town that the
    division is named like and the suburbs of its cities."""
    return in_the_country(of_the_division(where)) if asked.in_villages or _on_farms(asked) else where


def _at_desks(asked: Asked) -> bool:
    """Whether all that was asked for is done in offices, which stand in towns."""
    return all(
        all(row.job.status == "working" and row.job.isco08.startswith(_DESKS) for row in wish.rows)
        if wish.rows
        else wish.category in _DESK_KINDS
        for wish in asked.wishes
    )


def _on_farms(asked: Asked) -> bool:
    """Whether all that was asked for is work on farms, or was."""
    rows = [row for wish in asked.wishes for row in wish.rows]
    return bool(rows) and all(wish.rows for wish in asked.wishes) and all(_is_of_the_land(row.job) for row in rows)


def _is_of_the_land(job: Job) -> bool:
    """Whether who does the work lives where the fields and boats are; who has retired from it lives there still."""
    return is_farm(job.isco08) or (job.status == "retired" and job.title.endswith(("farmer", "fisher")))


def _at_work(
    group: Group,
    asked: Asked,
    place: Place,
    gender: Gender,
    age: int,
    axis: dict[str, float],
    standing: Standing,
    away: tuple[bool, bool],
    rng: np.random.Generator,
    titles: Counter[str],
) -> Basis:
    """The same of somebody of known age and schooling, by the quantiles `axis`; `away` says whether they live
    in lodgings if they study, and if not whether with kin."""
    code, level, income = place.country_code, group.income_level, axis["income"]
    job = draw_job(rng, asked, code, gender, age, titles, standing)
    if job.match == "category" and job.faiths and not asked.faiths:  # work of one faith is as rare as the faith
        faithful = sum(share for name, share in religions(code, place.region) if name in job.faiths)
        if rng.random() > faithful:
            job = draw_job(rng, asked, code, gender, age, titles, standing)
    if asked.beside:
        work = draw_job(rng, replace(asked, wishes=asked.beside), code, gender, age, titles, standing)
        beside = f"{PART_TIME} {work.title.removeprefix(f'{PART_TIME} ')}"
        job = replace(job, beside=replace(work, title=beside, like=work.like or work.title))
    usual = schooling(job, code, gender, age, standing.urban, place.region, place.city) if asked.is_named else None
    least = least_schooling(job, code, age) if job.status == "working" else job.education_min
    most = job.education_max
    if asked.schooled and job.status != "studying":
        least, most = asked.schooled
        usual = None if usual is None else demographics.only_between(usual, least, most)
    before = standing.education
    education = demographics.draw_education(
        rng, code, gender, age, least, most, job.status, before, usual, urban=standing.urban
    )
    over = 0.0 if usual is None else demographics.level_of(education) - float(usual @ np.arange(len(usual)))
    if education == demographics.NO_SCHOOLING and reads(job):
        education = demographics.EDUCATION_LEVELS[demographics.PRIMARY]
    education = demographics.as_called(education, code, REFERENCE_YEAR - age)
    alike = _alike(job)
    lodging = away[0] and job.status == "studying" and job.category != SCHOOL
    in_rooms = bool(asked.lodging) and job.status == "working"
    lodging = lodging or in_rooms
    rooted = job.employment == "own" and (job.isco08.startswith(_ROOTED) or not standing.urban)
    came = newcomers(code, job.category, place.city, place.province, place.region)
    if asked.is_of_foreigners(code) and job.status == "working":
        came = FOREIGNERS
    shares = not rooted and (standing.urban or came != NOBODY_CAME)  # rooms are let where many come
    kind = f"{AT_HOME}:{job.title}" if job.status == "keeping house" else job.isco08
    of_here = asked.is_of_citizens(code)
    parted = TOGETHER if of_here else apart(code, gender, kind, level, place.city, place.province, place.region)
    parted = _IN_LODGINGS[gender] if in_rooms else parted
    if asked.home in _OF_TWO and parted.share < 1:  # a couple is together, but where a title says who is away
        parted = TOGETHER
    away_for_work = asked.spouse_away and job.status == "working" and age >= AGE_OF_MARRIAGE_LEAST
    if away_for_work:
        parted = _SPOUSE_AWAY
    said = asked.family.said if asked.family.needs else said_of_children(job.title)
    paid_at = min(age, _NEW_AT) if asked.starts else age
    few = asked.part_time and job.status == "working" and PART_TIME not in job.title
    called = f"{PART_TIME} {job.title}"  # by which pay is for few hours
    at_work = replace(job, title=called, like=job.like or job.title) if few else job
    at_work = replace(at_work, by_citizens=of_here, on_cash_aid=asked.on_cash_aid)
    by_name = _married_by_name(job, parted)
    by_class = _one_wage_is_poorer(level, job, code) and bool(rng.random() < _ONE_WAGE_POORER)
    homes: list[Household] = []
    incomes: list[Drawn] = []
    for tries in range(_ROUNDS):
        for _ in range(_HOMES):
            for again in range(_TRIES_OF_KIN if asked.home else _TRIES_OF_ROOMS if in_rooms else 1):
                home = draw_household(
                    rng,
                    code,
                    gender,
                    age,
                    job.status,
                    level,
                    needs=asked.family.needs or ("spouse" if away_for_work else job.implies),
                    education=education,
                    marital="married" if away_for_work else by_name if asked.family.needs else job.marital,
                    lodging=lodging,
                    with_kin=away[1] and job.status == "studying" and LODGING_FROM <= age < LODGING_UNTIL,
                    region=place.region,
                    sharing=homes_shared(code, place.city, level) if shares and not of_here else NEVER_SHARED,
                    urban=standing.urban,
                    newcomers=NOBODY_CAME if rooted else came,
                    away=TOGETHER if rooted and parted.lodges else parted,
                    work=job.isco08,
                    title=job.title,
                    said=said,
                    state=None if tries or by_class or (again and in_rooms) else axis["state"],
                )
                as_asked = _is_as_asked(home, asked) and not (in_rooms and _lives_with_elders(home))
                if as_asked and (again or not in_rooms or home.marital_status == "single"):
                    break
            home = _without_children(home, asked)
            homes.append(home)
            incomes.append(draw_income(rng, income, level, place, at_work, home, paid_at, over, gender, education))
        if any(each.chance >= min(_MISFIT, alike) and (_both_earn(each) or not asked.both_earn) for each in incomes):
            break
    # Who lives alone on usual pay is seldom of the middle class: homes come the oftener the oftener they are in it.
    rarest = _RETIRED_LEAST * alike if job.status == "retired" and country(code).income_group != "high" else 1e-6
    # But the class marries nobody off and parts nobody, takes no couple's children and none of the young from their
    # people: the first home says whether somebody is married, has children and lives with others, if it may be.
    young = age < _YOUNG_UNTIL and country(code).income_group != "high"
    first = homes[0]
    # Nor does it send a husband or wife away: who is sent money from abroad is oftener in High.
    together = [_is_apart(home) == _is_apart(first) for home in homes]
    married = [
        as_first
        and home.marital_status == first.marital_status
        and (not young or _has_company(home) == _has_company(first))
        for home, as_first in zip(homes, together, strict=True)
    ]
    parents = [
        as_first and (home.marital_status != "married" or bool(home.children) == bool(first.children))
        for home, as_first in zip(homes, married, strict=True)
    ]
    many = [as_first and _family(home) == _family(first) for home, as_first in zip(homes, parents, strict=True)]
    inside = [each.inside for each in incomes]
    same = next(
        (of_them for of_them in (many, parents, married, together) if any(map(and_, of_them, inside))),
        [True] * len(homes),
    )
    weights = [
        max(min(each.chance, alike), rarest) ** _CLASS_TELLS * as_first
        for each, as_first in zip(incomes, same, strict=True)
    ]
    if by_class and any(inside):
        weights = [each.chance**_CLASS_TELLS * each.inside for each in incomes]
    terms = terms_of(place, at_work, level, gender)
    leave = (_AT_WORK_IN_LEAVE if on_leave(terms, home, gender) else 1.0 for home in homes)
    weights = [weight * there for weight, there in zip(weights, leave, strict=True)]
    if asked.both_earn:
        weights = [
            weight * (1.0 if _both_earn(each) else _ONE_EARNS) for weight, each in zip(weights, incomes, strict=True)
        ]
    home, drawn = pick(rng, list(zip(homes, incomes, strict=True)), weights)
    chance = sum(each.chance for each in incomes) / len(incomes)
    job = replace(job, workplace=drawn.workplace)
    migrates = job.status == "working" and is_in_quarters(parted, home, age)
    income_there = drawn.income(place, level)
    return Basis(
        age, place, standing.urban, job, education, home, income_there, chance, drawn.part_time, migrates, over
    )


def _one_wage_is_poorer(level: IncomeLevel, job: Job, code: str) -> bool:
    """Whether homes of one wage are oftener in the class than those of two; in Latin America kin live together."""
    where = country(code)
    rich = where.income_group == "high" and where.group != "latin america"
    return rich and level == "Low" and job.status == "working"


def _family(home: Household) -> int:
    """How large a family of own children is: none, up to two, up to four or more."""
    return (min(len(home.children), 6) + 1) // 2


def _is_apart(home: Household) -> bool:
    """Whether husband or wife lives elsewhere."""
    return home.marital_status == "married" and members_apart(home.members)


def _is_as_asked(home: Household, asked: Asked) -> bool:
    """Whether those are at home who were said to be."""
    if asked.home == "family":
        return _has_company(home)
    if asked.home in _WITH_GROWN_CHILD:
        return not _WITH_GROWN_CHILD[asked.home].isdisjoint(home.members) and home.children[:1] >= (_GROWN,)
    return asked.home not in ("joint", "nuclear") or _lives_with_kin(home) == (asked.home == "joint")


def _without_children(home: Household, asked: Asked) -> Household:
    """The home of a couple alone, or of one that married of late, who has an infant at most."""
    if asked.home not in _OF_TWO or home.marital_status not in ("married", "living with a partner"):
        return home
    children = tuple(age for age in home.children if asked.home == "newly wed" and age <= _INFANT)
    infants = [member for member in home.members if member in _CHILDREN][len(home.children) - len(children) :]
    spouse = [member for member in home.members if member in PARTNERS]  # none where work keeps them apart
    others = [member for member in home.members if member not in PARTNERS | _CHILDREN]
    members = (*spouse, *infants, *(others if asked.home == "newly wed" else ()))
    return home.model_copy(update={"size": len(members) + 1, "children": children, "members": members})


def _both_earn(drawn: Drawn) -> bool:
    """Whether husband or wife has pay beside the person."""
    return any(name in PARTNERS and money > 0 for name, money in drawn.others)


def _lives_with_kin(home: Household) -> bool:
    """Whether others of the family than husband or wife and own children live with the person."""
    return not set(home.members) <= _OF_THE_COUPLE


def _lives_with_elders(home: Household) -> bool:
    """Whether people of an older generation live with the person."""
    return any(member.removesuffix("-in-law") in _ELDERS for member in home.members)


def _has_company(home: Household) -> bool:
    """Whether anybody but roommates lives with the person."""
    return not set(home.members) <= {"roommate"}


def _married_by_name(job: Job, away: Apart) -> MaritalStatus | None:
    """That somebody is married of whom the title says that husband or wife is away, whoever else is at home."""
    return "married" if job.implies == "spouse" and away.share == 1 else None


def _alike(job: Job) -> float:
    """The chance of being in the class from which homes of people with that job come alike."""
    return _RETIRED_ALIKE if job.status == "retired" else _ALIKE


def describe_segment(group: Group, nearest: Nearest | None = None) -> Segment:
    """What a user should know of a segment, without drawing its people: from a few households like theirs.

    :raises LocationError: the group's location cannot be resolved.
    """
    place = resolve(group.location)
    asked = read_occupation(group.occupation, place.country_code, nearest)
    place = where_they_work(asked, place)
    return segment_of(group, asked, place, drawn_sexes(group, asked, place))


def segment_of(group: Group, asked: Asked, place: Resolved, sexes: Sexes) -> Segment:
    """The same, where occupation, place and share of women are known."""
    return _tried(group.model_copy(update={"name": "", "persona_count": _TRIED}), asked, place, sexes)


@lru_cache(maxsize=256)
def _tried(group: Group, asked: Asked, place: Resolved, sexes: Sexes) -> Segment:
    """A segment by a few households like theirs: the same whatever a group is called and however large it is."""
    rng = generator(0, group.model_dump_json(), "segment")
    genders = draw_genders(group, sexes, rng)
    chances = []
    for gender in genders:
        axis = {each: float(rng.random()) for each in ("age", "income", "place", "state")}
        chances.append(draw_basis(group, asked, place, gender, axis, rng, Counter()).chance)
    chance = sum(chances) / len(chances)
    told = tell_class(group.income_level, place, asked.wishes)
    return Segment(sexes, chance, told, tuple(_notes(group, asked, place, chance)))


def drawn_sexes(group: Group, asked: Asked, where: Resolved) -> Sexes:
    """The share of women to draw: as asked, or that of those who do the work."""
    if group.gender != "All":
        return Sexes(float(group.gender == "Female"), "asked", "the group file")
    return sexes_of(asked, where.country_code, group.age_min, group.age_max, where.region)


def draw_genders(group: Group, sexes: Sexes, rng: np.random.Generator) -> list[Gender]:
    """As many women as their share says, a part of a person by chance, in random order."""
    women = int(sexes.women * group.persona_count + rng.random())
    each: list[Gender] = ["Female" if at < women else "Male" for at in range(group.persona_count)]
    return [each[at] for at in rng.permutation(group.persona_count)]


def _age_from(group: Group, asked: Asked, gender: Gender, code: str) -> int:
    """The least age of the group that its occupation usually has, or its least age where it has none."""
    usual = usual_from(asked, code, gender)
    rows = [row for wish in asked.wishes for row in wish.rows]
    if usual > group.age_max and rows and all(row.job.implies == "grandchildren" for row in rows):
        usual = BRINGS_UP_FROM
    return usual if group.age_min < usual <= group.age_max else group.age_min


def _notes(group: Group, asked: Asked, where: Resolved, chance: float) -> list[str]:
    """What a user should know before generating the people."""
    notes = [*asked.notes, *where.notes]
    least, most = usual_ages(asked)
    if group.age_max < least or group.age_min > most:
        notes.append(
            f"{group.occupation!r} is unusual at {group.age_min}-{group.age_max}: its usual ages are {least}-{most}; "
            "the nearest occupations are taken."
        )
    if group.gender != "All" and asked.is_named:
        share = sexes_of(asked, where.country_code, group.age_min, group.age_max, where.region).women
        share = share if group.gender == "Female" else 1 - share
        if share < RARE:
            notes.append(
                f"{group.gender} {group.occupation!r} hardly exist there: about {max(round(1000 * share), 1)} in 1,000."
            )
    if chance < RARE:
        notes.append(
            f"{group.occupation!r} in {group.location} with a {group.income_level} household income hardly exist: "
            f"{_in_thousand(chance)} households like these are in that class."
        )
    return notes


def _in_thousand(chance: float) -> str:
    return f"about {round(1000 * chance)} in 1,000" if chance >= 0.0005 else "fewer than 1 in 1,000"
