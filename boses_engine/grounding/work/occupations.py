"""Occupations: a concrete job inside the occupation that a group asks for."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from statistics import NormalDist

import numpy as np

from boses_engine.domain.group import CLASS_QUANTILES, IncomeLevel
from boses_engine.domain.persona import Gender, is_live_in
from boses_engine.grounding.drawing import pick
from boses_engine.grounding.people.at_school import LEAVES_SCHOOL_AT, OFF_SCHOOL_FROM
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS, attainment, level_of
from boses_engine.grounding.people.newcomers_at_work import at_work
from boses_engine.grounding.people.norms import Need
from boses_engine.grounding.people.peoples import FROM_ABROAD, of_people
from boses_engine.grounding.places.countries import country, figure_of
from boses_engine.grounding.places.gazetteer import great_cities
from boses_engine.grounding.words import words_of
from boses_engine.grounding.work.ages import at_age
from boses_engine.grounding.work.asked import Asked
from boses_engine.grounding.work.campuses import campuses, course_years, years_behind
from boses_engine.grounding.work.earners import wives_at_work
from boses_engine.grounding.work.employers import workplace_shares
from boses_engine.grounding.work.fit import (
    Standing,
    fits,
    is_bent,
    is_farm,
    levels_there,
    out_of_work_factor,
    share_who_study,
    within_reach,
)
from boses_engine.grounding.work.in_town import outside_of_streets
from boses_engine.grounding.work.own_account import is_own_account, own_part, own_times
from boses_engine.grounding.work.pay import PENSION_FROM
from boses_engine.grounding.work.regions import rows_of_place, title_weight, weight_in_division, workplaces_of
from boses_engine.grounding.work.retired import pensioned_from
from boses_engine.grounding.work.schooling import schooling
from boses_engine.grounding.work.study_years import StudyYear
from boses_engine.grounding.work.tables import (
    SCHOOL,
    UNDERGRADUATE,
    Job,
    Match,
    Row,
    Wish,
    rows_of_market,
    rows_under,
    share_times,
    tables,
)
from boses_engine.grounding.work.trades import is_of_another_trade
from boses_engine.grounding.work.tuition import pays
from boses_engine.grounding.work.women import women_share

ASKED_AGES = (16, 75)  # years, where nothing is known of the occupation
GROWN = 18  # years
SENIOR_AGE_LEAST, JUNIOR_AGE_MOST = 27, 35  # years
SENIOR = frozenset(("senior", "manager", "head", "director", "chief", "supervisor", "principal"))
JUNIOR = frozenset(("intern", "junior", "trainee"))
OF_ONE_FAITH = {"Islamic": ("Muslim",), "pesantren": ("Muslim",), "madrasa": ("Muslim",)}  # by a word of the workplace
_OF_FARMS = "family farm", "seasonal farm"  # in titles of who keeps house on one, and of who waits for work on one
_PARENTS_STUDY = 0.1  # as often as others of their age do parents of a child at home study (estimate)
_MOTHERS_AT_WORK = 0.9  # as often as wives do mothers of a child at home have pay (estimate)
_OF_ANY_TRADE = "office worker", "manager"  # categories whose titles stand for many trades
_HARDLY = 0.3  # estimate: whose part in a job is less comes in it less often, if they have more of another
_NEVER = 0.25  # of that part: who has less of a job does other work
_HARDLY_THERE = 0.05  # of how often the commonest title of several comes in a place, from where others count for this
_NORMAL = NormalDist()
# Of those who did a work, the share with a schooling from where on somebody with it did that work; the middle pay ratio
# of the retired, its spread in logs and the correlation with the place of their household among all (estimates).
_HARDLY_SCHOOLED = 0.08
_PENSION_MIDDLE, _PENSION_SPREAD, _PENSION_INCOME = 0.35, 0.6, 0.4
# Years from which people retire where incomes are high; of how many the table has before the age of their country, how
# many are retired (estimates). What titles are retired from by then is heavy, dangerous or in uniform.
RETIRES_LATE, RETIRED_EARLY, EARLY_TITLES = 61, 0.15, 55
_MIDDLING_OR_RICH = ("upper middle", "high")
_SETTLED, _LATE = 40, 20  # years: who does a work still at the first does not leave it by age; so long after its last
_BEHIND, _LATE_MOST = 1e-9, 0.05  # of a person: from where a title lacks one, and how long it waits at most
_HARDLY_AT_AGE = 0.25  # of how often a title comes over all of its ages: under that it has no turn (estimate)
# How many work on their own account at an age, over the mean of all at work (estimate after Eurostat LFS 2023: 4 % of
# those under 25, 12 % to 50, 17 % to 65), and the ISCO-08 groups of work that is learnt in wage work first.
_OWN_BY_AGE, _LEARNT_FIRST = ((20, 25, 35, 50, 65), (0.25, 0.5, 0.95, 1.2, 1.5)), ("2", "3", "5", "7")
_RANKS = "0", "315", "342"  # ISCO-08 codes of forces, ships' officers and sport, whose titles go by age
LOCAL_WEIGHT = 2.0  # estimate: a job that only some markets have is what people there name first
TRACKS_FROM = 15  # years; who is on a track that starts then or later is past lower secondary school
# The year or grade of study; the first stands at 1.
ORDINALS = (
    *("", "first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
# How often newcomers do some work, over others, from which on every such job is kept, and how many are drawn at most.
_MOST_TIMES, _TRIES = 3.0, 8
_MASTERS_YEAR = 5  # of study, which only universities have
LATER_FORMS = ("final-year", "part-time", "evening")  # of study, once the ordinary years are over


def draw_job(
    rng: np.random.Generator,
    asked: Asked,
    country_code: str,
    gender: Gender,
    age: int,
    used: Mapping[str, int],
    standing: Standing | None = None,
) -> Job:
    """A job as `_draw_job` draws it, open to the faiths alone that people were asked for by; of those who came from
    abroad, asked for by no title, as often as newcomers do it."""
    job = _draw_job(rng, asked, country_code, gender, age, used, standing)
    if asked.people in FROM_ABROAD and not any(wish.rows for wish in asked.wishes):
        for _ in range(_TRIES):
            known = at_work(country_code, (job.known_as, job.category, job.isco08))
            if rng.random() < (known.newcomers if known else 1.0) / _MOST_TIMES:
                break
            job = _draw_job(rng, asked, country_code, gender, age, used, standing)
    return replace(job, faiths=asked.faiths) if asked.faiths else job


def _draw_job(
    rng: np.random.Generator,
    asked: Asked,
    country_code: str,
    gender: Gender,
    age: int,
    used: Mapping[str, int],
    standing: Standing | None,
) -> Job:
    """A job inside what was asked for that suits the person, of the titles least often in `used` (title → count).

    Never fails: outside the usual ages the nearest titles are taken, and an unknown text becomes the title itself. A
    title that was asked for by name is given even where its rank is unusual at the age. Where `standing` is given, work
    that fits it goes before work that does not.
    """
    wish = _least_used_wish(rng, asked.wishes, used)
    region, town = (standing.region, standing.town) if standing else (None, None)
    rows = _open_to(wish.rows, gender)
    if wish.title and not wish.rows:
        return _at_age(rng, _as_asked(wish), country_code, age, standing, asked.year)
    if not rows:
        match: Match = "category"
        category = wish.category or wish.rows[0].job.category
        name = _concrete(rng, category, country_code, gender, age, standing, asked.family.needs)
        rows = _open_to(tables().rows[name], gender)
    else:
        match = wish.match
    if wish.workplace and match == "category" and wish.kind in _OF_ANY_TRADE:
        rows = tuple(row for row in rows if not is_of_another_trade(row, wish.workplace)) or rows
    urban = standing is not None and standing.urban
    suitable = _suitable(rows, country_code, region, town, age, match != "category", urban)
    if standing and match == "category":
        suitable = _affordable(suitable, country_code, region, town, _level(standing.income_quantile))
    if match == "category" and asked.family.needs:  # who has a family at home lives in no house that they work in
        suitable = tuple(row for row in suitable if not is_live_in(row.job.title)) or suitable
    # Of one kind of work, titles come as often as there are; schooling is then drawn of those who have them. What the
    # old did goes by their schooling, but where only who earned a pension is meant.
    retired = any(each.job.status == "retired" for each in suitable)
    pensions = all(_has_earned_pension(each.job) for each in suitable)
    at_home = all(each.job.status == "keeping house" for each in suitable)  # sidelines differ with it
    looking = all(each.job.status == "looking for work" for each in suitable) and _all_look_for_work(country_code)
    told_by_school = not asked.is_named or (retired and not pensions) or at_home or looking
    by_school = standing is not None and match != "title" and told_by_school
    if standing and by_school and retired:
        left = _choice(suitable, gender, country_code, region, town)
        choice = _once_done_by(left, standing.education, _level(standing.income_quantile), country_code, gender, age)
    else:
        reached = within_reach(suitable, standing.education, country_code) if standing and by_school else suitable
        choice = _choice(reached, gender, country_code, region, town)
    told = of_people("", wish.people)
    given = {title.removeprefix(told): times for title, times in used.items()} if told else used
    row = _draw_row(rng, choice, given, _by_age(choice.rows, country_code, age))
    places = _places(row, country_code, region, town) or workplaces_of(row, country_code, region)
    if standing and not urban and row.job.employment == "own":
        places = outside_of_streets(places)
    shares = workplace_shares(country_code, row.job.isco08, places, region, town, row.job.known_as)
    workplace = wish.workplace if wish.workplace is not None else pick(rng, places, shares) if places else ""
    title = of_people(wish.title or row.job.title, wish.people)
    faiths = next((only for word, only in OF_ONE_FAITH.items() if word in workplace), row.job.faiths)
    # Who is of any faith works at none that is of one.
    open_to_all = tuple(each for each in places if not any(word in each for word in OF_ONE_FAITH))
    others = open_to_all if wish.workplace is None and not faiths else ()
    most = EDUCATION_LEVELS[levels_there(row.job, country_code)[1]] if row.job.education_max else None
    job = replace(
        row.job,
        title=title,
        like=row.job.title if title != row.job.title or row.job.status == "studying" else "",
        workplace=workplace,
        match=match,
        faiths=faiths,
        workplaces=others,
        education_max=most if row.job.status != "studying" else row.job.education_max,
    )
    return _at_age(rng, job, country_code, age, standing, asked.year)


def _has_earned_pension(job: Job) -> bool:
    """Whether a pension was earned by the work: where all are such, they left school later than others of their age."""
    return job.status == "retired" and job.pay_ratio >= PENSION_FROM


def _all_look_for_work(country_code: str) -> bool:
    """Whether the unemployed have the schooling of their class: in poorer countries who left school early takes what
    work there is, and only who learned more can wait for a better one (estimate after ILOSTAT)."""
    return country(country_code).income_group in _MIDDLING_OR_RICH


def _places(row: Row, country_code: str, region: str | None, town: str | None) -> tuple[str, ...]:
    """Where the job is done there, of students the schools that the town has for their course; may be none."""
    places = workplaces_of(row, country_code, region)
    if row.job.status != "studying" or town is None:
        return places
    return campuses(row.job.title, places, country_code, region, town)


@lru_cache(maxsize=64)
def usual_ages(asked: Asked) -> tuple[int, int]:
    """The least and the greatest usual age, in years, over all that was asked for."""
    jobs = [job for wish in asked.wishes for job in ([row.job for row in wish.rows] or [_as_asked(wish)])]
    return min(job.age_min for job in jobs), max(job.age_max for job in jobs)


@lru_cache(maxsize=256)
def usual_from(asked: Asked, country_code: str, gender: Gender) -> int:
    """The least usual age of what was asked for in a country: who is retired from no work that ends early has reached
    the age that the law there has."""
    least, _ = usual_ages(asked)
    rows = [row for wish in asked.wishes for row in wish.rows]
    jobs = [row.job for row in rows] or [_as_asked(wish) for wish in asked.wishes]
    ends_early = len(jobs) == 1 and bool(rows) and least <= EARLY_TITLES
    if ends_early or any(job.status != "retired" for job in jobs):
        return least
    return max(least, retires_at(country_code, gender))


@cache
def retires_at(country_code: str, gender: Gender) -> int:
    """The age in years from which people of a country retire, 0 where it is not known."""
    late = RETIRES_LATE if country(country_code).income_group == "high" else 0
    return pensioned_from(country_code, gender) or late


def _least_used_wish(rng: np.random.Generator, wishes: Sequence[Wish], used: Mapping[str, int]) -> Wish:
    """One of the alternatives whose titles were given least often, of what two of them have by the narrower: "nurses
    and head nurses"."""
    if len(wishes) == 1:
        return wishes[0]
    apart = _titles_apart(tuple(wishes))
    tallies = [sum(_times(title, category, used) for title, category in titles) for _, titles in apart]
    return pick(rng, [wish for (wish, _), tally in zip(apart, tallies, strict=True) if tally == min(tallies)])


@lru_cache(maxsize=256)
def _titles_apart(wishes: tuple[Wish, ...]) -> list[tuple[Wish, list[tuple[str, str]]]]:
    """The alternatives that have titles of their own, with these; all with all of theirs where none has."""
    named = [_titles(wish) for wish in wishes]
    own = [
        [each for each in titles if not any(each in other and len(other) < len(titles) for other in named)]
        for titles in named
    ]
    apart = [(wish, titles) for wish, titles in zip(wishes, own, strict=True) if titles]
    return apart or list(zip(wishes, named, strict=True))


def _concrete(
    rng: np.random.Generator,
    name: str,
    country_code: str,
    gender: Gender,
    age: int,
    standing: Standing | None,
    needs: Need | None = None,
) -> str:
    """A category that has rows: `name`, or for an umbrella one of its members that suits the person and the family."""
    categories, members = tables().categories, tables().categories[name].members
    if not members:
        return name
    if members[0] in categories:
        nearest = min(_distance(categories[member].job, age) for member in members)
        names = tuple(member for member in members if _distance(categories[member].job, age) == nearest)
        shares: Sequence[float] = [1.0] * len(names)
    else:
        names, shares = _shares_at(members[0], country_code, gender, age)
    if standing:
        factors = fits(names, standing, country_code, gender, age)
        bent = [share * factor for share, factor in zip(shares, factors, strict=True)]
        shares = bent if any(bent) else shares
    if members[0] == "*" and age < OFF_SCHOOL_FROM:
        shares = _with_students(names, shares, standing, country_code, gender, age)
    if needs in ("children", "children alone"):
        shares = _of_parents(names, shares, needs, country_code, gender, standing.region if standing else None)
    return pick(rng, names, shares)


def _with_students(
    names: Sequence[str],
    shares: Sequence[float],
    standing: Standing | None,
    country_code: str,
    gender: Gender,
    age: int,
) -> Sequence[float]:
    """Shares of categories where as many study as do in the country at that age, at a school or at college."""
    categories = tables().categories
    pupils = frozenset(each for each in names if categories[each].job.status == "studying")
    kinds = tuple(each for each in pupils if age <= LEAVES_SCHOOL_AT or each != SCHOOL)
    study = share_who_study(kinds, standing, country_code, gender, age)
    of_age = [share if each in kinds else 0.0 for each, share in zip(names, shares, strict=True)]
    others = [0.0 if each in pupils else share for each, share in zip(names, shares, strict=True)]
    parts = ((of_age, study), (others, 1 - study))
    scaled = [[share * part / sum(some) for share in some] for some, part in parts if any(some)]
    return [sum(each) for each in zip(*scaled, strict=True)]


def _of_parents(
    names: Sequence[str],
    shares: Sequence[float],
    needs: Need,
    country_code: str,
    gender: Gender,
    region: str | None,
) -> Sequence[float]:
    """Shares of categories among parents of a child at home: few of them study, and of those who are not alone as many
    mothers keep house as have no pay there."""
    statuses = [tables().categories[each].job.status for each in names]
    bent = [
        share * (_PARENTS_STUDY if status == "studying" else 1.0)
        for share, status in zip(shares, statuses, strict=True)
    ]
    home = sum(share for share, status in zip(bent, statuses, strict=True) if status == "keeping house")
    others = sum(bent) - home
    if needs == "children" and gender == "Female" and home and others:
        at_home = 1 - _MOTHERS_AT_WORK * wives_at_work(country_code, region)
        more = max(at_home / (1 - at_home) * others / home, 1.0)
        bent = [
            share * (more if status == "keeping house" else 1.0) for share, status in zip(bent, statuses, strict=True)
        ]
    return bent if any(bent) else shares


@cache
def _shares_at(status: str, country_code: str, gender: Gender, age: int) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Categories of a status ("*": of every one) and their shares of a country's people of an age.

    The factors of a market and its share of the self-employed move people between kinds of work; in and out of work
    only its labour force participation does.
    """
    categories, times, own = tables().categories, share_times(country_code), own_times(country_code, gender)
    plain, bent = {}, {}
    for member, shares in tables().shares[gender].items():
        if status in ("*", categories[member].job.status):
            plain[member] = shares[max(least for least in shares if least <= max(age, min(shares)))]
            bent[member] = plain[member] * times.get(member, 1.0)
    working = [member for member in plain if categories[member].job.status == "working"]
    for member in working:
        bent[member] *= 1 + (own - 1) * own_part(member, country_code, gender)
    at_work, moved = sum(plain[member] for member in working), sum(bent[member] for member in working)
    for member in working:
        bent[member] *= at_work / moved if moved else 1.0
    for member in bent:
        bent[member] *= out_of_work_factor(country_code, gender) if is_bent(member, gender) else 1.0
    if age < retires_at(country_code, gender) and "retired" in bent:
        bent["retired"] *= RETIRED_EARLY
    return tuple(bent), tuple(bent.values())


@cache
def _open_to(rows: tuple[Row, ...], gender: Gender) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.job.gender in (None, gender))


@lru_cache(maxsize=1024)
def _in_market(rows: tuple[Row, ...], country_code: str, by_name: bool) -> tuple[Row, ...]:
    """The rows of the market, or all where it has none of them."""
    return tuple(rows_of_market(rows, country_code, asked=by_name)) or rows


@lru_cache(maxsize=1024)
def _suitable(
    rows: tuple[Row, ...], country_code: str, region: str | None, town: str | None, age: int, by_name: bool, urban: bool
) -> tuple[Row, ...]:
    """The rows of the market and the division whose rank, then whose ages and then whose places fit best; never empty.

    The rank of work that was asked for by name is as it may be, and a home in town stands on no farm."""
    kept = rows_of_place(_in_market(rows, country_code, by_name), country_code, region, town)
    if urban and town in great_cities(country_code):  # a city's day labourers are hired for no fields
        kept = [row for row in kept if not is_farm(row.job.isco08)] or kept
    if not by_name:
        kept = [row for row in kept if _rank_fits(row.job.title, age)] or kept
        kept = [row for row in kept if not _after_a_degree(row.job)] or kept
        rich = country(country_code).income_group == "high"
        off_farm = (*_OF_FARMS, "retired farmer") if rich else _OF_FARMS
        kept = [row for row in kept if not (urban and any(one in row.job.title for one in off_farm))] or kept
    nearest = min(_distance(row.job, age) for row in kept)
    near = [row for row in kept if _distance(row.job, age) == nearest]
    others = [row for row in kept if _distance(row.job, age) != nearest]
    kept = [*near, *_stayed_on(others, near, country_code, region, town, age)]
    if age < GROWN:  # minors do not live where they work, as who takes a vow or lives in does
        kept = [row for row in kept if row.job.marital != "single"] or kept
    return tuple([row for row in kept if not row.workplaces or _places(row, country_code, region, town)] or kept)


def _stayed_on(
    rows: Sequence[Row], near: Sequence[Row], country_code: str, region: str | None, town: str | None, age: int
) -> list[Row]:
    """The rows whose usual ages are over, where those of the age are the lesser part of what was asked for: the
    cashiers past fifty are not all at petrol stations. None of a rank that is left behind."""
    stayed = [
        row
        for row in rows
        if _SETTLED <= row.job.age_max < age <= row.job.age_max + _LATE
        and row.job.status == "working"
        and not row.job.isco08.startswith(_RANKS)
        and _rank_fits(row.job.title, age)
    ]
    often, others = (
        sum(title_weight(row, country_code, region, town) for row in part if row.job.status == "working")
        for part in (near, stayed)
    )
    return stayed if often < others else []


@lru_cache(maxsize=1024)
def _affordable(
    rows: tuple[Row, ...], country_code: str, region: str | None, town: str | None, level: IncomeLevel
) -> tuple[Row, ...]:
    """The rows without the courses whose fees no school of the town leaves to an income class; never empty."""
    kept = (
        row
        for row in rows
        if row.job.status != "studying"
        or any(pays(level, row.job.title, each, country_code) for each in _places(row, country_code, region, town))
    )
    return tuple(kept) or rows


def _level(income_quantile: float) -> IncomeLevel:
    return next((level for level, (_, high) in CLASS_QUANTILES.items() if income_quantile < high), "High")


@dataclass(frozen=True)
class _Choice:
    """Rows to choose from; each with the titles that count as its own, how often it comes there for once that a usual
    one does, and for what weight those of the sex have it."""

    rows: tuple[Row, ...]
    titles: tuple[tuple[str, ...], ...]
    times: tuple[float, ...]
    weights: tuple[float, ...]

    @cached_property
    def parts(self) -> tuple[float, ...]:
        """Of those who have its titles the part of each row: some are on their own account, others at an employer."""
        alike: dict[tuple[str, ...], float] = {}
        for forms, times in zip(self.titles, self.times, strict=True):
            alike[forms] = alike.get(forms, 0.0) + times
        return tuple(times / (alike[forms] or 1.0) for forms, times in zip(self.titles, self.times, strict=True))


@lru_cache(maxsize=1024)
def _choice(rows: tuple[Row, ...], gender: Gender, country_code: str, region: str | None, town: str | None) -> _Choice:
    """The rows, those that the sex seldom has as much less often, and without those that it hardly has, where there are
    others."""
    shares = [women_share(row, country_code, region) for row in rows]
    likely = [share if gender == "Female" else 1 - share for share in shares]
    # Where nothing of what was asked for is in the town, each comes as often as it does elsewhere.
    there = [
        title_weight(row, country_code, region, town) or weight_in_division(row, country_code, region) or 1.0
        for row in rows
    ]
    # Work that hardly anybody has there says nothing of what else the sex has.
    most = max(share for share, often in zip(likely, there, strict=True) if often >= _HARDLY_THERE * max(there))
    usual = min(most, _HARDLY)
    open_to = [at for at, share in enumerate(likely) if share >= _NEVER * usual]
    kept = tuple(rows[at] for at in open_to)
    own = own_times(country_code, gender)
    often = (there[at] * min(likely[at] / usual if usual else 1.0, 1.0) for at in open_to)
    times = tuple(each * (own if is_own_account(row) else 1.0) for row, each in zip(kept, often, strict=True))
    local = [
        each * (LOCAL_WEIGHT if country_code in row.markets else 1.0) for row, each in zip(kept, times, strict=True)
    ]
    weights = tuple(likely[at] * weight + 1e-9 for at, weight in zip(open_to, local, strict=True))
    titles = tuple(_forms(row.job.title, row.job.category) for row in kept)
    return _Choice(kept, titles, times, weights)


@lru_cache(maxsize=4096)
def _once_done_by(
    choice: _Choice, education: str, level: IncomeLevel, country_code: str, gender: Gender, age: int
) -> _Choice:
    """The rows of what the retired did, as often as those who did it have that schooling and are of the class by their
    pension, without what hardly any of them did with that schooling."""
    z = _NORMAL.inv_cdf(sum(CLASS_QUANTILES[level]) / 2)
    schooled = [_share_schooled(row.job, education, country_code, gender, age) for row in choice.rows]
    kept = [at for at, share in enumerate(schooled) if share >= min(_HARDLY_SCHOOLED, max(schooled))]
    of_class = [_pension_fits(choice.rows[at].job, z) for at in kept]
    return _Choice(
        tuple(choice.rows[at] for at in kept),
        tuple(choice.titles[at] for at in kept),
        tuple(choice.times[at] * fits for at, fits in zip(kept, of_class, strict=True)),
        tuple(choice.weights[at] * schooled[at] * fits + 1e-9 for at, fits in zip(kept, of_class, strict=True)),
    )


def _share_schooled(job: Job, education: str, country_code: str, gender: Gender, age: int) -> float:
    """The share, 0..1, of those who did what somebody is retired from that have that schooling."""
    shares = schooling(job, country_code, gender, age)
    if shares is None:
        least, most = levels_there(job, country_code)
        shares = attainment(country_code, gender, age).copy()
        shares[:least], shares[most + 1 :] = 0.0, 0.0
        shares /= max(shares.sum(), 1e-9)
    return float(shares[level_of(education)])


def _pension_fits(job: Job, z: float) -> float:
    """How often people whose household stands there in the country's incomes have that pension."""
    pension = min(max(math.log(job.pay_ratio / _PENSION_MIDDLE) / _PENSION_SPREAD, -2.0), 2.0)
    return math.exp(-((z - _PENSION_INCOME * pension) ** 2) / (2 * (1 - _PENSION_INCOME**2)))


@lru_cache(maxsize=4096)
def _by_age(rows: tuple[Row, ...], country_code: str, age: int) -> tuple[float, ...]:
    """How often each of the rows comes at an age for once that it does at all ages."""
    own = _own_by_age(age) if country(country_code).income_group == "high" else 1.0
    return tuple(
        at_age(country_code, row.job, age) * (own if _is_of_years(row.job) else 1.0)
        if row.job.status == "working"
        else 1.0
        for row in rows
    )


def _is_of_years(job: Job) -> bool:
    """Whether customers come to who has learnt the work and saved: riders and cleaners begin with it."""
    return job.employment == "own" and job.isco08.startswith(_LEARNT_FIRST)


@cache
def _own_by_age(age: int) -> float:
    """How often work is had on one's own account at an age for once that it is at all ages."""
    return float(np.interp(age, *_OWN_BY_AGE))


def _draw_row(rng: np.random.Generator, choice: _Choice, used: Mapping[str, int], by_age: Sequence[float]) -> Row:
    """One of the rows given less often so far than their part, the likelier the more they are behind it, the more of
    those who do the job are of the sex and the more of them are of the age: titles that weigh alike come in turn, and a
    rare one as seldom as it weighs, not once in every group. Titles that few of the age have wait for others: no
    constable is past fifty because it is their turn."""
    counts = [
        share * sum(used.get(title, 0) for title in titles)
        for titles, share in zip(choice.titles, choice.parts, strict=True)
    ]
    part = (sum(counts) + 1) / sum(choice.times)
    behind = [part * times - count for count, times in zip(counts, choice.times, strict=True)]
    lacking = [at for at, lack in enumerate(behind) if lack > _BEHIND]
    usual = (at for at, often in enumerate(by_age) if often >= _HARDLY_AT_AGE)
    chosen = [at for at in lacking if by_age[at] >= _HARDLY_AT_AGE] or list(usual) or lacking
    # Of titles that come once in so many people, those not had yet share among them what those had leave open.
    weights = [choice.weights[at] * by_age[at] / max(1 - behind[at], _LATE_MOST) for at in chosen]
    return choice.rows[pick(rng, chosen, weights)]


def _rank_fits(title: str, age: int) -> bool:
    senior, junior = _rank(title)
    return not (age < SENIOR_AGE_LEAST and senior) and not (age > JUNIOR_AGE_MOST and junior)


@lru_cache(maxsize=4096)
def _rank(title: str) -> tuple[bool, bool]:
    words = set(words_of(title))
    return bool(words & SENIOR), bool(words & JUNIOR)


def _after_a_degree(job: Job) -> bool:
    """Whether a course of students comes after a degree: "college student" means no student of law in Manila."""
    return job.category == UNDERGRADUATE and job.education_min == EDUCATION_LEVELS[-2]


def _distance(job: Job, age: int) -> int:
    return max(job.age_min - age, age - job.age_max, 0)


def _as_asked(wish: Wish) -> Job:
    """The title of the wish with the figures of its category, or with none."""
    if not wish.category:
        return Job(wish.title, "", "working", "", 1.0, *ASKED_AGES, None, None, None, "", "as asked", "wage")
    job = tables().categories[wish.category].job
    return replace(job, title=wish.title, workplace=wish.workplace or "", match="as asked")


def _at_age(
    rng: np.random.Generator,
    job: Job,
    country_code: str,
    age: int,
    standing: Standing | None = None,
    asked: StudyYear | None = None,
) -> Job:
    """The job with the year of study, that was `asked` for or of a student of this age, and the schooling already
    completed by then."""
    if job.category == SCHOOL and job.age_max < 20 and age < 20:
        behind = int(rng.integers(2))  # birthdays fall within the school year
        lower = 10 if country_code == "PH" else 9  # the grade with which lower secondary ends
        least = lower + 1 if job.education_min == "lower secondary school" or job.age_min >= TRACKS_FROM else 7
        grade = asked.number if asked else min(max(age - 5 - behind, 12 if "exam" in job.title else least), 12)
        done = "lower secondary school" if grade > lower else "primary school"
        said = asked.said if asked else f"{ORDINALS[grade]}-grade"
        return replace(job, title=f"{said} {job.title}", education_min=done, education_max=done)
    if job.category != UNDERGRADUATE:
        return job
    if asked:
        there = _where_it_lasts(job, asked.number, country_code) or job
        return replace(there, title=f"{asked.said} {job.title}")
    least, most = years_behind(country_code)
    behind = int(rng.integers(least, most + 1))
    years = age - (17 if job.age_min < 20 else job.age_min - 1)
    if years - behind < 5 and years < 8:
        year, longer = min(max(years - behind, 1), 4), job.age_max < 30  # medicine and architecture
        over = year > figure_of(country_code, "work", "first degree years", 4) and not longer
        if not over and (lasting := _where_it_lasts(job, year, country_code)):
            return replace(lasting, title=f"{ORDINALS[year]}-year {job.title}")
        return replace(job, title=f"final-year {job.title}")
    full_time = job.age_max < 30  # nobody takes medicine or architecture in the evening
    forms = ["final-year"] if years < 8 or full_time else []
    part_time = years > 6 and not full_time
    forms += ["part-time"] if part_time and _is_taught(f"part-time {job.title}", job, country_code, standing) else []
    master = f"master's student in {job.title.removesuffix(' student')}"
    first_degree = job.match == "category"  # "college student" means no postgraduate
    graduate = None if full_time or first_degree or years < 7 else _where_it_lasts(job, _MASTERS_YEAR, country_code)
    if graduate and _is_taught(master, graduate, country_code, standing):
        forms.append("master's")
    forms += ["evening"] if years > 13 and not full_time else []
    form = pick(rng, forms or ["final-year"])
    if graduate is None or form != "master's":
        return replace(job, title=f"{form} {job.title}")
    return replace(graduate, title=master, education_min="bachelor's degree", education_max="bachelor's degree")


def _where_it_lasts(job: Job, year: int, country_code: str) -> Job | None:
    """The course at those of its schools where it has that year; None where it has it at none."""
    schools = job.workplaces or (job.workplace,)
    lasting = tuple(each for each in schools if course_years(each, country_code) >= year)
    if len(lasting) == len(schools) or not lasting:
        return job if lasting else None
    workplace = job.workplace if job.workplace in lasting else lasting[0]
    return replace(job, workplace=workplace, workplaces=lasting)


def _is_taught(course: str, job: Job, country_code: str, standing: Standing | None) -> bool:
    """Whether the school of a student has another course, where their town is known."""
    if standing is None or standing.town is None:
        return True
    return bool(campuses(course, (job.workplace,), country_code, standing.region, standing.town))


@lru_cache(maxsize=4096)
def _forms(title: str, category: str) -> tuple[str, ...]:
    """The title with every year or form of study that `_at_age` puts before it."""
    if category == SCHOOL:
        return (title, *(f"{ordinal}-grade {title}" for ordinal in ORDINALS[1:]))
    if category != UNDERGRADUATE:
        return (title,)
    years = (*(f"{ordinal}-year" for ordinal in ORDINALS[1:5]), *LATER_FORMS)
    return (title, *(f"{form} {title}" for form in years), f"master's student in {title.removesuffix(' student')}")


def _times(title: str, category: str, used: Mapping[str, int]) -> int:
    """How often a title was given, in whatever year or form of study."""
    return sum(used.get(form, 0) for form in _forms(title, category))


def _titles(wish: Wish) -> list[tuple[str, str]]:
    """The titles, each with its category, that a wish can lead to."""
    if wish.title:
        return [(wish.title, wish.category or (wish.rows[0].job.category if wish.rows else ""))]
    rows = wish.rows or rows_under(wish.category)
    return [(of_people(row.job.title, wish.people), row.job.category) for row in rows]
