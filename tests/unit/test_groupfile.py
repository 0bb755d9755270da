"""A group file is read, or refused with one message that says where, what and what to do."""

import datetime
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import yaml

from boses_engine.domain.group import Group
from boses_engine.errors import GroupError
from boses_engine.groups.fields import RULES
from boses_engine.groups.file import check_fields, load_group, parse_group
from boses_engine.groups.template import template

GOOD = """\
name: Jakarta Gen Z Shoppers
age_min: 18
age_max: 24
gender: Female
location: Jakarta, Indonesia
income_level: Middle
occupation: University student
persona_count: 5
"""
JAKARTA = Group(
    name="Jakarta Gen Z Shoppers",
    age_min=18,
    age_max=24,
    gender="Female",
    location="Jakarta, Indonesia",
    income_level="Middle",
    occupation="University student",
    persona_count=5,
)


def with_line(line: str) -> str:
    """GOOD with the line of the same field replaced."""
    field = line.partition(":")[0]
    return "".join(f"{line}\n" if old.startswith(f"{field}:") else old for old in GOOD.splitlines(keepends=True))


def message(text: str) -> str:
    with pytest.raises(GroupError) as caught:
        parse_group(text, source="group.yaml")
    return short(str(caught.value))


def file_message(path: Path) -> str:
    with pytest.raises(GroupError) as caught:
        load_group(path)
    return short(str(caught.value))


def short(told: str) -> str:
    assert len(told) < 400, told
    assert told.isprintable(), told  # on one line, too
    return told


# What is accepted


def test_good_file(tmp_path: Path) -> None:
    path = tmp_path / "group.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_group(path) == JAKARTA
    assert load_group(path, count=12) == JAKARTA.model_copy(update={"persona_count": 12})


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("gender: female", "gender", "Female"),
        ("gender: '  ALL '", "gender", "All"),
        ('gender: "Female\\n"', "gender", "Female"),
        ("income_level: ' mIDDLE\t'", "income_level", "Middle"),
        ("name: '  Gen   Z \t shoppers '", "name", "Gen Z shoppers"),
        ("name: 'Gen\u00a0Z'", "name", "Gen Z"),
        ('name: "2024"', "name", "2024"),
        ('occupation: "no"', "occupation", "no"),
        ("location: Cần Thơ, Việt Nam", "location", "Cần Thơ, Việt Nam"),
        ("location: 'Hue\u0302\u0301, Vietnam'", "location", "Hu\u1ebf, Vietnam"),
        ("name: " + "x" * 200, "name", "x" * 200),
        ("name: Shoppers # a comment", "name", "Shoppers"),
        ("age_min: 13", "age_min", 13),
        ("age_max: 100", "age_max", 100),
        ("age_max: 18", "age_max", 18),
        ("persona_count: 10000", "persona_count", 10_000),
        ("persona_count: 1", "persona_count", 1),
    ],
)
def test_forgiven(line: str, field: str, value: object) -> None:
    assert parse_group(with_line(line)) == JAKARTA.model_copy(update={field: value})


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        "---\n" + GOOD + "...\n",
        "# segment\n\n" + GOOD.replace("age_min", "'age_min'"),
        "{name: Jakarta Gen Z Shoppers, age_min: 18, age_max: 24, gender: Female, location: 'Jakarta, Indonesia', "
        "income_level: Middle, occupation: University student}",
        "".join(reversed(GOOD.splitlines(keepends=True))),
        GOOD.replace("persona_count: 5\n", ""),
    ],
    ids=["BOM", "CRLF", "document marks", "comments and quoted key", "flow map", "other order", "default count"],
)
def test_other_ways_to_write_the_same(text: str, tmp_path: Path) -> None:
    assert parse_group(text) == JAKARTA
    path = tmp_path / "group.yaml"
    path.write_bytes(text.encode())
    assert load_group(path) == JAKARTA


@pytest.mark.parametrize("market", ["PH", "ID", "VN"])
def test_template_is_a_good_commented_group(market: str) -> None:
    text = template(market)
    group = parse_group(text)
    country = {"PH": "Philippines", "ID": "Indonesia", "VN": "Vietnam"}[market]
    assert group.location.endswith(f", {country}")
    assert [line.partition(":")[0] for line in text.splitlines()[2:]] == list(RULES)
    assert all("  # " in line for line in text.splitlines()[2:])
    if market == "ID":
        assert group == JAKARTA


def test_template_of_no_market() -> None:
    with pytest.raises(GroupError, match="^market: must be PH, ID, VN, not 'XX'$"):
        template("XX")


# What is refused: one field. Left: the line put into GOOD; right: the message after "group.yaml, line N, field: ".

AGE = "must be a whole number from 13 to 100, not "
COUNT = "must be a whole number from 1 to 10,000, not "
GENDER = "must be Male, Female or All, not "
PRINTED = "must be without control characters, but holds "
LINE = "must be one line; take the line breaks out"
FIELD_CASES = [
    ("age_min: abc", AGE + "'abc'; write e.g. age_min: 18"),
    ("age_min: 12", AGE + "12; write e.g. age_min: 18"),
    ("age_max: 101", AGE + "101; write e.g. age_max: 24"),
    ("age_min: -18", AGE + "-18; write e.g. age_min: 18"),
    ("age_min: +18", AGE + "+18, which is not in plain digits; write e.g. age_min: 18"),
    ("age_min: 28.5", AGE + "the decimal number 28.5; write e.g. age_min: 18"),
    ("age_min: 28.0", AGE + "the decimal number 28.0; write e.g. age_min: 18"),
    ("age_min: 18,5", AGE + "'18,5'; write e.g. age_min: 18"),
    ("age_min: .nan", AGE + "the decimal number .nan; write e.g. age_min: 18"),
    ("age_max: .inf", AGE + "the decimal number .inf; write e.g. age_max: 24"),
    ("age_min: '18'", AGE + "'18'; leave out the quotation marks"),
    ('age_min: "12"', AGE + "'12'; write e.g. age_min: 18"),
    ("age_min: 0x14", AGE + "0x14, which is not in plain digits; write e.g. age_min: 18"),
    ("age_min: 024", AGE + "024, which is not in plain digits; write e.g. age_min: 18"),
    ("age_min: 0b11000", AGE + "0b11000, which is not in plain digits; write e.g. age_min: 18"),
    ("age_min: 1_8", AGE + "1_8, which is not in plain digits; write e.g. age_min: 18"),
    ("age_min: 0:20", AGE + "'0:20'; write e.g. age_min: 18"),
    ("age_min: 1:20", AGE + "1:20, which is not in plain digits; write e.g. age_min: 18"),
    ("age_min: ١٨", AGE + "'١٨'; write e.g. age_min: 18"),
    ("age_min: yes", AGE + "the yes-or-no value yes; write e.g. age_min: 18"),
    ("age_min: 2020-01-01", AGE + "the date 2020-01-01; write e.g. age_min: 18"),
    ("age_min:", AGE + "an empty value; write e.g. age_min: 18"),
    ("age_min: ''", AGE + "''; write e.g. age_min: 18"),
    ("age_min: [18]", AGE + "a list; write e.g. age_min: 18"),
    ("age_min: 18-24", AGE + "'18-24'; write e.g. age_min: 18"),
    (
        "age_max: 17",
        "must not be below age_min (18), but is 17; swap the two or write e.g. age_max: 18",
    ),
    ("persona_count: 0", COUNT + "0; write e.g. persona_count: 5"),
    ("persona_count: -3", COUNT + "-3; write e.g. persona_count: 5"),
    ("persona_count: 10001", COUNT + "10001; write e.g. persona_count: 5"),
    ("persona_count: 1000000000", COUNT + "1000000000; write e.g. persona_count: 5"),
    ("persona_count: 1e9", COUNT + "'1e9'; write e.g. persona_count: 5"),
    ("persona_count: 1.0e+9", COUNT + "the decimal number 1.0e+9; write e.g. persona_count: 5"),
    ("persona_count: 10,000", COUNT + "'10,000'; write e.g. persona_count: 5"),
    ("persona_count: " + "9" * 20, COUNT + "a huge number; write e.g. persona_count: 5"),
    ("persona_count: " + "9" * 9000, COUNT + "a huge number; write e.g. persona_count: 5"),
    ("name: " + "9" * 20, f'must be text, not a huge number; put it in quotation marks: "{"9" * 20}"'),
    ("persona_count: null", COUNT + "an empty value; write e.g. persona_count: 5"),
    ("gender: F", GENDER + "'F'; write e.g. gender: Female"),
    ("gender: both", GENDER + "'both'; write e.g. gender: Female"),
    ("gender: fe male", GENDER + "'fe male'; write Female"),
    ("gender: [Male, Female]", GENDER + "a list; write e.g. gender: Female"),
    ("gender: on", GENDER + "the yes-or-no value on; write e.g. gender: Female"),
    ("gender: ~", GENDER + "an empty value; write e.g. gender: Female"),
    ("gender: 1", GENDER + "1; write e.g. gender: Female"),
    (
        "income_level: Rich",
        "must be Low, Middle or High, not 'Rich'; write e.g. income_level: Middle",
    ),
    (
        "income_level: 5000000",
        "must be Low, Middle or High, not 5000000; write e.g. income_level: Middle",
    ),
    ("name: ''", "must hold a letter or a digit, not ''; write e.g. name: Jakarta Gen Z Shoppers"),
    ("name: ' \t '", "must hold a letter or a digit, not ' \\t '; write e.g. name: Jakarta Gen Z Shoppers"),
    ("name:", "must be text, not an empty value; write e.g. name: Jakarta Gen Z Shoppers"),
    ("name: ~", "must be text, not an empty value; write e.g. name: Jakarta Gen Z Shoppers"),
    ("name: 2024", 'must be text, not 2024; put it in quotation marks: "2024"'),
    ("name: 2020-01-01", 'must be text, not the date 2020-01-01; put it in quotation marks: "2020-01-01"'),
    ("name: {a: b}", "must be text, not a block of fields; write e.g. name: Jakarta Gen Z Shoppers"),
    ("name: =", 'must be text, not the sign =; put it in quotation marks: "="'),
    ("name: " + "x" * 201, "must have at most 200 characters, not 201; shorten it"),
    ('name: "a\\0b"', PRINTED + "U+0000; take it out"),
    ('name: "a\\nb"', LINE),
    ("name: |\n  Gen Z\n  Jakarta", LINE),
    ('name: "a\\eb"', PRINTED + "U+001B; take it out"),
    ('name: "a\\u202eb"', PRINTED + "U+202E; take it out"),
    ('name: "a\\u3164b"', PRINTED + "U+3164; take it out"),
    ('name: "a\\uD800"', PRINTED + "U+D800; take it out"),
    ("occupation: yes", 'must be text, not the yes-or-no value yes; put it in quotation marks: "yes"'),
    ("occupation: NO", 'must be text, not the yes-or-no value NO; put it in quotation marks: "NO"'),
    ("occupation: 1.5", 'must be text, not the decimal number 1.5; put it in quotation marks: "1.5"'),
    ("occupation: '...'", "must hold a letter or a digit, not '...'; write e.g. occupation: University student"),
    ("occupation: [nurse, cook]", "must be text, not a list; write e.g. occupation: University student"),
    (
        "location: {city: Jakarta, country: Indonesia}",
        "must be text, not a block of fields; write e.g. location: Jakarta, Indonesia",
    ),
    ("location: off", 'must be text, not the yes-or-no value off; put it in quotation marks: "off"'),
]


@pytest.mark.parametrize(("line", "told"), FIELD_CASES, ids=[line[:40] for line, _ in FIELD_CASES])
def test_a_wrong_field(line: str, told: str) -> None:
    field = line.partition(":")[0]
    number = list(RULES).index(field) + 1
    assert message(with_line(line)) == f"group.yaml, line {number}, {field}: {told}"


# What is refused: the shape of the text. Right: the message after "group.yaml".

NOT_FIELD = "is not a field of a group; "
FIELDS = "the fields are name, age_min, age_max, gender, location, income_level, occupation, persona_count"
NO_SIGN = "cannot be used here; write the value itself"
EMPTY = ": is empty; write one with: boses init"
TOO_MUCH = ": there is too much here: a group file is eight short lines; write one with: boses init"
BY_LINE = "write each field on a line of its own as field: value"
SHAPE_CASES = [
    ("empty", "", EMPTY),
    ("blank", " \n\n", EMPTY),
    ("only comments", "# a group\n# nothing else\n", EMPTY),
    ("only a document mark", "---\n", EMPTY),
    ("a list", "- name\n- age\n", ", line 1: must be fields with values, not a list; write one with: boses init"),
    ("a scalar", "\nJakarta\n", ", line 2: must be fields with values, not 'Jakarta'; write one with: boses init"),
    ("a quoted scalar", '"x"', ", line 1: must be fields with values, not 'x'; write one with: boses init"),
    (
        "an empty map",
        "{}",
        ": missing: name, age_min, age_max, gender, location, income_level, occupation; "
        "write e.g. name: Jakarta Gen Z Shoppers",
    ),
    (
        "a missing field",
        GOOD.replace("occupation: University student\n", ""),
        ": missing: occupation; write e.g. occupation: University student",
    ),
    ("a misspelt field", GOOD.replace("occup", "ocup"), f", line 7, ocupation: {NOT_FIELD}write occupation"),
    ("another case", GOOD.replace("age_min", "Age Min"), f", line 2, Age Min: {NOT_FIELD}write age_min"),
    ("count", GOOD.replace("persona_count", "count"), f", line 8, count: {NOT_FIELD}write persona_count"),
    (
        "age",
        GOOD.replace("age_min: 18\nage_max: 24", "age: 18-24"),
        f", line 2, age: {NOT_FIELD}write age_min and age_max",
    ),
    ("an unlike field", GOOD + "colour: red\n", f", line 9, colour: {NOT_FIELD}{FIELDS}"),
    ("a number for a key", GOOD + "1: red\n", f", line 9, 1: {NOT_FIELD}{FIELDS}"),
    ("a truth value for a key", GOOD + "yes: red\n", f", line 9, yes: {NOT_FIELD}{FIELDS}"),
    ("an empty key", GOOD + "'': red\n", f", line 9, '': {NOT_FIELD}{FIELDS}"),
    ("a key with NUL", GOOD + '"a\\0": red\n', f", line 9, a\\x00: {NOT_FIELD}{FIELDS}"),
    ("a long key", GOOD + "y" * 100 + ": 1\n", f", line 9, {'y' * 40}…: {NOT_FIELD}{FIELDS}"),
    (
        "a list for a key",
        GOOD + "? [a, b]\n: c\n",
        ", line 9: the name of a field must be text; write each line as field: value",
    ),
    (
        "a duplicate key",
        GOOD + "age_min: 20\n",
        ", line 9: age_min is there twice, first in line 2; keep one of them",
    ),
    (
        "a duplicate key in quotes",
        GOOD + "'name': x\n",
        ", line 9: name is there twice, first in line 1; keep one of them",
    ),
    (
        "two documents",
        GOOD + "---\n" + GOOD,
        ", line 9: a second document begins; keep one in a file, without --- lines between",
    ),
    ("an anchor", GOOD.replace("18", "&low 18"), f", line 2: an anchor (&low) {NO_SIGN}"),
    ("an alias", GOOD.replace("18", "*low"), f", line 2: an alias (*low) {NO_SIGN}"),
    (
        "a bomb",
        "a: &a [x, x]\n"
        + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)),
        f", line 1: an anchor (&a) {NO_SIGN}",
    ),
    ("a merge key", "<<: {a: 1}\n" + GOOD, f", line 1: a merge key (<<) {NO_SIGN}"),
    ("a merged alias", "<<: *base\n" + GOOD, f", line 1: a merge key (<<) {NO_SIGN}"),
    (
        "a Python tag",
        GOOD.replace("Jakarta Gen Z Shoppers", "!!python/object/apply:os.system ['true']"),
        f", line 1: a tag (!!python/object/apply:os.system) {NO_SIGN}",
    ),
    ("a Python tag on top", "!!python/object:os.x {}", f", line 1: a tag (!!python/object:os.x) {NO_SIGN}"),
    ("an unknown tag", GOOD.replace("18", "!years 18"), f", line 2: a tag (!years) {NO_SIGN}"),
    ("a known tag", GOOD.replace("18", "!!int '18'"), f", line 2: a tag (!!int) {NO_SIGN}"),
    ("deep in brackets", "name: " + "[" * 100_000, f", line 1{TOO_MUCH}"),
    ("deep in braces", "name: " + "{a: " * 50_000, f", line 1{TOO_MUCH}"),
    ("deep by indentation", "".join(" " * i + "a:\n" for i in range(500)), f", line 100{TOO_MUCH}"),
    ("deep lists", "name:\n  " + "- " * 100_000, f", line 2{TOO_MUCH}"),
    ("many fields", "".join(f"a{i}: 1\n" for i in range(5_000)), f", line 99{TOO_MUCH}"),
    (
        "tabs",
        GOOD + "\tage: 1\n",
        ", line 9: is not valid YAML (found character '\\t' that cannot start any token); "
        "indent with blanks instead of tabs",
    ),
    (
        "an open quote",
        GOOD.replace("Female", '"Female'),
        ", line 4: is not valid YAML (found unexpected end of stream); "
        "close the quotation marks, or write a backslash twice",
    ),
    (
        "a bad escape",
        GOOD.replace("Female", '"\\Female"'),
        ", line 4: is not valid YAML (found unknown escape character 'F'); "
        "close the quotation marks, or write a backslash twice",
    ),
    (
        "a colon in a value",
        GOOD.replace("University", "University: student"),
        ", line 7: is not valid YAML (mapping values are not allowed here); "
        "put a value that holds a colon in quotation marks",
    ),
    (
        "a percent sign",
        GOOD.replace("University", "%"),
        ", line 7: is not valid YAML (found character '%' that cannot start any token); "
        "put the value in quotation marks",
    ),
    (
        "a line without a colon",
        GOOD + "and that is all\n",
        f", line 9: is not valid YAML (could not find expected ':'); {BY_LINE}",
    ),
    ("an escape past Unicode", 'name: "\\UFFFFFFFF"', f": is not valid YAML; {BY_LINE}"),
    ("a version of many digits", "%YAML 1." + "1" * 5_000 + "\n---\nname: x", f": is not valid YAML; {BY_LINE}"),
    ("NUL", GOOD.replace("Gen", "\0"), ", line 1: holds the character U+0000; save the file as plain UTF-8 text"),
    ("DEL", GOOD + "\x7f", ", line 9: holds the character U+007F; save the file as plain UTF-8 text"),
    ("a lone surrogate", "\n\ud800", ", line 2: holds the character U+D800; save the file as plain UTF-8 text"),
    (
        "too long",
        "name: " + "x" * 3_000_000,
        ": is over 256 KiB, and a group file is eight short lines; write one with: boses init",
    ),
    (
        "several problems, in the order of the file",
        GOOD.replace("Female", "F").replace("18", "x").replace("income_level: Middle\n", ""),
        ", line 2, age_min: must be a whole number from 13 to 100, not 'x'; write e.g. age_min: 18; also "
        "line 4, gender: must be Male, Female or All, not 'F'; write e.g. gender: Female; also "
        "missing: income_level; write e.g. income_level: Middle",
    ),
]


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in SHAPE_CASES], ids=[case[0] for case in SHAPE_CASES])
def test_a_wrong_text(text: str, told: str) -> None:
    assert message(text) == f"group.yaml{told}"


def test_many_problems_are_counted() -> None:
    """A message that just grew would run over the screen."""
    told = message("".join(f"unlike{i}: 1\n" for i in range(50)))
    assert told.startswith(f"group.yaml, line 1, unlike0: {NOT_FIELD}{FIELDS}; also line 2, unlike1: ")
    assert told.endswith("; and 49 more")


# What is refused: the file


def test_wrong_bytes(tmp_path: Path) -> None:
    path = tmp_path / "group.yaml"
    for data, told in [
        (
            GOOD.replace("Gen", "Génération").encode("latin-1"),
            ", line 1: is not UTF-8 text (byte 0xE9); save it as UTF-8",
        ),
        (b"name: x\n\x89PNG\r\n", ", line 2: is not UTF-8 text (byte 0x89); save it as UTF-8"),
        (GOOD.encode("utf-16"), ": is UTF-16 text; save it as UTF-8"),
        (b"\xfe\xff" + GOOD.encode("utf-16-be"), ": is UTF-16 text; save it as UTF-8"),
        (GOOD.encode("utf-16-le"), ", line 1: holds the character U+0000; save the file as plain UTF-8 text"),
        (b"\0" * 1_000, ", line 1: holds the character U+0000; save the file as plain UTF-8 text"),
        (b"", EMPTY),
        (b"\xef\xbb\xbf", EMPTY),
    ]:
        path.write_bytes(data)
        assert file_message(path).endswith(f"group.yaml{told}"), data[:20]


def test_a_big_file_is_refused_before_parsing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "group.yaml"
    path.write_text(GOOD + "# " + "x" * 1_000_000, encoding="utf-8")
    monkeypatch.setattr(yaml, "parse", None)  # calling it would be a TypeError
    assert file_message(path).endswith(
        "group.yaml: is over 256 KiB, and a group file is eight short lines; write one with: boses init"
    )


def test_no_file(tmp_path: Path) -> None:
    missing = "there is no such file; check the path, or write one with: boses init"
    assert file_message(tmp_path / "none.yaml").endswith(f"none.yaml: {missing}")
    link = tmp_path / "link.yaml"
    link.symlink_to(tmp_path / "gone.yaml")
    assert file_message(link).endswith(f"link.yaml: {missing}")
    link.unlink()
    link.symlink_to(link)
    assert "link.yaml: cannot be read (" in file_message(link)


def test_a_path_that_is_none(tmp_path: Path) -> None:
    assert file_message(tmp_path).endswith(": is a directory; give the path of a file")
    assert "a\\x00b: cannot be read (" in file_message(Path("a\0b"))
    assert "cannot be read (" in file_message(Path("x" * 300))
    assert file_message(tmp_path / "a\nb").endswith(
        "a\\nb: there is no such file; check the path, or write one with: boses init"
    )


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, as root may read everything."""

    def refuse(*args: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    told = file_message(tmp_path / "group.yaml")
    assert told.endswith("group.yaml: cannot be read (Permission denied); check the path and its permissions")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device() -> None:
    assert file_message(Path("/dev/zero")) == "/dev/zero: is a device or pipe, not a file; give the path of a file"


@pytest.mark.races
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Opening a pipe that nobody writes to blocks for ever unless told not to."""
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    told: list[str] = []
    reader = threading.Thread(target=lambda: told.append(file_message(path)), daemon=True)
    reader.start()
    reader.join(timeout=120)
    assert told
    assert told[0].endswith("pipe.yaml: is a device or pipe, not a file; give the path of a file")


@pytest.mark.parametrize("count", [0, -3, 10_001, True])
def test_a_wrong_count(count: int, tmp_path: Path) -> None:
    path = tmp_path / "group.yaml"
    path.write_text(GOOD, encoding="utf-8")
    shown = "the yes-or-no value true" if count is True else count
    with pytest.raises(GroupError) as caught:
        load_group(path, count=count)
    assert str(caught.value) == f"count, persona_count: {COUNT}{shown}; write e.g. persona_count: 5"


# Fields that come as Python values, as from JSON

VALUE_CASES = [
    ("age_min", True, AGE + "the yes-or-no value true; write e.g. age_min: 18"),
    ("age_min", 18.0, AGE + "the decimal number 18.0; write e.g. age_min: 18"),
    ("age_min", float("nan"), AGE + "the decimal number nan; write e.g. age_min: 18"),
    ("age_min", None, AGE + "an empty value; write e.g. age_min: 18"),
    ("age_min", "18", AGE + "'18'; leave out the quotation marks"),
    ("age_min", 10**6000, AGE + "a huge number; write e.g. age_min: 18"),
    ("age_min", [18], AGE + "a list; write e.g. age_min: 18"),
    ("age_min", b"18", AGE + "a bytes; write e.g. age_min: 18"),
    ("name", False, 'must be text, not the yes-or-no value false; put it in quotation marks: "false"'),
    ("name", 7, 'must be text, not 7; put it in quotation marks: "7"'),
    ("name", datetime.date(2020, 1, 1), "must be text, not a date; write e.g. name: Jakarta Gen Z Shoppers"),
    ("name", {"a": 1}, "must be text, not a block of fields; write e.g. name: Jakarta Gen Z Shoppers"),
    ("name", "x" * 3_000_000, "must have at most 200 characters, not 3,000,000; shorten it"),
    ("gender", "\x1b[31mred", GENDER + r"'\x1b[31mred'; write e.g. gender: Female"),
    ("gender", {}, GENDER + "a block of fields; write e.g. gender: Female"),
]


@pytest.mark.parametrize(("field", "value", "told"), VALUE_CASES, ids=map(str, range(len(VALUE_CASES))))
def test_a_wrong_value(field: str, value: object, told: str) -> None:
    with pytest.raises(GroupError) as caught:
        check_fields(JAKARTA.model_dump() | {field: value}, source="request")
    assert short(str(caught.value)) == f"request, {field}: {told}"


def test_fields_that_are_none() -> None:
    with pytest.raises(GroupError, match="^request: must be fields with values, not a list; write e.g. name: "):
        check_fields([1], source="request")  # type: ignore[arg-type]
    with pytest.raises(GroupError, match="^request: has 200,000 fields; write only name, age_min, "):
        check_fields({f"x{i}": 1 for i in range(200_000)}, source="request")
    with pytest.raises(GroupError, match="^request, 1: is not a field of a group; the fields are "):
        check_fields({**JAKARTA.model_dump(), 1: 2}, source="request")  # type: ignore[dict-item]


def test_a_long_source_keeps_its_end() -> None:
    with pytest.raises(GroupError) as caught:
        parse_group("", source="/very" * 100 + "/group.yaml")
    assert short(str(caught.value)).startswith("…")
    assert f"/very/group.yaml{EMPTY}" in str(caught.value)


def test_the_last_gate_is_the_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that lets through what Group refuses must not end in a traceback."""
    monkeypatch.setattr("boses_engine.groups.fields.unicodedata.normalize", lambda form, text: text * 20)
    with pytest.raises(GroupError, match="^group, name: String should have at most 200 characters$"):
        parse_group(GOOD)


def test_import_is_light() -> None:
    heavy = "{'numpy', 'torch', 'pandas', 'llama_cpp', 'duckdb', 'scipy', 'faker'}"
    code = f"import sys, boses_engine.groups.file, boses_engine.groups.template; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
