"""Household and personal income, and amounts as they are written."""

import itertools
import math
import unicodedata
from statistics import NormalDist

import numpy as np
import pytest

from boses_engine.grounding.countries import country, country_codes, region_figures
from boses_engine.grounding.money import class_quantile, class_share, draw_income, format_money, income_band
from boses_engine.randomness import generator

LEVELS = ("Low", "Middle", "High")
WORK = ("working", "studying", "retired", "keeping house", "looking for work")
COUNTRIES = (
    "PH",
    "ID",
    "VN",
    "TH",
    "MY",
    "SG",
    "MM",
    "KH",
    "IN",
    "PK",
    "BD",
    "LK",
    "CN",
    "JP",
    "KR",
    "TW",
    "US",
    "CA",
    "MX",
    "BR",
    "AR",
    "CO",
    "GB",
    "DE",
    "FR",
    "ES",
    "SE",
    "PL",
    "RU",
    "TR",
    "EG",
    "NG",
    "KE",
    "ZA",
    "ET",
    "SA",
    "AU",
    "NZ",
)
DOLLARS_MIDDLE = {  # what a middle-class household has a month, in US dollars of 2024: plausible least and most
    "NG": (100, 600, 1480),
    "PH": (200, 1200, 57.3),
    "ID": (200, 1000, 15850),
    "VN": (350, 1500, 25050),
    "IN": (150, 900, 83.7),
    "US": (4000, 15000, 1),
    "DE": (2500, 8000, 0.924),
    "JP": (1500, 5500, 151.5),
    "BR": (500, 2500, 5.39),
    "KE": (120, 900, 135),
    "GB": (2500, 9000, 0.78),
    "CN": (600, 2500, 7.2),
}


@pytest.mark.parametrize("code", COUNTRIES)
def test_income_lies_in_its_band_and_own_income_in_the_households(code: str) -> None:
    """Catches rounding across a band edge, and a person who has more than the whole household."""
    rng = generator("income", code)
    for level in LEVELS:
        low, high = income_band(code, level)
        for u in (0.0, np.nextafter(1.0, 0.0), *rng.random(60)):
            status = WORK[int(rng.integers(5))]
            size = int(rng.integers(1, 9))
            household, personal = draw_income(
                float(u),
                code,
                level,
                household_size=size,
                earners=int(rng.integers(0, size + 1)),
                work_status=status,
                pay_ratio=float(rng.uniform(0.3, 4)),
            )
            assert isinstance(household, int)
            assert isinstance(personal, int)
            assert low <= household <= high
            assert 0 <= personal <= household
            if status == "working":
                assert personal > 0


def test_bands_of_every_country_meet_and_do_not_overlap() -> None:
    for code in country_codes():
        (low, a), (b, c), (d, top) = (income_band(code, level) for level in LEVELS)
        assert 0 < low < a < b < c < d < top, code
        assert b - a <= 1, code
        assert d - c <= 1, code


def test_bands_are_the_quantiles_of_the_lognormal() -> None:
    """Recomputes one edge by hand: PH mean 29,400 and Gini 0.393 give 18,768 pesos at the 40th percentile."""
    sigma = math.sqrt(2) * NormalDist().inv_cdf((1 + 0.393) / 2)
    expected = 29_400 * math.exp(-(sigma**2) / 2 + sigma * NormalDist().inv_cdf(0.4))
    assert income_band("PH", "Low")[1] == math.floor(expected) == 18_767


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
    low, high = income_band(code, "Middle")
    assert least < low / per_dollar
    assert high / per_dollar < most


def test_earnings_fit_household_income_everywhere() -> None:
    """Catches the two columns in different currencies or one by the year: a worker earns part of a home's income."""
    for code in country_codes():
        where = country(code)
        ratio = where.mean_earnings_monthly / where.mean_household_income_monthly
        assert 0.2 < ratio <= 1.001, code


def test_household_income_rises_with_u_and_is_rounded() -> None:
    amounts = [
        draw_income(u / 40, "PH", "Middle", household_size=4, earners=2, work_status="working", pay_ratio=1)[0]
        for u in range(40)
    ]
    assert amounts == sorted(amounts)
    assert len(set(amounts)) > 15
    assert all(amount % 100 == 0 for amount in amounts)


def own(
    status: str, u: float = 0.5, *, size: int = 4, earners: int = 2, pay: float = 1.0, level: str = "Middle"
) -> int:
    return draw_income(u, "PH", level, household_size=size, earners=earners, work_status=status, pay_ratio=pay)[1]


def test_own_income_fits_the_work() -> None:
    """Catches a student paid like a manager, a housewife with a salary, pay that ignores job or fellow earners."""
    grid = [i / 50 for i in range(50)]
    household = income_band("PH", "Middle")[1]
    assert all(0.03 * household < own("studying", u) < 0.18 * household for u in grid)
    assert 0.4 < np.mean([own("keeping house", u) == 0 for u in grid]) < 0.8
    assert all(own("keeping house", u) < 0.06 * household for u in grid)
    assert own("working", pay=2.0) > own("working") > own("working", pay=0.5)
    assert own("working", earners=1) > own("working", earners=2) > own("working", earners=3)
    assert own("retired", earners=0) > own("retired", earners=2) > 0


def test_living_alone_on_work_or_pension_the_two_amounts_are_one() -> None:
    for status, u in itertools.product(("working", "retired"), (0.0, 0.37, 0.9)):
        household, personal = draw_income(
            u, "VN", "Low", household_size=1, earners=1, work_status=status, pay_ratio=0.6
        )
        assert household == personal


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


def test_richer_regions_hold_more_of_the_rich_and_no_class_is_left() -> None:
    """Catches a shift with the wrong sign, and quantiles that leave the class: Metro Manila against the Bangsamoro."""
    rich, poor = ([class_share(level, relative, country("PH").gini) for level in LEVELS] for relative in (1.45, 0.59))
    assert rich[0] < 0.3 < 0.5 < poor[0]
    assert rich[2] > 0.3 > 0.1 > poor[2]
    assert 0.96 < sum(rich) < 1
    for level, (low, high) in zip(LEVELS, ((0.02, 0.4), (0.4, 0.8), (0.8, 0.995)), strict=True):
        for relative in (0.59, 1.0, 1.45):
            drawn = [class_quantile(u / 20, "PH", level, relative) for u in range(20)]
            assert drawn == sorted(drawn)
            assert low <= drawn[0] < drawn[-1] <= high
        means = [
            np.mean([class_quantile((u + 0.5) / 40, "PH", level, r) for u in range(40)]) for r in (0.59, 1.0, 1.45)
        ]
        assert means[0] < means[1] < means[2]


def test_regions_add_up_to_the_nations_classes() -> None:
    """Catches a spread within regions that empties or overfills the classes: 38, 40 and 19.5 % after the cut tails."""
    for code in ("PH", "ID", "VN"):
        figures = region_figures(code).values()
        people = sum(each.population for each in figures)
        for level, share in zip(LEVELS, (0.38, 0.4, 0.195), strict=True):
            whole = sum(e.population * class_share(level, e.income, country(code).gini) for e in figures) / people
            assert whole == pytest.approx(share, abs=0.025), (code, level)
