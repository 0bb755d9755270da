"""Where the people of a brief live: the places it names, resolved, and written back as "City, Country"."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from boses_engine.briefs.data import listed, pattern, rows, single_words, values
from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import find
from boses_engine.domain.snapshot import MARKETS, as_market
from boses_engine.errors import LocationError
from boses_engine.grounding.places.country_names import country_code_of, english_names
from boses_engine.grounding.places.gazetteer import admin1, division
from boses_engine.grounding.places.names import Meaning, meanings, other_names
from boses_engine.grounding.places.resolve import Resolved, resolve
from boses_engine.grounding.text import fold

_WORDS_MOST = 6
_CITY, _WORLD_CITY = 300_000, 1_000_000  # inhabitants: each is a reason to take a name for a place
_RIVAL = 0.34  # of the largest namesake's inhabitants: then the name alone does not say which is meant
_SLIP = 0.84  # likeness of spelling
_PLACES = ("demonym", "country", "currency")  # fields of the word lists that name places
_COUNTRY_OF = {"fil": "PH", "id": "ID", "vi": "VN"}


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


@dataclass(frozen=True)
class _Mention:
    """A place that a brief names: the words, where they stand, and the places they may mean."""

    name: str
    start: int
    end: int
    meanings: tuple[Meaning, ...] = ()
    country: str | None = None  # the code, where the words name a country
    led: bool = False  # a preposition or the like stands before it


_Group = Sequence[_Mention]  # mentions that belong together: "Hoi An, Quang Nam, Vietnam"


def read_place(brief: Brief) -> Where:
    """The place that the brief names, resolved; a nationality counts where nothing else is named."""
    groups = _combined(brief, _mentions(brief))
    spans = tuple((m.start, m.end) for group in groups for m in group)
    named = [(group, _located(brief, group, groups)) for group in groups]
    clash = next((where.clash for _, where in named if where.clash), "")
    placed = [(_order(brief, group), at, where) for at, (group, where) in enumerate(named) if where.location]
    if placed:
        first = min(placed, key=lambda each: each[:2])[2]
        others = tuple(dict.fromkeys(str(where.location) for *_, where in placed if not _covers(first, where)))
        return replace(first, others=others, clash=clash, spans=spans)
    nations = () if clash else find(brief, "demonym")
    if not nations:
        return Where(clash=clash, spans=spans)
    why = "the people's nationality is taken for where they live"
    return replace(_where(english_names()[nations[0].value]), assumed=True, note=why)


def _order(brief: Brief, group: _Group) -> tuple[bool, ...]:
    """Where people live goes before where they come from, a city before a country, what is led to before the bare."""
    before = brief.low[: group[0].start]
    lives, home = pattern("lives in").search(before), pattern("home of").search(before)
    return not lives, bool(home), bool(group[0].country), not any(m.led for m in group)


def place_of(text: str, brief: Brief) -> Where:
    """The place that a few words name (a model's reading), if they name one, a slip of the keyboard forgiven."""
    words = " ".join(word[:1].upper() + word[1:] for word in text.split())
    alone = Brief("", f"in {words}", brief.languages)
    found = _mentions(alone)
    if any(mention.meanings for mention in found):
        return replace(read_place(alone), spans=())
    country = found[0].country if found else None
    rest = words[: found[0].start - 3] if found else words
    near = difflib.get_close_matches(fold(rest), _spellings(country), 1, _SLIP) if len(rest) > 4 else []
    if not near:
        return _where(english_names()[country]) if country else Where()
    where = _where(f"{near[0].title()}, {english_names()[country or meanings()[near[0]][0].code]}")
    return replace(where, note=f'"{rest.strip()}" is read as {near[0].title()}')


def _covers(first: Where, other: Where) -> bool:
    """Whether one of two places holds the other."""
    if first.resolved is None or other.resolved is None or first is other:
        return True
    one, two = set(first.resolved.places), set(other.resolved.places)
    abroad = not other.resolved.region and len(two) > 1  # a country beside a city: where the people come from
    return abroad or one <= two or two <= one


def _mentions(brief: Brief) -> list[_Mention]:
    """The places that runs of words name, the longest first at each word."""
    tokens, at, found = brief.tokens, 0, []
    nations = {i for each in find(brief, "demonym") for i in range(each.first, each.last)}
    while at < len(tokens):
        for last in range(min(at + _WORDS_MOST, len(tokens)), at, -1):
            inside = [brief.low[: t.start] for t in tokens[at + 1 : last] if t.opens]
            whole = all(map(pattern("in a name").search, inside)) and (last > at + 1 or at not in nations)
            if whole and (mention := _mention(brief, at, last)):
                found.append(mention)
                at = last - 1
                break
        at += 1
    return found


def _mention(brief: Brief, first: int, last: int) -> _Mention | None:
    start, end = brief.tokens[first].start, brief.tokens[last - 1].end
    words, key, alone = brief.plain[start:end], fold(brief.plain[start:end]), brief.tokens[last : last + 1]
    if words.isdigit() or len(words) < 2 or words.startswith(("di ", "sa ", "ở ")):
        return None
    led = bool(pattern("leads to a place").search(brief.low[:start])) or (not first and any(t.opens for t in alone))
    if code := _country(brief, words, start, last - first):
        return _Mention(words, start, end, country=code, led=led)
    found, named = meanings().get(key, ()), (led or words[0].isupper()) and len(key) > 3 and last - first <= 3
    if not found and named and key in other_names() and key not in listed("claimed") | _own_words():
        found = (other_names()[key],)
    return _Mention(words, start, end, found, led=led) if found and _is_place(brief, first, last, found, led) else None


def _country(brief: Brief, words: str, start: int, count: int) -> str | None:
    """The code of a country that words name; small letters and short words need to be of those that are sure."""
    low, capital, vietnamese = words.lower(), words[0].isupper(), "vi" in brief.languages
    if low in listed("country codes"):
        sure = low in ("uk", "usa", "uae", "ksa") or (words.isupper() and start and low != "id" or low == "vn")
        return (values("country").get(low) or country_code_of(words)) if sure else None
    if vietnamese and low in values("country") and count == 1:
        return values("country")[low] if capital and pattern("led in vietnamese").search(brief.low[:start]) else None
    if count == 1 and (len(low) < 4 or low in listed("no countries") or low in _own_words()):
        return None
    if not capital and ((vietnamese and count < 3) or fold(words) in listed("small country letters")):
        return None
    code = None if vietnamese and fold(words) in listed("vietnamese words") else country_code_of(words)
    part = any((each.code, each.kind) == (code, "region") for each in meanings().get(fold(words), ()))
    own = code and fold(words) == fold(english_names()[code])
    alone = not brief.low[:start].rstrip().endswith(",")
    return None if part and alone and not own else code  # "Wales" is a part of its country, "Surrey, England" in it


def _is_place(brief: Brief, first: int, last: int, found: Sequence[Meaning], led: bool) -> bool:
    """Whether words that name a place mean one here: two things speak for it, of ordinary words three."""
    here, following = brief.tokens[first:last], brief.tokens[last : last + 3]
    words = brief.plain[here[0].start : here[-1].end]
    capital = words[0].isupper() and not (first == 0 and following and not following[0].opens and not led)
    ends = [token.end for token in following if token.start - here[-1].end < 3 or not token.opens]
    after = [brief.plain[following[0].start : end] for end in ends]
    country = any(len(each) > 3 and country_code_of(each) is not None for each in after)
    ordinary = all(token.word in listed("claimed") or token.word in _own_words() for token in here)
    short, same = fold(words) in listed("place abbreviations"), fold(words) in listed("places all the same")
    own, size = any(each.code in MARKETS for each in found), found[0].size
    reasons = [capital, led, len(here) > 1, country, country, own, size >= _CITY, size >= _WORLD_CITY]
    least = 3 if (ordinary or len(words) < 4) and not (short or same) else 2
    return sum(reasons) >= least and (words[0].isupper() or short or not (ordinary or same))


@cache
def _own_words() -> frozenset[str]:
    """Words of the rules' lists and of occupations: people, not places."""
    return single_words("stages", *(row["field"] for row in rows("words") if row["field"] not in _PLACES))


@cache
def _spellings(code: str | None) -> tuple[str, ...]:
    """Folded names of a country's cities of some size, or of the world's largest and the own countries'."""
    least = 50_000 if code else 400_000

    def is_large(each: Meaning) -> bool:
        return code in (None, each.code) and (each.size >= least or each.kind == "region")

    return tuple(name for name, found in meanings().items() if len(name) > 4 and any(map(is_large, found)))


def _combined(brief: Brief, mentions: list[_Mention]) -> list[list[_Mention]]:
    """Mentions that belong together: "Hoi An, Quang Nam, Vietnam", "Houston TX"."""
    groups: list[list[_Mention]] = []
    for mention in mentions:
        last = groups[-1][-1] if groups else None
        joined = last and pattern("between places").fullmatch(brief.low[last.end : mention.start])
        regions = {each.code for each in mention.meanings if each.kind == "region"}
        if last and joined and not last.country and (mention.country or regions & {m.code for m in last.meanings}):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    for group in groups:
        last, state = group[-1], re.match(r"\s*,?\s*([A-Z]{2})\b", brief.plain[group[-1].end :])
        american = not last.country and any(each.code == "US" for each in last.meanings)
        if state and american and state[1] in admin1("US"):
            start = last.end + state.start(1)
            group.append(_Mention(state[1], start, start + 2, (Meaning("US", "region", 0),)))
    return groups


def _located(brief: Brief, group: _Group, all_groups: Sequence[_Group]) -> Where:
    """The place of mentions that belong together."""
    inner, outer = group[0], group[1:]
    country = next((m.country for m in group if m.country), None)
    if inner.country:
        return _where(english_names()[inner.country])
    regions = [m for m in outer if not m.country]
    codes = [country] if country else list(dict.fromkeys(each.code for m in regions for each in m.meanings))
    for code in codes:
        for names in ([inner.name, *(m.name for m in regions)], [inner.name])[: 2 if country else 1]:
            where = _where(", ".join([*names, english_names()[code]]))
            if where.location and code in {each.code for each in inner.meanings} | {country}:
                return where
    if country:
        likely = english_names()[inner.meanings[0].code]
        return Where(clash=f"{inner.name} is in {likely}, not in {english_names()[country]}")
    return _alone(brief, inner, all_groups)


def _alone(brief: Brief, inner: _Mention, all_groups: Sequence[_Group]) -> Where:
    """A place without its country: where the brief hints at, else the largest of its name."""
    hints = [m.country for group in all_groups for m in group if m.country]
    hints += [_COUNTRY_OF[language] for language in sorted(brief.languages) if language in _COUNTRY_OF]
    hints += [each.value for each in find(brief, "demonym")]
    sizes = {each.code: each.size for each in reversed(inner.meanings)}
    codes, largest = list(dict.fromkeys(each.code for each in inner.meanings)), inner.meanings[0].size
    # The three markets go before namesakes that are not far larger.
    own = [code for code in codes if as_market(code) and sizes[code] * 3 >= largest][:1]
    hinted = [code for code in hints if code in sizes] or own
    places = [_where(f"{inner.name}, {english_names()[code]}") for code in dict.fromkeys((*hinted, *codes))]
    places = [where for where in places if where.location]
    if not places:
        return Where()
    rivals = sum(largest * _RIVAL <= each.size for each in inner.meanings)
    choices = tuple(str(where.location) for where in places[:3]) if rivals > 1 and not hinted else ()
    return replace(places[0], choices=choices if len(choices) > 1 else ())


def _where(text: str) -> Where:
    """The resolved place of "City, Country", in the names of the tables where they lead to the same places."""
    if (resolved := _resolved(text)) is None:
        return Where()
    asked, country = text.split(",")[0], resolved.country
    names = [asked.title() if asked.islower() else asked, resolved.region or country]
    if len(resolved.places) == 1:
        named = division(resolved.country_code, fold(asked)) is not None
        names.insert(1 if named else 0, resolved.places[0].city)
    for name in names if "," in text else [country]:
        short = country if fold(name) == fold(country) else f"{name}, {country}"
        again = resolved if short in (text, country) else _resolved(short)
        if again and again.places == resolved.places:
            return Where(short, resolved)
    return Where(text, resolved)


def _resolved(text: str) -> Resolved | None:
    try:
        return resolve(text)
    except LocationError:
        return None
