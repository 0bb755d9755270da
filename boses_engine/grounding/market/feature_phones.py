"""Who has no smartphone: who has small means outside rich countries, and many of the old.

They have a phone for calls, texts and mobile money, and are not online: no other device, no hours and no platforms.
feature_phones.csv has, by market or part of the world, the share of them among people of 35 in towns who left lower
secondary school, by class, and how it bends by age and sex. feature_phones_old.csv has the share of all people of 70
and of 80; its log-odds are a line through both, and bend by schooling and class about the country's people of that age.
Nobody at a desk, at the wheel of a taxi or at school is one of them, nor who is paid or reports through an app.
"""

from functools import cache
from math import exp, log

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.grounding.market.bends import LEVELS, crossed, decades, solve_base
from boses_engine.grounding.market.users import User
from boses_engine.grounding.people.demographics import attainment, level_of
from boses_engine.grounding.places.countries import country, table

FEATURE_PHONE = "feature phone"
# Log-odds (estimates after GSMA 2025: fewer smartphones in the country and among who has little school).
_OUTSIDE_TOWNS, _ON_A_FARM = 0.4, 0.6
_BY_SCHOOLING = (0.5, 0.0, -1.5, -2.5, -4.0, -4.0, -4.0)  # from primary school up
_MOST = 0.6  # share of any people
# By how much rarer they are, in log-odds, ten years and more before what age in towns (estimate: the young there have
# a cheap smartphone of their own, also where their elders have none).
_YOUNG_IN_TOWNS, _YOUNG_UNTIL = 1.5, 35
# The same of who works at a line, counter, gate or wheel: shifts and orders come by chat (estimate). Vendors at a stall
# are their own masters.
_IN_A_TEAM, _TEAMS = 1.2, ("51", "522", "523", "524", "54", "75", "81", "82", "83", "932", "933")
# The same of whose family is elsewhere and sends money: they call by picture, and a phone is the first gift (estimate).
_CALLED_FROM_AFAR = 1.5
# Of the old: ages of the table, and from which it holds; log-odds by schooling and by class (estimates after Eurostat
# 2023, use by age and schooling), and the most of any.
_AGES_OLD, _OLD_FROM, _OLD_MOST = (70, 80), 50, 0.9
_OLD_BY_SCHOOLING = np.array((0.8, 0.2, -1.1, -1.5, -2.6, -3.0))
_OLD_BY_CLASS: dict[IncomeLevel, float] = {"Low": 0.35, "Middle": -0.1, "High": -1.0}
# By how much rarer they are, in log-odds, among the old who are still at work: shifts and pay come by phone (estimate).
_STILL_AT_WORK = 1.5
# ISCO-08 codes: at desks, and drivers of taxis and cars, who are sent their fares and find the way by phone.
_BY_SMARTPHONE = (*"1234", "8322")
# Words of a title or a workplace: who is paid, or reports, through an app.
_BY_APP = ("app", "delivery", "courier", "ride-hailing", "online", "anganwadi", "ASHA ")


def share_without_a_smartphone(user: User) -> float:
    """The probability that a person has a feature phone alone."""
    return 0.0 if _needs_a_smartphone(user) else max(_of_small_means(user), _of_the_old(user))


def _of_small_means(user: User) -> float:
    row = _row("feature_phones", user.country_code)
    share = float(row[user.income_level.lower()]) / 100 if row else 0.0
    if not row or share <= 0:
        return 0.0
    odds = log(share / (1 - share)) + float(row["age_tilt"]) * decades(user.age)
    odds += float(row["women_tilt"]) * (1 if user.gender == "Female" else -1)
    odds += -_YOUNG_IN_TOWNS * min(max((_YOUNG_UNTIL - user.age) / 10, 0.0), 1.0) if user.urban else _OUTSIDE_TOWNS
    odds += _ON_A_FARM if user.is_on_a_farm else 0.0
    odds += _BY_SCHOOLING[level_of(user.education)]
    odds -= _IN_A_TEAM if user.isco08.startswith(_TEAMS) else 0.0
    odds -= _CALLED_FROM_AFAR if user.kin_elsewhere else 0.0
    return min(1 / (1 + exp(-odds)), _MOST)


def _of_the_old(user: User) -> float:
    bases = _bases_of_the_old(user.country_code)
    if bases is None or user.age < _OLD_FROM:
        return 0.0
    (first, last), (at_first, at_last) = _AGES_OLD, bases
    odds = at_first + (at_last - at_first) * (user.age - first) / (last - first)
    odds += float(_OLD_BY_SCHOOLING[level_of(user.education)]) + _OLD_BY_CLASS[user.income_level]
    odds += (0.0 if user.urban else _OUTSIDE_TOWNS) + (_ON_A_FARM if user.is_on_a_farm else 0.0)
    odds -= _STILL_AT_WORK if user.isco08 else 0.0
    return min(1 / (1 + exp(-odds)), _OLD_MOST)


@cache
def _bases_of_the_old(country_code: str) -> tuple[float, float] | None:
    """Log-odds at both ages of the table, before schooling and class; none where no row has the country or its part
    of the world."""
    row = _row("feature_phones_old", country_code)
    if row is None:
        return None
    classes = np.array([_OLD_BY_CLASS[level] for level in LEVELS]), np.array([part for _, part in LEVELS.values()])
    found = []
    for age in _AGES_OLD:
        schooled = (attainment(country_code, "Female", age) + attainment(country_code, "Male", age)) / 2
        offsets, weights = crossed((_OLD_BY_SCHOOLING, schooled), classes)
        found.append(solve_base(float(row[f"at_{age}"]) / 100, offsets, weights))
    return found[0], found[1]


def _needs_a_smartphone(user: User) -> bool:
    """Whether the work or the school asks for a smartphone."""
    words = f"{user.title} {user.workplace}"
    at_work = user.isco08.startswith(_BY_SMARTPHONE) or any(word in words for word in _BY_APP)
    return user.studying or at_work or user.lives_from_posts or user.deals_in_phones


@cache
def _row(name: str, country_code: str) -> dict[str, str] | None:
    """The row of a market, else of rich countries or of its part of the world; none where the table has none."""
    rows = {row["market"]: row for row in table(f"market/{name}.csv")}
    where = country(country_code)
    return rows.get(country_code) or rows.get("high" if where.income_group == "high" else where.group)
