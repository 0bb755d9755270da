"""Constraints as llguidance's grammars: both back ends' token masks come from these."""

import json
from typing import Any

import llguidance as lg

from boses_engine.errors import ModelError
from boses_engine.language.constraint import Constraint, Pattern, Schema


def compile_grammar(constraint: Constraint, tokenizer: lg.LLTokenizer | None = None) -> str:
    """The grammar of a constraint, tried on a vocabulary where one is given.

    :raises ModelError: it cannot be compiled; says why.
    """
    try:
        grammar = _grammar(constraint)
    except ValueError as exc:
        raise ModelError(f"the answer's form cannot be compiled: {exc}") from exc
    problem = lg.LLMatcher.validate_grammar(grammar, tokenizer)
    if problem:
        raise ModelError(f"the answer's form cannot be compiled: {problem}")
    return grammar


def unpadded(schema: Schema) -> dict[str, Any]:
    """A JSON schema without blanks between the parts: a small model pads JSON with them.

    :raises ValueError: it is no object.
    """
    read = json.loads(schema.text)
    if not isinstance(read, dict):
        raise ValueError("a JSON schema is an object")
    return read | {"x-guidance": {"whitespace_flexible": False}}


def _grammar(constraint: Constraint) -> str:
    if isinstance(constraint, Pattern):
        return str(lg.LLMatcher.grammar_from_regex(constraint.regex))
    return str(lg.LLMatcher.grammar_from_json_schema(unpadded(constraint)))
