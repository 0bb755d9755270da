"""What is set aside and what stays, with the reasons counted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from boses_engine.domain.snapshot import Market
from boses_engine.snapshots.cleaning import clean_folder
from boses_engine.snapshots.cleaning.copies import Seen
from boses_engine.snapshots.cleaning.filler import is_stretched, says_nothing
from boses_engine.snapshots.cleaning.folder import SpooledRows
from boses_engine.snapshots.cleaning.languages import is_foreign
from boses_engine.snapshots.cleaning.text import calm, mend

LONG = "dulu kucing nenek saya suka tidur di atas atap rumah tetangga sambil menunggu ikan asin dijemur"


@pytest.fixture
def seen(tmp_path: Path) -> Iterator[Seen]:
    with Seen(tmp_path / "seen.sqlite") as seen:
        yield seen


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("giao hÃ\xa0ng cháº\xadm", "giao hàng chậm"),
        ("ha\u0300ng   đẹp\r\n\tlắm", "hàng đẹp lắm"),
        ("bagus &amp; murah<br/>sekali", "bagus & murah sekali"),
        ("kur\u200bir\u202e lama", "kurir lama"),
        ("𝐛𝐚𝐠𝐮𝐬 𝕓𝕒𝕟𝕘𝕖𝕥", "bagus banget"),
        ("[POST] Harga naik\n\nloading...", "Harga naik"),
        ("Harga naik lagi Harga naik lagi", "Harga naik lagi"),
        ("baca [di sini](https://x.id/a) ya", "baca di sini ya"),
        ("pengiriman lama sekali... Lihat selengkapnya", "pengiriman lama sekali"),
        ("[deleted]", ""),
        ("The review has been hidden by our staff.", ""),
    ],
)
def test_texts_are_mended(written: str, meant: str) -> None:
    assert mend(written) == meant


def test_stretching_is_calmed_and_figures_are_not() -> None:
    assert calm("gandaaaa!!!! 😍😍😍😍 1000000") == "ganda! 😍 1000000"
    assert calm("goood naman") == "good naman"


@pytest.mark.parametrize(
    ("text", "rating", "reason"),
    [
        ("👍👍", 5, "no words"),
        ("10/10", 5, "no words"),
        ("ok", 3, "bare praise"),
        ("bagus banget", None, "bare praise"),
        ("rất tốt", 5, "bare praise"),
        ("ang ganda po", None, "bare praise"),
        ("memuaskan", 5, "bare praise"),
        ("penipu", 1, None),
        ("lemot", 1, None),
        ("mahal", None, None),
        ("bagus tapi mahal", 4, None),
        ("thank you seller " * 9, None, "filler"),
        ("asdfghjkl qwertyuio", 5, "filler"),
        ("jsjsjsjsksjd djsksjsksn", 5, "filler"),
        ("nhận xu", 5, "filler"),
        ("for coins only", None, "filler"),
        ("demi koin saya tidak dapat apa-apa", 1, None),
        ("trmksih brgnya dah smp", 5, None),
        ("hàng đc ko móp", 5, None),
        ("kurir datang dua hari lebih cepat dari janji", 5, None),
    ],
)
def test_rows_that_say_nothing(text: str, rating: float | None, reason: str | None) -> None:
    assert says_nothing(text, rating) == reason


def test_one_key_held_down_is_filler_and_a_stretched_word_is_not() -> None:
    assert is_stretched("gggggggg")
    assert not is_stretched("mahalllllllll")


@pytest.mark.parametrize(
    ("text", "market", "kind", "foreign"),
    [
        ("kurirnya tidak pernah telepon dan paket dikembalikan", "ID", "app store", False),
        ("the app keeps crashing whenever i open my cart", "ID", "app store", False),
        ("why is the rent in this town so high these days", "ID", "reddit", True),
        ("why is the rent in this town so high these days", "VN", "reddit", True),
        ("why is the rent in this town so high these days", "PH", "reddit", False),
        ("sira yung item tapos ayaw mag reply ng seller", "PH", "marketplace", False),
        ("super satisfied ako kasi mabilis ang delivery so far", "PH", "marketplace", False),
        ("kurirnya tidak pernah telepon dan paket dikembalikan lagi", "PH", "marketplace", True),
        ("giao hàng chậm mà nhân viên không trả lời", "VN", "marketplace", False),
        ("giao hàng chậm mà nhân viên không trả lời", "ID", "marketplace", True),
        ("san pham tot giao hang nhanh shop ban hang dep", "VN", "marketplace", False),
        ("sira yung item tapos ayaw mag reply ng seller", "VN", "marketplace", True),
        ("配送太慢了，东西都坏了", "PH", "marketplace", True),
        ("lemot", "VN", "app store", False),
    ],
)
def test_languages_of_a_market(text: str, market: Market, kind: str, foreign: bool) -> None:
    assert is_foreign(text, market, kind) is foreign  # type: ignore[arg-type]


def test_copies_are_found_exactly_and_nearly(seen: Seen) -> None:
    words = LONG.split()
    assert seen.copy_of(0, words, "", 5) is None
    assert seen.copy_of(1, words, "", 1) == ("duplicate", 0)
    assert seen.copy_of(2, [*words, "kemarin"], "", 5) == ("near duplicate", 0)
    assert seen.copy_of(3, [*words, "kemarin"], "", 1) is None  # other stars: another experience
    assert seen.copy_of(4, "kurir yang ramah mengantar meja kayu besar sampai ke lantai tiga".split(), "", 5) is None
    assert seen.copy_of(5, "barang bagus sekali".split(), "", 5) is None
    assert seen.copy_of(6, "barangnya bagus sekali".split(), "", 5) is None  # short: people say the same


def test_near_copies_are_missed_seldom_and_strangers_never_met(seen: Seen) -> None:
    """Two texts that differ in one word of thirty share some 0.9 of their runs: 32 minima tell three of four so."""
    vocabulary = [
        f"{a}{b}{c}"
        for a in ("ka", "mi", "to", "re", "su")
        for b in ("ran", "lek", "pos", "dit")
        for c in ("an", "i", "o")
    ]
    found = 0
    for n in range(200):
        text = [
            vocabulary[(n * 7 + place * (n % 11 + 1) + place * place * (n % 5)) % 60] + str(n) for place in range(30)
        ]
        assert seen.copy_of(2 * n, text, "") is None
        text[15] = "lain"
        found += seen.copy_of(2 * n + 1, text, "") == ("near duplicate", 2 * n)
    assert found > 120


def test_a_text_under_three_products_or_five_times_is_pasted(seen: Seen) -> None:
    for row, product in enumerate(["tas", "tas", "topi"]):
        seen.copy_of(row, LONG.split(), product)
    assert seen.pasted() == frozenset()
    seen.copy_of(3, LONG.split(), "sepatu")
    assert seen.pasted() == {0}
    other = [word[::-1] for word in LONG.split()]
    for row in range(10, 15):
        assert 10 not in seen.pasted()
        seen.copy_of(row, other, "")
    assert seen.pasted() == {0, 10}


def folder(root: Path) -> Path:
    (root / "appstore").mkdir()
    rows = [
        ("Siti", "Kurir lama banget!!!! hubungi 0812-3456-7890", 1, "2026-05-01", "Tas"),
        ("Budi", "kurir lama banget hubungi", 1, "2026-05-02", "Tas"),
        ("Ayu", "ok", 5, "2026-05-02", "Tas"),
        ("Dewi", LONG, 5, "2026-05-03", "Topi"),
        ("Eka", LONG, 5, "2026-05-03", "Meja"),
        ("Fajar", LONG, 5, "2026-05-03", "Rak"),
        ("Gita", "giao hàng chậm mà nhân viên không trả lời", 1, "2026-05-03", "Rak"),
        ("Hadi", "", 2, "2026-05-04", "Rak"),
        ("Indra", "ongkirnya lebih mahal dari barang", 2, "2026-05-05", "Beli di wa 081234567890"),
    ]
    lines = [f'{name},"{text}",{score},{day},{product}' for name, text, score, day, product in rows]
    (root / "appstore/shopee.csv").write_text("userName,content,score,at,product\n" + "\n".join(lines) + "\n")
    return root


def test_a_folder_is_cleaned_and_every_row_is_accounted_for(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    with clean_folder("ID", folder(tmp_path), progress=lambda name, share: told.append((name, share))) as cleaned:
        kept = list(cleaned.rows())
        assert kept == list(cleaned.rows())
        assert isinstance(cleaned, SpooledRows)
        spool = cleaned.path
    assert not spool.exists()
    assert [(row.text, row.rating, row.day, row.product) for row in kept] == [
        ("Kurir lama banget! hubungi", 1.0, date(2026, 5, 1), "Tas"),
        ("ongkirnya lebih mahal dari barang", 2.0, date(2026, 5, 5), "Beli di wa"),
    ]
    assert cleaned.steps == {"read": 9, "readable": 8, "own words": 7, "once": 3, "own language": 2}
    (source,) = cleaned.sources
    assert (source.path, source.kind, source.platform) == ("appstore/shopee.csv", "app store", "Shopee")
    assert (source.licence, source.weighs, source.rows_read, source.rows_kept) == ("none stated", True, 9, 2)
    assert source.set_aside == {
        "no text": 1,
        "bare praise": 1,
        "duplicate": 3,
        "pasted text": 1,
        "other language": 1,
    }
    assert told[-1] == ("", 1.0)
    assert [share for _, share in told] == sorted(share for _, share in told)


def test_copies_are_looked_for_across_the_files_of_a_market(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("text,rating\nsaldo hilang setelah isi ulang,1\n")
    with clean_folder("ID", tmp_path) as cleaned:
        assert [source.rows_kept for source in cleaned.sources] == [1, 0]
