"""Group files as the engine writes them: the commented one to start from, and a group as a file."""

import json
from collections.abc import Mapping

from boses_engine.domain.group import AGE_LEAST, AGE_MOST, COUNT_MOST, Group
from boses_engine.domain.snapshot import MARKETS
from boses_engine.errors import GroupError

_SAMPLES: Mapping[str, tuple[object, ...]] = {  # name, ages, gender, location, class of income, occupation
    "PH": (
        "Metro Manila Young Professionals",
        23,
        34,
        "All",
        "Metro Manila, Philippines",
        "Middle",
        "Call center agent",
    ),
    "ID": ("Jakarta Gen Z Shoppers", 18, 24, "Female", "Jakarta, Indonesia", "Middle", "University student"),
    "VN": ("Saigon Office Workers", 25, 39, "All", "Ho Chi Minh City, Vietnam", "Middle", "Office worker"),
}

_COMMENTS: Mapping[str, str] = {
    "name": "what you call this segment",
    "age_min": f"whole years, {AGE_LEAST} to {AGE_MOST}",
    "age_max": "the same or more",
    "gender": "Male, Female or All",
    "location": "City, Country",
    "income_level": "Low, Middle or High, by the standard of the place",
    "occupation": "what they do, in your own words",
    "persona_count": f"how many people, 1 to {COUNT_MOST:,}",
}


def template(market: str) -> str:
    """A group file in YAML for a market, a comment beside each field; raises GroupError for another market."""
    if market not in _SAMPLES:
        raise GroupError(f"market: must be {', '.join(MARKETS)}, not {market[:40]!r}")
    sample = Group.model_validate(dict(zip(Group.model_fields, _SAMPLES[market], strict=False)))
    lines = {field: f"{field}: {value}" for field, value in sample.model_dump().items()}
    return _file(lines, _COMMENTS)


def group_yaml(group: Group, comments: Mapping[str, str] | None = None) -> str:
    """A group as a file that `load_group` reads back as it is; `comments` stand beside their fields, one line each."""
    lines = {field: f"{field}: {json.dumps(value, ensure_ascii=False)}" for field, value in group.model_dump().items()}
    return _file(lines, {field: " ".join(text.split()) for field, text in (comments or {}).items()})


def _file(lines: Mapping[str, str], comments: Mapping[str, str]) -> str:
    width = max(map(len, lines.values())) + 2
    commented = [f"{line:{width}}# {comments[field]}" if field in comments else line for field, line in lines.items()]
    return "\n".join(["# A segment of a market. Generate it with: boses generate GROUP_FILE", "", *commented, ""])
