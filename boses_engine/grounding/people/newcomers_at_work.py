"""How often people whose mother tongue came from other countries do a kind of work, over others.

Half the doctors of Canada's towns came from abroad and hardly any of their police. Sources: newcomers_at_work.csv, and
tongues_at_home.csv for the tongues of countries that are no newcomers'.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from boses_engine.grounding.isco08 import groups_of
from boses_engine.grounding.places.countries import country, table

_ANY = "any"  # countries of the West
Work = tuple[str, ...]  # title, category and other names of work, last its ISCO-08 code


@dataclass(frozen=True)
class AtWork:
    """What is known of a kind of work: how many times as many do it, of newcomers and of those with some tongues, and
    how much they are as in the whole country rather than as in the place, 0..1."""

    newcomers: float
    spread: float
    tongues: Mapping[str, float]

    def times(self, tongue: str) -> float:
        """How often newcomers with a mother tongue do the work, over others."""
        return self.newcomers * self.tongues.get(tongue, 1.0)


@lru_cache(maxsize=2048)
def at_work(code: str, work: Work) -> AtWork | None:
    """What is known of a kind of work in a country; None where nothing is, or where it is no country of immigrants."""
    if not tongues_at_home(code):
        return None
    rows = _rows(code)
    found = {tongue: row for tongue, known in rows.items() if (row := _of_work(known, work))}
    if not found:
        return None
    general = found.pop("", {"times": "1", "spread": ""})
    spread = float(general["spread"] or 0)
    return AtWork(float(general["times"]), spread, {tongue: float(row["times"]) for tongue, row in found.items()})


def _of_work(rows: Mapping[str, dict[str, str]], work: Work) -> dict[str, str] | None:
    """The row of the first name of work that has one, else of the longest beginning of its code."""
    *names, isco08 = work
    return next((rows[key] for key in (*names, *groups_of(isco08)) if key in rows), None)


@cache
def _rows(code: str) -> dict[str, dict[str, dict[str, str]]]:
    """By tongue, "" for all, and by work the rows of a country; its own go before those of several, and these before
    those of any."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    rows = [(row["codes"].split("|"), row) for row in table("people/newcomers_at_work.csv")]
    any_holds = country(code).group == "western"
    of_country = [(codes, row) for codes, row in rows if code in codes or (any_holds and codes == [_ANY])]
    for _, row in sorted(of_country, key=lambda each: (each[0] == [_ANY], len(each[0])), reverse=True):
        for tongue in row["tongues"].split("|"):
            for work in row["work"].split("|"):
                found.setdefault(tongue, {})[work] = row
    return found


@cache
def tongues_at_home(code: str) -> frozenset[str]:
    """The tongues of a country whose people are no newcomers there; none where nothing is known of newcomers' work."""
    rows = (row for row in table("people/tongues_at_home.csv") if row["code"] == code)
    known = frozenset(tongue for row in rows for tongue in row["tongues"].split("|"))
    return known or (_usual_tongues(code) if country(code).group == "western" else frozenset())


def _usual_tongues(code: str) -> frozenset[str]:
    """The tongue of most people of a country."""
    return frozenset(name for name, _ in country(code).languages[:1])
