"""The form in which a study is made: its fields are the paths of a study's values, such as `questions.0.text`.

Adding, moving and taking away questions are buttons of the form, so that it works without scripts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from boses_engine.domain.study import Kind, Scale

SCALES = tuple(scale for scale in get_args(Scale) if scale != "own")
KINDS: Mapping[Kind, str] = {
    "open": "Open: in their own words",
    "choice": "Choice: one of several",
    "multiple": "Multiple: any of several",
    "ranking": "Ranking: all in order",
    "likert": "Scale: agreement, buying, NPS",
    "number": "Number",
    "price": "Price: four prices, or a ladder",
    "maxdiff": "MaxDiff: best and worst of sets",
}
_LISTS = ("options", "ladder", "anchors", "personas")
_NUMBERS = ("points", "least", "most", "reference", "price", "at_least", "at_most", "seed", "repeats")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_QUESTIONS_MOST = 100


@dataclass(frozen=True)
class Template:
    """A study to start from; `currency` in its questions is that of whom it asks."""

    name: str
    about: str
    questions: tuple[dict[str, Any], ...]


TEMPLATES: Mapping[str, Template] = {
    "concept": Template(
        "Concept test",
        "Would they buy it, why, and for how much?",
        (
            {"id": "buy", "kind": "likert", "text": "Would you buy it?", "scale": "purchase intent", "stimulus": {}},
            {"id": "why", "kind": "open", "text": "What do you look at first when you buy such a thing?"},
            {"id": "price", "kind": "price", "text": "Think of such a thing for yourself.", "method": "van westendorp"},
        ),
    ),
    "brands": Template(
        "Brands",
        "Which they would take, and how they stand to one of them.",
        (
            {"id": "choice", "kind": "choice", "text": "Which of these would you take?"},
            {"id": "recommend", "kind": "likert", "text": "How likely are you to recommend it?", "scale": "nps"},
            {"id": "wrong", "kind": "open", "text": "What went wrong with it, if anything did?"},
        ),
    ),
    "shopping": Template(
        "How they shop",
        "Adverts, prices, new things, what others say.",
        (
            {"id": "first", "kind": "open", "text": "What do you look at first when you choose a shop online?"},
            {"id": "matters", "kind": "maxdiff", "text": "What matters most and least when you buy something?",
             "options": ["A low price", "Reviews of others", "A known brand", "Something new", "What friends say"]},
            {"id": "adverts", "kind": "likert", "text": "I trust what adverts say.", "scale": "agreement"},
            {"id": "compare", "kind": "likert", "text": "I compare prices before I buy.", "scale": "agreement"},
        ),
    ),
    "life": Template(
        "Everyday life",
        "What they want, fear and go by.",
        (
            {"id": "wish", "kind": "open", "text": "What do you want most?"},
            {"id": "worry", "kind": "open", "text": "What worries you?"},
            {"id": "money", "kind": "open", "text": "How do you go about your money?"},
            {"id": "online", "kind": "number", "text": "How many hours a day are you online?", "unit": "hours"},
        ),
    ),
}  # fmt: skip


def from_template(name: str, currency: str) -> list[dict[str, Any]]:
    """The questions of a template, none for a name that is none."""
    template = TEMPLATES.get(name)
    return [_in_currency(dict(question), currency) for question in template.questions] if template else []


def new_question(kind: str, before: int, currency: str) -> dict[str, Any]:
    """An empty question, the one after so many."""
    return _in_currency({"id": f"q{before + 1}", "kind": kind, "text": ""}, currency)


def read_form(form: Mapping[str, str], groups: list[str]) -> dict[str, Any]:
    """The values of a study as they were typed: what is empty is left out, what is a number is one."""
    found: dict[str, Any] = {name: _typed(name, form[name]) for name in ("name", "seed", "repeats") if form.get(name)}
    found["people"] = ({"groups": groups} if groups else {}) | _fields(form, "people.")
    numbers = sorted({int(m[1]) for name in form if (m := re.match(r"questions\.(\d{1,3})\.", name))})
    found["questions"] = [_question(form, f"questions.{at}.") for at in numbers[:_QUESTIONS_MOST]]
    return found


def change(questions: list[dict[str, Any]], action: str, kind: str, currency: str) -> list[dict[str, Any]]:
    """The questions after a button of the form: "add", "remove:2", "up:2"; a kind is that of the one to be added."""
    what, _, place = action.partition(":")
    at = int(place) if place.isdecimal() and len(place) < 4 else -1
    changed = list(questions)
    if what == "add" and kind in KINDS and len(questions) < _QUESTIONS_MOST:
        known = {question.get("id") for question in questions}
        after = next(n for n in range(len(questions), 2 * _QUESTIONS_MOST) if f"q{n + 1}" not in known)
        changed.append(new_question(kind, after, currency))
    elif what == "remove" and 0 <= at < len(changed):
        del changed[at]
    elif what == "up" and 0 < at < len(changed):
        changed[at - 1], changed[at] = changed[at], changed[at - 1]
    return changed


def place_of(field: str, questions: int) -> str:
    """The field of the form that a wrong field of a study is shown at."""
    parts = field.split(".")
    if parts[:2] in (["people", "personas"], ["people", "filter"]):
        return ".".join(parts[:2] if parts[1] == "personas" else parts)
    if parts[0] == "questions" and len(parts) > 1 and parts[1].isdecimal() and int(parts[1]) < questions:
        shown = parts[:3] if len(parts) < 4 or parts[2] not in ("stimulus", "show_if") else parts[:4]
        return ".".join(shown)
    return parts[0]


def _fields(form: Mapping[str, str], prefix: str) -> dict[str, Any]:
    """What was typed into the fields below a path."""
    found: dict[str, Any] = {}
    for name, text in form.items():
        if name.startswith(prefix) and text.strip():
            *inside, last = name.removeprefix(prefix).split(".")
            node = found.setdefault(inside[0], {}) if inside else found
            node[last] = _typed(last, text)
    return found


def _question(form: Mapping[str, str], prefix: str) -> dict[str, Any]:
    """One question's fields as a study file has them: what its kind has no use for is left out."""
    found = _fields(form, prefix)
    anchors = found.pop("anchors", None)
    if found.get("scale") == "own":
        found["scale"] = anchors or []
        found.pop("points", None)
    elif found.get("scale") == "nps" or found.get("kind") != "likert":
        found.pop("points", None)
    shown = found.get("stimulus", {})
    if "price" not in shown:  # its currency and its "once" stand there without one
        for name in ("currency", "per"):
            shown.pop(name, None)
    if not shown:
        found.pop("stimulus", None)
    condition = found.get("show_if", {})
    if "question" not in condition:
        found.pop("show_if", None)
    elif "is" in condition:
        condition["is"] = [line.strip() for line in str(condition["is"]).splitlines() if line.strip()]
    method = found.get("method")
    if method is not None:
        found.pop("ladder" if method == "van westendorp" else "reference", None)
    return found


def _typed(name: str, text: str) -> Any:
    """A field as it was typed: lines of a list, a number where it is one, else the text."""
    if name in _LISTS:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return [_whole(line) for line in lines] if name == "ladder" else lines
    return _whole(text.strip()) if name in _NUMBERS else text.strip()


def _whole(text: str) -> Any:
    bare = text.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", text) else text
    if not _NUMBER.fullmatch(bare):
        return text
    return float(bare) if "." in bare else int(bare)


def _in_currency(question: dict[str, Any], currency: str) -> dict[str, Any]:
    if question["kind"] == "price":
        return {"method": "van westendorp", **question, "currency": currency, "per": question.get("per", "once")}
    if question["kind"] == "likert":
        return {"scale": "agreement", **question}
    return question
