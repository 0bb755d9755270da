"""Questions in the tongues of the markets, read as the rules' English."""

import csv
from pathlib import Path

import pytest

from boses_engine.domain.study import Question
from boses_engine.settings import CHECKOUT
from boses_engine.studies.file import load_study
from boses_engine.studies.tables import rows
from boses_engine.studies.tongues import in_english, moved, text_in_english

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize(
    ("country_code", "text", "read"),
    [
        ("PH", "Nagko-compare ka ba ng presyo bago bumili?", "do you compare price before?"),
        ("PH", "Gumagamit ka ba ng GCash kapag nag-o-order?", "do you use GCash order?"),
        ("PH", "Hindi ako naniniwala sa mga patalastas.", "no believe advert."),
        ("ID", "Apakah harganya penting bagi Anda?", "price important?"),
        ("ID", "Apakah Anda percaya pada iklan atau tidak?", "do you trust advert?"),
        ("ID", "Saya membeli tanpa melihat harga.", "buy without looking at price."),
        ("ID", "Apakah Anda suka Kopi Kenangan atau kopi lain?", "do you like Kopi Kenangan coffee lain?"),
        ("VN", "Bạn có tin quảng cáo không?", "do you trust advert?"),
        ("VN", "Bạn có tin quảng cáo không", "do you trust advert"),
        ("VN", "Bạn đã kết hôn chưa?", "are you married?"),
        ("VN", "Tôi không tin quảng cáo.", "no trust advert."),
        ("VN", "Ba\u0323n co\u0301 tin qua\u0309ng ca\u0301o không?", "do you trust advert?"),
        ("VN", "Bạn có thích uống Bia Hà Nội không?", "do you like uống Bia Hà Nội?"),
    ],
)
def test_words_are_read(country_code: str, text: str, read: str) -> None:
    """Catches a question's "không" taken for a no, a brand whose name is taken apart, an ending that hides a word, and
    letters typed as a letter and a mark."""
    assert text_in_english(text, country_code) == read


def test_english_stays_as_it_is() -> None:
    """Catches English words that are taken for another tongue's: studies would get other answers."""
    with (DATA / "everyday_questions.csv").open(encoding="utf-8", newline="") as file:
        asked = [row["question"] for row in csv.DictReader(file)]
    for path in (*CHECKOUT.glob("examples/**/*study.yaml"), *CHECKOUT.glob("benchmarks/*.yaml")):
        asked += [each.whole_text for each in load_study(path).questions]
    asked += ["How may I pay at the SA branch?", "Is the loyal customer always first?"]
    assert len(asked) > 90
    for text in asked:
        question = Question(id="q", kind="open", text=text)
        assert in_english(question, "PH") is question, text


def test_an_answer_is_one_of_the_options_as_they_were_written() -> None:
    """Catches an option that comes back in English, and two options that are read as one."""
    options = ("Harga murah", "Merek terkenal", "Tidak ada")
    asked = Question(id="q", kind="ranking", text="Apa yang paling penting bagi Anda?", options=options)
    read = in_english(asked, "ID").options
    assert read == ("low price", "brand well-known", "none of these")
    value = [{"items": list(read[:2]), "best": read[0], "worst": read[1]}]
    assert moved(value, read, options) == [
        {"items": ["Harga murah", "Merek terkenal"], "best": "Harga murah", "worst": "Merek terkenal"}
    ]
    alike = asked.model_copy(update={"options": ("hemat", "irit")})
    assert in_english(alike, "ID").options == ("hemat", "irit")


def test_no_word_is_two_things() -> None:
    """Catches a word whose second line is never read."""
    for tongue in {row["tongue"] for row in rows("tongues.csv")}:
        words = [word for row in rows("tongues.csv") if row["tongue"] == tongue for word in row["words"].split("|")]
        assert len(set(words)) == len(words)
        assert all(word == word.casefold().strip() for word in words)
