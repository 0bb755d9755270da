"""Devices, hours online and platforms, from published shares bent by age."""

from functools import cache
from math import exp, log

import numpy as np

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Digital, Psychographics
from boses_engine.grounding.countries import table
from boses_engine.grounding.drawing import pick

ANY_MARKET = "any"
HOURS_LEAST, HOURS_MOST = 0.5, 14.0  # a day
PLATFORMS_LEAST, PLATFORMS_MOST = 2, 6
_REFERENCE_AGE = 35  # years; the age at which a published share is taken to hold
_SPREAD = 0.25  # standard deviation of log hours between people alike, estimate
_RURAL = -0.35  # log-odds of an extra device outside towns, estimate


def draw_digital(
    rng: np.random.Generator,
    *,
    country_code: str,
    age: int,
    income_level: IncomeLevel,
    urban: bool,
    psychographics: Psychographics,
) -> Digital:
    """A person's devices, daily hours online (one decimal) and platforms, most used first."""
    return Digital(
        devices=_devices(rng, age, income_level, urban),
        hours_online=_hours(rng, country_code, age, urban, psychographics),
        platforms=_platforms(rng, country_code, age, psychographics),
    )


@cache
def platform_shares(country_code: str) -> tuple[tuple[str, float, float], ...]:
    """(platform, share of internet users 0..1, age tilt) of a country, worldwide figures where it has none."""
    rows = table("platforms.csv")
    own = [row for row in rows if row["market"] == country_code] or [row for row in rows if row["market"] == ANY_MARKET]
    return tuple((row["platform"], float(row["share"]) / 100, float(row["age_tilt"])) for row in own)


@cache
def mean_hours(country_code: str) -> float:
    """Mean hours online a day in a country, the worldwide mean where it has no figure."""
    hours = {row["market"]: float(row["hours"]) for row in table("digital_hours.csv")}
    return hours.get(country_code, hours[ANY_MARKET])


@cache
def _device_rows() -> tuple[dict[str, str], ...]:
    return tuple(table("digital_devices.csv"))


def _log_odds(share: float) -> float:
    return log(share / (1 - share))


def _decades(age: int) -> float:
    return (age - _REFERENCE_AGE) / 10


def _devices(rng: np.random.Generator, age: int, income_level: IncomeLevel, urban: bool) -> tuple[str, ...]:
    """One phone, drawn by weight, and every extra device by its own odds."""
    column = income_level.lower()
    phones = [row for row in _device_rows() if row["slot"] == "phone"]
    weights = [float(row[column]) * exp(float(row["age_tilt"]) * _decades(age)) for row in phones]
    devices = [pick(rng, phones, weights)["device"]]
    for row in _device_rows():
        if row["slot"] == "extra":
            odds = _log_odds(float(row[column]) / 100) + float(row["age_tilt"]) * _decades(age)
            if _log_odds(rng.random() or 0.5) < odds + (0.0 if urban else _RURAL):
                devices.append(row["device"])
    return tuple(devices)


def _hours(rng: np.random.Generator, country_code: str, age: int, urban: bool, psychographics: Psychographics) -> float:
    """The national mean bent by age, place and openness; a log-normal spread, all but the mean an estimate."""
    bend = -0.1 * max(_decades(age), -1.5) + (0.03 if urban else -0.08) + 0.01 * (psychographics.openness - 50) / 2
    hours = mean_hours(country_code) * exp(bend - _SPREAD**2 / 2 + _SPREAD * rng.standard_normal())  # mean exp(bend)
    return round(float(min(max(hours, HOURS_LEAST), HOURS_MOST)), 1)


def _platforms(
    rng: np.random.Generator, country_code: str, age: int, psychographics: Psychographics
) -> tuple[str, ...]:
    """Each platform by its own odds, then ordered by them with some noise.

    The reach of a platform stands in for how much it is used: a person's favourite is mostly a common one.
    """
    outgoing = 0.15 * (psychographics.extraversion - 50) / 10
    used: list[tuple[float, str]] = []
    unused: list[tuple[float, str]] = []
    for platform, share, tilt in platform_shares(country_code):
        odds = _log_odds(share) + tilt * _decades(age) + outgoing
        draw, taste = rng.random(), rng.gumbel()
        (used if draw < 1 / (1 + exp(-odds)) else unused).append((odds + taste, platform))
    used.sort(reverse=True)
    unused.sort(reverse=True)
    if len(used) < PLATFORMS_LEAST:
        used += unused[: PLATFORMS_LEAST - len(used)]
    return tuple(platform for _, platform in used[:PLATFORMS_MOST])
