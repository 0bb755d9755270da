"""Reading a group file: from YAML to a checked `Group`, or to one clear message."""

from pathlib import Path

from boses_engine.domain.group import Group
from boses_engine.groups.fields import GROUP_FILE, check_fields, check_tree
from boses_engine.plain_yaml import parse_tree, read_tree

__all__ = ["check_fields", "load_group", "parse_group"]


def load_group(path: Path, *, count: int | None = None) -> Group:
    """The group that a YAML file defines; `count` overrides its persona_count, the location is not resolved.

    Raises GroupError for anything wrong with the file, its fields or `count`.
    """
    group = check_tree(read_tree(path, GROUP_FILE))
    if count is None:
        return group
    return check_fields(group.model_dump() | {"persona_count": count}, source="count")


def parse_group(text: str, *, source: str = "group") -> Group:
    """The group that a YAML text defines; raises GroupError naming `source`, line and field."""
    return check_tree(parse_tree(text, GROUP_FILE, source))
