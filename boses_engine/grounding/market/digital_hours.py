"""Hours online a day: the national mean bent by age, place, openness and work, and no more than a day leaves.

All but the means of digital_hours.csv are estimates.
"""

from functools import cache
from math import exp, log

import numpy as np

from boses_engine.grounding.market.bends import REFERENCE_AGE, URBAN_SHARE, Array, in_town, rows_for, users
from boses_engine.grounding.market.users import User
from boses_engine.grounding.places.countries import country
from boses_engine.grounding.text import by_code
from boses_engine.grounding.work.pay import pay_at_work

OLD_FROM, _HOURS_OLD = (65, 75), -0.25  # years; log hours from each of them on (estimate)
_HOURS_LEAST, _HOURS_MOST = 0.5, 11.5  # a day
# The most that work leaves, by ISCO-08 major group: at a desk much of it is work (estimate).
_HOURS_LEFT = {**dict.fromkeys("1234", 9.5), **dict.fromkeys("057", 7.0), **dict.fromkeys("89", 6.5)}
_HOURS_LEFT |= {"6": 4.5, "92": 4.5, **dict.fromkeys(("14", "22", "23", "31", "32", "42", "432"), 7.0)}
_HOURS_LEFT |= {"4222": 9.5}  # contact centres: calls and chats are over the net
_HANDS_ON = ("131", "1321", "1323", "1324")  # who runs a farm, a workshop, a building firm or lorries works there
_HOURS_LEFT |= dict.fromkeys(_HANDS_ON, 7.0)
# The most of women, estimates: at home, over what is usual in the country, from 46 years on and with a child under two.
_AT_HOME, _WOMEN_OLDER, _WITH_A_BABY = 1.25, 7.0, 8.0
_WOMEN_OLDER_FROM, _BABY_UNDER, _AT_A_DESK_OLDER = 46, 2, 8.0
_DESKS = ("1", "24", "25", "26", "33", "41", "43")  # ISCO-08 groups at a screen
# How long people at work are online over others of their age (estimate): hands that are full, and a screen;
# who makes software has it open all day, and what that takes is mostly no use of the net.
_HOURS_AT_WORK = {
    "22": 0.75,
    "23": 0.75,
    "5": 0.85,
    "6": 0.5,
    "92": 0.55,
    "7": 0.75,
    "8": 0.75,
    "833": 0.58,
    "9": 0.75,
    "421": 0.8,
}
_HOURS_AT_WORK |= {**dict.fromkeys(_DESKS, 1.1), **dict.fromkeys(_HANDS_ON, 0.85), "14": 0.85, "25": 0.9, "432": 0.85}
# The same of who works by an app on the phone all day, and the most that it leaves (estimates).
_BY_APP, _HOURS_AT_WORK_BY_APP, _HOURS_LEFT_BY_APP = " app", 1.3, 9.5
# Who works on calls and platforms all day, at a desk at home or in a shop on the net, whatever the ISCO-08 group: hours
# of a full working day on it, the part of usual hours that is their own besides, the spread of both in logs, and the
# most that is left (estimates: five to seven hours of classes, calls or chats a day). Who earns less than so much of
# what the middle one of all at work has, works fewer of them; sellers wait for orders all day.
_ON_THE_NET, _OWN_BESIDES, _SPREAD_ON_THE_NET, _HOURS_LEFT_ON_THE_NET = 6.3, 0.35, 0.12, 10.5
_FULL_DAYS_FROM, _SHORTEST_DAYS, _SELLERS = 0.75, 0.45, "52"
_OLDER_ON_THE_NET = 9.0  # the most of women from 46 years on
# The same of pupils who board, who have the phone at some hours of the week alone, and the most that it leaves
# (estimates).
_BOARDS, _HOURS_AT_BOARD, _HOURS_LEFT_AT_BOARD = "boarding school", 0.4, 3.5
# The same of who left school early (estimate after INEGI ENDUTIH 2024 and Eurostat 2023: use by schooling).
_HOURS_SCHOOL = {"no schooling": 0.8, "primary school": 0.85, "lower secondary school": 0.92}
# The same of a low income where data are dear against pay (estimate after A4AI and ITU on prices of a bundle, 2024).
_HOURS_DEAR_DATA = {"sub-saharan africa": 0.62}
_FOLDED = 0.5  # of what is over
_SPREAD = 0.2  # standard deviation of log hours between people alike, estimate
_HOURS_AGE, _HOURS_PLACE, _HOURS_OPEN = -0.1, 0.1, 0.05  # log hours a decade, in a town, a deviation of openness
_OLDEST_FOR_HOURS = 20  # years: younger people are online as long as these


@cache
def mean_hours(country_code: str) -> float:
    """Mean hours online a day of a country's internet users from 16 up, the worldwide mean where it has no figure."""
    return float(rows_for("market/digital_hours.csv", country_code)[0]["hours"])


def draw_hours(rng: np.random.Generator, user: User) -> float:
    """Hours a day, to one decimal, with a log-normal spread.

    What would be more than the day leaves is folded back below that, so that nothing piles up at an edge.
    """
    bend = _hours_at(user.age) + _HOURS_PLACE * in_town(user.urban)
    bend += _HOURS_OPEN * (user.openness - 50) / 10
    noise = rng.standard_normal()
    if user.works_on_the_net:
        hours = _OWN_BESIDES * exp(_hours_base(user.country_code) + bend) + _ON_THE_NET * _part_of_a_day(user)
        return _to_hours(hours * exp(_SPREAD_ON_THE_NET * noise), hours_left(user))
    bend += log(_HOURS_AT_WORK_BY_APP if _by_app(user) else by_code(_HOURS_AT_WORK, user.isco08, 1.0))
    bend += log(_HOURS_AT_BOARD) if _boards(user) else 0.0
    bend += 0.0 if user.studying else log(_HOURS_SCHOOL.get(user.education, 1.0))
    bend += log(_HOURS_DEAR_DATA.get(country(user.country_code).group, 1.0)) if user.income_level == "Low" else 0.0
    return _to_hours(exp(_hours_base(user.country_code) + bend + _SPREAD * noise), hours_left(user))


def _to_hours(hours: float, most: float) -> float:
    hours = hours if hours <= most else most - _FOLDED * min(hours / most - 1, 1.0) * most
    return round(float(max(hours, _HOURS_LEAST)), 1)


def hours_left(user: User) -> float:
    """The most hours a day that work, a household and a small child leave."""
    most = _HOURS_LEFT_BY_APP if _by_app(user) else by_code(_HOURS_LEFT, user.isco08, _HOURS_MOST)
    most = _HOURS_LEFT_ON_THE_NET if user.works_on_the_net else most
    most = _HOURS_LEFT_AT_BOARD if _boards(user) else most
    if user.gender == "Female":
        most = min(most, _AT_HOME * mean_hours(user.country_code)) if user.is_at_home else most
        if user.age >= _WOMEN_OLDER_FROM:
            older = _AT_A_DESK_OLDER if user.isco08.startswith(_DESKS) else _WOMEN_OLDER
            most = min(most, _OLDER_ON_THE_NET if user.works_on_the_net else older)
        if user.youngest_child is not None and user.youngest_child < _BABY_UNDER:
            most = min(most, _WITH_A_BABY)
    return most


def _part_of_a_day(user: User) -> float:
    """What part of a full day who works on the net works, by own pay; 1 where it is not known."""
    if user.personal_monthly is None or user.isco08.startswith(_SELLERS):
        return 1.0
    part = user.personal_monthly / (_FULL_DAYS_FROM * pay_at_work(user.country_code))
    return min(max(part, _SHORTEST_DAYS), 1.0)


def _boards(user: User) -> bool:
    return user.studying and _BOARDS in f"{user.title} {user.workplace}"


def _by_app(user: User) -> bool:
    return user.isco08.startswith("8") and user.workplace.endswith(_BY_APP)


def _hours_by_age(ages: Array) -> Array:
    """Log hours of people of these ages over one of 35."""
    bend: Array = _HOURS_AGE * (np.maximum(ages, _OLDEST_FOR_HOURS) - REFERENCE_AGE) / 10
    return bend + _HOURS_OLD * sum((ages >= least).astype(float) for least in OLD_FROM)


@cache
def _hours_at(age: int) -> float:
    return float(_hours_by_age(np.array([age]))[0])


@cache
def _hours_base(country_code: str) -> float:
    """Log hours of a person of 35 and middling openness, so that the mean over people from 16 up is the published."""
    ages, shares = users(country_code)
    bend = _hours_by_age(ages)
    place = URBAN_SHARE * exp(_HOURS_PLACE * in_town(True)) + (1 - URBAN_SHARE) * exp(_HOURS_PLACE * in_town(False))
    spread = (_SPREAD**2 + _HOURS_OPEN**2) / 2  # the mean of a log-normal lies this much above its median, in logs
    return log(mean_hours(country_code)) - log(float(shares @ np.exp(bend))) - log(place) - spread
