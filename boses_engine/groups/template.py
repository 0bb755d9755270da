"""Group files as the engine writes them: the commented one to start from, and a group as a file."""

import json
from collections.abc import Mapping

from boses_engine.domain.group import AGE_LEAST, AGE_MOST, COUNT_MOST, Group
from boses_engine.domain.snapshot import MARKETS
from boses_engine.errors import GroupError

_SAMPLES: Mapping[str, Group] = {
    "PH": Group(
        name="Metro Manila Young Professionals",
        age_min=23,
        age_max=34,
        gender="All",
        location="Metro Manila, Philippines",
        income_level="Middle",
        occupation="Call center agent",
    ),
    "ID": Group(
        name="Jakarta Gen Z Shoppers",
        age_min=18,
        age_max=24,
        gender="Female",
        location="Jakarta, Indonesia",
        income_level="Middle",
        occupation="University student",
    ),
    "VN": Group(
        name="Saigon Office Workers",
        age_min=25,
        age_max=39,
        gender="All",
        location="Ho Chi Minh City, Vietnam",
        income_level="Middle",
        occupation="Office worker",
    ),
}

_COMMENTS: Mapping[str, str] = {
    "name": "what you call this segment",
    "age_min": f"whole years, {AGE_LEAST} to {AGE_MOST}",
    "age_max": "the same or more",
    "gender": "Male, Female or All",
    "location": "City, Country",
    "income_level": "Low, Middle or High, by the country's standard",
    "occupation": "what they do, in your own words",
    "persona_count": f"how many people, 1 to {COUNT_MOST:,}",
}


def template(market: str) -> str:
    """A group file in YAML for a market, a comment beside each field; raises GroupError for another market."""
    if market not in _SAMPLES:
        raise GroupError(f"market: must be {', '.join(MARKETS)}, not {market[:40]!r}")
    lines = {field: f"{field}: {value}" for field, value in _SAMPLES[market].model_dump().items()}
    return _file(lines, _COMMENTS)


def group_yaml(group: Group, comments: Mapping[str, str] | None = None) -> str:
    """A group as a file that `load_group` reads back as it is; `comments` stand beside their fields, one line each."""
    lines = {field: f"{field}: {json.dumps(value, ensure_ascii=False)}" for field, value in group.model_dump().items()}
    return _file(lines, {field: " ".join(text.split()) for field, text in (comments or {}).items()})


def _file(lines: Mapping[str, str], comments: Mapping[str, str]) -> str:
    width = max(map(len, lines.values())) + 2
    commented = [f"{line:{width}}# {comments[field]}" if field in comments else line for field, line in lines.items()]
    return "\n".join(["# A segment of a market. Generate it with: boses generate GROUP_FILE", "", *commented, ""])
