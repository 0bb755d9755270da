"""Replies in the form of a JSON schema: what it lets choose is decided as an option, what it lets write is said.

The model writes none of it: each property is a question of its own, put beside the message.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from boses_engine.domain.study import Question
from boses_engine.errors import InputError
from boses_engine.language.port import LanguageModel
from boses_engine.talk.form import OPTIONS_MOST, Form, choice_form
from boses_engine.talk.reply import GUESS, Reply, Stand, Talk, answer, decided, worded

_DEEPEST, _PROPERTIES_MOST, _POINTS_MOST = 4, 40, 11
_REASONS = ("comment", "reason", "explanation", "rationale", "why", "justification")


@dataclass
class _Made:
    """What replies to the properties rest on."""

    model: LanguageModel
    grounds: dict[str, None] = field(default_factory=dict)
    guess: bool = False
    missing: str = ""  # what is said where a required value cannot be given


def answer_in_schema(talk: Talk, model: LanguageModel, schema: Mapping[str, Any]) -> Reply:
    """The reply as JSON that the schema accepts; a text and no JSON where a number that it needs is not known.

    :raises InputError: it asks for something other than objects and lists of choices, numbers, truths and texts.
    """
    root = _resolved(schema, schema)
    if root.get("type") != "object" or not isinstance(root.get("properties"), Mapping):
        raise InputError("the schema must be of an object with properties.")
    made = _Made(model)
    stand = talk.stand(talk.message)
    told = worded(stand, talk.who, model) if stand.told.reasons else answer(talk, model).text
    value = _object(root, schema, talk, stand, told, made, 1)
    if made.missing:
        return Reply(made.missing, no_basis=True)
    return Reply(
        json.dumps(value, ensure_ascii=False),
        value,
        dict(stand.position.distribution),
        tuple(made.grounds),
        not made.grounds,
        made.guess,
    )


def _object(
    node: Mapping[str, Any], root: Mapping[str, Any], talk: Talk, stand: Stand, told: str, made: _Made, depth: int
) -> dict[str, Any]:
    if len(node["properties"]) > _PROPERTIES_MOST:
        raise InputError(f"an object of the schema has more than {_PROPERTIES_MOST} properties.")
    found = {}
    for name, each in node["properties"].items():
        value = _value(name, _resolved(each, root), root, talk, stand, told, made, depth)
        found[name] = value
    return found


def _value(
    name: str,
    node: Mapping[str, Any],
    root: Mapping[str, Any],
    talk: Talk,
    stand: Stand,
    told: str,
    made: _Made,
    depth: int,
) -> Any:
    if depth > _DEEPEST:
        raise InputError(f"the schema is deeper than {_DEEPEST} levels.")
    nullable = node.get("nullable") is True or "null" in _types(node)
    kinds = [each for each in _types(node) if each != "null"]
    text = " ".join(filter(None, (stand.question.text, str(node.get("description", "")))))
    if "const" in node:
        return node["const"]
    if isinstance(node.get("enum"), list):
        return _choice(text, [each for each in node["enum"] if each is not None], nullable, talk, made)
    kind = kinds[0] if kinds else ""
    if kind == "boolean":
        chosen = _choice(text, ["Yes", "No"], nullable, talk, made)
        return None if chosen is None else chosen == "Yes"
    if kind in ("integer", "number"):
        return _number(text, node, kind, nullable, talk, made)
    if kind == "string":
        reasons = any(word in name.casefold() for word in _REASONS)
        if (description := str(node.get("description", "")).strip()) and not reasons:  # it asks something of its own
            stand = talk.stand(description)
            said = worded(stand, talk.who, made.model)
        else:
            said = told.removeprefix(stand.told.opening).strip() if reasons and stand.told.reasons else told
        made.grounds |= dict.fromkeys(stand.told.grounds)
        said = GUESS if made.guess and reasons else said
        most = _bound(node, "maxLength")
        return said if most is None else said[: max(0, int(most))]
    if kind == "array":
        items = _resolved(node.get("items", {}), root)
        if isinstance(items.get("enum"), list):
            return _several(text, items["enum"], node, talk, made)
        return [_value(name, items, root, talk, stand, told, made, depth + 1)]
    if kind == "object" and isinstance(node.get("properties"), Mapping):
        return _object(node, root, talk, stand, told, made, depth + 1)
    raise InputError(f"the schema's property {name!r} is no choice, number, truth, text, list or object.")


def _choice(text: str, options: list[Any], nullable: bool, talk: Talk, made: _Made) -> Any:
    shown = _shown(options)
    if len(shown) == 1:
        return options[0]
    return _decided(choice_form(text, shown), nullable, talk, made, options)


def _decided(form: Form, nullable: bool, talk: Talk, made: _Made, options: list[Any]) -> Any:
    """One of the options, None where the record has nothing on it and that may be said."""
    stand = talk.stand_on(form)
    value, guess = decided(stand, talk)
    if guess and nullable:
        return None
    made.guess |= guess
    made.grounds |= dict.fromkeys(stand.told.grounds)
    return options[form.listed(value)]


def _several(text: str, options: list[Any], node: Mapping[str, Any], talk: Talk, made: _Made) -> list[Any]:
    shown = _shown(options)
    if len(shown) == 1:
        return options
    question = Question(id="talk", kind="multiple", text=text, options=tuple(shown))
    most = _bound(node, "maxItems")
    form = Form(question, "list", least=int(_bound(node, "minItems") or 0), most=None if most is None else int(most))
    stand = talk.stand_on(form)
    value, guess = decided(stand, talk)
    made.guess |= guess
    made.grounds |= dict.fromkeys(stand.told.grounds)
    return [options[shown.index(each)] for each in value]


def _number(text: str, node: Mapping[str, Any], kind: str, nullable: bool, talk: Talk, made: _Made) -> Any:
    low, high = _bound(node, "minimum"), _bound(node, "maximum")
    if isinstance(low, int) and isinstance(high, int) and 2 <= high - low < _POINTS_MOST:
        points = list(range(low, high + 1))
        return _decided(choice_form(text, list(map(str, points)), list(map(str, points))), nullable, talk, made, points)
    question = Question(id="talk", kind="number", text=text, unit=talk.who.persona.income.currency)
    stand = talk.stand_on(Form(question.model_copy(update={"least": low, "most": high}), "number"))
    if stand.position.value is None:
        if not nullable:
            made.missing = stand.told.as_noted
        return None
    made.grounds |= dict.fromkeys(stand.told.grounds)
    return round(stand.position.value) if kind == "integer" else float(stand.position.value)


def _shown(options: list[Any]) -> list[str]:
    shown = [str(option) for option in options]
    if not 1 <= len(set(shown)) == len(shown) <= OPTIONS_MOST:
        raise InputError(f"a choice of the schema needs 1 to {OPTIONS_MOST} options, each once.")
    return shown


def _bound(node: Mapping[str, Any], name: str) -> int | float | None:
    """A number of a schema, None where there is none."""
    found = node.get(name)
    return found if isinstance(found, int | float) and not isinstance(found, bool) else None


def _types(node: Mapping[str, Any]) -> list[str]:
    kind = node.get("type", [])
    return list(kind) if isinstance(kind, list) else [str(kind)]


def _resolved(node: Any, root: Mapping[str, Any]) -> dict[str, Any]:
    """A schema's node with its reference followed, and of several ways the one that is not null."""
    for _ in range(8):
        if not isinstance(node, Mapping):
            raise InputError("the schema has a part that is no object.")
        if isinstance(reference := node.get("$ref"), str):
            if not reference.startswith("#/"):
                raise InputError("the schema refers to another document.")
            found: Any = root
            for part in reference[2:].split("/"):
                found = found.get(part) if isinstance(found, Mapping) else None
            node = found
        elif isinstance(ways := node.get("anyOf") or node.get("oneOf"), list) and ways:
            real = [each for each in ways if not (isinstance(each, Mapping) and each.get("type") == "null")]
            first = _resolved(real[0], root) if real else {}
            node = first | {"nullable": len(real) < len(ways)}
        elif isinstance(ways := node.get("allOf"), list) and len(ways) == 1:
            node = ways[0]
        else:
            return dict(node)
    raise InputError("the schema refers to itself.")
