"""How different a group's texts are: every figure is worked out by hand here."""

import json
import math
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from support.run_double import run_double
from support.samples import sample_persona

from boses_engine import cli
from boses_engine.domain.persona import Persona
from boses_engine.domain.report import Diversity
from boses_engine.pipeline.diversity import (
    Texts,
    diversity_report,
    facts_of,
    prose_of,
)
from boses_engine.pipeline.likeness import NEAR_DUPLICATE, jaccard, plain
from boses_engine.randomness import generator


def distinct(texts: list[list[str]], n: int) -> float:
    return Texts([{str(number): text for number, text in enumerate(texts)}]).distinct(n)


def nearest_similarity(people: list[list[str]]) -> float:
    return Texts({"wants": person} for person in people).nearest_similarity()


def diversity(people: list[dict[str, list[str]]]) -> Diversity:
    return Texts(people).diversity


def in_words(people: list[dict[str, str]]) -> list[dict[str, list[str]]]:
    return [{field: plain(text).split() for field, text in person.items()} for person in people]


def test_distinct_counts_within_texts() -> None:
    """ "a b a" and "b a": 5 words of 2 kinds; bigrams ab, ba | ba. Catches a bigram across two texts ("a b")."""
    texts = [["a", "b", "a"], ["b", "a"]]
    assert distinct(texts, 1) == 2 / 5
    assert distinct(texts, 2) == 2 / 3
    assert distinct(texts, 3) == 1.0
    assert distinct(texts, 4) == 0.0
    assert distinct([], 1) == 0.0


def test_nearest_similarity_by_hand() -> None:
    """Three people: "red fan", "red bike", "blue sky". Of three, two say red: its weight is ln(4/3) + 1, a word of one
    person's ln(4/2) + 1. The first two are each other's nearest, the third is like nobody."""
    red, own = math.log(4 / 3) + 1, math.log(4 / 2) + 1
    cosine = red * red / (red * red + own * own)
    found = nearest_similarity([["red", "fan"], ["red", "bike"], ["blue", "sky"]])
    assert found == pytest.approx((cosine + cosine + 0) / 3)


def test_nearest_similarity_at_its_ends() -> None:
    assert nearest_similarity([["a", "b"], ["b", "a"]]) == pytest.approx(1.0)
    assert nearest_similarity([["a"], ["b"]]) == 0.0
    assert nearest_similarity([["a", "b"]]) == 0.0
    assert nearest_similarity([["a"], []]) == 0.0  # a text without words divides by nothing


def test_nearest_similarity_over_several_blocks() -> None:
    """Catches a person compared with themselves from the second block on: all would be 1."""
    people = [[f"word{number}", "all"] for number in range(1100)]
    rare = math.log(1101 / 2) + 1
    assert nearest_similarity(people) == pytest.approx(1 / (1 + rare * rare))  # "all" weighs ln(1101/1101) + 1 = 1


def test_the_nearest_of_many_are_sought_among_all() -> None:
    """Catches people who are compared with the first thousand only, and a mean of others than those evenly among all.

    Of 2,000 people the even thousand has a twin in the odd one, but for the last 200 of them: 900 of 1,000.
    """
    people = [[f"word{number // 2}"] for number in range(1800)] + [[f"own{number}"] for number in range(200)]
    assert nearest_similarity(people) == pytest.approx(0.9)


def test_jaccard_by_hand() -> None:
    """ "a b c d e" has abc, bcd, cde; "a b c d f" has abc, bcd, cdf: two of four."""
    assert jaccard("a b c d e".split(), "a b c d f".split()) == 0.5
    assert jaccard("a b c".split(), "c b a".split()) == 0.0
    assert jaccard(["a", "b"], ["a", "b"]) == 1.0
    assert jaccard(["a", "b"], ["a", "c"]) == 0.0
    assert jaccard([], []) == 0.0


def test_pairs_are_counted_field_by_field() -> None:
    """The first two agree in one field to a half, the third says the same thing in another field."""
    people = in_words(
        [
            {"wants": "A fan for the bedroom.", "fears": "Nothing at all today."},
            {"wants": "A fan for the kitchen.", "fears": "The river in August."},
            {"wants": "A radio.", "fears": "A fan for the bedroom."},
        ]
    )
    # a fan for | fan for the | for the bedroom against a fan for | fan for the | for the kitchen: 2 of 4
    assert diversity(people).near_duplicate_pairs == 1
    # 5 + 4 + 5 + 4 + 2 + 5 words: a fan for the bedroom nothing at all today kitchen river in august radio
    assert diversity(people).distinct_1 == 14 / 25


def test_three_alike_are_three_pairs() -> None:
    assert diversity(in_words([{"quote": "It costs too much."}] * 3)).near_duplicate_pairs == 3
    assert diversity(in_words([{"quote": ""}] * 3)).near_duplicate_pairs == 0


def test_filtered_pairs_are_all_pairs() -> None:
    """Catches a prefix that is one gram too short: a pair just at the threshold would be lost."""
    rng = generator("pairs")
    texts = [[f"w{word}" for word in rng.integers(4, size=int(rng.integers(1, 9)))] for _ in range(150)]
    every = sum(jaccard(texts[i], texts[j]) >= NEAR_DUPLICATE for i in range(150) for j in range(i))
    assert every > 50
    assert diversity([{"wants": text} for text in texts]).near_duplicate_pairs == every


def test_pairs_are_those_of_all_people() -> None:
    """Catches figures of the first thousand, and texts that are held against those of one block only."""
    rng = generator("many pairs")
    texts = [[f"w{word}" for word in rng.integers(6, size=6)] for _ in range(700)] + [["the", "same", "text"]] * 800
    grams = [frozenset(zip(text, text[1:], text[2:], strict=False)) for text in texts[:700]]
    every = sum(2 * len(one & other) >= len(one | other) for one, other in combinations(grams, 2))
    assert every > 100
    assert diversity([{"wants": text} for text in texts]).near_duplicate_pairs == every + 800 * 799 // 2


def test_nobody_is_no_failure() -> None:
    assert set(dict(diversity([])).values()) == {0}
    assert diversity_report([]).bare_facts.near_duplicate_pairs == 0


# Of records


def test_every_text_of_the_record_is_measured() -> None:
    """Catches a field of prose, or a note, that is left out and so never counts as repeated."""
    person = sample_persona(0)
    prose = " ".join(prose_of(person).values())
    for text in (*person.identity.model_dump().values(), person.backstory, person.digital_habits.day, person.quote):
        assert text in prose
    assert all(text in prose for text in person.price_sensitivity.signals)
    assert all(brand.story in prose for brand in person.brand_relationships)
    notes = " ".join(facts_of(person).values())
    kept = person.life.model_dump(exclude={"weekday", "interjection"})  # no field is told from the weekday alone
    for note in (note for value in kept.values() for note in ([value] if isinstance(value, str) else value)):
        assert note in notes


def test_a_change_of_name_makes_no_new_text() -> None:
    """Catches two people who differ in nothing but their names and count as different."""
    one = sample_persona(0)
    text = one.model_dump_json()
    for part, other in zip(one.name.split(), ("Josefa", "Luna", "Reyes"), strict=True):
        text = text.replace(part, other)
    twin = type(one).model_validate_json(text)
    assert twin.name == "Josefa Luna Reyes"
    fields = len(prose_of(one))
    found = diversity_report([one, twin])
    assert found.with_the_models_words.near_duplicate_pairs == fields
    assert found.with_the_models_words.nearest_neighbour_similarity == 1.0
    assert found.bare_facts.near_duplicate_pairs == len(facts_of(one))


def test_samples_are_different_people() -> None:
    found = diversity_report([sample_persona(index) for index in range(3)])
    words, notes = found.with_the_models_words, found.bare_facts
    assert words.near_duplicate_pairs == notes.near_duplicate_pairs == 0
    assert 0.0 < words.nearest_neighbour_similarity < 0.7
    assert 0.4 < words.distinct_1 < words.distinct_2 <= 1.0
    assert all(np.isfinite(value) for value in (*dict(words).values(), *dict(notes).values()))


# Where a user meets the figures


def test_the_command_measures_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [sample_persona(index) for index in range(3)]
    path = tmp_path / "personas.jsonl"
    path.write_text("".join(f"{person.model_dump_json()}\n" for person in people), encoding="utf-8")
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "argv", ["boses", "personas", "diversity", str(path), "--json"])
    with pytest.raises(SystemExit):
        cli.main()
    assert json.loads(capsys.readouterr().out) == {"personas": 3, **diversity_report(people).model_dump()}
    assert not (tmp_path / "home").exists()
    monkeypatch.setattr(sys, "argv", ["boses", "personas", "diversity", str(path)])
    with pytest.raises(SystemExit):
        cli.main()
    shown = capsys.readouterr().out
    assert shown.startswith("3 people\n")
    assert f"{diversity_report(people).bare_facts.distinct_1:g}" in shown


@pytest.mark.parametrize(("content", "said"), [("{}", "line 1"), ('\n{"id": 1', "line 2"), (None, "cannot read")])
def test_a_file_that_holds_no_people_is_refused(
    content: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "people.jsonl"
    if content is not None:
        path.write_text(content)
    monkeypatch.setattr(sys, "argv", ["boses", "personas", "diversity", str(path)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1


def test_a_run_reports_its_diversity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches figures of other people than those in the folder."""
    monkeypatch.setenv("BOSES_HOME", str(tmp_path / "home"))
    group = tmp_path / "group.yaml"
    group.write_text(
        "name: few\nage_min: 20\nage_max: 40\ngender: All\nlocation: Manila, Philippines\nincome_level: Low\n"
        "occupation: nurse\npersona_count: 2\n"
    )
    assert run_double(group, tmp_path / "out", 4) == 0
    lines = (tmp_path / "out/personas.jsonl").read_text().splitlines()
    people = [Persona.model_validate_json(line) for line in lines]
    assert len(people) == 2
    assert json.loads((tmp_path / "out/run.json").read_text())["diversity"] == diversity_report(people).model_dump()
