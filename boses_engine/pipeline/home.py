"""With whom somebody lives, and on what money.

Homes are drawn of people like them until some of these are in the income class that was asked for, and one is taken.
The class says first of all on what money they live. It marries nobody off and parts nobody, takes no couple's children,
sends nobody's husband or wife away, and none of the young from their people.
"""

import math
from dataclasses import dataclass, replace
from operator import and_

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import PART_TIME, PARTNERS, Gender, Household, MaritalStatus
from boses_engine.grounding.drawing import pick
from boses_engine.grounding.income.draw import Drawn, draw_income
from boses_engine.grounding.income.maternity_leave import on_leave
from boses_engine.grounding.income.terms import terms_of
from boses_engine.grounding.people.apart import AT_HOME, TOGETHER, Apart, apart, is_in_quarters
from boses_engine.grounding.people.families import NEVER_SHARED
from boses_engine.grounding.people.households import draw_household
from boses_engine.grounding.people.nations import CITIZENS_FAITH
from boses_engine.grounding.people.newcomers import FOREIGNERS, NOBODY_CAME, newcomers
from boses_engine.grounding.people.newcomers_at_work import at_work as newcomers_at_work
from boses_engine.grounding.people.norms import AGE_OF_MARRIAGE_LEAST
from boses_engine.grounding.people.rooms import homes_shared
from boses_engine.grounding.people.students import LODGING_FROM, LODGING_UNTIL
from boses_engine.grounding.people.unions import members_apart
from boses_engine.grounding.phrases.family import said_of_children
from boses_engine.grounding.places.countries import OF_MIGRANTS, country
from boses_engine.grounding.places.resolve import Place
from boses_engine.grounding.work.asked import Asked
from boses_engine.grounding.work.tables import SCHOOL, Job

MISFIT = 0.02  # the share of homes in the class below which somebody hardly ever is in it (estimate)
# The share of homes on their own pay in the class below which the unmarried live with kin rather than be among the few
# best paid of the trade, where there are such homes (estimate).
_ALONE_OFTEN = 0.3
# Households tried for each person, how often where none stands in the class, and where two are said to earn.
_HOMES, _ROUNDS, _ROUNDS_OF_TWO = 3, 4, 12
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
_YOUNG_UNTIL = 30  # years until which it does not tell whether they live with their people, outside rich countries
_LEFT_HOME_AT = 25  # years from which most have left their parents where incomes are high (ONS and Census Bureau, 2023)
# ISCO-08: whose shop or land is mostly where their people live; nor does who works on their own in the country live
# there among strangers.
_ROOTED = ("5221", "61", "63")
_NEW_AT = 25  # years of somebody who is paid like the new (estimate)
# Whom a nuclear family has at home, and how many homes are drawn until one is as was asked for.
_OF_THE_COUPLE = frozenset(("husband", "wife", "partner", "co-wife", "second wife", "son", "daughter", "roommate"))
_TRIES_OF_KIN = 12
_TRIES_OF_ROOMS = 5  # in which no elders live
_SPOUSE_AWAY = Apart(1.0)  # of all of them
# Who is at home of those who are said to live with a grown child, of so many years, or with the family of one.
_GROWN = 20
_PARENTS = frozenset(("mother", "father"))
_WITH_GROWN_CHILD = {
    **{"child": frozenset(("daughter", "son")), "daughter": frozenset(("daughter",)), "son": frozenset(("son",))},
    **{"daughter's family": frozenset(("son-in-law",)), "son's family": frozenset(("daughter-in-law",))},
}
_OF_TWO = ("a couple", "newly wed")  # homes of a couple by themselves
_INFANT = 1  # years up to which a child is of those who have married of late
_CHILDREN = frozenset(("son", "daughter"))
# How much rarer homes get, in logs, by how far what the person earns there is from where in the trade it was wished.
_AS_PAID = 6.0
_ONE_EARNS = 1e-9  # how much rarer a home of one wage is where both were said to earn


# How families of citizens live in all countries of migrants (estimate after censuses: as in Saudi Arabia, where most
# families are theirs). Citizens are all who do work of which newcomers have so small a part, over others.
_CITIZENS_LIVE_AS, _HARDLY_CAME = "SA", 0.1


@dataclass(frozen=True)
class Known:
    """Who somebody is before it is known with whom they live: what was asked for, where they are, what they do, and by
    how many levels their schooling is `over` that of those who do the same. Whether they lodge or live with kin counts
    for who studies. `state` and `income` are the quantiles, 0..1, of marital state and of income inside the class."""

    asked: Asked
    level: IncomeLevel
    place: Place
    urban: bool
    gender: Gender
    age: int
    job: Job
    education: str
    over: float
    lodges: bool
    with_kin: bool
    state: float
    income: float
    expat: bool = False  # whether people who came from other countries were asked for

    @property
    def code(self) -> str:
        """The country, by its code."""
        return self.place.country_code

    @property
    def is_rich(self) -> bool:
        """Whether incomes are high in the country."""
        return country(self.code).income_group == "high"

    @property
    def of_citizens(self) -> bool:
        """Whether they are citizens of a country of migrants: by what was asked for, or as no others do the work."""
        job, asked = self.job, self.asked
        if asked.is_of_citizens(self.code) or self.code not in OF_MIGRANTS:
            return asked.is_of_citizens(self.code)
        faiths = asked.faiths or job.faiths
        if self.expat or asked.nation or asked.people or (faiths and CITIZENS_FAITH not in faiths):
            return False
        known = newcomers_at_work(self.code, (job.title, job.category, job.isco08)) if job.status == "working" else None
        few_came = known is not None and known.newcomers <= _HARDLY_CAME
        of_state = all(wish.category == "government worker" for wish in asked.wishes)
        return few_came or of_state or job.status == "retired"

    @property
    def in_rooms(self) -> bool:
        """Whether they are said to live in lodgings beside their work."""
        return bool(self.asked.lodging) and self.job.status == "working"

    @property
    def away_for_work(self) -> bool:
        """Whether husband or wife is said to be away for work."""
        return self.asked.spouse_away and self.job.status == "working" and self.age >= AGE_OF_MARRIAGE_LEAST

    @property
    def is_rooted(self) -> bool:
        """Whether they live where their shop or land is."""
        return self.job.employment == "own" and (self.job.isco08.startswith(_ROOTED) or not self.urban)


@dataclass(frozen=True)
class Lived:
    """With whom somebody lives, on what money, how likely such homes are in the class, 0..1, and whether their people
    are where they came from."""

    home: Household
    money: Drawn
    chance: float
    migrates: bool


def draw_home(rng: np.random.Generator, who: Known) -> Lived:
    """With whom somebody lives and on what money, in the class as far as they may be."""
    parted, at_work = _how_parted(who), _as_paid(who)
    by_class = _one_wage_is_poorer(who) and bool(rng.random() < _ONE_WAGE_POORER)
    homes, incomes = _draw_homes(rng, who, parted, at_work, by_class, float(rng.random()))
    weights = _weigh(who, at_work, homes, incomes, by_class)
    home, money = pick(rng, list(zip(homes, incomes, strict=True)), weights)
    chance = sum(each.chance for each in incomes) / len(incomes)
    migrates = who.job.status == "working" and is_in_quarters(parted, home, who.age)
    return Lived(home, money, chance, migrates)


def alike(job: Job) -> float:
    """The chance of being in the class from which homes of people with that job come alike."""
    return _RETIRED_ALIKE if job.status == "retired" else _ALIKE


def _how_parted(who: Known) -> Apart:
    """How work keeps them apart from husband or wife."""
    job, place = who.job, who.place
    if who.away_for_work:
        return _SPOUSE_AWAY
    kind = f"{AT_HOME}:{job.title}" if job.status == "keeping house" else job.isco08
    parted = TOGETHER
    if who.in_rooms:
        parted = _IN_LODGINGS[who.gender]
    elif not who.of_citizens:
        parted = apart(who.code, who.gender, kind, who.level, place.city, place.province, place.region)
    # A couple is together, but where a title says who is away.
    return TOGETHER if who.asked.home in _OF_TWO and parted.share < 1 else parted


def _as_paid(who: Known) -> Job:
    """The job as it is paid: for few hours where these were asked for, to citizens or to anybody."""
    job = who.job
    few = who.asked.part_time and job.status == "working" and PART_TIME not in job.title
    at_work = replace(job, title=f"{PART_TIME} {job.title}", like=job.known_as) if few else job
    asked = who.asked
    return replace(
        at_work,
        by_citizens=asked.is_of_citizens(who.code),
        on_cash_aid=asked.on_cash_aid,
        on_remittances=asked.on_remittances,
    )


def _draw_homes(
    rng: np.random.Generator, who: Known, parted: Apart, at_work: Job, by_class: bool, wish: float
) -> tuple[list[Household], list[Drawn]]:
    """Homes like theirs, each with its money, until one of them may be in the class, or so often; `wish` is the
    quantile of pay in the trade that they have as far as the class allows."""
    paid_at = min(who.age, _NEW_AT) if who.asked.starts else who.age
    homes: list[Household] = []
    incomes: list[Drawn] = []
    for tries in range(_ROUNDS_OF_TWO if who.asked.both_earn else _ROUNDS):
        for _ in range(_HOMES):
            home = _draw_as_asked(rng, who, parted, None if tries > 1 or by_class else who.state)
            homes.append(home)
            incomes.append(
                draw_income(
                    rng,
                    who.income,
                    who.level,
                    who.place,
                    at_work,
                    home,
                    paid_at,
                    who.over,
                    who.gender,
                    who.education,
                    wish,
                )
            )
        likely = [each.chance >= min(MISFIT, alike(who.job)) for each in incomes]
        earn = [_both_earn(each) or not who.asked.both_earn for each in incomes]
        fits = list(map(and_, likely, earn))
        if any(map(and_, fits, _often(who, homes, incomes))) or (tries and any(fits)):
            break
    return homes, incomes


def _draw_as_asked(rng: np.random.Generator, who: Known, parted: Apart, state: float | None) -> Household:
    """One home, with those in it who were said to be, as far as that comes; `state` is the quantile of marital state,
    or any."""
    asked, job, place = who.asked, who.job, who.place
    came = newcomers(who.code, job.category, place.city, place.province, place.region)
    came = NOBODY_CAME if who.of_citizens else came
    if asked.is_of_foreigners(who.code) and job.status == "working" and who.code not in OF_MIGRANTS:
        came = FOREIGNERS
    rooms = not who.is_rooted and (who.urban or came != NOBODY_CAME)  # these are let where many come
    shared = rooms and not who.of_citizens
    by_name: MaritalStatus | None = (
        "married" if job.implies == "spouse" and parted.share == 1 else None
    )  # whoever else is at home
    needs = asked.family.needs or ("spouse" if who.away_for_work else job.implies)
    said = asked.family.said if asked.family.needs else said_of_children(job.title)
    studies = job.status == "studying"
    for again in range(_TRIES_OF_KIN if asked.home else _TRIES_OF_ROOMS if who.in_rooms else 1):
        home = draw_household(
            rng,
            _CITIZENS_LIVE_AS if who.of_citizens and who.code in OF_MIGRANTS else who.code,
            who.gender,
            who.age,
            job.status,
            who.level,
            needs=needs,
            education=who.education,
            marital="married" if who.away_for_work else by_name if asked.family.needs else job.marital,
            lodging=(who.lodges and studies and job.category != SCHOOL) or who.in_rooms,
            with_kin=who.with_kin and studies and LODGING_FROM <= who.age < LODGING_UNTIL,
            region=place.region,
            sharing=homes_shared(who.code, place.city, who.level) if shared else NEVER_SHARED,
            urban=who.urban,
            newcomers=NOBODY_CAME if who.is_rooted else came,
            away=TOGETHER if who.is_rooted and parted.lodges else parted,
            work=job.isco08,
            title=job.title,
            said=said,
            state=None if again and (who.in_rooms or asked.home == "parents") else state,
        )
        as_asked = _is_as_asked(home, asked) and not (who.in_rooms and _lives_with_elders(home))
        if as_asked and (again or not who.in_rooms or home.marital_status == "single"):
            break
    return _without_children(home, asked)


def _weigh(who: Known, at_work: Job, homes: list[Household], incomes: list[Drawn], by_class: bool) -> list[float]:
    """How often each of the homes comes, for its money and as far as the class may tell."""
    if by_class and any(each.inside for each in incomes):
        weights = [each.chance**_CLASS_TELLS * each.inside for each in incomes]
    else:
        # Who lives alone on usual pay is seldom of the middle class: homes come the oftener the oftener they are in it.
        usual = alike(who.job)
        rarest = _RETIRED_LEAST * usual if who.job.status == "retired" and not who.is_rich else 1e-6
        wanted = [each.inside and (_both_earn(each) or not who.asked.both_earn) for each in incomes]
        same = _like_the_first(who, homes, incomes, wanted)
        weights = [
            max(min(each.chance, usual), rarest) ** _CLASS_TELLS * as_first
            for each, as_first in zip(incomes, same, strict=True)
        ]
    terms = terms_of(who.place, at_work, who.level, who.gender)
    leave = (_AT_WORK_IN_LEAVE if on_leave(terms, home, who.gender) else 1.0 for home in homes)
    # Who has much or little for the trade lives in a home that is in the class with it; one outside comes no oftener.
    furthest = max(each.apart for each in incomes)
    as_paid = (math.exp(-_AS_PAID * (each.apart if each.inside else furthest)) for each in incomes)
    weights = [weight * there * paid for weight, there, paid in zip(weights, leave, as_paid, strict=True)]
    if not who.asked.both_earn:
        return weights
    return [weight * (1.0 if _both_earn(each) else _ONE_EARNS) for weight, each in zip(weights, incomes, strict=True)]


def _often(who: Known, homes: list[Household], incomes: list[Drawn]) -> list[bool]:
    """Which homes are in the class, if at all, without the person being among the few best paid of the trade."""
    on_own_pay = who.level != "Low" and who.job.status == "working"
    return [
        money.chance >= _ALONE_OFTEN or not on_own_pay or _has_company(home)
        for home, money in zip(homes, incomes, strict=True)
    ]


def _like_the_first(who: Known, homes: list[Household], incomes: list[Drawn], wanted: list[bool]) -> list[bool]:
    """Which homes are like the first one in what the class does not tell, in as much of it as one that is wanted is."""
    first = homes[0]
    stays = who.age < _YOUNG_UNTIL or who.is_rich
    company = _has_company if not who.is_rich else _has_parents
    # Who is sent money from abroad is oftener in High: that sends nobody there.
    together = [_is_apart(home) == _is_apart(first) for home in homes]
    unmoved = [
        as_first and home.marital_status == first.marital_status for home, as_first in zip(homes, together, strict=True)
    ]
    married = [
        as_first and (not stays or company(home) == company(first))
        for home, as_first in zip(homes, unmoved, strict=True)
    ]
    parents = [
        as_first and (home.marital_status != "married" or bool(home.children) == bool(first.children))
        for home, as_first in zip(homes, married, strict=True)
    ]
    many = [as_first and _family(home) == _family(first) for home, as_first in zip(homes, parents, strict=True)]
    both = [
        as_first and (who.age >= _YOUNG_UNTIL or _has_both(home) == _has_both(first))
        for home, as_first in zip(homes, many, strict=True)
    ]
    often = _often(who, homes, incomes)
    of_often = [list(map(and_, like, often)) for like in (both, many, parents, married, unmoved)]
    of_all = (*of_often, both, many, parents, married, together)
    return next((of_them for of_them in of_all if any(map(and_, of_them, wanted))), [True] * len(homes))


def _one_wage_is_poorer(who: Known) -> bool:
    """Whether homes of one wage are oftener in the class than those of two; in Latin America kin live together, and
    the young are mostly with their parents yet."""
    alone = who.is_rich and country(who.code).group != "latin america"
    return alone and who.level == "Low" and who.job.status == "working" and who.age >= _LEFT_HOME_AT


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
    if asked.home == "parents":
        return _has_parents(home)
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


def _has_parents(home: Household) -> bool:
    """Whether a parent lives with the person."""
    return not _PARENTS.isdisjoint(home.members)


def _has_both(home: Household) -> bool:
    """Whether mother and father live with the person."""
    return _PARENTS.issubset(home.members)


def _has_company(home: Household) -> bool:
    """Whether anybody but roommates lives with the person."""
    return not set(home.members) <= {"roommate"}
