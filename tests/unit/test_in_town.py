"""What is done in the streets of a town."""

from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.work.in_town import moves_to_town, outside_of_streets


def test_offices_and_clinics_are_in_town_and_midwives_in_the_villages() -> None:
    def moves(phrase: str) -> float:
        return moves_to_town(read_occupation(phrase, "ID").wishes, "ID", "South Sumatra", "Lahat")

    assert moves("dentist") > moves("office worker") > moves("doctor") - 0.2 > moves("midwife") > 0
    assert moves("rice farmer") == moves("housewife") == moves("any") == 0
    assert moves("sari-sari store owner") < moves("gold shop owner")


def test_who_works_on_their_own_in_the_country_is_at_no_office_gate() -> None:
    assert outside_of_streets(("an office gate", "a small shop", "a small mall unit")) == ("a small shop",)
    assert outside_of_streets(("an office gate",)) == ("an office gate",)
