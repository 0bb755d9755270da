"""Which words of a brief name places, and which places those may be."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from boses_engine.briefs.gazette import Meaning, meanings, other_names, spellings
from boses_engine.briefs.lists import listed, rows
from boses_engine.briefs.text import Brief
from boses_engine.briefs.words import find
from boses_engine.domain.snapshot import MARKETS
from boses_engine.grounding.places.country_names import country_code_of
from boses_engine.grounding.text import fold

_WORDS_MOST = 6
_SURE_CITY = 300_000  # inhabitants: named without a preposition, in capitals
_WORLD_CITY = 1_000_000  # also in small letters
_SLIP = 0.84  # likeness of spelling
_PREPOSITION = re.compile(
    r"(?:^|[\s,(|])(?:in|at|from|near|around|of|across|throughout|within|outside|based\s+in|living\s+in|to|for|"
    r"sa|taga|taga-|mula\s+sa|ng|nasa|"
    r"di|dari|kota|se|daerah|wilayah|ke|asal|ở|tại|o|tai|từ|quanh|gần|bên|khu\s+vực|thành\s+phố|tp\.?|tỉnh|về|"
    r"sang|greater|downtown|central|metro|"
    r"city\s+of|urban|rural|location\s*:|lokasi\s*:|city\s*:|lungsod\s+ng|đến\s+từ|sống\s+ở|nước|vùng|suburban|"
    r"the|coastal|near\s+the|island\s+of|pulau|khu)\s*[-:]?\s*$",
    re.IGNORECASE,
)
_CODES = {"UK", "USA", "US", "UAE", "PH", "VN", "KSA", "SG", "HK", "NZ", "PRC", "ID"}
_ANY_CASE = {"uk", "usa", "uae", "ksa"}
# These are places all the same where a preposition, a country or a capital letter says so.
_SHORT_NAMES_VI = {
    "mỹ": "US",
    "nhật": "JP",
    "hàn": "KR",
    "úc": "AU",
    "anh": "GB",
    "pháp": "FR",
    "đức": "DE",
    "nga": "RU",
    "ý": "IT",
}
HINT_LANGUAGES = {"fil": "PH", "id": "ID", "vi": "VN"}


@dataclass(frozen=True)
class Mention:
    """A place that a brief names: the words, where they stand, and the places they may mean."""

    name: str
    start: int
    end: int
    meanings: tuple[Meaning, ...]
    country: str | None = None  # the code, where the words name a country
    led: bool = False  # a preposition or the like stands before it
    slip: bool = False  # spelt otherwise in the brief


def mentions(brief: Brief) -> Iterator[Mention]:
    """The places that runs of words name, the longest first at each word; then what is misspelt after a preposition."""
    tokens, at = brief.tokens, 0
    taken = {i for each in find(brief, "demonym") for i in range(each.first, each.last)}
    found: list[Mention] = []
    while at < len(tokens):
        longest = next(
            (
                (mention, last)
                for last in range(min(at + _WORDS_MOST, len(tokens)), at, -1)
                if not any(t.opens and not _inner_dot(brief, t.start) for t in tokens[at + 1 : last])
                and (mention := _mention(brief, at, last, single=last == at + 1 and at in taken))
            ),
            None,
        )
        if longest:
            found.append(longest[0])
            at = longest[1]
        else:
            at += 1
    yield from found
    if not any(mention.meanings for mention in found):
        yield from _misspelt(brief, found)


def _inner_dot(brief: Brief, at: int) -> bool:
    """ "St. Louis", "TP. Hồ Chí Minh": a dot inside a name."""
    return bool(re.search(r"\b(?:st|tp|mt|ft|sta|sto)\.\s*$", brief.low[:at]))


def _mention(brief: Brief, first: int, last: int, single: bool) -> Mention | None:
    tokens = brief.tokens
    start, end = tokens[first].start, tokens[last - 1].end
    words = brief.plain[start:end]
    if words.isdigit() or single or len(words) < 2 or words.startswith(("di ", "sa ", "ở ")):
        return None
    led = bool(_PREPOSITION.search(brief.low[:start])) or first == 0 and len(tokens) > last and tokens[last].opens
    if code := _country(brief, first, last, words):
        return Mention(words, start, end, (), code, led)
    key = fold(words)
    found = meanings().get(key, ())
    if (
        not found
        and len(key) > 3
        and (led or words[0].isupper())
        and last - first <= 3
        and key not in listed("claimed")
    ):
        found = (other_names()[key],) if key not in _own_words() and key in other_names() else ()
    if not found or not _is_place(brief, first, last, words, key, found, led):
        return None
    return Mention(words, start, end, found, None, led)


def _country(brief: Brief, first: int, last: int, words: str) -> str | None:
    if last == first + 1:
        low = words.lower()
        if words.upper() in _CODES and len(words) <= 3:
            known = {"KSA": "SA", "UK": "GB", "PRC": "CN"}.get(words.upper()) or country_code_of(words)
            return known if words.isupper() and not (words == "ID" and first == 0) or low in _ANY_CASE else None
        if "vi" in brief.languages and low in _SHORT_NAMES_VI:
            led = re.search(r"(?:ở|tại|bên|sang|nước|từ)\s*$", brief.low[: brief.tokens[first].start])
            return _SHORT_NAMES_VI[low] if led and words[0].isupper() else None
        if len(low) < 4 or low in listed("no countries") or low in _own_words():
            return None
        if not words[0].isupper() and fold(words) in ("chad", "jordan", "turkey", "china", "mali", "guinea", "georgia"):
            return None
    if "vi" in brief.languages and (last - first < 3) and not words[0].isupper():
        return None
    code = country_code_of(words)
    if code and "vi" in brief.languages and last - first == 1 and not words.isascii():
        return None if fold(words) in ("lao", "y", "ao", "duc", "anh", "my", "nga") else code
    return code


def _is_place(brief: Brief, first: int, last: int, words: str, key: str, found: Sequence[Meaning], led: bool) -> bool:
    """Whether words that name a place mean one here."""
    tokens = brief.tokens
    capital = words[0].isupper() or (led and words.isupper())
    own = any(each.code in MARKETS for each in found)
    size = found[0].size
    before_country = _next_country(brief, last)
    if last - first == 1:
        low = words.lower()
        if key in listed("places all the same"):
            return (capital and led) or before_country
        if low in listed("claimed") or key in listed("claimed") or low in _own_words():
            return before_country and capital and low not in _own_words()
        if len(key) < 4 and not (
            key in ("nyc", "bgc", "qc", "cdo", "hue", "sf", "kl") and (capital or key in ("nyc", "hue", "bgc"))
        ):
            return capital and led and (size >= _SURE_CITY or before_country)
        if before_country or (led and capital):
            return True
        if capital:
            opens_text = first == 0 and not (len(tokens) > 1 and tokens[1].opens)
            return size >= (_SURE_CITY if not opens_text else _WORLD_CITY) or own
        return size >= _WORLD_CITY or (led and (size >= _SURE_CITY or own)) or (own and size >= _SURE_CITY)
    if all(token.word in listed("claimed") or token.word in _own_words() for token in tokens[first:last]):
        return capital and led and size >= _SURE_CITY
    return capital or led or size >= _SURE_CITY


def _next_country(brief: Brief, last: int) -> bool:
    """Whether a country, or a state, follows at once: "Hoi An, Vietnam", "melborne australia"."""
    tokens = brief.tokens
    for end in range(min(last + 3, len(tokens)), last, -1):
        gap = brief.plain[tokens[last - 1].end : tokens[last].start]
        if gap.strip() not in ("", ",", "("):
            return False
        words = brief.plain[tokens[last].start : tokens[end - 1].end]
        if len(words) > 3 and words.lower() not in listed("no countries") and country_code_of(words):
            return True
    return False


@cache
def _own_words() -> frozenset[str]:
    """Words of the rules' lists and of occupations: people, not places."""
    words = {w for row in rows("words") if row["field"] != "demonym" for w in row["phrases"].split("|") if " " not in w}
    words |= {w for row in rows("stages") for w in row["phrases"].split("|") if " " not in w}
    return frozenset(words)


def _misspelt(brief: Brief, found: Sequence[Mention]) -> Iterator[Mention]:
    """A place with a slip of the keyboard, before a country or after "in"."""
    country = next((m.country for m in found if m.country), None)
    tokens = brief.tokens
    for at, token in enumerate(tokens):
        for last in (at + 2, at + 1):
            if last > len(tokens) or any(t.opens for t in tokens[at + 1 : last]):
                continue
            words = brief.plain[token.start : tokens[last - 1].end]
            if len(words) < 5 or any(t.word in _own_words() or t.word in listed("claimed") for t in tokens[at:last]):
                continue
            if any(m.start < tokens[last - 1].end and token.start < m.end for m in found):
                continue
            led = re.search(r"\b(?:in|at|from|near|around|sa|di|dari|ở|tại)\s+$", brief.low[: token.start])
            if not (led or (country and _next_country(brief, last))):
                continue
            near = difflib.get_close_matches(fold(words), spellings(country), 1, _SLIP)
            if near:
                kept = tuple(each for each in meanings()[near[0]] if country in (None, each.code))
                yield Mention(near[0], token.start, tokens[last - 1].end, kept, None, True, slip=True)
                return
