"""Devices, hours online and platforms, from published shares bent by age, income, place and temper.

Every share is one of internet users from 16 years up, not of the population, and every person drawn is taken to be
one. A share s bends as log-odds: logit(p) = a + age tilt · (age - 35) / 10 + income tilt · level + urban tilt + 0.15 ·
extraversion in standard deviations, where a is solved for, so that the mean of p over the country's people from 16 up
(40 % low, 40 % middle, 20 % high income, as the income classes are cut) is the published share. The tilts are own
estimates, except where the table names a source for them.
"""

from dataclasses import dataclass
from functools import cache
from math import exp, log

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Digital
from boses_engine.grounding.drawing import Weighted
from boses_engine.grounding.market.bends import (
    LEVELS,
    REFERENCE_AGE,
    URBAN_SHARE,
    Array,
    Bend,
    crossed,
    decades,
    in_town,
    rows_for,
    solve_base,
    users,
    users_by_place,
)
from boses_engine.grounding.market.users import User
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.text import by_code, slug

PLATFORM_EVIDENCE = "grounding:platforms/"
CHEAP_PHONE, FLAGSHIP = "entry-level smartphone", "recent flagship smartphone"
HOURS_LEAST, HOURS_MOST = 0.5, 13.0  # a day
# The most that work leaves, by ISCO-08 major group: at a desk much of it is work (estimate).
_HOURS_LEFT = {**dict.fromkeys("1234", 9.5), **dict.fromkeys("057", 7.0), **dict.fromkeys("89", 6.5)}
_HOURS_LEFT |= {"6": 4.5, "92": 4.5}
# How long people at work are online over others of their age (estimate): hands that are full, and a screen.
_HOURS_AT_WORK = {"22": 0.75, "23": 0.75, "25": 1.1, "5": 0.85, "6": 0.45, "92": 0.5, "7": 0.7, "8": 0.7, "9": 0.7}
_OLD_FROM, _HOURS_OLD = (65, 75), -0.25  # years; log hours from each of them on (estimate)
_FOLDED = 0.5  # of what is over
PLATFORMS_LEAST, PLATFORMS_MOST = 2, 9  # people use 7 to 8 a month (Digital 2024 Indonesia: 7.8)

_AT_A_DESK, _BESIDE_A_CHEAP_PHONE = 4.0, 3.0  # log-odds (estimates)
_BY_HAND, _BY_HAND_ODDS = tuple("6789"), 1.2  # ISCO-08 major groups whose work needs no computer; log-odds (estimate)
_LUXURIES = ("smartwatch", "tablet", "games console", "desktop computer")
_RESTS_ON = {"Threads": "Instagram", "Messenger": "Facebook"}  # platforms that ask for an account of another
# Log-odds on LinkedIn by work, and on platforms that few of the country use for who works by hand (estimates).
_LINKEDIN = {**dict.fromkeys(("1", "21", "24", "25"), 1.5), **dict.fromkeys("56789", -2.0), "23": -1.5, "22": -1.0}
_MINOR, _MINOR_BY_HAND = 0.35, 1.0  # share of internet users below which a platform is a minor one
_FEEDS, _HOURS_FOR_A_FEED = ("YouTube", "Facebook", "TikTok", "Instagram", "WeChat", "Douyin"), 2.0
_PLATFORMS_FREE, _HOURS_A_PLATFORM = 2, 0.75  # how many platforms the hours have room for (estimate)
_UNSCHOOLED = 4.0  # log-odds that who has less schooling than a platform's people lacks (estimate)
_OUTGOING = 0.15  # log-odds a standard deviation of extraversion, estimate
_SPREAD = 0.2  # standard deviation of log hours between people alike, estimate
_HOURS_AGE, _HOURS_PLACE, _HOURS_OPEN = -0.1, 0.1, 0.05  # log hours a decade, in a town, a deviation of openness
_OLDEST_FOR_HOURS = 20  # years: younger people are online as long as these


def draw_digital(rng: np.random.Generator, user: User) -> Digital:
    """A person's devices, daily hours online (one decimal) and platforms, most used first."""
    hours = _draw_hours(rng, user)
    return Digital(
        devices=_draw_devices(rng, user),
        hours_online=hours,
        platforms=_draw_platforms(rng, platform_odds(user), hours, user.age),
    )


@cache
def platform_shares(country_code: str) -> tuple[tuple[str, float], ...]:
    """(platform, share 0..1 of internet users from 16 up) of a country, worldwide figures where it has none."""
    return tuple((row["platform"], float(row["share"]) / 100) for row in rows_for("market/platforms.csv", country_code))


@cache
def device_shares(country_code: str, income_level: IncomeLevel) -> tuple[tuple[str, float], ...]:
    """(device, share 0..1 of internet users from 16 up) for a country's people of one income level."""
    column = income_level.lower()
    return tuple(
        (row["device"], float(row[column]) / 100) for row in rows_for("market/digital_devices.csv", country_code)
    )


@cache
def mean_hours(country_code: str) -> float:
    """Mean hours online a day of a country's internet users from 16 up, the worldwide mean where it has no figure."""
    return float(rows_for("market/digital_hours.csv", country_code)[0]["hours"])


@dataclass(frozen=True)
class PlatformRow:
    """One row of platforms.csv: the share, 0..1, of internet users from 16 up who use a platform in a market."""

    id: str  # "grounding:platforms/PH/tiktok"
    market: str  # ISO 3166-1 alpha-2, "high" or "any"
    name: str
    share: float
    source: str
    year: str


def platform_evidence(evidence_id: str) -> PlatformRow | None:
    """The row that an evidence id names, if there is one."""
    return _platform_rows().get(evidence_id)


def platform_id(country_code: str, platform: str) -> str:
    """The evidence id of a platform's share in a country, or of the worldwide share where it has none of its own."""
    return f"{PLATFORM_EVIDENCE}{rows_for('market/platforms.csv', country_code)[0]['market']}/{slug(platform)}"


@cache
def _platform_rows() -> dict[str, PlatformRow]:
    rows = (
        PlatformRow(
            f"{PLATFORM_EVIDENCE}{row['market']}/{slug(row['platform'])}",
            row["market"],
            row["platform"],
            float(row["share"]) / 100,
            row["source"],
            row["year"],
        )
        for row in table("market/platforms.csv")
    )
    return {row.id: row for row in rows}


@cache
def _platform_bends(country_code: str) -> tuple[Bend, ...]:
    steps, classes = np.array(list(LEVELS.values())).T
    # Gauss-Hermite nodes for the normal distribution of extraversion.
    nodes, node_weights = np.polynomial.hermite_e.hermegauss(5)
    bends = []
    for row in rows_for("market/platforms.csv", country_code):
        age, income, urban, women = (
            float(row[column]) for column in ("age_tilt", "income_tilt", "urban_tilt", "women_tilt")
        )
        offsets, weights = crossed(
            *users_by_place(country_code, age, urban),
            (income * steps, classes),
            (_OUTGOING * nodes, node_weights / node_weights.sum()),
            (np.array([women, -women]), np.array([0.5, 0.5])),
        )
        base = solve_base(float(row["share"]) / 100, offsets, weights)
        bends.append(Bend(row["platform"], base, age, income, urban, row["schooling"], women))
    return tuple(bends)


@cache
def _device_bends(country_code: str, income_level: IncomeLevel) -> tuple[Bend, ...]:
    """Every device beside the phone; the level's own share is the mean, so that none bends with income again."""
    bends = []
    for row in rows_for("market/digital_devices.csv", country_code):
        if row["slot"] == "extra":
            age, urban = float(row["age_tilt"]), float(row["urban_tilt"])
            offsets, weights = crossed(*users_by_place(country_code, age, urban))
            share = float(row[income_level.lower()]) / 100
            bends.append(Bend(row["device"], solve_base(share, offsets, weights), age, 0.0, urban))
    return tuple(bends)


@cache
def _phones(country_code: str, income_level: IncomeLevel) -> tuple[tuple[str, float, float], ...]:
    """(phone, weight at 35, age tilt) of an income level."""
    column = income_level.lower()
    rows = (row for row in rows_for("market/digital_devices.csv", country_code) if row["slot"] == "phone")
    return tuple((row["device"], float(row[column]), float(row["age_tilt"])) for row in rows)


def _hours_by_age(ages: Array) -> Array:
    """Log hours of people of these ages over one of 35."""
    bend: Array = _HOURS_AGE * (np.maximum(ages, _OLDEST_FOR_HOURS) - REFERENCE_AGE) / 10
    return bend + _HOURS_OLD * sum((ages >= least).astype(float) for least in _OLD_FROM)


@cache
def _hours_base(country_code: str) -> float:
    """Log hours of a person of 35 and middling openness, so that the mean over people from 16 up is the published."""
    ages, shares = users(country_code)
    bend = _hours_by_age(ages)
    place = URBAN_SHARE * exp(_HOURS_PLACE * in_town(True)) + (1 - URBAN_SHARE) * exp(_HOURS_PLACE * in_town(False))
    spread = (_SPREAD**2 + _HOURS_OPEN**2) / 2  # the mean of a log-normal lies this much above its median, in logs
    return log(mean_hours(country_code)) - log(float(shares @ np.exp(bend))) - log(place) - spread


# Draws


def _draw_devices(rng: np.random.Generator, user: User) -> tuple[str, ...]:
    """One phone, drawn by weight, and every extra device by its own odds.

    Who leads has no cheap phone, who cannot pay for it no flagship; who writes all day has a laptop; what is worn or
    held beside a cheap phone is rare.
    """
    weights = _phones(user.country_code, user.income_level)
    phones = [(name, weight * exp(tilt * decades(user.age))) for name, weight, tilt in weights]
    leads, flagship = user.isco08.startswith("1"), user.affords_a_flagship
    devices = [
        Weighted.of(
            each for each in phones if (each[0] != CHEAP_PHONE or not leads) and (each[0] != FLAGSHIP or flagship)
        ).draw(rng)
    ]
    for bend in _device_bends(user.country_code, user.income_level):
        odds = bend.odds(user.age, user.income_level, user.urban)
        if bend.name == "laptop" and ((user.studying and user.age >= 17) or user.isco08[:1] in ("1", "2")):
            odds += _AT_A_DESK
        if bend.name in ("laptop", "desktop computer"):
            odds -= _BY_HAND_ODDS if user.isco08[:1] in _BY_HAND else 0.0
            odds -= _UNSCHOOLED if user.education in EDUCATION_LEVELS[:2] and not user.pupils else 0.0
        if bend.name in _LUXURIES and devices[0] == CHEAP_PHONE:
            odds -= _BESIDE_A_CHEAP_PHONE
        if rng.random() < 1 / (1 + exp(-odds)):
            devices.append(bend.name)
    if user.works_online and not {"laptop", "desktop computer"} & set(devices):
        devices.insert(1, "laptop")
    return tuple(devices)


def _draw_hours(rng: np.random.Generator, user: User) -> float:
    """The national mean bent by age, place, openness and work; a log-normal spread, all but the mean an estimate.

    What would be more than the work leaves is folded back below that, so that nothing piles up at an edge.
    """
    bend = float(_hours_by_age(np.array([user.age]))[0]) + _HOURS_PLACE * in_town(user.urban)
    bend += _HOURS_OPEN * (user.openness - 50) / 10
    bend += log(by_code(_HOURS_AT_WORK, user.isco08, 1.0))
    hours = exp(_hours_base(user.country_code) + bend + _SPREAD * rng.standard_normal())
    most = by_code(_HOURS_LEFT, user.isco08, HOURS_MOST)
    hours = hours if hours <= most else most - _FOLDED * min(hours / most - 1, 1.0) * most
    return round(float(max(hours, HOURS_LEAST)), 1)


def platform_odds(user: User) -> dict[str, float]:
    """Log-odds that a person uses each platform of the country's table."""
    outgoing = _OUTGOING * (user.extraversion - 50) / 10
    schooled, woman = EDUCATION_LEVELS.index(user.education), 1 if user.gender == "Female" else -1
    by_hand, shares = user.isco08[:1] in _BY_HAND, dict(platform_shares(user.country_code))
    found = {}
    for bend in _platform_bends(user.country_code):
        odds = bend.odds(user.age, user.income_level, user.urban) + outgoing + woman * bend.women_tilt
        if bend.schooling and EDUCATION_LEVELS.index(bend.schooling) > schooled:
            odds -= _UNSCHOOLED
        if by_hand and shares[bend.name] < _MINOR:
            odds -= _MINOR_BY_HAND
        if bend.name == "LinkedIn":
            odds += by_code(_LINKEDIN, user.isco08, 0.0)
        found[bend.name] = odds
    return found


def _draw_platforms(rng: np.random.Generator, all_odds: dict[str, float], hours: float, age: int) -> tuple[str, ...]:
    """Each platform by its own odds, then ordered by them with some noise; no more than the hours have room for.

    Who is online for long looks at something beside messages. The reach of a platform stands in for how much it is
    used: a person's favourite is mostly a common one.
    """
    used: list[tuple[float, str]] = []
    unused: list[tuple[float, str]] = []
    for name, odds in all_odds.items():
        draw, taste, chance = rng.random(), rng.gumbel(), 1 / (1 + exp(-odds))
        if (base := all_odds.get(_RESTS_ON.get(name, ""))) is not None:
            chance *= 1 + exp(-base)  # among those who have the other
        (used if draw < chance else unused).append((odds + taste, name))
    names = {name for _, name in used}
    used = [each for each in used if _RESTS_ON.get(each[1], each[1]) in names or _RESTS_ON[each[1]] not in all_odds]
    used.sort(reverse=True)
    unused.sort(reverse=True)
    looks = [each for each in unused if each[1] in _FEEDS]
    if hours >= _HOURS_FOR_A_FEED and age < _OLD_FROM[0] and looks and not names & set(_FEEDS):
        used.append(looks[0])
        unused.remove(looks[0])
    if len(used) < PLATFORMS_LEAST:
        used += unused[: PLATFORMS_LEAST - len(used)]
    most = max(PLATFORMS_LEAST, min(PLATFORMS_MOST, int(_PLATFORMS_FREE + hours / _HOURS_A_PLATFORM)))
    return tuple(name for _, name in used[:most])
