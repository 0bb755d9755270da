"""What a plan's people should look like: the distributions of the sources, conditional on what the group asks for."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

import numpy as np
import numpy.typing as npt

from boses_engine.domain.group import CLASS_QUANTILES, IncomeLevel
from boses_engine.domain.persona import ATTITUDE_SD, ATTITUDES, PART_TIME, TRAITS, Gender, Slot
from boses_engine.grounding.income import classes as money
from boses_engine.grounding.market import digital
from boses_engine.grounding.market.feature_phones import share_without_a_smartphone
from boses_engine.grounding.market.users import User
from boses_engine.grounding.names.customs import REFERENCE_YEAR
from boses_engine.grounding.people import demographics
from boses_engine.grounding.people.students import ANYWHERE, in_lodgings, origin_shares
from boses_engine.grounding.people.tongues import faiths_at, tongues_at
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places import countries
from boses_engine.grounding.places.mergers import division_of, region_of_tables
from boses_engine.grounding.places.resolve import Place
from boses_engine.grounding.work.ages import ages_at_work
from boses_engine.grounding.work.fit import levels_there
from boses_engine.grounding.work.pay import household_level
from boses_engine.grounding.work.regions import said
from boses_engine.grounding.work.schooling import schooling
from boses_engine.grounding.work.tables import Job, tables
from boses_engine.output.axes import round_edges, short
from boses_engine.output.facts import PlaceFacts, place_facts
from boses_engine.output.facts_blocks import schooling_shares, sources_of
from boses_engine.pipeline.attitudes import about, score_mean, score_sources
from boses_engine.pipeline.plan import Plan
from boses_engine.pipeline.wording import spell

Shares = dict[str, float]
Labels = Callable[[Slot], Sequence[str]]

_AGE_COLUMNS = 9
_TRAIT_EDGES, _ATTITUDE_EDGES = (35, 40, 45, 50, 55, 60, 65), (14, 26, 38, 50, 62, 74, 86)  # T-scores; of 0-100


@dataclass(frozen=True)
class Target:
    """A distribution that the people of a plan are drawn from, and how a person falls into it."""

    section: str
    title: str
    shares: Shares  # label → share 0..1; of `several` each label has a share of its own
    labels: Labels
    ordered: bool = False  # bands in order, else categories
    several: bool = False
    sources: str = ""
    note: str = ""


def targets(plan: Plan) -> tuple[Target, ...]:
    """The targets of a plan, in the order in which a reader asks for them."""
    facts = place_facts(plan.group.location)
    regions = _regions(plan, facts)
    return (
        _ages(plan, facts),
        _sexes(plan),
        *((regions,) if regions else ()),
        _income(plan, facts),
        _by_place(plan, facts, "religion", "Faith", _faiths, lambda slot: (slot.religion,)),
        _by_place(plan, facts, "language", "Mother tongue", tongues_at, lambda slot: (slot.mother_tongue,)),
        _education(plan, facts),
        _platforms(plan, facts),
        *(_score(plan, "Traits", name, _TRAIT_EDGES, 10) for name in TRAITS),
        *(_score(plan, "Attitudes", name, _ATTITUDE_EDGES, ATTITUDE_SD) for name in ATTITUDES),
    )


def _said(facts: PlaceFacts, key: str) -> str:
    block = facts.block(key)
    return "; ".join(f"{source.text}, {source.year}" for source in block.sources[:2])


def _genders(plan: Plan) -> dict[Gender, float]:
    """The share of each sex that was drawn."""
    both: dict[Gender, float] = {"Female": plan.segment.women.women, "Male": 1 - plan.segment.women.women}
    return {gender: share for gender, share in both.items() if share > 0}


def _ages(plan: Plan, facts: PlaceFacts) -> Target:
    """Ages in bands, as those who do the work have them, or the population."""
    group = plan.group
    least, most = group.age_min, group.age_max
    width = -(-(most - least + 1) // _AGE_COLUMNS)
    bands = [(first, min(first + width - 1, most)) for first in range(least, most + 1, width)]
    names = [f"{first}-{last}" if last > first else str(first) for first, last in bands]
    shares = dict.fromkeys(names, 0.0)
    for gender, people in _genders(plan).items():
        over = np.array(ages_at_work(plan.asked, facts.country_code, gender))
        weights = (demographics.age_weights(facts.country_code, gender) * over)[least : most + 1]
        for name, (first, last) in zip(names, bands, strict=True):
            part = weights[first - least : last - least + 1].sum() / weights.sum()
            shares[name] += float(part) * people
    return Target(
        "People",
        "Age",
        shares,
        lambda slot: (names[(slot.age - least) // width],),
        ordered=True,
        sources=_said(facts, "ages"),
        note="in years; those of the ages asked for who do the work, or the population where it is no one work",
    )


def _sexes(plan: Plan) -> Target:
    """Women and men, as the segment has them."""
    shares: Shares = {str(gender): share for gender, share in _genders(plan).items()}
    notes = {
        "asked": "as asked",
        "published": "women among those who do the work, published",
        "estimate": "women among those who do the work, estimate",
        "population": "the population of the ages asked for",
    }
    return Target(
        "People",
        "Sex",
        shares,
        lambda slot: (slot.gender,),
        sources=plan.segment.women.source,
        note=notes[plan.segment.women.basis],
    )


def _income(plan: Plan, facts: PlaceFacts) -> Target:
    """Columns of equal width over the class; the target is the curve of each one's place, cut to the class there."""
    code, level = facts.country_code, plan.group.income_level
    homes = {(place.city, division_of(place)): place for place in plan.place.places}

    def home_of(slot: Slot) -> Place:
        return homes[slot.location.city, slot.location.region]

    people = Counter(home_of(slot) for slot in plan.slots)
    bands = [money.class_band(place, level) for place in people]
    low, high = float(min(first for first, _ in bands)), float(max(last for _, last in bands))
    rounds = round_edges(low, high)
    names = [short(edge) for edge in (low, *rounds)]
    # Incomes are rounded to two digits: a column begins where they are rounded up to the amount under it.
    edges = [low, *(edge - 10 ** (math.floor(math.log10(0.999 * edge)) - 1) / 2 for edge in rounds), high]
    ranks = np.linspace(*CLASS_QUANTILES[level], 401)
    curve = np.array([money.income_quantile(code, float(rank)) for rank in ranks])
    inside = np.zeros(len(names))
    for place, number in people.items():
        below = np.interp(edges, curve * household_level(place), np.linspace(0, 1, len(ranks)))
        below[[0, -1]] = 0.0, 1.0
        inside += number / len(plan.slots) * np.diff(below)

    def label(slot: Slot) -> tuple[str]:
        place = home_of(slot)
        counted = math.sqrt(math.prod(money.people_counted(slot.household, slot.work.status, place)))
        usual = slot.income.household_monthly / money.needs_of(place, counted)
        return (names[int(np.searchsorted(edges[1:-1], usual, side="right"))],)

    return Target(
        "People",
        "Household income a month",
        dict(zip(names, inside.tolist(), strict=True)),
        label,
        ordered=True,
        sources=_said(facts, "income"),
        note=f"{countries.country(code).currency}, from the amount under each column; what a home of the usual size "
        f"would need to live as well; the {level} class of each place, whatever people there do",
    )


def _by_place(
    plan: Plan,
    facts: PlaceFacts,
    key: str,
    title: str,
    shares_of: Callable[..., countries.Shares],
    labels: Labels,
) -> Target:
    """The shares of the places where the planned people live, of students in lodgings those that they come from."""
    code = facts.country_code
    places = {(place.city, place.region): place for place in plan.place.places}
    homes: Counter[tuple[str, str | None, int, bool]] = Counter()
    for slot in plan.slots:
        lodger = in_lodgings(slot.household, slot.age, slot.work.status)
        region = region_of_tables(code, slot.location.city, slot.location.region)
        homes[slot.location.city, region, slot.age, lodger] += 1
    shares: Shares = {}
    for (city, region, age, lodger), people in homes.items():
        place = places.get((city, region))  # as people are drawn: see `plan`
        parts = list(plan.place.parts(place)) if place else []
        beside = place is not None and plan.place.has_villages_beside(place)
        parts = [] if key == "religion" and region in plan.place.divisions and not beside else parts
        came = origin_shares(code, city) if lodger else {}
        for origin, part in ((None, 1 - sum(came.values())), *came.items()):
            of = (region, *parts) if origin is None else (None if origin == ANYWHERE else origin,)
            for name, share in shares_of(code, *of, age=age):
                shares[name] = shares.get(name, 0.0) + share * part * people / len(plan.slots)
    note = "the regions where the planned people live" if plan.place.region is None else facts.block(key).scope
    if any(lodger and origin_shares(code, city) for city, _, _, lodger in homes):
        note += "; students in lodgings by the regions they come from"
    return Target("People", title, shares, labels, sources=_said(facts, key), note=note)


def _faiths(code: str, region: str | None, *parts: str | None, age: int) -> countries.Shares:
    """Faiths, which do not change with age."""
    return faiths_at(code, region, *parts)


def _regions(plan: Plan, facts: PlaceFacts) -> Target | None:
    """Where people live, if more than one region was asked for."""
    places, figures = plan.place.places, countries.region_figures(facts.country_code)
    people: Counter[str | None] = Counter()
    for place in places:
        people[place.region] += place.population
    if len(people) < 2:
        return None
    today: Shares = {}
    for place in places:  # the people of whole divisions are spread over their places
        of_division = figures[place.region or ""].population if plan.place.divisions else people[place.region]
        region = division_of(place) or "elsewhere"
        today[region] = today.get(region, 0.0) + of_division * place.population / people[place.region]
    table = "places/regions_figures.csv" if plan.place.divisions else "places/cities.csv"
    known = sources_of(row for row in countries.table(table) if facts.country_code in row.values())
    total = sum(today.values())
    return Target(
        "People",
        "Region",
        {name: each / total for name, each in today.items()},
        lambda slot: (slot.location.region or "elsewhere",),
        sources="; ".join(f"{source.text}, {source.year}" for source in known[:2]),
        note="inhabitants" if plan.place.divisions else "inhabitants of the towns",
    )


def _education(plan: Plan, facts: PlaceFacts) -> Target:
    """Attainment at each one's age, sex and income class, and within what the job asks for where one was asked for.

    Who studies has completed the level before by definition and counts as they are.
    """
    narrow = read_occupation(plan.group.occupation, facts.country_code).is_named
    jobs = _jobs_as_said(facts.country_code) if narrow else {}
    levels = demographics.EDUCATION_LEVELS
    shares = np.zeros(len(demographics.SCHOOLING))
    for slot in plan.slots:
        if slot.work.status == "studying":
            shares[demographics.SCHOOLING.index(demographics.as_counted(slot.education))] += 1
            continue
        title = slot.work.title
        job = jobs.get(title) or jobs.get(title.removeprefix(f"{PART_TIME} "))
        region = region_of_tables(facts.country_code, slot.location.city, slot.location.region)
        city = slot.location.city
        usual = schooling(job, facts.country_code, slot.gender, slot.age, slot.urban, region, city) if job else None
        born = REFERENCE_YEAR - slot.age
        if usual is not None:
            shares += _as_called(usual, facts.country_code, slot.gender, born, slot.urban)
            continue
        first, last = levels_there(job, facts.country_code) if job else (0, len(levels) - 1)
        everybody = demographics.attainment(facts.country_code, slot.gender, slot.age)
        there = demographics.schooled_there(facts.country_code, (city, region), slot.gender, slot.age)
        own = _in_class(facts.country_code, slot.gender, slot.age, plan.group.income_level, there)
        fitting, asked = np.zeros(len(levels)), np.zeros(len(levels))
        fitting[first : last + 1], asked[first : last + 1] = own[first : last + 1], everybody[first : last + 1]
        # Whose schooling does not fit the job is drawn again among all who have the schooling for it.
        there_is = fitting + (1 - fitting.sum()) * asked / asked.sum() if asked.sum() > 0 else own
        shares += _as_called(there_is, facts.country_code, slot.gender, born)
    shares /= len(plan.slots)
    return Target(
        "People",
        "Highest education",
        dict(zip(demographics.SCHOOLING, shares.tolist(), strict=True)),
        lambda slot: (demographics.as_counted(slot.education),),
        sources=_said(facts, "education"),
        note=f"at each one's age, sex and class{', and within what the job asks for' if narrow else ''}",
    )


def _jobs_as_said(code: str) -> dict[str, Job]:
    """The jobs of the tables by what people's records in a country call them: as the tables do, of a woman or a man."""
    found = {row.job.title: row.job for row in tables().all_rows}
    for title, job in tuple(found.items()):
        for gender in get_args(Gender):
            found.setdefault(spell(said(title, code, gender), code), job)
    return found


def _as_called(
    shares: npt.NDArray[np.float64], code: str, gender: Gender, born: int, urban: bool | None = None
) -> npt.NDArray[np.float64]:
    """Shares of `SCHOOLING` from those of the levels, as those born in a year have them."""
    found = np.zeros(len(shares))
    for level, share in zip(demographics.EDUCATION_LEVELS, shares, strict=True):
        found[demographics.level_of(demographics.as_called(level, code, born))] += share
    never = demographics.never_among(code, gender, REFERENCE_YEAR - born, float(shares[0]), urban)
    return schooling_shares(found, never)


@cache
def _in_class(code: str, gender: Gender, age: int, level: IncomeLevel, there: float) -> npt.NDArray[np.float64]:
    """Shares of the levels of schooling among an income class of a country's people of an age, from those among all:
    ranks in both are tied by a Gaussian copula.

    `there` is by how many standard deviations people of the place stand above others.
    """
    from scipy.special import ndtr, ndtri  # a third of a second that a refused group does not need

    shares, tie = demographics.attainment(code, gender, age), demographics.education_income(code)
    low, high = CLASS_QUANTILES[level]
    incomes = ndtri(np.linspace(low, high, 41)[:-1] + (high - low) / 80)
    cuts = ndtri(np.clip(np.cumsum(shares)[:-1], 1e-12, 1 - 1e-12))
    standings = np.linspace(-6.0, 6.0, 241)
    moved = [demographics.moved_by_place(standing, there) for standing in standings.tolist()]
    own = np.interp(cuts, moved, standings)
    below = ndtr((own[:, None] - tie * incomes) / np.sqrt(1 - tie**2)).mean(axis=1)
    found: npt.NDArray[np.float64] = np.diff(below, prepend=0.0, append=1.0)
    found.flags.writeable = False
    return found


def _platforms(plan: Plan, facts: PlaceFacts) -> Target:
    """The chance of each platform for each person, averaged; that nobody names more than some is left out."""
    users = [User.of(slot) for slot in plan.slots]
    odds = [(1 - share_without_a_smartphone(user), digital.platform_odds(user)) for user in users]
    shares = {name: float(np.mean([on / (1 + np.exp(-each[name])) for on, each in odds])) for name in odds[0][1]}
    note = "internet users of these ages, this income, schooling, work and place; the mean of the single differences"
    return Target(
        "People",
        "Platforms",
        shares,
        lambda slot: slot.digital.platforms,
        several=True,
        sources=_said(facts, "platforms"),
        note=note,
    )


def _score(plan: Plan, section: str, name: str, edges: Sequence[int], sd: float) -> Target:
    """Bands of whole scores: a column holds the scores from its lower edge up to the next."""
    from scipy.special import ndtr

    names = [f"<{edges[0]}", *(str(edge) for edge in edges)]
    means = Counter(score_mean(name, about(slot)) for slot in plan.slots)
    inside = np.zeros(len(names))
    for mean, people in means.items():
        below = ndtr((np.array(edges) - 0.5 - mean) / sd)
        inside += people / len(plan.slots) * np.diff(below, prepend=0.0, append=1.0)

    def labels(slot: Slot) -> tuple[str]:
        score = getattr(slot.psychographics, name)
        return (names[sum(score >= edge for edge in edges)],)

    return Target(
        section,
        name.replace("_", " ").capitalize(),
        dict(zip(names, inside.tolist(), strict=True)),
        labels,
        ordered=True,
        sources=score_sources(name),
        note=f"scores, mean {sum(means.elements()) / len(plan.slots):.0f}, spread {sd:g} among people who are alike",
    )
