"""Faith and mother tongue, by place, by each other and by year of birth: where tongues change, where faith is left, and
where people came from other countries, of whom few are old."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

import numpy as np

from boses_engine.grounding.drawing import Weighted
from boses_engine.grounding.people.newcomers_at_work import AtWork, at_work, tongues_at_home
from boses_engine.grounding.people.peoples import FROM_ABROAD, people_of, schooling_of, tongues_of
from boses_engine.grounding.places.countries import (
    Shares,
    country,
    figure_of,
    known_apart,
    known_whole,
    table,
)
from boses_engine.grounding.places.town_shares import FAITHS, TONGUES, languages, religions
from boses_engine.grounding.text import plain_names

# About what age the tables of tongues hold, and between which ages a tongue's share changes (people/tongue_ages.csv).
_TABLE_AGE, _YOUNGEST, _OLDEST, _ELDEST = 36, 16, 70, 84  # years
# Log odds a year of age of having no religion, by world region, about the age for which tables hold (estimate after ABS
# and ONS censuses of 2021, Pew 2024 and CONICET 2019: half of people in their twenties, a quarter of the old).
NO_FAITH, _ABOUT = "no religion", 44
_NO_FAITH_YOUNGER = {"western": 0.02, "latin america": 0.025}
# How much rarer a faith gets with each year past the same age: those of people who came from elsewhere (estimate after
# ONS census 2021: Muslims are 6.5 % of all people and 2 % of those of 65 and over), and the churches that grow in Latin
# America (estimate after IBGE census 2022 and CONICET 2019).
_FAITHS_YOUNGER: dict[str, dict[str, float]] = {
    "western": dict.fromkeys(("Muslim", "Hindu", "Sikh", "Buddhist"), 0.055),
    "latin america": {"Evangelical Christian": 0.02, "Latter-day Saint": 0.02},
}
_FAITHS_YOUNGER_IN = {
    **{code: {"Orthodox": 0.05} for code in ("DE", "AT", "IT", "ES", "PT", "IE", "BE", "FR", "GB")},
    # Where the tables call the churches that grow Protestant (estimate after Latinobarómetro 2023 by age).
    **{code: {"Protestant": 0.02} for code in ("CO", "VE", "EC", "BO", "PY", "SV", "NI")},
    # Workers and students of the last twenty years (estimate after residents from abroad by age, ISA and MOJ 2024).
    **{code: {"Muslim": 0.05, "Hindu": 0.09} for code in ("JP", "KR")},
}
# The same of tongues of people who came from elsewhere as grown people (`lives/origins`) or whose parents did, by
# country of late or earlier immigration (estimates after Eurostat 2024, population by citizenship and age: of foreign
# citizens of 65 and over 4 to 6 % in Italy and Spain, a tenth in Germany), and of those that came early.
_CAME_EARLY = {
    "DE": ("Italian", "Greek", "Turkish", "Spanish", "Polish", "Russian", "Croatian", "Serbian"),
    "AT": ("Turkish", "Serbian", "Croatian"),
    "AU": ("Arabic", "Vietnamese", "Cantonese"),
}
# Faiths that people brought to countries of the West, and those of some peoples far from where they are at home
# (Muslims in the north of the Philippines and the south of West Africa, Sikhs outside Punjab): how many of them grew up
# with a tongue of others there, at 20 years, how many fewer with each year over it, and at least how many (estimates
# after ONS and Statistics Canada, censuses of 2021, ABS 2021, Stats NZ 2023 and Pew 2017: half of Britain's Muslims and
# three in ten of Canada's were born there, few of them over 40; a fifth of American Muslims are Black Americans; nine
# in ten of Australia's speak another tongue at home).
_GREW_UP_THERE = ("at 20", "fewer a year", "at least")
# How many times as common who is single, divorced or separated past 32 is of a faith that came there (estimate after
# ONS census 2021, marital status by religion: of men of 35 to 49 a third and of Muslims a seventh never married).
_ALONE_OF_A_FAITH = {"Muslim": 0.45, "Hindu": 0.3, "Sikh": 0.4}
# To what power this is so of parents who never married, and how many times as common they are of peoples of Asia there
# (estimates after ONS Births by parents' country of birth 2022 and ABS Births 2023: of mothers born in India and China
# three and eight in a hundred were not married, of all four in ten and more).
_UNWED_PARENTS = 3
_UNWED_OF_A_TONGUE = dict.fromkeys(
    (
        *("Mandarin", "Cantonese", "Chinese", "Korean", "Japanese", "Vietnamese", "Hindi", "Punjabi", "Gujarati"),
        *("Bengali", "Urdu", "Tamil", "Telugu", "Malayalam", "Kannada", "Marathi", "Sinhala", "Nepali", "Persian"),
    ),
    0.1,
)
_CAME_WITH_PARENTS = ("Chinese", "Kurdish", "Vietnamese", "Urdu", "Punjabi", "Berber", "Somali", "Tigrinya")
# Title, category, for who lodges away from family MIGRANT, for the women of them MIGRANT_WOMAN, at offices of the state
# STATE_POST, and what was said of all of the group; last the ISCO-08 code.
Work = tuple[str, ...]
NO_WORK: Work = "", "", ""
MIGRANT, MIGRANT_WOMAN, STATE_POST = "migrant", "migrant woman", "state post"
ANY = "any"  # country
ABROAD: Work = "abroad", "", ""  # of whoever left a country for work elsewhere
_CHILDREN = 0.5  # of the log odds of their parents' work, those of the children of who came (estimate)
_LEFT_EARLY: Work = "left school early", ""  # for who did not finish upper secondary school, whatever the work
HIRED_ABROAD = ("22", "32", "53")  # ISCO-08 codes of work for which states hire people from abroad, too
# Up to what share a faith is that of few, and the power of what a tie of tongue and faith says of it for those whom
# fitting put there all the same (estimates).
_FEW, _FORCED = 0.05, 0.6
# How rare a tongue is outside its faiths for hardly anybody to be there, however many the faith has (estimate); and the
# share of a tongue in a division whose table does not name it.
_NEVER, _HARDLY = 0.001, 0.0005
_STEP = 4  # years of age that share a table


@dataclass(frozen=True)
class Schooled:
    """How long somebody was at school."""

    gender: str
    left_early: bool = False  # whether they did not finish upper secondary school
    over: float = 0.0  # by how many standard deviations they stand over people of their sex and age


def tongues_at(code: str, region: str | None, *parts: str | None, age: int | None = None) -> Shares:
    """Shares of mother tongues in a part of a region or the region, among people of an age where that is given."""
    return _at_age(code, region, _spoken(code, region, parts), _near(age))


def draw_religion(
    rng: np.random.Generator,
    code: str,
    region: str | None,
    *parts: str | None,
    only: Sequence[str] = (),
    work: Work = NO_WORK,
    age: int | None = None,
    at: float | None = None,
    alone: bool = False,
    unwed: bool = False,
) -> str:
    """A religion as its people name it ("Roman Catholic", "Muslim"), by the region or a part of it where that is known.

    Of `only`, where some are named: the first of them where nobody there has any. Where a `work`, its title, category
    and ISCO-08 code, is the trade of a community, its faith counts more often. By `age`, in years, where that is given:
    in the West the old have a faith more often, and fewer Muslims, Hindus and Sikhs live `alone`, unmarried or parted
    past their youth, or are parents who never married, `unwed`. `at` is the quantile, 0..1, that stands for chance
    where faiths are spread over a group.
    """
    shares = _faiths_at_age(code, faiths_at(code, region, *parts), age)
    if people := people_of(work[0], code.upper()):
        from_abroad = _from_abroad_at_work(people, code, region, parts, _near(age), work)
        shares = _of_each_faith(from_abroad) or _faiths_of(people, code, region, parts, _near(age)) or shares
    elif people_at := _people_at_work(code, region, parts, _near(age), work):
        shares = _of_each_faith(people_at)
    shares = _among_craft(shares, "religion", code.upper(), region or "", work)
    if (alone or unwed) and country(code).group == "western":
        power = _UNWED_PARENTS if unwed else 1
        shares = tuple((faith, share * _ALONE_OF_A_FAITH.get(faith, 1.0) ** power) for faith, share in shares)
    open_to = tuple(pair for pair in shares if not only or pair[0] in only)
    return _draw(rng, open_to, at) if open_to else only[0]


def _faiths_at_age(code: str, shares: Shares, age: int | None) -> Shares:
    """The shares of faiths among people of an age; the others keep their proportions."""
    if age is None:
        return shares
    group, none, over = country(code).group, dict(shares).get(NO_FAITH, 0.0), min(max(age, 18), 85) - _ABOUT
    rarer = {**_FAITHS_YOUNGER.get(group, {}), **_FAITHS_YOUNGER_IN.get(code.upper(), {})}
    shares = _rarer_past(shares, rarer, over)
    slope = figure_of(code, "people", "no faith younger", _NO_FAITH_YOUNGER.get(group, 0.0))
    if slope and 0 < none < 1:
        odds = none / (1 - none) * math.exp(-slope * over)
        return _tilted(shares, NO_FAITH, odds / (1 + odds))
    return shares


def _rarer_past(shares: Shares, rarer: Mapping[str, float], years: int) -> Shares:
    """The shares of so many years past an age, some names `rarer` by so much a year; what is most people's never is."""
    if years <= 0 or not rarer:
        return shares
    first, total = max(shares, key=lambda pair: pair[1])[0], sum(share for _, share in shares)
    now = {name: share * math.exp(-years * rarer.get(name, 0.0) * (name != first)) for name, share in shares}
    return tuple((name, share * total / sum(now.values())) for name, share in now.items())


def _tilted(shares: Shares, name: str, now: float) -> Shares:
    """Shares with another share of one name; the others keep their proportions."""
    rest = 1 - dict(shares)[name]
    return tuple((each, now if each == name else share * (1 - now) / rest) for each, share in shares)


@lru_cache(maxsize=2048)
def _among_craft(shares: Shares, what: str, code: str, region: str, work: Work) -> Shares:
    """The shares with each faith or tongue as many times as common as craft_faiths.csv and craft_tongues.csv have it
    for those who do the work, by its names or the beginning of its code."""
    times = _craft_times(what, code, region, work)
    return tuple((name, share * times.get(name, 1.0)) for name, share in shares) if times else shares


@lru_cache(maxsize=2048)
def _craft_times(what: str, code: str, region: str, work: Work) -> dict[str, float]:
    """How many times as common tongues or faiths are among those who do the work, where the tables of crafts say; a
    row of "any" country is of all, and one whose work is "* pork *" of whoever has the word in the title or in what was
    said of the group, but not in the category: a vegetable vendor is a "market trader" and no trader in goods."""
    *names, isco08 = work
    times, said = dict[str, float](), "|".join(f" {name.casefold()} " for name in (names[0], *names[2:]))

    def is_meant(each: str) -> bool:
        by_word = each.startswith("*") and each.strip("*") in said
        return by_word or each in names or (each.isdigit() and isco08.startswith(each))

    for row in _crafts_of(what, code):
        if row.regions & {"", region} and any(map(is_meant, row.works)):
            times[row.whose] = times.get(row.whose, 1.0) * row.times
    return times


@lru_cache(maxsize=2048)
def _people_at_work(
    code: str, region: str | None, parts: tuple[str | None, ...], age: int | None, work: Work
) -> dict[str, Shares] | None:
    """By faith the shares of those who do the work, by tongue, of all who do it in a place, where something is known of
    newcomers' work: of them as many as newcomers_at_work.csv says, with the faiths that go with their tongues."""
    known = at_work(code.upper(), work)
    if not known:
        return None
    people, home = _people(code, region, parts, age), tongues_at_home(code.upper())
    if known.spread:
        people = _spread_out(people, _people(code, None, (), age), home, known)
    crafts = _craft_times("language", code.upper(), region or "", work)
    faiths = _craft_times("religion", code.upper(), region or "", work)
    children = {faith: _of_children(known, tongues) for faith, tongues in _brought(code.upper()).items()}
    before, now = dict[str, float](), dict[str, dict[str, float]]()
    for (faith, tongue), share in people.items():
        times = children.get(faith, 1.0) if tongue in home else crafts.get(tongue, known.times(tongue))
        times *= crafts.get(tongue, 1.0) if tongue in home else 1.0
        before[faith] = before.get(faith, 0.0) + share
        now.setdefault(faith, {})[tongue] = share * times
    of_all = sum(share for tongues in now.values() for share in tongues.values())
    return {
        faith: _scaled(tongues, before[faith] * of_all if faith in faiths else sum(tongues.values()))
        for faith, tongues in now.items()
    }


def _of_all(by_faith: Mapping[str, Shares]) -> Shares:
    """The shares of tongues among people of all faiths."""
    total = dict[str, float]()
    for tongue, share in (pair for shares in by_faith.values() for pair in shares):
        total[tongue] = total.get(tongue, 0.0) + share
    return tuple(total.items())


def _of_children(known: AtWork, brought: Mapping[str, float]) -> float:
    """How often those do some work whose parents brought a faith, with these tongues, and who grew up with that of the
    country: half as much apart from others as their parents."""
    times = sum(weight * known.times(tongue) for tongue, weight in brought.items()) / sum(brought.values())
    return math.pow(times, _CHILDREN)


def _scaled(shares: Mapping[str, float], total: float) -> Shares:
    """Shares that sum to a total."""
    of_all = sum(shares.values()) or 1.0
    return tuple((name, share * total / of_all) for name, share in shares.items())


_People = dict[tuple[str, str], float]  # shares by faith and tongue, summing to 1


@cache
def _people(code: str, region: str | None, parts: tuple[str | None, ...], age: int | None) -> _People:
    """The people of a place and an age."""
    tongues = _tongues(code, region, parts, age)
    faiths = _scaled(dict(_faiths_at_age(code, faiths_at(code, region, *parts), age)), 1.0)
    return {(faith, tongue): each for faith, share in faiths for tongue, each in _scaled(dict(tongues[faith]), share)}


def _spread_out(people: _People, everywhere: _People, home: frozenset[str], known: AtWork) -> _People:
    """The people of a place with newcomers who are partly as many and as mixed as in the whole country; never fewer."""

    def came(of: _People) -> tuple[_People, float]:
        own = {pair: share for pair, share in of.items() if pair[1] not in home}
        return own, sum(own.values())

    (here, share), (there, of_all) = came(people), came(everywhere)
    if not here or not there or share >= 1:
        return people
    now = max(share, share + known.spread * (of_all - share))
    mixed = {pair: each * (1 - now) / (1 - share) for pair, each in people.items() if pair not in here}
    for own, total, weight in ((here, share, 1 - known.spread), (there, of_all, known.spread)):
        for pair, each in own.items():
            mixed[pair] = mixed.get(pair, 0.0) + each / total * weight * now
    return mixed


@dataclass(frozen=True)
class _Craft:
    """How many times as common those with a faith or tongue are among those who do any of some kinds of work, in the
    divisions named ("" for all)."""

    regions: frozenset[str]
    works: frozenset[str]
    whose: str
    times: float


@cache
def _crafts_of(what: str, code: str) -> tuple[_Craft, ...]:
    """The rows for people of a country: those of any country that it has none of its own for, of the same work and the
    same faith or tongue, and its own."""
    own = _craft_rows(what).get(code, [])
    known = {(work, row.whose) for row in own for work in row.works}
    of_any = (
        row for row in _craft_rows(what).get(ANY, ()) if known.isdisjoint((work, row.whose) for work in row.works)
    )
    return (*of_any, *own)


@cache
def _craft_rows(what: str) -> dict[str, list[_Craft]]:
    """By country what the tables know of faiths or tongues of those who do some work; a row may be of several
    countries, divisions, kinds of work, and faiths or tongues, and counts once for who does several of its works."""
    found: dict[str, list[_Craft]] = {}
    for row in table("people/craft_faiths.csv" if what == "religion" else "people/craft_tongues.csv"):
        codes, regions, works, names = (row[column].split("|") for column in ("code", "region", "work", what))
        for code, whose in product(codes, names):
            craft = _Craft(frozenset(regions), frozenset(works), whose, float(row["times"]))
            found.setdefault(code, []).append(craft)
    return found


def draw_language(
    rng: np.random.Generator,
    code: str,
    region: str | None,
    *parts: str | None,
    religion: str | None = None,
    age: int | None = None,
    work: Work = NO_WORK,
    at: float | None = None,
    schooled: Schooled | None = None,
    unwed: bool = False,
) -> str:
    """A mother tongue by its English name, by a part of a region or the region, and by religion where that is known.

    By `age` too, in years, where that is given: Indonesian is the tongue of the young, Breton that of the old; and by
    `work`, where that is the trade of a community. `at` is as with faiths. By how they are `schooled`:
    peoples that left school early are commoner among those who did, and rarer in work that asks for a degree. In the
    West few parents who never married, `unwed`, are of peoples of Asia.
    """
    if people := people_of(work[0], code.upper()):
        theirs = _from_abroad_at_work(people, code, region, parts, _near(age), work).get(religion or "")
        return _draw(rng, theirs, at) if theirs else _tongue_of(rng, people, code, region, parts, _near(age), religion)
    people_at = _people_at_work(code, region, parts, _near(age), work) or {}
    shares = people_at.get(religion) if religion else _of_all(people_at)
    if not shares or not sum(share for _, share in shares):
        shares = _tongues(code, region, parts, _near(age)).get(religion) if religion else None
        shares = shares or tongues_at(code, region, *parts, age=age)
        shares = _among_craft(shares, "language", code.upper(), region or "", work)
    if schooled and schooled.left_early:
        shares = _among_craft(shares, "language", code.upper(), region or "", _LEFT_EARLY)
    if schooled and schooled.over:
        shares = _by_schooling(shares, code.upper(), schooled, age or _TABLE_AGE)
    if unwed and country(code).group == "western":
        shares = tuple((tongue, share * _UNWED_OF_A_TONGUE.get(tongue, 1.0)) for tongue, share in shares)
    return _draw(rng, shares, at)


def _by_schooling(shares: Shares, code: str, schooled: Schooled, age: int) -> Shares:
    """The shares among those who are schooled so, by how far peoples stand from the others of the place: the ratio of
    the densities of two normal curves, one of them moved."""
    moved = {tongue: schooling_of(tongue, code, schooled.gender, age) or 0.0 for tongue, _ in shares}
    total = sum(share for _, share in shares)
    if not total or not any(moved.values()):
        return shares
    here = sum(share * moved[tongue] for tongue, share in shares) / total
    moved = {tongue: each - here for tongue, each in moved.items()}
    times = {tongue: math.exp(each * (schooled.over - each / 2)) for tongue, each in moved.items()}
    return tuple((tongue, share * times[tongue]) for tongue, share in shares)


def _near(age: int | None) -> int | None:
    """The age, in years, whose table people of an age share."""
    return None if age is None else round(min(max(age, _YOUNGEST), _ELDEST) / _STEP) * _STEP


@cache
def _tongues(code: str, region: str | None, parts: tuple[str | None, ...], age: int | None) -> dict[str, Shares]:
    """Mother tongues by religion: a table with the region's shares of both, its ties those of tongue_faiths.csv."""
    faiths = _faiths_at_age(code, faiths_at(code, region, *parts), age)
    tongues = _at_age(code, region, _spoken(code, region, parts), age)
    fitted = _fitted(code.upper(), region or "", faiths, tongues)
    return {faith: _as_they_came(code.upper(), faith, shares, age) for faith, shares in fitted.items()}


def faiths_at(code: str, region: str | None, *parts: str | None) -> Shares:
    """Shares of faiths in a part of a region or the region; where only the tongues of the part are known, those of its
    tongues: a town of few Ede in a division of Ede Protestants has few of these."""
    return _by_tongues(code, region, parts) or religions(code, region, *parts)


@cache
def _spoken(code: str, region: str | None, parts: tuple[str | None, ...]) -> Shares:
    """Shares of tongues in a part of a region or the region; where only the faiths of the part are known, those that
    its faiths have in the division: a town of many Muslims in a division of Urdu Muslims has many who speak Urdu."""
    here = languages(code, region, *parts)
    places = [part for part in parts if part]
    if region is None or not places or any(known_apart(TONGUES, code, region, part) for part in places):
        return here
    if not any(known_apart(FAITHS, code, region, part) for part in places) or not known_whole(TONGUES, code, region):
        return here
    fitted = {
        faith: _scaled(dict(tongues), 1.0)
        for faith, tongues in _fitted(code.upper(), region, religions(code, region), here).items()
    }
    return _of_all(
        {
            faith: _scaled(dict(fitted[faith]), share)
            for faith, share in religions(code, region, *parts)
            if faith in fitted
        }
    )


@cache
def _by_tongues(code: str, region: str | None, parts: tuple[str | None, ...]) -> Shares | None:
    """The faiths that go with the tongues of a part of a division, where the table has its tongues alone."""
    places = [part for part in parts if part]
    if region is None or not places or any(known_apart(FAITHS, code, region, part) for part in places):
        return None
    if not any(known_apart(TONGUES, code, region, part) for part in places) or not known_whole(FAITHS, code, region):
        return None
    faiths, here, whole = religions(code, region), languages(code, region, *parts), languages(code, region)
    there = (*whole, *((tongue, _HARDLY) for tongue, _ in here if tongue not in dict(whole)))
    fitted = _fitted(code.upper(), region, faiths, there)
    people = {
        (faith, tongue): share * of for faith, share in faiths for tongue, of in _scaled(dict(fitted[faith]), 1.0)
    }
    of_tongues = {tongue: sum(people[faith, tongue] for faith, _ in faiths) or 1.0 for tongue, _ in there}
    return tuple(
        (faith, sum(share * people[faith, tongue] / of_tongues[tongue] for tongue, share in here))
        for faith, _ in faiths
    )


def _from_abroad_at_work(
    people: str, code: str, region: str | None, parts: tuple[str | None, ...], age: int | None, work: Work
) -> dict[str, Shares]:
    """By faith the shares of tongues of those who do the work in a place and came from abroad; none where the people
    are no such, or none of them is known there."""
    if people not in FROM_ABROAD:
        return {}
    people_at = _people_at_work(code, region, parts, age, work) or {}
    theirs = {faith: _only(shares, people, code) for faith, shares in people_at.items()}
    return {faith: shares for faith, shares in theirs.items() if any(share for _, share in shares)}


def _of_each_faith(by_faith: Mapping[str, Shares]) -> Shares:
    """The shares of faiths among people of all tongues."""
    return tuple((faith, sum(share for _, share in shares)) for faith, shares in by_faith.items())


@cache
def _faiths_of(people: str, code: str, region: str | None, parts: tuple[str | None, ...], age: int | None) -> Shares:
    """The faiths of those in a place whose mother tongue is that of a people; where it has none of them, of those in
    the country."""
    for where, inside in ((region, parts), (None, ())):
        tongues = _tongues(code, where, inside, age)
        of_faith = {faith: dict(_scaled(dict(shares), 1.0)) for faith, shares in tongues.items()}
        faiths = _faiths_at_age(code, faiths_at(code, where, *inside), age)
        theirs = {
            faith: sum(share for _, share in _only(tuple(shares.items()), people, code))
            for faith, shares in of_faith.items()
        }
        shares = tuple((faith, share * theirs[faith]) for faith, share in faiths)
        if any(share for _, share in shares):
            return shares
    return ()


def _only(shares: Shares, people: str, code: str) -> Shares:
    """The shares of the tongues of a people."""
    return tuple((tongue, share) for tongue, share in shares if tongue in tongues_of(people, code.upper()))


def share_of_people(people: str, code: str, region: str | None, *parts: str | None) -> float:
    """How many of a place have a tongue of a people, 0..1."""
    here = tongues_at(code, region, *parts)
    return sum(share for _, share in _only(here, people, code)) / (sum(share for _, share in here) or 1.0)


def _tongue_of(
    rng: np.random.Generator,
    people: str,
    code: str,
    region: str | None,
    parts: tuple[str | None, ...],
    age: int | None,
    religion: str | None,
) -> str:
    """The tongue of a people; of several peoples one that those of the faith speak there, else in the country."""
    spoken = tongues_of(people, code.upper())
    if len(spoken) == 1:
        return min(spoken)
    for where, inside in ((region, parts), (None, ())):
        by_faith = _tongues(code, where, inside, age)
        of_faith = _only(by_faith.get(religion or "", ()), people, code)
        shares = of_faith if sum(share for _, share in of_faith) else _only(_of_all(by_faith), people, code)
        if sum(share for _, share in shares):
            return _draw(rng, shares, None)
    return min(spoken)


@cache
def _fitted(code: str, region: str, faiths: Shares, tongues: Shares) -> dict[str, Shares]:
    """Iterative proportional fitting (Deming and Stephan, 1940); where ties leave it no exact answer the tongues give
    way, and who is of a faith of few, or of one that the tongue never goes with, mostly gets another of the place. A
    tie of the region goes before that of the country."""
    of_country = [row for row in table("people/tongue_faiths.csv") if row["code"] == code]
    ties = {row["language"]: row for place in ("", region) for row in of_country if row["region"] == place}
    joint, seldom = np.ones((len(faiths), len(tongues))), np.ones((len(faiths), len(tongues)))
    for i, (faith, of_faith) in enumerate(faiths):
        few = of_faith <= _FEW and faith not in _brought(code)
        for j, (tongue, _) in enumerate(tongues):
            if tongue in ties:
                known, outside = _tied(ties[tongue]["religions"]), float(ties[tongue]["outside"])
                joint[i, j] = known.get(faith, outside)
                seldom[i, j] = outside**_FORCED if (few or outside <= _NEVER) and faith not in known else 1.0
    of_tongues, of_faiths = (np.array([share for _, share in shares]) for shares in (tongues, faiths))
    for _ in range(50):
        joint *= of_tongues / joint.sum(axis=0)
        joint *= (of_faiths / joint.sum(axis=1))[:, None]
    joint *= seldom
    joint *= (of_faiths / joint.sum(axis=1))[:, None]
    names = [tongue for tongue, _ in tongues]
    return {faith: tuple(zip(names, row.tolist(), strict=True)) for (faith, _), row in zip(faiths, joint, strict=True)}


def _as_they_came(code: str, faith: str, shares: Shares, age: int | None) -> Shares:
    """The tongues of a faith that came from elsewhere: of those who cannot have grown up in the country, or the part of
    it, by age, the tongues of faith_tongues.csv, where a region's few tongues leave them those of others there."""
    brought, total = _brought(code).get(faith), sum(share for _, share in shares)
    if not brought or age is None or not total:
        return shares
    at_20, fewer, least = (figure_of(code, "people", f"grew up there {each}") for each in _GREW_UP_THERE)
    most, others = max(at_20 - fewer * (age - 20), least), sum(share for name, share in shares if name not in brought)
    if others <= most * total:
        return shares
    kept, weights = most * total / others, sum(brought.values())
    now = {name: share * (1.0 if name in brought else kept) for name, share in shares}
    for tongue, weight in brought.items():
        now[tongue] = now.get(tongue, 0.0) + (others - most * total) * weight / weights
    return tuple(now.items())


@cache
def _brought(code: str) -> dict[str, dict[str, float]]:
    """By faith, the tongues of people of a country who brought it there, weighted."""
    rows = (row for row in table("people/faith_tongues.csv") if code in row["countries"].split("|"))
    return {row["faith"]: _tied(row["tongues"]) for row in rows}


@cache
def _tied(cell: str) -> dict[str, float]:
    """The faiths of a tongue, each with how many times as common it is there: "Roman Catholic:3|Protestant"."""
    named = (each.partition(":") for each in cell.split("|"))
    return {faith: float(times or 1) for faith, _, times in named}


@cache
def _at_age(code: str, region: str | None, shares: Shares, age: int | None) -> Shares:
    """The shares among people of an age, where a tongue is gaining, is lost or came late; the others keep their
    proportions."""
    if age is None:
        return shares
    shares, here = _rarer_past(shares, _came(code.upper()), age - _ABOUT), plain_names([region])
    for tongue, places, slope in _younger().get(code.upper(), ()):
        share = dict(shares).get(tongue, 0.0)
        if 0 < share < 1 and (not places or places & here):
            odds = share / (1 - share) * math.exp(slope * (_TABLE_AGE - min(age, _OLDEST)))
            shares = _tilted(shares, tongue, odds / (1 + odds))
    return shares


@cache
def _younger() -> dict[str, list[tuple[str, set[str], float]]]:
    """By country the tongues that the young grow up with more often than the old, or less, in which divisions (none
    where it is all), and by how many log odds a year of age."""
    found: dict[str, list[tuple[str, set[str], float]]] = {}
    for row in table("people/tongue_ages.csv"):
        for code in row["codes"].split("|"):
            places = plain_names(row["regions"].split("|"))
            found.setdefault(code, []).append((row["language"], places, float(row["younger"])))
    return found


@cache
def _came(code: str) -> Mapping[str, float]:
    """By tongue of people who came to a country, how much rarer it is with each year past the age of the tables, but
    for tongues whose ages are known there."""
    slope, early = figure_of(code, "people", "came younger"), _CAME_EARLY.get(code, ())
    known = {tongue for tongue, *_ in _younger().get(code, ())}
    return {tongue: slope * (0.3 if tongue in early else 1.0) for tongue in _newcomers(code) - known} if slope else {}


@cache
def _newcomers(code: str) -> frozenset[str]:
    """The tongues of people who came to a country from elsewhere, or whose parents did."""
    rows = (row for row in table("lives/origins.csv") if code in row["countries"].split("|"))
    return frozenset((*_CAME_WITH_PARENTS, *(row["tongue"] for row in rows)))


@cache
def tongues_from(code: str, nation: str) -> frozenset[str]:
    """The tongues of people who came to a country from another one, as far as known."""
    rows = (row for row in table("lives/origins.csv") if code in row["countries"].split("|"))
    return frozenset(row["tongue"] for row in rows if row["from"] == nation)


def _draw(rng: np.random.Generator, shares: Shares, at: float | None) -> str:
    return _weighted(shares).at(rng.random() if at is None else at)


@cache
def _weighted(shares: Shares) -> Weighted[str]:
    return Weighted.of(shares)
