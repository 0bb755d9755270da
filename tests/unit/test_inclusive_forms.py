"""Names of people in forms for both sexes at once."""

import pytest

from boses_engine.grounding.phrases.inclusive_forms import in_one_form
from boses_engine.grounding.phrases.reading import read_occupation


@pytest.mark.parametrize(
    ("code", "both", "one"),
    [
        ("DE", "Lehrer*innen", "Lehrer"),
        ("DE", "Verkäufer:innen", "Verkäufer"),
        ("DE", "Erzieher/innen", "Erzieher"),
        ("AT", "LehrerInnen", "Lehrer"),
        ("CH", "Lehrer_innen", "Lehrer"),
        ("FR", "infirmier·ères", "infirmiers"),
        ("FR", "vendeur(euse)s", "vendeurs"),
        ("ES", "profesores/as", "profesores"),
        ("MX", "maestr@s", "maestros"),
        ("IT", "commesso/a", "commesso"),
    ],
)
def test_they_are_people_of_both_sexes(code: str, both: str, one: str) -> None:
    asked, plain = read_occupation(both, code), read_occupation(one, code)

    assert asked.wishes == plain.wishes
    assert asked.notes == plain.notes == ()
    assert (asked.family.gender, asked.says_women) == (None, False)


@pytest.mark.parametrize(
    "text", ["waiter/waitress", "officer/in charge", "LinkedIn users", "nurse (ICU)", "driver/operator", "Lehrerin"]
)
def test_others_stand_as_they_are(text: str) -> None:
    assert in_one_form(text) == text
