"""How many children words for a parent say, and that so many are at home."""

import time

import numpy as np
import pytest

from boses_engine.domain.group import Group
from boses_engine.grounding.people.births import add_children
from boses_engine.grounding.people.norms import A_MINOR, Said
from boses_engine.grounding.phrases.counted_children import count_children
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.pipeline.plan import make_plan


@pytest.mark.parametrize(
    ("text", "fewest", "at_most", "rest"),
    [
        ("nurse with two kids", 2, 2, "nurse with kids"),
        ("mother of three", 3, 3, "mother"),
        ("nanay na may tatlong anak", 3, 3, "nanay"),
        ("labandera na may apat na anak", 4, 4, "labandera na may anak"),
        ("ibu rumah tangga dengan dua anak kecil", 2, 2, "ibu rumah tangga dengan anak kecil"),
        ("janda anak dua", 2, 2, "janda anak"),
        ("mẹ năm con", 5, 5, "mẹ"),
        ("công nhân có 2 con nhỏ", 2, 2, "công nhân có con nhỏ"),
        ("madre de dos hijos", 2, 2, "madre"),
        ("infirmière avec deux enfants", 2, 2, "infirmière avec enfants"),
        ("dad of three teenagers", 3, 3, "dad of teenagers"),
        ("teacher, two teenage kids", 2, 2, "teacher with teenage kids"),
        ("working mother of 2-3 kids", 2, 3, "working mother"),
        ("parents with 3+ kids", 3, A_MINOR.at_most, "parents with kids"),
        ("families with more than four children", 5, A_MINOR.at_most, "families with children"),
        ("households with at least three children", 3, A_MINOR.at_most, "households with children"),
        ("father of two boys and a girl", 3, 3, "father"),
        ("nurse with one son and two daughters", 3, 3, "nurse with son"),
        ("nurse with only one child", 1, 1, "nurse with child"),
    ],
)
def test_a_number_of_children_is_read(text: str, fewest: int, at_most: int, rest: str) -> None:
    counted = count_children(text)
    assert counted
    assert (counted.fewest, counted.at_most, counted.rest) == (fewest, at_most, rest)


@pytest.mark.parametrize(
    "text",
    [
        *("mother with 2-year-old child", "moms with 2 to 5 year old kids", "parents of kids aged 3 to 10"),
        *("ibu anak 3 tahun", "mẹ có con một tuổi", "công nhân nam có con", "vợ chồng trẻ có con", "two jobs mom"),
        *("nurse, only child", "parents of an only child"),
        *("teacher of 40 children", "housewife with a toddler", "four children's clothing stores"),
    ],
)
def test_other_numbers_and_words_like_them_count_no_children(text: str) -> None:
    """Catches ages and classes taken for a number, and "nam", a man, for "năm", five."""
    assert count_children(text) is None


@pytest.mark.parametrize(
    ("text", "place", "number"),
    [
        ("nurse with two kids", "Cebu City, Philippines", 2),
        ("karyawan dengan 3 anak", "Jakarta, Indonesia", 3),
        ("mẹ hai con", "Hanoi, Vietnam", 2),
        ("single mother of four", "Nairobi, Kenya", 4),
    ],
)
def test_so_many_children_are_at_home(text: str, place: str, number: int) -> None:
    group = Group(
        **{"name": "g", "age_min": 32, "age_max": 42, "gender": "All", "location": place, "income_level": "Middle"},
        occupation=text,
        persona_count=12,
    )
    plan = make_plan(group, 7)
    assert [len(slot.household.children) for slot in plan.slots].count(number) >= 11
    assert not [note for note in plan.asked.notes if "Nothing was made" in note]


@pytest.mark.parametrize(
    ("text", "code"), [("parents of an only child", "PH"), ("orang tua dengan anak tunggal", "ID")]
)
def test_an_only_child_is_one(text: str, code: str) -> None:
    assert read_occupation(text, code).family.said.is_of_one


def test_a_father_of_three_grows_no_avocados() -> None:
    """Catches "bố", a father, that is read as "bơ" once the number behind it is gone."""
    asked = read_occupation("bố ba con", "VN")
    assert (asked.family.gender, asked.family.said.fewest, asked.notes) == ("Male", 3, ())


def test_a_parent_of_so_many_is_no_other_who_has_them() -> None:
    """Catches a number of children of an owner of shops for them."""
    assert not read_occupation("owner of 3 baby stores", "PH").family.is_of_parents


@pytest.mark.parametrize("age", [20, 30, 40])
def test_children_that_are_added_fit_the_parent(age: int) -> None:
    """Catches a child born before its mother was of age, one not yet born, and more or fewer than can be."""
    for seed in range(40):
        said = Said(fewest=3, at_most=3)
        children = add_children(np.random.default_rng(seed), "Female", age, (), 0, said)
        assert list(children) == sorted(children, reverse=True)
        assert all(0 <= child <= age - 14 for child in children)
        assert len(children) == 3 or age == 20
    assert add_children(np.random.default_rng(1), "Female", 40, (15, 12, 6, 2), 0, Said(1, 3, at_most=2)) == (6, 2)


@pytest.mark.parametrize("age", [17, 65, 75])
def test_who_is_too_young_or_old_for_a_child_at_home_has_none(age: int) -> None:
    """Catches brothers and sisters of nobody."""
    assert add_children(np.random.default_rng(1), "Female", age, (), 0, A_MINOR) == ()


@pytest.mark.parametrize(
    "text",
    [
        *("nhà có người " + "làm ở " * 31 + "x", "hội " + "người " * 32 + "x", "workers back" + " to a" * 37 + ", x"),
        *("mother of " * 20, "two " * 50, "hai con và một con " * 10, "teacher with a " * 13, "đang ở " * 28),
    ],
)
def test_a_hostile_text_is_read_at_once(text: str) -> None:
    """Catches a pattern that tries every way to part a text that says the same again and again."""
    read_occupation("nurse", "VN")  # the tables
    started = time.perf_counter()
    read_occupation(text[:200], "VN")
    assert time.perf_counter() - started < 10
