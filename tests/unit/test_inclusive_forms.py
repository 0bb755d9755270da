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
        ("ES", "profesor@s", "profesores"),
        ("ES", "enfermeras/os", "enfermeros"),
        ("ES", "profesoras/es", "profesores"),
        ("SN", "infirmier·ère", "infirmier"),
        ("FR", "infirmier.ère.s", "infirmiers"),
    ],
)
def test_they_are_people_of_both_sexes(code: str, both: str, one: str) -> None:
    asked, plain = read_occupation(both, code), read_occupation(one, code)

    assert asked.wishes == plain.wishes
    assert asked.notes == plain.notes == ()
    assert (asked.family.gender, asked.says_women) == (None, False)


@pytest.mark.parametrize(
    ("code", "text", "gender"),
    [
        ("DE", "female Lehrer*innen", "Female"),
        ("DE", "weibliche Lehrer:innen", "Female"),
        ("ES", "mujeres maestr@s", "Female"),
        ("PH", "wives of corn/rice farmers", "Female"),
    ],
)
def test_a_sex_that_is_said_stands(code: str, text: str, gender: str) -> None:
    assert read_occupation(text, code).family.gender == gender


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("GB", "waiter/waitress"),
        ("PH", "officer/in charge"),
        ("DE", "LinkedIn users"),
        ("FR", "nurse (ICU)"),
        ("VN", "driver/operator"),
        ("DE", "Lehrerin"),
        ("PH", "corn/rice farmer"),
        ("ID", "retail/e-commerce manager"),
        ("ES", "retail/e-commerce manager"),
        ("GB", "nurse/A&E"),
        ("CA", "corn/rice farmer"),
        ("PH", "seller@ Shopee"),
        ("ES", "Amazon.es driver"),
    ],
)
def test_others_stand_as_they_are(code: str, text: str) -> None:
    assert in_one_form(text, code) == text
