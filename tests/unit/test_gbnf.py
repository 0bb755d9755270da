"""The benchmark gives the others the same constraint: a regular expression said in llama.cpp's grammar language."""

import pytest

from benchmarks.gbnf import gbnf


@pytest.mark.parametrize(
    ("regex", "grammar"),
    [
        (r"In the morning\.", '"In the morning."'),
        (r'say "x\\y"', r'"say \"x\\y\""'),
        (r"(?:yes|no)!", '("yes" | "no") "!"'),
        (r"(?: [a-z]+){2,40}", '(" " ([a-z]){1,}){2,40}'),
        (r"[^\]\\a-c]?", r"([^\]\\a-c]){0,1}"),
        ("", '""'),
    ],
)
def test_a_regular_expression_as_a_grammar(regex: str, grammar: str) -> None:
    assert gbnf(regex) == f"root ::= {grammar}"


def test_what_has_no_counterpart_is_said() -> None:
    with pytest.raises(ValueError, match="no counterpart"):
        gbnf(r"\bword")
