"""How many of the young study, by country, age and schooling."""

from itertools import pairwise

import pytest

from boses_engine.domain.persona import Gender
from boses_engine.grounding.people.at_school import at_school
from boses_engine.grounding.people.demographics import EDUCATION_LEVELS, attainment
from boses_engine.grounding.people.marital import _single
from boses_engine.grounding.work.fit import Standing, share_who_study
from boses_engine.grounding.work.tables import SCHOOL, UNDERGRADUATE

KINDS = (UNDERGRADUATE, "graduate student")


def test_the_young_study_as_in_their_country() -> None:
    """Catches one share for all countries, and pupils of thirty."""
    assert at_school("TZ", "Male", 16) < at_school("PH", "Male", 16) < at_school("JP", "Male", 16)
    assert at_school("TZ", "Male", 20) < at_school("ID", "Male", 20) < at_school("KR", "Male", 20)
    assert at_school("NG", "Female", 20) < at_school("NG", "Male", 20)
    assert at_school("PH", "Female", 30) == 0


@pytest.mark.parametrize("code", ["PH", "ID", "VN", "MX", "IN"])
@pytest.mark.parametrize("gender", ["Female", "Male"])
@pytest.mark.parametrize(("age", "kinds"), [(16, (*KINDS, SCHOOL)), (20, KINDS)])
def test_those_who_study_add_up_to_the_countrys(code: str, gender: Gender, age: int, kinds: tuple[str, ...]) -> None:
    """Catches students who are counted among those whose schooling leads to no college."""
    levels = zip(EDUCATION_LEVELS, attainment(code, gender, age), strict=True)
    study = sum(
        share * share_who_study(kinds, Standing(level, 0.5, urban=True), code, gender, age) for level, share in levels
    )

    assert study == pytest.approx(at_school(code, gender, age), abs=0.03)


def test_the_well_off_study_oftener() -> None:
    poor, rich = (
        share_who_study(KINDS, Standing("upper secondary school", place, urban=True), "ID", "Male", 20)
        for place in (0.1, 0.9)
    )

    assert poor * 1.5 < rich


@pytest.mark.parametrize("code", ["PH", "ID", "VN", "MX", "BD"])
@pytest.mark.parametrize("education", ["primary school", "upper secondary school"])
def test_fewer_are_unmarried_with_every_year(code: str, education: str) -> None:
    """Catches shares of students that fall at once, and leave more unmarried a year later."""
    single = [_single(code, "Female", age, "working", education, None) for age in range(19, 30)]

    assert all(later <= earlier + 0.03 for earlier, later in pairwise(single)), single
