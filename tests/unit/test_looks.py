"""How people look: tables with sources, shares that hold, religious dress only where the religion is."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from scipy.stats import binomtest, chisquare
from support.sample_snapshots import sample_snapshot
from support.slots import SLOT, a_slot

import boses_engine
from boses_engine.avatars import appearance
from boses_engine.avatars.appearance import COVERING_GENDER, VOCABULARY, WORN_BY_MEN, WORN_BY_WOMEN
from boses_engine.domain import appearance as domain
from boses_engine.domain.appearance import Looks, SkinTone
from boses_engine.domain.group import Group
from boses_engine.domain.persona import Slot
from boses_engine.domain.snapshot import MARKETS
from boses_engine.grounding.lives.notes import all_notes
from boses_engine.grounding.lives.storylines import Storyline, storylines
from boses_engine.grounding.looks.draw import TEMPER, draw_looks
from boses_engine.grounding.names.customs import custom_of
from boses_engine.grounding.places.countries import table
from boses_engine.pipeline.plan import make_plan
from boses_engine.randomness import generator
from boses_engine.snapshots.catalogue import newest

DATA = Path(boses_engine.__file__).parent / "grounding"
TABLES = {path.stem: list(csv.DictReader(path.open(encoding="utf-8"))) for path in DATA.glob("looks/*.csv")}
MANY = 3000


def looks(n: int = MANY, **changes: object) -> list[Looks]:
    """The looks of so many people with the same facts."""
    slot = a_slot(**changes)  # type: ignore[arg-type]
    return [draw_looks(generator("looks", number), slot, custom_of(slot)) for number in range(n)]


def people(location: str, count: int, **changes: object) -> list[tuple[Slot, Looks]]:
    group = {
        "name": "Looks",
        "age_min": 15,
        "age_max": 80,
        "gender": "All",
        "location": location,
        "income_level": "Middle",
        "occupation": "All",
        "persona_count": count,
    }
    group["occupation"] = "Office worker"
    slots = make_plan(Group.model_validate(group | changes), 3).slots
    assert all(slot.appearance for slot in slots)
    return [(slot, slot.appearance) for slot in slots if slot.appearance]


def in_country(code: str, name: str, tongue: str = "English") -> dict[str, Any]:
    place = {"country_code": code, "country": name, "region": None, "city": name}
    return {"location": place, "mother_tongue": tongue, "name": "N. N."}


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_its_source_and_year(name: str) -> None:
    assert TABLES[name]
    for row in TABLES[name]:
        assert row["source"], row
        assert 1990 <= int(row["year"]) <= 2026, row
        assert None not in row, row  # a comma too many


def test_the_prompts_have_words_for_every_look() -> None:
    """Catches a literal of the domain without words, and words that no person can have."""
    for field, literal in (
        ("skin", domain.SkinTone), ("hair_style", domain.HairStyle), ("hair_colour", domain.HairColour),
        ("beard", domain.Beard), ("head_covering", domain.HeadCovering), ("glasses", domain.Glasses),
        ("expression", domain.Expression), ("clothing", domain.Garment), ("clothing_colour", domain.ClothingColour),
        ("setting", domain.Setting),
    ):  # fmt: skip
        assert VOCABULARY[field] == get_args(literal), field
    assert set(Looks.model_fields) < set(VOCABULARY)


def test_the_tables_speak_the_same_words() -> None:
    """A slip in a table would otherwise show at the one person in a thousand who draws the row."""
    for row in TABLES["dress"]:
        assert row["garment"] in appearance.GARMENTS, row
        assert row["setting"] in appearance.SETTINGS, row
        assert row["covering"] in ("", *appearance.HEAD_COVERINGS), row
        assert set(filter(None, row["colours"].split("|"))) <= set(appearance.CLOTHING_COLOURS), row
        assert not row["covering"] or 0 < float(row["covering_share"]) < 100, row
    for row in TABLES["styles"]:
        assert row["style"] in (WORN_BY_MEN if row["gender"] == "Male" else WORN_BY_WOMEN), row
    for row in TABLES["coverings"]:
        assert COVERING_GENDER[row["covering"]] == ("man" if row["gender"] == "Male" else "woman"), row
        assert 0 < float(row["share"]) < 100, row
    assert set(TEMPER) == set(get_args(domain.Expression)) - {"serious"}  # which the built-in model paints as a frown


def test_no_people_is_of_one_tone() -> None:
    """Each row is a whole, of five tones at least, none of them half of it; hair of every skin has a colour."""
    hair = {row["people"]: row for row in TABLES["hair"]}
    bent = {row["skin"]: row for row in TABLES["hair_skin"]}
    assert {row["people"] for row in TABLES["skin"]} == set(hair)
    for row in TABLES["skin"]:
        shares = {tone: float(row[tone]) for tone in get_args(SkinTone)}
        assert sum(shares.values()) == pytest.approx(100), row["people"]
        assert max(shares.values()) < 50, row["people"]
        assert sum(share >= 0.4 for share in shares.values()) >= 4, row["people"]
        for tone in (tone for tone, share in shares.items() if share):
            assert any(float(hair[row["people"]][c]) * float(bent[tone][c]) for c in ("black", "dark brown", "brown"))


def test_the_tables_speak_of_the_same_peoples() -> None:
    """A slip in a name would otherwise stop the plan at the one person who is of that people."""
    known = {row["people"] for row in TABLES["skin"]}
    told = {row["people"] for name in ("peoples", "names") for row in TABLES[name]}
    assert told == known
    groups = {row["group"] for row in table("places/countries.csv")}
    anywhere = {row["where"] for row in TABLES["peoples"] if not row["tongue"] and not row["religion"]}
    assert groups <= anywhere
    assert groups <= {row["where"] for row in TABLES["climates"]}
    assert {row["key"] for row in TABLES["glasses"] if row["of"] == "people"} <= known


@pytest.mark.parametrize(
    ("code", "tongue", "people"),
    [
        ("PH", "Cebuano", "island southeast asian"),
        ("NG", "Yoruba", "west african"),
        ("PL", "Polish", "eastern european"),
    ],
)
def test_skin_is_drawn_at_the_shares_of_the_people(code: str, tongue: str, people: str) -> None:
    (row,) = [row for row in TABLES["skin"] if row["people"] == people]
    found = Counter(each.skin for each in looks(work={"isco08": "4110"}, **in_country(code, code, tongue)))
    expected = {tone: MANY * float(row[tone]) / 100 for tone in get_args(SkinTone) if float(row[tone])}
    assert set(found) <= set(expected)
    assert chisquare([found[tone] for tone in expected], list(expected.values())).pvalue > 0.001


def test_skin_does_not_depend_on_income_but_on_the_sun() -> None:
    """Catches a stereotype by the back door: the same draw for a factory hand and a manager; who fishes is tanned."""
    hand = looks(300, work={"isco08": "8160"})
    manager = looks(300, work={"isco08": "1211"}, income={"level": "High"})
    fisher = looks(300, work={"isco08": "6222"})
    assert [each.skin for each in hand] == [each.skin for each in manager]
    light = ("pale", "fair", "beige")
    assert sum(e.skin in light for e in fisher) < sum(e.skin in light for e in hand) / 2


def test_hair_and_skin_are_of_one_people() -> None:
    """Catches blonde hair where nobody has it, and with brown skin anywhere."""
    for code, tongue in (("ID", "Javanese"), ("VN", "Vietnamese"), ("PH", "Tagalog"), ("UG", "Luganda")):
        assert not any(e.hair_colour in ("blonde", "red") for e in looks(500, **in_country(code, code, tongue)))
    shown = looks(2000, **in_country("FR", "France", "French"))
    assert any(e.hair_colour == "blonde" for e in shown)
    assert not any(e.hair_colour == "blonde" and e.skin in ("brown", "dark brown", "deep brown") for e in shown)


def test_a_name_tells_a_people() -> None:
    """Catches a Diallo of Lyon drawn as often with fair skin as a Mansouri."""
    where = in_country("FR", "France", "French") | {"religion": "Muslim"}
    assert not any(e.skin in ("pale", "fair", "beige") for e in looks(300, **where | {"name": "Ramatoulaye Diallo"}))
    assert any(e.skin in ("pale", "fair", "beige") for e in looks(300, **where | {"name": "Manel Mansouri"}))


def test_a_peci_where_faith_is_the_work() -> None:
    where = in_country("ID", "Indonesia", "Indonesian") | {"religion": "Muslim", "gender": "Male"}
    teachers = looks(400, work={"isco08": "2341", "title": "islamic religious teacher"}, **where)
    assert sum(e.head_covering == "peci" for e in teachers if e.setting == "classroom") > 120


def test_no_hijab_where_it_is_not_worn_at_work() -> None:
    shown = looks(1500, religion="Muslim", work={"isco08": "2221"}, **in_country("FR", "France", "Arabic"))
    at_work = [e for e in shown if e.setting == "clinic"]
    assert sum(e.head_covering == "hijab" for e in at_work) < 0.03 * len(at_work)
    assert sum(e.head_covering == "hijab" for e in shown) > 0.08 * len(shown)


def test_the_peci_is_for_the_old_and_not_for_the_factory() -> None:
    where = in_country("ID", "Indonesia", "Javanese") | {"religion": "Muslim", "gender": "Male"}

    def share(age: int, **changes: object) -> float:
        return sum(e.head_covering == "peci" for e in looks(600, age=age, **where | changes)) / 600

    retired = {"status": "retired", "isco08": ""}
    assert share(66, work=retired) > 0.33 > 0.15 > share(25, work={"isco08": "8160"})


def test_glasses_go_by_schooling_work_and_means() -> None:
    """Catches developers with fewer glasses than fishers."""

    def share(code: str, tongue: str, schooling: str, isco08: str) -> float:
        facts = in_country(code, code, tongue) | {"education": schooling, "work": {"isco08": isco08}}
        return sum(e.glasses != "none" for e in looks(600, age=32, **facts)) / 600

    assert share("VN", "Vietnamese", "bachelor's degree", "2512") > 0.4
    assert share("PH", "Cebuano", "primary school", "6222") < 0.12
    assert share("UG", "Luganda", "primary school", "8321") < 0.05


def test_dress_goes_with_climate_and_faith() -> None:
    at_home = {"work": {"status": "retired", "isco08": ""}, "gender": "Male"}
    hot = looks(600, **in_country("VN", "Vietnam", "Vietnamese") | at_home)
    cool = looks(600, **in_country("NO", "Norway", "Norwegian") | at_home)
    assert sum(e.clothing == "sweater" for e in hot) < 12 < 60 < sum(e.clothing == "sweater" for e in cool)
    assert not any(e.clothing == "tunic" for e in (*hot, *cool))
    vests = [e for e in looks(600, work={"isco08": "9313"}) if e.clothing == "safety vest"]
    assert not any(e.clothing_colour == "pink" for e in vests)


@pytest.mark.parametrize(("code", "share"), [("ID", 0.75), ("US", 0.43), ("UG", 0.50)])
def test_the_hijab_at_its_share_and_only_on_muslim_women(code: str, share: float) -> None:
    where = in_country(code, code)
    worn = sum(each.head_covering == "hijab" for each in looks(religion="Muslim", **where))
    assert binomtest(worn, MANY, share).pvalue > 0.001
    for other in ("Roman Catholic", "no religion", "Hindu"):
        assert not any(each.head_covering == "hijab" for each in looks(500, religion=other, **where))
    assert not any(each.head_covering == "hijab" for each in looks(500, religion="Muslim", gender="Male", **where))


def test_the_hijab_goes_by_region_and_work() -> None:
    """Catches a Muslim woman who teaches in Makassar drawn without one as often as any in the country, and one of Bali
    drawn with one as often as in Aceh."""
    worn = {
        (region, isco08): sum(
            each.head_covering == "hijab"
            for each in looks(
                400,
                religion="Muslim",
                location=in_country("ID", "Indonesia")["location"] | {"region": region},
                work={"isco08": isco08},
            )
        )
        / 400
        for region in ("South Sulawesi", "Bali", "Aceh")
        for isco08 in ("2341", "5221")
    }
    assert min(worn[region, "2341"] for region in ("South Sulawesi", "Bali", "Aceh")) > 0.9
    assert worn["Bali", "5221"] < 0.65 < 0.8 < worn["South Sulawesi", "5221"] < worn["Aceh", "5221"]


def test_the_hijab_goes_by_mother_tongue_and_age() -> None:
    """Catches a Minangkabau woman of Pekanbaru without one as often as any woman of Java."""

    def share(tongue: str, age: int = 30) -> float:
        shown = looks(1000, religion="Muslim", age=age, **in_country("ID", "Indonesia", tongue))
        return sum(each.head_covering == "hijab" for each in shown) / 1000

    assert share("Javanese") < 0.79 < share("Sundanese") < 0.9 < share("Minangkabau")
    assert share("Javanese", 30) < share("Javanese", 60)


def test_white_coats_are_white_and_pharmacists_have_no_scrubs() -> None:
    shown = looks(600, work={"isco08": "2262"})
    assert {each.clothing_colour for each in shown if each.clothing == "white coat"} == {"white"}
    assert not any(each.clothing == "scrubs" for each in shown)


def test_full_beards_are_for_grown_men_and_go_by_the_world_region() -> None:
    """Catches a full beard on a student of Baguio."""

    tongues = {"PH": "Tagalog", "IN": "Hindi", "EG": "Arabic", "GB": "English"}

    def share(code: str, age: int) -> float:
        men = looks(1000, gender="Male", age=age, religion="no religion", **in_country(code, code, tongues[code]))
        return sum(each.beard == "full beard" for each in men) / 1000

    assert share("PH", 20) == 0
    assert share("PH", 40) < 0.03 < 0.05 < share("IN", 40) < share("EG", 40)
    assert share("GB", 20) < share("GB", 40)


def test_no_afro_in_south_asia() -> None:
    assert not any(
        each.hair_style == "afro" for each in looks(1000, gender="Male", **in_country("IN", "India", "Hindi"))
    )


def test_turban_and_uncut_beard_are_for_sikh_men() -> None:
    men = looks(600, religion="Sikh", gender="Male")
    assert sum(each.head_covering == "turban" for each in men) > 400
    assert sum(each.beard == "full beard" for each in men) > 430
    assert not any(each.head_covering == "turban" for each in looks(600, religion="Sikh"))


@pytest.mark.slow
def test_what_does_not_go_together() -> None:
    for slot, shown in (*people("Indonesia", 300), *people("Philippines", 300)):
        man = slot.gender == "Male"
        assert shown.hair_style in (WORN_BY_MEN if man else WORN_BY_WOMEN)
        assert shown.beard == "none" or (man and slot.age >= 18)
        assert COVERING_GENDER.get(shown.head_covering) in (None, "man" if man else "woman")
        if shown.head_covering in ("hijab", "peci"):
            assert slot.religion == "Muslim"
        if slot.age < 30:
            assert shown.hair_colour not in ("grey", "white")


def test_grey_hair_grows_with_age() -> None:
    share = {
        age: sum(e.hair_colour in ("grey", "white") for e in looks(600, age=age)) / 600 for age in (25, 45, 65, 80)
    }
    assert share[25] == 0
    assert share[45] < 0.15 < 0.35 < share[65] < share[80]


def test_dress_goes_with_the_work() -> None:
    """The most frequent garment at work; the share shown at work; and nobody in a hard hat at an office."""
    for isco, garment, setting in (
        ("2221", "scrubs", "clinic"),
        ("5414", "uniform", "street"),
        ("9313", "safety vest", "street"),
        ("5120", "apron", "kitchen"),
    ):
        shown = looks(600, work={"isco08": isco})
        there = [each for each in shown if each.setting == setting]
        assert 0.5 < len(there) / 600 < 0.75, isco
        assert Counter(each.clothing for each in there).most_common(1)[0][0] == garment, isco
    assert {each.head_covering for each in looks(600, work={"isco08": "4416"}, religion="no religion")} == {"none"}


def test_those_without_work_are_shown_at_home() -> None:
    for status in ("retired", "keeping house", "looking for work"):
        assert {each.setting for each in looks(300, work={"status": status, "isco08": ""})} <= {
            *("home", "plain", "garden", "street")
        }


def test_everybody_has_dress_for_every_work() -> None:
    """Catches a key of the table with rows for some parts of the world or for women alone."""
    countries = {row["code"]: row["group"] for row in table("places/countries.csv")}
    for key in {row["key"] for row in TABLES["dress"]}:
        rows = [row for row in TABLES["dress"] if row["key"] == key and not row["faith"]]
        for gender in ("Male", "Female"):
            markets = {each for row in rows if row["gender"] in ("", gender) for each in row["markets"].split("|")}
            assert "any" in markets or all({code, group} & markets for code, group in countries.items()), (key, gender)


@pytest.mark.slow
def test_every_occupation_has_dress() -> None:
    with (DATA / "work/titles.csv").open(encoding="utf-8") as file:
        codes = {row["isco08"] for row in csv.DictReader(file)}
    for code in codes - {""}:
        for gender in ("Male", "Female"):
            assert looks(30, work={"isco08": code}, gender=gender)


def test_expression_goes_with_temper() -> None:
    outgoing = {"extraversion": 70, "agreeableness": 65, "neuroticism": 35}
    anxious = {"extraversion": 35, "agreeableness": 45, "neuroticism": 72}
    glad = Counter(each.expression for each in looks(1000, psychographics=outgoing))
    sad = Counter(each.expression for each in looks(1000, psychographics=anxious))
    assert glad["smiling"] + glad["laughing"] > 600 > sad["smiling"] + sad["laughing"]
    assert sad["worried"] > 10 * max(glad["worried"], 1)
    assert set(sad) == set(TEMPER)  # temper bends, it does not decide


def test_looks_change_no_other_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a draw from the generator that the other facts come from: all names and lives would change."""
    monkeypatch.setattr("boses_engine.pipeline.plan.draw_looks", lambda rng, *_: rng.random(9) is None)
    without = make_plan(Group.model_validate({**_GROUP}), 5).slots
    monkeypatch.undo()
    with_ = make_plan(Group.model_validate({**_GROUP}), 5).slots
    assert [slot.model_copy(update={"appearance": None}) for slot in with_] == [
        slot.model_copy(update={"appearance": None}) for slot in without
    ]


_GROUP = {
    "name": "Looks",
    "age_min": 20,
    "age_max": 40,
    "gender": "All",
    "location": "Hanoi, Vietnam",
    "income_level": "Middle",
    "occupation": "Teacher",
    "persona_count": 4,
}


WORDS = {  # of what a portrait shows, in the tables of lives, brands and talk
    "glasses": re.compile(r"\b(glasses|spectacles|contact lens)"),
    "hair": re.compile(
        r"\b(\{their\}|my|her|his) (\w+ )?hair\b|haircut|hairstyle|(in the|no) comb\b|comb (stuck|caught)"
    ),
    "": re.compile(  # what no row gives anybody yet
        r"\b(beard\w*|moustache|shav(e|es|ed|ing)|bald|wig|headscar\w+|veil|hijab|turban|wheelchair|crutch\w*|dentures"
        r"|(grey|white|dyed|short|long) hair|(missing|gold) (tooth|teeth)|tattoos?|prosthe\w+|hearing aid)\b"
    ),
}
NOT_THEIRS = re.compile(  # drinking glasses, what others wear, what somebody does for a living, lends or wishes for
    r"(plates|bowls|mirrors|tea|drinking|matching|\{count\}|set of|tray of) (and )?(drinking )?glasses"
    r"|glasses (and (plates|bowls)|ordered|in a bucket)|(washed the|cousin with thick|aunt with the|an uncle with|"
    r"the uncle with the|\{their\} uncle with the|her|her reading|would like new reading) (glasses|spectacles)"
    r"|(lunch and a|finish a|a free|good|new) haircuts?"
    r"|driver with the white moustache|bald patch|a wheelchair|pair of crutches|tattoo, "
    r"|shave the whole head|porter with grey"
)


def with_option(text: str, name: str, option: str) -> str:
    """A text with one of its open places filled."""
    parts = option.split(" / ")
    return re.sub(rf"\{{{name}(?:\.(\d))?\}}", lambda place: parts[int(place[1] or 1) - 1], text)


def texts_of(story: Storyline) -> Iterator[str]:
    """The texts of a storyline, places open, and filled with each option that is about looks."""
    variants = (text for each in story.variants.values() for text in each.values())
    texts = (*story.notes.values(), *variants, *story.says, *story.phone.values())
    yield from texts
    for name, options in story.open.items():
        for option in options:
            if any(words.search(option.lower()) for words in WORDS.values()):
                yield from (filled for text in texts if (filled := with_option(text, name, option)) != text)


def told_texts() -> Iterator[tuple[str, ...]]:
    """What is told of one person together."""
    for code in ("PH", "ID", "VN", "DE"):
        yield from (tuple(texts_of(story)) for story in storylines(code))
    yield from ((note.text,) for note in all_notes())
    for name, column in (("lives/roads", "road"), ("market/incidents", "note"), ("market/since", "sentence")):
        yield from ((row[column],) for row in table(f"{name}.csv"))
    yield from ((sentence,) for row in table("market/incidents.csv") for sentence in row["since"].split("|"))
    for market in MARKETS:
        if talk := newest(Path(boses_engine.__file__).parents[1] / "cultural_snapshots", market):
            for signal in talk.signals:
                yield from ((text,) for texts in signal.wordings.by_use().values() for text in texts)


def test_what_lives_tell_of_looks_is_in_the_table() -> None:
    """Catches a life about new glasses with a portrait without them, and a row that no text has any more."""
    rows = TABLES["told"]
    met = set[str]()
    for texts in told_texts():
        has = {row["has"] for row in rows if any(row["words"] in text.lower() for text in texts)}
        met |= {row["words"] for row in rows if any(row["words"] in text.lower() for text in texts)}
        for look, words in WORDS.items():
            found = [text for text in texts if words.search(text.lower()) and not NOT_THEIRS.search(text.lower())]
            assert look in has or not found, (look, found)
    assert met == {row["words"] for row in rows}


def test_looks_follow_what_is_told() -> None:
    """Catches looks drawn beside the life: no glasses where they are mended, a bald man who washes his hair."""
    mended = SLOT.life.model_copy(update={"weekday": "{They} wears glasses with a loose screw."})
    assert {each.glasses for each in looks(300, life=mended)} == {"round", "rectangular"}
    others = SLOT.life.model_copy(update={"weekday": "{Their} aunt with the glasses washes the glasses."})
    assert looks(300, life=others) == looks(300)
    brand = SLOT.brands[0].model_copy(update={"incident": "{brand} left {their} hair soft."})
    old = {"gender": "Male", "age": 72}
    assert any(each.hair_style == "bald" for each in looks(300, **old))
    assert not any(each.hair_style == "bald" for each in looks(300, brands=(brand, *SLOT.brands[1:]), **old))


def test_looks_are_drawn_by_the_talk_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches looks drawn before talk is woven in, which tells of other moments and brands."""
    seen = list[Slot]()
    monkeypatch.setattr("boses_engine.pipeline.plan.draw_looks", lambda rng, slot, custom: seen.append(slot))
    slots = make_plan(Group.model_validate(_GROUP), 5, sample_snapshot("VN")).slots
    assert [slot.life for slot in seen] == [slot.life for slot in slots]


def test_an_older_slot_has_none() -> None:
    assert SLOT.appearance is None


def test_a_name_of_two_peoples_tells_of_the_family() -> None:
    """Catches Kevin Chen of California who looks as any Kevin there does."""
    place = {"country_code": "US", "country": "United States", "region": "California", "city": "Fresno"}
    known: dict[str, Any] = {"location": place, "mother_tongue": "English", "religion": "no religion"}
    assert custom_of(a_slot(**known, name="Kevin Chen")) == "us-chinese"
    assert custom_of(a_slot(**known, name="Kevin Smith")) == "us"
