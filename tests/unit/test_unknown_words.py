"""Words of an occupation of which no table knows anything are told to whoever asked."""

import pytest

from boses_engine.grounding.phrases.reading import read_occupation


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("PE", "tour guide (Machu Picchu)", "Machu Picchu"),
        ("US", "cashier at Zorblat Mart", "Zorblat"),
        ("PH", "sales clerk, Qwertz Trading", "Qwertz"),
        ("PH", "plantita moms", "plantita"),
        ("BR", "estudantes universitários que fazem estágio", "que fazem estágio"),
    ],
)
def test_what_nothing_was_made_of_is_told(code: str, text: str, name: str) -> None:
    assert (
        f"Nothing was made of '{name}': people are drawn as if it were not said." in read_occupation(text, code).notes
    )


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("PH", "Barangay Health Worker"),
        ("ID", "Guru SD"),
        ("VN", "Nhân viên văn phòng"),
        ("DE", "Krankenschwester im Krankenhaus"),
        ("DE", "Hausfrauen"),
        ("IT", "casalinghe"),
        ("UA", "вчителі"),
        ("PH", "Cebu jeepney driver"),
        ("IN", "TCS software engineer"),
        ("PH", "security guards assigned in banks"),
        ("GB", "left-handed plumbers"),  # who are called so
    ],
)
def test_known_words_are_not(code: str, text: str) -> None:
    assert not any(note.startswith("Nothing was made") for note in read_occupation(text, code).notes)
