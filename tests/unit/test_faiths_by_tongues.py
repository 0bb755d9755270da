"""Faiths of towns of which only the tongues are known, and pairs of both that hardly exist."""

from collections import Counter
from itertools import product

import numpy as np
import pytest

from boses_engine.domain.group import Group
from boses_engine.grounding.people import tongues
from boses_engine.grounding.people.demographics import standing_in_schooling
from boses_engine.grounding.people.nations import most_came_from
from boses_engine.grounding.people.newcomers_at_work import tongues_at_home
from boses_engine.grounding.people.peoples import FROM_ABROAD, schooling_of, tongues_of
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.places.resolve import resolve
from boses_engine.grounding.places.town_shares import religions
from boses_engine.grounding.work.tables import tables
from boses_engine.pipeline.plan import make_plan
from boses_engine.pipeline.segment import place_at_work


def test_towns_of_which_only_tongues_are_known_have_the_faiths_of_these() -> None:
    """Catches a town of Kinh with as many Protestants as its division of Gia Rai and Ba Na."""
    division = dict(religions("VN", "Gia Lai"))
    town = dict(tongues.faiths_at("VN", "Gia Lai", "An Khe"))
    assert town["Protestant"] < division["Protestant"] / 3
    assert sum(town.values()) == pytest.approx(1.0, abs=0.02)
    assert tongues.faiths_at("VN", "Gia Lai", "Pleiku") == religions("VN", "Gia Lai", "Pleiku")


@pytest.mark.parametrize(
    ("code", "division", "town", "tongue", "most_people_s"),
    [("IN", "Maharashtra", "Malegaon", "Urdu", "Marathi"), ("FR", "Grand Est", "Mulhouse", "Arabic", "French")],
)
def test_towns_of_which_only_faiths_are_known_have_the_tongues_of_these(
    code: str, division: str, town: str, tongue: str, most_people_s: str
) -> None:
    """Catches a town of four Muslims in five, all but a few of whom speak the tongue of the Hindus about them."""
    here, there = (dict(tongues.tongues_at(code, division, *parts)) for parts in ((town,), ()))
    assert here[tongue] > 1.5 * there[tongue]
    assert here[most_people_s] < there[most_people_s]


@pytest.mark.parametrize(("town", "tongue"), [("Mysuru", "Urdu"), ("Mangaluru", "Malayalam")])
def test_posts_that_ask_for_the_tongue_of_the_state_leave_other_faiths_theirs(town: str, tongue: str) -> None:
    """Catches conductors of Mysuru of whom every second Muslim grew up with Kannada."""
    rng = np.random.default_rng(3)
    work = "bus conductor", "driver", "5112"
    drawn = [tongues.draw_language(rng, "IN", "Karnataka", town, religion="Muslim", work=work) for _ in range(100)]
    assert drawn.count(tongue) > drawn.count("Kannada")


def test_hardly_anybody_has_a_tongue_that_never_goes_with_the_faith() -> None:
    """Catches Muslims who speak Chinese where there are more Chinese than people who are no Muslims."""
    rng = np.random.default_rng(3)
    place = "ID", "Bangka Belitung Islands", "Pangkalpinang"
    drawn = [tongues.draw_language(rng, *place, religion="Muslim", age=64) for _ in range(400)]
    assert drawn.count("Chinese") < 2


@pytest.mark.parametrize(("code", "tongue", "faith"), [("JP", "Japanese", "Hindu"), ("KR", "Korean", "Hindu")])
def test_faiths_that_came_with_newcomers_have_their_tongues(code: str, tongue: str, faith: str) -> None:
    """Catches a Hindu Tanaka Kenji of 55: by the tongue names are chosen."""
    rng = np.random.default_rng(3)
    drawn = [tongues.draw_language(rng, code, None, religion=faith, age=age) for age in (28, 55) for _ in range(100)]
    assert drawn.count(tongue) < 10


def test_faiths_that_came_late_are_rare_among_the_old() -> None:
    shares = {age: dict(tongues._faiths_at_age("JP", religions("JP", None), age)) for age in (30, 70)}
    assert shares[70]["Hindu"] < shares[30]["Hindu"] / 4


def test_nobody_trades_in_what_the_faith_forbids() -> None:
    """Catches a Muslim who grills pork, whatever it is called, and a rule that keeps Muslims from every stall."""
    rng = np.random.default_rng(5)

    def muslims(title: str) -> int:
        work = title, "street food vendor", "5212"
        drawn = (tongues.draw_religion(rng, "ID", "North Sumatra", "Medan", work=work, age=40) for _ in range(200))
        return sum(faith == "Muslim" for faith in drawn)

    assert muslims("babi panggang stall owner") < 10 < 80 < muslims("nasi goreng stall owner")


def test_words_of_a_title_tell_of_who_keeps_a_kitchen() -> None:
    """Catches a nasi padang of Jakarta kept by Betawi, for its title is in no table."""
    rng, work = np.random.default_rng(5), ("nasi padang stall owner", "food stall owner", "5212")
    drawn = [tongues.draw_language(rng, "ID", "Jakarta", religion="Muslim", work=work, age=45) for _ in range(200)]
    assert drawn.count("Minangkabau") > 60


def test_less_schooled_are_oftener_of_peoples_that_left_school_early() -> None:
    """Catches a Hmong among those who read longest for their work as often as among those who never went to school, and
    a town of few others that loses its people by it."""

    def hmong(over: float, *place: str) -> float:
        rng, schooled = np.random.default_rng(7), tongues.Schooled("Female", over=over)
        drawn = (tongues.draw_language(rng, "VN", *place, age=50, schooled=schooled) for _ in range(300))
        return sum(tongue == "Hmong" for tongue in drawn) / 300

    mixed, most = ("Lao Cai", "Sa Pa"), ("Ha Giang", "Dong Van")
    assert hmong(-1.0, *mixed) > 1.2 * hmong(1.0, *mixed)
    assert hmong(-0.5, *most) > 0.6


def test_elders_of_the_philippines_are_of_churches_that_have_them() -> None:
    """Catches Roman Catholics and Muslims among elders of Protestant churches."""
    rng, work = np.random.default_rng(4), ("church elder", "community worker", "3413")
    drawn = [tongues.draw_religion(rng, "PH", "Central Visayas", work=work, age=50) for _ in range(200)]
    assert drawn.count("Roman Catholic") + drawn.count("Muslim") < 30


def test_most_of_the_peoples_of_vietnam_are_on_land() -> None:
    """Catches as many Tay and Dao among shopkeepers and clerks of a town of the north as among its farmers."""

    def kinh(*work: str) -> int:
        rng = np.random.default_rng(4)
        drawn = (tongues.draw_language(rng, "VN", "Thai Nguyen", work=work, age=40) for _ in range(300))
        return sum(tongue == "Vietnamese" for tongue in drawn)

    farmers = kinh("rice farmer", "farmer", "6111")
    for title, category, isco08 in (
        ("grocery store owner", "small business owner", "5221"),
        ("clerk", "clerk", "4110"),
    ):
        assert kinh(title, category, isco08) > farmers + 40


def test_few_of_peoples_that_left_school_early_have_degrees() -> None:
    """Catches as many Hmong among notaries of a town as among its people, and a degree that stands as high where
    everybody has one."""
    degree = standing_in_schooling("VN", "Male", 40, "bachelor's degree", True)
    assert standing_in_schooling("VN", "Male", 40, "no schooling", True) < -1 < 0.8 < degree < 2.5
    rng = np.random.default_rng(7)

    def hmong(over: float) -> int:
        schooled = tongues.Schooled("Male", over=over)
        drawn = (tongues.draw_language(rng, "VN", "Lao Cai", "Sa Pa", age=40, schooled=schooled) for _ in range(300))
        return sum(tongue == "Hmong" for tongue in drawn)

    assert hmong(degree) < 0.5 * hmong(-0.5)


def test_those_of_a_faith_live_where_it_is() -> None:
    """Catches pastors of Vietnam in the lowlands and Catholic priests of Java's Muslim regencies."""
    where, asked = resolve("Vietnam"), read_occupation("pastor", "VN")
    divisions = [place_at_work((n + 0.5) / 200, asked, where).region for n in range(200)]
    assert sum(each in ("Gia Lai", "Dak Lak", "Lam Dong", "Kon Tum", "Dak Nong") for each in divisions) > 70


def test_what_was_said_of_a_group_tells_of_its_faiths() -> None:
    """Catches dog owners of Indonesia who are Muslims as often as all people."""
    rng = np.random.default_rng(5)

    def muslims(*said: str) -> int:
        work = "office clerk", "office worker", *said, "4110"
        drawn = (tongues.draw_religion(rng, "ID", "North Sumatra", "Medan", work=work, age=40) for _ in range(200))
        return sum(faith == "Muslim" for faith in drawn)

    assert muslims("dog owners") < 0.5 * muslims("cat owners")


def test_the_category_of_a_trade_tells_of_no_community() -> None:
    """Catches vegetable vendors, who are "market traders", of Chinese families like who trades in palm oil."""

    def buddhists(title: str) -> float:
        rng, work = np.random.default_rng(5), (title, "market trader", "5211")
        drawn = (tongues.draw_religion(rng, "ID", "North Sumatra", "Medan", work=work, age=40) for _ in range(600))
        return sum(faith in ("Buddhist", "Confucian") for faith in drawn)

    assert buddhists("vegetable vendor") < 0.7 * buddhists("palm oil trader")


def test_a_row_of_several_kinds_of_work_counts_once() -> None:
    """Catches factory owners who are Chinese twice over, for they are managers of plants as well."""

    def chinese(code: str) -> int:
        rng, work = np.random.default_rng(5), ("factory owner", "business owner", code)
        drawn = (tongues.draw_language(rng, "PH", "Metro Manila", "Binondo", work=work, age=50) for _ in range(600))
        return sum(tongue == "Chinese" for tongue in drawn)

    assert 0 < chinese("1321") < 1.4 * chinese("")


def test_a_row_of_the_country_goes_before_that_of_any() -> None:
    """Catches dog owners of Malaysia who are Muslims four tenths as often and a quarter of that again."""

    def muslims(*said: str) -> int:
        rng, work = np.random.default_rng(5), ("office clerk", "office worker", *said, "4110")
        drawn = (tongues.draw_religion(rng, "MY", "Kelantan", work=work, age=40) for _ in range(200))
        return sum(faith == "Muslim" for faith in drawn)

    assert 0.7 * muslims() < muslims("dog owners") < muslims()


@pytest.mark.parametrize(("name", "whose"), [("craft_faiths", "religion"), ("craft_tongues", "language")])
def test_no_work_has_two_rows(name: str, whose: str) -> None:
    """Catches a row that says again what another says: both would be multiplied."""
    rows = [[row[each].split("|") for each in ("code", "region", "work", whose)] for row in table(f"people/{name}.csv")]
    times = Counter(key for row in rows for key in product(*row))
    assert [key for key, number in times.items() if number > 1] == []


def test_schooling_tells_alone_who_is_at_desks() -> None:
    """Catches Mangyan who are rare among clerks for their schooling and again for a row of these; what the law keeps
    for some has nothing to do with it."""
    twice = [
        (code, row["work"], tongue)
        for row in table("people/craft_tongues.csv")
        if {"1", "2", "3", "4"} & set(row["work"].split("|")) and not row["source"].startswith("law")
        for code, tongue in product(row["code"].split("|"), row["language"].split("|"))
        if (schooling_of(tongue, code) or 0) * (float(row["times"]) - 1) > 0
    ]
    assert twice == []


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("people/craft_faiths", "work"),
        ("people/craft_tongues", "work"),
        ("people/newcomers_at_work", "work"),
        ("work/ages", "title"),
    ],
)
def test_each_name_of_work_is_of_some_title(name: str, column: str) -> None:
    """Catches a name that no title has, by the hour or not, whose row would hold for nobody."""
    jobs = [row.job for row in tables().all_rows]
    known = {each for job in jobs for each in (job.title, job.category)}
    known |= {tongues.MIGRANT, tongues.MIGRANT_WOMAN, tongues.STATE_POST, tongues.ABROAD[0], "left school early"}
    names = (each for row in table(f"{name}.csv") for each in row[column].split("|") if each)
    named = {each.removeprefix("part-time ") for each in names}
    assert {each for each in named - known if not each.isdigit() and not each.startswith("*")} == set()


@pytest.mark.parametrize(
    ("code", "place", "work", "tongue", "least"),
    [
        ("IN", ("Maharashtra", "Pune"), ("police officer", "uniformed or security worker", "5412"), "Marathi", 0.9),
        ("IN", ("West Bengal", "Kolkata"), ("bus driver", "driver", "8331"), "Bengali", 0.75),
        ("PK", ("Sindh", "Karachi"), ("truck driver", "driver", "8332"), "Pashto", 0.3),
        ("ID", ("Jakarta", "Jakarta"), ("satay seller", "market trader", "5212"), "Madurese", 0.15),
    ],
)
def test_posts_and_trades_have_the_tongues_of_who_does_them(
    code: str, place: tuple[str, str], work: tongues.Work, tongue: str, least: float
) -> None:
    """Catches police of Pune who speak as its people do, lorries of Karachi that few Pashtuns drive, and satay of
    Jakarta without sellers from Madura."""
    rng = np.random.default_rng(5)
    drawn = [tongues.draw_language(rng, code, *place, work=work, age=40) for _ in range(400)]
    assert drawn.count(tongue) / 400 > least


@pytest.mark.parametrize("people", FROM_ABROAD)
def test_people_from_abroad_are_known_wherever_they_are_asked_for(people: str) -> None:
    """Catches a crash for immigrants of a division whose table has none of their tongues."""
    rng = np.random.default_rng(7)
    asked = next(row["code"] for row in table("people/peoples.csv") if row["language"] == people)
    for code in asked.split("|"):
        if most_came_from(people, code):  # who are drawn as from that country
            continue
        assert tongues_of(people, code)
        regions = sorted({row["region"] for row in table("places/language.csv") if row["code"] == code})
        for region in (None, *filter(None, regions)):
            for work in ((f"{people} nurse", "", "2221"), (f"{people} retired teacher", "", "")):
                faith = tongues.draw_religion(rng, code, region, work=work, age=40)
                tongue = tongues.draw_language(rng, code, region, religion=faith, work=work, age=40)
                assert tongue not in tongues_at_home(code)


@pytest.mark.parametrize("location", ["Tychy, Poland", "Nagasaki, Japan", "Kuala Terengganu, Malaysia"])
def test_a_plan_of_people_from_abroad_is_made_anywhere(location: str) -> None:
    group = Group(
        **{"name": "g", "age_min": 20, "age_max": 60, "gender": "All", "location": location},
        **{"income_level": "Low", "occupation": "immigrants", "persona_count": 3},
    )
    assert all("immigrant" in slot.work.title for slot in make_plan(group, 3).slots)


def test_women_who_came_alone_to_the_gulf_are_of_countries_that_let_them() -> None:
    """Catches receptionists of the Emirates who left their husbands in Lahore as often as men do."""
    rng, came = np.random.default_rng(5), ("hotel receptionist", "office worker", tongues.MIGRANT)
    women, men = (
        Counter(tongues.draw_language(rng, "AE", None, religion="Muslim", work=(*work, "4224")) for _ in range(300))
        for work in ((*came, tongues.MIGRANT_WOMAN), came)
    )
    assert women["Urdu"] < 0.5 * men["Urdu"]
