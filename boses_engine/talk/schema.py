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


def answer_in_schema(talk: Talk, model: LanguageModel, schema: Mapping[str, Any]) -> Reply:
    """The reply as JSON that the schema accepts; a text and no JSON where a number that it needs is not known.

    :raises InputError: it asks for something other than objects and lists of choices, numbers, truths and texts.
    """
    root = _resolved(schema, schema)
    if root.get("type") != "object" or not isinstance(root.get("properties"), Mapping):
        raise InputError("the schema must be of an object with properties.")
    stand = talk.stand(talk.message)
    told = worded(stand, talk.who, model) if stand.told.reasons else answer(talk, model).text
    filler = _Filler(talk, model, schema, stand, told)
    value = filler.fill(root)
    if filler.missing:
        return Reply(filler.missing, no_basis=True)
    return Reply(
        json.dumps(value, ensure_ascii=False),
        value,
        dict(stand.position.distribution),
        tuple(filler.grounds),
        not filler.grounds,
        filler.guess,
    )


@dataclass
class _Filler:
    """Gives the properties of a schema their values, and keeps what these rest on."""

    talk: Talk
    model: LanguageModel
    schema: Mapping[str, Any]
    stand: Stand  # on the message itself
    told: str  # what is said to it
    grounds: dict[str, None] = field(default_factory=dict)
    guess: bool = False
    missing: str = ""  # what is said where a required value cannot be given

    def fill(self, node: Mapping[str, Any], depth: int = 1) -> dict[str, Any]:
        """The object of a node, `depth` levels down."""
        if len(node["properties"]) > _PROPERTIES_MOST:
            raise InputError(f"an object of the schema has more than {_PROPERTIES_MOST} properties.")
        return {
            name: self._value(name, _resolved(each, self.schema), depth) for name, each in node["properties"].items()
        }

    def _value(self, name: str, node: Mapping[str, Any], depth: int) -> Any:
        """A property's value; InputError for one of a kind that cannot be given."""
        if depth > _DEEPEST:
            raise InputError(f"the schema is deeper than {_DEEPEST} levels.")
        nullable = node.get("nullable") is True or "null" in _types(node)
        kind = next((each for each in _types(node) if each != "null"), "")
        text = " ".join(filter(None, (self.stand.question.text, str(node.get("description", "")))))
        if "const" in node:
            return node["const"]
        if isinstance(node.get("enum"), list):
            return self._choice(text, [each for each in node["enum"] if each is not None], nullable)
        if kind == "boolean":
            chosen = self._choice(text, ["Yes", "No"], nullable)
            return None if chosen is None else chosen == "Yes"
        if kind in ("integer", "number"):
            return self._number(text, node, kind, nullable)
        if kind == "string":
            return self._text(name, node)
        if kind == "array":
            items = _resolved(node.get("items", {}), self.schema)
            if isinstance(items.get("enum"), list):
                return self._several(text, items["enum"], node)
            return [self._value(name, items, depth + 1)]
        if kind == "object" and isinstance(node.get("properties"), Mapping):
            return self.fill(node, depth + 1)
        raise InputError(f"the schema's property {name!r} is no choice, number, truth, text, list or object.")

    def _text(self, name: str, node: Mapping[str, Any]) -> str:
        """What is said to the message, or to what the property asks of its own; as a reason without its opening."""
        stand, reasons = self.stand, any(word in name.casefold() for word in _REASONS)
        if (description := str(node.get("description", "")).strip()) and not reasons:
            stand = self.talk.stand(description)
            said = worded(stand, self.talk.who, self.model)
        else:
            said = self.told.removeprefix(stand.told.opening).strip() if reasons and stand.told.reasons else self.told
        self.grounds |= dict.fromkeys(stand.told.grounds)
        said = GUESS if self.guess and reasons else said
        most = _bound(node, "maxLength")
        return said if most is None else said[: max(0, int(most))]

    def _choice(self, text: str, options: list[Any], nullable: bool) -> Any:
        shown = _shown(options)
        return options[0] if len(shown) == 1 else self._decided(choice_form(text, shown), nullable, options)

    def _decided(self, form: Form, nullable: bool, options: list[Any]) -> Any:
        """One of the options, None where the record has nothing on it and that may be said."""
        stand = self.talk.stand_on(form)
        value, guess = decided(stand, self.talk)
        if guess and nullable:
            return None
        self._rest_on(stand, guess)
        return options[form.listed(value)]

    def _several(self, text: str, options: list[Any], node: Mapping[str, Any]) -> list[Any]:
        shown = _shown(options)
        if len(shown) == 1:
            return options
        question = Question(id="talk", kind="multiple", text=text, options=tuple(shown))
        least, most = int(_bound(node, "minItems") or 0), _bound(node, "maxItems")
        stand = self.talk.stand_on(Form(question, "list", least=least, most=None if most is None else int(most)))
        value, guess = decided(stand, self.talk)
        self._rest_on(stand, guess)
        return [options[shown.index(each)] for each in value]

    def _number(self, text: str, node: Mapping[str, Any], kind: str, nullable: bool) -> Any:
        """A point of a short scale, or an amount; where it is not known, that is what is missing."""
        low, high = _bound(node, "minimum"), _bound(node, "maximum")
        if isinstance(low, int) and isinstance(high, int) and 2 <= high - low < _POINTS_MOST:
            points = list(range(low, high + 1))
            return self._decided(choice_form(text, list(map(str, points)), list(map(str, points))), nullable, points)
        question = Question(id="talk", kind="number", text=text, unit=self.talk.who.persona.income.currency)
        stand = self.talk.stand_on(Form(question.model_copy(update={"least": low, "most": high}), "number"))
        if stand.position.value is None:
            if not nullable:
                self.missing = stand.told.as_noted
            return None
        self._rest_on(stand, guess=False)
        return round(stand.position.value) if kind == "integer" else float(stand.position.value)

    def _rest_on(self, stand: Stand, guess: bool) -> None:
        self.guess |= guess
        self.grounds |= dict.fromkeys(stand.told.grounds)


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
