"""Sellers at stalls by what they sell."""

import pytest

from boses_engine.grounding.phrases.reading import read_occupation


@pytest.mark.parametrize(
    ("code", "text", "title"),
    [
        ("ID", "penjual dawet", "dawet seller"),
        ("ID", "penjual nasi kuning (di pasar)", "nasi kuning seller"),
        ("ID", "penjual dawet keliling", "dawet seller"),
        ("PH", "nagtitinda ng fishball", "fishball seller"),
        ("EG", "koshary seller", "koshary seller"),
    ],
)
def test_goods_stay_in_the_title(code: str, text: str, title: str) -> None:
    (wish,) = read_occupation(text, code).wishes
    assert (wish.title, wish.match) == (title, "as asked")
    assert wish.rows[0].job.isco08 == "5212"


@pytest.mark.parametrize(
    ("code", "text"), [("ID", "penjual makanan keliling"), ("VN", "bán đồ ăn vặt"), ("US", "street food vendor")]
)
def test_food_of_all_kinds_is_no_goods(code: str, text: str) -> None:
    (wish,) = read_occupation(text, code).wishes
    assert not wish.title
    assert [row.job.title for row in wish.rows] == ["street food vendor"]


def test_a_civil_servant_named_first_is_what_they_do() -> None:
    assert read_occupation("PNS guru SD", "ID").wishes == read_occupation("guru SD PNS", "ID").wishes
    assert read_occupation("PNS", "ID").wishes[0].category == "government worker"


def test_what_a_civil_servant_does_may_stand_in_brackets() -> None:
    assert read_occupation("PNS (guru SD)", "ID").wishes == read_occupation("guru SD PNS", "ID").wishes
    office = read_occupation(
        "PNS (provincial government office staff)", "ID", nearest=lambda _: [("office clerk", 0.7)]
    )
    assert all(wish.match == "title" for wish in office.wishes)
