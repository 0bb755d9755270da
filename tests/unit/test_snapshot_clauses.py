"""Texts parted into clauses, and the sums of money in them."""

import pytest

from boses_engine.domain.snapshot import Market
from boses_engine.snapshots.amounts import sums_in
from boses_engine.snapshots.clauses import clauses, is_denied
from boses_engine.snapshots.themes.words import words


@pytest.mark.parametrize(
    ("market", "text", "parts"),
    [
        ("PH", "Mabagal pero mura. Ok!", ["mabagal", "mura", "ok"]),
        ("PH", "nice kaso late, sayang", ["nice", "late", "sayang"]),
        ("ID", "barang bagus tapi pengiriman lama", ["barang bagus", "pengiriman lama"]),
        ("VN", "Đẹp nhưng giao chậm", ["đẹp", "giao chậm"]),
        ("VN", "Đẹp mỗi tội giao chậm", ["đẹp", "giao chậm"]),  # "only that"
        ("VN", "mỗi ngày dùng đều êm", ["mỗi ngày dùng đều êm"]),  # "each day"
        ("VN", "tapi", ["tapi"]),  # a word of another market
        ("ID", "tapi ... !", []),
        ("PH", "3.5 stars", ["3", "5 stars"]),
    ],
)
def test_a_text_is_parted_where_another_thing_is_said(market: Market, text: str, parts: list[str]) -> None:
    assert [" ".join(clause) for clause in clauses(text, market)] == parts


@pytest.mark.parametrize(
    ("market", "clause", "of", "denied"),
    [
        ("PH", "hindi naman mabagal", "mabagal", True),
        ("PH", "it isn't slow", "slow", True),
        ("ID", "gak pernah lemot", "lemot", True),
        ("ID", "lemot tidak jelas", "lemot", False),
        ("VN", "không hề chậm", "chậm", True),
        ("VN", "không biết sao mà chậm", "chậm", False),  # too far before
    ],
)
def test_what_stands_just_after_a_denial_is_denied(market: Market, clause: str, of: str, denied: bool) -> None:
    text = words(clause)
    assert is_denied(text, text.index(of), market) is denied


@pytest.mark.parametrize(
    ("market", "text", "sums"),
    [
        ("PH", "paid ₱1,299 for it, sf is P50", [1299, 50]),
        ("PH", "199 pesos lang, 1.5k php", [199, 1500]),
        ("PH", "arrived in 3 days, 5 stars", []),
        ("ID", "ongkir Rp 20.000, harga 150rb", [20_000, 150_000]),
        ("ID", "cuma 1,5 juta", [1_500_000]),
        ("ID", "pesan 2 kali", []),
        ("VN", "giá 199k, ship 30 nghìn", [199_000, 30_000]),
        ("VN", "mua 1.200.000đ", [1_200_000]),
        ("VN", "4k video, 1 triệu", [4_000, 1_000_000]),
    ],
)
def test_sums_of_money_are_read_as_the_market_writes_them(market: Market, text: str, sums: list[int]) -> None:
    assert sorted(sums_in(text, market)) == sorted(sums)
