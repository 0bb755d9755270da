"""Draws of people: against the tables they come from, and against rules written without the sampler."""

import itertools
from collections import Counter
from typing import Literal

import numpy as np
import pytest

from boses_engine.domain.persona import Household
from boses_engine.errors import GroupError, LocationError
from boses_engine.grounding.countries import country, country_codes, languages, religions, table
from boses_engine.grounding.demographics import (
    EDUCATION_LEVELS,
    draw_age,
    draw_education,
    draw_household,
    draw_language,
    draw_religion,
)
from boses_engine.randomness import generator

GENDERS = ("Male", "Female")
WORK = ("working", "studying", "retired", "keeping house", "looking for work")
MARRIED_WORD = {"Male": "wife", "Female": "husband"}


def source_bands(code: str, gender: str | None) -> dict[tuple[int, int], float]:
    bands: Counter[tuple[int, int]] = Counter()
    for row in table("age_sex.csv"):
        if row["code"] == code and gender in (None, row["gender"]):
            for name, people in row.items():
                if "-" in name:
                    first, last = name.split("-")
                    bands[int(first), int(last)] += float(people)
    return bands


@pytest.mark.parametrize(("code", "gender"), [*itertools.product(["PH", "ID", "VN", "JP", "NG"], [None, *GENDERS])])
def test_ages_follow_the_source_bands(code: str, gender: str | None) -> None:
    """Catches a wrong column, a gender ignored, or a band edge counted in two bands."""
    whole = {band: n for band, n in source_bands(code, gender).items() if band[0] >= 15 and band[1] <= 79}
    ages = np.array([draw_age((i + 0.5) / 4000, code, gender, 15, 79) for i in range(4000)])
    total = sum(whole.values())
    distance = sum(abs(np.mean((ages >= first) & (ages <= last)) - n / total) for (first, last), n in whole.items())
    assert distance / 2 < 0.005  # total variation


def test_ages_are_stratified_and_inside_the_range() -> None:
    """Catches an inverse distribution that is not monotone, and a range off by one at either end."""
    ages = [draw_age(i / 500, "PH", "Female", 18, 24) for i in range(500)]
    assert ages == sorted(ages)
    assert set(ages) == set(range(18, 25))
    assert draw_age(0.0, "VN", None, 100, 100) == 100
    assert draw_age(np.nextafter(1.0, 0.0), "VN", None, 13, 13) == 13
    assert draw_age(np.nextafter(1.0, 0.0), "ID", "Male", 13, 100) == 100


def test_an_empty_age_range_is_the_users_error() -> None:
    with pytest.raises(GroupError, match="between 40 and 30"):
        draw_age(0.5, "PH", None, 40, 30)


def test_every_country_is_complete() -> None:
    """Catches a country for which a table has no row, a share or a figure that cannot be."""
    codes = country_codes()
    assert len(codes) >= 240
    rng = generator("every country")
    for code in codes:
        where = country(code)
        assert 0.2 < where.gini < 0.7, code
        assert 1.4 < where.mean_household_size < 9, code
        assert len(where.currency) == 3
        assert sum(share for _, share in where.religions) == pytest.approx(1)
        assert sum(share for _, share in where.languages) == pytest.approx(1)
        assert 13 <= draw_age(0.5, code, "Female", 13, 100) <= 60
        assert draw_education(rng, code, "Male", 40, None, None, "working") in EDUCATION_LEVELS
        assert draw_household(rng, code, "Male", 40, "working", "Middle").size >= 1
        assert draw_religion(rng, code, "nowhere")
        assert draw_language(rng, code, None)


def test_an_unknown_country_is_the_users_error() -> None:
    with pytest.raises(LocationError, match="'QQ'"):
        country("QQ")
    assert country("ph") == country("PH")


def test_data_rows_name_their_source_and_year() -> None:
    """Catches a shifted column or an unsourced figure: the oldest sources are lists of the nineties."""
    for name in (
        "age_sex",
        "countries",
        "income",
        "religion",
        "language",
        "regions",
        "education",
        "household_norms",
    ):
        for row in table(f"{name}.csv"):
            assert row["source"], (name, row)
            assert 1990 <= int(row["year"]) <= 2026, (name, row)


def broken_rules(home: Household, gender: str, age: int, work: str) -> list[str]:
    """Names of the rules that a household breaks; knows nothing of how it was drawn."""
    words = Counter(home.members)
    ages = home.children
    gaps = [age - child for child in ages]
    rules = {
        "size": home.size == 1 + len(home.members),
        "spouse exactly when married": words[MARRIED_WORD[gender]] == (home.marital_status == "married"),
        "no spouse of the same gender": words[MARRIED_WORD["Male" if gender == "Female" else "Female"]] == 0,
        "a word for each child": words["son"] + words["daughter"] == len(ages),
        "oldest child first": list(ages) == sorted(ages, reverse=True),
        "children at home under 30": all(0 <= child < 30 for child in ages),
        "old enough for the children": all(gap >= 17 for gap in gaps),
        "young enough for the children": all(gap <= (45 if gender == "Female" else 55) for gap in gaps),
        "students are single": work != "studying" or (home.marital_status == "single" and not ages),
        "under 20 single": age >= 20 or (home.marital_status == "single" and not ages),
        "young single has no child": not (home.marital_status == "single" and age < 22 and ages),
        "parents only below 60": age < 60 or not (words["mother"] or words["father"]),
        "one mother, one father": words["mother"] <= 1 and words["father"] <= 1 and words["grandmother"] <= 1,
        "grown children of the retired": work != "retired" or all(child >= 18 for child in ages),
        "a minor has an adult at home": age >= 18 or bool(words["mother"] or words["father"] or words["grandmother"]),
        "grandchildren need age": age >= 50 or not (words["grandson"] or words["granddaughter"]),
    }
    return [name for name, kept in rules.items() if not kept]


def test_households_keep_every_rule() -> None:
    """6,000 people of any age, work and country: no violation at all."""
    rng = generator("household rules")
    codes = ("PH", "ID", "VN", "NG", "IN", "EG", "DE", "US", "BR", "JP", "FJ", "KZ")
    for _ in range(6000):
        code = codes[int(rng.integers(len(codes)))]
        gender = GENDERS[int(rng.integers(2))]
        age = int(rng.integers(13, 101))
        work = WORK[int(rng.integers(5))]
        level = ("Low", "Middle", "High")[int(rng.integers(3))]
        home = draw_household(rng, code, gender, age, work, level)
        assert broken_rules(home, gender, age, work) == [], (code, gender, age, work, home)


def adults(code: str, n: int = 3000) -> list[tuple[str, int, Household]]:
    rng = generator("adults", code)
    people = []
    for i in range(n):
        gender = GENDERS[i % 2]
        age = draw_age((i + 0.5) / n, code, gender, 18, 79)
        work = "studying" if age < 22 and rng.random() < 0.5 else "retired" if age > 64 else "working"
        people.append((gender, age, draw_household(rng, code, gender, age, work, "Middle")))
    return people


@pytest.mark.parametrize(("code", "size"), [("PH", 4.1), ("ID", 3.7), ("VN", 3.5)])
def test_household_sizes_average_near_the_national_mean(code: str, size: float) -> None:
    """Catches limits of age and marriage that empty the homes, and kin that overfill them."""
    assert np.mean([home.size for _, _, home in adults(code)]) == pytest.approx(size, abs=0.35)


@pytest.mark.parametrize(("code", "women", "men"), [("PH", 25, 28), ("ID", 22, 26), ("VN", 23, 27)])
def test_marriage_follows_age_and_gender(code: str, women: int, men: int) -> None:
    """Catches swapped marriage ages: about half of each gender has married at the usual age, most ten years on."""
    rng = generator("marriage", code)

    def ever_married(gender: str, age: int) -> float:
        drawn = (draw_household(rng, code, gender, age, "working", "Middle") for _ in range(600))
        return np.mean([home.marital_status != "single" for home in drawn])

    for gender, usual in (("Female", women), ("Male", men)):
        assert ever_married(gender, usual) == pytest.approx(0.48, abs=0.13)
        assert ever_married(gender, usual + 12) > 0.85
    assert ever_married("Female", 24) > ever_married("Male", 24) + 0.1


def test_the_widowed_are_mostly_old_and_mostly_women() -> None:
    widowed = [(g, a) for code in ("PH", "ID", "VN") for g, a, home in adults(code) if home.marital_status == "widowed"]
    assert len(widowed) > 60
    assert np.mean([age > 50 for _, age in widowed]) > 0.8
    assert np.mean([gender == "Female" for gender, _ in widowed]) > 0.65


def test_the_young_live_with_family_or_roommates() -> None:
    rng = generator("young")
    homes = [draw_household(rng, "PH", "Female", age, "studying", "Middle") for age in (16, 18, 20, 21) * 150]
    at_home = np.mean(["mother" in h.members or "father" in h.members for h in homes])
    assert at_home > 0.65
    assert any("roommate" in h.members for h in homes)


EARLIEST = {"upper secondary school": 17, "bachelor's degree": 21, "master's degree": 23, "vocational diploma": 18}


def test_no_level_at_an_impossible_age_and_none_outside_the_bounds() -> None:
    """Catches a minimum that makes a 19-year-old a graduate, and bounds that are ignored."""
    rng = generator("education")
    bounds = [None, *EDUCATION_LEVELS]
    for _ in range(4000):
        code = ("PH", "ID", "VN", "NG", "DE", "BR")[int(rng.integers(6))]
        age, work = int(rng.integers(13, 90)), WORK[int(rng.integers(5))]
        low, high = sorted(rng.integers(0, 7, size=2))
        got = draw_education(rng, code, GENDERS[age % 2], age, bounds[low], bounds[high] if high else None, work)
        assert age >= EARLIEST.get(got, 0), (age, got)
        level = EDUCATION_LEVELS.index(got)
        if age >= 23:
            assert level >= low - 1
            assert not high or level <= high - 1


def test_students_have_finished_the_level_before() -> None:
    rng = generator("students")

    def student(age: int, minimum: str | None = None) -> str:
        return draw_education(rng, "PH", "Female", age, minimum, None, "studying")

    assert {student(age) for age in range(18, 30)} == {"upper secondary school"}
    assert student(17, "upper secondary school") == "upper secondary school"
    assert (student(14), student(16)) == ("primary school", "lower secondary school")
    assert student(25, "bachelor's degree") == "bachelor's degree"


def test_degrees_are_as_common_as_in_the_table() -> None:
    """Catches shifted columns and a cohort or country mixed up: degrees of women 25-34, PH against ID over 55."""
    rng = generator("degrees")

    def degrees(code: str, age: int) -> float:
        got = Counter(draw_education(rng, code, "Female", age, None, None, "working") for _ in range(2500))
        return (got["bachelor's degree"] + got["master's degree"]) / 2500

    assert degrees("PH", 30) == pytest.approx(0.28, abs=0.03)
    assert degrees("ID", 60) == pytest.approx(0.07, abs=0.02)


@pytest.mark.parametrize(
    ("code", "region", "religion", "language"),
    [
        ("ID", "Bali", "Hindu", "Balinese"),
        ("ID", "Aceh", "Muslim", "Acehnese"),
        ("ID", "West Java", "Muslim", "Sundanese"),
        ("ID", "Jakarta", "Muslim", "Indonesian"),
        ("ID", "East Nusa Tenggara", "Roman Catholic", "Kupang Malay"),
        ("ID", "Papua", "Protestant", "Papuan Malay"),
        ("PH", "Metro Manila", "Roman Catholic", "Tagalog"),
        ("PH", "Central Visayas", "Roman Catholic", "Cebuano"),
        ("PH", "Northern Mindanao", "Roman Catholic", "Cebuano"),
        ("PH", "Ilocos Region", "Roman Catholic", "Ilocano"),
        ("PH", "Bangsamoro", "Muslim", "Maguindanaon"),
        ("VN", "Ho Chi Minh City", "no religion", "Vietnamese"),
        ("VN", "Đồng Nai", "no religion", "Vietnamese"),
    ],
)
def test_regions_have_their_own_majorities(code: str, region: str, religion: str, language: str) -> None:
    """Catches national shares used for a region: Bali would come out Muslim, Cebu Tagalog."""
    assert religions(code, region)[0][0] == religion
    assert languages(code, region)[0][0] == language
    drawn = Counter(draw_religion(generator("religion", region, i), code, region) for i in range(300))
    assert drawn.most_common(1)[0][0] == religion


def test_regions_are_matched_leniently_but_not_mixed_up() -> None:
    assert religions("ID", "west papua") != religions("ID", "Papua")
    assert religions("ID", "Daerah Istimewa Yogyakarta") == religions("ID", "yogyakarta")
    assert languages("PH", "Province of Cebu") == languages("PH", "central visayas")
    assert religions("VN", "Đồng Nai")[1][0] == "Roman Catholic"
    assert religions("ID", "Atlantis") == religions("ID", None) == country("ID").religions
    assert religions("US", "Bali") == country("US").religions


def test_national_religions_are_the_census_ones() -> None:
    assert dict(country("ID").religions)["Muslim"] == pytest.approx(0.871, abs=0.002)
    assert dict(country("VN").religions)["no religion"] == pytest.approx(0.863, abs=0.002)
    assert dict(country("PH").religions)["Roman Catholic"] == pytest.approx(0.788, abs=0.05)


def test_the_same_generator_gives_the_same_person() -> None:
    first, second = (
        [draw_household(generator("same", i), "PH", "Female", 35, "working", "Low") for i in range(50)]
        for _ in range(2)
    )
    assert first == second
    assert len(set(first)) > 15


@pytest.mark.parametrize("gender", GENDERS)
def test_a_needed_spouse_or_child_is_at_home_where_age_allows_it(gender: Literal["Male", "Female"]) -> None:
    """Catches a housewife living alone, and a stay-at-home mother without a child or with one born at 17."""
    last_birth = {"Female": 44, "Male": 54}[gender]
    for n, age in enumerate([*range(16, 80)] * 4):
        code = ("PH", "ID", "VN", "DE")[n // 64]
        married = draw_household(generator("s", n), code, gender, age, "keeping house", "Middle", needs="spouse")
        assert (married.marital_status == "married") >= (age >= 18), age
        assert married.members[:1] == (MARRIED_WORD[gender],) or age < 18
        parent = draw_household(generator("c", n), code, gender, age, "keeping house", "Low", needs="children")
        assert any(child < 18 for child in parent.children) == (18 <= age < last_birth + 18), age
        assert all(18 <= age - child <= last_birth for child in parent.children)
        assert list(parent.children) == sorted(parent.children, reverse=True)
        assert sum(word in ("son", "daughter") for word in parent.members) == len(parent.children)
        assert "roommate" not in parent.members or not parent.children
        assert parent.size == 1 + len(parent.members)


def test_a_province_may_share_the_figures_of_its_neighbour() -> None:
    """Catches a province of the southeast of Vietnam left to the national figures."""
    assert religions("VN", "Binh Phuoc") == religions("VN", "Bình Dương") != religions("VN", None)
