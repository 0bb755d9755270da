"""Homes as censuses have them: family sizes, tenants who came for work, customs, and what goes with the work."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from boses_engine.domain.group import Group
from boses_engine.domain.persona import Gender, Household, MaritalStatus
from boses_engine.grounding.income.classes import people_counted
from boses_engine.grounding.income.remittances import spouse_sends
from boses_engine.grounding.people.apart import AT_HOME, Apart, apart, is_in_quarters
from boses_engine.grounding.people.households import draw_household
from boses_engine.grounding.people.kin import without_those_away
from boses_engine.grounding.people.marital import draw_marital_status
from boses_engine.grounding.people.newcomers import NOBODY_CAME, newcomers
from boses_engine.grounding.people.norms import A_MINOR, Need, Said, never_married, norms
from boses_engine.grounding.people.students import students_over_people
from boses_engine.grounding.people.unions import as_lived
from boses_engine.grounding.phrases.family import said_of_children
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.places.resolve import resolve
from boses_engine.grounding.work.ages import ages_at_work
from boses_engine.pipeline.plan import make_plan
from boses_engine.pipeline.segment import place_at_work
from boses_engine.randomness import generator


@pytest.mark.parametrize("code", ["VN", "ID", "FR", "MX"])
def test_most_homes_with_children_have_two_or_more(code: str) -> None:
    """Catches homes whose only child comes of the room that a small household leaves."""
    rng, school = generator("families", code), "upper secondary school"
    homes = [
        draw_household(rng, code, "Female", 35 + n % 10, "working", "Middle", education=school) for n in range(1200)
    ]
    small = Counter(sum(child < 18 for child in home.children) for home in homes)
    del small[0]
    assert 0.2 < small[1] / small.total() < 0.4
    assert small[2] == max(small.values())


def test_a_grandmother_comes_to_her_own_husband_and_school_before_children() -> None:
    """Catches a wife's father beside the husband's mother, and a child born while its mother was at school."""
    rng, school = generator("grandmothers"), "upper secondary school"
    homes = [draw_household(rng, "VN", "Female", 30, "working", "Low", education=school) for _ in range(2000)]
    sides = [{"father", "mother"} & set(home.members) for home in homes if "mother-in-law" in home.members]
    assert sides
    assert not any(sides)
    assert max(max(home.children, default=0) for home in homes) <= 11


def test_the_young_about_factories_live_in_rooms() -> None:
    came = newcomers("VN", "factory worker", "Bac Ninh")
    assert came.at(25) > 0.5 > came.at(45)
    assert newcomers("VN", "farmer", "Hue") == NOBODY_CAME
    rng = generator("rooms of workers")
    homes = [draw_household(rng, "VN", "Female", 25, "working", "Middle", newcomers=came) for _ in range(1500)]
    unmarried = [home for home in homes if home.marital_status == "single"]
    with_parents = [home for home in unmarried if {"mother", "father"} & set(home.members)]
    assert len(with_parents) < 0.5 * len(unmarried)
    late = [draw_household(rng, "VN", "Female", 42, "working", "Middle", newcomers=came) for _ in range(1500)]
    assert not any("roommate" in home.members for home in late)


@pytest.mark.parametrize(("code", "work", "age"), [("AE", "sales worker", 44), ("QA", "engineer", 30)])
def test_migrants_of_the_gulf_share_rooms_with_others_than_kin(code: str, work: str, age: int) -> None:
    """Catches five grown brothers and sisters of one shop assistant, all with a visa."""
    came = newcomers(code, work, "Dubai", "Dubai")
    rng = generator(f"bedspaces of {code}")
    homes = [draw_household(rng, code, "Male", age, "working", "Middle", newcomers=came) for _ in range(800)]
    unmarried = [home for home in homes if home.marital_status == "single"]
    with_kin = [home for home in unmarried if set(home.members) - {"roommate"}]
    assert len(with_kin) < 0.3 * len(unmarried)
    assert sum("roommate" in home.members for home in unmarried) > 0.3 * len(unmarried)


def test_tenants_are_counted_by_whom_they_feed() -> None:
    """Catches a lone tenant who is never poor, and roommates who live on one wage."""
    room = Household(size=3, marital_status="single", children=(), members=("roommate", "roommate"))
    family = Household(size=3, marital_status="single", children=(), members=("mother", "father"))
    alone = room.model_copy(update={"size": 1, "members": ()})
    (kampala, *_), (lyon, *_) = resolve("Kampala, Uganda").places, resolve("Lyon, France").places
    assert people_counted(family, "working", kampala) == (3, 3)
    assert people_counted(room, "working", lyon)[1] < 2
    assert people_counted(alone, "working", lyon)[0] == 1 < people_counted(alone, "working", lyon)[1] < 2
    # Who came alone sends money home, less of it where a room is paid for alone.
    least, most = people_counted(alone, "working", kampala)
    assert least < most < people_counted(room, "working", kampala)[1]


def test_work_keeps_couples_apart() -> None:
    """Catches drivers of the Gulf with wife and children in a company's lodgings, and wives whose husband is abroad who
    are none or have him at home."""
    assert apart("QA", "Male", "8322", "Low", "Doha").share > 0.8
    assert apart("SA", "Male", "9211", "Low", "Riyadh").share > 0.8
    assert apart("QA", "Male", "2512", "High", "Doha").share < 0.1
    for work in (AT_HOME, "6111"):
        left = apart("IN", "Female", work, "Middle", "Malappuram", None, "Kerala")
        assert left.share >= 0.1
        assert not left.lodges
    assert apart("DE", "Male", "8322", "Low", "Berlin").share == 0
    rng = generator("apart")
    homes = [draw_household(rng, "QA", "Male", 38, "working", "Low", away=Apart(1.0, True)) for _ in range(200)]
    married = [home for home in homes if home.marital_status == "married"]
    assert married
    assert all(set(home.members) == {"roommate"} and not home.children for home in married)
    homes = [draw_household(rng, "IN", "Female", 38, "working", "Low", away=Apart(1.0)) for _ in range(200)]
    assert not any("husband" in home.members for home in homes)
    assert any(home.children for home in homes)


def test_wives_of_bali_live_with_his_parents() -> None:
    assert norms("ID", "Bali").his_parents > 0.9 > norms("ID", "Jakarta").his_parents
    assert norms("ID", "West Sumatra").his_parents < 0.2


def test_couples_under_a_parents_roof_are_married_where_that_is_expected() -> None:
    home = Household(size=3, marital_status="married", children=(), members=("husband", "mother-in-law"))
    rng = generator("roof")
    for code, most in (("VN", 0.01), ("UG", 0.4)):
        lived = [as_lived(rng, home, code, 42, "", "") for _ in range(500)]
        assert np.mean([each.marital_status != "married" for each in lived]) < most


def test_ages_go_by_the_work() -> None:
    lines, stalls = (
        ages_at_work(read_occupation(text, "VN"), "VN") for text in ("electronics assembler", "fish vendor")
    )
    assert lines[25] > 2 * lines[42]
    assert stalls[45] > 1.3 * stalls[25]
    assert set(ages_at_work(read_occupation("any", "VN"), "VN")) == {1.0}


def test_ages_go_by_the_kind_of_work_the_country_and_the_children() -> None:
    def at(text: str, code: str) -> tuple[float, ...]:
        return ages_at_work(read_occupation(text, code), code)

    for code in ("ID", "PL", "US"):
        assert at("content creator", code)[26] > 4 * at("content creator", code)[44]
        assert at("landlord", code)[50] > 2 * at("landlord", code)[32]
    assert at("domestic worker", "UG")[22] > 2 * at("domestic worker", "UG")[40]
    assert at("carpenter", "KR")[50] > 2 * at("carpenter", "KR")[28] > 0
    assert at("unemployed people", "ID")[24] > 2 * at("unemployed people", "ID")[45]
    babies, teens = at("new parents", "ID"), at("parents of teenagers", "ID")
    assert babies[27] > 20 * babies[45]
    assert teens[42] > 5 * teens[28]


def test_a_generation_that_is_named_tells_ages() -> None:
    youngest = ages_at_work(read_occupation("Gen Z shopper", "ID"), "ID")
    assert youngest[29] == 1.0
    assert youngest[32] < 0.001


def test_states_go_by_the_work() -> None:
    rng = generator("states")

    def share(state: MaritalStatus, work: str, age: int) -> float:
        drawn = [draw_marital_status(rng, "GH", "Female", age, "working", None, work) for _ in range(2500)]
        return drawn.count(state) / len(drawn)

    assert share("widowed", "5211", 52) > share("widowed", "", 52) + 0.03
    assert share("single", "4222", 26) > share("single", "", 26) + 0.02


def test_second_wives_are_where_custom_has_them() -> None:
    rng = generator("second wives")
    kano = [draw_household(rng, "NG", "Male", 48, "working", "Middle", region="Kano") for _ in range(600)]
    assert 0.12 < np.mean(["second wife" in home.members for home in kano]) < 0.4
    taught = [
        draw_household(rng, "NG", "Male", 48, "working", "Middle", region="Kano", education="bachelor's degree")
        for _ in range(600)
    ]
    assert 2 * sum("second wife" in home.members for home in taught) < sum(
        "second wife" in home.members for home in kano
    )
    assert not any(
        "second wife" in draw_household(rng, "PH", "Male", 48, "working", "Middle").members for _ in range(300)
    )
    two = next(home for home in kano if "second wife" in home.members)
    assert "second wife" not in as_lived(rng, two, "NG", 48, "", "Roman Catholic").members


@pytest.mark.parametrize(
    "name", ["family_sizes", "newcomers", "regional_norms", "second_wives", "craft_states", "apart", "marriage_places"]
)
def test_every_row_has_a_source(name: str) -> None:
    assert all(row["source"] and row["year"] for row in table(f"people/{name}.csv"))


def test_some_hawkers_of_jakarta_live_without_their_families() -> None:
    """Catches nineteen of twenty with family at home: many are from the villages of Java."""
    away = apart("ID", "Male", "5212", "Low", "Jakarta")
    rng = generator("hawkers of Jakarta")
    homes = [draw_household(rng, "ID", "Male", 40, "working", "Low", away=away) for _ in range(400)]
    alone = [home for home in homes if home.marital_status == "married" and "wife" not in home.members]
    assert 0.15 < len(alone) / 400 < 0.35
    assert is_in_quarters(away, alone[0], 40)


def test_students_with_kin_live_with_older_people_or_look_after_younger_ones() -> None:
    """Catches a first-year student alone with a younger sister."""
    rng = generator("students with kin")
    homes = [
        draw_household(rng, "PH", "Female", 18, "studying", "Middle", lodging=False, with_kin=True) for _ in range(200)
    ]
    assert not any(home.members[0].startswith("younger") for home in homes)
    assert sum("aunt" in home.members for home in homes) > 50


def test_pupils_of_boarding_schools_sleep_in_dormitories() -> None:
    """Catches santri of eighteen at home with their mothers, or alone in a room."""
    rng = np.random.default_rng(5)
    title = "twelfth-grade boarding school student"
    homes = [draw_household(rng, "ID", "Male", 18, "studying", "Low", title=title) for _ in range(40)]
    assert all(len(home.members) > 3 and set(home.members) == {"roommate"} for home in homes)


def test_children_have_the_ages_that_the_words_say() -> None:
    asked: list[tuple[str, range, int, Gender]] = [
        ("mother of young children", range(7), 32, "Female"),
        ("parent of college students", range(18, 23), 45, "Male"),
        ("first-time dad", range(2), 30, "Male"),
    ]
    for words, ages, age, gender in asked:
        said = read_occupation(words, "PH").family.said
        rng = np.random.default_rng(3)
        homes = [
            draw_household(rng, "PH", gender, age, "working", "Middle", needs="children", said=said) for _ in range(200)
        ]
        assert all(set(home.children) & set(ages) for home in homes)
        assert all(len(home.children) == 1 for home in homes) or not said.is_of_one
    assert said_of_children("nurse") == A_MINOR
    assert read_occupation("nanny of toddlers", "PH").family.needs is None


def test_some_who_live_in_left_a_family_elsewhere() -> None:
    """Catches maids of 45 of whom nobody ever married, and money from a husband whom they left with the children."""
    rng, maid = generator("live-in maids"), "live-in housekeeper"
    homes = {
        age: [
            draw_household(rng, "VN", "Female", age, "working", "Low", marital="single", work="9111", title=maid)
            for _ in range(400)
        ]
        for age in (21, 45)
    }
    married = {age: sum(home.marital_status == "married" for home in of_age) for age, of_age in homes.items()}
    assert married[21] == 0
    assert 100 < married[45] < 260
    left = next(home for home in homes[45] if home.marital_status == "married")
    assert not left.members
    assert not left.children
    row = read_occupation(maid, "VN").wishes[0].rows[0]
    assert not spouse_sends(left, "Female", row.job)
    assert spouse_sends(left, "Female", replace(row.job, title="shopkeeper"))


def test_stalls_and_fields_keep_no_mother_of_five_from_work() -> None:
    rng = generator("mothers of five")
    homes = {
        work: [draw_household(rng, "NG", "Female", 40, "working", "Low", work=work) for _ in range(800)]
        for work in ("5221", "4110")
    }
    large = {work: np.mean([len(home.children) > 3 for home in of_work]) for work, of_work in homes.items()}
    assert large["5221"] > 1.3 * large["4110"]


def test_the_old_of_large_families_have_more_of_them_at_home() -> None:
    """Catches old Senegalese with a son of 20 and never a married one, and two grandchildren at the most."""
    rng = generator("large families of the old")
    homes = [draw_household(rng, "SN", "Male", 68, "retired", "Middle") for _ in range(800)]
    assert any(home.children[0] >= 25 > home.children[-1] for home in homes if home.children)
    assert any(sum(member.startswith("grand") for member in home.members) > 2 for home in homes)
    small = [draw_household(rng, "VN", "Male", 68, "retired", "Middle") for _ in range(800)]
    assert all(sum(member.startswith("grand") for member in home.members) <= 2 for home in small)


def test_students_are_where_they_study() -> None:
    """Catches students of Vietnam in rural districts, where there is no school for them."""
    assert students_over_people("VN", "Hanoi") > 10 * students_over_people("VN", "Dam Doi")
    assert students_over_people("DE", "Berlin") == students_over_people("DE", "Cottbus")
    where = resolve("Vietnam")
    known = {row["town"] for row in table("people/student_towns.csv") if row["code"] == "VN"}
    asked = read_occupation("university student", "VN")
    places = [place_at_work((n + 0.5) / 200, asked, where).city for n in range(200)]
    assert np.mean([place in known for place in places]) > 0.8


def test_hardly_anybody_old_never_married_where_nearly_all_marry() -> None:
    """Catches Kenyan women of 70 of whom one in fifteen never married; in South Africa more did not."""
    for code in ("KE", "MA", "NG"):
        assert never_married(code, "Female", 70) < 0.03 < never_married(code, "Female", 42)
    assert never_married("ZA", "Female", 70) > 0.2


def test_mothers_of_toddlers_mostly_have_elder_children() -> None:
    """Catches families of one child made of those who had none, in place of families that have such a child."""
    rng, toddler = generator("toddlers", "PH"), Said(1, 3)
    homes = [
        draw_household(
            rng,
            "PH",
            "Female",
            33,
            "keeping house",
            "Low",
            needs="children",
            education="lower secondary school",
            said=toddler,
        )
        for _ in range(300)
    ]
    with_toddler = [home for home in homes if any(1 <= child <= 3 for child in home.children)]
    assert len(with_toddler) > 0.95 * len(homes)
    assert sum(len(home.children) > 1 for home in with_toddler) > 0.75 * len(with_toddler)


def test_the_parted_seldom_have_an_infant() -> None:
    """Catches children born after the marriage was over."""
    rng = generator("parted", "US")
    homes = [draw_household(rng, "US", "Female", 24 + n % 12, "working", "Low") for n in range(3000)]
    infants = {
        status: [home.children[-1] < 2 for home in homes if home.marital_status == status and home.children]
        for status in ("married", "separated")
    }
    shares = {status: sum(found) / len(found) for status, found in infants.items()}
    assert shares["separated"] < 0.6 * shares["married"]


@pytest.mark.parametrize(("code", "least", "most"), [("NL", 0.28, 0.5), ("US", 0.33, 0.52), ("FR", 0.35, 0.55)])
def test_young_people_of_the_west_live_as_couples_as_often_as_there(code: str, least: float, most: float) -> None:
    """CBS, Current Population Survey and INSEE: of people of 25 to 29 four to five in ten live as a couple."""
    schools = ("upper secondary school", "vocational diploma", "bachelor's degree")
    genders: tuple[Gender, ...] = ("Female", "Male")
    rng = generator("couples", code)
    found = [
        draw_marital_status(rng, code, genders[n % 2], 25 + n % 5, "working", schools[n % 3]) == "married"
        for n in range(3000)
    ]
    assert least < sum(found) / len(found) < most


def test_newlyweds_move_to_his_parents_where_sons_stay() -> None:
    rng = generator("newlyweds", "IN")
    homes = [draw_household(rng, "IN", "Female", 19, "working", "Low", needs="spouse") for _ in range(200)]
    assert any("mother-in-law" in home.members for home in homes)
    assert sum("mother" in home.members for home in homes) < 10


@pytest.mark.parametrize(
    ("needs", "states"), [("unmarried", {"single"}), ("parted", {"separated", "divorced"}), ("widowed", {"widowed"})]
)
def test_who_is_said_to_be_in_a_marital_state_is(needs: Need, states: set[str]) -> None:
    rng = generator("said states")
    for age in (24, 38, 55):
        home = draw_household(rng, "VN", "Female", age, "working", "Middle", needs=needs)
        assert home.marital_status in states
        assert not {"husband", "partner"} & set(home.members)


def test_parents_who_went_away_are_not_at_home() -> None:
    """Catches grandmothers left with grandchildren whose parents live and earn beside them."""
    members = ["husband", "son", "son", "daughter-in-law", "grandson"]
    assert without_those_away((31, 17), members) == ((17,), ["husband", "son", "grandson"])


def test_grandmothers_stay_upcountry_where_nieces_mind_the_children() -> None:
    """Catches towns of Kenya where every second mother at work lives with her husband's mother."""
    rng = generator("upcountry")
    homes = [
        draw_household(rng, "KE", "Female", 30, "working", "Middle", education="vocational diploma", urban=True)
        for _ in range(1500)
    ]
    couples = [home for home in homes if home.marital_status == "married" and home.children]
    assert sum("mother-in-law" in home.members for home in couples) < 0.2 * len(couples)


def test_small_homes_of_a_division_leave_families_their_size() -> None:
    """Catches fathers of the Niger delta of whom every third has one child, for homes there are small."""
    rng = generator("delta")
    homes = [
        draw_household(rng, "NG", "Male", 40, "working", "High", education="upper secondary school", region="Akwa Ibom")
        for _ in range(800)
    ]
    couples = [home for home in homes if home.marital_status == "married"]
    assert sum(len(home.children) == 1 for home in couples) < 0.2 * len(couples)
    assert sum(len(home.children) >= 3 for home in couples) > 0.45 * len(couples)


@pytest.mark.parametrize(
    ("location", "work", "ages", "at_home", "alone"),
    [
        ("Seville, Spain", "waiter", (18, 28), 0.5, 0.25),
        ("Leeds, United Kingdom", "care worker", (18, 22), 0.35, 0.15),
        ("Łódź, Poland", "shop assistant", (18, 28), 0.4, 0.25),
    ],
)
def test_the_young_of_low_live_with_their_parents(
    location: str, work: str, ages: tuple[int, int], at_home: float, alone: float
) -> None:
    """Catches waiters of Seville of 19 to 28 who live alone and in shared rooms, for one wage makes a home poor."""
    group = Group(
        **{"name": "g", "age_min": ages[0], "age_max": ages[1], "gender": "All", "location": location},
        **{"income_level": "Low", "occupation": work, "persona_count": 72},
    )
    homes = [slot.household for slot in make_plan(group, 3).slots]
    assert sum({"mother", "father"}.issubset(home.members) for home in homes) > 0.15 * len(homes)
    assert sum(not {"mother", "father"}.isdisjoint(home.members) for home in homes) > at_home * len(homes)
    assert sum(home.size == 1 for home in homes) < alone * len(homes)


def test_few_of_a_modest_trade_are_of_the_middle_on_their_own_pay_alone() -> None:
    """Catches waiters of Lyon of whom a third lived alone and in shared rooms, on what the best paid of them have."""
    group = Group(
        **{"name": "g", "age_min": 22, "age_max": 55, "gender": "All", "location": "Lyon, France"},
        **{"income_level": "Middle", "occupation": "waiter", "persona_count": 72},
    )
    homes = [slot.household for slot in make_plan(group, 3).slots]
    assert sum({"roommate"}.issuperset(home.members) for home in homes) < 0.2 * len(homes)
