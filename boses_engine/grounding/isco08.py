"""Codes of the International Standard Classification of Occupations, ISCO-08, each in the groups it begins with."""


def groups_of(isco08: str) -> list[str]:
    """A code and those of the groups that it is in, the smallest first: "2221", "222", "22", "2"; empty for none."""
    return [isco08[:digits] for digits in range(len(isco08), 0, -1)]
