"""Faith and mother tongue, by place, by each other and, where tongues change, by year of birth."""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np

from boses_engine.grounding.drawing import Weighted
from boses_engine.grounding.places.countries import Shares, country, languages, religions, table

# Tongues that the young grow up with more often than the old: log odds a year of age, about the age for which the
# tables hold (estimate, after language at home by generation, BPS census 2020 long form).
_YOUNGER = {("ID", "Indonesian"): 0.06}
_TABLE_AGE, _YOUNGEST, _OLDEST = 36, 16, 62  # years
# Log odds a year of age of having no religion where the West is meant, about the age for which tables hold (estimate
# after ABS census 2021, ONS census 2021 and Pew 2024: about half of people in their twenties, a quarter of the old).
NO_FAITH, _NO_FAITH_YOUNGER, _NO_FAITH_AT = "no religion", 0.02, 44
Work = tuple[str, str, str]  # title, category and ISCO-08 code
NO_WORK: Work = "", "", ""
_STEP = 4  # years of age that share a table


def tongues_at(code: str, region: str | None, *parts: str | None, age: int | None = None) -> Shares:
    """Shares of mother tongues in a part of a region or the region, among people of an age where that is given."""
    return _at_age(code, languages(code, region, *parts), _near(age))


def draw_religion(
    rng: np.random.Generator,
    code: str,
    region: str | None,
    *parts: str | None,
    only: Sequence[str] = (),
    work: Work = NO_WORK,
    age: int | None = None,
    at: float | None = None,
) -> str:
    """A religion as its people name it ("Roman Catholic", "Muslim"), by the region or a part of it where that is known.

    Of `only`, where some are named: the first of them where nobody there has any. Where a `work`, its title, category
    and ISCO-08 code, is the trade of a community, its faith counts more often. By `age`, in years, where that is given:
    in the West the old have a faith more often. `at` is the quantile, 0..1, that stands for chance where faiths are
    spread over a group.
    """
    shares = _faiths_at_age(code, religions(code, region, *parts), age)
    shares = _among_craft(shares, "religion", code.upper(), region or "", work)
    open_to = tuple(pair for pair in shares if not only or pair[0] in only)
    return _draw(rng, open_to, at) if open_to else only[0]


def _faiths_at_age(code: str, shares: Shares, age: int | None) -> Shares:
    """The shares of faiths among people of an age; the others keep their proportions."""
    none = dict(shares).get(NO_FAITH, 0.0)
    if age is None or country(code).group != "western" or not 0 < none < 1:
        return shares
    odds = none / (1 - none) * math.exp(_NO_FAITH_YOUNGER * (_NO_FAITH_AT - min(max(age, 18), 85)))
    return _tilted(shares, NO_FAITH, odds / (1 + odds))


def _tilted(shares: Shares, name: str, now: float) -> Shares:
    """Shares with another share of one name; the others keep their proportions."""
    rest = 1 - dict(shares)[name]
    return tuple((each, now if each == name else share * (1 - now) / rest) for each, share in shares)


@cache
def _among_craft(shares: Shares, what: str, code: str, region: str, work: Work) -> Shares:
    """The shares with each faith or tongue as many times as common as craft_faiths.csv and craft_tongues.csv have it
    for those who do the work, by its title, its category or the beginning of its code."""
    (title, category, isco08), times = work, dict[str, float]()
    for row in table("people/craft_faiths.csv" if what == "religion" else "people/craft_tongues.csv"):
        meant = row["work"] in (title, category) or (row["work"].isdigit() and isco08.startswith(row["work"]))
        if row["code"] == code and row["region"] in ("", region) and meant:
            times[row[what]] = times.get(row[what], 1.0) * float(row["times"])
    return tuple((name, share * times.get(name, 1.0)) for name, share in shares) if times else shares


def draw_language(
    rng: np.random.Generator,
    code: str,
    region: str | None,
    *parts: str | None,
    religion: str | None = None,
    age: int | None = None,
    work: Work = NO_WORK,
    at: float | None = None,
) -> str:
    """A mother tongue by its English name, by a part of a region or the region, and by religion where that is known.

    By `age` too, in years, where that is given: Indonesian is the tongue of the young rather than of the old; and by
    `work`, where that is the trade of a community. `at` is as with faiths.
    """
    shares = _tongues(code, region, parts, _near(age)).get(religion) if religion else None
    shares = shares or tongues_at(code, region, *parts, age=age)
    return _draw(rng, _among_craft(shares, "language", code.upper(), region or "", work), at)


def _near(age: int | None) -> int | None:
    """The age, in years, whose table people of an age share."""
    return None if age is None else round(min(max(age, _YOUNGEST), _OLDEST) / _STEP) * _STEP


@cache
def _tongues(code: str, region: str | None, parts: tuple[str | None, ...], age: int | None) -> dict[str, Shares]:
    """Mother tongues by religion: a table with the region's shares of both, its ties those of tongue_faiths.csv."""
    return _fitted(code.upper(), religions(code, region, *parts), _at_age(code, languages(code, region, *parts), age))


@cache
def _fitted(code: str, faiths: Shares, tongues: Shares) -> dict[str, Shares]:
    """Iterative proportional fitting (Deming and Stephan, 1940); where ties leave it no exact answer the tongues give
    way."""
    ties = {row["language"]: row for row in table("people/tongue_faiths.csv") if row["code"] == code}
    joint = np.ones((len(faiths), len(tongues)))
    for i, (faith, _) in enumerate(faiths):
        for j, (tongue, _) in enumerate(tongues):
            if tongue in ties and faith not in ties[tongue]["religions"].split("|"):
                joint[i, j] = float(ties[tongue]["outside"])
    for _ in range(50):
        joint *= np.array([share for _, share in tongues]) / joint.sum(axis=0)
        joint *= (np.array([share for _, share in faiths]) / joint.sum(axis=1))[:, None]
    names = [tongue for tongue, _ in tongues]
    return {faith: tuple(zip(names, row.tolist(), strict=True)) for (faith, _), row in zip(faiths, joint, strict=True)}


@cache
def _at_age(code: str, shares: Shares, age: int | None) -> Shares:
    """The shares among people of an age, where a tongue is gaining; the others keep their proportions."""
    for (market, tongue), slope in _YOUNGER.items():
        share = dict(shares).get(tongue, 0.0)
        if code.upper() == market and age is not None and 0 < share < 1:
            odds = share / (1 - share) * math.exp(slope * (_TABLE_AGE - age))
            return _tilted(shares, tongue, odds / (1 + odds))
    return shares


def _draw(rng: np.random.Generator, shares: Shares, at: float | None) -> str:
    return _weighted(shares).at(rng.random() if at is None else at)


@cache
def _weighted(shares: Shares) -> Weighted[str]:
    return Weighted.of(shares)
