"""Faiths and mother tongues of towns: those of a town of its own, and of the other towns what is left of the division.

The tables have a whole division and the towns and districts whose people are known apart. A division with 10 % Thai,
all of them in six districts, has hardly any in the others.
"""

from functools import cache

import numpy as np

from boses_engine.grounding.places import countries, gazetteer
from boses_engine.grounding.places.countries import Shares
from boses_engine.grounding.places.resolve import Resolved
from boses_engine.grounding.text import fold

_LEAST_LEFT = 0.05  # of a division's people that the other towns have, for what is left to be known (estimate)
_LEAST_KEPT = 0.1  # of a share of the division that stays with the other towns, whatever the sums say (estimate)
FAITHS, TONGUES = "places/religion.csv", "places/language.csv"


def religions(code: str, region: str | None, *parts: str | None) -> Shares:
    """Shares of faiths of a town or a province, else of the other towns of the region, else of the country."""
    return _of_town(FAITHS, code, region, parts) or countries.religions(code, region, *parts)


def languages(code: str, region: str | None, *parts: str | None) -> Shares:
    """Shares of mother tongues, of the places that `religions` has them of."""
    return _of_town(TONGUES, code, region, parts) or countries.languages(code, region, *parts)


@cache
def _of_town(table: str, code: str, region: str | None, parts: tuple[str | None, ...]) -> Shares | None:
    """The shares of the other towns of a division, for a town of it that has none of its own; None for all else."""
    town, *provinces = parts or (None,)
    if town is None or region is None or any(provinces) or countries.known_apart(table, code, region, town):
        return None
    return _left(table, code, region).get(town)


@cache
def _left(table: str, code: str, region: str) -> dict[str, Shares]:
    """By town of a division without figures of its own, what the towns with their own leave of the division's shares;
    empty where the division has no figures or its villages do not stand beside its cities."""
    whole = countries.known_whole(table, code, region)
    _, places = gazetteer.division(code, fold(region)) or ("", ())
    if whole is None or not any(place.urban for place in places):
        return {}
    first = places[0]
    people = Resolved(region, first.country, code, region, first.timezone, tuple(places)).people
    own = {place: countries.known_apart(table, code, region, place.city) for place in places}
    others = [place for place in places if own[place] is None]
    total, left = sum(people.values()), sum(people[place] for place in others)
    if len(others) == len(places) or left < _LEAST_LEFT * total:
        return {}
    names = [name for name, _ in whole]
    shares = np.array([share for _, share in whole])
    taken = sum(
        people[place] * np.array([dict(known).get(name, 0.0) for name in names])
        for place, known in own.items()
        if known
    )
    rest = np.maximum(shares * total - taken, _LEAST_KEPT * shares * left)
    found = tuple(sorted(zip(names, (rest / rest.sum()).tolist(), strict=True), key=lambda pair: -pair[1]))
    return {place.city: found for place in others}
