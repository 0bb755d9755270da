"""Faith and mother tongue, by place, by each other and, where tongues change, by year of birth."""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np

from boses_engine.grounding.drawing import Weighted
from boses_engine.grounding.places.countries import Shares, languages, religions, table

# Tongues that the young grow up with more often than the old: log odds a year of age, about the age for which the
# tables hold (estimate, after language at home by generation, BPS census 2020 long form).
_YOUNGER = {("ID", "Indonesian"): 0.06}
_TABLE_AGE, _YOUNGEST, _OLDEST = 36, 16, 62  # years
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
) -> str:
    """A religion as its people name it ("Roman Catholic", "Muslim"), by the region or a part of it where that is known.

    Of `only`, where some are named: the first of them where nobody there has any. Where a `work`, its title, category
    and ISCO-08 code, is the trade of a community, its faith counts more often.
    """
    shares = _among_craft(religions(code, region, *parts), "religion", code.upper(), region or "", work)
    open_to = tuple(pair for pair in shares if not only or pair[0] in only)
    return _draw(rng, open_to) if open_to else only[0]


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
) -> str:
    """A mother tongue by its English name, by a part of a region or the region, and by religion where that is known.

    By `age` too, in years, where that is given: Indonesian is the tongue of the young rather than of the old; and by
    `work`, where that is the trade of a community.
    """
    shares = _tongues(code, region, parts, _near(age)).get(religion) if religion else None
    shares = shares or tongues_at(code, region, *parts, age=age)
    return _draw(rng, _among_craft(shares, "language", code.upper(), region or "", work))


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
            now = odds / (1 + odds)
            return tuple((name, now if name == tongue else each * (1 - now) / (1 - share)) for name, each in shares)
    return shares


def _draw(rng: np.random.Generator, shares: Shares) -> str:
    return _weighted(shares).draw(rng)


@cache
def _weighted(shares: Shares) -> Weighted[str]:
    return Weighted.of(shares)
