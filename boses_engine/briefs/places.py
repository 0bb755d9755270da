"""Where the people of a brief live: the places it names, resolved, and written back as "City, Country"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from boses_engine.briefs.gazette import Meaning, country_name, meanings, other_names
from boses_engine.briefs.mentions import HINT_LANGUAGES, Mention, mentions
from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import find
from boses_engine.domain.snapshot import as_market
from boses_engine.errors import LocationError
from boses_engine.grounding.places.country_names import country_code_of
from boses_engine.grounding.places.gazetteer import admin1, cities_named, division
from boses_engine.grounding.places.resolve import Resolved, resolve
from boses_engine.grounding.text import fold

_RIVAL = 0.34  # of the largest namesake's inhabitants: then the name alone does not say which is meant


@dataclass(frozen=True)
class Where:
    """The place of a brief.

    `location` is None where none is named. `choices` are the readings of a name that does not say which is meant, the
    likeliest first; `others` are further places that the brief names.
    """

    location: str | None = None
    resolved: Resolved | None = None
    choices: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    note: str = ""
    clash: str = ""
    assumed: bool = False  # the place is not named, only where the people are from
    spans: tuple[tuple[int, int], ...] = ()


def read_place(brief: Brief) -> Where:
    """The place that the brief names, resolved; a nationality counts where nothing else is named."""
    found = _combined(brief, list(mentions(brief)))
    nations = find(brief, "demonym")
    spans = tuple((m.start, m.end) for pair in found for m in pair)
    named = [_located(brief, pair, found) for pair in found]
    clash = next((each.clash for each in named if each.clash), "")
    placed = [each for each in named if each.location]
    if clash and not placed:
        return Where(clash=clash, spans=spans)
    if not placed:
        if nations:
            name = country_name(nations[0].value)
            return replace(_where(name), assumed=True, note="the people's nationality is taken for where they live")
        return Where(spans=spans)
    first = _most_telling(placed, found, named)
    others = tuple(dict.fromkeys(each.location for each in placed if each.location and not _covers(first, each)))
    return replace(first, others=others, clash=clash, spans=spans)


def _most_telling(placed: Sequence[Where], found: Sequence[Sequence[Mention]], named: Sequence[Where]) -> Where:
    """A city goes before a country, one that a preposition leads to before one that stands bare, else the first."""

    def order(where: Where) -> tuple[bool, bool, int]:
        at = next(i for i, each in enumerate(named) if each is where)
        pair = found[at]
        return (bool(pair[0].country), not any(m.led for m in pair), at)

    return min(placed, key=order)


def _covers(first: Where, other: Where) -> bool:
    """Whether one of two places holds the other."""
    if first.resolved is None or other.resolved is None or first is other:
        return True
    one, two = set(first.resolved.places), set(other.resolved.places)
    if not other.resolved.region and len(two) > 1:  # a country beside a city: where the people come from
        return True
    return one <= two or two <= one


def place_of(text: str, brief: Brief) -> Where:
    """The place that a few words name (a model's reading), if they name one."""
    words = text.strip(" .,;")
    code = country_code_of(words) if len(words) > 3 else None
    if code:
        return _where(country_name(code))
    key = fold(words)
    found = meanings().get(key) or ((other_names()[key],) if key in other_names() else ())
    if not found:
        return Where()
    return _located(brief, (Mention(words, 0, 0, tuple(found)),), ())


def _combined(brief: Brief, mentions: list[Mention]) -> list[list[Mention]]:
    """Mentions that belong together: "Hoi An, Quang Nam, Vietnam", "Houston TX"."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        last = groups[-1][-1] if groups else None
        gap = brief.low[last.end : mention.start] if last else "x"
        joined = re.fullmatch(r"\s*[,(/–-]?\s*(?:(?:in|of|sa|ng|di|ở|tại|tỉnh|thuộc|the|nước|province of)\s+)?", gap)
        if last and joined and not last.country and _larger(mention, last):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    for group in groups:
        if m := re.match(r"\s*,?\s*([A-Z]{2})\b", brief.plain[group[-1].end :]):
            codes = {code for code, _ in admin1("US").items()}
            if m[1] in codes and not group[-1].country and any(each.code == "US" for each in group[-1].meanings):
                start = group[-1].end + m.start(1)
                group.append(Mention(m[1], start, start + 2, (Meaning("US", "region", 0),)))
    return groups


def _larger(outer: Mention, inner: Mention) -> bool:
    """Whether one mention may be what another lies in."""
    if outer.country:
        return True
    regions = {each.code for each in outer.meanings if each.kind == "region"}
    return bool(regions & {each.code for each in inner.meanings})


def _located(brief: Brief, group: Sequence[Mention], all_groups: Sequence[Sequence[Mention]]) -> Where:
    """The place of mentions that belong together."""
    inner, outer = group[0], group[1:]
    country = next((m.country for m in group if m.country), None)
    if inner.country:
        return _where(country_name(inner.country))
    if outer and not country:
        codes = [each.code for each in inner.meanings]
        shared = [
            c for c in codes if any(each.code == c and each.kind == "region" for m in outer for each in m.meanings)
        ]
        for code in shared:
            text = ", ".join([inner.name, *(m.name for m in outer), country_name(code)])
            if (where := _where(text)).location:
                return where
    if country:
        regions = [m.name for m in outer if not m.country]
        for names in ([inner.name, *regions], [inner.name]):
            if (where := _where(", ".join([*names, country_name(country)]))).location:
                return replace(where, note=_slip_note(brief, inner))
        likely = country_name(inner.meanings[0].code)
        return Where(clash=f"{inner.name} is in {likely}, not in {country_name(country)}")
    return _alone(brief, inner, all_groups)


def _alone(brief: Brief, inner: Mention, all_groups: Sequence[Sequence[Mention]]) -> Where:
    """A place without its country: where the brief hints at, else the largest of its name."""
    hints = [m.country for group in all_groups for m in group if m.country]
    hints += [HINT_LANGUAGES[language] for language in sorted(brief.languages) if language in HINT_LANGUAGES]
    hints += [each.value for each in find(brief, "demonym")]
    ordered = list(dict.fromkeys(each.code for each in inner.meanings))
    hinted = [code for code in hints if code in ordered]
    if not hinted and (own := [code for code in ordered if as_market(code)]):
        # The three markets go before namesakes that are not far larger.
        largest = inner.meanings[0].size
        hinted = [code for code in own if max(m.size for m in inner.meanings if m.code == code) * 3 >= largest][:1]
    places = []
    for code in dict.fromkeys((*hinted, *ordered)):
        if (where := _where(f"{inner.name}, {country_name(code)}")).location:
            places.append((code, where))
    if not places:
        return Where()
    rivals = [inner.meanings[0].size * _RIVAL <= m.size for m in inner.meanings]
    choices: tuple[str, ...] = ()
    if not hinted and sum(rivals) > 1:
        choices = tuple(where.location for _, where in places[:3] if where.location)
    return replace(places[0][1], choices=choices if len(choices) > 1 else (), note=_slip_note(brief, inner))


def _slip_note(brief: Brief, mention: Mention) -> str:
    return f'"{brief.plain[mention.start : mention.end]}" is read as {mention.name.title()}' if mention.slip else ""


def _where(text: str) -> Where:
    """The resolved place of "City, Country", its location written the way the resolver calls it."""
    try:
        resolved = resolve(text)
    except LocationError:
        return Where()
    return Where(_written(text, resolved), resolved)


def _written(text: str, resolved: Resolved) -> str:
    """ "City, Country" in the names of the tables, where that leads to the same places; else as asked."""
    asked = text.split(",")[0]
    if len(resolved.places) == 1 and "," in text:
        known = cities_named(resolved.country_code, fold(asked)) or fold(asked).startswith(
            ("thanh pho", "kota", "city of")
        )
        name = resolved.places[0].city if known or not division(resolved.country_code, fold(asked)) else asked
    elif resolved.region and "," in text:
        name = text.split(",")[0] if _same(f"{text.split(',')[0]}, {resolved.country}", resolved) else resolved.region
    else:
        return resolved.country
    if fold(name) == fold(resolved.country):
        return resolved.country
    name = name.title() if name.islower() else name
    short = f"{name}, {resolved.country}"
    return short if _same(short, resolved) else text


def _same(text: str, resolved: Resolved) -> bool:
    try:
        return resolve(text).places == resolved.places
    except LocationError:
        return False
