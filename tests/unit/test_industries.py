"""What industries a place has decides where people work there, and at what."""

from collections import Counter

import pytest

from boses_engine.domain.group import Group
from boses_engine.grounding.places.countries import country_codes, region_figures, table
from boses_engine.grounding.places.gazetteer import admin1, division, geonames_towns, own_towns
from boses_engine.grounding.text import fold
from boses_engine.grounding.work.industries import industry_times
from boses_engine.grounding.work.regions import title_weight
from boses_engine.grounding.work.tables import rows_by_title, tables
from boses_engine.pipeline.plan import make_plan


def _workplaces(location: str, occupation: str, people: int = 60) -> Counter[str]:
    group = Group(
        name="them",
        age_min=20,
        age_max=55,
        gender="All",
        location=location,
        income_level="Middle",
        occupation=occupation,
        persona_count=people,
    )
    return Counter(slot.work.workplace for slot in make_plan(group, 3).slots)


def test_the_tables_of_industries_are_sound() -> None:
    """Catches an industry without words, words of no workplace, a place that is none of its country."""
    kinds = {row["industry"] for row in table("work/plants.csv")}
    known = {text for rows in tables().rows.values() for row in rows for _, text in row.workplaces}
    for row in table("work/plants.csv"):
        assert any(words in text for words in row["workplaces"].split("|") for text in known), row
    for row in table("work/industries.csv"):
        assert set(row["code"].split("|")) <= set(country_codes())
        names = [each.rpartition(":")[0] for each in row["industries"].split("|")]
        assert set(names) <= {*kinds, "*", "state service"}
        assert len(names) == len(set(names))
        for code in row["code"].split("|") if row["places"] else ():
            towns = {town.place for town in (*geonames_towns(code), *own_towns(code))}
            divisions = {town.region for town in towns} | {name for name, _ in admin1(code).values()}
            parts = (division(code, fold(name)) or ("", ()) for name in region_figures(code))
            districts = {each.city for _, places in parts for each in places}
            assert set(row["places"].split("|")) <= {town.city for town in towns} | divisions | districts


@pytest.mark.parametrize("workplace", ["an insurance company", "a telecom company", "a beverage company"])
def test_seats_of_firms_are_in_large_cities(workplace: str) -> None:
    """Catches a small town whose one insurer has all of its risk analysts, and one whose agents are gone."""
    assert industry_times(workplace, "PH", "Western Visayas", "Kalibo", "2413") == 0
    assert industry_times(workplace, "PH", "Metro Manila", "Makati", "2413") == 1
    assert industry_times(workplace, "PH", "Western Visayas", "Kalibo", "3321") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("location", "often", "never"),
    [
        ("Penang, Malaysia", ("electronics", "semiconductor"), "cement"),
        ("Guadalajara, Mexico", ("electronics", "semiconductor", "car parts"), "steel"),
        ("Surat, India", ("textile", "power loom", "spinning", "dye", "garment"), "car plant"),
        ("Kisumu, Kenya", ("food", "seafood", "sugar", "bottling", "soft drink"), "cement"),
    ],
)
def test_factory_hands_work_where_the_city_has_plants(location: str, often: tuple[str, ...], never: str) -> None:
    """Catches cement plants as a usual employer in a city of chips, and looms that are nowhere in a city of looms."""
    found = _workplaces(location, "factory worker", 200)
    assert sum(count for text, count in found.items() if any(word in text for word in often)) > 0.25 * 200
    assert sum(count for text, count in found.items() if never in text) <= 0.02 * 200


def test_engineers_of_a_city_of_cars_work_for_those_who_make_them() -> None:
    """Catches engineers of Stuttgart a third of whom are at an electronics plant and none at a car maker."""
    found = _workplaces("Stuttgart, Germany", "engineer")
    assert found["a car maker"] + found["a car parts plant"] > 0.5 * 60


def test_the_town_goes_before_its_division_and_its_country() -> None:
    """Catches a harbour in the hills of a country with a coast."""
    assert industry_times("a seaport", "PK", "Punjab", "Faisalabad") == 0
    assert industry_times("a seaport", "PK", "Sindh", "Karachi") == 1
    assert industry_times("an electronics plant", "MX", "Jalisco", "Guadalajara") > industry_times(
        "an electronics plant", "MX", "Oaxaca", "Oaxaca"
    )
    assert industry_times("a law office", "MY", "Penang", "George Town") == 1


def test_small_towns_have_no_offices_of_great_firms_and_no_beach_inland() -> None:
    """Catches a brand manager in a market town, and rooms near a beach an hour from the sea."""
    assert industry_times("a software company", "PH", "Western Visayas", "Kalibo") == 0
    assert industry_times("a software company", "DE", "Bavaria", "Passau") > 0
    assert industry_times("a house near a beach", "PH", "Calabarzon", "Lipa") == 0
    assert industry_times("a house near a beach", "PH", "Western Visayas", "Kalibo") > 0


def test_a_title_is_as_common_as_where_most_of_it_works() -> None:
    """Catches freelancers who are half as common where nobody rents them a desk, though nearly all work at home."""
    row = next(row for rows in tables().rows.values() for row in rows if row.job.title == "freelance writer")
    small, large = (
        title_weight(row, "PH", *place) for place in (("Western Visayas", "Kalibo"), ("Metro Manila", "Manila"))
    )
    assert small > 0.8 * large


def test_customs_have_offices_inland_and_seaports_only_at_the_sea() -> None:
    """Catches customs officers of Graz at a seaport."""
    assert industry_times("a seaport", "AT", "Styria", "Graz") == 0
    assert industry_times("a customs bureau", "AT", "Styria", "Graz") > 0
    assert industry_times("a customs bureau", "PK", "Punjab", "Faisalabad") > 0


@pytest.mark.parametrize(
    ("workplace", "code", "region", "town"),
    [
        ("a regency office", "ID", "South Sulawesi", "Makassar"),
        ("a city hall", "ID", "South Sulawesi", "Gowa"),
        ("a municipal hall", "PH", "Western Visayas", "Bacolod"),
        ("a city hall", "PH", "Western Visayas", "Kalibo"),
        ("a border post", "ID", "East Nusa Tenggara", "Kupang"),
        ("a bank head office", "VN", "Haiphong", "Haiphong"),
    ],
)
def test_offices_are_those_of_the_town(workplace: str, code: str, region: str, town: str) -> None:
    """Catches a clerk of a city who works at a regency office, and a head office where no bank has its own."""
    assert industry_times(workplace, code, region, town) == 0


def test_hotels_of_cities_are_no_resorts() -> None:
    """Catches a resort hotel as a usual employer in an inland city, and none on an island that lives from visitors."""
    assert industry_times("a resort hotel", "GR", None, "Thessaloniki") < 0.2
    assert industry_times("a resort hotel", "ID", "Bali", "Kuta") > 1
    (villas,) = rows_by_title()["villa manager"]
    assert title_weight(villas, "ID", "Bali", "Ubud") > 20 * title_weight(villas, "ID", "Banten", "Serang") > 0


def test_books_of_oil_firms_are_kept_where_these_have_their_seats() -> None:
    """Catches accountants of Toronto with an oil firm, none of Calgary with one, and an auto plant there."""
    assert industry_times("an oil and gas company", "CA", "Ontario", "Toronto", "2411") == 0
    assert industry_times("an oil and gas company", "CA", "Alberta", "Calgary", "2411") > 1
    assert industry_times("a car plant", "CA", "Alberta", "Calgary", "8211") == 0
    assert industry_times("a car plant", "CA", "Ontario", "Oshawa", "8211") > 0


def test_crops_and_the_sea_are_where_they_are() -> None:
    """Catches coffee of the hills in the swamps of Mesuji, and a seafood plant in Thai Nguyen."""
    (coffee,) = (row for rows in tables().rows.values() for row in rows if row.job.title == "coffee farmer")
    assert title_weight(coffee, "ID", "Lampung", "Mesuji") == 0 < title_weight(coffee, "ID", "Lampung", "West Lampung")
    assert industry_times("a seafood plant", "VN", "Thai Nguyen", "Thai Nguyen") == 0
    assert industry_times("a seafood plant", "PH", "Cordillera Administrative Region", "Baguio") == 0
    assert industry_times("a seafood plant", "PH", "Soccsksargen", "General Santos") > 0


@pytest.mark.parametrize(
    ("code", "region", "town", "grows"),
    [("IN", "Maharashtra", "Pune", False), ("IN", "Maharashtra", "Nagpur", True), ("PK", "Punjab", "Lahore", False)],
)
def test_cotton_is_picked_where_it_grows(code: str, region: str, town: str, grows: bool) -> None:
    """Catches hired hands about Pune a third of whom pick cotton, which grows beyond the hills."""
    assert (industry_times("a cotton farm", code, region, town, "9211") == 1) == grows


@pytest.mark.parametrize(
    ("title", "code", "there", "elsewhere"),
    [
        ("garlic grower", "ID", "Central Java", "Highland Papua"),
        ("soybean farmer", "CA", "Ontario", "British Columbia"),
        ("dairy farmer", "AU", "Victoria", "Western Australia"),
        ("onion farmer", "PH", "Central Luzon", "Davao Region"),
        ("strawberry grower", "PH", "Cordillera Administrative Region", "Central Visayas"),
        ("forest hunter and gatherer", "ID", "South Papua", "West Java"),
        ("border goods trader", "VN", "Lang Son", "Binh Dinh"),
        ("sweet potato farmer", "ID", "Highland Papua", "Lampung"),
    ],
)
def test_what_few_divisions_grow_or_trade_in_is_of_these(title: str, code: str, there: str, elsewhere: str) -> None:
    """Catches garlic that is grown by Dani in the highlands of Papua, for whose division no table told of crops."""
    (row,) = (row for rows in tables().rows.values() for row in rows if row.job.title == title)
    assert title_weight(row, code, there) > 5 * title_weight(row, code, elsewhere)


@pytest.mark.parametrize(
    ("code", "region", "town", "at_sea"),
    [
        ("US", "California", "Fresno", False),
        ("US", "California", "San Diego", True),
        ("IN", "Gujarat", "Ahmedabad", False),
        ("ID", "South Kalimantan", "Banjarmasin", True),
    ],
)
def test_work_at_sea_is_near_the_coast(code: str, region: str, town: str, at_sea: bool) -> None:
    """Catches fishing boats in an inland town of a division with a coast."""
    assert (industry_times("a fishing port", code, region, town) > 0) is at_sea
