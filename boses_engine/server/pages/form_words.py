"""What is wrong with a field, told at the field: without names of files' fields and lines to type into a file."""

import re
from collections.abc import Mapping

OF_GROUPS: Mapping[str, str] = {
    "name": "the name",
    "age_min": "the youngest",
    "age_max": "the oldest",
    "gender": "the gender",
    "location": "the location",
    "income_level": "the income level",
    "occupation": "the occupation",
    "persona_count": "the number of people",
}
OF_STUDIES: Mapping[str, str] = {
    "reference": "the usual price",
    "ladder": "the ladder of prices",
    "options": "the list of options",
    "unit": "the unit",
    "currency": "the currency",
    "scale": "the scale",
    "show_if": "the condition",
    "stimulus": "what is shown before",
    "persona_count": "the number of people",
}
_TO_TYPE = re.compile(r"(?:;| or) write e\.g\. \w+: .*$")


def in_form(text: str, labels: Mapping[str, str]) -> str:
    """The message for whoever fills in a form: `labels` are the words for fields that it may name."""
    told = _TO_TYPE.sub("", text)
    told = re.sub(r'^location "[^"]*":? ', "", told)
    told = re.sub(r"\b[a-z_]+\b", lambda word: labels.get(word[0], word[0]) if word[0] in labels else word[0], told)
    told = "Please fill this in" if told == "is missing" else told
    return f"{told[:1].upper()}{told[1:].rstrip('.')}."
