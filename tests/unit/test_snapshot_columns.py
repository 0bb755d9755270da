"""Names of columns in four languages, scales of ratings, and the forms of a day."""

from datetime import date

import pytest

from boses_engine.snapshots.reading.dates import day_of, decide_order, form_of
from boses_engine.snapshots.reading.names import role_of
from boses_engine.snapshots.reading.ratings import decide, stars


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("reviewContent", "text"),
        ("Customer Review", "text"),
        ("Nội dung", "text"),
        ("isi_ulasan", "text"),
        ("komento", "text"),
        ("Product_Reviews", "text"),
        ("n_star", "rating"),
        ("Bintang", "rating"),
        ("số sao", "rating"),
        ("marka", "rating"),
        ("tanggal", "date"),
        ("Ngày", "date"),
        ("petsa", "date"),
        ("review_date", "date"),
        ("created_utc", "date"),
        ("nama_produk", "product"),
        ("tên sản phẩm", "product"),
        ("phone_name", "product"),
        ("judul", "title"),
        ("tiêu đề", "title"),
    ],
)
def test_columns_are_known_in_four_languages(name: str, role: str) -> None:
    found = role_of(name)
    assert found is not None
    assert found[0] == role


@pytest.mark.parametrize(
    ("cells", "label", "scale"),
    [
        ("1 2 3 4 5", False, "1-5"),
        ("1.0 2.0 5.0", False, "1-5"),
        ("0 1 2 3 4", False, "0-4"),
        ("0 1 2 3 4", True, "0-4"),
        ("0 1 2", True, "0-2"),
        ("0 3 4 5", False, "1-5"),
        ("0 1", True, None),
        ("0 1", False, None),
        ("7/10 9/10", False, "1-10"),
        ("0 5 10", False, "0-10"),
        ("3 8 10", False, "1-10"),
        ("positif negatif", True, "labels"),
        ("POS NEU NEG", True, "labels"),
        ("4.3 4.6 4.7 4.9", False, None),
        ("12 500 3", False, None),
        ("merah biru", True, None),
        ("★★★ ★★★★★ ★", False, "1-5"),
    ],
)
def test_the_scale_is_decided_over_the_file(cells: str, label: bool, scale: str | None) -> None:
    assert decide([(cell, 10) for cell in cells.split()], label=label) == scale


def test_scales_are_stretched_onto_stars() -> None:
    assert [stars(str(n), "0-4") for n in range(5)] == [1, 2, 3, 4, 5]
    assert [stars(str(n), "0-2") for n in range(3)] == [1, 3, 5]
    assert (stars("1", "1-10"), stars("10/10", "1-10"), stars("5,5", "1-10")) == (1, 5, 3)
    assert (stars("0", "0-10"), stars("5", "0-10")) == (1, 3)
    assert (stars("Tích cực", "labels"), stars("netral", "labels"), stars("-", "labels")) == (5, 3, None)
    assert (stars("5 sao", "1-5"), stars("bintang 4", "1-5"), stars("0", "1-5"), stars("⭐⭐", "1-5")) == (
        5,
        4,
        None,
        2,
    )


@pytest.mark.parametrize(
    ("cell", "form", "day"),
    [
        ("2024-01-31", "iso", date(2024, 1, 31)),
        ("2024/1/3 10:00", "iso", date(2024, 1, 3)),
        ("2021-04-07 08:15 | màu: xanh", "iso", date(2021, 4, 7)),
        ("1648630664", "epoch", date(2022, 3, 30)),
        ("1644133155.0", "epoch", date(2022, 2, 6)),
        ("1648630664000", "epoch", date(2022, 3, 30)),
        ("14/09/2019", "slashed", date(2019, 9, 14)),
        ("3.4.21", "slashed", date(2021, 4, 3)),
        ("5 Mei 2022", "named", date(2022, 5, 5)),
        ("Aug 7, 2021", "named", date(2021, 8, 7)),
        ("12 tháng 3, 2020", "named", date(2020, 3, 12)),
        ("2 tuần trước", "relative", date(2020, 9, 17)),
        ("3 hari lalu", "relative", date(2020, 9, 28)),
        ("a month ago", "relative", date(2020, 9, 1)),
        ("hôm qua", "relative", date(2020, 9, 30)),
        ("31/02/2020", "slashed", None),
        ("1.0.3", None, None),
        ("bagus", None, None),
    ],
)
def test_days_are_read_in_many_forms(cell: str, form: str | None, day: date | None) -> None:
    assert form_of(cell) == form
    assert day_of(cell, "dmy", date(2020, 10, 1)) == day


def test_what_most_cells_prove_is_the_order() -> None:
    assert decide_order({"dmy": 3, "mdy": 40}, "dmy") == "mdy"
    assert decide_order({}, "dmy") == "dmy"
