"""English nouns for people by their form: "pickers", "conductors", "violinists"."""

import re

from boses_engine.briefs.lists import listed
from boses_engine.grounding.work.tables import tables, word_of

_FORM = re.compile(r"[a-z]{3,}(?:ers|ors|ists|icians|ians|smiths|keepers|goers)")
# What people are beside their work.


def is_somebody(word: str) -> bool:
    """Whether an English word, in lower case, is a plural for people by its form, or known as somebody's work."""
    if word in listed("things"):
        return False
    known = tables().english.get((word_of(word),))
    return bool(_FORM.fullmatch(word)) or (known is not None and len(word) > 3 and word.endswith(("s", "men")))


def may_be_work(word: str) -> bool:
    """Whether such a word may be somebody's work, and not a pastime, a kinship or a nation."""
    return bool(_FORM.fullmatch(word)) and word not in listed("people beside work") | listed("things")
