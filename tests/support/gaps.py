"""A pattern with an open end, for tests of constrained answers."""

_SMALL = r"[a-zß-öø-ÿ]+(?:['\-][a-zß-öø-ÿ]+)*"


def gap_pattern(*proper: str) -> str:
    """Three words or more, in small letters or one of the `proper` ones; single blanks, commas between."""
    word = f"(?:{'|'.join((_SMALL, *proper))})"
    return f"{word}(?:,? {word}){{2,}}"
