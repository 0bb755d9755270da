"""Reading a study file: from YAML to a checked `StudyDesign`, or to one clear message."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from boses_engine.domain.group import AGE_LEAST, AGE_MOST, IncomeLevel
from boses_engine.domain.persona import Gender
from boses_engine.domain.study import (
    ANCHORS,
    Condition,
    Filter,
    Kind,
    Method,
    People,
    Per,
    Question,
    Scale,
    Stimulus,
    StudyDesign,
)
from boses_engine.errors import StudyError
from boses_engine.plain_yaml import parse_tree, read_tree
from boses_engine.tree import Form, Node, tree_of

STUDY_FILE = Form(
    name="study",
    error=StudyError,
    holds="a study file has a name and questions",
    example="see one in docs/studies.md",
    entries={"questions": "question"},
)
QUESTIONS_MOST, REPEATS_MOST, OPTIONS_MOST = 100, 20, 20
PRICE_MOST = 10**12
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_COMMON = ("id", "kind", "text", "stimulus", "show_if", "again")
# Kind → the fields that it has beside the common ones, and which of them it needs.
_FIELDS: dict[Kind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "open": ((), ()),
    "choice": (("options",), ("options",)),
    "multiple": (("options",), ("options",)),
    "ranking": (("options",), ("options",)),
    "maxdiff": (("options",), ("options",)),
    "likert": (("scale", "points"), ("scale",)),
    "number": (("unit", "least", "most"), ("unit",)),
    "price": (("method", "reference", "ladder", "currency", "per"), ("method", "currency")),
}
_OPTIONS_LEAST = {"choice": 2, "multiple": 2, "ranking": 2, "maxdiff": 4}
_SCALES = tuple(scale for scale in get_args(Scale) if scale != "own")


def load_study(path: Path) -> StudyDesign:
    """The study that a YAML file defines, group files beside it with their paths; StudyError for anything wrong."""
    design = _design(read_tree(path, STUDY_FILE))
    files = tuple(str(path.parent / name) for name in design.people.files)
    return design.model_copy(update={"people": design.people.model_copy(update={"files": files})})


def parse_study(text: str, source: str = "study") -> StudyDesign:
    """The study that a YAML text defines; raises StudyError naming `source`, line and field."""
    return _design(parse_tree(text, STUDY_FILE, source))


def check_study(values: object, source: str = "study") -> StudyDesign:
    """The study of values such as JSON gives; raises StudyError, whose `fields` name what is wrong."""
    return _design(tree_of(values, source, STUDY_FILE))


def values_of(design: StudyDesign) -> dict[str, Any]:
    """A study as its file would have it: `check_study` gives the study again."""
    people = design.people.model_dump(exclude_none=True, exclude_defaults=True, mode="json")
    if design.people.filter is not None:
        filtered = people["filter"]
        ages = [filtered.pop(name, None) for name in ("age_min", "age_max")]
        filtered |= {"age": f"{ages[0]}-{ages[1]}"} if None not in ages else {}
    found: dict[str, Any] = {"name": design.name, "seed": design.seed, "repeats": design.repeats}
    return found | ({"people": people} if people else {}) | {"questions": [_values(each) for each in design.questions]}


def _values(question: Question) -> dict[str, Any]:
    """A question's fields, in the words of a file."""
    left_out = {"anchors", "stimulus", "show_if"}
    found = question.model_dump(exclude_none=True, exclude_defaults=True, mode="json", exclude=left_out)
    if question.scale == "own":
        found["scale"] = list(question.anchors)
    elif question.kind == "likert" and question.scale != "nps":
        found["points"] = len(question.anchors)
    if question.stimulus is not None:
        found["stimulus"] = question.stimulus.model_dump(exclude_none=True, exclude_defaults=True, mode="json")
    if (condition := question.show_if) is not None:
        bounds = {"at_least": condition.at_least, "at_most": condition.at_most}
        says = {"is": list(condition.among)} if condition.among else {k: v for k, v in bounds.items() if v is not None}
        found["show_if"] = {"question": condition.question, **says}
    return found


def _design(root: Node) -> StudyDesign:
    fields = root.fields("a study", "name", "people", "questions", "seed", "repeats", required=("name", "questions"))
    questions: list[Question] = []
    for node in fields["questions"].items("questions", 1, QUESTIONS_MOST):
        questions.append(_question(node, questions))
    return StudyDesign(
        name=fields["name"].text(200),
        questions=tuple(questions),
        people=_people(fields["people"]) if "people" in fields else People(),
        seed=int(fields["seed"].number(0, 2**63 - 1)) if "seed" in fields else 1,
        repeats=int(fields["repeats"].number(1, REPEATS_MOST)) if "repeats" in fields else 1,
    )


def _people(node: Node) -> People:
    """Who is asked: files, groups, single people and a filter."""
    fields = node.fields("a choice of people", "files", "groups", "personas", "filter")
    if not fields:
        raise node.fail("says nobody", "name group files, groups, personas or a filter")
    filtered = None
    if "filter" in fields:
        known = fields["filter"].fields("a filter", "market", "sex", "age", "income")
        if not known:
            raise fields["filter"].fail("lets everybody through", "give market, sex, age or income")
        age = _age(known["age"]) if "age" in known else (None, None)
        filtered = Filter(
            market=_code(known["market"], 2, "a country's code of two letters, such as ID")
            if "market" in known
            else None,
            sex=known["sex"].choice(*get_args(Gender)) if "sex" in known else None,
            age_min=age[0],
            age_max=age[1],
            income=known["income"].choice(*get_args(IncomeLevel)) if "income" in known else None,
        )
    return People(
        files=_names(fields["files"], "files") if "files" in fields else (),
        groups=_names(fields["groups"], "groups") if "groups" in fields else (),
        personas=_names(fields["personas"], "personas") if "personas" in fields else (),
        filter=filtered,
    )


def _age(node: Node) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,3}) ?(?:-|–|to) ?(\d{1,3})", str(node.value))
    least, most = (int(found[1]), int(found[2])) if found else (0, 0)
    if not AGE_LEAST <= least <= most <= AGE_MOST:
        problem = f"must be two ages from {AGE_LEAST} to {AGE_MOST}, not {node.describe()}"
        raise node.fail(problem, 'write it as "18-24"')
    return least, most


def _code(node: Node, letters: int, what: str) -> str:
    text = str(node.value).strip().upper()
    if not re.fullmatch(rf"[A-Z]{{{letters}}}", text):
        raise node.fail(f"must be {what}, not {node.describe()}", "change it")
    return text


def _names(node: Node, what: str) -> tuple[str, ...]:
    return tuple(each.text(200) for each in node.items(what, 1, 1_000))


def _question(node: Node, before: Sequence[Question]) -> Question:
    """A question of any kind, with the fields that its kind has; `before` are those that stand above it."""
    every = dict.fromkeys((*_COMMON, *(name for extra, _ in _FIELDS.values() for name in extra)))
    fields = node.fields("a question", *every, required=("id", "kind", "text"))
    kind: Kind = fields["kind"].choice(*_FIELDS)  # type: ignore[assignment]
    key = fields["id"].text()
    if not _ID.fullmatch(key):
        advice = "write a short name of letters, digits, _ and -, such as first_choice"
        raise fields["id"].fail(f"must begin with a letter and be one word, not {fields['id'].describe()}", advice)
    if key in (question.id for question in before):
        raise fields["id"].fail(f"{key} is the id of an earlier question", "give each question an id of its own")
    extra, required = _FIELDS[kind]
    for name in fields:
        if name not in (*_COMMON, *extra):
            has = ", ".join(extra) or "no further fields"
            raise fields[name].fail(f"is not for a question of kind {kind}", f"take it out: this kind has {has}")
    for name in required:
        if name not in fields:
            raise node.fail(f"{name} is missing", f"a question of kind {kind} needs {', '.join(required)}")
    question = Question(
        id=key,
        kind=kind,
        text=fields["text"].text(),
        stimulus=_stimulus(fields["stimulus"]) if "stimulus" in fields else None,
        show_if=_condition(fields["show_if"], before) if "show_if" in fields else None,
        **_READERS[kind](fields),
    )
    return _asked_before(fields["again"], question, before) if "again" in fields else question


def _asked_before(node: Node, question: Question, before: Sequence[Question]) -> Question:
    """The question as the earlier one in other words, whose answers it must be able to have."""
    asked = next((each for each in before if each.id == node.value), None)
    if asked is None or asked.again is not None:
        known = ", ".join(each.id for each in before if each.again is None) or "none stands before this one"
        raise node.fail(f"{node.describe()} is no earlier question", f"the earlier ones: {known}")
    if asked.kind == "open":
        raise node.fail(f"{asked.id} is open, and such answers are not compared", "leave it out")
    forms = [each.model_dump(exclude={"id", "text", "stimulus", "show_if", "again"}) for each in (asked, question)]
    if forms[0] != forms[1]:
        advice = "give both the same kind with the same options, scale, unit or prices"
        raise node.fail(f"{asked.id} has other answers than this question", advice)
    return question.model_copy(update={"again": asked.id})


def _options(fields: Mapping[str, Node]) -> dict[str, object]:
    node = fields["options"]
    least = _OPTIONS_LEAST[str(fields["kind"].choice(*_FIELDS))]
    entries = node.items("options", least, OPTIONS_MOST)
    options = [each.text(200) for each in entries]
    for at, (each, option) in enumerate(zip(entries, options, strict=True)):
        if option.casefold() in (other.casefold() for other in options[:at]):
            raise each.fail(f"{option!r} is there twice", "keep one of them")
    return {"options": tuple(options)}


def _likert(fields: Mapping[str, Node]) -> dict[str, object]:
    """The fields of a scale: a standard one with its points, or anchors of the study's own."""
    node = fields["scale"]
    if isinstance(node.value, list):
        anchors = tuple(each.text(100) for each in node.items("anchors", 1, 20))
        if len(anchors) not in (5, 7):
            raise node.fail(f"has {len(anchors)} anchors", "give five or seven, from least to most")
        if len(set(map(str.casefold, anchors))) < len(anchors):
            raise node.fail("has the same anchor twice", "give each point words of its own")
        if "points" in fields:
            raise fields["points"].fail("is said by the anchors already", "take it out")
        return {"scale": "own", "anchors": anchors}
    scale: Scale = node.choice(*_SCALES)  # type: ignore[assignment]
    if scale == "nps":
        if "points" in fields:
            raise fields["points"].fail("is not for nps, which has the points 0 to 10", "take it out")
        return {"scale": scale, "anchors": ANCHORS["nps", 11]}
    points = int(fields["points"].number(5, 7)) if "points" in fields else 5
    if points == 6:
        raise fields["points"].fail("must be 5 or 7, not 6", "choose one of them")
    return {"scale": scale, "anchors": ANCHORS[scale, points]}


def _number(fields: Mapping[str, Node]) -> dict[str, object]:
    least, most = (
        fields[name].number(-(10**15), 10**15, whole=False) if name in fields else None for name in ("least", "most")
    )
    if least is not None and most is not None and least >= most:
        raise fields["most"].fail(f"{most:g} is not above least, {least:g}", "give a range")
    return {"unit": fields["unit"].text(60), "least": least, "most": most}


def _price(fields: Mapping[str, Node]) -> dict[str, object]:
    """The fields of a question for prices, by its method."""
    method: Method = fields["method"].choice(*get_args(Method))  # type: ignore[assignment]
    wanted, other = ("reference", "ladder") if method == "van westendorp" else ("ladder", "reference")
    if other in fields:
        raise fields[other].fail(f"is not for {method}", f"take it out: {method} needs {wanted}")
    if wanted not in fields:
        advice = "give what such a thing usually costs" if wanted == "reference" else "give the prices to ask, rising"
        raise fields["method"].fail(f"{wanted} is missing", advice)
    read: dict[str, object] = {"method": method, "currency": _currency(fields["currency"])}
    if "per" in fields:
        read["per"] = fields["per"].choice(*get_args(Per))
    if wanted == "reference":
        read["reference"] = int(fields["reference"].number(1, PRICE_MOST))
    else:
        ladder = [int(each.number(1, PRICE_MOST)) for each in fields["ladder"].items("prices", 2, 20)]
        if any(low >= high for low, high in pairwise(ladder)):
            raise fields["ladder"].fail("does not rise", "write the prices from the lowest to the highest")
        read["ladder"] = tuple(ladder)
    return read


_READERS: dict[Kind, Callable[[Mapping[str, Node]], dict[str, Any]]] = {
    "open": lambda fields: {},
    **dict.fromkeys(("choice", "multiple", "ranking", "maxdiff"), _options),
    "likert": _likert,
    "number": _number,
    "price": _price,
}


def _currency(node: Node) -> str:
    return _code(node, 3, "a currency's code of three letters, such as IDR")


def _stimulus(node: Node) -> Stimulus:
    if not isinstance(node.value, Mapping):
        return Stimulus(text=node.text(4_000))
    fields = node.fields("a stimulus", "text", "price", "currency", "per", required=("text",))
    if ("price" in fields) != ("currency" in fields):
        raise node.fail("has a price or a currency without the other", "give both, or neither")
    return Stimulus(
        text=fields["text"].text(4_000),
        price=int(fields["price"].number(1, PRICE_MOST)) if "price" in fields else None,
        currency=_currency(fields["currency"]) if "currency" in fields else None,
        per=fields["per"].choice(*get_args(Per)) if "per" in fields else "once",
    )


def _condition(node: Node, before: Sequence[Question]) -> Condition:
    """Which answers to an earlier question this one is asked after."""
    fields = node.fields("a condition", "question", "is", "at_least", "at_most", required=("question",))
    key = str(fields["question"].value)
    asked = next((question for question in before if question.id == key), None)
    if asked is None:
        known = ", ".join(question.id for question in before) or "none stands before this one"
        raise fields["question"].fail(f"{key!r} is no earlier question", f"the earlier ones: {known}")
    given = [name for name in ("is", "at_least", "at_most") if name in fields]
    if not given or ("is" in given and len(given) > 1):
        raise node.fail("must say which answers are meant", "give is, or at_least and at_most")
    if "is" in given:
        if not asked.options:
            raise fields["is"].fail(f"{key} has no options", "give at_least or at_most for points and numbers")
        if asked.kind in ("ranking", "maxdiff"):
            raise fields["is"].fail(f"{key} is a {asked.kind}", "let a choice or a multiple decide")
        entries = fields["is"].items_or_one("options", OPTIONS_MOST)
        for each in entries:
            if each.text() not in asked.options:
                raise each.fail(f"{each.describe()} is no option of {key}", f"its options: {', '.join(asked.options)}")
        return Condition(question=key, among=tuple(each.text() for each in entries))
    if asked.kind not in ("likert", "number") and asked.method != "gabor granger":
        raise node.fail(f"{key} has no number for an answer", "give is with some of its options")
    bounds = {name: fields[name].number(-(10**15), 10**15, whole=False) for name in given}
    return Condition(question=key, at_least=bounds.get("at_least"), at_most=bounds.get("at_most"))
