"""Five thousand planned people a market beside the published figures of their work, platforms and brands.

The figures are transcribed from their sources, apart from the tables.
"""

from collections import Counter

import pytest
from support.populations import MARKETS, market

pytestmark = pytest.mark.slow

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
# (market, category) → brands → per cent of all: IDC (phones; Transsion makes Infinix, TECNO and itel), in Vietnam
# Canalys Q2 2025 (VietnamNet), Metric H1 2025 (online shops in Vietnam), Statista 2023 (wallets), Q&Me January 2026
# (rides, used most often; Thanh Niên).
BRANDS = {
    ("PH", "phone"): {"Infinix|TECNO|itel": 37.3, "realme": 13.3, "vivo": 11.0, "Xiaomi": 11.0, "OPPO": 10.1},
    ("ID", "phone"): {"Samsung": 20.8, "OPPO": 17.6, "vivo": 16.5, "Xiaomi": 14.7, "Infinix|TECNO|itel": 13.4},
    ("VN", "phone"): {"Samsung": 26.0, "Apple": 20.0, "Xiaomi": 18.0, "OPPO": 16.0, "vivo": 7.0},
    ("VN", "online shop"): {"Shopee": 58.0, "TikTok Shop": 39.0, "Lazada|Tiki": 3.0},
    ("PH", "e-wallet"): {"GCash": 89.0, "Maya": 5.0},
    ("VN", "ride app"): {"Xanh SM": 52.0, "Grab": 44.0, "Be": 4.0},
}


@pytest.mark.parametrize("code", MARKETS)
def test_platforms_have_their_published_shares(code: str) -> None:
    """Catches a slip in the table and a bend that moves the mean; the standard error is at most 0.007."""
    people = [slot for slot in market(code) if slot.age >= 16]
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
    """Catches weights of another market and income tilts that do not cancel; some 400 people have each."""
    held = Counter(brand.brand for slot in market(code) for brand in slot.brands if brand.category == category)
    assert held.total() > 350
    for brands, published in BRANDS[code, category].items():
        share = sum(held[brand] for brand in brands.split("|")) / held.total()
        assert share == pytest.approx(published / 100, abs=0.06), brands


@pytest.mark.parametrize("code", MARKETS)
def test_categories_of_brands_are_spread(code: str) -> None:
    """Catches a market in which everybody tells of the same few kinds of things."""
    counts = Counter(brand.category for slot in market(code) for brand in slot.brands)
    assert len(counts) >= 20
    assert max(counts.values()) / counts.total() < 0.12
