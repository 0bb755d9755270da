"""Who has no smartphone: people of small means outside rich countries with a phone for calls, texts and mobile money.

feature_phones.csv has, by market or part of the world, the share of them among people of 35 in towns who left lower
secondary school, by class, and how it bends by age and sex. Nobody at a desk, at school or paid through an app is one
of them. They are not online: they have no other device, no hours and no platforms.
"""

from functools import cache
from math import exp, log

from boses_engine.grounding.market.bends import decades
from boses_engine.grounding.market.users import User
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS
from boses_engine.grounding.places.countries import country, table

FEATURE_PHONE = "feature phone"
# Log-odds (estimates after GSMA 2025: fewer smartphones in the country and among who has little school).
_OUTSIDE_TOWNS, _ON_A_FARM = 0.4, 0.2
_BY_SCHOOLING = (0.5, 0.0, -0.8, -2.0, -4.0, -4.0, -4.0)  # from primary school up
_MOST = 0.6  # share of any people
_AT_DESKS = tuple("1234")  # ISCO-08 major groups
_PAID_BY_APP = ("app", "delivery", "courier", "ride-hailing", "online")  # words of a title or a workplace


def share_without_a_smartphone(user: User) -> float:
    """The probability that a person has a feature phone alone."""
    row = _row(user.country_code)
    share = float(row[user.income_level.lower()]) / 100 if row else 0.0
    if not row or share <= 0 or _needs_a_smartphone(user):
        return 0.0
    odds = log(share / (1 - share)) + float(row["age_tilt"]) * decades(user.age)
    odds += float(row["women_tilt"]) * (1 if user.gender == "Female" else -1)
    odds += 0.0 if user.urban else _OUTSIDE_TOWNS
    odds += _ON_A_FARM if user.is_on_a_farm else 0.0
    odds += _BY_SCHOOLING[EDUCATION_LEVELS.index(user.education)]
    return min(1 / (1 + exp(-odds)), _MOST)


def _needs_a_smartphone(user: User) -> bool:
    """Whether the work or the school asks for a smartphone."""
    words = f"{user.title} {user.workplace}"
    by_app = any(word in words for word in _PAID_BY_APP)
    return user.studying or user.isco08.startswith(_AT_DESKS) or by_app or user.lives_from_posts or user.deals_in_phones


@cache
def _row(country_code: str) -> dict[str, str] | None:
    """The row of a market, else of its part of the world; none where hardly anybody is without a smartphone."""
    rows = {row["market"]: row for row in table("market/feature_phones.csv")}
    where = country(country_code)
    return rows.get(country_code) or (None if where.income_group == "high" else rows.get(where.group))
