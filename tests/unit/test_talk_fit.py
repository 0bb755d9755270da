"""Whether sentences of a market's talk come only to people who live like that."""

from dataclasses import replace

import pytest

from boses_engine.grounding.market.talk_fit import at_hour, suited
from boses_engine.grounding.market.users import User

SOMEBODY = User("PH", "Female", 28, "Middle", urban=True, extraversion=50, openness=50)
OLD = replace(SOMEBODY, age=74, education="primary school")


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        (
            "Before buying a phone, {they} reads reviews about heat, since one got hot during games.",
            replace(SOMEBODY, age=50),
        ),
        (
            "{They} pays for a phone with a stronger chip and does without the better camera.",
            replace(SOMEBODY, age=50),
        ),
        (
            "When a page of a novel touches {them}, {they} photographs it.",
            replace(SOMEBODY, education="lower secondary school"),
        ),
        ("For selfies indoors {they} clips a small ring light to the phone.", replace(SOMEBODY, age=60)),
        (
            "{They} writes the day of opening on a cream, since it keeps for some months only.",
            replace(SOMEBODY, gender="Male", age=49),
        ),
        ("If the credit line is refused, {they} pays in cash.", replace(SOMEBODY, income_level="High")),
        ("{They} sets an alarm on the phone for the flash sale.", replace(SOMEBODY, age=66)),
        ("At a café with a good view {they} posts a picture of it.", replace(SOMEBODY, income_level="Low")),
        ("{They} stays with a cheap moisturiser.", replace(SOMEBODY, gender="Male", age=72)),
        ("{They} puts a perfume tester on the wrist.", replace(SOMEBODY, isco08="6111")),
        ("{They} messages the hotel and asks for a quiet room.", replace(SOMEBODY, income_level="Low")),
        ("{They} pays loans with a due date before anything else.", replace(SOMEBODY, age=15)),
        ("When the battery lasts, {they} still watches videos on the bus.", replace(SOMEBODY, isco08="8322")),
        ("On the bus {they} listens with earphones, because their bass is clear.", replace(SOMEBODY, isco08="8332")),
        ("{They} compared fares and found {brand} dearer than others.", replace(SOMEBODY, isco08="8322")),
        ("For a train to catch {they} packs early.", replace(SOMEBODY, country_code="ID", region="East Kalimantan")),
        ("Cheap earphones are enough for {them} on the bus.", replace(SOMEBODY, income_level="High")),
        ("{They} takes the bus to town and looks out.", replace(SOMEBODY, drives=True)),
        ("When no driver answers, {they} opens another ride app.", replace(SOMEBODY, urban=False)),
        ("In bed with a cold {they} was brought something warm.", replace(SOMEBODY, household_size=4)),
        ("{They} reads what riders say of mixed fuel.", replace(SOMEBODY, age=14)),
        ("{They} keeps a lip tint that turned out well.", replace(SOMEBODY, income_level="Low", age=57)),
        ("{Their} first taste of {brand} was that of {their} childhood.", replace(SOMEBODY, age=80)),
        ("{They} sets an alarm on the phone for the voucher hour.", replace(SOMEBODY, minds_prices=False)),
        ("The seams often open, so {they} adds the cost of a tailor.", replace(SOMEBODY, isco08="8153")),
        ("Trousers are too long, so {they} adds the cost of shortening them.", replace(SOMEBODY, title="tailor")),
        ("{They} waited all morning at {brand}.", replace(SOMEBODY, workplace="a rural bank")),
        ("{They} could not say what is covered and does not ask.", replace(SOMEBODY, isco08="2411")),
        ("{They} orders detergent online and saves the fare to the mall.", replace(SOMEBODY, isco08="5211")),
        ("{They} puts money in a fund.", replace(SOMEBODY, education="primary school")),
        ("After shared meals {they} asks friends for their part.", replace(SOMEBODY, income_level="Low")),
        ("The shop had a {brand} ready to ride.", replace(SOMEBODY, income_level="Low")),
        ("{They} recommends {brand} to friends who want shiny hair.", replace(SOMEBODY, gender="Male")),
        ("The scent of {brand} lasted through a humid day.", replace(SOMEBODY, city="Baguio")),
        ("{They} meets people for long talks at {brand}.", replace(SOMEBODY, title="coffee shop owner")),
        ("It tasted like boiled water from home.", replace(SOMEBODY, country_code="GB")),
    ],
)
def test_a_sentence_is_told_of_those_whom_it_fits(sentence: str, other: User) -> None:
    """Catches a ring light in an engineer's fifties and a credit limit of a child."""
    assert suited((sentence,), SOMEBODY, habits=True) == (sentence,)
    assert suited((sentence,), other, habits=True) == ()


def test_the_old_without_much_school_have_no_habits_in_apps() -> None:
    """Catches a widow of 74 who fills carts, and one who is told nothing of what she buys at the market."""
    told = ("{They} fills the cart before a sale.", "{They} smells the soap through the wrapper.")
    assert suited(told, OLD, habits=True) == told[1:]
    assert suited(told, OLD, habits=False) == told
    assert suited(told, replace(OLD, education="bachelor's degree"), habits=True) == told
    assert suited(told, replace(OLD, age=50), habits=True) == told
    assert suited(told, replace(OLD, age=50, isco08="6222"), habits=True) == told[1:]


def test_trains_run_where_the_table_says_and_wherever_it_says_nothing() -> None:
    """Catches a train on Borneo, and none in a country that the table does not have."""
    told = ("Even in the train {brand} ran without a break.",)
    javanese = replace(SOMEBODY, country_code="ID", region="Central Java")
    assert suited(told, javanese, habits=False) == told
    assert suited(told, replace(javanese, region="South Sulawesi"), habits=False) == ()
    assert suited(told, replace(javanese, country_code="DE", region="Saxony"), habits=False) == told


def test_whose_account_is_open_is_told_of_no_registration() -> None:
    """Catches somebody young in a city, or a customer of a shop online, whose registration stops halfway."""
    told = ("{They} buys nearby, because the registration in the app stops halfway.",)
    older = replace(SOMEBODY, age=50, education="upper secondary school")
    assert suited(told, older, habits=True) == told
    for other in (SOMEBODY, replace(older, signed_up=True)):
        assert suited(told, other, habits=True) == ()


def test_only_who_has_a_wage_waits_for_payday() -> None:
    """Catches a market trader, a farmer and a housewife who wait until payday."""
    told = ("{They} waits until payday to buy a phone.",)
    clerk = replace(SOMEBODY, isco08="4110", title="office clerk")
    assert suited(told, clerk, habits=True) == told
    for other in (SOMEBODY, replace(clerk, isco08="6111"), replace(clerk, title="eatery owner")):
        assert suited(told, other, habits=True) == ()


def test_a_label_puzzles_no_graduate_and_discounts_are_asked_for_by_who_minds_prices() -> None:
    """Catches an engineer before an energy label, and a careful buyer who asks for no discount."""
    told = ("{They} could not understand the energy label.", "{They} goes to a dealer and asks for no discount.")
    seller = replace(SOMEBODY, education="upper secondary school")
    assert suited(told, seller, habits=False) == told[:1]
    assert suited(told, replace(SOMEBODY, minds_prices=False), habits=False) == told[1:]


def test_what_points_at_nothing_is_told_of_nobody() -> None:
    """Catches steps in an app that nobody has named."""
    assert suited(("{They} shows a neighbour each step in the app.",), SOMEBODY, habits=True) == ()


def test_moments_are_of_their_hour() -> None:
    """Catches the way home in the morning and sunny rides in the evening."""
    told = ("{They} listens on the way home.", "On sunny rides {they} pockets the phone.", "{They} reads a message.")
    assert at_hour(told, 0) == told[2:]
    assert at_hour(told, 1) == told[1:]
    assert at_hour(told, 2) == (told[0], told[2])


def test_no_home_in_a_cool_town_has_an_air_conditioner() -> None:
    """Catches one that blows warm air in Da Lat."""
    rich = replace(SOMEBODY, country_code="VN", income_level="High", household_monthly=90_000_000, household_size=3)
    assert rich.affords_cooling
    assert not replace(rich, city="Da Lat").affords_cooling
    assert not replace(SOMEBODY, country_code="GB", city="Sheffield").affords_cooling
