"""What people of a country do day by day, where the record need not say it: drawn once from how common each way is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from boses_engine.grounding.drawing import pick
from boses_engine.studies.familiar import uses
from boses_engine.studies.habits import FIGURE
from boses_engine.studies.leaning import manner, say
from boses_engine.studies.respondent import Respondent
from boses_engine.studies.subject import any_of, named_brands
from boses_engine.studies.tables import rows
from boses_engine.studies.tilts import has, tilt
from boses_engine.studies.weigh import Ground

_BY_FORM = "any "  # how customs begin that are asked for by the form of a question, whatever it is about
_OPTIONS_LEAST = 2  # that a custom knows, for it to be what a choice is about
_NOT_WITHOUT = 0.005  # of its share that a way has which needs what the person does not have
_ONE_S_OWN = ("e-wallet", "bank")  # kinds of which nobody uses a brand that they have nothing to do with
_VEHICLE = 15.0  # how much oftener somebody goes by what the record has them own (estimate)


@dataclass(frozen=True)
class Way:
    """One way of a custom: the words that name it, its share of people, what it needs, for whom it is commoner and how
    it is told."""

    custom: str
    pattern: re.Pattern[str]
    share: float
    needs: str
    by: str
    said: tuple[str, ...]


def custom_told(who: Respondent, text: str, *, by_form: bool = False) -> Ground | None:
    """What an open question about a custom is answered with; None where it asks for none that can be told.

    With `by_form` what is asked about counts less than how: why, when, what has changed.
    """
    ways = [way for way in _asked(text, who.country_code, by_form) if way.said]
    if not ways or who.bare or not who.figures:
        return None
    of = (text,) if by_form else ()
    way = pick(manner(who, "custom", ways[0].custom, *of), ways, [_share(who, way) for way in ways])
    return Ground(_name(way), 1.0, (say(who, way.said, *way.said),))


def custom_shares(who: Respondent, text: str, options: Sequence[str]) -> tuple[Ground, list[float]] | None:
    """How common each option of a question about a custom is for the person; None where it is about none."""
    ways = _asked(text, who.country_code)
    if not ways or who.bare or not who.figures:
        return None
    named = [_named(option, ways) for option in options]
    if sum(way is not None for way in named) < _OPTIONS_LEAST:
        return None
    shares = [
        _share(who, way) * _is_had(who, option) if way else 0.0 for option, way in zip(options, named, strict=True)
    ]
    return (Ground(_name(ways[0]), 1.0), shares) if any(shares) else None


def _named(option: str, ways: Sequence[Way]) -> Way | None:
    """The way that an option names, by the longest of its words."""
    bare = option.casefold()
    found = [(len(match[0]), -at, way) for at, way in enumerate(ways) if (match := way.pattern.search(bare))]
    return max(found, key=lambda each: each[:2])[2] if found else None


def _share(who: Respondent, way: Way) -> float:
    share = way.share * exp(tilt(who, way.by))
    if not has(who, way.needs):
        share *= _NOT_WITHOUT
    if way.custom == "commute" and any(
        way.pattern.search(each.category) for each in who.persona.brand_relationships if each.attitude != "avoids"
    ):
        share *= _VEHICLE
    return share


def _is_had(who: Respondent, option: str) -> bool:
    """Whether the person has to do with the brands that an option names, where it names any."""
    brands = named_brands(option, who.country_code)
    if not brands or brands[0].category not in _ONE_S_OWN:
        return True
    held = [(brand, who.relation(brand.name)) for brand in brands]
    return any(own.attitude != "avoids" if own else uses(who, brand) for brand, own in held)


def _name(way: Way) -> str:
    return f"{FIGURE}{way.custom} [estimate]"


def _asked(text: str, country_code: str, by_form: bool = False) -> tuple[Way, ...]:
    bare = text.casefold()
    found = (ways for asked, ways in _customs(country_code) if asked.search(bare))
    return next((ways for ways in found if ways[0].custom.startswith(_BY_FORM) == by_form), ())


@cache
def _customs(country_code: str) -> tuple[tuple[re.Pattern[str], tuple[Way, ...]], ...]:
    """How each custom is asked for, and its ways in the country; customs without any are left out."""
    found: dict[str, list[Way]] = {row["custom"]: [] for row in rows("customs_asked.csv")}
    for row in rows("customs.csv"):
        if row["market"] in ("", country_code):
            said = tuple(filter(None, row["said"].split("|")))
            way = Way(
                row["custom"], any_of(row["answer"].split("|")), float(row["share"]), row["needs"], row["by"], said
            )
            found[row["custom"]].append(way)
    asked = {row["custom"]: re.compile(row["asked"]) for row in rows("customs_asked.csv")}
    return tuple((asked[custom], tuple(ways)) for custom, ways in found.items() if ways)
