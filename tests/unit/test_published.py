"""Tables of published shares: those that come with the engine, and what is wrong with a file, in one line."""

from pathlib import Path

import pytest

from boses_engine.errors import StudyError
from boses_engine.studies.file import load_study, parse_study
from boses_engine.studies.published import load_published, shipped, shipped_names

HEADING = "question,option,market,sex,age,income,share,source,year"
STUDY = """\
name: Two questions
questions:
  - {id: account, kind: choice, text: "Do you have a bank account?", options: ["Yes", "No"]}
  - {id: trust, kind: likert, scale: agreement, text: "I trust adverts."}
  - {id: why, kind: open, text: "Why?"}
"""
EXAMPLE = Path(__file__).parents[2] / "examples" / "findex" / "study.yaml"


def test_shipped_tables_are_sound() -> None:
    """Catches a share above 1, a source without a licence, and an example that no longer asks what the table holds."""
    assert shipped_names() == ["findex_2025"]
    for group in shipped("findex_2025"):
        assert 0 < group.shares["Yes"] < 1
        assert "CC BY 4.0" in group.source
        assert group.market in ("PH", "ID", "VN")
    questions = load_study(EXAMPLE).questions
    groups, left_out = load_published("findex_2025", questions)
    assert {group.question for group in groups} == {question.id for question in questions}
    assert len(groups) == len(shipped("findex_2025"))
    assert left_out == ()


def test_groups_and_points(tmp_path: Path) -> None:
    """Catches a point in words that is another than by number, and people of one row group torn apart."""
    file = tmp_path / "shares.csv"
    rows = ["trust,agree,ID,Female,15-24,Middle|High,40,A survey,2024", "trust,5,ID,Female,15-24,High|Middle,20,A,2024"]
    file.write_text("\n".join((HEADING.replace("option", "point"), *rows, "other,x,,,,,1,A,2024")))
    (group,), left_out = load_published(str(file), parse_study(STUDY).questions)
    assert group.shares == {"4": 0.4, "5": 0.2}
    assert (group.ages, group.incomes) == ((15, 24), frozenset({"Middle", "High"}))
    assert group.whom == "ID, Female, 15 to 24, Middle or High"
    assert left_out == ("other",)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (None, "there is no such file"),
        ("", "has no rows"),
        ("question,option\na,b", "lacks market, sex"),
        (f"{HEADING},more\n" + "a" + "," * 9, "'more' too much"),
        (f"{HEADING}\naccount,Yes", "line 2: has 2 fields for 9 columns"),
        (f"{HEADING}\nother,Yes,ID,,,,50,A,2024", "has no question of the study"),
        (f"{HEADING}\naccount,Perhaps,ID,,,,50,A,2024", "line 2, option: 'Perhaps' is none of account"),
        (f"{HEADING}\nwhy,Yes,ID,,,,50,A,2024", "line 2, question: is a open"),
        (f"{HEADING}\naccount,Yes,Indonesia,,,,50,A,2024", "line 2, market: is 'Indonesia'"),
        (f"{HEADING}\naccount,Yes,ID,women,,,50,A,2024", "line 2, sex: is 'women'"),
        (f"{HEADING}\naccount,Yes,ID,,young,,50,A,2024", "line 2, age: must be two ages"),
        (f"{HEADING}\naccount,Yes,ID,,,poor,50,A,2024", "line 2, income: is 'poor'"),
        (f"{HEADING}\naccount,Yes,ID,,,,150,A,2024", "line 2, share: must be per cent"),
        (f"{HEADING}\naccount,Yes,ID,,,,50,,2024", "line 2, source: is empty"),
        (f"{HEADING}\naccount,Yes,ID,,,,50,A,24", "line 2, year: must be a year"),
        (
            f"{HEADING}\naccount,Yes,ID,,,,50,A,2024\naccount,yes,ID,,,,40,A,2024",
            "line 3, option: 'Yes' is there twice",
        ),
        (f"{HEADING}\naccount,Yes,ID,,,,50,A,2024\naccount,No,ID,,,,40,A,2024", "add up to 90.0"),
        (f'{HEADING}\n"account,Yes', "is no CSV file"),
    ],
)
def test_a_fault_of_the_file_is_one_line(tmp_path: Path, rows: str | None, told: str) -> None:
    """Catches a table that is read as something else than it says, and a message that does not say where."""
    file = tmp_path / "shares.csv"
    if rows is not None:
        file.write_text(rows)
    with pytest.raises(StudyError) as error:
        load_published(str(file), parse_study(STUDY).questions)
    assert told in str(error.value)
    assert "shares.csv" in str(error.value)
    assert "\n" not in str(error.value)
