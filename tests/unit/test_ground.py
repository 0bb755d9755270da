"""`ground show`: what is known of a place, that it is what people are drawn from, and how it is printed."""

import csv
import io
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from boses_engine import cli, grounding
from boses_engine.errors import LocationError
from boses_engine.grounding.income import classes as money
from boses_engine.grounding.market import digital
from boses_engine.grounding.people import demographics
from boses_engine.grounding.places import countries
from boses_engine.grounding.places import resolve as places
from boses_engine.grounding.work.pay import household_level
from boses_engine.output.facts import PlaceFacts, place_facts
from boses_engine.output.facts_blocks import sources_of
from boses_engine.output.ground import as_record, as_text

# Blocks of which the figures are parts of one whole.
WHOLES = ("ages", "sex", "religion", "language", "education", "occupations")
KEYS = ("place", *WHOLES[:5], "income", "occupations", "platforms", "devices", "names", "brands", "notes")


def shares(facts: PlaceFacts, key: str) -> dict[str, float]:
    return {fact.label: fact.share for fact in facts.block(key).facts if fact.share is not None}


def printed(facts: PlaceFacts, width: int, **terminal: object) -> str:
    out = io.StringIO()
    Console(file=out, width=width, **terminal).print(as_text(facts))  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("place", ["Denpasar", "ID", "Cebu City, Philippines", "Mekong Delta, Vietnam", "Laos", "USA"])
def test_every_block_is_there_and_sums_up(place: str) -> None:
    """Catches shares that are not scaled, a kind of knowledge left out, and a figure without a source."""
    facts = place_facts(place)
    assert [block.key for block in facts.blocks] == list(KEYS)
    for key in WHOLES:
        assert sum(shares(facts, key).values()) == pytest.approx(1.0), key
    for block in facts.blocks:
        assert block.facts, block.key
        assert block.sources, block.key
        assert all(source.text and source.year.isdigit() for source in block.sources), block.key
        assert all(fact.text.strip() for fact in block.facts), block.key


def test_a_country_by_name_and_by_code_is_the_same() -> None:
    assert place_facts("ID").blocks[1:] == place_facts("Indonesia").blocks[1:]  # the first says what was asked
    assert place_facts("indonesia").country_code == "ID"


def test_a_city_alone_is_found_in_its_country() -> None:
    """Catches a city that is only known with its country's name behind it."""
    alone, whole = place_facts("Denpasar"), place_facts("Denpasar, Indonesia")
    assert alone.places == whole.places
    assert alone.blocks[1:] == whole.blocks[1:]  # the first repeats the words that were asked
    assert alone.block("place").facts == whole.block("place").facts
    assert (alone.country_code, alone.region) == ("ID", "Bali")
    assert alone.notes == ()


def test_a_city_of_several_countries_is_the_largest_and_says_so() -> None:
    facts = place_facts("Birmingham")
    assert facts.country == "United Kingdom"
    (note,) = facts.notes
    assert '"Birmingham" is taken for the one in United Kingdom' in note
    assert "United States" in note


@pytest.mark.parametrize("place", ["Qwertyville", "Jakarta, Vietnam", "", ",", "x" * 300])
def test_an_unknown_place_is_refused(place: str) -> None:
    with pytest.raises(LocationError):
        place_facts(place)


def test_a_region_has_its_own_figures_and_sources() -> None:
    """Bali is not 87 % Muslim; catches national shares or the nation's source shown for a region."""
    bali, nation = place_facts("Bali, Indonesia"), place_facts("Indonesia")
    assert shares(bali, "religion")["Hindu"] > 0.8
    assert shares(nation, "religion")["Muslim"] > 0.8
    assert bali.block("religion").scope == "Bali"
    assert nation.block("religion").scope == "Indonesia"
    rows = [row for row in countries.table("places/religion.csv") if row["code"] == "ID" and row["region"] == "bali"]
    assert rows
    assert bali.block("religion").sources == sources_of(rows)
    assert (
        max(shares(place_facts("Cebu City, Philippines"), "language").items(), key=lambda pair: pair[1])[0] == "Cebuano"
    )


def test_a_city_may_have_figures_of_its_own() -> None:
    """Catches Denpasar, where many have moved to, with the faiths of the villages of Bali."""
    city, region = place_facts("Denpasar, Indonesia"), place_facts("Bali, Indonesia")
    assert city.block("religion").scope == "Denpasar"
    assert shares(city, "religion")["Hindu"] < shares(region, "religion")["Hindu"] - 0.05


def test_a_region_without_figures_says_that_the_countrys_are_used() -> None:
    facts = place_facts("Holguín, Cuba")
    assert facts.region is not None
    assert facts.block("religion").scope == "Cuba"
    assert "the country" in facts.block("religion").note


def test_what_is_shown_is_what_is_drawn() -> None:
    """Catches a figure that is read from another place than the samplers read it from."""
    facts = place_facts("Vietnam")
    people = demographics.age_weights("VN", "Female") + demographics.age_weights("VN", "Male")
    assert shares(facts, "ages")["18-24"] == pytest.approx(people[18:25].sum() / people[13:].sum())
    assert shares(facts, "platforms") == pytest.approx(dict(digital.platform_shares("VN")))
    adults = sum(
        (w * demographics.attainment("VN", g, age) for g in ("Female", "Male") for age, w in _adults("VN", g)),
        np.zeros(len(demographics.EDUCATION_LEVELS)),
    )
    never, primary, *others = shares(facts, "education").values()
    assert [never + primary, *others] == pytest.approx(list(adults / adults.sum()))
    never_there = sum(
        w * demographics.never_at_school("VN", g, age) for g in ("Female", "Male") for age, w in _adults("VN", g)
    )
    assert never == pytest.approx(never_there / adults.sum())


def _adults(code: str, gender: str) -> list[tuple[int, float]]:
    weights = demographics.age_weights(code, gender)
    return [(age, float(weights[age])) for age in range(18, 101)]


def test_income_classes_meet_at_their_thresholds() -> None:
    """Catches thresholds of another country or another order, and a currency that is not the amounts'."""
    for place, code, sign in (("Manila, Philippines", "PH", "₱"), ("Indonesia", "ID", "Rp"), ("Vietnam", "VN", "₫")):
        lines = {fact.label: fact.text for fact in place_facts(place).block("income").facts}
        assert lines["currency"] == countries.country(code).currency
        low, middle, high = (text for label, text in lines.items() if "percentiles" in label)
        assert low.split(" to ")[1] == middle.split(" to ")[0]
        assert middle.split(" to ")[1] == high.split(" to ")[0]
        assert sign in low
        figures = [int("".join(filter(str.isdigit, end))) for text in (low, middle, high) for end in text.split(" to ")]
        assert figures == sorted(figures)
        home = max(places.resolve(place).places, key=lambda each: each.population)
        level = household_level(home) if "," in place else 1.0  # classes are cut at the level of the place
        assert figures[1] == pytest.approx(level * money.income_quantile(code, 0.4), rel=0.006)  # to three digits


def test_estimates_are_marked() -> None:
    """Catches an own estimate that passes for a published figure, and the other way round."""
    facts = place_facts("Indonesia")
    assert not facts.block("ages").estimate
    assert facts.block("occupations").estimate
    mixed = facts.block("platforms")
    assert {source.estimate for source in mixed.sources} == {True, False}
    assert not mixed.estimate
    rows = [{"source": "PSA census 2020", "year": "2020"}] * 3 + [{"source": "Estimate: own", "year": "2024"}]
    assert [(source.text, source.estimate) for source in sources_of(rows)] == [
        ("PSA census 2020", False),
        ("Estimate: own", True),
    ]


def test_occupations_hold_the_employed_and_the_rest() -> None:
    found = shares(place_facts("Philippines"), "occupations")
    assert {"managers", "professionals", "elementary occupations", "studying", "keeping house"} <= set(found)
    assert "other work" not in found
    at_work = [share for label, share in found.items() if label.endswith(("workers", "managers", "professionals"))]
    assert sum(at_work) > 0.4


# Printing


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_it_fits_the_terminal(width: int) -> None:
    """Catches lines that a narrow terminal breaks in the middle, and figures that are cut off."""
    facts = place_facts("Cebu City, Philippines")
    text = printed(facts, width)
    assert max(len(line) for line in text.splitlines()) <= width
    joined = " ".join(text.split())
    for fact in (*facts.block("religion").facts, *facts.block("ages").facts):
        assert fact.text in joined
    assert "estimate" in joined


def test_colour_only_where_it_is_wanted() -> None:
    facts = place_facts("Denpasar")
    assert "\x1b[" in printed(facts, 80, force_terminal=True)
    assert "\x1b[3" not in printed(facts, 80, force_terminal=True, no_color=True).replace("\x1b[3m", "")
    assert "\x1b" not in printed(facts, 80)


def test_the_longest_bar_is_the_largest_share() -> None:
    facts = place_facts("Bali, Indonesia")
    lines = [line for line in printed(facts, 100).splitlines() if "%" in line and "█" in line]
    hindu, muslim = (next(line for line in lines if name in line) for name in ("Hindu", "Muslim"))
    assert hindu.count("█") == int(24 * shares(facts, "religion")["Hindu"]) >= 18  # of 24 columns
    assert muslim.count("█") == int(24 * shares(facts, "religion")["Muslim"])


def test_json_is_one_line_with_everything(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Catches a block that is printed and not in the record, or a record that no program can read."""
    monkeypatch.setattr(sys, "argv", ["boses", "ground", "show", "Denpasar", "--json"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not ended.value.code
    (line,) = capsys.readouterr().out.splitlines()
    record = json.loads(line)
    assert record == json.loads(json.dumps(as_record(place_facts("Denpasar"))))
    assert (record["country_code"], record["region"]) == ("ID", "Bali")
    assert list(record["blocks"]) == list(KEYS)
    religion = record["blocks"]["religion"]
    assert religion["facts"][0]["label"] == "Hindu"
    assert set(religion["sources"][0]) == {"text", "year", "estimate"}
    assert record["blocks"]["occupations"]["estimate"] is True


def test_a_wrong_place_is_one_line_and_status_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["boses", "ground", "show", "Denpasarr"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    captured = capsys.readouterr()
    assert ended.value.code == 2
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "Denpasarr" in captured.err


def test_rows_are_as_wide_as_the_head_of_their_table() -> None:
    """Catches a source with a comma and no quotes, which moves what comes after it."""
    found = [
        (path.name, line)
        for path in sorted(Path(grounding.__file__).parent.rglob("*.csv"))
        for rows in [list(csv.reader(path.open(encoding="utf-8")))]
        for line, row in enumerate(rows, start=1)
        if row and len(row) != len(rows[0])
    ]
    assert not found
