"""Homes of a man with two wives, where that is custom. Sources: second_wives.csv.

A man past forty has them the more often, the schooled less, and a wife is told of the other where they share the home.
"""

from functools import cache

import numpy as np

from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.demographics import SCHOOLING, as_counted
from boses_engine.grounding.places.countries import table

SECOND_WIFE, CO_WIFE = "second wife", "co-wife"
# Over the share of all husbands: years at which none is that young, and from which as many as in the table twice over
# on the mean have a second wife; a husband's years over hers; how many wives of one man live in one home (estimates).
_NONE_AT, _MOST_FROM, _MOST = 26, 50, 1.5
_HUSBAND_OLDER, _ONE_HOME = 9, 0.55
# How often over all who have as many years, by schooling (estimate: in the DHS surveys of West Africa women without
# schooling are two to four times as often in such marriages as those beyond secondary school).
_BY_SCHOOLING = dict(zip(SCHOOLING, (1.25, 1.05, 0.95, 0.7, 0.5, 0.4, 0.4), strict=True))


def with_second_wife(
    rng: np.random.Generator,
    code: str,
    region: str | None,
    gender: Gender,
    age: int,
    members: list[str],
    education: str | None,
) -> list[str]:
    """The members of a home with a man's second wife, or with the other wife of a woman's husband, where one is."""
    if not {"husband", "wife"} & set(members) or not (men := _share(code, region)):
        return members
    his = age if gender == "Male" else age + _HUSBAND_OLDER
    share = men * _MOST * min(max((his - _NONE_AT) / (_MOST_FROM - _NONE_AT), 0.0), 1.0)
    if education is not None:
        share *= _BY_SCHOOLING[as_counted(education)]
    if gender == "Female":  # of women more are in such marriages than of men
        share = 2 * share / (1 + share)
    if rng.random() >= share * _ONE_HOME:
        return members
    return [members[0], SECOND_WIFE if gender == "Male" else CO_WIFE, *members[1:]]


@cache
def _share(code: str, region: str | None) -> float:
    """The share of a division's husbands, 0..1, who have two wives or more; of the country where it has no row."""
    for row in table("people/second_wives.csv"):
        if row["code"] == code and (not row["regions"] or region in row["regions"].split("|")):
            return float(row["men"]) / 100
    return 0.0
