"""How many of a country's people at work are on their own account, beside what the tables of work would give.

Titles say whether an employer pays or customers do. What the shares of the kinds of work and the weights of their
titles come to is brought to the published share of the self-employed of each sex: own-account work is so many times as
common, wherever a job is drawn, both the kinds of work that have more of it and the titles within each.
"""

from functools import cache

from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.demographics import age_weights
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.regions import title_weight
from boses_engine.grounding.work.tables import Row, share_times, tables
from boses_engine.grounding.work.women import women_share

_TIMES_ENDS = (0.25, 3.0)  # beyond it published shares count family help on farms, which no title is (estimate)


@cache
def own_times(code: str, gender: Gender) -> float:
    """How many times as common own-account work is as the tables of work alone make it; 1 where no figure is known."""
    published = _published().get((code, gender))
    if not published:
        return 1.0
    factors, own, all_ = share_times(code), 0.0, 0.0
    people = age_weights(code, gender)
    for category, shares in tables().shares[gender].items():
        if tables().categories[category].job.status != "working":
            continue
        ages = range(min(shares), len(people))
        here = sum(float(people[age]) * shares[max(least for least in shares if least <= age)] for age in ages)
        here *= factors.get(category, 1.0)
        own, all_ = own + here * own_part(category, code, gender), all_ + here
    if not 0 < own < all_:
        return 1.0
    times = published / (1 - published) * (all_ - own) / own
    return min(max(times, _TIMES_ENDS[0]), _TIMES_ENDS[1])


@cache
def own_part(category: str, code: str, gender: Gender) -> float:
    """The share of a kind of work that the weights of its titles put on their own account in a country, 0..1."""
    own = all_ = 0.0
    for row in tables().rows.get(category, ()):
        if {"any", code} & set(row.markets) and row.job.gender in (None, gender):
            women = women_share(row, code)
            weight = (women if gender == "Female" else 1 - women) * title_weight(row, code, None)
            own, all_ = own + weight * is_own_account(row), all_ + weight
    return own / all_ if all_ else 0.0


def is_own_account(row: Row) -> bool:
    """Whether customers pay, and no employer, nor whoever has work that day."""
    return row.job.employment == "own"


@cache
def _published() -> dict[tuple[str, str], float]:
    return {
        (row["code"], row["gender"]): float(row["self_employed"]) / 100
        for row in table("work/labour_force.csv")
        if row["self_employed"]
    }
