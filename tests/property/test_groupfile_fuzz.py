"""Whatever the bytes, reading a group ends in a group or in one short GroupError, and soon."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support.steps import steps

from boses_engine.domain.group import Group
from boses_engine.errors import GroupError, LocationError
from boses_engine.groups.fields import RULES
from boses_engine.groups.file import check_fields, load_group, parse_group
from boses_engine.groups.template import template
from boses_engine.plain_yaml import SIZE_MOST

fast = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# The sample with pieces put in or taken out: near enough to a group to reach every rule.
GOOD = template("ID")
pieces = st.sampled_from(
    ["&a ", "*a", "!!python/name:os.system ", "<<: ", "---\n", "[", "]", "{", "}", "? ", "- ", ": ", "#", "|\n", ">-\n"]
    + ["'", '"', "\\", '"\\U0FFFFFFF"', "\t", "\0", "\r", "\ufeff", "\u2028", "\x85", "%YAML 1.1\n", "%TAG ! x\n", "@"]
    + [
        "yes",
        "null",
        ".nan",
        "-.inf",
        "0x1F",
        "0o7",
        "1_0",
        "1:30",
        "2020-01-01",
        "1e9",
        "9" * 5000,
        "=",
        "",
        "\n",
        " ",
    ]
)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes()
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(scalars, inner, max_size=4), max_leaves=12
)
keys = st.sampled_from([*RULES, "age", "count", "ocupation", "Name"])


def outcome(read: Callable[[], Group]) -> Group | str:
    """The group or the message; fails on any other exception and on a bad message."""
    try:
        result: Group | str = read()
    except (GroupError, LocationError) as exc:
        result = str(exc)
        assert 10 < len(result) < 400, result
        assert result.isprintable(), result
    if isinstance(result, Group):
        assert Group.model_validate(result.model_dump()) == result
        assert result.age_min <= result.age_max
        assert (result.name + result.location + result.occupation).isprintable()
    return result


@fast
@given(st.binary(max_size=2000))
@example(b"\xff\xfea\0")
@example(b"\xef\xbb\xbf\xef\xbb\xbfname: x")
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "group.yaml"
    path.write_bytes(data)
    assert isinstance(outcome(lambda: load_group(path)), str)


@fast
@given(st.text(st.characters(codec=None), max_size=500))
@example("\ud800")
@example('"\\UFFFFFFFF"')
@example("%YAML 1." + "1" * 5000 + "\n---\n")
def test_any_text(text: str) -> None:
    assert isinstance(outcome(lambda: parse_group(text)), str)


@fast
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 12), pieces | st.text(max_size=5)), max_size=4))
def test_a_damaged_group(changes: list[tuple[int, int, str]]) -> None:
    text = GOOD
    for start, cut, piece in changes:
        text = text[:start] + piece + text[start + cut :]
    outcome(lambda: parse_group(text))


@pytest.mark.slow
@fast
@given(st.dictionaries(keys | scalars, values, max_size=10))
def test_any_yaml(content: dict[object, object]) -> None:
    outcome(lambda: parse_group(yaml.safe_dump(content, allow_unicode=True)))


@fast
@given(st.sampled_from(list(RULES)), values | st.text(min_size=150), st.text(max_size=100))
def test_any_value_of_a_field(field: str, value: object, source: str) -> None:
    fields = parse_group(GOOD).model_dump() | {field: value}
    outcome(lambda: check_fields(fields, source=source or "group"))


@fast
@given(
    st.builds(
        Group,
        **{
            name: st.text("abc \u1ebf'\":#&*", min_size=1, max_size=30).filter(str.strip)
            for name in ("name", "location", "occupation")
        },
        age_min=st.integers(13, 50),
        age_max=st.integers(50, 100),
        gender=st.sampled_from(["Male", "Female", "All"]),
        income_level=st.sampled_from(["Low", "Middle", "High"]),
        persona_count=st.integers(1, 10_000),
    )
)
def test_a_group_written_as_yaml_is_read_back(group: Group) -> None:
    text = yaml.safe_dump(group.model_dump(), allow_unicode=True)
    result = outcome(lambda: parse_group(text))
    if isinstance(result, str):
        assert "must hold a letter or a digit" in result
    else:
        collapsed = {name: " ".join(getattr(group, name).split()) for name in ("name", "location", "occupation")}
        assert result == group.model_copy(update=collapsed)


UNITS = [
    "[",
    "a: [",
    "{",
    "{a: ",
    "- ",
    "? ",
    "name: x\n",
    "x y ",
    "x\n  ",
    "#\n",
    "\n",
    "'",
    '"a" ',
    "%A b\n",
    "!",
    "a:",
]
UNITS += ["|\n x\n"]


def long_text(start: str, unit: str, size: int) -> str:
    return (start + unit * size)[:size]


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("start", ["", "name: "])
def test_the_biggest_texts_are_refused(start: str, unit: str) -> None:
    """Catches a parser that steps into what it should refuse, and a depth that ends in an error of Python's."""
    assert isinstance(outcome(lambda: parse_group(long_text(start, unit, SIZE_MOST))), str)


@pytest.mark.parametrize("unit", sorted(set(UNITS) - {"[", "{"}))  # whose depth ends them, at any size the same
@pytest.mark.parametrize("start", ["", "name: "])
def test_a_text_twice_as_long_takes_at_most_twice_the_steps(start: str, unit: str) -> None:
    """Catches a parser that looks ahead without bound, which makes a big file slow."""
    short, long = (partial(parse_group, long_text(start, unit, size)) for size in (1_000, 2_000))
    assert steps(lambda: outcome(long)) < 2.5 * steps(lambda: outcome(short))
