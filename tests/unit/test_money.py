"""Classes of household income, and amounts as they are written."""

import math
import unicodedata
from statistics import NormalDist

import numpy as np
import pytest

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Household
from boses_engine.grounding.income.classes import (
    band_of,
    class_band,
    format_money,
    income_quantile,
    national_quantile,
    round_money,
    round_pay,
)
from boses_engine.grounding.places.countries import country, country_codes, region_figures
from boses_engine.grounding.places.gazetteer import Place
from boses_engine.grounding.work.pay import household_level, money_of, old_age_pensions

LEVELS: tuple[IncomeLevel, ...] = ("Low", "Middle", "High")
SHARES = (0.4, 0.4, 0.2)
DOLLARS_MIDDLE = {  # what a middle-class household has a month, in US dollars of 2024: plausible least and most
    "NG": (60, 600, 1480),
    "PH": (200, 1200, 57.3),
    "ID": (200, 1000, 15850),
    "VN": (350, 1500, 25050),
    "IN": (150, 900, 83.7),
    "US": (4000, 15000, 1),
    "DE": (2500, 9500, 0.924),
    "JP": (1500, 5500, 151.5),
    "BR": (500, 2500, 5.39),
    "KE": (120, 900, 135),
    "GB": (2500, 9000, 0.78),
    "CN": (600, 2500, 7.2),
}


def somewhere(code: str, region: str | None = None) -> Place:
    """A small town of a country or region: what a place has beside its region's figures is not in question."""
    return Place("Nowhere", region, "", code, 1, "")


def test_bands_of_every_country_meet_and_do_not_overlap() -> None:
    for code in country_codes():
        (low, a), (b, c), (d, top) = (class_band(somewhere(code), level) for level in LEVELS)
        assert 0 < low < a < b < c < d < top, code
        assert b - a <= 1, code
        assert d - c <= 1, code


def test_bands_are_the_quantiles_of_the_lognormal() -> None:
    """Recomputes the edge at the 40th percentile from the mean and the Gini index of the table."""
    where = country("PH")
    sigma = math.sqrt(2) * NormalDist().inv_cdf((1 + where.gini) / 2)
    mean = where.mean_household_income_monthly
    expected = mean * math.exp(-(sigma**2) / 2 + sigma * NormalDist().inv_cdf(0.4))
    assert income_quantile("PH", 0.4) == pytest.approx(expected)
    assert class_band(somewhere("PH"), "Low")[1] == math.floor(expected)
    assert class_band(somewhere("PH"), "Middle")[0] == math.ceil(expected)


@pytest.mark.parametrize("code", ["PH", "ID", "VN"])
def test_classes_are_cut_at_the_level_of_the_place(code: str) -> None:
    """Catches one nation's classes everywhere: a middle income of the capital is a high one in a poor region."""
    for region, figures in region_figures(code).items():
        assert household_level(somewhere(code, region)) == pytest.approx(figures.income), region
        for level in LEVELS:
            here, nation = class_band(somewhere(code, region), level), class_band(somewhere(code), level)
            assert here == pytest.approx([edge * figures.income for edge in nation], abs=2), (region, level)


def test_one_alone_needs_less_than_a_family() -> None:
    """Catches classes by the household's sum whatever its size: one alone on usual pay was never of the middle class,
    and a family of eight on one driver's wage was as well off as a couple on it."""
    here = somewhere("PH")
    usual = country("PH").mean_household_size
    for level in LEVELS:
        alone, eight = class_band(here, level, 1), class_band(here, level, 8)
        low, high = class_band(here, level)
        # Nobody alone is rich on two clerks' wages, and nobody calls two wages low for many children.
        least, most = (usual**0.25 if level == few else math.sqrt(usual) for few in ("High", "Middle"))
        assert alone == pytest.approx([low / least, high / most], abs=1)
        assert eight[0] == pytest.approx(low / math.sqrt(usual) * math.sqrt(8), abs=4)
        more = (8 / usual) ** (0.25 if level == "Low" else 0.5)
        assert eight[1] == pytest.approx(high * more, abs=4)


def test_low_ends_higher_where_two_have_money() -> None:
    """Catches a low class that a part-time wage beside a full one leaves, and a higher one that begins there."""
    one, two = (class_band(somewhere("GB"), "Low", 2, bring) for bring in (0, 1))
    assert two[0] == one[0]
    assert 1.2 * one[1] < two[1] < 1.3 * one[1]
    assert class_band(somewhere("GB"), "Middle", 2, 1) == class_band(somewhere("GB"), "Middle", 2)


def test_middle_ends_higher_for_who_is_paid_by_a_scale() -> None:
    """Catches teachers of poor regions whose pay, the same in every place, is cut to fit a class of the place."""
    home, here = Household(size=2, marital_status="married", children=(), members=("husband",)), somewhere("VN")
    teacher, clerk = (band_of(home, "working", here, "Middle", isco08=code) for code in ("2341", "4110"))
    assert teacher[0] == clerk[0]
    assert 1.1 * clerk[1] < teacher[1] < 1.2 * clerk[1]
    poor = somewhere("VN", "Quang Tri")  # where homes have four fifths of what the nation's have
    assert band_of(home, "working", poor, "Middle", isco08="2341")[1] == pytest.approx(clerk[1], rel=0.01)
    assert clerk[1] + 1 == pytest.approx(class_band(here, "High", 2)[0], abs=2)  # no home is in neither
    turkish = (band_of(home, "working", somewhere("TR"), "Middle", isco08=code)[1] for code in ("2341", "4110"))
    assert next(turkish) == pytest.approx(1.2 * next(turkish), rel=0.01)  # where the state pays far over the usual


def test_low_begins_lower_for_who_lives_in() -> None:
    """Catches maids of Singapore who all have just what Low begins at, twice what they are paid."""
    alone, here = Household(size=1, marital_status="single", children=(), members=()), somewhere("SG")
    maid, clerk = (band_of(alone, "working", here, "Low", isco08=code)[0] for code in ("9111", "4110"))
    assert maid < 0.5 * clerk


def test_shares_of_income_are_near_the_official_ones() -> None:
    """BPS 2024, spending of urban Indonesia: bottom 40 % have 17.4 %, the top 20 % 47.7 %; rural 21.4 and 39.4."""
    q = (np.arange(20000) + 0.5) / 20000
    where = country("ID")
    sigma = math.sqrt(2) * NormalDist().inv_cdf((1 + where.gini) / 2)
    income = np.exp(sigma * np.array([NormalDist().inv_cdf(p) for p in q]))
    assert 0.17 < income[q < 0.4].sum() / income.sum() < 0.215
    assert 0.39 < income[q >= 0.8].sum() / income.sum() < 0.48


@pytest.mark.parametrize("code", DOLLARS_MIDDLE)
def test_the_middle_class_is_neither_destitute_nor_rich(code: str) -> None:
    """Catches an exchange rate or household size off by an order of magnitude."""
    least, most, per_dollar = DOLLARS_MIDDLE[code]
    low, high = class_band(somewhere(code), "Middle")
    assert least < low / per_dollar
    assert high / per_dollar < most


def test_earnings_fit_household_income_everywhere() -> None:
    """Catches the two columns in different currencies or one by the year: a worker earns part of a home's income."""
    for code in country_codes():
        where = country(code)
        ratio = where.mean_earnings_monthly / where.mean_household_income_monthly
        assert 0.2 < ratio <= 1.001, code


@pytest.mark.parametrize(
    ("amount", "digits", "rounded"),
    [(18_767.7, 2, 19_000), (18_767.7, 3, 18_800), (104, 2, 100), (7.4, 2, 7), (0.4, 2, 0), (0, 2, 0), (12.6, 15, 13)],
)
def test_money_is_rounded_to_digits(amount: float, digits: int, rounded: int) -> None:
    """Catches digits counted from the wrong end, and the logarithm of nothing."""
    found = round_money(amount, digits)
    assert (found, type(found)) == (rounded, int)


@pytest.mark.parametrize(
    ("amount", "rounded"), [(14_290, 14_200), (22_700, 22_500), (53_400, 53_000), (13_040_000, 13_000_000), (62, 62)]
)
def test_pay_is_rounded_less_than_other_money(amount: float, rounded: int) -> None:
    """Catches a third of a trade with exactly 15,000, and wages to the last penny."""
    assert round_pay(amount, 2) == rounded


@pytest.mark.parametrize(
    ("amount", "currency", "code", "text"),
    [
        (4_500_000, "IDR", "ID", "Rp 4.500.000"),
        (18_000, "PHP", "PH", "₱18,000"),
        (9_000_000, "VND", "VN", "9.000.000 ₫"),
        (3_000, "EUR", "DE", "3.000 €"),
        (3_000, "EUR", "FR", "3 000 €"),
        (300_000, "JPY", "JP", "¥300,000"),
        (6_500, "CHF", "CH", "CHF 6’500"),
        (9_000, "EGP", "EG", "EGP 9,000"),
        (150_000, "INR", "IN", "₹1,50,000"),
        (250_000, "NGN", "NG", "₦250,000"),
        (12_345, "BRL", "BR", "R$ 12.345"),
        (31_000, "SEK", "SE", "31 000 kr"),
        (4_500, "MYR", "MY", "RM 4,500"),
        (5_000, "USD", "US", "$5,000"),
        (300_000, "THB", "TH", "฿300,000"),
        (0, "PHP", "PH", "₱0"),
    ],
)
def test_money_is_written_the_countrys_way(amount: int, currency: str, code: str, text: str) -> None:
    assert format_money(amount, currency, code) == text


def test_money_of_every_country_reads_in_english() -> None:
    """Catches letters of another script, other digits, direction marks and unusual blanks."""
    for code in country_codes():
        text = format_money(1_234_567, country(code).currency, code)
        assert "".join(char for char in text if char.isdigit()) == "1234567", (code, text)
        assert all("LATIN" in unicodedata.name(char) for char in text if char.isalpha()), (code, text)
        assert text == text.strip()
        assert len(text.replace("1", "").strip(" ,.’234567")) >= 1, (code, text)  # a currency is named
        assert not set(text) & set("\u00a0\u202f\u200e\u200f"), code


def test_the_same_class_stands_higher_in_the_nation_where_the_place_is_richer() -> None:
    """Catches a shift with the wrong sign, and quantiles that fall as `u` rises: Metro Manila, the Bangsamoro."""
    places = [somewhere("PH", region) for region in ("Bangsamoro", None, "Metro Manila")]
    for level in LEVELS:
        drawn = [[national_quantile(u / 20, place, level) for u in range(20)] for place in places]
        assert all(each == sorted(each) and 0 < each[0] < each[-1] < 1 for each in drawn)
        assert all(poor < middle < rich for poor, middle, rich in zip(*drawn, strict=True))
    assert national_quantile(0.5, places[1], "Middle") == pytest.approx(0.6)
    assert national_quantile(1 - 1e-9, somewhere("PH", "Metro Manila"), "High") < 1


@pytest.mark.parametrize("code", ["PH", "ID", "VN"])
def test_the_places_add_up_to_the_nation(code: str) -> None:
    """Catches a spread within regions that makes a people with too many or too few poor or rich."""
    figures = region_figures(code)
    people = sum(each.population for each in figures.values())
    below: dict[float, float] = dict.fromkeys((0.2, 0.4, 0.6, 0.8), 0.0)
    for region, each in figures.items():
        for level, share in zip(LEVELS, SHARES, strict=True):
            drawn = [national_quantile((u + 0.5) / 50, somewhere(code, region), level) for u in range(50)]
            for q in below:
                below[q] += each.population / people * share * float(np.mean([at < q for at in drawn]))
    for q, found in below.items():
        assert found == pytest.approx(q, abs=0.03)


def test_the_retired_are_well_off_without_a_child_at_home() -> None:
    """Catches German pensioners of High of whom nearly all live with a grown child, and Korean couples on two usual
    pensions who are low."""
    couple = Household(size=2, marital_status="married", children=(), members=("wife",))
    mates = Household(size=2, marital_status="widowed", children=(30,), members=("son",))
    alone, with_son = (band_of(home, "retired", somewhere("DE"), "High") for home in (couple, mates))
    assert alone[0] < 0.8 * with_son[0]
    assert alone[1] == with_son[1]
    assert band_of(couple, "retired", somewhere("VN"), "High") == band_of(mates, "retired", somewhere("VN"), "High")
    usual = 2 * money_of("KR", "status:retired").p50
    assert band_of(couple, "retired", somewhere("KR"), "Middle")[0] < usual
    assert band_of(couple, "working", somewhere("KR"), "Middle")[0] > usual


@pytest.mark.parametrize("code", ["DE", "GB", "US", "FR", "IT"])
def test_two_pensions_of_who_has_little_are_low(code: str) -> None:
    """Catches German couples of Middle on 2,400 euros and British ones on 2,000 pounds, and those of Low on 4,500."""
    couple = Household(size=2, marital_status="married", children=(), members=("wife",))
    low, middle = (band_of(couple, "retired", somewhere(code), level) for level in ("Low", "Middle"))
    assert middle[0] > 1.5 * old_age_pensions(code).p50
    assert low[1] < 1.2 * middle[0]
