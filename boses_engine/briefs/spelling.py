"""Slips of the keyboard in words that the rules look for: "wmoen", "asistants"."""

import re
from collections.abc import Mapping
from functools import cache

from boses_engine.briefs.lists import listed
from boses_engine.grounding.work.tables import tables, word_of

_LEAST = 5  # letters of a word that may be misspelt
_WORD = re.compile(r"[A-Za-z]{5,}")


def corrected(text: str, known: frozenset[str]) -> str:
    """The text with those words put right that are one slip away from one that is looked for, and otherwise unknown.

    `known` holds words that are right as they stand; a capital inside a sentence is a name.
    """

    def put_right(match: re.Match[str]) -> str:
        word = match.group()
        small = word.lower()
        inside = match.start() > 0 and not re.search(r"[.!?:;\n]\s*$", text[: match.start()])
        if small in known or word_of(word) in known or (word[0].isupper() and inside):
            return word
        meant = _near().get(small)
        return word if meant is None else (meant.capitalize() if word[0].isupper() else meant)

    return _WORD.sub(put_right, text)


@cache
def known_words() -> frozenset[str]:
    """Every single word of the tables of occupations, folded and singular."""
    known = tables()
    found = {word for index in (known.english, known.local, known.fields) for phrase in index for word in phrase}
    return frozenset(found | {word for listed in known.words.values() for word in listed})


@cache
def _near() -> Mapping[str, str]:
    """Misspelling → the word that is looked for; one letter missing, added, or two neighbours swapped."""
    slips: dict[str, set[str]] = {}
    for word in listed("often misspelt"):
        for at in range(1, len(word)):
            slips.setdefault(word[:at] + word[at + 1 :], set()).add(word)
            slips.setdefault(word[:at] + word[at] + word[at:], set()).add(word)
            if at + 1 < len(word):
                slips.setdefault(word[:at] + word[at + 1] + word[at] + word[at + 2 :], set()).add(word)
    return {
        slip: meant.pop()
        for slip, meant in slips.items()
        if len(meant) == 1 and len(slip) >= _LEAST and slip not in listed("often misspelt")
    }
