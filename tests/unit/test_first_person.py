"""Sentences about a person as that person says them."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from boses_engine import grounding
from boses_engine.studies.first_person import first_person

TABLES = Path(grounding.__file__).parent
FILLED = {"they": "she", "them": "her", "their": "her", "themself": "herself"}


@pytest.mark.parametrize(
    ("told", "mine"),
    [
        (
            "She compares the labels there and orders what is plain.",
            "I compare the labels there and order what is plain.",
        ),
        ("When a new phone comes, the old Tri card goes into it first.", None),
        (
            "After her phone was lost, Tri restored her old number.",
            "After my phone was lost, Tri restored my old number.",
        ),
        ("A cup of Kopiko carried her through the night.", "A cup of Kopiko carried me through the night."),
        ("Only after paying did she learn the conditions.", "Only after paying did I learn the conditions."),
        ("She has no car and is not in a hurry.", "I have no car and am not in a hurry."),
        (
            "She fears that the drink of her grandmother will be lost.",
            "I fear that the drink of my grandmother will be lost.",
        ),
        ("For a week she pays in cash, and a friend waits.", "For a week I pay in cash, and a friend waits."),
        ("She watches the pot and carries it herself.", "I watch the pot and carry it myself."),
    ],
)
def test_a_sentence_in_the_first_person(told: str, mine: str | None) -> None:
    assert first_person(told, "Female", "Mia", "Mia Aisyah") == (told if mine is None else mine)


@pytest.mark.parametrize(
    "told",
    [
        "She went to her grandmother, and she made drinks.",  # who made them?
        "Mia counts the coins twice.",
        "A cousin lent her money for the fare.",
        "She compares prices and orders from those nearby.",
        "Long feasts make her nervous.",
        "She read what was asked for and sleeps badly.",
    ],
)
def test_what_could_be_read_in_two_ways_is_not_told(told: str) -> None:
    assert first_person(told, "Female", "Mia", "Mia Aisyah") is None


def test_a_man_says_the_same() -> None:
    assert first_person("He lends his cart to a friend, who thanks him.", "Male") == (
        "I lend my cart to a friend, who thanks me."
    )


def sentences_of_tables() -> Iterator[str]:
    for file, column in (
        ("market/incidents.csv", "note"),
        ("market/incidents.csv", "since"),
        ("market/since.csv", "sentence"),
        ("lives/notes.csv", "note"),
    ):
        with (TABLES / file).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                for sentence in row[column].split("|"):
                    yield re.sub(r"\{(\w+)\}", _filled, sentence)


def _filled(found: re.Match[str]) -> str:
    word = FILLED.get(found[1].lower(), "Oreo")
    return word.capitalize() if found[1][0].isupper() else word


def test_most_sentences_of_the_tables_can_be_told() -> None:
    """Catches a rule that refuses too much, or leaves the person a third one."""
    told = [(each, first_person(each[:1].upper() + each[1:], "Female")) for each in sentences_of_tables()]
    refused = [each for each, mine in told if mine is None]
    assert len(told) > 3_000
    assert len(refused) / len(told) < 0.1
    left = [mine for _, mine in told if mine and re.search(r"\b(?:she|her|hers|herself)\b", mine, re.IGNORECASE)]
    assert left == []
    verbs = [
        mine for _, mine in told if mine and re.search(r"\bI (?:is|has|does|goes|(?!sometimes)\w+(?:es|ies))\b", mine)
    ]
    assert verbs == []
