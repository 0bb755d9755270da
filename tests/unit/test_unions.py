"""Unmarried couples, the divorced, and shared rooms: by country, age, faith and what a home costs."""

from collections import Counter

import numpy as np
import pytest

from boses_engine.domain.group import IncomeLevel
from boses_engine.domain.persona import Earning, Household, Income
from boses_engine.grounding.people.households import draw_household
from boses_engine.grounding.people.rooms import homes_shared
from boses_engine.grounding.people.tongues import Schooled, draw_language, draw_religion
from boses_engine.grounding.people.unions import as_lived, named, unmarried
from boses_engine.grounding.work.employers import is_of_state
from boses_engine.randomness import generator

COUPLE = Household(size=3, marital_status="married", children=(4,), members=("husband", "son", "mother-in-law"))
PARTED = Household(size=1, marital_status="separated", children=(), members=())


def test_young_couples_live_together_where_that_is_usual() -> None:
    """Catches a Philippines or a Mexico where everybody is married, and free unions in Java or among Muslims."""
    filipina = unmarried("PH", 24, "upper secondary school", "Roman Catholic")
    assert 0.4 < filipina < 0.65
    assert unmarried("PH", 50, "upper secondary school", "Roman Catholic") < 0.2
    assert unmarried("PH", 24, "bachelor's degree", "Roman Catholic") < filipina - 0.1
    assert unmarried("PH", 24, "upper secondary school", "Muslim") < 0.06
    for church in ("Iglesia ni Cristo", "Jehovah's Witness"):  # which put out who lives so
        assert unmarried("PH", 24, "upper secondary school", church) < 0.03
    assert unmarried("ID", 24, "upper secondary school", "Muslim") < 0.01
    assert unmarried("SE", 27, "bachelor's degree", "no religion") > 0.6 > unmarried("GR", 27, "bachelor's degree", "")


@pytest.mark.parametrize(("code", "tongue"), [("GB", "Malayalam"), ("CA", "Punjabi"), ("DE", "Tigrinya")])
def test_who_came_from_where_couples_marry_is_married(code: str, tongue: str) -> None:
    """Catches nurses of Kerala who live in Leeds with a partner and three children as the English do."""
    assert unmarried(code, 38, "bachelor's degree", "Christian", tongue=tongue) < 0.08
    assert unmarried(code, 38, "bachelor's degree", "Christian", tongue="English") > 0.1


def test_a_partner_is_one_in_every_word() -> None:
    """Catches a partner who is a husband in the list of who earns, and children or others lost on the way."""
    rng, income = (
        generator("partner"),
        Income(
            level="Low",
            household_monthly=300,
            personal_monthly=100,
            others=(Earning(who="husband", monthly=150), Earning(who="relatives elsewhere", monthly=50)),
            currency="PHP",
            household_text="",
            personal_text="",
        ),
    )
    homes = [as_lived(rng, COUPLE, "PH", 22, "primary school", "Roman Catholic") for _ in range(200)]
    states = Counter(home.marital_status for home in homes)
    assert states["living with a partner"] > 80 < states["living with a partner"] + states["married"]
    for home in homes:
        who = "partner" if home.marital_status == "living with a partner" else "husband"
        assert home.members == (who, "son", "mother-in-law")
        assert [each.who for each in named(income, COUPLE, home).others] == [who, "relatives elsewhere"]


def test_the_separated_are_divorced_where_there_is_divorce() -> None:
    rng = generator("divorced")

    def share(code: str, religion: str) -> float:
        homes = [as_lived(rng, PARTED, code, 45, "", religion) for _ in range(400)]
        return float(np.mean([home.marital_status == "divorced" for home in homes]))

    assert share("PH", "Roman Catholic") == 0 < share("PH", "Muslim")
    assert share("PT", "Roman Catholic") > 0.65 > share("MX", "Roman Catholic")


def test_who_came_as_a_grown_person_has_no_parents_there() -> None:
    home = Household(size=3, marital_status="single", children=(), members=("mother", "father"))
    came = as_lived(generator("came"), home, "PT", 27, "", "Hindu", came=True)
    assert came.members == ("older sister", "older brother")
    assert came.size == 3


@pytest.mark.parametrize("level", ["Low", "Middle", "High"])
def test_rooms_are_shared_where_rents_are_high(level: IncomeLevel) -> None:
    assert homes_shared("PT", "Lisbon", level) > homes_shared("DE", "Leipzig", level)
    assert homes_shared("PT", "Lisboa", "Low") <= 0.9


def test_waiters_of_lisbon_seldom_live_alone() -> None:
    """Catches a third of people of thirty to thirty-five alone in a flat that costs their whole pay."""
    rng = generator("rooms")
    shared = homes_shared("PT", "Lisbon", "Low")
    homes = [draw_household(rng, "PT", "Female", 32, "working", "Low", sharing=shared) for _ in range(1200)]
    assert np.mean([home.size == 1 for home in homes]) < 0.12


def test_a_grown_child_of_the_old_often_has_a_family_there() -> None:
    """Catches old people of whom all live with a single child of forty, and grandchildren without a parent."""
    rng = generator("old")
    homes = [draw_household(rng, "PH", "Female", 66 + n % 15, "retired", "Middle") for n in range(2000)]
    with_child = [home for home in homes if home.children]
    assert len(with_child) / len(homes) == pytest.approx(0.6, abs=0.06)
    families = [home for home in with_child if {"son-in-law", "daughter-in-law"} & set(home.members)]
    assert 0.4 < len(families) / len(with_child) < 0.7
    young = [home for home in homes if {"grandson", "granddaughter"} & set(home.members)]
    assert np.mean([bool(home.children) for home in young]) > 0.85
    assert 0.08 < np.mean([home.size == 1 for home in homes]) < 0.22


@pytest.mark.parametrize(("code", "least", "most"), [("PH", 0.15, 0.32), ("ID", 0.15, 0.32), ("DE", 0.4, 0.7)])
def test_young_couples_soon_have_a_child_where_that_is_so(code: str, least: float, most: float) -> None:
    rng = generator("first child", code)
    school = "upper secondary school"
    homes = [
        draw_household(rng, code, "Female", 23 + n % 7, "working", "Low", needs="spouse", education=school)
        for n in range(1500)
    ]
    assert least < np.mean([not home.children for home in homes]) < most


def test_a_widow_that_is_asked_for_is_widowed() -> None:
    rng = generator("widows")
    homes = [draw_household(rng, "ID", "Female", 28 + n % 30, "working", "Low", needs="widowed") for n in range(60)]
    assert {home.marital_status for home in homes} == {"widowed"}
    assert not any("husband" in home.members for home in homes)


def test_the_old_of_the_west_have_a_religion_more_often() -> None:
    rng = generator("faith by age")

    def none(age: int) -> float:
        drawn = [draw_religion(rng, "AU", "South Australia", age=age) for _ in range(1500)]
        return drawn.count("no religion") / len(drawn)

    assert none(75) < none(25) - 0.12
    assert draw_religion(rng, "AU", "South Australia", at=0.0) == "no religion"


def test_who_serves_the_state_of_indonesia_is_married() -> None:
    """Catches a civil servant who lives with a partner, which their law forbids."""
    rng = generator("serves")
    homes = [as_lived(rng, COUPLE, "ID", 22, "primary school", "Catholic", serves=True) for _ in range(400)]
    assert {home.marital_status for home in homes} == {"married"}
    assert is_of_state("the civil registry")
    assert is_of_state("a public elementary school")
    assert not is_of_state("a private school")


@pytest.mark.parametrize("place", ["an airport taxi rank", "a public market", "a customs brokerage", "a public plaza"])
def test_where_anybody_waits_or_sells_is_no_office_of_the_state(place: str) -> None:
    """Catches all taxi drivers of the lowest class of Lubumbashi at the airport, as if the state paid them there."""
    assert not is_of_state(place)


def test_single_people_of_warsaw_past_thirty_five_live_alone_rather_than_with_brothers() -> None:
    """Catches the unmarried of countries that leave their parents late sharing homes with grown brothers."""
    rng = generator("brothers")
    homes = [draw_household(rng, "PL", "Male", 45, "working", "Middle") for _ in range(1500)]
    single = [home for home in homes if home.marital_status == "single" and not home.children]
    of_kin = [bool(home.members) and {"mother", "father", "roommate"}.isdisjoint(home.members) for home in single]
    assert np.mean(of_kin) < 0.12
    assert np.mean([home.size == 1 for home in single]) > 0.35


def test_lorry_drivers_of_toronto_are_often_sikhs_and_few_koreans_left_school_early() -> None:
    """Catches the trade of a community tied to its tongue alone, and Koreans of Canada without upper secondary."""
    rng = generator("drivers")
    work = ("truck driver", "driver", "8332")
    faiths = [draw_religion(rng, "CA", "Ontario", "Toronto", work=work) for _ in range(2000)]
    assert 0.03 < faiths.count("Sikh") / 2000 < 0.12
    tongues = {
        left: [draw_language(rng, "CA", "Ontario", "Toronto", schooled=Schooled("Male", left)) for _ in range(3000)]
        for left in (False, True)
    }
    assert tongues[True].count("Korean") < 0.4 * tongues[False].count("Korean")


def test_brothers_share_the_house_of_the_old_where_they_do() -> None:
    """Catches homes of four people of the retired of Senegal and Pakistan, where there are seven and more."""
    rng = generator("compounds")
    homes = [draw_household(rng, "SN", "Male", 62 + n % 15, "retired", "Middle") for n in range(800)]
    two = [home for home in homes if sum(child >= 25 for child in home.children) == 2]
    assert 0.2 < len(two) / len(homes) < 0.6
    assert any(home.members.count("daughter-in-law") == 2 for home in two)
    assert np.mean([home.size for home in homes]) > 5
    alone = [draw_household(rng, "TR", "Male", 62 + n % 15, "retired", "Middle") for n in range(300)]
    assert max(sum(child >= 25 for child in home.children) for home in alone) <= 1
