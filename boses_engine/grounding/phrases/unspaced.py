"""Names of jobs in the scripts of East, South and Southeast Asia, as their English: Japanese, Korean, Chinese, Thai,
those of India, Sinhala, Burmese, Khmer, Lao. Their words have no spaces between them, or marks that are no letters.

A compound of Japanese, Korean or Chinese says last who somebody is, and before that where or of which kind
("病院の看護師", "퇴직 교사"), and so do the languages of India ("सरकारी शिक्षक"). Thai, Lao and Khmer say it first
("พนักงานโรงแรม"). So the longest known name at that end decides, and what is left counts where it is known too.
"""

import re
import unicodedata
from functools import cache

from boses_engine.grounding.places.countries import table

_NAMES = ("japanese", "korean", "chinese", "thai")
_SCRIPTS = (
    *("devanagari", "bengali", "tamil", "telugu", "kannada", "malayalam", "gujarati", "gurmukhi", "sinhala"),
    *("burmese", "khmer", "lao"),
)
_LETTERS = "\u0900-\u0eff\u1000-\u109f\u1780-\u17ff\u200c\u200d\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_THAI = re.compile("[\u0e00-\u0eff\u1780-\u17ff]")  # and those that order words like it
_OF_INDIA = re.compile("[\u0900-\u0dff\u1000-\u109f]")  # and Sri Lanka and Myanmar
_RUN = re.compile(f"[{_LETTERS}](?:[{_LETTERS} ]*[{_LETTERS}])?")
_OTHER_SIGNS = str.maketrans({"（": "(", "）": ")", "、": ", ", "，": ", ", "・": " / ", "／": " / "})
_SIGNS = re.compile(r"[(),/;|+&]")
_BETWEEN = re.compile("(?:の|的|에서 일하는|에서일하는|의|का|की|के|चा|ची|चे|मध्ये|में|এর|ের|র|তে)$")  # "of", "at"
_SHORT, _SHORT_THAI, _SHORT_OF_INDIA = 2, 4, 4  # letters of a name that may stand beside others
_PART_TIME, _FREE, _ALONE = "part-time worker", "freelancer", "people living alone"
_ENDED, _SEXES = "retired", {"women": "female", "men": "male"}
_BESIDE = {  # before a name
    **_SEXES,
    **{"young people": "young", "senior citizens": "old", "foreigners": "foreign", "workers": "working"},
}
_MANY = (  # how names of one end in Hindi, and those of many
    *(("ी", end) for end in ("ियां", "ियाँ", "ियों")),
    *(("ा", end) for end in ("ाएं", "ाएँ", "ाओं", "े")),
    *(("", end) for end in ("ों", "ओं", "एं", "एँ")),
)
# What who is named without a place is called with one.
_AT_A_PLACE = {
    "company employee": "employee",
    "shop assistant": "staff",
    "small business owner": "owner",
    "shopkeeper": "owner",
    "company director": "owner",
    "factory worker": "worker",
    "contract office worker": "worker",
}


def in_english(text: str) -> str:
    """The text with each known name of those scripts put in English; all else as it is."""
    text = unicodedata.normalize("NFC", text)
    if not re.search(f"[{_LETTERS}]", text):
        return text
    text = text.translate(_OTHER_SIGNS)
    whole = _names().get(_squeezed(text)) or ("" if _SIGNS.search(text) else _english(text))
    return whole or _RUN.sub(lambda run: _english(run.group()) or run.group(), text)


def left_in(text: str) -> list[str]:
    """What no table knows of the names of those scripts in a text, but single letters; nothing of a name that is
    wholly unknown."""
    text = unicodedata.normalize("NFC", text).translate(_OTHER_SIGNS)
    if _squeezed(text) in _names():
        return []
    return [left for known, left in map(_parts, _RUN.findall(text)) if known and len(left) > 1]


def _english(run: str) -> str:
    """A name in English, with the kind of workplace or of person that it tells; nothing if it is not known."""
    return _parts(run)[0]


def _parts(run: str) -> tuple[str, str]:
    """The same, and what of it no table knows."""
    name = _squeezed(run)
    if whole := _known(name):
        return whole, ""
    ends = [(known, _unlinked(rest)) for said, rest in _cuts(name) if (known := _known(said))]
    named, rest = next((each for each in ends if _known(each[1])), ends[0] if ends else ("", ""))
    more, left = _parts(rest) if rest else ("", "")
    if not named:
        return "", name
    if not more or named == more or more in named:
        return named, left if more else rest
    return _together(more, named), left


def _known(name: str) -> str:
    """The English of a name, as of one or of many; nothing if it is not known."""
    many = (f"{name.removesuffix(end)}{one}" for one, end in _MANY if name.endswith(end))
    return next((known for each in (name, *many) if (known := _names().get(each))), "")


def _together(more: str, named: str) -> str:
    """A name in English with what stands beside it: where it is done or by whom."""
    if _PART_TIME in (named, more):
        place = f"{more} worker" if more in _before() else more
        return f"part-time {place}" if named == _PART_TIME else f"part-time {named}"
    if more == _FREE:
        return f"freelance {named}"
    if named == _ENDED or (named in _SEXES and more not in _before()):  # "ครูเกษียณ", "พยาบาลชาย"
        return f"{_SEXES.get(named, named)} {more}"
    if more == _ALONE:
        return f"{named} living alone"
    for said, beside in _BESIDE.items():
        more = re.sub(rf"\b{said}$", beside, more)
    return f"{more} {_AT_A_PLACE.get(named, named)}"


def _unlinked(rest: str) -> str:
    """What is left of a compound without a word for "of" or "at" at its end, if that is no part of a name."""
    return rest if _known(rest) else _BETWEEN.sub("", rest)


def _cuts(name: str) -> list[tuple[str, str]]:
    """The part of a compound that may say who somebody is, the longest first, and what is left of it."""
    if _THAI.search(name):
        return [(name[:at], name[at:]) for at in range(len(name) - 1, _SHORT_THAI - 1, -1)]
    least = _SHORT_OF_INDIA if _OF_INDIA.search(name) else _SHORT
    return [(name[at:], name[:at]) for at in range(1, len(name) - least + 1)]


def _squeezed(text: str) -> str:
    return re.sub("[\\s\u200c\u200d]+", "", text.translate(_OTHER_SIGNS)).casefold()


@cache
def _before() -> frozenset[str]:
    """The English of what stands before the name of a job, a place or a rank."""
    rows = (*table("work/names_east_asia.csv"), *table("work/names_south_asia.csv"))
    return frozenset(row["english"] for row in rows if row["before"])


@cache
def _names() -> dict[str, str]:
    """The English by name, without spaces; of local names of a title the title."""
    rows: list[tuple[dict[str, str], tuple[str, ...]]] = [(row, _NAMES) for row in table("work/names_east_asia.csv")]
    rows += [(row, _SCRIPTS) for row in table("work/names_south_asia.csv")]
    said = [(name, row["english"]) for row, kinds in rows for kind in kinds for name in row[kind].split("|")]
    titles = ((name, row["title"]) for row in table("work/titles.csv") for name in row["local_names"].split("|"))
    said += [(name, title) for name, title in titles if re.search(f"[{_LETTERS}]", name)]
    return {_squeezed(unicodedata.normalize("NFC", name)): english for name, english in said if name}
