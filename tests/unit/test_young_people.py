"""Ages and generations that the words of an occupation tell."""

import pytest

from boses_engine.grounding.phrases.reading import read_occupation


@pytest.mark.parametrize(
    ("code", "text", "ages"),
    [
        ("PH", "young professionals", (18, 34)),
        ("US", "young working professionals in banks", (18, 34)),
        ("KE", "yuppies", (18, 34)),
        ("VN", "young intellectuals", (18, 34)),
        ("VN", "trí thức trẻ", (18, 34)),
        ("ID", "profesional muda", (18, 34)),
        ("FR", "jeunes actifs", (18, 34)),
        ("MX", "jóvenes profesionales", (18, 34)),
        ("BR", "jovens profissionais", (18, 34)),
        ("DE", "junge Berufstätige", (18, 34)),
        ("PH", "young mothers who sell online", (18, 34)),
        ("ID", "ibu muda", (18, 34)),
        ("VN", "mẹ trẻ", (18, 34)),
        ("PH", "tutors of young adults", None),
        ("PH", "nanny for a young family", None),
        ("PH", "young coconut vendor", None),
    ],
)
def test_young_people_are_young(code: str, text: str, ages: tuple[int, int] | None) -> None:
    """Catches young professionals of all ages that the group allows, and tutors as young as whom they teach."""
    assert read_occupation(text, code).ages == ages


@pytest.mark.parametrize(
    ("code", "text"),
    [("VN", "thế hệ z"), ("PH", "Gen Z baristas"), ("PH", "nurses in Gen Z"), ("PH", "workers of Gen Z")],
)
def test_generations_are_read_in_all_tongues(code: str, text: str) -> None:
    assert read_occupation(text, code).born == (1997, 2012)


@pytest.mark.parametrize("text", ["Parents of Gen Z", "Tutor of Gen Z", "Brand manager for Gen Z"])
def test_who_works_for_a_generation_is_of_any(text: str) -> None:
    """Catches parents as young as their children."""
    assert read_occupation(text, "US").born is None
