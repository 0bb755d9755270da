"""Study files: what is read, and what each mistake is told."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from support.asked import STUDY

from boses_engine.domain.study import ANCHORS
from boses_engine.errors import StudyError
from boses_engine.studies.file import load_study, parse_study

EXAMPLE = Path(__file__).parents[2] / "examples" / "paying_study.yaml"


def test_a_whole_study_is_read() -> None:
    """Catches a field that is lost between the file and the design."""
    read = parse_study(STUDY)
    assert (read.name, read.seed, read.repeats, read.people.groups) == ("Everything", 5, 2, ("Askable",))
    assert [question.id for question in read.questions][:3] == ["look", "wallet", "apps"]
    assert read.question("adverts").anchors == ANCHORS["agreement", 7]
    assert read.question("tell").points == tuple(range(11))
    plan = read.question("plan")
    assert plan.stimulus is not None
    assert (plan.stimulus.price, plan.stimulus.currency, plan.stimulus.per) == (299, "PHP", "month")
    shown = read.question("why").show_if
    assert shown is not None
    assert (shown.question, shown.at_least) == ("plan", 4)
    assert read.question("ladder").ladder == (99, 149, 199, 299, 499)


def test_the_example_is_a_study() -> None:
    assert len(load_study(EXAMPLE).questions) == 6


TOLD = [
    ("name: Everything", "nam: Everything", "line 1, nam: 'nam' is not a field of a study; write name"),
    (
        "kind: open\n    text: What do you look",
        "kind: opne\n    text: What do you look",
        "line 8, question 1, kind: must",
    ),
    ("id: wallet", "id: look", "line 10, question 2, id: look is the id of an earlier question"),
    (
        "options: [GCash, Maya, GrabPay, None of these]",
        "options: [GCash]",
        "question 2, options: has 1 options; give 2",
    ),
    ("GrabPay, None", "GCash, None", "question 2, options, entry 3: 'GCash' is there twice; keep one of them"),
    ("points: 7", "points: 6", "question 5, points: must be 5 or 7, not 6"),
    ("scale: agreement", "scale: agreeing", "question 5, scale: must be purchase intent, agreement"),
    ("question: plan\n", "question: plann\n", "question 7, show_if, question: 'plann' is no earlier question"),
    ("ladder: [99, 149,", "ladder: [199, 149,", "question 12, ladder: does not rise"),
    ("currency: PHP\n      per: month\n  - id: why", "per: month\n  - id: why", "has a price or a currency without"),
    ("extremely important]", "important]", "question 9, scale: has the same anchor twice"),
    ("repeats: 2", "repeats: 50", "repeats: must be a whole number from 1 to 20, not 50"),
    ("reference: 250", "ladder: [1, 2]", "question 11, ladder: is not for van westendorp"),
    ("text: I trust what adverts say.", "text: x1\n    again: order", "question 5, again: order has other answers"),
    (
        "text: I trust what adverts say.",
        "text: x1\n    again: plan",
        "question 5, again: 'plan' is no earlier question",
    ),
    ("text: I trust what adverts say.", "text: x1\n    again: look", "question 5, again: look is open"),
    ("seed: 5", "seed: &five 5", "line 2: an anchor (&five) cannot be used here; write the value itself"),
    ("    unit: PHP\n", "", "question 10: unit is missing; a question of kind number needs unit"),
]


@pytest.mark.parametrize(("old", "new", "said"), TOLD)
def test_a_mistake_is_told_where_it_is(old: str, new: str, said: str) -> None:
    assert old in STUDY
    with pytest.raises(StudyError) as caught:
        parse_study(STUDY.replace(old, new, 1), "study.yaml")
    assert said in str(caught.value)


def bad_files() -> Iterator[str]:
    """Files with one mistake each: every field taken out, misspelt, or given a value of another shape."""
    whole = yaml.safe_load(STUDY)
    wrong: list[object] = [None, {"odd": 1}, [[]], "\u0007", "", "  ", -1, 10**20, [None]]
    for at, question in enumerate(whole["questions"]):
        for field in question:
            if field not in ("text", "points", "per", "stimulus", "show_if"):
                yield _dumped(whole, at, {key: value for key, value in question.items() if key != field})
            yield _dumped(whole, at, {f"{key}_" if key == field else key: value for key, value in question.items()})
            for value in wrong:
                if not (field in ("text", "unit", "stimulus") and isinstance(value, int)):
                    yield _dumped(whole, at, question | {field: value})
    for field, value in whole.items():
        yield yaml.safe_dump({f"{key}x" if key == field else key: each for key, each in whole.items()})
        if field in ("name", "questions"):
            yield yaml.safe_dump({key: each for key, each in whole.items() if key != field})
        yield yaml.safe_dump(whole | {field: [value, [value]]})
        yield yaml.safe_dump(whole | {field: {"a": value}})
    yield from (
        "",
        "# nothing",
        "- a\n- b",
        "name: a\nname: b",
        "a: [",
        "x: !!python/object:os.system {}",
        "? [a]\n: b",
    )
    yield from (STUDY + "---\n" + STUDY, STUDY.replace("  - id", "\t- id"), "a: " * 30, "[" * 50, STUDY * 200)


def _dumped(whole: dict[str, object], at: int, question: dict[str, object]) -> str:
    questions = whole["questions"]
    assert isinstance(questions, list)
    changed = [question if place == at else each for place, each in enumerate(questions)]
    return yaml.safe_dump(whole | {"questions": changed}, sort_keys=False, allow_unicode=True)


@pytest.mark.slow
def test_every_bad_file_has_one_clear_message() -> None:
    """Catches a traceback, a file that is read in spite of a mistake, and a message without a place or an advice."""
    said = set()
    files = list(dict.fromkeys(bad_files()))[::3]
    for text in files:
        with pytest.raises(StudyError) as caught:
            parse_study(text, "study.yaml")
        message = str(caught.value)
        assert message.startswith("study.yaml")
        assert re.search(r"; .+[^.]$", message), message
        assert "\n" not in message
        assert len(message) < 500
        said.add(message)
    assert len(files) >= 200
    assert len(said) > 100


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "utf16.yaml").write_bytes("name: a".encode("utf-16"))
    for path, said in (
        (tmp_path / "none.yaml", "there is no such file"),
        (tmp_path, "is a directory"),
        (tmp_path / "utf16.yaml", "is UTF-16 text"),
        (Path("/dev/null"), "is a device or pipe, not a file"),
    ):
        with pytest.raises(StudyError, match=said):
            load_study(path)
