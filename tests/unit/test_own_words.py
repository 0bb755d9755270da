"""Names of jobs in other languages, beside English words that look the same."""

import pytest

from boses_engine.grounding.work.asked import read_occupation


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("check-in agent", "DE", {"airport ground agent"}),
        ("live-in caregiver", "IT", {"live-in elderly caregiver"}),
        ("live-in maid", "MX", {"live-in housekeeper"}),
        ("stay-in maid", "ES", {"live-in housekeeper"}),
        ("live-in housekeeper", "DE", {"live-in housekeeper"}),
        ("Verkäufer/-in im Supermarkt", "DE", {"supermarket checkout operator", "supermarket shelf stocker"}),
        ("pastor", "IT", {"pastor"}),
        ("Pastor (church)", "ES", {"pastor"}),
        ("pastor de ovejas", "ES", {"herder"}),
        ("chefs", "DK", {"chef"}),
        ("chef in a hotel", "DK", {"chef"}),
        ("butikschef", "SE", {"store manager"}),
        ("professor", "BR", {"full professor"}),
        ("barista", "IT", {"barista"}),
        ("barista in un bar", "IT", {"bar waiter"}),
        ("TENS", "CL", {"practical nurse"}),
        ("PTA in einer Apotheke", "DE", {"pharmacy assistant"}),
        ("MCA", "KE", {"city councillor"}),
        ("Marines", "US", {"marine infantryman"}),
        ("retired Marine", "US", {"retired soldier"}),
        ("station staff", "JP", {"station attendant"}),
        ("fire station staff", "US", {"firefighter", "fire station captain"}),
    ],
)
def test_english_words_mean_what_they_do_in_english(text: str, code: str, titles: set[str]) -> None:
    """Catches a church pastor among sheep, and a caregiver who lives in no more."""
    named = {row.job.title for wish in read_occupation(text, code).wishes for row in wish.rows}
    assert named
    assert named <= titles


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("drive-in cashier", "FR"),
        ("plug-in developer", "DE"),
        ("coach - e-sport", "FR"),
        ("marine mammal trainer", "US"),
        ("PTA president", "US"),
        ("PTA officer", "PH"),
        ("MCA", "IN"),
        ("MFA", "US"),
        ("space station staff", "US"),
    ],
)
def test_english_words_of_no_table_stay(text: str, code: str) -> None:
    """Catches the president of a parents' association who sells medicine."""
    assert [wish.title for wish in read_occupation(text, code).wishes] == [text]


@pytest.mark.parametrize(("text", "code"), [("chef på ett hotell", "SE"), ("professor em uma escola", "BR")])
def test_other_words_of_a_language_say_that_a_word_is_of_it(text: str, code: str) -> None:
    assert {wish.category for wish in read_occupation(text, code).wishes} <= {"manager", "teacher"}


@pytest.mark.parametrize(
    ("text", "code"),
    [("Lehrer*innen", "DE"), ("profesor/a", "ES"), ("enseignant.e", "FR"), ("étudiant·e·s", "FR"), ("učitel/ka", "CZ")],
)
def test_a_name_for_both_sexes_is_one_job(text: str, code: str) -> None:
    asked = read_occupation(text, code)
    assert {wish.category for wish in asked.wishes} <= {"teacher", "student"}
    assert not asked.says_women
