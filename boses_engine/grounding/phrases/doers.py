"""People told by what they do, in words of other languages: "mulheres que vendem roupa", "janda yang jualan".

A line of doers.csv has the words between both, what somebody is who does what comes after them ("vendedora de"), and
what somebody is of whom no more is said. English ones are of every country.
"""

from functools import cache

from boses_engine.grounding.places.countries import country, table
from boses_engine.grounding.words import BETWEEN, Words, listed, runs_of, words_of

_BETWEEN_PH = "na"  # in Filipino, between who is told of and what is told


def split_doer(text: str, country_code: str) -> tuple[str, str] | None:
    """Whom a text is of and the work that it says they do, by the longest words for that; None where it says none."""
    known = _doers(country_code)
    if not known:
        return None
    for left, words, right in runs_of(text, max(map(len, known))):
        line = known.get(words)
        if line and words_of(left):
            rest = right.strip(BETWEEN)
            work = f"{line['who']} {rest}".strip() if rest else line["alone"]
            return (left.strip(BETWEEN), work) if work and not (rest and line["alone"] and not line["who"]) else None
    return None


@cache
def _doers(country_code: str) -> dict[Words, dict[str, str]]:
    """The lines by their words, of a country and its language."""
    spoken = {country_code, country(country_code).locale.partition("_")[0]}
    rows = (row for row in table("phrases/doers.csv") if not row["where"] or spoken & set(listed(row["where"])))
    known = {words_of(words): row for row in rows for words in listed(row["words"])}
    # "Babaeng nananahi": the last sound of who is told of stands for the word between.
    return {words[1:]: row for words, row in known.items() if words[0] == _BETWEEN_PH} | known
