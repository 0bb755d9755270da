"""The notes of lives.csv: their form, their conditions, and the draw of a life."""

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from typing import Any, cast, get_args

import numpy as np
import pytest

from boses_engine.domain.persona import DecisionStyle, Household, Life, PriceLevel, WorkStatus
from boses_engine.grounding.lives.draw import Entries, LifeFacts, draw_life, fits, notes, redraw
from boses_engine.grounding.lives.notes import variants
from boses_engine.grounding.places.countries import country_codes, table
from boses_engine.randomness import generator

KINDS = list(Life.model_fields)
LEAST = {
    "grew_up": 250,
    "turning_point": 250,
    "weekday": 320,
    "wish": 330,
    "worry": 300,
    "value": 150,
    "decision_habit": 230,
    "money_habit": 250,
    "price_signals": 200,
    "phone_moments": 400,
    "opinion": 180,
    "interjection": 80,
}
PLACEHOLDERS = {"{they}", "{them}", "{their}", "{themself}"}
THIRD_PERSON = re.compile(r"[a-z-]+s")  # "keeps", "goes"
IRREGULAR_PAST = set(
    "was won broke saw got found spent gave took ran sold lost came left lent rode slept sat moved quit paid stood "
    "spoke learned fled stayed repaid kept built grew taught forgot swam drove went rebuilt let bought cut dug froze "
    "wrote sang".split()
)
NOUN_PHRASE = {"a", "an", "the", "to", "new", "{their}", "something"}
TIME_OF_DAY = re.compile(
    r"\b(mornings?|midday|noon|afternoons?|evenings?|nights?|midnight|dawn|bedtime|weekdays?|daily)\b|\bevery day\b"
)
LEADS_ON = re.compile(r"\b(before|after|while|until|when|because)\b")
DEVICE = re.compile(
    r"\b(phone|phones|apps?|online|chat|mobile|screen|e-wallet|podcast|low data|battery|QR|QRIS|calls?|video|streams)\b"
)
BARE_RELATIVE = re.compile(
    r"(?<!\{their\} )(?<!\ba )(?<!\bthe )\b(mother|father|brother|sister|husband|wife|son|daughter|grandmother|"
    r"grandfather|aunt|uncle|cousin|parents|children|grandchildren|baby)\b"
)
GENDERED = re.compile(r"\b(he|she|his|her|hers|him|himself|herself)\b")
RELATIVES = {
    "mother": "mother",
    "father": "father",
    "brother": "brother",
    "sister": "sister",
    "husband": "husband",
    "wife": "wife",
    "son": "son",
    "daughter": "daughter",
    "grandmother": "grandmother",
    "grandfather": "grandfather",
    "aunt": "aunt",
    "uncle": "uncle",
    "cousin": "cousin",
    "children": "children",
    "grandchildren": "grandson",
}
REGIONS = {
    "PH": ("Metro Manila", "Central Visayas", "Davao Region", "Bangsamoro"),
    "ID": ("Jakarta", "Bali", "North Sumatra", "South Sulawesi", "Papua"),
    "VN": ("Hanoi", "Ho Chi Minh City", "Lam Dong", "Can Tho", "Quang Nam"),
}
CLIMATES = {
    **dict.fromkeys(("PH", "ID", "VN", "NG", "SG"), "tropical"),
    **dict.fromkeys(("DE", "CN"), "temperate"),
    "NO": "cold",
    "AE": "dry",
}
WEALTH = dict.fromkeys(("PH", "ID", "VN", "NG", "CN"), "modest") | dict.fromkeys(("DE", "NO", "AE", "SG"), "rich")
REGION_WORDS = {
    **{"Metro Manila": "luzon", "Central Visayas": "visayas", "Davao Region": "mindanao", "Bangsamoro": "mindanao"},
    **{"Jakarta": "java", "Bali": "bali", "North Sumatra": "sumatra", "South Sulawesi": "sulawesi"},
    **{"Papua": "eastern islands", "Hanoi": "north vietnam", "Ho Chi Minh City": "south vietnam"},
    **{"Lam Dong": "central vietnam", "Quang Nam": "central vietnam", "Can Tho": "mekong delta|south vietnam"},
}
PLURAL_VERBS = {"are", "were", "have", "do", "go", "use", "know", "need", "want", "like", "ride", "wash", "see"}
PRONOUN = re.compile(r"\{they\} (\w+)")
CAPITALISED = {row["platform"] for row in table("market/platforms.csv")} | {
    *("Friday", "Fridays", "Saturday", "Saturdays", "Sunday", "Sundays", "January"),
    *("Christmas", "Lebaran", "Ramadan", "Eid", "Tết", "Bible", "JAMB", "Ghana-must-go", "Nollywood"),
    *("Baguio", "Puncak", "Đà", "Lạt", "Vietnam", "Indomie", "QR", "QRIS", "PLN", "Hạ", "Long", "Idul", "Adha"),
    *("Santo", "Niño", "Korean"),
}


@cache
def every_row() -> list[dict[str, str]]:
    """The rows of lives.csv, one for each entry that a row stands for."""
    return [row | {"note": text} for row in table("lives/notes.csv") for text in variants(row["note"])]


def drawn(rng: np.random.Generator, used: Entries, facts: LifeFacts) -> Life:
    """The life of the next person."""
    used.begin()
    return draw_life(rng, used=used, **facts)


def rows_of(*kinds: str) -> list[dict[str, str]]:
    return [row for row in every_row() if row["kind"] in kinds]


def some_facts(rng: np.random.Generator) -> LifeFacts:
    def pick(*options: Any) -> Any:
        return options[int(rng.integers(len(options)))]

    age = int(rng.integers(13, 101))
    code = str(pick("PH", "ID", "VN", "NG", "DE", "CN", "NO", "AE", "SG"))
    members = pick((), ("mother",), ("husband",), ("wife", "father"), ("younger brother", "grandmother"))
    children = pick((), (3,), (15, 9), (25,)) if age > 30 else ()
    return LifeFacts(
        country_code=code,
        region=pick(None, *REGIONS.get(code, ())),
        gender=pick("Male", "Female"),
        age=age,
        work_status=pick(*get_args(WorkStatus)),
        income_level=pick("Low", "Middle", "High"),
        household=Household(
            size=1 + len(members) + len(children),
            marital_status="married" if {"husband", "wife"} & set(members) else "single",
            children=children,
            members=members,
        ),
        decision_style=pick(*get_args(DecisionStyle)),
        price_level=pick("low", "medium", "high"),
        religion=pick("Roman Catholic", "Muslim", "Evangelical Christian", "Buddhist", "no religion", "Hindu", "Druze"),
        mother_tongue=pick("Tagalog", "Cebuano", "Javanese", "Balinese", "Vietnamese", "Khmer", "Hausa", "German"),
        urban=bool(rng.integers(2)),
        platforms=pick((), ("Facebook", "TikTok"), ("Zalo",), ("WhatsApp", "Instagram", "YouTube")),
    )


def fixed_facts(**changes: Any) -> LifeFacts:
    facts: dict[str, Any] = {
        "country_code": "PH",
        "region": "Metro Manila",
        "gender": "Female",
        "age": 34,
        "work_status": "working",
        "income_level": "Middle",
        "household": Household(size=2, marital_status="single", children=(), members=("mother",)),
        "decision_style": "impulsive",
        "price_level": "medium",
        "religion": "Roman Catholic",
        "mother_tongue": "Tagalog",
        "urban": True,
        "platforms": ("Facebook", "TikTok", "Messenger"),
    }
    return cast(LifeFacts, facts | changes)


def all_notes(life: Life) -> list[tuple[str, str]]:
    """(kind, text) of every note of a life."""
    found = []
    for kind in KINDS:
        value = getattr(life, kind)
        found += [(kind, text) for text in ((value,) if isinstance(value, str) else value) if text]
    return found


@pytest.mark.parametrize("name", ["lives/notes.csv", "market/incidents.csv"])
def test_the_form_of_every_note(name: str) -> None:
    """Catches a note that the copy check would refuse, or that gives a person a gender, a price or a final stop."""
    for row in every_row() if name == "lives/notes.csv" else table(name):
        note = row["note"]
        if row.get("kind") == "interjection":
            continue
        assert 3 <= len(note.split()) <= 8, note
        assert not GENDERED.search(note), note
        assert not re.search(r"[\d.:;()!?~]", note), note
        assert note.count(",") <= 1, note
        assert note == note.strip(), note
        assert set(re.findall(r"\{.*?\}", note)) <= PLACEHOLDERS, note
        assert not [verb for verb in PRONOUN.findall(note) if verb in PLURAL_VERBS], note
        assert row["source"], note
        assert row["year"], note
        capitalised = {word.removesuffix("'s").strip(",") for word in note.split() if word[0].isupper()}
        assert capitalised <= CAPITALISED, note


@pytest.mark.parametrize("kind", ["weekday", "decision_habit", "money_habit", "price_signals", "phone_moments"])
def test_habits_follow_a_name(kind: str) -> None:
    """Catches "counting coins" or "keep coins" where the sentence goes "Dinda ___"."""
    for row in rows_of(kind):
        assert THIRD_PERSON.fullmatch(row["note"].split()[0]), row["note"]


def test_turning_points_are_in_the_past() -> None:
    """Catches "lose a job" or a second subject where the sentence goes "One year she ___"."""
    for row in rows_of("turning_point"):
        first = row["note"].split()[0]
        assert first.endswith("ed") or first in IRREGULAR_PAST, row["note"]


def test_places_wishes_and_values_fit_their_sentences() -> None:
    """Catches "grew up rice fields", "wants opening a shop" and "believes in honesty first"."""
    for row in rows_of("grew_up"):
        assert re.match(
            r"(above|behind|beside|on|in|at|across|near|down|next|by|between|opposite|under|around|along|over)\b",
            row["note"],
        ), row["note"]
    for row in rows_of("wish"):
        assert row["note"].split()[0] in NOUN_PHRASE, row["note"]
        assert "this year" not in row["note"], row["note"]
    for row in rows_of("grew_up", "wish", "value", "weekday", "price_signals"):  # a clause or a stop comes next
        assert "," not in row["note"], row["note"]
    for row in rows_of("value"):
        assert row["note"].split()[0].endswith("ing"), row["note"]


def test_habits_of_buying_do_not_say_the_sentence_again() -> None:
    """Catches "Before buying, Dinda ... before paying"."""
    for row in rows_of("decision_habit", "phone_moments"):
        assert not LEADS_ON.search(row["note"]), row["note"]


def test_days_name_no_other_time_of_day() -> None:
    """Catches "In the evening she ... at noon", and a workday that begins with the laundry at night."""
    for row in rows_of("weekday", "phone_moments"):
        assert not TIME_OF_DAY.search(row["note"]), row["note"]


def test_moments_with_the_phone_involve_it() -> None:
    """Catches a walk in the park among the things done with a phone."""
    platforms = {row["platform"] for row in table("market/platforms.csv")}
    for row in rows_of("phone_moments"):
        assert DEVICE.search(row["note"]) or platforms & set(row["note"].split()), row["note"]


def test_relatives_have_an_owner() -> None:
    """Catches "a check-up for father", which no one says of another person."""
    for row in every_row():
        if row["kind"] not in ("opinion", "interjection"):  # which speak of people in general
            assert not BARE_RELATIVE.search(row["note"]), row["note"]


def test_interjections_open_a_sentence() -> None:
    """Catches "naku" or "Naku!" in front of a clause, and a market of the examples that has too few."""
    for row in rows_of("interjection"):
        assert re.fullmatch(r"\w[\w' ]*,", row["note"]), row["note"]
        assert row["note"][0].isupper(), row["note"]
    counts = Counter(row["market"] for row in rows_of("interjection"))
    assert min(counts[market] for market in ("PH", "ID", "VN", "NG")) >= 12
    assert counts[""] >= 6


def test_a_third_of_people_open_with_a_word_of_their_market() -> None:
    """Catches a local word for everybody, or for nobody, and one lent to another market."""
    rng, used = generator("interjections"), Entries()
    market = {row["note"]: row["market"] for row in rows_of("interjection")}
    words = [drawn(rng, used, fixed_facts()).interjection for _ in range(600)]
    shares = Counter(market[word] if word else "none" for word in words)
    assert shares["PH"] / 600 == pytest.approx(1 / 3, abs=0.07)
    assert shares[""] / 600 == pytest.approx(1 / 6, abs=0.06)
    assert shares["none"] / 600 == pytest.approx(1 / 2, abs=0.07)
    german = {drawn(rng, used, fixed_facts(country_code="DE")).interjection for _ in range(60)}
    assert {market[word] for word in german if word} == {""}


def test_the_markets_of_the_examples_have_notes_of_their_own() -> None:
    """Catches a table whose people could live anywhere."""
    counts = Counter(
        market for row in every_row() if row["kind"] != "interjection" for market in row["market"].split("|")
    )
    assert min(counts[market] for market in ("PH", "ID", "VN")) >= 140
    assert counts["NG"] >= 75
    regions = Counter(row["region"] for row in every_row() for _ in range(bool(row["region"])))
    assert min(regions[region] for region in ("luzon", "visayas", "mindanao", "bali", "north vietnam")) >= 4
    climates = Counter(climate for row in every_row() for climate in row["climate"].split("|"))
    assert min(climates[climate] for climate in ("cold", "temperate", "tropical", "dry")) >= 40
    assert min(sum(row["wealth"] == wealth for row in every_row()) for wealth in ("rich", "modest")) >= 80


def test_no_note_stands_in_two_rows() -> None:
    """Catches a copied row, which would come up twice as often as others."""
    counts = Counter(row["note"] for row in (*every_row(), *table("market/incidents.csv")))
    assert [note for note, count in counts.items() if count > 1] == []


def test_there_are_enough_notes_of_every_kind() -> None:
    """Catches a kind that was cut down or misspelt, so that a group of a hundred repeats itself."""
    counts = Counter(row["kind"] for row in every_row())
    assert set(counts) == set(KINDS)
    assert {kind: counts[kind] for kind, least in LEAST.items() if counts[kind] < least} == {}
    narrow = Counter((row["kind"], row["decision_style"] or row["price_level"]) for row in every_row())
    assert min(narrow["decision_habit", style] for style in get_args(DecisionStyle)) >= 25
    assert min(narrow["price_signals", level] for level in get_args(PriceLevel)) >= 55
    parts = Counter(row["part_of_day"] for row in every_row() if row["kind"] == "phone_moments")
    assert min(parts[part] for part in ("morning", "midday", "evening")) >= 120
    weekdays = Counter(row["status"] for row in every_row() if row["kind"] == "weekday")
    assert min(weekdays[status] for status in get_args(WorkStatus)) >= 40
    assert weekdays["working"] >= 100


def test_conditions_are_written_in_known_words() -> None:
    """Catches a misspelt condition, which would silently make a note never fit."""
    words = {
        "market": {"PH", "ID", "VN", "NG"},
        "status": set(get_args(WorkStatus)),
        "income": {"Low", "Middle", "High"},
        "household": {
            *("alone", "spouse", "children", "small children", "school children"),
            *("mother", "father", "grandmother", "grandson", "granddaughter", "roommate", "brother", "sister"),
            *("husband", "wife"),
        },
        "gender": {"Female", "Male"},
        "climate": {"tropical", "dry", "temperate", "cold"},
        "wealth": {"rich", "modest"},
        "region": {row["word"] for row in table("lives/places.csv") if row["regions"]},
        "decision_style": set(get_args(DecisionStyle)),
        "price_level": set(get_args(PriceLevel)),
        "urban": {"yes", "no"},
        "platform": {row["platform"] for row in table("market/platforms.csv")},
        "part_of_day": {"morning", "midday", "evening"},
    }
    for row in every_row():
        for column, known in words.items():
            if row[column]:
                assert set(row[column].split("|")) <= known, row["note"]
    tongues = {row["name"] for row in table("places/language.csv")}
    for row in every_row():
        assert set(filter(None, row["tongues"].split("|"))) <= tongues, row["note"]
    religions = " ".join(row["name"] for row in table("places/religion.csv")).casefold()
    assert all(part in religions for row in every_row() if row["religion"] for part in row["religion"].split("|"))


def test_a_relative_is_named_only_where_the_household_has_one() -> None:
    """Catches a note that gives a person a mother or children that the facts do not hold."""
    for row in every_row():
        words = set(re.findall(r"[a-z]+", row["note"]))
        for relative, need in RELATIVES.items():
            if relative in words and row["kind"] != "interjection":
                needs = row["household"].split("|")
                assert any(need in have for have in needs) or "children" in need and "child" in "".join(needs), row
        if "child" in words:
            assert "children" in row["household"], row


def test_a_platform_is_named_only_where_it_is_used() -> None:
    """Catches "on TikTok" in the note of a person who is not there."""
    platforms = {row["platform"] for row in table("market/platforms.csv")} - {"X", "LINE"}
    for row in every_row():
        for platform in sorted(platforms):
            if re.search(rf"\b{platform}\b", row["note"]):
                assert row["platform"] == platform, row["note"]


def test_every_note_of_thousands_of_lives_fits_its_person() -> None:
    """Catches a condition that is not applied, and a person for whom some kind has no note at all."""
    rng, used = generator("conditions"), Entries()
    rows = {row["note"]: row for row in every_row()}
    for _ in range(2_000):
        facts = some_facts(rng)
        household = facts["household"]
        life = drawn(rng, used, facts)
        held = all_notes(life)
        assert len({text for _, text in held}) == 14 + bool(life.interjection)
        for kind, text in held:
            row = rows[text]
            assert row["kind"] == kind
            assert int(row["age_min"] or 0) <= facts["age"] <= int(row["age_max"] or 200), row
            for column, value in (
                ("market", facts["country_code"]),
                ("gender", facts["gender"]),
                ("status", facts["work_status"]),
                ("income", facts["income_level"]),
                ("decision_style", facts["decision_style"]),
                ("price_level", facts["price_level"]),
                ("urban", "yes" if facts["urban"] else "no"),
                ("tongues", facts["mother_tongue"]),
            ):
                assert not row[column] or value in row[column].split("|"), (row, facts)
            assert not row["climate"] or CLIMATES[facts["country_code"]] in row["climate"].split("|"), (row, facts)
            if row["wealth"]:  # the rich of a modest country live neither way
                assert WEALTH[facts["country_code"]] == row["wealth"], (row, facts)
                assert row["wealth"] == "rich" or facts["income_level"] != "High", (row, facts)
            if row["region"]:
                regions = REGION_WORDS.get(facts["region"] or "", "").split("|")
                assert set(regions) & set(row["region"].split("|")), (row, facts)
            assert not row["platform"] or row["platform"] in facts["platforms"], row
            if row["religion"]:
                assert any(part in facts["religion"].casefold() for part in row["religion"].split("|")), row
            match row["household"]:
                case "small children|school children":
                    assert min(household.children) <= 17
                case "alone":
                    assert household.size == 1
                case "children":
                    assert household.children
                case "small children":
                    assert min(household.children) <= 5
                case "school children":
                    assert any(6 <= age <= 17 for age in household.children)
                case "spouse":
                    assert household.marital_status == "married"
                case "mother" | "father" as relative:
                    assert relative in household.members
        assert [rows[text]["part_of_day"] for text in life.phone_moments] == ["morning", "midday", "evening"]


def test_fits_reads_the_last_word_of_a_relation_and_parts_of_a_religion() -> None:
    """Catches an exact comparison where "Evangelical Christian" should count as Christian."""
    grace = next(note for note in notes("value") if note.text == "forgiving people before the evening prayer")
    assert fits(grace, fixed_facts(religion="Evangelical Christian"))
    assert not fits(grace, fixed_facts(religion="Muslim"))
    knees = next(note for note in notes("wish") if note.text == "a soft chair for {their} mother's knees")
    assert fits(knees, fixed_facts())
    assert not fits(knees, fixed_facts(household=Household(size=1, marital_status="single", children=(), members=())))


def test_a_group_of_three_hundred_uses_its_notes_evenly() -> None:
    """Catches a draw by chance alone, under which some note comes up eight times and others never."""
    rng, used = generator("even"), Entries()
    facts = fixed_facts()
    lives = [drawn(rng, used, facts) for _ in range(300)]
    for kind in LEAST.keys() - {"interjection"}:
        counts = Counter(text for life in lives for found, text in all_notes(life) if found == kind)
        for part in {note.part_of_day for note in notes(kind)}:
            fitting = [note.text for note in notes(kind) if note.part_of_day == part and fits(note, facts)]
            assert max(counts[text] for text in fitting) - min(counts[text] for text in fitting) <= 2, kind
    assert len({life.grew_up for life in lives[:100]}) == 100


def test_variants_of_one_pattern_come_late() -> None:
    """Catches a small group with three flats "above a ...'s shop by the bridge"."""
    pattern = {note.text: note.pattern for note in notes("grew_up")}
    for seed in range(10):
        rng, used = generator("variants", seed), Entries()
        patterns = [pattern[drawn(rng, used, fixed_facts()).grew_up] for _ in range(25)]
        assert max(Counter(filter(None, patterns)).values(), default=0) <= 2


def test_every_row_names_its_variants() -> None:
    """Catches a bracket that is not closed and a choice of one, which reach the reader as they stand."""
    assert list(variants("by the [pier|mill] of [two|old] men")) == [
        *("by the pier of two men", "by the pier of old men", "by the mill of two men", "by the mill of old men"),
    ]
    assert list(variants("a plain note")) == ["a plain note"]
    for row in table("lives/notes.csv"):
        texts = list(variants(row["note"]))
        assert len(set(texts)) == len(texts) >= 1 + ("[" in row["note"]), row["note"]
        assert not set("[]|") & set("".join(texts)), row["note"]


def test_every_country_has_a_climate() -> None:
    """Catches a code that was left out, whose people would have no weather, and one with two."""
    counts = Counter(
        code for row in table("lives/places.csv") if not row["regions"] for code in row["countries"].split("|")
    )
    assert dict(counts) == dict.fromkeys(country_codes(), 1)


def test_no_snow_in_manila_and_no_fan_in_oslo() -> None:
    """Catches notes of another climate or of another kind of economy where they are odd."""
    snow = re.compile(
        r"\b(snow\w*|skis?|skating|icy|frost\w*|frozen|heating|gloves?|sledge|sauna|winter|autumn|coat)\b"
    )
    heat = re.compile(r"\b(fan|mango\w*|hens|goats?|rainy season|coconut|bamboo|sachets?|power cut|aircon)\b")
    oslo = fixed_facts(country_code="NO", region=None, religion="Lutheran", platforms=("WhatsApp",))
    for facts, odd in ((fixed_facts(), snow), (oslo, heat)):
        rng, used = generator("climate"), Entries()
        for _ in range(400):
            for kind, text in all_notes(drawn(rng, used, facts)):
                assert not (odd.search(text) and kind not in ("wish", "opinion", "value")), text


@pytest.mark.parametrize("field", KINDS)
def test_redraw_changes_that_field_and_no_other(field: str) -> None:
    """Catches a redraw that gives the refused note back, or loses the notes that passed."""
    rng, used = generator("redraw", field), Entries()
    for _ in range(20):
        facts = some_facts(rng)
        life = drawn(rng, used, facts)
        other = redraw(rng, life, field, used=used, **facts)
        old, new = getattr(life, field), getattr(other, field)
        if isinstance(old, tuple):
            assert set(old).isdisjoint(new)
            assert len(set(new)) == len(old)
        else:
            assert old != new or field == "interjection" and not new
        assert other.model_copy(update={field: old}) == life
        assert Life.model_validate(other.model_dump()) == other


def test_redraw_of_an_unknown_field_is_refused() -> None:
    """Catches a misspelt field that would quietly add itself to the frozen value."""
    rng, used = generator("unknown"), Entries()
    life = drawn(rng, used, fixed_facts())
    with pytest.raises(ValueError, match="no field 'hope'"):
        redraw(rng, life, "hope", used=used, **fixed_facts())


def test_the_same_seed_gives_the_same_life_in_another_process() -> None:
    """Catches an iteration over a set, whose order changes with the hash seed of the process."""
    code = (
        "from boses_engine.domain.persona import Household\n"
        "from boses_engine.grounding.lives.draw import Entries, draw_life\n"
        "from boses_engine.randomness import generator\n"
        "print(draw_life(generator(7), used=Entries(), country_code='VN', region='Hanoi', gender='Male', age=40,\n"
        "  work_status='working', income_level='Low',\n"
        "  household=Household(size=3, marital_status='married', children=(8,), members=('wife',)),\n"
        "  decision_style='recreational', price_level='high', religion='Buddhist', urban=True,\n"
        "  mother_tongue='Vietnamese', platforms=('Zalo', 'YouTube')).model_dump_json())"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1
    assert "grew_up" in texts.pop()


def test_the_tables_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a table that is read again for every life, which takes thirty times as long."""
    rng, used = generator("once"), Entries()
    drawn(rng, used, fixed_facts())
    monkeypatch.setattr("csv.DictReader", None)
    drawn(rng, used, fixed_facts())
