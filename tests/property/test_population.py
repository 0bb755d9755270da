"""5,000 people a market against published figures of the people, of their work, platforms and brands, transcribed here
from the sources and not from the tables.

What is compared: whole adult groups (15 to 100 years, gender All, "any" occupation) of a whole country or region.
A class of income that is asked for moves other margins, as it should: the poor are less schooled. So each population
is made of three groups, 2,000 Low, 2,000 Middle and 1,000 High, for these classes are 40, 40 and 20 % of the households
of every place, and so of the nation's.
"any" leaves the occupation open, so education and work are the population's own. What a source counts for other ages
is counted here for those. All distances are total variation, at most 0.05; sampling
alone gives 0.005 to 0.015 with 5,000 people and up to 0.03 with the 1,000 of a region.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from math import sqrt

import numpy as np
import pytest
from support.populations import CLASS_SHARES, MARKETS, market, population

from boses_engine.domain.persona import Slot
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS, level_of
from boses_engine.grounding.places.countries import religions
from boses_engine.grounding.places.resolve import resolve

pytestmark = pytest.mark.slow
MOST = 0.05
REGION_PEOPLE = 1_000

# UN World Population Prospects 2019, 2025 projection, thousands, men and women of 15-24, 25-34, ... 55-64, 65 and over.
AGE_BANDS = ((15, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 100))
AGES = {
    "PH": (
        (10_875.1, 9_845.5, 7_656.7, 5_948.3, 4_236.4, 3_180.7),
        (10_282.8, 9_465.2, 7_586.5, 5_995.7, 4_548.1, 4_471.1),
    ),
    "ID": (
        (23_658.3, 22_055.1, 20_291.2, 18_564.9, 13_606.1, 10_034.9),
        (22_296.9, 21_078.1, 20_381.9, 18_411.4, 14_001.7, 11_814.5),
    ),
    "VN": (
        (7_005.1, 7_687.4, 8_075.0, 6_615.3, 5_078.4, 4_049.5),
        (6_432.5, 7_417.1, 7_920.9, 6_713.7, 5_517.5, 5_861.8),
    ),
}

# Religion. PH: PSA, 2020 Census of Population and Housing (release of 22 February 2023). ID: Dukcapil, first half of
# 2024. VN: GSO, census of 2019, as the CIA World Factbook has it (Hoa Hao counted as Buddhists).
RELIGIONS = {
    "PH": {"Roman Catholic": 78.8, "Muslim": 6.4, "Iglesia ni Cristo": 2.6, "other": 12.2},
    "ID": {"Muslim": 87.08, "Protestant": 7.40, "Roman Catholic": 3.07, "Hindu": 1.68, "Buddhist": 0.71, "other": 0.06},
    "VN": {"no religion": 86.3, "Roman Catholic": 6.1, "Buddhist": 5.8, "Protestant": 1.0, "other": 0.8},
}
# PH: the same release of PSA; Cordillera and Bicol: regional offices of PSA. ID: BPS census 2010, North Kalimantan:
# Ministry of Religious Affairs, 2023. VN: GSO census 2019; Dong Thap and Binh Thuan: GSO census 2009. What is not named
# is "other".
REGIONAL = {
    "Bicol Region, Philippines": {"Roman Catholic": 93.5, "Iglesia ni Cristo": 1.6},
    "Eastern Visayas, Philippines": {"Roman Catholic": 92.3},
    "Central Visayas, Philippines": {"Roman Catholic": 90.5},
    "Cordillera Administrative Region, Philippines": {"Roman Catholic": 61.7, "Anglican": 5.8},
    "Zamboanga Peninsula, Philippines": {"Muslim": 18.2},
    "Soccsksargen, Philippines": {"Muslim": 15.8},
    "Northern Mindanao, Philippines": {"Muslim": 8.5},
    "Davao Region, Philippines": {"Muslim": 3.5},
    "Mimaropa, Philippines": {"Muslim": 3.5},
    "BARMM, Philippines": {"Muslim": 90.9, "Roman Catholic": 5.3},
    "Bali, Indonesia": {"Hindu": 83.5, "Muslim": 13.4, "Protestant": 1.7, "Roman Catholic": 0.8, "Buddhist": 0.5},
    "East Nusa Tenggara, Indonesia": {"Roman Catholic": 54.1, "Protestant": 34.7, "Muslim": 9.1},
    "North Sumatra, Indonesia": {"Muslim": 66.1, "Protestant": 26.6, "Roman Catholic": 4.0, "Buddhist": 2.3},
    "North Sulawesi, Indonesia": {"Protestant": 63.6, "Muslim": 30.9, "Roman Catholic": 4.4},
    "Papua Province, Indonesia": {"Protestant": 65.5, "Roman Catholic": 17.7, "Muslim": 15.9},
    "North Kalimantan, Indonesia": {"Muslim": 73.4, "Protestant": 19.4, "Roman Catholic": 6.6},
    "Jakarta, Indonesia": {"Muslim": 85.4, "Protestant": 7.5, "Buddhist": 3.3, "Roman Catholic": 3.1},
    "West Java, Indonesia": {"Muslim": 97.0, "Protestant": 1.8},
    "Hanoi, Vietnam": {"no religion": 96.5, "Roman Catholic": 2.4, "Buddhist": 1.0},
    "Ho Chi Minh City, Vietnam": {"no religion": 80.7, "Roman Catholic": 9.4, "Buddhist": 8.6},
    "Dong Thap, Vietnam": {
        "no religion": 66.5,
        "Buddhist": 15.9,
        "Hoa Hao Buddhist": 11.8,
        "Caodaist": 3.1,
        "Roman Catholic": 2.5,
    },
    "Binh Thuan, Vietnam": {
        "no religion": 73.1,
        "Roman Catholic": 12.3,
        "Buddhist": 11.1,
        "Cham Bani Muslim": 1.6,
        "Hindu": 1.3,
    },
}

# Highest education completed, 15 and over. ID: BPS, Susenas March 2024 (no certificate 11.44 and primary 24.72 as one).
# VN: GSO census 2019: 36.5 % upper secondary and above, of these intermediate 3.5, college 3.3, university 9.3. PH: PSA
# census 2020 counts from 5 years on: no grade 3.0 of whom 1.6 from 15 on (own estimate), elementary not finished 20.0,
# elementary 9.5, high school not finished 16.8, finished 21.7, post-secondary 2.0, college not finished 10.0, finished
# 13.5, beyond 0.3. Children of 5-14, 22.5 of the 100, are taken out (own estimate: 13.0 from elementary not finished,
# 0.3 from elementary, 4.5 from high school not finished); the rest is scaled to 100. No child finishes college, so the
# last share, (13.5 + 0.3) / 77.5, is firm.
# An Indonesian D1-D3 counts as higher education there, a Vietnamese trung cấp or cao đẳng stands below university.
GROUPED = {
    "PH": ("primary or less", "lower secondary", "upper secondary", "upper secondary", "degree", "degree"),
    "ID": ("primary or less", "lower secondary", "upper secondary", "degree", "degree", "degree"),
    "VN": ("lower secondary or less",) * 2 + ("upper secondary",) * 2 + ("degree",) * 2,
}
EDUCATION = {
    "PH": {"primary or less": 23.1, "lower secondary": 15.9, "upper secondary": 43.2, "degree": 17.8},
    "ID": {"primary or less": 36.16, "lower secondary": 22.79, "upper secondary": 30.85, "degree": 10.20},
    "VN": {"lower secondary or less": 63.5, "upper secondary": 27.2, "degree": 9.3},
}
# Labour force participation, 15 and over: PSA August 2024, BPS August 2024; never married, 15 and over: GSO April 2020,
# ages 16-30: BPS Statistik Pemuda 2025; 10 and over: PSA census 2020, children of 10-14 (12.9 of 100) out.
PARTICIPATION = {"PH": {"Male": 74.8, "Female": 54.7}, "ID": {"Male": 84.66, "Female": 56.42}}
URBAN = {"PH": 54.0, "ID": 56.7, "VN": 34.4}  # PSA 2020, BPS 2020, GSO 2019

# Per cent of internet users from 16 years up, the least and the most that sources say. Online panels (Digital 2024 and
# 2025, Decision Lab) are urban and young: APJII's random samples (2022, 2023) find less, and where there is none the
# panel's figure is the most and the least is an own estimate. Digital 2025 (PTV News; lojikata), Digital 2024 (Telegram
# and X in Indonesia), Decision Lab Connected Consumer Q3 2024 (Messenger, the least; VnExpress) and Q4 2025 (VTV).
PLATFORMS: dict[str, dict[str, tuple[float, float]]] = {
    "PH": {
        **{"Facebook": (94.7, 94.7), "Messenger": (92.6, 92.6), "TikTok": (81.6, 81.6)},
        **{"Instagram": (35, 71.0), "Telegram": (20, 59.1)},
    },
    "ID": {
        **{"WhatsApp": (91.7, 98), "TikTok": (77.4, 77.4), "Facebook": (60.2, 83.0), "Instagram": (30.5, 84.6)},
        **{"Telegram": (20, 61.3), "X": (10, 57.5)},
    },
    "VN": {"Zalo": (89, 97), "Messenger": (52, 75), "YouTube": (87, 87)},
}
# Per cent of the employed by ISCO-08 major group, ILOSTAT modelled estimates for 2024; 6 and 9 are one figure there.
EMPLOYED = {
    "PH": {"1": 4.1, "2": 5.9, "3": 4.3, "4": 7.6, "5": 23.8, "6+9": 38.4, "7": 7.2, "8": 8.6},
    "ID": {"1": 2.2, "2": 6.3, "3": 3.0, "4": 4.2, "5": 25.4, "6+9": 40.3, "7": 11.7, "8": 6.8},
    "VN": {"1": 1.1, "2": 7.0, "3": 3.3, "4": 2.4, "5": 19.2, "6+9": 39.1, "7": 13.7, "8": 14.3},
}
# (market, category) → brands → per cent of all: phones of Omdia 2025 (PH), IDC (ID; Transsion makes Infinix, TECNO and
# itel) and Canalys Q2 2025 (VietnamNet), Metric H1 2025 (online shops in Vietnam), Statista 2023 (wallets), Q&Me
# January 2026 (rides, used most often; Thanh Niên).
BRANDS = {
    ("PH", "phone"): {"Infinix|TECNO|itel": 33.0, "Xiaomi": 15.0, "Samsung": 11.0, "vivo": 11.0, "OPPO": 10.0},
    ("ID", "phone"): {"Samsung": 20.8, "OPPO": 17.6, "vivo": 16.5, "Xiaomi": 14.7, "Infinix|TECNO|itel": 13.4},
    ("VN", "phone"): {"Samsung": 26.0, "Apple": 20.0, "Xiaomi": 18.0, "OPPO": 16.0, "vivo": 7.0},
    ("VN", "online shop"): {"Shopee": 58.0, "TikTok Shop": 39.0, "Lazada|Tiki": 3.0},
    ("PH", "e-wallet"): {"GCash": 89.0, "Maya": 5.0},
    ("VN", "ride app"): {"Xanh SM": 52.0, "Grab": 44.0, "Be": 4.0},
}


def shares(values: Iterable[str], names: Mapping[str, float]) -> dict[str, float]:
    """Shares, 0..1, of the names; whatever is not among them is "other"."""
    counts = Counter(value if value in names else "other" for value in values)
    return {name: count / sum(counts.values()) for name, count in counts.items()}


def distance(found: Mapping[str, float], source: Mapping[str, float]) -> float:
    """Total variation between shares and a source's figures of any sum."""
    total = sum(source.values())
    return sum(abs(found.get(name, 0.0) - source.get(name, 0.0) / total) for name in {*found, *source}) / 2


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str, float], None]:
    def say(what: str, far: float) -> None:
        with capsys.disabled():
            print(f"\n{what}: {far:.4f}", end="")

    return say


Tell = Callable[[str, float], None]


@pytest.mark.parametrize("code", MARKETS)
def test_ages_and_sexes_are_the_countrys(code: str, tell: Tell) -> None:
    """Catches a column of the other sex, a band edge counted twice, and classes or jobs that move ages."""
    men, women = AGES[code]
    slots = market(code)
    bands = {band: m + w for band, m, w in zip(map(str, AGE_BANDS), men, women, strict=True)}
    found = Counter(str(next(band for band in AGE_BANDS if band[0] <= slot.age <= band[1])) for slot in slots)
    far = distance({band: count / len(slots) for band, count in found.items()}, bands)
    tell(f"{code} ages", far)
    assert far <= MOST
    sexes = distance(
        shares((s.gender for s in slots), {"Male": 1, "Female": 1}), {"Male": sum(men), "Female": sum(women)}
    )
    tell(f"{code} sexes", sexes)
    assert sexes <= MOST


@pytest.mark.parametrize("code", MARKETS)
def test_faiths_are_the_countrys(code: str, tell: Tell) -> None:
    """Catches regions that do not add up to the nation: cities alone have more Catholics and fewer Muslims."""
    merged = {"Hoa Hao Buddhist": "Buddhist"}
    found = shares((merged.get(s.religion, s.religion) for s in market(code)), RELIGIONS[code])
    far = distance(found, RELIGIONS[code])
    tell(f"{code} religion", far)
    assert far <= MOST


@pytest.mark.parametrize("location", REGIONAL)
def test_faiths_are_the_regions(location: str) -> None:
    """Catches a slip in the rows of a region, and a name that finds none: Denpasar is not 87 % Muslim."""
    where = resolve(location)
    source = _with_other(REGIONAL[location])
    found = dict.fromkeys(source, 0.0)
    for faith, share in religions(where.country_code, where.region):
        found[faith if faith in source else "other"] += share
    assert distance(found, source) <= MOST


@pytest.mark.parametrize("location", ["BARMM, Philippines", "Bali, Indonesia", "Dong Thap, Vietnam"])
def test_people_have_the_faiths_of_their_region(location: str, tell: Tell) -> None:
    """Catches a draw that takes a national share in a region, or lets work and tongue move the whole."""
    source = _with_other(REGIONAL[location])
    far = distance(shares((s.religion for s in population(location, REGION_PEOPLE)), source), source)
    tell(location, far)
    assert far <= MOST


def _with_other(named: Mapping[str, float]) -> dict[str, float]:
    return {**named, "other": max(100 - sum(named.values()), 0)}


@pytest.mark.parametrize("code", MARKETS)
def test_education_is_the_countrys(code: str, tell: Tell) -> None:
    """Catches jobs that ask for more schooling than people have, and classes that lift the whole."""
    levels = [level_of(s.education) for s in market(code)]  # no schooling and primary school counted as one
    far = distance(shares((GROUPED[code][level] for level in levels), EDUCATION[code]), EDUCATION[code])
    tell(f"{code} education", far)
    assert far <= MOST


@pytest.mark.parametrize("code", PARTICIPATION)
@pytest.mark.parametrize("gender", ["Male", "Female"])
def test_participation_in_work_is_the_countrys(code: str, gender: str, tell: Tell) -> None:
    """Catches as many women as men in the labour force, and shares of one market given to another."""
    active = [s.work.status in ("working", "looking for work") for s in market(code) if s.gender == gender]
    far = abs(float(np.mean(active)) - PARTICIPATION[code][gender] / 100)
    tell(f"{code} {gender} participation", far)
    assert far <= MOST


@pytest.mark.parametrize("code", MARKETS)
def test_town_and_country_are_the_countrys(code: str, tell: Tell) -> None:
    far = abs(float(np.mean([s.urban for s in market(code)])) - URBAN[code] / 100)
    tell(f"{code} urban", far)
    assert far <= MOST


@pytest.mark.parametrize(
    ("code", "gender", "ages", "single"),
    [
        ("VN", "Male", (15, 100), 27.6),
        ("VN", "Female", (15, 100), 18.9),
        ("ID", "Male", (15, 59), 36.0),
        ("ID", "Female", (15, 59), 24.7),
        ("ID", "All", (16, 30), 71.04),
        ("PH", "All", (15, 100), 30.8),
    ],
)
def test_the_unmarried_are_as_many(code: str, gender: str, ages: tuple[int, int], single: float, tell: Tell) -> None:
    """Catches marriage drawn without heed to who studies, keeps house or is well schooled. Sources above; ID: counts
    of BPS, 32.9 of 91.2 million men and 21.9 of 88.7 million women of 15-59."""
    # Of a narrow band the whole population has too few.
    people = population(MARKETS[code], 2_000, ages) if ages == (16, 30) else market(code)
    found = [
        s.household.marital_status == "single"
        for s in people
        if gender in ("All", s.gender) and ages[0] <= s.age <= ages[1]
    ]
    far = abs(float(np.mean(found)) - single / 100)
    tell(f"{code} {gender} {ages} single", far)
    assert far <= MOST


def test_as_many_go_to_school_as_are_there(tell: Tell) -> None:
    """Catches shares of students that are everywhere those of one country. Source: BPS Susenas 2024, attendance at 19
    to 23 years, 29.0 %."""
    people = population(MARKETS["ID"], 1_000, (19, 23))
    far = abs(float(np.mean([s.work.status == "studying" for s in people])) - 0.29)
    tell("ID at school, 19 to 23", far)
    assert far <= MOST


@pytest.mark.parametrize("code", MARKETS)
def test_income_pulls_schooling_and_work_along(code: str) -> None:
    """Catches facts drawn apart: from Low to High degrees and office work must rise and farming fall; and a class that
    is cut for the whole nation, whose Low live in villages: it is that of the place, in town and country alike."""
    slots = market(code)

    def rising(fact: Callable[[Slot], bool], of: Callable[[Slot], bool] = lambda _: True) -> list[float]:
        return [float(np.mean([fact(s) for s in slots if s.income.level == level and of(s)])) for level in CLASS_SHARES]

    def working(slot: Slot) -> bool:
        return slot.work.status == "working"

    degrees = rising(lambda s: level_of(s.education) >= EDUCATION_LEVELS.index("bachelor's degree"))
    assert degrees[0] * 1.7 < degrees[1] < degrees[2] / 1.4, degrees
    professionals = rising(lambda s: s.work.isco08[:1] in ("1", "2", "3"), working)
    assert professionals[0] * 1.5 < professionals[1] < professionals[2] / 1.5, professionals
    farmers = rising(lambda s: s.work.isco08[:1] == "6", working)
    assert farmers[0] > 1.1 * farmers[1] > 1.4 * farmers[2], farmers
    assert np.ptp(rising(lambda s: s.urban)) < 0.05


@pytest.mark.parametrize("code", MARKETS)
def test_pay_rises_with_the_job_and_schooling(code: str) -> None:
    """Catches personal income that knows nothing of the job: within one class managers earn more than labourers."""
    workers = [s for s in market(code) if s.work.status == "working" and s.income.level == "Middle"]

    def pay(majors: tuple[str, ...]) -> float:
        return float(np.median([s.income.personal_monthly for s in workers if s.work.isco08[:1] in majors]))

    assert pay(("1", "2")) > 1.25 * pay(("9",))
    assert pay(("1", "2")) > pay(("5",)) > 0.9 * pay(("9",))


def online(code: str) -> list[Slot]:
    """The people of a market who have a smartphone: what is published of platforms and makes is of them."""
    return [slot for slot in market(code) if slot.digital.hours_online]


@pytest.mark.parametrize("code", MARKETS)
def test_platforms_have_their_published_shares(code: str) -> None:
    """Catches a slip in the table and a bend that moves the mean; the standard error is at most 0.007."""
    people = [slot for slot in online(code) if slot.age >= 16]
    used = Counter(platform for slot in people for platform in slot.digital.platforms)
    for platform, (least, most) in PLATFORMS[code].items():
        assert least / 100 - 0.05 <= used[platform] / len(people) <= most / 100 + 0.05, platform


@pytest.mark.parametrize("code", MARKETS)
def test_work_has_its_published_shares(code: str) -> None:
    """Catches a land of managers: total variation to employment by ISCO-08 major group (its error here is 0.02)."""
    majors = [slot.work.isco08[0] for slot in market(code) if slot.work.status == "working"]
    counts = Counter({"6": "6+9", "9": "6+9"}.get(major, major) for major in majors if major != "0")
    published = EMPLOYED[code]
    assert set(counts) == set(published)
    distance = sum(
        abs(counts[group] / counts.total() - share / sum(published.values())) for group, share in published.items()
    )
    assert distance / 2 <= 0.08


@pytest.mark.parametrize(("code", "category"), BRANDS)
def test_brands_have_their_published_shares(code: str, category: str) -> None:
    """Catches weights of another market and income tilts that do not cancel; some 150 to 400 people have each, of whom
    a share is off by as much as 2.5 standard errors once in eighty."""
    held = Counter(brand.brand for slot in online(code) for brand in slot.brands if brand.category == category)
    assert held.total() > 150  # rides are booked in large towns
    for brands, published in BRANDS[code, category].items():
        share = sum(held[brand] for brand in brands.split("|")) / held.total()
        error = sqrt(published / 100 * (1 - published / 100) / held.total())
        assert share == pytest.approx(published / 100, abs=max(0.08, 2.5 * error)), brands


@pytest.mark.parametrize("code", MARKETS)
def test_categories_of_brands_are_spread(code: str) -> None:
    """Catches a market in which everybody tells of the same few kinds of things."""
    counts = Counter(brand.category for slot in market(code) for brand in slot.brands)
    assert len(counts) >= 20
    assert max(counts.values()) / counts.total() < 0.12
