"""The engine from Python: what the package gives by name, and what people turn into."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import boses_engine
from boses_engine import Engine, Group, People, Persona, Study
from boses_engine.domain.study import StudyDesign
from boses_engine.errors import InputError
from boses_engine.language.double import DoubleModel
from boses_engine.settings import Settings

GROUP = Group.model_validate(
    {
        "name": "Nurses",
        "age_min": 25,
        "age_max": 50,
        "gender": "all",
        "location": "Cebu City, Philippines",
        "income_level": " middle ",
        "occupation": "Nurse",
        "persona_count": 3,
    }
)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    folder = tmp_path_factory.mktemp("python")
    settings = Settings.from_env({"BOSES_HOME": str(folder / "home"), "BOSES_MODELS": str(folder / "models")})
    with Engine(settings, model=DoubleModel(), avatars=False) as engine:
        yield engine.run(GROUP, seed=2, reuse=None)


def test_the_face_of_the_package_is_light() -> None:
    """Catches a package that loads everything for its version, and names that are not what they say."""
    assert Study is StudyDesign
    with pytest.raises(AttributeError, match="nobody"):
        boses_engine.nobody  # noqa: B018
    code = "import sys, boses_engine; assert not {'pydantic', 'numpy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert (Path(boses_engine.__file__).parent / "py.typed").exists()


def test_words_of_a_group_may_be_in_any_case() -> None:
    assert (GROUP.gender, GROUP.income_level) == ("All", "Middle")


def test_people_are_a_sequence_that_says_little_of_itself(people: People) -> None:
    assert isinstance(people[0], Persona)
    assert len(people) == len(list(people)) == 3
    assert repr(people) == f"People(3 by double, seed 2, run {people.report.run_id})"
    assert people[1].name in people._repr_html_()


def test_people_become_tables(people: People) -> None:
    table = people.to_arrow() if _there("pyarrow") else None
    assert people.to_dicts()[0]["name"] == people[0].name
    if table is not None:
        assert (table.num_rows, table["name"][2].as_py()) == (3, people[2].name)
    if _there("pandas"):
        assert list(people.to_pandas()["age"]) == [person.age for person in people]
    if not _there("polars"):
        with pytest.raises(InputError, match="pip install polars"):
            people.to_polars()


def test_people_are_saved_as_the_ending_says(people: People, tmp_path: Path) -> None:
    for ending in ("jsonl", "csv", "parquet", "xlsx"):
        assert people.save(tmp_path / f"people.{ending}").stat().st_size
    with pytest.raises(InputError, match="says no format"):
        people.save(tmp_path / "people.doc")


def test_a_plan_says_little_of_itself() -> None:
    assert repr(Engine().plan(GROUP, seed=2)) == "Plan('Nurses', 3 people, seed 2)"


def _there(package: str) -> bool:
    try:
        __import__(package)
    except ImportError:
        return False
    return True
