"""What is done in the streets of a town."""

from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.in_town import moves_to_town, outside_of_streets
from boses_engine.grounding.work.tables import table_keys, tables, title_keys


def test_offices_and_clinics_are_in_town_and_midwives_in_the_villages() -> None:
    def moves(phrase: str) -> float:
        return moves_to_town(read_occupation(phrase, "ID").wishes, "ID", "South Sumatra", "Lahat")

    assert moves("dentist") > moves("office worker") > moves("doctor") - 0.2 > moves("midwife") > 0
    assert moves("rice farmer") == moves("housewife") == moves("any") == 0
    assert moves("sari-sari store owner") < moves("gold shop owner")


def test_who_works_on_their_own_in_the_country_is_at_no_office_gate() -> None:
    assert outside_of_streets(("an office gate", "a small shop", "a small mall unit")) == ("a small shop",)
    assert outside_of_streets(("an office gate",)) == ("an office gate",)


def test_each_key_of_the_table_is_of_some_title_at_work() -> None:
    """Catches a misspelt title and a code that no title has, which would change nothing."""
    jobs = [row.job for row in tables().all_rows if row.job.status == "working"]
    known = {key for job in jobs for key in (*title_keys(job), *table_keys(job))}
    keys = [row["key"] for row in table("work/in_town.csv")]
    assert set(keys) <= known
    assert len(set(keys)) == len(keys)
