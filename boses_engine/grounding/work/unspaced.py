"""Names of jobs in scripts that need no spaces between words, as their English: Japanese, Korean, Chinese, Thai.

A compound of Japanese, Korean or Chinese says last who somebody is, and before that where or of which kind
("病院の看護師", "퇴직 교사"). Thai says it first ("พนักงานโรงแรม"). So the longest known name at that end decides, and
what is left counts where it is known too.
"""

import re
import unicodedata
from functools import cache

from boses_engine.grounding.places.countries import table

_NAMES = ("japanese", "korean", "chinese", "thai")
_LETTERS = "\u0e00-\u0eff\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_THAI = re.compile("[\u0e00-\u0e7f]")
_RUN = re.compile(f"[{_LETTERS}](?:[{_LETTERS} ]*[{_LETTERS}])?")
_OTHER_SIGNS = str.maketrans({"（": "(", "）": ")", "、": ", ", "，": ", ", "・": " / ", "／": " / "})
_BETWEEN = re.compile("(?:の|的|에서 일하는|에서일하는|의)$")  # "of", "at"
_SHORT, _SHORT_THAI = 2, 4  # letters of a name that may stand beside others
_PART_TIME, _OF_FIRM, _ENDED = "part-time worker", "company employee", "retired"


def in_english(text: str) -> str:
    """The text with each known name of those scripts put in English; all else as it is."""
    text = unicodedata.normalize("NFC", text)
    if not re.search(f"[{_LETTERS}]", text):
        return text
    whole = _names().get(_squeezed(text))
    return whole or _RUN.sub(lambda run: _english(run.group()) or run.group(), text.translate(_OTHER_SIGNS))


def _english(run: str) -> str:
    """A name in English, with the kind of workplace or of person that it tells; nothing if it is not known."""
    name = _squeezed(run)
    if name in _names():
        return _names()[name]
    if _THAI.search(name):
        cuts = [at for at in range(len(name) - 1, _SHORT_THAI - 1, -1) if name[:at] in _names()]
        named, rest = (_names()[name[: cuts[0]]], name[cuts[0] :]) if cuts else ("", "")
    else:
        cuts = [at for at in range(1, len(name) - _SHORT + 1) if name[at:] in _names()]
        named, rest = (_names()[name[cuts[0] :]], _BETWEEN.sub("", name[: cuts[0]])) if cuts else ("", "")
    more = _names().get(rest, "")
    if not named or not more or named == more or more in named:
        return named
    if _PART_TIME in (named, more):
        return f"part-time {more} worker" if named == _PART_TIME else f"part-time {named}"
    if named == _ENDED:  # "ครูเกษียณ"
        return f"{_ENDED} {more}"
    return f"{more} employee" if named == _OF_FIRM else f"{more} {named}"


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


@cache
def _names() -> dict[str, str]:
    """The English by name, without spaces."""
    rows = table("work/names_east_asia.csv")
    return {
        _squeezed(unicodedata.normalize("NFC", name)): row["english"]
        for row in rows
        for language in _NAMES
        for name in row[language].split("|")
        if name
    }
