"""Kinds of people as other languages write them."""

import pytest

from boses_engine.grounding.phrases.own_words import without_article
from boses_engine.grounding.phrases.people_abroad import kind_in_english
from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.countries import table


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("madres jóvenes", "young mothers"),
        ("jóvenes desempleados", "unemployed young people"),
        ("los hombres divorciados", "divorced men"),
        ("mulheres idosas", "old women"),
        ("femmes célibataires actives", "single working women"),
        ("die älteren Frauen", ""),
        ("ältere Frauen", "old women"),
        ("berufstätige Mütter", "working mothers"),
        ("donne sposate", "married women"),
        ("evli erkekler", "married men"),
        ("نساء متزوجات", "married women"),
        ("vijana wasio na kazi", "unemployed young people"),
        ("yuva mahilayen", "young women"),
        ("mga lalaking may asawa", "married men"),
        ("enfermeras jóvenes", ""),
        ("ancianas", "old women"),
        ("Seniorinnen", "old women"),
        ("viudas jóvenes", "young widows"),
        ("mujeres viudas", "widows"),
        ("rural girls", "rural young women"),
        ("casadas", ""),
        ("young mothers", ""),
        ("los", ""),
        ("", ""),
    ],
)
def test_a_kind_of_people_in_english(text: str, english: str) -> None:
    assert kind_in_english(text) == english


@pytest.mark.parametrize("row", table("phrases/people_abroad.csv"), ids=lambda row: row["english"])
def test_kinds_of_people_are_read(row: dict[str, str]) -> None:
    """Catches a kind whose English is read as a title that no table has."""
    people = f"{row['english']} mothers" if row["before"] else row["english"]
    asked = read_occupation(people, "US")
    assert all(wish.match != "as asked" for wish in asked.wishes)


@pytest.mark.parametrize(
    ("code", "text", "gender", "needs", "ages"),
    [
        ("MX", "madres jóvenes", "Female", "children", (18, 34)),
        ("BR", "mães jovens", "Female", "children", (18, 34)),
        ("FR", "personnes âgées", None, None, None),
        ("DE", "verheiratete Männer", "Male", "spouse", None),
        ("IT", "genitori", None, "children", None),
        ("TR", "bekar anneler", "Female", "children alone", None),
        ("EG", "أرامل", "Female", "widowed", None),
        ("KE", "wanaume wasioolewa", "Male", "unmarried", None),
        ("KR", "젊은 여성", "Female", None, (18, 34)),
        ("MX", "jóvenes", None, None, (18, 34)),
        ("KR", "젊은 여성 간호사", "Female", None, (18, 34)),
        ("VN", "những người mẹ", "Female", "children", None),
        ("ID", "perempuan bekerja", "Female", None, None),
        ("US", "teenage girls", "Female", None, None),
        ("JP", "若い男性", "Male", None, (18, 34)),
    ],
)
def test_kinds_of_people_abroad(
    code: str, text: str, gender: str | None, needs: str | None, ages: tuple[int, int] | None
) -> None:
    asked = read_occupation(text, code)
    assert (asked.family.gender, asked.family.needs, asked.ages) == (gender, needs, ages)
    assert not asked.notes


@pytest.mark.parametrize(
    ("code", "text", "rest"),
    [
        ("MX", "un maestro rural", "maestro rural"),
        ("DE", "eine Lehrerin", "Lehrerin"),
        ("IT", "i pensionati", "pensionati"),
        ("TR", "bir öğretmen", "öğretmen"),
        ("US", "die maker", "die maker"),
        ("ES", "UN peacekeepers", "UN peacekeepers"),
        ("ES", "Un maestro rural", "maestro rural"),
        ("BR", "OS developers", "OS developers"),
        ("IT", "I work in a bank", "I work in a bank"),
        ("DE", "Die casting operators", "Die casting operators"),
        ("FR", "une", "une"),
    ],
)
def test_an_article_tells_nothing(code: str, text: str, rest: str) -> None:
    assert without_article(text, code) == rest
