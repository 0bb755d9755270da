"""A name matched with the places of one country, as it stands or without "City of" and the like."""

from boses_engine.domain.snapshot import MARKETS
from boses_engine.grounding.places import gazetteer
from boses_engine.grounding.places.countries import table
from boses_engine.grounding.places.gazetteer import Place
from boses_engine.grounding.places.mergers import division_of
from boses_engine.grounding.text import fold

# What may stand round a name without changing the place, folded.
_DIVISION_PREFIXES = ("province of ", "provinsi ", "propinsi ", "tinh ", "lalawigan ng ", "state of ", "region of ")
_DIVISION_SUFFIXES = (" province", " region", " state", " prefecture")
_CITY_PREFIXES = (
    *("city of ", "municipality of ", "kota administrasi ", "kota ", "kotamadya ", "kabupaten ", "kab ", "greater "),
    *("lungsod ng ", "dakbayan sa ", "bayan ng ", "metro ", "thanh pho ", "tp ", "thi xa ", "quan ", "huyen "),
)
_CITY_SUFFIXES = (" city", " municipality", " regency", " metropolitan area", " metro", " area")
# Words for kinds of division that many tables leave out: what they stand with is the division, or the place, of the
# name that is left ("Nashik district", "County Cork", "Departamento de Antioquia").
_KIND_PREFIXES = (
    *("district of ", "county of ", "county ", "department of ", "governorate of ", "prefecture of ", "parish of "),
    *("canton of ", "canton de ", "canton ", "oblast of ", "voivodeship of ", "division of ", "emirate of "),
    *("provincia de ", "provincia di ", "provincia del ", "provincia ", "province de ", "province du ", "province "),
    *("departamento de ", "departamento del ", "departamento ", "departement de ", "departement du ", "departement "),
    *("distrito de ", "estado de ", "estado do ", "estado da ", "municipio de ", "comuna de "),
    *("region de ", "regione ", "landkreis ", "kreis ", "bundesland ", "wojewodztwo ", "powiat ", "gmina ", "judetul "),
    *("changwat ", "amphoe ", "wilaya de ", "wilaya of ", "wilayah ", "mkoa wa ", "wilaya ya ", "thi tran ", "xa "),
    *("provincie ", "gemeente ", "commune de ", "commune of "),
)
_KIND_SUFFIXES = (
    *(" district", " county", " department", " governorate", " parish", " canton", " oblast", " voivodeship"),
    *(" division", " emirate", " subdistrict", " sub district", " sub county", " subcounty", " tehsil", " taluk"),
    *(" taluka", " tahsil", " upazila", " zila", " zilla", " mandal", " commune", " local government area", " lga"),
    *(" krai", " raion", " rayon", " okrug", " kraj", " megye", " fylke", " kommune", " kommun", " ili", " ilcesi"),
)


def within_country(code: str, name: str, within: list[str]) -> tuple[str | None, tuple[Place, ...]] | None:
    """The place of a name, inside the larger ones named after it; None when there is none."""
    outer = [places for text in within if (places := larger_places(code, text))]
    if len(outer) < len(within) and is_divided(code):
        return None
    readings = _readings(fold(name))
    named = {bare for text in map(fold, within) for bare in (text, *_without_kind(text))}
    if code not in MARKETS and fold(name) in named:  # "Oita, Oita", "Osh, Osh Region": the town of that name
        division = gazetteer.division(code, fold(name))
        own = {place.region for place in division[1]} if division else set[str | None]()
        towns = [town for town in gazetteer.cities_named(code, fold(name)) if town.place.region in own]
        if towns and fold(name) in towns[0].names:
            return towns[0].place.region, (towns[0].place,)
    if code in MARKETS:  # every reading in the own table goes before any in GeoNames: "Naga City" is Naga
        for text, kind in readings:
            if found := _read(code, text, kind, outer, listed=True):
                return found
    for text, kind in readings:
        if found := _read(code, text, kind, outer, listed=False):
            return found
    for text in _without_kind(fold(name)):
        if found := _only(code, text, outer):
            return found
    small = [town.place for town in gazetteer.small_towns_named(code, fold(name)) if _inside((town.place,), outer)]
    return (small[0].region, (small[0],)) if small else None


def within_any(parts: list[str]) -> dict[str, tuple[str | None, tuple[Place, ...]]]:
    """By country the place of the first part inside all the others, at least one: "Austin, Texas" without a country."""
    first, *within = parts
    codes = dict.fromkeys(code for part in (first, within[-1]) for code in gazetteer.countries_with(fold(part[:60])))
    inside = (code for code in codes if all(larger_places(code, text) for text in within))
    return {code: found for code in inside if (found := within_country(code, first, within))}


def _only(code: str, name: str, outer: list[tuple[Place, ...]]) -> tuple[str | None, tuple[Place, ...]] | None:
    """The division of a folded name, else the place where there is but one inside the larger ones."""
    found = _read(code, name, "division", outer, listed=False)
    same = [place for place in namesakes(code, name) if _inside((place,), outer)]
    return found if found or len(same) > 1 else _read(code, name, "any", outer, listed=False)


def _read(
    code: str, name: str, kind: str, outer: list[tuple[Place, ...]], listed: bool
) -> tuple[str | None, tuple[Place, ...]] | None:
    """The region or city of a folded name: named regions first, then cities and divisions as they outrank each other.

    `listed` keeps to the cities of the own table.
    """
    region = gazetteer.named_region(code, name) if kind != "city" else None
    if region is not None and _inside(region[1], outer):
        return region
    state = gazetteer.division(code, name)
    if state is not None and not _inside(state[1], outer):
        state = None
    if kind == "division":
        return state
    towns = gazetteer.own_named(code, name) if listed else gazetteer.cities_named(code, name)
    towns = [town for town in towns if _inside((town.place,), outer)]
    # The narrowest of the larger places decides between namesakes: "San Carlos, Negros Occidental".
    provinces = [{place.province for place in places if place.province} for places in outer]
    towns.sort(key=lambda town: -sum(town.place in places for places in outer))
    towns.sort(key=lambda town: -sum(town.place.province in within for within in provinces))
    if towns and (state is None or gazetteer.goes_before_state(towns[0], name)):
        return towns[0].place.region, (towns[0].place,)
    return state


def _readings(name: str) -> list[tuple[str, str]]:
    """The ways to read a folded name: as it stands, as a division's, as a city's without "City of" and the like."""
    readings = [(name, "any")]
    readings += [(name.removeprefix(p), "division") for p in _DIVISION_PREFIXES if name.startswith(p)]
    readings += [(name.removesuffix(s), "division") for s in _DIVISION_SUFFIXES if name.endswith(s)]
    readings += [(name.removeprefix(p), "city") for p in _CITY_PREFIXES if name.startswith(p)]
    readings += [(name.removesuffix(s), "city") for s in _CITY_SUFFIXES if name.endswith(s)]
    return readings


def _without_kind(name: str) -> list[str]:
    """What a folded name leaves without a word for a kind of division before or behind it."""
    before, behind = (*_DIVISION_PREFIXES, *_KIND_PREFIXES), (*_DIVISION_SUFFIXES, *_KIND_SUFFIXES)
    bare = [name.removeprefix(word) for word in before if name.startswith(word)]
    return bare + [name.removesuffix(word) for word in behind if name.endswith(word)]


def larger_places(code: str, text: str) -> tuple[Place, ...]:
    """Every place that a larger one may stand for: "Cebu" is a province, a city and part of a region, "Cotabato" a city
    and a province."""
    places: list[Place] = []
    for name, _ in _readings(fold(text)):
        named = gazetteer.named_region(code, name)
        for region in (named, gazetteer.division(code, name), gazetteer.division(code, f"{name} province")):
            places += region[1] if region else ()
        places += [town.place for town in gazetteer.cities_named(code, name)[:1]]
        if places:
            break
    # Quy Nhon lies in Gia Lai, too, since its province was joined with that one.
    regions = {place.region for place in places}
    mergers = [row for row in table("places/mergers.csv") if row["country_code"] == code]
    joined = [row["joined"] for row in mergers if row["province"] in regions]
    # Bogotá is a division of its own and is written with the one around it.
    joined += [row["inside"] for row in table("places/around.csv") if row["code"] == code and row["around"] in regions]
    return (*places, *(place for name in joined for place in (gazetteer.division(code, fold(name)) or ("", ()))[1]))


def _inside(places: tuple[Place, ...], outer: list[tuple[Place, ...]]) -> bool:
    """Whether places share a first-level division with each of the larger ones."""
    return all({place.region for place in places} & {place.region for place in larger} for larger in outer)


def is_divided(code: str) -> bool:
    """Whether all first-level divisions are known, so that an unknown one is a mistake."""
    return code == "US" or code in MARKETS


def namesakes(country_code: str, name: str) -> list[Place]:
    """Towns of a folded name in several divisions of a country, the largest first; none where one is meant by far, or
    where all are in one division of today: one of them is the other under its former one."""
    if gazetteer.named_region(country_code, name) or gazetteer.division(country_code, name):
        return []
    towns = sorted(
        (town.place for town in gazetteer.cities_named(country_code, name)), key=lambda place: -place.population
    )
    same = [place for place in towns if fold(place.city) == name and 10 * place.population >= towns[0].population]
    return same if len({division_of(place) for place in same}) > 1 else []
