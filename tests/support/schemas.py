"""Random JSON schemas of the kind that records have, and a check of values by them that owes nothing to a library."""

from typing import Any

import numpy as np

NAMES = ("name", "năm sinh", "città", "имя", "住所", "phở 🍜", 'a"b', "back\\slash", "x.y", "größe", "ชื่อ", "")
CHOICES = (
    "yes",
    "không",
    "да",
    "いいえ",
    "café au lait",
    "",
    "line\nbreak",
    'say "so"',
    "👩‍🌾",
    7,
    -1,
    None,
    True,
    2.5,
)
MOST_TOKENS = 900  # of one byte; no answer to one of these schemas is longer


def random_schema(rng: np.random.Generator, *, depth: int = 2, longest: int = 6) -> dict[str, Any]:
    """An object with up to four properties; strings of up to `longest` signs, arrays of up to three items."""
    properties = {}
    for name in rng.permutation(np.array(NAMES, dtype=object))[: int(rng.integers(1, 5))]:
        properties[str(name)] = _value(rng, depth, longest)
    required = [name for name in properties if rng.random() < 0.8]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _value(rng: np.random.Generator, depth: int, longest: int) -> dict[str, Any]:
    kind = rng.choice(["object", "array", "string", "enum", "integer", "boolean", "const", "either"])
    if depth == 0 and kind in ("object", "array", "either"):
        kind = "integer"
    match kind:
        case "object":
            return random_schema(rng, depth=depth - 1, longest=longest)
        case "array":
            least = int(rng.integers(0, 3))
            most = int(rng.integers(max(least, 1), 4))
            return {"type": "array", "items": _value(rng, depth - 1, longest), "minItems": least, "maxItems": most}
        case "string":
            least = int(rng.integers(0, longest))
            return {"type": "string", "minLength": least, "maxLength": int(rng.integers(least, longest + 1))}
        case "enum":
            chosen = rng.permutation(np.array(CHOICES, dtype=object))[: int(rng.integers(1, 6))]
            return {"enum": list(chosen)}
        case "integer":
            least = int(rng.integers(-1000, 1000))
            return {
                "type": "integer",
                "minimum": least,
                "maximum": least + int(rng.integers(0, 10 ** int(rng.integers(1, 6)))),
            }
        case "const":
            return {"const": CHOICES[int(rng.integers(len(CHOICES)))]}
        case "either":
            return {"anyOf": [_value(rng, depth - 1, longest), {"type": "null"}]}
        case _:
            return {"type": "boolean"}


def conforms(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a parsed value is what the schema asks for, for the schemas made here."""
    if "anyOf" in schema:
        return any(conforms(value, one) for one in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return any(_same(value, choice) for choice in schema.get("enum", [schema.get("const")]))
    match schema["type"]:
        case "object":
            properties = schema["properties"]
            return (
                isinstance(value, dict)
                and set(schema["required"]) <= set(value) <= set(properties)
                and all(conforms(item, properties[name]) for name, item in value.items())
            )
        case "array":
            sized = isinstance(value, list) and schema["minItems"] <= len(value) <= schema["maxItems"]
            return sized and all(conforms(item, schema["items"]) for item in value)
        case "string":
            return isinstance(value, str) and schema["minLength"] <= len(value) <= schema["maxLength"]
        case "integer":
            whole = isinstance(value, int) and not isinstance(value, bool)
            return whole and schema["minimum"] <= value <= schema["maximum"]
        case "boolean":
            return isinstance(value, bool)
        case "null":
            return value is None
    raise AssertionError(schema)


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)
