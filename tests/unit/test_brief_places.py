"""Places of briefs: which words name one, which one of its name, and how it is written back."""

import pytest
from support.briefs import group, parsed

from boses_engine.briefs.places import read_place
from boses_engine.briefs.text import read_text
from boses_engine.grounding.places.resolve import resolve


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Women in Ho Chi Minh City, early 30s", "Ho Chi Minh City, Vietnam"),
        ("chị em văn phòng ở HCMC, nhân viên", "Ho Chi Minh City, Vietnam"),
        ("driver ojol di depok, cowok", "Depok, Indonesia"),
        ("Mga nanay sa Maynila", "Manila, Philippines"),
        ("nyc bartenders", "New York City, United States"),
        ("Students in London, Ontario", "London, Canada"),
        ("Students in London", "London, United Kingdom"),
        ("M35+, Houston TX, oil rig workers", "Houston, United States"),
        ("Teachers in Tbilisi, Georgia", "Tbilisi, Georgia"),
        ("farmers. ethiopia. m.", "Ethiopia"),
        ("Give me 9 Chilean miners", "Chile"),
        ("Mga Pinoy nurse sa London", "London, United Kingdom"),
        ("Lao động Việt Nam tại Đài Bắc", "Taipei, Taiwan"),
        ("TKW di Hong Kong", "Hong Kong"),
        ("Farmers in Java, Indonesia", "Java, Indonesia"),
        ("Helsinki; librarians", "Helsinki, Finland"),
        ("Respondents: mechanics; Location: Lima, Peru", "Lima, Peru"),
        ("Nurses from Kerala", "Kerala, India"),
        ("Retired miners from Wales", "Wales, United Kingdom"),
        ("Gardeners in Leeds, England", "Leeds, United Kingdom"),
        ("Maids from the Philippines who live in Hong Kong", "Hong Kong"),
    ],
)
def test_places_are_found(text: str, wanted: str) -> None:
    assert read_place(read_text(text)).location == wanted


@pytest.mark.parametrize(
    "text",
    ["Women who work in banking, high income", "young mothers with mobile phones", "reading clubs, most of them nice"],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    """There are towns called Mobile, Reading, Most, Nice and Bath."""
    assert read_place(read_text(text)).location is None


@pytest.mark.parametrize(
    "text",
    [
        "Farmers in Java",
        "Nurses in Hue, Vietnam",
        "Women in Metro Manila",
        "Students in Georgia",
        "Nông dân ở An Giang",
    ],
)
def test_what_is_written_back_can_be_generated(text: str) -> None:
    location = read_place(read_text(text)).location
    assert location is not None
    assert resolve(location).places == read_place(read_text(text)).resolved.places  # type: ignore[union-attr]


def test_a_place_in_another_country_is_a_contradiction() -> None:
    assert "not in Philippines" in read_place(read_text("Nurses in Ho Chi Minh City, Philippines")).clash


def test_of_namesakes_the_model_may_choose() -> None:
    """There are large cities of the name in Chile and in the Dominican Republic."""
    text = "Dentists in Santiago de los Caballeros"
    assert read_place(read_text(text)).location == "Santiago de los Caballeros, Dominican Republic"
    choices = read_place(read_text("Dentists in Hyderabad")).choices
    assert choices == ("Hyderabad, India", "Hyderabad, Pakistan") or choices == ()


def test_only_one_of_two_places_is_taken_and_the_other_told() -> None:
    found = parsed("Nurses in Manila or Cebu City, 25-40")
    assert found.group.location == "Manila, Philippines"
    assert any("Cebu City" in note for note in found.notes)


def test_a_nationality_is_assumed_to_be_the_place() -> None:
    assert "location" in parsed("Nine Chilean miners, men").assumed
    assert "location" not in parsed("Nine miners in Chile, men").assumed


def test_the_model_finds_a_place_that_the_rules_do_not() -> None:
    """A small town in small letters is no name that the rules trust: the model points, the resolver decides."""
    said = "people: tailors\nkind: work\nwork: tailors\nplace: {}\nmoney: none"
    assert group("tailors hoi an 30-50", said.format("hoi an")).location == "Hoi An, Vietnam"
    slip = parsed("tailors in melborne australia", said.format("melborne australia"))
    assert slip.group.location == "Melbourne, Australia"
    assert slip.notes == ('location: "Melborne" is read as Melbourne',)
