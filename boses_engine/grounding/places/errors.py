"""What to tell a user whose location is not known: what is wrong, and the nearest places that are."""

import difflib
from functools import cache

from boses_engine.domain.snapshot import MARKETS
from boses_engine.grounding.places import gazetteer
from boses_engine.grounding.places.country_names import country_code_of, english_names
from boses_engine.grounding.places.gazetteer import Place, Town
from boses_engine.grounding.places.matching import is_divided, larger_places, within_country
from boses_engine.grounding.text import fold

_WELL_KNOWN = 300_000  # inhabitants of a city that a misspelt name is taken for


def quote(text: str) -> str:
    """The text for a message: in quotes, printable, at most 40 characters."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:41])
    return f'"{shown[:40]}…"' if len(text) > 40 else f'"{shown}"'


def unknown_country(asked: str, parts: list[str]) -> str:
    """The message for a location whose last part is no country."""
    last = parts[-1][:60]
    if len(parts) == 1:
        words = last.split()
        for cut in range(1, len(words)):  # "Jakarta Indonesia"
            if code := country_code_of(" ".join(words[cut:])):
                city, name = " ".join(words[:cut]), english_names()[code]
                return f'location {quote(asked)} needs a comma: write "{city}, {name}"'
        if codes := gazetteer.countries_with(fold(last)):
            return several_countries(last, codes)
        if likely := _alike(last):
            return f"location {quote(asked)} is no place that is known: did you mean {' or '.join(likely)}?"
    elif having := [code for code in gazetteer.countries_with(fold(last)) if larger_places(code, last)]:
        return unknown_place(asked, having[0], parts[0], parts[1:])  # "Nowhere, Texas"
    names = {fold(name): name for name in english_names().values()}
    near = [names[key] for key in difflib.get_close_matches(fold(last), names, 3, 0.5)]
    message = f"location {quote(asked)}: no country {quote(last)}"
    if len(parts) > 1 and (where := _countries_with(parts[0])):
        message += f"; {quote(parts[0])} is in {' and '.join(where[:2])}"
    return message + (f"; nearest: {', '.join(near)}" if near else '; write "City, Country"')


def several_countries(asked: str, codes: list[str]) -> str:
    """The message for a town and its division that several countries have."""
    where = [f'"{asked[:60]}, {english_names()[code]}"' for code in codes]
    return f"location {quote(asked)} names no country: write {' or '.join(where[:3])}"


def several_places(asked: str, same: list[Place]) -> str:
    """The message for a name that several towns of one country bear."""
    where = [f'"{place.city}, {place.region}, {place.country}"' for place in same if place.region]
    return f"location {quote(asked)} could be several places: write {' or '.join(where[:3])}"


def unknown_place(asked: str, code: str, name: str, within: list[str]) -> str:
    """The message for a place that its country, or a larger place named after it, does not have."""
    country = english_names()[code]
    message = f"location {quote(asked)}: no {quote(name)} "
    strange = [text for text in within if is_divided(code) and not larger_places(code, text)]
    if strange:
        return message + f"there, as {country} has no {quote(strange[0])}; nearest: {_nearest_region(code, strange[0])}"
    if within and (alone := within_country(code, name, [])):
        return message + f"in {quote(within[0])}; it is in {alone[1][0].region or country}"
    message += f"known in {country}"
    if where := _countries_with(name):
        message += f"; it is in {' and '.join(where[:2])}"
    return message + f"; nearest there: {_nearest(code, name)}"


def _alike(name: str) -> list[str]:
    """Up to three well-known places by spelling, the nearest and largest first, as a location is written."""
    known = _well_known()
    near = difflib.get_close_matches(fold(name), known, 6, 0.75)
    ratio = {key: difflib.SequenceMatcher(None, fold(name), key).ratio() for key in near}
    near.sort(key=lambda key: (-round(ratio[key], 2), -known[key][2]))
    return list(dict.fromkeys(f'"{known[key][0]}, {english_names()[known[key][1]]}"' for key in near))[:3]


def _nearest(code: str, name: str) -> str:
    """Up to three places of a country by spelling, else its largest."""
    towns: tuple[Town, ...] = (
        *gazetteer.own_towns(code),
        *gazetteer.geonames_towns(code),
        *gazetteer.named_towns(code),
    )
    names = {key: town.place.city for town in reversed(towns) for key in town.names}
    names |= gazetteer.region_names(code)
    near = difflib.get_close_matches(fold(name[:60]), names, 6, 0.55)
    cities = [names[key] for key in near] or [place.city for place in gazetteer.whole_country(code)]
    return ", ".join(list(dict.fromkeys(cities))[:3])


def _nearest_region(code: str, name: str) -> str:
    names = gazetteer.region_names(code)
    near = difflib.get_close_matches(fold(name[:60]), names, 6, 0.3) or list(names)
    return ", ".join(list(dict.fromkeys(names[key] for key in near))[:3])


def _countries_with(name: str) -> list[str]:
    """English names of the countries that have a place of exactly this name, the largest such place first."""
    return [english_names()[code] for code in gazetteer.countries_with(fold(name[:60]))]


@cache
def _well_known() -> dict[str, tuple[str, str, int]]:
    """Folded name → name, alpha-2 code and inhabitants of the own countries' towns and regions and of the world's large
    cities."""
    found: dict[str, tuple[str, str, int]] = {}
    for place in gazetteer.world_cities(_WELL_KNOWN):
        found.setdefault(fold(place.city), (place.city, place.country_code, place.population))
    for code in MARKETS:
        for town in reversed(gazetteer.own_towns(code)):
            for name in town.names:
                found[name] = (town.place.city, code, town.place.population)
        for name, (region, _) in gazetteer.own_regions(code).items():
            found[name] = (region, code, 0)
    return found
