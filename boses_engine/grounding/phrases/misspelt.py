"""Words as they were meant: one slip of the keyboard in a long word is forgiven where only one known word is meant."""

from functools import cache

from boses_engine.grounding.words import TOKEN, words_of
from boses_engine.grounding.work.tables import tables

_FORGIVEN_LEAST = 7  # letters of a word that may be misspelt: "potter" is no slip for "porter"


def respelt(word: str) -> str:
    """The word as it was meant: a known word, or one that is a single slip away from just one known word."""
    known, forgiven, slips = _spellings()
    if word in known:
        return word
    meant = [right for right in forgiven if right[0] == word[0] and _one_slip(word, right)]
    return slips.get(word, meant[0] if len(meant) == 1 else word)


def written_out(text: str, country_code: str) -> str:
    """The text with what the country writes short in full: "NVVP", "karyawan yg jualan"; a name as it stands."""
    short = _short(country_code)
    if not short or words_of(text) in tables().local or words_of(text) in tables().english:
        return text
    return TOKEN.sub(lambda found: short.get(found[0].casefold(), found[0]), text)


@cache
def _short(country_code: str) -> dict[str, str]:
    return dict(pair.split(">") for pair in tables().words.get(f"short {country_code}", ()))


@cache
def _spellings() -> tuple[frozenset[str], tuple[str, ...], dict[str, str]]:
    """All known words, those that may be misspelt, and the common misspellings of shorter ones."""
    known = tables()
    indexes = (known.english, known.local, known.fields)
    words = {word for index in indexes for phrase in index for word in phrase}
    words |= {word for listed in known.words.values() for word in listed}
    broad = {
        word
        for index in (known.english, known.fields)
        for phrase, wish in index.items()
        if wish.category
        for word in phrase
    }
    slips = dict(pair.split(">") for pair in sorted(known.words["misspelt"]))
    return frozenset(words), tuple(sorted(word for word in broad if len(word) >= _FORGIVEN_LEAST)), slips


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter is missing, added, changed, or swapped with the next."""
    if len(typed) == len(meant):
        wrong = [place for place, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
        swapped = len(wrong) == 2 and typed[wrong[0] : wrong[1] + 1] == meant[wrong[0] : wrong[1] + 1][::-1]
        return len(wrong) == 1 or swapped
    short, long = sorted((typed, meant), key=len)
    return len(long) - len(short) == 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
