"""What is done in the streets of a town."""

from boses_engine.grounding.phrases.reading import read_occupation
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.work.fit import is_farm, is_in_fields
from boses_engine.grounding.work.in_town import lives_outside, moves_to_town, outside_of_streets
from boses_engine.grounding.work.tables import table_keys, tables, title_keys


def test_offices_and_clinics_are_in_town_and_midwives_in_the_villages() -> None:
    def moves(phrase: str) -> float:
        return moves_to_town(read_occupation(phrase, "ID").wishes, "ID", "South Sumatra", "Lahat")

    assert moves("dentist") > moves("office worker") > moves("doctor") - 0.2 > moves("midwife") > 0
    assert moves("rice farmer") == moves("housewife") == moves("any") == 0
    assert moves("sari-sari store owner") < moves("gold shop owner")


def test_who_bakes_bricks_or_farms_lives_outside_towns_and_who_flies_or_keeps_a_park_in_them() -> None:
    def outside(phrase: str, code: str) -> float:
        wishes = read_occupation(phrase, code).wishes
        return lives_outside(wishes, code, None, "") - moves_to_town(wishes, code, None, "")

    assert outside("rice farmer", "NP") > outside("rice farmer", "JP") > outside("fisherman", "JP") > 0.5
    assert min(outside("brick maker", "PK"), outside("weaver", "CI"), outside("livestock trader", "CA")) > 0.5
    assert outside("airline pilot", "ID") < outside("taxi driver", "ID") < outside("gardener", "ID") < 0
    assert outside("retired farmer", "KE") == outside("rice farmer", "KE")
    assert outside("retired fisher", "PH") > 0.5
    assert outside("commune official", "VN") > outside("rubber buyer", "ID") > 0.5 > outside("fish broker", "PH") > 0
    assert outside("ward secretary", "VN") == -1 < outside("personal trainer", "VN") < -0.5
    assert not is_farm("9214")
    assert is_in_fields("6111")
    assert not is_in_fields("6222")


def test_who_works_on_their_own_in_the_country_is_at_no_office_gate() -> None:
    assert outside_of_streets(("an office gate", "a small shop", "a small mall unit")) == ("a small shop",)
    assert outside_of_streets(("an office gate",)) == ("an office gate",)


def test_each_key_of_the_table_is_of_some_title_at_work() -> None:
    """Catches a misspelt title and a code that no title has, which would change nothing."""
    jobs = [row.job for row in tables().all_rows]
    known = {key for job in jobs for key in (*title_keys(job), *table_keys(job))}
    rows = [
        {**row, "key": f"{kind}{colon}{name}"}
        for row in table("work/in_town.csv")
        for kind, colon, names in [row["key"].rpartition(":")]
        for name in names.split("|")
    ]
    assert {row["key"] for row in rows} <= known | {"status:looking for work"}
    assert len({(row["market"], row["key"]) for row in rows}) == len(rows)
    assert not any(float(row["share"] or 0) and float(row["outside"] or 0) for row in rows)


def test_the_retired_live_where_their_work_was_and_students_where_their_universities_are() -> None:
    def outside(phrase: str, code: str) -> float:
        wishes = read_occupation(phrase, code).wishes
        return lives_outside(wishes, code, None, "") - moves_to_town(wishes, code, None, "")

    assert outside("retired bank employee", "VN") < outside("retired teacher", "VN") < 0
    assert outside("retired plantation labourer", "PH") > 0.5 < outside("returned overseas domestic worker", "ID")
    assert outside("master's student in economics", "VN") < outside("accountancy student", "VN") < 0
    assert outside("agriculture student", "PH") > outside("accountancy student", "PH")
