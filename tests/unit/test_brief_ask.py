"""The question about a brief and its answer: only words of the brief can be answered, whatever signs it holds."""

import re

import pytest

from boses_engine.briefs.ask import Reading, reading_of, request_for
from boses_engine.briefs.text import read_text
from boses_engine.language.constraint import Pattern
from boses_engine.language.port import Completion, Request

TEXT = "Tea (green) pickers & co. in Sri Lanka; 100% [women] a|b $5+ \\d {x}"


def answered(request: Request, text: str, *, cut: bool = False) -> Completion:
    return Completion(request, text, None if cut else text, "length" if cut else "stop", 0, 0, 0, 0.0, 0.0)


def test_the_answer_is_kept_to_words_of_the_brief() -> None:
    brief = read_text(TEXT)
    request = request_for(brief, "brief 1", place=True)
    assert isinstance(request.constraint, Pattern)
    form = re.compile(request.constraint.regex)
    assert form.fullmatch("people: pickers & co\nkind: work\nwork: pickers\nplace: Sri Lanka\nmoney: none")
    assert form.fullmatch("people: $5+ \\d\nkind: things\nwork: none\nplace: none\nmoney: $5+")
    assert (
        form.fullmatch("people: $5+ 7\nkind: things\nwork: none\nplace: none\nmoney: none") is None
    )  # "\\d" is two letters, no pattern
    assert (
        form.fullmatch("people: Lanka 100%\nkind: things\nwork: none\nplace: none\nmoney: none") is None
    )  # a clause ends between them
    assert form.fullmatch("people: tram drivers\nkind: work\nwork: none\nplace: none\nmoney: none") is None
    assert form.fullmatch("people: pickers\nkind: job\nwork: none\nplace: none\nmoney: none") is None


def test_a_long_brief_is_asked_about_its_beginning() -> None:
    """A prompt that does not fit would end the whole batch."""
    brief = read_text("nurses in Rome who " + "very " * 380 + "often travel")
    request = request_for(brief, "brief 1", place=False)
    assert len(request.ask.split()) < 70
    assert "place" not in request.constraint.regex  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "people: pickers\nkind: work\nwork: pickers & co\nplace: Sri Lanka\nmoney: $5+",
            Reading("pickers", "work", "pickers & co", "Sri Lanka", "$5+"),
        ),
        ("people: pickers\nkind: work\nwork: none\nplace: none\nmoney: none", Reading("pickers", "work")),
        ("people: pickers\nkind: work\nwork: pickers\nmoney: none", Reading("pickers", "work", "pickers")),
        ("people: tram drivers\nkind: work\nwork: drivers\nplace: Leeds\nmoney: rich", Reading(None, "work")),
        ("people: pickers\nkind: work", Reading()),
        ("rubbish", Reading()),
    ],
)
def test_what_the_brief_does_not_carry_is_dropped(text: str, wanted: Reading) -> None:
    brief = read_text(TEXT)
    assert reading_of(answered(request_for(brief, "brief 1", place=True), text), brief) == wanted


def test_an_answer_that_was_cut_off_is_none() -> None:
    brief = read_text(TEXT)
    request = request_for(brief, "brief 1", place=True)
    assert reading_of(answered(request, "people: pickers\nkind: work", cut=True), brief) == Reading()
