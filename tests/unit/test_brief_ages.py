"""Ages of briefs: figures, decades, generations, stages of life, in four languages, and what only looks like ages."""

import pytest
from support.briefs import YEAR, group, parsed

from boses_engine.briefs.figures import Ages, closed, said_ages
from boses_engine.briefs.text import read_text


def ages(text: str) -> list[tuple[int | None, int | None]]:
    return [(each.least, each.most) for each in said_ages(read_text(text), YEAR)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("women aged 25-34", (25, 34)),
        ("women between 25 and 34 years old", (25, 34)),
        ("women, twenty-five to thirty-four", (25, 34)),
        ("people in their early 30s", (28, 35)),
        ("mid-forties", (43, 47)),
        ("late 50s", (56, 59)),
        ("late 20s to mid 30s", (27, 36)),
        ("thirties and forties", (30, 49)),
        ("fifty-somethings", (50, 59)),
        ("late twenties or early thirties", (27, 34)),
        ("30ish to 50", (30, 50)),
        ("women aged 25 up to 40", (25, 40)),
        ("Quadragenarian dentists", (40, 49)),
        ("born in the 1980s", (37, 46)),
        ("around 40 yrs old", (37, 43)),
        ("under 25", (None, 24)),
        ("aged 50 or below", (None, 50)),
        ("over 45", (46, None)),
        ("people, 65+", (65, None)),
        ("70 upwards", (70, None)),
        ("at least 30 years of age", (30, None)),
        ("M35+", (35, None)),
        ("born between 1990 and 1994", (32, 36)),
        ("mga nanay, 25 hanggang 38 taong gulang", (25, 38)),
        ("mga lalaki na wala pang 25", (None, 24)),
        ("mga lalaki, edad 30 pataas", (30, None)),
        ("mga babae sa edad trenta hanggang kwarenta", (30, 40)),
        ("wanita usia 25 s.d. 50", (25, 50)),
        ("pria di bawah 40 tahun", (None, 39)),
        ("wanita akhir 30-an dan bekerja", (36, 39)),
        ("pria umur tiga puluhan di kota", (30, 39)),
        ("pria 45 tahun ke atas", (45, None)),
        ("phụ nữ từ 60 tuổi trở lên", (60, None)),
        ("phụ nữ dưới 35 tuổi", (None, 34)),
        ("phụ nữ hai mươi lăm đến ba mươi tuổi", (25, 30)),
        ("nam giới ngoài 50 tuổi", (51, None)),
    ],
)
def test_figures(text: str, wanted: tuple[int | None, int | None]) -> None:
    """Catches a form that is read as another, or not at all."""
    assert ages(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "bakers; a croissant costs 2.40 euros and prices are up 11% since 2022",
        "women who earn 20-40k a month",
        "teachers who work 9-5 with 10 years of experience",
        "our survey of 2014 had a 62% response rate",
        "belanja Rp50.000 sebulan, 3 kali sehari",
        "49 pesos ang kilo ng bigas",
        "drivers who do 30 km a day, 24/7",
        "10 personas",
    ],
)
def test_other_figures_are_no_ages(text: str) -> None:
    """Catches prices, shares, hours, dates and counts taken for ages."""
    assert ages(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("moms with kids under 5 in Leeds, 28-38", (28, 38)),
        ("dads in Bogotá, kids under 10, aged 30-45", (30, 45)),
        ("may anak na 3-5 taong gulang, mga nanay sa Cebu, 28-38", (28, 38)),
    ],
)
def test_the_ages_of_children_are_not_theirs(text: str, wanted: tuple[int, int]) -> None:
    assert ages(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gen Z in Manila", (18, 29)),
        ("Millennial renters in Berlin", (30, 45)),
        ("Older millennials in Toronto", (37, 45)),
        ("Gen X executives in Singapore", (46, 61)),
        ("Baby boomers in Florida", (62, 80)),
        ("Thế hệ 9x ở Đà Nẵng", (27, 36)),
        ("Milenial Jakarta yang suka kopi", (30, 45)),
    ],
)
def test_generations_are_by_the_year(text: str, wanted: tuple[int, int]) -> None:
    """Born 1997 to 2012, 1981 to 1996, 1965 to 1980, 1946 to 1964; minors only where they are said."""
    found = group(text)
    assert (found.age_min, found.age_max) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Teens in Bandung", (13, 19)),
        ("Retirees in Glasgow", (60, 80)),
        ("Moms with toddlers in Cebu City", (24, 38)),
        ("University students in Hanoi", (18, 23)),
        ("Pensiunan di Solo", (60, 80)),
        ("Remaja putri di Palembang", (13, 19)),
        ("Học sinh cấp 3 ở Hà Nội", (15, 18)),
        ("Mga lola sa Bohol", (55, 75)),
        ("Mga ama na may mga teenager sa Cebu City", (38, 54)),
    ],
)
def test_stages_of_life_are_assumed_ages(text: str, wanted: tuple[int, int]) -> None:
    found = parsed(text)
    assert (found.group.age_min, found.group.age_max) == wanted
    assert {"age_min", "age_max"} <= set(found.assumed)


@pytest.mark.parametrize(
    ("least", "most", "wanted"),
    [(None, 24, (18, 24)), (None, 17, (13, 17)), (46, None, (46, 64)), (65, None, (65, 80)), (90, None, (90, 100))],
)
def test_open_ends_are_closed(least: int | None, most: int | None, wanted: tuple[int, int]) -> None:
    """Catches an end outside what a group can have, or ends the wrong way round."""
    assert closed(Ages(least, most, 0, 0, "said")) == wanted
