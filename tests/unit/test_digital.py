"""Devices, hours online and platforms: the published shares come out, and who differs differs the right way."""

from dataclasses import replace
from statistics import mean
from typing import Any

import numpy as np
import pytest

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Digital
from boses_engine.grounding.market.digital import device_shares, draw_digital, mean_hours, platform_shares
from boses_engine.grounding.market.users import User
from boses_engine.grounding.people.demographics import draw_age
from boses_engine.grounding.places.countries import country_codes, table
from boses_engine.randomness import generator

# Transcribed from the reports named, apart from the tables: per cent of internet users from 16 years up.
PUBLISHED = {
    # Digital 2026 Philippines via newsbeep
    "PH": {"TikTok": 82.2},
    # Harian Disway 2025 (73.5 to 78.4)
    "ID": {"TikTok": 73.5},
    # Decision Lab, Connected Consumer Q4 2025 via VTV
    "VN": {"YouTube": 87.0, "Facebook": 94.0},
    # Pew Research Center, surveys of 2025, of all adults; Pinterest, LinkedIn and Snapchat: of 2023
    "US": {
        **{"YouTube": 84.0, "Facebook": 71.0, "Instagram": 50.0, "Pinterest": 35.0, "TikTok": 37.0},
        **{"LinkedIn": 30.0, "WhatsApp": 32.0, "Snapchat": 27.0, "X": 21.0, "Reddit": 26.0},
    },
}
# What everybody has: at least as many as a survey says. Digital 2025 Philippines via PTV News; APJII, random sample of
# about 2022.
AT_LEAST = {"PH": {"Facebook": 94.7, "Messenger": 92.6}, "ID": {"WhatsApp": 98.0}}
# What online panels say, whose people use everything more than others who are online: Digital 2024 and 2025.
PANELS = {
    "PH": {"Instagram": 71.0, "Telegram": 59.1},
    "ID": {"Instagram": 84.6, "Facebook": 83.0, "Telegram": 61.3, "X": 57.5},
}
# Digital 2025 via PTV News (8 h 52 min) and Suara.com (7 h 22 min), Digital 2024 via VnEconomy (6 h 18 min)
HOURS = {"PH": 8.87, "ID": 7.37, "VN": 6.3}
LEVELS: dict[IncomeLevel, float] = {"Low": 0.4, "Middle": 0.4, "High": 0.2}


USER = User("PH", "Female", 35, "Middle", urban=True, extraversion=50, openness=50)


def digital(count: int, **changes: Any) -> list[Digital]:
    rng = generator("digital")
    return [draw_digital(rng, replace(USER, **changes)) for _ in range(count)]


def population(code: str, count: int) -> list[Digital]:
    """People from 16 years up as they are in the country, in income, and in two traits."""
    rng, found = generator("population", code), []
    for number in range(count):
        traits = np.clip(np.round(50 + 10 * rng.standard_normal(2)), 20, 80).astype(int).tolist()
        found.append(
            draw_digital(
                rng,
                User(
                    code,
                    "Female" if number % 2 else "Male",
                    draw_age((number + 0.5) / count, code, None, 16, 100),
                    list(LEVELS)[int(rng.choice(3, p=list(LEVELS.values())))],
                    urban=bool(rng.random() < 0.6),
                    extraversion=traits[0],
                    openness=traits[1],
                ),
            )
        )
    return found


def share(people: list[Digital], platform: str) -> float:
    return sum(platform in person.platforms for person in people) / len(people)


@pytest.mark.parametrize("code", AT_LEAST)
def test_what_everybody_has(code: str) -> None:
    """Catches a messenger that one in twenty of a market does without."""
    people = population(code, 1_500)
    for platform, least in AT_LEAST[code].items():
        assert share(people, platform) >= least / 100


@pytest.mark.parametrize("code", PUBLISHED)
def test_platform_shares_are_the_published(code: str) -> None:
    """Catches a slip in the table, and a bend by age, income or temper that moves the mean (standard error 0.01)."""
    people = population(code, 2_500)
    for platform, published in PUBLISHED[code].items():
        assert share(people, platform) == pytest.approx(published / 100, abs=0.04), platform
    for platform, panel in PANELS.get(code, {}).items():
        assert 0.1 < share(people, platform) < panel / 100 - 0.05, platform
    for platform, told in platform_shares(code):
        assert share(people, platform) == pytest.approx(told, abs=0.05), platform


@pytest.mark.parametrize("code", HOURS)
def test_hours_online_have_the_published_mean(code: str) -> None:
    """Catches a spread or a bend that moves the mean; 2,500 people put it within 0.2 (four standard errors of 0.05)."""
    assert mean_hours(code) == HOURS[code]
    assert mean(person.hours_online for person in population(code, 2_500)) == pytest.approx(HOURS[code], abs=0.2)


def test_older_americans_use_what_older_americans_use() -> None:
    """Catches age tilts of the wrong size: Pew's shares at 18-29 and from 65, of 2023; all grew by some 3 % since.

    Pew's are of all adults; of those from 65 on nine in ten are online (Pew 2024), and people here all are.
    """
    young, old = (digital(1_500, country_code="US", age=age) for age in (24, 73))
    for platform, at_24, at_73 in (
        *(("YouTube", 0.93, 0.60), ("Facebook", 0.67, 0.58), ("Instagram", 0.78, 0.15)),
        *(("Snapchat", 0.65, 0.04), ("TikTok", 0.62, 0.10)),
    ):
        assert share(young, platform) == pytest.approx(at_24 + 0.03, abs=0.12), platform
        assert share(old, platform) == pytest.approx(at_73 / 0.9 + 0.03, abs=0.12), platform


def test_platforms_bend_the_right_way() -> None:
    """Catches a tilt with the wrong sign, and a platform of another country."""
    for code, platform in (("PH", "Instagram"), ("ID", "TikTok"), ("VN", "Instagram")):
        young, old = (digital(800, country_code=code, age=age) for age in (18, 62))
        assert share(young, platform) > share(old, platform) + 0.1
    rich, poor = (digital(1_500, income_level=level) for level in ("High", "Low"))
    assert share(rich, "Viber") > share(poor, "Viber") + 0.1
    town, country = (digital(1_500, urban=urban) for urban in (True, False))
    assert share(town, "X") > share(country, "X")
    loud, quiet = (digital(800, extraversion=score) for score in (70, 30))
    assert mean(len(person.platforms) for person in loud) > mean(len(person.platforms) for person in quiet) + 0.3
    assert not {"Zalo", "LINE", "WeChat"} & {name for person in digital(200) for name in person.platforms}
    assert "Zalo" in {name for person in digital(20, country_code="VN") for name in person.platforms}
    assert "WhatsApp" not in {name for person in digital(50, country_code="CN") for name in person.platforms}


def test_a_favourite_is_mostly_a_common_platform() -> None:
    """Catches an order by chance alone, or by name."""
    first = [person.platforms[0] for person in digital(1_000)]
    assert first.count("Facebook") > 3 * first.count("Telegram")
    assert len(set(first)) >= 5


def test_digital_facts_stay_in_their_ranges() -> None:
    """Catches hours of 0 or 20, a person without a phone, and platforms named twice."""
    for age in (13, 40, 100):
        for country in ("PH", "JP", "ZW"):
            for person in digital(200, age=age, country_code=country, income_level="Low", urban=False):
                assert 0.5 <= person.hours_online <= 14.0
                assert person.hours_online == round(person.hours_online, 1)
                assert person.devices[0].endswith("smartphone")
                assert not any(device.endswith("smartphone") for device in person.devices[1:])
                assert len(set(person.devices)) == len(person.devices)
                assert 2 <= len(person.platforms) <= 9
                assert len(set(person.platforms)) == len(person.platforms)


def test_the_old_are_online_less() -> None:
    hours = [mean(person.hours_online for person in digital(300, age=age)) for age in (20, 40, 70)]
    assert hours == sorted(hours, reverse=True)


def test_devices_have_their_shares_at_every_income() -> None:
    """Catches income columns swapped, and a bend by age that moves the mean (standard error 0.014)."""
    for level in LEVELS:
        rng = generator("devices", level)
        people = [
            draw_digital(
                rng,
                replace(
                    USER,
                    country_code="ID",
                    age=draw_age((number + 0.5) / 1_200, "ID", None, 16, 100),
                    income_level=level,
                    urban=bool(rng.random() < 0.6),
                ),
            )
            for number in range(1_200)
        ]
        for device, told in device_shares("ID", level):
            got = sum(device in person.devices for person in people) / len(people)
            assert got == pytest.approx(told, abs=0.05), (level, device)
    # Digital 2025 Global Overview via Suara.com: 55 % of the Indonesians of an online panel use a laptop or desktop.
    owners = [bool({"laptop", "desktop computer"} & set(person.devices)) for person in population("ID", 2_000)]
    assert 0.25 < mean(owners) < 0.5


def test_rich_countries_own_more() -> None:
    """Catches Germany drawn from the table of a poor country."""
    germans, kenyans = (digital(400, country_code=code) for code in ("DE", "KE"))
    assert sum("laptop" in person.devices for person in germans) > 1.4 * sum(
        "laptop" in person.devices for person in kenyans
    )


def test_tables_are_sound() -> None:
    """Catches a share outside 0 to 100, one that has no log-odds, and a row without its source or year."""
    for name, columns in (
        ("market/platforms.csv", ("share",)),
        ("market/digital_devices.csv", ("low", "middle", "high")),
    ):
        for row in table(name):
            least = -1.0 if row.get("slot") == "phone" else 0.0  # the one phone is drawn by weight, which may be none
            assert all(least < float(row[column]) < 100 for column in columns), row
            assert row["source"], row
            assert 2020 <= int(row["year"]) <= 2026, row
    for code in country_codes():
        assert len(platform_shares(code)) >= 5
        phones = [
            row for row in table("market/digital_devices.csv") if row["slot"] == "phone" and row["market"] == code
        ]
        for level in ("low", "middle", "high"):
            total = sum(float(row[level]) for row in phones)  # weights: who has no smartphone is not drawn
            assert total == 0 or 60 < total < 100.01, (code, level)
